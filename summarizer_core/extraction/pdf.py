"""PDF: opened by pdfium, page by page to text; pypdf is the second reader.

Damaged files are repaired first (``pdf_repair``). Pages that hold no readable text are recognised
by OCR where that is installed (``ocr``): this module then reads the file a second time, with what
was recognised. Runs in the child only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pypdfium2 as pdfium

from summarizer_core.errors import NoReadableText
from summarizer_core.extraction import ocr_lines, pdf_extras, pdf_repair
from summarizer_core.extraction.cleaning import clean, clean_line
from summarizer_core.extraction.furniture import set_apart_furniture
from summarizer_core.extraction.layout import Composer, set_in_order
from summarizer_core.extraction.limits import ReadJob
from summarizer_core.extraction.lines import PageLines, lines_of_text
from summarizer_core.extraction.pdf_open import Opened, second_reader
from summarizer_core.extraction.pdf_page import ENOUGH, LITTLE, read_page, weight
from summarizer_core.extraction.pdf_structure import Structure, inspect
from summarizer_core.extraction.pdf_text import UNREADABLE

if TYPE_CHECKING:
    import pypdf

#: A page with fewer letters and digits than this in its body, and a picture, is unreadable.
_STAMP: Final = 20
#: A page is unreadable when more of its characters than this have no meaning.
_MOSTLY: Final = 0.5
_FOUND_NONE: Final = (
    "Recognising it (OCR) found no text either. Scan it again with a higher resolution, or read it "
    "yourself."
)
_GIVEN_UP: Final = (
    "Recognising it (OCR) failed or took too long. Recognise the text with your scanner's software "
    "and upload the document again, or read it yourself."
)
_FEW_LETTERS: Final = 20
_VOWELS: Final = 0.28
_MAX_TITLE: Final = 300


# --- reading ---------------------------------------------------------------------------------


def read(
    path: Path, job: ReadJob, *, advice: str | None = None, given_up: bool = False
) -> dict[str, Any]:
    """The PDF as an ``ExtractedDocument`` in plain types.

    Args:
        advice: how to have unreadable pages recognised, when that cannot be done here; None when
            it can. Then, before it was tried (``job.ocr``), the answer may be
            ``{"recognise": [page numbers]}`` alone.
        given_up: whether recognising failed on some pages, or was not tried on all.

    Raises:
        PasswordRequired, DamagedDocument, LimitExceeded, NoReadableText
    """
    reader = _Reader(path, job)
    pages = reader.pages()
    if advice is None and job.ocr is None:
        wanted = [page.number for page in pages if _may_be_scanned(page)]
        if wanted:
            return {"recognise": wanted}
    recognised = _with_recognised(pages, job)
    outcome = advice or (_GIVEN_UP if given_up else _FOUND_NONE)
    furniture = set_apart_furniture(pages)
    unreadable = [page.number for page in pages if _unreadable(page)]
    for page in pages:
        if page.number in unreadable:
            page.lines = [line for line in page.lines if _has_meaning(line.text)]
            page.hidden = 0  # whatever is on it: nobody could tell
    readable = any(weight(line.text) for page in pages for line in page.lines)
    if not readable or len(unreadable) == len(pages):
        if reader.damaged or all(page.lost for page in pages):
            raise reader.refusal
        raise NoReadableText(f"The PDF holds no readable text: it looks scanned. {outcome}")
    set_in_order(pages)
    composed = Composer(pages, job.limits.max_characters).compose()
    return composed | {
        "title": reader.title(),
        "furniture": [
            {"page": page.number, "text": text}
            for page, texts in zip(pages, furniture, strict=True)
            for text in texts
        ],
        "unreadable_pages": unreadable,
        "ocr_pages": recognised,
        "comments": _placed(reader.remarks, composed["pages"]),
        "warnings": [
            *reader.warnings,
            *_warn_of_pages(pages, unreadable, recognised, outcome),
            *_warn_of_damage(pages, reader.structure.damaged_pages),
            *_warn_of_pictures(pages, unreadable, advice or (_GIVEN_UP if given_up else None)),
            *_warn_of_remarks(reader.remarks),
        ],
    }


def _may_be_scanned(page: PageLines) -> bool:
    """Whether recognising the page could give more than its text."""
    if page.lost:
        return False
    written = sum(weight(line.text) for line in page.lines)
    scan = page.pictured and written < ENOUGH
    return page.unmapped > _MOSTLY or scan or bool(page.pictures)


def _reads_like_words(page: PageLines) -> bool:
    """Whether the text of a page whose fonts are lost was written in plain codes: other codes turn
    into letters at random, with far fewer vowels than any language in Latin letters has."""
    text = unicodedata.normalize("NFD", "".join(line.text for line in page.lines)).lower()
    letters = [c for c in text if "a" <= c <= "z"]
    vowels = sum(c in "aeiouy" for c in letters)
    return len(letters) < _FEW_LETTERS or vowels >= len(letters) * _VOWELS


def _unreadable(page: PageLines) -> bool:
    written = sum(weight(line.text) for line in page.lines)
    if page.lost:
        return True
    scan = page.pictured and written < (ENOUGH if page.scanned else _STAMP)
    return scan or page.unmapped > _MOSTLY


def _has_meaning(text: str) -> bool:
    return text.count(UNREADABLE) * 2 <= len(text)


def _with_recognised(pages: list[PageLines], job: ReadJob) -> list[int]:
    """Give pages the lines that were recognised on them (in place); returns their numbers."""
    done = []
    for page in pages if job.ocr else []:
        assert job.ocr is not None  # noqa: S101
        found = ocr_lines.read(job.ocr, page.number)
        if found is not None and page.pictures and not _unreadable(page):
            if _add_pictures(page, found):
                done.append(page.number)
            page.pictures = ()
            continue
        before = 0 if page.unmapped > _MOSTLY else sum(weight(line.text) for line in page.lines)
        if found is None or sum(weight(line.text) for line in found.lines) <= before:
            continue
        page.lines, page.height, page.ordered = found.lines, found.height, found.ordered
        page.pictured = page.scanned = False
        page.pictures = ()
        page.unmapped = 0.0
        done.append(page.number)
    return done


def _add_pictures(page: PageLines, found: PageLines) -> bool:
    """Put what was recognised in pictures among a page's lines, where they stand; whether there
    was anything."""
    added = False
    for left, bottom, right, top in page.pictures:
        inside = [
            line
            for line in found.lines
            if left <= (line.x0 + line.x1) / 2 <= right and bottom <= line.y <= top
        ]
        if sum(weight(line.text) for line in inside) < _STAMP:
            continue
        middle = (bottom + top) / 2
        at = next((i for i, line in enumerate(page.lines) if line.y < middle), len(page.lines))
        page.lines[at:at] = inside
        added = True
    return added


def _placed(remarks: list[dict[str, Any]], pages: list[dict[str, int]]) -> list[dict[str, Any]]:
    starts = {page["number"]: page["start"] for page in pages}
    return [
        remark | {"start": starts[remark["page"]], "end": starts[remark["page"]]}
        for remark in remarks
    ]


# --- what to tell ----------------------------------------------------------------------------


def _warn_of_pages(
    pages: list[PageLines], unreadable: list[int], recognised: list[int], outcome: str
) -> list[dict[str, Any]]:
    broken = [p.number for p in pages if p.unmapped > 0 and p.number not in unreadable]
    hidden = [page.number for page in pages if page.hidden]
    found = []
    if unreadable:
        found.append(
            _warning(
                "unreadable_pages",
                f"{_pages_show(unreadable)} no readable text and "
                f"{'was' if len(unreadable) == 1 else 'were'} not analysed. {outcome}",
                unreadable,
            )
        )
    if recognised:
        found.append(
            _warning(
                "ocr_pages",
                f"The text of {_count(recognised)} was recognised from pictures (OCR). It may hold "
                "errors: compare what matters with the original.",
                recognised,
            )
        )
    if broken:
        found.append(
            _warning(
                "unreadable_characters",
                f"Some characters on {_count(broken)} cannot be read, because their font does not "
                f"say what they mean; they stand as {UNREADABLE} in the text.",
                broken,
            )
        )
    if hidden:
        found.append(
            _warning(
                "hidden_text",
                f"{_count(hidden, capital=True)} {'holds' if len(hidden) == 1 else 'hold'} text "
                "that a reader cannot see (white, covered, tiny, invisible or outside the page). "
                "It was not analysed.",
                hidden,
            )
        )
    return found


def _warning(code: str, message: str, pages: list[int]) -> dict[str, Any]:
    return {"code": code, "message": message, "pages": pages}


def _count(pages: list[int], *, capital: bool = False) -> str:
    if len(pages) == 1:
        return "One page" if capital else "one page"
    return f"{len(pages)} pages"


def _pages_show(pages: list[int]) -> str:
    return f"{len(pages)} {'page shows' if len(pages) == 1 else 'pages show'}"


def _warn_of_damage(pages: list[PageLines], damaged: Collection[int]) -> list[dict[str, Any]]:
    numbers = [page.number for page in pages if page.number in damaged]
    if not numbers:
        return []
    return [
        _warning(
            "damaged_pages",
            f"{_count(numbers, capital=True)} of the PDF {'is' if len(numbers) == 1 else 'are'} "
            "damaged: text is missing there. Compare with the original, or upload the file anew.",
            numbers,
        )
    ]


def _warn_of_pictures(
    pages: list[PageLines], unreadable: list[int], reason: str | None
) -> list[dict[str, Any]]:
    """Pictures beside text that were not looked at; ``reason`` is None when they were."""
    numbers = [p.number for p in pages if p.pictures and p.number not in unreadable]
    if not numbers or reason is None:
        return []
    return [
        _warning(
            "pictures_not_read",
            f"{_count(numbers, capital=True)} {'shows' if len(numbers) == 1 else 'show'} large "
            f"pictures beside the text. If they hold text, it was not read. {reason}",
            numbers,
        )
    ]


def _warn_of_remarks(remarks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not remarks:
        return []
    count = "a comment" if len(remarks) == 1 else f"{len(remarks)} comments"
    pages = sorted({remark["page"] for remark in remarks})
    return [
        _warning(
            "comments",
            f"The PDF carries {count} of its readers. They are not part of the contract's text "
            "and were not analysed.",
            pages,
        )
    ]


# --- the two readers -------------------------------------------------------------------------


class _Reader:
    """Reads all pages of one file with both libraries."""

    def __init__(self, path: Path, job: ReadJob) -> None:
        opened = Opened(path, job)
        self._path, self._document = opened.path, opened.document
        self._second: pypdf.PdfReader | None = None
        self._second_failed = False
        self.remarks: list[dict[str, Any]] = []
        self.warnings: list[dict[str, Any]] = []
        self.damaged, self.refusal = opened.damage is not None, opened.refusal()
        self._lost: frozenset[int] = frozenset()
        if opened.damage is not None:
            self.warnings.append(pdf_repair.warning(opened.damage))
            self._lost = pdf_repair.pages_without_fonts(self._path)
        self.structure = Structure()
        if self._document is not None:
            self.structure = inspect(self._path)
            self.warnings += pdf_extras.warnings(self._document, portfolio=self.structure.portfolio)
            # Before any page is loaded: fields are drawn by what this prepares.
            self._document.init_forms()

    def title(self) -> str | None:
        """The title that the file gives itself, if any."""
        if self._document is None:
            return None
        return clean_line(self._document.get_metadata_value("Title"))[:_MAX_TITLE] or None

    def pages(self) -> list[PageLines]:
        if self._document is None:
            reader = self._reader()
            count = len(reader.pages) if reader else 0
            return [self._second_page(i) for i in range(count)]
        return [self._page(index) for index in range(len(self._document))]

    def _page(self, index: int) -> PageLines:
        try:
            # Before the page is read: that draws its annotations into its content.
            self.remarks += pdf_extras.remarks(self._document, index)
            first = read_page(self._document, index, self.structure)
        except pdfium.PdfiumError:
            # The page is there but broken: something on it cannot be read, nor drawn.
            second = self._second_page(index)
            return second if second.lines else PageLines(index + 1, 0.0, lost=True)
        if first.number in self._lost and not _reads_like_words(first):
            return PageLines(first.number, first.height, lost=True)
        written = sum(weight(line.text) for line in first.lines)
        # What pdfium cannot make sense of, pypdf takes for letters.
        if written >= LITTLE or not first.pictured or first.unmapped > _MOSTLY:
            return first
        second = self._second_page(index)
        if sum(weight(line.text) for line in second.lines) <= written:
            return first
        second.pictured, second.scanned = first.pictured, first.scanned
        return second

    def _reader(self) -> pypdf.PdfReader | None:
        if self._second is None and not self._second_failed:
            try:
                self._second = second_reader(self._path)
                len(self._second.pages)
            except MemoryError:
                raise
            except Exception:  # pypdf raises nearly anything; there is the first reader's result
                self._second, self._second_failed = None, True
        return self._second

    def _second_page(self, index: int) -> PageLines:
        """The page as pypdf reads it, ``lost`` where it cannot."""
        reader = self._reader()
        if reader is None:
            return PageLines(index + 1, 0.0, lost=True)
        try:
            text = clean(reader.pages[index].extract_text())
        except MemoryError:
            raise
        except Exception:  # as above
            return PageLines(index + 1, 0.0, lost=True)
        return PageLines(index + 1, 0.0, lines_of_text(text))
