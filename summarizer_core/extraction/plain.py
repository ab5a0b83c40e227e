"""Plain text (and Markdown): which encoding is it in, and where do pages end?"""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any, Final

from summarizer_core.errors import DamagedDocument, EmptyDocument
from summarizer_core.extraction.cleaning import assemble, clean
from summarizer_core.extraction.limits import ReadJob

#: Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORBIDDEN: Final = [chr(c) for c in range(32) if chr(c) not in "\t\n\v\f\r\x1a\x1b\x08"]
_MAX_CONTROLS: Final = 0.01
_GUESS_FROM: Final = 64 * 1024


def decode_start(head: bytes) -> str | None:
    """The text that begins with ``head``, or None when that is not text.

    ``head`` may end inside a character.
    """
    encoding = _encoding(head)
    if encoding is None:
        return None
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head, final=False)
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    controls = sum(map(text.count, _FORBIDDEN))
    return controls <= len(text) * _MAX_CONTROLS


def _encoding(head: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if b"\x00" in head:
        return _utf16_without_mark(head)
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head, final=False)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _utf16_without_mark(head: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL in nearly every high byte and in none of the low ones."""
    half = max(1, len(head) // 2)
    even, odd = head[::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.3 and even < 0.02:
        return "utf-16-le"
    if even > 0.3 and odd < 0.02:
        return "utf-16-be"
    return None


def _decode(data: bytes) -> tuple[str | None, str | None]:
    """Encoding and text; the text is None when it cannot be decoded."""
    encoding = _encoding(data[:_GUESS_FROM])
    if encoding is None:
        return None, None
    try:
        return encoding, data.decode(encoding)
    except UnicodeDecodeError:
        # Accents that come late in a file, or bytes that Windows leaves undefined.
        if encoding not in ("utf-8", "cp1252"):
            return encoding, None
        return "cp1252", data.decode("cp1252", errors="replace")


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """A text file as an ``ExtractedDocument`` in plain types. Form feeds end pages.

    Raises:
        EmptyDocument: white space alone.
        DamagedDocument: bytes that are no text further down in the file.
    """
    data = path.read_bytes()
    encoding, text = _decode(data)
    if text is None or not _is_text(text):
        raise DamagedDocument(
            "The text file is damaged: part of it is not text. Save it again as plain text "
            "(UTF-8) and upload it."
        )
    warnings = []
    if encoding == "cp1252":
        warnings.append(
            {
                "code": "encoding_guessed",
                "message": "The text file does not say how its letters are encoded; it was read "
                "as Windows Western European. Check names with accents and umlauts.",
            }
        )
    body = clean(text)
    # Between two words a form feed was the white space.
    body = re.sub(r"(?<=[^\s\f])\f(?=[^\s\f])", "\n\f", body)
    if not body.strip():
        raise EmptyDocument("The file is empty. Choose the document again and upload it.")
    return assemble(body, job.limits.max_characters) | {"warnings": warnings}
