"""Damaged PDFs: how to notice, and what can be saved of them.

pdfium mends a broken cross-reference table without a word, so a look at the file's end tells
whether anything was wrong; qpdf (through pikepdf) then writes the file anew. Of a file that lost
its end, and with it the list of its pages, the pages themselves are still there: they are listed
anew. Runs in the child only.
"""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_TAIL: Final = 2_048  # bytes before the last end marker in which its offset stands
_END: Final = b"%%EOF"
_XREF: Final = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_OBJECT: Final = re.compile(rb"(?<!\d)(\d{1,8})[ \t]+(\d{1,5})[ \t]+obj\b")
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
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


def repair(path: Path, target: Path) -> bool:
    """Write what can be saved of ``path`` to ``target``; whether there are pages in it."""
    return _rewrite(path, target) or _rewrite_pages(path, target)


def _rewrite(path: Path, target: Path) -> bool:
    import pikepdf

    try:
        with pikepdf.open(path, suppress_warnings=True) as document:
            if len(document.pages) == 0:
                return False
            document.save(target)
            return True
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError, ValueError, RuntimeError):
        return False


def _rewrite_pages(path: Path, target: Path) -> bool:
    """List the pages anew: a catalog and a page tree are written behind the file's last bytes."""
    data = path.read_bytes()
    numbers = [int(match.group(1)) for match in _OBJECT.finditer(data)]
    pages = _pages(data)
    if not pages:
        return False
    tree, catalog = max(numbers) + 1, max(numbers) + 2
    kids = b" ".join(b"%d %d R" % page for page in pages)
    mended = target.with_suffix(".mended")
    mended.write_bytes(
        data
        + b"\nendstream\nendobj\n"
        + b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%b]>>\nendobj\n" % (tree, len(pages), kids)
        + b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (catalog, tree)
        + b"trailer\n<</Root %d 0 R/Size %d>>\nstartxref\n0\n%%%%EOF\n" % (catalog, catalog + 1)
    )
    return _rewrite(mended, target)


def _pages(data: bytes) -> list[tuple[int, int]]:
    """Number and generation of the page objects, in the order in which the file holds them."""
    found: dict[tuple[int, int], None] = {}
    matches = list(_OBJECT.finditer(data))
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = min(following.start() if following else len(data), match.end() + _MAX_OBJECT)
        body = data[match.end() : end]
        if _PAGE.search(body) and b"endobj" in body:
            found[int(match.group(1)), int(match.group(2))] = None
    return list(found)


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
