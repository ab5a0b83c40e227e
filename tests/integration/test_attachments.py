"""Attachments of a message become documents of their own."""

from __future__ import annotations

import io
from email.message import EmailMessage

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
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(99), "image", "png", filename="scan.png")
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
