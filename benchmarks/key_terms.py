"""How often the local engine's key terms are right, on contracts labelled as CUAD is.

    python -m benchmarks.key_terms CUAD_JSON [--model NPZ] [--wrong]

``--model`` takes another model than the one that ships, such as one that has not seen these
contracts (``python -m tools.train_local`` writes it); ``--wrong`` prints what differs from the
labels, which is text of the contracts. A term is right when its value comes from the words of a
passage that the experts marked for it; a title when it has half of its words in common with theirs;
a party when its name is in one of theirs or the other way round. Recall counts contracts (for
parties: names) where the experts marked something that has such a value at all.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from summarizer_core import recognition
from summarizer_core.chunking import chunk
from summarizer_core.engines import local_model
from summarizer_core.engines.base import ChunkInput, DocumentView
from summarizer_core.engines.local import LocalEngine
from summarizer_core.evaluation import words
from summarizer_core.grounding import Placed, ground
from summarizer_core.hashing import normalise
from summarizer_core.models import ExtractedDocument, Page
from summarizer_core.support import supports
from summarizer_core.terms import PARTY, TITLE
from summarizer_core.values import dates

_LENGTH = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|ten|twelve))\W{0,4} ?-?(?:year|month|week)", re.I
)
_LASTS = re.compile(
    rf"{_LENGTH.pattern}|anniversary|indefinite|"
    r"until (?:[\w,]+ ){0,8}(?:terminat|cancel|revok|either party|any party)",
    re.I,
)
_PERIOD = re.compile(r"\b(?:days?|weeks?|months?|years?)\b", re.I)
_NAME = re.compile(r"[A-Z]")
_NO_NAME = re.compile(r"[\"()]|[Pp]art(?:y|ies)\b|^the |known as|doing business")

#: Key term, category of CUAD, and whether a marked passage has such a value.
TERMS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("Agreement date", "Agreement Date", lambda said: bool(dates(said))),
    ("Effective date", "Effective Date", lambda said: bool(dates(said))),
    ("Expiration date", "Expiration Date", lambda said: bool(dates(said))),
    ("Term", "Expiration Date", lambda said: bool(_LASTS.search(said))),
    ("Renewal", "Renewal Term", lambda said: bool(_LENGTH.search(said))),
    (
        "Notice to stop renewal",
        "Notice Period to Terminate Renewal",
        lambda said: bool(_PERIOD.search(said)),
    ),
    ("Governing law", "Governing Law", bool),
)


def contracts(path: Path) -> Iterator[tuple[str, Mapping[str, Sequence[str]]]]:
    """Text and marked passages by category."""
    raw = path.read_bytes()
    for entry in json.loads(lzma.decompress(raw) if path.suffix == ".xz" else raw)["data"]:
        part = entry["paragraphs"][0]
        answers = {
            question["id"].rpartition("__")[2]: [one["text"] for one in question["answers"]]
            for question in part["qas"]
        }
        yield part["context"], answers


def terms_of(text: str, engine: LocalEngine) -> dict[str, list[Placed]]:
    """The key terms of a contract that are proved, by name."""
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = chunk(document)
    batch = [ChunkInput(one.sha256, normalise(one.text)) for one in chunks]
    # Recognition is measured apart.
    view = DocumentView(document, chunks, engine.analyze(batch).analyses, recognition.NOT_LOOKED_AT)
    found: dict[str, list[Placed]] = defaultdict(list)
    for placed in ground(document, chunks, engine.refine(view)).terms:
        found[placed.candidate.name].append(placed)
    return found


def _plain(name: str) -> str:
    return re.sub(r"\W", "", name.lower())


def count(
    found: Mapping[str, Sequence[Placed]],
    answers: Mapping[str, Sequence[str]],
    counts: Mapping[str, Counter[str]],
) -> list[str]:
    """Count one contract.

    Returns:
        What differs from the labels, for people.
    """
    wrong = []
    for name, category, has in TERMS:
        marked = [normalise(answer) for answer in answers.get(category, ())]
        known = any(map(has, marked))
        for placed in found.get(name, ())[:1]:
            value = placed.candidate.value
            right = any(supports(answer, value) for answer in marked)
            known = known or right
            counts[name].update(said=1, right=int(right))
            if not right:
                wrong.append(f"{name}: {value} in {placed.quote!r}, not in {marked}")
        counts[name]["marked"] += known
    titles = answers.get("Document Name", ())
    counts[TITLE]["marked"] += bool(titles)
    for placed in found.get(TITLE, ())[:1]:
        said = words(placed.candidate.value)
        shares = [len(said & words(one)) / len(said | words(one)) for one in titles]
        counts[TITLE].update(said=1, right=int(max(shares, default=0) >= 0.5))
    _count_parties(found.get(PARTY, ()), answers.get("Parties", ()), counts[PARTY])
    return wrong


def _count_parties(found: Sequence[Placed], answers: Sequence[str], counts: Counter[str]) -> None:
    names = {
        _plain(one)
        for one in answers
        if len(one.split()) > 1 and len(one) < 90 and _NAME.search(one) and not _NO_NAME.search(one)
    }
    whole = [one for one in names if not any(one != other and one in other for other in names)]
    said = [_plain(placed.candidate.value) for placed in found]
    marked = [plain for one in answers if len(plain := _plain(one)) > 2]
    counts["marked"] += len(whole)
    counts["found"] += sum(any(one in name or name in one for name in said) for one in whole)
    counts["said"] += len(said)
    counts["right"] += sum(any(name in one or one in name for one in marked) for name in said)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the key terms of the local engine.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", type=Path, help="instead of the one that ships")
    parser.add_argument("--wrong", action="store_true", help="print what differs from the labels")
    options = parser.parse_args()
    if options.model:
        vars(local_model)["MODEL_FILE"] = options.model
    engine = LocalEngine()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    number = 0
    for text, answers in contracts(options.data):
        number += 1
        wrong = count(terms_of(text, engine), answers, counts)
        if options.wrong:
            print("\n".join(wrong))
    print(f"{number} contracts\n")
    print("| term | said | precision | marked | recall |\n|---|---|---|---|---|")
    for name, one in counts.items():
        hits = one["found"] if name == PARTY else one["right"]
        precision, recall = one["right"] / max(1, one["said"]), hits / max(1, one["marked"])
        print(f"| {name} | {one['said']} | {precision:.3f} | {one['marked']} | {recall:.3f} |")


if __name__ == "__main__":
    main()
