"""How much of a revised contract its chunks know again, how long they are, how long that takes.

``python -m benchmarks.revisions FOLDER``: pairs ``NAME__v1.*``, ``NAME__v2.*`` in any type we
read. For each pair the share of words edited, and for our chunks, for windows of 2,000 characters
and for single sentences the average length in characters of the second version's pieces and the
share of its characters in pieces that the first version has, too. All in extracted text.

``--reflow``: each first version against itself in other lines, paragraphs, pages and spaces; the
share kept must be 1.

``--contracts``: FOLDER is CUAD's JSON file (``.xz`` or not): how long the chunks of each contract
are on average, and what made-up revisions keep, by the share of sentences that they insert, leave
out, reword or renumber.

``--speed [--other PATH]``: processor seconds per million characters on contract text and on hostile
texts, and the ratio to another checkout's chunker (a folder that holds ``summarizer_core``), each
in a process of its own, in turn.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from statistics import fmean
from typing import Final

from summarizer_core import extraction
from summarizer_core.chunking import chunk, sentence_spans
from summarizer_core.extraction import Limits
from summarizer_core.extraction.cleaning import clean
from summarizer_core.hashing import normalise
from summarizer_core.models import ExtractedDocument, Page

#: Below this share of edited words an edit counts as small.
_SMALL: Final = 0.005
_WINDOW: Final = 2_000


def document(text: str) -> ExtractedDocument:
    return ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))


# --- cutters: text → (identity, characters) ---------------------------------------------------


def _ours(text: str) -> list[tuple[str, int]]:
    return [(piece.sha256, len(piece.text)) for piece in chunk(document(text))]


def _windows(text: str) -> list[tuple[str, int]]:
    starts = range(0, len(text), _WINDOW)
    return [(normalise(text[at : at + _WINDOW]), len(text[at : at + _WINDOW])) for at in starts]


def _sentences(text: str) -> list[tuple[str, int]]:
    line = normalise(text)
    return [(line[start:end], end - start) for start, end in sentence_spans(line)]


CUTTERS: Final[dict[str, Callable[[str], list[tuple[str, int]]]]] = {
    "ours": _ours,
    "windows": _windows,
    "sentences": _sentences,
}


def share(
    first: str, second: str, cut: Callable[[str], list[tuple[str, int]]] = _ours
) -> tuple[float, float]:
    """Average length of the second text's pieces, and the share of its characters in pieces that
    the first one has."""
    known = {identity for identity, _ in cut(first)}
    pieces = cut(second)
    total = sum(size for _, size in pieces)
    return total / len(pieces), sum(size for name, size in pieces if name in known) / total


def edited(first: str, second: str) -> float:
    """The share of words that an edit inserted or replaced or deleted, of the longer text."""
    one, other = normalise(first).split(), normalise(second).split()
    same = sum(_equal(one, other))
    return 1 - same / max(len(one), len(other))


def _equal(one: list[str], other: list[str]) -> Iterator[int]:
    """Lengths of what two texts have in common: first what runs of words that occur once in each
    have, in their common order (which keeps the time linear), then between those."""
    run = 6
    places = [_once([" ".join(w[i : i + run]) for i in range(len(w) - run)]) for w in (one, other)]
    both = sorted((places[0][key], places[1][key]) for key in places[0].keys() & places[1].keys())
    begin = end = 0
    for here, there in [*_rising(both), (len(one), len(other))]:
        if here < begin or there < end:
            continue
        matcher = SequenceMatcher(None, one[begin:here], other[end:there], autojunk=False)
        yield sum(block.size for block in matcher.get_matching_blocks())
        begin, end = here, there


def _once(items: list[str]) -> dict[str, int]:
    counts = Counter(items)
    return {item: at for at, item in enumerate(items) if counts[item] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, sorted by the first number, in which the second rises, too."""
    tails: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if pairs[tails[middle]][1] < value else (low, middle)
        before.append(tails[low - 1] if low else -1)
        tails[low : low + 1] = [index]
    found = []
    index = tails[-1] if tails else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


# --- pairs -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One pair: share of words edited; average length and share kept by cutter."""

    name: str
    edited: float
    figures: dict[str, tuple[float, float]]


def read(path: Path) -> str:
    media_type = extraction.identify(path, path.name)
    return extraction.extract(path, media_type, Limits(), filename=path.name).text


