"""The RQ worker pool, with what RQ leaves open: jobs of dead workers come back within seconds, no
process outlives its parent, and ``reconcile`` runs in the pool's parent."""

from __future__ import annotations

import gc
import json
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.process import BaseProcess
from typing import Any, Final

import redis
from redis.client import Pipeline
from rq import Queue, worker_registration
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.timeouts import TimerDeathPenalty
from rq.worker import BaseWorker, SimpleWorker, SpawnWorker, Worker
from rq.worker.base import SHUTDOWN_SIGNAL
from rq.worker_pool import WorkerData, WorkerPool

from summarizer_core import jobs, keys, negation, playbook
from summarizer_core.engines.base import Engine
from summarizer_core.errors import SummarizerError, Unavailable, describe
from summarizer_core.logs import configure_logging
from summarizer_core.models import utcnow
from summarizer_core.processes import tie_to_parent
from summarizer_core.queue import parse_job_id
from summarizer_core.redis_client import connect
from summarizer_core.services import Services, build_services
from summarizer_core.settings import load_settings

log = logging.getLogger(__name__)

RECONCILE_EVERY: Final = 5.0
HOUSEKEEPING_EVERY: Final = 3600.0

#: What a killed process left behind is removed when it is older than this.
_ORPHAN_AGE: Final = timedelta(hours=1)

#: Seconds. RQ waits for jobs for worker_ttl - 15, and does maintenance in between.
_WORKER_TTL: Final = 20
_MAINTENANCE_EVERY: Final = 5
_MONITORING_EVERY: Final = 5
#: How long a started job counts as alive without a heartbeat (RQ's own: about 90 s).
_HEARTBEAT_TTL: Final = 15
#: Between two looks whether Redis is back.
_LONGEST_PAUSE: Final = 1.0


class _Recovering:
    """What all our worker classes share."""

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:  # noqa: ARG002
        return _HEARTBEAT_TTL

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        tie_to_parent()
        jobs.become_work_horse()
        super().main_work_horse(job, queue)  # type: ignore[misc]

    def prepare_job_execution(self, job: Job, *args: Any, **kwargs: Any) -> None:
        super().prepare_job_execution(job, *args, **kwargs)  # type: ignore[misc]
        open_lane_of(job)

    def execute_job(self, job: Job, queue: Queue) -> None:
        worker: Any = self
        try:
            super().execute_job(job, queue)  # type: ignore[misc]
        except redis.RedisError as error:
            log.warning("worker: Redis was away around a job (%s)", type(error).__name__)
            if getattr(worker, "horse_pid", 0):
                worker.kill_horse()
                worker.wait_for_horse()
            # What the job achieved is in the store; if that is not all, it is taken up again.
            wait_for_redis(worker.connection)
            recover(job.id)
        open_lane_of(job)

    def maintain_heartbeats(self, job: Job, execution: Execution) -> None:
        """RQ lets go of a running job when Redis is away for a moment; we hold on to it. What a
        wiped Redis has forgotten of us is written again."""
        try:
            if not self.connection.exists(execution.key):  # type: ignore[attr-defined]
                self._register_execution(job, execution)
            super().maintain_heartbeats(job, execution)  # type: ignore[misc]
        except redis.RedisError as error:
            log.debug("worker: no heartbeat, Redis is away (%s)", type(error).__name__)

    def heartbeat(self, timeout: int | None = None, pipeline: Pipeline | None = None) -> None:
        worker: Any = self
        try:
            super().heartbeat(timeout, pipeline)  # type: ignore[misc]
            self._register(pipeline)
        except redis.RedisError as error:
            # RQ would log a traceback and end the worker.
            log.warning("worker: no heartbeat (%s)", type(error).__name__)
            wait_for_redis(worker.connection)

    def handle_job_failure(self, job: Job, *args: Any, **kwargs: Any) -> None:
        super().handle_job_failure(job, *args, **kwargs)  # type: ignore[misc]
        recover(job.id)

    def _register(self, pipeline: Pipeline | None) -> None:
        """RQ registers a worker once; a wiped Redis would not know it any more."""
        worker: Any = self
        connection = pipeline if pipeline is not None else worker.connection
        if worker.birth_date is not None:
            connection.hset(worker.key, mapping={**worker.serialize(), "state": worker.get_state()})
            worker_registration.register(worker, connection)

    def _register_execution(self, job: Job, execution: Execution) -> None:
        worker: Any = self
        with worker.connection.pipeline() as pipeline:
            execution.save(ttl=_HEARTBEAT_TTL, pipeline=pipeline)
            job.started_job_registry.add_execution(execution, pipeline=pipeline, ttl=_HEARTBEAT_TTL)
            pipeline.sadd(worker.executions_key, execution.composite_key)
            pipeline.execute()


