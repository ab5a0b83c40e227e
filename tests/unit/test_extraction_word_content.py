"""Word files: what each construct of the format reads as."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer_core import errors, extraction
from summarizer_core.extraction import DOCX, Limits
from summarizer_core.models import ExtractedDocument
from tests import samples
from tests.word_files import p, part, r, strict, table, word_file

BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"


def extract(path: Path) -> ExtractedDocument:
    assert extraction.identify(path, path.name) == DOCX
    return extraction.extract(path, DOCX, Limits())


def codes(document: ExtractedDocument) -> list[str]:
    return [warning.code for warning in document.warnings]


def message(document: ExtractedDocument, code: str) -> str:
    return next(warning.message for warning in document.warnings if warning.code == code)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "contract.docx"


# --- kinds of files --------------------------------------------------------------------------


def test_a_strict_file_reads_like_a_transitional_one(path):
    samples.write_docx(path, samples.contract_text())
    transitional, read = extract(path), extract(strict(path))
    assert b"purl.oclc.org" not in path.read_bytes()
    assert read == transitional
    assert read.furniture and read.headings == transitional.headings


def test_a_strict_name_in_the_text_is_text(path):
    name = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" uri="x"'
    assert extract(strict(word_file(path, p(r(name))))).text == name


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_macro_files_and_templates_are_read(path, kind):
    assert extract(word_file(path, p(r("Fees are due.")), main_type=kind)).text == "Fees are due."


# --- comments --------------------------------------------------------------------------------


def comment(number: int, author: str, text: str, paragraph: str = "") -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}">'
        f'<w:p w14:paraId="{paragraph}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
    )


def anchored(number: int, inner: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def test_comments_are_listed_with_what_they_are_about_and_are_no_text(path):
    notes = comment(0, "Ada Lot", "Too high.") + comment(1, "Bo", "Which\u200b year?")
    document = extract(
        word_file(
            path,
            p(r("The  \u00a0cap\u00ad is ") + anchored(0, r("EUR 2 m")) + r(" a year.")),
            p('<w:r><w:br w:type="page"/></w:r>' + r("It ends ") + anchored(1, r("e\u0301te"))),
            parts={"comments.xml": ("comments", part("w:comments", notes))},
        )
    )
    assert document.text == "The cap is EUR 2 m a year.\n\nIt ends \u00e9te"
    about = [document.text[c.start : c.end] for c in document.comments]
    assert about == ["EUR 2 m", "\u00e9te"]
    assert [(c.author, c.text, c.page) for c in document.comments] == [
        ("Ada Lot", "Too high.", 1),
        ("Bo", "Which year?", 2),
    ]
    assert codes(document) == ["comments"]
    assert ": 2." in message(document, "comments")


def test_a_reply_stands_where_the_comment_stands_that_it_answers(path):
    notes = comment(4, "A", "Why?", "0A") + comment(5, "B", "Because.", "0B")
    threads = '<w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>'
    document = extract(
        word_file(
            path,
            p(r("Some ") + anchored(4, r("words")) + r(" here.")),
            parts={
                "comments.xml": ("comments", part("w:comments", notes)),
                "commentsExtended.xml": ("commentsExtended", part("w15:commentsEx", threads)),
            },
        )
    )
    assert [(c.text, document.text[c.start : c.end]) for c in document.comments] == [
        ("Why?", "words"),
        ("Because.", "words"),
    ]


def test_a_comment_about_deleted_text_marks_its_place(path):
    gone = '<w:del w:id="9"><w:r><w:delText>old </w:delText></w:r>{}</w:del>'
    document = extract(
        word_file(
            path,
            p(r("The fee ") + gone.format(anchored(0, "")) + r("is due.")),
            parts={"comments.xml": ("comments", part("w:comments", comment(0, "A", "Gone?")))},
        )
    )
    (found,) = document.comments
    assert (found.start, found.end) == (7, 7)
    assert document.text == "The fee is due."


def test_a_comment_may_span_blocks_and_cells(path):
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    document = extract(
        word_file(
            path,
            p(r("Before.")),
            start,
            p(r("First.")),
            table((p(r("Cell one")), p(end) + p(r("Cell two")))),
            parts={"comments.xml": ("comments", part("w:comments", comment(0, "A", "All this")))},
        )
    )
    (found,) = document.comments
    assert document.text[found.start : found.end] == "First.\n\nCell one"


# --- headings --------------------------------------------------------------------------------

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Klausel"><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="De"><w:name w:val="Überschrift 3"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Not"><w:basedOn w:val="Own"/><w:pPr>
<w:outlineLvl w:val="9"/></w:pPr></w:style>
"""


