"""Form fields of a PDF page: their values belong to the text, where they stand.

pdfium draws the fields (also those without an appearance of their own, once the document's form
environment is there) into the page's content, where their text comes last. It is taken out there
and put where it stands; boxes that are ticked or not become signs. Runs in the child only.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pypdfium2.raw as raw

from summarizer_core.extraction.cleaning import clean
from summarizer_core.extraction.lines import Line

_MAX_ANNOTATIONS: Final = 5_000
_BOXES: Final = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_TEXTS: Final = (
    raw.FPDF_FORMFIELD_TEXTFIELD,
    raw.FPDF_FORMFIELD_COMBOBOX,
    raw.FPDF_FORMFIELD_LISTBOX,
)
#: ISO 32000-1 table 165: invisible, hidden, no view.
_UNSEEN: Final = 0x01 | 0x02 | 0x20
_ONE_BASELINE: Final = 7.0  # points between a field's text and the label beside it
_HALF_LETTER: Final = 4.0
_LINE_HEIGHT: Final = 12.0
TICKED, OPEN = "☒", "☐"


@dataclass(frozen=True)
class Field:
    """A field that a reader sees: its place in points and what stands in it."""

    left: float
    bottom: float
    right: float
    top: float
    value: str
    box: bool


def fields(document: Any, page: Any) -> list[Field]:
    """The page's visible fields with a value or a box to tick."""
    if document.formenv is None:
        return []
    found = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            seen = not raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN
            if seen and raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET:
                found.append(_field(document.formenv, annotation))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return [field for field in found if field is not None]


def _field(environment: Any, annotation: Any) -> Field | None:
    kind = raw.FPDFAnnot_GetFormFieldType(environment, annotation)
    if kind in _BOXES:
        value = TICKED if raw.FPDFAnnot_IsChecked(environment, annotation) == 1 else OPEN
    elif kind in _TEXTS:
        value = _value(environment, annotation)
    else:
        return None
    rectangle = raw.FS_RECTF()
    if not value or not raw.FPDFAnnot_GetRect(annotation, rectangle):
        return None
    return Field(
        min(rectangle.left, rectangle.right),
        min(rectangle.bottom, rectangle.top),
        max(rectangle.left, rectangle.right),
        max(rectangle.bottom, rectangle.top),
        value,
        kind in _BOXES,
    )


def _value(environment: Any, annotation: Any) -> str:
    size = raw.FPDFAnnot_GetFormFieldValue(environment, annotation, None, 0)
    buffer = ctypes.create_string_buffer(max(2, size))
    target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFAnnot_GetFormFieldValue(environment, annotation, target, size)
    text = buffer.raw[:size].decode("utf-16-le", "ignore").rstrip("\0")
    return re.sub(r"\n+", "\n", clean(text)).strip()


def draw(page: Any) -> bool:
    """Write fields and notes that stand on the page into its content; whether there were any.
    The page must be loaded anew then."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT):
            return bool(raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_FAIL)
    return False


def characters(text_page: Any, count: int, found: Sequence[Field]) -> dict[int, int]:
    """Which of the page's characters stand in which field: index of the one to that of the
    other."""
    inside: dict[int, int] = {}
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(count if found else 0):
        raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        x, y = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        for at, field in enumerate(found):
            if field.left <= x <= field.right and field.bottom <= y <= field.top:
                inside[index] = at
                break
    return inside


def shown(found: Sequence[Field], drawn: Mapping[int, str]) -> list[Field]:
    """The fields as they are seen: a format may write a value otherwise than it is stored.

    Args:
        drawn: text that stands in a field, by the field's index.
    """
    return [
        replace(field, value=drawn[at])
        if not field.box and drawn.get(at) and _solid(drawn[at]) != _solid(field.value)
        else field
        for at, field in enumerate(found)
    ]


def place(found: Sequence[Field], lines: list[Line]) -> None:
    """Put the fields' values among a page's lines, where they stand (in place)."""
    for field in found:
        values = field.value.split("\n")
        baseline = (field.bottom + field.top) / 2 - _HALF_LETTER
        if len(values) > 1:
            baseline = field.top - _LINE_HEIGHT
        first = Line(values[0], field.left, field.right, baseline)
        at = _insert(first, lines)
        for number, value in enumerate(values[1:], 1):
            below = Line(value, field.left, field.right, first.y - number * _LINE_HEIGHT)
            lines.insert(at + number, below)


def append(found: Sequence[Field], lines: list[Line]) -> None:
    """The same for lines without places: the values come at their end."""
    for field in found:
        for value in field.value.split("\n"):
            bottom = lines[-1].y if lines else 0.0
            lines.append(Line(value, 0.0, float(len(value)), bottom - 1.0))


def _solid(text: str) -> str:
    return "".join(text.split())


def _insert(line: Line, lines: list[Line]) -> int:
    """Insert beside what stands on its line, else above what stands below; returns where."""
    beside = [
        other
        for other in lines
        if abs(other.y - line.y) <= _ONE_BASELINE
        and (other.x1 <= line.x0 + 1.0 or other.x0 >= line.x1 - 1.0)
    ]
    if beside:
        line.y = min(beside, key=lambda other: abs(other.y - line.y)).y
        row = [at for at, other in enumerate(lines) if other.y == line.y]
        before = [at for at in row if lines[at].x0 < line.x0]
        at = max(before) + 1 if before else min(row)
    else:
        at = next((i for i, other in enumerate(lines) if other.y < line.y), len(lines))
    lines.insert(at, line)
    return at
