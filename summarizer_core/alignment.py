"""Loose quotes: the words of a text that a quote stands for, though it does not match them.

Whoever types or recognises a sentence makes slips; whoever alters one changes words. So what may
differ is listed, and everything else is not the same sentence:

- a letter doubled or halved, two neighbouring letters swapped, or letters that character
  recognition takes for one another, inside a lower-case word of at least 6 letters;
- one word written as two, or two as one;
- an article in lower case that the quote lacks, but at neither end;
- punctuation and case.

Numbers, amounts, dates, names, negations and modal verbs must be the same, in the same order. On
top of that the whole must reach ``MINIMUM_SCORE``. Works on normalised text (see ``hashing``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

#: Of 100: the share of characters that agree, in order (normalised Indel similarity, as
#: https://rapidfuzz.github.io/RapidFuzz/Usage/fuzz.html#ratio defines it), letter case apart.
MINIMUM_SCORE: Final = 90.0

#: In words; shorter quotes have too little in them to be known again by.
_SHORTEST: Final = 5
#: In letters; shorter words differ from others by a slip.
_SHORTEST_WORD: Final = 6
#: A quote with more slips than one in so many words is too bad to be trusted.
_WORDS_PER_SLIP: Final = 5
#: Words to try on either side of where the characters agree best.
_SLACK: Final = 3
#: Besides words, signs that change what a number is.
_TOKEN: Final = re.compile(
    r"(?:(?<![\w)\]-])-)?\d+(?:[.,:/]\d+)*|(?:[^\W\d]|['\-](?<=\w['\-])(?=\w))+|[$€£¥₹%§°+<>=]|\w"
)
_JOINTS: Final = str.maketrans("", "", "-'_")
_ARTICLES: Final = frozenset({"a", "an", "the"})
_NEGATIONS: Final = frozenset({"not", "no", "nor", "never"})
#: Pairs that recognition confuses: Rice, Jenkins, Nartker, "The Fifth Annual Test of OCR
#: Accuracy" (UNLV 1996) lists such confusions by frequency. Digits are left out.
_CONFUSED: Final = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("li", "h"), ("ii", "u"), ("tt", "n"))
#: Words that a slip turns into each other.
_OTHER_WORDS: Final = frozenset(
    "causal casual marital martial united untied complaint compliant desert dessert latter later "
    "modern modem planed planned biding bidding barring baring sacred scared bating batting "
    "filing filling mining hopping hoping staring starring tinny diner dinner taping tapping "
    "wining winning pining pinning".split()
)


@dataclass(frozen=True)
class Aligned:
    """A place in a text, ``text[start:end]``, in whole words; ``score`` is of 100."""

    start: int
    end: int
    score: float


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        if self.text[-1].isdigit():  # a hyphen before a number is its sign
            return self.text
        return self.text.translate(_JOINTS).casefold()


def align(quote: str, text: str) -> Aligned | None:
    """Where a text says what a quote says, but for slips.

    Args:
        quote, text: in normalised form.

    Returns:
        The best place, None when no place says the same or reaches ``MINIMUM_SCORE``.
    """
    wanted = _tokens(quote)
    if len(wanted) < _SHORTEST:
        return None
    rough = fuzz.partial_ratio_alignment(
        quote.casefold(), _same_length_casefold(text), score_cutoff=MINIMUM_SCORE - 10
    )
    if rough is None or len(quote) > len(text) * 1.1 + _SLACK:
        return None
    best: Aligned | None = None
    for place in _places(_tokens(text), rough.dest_start, rough.dest_end, len(wanted)):
        if not _say_the_same(wanted, place):
            continue
        start, end = place[0].start, place[-1].end
        score = fuzz.ratio(
            quote[wanted[0].start : wanted[-1].end].casefold(), text[start:end].casefold()
        )
        if score >= MINIMUM_SCORE and (best is None or score > best.score):
            best = Aligned(start, end, score)
    return best


def numbers(text: str) -> list[str]:
    """The numbers of a normalised text, in order, each as it is written."""
    return re.findall(r"(?:(?<![\w)\]-])-)?\d+(?:[.,:/]\d+)*", text)


def negations(text: str) -> int:
    """How many words of a normalised text negate."""
    return sum(word.casefold() in _NEGATIONS for word in re.findall(r"\w+", text))


def _same_length_casefold(text: str) -> str:
    """Lower case without moving offsets ("ß" becomes "ss" in ``casefold``)."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(one if len(one := c.casefold()) == 1 else c for c in text)