def test_heading_levels_come_from_styles_names_and_outline_levels(path):
    def styled(text: str, style: str, more: str = "") -> str:
        return p(r(text), f'<w:pStyle w:val="{style}"/>{more}')

    document = extract(
        word_file(
            path,
            styled("Lease", "T"),
            styled("Rent \ufb01xed", "berschrift2"),
            p(r("The rent is fixed.")),
            styled("Term", "Klausel"),
            styled("Fristen", "De"),
            styled("Own level", "Own"),
            styled("Body text", "Not"),
            styled("Direct", "Normal", '<w:outlineLvl w:val="0"/>'),
            table((p(r("In a table"), '<w:pStyle w:val="Own"/>'), p(r("cell")))),
            parts={"styles.xml": ("styles", part("w:styles", STYLES))},
        )
    )
    assert [(h.level, document.text[h.start : h.end]) for h in document.headings] == [
        (1, "Lease"),
        (2, "Rent fixed"),
        (2, "Term"),
        (3, "Fristen"),
        (5, "Own level"),
        (1, "Direct"),
        (5, "In a table"),
    ]


def test_a_heading_includes_its_number(path):
    document = extract(samples.write_docx(path, "1. Fees\n\n1.1 Fees are due."))
    assert document.text.startswith("1. Fees")
    for heading in document.headings:
        assert document.text[heading.start : heading.end].strip()


def test_a_style_separator_keeps_heading_and_clause_on_one_line(path):
    end = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    document = extract(
        word_file(
            path,
            p(r("Notices."), f'<w:outlineLvl w:val="1"/>{end}'),
            p(r(" Send them by post.")),
            p(r("Next.")),
        )
    )
    assert document.text == "Notices. Send them by post.\n\nNext."
    assert [document.text[h.start : h.end] for h in document.headings] == ["Notices."]


# --- tracked changes -------------------------------------------------------------------------


def test_moved_text_stands_at_its_new_place_with_a_warning(path):
    document = extract(
        word_file(
            path,
            p(f'<w:moveFrom w:id="1">{r("It moves. ")}</w:moveFrom>' + r("It stays. ")),
            p(f'<w:moveTo w:id="2">{r("It moves. ")}</w:moveTo>'),
        )
    )
    assert document.text == "It stays.\n\nIt moves."
    assert "1 move." in message(document, "tracked_changes")


