"""What Tesseract recognised on a page, as lines with their places. Runs in the child only.

The table has a row for each page, block, paragraph, line and word (levels 1 to 5) with its box in
pixels from the top left and, for words, the confidence in percent
(https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html#tsv-output).
"""

from __future__ import annotations

import csv
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer_core.extraction.cleaning import clean_line
from summarizer_core.extraction.layout import Line, PageLines

_LEAST_CONFIDENT: Final = 35.0  # percent, of the usual word: below, it is noise
_PAGE, _WORD = "1", "5"
_MAX_BYTES: Final = 32 << 20


@dataclass(frozen=True)
class Word:
    """A recognised word with its box in points, from the bottom left of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    line: tuple[str, str, str]
    confidence: float


@dataclass(frozen=True)
class Recognised:
    width: float
    height: float
    words: tuple[Word, ...]


def words(folder: Path, number: int) -> Recognised | None:
    """The words of page ``number``; None when there is no table or nothing but noise in it."""
    table, scale_file = folder / f"{number}.tsv", folder / f"{number}.scale"
    if not scale_file.is_file() or not table.is_file() or table.stat().st_size > _MAX_BYTES:
        return None
    scale = float(scale_file.read_text(encoding="ascii"))  # pixels per point
    width = height = 0.0
    found: list[Word] = []
    with table.open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["level"] == _PAGE:
                width, height = float(row["width"]) / scale, float(row["height"]) / scale
            elif row["level"] == _WORD and (text := clean_line(row["text"] or "")):
                found.append(_word(row, text, height, scale))
    if not found or statistics.median(w.confidence for w in found) < _LEAST_CONFIDENT:
        return None
    return Recognised(width, height, tuple(found))


def _word(row: dict[str, str], text: str, height: float, scale: float) -> Word:
    left, top = float(row["left"]) / scale, height - float(row["top"]) / scale
    return Word(
        text,
        left,
        top - float(row["height"]) / scale,
        left + float(row["width"]) / scale,
        top,
        (row["block_num"], row["par_num"], row["line_num"]),
        float(row["conf"]),
    )


def read(folder: Path, number: int) -> PageLines | None:
    """The lines of page ``number``, None when nothing was recognised on it."""
    recognised = words(folder, number)
    if recognised is None:
        return None
    return PageLines(number, recognised.height, list(_lines(recognised)))


def _lines(recognised: Recognised) -> Iterator[Line]:
    line: list[Word] = []
    for word in recognised.words:
        if line and word.line != line[0].line:
            yield _line(line)
            line = []
        line.append(word)
    if line:
        yield _line(line)


def _line(line: list[Word]) -> Line:
    # Letters with descenders reach below the baseline: the usual word has none.
    return Line(
        " ".join(word.text for word in line),
        min(word.left for word in line),
        max(word.right for word in line),
        statistics.median(word.bottom for word in line),
    )
