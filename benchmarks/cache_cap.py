"""The cache's cap under pressure, and which entries go.

``python -m benchmarks.cache_cap [--cap 100] [--writers 8] [--operations 400]``: processes read and
write many entries at a time through ``summarizer_core.cache``, while another looks without a
pause. Redis' MONITOR gives the order in which everything happened; a model of an LRU cache then
follows that order, and must agree with each look and with each hit and miss.

Targets: never more than the cap; after the first evictions never fewer; what is missing was used
less recently than all that is there.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import redis

from benchmarks.installation import Verdict, parser
from summarizer_core import keys
from summarizer_core.cache import Cache
from summarizer_core.embedded import EmbeddedRedis

_TTL: Final = 3600
_NAMES: Final = 260
_MOST_AT_ONCE: Final = 12
_ENGINE: Final = "benchmark"
_PREFIX: Final = keys.cache_entry_prefix("chunk", _ENGINE)
_GO: Final = "benchmark:go"
#: A write names itself in its values, a read in a further key that never exists.
_OPERATION: Final = re.compile(r"(?:put|get|look)-\d+-\d+(?!\d)")

# KEYS: recency, expiry   ARGV: name of the look
_LOOK: Final = f"""
return {{redis.call('ZCARD', KEYS[1]), redis.call('ZCARD', KEYS[2]),
         redis.call('KEYS', '{keys.CACHE_TAG}:entry:*')}}
