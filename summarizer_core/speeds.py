"""Measured speed, as moving averages by engine: what the estimates of the time left rest on.

``speed:<engine>`` in Redis is a hash of seconds: by stage, ``chunk`` for one chunk that the cache
did not know, ``job`` for a whole document. It may be lost at any time; then there is no estimate
until a document has been analysed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import redis

from summarizer_core import keys
from summarizer_core.models import ChunkProgress, Stage
from summarizer_core.redis_client import redis_errors

#: Weight of the newest measurement: about the last ten documents count.
_WEIGHT: Final = 0.2

_CHUNK: Final = "chunk"
_JOB: Final = "job"
_ORDER: Final = tuple(Stage)

# KEYS: speeds   ARGV: weight, lifetime in seconds, then name and value by turns
_LEARN: Final = """
local weight = tonumber(ARGV[1])
for index = 3, #ARGV, 2 do
  local value = tonumber(ARGV[index + 1])
  local old = tonumber(redis.call('HGET', KEYS[1], ARGV[index]) or '')
  if old then value = old + weight * (value - old) end
  redis.call('HSET', KEYS[1], ARGV[index], string.format('%.6f', value))
end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""


@dataclass(frozen=True)
class Speed:
    """Seconds that things took lately; empty when nothing was measured yet."""

    stages: Mapping[Stage, float] = field(default_factory=dict)
    chunk: float | None = None
    job: float | None = None

    def seconds_after(self, stage: Stage) -> float:
        """What the stages behind this one take."""
        return sum(self.stages.get(later, 0.0) for later in _ORDER[_ORDER.index(stage) + 1 :])

    def until_done(
        self, stage: Stage, elapsed: float, own: float | None, chunks: ChunkProgress
    ) -> int | None:
        """Seconds until a running document is done; None when nothing was measured.

        Args:
            stage: where it is, since ``elapsed`` seconds.
            own: seconds that the stage still takes by the document's own speed, if that is known.
        """
        left = own
        if left is None and stage is Stage.ANALYZING and chunks.total and self.chunk is not None:
            left = (chunks.total - chunks.done) * self.chunk
        if left is None and stage in self.stages:
            left = max(self.stages[stage] - elapsed, 0.0)
        if left is None:
            return None
        return math.ceil(left + self.seconds_after(stage))

    def until_done_from(self, position: int, workers: int) -> int | None:
        """Seconds until a waiting document is done; None without measurement or worker."""
        if self.job is None or not workers:
            return None
        return math.ceil(math.ceil(position / workers) * self.job)


class Speeds:
    """Reads and learns speeds."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client
        self._learn = client.register_script(_LEARN)

    def of(self, engine: str) -> Speed:
        """What was measured of an engine. Raises ``Unavailable``."""
        with redis_errors():
            data: Any = self._client.hgetall(keys.speed(engine))
        seconds = {name.decode(): float(value) for name, value in data.items()}
        return Speed(
            stages={stage: seconds[stage.value] for stage in Stage if stage.value in seconds},
            chunk=seconds.get(_CHUNK),
            job=seconds.get(_JOB),
        )

    def learn(self, engine: str, speed: Speed) -> None:
        """Take in what a document took. Raises ``Unavailable``."""
        values = {stage.value: taken for stage, taken in speed.stages.items()}
        values |= {
            name: value
            for name, value in ((_CHUNK, speed.chunk), (_JOB, speed.job))
            if value is not None
        }
        with redis_errors():
            self._learn(
                keys=[keys.speed(engine)],
                args=[_WEIGHT, keys.SPEED_TTL, *(part for item in values.items() for part in item)],
            )
