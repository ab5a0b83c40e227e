"""Cancelling and retrying."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Final

from summarizer_core.errors import (
    CONTENT_CODES,
    PASSING_CODES,
    SETTING_CODES,
    Conflict,
    Unavailable,
)
from summarizer_core.lanes import Turn
from summarizer_core.models import Actor, AuditEvent, Session, SessionStatus, Stage, utcnow
from summarizer_core.queue import JobQueue
from summarizer_core.status import StatusBoard, status_of
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.access import find_own_session
from summarizer_core.usecases.submit import chosen_engine

log = logging.getLogger(__name__)

#: A session changes hands at most a few times while it is being cancelled.
_TRIES: Final = 5

#: The engine that needs nothing from elsewhere.
_LOCAL: Final = "local"
#: Failures that lie with the engine that was asked, not in the document.
_OF_THE_ENGINE: Final = (
    CONTENT_CODES | PASSING_CODES | SETTING_CODES | {"nothing_analyzed", "invalid_request"}
)


def other_engine(session: Session) -> str | None:
    """The engine that can analyse a document which failed for its own engine's sake; None where
    another engine does not help."""
    if session.status is not SessionStatus.FAILED or session.engine == _LOCAL:
        return None
    failed = session.error.code if session.error else ""
    return _LOCAL if failed in _OF_THE_ENGINE else None


class ControlAnalysis:
    """Cancel what runs, retry what ended badly.

    Args:
        engines: names of the engines that can be asked for.
    """

    def __init__(
        self, stores: Stores, board: StatusBoard, queue: JobQueue, engines: Collection[str]
    ) -> None:
        self._stores = stores
        self._board = board
        self._queue = queue
        self._engines = engines

    def cancel(self, actor: Actor, session_id: str) -> Session:
        """Stop the analysis. A waiting one ends at once; of a running one the process is ended,
        or where that is not possible, it stops at its next step. Asking again does no harm.

        Raises:
            NotFound: not the actor's session.
            Conflict: it has ended already.
        """
        session = find_own_session(self._stores.sessions, actor, session_id)
        flagged = self._stores.sessions.request_cancel(session_id)
        if flagged is None:
            raise _ended(self._stores.sessions.get(session_id) or session)
        if not session.cancel_requested:
            self._record(actor, "document.cancel", session_id)
        return self._stop(flagged)

    def _stop(self, session: Session) -> Session:
        for _ in range(_TRIES):
            cancelled = self._stores.sessions.update(
                session.id,
                attempt=session.attempt,
                statuses=(SessionStatus.PENDING,),
                changes={"status": SessionStatus.CANCELLED, "finished_at": utcnow()},
            )
            # It may have begun, or been taken up anew, since it was read.
            session = cancelled or self._stores.sessions.get(session.id) or session
            if session.status is not SessionStatus.PENDING:
                break
        try:
            self._board.request_cancel(session.id, session.attempt)
            if session.status is SessionStatus.CANCELLED:
                self._queue.forget(session.id, session.attempt)
                self._board.write(status_of(session), attempt=session.attempt)
            elif session.status is SessionStatus.PROCESSING:
                self._queue.stop(session.id, session.attempt)
        except Unavailable:
            log.warning("session %s: cancel is noted in the store, Redis is away", session.id)
        return session

    def retry(self, actor: Actor, session_id: str, *, engine: str | None = None) -> Session:
        """Analyse again; chunks that were answered before come from the cache.

        Args:
            engine: that analyses from now on, ``local`` or ``gemini``; None for the same as before.

        Raises:
            NotFound: not the actor's session.
            InvalidRequest: there is no such engine here.
            Conflict: it is still running, or there is no file to analyse.
        """
        session = find_own_session(self._stores.sessions, actor, session_id)
        chosen = chosen_engine(engine, self._engines, session.engine)
        renewed = begin_again(self._stores, self._board, self._queue, session, chosen)
        self._record(actor, "document.retry", session_id)
        return renewed

    def _record(self, actor: Actor, action: str, session_id: str) -> None:
        self._stores.accounts.record(
            AuditEvent(at=utcnow(), actor=actor.username, action=action, target=session_id)
        )


def begin_again(
    stores: Stores,
    board: StatusBoard,
    queue: JobQueue,
    session: Session,
    engine: str | None = None,
) -> Session:
    """A new run of an analysis that has ended, before what else of its owner waits; by its own
    engine for None.

    Raises:
        Conflict: it is still running, or there is no file to analyse.
    """
    if session.status.finished and not stores.files.exists(session.id):
        raise Conflict(
            "This document was not taken, so there is nothing to analyse. Hand it in on its "
            "own once what it was refused for is mended."
        )
    renewed = stores.sessions.update(
        session.id,
        attempt=session.attempt,
        statuses=(SessionStatus.FAILED, SessionStatus.CANCELLED, SessionStatus.COMPLETED),
        changes={
            "status": SessionStatus.PENDING,
            "stage": Stage.QUEUED,
            "progress": 0,
            "attempt": session.attempt + 1,
            "engine": engine or session.engine,
            "stalled_attempts": 0,
            "reached": 0,
            "reached_before": 0,
            "cancel_requested": False,
            "dismissed": False,
            "error": None,
            "usage": None,
            "failed_chunks": 0,
            "finished_at": None,
        },
    )
    if renewed is None:
        raise Conflict("The analysis is still running. Cancel it first, or wait.")
    try:
        board.begin_again(session.id)
        board.write(status_of(renewed), attempt=renewed.attempt, reset=True)
        queue.enqueue(renewed, Turn.NEXT)
    except Unavailable:
        log.warning("session %s: stored but not queued, reconcile will do it", session.id)
    return renewed


def _ended(session: Session) -> Conflict:
    if session.status is SessionStatus.CANCELLED:
        return Conflict("The analysis was cancelled already.")
    return Conflict(f"The analysis has already ended ({session.status.value}).")
