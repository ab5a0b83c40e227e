"""Normalisation and identity of text.

The SHA-256 of the *normalised* text is a chunk's identity, so normalising removes whatever a
re-flow, a new page size or another program's "save as" may change, and nothing that changes what
the text says: case, punctuation, digits and superscripts stay.

The Unicode facts (decomposition tags, general categories, combining classes) come from Python's
``unicodedata``, the Unicode Character Database.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

#: What stands on both sides of a hyphen that joins: a line may end behind it.
BEFORE_HYPHEN: Final = r"(?:[^\W_]|[)\]\"'%])"
BEHIND_HYPHEN: Final = r"(?:[^\W_]|[(\[\"'$€£])"
#: A hyphen at a line's end looks like "twenty- four" after a re-flow; without the space both the
#: broken and the unbroken word read "twenty-four". The line break itself must not decide, else a
#: re-flow would change the hash of "long- and short-term". The same with capitals, numbers and
#: brackets: "NON- EXCLUSIVE", "F- 16", "33.08(3)- (a)".
_HYPHEN_SPACE: Final = re.compile(rf"- (?<={BEFORE_HYPHEN}- )(?={BEHIND_HYPHEN})")

#: Chinese and Japanese characters and their marks: a line break between two of them is no space.
#: (Korean is written with spaces.)
CJK: Final = (
    "\u2e80-\u303f\u3040-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_CJK_SPACE: Final = re.compile(
    rf" (?:(?<=[{CJK}] )|(?<=[{CJK}][,.;:!?)\]\"'] ))(?=[(\[\"']?[{CJK}])"
)

#: What is not yet one single space inside the text.
_SPACES: Final = re.compile(r"  +")

#: A bar between two cells of a table, which one program writes and another does not. Several in a
#: row stay: between them is an empty cell (or the end of a row, which looks the same once line
#: breaks are gone), and an amount that changes its column is another text.
_BAR: Final = re.compile(r"^\|(?: |$)(?!\|(?: |$))|(?<!\|) \|(?= |$)(?! \|(?: |$))")
#: Those around a text say nothing of it.
_OUTER_BARS: Final = re.compile(r"^(?:\|(?: |$))+|(?:(?:^| )\|)+$")

#: Dots that lead the eye across a table of contents: how many there are depends on font and page.
#: (Chinese prints six dots where English prints three.)
_LEADERS: Final = re.compile(rf"(?<![-|{CJK} ]) ?(?:\.{{7,}}|\.(?: \.){{6,}}) ?")

_QUOTES: Final = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d", "-"),
}

#: Compatibility forms that are only another way to print the same letters. Superscripts,
#: subscripts, fractions and circled digits are not among them: 10² is not 102.
_HARMLESS: Final = ("<compat>", "<wide>", "<narrow>", "<font>", "<noBreak>", "<small>", "<square>")

_SOFT_HYPHEN: Final = "\u00ad"

#: What stands for itself.
_PRINTED: Final = frozenset(map(chr, range(0x20, 0x7F)))

#: Up to so many different characters are replaced one by one, which is faster than a table.
_FEW: Final = 24


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What one character becomes; "" when it is dropped."""
    if character.isspace():
        return " "
    if character in _QUOTES:
        return _QUOTES[character]
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    tag = unicodedata.decomposition(character).partition(" ")[0]
    folded = unicodedata.normalize("NFKC" if tag in _HARMLESS else "NFC", character)
    if folded == character or any(part.isspace() for part in folded):
        return character
    return "".join(_plain(part) for part in folded)


