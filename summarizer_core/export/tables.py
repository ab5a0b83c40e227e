"""CSV and XLSX. No cell starts a formula; what XML cannot hold is left out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from summarizer_core.models import AnalysisResult, Clause

HEADER: Final = (
    "Severity", "Category", "Title", "Quote", "Page", "Start", "End", "Confidence", "Heading",
    "Rationale", "Recommendation",
)  # fmt: skip
_WIDTHS: Final = (10, 24, 24, 70, 8, 9, 9, 11, 30, 50, 50)

#: A cell that begins with one of these is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: What XML 1.0 does not allow in text (https://www.w3.org/TR/xml/#charsets).
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CELL_LIMIT: Final = 32_000  # Excel holds 32,767 characters


def printable(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def harmless(text: str) -> str:
    """The text as a cell that starts no formula."""
    clean = printable(text)[:_CELL_LIMIT]
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def _row(clause: Clause) -> list[str | int | float]:
    return [
        clause.severity.value,
        clause.category,
        harmless(clause.title),
        harmless(clause.quote),
        clause.page,
        clause.start,
        clause.end,
        clause.confidence,
        harmless(clause.heading),
        harmless(clause.rationale),
        harmless(clause.recommendation),
    ]


def render_csv(result: AnalysisResult) -> bytes:
    """A row per clause; UTF-8 with a byte-order mark, which Excel needs to see it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(_row(clause) for clause in result.clauses)
    return out.getvalue().encode("utf-8-sig")


def render_xlsx(result: AnalysisResult) -> bytes:
    """Sheets for clauses, key terms, missing clauses and the summary."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)  # noqa: S101 - a new workbook has one
    first.title = "Clauses"
    _fill(first, HEADER, [_row(clause) for clause in result.clauses], _WIDTHS)
    _fill(
        book.create_sheet("Key terms"),
        ("Name", "Value", "Quote", "Page"),
        [[t.name, harmless(t.value), harmless(t.quote), t.page] for t in result.key_terms],
        (22, 40, 60, 8),
    )
    _fill(
        book.create_sheet("Missing"),
        ("Severity", "Title", "Rationale", "Recommendation"),
        [
            [m.severity.value, harmless(m.title), harmless(m.rationale), harmless(m.recommendation)]
            for m in result.missing_clauses
        ],
        (10, 28, 60, 60),
    )
    _fill(
        book.create_sheet("Summary"),
        ("Summary",),
        [[harmless(part)] for part in result.summary.split("\n\n")],
        (120,),
    )
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fill(
    sheet: Worksheet,
    header: Sequence[str],
    rows: Sequence[Sequence[str | int | float]],
    widths: Sequence[int],
) -> None:
    sheet.append(list(header))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, str):
                cell.data_type = "s"
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
