"""Small sound files of every type, from which damaged ones are made."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from summarizer_core.errors import UnsupportedType
from summarizer_core.extraction import identify
from tests import samples
from tests.hostile import packages, pdf_parts

_TEXT: Final = "\n\n".join(samples.contract_text().split("\n\n")[:12])


def _written(write: Callable[[Path], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "seed"
        write(path)
        return path.read_bytes()


def _plain_pdf() -> bytes:
    return _written(lambda path: samples.write_pdf(path, _TEXT))


def _open_pdf() -> bytes:
    """The same with its streams unpacked, so that damage reaches what they hold."""
    with pikepdf.open(io.BytesIO(_plain_pdf())) as document:
        out = io.BytesIO()
        document.save(
            out,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            static_id=True,
        )
        return out.getvalue()


def _packed_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(_plain_pdf())) as document:
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
        return out.getvalue()


def _form_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, pageCompression=0)
    canvas.drawString(72, 700, "The monthly fee, payable in advance by the Customer, is:")
    canvas.acroForm.textfield(value="EUR 18,500", x=72, y=660, width=200, name="fee")
    canvas.bookmarkPage("a")
    canvas.addOutlineEntry("Fees", "a")
    canvas.save()
    return out.getvalue()


def _locked_pdf() -> bytes:
    return _written(lambda path: samples.write_pdf(path, _TEXT, owner_password="owner"))


def _word() -> bytes:
    return _written(lambda path: samples.write_docx(path, _TEXT))


def _rich_word() -> bytes:
    content = (
        b'<w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/>'
        b'</w:numPr></w:pPr><w:r><w:t>The Buyer</w:t></w:r><w:ins w:id="1" w:author="A"><w:r>'
        b'<w:t> shall pay</w:t></w:r></w:ins><w:del w:id="2" w:author="A"><w:r><w:delText> may'
        b'</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="1"/></w:r></w:p><w:tbl><w:tr>'
        b'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>'
        b"Price</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:p><w:r><w:fldChar "
        b'w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar '
        b'w:fldCharType="separate"/></w:r><w:r><w:t>2 June</w:t></w:r><w:r><w:fldChar '
        b'w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    namespace = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return packages.word_file(
        content,
        parts={
            "footnotes": b'<w:footnotes %b><w:footnote w:id="1"><w:p><w:r><w:t>In euro.</w:t></w:r>'
            b"</w:p></w:footnote></w:footnotes>" % namespace,
            "numbering": b'<w:numbering %b><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="1">'
            b'<w:start w:val="3"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%%2)"/></w:lvl>'
            b'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
            b"</w:numbering>" % namespace,
            "styles": b'<w:styles %b><w:style w:type="paragraph" w:styleId="A"><w:name w:val='
            b'"heading 1"/><w:basedOn w:val="B"/></w:style></w:styles>' % namespace,
        },
    )


def _rtf() -> bytes:
    return (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 A;}}"
        rb"{\stylesheet{\s1\outlinelevel0 heading 1;}}{\*\listtable{\list{\listlevel\levelnfc0"
        rb"{\leveltext\'02\'00.;}{\levelnumbers\'01;}}\listid7}}{\*\listoverridetable"
        rb"{\listoverride\listid7\ls1}}\pard\s1 1. Fees\par\pard\ls1\ilvl0 The Buyer\rquote s fee"
        rb" is \'80 18,500 or \u8364?20\uc2\u233\'c3\'a9.\par{\footnote In euro.}"
        rb"\trowd\cellx1000\cellx2000 Party\cell Contact\cell\row\pard{\field{\*\fldinst DATE}"
        rb"{\fldrslt 2 June}}{\deleted gone}{\revised new}{\v hidden}\page Next page.\bin3 abc\par}"
    )


def _html() -> bytes:
    return (
        b"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Agreement</title><style>"
        b"p{color:red}</style><script>var a='<p>';</script></head><body><h1>Agreement</h1><p>The "
        b"Buyer shall pay &euro; 18,500&nbsp;per&#32;month.<br>In advance.</p><ol start=3><li>One"
        b"<li>Two<ul><li>Two a</ul></ol><table><tr><th rowspan=2>Party<td>Seller</tr><tr><td>Buyer"
        b'</table><pre>  As   is\n</pre><p style="display:none">hidden</p><!-- note --></body>'
    )


def _mail() -> bytes:
    return (
        b"From: =?utf-8?q?J=C3=B6rg?= <a@example.com>\r\nTo: b@example.com\r\nSubject: =?utf-8?b?"
        b"VmVydHJhZw==?=\r\nDate: Fri, 14 Mar 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="=b="\r\n\r\n--=b=\r\nContent-Type: multipart/'
        b"alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nThe Buyer shall pay =E2=82=AC 18,500 "
        b"per mon=\r\nth.\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>The Buyer shall pay.</p>\r\n"
        b"--c--\r\n--=b=\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; "
        b'filename="a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n--=b=--\r\n'
    )


def _odt() -> bytes:
    return packages.odt_file(
        b'<text:tracked-changes><text:changed-region xml:id="c"><text:deletion><text:p>gone'
        b"</text:p></text:deletion></text:changed-region></text:tracked-changes><text:h text:"
        b'outline-level="1">Fees</text:h><text:list><text:list-item><text:p>The Buyer<text:s '
        b'text:c="3"/>shall pay<text:change text:change-id="c"/><text:note text:note-class='
        b'"footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>In euro.'
        b"</text:p></text:note-body></text:note></text:p></text:list-item></text:list><table:table>"
        b'<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Price'
        b"</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>"
    )


def _flat_odt() -> bytes:
    return packages.flat_odt(
        b'<text:h text:outline-level="1">Fees</text:h><text:p>Fees are due<text:tab/>on<text:s '
        b'text:c="2"/>1 June.</text:p>'
    )


_MAKERS: Final[dict[str, Callable[[], bytes]]] = {
    "plain.pdf": _plain_pdf,
    "open.pdf": _open_pdf,
    "packed.pdf": _packed_pdf,
    "form.pdf": _form_pdf,
    "locked.pdf": _locked_pdf,
    "bare.pdf": pdf_parts.document,
    "plain.docx": _word,
    "rich.docx": _rich_word,
    "utf-8.txt": lambda: _TEXT.encode(),
    "windows.txt": lambda: _TEXT.encode("cp1252", "replace"),
    "utf-16.txt": lambda: _TEXT.encode("utf-16"),
    "pages.md": lambda: _TEXT.replace("\n\n", "\f").encode(),
    "plain.rtf": _rtf,
    "plain.html": _html,
    "plain.eml": _mail,
    "plain.odt": _odt,
    "plain.fodt": _flat_odt,
}


def seeds() -> dict[str, dict[str, bytes]]:
    """Media type → name → bytes, of the types that are readable."""
    found: dict[str, dict[str, bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in _MAKERS.items():
            path = Path(folder) / name
            path.write_bytes(make())
            try:
                media_type = identify(path, name)
            except UnsupportedType:
                continue
            found.setdefault(media_type, {})[name] = path.read_bytes()
    return found
