"""The text that a playbook's conditions see, and the periods in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from summarizer_core.numerals import CARDINALS, SCALES

_ASCII: Final = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u00ad": "",
}  # fmt: skip


def normalise(text: str) -> str:
    """The form in which patterns see text: single blanks, ASCII quotes and dashes."""
    return _known(text) if len(text) <= _REMEMBERED_LENGTH else _normalise(text)


def _normalise(text: str) -> str:
    if not text.isascii():
        for character in _ASCII.keys() & set(text):
            text = text.replace(character, _ASCII[character])
    text = " ".join(text.split())
    return _BROKEN.sub(r"\1", text) if "on- " in text or "ON- " in text else text


#: "Non- exclusive": what a line's end leaves within a word.
_BROKEN: Final = re.compile(r"\b([Nn]on-|NON-) (?!(?i:and|or)\b)(?=[A-Za-z])")
#: The same clause is judged for each category that it may be of; in characters.
_REMEMBERED_LENGTH: Final = 4_000
_known: Final = lru_cache(maxsize=256)(_normalise)


_NUMBERS: Final = {word: n for word, n in CARDINALS.items() if n} | {"hundred": SCALES["hundred"]}
_WORD: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_PERIOD: Final = re.compile(
    rf"\b(?P<number>\d{{1,4}}|(?:{_WORD})(?:[ -](?:and )?(?:{_WORD})){{0,3}})"
    r"(?: ?\( ?(?P<digits>\d{1,4}) ?\))?[ -]{1,3}"
    r"(?P<kind>(?:calendar|business|working|consecutive|full|additional)[ -])?"
    r"(?P<unit>day|week|month|year|fortnight|hour)s?\b(?! (?:a|per|each) (?:day|week|month))"
    # "A year" is one here, and a rate in "once a year".
    r"|(?:(?<=\bfor )|(?<=\bof )|(?<=\bwithin )|(?<=\bafter )|(?<=\bthan )|(?<=\bleast ))"
    r"an? (?P<one>day|week|month|year)\b(?! or\b)"
    r"|\ba (?:(?P<given>day|week|month|year)'s notice|(?P<two>fortnight))\b",
    re.IGNORECASE,
)
#: In sixtieths of a day, so that 12 months are exactly a year and 5 business days a week.
_SIXTIETHS: Final = {"day": 60, "week": 420, "month": 1825, "year": 21_900, "fortnight": 840}
#: 24 are a day.
_HOUR: Final = 2.5
_BUSINESS_DAY: Final = 84


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    total = 0
    for word in re.findall(_WORD, words.lower()):
        total = max(total, 1) * 100 if word == "hundred" else total + _NUMBERS[word]
    return total


def periods(text: str) -> tuple[tuple[int, int, int], ...]:
    """(length in sixtieths of a day, start, end) of each period that a normalised text names."""
    return _known_periods(text) if len(text) <= _REMEMBERED_LENGTH else tuple(_periods(text))


@lru_cache(maxsize=64)  # several conditions ask it of the same clause; whole documents are not kept
def _known_periods(text: str) -> tuple[tuple[int, int, int], ...]:
    return tuple(_periods(text))


def _periods(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _PERIOD.finditer(text):
        single = match["one"] or match["given"] or match["two"]
        if single:
            end = match.end() - len(" notice") if match["given"] else match.end()
            yield _SIXTIETHS[single.lower()], match.start(), end
            continue
        unit = match["unit"].lower()
        count = int(match["digits"]) if match["digits"] else _number(match["number"])
        if unit == "hour":
            yield int(count * _HOUR), match.start(), match.end()
            continue
        length = _SIXTIETHS[unit]
        if unit == "day" and (match["kind"] or "").lower().startswith(("business", "working")):
            length = _BUSINESS_DAY
        yield count * length, match.start(), match.end()
