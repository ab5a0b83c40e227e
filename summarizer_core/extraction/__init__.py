"""Files to text: each format becomes one ``ExtractedDocument``.

``identify`` looks at the bytes, never at the name. ``prepare`` is run once, at submission, and
opens encrypted PDFs. ``extract`` reads the text, ``unpack`` gives the attachments of a message,
``view_page`` draws a page of a PDF. Everything that parses runs in a child process with limits
(``workshop``, ``child``): a hostile file ends the child, never the caller.

The child imports this package too, at every start: what is named here is imported when it is first
asked for, and nothing here may import a parser or the models.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from summarizer_core.extraction.highlight import WordBox
    from summarizer_core.extraction.limits import Limits
    from summarizer_core.extraction.reader import reader_identity
    from summarizer_core.extraction.sandbox import (
        Attachment,
        PageView,
        extract,
        prepare,
        renamed,
        unpack,
        view_page,
    )
    from summarizer_core.extraction.sniff import (
        DOC,
        DOCX,
        EML,
        FODT,
        HTML,
        ODT,
        PDF,
        RTF,
        TEXT,
        identify,
    )

_HOMES: Final = {
    "highlight": ("WordBox",),
    "limits": ("Limits",),
    "reader": ("reader_identity",),
    "sandbox": (
        "Attachment", "PageView", "extract", "prepare", "renamed", "unpack", "view_page",
    ),
    "sniff": (
        "DOC", "DOCX", "EML", "FODT", "HTML", "ODT", "PDF", "RTF", "TEXT", "identify",
    ),
}  # fmt: skip
_HOME: Final = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "DOC",
    "DOCX",
    "EML",
    "FODT",
    "HTML",
    "ODT",
    "PDF",
    "RTF",
    "TEXT",
    "Attachment",
    "Limits",
    "PageView",
    "WordBox",
    "extract",
    "identify",
    "prepare",
    "reader_identity",
    "renamed",
    "unpack",
    "view_page",
]


def __getattr__(name: str) -> Any:
    """A name of ``__all__``, from the module where it lives (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
