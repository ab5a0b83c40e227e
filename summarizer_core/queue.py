"""RQ adapter: enqueue, stop, forget, figures. ``lanes`` decides who stands in the queue."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import redis
from rq import Queue, worker_registration
from rq.command import PUBSUB_CHANNEL_TEMPLATE
from rq.defaults import RQ_KEY_PREFIX
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.utils import utcparse

from summarizer_core import keys
from summarizer_core.lanes import Lanes, Turn, Waiting
from summarizer_core.models import FocusRequest, Session, Stage, utcnow
from summarizer_core.redis_client import redis_errors

log = logging.getLogger(__name__)

#: What workers run; a dotted name, so that enqueuing imports neither jobs nor engines.
JOB_FUNCTION: Final = "summarizer_core.jobs.run"

FOCUS_FUNCTION: Final = "summarizer_core.focus_job.run"

_FOCUS_MARK: Final = "-focus-"

#: Seconds that RQ keeps the hash of a job that ended. What became of it is in the store.
_RESULT_TTL: Final = 60
_FAILURE_TTL: Final = 300


def job_id_for(session_id: str, attempt: int) -> str:
    return f"{session_id}-{attempt}"


def parse_job_id(job_id: str) -> tuple[str, int]:
    """Session id and attempt of a job id."""
    session_id, _, attempt = job_id.rpartition("-")
    return session_id, int(attempt)


def focus_work_id(session_id: str, focus_id: str) -> str:
    """What stands for the session's id in the names of a focus request's jobs and leases, so that
    jobs of both kinds are recovered, stopped and counted alike."""
    return f"{session_id}{_FOCUS_MARK}{focus_id}"


def parse_focus_work_id(work_id: str) -> tuple[str, str] | None:
    """Session id and focus id; None when the work is the analysis of a document."""
    session_id, mark, focus_id = work_id.partition(_FOCUS_MARK)
    return (session_id, focus_id) if mark else None


@dataclass(frozen=True)
class WorkerFigures:
    """``current_session`` and ``current_attempt`` are what it works on since ``working_since``; for
    a focus request the former is its ``focus_work_id``."""

    name: str
    state: str
    pid: int | None
    host: str | None
    current_session: str | None
    current_attempt: int | None
    working_since: datetime | None
    completed: int
    failed: int
    last_heartbeat: datetime | None


@dataclass(frozen=True)
class OwnerDepth:
    """How many of an owner's documents wait for a worker, and how many are worked on."""

    owner: str
    waiting: int
    running: int


@dataclass(frozen=True)
class RunningJob:
    """A document that is worked on.

    ``filename`` is None for those who may not read other people's documents; ``age_seconds`` counts
    since a worker took it; ``worker`` is None while its worker is not known (yet, or any more).
    """

    session_id: str
    owner: str
    filename: str | None
    attempt: int
    stage: Stage
    progress: int
    age_seconds: int | None
    worker: str | None


@dataclass(frozen=True)
class QueueStats:
    """Figures for administrators.

    ``queued`` counts all that wait for a worker, ``held`` those of them that stand behind another
    document of their owner; ``started`` those that are worked on; ``failed`` the list of failed
    documents. ``owners`` begins with who waits most, ``running`` with what runs longest.
    """

    queued: int
    held: int
    started: int
    failed: int
    workers: Sequence[WorkerFigures]
    owners: Sequence[OwnerDepth] = ()
    running: Sequence[RunningJob] = ()


