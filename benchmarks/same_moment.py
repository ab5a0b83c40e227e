"""Thirty users hand in the same contract at the same moment: who pays?

``python -m benchmarks.same_moment [FILE] [--users 30] [--workers 1,2,4]``: on a fresh installation
one user hands the contract in; on another, thirty users of their own accounts do so at the same
moment. The stand-in counts the calls. Target: as many as for one user, with 1, 2 and 4 workers.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.installation import (
    Document,
    Verdict,
    analysed,
    documents,
    installation,
    parser,
    result,
    results,
    upload,
)

LATENCY = 0.5


def of_one(document: Document, workers: str) -> tuple[dict[str, int], str]:
    """Calls by task for one user, and the summary."""
    with installation(latency=LATENCY, WORKER_COUNT=workers) as on:
        client = on.client()
        ended = analysed(client, document)
        if ended.status["status"] != "completed":
            raise SystemExit(f"{document.name} did not complete: {ended.status['message']}")
        return on.calls(), result(client, ended.session_id)["summary"]


def of_many(document: Document, workers: str, users: int, summary: str, verdict: Verdict) -> dict:
    """Calls by task for many users."""
    with installation(latency=LATENCY, WORKER_COUNT=workers) as on:
        clients = [on.client(token) for token in on.accounts(users)]
        starting = threading.Barrier(users)

        def hand_in(number: int) -> str:
            clients[number].get("/health/live")  # connected before the start
            starting.wait()
            return upload(clients[number], document)

        begin = time.perf_counter()
        with ThreadPoolExecutor(users) as pool:
            ids = list(pool.map(hand_in, range(users)))
        found = [results(client, [name])[0] for client, name in zip(clients, ids, strict=True)]
        seconds = time.perf_counter() - begin
        good = sum(
            one["status"] == "completed"
            and one["coverage"]["failed"] == 0
            and one["summary"] == summary
            for one in found
        )
        verdict.check(
            f"{workers} workers, completed in full",
            f"{good} of {users} in {seconds:.1f} s",
            f"{users}",
            good == users,
        )
        told = sum(one["usage"]["calls"] for one in found)
        verdict.show(f"{workers} workers, calls told in the results", told)
        return on.calls()


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--users", type=int, default=30)
    arguments.add_argument("--workers", default="1,2,4", help="numbers of workers to try")
    options = arguments.parse_args()
    verdict = Verdict(f"{options.users} users, one contract, one moment")
    (document,) = documents(options.files, 1, pages=30)
    for workers in options.workers.split(","):
        one, summary = of_one(document, workers)
        many = of_many(document, workers, options.users, summary, verdict)
        verdict.check(f"{workers} workers, calls", many, f"{one} as for one user", many == one)
    verdict.end()


if __name__ == "__main__":
    main()
