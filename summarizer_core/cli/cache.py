"""``cache``: figures of a running installation's cache, and emptying it."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any, Final

from summarizer_core import keys
from summarizer_core.cache_figures import RECENT_MINUTES, CacheStats, Counters, total_of
from summarizer_core.cli.output import (
    Commands,
    add_command,
    add_group,
    print_json,
    printable,
    table,
)
from summarizer_core.services import build_services, operator
from summarizer_core.settings import Settings

#: The last 24 hours are added up from spans of this many minutes.
_SPAN: Final = 15

_LOOK_UPS: Final = ("HIT RATE", "HITS", "MISSES", "WRITES", "EVICTIONS", "EXPIRIES")
_SAVED: Final = ("CALLS", "TOKENS IN", "TOKENS OUT", "BYTES")


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to the parser."""
    cache = add_group(commands, "cache", "The cache of what engines answered.")
    stats = add_command(cache, "stats", _print_stats, "Print the cache's figures.")
    stats.add_argument("--json", action="store_true", help="print one JSON object")
    clear = add_command(cache, "clear", _clear, "Empty the cache; the next analyses pay again.")
    clear.add_argument(
        "--kind",
        choices=keys.KINDS,
        help="remove the entries of this kind alone: analyses of clauses (chunk), answers to "
        "questions (focus), summaries (reduce)",
    )


def _print_stats(options: argparse.Namespace, settings: Settings) -> int:
    administer = build_services(settings).administer
    stats = administer.cache_stats(operator())
    history = administer.cache_history(operator(), width=_SPAN, count=24 * 60 // _SPAN)
    day = total_of(span.total for span in history)
    if options.json:
        print_json(_figures(stats, day))
    else:
        print(_describe(stats, day))
    return 0


def _figures(stats: CacheStats, day: Counters) -> dict[str, Any]:
    return {
        "entries": stats.entries,
        "max_entries": stats.max_entries,
        "ttl_seconds": stats.ttl_seconds,
        "memory_bytes": stats.memory_bytes,
        "oldest_seconds": stats.oldest_seconds,
        f"last_{RECENT_MINUTES}_minutes": _counters(stats.recent),
        "last_24_hours": _counters(day),
        "total": _counters(stats.total),
        "groups": [
            {
                "kind": group.kind,
                "engine": group.engine,
                "entries": group.entries,
                "total": _counters(group.total),
            }
            for group in stats.groups
        ],
    }


def _counters(counters: Counters) -> dict[str, Any]:
    return {**asdict(counters), "hit_rate": counters.hit_rate}


def _describe(stats: CacheStats, day: Counters) -> str:
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


def _clear(options: argparse.Namespace, settings: Settings) -> int:
    removed = build_services(settings).administer.clear_cache(operator(), options.kind)
    print(f"Removed {removed:,} {'entry' if removed == 1 else 'entries'}.")
    return 0
