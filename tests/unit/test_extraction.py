"""Files in, text out: identification, encryption, limits and the child process."""

from __future__ import annotations

import io
import multiprocessing
import os
import textwrap
import threading
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfiumError
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from summarizer_core import errors, extraction
from summarizer_core.extraction import DOCX, PDF, TEXT, Limits, pdf, pdf_open
from summarizer_core.extraction.limits import ReadJob
from summarizer_core.models import ExtractedDocument
from tests import samples
from tests.hostile.pdf_content import form_bomb

LIMITS = Limits()
JOB = ReadJob(LIMITS, Path("unused"))


def words(text: str) -> str:
    return " ".join(text.split())


def extract(path: Path) -> ExtractedDocument:
    return extraction.extract(path, extraction.identify(path, path.name), LIMITS)


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def assert_pages_cover_the_text(document: ExtractedDocument) -> None:
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    for before, after in zip(document.pages, document.pages[1:], strict=False):
        assert before.end == after.start
        assert after.number == before.number + 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("extraction")


@pytest.fixture(scope="module")
def contract_pdf(folder) -> Path:
    return samples.write_pdf(folder / "contract.pdf", samples.contract_text())


@pytest.fixture(scope="module")
def contract(contract_pdf) -> ExtractedDocument:
    return extract(contract_pdf)


# --- identification --------------------------------------------------------------------------


def test_the_type_comes_from_the_bytes_not_from_the_name(contract_pdf, folder):
    word = samples.write_docx(folder / "named.pdf", "HELLO")
    assert extraction.identify(contract_pdf, "contract.txt") == PDF
    assert extraction.identify(word, "contract.pdf") == DOCX
    assert extraction.identify(write(folder / "t", b"# A contract\n"), "t.md") == TEXT


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n\t\n", b"\xef\xbb\xbf \n", "\ufeff \n".encode("utf-16-le"), b"\x0c\x0c\n"],
)
def test_a_file_without_content_is_empty(tmp_path, data):
    with pytest.raises(errors.EmptyDocument, match="The file is empty"):
        extraction.identify(write(tmp_path / "x", data), "x.txt")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"MZ\x90\x00" + bytes(100), r"ends in \.pdf, the file is a program"),
        (b"\x7fELF" + bytes(100), "is a program"),
        (b"MZ\x90\x00 %PDF-1.7", "is a program"),
        (bytes(range(256)) * 8, r"ends in \.pdf, the file holds neither"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "OCR"),
        (b"Rar!\x1a\x07\x00", "Unpack it"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><w/>", "XML"),
    ],
)
def test_what_cannot_be_read_is_refused_by_what_it_is(tmp_path, data, says):
    with pytest.raises(errors.UnsupportedType, match=says):
        extraction.identify(write(tmp_path / "x", data), "contract.pdf")


@pytest.mark.parametrize(
    ("stream", "error", "says"),
    [
        ("EncryptedPackage", errors.PasswordRequired, "remove the password"),
        ("Workbook", errors.UnsupportedType, "Excel"),
        ("__substg1.0_0037", errors.UnsupportedType, "attachment"),
        ("Anything", errors.UnsupportedType, "old Microsoft Office"),
    ],
)
def test_compound_files_are_told_apart(tmp_path, stream, error, says):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le")
    with pytest.raises(error, match=says):
        extraction.identify(write(tmp_path / "x", data), "contract.doc")


@pytest.mark.parametrize(
    ("member", "name", "says"),
    [
        ("xl/workbook.xml", "c.docx", "Excel"),
        ("ppt/presentation.xml", "c.docx", "PowerPoint"),
        ("notes.txt", "c.docx", "plain zip archive"),
        ("notes.txt", "c.zip", "Unpack it"),
    ],
)
def test_zip_files_other_than_word_are_refused(tmp_path, member, name, says):
    with zipfile.ZipFile(tmp_path / "x", "w") as archive:
        archive.writestr(member, "text")
    with pytest.raises(errors.UnsupportedType, match=says):
        extraction.identify(tmp_path / "x", name)


