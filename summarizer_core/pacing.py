"""A rate limit shared by all workers: calls are spaced evenly through Redis.

The generic cell rate algorithm (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm): each
call reserves the next free moment, a small burst may pass at once. When Redis is away, calls pass:
the provider's own limit then answers 429, which is retried.
"""

from __future__ import annotations

import logging
import math
from typing import Any, Final

import redis

from summarizer_core import keys
from summarizer_core.errors import Unavailable
from summarizer_core.redis_client import redis_errors

log = logging.getLogger(__name__)

#: How many calls may pass at once after a quiet time, at most.
_BURST: Final = 5

# KEYS: next free moment   ARGV: interval us, burst us, longest wait us (-1: any)
# -> microseconds to wait; -1, and nothing is taken, when they would be more
_RESERVE = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local free, seen = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+) (%d+)$')
free, seen = tonumber(free) or 0, tonumber(seen) or 0
-- A clock that was set back says nothing of how long to wait; by a little, it always is.
if free < now or seen > now + 1000000 then free = now end
local wait = math.max(0, free - now - ARGV[2])
if tonumber(ARGV[3]) >= 0 and wait > tonumber(ARGV[3]) then return -1 end
redis.call('SET', KEYS[1], string.format('%d %d', free + ARGV[1], now), 'EX', 120 + math.floor((free - now) / 1000000))
return wait
"""  # noqa: E501


class Pacer:
    """Args:
    name: what is limited.
    per_minute: calls over all workers in one minute.
    """

    def __init__(self, client: redis.Redis, *, name: str, per_minute: int) -> None:
        self._key = keys.pace(name)
        burst = min(_BURST, max(1, per_minute // 12))
        # The calls of a burst are not on top: no minute sees more than ``per_minute``.
        self._interval = math.ceil(60_000_000 / (per_minute - burst + 1))
        self._burst = self._interval * (burst - 1)
        self._script = client.register_script(_RESERVE)

    def reserve(self, within: float = math.inf) -> float:
        """Take the next free place.

        Args:
            within: seconds; a place later than that is not taken.

        Returns:
            Seconds until the call may be made; infinity when no place was taken.
        """
        longest = -1 if within == math.inf else int(max(0.0, within) * 1_000_000)
        try:
            with redis_errors():
                microseconds: Any = self._script(
                    keys=[self._key], args=[self._interval, self._burst, longest]
                )
        except Unavailable:
            log.debug("pace is not kept: Redis is away")
            return 0.0
        return math.inf if int(microseconds) < 0 else int(microseconds) / 1_000_000
