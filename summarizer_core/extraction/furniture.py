"""Running headers, footers, page numbers and watermarks: on the pages, but not their text.

Pure functions on lines with places, no PDF library.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.extraction.lines import Line, PageLines, tolerance, usual_distance

_EDGE_ROWS: Final = 5  # rows at either edge that can be furniture
_STAMPED: Final = 3  # pages that bear a stamp at least
_PATTERN_ROWS: Final = 4  # of a page: from so many on it can be one of a pattern
_ALIKE: Final = 0.6  # of a page's rows: those that an earlier page has, too
_STAMPS: Final = 3  # in a document, at most
_STRAY_DISTANCE: Final = 12  # lines between numbers that count pages
_OFF_CENTRE: Final = 0.1  # of the text's width
_ALONE: Final = 7.0  # points to the next line, at least
_STRAY_COUNT: Final = 5
_WIDE: Final = 9.9  # a gap that is wide in any case
_APART: Final = 1.25  # gap, in usual distances, between furniture and text
_ROMAN: Final = re.compile(r"[ivxlc]+", re.I)
_NUMBER: Final = re.compile(r"(?P<bare>\d{1,4}|[ivxl]{1,6}|[IVXL]{1,6})")
_NUMBERED: Final = re.compile(
    r"(?:page|pg\.?|p\.|seite)\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?"
    r"|\d{1,4}\s*(?:of|von)\s*\d{1,4}"
    r"|[-–—~]\s*(?:\d{1,4}|[ivxl]{1,6})\s*[-–—~]",
    re.I,
)
#: "page 3 of 12, version 2" counts pages with the number that says so; others with their last.
_COUNTING: Final = re.compile(r"\b(?:page|pg\.?|p\.|sheet|seite|blatt)\s*(\d{1,5})\b", re.I)
_OUTER_NUMBER: Final = re.compile(r"(?:^(\d{1,5})(?=\s)|(?<=\s)(\d{1,5})$)")
#: Titles that begin a page of their own, one after the other.
_DIVISION: Final = re.compile(
    r"(?:article|section|schedule|exhibit|annex|appendix|attachment|addendum|part|chapter|clause|"
    r"lot|item|product|no|nr|anlage|anhang|teil|artikel)\b",
    re.I,
)
_IN_STEP: Final = 0.6  # of the rows: those that count the pages
_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(slots=True)
class _Row:
    lines: list[Line]
    text: str
    from_edge: float
    rank: int  # 0 is outermost
    gap: float  # to the next row inwards, in usual distances of the page's rows
    zone: str

    @property
    def mask(self) -> str:
        return _masked(self.text)


def set_apart_furniture(pages: Sequence[PageLines]) -> list[list[str]]:
    """Take running headers, footers and page numbers off the pages (in place).

    A row at the edge of a page goes when its text, digits aside, stands in the same place on
    other pages too (on three at least, or on both pages of two), or when it is a page number:
    "Page 3 of 12", "- 3 -", or a bare number in step with the pages. Rows go from the outside in;
    the first one that stays ends it. Stamps and watermarks go wherever they stand.

    Returns:
        Per page, the texts that were taken off.
    """
    edges = [_edges(page) for page in pages]
    first = _first_of_their_kind(pages)
    counted = [edge if index in first else ([], []) for index, edge in enumerate(edges)]
    repeated = _repeated(counted, [page.height for page in pages], len(first))
    steps = _page_number_steps(edges)
    furniture: list[list[str]] = []
    for index, page in enumerate(pages):
        gone: list[Line] = []
        texts: list[str] = []
        for zone in edges[index]:
            rows = _peel(zone, index, repeated, steps, page.height, gone)
            texts += [row.text for row in rows]
        if len(gone) == len(page.lines) >= _PATTERN_ROWS:
            furniture.append([])  # no page is furniture alone
            continue
        drop = {id(line) for line in gone}
        page.lines = [line for line in page.lines if id(line) not in drop]
        furniture.append(texts)
    for index, line in [*_stamps(pages, first), *_stray_page_numbers(pages)]:
        pages[index].lines = [other for other in pages[index].lines if other is not line]
        furniture[index].append(line.text)
    return furniture


def _first_of_their_kind(pages: Sequence[PageLines]) -> set[int]:
    """Pages less those that mostly repeat an earlier one, digits aside: copies of a contract, or
    letters and price sheets of one pattern, whose text is no furniture."""
    first: set[int] = set()
    pages_with: dict[str, list[int]] = defaultdict(list)
    for index, page in enumerate(pages):
        rows = {_masked(line.text) for line in page.lines}
        shared = Counter(other for row in rows for other in pages_with[row])
        alike = max(shared.values(), default=0)
        if len(rows) >= _PATTERN_ROWS and alike >= len(rows) * _ALIKE:
            continue
        first.add(index)
        for row in rows:
            pages_with[row].append(index)
    return first


def _masked(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _stamps(pages: Sequence[PageLines], first: set[int]) -> list[tuple[int, Line]]:
    """Lines that stand in the very same place on half of the pages, wherever that is, and out of
    line with the text around them: stamps and watermarks, which lie across it."""
    found: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for index, page in enumerate(pages):
        for line in _out_of_line(page):
            found[_spot(line)].add(index)
    needed = max(_STAMPED, len(first) / 2)
    stamps = {key for key, where in found.items() if len(where & first) >= needed}
    if not 0 < len(stamps) <= _STAMPS:
        return []
    return [
        (index, line)
        for index, page in enumerate(pages)
        for line in page.lines
        if page.height > 0 and _spot(line) in stamps
    ]


def _spot(line: Line) -> tuple[str, int, int]:
    return line.text, round(line.x0), round(line.y)


def _out_of_line(page: PageLines) -> list[Line]:
    """Lines that do not stand between the one drawn before and the one drawn after, which without
    them would be in order."""
    if page.height <= 0 or len(page.lines) < 2:
        return []
    edges = [math.inf, *(line.y for line in page.lines), -math.inf]
    return [
        line
        for line, before, after in zip(page.lines, edges, edges[2:], strict=False)
        if after <= before and not after <= line.y <= before
    ]


def _stray_page_numbers(pages: Sequence[PageLines]) -> list[tuple[int, Line]]:
    """Bare numbers inside the pages that count up, a page's worth of lines apart: the page numbers
    of a document that was paginated anew when it was printed. They stand in the middle, and
    alone: numbers of clauses, cells and notes do not."""
    best: dict[int, list[tuple[int, int, Line]]] = {}
    position = 0
    for index, page in enumerate(pages):
        left = min((line.x0 for line in page.lines), default=0.0)
        right = max((line.x1 for line in page.lines), default=0.0)
        for line in page.lines:
            position += 1
            off = abs((line.x0 + line.x1) - (left + right)) / 2
            central = off <= (right - left) * _OFF_CENTRE or page.height <= 0
            if not central or not re.fullmatch(r"\d{1,3}", line.text):
                continue
            near = _ALONE if page.height > 0 else 0.5
            if any(o is not line and abs(o.y - line.y) < near for o in page.lines):
                continue
            value = int(line.text)
            chain = max(
                (best.get(value - 1, []), best.get(value - 2, [])),
                key=lambda c: len(c) if c and position - c[-1][0] >= _STRAY_DISTANCE else -1,
            )
            if chain and position - chain[-1][0] < _STRAY_DISTANCE:
                chain = []
            if len(chain) + 1 >= len(best.get(value, [])):
                best[value] = [*chain, (position, index, line)]
    longest = max(best.values(), key=len, default=[])
    return [(index, line) for _, index, line in longest] if len(longest) >= _STRAY_COUNT else []


def _edges(page: PageLines) -> tuple[list[_Row], list[_Row]]:
    """Top rows, from the top down, and bottom rows, from the bottom up."""
    rows: list[list[Line]] = []
    for line in sorted(page.lines, key=lambda item: (-item.y, item.x0)):
        if rows and abs(rows[-1][0].y - line.y) <= tolerance(page):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda item: item.x0)
    highest = page.height if page.height > 0 else 0.0
    lowest = 0.0 if page.height > 0 else (rows[-1][0].y if rows else 0.0)
    usual = usual_distance([row[0] for row in rows]) or 12.0
    inner = [(a[0].y - b[0].y) / usual for a, b in itertools.pairwise(rows)]
    top = [
        _Row(row, _joined(row), highest - row[0].y, rank, gap, "top")
        for rank, (row, gap) in enumerate(zip(rows, [*inner, _WIDE], strict=False))
    ]
    bottom = [
        _Row(row, _joined(row), row[0].y - lowest, rank, gap, "bottom")
        for rank, (row, gap) in enumerate(zip(rows[::-1], [*inner[::-1], _WIDE], strict=False))
    ]
    return top[:_EDGE_ROWS], bottom[:_EDGE_ROWS]


def _joined(row: Iterable[Line]) -> str:
    return " ".join(line.text for line in row)


_Edges = tuple[list[_Row], list[_Row]]


@dataclass(slots=True)
class _Repeated:
    """A text that repeats at an edge: where (distances from it; None for anywhere)."""

    places: list[float] | None
    certain: bool  # no gap is needed to tell it from the text


_Texts = dict[tuple[str, str], _Repeated]


def _repeated(edges: Sequence[_Edges], heights: Sequence[float], count: int) -> _Texts:
    """Texts (masked, where they count the pages) that stand in one place on enough of ``count``
    pages, or outermost on so many that the place does not matter."""
    if count < 2:
        return {}
    needed = 2 if count == 2 else 3 if count <= 60 else count // 20
    repeated: _Texts = {}
    for key, rows in _by_text(edges).items():
        where = {index for index, _ in rows}
        certain = count == 2 or len(where) >= max(3, count / 2)
        if len({index for index, row in rows if row.rank < 2}) >= max(4, count // 5):
            repeated[key] = _Repeated(None, certain)
            continue
        places = _places(rows, needed, _slack(heights[rows[0][0]]))
        if places:
            repeated[key] = _Repeated(places, certain)
    return repeated


def _counting(rows: Sequence[tuple[int, _Row]]) -> bool:
    """Whether rows that are the same but for their digits count the pages. Rows of a price list do
    not, nor do titles of exhibits, each of which begins a page."""
    steps: Counter[int] = Counter()
    for index, row in rows:
        number = _COUNTING.search(row.text) or _OUTER_NUMBER.search(row.text)
        if number and not _DIVISION.match(row.text):
            steps[int(number.group(1) or number.group(2)) - index] += 1
    return bool(steps) and max(steps.values()) >= max(2, len(rows) * _IN_STEP)


def _places(rows: list[tuple[int, _Row]], needed: int, slack: float) -> list[float]:
    """Where the rows of ``needed`` pages or more stand in one place."""
    rows.sort(key=lambda item: item[1].from_edge)
    runs: list[list[tuple[int, float]]] = []
    for index, row in rows:
        # In order of their places, a run of neighbours is one place.
        if not runs or row.from_edge - runs[-1][-1][1] > slack:
            runs.append([])
        runs[-1].append((index, row.from_edge))
    return [y for run in runs if len({i for i, _ in run}) >= needed for _, y in run]


def _by_text(edges: Sequence[_Edges]) -> dict[tuple[str, str], list[tuple[int, _Row]]]:
    """Rows with letters in them, with the page they stand on, by zone and text: masked where the
    digits count the pages, else to the digit."""
    alike: dict[tuple[str, str], list[tuple[int, _Row]]] = defaultdict(list)
    for index, zones in enumerate(edges):
        for row in (*zones[0], *zones[1]):
            if re.search(r"[^\W\d_]{2}", row.mask):
                alike[row.zone, row.mask].append((index, row))
    found: dict[tuple[str, str], list[tuple[int, _Row]]] = defaultdict(list)
    for (zone, mask), rows in alike.items():
        counting = _counting(rows)
        for index, row in rows:
            found[zone, mask if counting else row.text].append((index, row))
    return found


def _slack(height: float) -> float:
    """How far the same row may move from page to page: 2% of the page, or two lines."""
    return height * 0.02 if height > 0 else 2.0


def _value(text: str) -> tuple[str, int] | None:
    """Kind and value of a bare page number."""
    if not _NUMBER.fullmatch(text):
        return None
    if text.isdigit():
        return "arabic", int(text)
    total = 0
    digits = [_ROMAN_VALUES[c] for c in text.lower()]
    for here, following in zip(digits, [*digits[1:], 0], strict=True):
        total += here if here >= following else -here
    return "roman", total


_Steps = dict[tuple[str, int], bool]


def _page_number_steps(edges: Sequence[_Edges]) -> _Steps:
    """Differences between a bare number and the page it stands on that occur on several pages
    (or are those of a single page), and whether that is certain: on three pages at least."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for index, zones in enumerate(edges):
        for row in (*zones[0], *zones[1]):
            value = _value(row.text)
            if value:
                seen[value[0], value[1] - index].add(index)
    needed = min(2, len(edges))
    steps = {step: len(where) >= 3 for step, where in seen.items() if len(where) >= needed}
    return steps if len(edges) > 1 else {s: sure for s, sure in steps.items() if s[1] == 1}


