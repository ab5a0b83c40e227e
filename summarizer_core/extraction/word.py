"""DOCX: the package is checked, its parts are walked as XML, in order, nothing twice.

Runs in the child only.
"""

from __future__ import annotations

import re
import struct
import sys
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from summarizer_core.errors import (
    DamagedDocument,
    NoReadableText,
    PasswordRequired,
)
from summarizer_core.extraction import blocks, word_changes, zip_package
from summarizer_core.extraction.cleaning import assemble, clean, clean_line
from summarizer_core.extraction.limits import ReadJob
from summarizer_core.extraction.marks import locate, without
from summarizer_core.extraction.word_package import DAMAGED, KIND, Package
from summarizer_core.extraction.word_repair import Salvage, salvage
from summarizer_core.extraction.word_styles import W
from summarizer_core.extraction.word_text import Found, Walker

Places = dict[int, tuple[int, int]]

_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_MAX_TITLE: Final = 300


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """The DOCX as an ``ExtractedDocument`` in plain types.

    Raises:
        LimitExceeded: a zip bomb (code ``expands_too_much``), nested too deeply
            (``nested_too_deeply``), or more text than can be analysed.
        PasswordRequired: members of the file are encrypted.
        DamagedDocument: no Word document, one that declares entities (``xml_entities``), or one
            that was cut off before its text (``truncated_document``).
        NoReadableText: no text in it.
    """
    # Every level of XML takes a few calls.
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 20 * job.limits.max_nesting))
    whole, salvaged = _checked(path, job)
    with zipfile.ZipFile(whole) as archive:
        package = Package(archive, job.limits.max_nesting)
        return _document(package, job, salvaged)


def _document(package: Package, job: ReadJob, salvaged: Salvage | None) -> dict[str, Any]:
    part = package.main()
    root = package.xml(part) if part else None
    if part is None or root is None or root.find(W + "body") is None:
        raise _lost(salvaged)
    found = Found()
    with ExitStack() as inner:
        walker = Walker(package, part, found, lambda data: _inner(data, job, inner))
        marked = walker.document(root)
    text = clean(without(marked))
    # A break that Word rendered and the one that the author set are one and the same.
    text = re.sub(r"\f(?:[\s\f]*\f)", lambda m: m.group().replace("\f", "") + "\f", text)
    if not any(c.isalnum() for c in text):
        if salvaged:
            raise _lost(salvaged)
        raise NoReadableText(
            "The Word file holds no text. If it shows pictures of pages, recognise their text "
            "first (OCR), or upload the original."
        )
    answer = assemble(text, job.limits)
    places = locate(marked, answer["text"])
    return answer | {
        "title": _title(package),
        "furniture": found.furniture,
        "warnings": [*_damage(package, salvaged), *_warnings(found)],
        "headings": list(_headings(found, places)),
        "comments": list(_comments(found, places, answer)),
    }


def _headings(found: Found, places: Places) -> Iterator[dict[str, int]]:
    for first, last, level in found.headings:
        if first in places and last in places:
            start, end = places[first][0], places[last][1]
            if start < end:
                yield {"start": start, "end": end, "level": level}


