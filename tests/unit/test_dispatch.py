from __future__ import annotations

import hashlib
import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence

import pytest

from summarizer_core import retrying
from summarizer_core.cache import Entry, Look
from summarizer_core.dispatch import Dispatcher, decode, encode
from summarizer_core.engines.base import BatchResult, ChunkInput, Reply, tokens_of
from summarizer_core.errors import Cancelled, EngineError
from summarizer_core.models import Chunk, ChunkAnalysis, ChunkFinding, ChunkProgress, Usage
from summarizer_core.retrying import pause_before_next
from tests.chunk_list import chunks


class MemoryCache:
    """A real, if forgetful, cache: what the dispatcher needs of one. Nobody else uses it."""

    troubled = False

    def __init__(self) -> None:
        self.values: dict[str, Entry] = {}
        self.claimed: set[str] = set()

    def peek(self, kind: str, fingerprint: str, hashes: Sequence[str], owner: str) -> Look:
        found = {name: self.values[name].value for name in hashes if name in self.values}
        return Look(found, tuple(name for name in hashes if name not in found))

    def claim(self, kind: str, fingerprint: str, hashes: Sequence[str], owner: str) -> Look:
        look = self.peek(kind, fingerprint, hashes, owner)
        self.claimed.update(look.free)
        return look

    def put_many(self, kind: str, fingerprint: str, values: Mapping[str, Entry]) -> None:
        self.values.update(values)
        self.claimed.difference_update(values)

    def renew(self, kind: str, fingerprint: str, hashes: Sequence[str], owner: str) -> None:
        pass

    def release(self, kind: str, fingerprint: str, hashes: Sequence[str], owner: str) -> None:
        self.claimed.difference_update(hashes)

    def flush(self) -> bool:
        return True


