"""Bounded LRU cache in Redis, shared by all workers, with single-flight and statistics.

One atomic script per operation, for many keys at once. Entries are strings with a TTL; a sorted
set keeps recency, another the expiry, so that the cap is exact and expired entries leave the
count. Who asks an engine for an entry holds a *claim* on it, a key of a few seconds' life that it
renews: others wait for the answer, and take over when the claim is given back or runs out.

All keys share one hash slot (``{chunk_cache}``). Times come from Redis, not from clients; recency
is a counter, so that a clock that is set back evicts nothing in the wrong order.
"""

from __future__ import annotations

import logging
import struct
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import redis
from redis.commands.core import Script

from summarizer_core import cache_scripts as scripts
from summarizer_core import keys
from summarizer_core.cache_figures import (
    RECENT_MINUTES,
    CacheStats,
    GroupStats,
    Minute,
    Savings,
    by_group,
    by_kind,
    counters_of,
    total_of,
)
from summarizer_core.errors import Unavailable
from summarizer_core.keys import Kind
from summarizer_core.redis_client import redis_errors

log = logging.getLogger(__name__)

T = TypeVar("T")

#: Redis' Lua refuses to unpack more than about 8,000 values; stay far below.
_BATCH: Final = 500

#: Values longer than this are compressed, in bytes (see ``benchmarks/cache_values.py``).
COMPRESS_ABOVE: Final = 250
_PLAIN: Final = 0
_DEFLATED: Final = 1
_U32: Final = 2**32 - 1

#: Share of ``maxmemory`` from which on the cache yields, and what goes at least each time.
_NEARLY_FULL: Final = 0.95
_LEAST: Final = (keys.CACHE_MINUTE_PREFIX, 100)
_TRIES: Final = 3

#: Sampled to estimate the memory of all entries.
_SAMPLES: Final = 64


@dataclass(frozen=True)
class Entry:
    """A value to keep, and what each later hit on it saves."""

    value: bytes
    saves: Savings = Savings()


@dataclass(frozen=True)
class Look:
    """What is known of some hashes: values, those that nobody has asked for (with ``claim``: that
    the caller has to ask for now), and those that somebody else is asking for."""

    found: Mapping[str, bytes] = field(default_factory=dict)
    free: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


def _pack(entry: Entry) -> bytes:
    value, form = entry.value, _PLAIN
    if len(value) > COMPRESS_ABOVE:
        deflated = zlib.compress(value)
        if len(deflated) < len(value):
            value, form = deflated, _DEFLATED
    saves = entry.saves
    numbers = (
        round(saves.calls * 1_000_000),
        saves.input_tokens,
        saves.output_tokens,
        saves.text_bytes,
    )
    return scripts.HEADER.pack(form, *(min(max(0, number), _U32) for number in numbers)) + value


