"""Whether a sentence follows a passage: the same telling words, in the same order.

Nothing is understood. Words are compared as they are written, since "was paid" is not "shall be
paid", nor "to the Supplier" "of the Supplier"; only parties may be called by name or role, numbers
and days written in words or figures, leave, duties and bounds told by a few words that say the same
("is entitled to" for "may", "must" for "shall"), and articles are no words that tell. A semicolon,
a colon and a comma before a condition tell what belongs together. A sentence adds no telling word
and leaves out none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summarizer_core.numerals import numbers
from summarizer_core.values import dates

#: Fewer words prove nothing.
_FEWEST: Final = 3


@dataclass(frozen=True)
class Word:
    """What a word says: itself, a party's mark, a day, or the values that a number may have.

    Attributes:
        written: in lower case.
    """

    says: str | frozenset[Decimal]
    written: str

    def is_said_by(self, other: Word) -> bool:
        if isinstance(self.says, str) or isinstance(other.says, str):
            return self.says == other.says
        return not self.says.isdisjoint(other.says)


def follows(said: Sequence[Word], passage: Sequence[Word]) -> bool:
    """Whether what is said has the words of a passage in their order and no others."""
    return len(said) == len(passage) >= _FEWEST and all(
        one.is_said_by(other) for one, other in zip(passage, said, strict=True)
    )


def words(text: str, *, english: bool = True) -> tuple[Word, ...]:
    """The telling words of a normalised text in which parties are marked, in order; what is said
    twice in a row ("sixty (60)") once."""
    found: list[Word] = []
    for word in _in_english(text) if english else _as_written(text):
        if not (found and _repeats(found[-1], word)):
            found.append(word)
    return tuple(found)


def _repeats(last: Word, word: Word) -> bool:
    same = word.is_said_by(last)
    return same and (isinstance(word.says, frozenset) or word.says.startswith("qq"))


# --- words of any language ---------------------------------------------------------------------

#: Words, and stops within a sentence that part what belongs together: "; ..., if ...".
_WORD: Final = re.compile(
    r"[^\W_]+|[;:<>±☐☑☒~*†]|(?<=[(\s])[-\u2212](?=\d|$)|"
    r",(?= (?:but|except|if|only|or|provided|save|unless|when|where)\b)",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"\b(qq\w+) ?'s?(?!\w)")
#: Signs that are written as words, too.
_SIGNS: Final = (
    (re.compile(r"\bUS ?\$|(?<![A-Za-z])\$", re.IGNORECASE), " usd "),
    (re.compile(r"€|\beuros?\b", re.IGNORECASE), " eur "),
    (re.compile(r"£"), " gbp "),
    (re.compile(r"%|\bper ?cent\b|\bpct\b", re.IGNORECASE), " percent "),
)
_CURRENCIES: Final = frozenset("usd eur gbp chf jpy cad aud sek nok dkk cny inr".split())


def _as_written(text: str) -> Iterator[Word]:
    for sign, name in _SIGNS:
        text = sign.sub(name, text)
    text = _POSSESSIVE.sub(r"\1s", text)
    at = 0
    counted: Word | None = None
    for start, end, says in _values(text):
        yield from _named(text[at:start], counted)
        counted = Word(says, text[start:end].casefold())
        at = end
    yield from _named(text[at:], counted)


def _named(text: str, counted: Word | None) -> Iterator[Word]:
    """The words of a text; a number before it comes behind the currency that it is followed by."""
    pieces = [match.group().casefold() for match in _WORD.finditer(text)]
    if counted is not None and pieces and pieces[0] in _CURRENCIES:
        yield Word(pieces.pop(0), "")
    if counted is not None:
        yield counted
    yield from (Word(piece, piece) for piece in pieces)


def _values(text: str) -> Iterator[tuple[int, int, str | frozenset[Decimal]]]:
    """Days and numbers with where they stand, in order."""
    days = dates(text)
    rest = text
    found: list[tuple[int, int, str | frozenset[Decimal]]] = []
    for day in days:
        rest = rest[: day.start] + "," * (day.end - day.start) + rest[day.end :]
        found.append((day.start, day.end, f"day {day.value}"))
    for number in numbers(rest):
        values = number.values
        if number.ordinal:  # "the second" is not "two"
            found.append((number.start, number.end, f"nth {min(values)}"))
        else:
            found.append((number.start, number.end, values))
    return iter(sorted(found, key=lambda one: one[0]))


# --- English -------------------------------------------------------------------------------------

#: The same in other words, before words are looked at one by one.
_SAME: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), other)
    for pattern, other in (
        (r"\bcan(?:not|'t)\b", "can not"),
        (r"n't\b", " not"),
        (
            r"\b(?:shall|will|must|is|are)( not)?(?: be)? (?:entitled|allowed|permitted) to\b",
            r"may\1",
        ),
        (r"\b(?:shall |will )?(?:have|has) (?:the|a) right to\b", "may"),
        (r"\b(?:shall |will )?(?:have|has) no right to\b", "shall not"),
        (
            r"\b(?:(?:shall|will|must|is|are) not(?: be)? (?:required|obliged|obligated) to|"
            r"(?:do|does) not (?:have|need) to|(?:shall |will )?(?:have|has) no (?:duty|obligation)"
            r" to|needs? not)\b",
            "neednot",
        ),
        (
            r"\b(?:(?:shall|will|is|are)(?: be)? (?:required|obliged|obligated)|has|have) to\b",
            "shall",
        ),
        (r"\b(?:must|will)\b", "shall"),
        (r"\bcan\b", "may"),
        (r"\bmay not\b", "shall not"),
        (r"\b(neither|no)\b((?: [\w']+){0,6}?) may\b", r"\1\2 shall"),
        (
            r"\b(?:shall |do |does |is |are )?not (?:to )?exceed\b|"
            r"\b(?:(?:is|are|shall be) )?(?:limited to|capped at)|\bno(?:t)? more than\b|"
            r"\bat most\b|\bup to\b|\b(?:a |the )?maximum of\b",
            "atmost",
        ),
        (r"\bno(?:t)? less than\b|\bat least\b|\b(?:a |the )?minimum of\b", "atleast"),
        (r"\b(?:at once|forthwith|without delay|with immediate effect)\b", "immediately"),
        (r"\bprior to\b", "before"),
        (r"\bth(?:is|e) (?:agreement|contract)\b", "thisagreement"),
        (r"\b(?:the )?other party\b", "other"),
        (r"\bper annum\b|\bin each year\b", "per year"),
    )
)
#: Words that carry no meaning of their own.
_EMPTY: Final = frozenset("a an the hereby".split())


def _in_english(text: str) -> Iterator[Word]:
    for pattern, other in _SAME:
        text = pattern.sub(other, text)
    for piece in _as_written(text):
        if piece.says not in _EMPTY:
            yield piece
