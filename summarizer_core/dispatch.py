"""From chunks to analyses: what the cache knows comes from there, the rest goes to the engine in
batches, several in flight; each batch's results are cached as it returns."""

from __future__ import annotations

import logging
import random
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from pydantic import ValidationError

from summarizer_core.cache import Kind
from summarizer_core.engines.base import BatchResult, ChunkInput, Engine
from summarizer_core.errors import EngineError
from summarizer_core.hashing import normalise
from summarizer_core.models import Chunk, ChunkAnalysis, ChunkProgress, Usage

log = logging.getLogger(__name__)

T = TypeVar("T")

MAX_TRIES: Final = 5
#: Seconds; the first wait, doubled each time up to the cap, with full jitter.
BACKOFF_BASE: Final = 0.5
BACKOFF_CAP: Final = 30.0

#: Failures that concern what is in the batch, so that smaller batches can succeed.
_SPLITTABLE: Final = frozenset(
    {"output_truncated", "blocked", "recitation", "empty_answer", "invalid_answer"}
)

_PLAIN: Final = b"j"
_COMPRESSED: Final = b"z"
_COMPRESS_ABOVE: Final = 512


class CacheLike(Protocol):
    def get_many(
        self, kind: Kind, fingerprint: str, hashes: Sequence[str]
    ) -> Mapping[str, bytes]: ...

    def put_many(self, kind: Kind, fingerprint: str, values: Mapping[str, bytes]) -> None: ...


class NoCache:
    """For analyses without Redis: knows nothing, keeps nothing."""

    def get_many(self, kind: Kind, fingerprint: str, hashes: Sequence[str]) -> Mapping[str, bytes]:  # noqa: ARG002
        return {}

    def put_many(self, kind: Kind, fingerprint: str, values: Mapping[str, bytes]) -> None:
        pass


def encode(analysis: ChunkAnalysis) -> bytes:
    """Compact bytes for the cache: JSON, compressed when that pays."""
    data = analysis.model_dump_json(exclude_defaults=True).encode()
    if len(data) > _COMPRESS_ABOVE:
        return _COMPRESSED + zlib.compress(data)
    return _PLAIN + data


def decode(data: bytes) -> ChunkAnalysis | None:
    """The analysis, or None when the bytes are not one (then it counts as unknown)."""
    try:
        body = zlib.decompress(data[1:]) if data[:1] == _COMPRESSED else data[1:]
        return ChunkAnalysis.model_validate_json(body)
    except (zlib.error, ValidationError):
        return None


@dataclass
class Dispatched:
    """What is known of the chunks, by hash. ``problem`` is the last final engine error."""

    analyses: dict[str, ChunkAnalysis] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    usage: Usage = field(default_factory=Usage)
    problem: EngineError | None = None


def pack(inputs: Iterable[ChunkInput], budget: int) -> Iterator[list[ChunkInput]]:
    """Batches of at most ``budget`` characters (a longer chunk travels alone), in order."""
    batch: list[ChunkInput] = []
    size = 0
    for item in inputs:
        if batch and size + len(item.text) > budget:
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += len(item.text)
    if batch:
        yield batch


