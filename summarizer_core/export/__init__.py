"""Results as files: CSV and XLSX for working lists, DOCX to send on, JSON for programs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from summarizer_core.errors import NotFound
from summarizer_core.export import csv_export, docx_export, json_export, xlsx_export
from summarizer_core.models import AnalysisResult

__all__ = ["FORMATS", "Format", "filename_for", "render"]


@dataclass(frozen=True)
class Format:
    """A file format: its media type, its extension (without the dot) and what writes it."""

    media_type: str
    extension: str
    write: Callable[[AnalysisResult], bytes]


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

#: The formats on offer, by the name that URLs use.
FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "csv": Format("text/csv; charset=utf-8", "csv", csv_export.write),
        "xlsx": Format(f"{_OFFICE}.spreadsheetml.sheet", "xlsx", xlsx_export.write),
        "docx": Format(f"{_OFFICE}.wordprocessingml.document", "docx", docx_export.write),
        "json": Format("application/json", "json", json_export.write),
    }
)

_MAX_STEM: Final = 80


def render(result: AnalysisResult, fmt: str) -> bytes:
    """The result as a file. Raises ``NotFound`` for a format that is not in ``FORMATS``."""
    return _format(fmt).write(result)


def filename_for(result: AnalysisResult, fmt: str) -> str:
    """Name for the download: ASCII letters, digits, ``.``, ``_`` and ``-`` only, so that it needs
    no quoting in a header or a shell. It ends in ``-review``, so that saving it beside the
    contract never overwrites the contract. Raises ``NotFound`` as ``render`` does."""
    extension = _format(fmt).extension
    name = result.filename.replace("\\", "/").rpartition("/")[2]
    stem = name.rpartition(".")[0] if "." in name else name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii")
    safe = re.sub(r"[^A-Za-z0-9._]+", "-", plain)[:_MAX_STEM].strip("-._")
    return f"{safe or 'document'}-review.{extension}"


def _format(fmt: str) -> Format:
    found = FORMATS.get(fmt)
    if found is None:
        raise NotFound(
            f"There is no export format {fmt[:20]!r}. Choose one of: {', '.join(FORMATS)}."
        )
    return found
