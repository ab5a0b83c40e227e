"""Damaged PDFs: how to notice, and what can be saved of them.

pdfium mends a broken cross-reference table without a word, so a look at the file's end tells
whether anything was wrong; qpdf (through pikepdf) then writes the file anew. Of a file that lost
its end, and with it the list of its pages, the pages themselves are still there: they are listed
anew. Runs in the child only.
"""

from __future__ import annotations

import itertools
import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pikepdf

from summarizer_core.extraction.pdf_structure import resources_of

_TAIL: Final = 2_048  # bytes before the last end marker in which its offset stands
_END: Final = b"%%EOF"
_XREF: Final = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_OBJECT: Final = re.compile(rb"(?<!\d)(\d{1,8})[ \t]+(\d{1,5})[ \t]+obj\b")
_NUMBER: Final = re.compile(rb"(?<!\d)(\d{1,8})[ \t\r\n]+\d{1,5}[ \t\r\n]+(?:obj|R)\b")
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_OBJECT_STREAM: Final = re.compile(
    rb"\bobj\s*(<<(?:(?!endobj|stream).){0,400}?/ObjStm(?:(?!endobj|stream).){0,400}>>)\s*stream\r?\n",
    re.S,
)
_CLOSED: Final = b"\nendstream\nendobj\n"
_COUNT: Final = re.compile(rb"/N\s+(\d{1,7})")
_FIRST: Final = re.compile(rb"/First\s+(\d{1,9})")
_FONT_USED: Final = re.compile(rb"/([^\s/()<>\[\]{}%]+)\s+-?[\d.]+\s+Tf\b")
_MAX_OBJECT: Final = 64 * 1024  # bytes of an object's start in which a page says that it is one


@dataclass(frozen=True)
class Damage:
    """What is wrong with a file: ``cut_off`` when its end is missing."""

    cut_off: bool


def find_damage(path: Path) -> Damage | None:
    """Look at the file's end: it must say where its cross-reference table is (ISO 32000-1, 7.5.5),
    and the table must be there."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = data.rfind(_END)
        # Mail programs and servers append bytes; objects behind the last end are a lost update.
        if end < 0 or _OBJECT.search(data, end):
            return Damage(cut_off=True)
        start = re.findall(rb"startxref\s+(\d{1,12})", data[max(0, end - _TAIL) : end])
        if not start:
            return Damage(cut_off=False)
        # Some files have bytes before their header, from which offsets count.
        header = max(0, data.find(b"%PDF-", 0, 1024))
        places = (int(start[-1]), int(start[-1]) + header)
        sound = any(place < len(data) and _XREF.match(data, place) for place in places)
        return None if sound else Damage(cut_off=False)


def repair(path: Path, target: Path, damage: Damage, *, expanded_bytes: int) -> bool:
    """Write what can be saved of ``path`` to ``target``; whether there are pages in it.

    Args:
        damage: what is wrong with the file.
        expanded_bytes: what is unpacked of it at most.
    """
    source = path
    if damage.cut_off:
        # The last object may have lost its end only.
        source = target.with_suffix(".closed")
        source.write_bytes(path.read_bytes() + _CLOSED)
    return _rewrite(source, target) or _rewrite_pages(source, target, expanded_bytes)


def _rewrite(path: Path, target: Path) -> bool:
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            if len(document.pages) == 0:
                return False
            document.save(target)
            return True
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError):
        return False


def _rewrite_pages(path: Path, target: Path, expanded_bytes: int) -> bool:
    """List the pages anew: packed objects, a catalog and a page tree are written behind the file's
    last bytes."""
    data = path.read_bytes()
    unpacked = b"".join(_unpacked(data, expanded_bytes))
    mended = target.with_suffix(".mended")
    data += unpacked
    pages = _pages(data)
    if not pages:
        return False
    # A new number: what is lost may still be referred to.
    tree = max(int(match.group(1)) for match in _NUMBER.finditer(data)) + 1
    catalog = tree + 1
    kids = b" ".join(b"%d %d R" % page for page in pages)
    mended.write_bytes(
        data
        + b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%b]>>\nendobj\n" % (tree, len(pages), kids)
        + b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (catalog, tree)
        + b"trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (catalog, catalog + 1)
    )
    return _rewrite(mended, target)


def _unpacked(data: bytes, expanded_bytes: int) -> Iterator[bytes]:
    """The objects in object streams (ISO 32000-1, 7.5.7), each as one of its own: without the
    cross-reference stream at the file's end nobody else finds them."""
    left = expanded_bytes
    for match in _OBJECT_STREAM.finditer(data):
        header = match.group(1)
        count, first = _COUNT.search(header), _FIRST.search(header)
        if count is None or first is None or b"/FlateDecode" not in header:
            continue
        inflate = zlib.decompressobj()
        stop = data.find(b"endstream", match.end())
        try:
            body = inflate.decompress(data[match.end() : stop if stop >= 0 else None], left)
        except zlib.error:
            continue
        left -= len(body)
        if left <= 0:
            return
        start = int(first.group(1))
        numbers = [int(n) for n in re.findall(rb"\d{1,9}", body[:start])[: 2 * int(count.group(1))]]
        places = [*zip(numbers[::2], numbers[1::2], strict=False), (0, len(body) - start)]
        for (number, place), (_, end) in itertools.pairwise(places):
            yield b"%d 0 obj\n%b\nendobj\n" % (number, body[start + place : start + end])


def _pages(data: bytes) -> list[tuple[int, int]]:
    """Number and generation of the page objects, in the order in which the file holds them."""
    found: dict[tuple[int, int], None] = {}
    matches = list(_OBJECT.finditer(data))
    starts = [*(match.start() for match in matches[1:]), len(data)]
    for match, following in zip(matches, starts, strict=False):
        body = data[match.end() : min(following, match.end() + _MAX_OBJECT)]
        if _PAGE.search(body) and b"endobj" in body:
            found[int(match.group(1)), int(match.group(2))] = None
    return list(found)


def pages_without_fonts(path: Path) -> frozenset[int]:
    """Numbers of the pages that name fonts which are lost: what they say cannot be told, and what
    is drawn of it is wrong."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            return frozenset(
                number for number, page in enumerate(document.pages, 1) if _lacks_fonts(page)
            )
    except (pikepdf.PdfError, OSError, ValueError, TypeError, RuntimeError, AttributeError):
        return frozenset()


def _lacks_fonts(page: pikepdf.Page) -> bool:
    resources = resources_of(page)
    fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
    known = fonts if isinstance(fonts, pikepdf.Dictionary) else pikepdf.Dictionary()
    contents = page.obj.get("/Contents", ())
    parts = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
    streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
    used = {name for stream in streams for name in _FONT_USED.findall(_decoded(stream))}
    return any(
        not isinstance(known.get("/" + name.decode("latin-1")), pikepdf.Dictionary) for name in used
    )


def _decoded(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:  # cut off in the middle
        return b""


def warning(damage: Damage) -> dict[str, Any]:
    """What to tell of a file that was repaired."""
    if damage.cut_off:
        message = (
            "The PDF was cut off: its end is missing. It was repaired as far as possible, and what "
            "could be saved was analysed; pages at the end may be lost. Upload the whole file if "
            "you have it."
        )
        return {"code": "truncated_file", "message": message}
    message = "The PDF was damaged and has been repaired. Compare the text with the original."
    return {"code": "repaired_file", "message": message}