"""


def write(url: str, cap: int, number: int, operations: int) -> dict[str, list[str]]:
    """One writer. Returns, by name of the operation, what its reads found."""
    cache = Cache(redis.Redis.from_url(url), max_entries=cap, ttl=_TTL)
    chance = random.Random(number)
    gate = redis.Redis.from_url(url)
    while not gate.exists(_GO):
        time.sleep(0.005)
    found = {}
    for count in range(operations):
        # Some names are wanted more often than others.
        names = {
            f"n{int(chance.triangular(0, _NAMES, 0)):03d}"
            for _ in range(chance.randint(1, _MOST_AT_ONCE))
        }
        if chance.random() < 0.6:
            name = f"put-{number}-{count}"
            cache.put_many("chunk", _ENGINE, dict.fromkeys(names, name.encode()))
        else:
            name = f"get-{number}-{count}"
            found[name] = list(cache.get_many("chunk", _ENGINE, [*names, name]))
    return found


@dataclass
class Watch:
    """Looks without a pause, and the order of all operations."""

    url: str
    looks: dict[str, tuple[int, int, set[str]]] = field(default_factory=dict)
    order: list[tuple[str, list[str]]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        client = redis.Redis.from_url(self.url)
        script = client.register_script(_LOOK)
        while not self.stop.is_set():
            name = f"look-0-{len(self.looks)}"
            answer: Any = script(keys=[keys.CACHE_RECENCY, keys.CACHE_EXPIRY], args=[name])
            entries = {key.decode().removeprefix(_PREFIX) for key in answer[2]}
            self.looks[name] = (answer[0], answer[1], entries)

    def listen(self, listening: threading.Event) -> None:
        with redis.Redis.from_url(self.url).monitor() as monitor:
            listening.set()
            while True:
                told = monitor.next_command()
                if told["command"] == "PING the end":
                    return
                operation = _OPERATION.search(told["command"])
                # Commands inside scripts are told, too: they are the script's own affair.
                if operation and told["client_type"] != "lua":
                    self.order.append((operation[0], self._names(told["command"])))

    @staticmethod
    def _names(command: str) -> list[str]:
        words = [word for word in command.split(" ") if word.startswith(_PREFIX)]
        names = [word.removeprefix(_PREFIX) for word in words]
        return [name for name in names if not _OPERATION.fullmatch(name)]


def faults(watch: Watch, reads: dict[str, list[str]], cap: int) -> Iterator[str]:
    """Where the cache and the model differ."""
    used: dict[str, int] = {}  # the place in the order of each entry's last use

    def wrong(name: str, present: bool) -> bool:
        if name not in used:
            return present
        # Entries of one operation are used at the same moment: among them either may go.
        later = sum(place > used[name] for place in used.values())
        same = sum(place == used[name] for place in used.values())
        return later >= cap if present else later + same <= cap

    for place, (operation, names) in enumerate(watch.order):
        kind = operation.partition("-")[0]
        if kind == "put":
            used.update(dict.fromkeys(names, place))
        elif kind == "get":
            hits = set(reads[operation])
            bad = [name for name in names if wrong(name, name in hits)]
            if bad:
                yield f"{operation}: {bad}"
            used.update(dict.fromkeys(hits, place))
        else:
            entries = watch.looks[operation][2]
            bad = [name for name in used | dict.fromkeys(entries) if wrong(name, name in entries)]
            if bad or len(entries) != min(cap, len(used)):
                yield f"{operation}: {len(entries)} entries, {bad[:5]}"


def observe(url: str, cap: int, writers: int, operations: int) -> tuple[Watch, dict, float]:
    client = redis.Redis.from_url(url)
    warm = Cache(client, max_entries=cap, ttl=_TTL)
    warm.put_many("chunk", _ENGINE, {"x": b"x"})  # now the server knows both scripts
    warm.get_many("chunk", _ENGINE, ["x"])
    client.flushdb()
    watch, listening = Watch(url), threading.Event()
    threads = [
        threading.Thread(target=watch.listen, args=(listening,)),
        threading.Thread(target=watch.look),
    ]
    threads[0].start()
    listening.wait()
    reads: dict[str, list[str]] = {}
    with ProcessPoolExecutor(writers, multiprocessing.get_context("spawn")) as pool:
        work = [pool.submit(write, url, cap, n, operations) for n in range(writers)]
        threads[1].start()
        time.sleep(3)  # all writers stand at the gate
        begin = time.perf_counter()
        client.set(_GO, "1", ex=600)
        for done in work:
            reads |= done.result()
        seconds = time.perf_counter() - begin
    watch.stop.set()
    threads[1].join()
    client.execute_command("PING", "the end")
    threads[0].join()
    return watch, reads, seconds


def main() -> None:
    arguments = parser(__doc__, files=False)
    arguments.add_argument("--cap", type=int, default=100)
    arguments.add_argument("--writers", type=int, default=8)
    arguments.add_argument("--operations", type=int, default=400, help="of each writer")
    options = arguments.parse_args()
    verdict = Verdict(f"cap {options.cap} under {options.writers} writers")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        server = EmbeddedRedis(Path(folder))
        url = server.start()
        try:
            watch, reads, seconds = observe(url, options.cap, options.writers, options.operations)
            evictions = (
                Cache(redis.Redis.from_url(url), max_entries=options.cap, ttl=_TTL)
                .stats()
                .total.evictions
            )
        finally:
            server.stop()
    done = sum(not name.startswith("look") for name, _ in watch.order)
    expected = options.writers * options.operations
    verdict.show("seconds, operations", f"{seconds:.1f}, {done}")
    verdict.check("operations seen in order", done, str(expected), done == expected)
    busy = sum(len(entries) == options.cap for _, _, entries in watch.looks.values())
    verdict.check("looks at the full cache", busy, "at least 100", busy >= 100)
    most = max(len(entries) for _, _, entries in watch.looks.values())
    verdict.check("most entries at any look", most, f"{options.cap}", most == options.cap)
    indexed = sum(
        not recency == expiry == len(entries) for recency, expiry, entries in watch.looks.values()
    )
    verdict.check("looks at which an index differs from the entries", indexed, "0", not indexed)
    different = list(faults(watch, reads, options.cap))
    verdict.show("evictions", evictions)
    verdict.check(
        "operations and looks that differ from the model",
        f"{len(different)} of {len(watch.order)} {different[:3] or ''}".strip(),
        "0",
        not different and evictions > 0,
    )
    verdict.end()


if __name__ == "__main__":
    main()
