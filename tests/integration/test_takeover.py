"""Whatever dies or loses its memory, the document is analysed: with real workers."""

from __future__ import annotations

import io
import signal
import uuid

import httpx
import pytest

from summarizer_core import jobs, keys
from summarizer_core.embedded import EmbeddedRedis
from summarizer_core.errors import Unavailable
from summarizer_core.models import Actor, Role, SessionStatus, Stage
from summarizer_core.reconcile import MAX_STALLED_ATTEMPTS
from summarizer_core.services import Services
from summarizer_core.settings import Settings
from tests.gemini_server import GeminiServer
from tests.running_app import wait_until_gone
from tests.samples import contract_text
from tests.worker_pool import WAITING, WorkerPool, status_of, until

pytestmark = pytest.mark.redis

ANNA = Actor(username="anna", roles=frozenset({Role.STAFF}))
BEN = Actor(username="ben", roles=frozenset({Role.STAFF}))
COMPLETED = SessionStatus.COMPLETED


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Redis of these tests' own, that they can kill."""
    redis = EmbeddedRedis(tmp_path_factory.mktemp("server"))
    redis.url = redis.start()
    yield redis
    redis.stop()


@pytest.fixture(scope="module")
def installation(tmp_path_factory, server):
    """Services with a pool of two workers; what a test kills is replaced."""
    data_dir = tmp_path_factory.mktemp("office") / "data"
    services = Services(Settings(_env_file=None, data_dir=data_dir), server.url)
    with WorkerPool(data_dir, server.url, workers=2) as pool:
        services.pool = pool
        yield services
    services.redis.close()


@pytest.fixture
def office(installation):
    (installation.settings.data_dir / "go").unlink(missing_ok=True)
    until(lambda: [w.state for w in installation.queue.workers()] == ["idle", "idle"])
    return installation


def submit(services: Services, text: str = "", actor: Actor = ANNA):
    return services.submit(actor, "contract.txt", io.BytesIO((contract_text() + text).encode()))


def begin(services: Services, number: int = 0):
    """Submit a document that is worked on until ``go``."""
    session = submit(services, f"\n{WAITING} {number} {uuid.uuid4()}")
    until(lambda: services.read.view(ANNA, session.id).status.stage is Stage.CHUNKING)
    return session


def go(services: Services) -> None:
    (services.settings.data_dir / "go").touch()


def attempt_of(services: Services, session_id: str) -> int:
    return services.stores.sessions.get(session_id).attempt


def completes(services: Services, session_id: str) -> bool:
    return bool(until(lambda: status_of(services, session_id) is COMPLETED))


def no_traceback(services: Services) -> bool:
    return "Traceback" not in services.pool.output()


def begins_again(services: Services, session_id: str, attempt: int) -> bool:
    session = services.stores.sessions.get(session_id)
    return (session.attempt, session.status) == (attempt, SessionStatus.PROCESSING)


def test_a_killed_work_horse_is_followed_by_another(office):
    session = begin(office)
    (horse,) = office.pool.work_horses()
    horse.kill()
    until(lambda: begins_again(office, session.id, 2))
    go(office)
    assert completes(office, session.id)
    until(lambda: list(office.temporary.iterdir()) == [])
    # RQ keeps nothing of what went wrong: what became of the document is in the store.
    assert office.redis.zcard("rq:failed:documents") == 0
    assert no_traceback(office)


def test_killed_workers_are_replaced_and_not_held_against_the_document(office):
    session = begin(office)
    for attempt in range(1, MAX_STALLED_ATTEMPTS + 2):
        (horse,) = until(lambda: office.pool.work_horses())
        horse.parent().kill()
        until(lambda: begins_again(office, session.id, attempt + 1))  # noqa: B023 - called at once
        assert wait_until_gone([horse]) == []
    go(office)
    assert completes(office, session.id)
    until(lambda: len(office.queue.workers()) == 2)
    assert office.redis.zcard("rq:failed:documents") == 0
    assert no_traceback(office)