def _pairs(folder: Path) -> Iterator[tuple[str, str, str]]:
    for first in sorted(folder.glob("*__v1.*")):
        second = next(folder.glob(first.name.replace("__v1.", "__v2.").rpartition(".")[0] + ".*"))
        yield first.name.partition("__v1")[0], read(first), read(second)


def _line(name: str, rows: list[Row]) -> str:
    cells = [f"{fmean(row.edited for row in rows):7.2%}"]
    for cutter in CUTTERS:
        length, kept = (fmean(row.figures[cutter][i] for row in rows) for i in (0, 1))
        cells.append(f"{length:5.0f} {kept:6.3f}")
    return f"{name[:48]:48} | " + " | ".join(cells)


def revisions(folder: Path) -> None:
    print(f"{'pair':48} |  edited | " + " | ".join(f"{name:>12}" for name in CUTTERS))
    rows = []
    for name, first, second in _pairs(folder):
        figures = {cutter: share(first, second, cut) for cutter, cut in CUTTERS.items()}
        rows.append(Row(name, edited(first, second), figures))
        print(_line(name, rows[-1:]), flush=True)
    groups = {
        f"all {len(rows)}": rows,
        "edits under 0.5% of the words": [row for row in rows if 0 < row.edited < _SMALL],
        "only re-flowed": [row for row in rows if row.edited == 0],
    }
    for name, group in groups.items():
        if group:
            print(_line(name, group))


# --- re-flows --------------------------------------------------------------------------------


def _wrapped(width: int, *, at_hyphens: bool = False) -> Callable[[str], str]:
    def wrap(text: str) -> str:
        return "\n".join(
            textwrap.fill(part, width, break_long_words=False, break_on_hyphens=at_hyphens)
            for part in text.split("\n")
        )

    return wrap


def _each_sentence(text: str) -> str:
    return re.sub(r"(?<=[.;:]) ", "\n\n", text)


def _scattered(text: str) -> str:
    rng = random.Random(7)
    return re.sub(
        r"\s+", lambda _: rng.choice([" ", "\n", "\n\n", "\r\n", " \f", "\t", "\xa0"]), text
    )


#: Hyphens at line ends where the word has one anyway; words broken by a new hyphen cannot be told
#: from such ones, so no normalisation may join them.
REFLOWS: Final[dict[str, Callable[[str], str]]] = {
    "60 columns": _wrapped(60),
    "72 columns": _wrapped(72),
    "100 columns": _wrapped(100),
    "60 columns, also at hyphens": _wrapped(60, at_hyphens=True),
    "72 columns, also at hyphens": _wrapped(72, at_hyphens=True),
    "one line": lambda text: re.sub(r"\s+", " ", text),
    "sentences as paragraphs": _each_sentence,
    "paragraphs joined": lambda text: re.sub(r"\n\n+", " ", text),
    "no blank lines": lambda text: re.sub(r"\n\n+", "\n", text),
    "blank lines doubled": lambda text: text.replace("\n", "\n\n"),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "form feeds": lambda text: text.replace("\n\n", "\n\f"),
    "tabs and indents": lambda text: text.replace("\n", "\n\t   ").replace(". ", ".\xa0\t"),
    "breaks behind hyphens": lambda text: re.sub(r"(?<=\w-)(?=\w)", "\n", text),
    "breaks behind dashes": lambda text: re.sub(r"(?<=[\w)][\u2013\u2014])(?=[\w(])", "\n", text),
    "soft hyphens at line ends": lambda text: re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", "\xad\n", text),
    "scattered": _scattered,
}


def reflows(folder: Path) -> None:
    texts = {name: first for name, first, _ in _pairs(folder)}
    for name, change in REFLOWS.items():
        kept = [share(text, change(text))[1] for text in texts.values()]
        print(f"{name:26} least share kept {min(kept):.4f}, average {fmean(kept):.4f}", flush=True)


# --- contracts -------------------------------------------------------------------------------

_RATES: Final = (0.003, 0.01, 0.03, 0.1, 0.3)


def _contracts(path: Path) -> list[str]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        data = json.load(file)["data"]
    return [clean(entry["paragraphs"][0]["context"]).strip() for entry in data]


