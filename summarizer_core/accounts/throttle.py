"""Slows down guessing: counts failures by name in Redis."""

from __future__ import annotations

from typing import Any

import redis

from summarizer_core import keys
from summarizer_core.errors import Throttled
from summarizer_core.redis_client import redis_errors

_HIT = """
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return n
"""


class Throttle:
    """At most ``limit`` failures per name within ``keys.THROTTLE_TTL`` seconds."""

    def __init__(self, client: redis.Redis, *, kind: str, limit: int) -> None:
        self._client = client
        self._kind = kind
        self._limit = limit
        self._hit = client.register_script(_HIT)

    def check(self, who: str) -> None:
        """Raises ``Throttled`` when there were too many failures."""
        key = keys.throttle(self._kind, who)
        with redis_errors():
            count: Any = self._client.get(key)
            if count is None or int(count) < self._limit:
                return
            remaining: Any = self._client.ttl(key)
        seconds = max(1, int(remaining))
        raise Throttled(
            f"Too many failed attempts. Please wait {seconds} seconds and try again.",
            retry_after=seconds,
        )

    def failed(self, who: str) -> None:
        with redis_errors():
            self._hit(keys=[keys.throttle(self._kind, who)], args=[keys.THROTTLE_TTL])

    def succeeded(self, who: str) -> None:
        with redis_errors():
            self._client.delete(keys.throttle(self._kind, who))
