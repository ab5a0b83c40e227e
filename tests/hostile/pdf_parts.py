"""Writes PDFs object by object, right or wrong as the sample needs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

FONT: Final = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
#: Enough words that a page does not count as a scan.
TEXT: Final = b"BT /F 11 Tf 72 700 Td (The Supplier shall deliver the goods to the Buyer.) Tj ET\n"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def body(objects: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """Header and numbered objects, and where each begins."""
    out, places = [b"%PDF-1.7\n"], []
    at = len(out[0])
    for number, content in enumerate(objects, 1):
        piece = b"%d 0 obj\n%b\nendobj\n" % (number, content)
        places.append(at)
        at += len(piece)
        out.append(piece)
    return b"".join(out), places


def finish(
    out: bytes, places: Sequence[int], *, entries: bytes = b"", size: int | None = None
) -> bytes:
    """Cross-reference table and trailer. ``entries`` go into the trailer."""
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Root 1 0 R/Size %d%b>>\n"
        b"startxref\n%d\n%%%%EOF" % (count, table, size or count, entries, len(out))
    )


def document(
    content: bytes = TEXT,
    *,
    resources: bytes = b"",
    more: Sequence[bytes] = (),
    catalog: bytes = b"",
    page: bytes = b"",
    content_object: bytes | None = None,
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page. Objects 1 to 5 are catalog, pages, page, content and font ``/F``; those
    in ``more`` follow from 6."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%b>>%b%b>>"
        % (resources, b"" if b"/MediaBox" in page else b"/MediaBox[0 0 600 800]", page),
        stream(content) if content_object is None else content_object,
        FONT,
        *more,
    ]
    return finish(*body(objects), entries=trailer)