class Dispatcher:
    """Args:
    cache: where analyses are looked up and kept.
    concurrency: engine calls in flight at once.
    sleep: waits between tries (tests pass their own).
    """

    def __init__(
        self,
        cache: CacheLike,
        *,
        concurrency: int,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._cache = cache
        self._concurrency = concurrency
        self._sleep = sleep

    def run(
        self,
        engine: Engine,
        chunks: Sequence[Chunk],
        report: Callable[[ChunkProgress], None],
    ) -> Dispatched:
        """Analyse all chunks. ``report`` hears of each step and may raise to stop the work."""
        outcome = Dispatched()
        inputs = {chunk.sha256: ChunkInput(chunk.sha256, normalise(chunk.text)) for chunk in chunks}
        known = self._cache.get_many("chunk", engine.fingerprint, list(inputs))
        for name, data in known.items():
            analysis = decode(data)
            if analysis is not None:
                outcome.analyses[name] = analysis
                outcome.cached.add(name)
        report(_progress(chunks, outcome))
        unknown = [item for name, item in inputs.items() if name not in outcome.analyses]
        self._ask(engine, unknown, outcome, lambda: report(_progress(chunks, outcome)))
        return outcome

    def _ask(
        self,
        engine: Engine,
        unknown: Sequence[ChunkInput],
        outcome: Dispatched,
        report: Callable[[], None],
    ) -> None:
        waiting = list(pack(unknown, engine.batch_characters))
        waiting.reverse()
        flying: dict[Future[BatchResult], list[ChunkInput]] = {}
        with ThreadPoolExecutor(self._concurrency, thread_name_prefix="engine") as pool:
            try:
                while waiting or flying:
                    while waiting and len(flying) < self._concurrency:
                        batch = waiting.pop()
                        flying[pool.submit(self._call, engine, batch)] = batch
                    # A pause bounds how long a cancel waits for a slow engine's answer.
                    done, _ = wait(flying, timeout=0.5, return_when=FIRST_COMPLETED)
                    for future in done:
                        batch = flying.pop(future)
                        waiting.extend(self._settle(engine, future, batch, outcome))
                        if outcome.problem and outcome.problem.code not in _SPLITTABLE:
                            outcome.failed.update(i.sha256 for rest in waiting for i in rest)
                            waiting.clear()
                    report()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _settle(
        self,
        engine: Engine,
        future: Future[BatchResult],
        batch: list[ChunkInput],
        outcome: Dispatched,
    ) -> list[list[ChunkInput]]:
        """Take in one batch's answer; returns smaller batches to try instead, if any."""
        try:
            result = future.result()
        except EngineError as error:
            if len(batch) > 1 and (error.retryable or error.code in _SPLITTABLE):
                middle = len(batch) // 2
                return [batch[middle:], batch[:middle]]
            log.warning("engine %s: %d chunks failed (%s)", engine.name, len(batch), error.code)
            outcome.problem = error
            outcome.failed.update(item.sha256 for item in batch)
            return []
        answered = {
            i.sha256: result.analyses[i.sha256] for i in batch if i.sha256 in result.analyses
        }
        self._cache.put_many(
            "chunk", engine.fingerprint, {name: encode(a) for name, a in answered.items()}
        )
        outcome.analyses.update(answered)
        outcome.failed.update(i.sha256 for i in batch if i.sha256 not in answered)
        outcome.usage = outcome.usage + result.usage
        return []

    def _call(self, engine: Engine, batch: Sequence[ChunkInput]) -> BatchResult:
        return self.persistently(lambda: engine.analyze(batch))

    def persistently(self, call: Callable[[], T]) -> T:
        """Make an engine call, and again after a wait while its failures can pass.

        Raises:
            EngineError: a final failure, or the last of ``MAX_TRIES``.
        """
        for attempt in range(1, MAX_TRIES + 1):
            try:
                return call()
            except EngineError as error:
                if not error.retryable or attempt == MAX_TRIES:
                    raise
                ceiling = min(BACKOFF_CAP, BACKOFF_BASE * 2 ** (attempt - 1))
                jitter = random.uniform(0, ceiling)  # noqa: S311
                self._sleep(max(error.retry_after or 0.0, jitter))
        raise AssertionError("unreachable")


def _progress(chunks: Sequence[Chunk], outcome: Dispatched) -> ChunkProgress:
    cached = sum(chunk.sha256 in outcome.cached for chunk in chunks)
    failed = sum(chunk.sha256 in outcome.failed for chunk in chunks)
    done = sum(chunk.sha256 in outcome.analyses for chunk in chunks) + failed
    return ChunkProgress(total=len(chunks), done=done, cached=cached, failed=failed)
