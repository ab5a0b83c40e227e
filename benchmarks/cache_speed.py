"""What the cache's scripts cost beside plain commands of Redis, as ratios.

``python -m benchmarks.cache_speed [--entries 10000] [--keys 100] [--rounds 300]``: in a cache
that holds its cap, the medians of reading 100 entries, of writing 100 that are there, and of
writing 100 new ones, which evicts 100, each divided by that of a plain MGET (or SET in one MSET)
of 100 keys with values of the same size, taken in turn with them. Seconds depend on the machine,
ratios much less. No target: a change that makes them grow shows here.
"""

from __future__ import annotations

import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import redis

from benchmarks.installation import Verdict, parser
from summarizer_core.cache import Cache
from summarizer_core.embedded import EmbeddedRedis

_ENGINE = "benchmark"
#: About what an analysed chunk takes, compressed.
_VALUE_BYTES = 300


def measure(client: redis.Redis, entries: int, count: int, rounds: int) -> dict[str, float]:
    """Median seconds of each operation."""
    cache = Cache(client, max_entries=entries, ttl=3600)
    chance = random.Random(1)
    new = itertools.count()

    def values() -> dict[str, bytes]:
        return {f"{next(new):064x}": chance.randbytes(_VALUE_BYTES) for _ in range(count)}

    while next(new) < entries:
        cache.put_many("chunk", _ENGINE, values())
    known = values()
    plain = {f"plain:{name}": value for name, value in known.items()}
    client.mset(plain)
    operations: dict[str, Callable[[], object]] = {
        "MGET": lambda: client.mget(list(plain)),
        "MSET": lambda: client.mset(plain),
        "get": lambda: cache.get_many("chunk", _ENGINE, list(known)),
        "get of unknown": lambda: cache.get_many("chunk", _ENGINE, [f"no-{n}" for n in known]),
        "put again": lambda: cache.put_many("chunk", _ENGINE, known),
        "put and evict": lambda: cache.put_many("chunk", _ENGINE, made),
    }
    taken: dict[str, list[float]] = {name: [] for name in operations}
    evictions = cache.stats().total.evictions
    cache.put_many("chunk", _ENGINE, known)
    for _ in range(rounds):
        made = values()
        for name, operation in operations.items():
            begin = time.perf_counter()
            operation()
            taken[name].append(time.perf_counter() - begin)
    stats = cache.stats()
    if stats.entries != entries or stats.total.evictions - evictions < rounds * count:
        raise SystemExit("The cache was not full: these figures are not about evictions.")
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def main() -> None:
    arguments = parser(__doc__, files=False)
    arguments.add_argument("--entries", type=int, default=10_000)
    arguments.add_argument("--keys", type=int, default=100)
    arguments.add_argument("--rounds", type=int, default=300)
    options = arguments.parse_args()
    verdict = Verdict(f"{options.keys} keys at once, cache of {options.entries} entries")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        server = EmbeddedRedis(Path(folder))
        client = redis.Redis.from_url(server.start())
        try:
            medians = measure(client, options.entries, options.keys, options.rounds)
        finally:
            client.close()
            server.stop()
    for name, seconds in medians.items():
        beside = "MSET" if name.startswith(("put", "MSET")) else "MGET"
        ratio = seconds / medians[beside]
        verdict.show(name, f"{seconds * 1000:.2f} ms, {ratio:.2f} times {beside}")
    verdict.end()


if __name__ == "__main__":
    main()
