"""What the structure of a PDF tells and pdfium does not: fonts, damaged pages, layers, portfolios.

A font that names its glyphs by number alone (Identity encoding, ISO 32000-1, 9.7.5.2) needs a
``ToUnicode`` map to be read; without one, pdfium hands out the numbers as if they were letters and
reports no error. Of contents that do not unpack it reads what comes before the damage, without a
word. Runs in the child only.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pikepdf

_IDENTITY: Final = ("/Identity-H", "/Identity-V")
_DEPTH: Final = 4
_MAX_RESOURCES: Final = 20_000
_BLOCK: Final = 1 << 20
_MAX_UNPACKED: Final = 64 << 20  # bytes of one page's contents
_BROKEN: Final = (
    pikepdf.PdfError, OSError, ValueError, TypeError, RuntimeError, AttributeError, KeyError,
)  # fmt: skip


@dataclass(frozen=True)
class Structure:
    """What was seen.

    Args:
        unmapped_fonts: names (``BaseFont``) of fonts on the pages, and in their form objects, that
            cannot be read; none that a readable font has too, because characters are known by the
            name of their font alone.
        damaged_pages: numbers of pages whose contents do not unpack as a whole.
        hides_layers: whether layers (optional content) are switched off.
        portfolio: whether the file is a collection of others (ISO 32000-1, 12.3.5).
    """

    unmapped_fonts: frozenset[str] = frozenset()
    damaged_pages: frozenset[int] = frozenset()
    hides_layers: bool = False
    portfolio: bool = False


def inspect(path: Path) -> Structure:
    """Look at a file that is open to all. Of one that qpdf cannot open, nothing is known."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            return Structure(
                _unmapped_fonts(document),
                frozenset(n for n, page in enumerate(document.pages, 1) if _is_damaged(page)),
                _hides_layers(document),
                "/Collection" in document.Root,
            )
    except _BROKEN:
        return Structure()


def _hides_layers(document: pikepdf.Pdf) -> bool:
    layers = document.Root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    if not isinstance(default, pikepdf.Dictionary):
        return False
    return len(default.get("/OFF", ())) > 0 or default.get("/BaseState") == "/OFF"


def _is_damaged(page: pikepdf.Page) -> bool:
    try:
        contents = page.obj.get("/Contents", ())
        parts = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
        return any(isinstance(part, pikepdf.Stream) and not _unpacks(part) for part in parts)
    except _BROKEN:
        return True


def _unpacks(stream: pikepdf.Stream) -> bool:
    """Whether a stream packed in the usual ways is whole. Others are taken for whole."""
    packing = stream.get("/Filter", ())
    names = [str(n) for n in (packing if isinstance(packing, pikepdf.Array) else [packing])]
    if names[-1:] != ["/FlateDecode"] or names[:-1] not in ([], ["/ASCII85Decode"]):
        return True
    data = stream.read_raw_bytes()
    if names[:-1]:
        try:
            data = base64.a85decode(data.strip().removesuffix(b"~>"))
        except ValueError:
            return False
    inflate = zlib.decompressobj()
    seen = 0
    try:
        while data and not inflate.eof and seen < _MAX_UNPACKED:
            seen += len(inflate.decompress(data, _BLOCK))
            data = inflate.unconsumed_tail
    except zlib.error:
        return False
    return inflate.eof or seen >= _MAX_UNPACKED


def _unmapped_fonts(document: pikepdf.Pdf) -> frozenset[str]:
    unmapped: set[str] = set()
    mapped: set[str] = set()
    for font in _fonts(document):
        (unmapped if _is_unmapped(font) else mapped).add(str(font.get("/BaseFont", ""))[1:])
    return frozenset(unmapped - mapped)


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