def _unpack(data: bytes) -> bytes | None:
    """The value, None when it is damaged (then it counts as unknown)."""
    try:
        form, body = scripts.HEADER.unpack_from(data)[0], data[scripts.HEADER.size :]
        if form == _DEFLATED:
            return zlib.decompress(body)
    except (struct.error, zlib.error):
        return None
    return body if form == _PLAIN else None


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
        self._look_up = client.register_script(scripts.LOOK)
        self._put = client.register_script(scripts.PUT)
        self._measure = client.register_script(scripts.MEASURE)
        self._clear = client.register_script(scripts.CLEAR)
        self._shrink = client.register_script(scripts.SHRINK)
        self._renew = client.register_script(scripts.RENEW)
        self._release = client.register_script(scripts.RELEASE)
        self._indexes = [keys.CACHE_RECENCY, keys.CACHE_EXPIRY, keys.CACHE_STATS]

    # -- entries -------------------------------------------------------------------------------

    def get_many(self, kind: Kind, fingerprint: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Values of the hashes that are known; a hit refreshes recency, not the TTL.

        Raises:
            Unavailable: Redis is away.
        """
        return dict(self._look(kind, fingerprint, hashes, "get", "").found)

    def known(self, kind: Kind, fingerprint: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Values of the hashes that are known, without a trace: neither recency nor counters
        change. Raises ``Unavailable``."""
        found: dict[str, bytes] = {}
        prefix = keys.cache_entry_prefix(kind, fingerprint)
        for part in _parts(hashes):
            with redis_errors():
                # One command is atomic as it is, and Redis hides what has expired.
                values: Any = self._client.mget([prefix + name for name in part])
            pairs = zip(part, values, strict=True)
            unpacked = {name: _unpack(value) for name, value in pairs if value is not None}
            found |= {name: value for name, value in unpacked.items() if value is not None}
        return found

    def peek(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> Look:
        """Like ``get_many``, and who asks for the rest; counts hits only. Raises
        ``Unavailable``."""
        return self._look(kind, fingerprint, hashes, "peek", owner)

    def claim(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> Look:
        """Like ``peek``, and the free ones now belong to ``owner``, who has to ask for them, to
        ``renew`` the claim within ``keys.CLAIM_TTL`` again and again, and to put an answer or
        ``release`` it. Each counts as a miss. Raises ``Unavailable``."""
        return self._look(kind, fingerprint, hashes, "claim", owner)

    def _look(
        self, kind: Kind, fingerprint: str, hashes: Sequence[str], mode: str, owner: str
    ) -> Look:
        found: dict[str, bytes] = {}
        free: list[str] = []
        held: list[str] = []
        for part in _parts(hashes):
            names = self._names(kind, fingerprint, part, claims=mode != "get")
            with redis_errors():
                values, states = self._run(
                    self._look_up,
                    names,
                    [*self._args(kind, fingerprint), mode, len(part), owner, _CLAIM_MS],
                )
            for name, value, state in zip(part, values, states, strict=True):
                known = None if value is None else _unpack(value)
                if known is not None:
                    found[name] = known
                else:
                    (held if state == 2 else free).append(name)
        return Look(found, tuple(free), tuple(held))

    def put_many(self, kind: Kind, fingerprint: str, values: Mapping[str, bytes | Entry]) -> None:
        """Keep values; evicts the least recently used ones beyond the cap, and frees the claims
        on what is put. Raises ``Unavailable``."""
        for part in _parts(list(values)):
            entries = [_as_entry(values[name]) for name in part]
            with redis_errors():
                self._run(
                    self._put,
                    self._names(kind, fingerprint, part, claims=True),
                    [
                        *self._args(kind, fingerprint),
                        len(part),
                        self._ttl * 1000,
                        self._max_entries,
                        *map(_pack, entries),
                    ],
                )

    def renew(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> None:
        """Prolong claims. Raises ``Unavailable``."""
        for part in _parts(hashes):
            with redis_errors():
                self._renew(keys=_claims(kind, fingerprint, part), args=[owner, _CLAIM_MS])

    def release(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> None:
        """Give claims back without an answer. Raises ``Unavailable``."""
        for part in _parts(hashes):
            with redis_errors():
                self._release(keys=_claims(kind, fingerprint, part), args=[owner])

    def _run(self, script: Script, names: Sequence[str], arguments: Sequence[Any]) -> Any:
        """Run a script; when Redis is full, make room among our own entries first."""
        for _ in range(_TRIES):
            try:
                return script(keys=names, args=arguments)
            except redis.ResponseError as error:
                # Redis 6 wraps the error of a command in that of the script.
                if "OOM " not in str(error) or not self._shrink(keys=self._indexes, args=_LEAST):
                    raise
        return script(keys=names, args=arguments)

    def make_room(self) -> int:
        """When Redis is nearly full (``maxmemory``), evict a tenth of the entries: jobs need the
        room more. Returns how many went. Raises ``Unavailable``."""
        with redis_errors():
            memory: Any = self._client.info("memory")
            limit = int(memory.get("maxmemory", 0))
            if not limit or int(memory["used_memory"]) < _NEARLY_FULL * limit:
                return 0
            gone: Any = self._shrink(keys=self._indexes, args=_LEAST)
        return int(gone)

    def _names(
        self, kind: Kind, fingerprint: str, hashes: Sequence[str], *, claims: bool
    ) -> list[str]:
        prefix = keys.cache_entry_prefix(kind, fingerprint)
        names = [*self._indexes, *(prefix + name for name in hashes)]
        return names + _claims(kind, fingerprint, hashes) if claims else names

    @staticmethod
    def _args(kind: Kind, fingerprint: str) -> list[str]:
        return [keys.CACHE_MINUTE_PREFIX, f"{kind}|{fingerprint}"]

    # -- administration ------------------------------------------------------------------------

    def stats(self) -> CacheStats:
        """Figures for admins. Raises ``Unavailable`` when Redis is away."""
        with redis_errors():
            entries, memory, left = self._measure(
                keys=self._indexes, args=[keys.CACHE_MINUTE_PREFIX, _SAMPLES]
            )
            raw: Any = self._client.hgetall(keys.CACHE_STATS)
        groups = tuple(
            GroupStats(kind, engine, fields.get("entries", 0), counters_of(fields))
            for (kind, engine), fields in sorted(by_group(raw).items())
        )
        recent = self.history(RECENT_MINUTES)
        return CacheStats(
            entries=int(entries),
            max_entries=self._max_entries,
            ttl_seconds=self._ttl,
            memory_bytes=int(memory),
            oldest_seconds=None if left < 0 else max(0.0, self._ttl - left / 1000),
            total=total_of(group.total for group in groups),
            recent=total_of(one for minute in recent for one in minute.kinds.values()),
            groups=groups,
        )

    def history(self, minutes: int = 24 * 60) -> list[Minute]:
        """What happened in each of the last minutes (the current one included), oldest first;
        24 hours are kept. Raises ``Unavailable``."""
        with redis_errors():
            seconds: Any = self._client.time()
            last = int(seconds[0]) // 60
            numbers = range(last - minutes + 1, last + 1)
            pipeline = self._client.pipeline(transaction=False)
            for number in numbers:
                pipeline.hgetall(f"{keys.CACHE_MINUTE_PREFIX}{number}")
            answers = pipeline.execute()
        return [
            Minute(datetime.fromtimestamp(number * 60, UTC), by_kind(raw))
            for number, raw in zip(numbers, answers, strict=True)
            if raw
        ]

    def clear(self, kind: Kind | None = None) -> int:
        """Remove all entries, or those of one kind; returns how many there were. Raises
        ``Unavailable``."""
        with redis_errors():
            removed: Any = self._clear(
                keys=self._indexes, args=[keys.CACHE_MINUTE_PREFIX, kind or ""]
            )
        return int(removed)


_CLAIM_MS: Final = int(keys.CLAIM_TTL * 1000)


def _parts(hashes: Sequence[str]) -> Iterator[list[str]]:
    unique = list(dict.fromkeys(hashes))
    for begin in range(0, len(unique), _BATCH):
        yield unique[begin : begin + _BATCH]


def _claims(kind: Kind, fingerprint: str, hashes: Sequence[str]) -> list[str]:
    prefix = keys.cache_claim_prefix(kind, fingerprint)
    return [prefix + name for name in hashes]


def _as_entry(value: bytes | Entry) -> Entry:
    return value if isinstance(value, Entry) else Entry(value)


class ForgivingCache:
    """A cache that is down or full never fails a job: look-ups find nothing, everything may be
    asked for, writes wait until it is back, and ``troubled`` tells the pipeline to say so.

    Args:
        cache: the real one.
        pause: seconds that it is left alone after a failure, so that a Redis that hangs does not
            cost its timeout again and again.
    """

    def __init__(self, cache: Cache, *, pause: float = 5.0) -> None:
        self._cache = cache
        self._pause = pause
        self._away_until = 0.0
        self._unsaved: deque[tuple[Kind, str, Mapping[str, bytes | Entry]]] = deque()
        self.troubled = False

    def peek(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> Look:
        return self._try(
            lambda: self._cache.peek(kind, fingerprint, hashes, owner), Look(free=tuple(hashes))
        )

    def claim(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> Look:
        return self._try(
            lambda: self._cache.claim(kind, fingerprint, hashes, owner), Look(free=tuple(hashes))
        )

    def put_many(self, kind: Kind, fingerprint: str, values: Mapping[str, bytes | Entry]) -> None:
        self._unsaved.append((kind, fingerprint, values))
        self._try(lambda: None, None)

    def renew(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> None:
        self._try(lambda: self._cache.renew(kind, fingerprint, hashes, owner), None)

    def release(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> None:
        self._try(lambda: self._cache.release(kind, fingerprint, hashes, owner), None)

    def flush(self) -> bool:
        """Write what is still unsaved, without waiting for the pause to end; whether all of it is
        written now."""
        if self._unsaved:
            self._away_until = 0.0
            self._try(lambda: None, None)
        return not self._unsaved

    def _try(self, call: Callable[[], T], otherwise: T) -> T:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            self._save()
            return call()
        except Unavailable as error:
            if not self.troubled:
                log.warning("cache is not available (%s); the job goes on uncached", error.code)
            self.troubled = True
            self._away_until = time.monotonic() + self._pause
            return otherwise

    def _save(self) -> None:
        """Write what was to be written while the cache was away, too: it has been paid for."""
        while self._unsaved:
            entries = self._unsaved.popleft()  # another thread may be here at the same time
            try:
                self._cache.put_many(*entries)
            except Unavailable:
                self._unsaved.appendleft(entries)
                raise
