"""Erasing a document."""

from __future__ import annotations

import logging

from summarizer_core.errors import NotFound, Unavailable
from summarizer_core.models import Actor, AuditEvent, utcnow
from summarizer_core.queue import JobQueue
from summarizer_core.status import StatusBoard
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.access import find_own_session

log = logging.getLogger(__name__)


class EraseDocument:
    """Removes a document and everything derived from it."""

    def __init__(self, stores: Stores, board: StatusBoard, queue: JobQueue) -> None:
        self._stores = stores
        self._board = board
        self._queue = queue

    def __call__(self, actor: Actor, session_id: str) -> dict[str, bool | int | str]:
        """Erase; returns a receipt that lists what was removed. Raises ``NotFound``.

        Results of single chunks stay in the cache until they expire: they carry no document.
        """
        session = find_own_session(self._stores.sessions, actor, session_id)
        had_result = self._stores.results.result(session_id) is not None
        # The session goes first: a job that still runs can then write nothing more.
        existed = self._stores.sessions.delete(session_id)
        if not existed:
            raise NotFound("There is no document of yours with this id.")
        had_file = self._stores.files.delete(session_id)
        status_keys = 0
        try:
            self._board.request_cancel(session_id)
            self._queue.forget(session_id, session.attempt)
            status_keys = self._board.delete(session_id)
        except Unavailable:
            log.warning("session %s: erased; its status keys expire by themselves", session_id)
        self._stores.accounts.record(
            AuditEvent(
                at=utcnow(), actor=actor.username, action="document.erase", target=session_id
            )
        )
        return {
            "session_id": session_id,
            "session": existed,
            "file": had_file,
            "result": had_result,
            "status_keys": status_keys,
        }
