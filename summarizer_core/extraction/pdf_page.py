"""One page of a PDF: its lines with their places, and whether there is more on it than text.

Runs in the child only.
"""

from __future__ import annotations

import ctypes
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import pypdfium2.raw as raw

from summarizer_core.extraction import pdf_forms
from summarizer_core.extraction.lines import Line, PageLines, lines_of_text
from summarizer_core.extraction.pdf_hidden import Contents
from summarizer_core.extraction.pdf_structure import Structure
from summarizer_core.extraction.pdf_text import UNREADABLE, PageText, text_of

#: A page with fewer letters and digits than this is read a second time, by pypdf.
LITTLE: Final = 40
#: A page with fewer of them is looked at for pictures that could be text.
ENOUGH: Final = 200
#: Pictures that cover this share of a page may be a scan of text; from a half, it is one.
_LARGE: Final = 0.25
_LARGE_BESIDE: Final = 0.1  # of the page: an image beside text that could be text
_MAX_PICTURES: Final = 50
_HALF: Final = 0.5
_MAX_OBJECTS: Final = 20_000
_THUMBNAIL: Final = 0.25  # scale at which a page is looked at for marks
_THUMBNAIL_SIDE: Final = 4_000  # pixels
_WHITE: Final = 250  # of 255
_MARKED_ROWS: Final = 4  # of the thumbnail: more than a ruled line
_SAMPLE: Final = 200  # characters that are asked first whether their font says what they mean
#: What stands for characters without a meaning, most often: codes of the font itself.
_CODES: Final = re.compile(r"[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FONT_NAME: Final = 256  # bytes


def weight(text: str) -> int:
    """How many letters and digits a text has. Private-use characters do not count: they come from
    fonts that do not say what their glyphs mean."""
    return sum(map(str.isalnum, text))


def read_page(document: Any, index: int, structure: Structure) -> PageLines:
    """Page ``index`` (from 0) of an open pdfium document, whose ``structure`` was looked at."""
    page = document[index]
    try:
        fields = pdf_forms.fields(document, page)
        if pdf_forms.draw(page):
            page.close()
            page = document[index]
        return _read(page, index + 1, fields, structure)
    finally:
        page.close()


def _read(
    page: Any, number: int, fields: Sequence[pdf_forms.Field], structure: Structure
) -> PageLines:
    width, height = page.get_size()
    text_page = page.get_textpage()
    text = PageText(page, text_page)
    contents = Contents(page, layered=structure.hides_layers)
    hidden = contents.hidden_characters(text_page)
    result = PageLines(number, text.height, hidden=len(hidden))
    masks = dict.fromkeys(hidden, " ")
    inside = pdf_forms.characters(text_page, text.count, fields)
    if inside:
        fields = pdf_forms.shown(fields, _drawn(text, inside))
        masks |= dict.fromkeys(inside, " ")
    unmapped = _unmapped(text_page, text, structure.unmapped_fonts)
    if unmapped:
        result.unmapped = len(unmapped) / text.count
        masks |= dict.fromkeys(unmapped, UNREADABLE)
    result.lines = lines = text.lines(masks)
    if sum(weight(line.text) for line in lines) < ENOUGH:
        share = _pictures(page, width * height)
        result.scanned = share >= _HALF
        textless = not any(_legible(line.text) for line in lines)
        result.pictured = share >= _LARGE or (textless and _leaves_marks(page))
    if text.turn == 0 and page.get_rotation() == 0 and text.count:
        result.pictures = tuple(_pictures_beside(contents, lines, width * height))
    if text.turn:
        pdf_forms.append(fields, result.lines)
    elif not _upright(lines):
        result.height = 0.0
        result.lines = lines_of_text("\n".join(line.text for line in lines))
        pdf_forms.append(fields, result.lines)
    else:
        pdf_forms.place(fields, result.lines)
    return result


def _drawn(text: PageText, inside: Mapping[int, int]) -> dict[int, str]:
    """The text that stands in each field, by the field's index."""
    drawn: dict[int, str] = defaultdict(str)
    last: dict[int, int] = {}
    for index, at in inside.items():
        place = text.place(index)
        between = text.units[last[at] + 1 : place] if at in last else ""
        # Spaces and line ends between letters have no box of their own.
        drawn[at] += (" " if between and between.isspace() else "") + text.units[place]
        last[at] = place
    return {at: text_of(units) for at, units in drawn.items()}


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


def _pictures_beside(
    contents: Contents, lines: Sequence[Line], area: float
) -> Iterator[tuple[float, float, float, float]]:
    """Large images that are no background of text: they could hold some themselves."""
    for box in contents.images[:_MAX_PICTURES]:
        if (box.right - box.left) * (box.top - box.bottom) < area * _LARGE_BESIDE:
            continue
        on_it = sum(
            weight(line.text) for line in lines if box.holds((line.x0 + line.x1) / 2, line.y)
        )
        if on_it < LITTLE:
            yield box.left, box.bottom, box.right, box.top


def _leaves_marks(page: Any) -> bool:
    # Many empty pages hold a white rectangle: only a small picture of the page tells.
    width, height = page.get_size()
    scale = min(_THUMBNAIL, _THUMBNAIL_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, grayscale=True)
    pixels, width = bytes(bitmap.buffer), bitmap.width
    rows = (pixels[y * bitmap.stride : y * bitmap.stride + width] for y in range(bitmap.height))
    return sum(1 for row in rows if min(row, default=255) < _WHITE) >= _MARKED_ROWS


def _unmapped(text_page: Any, text: PageText, fonts: Collection[str]) -> list[int]:
    """The characters whose font does not say what they mean."""
    everything = range(text.count)
    if fonts:
        in_fonts = {index for index in everything if _font(text_page, index) in fonts}
        return [i for i in everything if i in in_fonts or _has_no_meaning(text_page, i)]
    sample = range(0, text.count, max(1, text.count // _SAMPLE))
    if not _CODES.search(text.units) and not any(_has_no_meaning(text_page, i) for i in sample):
        return []
    return [index for index in everything if _has_no_meaning(text_page, index)]


def _has_no_meaning(text_page: Any, index: int) -> bool:
    if raw.FPDFText_HasUnicodeMapError(text_page, index) == 1:
        return True
    return _CODES.match(chr(raw.FPDFText_GetUnicode(text_page, index))) is not None


def _font(text_page: Any, index: int) -> str:
    buffer = ctypes.create_string_buffer(_FONT_NAME)
    flags = ctypes.c_int()
    size = raw.FPDFText_GetFontInfo(text_page, index, buffer, _FONT_NAME, flags)
    return buffer.value.decode("utf-8", "replace") if 0 < size <= _FONT_NAME else ""


def _upright(lines: list[Line]) -> bool:
    """Whether the lines' places can be trusted: most of them run from left to right."""
    tall = sum(1 for line in lines if len(line.text) > 5 and line.x1 - line.x0 < 2.0)
    return tall * 2 <= len(lines)
