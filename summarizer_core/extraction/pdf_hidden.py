"""What can be seen on a PDF page, above all: text that nobody who looks at the page can see.

White on white, black on black, invisible by its render mode, on a layer that is switched off,
covered by a filled shape, outside the page, or too small for any eye. What looks suspicious in the
page's content is checked against a picture of the page: where that shows no contrast, nothing can
be read. The invisible text over a scan, which OCR programs lay there, is the page's text and
stays. Runs in the child only.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2.raw as raw

_MAX_OBJECTS: Final = 20_000
_DEPTH: Final = 6
_PALE: Final = 235  # of 255, the darkest of the three colours
_FAINT: Final = 25  # of 255, opacity
_MICROSCOPIC: Final = 0.0015  # of the page's height
_SCALE: Final = 2.0  # pixels per point of the picture that is checked
_MAX_PIXELS: Final = 12_000_000
_MAX_SIDE: Final = 10_000  # pixels
_CONTRAST: Final = 24  # of 255
_MOSTLY: Final = 0.8  # of a text object's letters: unseen ones that make it hidden
_COVERABLE: Final = 2_000  # text objects that are looked at below a filled shape, and the reverse
_INVISIBLE: Final = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


@dataclass(frozen=True)
class Box:
    """A rectangle on a page, in points from its bottom left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


class Contents:
    """What stands on a page: text objects that may be hidden, by their addresses, and images.

    Args:
        page: of pdfium.
        layered: whether layers are switched off, so that any text may be hidden.
    """

    def __init__(self, page: Any, *, layered: bool = False) -> None:
        self.objects: set[int] = set()
        self.microscopic: set[int] = set()
        self.images: list[Box] = []
        self._page = page
        self._layered = layered
        self._grounds: list[tuple[int, Box]] = []
        self._height = page.get_height()
        self._before: list[tuple[int, Box]] = []
        for item, nested in _objects(page):
            self._look(item, nested)

    def _look(self, item: Any, nested: bool) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._look_at_text(item, nested)
        elif nested:
            return  # its place is that in the form object, not that on the page
        elif kind == raw.FPDF_PAGEOBJ_IMAGE and (box := _bounds(item)):
            self.images.append(box)
        elif kind == raw.FPDF_PAGEOBJ_PATH and _covers(item) and (cover := _bounds(item)):
            ground = _fill(item)  # None for patterns: no colour to compare with
            self._grounds += [(ground[0], cover)] if ground else []
            self.objects |= {
                address for address, box in self._before[-_COVERABLE:] if _overlap(box, cover)
            }

    def _look_at_text(self, item: Any, nested: bool) -> None:
        address = _address(item)
        if _size(item) < self._height * _MICROSCOPIC:
            self.microscopic.add(address)
            self.objects.add(address)
        elif self._layered or _looks_hidden(item):
            self.objects.add(address)
        elif not nested and (box := _bounds(item)) is not None:
            self._before.append((address, box))
            if self._is_like_its_ground(item, box):
                self.objects.add(address)

    def _is_like_its_ground(self, item: Any, box: Box) -> bool:
        if not self._grounds:
            return False
        darkest = _colour(item)[0]
        return any(
            abs(ground - darkest) < _CONTRAST and _overlap(box, where)
            for ground, where in self._grounds[-_COVERABLE:]
        )

    def hidden_characters(self, text_page: Any) -> set[int]:
        """Indexes of pdfium's characters that cannot be seen on the page."""
        crop = _crop(self._page)
        if not self.objects and not _any_outside(text_page, crop):
            return set()
        return _checked(self._page, text_page, self, crop)


def _objects(page: Any) -> Iterator[tuple[Any, bool]]:
    """Objects of a page in their order with whether they are inside a form object; these come
    last."""
    waiting = [(page, 0, True)]
    seen = 0
    while waiting and seen < _MAX_OBJECTS:
        holder, depth, is_page = waiting.pop()
        count = (
            raw.FPDFPage_CountObjects(holder) if is_page else raw.FPDFFormObj_CountObjects(holder)
        )
        get = raw.FPDFPage_GetObject if is_page else raw.FPDFFormObj_GetObject
        for index in range(min(count, _MAX_OBJECTS - seen)):
            item = get(holder, index)
            if not item:
                continue
            seen += 1
            yield item, depth > 0
            if depth < _DEPTH and raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
                waiting.append((item, depth + 1, False))


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _bounds(item: Any) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return Box(left.value, bottom.value, right.value, top.value)


