"""One page of a PDF for the screen: its picture, and where its words stand. Runs in the child only.

A page is drawn when somebody looks at it; no page but that one is loaded.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from summarizer_core.errors import DamagedDocument
from summarizer_core.extraction import ocr_lines, pdf_forms
from summarizer_core.extraction.columns import arrange
from summarizer_core.extraction.limits import ReadJob
from summarizer_core.extraction.pdf_open import open_document
from summarizer_core.extraction.pdf_text import PageText, text_of

_MAX_PIXELS: Final = 25_000_000
_MAX_SIDE: Final = 14_400  # points; larger pages are drawn smaller (ISO 32000-1, annex C)
_MAX_WORDS: Final = 20_000
_BROKEN: Final = "This page of the PDF is damaged and cannot be drawn."


def draw(path: Path, job: ReadJob, *, number: int, dpi: int, target: str) -> dict[str, float]:
    """Write page ``number`` (from 1) as PNG, grey, to ``target``.

    Returns:
        ``scale``: the picture's pixels per point.
    """
    document = open_document(path, job)
    page = _page(document, number)
    scale = _scale(page, dpi / 72.0)
    page.render(scale=scale, grayscale=True).to_pil().save(target, "PNG", compress_level=1)
    return {"scale": scale}


def view(path: Path, job: ReadJob, *, number: int, dpi: int, target: str) -> dict[str, Any]:
    """Write page ``number`` (from 1) as PNG to ``target``.

    Returns:
        ``width`` and ``height`` in points and ``words``, each ``[text, left, top, right, bottom]``
        in points from the picture's top left corner, in reading order; of a page that was
        recognised (``job.ocr``), its recognised words.
    """
    document = open_document(path, job)
    page = _page(document, number)
    if pdf_forms.draw(page):
        page.close()
        page = _page(document, number)
    page.render(scale=_scale(page, dpi / 72.0)).to_pil().save(target, "PNG", compress_level=6)
    width, height = page.get_size()
    recognised = ocr_lines.words(job.ocr, number) if job.ocr else None
    if recognised is not None:
        words = [
            [w.text, w.left, recognised.height - w.top, w.right, recognised.height - w.bottom]
            for w in recognised.words
        ]
    else:
        words = _words(page)
    return {"width": width, "height": height, "words": words[:_MAX_WORDS]}


def _page(document: Any, number: int) -> Any:
    if not 1 <= number <= len(document):
        raise DamagedDocument(f"The document has no page {number}.", code="no_such_page")
    try:
        return document[number - 1]
    except pdfium.PdfiumError as error:
        raise DamagedDocument(_BROKEN, code="damaged_page") from error


def _scale(page: Any, wanted: float) -> float:
    width, height = page.get_size()
    most = (_MAX_PIXELS / max(1.0, width * height)) ** 0.5
    return float(min(wanted, most, _MAX_SIDE * wanted / max(width, height, 1.0)))


def _words(page: Any) -> list[list[Any]]:
    text_page = page.get_textpage()
    text_on_page = PageText(page, text_page)
    spans = text_on_page.spans()
    stretches = arrange(spans) or [spans]
    words = []
    for span in (span for stretch in stretches for span in stretch):
        for match in re.finditer(r"[^\s\xa0\x02\ufffe]+[\x02\ufffe]?", span.units):
            places = span.places[match.start() : match.end()]
            box = _box(page, text_page, [text_on_page.index(place) for place in places])
            text = text_of(match.group())
            if text and box is not None:
                words.append([text, *box])
    return words


def _box(page: Any, text_page: Any, indexes: Sequence[int]) -> list[float] | None:
    """The word's box on the picture: turned as the page is, from its top left corner."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    corners: list[tuple[float, float]] = []
    for index in indexes:
        if raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            corners += [(left.value, bottom.value), (right.value, top.value)]
    if not corners:
        return None
    places = [_on_picture(page, x, y) for x, y in corners]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return [round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)]


def _on_picture(page: Any, x: float, y: float) -> tuple[float, float]:
    width, height = page.get_size()
    # Whole numbers come back: a hundredth of a point is fine enough.
    across, down = ctypes.c_int(), ctypes.c_int()
    size = (int(width * 100), int(height * 100))
    raw.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value / 100.0, down.value / 100.0