class CountingEngine:
    """Notes every chunk; fails as told by ``failures`` (an error per call, None for success), and
    always for chunks with the word ``poison``."""

    name = "counting"
    fingerprint = "counting-1"
    batch_tokens = 100

    def __init__(
        self,
        failures: Sequence[EngineError | None] = (),
        *,
        poison: EngineError | None = None,
        leaves_out: Callable[[str, int], bool] = lambda text, call: False,
        wait: float = 0.0,
    ) -> None:
        self.calls: list[list[str]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._failures = list(failures)
        self._poison = poison
        self._leaves_out = leaves_out
        self._wait = wait
        self._lock = threading.Lock()

    def reserve(self, within: float = math.inf) -> float:
        return 0.0

    def analyze(self, batch: Sequence[ChunkInput]) -> BatchResult:
        with self._lock:
            self.calls.append([item.text for item in batch])
            number = len(self.calls)
            error = self._failures.pop(0) if self._failures else None
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        time.sleep(self._wait)
        with self._lock:
            self._at_once -= 1
        if error is not None:
            raise error
        if self._poison and any("poison" in item.text for item in batch):
            raise self._poison
        answers = {
            item.sha256: ChunkAnalysis(note=item.text)
            for item in batch
            if not self._leaves_out(item.text, number)
        }
        return BatchResult(answers, Usage(calls=1, input_tokens=100, output_tokens=10))


BUSY = EngineError("busy", code="engine_unavailable", retryable=True)
CUT_OFF = EngineError("The answer was cut off.", code="output_truncated")
BLOCKED = EngineError("No.", code="blocked")
REFUSED_KEY = EngineError("The key was refused.", code="key_refused")
STRAY = [
    REFUSED_KEY,
    EngineError("No such model.", code="unknown_model"),
    EngineError("The quota of the day is used up.", code="quota_exhausted"),
]


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    monkeypatch.setattr(retrying, "BACKOFF_BASE", 0.0005)
    monkeypatch.setattr(retrying, "SECOND_LOOK", 0.001)


def numbered(count: int) -> list[Chunk]:
    return chunks(*[f"clause number {i} of the contract" for i in range(count)])


def ignore(_: ChunkProgress) -> None:
    pass


def run(engine, parts, cache=None, report=ignore, concurrency=1):
    return Dispatcher(cache or MemoryCache(), concurrency=concurrency).run(engine, parts, report)


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
    engine = CountingEngine()
    engine.batch_tokens = 2 * tokens_of("") + 25
    texts = [
        f"{letter}" * 4 * size for letter, size in zip("abcde", [10, 15, 90, 5, 5], strict=True)
    ]
    run(engine, chunks(*texts))
    assert engine.calls == [texts[:2], texts[2:3], texts[3:]]


def test_no_more_batches_fly_than_are_allowed():
    engine = CountingEngine(wait=0.01)
    run(engine, numbered(40), concurrency=3)
    assert engine.most_at_once == 3


def test_a_passing_failure_is_tried_again():
    outcome = run(CountingEngine([BUSY, BUSY]), chunks("a clause"))
    assert not outcome.failed


def test_the_wait_grows_with_jitter_and_honours_the_provider():
    asked = EngineError("busy", retryable=True, retry_after=7.0)
    assert all(7.0 <= pause_before_next(asked, tries) <= 7.0 + 0.5 * 2**tries for tries in (1, 3))
    many = [pause_before_next(BUSY, 4) for _ in range(200)]
    assert max(many) > 10 * min(many)


HOUR = EngineError("no quota", retryable=True, retry_after=3600.0)


def test_a_provider_that_asks_for_an_hour_is_not_waited_for():
    engine = CountingEngine([HOUR] * 50)
    outcome = run(engine, numbered(9))
    # One answer could be a stray one; of three in a row nobody is asked a second time.
    assert len(engine.calls) == 3
    assert len(outcome.failed) == 9


def test_one_call_that_is_told_to_wait_an_hour_costs_its_batch_alone():
    engine = CountingEngine([HOUR])
    outcome = run(engine, numbered(9))
    assert len(outcome.failed) == len(engine.calls[0])
    assert len(outcome.analyses) == 9 - len(outcome.failed)


@pytest.mark.parametrize("poison", [CUT_OFF, BUSY])
def test_a_poisonous_chunk_costs_only_itself(poison):
    engine = CountingEngine(poison=poison)
    parts = chunks("good one", "the poison", "good two", "good three")
    engine.batch_tokens = 1_000
    outcome = run(engine, parts)
    assert outcome.failed == {part.sha256 for part in parts if "poison" in part.text}
    assert len(outcome.analyses) == 3


@pytest.mark.parametrize("concurrency", [1, 8])
def test_a_refused_passage_costs_nothing_but_itself(concurrency):
    engine = CountingEngine(poison=EngineError("No.", code="blocked"))
    engine.batch_tokens = 1_500
    texts = [f"clause number {i} of it" for i in range(400)]
    texts[100:150] = [f"poison number {i} of it" for i in range(50)]
    texts[:5] = [f"poison at the start {i}" for i in range(5)]
    outcome = run(engine, chunks(*texts), concurrency=concurrency)
    assert len(outcome.failed) == 55
    assert len(outcome.analyses) == 345


def test_a_document_that_is_refused_altogether_is_not_asked_for_piece_by_piece():
    engine = CountingEngine(poison=BLOCKED)
    outcome = run(engine, chunks(*[f"poison number {i} of it" for i in range(500)]))
    assert len(outcome.failed) == 500
    assert len(engine.calls) == 100


@pytest.mark.parametrize("concurrency", [1, 8])
@pytest.mark.parametrize(
    ("count", "refused"),
    [
        (1_703, lambda i: i % 38 == 17),
        (1_703, lambda i: i % 38 == 0),
        (305, lambda i: i % 5 == 0),
        (305, lambda i: i % 2 == 0),
        (400, lambda i: i < 120),
    ],
    ids=["inside each batch", "first of each batch", "every fifth", "every second", "the first"],
)
def test_refused_chunks_cost_only_themselves_wherever_they_stand(count, refused, concurrency):
    texts = [f"{'poison' if refused(i) else 'clause'} number {i:4} of it" for i in range(count)]
    engine = CountingEngine(poison=BLOCKED)
    engine.batch_tokens = 38 * tokens_of(texts[0])
    parts = chunks(*texts)
    outcome = run(engine, parts, concurrency=concurrency)
    assert outcome.failed == {part.sha256 for part in parts if "poison" in part.text}
    assert len(outcome.analyses) + len(outcome.failed) == count


def test_three_final_failures_in_a_row_end_the_asking():
    engine = CountingEngine([None, *[REFUSED_KEY] * 50])
    outcome = run(engine, numbered(60))
    assert len(engine.calls) == 4
    assert len(outcome.analyses) + len(outcome.failed) == 60


def test_time_that_was_spent_waiting_is_no_failure(monkeypatch):
    monkeypatch.setattr("summarizer_core.dispatch._HOPELESS_SECONDS", 0.2)
    engine = CountingEngine([BUSY] * 4)
    waits = [0.4]
    engine.reserve = lambda within=0.0: waits.pop() if waits else 0.0
    outcome = run(engine, numbered(2), concurrency=4)
    assert not outcome.failed


def test_calls_wait_for_the_rate_limit_and_reserve_one_place_at_a_time():
    engine = CountingEngine()
    asked, flown = [], []
    analyze = engine.analyze

    def reserve(within: float = math.inf) -> float:
        asked.append(time.monotonic())
        return 0.05

    def noted(batch):
        flown.append(time.monotonic())
        return analyze(batch)

    engine.reserve, engine.analyze = reserve, noted
    run(engine, numbered(9), concurrency=8)
    assert len(flown) == len(asked) == len(engine.calls) > 3
    assert all(at >= reserved + 0.05 for at, reserved in zip(flown, asked, strict=True))
    assert all(later >= at - 0.005 for at, later in zip(flown, asked[1:], strict=False))


def test_the_wait_doubles_with_each_try():
    for tries in (1, 3, 5):
        ceiling = retrying.BACKOFF_BASE * 2 ** (tries - 1)
        waits = [pause_before_next(BUSY, tries) for _ in range(300)]
        assert ceiling / 2 < max(waits) <= ceiling


def test_a_question_that_keeps_failing_is_given_up_in_time():
    calls = []

    def fail() -> Reply:
        calls.append(1)
        raise EngineError("busy", retryable=True, retry_after=5.0)

    dispatcher = Dispatcher(MemoryCache(), concurrency=1, patience=1.0)
    with pytest.raises(EngineError):
        dispatcher.ask(CountingEngine(), "reduce", "what", fail, lambda: None)
    assert len(calls) == 1


def test_a_refused_key_stops_asking():
    engine = CountingEngine([REFUSED_KEY] * 9)
    outcome = run(engine, numbered(9))
    # The first batch twice, in case it was a stray answer, and one more: three in a row.
    assert len(engine.calls) == 3
    assert len(outcome.failed) == 9
    assert outcome.problem is not None
    assert outcome.problem.code == "key_refused"


def test_a_refused_key_costs_the_calls_in_flight_and_a_second_try():
    engine = CountingEngine([REFUSED_KEY] * 1_000, wait=0.01)
    outcome = run(engine, numbered(200), concurrency=8)
    assert 9 <= len(engine.calls) <= 24
    assert len(outcome.failed) == 200


@pytest.mark.parametrize("stray", STRAY, ids=lambda error: error.code)
@pytest.mark.parametrize("before", [0, 3])
def test_one_stray_final_failure_costs_nothing(stray, before):
    engine = CountingEngine([*[None] * before, stray])
    outcome = run(engine, numbered(20))
    assert not outcome.failed
    assert outcome.usage.failed_calls == 1


def test_a_moment_in_which_every_call_is_refused_costs_nothing():
    engine = CountingEngine([REFUSED_KEY] * 8, wait=0.05)
    assert not run(engine, numbered(60), concurrency=8).failed


def test_a_batch_that_meets_a_final_failure_twice_is_given_up_and_the_rest_goes_on():
    engine = CountingEngine(poison=REFUSED_KEY)
    parts = chunks(*[f"{'poison' if i == 5 else 'clause'} number {i} of it" for i in range(9)])
    outcome = run(engine, parts)
    assert outcome.failed
    assert len(outcome.analyses) == 9 - len(outcome.failed) > len(outcome.failed)
    assert sum("poison" in text for call in engine.calls for text in call) == 2


def test_chunks_left_out_are_asked_for_again():
    engine = CountingEngine(leaves_out=lambda text, call: "3" in text and call == 1)
    engine.batch_tokens = 1_000
    outcome = run(engine, numbered(6))
    assert not outcome.failed
    assert engine.calls[1] == ["clause number 3 of the contract"]


def test_chunks_left_out_again_and_again_fail_alone():
    engine = CountingEngine(leaves_out=lambda text, call: "3" in text)
    engine.batch_tokens = 1_000
    outcome = run(engine, numbered(6))
    assert len(outcome.failed) == 1
    assert outcome.problem is not None


def test_an_engine_that_only_fails_is_given_up(monkeypatch):
    monkeypatch.setattr("summarizer_core.dispatch._HOPELESS_SECONDS", 0.05)
    engine = CountingEngine([BUSY] * 10_000, wait=0.001)
    outcome = run(engine, numbered(200))
    assert len(outcome.failed) == 200
    assert len(engine.calls) < 200


def test_what_was_answered_before_a_stop_is_kept_and_no_call_follows():
    cache, engine = MemoryCache(), CountingEngine()

    def stop(progress: ChunkProgress) -> None:
        if progress.done:
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        run(engine, numbered(9), cache, stop)
    made = len(engine.calls)
    assert cache.values
    assert not cache.claimed
    time.sleep(0.05)
    assert len(engine.calls) == made


def test_a_stop_does_not_wait_for_calls_in_flight():
    done = threading.Event()
    engine = CountingEngine()
    engine.analyze = lambda batch: done.wait(30) or BatchResult({})
    ticks = []

    def stop(progress: ChunkProgress) -> None:
        ticks.append(progress)
        if len(ticks) > 2:
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        run(engine, numbered(3), report=stop)
    assert not done.is_set()
    done.set()


def test_progress_counts_up_to_the_total():
    seen: list[ChunkProgress] = []
    run(CountingEngine(), numbered(6), report=seen.append, concurrency=3)
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 6)


