"""Automatic numbering of Word documents, rendered as a reader sees it: "7.2", "(a)", "Article IV".

Word stores no numbers: a paragraph names a list (``w:num``) and a level, the list an abstract
list whose levels say format and text, such as ``%1.%2``. Rules: ECMA-376 Part 1, 17.9. Elements
are lxml elements; nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from summarizer_core.extraction.word_styles import Styles, W, integer, value_of
from summarizer_core.extraction.word_symbols import in_font

_LEVELS: Final = 9

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS: Final = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


# --- formats ---------------------------------------------------------------------------------


def _letters(number: int) -> str:
    """a ... z, aa, bb ...: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 30)


def _roman(number: int) -> str:
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    ):
        count, number = divmod(number, value)
        text += sign * min(count, 30)
    return text


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    return str(number)


def _ordinal_word(number: int) -> str:
    head, dash, last = _cardinal(number).rpartition("-")
    if last.isdigit():
        return _ordinal(number)
    if last in _ORDINALS:
        last = _ORDINALS[last]
    else:
        last = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return head + dash + last


def _ordinal(number: int) -> str:
    teen = 10 < number % 100 < 14
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "ordinal": _ordinal,
    "cardinalText": lambda n: _cardinal(n).capitalize(),
    "ordinalText": lambda n: _ordinal_word(n).capitalize(),
    "none": lambda _: "",
    "numberInDash": lambda n: f"- {n} -",
    "chicago": lambda n: "*†‡§"[(n - 1) % 4] * min(1 + (n - 1) // 4, 30),
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if n <= 20 else str(n),
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
}
_PADDED: Final = re.compile(r"0+1(?=,|$)")  # "001, 002, 003, ..."
#: Bullets that say something; all others are ornaments.
_TELLING: Final = frozenset("☐☑☒✓✗□■–—-→⇒➢➔*")


def render(number: int, form: str) -> str:
    """A number in one of ``ST_NumberFormat``; unknown ones as decimals, letters and Roman
    numerals from 1 on."""
    if number < 1 and form not in ("decimal", "decimalZero"):
        return str(number)
    if _PADDED.match(form):
        return str(number).zfill(len(form.partition(",")[0]))
    return _FORMATS.get(form, str)(number)


def bullet(text: str, font: str | None) -> str:
    """What a bullet looks like: check boxes, ticks, dashes and arrows as they are, others "•"."""
    sign = in_font(text, font).strip()
    return sign if sign in _TELLING else "•"


# --- lists -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Level:
    """One level of a list (``w:lvl``)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None  # the level (from 1) whose numbers restart this one; 0 for never
    legal: bool = False
    style: str | None = None


@dataclass
class _List:
    """An abstract list with its counters, which all lists made from it share."""

    levels: dict[int, Level]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Use:
    """A list (``w:num``): the abstract list and what it overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


def _form(element: Any) -> str:
    """Format of a level; one that older programs do not know stands beside a simpler one."""
    number_format = next(element.iter(W + "numFmt"), None)
    if number_format is None:
        return "decimal"
    form = number_format.get(W + "val") or "decimal"
    return (number_format.get(W + "format") or "decimal") if form == "custom" else form


