"""OpenDocument: text in order, rendered numbers, tables, notes, comments; and hostile files."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from summarizer_core import errors, extraction
from summarizer_core.extraction import FODT, ODT, Limits
from summarizer_core.models import ExtractedDocument
from tests import samples
from tests.conftest import skip_or_fail

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for name, uri in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "svg": "svg-compatible",
        "fo": "xsl-fo-compatible",
        "form": "form",
    }.items()
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
LISTS = """
<text:list-style style:name="Clauses">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>
 <text:list-level-style-number text:level="3" style:num-format="a" loext:num-list-format="(%3%)"/>
 <text:list-level-style-bullet text:level="4" text:bullet-char="-"/>
</text:list-style>
<style:style style:name="Secret" style:family="text">
 <style:text-properties text:display="none"/></style:style>
<style:style style:name="NewPage" style:family="paragraph">
 <style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Child" style:family="paragraph" style:parent-style-name="NewPage"/>
"""
OUTLINE = """
<text:outline-style style:name="Outline">
 <text:outline-level-style text:level="1" style:num-format="I" style:num-prefix="Article "/>
 <text:outline-level-style text:level="2" style:num-format=""/>
</text:outline-style>"""


def content(body: str) -> str:
    return (
        f"<office:document-content {SPACES}><office:automatic-styles>{LISTS}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )


def write(
    folder: Path, body: str, *, styles: str = "", margins: str = "", manifest: str = "<m/>"
) -> Path:
    path = folder / "contract.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), ODT)
        package.writestr("content.xml", content(body))
        package.writestr(
            "styles.xml",
            f"<office:document-styles {SPACES}><office:styles>{styles}</office:styles>"
            f'<office:master-styles><style:master-page style:name="Standard">{margins}'
            "</style:master-page></office:master-styles></office:document-styles>",
        )
        package.writestr(
            "meta.xml",
            f"<office:document-meta {SPACES}><office:meta><dc:title>Supply  Contract</dc:title>"
            "</office:meta></office:document-meta>",
        )
        package.writestr("META-INF/manifest.xml", manifest)
    return path


def extract(path: Path) -> ExtractedDocument:
    return extraction.extract(path, extraction.identify(path, path.name), Limits())


def read(folder: Path, body: str, **parts: str) -> ExtractedDocument:
    return extract(write(folder, body, **parts))


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def codes(document: ExtractedDocument) -> list[str]:
    return [warning.code for warning in document.warnings]


def test_white_space_is_read_as_shown_and_the_title_from_the_properties(tmp_path):
    body = p("One\n  <text:span>two</text:span><text:s text:c='3'/>three<text:tab/>four") + p(
        "five<text:line-break/>six"
    )
    document = read(tmp_path, body)
    assert document.text == "One two three four\n\nfive\nsix"
    assert document.title == "Supply Contract"


def test_lists_are_numbered_as_a_reader_sees_them(tmp_path):
    body = (
        '<text:list xml:id="first" text:style-name="Clauses">'
        f"<text:list-item>{p('Fees')}<text:list><text:list-item>{p('When')}{p('goes on')}"
        f"<text:list><text:list-item>{p('monthly')}</text:list-item><text:list-item>{p('yearly')}"
        f"<text:list><text:list-item>{p('or')}</text:list-item></text:list></text:list-item>"
        f"</text:list></text:list-item><text:list-item>{p('How')}</text:list-item></text:list>"
        "</text:list-item></text:list>"
        + p("Between")
        + '<text:list text:continue-list="first" text:style-name="Clauses">'
        f"<text:list-header>{p('Not numbered')}</text:list-header>"
        f"<text:list-item>{p('Term')}</text:list-item>"
        f'<text:list-item text:start-value="9">{p("Law")}</text:list-item></text:list>'
        f'<text:list text:style-name="Clauses"><text:list-item>{p("New")}</text:list-item>'
        "</text:list>"
        '<text:list text:style-name="Clauses" text:continue-numbering="true"><text:list-item>'
        f"{p('Same')}</text:list-item></text:list>"
    )
    assert read(tmp_path, body).text.split("\n\n") == [
        "1. Fees", "1.1 When", "goes on", "(a) monthly", "(b) yearly", "• or", "1.2 How",
        "Between", "Not numbered", "2. Term", "9. Law", "1. New", "2. Same",
    ]  # fmt: skip


def test_headings_keep_level_and_number(tmp_path):
    body = (
        '<text:h text:outline-level="1">Fees</text:h><text:h text:outline-level="2">Due</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">Preamble</text:h>'
        '<text:h text:outline-level="1">Term</text:h>'
    )
    document = read(tmp_path, body, styles=OUTLINE)
    assert [(document.text[h.start : h.end], h.level) for h in document.headings] == [
        ("Article I Fees", 1),
        ("Due", 2),
        ("Preamble", 1),
        ("Article II Term", 1),
    ]


def test_merged_cells_come_once_and_inner_tables_in_their_cell(tmp_path):
    inner = (
        f"<table:table><table:table-row><table:table-cell>{p('x')}</table:table-cell>"
        f"<table:table-cell>{p('y')}</table:table-cell></table:table-row></table:table>"
    )
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        f'<table:table-cell table:number-columns-spanned="2">{p("Item and fee")}'
        f"</table:table-cell><table:covered-table-cell>{p('lost')}</table:covered-table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row>"
        f"<table:table-cell>{p('Licence')}</table:table-cell><table:table-cell>{inner}"
        "</table:table-cell></table:table-row></table:table>"
    )
    assert read(tmp_path, body).text == "Item and fee\nLicence | x | y"


def test_notes_come_last_and_boxes_after_their_paragraph(tmp_path):
    note = (
        '<text:note text:note-class="{}"><text:note-citation>7</text:note-citation>'
        "<text:note-body>{}</text:note-body></text:note>"
    )
    frame = (
        f"<draw:frame><svg:title>alt</svg:title><draw:text-box>{p('In a box')}</draw:text-box>"
        "</draw:frame>"
    )
    body = (
        p(f"Fee{note.format('footnote', p('Plus VAT.'))} is{frame} due.")
        + p(f"End{note.format('endnote', p('Truly.'))}")
        + frame.replace("In a box", "On the page")
        + f"<draw:g><draw:custom-shape>{p('In a shape')}</draw:custom-shape></draw:g>"
    )
    assert read(tmp_path, body).text == (
        "Fee[1] is due.\n\nIn a box\n\nEnd[2]\n\nOn the page\n\nIn a shape\n\n"
        "[1] Plus VAT.\n\n[2] Truly."
    )


def test_deleted_text_stays_out_and_changes_are_counted(tmp_path):
    body = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:insertion/>'
        '</text:changed-region><text:changed-region text:id="b"><text:deletion>'
        f"{p('ten')}</text:deletion></text:changed-region></text:tracked-changes>"
        + p(
            'Net <text:change text:change-id="b"/><text:change-start text:change-id="a"/>twenty'
            '<text:change-end text:change-id="a"/> days.'
        )
    )
    document = read(tmp_path, body)
    assert document.text == "Net twenty days."
    assert codes(document) == ["tracked_changes"]
    assert "1 insertion and 1 deletion" in document.warnings[0].message


@pytest.mark.parametrize(("ended", "text"), [(True, "Net  days."), (False, "Net ten days.")])
def test_text_that_was_deleted_in_its_place_stays_out(tmp_path, ended, text):
    end = '<text:change-end text:change-id="b"/>' if ended else ""
    body = (
        '<text:tracked-changes><text:changed-region text:id="b"><text:deletion/>'
        "</text:changed-region></text:tracked-changes>"
        + p(f'Net <text:change-start text:change-id="b"/><text:span>t</text:span>en{end} days.')
    )
    document = read(tmp_path, body)
    assert document.text == " ".join(text.split())
    assert codes(document) == ["tracked_changes"]


def test_hidden_text_stays_out_and_is_warned_of(tmp_path):
    body = (
        p('Seen <text:span text:style-name="Secret">secret</text:span>text.')
        + f'<text:section text:display="none">{p("Hidden section")}</text:section>'
        + f"<text:section>{p('Section')}</text:section>"
        + p('<text:hidden-text text:string-value="x">x</text:hidden-text>')
    )
    document = read(tmp_path, body)
    assert document.text == "Seen text.\n\nSection"
    assert codes(document) == ["hidden_text"]
    assert "3 places" in document.warnings[0].message


def test_comments_are_kept_apart_with_their_place(tmp_path):
    note = (
        '<office:annotation office:name="n1"><dc:creator>Jane Doe</dc:creator>'
        f"<dc:date>2025-01-01</dc:date>{p('Too low?')}</office:annotation>"
    )
    body = p("First.") + p(f'The {note}cap<office:annotation-end office:name="n1"/> applies.')
    document = read(tmp_path, body)
    assert document.text == "First.\n\nThe cap applies."
    (comment,) = document.comments
    assert (comment.author, comment.text, comment.page) == ("Jane Doe", "Too low?", 1)
    assert document.text[comment.start : comment.end] == "cap"
    assert [warning.code for warning in document.warnings] == ["comments"]


def test_headers_and_footers_are_furniture(tmp_path):
    margins = (
        f"<style:header>{p('Draft')}</style:header><style:header-left>{p('Draft')}"
        f"</style:header-left><style:footer>{p('Page <text:page-number>3</text:page-number>')}"
        f'</style:footer><style:footer-left style:display="false">{p("unused")}'
        "</style:footer-left>"
    )
    document = read(tmp_path, p("Text."), margins=margins)
    assert [entry.text for entry in document.furniture] == ["Draft", "Page 3"]
    assert document.text == "Text."


def test_pages_end_where_the_file_says(tmp_path):
    body = (
        p("One <text:soft-page-break/>goes on.")
        + '<text:p text:style-name="Child">Three.</text:p>'
        + "<text:soft-page-break/>"
        + '<text:p text:style-name="NewPage">Four.</text:p>'
    )
    document = read(tmp_path, body)
    assert document.text == "One goes on.\n\nThree.\n\nFour."
    assert [document.text[page.start : page.end] for page in document.pages] == [
        "One ",
        "goes on.\n\n",
        "Three.\n\n",
        "Four.",
    ]


def test_an_index_is_read_without_its_recipe(tmp_path):
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Recipe"
        "</text:index-title-template></text:table-of-content-source><text:index-body>"
        f"{p('1 Fees')}</text:index-body></text:table-of-content>"
    )
    assert read(tmp_path, body).text == "1 Fees"


def test_a_flat_file_reads_like_a_packed_one(tmp_path):
    path = tmp_path / "contract.fodt"
    path.write_text(
        f'<?xml version="1.0"?><office:document {SPACES} office:mimetype="{ODT}"><office:body>'
        f"<office:text>{p('1. Fees are due.')}</office:text></office:body></office:document>"
    )
    assert extraction.identify(path, path.name) == FODT
    assert extract(path).text == "1. Fees are due."


def test_a_spreadsheet_is_refused_by_what_it_is(tmp_path):
    path = write(tmp_path, p("x"))
    path.write_bytes(path.read_bytes().replace(ODT.encode(), ODT.replace("text", "shee").encode()))
    with pytest.raises(errors.UnsupportedType, match="spreadsheet"):
        extraction.identify(path, path.name)


def test_an_encrypted_file_says_how_to_remove_the_password(tmp_path):
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(errors.PasswordRequired, match="without the password") as caught:
        read(tmp_path, p("x"), manifest=manifest)
    assert caught.value.code == "encrypted_odf_file"


@pytest.mark.parametrize(
    ("body", "error", "code"),
    [
        (
            "<text:section>" * 5000 + "</text:section>" * 5000,
            errors.LimitExceeded,
            "nested_too_deeply",
        ),
        ("", errors.NoReadableText, "no_readable_text"),
        (p("&undefined;"), errors.DamagedDocument, "damaged_document"),
        ("x" * (2 << 20), errors.LimitExceeded, "expands_too_much"),
    ],
)
def test_hostile_files_are_refused_and_leave_nothing(tmp_path, body, error, code):
    path = write(tmp_path, body)
    with pytest.raises(error) as caught:
        extraction.extract(path, ODT, Limits(expanded_bytes=1 << 20))
    assert caught.value.code == code
    assert [entry.name for entry in tmp_path.iterdir()] == ["contract.odt"]


def test_entities_are_refused_in_whatever_encoding(tmp_path):
    inner = p("&a;").replace("<", "+ADw-").replace("&", "+ACY-")
    doctype = '+ADwAIQ-DOCTYPE x [+ADwAIQ-ENTITY a "9">]>'
    xml = '<?xml version="1.0" encoding="UTF-7"?>' + doctype + content(inner)
    path = tmp_path / "contract.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", ODT)
        package.writestr("META-INF/manifest.xml", "<m/>")
        package.writestr("content.xml", xml)
    with pytest.raises(errors.DamagedDocument) as caught:
        extraction.extract(path, ODT, Limits())
    assert caught.value.code == "xml_entities"


@pytest.mark.parametrize("flat", [True, False])
def test_the_limit_on_nesting_is_the_one_given(tmp_path, flat):
    body = "<text:section>" * 20 + p("deep") + "</text:section>" * 20
    path, kind = write(tmp_path, body), ODT
    if flat:
        kind = FODT
        path.write_text(content(body).replace("document-content", "document"))
    assert extraction.extract(path, kind, Limits(max_nesting=24)).text == "deep"
    with pytest.raises(errors.LimitExceeded) as caught:
        extraction.extract(path, kind, Limits(max_nesting=23))
    assert caught.value.code == "nested_too_deeply"


@pytest.mark.parametrize("flat", [False, True])
def test_entities_are_refused(tmp_path, flat):
    doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    path = tmp_path / "contract.odt"
    if flat:
        path.write_text(doctype + f'<office:document office:mimetype="{ODT}"/>')
    else:
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", ODT)
            package.writestr("META-INF/manifest.xml", "<m/>")
            package.writestr("content.xml", doctype + content(p("&a;")))
    with pytest.raises(errors.DamagedDocument) as caught:
        extract(path)
    assert caught.value.code == "xml_entities"


def test_an_odt_from_libreoffice_holds_the_words_of_its_word_file(tmp_path):
    office = shutil.which("soffice") or skip_or_fail("LibreOffice (soffice) is not installed")
    word = samples.write_docx(tmp_path / "contract.docx", samples.contract_text())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "odt", "--outdir", tmp_path, word]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    assert extract(tmp_path / "contract.odt").text.split() == extract(word).text.split()


FORMS = """<office:forms><form:form>
<form:checkbox form:id="c1" form:label="Accepted" form:current-state="checked"/>
<form:checkbox form:id="c2"/>
<form:radio form:id="c3" form:label="Monthly" form:selected="true"/>
<form:text form:id="c4" form:value="old" form:current-value="Halden Ltd"/>
<form:listbox form:id="c5"><form:option form:label="Oslo"/>
<form:option form:label="Bergen" form:current-selected="true"/></form:listbox>
</form:form></office:forms>"""


def test_fields_of_forms_show_what_was_chosen(tmp_path):
    shown = " ".join(f'<draw:control draw:control="c{at}"/>' for at in range(1, 6))
    document = read(tmp_path, FORMS + p(f"Terms: {shown} end"))
    assert document.text == "Terms: ☒ Accepted ☐ ☒ Monthly Halden Ltd Bergen end"


def test_form_fields_that_libreoffice_took_over_from_word_are_read(tmp_path):
    mark = '<field:fieldmark field:type="vnd.oasis.opendocument.field.FORM{}">{}</field:fieldmark>'
    param = '<field:param field:name="{}" field:value="{}"/>'
    entries = [param.format("Dropdown_ListEntry", town) for town in ("Paris", "London")]
    body = p(
        mark.format("CHECKBOX", param.format("Checkbox_Checked", "true"))
        + " yes, "
        + mark.format("CHECKBOX", "")
        + " no, "
        + mark.format("DROPDOWN", "".join([*entries, param.format("Dropdown_Selected", "1")]))
        + mark.format("DROPDOWN", param.format("Dropdown_Selected", "9"))
    )
    assert read(tmp_path, body).text == "☒ yes, ☐ no, London"


def test_a_list_to_choose_from_shows_its_text_or_the_chosen_entry(tmp_path):
    labels = '<text:label text:value="Oslo"/><text:label text:value="Bergen" {}/>'
    chosen = labels.format('text:current-selected="true"')
    body = f"<text:drop-down>{labels.format('')}Rome</text:drop-down>"
    body += f" or <text:drop-down>{chosen}</text:drop-down>"
    assert read(tmp_path, p(body)).text == "Rome or Bergen"


MATH = """<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>P</mi><mo>=</mo>
<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac><mo>+</mo>
<msup><mi>x</mi><mn>3</mn></msup></mrow><annotation>P = ...</annotation></semantics></math>"""


def test_formulas_are_read_from_the_package_and_from_the_text(tmp_path):
    frame = "<draw:frame><draw:object {}</draw:frame>"
    body = p("The fee " + frame.format('xlink:href="./Object 1"/>') + " is due.")
    body += p(frame.format(f">{MATH}</draw:object>"))
    path = write(tmp_path, body)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("Object 1/content.xml", MATH)
    assert extract(path).text == "The fee P=(a+b)/2+x^3 is due.\n\nP=(a+b)/2+x^3"


def test_numbers_with_a_leading_nought_are_rendered(tmp_path):
    styles = """<text:list-style style:name="Noughts"><text:list-level-style-number
     text:level="1" style:num-format="01, 02, 03, ..." style:num-prefix="§ "/></text:list-style>"""
    item = "<text:list-item><text:p>Fees</text:p></text:list-item>"
    body = f'<text:list text:style-name="Noughts">{item * 10}</text:list>'
    lines = read(tmp_path, body, styles=styles).text.split("\n\n")
    assert (lines[0], lines[9]) == ("§ 01 Fees", "§ 10 Fees")


def look(name: str, family: str, properties: str) -> str:
    kind = "table-cell" if family == "table-cell" else "text"
    return (
        f'<style:style style:name="{name}" style:family="{family}">'
        f"<style:{kind}-properties {properties}/></style:style>"
    )


LOOKS = (
    look("White", "text", 'fo:color="#FFFFFF"')
    + look("Black", "text", 'fo:color="#000000"')
    + look("Tiny", "text", 'fo:font-size="1.5pt"')
    + look("Marked", "text", 'fo:color="#ffffff" fo:background-color="#000080"')
    + look("Pale", "paragraph", 'fo:color="#ffffff"')
    + look("Dark", "table-cell", 'fo:background-color="#000080"')
)


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (p("The fee " + span("White", "is not due") + span("Tiny", "ever")), 1),
        (p(span("White", "One") + " two " + span("Tiny", "three")), 2),
        ('<text:p text:style-name="Pale">Secret ' + span("Black", "seen") + "</text:p>", 1),
        (p("The fee " + span("Marked", "is due")), 0),
        (
            '<table:table><table:table-row><table:table-cell table:style-name="Dark">'
            + p(span("White", "Fee"))
            + "</table:table-cell></table:table-row></table:table>",
            0,
        ),
    ],
)
def test_text_that_cannot_be_seen_is_read_and_warned_of(tmp_path, body, places):
    document = read(tmp_path, body, styles=LOOKS)
    assert codes(document) == ["invisible_text"] * bool(places)
    if places:
        assert f" in {places} place" in document.warnings[0].message


def test_white_letters_on_a_coloured_page_can_be_seen(tmp_path):
    page = """<style:page-layout style:name="Page">
     <style:page-layout-properties fo:background-color="#000000"/></style:page-layout>"""
    document = read(tmp_path, p(span("White", "The fee")), styles=LOOKS + page)
    assert document.warnings == ()
