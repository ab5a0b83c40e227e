"""Dates, sums of money and periods in normalised text, parsed into forms that a program can use.

Dates become ISO 8601 (``2024-03-01``), sums ``USD 12,000.00`` (ISO 4217 code, dot before the
decimals), periods ``3 years``. ``data_of`` turns such a value into plain data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from summarizer_core import money


@dataclass(frozen=True)
class Found:
    """A term in a text: ``text[start:end]`` shows it. ``role`` is that of a party, "" without."""

    name: str
    value: str
    start: int
    end: int
    role: str = ""


# --- dates -----------------------------------------------------------------------------------

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"(?P<day>\d{1,2})(?: ?(?:st|nd|rd|th))?"
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_SPOKEN: Final = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\.? {_DAY} ?,? ?{_YEAR}\b",
        rf"\b{_DAY}(?: day)?(?: of)?,? {_MONTH}[.,]{{0,2}} {_YEAR}\b",
        rf"\b(?P<spoken>{_SPOKEN})(?: \(\d{{1,2}}(?:st|nd|rd|th)?\))?(?: day)?(?: of)?,? "
        rf"{_MONTH}[.,]{{0,2}} {_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d{2})-(?P<day>\d{2})\b",
        r"\b(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)\b",
        r"(?<![\d/.,])(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<short>\d\d)(?![\d/])",
    )
)


#: Years of two digits from here on are of the last century.
_OLD_YEAR: Final = 50
_FULL_YEAR: Final = ("20", "19")


def _month_number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    start = str(groups["month"]).lower()[:3]
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(start))


def _iso(match: re.Match[str]) -> str | None:
    given = match.groupdict()
    spoken = given.get("spoken")
    month = _month_number(match)
    day = _ORDINALS.index(spoken.lower()) + 1 if spoken else int(given["day"])
    year = int(given.get("year") or _FULL_YEAR[int(given["short"]) >= _OLD_YEAR] + given["short"])
    if month > 12 >= day and match.group(0).count("/") == 2:
        month, day = day, month  # 31/12/2024: the day comes first
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


#: Every date that is read has a year in digits: of four, or of two behind strokes.
_YEAR_DIGITS: Final = re.compile(r"(?:19|20)\d\d|/\d{1,2}/\d\d")


def dates(text: str) -> list[Found]:
    """Full dates in reading order; ``value`` is ISO 8601.

    ``01/02/2024`` and ``01/02/24`` are read month first, as contracts of the United States write
    it, unless only the other order is a date.
    """
    found: dict[int, Found] = {}
    if not _YEAR_DIGITS.search(text):
        return []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            value = _iso(match)
            if value is not None:
                found.setdefault(match.start(), Found("Date", value, match.start(), match.end()))
    return sorted(found.values(), key=lambda f: f.start)


#: A date in figures that is one whichever of its first two numbers is the month.
_EITHER_WAY: Final = re.compile(
    r"(?<![\d/.,])(?P<one>0?[1-9]|1[0-2])/(?P<two>0?[1-9]|1[0-2])/(?:\d\d)?\d\d(?![\d/])"
)
_NAMED_MONTH: Final = _MONTH.replace("?P<month>", "?:")
_DAY_FIRST: Final = re.compile(
    rf"(?P<figures>(?<![\d/.,])(?:1[3-9]|2\d|3[01])/\d{{1,2}}/(?:\d\d)?\d\d(?![\d/]))|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_NAMED_MONTH} (?:19|20)\d\d\b",
    re.IGNORECASE,
)
_MONTH_FIRST: Final = re.compile(
    r"(?P<figures>(?<![\d/.,])\d{1,2}/(?:1[3-9]|2\d|3[01])/(?:\d\d)?\d\d(?![\d/]))|"
    rf"\b{_NAMED_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d\b",
    re.IGNORECASE,
)


def day_first(text: str, day: str) -> str | None:
    """A day that was read month first, as the text that it stands in writes its dates.

    Args:
        text: normalised, of the whole document.
        day: ISO 8601, of a date such as 1/7/2024 that is one either way.

    Returns:
        The day itself where the text writes the month first or shows nothing; the other one where
        figures of the text put the day first, or words of it name that day; None where words put
        the day first and none of them names it.
    """
    year, month, number = day.split("-")
    other = f"{year}-{number}-{month}"
    months, days = [*_MONTH_FIRST.finditer(text)], [*_DAY_FIRST.finditer(text)]
    if not days or any(one["figures"] for one in months):
        return day
    if any(one["figures"] for one in days):
        return other
    if months:
        return day
    named = {found.value for found in dates(_EITHER_WAY.sub("", text))}
    return other if other in named and day not in named else None


def reads_either_way(text: str, day: str) -> bool:
    """Whether a text says a day (ISO 8601) only in figures that another order makes another day."""
    said = [one for one in dates(text) if one.value == day]
    return bool(said) and all(
        (match := _EITHER_WAY.fullmatch(text, one.start, one.end)) is not None
        and int(match["one"]) != int(match["two"])
        for one in said
    )


def parse_date(text: str) -> str | None:
    """The first full date in a text as ISO 8601, None when there is none."""
    found = dates(text)
    return found[0].value if found else None


_WRITTEN_AS_DATA: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def written_day(value: str) -> str:
    """A day as people write it, such as ``1 March 2026`` for ``2026-03-01``; what is no date in
    ISO 8601 as it is."""
    if _WRITTEN_AS_DATA.fullmatch(value) is None:
        return value
    try:
        day = date.fromisoformat(value)
    except ValueError:  # the thirtieth of February
        return value
    return f"{day.day} {day:%B %Y}"


# --- money -----------------------------------------------------------------------------------


def amounts(text: str) -> list[Found]:
    """Sums of money in reading order; ``value`` such as ``USD 12,000.00``."""
    found = []
    for code, sum_, start, end in money.amounts(text):
        if sum_:
            exact = int(sum_.normalize().as_tuple().exponent)
            value = f"{code} {sum_:,.{max(2, -exact)}f}"
            found.append(Found("Amount", value, start, end))
    return found


def amount_size(value: str) -> Decimal:
    """The figure of a value that ``amounts`` made, whatever its currency."""
    return Decimal(value.partition(" ")[2].replace(",", "") or "0")


# --- periods ---------------------------------------------------------------------------------

_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90, "an": 1, "a": 1}
#: Words that count, as a pattern.
COUNT: Final = "|".join(sorted((re.escape(w) for w in _NUMBERS), key=len, reverse=True))
_PERIOD: Final = re.compile(
    rf"(?:\b(?P<word>{COUNT}|one hundred (?:and )?twenty|one hundred (?:and )?eighty)\b[ -]?)?"
    r"(?:\(? ?(?P<digits>\d{1,3}) ?\)?[ -]?)?"
    r"(?:calendar |(?P<business>business |working )|consecutive |full |successive |contract )?"
    r"(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
#: "Half a year", "one and a half years".
HALF: Final = r"(?:\b(?:\w+ and (?:a|one)[ -])?half[ -])?"


#: Half of one, alone or beside whole ones.
_HALF: Final = re.compile(
    rf"\b(?:(?:{COUNT}|\d{{1,2}}) and (?:a|one)[ -]half|half)[ -](?:an? )?(?:calendar )?"
    r"(?:year|month)s?\b",
    re.IGNORECASE,
)


def period(text: str) -> str | None:
    """The first period of time in a text, such as ``3 years``, or in its own words where it is no
    whole number (``half a year``); None when there is none."""
    half = _HALF.search(text) if "half" in text.lower() else None
    for match in _PERIOD.finditer(text):
        if half is not None and half.start() < match.end():
            break
        word, digits = match.group("word"), match.group("digits")
        if digits:
            number = int(digits)
        elif word:
            spoken = word.lower()
            number = _NUMBERS.get(spoken, 120 if "twenty" in spoken else 180)
        else:
            continue
        unit = match.group("unit").lower()
        business = "business " if match.group("business") else ""
        return f"{number} {business}{unit}{'' if number == 1 else 's'}"
    return None if half is None else half.group().lower()


# --- data ------------------------------------------------------------------------------------

#: Before a period that is only the longest or the shortest.
BOUND: Final = (
    r"(?:no more than|not more than|no longer than|not longer than|at most|up to|"
    r"(?:for )?a maximum of|"
    r"not (?:to )?exceed(?:ing)?|no less than|not less than|"
    r"(?:not|no) (?:be )?(?:shorter|less) than|a minimum of|at least)"
)
_BOUND: Final = re.compile(
    rf"{BOUND}|(?:the )?(?:later|earlier|earliest|latest|sooner|longer|shorter|greater|lesser)\b",
    re.IGNORECASE,
)
_LENGTH: Final = re.compile(r"(?P<count>\d{1,4}) (?P<unit>day|week|month|year)s?")


def data_of(value: str) -> dict[str, Any]:
    """What a value says, as data: the fields ``date`` (ISO 8601), ``amount`` (a number) with
    ``currency`` (ISO 4217) and ``period`` (ISO 8601, such as ``P90D``), those that apply.

    What is only a bound, or one of several ("the earlier of ..."), is neither date nor period.
    Business days are no ``period``: how long they are depends on the calendar.
    """
    data: dict[str, Any] = {}
    days, sums = dates(value), amounts(value)
    if len(days) == 1 and not _BOUND.match(value):
        data["date"] = days[0].value
    if len(sums) == 1:
        code, _, figure = sums[0].value.partition(" ")
        data |= {"amount": float(figure.replace(",", "")), "currency": code}
    length = _LENGTH.fullmatch(period(value) or "")
    if length and not sums and not _BOUND.match(value):
        data["period"] = f"P{length['count']}{length['unit'][0].upper()}"
    return data
