"""Figures of the cache, as admins see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True)
class Savings:
    """What hits spared: engine calls (a chunk's share of its batch's call), tokens, and bytes of
    text that went to no engine."""

    calls: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0
    text_bytes: int = 0

    def __add__(self, other: Savings) -> Savings:
        return Savings(
            calls=self.calls + other.calls,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            text_bytes=self.text_bytes + other.text_bytes,
        )


@dataclass(frozen=True)
class Counters:
    """What happened in some span of time. ``hit_rate`` is 0..1, None before the first look-up."""

    hits: int = 0
    misses: int = 0
    writes: int = 0
    evictions: int = 0
    expiries: int = 0
    saved: Savings = Savings()

    def __add__(self, other: Counters) -> Counters:
        return Counters(
            hits=self.hits + other.hits,
            misses=self.misses + other.misses,
            writes=self.writes + other.writes,
            evictions=self.evictions + other.evictions,
            expiries=self.expiries + other.expiries,
            saved=self.saved + other.saved,
        )

    @property
    def hit_rate(self) -> float | None:
        looked_up = self.hits + self.misses
        return self.hits / looked_up if looked_up else None


@dataclass(frozen=True)
class GroupStats:
    """One kind of entry of one engine; ``engine`` is the engine's fingerprint."""

    kind: str
    engine: str
    entries: int
    total: Counters


@dataclass(frozen=True)
class CacheStats:
    """Figures of the whole cache; ``total`` since the counters began.

    ``memory_bytes`` is an estimate from a sample of the entries. ``oldest_seconds`` is the age of
    the entry written first, None when there is none.
    """

    entries: int
    max_entries: int
    ttl_seconds: int
    memory_bytes: int
    oldest_seconds: float | None
    total: Counters
    recent: Counters
    groups: tuple[GroupStats, ...]


#: Span of ``CacheStats.recent``, in minutes.
RECENT_MINUTES: Final = 15


@dataclass(frozen=True)
class Minute:
    """What happened in one minute, by kind. Minutes in which nothing happened are left out."""

    at: datetime
    kinds: Mapping[str, Counters]


def counters_of(fields: Mapping[str, int]) -> Counters:
    return Counters(
        hits=fields.get("hits", 0),
        misses=fields.get("misses", 0),
        writes=fields.get("writes", 0),
        evictions=fields.get("evictions", 0),
        expiries=fields.get("expiries", 0),
        saved=Savings(
            calls=fields.get("saved_calls", 0) / 1_000_000,
            input_tokens=fields.get("saved_input", 0),
            output_tokens=fields.get("saved_output", 0),
            text_bytes=fields.get("saved_bytes", 0),
        ),
    )


def by_group(raw: Mapping[bytes, bytes]) -> dict[tuple[str, str], dict[str, int]]:
    """Counter fields by (kind, engine)."""
    groups: dict[tuple[str, str], dict[str, int]] = {}
    for name, value in raw.items():
        what, _, group = name.decode().partition("|")
        if group:
            kind, _, engine = group.partition("|")
            groups.setdefault((kind, engine), {})[what] = int(value)
    return groups


def total_of(counters: Iterable[Counters]) -> Counters:
    return sum(counters, Counters())


def by_kind(raw: Mapping[bytes, bytes]) -> dict[str, Counters]:
    kinds: dict[str, Counters] = {}
    for (kind, _), fields in by_group(raw).items():
        kinds[kind] = kinds.get(kind, Counters()) + counters_of(fields)
    return kinds
