"""Clauses as CSV for spreadsheets: UTF-8 with a byte-order mark, which Excel needs, and no cell
that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io

from summarizer_core.export.tables import (
    CLAUSE_COLUMNS,
    Cell,
    clause_rows,
    clean,
    starts_formula,
)
from summarizer_core.models import AnalysisResult


def write(result: AnalysisResult) -> bytes:
    """A header and one row per clause (RFC 4180)."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(CLAUSE_COLUMNS)
    for row in clause_rows(result):
        writer.writerow([_safe(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig")


def _safe(cell: Cell) -> Cell:
    """Contracts come from the other side: a quote may be meant as an attack on the reader."""
    if not isinstance(cell, str):
        return cell
    text = clean(cell)
    return "'" + text if starts_formula(text) else text
