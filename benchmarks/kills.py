"""Workers that die: SIGKILL at random moments while documents run.

``python -m benchmarks.kills [FILE_OR_FOLDER ...] [--documents 40] [--kills 20] [--seed N]``: the
running app with two workers, calls of 1.0 s; worker processes and their work-horses are killed at
random. Targets: every document completes in full; a lost job is queued again within 30 s, that of
a work-horse at once; no chunk is asked for whose answer is in the cache; nothing is stored twice;
and when all is over, each document once again costs no call and gives the same result.

What can be known of an answer: the stand-in counts it as given only if its caller's connection
was open when it was sent. A caller that dies before it has written what it received to Redis
takes the answer with it; such chunks are counted apart, with the milliseconds between the answer
and the kill. Whatever was asked again without such a kill is a miss.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
import psutil
import redis

from benchmarks.installation import (
    Document,
    Installation,
    Verdict,
    documents,
    installation,
    parser,
    results,
    upload,
)
from summarizer_core import keys
from summarizer_core.models import SessionStatus
from summarizer_core.queue import JobQueue
from summarizer_core.services import build_engines, build_stores
from summarizer_core.settings import Settings

LATENCY: Final = 1.0
WORKERS: Final = 2
TAKEN_OVER: Final = 30.0
AT_ONCE: Final = 2.0
#: Seconds from an answer to its place in the cache, at most: within them a kill may lose it.
ON_ITS_WAY: Final = 0.5


@dataclass
class Ledger:
    """Compares what is asked for with what the cache holds at that moment."""

    client: redis.Redis | None = None
    prefix: str = ""
    stored: list[str] = field(default_factory=list)

    def on_chunks(self, names: Sequence[str]) -> None:
        if self.client is None:
            return
        with self.client.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.exists(self.prefix + name)
            self.stored += [n for n, there in zip(names, pipe.execute(), strict=True) if there]


@dataclass
class Kill:
    at: float
    victim: str
    session_id: str | None
    attempt: int = 0
    recovered: float | None = None


class Killer:
    """Kills workers and work-horses, and notes how long their sessions wait for a new attempt."""

    def __init__(self, on: Installation, settings: Settings, seed: int) -> None:
        self._on = on
        self._queue = JobQueue(on.redis())
        self._sessions = build_stores(settings).sessions
        self._chance = random.Random(seed)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.kills: list[Kill] = []

    def __enter__(self) -> Killer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def kill_one(self) -> None:
        """Kill a process, chosen by chance; waits for one if there is none just now."""
        while not (victims := self._victims()):
            time.sleep(0.02)
        kind, process, worker = self._chance.choice(victims)
        running = {w.pid: w.current_session for w in self._queue.stats().workers}
        session = self._sessions.get(running.get(worker.pid) or "")
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
            kill = Kill(time.time(), kind, None)
            if session is not None and session.status is SessionStatus.PROCESSING:
                kill.session_id, kill.attempt = session.id, session.attempt
            self.kills.append(kill)

    def _victims(self) -> list[tuple[str, psutil.Process, psutil.Process]]:
        assert self._on.app.process is not None
        found = []
        with contextlib.suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self._on.app.process.pid).children():
                if "worker.py" not in " ".join(child.cmdline()):
                    continue
                for worker in child.children():
                    found.append(("worker", worker, worker))
                    found += [("work-horse", horse, worker) for horse in worker.children()]
        return [v for v in found if v[1].status() != psutil.STATUS_ZOMBIE]

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            for kill in self.kills:
                if kill.session_id is None or kill.recovered is not None:
                    continue
                session = self._sessions.get(kill.session_id)
                if session and (session.attempt > kill.attempt or session.status.finished):
                    kill.recovered = time.time() - kill.at


def lost_on_the_way(
    repeats: Collection[dict[str, Any]], stored: Collection[str], kills: Collection[Kill]
) -> tuple[list[float], list[str]]:
    """Of the chunks that were asked for again: milliseconds from the answer to the kill that lost
    it, and in words those that no kill explains."""
    explained, unexplained = [], []
    for repeat in repeats:
        if repeat["sha256"] in stored:
            continue
        waits = [kill.at - repeat["answered_at"] for kill in kills]
        near = [wait for wait in waits if -0.05 <= wait <= ON_ITS_WAY]
        if near:
            explained.append(round(1000 * min(near, key=abs), 1))
        else:
            # The kill that came last before it was asked for again: how it came to that.
            since = [w for kill in kills if (w := repeat["asked_at"] - kill.at) >= 0]
            asked = repeat["asked_at"] - repeat["answered_at"]
            unexplained.append(
                f"asked {asked:.1f} s later, {min(since, default=0):.1f} s after a kill"
            )
    return explained, unexplained


def judge_kills(kills: Sequence[Kill], verdict: Verdict) -> None:
    verdict.show("kills", dict(Counter(kill.victim for kill in kills)))
    verdict.show("of these, in the middle of a job", sum(k.session_id is not None for k in kills))
    for victim, limit in (("worker", TAKEN_OVER), ("work-horse", AT_ONCE)):
        waits = [k.recovered for k in kills if k.victim == victim and k.recovered is not None]
        lost = [k for k in kills if k.victim == victim and k.session_id and k.recovered is None]
        worst = max(waits, default=0.0)
        verdict.check(
            f"seconds until the job of a killed {victim} is queued again",
            f"worst {worst:.1f} of {len(waits)}" + (f", {len(lost)} never" if lost else ""),
            f"at most {limit:g}",
            worst <= limit and not lost,
        )


def judge_answers(
    on: Installation, ledger: Ledger, kills: Sequence[Kill], verdict: Verdict
) -> None:
    report = on.gemini.chunks()
    verdict.show("calls", on.calls())
    verdict.show(
        "chunks",
        f"{report['distinct_chunks']}, answered {report['answered_chunks']}, "
        f"asked {sum(one['asked'] for one in report['chunks'].values())} times",
    )
    verdict.check(
        "chunks asked for although the cache held their answer",
        len(ledger.stored),
        "0",
        not ledger.stored,
    )
    explained, unexplained = lost_on_the_way(report["repeats"], set(ledger.stored), kills)
    verdict.show(
        "answers that a kill lost on their way to the cache",
        f"{len(explained)}, ms from answer to kill: {sorted(set(explained)) or '-'}",
    )
    verdict.check(
        "chunks answered and asked for again, without such a kill",
        f"{len(unexplained)} {sorted(set(unexplained))[:5] or ''}".strip(),
        "0",
        not unexplained,
    )


def judge_results(
    client: httpx.Client,
    ids: Sequence[str],
    found: Sequence[dict[str, Any]],
    entries: int,
    chunks: int,
    verdict: Verdict,
) -> None:
    ends = Counter(one["status"] for one in found)
    full = sum(one["status"] == "completed" and not one["coverage"]["failed"] for one in found)
    errors = Counter(one["error"]["code"] for one in found if one["error"])
    if errors:
        verdict.show("errors", dict(errors))
    verdict.check(
        "completed in full", f"{full} of {len(ids)}, {dict(ends)}", "all", full == len(ids)
    )
    listed, cursor = [], None
    while True:
        page = client.get("/sessions/", params={"cursor": cursor} if cursor else {}).json()
        listed += [item["session_id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if not cursor:
            break
    verdict.check(
        "documents in the list", f"{len(listed)}", f"{len(ids)}", sorted(listed) == sorted(ids)
    )
    doubles = sum(len(one["clauses"]) - len({c["id"] for c in one["clauses"]}) for one in found)
    verdict.check("clauses stored twice", doubles, "0", doubles == 0)
    verdict.check("cache entries of chunks", entries, f"{chunks}, one each", entries == chunks)


def judge_again(
    on: Installation,
    client: httpx.Client,
    chosen: Sequence[Document],
    found: Sequence[dict[str, Any]],
    verdict: Verdict,
) -> None:
    before = on.gemini.stats()["calls"]
    again = results(client, [upload(client, document) for document in chosen], seconds=900)
    calls = on.gemini.stats()["calls"] - before
    same = sum(
        (one["summary"], one["clauses"], one["key_terms"])
        == (other["summary"], other["clauses"], other["key_terms"])
        for one, other in zip(found, again, strict=True)
    )
    verdict.check("calls for all documents once again", calls, "0", calls == 0)
    verdict.check("the same results", f"{same} of {len(found)}", "all", same == len(found))


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--documents", type=int, default=40)
    arguments.add_argument("--kills", type=int, default=20)
    arguments.add_argument("--pause", type=float, default=3.0, help="mean seconds between kills")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    verdict = Verdict(f"{options.kills} kills while {options.documents} documents run")
    chosen = documents(options.files, options.documents, pages=30)
    ledger = Ledger()
    with installation(latency=LATENCY, on_chunks=ledger.on_chunks, WORKER_COUNT=str(WORKERS)) as on:
        settings = Settings(
            _env_file=None,
            data_dir=on.app.data_dir,
            gemini_api_key="k",
            gemini_api_endpoint=on.gemini.url,
        )
        ledger.prefix = keys.cache_entry_prefix(
            "chunk", build_engines(settings)["gemini"].fingerprint
        )
        ledger.client = on.redis()
        client = on.client()
        begin = time.perf_counter()
        with Killer(on, settings, options.seed) as killer:
            ids = [upload(client, document) for document in chosen]
            chance = random.Random(options.seed)
            for _ in range(options.kills):
                time.sleep(chance.uniform(0.1 * options.pause, 1.9 * options.pause))
                killer.kill_one()
            found = results(client, ids, seconds=900)
        verdict.show("seconds", f"{time.perf_counter() - begin:.0f}")
        entries = sum(1 for _ in on.redis().scan_iter(f"{keys.CACHE_TAG}:entry:chunk:*"))
        judge_kills(killer.kills, verdict)
        judge_answers(on, ledger, killer.kills, verdict)
        chunks = on.gemini.stats()["answered_chunks"]
        judge_results(client, ids, found, entries, chunks, verdict)
        judge_again(on, client, chosen, found, verdict)
    verdict.end()


if __name__ == "__main__":
    main()
