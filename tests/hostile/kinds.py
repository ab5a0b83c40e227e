"""What a hostile sample is, and the building blocks that several formats share."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MIB: Final = 1 << 20
#: What a bomb unpacks to: more than any limit on memory or expanded size.
BOMB_MIB: Final = 1100


@dataclass(frozen=True)
class Trap:
    """Things that a reader must not touch, for files that point at them.

    Args:
        secret: a file outside the sample's folder.
        url: of a server that notes who calls.
        outside: a path at which nothing exists and nothing may be written.
    """

    secret: Path
    url: str
    outside: Path


@dataclass(frozen=True)
class Hostile:
    """One hostile file.

    Args:
        name: as a user would name it.
        build: makes its bytes.
        outcomes: what may come of it: ``read`` or codes of refusals.
    """

    name: str
    build: Callable[[Trap], bytes]
    outcomes: frozenset[str]


class Collection:
    """The samples of one module, in the order in which they are declared."""

    def __init__(self) -> None:
        self.samples: list[Hostile] = []

    def add(self, name: str, build: Callable[[Trap], bytes], *outcomes: str) -> None:
        self.samples.append(Hostile(name, build, frozenset(outcomes)))

    def sample(
        self, name: str, *outcomes: str
    ) -> Callable[[Callable[[Trap], bytes]], Callable[[Trap], bytes]]:
        """Decorator: the function builds the sample of this name."""

        def keep(build: Callable[[Trap], bytes]) -> Callable[[Trap], bytes]:
            self.add(name, build, *outcomes)
            return build

        return keep


def deflated(block: bytes, times: int) -> bytes:
    """``block * times`` as a raw deflate stream (RFC 1951), without ever holding it: after a full
    flush the packed block can be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return packed * times + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def zlibbed(block: bytes, times: int) -> bytes:
    """The same as a zlib stream (RFC 1950), with its checksum right."""
    low, high = 1, 0
    ones, weighted = zlib.adler32(block, 0) & 0xFFFF, zlib.adler32(block, 0) >> 16
    for _ in range(times):
        high = (high + len(block) * low + weighted) % 65521
        low = (low + ones) % 65521
    return b"\x78\xda" + deflated(block, times) + (high << 16 | low).to_bytes(4, "big")


def checksum(block: bytes, times: int) -> int:
    """CRC-32 of ``block * times``."""
    value = 0
    for _ in range(times):
        value = zlib.crc32(block, value)
    return value