def test_each_answer_is_kept_with_its_share_of_the_cost():
    cache, engine = MemoryCache(), CountingEngine()
    engine.batch_tokens = 1_000
    run(engine, numbered(4), cache)
    saves = [entry.saves for entry in cache.values.values()]
    assert [one.calls for one in saves] == [0.25] * 4
    assert sum(one.input_tokens for one in saves) == 100
    assert saves[0].text_bytes == len("clause number 0 of the contract")


def ask(cache, call, tick=lambda: None):
    return Dispatcher(cache, concurrency=1).ask(CountingEngine(), "reduce", "what", call, tick)


def test_a_question_about_the_whole_document_is_paid_once():
    cache = MemoryCache()
    first = ask(cache, lambda: Reply("a summary", Usage(calls=1)))
    again = ask(cache, lambda: pytest.fail("asked again"))
    assert (first.text, first.usage.calls) == ("a summary", 1)
    assert (again.text, again.usage.calls) == ("a summary", 0)


def test_an_answer_that_comes_after_a_stop_is_kept_all_the_same():
    cache, begun, go_on = MemoryCache(), threading.Event(), threading.Event()

    def call() -> Reply:
        begun.set()
        go_on.wait(30)
        return Reply("late")

    def tick() -> None:
        if begun.is_set():
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        ask(cache, call, tick)
    go_on.set()
    while not cache.values:
        time.sleep(0.01)
    assert [entry.value for entry in cache.values.values()] == [b"late"]


