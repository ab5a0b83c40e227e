"""A rate limit shared by all workers: calls are spaced evenly through Redis.

The generic cell rate algorithm (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm): each
call reserves the next free moment, a small burst may pass at once after a quiet time. When Redis is
away, calls pass: the provider's own limit then answers 429, which is retried.

Each process remembers the last free moment that it heard of and hands it in with its next call.
That moment sums up all that had been reserved until then, by whomever, so a Redis that was emptied
learns it again from every process that goes on. Until others have spoken up, the first of them
keeps a distance, and nobody gets a burst: whoever finds no record cannot tell a quiet time from a
lost one.
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
#: How many places the first to find the record lost leaves to those that it has not heard of, at
#: least: each job waits for one at a time.
_DISTANCE: Final = 5

#: Seconds in which no more calls pass than are allowed. The second above a minute is for the time
#: between a reservation and its call, which is longer for one call than for another.
_MINUTE: Final = 61

# KEYS: the record   ARGV: interval us, burst us, longest wait us (-1: any), least distance us,
#   minute us, lifetime s; what this process heard last (0 0 0: nothing): beginning of the record,
#   next free moment, time
# -> {microseconds to wait (-1, and nothing is taken, when they would be more), beginning, next free
#   moment, time}
# The record: next free moment, time of the last look, its own beginning, places taken since.
_RESERVE = """
local interval, burst, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local heard_of, heard, heard_at = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local record = redis.call('GET', KEYS[1]) or ''
local free, seen, begun, taken = string.match(record, '^(%d+) (%d+) (%d+) (%d+)$')
free, seen, begun, taken = tonumber(free), tonumber(seen), tonumber(begun), tonumber(taken)
-- A clock that was set back says nothing of how long to wait; by a little, it always is.
local lost = not free or seen > now + 1000000
if lost then free, begun, taken = now + burst, now, 0 end
if heard_at > 0 and heard_at <= now + 1000000 then
  -- What was reserved in a record that is lost comes on top of all that this one has seen.
  if heard_of ~= begun then heard = heard + taken * interval end
  free = math.max(free, heard)
  -- Others may have taken as many places since as were waited for then.
  if lost and heard > now - ARGV[5] then
    free = free + math.max(tonumber(ARGV[4]), heard - heard_at - burst)
  end
end
free = math.max(free, now)
local wait = math.max(0, free - now - burst)
if longest >= 0 and wait > longest then
  wait = -1
else
  free, taken = free + interval, taken + 1
end
redis.call('SET', KEYS[1], string.format('%d %d %d %d', free, now, begun, taken),
  'EX', ARGV[6] + math.floor((free - now) / 1000000))
return {wait, begun, free, now}
"""


class Pacer:
    """Args:
    name: what is limited.
    per_minute: calls over all workers in one minute.
    """

    def __init__(self, client: redis.Redis, *, name: str, per_minute: int) -> None:
        self._key = keys.pace(name)
        burst = min(_BURST, max(1, per_minute // 12))
        # The calls of a burst are not on top: no minute sees more than ``per_minute``.
        self._interval = math.ceil(_MINUTE * 1_000_000 / (per_minute - burst + 1))
        self._burst = self._interval * (burst - 1)
        self._script = client.register_script(_RESERVE)
        self._heard = (0, 0, 0)

    def reserve(self, within: float = math.inf) -> float:
        """Take the next free place.

        Args:
            within: seconds; a place later than that is not taken.

        Returns:
            Seconds until the call may be made; infinity when no place was taken.
        """
        longest = -1 if within == math.inf else int(max(0.0, within) * 1_000_000)
        distance = _DISTANCE * self._interval
        limits = [self._interval, self._burst, longest, distance, _MINUTE * 1_000_000]
        try:
            with redis_errors():
                answer: Any = self._script(
                    keys=[self._key], args=[*limits, keys.PACE_TTL, *self._heard]
                )
        except Unavailable:
            log.debug("pace is not kept: Redis is away")
            return 0.0
        microseconds, begun, free, now = (int(number) for number in answer)
        self._heard = (begun, free, now)
        return math.inf if microseconds < 0 else microseconds / 1_000_000
