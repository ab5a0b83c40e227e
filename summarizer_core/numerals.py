"""Numbers in figures and in English words: one reader for all who need them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
#: The same behind figures, too ("$3m").
MULTIPLES: Final[Mapping[str, int]] = {
    **SCALES,
    **{f"{word}s": number for word, number in SCALES.items()},
    "dozen": 12,
    "k": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "bn": 1_000_000_000,
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
#: The same in running text, where sections and lists are numbered, too: "1,2,3" is three numbers.
_FIGURE: Final = rf"(?<!\d[.,])(?:{FIGURE}|\d+[.,]\d+(?![.,]?\d))|\d+"
_PIECE: Final = re.compile(rf"(?P<figure>{_FIGURE})|(?P<word>[^\W\d_]+)")
_MULTIPLY: Final = {**SCALES, "dozen": 12}
_BEGINNINGS: Final = frozenset({*CARDINALS, *ORDINALS, *_MULTIPLY})


@dataclass(frozen=True)
class Number:
    """A number in a text, ``text[start:end]``: ``values`` are what its figures may mean, since a
    point parts thousands in some countries."""

    values: frozenset[Decimal]
    start: int
    end: int
    in_words: bool
    ordinal: bool


def numbers(text: str) -> Iterator[Number]:
    """Every number that a normalised text names, each as a whole, in order: "1.5 million",
    "twenty-five", "one hundred and eighty", "first", "3rd"."""
    pieces = list(_PIECE.finditer(text))
    at = 0
    while at < len(pieces):
        if pieces[at]["figure"]:
            number, at = _in_figures(text, pieces, at)
            yield number
        elif pieces[at]["word"].casefold() in _BEGINNINGS:
            number, at = _in_words(text, pieces, at)
            yield number
        else:
            at += 1


def _in_figures(text: str, pieces: list[re.Match[str]], at: int) -> tuple[Number, int]:
    first = last = pieces[at]
    written = first["figure"]
    values = frozenset(readings(written)) or frozenset({Decimal(re.sub(r"\D", "", written))})
    at += 1
    ordinal = False
    while at < len(pieces) and pieces[at]["word"]:
        gap, word = text[last.end() : pieces[at].start()], pieces[at]["word"].casefold()
        if gap == "" and word in ("st", "nd", "rd", "th"):
            ordinal = True
        elif word in MULTIPLES and gap in ("", " ", "-") and (gap == "" or len(word) > 2):
            values = frozenset(value * MULTIPLES[word] for value in values)
        else:
            break
        last = pieces[at]
        at += 1
    return Number(values, first.start(), last.end(), in_words=False, ordinal=ordinal), at


def _in_words(text: str, pieces: list[re.Match[str]], at: int) -> tuple[Number, int]:
    first = last = pieces[at]
    total = part = Decimal(0)
    ordinal = False
    while at < len(pieces) and not ordinal:
        piece = pieces[at]
        word = (piece["word"] or "").casefold()
        if piece is not first:
            if word == "and" and at + 1 < len(
                pieces
            ):  # "one hundred and eighty", not "one and two"
                following = (pieces[at + 1]["word"] or "").casefold()
                if not part % 100 and following in CARDINALS:
                    at += 1
                    continue
                break
            if text[last.end() : piece.start()].strip(" -").casefold() not in ("", "and"):
                break
        if word in CARDINALS or word in ORDINALS:
            value = CARDINALS.get(word, ORDINALS.get(word, 0))
            if part and not _adds(part, value):
                break
            part += value
            ordinal = word in ORDINALS
        elif word == "hundred":
            part = (part or Decimal(1)) * 100
        elif word in _MULTIPLY:
            total, part = total + (part or Decimal(1)) * _MULTIPLY[word], Decimal(0)
        else:
            break
        last = piece
        at += 1
    values = frozenset({total + part})
    return Number(values, first.start(), last.end(), in_words=True, ordinal=ordinal), at


def _adds(part: Decimal, value: int) -> bool:
    """Whether a word goes on with a number: "twenty" with "five", "hundred" with "twelve"; not
    "two" with "three"."""
    if part % 100 == 0:
        return value < 100
    return part % 10 == 0 and part % 100 >= 20 and 0 < value < 10


#: "1.234,5" and "12,3456": what stands behind the comma is no group of thousands.
_DECIMAL_COMMA: Final = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+),(\d{1,2}|\d{4,})")
_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_POINT_OR_GROUP: Final = re.compile(r"\d{1,3}\.\d{3}")
_GROUPS_AND_COMMA: Final = re.compile(r"(\d{1,3}(?:\.\d{3})+),(\d+)")
_PLAIN: Final = re.compile(r"\d+(?:,\d{2,3})*(?:\.\d+)?")


def readings(digits: str) -> tuple[Decimal, ...]:
    """What digits with points, commas, apostrophes and blanks may mean, the likeliest first; none
    where they are no number.

    ``1,234.50``, ``1'234.50``, ``1 234.50`` and ``1.234,50`` are the same number, ``10,00,000`` is
    a million, ``1.500`` is 1.5 or, in some countries, 1500. A comma before one or two final digits
    is a decimal comma.
    """
    plain = re.sub(r"[' ]", "", digits)
    comma = _DECIMAL_COMMA.fullmatch(plain) or _GROUPS_AND_COMMA.fullmatch(plain)
    if comma:
        return (Decimal(f"{comma[1].replace('.', '')}.{comma[2]}"),)
    if _POINTS.fullmatch(plain):
        return (Decimal(plain.replace(".", "")),)
    if _PLAIN.fullmatch(plain) is None:
        return ()
    likeliest = Decimal(plain.replace(",", ""))
    if _POINT_OR_GROUP.fullmatch(plain):
        return likeliest, Decimal(plain.replace(".", ""))
    return (likeliest,)


def figure(text: str) -> Decimal | None:
    """The number that digits say most likely, as ``readings`` has it; None when they say none."""
    return next(iter(readings(text)), None)


def spelled(words: str) -> int | None:
    """The number that words say and nothing else, such as "two hundred and five"; None when they
    say none, or more than one."""
    text = " ".join(re.split(r"[^a-z]+", words.lower())).strip()
    found = list(numbers(text))
    if len(found) != 1 or not found[0].in_words or found[0].ordinal:
        return None
    whole = (found[0].start, found[0].end) == (0, len(text))
    return int(next(iter(found[0].values))) if whole else None
