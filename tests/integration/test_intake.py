"""Files on their way from the browser to the queue."""

from __future__ import annotations

import io
import time

import pytest

from pages.components.intake import Intake
from tests.samples import contract_text, write_docx, write_pdf

pytestmark = pytest.mark.redis


class UploadedFile(io.BytesIO):
    """Bytes with a name, as Streamlit's uploader returns them."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(data)
        self.name = name


def hand_in(intake, services, actor, *files):
    intake.start(services, actor, files).join(60)


@pytest.fixture
def contract(tmp_path):
    path = tmp_path / "contract.docx"
    write_docx(path, contract_text())
    return UploadedFile("contract.docx", path.read_bytes())


def test_a_refused_file_does_not_stop_the_others(services, staff, contract):
    intake = Intake()
    program = UploadedFile("program.pdf", b"MZ\x90\x00" + b"\x00" * 200)
    empty = UploadedFile("empty.txt", b"")
    hand_in(intake, services, staff, program, contract, empty)
    assert intake.waiting == []
    assert [item.name for item in intake.refused] == ["program.pdf", "empty.txt"]
    assert all(item.problem.endswith(".") for item in intake.refused)
    accepted = services.read.sessions(staff).items
    assert [view.session.filename for view in accepted] == ["contract.docx"]


def test_files_wait_visibly_until_they_are_handed_in(services, staff, contract):
    class Slow(UploadedFile):
        waited = False

        def read(self, size=-1):
            while not self.waited:
                time.sleep(0.01)
            return super().read(size)

    slow = Slow("slow.docx", contract.getvalue())
    intake = Intake()
    thread = intake.start(services, staff, [slow, contract])
    assert intake.waiting == ["slow.docx", "contract.docx"]
    slow.waited = True
    thread.join(60)
    assert intake.waiting == []
    assert len(services.read.sessions(staff).items) == 2


def test_refusals_stay_until_dismissed_or_the_next_upload(services, staff, contract):
    intake = Intake()
    hand_in(intake, services, staff, UploadedFile("empty.txt", b""))
    assert len(intake.refused) == 1
    intake.dismiss()
    assert intake.refused == []
    hand_in(intake, services, staff, UploadedFile("empty.txt", b""))
    hand_in(intake, services, staff, contract)
    assert intake.refused == []


def test_an_unexpected_failure_reads_as_a_sentence_without_details(services, staff):
    class Broken(UploadedFile):
        def read(self, size=-1):
            raise RuntimeError("the secret text of the document")

    intake = Intake()
    hand_in(intake, services, staff, Broken("contract.pdf", b"x"))
    (item,) = intake.refused
    assert item.name == "contract.pdf"
    assert item.problem.startswith("Something went wrong on our side.")
    assert "secret" not in item.problem


def test_an_encrypted_file_waits_for_its_password_and_is_then_handed_in(
    services, staff, contract, tmp_path
):
    path = write_pdf(tmp_path / "locked.pdf", contract_text(), password="open sesame")
    locked = UploadedFile("locked.pdf", path.read_bytes())
    intake = Intake()
    hand_in(intake, services, staff, locked)
    hand_in(intake, services, staff, contract)
    (item,) = intake.refused
    assert item.locked
    intake.unlock(services, staff, item, "open barley").join(60)
    assert item.locked
    assert "does not open" in item.problem
    intake.unlock(services, staff, item, "open sesame").join(60)
    assert intake.refused == []
    names = {view.session.filename for view in services.read.sessions(staff).items}
    assert names == {"contract.docx", "locked.pdf"}