@pytest.mark.parametrize("lost", [0, 30])
def test_only_whole_names_of_folders_tell_what_a_zip_file_is(tmp_path, lost):
    path = tmp_path / "x"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("password/readme.txt", "text")
        archive.writestr("xl/workbook.xml", "text")
        archive.writestr("customXml/keyword/item.xml", "text")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - lost])  # also without the end of its directory
    with pytest.raises(errors.UnsupportedType, match="Excel"):
        extraction.identify(path, "c.docx")


# --- plain text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_text_reads_the_same_in_every_unicode_encoding(tmp_path, encoding):
    text = "Vertrag über Lieferungen\n\n§ 1 Der Käufer zahlt 5.000 €.\n" * 3
    document = extract(write(tmp_path / "x.txt", text.encode(encoding)))
    assert document.text == text.strip()
    assert document.warnings == ()


def test_windows_text_is_read_with_a_warning(tmp_path):
    document = extract(write(tmp_path / "x.txt", "“Käufer” zahlt 5 €".encode("cp1252")))
    assert document.text == "“Käufer” zahlt 5 €"
    assert [warning.code for warning in document.warnings] == ["encoding_guessed"]


def test_a_letter_cut_by_the_first_block_does_not_change_the_encoding(tmp_path):
    text = "x" * (64 * 1024 - 1) + "é and more"
    assert extract(write(tmp_path / "x.txt", text.encode())).text == text


def test_text_is_cleaned_of_what_nobody_sees(tmp_path):
    raw = "of\ufb01ce\u00a0hours\r\nindem\u00adnify\u200b the  Buyer\x07\r\n\r\n\r\n\r\nEnd\u202e"
    document = extract(write(tmp_path / "x.txt", (raw + " of it" * 20).encode()))
    assert document.text == "office hours\nindemnify the Buyer\n\nEnd" + " of it" * 20


def test_form_feeds_give_pages(tmp_path):
    document = extract(write(tmp_path / "x.txt", b"\x0cOne.\n\x0cTwo goes\x0con here.\x0c"))
    assert document.text == "One.\nTwo goes\non here."
    assert [document.text[p.start : p.end] for p in document.pages] == [
        "One.\n",
        "Two goes\n",
        "on here.",
    ]


def test_text_that_turns_binary_is_damaged(tmp_path):
    data = b"A contract.\n" * 6000 + bytes(range(32)) * 2000
    with pytest.raises(errors.DamagedDocument):
        extract(write(tmp_path / "x.txt", data))


# --- PDF -------------------------------------------------------------------------------------


def test_a_pdf_gives_the_words_of_its_contract_and_nothing_else(contract):
    assert words(contract.text) == words(samples.contract_text())
    assert contract.title == "Sample agreement"
    assert contract.warnings == ()
    assert_pages_cover_the_text(contract)


def test_clauses_and_headings_keep_their_lines(contract):
    lines = contract.text.split("\n")
    for expected in ("7. Confidentiality", "11. Limitation of Liability"):
        assert expected in lines
    for start in ("10.1 The Provider shall", "(a) data that", "20.2 A person"):
        assert any(line.startswith(start) for line in lines)


def test_headers_and_page_numbers_are_listed_by_page_instead_of_read(contract):
    assert [(entry.page, entry.text) for entry in contract.furniture] == [
        (page, text)
        for page in range(1, len(contract.pages) + 1)
        for text in (samples.HEADER, f"Page {page}")
    ]
    assert samples.HEADER not in contract.text


def test_a_paragraph_reads_on_over_a_page_break(folder):
    document = extract(samples.write_pdf(folder / "long.pdf", samples.long_contract_text(8)))
    assert words(document.text) == words(samples.long_contract_text(8))
    inside = [
        page.start
        for page in document.pages[1:]
        if document.text[page.start - 1] == " " and document.text[page.start - 2] != "."
    ]
    assert inside
    assert_pages_cover_the_text(document)


def test_phrases_that_end_several_pages_stay_in_the_text(folder):
    # The last line of three pages is the same words in the same place, as set phrases can be.
    rows = textwrap.wrap(samples.long_contract_text(12), 80)
    path = folder / "phrases.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for sheet in range(9):
        for at, text in enumerate(rows[sheet * 20 : sheet * 20 + 20]):
            canvas.drawString(72, 700 - at * 14, text)
        if sheet in (2, 5, 7):
            canvas.drawString(72, 700 - 20 * 14, "except for gross negligence")
        canvas.showPage()
    canvas.save()
    assert extract(path).text.count("except for gross negligence") == 3


