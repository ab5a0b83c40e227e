"""How near a job comes to what its engine calls allow.

``python -m benchmarks.concurrency [FILE] [--batches 40] [--latency 1.0] [--concurrency 8]``: one
document of 40 batches, each call of 1.0 s, 8 calls in flight. The ideal is ceil(40 / 8) times 1 s
and the calls after that (the summary's), one after another. Target: the job ends within 1.15
times the ideal, from the upload's answer to the status ``completed``.

Without a file, a text is written whose length gives the number of batches; the stand-in counts
them.
"""

from __future__ import annotations

import math
import time
from pathlib import Path

import httpx

from benchmarks.installation import (
    Document,
    Ended,
    Installation,
    Verdict,
    distinct_text,
    given,
    installation,
    parser,
    result,
    upload,
)

FACTOR = 1.15
_PAGES = 250


def calibrated(on: Installation, batches: int) -> Document:
    """A contract that makes that many calls of the task ``analyze``, found by trying."""
    client = on.client()
    paragraphs = 400
    for attempt in range(12):
        text = "\n\n".join(distinct_text(attempt, _PAGES).split("\n\n")[:paragraphs])
        document = Document("contract.txt", text.encode())
        before = on.calls().get("analyze", 0)
        if job(client, document).status["status"] != "completed":
            raise SystemExit("A trial document did not complete.")
        found = on.calls()["analyze"] - before
        if found == batches:
            # The same length with other references: nothing of it is cached anywhere.
            return document
        paragraphs = max(1, round(paragraphs * batches / found))
        if paragraphs >= len(distinct_text(0, _PAGES).split("\n\n")):
            raise SystemExit(f"No text of {_PAGES} pages makes {batches} batches.")
    raise SystemExit(f"Found no text that makes {batches} batches.")


def job(client: httpx.Client, document: Document) -> Ended:
    """Seconds from the upload's answer, when the job is in the queue, to its end."""
    session_id = upload(client, document)
    begin = time.perf_counter()
    while True:
        status = client.get(f"/sessions/{session_id}/status/").raise_for_status().json()
        if status["status"] in ("completed", "failed", "cancelled"):
            return Ended(session_id, time.perf_counter() - begin, status)
        time.sleep(0.02)


def document_for(files: list[Path], batches: int) -> Document:
    found = given(files)
    if found:
        return found[0]
    with installation() as on:
        return calibrated(on, batches)


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--batches", type=int, default=40)
    arguments.add_argument("--latency", type=float, default=1.0, help="seconds")
    arguments.add_argument("--concurrency", type=int, default=8)
    options = arguments.parse_args()
    verdict = Verdict(
        f"{options.batches} batches of {options.latency:g} s, {options.concurrency} at once"
    )
    document = document_for(options.files, options.batches)
    with installation(
        latency=options.latency, ANALYSIS_CONCURRENCY=str(options.concurrency), WORKER_COUNT="1"
    ) as on:
        client = on.client()
        ended = job(client, document)
        stats = on.gemini.stats()
        told = result(client, ended.session_id)
    calls = stats["tasks"]
    after = sum(calls.values()) - calls["analyze"]
    ideal = (math.ceil(calls["analyze"] / options.concurrency) + after) * options.latency
    verdict.show("characters, chunks", f"{told['document']['characters']}, {told['chunks']}")
    verdict.show("calls", calls)
    verdict.show("seconds by stage", told["timings"])
    if not options.files:
        verdict.check(
            "batches", calls["analyze"], str(options.batches), calls["analyze"] == options.batches
        )
    most = stats["most_in_flight"]
    verdict.check(
        "most calls in flight", most, f"{options.concurrency}", most == options.concurrency
    )
    verdict.check(
        "seconds",
        f"{ended.seconds:.2f} = {ended.seconds / ideal:.3f} times the ideal {ideal:.2f}",
        f"completed within {FACTOR} times",
        ended.status["status"] == "completed" and ended.seconds <= FACTOR * ideal,
    )
    verdict.end()


if __name__ == "__main__":
    main()
