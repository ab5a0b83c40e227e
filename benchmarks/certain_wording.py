"""How many of the short sentences that the local engine reads by certain wording experts marked.

    python -m benchmarks.certain_wording CUAD_JSON [--wrong]

One line for each way of saying a clause: its number in ``engines/local_certain.toml``, its
category, how many sentences of the contracts it matches, and how many of these have half of their
words in common with a passage that the experts marked for the category. ``--wrong`` prints the
others, which is text of the contracts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.key_terms import contracts
from summarizer_core.chunking import chunk, sentence_spans
from summarizer_core.engines.local_certain import which
from summarizer_core.evaluation import matches
from summarizer_core.hashing import normalise
from summarizer_core.models import ExtractedDocument, Page


def sentences(text: str) -> list[str]:
    """The sentences of a contract, normalised, as the engine cuts them."""
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    normal = [normalise(one.text) for one in chunk(document)]
    return [one[start:end] for one in normal for start, end in sentence_spans(one)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Count what certain wording finds.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print what was not marked")
    options = parser.parse_args()
    read: Counter[tuple[int, str]] = Counter()
    marked: Counter[tuple[int, str]] = Counter()
    for text, answers in contracts(options.data):
        for sentence in sentences(text):
            for category, number in which(sentence):
                known = answers.get(category, ())
                right = any(matches(answer, sentence, parties=False) for answer in known)
                read[number, category] += 1
                marked[number, category] += right
                if options.wrong and not right:
                    print(f"{category}: {sentence!r}")
    print("| way | category | read | marked |\n|---|---|---|---|")
    for number, category in sorted(read):
        key = number, category
        print(f"| {number} | {category} | {read[key]} | {marked[key]} |")
    total = sum(marked.values()), sum(read.values())
    print(f"\n{total[0]} of {total[1]} were marked")


if __name__ == "__main__":
    main()
