"""Amounts of money in a normalised text, with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

#: Codes of ISO 4217 by what stands beside a number. A bare "$" counts as the dollar of the US.
_CODES: Final[dict[str, str]] = {
    "us$": "USD", "$": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "euro": "EUR",
    "euros": "EUR", "£": "GBP", "pounds": "GBP", "¥": "JPY", "yen": "JPY", "₹": "INR",
    "ca$": "CAD", "c$": "CAD", "a$": "AUD", "hk$": "HKD", "s$": "SGD", "francs": "CHF",
    **{code.lower(): code for code in (
        "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "INR", "HKD", "SGD", "SEK", "NOK",
        "DKK", "NZD", "ILS", "KRW", "BRL", "MXN", "ZAR", "PLN", "CZK",
    )},
}  # fmt: skip
_SCALES: Final = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mm": 10**6}
_SCALES.update({"mn": 10**6, "mio": 10**6, "billion": 10**9, "bn": 10**9})
_SIGN: Final = "|".join(re.escape(sign) for sign in sorted(_CODES, key=len, reverse=True))
_NUMBER: Final = (
    r"\d{1,3}(?:[,' ]\d{3}){1,6}(?:\.\d{1,4})?|\d{1,3}(?:\.\d{3}){2,6}|\d{1,15}(?:\.\d{1,4})?"
)
_SCALE: Final = rf"(?: ?(?:{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?"
_AMOUNT: Final = re.compile(
    rf"(?<!\w)(?P<before>{_SIGN}) ?(?P<one>{_NUMBER})(?P<scale>{_SCALE})"
    rf"|(?<![\w.,])(?P<two>{_NUMBER})(?P<scale2>{_SCALE}) ?(?P<after>{_SIGN})(?!\w)",
    re.IGNORECASE,
)


def amounts(text: str) -> Iterator[tuple[str, Decimal, int, int]]:
    """(currency code, value, start, end) of each amount that has a currency."""
    for match in _AMOUNT.finditer(text):
        sign = (match["before"] or match["after"]).lower()
        number = re.sub(r"[,' ]", "", match["one"] or match["two"])
        if number.count(".") > 1:
            number = number.replace(".", "")
        scale = (match["scale"] or match["scale2"] or "").strip().lower()
        yield _CODES[sign], Decimal(number) * _SCALES.get(scale, 1), match.start(), match.end()