class JobQueue:
    """The queue of analysis jobs. Arguments are ids only; the serializer is JSON."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client
        self._queue = Queue(keys.QUEUE_NAME, connection=client, serializer=JSONSerializer)
        self._lanes = Lanes(client, self._queue)

    def check(self) -> None:
        """Raises ``Unavailable`` when Redis is away."""
        with redis_errors():
            self._client.ping()

    def enqueue(
        self, session: Session, turn: Turn = Turn.IN_ORDER, *, replace: bool = False
    ) -> bool:
        """Queue a session's attempt, or hold it back behind its owner's other ones; False when it
        is queued already, also by another process at the same moment. Raises ``Unavailable``.

        Args:
            replace: a job of the attempt that does not wait (any more) is dead; take its place.
        """
        job = self._queue.create_job(
            JOB_FUNCTION,
            args=(session.id, session.attempt),
            # Time without progress is what counts, and the job watches that itself.
            timeout=-1,
            result_ttl=_RESULT_TTL,
            failure_ttl=_FAILURE_TTL,
            job_id=job_id_for(session.id, session.attempt),
            description=f"analyse {session.id} (attempt {session.attempt})",
        )
        lane = keys.lane(session.owner, waited_for=turn is Turn.WAITED_FOR)
        return self._lanes.add(job, lane, uploaded=session.created_at, turn=turn, replace=replace)

    def enqueue_focus(
        self, request: FocusRequest, turn: Turn = Turn.WAITED_FOR, *, replace: bool = False
    ) -> bool:
        """``enqueue`` for an attempt at a focus request, in the lane of who asked."""
        work_id = focus_work_id(request.session_id, request.focus_id)
        job = self._queue.create_job(
            FOCUS_FUNCTION,
            args=(request.session_id, request.focus_id, request.attempt),
            timeout=-1,
            result_ttl=_RESULT_TTL,
            failure_ttl=_FAILURE_TTL,
            job_id=job_id_for(work_id, request.attempt),
            description=f"answer {work_id} (attempt {request.attempt})",
        )
        lane = keys.lane(request.asked_by, waited_for=turn is Turn.WAITED_FOR)
        asked = request.asked_at or utcnow()
        return self._lanes.add(job, lane, uploaded=asked, turn=turn, replace=replace)

    def open_lane(self, lane: str) -> int:
        """Let an owner's next job through, if there is room; returns how many. Call it when one of
        them started or ended. Raises ``Unavailable``."""
        return self._lanes.open(lane)

    def open_lanes(self) -> int:
        """``open_lane`` for all of them."""
        return self._lanes.open_all()

    def is_waiting(self, session_id: str, attempt: int) -> bool:
        """Whether the attempt stands in the queue or is held back."""
        return job_id_for(session_id, attempt) in self.waiting().ids()

    def waiting(self) -> Waiting:
        """Ids of all jobs that wait. Raises ``Unavailable``."""
        return self._lanes.waiting()

    def let_through(self) -> set[str]:
        """Ids of the jobs that count as queued or running. Raises ``Unavailable``."""
        return self._lanes.let_through()

    def forget(self, session_id: str, attempt: int) -> None:
        """Remove an attempt's job, wherever RQ keeps it. Raises ``Unavailable``."""
        self._lanes.remove(job_id_for(session_id, attempt))

    def stop(self, session_id: str, attempt: int) -> bool:
        """Have the process that runs this attempt ended; False when nobody listens.

        Where jobs run in the worker's own process (Windows), nothing happens: there the flag that
        the job looks at must do. A worker does not answer; what became of the session tells.
        Raises ``Unavailable``.
        """
        job_id = job_id_for(session_id, attempt)
        command = json.dumps({"command": "stop-job", "job_id": job_id})
        with redis_errors():
            name: Any = self._client.hget(Job.key_for(job_id), "worker_name")
            if name:
                return bool(self._client.publish(PUBSUB_CHANNEL_TEMPLATE % name.decode(), command))
            # A wiped Redis does not know who runs it. The workers do, and others ignore it.
            channels: Any = self._client.pubsub_channels(PUBSUB_CHANNEL_TEMPLATE % "*")
            return sum(int(self._client.publish(channel, command)) for channel in channels) > 0

    def position(self, session_id: str, attempt: int) -> int | None:
        """The place in which its turn comes, counting from 1; None when it does not wait.

        Counted is what really comes before it: what stands in front of it, and where it is held
        back also the owner's own documents before it and everybody else's turns in between.
        Raises ``Unavailable``.
        """
        return self._lanes.place(job_id_for(session_id, attempt))

    def depth(self) -> int:
        """How many jobs wait. Raises ``Unavailable``."""
        waiting = self.waiting()
        return len(waiting.queued) + sum(len(ids) for ids in waiting.held.values())

    def worker_count(self) -> int:
        """How many workers are registered. Raises ``Unavailable``."""
        with redis_errors():
            return len(worker_registration.get_keys(queue=self._queue))

    def workers(self) -> list[WorkerFigures]:
        """The workers that are alive, by name. Raises ``Unavailable``.

        Read here, because ``Worker.all`` (RQ 3.0) sets the timeout of our connections to 415 s.
        """
        with redis_errors():
            names = sorted(worker_registration.get_keys(queue=self._queue))
            with self._client.pipeline(transaction=False) as pipeline:
                for key in names:
                    pipeline.hgetall(key)
                    pipeline.smembers(f"{key}:executions")
                answers = pipeline.execute()
            found = []
            for key, data, running in zip(names, answers[::2], answers[1::2], strict=True):
                if b"birth" in data:  # else it is gone, and only its name is left
                    executions = [self._execution(entry.decode()) for entry in sorted(running)]
                    known = next((execution for execution in executions if execution), None)
                    found.append(_worker_figures(key.rpartition(":")[2], data, known))
            return found

    def _execution(self, composite_key: str) -> _Execution | None:
        data: Any = self._client.hgetall(f"{RQ_KEY_PREFIX}:execution:{composite_key}")
        if b"created_at" not in data:
            return None
        job_id = composite_key.rpartition(":")[0]
        began = datetime.fromtimestamp(float(data[b"created_at"]), UTC)
        return _Execution(*parse_job_id(job_id), began)

    def bury_worker(self, name: str) -> list[str]:
        """Strike a worker that is gone off the lists; returns the ids of the jobs that it was
        doing. Raises ``Unavailable``."""
        key = f"{RQ_KEY_PREFIX}:worker:{name}"
        with redis_errors():
            with self._client.pipeline() as pipeline:
                pipeline.smembers(f"{key}:executions")
                pipeline.delete(key, f"{key}:executions")
                pipeline.srem(worker_registration.REDIS_WORKER_KEYS, key)
                pipeline.srem(worker_registration.WORKERS_BY_QUEUE_KEY % self._queue.name, key)
                running: Any = pipeline.execute()[0]
        return [entry.decode().rpartition(":")[0] for entry in running]

    def stats(self) -> QueueStats:
        """What Redis alone can tell. Raises ``Unavailable``."""
        waiting = self.waiting()
        workers = self.workers()
        held = sum(len(ids) for ids in waiting.held.values())
        return QueueStats(
            queued=len(waiting.queued) + held,
            held=held,
            started=sum(worker.current_session is not None for worker in workers),
            failed=0,
            workers=workers,
        )


class _Execution(NamedTuple):
    session_id: str
    attempt: int
    began: datetime


def _worker_figures(
    name: str, data: dict[bytes, bytes], execution: _Execution | None
) -> WorkerFigures:
    fields = {key.decode(): value.decode() for key, value in data.items()}
    heartbeat = fields.get("last_heartbeat")
    return WorkerFigures(
        name=name,
        state=fields.get("state", "unknown"),
        pid=int(fields["pid"]) if fields.get("pid") else None,
        host=fields.get("hostname") or None,
        current_session=execution.session_id if execution else None,
        current_attempt=execution.attempt if execution else None,
        working_since=execution.began if execution else None,
        completed=int(fields.get("successful_job_count", 0)),
        failed=int(fields.get("failed_job_count", 0)),
        last_heartbeat=utcparse(heartbeat) if heartbeat else None,
    )
