from __future__ import annotations

import csv
import io
import json

import pytest
from docx import Document
from openpyxl import load_workbook

from summarizer_core.cli.report import describe_result
from summarizer_core.errors import NotFound
from summarizer_core.export import FORMATS, filename_for, render
from summarizer_core.models import (
    AnalysisResult,
    ChunkTotals,
    Clause,
    Coverage,
    DocumentInfo,
    DocumentWarning,
    FocusAnswer,
    FocusStatus,
    KeyTerm,
    MissingClause,
    Quote,
    Severity,
    SummarySentence,
    utcnow,
)
from summarizer_core.references import referenced

FORMULA = '=HYPERLINK("http://evil.example","x")'


def clause(quote: str, severity: Severity = Severity.HIGH) -> Clause:
    return Clause(
        id="c1",
        category="Exclusivity",
        title="Exclusivity",
        severity=severity,
        confidence=0.9,
        quote=quote,
        page=3,
        start=10,
        end=10 + len(quote),
        heading="5. Exclusivity",
        rationale="It closes the market.",
        recommendation="Ask for an end.",
    )


@pytest.fixture
def result() -> AnalysisResult:
    clauses = (clause(FORMULA), clause("Costs $5 & <more>\x0b", Severity.LOW), clause("@cmd"))
    return AnalysisResult(
        session_id="s1",
        filename="Vertrag Müller & Söhne.pdf",
        status="completed",
        engine="local",
        created_at=utcnow(),
        finished_at=utcnow(),
        document=DocumentInfo(
            sha256="0" * 64, bytes=1, pages=4, characters=90, language="en", title="Supply"
        ),
        summary="First part.\n\nSecond part.",
        key_terms=(KeyTerm(name="Party", value="+Acme", quote="Acme", page=1, start=0, end=4),),
        clauses=clauses,
        high_risk_clauses=tuple(c for c in clauses if c.severity is Severity.HIGH),
        missing_clauses=(
            MissingClause(
                category="Governing Law",
                title="Governing law",
                severity=Severity.MEDIUM,
                rationale="No law.",
                recommendation="Add one.",
            ),
        ),
    )


