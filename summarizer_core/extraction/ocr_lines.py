"""What Tesseract recognised on a page, as lines with their places. Runs in the child only.

The table has a row for each page, block, paragraph, line and word (levels 1 to 5) with its box in
pixels from the top left and, for words, the confidence in percent
(https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html#tsv-output).
"""

from __future__ import annotations

import csv
import itertools
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from summarizer_core.extraction.cleaning import clean_line
from summarizer_core.extraction.lines import Line, PageLines

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
    turned = _upright(recognised)
    return PageLines(number, turned.height, list(_lines(turned)), ordered=True)


def _upright(recognised: Recognised) -> Recognised:
    """The words as somebody sees them who turns the page: Tesseract reads a scan that lies on its
    side or head, but gives its words where they are in the picture."""
    ways: Counter[int] = Counter()
    for before, after in itertools.pairwise(recognised.words):
        if before.line == after.line:
            across = (after.left + after.right) - (before.left + before.right)
            up = (after.bottom + after.top) - (before.bottom + before.top)
            if abs(across) >= abs(up):
                ways[0 if across > 0 else 2] += 1
            else:
                ways[1 if up < 0 else 3] += 1
    turn = ways.most_common(1)[0][0] if ways else 0
    width, height = recognised.width, recognised.height
    if turn == 0:
        return recognised
    if turn == 2:
        words = [
            replace(
                w,
                left=width - w.right,
                right=width - w.left,
                bottom=height - w.top,
                top=height - w.bottom,
            )
            for w in recognised.words
        ]
    elif turn == 1:
        words = [
            replace(w, left=height - w.top, right=height - w.bottom, bottom=w.left, top=w.right)
            for w in recognised.words
        ]
    else:
        words = [
            replace(w, left=w.bottom, right=w.top, bottom=width - w.right, top=width - w.left)
            for w in recognised.words
        ]
    size = (width, height) if turn == 2 else (height, width)
    return Recognised(*size, tuple(words))


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
