"""The way of a document, from file to result. Dependencies are passed in; nothing here knows of
queues or stores, so workers and the command line run the same code."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from summarizer_core import chunking, extraction
from summarizer_core.dispatch import Dispatched, Dispatcher
from summarizer_core.engines.base import Candidate, DocumentView, Engine
from summarizer_core.errors import EngineError, NothingAnalyzed
from summarizer_core.grounding import Grounded, Placed, ground, locate
from summarizer_core.language import guess_language
from summarizer_core.models import (
    AnalysisResult,
    Chunk,
    ChunkProgress,
    ChunkTotals,
    Clause,
    Coverage,
    DocumentInfo,
    DocumentWarning,
    ExtractedDocument,
    FocusAnswer,
    FocusStatus,
    KeyTerm,
    Quote,
    SessionStatus,
    Severity,
    Stage,
    Usage,
    utcnow,
)
from summarizer_core.playbook import Playbook


class Reporter(Protocol):
    """Hears how far the work is. Each method may raise ``JobAborted`` to stop it."""

    def stage(self, stage: Stage) -> None: ...

    def recognised(self, done: int, total: int) -> None:
        """Scanned pages, while they are recognised; called again and again, also without news."""
        ...

    def chunks(self, progress: ChunkProgress) -> None: ...

    def tick(self) -> None:
        """Called several times a second while the work waits for something, without news."""
        ...


@dataclass(frozen=True)
class Request:
    """What to analyse."""

    session_id: str
    filename: str
    sha256: str
    bytes: int
    media_type: str
    created_at: datetime
    focus: str | None = None


@dataclass(frozen=True)
class Analysis:
    result: AnalysisResult
    document: ExtractedDocument


class _Timings:
    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        self._reporter.stage(stage)
        begin = time.perf_counter()
        yield
        self.seconds[stage.value] = round(time.perf_counter() - begin, 4)


class Pipeline:
    """Args:
    dispatcher: asks the engine for what the cache does not know.
    playbook: judges what was found.
    limits: of extraction.
    """

    def __init__(
        self, dispatcher: Dispatcher, playbook: Playbook, limits: extraction.Limits
    ) -> None:
        self._dispatcher = dispatcher
        self._playbook = playbook
        self._limits = limits

    def run(self, request: Request, path: Path, engine: Engine, reporter: Reporter) -> Analysis:
        """Analyse one file.

        Raises:
            DocumentError: it cannot be read, or nothing in it could be analysed.
            JobAborted: the reporter stopped the work.
        """
        timings = _Timings(reporter)
        with timings.stage(Stage.EXTRACTING):
            document = extraction.extract(
                path,
                request.media_type,
                self._limits,
                filename=request.filename,
                report=reporter.recognised,
            )
        with timings.stage(Stage.CHUNKING):
            chunks = chunking.chunk(document)
        with timings.stage(Stage.ANALYZING):
            dispatched = self._dispatcher.run(engine, chunks, reporter.chunks)
            if chunks and not dispatched.analyses:
                raise _nothing(dispatched)
            view = DocumentView(document, chunks, dispatched.analyses)
            candidates = engine.refine(view)
        with timings.stage(Stage.GROUNDING):
            grounded = ground(document, chunks, candidates)
            clauses = self._clauses(grounded, chunks)
            title = _title(grounded) or document.title
            missing = self._playbook.missing(
                {clause.category for clause in clauses}, title, document.text[:3_000], document.text
            )
        warnings = list(document.warnings) + _warnings(dispatched, grounded)
        with timings.stage(Stage.SUMMARIZING):
            summary, focus, usage = self._tell(engine, view, candidates, request, warnings)
        result = AnalysisResult(
            session_id=request.session_id,
            filename=request.filename,
            status=SessionStatus.COMPLETED.value,
            engine=engine.name,
            created_at=request.created_at,
            finished_at=utcnow(),
            document=DocumentInfo(
                sha256=request.sha256,
                bytes=request.bytes,
                pages=len(document.pages),
                characters=len(document.text),
                language=guess_language(document.text),
                title=title,
            ),
            summary=summary,
            key_terms=tuple(_key_term(placed) for placed in grounded.terms),
            clauses=clauses,
            high_risk_clauses=tuple(c for c in clauses if c.severity is Severity.HIGH),
            missing_clauses=missing,
            focus=focus,
            chunks=_totals(chunks, dispatched),
            coverage=_coverage(document, chunks, dispatched),
            comments=document.comments,
            warnings=tuple(warnings),
            usage=dispatched.usage + usage,
            timings=timings.seconds,
        )
        return Analysis(result, document)

    def _clauses(self, grounded: Grounded, chunks: Sequence[Chunk]) -> tuple[Clause, ...]:
        clauses = []
        for placed in grounded.clauses:
            category = placed.candidate.name
            judged = self._playbook.judge(
                category, placed.quote, chunks[placed.candidate.chunk_index].text
            )
            identity = f"{category}|{placed.start}|{placed.end}"
            clauses.append(
                Clause(
                    id=hashlib.sha256(identity.encode()).hexdigest()[:12],
                    category=category,
                    title=judged.title,
                    severity=judged.severity,
                    confidence=placed.candidate.confidence,
                    quote=placed.quote,
                    page=placed.page,
                    start=placed.start,
                    end=placed.end,
                    heading=placed.heading,
                    rationale=judged.rationale,
                    recommendation=judged.recommendation,
                )
            )
        return tuple(clauses)

    def _tell(
        self,
        engine: Engine,
        view: DocumentView,
        candidates: Sequence[Candidate],
        request: Request,
        warnings: list[DocumentWarning],
    ) -> tuple[str, tuple[FocusAnswer, ...], Usage]:
        """Summary and focus answer. One failed call here must not lose the findings."""
        summary, usage = "", Usage()
        try:
            reply = self._dispatcher.persistently(lambda: engine.summarize(view, candidates))
            summary, usage = reply.summary, reply.usage
        except EngineError as error:
            warnings.append(
                DocumentWarning(
                    code="no_summary",
                    message=f"The summary could not be written: {error.message}",
                )
            )
        if request.focus is None:
            return summary, (), usage
        answer, cost = self._answer(engine, view, request.focus)
        return summary, (answer,), usage + cost

    def _answer(
        self, engine: Engine, view: DocumentView, question: str
    ) -> tuple[FocusAnswer, Usage]:
        """Answer a question about the document; a failed call is an answer that says so."""
        identity = hashlib.sha256(question.encode()).hexdigest()[:12]
        try:
            reply = self._dispatcher.persistently(lambda: engine.answer(view, None, question))
        except EngineError as error:
            failed = FocusAnswer(
                focus_id=identity,
                question=question,
                status=FocusStatus.FAILED,
                answer=error.message,
            )
            return failed, Usage()
        quotes = []
        for index, text in reply.quotes:
            chunk = view.chunks[index]
            place = locate(text, chunk.text)
            if place is not None:
                begin, end = chunk.start + place[0], chunk.start + place[1]
                quotes.append(
                    Quote(
                        quote=view.document.text[begin:end],
                        page=view.document.page_at(begin),
                        start=begin,
                        end=end,
                    )
                )
        answer = FocusAnswer(
            focus_id=identity,
            question=question,
            status=FocusStatus.COMPLETED,
            answer=reply.answer,
            quotes=tuple(quotes),
        )
        return answer, reply.usage


def _nothing(dispatched: Dispatched) -> NothingAnalyzed:
    reason = dispatched.problem.message if dispatched.problem else "The engine gave no answer."
    return NothingAnalyzed(
        f"No clause of the document could be analysed. {reason} Retry later; nothing is lost."
    )


def _key_term(placed: Placed) -> KeyTerm:
    return KeyTerm(
        name=placed.candidate.name,
        value=placed.candidate.value,
        quote=placed.quote,
        page=placed.page,
        start=placed.start,
        end=placed.end,
    )


def _title(grounded: Grounded) -> str | None:
    for placed in grounded.terms:
        if placed.candidate.name == "Document title":
            return placed.candidate.value or placed.quote
    return None


def _warnings(dispatched: Dispatched, grounded: Grounded) -> list[DocumentWarning]:
    warnings = []
    if dispatched.failed:
        reason = f" {dispatched.problem.message}" if dispatched.problem else ""
        warnings.append(
            DocumentWarning(
                code="chunks_failed",
                message=(
                    f"{len(dispatched.failed)} parts of the document could not be analysed."
                    f"{reason} Retry to analyse only these."
                ),
            )
        )
    if grounded.rejected:
        warnings.append(
            DocumentWarning(
                code="quotes_rejected",
                message=(
                    f"{grounded.rejected} findings were left out because their quotes do not occur "
                    "in the document."
                ),
            )
        )
    return warnings


def _kinds(chunks: Sequence[Chunk], dispatched: Dispatched) -> Mapping[str, list[Chunk]]:
    kinds: dict[str, list[Chunk]] = {"cached": [], "failed": [], "analyzed": []}
    for chunk in chunks:
        if chunk.sha256 in dispatched.cached:
            kinds["cached"].append(chunk)
        elif chunk.sha256 in dispatched.analyses:
            kinds["analyzed"].append(chunk)
        else:
            kinds["failed"].append(chunk)
    return kinds


def _totals(chunks: Sequence[Chunk], dispatched: Dispatched) -> ChunkTotals:
    kinds = _kinds(chunks, dispatched)
    return ChunkTotals(total=len(chunks), **{kind: len(found) for kind, found in kinds.items()})


def _coverage(
    document: ExtractedDocument, chunks: Sequence[Chunk], dispatched: Dispatched
) -> Coverage:
    kinds = _kinds(chunks, dispatched)
    sizes = {kind: sum(len(chunk.text) for chunk in found) for kind, found in kinds.items()}
    return Coverage(
        characters=len(document.text),
        analyzed=sizes["analyzed"],
        cached=sizes["cached"],
        failed=sizes["failed"],
        unreadable_pages=document.unreadable_pages,
        ocr_pages=document.ocr_pages,
    )
