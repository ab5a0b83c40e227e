"""Bodies of answers that are not models of the core."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from summarizer_core.models import (
    AnalysisResult,
    ChunkProgress,
    Clause,
    ErrorInfo,
    FocusStatus,
    Model,
    SessionStatus,
    Stage,
)
from summarizer_core.usecases.read import SessionView


class ErrorBody(BaseModel):
    detail: str
    code: str
    session_id: str | None = None


class Accepted(BaseModel):
    """Answer to work that goes on; ``status_url`` tells how far it is."""

    session_id: str
    status: SessionStatus
    status_url: str


class FocusQuestion(BaseModel):
    """What is asked: a question or topic, a passage of the document, or both."""

    model_config = ConfigDict(extra="forbid")

    passage: str | None = None
    question: str | None = None


class FocusAccepted(BaseModel):
    """``status_url`` gives the answer."""

    focus_id: str
    status: FocusStatus
    status_url: str


class StatusBody(BaseModel):
    """Answer of the status endpoint."""

    session_id: str
    status: SessionStatus
    progress: int
    stage: Stage
    message: str
    chunks: ChunkProgress
    queue_position: int | None
    eta_seconds: int | None
    updated_at: datetime
    summary: str | None = None
    high_risk_clauses: list[Clause] | None = None
    error: ErrorInfo | None = None


class SessionItem(BaseModel):
    """One line of the list of documents."""

    session_id: str
    filename: str
    owner: str
    status: SessionStatus
    progress: int
    stage: Stage
    engine: str
    high_risk_count: int
    created_at: datetime
    finished_at: datetime | None
    error: ErrorInfo | None


class SessionList(BaseModel):
    items: list[SessionItem]
    next_cursor: str | None


class Receipt(BaseModel):
    """What an erasure removed."""

    session_id: str
    session: bool
    file: bool
    result: bool
    status_keys: int


def status_body(view: SessionView, result: AnalysisResult | None) -> StatusBody:
    """The status endpoint's answer; ``result`` is given when the session is completed."""
    status = view.status
    body = StatusBody(
        session_id=status.session_id,
        status=status.status,
        progress=status.progress,
        stage=status.stage,
        message=status.message,
        chunks=status.chunks,
        queue_position=status.queue_position,
        eta_seconds=status.eta_seconds,
        updated_at=status.updated_at,
    )
    if result is not None:
        body.summary = result.summary
        body.high_risk_clauses = list(result.high_risk_clauses)
        body.chunks = ChunkProgress(
            total=result.chunks.total,
            done=result.chunks.total,
            cached=result.chunks.cached,
            failed=result.chunks.failed,
        )
    if view.session.status is SessionStatus.FAILED:
        body.error = view.session.error
    return body


def session_item(view: SessionView) -> SessionItem:
    session = view.session
    return SessionItem(
        session_id=session.id,
        filename=session.filename,
        owner=session.owner,
        status=session.status,
        progress=view.status.progress,
        stage=view.status.stage,
        engine=session.engine,
        high_risk_count=session.high_risk_count,
        created_at=session.created_at,
        finished_at=session.finished_at,
        error=session.error,
    )


class JudgeBody(Model):
    """What judges from now on; what is absent stays as it is, a ``side`` of null is none."""

    playbook: str | None = None
    side: str | None = None


class PlaybookItem(BaseModel):
    """A playbook; ``problem`` says why it cannot be chosen, null when it can."""

    name: str
    problem: str | None


class PlaybookList(BaseModel):
    items: list[PlaybookItem]
