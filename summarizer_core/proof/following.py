"""Whether a sentence follows a passage: the same telling words, in the same order.

Nothing is understood. A word tells unless it is one of a few that carry no meaning of their own, so
"not", "or", "only", "all", "before" and "by" tell, too. Words are compared by their stems or by a
short list of those that say the same; parties whatever they are called, numbers and days by value.
A sentence adds no telling word and leaves out none. In other languages than English every word
tells, and is compared as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from summarizer_core.numerals import numbers
from summarizer_core.values import dates

#: Fewer words prove nothing.
_FEWEST: Final = 3


@dataclass(frozen=True)
class Word:
    """What a word says: a stem, a party's mark, a day, or the values that a number may have.

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
    """Whether what is said has the words of a passage in their order and no others; what has to be
    done may be told as what is done ("pays" for "shall pay")."""
    at = 0
    for word in passage:
        if at < len(said) and word.is_said_by(said[at]):
            at += 1
        elif word.says != _DUTY or at == len(said) or said[at].written.endswith("ed"):
            return False
    return at == len(said) >= _FEWEST


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

_WORD: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile(r"\b(qq\w+) ?'s?(?!\w)")
#: Signs that are written as words, too.
_SIGNS: Final = (
    (re.compile(r"\$|\b(?:US )?dollars?\b", re.IGNORECASE), " usd "),
    (re.compile(r"€|\beuros?\b", re.IGNORECASE), " eur "),
    (re.compile(r"£|\bpounds?(?: sterling)?\b", re.IGNORECASE), " gbp "),
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

_DUTY: Final = "shall"
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
        (r"\bper annum\b|\b(?:a|each|every|per) year\b", "per year"),
        (r"\b(?:a|each|every|per) month\b", "per month"),
        (r"\b(?:the )?other party\b", "other"),
    )
)
#: Words that carry no meaning of their own.
_EMPTY: Final = frozenset(
    "a an the of to in on upon at with as is are be being been was were do does that which who "
    "whom this these those such said its their his her there s agreement agreements contract "
    "contracts party parties hereby herein hereof hereto hereunder thereof therein thereto "
    "therefore".split()
)
_BE: Final = frozenset("is are be being been was were".split())
_BETWEEN: Final = frozenset("not never only hereby also then so".split())
#: Forms that no rule makes of each other, and words that say the same in a contract.
_ALIKE: Final = {
    word: group.split()[0]
    for group in (
        "pay pays paid paying payment payments payable",
        "keep keeps kept keeping",
        "bear bears borne bore bearing",
        "hold holds held holding",
        "sell sells sold selling",
        "buy buys bought buying purchase purchases purchased purchasing",
        "send sends sent sending",
        "make makes made making",
        "take takes took taken taking",
        "give gives gave given giving",
        "write writes wrote written writing",
        "begin begins began begun beginning start starts started starting commence commences "
        "commenced commencing",
        "end ends ended ending terminate terminates terminated terminating termination",
        "provide provides provided supply supplies supplied supplying",
        "raise raises raised raising increase increases increased increasing",
        "confidential secret",
        "liable liability liabilities",
        "approve approves approval approvals",
        "renew renews renewed renewing renewal renewals",
        "breach breaches",
        "loss losses lost lose loses",
        "licence licences license licenses licensed",
        "instalment instalments installment installments",
        "maintain maintains maintained maintaining maintenance",
        "indemnify indemnifies indemnified indemnity indemnities",
        "notify notifies notified notification notifications",
        "remedy remedies remedied cure cures cured curing",
        "use uses used using",
        "law laws",
        "day days",
    )
    for word in group.split()
}
_SUFFIX: Final = re.compile(
    r"(?<=\w{4})(?:ions?|ments?|(?<=ic)ally|ly)$|(?<=\w{3})(?:ings?|ies|ied|ed|es|s|e|y)$"
)
_PARTICIPLE: Final = re.compile(
    r"\w{2,}(?:ed|en)|paid|kept|borne|held|sold|bought|sent|met|made|done|put|set|built|brought|"
    r"left|lost|found|told|read|lent|let"
)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if word in _ALIKE:
        return _ALIKE[word]
    return _SUFFIX.sub("", word)


def _in_english(text: str) -> Iterator[Word]:
    for pattern, other in _SAME:
        text = pattern.sub(other, text)
    pieces = list(_as_written(text))
    for at, piece in enumerate(pieces):
        if not isinstance(piece.says, str) or piece.says.startswith(("day ", "nth ", "qq")):
            yield piece
        elif piece.says in _BE and _is_passive(pieces, at):
            yield Word("qqbe", piece.written)
        elif piece.says not in _EMPTY:
            yield Word(_stem(piece.says), piece.written)


def _is_passive(pieces: Sequence[Word], at: int) -> bool:
    """Whether a form of "be" makes a passive: who pays is not who is paid."""
    for piece in pieces[at + 1 : at + 4]:
        if piece.written in _BETWEEN or piece.written.endswith("ly"):
            continue
        return _PARTICIPLE.fullmatch(piece.written) is not None
    return False
