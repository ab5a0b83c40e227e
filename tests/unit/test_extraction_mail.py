"""Messages: headers, bodies in all forms, attachments, web archives; and hostile ones."""

from __future__ import annotations

import base64
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from summarizer_core import errors, extraction
from summarizer_core.extraction import EML, TEXT, Limits
from summarizer_core.models import ExtractedDocument


def message(body: str = "Dear Ms Halden,\n\nthe cap is € 500.\n", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    named = {
        "Subject": "Draft – Käufer",
        "From": "Jané Doe <jane@example.org>",
        "To": "halden@example.org",
        "Date": "Mon, 3 Mar 2025 10:00:00 +0000",
        "Message-ID": "<1@example.org>",
    } | headers
    for name, value in named.items():
        mail[name.replace("_", "-")] = value
    if body:
        mail.set_content(body)
    return mail


HEADERS = (
    "Draft – Käufer\n\nFrom: Jané Doe <jane@example.org>\nTo: halden@example.org\n"
    "Date: Mon, 03 Mar 2025 10:00:00 +0000"
)


def write(folder: Path, mail: EmailMessage | bytes) -> Path:
    path = folder / "mail.eml"
    path.write_bytes(mail if isinstance(mail, bytes) else mail.as_bytes(policy=SMTP))
    return path


def read(folder: Path, mail: EmailMessage | bytes) -> ExtractedDocument:
    path = write(folder, mail)
    assert extraction.identify(path, path.name) == EML
    return extraction.extract(path, EML, Limits(), filename=path.name)


def codes(document: ExtractedDocument) -> list[str]:
    return [warning.code for warning in document.warnings]


def raw(kind: str, body: bytes, encoding: str = "8bit") -> bytes:
    return (
        f"From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    ).encode() + body


def test_a_message_is_its_headers_and_its_body(tmp_path):
    document = read(tmp_path, message(Cc="Legal <legal@example.org>"))
    assert document.text == (
        HEADERS.replace("\nDate", "\nCc: Legal <legal@example.org>\nDate")
        + "\n\nDear Ms Halden,\n\nthe cap is € 500."
    )
    assert document.title == "Draft – Käufer"
    assert document.warnings == ()


def test_of_the_same_content_in_two_forms_one_is_read(tmp_path):
    mail = message()
    mail.add_alternative("<html><h1>Dear</h1><p>the cap is <b>€ 500</b>.</p>", subtype="html")
    assert read(tmp_path, mail).text == HEADERS + "\n\nDear Ms Halden,\n\nthe cap is € 500."


def test_a_page_is_read_where_the_plain_form_says_nothing(tmp_path):
    mail = message(" \n")
    mail.add_alternative(
        "<html><body><h2>Terms</h2><p>One.<span style='display:none'>x</span></p>"
        "<img src='cid:logo'></body></html>",
        subtype="html",
    )
    mail.get_payload()[1].add_related(
        b"\x89PNG", "image", "png", cid="<logo>", filename="logo.png", disposition="inline"
    )
    document = read(tmp_path, mail)
    assert document.text == HEADERS + "\n\nTerms\n\nOne."
    assert [document.text[h.start : h.end] for h in document.headings] == ["Terms"]
    assert codes(document) == ["hidden_text"]


def test_attachments_are_named_and_can_be_unpacked_under_names_of_our_own(tmp_path):
    mail = message()
    mail.add_attachment(b"%PDF-1.7 x", "application", "pdf", filename="../../etc/contract.pdf")
    mail.add_attachment("1. Terms", filename="terms.txt")
    path = write(tmp_path, mail)
    document = extraction.extract(path, EML, Limits())
    assert document.text.endswith("the cap is € 500.")
    (warning,) = document.warnings
    assert warning.code == "attachments"
    assert "2 attachments: ../../etc/contract.pdf, terms.txt." in warning.message
    with extraction.unpack(path, EML, Limits()) as found:
        assert [item.name for item in found] == ["../../etc/contract.pdf", "terms.txt"]
        assert [item.path.read_bytes().strip() for item in found] == [b"%PDF-1.7 x", b"1. Terms"]
        assert all(tmp_path in item.path.parents for item in found)
        assert [item.path.name for item in found] == ["0001", "0002"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["mail.eml"]


PLAIN_AND_PAGE = (
    b"--a\r\nContent-Type: text/plain\r\n\r\nPlease see the contract.\r\n%s--a\r\n"
    b"Content-Type: multipart/mixed; boundary=m\r\n\r\n"
    b"--m\r\nContent-Type: text/html\r\n\r\n<p>Please see the contract.</p>\r\n"
    b"--m\r\nContent-Type: application/pdf; name=contract.pdf\r\n\r\n%%PDF-1.7 x\r\n"
    b"--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: Before\r\n\r\nThe old cap.\r\n"
    b"--m--\r\n--a--\r\n"
)


def test_what_the_form_that_is_not_read_carries_is_attached_all_the_same(tmp_path):
    path = write(tmp_path, raw("multipart/alternative; boundary=a", PLAIN_AND_PAGE % b""))
    document = extraction.extract(path, EML, Limits())
    assert document.text == (
        "From: a@example.org\nTo: b@example.org\n\nPlease see the contract.\n\n"
        "Attached message:\n\nBefore\n\nThe old cap."
    )
    assert "an attachment: contract.pdf." in document.warnings[0].message
    with extraction.unpack(path, EML, Limits()) as found:
        assert [(item.name, item.path.read_bytes()) for item in found] == [
            ("contract.pdf", b"%PDF-1.7 x")
        ]


def test_an_attachment_of_both_forms_is_listed_once(tmp_path):
    pdf = b"Content-Type: application/pdf; name=contract.pdf\r\n\r\n%PDF-1.7 x\r\n"
    both = PLAIN_AND_PAGE % (b"--a\r\n" + pdf)
    path = write(tmp_path, raw("multipart/alternative; boundary=a", both))
    with extraction.unpack(path, EML, Limits()) as found:
        assert [item.name for item in found] == ["contract.pdf"]


def test_only_messages_have_attachments(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("A contract.")
    with extraction.unpack(path, TEXT, Limits()) as found:
        assert list(found) == []


def test_the_number_and_size_of_attachments_are_limited(tmp_path):
    mail = message()
    for number in range(60):
        mail.add_attachment(bytes([number]) * 1000, "application", "x", filename=f"{number}")
    path = write(tmp_path, mail)
    with extraction.unpack(path, EML, Limits()) as found:
        assert len(found) == 50
    with extraction.unpack(path, EML, Limits(expanded_bytes=20_000)) as found:
        assert len(found) == 20


def test_a_forwarded_message_is_read_with_its_own_headers(tmp_path):
    inner = message("The old terms.", Subject="Terms", From="old@example.org")
    inner.add_attachment(b"x", "application", "pdf", filename="inner.pdf")
    mail = message("See below.")
    mail.add_attachment(inner)
    document = read(tmp_path, mail)
    assert document.text == (
        HEADERS + "\n\nSee below.\n\nAttached message:\n\nTerms\n\nFrom: old@example.org\n"
        "To: halden@example.org\nDate: Mon, 03 Mar 2025 10:00:00 +0000\n\nThe old terms."
    )
    assert "inner.pdf" in document.warnings[0].message


@pytest.mark.parametrize(
    ("kind", "body", "encoding", "expected"),
    [
        ("text/plain; charset=iso-8859-1", "Käufer €".encode("cp1252"), "8bit", "Käufer €"),
        ("text/plain; charset=utf-8", b"K=C3=A4ufer=\r\n!", "quoted-printable", "Käufer!"),
        ("text/plain; charset=koi8-r", "Договор".encode("koi8-r"), "8bit", "Договор"),
        ("text/plain; charset=gb2312", base64.b64encode("合同".encode("gb2312")), "base64", "合同"),
        ("text/plain; charset=iso-2022-jp", "契約".encode("iso2022_jp"), "7bit", "契約"),
        ("text/plain; charset=no-such", "Käufer".encode(), "8bit", "Käufer"),
        ("text/plain; charset=hex_codec", b"ab", "8bit", "ab"),
        ("text/html", "<p>K&auml;ufer</p><p>“x”</p>".encode(), "8bit", "Käufer\n\n“x”"),
    ],
)
def test_bodies_are_decoded_by_charset_and_transfer_encoding(
    tmp_path, kind, body, encoding, expected
):
    document = read(tmp_path, raw(kind, body, encoding))
    assert document.text == f"From: a@example.org\nTo: b@example.org\n\n{expected}"


def test_a_body_without_charset_is_guessed_with_a_warning(tmp_path):
    document = read(tmp_path, raw("text/plain", "Der Käufer zahlt".encode("cp1252")))
    assert document.text.endswith("Der Käufer zahlt")
    assert codes(document) == ["encoding_guessed"]


def test_lines_that_the_senders_program_broke_are_joined(tmp_path):
    body = b"The fee is \r\ndue soon.\r\n> quoted \r\n> goes on\r\n-- \r\nJane\r\n"
    document = read(tmp_path, raw("text/plain; charset=utf-8; format=flowed", body))
    assert document.text.endswith("The fee is due soon.\n> quoted goes on\n--\nJane")


def test_a_saved_web_archive_is_the_page_it_holds(tmp_path):
    archive = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\n"
        b"Subject: Terms\r\nDate: Mon, 3 Mar 2025 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://example.org/\r\n\r\n<html><h1>Terms</h1><p>=C2=A7 1</p>\r\n"
        b"--b\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\np{}\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-Location: https://example.org/a.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    )
    document = read(tmp_path, archive)
    assert (document.text, document.title) == ("Terms\n\n§ 1", "Terms")
    assert document.warnings == ()


MEMO = b"To: A\nFrom: B\nDate: today\nSubject: Memo\n\nThe parties agree."


@pytest.mark.parametrize(
    ("text", "name", "media_type"),
    [
        (MEMO, "x.txt", TEXT),
        (MEMO, "x.eml", EML),
        (b"To: A\nFrom: B\n\nThe parties agree.", "x.eml", TEXT),
        (MEMO.replace(b"\n\n", b"\nThe parties agree.\n\n"), "x.eml", TEXT),
        (b"Received: x\nThe parties agree.", "x.eml", TEXT),
        (b"Received: by x\n with y\nFrom: a\n\nText", "x", EML),
        (b"From a@example.org Mon Mar 3\r\nReturn-Path: <a>\r\nSubject: x\r\n\r\nText", "x", EML),
        (b"MIME-Version: 1.0\nContent-Type: text/plain\n\nText", "x", EML),
        (b"From: a\nContent-Type: text/plain\n\nText", "x.txt", EML),
        (b"\xef\xbb\xbfFrom: a\nContent-Transfer-Encoding: 8bit\n\nText", "x", EML),
        (b"Note: the parties\nagree.", "x.eml", TEXT),
    ],
)
def test_a_message_is_known_by_its_header_and_a_memo_stays_text(tmp_path, text, name, media_type):
    path = tmp_path / "x"
    path.write_bytes(text)
    assert extraction.identify(path, name) == media_type


def test_a_message_may_begin_with_a_byte_order_mark(tmp_path):
    document = read(tmp_path, b"\xef\xbb\xbf" + raw("text/plain", b"The cap is 5."))
    assert document.text == "From: a@example.org\nTo: b@example.org\n\nThe cap is 5."
    assert document.warnings == ()


def with_attachment() -> bytes:
    mail = message()
    mail.add_attachment(b"x" * 3000, maintype="application", subtype="pdf", filename="c.pdf")
    return mail.as_bytes(policy=SMTP)


@pytest.mark.parametrize(
    "mail",
    [
        with_attachment()[:-200],
        with_attachment()[: with_attachment().index(b"cap is")],
        raw("multipart/mixed; boundary=b", b"", "8bit") + b"Preamble, then nothing",
        raw("text/plain", base64.b64encode(b"The cap is five euros.")[:-3], "base64"),
    ],
)
def test_a_message_that_was_cut_off_says_so(tmp_path, mail):
    document = read(tmp_path, mail)
    assert "truncated_file" in codes(document)
    assert any("cut off" in warning.message for warning in document.warnings)


def test_a_whole_message_is_not_called_cut_off(tmp_path):
    inner = raw("multipart/mixed; boundary=i", b"--i\r\n\r\ninner\r\n")  # lacks its end
    sloppy = raw("multipart/mixed; boundary=o", b"--o\r\nContent-Type: message/rfc822\r\n\r\n")
    for mail in (with_attachment(), sloppy + inner + b"--o--\r\n"):
        assert "truncated_file" not in codes(read(tmp_path, mail))


@pytest.mark.parametrize("name", ["Content-Type", "Content-Disposition", "Content-ID", "Subject"])
def test_headers_of_quotes_and_brackets_take_no_time(tmp_path, name):
    for run in ('"' * 20_000, "(" * 20_000, "text/plain; x=" + '"\\' * 10_000, "a;" * 10_000):
        mail = f"From: a\r\nMIME-Version: 1.0\r\n{name}: {run}\r\n\r\nThe cap is 5.".encode()
        begin = time.perf_counter()
        assert "The cap is 5." in read(tmp_path, mail).text
        assert time.perf_counter() - begin < 4


def test_an_encrypted_message_says_what_to_do(tmp_path):
    with pytest.raises(errors.NoReadableText) as caught:
        read(tmp_path, raw("application/pkcs7-mime; name=smime.p7m", b"AAAA", "base64"))
    assert caught.value.code == "encrypted_message"


def nested_messages(depth: int) -> bytes:
    head = b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\nContent-Type: "
    return (head + b"message/rfc822\r\n\r\n") * depth + head + b"text/plain\r\n\r\nx"


def nested_parts(depth: int) -> bytes:
    head = b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n"
    for at in range(depth):
        head += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at)
    return head + b"Content-Type: text/plain\r\n\r\nx"


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        (nested_messages(20), "nested_too_deeply"),
        (nested_messages(5000), "nested_too_deeply"),
        (nested_parts(5000), "nested_too_deeply"),
        (
            raw("multipart/mixed; boundary=b", b"--b\r\n\r\nx\r\n" * 5_000),
            "too_many_parts",
        ),
    ],
)
def test_hostile_messages_are_refused_soon(tmp_path, mail, code):
    started = time.monotonic()
    with pytest.raises(errors.LimitExceeded) as caught:
        read(tmp_path, mail)
    assert caught.value.code == code
    assert time.monotonic() - started < 30
    assert [entry.name for entry in tmp_path.iterdir()] == ["mail.eml"]


@pytest.mark.parametrize("kind", [";boundary*0*", "text/plain; charset*0*", "text/plain; " * 9999])
def test_a_type_that_the_library_cannot_parse_loses_no_text(tmp_path, kind):
    assert read(tmp_path, raw(kind, b"The cap is 500.")).text.endswith("\n\nThe cap is 500.")


def test_a_header_that_the_library_cannot_parse_is_shown_as_it_is(tmp_path):
    mail = b"From: =?utf-8?q?=?= <\r\nTo: b\r\nMessage-ID: <\r\nDate: never\r\n\r\nText"
    assert read(tmp_path, mail).text.endswith("Date: never\n\nText")
