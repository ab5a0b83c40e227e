"""Reading: lists, live status, results."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from summarizer_core.accounts.permissions import Permission, may
from summarizer_core.errors import Conflict, NotFound, Unavailable
from summarizer_core.export import filename_for, render
from summarizer_core.models import (
    Actor,
    AnalysisResult,
    ChunkTotals,
    DocumentInfo,
    DocumentWarning,
    ExtractedDocument,
    Session,
    SessionStatus,
    TaskStatus,
    Usage,
)
from summarizer_core.queue import JobQueue
from summarizer_core.speeds import Speeds
from summarizer_core.status import StatusBoard, status_of
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.access import find_session
from summarizer_core.usecases.control import other_engine

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SessionView:
    """A session with its live status."""

    session: Session
    status: TaskStatus

    @property
    def other_engine(self) -> str | None:
        """The engine to offer for a document that failed for its own engine's sake."""
        return other_engine(self.session)


@dataclass(frozen=True)
class SessionViews:
    items: Sequence[SessionView]
    next_cursor: str | None


class ReadDocuments:
    """What people may see: staff their own documents, analysts all of them."""

    def __init__(self, stores: Stores, board: StatusBoard, queue: JobQueue, speeds: Speeds) -> None:
        self._stores = stores
        self._board = board
        self._queue = queue
        self._speeds = speeds

    def sessions(
        self,
        actor: Actor,
        *,
        limit: int = 50,
        cursor: str | None = None,
        own_only: bool = False,
        statuses: Collection[SessionStatus] | None = None,
    ) -> SessionViews:
        """Documents with their status, newest first."""
        owner = None if may(actor, Permission.READ_ALL) and not own_only else actor.username
        page = self._stores.sessions.list(
            owner=owner, limit=max(1, min(limit, 200)), cursor=cursor, statuses=statuses
        )
        return SessionViews(self._views(page.items), page.next_cursor)

    def view(self, actor: Actor, session_id: str) -> SessionView:
        """One session with its live status. Raises ``NotFound``."""
        return self._views([find_session(self._stores.sessions, actor, session_id)])[0]

    def result(self, actor: Actor, session_id: str) -> AnalysisResult:
        """The result object. Before a session is completed it has no clauses; when its last attempt
        failed or was cancelled, it is that of the attempt before, if there was one."""
        session = find_session(self._stores.sessions, actor, session_id)
        return self._saved(session) or _result_without_analysis(session)

    def _saved(self, session: Session) -> AnalysisResult | None:
        if not session.status.finished:
            return None
        result = self._stores.results.result(session.id, earlier=True)
        if result is None or session.status is SessionStatus.COMPLETED:
            return result
        return result.model_copy(
            update={
                "status": session.status.value,
                "error": session.error,
                "usage": session.usage or result.usage,
                "warnings": (_EARLIER, *result.warnings),
            }
        )

    def document(self, actor: Actor, session_id: str) -> ExtractedDocument:
        """The extracted text with its pages. Raises ``NotFound`` until the session is completed."""
        session = find_session(self._stores.sessions, actor, session_id)
        document = self._stores.results.document(session_id, earlier=session.status.finished)
        if document is None:
            raise NotFound("The text of this document is not available yet.")
        return document

    def export(self, actor: Actor, session_id: str, fmt: str) -> tuple[str, bytes]:
        """File name and bytes of an export. Raises ``Conflict`` until there is a result."""
        result = self._saved(find_session(self._stores.sessions, actor, session_id))
        if result is None:
            raise Conflict("The document is not analysed yet: there is nothing to export.")
        return filename_for(result, fmt), render(result, fmt)

    def _views(self, sessions: Sequence[Session]) -> list[SessionView]:
        live: dict[str, TaskStatus] = {}
        turns: dict[str, _Turn] = {}
        running = [item.id for item in sessions if not item.status.finished]
        waiting = [item for item in sessions if item.status is SessionStatus.PENDING]
        try:
            live = self._board.read_many(running)
            turns = self._turns(waiting)
        except Unavailable:
            log.debug("live status not available: Redis is away")
        return [
            SessionView(item, _merge(item, live.get(item.id), turns.get(item.id)))
            for item in sessions
        ]

    def _turns(self, waiting: Sequence[Session]) -> dict[str, _Turn]:
        """When the turn of each of these comes."""
        if not waiting:
            return {}
        workers = self._queue.worker_count()
        speeds = {engine: self._speeds.of(engine) for engine in {item.engine for item in waiting}}
        turns = {}
        for item in waiting:
            position = self._queue.position(item.id, item.attempt)
            if position is None:  # its queue entry was lost: reconcile puts it behind the others
                position = self._queue.depth() + 1
            eta = speeds[item.engine].until_done_from(position, workers)
            turns[item.id] = _Turn(position, eta)
        return turns


_EARLIER: Final = DocumentWarning(
    code="earlier_result",
    message="The last attempt did not finish. This is the result of the one before.",
)


class _Turn(NamedTuple):
    position: int
    eta_seconds: int | None


def _merge(session: Session, live: TaskStatus | None, turn: _Turn | None) -> TaskStatus:
    """The store's word on the state, Redis' word on the progress within it."""
    known = status_of(session)
    if session.status.finished:
        return known
    begun = session.status is SessionStatus.PROCESSING
    if live is None or live.status.finished or (begun and live.status is SessionStatus.PENDING):
        live = known
    merged = live.model_copy(update={"progress": max(live.progress, known.progress)})
    if merged.status is not SessionStatus.PENDING or turn is None:
        return merged
    return merged.model_copy(
        update={"queue_position": turn.position, "eta_seconds": turn.eta_seconds}
    )


def _result_without_analysis(session: Session) -> AnalysisResult:
    return AnalysisResult(
        session_id=session.id,
        filename=session.filename,
        status=session.status.value,
        error=session.error,
        engine=session.engine,
        usage=session.usage or Usage(),
        created_at=session.created_at,
        finished_at=session.finished_at,
        document=DocumentInfo(
            sha256=session.sha256,
            bytes=session.bytes,
            pages=0,
            characters=0,
            language=None,
            title=None,
        ),
        chunks=ChunkTotals(total=session.failed_chunks, failed=session.failed_chunks),
    )
