"""Two hundred documents through one worker: its memory, and what stays in Redis.

``python -m benchmarks.memory [FILE_OR_FOLDER ...] [--documents 200] [--pages 10]``
Targets: the worker's resident memory after the last document is within 10% of that after the
20th; in Redis no key lives for ever but those listed here (docs/performance.md explains them).
"""

from __future__ import annotations

import fnmatch
import time
from collections import Counter
from collections.abc import Iterator

import psutil
import redis

from benchmarks.installation import (
    Document,
    Installation,
    Verdict,
    distinct_text,
    documents,
    given,
    installation,
    parser,
    results,
    upload,
)
from summarizer_core import keys

FIRST = 20
GROWTH = 0.10
MIB = 1 << 20

#: Keys that may live for ever, each bounded: the cache's indexes and counters by the cap, RQ's
#: registries by the running workers and by the lifetimes of the jobs that they name.
LASTING = (
    keys.CACHE_RECENCY,
    keys.CACHE_EXPIRY,
    keys.CACHE_STATS,
    "rq:queues",
    "rq:workers",
    f"rq:workers:{keys.QUEUE_NAME}",
    f"rq:queue:{keys.QUEUE_NAME}",
    f"rq:finished:{keys.QUEUE_NAME}",
    f"rq:failed:{keys.QUEUE_NAME}",
    f"rq:wip:{keys.QUEUE_NAME}",
)


def memory(on: Installation) -> dict[str, int]:
    """Resident bytes of the pool's process and of its worker."""
    assert on.app.process is not None
    pool = next(
        child
        for child in psutil.Process(on.app.process.pid).children()
        if "worker.py" in " ".join(child.cmdline())
    )
    (worker,) = pool.children()
    return {
        "worker": worker.memory_info().rss,
        "pool": pool.memory_info().rss,
        "app": psutil.Process(on.app.process.pid).memory_info().rss,
    }


def lasting(client: redis.Redis) -> Iterator[str]:
    for key in client.scan_iter(count=1000):
        if client.ttl(key) == -1:
            yield key.decode(errors="replace")


def kind_of(key: str) -> str:
    """A key without what differs from one document to the next."""
    return ":".join(part if len(part) < 30 else "*" for part in key.split(":"))


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--documents", type=int, default=200)
    arguments.add_argument("--pages", type=int, default=10, help="of written documents")
    options = arguments.parse_args()
    verdict = Verdict(f"{options.documents} documents through one worker")
    files = bool(given(options.files))
    with installation(WORKER_COUNT="1") as on:
        client = on.client()
        begin = time.perf_counter()
        states, first = [], {}
        for done in range(options.documents):
            if files:
                document = documents(options.files, options.documents, options.pages)[done]
            else:
                text = distinct_text(done, options.pages)
                document = Document(f"contract-{done}.txt", text.encode())
            (found,) = results(client, [upload(client, document)])
            states.append(found["status"])
            if done + 1 == FIRST:
                time.sleep(2)  # the worker is done with the job, too
                first = memory(on)
        time.sleep(2)
        last = memory(on)
        seconds = time.perf_counter() - begin
        stored = on.redis()
        found_keys, size = list(lasting(stored)), stored.dbsize()
        used = stored.info("memory")["used_memory"]
    verdict.show("seconds", f"{seconds:.0f}")
    verdict.check("ended", dict(Counter(states)), "all completed", set(states) == {"completed"})
    for name, now in last.items():
        growth = now / first[name] - 1
        figures = f"{first[name] / MIB:.1f} MiB, then {now / MIB:.1f} MiB ({growth:+.1%})"
        if name == "app":
            verdict.show(f"{name} after {FIRST} and {options.documents}", figures)
        else:
            verdict.check(
                f"{name} after {FIRST} and {options.documents}",
                figures,
                f"within {GROWTH:.0%}",
                growth <= GROWTH,
            )
    verdict.show("Redis", f"{size} keys, {used / MIB:.1f} MiB; without lifetime:")
    for kind, count in sorted(Counter(map(kind_of, found_keys)).items()):
        verdict.show("   key", f"{kind} ({count})")
    other = [k for k in found_keys if not any(fnmatch.fnmatchcase(k, p) for p in LASTING)]
    verdict.check(
        "keys without lifetime that are not documented",
        dict(Counter(map(kind_of, other))) or "none",
        "none",
        not other,
    )
    verdict.end()


if __name__ == "__main__":
    main()