class Normalised:
    """A text in the making of its normal form, and where each of its characters came from.

    The way back is kept as the few places where it jumps: character ``i`` came from raw offset
    ``origins[k] + i - places[k]`` with the last ``places[k] <= i``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._places = [0]
        self._origins = [0]

    def origin(self, at: int) -> int:
        """The raw offset of the character at ``at``."""
        k = bisect_right(self._places, at) - 1 if len(self._places) > 1 else 0
        return self._origins[k] + at - self._places[k]

    def offsets(self) -> list[int]:
        """``origin`` of every character."""
        found: list[int] = []
        ends = [*self._places[1:], len(self.text)]
        for place, origin, end in zip(self._places, self._origins, ends, strict=True):
            if place < end:
                found.extend(range(origin, origin + end - place))
        return found

    def rewrite(self, edits: Iterable[tuple[int, int, str]]) -> None:
        """Replace spans, given in order as ``(start, end, replacement)``.

        All characters of a replacement come from where its span began.
        """
        text = self.text
        pieces: list[str] = []
        places, origins = [0], [self.origin(0)]
        done = size = 0
        for start, end, replacement in edits:
            pieces += (text[done:start], replacement)
            if len(self._places) > 1:
                self._carry_over(done, start, size, places, origins)
            size += start - done
            for more in range(1, len(replacement)):
                places.append(size + more)
                origins.append(self.origin(start))
            size += len(replacement)
            places.append(size)
            origins.append(self.origin(end))
            done = end
        if not pieces:
            return
        pieces.append(text[done:])
        self._carry_over(done, len(text), size, places, origins)
        self.text, self._places, self._origins = "".join(pieces), places, origins

    def _carry_over(
        self, start: int, end: int, size: int, places: list[int], origins: list[int]
    ) -> None:
        """Take over the jumps in a span that stays, where it now begins at ``size``."""
        first, last = bisect_right(self._places, start), bisect_right(self._places, end)
        places.extend([place - start + size for place in self._places[first:last]])
        origins.extend(self._origins[first:last])

    def drop(self, pattern: re.Pattern[str]) -> None:
        """Leave out what the pattern matches."""
        self.rewrite((m.start(), m.end(), "") for m in pattern.finditer(self.text))


def _any_of(characters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"


def _fold(normal: Normalised) -> None:
    """Each character to its plain form, whatever its neighbours are."""
    plain = {c: _plain(c) for c in set(normal.text) - _PRINTED}
    alike = {ord(c): p for c, p in plain.items() if len(p) == 1 and p != c}
    longer = [c for c, p in plain.items() if len(p) > 1]
    gone = [c for c, p in plain.items() if not p and c != _SOFT_HYPHEN]
    if len(alike) > _FEW:
        normal.text = normal.text.translate(alike)
    else:
        for character, replacement in alike.items():
            normal.text = normal.text.replace(chr(character), replacement)
    if gone:
        normal.drop(re.compile(_any_of(gone) + "+"))
    if _SOFT_HYPHEN in plain:  # at a line's end: the word goes on
        normal.drop(re.compile(r"(?<=[^ \xad])\xad[\xad ]*|\xad+"))
    if longer:
        found = re.finditer(_any_of(longer), normal.text)
        normal.rewrite((m.start(), m.end(), plain[m[0]]) for m in found)
    marks = [] if normal.text.isascii() else _marks(normal.text)
    if marks:
        found = re.finditer(f"[^ ]{_any_of(marks)}+", normal.text)
        normal.rewrite(edit for m in found if (edit := _compose(m)))


def _marks(text: str) -> list[str]:
    """The combining marks that a text has."""
    return [c for c in set(text) - _PRINTED if unicodedata.combining(c)]


def _compose(match: re.Match[str]) -> tuple[int, int, str] | None:
    """The edit that joins a letter with those of its combining marks that join it."""
    letter, joined = match[0][0], 0
    for mark in match[0][1:]:
        composed = unicodedata.normalize("NFC", letter + mark)
        if len(composed) > 1:
            break
        letter, joined = composed, joined + 1
    return (match.start(), match.start() + 1 + joined, letter) if joined else None


def flowing(text: str) -> Normalised:
    """The text as one line: all that a re-flow may change is gone, every word still there.

    This is ``normalise`` without its last step, which shortens leader dots. Boundaries of chunks
    are looked for here, where a text is about as long as it is printed.
    """
    normal = Normalised(text)
    _fold(normal)
    line = normal.text
    start, end = len(line) - len(line.lstrip(" ")), len(line.rstrip(" "))
    if start >= end:
        return Normalised("")
    inner = ((m.start(), m.end(), " ") for m in _SPACES.finditer(line, start, end))
    normal.rewrite([(0, start, ""), *inner, (end, len(line), "")])
    if "|" in line:
        normal.drop(_BAR)
    normal.rewrite([(m.end() - 1, m.end(), "") for m in _HYPHEN_SPACE.finditer(normal.text)])
    if not normal.text.isascii():
        normal.drop(_CJK_SPACE)
    return normal


def _leaders(text: str) -> Iterator[tuple[int, int, str]]:
    """The edits that make four of any number of leader dots in a flowing text."""
    for m in _LEADERS.finditer(text):
        before, after = " " if m.start() else "", " " if m.end() < len(text) else ""
        yield m.start(), m.end(), f"{before}....{after}"


def _may_lead(text: str) -> bool:
    return "......." in text or ". . . ." in text


def normalise_flowing(text: str) -> str:
    """``normalise`` for a text, or for a part of one between two spaces, that ``flowing`` gave."""
    if "|" not in text and not _may_lead(text):
        return text
    normal = Normalised(text)
    _finish(normal)
    return normal.text


def _finish(normal: Normalised) -> None:
    """What is left to do on a flowing text when its ends are known."""
    if "|" in normal.text:
        normal.drop(_OUTER_BARS)
    if _may_lead(normal.text):
        normal.rewrite(_leaders(normal.text))


def normalise_with_map(text: str) -> tuple[str, list[int]]:
    """Normalise and say where each character came from.

    Returns:
        The normalised text and, for each of its characters, the code-point offset in ``text`` of
        the character that gave it (for a space: of the first of the white space). Offsets never
        fall; the letters of a ligature share one.
    """
    normal = normalised(text)
    return normal.text, normal.offsets()


def normalised(text: str) -> Normalised:
    """Normalise and keep where each character came from: ``normalise_with_map`` for who asks for a
    few places only."""
    normal = flowing(text)
    _finish(normal)
    return normal


def normalise(text: str) -> str:
    """The text as identity sees it.

    White space runs become one space, curly quotes and all dashes ASCII, ligatures and full-width
    letters plain letters, any number of leader dots four; soft hyphens, zero-width and control
    characters go, as do bars standing alone, spaces behind a hyphen within a word and between
    Chinese or Japanese characters.
    Normalising twice changes nothing more.
    """
    return _normalised(text) if len(text) <= _REMEMBERED_LENGTH else _normalise(text)


def _normalise(text: str) -> str:
    return normalise_flowing(flowing(text).text)


#: A chunk is normalised on its way through the product again and again; these are remembered.
_REMEMBERED_LENGTH: Final = 2_000
_normalised: Final = lru_cache(maxsize=4096)(_normalise)


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


def focus_id(passage: str | None, question: str | None) -> str:
    """Identity of a question or passage, or both: 16 hexadecimal digits of the SHA-256 of their
    normalised text, so that white space and the form of quotes make no difference."""
    asked = [normalise(passage or ""), normalise(question or "")]
    return sha256_bytes(json.dumps(asked).encode())[:16]
