"""Files to text: each format becomes one ``ExtractedDocument``.

``identify`` looks at the bytes, never at the name. ``prepare`` is run once, at submission, and
opens encrypted PDFs. ``extract`` reads the text. Everything that parses runs in a child process
with limits (``sandbox``, ``child``): a hostile file ends the child, never the caller.

The child imports this package too, so nothing here may import a parser or the models: that
would be paid for at every start of a child.
"""

from __future__ import annotations

from summarizer_core.extraction.limits import Limits
from summarizer_core.extraction.sandbox import extract, prepare
from summarizer_core.extraction.sniff import DOC, DOCX, FODT, HTML, ODT, PDF, RTF, TEXT, identify

__all__ = [
    "DOC",
    "DOCX",
    "FODT",
    "HTML",
    "ODT",
    "PDF",
    "RTF",
    "TEXT",
    "Limits",
    "extract",
    "identify",
    "prepare",
]
