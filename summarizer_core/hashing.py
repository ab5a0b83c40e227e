"""Normalisation and identity of text.

The SHA-256 of the *normalised* text is a chunk's identity, so normalising removes whatever a
re-flow, a new page size or another program's "save as" may change, and nothing that changes what
the text says: case, punctuation, digits and superscripts stay.

The Unicode facts (decomposition tags, general categories, combining classes) come from Python's
``unicodedata``, the Unicode Character Database.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

#: Words of ASCII, one space apart: nothing to do but copy.
_PLAIN: Final = r"[!-~]+(?: [!-~]+)*"
_SEGMENT: Final = re.compile(rf"({_PLAIN})|(\s+)|(.)", re.DOTALL)

#: A hyphen at a line's end looks like "twenty- four" after a re-flow; without the space both the
#: broken and the unbroken word read "twenty-four". The line break itself must not decide, else a
#: re-flow would change the hash of "long- and short-term".
_HYPHEN_SPACE: Final = re.compile(r"(?<=[^\W\d_]-) (?=[^\W\d_])")

_QUOTES: Final = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d", "-"),
}

#: Compatibility forms that are only another way to print the same letters. Superscripts,
#: subscripts, fractions and circled digits are not among them: 10² is not 102.
_HARMLESS: Final = ("<compat>", "<wide>", "<narrow>", "<font>", "<noBreak>", "<small>", "<square>")


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What one character becomes; "" when it is dropped."""
    if character in _QUOTES:
        return _QUOTES[character]
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    tag = unicodedata.decomposition(character).partition(" ")[0]
    folded = unicodedata.normalize("NFKC" if tag in _HARMLESS else "NFC", character)
    return character if any(part.isspace() for part in folded) else folded


class _Builder:
    """Collects normalised characters, each with the raw offset it came from."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.offsets: list[int] = []
        self._space: int | None = None
        self._broken_word = False

    def space(self, offset: int) -> None:
        """White space; written only when something stands before and after it."""
        if self.out and self._space is None and not self._broken_word:
            self._space = offset

    def text(self, piece: str, offset: int) -> None:
        """A run that is normal already."""
        self._flush()
        self.out.extend(piece)
        self.offsets.extend(range(offset, offset + len(piece)))

    def odd(self, character: str, offset: int) -> None:
        """One character that may fold into others, join the one before, or vanish."""
        if character == "\u00ad":  # a soft hyphen at a line's end: the word goes on
            self._broken_word = self._space is None
            return
        if unicodedata.combining(character) and self.out and self._space is None:
            joined = unicodedata.normalize("NFC", self.out[-1] + character)
            if len(joined) == 1:
                self.out[-1] = joined
                return
        folded = _plain(character)
        if folded:
            self._flush()
            self.out.extend(folded)
            self.offsets.extend([offset] * len(folded))

    def _flush(self) -> None:
        if self._space is not None:
            self.out.append(" ")
            self.offsets.append(self._space)
        self._space = None
        self._broken_word = False


def normalise_with_map(text: str) -> tuple[str, list[int]]:
    """Normalise and say where each character came from.

    Returns:
        The normalised text and, for each of its characters, the code-point offset in ``text`` of
        the character that gave it (for a space: of the first of the white space). Offsets never
        fall; the letters of a ligature share one.
    """
    builder = _Builder()
    for match in _SEGMENT.finditer(text):
        if match.group(1) is not None:
            builder.text(match.group(1), match.start())
        elif match.group(2) is not None:
            builder.space(match.start())
        else:
            builder.odd(match.group(3), match.start())
    normal, offsets = "".join(builder.out), builder.offsets
    extra = [m.start() for m in _HYPHEN_SPACE.finditer(normal) if normal[m.end()].islower()]
    for at in reversed(extra):
        del offsets[at]
    if extra:
        pieces = [normal[a + 1 : b] for a, b in zip([-1, *extra], [*extra, None], strict=True)]
        normal = "".join(pieces)
    return normal, offsets


def normalise(text: str) -> str:
    """The text as identity sees it.

    White space runs become one space, curly quotes and all dashes ASCII, ligatures and full-width
    letters plain letters; soft hyphens, zero-width and control characters go. Normalising twice
    changes nothing more.
    """
    return normalise_with_map(text)[0]


def sha256_of(text: str) -> str:
    """Hex SHA-256 of the normalised text in UTF-8 (lone surrogates as they are)."""
    return sha256_bytes(normalise(text).encode("utf-8", "surrogatepass"))


def sha256_bytes(data: bytes) -> str:
    """Hex SHA-256 of bytes as they are."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    """Hex SHA-256 of a file's bytes, read in pieces. Raises ``OSError``."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
