"""Reads files with docling; run by ``benchmarks.extraction`` in an interpreter that has it.

Paths come in on standard input, one a line; for each, a JSON object goes out: ``text`` or
``error``, and ``seconds``. PDFs are read as docling does by default, or, where its models are not
at hand (they come from the internet), by its pipeline that needs none.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from typing import Any


def converters() -> list[tuple[str, Any]]:
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.pipeline_options import NativePdfPipelineOptions
    from docling.document_converter import DocumentConverter, PdfFormatOption
    from docling.pipeline.native_pdf_pipeline import NativePdfPipeline

    native = PdfFormatOption(
        pipeline_cls=NativePdfPipeline, pipeline_options=NativePdfPipelineOptions()
    )
    return [
        ("default", DocumentConverter()),
        ("without models", DocumentConverter(format_options={InputFormat.PDF: native})),
    ]


def all_text(document: Any) -> str:
    from docling_core.types.doc import ContentLayer, RichTableCell, TableItem, TextItem

    parts = []
    for item, _ in document.iterate_items(included_content_layers=set(ContentLayer)):
        if isinstance(item, TextItem):
            parts.append(item.text)
        elif isinstance(item, TableItem):
            # What rich cells hold comes as items of its own.
            cells = item.data.table_cells
            parts += [cell.text for cell in cells if not isinstance(cell, RichTableCell)]
    return "\n".join(parts)


def main() -> None:
    warnings.simplefilter("ignore")
    usable = converters()
    for line in sys.stdin:
        path, error = line.rstrip("\n"), "no converter left"
        for entry in [*usable]:
            name, converter = entry
            begin = time.perf_counter()
            try:
                text = all_text(converter.convert(path).document)
            except Exception as failure:
                error = f"{name}: {type(failure).__name__}"
                if "NotFound" in error or "Offline" in error:
                    usable.remove(entry)  # it would look for its models again each time
                continue
            answer = {"text": text, "seconds": time.perf_counter() - begin, "how": name}
            break
        else:
            answer = {"error": error}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
