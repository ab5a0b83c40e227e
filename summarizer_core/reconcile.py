"""``Reconciler``, the one way back from every loss."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final

import redis

from summarizer_core import keys
from summarizer_core.errors import Unavailable
from summarizer_core.lanes import Turn
from summarizer_core.models import (
    ErrorInfo,
    FocusRequest,
    FocusState,
    FocusStatus,
    Session,
    SessionStatus,
    Stage,
    utcnow,
)
from summarizer_core.queue import (
    JobQueue,
    focus_work_id,
    job_id_for,
    parse_focus_work_id,
    parse_job_id,
)
from summarizer_core.redis_client import redis_errors
from summarizer_core.status import STAGE_MESSAGE, Leases, StatusBoard, status_of
from summarizer_core.stores.base import ResultStore, SessionStore

log = logging.getLogger(__name__)

#: A document is set aside after this many attempts in a row without progress.
MAX_STALLED_ATTEMPTS: Final = 3

_UNFINISHED: Final = (SessionStatus.PENDING, SessionStatus.PROCESSING)


class Reconciler:
    """Re-enqueues each unfinished session that has neither a live lease nor a queue entry.

    The store is the truth; this recovers from a killed worker, a lost queue entry, a wiped Redis
    and a restart alike. It runs at start and every few seconds in the worker pool's parent, under
    a Redis lock, so that several pools do not do the work twice.
    """

    def __init__(
        self,
        client: redis.Redis,
        queue: JobQueue,
        leases: Leases,
        board: StatusBoard,
        sessions: SessionStore,
        results: ResultStore,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._queue = queue
        self._leases = leases
        self._board = board
        self._sessions = sessions
        self._results = results
        self._clock = clock
        self._strays: set[str] = set()

    def run(self, *, at_once: bool = False) -> int:
        """One pass; returns how many sessions and focus requests were re-enqueued, set aside or
        found cancelled.

        Args:
            at_once: no worker runs, so leases are void and nobody stands between queue and lease.
        """
        with redis_errors():
            if at_once:
                self._client.delete(keys.reconcile_lock())  # of a process that is gone
            lock = self._client.lock(keys.reconcile_lock(), timeout=keys.RECONCILE_LOCK_TTL)
            if not lock.acquire(blocking=False):
                return 0
        try:
            return self._pass(at_once=at_once)
        finally:
            try:
                lock.release()
            except redis.RedisError:
                log.debug("reconcile lock ran out before its release")

    def recover_now(self, session_id: str, attempt: int) -> bool:
        """Recover one session whose process is known to be gone, if it is still at ``attempt``."""
        focus = parse_focus_work_id(session_id)
        if focus is not None:
            return self._recover_focus_now(*focus, attempt)
        session = self._sessions.get(session_id)
        if session is None or session.status.finished or session.attempt != attempt:
            self._queue.forget(session_id, attempt)
            return False
        return self._recover(session, waiting=False, at_once=True)

    def _pass(self, *, at_once: bool) -> int:
        let_through = self._queue.let_through()  # first: what ends meanwhile is no stray
        unfinished = self._sessions.unfinished()
        requests = {
            focus_work_id(request.session_id, request.focus_id): request
            for request in self._results.unsettled_focus()
        }
        waiting = self._queue.waiting().ids()
        held = self._leases.holders([*requests, *(session.id for session in unfinished)])
        recovered = 0
        for session in unfinished:
            if session.id in held and not at_once:
                continue
            is_waiting = job_id_for(session.id, session.attempt) in waiting
            recovered += self._recover(
                session, waiting=is_waiting, at_once=at_once, excused=at_once
            )
        for work_id, request in requests.items():
            if work_id in held and not at_once:
                continue
            is_waiting = job_id_for(work_id, request.attempt) in waiting
            recovered += self._recover_focus(
                request, waiting=is_waiting, at_once=at_once, excused=at_once
            )
        known = {job_id_for(s.id, s.attempt) for s in unfinished}
        known |= {job_id_for(work_id, request.attempt) for work_id, request in requests.items()}
        self._free_strays(let_through - known)
        self._queue.open_lanes()
        return recovered

    def _free_strays(self, strays: set[str]) -> None:
        """Slots of jobs whose session has ended or gone on. Seen twice, they are leaks: a job
        that just ended frees its own."""
        for job_id in strays & self._strays:
            log.info("job %s held a place in the queue for nothing", job_id)
            self._queue.forget(*parse_job_id(job_id))
        self._strays = strays

    def _recover(
        self, session: Session, *, waiting: bool, at_once: bool, excused: bool = False
    ) -> bool:
        if at_once:
            self._leases.revoke(session.id, session.attempt)
        if session.cancel_requested:
            return self._finish_cancelled(session)
        if waiting or not (at_once or self._is_overdue(session.id, session.attempt)):
            return False
        if session.status is SessionStatus.PENDING:
            return self._requeue_pending(session)
        if excused:  # it ended with the whole app, not because of its document
            self._leases.excuse(session.id, session.attempt)
        return self._next_attempt(session)

    def _is_overdue(self, work_id: str, attempt: int) -> bool:
        """Between pop and lease a job is in neither place for a moment: wait and look again."""
        key = keys.suspect(work_id, attempt)
        now = self._clock()
        with redis_errors():
            if self._client.set(key, now, nx=True, ex=keys.SUSPECT_TTL):
                return False
            first_seen: Any = self._client.get(key)
        return first_seen is not None and now - float(first_seen) >= keys.SUSPECT_AFTER

    def _finish_cancelled(self, session: Session) -> bool:
        cancelled = self._sessions.update(
            session.id,
            attempt=session.attempt,
            statuses=_UNFINISHED,
            changes={"status": SessionStatus.CANCELLED, "finished_at": utcnow()},
        )
        self._queue.forget(session.id, session.attempt)
        return self._publish(cancelled)

    def _requeue_pending(self, session: Session) -> bool:
        # Its job never began: same attempt, but RQ may still hold a dead job of that name.
        if not self._queue.enqueue(session, Turn.IN_ORDER, replace=True):
            return False
        log.info("session %s: queue entry was lost, queued again", session.id)
        return self._publish(session)

    def _next_attempt(self, session: Session) -> bool:
        stalled = self._stalled_attempts(session)
        if stalled >= MAX_STALLED_ATTEMPTS:
            return self._set_aside(session)
        renewed = self._sessions.update(
            session.id,
            attempt=session.attempt,
            statuses=_UNFINISHED,
            changes={
                "status": SessionStatus.PENDING,
                "stage": Stage.QUEUED,
                "attempt": session.attempt + 1,
                "stalled_attempts": stalled,
                "reached_before": session.reached,
            },
        )
        if renewed is None:
            return False
        self._queue.forget(session.id, session.attempt)
        self._queue.enqueue(renewed, Turn.RESUMED)
        log.warning("session %s: attempt %d was lost, queued again", session.id, session.attempt)
        return self._publish(renewed)

    def _stalled_attempts(self, session: Session) -> int:
        if session.reached > session.reached_before:
            self._leases.forget_excuses(session.id)
            return 0
        if self._leases.is_excused(session.id, session.attempt):
            return session.stalled_attempts
        return session.stalled_attempts + 1

    def _set_aside(self, session: Session) -> bool:
        failed = self._sessions.update(
            session.id,
            attempt=session.attempt,
            statuses=_UNFINISHED,
            changes={
                "status": SessionStatus.FAILED,
                "finished_at": utcnow(),
                "error": ErrorInfo(
                    code="set_aside",
                    message=(
                        f"The analysis stopped {MAX_STALLED_ATTEMPTS} times at the same place "
                        f"({STAGE_MESSAGE[session.stage].lower()}), so the document was set "
                        "aside. Try again, or upload it in another format."
                    ),
                ),
            },
        )
        self._queue.forget(session.id, session.attempt)
        log.error("session %s: set aside after %d attempts", session.id, MAX_STALLED_ATTEMPTS)
        return self._publish(failed)

    def _publish(self, session: Session | None) -> bool:
        if session is None:
            return False
        try:
            self._board.write(status_of(session), attempt=session.attempt)
        except Unavailable:
            log.debug("status of %s not published: Redis is away", session.id)
        return True

    # -- focus requests ------------------------------------------------------------------------

    def _recover_focus_now(self, session_id: str, focus_id: str, attempt: int) -> bool:
        request = self._results.focus(session_id, focus_id)
        if request is None or request.state is FocusState.SETTLED or request.attempt != attempt:
            self._queue.forget(focus_work_id(session_id, focus_id), attempt)
            return False
        return self._recover_focus(request, waiting=False, at_once=True)

    def _recover_focus(
        self, request: FocusRequest, *, waiting: bool, at_once: bool, excused: bool = False
    ) -> bool:
        work_id = focus_work_id(request.session_id, request.focus_id)
        if at_once:
            self._leases.revoke(work_id, request.attempt)
        if waiting or not (at_once or self._is_overdue(work_id, request.attempt)):
            return False
        if request.state is FocusState.WAITING:  # its job never began
            return self._queue.enqueue_focus(request, replace=True)
        if excused:
            self._leases.excuse(work_id, request.attempt)
        tries = request.tries + (not self._leases.is_excused(work_id, request.attempt))
        if tries > MAX_STALLED_ATTEMPTS:
            return self._set_focus_aside(request)
        changes = {"state": FocusState.WAITING, "attempt": request.attempt + 1, "tries": tries}
        renewed = self._change_focus(request, changes)
        if renewed is None:
            return False
        self._queue.forget(work_id, request.attempt)
        self._queue.enqueue_focus(renewed, Turn.RESUMED)
        log.warning("%s: attempt %d was lost, queued again", work_id, request.attempt)
        return True

    def _set_focus_aside(self, request: FocusRequest) -> bool:
        work_id = focus_work_id(request.session_id, request.focus_id)
        message = f"The work on the answer broke off {MAX_STALLED_ATTEMPTS} times. Ask again later."
        answer = request.answer.model_copy(update={"status": FocusStatus.FAILED, "answer": message})
        failed = self._change_focus(request, {"state": FocusState.SETTLED, "answer": answer})
        self._queue.forget(work_id, request.attempt)
        log.error("%s: set aside after %d attempts", work_id, MAX_STALLED_ATTEMPTS)
        return failed is not None

    def _change_focus(self, request: FocusRequest, changes: dict[str, Any]) -> FocusRequest | None:
        return self._results.update_focus(
            request.session_id,
            request.focus_id,
            attempt=request.attempt,
            states=(FocusState.WAITING, FocusState.RUNNING),
            changes=changes,
        )
