"""Characters as a reader expects them: pure functions on text."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from summarizer_core.errors import LimitExceeded
from summarizer_core.extraction.limits import Limits

_LIGATURES: Final = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SPACES: Final = (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
#: What Word and PDF writers take from the fonts Symbol and Wingdings, which have no meaning of
#: their own in Unicode's private use area.
_SYMBOLS: Final = {
    0xF0A7: "▪",
    0xF0A8: "☐",
    0xF0B7: "•",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0FD: "☒",
    0xF0FE: "☑",
}
_BREAKS: Final = (0x0B, 0x85, 0x2028, 0x2029)
#: Invisible: soft hyphen, zero-width characters, direction marks (which can disguise text),
#: byte-order mark, and what Unicode calls noncharacters.
_INVISIBLE: Final = (
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    0xFFFE,
    0xFFFF,
)


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    table.update(dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]))
    table.update(dict.fromkeys(range(0xD800, 0xE000)))
    table.update(dict.fromkeys(_INVISIBLE))
    table.update(dict.fromkeys(_SPACES, " "))
    table.update(dict.fromkeys(_BREAKS, "\n"))
    table.update(_LIGATURES)
    table.update(_SYMBOLS)
    table.update({0x0A: "\n", 0x0C: "\f", 0x2011: "-"})  # no-break hyphen
    return table


_TABLE: Final = _table()


def clean(text: str) -> str:
    """Plain characters: LF line ends, ordinary spaces (one at a time, none at line ends),
    composed accents, no ligatures, no invisible or control characters, no lone surrogates.
    At most one blank line in a row. Form feeds stay: they separate pages."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r" {2,}", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text)


def clean_line(text: str) -> str:
    """``clean`` for one line of a page, without its breaks."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def too_much_text(max_characters: int) -> LimitExceeded:
    """The refusal of a document with more text than can be analysed."""
    return LimitExceeded(
        f"The document holds more than {max_characters:,} characters of text. Split it and "
        "upload the parts.",
        code="too_much_text",
    )


def too_deep() -> LimitExceeded:
    """The refusal of a file whose parts are nested without measure."""
    return LimitExceeded(
        "The file is nested more deeply than any document needs, which attacks do. It was not "
        "read. Open it in the program that made it, save it anew and upload that.",
        code="nested_too_deeply",
    )


def check_pages(count: int, max_pages: int) -> None:
    """Raises ``LimitExceeded`` (code ``too_many_pages``) for more pages than are read."""
    if count > max_pages:
        raise LimitExceeded(
            f"The document has {count:,} pages; at most {max_pages:,} are read. Split it and "
            "upload the parts.",
            code="too_many_pages",
        )


def assemble(body: str, limits: Limits) -> dict[str, Any]:
    """Text whose pages end with form feeds → ``text`` and ``pages`` of an ``ExtractedDocument``.

    Raises:
        LimitExceeded: code ``too_much_text`` or ``too_many_pages``.
    """
    pages: list[dict[str, int]] = []
    start = 0
    parts = body.strip(" \n\f").split("\f")
    check_pages(len(parts), limits.max_pages)
    for number, part in enumerate(parts, 1):
        pages.append({"number": number, "start": start, "end": start + len(part)})
        start += len(part)
    if start > limits.max_characters:
        raise too_much_text(limits.max_characters)
    return {"text": "".join(parts), "pages": pages}