def _tokens(text: str) -> list[_Token]:
    return [_Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def _places(
    tokens: Sequence[_Token], start: int, end: int, size: int
) -> Iterator[Sequence[_Token]]:
    """Runs of words that begin and end about where the characters agree best."""
    first = next((i for i, token in enumerate(tokens) if token.end > start), len(tokens))
    last = next((i for i, token in enumerate(tokens) if token.end >= end), len(tokens) - 1)
    for begin in range(max(0, first - _SLACK), min(len(tokens), first + _SLACK + 1)):
        for stop in range(max(begin, last - _SLACK), min(len(tokens), last + _SLACK + 1)):
            if abs(stop + 1 - begin - size) <= 2 * _SLACK:
                yield tokens[begin : stop + 1]


def _say_the_same(wanted: Sequence[_Token], place: Sequence[_Token]) -> bool:
    mine, theirs = [token.key for token in wanted], [token.key for token in place]
    slips = 0
    for here, there in _differences(mine, theirs):
        left, right = wanted[here], place[there]
        if here.start > 0 and here.stop < len(mine):  # what it begins or ends with must be there
            # Articles of the quote's own stay: they may have been moved.
            right = [token for token in right if not _is_article(token)]
        if not _slipped(left, right):
            return False
        slips += 1
    return slips <= max(1, len(mine) // _WORDS_PER_SLIP)


def _differences(mine: list[str], theirs: list[str]) -> Iterator[tuple[slice, slice]]:
    """The runs of words in which two lists differ."""
    blocks = Levenshtein.editops(mine, theirs).as_matching_blocks()
    at, there = 0, 0
    for block in blocks:
        if block.a > at or block.b > there:
            yield slice(at, block.a), slice(there, block.b)
        at, there = block.a + block.size, block.b + block.size


def _is_article(token: _Token) -> bool:
    return token.text in _ARTICLES


def _slipped(left: Sequence[_Token], right: Sequence[_Token]) -> bool:
    """Whether two runs of words that differ are the same words but for slips."""
    if not left or not right:
        return not left and not right
    if len(left) == len(right) > 1:
        return all(_slipped([a], [b]) for a, b in zip(left, right, strict=True))
    ours, theirs = "".join(t.key for t in left), "".join(t.key for t in right)
    if not (ours.isalpha() and theirs.isalpha()):
        return ours == theirs and len(left) == len(right)
    if any(token.key in _NEGATIONS for token in (*left, *right)) and len(left) != len(right):
        return False
    if ours == theirs:
        return True
    if any(not token.text.translate(_JOINTS).islower() for token in (*left, *right)):
        return False
    return is_slip(ours, theirs)


def is_slip(one: str, other: str) -> bool:
    """Whether two different lower-case words are one word with a slip in it."""
    if min(len(one), len(other)) < _SHORTEST_WORD or one in _OTHER_WORDS or other in _OTHER_WORDS:
        return False
    return (
        _single(one) == _single(other)
        or _swapped(one, other)
        or any(one.replace(a, b) == other.replace(a, b) for a, b in _CONFUSED)
    )


def _single(word: str) -> str:
    """A word with every letter that stands twice or more in a row once."""
    return re.sub(r"(.)\1+", r"\1", word)


def _swapped(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    where = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return (
        len(where) == 2
        and 0 < where[0] == where[1] - 1
        and one[where[0]] == other[where[1]]
        and one[where[1]] == other[where[0]]
    )
