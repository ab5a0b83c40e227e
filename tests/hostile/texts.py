"""Texts, web pages, messages and old Word files that attack."""

from __future__ import annotations

import base64
import random
import struct
from typing import Final

from tests.hostile.kinds import MIB, Collection

COLLECTION: Final = Collection()
add = COLLECTION.add

_OUT: Final = "unsupported_type"

# --- plain text ------------------------------------------------------------------------------

add("one-line-of-50-megabytes.txt", lambda _: b"word " * (10 * MIB), "too_much_text", "too_slow")
add("zeros.txt", lambda _: bytes(5 * MIB), _OUT)
add(
    "zeros-further-down.txt",
    lambda _: b"The Buyer shall pay.\n" * 5000 + bytes(5 * MIB),
    "damaged_document",
)
add(
    "only-combining-marks.txt",
    lambda _: ("\u0301\u0323\u0489" * (MIB // 8)).encode(),
    "read",
    "too_slow",
    "no_readable_text",
    "empty_document",
)
add(
    "a-letter-with-200000-accents.txt",
    lambda _: ("a" + "\u0301\u0323\u0327" * 66_000 + " b").encode(),
    "read",
    "too_slow",
)
add(
    "directions-that-disguise.txt",
    lambda _: ("The fee is \u202e000,1\u202c \u2066EUR\u2069. " * 4_000).encode(),
    "read",
)
add("a-million-pages.txt", lambda _: b"page\x0c" * 1_000_000, "too_many_pages")
add("form-feeds-only.txt", lambda _: b"\x0c" * 1_000_000, "empty_document")
add(
    "form-feeds-and-a-word.txt",
    lambda _: b"\x0c" * 1_000_000 + b"word",
    "read",
    "too_many_pages",
)
add("returns-and-feeds.txt", lambda _: b"\r\r\n\n\r" * 80_000 + b"x", "read")
add("escapes-of-a-terminal.txt", lambda _: b"\x1b[2J\x1b]0;title\x07 text " * 4_000, "read", _OUT)
add(
    "half-characters.txt",
    lambda _: b"\xff\xfe" + b"\x00\xd8" * 100_000 + "words".encode("utf-16-le"),
    "read",
    "damaged_document",
    _OUT,
)
add(
    "overlong-utf-8.txt",
    lambda _: b"words \xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf\xed\xa0\x80 " * 10_000,
    "read",
)
add(
    "one-long-word-in-windows-letters.txt",
    lambda _: b"The price\x93 is due. " + b"a" * 200_000,
    "read",
)
#: Each is a pattern on which a careless expression in cleaning, layout or chunking backtracks.
_HARD: Final = {
    "blanks-and-an-end": " " * 100_000 + "x",
    "blank-lines": "\n \n\n " * 30_000 + "x",
    "numbers-with-points": "1." * 50_000,
    "numbers-at-line-starts": "1.1.1.1.1.1\n" * 8_000,
    "brackets": "(a" * 50_000,
    "brackets-at-line-starts": "(a)\n" * 24_000,
    "capitals": "A " * 50_000,
    "one-word-in-capitals": "A" * 100_000,
    "sections": "Section 1 Section " * 5_000,
    "headings": "ARTICLE I\n\n" * 9_000,
    "quotes": "“a” means " * 10_000,
    "open-quotes": "“" * 100_000,
    "hyphens-at-line-ends": "a-\n" * 32_000,
    "full-stops": "." * 100_000,
    "semicolons": "a; " * 32_000,
    "abbreviations": "e.g. i.e. No. " * 7_000,
    "roman-numbers": "(i) (ii) (iii) (iv) " * 5_000,
    "sums": "EUR 1,000,000.00 " * 6_000,
    "digits": "1" * 100_000,
    "dashes": "—–-" * 32_000,
    "underscores": "_" * 100_000,
    "words-without-end": "indemnify and hold harmless " * 3_000,
    "dates": "1 January 2025 " * 6_000,
}
for _name, _text in _HARD.items():
    add(f"hard-{_name}.txt", lambda _, text=_text: text.encode(), "read", "empty_document")

# --- RTF -------------------------------------------------------------------------------------

_TEXT_RTF: Final = b"The Buyer shall pay the price.\\par "
_DEEP: Final = "nested_too_deeply"


def _rtf(content: bytes) -> bytes:
    return b"{\\rtf1\\ansi " + _TEXT_RTF + content + b"}"


add("a-million-groups.rtf", lambda _: _rtf(b"{" * 1_000_000), _OUT, _DEEP, "damaged_document")
add(
    "groups-that-close-too-often.rtf",
    lambda _: _rtf(b"}" * 1_000_000),
    _OUT,
    "read",
    "damaged_document",
)
add(
    "binary-of-4-gigabytes.rtf",
    lambda _: _rtf(b"\\bin4294967295 abc"),
    _OUT,
    "read",
    "damaged_document",
)
add("binary-below-nothing.rtf", lambda _: _rtf(b"\\bin-1 abc"), _OUT, "read", "damaged_document")
add("unicode-flood.rtf", lambda _: _rtf(b"\\u-3913 ?" * 500_000), _OUT, "read", "too_slow")
add("skips-4-billion.rtf", lambda _: _rtf(b"\\uc4294967295\\u8364 tail"), _OUT, "read")
add(
    "objects-in-objects.rtf",
    lambda _: _rtf(b"{\\object\\objemb{\\*\\objdata 0105}{\\result " * 20_000),
    _OUT,
    "read",
    _DEEP,
    "damaged_document",
)
add(
    "fields-that-call-out.rtf",
    lambda trap: _rtf(
        b'{\\field{\\*\\fldinst INCLUDETEXT "%b"}{\\fldrslt text}}{\\field{\\*\\fldinst '
        b'INCLUDEPICTURE "%b"}{\\fldrslt }}{\\*\\template %b}'
        % (str(trap.secret).encode(), trap.url.encode(), trap.url.encode())
    ),
    _OUT,
    "read",
)
add(
    "word-of-10-megabytes.rtf",
    lambda _: _rtf(b"\\" + b"a" * (10 * MIB)),
    _OUT,
    "read",
    "too_slow",
    "too_much_text",
)
add(
    "number-of-a-megabyte.rtf",
    lambda _: _rtf(b"\\fs" + b"9" * MIB + b" tail"),
    _OUT,
    "read",
    "damaged_document",
)
add(
    "fonts-without-end.rtf",
    lambda _: _rtf(
        b"{\\fonttbl"
        + b"".join(b"{\\f%d\\fcharset%d A;}" % (n, n % 300) for n in range(200_000))
        + b"}"
    ),
    _OUT,
    "read",
    "too_slow",
)
add(
    "rows-without-end.rtf",
    lambda _: _rtf(b"\\trowd\\cell\\row" * 300_000),
    _OUT,
    "read",
    "too_slow",
)
add("cut-in-the-middle.rtf", lambda _: _rtf(b"{\\b more " * 3), _OUT, "read", "damaged_document")

# --- HTML ------------------------------------------------------------------------------------


def _html(content: bytes, head: bytes = b"") -> bytes:
    return (
        b"<!DOCTYPE html><html><head><title>T</title>%b</head><body><p>The Buyer shall pay the "
        b"price.</p>%b</body></html>" % (head, content)
    )


add(
    "blocks-in-blocks.html",
    lambda _: _html(b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000),
    _OUT,
    "read",
    _DEEP,
)
add("tables-in-tables.html", lambda _: _html(b"<table><tr><td>" * 20_000), _OUT, "read", _DEEP)
add("bold-in-bold.html", lambda _: _html(b"<b><i><p>" * 5_000), _OUT, "read", _DEEP, "too_slow")
add(
    "million-attributes.html",
    lambda _: _html(b"<p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">x</p>"),
    _OUT,
    "read",
    "too_slow",
)
add(
    "billion-laughs.html",
    lambda _: (
        b'<!DOCTYPE html [<!ENTITY a0 "ha">'
        + b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 11))
        + b"]><html><body><p>The Buyer shall pay. &a10;</p></body></html>"
    ),
    _OUT,
    "read",
    "xml_entities",
)
add(
    "pages-that-call-out.html",
    lambda trap: _html(
        b'<img src="%b"><iframe src="%b"></iframe><script src="%b"></script>'
        b'<object data="%b"></object><script>while(1);</script>'
        % ((trap.url.encode(), trap.secret.as_uri().encode()) * 2),
        b'<meta http-equiv="refresh" content="0;url=%b"><base href="%b">'
        b'<link rel="stylesheet" href="%b">' % ((trap.url.encode(),) * 3),
    ),
    _OUT,
    "read",
)
add(
    "half-a-million-tags-left-open.html", lambda _: _html(b"<p" * 500_000), _OUT, "read", "too_slow"
)
add("comment-without-end.html", lambda _: _html(b"<!--" * 500_000), _OUT, "read", "too_slow")
add(
    "entities-without-end.html",
    lambda _: _html(b"&amp" * 500_000 + b"&#x" * 100_000 + b"&#99999999999999999999;"),
    _OUT,
    "read",
    "too_slow",
)
add(
    "cells-spanning-2-billion.html",
    lambda _: _html(
        b'<table><tr><td rowspan="2000000000" colspan="2000000000">a</td></tr></table>'
    ),
    _OUT,
    "read",
)
add(
    "lists-from-2-billion.html",
    lambda _: _html(
        b'<ol type="i" start="2000000000"><li>a</li></ol><ol type="a" start="2000000000"><li>a</li>'
        b"</ol><ol start=" + b"9" * 10_000 + b"><li>a</li></ol>"
    ),
    _OUT,
    "read",
)

# --- messages --------------------------------------------------------------------------------

_HEADERS: Final = (
    b"From: a@example.com\r\nTo: b@example.com\r\nSubject: Contract\r\n"
    b"Date: Fri, 14 Mar 2025 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
)


def _mail(headers: bytes, content: bytes) -> bytes:
    return _HEADERS + headers + b"\r\n\r\n" + content


def _nested_mail(depth: int) -> bytes:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(depth)
    )
    return _HEADERS + parts + b"Content-Type: text/plain\r\n\r\nThe Buyer shall pay.\r\n"


