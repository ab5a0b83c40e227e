"""PDF: opened and read by pdfium, page by page; pypdf is the second reader.

pdfium's text is in the order of the page's content. It ends lines with CR LF, and a line that
ends with a hyphen with U+0002 in its place and no line break (``fpdf_text.h``,
``cpdf_textpage.cpp``). Runs in the child only.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from summarizer_core.errors import (
    DamagedDocument,
    DocumentError,
    LimitExceeded,
    NoReadableText,
    PasswordRequired,
)
from summarizer_core.extraction.cleaning import clean, clean_line
from summarizer_core.extraction.layout import (
    Composer,
    Line,
    PageLines,
    lines_of_text,
    set_apart_furniture,
)
from summarizer_core.extraction.limits import ReadJob

if TYPE_CHECKING:
    import pypdf

#: A page with fewer letters and digits than this is read a second time, by pypdf.
_LITTLE: Final = 40
#: A page with fewer of them in its body than this, and a picture, is taken for a scan.
_STAMP: Final = 20
#: A picture that covers this share of a page may be a scan of text.
_LARGE: Final = 0.25
_THUMBNAIL: Final = 0.25  # scale at which a page is looked at for marks
_WHITE: Final = 250  # of 255
_MARKED_ROWS: Final = 4  # of the thumbnail: more than a ruled line
_MAX_TITLE: Final = 300

_DAMAGED: Final = (
    "The PDF is damaged and cannot be opened. Open it in your PDF viewer, save or print it to a "
    "new PDF and upload that."
)
_SCANNED: Final = (
    "The PDF holds no readable text: it looks scanned. Recognise its text first (OCR), for "
    "example with ocrmypdf or your scanner's software, or upload the Word file."
)


# --- opening ---------------------------------------------------------------------------------


def prepare(path: Path, job: ReadJob, *, password: str | None, decrypted: str) -> bool:
    """Check that the PDF opens; write a copy without encryption to ``decrypted`` if it has any.

    Returns:
        True when there is a copy.

    Raises:
        PasswordRequired: code ``password_required`` or ``wrong_password``.
        DamagedDocument, LimitExceeded
    """
    document = _open(path, password)
    if document is None:
        _check_second_reader(path, job.limits.max_pages)
        return False
    with document:
        _check_pages(len(document), job.limits.max_pages)
        if raw.FPDF_GetSecurityHandlerRevision(document) < 0:
            return False
        document.save(decrypted, flags=raw.FPDF_REMOVE_SECURITY)
        # The library does not report a write that failed (no space, a limit): look.
        copy = _open(Path(decrypted))
        if copy is None or len(copy) != len(document):
            raise DamagedDocument(_DAMAGED)
        copy.close()
        return True


def _check_pages(count: int, max_pages: int) -> None:
    if count > max_pages:
        raise LimitExceeded(
            f"The PDF has {count:,} pages; at most {max_pages:,} are read. Split it and upload "
            "the parts."
        )


def _open(path: Path, password: str | None = None) -> Any | None:
    """The document, or None when pdfium finds it damaged."""
    # Opening with a password tries it as user and as owner password; the empty one comes first,
    # because many files only restrict printing or copying.
    for attempt in dict.fromkeys((None, password or None)):
        try:
            return pdfium.PdfDocument(path, password=attempt)
        except pdfium.PdfiumError as error:
            if error.err_code == raw.FPDF_ERR_SECURITY:
                raise DocumentError(
                    "The PDF is encrypted for certain persons (by certificate), which cannot be "
                    "opened here. Save it without encryption and upload it again."
                ) from error
            if error.err_code != raw.FPDF_ERR_PASSWORD:
                return None
    if password:
        raise PasswordRequired(
            "The password does not open the PDF. Check it and try again.", code="wrong_password"
        )
    raise PasswordRequired(
        "The PDF is protected by a password. Enter the password and upload it again."
    )


def _second_reader(path: Path) -> pypdf.PdfReader:
    # 90 ms to import, needed for few files.
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return pypdf.PdfReader(path, strict=False)


def _check_second_reader(path: Path, max_pages: int) -> None:
    try:
        count = len(_second_reader(path).pages)
    except (MemoryError, DocumentError):
        raise
    except Exception as error:  # pypdf raises nearly anything on damaged files
        raise DamagedDocument(_DAMAGED) from error
    if count == 0:
        raise DamagedDocument(_DAMAGED)
    _check_pages(count, max_pages)


# --- reading ---------------------------------------------------------------------------------


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """The PDF as an ``ExtractedDocument`` in plain types.

    Raises:
        PasswordRequired, DamagedDocument, LimitExceeded, NoReadableText
    """
    reader = _Reader(path, job.limits.max_pages)
    pages = reader.pages()
    furniture = set_apart_furniture(pages)
    unreadable = [page.number for page in pages if _unreadable(page)]
    if not any(_weight(line.text) for page in pages for line in page.lines):
        raise NoReadableText(_SCANNED)
    if len(unreadable) == len(pages):
        raise NoReadableText(_SCANNED)
    return Composer(pages, job.limits.max_characters).compose() | {
        "title": reader.title(),
        "furniture": [
            {"page": page.number, "text": text}
            for page, texts in zip(pages, furniture, strict=True)
            for text in texts
        ],
        "unreadable_pages": unreadable,
        "warnings": [*reader.warnings, *_warn_of(unreadable)],
    }


def _warn_of(unreadable: list[int]) -> list[dict[str, Any]]:
    if not unreadable:
        return []
    one = len(unreadable) == 1
    return [
        {
            "code": "unreadable_pages",
            "message": f"{len(unreadable)} {'page shows' if one else 'pages show'} no readable "
            f"text and {'was' if one else 'were'} not analysed; probably scanned. Recognise the "
            "text first (OCR) and upload the document again, or read "
            f"{'it' if one else 'them'} yourself.",
            "pages": unreadable,
        }
    ]


def _weight(text: str) -> int:
    """How many letters and digits a text has. Private-use characters do not count: they come from
    fonts that do not say what their glyphs mean."""
    return sum(1 for c in text if c.isalnum())


def _legible(text: str) -> bool:
    """Whether anything in it is a character with a meaning, be it only a dash."""
    return any(unicodedata.category(c) not in ("Co", "Cn") and c not in " \ufffd" for c in text)


def _unreadable(page: PageLines) -> bool:
    return page.pictured and sum(_weight(line.text) for line in page.lines) < _STAMP


class _Reader:
    """Reads all pages of one file with both libraries."""

    def __init__(self, path: Path, max_pages: int) -> None:
        self._path = path
        self._document = _open(path)
        self._second: pypdf.PdfReader | None = None
        self._second_failed = False
        self.warnings: list[dict[str, Any]] = []
        if self._document is None:
            _check_second_reader(path, max_pages)
            self.warnings.append(
                {
                    "code": "damaged_file",
                    "message": "The PDF is damaged; what could be read of it was analysed. "
                    "Compare the text with the original.",
                }
            )
        else:
            _check_pages(len(self._document), max_pages)

    def title(self) -> str | None:
        """The title that the file gives itself, if any."""
        if self._document is None:
            return None
        return clean_line(self._document.get_metadata_value("Title"))[:_MAX_TITLE] or None

    def pages(self) -> list[PageLines]:
        if self._document is None:
            reader = self._reader()
            count = len(reader.pages) if reader else 0
            return [self._second_page(i) or PageLines(i + 1, 0.0) for i in range(count)]
        return [self._page(index) for index in range(len(self._document))]

    def _page(self, index: int) -> PageLines:
        try:
            first = _read_page(self._document, index)
        except pdfium.PdfiumError:
            # The page is there but broken: something on it cannot be read.
            first = PageLines(index + 1, 0.0, pictured=True)
        weight = sum(_weight(line.text) for line in first.lines)
        if weight >= _LITTLE or not first.pictured:
            return first
        second = self._second_page(index)
        if second is None or sum(_weight(line.text) for line in second.lines) <= weight:
            return first
        second.pictured = first.pictured
        return second

    def _reader(self) -> pypdf.PdfReader | None:
        if self._second is None and not self._second_failed:
            try:
                self._second = _second_reader(self._path)
                len(self._second.pages)
            except MemoryError:
                raise
            except Exception:  # as in _check_second_reader; there is the first reader's result
                self._second, self._second_failed = None, True
        return self._second

    def _second_page(self, index: int) -> PageLines | None:
        reader = self._reader()
        if reader is None:
            return None
        try:
            text = clean(reader.pages[index].extract_text())
        except MemoryError:
            raise
        except Exception:  # as above
            return None
        return PageLines(index + 1, 0.0, lines_of_text(text))


def _read_page(document: Any, index: int) -> PageLines:
    page = document[index]
    try:
        if _has_fields(page):
            # Fills the values of form fields and notes written on the page into its content.
            raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        width, height = page.get_size()
        text_page = page.get_textpage()
        lines = _lines(text_page)
        weight = sum(_weight(line.text) for line in lines)
        pictured = weight < _LITTLE * 5 and _shows_picture(
            page, width * height, textless=not any(_legible(line.text) for line in lines)
        )
        if not _upright(page, lines):
            return PageLines(
                index + 1, 0.0, lines_of_text("\n".join(x.text for x in lines)), pictured
            )
        return PageLines(index + 1, height, lines, pictured)
    finally:
        page.close()


def _has_fields(page: Any) -> bool:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            return True
    return False


def _shows_picture(page: Any, area: float, *, textless: bool) -> bool:
    """Whether something that is not text is on the page and could be text: a large image, or,
    where there is no text at all, anything that leaves a mark."""
    drawn = False
    for item in page.get_objects(max_depth=3):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) >= area * _LARGE:
                return True
        drawn = True
    return drawn and textless and _leaves_marks(page)


def _leaves_marks(page: Any) -> bool:
    # Many empty pages hold a white rectangle: only a small picture of the page tells.
    bitmap = page.render(scale=_THUMBNAIL, grayscale=True)
    pixels, width = bytes(bitmap.buffer), bitmap.width
    rows = (pixels[y * bitmap.stride : y * bitmap.stride + width] for y in range(bitmap.height))
    return sum(1 for row in rows if min(row, default=255) < _WHITE) >= _MARKED_ROWS


def _upright(page: Any, lines: list[Line]) -> bool:
    """Whether the lines' places can be trusted: most of them run from left to right."""
    if page.get_rotation() in (90, 270):
        return False
    tall = sum(1 for line in lines if len(line.text) > 5 and line.x1 - line.x0 < 2.0)
    return tall * 2 <= len(lines)


