"""Places in a text that stay exact while the text is cleaned.

A reader that builds text piece by piece puts marks where a heading or a comment begins and ends.
Cleaning drops, joins and adds white space, expands ligatures and composes accents; afterwards the
marks are found again by counting: every step of ``cleaning`` leaves the order of visible
characters alone, so the n-th visible character before a mark is the n-th in the result. A mark
between a letter and its accent moves behind the accent, since the two become one character.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from summarizer_core.extraction.cleaning import clean

# XML 1.0 cannot hold these characters, so no document can forge a mark.
_START: Final = "\x01"
_END: Final = "\x02"
_MARK: Final = re.compile(f"{_START}([0-9]+){_END}")
_VISIBLE: Final = re.compile(r"[^ \n\f]+")
#: Vowels and finals of Hangul compose with the letter before them, as accents do.
_JAMO: Final = (range(0x1161, 0x1176), range(0x11A8, 0x11C3))


class Marks:
    """Makes the marks of one document."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> tuple[int, str]:
        """A number and the characters to put into the text for it."""
        self._last += 1
        return self._last, f"{_START}{self._last}{_END}"


def without(text: str) -> str:
    """The text without its marks."""
    return _MARK.sub("", text) if _START in text else text


def harmless(text: str) -> str:
    """Text of a file in which nothing can be taken for a mark or the end of a page."""
    if _START in text or _END in text or "\f" in text:
        return text.translate({1: None, 2: None, 12: None})
    return text


def joins(character: str) -> bool:
    """Whether a character may become one with what stands before it (Unicode, UAX 15: those
    whose NFC_Quick_Check is Maybe, and all marks)."""
    if unicodedata.category(character)[0] == "M":
        return True
    return any(ord(character) in jamo for jamo in _JAMO)


def locate(marked: str, text: str) -> dict[int, tuple[int, int]]:
    """Where marks are after cleaning.

    Args:
        marked: the text with its marks, before cleaning.
        text: what became of it without them, by ``clean`` and by steps that add or remove white
            space and form feeds only.

    Returns:
        for each mark two offsets into ``text``: of the first visible character behind it
        (``len(text)`` when there is none), and of the end of the last visible one before it.
    """
    pieces = _MARK.split(marked)
    texts, numbers = [clean(piece) for piece in pieces[::2]], [int(n) for n in pieces[1::2]]
    for at in range(len(texts) - 1, 0, -1):
        joining = 0
        while joining < len(texts[at]) and joins(texts[at][joining]):
            joining += 1
        texts[at - 1] += texts[at][:joining]
        texts[at] = texts[at][joining:]
    counts = []
    total = 0
    for piece in texts[:-1]:
        total += _visible(unicodedata.normalize("NFC", piece))
        counts.append(total)
    return dict(zip(numbers, _positions(counts, text), strict=True))


def _visible(text: str) -> int:
    return sum(len(run) for run in _VISIBLE.findall(text))


def _positions(counts: list[int], text: str) -> list[tuple[int, int]]:
    """For each of the growing ``counts`` of visible characters: start of the next, end of the
    last."""
    found: list[tuple[int, int]] = []
    seen = end = at = 0
    for run in _VISIBLE.finditer(text):
        start, stop = run.span()
        upto = seen + stop - start
        while at < len(counts) and counts[at] < upto:
            place = start + counts[at] - seen
            found.append((place, place if place > start else end))
            at += 1
        seen, end = upto, stop
    found.extend((len(text), end) for _ in counts[at:])
    return found