def test_a_scan_is_refused_with_advice(folder):
    path = samples.write_scanned_pdf(folder / "scan.pdf")
    extraction.prepare(path, PDF, password=None, limits=LIMITS)
    with pytest.raises(errors.NoReadableText, match=r"looks scanned.*OCR"):
        extract(path)


def test_scanned_pages_among_others_are_named(folder):
    path = folder / "mixed.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(72, 700, "1. The Supplier shall deliver the goods to the Buyer on time.")
    canvas.showPage()
    samples.draw_writing(canvas)
    canvas.showPage()
    samples.draw_writing(canvas)
    canvas.drawString(72, 20, "NG-000317")  # a stamp does not make a scan readable
    canvas.drawImage(_picture(), 0, 0, *A4)
    canvas.showPage()
    canvas.showPage()  # an empty page hides nothing
    canvas.drawString(72, 700, "2. The Buyer shall pay within thirty days after the delivery.")
    canvas.showPage()
    canvas.save()
    document = extract(path)
    assert document.unreadable_pages == (2, 3)
    (warning,) = document.warnings
    assert (warning.code, warning.pages) == ("unreadable_pages", (2, 3))
    assert document.page_at(document.text.index("2. The Buyer")) == 5
    assert_pages_cover_the_text(document)


def _picture():
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    data = io.BytesIO()
    Image.radial_gradient("L").save(data, "PNG")
    return ImageReader(data)


def test_values_in_form_fields_are_read(folder):
    path = folder / "form.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(72, 700, "The monthly fee, payable in advance by the Customer, is:")
    canvas.acroForm.textfield(value="EUR 18,500", x=72, y=660, width=200, name="fee")
    canvas.save()
    assert "EUR 18,500" in extract(path).text


def test_raised_letters_go_back_to_their_word(folder):
    path = folder / "raised.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "This Agreement is made on the 26")
    x = 72 + canvas.stringWidth("This Agreement is made on the 26", "Helvetica", 11)
    canvas.drawString(x + 8, 700, " day of May.")
    canvas.drawString(72, 680, "It has two parties.")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(x, 704, "th")
    canvas.save()
    assert "the 26th day of May." in extract(path).text


def test_a_title_with_control_characters_is_cleaned(folder):
    path = samples.write_pdf(folder / "title.pdf", "1. Fees are due.", title=" A\x00\u202eB ")
    assert extract(path).title == "AB"


def test_the_second_reader_reads_what_the_first_cannot_open(contract_pdf, monkeypatch):
    monkeypatch.setattr(pdf_open, "_open", lambda *_: None)
    monkeypatch.setattr(pdf_open.pdf_repair, "repair", lambda *_, **__: False)
    document = ExtractedDocument.model_validate(pdf.read(contract_pdf, JOB))
    assert words(document.text) == words(samples.contract_text())
    assert [warning.code for warning in document.warnings] == ["repaired_file"]
    assert {entry.page for entry in document.furniture} == {1, 2, 3}
    assert_pages_cover_the_text(document)


def test_the_second_reader_reads_single_pages_that_the_first_cannot(contract_pdf, monkeypatch):
    first = pdf.read_page

    def fails_on_the_second(document, index, structure):
        if index == 1:
            raise PdfiumError("broken page")
        return first(document, index, structure)

    monkeypatch.setattr(pdf, "read_page", fails_on_the_second)
    document = ExtractedDocument.model_validate(pdf.read(contract_pdf, JOB))
    for sentence in ("hold harmless the Customer", "14. Non-Compete", "19. Governing Law"):
        assert sentence in words(document.text)
    assert document.unreadable_pages == ()


# --- encryption ------------------------------------------------------------------------------


@pytest.fixture
def locked(tmp_path) -> Path:
    return samples.write_pdf(tmp_path / "locked.pdf", "1. Secret clause.", password="open sesame")


def test_an_encrypted_pdf_asks_for_its_password(locked):
    before = locked.read_bytes()
    with pytest.raises(errors.PasswordRequired) as caught:
        extraction.prepare(locked, PDF, password=None, limits=LIMITS)
    assert caught.value.code == "password_required"
    assert locked.read_bytes() == before