class _Killing:
    """Those that run each job in a process of its own."""

    _ended_with: int | None = None

    def wait_for_horse(self) -> tuple[int | None, int | None, Any]:
        ended: tuple[int | None, int | None, Any] = super().wait_for_horse()  # type: ignore[misc]
        self._ended_with = ended[1]
        return ended

    def monitor_work_horse(self, job: Job, queue: Queue, execution: Execution) -> None:
        super().monitor_work_horse(job, queue, execution)  # type: ignore[misc]
        if self._ended_with:
            # RQ leaves it at that where the job's hash is gone (erased, or Redis was wiped).
            worker: Any = self
            with worker.connection.pipeline() as pipeline:
                worker.cleanup_execution(job, pipeline=pipeline, execution=execution)
                pipeline.execute()
            recover(job.id)

    def kill_horse(self, sig: signal.Signals = SHUTDOWN_SIGNAL) -> None:
        # RQ 3.0 asks for the group of process 0 when there is none: it would kill itself, and
        # the whole pool with it.
        if self.horse_pid:  # type: ignore[attr-defined]
            super().kill_horse(sig)  # type: ignore[misc]


class ForkingWorker(_Recovering, _Killing, Worker):
    """Linux: forks a work-horse for each job."""


class SpawningWorker(_Recovering, _Killing, SpawnWorker):
    """macOS, where a fork without exec is not safe."""


class InProcessWorker(_Recovering, SimpleWorker):
    """Windows, which knows neither fork nor SIGALRM."""

    death_penalty_class = TimerDeathPenalty

    def handle_payload(self, message: Any) -> None:
        """Commands to stop a job are for those with a process to end: here the flag does it."""
        if json.loads(message["data"]).get("command") != "stop-job":
            super().handle_payload(message)  # type: ignore[no-untyped-call]


def worker_class() -> type[BaseWorker]:
    """The class that suits this platform."""
    if sys.platform == "win32":
        return InProcessWorker
    if sys.platform == "darwin":
        return SpawningWorker
    return ForkingWorker


def recover(job_id: str) -> None:
    """A job ended without our own handling (killed work-horse): take it up again at once, or, where
    the user cancelled it, end it."""
    session_id, attempt = parse_job_id(job_id)
    try:
        services = jobs.current_services()
        jobs.remove_leftovers(services, session_id, attempt)
        services.reconciler.recover_now(session_id, attempt)
    except SummarizerError as error:
        log.warning("session %s: not recovered yet (%s)", session_id, error.code)


def open_lane_of(job: Job) -> None:
    if job.rate_limit_key is None:
        return
    try:
        jobs.current_services().queue.open_lane(job.rate_limit_key)
    except Unavailable:
        log.debug("the next job of %s comes with the next pass: Redis is away", job.rate_limit_key)


def wait_for_redis(connection: redis.Redis) -> None:
    """Return when Redis answers."""
    pause = 0.1
    while True:
        try:
            connection.ping()
            return
        except redis.RedisError:
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)


def preload(engines: Iterable[Engine]) -> None:
    """Load what is to be shared with processes that are forked from this one."""
    for engine in engines:
        try:
            engine.load()
        except Exception as error:  # its own jobs will say so; the others need not suffer
            log.error("engine %s could not be loaded: %s", engine.name, describe(error))
    playbook.load()
    negation.load()
    gc.collect()
    gc.freeze()  # forked processes neither look through it again nor copy its pages


