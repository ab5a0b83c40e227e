"""Live status in Redis: a projection of the store that may be lost at any time.

``task_status:<session_id>`` holds a ``TaskStatus`` as JSON with the attempt that wrote it. A write
by an older attempt is ignored, and progress never falls (except when a user starts the session
anew with ``reset``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

import redis

from summarizer_core import keys
from summarizer_core.models import ChunkProgress, Session, SessionStatus, Stage, TaskStatus
from summarizer_core.redis_client import redis_errors

#: What the bar shows when a stage begins, in percent. Analysing moves from its own value to the
#: next stage's with the share of chunks done.
STAGE_PROGRESS: Final[dict[Stage, int]] = {
    Stage.QUEUED: 0,
    Stage.EXTRACTING: 3,
    Stage.CHUNKING: 15,
    Stage.ANALYZING: 20,
    Stage.GROUNDING: 80,
    Stage.SUMMARIZING: 85,
    Stage.SAVING: 95,
    Stage.DONE: 100,
}

_STAGES: Final = tuple(Stage)
#: More than a stage has chunks or pages.
_STAGE_STEP: Final = 10_000_000

STAGE_MESSAGE: Final[dict[Stage, str]] = {
    Stage.QUEUED: "Waiting for a worker",
    Stage.EXTRACTING: "Reading the document",
    Stage.CHUNKING: "Finding the clauses",
    Stage.ANALYZING: "Analysing the clauses",
    Stage.GROUNDING: "Checking every quote against the document",
    Stage.SUMMARIZING: "Writing the summary",
    Stage.SAVING: "Saving the result",
    Stage.DONE: "Done",
}


def recognising(done: int, total: int) -> tuple[str, int]:
    """Message and progress while scanned pages are recognised, a part of the extracting stage."""
    begin, end = STAGE_PROGRESS[Stage.EXTRACTING], STAGE_PROGRESS[Stage.CHUNKING]
    share = done / total if total else 1.0
    return f"Recognising scanned pages: {done:,} of {total:,}", begin + int((end - begin) * share)


def reach(stage: Stage, done: int) -> int:
    """How far an attempt got: grows with each stage, and within it with each chunk or page."""
    return _STAGES.index(stage) * _STAGE_STEP + min(done, _STAGE_STEP - 1)


# KEYS: status   ARGV: attempt, json, ttl seconds, reset ("1" or "0")
_WRITE = """
local old = redis.call('GET', KEYS[1])
local body = ARGV[2]
if old then
  local known = cjson.decode(old)
  if tonumber(known.attempt) > tonumber(ARGV[1]) then return 0 end
  local reached = tonumber(known.status.progress)
  if ARGV[4] == '0' and reached > tonumber(cjson.decode(body).progress) then
    body = string.gsub(body, '"progress":%d+', '"progress":' .. string.format('%d', reached), 1)
  end
  local chunks = known.status.chunks
  if ARGV[4] == '0' and tonumber(known.attempt) == tonumber(ARGV[1]) and chunks.total > 0 then
    -- Whoever tells of the end may not know how far it came.
    body = string.gsub(body, '"chunks":{"total":0,[^}]*}', string.format(
      '"chunks":{"total":%d,"done":%d,"cached":%d,"failed":%d}',
      chunks.total, chunks.done, chunks.cached, chunks.failed), 1)
  end
end
local value = '{"attempt":' .. ARGV[1] .. ',"status":' .. body .. '}'
redis.call('SET', KEYS[1], value, 'EX', ARGV[3])
return 1
"""

# A lease is "<attempt>:<holder>". A newer attempt takes it from an older one, which is stale.
# KEYS: lease   ARGV: attempt, holder, lifetime in ms
_RENEW = """
local value = redis.call('GET', KEYS[1])
local mine = ARGV[1] .. ':' .. ARGV[2]
if value and value ~= mine and tonumber(string.match(value, '^%d+')) >= tonumber(ARGV[1]) then
  return 0
end
redis.call('SET', KEYS[1], mine, 'PX', ARGV[3])
return 1
"""

# KEYS: lease   ARGV: attempt, holder
_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] .. ':' .. ARGV[2] then
  return redis.call('DEL', KEYS[1])
end
return 0
"""

# KEYS: lease   ARGV: attempt
_REVOKE = """
local value = redis.call('GET', KEYS[1])
if value and tonumber(string.match(value, '^%d+')) <= tonumber(ARGV[1]) then
  return redis.call('DEL', KEYS[1])
end
return 0
"""


def status_of(session: Session) -> TaskStatus:
    """What the store alone can tell of a session."""
    if session.status is SessionStatus.FAILED and session.error:
        message = session.error.message
    elif session.status is SessionStatus.CANCELLED:
        message = "Cancelled"
    else:
        message = STAGE_MESSAGE[session.stage]
    return TaskStatus(
        session_id=session.id,
        status=session.status,
        progress=session.progress,
        stage=session.stage,
        message=message,
        chunks=ChunkProgress(
            total=session.failed_chunks, done=session.failed_chunks, failed=session.failed_chunks
        ),
        updated_at=session.updated_at,
    )


