"""One page of a PDF, as pdfium reads it, to lines with their places.

pdfium's text is in the order of the page's content. It ends lines with CR LF, and a line that
ends with a hyphen with U+0002 in its place and no line break (``fpdf_text.h``,
``cpdf_textpage.cpp``). Runs in the child only.
"""

from __future__ import annotations

import bisect
import ctypes
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2.raw as raw

from summarizer_core.extraction import pdf_forms, pdf_hidden
from summarizer_core.extraction.cleaning import clean_line
from summarizer_core.extraction.columns import Gutter, find_gutter
from summarizer_core.extraction.layout import Line, PageLines, lines_of_text

#: A page with fewer letters and digits than this is read a second time, by pypdf.
LITTLE: Final = 40
#: A page with fewer of them is looked at for pictures that could be text.
ENOUGH: Final = 200
#: Stands for a character whose font does not say what it means.
UNREADABLE: Final = "\ufffd"
#: Pictures that cover this share of a page may be a scan of text; from a half, it is one.
_LARGE: Final = 0.25
_HALF: Final = 0.5
_MAX_OBJECTS: Final = 20_000
_THUMBNAIL: Final = 0.25  # scale at which a page is looked at for marks
_THUMBNAIL_SIDE: Final = 4_000  # pixels
_WHITE: Final = 250  # of 255
_MARKED_ROWS: Final = 4  # of the thumbnail: more than a ruled line
_SAMPLE: Final = 200  # characters that are asked first whether their font says what they mean
#: What stands for characters without a meaning, most often: codes of the font itself.
_CODES: Final = re.compile(r"[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SAME_ROW: Final = 2.0  # points between the bottoms of one row's cells
_DESCENT: Final = 8.0  # points from the bottom of a line up to its baseline, at most
_CELL_GAP: Final = 14.0  # points between cells, at least
_MAX_PAIRS: Final = 1_000_000
_FONT_NAME: Final = 256  # bytes
_LOOK_BACK: Final = 200  # characters
_MAX_RECTANGLES: Final = 4_000
_GUTTER_DEPTH: Final = 3


def weight(text: str) -> int:
    """How many letters and digits a text has. Private-use characters do not count: they come from
    fonts that do not say what their glyphs mean."""
    return sum(map(str.isalnum, text))


def read_page(document: Any, index: int, unmapped_fonts: Collection[str] = ()) -> PageLines:
    """Page ``index`` (from 0) of an open pdfium document.

    Args:
        unmapped_fonts: names of fonts that do not say what their glyphs mean (``pdf_fonts``).
    """
    page = document[index]
    try:
        fields = pdf_forms.fields(document, page)
        if pdf_forms.draw(page):
            page.close()
            page = document[index]
        return _read(page, index + 1, fields, unmapped_fonts)
    finally:
        page.close()


def _read(
    page: Any, number: int, fields: Sequence[pdf_forms.Field], unmapped_fonts: Collection[str]
) -> PageLines:
    width, height = page.get_size()
    text_page = page.get_textpage()
    hidden = pdf_hidden.hidden_characters(page, text_page)
    count, units = units_of(text_page)
    result = PageLines(number, height, hidden=len(hidden))
    masks = dict.fromkeys(hidden, " ")
    inside = pdf_forms.characters(text_page, count, fields)
    if inside:
        fields = pdf_forms.shown(fields, _drawn(units, text_page, inside))
        masks |= dict.fromkeys(inside, " ")
    unmapped = _unmapped(text_page, count, units, unmapped_fonts)
    if unmapped:
        result.unmapped = len(unmapped) / count
        masks |= dict.fromkeys(unmapped, UNREADABLE)
    result.lines = lines = _lines(text_page, units, masks)
    if sum(weight(line.text) for line in lines) < ENOUGH:
        share = _pictures(page, width * height)
        result.scanned = share >= _HALF
        textless = not any(_legible(line.text) for line in lines)
        result.pictured = share >= _LARGE or (textless and _leaves_marks(page))
    if not _upright(page, lines):
        result.height = 0.0
        result.lines = lines_of_text("\n".join(line.text for line in lines))
        pdf_forms.append(fields, result.lines)
    else:
        pdf_forms.place(fields, result.lines)
    return result


def _drawn(units: str, text_page: Any, inside: Mapping[int, int]) -> dict[int, str]:
    """The text that stands in each field, by the field's index."""
    drawn: dict[int, str] = defaultdict(str)
    last: dict[int, int] = {}
    for index, at in inside.items():
        place = raw.FPDFText_GetTextIndexFromCharIndex(text_page, index)
        between = units[last[at] + 1 : place] if at in last else ""
        # Spaces and line ends between letters have no box of their own.
        drawn[at] += (" " if between and between.isspace() else "") + units[place]
        last[at] = place
    return {at: text_of(text) for at, text in drawn.items()}


def _legible(text: str) -> bool:
    """Whether anything in it is a character with a meaning, be it only a dash."""
    return any(unicodedata.category(c) not in ("Co", "Cn") and c not in " \ufffd" for c in text)


# --- what the page shows besides text --------------------------------------------------------


def _pictures(page: Any, area: float) -> float:
    """Share of the page that images cover. Scanners cut pages into strips: all count."""
    covered = 0.0
    for item in itertools.islice(page.get_objects(max_depth=3), _MAX_OBJECTS):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered / area if area > 0 else 0.0


def _leaves_marks(page: Any) -> bool:
    # Many empty pages hold a white rectangle: only a small picture of the page tells.
    width, height = page.get_size()
    scale = min(_THUMBNAIL, _THUMBNAIL_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels, width = bytes(bitmap.buffer), bitmap.width
    rows = (pixels[y * bitmap.stride : y * bitmap.stride + width] for y in range(bitmap.height))
    return sum(1 for row in rows if min(row, default=255) < _WHITE) >= _MARKED_ROWS


def _unmapped(text_page: Any, count: int, units: str, fonts: Collection[str]) -> list[int]:
    """The characters whose font does not say what they mean."""
    if fonts:
        in_fonts = {index for index in range(count) if _font(text_page, index) in fonts}
        return [i for i in range(count) if _has_no_meaning(text_page, i) or i in in_fonts]
    sample = range(0, count, max(1, count // _SAMPLE))
    if not _CODES.search(units) and not any(_has_no_meaning(text_page, i) for i in sample):
        return []
    return [index for index in range(count) if _has_no_meaning(text_page, index)]


def _has_no_meaning(text_page: Any, index: int) -> bool:
    if raw.FPDFText_HasUnicodeMapError(text_page, index) == 1:
        return True
    return _CODES.match(chr(raw.FPDFText_GetUnicode(text_page, index))) is not None


def _font(text_page: Any, index: int) -> str:
    buffer = ctypes.create_string_buffer(_FONT_NAME)
    flags = ctypes.c_int()
    size = raw.FPDFText_GetFontInfo(text_page, index, buffer, _FONT_NAME, flags)
    return buffer.value.decode("utf-8", "replace") if 0 < size <= _FONT_NAME else ""


def _upright(page: Any, lines: list[Line]) -> bool:
    """Whether the lines' places can be trusted: most of them run from left to right."""
    if page.get_rotation() in (90, 270):
        return False
    tall = sum(1 for line in lines if len(line.text) > 5 and line.x1 - line.x0 < 2.0)
    return tall * 2 <= len(lines)


# --- lines -----------------------------------------------------------------------------------


def _lines(text_page: Any, units: str, masks: Mapping[int, str]) -> list[Line]:
    """Lines of the page; ``masks`` replace characters, by pdfium's index of them."""
    masked, missing = _masked(text_page, units, masks)
    spans = read_spans(text_page, masked)
    for place, mask in missing:
        at = bisect.bisect_right(spans, place, key=lambda span: span.start) - 1
        if at >= 0 and place - spans[at].start <= len(spans[at].units):
            spans[at].raised.append((place - spans[at].start, mask))
    raised = [span for span in spans if _RAISED.fullmatch(span.units.strip())]
    for span in raised:
        if _put_back(text_page, span, spans):
            spans = [other for other in spans if other is not span]
    return [line for span in spans if (line := _line(span))]


def read_spans(text_page: Any, units: str) -> list[Span]:
    """The pieces of lines in pdfium's text, in its order, cut at gutters between columns."""
    rectangles = _rectangles(text_page)
    gutters = list(_gutters(rectangles, _GUTTER_DEPTH))
    spans = [
        span
        for match in re.finditer(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?", units)
        for begin, text in _cut(text_page, match.group(), match.start(), gutters)
        if (span := _span(text_page, text, begin, cut=begin > match.start()))
    ]
    _mark_rows(spans, rectangles)
    return spans


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


def units_of(text_page: Any) -> tuple[int, str]:
    """How many characters the page has, and its text, one code unit each, so that positions stay
    those of pdfium (surrogates are paired later)."""
    count = max(0, raw.FPDFText_CountChars(text_page))
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer) if count else 0
    return count, "".join(map(chr, buffer[: max(0, written - 1)]))


def _masked(
    text_page: Any, units: str, masks: Mapping[int, str]
) -> tuple[str, list[tuple[int, str]]]:
    """The text with some characters replaced, and, for those that pdfium leaves out of its text,
    what to put in and before which place."""
    places: dict[int, str] = {}
    missing: list[tuple[int, str]] = []
    for index, mask in sorted(masks.items()):
        place = raw.FPDFText_GetTextIndexFromCharIndex(text_page, index)
        if place >= 0:
            places[place] = mask
        elif mask == UNREADABLE:
            missing.append((_place_before(text_page, index), mask))
    if not places:
        return units, missing
    masked = (u if u in "\r\n" else places.get(at, u) for at, u in enumerate(units))
    return "".join(masked), missing


def _place_before(text_page: Any, index: int) -> int:
    """Where in the text a character that is not in it belongs."""
    for before in range(index - 1, max(-1, index - _LOOK_BACK), -1):
        place = raw.FPDFText_GetTextIndexFromCharIndex(text_page, before)
        if place >= 0:
            return int(place) + 1
    return 0


@dataclass(slots=True)
class _Rectangle:
    x0: float
    x1: float
    y: float


def _rectangles(text_page: Any) -> list[_Rectangle]:
    """Where text stands, a rectangle for each piece that the file draws on one line, joined
    where the next begins just behind it."""
    count = raw.FPDFText_CountRects(text_page, 0, -1)
    if not 0 < count <= _MAX_RECTANGLES:
        return []
    found: list[_Rectangle] = []
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for index in range(count):
        raw.FPDFText_GetRect(text_page, index, left, top, right, bottom)
        last = found[-1] if found else None
        size = abs(top.value - bottom.value)
        near = last is not None and abs(last.y - bottom.value) <= size * 0.5
        if last is not None and near and -1.0 < left.value - last.x1 < max(4.0, size * 0.6):
            last.x1 = max(last.x1, right.value)
        else:
            found.append(_Rectangle(left.value, right.value, bottom.value))
    return found


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


def _cut(
    text_page: Any, units: str, start: int, gutters: Sequence[Gutter]
) -> Iterator[tuple[int, str]]:
    """A line's pieces between gutters, with their starts: columns on one baseline are one line
    to pdfium."""
    if gutters:
        # Baselines lie a little above the bottoms of rectangles.
        y = _origin(text_page, start + len(units) - len(units.lstrip()))[1]
        crossed = [g.x1 - 1.0 for g in gutters if g.bottom - 4.0 <= y <= g.top + 14.0]
        last = 0
        for at in range(1, len(units)):
            if crossed and units[at - 1] in " \xa0" and units[at] not in " \xa0":
                before = _right(text_page, start + len(units[:at].rstrip(" \xa0")) - 1)
                behind = _origin(text_page, start + at)[0]
                if any(before < x <= behind + 2.0 for x in crossed):
                    yield start + last, units[last:at]
                    last = at
        units, start = units[last:], start + last
    yield start, units


#: Small raised letters that pdfium gives as lines of their own.
_RAISED: Final = re.compile(r"st|nd|rd|th|TM|SM|™|®|℠|[*†‡]")


@dataclass(slots=True)
class Span:
    """A line in pdfium's text: code units from ``start``, ends of the visible part, baseline."""

    units: str
    start: int
    x0: float
    x1: float
    y: float
    cut: bool = False
    row: bool = False
    raised: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.units.strip()


def _span(text_page: Any, units: str, start: int, *, cut: bool) -> Span | None:
    stripped = units.rstrip("\x02\ufffe \xa0\t")
    lead = len(stripped) - len(stripped.lstrip(" \xa0\t"))
    if not stripped:
        return None
    x0, y = _origin(text_page, start + lead)
    return Span(units, start, x0, _right(text_page, start + len(stripped) - 1), y, cut)


def _put_back(text_page: Any, small: Span, spans: list[Span]) -> bool:
    """Note in its line where a raised bit belongs: behind the last character left of it."""
    for span in spans:
        if span is small or not (0.5 < small.y - span.y < 8.0):
            continue
        if not (span.x0 < small.x0 <= span.x1 + 2.0):
            continue
        at = len(span.units)
        while at > 0 and _origin(text_page, span.start + at - 1)[0] >= small.x0 - 0.1:
            at -= 1
        span.raised.append((len(span.units[:at].rstrip(" \xa0")), small.units.strip()))
        return True
    return False


def _line(span: Span) -> Line | None:
    units = span.units
    for at, small in sorted(span.raised, reverse=True):
        units = units[:at] + small + units[at:]
    text = text_of(units)
    return Line(text, span.x0, span.x1, span.y, cut=span.cut, row=span.row) if text else None


def text_of(units: str) -> str:
    """Code units of pdfium as clean text."""
    # In PDFs a soft hyphen is a glyph: a hyphen that the reader sees.
    visible = units.replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "-")
    return clean_line(visible.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore"))


def _origin(text_page: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    char = raw.FPDFText_GetCharIndexFromTextIndex(text_page, index)
    raw.FPDFText_GetCharOrigin(text_page, char, x, y)
    return x.value, y.value


def _right(text_page: Any, index: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    char = raw.FPDFText_GetCharIndexFromTextIndex(text_page, index)
    raw.FPDFText_GetCharBox(text_page, char, left, right, bottom, top)
    return right.value
