"""Numbers in English words and in digits: one vocabulary for all who read them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()

#: Words that stand for a number below a hundred, which others are added to.
CARDINALS: Final[Mapping[str, int]] = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
ORDINALS: Final[Mapping[str, int]] = {
    **{word: number for number, word in enumerate(_ORDINALS, 1)},
    **{word[:-1] + "ieth": 10 * number for number, word in enumerate(_TENS, 2)},
}
#: Words that multiply what stands before them.
SCALES: Final[Mapping[str, int]] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "lakh": 100_000,
    "crore": 10_000_000,
}

#: A number in digits, with a point, comma, blank or apostrophe between its thousands: what follows
#: it may be no further digit.
FIGURE: Final = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,4})?"
    r"|\d{1,2}(?:,\d{2}){1,5},\d{3}(?:\.\d{1,2})?"
    r"|\d{1,3}(?:'\d{3}){1,6}(?:[.,]\d{1,2})?"
    r"|\d{1,3}(?: \d{3}){1,6}(?:[.,]\d{1,2})?"
    r"|\d{1,3}(?:\.\d{3}){1,6},\d{2}"
    r"|\d{1,3}(?:\.\d{3}){2,6}"
    r"|\d{1,15}(?:\.\d{1,4}|,\d{2})?)(?!\d|[.,']\d|[OoIl]{1,3}[.,]\d)"
)
_DECIMAL_COMMA: Final = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+),(\d{1,2})")
_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_PLAIN: Final = re.compile(r"\d+(?:,\d{2,3})*(?:\.\d+)?")


def figure(text: str) -> Decimal | None:
    """The number that digits say, decided by their form; None when they say none.

    ``1,234.50``, ``1'234.50``, ``1 234.50`` and ``1.234,50`` are the same number, ``10,00,000``
    is a million. A comma before one or two final digits is a decimal comma.
    """
    digits = text.replace("'", "").replace(" ", "")
    comma = _DECIMAL_COMMA.fullmatch(digits)
    if comma:
        return Decimal(f"{comma[1].replace('.', '')}.{comma[2]}")
    if _POINTS.fullmatch(digits):
        return Decimal(digits.replace(".", ""))
    return Decimal(digits.replace(",", "")) if _PLAIN.fullmatch(digits) else None


def spelled(words: str) -> int | None:
    """The number that words say, such as "two hundred and five"; None when they say none."""
    total, part = 0, 0
    said = [word for word in re.split(r"[^a-z]+", words.lower()) if word and word != "and"]
    for word in said:
        if word in CARDINALS:
            part += CARDINALS[word]
        elif word == "hundred":
            part = max(part, 1) * SCALES[word]
        elif word in SCALES:
            total, part = total + max(part, 1) * SCALES[word], 0
        else:
            return None
    return total + part if said else None