@pytest.mark.parametrize(
    ("blocks", "text", "counted"),
    [
        (  # an insertion that somebody else deleted, and the other way round
            [
                p(r("A") + f"<w:ins><w:del>{r('x')}</w:del></w:ins>"),
                p(r("B") + f"<w:del><w:ins>{r('y')}</w:ins></w:del>"),
            ],
            "A\n\nB",
            "2 insertions and 2 deletions",
        ),
        (  # cells
            [
                table(
                    (
                        p(r("Old")),
                        "<w:tcPr><w:cellDel/></w:tcPr>" + p(r("gone")),
                        "<w:tcPr><w:cellIns/></w:tcPr>" + p(r("new")),
                        '<w:tcPr><w:cellMerge w:vMerge="cont"/></w:tcPr>' + p(r("merged")),
                    )
                )
            ],
            "Old | new",
            "1 insertion, 1 deletion and 1 merged cell",
        ),
        (  # a row
            [
                "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p(r("gone")) + "</w:tc></w:tr>"
                "<w:tr><w:tc>" + p(r("kept")) + "</w:tc></w:tr></w:tbl>"
            ],
            "kept",
            "0 insertions and 1 deletion",
        ),
        (  # the end of a paragraph
            [p(r("One "), "<w:rPr><w:del/></w:rPr>"), p(r("line"))],
            "One line",
            "0 insertions and 1 deletion",
        ),
        (  # a field and a formula
            [
                p(
                    r("A")
                    + '<w:del><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText>'
                    'REF x</w:delInstrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
                    "<m:r><m:t>E=m</m:t></m:r></w:del><m:oMath><m:r><m:t>c+d</m:t></m:r></m:oMath>"
                )
            ],
            "Ac+d",
            "0 insertions and 1 deletion",
        ),
    ],
)
def test_every_kind_of_change_reads_as_accepted_and_is_counted(path, blocks, text, counted):
    document = extract(word_file(path, *blocks))
    assert document.text == text
    assert counted in message(document, "tracked_changes")


# --- fields ----------------------------------------------------------------------------------


def field(instruction: str, result: str | None, form: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        + ('<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result if result else "")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (field("REF a", r("Section 4")), "Section 4"),
        (field("IF " + "</w:instrText></w:r>" + field("X", r("5")) + r(' = 5 "a"')
               + "<w:r><w:instrText>", r("yes")), "yes"),
        (field("HYPERLINK", r("see ") + field("PAGEREF b", r("12"))), "see 12"),
        (f'<w:fldSimple w:instr="DATE">{r("1 May")}</w:fldSimple>', "1 May"),
        (field("FORMTEXT", r("Acme"), "<w:ffData><w:textInput/></w:ffData>"), "Acme"),
        (field("FORMCHECKBOX", None, "<w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox>"
               "</w:ffData>"), "☒"),
        (field("FORMCHECKBOX", None, "<w:ffData><w:checkBox><w:default w:val='1'/>"
               "<w:checked w:val='0'/></w:checkBox></w:ffData>"), "☐"),
        (field("FORMDROPDOWN", None, "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry "
               "w:val='Net 30'/><w:listEntry w:val='Net 60'/></w:ddList></w:ffData>"), "Net 60"),
        (field("MACROBUTTON NoMacro [Name of party]", None), "[Name of party]"),
        (field('SYMBOL 168 \\f "Wingdings"', None), "☐"),
        (field("SYMBOL 0183 \\f Symbol", None), "•"),
        (field("SYMBOL 061", None), "="),
        (field("SYMBOL 0x3D", None), "="),
        (field("SYMBOL " + "9" * 5000, None), ""),
        (field("XE &quot;index entry&quot;", None), ""),
        # Never closed: nothing may be hidden by it.
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("kept"), "kept"),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + r("kept"), "kept"),
    ],
)  # fmt: skip
def test_a_field_reads_as_its_result(path, inner, text):
    assert extract(word_file(path, p(r("A ") + inner + r(" z")))).text == f"A {text} z".replace(
        "  ", " "
    )


def test_numbers_that_only_word_computes_are_warned_of(path):
    document = extract(word_file(path, p(r("Pay ") + field("LISTNUM \\\\l 2", None) + r("now."))))
    assert document.text == "Pay now."
    assert codes(document) == ["numbers_not_read"]