def test_csv_has_a_row_per_clause_and_starts_no_formula(result):
    data = render(result, "csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["Page"] for row in rows] == ["3", "3", "3"]
    assert rows[0]["Quote"] == "'" + FORMULA
    assert rows[2]["Quote"] == "'@cmd"
    for row in rows:
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


def test_xlsx_holds_text_and_no_formula(result):
    book = load_workbook(io.BytesIO(render(result, "xlsx")))
    assert book.sheetnames == ["Clauses", "Key terms", "Missing", "Summary", "Proofs"]
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    assert book["Clauses"]["D3"].value == "Costs $5 & <more>"
    assert book["Clauses"].freeze_panes == "A2"


def test_docx_tells_the_whole_story(result):
    document = Document(io.BytesIO(render(result, "docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for part in ("Supply", "First part.", FORMULA, "It closes the market.", "Ask for an end."):
        assert part in text
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Governing law" in cells
    assert "+Acme" in cells


def test_json_is_the_result_object(result):
    assert AnalysisResult.model_validate(json.loads(render(result, "json"))) == result


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_result_without_findings_exports_too(result, fmt):
    empty = result.model_copy(
        update={"clauses": (), "high_risk_clauses": (), "key_terms": (), "missing_clauses": ()}
    )
    assert render(empty, fmt)


@pytest.mark.parametrize(
    ("filename", "stem"),
    [
        ("Vertrag Müller & Söhne.pdf", "Vertrag-Muller-Sohne"),
        ('"; rm -rf /.pdf', "document"),
        ("../../etc/passwd", "passwd"),
        ("C:\\deals\\MSA v2.docx", "MSA-v2"),
        ("契約書.pdf", "document"),
        ("a\r\nSet-Cookie: x.pdf", "a-Set-Cookie-x"),
        ("", "document"),
        ("x" * 300 + ".pdf", "x" * 80),
    ],
)
def test_file_names_are_safe(result, filename, stem):
    named = result.model_copy(update={"filename": filename})
    assert filename_for(named, "csv") == f"{stem}-review.csv"
    assert filename_for(named, "docx") == f"{stem}-review.docx"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n=", " =", "＝"])
def test_no_start_of_a_cell_runs_as_a_formula(result, start):
    odd = result.model_copy(update={"clauses": (clause(start + "1+1"),)})
    (row,) = csv.DictReader(io.StringIO(render(odd, "csv").decode("utf-8-sig"), newline=""))
    assert row["Quote"] == "'" + start + "1+1"
    cell = load_workbook(io.BytesIO(render(odd, "xlsx")))["Clauses"]["D2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value == start.replace("\r", "\n") + "1+1"


def test_a_quote_with_breaks_and_commas_stays_one_cell_in_its_own_words(result):
    words = 'He said “no”,\nthen "yes"; 10,5 € – ok'
    odd = result.model_copy(update={"clauses": (clause(words, Severity.LOW),)})
    (row,) = csv.DictReader(io.StringIO(render(odd, "csv").decode("utf-8-sig"), newline=""))
    assert row["Quote"] == words
    assert load_workbook(io.BytesIO(render(odd, "xlsx")))["Clauses"]["D2"].value == words


def test_numbers_stay_numbers_in_a_workbook(result):
    sheet = load_workbook(io.BytesIO(render(result, "xlsx")))["Clauses"]
    assert [cell.value for cell in sheet[2]][4:8] == [3, 10, 10 + len(FORMULA), 0.9]
    assert sheet.auto_filter.ref == "A1:K4"


def test_a_quote_beyond_the_limit_of_a_cell_says_that_it_was_cut(result):
    odd = result.model_copy(update={"clauses": (clause("word " * 8_000),)})
    value = load_workbook(io.BytesIO(render(odd, "xlsx")))["Clauses"]["D2"].value
    assert len(value) == 32_767
    assert value.endswith("(cut here; the JSON export has all of it)")


@pytest.mark.parametrize("fmt", FORMATS)
def test_characters_that_a_format_cannot_carry_do_not_stop_it(result, fmt):
    odd = result.model_copy(
        update={
            "clauses": (clause("a\x00b\x1bc\ufffed\U0001f600"),),
            "high_risk_clauses": (clause("a\x00b\x1bc\ufffed\U0001f600"),),
            "filename": "bad\x01.pdf",
            "summary": "one\x02two",
        }
    )
    assert render(odd, fmt)


def report(result):
    return Document(io.BytesIO(render(result, "docx")))


def paragraphs(result):
    return [paragraph.text for paragraph in report(result).paragraphs]


@pytest.fixture
def proved(result) -> AnalysisResult:
    law = Quote(quote="The laws of\nOhio\x0b govern.", page=4, start=80, end=105)
    fee = Quote(quote="A fee of $5 & more", page=2, start=20, end=38)
    told = (
        SummarySentence(text="Ohio law governs.", paragraph=1, quotes=(law,)),
        SummarySentence(text="A fee is due.", paragraph=1, quotes=(fee, law)),
        SummarySentence(text="The term was not found.", paragraph=2),
    )
    return result.model_copy(update={"summary_sentences": told})


def test_the_report_numbers_the_passages_that_prove_the_summary(proved):
    lines = paragraphs(proved)
    at = lines.index("Ohio law governs.1 A fee is due.1, 2")
    assert lines[at + 1] == "The term was not found."
    at = lines.index("Where the document says so")
    assert lines[at + 1 : at + 3] == [
        "1  \u201cThe laws of Ohio govern.\u201d  (page 4)",
        "2  \u201cA fee of $5 & more\u201d  (page 2)",
    ]
    runs = [run for line in report(proved).paragraphs for run in line.runs]
    assert [run.text for run in runs if run.font.superscript] == ["1", "1, 2"]


def test_the_workbook_lists_each_sentence_of_the_summary_with_its_passages(proved):
    sheet = load_workbook(io.BytesIO(render(proved, "xlsx")))["Proofs"]
    law = (1, "The laws of\nOhio govern.", 4, 80, 105)
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)] == [
        ("Ohio law governs.", *law),
        ("A fee is due.", *law),
        ("A fee is due.", 2, "A fee of $5 & more", 2, 20, 38),
        ("The term was not found.", *[None] * 5),
    ]


def test_plain_output_numbers_the_passages_that_prove_the_summary(proved):
    lines = describe_result(proved).splitlines()
    at = lines.index("SUMMARY")
    assert lines[at + 1] == "Ohio law governs. [1] A fee is due. [1, 2]"
    at = lines.index("WHERE THE DOCUMENT SAYS SO")
    assert lines[at + 1] == "[1] “The laws of Ohio govern.” (p. 4)"
    assert lines[at + 2] == "[2] “A fee of $5 & more” (p. 2)"


@pytest.fixture
def dated(result) -> AnalysisResult:
    begin = KeyTerm(name="Effective date", value="2025-02-03", quote="3.2.2025", page=1, start=0,
                    end=8, date="2025-02-03")  # fmt: skip
    length = KeyTerm(
        name="Term", value="3 years", quote="three years", page=1, start=9, end=20, period="P3Y"
    )
    return result.model_copy(update={"key_terms": (begin, length)})


def test_days_are_written_out_for_readers_and_stay_data_in_columns_of_data(dated):
    (table,) = [one for one in report(dated).tables if one.rows[0].cells[0].text == "Term"]
    assert table.rows[1].cells[1].text == "3 February 2025"
    assert "Effective date        3 February 2025 (p. 1)" in describe_result(dated).splitlines()
    rows = list(load_workbook(io.BytesIO(render(dated, "xlsx")))["Key terms"].values)
    begin, length = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    assert (begin["Value"], begin["Date"]) == ("3 February 2025", "2025-02-03")
    assert (length["Value"], length["Period"]) == ("3 years", "P3Y")
    assert json.loads(render(dated, "json"))["key_terms"][0]["value"] == "2025-02-03"


def test_the_report_tells_the_words_of_two_high_risk_clauses_once(result):
    same = (clause("Buy nowhere else."), clause("Buy nowhere else."))
    lines = paragraphs(result.model_copy(update={"clauses": same, "high_risk_clauses": same}))
    assert lines.count("“Buy nowhere else.”") == 1
    assert any(line.startswith("2. Exclusivity") and "Same words as 1" in line for line in lines)


def test_the_report_has_no_page_of_its_own_before_the_summary(result):
    lines = paragraphs(result)
    assert lines.index("Summary") < 5
    assert not any(
        "w:br " in one._p.xml and 'type="page"' in one._p.xml for one in report(result).paragraphs
    )


def test_a_result_of_an_earlier_version_shows_its_summary_as_it_is(result):
    stored = json.loads(render(result, "json"))
    del stored["summary_sentences"]
    earlier = AnalysisResult.model_validate(stored)
    told = referenced(earlier)
    assert [one.text for paragraph in told.paragraphs for one in paragraph] == [
        "First part.",
        "Second part.",
    ]
    assert told.passages == ()
    assert {"First part.", "Second part."} <= set(paragraphs(earlier))


def test_the_report_says_what_was_not_read(result):
    gappy = result.model_copy(
        update={
            "coverage": Coverage(
                characters=1000, analyzed=600, cached=399, failed=1, unreadable_pages=(2, 4)
            ),
            "chunks": ChunkTotals(total=10, analyzed=5, cached=4, failed=1),
            "warnings": (DocumentWarning(code="scan", message="Two pages are scans.", pages=(2,)),),
        }
    )
    text = "\n".join(paragraphs(gappy))
    assert "99% of the text was analysed: 999 of 1,000 characters, in 9 of 10 parts" in text
    assert "Not analysed: 1 characters in 1 parts" in text
    assert "2, 4. Read them in the original." in text
    assert "Two pages are scans. (pages 2)" in text


def test_the_report_lists_risks_worst_first_and_leaves_out_facts(result):
    mixed = (
        clause("low words", Severity.LOW),
        clause("a fact", Severity.INFO),
        clause("high words", Severity.HIGH),
        clause("medium words", Severity.MEDIUM),
    )
    document = report(result.model_copy(update={"clauses": mixed, "high_risk_clauses": mixed[2:3]}))
    (risks,) = [table for table in document.tables if table.rows[0].cells[2].text == "Words"]
    rows = [[cell.text for cell in row.cells] for row in risks.rows[1:]]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.index("“high words”") < texts.index("Other risks")
    assert [(row[0], row[2]) for row in rows] == [
        ("Medium", "medium words"),
        ("Low", "low words"),
    ]
    header = risks.rows[0]._tr.trPr
    assert header is not None
    assert [child.tag.rpartition("}")[2] for child in header] == ["tblHeader"]


def test_the_report_shows_answers_with_their_quotes(result):
    answer = FocusAnswer(
        focus_id="f1",
        question="Who pays?",
        status=FocusStatus.COMPLETED,
        answer="The buyer does.",
        quotes=(Quote(quote="Buyer\npays", page=7, start=0, end=10),),
    )
    failed = FocusAnswer(focus_id="f2", question="Why?", status=FocusStatus.FAILED, answer="Sorry")
    text = paragraphs(result.model_copy(update={"focus": (answer, failed)}))
    assert {"Who pays?", "The buyer does.", "“Buyer pays”  (page 7)"} <= set(text)
    assert "Sorry" not in text


def test_the_report_shows_risk_and_advice_beside_an_answer(result):
    answer = FocusAnswer(
        focus_id="f1",
        question="Which law governs?",
        status=FocusStatus.COMPLETED,
        answer="The document does not say.",
        clause_ids=(result.clauses[1].id,),
        missing=("Governing Law",),
    )
    document = report(result.model_copy(update={"focus": (answer,)}))
    cells = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert cells[1][:2] == ["High", "Exclusivity, page 3"]
    assert cells[2] == ["Medium", "Governing law (missing)", "No law.", "Add one."]


def test_the_report_carries_names_and_dates_of_the_review_and_not_of_a_template(result):
    properties = report(result).core_properties
    assert properties.title == "Contract review: Supply"
    assert properties.author == "Document Summarizer"
    assert properties.created.date() == result.finished_at.date()


def test_an_unknown_format_is_refused(result):
    with pytest.raises(NotFound):
        render(result, "exe")
