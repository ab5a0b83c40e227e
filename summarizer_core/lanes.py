"""Fairness: who may stand in RQ's queue, and in which order.

Every owner has a lane. It is RQ's ``RateLimit`` (rq/rate_limit.py, 3.0): jobs that it holds back
have the status ``rate_limited`` and stand in ``rq:rl:<lane>:rate_limited``; those that it let
through (queued or started) in ``rq:rl:<lane>:allowed``. RQ itself knows one number per lane, which
is set to 1 here, so that all that RQ does on its own (the end of a job, its maintenance) is on the
safe side. Our own script lets more through:

- at most one job of a lane stands in the queue, so that the queue is one job per owner, in turn;
- queued and running ones together are at most as many as there are workers, so that an owner alone
  uses all workers, and the next that becomes free takes whoever comes along.

It runs whenever a job comes, starts and ends, and every few seconds for all lanes, so that workers
that join, slots of killed workers and anything else that was missed come right by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

import redis
from rq import Queue
from rq.defaults import RQ_KEY_PREFIX
from rq.job import Job, JobStatus
from rq.rate_limit import (
    ACQUIRE_AND_ENQUEUE_SCRIPT,
    CLEANUP_REGISTRY_SCRIPT,
    RateLimitRegistry,
)
from rq.utils import utcformat
from rq.worker_registration import WORKERS_BY_QUEUE_KEY

from summarizer_core.redis_client import redis_errors


class Turn(Enum):
    """Where a job comes in."""

    #: Behind what the owner handed in before.
    IN_ORDER = "in order"
    #: Somebody waits for the answer: at the front, unless another such one of the owner is there.
    WAITED_FOR = "waited for"
    #: Before what else of the owner waits.
    NEXT = "next"
    #: It was running already: at the very front.
    RESUMED = "resumed"


@dataclass(frozen=True)
class Waiting:
    """Ids of waiting jobs: in the queue, first one first, and held back, by lane, in order."""

    queued: Sequence[str]
    held: Mapping[str, Sequence[str]]

    def ids(self) -> set[str]:
        return set(self.queued).union(*self.held.values())


#: Scores of a lane are times of upload in seconds, less this: what is larger comes first.
_HEAD_START: Final = {
    Turn.IN_ORDER: 0.0,
    Turn.WAITED_FOR: 0.0,  # has a lane of its own
    Turn.NEXT: 1e10,
    Turn.RESUMED: 2e10,
}

# All scripts share this. KEYS[1], KEYS[2] and ARGV[1] to ARGV[5] are what RQ's own script takes:
# allowed, held; concurrency (set here), timestamp, time of enqueuing, prefixes of queue and job.
# KEYS[3]: the set of the queue's workers.
_COMMON: Final = """
local function room(ahead)
  local queued = 0
  for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local status = redis.call('HGET', ARGV[5] .. id, 'status')
    if status == 'queued' then queued = queued + 1
    elseif status ~= 'started' then redis.call('ZREM', KEYS[1], id) end
  end
  local taken = redis.call('ZCARD', KEYS[1])
  if ahead then return taken + 1 end
  if queued > 0 then return 0 end
  local workers = 0
  for _, key in ipairs(redis.call('SMEMBERS', KEYS[3])) do
    workers = workers + redis.call('EXISTS', key)
  end
  return math.min(math.max(workers, 1), taken + 1)
end

local function remove(id)
  local job = ARGV[5] .. id
  local fields = redis.call('HMGET', job, 'rate_limit_key', 'origin')
  if fields[1] then
    redis.call('ZREM', 'rq:rl:' .. fields[1] .. ':rate_limited', id)
    redis.call('ZREM', 'rq:rl:' .. fields[1] .. ':allowed', id)
  end
  if fields[2] then
    redis.call('LREM', ARGV[4] .. fields[2], 0, id)
    redis.call('LREM', ARGV[4] .. fields[2] .. ':intermediate', 0, id)
    redis.call('ZREM', 'rq:failed:' .. fields[2], id)
    redis.call('ZREM', 'rq:finished:' .. fields[2], id)
  end
  return redis.call('DEL', job, 'rq:results:' .. id)
