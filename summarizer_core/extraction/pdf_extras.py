"""What a PDF carries besides its pages' text: attached files, remarks, dynamic forms.

Runs in the child only.
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable
from typing import Any, Final

import pypdfium2.raw as raw

from summarizer_core.extraction.cleaning import clean, clean_line

_MAX_FILES: Final = 1_000
_NAMED: Final = 10  # names that a warning lists
_MAX_NAME: Final = 80
_NAMELESS: Final = "a file without a name"
_MAX_REMARK: Final = 10_000
_MAX_ANNOTATIONS: Final = 5_000
_REMARKS: Final = (
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_CARET,
    raw.FPDF_ANNOT_SQUARE,
    raw.FPDF_ANNOT_CIRCLE,
    raw.FPDF_ANNOT_LINE,
    raw.FPDF_ANNOT_POLYGON,
    raw.FPDF_ANNOT_POLYLINE,
    raw.FPDF_ANNOT_INK,
    raw.FPDF_ANNOT_STAMP,
)
_XFA_FULL: Final = 2  # fpdf_formfill.h: FORMTYPE_XFA_FULL


def _utf16(call: Callable[[Any, int], int]) -> str:
    """The text that a pdfium function writes: asked for its size first."""
    size = call(None, 0)
    if not 2 < size <= 2 * _MAX_REMARK:
        return ""
    buffer = ctypes.create_string_buffer(size)
    call(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le", "ignore").rstrip("\0")


def warnings(document: Any, *, portfolio: bool) -> list[dict[str, Any]]:
    """Warnings of attached files and of a form whose contents are not on its pages.

    Args:
        portfolio: whether the file is a collection of others.
    """
    found = []
    names = _attached(document)
    if names:
        listed = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
        count = f"{len(names)} attached {'file' if len(names) == 1 else 'files'}"
        message = (
            f"The PDF is a portfolio of {count}: {listed}. Only its cover page was analysed"
            if portfolio
            else f"The PDF carries {count}: {listed}. They are not part of this text"
        )
        found.append(
            {
                "code": "attachments",
                "message": f"{message}. Save the files in a PDF viewer and upload them.",
            }
        )
    if raw.FPDF_GetFormType(document) == _XFA_FULL:
        found.append(
            {
                "code": "dynamic_form",
                "message": "The PDF is a dynamic form (XFA), whose contents only Adobe's programs "
                "show. Print it to a new PDF there and upload that.",
            }
        )
    return found


def _attached(document: Any) -> list[str]:
    names = []
    for index in range(min(raw.FPDFDoc_GetAttachmentCount(document), _MAX_FILES)):
        names.append(_name(raw.FPDFDoc_GetAttachment(document, index)))
    for page in range(min(len(document), _MAX_FILES)):
        names += _pinned(document, page)
    return names


def _name(file: Any) -> str:
    name = _utf16(functools.partial(raw.FPDFAttachment_GetName, file)) if file else ""
    # Attackers put folders into names; nobody needs to read them.
    return clean_line(name.replace("\\", "/").rpartition("/")[2])[:_MAX_NAME] or _NAMELESS


def _pinned(document: Any, index: int) -> list[str]:
    """Files that hang on a page as annotations."""
    try:
        page = document[index]
    except Exception:  # a broken page: reading it says so
        return []
    try:
        return [
            _name(raw.FPDFAnnot_GetFileAttachment(annotation))
            for annotation in _annotations(page)
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_FILEATTACHMENT
        ]
    finally:
        page.close()


def _annotations(page: Any) -> Any:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        try:
            yield annotation
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _text(annotation: Any, key: bytes) -> str:
    return _utf16(functools.partial(raw.FPDFAnnot_GetStringValue, annotation, key))


def _is_remark(annotation: Any) -> bool:
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        # With an appearance it is drawn on the page, and read there.
        mode = raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL
        return bool(raw.FPDFAnnot_GetAP(annotation, mode, None, 0) <= 2)
    return kind in _REMARKS


def remarks(document: Any, index: int) -> list[dict[str, Any]]:
    """Notes that readers attached to page ``index`` (from 0): ``author``, ``text``, ``page``."""
    page = document[index]
    try:
        found = []
        for annotation in _annotations(page):
            if not _is_remark(annotation):
                continue
            text = clean(_text(annotation, b"Contents")).strip()
            if text:
                author = clean_line(_text(annotation, b"T"))[:_MAX_NAME] or None
                found.append({"author": author, "text": text, "page": index + 1})
        return found
    finally:
        page.close()
