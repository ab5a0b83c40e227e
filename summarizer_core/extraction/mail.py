"""Messages (RFC 5322, MIME) and saved web archives (MHTML): what the reader of a message sees.

The standard library parses. Attachments are no part of the text: ``unpack`` writes them to files,
under names of our own, for whoever makes documents of them. Runs in the child only.
"""

from __future__ import annotations

import base64
import codecs
import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
    StartBoundaryNotFoundDefect,
)
from email.message import Message
from email.policy import EmailPolicy
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from summarizer_core.errors import DamagedDocument, LimitExceeded, NoReadableText
from summarizer_core.extraction import blocks, encodings
from summarizer_core.extraction.cleaning import clean_line, too_deep
from summarizer_core.extraction.html_page import Page
from summarizer_core.extraction.limits import Limits, ReadJob

_MAX_PARTS: Final = 2_000
_MAX_MESSAGES: Final = 10  # one within the other
_MAX_HEADER: Final = 20_000  # characters
_MAX_PROGRAM_HEADER: Final = 2_000  # of those that programs read, such as Content-Type
#: Each quotation mark in a header costs the library a look at the whole rest. Lists of receivers
#: have many; of what programs read there may be one header for each of many parts.
_MAX_QUOTES: Final = 2_000
_MAX_PROGRAM_QUOTES: Final = 200
_KEPT_PARSED: Final = 4_096  # headers
_MAX_NAME: Final = 100
_SHOWN_HEADERS: Final = ("From", "To", "Cc", "Date")
#: Headers of messages on their way; web archives have none of them.
_ENVELOPE: Final = ("To", "Received", "Message-ID", "Return-Path")
_SIGNATURES: Final = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
)
_ENCRYPTED: Final = ("application/pkcs7-mime", "application/x-pkcs7-mime")
#: Parts that mail programs act on instead of showing them.
_NOT_FOR_READERS: Final = ("text/calendar", "text/css", "message/delivery-status")


