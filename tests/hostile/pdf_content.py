"""PDFs whose pages attack: loops and bombs in what is drawn, in fonts and in pictures."""

from __future__ import annotations

import random
import zlib
from typing import Final

from tests.hostile.kinds import BOMB_MIB, MIB, Collection, Trap, zlibbed
from tests.hostile.pdf_parts import FONT, TEXT, body, document, finish, stream

COLLECTION: Final = Collection()
sample = COLLECTION.sample


def _block(piece: bytes) -> bytes:
    return (piece * (MIB // len(piece) + 1))[:MIB]


_PIECE: Final = b"BT /F 9 Tf (boom) Tj ET\n"
#: A mebibyte that can be repeated: whole operators only.
_WORDS: Final = _PIECE * (MIB // len(_PIECE)) + b" " * (MIB % len(_PIECE))


@sample("form-that-draws-itself.pdf", "read", "no_readable_text", "too_slow", "too_much_memory")
def _form_loop(_: Trap) -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>"
    return document(
        TEXT + b"/X Do", resources=b"/XObject<</X 6 0 R>>", more=[stream(b"/X Do /X Do", form)]
    )


def form_bomb() -> bytes:
    """Form objects that draw the next one twelve times each, fourteen levels deep."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</XObject<</X 5 0 R>>/Font<</F 20 0 R>>>>>>",
        stream(b"/X Do"),
    ]
    for level in range(5, 20):
        drawn = b"/X Do " * 12 if level < 19 else b"BT /F 9 Tf (boom) Tj ET"
        form = (
            b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>"
            b"/Font<</F 20 0 R>>>>" % min(level + 1, 19)
        )
        objects.append(stream(drawn, form))
    return finish(*body([*objects, FONT]))


COLLECTION.add(
    "forms-twelve-to-the-fourteenth.pdf", lambda _: form_bomb(), "too_slow", "too_much_memory"
)


def _content_bomb(block: bytes, filters: bytes, packings: int = 1) -> bytes:
    packed = zlibbed(block, BOMB_MIB)
    for _ in range(packings - 1):
        packed = zlib.compress(packed, 9)
    return document(content_object=stream(packed, b"/Filter%b" % filters))


_BOMBED: Final = (
    "too_slow",
    "too_much_memory",
    "too_much_text",
    "no_readable_text",
    "read",
)
COLLECTION.add(
    "content-bomb-of-blanks.pdf", lambda _: _content_bomb(b" " * MIB, b"/FlateDecode"), *_BOMBED
)
COLLECTION.add(
    "content-bomb-of-words.pdf", lambda _: _content_bomb(_WORDS, b"/FlateDecode"), *_BOMBED
)
COLLECTION.add(
    "content-bomb-packed-three-times.pdf",
    lambda _: _content_bomb(_WORDS, b"[/FlateDecode/FlateDecode/FlateDecode]", 3),
    *_BOMBED,
)


@sample("content-through-a-thousand-filters.pdf", *_BOMBED, "damaged_document")
def _many_filters(_: Trap) -> bytes:
    return document(
        content_object=stream(TEXT.hex().encode() + b">", b"/Filter[%b]" % (b"/AHx" * 1000))
    )


@sample("run-length-bomb-in-flate.pdf", *_BOMBED)
def _run_length_bomb(_: Trap) -> bytes:
    # Each pair gives 128 blanks: 9 MiB of pairs are 576 MiB.
    return document(
        content_object=stream(
            zlibbed(_block(b"\x81 "), 9), b"/Filter[/FlateDecode/RunLengthDecode]"
        )
    )


@sample("predictor-with-2-billion-columns.pdf", "no_readable_text", "read", "damaged_document")
def _predictor(_: Trap) -> bytes:
    return document(
        content_object=stream(
            zlib.compress(TEXT),
            b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 2147483647"
            b"/BitsPerComponent 16>>",
        )
    )


@sample("a-million-saved-states.pdf", "read", "no_readable_text")
def _saved_states(_: Trap) -> bytes:
    return document(b"q " * 1_000_000 + TEXT)


@sample("operands-a-million-deep.pdf", "read", "no_readable_text")
def _deep_operands(_: Trap) -> bytes:
    return document(b"[" * 1_000_000 + TEXT + b"<<" * 500_000)


@sample("one-string-of-5-million-letters.pdf", "read", "no_readable_text", "too_slow")
def _long_text(_: Trap) -> bytes:
    return document(b"BT /F 1 Tf (%b) Tj ET" % (b"word " * 1_000_000))


@sample("hundred-thousand-words-anywhere.pdf", "read", "too_slow")
def _scattered_words(_: Trap) -> bytes:
    chance = random.Random(7)
    return document(
        b"BT /F 3 Tf\n%b ET"
        % b"".join(
            b"1 0 0 1 %d %d Tm (word%d) Tj\n" % (chance.randrange(600), chance.randrange(800), n)
            for n in range(100_000)
        )
    )


@sample("thirty-thousand-raised-letters.pdf", "read", "too_slow")
def _raised_letters(_: Trap) -> bytes:
    return document(
        b"BT /F 9 Tf\n%b ET"
        % b"".join(
            b"1 0 0 1 %d %d Tm (the %d) Tj 1 0 0 1 %d %d Tm (th) Tj\n"
            % (n % 500, 790 - n % 780, n, n % 500 + 40, 794 - n % 780)
            for n in range(30_000)
        )
    )


@sample("two-thousand-pages-of-nothing.pdf", "read", "no_readable_text", "too_slow")
def _empty_pages(_: Trap) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 2003))
    return finish(
        *body(
            [
                b"<</Type/Catalog/Pages 2 0 R>>",
                b"<</Type/Pages/Count 2000/Kids[%b]>>" % kids,
                *[page] * 2000,
            ]
        )
    )


# --- fonts -----------------------------------------------------------------------------------


def _font(entries: bytes, *more: bytes, content: bytes = TEXT) -> bytes:
    """A page in a font of its own, object 6; ``more`` follow from 7."""
    return document(
        content.replace(b"/F ", b"/G "),
        resources=b"/Font<</G 6 0 R>>",
        more=[b"<</Type/Font%b>>" % entries, *more],
    ).replace(b"/Font<</F 5 0 R>>/Font", b"/Font")


def _unicode_map(ranges: bytes) -> bytes:
    return stream(
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <0000><FFFF> endcodespacerange\n%b\nendcmap end end" % ranges
    )


_MAPPED: Final = b"/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R"
COLLECTION.add(
    "unicode-map-of-endless-ranges.pdf",
    lambda _: _font(
        _MAPPED,
        _unicode_map(
            b"1000 beginbfrange\n" + b"<00000000><FFFFFFFF><0041>\n" * 1000 + b"endbfrange"
        ),
    ),
    "read",
    "no_readable_text",
    "too_slow",
    "too_much_memory",
)
COLLECTION.add(
    "unicode-map-that-gives-a-book-for-a-letter.pdf",
    lambda _: _font(
        _MAPPED,
        _unicode_map(b"1 beginbfrange\n<00><FF><" + b"00410042" * 100_000 + b">\nendbfrange"),
    ),
    "read",
    "no_readable_text",
    "too_slow",
    "too_much_text",
    "too_much_memory",
)
COLLECTION.add(
    "unicode-map-bomb.pdf",
    lambda _: _font(
        _MAPPED, stream(zlibbed(_block(b"<0041><0041>\n"), BOMB_MIB), b"/Filter/FlateDecode")
    ),
    "read",
    "no_readable_text",
    "too_slow",
    "too_much_memory",
)
COLLECTION.add(
    "unicode-map-that-uses-itself.pdf",
    lambda _: _font(_MAPPED, stream(b"/X usecmap begincmap endcmap", b"/UseCMap 7 0 R")),
    "read",
    "no_readable_text",
)
COLLECTION.add(
    "glyph-that-draws-itself.pdf",
    lambda _: _font(
        b"/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 255"
        b"/Widths[%b]/Encoding<</Differences[0%b]>>/CharProcs<</a 7 0 R>>"
        b"/Resources<</Font<</G 6 0 R>>>>" % (b"9 " * 256, b"/a" * 256),
        stream(b"BT /G 9 Tf (again and again) Tj ET"),
    ),
    "read",
    "no_readable_text",
    "damaged_document",
)
COLLECTION.add(
    "font-that-descends-from-itself.pdf",
    lambda _: _font(b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]"),
    "read",
    "no_readable_text",
    "damaged_document",
)
COLLECTION.add(
    "font-with-a-billion-widths.pdf",
    lambda _: _font(
        b"/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/W[0 2000000000 500 5 [%b]]>>"
        % (b"9 " * 500_000),
    ),
    "read",
    "no_readable_text",
    "damaged_document",
    "too_slow",
)
COLLECTION.add(
    "font-file-of-noise.pdf",
    lambda _: _font(
        b"/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 2147483647/FontDescriptor 7 0 R",
        b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 8 0 R>>",
        stream(b"\x00\x01\x00\x00\xff\xff" + random.Random(8).randbytes(50_000)),
    ),
    "read",
    "no_readable_text",
)


# --- patterns, pictures, layers --------------------------------------------------------------


@sample("pattern-that-is-made-of-itself.pdf", "read", "too_slow")
def _pattern_loop(_: Trap) -> bytes:
    drawn = b"/Pattern cs /P scn 0 0 600 800 re f "
    tile = (
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.0001"
        b"/YStep 0.0001/Resources<</Pattern<</P 6 0 R>>>>"
    )
    return document(drawn + TEXT, resources=b"/Pattern<</P 6 0 R>>", more=[stream(drawn, tile)])


@sample("tiles-without-number-on-a-wordless-page.pdf", "no_readable_text", "too_slow")
def _tiny_tiles(_: Trap) -> bytes:
    # Whether such a page shows anything is found by drawing it.
    tile = (
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.00001"
        b"/YStep 0.00001/Resources<<>>"
    )
    return document(
        b"/Pattern cs /P scn 0 0 600 800 re f",
        resources=b"/Pattern<</P 6 0 R>>",
        more=[stream(b"0 0 1 1 re f", tile)],
    )


@sample("shading-by-a-function-of-itself.pdf", "read", "no_readable_text")
def _function_loop(_: Trap) -> bytes:
    function = b"<</FunctionType 3/Domain[0 1]/Functions[6 0 R 6 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>"
    shading = b"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 6 0 R>>"
    return document(b"/S sh", resources=b"/Shading<</S 7 0 R>>", more=[function, shading])


@sample("mask-that-masks-itself.pdf", "no_readable_text")
def _mask_loop(_: Trap) -> bytes:
    form = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Group<</S/Transparency>>"
        b"/Resources<</ExtGState<</E 7 0 R>>>>"
    )
    state = b"<</SMask<</S/Luminosity/G 6 0 R>>>>"
    return document(
        b"/E gs 0 0 600 800 re f",
        resources=b"/ExtGState<</E 7 0 R>>",
        more=[stream(b"/E gs 0 0 600 800 re f", form), state],
    )


def _picture(entries: bytes, data: bytes) -> bytes:
    return document(
        b"600 0 0 800 0 0 cm /I Do",
        resources=b"/XObject<</I 6 0 R>>",
        more=[stream(data, b"/Type/XObject/Subtype/Image" + entries)],
    )


_GREY: Final = b"/ColorSpace/DeviceGray/BitsPerComponent 8"
_BILEVEL: Final = b"/ColorSpace/DeviceGray/BitsPerComponent 1"
for _name, _entries, _data in (
    (
        "picture-of-10-billion-points.pdf",
        b"/Width 100000/Height 100000/Filter/FlateDecode" + _BILEVEL,
        zlibbed(bytes(MIB), 1193),
    ),
    (
        "picture-of-2-billion-by-2-billion.pdf",
        b"/Width 2147483647/Height 2147483647/Filter/FlateDecode" + _GREY,
        zlib.compress(bytes(1000)),
    ),
    (
        "jbig2-noise.pdf",
        b"/Width 600/Height 800/Filter/JBIG2Decode" + _BILEVEL,
        random.Random(1).randbytes(20_000),
    ),
    (
        "jbig2-page-of-4-billion-rows.pdf",
        b"/Width 600/Height 800/Filter/JBIG2Decode" + _BILEVEL,
        bytes.fromhex("00000000300001000000 13 7fffffff 7fffffff 00000000 00000000 00 0000"),
    ),
    (
        "jpx-noise.pdf",
        b"/Width 600/Height 800/Filter/JPXDecode",
        b"\x00\x00\x00\x0cjP  \r\n\x87\n" + random.Random(2).randbytes(20_000),
    ),
    (
        "jpx-of-4-billion-points.pdf",
        b"/Width 600/Height 800/Filter/JPXDecode",
        bytes.fromhex(
            "ff4fff510029 0000 7fffffff 7fffffff 00000000 00000000 7fffffff 7fffffff 00000000"
            "00000000 0001 070101 ff52000c 00000001 0001 0404 0001 ff5c0004 4040 ff90000a 0000"
            "00000000 0001 ff93"
        ),
    ),
    (
        "jpeg-noise.pdf",
        b"/Width 600/Height 800/Filter/DCTDecode" + _GREY,
        b"\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00"
        + random.Random(3).randbytes(20_000),
    ),
    (
        "fax-of-2-billion-columns.pdf",
        b"/Width 600/Height 800/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 2147483647"
        b"/Rows 2147483647>>" + _BILEVEL,
        random.Random(4).randbytes(20_000),
    ),
):
    COLLECTION.add(
        _name,
        lambda _, entries=_entries, data=_data: _picture(entries, data),
        "no_readable_text",
        "too_slow",
        "too_much_memory",
    )


@sample("picture-in-the-text-that-never-ends.pdf", "read", "no_readable_text")
def _inline_picture(_: Trap) -> bytes:
    return document(TEXT + b"BI /W 100000 /H 100000 /BPC 1 /CS /G ID " + bytes(100_000))


@sample("picture-whose-mask-is-itself.pdf", "no_readable_text")
def _picture_loop(_: Trap) -> bytes:
    entries = b"/Width 9/Height 9/SMask 6 0 R/Mask 6 0 R/Alternates[<</Image 6 0 R>>]" + _GREY
    return _picture(entries, bytes(81))


@sample("layers-nested-without-end.pdf", "read")
def _layer_loop(_: Trap) -> bytes:
    return document(
        b"/OC /L BDC " + TEXT + b"EMC",
        resources=b"/Properties<</L 6 0 R>>",
        more=[
            b"<</Type/OCMD/OCGs[6 0 R]/VE[/And"
            + b"[/Not" * 100_000
            + b" 6 0 R"
            + b"]" * 100_001
            + b">>"
        ],
        catalog=b"/OCProperties<</OCGs[6 0 R]/D<</Order[6 0 R[6 0 R]]>>>>",
    )


@sample("structure-tree-that-holds-itself.pdf", "read")
def _structure_loop(_: Trap) -> bytes:
    return document(
        more=[b"<</Type/StructElem/S/P/P 6 0 R/K[6 0 R 6 0 R]/Pg 3 0 R>>"],
        catalog=b"/MarkInfo<</Marked true>>/StructTreeRoot<</K 6 0 R/ParentTree<</Kids[6 0 R]>>>>",
    )
