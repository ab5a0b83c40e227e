"""From which size on cached values should be compressed.

    python -m benchmarks.cache_values [FOLDER OF CONTRACTS AS .txt]

Analyses the contracts (without a folder, samples) with the local engine and with the Gemini adapter
against the stand-in, and prints, by size of the values, what zlib leaves of them and what it costs
beside one read of the same keys from Redis, all in one run.
"""

from __future__ import annotations

import sys
import tempfile
import time
import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from summarizer_core.chunking import chunk
from summarizer_core.dispatch import Dispatcher, NoCache, encode
from summarizer_core.embedded import EmbeddedRedis
from summarizer_core.engines.base import Engine
from summarizer_core.engines.gemini import GeminiEngine
from summarizer_core.engines.gemini_wire import GeminiConfig
from summarizer_core.engines.local import LocalEngine
from summarizer_core.models import ExtractedDocument, Page
from summarizer_core.redis_client import connect
from tests.gemini_server import GeminiServer
from tests.samples import contract_text

SIZES = (0, 100, 150, 200, 250, 300, 400, 600, 1_000, 100_000)


def texts(folder: str | None) -> list[str]:
    if folder is None:
        return [contract_text(), contract_text(law="the State of New York", fee="USD 9,000")]
    return [path.read_text(errors="replace") for path in sorted(Path(folder).glob("*.txt"))[:60]]


def values(engine: Engine, documents: Iterable[str]) -> list[bytes]:
    found: dict[str, bytes] = {}
    for text in documents:
        pages = (Page(number=1, start=0, end=len(text)),)
        chunks = chunk(ExtractedDocument(text=text, pages=pages))
        outcome = Dispatcher(NoCache(), concurrency=8).run(engine, chunks, lambda _: None)
        found.update({name: encode(one) for name, one in outcome.analyses.items()})
    return list(found.values())


def seconds(call, repeat: int = 5) -> float:
    best = float("inf")
    for _ in range(repeat):
        begin = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begin)
    return best


def report(name: str, all_values: Sequence[bytes], read: float) -> None:
    mean = sum(map(len, all_values)) / len(all_values)
    print(f"\n{name}: {len(all_values)} values, {mean:.0f} B each")
    print("  bytes          values   left    pack + unpack of one, in reads of one")
    for low, high in pairwise(SIZES):
        some = [value for value in all_values if low < len(value) <= high]
        if not some:
            continue
        packed = [zlib.compress(value) for value in some]
        left = sum(map(len, packed)) / sum(map(len, some))
        cost = seconds(lambda some=some: [zlib.decompress(zlib.compress(one)) for one in some])
        print(f"  {low:>6}–{high:<6} {len(some):>7} {left:>6.2f} {cost / len(some) / read:>10.2f}")


def main() -> None:
    documents = texts(sys.argv[1] if len(sys.argv) > 1 else None)
    with tempfile.TemporaryDirectory() as folder, GeminiServer(keep_requests=False) as server:
        redis = EmbeddedRedis(Path(folder))
        client = connect(redis.start())
        names = [f"key {number}" for number in range(100)]
        client.mset(dict.fromkeys(names, b"x" * 300))
        read = seconds(lambda: client.mget(names), 50) / len(names)
        config = GeminiConfig(api_key="key", model="gemini-2.0-flash", endpoint=server.url)
        report("local", values(LocalEngine(), documents), read)
        report("gemini (stand-in)", values(GeminiEngine(config), documents), read)
        redis.stop()


if __name__ == "__main__":
    main()
