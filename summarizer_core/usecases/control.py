"""Cancelling and retrying."""

from __future__ import annotations

import logging

from summarizer_core.errors import Conflict, Unavailable
from summarizer_core.models import Actor, AuditEvent, Session, SessionStatus, Stage, utcnow
from summarizer_core.queue import JobQueue
from summarizer_core.status import StatusBoard, status_of
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.access import find_own_session

log = logging.getLogger(__name__)


class ControlAnalysis:
    """Cancel what runs, retry what ended badly."""

    def __init__(self, stores: Stores, board: StatusBoard, queue: JobQueue) -> None:
        self._stores = stores
        self._board = board
        self._queue = queue

    def cancel(self, actor: Actor, session_id: str) -> Session:
        """Stop the analysis. A waiting one ends at once, a running one at its next step.

        Raises:
            NotFound: not the actor's session.
            Conflict: it has ended already.
        """
        session = find_own_session(self._stores.sessions, actor, session_id)
        flagged = self._stores.sessions.request_cancel(session_id)
        if flagged is None:
            raise Conflict(f"The analysis has already ended ({session.status.value}).")
        self._record(actor, "document.cancel", session_id)
        if flagged.status is SessionStatus.PENDING:
            cancelled = self._stores.sessions.update(
                session_id,
                attempt=flagged.attempt,
                statuses=(SessionStatus.PENDING,),
                changes={"status": SessionStatus.CANCELLED, "finished_at": utcnow()},
            )
            if cancelled is not None:
                flagged = cancelled
        try:
            self._board.request_cancel(session_id)
            if flagged.status is SessionStatus.CANCELLED:
                self._queue.forget(session_id, flagged.attempt)
                self._board.write(status_of(flagged), attempt=flagged.attempt)
        except Unavailable:
            log.warning("session %s: cancel is noted in the store, Redis is away", session_id)
        return flagged

    def retry(self, actor: Actor, session_id: str) -> Session:
        """Analyse again; chunks that were answered before come from the cache.

        Raises:
            NotFound: not the actor's session.
            Conflict: it is still running, or there is no file to analyse.
        """
        session = find_own_session(self._stores.sessions, actor, session_id)
        if session.status.finished and not self._stores.files.exists(session_id):
            raise Conflict(
                "This document was not taken, so there is nothing to analyse. Hand it in on its "
                "own once what it was refused for is mended."
            )
        renewed = self._stores.sessions.update(
            session_id,
            attempt=session.attempt,
            statuses=(SessionStatus.FAILED, SessionStatus.CANCELLED, SessionStatus.COMPLETED),
            changes={
                "status": SessionStatus.PENDING,
                "stage": Stage.QUEUED,
                "progress": 0,
                "attempt": session.attempt + 1,
                "stalled_attempts": 0,
                "reached": 0,
                "reached_before": 0,
                "cancel_requested": False,
                "error": None,
                "finished_at": None,
            },
        )
        if renewed is None:
            raise Conflict("The analysis is still running. Cancel it first, or wait.")
        self._record(actor, "document.retry", session_id)
        try:
            self._board.clear_cancel(session_id)
            self._board.write(status_of(renewed), attempt=renewed.attempt, reset=True)
            self._queue.enqueue(renewed.id, renewed.attempt)
        except Unavailable:
            log.warning("session %s: stored but not queued, reconcile will do it", session_id)
        return renewed

    def _record(self, actor: Actor, action: str, session_id: str) -> None:
        self._stores.accounts.record(
            AuditEvent(at=utcnow(), actor=actor.username, action=action, target=session_id)
        )