class StatusBoard:
    """Writes and reads status keys.

    Args:
        client: Redis client.
        ttl: seconds that a status lives after its last write.
    """

    def __init__(self, client: redis.Redis, *, ttl: int) -> None:
        self._client = client
        self._ttl = ttl
        self._write = client.register_script(_WRITE)

    def write(self, status: TaskStatus, *, attempt: int, reset: bool = False) -> bool:
        """Publish; False when a newer attempt has written already. Raises ``Unavailable``."""
        with redis_errors():
            return bool(
                self._write(
                    keys=[keys.task_status(status.session_id)],
                    args=[attempt, status.model_dump_json(), self._ttl, "1" if reset else "0"],
                )
            )

    def read_many(self, session_ids: list[str]) -> dict[str, TaskStatus]:
        """The statuses that are there, by session id. Raises ``Unavailable``."""
        if not session_ids:
            return {}
        with redis_errors():
            values: Any = self._client.mget([keys.task_status(name) for name in session_ids])
        found = {}
        for name, value in zip(session_ids, values, strict=True):
            if value is not None:
                found[name] = TaskStatus.model_validate(json.loads(value)["status"])
        return found

    def request_cancel(self, session_id: str, attempt: int) -> None:
        """Raise the flag that a running job checks at every step. Later attempts are not meant."""
        with redis_errors():
            self._client.set(keys.cancel_flag(session_id), attempt, ex=self._ttl)

    def begin_again(self, session_id: str) -> None:
        """Forget what earlier runs of a session left: its cancel flag and its excuses."""
        with redis_errors():
            self._client.delete(keys.cancel_flag(session_id), keys.excuses(session_id))

    def cancel_requested(self, session_id: str, attempt: int) -> bool:
        with redis_errors():
            flag: Any = self._client.get(keys.cancel_flag(session_id))
        return flag is not None and int(flag) >= attempt

    def delete(self, session_id: str) -> int:
        """Remove all keys of a session; returns how many there were."""
        with redis_errors():
            removed: Any = self._client.delete(
                keys.task_status(session_id),
                keys.cancel_flag(session_id),
                keys.lease(session_id),
                keys.excuses(session_id),
            )
        return int(removed)


#: How many attempts since the last progress may be blamed on something else than the document.
MAX_EXCUSES: Final = 5


class Leases:
    """Who works on a session: at most one process, for as long as it renews."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client
        self._renew = client.register_script(_RENEW)
        self._release = client.register_script(_RELEASE)
        self._revoke = client.register_script(_REVOKE)

    def hold(self, session_id: str, attempt: int, holder: str = "") -> bool:
        """Take or renew the lease; False when somebody else has it, for this attempt or a newer
        one. Raises ``Unavailable``.

        Args:
            holder: tells processes apart that work on the same attempt.
        """
        with redis_errors():
            return bool(
                self._renew(
                    keys=[keys.lease(session_id)],
                    args=[attempt, holder, int(keys.LEASE_TTL * 1000)],
                )
            )

    def release(self, session_id: str, attempt: int, holder: str = "") -> None:
        """Give the lease back; nothing happens when somebody else has it."""
        with redis_errors():
            self._release(keys=[keys.lease(session_id)], args=[attempt, holder])

    def revoke(self, session_id: str, attempt: int) -> None:
        """Take the lease from whoever holds it for this attempt or an older one: it is dead."""
        with redis_errors():
            self._revoke(keys=[keys.lease(session_id)], args=[attempt])

    def holder(self, session_id: str) -> int | None:
        """The attempt that holds the lease."""
        return self.holders([session_id]).get(session_id)

    def holders(self, session_ids: Sequence[str]) -> dict[str, int]:
        """The attempts that hold leases, by session id."""
        if not session_ids:
            return {}
        with redis_errors():
            values: Any = self._client.mget([keys.lease(name) for name in session_ids])
        return {
            name: int(value.partition(b":")[0])
            for name, value in zip(session_ids, values, strict=True)
            if value is not None
        }

    def excuse(self, session_id: str, attempt: int) -> None:
        """Note that the attempt ended for a reason that is not the document's, as far as we know.

        That is believed ``MAX_EXCUSES`` times until it gets further: a document that brings down
        all that runs it would go on doing so for ever.
        """
        with redis_errors():
            key = keys.excused(session_id, attempt)
            if not self._client.exists(key):
                with self._client.pipeline(transaction=True) as pipeline:
                    pipeline.set(key, "1", ex=keys.EXCUSED_TTL)
                    pipeline.incr(keys.excuses(session_id))
                    pipeline.expire(keys.excuses(session_id), keys.EXCUSED_TTL)
                    pipeline.execute()

    def is_excused(self, session_id: str, attempt: int) -> bool:
        with redis_errors():
            excused: Any = self._client.exists(keys.excused(session_id, attempt))
            count: Any = self._client.get(keys.excuses(session_id))
        return bool(excused) and int(count or 0) <= MAX_EXCUSES

    def forget_excuses(self, session_id: str) -> None:
        """It has got further: what was excused before does not matter any more."""
        with redis_errors():
            self._client.delete(keys.excuses(session_id))