def test_a_contents_list_over_several_paragraphs_is_read(path):
    opening = field("TOC", r("1 Fees 2")).removesuffix(
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = extract(
        word_file(
            path,
            p(opening),
            p(r("2 Term 3") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
            p(r("Text.")),
        )
    )
    assert document.text == "1 Fees 2\n\n2 Term 3\n\nText."


# --- formulas --------------------------------------------------------------------------------


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (m("P") + m(" = ") + f"<m:f><m:num>{m('A + B')}</m:num><m:den>{m('12')}</m:den></m:f>",
         "P = (A + B)/12"),
        (f"<m:d><m:e>{m('1 + r')}</m:e></m:d>", "(1 + r)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{m("x")}</m:e></m:d>',
         "[x]"),
        (f"<m:sSup><m:e>{m('r')}</m:e><m:sup>{m('n')}</m:sup></m:sSup>", "r^n"),
        (f"<m:rad><m:e>{m('2')}</m:e></m:rad>", "√2"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{m("i=1")}</m:sub><m:sup>'
         f'{m("n")}</m:sup><m:e>{m("Fee")}</m:e></m:nary>', "∑_(i=1)^n Fee"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_one_line(path, formula, text):
    document = extract(word_file(path, p(r("A ") + f"<m:oMath>{formula}</m:oMath>" + r(" z"))))
    assert document.text == f"A {text} z"


# --- characters and runs ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F06F"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>', "▪"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', "•"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "≤"),
        ('<w:r><w:sym w:font="Unknown" w:char="F041"/></w:r>', "•"),
        ('<w:r><w:sym w:font="Arial" w:char="00A7"/></w:r>', "§"),
        (r("q", '<w:rFonts w:ascii="Wingdings"/>'), "☐"),
        (r("\uf0b3", '<w:rFonts w:ascii="Symbol"/>'), "≥"),
        (r("§", '<w:rFonts w:ascii="Arial"/>'), "§"),
        ("<w:r><w:noBreakHyphen/></w:r>", "-"),
        (r("co") + "<w:r><w:softHyphen/></w:r>" + r("operate"), "cooperate"),
        (r("Capitals", "<w:caps/>"), "Capitals"),
        ("<w:r><w:ruby><w:rt>" + r("kan") + "</w:rt><w:rubyBase>" + r("漢") + "</w:rubyBase>"
         "</w:ruby></w:r>", "漢"),
        (f'<w:bdo w:val="rtl">{r("right")}</w:bdo><w:dir>{r(" left")}</w:dir>', "right left"),
        (f'<w:customXml><w:smartTag>{r("inside")}</w:smartTag></w:customXml>', "inside"),
        ("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
         + r("Click or tap here to enter text.") + "</w:sdtContent></w:sdt>",
         "Click or tap here to enter text."),
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
         "<w:sdtContent>" + r("☒") + "</w:sdtContent></w:sdt>", "☒"),
        (f'<mc:AlternateContent><mc:Choice Requires="w14">{r("new")}</mc:Choice><mc:Fallback>'
         f"{r('old')}</mc:Fallback></mc:AlternateContent>", "new"),
        (f'<mc:AlternateContent><mc:Choice Requires="x">{r("unknown")}</mc:Choice><mc:Fallback>'
         f"{r('shown')}</mc:Fallback></mc:AlternateContent>", "shown"),
        ('<w:r><w:t>spread\n over\tlines</w:t></w:r>', "spread over lines"),
    ],
)  # fmt: skip
def test_a_run_reads_as_it_looks(path, run, text):
    assert extract(word_file(path, p(r("A ") + run + r(" z")))).text == f"A {text} z"


HIDING = """
<w:style w:type="paragraph" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Hid"/></w:style>
<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="White"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
"""


