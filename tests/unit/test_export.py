from __future__ import annotations

import csv
import io
import json

import pytest
from docx import Document
from openpyxl import load_workbook

from summarizer_core.errors import NotFound
from summarizer_core.export import FORMATS, filename_for, render
from summarizer_core.models import (
    AnalysisResult,
    Clause,
    DocumentInfo,
    KeyTerm,
    MissingClause,
    Severity,
    utcnow,
)

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
    assert book.sheetnames == ["Clauses", "Key terms", "Missing", "Summary"]
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


def test_file_names_are_safe(result):
    assert filename_for(result, "csv") == "Vertrag-M-ller-S-hne-review.csv"
    odd = result.model_copy(update={"filename": '"; rm -rf /.pdf'})
    assert filename_for(odd, "json") == "rm--rf-review.json"


def test_an_unknown_format_is_refused(result):
    with pytest.raises(NotFound):
        render(result, "exe")
