"""The way of a document, from file to result. Dependencies are passed in; nothing here knows of
queues or stores, so workers and the command line run the same code."""

from __future__ import annotations

import hashlib
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from summarizer_core import chunking, contradictions, extraction, judging, outline, recognition
from summarizer_core.amendments import CHANGES_ANOTHER
from summarizer_core.answering import bearing
from summarizer_core.dispatch import Dispatched, Dispatcher
from summarizer_core.engines.base import (
    Candidate,
    DocumentView,
    Engine,
    Reply,
    Stated,
    SummaryReply,
)
from summarizer_core.errors import CONTENT_CODES, Cancelled, EngineError, NothingAnalyzed
from summarizer_core.grounding import (
    Grounded,
    Placed,
    locate,
    passage_of,
    proof_of,
)
from summarizer_core.hashing import focus_id
from summarizer_core.keys import Kind
from summarizer_core.models import (
    AnalysisResult,
    Chunk,
    ChunkAnalysis,
    ChunkFinding,
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
    SummarySentence,
    Usage,
    utcnow,
)
from summarizer_core.playbook import Playbook
from summarizer_core.prices import priced
from summarizer_core.recognition import NO_CONTRACT, Recognition
from summarizer_core.retrying import TICK, Calls
from summarizer_core.standing import changes_another, standing, title_of
from summarizer_core.support import supports
from summarizer_core.terms import CAP, MEASURED, group_of
from summarizer_core.titles import without_titles
from summarizer_core.values import data_of

T = TypeVar("T")


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


Earlier = Callable[[str, str], ExtractedDocument | None]


