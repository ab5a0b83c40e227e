"""Whether quoted words support a parsed value: each of its dates, numbers and names.

``2024-03-01`` is supported by "the first day of March, 2024", ``USD 1,500,000.00`` by
"$1.5 million", ``3 years`` by "three (3) years". Words without a capital describe and are not
looked for. A value that is supported need not be right, but it says nothing that the quote does
not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from summarizer_core.hashing import normalise
from summarizer_core.numerals import numbers

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
#: What a contract writes for a currency code of ISO 4217.
CURRENCIES: Final[dict[str, str]] = {
    "USD": r"\$|dollar|\bUSD(?![a-z])|\bU\.?S\.?\b|united states",
    "EUR": r"€|euro|\bEUR(?![a-z])",
    "GBP": r"£|pound|sterling|\bGBP(?![a-z])",
    "JPY": r"¥|yen|\bJPY(?![a-z])",
    "CNY": r"¥|yuan|renminbi|\bRMB(?![a-z])|\bCNY(?![a-z])",
    "INR": r"₹|rupee|\bRs\b|\bINR(?![a-z])",
    "CHF": r"franc|\bCHF(?![a-z])|\bSFr",
    "ILS": r"₪|shekel|\bNIS(?![a-z])|\bILS(?![a-z])",
    "KRW": r"₩|\bwon\b|\bKRW(?![a-z])",
    "BRL": r"R\$|\breais\b|\bBRL(?![a-z])",
    "MXN": r"\$|peso|\bMXN(?![a-z])",
    "CAD": r"\$|dollar|canadian|\b(?:CAD|CDN|CND)(?![a-z])",
    "AUD": r"\$|dollar|australian|\bAUD(?![a-z])",
    **{code: rf"\$|dollar|\b{code}(?![a-z])" for code in ("HKD", "SGD", "NZD")},
    **{code: rf"kron|\bkr\b|\b{code}(?![a-z])" for code in ("SEK", "NOK", "DKK")},
}
_ISO_DATE: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_PIECE: Final = re.compile(r"\d+(?:[.,']\d+)*|[^\W\d_]+")
_NAME: Final = re.compile(r"[^\W\d_]+")
#: A law is named by its people as often as by its land.
PEOPLES: Final[dict[str, str]] = {
    "english": "england wales", "welsh": "wales", "scottish": "scotland", "scots": "scotland",
    "irish": "ireland", "french": "france", "german": "germany", "swiss": "switzerland",
    "dutch": "netherlands", "italian": "italy", "spanish": "spain", "indian": "india",
    "chinese": "china", "prc": "china", "japanese": "japan", "israeli": "israel",
    "canadian": "canada", "australian": "australia", "austrian": "austria", "belgian": "belgium",
    "danish": "denmark", "swedish": "sweden", "norwegian": "norway", "finnish": "finland",
    "polish": "poland", "portuguese": "portugal", "greek": "greece", "czech": "czech republic",
    "hungarian": "hungary", "turkish": "turkey", "korean": "korea", "singaporean": "singapore",
    "brazilian": "brazil", "mexican": "mexico", "californian": "california", "texan": "texas",
}  # fmt: skip
#: "A month to month basis" is one month.
_SINGLE: Final = re.compile(r"\b(?:an?|per|each|every|month to|annual|year to)\b", re.IGNORECASE)
#: What may not stand right before a value, and right after it.
_CUT_BEFORE: Final = re.compile(r"\w$|\d[.,]$")
_CUT_AFTER: Final = re.compile(r"\w|[.,]\d")
#: Capitalised in a value though it is no name.
_PLAIN: Final = frozenset("the a an of and or for per each in to by from after no none yes".split())


def supports(quote: str, value: str) -> bool:
    """Whether every date, number and name in ``value`` comes from the words of ``quote``."""
    words, rest = normalise(quote), normalise(value)
    if not rest:
        return True
    # "EUR" is within "euros", and said by it.
    if rest.casefold() in words.casefold() and rest not in CURRENCIES:
        return _stands_alone(rest.casefold(), words.casefold()) or _by_its_people(words, rest)
    for match in _ISO_DATE.finditer(rest):
        if not has_date(words, int(match[1]), int(match[2]), int(match[3])):
            return False
    rest = _ISO_DATE.sub(" ", rest)
    for code, written in CURRENCIES.items():
        if re.search(rf"\b{code}\b", rest):
            if not re.search(written, words, re.IGNORECASE):
                return False
            rest = re.sub(rf"\b{code}\b", " ", rest)
    if not _has_numbers(words, rest):
        return False
    known = {word.casefold() for word in _NAME.findall(words)}
    known |= {land for word in known for land in PEOPLES.get(word, "").split()}
    return all(word.casefold() in known or not _is_name(word) for word in _NAME.findall(rest))


def _has_numbers(words: str, value: str) -> bool:
    """Whether the numbers of a value, in figures and in words, stand in the words in some form."""
    said = set(quantities(words))
    if _SINGLE.search(words):
        said.add(Decimal(1))
    return not any(said.isdisjoint(one.values) for one in numbers(value))


def _by_its_people(words: str, land: str) -> bool:
    """Whether a land is named by its people: "Austria" by "Austrian"."""
    lands = (PEOPLES.get(word.casefold()) for word in _NAME.findall(words))
    return land.casefold() in filter(None, lands)


def _stands_alone(value: str, words: str) -> bool:
    """Whether a value occurs in whole words, and no number is cut from a longer one."""
    at = words.find(value)
    while at >= 0:
        if not (
            _CUT_BEFORE.search(words[max(0, at - 2) : at])
            or _CUT_AFTER.match(words, at + len(value))
        ):
            return True
        at = words.find(value, at + 1)
    return False


def _is_name(word: str) -> bool:
    return word[0].isupper() and word.casefold() not in _PLAIN


def has_date(words: str, year: int, month: int, day: int) -> bool:
    """Whether day, month and year of a date stand in the words, in whatever order."""
    pieces = [piece.casefold() for piece in _PIECE.findall(words)]
    digits = [int(n) for n in re.findall(r"\d+", words)]
    named = any(piece.startswith(_MONTHS[month - 1]) for piece in pieces)
    spelled = set(quantities(words))
    if year not in digits and year % 100 not in digits and Decimal(year) not in spelled:
        return False
    if not named and digits.count(month) < 1 + (month == day):
        return False
    return day in digits or Decimal(day) in spelled


def quantities(text: str) -> Iterator[Decimal]:
    """Every number that a text names: in digits, with a scale behind it, or in words; of digits all
    that they may mean."""
    for one in numbers(text):
        yield from one.values