end
"""

_OPEN: Final = _COMMON + "ARGV[1] = room(false)\n" + ACQUIRE_AND_ENQUEUE_SCRIPT

# KEYS[4]: job, [5]: the lane's configuration, [6]: set of lanes, [7]: queue, [8]: set of queues
# ARGV[6]: id, [7]: score, [8]: replace ("1" or "0"), [9]: turn, [10]: lane, [11...]: the job's hash
_ADD: Final = (
    _COMMON
    + """
local id = ARGV[6]
if redis.call('EXISTS', KEYS[4]) == 1 then
  if ARGV[8] == '0' then return false end
  if redis.call('LPOS', KEYS[7], id) then return false end
  local lane = redis.call('HGET', KEYS[4], 'rate_limit_key')
  if lane and redis.call('ZSCORE', 'rq:rl:' .. lane .. ':rate_limited', id) then return false end
  remove(id)
end
redis.call('HSET', KEYS[4], unpack(ARGV, 11))
redis.call('HSET', KEYS[5], 'concurrency', 1)
redis.call('SADD', KEYS[6], ARGV[10])
redis.call('SADD', KEYS[8], KEYS[7])
local resumed = ARGV[9] == 'resumed'
ARGV[1] = room(resumed)
local first = ARGV[9] == 'waited for' and redis.call('ZCARD', KEYS[1]) == 0
              and redis.call('ZCARD', KEYS[2]) == 0
if resumed or first then redis.call('HSET', KEYS[4], 'enqueue_at_front', 1) end
redis.call('ZADD', KEYS[2], ARGV[7], id)
"""
    + ACQUIRE_AND_ENQUEUE_SCRIPT.replace("return promoted", "")
    + """
-- Of those whose answers are waited for, the first comes first.
if first and redis.call('LINDEX', KEYS[7], 0) == id then
  redis.call('LPOP', KEYS[7])
  local behind
  for _, other in ipairs(redis.call('LRANGE', KEYS[7], 0, -1)) do
    if redis.call('HGET', ARGV[5] .. other, 'enqueue_at_front') ~= '1' then
      behind = other
      break
    end
  end
  if behind then redis.call('LINSERT', KEYS[7], 'BEFORE', behind, id)
  else redis.call('RPUSH', KEYS[7], id) end
end
return promoted
"""
)

_REMOVE: Final = _COMMON + "return remove(ARGV[6])\n"

# How many jobs start before this one if no other comes: the queue is served from its front, and
# each owner whose job starts puts the next one at its end.
# KEYS: queue, set of lanes   ARGV: id, prefix of jobs
_PLACE: Final = """
local fields = redis.call('HMGET', ARGV[2] .. ARGV[1], 'status', 'rate_limit_key')
local lane = fields[2] or ''
local rank = false
if fields[1] == 'rate_limited' then
  rank = redis.call('ZRANK', 'rq:rl:' .. lane .. ':rate_limited', ARGV[1])
  if not rank then return 0 end
end
local order, listed = {}, {}
for index, id in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if id == ARGV[1] then return index end
  local its = redis.call('HGET', ARGV[2] .. id, 'rate_limit_key') or ''
  if not listed[its] then table.insert(order, its) end
  listed[its] = (listed[its] or 0) + 1
end
if not rank then
  -- taken this moment
  if fields[1] == 'queued' or fields[1] == 'started' then return 1 end
  return 0
end
local own = (listed[lane] or 0) + rank
local before = own
local ahead = listed[lane] ~= nil
for _, its in ipairs(redis.call('SMEMBERS', KEYS[2])) do
  if not listed[its] then table.insert(order, its) end
end
for _, its in ipairs(order) do
  if its == lane then
    ahead = false
  else
    local all = (listed[its] or 0)
    if its ~= '' then all = all + redis.call('ZCARD', 'rq:rl:' .. its .. ':rate_limited') end
    local turns = own
    if ahead or (not listed[lane] and listed[its]) then turns = own + 1 end
    before = before + math.min(all, turns)
  end
