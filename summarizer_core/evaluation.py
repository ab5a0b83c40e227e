"""Accuracy on labelled contracts, measured the way CUAD's authors do.

All (contract, category) questions are pooled. A prediction is a text span with a confidence; it
matches an expert's answer when the Jaccard index of their word sets is at least 0.5, for the
category Parties also when it contains the answer. At each confidence threshold (0.99 down to 0.01
in steps of 0.01, then 0.001 and 0) answers with a match above it are true positives, predictions
above it that match nothing false ones. Precision is made monotone over recall; AUPR is the area
below by trapezoids.

Source: Hendrycks, Burns, Chen, Ball, "CUAD: An Expert-Annotated NLP Dataset for Legal Contract
Review", NeurIPS 2021 Datasets and Benchmarks, and its published evaluation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from summarizer_core.categories import CUAD

PARTIES: Final = "Parties"
_THRESHOLDS: Final = np.concatenate([np.arange(0.99, 0, -0.01), [0.001, 0.0]])
_SAME: Final = 0.5
_MARKS: Final = re.compile(r"[.,;:]")
#: Seed of the bootstrap: the same figures each time.
_SEED: Final = 20_240_501
_RESAMPLES: Final = 1_000


@dataclass(frozen=True)
class Prediction:
    """A span that an engine found for a category; ``shown`` when users see it as a finding."""

    category: str
    text: str
    confidence: float
    shown: bool = True


@dataclass(frozen=True)
class Contract:
    """One contract: experts' answers by category (an empty list: the category is not there) and
    what an engine found."""

    answers: Mapping[str, Sequence[str]]
    predictions: Sequence[Prediction]


def words(text: str) -> frozenset[str]:
    """The set of words that the Jaccard index compares."""
    return frozenset(_MARKS.sub("", text.lower().replace("/", " ")).split())


def matches(answer: str, prediction: str, *, parties: bool) -> bool:
    """Whether a predicted span is an expert's answer."""
    one, other = words(answer), words(prediction)
    if parties and " ".join(answer.split()) in " ".join(prediction.split()):
        return True
    return bool(one | other) and len(one & other) / len(one | other) >= _SAME


@dataclass
class _Counts:
    """For one contract and category: the best confidence of a match for each answer (-1: none),
    and the confidences of what matches nothing."""

    answers: list[float] = field(default_factory=list)
    wrong: list[float] = field(default_factory=list)
    shown: bool = False


def _counted(contract: Contract) -> dict[str, _Counts]:
    found: dict[str, dict[str, Prediction]] = defaultdict(dict)
    for prediction in contract.predictions:
        known = found[prediction.category].get(prediction.text)
        if known is None or known.confidence < prediction.confidence:
            found[prediction.category][prediction.text] = prediction
    counted = {}
    for category, answers in contract.answers.items():
        counts = _Counts([-1.0] * len(answers))
        for prediction in found.get(category, {}).values():
            counts.shown |= prediction.shown
            hits = [
                number
                for number, answer in enumerate(answers)
                if matches(answer, prediction.text, parties=category == PARTIES)
            ]
            for number in hits:
                counts.answers[number] = max(counts.answers[number], prediction.confidence)
            if not hits:
                counts.wrong.append(prediction.confidence)
        counted[category] = counts
    return counted


@dataclass(frozen=True)
class Curve:
    """Area under the precision-recall curve, and the precision where recall reaches a share."""

    aupr: float
    precision_at_80_recall: float
    precision_at_90_recall: float


def curve(answers: Sequence[float], wrong: Sequence[float]) -> Curve:
    """Args:
    answers: for each expert's answer the best confidence of a match, -1 without one.
    wrong: confidences of predictions that match nothing.
    """
    if not answers:
        return Curve(0.0, 0.0, 0.0)
    right, false = np.sort(answers), np.sort(wrong)
    hits = len(right) - np.searchsorted(right, _THRESHOLDS, side="right")
    fails = len(false) - np.searchsorted(false, _THRESHOLDS, side="right")
    given = hits + fails
    precision = np.where(given > 0, hits / np.maximum(given, 1), 1.0)
    recall = np.concatenate([[0.0], hits / len(answers)])
    precision = np.maximum.accumulate(np.concatenate([[1.0], precision])[::-1])[::-1]

    def at(share: float) -> float:
        reached = np.nonzero(recall >= share)[0]
        return float(precision[reached[0]]) if len(reached) else 0.0

    return Curve(float(np.trapezoid(precision, recall)), at(0.8), at(0.9))


