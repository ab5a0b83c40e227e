"""PDFs whose structure attacks: loops, lies and huge numbers in trees, tables and streams."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from tests.hostile.kinds import BOMB_MIB, MIB, Collection, Trap, zlibbed
from tests.hostile.packages import word_file
from tests.hostile.pdf_parts import FONT, TEXT, body, document, finish, stream

COLLECTION: Final = Collection()
sample = COLLECTION.sample

_HUGE: Final = 2**31 - 1


@sample("kids-100000-times-one-page.pdf", "too_many_pages")
def _one_page_many_times(_: Trap) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 100000/Kids[%b]>>" % (b"3 0 R " * 100_000),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream(TEXT),
        FONT,
    ]
    return finish(*body(objects))


@sample("kids-that-lie-about-their-count.pdf", "read", "too_many_pages", "damaged_document")
def _lying_count(_: Trap) -> bytes:
    return document().replace(b"/Count 1>", b"/Count %d>" % _HUGE)


@sample("negative-count.pdf", "read", "damaged_document")
def _negative_count(_: Trap) -> bytes:
    return document().replace(b"/Count 1>", b"/Count -7>")


@sample("pages-that-hold-themselves.pdf", "damaged_document", "too_many_pages", "no_readable_text")
def _page_loop(_: Trap) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 3 0 R]/Parent 3 0 R>>",
        b"<</Type/Pages/Count 3/Kids[2 0 R 3 0 R]/Parent 2 0 R>>",
    ]
    return finish(*body(objects))


@sample("page-tree-that-doubles-40-times.pdf", "damaged_document", "too_many_pages", "too_slow")
def _doubling_tree(_: Trap) -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    for level in range(2, 42):
        objects.append(
            b"<</Type/Pages/Count %d/Kids[%d 0 R %d 0 R]>>"
            % (min(_HUGE, 2 ** (42 - level)), level + 1, level + 1)
        )
    objects.append(b"<</Type/Page/MediaBox[0 0 600 800]/Parent 41 0 R>>")
    return finish(*body(objects))


@sample("page-tree-100000-deep.pdf", "damaged_document", "nested_too_deeply", "no_readable_text")
def _deep_tree(_: Trap) -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    objects += [
        b"<</Type/Pages/Count 1/Kids[%d 0 R]/Parent %d 0 R>>" % (n + 1, n - 1)
        for n in range(2, 100_002)
    ]
    objects.append(b"<</Type/Page/MediaBox[0 0 600 800]/Parent 100001 0 R>>")
    return finish(*body(objects))


@sample("cross-references-that-go-round.pdf", "read", "damaged_document")
def _previous_is_itself(_: Trap) -> bytes:
    plain = document()
    at = plain.rindex(b"xref\n0 ")
    return document(trailer=b"/Prev %d" % at)


@sample("two-cross-references-that-go-round.pdf", "read", "damaged_document")
def _previous_are_each_other(_: Trap) -> bytes:
    first = document(trailer=b"/Prev %010d" % 0)
    at = first.rindex(b"xref\n0 ")
    second = len(first) + 1
    first = first.replace(b"/Prev %010d" % 0, b"/Prev %010d" % second)
    return first + (
        b"\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 6/Prev %d>>\n"
        b"startxref\n%d\n%%%%EOF" % (at, second)
    )


def _with_table_stream(entries: bytes, table: bytes, more: bytes = b"") -> bytes:
    out, _ = body(_objects())
    out += more
    packed = zlib.compress(table)
    return out + (
        b"9 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF"
        % (
            stream(packed, b"/Type/XRef/Root 1 0 R/Filter/FlateDecode/W[1 4 2]" + entries),
            len(out),
        )
    )


@sample("cross-reference-stream-of-2-billion-entries.pdf", "read", "damaged_document")
def _giant_index(_: Trap) -> bytes:
    return _with_table_stream(b"/Size %d/Index[0 %d]" % (_HUGE, _HUGE), bytes(7 * 1000))


@sample(
    "cross-reference-stream-bomb.pdf", "read", "damaged_document", "too_much_memory", "too_slow"
)
def _table_bomb(_: Trap) -> bytes:
    whole = _with_table_stream(b"/Size %d" % (BOMB_MIB * MIB // 7), b"")
    bomb = zlibbed(bytes(MIB), BOMB_MIB)
    empty = zlib.compress(b"")
    return whole.replace(b"/Length %d>>" % len(empty), b"/Length %d>>" % len(bomb), 1).replace(
        empty, bomb
    )


@sample("trailer-that-claims-2-billion-objects.pdf", "read", "damaged_document")
def _giant_size(_: Trap) -> bytes:
    return finish(*body(_objects()), size=_HUGE)


def _objects() -> list[bytes]:
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        stream(TEXT),
        FONT,
    ]


@sample("object-streams-that-hold-each-other.pdf", "read", "damaged_document")
def _object_stream_loop(_: Trap) -> bytes:
    # Object 1 is said to be in stream 7, which is said to be in stream 8, which is in stream 7.
    inner = b"1 0 <</Type/Catalog/Pages 2 0 R>>"
    held = b"7 0 obj\n%b\nendobj\n8 0 obj\n%b\nendobj\n" % (
        stream(inner, b"/Type/ObjStm/N 1/First 4/Extends 8 0 R"),
        stream(inner, b"/Type/ObjStm/N 2147483647/First 4/Extends 7 0 R"),
    )
    rows = [(0, 0, 65535), (2, 7, 0), (1, 9, 0), (1, 9, 0), (1, 9, 0), (1, 9, 0), (0, 0, 0)]
    rows += [(2, 8, 0), (2, 7, 0), (1, 9, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    return _with_table_stream(b"/Size 10", table, held)


@sample("object-stream-of-2-billion-objects.pdf", "read", "damaged_document")
def _giant_object_stream(_: Trap) -> bytes:
    held = b"7 0 obj\n%b\nendobj\n" % stream(b"1 0 <<>>", b"/Type/ObjStm/N %d/First 4" % _HUGE)
    at = len(body(_objects())[0])
    rows = [(0, 0, 65535), (2, 7, 0), (2, 7, 1), (2, 7, 2), (2, 7, 3), (2, 7, 4), (0, 0, 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in [*rows, (1, at, 0)])
    return _with_table_stream(b"/Size 8", table, held)


@sample("length-that-is-itself.pdf", "read", "damaged_document", "no_readable_text")
def _length_loop(_: Trap) -> bytes:
    return document(content_object=b"<</Length 4 0 R>>stream\n%b\nendstream" % TEXT)


@sample("references-in-a-ring.pdf", "damaged_document", "no_readable_text")
def _reference_ring(_: Trap) -> bytes:
    return document(content_object=b"6 0 R", more=[b"7 0 R", b"6 0 R"])


@sample("arrays-a-million-deep.pdf", "read", "damaged_document", "nested_too_deeply")
def _deep_arrays(_: Trap) -> bytes:
    return document(more=[b"[" * 1_000_000 + b"]" * 1_000_000], page=b"/PieceInfo 6 0 R")


@sample("catalog-a-million-deep.pdf", "read", "damaged_document", "nested_too_deeply")
def _deep_dictionaries(_: Trap) -> bytes:
    return document(catalog=b"/X" + b"<</X" * 500_000 + b" 1" + b">>" * 500_000)


@sample("string-of-20-megabytes.pdf", "read", "damaged_document")
def _long_string(_: Trap) -> bytes:
    return document(more=[b"(" * 1000 + b"A" * (20 * MIB) + b")" * 1000], trailer=b"/Info 6 0 R")


@sample("title-of-10-megabytes.pdf", "read")
def _long_title(_: Trap) -> bytes:
    return document(more=[b"<</Title(%b)>>" % (b"Title " * 1_700_000)], trailer=b"/Info 6 0 R")


@sample("page-of-a-billion-points.pdf", "read")
def _huge_page(_: Trap) -> bytes:
    return document(page=b"/MediaBox[0 0 1000000000 1000000000]/UserUnit 1000000")


@sample("page-of-no-size.pdf", "read", "no_readable_text")
def _no_page(_: Trap) -> bytes:
    return document(page=b"/MediaBox[5 5 5 5]")


@sample("empty-huge-page-with-a-line.pdf", "no_readable_text", "too_much_memory")
def _huge_drawing(_: Trap) -> bytes:
    return document(b"0 0 m 900000000 900000000 l S", page=b"/MediaBox[0 0 1000000000 1000000000]")


@sample("outline-that-never-ends.pdf", "read")
def _outline_loop(_: Trap) -> bytes:
    item = b"<</Title(again)/Parent 6 0 R/Next 7 0 R/First 6 0 R/Last 7 0 R/Dest[3 0 R/Fit]>>"
    return document(more=[b"<</First 7 0 R/Last 7 0 R/Count 9>>", item], catalog=b"/Outlines 6 0 R")


@sample("form-fields-that-hold-themselves.pdf", "read")
def _field_loop(_: Trap) -> bytes:
    field = b"<</FT/Tx/T(a)/V(value)/Kids[6 0 R 6 0 R]/Parent 6 0 R/Type/Annot/Subtype/Widget>>"
    return document(
        more=[field], catalog=b"/AcroForm<</Fields[6 0 R 6 0 R]>>", page=b"/Annots[6 0 R]"
    )


@sample("form-fields-that-double-40-times.pdf", "read", "too_slow")
def _doubling_fields(_: Trap) -> bytes:
    fields = [b"<</T(a)/FT/Tx/V(b)/Kids[%d 0 R %d 0 R]>>" % (n + 1, n + 1) for n in range(6, 46)]
    return document(
        more=[*fields, b"<</T(a)/FT/Tx/V(end)>>"], catalog=b"/AcroForm<</Fields[6 0 R]>>"
    )


@sample("form-fields-20000-deep.pdf", "read")
def _deep_fields(_: Trap) -> bytes:
    fields = [
        b"<</T(a)/FT/Tx/V(b)/Kids[%d 0 R]/Parent %d 0 R>>" % (n + 1, n - 1)
        for n in range(6, 20_006)
    ]
    return document(
        more=[*fields, b"<</T(a)/FT/Tx/V(end)>>"], catalog=b"/AcroForm<</Fields[6 0 R]>>"
    )


@sample("hundred-thousand-notes-on-a-page.pdf", "read", "too_slow")
def _many_annotations(_: Trap) -> bytes:
    note = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(n)/V(v)/Rect[0 0 9 9]>>"
    return document(more=[note], page=b"/Annots[%b]" % (b"6 0 R " * 100_000))


@sample("attachment-tree-that-holds-itself.pdf", "read")
def _name_loop(_: Trap) -> bytes:
    return document(
        more=[b"<</Kids[6 0 R 6 0 R]/Limits[(a)(z)]>>"], catalog=b"/Names<</EmbeddedFiles 6 0 R>>"
    )


@sample("attachments-named-to-escape.pdf", "read")
def _escaping_attachments(trap: Trap) -> bytes:
    names = [b"../" * 9 + b"escaped.txt", str(trap.outside).encode(), b"..\\..\\escaped.txt"]
    files = [
        b"<</Type/Filespec/F(%b)/UF(%b)/EF<</F 6 0 R>>>>" % (n.replace(b"\\", b"\\\\"), n)
        for n in names
    ]
    tree = b"".join(b"(%d)%b" % (n, file) for n, file in enumerate(files))
    return document(
        more=[stream(b"attached", b"/Type/EmbeddedFile")],
        catalog=b"/Names<</EmbeddedFiles<</Names[%b]>>>>" % tree,
    )


@sample("attachment-bomb.pdf", "read")
def _attachment_bomb(_: Trap) -> bytes:
    return document(
        more=[
            stream(zlibbed(bytes(MIB), BOMB_MIB), b"/Type/EmbeddedFile/Filter/FlateDecode"),
            b"<</Type/Filespec/F(a.txt)/EF<</F 6 0 R>>>>",
        ],
        catalog=b"/Names<</EmbeddedFiles<</Names[(a)7 0 R]>>>>",
    )


@sample("actions-of-every-kind.pdf", "read")
def _actions(trap: Trap) -> bytes:
    url, secret = trap.url.encode(), str(trap.secret).encode()
    script = b"app.launchURL('%b');this.submitForm('%b');" % (url, url)
    actions = [
        b"<</S/JavaScript/JS(%b)/Next 7 0 R>>" % script,
        b"<</S/Launch/F(/bin/touch)/Unix<</F(/bin/touch)/P(%b)>>/Next 8 0 R>>"
        % str(trap.outside).encode(),
        b"<</S/URI/URI(%b)/Next 9 0 R>>" % url,
        b"<</S/SubmitForm/F<</FS/URL/F(%b)>>/Next 10 0 R>>" % url,
        b"<</S/GoToR/F(%b)/D[0/Fit]/Next 11 0 R>>" % secret,
        b"<</S/ImportData/F(%b)>>" % secret,
    ]
    return document(
        more=actions,
        catalog=b"/OpenAction 6 0 R/AA<</WC 6 0 R/DS 6 0 R>>",
        page=b"/AA<</O 6 0 R/C 6 0 R>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A 6 0 R>>]",
    )


@sample("contents-in-another-file.pdf", "read", "no_readable_text", "damaged_document")
def _external_stream(trap: Trap) -> bytes:
    named = b"/F(%b)" % str(trap.secret).encode()
    return document(content_object=stream(b"", named), more=[stream(TEXT, named)])


@sample("xfa-form-with-entities.pdf", "read")
def _xfa(trap: Trap) -> bytes:
    xml = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "%b"><!ENTITY a "%b">'
        b'<!ENTITY b "%b">]><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><t>&e;&b;</t></xdp:xdp>'
        % (trap.secret.as_uri().encode(), b"ha" * 500, b"&a;" * 1000)
    )
    return document(more=[stream(xml)], catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>")


def _encrypted(entries: bytes) -> bytes:
    handler = b"<</Filter/Standard/O(%b)/U(%b)/P -4%b>>" % (b"o" * 32, b"u" * 32, entries)
    return document(more=[handler], trailer=b"/Encrypt 6 0 R/ID[(a)(b)]")


for _name, _entries in {
    "encrypted-with-a-key-of-no-length.pdf": b"/V 1/R 2/Length 0",
    "encrypted-with-a-key-of-2-billion-bits.pdf": b"/V 2/R 3/Length 2147483640",
    "encrypted-by-revision-99.pdf": b"/V 99/R 99/Length 128",
    "encrypted-by-revision-6-with-short-strings.pdf": b"/V 5/R 6/Length 256/OE(x)/UE(y)/Perms(z)",
    "encrypted-by-a-filter-that-is-none.pdf": b"/V 4/R 4/CF<</StdCF<</CFM/AESV9>>>>/StmF/StdCF",
}.items():
    COLLECTION.add(
        _name,
        lambda _, entries=_entries: _encrypted(entries),
        "read",
        "no_readable_text",
        "password_required",
        "damaged_document",
        "unknown_encryption",
    )


@sample("encryption-that-is-itself.pdf", "damaged_document", "read", "unknown_encryption")
def _encryption_loop(_: Trap) -> bytes:
    return document(more=[b"6 0 R"], trailer=b"/Encrypt 6 0 R")


@sample("pdf-and-word-in-one.pdf", "read")
def _both(_: Trap) -> bytes:
    return document() + b"\n" + word_file(b"<w:p><w:r><w:t>Other text.</w:t></w:r></w:p>")


@sample("header-only.pdf", "truncated_document")
def _header_only(_: Trap) -> bytes:
    return b"%PDF-1.7\n"


@sample("trailer-only.pdf", "damaged_document")
def _trailer_only(_: Trap) -> bytes:
    return b"%PDF-1.7\ntrailer<</Root 1 0 R/Size 5>>\nstartxref\n9\n%%EOF"


@sample("start-that-lies-beyond-the-end.pdf", "read", "damaged_document")
def _start_beyond(_: Trap) -> bytes:
    whole = document()
    return whole[: whole.rindex(b"startxref")] + b"startxref\n99999999999999999999\n%%EOF"


@sample("ten-thousand-versions.pdf", "read", "damaged_document", "too_slow")
def _many_versions(_: Trap) -> bytes:
    out = document()
    at = out.rindex(b"xref\n0 ")
    pieces = [out]
    length = len(out)
    for _number in range(10_000):
        piece = (
            b"\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 6/Prev %d>>\n"
            b"startxref\n%d\n%%%%EOF" % (at, length + 1)
        )
        pieces.append(piece)
        at, length = length + 1, length + len(piece)
    return b"".join(pieces)


@sample("cut-in-the-middle.pdf", "read", "truncated_document")
def _cut(_: Trap) -> bytes:
    whole = document(TEXT * 500)
    return whole[: len(whole) // 2]