class _Lenient(EmailPolicy):
    """Headers that the library's parser cannot take, or would take too long for, are plain text:
    its time grows with the square of a header's length, and it parses again at every look."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if name.lower().startswith("content-"):
            value = value[:_MAX_PROGRAM_HEADER]
        return name, value

    def header_fetch_parse(self, name: str, value: str) -> Any:
        most = _MAX_PROGRAM_QUOTES if name.lower().startswith("content-") else _MAX_QUOTES
        if len(value) > _MAX_HEADER or value.count('"') > most:
            return str(value)[:_MAX_HEADER]
        return _parsed_header(name, str(value))


_POLICY: Final = _Lenient()


@lru_cache(_KEPT_PARSED)
def _parsed_header(name: str, value: str) -> Any:
    try:
        return EmailPolicy.header_fetch_parse(_POLICY, name, value)
    except Exception:  # the library's parser raises nearly anything on hostile headers
        return value


@dataclass(frozen=True)
class _Attachment:
    name: str
    part: Message


class _Reading:
    """Walks one message. Blocks come out as text with the level of headings.

    Args:
        limits: of the message.
    """

    def __init__(self, limits: Limits) -> None:
        self._max_nesting = limits.max_nesting
        self._named = limits.max_attachments
        self._parts = self._open_messages = 0
        self._told = False  # whether the text at hand was read in another form
        self._seen: set[tuple[str, str, str]] = set()
        self._guessed: str | None = None
        self.attachments: list[_Attachment] = []
        self.encrypted = False
        self.page_title: str | None = None
        self.furniture: list[dict[str, Any]] = []
        self._page_warnings: dict[str, dict[str, Any]] = {}

    def message(self, message: Message, depth: int) -> Iterator[_Block]:
        """Headers as a reader sees them, then the body."""
        self._open_messages += 1
        if self._open_messages > _MAX_MESSAGES:
            raise too_deep()
        told, self._told = self._told, False
        if not _is_archive(message):
            subject = _header(message, "Subject")
            if subject:
                yield subject, None
            lines = ((name, _header(message, name)) for name in _SHOWN_HEADERS)
            yield "\n".join(f"{name}: {text}" for name, text in lines if text), None
        yield from self._part(message, depth, first=True)
        self._told = told
        self._open_messages -= 1

    def _part(self, part: Message, depth: int, *, first: bool = False) -> Iterator[_Block]:
        self._parts += 1
        if depth > self._max_nesting:
            raise too_deep()
        if self._parts > _MAX_PARTS:
            raise LimitExceeded(
                f"The message has more than {_MAX_PARTS:,} parts. Save what you need of it and "
                "upload that.",
                code="too_many_parts",
            )
        kind = part.get_content_type()
        if kind == "multipart/alternative":
            yield from self._alternative(part, depth)
        elif kind == "multipart/encrypted" or kind in _ENCRYPTED:
            self.encrypted = True
        elif kind == "multipart/related":
            yield from self._related(part, depth)
        elif part.is_multipart():
            yield from self._container(part, kind, depth)
        else:
            yield from self._leaf(part, kind, first=first)

    def _container(self, part: Message, kind: str, depth: int) -> Iterator[_Block]:
        for inner in _children(part):
            if kind == "message/rfc822":
                yield "Attached message:", None
                yield from self.message(inner, depth + 1)
            elif kind not in _NOT_FOR_READERS:
                yield from self._part(inner, depth + 1)

    def _leaf(self, part: Message, kind: str, *, first: bool) -> Iterator[_Block]:
        text = kind in ("text/plain", "text/html") or (part.get_content_maintype() == "text")
        attached = part.get_content_disposition() == "attachment" or _filename(part)
        if kind in _SIGNATURES or kind in _NOT_FOR_READERS:
            return
        if not text or (attached and not first):
            if not _is_inline_picture(part):
                self._attach(part)
        elif self._told:
            return
        elif kind == "text/html":
            yield from self._page(part)
        else:
            yield from self._plain(part)

    def _alternative(self, part: Message, depth: int) -> Iterator[_Block]:
        """The text of one form; what the others carry besides their text belongs to the message,
        too: some programs put attachments into the page's form alone."""
        chosen = None if self._told else self._chosen(part)
        for form in _children(part):
            told, self._told = self._told, form is not chosen
            yield from self._part(form, depth + 1)
            self._told = told

    def _chosen(self, part: Message) -> Message | None:
        """Of the same content in several forms: plain text, unless that is a mere placeholder."""
        forms = _children(part)
        plain = [form for form in forms if form.get_content_type() == "text/plain"]
        others = [form for form in forms if form.get_content_type() != "text/plain"]
        if plain and (not others or len(self._decoded(plain[0]).split()) >= _FEW_WORDS):
            return plain[0]
        readable = [form for form in others if _is_readable(form)]
        return next(iter(reversed(readable)), plain[0] if plain else None)

    def _related(self, part: Message, depth: int) -> Iterator[_Block]:
        """A page with its pictures and style sheets; the page is named or comes first."""
        inner = _children(part)
        start = part.get_param("start")
        named = [p for p in inner if start and p.get("Content-ID", "").strip() == start]
        root = (named or inner)[:1]
        for child in root:
            yield from self._part(child, depth + 1, first=True)
        for child in inner:
            if child in root or _belongs_to_page(child):
                continue
            if child.is_multipart():
                yield from self._part(child, depth + 1)
            else:
                self._attach(child)

    def _attach(self, part: Message) -> None:
        name = clean_line(blocks.unmarked(_filename(part)))[-_MAX_NAME:]
        same = (name, part.get_content_type(), str(part.get_payload()))
        if self._told and same in self._seen:  # both forms carry it
            return
        self._seen.add(same)
        if not name:
            name = f"attachment {len(self.attachments) + 1} ({part.get_content_type()[:60]})"
        self.attachments.append(_Attachment(name, part))

    # text

    def _decoded(self, part: Message) -> str:
        text, guessed = encodings.decode(_content(part), part.get_content_charset())
        self._guessed = self._guessed or guessed
        return text

    def _plain(self, part: Message) -> Iterator[_Block]:
        text = blocks.own(self._decoded(part)).replace("\r\n", "\n")
        if str(part.get_param("format", "")).lower() == "flowed":
            text = _unflowed(text, delete=str(part.get_param("delsp", "")).lower() == "yes")
        for paragraph in re.split(r"\n[ \t]*\n", text):
            yield paragraph, None

    def _page(self, part: Message) -> Iterator[_Block]:
        page = Page(_content(part), part.get_content_charset(), self._max_nesting)
        yield from page.blocks()
        self.page_title = self.page_title or page.title
        self.furniture += page.furniture
        for warning in page.warnings():
            self._page_warnings.setdefault(warning["code"], warning)

    def warnings(self) -> list[dict[str, Any]]:
        """What a reader should know, after ``message``."""
        found = dict(self._page_warnings)
        for warning in blocks.guessed("message", self._guessed):
            found.setdefault(warning["code"], warning)
        if self.encrypted:
            found["encrypted_part"] = {
                "code": "encrypted_part",
                "message": "Part of the message is encrypted and was not read. Open it in your "
                "mail program and save its text.",
            }
        if self.attachments:
            found["attachments"] = {"code": "attachments", "message": self._attachments_sentence()}
        return list(found.values())

    def _attachments_sentence(self) -> str:
        names = [attachment.name for attachment in self.attachments]
        listed = ", ".join(names[: self._named])
        if len(names) > self._named:
            listed += f" and {len(names) - self._named} more"
        if len(names) == 1:
            return (
                f"The message carries an attachment: {listed}. It is not part of this text: look "
                "for it among your documents, or save it and hand it in on its own."
            )
        return (
            f"The message carries {len(names)} attachments: {listed}. They are not part of this "
            "text: look for them among your documents, or save them and hand them in on their own."
        )


