"""Old Word files: converted by LibreOffice, in the child's place, without network."""

from __future__ import annotations

import shutil
import struct
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from summarizer_core import errors, extraction
from summarizer_core.extraction import DOC, Limits, old_word
from tests import samples
from tests.conftest import skip_or_fail

LIMITS = Limits(wall_seconds=60)


@pytest.fixture(scope="module")
def to_doc(tmp_path_factory):
    """Turns a file into an old Word file, with LibreOffice as it is."""
    office = shutil.which("soffice") or skip_or_fail("LibreOffice (soffice) is not installed")
    folder = tmp_path_factory.mktemp("office")

    def convert(path: Path, form: str = "doc:MS Word 97") -> Path:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", form, "--outdir", folder, path]
        subprocess.run(command, check=True, capture_output=True, timeout=100)
        return folder / f"{path.stem}.{form[:4].removesuffix(':')}"

    return convert


@pytest.fixture(scope="module")
def old_contract(to_doc, tmp_path_factory) -> bytes:
    folder = tmp_path_factory.mktemp("word")
    return to_doc(
        samples.write_docx(folder / "contract.docx", samples.contract_text())
    ).read_bytes()


def test_an_old_word_file_is_read_with_a_warning_and_leaves_nothing(tmp_path, old_contract):
    path = tmp_path / "contract.doc"
    path.write_bytes(old_contract)
    assert extraction.identify(path, path.name) == DOC
    document = extraction.extract(path, DOC, LIMITS, filename=path.name)
    new = samples.write_docx(tmp_path / "new.docx", samples.contract_text())
    assert document.text.split() == extraction.extract(new, extraction.DOCX, LIMITS).text.split()
    assert [warning.code for warning in document.warnings] == ["converted"]
    assert {entry.name for entry in tmp_path.iterdir()} == {"contract.doc", "new.docx"}


def test_without_libreoffice_the_refusal_says_what_to_do(tmp_path, old_contract, monkeypatch):
    path = tmp_path / "contract.doc"
    path.write_bytes(old_contract)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(old_word, "_PLACES", ())
    with pytest.raises(errors.UnsupportedType, match=r"\.docx.*or install LibreOffice"):
        extraction.identify(path, path.name)
    with pytest.raises(errors.DocumentError) as caught:
        extraction.extract(path, DOC, LIMITS)
    assert caught.value.code == "converter_missing"


def test_an_encrypted_old_word_file_is_refused_at_once(tmp_path, old_contract):
    data = bytearray(old_contract)
    at = data.index(b"\xec\xa5")  # [MS-DOC] 2.5.2: the flags are at offset 10
    flags = struct.unpack_from("<H", data, at + 10)[0]
    struct.pack_into("<H", data, at + 10, flags | 0x0100)
    path = tmp_path / "contract.doc"
    path.write_bytes(data)
    with pytest.raises(errors.PasswordRequired) as caught:
        extraction.identify(path, path.name)
    assert caught.value.code == "encrypted_word_file"


def test_a_file_that_libreoffice_cannot_open_is_refused(tmp_path, old_contract):
    path = tmp_path / "contract.doc"
    path.write_bytes(old_contract[:2600])
    with pytest.raises(errors.DocumentError) as caught:
        extraction.extract(path, DOC, LIMITS)
    assert caught.value.code == "not_converted"
    assert [entry.name for entry in tmp_path.iterdir()] == ["contract.doc"]


def test_the_conversion_is_on_the_files_clock(tmp_path, old_contract):
    path = tmp_path / "contract.doc"
    path.write_bytes(old_contract)
    started = time.monotonic()
    with pytest.raises(errors.LimitExceeded) as caught:
        extraction.extract(path, DOC, Limits(wall_seconds=0.3))
    assert caught.value.code == "too_slow"
    assert time.monotonic() - started < 10
    assert [entry.name for entry in tmp_path.iterdir()] == ["contract.doc"]


def test_linked_pictures_are_not_fetched(tmp_path, to_doc):
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Not to the test's output."""

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = tmp_path / "linked.html"
        page.write_text(
            f'<p>Linked</p><img src="http://127.0.0.1:{server.server_port}/a.png" width=9>'
        )
        linked = to_doc(page)
        asked.clear()
        to_doc(linked, "docx")
        assert asked  # LibreOffice as it is fetches them
        asked.clear()
        assert extraction.extract(linked, DOC, LIMITS).text == "Linked"
        assert asked == []
    finally:
        server.shutdown()
        server.server_close()
