"""PDFs as they come: columns, forms, scans, hidden text, damage, attachments."""

from __future__ import annotations

import io
import textwrap
import zlib
from difflib import SequenceMatcher
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdfium2 import PdfDocument
from reportlab.lib.colors import black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from summarizer_core import errors, extraction
from summarizer_core.extraction import PDF, Limits, ocr
from summarizer_core.extraction.highlight import WordBox, highlighted
from summarizer_core.models import ExtractedDocument
from tests import samples

LIMITS = Limits()
CLAUSE = "7.1 The Supplier shall indemnify the Buyer against all claims of third parties."


def words(text: str) -> str:
    return " ".join(text.split())


def write_page(path: Path, *lines: str) -> Path:
    """A page with these lines and nothing else."""
    canvas = Canvas(str(path), pagesize=A4)
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - at * 20, line)
    canvas.save()
    return path


def extract(path: Path) -> ExtractedDocument:
    assert extraction.identify(path, path.name) == PDF
    extraction.prepare(path, PDF, password=None, limits=LIMITS)
    return extraction.extract(path, PDF, LIMITS)


def codes(document: ExtractedDocument) -> list[str]:
    return [warning.code for warning in document.warnings]


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "contract.pdf"


@pytest.fixture
def no_tesseract(monkeypatch):
    monkeypatch.setattr(ocr.programs, "find", lambda *_: None)


# --- reading order ---------------------------------------------------------------------------


def wrapped(pages: int, width: int) -> list[str]:
    paragraphs = samples.long_contract_text(pages).strip().split("\n\n")
    return [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, width)]