_Block = tuple[str, int | None]
_FEW_WORDS: Final = 3


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """The message as an ``ExtractedDocument`` in plain types: subject, sender, receivers and date,
    then its body, then messages within it.

    Raises:
        LimitExceeded: nested without measure, too many parts, or too much text.
        DamagedDocument: no message.
        NoReadableText: no text in it; code ``encrypted_message`` when it is encrypted.
    """
    message = _parsed(path)
    reading = _Reading(job.limits)
    out = blocks.Blocks(job.limits)
    for text, level in reading.message(message, 0):
        out.add(text, level=level)
    document = out.document()
    if reading.encrypted and not reading.attachments and _is_encrypted(message):
        raise NoReadableText(
            "The message is encrypted. Open it in your mail program, save its text or its "
            "attachments and upload those.",
            code="encrypted_message",
        )
    if not any(c.isalnum() for c in document["text"]):
        raise NoReadableText("The message holds no text. Save its attachments and upload those.")
    return document | {
        "title": blocks.title(_header(message, "Subject")) or reading.page_title,
        "furniture": reading.furniture,
        "warnings": [*_cut_off(message), *reading.warnings()],
    }


def unpack(path: Path, job: ReadJob, folder: str) -> list[dict[str, str]]:
    """Write the attachments of the message at ``path`` to files in ``folder``.

    Returns:
        ``name`` as the message gives it, cleaned, and ``file``, the name in ``folder``; at most
        ``max_attachments``, and no more bytes than the limits allow: the message's warning names
        the others, too.
    """
    reading = _Reading(job.limits)
    for _ in reading.message(_parsed(path), 0):
        pass
    left = job.limits.expanded_bytes
    written = []
    for number, attachment in enumerate(reading.attachments[: job.limits.max_attachments], 1):
        data = _content(attachment.part)
        if len(data) > left:
            continue
        left -= len(data)
        name = f"{number:04d}"
        (Path(folder) / name).write_bytes(data)
        written.append({"name": attachment.name, "file": name})
    return written


