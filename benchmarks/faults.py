"""An engine that fails: 30% of the calls end in 429, 500, a dropped connection or broken JSON.

``python -m benchmarks.faults [FILE_OR_FOLDER ...] [--documents 10] [--fault-rate 0.3] [--seed N]``
Target: every document completes, with all of its text analysed and with its summary.
"""

from __future__ import annotations

import time

from benchmarks.installation import Verdict, documents, installation, parser, results, upload

LATENCY = 0.2


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--documents", type=int, default=10)
    arguments.add_argument("--fault-rate", type=float, default=0.3)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    verdict = Verdict(f"{options.fault_rate:.0%} of the calls fail")
    chosen = documents(options.files, options.documents, pages=30)
    with installation(latency=LATENCY, fault_rate=options.fault_rate, seed=options.seed) as on:
        client = on.client()
        begin = time.perf_counter()
        ids = [upload(client, document) for document in chosen]
        found = results(client, ids, seconds=900)
        seconds = time.perf_counter() - begin
        stats = on.gemini.stats()
    faults = sum(stats["faults"].values())
    verdict.show("calls", f"{stats['calls']}, failed {faults}: {stats['faults']}")
    verdict.show("seconds", f"{seconds:.1f} for {len(chosen)} documents")
    completed = [one for one in found if one["status"] == "completed"]
    verdict.check(
        "completed", f"{len(completed)} of {len(found)}", "all", len(completed) == len(found)
    )
    gaps = sum(one["coverage"]["failed"] for one in completed)
    chunks = sum(one["chunks"]["failed"] for one in completed)
    verdict.check("text not analysed", f"{gaps} characters in {chunks} chunks", "0", gaps == 0)
    silent = sum(not one["summary"] for one in completed)
    verdict.check("without a summary", silent, "0", silent == 0)
    verdict.end()


if __name__ == "__main__":
    main()