@pytest.mark.parametrize("row_by_row", [False, True])
@pytest.mark.parametrize("count", [2, 3])
def test_columns_are_read_one_after_the_other(path, count, row_by_row):
    lines = wrapped(3, 96 // count)[: count * 40]
    columns = [lines[at * 40 : at * 40 + 40] for at in range(count)]
    samples.write_columns(path, *columns, title="TERMS OF SUPPLY", row_by_row=row_by_row)
    assert words(extract(path).text) == words(" ".join(["TERMS OF SUPPLY", *lines]))


def test_a_sentence_runs_on_over_columns_and_pages(path):
    lines = wrapped(4, 48)[: 4 * 45]
    first = lines[:45] + lines[90:135]
    second = lines[45:90] + lines[135:]
    samples.write_columns(path, first, second, row_by_row=True)
    document = extract(path)
    assert words(document.text) == words(" ".join(lines))
    assert len(document.pages) == 2
    for last, following in ((44, 45), (89, 90), (134, 135)):
        if not lines[last].endswith(".") and lines[following][0].islower():
            assert f"{lines[last]} {lines[following]}" in document.text


def test_rows_of_a_table_stay_rows(path):
    names = [f"Item {number} of the list of services" for number in range(1, 21)]
    prices = [f"EUR {number * 1250:,} for each month" for number in range(1, 21)]
    samples.write_columns(path, names, prices, row_by_row=True)
    rows = [line for line in extract(path).text.split("\n") if line]
    assert rows == [f"{name} {price}" for name, price in zip(names, prices, strict=True)]


def test_lines_drawn_from_the_bottom_up_are_read_from_the_top_down(path):
    lines = wrapped(1, 80)[:30]
    canvas = Canvas(str(path), pagesize=A4)
    for at in reversed(range(30)):
        canvas.drawString(72, 760 - at * 14, lines[at])
    canvas.save()
    assert words(extract(path).text) == words(" ".join(lines))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_that_runs_sideways_is_read_like_any_other(path, turn):
    lines = wrapped(1, 70)[:24]
    canvas = Canvas(str(path), pagesize=A4)
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(turn)
    for at, line in enumerate(lines):
        canvas.drawString(-190, 190 - at * 15, line)
    canvas.save()
    assert words(extract(path).text) == words(" ".join(lines))


def across(canvas):
    canvas.translate(150, 250)
    canvas.rotate(45)
    canvas.setFont("Helvetica-Bold", 60)
    canvas.setFillGray(0.85)
    canvas.drawString(0, 0, "CONFIDENTIAL")


def at_the_side(canvas):
    canvas.translate(20, 300)
    canvas.rotate(90)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(0, 0, "CONFIDENTIAL, printed on 3 May")


@pytest.mark.parametrize("draw", [across, at_the_side])
def test_watermarks_are_furniture_and_do_not_part_sentences(path, tmp_path, draw):
    samples.write_pdf(path, samples.long_contract_text(5))
    without = extract(path)
    canvas = Canvas(str(tmp_path / "stamp.pdf"), pagesize=A4)
    draw(canvas)
    canvas.save()
    with (
        pikepdf.open(path, allow_overwriting_input=True) as document,
        pikepdf.open(tmp_path / "stamp.pdf") as stamp,
    ):
        for page in document.pages:
            page.add_overlay(stamp.pages[0])
        document.save(path)
    document = extract(path)
    assert document.text == without.text
    stamps = [f.page for f in document.furniture if f.text.startswith("CONFIDENTIAL")]
    assert stamps == [page.number for page in document.pages]


def test_pages_that_are_the_same_keep_their_text(path):
    page = [f"{n}. Clause number {n} of the copy binds both parties." for n in range(1, 8)]
    canvas = Canvas(str(path), pagesize=A4)
    for _ in range(3):
        for at, line in enumerate(page):
            canvas.drawString(72, 600 - at * 40, line)
        canvas.showPage()
    canvas.save()
    assert words(extract(path).text) == words(" ".join(page * 3))


def test_numbers_of_clauses_that_stand_alone_at_the_left_are_no_page_numbers(path):
    lines = wrapped(3, 70)[:78]
    numbered = [line for n in range(6) for line in (str(n + 1), *lines[n * 13 : n * 13 + 13])]
    canvas = Canvas(str(path), pagesize=A4)
    for start in (0, 42):
        for at, line in enumerate(numbered[start : start + 42]):
            canvas.drawString(72, 780 - at * 17, line)
        canvas.showPage()
    canvas.save()
    assert words(extract(path).text) == words(" ".join(numbered))


# --- forms -----------------------------------------------------------------------------------


def write_form(path: Path, *, appearances: bool = True) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(72, 700, "The monthly fee, payable in advance, is")
    canvas.acroForm.textfield(value="EUR 18,500", x=300, y=690, width=150, height=20, name="fee")
    canvas.drawString(100, 624, "The term is extended automatically.")
    canvas.acroForm.checkbox(x=72, y=620, checked=True, name="extended")
    canvas.drawString(100, 594, "The Customer is bound exclusively.")
    canvas.acroForm.checkbox(x=72, y=590, checked=False, name="exclusive")
    canvas.drawString(72, 540, "This is the end of the form.")
    canvas.save()
    if not appearances:
        with pikepdf.open(path, allow_overwriting_input=True) as document:
            for annotation in document.pages[0].Annots:
                if annotation.get("/FT") == "/Tx":
                    del annotation["/AP"]
            document.Root.AcroForm.NeedAppearances = True
            document.save(path)
    return path


@pytest.mark.parametrize("appearances", [True, False])
def test_form_values_stand_where_the_form_shows_them(path, appearances):
    text = extract(write_form(path, appearances=appearances)).text
    assert text.split("\n\n") == [
        "The monthly fee, payable in advance, is EUR 18,500",
        "☒ The term is extended automatically.",
        "☐ The Customer is bound exclusively.",
        "This is the end of the form.",
    ]


# --- what cannot be seen ---------------------------------------------------------------------


def write_hidden(path: Path, hide) -> Path:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(72, 700, CLAUSE)
    hide(canvas)
    canvas.save()
    return path


def in_white(canvas):
    canvas.setFillColor(white)
    canvas.drawString(72, 650, "Secret words in white.")


def invisible(canvas):
    text = canvas.beginText(72, 650)
    text.setTextRenderMode(3)
    text.textLine("Secret words without ink.")
    canvas.drawText(text)


def covered(canvas):
    canvas.drawString(72, 650, "Secret words below a bar.")
    canvas.setFillColor(black)
    canvas.rect(70, 640, 200, 24, stroke=0, fill=1)


def outside(canvas):
    canvas.drawString(72, -50, "Secret words outside.")


def tiny(canvas):
    canvas.setFont("Helvetica", 0.4)
    canvas.drawString(72, 650, "Secret words that are tiny.")


def black_on_black(canvas):
    canvas.rect(70, 640, 200, 24, stroke=0, fill=1)
    canvas.drawString(72, 650, "Secret words on a bar.")


@pytest.mark.parametrize("hide", [in_white, invisible, covered, outside, tiny, black_on_black])
def test_text_that_nobody_sees_is_left_out_and_warned_of(path, hide):
    document = extract(write_hidden(path, hide))
    assert document.text == CLAUSE
    (warning,) = document.warnings
    assert (warning.code, warning.pages) == ("hidden_text", (1,))


def test_text_on_a_layer_that_is_switched_off_is_left_out(path):
    write_page(path, CLAUSE, "Secret words on a layer.")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Draft"))
        document.Root.OCProperties = pikepdf.Dictionary(
            OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer])
        )
        page = document.pages[0]
        page.Resources.Properties = pikepdf.Dictionary(L=layer)
        contents = page.Contents.read_bytes()
        at = contents.rindex(b"BT")
        end = contents.index(b"ET", at) + 2
        marked = b"/OC /L BDC " + contents[at:end] + b" EMC"
        page.Contents = document.make_stream(contents[:at] + marked + contents[end:])
        document.save(path)
    document = extract(path)
    assert document.text == CLAUSE
    assert codes(document) == ["hidden_text"]