def test_text_hidden_by_its_style_is_left_out_and_warned_of(path):
    document = extract(
        word_file(
            path,
            p(r("Secret."), '<w:pStyle w:val="Child"/>'),
            p(r("Seen. ") + r("Ghost.", '<w:rStyle w:val="Ghost"/>')),
            p(r("Shown again.", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="Hid"/>'),
            # Paragraph and character style turn each other around.
            p(r("Twice.", '<w:rStyle w:val="Ghost"/>'), '<w:pStyle w:val="Hid"/>'),
            parts={"styles.xml": ("styles", part("w:styles", HIDING))},
        )
    )
    assert document.text == "Seen.\n\nShown again.\n\nTwice."
    assert "in 2 places" in message(document, "hidden_text")


def test_white_and_tiny_text_is_kept_and_warned_of(path):
    white = '<w:color w:val="FFFFFF"/>'
    document = extract(
        word_file(
            path,
            p(r("Ignore the cap.", white) + r(" Tiny.", '<w:sz w:val="2"/>')),
            p(r("By style."), '<w:pStyle w:val="White"/>'),
            parts={"styles.xml": ("styles", part("w:styles", HIDING))},
        )
    )
    assert document.text == "Ignore the cap. Tiny.\n\nBy style."
    assert "in 3 places" in message(document, "invisible_text")


def test_white_text_on_a_dark_ground_is_no_matter(path):
    white, dark = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="1F3864"/>'
    document = extract(
        word_file(
            path,
            p(r("Run.", white + dark)),
            p(r("Marked.", white + '<w:highlight w:val="black"/>')),
            p(r("Paragraph.", white), dark),
            table((f"<w:tcPr>{dark}</w:tcPr>" + p(r("Cell.", white)), p(r("Other.")))),
        )
    )
    assert document.text == "Run.\n\nMarked.\n\nParagraph.\n\nCell. | Other."
    assert codes(document) == []


# --- boxes and pictures ----------------------------------------------------------------------


def drawing(inner: str) -> str:
    return f"<w:r><w:drawing><wp:inline>{inner}</wp:inline></w:drawing></w:r>"


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (drawing(f"<wps:wsp><wps:txbx>{BOX.format('Shape')}</wps:txbx></wps:wsp>"), "Shape"),
        (f"<w:r><w:pict><v:group><v:shape><v:textbox>{BOX.format('Old')}</v:textbox></v:shape>"
         f"<v:shape><v:textbox>{BOX.format('box')}</v:textbox></v:shape></v:group></w:pict></w:r>",
         "Old\n\nbox"),
        ('<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>', "DRAFT"),
        (drawing("<a:graphic><a:sp><a:txBody><a:p><a:r><a:t>Canvas</a:t></a:r><a:br/><a:r><a:t>"
                 "text</a:t></a:r></a:p></a:txBody></a:sp></a:graphic>"), "Canvas\ntext"),
        (drawing('<a:graphicData><dgm:relIds r:dm="data.xml"/></a:graphicData>'),
         "Board\nStaff"),
        (drawing('<a:graphicData><c:chart r:id="chart.xml"/></a:graphicData>'),
         "Fees by year\nNorth\n2024\n2025"),
        (drawing('<wp:docPr id="1" name="Picture" descr="A logo"/>'), ""),
    ],
)  # fmt: skip
def test_text_in_graphics_follows_the_paragraph_it_is_anchored_in(path, run, text):
    points = "".join(
        f"<dgm:pt><dgm:t><a:p><a:r><a:t>{name}</a:t></a:r></a:p></dgm:t></dgm:pt>"
        for name in ("Board", "Staff")
    )
    chart = (
        "<c:chart><c:title><a:p><a:r><a:t>Fees by year</a:t></a:r></a:p></c:title><c:ser><c:tx>"
        "<c:strCache><c:pt><c:v>North</c:v></c:pt></c:strCache></c:tx><c:cat><c:strCache><c:pt>"
        "<c:v>2024</c:v></c:pt><c:pt><c:v>2025</c:v></c:pt></c:strCache></c:cat></c:ser></c:chart>"
    )
    document = extract(
        word_file(
            path,
            p(r("Before.") + run + r(" Behind.")),
            p(r("Next.")),
            parts={
                "data.xml": ("diagramData", part("dgm:dataModel", points)),
                "chart.xml": ("chart", part("c:chartSpace", chart)),
            },
        )
    )
    assert document.text == "\n\n".join(filter(None, ["Before. Behind.", text, "Next."]))


