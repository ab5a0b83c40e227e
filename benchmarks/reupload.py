"""The same contract again: what it costs, and how long it takes.

``python -m benchmarks.reupload [FILE ...]``: each file is uploaded to the running app on an empty
cache and then three times again, with the local engine and with Gemini (the stand-in, 0.5 s a
call). Without files, a contract of 30 pages is written. Targets: no call, under 1 s.
"""

from __future__ import annotations

import statistics

import httpx

from benchmarks.installation import (
    Document,
    Installation,
    Verdict,
    analysed,
    documents,
    installation,
    parser,
    result,
)

LATENCY = 0.5
AGAIN = 3
SECONDS = 1.0


def measure(
    on: Installation, client: httpx.Client, document: Document, engine: str, verdict: Verdict
) -> None:
    first = analysed(client, document, engine)
    costs = result(client, first.session_id)
    what = f"{engine}, {document.name[:40]}, {costs['document']['pages']} pages"
    verdict.show(
        f"{what}, first time",
        f"{first.status['status']}, {costs['usage']['calls']} calls, {first.seconds:.2f} s",
    )
    before = on.gemini.stats()["calls"]
    again = [analysed(client, document, engine) for _ in range(AGAIN)]
    calls = on.gemini.stats()["calls"] - before
    later = [result(client, one.session_id) for one in again]
    told = sum(one["usage"]["calls"] for one in later)
    verdict.check(f"{what}, calls again", f"{calls}, told {told}", "0", calls == told == 0)
    asked = sum(one["chunks"]["analyzed"] + one["chunks"]["failed"] for one in later)
    verdict.check(f"{what}, chunks not from the cache", asked, "0", asked == 0)
    complete = all(one.status["status"] == "completed" for one in again)
    seconds = [one.seconds for one in again]
    verdict.check(
        f"{what}, seconds again",
        f"{statistics.median(seconds):.2f} (worst {max(seconds):.2f})",
        f"completed in under {SECONDS:g}",
        complete and statistics.median(seconds) < SECONDS,
    )
    verdict.show(f"{what}, seconds by stage", later[-1]["timings"])
    same = all(
        (one["summary"], one["clauses"], one["key_terms"])
        == (costs["summary"], costs["clauses"], costs["key_terms"])
        for one in later
    )
    verdict.check(f"{what}, result again", "the same" if same else "another", "the same", same)


def main() -> None:
    options = parser(__doc__).parse_args()
    verdict = Verdict("re-upload")
    with installation(latency=LATENCY) as on:
        client = on.client()
        for document in documents(options.files, len(options.files) or 1, pages=30):
            for engine in ("local", "gemini"):
                measure(on, client, document, engine, verdict)
    verdict.end()


if __name__ == "__main__":
    main()