def white_on_black(canvas):
    canvas.rect(70, 640, 300, 24, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.drawString(72, 650, "A heading in white.")


def on_a_shade(canvas):
    canvas.setFillGray(0.85)
    canvas.rect(70, 640, 300, 24, stroke=0, fill=1)
    canvas.setFillColor(black)
    canvas.drawString(72, 650, "A heading on grey.")


@pytest.mark.parametrize("show", [white_on_black, on_a_shade])
def test_text_on_a_coloured_ground_is_read_like_any_other(path, show):
    document = extract(write_hidden(path, show))
    assert "A heading" in document.text
    assert document.warnings == ()


def test_the_invisible_text_over_a_scan_is_its_text(path):
    picture = io.BytesIO()
    Image.effect_noise((600, 800), 40).save(picture, "PNG")
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    for at in range(5):
        text.textLine(f"{at + 1}. {CLAUSE}")
    canvas.drawText(text)
    canvas.save()
    document = extract(path)
    assert document.text.count(CLAUSE) == 5
    assert document.warnings == ()


# --- attachments and comments ----------------------------------------------------------------


def attach(path: Path, *names: str, collection: bool = False) -> Path:
    write_page(path, CLAUSE)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for name in names:
            document.attachments[name] = b"attached words"
        if collection:
            document.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)
        document.save(path)
    return path


def test_attached_files_are_warned_of_by_name(path):
    document = extract(attach(path, "Annex A.xlsx", "../../etc/passwd"))
    (warning,) = document.warnings
    assert warning.code == "attachments"
    assert "2 attached files: passwd, Annex A.xlsx." in warning.message
    assert "attached words" not in document.text


def test_a_portfolio_says_that_only_its_cover_was_read(path):
    (warning,) = extract(attach(path, "Contract.docx", collection=True)).warnings
    assert "portfolio of 1 attached file: Contract.docx" in warning.message
    assert "Only its cover page" in warning.message


def test_notes_of_readers_are_comments_not_text(path):
    write_page(path, CLAUSE)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[300, 700, 320, 720],
            Contents="We cannot accept this.",
            T="Maria",
        )
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([note]))
        document.save(path)
    document = extract(path)
    assert document.text == CLAUSE
    assert [(c.author, c.text, c.page) for c in document.comments] == [
        ("Maria", "We cannot accept this.", 1)
    ]
    assert codes(document) == ["comments"]


def test_notes_on_a_page_with_form_fields_are_comments_too(path):
    write_form(path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[300, 500, 320, 520],
            Contents="Too expensive.",
        )
        document.pages[0].Annots.append(document.make_indirect(note))
        document.save(path)
    document = extract(path)
    assert [comment.text for comment in document.comments] == ["Too expensive."]
    assert "EUR 18,500" in document.text


def test_comments_without_end_are_listed_up_to_a_limit(path):
    write_page(path, CLAUSE)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        notes = [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Text,
                Rect=[1, 1, 2, 2],
                Contents=f"Note {number}",
            )
            for number in range(2_500)
        ]
        document.pages[0].Annots = document.make_indirect(pikepdf.Array(notes))
        document.save(path)
    document = extract(path)
    assert len(document.comments) == 2_000
    assert "comments_left_out" in codes(document)


# --- what cannot be read ---------------------------------------------------------------------


MIXED = (
    ["This page names its glyphs by number,", "so that a program does not know", "its letters."],
)


def write_mixed(path: Path) -> Path:
    unmapped = samples.write_unmapped_pdf(path.with_suffix(".unmapped.pdf"), *MIXED)
    write_page(path, CLAUSE)
    with (
        pikepdf.open(path, allow_overwriting_input=True) as document,
        pikepdf.open(unmapped) as other,
    ):
        document.pages.extend(other.pages)
        document.save(path)
    unmapped.unlink()
    return path


