"""The app as a process: start, stop, kill, second start."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading

import psutil
import pytest

from tests.running_app import (
    ROOT,
    RunningApp,
    clean_environment,
    running_app,
    wait_for_end,
    wait_until_gone,
)
from tests.samples import long_contract_text, write_pdf

pytestmark = pytest.mark.redis


@pytest.fixture(scope="module")
def lasting_app(tmp_path_factory, redis_url):
    """For tests that leave it as it was."""
    with running_app(tmp_path_factory.mktemp("lasting") / "data") as started:
        started.wait_for_workers()
        yield started


@pytest.fixture
def app(tmp_path, redis_url):
    started = RunningApp(tmp_path / "data")
    started.start()
    family = started.wait_for_workers()
    yield started
    started.destroy(family)


def test_a_fresh_installation_is_ready_and_keeps_redis_off_the_network(lasting_app):
    family = lasting_app.family()
    names = [process.name() for process in family]
    assert any("redis-server" in name for name in names), names
    for process in family[1:]:
        listening = [
            c for c in process.net_connections(kind="inet") if c.status == psutil.CONN_LISTEN
        ]
        assert listening == [], f"{process.name()} listens on a TCP port"
    assert (lasting_app.data_dir.stat().st_mode & 0o077) == 0


def said_at_a_start_that_fails(**environment: str) -> str:
    """What the app prints when it cannot start; no traceback is in it."""
    started = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", "0"],
        cwd=ROOT,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = started.stdout + started.stderr
    assert started.returncode != 0
    assert "Traceback" not in said
    return said


def test_a_second_start_on_the_same_data_directory_says_so(lasting_app):
    said = said_at_a_start_that_fails(DATA_DIR=str(lasting_app.data_dir))
    assert "already running on the data directory" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_app(app, number):
    family = app.wait_for_workers()
    app.send(number, to_group=number is signal.SIGINT)
    assert wait_until_gone(family) == []


def test_a_bad_setting_stops_the_start_with_one_sentence(tmp_path):
    said = said_at_a_start_that_fails(DATA_DIR=str(tmp_path), WORKER_COUNT="several")
    assert "WORKER_COUNT has an invalid value" in said


def test_with_redis_url_neither_redis_nor_workers_are_started(tmp_path, redis_url):
    with running_app(tmp_path / "data", REDIS_URL=redis_url) as app:
        assert len(app.family()) == 1


def test_killing_the_app_loses_nothing_and_the_next_start_finishes_the_work(app, tmp_path):
    samples = []
    for number in range(6):
        path = tmp_path / f"contract-{number}.pdf"
        write_pdf(path, long_contract_text(pages=10 + number))
        samples.append(path)
    token = app.token()
    ids = []
    with app.client(token) as client:
        for path in samples:
            with path.open("rb") as file:
                answer = client.post(
                    "/summarize/", files={"document": (path.name, file)}, data={"async": "true"}
                )
            assert answer.status_code == 202, answer.text
            ids.append(answer.json()["session_id"])
        wait_for_end(client, ids[0])
        finished = {
            name: client.get(f"/sessions/{name}/").json()
            for name in ids
            if client.get(f"/sessions/{name}/status/").json()["status"] == "completed"
        }
    family = app.family()
    app.send(signal.SIGKILL)
    assert wait_until_gone(family) == []
    app.destroy(family)

    again = RunningApp(app.data_dir)
    again.start()
    try:
        with again.client(token) as client:
            assert {wait_for_end(client, name)["status"] for name in ids} == {"completed"}
            for name, before in finished.items():
                assert client.get(f"/sessions/{name}/").json() == before
    finally:
        again.stop()


def test_a_killed_worker_and_a_killed_redis_are_replaced_and_the_job_ends(app, tmp_path):
    path = tmp_path / "contract.pdf"
    write_pdf(path, long_contract_text(pages=30))
    with app.client(app.token()) as client:
        ids = []
        for _ in range(3):
            with path.open("rb") as file:
                answer = client.post(
                    "/summarize/", files={"document": (path.name, file)}, data={"async": "true"}
                )
            ids.append(answer.json()["session_id"])
        children = psutil.Process(app.process.pid).children()
        redis = next(p for p in children if "redis-server" in p.name())
        pool = next(p for p in children if "redis-server" not in p.name())
        worker = pool.children()[0]
        worker.kill()
        redis.kill()
        threading.Event().wait(0.5)
        pool.kill()
        assert {wait_for_end(client, name)["status"] for name in ids} == {"completed"}


def test_a_browser_that_does_not_hang_up_does_not_keep_the_app_from_stopping(tmp_path, redis_url):
    app = RunningApp(tmp_path / "data")
    app.start()
    try:
        with socket.create_connection(("localhost", app.port)) as client:
            client.sendall(
                b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: streamlit\r\n\r\n"
            )
            assert b"101 Switching" in client.recv(4096)
            app.stop(seconds=25)
    finally:
        app.destroy([])