def _attached(name: bytes, content: bytes = b"x") -> bytes:
    return (
        b'--b\r\nContent-Type: application/pdf; name="%b"\r\nContent-Disposition: attachment; '
        b'filename="%b"\r\nContent-Transfer-Encoding: base64\r\n\r\n%b\r\n'
        % (name, name, base64.b64encode(content))
    )


_MIXED: Final = b"Content-Type: multipart/mixed; boundary=b"
_BODY: Final = b"--b\r\nContent-Type: text/plain\r\n\r\nThe Buyer shall pay the price.\r\n"
_MAIL: Final = (_OUT, "read")
add("a-thousand-parts-deep.eml", lambda _: _nested_mail(1000), *_MAIL, _DEEP)
add("twenty-thousand-parts-deep.eml", lambda _: _nested_mail(20_000), *_MAIL, _DEEP)
add(
    "messages-in-messages.eml",
    lambda _: (
        (_HEADERS + b"Content-Type: message/rfc822\r\n\r\n") * 2000 + b"\r\nThe Buyer shall pay."
    ),
    *_MAIL,
    _DEEP,
)
add(
    "hundred-thousand-parts.eml",
    lambda _: _mail(_MIXED, _BODY + b"--b\r\n\r\nx\r\n" * 100_000),
    *_MAIL,
    "too_many_parts",
    "too_slow",
)
add(
    "header-of-10-megabytes.eml",
    lambda _: _mail(b"X-Long: " + b"a b" * (10 * MIB // 3), b"The Buyer shall pay the price."),
    *_MAIL,
    "too_slow",
)
add(
    "header-folded-100000-times.eml",
    lambda _: _mail(b"Subject: " + b"a\r\n " * 100_000 + b"b", b"The Buyer shall pay the price."),
    *_MAIL,
    "too_slow",
)
add(
    "encoded-words-without-end.eml",
    lambda _: _mail(b"X-A: " + b"=?utf-8?q?=41?= " * 100_000, b"The Buyer shall pay the price."),
    *_MAIL,
    "too_slow",
)
add(
    "addresses-in-brackets.eml",
    lambda _: _mail(b"Cc: " + b"(" * 100_000 + b"<" * 100_000, b"The Buyer shall pay the price."),
    *_MAIL,
    "too_slow",
    _DEEP,
)
add(
    "base64-noise.eml",
    lambda _: _mail(
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"!@#$ab=cd==e" * 100_000
    ),
    *_MAIL,
    "damaged_document",
    "no_readable_text",
    "empty_document",
)
add(
    "charset-that-is-none.eml",
    lambda _: _mail(b"Content-Type: text/plain; charset=rot13", b"The Buyer shall pay the price."),
    *_MAIL,
)
add(
    "charset-that-unpacks.eml",
    lambda _: _mail(
        b"Content-Type: text/plain; charset=zlib_codec", b"The Buyer shall pay the price."
    ),
    *_MAIL,
)
add(
    "boundaries-that-begin-alike.eml",
    lambda _: _mail(
        b'Content-Type: multipart/mixed; boundary="b"',
        _BODY + b"--b-\r\n--bb\r\n--b--b\r\n" * 50_000,
    ),
    *_MAIL,
    "too_slow",
)
add(
    "boundary-that-is-empty.eml",
    lambda _: _mail(
        b'Content-Type: multipart/mixed; boundary=""', b"--\r\n\r\nThe Buyer shall pay.\r\n----"
    ),
    *_MAIL,
    "no_readable_text",
    "empty_document",
)
add(
    "attachments-named-to-escape.eml",
    lambda trap: _mail(
        _MIXED,
        _BODY
        + b"".join(
            _attached(name)
            for name in (
                b"../" * 9 + b"escaped.txt",
                str(trap.outside).encode(),
                b"..\\\\..\\\\escaped.txt",
                b"a\x00b",
                b"n" * 5000,
                b"CON",
                b"",
            )
        )
        + b"--b--",
    ),
    *_MAIL,
)

add(
    "quotes-without-end.eml",
    lambda _: _mail(
        b"Content-Type: text/plain; " + b'"' * 30_000, b"The Buyer shall pay the price."
    ),
    *_MAIL,
    "too_slow",
)

# --- old Word --------------------------------------------------------------------------------

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOC: Final = (
    _OUT,
    "damaged_document",
    "reader_failed",
    "too_slow",
    "no_readable_text",
    "read",
    "converter_missing",
    "not_converted",
)


def _compound(table: list[int], *, first_directory: int = 1) -> bytes:
    """[MS-CFB]: header, one sector of the allocation table, directory, one more sector."""
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII",
        _OLE, b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first_directory, 0, 4096, 0xFFFFFFFE, 0,
        0xFFFFFFFE, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    sector = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))

    def entry(name: str, kind: int, left: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le").ljust(64, b"\x00")
        return text + struct.pack(
            "<HBBIII16sIQQIQ", len(name) * 2 + 2, kind, 1, left, left, child, b"", 0, 0, 0, start,
            size,
        )  # fmt: skip

    directory = entry("Root Entry", 5, 0xFFFFFFFF, 1, 2, 2**31)
    directory += entry("WordDocument", 2, 1, 0xFFFFFFFF, 2, 2**31)  # its own neighbour
    directory += entry("1Table", 2, 2, 0xFFFFFFFF, 2, 2**31)
    directory = directory.ljust(512, b"\x00")
    return header + sector + directory + b"\xec\xa5\xc1\x00".ljust(512, b"\x00")


add("header-and-noise.doc", lambda _: _OLE + random.Random(5).randbytes(50_000), *_DOC)
add("header-only.doc", lambda _: _OLE, *_DOC)
add("sectors-in-a-ring.doc", lambda _: _compound([0xFFFFFFFD, 1, 2]), *_DOC)
add("directory-in-the-table.doc", lambda _: _compound([0, 0, 0], first_directory=0), *_DOC)
add(
    "directory-beyond-the-end.doc",
    lambda _: _compound([0xFFFFFFFD], first_directory=0x7FFFFFFF),
    *_DOC,
)