def test_pages_in_a_font_without_meanings_are_unreadable(path, no_tesseract):
    document = extract(write_mixed(path))
    assert document.text == CLAUSE
    assert document.unreadable_pages == (2,)
    (warning,) = document.warnings
    assert (warning.code, warning.pages) == ("unreadable_pages", (2,))
    assert "apt install tesseract-ocr" in warning.message


def test_a_readable_font_of_the_same_name_stays_readable(path, no_tesseract):
    write_mixed(path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for page in document.pages:
            for font in page.Resources.Font.values():
                font.BaseFont = pikepdf.Name.Helvetica
        document.save(path)
    assert CLAUSE in extract(path).text


def test_without_any_readable_page_the_document_is_refused(path, no_tesseract):
    samples.write_picture_pdf(path, CLAUSE)
    with pytest.raises(errors.NoReadableText, match="Install Tesseract") as caught:
        extract(path)
    assert caught.value.code == "no_readable_text"


def test_single_characters_without_a_meaning_are_marked_and_warned_of(path):
    write_page(path, "1. The “Buyer” pays.")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        font = next(iter(document.pages[0].Resources.Font.values()))
        assert "/ToUnicode" not in font
        font.Encoding = pikepdf.Dictionary(
            Type=pikepdf.Name.Encoding,
            BaseEncoding=pikepdf.Name.WinAnsiEncoding,
            Differences=[147, pikepdf.Name("/g147"), pikepdf.Name("/g148")],
        )
        document.save(path)
    document = extract(path)
    assert document.text == "1. The \ufffdBuyer\ufffd pays."
    assert codes(document) == ["unreadable_characters"]


def write_picture_beside_text(path: Path, written: str) -> Path:
    """A page with typed clauses below a picture of writing."""
    font = ImageFont.load_default(size=40)
    picture = Image.new("L", (1800, 500), 255)
    ImageDraw.Draw(picture).text((40, 200), written, fill=0, font=font)
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(ImageReader(picture), 50, 560, 500, 139)
    for at, line in enumerate(wrapped(1, 80)[:12]):
        canvas.drawString(60, 480 - at * 15, line)
    canvas.save()
    return path


def test_pictures_beside_text_are_named_when_nobody_can_read_them(path, no_tesseract):
    document = extract(write_picture_beside_text(path, "The fee is EUR 900 for each month."))
    (warning,) = document.warnings
    assert (warning.code, warning.pages) == ("pictures_not_read", (1,))
    assert "apt install tesseract-ocr" in warning.message


def test_text_in_pictures_beside_text_is_recognised_and_put_in_its_place(path, tesseract):
    document = extract(write_picture_beside_text(path, "The fee is EUR 900 for each month."))
    assert document.text.startswith("The fee is EUR 900 for each month.")
    assert document.ocr_pages == (1,)
    assert codes(document) == ["ocr_pages"]


def test_a_picture_without_writing_is_no_gap(path, tesseract):
    document = extract(write_picture_beside_text(path, ""))
    assert document.warnings == ()


# --- recognising -----------------------------------------------------------------------------


def test_scanned_pages_are_recognised_and_marked(path, tesseract):
    samples.write_picture_pdf(path, samples.contract_text())
    reports: list[tuple[int, int]] = []
    document = extraction.extract(path, PDF, LIMITS, report=lambda *done: reports.append(done))
    assert document.ocr_pages == (1, 2, 3)
    assert document.unreadable_pages == ()
    assert codes(document) == ["ocr_pages"]
    found, wanted = (set(words(t).split()) for t in (document.text, samples.contract_text()))
    assert len(found & wanted) >= 0.95 * len(wanted)
    # Running headers are furniture there, too.
    assert samples.HEADER.split()[0] not in document.text[:10]
    assert reports[0] == (0, 3)
    assert reports[-1] == (3, 3)
    assert list(path.parent.iterdir()) == [path]


def test_pages_in_a_font_without_meanings_are_recognised(path, tesseract):
    document = extract(write_mixed(path))
    assert document.ocr_pages == (2,)
    assert words(" ".join(MIXED[0])) in words(document.text)


def test_a_page_without_writing_stays_unreadable_after_recognising(path, tesseract):
    samples.write_scanned_pdf(path, pages=1)
    with pytest.raises(errors.NoReadableText, match="found no text"):
        extract(path)


def test_a_tesseract_that_fails_is_not_taken_for_an_empty_page(path, tmp_path, monkeypatch):
    broken = tmp_path / "tesseract"
    broken.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo eng && exit 0\nexit 1\n')
    broken.chmod(0o755)
    monkeypatch.setattr(ocr.programs, "find", lambda *_: str(broken))
    samples.write_picture_pdf(path, CLAUSE)
    with pytest.raises(errors.NoReadableText, match=r"\(OCR\) failed or took too long"):
        extract(path)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_scans_that_lie_on_their_side_or_head_are_read_in_order(path, tesseract, turn):
    samples.write_pdf(path, samples.contract_text())
    # The words as they were printed, not as they are recognised upright: that is judged, too.
    wanted = words(extract(path).text)[:400]
    with PdfDocument(path) as printed:
        picture = printed[0].render(scale=2.5, grayscale=True).to_pil()
    turned = picture.rotate(turn, expand=True)
    size = tuple(side / 2.5 for side in turned.size)
    canvas = Canvas(str(path), pagesize=size)
    canvas.drawImage(ImageReader(turned), 0, 0, *size)
    canvas.save()
    found = words(extract(path).text)
    # A header that stands on one page alone is text.
    found = found[found.index("SERVICES") :]
    assert SequenceMatcher(None, wanted, found[:400], autojunk=False).ratio() > 0.95


def test_recognising_ends_when_the_work_is_cancelled(path, tesseract):
    samples.write_picture_pdf(path, samples.contract_text())

    def cancel(done: int, _total: int) -> None:
        if done:
            raise errors.Cancelled("cancelled by the user")

    with pytest.raises(errors.Cancelled):
        extraction.extract(path, PDF, LIMITS, report=cancel)
    assert list(path.parent.iterdir()) == [path]


def test_a_language_that_is_not_installed_is_named(path, tesseract):
    samples.write_picture_pdf(path, CLAUSE)
    with pytest.raises(errors.NoReadableText, match="without the language xyz"):
        extraction.extract(path, PDF, Limits(ocr_languages="xyz"))


# --- damage ----------------------------------------------------------------------------------


def test_a_broken_table_of_references_is_repaired(path):
    data = samples.write_pdf(path, samples.contract_text()).read_bytes()
    at = data.rindex(b"startxref") + len(b"startxref\n")
    path.write_bytes(data[:at] + b"17" + data[data.index(b"\n", at) :])
    document = extract(path)
    assert words(document.text) == words(samples.contract_text())
    assert codes(document) == ["repaired_file"]


@pytest.mark.parametrize("compressed", [False, True])
def test_a_file_that_lost_its_end_gives_the_pages_that_are_left(path, compressed):
    samples.write_pdf(path, samples.long_contract_text(6))
    whole = extract(path)
    if compressed:
        with pikepdf.open(path, allow_overwriting_input=True) as document:
            document.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.8)])
    document = extract(path)
    assert codes(document)[0] == "truncated_file"
    assert "cut off" in document.warnings[0].message
    assert words(document.text)[:500] == words(whole.text)[:500]