def _peel(
    rows: Sequence[_Row],
    index: int,
    repeated: _Texts,
    steps: _Steps,
    height: float,
    gone: list[Line],
) -> list[_Row]:
    taken: list[tuple[_Row, bool]] = []
    for row in rows:
        if any(line is other for line in row.lines for other in gone):
            break
        certain = _is_furniture(row, index, repeated, steps, height)
        if certain is None:
            break
        taken.append((row, certain))
    # Set phrases happen to end on several pages in one place: what is only likely must also
    # stand apart from the text.
    while taken and not taken[-1][1] and taken[-1][0].gap < _APART:
        taken.pop()
    for row, _ in taken:
        gone.extend(row.lines)
    return [row for row, _ in taken]


def _is_furniture(
    row: _Row, index: int, repeated: _Texts, steps: _Steps, height: float
) -> bool | None:
    """None for no, else whether it is certain."""
    if _NUMBERED.fullmatch(row.text):
        return True
    value = _value(row.text)
    if value and (value[0], value[1] - index) in steps:
        return steps[value[0], value[1] - index]
    found = repeated.get((row.zone, row.text)) or repeated.get((row.zone, row.mask))
    if found is None:
        return None
    if found.places is None:
        return found.certain
    here = any(abs(row.from_edge - y) <= _slack(height) for y in found.places)
    return found.certain if here else None