@dataclass(frozen=True)
class Request:
    """What to analyse, and which party the reader represents."""

    session_id: str
    filename: str
    sha256: str
    bytes: int
    media_type: str
    created_at: datetime
    focus: str | None = None
    side: str | None = None


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
    earlier: what was read from a file of this SHA-256 and type before, if that is known.
    """

    def __init__(
        self,
        dispatcher: Dispatcher,
        playbook: Playbook,
        limits: extraction.Limits,
        earlier: Earlier = lambda _sha256, _media_type: None,
    ) -> None:
        self._earlier = earlier
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
            document = self._read(request, path, reporter)
        with timings.stage(Stage.CHUNKING):
            chunks = chunking.chunk(document)
        with timings.stage(Stage.ANALYZING):
            dispatched = self._dispatcher.run(engine, chunks, reporter.chunks)
            if chunks and not dispatched.analyses:
                raise _nothing(dispatched, chunks)
            known = recognition.recognise(document.text)
            view = DocumentView(document, chunks, dispatched.analyses, known)
            candidates = engine.refine(view)
        with _Telling(self._dispatcher, engine, view) as telling:
            with timings.stage(Stage.GROUNDING):
                stands = standing(view, candidates)
                grounded = stands.grounded
                # Its calls take time that others can use; what is not proved is no fact for them.
                found = _analyses(self._clauses(grounded, doubtful=False), chunks)
                telling.begin(
                    stands.proved,
                    request.focus,
                    # As a question asked later sees it.
                    DocumentView(document, chunks, found),
                )
            with timings.stage(Stage.SUMMARIZING):
                judged = self._judged(request, view, dispatched, grounded, engine)
                told = telling.finish(reporter.tick)
        warnings = [*judged.warnings, *told.warnings]
        if self._dispatcher.uncached:
            warnings.append(_UNCACHED)
        result = judged.model_copy(
            update={
                "finished_at": utcnow(),
                **_opened(told, known, changes=changes_another(grounded, document)),
                "focus": tuple(bearing(one, judged, chunks, document) for one in told.focus),
                "warnings": tuple(warnings),
                "usage": priced(dispatched.usage + told.usage, engine.price),
                "timings": timings.seconds,
            }
        )
        return Analysis(result, document)

    def _judged(
        self,
        request: Request,
        view: DocumentView,
        dispatched: Dispatched,
        grounded: Grounded,
        engine: Engine,
    ) -> AnalysisResult:
        """All but what the engine tells of the whole document."""
        document, chunks, known = view.document, view.chunks, view.recognition
        rejected = grounded.rejected + sum(
            dispatched.analyses[chunk.sha256].rejected
            for chunk in chunks
            if chunk.sha256 in dispatched.analyses
        )
        found = AnalysisResult(
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
                language=known.languages[0] if known.languages else None,
                title=title_of(grounded) or document.title,
            ),
            summary="",
            sections=outline.sections(document, chunks),
            key_terms=tuple(_key_term(placed) for placed in grounded.terms),
            clauses=self._clauses(grounded, doubtful=False),
            possible_clauses=self._clauses(grounded, doubtful=True),
            chunks=_totals(chunks, dispatched),
            coverage=_coverage(document, chunks, dispatched),
            comments=document.comments,
            warnings=(
                *recognition.warnings(known, local=engine.name == recognition.BUILT_IN),
                *document.warnings,
                *contradictions.warnings(document),
                *_warnings(dispatched, rejected),
            ),
        )
        return judging.judge(found, document, chunks, self._playbook, request.side)

    def answer(
        self,
        asked: FocusAnswer,
        result: AnalysisResult,
        document: ExtractedDocument,
        engine: Engine,
        tick: Callable[[], None],
    ) -> FocusAnswer:
        """Answer a question about a document that was analysed before, from its stored text and
        findings; what it cost comes on top of what earlier tries did. ``tick`` is called while
        this waits, and may raise ``JobAborted``."""
        chunks = chunking.chunk(document)
        view = DocumentView(document, chunks, _analyses(result.clauses, chunks))
        with _Telling(self._dispatcher, engine, view) as telling:
            answer, cost = telling.answer(asked, tick)
        spent = priced(cost, engine.price)
        usage = asked.usage.with_priced(spent) if asked.usage else spent
        answered = answer.model_copy(update={"usage": usage})
        return bearing(answered, result, chunks, document)

    def _read(self, request: Request, path: Path, reporter: Reporter) -> ExtractedDocument:
        """The document, from an earlier reading where the same bytes were read the same way.

        One that left pages unread is read again: a machine that was too busy to recognise them
        may have more time now.
        """
        reader = extraction.reader_identity(self._limits)
        known = self._earlier(request.sha256, request.media_type)
        if known is not None and known.reader == reader and not known.unreadable_pages:
            return extraction.renamed(known, request.media_type, request.filename)
        document = extraction.extract(
            path,
            request.media_type,
            self._limits,
            filename=request.filename,
            report=reporter.recognised,
        )
        return document.model_copy(update={"reader": reader})

    def _clauses(self, grounded: Grounded, *, doubtful: bool) -> tuple[Clause, ...]:
        return tuple(
            self._clause(placed)
            for placed in grounded.clauses
            if placed.candidate.doubtful is doubtful
        )

    @staticmethod
    def _clause(placed: Placed) -> Clause:
        """What was found, before the playbook has judged it."""
        category = placed.candidate.name
        identity = f"{category}|{placed.start}|{placed.end}"
        return Clause(
            id=hashlib.sha256(identity.encode()).hexdigest()[:12],
            category=category,
            title=category,
            severity=Severity.INFO,
            confidence=placed.candidate.confidence,
            quote=placed.quote,
            page=placed.page,
            start=placed.start,
            end=placed.end,
            heading=placed.heading,
            rationale="",
            recommendation="",
        )


@dataclass(frozen=True)
class _Told:
    summary: str
    sentences: tuple[SummarySentence, ...]
    focus: tuple[FocusAnswer, ...]
    warnings: tuple[DocumentWarning, ...]
    usage: Usage


class _Telling:
    """Summary and answer, from a whole document, in a thread of their own. A failed call here must
    not lose the findings. Whoever leaves the context makes no further call."""

    def __init__(self, dispatcher: Dispatcher, engine: Engine, view: DocumentView) -> None:
        self._dispatcher = dispatcher
        self._engine = engine
        self._view = view
        self._rejected = 0
        self._in_vain = Usage()
        self._counting = threading.Lock()
        self._over = threading.Event()
        self._calls: Calls[None, _Told] = Calls()
        self._answers: Calls[None, tuple[FocusAnswer, Usage]] = Calls()

    def __enter__(self) -> _Telling:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def begin(
        self, candidates: Sequence[Candidate], question: str | None, found: DocumentView
    ) -> None:
        """Summarise, and answer the question from what was ``found``."""
        self._calls.start(None, lambda: self._tell(candidates, question, found))

    def finish(self, tick: Callable[[], None]) -> _Told:
        return _outcome(self._calls, tick)

    def answer(self, asked: FocusAnswer, tick: Callable[[], None]) -> tuple[FocusAnswer, Usage]:
        """The answer, and what it cost with the calls that failed."""
        self._answers.start(None, lambda: self._answer(asked, self._view))
        answer, usage = _outcome(self._answers, tick)
        return answer, usage + self._in_vain

    def _ask(self, kind: Kind, identity: str, call: Callable[[], Reply]) -> Reply:
        def counted() -> Reply:
            try:
                return call()
            except EngineError as error:
                with self._counting:
                    self._in_vain = self._in_vain + Usage.of_failed(error.spent)
                raise

        return self._dispatcher.ask(self._engine, kind, identity, counted, self._check)

    def _check(self) -> None:
        if self._over.is_set():
            raise Cancelled("the work was stopped")

    def _tell(
        self, candidates: Sequence[Candidate], question: str | None, found: DocumentView
    ) -> _Told:
        summary, sentences, usage, warnings = "", tuple[SummarySentence, ...](), Usage(), []
        try:
            reply = self._engine.summarize(self._view, candidates, self._ask)
            summary, usage = reply.summary, reply.usage
            sentences = tuple(self._sentences(reply))
            if reply.left_out:
                warnings.append(_unproved_statements(reply))
            if reply.quoted:
                warnings.append(_quoted_statements(reply.quoted))
            if reply.problem:
                warnings.append(_no_summary(reply.problem, _COMPOSED if reply.composed else ""))
            elif reply.composed and not reply.left_out:
                warnings.append(_NOTHING_TOLD)
        except EngineError as error:
            warnings.append(_no_summary(error.message))
        focus: tuple[FocusAnswer, ...] = ()
        if question is not None:
            asked = FocusAnswer(focus_id=focus_id(None, question), question=question)
            answer, cost = self._answer(asked, found)
            focus, usage = (answer,), usage + cost
        if self._rejected:
            warnings.append(
                DocumentWarning(
                    code="answer_quotes_rejected",
                    message=(
                        f"{self._rejected} quotes of the answer to your question were left out "
                        "because they do not occur in the document, or are too short to show "
                        "anything."
                    ),
                )
            )
        return _Told(summary, sentences, focus, tuple(warnings), usage + self._in_vain)

    def _answer(self, asked: FocusAnswer, view: DocumentView) -> tuple[FocusAnswer, Usage]:
        """Answer a question about the document; a failed call is an answer that says so."""
        try:
            reply = self._engine.answer(view, asked.passage, asked.question, self._ask)
        except EngineError as error:
            failed = {"status": FocusStatus.FAILED, "answer": error.message}
            return asked.model_copy(update=failed), Usage()
        quotes = tuple(self._quotes(reply.quotes))
        self._rejected += len(reply.quotes) - len(quotes)
        answered = {
            "status": FocusStatus.COMPLETED,
            # An answer is as good as its proof: without any of its quotes it is a claim.
            "answer": _UNPROVEN if reply.found and not quotes else reply.answer,
            "quotes": quotes,
        }
        return asked.model_copy(update=answered), reply.usage

    def _quotes(self, quotes: Sequence[tuple[int, str]]) -> Iterator[Quote]:
        document = self._view.document
        for index, text in quotes:
            if not 0 <= index < len(self._view.chunks):
                continue
            chunk = self._view.chunks[index]
            place = proof_of(text, chunk.text)
            if place is not None:
                yield _quote(document, chunk.start + place[0], chunk.start + place[1])

    def _sentences(self, reply: SummaryReply) -> Iterator[SummarySentence]:
        """The sentences of a summary with what proves them; those that an engine only tells as text
        have nothing."""
        at = 0
        for stated in reply.sentences or _sentences_of(reply.summary):
            at = max(at, reply.summary.find(stated.text, at))
            yield SummarySentence(
                text=stated.text,
                paragraph=1 + reply.summary.count(_PARAGRAPH, 0, at),
                quotes=tuple(self._proofs(stated.quotes)),
            )
            at += len(stated.text)

    def _proofs(self, quotes: Sequence[tuple[int, str]]) -> Iterator[Quote]:
        """Like ``_quotes``; too short a one is shown with its sentence, but not with titles around
        it, and one that is a part of another not by itself."""
        places = [place for one in quotes if (place := self._proof(*one)) is not None]
        for start, end in dict.fromkeys(places):
            if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in places):
                yield _quote(self._view.document, start, end)

    def _proof(self, index: int, text: str) -> tuple[int, int] | None:
        """Where a passage of a chunk, or of one right behind it, stands in the document."""
        for chunk in self._view.chunks[index : index + _NEAR] if index >= 0 else ():
            named, place = locate(text, chunk.text), passage_of(text, chunk.text)
            if named is not None and place is not None:
                start, end = without_titles(chunk.text, *place)
                return chunk.start + min(start, named[0]), chunk.start + max(end, named[1])
        return None


#: Chunks in which a passage is looked for: what qualifies a clause stands in the next ones.
_NEAR: Final = 3


def _quote(document: ExtractedDocument, start: int, end: int) -> Quote:
    words = document.text[start:end]
    return Quote(quote=words, page=document.page_at(start), start=start, end=end)


_PARAGRAPH: Final = "\n\n"


def _sentences_of(summary: str) -> Iterator[Stated]:
    for paragraph in filter(str.strip, summary.split(_PARAGRAPH)):
        for start, end in chunking.sentence_spans(paragraph):
            yield Stated(paragraph[start:end].strip())


_COMPOSED: Final = " What is shown was composed from the findings instead."


_NOTHING_TOLD: Final = DocumentWarning(
    code="summary_composed",
    message="The engine told nothing of the document. The summary was composed from the findings.",
)


def _no_summary(problem: str, instead: str = "") -> DocumentWarning:
    return DocumentWarning(
        code="no_summary", message=f"The summary could not be written: {problem}{instead}"
    )


def _unproved_statements(reply: SummaryReply) -> DocumentWarning:
    told = "1 statement" if reply.left_out == 1 else f"{reply.left_out} statements"
    instead = _COMPOSED if reply.composed else ""
    return DocumentWarning(
        code="summary_statements_left_out",
        message=f"Left out of the summary: {told} that the document does not prove.{instead}",
    )


def _quoted_statements(count: int) -> DocumentWarning:
    told = "1 statement" if count == 1 else f"{count} statements"
    return DocumentWarning(
        code="summary_statements_quoted",
        message=(
            f"The summary quotes the document in place of {told} of the engine, of which it could "
            "not be shown that they say just the same."
        ),
    )


_UNPROVEN: Final = (
    "The answer was left out because nothing that it quotes occurs in the document. Put the "
    "question in other words."
)


def _outcome(calls: Calls[None, T], tick: Callable[[], None]) -> T:
    """What the only call of these gives or raises; ``tick`` is called until then."""
    while not (outcomes := calls.take(TICK)):
        tick()
    outcome = outcomes[0][1]
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def _analyses(clauses: Sequence[Clause], chunks: Sequence[Chunk]) -> dict[str, ChunkAnalysis]:
    """What is known of chunks from the clauses that were found in them; chunks with the same text
    share it."""
    findings: dict[str, list[ChunkFinding]] = {chunk.sha256: [] for chunk in chunks}
    starts = [chunk.start for chunk in chunks]
    for clause in clauses:
        chunk = chunks[bisect_right(starts, clause.start) - 1]
        found = ChunkFinding(
            category=clause.category, quote=clause.quote, confidence=clause.confidence
        )
        findings[chunk.sha256].append(found)
    return {name: ChunkAnalysis(findings=tuple(found)) for name, found in findings.items()}


_UNCACHED: Final = DocumentWarning(
    code="cache_unavailable",
    message=(
        "The cache could not be used all the time, so parts that were analysed before may have "
        "been analysed again. The result is complete all the same."
    ),
)


def _opened(told: _Told, known: Recognition, *, changes: bool) -> dict[str, Any]:
    """A summary that begins with what the reader should know first, whichever engine wrote it."""
    first = NO_CONTRACT if known.contract is False else CHANGES_ANOTHER if changes else ""
    summary, sentences = told.summary, told.sentences
    if summary and first and first not in summary:
        summary = f"{first} {summary}"
        sentences = (SummarySentence(text=first, paragraph=1), *sentences)
    return {"summary": summary, "summary_sentences": sentences}


_ALL_REFUSED: Final = (
    "The document was refused by Gemini's safety filter. Analyse it with the local engine."
)


def _nothing(dispatched: Dispatched, chunks: Sequence[Chunk]) -> NothingAnalyzed:
    """The failure of a document of which no part could be analysed: what failed last, in its own
    words."""
    spent = dispatched.usage.model_dump(exclude={"cost_usd"})
    problem = dispatched.problem
    if problem is None:
        message = "The engine gave no answer. Retry later."
        return NothingAnalyzed(message, spent=spent, chunks=len(chunks))
    message = _ALL_REFUSED if problem.code == "blocked" else problem.message
    return NothingAnalyzed(message, code=problem.code, spent=spent, chunks=len(chunks))


def _key_term(placed: Placed) -> KeyTerm:
    return KeyTerm(
        name=placed.candidate.name,
        value=placed.candidate.value,
        quote=placed.quote,
        page=placed.page,
        start=placed.start,
        end=placed.end,
        role=_role(placed),
        **_data(placed.candidate),
    )


def _data(term: Candidate) -> dict[str, Any]:
    """What the value of a term says, as data."""
    if group_of(term.name) not in MEASURED:
        return {}
    data = data_of(term.value)
    if term.name == CAP:  # fees of so many months are no period
        data.pop("period", None)
    return data


def _role(placed: Placed) -> str | None:
    """What the contract calls a party; like a value, it must come from the words of its quote."""
    role = placed.candidate.role
    return role if role and supports(placed.quote, role) else None


def _warnings(dispatched: Dispatched, rejected: int) -> list[DocumentWarning]:
    warnings = []
    if dispatched.failed:
        problem = dispatched.problem
        reason = f" {problem.message}" if problem else ""
        # What concerns the contents is seldom mended by asking the same again.
        again = "" if problem and problem.code in CONTENT_CODES else " Retry to analyse only these."
        warnings.append(
            DocumentWarning(
                code="chunks_failed",
                message=(
                    f"{len(dispatched.failed)} parts of the document could not be analysed."
                    f"{reason}{again}"
                ),
            )
        )
    if rejected:
        warnings.append(
            DocumentWarning(
                code="quotes_rejected",
                message=(
                    f"{rejected} findings were left out because their quotes do not occur "
                    "in the document, or do not support what was read from them."
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
