"""Which words on a drawn page a quote consists of: pure functions.

The extracted text is not the page's text: words broken at line ends are joined, furniture is
gone. Letters and digits are looked for in a row; where that fails, both are compared word by word
and letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WORD: Final = re.compile(r"\S+")
_MAX_PAIRS: Final = 4_000_000  # of words that are compared: half a second
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
    wanted = range(max(page[0], quote[0]), min(page[1], quote[1]))
    found = _found_whole(written, shown, wanted)
    if not found and len(written) * len(shown) <= _MAX_PAIRS:
        found = {box for offset, box in _pairs(written, shown) if offset in wanted}
    return [words[at] for at in sorted(found)]


def _found_whole(written: Sequence[_Token], shown: Sequence[_Token], wanted: range) -> set[int]:
    """The words whose letters are those of the quote, in a row; of several such places, the one
    that is as far down as the quote is in the text."""
    letters = [
        (c, at) for token in written for c, at in zip(token.letters, token.places, strict=True)
    ]
    text = "".join(c for c, _ in letters)
    inside = [at for at, (_, offset) in enumerate(letters) if offset in wanted]
    boxes = [box for token in shown for box in token.places]
    page = "".join(token.letters for token in shown)
    if not inside:
        return set()
    quote = text[inside[0] : inside[-1] + 1]
    start = -1
    for _ in range(text.count(quote, 0, inside[0] + len(quote) - 1) + 1):
        following = page.find(quote, start + 1)
        if following < 0:
            break
        start = following
    return set(boxes[start : start + len(quote)]) if start >= 0 else set()


def _tokens(words: Iterable[tuple[str, int]]) -> Iterator[_Token]:
    for word, start in words:
        matches = list(_LETTER.finditer(word))
        if matches:
            yield _Token(
                # One for each: some capitals are two small letters.
                "".join(m.group().lower()[0] for m in matches),
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
