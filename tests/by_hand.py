"""An RQ worker that is driven step by step: what real ones do, at moments that a test chooses."""

from __future__ import annotations

from dataclasses import dataclass

import redis
from rq import Queue
from rq.executions import Execution
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.utils import now

from summarizer_core import keys
from summarizer_core.queue import parse_job_id
from summarizer_core.redis_client import connect
from summarizer_core.services import Services
from summarizer_core.workers import InProcessWorker, open_lane_of


@dataclass
class Taken:
    """A job that a worker is doing."""

    job: Job
    execution: Execution

    @property
    def session_id(self) -> str:
        return parse_job_id(self.job.id)[0]


class HandWorker:
    """Args:
    services: of the test; the worker's jobs use them.
    """

    def __init__(self, services: Services, name: str) -> None:
        from summarizer_core import jobs

        jobs.use_services(services)
        client: redis.Redis = connect(services.redis_url)
        self.queue = Queue(keys.QUEUE_NAME, connection=client, serializer=JSONSerializer)
        self.worker = InProcessWorker(
            [self.queue], name=name, connection=client, serializer=JSONSerializer
        )
        self.worker.register_birth()

    def take(self) -> Taken | None:
        """Take the next job and begin it, if there is one."""
        found = Queue.dequeue_any(
            [self.queue], None, connection=self.queue.connection, serializer=JSONSerializer
        )
        if found is None:
            return None
        job = found[0]
        execution = self.worker.prepare_execution(job)
        self.worker.prepare_job_execution(job, remove_from_intermediate_queue=True)
        return Taken(job, execution)

    def end(self, taken: Taken) -> None:
        """The job function has returned."""
        taken.job.ended_at = now()
        taken.job.started_at = taken.job.started_at or taken.job.ended_at
        self.worker.handle_job_success(
            taken.job, self.queue, self.queue.started_job_registry, taken.execution
        )
        open_lane_of(taken.job)
