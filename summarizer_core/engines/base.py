"""The seam between the pipeline and whatever analyses text.

An engine works in two steps. ``analyze`` looks at chunks alone: what it returns for a chunk
depends only on that chunk's normalised text, so it is cached under the chunk's hash and the
engine's ``fingerprint``. ``refine`` then looks at the whole document (headings, neighbours,
positions), is cheap, and is computed fresh each time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer_core.models import Chunk, ChunkAnalysis, ExtractedDocument, Usage


@dataclass(frozen=True)
class ChunkInput:
    """What ``analyze`` may see of a chunk: its identity and its normalised text."""

    sha256: str
    text: str


@dataclass(frozen=True)
class BatchResult:
    """Answers by chunk hash; a chunk without an answer counts as failed."""

    analyses: Mapping[str, ChunkAnalysis]
    usage: Usage = Usage()


@dataclass(frozen=True)
class DocumentView:
    """A whole document with what is known of its chunks; failed chunks have no analysis."""

    document: ExtractedDocument
    chunks: Sequence[Chunk]
    analyses: Mapping[str, ChunkAnalysis]


@dataclass(frozen=True)
class Candidate:
    """A finding or key term before grounding: a quote that should occur in one chunk."""

    kind: str  # "clause" or "term"
    name: str  # category of a clause, name of a term
    value: str  # parsed value of a term, else ""
    quote: str
    chunk_index: int
    confidence: float


@dataclass(frozen=True)
class FocusReply:
    """An answer to a question or passage; ``quotes`` are (chunk index, quote) pairs."""

    answer: str
    quotes: Sequence[tuple[int, str]]
    usage: Usage = Usage()


@dataclass(frozen=True)
class SummaryReply:
    summary: str
    usage: Usage = Usage()


class Engine(Protocol):
    """What the pipeline needs of an engine. Failures are ``errors.EngineError``."""

    @property
    def name(self) -> str:
        """Short name for users and results, such as ``local``."""
        ...

    @property
    def fingerprint(self) -> str:
        """Identity of engine, model, prompt and schema; a part of every cache key (no ':')."""
        ...

    @property
    def batch_characters(self) -> int:
        """How many characters of chunk text one ``analyze`` call should carry at most."""
        ...

    def analyze(self, batch: Sequence[ChunkInput]) -> BatchResult:
        """Analyse chunks, each by its text alone."""
        ...

    def refine(self, view: DocumentView) -> Sequence[Candidate]:
        """Findings and key terms of the document, in reading order, before grounding."""
        ...

    def summarize(self, view: DocumentView, candidates: Sequence[Candidate]) -> SummaryReply:
        """A summary for a person who has not read the document."""
        ...

    def answer(self, view: DocumentView, passage: str | None, question: str | None) -> FocusReply:
        """Answer a question, or explain a passage, from the document alone."""
        ...
