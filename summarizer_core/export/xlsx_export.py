"""The result as an Excel workbook: sheets Clauses, Key terms, Missing, Summary and Proofs, the
passages that prove the summary."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from summarizer_core.export.tables import (
    CLAUSE_COLUMNS,
    Cell,
    Row,
    clause_rows,
    clean,
    coverage_share,
    percent,
    severity_counts,
    starts_formula,
)
from summarizer_core.models import AnalysisResult, Severity
from summarizer_core.references import referenced
from summarizer_core.values import written_day

_HEADER_FILL: Final = PatternFill("solid", fgColor="1F3864")
_HEADER_FONT: Final = Font(bold=True, color="FFFFFF")
_BOLD: Final = Font(bold=True)
_WRAP: Final = Alignment(wrap_text=True, vertical="top")
_SEVERITY_FILLS: Final = {
    Severity.HIGH.value: PatternFill("solid", fgColor="F8CBAD"),
    Severity.MEDIUM.value: PatternFill("solid", fgColor="FFE699"),
    Severity.LOW.value: PatternFill("solid", fgColor="E2EFDA"),
    Severity.INFO.value: PatternFill("solid", fgColor="EDEDED"),
}
#: Excel's limit per cell
#: (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3).
_MAX_CELL: Final = 32_767
_CUT: Final = " … (cut here; the JSON export has all of it)"

_TERM_COLUMNS: Final = (
    "Name", "Value", "Quote", "Page", "Start", "End", "Role", "Date", "Amount", "Currency",
    "Period",
)  # fmt: skip
_PROOF_COLUMNS: Final = ("Sentence of the summary", "Number", "Quote", "Page", "Start", "End")
_PROOF_WIDTHS: Final = (60, 9, 90, 7, 10, 10)
_CLAUSE_WIDTHS: Final = (10, 24, 24, 70, 7, 10, 10, 11, 30, 50, 60)


def write(result: AnalysisResult) -> bytes:
    """A workbook whose text cells are text whatever they begin with."""
    book = Workbook()
    book.properties.title = f"Contract review: {clean(result.filename)}"
    book.properties.creator = "Document Summarizer"
    book.properties.created = result.created_at.replace(tzinfo=None)
    sheet = book.active
    sheet.title = "Clauses"
    _table(sheet, CLAUSE_COLUMNS, clause_rows(result), _CLAUSE_WIDTHS)
    _table(
        book.create_sheet("Key terms"),
        _TERM_COLUMNS,
        [
            (
                term.name,
                written_day(term.value),
                term.quote,
                term.page,
                term.start,
                term.end,
                term.role or "",
                term.date or "",
                "" if term.amount is None else term.amount,
                term.currency or "",
                term.period or "",
            )
            for term in result.key_terms
        ],
        (26, 40, 80, 7, 10, 10, 20, 12, 16, 10, 10),
    )
    _table(
        book.create_sheet("Missing"),
        ("Severity", "Category", "Title", "Rationale", "Recommendation"),
        [
            (gap.severity.value, gap.category, gap.title, gap.rationale, gap.recommendation)
            for gap in result.missing_clauses
        ],
        (10, 24, 24, 60, 70),
    )
    summary = book.create_sheet("Summary")
    _table(summary, ("Item", "Value"), _summary_rows(result), (26, 110))
    for (cell,) in summary.iter_rows(min_row=2, max_col=1):
        cell.font = _BOLD
    _table(book.create_sheet("Proofs"), _PROOF_COLUMNS, _proof_rows(result), _PROOF_WIDTHS)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _proof_rows(result: AnalysisResult) -> list[Row]:
    """A row per sentence of the summary and passage that proves it, numbered as in the report; one
    row without a passage for a sentence that says what could not be told."""
    told = referenced(result)
    rows: list[Row] = []
    for paragraph in told.paragraphs:
        for sentence in paragraph:
            for number in sentence.numbers:
                one = told.passages[number - 1]
                rows.append((sentence.text, number, one.quote, one.page, one.start, one.end))
            if not sentence.numbers:
                rows.append((sentence.text, "", "", "", "", ""))
    return rows


def _summary_rows(result: AnalysisResult) -> list[Row]:
    coverage, document = result.coverage, result.document
    rows: list[Row] = [
        ("Title", document.title or ""),
        ("File", result.filename),
        ("Analysed at (UTC)", f"{result.finished_at or result.created_at:%Y-%m-%d %H:%M}"),
        ("Engine", result.engine),
        ("Playbook", result.playbook),
        ("You represent", result.side or "nobody in particular"),
        ("Pages", document.pages),
        ("Characters", document.characters),
        ("SHA-256 of the file", document.sha256),
        ("Summary", result.summary),
        *(("Look at first", item.text) for item in result.look_first),
    ]
    rows += [
        (f"Clauses, {severity.value}", number)
        for severity, number in severity_counts(result).items()
    ]
    rows += [
        ("Missing clauses", len(result.missing_clauses)),
        ("Text analysed", percent(coverage_share(result))),
        ("Characters not analysed", coverage.failed),
        ("Pages not readable", ", ".join(map(str, coverage.unreadable_pages)) or "none"),
        ("Pages recognised (OCR)", ", ".join(map(str, coverage.ocr_pages)) or "none"),
    ]
    rows += [("Warning", warning.message) for warning in result.warnings]
    return rows


def _table(
    sheet: Any,
    columns: Sequence[str],
    rows: Iterable[Row],
    widths: Sequence[int],
) -> None:
    for column, (name, width) in enumerate(zip(columns, widths, strict=True), 1):
        cell = sheet.cell(row=1, column=column, value=name)
        cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _WRAP
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            _put(sheet.cell(row=number, column=column), value)
        if columns[0] == "Severity":
            sheet.cell(row=number, column=1).fill = _SEVERITY_FILLS[str(row[0])]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _put(cell: Any, value: Cell) -> None:
    cell.alignment = _WRAP
    if not isinstance(value, str):
        cell.value = value
        return
    text = clean(value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > _MAX_CELL:
        text = text[: _MAX_CELL - len(_CUT)] + _CUT
    cell.value = text
    # A string stays one, also after someone edits the cell: the words are shown unchanged.
    cell.data_type = "s"
    cell.quotePrefix = starts_formula(text)
