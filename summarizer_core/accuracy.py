"""How accurate engines are, as measured. The local engine's figures ship with its model; those that
``evaluate --save`` measured come before them, and count for that version of the engine alone."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer_core.engines import local_model, local_seen
from summarizer_core.engines.base import Engine
from summarizer_core.models import utcnow

log = logging.getLogger(__name__)

_SHIPPED: Final = local_model.MODEL_FILE.with_name("local_accuracy.json")
_SHIPPED_SOURCE: Final = (
    "CUAD v1 by The Atticus Project, licence CC BY 4.0; by cross-validation: each contract was "
    "judged by models that had not seen it"
)
#: With fewer contracts that have a category, chance says more than the figures.
_ENOUGH: Final = 10
_GRADES: Final = ((0.9, "high"), (0.75, "good"), (0.5, "fair"), (0.0, "low"))


class Grade(StrEnum):
    """How often an engine is right about whether a contract has a category of clause (F1 of
    presence): from 0.9, from 0.75, from 0.5, below; or not known."""

    HIGH = "high"
    GOOD = "good"
    FAIR = "fair"
    LOW = "low"
    UNKNOWN = "unknown"


class _Figures(BaseModel):
    # Programs may write more than is read here.
    model_config = ConfigDict(frozen=True, extra="ignore")


class CategoryFigures(_Figures):
    """One category. ``answers`` are the passages that experts marked, in ``contracts_with``
    contracts. The figures are shares, 0 to 1, and None where nothing was marked; those of presence
    are of what users are shown, and may be None in measurements of old. ``threshold`` is the least
    confidence at which the engine shows it, where it has one."""

    answers: int
    contracts_with: int
    aupr: float | None
    presence_f1: float | None = None
    presence_precision: float | None = None
    presence_recall: float | None = None
    threshold: float | None = None

    @property
    def grade(self) -> Grade:
        if self.presence_f1 is None or self.contracts_with < _ENOUGH:
            return Grade.UNKNOWN
        # As it is shown, so that 75% is never two grades.
        shown = round(self.presence_f1, 2)
        return next(Grade(name) for least, name in _GRADES if shown >= least)


class Overall(_Figures):
    """Figures over all categories that the contracts have, None where they have none, with their
    95% intervals by name."""

    aupr: float | None
    precision_at_80_recall: float | None
    macro_aupr: float | None
    macro_presence_f1: float | None
    intervals: dict[str, tuple[float, float]]


class Calibration(_Figures):
    """Findings of a range of confidence: how many, and which share of them is right."""

    low: float
    high: float
    findings: int
    mean_confidence: float
    right: float


class Accuracy(Overall):
    """What was measured of an engine. ``source`` names the contracts, in words; ``measured_at`` is
    None for what ships."""

    contracts: int
    without_parties: Overall
    categories: dict[str, CategoryFigures]
    reliability: tuple[Calibration, ...] = ()
    source: str
    fingerprint: str = ""
    measured_at: datetime | None = None


@cache
def shipped() -> Accuracy:
    """The figures of the local engine, measured when its model was trained."""
    raw: dict[str, Any] = json.loads(_SHIPPED.read_text(encoding="utf-8"))
    rows = [row | {"low": row["from"], "high": row["to"]} for row in raw.get("reliability", ())]
    thresholds = local_model.load().thresholds
    for name, figures in raw["categories"].items():
        figures["threshold"] = thresholds.get(name)
    return Accuracy.model_validate(raw | {"reliability": rows, "source": _SHIPPED_SOURCE})


def trained_on(engine: Engine, texts: Iterable[str]) -> int:
    """How many of these contracts the engine was trained on, or on at least half of their wording:
    it remembers them. Always 0 for engines other than the local one, of which nobody knows."""
    if engine.name != "local":
        return 0
    model, seen = local_model.load(), local_seen.load()
    return sum(model.has_seen(text) or seen.mostly(text) for text in texts)


class MeasuredAccuracy:
    """Args:
    folder: of the measurements that were saved here, a file per engine; need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, name: str, engine: Engine | None) -> Accuracy | None:
        """What is known of an engine by name; None when this version of it was never measured.

        Args:
            engine: as it is set up here, None when it is not.
        """
        saved = self._saved(name)
        if saved is not None and engine is not None and saved.fingerprint == engine.fingerprint:
            return saved
        return shipped() if name == "local" else None

    def save(self, engine: Engine, figures: dict[str, Any], source: str) -> None:
        """Keep what ``evaluation.evaluate`` gave.

        Raises:
            OSError: the folder cannot be written.
        """
        kept = Accuracy.model_validate(
            figures | {"source": source, "fingerprint": engine.fingerprint, "measured_at": utcnow()}
        )
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(engine.name)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(kept.model_dump_json(indent=1), encoding="utf-8")
        part.replace(path)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _saved(self, name: str) -> Accuracy | None:
        try:
            return Accuracy.model_validate_json(self._path(name).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValidationError) as error:
            log.warning("the saved accuracy of %s cannot be used (%s)", name, type(error).__name__)
            return None
