"""Several jobs at the same moment, on a real Redis, with the Gemini adapter over real HTTP."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import pytest
import redis

from summarizer_core import keys, retrying
from summarizer_core.cache import Cache, ForgivingCache
from summarizer_core.dispatch import Dispatched, Dispatcher
from summarizer_core.engines.base import DocumentView, Reply
from summarizer_core.engines.gemini import GeminiEngine
from summarizer_core.engines.gemini_wire import GeminiConfig
from summarizer_core.errors import Cancelled, Unavailable
from summarizer_core.models import Chunk, ChunkProgress, ExtractedDocument, Page
from summarizer_core.redis_client import connect
from tests.chunk_list import chunks
from tests.gemini_server import GeminiServer, pieces, prompt_of

pytestmark = pytest.mark.redis


@pytest.fixture
def server() -> Iterator[GeminiServer]:
    with GeminiServer(latency=0.05) as running:
        yield running


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    monkeypatch.setattr(retrying, "BACKOFF_BASE", 0.01)


@pytest.fixture
def engine(server) -> GeminiEngine:
    config = GeminiConfig(api_key="key", model="gemini-2.0-flash", endpoint=server.url)
    made = GeminiEngine(config)
    made.batch_tokens = 500
    return made


def cache_on(client: redis.Redis) -> ForgivingCache:
    return ForgivingCache(Cache(client, max_entries=10_000, ttl=600))


def clauses(numbers: Sequence[int]) -> list[Chunk]:
    return chunks(
        *(f"Clause {number}. The Supplier shall keep {number} copies. " for number in numbers)
    )


def ignore(_: ChunkProgress) -> None:
    pass


def at_once(redis_url: str, engine, documents: Sequence[Sequence[Chunk]]) -> list[Dispatched]:
    """One job per document, each in a thread with connections of its own."""
    start = threading.Barrier(len(documents))
    outcomes: list[Dispatched] = []

    def work(chunks: Sequence[Chunk]) -> None:
        dispatcher = Dispatcher(cache_on(connect(redis_url)), concurrency=4)
        start.wait()
        outcomes.append(dispatcher.run(engine, chunks, ignore))

    threads = [threading.Thread(target=work, args=(chunks,)) for chunks in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def asked(server: GeminiServer) -> Counter[str]:
    return Counter(
        text for request in server.requests for text in pieces(prompt_of(request), "chunk").values()
    )


def test_many_jobs_with_the_same_document_cost_as_many_calls_as_one(
    redis_url, redis_client, engine, server
):
    document = clauses(range(60))
    alone = Dispatcher(cache_on(redis_client), concurrency=4).run(engine, document, ignore)
    calls = server.stats()["calls"]
    assert calls == alone.usage.calls > 5
    redis_client.flushall()
    outcomes = at_once(redis_url, engine, [document] * 6)
    assert server.stats()["calls"] - calls == calls
    assert [len(one.analyses) for one in outcomes] == [60] * 6
    assert sum(one.usage.calls for one in outcomes) == calls


def test_jobs_that_share_some_clauses_ask_for_each_once(redis_url, redis_client, engine, server):
    documents = [clauses(range(at, at + 30)) for at in (0, 10, 20, 5)]
    outcomes = at_once(redis_url, engine, documents)
    assert set(asked(server).values()) == {1}
    assert all(len(one.analyses) == 30 and not one.failed for one in outcomes)


def test_a_job_takes_over_what_a_dead_one_was_asking_for(redis_client, engine, server):
    document = clauses(range(20))
    hashes = [chunk.sha256 for chunk in document]
    cache = Cache(redis_client, max_entries=1000, ttl=600)
    cache.claim("chunk", engine.fingerprint, hashes, "a job that was killed")
    for name in hashes:
        redis_client.pexpire(keys.cache_claim_prefix("chunk", engine.fingerprint) + name, 300)
    outcome = Dispatcher(cache_on(redis_client), concurrency=4).run(engine, document, ignore)
    assert len(outcome.analyses) == 20
    assert set(asked(server).values()) == {1}


def test_a_new_attempt_does_not_wait_for_the_claims_of_the_one_that_was_killed(
    redis_client, engine
):
    document = clauses(range(20))
    cache = Cache(redis_client, max_entries=1000, ttl=600)
    cache.claim("chunk", engine.fingerprint, [chunk.sha256 for chunk in document], "session:1")
    for name in redis_client.scan_iter(match="*:claim:*"):
        redis_client.persist(name)  # so that nobody else could ever go on
    dispatcher = Dispatcher(cache_on(redis_client), concurrency=8, owner="session:2")
    outcome = dispatcher.run(engine, document, ignore)
    assert len(outcome.analyses) == 20
    assert cache.stats().total.misses == 20


def test_a_job_waits_for_answers_that_another_one_gets(redis_client, engine, server):
    document = clauses(range(20))
    cache = Cache(redis_client, max_entries=1000, ttl=600)
    hashes = [chunk.sha256 for chunk in document]
    cache.claim("chunk", engine.fingerprint, hashes, "the other")
    seen: list[ChunkProgress] = []

    def answer_after_a_while(progress: ChunkProgress) -> None:
        seen.append(progress)
        if len(seen) == 4:
            cache.put_many("chunk", engine.fingerprint, dict.fromkeys(hashes, b"{}"))

    dispatcher = Dispatcher(cache_on(redis_client), concurrency=4)
    outcome = dispatcher.run(engine, document, answer_after_a_while)
    assert server.stats()["calls"] == 0
    assert len(outcome.cached) == 20


def test_a_job_that_is_cancelled_frees_what_it_was_asking_for(redis_client):
    document = clauses(range(20))

    def claims() -> list[bytes]:
        return list(redis_client.scan_iter(match="*:claim:*"))

    def cancel(progress: ChunkProgress) -> None:
        if claims():
            raise Cancelled("stop")

    # Slow enough that calls are in flight whenever the job looks around.
    with GeminiServer(latency=1.0) as slow, pytest.raises(Cancelled):
        config = GeminiConfig(api_key="key", model="gemini-2.0-flash", endpoint=slow.url)
        dispatcher = Dispatcher(cache_on(redis_client), concurrency=4)
        dispatcher.run(GeminiEngine(config), document, cancel)
    assert not claims()


def test_a_long_call_keeps_its_claim(redis_client, engine, monkeypatch):
    monkeypatch.setattr(keys, "CLAIM_RENEW_EVERY", 0.05)
    document = clauses(range(5))
    name = keys.cache_claim_prefix("chunk", engine.fingerprint) + document[0].sha256
    left: list[int] = []

    def shorten(progress: ChunkProgress) -> None:
        if redis_client.exists(name):
            left.append(redis_client.pttl(name))
            redis_client.pexpire(name, 900)

    with GeminiServer(latency=1.5) as slow:
        config = GeminiConfig(api_key="key", model="gemini-2.0-flash", endpoint=slow.url)
        dispatcher = Dispatcher(cache_on(redis_client), concurrency=1)
        outcome = dispatcher.run(GeminiEngine(config), document, shorten)
    assert not outcome.failed
    assert max(left[1:]) > 900


def test_a_redis_that_is_emptied_in_the_middle_costs_no_coverage(
    redis_url, redis_client, engine, server
):
    document = clauses(range(40))
    emptied = []

    def empty(progress: ChunkProgress) -> None:
        if progress.done >= 10 and not emptied:
            emptied.append(redis_client.flushall())

    outcome = Dispatcher(cache_on(redis_client), concurrency=2).run(engine, document, empty)
    assert emptied
    assert len(outcome.analyses) == 40


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_faults_in_a_third_of_the_calls_cost_no_coverage(redis_client, seed):
    with GeminiServer(fault_rate=0.3, seed=seed, latency=0.01) as server:
        config = GeminiConfig(api_key="key", model="gemini-2.0-flash", endpoint=server.url)
        engine = GeminiEngine(config)
        engine.batch_tokens = 500
        # The server asks for a second of patience with each refusal for quota.
        outcome = Dispatcher(cache_on(redis_client), concurrency=8).run(
            engine, clauses(range(60)), ignore
        )
    assert len(outcome.analyses) == 60
    assert not outcome.failed


def cache_that_refuses_once(redis_client, monkeypatch) -> Cache:
    """It keeps nothing of the first answers that it is given."""
    cache = Cache(redis_client, max_entries=1000, ttl=600)
    put_many, failures = cache.put_many, [Unavailable("Redis restarts.")]

    def put_some(*values) -> None:
        if failures:
            raise failures.pop()
        put_many(*values)

    monkeypatch.setattr(cache, "put_many", put_some)
    return cache


def test_answers_that_could_not_be_kept_at_once_are_kept_at_the_end(
    redis_client, engine, monkeypatch
):
    cache = cache_that_refuses_once(redis_client, monkeypatch)
    document = clauses(range(20))
    dispatcher = Dispatcher(ForgivingCache(cache, pause=60.0), concurrency=2)
    outcome = dispatcher.run(engine, document, ignore)
    assert dispatcher.uncached
    assert len(outcome.analyses) == 20
    assert cache.stats().entries == 20


def test_answers_are_kept_also_when_the_job_is_stopped(redis_client, engine, monkeypatch):
    cache = cache_that_refuses_once(redis_client, monkeypatch)

    def stop_when_answered(progress: ChunkProgress) -> None:
        if progress.done:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        Dispatcher(ForgivingCache(cache, pause=60.0), concurrency=1).run(
            engine, clauses(range(3)), stop_when_answered
        )
    assert cache.stats().entries == 3


def test_a_redis_that_is_back_within_seconds_loses_no_answer(redis_client, engine, monkeypatch):
    cache = Cache(redis_client, max_entries=1000, ttl=600)
    put_many, failures = cache.put_many, [Unavailable("Redis restarts.")] * 4

    def put_some(*values) -> None:
        if failures:
            raise failures.pop()
        put_many(*values)

    monkeypatch.setattr(cache, "put_many", put_some)
    Dispatcher(ForgivingCache(cache, pause=60.0), concurrency=1).run(
        engine, clauses(range(3)), ignore
    )
    assert cache.stats().entries == 3


def view_of(chunks: Sequence[Chunk], outcome: Dispatched) -> DocumentView:
    text = "".join(chunk.text for chunk in chunks)
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    return DocumentView(document, chunks, outcome.analyses)


def together(count: int, call: Callable[[], object]) -> None:
    threads = [threading.Thread(target=call) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_summary_and_an_answer_are_paid_once_by_jobs_at_the_same_moment(
    redis_url, redis_client, engine, server
):
    document = clauses(range(10))
    outcome = Dispatcher(cache_on(redis_client), concurrency=4).run(engine, document, ignore)
    view = view_of(document, outcome)
    before = server.stats()["calls"]
    told: list[tuple[str, str, int]] = []

    def tell() -> None:
        dispatcher = Dispatcher(cache_on(connect(redis_url)), concurrency=4)

        def ask(kind, identity, call):
            return dispatcher.ask(engine, kind, identity, call, lambda: None)

        summary = engine.summarize(view, engine.refine(view), ask)
        answer = engine.answer(view, None, "How many copies shall the Supplier keep?", ask)
        told.append((summary.summary, answer.answer, summary.usage.calls + answer.usage.calls))

    together(5, tell)
    assert server.stats()["calls"] - before == 2
    assert len({(summary, answer) for summary, answer, _ in told}) == 1
    assert sum(calls for _, _, calls in told) == 2


def test_a_question_whose_asker_died_is_asked_by_the_next(redis_client, engine):
    cache = Cache(redis_client, max_entries=1000, ttl=600)
    name = hashlib.sha256(b"what").hexdigest()
    claim = keys.cache_claim_prefix("focus", engine.fingerprint) + name
    cache.claim("focus", engine.fingerprint, [name], "a job that was killed")
    redis_client.pexpire(claim, 200)
    waited: list[bool] = []
    dispatcher = Dispatcher(cache_on(redis_client), concurrency=1)
    reply = dispatcher.ask(
        engine, "focus", "what", lambda: Reply("an answer"), lambda: waited.append(True)
    )
    assert reply.text == "an answer"
    assert waited
    assert cache.get_many("focus", engine.fingerprint, [name]) == {name: b"an answer"}
