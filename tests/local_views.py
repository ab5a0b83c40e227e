"""Documents as the local engine sees them when it is asked a question: with the clauses found."""

from __future__ import annotations

from summarizer_core import chunking
from summarizer_core.engines.base import ChunkInput, DocumentView
from summarizer_core.engines.local import LocalEngine
from summarizer_core.hashing import normalise
from summarizer_core.models import ChunkAnalysis, ChunkFinding, ExtractedDocument, Page


def analysed_view(text: str) -> DocumentView:
    """A document of one page, with what the engine saw in its chunks."""
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = chunking.chunk(document)
    inputs = [ChunkInput(chunk.sha256, normalise(chunk.text)) for chunk in chunks]
    return DocumentView(document, chunks, dict(LocalEngine().analyze(inputs).analyses))


def view_of(text: str) -> DocumentView:
    """A document of one page, with what a finished analysis knows of its chunks."""
    engine = LocalEngine()
    view = analysed_view(text)
    document, chunks = view.document, view.chunks
    found: dict[str, list[ChunkFinding]] = {chunk.sha256: [] for chunk in chunks}
    for one in engine.refine(view):
        if one.kind == "clause" and not one.doubtful:
            name = chunks[one.chunk_index].sha256
            found[name].append(
                ChunkFinding(category=one.name, quote=one.quote, confidence=one.confidence)
            )
    analyses = {name: ChunkAnalysis(findings=tuple(items)) for name, items in found.items()}
    return DocumentView(document, chunks, analyses)
