"""Files to text: each format becomes one ``ExtractedDocument``.

``identify`` looks at the bytes, never at the name. ``prepare`` is run once, at submission, and
opens encrypted PDFs. ``extract`` reads the text. ``view_page`` draws a page of a PDF. Everything
that parses runs in a child process with limits (``sandbox``, ``child``): a hostile file ends the
child, never the caller.

The child imports this package too, so nothing here may import a parser or the models: that
would be paid for at every start of a child.
"""

from __future__ import annotations

from summarizer_core.extraction.highlight import WordBox
from summarizer_core.extraction.limits import Limits
from summarizer_core.extraction.sandbox import PageView, extract, prepare, view_page
from summarizer_core.extraction.sniff import DOCX, PDF, TEXT, identify

__all__ = [
    "DOCX",
    "PDF",
    "TEXT",
    "Limits",
    "PageView",
    "WordBox",
    "extract",
    "identify",
    "prepare",
    "view_page",
]
