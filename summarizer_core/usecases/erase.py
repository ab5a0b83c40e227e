"""Erasing a document."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from summarizer_core.errors import Unavailable
from summarizer_core.models import Actor, AuditEvent, Session, SessionStatus, utcnow
from summarizer_core.queue import JobQueue, focus_work_id
from summarizer_core.status import StatusBoard
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.access import find_own_session

log = logging.getLogger(__name__)

_EXPIRE_AT_ONCE: Final = 100
_FINISHED: Final = tuple(status for status in SessionStatus if status.finished)


class EraseDocument:
    """Removes a document and everything derived from it."""

    def __init__(self, stores: Stores, board: StatusBoard, queue: JobQueue) -> None:
        self._stores = stores
        self._board = board
        self._queue = queue

    def __call__(self, actor: Actor, session_id: str) -> dict[str, bool | int | str]:
        """Erase; returns a receipt that lists what was removed. Raises ``NotFound``.

        What an engine said of its chunks stays in the cache until it expires
        (``CHUNK_CACHE_TTL``): other documents may have the same clauses.
        """
        return self._remove(
            find_own_session(self._stores.sessions, actor, session_id), actor.username
        )

    def expire(self, days: int) -> int:
        """Erase documents that were uploaded more than ``days`` days ago and are not being worked
        on; returns how many."""
        limit = utcnow() - timedelta(days=days)
        count = 0
        while page := self._stores.sessions.list(
            owner=None, limit=_EXPIRE_AT_ONCE, statuses=_FINISHED, created_before=limit
        ).items:
            for session in page:
                self._remove(session, "retention")
                count += 1
        return count

    def _remove(self, session: Session, who: str) -> dict[str, bool | int | str]:
        session_id = session.id
        asked = [
            request
            for request in self._stores.results.unsettled_focus()
            if request.session_id == session_id
        ]
        had_result = self._stores.results.result(session_id) is not None
        # The session goes first: a job that still runs can then write nothing more.
        existed = self._stores.sessions.delete(session_id)
        had_file = self._stores.files.delete(session_id)
        status_keys = 0
        try:
            if session.status is SessionStatus.PROCESSING:
                self._queue.stop(session_id, session.attempt)
            self._queue.forget(session_id, session.attempt)
            for request in asked:
                work_id = focus_work_id(session_id, request.focus_id)
                self._queue.stop(work_id, request.attempt)
                self._queue.forget(work_id, request.attempt)
            status_keys = self._board.delete(session_id)
        except Unavailable:
            log.warning("session %s: erased; its status keys expire by themselves", session_id)
        self._stores.accounts.record(
            AuditEvent(at=utcnow(), actor=who, action="document.erase", target=session_id)
        )
        return {
            "session_id": session_id,
            "session": existed,
            "file": had_file,
            "result": had_result,
            "status_keys": status_keys,
        }
