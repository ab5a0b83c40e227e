"""What kind of file is this? Decided from its bytes; a name proves nothing.

Only signatures and the names in a zip file's directory are looked at: nothing is parsed or
expanded here, so this is safe in the calling process.
"""

from __future__ import annotations

import mmap
import re
import struct
from pathlib import Path
from typing import Final

from summarizer_core.errors import EmptyDocument, PasswordRequired, UnsupportedType
from summarizer_core.extraction.old_word import office
from summarizer_core.extraction.plain import decode_start

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT: Final = "text/plain"
DOC: Final = "application/msword"
RTF: Final = "application/rtf"
HTML: Final = "text/html"
EML: Final = "message/rfc822"
ODT: Final = "application/vnd.oasis.opendocument.text"
FODT: Final = "application/vnd.oasis.opendocument.text-flat-xml"

_HEAD: Final = 64 * 1024
_DIRECTORY: Final = 4 << 20  # bytes of a zip file's directory that are searched for names
_READABLE: Final = (
    "Upload the contract as PDF, Word (.docx), OpenDocument (.odt), RTF, HTML, e-mail (.eml) or "
    "plain text."
)

_EXECUTABLES: Final = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
)
_IMAGES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"BM",
)
#: May stand before the first sign of a text format: byte-order mark, white space.
_LEAD: Final = b"\xef\xbb\xbf \r\n\t"
_SKIPPED: Final = r"(?:<!--[^>]{0,2000}-->\s*|<\?xml[^>]{0,200}>\s*)*"
_PAGE: Final = re.compile(_SKIPPED + r"(?:<!doctype\s+html|<html)\b", re.I)
#: Elements whose names nobody writes between angle brackets for another reason.
_PLAIN_TAGS: Final = (
    "a|abbr|article|aside|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|fieldset|"
    "figure|font|footer|form|h[1-6]|head|header|hr|i|img|input|ins|li|link|main|meta|nav|ol|p|pre|"
    "q|s|script|section|select|small|span|strike|strong|style|sub|sup|table|tbody|td|textarea|"
    "tfoot|th|thead|tr|tt|u|ul"
)
#: Elements whose start tags could be blanks of a form to fill in, such as "<Address>".
_WORD_TAGS: Final = "address|button|caption|details|label|legend|mark|option|summary|time|title"
_ELEMENT: Final = re.compile(_SKIPPED + rf"</?(?:{_PLAIN_TAGS}|{_WORD_TAGS})\b[^<>]*>", re.I)
_TAG: Final = re.compile(rf"<(?:/?(?:{_PLAIN_TAGS})|/(?:{_WORD_TAGS}))(?:\s[^<>]*|/)?>", re.I)
_FIELD: Final = re.compile(rb"([!-9;-~]{1,76}):")
_FIELDS_OF_PROGRAMS: Final = frozenset(
    "mime-version received message-id return-path content-type content-transfer-encoding".split()
)
_KNOWN_FIELDS: Final = _FIELDS_OF_PROGRAMS | frozenset(
    "from to cc subject date reply-to sender delivered-to".split()
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: Streams of OLE compound files, by their directory names (UTF-16): [MS-CFB], [MS-DOC] 2.1.
_OLE_KINDS: Final = (
    (
        "__substg1.0_",
        "The file is an Outlook message. Save its attachment and upload that.",
    ),
    ("Workbook", f"The file is an old Excel workbook. {_READABLE}"),
    ("PowerPoint Document", f"The file is an old PowerPoint presentation. {_READABLE}"),
)
#: The first entry of an OpenDocument package, stored as it is (OpenDocument 1.3 Part 2, 3.3).
_OPEN_DOCUMENT: Final = b"mimetype" + ODT.removesuffix("text").encode()
_ZIP_KINDS: Final = (
    (b"xl/", f"The file is an Excel workbook. {_READABLE}"),
    (b"ppt/", f"The file is a PowerPoint presentation. {_READABLE}"),
    (b"meta-inf/manifest.mf", f"The file is a Java archive. {_READABLE}"),
)
#: What stands before a name in a zip file's directory and before a member (APPNOTE 4.3.7, 4.3.12):
#: signature, length of the whole, place of the name's length.
_DIRECTORY_ENTRY: Final = (b"PK\x01\x02", 46, 28)
_MEMBER: Final = (b"PK\x03\x04", 30, 26)


def identify(path: Path, filename: str) -> str:
    """Media type of the file at ``path``: one of this module's constants.

    Args:
        path: file to look at; it is not changed.
        filename: the name that the user gave it; used in messages, and where the bytes alone
            leave two answers (pieces of web pages, Markdown, headers of messages).

    Raises:
        EmptyDocument: no bytes, or text of white space alone.
        UnsupportedType: not a type that can be read; the sentence says what it is instead.
        PasswordRequired: a Word file behind a password (code ``encrypted_word_file``).
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise _empty()
    if head.startswith(_OLE):
        return _identify_ole(path)
    if head.startswith(_ZIP):
        return _identify_zip(path, filename)
    # ISO 32000-1 Annex H.3.4.1: readers accept the header anywhere in the first 1,024 bytes.
    # Programs come first: some carry that header as a disguise.
    if b"%PDF-" in head[:1024] and not head.startswith(_EXECUTABLES):
        return PDF
    if _ends_like_pdf(path):
        return PDF  # its beginning is damaged: repairing it says so
    start = head.lstrip(_LEAD)
    if start.startswith(b"{\\rtf"):
        return RTF
    if _is_message(head, filename):
        return EML
    if _is_page(head, filename):
        return HTML
    if start.startswith(b"<?xml") and b"<office:document" in head and ODT.encode() in head:
        return FODT
    _refuse_binary(head, filename)
    return _identify_text(path, head, filename)


#: Endings of names that announce a type.
_ENDINGS: Final = {
    "pdf": PDF,
    "docx": DOCX,
    "docm": DOCX,
    "dotx": DOCX,
    "dotm": DOCX,
    "doc": DOC,
    "dot": DOC,
    "rtf": RTF,
    "eml": EML,
    "mht": EML,
    "mhtml": EML,
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "odt": ODT,
    "ott": ODT,
    "fodt": FODT,
    "txt": TEXT,
    "text": TEXT,
    "md": TEXT,
    "markdown": TEXT,
}
_TYPE_NAMES: Final = {
    PDF: "a PDF",
    DOCX: "a Word document",
    DOC: "an old Word document",
    TEXT: "plain text",
    RTF: "an RTF document",
    HTML: "a web page",
    EML: "an e-mail message",
    ODT: "an OpenDocument text",
    FODT: "an OpenDocument text",
}


def name_mismatch(filename: str, media_type: str) -> str | None:
    """A sentence when a name's ending announces another type than the content has."""
    ending = filename.rpartition(".")[2].lower() if "." in filename else ""
    announced = _ENDINGS.get(ending)
    if announced is None or _TYPE_NAMES[announced] == _TYPE_NAMES[media_type]:
        return None
    return (
        f"The name ends in .{ending}, but the file is {_TYPE_NAMES[media_type]} and was read as "
        "such. Check that it is the document you meant."
    )


def _ends_like_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 1024))
        tail = file.read()
    return tail.rstrip().endswith(b"%%EOF") and b"startxref" in tail and b"\x00" not in tail


