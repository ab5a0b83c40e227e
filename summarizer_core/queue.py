"""RQ adapter: enqueue, cancel, figures, and ``Reconciler``, the one way back from every loss."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

import redis
from rq import Queue
from rq.exceptions import DuplicateJobError, InvalidJobOperation, NoSuchJobError
from rq.job import Job
from rq.registry import FailedJobRegistry, StartedJobRegistry
from rq.serializers import JSONSerializer
from rq.worker import Worker

from summarizer_core import keys
from summarizer_core.errors import Unavailable
from summarizer_core.models import ErrorInfo, Session, SessionStatus, Stage, utcnow
from summarizer_core.redis_client import redis_errors
from summarizer_core.status import Leases, StatusBoard, status_of
from summarizer_core.stores.base import SessionStore

log = logging.getLogger(__name__)

#: What workers run; a dotted name, so that enqueuing imports neither jobs nor engines.
JOB_FUNCTION: Final = "summarizer_core.jobs.run"

#: A document is set aside after this many attempts in a row without progress.
MAX_STALLED_ATTEMPTS: Final = 3

_UNFINISHED: Final = (SessionStatus.PENDING, SessionStatus.PROCESSING)
_RESULT_TTL: Final = 300
_FAILURE_TTL: Final = 7 * 86_400


def job_id_for(session_id: str, attempt: int) -> str:
    return f"{session_id}-{attempt}"


def parse_job_id(job_id: str) -> tuple[str, int]:
    """Session id and attempt of a job id."""
    session_id, _, attempt = job_id.rpartition("-")
    return session_id, int(attempt)


@dataclass(frozen=True)
class WorkerFigures:
    name: str
    state: str
    pid: int | None
    host: str | None
    current_session: str | None
    completed: int
    failed: int
    last_heartbeat: datetime | None


@dataclass(frozen=True)
class QueueStats:
    queued: int
    started: int
    failed: int
    workers: Sequence[WorkerFigures]


class JobQueue:
    """The queue of analysis jobs. Arguments are ids only; the serializer is JSON."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client
        self._queue = Queue(keys.QUEUE_NAME, connection=client, serializer=JSONSerializer)

    def check(self) -> None:
        """Raises ``Unavailable`` when Redis is away."""
        with redis_errors():
            self._client.ping()

    def enqueue(self, session_id: str, attempt: int, *, at_front: bool = False) -> bool:
        """Queue an attempt; False when it is queued already. Raises ``Unavailable``."""
        with redis_errors():
            try:
                self._queue.enqueue_call(
                    JOB_FUNCTION,
                    args=(session_id, attempt),
                    # Time without progress is what counts, and the job watches that itself.
                    timeout=-1,
                    result_ttl=_RESULT_TTL,
                    failure_ttl=_FAILURE_TTL,
                    job_id=job_id_for(session_id, attempt),
                    description=f"analyse {session_id} (attempt {attempt})",
                    at_front=at_front,
                    unique=True,
                )
            except DuplicateJobError:
                return False
        return True

    def is_waiting(self, session_id: str, attempt: int) -> bool:
        """Whether the attempt stands in the queue."""
        with redis_errors():
            position: Any = self._client.lpos(self._queue.key, job_id_for(session_id, attempt))
        return position is not None

    def forget(self, session_id: str, attempt: int) -> None:
        """Remove an attempt's job, wherever RQ keeps it."""
        with redis_errors():
            try:
                job = Job.fetch(
                    job_id_for(session_id, attempt), self._client, serializer=JSONSerializer
                )
                job.delete()
            except (NoSuchJobError, InvalidJobOperation):
                pass

    def position(self, session_id: str, attempt: int) -> int | None:
        """How many places from the front, counting from 1; None when not waiting."""
        with redis_errors():
            place: Any = self._client.lpos(self._queue.key, job_id_for(session_id, attempt))
        return None if place is None else int(place) + 1

    def stats(self) -> QueueStats:
        """Figures for admins. Raises ``Unavailable``."""
        with redis_errors():
            workers = Worker.all(queue=self._queue, serializer=JSONSerializer)
            return QueueStats(
                queued=self._queue.count,
                started=len(StartedJobRegistry(queue=self._queue).get_job_ids(cleanup=False)),
                failed=len(FailedJobRegistry(queue=self._queue).get_job_ids(cleanup=False)),
                workers=[self._figures(cast(Worker, worker)) for worker in workers],
            )

    @staticmethod
    def _figures(worker: Worker) -> WorkerFigures:
        job_id = worker.get_current_job_id()
        return WorkerFigures(
            name=worker.name,
            state=str(worker.get_state()),
            pid=worker.pid,
            host=worker.hostname,
            current_session=parse_job_id(job_id)[0] if job_id else None,
            completed=worker.successful_job_count,
            failed=worker.failed_job_count,
            last_heartbeat=worker.last_heartbeat,
        )


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
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._queue = queue
        self._leases = leases
        self._board = board
        self._sessions = sessions
        self._clock = clock

    def run(self, *, at_once: bool = False) -> int:
        """One pass; returns how many sessions were re-enqueued or set aside.

        Args:
            at_once: no worker runs, so leases are void and nobody stands between queue and lease.
        """
        with redis_errors():
            lock = self._client.lock(keys.reconcile_lock(), timeout=keys.RECONCILE_LOCK_TTL)
            if not lock.acquire(blocking=False):
                return 0
        try:
            return sum(
                self._recover(session, at_once=at_once) for session in self._sessions.unfinished()
            )
        finally:
            try:
                lock.release()
            except redis.RedisError:
                log.debug("reconcile lock ran out before its release")

    def recover_now(self, session_id: str) -> bool:
        """Recover one session whose worker is known to be gone."""
        session = self._sessions.get(session_id)
        return bool(
            session and not session.status.finished and self._recover(session, at_once=True)
        )

    def _recover(self, session: Session, *, at_once: bool) -> bool:
        holder = self._leases.holder(session.id)
        if holder is not None:
            if not at_once:
                return False
            self._leases.release(session.id, holder)
        if self._queue.is_waiting(session.id, session.attempt):
            return False
        if session.cancel_requested:
            return self._finish_cancelled(session)
        if not at_once and not self._is_overdue(session):
            return False
        if session.status is SessionStatus.PENDING:
            return self._requeue_pending(session)
        return self._next_attempt(session)

    def _is_overdue(self, session: Session) -> bool:
        """Between pop and lease a job is in neither place for a moment: wait and look again."""
        key = keys.suspect(session.id, session.attempt)
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
        return self._publish(cancelled)

    def _requeue_pending(self, session: Session) -> bool:
        # Its job never began: same attempt, but RQ may still hold a dead job of that name.
        self._queue.forget(session.id, session.attempt)
        if not self._queue.enqueue(session.id, session.attempt):
            return False
        log.info("session %s: queue entry was lost, queued again", session.id)
        return self._publish(session)

    def _next_attempt(self, session: Session) -> bool:
        stalled = 0 if session.reached > session.reached_before else session.stalled_attempts + 1
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
        self._queue.enqueue(renewed.id, renewed.attempt, at_front=True)
        log.warning("session %s: attempt %d was lost, queued again", session.id, session.attempt)
        return self._publish(renewed)

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
                        f"The analysis stopped {MAX_STALLED_ATTEMPTS} times at the same place, so "
                        "the document was set aside. Try again, or upload it in another format."
                    ),
                ),
            },
        )
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
