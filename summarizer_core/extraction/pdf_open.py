"""Opening PDFs: encryption, repair of damage, the second reader. Runs in the child only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from summarizer_core.errors import (
    DamagedDocument,
    DocumentError,
    PasswordRequired,
)
from summarizer_core.extraction import pdf_repair
from summarizer_core.extraction.cleaning import check_pages
from summarizer_core.extraction.limits import ReadJob

if TYPE_CHECKING:
    import pypdf

_DAMAGED: Final = (
    "The PDF is damaged and cannot be opened. Open it in your PDF viewer, save or print it to a "
    "new PDF and upload that."
)
_CUT_OFF: Final = (
    "The PDF was cut off: its end is missing, and nothing of it can be read. Upload the whole "
    "file; if it came from the web or by mail, fetch it again."
)


def prepare(path: Path, job: ReadJob, *, password: str | None, decrypted: str) -> bool:
    """Check that the PDF opens; write a copy without encryption to ``decrypted`` if it has any.

    Returns:
        True when there is a copy.

    Raises:
        PasswordRequired: code ``password_required`` or ``wrong_password``.
        DamagedDocument, LimitExceeded
    """
    opened = Opened(path, job, password)
    if opened.document is None:
        return False
    with opened.document as document:
        if raw.FPDF_GetSecurityHandlerRevision(document) < 0:
            return False
        document.save(decrypted, flags=raw.FPDF_REMOVE_SECURITY)
        # The library does not report a write that failed (no space, a limit): look.
        copy = _open(Path(decrypted))
        if copy is None or len(copy) != len(document):
            raise DamagedDocument(_DAMAGED)
        copy.close()
        return True


def open_document(path: Path, job: ReadJob) -> Any:
    """pdfium's document, repaired if need be; its pages are not loaded yet.

    Raises:
        DamagedDocument: pdfium cannot open the file, even if the second reader could.
        PasswordRequired, LimitExceeded
    """
    document = Opened(path, job).document
    if document is None:
        raise DamagedDocument(_DAMAGED)
    document.init_forms()
    return document


class Opened:
    """An open PDF, repaired where it was damaged.

    Attributes:
        path: the file that was opened: the given one, or its repaired copy.
        document: pdfium's document, None where only the second reader can open the file.
        damage: what was wrong with it, None where nothing was.
    """

    def __init__(self, path: Path, job: ReadJob, password: str | None = None) -> None:
        self.path = path
        self.document = _open(path, password)
        self.damage = pdf_repair.find_damage(path)
        if self.document is None and self.damage is None:
            self.damage = pdf_repair.Damage(cut_off=False)
        if self.damage is not None:
            self._repair(self.damage, job)
        if self.document is None:
            self._check_second_reader(job)
        else:
            check_pages(len(self.document), job.limits.max_pages)

    def _repair(self, damage: pdf_repair.Damage, job: ReadJob) -> None:
        target = job.folder / "repaired.pdf"
        if not pdf_repair.repair(
            self.path, target, damage, expanded_bytes=job.limits.expanded_bytes
        ):
            return
        repaired = _open(target)
        if repaired is None:
            return
        # pdfium mends some files by itself: the copy must not have less.
        if self.document is not None and len(self.document) > len(repaired):
            repaired.close()
            return
        if self.document is not None:
            self.document.close()
        self.path, self.document = target, repaired

    def refusal(self) -> DamagedDocument:
        """What to say when nothing can be saved."""
        if self.damage is not None and self.damage.cut_off:
            return DamagedDocument(_CUT_OFF, code="truncated_document")
        return DamagedDocument(_DAMAGED)

    def _check_second_reader(self, job: ReadJob) -> None:
        refusal = self.refusal()
        try:
            count = len(second_reader(self.path).pages)
        except (MemoryError, DocumentError):
            raise
        except Exception as error:  # pypdf raises nearly anything on damaged files
            raise refusal from error
        if count == 0:
            raise refusal
        check_pages(count, job.limits.max_pages)


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
                    "opened here. Save it without encryption and upload it again.",
                    code="encrypted_by_certificate",
                ) from error
            if error.err_code != raw.FPDF_ERR_PASSWORD:
                return None
    if password:
        raise PasswordRequired(
            "The password does not open the PDF. Check it and try again.", code="wrong_password"
        )
    raise PasswordRequired(
        "The PDF is protected by a password. Give the password along with the file to open it."
    )


def second_reader(path: Path) -> pypdf.PdfReader:
    """pypdf's reader of a file that is open to all; it raises nearly anything."""
    # 90 ms to import, needed for few files.
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return pypdf.PdfReader(path, strict=False)
