"""What is shown stands in the document, whoever analysed it; engines can be exchanged.

``python -m benchmarks.proof [PATH ...] [--documents 50] [--invent-rate 0.3] [--seed N]``: each
document goes through the running app twice, with the local engine and with Gemini, in whose place
the stand-in invents 30% of its quotes: a third of these out of nothing, a third the document's own
with a number or a "not" changed, a third with its words in another order. One question is asked of
each. A path is a document, a folder of them, or labelled contracts in the form of CUAD (``.json``,
``.json.xz``); without any, contracts are written.

Targets: every quote is ``text[start:end]`` of the text that ``extract`` prints; no invented quote
is shown, nor taken for a slip of the words that it was made from; each is counted as left out;
results of both engines have the same fields at every level; their cache entries are apart, and
neither engine's are looked for on behalf of the other.
"""

from __future__ import annotations

import itertools
import json
import lzma
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.installation import (
    Document,
    Installation,
    Verdict,
    documents,
    given,
    installation,
    parser,
    results,
    upload,
)
from summarizer_core import keys
from tests.gemini_server import Invention
from tests.proofs import misquoted, passed, quoting, rejected, unlike

QUESTION = "How long before the end must a party give written notice to terminate the agreement?"
#: Documents that are analysed once more with the first engine after the second had its turn.
AGAIN = 5

Result = dict[str, Any]


class Read(NamedTuple):
    """What the commands print of a document: its text, and its chunks' hashes, in order."""

    text: str
    chunks: list[str]


def contracts(paths: Sequence[Path], count: int) -> list[Document]:
    """The first ``count`` documents of all paths, each once; written ones without paths."""
    if not paths:
        return documents([], count, pages=10)
    found = itertools.chain.from_iterable(
        labelled(path) if ".json" in path.suffixes else given([path]) for path in paths
    )
    return list(itertools.islice(found, count))


def labelled(path: Path) -> Iterator[Document]:
    """The contracts of a file in the form of CUAD, as text files."""
    raw = path.read_bytes()
    data = json.loads(lzma.decompress(raw) if path.suffix == ".xz" else raw)["data"]
    for number, part in enumerate(part for entry in data for part in entry["paragraphs"]):
        yield Document(f"contract-{number}.txt", part["context"].encode("utf-8", "replace"))


def read(on: Installation, document: Document) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / document.name
        file.write_bytes(document.data)
        told = [on.app.command(name, str(file), "--json").stdout for name in ("extract", "chunks")]
    return Read(
        json.loads(told[0])["text"], [chunk["sha256"] for chunk in json.loads(told[1])["chunks"]]
    )


class Cache(NamedTuple):
    """Keys of all entries, and how often each engine's entries were looked for."""

    keys: set[str]
    look_ups: Counter[str]


def cache(on: Installation) -> Cache:
    stats = json.loads(on.app.command("cache", "stats", "--json").stdout)
    look_ups: Counter[str] = Counter()
    for group in stats["groups"]:
        engine = group["engine"].partition("-")[0]
        look_ups[engine] += group["total"]["hits"] + group["total"]["misses"]
    with on.redis() as client:
        entries = {key.decode() for key in client.scan_iter(f"{keys.CACHE_TAG}:entry:*", 1000)}
    return Cache(entries, look_ups)


def analysed(on: Installation, chosen: Sequence[Document], engine: str) -> list[Result]:
    client = on.client()
    ids = [upload(client, document, engine, QUESTION) for document in chosen]
    return results(client, ids, seconds=1_800)


# --- what must hold --------------------------------------------------------------------------


def check_completed(verdict: Verdict, engine: str, found: Sequence[Result]) -> None:
    done = sum(one["status"] == "completed" for one in found)
    verdict.check(f"{engine}, completed", f"{done} of {len(found)}", "all", done == len(found))


def check_quotes(verdict: Verdict, engine: str, found: Sequence[Result], reads: list[Read]) -> None:
    counts = Counter(place for one in found for place, _ in quoting(one))
    pairs = zip(found, reads, strict=True)
    wrong = sum(len(misquoted(one, document.text)) for one, document in pairs)
    total = counts.total()
    verdict.show(f"{engine}, quotes", ", ".join(f"{n:,} {place}" for place, n in counts.items()))
    verdict.check(
        f"{engine}, quotes that are text[start:end]",
        f"{total - wrong:,} of {total:,}",
        "all",
        total > 0 and not wrong,
    )


def same_words(text: str) -> str:
    return " ".join(text.split())