def _parsed(path: Path) -> Message:
    data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    message = email.message_from_bytes(data.lstrip(b"\r\n"), policy=_POLICY)
    if not message.keys():
        raise DamagedDocument(
            "The message is damaged: it has no header. Save it anew in your mail program and "
            "upload that."
        )
    return message


def _cut_off(message: Message) -> list[dict[str, Any]]:
    """The warning about a message that ends too early. Only its outermost level tells: inner
    ones of sloppy programs lack their ends in whole messages, too."""
    if message.is_multipart():
        missing = _lacks_end(message)
    else:
        _content(message)  # only then is what is wrong with the coding noted
        missing = _lacks_end(message) or _has(
            message, InvalidBase64PaddingDefect, InvalidBase64LengthDefect
        )
    if not missing:
        return []
    return [
        {
            "code": "truncated_file",
            "message": "The message is cut off: its end is missing. Text or attachments at the end "
            "may be missing, and the last attachment may be damaged. Ask for the complete message.",
        }
    ]


def _lacks_end(part: Message) -> bool:
    return _has(part, CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)


def _has(part: Message, *defects: type[Exception]) -> bool:
    return any(isinstance(defect, defects) for defect in part.defects)


def _content(part: Message) -> bytes:
    """What a part holds, decoded; b"" for one that holds other parts."""
    data = part.get_payload(decode=True)
    if _has(part, InvalidBase64LengthDefect):  # the library leaves it as it is
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data if isinstance(data, bytes) else b"")
        return base64.b64decode(letters[: len(letters) // 4 * 4])
    return data if isinstance(data, bytes) else b""


def _header(message: Message, name: str) -> str:
    """A header's text as a reader sees it, or ""."""
    wanted = name.lower()
    for found, value in message.raw_items():
        if found.lower() != wanted:
            continue
        return clean_line(blocks.own(str(_POLICY.header_fetch_parse(found, str(value)))))
    return ""


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if part.is_multipart() else []


def _filename(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # as above
        return "attachment"


def _is_archive(message: Message) -> bool:
    """Whether this is a web page with all that it needs, saved by a browser or by Word."""
    kind = message.get_content_type()
    return kind in ("multipart/related", "text/html") and not any(
        message.get(name) for name in _ENVELOPE
    )


def _is_encrypted(message: Message) -> bool:
    kind = message.get_content_type()
    return kind == "multipart/encrypted" or kind in _ENCRYPTED


def _is_readable(part: Message) -> bool:
    if part.is_multipart():
        return any(map(_is_readable, _children(part)))
    return part.get_content_type() in ("text/html", "text/plain")


def _is_inline_picture(part: Message) -> bool:
    """Whether it is a picture that the page in the message shows."""
    inline = part.get_content_disposition() != "attachment" and part.get("Content-ID")
    return part.get_content_maintype() == "image" and bool(inline)


def _belongs_to_page(part: Message) -> bool:
    if part.get_content_maintype() in ("image", "font") or part.get("Content-Location"):
        return True
    return part.get_content_type() in ("text/css", "text/html", "text/javascript")


def _unflowed(text: str, *, delete: bool) -> str:
    """Lines that the sender's program broke are one again (RFC 3676, 4)."""
    lines: list[list[str]] = []  # each in pieces
    open_depth: int | None = None
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if open_depth == depth and lines and content != "-- ":
            if delete:
                lines[-1][-1] = lines[-1][-1].removesuffix(" ")
            lines[-1].append(content)
        else:
            lines.append([">" * depth + (" " if depth else "") + content])
        flows = content.endswith(" ") and content != "-- "
        open_depth = depth if flows else None
    return "\n".join(map("".join, lines))
