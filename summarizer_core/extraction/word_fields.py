"""Fields of Word documents: the result is text, the instruction is not (ECMA-376 Part 1, 17.16).

A complex field runs from a ``begin`` over an optional ``separate`` to an ``end`` and may hold
others. One without an end hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from summarizer_core.extraction.marks import harmless
from summarizer_core.extraction.word_styles import W, integer, switch, value_of
from summarizer_core.extraction.word_symbols import symbol

#: Elements with a text of their own: a field begins and ends in the same one.
_STORIES: Final = {
    W + name for name in ("body", "txbxContent", "footnote", "endnote", "hdr", "ftr", "comment")
}
_GONE: Final = {W + "del", W + "moveFrom"}
_BUTTON: Final = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.I | re.S)
_SYMBOL: Final = re.compile(
    r"\s*SYMBOL\s+(?:0x([0-9a-f]{1,6})|([0-9]{1,6}))(?!\w)(?:.*?\\f\s+\"?([\w ]+))?", re.I | re.S
)
_NUMBER: Final = re.compile(r"\s*(?:LISTNUM|AUTONUM(?:LGL|OUT)?)\b", re.I)
_CHECKED: Final = {True: "☒", False: "☐"}


@dataclass
class _Open:
    form: Any | None
    instruction: list[str] = field(default_factory=list)
    shows: bool = False  # whether the result has begun


def whole_fields(root: Any) -> set[Any]:
    """The ``w:fldChar`` elements of fields that have both a beginning and an end."""
    found: set[Any] = set()
    waiting: dict[Any, list[list[Any]]] = {}
    for element in root.iter(W + "fldChar"):
        story = _story(element)
        if story is None:
            continue
        stack = waiting.setdefault(story, [])
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            stack.append([element])
        elif stack:
            stack[-1].append(element)
            if kind == "end":
                found.update(stack.pop())
    return found


def _story(element: Any) -> Any | None:
    """The text that an element belongs to; None for what was deleted."""
    for ancestor in element.iterancestors():
        if ancestor.tag in _GONE:
            return None
        if ancestor.tag in _STORIES:
            return ancestor
    return None


class Fields:
    """Where a walk through one text is, as to its fields.

    Args:
        whole: what ``whole_fields`` found.
        unnumbered: called for a field that shows a number which only Word can compute.
    """

    def __init__(self, whole: set[Any], unnumbered: Callable[[], None]) -> None:
        self._whole, self._unnumbered = whole, unnumbered
        self._open: list[_Open] = []
        self._instructions = 0  # of the open fields, those whose result has not begun

    @property
    def hides(self) -> bool:
        """Whether text at this place is part of an instruction."""
        return self._instructions > 0

    def character(self, element: Any) -> str:
        """Pass a ``w:fldChar``; the text of a field that shows one without having a result."""
        if element not in self._whole:
            return ""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._open.append(_Open(element.find(W + "ffData")))
            self._instructions += 1
        elif kind == "separate" and self._open:
            self._instructions -= not self._open[-1].shows
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            closed = self._open.pop()
            self._instructions -= not closed.shows
            shown = _form_value(closed.form)
            if not shown and not closed.shows:
                instruction = "".join(closed.instruction)
                shown = shown_by_instruction(instruction)
                if _NUMBER.match(instruction) and not self.hides:
                    self._unnumbered()
            return "" if self.hides else shown
        return ""

    def instruction(self, element: Any) -> str:
        """Pass a ``w:instrText``."""
        if self._open:
            self._open[-1].instruction.append(harmless(element.text or ""))
        return ""


def shown_by_instruction(instruction: str) -> str:
    """What a reader sees of a field whose instruction holds its text."""
    button = _BUTTON.match(instruction)
    if button:
        return button.group(1).strip()
    sign = _SYMBOL.match(instruction)
    if not sign:
        return ""
    in_hex, in_decimal, font = sign.groups()
    code = int(in_hex, 16) if in_hex else int(in_decimal)
    return symbol(code & 0xFFFF, (font or "").strip())


def _form_value(form: Any | None) -> str:
    """What a check box or a list of an old form shows (17.16.7, 17.16.9)."""
    if form is None:
        return ""
    box = form.find(W + "checkBox")
    if box is not None:
        checked = switch(box, "checked")
        return _CHECKED[bool(switch(box, "default") if checked is None else checked)]
    choices = form.find(W + "ddList")
    if choices is None:
        return ""
    chosen = value_of(choices, "result") or value_of(choices, "default")
    entries = [entry.get(W + "val") or "" for entry in choices.findall(W + "listEntry")]
    at = integer(chosen, 0)
    return harmless(entries[at]) if 0 <= at < len(entries) else ""