def _lines(text_page: Any) -> list[Line]:
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    # One code unit each, so that positions stay those of pdfium; surrogates are paired below.
    units = "".join(map(chr, buffer[: max(0, written - 1)]))
    spans = [
        span
        for match in re.finditer(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?", units)
        if (span := _span(text_page, match.group(), match.start()))
    ]
    raised = [span for span in spans if _RAISED.fullmatch(span.units.strip())]
    for span in raised:
        if _put_back(text_page, span, spans):
            spans = [other for other in spans if other is not span]
    return [line for span in spans if (line := _line(span))]


#: Small raised letters that pdfium gives as lines of their own.
_RAISED: Final = re.compile(r"st|nd|rd|th|TM|SM|™|®|℠|[*†‡]")


@dataclass(slots=True)
class _Span:
    """A line in pdfium's text: code units from ``start``, ends of the visible part, baseline."""

    units: str
    start: int
    x0: float
    x1: float
    y: float
    raised: list[tuple[int, str]] = field(default_factory=list)


def _span(text_page: Any, units: str, start: int) -> _Span | None:
    stripped = units.rstrip("\x02\ufffe \xa0\t")
    lead = len(stripped) - len(stripped.lstrip(" \xa0\t"))
    if not stripped:
        return None
    x0, y = _origin(text_page, start + lead)
    return _Span(units, start, x0, _right(text_page, start + len(stripped) - 1), y)


def _put_back(text_page: Any, small: _Span, spans: list[_Span]) -> bool:
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


def _line(span: _Span) -> Line | None:
    units = span.units
    for at, small in sorted(span.raised, reverse=True):
        units = units[:at] + small + units[at:]
    # In PDFs a soft hyphen is a glyph: a hyphen that the reader sees.
    visible = units.replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "-")
    text = clean_line(visible.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore"))
    return Line(text, span.x0, span.x1, span.y) if text else None


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
