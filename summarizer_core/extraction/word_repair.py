"""What is left of a damaged or cut-off zip file, from the headers in front of its members.

A zip file has its directory at the end; a file that was cut off has none. Each member also has a
header of its own (APPNOTE 4.3.7), and a deflated stream says itself where it ends.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer_core.errors import DocumentError

_HEADER: Final = b"PK\x03\x04"
_DIRECTORY_END: Final = b"PK\x05\x06"
_DIRECTORY: Final = b"PK\x01\x02"
_FIXED: Final = 30  # bytes of a member's header before its name
_BLOCK: Final = 1 << 12
_MAX_MEMBERS: Final = 10_000


@dataclass(frozen=True)
class Salvage:
    """What was found: names of the members that are not whole, and whether the file has lost its
    end."""

    broken: frozenset[str]
    cut_off: bool


@dataclass(frozen=True)
class _Member:
    name: str
    data: bytes
    whole: bool
    end: int


def salvage(path: Path, target: Path, expanded_bytes: int, too_large: DocumentError) -> Salvage:
    """Write a new zip file with what can be recovered from a damaged one.

    Args:
        path: the damaged file; it is not changed.
        target: the new file.
        expanded_bytes: what all members may have together.
        too_large: raised when they have more.
    """
    data = path.read_bytes()
    found: dict[str, bool] = {}
    left = expanded_bytes
    with zipfile.ZipFile(target, "w") as archive:
        at = data.find(_HEADER)
        while at >= 0:
            member = _member(data, at, left)
            at = data.find(_HEADER, at + 4 if member is None else max(member.end, at + 4))
            if member is None or not member.name:
                continue
            left -= len(member.data)
            if left < 0:
                raise too_large
            if member.name not in found and len(found) < _MAX_MEMBERS:
                found[member.name] = member.whole
                archive.writestr(member.name, member.data)
    broken = frozenset(name for name, whole in found.items() if not whole)
    return Salvage(broken, _DIRECTORY_END not in data[-65_557:])


def _member(data: bytes, at: int, budget: int) -> _Member | None:
    """The member whose header is at ``at``; None for one that cannot be read."""
    if len(data) - at < _FIXED:
        return None
    flags, method, _, _, crc, packed, _, name_length, extra = struct.unpack_from(
        "<HHHHIIIHH", data, at + 6
    )
    start = at + _FIXED + name_length + extra
    encoding = "utf-8" if flags & 0x800 else "cp437"
    name = data[at + _FIXED : at + _FIXED + name_length].decode(encoding, "replace")
    if flags & 1 or method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return None
    if method == zipfile.ZIP_DEFLATED:
        content, complete, end = _inflated(data, start, budget)
    else:
        content, complete, end = _stored(data, start, None if flags & 8 else packed)
    # With flag 8 the checksum stands behind the data; the stream's own end has to do.
    whole = complete and (bool(flags & 8) or zlib.crc32(content) == crc)
    return _Member(name, content, whole, end)


def _stored(data: bytes, start: int, size: int | None) -> tuple[bytes, bool, int]:
    if size is not None:
        end = start + size
        return data[start:end], end <= len(data), min(end, len(data))
    ends = [at for mark in (_HEADER, _DIRECTORY) if (at := data.find(mark, start)) >= 0]
    end = min(ends, default=len(data))
    return data[start:end], bool(ends), end


def _inflated(data: bytes, start: int, budget: int) -> tuple[bytes, bool, int]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    blocks: list[bytes] = []
    size, at = 0, start
    try:
        while not stream.eof and at < len(data) and size <= budget:
            blocks.append(stream.decompress(data[at : at + _BLOCK]))
            size += len(blocks[-1])
            at += _BLOCK
    except zlib.error:
        return b"".join(blocks), False, start
    end = min(at, len(data)) - len(stream.unused_data)
    return b"".join(blocks), stream.eof, end