def _empty() -> EmptyDocument:
    return EmptyDocument("The file is empty. Choose the document again and upload it.")


def _claimed(filename: str) -> str:
    extension = re.search(r"\.([A-Za-z0-9]{1,8})$", filename)
    return f"Although its name ends in .{extension.group(1)}, the" if extension else "The"


def _identify_ole(path: Path) -> str:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        # [MS-OFFCRYPTO] 2.3.4.4: encrypted OOXML sits in a stream of this name.
        encrypted = data.find("EncryptedPackage".encode("utf-16-le")) >= 0
        at = data.find("WordDocument".encode("utf-16-le"))
        if encrypted or (at >= 0 and _encrypted(data, at)):
            raise PasswordRequired(
                "The Word file is protected by a password. Open it in Word, remove the password "
                "(File, Info, Protect Document, Encrypt with Password), save it and upload it "
                "again.",
                code="encrypted_word_file",
            )
        if at >= 0:
            return _identify_old_word()
        for stream, message in _OLE_KINDS:
            if data.find(stream.encode("utf-16-le")) >= 0:
                raise UnsupportedType(message)
    raise UnsupportedType(f"The file is in an old Microsoft Office format. {_READABLE}")


def _identify_old_word() -> str:
    if office() is None:
        raise UnsupportedType(
            "The file is an old Word document (.doc). Open it in Word or LibreOffice, save it as "
            "“Word document (.docx)” and upload that, or install LibreOffice on the server."
        )
    return DOC


def _encrypted(data: mmap.mmap, entry: int) -> bool:
    """Whether the Word document is encrypted, whose entry in the directory is at ``entry``:
    [MS-CFB] 2.2 and 2.6.1 say where it starts, [MS-DOC] 2.5.2 has the flag."""
    if entry + 120 > len(data):
        return False
    (shift,) = struct.unpack_from("<H", data, 30)
    (sector,) = struct.unpack_from("<I", data, entry + 116)
    start = (sector + 1) << min(shift, 12)
    if start + 12 > len(data) or data[start : start + 2] not in (b"\xec\xa5", b"\xdc\xa5"):
        return False
    (flags,) = struct.unpack_from("<H", data, start + 10)
    return bool(flags & 0x0100)