def test_bytes_behind_the_end_are_no_damage(path):
    samples.write_pdf(path, CLAUSE)
    path.write_bytes(path.read_bytes() + b"\r\n<!-- served by a web server -->" * 200)
    assert extract(path).warnings == ()


def test_a_file_of_which_nothing_is_left_says_that_it_was_cut_off(path):
    path.write_bytes(samples.write_pdf(path, CLAUSE).read_bytes()[:200])
    with pytest.raises(errors.DamagedDocument, match="cut off") as caught:
        extract(path)
    assert caught.value.code == "truncated_document"


def test_an_empty_object_stream_does_not_hinder_the_repair(path):
    data = samples.write_pdf(path, samples.long_contract_text(4)).read_bytes()
    stream = b"\n90 0 obj\n<</Type/ObjStm/N 0/First 0/Filter/FlateDecode/Length 8>>stream\n"
    cut = data[: int(len(data) * 0.7)]
    at = cut.rindex(b"endobj") + 6
    path.write_bytes(cut[:at] + stream + zlib.compress(b"") + b"\nendstream\nendobj\n" + cut[at:])
    assert "truncated_file" in codes(extract(path))


def test_a_page_whose_contents_are_damaged_is_named(path):
    samples.write_pdf(path, samples.long_contract_text(4))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        data = bytearray(zlib.compress(document.pages[1].Contents.read_bytes()))
        data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
        document.pages[1].Contents = pikepdf.Stream(document, b"")
        document.pages[1].Contents.write(bytes(data), filter=pikepdf.Name.FlateDecode)
        document.save(path)
    document = extract(path)
    assert [(w.code, w.pages) for w in document.warnings] == [("damaged_pages", (2,))]


