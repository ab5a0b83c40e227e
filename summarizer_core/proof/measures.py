"""Numbers with their units, and how often something is: what is counted in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summarizer_core.numerals import Number, numbers
from summarizer_core.support import CURRENCIES

_UNITS: Final = {
    **dict.fromkeys(("hour", "hours"), ("hour", 1)),
    **dict.fromkeys(("day", "days"), ("day", 1)),
    **dict.fromkeys(("week", "weeks"), ("day", 7)),
    **dict.fromkeys(("month", "months"), ("month", 1)),
    **dict.fromkeys(("quarter", "quarters"), ("month", 3)),
    **dict.fromkeys(("year", "years"), ("month", 12)),
    **dict.fromkeys(("%", "percent", "pct"), ("percent", 1)),
}
#: "Sixty (60) calendar days", "30 days'", "12-month".
_UNIT: Final = re.compile(
    r"[)\]]?[ -]?(?:(?P<adds>calendar|consecutive|full|additional|further|more|successive|"
    r"(?P<working>business|working|banking))[ -])?"
    r"(?P<unit>hours?|days?|weeks?|months?|quarters?|years?|%|percent|pct|per ?cent(?:um)?)"
    r"(?!\w)",
    re.IGNORECASE,
)
_CURRENCY_BEFORE: Final = re.compile(r"(?:[$€£¥₹₪₩]|\b[A-Z]{3}\b|\bRs\.?|\bCHF\b) ?$")
_CURRENCY_AFTER: Final = re.compile(
    r"[)\]]? ?(?:U\.?S\.? |US |Canadian |Australian |Swiss )?"
    r"(?:[$€£¥₹₪₩]|[A-Z]{3}\b|dollars?\b|euros?\b|pounds?\b|sterling\b|yen\b|yuan\b|renminbi\b|"
    r"rupees?\b|francs?\b|shekels?\b|pesos?\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measure:
    """A number with its unit: ``kind`` is "day", "percent", a currency, "" for a bare number."""

    values: frozenset[Decimal]
    kind: str
    start: int
    in_words: bool
    ordinal: bool


def measures(text: str) -> Iterator[Measure]:
    """The numbers of a text with their units, in order."""
    for number in numbers(text):
        kind, factor = _kind(text, number)
        values = frozenset(value * factor for value in number.values)
        yield Measure(values, kind, number.start, number.in_words, number.ordinal)


def _kind(text: str, number: Number) -> tuple[str, int]:
    before, after = text[max(0, number.start - 5) : number.start], text[number.end :][:40]
    if found := _CURRENCY_BEFORE.search(before):
        if code := _currency(found.group()):
            return code, 1
    if after.startswith(" (") and (shut := after.find(")")) > 0:  # "sixty (60) days"
        after = after[shut:]
    if unit := _UNIT.match(after):
        name = re.sub(r"per ?cent(?:um)?", "percent", unit["unit"].casefold())
        kind, factor = _UNITS[name]
        return (f"working {kind}" if unit["working"] else kind), factor
    if found := _CURRENCY_AFTER.match(after):
        if code := _currency(found.group()):
            return code, 1
    return "", 1


def _currency(written: str) -> str:
    """Codes that a sign or word may stand for, "" when it is no currency."""
    return " ".join(
        code for code, words in CURRENCIES.items() if re.search(words, written, re.IGNORECASE)
    )


def is_sum(kind: str) -> bool:
    """Whether a unit is a currency."""
    return kind.isupper() and bool(kind)


def same_kind(one: str, other: str) -> bool:
    """Whether two units are one; of sums whether they may be of one currency."""
    if is_sum(one) and is_sum(other):
        return not set(one.split()).isdisjoint(other.split())
    return one == other


#: How often something is, by its word: the name, and as a period its unit and how many of them.
_EACH: Final = {
    "hour": ("hour", "hour", 1),
    **dict.fromkeys(("day", "daily", "night", "nightly"), ("day", "day", 1)),
    **dict.fromkeys(("week", "weekly"), ("week", "day", 7)),
    **dict.fromkeys(("month", "monthly"), ("month", "month", 1)),
    **dict.fromkeys(("quarter", "quarterly"), ("quarter", "month", 3)),
    **dict.fromkeys(("year", "yearly", "annum", "annual", "annually"), ("year", "month", 12)),
}
_ADVERB: Final = r"annual|annually|yearly|monthly|weekly|daily|nightly|quarterly"
_SINGLE: Final = re.compile(
    r"\b(?:an?|per|each|every|any|month to|year to|one full) (?:calendar |contract |full )?"
    rf"(?P<unit>hour|day|week|month|quarter|year|annum)\b|\b(?P<adverb>{_ADVERB})\b",
    re.IGNORECASE,
)


def single_periods(text: str) -> Iterator[tuple[int, str, Decimal]]:
    """Where a text has one period in words ("a year", "per month", "annual"), its unit and how many
    of these it has."""
    for match in _SINGLE.finditer(text):
        _, kind, factor = _EACH[(match["unit"] or match["adverb"]).casefold()]
        yield match.start(), kind, Decimal(factor)
