"""Lines on pages to running text: pure functions, no PDF library.

A page comes as lines with their places. What repeats at the top or bottom of pages is set apart
as furniture; the rest is joined to paragraphs that run on over page breaks.
"""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from summarizer_core.extraction.cleaning import too_much_text
from summarizer_core.extraction.columns import arrange, stacked


@dataclass(slots=True)
class Line:
    """A line of text. ``x0``, ``x1`` and ``y`` (baseline, growing upwards) are in points, or, on a
    page whose places are unknown, in characters and line numbers (negative). ``stretch`` counts
    the stretches of a page that read on as one column, in reading order. ``cut``: it was cut off
    the line before at a gutter; ``row``: it is a row of cells."""

    text: str
    x0: float
    x1: float
    y: float
    stretch: int = 0
    cut: bool = False
    row: bool = False


@dataclass(slots=True)
class PageLines:
    """One page in reading order.

    ``pictured``: it shows something that is not text; ``scanned``: that takes most of the page.
    ``unmapped``: share of its characters whose
    font does not say what they mean. ``hidden``: how many characters on it cannot be seen.
    ``pictures``: images beside its text that could hold text (left, bottom, right, top).
    ``ordered``: its lines are in reading order already.
    ``lost``: its fonts are missing, so that neither its text nor its picture can be trusted.
    """

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    pictured: bool = False
    scanned: bool = False
    unmapped: float = 0.0
    hidden: int = 0
    pictures: tuple[tuple[float, float, float, float], ...] = ()
    ordered: bool = False
    lost: bool = False


def lines_of_text(text: str) -> list[Line]:
    """Lines of a text without places: rows of a typewriter."""
    rows = text.split("\n")
    return [
        Line(row.strip(), 0.0, float(len(row.strip())), -float(y))
        for y, row in enumerate(rows)
        if row.strip()
    ]


# --- furniture -------------------------------------------------------------------------------

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
_SAME_ROW: Final = 2.0  # points between baselines of one row
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
        if rows and abs(rows[-1][0].y - line.y) <= _tolerance(page):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda item: item.x0)
    highest = page.height if page.height > 0 else 0.0
    lowest = 0.0 if page.height > 0 else (rows[-1][0].y if rows else 0.0)
    usual = _usual_distance([row[0] for row in rows]) or 12.0
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


