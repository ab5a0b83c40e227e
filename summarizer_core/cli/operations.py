"""``cache`` and ``queue``: figures and operation of a running installation."""

from __future__ import annotations

import argparse

from summarizer_core.cli.output import Commands, add_command, add_group, moment, printable, table
from summarizer_core.queue import WorkerFigures
from summarizer_core.services import build_services, operator
from summarizer_core.settings import Settings


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to the parser."""
    cache = add_group(commands, "cache", "The cache of analysed chunks.")
    add_command(cache, "stats", _cache_stats, "Print the cache's figures.")
    add_command(cache, "clear", _clear_cache, "Empty the cache; the next analyses pay again.")
    queue = add_group(commands, "queue", "The queue of documents that wait for a worker.")
    add_command(queue, "stats", _queue_stats, "Print the figures of the queue and its workers.")


def _cache_stats(_: argparse.Namespace, settings: Settings) -> int:
    stats = build_services(settings).administer.cache_stats(operator())
    total = stats.total
    rate = "-" if total.hit_rate is None else f"{total.hit_rate:.1%}"
    rows = [
        ("entries", f"{stats.entries:,} of {stats.max_entries:,}"),
        ("time to live", f"{stats.ttl_seconds:,} s"),
        ("hits", f"{total.hits:,}"),
        ("misses", f"{total.misses:,}"),
        ("hit rate", rate),
        ("writes", f"{total.writes:,}"),
        ("evictions", f"{total.evictions:,}"),
        ("expiries", f"{total.expiries:,}"),
    ]
    print(table(("FIGURE", "VALUE"), rows))
    return 0


def _clear_cache(_: argparse.Namespace, settings: Settings) -> int:
    removed = build_services(settings).administer.clear_cache(operator())
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
