"""Cancelling, wherever the job is: with real workers, and a Gemini server that takes its time."""

from __future__ import annotations

import io

import httpx
import psutil
import pytest

from summarizer_core.errors import Conflict
from summarizer_core.models import Actor, Role, SessionStatus, Stage
from summarizer_core.services import Services
from summarizer_core.settings import Settings
from tests.gemini_server import GeminiServer
from tests.hostile import SAMPLES, Trap
from tests.samples import contract_text
from tests.worker_pool import BUSY, LOCKED, WorkerPool, status_of, until

pytestmark = pytest.mark.redis

ANNA = Actor(username="anna", roles=frozenset({Role.STAFF}))
_CANCELLED = SessionStatus.CANCELLED


@pytest.fixture(scope="module")
def gemini():
    with GeminiServer() as server:
        yield server


@pytest.fixture(scope="module")
def environment(gemini):
    return {
        "GEMINI_API_KEY": "key",
        "GEMINI_API_ENDPOINT": gemini.url,
        "GEMINI_REQUESTS_PER_MINUTE": "100000",
    }


@pytest.fixture(scope="module")
def office(tmp_path_factory, redis_url, environment):
    """Services of an installation with one worker that is running."""
    data_dir = tmp_path_factory.mktemp("office") / "data"
    variables = {name.lower(): value for name, value in environment.items()}
    services = Services(Settings(_env_file=None, data_dir=data_dir, **variables), redis_url)
    services.redis.flushall()
    with WorkerPool(data_dir, redis_url, **environment) as pool:
        until(lambda: services.queue.workers())
        services.pool = pool
        yield services
    services.redis.close()


def submit(services: Services, data: bytes, name: str = "contract.txt", **options):
    return services.submit(ANNA, name, io.BytesIO(data), engine="gemini", **options)


def stage_of(services: Services, session_id: str) -> Stage:
    return services.read.view(ANNA, session_id).status.stage


def cancel(services: Services, session_id: str) -> None:
    """Cancel a running document; nothing of its process is left afterwards."""
    (horse,) = services.pool.work_horses()
    family = [horse, *horse.children(recursive=True)]
    services.control.cancel(ANNA, session_id)
    until(lambda: status_of(services, session_id) is _CANCELLED)
    until(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in family))
    until(lambda: list(services.temporary.iterdir()) == [])
    assert services.stores.sessions.get(session_id).attempt == 1
    view = services.read.view(ANNA, session_id).status
    assert (view.status, view.message) == (_CANCELLED, "Cancelled")
    with pytest.raises(Conflict, match="already"):
        services.control.cancel(ANNA, session_id)


def is_idle(services: Services) -> bool:
    """Whether the worker is the same as ever, and does nothing."""
    return [worker.state for worker in services.queue.workers()] == ["idle"]


def test_while_a_file_is_read(office, tmp_path):
    path = tmp_path / "slow.pdf"
    trap = Trap(path, "http://127.0.0.1:9/", path)
    path.write_bytes(SAMPLES["hundred-thousand-words-anywhere.pdf"].build(trap))
    session = submit(office, path.read_bytes(), "slow.pdf")
    until(lambda: any(horse.children() for horse in office.pool.work_horses()))
    cancel(office, session.id)


@pytest.mark.parametrize("word", [BUSY, LOCKED])
def test_while_it_is_deep_in_a_computation(office, word):
    session = submit(office, f"{contract_text()}\n{word}".encode())
    until(lambda: stage_of(office, session.id) is Stage.CHUNKING)
    cancel(office, session.id)


def test_while_the_engine_is_asked(office, gemini):
    gemini.fail("hang", 8, seconds=60)
    session = submit(office, (contract_text() + "\nEngine.").encode())
    before = until(lambda: gemini.stats()["in_flight"] and gemini.stats()["calls"])
    cancel(office, session.id)
    until(lambda: is_idle(office))
    assert gemini.stats()["calls"] == before
    httpx.delete(f"{gemini.url}/__faults")


def test_while_summary_and_answer_are_written(office, gemini):
    text = (contract_text() + "\nSummary.").encode()
    first = submit(office, text)
    until(lambda: status_of(office, first.id) is SessionStatus.COMPLETED)
    gemini.fail("hang", 8, seconds=60)
    session = submit(office, text, focus="Which law governs?")  # only the answer is not known
    until(lambda: stage_of(office, session.id) is Stage.SUMMARIZING)
    # What hangs for another test may be in flight still.
    before = until(lambda: gemini.stats()["tasks"].get("answer") and gemini.stats()["calls"])
    cancel(office, session.id)
    until(lambda: is_idle(office))
    assert gemini.stats()["calls"] == before
    httpx.delete(f"{gemini.url}/__faults")


def test_while_it_waits_and_while_it_is_held_back(office):
    running = submit(office, f"{contract_text()}\n{BUSY} 1".encode())
    until(lambda: stage_of(office, running.id) is Stage.CHUNKING)
    waiting = [submit(office, f"{contract_text()}\n{n}".encode()) for n in range(3)]
    for session in reversed(waiting):
        assert office.control.cancel(ANNA, session.id).status is _CANCELLED
    assert office.queue.depth() == 0
    cancel(office, running.id)


def test_in_a_redis_that_has_forgotten_who_runs_it(office):
    session = submit(office, f"{contract_text()}\n{LOCKED} 2".encode())
    until(lambda: stage_of(office, session.id) is Stage.CHUNKING)
    office.redis.flushall()
    cancel(office, session.id)


def test_erasing_a_document_ends_its_process_too(office):
    session = submit(office, f"{contract_text()}\n{LOCKED} 3".encode())
    until(lambda: stage_of(office, session.id) is Stage.CHUNKING)
    office.erase(ANNA, session.id)
    until(lambda: office.pool.work_horses() == [])
    until(lambda: list(office.temporary.iterdir()) == [])
    until(lambda: is_idle(office))
    left = [key for key in office.redis.keys() if session.id.encode() in key]
    assert [key for key in left if not key.startswith(b"rq:executions:")] == []
    assert all(office.redis.ttl(key) > 0 for key in left), "an empty shell"


def test_the_worker_itself_goes_on(office):
    workers = office.pool.workers()
    session = submit(office, contract_text().encode())
    until(lambda: status_of(office, session.id) is SessionStatus.COMPLETED)
    assert office.pool.workers() == workers
    assert "Traceback" not in office.pool.output()
