"""Files to text: each format becomes one ``ExtractedDocument``.

``identify`` looks at the bytes, never at the name. ``prepare`` is run once, at submission, and
opens encrypted PDFs. ``extract`` reads the text, ``unpack`` gives the attachments of a message,
``view_page`` draws a page of a PDF. Everything that parses runs in a child process with limits
(``workshop``, ``child``): a hostile file ends the child, never the caller.

The child imports this package too, so nothing here may import a parser or the models: that
would be paid for at every start of a child.
"""

from __future__ import annotations

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