def test_a_question_that_somebody_else_asks_for_ever_is_given_up():
    cache = MemoryCache()
    cache.claim = lambda kind, fingerprint, hashes, owner: Look(held=tuple(hashes))
    dispatcher = Dispatcher(cache, concurrency=1, patience=0.3)
    with pytest.raises(EngineError) as caught:
        dispatcher.ask(CountingEngine(), "reduce", "what", lambda: Reply("x"), lambda: None)
    assert caught.value.code == "engine_busy"


def test_who_waits_for_an_answer_waits_for_a_call_that_began_at_the_last_moment():
    cache = MemoryCache()
    begin = time.monotonic()
    name = hashlib.sha256(b"what").hexdigest()

    def claim(kind, fingerprint, hashes, owner) -> Look:
        if time.monotonic() - begin < 0.5:  # beyond the patience, within that of one call
            return Look(held=tuple(hashes))
        return Look(found={name: b"late"})

    cache.claim = claim
    dispatcher = Dispatcher(cache, concurrency=1, patience=0.4)
    reply = dispatcher.ask(CountingEngine(), "reduce", "what", lambda: Reply("x"), lambda: None)
    assert reply.text == "late"


def test_a_question_for_which_the_rate_limit_has_no_room_is_given_up():
    engine = CountingEngine()
    engine.reserve = lambda within: math.inf if within < 600 else 600.0
    dispatcher = Dispatcher(MemoryCache(), concurrency=1, patience=1.0)
    with pytest.raises(EngineError) as caught:
        dispatcher.ask(engine, "reduce", "what", lambda: Reply("x"), lambda: None)
    assert caught.value.code == "rate_limited"


