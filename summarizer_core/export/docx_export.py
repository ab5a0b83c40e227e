"""A report in Word's format, to send on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.shared import Pt

from summarizer_core.export.tables import printable
from summarizer_core.models import AnalysisResult, Clause


def render_docx(result: AnalysisResult) -> bytes:
    """Cover, summary, risk table, each high-risk clause, key terms, missing clauses, coverage."""
    document: Any = Document()
    document.styles["Normal"].font.size = Pt(10.5)
    _cover(document, result)
    document.add_heading("Summary", level=1)
    for part in result.summary.split("\n\n"):
        document.add_paragraph(printable(part))
    document.add_heading("Risks at a glance", level=1)
    _table(
        document,
        ("Severity", "Clause", "Page", "Section"),
        [
            (c.severity.value, c.title, str(c.page), c.heading)
            for c in result.clauses
            if c.severity.value in ("high", "medium")
        ],
        "No clause of high or medium risk was found.",
    )
    document.add_heading("High-risk clauses", level=1)
    for clause in result.high_risk_clauses:
        _clause(document, clause)
    if not result.high_risk_clauses:
        document.add_paragraph("None was found.")
    document.add_heading("Key terms", level=1)
    rows = [(term.name, term.value, str(term.page)) for term in result.key_terms]
    _table(document, ("Term", "Value", "Page"), rows, "None was found.")
    document.add_heading("Clauses that are missing", level=1)
    missing = [(m.severity.value, m.title, m.recommendation) for m in result.missing_clauses]
    _table(document, ("Severity", "Clause", "Recommendation"), missing, "None.")
    _coverage(document, result)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _cover(document: Any, result: AnalysisResult) -> None:
    document.add_heading("Contract review", level=0)
    document.add_paragraph(printable(result.document.title or result.filename)).runs[0].bold = True
    finished = result.finished_at or result.created_at
    document.add_paragraph(
        f"File: {printable(result.filename)}\n"
        f"Reviewed: {finished:%Y-%m-%d %H:%M} UTC, engine: {result.engine}\n"
        f"{result.document.pages} pages, {len(result.high_risk_clauses)} high-risk clauses"
    )


def _clause(document: Any, clause: Clause) -> None:
    document.add_heading(printable(f"{clause.title} (page {clause.page})"), level=2)
    if clause.heading:
        document.add_paragraph(printable(clause.heading))
    document.add_paragraph(printable(f"“{clause.quote}”"), style="Intense Quote")
    for label, text in (("Why it matters", clause.rationale), ("Ask for", clause.recommendation)):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(printable(text))


def _table(document: Any, header: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> None:
    if not rows:
        document.add_paragraph(empty)
        return
    table = document.add_table(rows=1, cols=len(header), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, header, strict=True):
        cell.text = name
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = printable(value)


def _coverage(document: Any, result: AnalysisResult) -> None:
    document.add_heading("What was read", level=1)
    coverage = result.coverage
    document.add_paragraph(
        f"{coverage.characters:,} characters: {coverage.analyzed:,} analysed, "
        f"{coverage.cached:,} known from earlier, {coverage.failed:,} failed."
    )
    for warning in result.warnings:
        document.add_paragraph(printable(warning.message), style="List Bullet")
