"""Ways of damaging a file. Each takes a source of chance and the bytes, and gives new bytes."""

from __future__ import annotations

import copy
import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Final

from lxml import etree

Mutation = Callable[[random.Random, bytes], bytes]

_BOUNDARIES: Final = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000,
                      0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF)  # fmt: skip
_NUMBERS: Final = (b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"2147483648", b"",
                   b"-2147483648", b"4294967295", b"99999999999999999999", b"1e309", b"0.0000001",
                   b"NaN")  # fmt: skip
_TOKEN: Final = re.compile(
    rb"</?[A-Za-z:]+|/[A-Za-z]+|\\[a-z]+|<<|>>|[\[\]{}()<>\"]|-?\d+|[A-Za-z]+"
)


def flip_bits(chance: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def overwrite(chance: random.Random, data: bytes) -> bytes:
    """Numbers at the edge of what fits, in either order of bytes."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        size, order = chance.choice((1, 2, 4, 8)), chance.choice(("big", "little"))
        value = chance.choice([b for b in _BOUNDARIES if b < 1 << 8 * size])
        at = chance.randrange(len(out))
        out[at : at + size] = value.to_bytes(size, order)  # type: ignore[arg-type]
    return bytes(out)


def _block(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 4, 32, 256, 4096)))


def delete(chance: random.Random, data: bytes) -> bytes:
    start, end = _block(chance, data)
    return data[:start] + data[end:]


def duplicate(chance: random.Random, data: bytes) -> bytes:
    start, end = _block(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def swap(chance: random.Random, data: bytes) -> bytes:
    (a, b), (c, d) = sorted((_block(chance, data), _block(chance, data)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def cut_off(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(1, len(data))]


def cut_front(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.choice((4, 8, 64))] + data[chance.randrange(len(data)) :]


def noise_inside(chance: random.Random, data: bytes) -> bytes:
    start, end = _block(chance, data)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def noise(chance: random.Random, data: bytes) -> bytes:
    """Only the first bytes, which name the type, are kept."""
    return data[: chance.choice((5, 16, 512))] + chance.randbytes(chance.choice((10, 1000, 20_000)))


def numbers(chance: random.Random, data: bytes) -> bytes:
    """Some numbers written in digits become others."""
    share = chance.choice((0.003, 0.03, 0.3))
    return re.sub(
        rb"(?<![A-Za-z#])-?\d+",
        lambda m: chance.choice(_NUMBERS) if chance.random() < share else m.group(),
        data,
    )


def tokens(chance: random.Random, data: bytes) -> bytes:
    """Words, names, tags and brackets go missing, come twice or change places."""
    found = _TOKEN.findall(data[:200_000])
    if not found:
        return data
    share = chance.choice((0.001, 0.01, 0.1))

    def change(match: re.Match[bytes]) -> bytes:
        if chance.random() >= share:
            return match.group()
        return chance.choice((b"", match.group() * 2, chance.choice(found), b"\x00"))

    return _TOKEN.sub(change, data)


def nest(chance: random.Random, data: bytes) -> bytes:
    """One token again and again, in its place."""
    found = list(_TOKEN.finditer(data[:200_000]))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + match.group() * chance.choice((50, 5000)) + data[match.end() :]


def elements(chance: random.Random, data: bytes) -> bytes:
    """Elements of XML go, come twice, move, nest or get other values; it stays well-formed."""
    try:
        root = etree.fromstring(data)
    except (etree.XMLSyntaxError, ValueError):
        return data
    for _ in range(chance.choice((1, 3, 10))):
        found = list(root.iter("*"))[: 5 * _MAX_ELEMENTS]
        one, other = chance.choice(found), chance.choice(found)
        chance.choice(_TREE)(chance, one, other)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


#: Copies of copies would grow without end.
_MAX_ELEMENTS: Final = 2_000


def _remove(_: random.Random, one: Any, __: Any) -> None:
    if one.getparent() is not None:
        one.getparent().remove(one)


def _move(chance: random.Random, one: Any, other: Any) -> None:
    size = sum(1 for _ in one.iter())
    twin = copy.deepcopy(one)
    for _ in range(min(chance.choice((1, 1, 50)), _MAX_ELEMENTS // size)):
        other.append(copy.deepcopy(twin))


def _nest_elements(chance: random.Random, one: Any, _: Any) -> None:
    inner = one
    for _number in range(chance.choice((3, 30, 240))):
        inner = etree.SubElement(inner, one.tag, dict(one.attrib))
    inner.text = "deep"


def _rename(_: random.Random, one: Any, other: Any) -> None:
    one.tag = other.tag


def _revalue(chance: random.Random, one: Any, other: Any) -> None:
    values = [*other.attrib.values(), *(n.decode() for n in _NUMBERS), "x" * 1000]
    for name in one.attrib:
        one.set(name, chance.choice(values))


def _retext(chance: random.Random, one: Any, other: Any) -> None:
    one.text, one.tail = chance.choice(("", "a\u0301\u202e\u2028 ", other.text)), other.tail


_TREE: Final = (_remove, _move, _nest_elements, _rename, _revalue, _retext)


_PLAIN: Final[Sequence[Mutation]] = (
    flip_bits, overwrite, delete, duplicate, swap, cut_off, cut_front, noise_inside, noise,
    numbers, tokens, nest,
)  # fmt: skip


def splice(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def inside_zip(chance: random.Random, data: bytes) -> bytes:
    """Damage in what the members hold, in a sound package."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(name, archive.read(name)) for name in archive.namelist()]
    except Exception:  # damaged already; the standard library raises nearly anything then
        return data
    if not members:
        return data
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(members))
        name, content = members[at]
        if content:
            gentle = name.endswith((".xml", ".rels")) and chance.random() < 0.7
            way = elements if gentle else chance.choice(_PLAIN)
            members[at] = (name, way(chance, content))
    if chance.random() < 0.1:
        del members[chance.randrange(len(members))]
    if chance.random() < 0.1:
        (a, x), (b, y) = chance.choice(members), chance.choice(members)
        members += [(a, y), (b, x)]
    return _packed(members)