@pytest.mark.parametrize("stray", STRAY, ids=lambda error: error.code)
def test_one_stray_final_failure_does_not_lose_an_answer(stray):
    failures = [stray]

    def call() -> Reply:
        if failures:
            raise failures.pop()
        return Reply("a summary")

    assert ask(MemoryCache(), call).text == "a summary"


@pytest.mark.parametrize(("error", "tries"), [(REFUSED_KEY, 2), (HOUR, 1), (BLOCKED, 1)])
def test_a_question_that_is_refused_is_not_asked_again_and_again(error, tries):
    calls = []

    def refuse() -> Reply:
        calls.append(1)
        raise error

    with pytest.raises(EngineError):
        ask(MemoryCache(), refuse)
    assert len(calls) == tries


def test_a_failed_question_is_kept_by_nobody():
    cache = MemoryCache()

    def refuse() -> Reply:
        raise EngineError("No.", code="blocked")

    with pytest.raises(EngineError):
        ask(cache, refuse)
    assert not cache.values
    assert not cache.claimed


def test_a_question_can_be_given_up_while_its_call_is_in_flight():
    begun, done = threading.Event(), threading.Event()

    def call() -> Reply:
        begun.set()
        done.wait(30)
        return Reply("late")

    def tick() -> None:
        if begun.is_set():
            raise Cancelled("stop")

    with pytest.raises(Cancelled):
        ask(MemoryCache(), call, tick)
    done.set()


def test_an_analysis_survives_the_cache_and_rubbish_counts_as_unknown():
    big = ChunkAnalysis(
        findings=tuple(
            ChunkFinding(category="Insurance", quote=f"quote {i} " * 10, confidence=0.5)
            for i in range(20)
        )
    )
    assert decode(encode(big)) == big
    assert decode(b"rubbish") is None
    assert decode(b'{"x": 1}') is None
    assert decode(b"") is None
