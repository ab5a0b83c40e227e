"""Text of a web page or a plain text that a Word document takes in (``w:altChunk``)."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import Final

from summarizer_core.errors import DocumentError
from summarizer_core.extraction.html_page import Page
from summarizer_core.extraction.marks import harmless

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass
class Foreign:
    """What such a part holds: blocks with the level of headings, and places of hidden text."""

    blocks: list[tuple[str, int | None]] = field(default_factory=list)
    hidden: int = 0


def foreign_text(data: bytes, content_type: str, max_nesting: int) -> Foreign | None:
    """The text of such a part; None for formats that are not read here."""
    if "html" in content_type and not content_type.startswith("message/"):
        return _page_text(data, max_nesting)
    if content_type.startswith("text/plain"):
        encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
        return Foreign([(harmless(data.decode(encoding, "replace")), None)])
    return None


def _page_text(data: bytes, max_nesting: int) -> Foreign | None:
    try:
        page = Page(data, None, max_nesting)
        # Pages are those of the Word file.
        blocks = [(harmless(text.replace("\f", "\n")), level) for text, level in page.blocks()]
    except DocumentError:  # nothing in it, or nested without measure
        return None
    return Foreign([(text.strip(), level) for text, level in blocks if text.strip()], page.hidden)
