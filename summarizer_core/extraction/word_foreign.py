"""Text of a web page or a plain text that a Word document takes in (``w:altChunk``)."""

from __future__ import annotations

import codecs
import re
from typing import Final

from lxml import etree, html

from summarizer_core.extraction.marks import harmless

_BLOCKS: Final = frozenset(
    "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr li main nav ol p pre section table tr ul".split()
)
_CELLS: Final = frozenset(("td", "th"))
_UNSEEN: Final = frozenset("script style head title template noscript".split())
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def foreign_text(data: bytes, content_type: str) -> str | None:
    """The text of such a part; None for formats that are not read here."""
    if "html" in content_type and not content_type.startswith("message/"):
        return _page_text(data)
    if content_type.startswith("text/plain"):
        encoding = "utf-16" if data.startswith(_UTF_16) else "utf-8-sig"
        return harmless(data.decode(encoding, "replace"))
    return None


def _page_text(data: bytes) -> str | None:
    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        return None  # the parser stopped there
    pieces: list[str] = []
    unseen = 0
    # Not recursive: a page may be nested deeply.
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "end":
            unseen -= element.tag in _UNSEEN
            pieces += [_edge(element.tag), "" if unseen else _spaced(element.tail)]
        else:
            unseen += element.tag in _UNSEEN
            edge = "\n" if element.tag in _BLOCKS else ""
            pieces += [edge, "" if unseen else _spaced(element.text)]
    text = re.sub(r"[ |]+(?=\n)", "", "".join(pieces) + "\n")
    return harmless(text).strip()


def _edge(tag: str) -> str:
    return "\n" if tag in _BLOCKS else " | " if tag in _CELLS else ""


def _spaced(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
