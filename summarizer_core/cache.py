"""Bounded LRU cache in Redis, shared by all workers.

One atomic script per operation, for many keys at once. Entries are strings with a TTL; a sorted
set keeps recency, another the expiry, so that the cap is exact and expired entries leave the
count. All keys share one hash slot (``{chunk_cache}``). Times come from Redis, not from clients.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import redis

from summarizer_core import keys
from summarizer_core.errors import Unavailable
from summarizer_core.redis_client import redis_errors

log = logging.getLogger(__name__)

Kind = Literal["chunk", "focus", "reduce"]

#: Redis' Lua refuses to unpack more than about 8,000 values; stay far below.
_BATCH: Final = 500

_PURGE = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local dead = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1000)
while #dead > 0 do
  redis.call('DEL', unpack(dead))
  redis.call('ZREM', KEYS[1], unpack(dead))
  redis.call('ZREM', KEYS[2], unpack(dead))
  redis.call('HINCRBY', KEYS[3], 'expiries', #dead)
  dead = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 1000)
end
"""

# KEYS: recency, expiry, stats, entry...   ARGV: kind
_GET = (
    _PURGE
    + """
local names = {}
for i = 4, #KEYS do names[i - 3] = KEYS[i] end
if #names == 0 then return {} end
local values = redis.call('MGET', unpack(names))
local hits = 0
local order = t[1] * 1000000 + t[2]
for i, name in ipairs(names) do
  if values[i] then
    hits = hits + 1
    redis.call('ZADD', KEYS[1], 'XX', order, name)
  end
end
redis.call('HINCRBY', KEYS[3], 'hits', hits)
redis.call('HINCRBY', KEYS[3], 'misses', #names - hits)
redis.call('HINCRBY', KEYS[3], 'hits:' .. ARGV[1], hits)
redis.call('HINCRBY', KEYS[3], 'misses:' .. ARGV[1], #names - hits)
return values
"""
)

# KEYS: recency, expiry, stats, entry...   ARGV: kind, ttl ms, cap, value...
_PUT = (
    _PURGE
    + """
local order = t[1] * 1000000 + t[2]
for i = 4, #KEYS do
  redis.call('SET', KEYS[i], ARGV[i], 'PX', ARGV[2])
  redis.call('ZADD', KEYS[1], order, KEYS[i])
  redis.call('ZADD', KEYS[2], now + ARGV[2], KEYS[i])
end
redis.call('HINCRBY', KEYS[3], 'writes', #KEYS - 3)
redis.call('HINCRBY', KEYS[3], 'writes:' .. ARGV[1], #KEYS - 3)
local excess = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[3])
while excess > 0 do
  local old = redis.call('ZRANGE', KEYS[1], 0, math.min(excess, 1000) - 1)
  if #old == 0 then break end
  redis.call('DEL', unpack(old))
  redis.call('ZREM', KEYS[1], unpack(old))
  redis.call('ZREM', KEYS[2], unpack(old))
  redis.call('HINCRBY', KEYS[3], 'evictions', #old)
  excess = excess - #old
end
return redis.call('ZCARD', KEYS[1])
"""
)

_COUNT = (
    _PURGE
    + """
return redis.call('ZCARD', KEYS[1])
"""
)

_CLEAR = """
local n = redis.call('ZCARD', KEYS[1])
local names = redis.call('ZRANGE', KEYS[1], 0, 999)
while #names > 0 do
  redis.call('DEL', unpack(names))
  redis.call('ZREM', KEYS[1], unpack(names))
  redis.call('ZREM', KEYS[2], unpack(names))
  names = redis.call('ZRANGE', KEYS[1], 0, 999)
end
redis.call('DEL', KEYS[1], KEYS[2])
return n
"""


