"""Which text of a web page is there but cannot be seen: white on white, tiny, or off the page.

Of style sheets, rules for one class, id or element count; where a rule gives a background, its last
name is enough, so that letters on it are not taken for invisible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

_SIMPLE: Final = re.compile(r"[.#]?[\w-]+")
_PLAIN: Final = r"(?:white|#fff|#ffffff|#ffff|#ffffffff|rgba?\(\s*255\s*[, ]\s*255\s*[, ]\s*255\b)"
_COLOUR: Final = re.compile(r"(?<![\w-])color\s*:\s*([^;!]+)", re.I)
_WHITE: Final = re.compile(rf"(?:{_PLAIN}|transparent)(?![\w#])", re.I)
_BACKGROUND: Final = re.compile(r"(?<![\w-])background(?:-color|-image)?\s*:\s*([^;!]+)", re.I)
_NO_BACKGROUND: Final = re.compile(
    rf"(?:{_PLAIN}|none|transparent|inherit|initial|unset)(?![\w#])", re.I
)
_SIZE: Final = re.compile(r"font-size\s*:\s*(\d*\.?\d+)\s*(px|pt|em|rem|%|\w+)?", re.I)
_TINY: Final = {"px": 2.0, "pt": 2.0, "em": 0.15, "rem": 0.15, "%": 15.0}
_FAR: Final = r"-\s*(?:\d{4,}(?:\.\d+)?(?:px|pt)|\d{3,}(?:\.\d+)?(?:r?em|%|vw|vh))"
_POSITIONED: Final = re.compile(r"position\s*:\s*(?:absolute|fixed|relative)", re.I)
_MOVED: Final = re.compile(rf"(?<![\w-])(?:left|top|right|bottom)\s*:\s*{_FAR}", re.I)
_INDENTED: Final = re.compile(rf"text-indent\s*:\s*{_FAR}|clip\s*:\s*rect\(\s*0", re.I)
_KEPT: Final = 4_096  # looks that are remembered: elements of a page look alike
_MAX_STYLE: Final = 4_000  # characters of declarations that are looked at


def rules(root: Any) -> Iterator[tuple[list[str], str]]:
    """Selectors and declarations of the page's style sheets, apart from those for some media."""
    for sheet in root.iter("style"):
        # A remark without an end goes on to the end.
        text = re.sub(r"/\*(?:.*?\*/|.*)", "", sheet.text or "", flags=re.S)
        text = re.sub(r"@[^{};@]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
        for rule in text.split("}"):
            selectors, _, declarations = rule.partition("{")
            yield [name.strip() for name in selectors.split(",")], declarations


@dataclass(frozen=True)
class _Look:
    white: bool = False
    tiny: bool = False
    off_page: bool = False
    shaded: bool = False

    @property
    def unseen(self) -> bool:
        return self.tiny or self.off_page or (self.white and not self.shaded)


class Looks:
    """Follows the walk through one page.

    Args:
        root: of the page.
    """

    def __init__(self, root: Any) -> None:
        self._sheet: dict[str, str] = {}
        for selectors, declarations in rules(root):
            for selector in selectors:
                self._learn(selector, declarations[:_MAX_STYLE])
        self._look = _Look()
        self._outer: list[_Look] = []
        self._before = False  # whether the text before the text at hand could not be seen
        self.invisible = 0

    def _learn(self, selector: str, declarations: str) -> None:
        names = _SIMPLE.findall(selector)
        if not names:
            return
        if not _SIMPLE.fullmatch(selector):
            found = _BACKGROUND.search(declarations)
            declarations = found.group() if found else ""
        if declarations and len(self._sheet.get(names[-1].lower(), "")) < _MAX_STYLE:
            known = self._sheet.get(names[-1].lower(), "")
            self._sheet[names[-1].lower()] = f"{known};{declarations}"

    def enter(self, element: Any) -> None:
        """Begin an element, which ``leave`` ends."""
        self._outer.append(self._look)
        declared = self._declared(element)
        if declared:
            self._look = _with(self._look, declared)

    def leave(self) -> None:
        """End the element that was begun last."""
        self._look = self._outer.pop()

    def say(self, text: str) -> None:
        """Count a text: what follows each other without being seen is one place."""
        if text.strip():
            self.invisible += self._look.unseen and not self._before
            self._before = self._look.unseen

    def _declared(self, element: Any) -> str:
        names = [element.tag, *(f".{name}" for name in (element.get("class") or "").split())]
        names += [f"#{element.get('id')}"] if element.get("id") else []
        parts = [self._sheet[name.lower()] for name in names if name.lower() in self._sheet]
        colour = element.get("color") if element.tag == "font" else element.get("text")
        parts += [f"color:{colour}"] if colour else []
        for attribute in ("bgcolor", "background"):
            if element.get(attribute):
                parts.append(f"background:{element.get(attribute)}")
        parts += [element.get("style") or ""]
        return ";".join(part[:_MAX_STYLE] for part in parts if part)


@lru_cache(_KEPT)
def _with(look: _Look, declared: str) -> _Look:
    colours, sizes = _COLOUR.findall(declared), _SIZE.findall(declared)
    backgrounds = _BACKGROUND.findall(declared)
    tiny = look.tiny
    if sizes:
        number, unit = sizes[-1]
        tiny = float(number) <= _TINY.get(unit.lower(), 0.0)
    return _Look(
        bool(_WHITE.match(colours[-1])) if colours else look.white,
        tiny,
        look.off_page or _is_off_page(declared),
        look.shaded or any(not _NO_BACKGROUND.match(value) for value in backgrounds),
    )


def _is_off_page(declared: str) -> bool:
    if _INDENTED.search(declared):
        return True
    return bool(_POSITIONED.search(declared) and _MOVED.search(declared))
