"""Administration: figures of the cache, of Redis and of the engines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import redis

from summarizer_core.accounts.permissions import Permission, require
from summarizer_core.accuracy import Accuracy, MeasuredAccuracy
from summarizer_core.cache import Cache
from summarizer_core.cache_figures import CacheStats, Span, spans
from summarizer_core.engines.base import Engine
from summarizer_core.keys import Kind
from summarizer_core.models import Actor, AuditEvent, utcnow
from summarizer_core.redis_client import redis_errors
from summarizer_core.stores.base import Stores

ENGINES: Final = ("local", "gemini")


@dataclass(frozen=True)
class RedisFigures:
    """``memory_bytes`` is what Redis uses in all, ``policy`` its eviction policy."""

    version: str
    memory_bytes: int
    keys: int
    policy: str

    @property
    def evicts_jobs(self) -> bool:
        """Whether Redis may throw away queue entries when memory runs short."""
        return self.policy != "noeviction"


@dataclass(frozen=True)
class EngineAccuracy:
    """``available`` tells whether the engine is set up here; ``measured`` is None when this version
    of it was never measured."""

    engine: str
    available: bool
    measured: Accuracy | None


class Administer:
    def __init__(
        self,
        stores: Stores,
        client: redis.Redis,
        cache: Cache,
        engines: Mapping[str, Engine],
        accuracy: MeasuredAccuracy,
    ) -> None:
        self._stores = stores
        self._client = client
        self._cache = cache
        self._engines = engines
        self._accuracy = accuracy

    def cache_stats(self, actor: Actor) -> CacheStats:
        require(actor, Permission.ADMINISTER)
        return self._cache.stats()

    def cache_history(self, actor: Actor, *, width: int, count: int) -> list[Span]:
        """What happened in the last ``count`` spans of ``width`` minutes, oldest first; together
        they are 24 hours at most."""
        require(actor, Permission.ADMINISTER)
        return spans(self._cache.history(width * count), width=width, count=count, now=utcnow())

    def clear_cache(self, actor: Actor, kind: Kind | None = None) -> int:
        """Remove all entries, or those of one kind; returns how many. The next analyses pay
        again."""
        require(actor, Permission.ADMINISTER)
        removed = self._cache.clear(kind)
        self._record(actor, "cache.clear", f"{kind or 'all'}: {removed}")
        return removed

    def engine_accuracy(self, actor: Actor) -> list[EngineAccuracy]:
        """What is known of each engine that there is."""
        require(actor, Permission.ADMINISTER)
        return [
            EngineAccuracy(name, engine is not None, self._accuracy.of(name, engine))
            for name in ENGINES
            for engine in [self._engines.get(name)]
        ]

    def redis_figures(self, actor: Actor) -> RedisFigures:
        require(actor, Permission.ADMINISTER)
        with redis_errors():
            info: Any = self._client.info()
            size: Any = self._client.dbsize()
        return RedisFigures(
            version=str(info["redis_version"]),
            memory_bytes=int(info["used_memory"]),
            keys=int(size),
            policy=str(info.get("maxmemory_policy", "unknown")),
        )

    def _record(self, actor: Actor, action: str, detail: str) -> None:
        self._stores.accounts.record(
            AuditEvent(at=utcnow(), actor=actor.username, action=action, target="", detail=detail)
        )
