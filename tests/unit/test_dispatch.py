from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from summarizer_core.dispatch import Dispatcher, decode, encode, pack
from summarizer_core.engines.base import BatchResult, ChunkInput
from summarizer_core.errors import Cancelled, EngineError
from summarizer_core.hashing import sha256_of
from summarizer_core.models import Chunk, ChunkAnalysis, ChunkFinding, ChunkProgress, Usage


class MemoryCache:
    """A real, if forgetful, cache: what the dispatcher needs of one."""

    def __init__(self) -> None:
        self.values: dict[str, bytes] = {}

    def get_many(self, kind: str, fingerprint: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        return {name: self.values[name] for name in hashes if name in self.values}

    def put_many(self, kind: str, fingerprint: str, values: Mapping[str, bytes]) -> None:
        self.values.update(values)


class CountingEngine:
    """Finds every word; fails as told by ``failures`` (an error per call, None for success)."""

    name = "counting"
    fingerprint = "counting-1"
    batch_characters = 30

    def __init__(self, failures: Sequence[EngineError | None] = (), poison: str = "") -> None:
        self.calls: list[list[str]] = []
        self._failures = list(failures)
        self._poison = poison

    def analyze(self, batch: Sequence[ChunkInput]) -> BatchResult:
        self.calls.append([item.text for item in batch])
        if self._failures and (error := self._failures.pop(0)):
            raise error
        if self._poison and any(self._poison in item.text for item in batch):
            raise EngineError("The answer was cut off.", code="output_truncated")
        return BatchResult(
            {item.sha256: ChunkAnalysis(note=item.text) for item in batch}, Usage(calls=1)
        )


def chunks(*texts: str) -> list[Chunk]:
    made, offset = [], 0
    for index, text in enumerate(texts):
        made.append(
            Chunk(
                index=index,
                start=offset,
                end=offset + len(text),
                page=1,
                heading="",
                sha256=sha256_of(text),
                text=text,
            )
        )
        offset += len(text)
    return made


def ignore(_: ChunkProgress) -> None:
    pass


def run(engine, parts, cache=None, report=ignore, sleep=lambda _: None, concurrency=1):
    dispatcher = Dispatcher(cache or MemoryCache(), concurrency=concurrency, sleep=sleep)
    return dispatcher.run(engine, parts, report)


def test_known_chunks_cost_no_call():
    cache, engine = MemoryCache(), CountingEngine()
    parts = chunks("one clause here", "another clause", "a third clause")
    run(engine, parts, cache)
    first = len(engine.calls)
    again = run(engine, parts, cache)
    assert len(engine.calls) == first
    assert again.cached == {part.sha256 for part in parts}


def test_a_clause_that_stands_twice_is_asked_once():
    engine = CountingEngine()
    outcome = run(engine, chunks("same words", "same words"))
    assert sum(len(call) for call in engine.calls) == 1
    assert not outcome.failed


def test_batches_respect_the_budget_and_keep_the_order():
    items = [ChunkInput(str(i), "x" * size) for i, size in enumerate([10, 15, 40, 5, 5])]
    batches = [[item.sha256 for item in batch] for batch in pack(items, 30)]
    assert batches == [["0", "1"], ["2"], ["3", "4"]]


def test_a_passing_failure_is_tried_again_and_the_wait_honours_the_provider():
    waits: list[float] = []
    busy = EngineError("busy", retryable=True, retry_after=7.0)
    outcome = run(CountingEngine([busy, busy]), chunks("a clause"), sleep=waits.append)
    assert not outcome.failed
    assert len(waits) == 2
    assert min(waits) >= 7.0


def test_a_poisonous_chunk_costs_only_itself():
    engine = CountingEngine(poison="poison")
    parts = chunks("good one", "the poison", "good two", "good three")
    engine.batch_characters = 1_000
    outcome = run(engine, parts)
    assert outcome.failed == {parts[1].sha256}
    assert len(outcome.analyses) == 3


def test_a_final_failure_stops_asking():
    engine = CountingEngine([EngineError("The key was refused.", code="bad_key")] * 9)
    parts = chunks(
        "first clause of some length", "second clause of some length", "third clause of it"
    )
    outcome = run(engine, parts)
    assert len(engine.calls) == 1
    assert outcome.failed == {part.sha256 for part in parts}
    assert outcome.problem is not None
    assert outcome.problem.code == "bad_key"


def test_what_was_answered_before_a_stop_is_kept():
    cache, engine = MemoryCache(), CountingEngine()

    def stop(progress: ChunkProgress) -> None:
        if progress.done:
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        run(engine, chunks(*[f"clause number {i} of the contract" for i in range(9)]), cache, stop)
    assert cache.values


def test_progress_counts_up_to_the_total():
    seen: list[ChunkProgress] = []
    parts = chunks(*[f"clause number {i} of the contract" for i in range(6)])
    run(CountingEngine(), parts, report=seen.append, concurrency=3)
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 6)


def test_an_analysis_survives_the_cache_and_rubbish_counts_as_unknown():
    big = ChunkAnalysis(
        findings=tuple(
            ChunkFinding(category="Insurance", quote=f"quote {i} " * 10, confidence=0.5)
            for i in range(20)
        )
    )
    assert decode(encode(big)) == big
    assert len(encode(big)) < len(big.model_dump_json()) / 2
    assert decode(b"zrubbish") is None
    assert decode(b"j{}x") is None
    assert decode(b"") is None
