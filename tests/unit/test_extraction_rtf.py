"""RTF: text in order, numbers of lists, tables, notes, margins, code pages; and hostile files."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from summarizer_core import errors, extraction
from summarizer_core.extraction import RTF, Limits
from summarizer_core.models import ExtractedDocument
from tests import samples
from tests.conftest import skip_or_fail

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fnil\fcharset0 Times;}"
    rb"{\f1\fnil\fcharset204 Cyrillic;}{\f2\fnil\fcharset2 Symbol;}{\f3\fnil\fcharset128 Gothic;}}"
    rb"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\*\cs2 Strong;}}"
)


def read(folder: Path, body: bytes, *, end: bytes = b"}") -> ExtractedDocument:
    path = folder / "contract.rtf"
    path.write_bytes(HEAD + body + end)
    assert extraction.identify(path, path.name) == RTF
    return extraction.extract(path, RTF, Limits(), filename=path.name)


def codes(document: ExtractedDocument) -> list[str]:
    return [warning.code for warning in document.warnings]


def test_letters_come_from_code_pages_fonts_and_unicode(tmp_path):
    document = read(
        tmp_path,
        rb"Caf\'e9 costs \u8364?5, {\f1 \'ca\'ee\'f2}, {\f3 \'83A\'83C}, \uc2\u252\'c3\'bcber, "
        rb"{\upr{old}{\*\ud{new \u-10179??\u-8704??}}} \ldblquote x\rdblquote\~\endash  end\par",
    )
    assert document.text == "Café costs €5, Кот, アイ, über, new 😀 “x” – end"


def test_unfinished_characters_take_no_more_time_than_others(tmp_path):
    started = time.monotonic()
    document = read(
        tmp_path, rb"{\f3 \'83" + b"\xe9\xe9\n" * 300_000 + b"A" + rb"\par}The end.\par"
    )
    assert document.text.endswith("The end.")
    assert time.monotonic() - started < 10


def test_a_count_of_characters_below_zero_skips_none(tmp_path):
    document = read(tmp_path, rb"The supplier\uc-1\u8217 shall not be liable for anything.")
    assert document.text == "The supplier’shall not be liable for anything."


def test_unencoded_letters_are_read_in_the_files_code_page(tmp_path):
    assert read(tmp_path, "Der Käufer zahlt 5 €.".encode("cp1252")).text == "Der Käufer zahlt 5 €."


def test_numbers_of_lists_and_headings_are_kept(tmp_path):
    document = read(
        tmp_path,
        rb"\pard\s1 {\listtext\pard\plain 1.\tab}Fees\par"
        rb"\pard {\pntext\f2\'B7\tab}first\par\pard\outlinelevel1 Payment\par",
    )
    assert document.text == "1. Fees\n\n• first\n\nPayment"
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [
        ("1. Fees", 1),
        ("Payment", 2),
    ]


def test_tables_come_by_rows_with_inner_tables_in_their_cell(tmp_path):
    document = read(
        tmp_path,
        rb"\pard Before\par\trowd\cellx1\cellx2"
        rb"\pard\intbl {\listtext\pard 1.\tab}Item\cell Fee\cell\row"
        rb"\pard\intbl outer\par\pard\intbl\itap2 in 1\nestcell in 2\nestcell"
        rb"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
        rb"\pard\intbl end\cell\row\pard After\par",
    )
    assert document.text == "Before\n\n1. Item | Fee\nouter\nin 1 | in 2\nend\n\nAfter"


def test_notes_come_last_and_margins_and_page_numbers_are_furniture(tmp_path):
    document = read(
        tmp_path,
        rb"{\header\pard Draft of {\field{\*\fldinst DATE}{\fldrslt 1 May}}\par}"
        rb"{\footerr\pard Page 3\par}{\header\pard Draft of {\fldrslt 1 May}\par}"
        rb"The fee\super{\footnote\pard {\super\chftn} Plus VAT.\par}\plain  is due.\par"
        rb"{\*\footnote\ftnalt\pard At the end.\par}More.\par",
    )
    assert document.text == "The fee[1] is due.\n\n[2]More.\n\n[1] Plus VAT.\n\n[2] At the end."
    assert [entry.text for entry in document.furniture] == ["Draft of 1 May", "Page 3"]


def test_hidden_and_deleted_text_stays_out_and_is_warned_of(tmp_path):
    document = read(
        tmp_path,
        rb"Net {\v secret {\b word}} of {\deleted ten}{\revised twenty} days{\deleted\par}"
        rb", or sooner.\par",
    )
    assert document.text == "Net of twenty days, or sooner."
    assert codes(document) == ["tracked_changes", "hidden_text"]
    assert "1 insertion and 2 deletions" in document.warnings[0].message


def test_fields_show_their_results_and_pictures_nothing(tmp_path):
    document = read(
        tmp_path,
        rb'See {\field{\*\fldinst HYPERLINK "http://example.org/x"}{\fldrslt Annex A}}.'
        rb"{\pict\wmetafile8\bin6 }}{{\par}{\pict\pngblip 89504e47}"
        rb"{\object{\*\objdata 010500}{\result Shown}}{\*\unknown lost}{\xe{\v index}}\par",
    )
    assert document.text == "See Annex A.Shown"


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path):
    document = read(
        tmp_path,
        rb"One {\shp{\*\shpinst\shpleft0{\sp{\sn name}{\sv 1}}{\shptxt\pard In a box\par}}"
        rb"{\shprslt{\*\do{\dptxbxtext\pard In a box\par}}}}two.\par Three.\par",
    )
    assert document.text == "One two.\n\nIn a box\n\nThree."


def test_comments_are_kept_apart_with_their_place(tmp_path):
    document = read(
        tmp_path,
        rb"The {\*\atrfstart 1}cap{\*\atrfend 1}{\*\atnid JD}{\*\atnauthor Jane Doe}\chatn"
        rb"{\*\annotation{\*\atnref 1}\pard Too  low?\par} applies.\par",
    )
    assert document.text == "The cap applies."
    (comment,) = document.comments
    assert (comment.author, comment.text) == ("Jane Doe", "Too low?")
    assert document.text[comment.start : comment.end] == "cap"
    assert codes(document) == ["comments"]


def test_pages_end_at_page_and_section_breaks(tmp_path):
    document = read(
        tmp_path, rb"One\page\par Two\par\sect\sectd\sbknone Three\sect Still three\par"
    )
    pages = [document.text[page.start : page.end].strip() for page in document.pages]
    assert pages == ["One", "Two", "Three\n\nStill three"]


def test_the_title_comes_from_the_information_group(tmp_path):
    document = read(tmp_path, rb"{\info{\title Supply\'96Contract}{\author Nobody}}Text.\par")
    assert (document.title, document.text) == ("Supply–Contract", "Text.")


def test_a_cut_off_file_is_read_with_a_warning(tmp_path):
    document = read(tmp_path, rb"\trowd\pard\intbl Clause 1\cell {\b The Suppl", end=b"")
    assert document.text == "Clause 1 | The Suppl"
    assert codes(document) == ["damaged_file"]


def test_a_name_that_promises_another_type_is_named(tmp_path):
    path = tmp_path / "contract.docx"
    path.write_bytes(HEAD + b"Text}")
    document = extraction.extract(path, RTF, Limits(), filename=path.name)
    assert codes(document) == ["name_mismatch"]


@pytest.mark.parametrize(
    ("body", "error", "code"),
    [
        (b"{" * 2_000_000, errors.LimitExceeded, "nested_too_deeply"),
        (rb"{\pict\bin4000000000 x", errors.NoReadableText, "no_readable_text"),
        (rb"\par" * 100_000, errors.NoReadableText, "no_readable_text"),
    ],
)
def test_hostile_files_are_refused_soon(tmp_path, body, error, code):
    started = time.monotonic()
    with pytest.raises(error) as caught:
        read(tmp_path, body)
    assert caught.value.code == code
    assert time.monotonic() - started < 30
    assert [path.name for path in tmp_path.iterdir()] == ["contract.rtf"]


def test_an_rtf_from_libreoffice_holds_the_words_of_its_word_file(tmp_path):
    office = shutil.which("soffice") or skip_or_fail("LibreOffice (soffice) is not installed")
    word = samples.write_docx(tmp_path / "contract.docx", samples.contract_text())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "rtf", "--outdir", tmp_path, word]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    path = tmp_path / "contract.rtf"
    document = extraction.extract(path, extraction.identify(path, path.name), Limits())
    original = extraction.extract(word, extraction.identify(word, word.name), Limits())
    assert document.text.split() == original.text.split()