# --- the page view ---------------------------------------------------------------------------


def marked(path: Path, document: ExtractedDocument, number: int, quote: str) -> list[str]:
    view = extraction.view_page(path, number, LIMITS, recognised=number in document.ocr_pages)
    page = document.pages[number - 1]
    start = document.text.index(quote)
    span = (start, start + len(quote))
    return [w.text for w in highlighted(document.text, (page.start, page.end), span, view.words)]


def test_a_quote_is_found_among_the_words_of_its_page(path):
    samples.write_pdf(path, samples.contract_text())
    document = extract(path)
    quote = "hold harmless the Customer from and against all losses,"
    number = document.page_at(document.text.index(quote))
    assert marked(path, document, number, quote) == quote.split()
    assert marked(path, document, number - 1, quote) == []


def test_a_quote_over_a_page_break_is_marked_on_both_pages(path):
    samples.write_pdf(path, samples.long_contract_text(4))
    document = extract(path)
    page = next(p for p in document.pages[1:] if document.text[p.start - 1] == " ")
    quote = document.text[page.start - 30 : page.start + 30]
    before = marked(path, document, page.number - 1, quote)
    behind = marked(path, document, page.number, quote)
    assert " ".join([*before, *behind]).find(quote.split()[2]) >= 0
    assert before
    assert behind


def test_words_in_columns_and_broken_words_are_marked(path):
    lines = wrapped(2, 44)[:60]
    lines[3] = lines[3][:30] + " indemni-"
    lines[4] = "fication " + lines[4]
    samples.write_columns(path, lines[:30], lines[30:], row_by_row=True)
    document = extract(path)
    assert "indemnification" in document.text
    assert marked(path, document, 1, "indemnification") == ["indemni-", "fication"]
    assert marked(path, document, 1, words(" ".join(lines[40:42])))[:3] == lines[40].split()[:3]


def test_boxes_lie_on_the_words_of_the_picture(path):
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 20)
    canvas.drawString(200, 500, "Word")
    canvas.save()
    view = extraction.view_page(path, 1, LIMITS, dpi=72)
    (word,) = view.words
    picture = Image.open(io.BytesIO(view.picture)).convert("L")
    assert picture.size == (round(view.width), round(view.height)) or picture.width == 596
    ink = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert ink is not None
    for drawn, box in zip(ink, (word.left, word.top, word.right, word.bottom), strict=True):
        assert abs(drawn - box) <= 2


def test_words_of_a_recognised_page_are_marked(path, tesseract):
    text = samples.contract_text()
    samples.write_picture_pdf(path, text[text.index("11. ") : text.index("12. ")])
    document = extract(path)
    quote = "limited to EUR 250,000 in each"
    number = document.page_at(document.text.index(quote))
    assert marked(path, document, number, quote) == quote.split()


def test_boxes_fit_on_pages_that_are_too_large_to_be_drawn_in_full(path, tesseract):
    size = (2384.0, 3370.0)  # A0
    with_text = Canvas(str(path), pagesize=size)
    with_text.setFont("Helvetica", 80)
    with_text.drawString(238, 3000, "Supplier")
    with_text.save()
    with PdfDocument(path) as printed:
        picture = printed[0].render(scale=0.8).to_pil()
    canvas = Canvas(str(path), pagesize=size)
    canvas.drawImage(ImageReader(picture), 0, 0, *size)
    canvas.save()
    view = extraction.view_page(path, 1, LIMITS, recognised=True)
    word = next(w for w in view.words if w.text == "Supplier")
    assert abs(word.left - 238) < 12
    assert abs(word.bottom - (size[1] - 3000)) < 30


def test_a_quote_that_repeats_is_marked_where_it_stands():
    boxes = [WordBox(word, at, 0, at + 1, 1) for at, word in enumerate(["same"] * 5_000)]
    text = " ".join(["same"] * 5_000)
    found = highlighted(text, (0, len(text)), (15, 19), boxes)
    assert [box.left for box in found] == [3]


def test_a_page_that_does_not_exist_is_refused(path):
    samples.write_pdf(path, CLAUSE)
    with pytest.raises(errors.DamagedDocument) as caught:
        extraction.view_page(path, 9, LIMITS)
    assert caught.value.code == "no_such_page"