def _overlap(text: Box, cover: Box) -> bool:
    return (
        text.left < cover.right
        and cover.left < text.right
        and cover.bottom < (text.bottom + text.top) / 2 < cover.top
    )


def _fill(item: Any) -> tuple[int, int] | None:
    """Darkest of red, green and blue of the filling, and its opacity."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, opacity):
        return None
    return min(red.value, green.value, blue.value), opacity.value


def _colour(item: Any) -> tuple[int, int]:
    """The same; black for what has no one colour."""
    return _fill(item) or (0, 255)


def _looks_hidden(item: Any) -> bool:
    if raw.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE:
        return True
    darkest, opacity = _colour(item)
    return darkest >= _PALE or opacity <= _FAINT


def _size(item: Any) -> float:
    """Height of a text object's letters in points."""
    size = ctypes.c_float()
    matrix = raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(item, size)
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return float(abs(size.value) * max(abs(matrix.d), abs(matrix.b)))


def _covers(item: Any) -> bool:
    """Whether a path is filled and not see-through."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, mode, stroked) or mode.value == raw.FPDF_FILLMODE_NONE:
        return False
    return _colour(item)[1] > 200


def _crop(page: Any) -> Box:
    left, bottom, right, top = page.get_cropbox()
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _any_outside(text_page: Any, crop: Box) -> bool:
    count = raw.FPDFText_CountRects(text_page, 0, -1)
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for index in range(min(count, _MAX_OBJECTS)):
        raw.FPDFText_GetRect(text_page, index, left, top, right, bottom)
        x, y = (left.value + right.value) / 2, (top.value + bottom.value) / 2
        if not crop.holds(x, y):
            return True
    return False


def _checked(page: Any, text_page: Any, found: Contents, crop: Box) -> set[int]:
    """Characters outside the page, and those of suspects that the page's picture does not show."""
    hidden: set[int] = set()
    characters: dict[int, list[tuple[int, Box]]] = defaultdict(list)
    for index in range(raw.FPDFText_CountChars(text_page)):
        box = _character(text_page, index)
        if box.right <= box.left or box.top <= box.bottom:
            continue
        if not crop.holds(*box.middle):
            hidden.add(index)
            continue
        item = raw.FPDFText_GetTextObject(text_page, index)
        address = _address(item) if item else 0
        if address in found.microscopic:
            hidden.add(index)
        elif address in found.objects and not _is_layer(item, box, found.images):
            characters[address].append((index, box))
    if characters:
        picture = _Picture(page)
        for boxes in characters.values():
            unseen = [index for index, box in boxes if not picture.shows(box)]
            # Single letters can lie on something of their own colour by chance.
            if len(unseen) >= len(boxes) * _MOSTLY:
                hidden.update(index for index, _ in boxes)
    return hidden


def _is_layer(item: Any, box: Box, images: list[Box]) -> bool:
    """Whether it is the invisible text that OCR programs lay over a scan."""
    return raw.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE and any(
        image.holds(*box.middle) for image in images
    )


def _character(text_page: Any, index: int) -> Box:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    return Box(left.value, bottom.value, right.value, top.value)


class _Picture:
    """A grey picture of a page, to look whether there is anything to see at a place."""

    def __init__(self, page: Any) -> None:
        width, height = page.get_size()
        most = min((_MAX_PIXELS / max(1.0, width * height)) ** 0.5, _MAX_SIDE / max(width, height))
        self._scale = min(_SCALE, most)
        bitmap = page.render(scale=self._scale, grayscale=True)
        self._pixels, self._stride = bytes(bitmap.buffer), bitmap.stride
        self._width, self._height = bitmap.width, bitmap.height
        left, _, _, top = page.get_cropbox()
        self._left, self._top = left, top
        self._turned = page.get_rotation() != 0

    def shows(self, box: Box) -> bool:
        if self._turned:
            return True  # places do not fit the picture: in doubt it is seen
        x0 = max(0, int((box.left - self._left) * self._scale))
        x1 = min(self._width, int((box.right - self._left) * self._scale) + 1)
        y0 = max(0, int((self._top - box.top) * self._scale))
        y1 = min(self._height, int((self._top - box.bottom) * self._scale) + 1)
        rows = [self._pixels[y * self._stride + x0 : y * self._stride + x1] for y in range(y0, y1)]
        values = b"".join(rows)
        return bool(values) and max(values) - min(values) >= _CONTRAST