def test_an_emptied_redis_while_workers_run(office):
    running, other = begin(office, 1), begin(office, 2)
    held = [submit(office, f"\n{n}") for n in range(3)]
    waiting = submit(office, actor=BEN)
    workers = office.pool.workers()
    office.redis.flushall()
    office.reconciler.run()
    view = office.read.view(BEN, waiting.id).status
    assert (view.status, view.queue_position) == (SessionStatus.PENDING, 1)
    assert office.read.view(ANNA, running.id).status.progress > 0

    # The workers are known again, with what they do.
    at_work = {running.id, other.id}
    until(lambda: {w.current_session for w in office.queue.workers()} == at_work)
    assert {w.state for w in office.queue.workers()} == {"busy"}
    # Their documents are not taken up a second time, the waiting ones are queued again.
    until(lambda: office.queue.depth() == 4)
    go(office)
    for session in (running, other, *held, waiting):
        assert completes(office, session.id)
        assert attempt_of(office, session.id) == 1
    assert office.pool.workers() == workers
    assert no_traceback(office)
    # Nothing stays in Redis for ever but what keys.py names.
    until(lambda: all(w.state == "idle" for w in office.queue.workers()))
    office.reconciler.run()
    eternal = {k.decode() for k in office.redis.keys() if office.redis.ttl(k) == -1}
    ours = {keys.CACHE_RECENCY, keys.CACHE_EXPIRY, keys.CACHE_STATS}
    rqs = {"rq:queues", "rq:workers", "rq:workers:documents", "rq:finished:documents"}
    assert eternal <= ours | rqs


@pytest.mark.parametrize("ends", ["while it is away", "later"])
def test_redis_dies_and_comes_back_while_a_document_is_worked_on(office, server, ends):
    session = begin(office)
    server._process.send_signal(signal.SIGKILL)
    server._process.wait()
    if ends == "while it is away":
        go(office)
        until(lambda: status_of(office, session.id) is COMPLETED)
    server.ensure_running()
    go(office)
    assert completes(office, session.id)
    assert attempt_of(office, session.id) == 1
    # The workers take the next one.
    assert completes(office, submit(office, "\nnext").id)
    until(lambda: [w.state for w in office.queue.workers()] == ["idle", "idle"])
    assert no_traceback(office)


def test_a_document_is_cancelled_after_redis_came_back(office, server):
    session = begin(office)
    server._process.send_signal(signal.SIGKILL)
    server._process.wait()
    server.ensure_running()
    office.control.cancel(ANNA, session.id)
    until(lambda: status_of(office, session.id) is SessionStatus.CANCELLED)
    until(lambda: office.pool.work_horses() == [])


def test_an_engine_that_never_answers_uses_up_the_attempts_and_a_retry_starts_anew(
    tmp_path, redis_client, redis_url
):
    with GeminiServer() as gemini:
        variables = {
            "GEMINI_API_KEY": "key",
            "GEMINI_API_ENDPOINT": gemini.url,
            "JOB_TIMEOUT": "1",
        }
        settings = Settings(
            _env_file=None,
            data_dir=tmp_path / "data",
            **{name.lower(): value for name, value in variables.items()},
        )
        services = Services(settings, redis_url)
        gemini.fail("hang", 1000, seconds=60)
        session = submit(services)
        with WorkerPool(tmp_path / "data", redis_url, **variables):
            until(lambda: status_of(services, session.id) is SessionStatus.FAILED)
            ended = services.stores.sessions.get(session.id)
            # The first attempt got as far as the engine, three more no further.
            assert (ended.attempt, ended.error.code) == (4, "set_aside")
            assert "analysing the clauses" in ended.error.message
            assert "Try again" in ended.error.message
            httpx.delete(f"{gemini.url}/__faults")
            services.control.retry(ANNA, session.id)
            assert completes(services, session.id)
        services.redis.close()


def test_attempts_that_end_because_the_store_is_away_do_not_count(services, staff, monkeypatch):
    session = services.submit(staff, "contract.txt", io.BytesIO(contract_text().encode()))

    def away(*_: object) -> None:
        raise Unavailable("The document store is away.")

    for attempt in range(1, 6):
        services.queue.forget(session.id, attempt)  # a worker takes it
        with monkeypatch.context() as patch:
            patch.setattr(services.stores.files, "copy_to", away)
            patch.setattr(jobs.time, "sleep", lambda _: None)
            jobs.Job(services, session.id, attempt).run()
        services.reconciler.run(at_once=True)
    known = services.stores.sessions.get(session.id)
    assert (known.status, known.attempt) == (SessionStatus.PENDING, 6)
    jobs.Job(services, session.id, 6).run()
    assert status_of(services, session.id) is COMPLETED
