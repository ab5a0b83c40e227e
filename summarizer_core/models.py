"""Frozen models that flow through the product. Offsets are code points into the extracted text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator


def utcnow() -> datetime:
    """The current time, timezone-aware, in UTC."""
    return datetime.now(UTC)


class Model(BaseModel):
    """Immutable value; unknown fields are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- documents -------------------------------------------------------------------------------


class Page(Model):
    """One page's span in the text; ``number`` counts from 1, ``end`` is exclusive."""

    number: int
    start: int
    end: int


class Furniture(Model):
    """A running header, footer or page number: on the page, not part of the body text."""

    page: int
    text: str


class Heading(Model):
    """A line that the file itself marks as a heading: ``text[start:end]``, level 1 the highest."""

    start: int
    end: int
    level: int


class Comment(Model):
    """A remark that somebody attached to the document; not part of its text.

    ``start`` and ``end`` delimit the text that it is about; they are equal where the file only
    marks a place.
    """

    author: str | None
    text: str
    page: int
    start: int
    end: int


class DocumentWarning(Model):
    """Something the reader should know about how the document was read or analysed."""

    code: str
    message: str
    pages: tuple[int, ...] | None = None


class ExtractedDocument(Model):
    """What extraction reads from a file.

    ``pages`` cover ``text`` in order, without gaps: the first starts at 0, each starts where the
    one before ends, the last ends at ``len(text)``. Formats without pages have one page.
    ``ocr_pages`` are those whose text was recognised from a picture. ``reader`` names what read it
    (``extraction.reader_identity``), "" when nobody is going to ask.
    """

    text: str
    pages: tuple[Page, ...]
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()
    title: str | None = None
    unreadable_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()
    comments: tuple[Comment, ...] = ()
    reader: str = ""

    def page_at(self, offset: int) -> int:
        """Number of the page that holds the code point at ``offset``."""
        low, high = 0, len(self.pages) - 1
        while low < high:
            middle = (low + high) // 2
            if self.pages[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.pages[low].number if self.pages else 1


class Chunk(Model):
    """A clause-level piece of the text: ``extracted.text[start:end] == text``.

    ``sha256`` is the hex digest of the *normalised* text (see ``hashing``): the identity that
    caches use. ``heading`` is the path of headings above it, outermost first, joined by " › ".
    """

    index: int
    start: int
    end: int
    page: int
    heading: str
    sha256: str
    text: str


# --- engine results --------------------------------------------------------------------------


class ChunkFinding(Model):
    """One category an engine found in a chunk. ``quote`` occurs in the chunk's normalised text."""

    category: str
    quote: str
    confidence: float = Field(ge=0.0, le=1.0)


class ChunkTerm(Model):
    """One key term an engine found in a chunk (party, date, amount, governing law ...). ``role`` is
    that of a party, or whose a notice address or a capped liability is; "" when there is none."""

    name: str
    value: str
    quote: str
    role: str = ""


class ChunkAnalysis(Model):
    """All that an engine says of one chunk; depends on its normalised text alone, so it caches.

    ``note_quotes`` are passages of the chunk that say what the note says. ``rejected`` counts what
    the engine said and the chunk does not: it is not kept. ``evidence`` is the engine's own, for
    its look at the whole document.
    """

    findings: tuple[ChunkFinding, ...] = ()
    terms: tuple[ChunkTerm, ...] = ()
    note: str = ""
    note_quotes: tuple[str, ...] = ()
    rejected: int = 0
    evidence: str = ""


class Usage(Model):
    """Calls and tokens that a piece of work cost. ``calls`` were answered, ``failed_calls`` were
    made besides; tokens are those of both, as far as the provider told them: an answer that is cut
    off or cannot be read is paid for, too. ``cost_usd`` stands in results only, in US dollars: 0
    for the local engine, None when the model has no price."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    failed_calls: int = 0
    cost_usd: float | None = None

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            failed_calls=self.failed_calls + other.failed_calls,
        )

    @property
    def tokens(self) -> dict[str, int]:
        """Its tokens alone, as ``errors.EngineError`` carries those of an answer of no use."""
        return {"input_tokens": self.input_tokens, "output_tokens": self.output_tokens}

    @classmethod
    def of_failed(cls, spent: Mapping[str, int]) -> Usage:
        """That of one call that failed after these tokens."""
        return cls(failed_calls=1, **spent)

    def with_priced(self, other: Usage) -> Usage:
        """Both together with their cost, which is None where that of one is not known."""
        known = self.cost_usd is not None and other.cost_usd is not None
        cost = round((self.cost_usd or 0.0) + (other.cost_usd or 0.0), 6) if known else None
        return (self + other).model_copy(update={"cost_usd": cost})


# --- result object of the contract -----------------------------------------------------------


class Severity(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class Clause(Model):
    id: str
    category: str
    title: str
    severity: Severity
    confidence: float = Field(ge=0.0, le=1.0)
    quote: str
    page: int
    start: int
    end: int
    heading: str
    rationale: str
    recommendation: str


class MissingClause(Model):
    """A clause that the document should have and does not; ``clause_id`` is that of a clause,
    maybe a less certain one, which says that there is none."""

    category: str
    title: str
    severity: Severity
    rationale: str
    recommendation: str
    clause_id: str | None = None


class KeyTerm(Model):
    """A fact of the contract.

    ``value`` is for people; what of it is a date, a sum or a period is there as data, too: ``date``
    in ISO 8601, ``amount`` as a number with the ``currency``'s code (ISO 4217), ``period`` as a
    duration of ISO 8601 (``P90D``). ``role`` is what the contract calls a party, the party
    that a notice address is for, or whose liability a cap limits.
    """

    name: str
    value: str
    quote: str
    page: int
    start: int
    end: int
    role: str | None = None
    date: str | None = None
    amount: float | None = None
    currency: str | None = None
    period: str | None = None


class Quote(Model):
    quote: str
    page: int
    start: int
    end: int


class SummarySentence(Model):
    """A sentence of the summary, the number of its paragraph (from 1), and the passages that prove
    it. One that says what could not be told has none."""

    text: str
    paragraph: int
    quotes: tuple[Quote, ...] = ()


class Section(Model):
    """A part of the document under a heading of its own, "" before the first, with the sentences
    that carry its meaning."""

    heading: str
    page: int
    sentences: tuple[Quote, ...]


class FirstLook(Model):
    """Something to look at first: a clause of the result, something missing, something unread."""

    text: str
    clause_id: str | None = None
    page: int | None = None


class FocusStatus(StrEnum):
    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"


class FocusAnswer(Model):
    """``clause_ids`` name the clauses of the result that bear on it: those of the kind
    that is asked for first, then the riskiest; of a passage without one the possible clauses in it;
    ``missing`` are categories of its missing clauses that would have answered. ``usage`` is what
    a question asked later cost, its failed tries included; None where it was asked with the
    document, so that the result's own has it, and until it is answered."""

    focus_id: str
    passage: str | None = None
    question: str | None = None
    status: FocusStatus = FocusStatus.PENDING
    answer: str = ""
    quotes: tuple[Quote, ...] = ()
    clause_ids: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    usage: Usage | None = None


class FocusState(StrEnum):
    """Where the work on a focus request stands; ``running`` until its attempt ends or is lost."""

    WAITING = "waiting"
    RUNNING = "running"
    SETTLED = "settled"


class FocusRequest(Model):
    """A question or passage asked of a finished document; the store's record of it is the truth.

    ``attempt`` is the number of the run that may write; it only grows. ``tries`` counts the runs
    since somebody asked, without those that were lost for reasons outside the document.
    """

    session_id: str
    answer: FocusAnswer
    asked_by: str = ""
    asked_at: datetime | None = None
    state: FocusState = FocusState.WAITING
    attempt: int = 1
    tries: int = 1

    @property
    def focus_id(self) -> str:
        return self.answer.focus_id


class ErrorInfo(Model):
    code: str
    message: str


class DocumentInfo(Model):
    sha256: str
    bytes: int
    pages: int
    characters: int
    language: str | None
    title: str | None


class ChunkTotals(Model):
    total: int = 0
    analyzed: int = 0
    cached: int = 0
    failed: int = 0


class Coverage(Model):
    """Characters of the text by what became of them: analysed now, from cache, failed.

    ``ocr_pages`` are those whose text was recognised from a picture.
    """

    characters: int = 0
    analyzed: int = 0
    cached: int = 0
    failed: int = 0
    unreadable_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()


class AnalysisResult(Model):
    """The result object of the contract; ``model_dump(mode="json")`` is what programs receive.

    ``playbook`` names the one that judged; ``side`` is the party that the reader represents.
    ``usage`` is what the run cost, ``total_usage`` that and what questions asked later did.
    """

    session_id: str
    filename: str
    status: str
    error: ErrorInfo | None = None
    engine: str
    playbook: str = "default"
    side: str | None = None
    created_at: datetime
    finished_at: datetime | None = None
    document: DocumentInfo
    summary: str = ""
    summary_sentences: tuple[SummarySentence, ...] = ()
    look_first: tuple[FirstLook, ...] = ()
    sections: tuple[Section, ...] = ()
    key_terms: tuple[KeyTerm, ...] = ()
    clauses: tuple[Clause, ...] = ()
    high_risk_clauses: tuple[Clause, ...] = ()
    possible_clauses: tuple[Clause, ...] = ()
    missing_clauses: tuple[MissingClause, ...] = ()
    focus: tuple[FocusAnswer, ...] = ()
    chunks: ChunkTotals = ChunkTotals()
    coverage: Coverage = Coverage()
    comments: tuple[Comment, ...] = ()
    warnings: tuple[DocumentWarning, ...] = ()
    usage: Usage = Usage()
    timings: dict[str, float] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _without_what_is_computed(cls, given: Any) -> Any:
        if isinstance(given, dict):
            return {name: value for name, value in given.items() if name != "total_usage"}
        return given

    @computed_field  # type: ignore[prop-decorator]
    @property
    def total_usage(self) -> Usage:
        total = self.usage
        for answer in self.focus:
            if answer.usage is not None:
                total = total.with_priced(answer.usage)
        return total

    def bearing_on(self, answer: FocusAnswer) -> tuple[Clause, ...]:
        """The clauses that bear on an answer, in the order of ``clause_ids``."""
        known = {clause.id: clause for clause in (*self.possible_clauses, *self.clauses)}
        return tuple(known[name] for name in answer.clause_ids if name in known)

    def lacking_for(self, answer: FocusAnswer) -> tuple[MissingClause, ...]:
        """The missing clauses that would have answered."""
        return tuple(gap for gap in self.missing_clauses if gap.category in answer.missing)

    @property
    def has_gaps(self) -> bool:
        """Whether a part could not be analysed, so that a retry, which pays for that alone, can
        complete the result."""
        return self.chunks.failed > 0 or any(w.code == "no_summary" for w in self.warnings)


# --- before the run --------------------------------------------------------------------------


class EstimatedChunks(Model):
    """``to_pay`` are those that the cache does not know; a clause that occurs twice counts twice,
    but is paid once."""

    total: int
    cached: int
    to_pay: int


class Estimate(Model):
    """What the analysis of a document would cost now. ``cost_usd`` is in US dollars, 0 for the
    local engine, None when the model has no price."""

    filename: str
    engine: str
    pages: int
    characters: int
    chunks: EstimatedChunks
    calls: int
    input_tokens: int
    output_tokens: int
    cost_usd: float | None


# --- sessions --------------------------------------------------------------------------------


class SessionStatus(StrEnum):
    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def finished(self) -> bool:
        return self in (SessionStatus.COMPLETED, SessionStatus.FAILED, SessionStatus.CANCELLED)


class Stage(StrEnum):
    QUEUED = "queued"
    EXTRACTING = "extracting"
    CHUNKING = "chunking"
    ANALYZING = "analyzing"
    GROUNDING = "grounding"
    SUMMARIZING = "summarizing"
    SAVING = "saving"
    DONE = "done"


class Session(Model):
    """One document's way through the product; the store's record of it is the truth.

    ``attempt`` is the number of the run that may write; it only grows. ``stalled_attempts``
    counts attempts in a row that ended without reaching a new stage or a new chunk, measured by
    ``reached`` (see ``status.reach``, of the best attempt) against ``reached_before`` (the same
    when the current attempt began). ``dismissed`` takes a failed one off the administrators' list
    of failed documents; its owner sees it as before. ``usage`` is what a failed attempt asked of
    the engine, None where that is in the result or nothing was asked; ``failed_chunks`` are all
    those of a document of which nothing could be analysed.
    """

    id: str
    owner: str
    filename: str
    sha256: str
    bytes: int
    media_type: str
    engine: str
    focus: str | None = None
    playbook: str = "default"
    side: str | None = None
    status: SessionStatus = SessionStatus.PENDING
    stage: Stage = Stage.QUEUED
    progress: int = 0
    attempt: int = 1
    stalled_attempts: int = 0
    reached: int = 0
    reached_before: int = 0
    cancel_requested: bool = False
    dismissed: bool = False
    error: ErrorInfo | None = None
    usage: Usage | None = None
    failed_chunks: int = 0
    high_risk_count: int = 0
    created_at: datetime
    updated_at: datetime
    finished_at: datetime | None = None


class ChunkProgress(Model):
    total: int = 0
    done: int = 0
    cached: int = 0
    failed: int = 0


class TaskStatus(Model):
    """Body of ``task_status:<session_id>`` and of the status endpoint."""

    session_id: str
    status: SessionStatus
    progress: int = 0
    stage: Stage = Stage.QUEUED
    message: str = ""
    chunks: ChunkProgress = ChunkProgress()
    queue_position: int | None = None
    eta_seconds: int | None = None
    updated_at: datetime


# --- people ----------------------------------------------------------------------------------


class Role(StrEnum):
    STAFF = "staff"
    ANALYST = "analyst"
    ADMIN = "admin"


class Actor(Model):
    """Who asks. ``via`` tells a browser login from an API token or the command line."""

    username: str
    roles: frozenset[Role]
    via: Literal["browser", "api", "cli"] = "browser"


class User(Model):
    """An account. ``epoch`` grows with every password change, disabling and "sign out everywhere":
    cookies and browser sessions of an older epoch are refused."""

    username: str
    name: str
    password_hash: str
    roles: frozenset[Role]
    disabled: bool = False
    epoch: int = 0
    created_at: datetime


class ApiToken(Model):
    id: str
    username: str
    sha256: str
    created_at: datetime
    expires_at: datetime | None = None
    last_used_at: datetime | None = None


class AuditEvent(Model):
    at: datetime
    actor: str
    action: str
    target: str
    detail: str = ""
