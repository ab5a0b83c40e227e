"""Amounts of money in a normalised text, with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from summarizer_core.numerals import CARDINALS, FIGURE, SCALES, figure, spelled

#: Codes of ISO 4217 by what stands before a number. A bare "$" counts as the dollar of the US.
_SIGNS: Final[dict[str, str]] = {
    "U.S.$": "USD", "U.S. $": "USD", "US$": "USD", "US $": "USD", "USD$": "USD", "USD $": "USD",
    "$": "USD", "HK$": "HKD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "CAD$": "CAD",
    "CAD $": "CAD", "Cdn$": "CAD", "Cdn. $": "CAD", "Cdn.$": "CAD", "Cdn $": "CAD",
    "CDN$": "CAD", "CDN $": "CAD", "CDN": "CAD", "Cdn": "CAD", "CND$": "CAD", "CND $": "CAD",
    "CND": "CAD", "NZ$": "NZD", "S$": "SGD",
    "R$": "BRL", "€": "EUR", "Euro": "EUR", "Euros": "EUR", "EURO": "EUR", "(euro)": "EUR",
    "(euros)": "EUR", "£": "GBP", "(pound)": "GBP", "(pounds)": "GBP", "¥": "JPY", "(yen)": "JPY",
    "RMB": "CNY", "RMB¥": "CNY", "RMB ¥": "CNY", "CN¥": "CNY", "₹": "INR", "Rs.": "INR",
    "Rs": "INR", "SFr.": "CHF", "SFr": "CHF", "NIS": "ILS", "₪": "ILS", "₩": "KRW",
    **{code: code for code in (
        "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "CNY", "INR", "HKD", "SGD", "SEK", "NOK",
        "DKK", "NZD", "ILS", "KRW", "BRL", "MXN", "ZAR", "PLN", "CZK",
    )},
}  # fmt: skip
#: Words that stand behind a number, by themselves or with the land whose money it is. Pounds alone
#: are weights as often.
_WORDS: Final[dict[str, str]] = {
    "dollar": "USD", "us dollar": "USD", "united states dollar": "USD", "canadian dollar": "CAD",
    "australian dollar": "AUD", "hong kong dollar": "HKD", "singapore dollar": "SGD",
    "new zealand dollar": "NZD", "euro": "EUR", "pounds sterling": "GBP", "pound sterling": "GBP",
    "british pound": "GBP", "yen": "JPY", "japanese yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "chinese yuan": "CNY", "rupee": "INR", "indian rupee": "INR", "swiss franc": "CHF",
    "shekel": "ILS", "swedish krona": "SEK", "swedish kronor": "SEK", "norwegian kroner": "NOK",
    "danish kroner": "DKK", "korean won": "KRW",
}  # fmt: skip
#: Codes that may stand behind a sum beside the sign before it.
_CODES: Final = ("USD", "CAD", "CDN", "CND", "Cdn", "AUD", "NZD", "HKD", "SGD", "EUR", "GBP")
_SCALES: Final = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mm": 10**6, "mn": 10**6,
    "mio": 10**6, "billion": 10**9, "bn": 10**9, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
#: Of these, a point before three final digits parts thousands: nobody counts in tenths of a cent.
_POINT_PARTS: Final = frozenset(("EUR", "CHF", "SEK", "NOK", "DKK", "BRL", "PLN", "CZK"))
_THREE_BEHIND: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SIGN: Final = _any(_SIGNS)
_WORD: Final = _any(_WORDS).replace(r"us\ dollar", r"(?:u\.?s\.?a?\.?)\ dollar")
_SCALE: Final = (
    r" ?(?P<{}>(?i:thousand|million|billion|lakhs?|crores?|mm|mn|mio|bn|[mk]))\b\.?(?!\w)"
)
#: "$5 to $10 million": how much the first is depends on the second.
_NO_RANGE: Final = r"(?! ?(?:-|to|or|and) ?\D{0,3}[\d.,]+ (?i:thousand|million|billion))"
_AMOUNT: Final = re.compile(
    rf"(?<![\w$])(?P<before>{_SIGN}) ?(?P<one>{FIGURE})(?:{_SCALE.format('scale1')}|{_NO_RANGE})"
    # "$55,000USD" and "$70,000 CAD" say behind it whose dollars they are.
    rf"(?: ?(?P<again>{'|'.join(_CODES)})(?![\w$]| ?\d))?"
    r"(?!%)"
    rf"|(?<![\w$.,'/])(?P<two>{FIGURE})(?:{_SCALE.format('scale2')})? ?"
    rf"(?:(?!\$)(?P<after>{_SIGN})(?![\w$]| ?\d)|(?P<named>(?i:{_WORD}))(?i:s?)(?!\w))"
)
#: Without one of these there is no amount; most sentences have none.
_HINT: Final = re.compile(
    r"[$€£¥₹₪₩]|[A-Z]{3} ?\d|\d ?[A-Z]{3}\b|Cdn|[Rr]s\.? ?\d|SFr|Euro|EURO|\((?:pound|yen|euro)"
)
_HINT_WORDS: Final = (
    "dollar", "sterling", " pound", "euro", " yen", "yuan", "renminbi", "rupee", "franc",
    "shekel", "kron", " won",
)  # fmt: skip
_NUMBER_WORD: Final = "|".join(
    sorted((word for word in (*CARDINALS, *SCALES) if word != "zero"), key=len, reverse=True)
)
_SPELLED: Final = (
    rf"(?:{_NUMBER_WORD})(?:,?[\s-]+(?:and[\s-]+)?(?:{_NUMBER_WORD})){{0,14}}"
    r"(?:\s+and\s+(?:no|\d\d|xx)\s?/\s?(?:100|xx)(?:ths)?)?"
)
_IN_WORDS: Final = re.compile(
    rf"(?<![\w/.-])(?P<words>{_SPELLED})\s+(?P<named>{_WORD})s?(?!\w)", re.IGNORECASE
)
#: "Two (2) million dollars", "US Dollars 1,500,000".
_SPLIT: Final = re.compile(
    rf"(?<![\w/.-])(?:{_NUMBER_WORD})(?:[\s-](?:{_NUMBER_WORD})){{0,3}}\s?"
    rf"\(\s?(?P<digits>{FIGURE})\s?\)\s?"
    rf"(?P<scale>thousand|million|billion)\s+(?P<named>{_WORD})s?(?!\w)"
    rf"|(?<!\w)(?<!\d )(?P<before>(?:u\.?s\.?|united states) dollar|euro)s "
    r"(?P<sum>\d{1,3}(?:,\d{3}){1,4})(?![\d,.]*\d| ?(?:thousand|million|billion))",
    re.IGNORECASE,
)
#: Words and, in brackets, the same in figures.
_TWICE: Final = re.compile(
    rf"(?<![\w/.-])(?P<words>{_SPELLED})(?:\s+(?:{_WORD})s?)?\s?\(\s?(?=[^\s()]{{0,6}} ?\d)",
    re.IGNORECASE,
)
#: Figures and, in brackets, the same in words, which may say cents: "$80 (eighty cents)".
_WORDS_BEHIND: Final = re.compile(
    rf"(?<=[\w.])\s?\(\s?(?P<words>{_SPELLED})\s+(?:(?P<cents>cents?|pence)|(?:{_WORD})s?)\s?\)",
    re.IGNORECASE,
)
_FIGURES_BEHIND: Final = re.compile(r"\(\s?[^\s()]{0,6} ?\d")
#: In characters.
_LONGEST_SPELLED: Final = 300
_LONGEST_FIGURES: Final = 60
#: What stands before words makes another number of them: "one and one-half million".
_PART_OF_MORE: Final = re.compile(r"(?:\d|half|quarter|and|point|third)[\s-]*$", re.IGNORECASE)


@dataclass(frozen=True)
class Differing:
    """A sum in words and the other one that its figures say; ``text[start:end]`` shows both."""

    words: Decimal
    figures: Decimal
    start: int
    end: int


def _in_figures(text: str) -> Iterator[tuple[str, Decimal, int, int]]:
    for match in _AMOUNT.finditer(text):
        named = re.sub(r"u\.?s\.?a?\.?(?= )", "us", (match["named"] or "").lower())
        code = _SIGNS.get(match["before"] or match["after"] or "") or _WORDS[named]
        if match["before"] == "$" and (match["again"] or "").endswith(("D", "N", "n")):
            code = _SIGNS[match["again"]]
        digits = match["one"] or match["two"]
        scale = (match["scale1"] or match["scale2"] or "").lower().removesuffix("s")
        value = figure(digits)
        if value is None:
            continue
        if code in _POINT_PARTS and not scale and _THREE_BEHIND.fullmatch(digits):
            value *= 1000
        yield code, value * _SCALES.get(scale, 1), match.start(), match.end()


def _first(words: str) -> str:
    return re.split(r"[\s,-]", words.lower(), maxsplit=1)[0]


def _in_words(text: str) -> Iterator[tuple[str, Decimal, int, int]]:
    for match in _IN_WORDS.finditer(text):
        value = spelled(re.sub(r"\band\s+\S+\s?/\s?\S+$", "", match["words"].lower()))
        if not value or _first(match["words"]) in SCALES:  # "several hundred dollars"
            continue
        if not _PART_OF_MORE.search(text, max(0, match.start() - 12), match.start()):
            named = re.sub(r"u\.?s\.?a?\.?(?= )", "us", match["named"].lower())
            yield _WORDS[named], Decimal(value), match.start(), match.end()


def _split(text: str) -> Iterator[tuple[str, Decimal, int, int]]:
    for match in _SPLIT.finditer(text):
        value = figure(match["digits"] or match["sum"])
        if value is None or _PART_OF_MORE.search(text, max(0, match.start() - 12), match.start()):
            continue
        scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
        named = re.sub(r"u\.?s\.?a?\.?(?= )", "us", (match["named"] or match["before"]).lower())
        yield _WORDS[named], value * scale, match.start(), match.end()


#: Between a sum and what says it again.
_AGAIN: Final = re.compile(r"\s?\(\s?")
_CLOSING: Final = re.compile(r"\s?\)")


def amounts(text: str) -> Iterator[tuple[str, Decimal, int, int]]:
    """(currency code, value, start, end) of each amount that has a currency, in reading order.

    What is said twice, in words and in figures, or with a scale and in brackets without it, is one
    amount; where words and figures differ, it is what the figures say.
    """
    low = text.lower()
    named = any(word in low for word in _HINT_WORDS)
    if not named and not _HINT.search(text):
        return
    figures = [(*one, False) for one in _in_figures(text)]
    words = [(*one, True) for one in _in_words(text)] if named else []
    figures += [(*one, False) for one in _split(text)] if named else []
    last: tuple[str, Decimal, int, int, bool] | None = None
    for one in sorted([*figures, *words], key=lambda one: one[2]):
        if last is not None:
            code, value, start, end, in_words = last
            if one[2] < end:
                continue
            again = _AGAIN.fullmatch(text, end, one[2]) and (in_words or (code, value) == one[:2])
            if again and not one[4]:
                closing = _CLOSING.match(text, one[3])
                last = (*one[:2], start, closing.end() if closing else one[3], False)
                continue
            yield code, value, start, end
        last = one
    if last is not None:
        yield last[:4]


def _twice(text: str) -> Iterator[re.Match[str]]:
    """Matches of ``_TWICE``; looked for before brackets with figures only, which are few."""
    done = 0
    for figures in _FIGURES_BEHIND.finditer(text):
        begin = max(done, figures.start() - _LONGEST_SPELLED)
        for match in _TWICE.finditer(text, begin, figures.end() + 1):
            done = match.end()
            yield match


def _before_words(text: str) -> Iterator[Differing]:
    """Figures that differ from the words in brackets behind them."""
    for match in _WORDS_BEHIND.finditer(text):
        begin = max(0, match.start() - _LONGEST_FIGURES)
        said = _number(match["words"])
        if said is None:
            continue
        words = Decimal(said) / 100 if match["cents"] else Decimal(said)
        for _, value, start, end in _in_figures(text[begin : match.start()]):
            differs = (value if match["cents"] else int(value)) != words
            if begin + end == match.start() and differs:
                yield Differing(words, value, begin + start, match.end())


def _number(words: str) -> int | None:
    """What words say, without hundredths; None where they are no whole number."""
    said = spelled(re.sub(r"\s+and\s+\S+\s?/\s?\S+$", "", words.lower()))
    return None if not said or _first(words) in SCALES else said


def differing(text: str) -> Iterator[Differing]:
    """Sums in words that differ from the figures beside them, of which one stands in brackets, in
    any text and in reading order."""
    yield from sorted([*_before_figures(text), *_before_words(text)], key=lambda one: one.start)


def _before_figures(text: str) -> Iterator[Differing]:
    for match in _twice(text):
        said = _number(match["words"])
        if said is None:
            continue
        if _PART_OF_MORE.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        figures = _AMOUNT.match(text, match.end())
        if figures is None or not text[figures.end() :].lstrip().startswith(")"):
            continue
        _, value, _, _ = next(_in_figures(text[match.end() : figures.end()]))
        if int(value) != said:
            yield Differing(Decimal(said), value, match.start(), figures.end() + 1)