def revised(text: str, rate: float, rng: random.Random) -> str:
    """The text with so many of its sentences changed, some gone and some added, and what is
    numbered behind an added one counted up."""
    sentences = re.split(r"(?<=[.;:])(?=\s)", text)
    words = re.findall(r"[a-z]{4,}", text)
    found = []
    for sentence in sentences:
        if rng.random() >= rate:
            found.append(sentence)
            continue
        change = rng.randrange(5)
        parts = sentence.split(" ")
        if change == 0:
            continue
        if change == 1:
            found.append(" " + rng.choice(sentences).strip())
        elif change == 2:
            at = rng.randrange(len(parts) + 1)
            parts[at:at] = rng.choices(words, k=rng.randint(1, 8))
        elif change == 3:
            parts[rng.randrange(len(parts))] = rng.choice(words)
        else:
            parts = re.sub(r"\d+", lambda m: str(int(m[0][:9]) + 1), sentence, count=1).split(" ")
        found.append(" ".join(parts))
    return "".join(found)


def contracts(path: Path) -> None:
    texts = _contracts(path)
    lengths = sorted(fmean(size for _, size in _ours(text)) for text in texts)
    most = max(size for text in texts for _, size in _ours(text))
    inside = sum(300 <= length <= 450 for length in lengths) / len(lengths)
    print(f"{len(texts)} contracts, average chunk {fmean(lengths):.0f} characters, longest {most}")
    print(
        f"average of a contract: least {lengths[0]:.0f}, most {lengths[-1]:.0f}, 300 to 450 in",
        end=" ",
    )
    print(f"{inside:.0%}; over 10,000 characters long:", end=" ")
    long = [fmean(size for _, size in _ours(text)) for text in texts if len(text) > 10_000]
    inside = sum(300 <= length <= 450 for length in long) / len(long)
    print(f"least {min(long):.0f}, most {max(long):.0f}, 300 to 450 in {inside:.0%}")
    rng = random.Random(5)
    for rate in _RATES:
        pairs = [(text, revised(text, rate, rng)) for text in texts[::10]]
        cells = (
            f"{name} {fmean(share(*pair, cut)[1] for pair in pairs):.3f}"
            for name, cut in CUTTERS.items()
        )
        print(f"{rate:.1%} of the sentences changed: share kept " + ", ".join(cells), flush=True)


# --- speed -----------------------------------------------------------------------------------

_HOSTILE: Final = {
    "no spaces": "x",
    "words": "word ",
    "digits": "1.1 ",
    "brackets": "(a) ",
    "quotes": '" ',
    "headings": "ARTICLE I ",
    "initials": "A. ",
    "abbreviations": "Inc. The ",
    "Chinese": "漢字。",
}


def _timed(folder: Path, million: int) -> dict[str, float]:
    """Processor seconds per million characters, in this process."""
    texts = {name: unit * (million // 4 // len(unit)) for name, unit in _HOSTILE.items()}
    contracts = clean("\n\n".join(first for _, first, _ in _pairs(folder)))
    texts["contracts"] = (contracts * (million // len(contracts) + 1))[:million]
    found = {}
    for name, text in texts.items():
        begin = time.process_time()
        chunk(document(text))
        found[name] = (time.process_time() - begin) / len(text) * 1e6
    return found


def speed(folder: Path, million: int, other: Path | None) -> None:
    program = (
        "import json, runpy, sys; sys.path.insert(0, sys.argv[1]);"
        f" print(json.dumps(runpy.run_path({__file__!r})['_timed']"
        "(__import__('pathlib').Path(sys.argv[2]), int(sys.argv[3]))))"
    )
    here = Path(__file__).resolve().parents[1]
    results: dict[Path, list[dict[str, float]]] = {}
    for root in [here, *([other] if other else [])] * 2:
        command = [sys.executable, "-c", program, str(root.resolve()), str(folder), str(million)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
        results.setdefault(root, []).append(json.loads(done.stdout))
    for name in results[here][0]:
        best = {root: min(run[name] for run in runs) for root, runs in results.items()}
        against = (
            f", other {best[other]:.2f}: {best[other] / best[here]:.1f} times" if other else ""
        )
        print(f"{name:14} {best[here]:6.2f} s per million characters{against}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reflow", action="store_true")
    parser.add_argument("--contracts", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--other", type=Path)
    parser.add_argument("--characters", type=int, default=1_000_000)
    options = parser.parse_args()
    if options.speed:
        speed(options.folder, options.characters, options.other)
    elif options.contracts:
        contracts(options.folder)
    elif options.reflow:
        reflows(options.folder)
    else:
        revisions(options.folder)


if __name__ == "__main__":
    main()
