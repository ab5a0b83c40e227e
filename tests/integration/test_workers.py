"""Worker processes: every class, and a shutdown that lets running jobs finish."""

from __future__ import annotations

import io
import signal
import subprocess
import sys
import time

import pytest

from summarizer_core import workers
from summarizer_core.models import SessionStatus
from tests.running_app import ROOT, clean_environment
from tests.samples import contract_text, long_contract_text

pytestmark = pytest.mark.redis

_RUN = """
import os, sys
from summarizer_core import workers
workers.worker_class = lambda: getattr(workers, sys.argv[1])
workers.run_worker("test", sys.argv[2], True, os.getppid())
"""


@pytest.fixture
def environment(settings, redis_url):
    return clean_environment(DATA_DIR=str(settings.data_dir.resolve()), REDIS_URL=redis_url)


def submit(services, staff, text: str):
    return services.submit(staff, "contract.txt", io.BytesIO(text.encode()))


def ran(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("kind", ["ForkingWorker", "SpawningWorker", "InProcessWorker"])
def test_every_worker_class_completes_a_document(services, staff, environment, redis_url, kind):
    session = submit(services, staff, contract_text())
    done = ran(environment, "-c", _RUN, kind, redis_url)
    assert done.returncode == 0, done.stderr
    ended = services.stores.sessions.get(session.id)
    assert ended.status is SessionStatus.COMPLETED, done.stderr
    assert ended.attempt == 1
    assert "Traceback" not in done.stderr


def wait_until(condition, seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not happen in time"
        time.sleep(0.02)


def test_sigterm_lets_the_running_job_finish(services, staff, environment):
    session = submit(services, staff, long_contract_text(pages=60))
    waiting = submit(services, staff, contract_text())
    worker = subprocess.Popen(
        [sys.executable, "worker.py", "--workers", "1"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        running = SessionStatus.PROCESSING
        wait_until(lambda: services.stores.sessions.get(session.id).status is running)
        worker.send_signal(signal.SIGTERM)
        _, errors = worker.communicate(timeout=60)
    finally:
        worker.kill()
        worker.wait()
    assert worker.returncode == 0, errors
    ended = services.stores.sessions.get(session.id)
    assert (ended.status, ended.attempt) == (SessionStatus.COMPLETED, 1)
    assert services.stores.sessions.get(waiting.id).status is SessionStatus.PENDING


def test_a_burst_ends_when_the_queue_is_empty(services, staff, environment):
    sessions = [submit(services, staff, contract_text() + str(n)) for n in range(3)]
    done = ran(environment, "worker.py", "--burst")
    assert done.returncode == 0, done.stderr
    ends = {services.stores.sessions.get(session.id).status for session in sessions}
    assert ends == {SessionStatus.COMPLETED}


def test_without_any_redis_a_worker_says_what_to_do(settings):
    done = subprocess.run(
        [sys.executable, "worker.py"],
        cwd=ROOT,
        env=clean_environment(DATA_DIR=str(settings.data_dir)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "REDIS_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_in_recovering_does_not_end_the_pool(services, monkeypatch, caplog):
    def fail(**_: object) -> None:
        raise ValueError("the words of a document")

    monkeypatch.setattr(services.reconciler, "run", fail)
    workers.Pool(services, 1)._reconcile()
    assert "reconcile waits: unexpected ValueError" in caplog.text
    assert "words of a document" not in caplog.text
