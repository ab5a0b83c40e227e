"""Fonts of a PDF that do not say what their glyphs mean.

A font that names its glyphs by number alone (Identity encoding, ISO 32000-1, 9.7.5.2) needs a
``ToUnicode`` map to be read; without one, pdfium hands out the numbers as if they were letters and
reports no error, so the fonts themselves are looked at. Runs in the child only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf

_IDENTITY: Final = ("/Identity-H", "/Identity-V")
_DEPTH: Final = 4
_MAX_RESOURCES: Final = 20_000


def unmapped_fonts(path: Path) -> frozenset[str]:
    """Names (``BaseFont``) of fonts on the pages, and in their form objects, that cannot be read;
    none that a readable font has too. Of a file that qpdf cannot open, none."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            unmapped: set[str] = set()
            mapped: set[str] = set()
            for font in _fonts(document):
                (unmapped if _is_unmapped(font) else mapped).add(str(font.get("/BaseFont", ""))[1:])
            # Characters are known by the name of their font alone.
            return frozenset(unmapped - mapped)
    except (pikepdf.PdfError, OSError, ValueError, TypeError, RuntimeError, AttributeError):
        return frozenset()


def _fonts(document: pikepdf.Pdf) -> Iterator[Any]:
    seen: set[tuple[int, int]] = set()
    waiting = [(resources_of(page), 0) for page in document.pages]
    for resources, depth in waiting:
        yield from _values(resources, "/Font", seen)
        if depth < _DEPTH and len(waiting) < _MAX_RESOURCES:
            forms = _values(resources, "/XObject", seen)
            waiting += [(form.get("/Resources"), depth + 1) for form in forms]


def resources_of(page: Any) -> Any:
    """Resources of a page, which may stand at a node above it."""
    node = page.obj
    for _ in range(_DEPTH * 4):
        if "/Resources" in node or "/Parent" not in node:
            break
        node = node["/Parent"]
    return node.get("/Resources")


def _values(resources: Any, kind: str, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """Dictionaries of one kind among the resources that were not looked at yet."""
    entries = resources.get(kind) if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(entries, pikepdf.Dictionary):
        return
    for name in entries.keys():
        value = entries[name]
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if value.is_indirect:
            if value.objgen in seen:
                continue
            seen.add(value.objgen)
        yield value


def _is_unmapped(font: Any) -> bool:
    if font.get("/Subtype") != "/Type0" or "/ToUnicode" in font:
        return False
    if str(font.get("/Encoding", "")) not in _IDENTITY:
        return False
    descendants = font.get("/DescendantFonts")
    system = descendants[0].get("/CIDSystemInfo") if descendants else None
    # Character collections such as Adobe-Japan1 have maps of their own.
    return system is None or str(system.get("/Ordering", "")) == "Identity"