def check_invented(
    verdict: Verdict, found: Sequence[Result], reads: list[Read], invented: list[Invention]
) -> None:
    shown = [same_words(item["quote"]) for one in found for _, item in quoting(one)]
    let_pass = [same_words(item["quote"]) for one in found for item in passed(one)]
    told = {same_words(one.told) for one in invented}
    meant = {same_words(one.original) for one in invented}
    for what, quotes, words in (
        ("invented quotes shown", shown, told),
        # Sentences that the product picks by itself may be any of the document's.
        ("shown in an invented one's place", let_pass, meant),
    ):
        count = sum(quote in words for quote in quotes)
        verdict.check(what, f"{count} of {len(invented):,} invented", "0", count == 0)
    for task, code, what in (
        ("analyze", "quotes_rejected", "findings"),
        ("answer", "answer_quotes_rejected", "answers"),
    ):
        counted = [rejected(one, code) for one in found]
        expected = rejections(task, reads, invented)
        few = sum(a < b for a, b in zip(counted, expected, strict=True))
        verdict.show(f"{what} left out, as told", f"{sum(counted):,}; invented {sum(expected):,}")
        verdict.check(f"{what}, documents that tell of fewer than invented", few, "0", few == 0)


def rejections(task: str, reads: Sequence[Read], invented: Sequence[Invention]) -> list[int]:
    """For each document, what was invented of its chunks for a task. A chunk that stands in it
    twice counts twice, but is asked of once."""
    per_chunk = Counter(one.chunk for one in invented if one.task == task)
    once = (document.chunks if task == "analyze" else set(document.chunks) for document in reads)
    return [sum(per_chunk[name] for name in chunks) for chunks in once]


def check_shape(verdict: Verdict, one: Sequence[Result], other: Sequence[Result]) -> None:
    differences = Counter(place for pair in zip(one, other, strict=True) for place in unlike(*pair))
    told = "none" if not differences else dict(differences.most_common(10))
    verdict.check("fields that differ between engines", told, "none", not differences)


def check_apart(verdict: Verdict, first: Cache, second: Cache, third: Cache) -> None:
    """Args:
    first: after the local engine alone.
    second: after Gemini, too.
    third: after the local engine once more.
    """
    of = {name: {k for k in third.keys if f":{name}-" in k} for name in ("local", "gemini")}
    apart = (
        first.keys == of["local"]
        and second.keys - first.keys == of["gemini"]
        and third.keys == second.keys
        and not of["local"] & of["gemini"]
    )
    verdict.check(
        "cache entries",
        f"{len(of['local']):,} local, {len(of['gemini']):,} Gemini",
        "each of the engine that wrote it alone",
        apart,
    )
    crossed = [
        second.look_ups["local"] - first.look_ups["local"],
        third.look_ups["gemini"] - second.look_ups["gemini"],
    ]
    verdict.check("look-ups among the other engine's entries", sum(crossed), "0", not any(crossed))


def check_again(verdict: Verdict, before: Sequence[Result], again: Sequence[Result]) -> None:
    asked = sum(one["chunks"]["analyzed"] + one["chunks"]["failed"] for one in again)
    verdict.check("local once more, chunks not from the cache", asked, "0", asked == 0)
    parts = ("clauses", "possible_clauses", "key_terms", "summary")
    same = sum(
        all(one[part] == other[part] for part in parts)
        for one, other in zip(before, again, strict=False)
    )
    verdict.check(
        "local once more, results", f"{same} of {len(again)} the same", "all", same == len(again)
    )


def main() -> None:
    arguments = parser(__doc__, files=False)
    arguments.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    arguments.add_argument("--documents", type=int, default=50)
    arguments.add_argument("--invent-rate", type=float, default=0.3)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    verdict = Verdict(f"proof; a model that invents {options.invent_rate:.0%} of its quotes")
    chosen = contracts(options.paths, options.documents)
    with installation(invent_rate=options.invent_rate, seed=options.seed) as on:
        with ThreadPoolExecutor(2) as pool:
            reads = list(pool.map(lambda document: read(on, document), chosen))
        characters = sum(len(one.text) for one in reads)
        verdict.show("documents", f"{len(chosen)}, {characters:,} characters")
        local = analysed(on, chosen, "local")
        first = cache(on)
        gemini = analysed(on, chosen, "gemini")
        second, invented, stats = cache(on), on.gemini.invented(), on.gemini.stats()
        again = analysed(on, chosen[:AGAIN], "local")
        third = cache(on)
    for engine, found in (("local", local), ("Gemini", gemini)):
        check_completed(verdict, engine, found)
        check_quotes(verdict, engine, found, reads)
    verdict.show("quotes that Gemini told", f"{stats['quotes']:,}, invented {stats['inventions']}")
    check_invented(verdict, gemini, reads, invented)
    check_shape(verdict, local, gemini)
    check_apart(verdict, first, second, third)
    check_again(verdict, local, again)
    verdict.end()


if __name__ == "__main__":
    main()
