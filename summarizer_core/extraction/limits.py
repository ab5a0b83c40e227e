"""What reading one file may cost. Imports nothing: the child pays for every import."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost.

    Args:
        max_pages: of a document.
        wall_seconds: from start to end; recognising scanned pages has a clock of its own.
        cpu_seconds: of each child process (where the platform has resource limits).
        memory_bytes: address space of each child process (likewise).
        expanded_bytes: of a packed file (DOCX, ODT) when unpacked, of a PDF's decoded streams as
            far as we decode them, and of any file that a child writes.
        max_characters: of extracted text. 2,000 pages have about 6 million.
        max_nesting: of elements in XML and HTML, of groups in RTF, of parts in a message.
        max_attachments: of one upload, messages within messages included.
        ocr_languages: languages for recognising scanned pages, as Tesseract names them.
        ocr_page_seconds: of processor time for recognising one page.
        ocr_seconds: for recognising all pages, from start to end; what is left is unreadable.
    """

    max_pages: int = 2000
    wall_seconds: float = 20.0
    cpu_seconds: int = 20
    memory_bytes: int = 1 << 30
    expanded_bytes: int = 300 << 20
    max_characters: int = 10_000_000
    max_nesting: int = 200
    max_attachments: int = 50
    ocr_languages: str = "eng"
    ocr_page_seconds: int = 15
    ocr_seconds: float = 1800.0

    def plain(self) -> dict[str, Any]:
        """Plain types, for a child's request; ``Limits(**plain)`` gives it back."""
        return asdict(self)


@dataclass(frozen=True)
class ReadJob:
    """What a reader in the child needs besides the file.

    Args:
        limits: what it may cost.
        folder: private folder for what must be written; it is gone afterwards.
        ocr: folder with what was recognised on scanned pages, None before that was tried.
    """

    limits: Limits
    folder: Path
    ocr: Path | None = None
