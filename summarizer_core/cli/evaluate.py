"""``evaluate``: how accurate an engine is on contracts that experts have labelled."""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer_core.accuracy import trained_on
from summarizer_core.categories import CUAD
from summarizer_core.cli.documents import Analyst, blocks
from summarizer_core.cli.output import Commands, Progress, add_command, print_json, table
from summarizer_core.engines.base import Engine
from summarizer_core.errors import DocumentError, InvalidRequest, Unavailable
from summarizer_core.evaluation import Contract, Prediction, evaluate
from summarizer_core.models import AnalysisResult
from summarizer_core.services import build_accuracy, build_engines, build_pipeline, choose_engine
from summarizer_core.settings import Settings

_FIGURES: Final = (
    ("aupr", "AUPR"),
    ("precision_at_80_recall", "P@80R"),
    ("precision_at_90_recall", "P@90R"),
    ("macro_aupr", "MACRO AUPR"),
    ("macro_presence_f1", "MACRO PRESENCE F1"),
)


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Answer(_Part):
    text: str


class _Question(_Part):
    id: str
    answers: tuple[_Answer, ...]


class _Paragraph(_Part):
    context: str
    qas: tuple[_Question, ...]


class _Entry(_Part):
    title: str
    paragraphs: tuple[_Paragraph, ...]


class _Labelled(_Part):
    """Labelled contracts in the form in which CUAD is published (that of SQuAD 2.0)."""

    data: tuple[_Entry, ...]


def add_commands(commands: Commands) -> None:
    """Add the command of this module to the parser."""
    command = add_command(
        commands, "evaluate", _evaluate, "Measure an engine on labelled contracts."
    )
    command.add_argument(
        "file",
        metavar="CUAD_JSON",
        type=Path,
        help="labelled contracts in the form of CUAD, plain or compressed (.xz)",
    )
    command.add_argument(
        "--engine", choices=("local", "gemini"), help="what analyses (default: ANALYSIS_ENGINE)"
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")
    command.add_argument(
        "--save",
        action="store_true",
        help="keep the figures in DATA_DIR, for the pages to show as this engine's accuracy",
    )


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    labelled = _read(options.file)
    engine = choose_engine(build_engines(settings), options.engine or settings.default_engine)
    known = trained_on(engine, (paragraph.context for _, paragraph in labelled))
    if known:
        told = (
            f"The {engine.name} engine was trained on {known} of these {len(labelled)} contracts, "
            "or on most of their wording: figures would show what it remembers, not how accurate "
            "it is"
        )
        if options.save:
            raise InvalidRequest(f"{told}. Evaluate it on other contracts, or without --save.")
        print(f"{told}.", file=sys.stderr)
    analyst = Analyst(
        settings,
        engine,
        build_pipeline(settings),
        focus=None,
        side=None,
        password=None,
    )
    contracts = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contract.txt"
        for number, (entry, paragraph) in enumerate(labelled, 1):
            label = f"({number} of {len(labelled)}) {entry.title[:60]}"
            # As it stands: line ends count, and text that is no Unicode must not be lost.
            path.write_bytes(paragraph.context.encode("utf-8", "replace"))
            with Progress(label, sys.stderr) as progress:
                result = analyst.analyze(path, progress)
            if result.error is not None:
                raise DocumentError(
                    f"The contract {entry.title!r} could not be analysed: {result.error.message}",
                    code="evaluation_failed",
                )
            contracts.append(Contract(_answers(paragraph), _predictions(result)))
    figures = evaluate(contracts)
    if options.save:
        _save(engine, figures, options.file.name, settings)
    if options.json:
        print_json(figures)
    else:
        print(_describe(figures))
    return 0


def _save(engine: Engine, figures: dict[str, Any], source: str, settings: Settings) -> None:
    """Raises ``Unavailable`` when the folder cannot be written."""
    try:
        build_accuracy(settings).save(engine, figures, source)
    except OSError as error:
        raise Unavailable(
            f"The figures could not be saved in {settings.data_dir} "
            f"({error.strerror or type(error).__name__}). Check the folder's permissions and space."
        ) from error


def _read(path: Path) -> list[tuple[_Entry, _Paragraph]]:
    """The contracts of a file, each paragraph of text for itself.

    Raises:
        NotFound, DocumentError: it cannot be read, or is not of this form.
    """
    raw = b"".join(blocks(path))
    try:
        data = json.loads(lzma.decompress(raw) if path.suffix == ".xz" else raw)
        labelled = _Labelled.model_validate(data)
    except (ValueError, lzma.LZMAError, ValidationError) as error:
        raise DocumentError(
            f"{path} does not hold labelled contracts in the form of CUAD: a JSON object whose "
            '"data" lists contracts with "paragraphs" of "context" and "qas".',
            code="invalid_labels",
        ) from error
    found = [(entry, part) for entry in labelled.data for part in entry.paragraphs]
    if not any(_answers(part) for _, part in found):
        raise DocumentError(
            f"{path} asks for none of CUAD's categories: the id of a question ends with two "
            "underscores and the category's name.",
            code="invalid_labels",
        )
    return found


def _answers(paragraph: _Paragraph) -> dict[str, list[str]]:
    named = ((q.id.rpartition("__")[2], q.answers) for q in paragraph.qas)
    return {name: [a.text for a in answers] for name, answers in named if name in CUAD}


def _predictions(result: AnalysisResult) -> list[Prediction]:
    shown = [Prediction(c.category, c.quote, c.confidence) for c in result.clauses]
    possible = [
        Prediction(c.category, c.quote, c.confidence, shown=False) for c in result.possible_clauses
    ]
    return [*shown, *possible]


def _describe(figures: Mapping[str, Any]) -> str:
    other = figures["without_parties"]
    rows = [
        (name, _number(figures[key]), _range(figures, key), _number(other[key]), _range(other, key))
        for key, name in _FIGURES
    ]
    categories = [
        (name, str(one["answers"]), _number(one["aupr"]), _number(one["presence_f1"]))
        for name, one in figures["categories"].items()
    ]
    whole = table(("FIGURE", "ALL", "95%", "WITHOUT PARTIES", "95%"), rows, words=1)
    parts = table(("CATEGORY", "ANSWERS", "AUPR", "PRESENCE F1"), categories, words=1)
    return f"{figures['contracts']} contracts\n\n{whole}\n\n{parts}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _range(figures: Mapping[str, Any], key: str) -> str:
    if key not in figures["intervals"]:
        return "-"
    low, high = figures["intervals"][key]
    return f"{low:.3f} to {high:.3f}"