def run_worker(name: str, redis_url: str, burst: bool, parent_pid: int) -> None:
    """Body of one worker process."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # a fork inherits the pool's handlers
    tie_to_parent(parent_pid)
    settings = load_settings()
    configure_logging(settings)
    services = build_services(settings, redis_url)
    preload(services.engines.values())  # before each job forks
    jobs.use_services(services)
    connection = connect(redis_url)
    wait_for_redis(connection)
    worker = worker_class()(
        [Queue(keys.QUEUE_NAME, connection=connection, serializer=JSONSerializer)],
        name=name,
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=_WORKER_TTL,
        maintenance_interval=_MAINTENANCE_EVERY,
        job_monitoring_interval=_MONITORING_EVERY,
        log_job_description=False,
    )
    try:
        worker.work(burst=burst, logging_level="WARNING")
    except redis.RedisError as error:
        log.warning("worker ends, Redis is away or full (%s)", type(error).__name__)
        time.sleep(_LONGEST_PAUSE)  # the next one would fare no better at once


@contextmanager
def _going_on(what: str) -> Iterator[None]:
    """What goes wrong here is tried again later. Nothing may end the pool, and all workers with
    it."""
    try:
        yield
    except Unavailable as error:
        log.warning("%s waits: %s", what, error.message)
    except Exception as error:
        log.error("%s waits: unexpected %s", what, describe(error))


class Pool(WorkerPool):
    """A pool of our workers.

    Args:
        services: used here for reconciling; each worker builds its own.
        count: number of workers.
        alone: no other worker can be running on this Redis, so that what was under way counts as
            lost at once.
    """

    def __init__(self, services: Services, count: int, *, alone: bool = False) -> None:
        super().__init__(
            [keys.QUEUE_NAME],
            connection=services.redis,
            num_workers=count,
            worker_class=worker_class(),
            serializer=JSONSerializer,
        )
        self._services = services
        jobs.use_services(services)
        self._alone = alone
        self._next_reconcile = 0.0
        self._next_housekeeping = 0.0

    def run(self, *, burst: bool = False) -> None:
        """Work until SIGINT or SIGTERM (or, with ``burst``, until the queue is empty). Running
        jobs are finished first."""
        # Forked workers share what is loaded now.
        preload(self._services.engines.values())
        self._reconcile(at_once=self._alone)
        self.start(burst=burst, logging_level="WARNING")

    def get_worker_process(
        self,
        name: str,
        burst: bool,
        _sleep: float = 0,
        logging_level: str = "WARNING",  # noqa: ARG002
    ) -> BaseProcess:
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        process: BaseProcess = context.Process(
            target=run_worker,
            args=(name, self._services.redis_url, burst, os.getpid()),
            name=f"worker {name}",
        )
        return process

    def check_workers(self, respawn: bool = True) -> None:
        super().check_workers(respawn=respawn)
        if time.monotonic() >= self._next_reconcile:
            self._reconcile()
        if time.monotonic() >= self._next_housekeeping:
            self._keep_house()

    def handle_dead_worker(self, worker_data: WorkerData) -> None:
        """Take up what a killed worker was doing; its work-horse ended with it."""
        super().handle_dead_worker(worker_data)
        with _going_on(f"recovery from worker {worker_data.name}"):
            for job_id in self._services.queue.bury_worker(worker_data.name):
                log.warning("worker %s is gone, its job is taken up", worker_data.name)
                if self.worker_class is not InProcessWorker:
                    # A document can end its work-horse, not the worker, which never touches it.
                    self._services.leases.excuse(*parse_job_id(job_id))
                recover(job_id)

    def _keep_house(self) -> None:
        """Erase what is older than ``RETENTION_DAYS``, and what killed processes left."""
        self._next_housekeeping = time.monotonic() + HOUSEKEEPING_EVERY
        days = self._services.settings.retention_days
        with _going_on("housekeeping"):
            expired = self._services.erase.expire(days) if days else 0
            orphans = self._services.stores.remove_orphans(older_than=utcnow() - _ORPHAN_AGE)
            if expired or orphans:
                log.info("housekeeping: %d documents expired, %d orphans removed", expired, orphans)

    def _reconcile(self, *, at_once: bool = False) -> None:
        self._next_reconcile = time.monotonic() + RECONCILE_EVERY
        with _going_on("making room in Redis"):
            self._services.cache.make_room()
        with _going_on("reconcile"):
            self._services.reconciler.run(at_once=at_once)
