"""Documents that are zip files (Word, OpenDocument): checked before a parser sees them."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer_core.errors import DamagedDocument, LimitExceeded

_BLOCK: Final = 1 << 16
_MAX_PARTS: Final = 10_000
_TAIL: Final = 128
#: What the library raises on damaged packages (wrong offsets, names, methods, sums).
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What the sentences about a package say.

    Args:
        file: such as "Word file".
        program: that makes such files, such as "Word".
        damaged: the sentence for a package that cannot be opened.
    """

    file: str
    program: str
    damaged: str


def check(path: Path, expanded_bytes: int, kind: Kind) -> None:
    """Read every part once, in small blocks: sizes are counted, declared ones and actual ones.

    Raises:
        LimitExceeded: it unpacks to more than ``expanded_bytes`` (code ``expands_too_much``).
        DamagedDocument: no zip file, or an XML part that declares a document type or entities
            (code ``xml_entities``).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            declared = sum(part.file_size for part in parts)
            if declared > expanded_bytes or len(parts) > _MAX_PARTS:
                raise too_large(expanded_bytes, kind)
            left = expanded_bytes
            for part in parts:
                left -= _check_part(archive, part, left, expanded_bytes, kind)
    except _BROKEN as error:
        raise DamagedDocument(kind.damaged) from error


def refuse_entities(data: bytes, kind: Kind) -> None:
    """Refuse XML that declares a document type or entities.

    Raises:
        DamagedDocument: code ``xml_entities``.
    """
    # In escaped text "<" cannot occur, so this finds declarations only.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise entities(kind)


def entities(kind: Kind) -> DamagedDocument:
    """The refusal of XML that declares a document type or entities."""
    return DamagedDocument(
        f"The {kind.file} declares XML entities, which {kind.program} never does and attacks "
        f"do. It was not read. Save it anew in {kind.program} and upload that.",
        code="xml_entities",
    )


def too_large(expanded_bytes: int, kind: Kind) -> LimitExceeded:
    """The refusal of a package that unpacks to more than it may."""
    return LimitExceeded(
        f"The {kind.file} unpacks to more than {expanded_bytes >> 20} MB. Remove its pictures, or "
        "export it as PDF, and upload that.",
        code="expands_too_much",
    )


def _check_part(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, expanded_bytes: int, kind: Kind
) -> int:
    """Bytes that the part really has."""
    xml = is_xml(part.filename)
    size = 0
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > left:
                raise too_large(expanded_bytes, kind)
            if xml:
                tail = _check_xml(tail, block, kind)
    return size


def is_xml(name: str) -> bool:
    """Whether a part of this name is XML."""
    return name.lower().endswith((".xml", ".rels", ".rdf"))


def _check_xml(tail: bytes, block: bytes, kind: Kind) -> bytes:
    # Without NULs a declaration reads the same in UTF-8 and UTF-16.
    data = tail + block.replace(b"\x00", b"")
    refuse_entities(data, kind)
    return data[-_TAIL:]
