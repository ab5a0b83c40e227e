"""Results as files: CSV, XLSX, DOCX, JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from summarizer_core.errors import NotFound
from summarizer_core.export import docx_export, tables
from summarizer_core.models import AnalysisResult


@dataclass(frozen=True)
class Format:
    """``extension`` has no dot."""

    media_type: str
    extension: str
    render: Callable[[AnalysisResult], bytes]


def _json(result: AnalysisResult) -> bytes:
    return result.model_dump_json(indent=2).encode()


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

FORMATS: Final[Mapping[str, Format]] = {
    "csv": Format("text/csv; charset=utf-8", "csv", tables.render_csv),
    "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", "xlsx", tables.render_xlsx),
    "docx": Format(f"{_OFFICE}.wordprocessingml.document", "docx", docx_export.render_docx),
    "json": Format("application/json", "json", _json),
}


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise NotFound(f"There is no such format. Choose one of: {', '.join(FORMATS)}.")
    return FORMATS[name]


def render(result: AnalysisResult, fmt: str) -> bytes:
    """The result as a file. Raises ``NotFound`` for an unknown format."""
    return _format(fmt).render(result)


def filename_for(result: AnalysisResult, fmt: str) -> str:
    """A safe ASCII file name: the document's name and the format's extension."""
    stem = result.filename.rpartition(".")[0] or result.filename
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.")[:80] or "document"
    return f"{safe}-review.{_format(fmt).extension}"
