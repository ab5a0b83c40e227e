"""Formulas of Word documents as one line: a fraction as ``a/b``, brackets and signs shown.

Brackets, the signs of sums and roots are properties, not text (ECMA-376 Part 1, 22.1).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from summarizer_core.extraction.marks import harmless

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

#: Gives the text inside an element.
Inside = Callable[[Any], str]


def _part(element: Any, name: str, inside: Inside) -> str:
    part = element.find(M + name)
    return "" if part is None else inside(part)


def _grouped(text: str) -> str:
    """Text that stays together beside a sign: in brackets when it is more than a word."""
    return text if text.strip().isalnum() or not text else f"({text})"


def _sign(element: Any, properties: str, name: str, default: str) -> str:
    sign = element.find(f"{M}{properties}/{M}{name}")
    return default if sign is None else harmless(sign.get(M + "val") or "")


def _fraction(element: Any, inside: Inside) -> str:
    above, below = _part(element, "num", inside), _part(element, "den", inside)
    return f"{_grouped(above)}/{_grouped(below)}" if above and below else above + below


def _brackets(element: Any, inside: Inside) -> str:
    between = _sign(element, "dPr", "sepChr", "|")
    text = between.join(inside(part) for part in element.findall(M + "e"))
    left, right = _sign(element, "dPr", "begChr", "("), _sign(element, "dPr", "endChr", ")")
    return f"{left}{text}{right}" if text else ""


def _raised(element: Any, inside: Inside) -> str:
    above = _part(element, "sup", inside)
    return _part(element, "e", inside) + (f"^{_grouped(above)}" if above else "")


def _root(element: Any, inside: Inside) -> str:
    text = _part(element, "e", inside)
    return f"{_part(element, 'deg', inside)}√{_grouped(text)}" if text else ""


def _sum(element: Any, inside: Inside) -> str:
    below, above = _part(element, "sub", inside), _part(element, "sup", inside)
    limits = (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")
    text = _part(element, "e", inside)
    return _sign(element, "naryPr", "chr", "∫") + limits + " " + text if text else ""


_FORMS: Final = {
    M + "f": _fraction,
    M + "d": _brackets,
    M + "sSup": _raised,
    M + "rad": _root,
    M + "nary": _sum,
}


def forms(inside: Inside) -> dict[str, Callable[[Any], str]]:
    """By tag, what reads an element that is more than the text in it."""
    return {tag: partial(read, inside=inside) for tag, read in _FORMS.items()}