def _comments(found: Found, places: Places, answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    spans = [(*comment.span(places), comment) for comment in found.comments]
    pages = answer["pages"]
    ends = [page["end"] for page in pages]
    for start, end, comment in sorted(spans, key=lambda span: span[:2]):
        # What stands between two cells belongs to neither.
        while end - 2 > start and answer["text"].endswith(" |", start, end):
            end -= 2
        page = min(bisect_right(ends, start), len(pages) - 1)
        yield {
            "author": comment.author,
            "text": comment.text,
            "page": pages[page]["number"],
            "start": start,
            "end": end,
        }


def _title(package: Package) -> str | None:
    for name in package.related("", "core-properties"):
        root = package.xml(name)
        title = "" if root is None else root.findtext(_TITLE) or ""
        return clean_line(title)[:_MAX_TITLE] or None
    return None


def _warnings(found: Found) -> Iterator[dict[str, str]]:
    yield from word_changes.warning(found.roots)
    yield from blocks.commented(len(found.comments))
    yield from blocks.hidden_text(found.hidden)
    yield from blocks.invisible_text(found.invisible)
    for count, code, message in (
        (
            found.embedded,
            "embedded_objects",
            "Objects of other programs in the document, such as spreadsheets: {}. Their content "
            "was not read. Upload it as a document of its own if it matters.",
        ),
        (
            found.unnumbered,
            "numbers_not_read",
            "Numbers inside paragraphs that only Word computes (LISTNUM, AUTONUM): {}. They are "
            "missing from the text. Print the document to a PDF and upload that to have them.",
        ),
        (
            found.unread,
            "document_parts_not_read",
            "The document takes in other files that could not be read: {}. Open it in Word, save "
            "it anew and upload that.",
        ),
    ):
        if count:
            yield {"code": code, "message": message.format(count)}


# --- damaged files ---------------------------------------------------------------------------


def _checked(path: Path, job: ReadJob) -> tuple[Path, Salvage | None]:
    """A zip file that holds what ``path`` holds, or what could be recovered of it."""
    _refuse_encrypted(path)
    try:
        zip_package.check(path, job.limits.expanded_bytes, KIND)
        return path, None
    except DamagedDocument as error:
        if error.code == "xml_entities":
            raise
    except (OSError, ValueError, OverflowError, IndexError, struct.error):
        pass  # zipfile on a directory that makes no sense, which may lead before the file
    expanded = job.limits.expanded_bytes
    target = job.folder / "salvaged.zip"
    refusal = zip_package.too_large(expanded, KIND)
    salvaged = salvage(path, target, expanded, refusal)
    zip_package.check(target, expanded, KIND)
    return target, salvaged


def _refuse_encrypted(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            encrypted = any(member.flag_bits & 1 for member in archive.infolist())
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        return
    if encrypted:
        raise PasswordRequired(
            "The Word file is packed with a password. Unpack it, remove the password and upload "
            "it again.",
            code="encrypted_word_file",
        )


def _inner(data: bytes, job: ReadJob, opened: ExitStack) -> Package | None:
    """A document in the document, checked like any other; None when it cannot be read."""
    path = job.folder / "inner.docx"
    path.write_bytes(data)
    try:
        zip_package.check(path, job.limits.expanded_bytes, KIND)
    except DamagedDocument as error:
        if error.code == "xml_entities":
            raise
        return None
    archive = opened.enter_context(zipfile.ZipFile(BytesIO(data)))
    return Package(archive, job.limits.max_nesting)


def _lost(salvaged: Salvage | None) -> DamagedDocument:
    if salvaged is None or not salvaged.cut_off:
        return DamagedDocument(DAMAGED)
    return DamagedDocument(
        "The Word file is cut off: its end is missing, and no text can be recovered. Get the file "
        "anew, for example by downloading it again, and upload that.",
        code="truncated_document",
    )


def _damage(package: Package, salvaged: Salvage | None) -> Iterator[dict[str, str]]:
    if salvaged and salvaged.cut_off:
        yield from blocks.damaged_file()
        return
    if salvaged and not package.damaged and _text_is_whole(package, salvaged):
        message = (
            "The Word file is damaged, but only in parts without text, such as pictures. It was "
            "repaired and its text was read in full."
        )
    elif salvaged or package.damaged or package.doubled:
        message = (
            "The Word file is damaged. It was repaired and what could be recovered was read; text "
            "may be missing. Compare it with what Word shows."
        )
    else:
        return
    yield {"code": "damaged_file", "message": message}


def _text_is_whole(package: Package, salvaged: Salvage) -> bool:
    """Whether all that was lost are pictures and the like."""
    targets = [relation.target for relation in package.relations(package.main() or "").values()]
    lost = [name for name in targets if name is not None and name not in package]
    return bool(targets) and not any(map(zip_package.is_xml, [*salvaged.broken, *lost]))
