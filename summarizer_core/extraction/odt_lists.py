"""Numbers of lists and headings in OpenDocument texts, rendered as a reader sees them.

The file stores styles of lists, not numbers. Rules: OpenDocument 1.3 Part 3, 5.3 (lists), 16.30
to 16.34 (their styles); LibreOffice adds ``loext:num-list-format``, such as ``%1%.%2%``. Elements
are lxml elements; nothing is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from summarizer_core.extraction.numbering import render

TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LOEXT: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"
_LEVELS: Final = 10
_FORMATS: Final = {
    "1": "decimal",
    "01": "decimalZero",
    "01, 02, 03, ...": "decimalZero",  # LibreOffice
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "1st": "ordinal",
    "One": "cardinalText",
    "First": "ordinalText",
}


def integer(text: str | None, default: int) -> int:
    """A number from an attribute, at most nine digits, else ``default``."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


@dataclass
class Counters:
    """The numbers that a list has reached, by level from 1."""

    reached: dict[int, int] = field(default_factory=dict)


@dataclass
class OpenList:
    """A list that is being walked.

    Args:
        style: name of its style.
        level: nesting, from 1.
        counters: shared by its inner lists and by those that continue it.
    """

    style: str | None
    level: int
    counters: Counters


class Lists:
    """Counts the items of one document.

    Args:
        roots: elements that hold ``text:list-style`` or ``text:outline-style``.
    """

    def __init__(self, roots: list[Any]) -> None:
        self._styles: dict[str, dict[int, Any]] = {}
        self._outline: dict[int, Any] = {}
        for root in roots:
            for style in root.iter(TEXT + "list-style"):
                self._styles[style.get(STYLE + "name") or ""] = _levels(style)
            for style in root.iter(TEXT + "outline-style"):
                self._outline = _levels(style)
        self._outline_counters = Counters()
        self._by_id: dict[str, Counters] = {}
        self._by_style: dict[str | None, Counters] = {}

    def open(self, element: Any, outer: OpenList | None) -> OpenList:
        """Begin a ``text:list`` or a ``text:numbered-paragraph``."""
        style = element.get(TEXT + "style-name")
        if outer is not None:
            return OpenList(style or outer.style, outer.level + 1, outer.counters)
        counters = self._continued(element, style) or Counters()
        self._by_style[style] = counters
        for name in (element.get(_ID), element.get(TEXT + "list-id")):
            if name:
                self._by_id[name] = counters
        level = integer(element.get(TEXT + "level"), 1)
        return OpenList(style, min(max(level, 1), _LEVELS), counters)

    def _continued(self, element: Any, style: str | None) -> Counters | None:
        for name in (element.get(TEXT + "continue-list"), element.get(TEXT + "list-id")):
            if name in self._by_id:
                return self._by_id[name]
        if element.get(TEXT + "continue-numbering") == "true":
            return self._by_style.get(style)
        return None

    def label(self, place: OpenList, start: str | None = None) -> str:
        """Number of the next item of a list with a space behind it, or "".

        Args:
            start: the number that the item says it has.
        """
        return _label(self._styles.get(place.style or "", {}), place.counters, place.level, start)

    def heading(self, level: int, start: str | None = None) -> str:
        """Number of the next heading outside lists, or "" when headings have none."""
        style = self._outline.get(level)
        if style is None or not _form(style):
            return ""
        return _label(self._outline, self._outline_counters, level, start)


def _levels(style: Any) -> dict[int, Any]:
    return {integer(level.get(TEXT + "level"), 0): level for level in style}


def _form(level: Any) -> str:
    return level.get(STYLE + "num-format") or ""


def _start(level: Any | None) -> int:
    return 1 if level is None else integer(level.get(TEXT + "start-value"), 1)


def _label(levels: dict[int, Any], counters: Counters, at: int, start: str | None) -> str:
    level = levels.get(at)
    reached = counters.reached
    reached[at] = integer(start, reached.get(at, _start(level) - 1) + 1)
    for below in [deeper for deeper in reached if deeper > at]:
        del reached[below]
    if level is None:
        return ""
    if not level.tag.endswith(("list-level-style-number", "outline-level-style")):
        return "• "  # a bullet or a picture
    text = _text(levels, reached, at).strip()
    return text + " " if text else ""


def _text(levels: dict[int, Any], reached: dict[int, int], at: int) -> str:
    level = levels[at]

    def shown(place: int) -> str:
        style = levels.get(place)
        form = _FORMATS.get(_form(style), "") if style is not None else ""
        return render(reached.get(place, _start(style)), form) if form else ""

    pattern = level.get(_LOEXT + "num-list-format")
    if pattern is not None:
        return re.sub(r"%(\d{1,2})%", lambda found: shown(int(found[1])), pattern)
    if not _form(level):
        return ""
    first = max(1, at - integer(level.get(TEXT + "display-levels"), 1) + 1)
    numbers = [number for place in range(first, at + 1) if (number := shown(place))]
    before, behind = level.get(STYLE + "num-prefix"), level.get(STYLE + "num-suffix")
    return f"{before or ''}{'.'.join(numbers)}{behind or ''}"
