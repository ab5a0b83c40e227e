"""Administration of the queue: figures, failed documents, purging."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from summarizer_core.accounts.permissions import Permission, may, require
from summarizer_core.errors import (
    PASSING_CODES,
    SETTING_CODES,
    Conflict,
    NotFound,
    Unavailable,
)
from summarizer_core.models import Actor, AuditEvent, Session, SessionStatus, utcnow
from summarizer_core.queue import JobQueue, OwnerDepth, QueueStats, RunningJob, WorkerFigures
from summarizer_core.status import StatusBoard, status_of
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.control import begin_again

log = logging.getLogger(__name__)

#: Failures whose cause may be gone, so that the same document can succeed. Of the others, those of
#: ``SETTING_CODES`` wait for an administrator, and the rest lie in the document itself: it fails
#: again until its owner mends it.
RETRY_HELPS: Final = frozenset(
    {
        "set_aside",
        "internal_error",
        "nothing_analyzed",
        "invalid_request",  # the engine was not available
        "unavailable",
        "too_slow",
        "converter_missing",
        *PASSING_CODES,
    }
)
_FAILED: Final = (SessionStatus.FAILED,)
_PAGE: Final = 200


@dataclass(frozen=True)
class FailedJob:
    """A document whose analysis failed.

    ``filename`` is None for those who may not read other people's documents; ``retry_helps`` tells
    whether the cause may be gone, or lies in the document; ``setting`` that it lies in a setting or
    in the account with the engine's provider, so that a retry helps once that is mended.
    """

    session_id: str
    owner: str
    filename: str | None
    code: str
    reason: str
    attempts: int
    uploaded_at: datetime
    failed_at: datetime | None
    retry_helps: bool
    setting: bool = False


@dataclass(frozen=True)
class FailedJobs:
    """A page of the list, latest upload first; ``next_cursor`` is None on the last one."""

    items: Sequence[FailedJob]
    next_cursor: str | None


@dataclass(frozen=True)
class Retried:
    """``retried`` were queued again, ``left`` are those that a retry does not help."""

    retried: int
    left: int


class AdministerQueue:
    """What administrators see of the queue and do with it. They see ids, owners and reasons; file
    names only where their roles let them read the documents. All changes are audited."""

    def __init__(self, stores: Stores, board: StatusBoard, queue: JobQueue) -> None:
        self._stores = stores
        self._board = board
        self._queue = queue

    def stats(self, actor: Actor) -> QueueStats:
        """Depth by owner, running documents, workers. Raises ``Forbidden``, ``Unavailable``."""
        require(actor, Permission.ADMINISTER)
        stats = self._queue.stats()
        unfinished = self._stores.sessions.unfinished()
        at_work = {(w.current_session, w.current_attempt): w for w in stats.workers}
        running = [
            _running(actor, session, at_work.get((session.id, session.attempt)))
            for session in unfinished
            if session.status is SessionStatus.PROCESSING
        ]
        running.sort(key=lambda job: -(job.age_seconds or 0))
        return replace(
            stats,
            started=len(running),
            failed=self._stores.sessions.count(statuses=_FAILED, dismissed=False),
            owners=_owners(unfinished),
            running=running,
        )

    def failed(self, actor: Actor, *, limit: int = 50, cursor: str | None = None) -> FailedJobs:
        """Documents that failed and were not dropped from this list.

        Raises:
            Forbidden: the actor is no administrator.
            InvalidRequest: the cursor did not come from here.
        """
        require(actor, Permission.ADMINISTER)
        page = self._stores.sessions.list(
            owner=None,
            limit=max(1, min(limit, _PAGE)),
            cursor=cursor,
            statuses=_FAILED,
            dismissed=False,
        )
        return FailedJobs([_failed(actor, item) for item in page.items], page.next_cursor)

    def retry(self, actor: Actor, session_id: str) -> Session:
        """Analyse a failed document again.

        Raises:
            Forbidden: the actor is no administrator.
            NotFound: there is no such document on the list.
            Conflict: it was refused when it was handed in, so there is no file.
        """
        renewed = begin_again(
            self._stores, self._board, self._queue, self._find_failed(actor, session_id)
        )
        self._record(actor, "queue.retry", session_id)
        return renewed

    def retry_failed(self, actor: Actor, *, mended: bool = False) -> Retried:
        """Analyse all failed documents again whose failure a retry can help.

        Args:
            mended: also those that failed for a setting, which has been mended since.

        Raises ``Forbidden``, ``Unavailable``.
        """
        require(actor, Permission.ADMINISTER)
        self._queue.check()
        retried = left = 0
        for session in list(self._all_failed()):
            try:
                if _retry_helps(session) or (mended and _lies_in_a_setting(session)):
                    begin_again(self._stores, self._board, self._queue, session)
                    retried += 1
                else:
                    left += 1
            except Conflict:  # its file is gone, or its owner was faster
                left += 1
        self._record(actor, "queue.retry_failed", "", f"{retried} queued, {left} left")
        return Retried(retried, left)

    def drop(self, actor: Actor, session_id: str) -> None:
        """Take a failed document off the list. Its owner still sees it as failed, and a retry that
        fails brings it back. Raises ``Forbidden``, ``NotFound``."""
        session = self._find_failed(actor, session_id)
        dropped = self._stores.sessions.update(
            session_id, attempt=session.attempt, statuses=_FAILED, changes={"dismissed": True}
        )
        if dropped is None:
            raise _not_listed()
        self._record(actor, "queue.drop", session_id)

    def purge(self, actor: Actor) -> int:
        """Cancel all documents that wait; returns how many. Running ones go on, and owners can
        retry what was cancelled. Raises ``Forbidden``, ``Unavailable``."""
        require(actor, Permission.ADMINISTER)
        self._queue.check()
        purged = 0
        for session in self._stores.sessions.unfinished():
            if session.status is SessionStatus.PENDING:
                purged += self._cancel_waiting(session)
        self._record(actor, "queue.purge", "", f"{purged} cancelled")
        return purged

    def _cancel_waiting(self, session: Session) -> bool:
        cancelled = self._stores.sessions.update(
            session.id,
            attempt=session.attempt,
            statuses=(SessionStatus.PENDING,),
            changes={"status": SessionStatus.CANCELLED, "finished_at": utcnow()},
        )
        if cancelled is None:  # it has begun
            return False
        try:
            self._queue.forget(session.id, session.attempt)
            self._board.write(status_of(cancelled), attempt=cancelled.attempt)
        except Unavailable:
            log.warning("session %s: cancelled in the store, Redis is away", session.id)
        return True

    def _all_failed(self) -> Iterator[Session]:
        cursor = None
        while True:
            page = self._stores.sessions.list(
                owner=None, limit=_PAGE, cursor=cursor, statuses=_FAILED, dismissed=False
            )
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def _find_failed(self, actor: Actor, session_id: str) -> Session:
        require(actor, Permission.ADMINISTER)
        session = self._stores.sessions.get(session_id)
        if session is None or session.status is not SessionStatus.FAILED or session.dismissed:
            raise _not_listed()
        return session

    def _record(self, actor: Actor, action: str, target: str, detail: str = "") -> None:
        self._stores.accounts.record(
            AuditEvent(
                at=utcnow(), actor=actor.username, action=action, target=target, detail=detail
            )
        )


def _not_listed() -> NotFound:
    return NotFound("There is no document with this id on the list of failed ones.")


def _visible_name(actor: Actor, session: Session) -> str | None:
    own = session.owner == actor.username
    return session.filename if own or may(actor, Permission.READ_ALL) else None


def _retry_helps(session: Session) -> bool:
    return session.error is None or session.error.code in RETRY_HELPS


def _lies_in_a_setting(session: Session) -> bool:
    return session.error is not None and session.error.code in SETTING_CODES


def _failed(actor: Actor, session: Session) -> FailedJob:
    error = session.error
    return FailedJob(
        session_id=session.id,
        owner=session.owner,
        filename=_visible_name(actor, session),
        code=error.code if error else "unknown",
        reason=error.message if error else "The reason was not recorded.",
        attempts=session.attempt,
        uploaded_at=session.created_at,
        failed_at=session.finished_at,
        retry_helps=_retry_helps(session),
        setting=_lies_in_a_setting(session),
    )


def _running(actor: Actor, session: Session, worker: WorkerFigures | None) -> RunningJob:
    since = worker.working_since if worker else None
    return RunningJob(
        session_id=session.id,
        owner=session.owner,
        filename=_visible_name(actor, session),
        attempt=session.attempt,
        stage=session.stage,
        progress=session.progress,
        age_seconds=max(int((utcnow() - since).total_seconds()), 0) if since else None,
        worker=worker.name if worker else None,
    )


def _owners(unfinished: Sequence[Session]) -> list[OwnerDepth]:
    waiting = Counter(s.owner for s in unfinished if s.status is SessionStatus.PENDING)
    running = Counter(s.owner for s in unfinished if s.status is SessionStatus.PROCESSING)
    names = sorted(waiting.keys() | running.keys(), key=lambda name: (-waiting[name], name))
    return [OwnerDepth(name, waiting[name], running[name]) for name in names]