def _identify_zip(path: Path, filename: str) -> str:
    names = _zip_names(path)
    if any(name.startswith(b"word/") for name in names):
        return DOCX
    if {b"content.xml", b"meta-inf/manifest.xml"} <= names:
        return _identify_open_document(path)
    for start, message in _ZIP_KINDS:
        if any(name.startswith(start) for name in names):
            raise UnsupportedType(message)
    if filename.lower().endswith(".docx"):
        raise UnsupportedType(
            "Although its name ends in .docx, the file is a plain zip archive, or a Word file "
            f"that was cut off. {_READABLE}"
        )
    raise UnsupportedType("The file is a zip archive. Unpack it and upload the documents in it.")


def _identify_open_document(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(_HEAD)
    at = start.find(_OPEN_DOCUMENT)
    if at >= 0 and not start.startswith(b"text", at + len(_OPEN_DOCUMENT)):
        raise UnsupportedType(
            f"The file is an OpenDocument spreadsheet, presentation or drawing. {_READABLE}"
        )
    return ODT


def _zip_names(path: Path) -> set[bytes]:
    """Names in a zip file's directory (APPNOTE 4.3.16); of a file that lost it, those of the first
    members. In small letters, with slashes between folders."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))  # end record plus the longest comment
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        names: set[bytes] = set()
        if at >= 0 and len(tail) - at >= 22:
            length, offset = struct.unpack_from("<II", tail, at + 12)
            file.seek(min(offset, size))
            names = _names_in(file.read(min(length, _DIRECTORY)), *_DIRECTORY_ENTRY)
        if not names:
            file.seek(0)
            names = _names_in(file.read(_HEAD), *_MEMBER)
        return names


def _names_in(data: bytes, signature: bytes, header: int, place: int) -> set[bytes]:
    names = set()
    at = data.find(signature)
    while 0 <= at <= len(data) - header:
        (length,) = struct.unpack_from("<H", data, at + place)
        name = data[at + header : at + header + length]
        names.add(name.replace(b"\\", b"/").lstrip(b"/").lower())
        at = data.find(signature, at + header)
    return names


def _is_message(head: bytes, filename: str) -> bool:
    """Whether it begins with the header of a message (RFC 5322, 2.2). A memo that begins with
    "To:" and "From:" is a text, unless the name says that it is a message: only programs write
    what we ask for besides."""
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").lstrip(b"\n")
    if text.startswith(b"From "):  # the line that separates messages in a mailbox
        text = text.partition(b"\n")[2]
    block, blank, _ = text.partition(b"\n\n")
    lines = block.split(b"\n")
    if not blank and len(head) >= _HEAD:
        lines.pop()  # cut by us
    names = set()
    for line in lines:
        field = _FIELD.match(line)
        if field:
            names.add(field[1].decode().lower())
        elif not names or not line.startswith((b" ", b"\t")):
            return False
    known = names & _KNOWN_FIELDS
    if filename.lower().endswith(".eml") and len(known) >= 3:
        return True
    return len(known) >= 2 and bool(known & _FIELDS_OF_PROGRAMS)


def _is_page(head: bytes, filename: str) -> bool:
    """Whether it begins like a web page, or like a piece of one with several tags. Markdown may
    begin with an element, too: there the name decides, as it does where a piece of a page has a
    single tag."""
    text = (decode_start(head) or "").lstrip("\ufeff \t\r\n")
    if _PAGE.match(text):
        return True
    if filename.lower().endswith((".md", ".markdown")):
        return False
    if filename.lower().endswith((".html", ".htm")):
        return bool(_TAG.search(text))
    return bool(_ELEMENT.match(text)) and len(_TAG.findall(text)) >= 2


def _refuse_binary(head: bytes, filename: str) -> None:
    claimed = _claimed(filename)
    if head.startswith(_EXECUTABLES):
        raise UnsupportedType(f"{claimed} file is a program, not a document. {_READABLE}")
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    if head.startswith(_IMAGES) or webp or head[4:12] in (b"ftypheic", b"ftypmif1"):
        # Two letters are a weak signature: "BMW Agreement" is a text.
        if head.startswith(b"BM") and b"\x00" not in head[:64]:
            return
        raise UnsupportedType(
            f"{claimed} file is a picture. Turn it into a PDF with text first (OCR), for example "
            "with your scanner's software, and upload that."
        )
    if head.startswith(_ARCHIVES):
        raise UnsupportedType(
            f"{claimed} file is a compressed archive. Unpack it and upload the documents in it."
        )
    if head.lstrip(_LEAD).startswith(b"<?xml"):
        raise UnsupportedType(
            "The file is an XML file. If it is a Word document, open it in Word, save it as "
            "“Word document (.docx)” and upload that."
        )


def _identify_text(path: Path, head: bytes, filename: str) -> str:
    start = decode_start(head)
    if start is None:
        raise UnsupportedType(
            f"{_claimed(filename)} file holds neither a PDF, a Word document nor text. {_READABLE}"
        )
    if not start.strip("\ufeff \t\r\n\f\v\xa0") and path.stat().st_size <= _HEAD:
        raise _empty()
    return TEXT
