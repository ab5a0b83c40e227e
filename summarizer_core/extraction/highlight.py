"""Which words on a drawn page a quote consists of: pure functions.

The extracted text is not the page's text: words broken at line ends are joined, furniture is
gone. Both are compared word by word, and where that fails letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WORD: Final = re.compile(r"\S+")
_LETTER: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class WordBox:
    """A word and its box in points from the top left corner of the page's picture."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class _Token:
    """Letters and digits of a word and the places that they come from."""

    letters: str
    places: tuple[int, ...]


def highlighted(
    text: str, page: tuple[int, int], quote: tuple[int, int], words: Sequence[WordBox]
) -> list[WordBox]:
    """The words of a page that show ``text[quote[0]:quote[1]]``.

    Args:
        text: the extracted text.
        page: the page's span in it.
        quote: the quote's span; it may begin or end on another page.
        words: of the page, in reading order.

    Returns:
        Those of ``words`` that the quote consists of; none when it is not on this page.
    """
    written = list(_tokens((m.group(), m.start()) for m in _WORD.finditer(text, *page)))
    shown = [
        _Token(token.letters, (at,) * len(token.letters))
        for at, word in enumerate(words)
        for token in _tokens([(word.text, 0)])
    ]
    wanted = range(*quote)
    found = {box for offset, box in _pairs(written, shown) if offset in wanted}
    return [words[at] for at in sorted(found)]


def _tokens(words: Iterable[tuple[str, int]]) -> Iterator[_Token]:
    for word, start in words:
        matches = list(_LETTER.finditer(word))
        if matches:
            yield _Token(
                "".join(m.group() for m in matches).lower(),
                tuple(start + m.start() for m in matches),
            )


def _pairs(written: Sequence[_Token], shown: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Offsets in the text with the words that show them."""
    matcher = SequenceMatcher(
        None, [t.letters for t in written], [t.letters for t in shown], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            for left, right in zip(written[a:b], shown[c:d], strict=True):
                yield from zip(left.places, right.places, strict=True)
        elif kind == "replace":
            yield from _letter_pairs(written[a:b], shown[c:d])


def _letter_pairs(written: Sequence[_Token], shown: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """A word broken at a line's end is two on the page: its letters are the same."""
    left = [place for token in written for place in token.places]
    right = [place for token in shown for place in token.places]
    matcher = SequenceMatcher(
        None,
        "".join(token.letters for token in written),
        "".join(token.letters for token in shown),
        autojunk=False,
    )
    for a, c, size in matcher.get_matching_blocks():
        if size > 1 or len(left) == 1:
            yield from zip(left[a : a + size], right[c : c + size], strict=True)
