"""Attachments of a message become documents of their own."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from pypdf import PdfWriter

from summarizer_core.errors import Conflict, Unavailable
from summarizer_core.models import SessionStatus
from summarizer_core.usecases import submit
from tests import samples


def mail(subject: str, text: str = "Please see the attachments.") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "jane@example.org"
    message["To"] = "halden@example.org"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    return message


def submitted(services, actor, message: EmailMessage) -> list:
    first = services.submit(
        actor, "mail.eml", io.BytesIO(message.as_bytes()), focus="What is the cap?"
    )
    views = services.read.sessions(actor, limit=100).items
    sessions = {view.session.id: view.session for view in views}
    assert first.id in sessions
    return sorted(sessions.values(), key=lambda session: session.created_at)


def test_readable_attachments_are_documents_of_the_same_owner(services, staff, tmp_path):
    message = mail("Draft")
    pdf = samples.write_pdf(tmp_path / "c.pdf", samples.contract_text()).read_bytes()
    message.add_attachment(pdf, "application", "pdf", filename="../contract.pdf")
    message.add_attachment("1. The terms.", filename="terms.txt")
    sessions = submitted(services, staff, message)
    assert [session.filename for session in sessions] == ["mail.eml", "contract.pdf", "terms.txt"]
    assert {session.owner for session in sessions} == {staff.username}
    assert {session.focus for session in sessions} == {"What is the cap?"}
    positions = [services.queue.position(session.id, session.attempt) for session in sessions]
    assert positions == sorted(positions)
    stored = tmp_path / "stored"
    services.stores.files.copy_to(sessions[1].id, stored)
    assert stored.read_bytes() == pdf


def test_attachments_of_attached_messages_follow_up_to_a_depth(services, staff):
    message = mail("level 0")
    for level in range(1, 7):
        outer = mail(f"level {level}")
        data = message.as_bytes()
        outer.add_attachment(data, "application", "octet-stream", filename=f"{level - 1}.eml")
        message = outer
    names = [session.filename for session in submitted(services, staff, message)]
    assert names == ["mail.eml", "5.eml", "4.eml", "3.eml"]


def test_an_upload_brings_fifty_attachments_at_most(services, staff):
    message = mail("many")
    for number in range(60):
        message.add_attachment(f"Terms number {number}.", filename=f"{number}.txt")
    assert len(submitted(services, staff, message)) == 51


def test_what_cannot_be_read_counts_among_the_fifty(services, staff):
    message = mail("many")
    for number in range(49):
        message.add_attachment(bytes(99), "application", "x", filename=f"{number}.bin")
    for number in range(3):
        message.add_attachment(f"Terms number {number}.", filename=f"{number}.txt")
    sessions = submitted(services, staff, message)
    waiting = [s.filename for s in sessions if s.status is SessionStatus.PENDING]
    assert (len(sessions), waiting) == (51, ["mail.eml", "0.txt"])


def with_refused(tmp_path) -> EmailMessage:
    message = mail("Draft")
    writer = PdfWriter(clone_from=samples.write_pdf(tmp_path / "c.pdf", "The terms."))
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    locked = (tmp_path / "locked.pdf").read_bytes()
    message.add_attachment(locked, "application", "pdf", filename="../locked.pdf")
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(99), "image", "png", filename="scan.png")
    message.add_attachment(b"", "application", "pdf", filename="empty.pdf")
    message.add_attachment("1. The terms.", filename="terms.txt")
    return message


def test_attachments_that_cannot_be_read_are_failed_documents_that_say_why(
    services, staff, tmp_path
):
    sessions = submitted(services, staff, with_refused(tmp_path))
    found = {s.filename: s.error.code if s.error else None for s in sessions}
    assert found == {
        "mail.eml": None,
        "locked.pdf": "password_required",
        "scan.png": "unsupported_type",
        "empty.pdf": "empty_document",
        "terms.txt": None,
    }
    refused = sessions[1]
    assert (refused.status, refused.owner) == (SessionStatus.FAILED, staff.username)
    assert services.read.view(staff, refused.id).session == refused
    assert not services.stores.files.exists(refused.id)
    assert services.queue.position(refused.id, refused.attempt) is None


def test_a_refused_attachment_cannot_be_retried_but_erased(services, staff, tmp_path):
    refused = submitted(services, staff, with_refused(tmp_path))[1]
    with pytest.raises(Conflict, match="Hand it in on its own"):
        services.control.retry(staff, refused.id)
    assert services.stores.sessions.get(refused.id) == refused
    receipt = services.erase(staff, refused.id)
    assert (receipt["session"], receipt["file"]) == (True, False)


def test_attachments_are_not_taken_once_their_time_is_over(services, staff, tmp_path, monkeypatch):
    monkeypatch.setattr(submit, "_LEAST_SECONDS", 1000.0)  # more than is left at any time
    sessions = submitted(services, staff, with_refused(tmp_path))
    codes = [session.error.code for session in sessions if session.error]
    assert codes == ["attachment_not_taken"] * 4


def test_a_store_that_goes_away_loses_no_attachment_without_a_word(services, staff, monkeypatch):
    message = mail("Draft")
    message.add_attachment("1. The terms.", filename="terms.txt")
    files = services.stores.files
    put = files.put

    def away(session_id, source):
        if source.read().startswith(b"1. The terms."):
            raise Unavailable("The store is away.")
        source.seek(0)
        put(session_id, source)

    monkeypatch.setattr(files, "put", away)
    with pytest.raises(Unavailable):
        submitted(services, staff, message)
