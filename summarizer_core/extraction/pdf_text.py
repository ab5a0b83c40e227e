"""The text of one PDF page, as pdfium gives it, cut into pieces of lines with their places.

pdfium's text is in the order of the page's content. It ends lines with CR LF, and a line that
ends with a hyphen with U+0002 in its place and no line break (``fpdf_text.h``,
``cpdf_textpage.cpp``). Text that runs sideways or upside down is turned, so that everybody else
may take it for upright. Runs in the child only.
"""

from __future__ import annotations

import bisect
import ctypes
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2.raw as raw

from summarizer_core.extraction.cleaning import clean_line
from summarizer_core.extraction.columns import Gutter, find_gutter
from summarizer_core.extraction.lines import Line

#: Stands for a character whose font does not say what it means.
UNREADABLE: Final = "\ufffd"
_MAX_RECTANGLES: Final = 4_000
_MAX_PAIRS: Final = 1_000_000
_GUTTER_DEPTH: Final = 3
_LOOK_BACK: Final = 200  # characters
_SAME_ROW: Final = 2.0  # points between the bottoms of one row's cells
_DESCENT: Final = 8.0  # points from the bottom of a line up to its baseline, at most
_CELL_GAP: Final = 14.0  # points between cells, at least
_TURN_SAMPLE: Final = 80  # characters that are asked how they are turned
_TURNED: Final = 0.8  # of them: those that must be turned alike
_SCATTERED: Final = 3  # single letters on a page that may be torn from words
_WORD_GAP: Final = 0.6  # of it, between words of one line
_LETTER_GAP: Final = 0.16  # of the letters' size, between letters of one word
#: Small raised letters that pdfium gives as lines of their own.
_RAISED: Final = re.compile(r"st|nd|rd|th|TM|SM|™|®|℠|[*†‡]")
#: A clause's number without the space behind it: it is there, but not in the file.
_GLUED: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})+\.?(?=[A-Z“\"(][A-Za-z])")


@dataclass(slots=True)
class Span:
    """A piece of a line: code units with their places in pdfium's text, ends of the visible part,
    baseline. ``cut``: cut off the piece before at a gutter; ``row``: it holds cells."""

    units: str
    places: Sequence[int]
    x0: float
    x1: float
    y: float
    cut: bool = False
    row: bool = False
    extra: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.units.strip()


@dataclass(slots=True)
class _Rectangle:
    x0: float
    x1: float
    y: float


def text_of(units: str) -> str:
    """Code units of pdfium as clean text."""
    # In PDFs a soft hyphen is a glyph: a hyphen that the reader sees.
    visible = units.replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "-")
    return clean_line(visible.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore"))


class PageText:
    """Text and places of one page.

    Attributes:
        count: how many characters pdfium found.
        units: its text, one code unit each, so that positions stay those of pdfium.
        turn: quarters of a turn, clockwise, that the text has on the page.
        height: of the page in points, as seen by somebody who reads the text.
    """

    def __init__(self, page: Any, text_page: Any) -> None:
        self._raw = text_page
        self.count = max(0, raw.FPDFText_CountChars(text_page))
        buffer = (ctypes.c_ushort * (self.count * 2 + 2))()
        written = raw.FPDFText_GetText(text_page, 0, self.count, buffer) if self.count else 0
        self.units = "".join(map(chr, buffer[: max(0, written - 1)]))
        left, bottom, right, top = page.get_mediabox()
        self._width, self._height = abs(right - left), abs(top - bottom)
        self.turn = self._turn()
        self.height = self._width if self.turn in (1, 3) else self._height

    # places

    def _turn(self) -> int:
        step = max(1, self.count // _TURN_SAMPLE)
        turns = Counter(
            round(raw.FPDFText_GetCharAngle(self._raw, index) / (math.pi / 2)) % 4
            for index in range(0, self.count, step)
            if not raw.FPDFText_IsGenerated(self._raw, index)
        )
        if not turns:
            return 0
        turn, often = turns.most_common(1)[0]
        return turn if often >= sum(turns.values()) * _TURNED else 0

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x, y
        if self.turn == 1:
            return self._height - y, x
        if self.turn == 2:
            return self._width - x, self._height - y
        return y, self._width - x

    def index(self, place: int) -> int:
        """pdfium's index of the character at a place in the text."""
        return int(raw.FPDFText_GetCharIndexFromTextIndex(self._raw, place))

    def place(self, index: int) -> int:
        """The reverse; negative for a character that is not in the text."""
        return int(raw.FPDFText_GetTextIndexFromCharIndex(self._raw, index))

    def _origin(self, place: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._raw, self.index(place), x, y)
        return self._turned(x.value, y.value)

    def _right(self, place: int) -> float:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self._raw, self.index(place), left, right, bottom, top)
        if self.turn == 0:
            return right.value
        corners = (self._turned(left.value, bottom.value), self._turned(right.value, top.value))
        return max(x for x, _ in corners)

    def _left(self, place: int) -> float:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self._raw, self.index(place), left, right, bottom, top)
        corners = (self._turned(left.value, bottom.value), self._turned(right.value, top.value))
        return min(x for x, _ in corners)

    def _size(self, place: int) -> float:
        return float(raw.FPDFText_GetFontSize(self._raw, self.index(place))) or 10.0

    # pieces

    def lines(self, masks: Mapping[int, str]) -> list[Line]:
        """The page's lines, in pdfium's order.

        Args:
            masks: what stands for characters, by pdfium's index of them.
        """
        masked, missing = self._masked(masks)
        spans = self.spans(masked)
        starts = [span.places[0] for span in spans]
        for place, mask in missing if starts == sorted(starts) else ():
            at = bisect.bisect_right(starts, place) - 1
            if at >= 0 and place - starts[at] <= len(spans[at].units):
                spans[at].extra.append((place - starts[at], mask))
        for span in [span for span in spans if _RAISED.fullmatch(span.text)]:
            if self._put_back(span, spans):
                spans = [other for other in spans if other is not span]
        return [line for span in spans if (line := self._line(span))]

    def spans(self, units: str | None = None) -> list[Span]:
        """The pieces of lines, in pdfium's order, cut at gutters between columns."""
        rectangles = self._rectangles()
        gutters = list(_gutters(rectangles, _GUTTER_DEPTH))
        spans = [
            span
            for match in re.finditer(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?", units or self.units)
            for begin, text in self._cut(match.group(), match.start(), gutters)
            if (span := self._span(text, begin, cut=begin > match.start()))
        ]
        if sum(len(span.text) == 1 for span in spans) > _SCATTERED:
            spans = self._mended(spans)
        _mark_rows(spans, rectangles)
        return spans

    def _masked(self, masks: Mapping[int, str]) -> tuple[str, list[tuple[int, str]]]:
        """The text with some characters replaced, and, for those that pdfium leaves out of its
        text, what to put in and before which place."""
        places: dict[int, str] = {}
        missing: list[tuple[int, str]] = []
        for index, mask in sorted(masks.items()):
            place = self.place(index)
            if place >= 0:
                places[place] = mask
            elif mask == UNREADABLE:
                missing.append((self._place_behind(index), mask))
        if not places:
            return self.units, missing
        masked = (u if u in "\r\n" else places.get(at, u) for at, u in enumerate(self.units))
        return "".join(masked), missing

    def _place_behind(self, index: int) -> int:
        """Where in the text a character that is not in it belongs."""
        for before in range(index - 1, max(-1, index - _LOOK_BACK), -1):
            place = self.place(before)
            if place >= 0:
                return place + 1
        return 0

    def _rectangles(self) -> list[_Rectangle]:
        """Where text stands, a rectangle for each piece that the file draws on one line, joined
        where the next begins just behind it."""
        count = raw.FPDFText_CountRects(self._raw, 0, -1)
        if not 0 < count <= _MAX_RECTANGLES:
            return []
        found: list[_Rectangle] = []
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        for index in range(count):
            raw.FPDFText_GetRect(self._raw, index, left, top, right, bottom)
            a = self._turned(left.value, bottom.value)
            b = self._turned(right.value, top.value)
            x0, x1, y, size = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), abs(a[1] - b[1])
            last = found[-1] if found else None
            near = last is not None and abs(last.y - y) <= size * 0.5
            if last is not None and near and -1.0 < x0 - last.x1 < max(4.0, size * 0.6):
                last.x1 = max(last.x1, x1)
            else:
                found.append(_Rectangle(x0, x1, y))
        return found

    def _cut(self, units: str, start: int, gutters: Sequence[Gutter]) -> Iterator[tuple[int, str]]:
        """A line's pieces between gutters, with their starts: columns on one baseline are one line
        to pdfium."""
        if gutters:
            # Baselines lie a little above the bottoms of rectangles.
            y = self._origin(start + len(units) - len(units.lstrip()))[1]
            crossed = [g.x1 - 1.0 for g in gutters if g.bottom - 4.0 <= y <= g.top + 14.0]
            last = 0
            for at in range(1, len(units)):
                if crossed and units[at - 1] in " \xa0" and units[at] not in " \xa0":
                    before = self._right(start + len(units[:at].rstrip(" \xa0")) - 1)
                    behind = self._origin(start + at)[0]
                    if any(before < x <= behind + 2.0 for x in crossed):
                        yield start + last, units[last:at]
                        last = at
            units, start = units[last:], start + last
        yield start, units

    def _span(self, units: str, start: int, *, cut: bool) -> Span | None:
        stripped = units.rstrip("\x02\ufffe \xa0\t")
        lead = len(stripped) - len(stripped.lstrip(" \xa0\t"))
        if not stripped:
            return None
        x0, y = self._origin(start + lead)
        places = range(start, start + len(units))
        return Span(units, places, x0, self._right(start + len(stripped) - 1), y, cut)

    def _mended(self, spans: Sequence[Span]) -> list[Span]:
        """Words put together again: pdfium takes sparse pages for vertical writing, and gives each
        letter a line of its own."""
        mended: list[Span] = []
        single = False  # whether the last piece was a letter
        for span in spans:
            last, before = (mended[-1] if mended else None), single
            single = len(span.text) == 1
            beside = last is not None and abs(last.y - span.y) <= 1.0 and span.x0 >= last.x0
            if last is None or not beside or not (single or before):
                mended.append(span)
                continue
            size = self._size(span.places[0])
            gap = self._left(span.places[0]) - last.x1
            if gap > size * _WORD_GAP:
                mended.append(span)
                continue
            between = " " if gap > size * _LETTER_GAP else ""
            places = [*last.places, *([span.places[0]] if between else []), *span.places]
            units = last.units + between + span.units
            mended[-1] = Span(units, places, last.x0, span.x1, last.y, last.cut)
        return mended

    def _put_back(self, small: Span, spans: Sequence[Span]) -> bool:
        """Note in its line where a raised bit belongs: behind the last character left of it."""
        for span in spans:
            if span is small or not (0.5 < small.y - span.y < 8.0):
                continue
            if not (span.x0 < small.x0 <= span.x1 + 2.0):
                continue
            at = len(span.units)
            while at > 0 and self._origin(span.places[at - 1])[0] >= small.x0 - 0.1:
                at -= 1
            span.extra.append((len(span.units[:at].rstrip(" \xa0")), small.text))
            return True
        return False

    def _line(self, span: Span) -> Line | None:
        units = span.units
        glued = _GLUED.match(units)
        if glued and not span.extra:
            end = glued.end()
            gap = self._left(span.places[end]) - self._right(span.places[end - 1])
            if gap > self._size(span.places[end]) * _LETTER_GAP:
                units = f"{units[:end]} {units[end:]}"
        for at, small in sorted(span.extra, reverse=True):
            units = units[:at] + small + units[at:]
        text = text_of(units)
        return Line(text, span.x0, span.x1, span.y, cut=span.cut, row=span.row) if text else None