def test_objects_of_other_programs_are_warned_of(path):
    sheet = '<w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    document = extract(word_file(path, p(r("Prices: ") + sheet)))
    assert document.text == "Prices:"
    assert codes(document) == ["embedded_objects"]


def test_boxes_in_headers_are_furniture_listed_once(path):
    header = p(r("Acme Ltd") + drawing(BOX.format("Confidential")))
    reference = '<w:headerReference w:type="{}" r:id="{}"/>'
    document = extract(
        word_file(
            path,
            p(r("One."), f"<w:sectPr>{reference.format('default', 'h1.xml')}</w:sectPr>"),
            p(r("Two.")),
            parts={
                "h1.xml": ("header", part("w:hdr", header)),
                "h2.xml": ("header", part("w:hdr", header)),
                "h3.xml": ("header", part("w:hdr", p(r("First page")))),
            },
            section=reference.format("default", "h2.xml") + reference.format("first", "h3.xml"),
        )
    )
    assert document.text == "One.\n\nTwo."
    assert [entry.text for entry in document.furniture] == ["Acme Ltd\nConfidential", "First page"]


# --- notes -----------------------------------------------------------------------------------


def test_notes_stand_at_the_end_with_their_marks(path):
    mark = "<w:r><w:{}Reference {} w:id='{}'/>{}</w:r>"
    own = mark.format("footnote", "w:customMarkFollows='1'", 3, "<w:t>*</w:t>")
    footnotes = (
        f'<w:footnote w:type="separator" w:id="0">{p(r("----"))}</w:footnote>'
        f'<w:footnote w:id="2">{p(r("Net of tax,"))}{p(r("and of fees."))}</w:footnote>'
        f'<w:footnote w:id="3">{p(r("* An estimate."))}</w:footnote>'
        f'<w:footnote w:id="4">{p(r("Never referred to."))}</w:footnote>'
        f'<w:footnote w:id="5">{p(r("Itself") + mark.format("footnote", "", 5, ""))}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="2">{p(r("See the annex."))}</w:endnote>'
    document = extract(
        word_file(
            path,
            p(r("Price") + mark.format("footnote", "", 2, "") + r(" and cost") + own),
            p(r("Scope") + mark.format("endnote", "", 2, "") + mark.format("footnote", "", 5, "")),
            parts={
                "footnotes.xml": ("footnotes", part("w:footnotes", footnotes)),
                "endnotes.xml": ("endnotes", part("w:endnotes", endnotes)),
            },
        )
    )
    assert document.text == (
        "Price[1] and cost*\n\nScope[i][2]\n\n[1] Net of tax,\nand of fees.\n\n* An estimate.\n\n"
        "[2] Itself[2]\n\n[i] See the annex."
    )


# --- documents in the document ---------------------------------------------------------------


def test_a_document_in_the_document_is_read_in_its_place(path, tmp_path):
    inner = word_file(tmp_path / "inner.docx", p(r("Inner"), '<w:outlineLvl w:val="0"/>'))
    page = "<html><head><title>No</title></head><body><p>Web</p><script>no</script>"
    page += "<table><tr><td>a</td><td>b</td></tr></table><h2>Term</h2>"
    page += "<p style='display:none'>unseen</p></body></html>"
    document = extract(
        word_file(
            path,
            p(r("Before.")),
            '<w:altChunk r:id="a.docx"/>',
            '<w:altChunk r:id="b.htm"/>',
            '<w:altChunk r:id="c.txt"/>',
            p(r("After.")),
            parts={
                "a.docx": ("aFChunk", inner.read_bytes()),
                "b.htm": ("aFChunk", page),
                "c.txt": ("aFChunk", "Plain é"),
            },
        )
    )
    assert document.text == "Before.\n\nInner\n\nWeb\n\na | b\n\nTerm\n\nPlain é\n\nAfter."
    found = [(document.text[h.start : h.end], h.level) for h in document.headings]
    assert found == [("Inner", 1), ("Term", 2)]
    assert codes(document) == ["hidden_text"]


@pytest.mark.parametrize("target", ["d.rtf", "missing.htm", "deep.htm", "broken.docx"])
def test_a_document_in_the_document_that_cannot_be_read_is_warned_of(path, target):
    document = extract(
        word_file(
            path,
            p(r("Before.")),
            f'<w:altChunk r:id="{target}"/>',
            parts={
                "d.rtf": ("aFChunk", r"{\rtf1 Hello}"),
                "deep.htm": ("aFChunk", "<div>" * 100_000 + "deep"),
                "broken.docx": ("aFChunk", b"PK\x03\x04 nothing"),
            },
        )
    )
    assert document.text == "Before."
    assert codes(document) == ["document_parts_not_read"]


# --- numbers ---------------------------------------------------------------------------------


def test_numbers_stand_in_tables_boxes_and_notes(path):
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    lists = part(
        "w:numbering",
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    note = f'<w:footnote w:id="2">{p(r("In a note"), number)}</w:footnote>'
    document = extract(
        word_file(
            path,
            p(r("Body") + '<w:r><w:footnoteReference w:id="2"/></w:r>', number),
            table((p(r("Cell"), number), p(r("Other"), number))),
            p(r("Anchor") + drawing(f"<w:txbxContent>{p(r('Box'), number)}</w:txbxContent>")),
            p(r("Last"), number),
            parts={
                "numbering.xml": ("numbering", lists),
                "footnotes.xml": ("footnotes", part("w:footnotes", note)),
            },
        )
    )
    assert document.text == (
        "1. Body[1]\n\n2. Cell | 3. Other\n\nAnchor\n\n4. Box\n\n5. Last\n\n[1] 1. In a note"
    )


def merged(kind: str, text: str, value: str = "continue", span: int = 1) -> str:
    properties = f'<w:gridSpan w:val="{span}"/><w:{kind} w:val="{value}"/>'
    return f"<w:tcPr>{properties}</w:tcPr>" + p(r(text) if text else "")


@pytest.mark.parametrize("kind", ["vMerge", "hMerge"])
def test_a_merged_cell_without_a_beginning_is_read(path, kind):
    word_file(
        path,
        table((p(r("Fee")), p(r("Cap"))), (merged(kind, "Orphan"), p(r("none")))),
    )
    document = extract(path)
    assert document.text == "Fee | Cap\nOrphan | none"
    assert document.warnings == ()


def test_text_under_a_merged_cell_is_warned_of(path):
    word_file(
        path,
        table(
            (p(r("A")), merged("vMerge", "Fee", "restart", 2), p(r("x"))),
            (p(r("B")), merged("vMerge", "unlimited", span=2), p(r("y"))),
            (p(r("C")), merged("vMerge", "", span=2), p(r("z"))),
            (p(r("D")), p(r("free")), p(r("free"))),
            (merged("hMerge", "Term", "restart"), merged("hMerge", "for ever"), p(r("end"))),
        ),
    )
    document = extract(path)
    assert document.text == "A | Fee | x\nB | y\nC | z\nD | free | free\nTerm | end"
    assert "hidden text in 2 places," in message(document, "hidden_text")


def test_one_hidden_place_is_one_place(path):
    word_file(path, p(r("The fee")), p(r("secret", "<w:vanish/>")))
    assert "in 1 place," in message(extract(path), "hidden_text")


def test_a_text_too_long_for_the_parser_is_refused_and_not_dropped(path):
    word_file(path, p(r("The fee is due.")), p(r("a" * 10_100_000)))
    with pytest.raises(errors.LimitExceeded) as caught:
        extract(path)
    assert caught.value.code == "xml_too_large"
