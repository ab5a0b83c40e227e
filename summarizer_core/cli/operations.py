"""``cache`` and ``queue``: figures and operation of a running installation."""

from __future__ import annotations

import argparse
from typing import Final

from summarizer_core import keys
from summarizer_core.cache_figures import RECENT_MINUTES, CacheStats, Counters, total_of
from summarizer_core.cli.output import (
    Commands,
    add_command,
    add_group,
    moment,
    print_json,
    printable,
    table,
)
from summarizer_core.models import Model
from summarizer_core.queue import WorkerFigures
from summarizer_core.services import build_services, operator
from summarizer_core.settings import Settings

#: The last 24 hours are added up from spans of this many minutes.
_SPAN: Final = 15

_LOOK_UPS: Final = ("HIT RATE", "HITS", "MISSES", "WRITES", "EVICTIONS", "EXPIRIES")
_SAVED: Final = ("CALLS", "TOKENS IN", "TOKENS OUT", "BYTES")


class SavedFigures(Model):
    """What hits spared: engine calls, tokens, bytes of text."""

    calls: float
    input_tokens: int
    output_tokens: int
    text_bytes: int


class CounterFigures(Model):
    """What happened in some span of time; ``hit_rate`` is 0..1, null before the first look-up."""

    hits: int
    misses: int
    hit_rate: float | None
    writes: int
    evictions: int
    expiries: int
    saved: SavedFigures

    @classmethod
    def of(cls, counters: Counters) -> CounterFigures:
        saved = counters.saved
        return cls(
            hits=counters.hits,
            misses=counters.misses,
            hit_rate=counters.hit_rate,
            writes=counters.writes,
            evictions=counters.evictions,
            expiries=counters.expiries,
            saved=SavedFigures(
                calls=saved.calls,
                input_tokens=saved.input_tokens,
                output_tokens=saved.output_tokens,
                text_bytes=saved.text_bytes,
            ),
        )


class GroupFigures(Model):
    """One kind of entry of one engine."""

    kind: str
    engine: str
    entries: int
    total: CounterFigures


class CacheFigures(Model):
    """What ``cache stats --json`` prints; see ``cache_figures.CacheStats``."""

    entries: int
    max_entries: int
    ttl_seconds: int
    memory_bytes: int
    oldest_seconds: float | None
    last_15_minutes: CounterFigures
    last_24_hours: CounterFigures
    total: CounterFigures
    groups: tuple[GroupFigures, ...]


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to the parser."""
    cache = add_group(commands, "cache", "The cache of analysed chunks.")
    stats = add_command(cache, "stats", _cache_stats, "Print the cache's figures.")
    stats.add_argument("--json", action="store_true", help="print one JSON object")
    clear = add_command(
        cache, "clear", _clear_cache, "Empty the cache; the next analyses pay again."
    )
    clear.add_argument(
        "--kind",
        choices=keys.KINDS,
        help="remove the entries of this kind alone: analyses of clauses (chunk), answers to "
        "questions (focus), summaries (reduce)",
    )
    queue = add_group(commands, "queue", "The queue of documents that wait for a worker.")
    add_command(queue, "stats", _queue_stats, "Print the figures of the queue and its workers.")


def _cache_stats(arguments: argparse.Namespace, settings: Settings) -> int:
    administer = build_services(settings).administer
    stats = administer.cache_stats(operator())
    history = administer.cache_history(operator(), width=_SPAN, count=24 * 60 // _SPAN)
    day = total_of(span.total for span in history)
    if arguments.json:
        print_json(_cache_figures(stats, day))
    else:
        print(_describe_cache(stats, day))
    return 0


def _cache_figures(stats: CacheStats, day: Counters) -> CacheFigures:
    return CacheFigures(
        entries=stats.entries,
        max_entries=stats.max_entries,
        ttl_seconds=stats.ttl_seconds,
        memory_bytes=stats.memory_bytes,
        oldest_seconds=stats.oldest_seconds,
        last_15_minutes=CounterFigures.of(stats.recent),
        last_24_hours=CounterFigures.of(day),
        total=CounterFigures.of(stats.total),
        groups=tuple(
            GroupFigures(
                kind=group.kind,
                engine=group.engine,
                entries=group.entries,
                total=CounterFigures.of(group.total),
            )
            for group in stats.groups
        ),
    )


def _describe_cache(stats: CacheStats, day: Counters) -> str:
    oldest = "-" if stats.oldest_seconds is None else f"written {stats.oldest_seconds:,.0f} s ago"
    figures = [
        ("entries", f"{stats.entries:,} of {stats.max_entries:,}"),
        ("oldest entry", oldest),
        ("time to live", f"{stats.ttl_seconds:,} s"),
        ("memory", f"about {stats.memory_bytes:,} bytes"),
    ]
    periods = (
        (f"last {RECENT_MINUTES} minutes", stats.recent),
        ("last 24 hours", day),
        ("in total", stats.total),
    )
    groups = [
        (group.kind, printable(group.engine), f"{group.entries:,}", group.total)
        for group in stats.groups
    ]
    tables = [
        table(("FIGURE", "VALUE"), figures),
        table(("LOOK-UPS", *_LOOK_UPS), [(name, *_look_ups(of)) for name, of in periods], words=1),
        table(("SAVED", *_SAVED), [(name, *_saved(of)) for name, of in periods], words=1),
    ]
    if groups:
        of_each = ("KIND", "ENGINE")
        tables += [
            table(
                (*of_each, "ENTRIES", *_LOOK_UPS),
                [(*names, *_look_ups(total)) for *names, total in groups],
                words=2,
            ),
            table(
                (*of_each, *(f"SAVED {name}" for name in _SAVED)),
                [(kind, engine, *_saved(total)) for kind, engine, _, total in groups],
                words=2,
            ),
        ]
    return "\n\n".join(tables)


def _look_ups(counters: Counters) -> tuple[str, ...]:
    rate = "-" if counters.hit_rate is None else f"{counters.hit_rate:.1%}"
    numbers = (
        counters.hits,
        counters.misses,
        counters.writes,
        counters.evictions,
        counters.expiries,
    )
    return (rate, *(f"{number:,}" for number in numbers))


def _saved(counters: Counters) -> tuple[str, ...]:
    saved = counters.saved
    numbers = (saved.input_tokens, saved.output_tokens, saved.text_bytes)
    return (f"{saved.calls:,.1f}", *(f"{number:,}" for number in numbers))


def _clear_cache(arguments: argparse.Namespace, settings: Settings) -> int:
    removed = build_services(settings).administer.clear_cache(operator(), arguments.kind)
    print(f"Removed {removed:,} {'entry' if removed == 1 else 'entries'}.")
    return 0


def _queue_stats(_: argparse.Namespace, settings: Settings) -> int:
    stats = build_services(settings).administer.queue_stats(operator())
    rows = [
        ("waiting", str(stats.queued)),
        ("running", str(stats.started)),
        ("failed", str(stats.failed)),
        ("workers", str(len(stats.workers))),
    ]
    print(table(("FIGURE", "VALUE"), rows))
    if stats.workers:
        headings = ("WORKER", "HOST", "PID", "STATE", "DONE", "FAILED", "SEEN (UTC)")
        print("\n" + table(headings, [_worker(worker) for worker in stats.workers]))
    return 0


def _worker(worker: WorkerFigures) -> tuple[str, ...]:
    return (
        printable(worker.name),
        printable(worker.host or "-"),
        str(worker.pid or "-"),
        worker.state,
        str(worker.completed),
        str(worker.failed),
        moment(worker.last_heartbeat),
    )
