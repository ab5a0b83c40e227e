"""Figures of the cache, as admins see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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

    def scaled(self, factor: float) -> Savings:
        return Savings(
            calls=self.calls * factor,
            input_tokens=round(self.input_tokens * factor),
            output_tokens=round(self.output_tokens * factor),
            text_bytes=round(self.text_bytes * factor),
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

    def entries_of(self, kind: str | None) -> int:
        """Entries of one kind, of all with None."""
        return sum(group.entries for group in self._groups_of(kind))

    def refilling(self, kind: str | None) -> Savings:
        """What it costs to ask for all entries of one kind (of all with None) again, estimated from
        what their hits saved so far; groups without a hit yet count as nothing."""
        return sum(
            (
                group.total.saved.scaled(group.entries / group.total.hits)
                for group in self._groups_of(kind)
                if group.total.hits
            ),
            Savings(),
        )

    def _groups_of(self, kind: str | None) -> Iterable[GroupStats]:
        return (group for group in self.groups if kind is None or group.kind == kind)


#: Span of ``CacheStats.recent``, in minutes.
RECENT_MINUTES: Final = 15


@dataclass(frozen=True)
class Minute:
    """What happened in one minute, by kind. Minutes in which nothing happened are left out."""

    at: datetime
    kinds: Mapping[str, Counters]


@dataclass(frozen=True)
class Span:
    """What happened in the minutes from ``begin`` (included) to ``end``."""

    begin: datetime
    end: datetime
    total: Counters


def spans(minutes: Sequence[Minute], *, width: int, count: int, now: datetime) -> list[Span]:
    """The last ``count`` spans of ``width`` minutes, oldest first; those in which nothing happened
    are there, with counters of zero. They begin at multiples of ``width``; the last one holds
    ``now``, or the last of the minutes when that is later (another machine's clock)."""
    latest = max([now, *(minute.at for minute in minutes)])
    seconds = width * 60
    last = int(latest.timestamp()) // seconds
    sums = {number: Counters() for number in range(last - count + 1, last + 1)}
    for minute in minutes:
        number = int(minute.at.timestamp()) // seconds
        if number in sums:
            sums[number] += total_of(minute.kinds.values())
    return [
        Span(begin, begin + timedelta(minutes=width), total)
        for number, total in sums.items()
        for begin in [datetime.fromtimestamp(number * seconds, UTC)]
    ]


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
