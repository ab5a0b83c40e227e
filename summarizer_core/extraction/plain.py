"""Plain text (and Markdown): which encoding is it in, and where do pages end?"""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path
from typing import Any, Final

from summarizer_core.errors import DamagedDocument, EmptyDocument
from summarizer_core.extraction import blocks, encodings
from summarizer_core.extraction.cleaning import assemble, clean
from summarizer_core.extraction.limits import ReadJob

_FORBIDDEN: Final = [chr(c) for c in range(32) if chr(c) not in "\t\n\v\f\r\x1a\x1b\x08"]
_MAX_CONTROLS: Final = 0.01
_GUESS_FROM: Final = 64 * 1024
_BYTES_PER_NUL: Final = 1000  # or more, in texts that NULs got into
_SAMPLE: Final = 4096
_USUAL: Final = " \n\r\t.,;:()-0123456789、。，"
_FEWEST: Final = 400  # bytes of text have one of these at least


def decode_start(head: bytes) -> str | None:
    """The text that begins with ``head``, or None when that is not text.

    ``head`` may end inside a character. Letters that are not Unicode may come out as others: which
    encoding they are in is found out when the file is read.
    """
    head = _without_nuls(head)
    encoding = _unicode(head)
    if encoding is None and b"\x00" in head:
        return None
    decoder = codecs.getincrementaldecoder(encoding or "cp1252")("replace")
    text = decoder.decode(head, final=False)
    return text if _is_text(text) else None


def _without_nuls(data: bytes) -> bytes:
    """Text that a few NUL bytes got into, without them; any other data as they are."""
    found = data.count(b"\x00")
    if not 0 < found <= max(1, len(data) // _BYTES_PER_NUL):
        return data
    bare = data.replace(b"\x00", b"")
    # UTF-16 without Latin letters has few of them, too, and they belong there.
    sixteen = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    is_utf8 = encodings.beginning(bare, "utf-8") is not None
    if not sixteen and (is_utf8 or _without_mark(data) is None):
        return bare
    return data


def _is_text(text: str) -> bool:
    controls = sum(map(text.count, _FORBIDDEN))
    return controls <= len(text) * _MAX_CONTROLS


def _unicode(head: bytes) -> str | None:
    told = encodings.marked(head)
    if told:
        return told
    if b"\x00" in head:
        return _without_mark(head)
    return None if encodings.beginning(head, "utf-8") is None else "utf-8"


def _without_mark(head: bytes) -> str | None:
    """UTF-16 or UTF-32: the order of bytes in which white space and stops are what they seem."""
    head = head[:_SAMPLE]
    best, most = None, 0
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = encodings.beginning(head, encoding)
        if text is None or any(unicodedata.category(c) in ("Cn", "Co") for c in text):
            continue
        found = sum(map(text.count, _USUAL))
        if found > most and _is_text(text):
            best, most = encoding, found
    return best if most * _FEWEST >= len(head) else None


def _decode(data: bytes) -> tuple[str, str | None, bool]:
    """Encoding, text, and whether the encoding is a guess; the text is None when it cannot be
    decoded."""
    encoding = _unicode(data[:_GUESS_FROM])
    if encoding == "utf-8" and encodings.escapes(data[:_GUESS_FROM]):
        encoding = "iso2022_jp"
    if encoding is not None:
        try:
            return encoding, data.decode(encoding), False
        except UnicodeDecodeError:
            # Accents that come late in a file make it no UTF-8 after all.
            if encoding != "utf-8":
                return encoding, None, False
    elif b"\x00" in data[:_GUESS_FROM]:
        return "", None, False
    encoding = encodings.guess(data)
    return encoding, data.decode(encoding, errors="replace"), True


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """A text file as an ``ExtractedDocument`` in plain types. Form feeds end pages.

    Raises:
        EmptyDocument: white space alone.
        DamagedDocument: bytes that are no text further down in the file.
    """
    data = _without_nuls(path.read_bytes())
    encoding, text, guessed = _decode(data)
    if text is None or not _is_text(text):
        raise DamagedDocument(
            "The text file is damaged: part of it is not text. Save it again as plain text "
            "(UTF-8) and upload it."
        )
    warnings = blocks.guessed("text file", encoding if guessed else None)
    body = clean(text)
    # Between two words a form feed was the white space.
    body = re.sub(r"(?<=[^\s\f])\f(?=[^\s\f])", "\n\f", body)
    if not body.strip():
        raise EmptyDocument("The file is empty. Choose the document again and upload it.")
    return assemble(body, job.limits) | {"warnings": warnings}