end
return before + 1
"""


class Lanes:
    """Args:
    client: Redis client.
    queue: the queue that jobs come to.
    """

    def __init__(self, client: redis.Redis, queue: Queue) -> None:
        self._client = client
        self._queue = queue
        self._add = client.register_script(_prefixed(_ADD))
        self._open = client.register_script(_prefixed(_OPEN))
        self._remove = client.register_script(_prefixed(_REMOVE))
        self._place = client.register_script(_prefixed(_PLACE))
        self._clean = client.register_script(CLEANUP_REGISTRY_SCRIPT)

    def add(
        self, job: Job, lane: str, *, uploaded: datetime, turn: Turn, replace: bool = False
    ) -> bool:
        """Queue a job, or hold it back, in one step; False when there is one of that id.

        Args:
            job: not saved yet.
            lane: see ``keys.lane``.
            uploaded: what the order within the lane goes by.
            replace: put it in the place of a job of that id that does not wait (any more).
        """
        registry = RateLimitRegistry(lane, self._client)
        job.rate_limit_key, job.rate_limit_concurrency = lane, 1
        fields = {**job.to_dict(), "status": JobStatus.RATE_LIMITED.value}
        score = uploaded.timestamp() - _HEAD_START[turn]
        with redis_errors():
            promoted: Any = self._add(
                keys=[
                    *self._shared_keys(registry),
                    job.key,
                    registry.config_key,
                    RateLimitRegistry.rl_keys_key,
                    self._queue.key,
                    Queue.redis_queues_keys,
                ],
                args=[
                    *_shared_arguments(),
                    job.id,
                    score,
                    int(replace),
                    turn.value,
                    lane,
                    *(part for item in fields.items() if item[1] is not None for part in item),
                ],
            )
        return promoted is not None

    def open(self, lane: str) -> int:
        """Let through what may be let through now; returns how many."""
        registry = RateLimitRegistry(lane, self._client)
        with redis_errors():
            promoted: Any = self._open(
                keys=self._shared_keys(registry), args=list(_shared_arguments())
            )
            if not promoted:
                self._clean(
                    keys=[
                        registry.allowed_key,
                        registry.rate_limited_key,
                        registry.config_key,
                        RateLimitRegistry.rl_keys_key,
                    ],
                    args=[lane],
                )
        return len(promoted)

    def open_all(self) -> int:
        """``open`` for every lane."""
        with redis_errors():
            registries = RateLimitRegistry.all(self._client)
        return sum(self.open(registry.key) for registry in registries)

    def remove(self, job_id: str) -> bool:
        """Take a job out, wherever it is, and free its slot; True when it existed. One that runs
        goes on, but is not known to RQ any more."""
        registry = RateLimitRegistry("", self._client)
        with redis_errors():
            lane: Any = self._client.hget(Job.key_for(job_id), "rate_limit_key")
            removed: Any = self._remove(
                keys=self._shared_keys(registry), args=[*_shared_arguments(), job_id]
            )
        if lane is not None:
            self.open(lane.decode())
        return bool(removed)

    def place(self, job_id: str) -> int | None:
        """The place in which a waiting job's turn comes, counting from 1; None for others."""
        with redis_errors():
            place: Any = self._place(
                keys=[self._queue.key, RateLimitRegistry.rl_keys_key],
                args=[job_id, Job.redis_job_namespace_prefix],
            )
        return int(place) or None

    def waiting(self) -> Waiting:
        """All jobs that wait, seen at one moment."""
        with redis_errors():
            registries = RateLimitRegistry.all(self._client)
            with self._client.pipeline() as pipeline:
                pipeline.lrange(self._queue.key, 0, -1)
                for registry in registries:
                    pipeline.zrange(registry.rate_limited_key, 0, -1)
                queued, *held = pipeline.execute()
        return Waiting(
            _texts(queued),
            {
                registry.key: _texts(ids)
                for registry, ids in zip(registries, held, strict=True)
                if ids
            },
        )

    def let_through(self) -> set[str]:
        """Ids of the jobs that hold a slot of their lane."""
        with redis_errors():
            registries = RateLimitRegistry.all(self._client)
            return {name for registry in registries for name in registry.get_allowed_job_ids()}

    def _shared_keys(self, registry: RateLimitRegistry) -> list[str]:
        workers = WORKERS_BY_QUEUE_KEY % self._queue.name
        return [registry.allowed_key, registry.rate_limited_key, workers]


def _shared_arguments() -> tuple[Any, ...]:
    now = datetime.now(UTC)
    return (
        0,
        int(now.timestamp()),
        utcformat(now),
        Queue.redis_queue_namespace_prefix,
        Job.redis_job_namespace_prefix,
    )


def _prefixed(script: str) -> str:
    return script.replace("'rq:", f"'{RQ_KEY_PREFIX}:")


def _texts(values: Sequence[bytes]) -> list[str]:
    return [value.decode() for value in values]
