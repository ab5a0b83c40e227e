"""What styles of a Word document say about numbering, headings and visibility.

A style takes from those that it is based on what it does not say itself; the nearest wins.
Rules: ECMA-376 Part 1, 17.7. Elements are lxml elements; nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_STYLE_CHAIN: Final = 20
_OFF: Final = ("0", "false", "off", "none")
#: Word stores built-in names in English whatever its language; other programs and converted
#: templates store what their users see.
_HEADING_NAME: Final = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|titulo|kop|rubrik|overskrift|otsikko|nagłówek|"
    r"nadpis|címsor|заголовок|başlık|επικεφαλίδα|encabezado|intestazione|标题|見出し)\s*([1-9])",
    re.IGNORECASE,
)
_TITLES: Final = ("title", "titel", "titre", "título", "titolo")


def value_of(element: Any, name: str) -> str | None:
    """``w:val`` of the child ``w:<name>``, or None."""
    if element is None:
        return None
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def integer(text: str | None, default: int) -> int:
    """A number of the file, ``default`` when it is none that lists and styles can have."""
    try:
        number = default if text is None else int(text)
    except ValueError:
        return default
    return number if -(1 << 31) <= number < 1 << 31 else default


def switch(properties: Any | None, name: str) -> bool | None:
    """Whether a switch such as ``w:vanish`` is on or off among properties; None when unsaid."""
    element = None if properties is None else properties.find(W + name)
    return None if element is None else (element.get(W + "val") or "1").lower() not in _OFF


def shaded(properties: Any | None) -> bool:
    """Whether properties give a background other than white."""
    if properties is None:
        return False
    shading, marker = properties.find(W + "shd"), value_of(properties, "highlight")
    if marker not in (None, "none", "white"):
        return True
    if shading is None:
        return False
    fill = (shading.get(W + "fill") or "auto").lower()
    return fill not in ("auto", "ffffff") or shading.get(W + "val") not in (None, "clear", "nil")


class Styles:
    """The styles of one document.

    Args:
        root: the ``w:styles`` element, or None.
    """

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Any] = {}
        self.default: str | None = None
        self._defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._hidden: dict[tuple[str | None, str | None], bool] = {}
        self._values: dict[tuple[str | None, str], str | None] = {}
        self._levels: dict[str | None, int | None] = {}
        self._numbers: dict[str | None, tuple[str | None, int | None, str | None]] = {}
        for style in [] if root is None else root.findall(W + "style"):
            name = style.get(W + "styleId")
            self._styles[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
                self.default = name

    def chain(self, style: str | None) -> Iterator[Any]:
        """The style's element and those it is based on, nearest first."""
        for _ in range(_MAX_STYLE_CHAIN):
            element = self._styles.get(style or "")
            if element is None:
                return
            yield element
            style = value_of(element, "basedOn")

    def numbering(self, style: str | None) -> tuple[str | None, int | None, str | None]:
        """List id, level and the style that names the list."""
        if style not in self._numbers:
            self._numbers[style] = self._numbering(style)
        return self._numbers[style]

    def _numbering(self, style: str | None) -> tuple[str | None, int | None, str | None]:
        level: int | None = None
        for element in self.chain(style):
            properties = element.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            if level is None and value_of(properties, "ilvl") is not None:
                level = integer(value_of(properties, "ilvl"), 0)
            number = value_of(properties, "numId")
            if number is not None:
                return number, level, element.get(W + "styleId")
        return None, level, None

    def hides(self, paragraph: str | None, character: str | None) -> bool:
        """Whether the styles of a run hide it. A character style turns what the paragraph's style
        says around (17.7.3); what is hidden by default stays so."""
        key = (paragraph, character)
        if key not in self._hidden:
            by_style = self._switched(paragraph) ^ self._switched(character)
            self._hidden[key] = by_style or bool(switch(self._defaults, "vanish"))
        return self._hidden[key]

    def _switched(self, style: str | None) -> bool:
        for element in self.chain(style):
            on = switch(element.find(W + "rPr"), "vanish")
            if on is not None:
                return on
        return False

    def run_value(self, style: str | None, name: str) -> str | None:
        """``w:val`` of a run property such as ``w:color`` that a style gives."""
        if (style, name) not in self._values:
            properties = (element.find(W + "rPr") for element in self.chain(style))
            values = (value_of(entry, name) for entry in properties)
            self._values[style, name] = next((v for v in values if v is not None), None)
        return self._values[style, name]

    def shades(self, style: str | None) -> bool:
        """Whether a style gives a background, also to parts of a table."""
        return any(
            shaded(properties)
            for element in self.chain(style)
            for name in ("rPr", "pPr", "tcPr", "tblPr")
            for properties in element.iter(W + name)
        )

    def heading_level(self, properties: Any | None) -> int | None:
        """Level of the heading that a paragraph with these ``w:pPr`` is; None for body text.

        The title of a document counts as level 1.
        """
        own = value_of(properties, "outlineLvl")
        if own is not None:
            return _outline(own)
        style = value_of(properties, "pStyle") or self.default
        if style not in self._levels:
            self._levels[style] = self._heading_level(style)
        return self._levels[style]

    def _heading_level(self, style: str | None) -> int | None:
        for element in self.chain(style):
            outline = value_of(element.find(W + "pPr"), "outlineLvl")
            if outline is not None:
                return _outline(outline)
            name = (value_of(element, "name") or "").strip()
            match = _HEADING_NAME.fullmatch(name)
            if match or name.lower() in _TITLES:
                return int(match.group(1)) if match else 1
        return None


def _outline(value: str) -> int | None:
    """Level from ``w:outlineLvl``, which counts from 0; 9 is body text (17.3.1.20)."""
    level = integer(value, 9)
    return level + 1 if 0 <= level < 9 else None