class _Presence(NamedTuple):
    """Of the question "does this contract have the category?": contracts in which it is, in which
    users are shown it, and in which both is so."""

    there: int
    shown: int
    right: int

    @property
    def f1(self) -> float | None:
        """None when no contract has or shows it."""
        total = self.there + self.shown
        return 2 * self.right / total if total else None


def _presence(counted: Sequence[Mapping[str, _Counts]], category: str) -> _Presence:
    pairs = [(bool(c[category].answers), c[category].shown) for c in counted if category in c]
    return _Presence(
        there=sum(there for there, _ in pairs),
        shown=sum(shown for _, shown in pairs),
        right=sum(there and shown for there, shown in pairs),
    )


def _figures(
    counted: Sequence[Mapping[str, _Counts]], categories: Collection[str]
) -> dict[str, float]:
    by_category = {c: _curve_of(counted, (c,)) for c in categories}
    there = {c for c in categories if any(one[c].answers for one in counted if c in one)}
    whole = _curve_of(counted, categories)
    presence = [p for c in there if (p := _presence(counted, c).f1) is not None]
    areas = [by_category[c].aupr for c in there]
    return {
        "aupr": whole.aupr,
        "precision_at_80_recall": whole.precision_at_80_recall,
        "precision_at_90_recall": whole.precision_at_90_recall,
        "macro_aupr": float(np.mean(areas)) if areas else 0.0,
        "macro_presence_f1": float(np.mean(presence)) if presence else 0.0,
    }


def _curve_of(counted: Sequence[Mapping[str, _Counts]], categories: Iterable[str]) -> Curve:
    answers: list[float] = []
    wrong: list[float] = []
    for category in categories:
        for one in counted:
            if category in one:
                answers += one[category].answers
                wrong += one[category].wrong
    return curve(answers, wrong)


def evaluate(contracts: Sequence[Contract], resamples: int = _RESAMPLES) -> dict[str, Any]:
    """The figures of the command ``evaluate``.

    Args:
        contracts: at least one.
        resamples: how often contracts are drawn, with replacement, for the 95% intervals.
    """
    counted = [_counted(contract) for contract in contracts]
    asked = {category for one in counted for category in one}
    everything = [category for category in CUAD if category in asked]
    others = [category for category in everything if category != PARTIES]
    rng = np.random.default_rng(_SEED)
    draws = [rng.integers(0, len(counted), len(counted)) for _ in range(resamples)]
    return {
        **_with_intervals(counted, everything, draws),
        "without_parties": _with_intervals(counted, others, draws),
        "categories": {category: _of_category(counted, category) for category in everything},
        "contracts": len(counted),
    }


def _with_intervals(
    counted: Sequence[Mapping[str, _Counts]],
    categories: Sequence[str],
    draws: Sequence[npt.NDArray[np.int64]],
) -> dict[str, Any]:
    figures: dict[str, Any] = {k: round(v, 4) for k, v in _figures(counted, categories).items()}
    drawn = [_figures([counted[n] for n in draw], categories) for draw in draws]
    figures["intervals"] = {
        name: [round(float(q), 4) for q in np.percentile([d[name] for d in drawn], [2.5, 97.5])]
        for name in list(figures)
        if drawn
    }
    return figures


def _of_category(counted: Sequence[Mapping[str, _Counts]], category: str) -> dict[str, Any]:
    found = _curve_of(counted, (category,))
    presence = _presence(counted, category)
    return {
        "answers": sum(len(one[category].answers) for one in counted if category in one),
        "contracts_with": sum(bool(one[category].answers) for one in counted if category in one),
        "aupr": round(found.aupr, 4),
        "precision_at_80_recall": round(found.precision_at_80_recall, 4),
        "precision_at_90_recall": round(found.precision_at_90_recall, 4),
        "presence_f1": _share(presence.f1),
        "presence_precision": _share(presence.right / presence.shown if presence.shown else None),
        "presence_recall": _share(presence.right / presence.there if presence.there else None),
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