@dataclass(frozen=True)
class CacheStats:
    """Figures since the counters began; ``hit_rate`` is 0..1, None before the first look-up."""

    entries: int
    max_entries: int
    ttl_seconds: int
    hits: int
    misses: int
    writes: int
    evictions: int
    expiries: int

    @property
    def hit_rate(self) -> float | None:
        looked_up = self.hits + self.misses
        return self.hits / looked_up if looked_up else None


class Cache:
    """LRU cache with an exact cap and a TTL counted from the write.

    Args:
        client: Redis client.
        max_entries: cap over all kinds together.
        ttl: seconds from the write.
    """

    def __init__(self, client: redis.Redis, *, max_entries: int, ttl: int) -> None:
        self._max_entries = max_entries
        self._ttl = ttl
        self._client = client
        self._get = client.register_script(_GET)
        self._put = client.register_script(_PUT)
        self._count = client.register_script(_COUNT)
        self._clear = client.register_script(_CLEAR)
        self._indexes = [keys.CACHE_RECENCY, keys.CACHE_EXPIRY, keys.CACHE_STATS]

    def get_many(self, kind: Kind, fingerprint: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Values of the hashes that are known; a hit refreshes recency, not the TTL.

        Raises:
            Unavailable: Redis is away.
        """
        found: dict[str, bytes] = {}
        prefix = keys.cache_entry_prefix(kind, fingerprint)
        unique = list(dict.fromkeys(hashes))
        for begin in range(0, len(unique), _BATCH):
            part = unique[begin : begin + _BATCH]
            with redis_errors():
                values: Any = self._get(
                    keys=self._indexes + [prefix + name for name in part], args=[kind]
                )
            found.update(
                {name: value for name, value in zip(part, values, strict=True) if value is not None}
            )
        return found

    def put_many(self, kind: Kind, fingerprint: str, values: Mapping[str, bytes]) -> None:
        """Write values by hash; beyond the cap the least recently used entries go.

        Raises:
            Unavailable: Redis is away.
        """
        prefix = keys.cache_entry_prefix(kind, fingerprint)
        items = list(values.items())
        for begin in range(0, len(items), _BATCH):
            part = items[begin : begin + _BATCH]
            with redis_errors():
                self._put(
                    keys=self._indexes + [prefix + name for name, _ in part],
                    args=[kind, self._ttl * 1000, self._max_entries, *[value for _, value in part]],
                )

    def stats(self) -> CacheStats:
        """Figures for admins. Raises ``Unavailable`` when Redis is away."""
        with redis_errors():
            entries: Any = self._count(keys=self._indexes)
            raw: Any = self._client.hgetall(keys.CACHE_STATS)
        counters = {name.decode(): int(value) for name, value in raw.items()}
        return CacheStats(
            entries=int(entries),
            max_entries=self._max_entries,
            ttl_seconds=self._ttl,
            hits=counters.get("hits", 0),
            misses=counters.get("misses", 0),
            writes=counters.get("writes", 0),
            evictions=counters.get("evictions", 0),
            expiries=counters.get("expiries", 0),
        )

    def clear(self) -> int:
        """Remove all entries; returns how many there were."""
        with redis_errors():
            removed: Any = self._clear(keys=self._indexes)
        return int(removed)


class ForgivingCache:
    """A cache that is down never fails a job: look-ups miss, writes are dropped, and
    ``troubled`` tells the pipeline to say so."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self.troubled = False

    def get_many(self, kind: Kind, fingerprint: str, hashes: Sequence[str]) -> dict[str, bytes]:
        try:
            return self._cache.get_many(kind, fingerprint, hashes)
        except Unavailable as error:
            self._note(error)
            return {}

    def put_many(self, kind: Kind, fingerprint: str, values: Mapping[str, bytes]) -> None:
        try:
            self._cache.put_many(kind, fingerprint, values)
        except Unavailable as error:
            self._note(error)

    def _note(self, error: Unavailable) -> None:
        if not self.troubled:
            log.warning("cache is not available (%s); the job goes on uncached", error.code)
        self.troubled = True