def _level(element: Any) -> Level:
    restart = value_of(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    form, text = _form(element), value_of(element, "lvlText") or ""
    if form == "bullet":
        fonts = element.find(f"{W}rPr/{W}rFonts")
        text = bullet(text, None if fonts is None else fonts.get(W + "ascii"))
    return Level(
        start=integer(value_of(element, "start"), 0),
        form=form,
        text=text,
        suffix=value_of(element, "suff") or "tab",
        restart=None if restart is None else integer(restart, 0),
        legal=legal is not None and legal.get(W + "val") not in ("0", "false"),
        style=value_of(element, "pStyle"),
    )


def _of(use: _Use, listing: _List, at: int) -> Level:
    return use.levels.get(at) or listing.levels.get(at) or Level()


def _start(use: _Use, listing: _List, at: int) -> int:
    """First number of a level, also after each restart (17.9.27)."""
    return use.starts.get(at, _of(use, listing, at).start)


def _levels(element: Any) -> dict[int, Level]:
    return {
        integer(level.get(W + "ilvl"), 0): _level(level) for level in element.findall(W + "lvl")
    }


class Numbering:
    """Counts the numbered paragraphs of one document; call ``label`` for each, in order.

    Args:
        root: the ``w:numbering`` element, or None.
        styles: of the document.
    """

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._started: set[str] = set()
        self._links: dict[str, str] = {}
        if root is None:
            return
        for element in root.findall(W + "abstractNum"):
            name = element.get(W + "abstractNumId")
            self._lists[name] = _List(_levels(element))
            link = value_of(element, "numStyleLink")
            if link:
                self._links[name] = link
        for element in root.findall(W + "num"):
            self._uses[element.get(W + "numId")] = self._use(element)
        for name, link in self._links.items():
            self._follow_link(name, link)

    @staticmethod
    def _use(element: Any) -> _Use:
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in element.findall(W + "lvlOverride"):
            at = integer(override.get(W + "ilvl"), 0)
            start = value_of(override, "startOverride")
            if start is not None:
                starts[at] = integer(start, 1)
            own = override.find(W + "lvl")
            if own is not None:
                levels[at] = _level(own)
        return _Use(value_of(element, "abstractNumId") or "", levels, starts)

    def _follow_link(self, name: str, style: str) -> None:
        """An abstract list may stand for the one that a numbering style names (17.9.21)."""
        number = self._styles.numbering(style)[0]
        target = self._uses.get(number or "")
        if target and target.abstract in self._lists and target.abstract != name:
            self._lists[name] = self._lists[target.abstract]

    def label(self, properties: Any | None) -> str:
        """Number of a paragraph with a space behind it, or "" for one without.

        Args:
            properties: the paragraph's ``w:pPr``, or None.
        """
        number, at = self._place(properties)
        use = self._uses.get(number or "")
        if use is None or number is None or use.abstract not in self._lists:
            return ""
        listing = self._lists[use.abstract]
        self._count(number, use, listing, at)
        level = use.levels.get(at) or listing.levels.get(at)
        if level is None:
            return ""
        text = level.text if level.form == "bullet" else self._text(level, use, listing, at)
        return text + ("" if level.suffix == "nothing" or not text else " ")

    def _place(self, properties: Any | None) -> tuple[str | None, int]:
        own = None if properties is None else properties.find(W + "numPr")
        style = value_of(properties, "pStyle") or self._styles.default
        number, level, named_by = self._styles.numbering(style)
        if own is not None:
            direct = value_of(own, "numId")
            if direct is not None:
                number, named_by = direct, None
            if value_of(own, "ilvl") is not None:
                level, named_by = integer(value_of(own, "ilvl"), 0), None
            elif direct is not None:
                level = 0
        if number == "0":  # numbering switched off
            return None, 0
        if named_by is not None:
            level = self._level_of_style(number, named_by, level)
        return number, min(max(level or 0, 0), _LEVELS - 1)

    def _level_of_style(self, number: str | None, style: str, level: int | None) -> int | None:
        """A list's level may name the style instead of the style naming the level (17.9.23)."""
        use = self._uses.get(number or "")
        listing = self._lists.get(use.abstract) if use else None
        for at, candidate in (listing.levels if listing else {}).items():
            if candidate.style == style:
                return at
        return level

    def _count(self, number: str, use: _Use, listing: _List, at: int) -> None:
        counters = listing.counters
        if number not in self._started:
            self._started.add(number)
            for level in use.starts:
                counters.pop(level, None)
        counters[at] = counters.get(at, _start(use, listing, at) - 1) + 1
        for above in range(at):
            counters.setdefault(above, _start(use, listing, above))
        for below in [level for level in counters if level > at]:
            restart = _of(use, listing, below).restart
            if restart is None or (restart > 0 and at < restart):
                del counters[below]

    @staticmethod
    def _text(level: Level, use: _Use, listing: _List, at: int) -> str:
        text = level.text
        for place in range(_LEVELS, 0, -1):
            if f"%{place}" not in text:
                continue
            shown = _of(use, listing, place - 1)
            form = "decimal" if level.legal and place - 1 < at else shown.form
            if level.legal and place - 1 == at and form != "bullet":
                form = "decimal"
            value = listing.counters.get(place - 1, _start(use, listing, place - 1))
            text = text.replace(f"%{place}", render(value, form))
        return text.strip()