def _usual_distance(lines: Sequence[Line]) -> float:
    """Distance of the lines of one paragraph: a low fifth, because many distances are those of
    paragraphs. 0 where there are too few lines to tell."""
    gaps = sorted(a.y - b.y for a, b in itertools.pairwise(lines) if _near(a.y - b.y))
    return gaps[len(gaps) // 5] if len(gaps) >= 4 else 0.0


def _near(gap: float) -> bool:
    return 6.0 <= gap < 60.0 or gap in (1.0, 2.0, 3.0)  # points; or rows of a typewriter


def _joined(row: Iterable[Line]) -> str:
    return " ".join(line.text for line in row)


def _tolerance(page: PageLines) -> float:
    return _SAME_ROW if page.height > 0 else 0.5


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


# --- paragraphs ------------------------------------------------------------------------------

_ITEM: Final = re.compile(
    r"\(?(?:[a-z]{1,2}|[A-Z]|[ivxlc]{1,6}|\d{1,3})\)"
    r"|\d{1,3}(?:\.\d{1,3}){0,5}\.(?=\s|$|[A-Z“\"])"
    r"|\d{1,3}(?:\.\d{1,3}){1,5}(?=\s*[A-Z“\"\[(]|\s*$)"
    r"|(?:[A-Za-z]|[ivx]{2,5})\.(?=\s|$)"
    r"|(?:[a-z]|[ivx]{2,5})\)"
    r"|(?:ARTICLE|Article|SECTION|Section|SCHEDULE|Schedule|EXHIBIT|Exhibit|ANNEX|Annex"
    r"|APPENDIX|Appendix|PART|Part)\s+[\dIVXLA-Z]+(?:[.:]|\s|$)"
    r"|§|[•●○▪■◦‣·☐☒☑✓]"
    r"|[-–—*]\s"
)
_LIST_END: Final = re.compile(r"(?:[.:;,!?—–-]|\b(?:and|or|und|oder))[”’\"')\]]*$", re.I)
_SENTENCE_END: Final = re.compile(r"[.:;!?][”’\"')\]]*$")
_HYPHEN_END: Final = re.compile(r"(\w(?:[\w’']|-(?=\w))*)-$")
_CELL_GAP: Final = 14.0  # points
_LONG: Final = 60  # characters of a line that is no heading
_FIRST_WORD: Final = re.compile(r"\S+")
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_HYPHENATING: Final = frozenset(
    "non self co ex anti multi cross third well inter intra semi quasi pre post sub pro "
    "long short high low full half all so one two three four five six seven eight nine ten "
    "first second fourth fifth".split()
)


@dataclass(slots=True)
class _Measures:
    """Usual distance of lines and right edge of the page, in the page's units."""

    leading: float
    right: float


def set_in_order(pages: Sequence[PageLines]) -> None:
    """Put the lines of pages into reading order, where the file's own order is not (in place)."""
    for page in pages:
        if page.ordered:
            continue
        stretches = arrange(page.lines) if page.height > 0 else None
        if stretches is None:
            page.lines = stacked(page.lines) if page.height > 0 else page.lines
            continue
        page.lines = [line for lines in stretches for line in lines]
        for number, lines in enumerate(stretches):
            for line in lines:
                line.stretch = number


class _Words:
    """Which words and hyphenated words the document uses, for breaks that could be either."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.counts: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line)
            # Halves of broken words must not pass for words.
            if words and line.endswith("-"):
                words.pop()
            self.counts.update(word.lower() for word in words)

    def join(self, left: str, right: str) -> str:
        """``left`` (without its hyphen) and ``right``, as one word or a hyphenated one."""
        left_low, right_low = left.lower(), right.lower()
        solid, hyphened = self.counts[left_low + right_low], self.counts[f"{left_low}-{right_low}"]
        if solid != hyphened:
            return left + ("-" if hyphened > solid else "") + right
        compound = (
            "-" in left
            or any(c.isdigit() for c in left)
            or left_low in _HYPHENATING
            or (
                len(right) > 2
                and len(left) > 2
                and self.counts[left_low]
                and self.counts[right_low]
            )
        )
        return left + ("-" if compound else "") + right


class Composer:
    """Writes lines one after the other as running text and remembers where pages begin.

    Args:
        pages: in order; their furniture has been taken off.
        max_characters: of text in all.
    """

    def __init__(self, pages: Sequence[PageLines], max_characters: int) -> None:
        self._pages = pages
        self._max = max_characters
        self._parts: list[str] = []
        self._length = 0
        self._words = _Words(line.text for page in pages for line in page.lines)
        rights = [_ninth_tenth(page.lines) for page in pages]
        self._usual_right = statistics.median([r for r in rights if r] or [0.0])
        self._flowing = False  # the last line was joined to the one before

    def compose(self) -> dict[str, Any]:
        """``text`` and ``pages`` of an ``ExtractedDocument``, in plain types.

        Raises:
            LimitExceeded: more than ``max_characters``.
        """
        starts: list[int | None] = []
        previous: Line | None = None
        measures = _Measures(12.0, 0.0)
        for page in self._pages:
            starts.append(None)
            joined = _same_baseline_joined(page)
            for _, stretch in itertools.groupby(joined, key=lambda line: line.stretch):
                lines = list(stretch)
                before = measures
                # A column has an edge of its own; a page's is that of the document.
                usual = self._usual_right if joined[-1].stretch == 0 else 0.0
                measures = _measure(lines, measures, usual)
                for at, line in enumerate(lines):
                    if previous is not None:
                        # On a new page, or up at the next column.
                        turned = at == 0 and (starts[-1] is None or previous.y < line.y)
                        line = self._separate(
                            previous, line, lines, at, before if turned else measures, turned=turned
                        )
                    if starts[-1] is None:
                        starts[-1] = self._length
                    self._write(line.text)
                    previous = line
        return {"text": "".join(self._parts), "pages": self._spans(starts)}

    def _spans(self, starts: Sequence[int | None]) -> list[dict[str, int]]:
        spans: list[dict[str, int]] = []
        end = self._length
        for page, start in zip(reversed(self._pages), reversed(starts), strict=True):
            begin = end if start is None else start
            spans.append({"number": page.number, "start": begin, "end": end})
            end = begin
        spans.reverse()
        if spans:
            spans[0]["start"] = 0
        return spans

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > self._max:
            raise too_much_text(self._max)

    def _separate(
        self,
        before: Line,
        line: Line,
        lines: Sequence[Line],
        at: int,
        measures: _Measures,
        *,
        turned: bool,
    ) -> Line:
        """Write what stands between two lines; a broken word is mended at once."""
        separator = _separator(
            before, line, lines, at, measures, turned=turned, flowing=self._flowing
        )
        self._flowing = separator == " "
        broken = _HYPHEN_END.search(before.text)
        if not broken or not line.text[:1].isalnum() or separator == "\n\n":
            self._write(separator)
            return line
        following = _FIRST_WORD.match(line.text)
        word = re.match(r"\w+", line.text)
        if not word or not following or not line.text[0].islower():
            return line  # the hyphen belongs to the word: X-\nRay
        mended = self._words.join(broken.group(1), word.group())
        if not mended.startswith(broken.group(1) + "-"):
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        return line


def _same_baseline_joined(page: PageLines) -> list[Line]:
    """Neighbours on one baseline are one line: a clause's number and its text, cells of a row."""
    joined: list[Line] = []
    for line in page.lines:
        last = joined[-1] if joined else None
        if (
            last
            and abs(last.y - line.y) <= _tolerance(page)
            and line.x0 >= last.x1 - 1.0
            and line.stretch == last.stretch
        ):
            joined[-1] = replace(
                last,
                text=f"{last.text} {line.text}",
                x1=line.x1,
                row=last.row or line.cut or _is_cell(last, line),
            )
        else:
            joined.append(line)
    return joined


def _is_cell(last: Line, line: Line) -> bool:
    """Whether there is more room between two pieces of a row than between words."""
    return line.x0 - last.x1 >= _CELL_GAP


def _measure(lines: Sequence[Line], usual: _Measures, usual_right: float) -> _Measures:
    return _Measures(
        leading=_usual_distance(lines) or usual.leading,
        # A table of contents is narrower than its page: the document's edge holds there.
        right=max(_ninth_tenth(lines), usual_right) or _furthest(lines),
    )


def _furthest(lines: Sequence[Line]) -> float:
    """Right end of a text too short to have a usual one."""
    return max((line.x1 for line in lines if len(line.text) > 20), default=0.0)


def _ninth_tenth(lines: Sequence[Line]) -> float:
    """Right end of long lines, the outliers aside; 0 for too few of them."""
    rights = sorted(line.x1 for line in lines if len(line.text) > 20)
    return rights[int(len(rights) * 0.9)] if len(rights) >= 5 else 0.0


def _separator(
    before: Line,
    line: Line,
    lines: Sequence[Line],
    at: int,
    measures: _Measures,
    *,
    turned: bool,
    flowing: bool,
) -> str:
    """What stands between two lines: a space (the sentence goes on), a line or a paragraph end.

    ``turned``: a new page or column begins; ``measures`` are those of the one before.
    ``flowing``: ``before`` itself continued a sentence.
    """
    gap = before.y - line.y
    apart = not turned and (gap > measures.leading * 1.4 or gap < -measures.leading / 2)
    full = not _fits(before, line, _right_edge(before, lines, at, measures, turned=turned))
    open_end = not _SENTENCE_END.search(before.text)
    item = _ITEM.match(line.text) is not None
    continues = open_end and not item and bool(re.match(r"[“\"'(\[]*[a-z]", line.text))
    if apart and not (continues and (full or 0 < gap < measures.leading * 2)):
        return "\n\n"
    if before.row and line.row:
        return "\n"
    if _is_rule(before.text) or _is_rule(line.text):
        return "\n"
    if item and (not full or _LIST_END.search(before.text)):
        return "\n"
    if not open_end and line.text.isupper() and len(line.text) < _LONG:
        return "\n"
    flows = flowing and open_end and len(before.text) >= _LONG // 2
    return " " if full or continues or flows else "\n"


def _is_rule(text: str) -> bool:
    """A drawn line, such as one to sign on."""
    return not any(c.isalnum() for c in text)


def _right_edge(
    before: Line, lines: Sequence[Line], at: int, measures: _Measures, *, turned: bool
) -> float:
    """Where the lines around end: the page's edge, or that of an indented block of long lines."""
    if turned or len(before.text) < 40:
        return measures.right
    near = [
        other.x1
        for other in lines[max(0, at - 4) : at + 3]
        if abs(other.x0 - before.x0) <= 45 and len(other.text) >= 40
    ]
    return min(measures.right, max(near)) if len(near) >= 3 else measures.right


def _fits(before: Line, line: Line, right: float) -> bool:
    """Would the first word of ``line`` have fitted behind ``before``? Then the break was wanted."""
    word = _FIRST_WORD.match(line.text)
    width = (line.x1 - line.x0) / max(1, len(line.text))
    needed = (len(word.group()) + 1 if word else 1) * width
    return before.x1 + needed < right - width