def _mark_rows(spans: Sequence[Span], rectangles: Sequence[_Rectangle]) -> None:
    """Note which lines are rows of cells: there is more room in them than between words."""
    gaps = [
        (left, right)
        for left, right in itertools.pairwise(rectangles)
        if abs(left.y - right.y) <= _SAME_ROW and right.x0 - left.x1 >= _CELL_GAP
    ]
    if len(gaps) * len(spans) > _MAX_PAIRS:
        return  # no table, but letters strewn over the page
    for left, right in gaps:
        for span in spans:
            below = left.y - 1.0 <= span.y <= left.y + _DESCENT
            if below and span.x0 < left.x1 and span.x1 > right.x0:
                span.row = True


def _gutters(pieces: Sequence[_Rectangle], depth: int) -> Iterator[Gutter]:
    gutter = find_gutter(pieces) if depth else None
    if gutter is None:
        return
    yield gutter
    zone = [p for p in pieces if gutter.bottom <= p.y <= gutter.top]
    yield from _gutters([p for p in zone if p.x0 < gutter.x1 - 1.0], depth - 1)
    yield from _gutters([p for p in zone if p.x0 >= gutter.x1 - 1.0], depth - 1)
    rest = [p for p in pieces if not gutter.bottom <= p.y <= gutter.top]
    yield from _gutters(rest, depth - 1)