def test_a_wrong_password_says_so(locked):
    with pytest.raises(errors.PasswordRequired, match="does not open") as caught:
        extraction.prepare(locked, PDF, password="open barley", limits=LIMITS)
    assert caught.value.code == "wrong_password"


def test_the_right_password_leaves_a_readable_copy_and_nothing_else(locked):
    mode = locked.stat().st_mode
    extraction.prepare(locked, PDF, password="open sesame", limits=LIMITS)
    assert not PdfReader(locked).is_encrypted
    assert extract(locked).text.endswith("1. Secret clause.")
    assert locked.stat().st_mode == mode
    assert [path.name for path in locked.parent.iterdir()] == ["locked.pdf"]
    assert b"open sesame" not in locked.read_bytes()


def test_a_pdf_that_only_restricts_printing_opens_without_a_password(tmp_path):
    path = samples.write_pdf(tmp_path / "x.pdf", "1. Open clause.", owner_password="owner")
    assert PdfReader(path).is_encrypted
    extraction.prepare(path, PDF, password=None, limits=LIMITS)
    assert not PdfReader(path).is_encrypted


def test_a_plain_pdf_stays_as_it_is_whatever_the_password(contract_pdf):
    before = contract_pdf.read_bytes()
    extraction.prepare(contract_pdf, PDF, password="needless", limits=LIMITS)
    assert contract_pdf.read_bytes() == before


# --- limits and damage -----------------------------------------------------------------------


def test_more_pages_than_allowed_are_refused_at_submission(contract_pdf):
    with pytest.raises(errors.LimitExceeded, match="at most 1 are read"):
        extraction.prepare(contract_pdf, PDF, password=None, limits=Limits(max_pages=1))


def test_a_pdf_cut_off_early_is_damaged(tmp_path):
    path = write(tmp_path / "x.pdf", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog")
    with pytest.raises(errors.DamagedDocument, match="cut off"):
        extraction.prepare(path, PDF, password=None, limits=LIMITS)
    with pytest.raises(errors.DamagedDocument):
        extract(path)


#: More than the file below can fill in time. It takes about 1 GiB a second, so that with the usual
#: limit the machine's speed decides what comes first: the clock or the end of the memory.
_AMPLE = 1 << 40


@pytest.mark.parametrize(
    "limits",
    [
        Limits(wall_seconds=0.5, memory_bytes=_AMPLE),
        Limits(cpu_seconds=1, memory_bytes=_AMPLE),
    ],
    ids=["by the clock", "by processor time"],
)
def test_a_pdf_that_never_ends_is_given_up(tmp_path, limits):
    path = write(tmp_path / "bomb.pdf", form_bomb())
    with pytest.raises(errors.LimitExceeded, match="takes too long"):
        extraction.extract(path, PDF, limits)


@pytest.mark.skipif(os.name == "nt", reason="no limits on memory on Windows")
def test_a_file_that_needs_too_much_memory_is_refused_in_a_sentence(contract_pdf):
    with pytest.raises((errors.LimitExceeded, errors.DamagedDocument)) as caught:
        extraction.extract(contract_pdf, PDF, Limits(memory_bytes=40 << 20))
    assert caught.value.message.startswith("The file")


# --- the child -------------------------------------------------------------------------------


def test_the_child_sees_neither_the_environment_nor_keeps_files(
    contract_pdf, monkeypatch, tmp_path
):
    # A module of this name in the working directory would be found first without -P.
    write(tmp_path / "pypdfium2.py", b"raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    monkeypatch.setenv("GEMINI_API_KEY", "secret")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "private"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "private").mkdir()
    assert extract(contract_pdf).pages
    assert list((tmp_path / "private").iterdir()) == []


def test_extraction_works_from_several_threads_at_once(contract_pdf, contract):
    results: list[ExtractedDocument] = []
    threads = [
        threading.Thread(target=lambda: results.append(extract(contract_pdf))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [contract] * 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, as RQ's workers do")
def test_extraction_works_in_a_forked_process(contract_pdf, contract):
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send(extract(contract_pdf).text))
    process.start()
    assert receiver.poll(30)
    assert receiver.recv() == contract.text
    process.join()
