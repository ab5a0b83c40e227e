"""Files damaged at random, by thousands, on the whole way: what comes of them?

``python -m benchmarks.fuzz_extraction [--count 2000] [--types pdf,docx] [--seed N] [--jobs 2]
[--keep FOLDER] [FILE ...]``: files of each type that is read are made from small sound ones (and
from the given files), damaged, and sent through identify, prepare, extract and chunk, with the
product's own limits and children. The table counts results, refusals by code and violations: an
exception that is no refusal, an answer after more than 30 s, a text whose parts do not fit, a file
left behind. ``reader_failed`` means that the child crashed, which is a refusal too. The same seed
gives the same files. The exit status is 1 if there was a violation.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from summarizer_core.errors import SummarizerError
from summarizer_core.extraction import identify
from tests.fuzzing.runs import Outcome, readable_types, run


def short(media_type: str) -> str:
    """The usual ending of names of files of a type."""
    endings = {"plain": "txt", "msword": "doc", "rfc822": "eml", "text-flat-xml": "fodt"}
    last = media_type.rpartition("/")[2].rpartition(".")[2]
    return endings.get(last, {"document": "docx", "text": "odt"}.get(last, last))


def by_type(files: list[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in files:
        try:
            found.setdefault(identify(path, path.name), []).append(path.resolve())
        except SummarizerError as error:
            print(f"{path.name}: {error.message}", file=sys.stderr)
    return found


def row(name: str, outcomes: list[Outcome], seconds: float) -> str:
    counts = Counter(outcome.outcome for outcome in outcomes)
    read = counts.pop("read", 0)
    refusals = ", ".join(f"{code} {count}" for code, count in counts.most_common())
    bad = sum(1 for outcome in outcomes if outcome.faults)
    slowest = max(outcome.seconds for outcome in outcomes)
    return (
        f"| {name} | {len(outcomes):,} | {read:,} | {refusals} | {bad} | {slowest:.1f} | "
        f"{seconds:.0f} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="files of each type")
    parser.add_argument("--types", default="", help="endings, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--keep", type=Path, help="folder for files that violate or crash")
    parser.add_argument(
        "--fork", action="store_true", help="fork children: ten times faster, no recognition"
    )
    parser.add_argument("files", nargs="*", type=Path, help="further files to damage")
    options = parser.parse_args()
    more = by_type(options.files)
    print("| type | files | read | refused by code | violations | slowest, s | all, s |")
    print("|---|---|---|---|---|---|---|")
    violations = []
    for media_type in readable_types():
        if options.types and short(media_type) not in options.types.split(","):
            continue
        extra: list[str | Path] = [] if options.fork else ["--spawn"]
        if options.fork:
            extra += ["--limits", '{"ocr_languages": "zxx"}']
        extra += ["--keep", (options.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))).resolve()]
        extra += ["--more", *more.get(media_type, [])]
        begin = time.perf_counter()
        outcomes = run(
            media_type,
            count=options.count,
            seed=options.seed,
            processes=options.jobs,
            options=extra,
        )
        print(row(short(media_type), outcomes, time.perf_counter() - begin), flush=True)
        violations += [(media_type, outcome) for outcome in outcomes if outcome.faults]
    for media_type, outcome in violations:
        print(f"{short(media_type)} seed {options.seed} number {outcome.number}: {outcome.faults}")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