def _packed(members: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def inside_streams(chance: random.Random, data: bytes) -> bytes:
    """Damage in what a PDF's packed streams hold; lengths are put right."""

    def change(match: re.Match[bytes]) -> bytes:
        try:
            content = zlib.decompress(match["data"])
        except zlib.error:
            return match.group()
        if not content or chance.random() < 0.5:
            return match.group()
        packed = zlib.compress(chance.choice(_PLAIN)(chance, content))
        head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), match["head"])
        return head + b"stream\n" + packed + b"\nendstream"

    return re.sub(
        rb"(?P<head><<(?:(?!>>\s*stream).){0,500}>>\s*)stream\r?\n(?P<data>.*?)\r?\nendstream",
        change,
        data,
        flags=re.DOTALL,
    )


def offsets(chance: random.Random, data: bytes) -> bytes:
    """Entries of a PDF's cross-reference table point elsewhere."""
    return re.sub(
        rb"\d{10} \d{5} [nf]",
        lambda m: (
            b"%010d %05d n" % (chance.randrange(len(data) * 2), chance.choice((0, 1, 65535)))
            if chance.random() < 0.2
            else m.group()
        ),
        data,
    )


def sizes(chance: random.Random, data: bytes) -> bytes:
    """Sizes, checksums and places in a zip file's headers lie."""
    out = bytearray(data)
    for match in re.finditer(rb"PK(\x01\x02|\x03\x04|\x05\x06)", data):
        if chance.random() < 0.2 and match.end() + 26 < len(out):
            struct.pack_into(
                "<I", out, match.end() + chance.randrange(2, 24), chance.choice(_BOUNDARIES[:11])
            )
    return bytes(out)


def damaged(chance: random.Random, names: Sequence[str], seeds: dict[str, bytes]) -> bytes:
    """A damaged file made from one of the seeds, or from two."""
    data = seeds[chance.choice(names)]
    ways: list[Mutation] = [*_PLAIN]
    if data.startswith(b"PK") and chance.random() < 0.8:
        return inside_zip(chance, data)
    if data.startswith(b"PK"):
        ways.append(sizes)
    elif data.startswith(b"<?xml"):
        ways += [elements] * len(_PLAIN)
    elif data.startswith(b"%PDF"):
        ways += [inside_streams] * (len(_PLAIN) // 2) + [offsets]
    if len(names) > 1 and chance.random() < 0.05:
        return splice(chance, data, seeds[chance.choice(names)])
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(ways)(chance, data) or data
    return data
