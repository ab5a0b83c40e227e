"""Starts the real app as a user does, on a free port and a data directory of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent
API = "/api/document-summarizer"
ADMIN, PASSWORD = "admin", "correct horse"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment(**extra: str) -> dict[str, str]:
    """The environment without any variable of the product, so that defaults are tested."""
    from summarizer_core.settings import Settings

    ours = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PYTHONUNBUFFERED": "1", **extra}


class RunningApp:
    """One app process. ``environment`` are variables on top of a clean environment."""

    def __init__(self, data_dir: Path, port: int | None = None, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = data_dir.with_name(f"{data_dir.name}-{self.port}.log")
        self._environment = clean_environment(
            DATA_DIR=str(data_dir), ADMIN_USERNAME=ADMIN, ADMIN_PASSWORD=PASSWORD, **environment
        )
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, wait: bool = True) -> None:
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "streamlit_app.py")]
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, "--server.port", str(self.port)],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self, seconds: float = 60) -> None:
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            assert self.process is not None
            if self.process.poll() is not None:
                raise AssertionError(f"the app ended at start:\n{self.output()}")
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/health/ready").status_code == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(f"the app is not ready after {seconds} s:\n{self.output()}")

    def output(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def family(self) -> list[psutil.Process]:
        """The app's process and everything below it."""
        assert self.process is not None
        me = psutil.Process(self.process.pid)
        return [me, *me.children(recursive=True)]

    def wait_for_workers(self, count: int = 2, seconds: float = 30) -> list[psutil.Process]:
        """The family, once app, Redis, pool and workers are all up."""
        give_up = time.monotonic() + seconds
        while len(self.family()) < count + 3:
            if time.monotonic() > give_up:
                raise AssertionError(f"no workers after {seconds} s:\n{self.output()}")
            time.sleep(0.1)
        return self.family()

    def send(self, number: signal.Signals, *, to_group: bool = False) -> None:
        assert self.process is not None
        if to_group:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)

    def stop(self, seconds: float = 30) -> int | None:
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def destroy(self, family: list[psutil.Process]) -> None:
        """End everything for sure and collect the process."""
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        if self.process is not None:
            self.process.wait(20)

    def command(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run ``python -m summarizer_core`` against this installation."""
        return subprocess.run(
            [sys.executable, "-m", "summarizer_core", *arguments],
            cwd=ROOT,
            env=self._environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def token(self, username: str = ADMIN) -> str:
        done = self.command("tokens", "create", username)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def client(self, token: str | None = None) -> httpx.Client:
        """An HTTP client for the REST API."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.url + API, headers=headers, timeout=180)


@contextlib.contextmanager
def running_app(data_dir: Path, **environment: str) -> Iterator[RunningApp]:
    app = RunningApp(data_dir, **environment)
    try:
        app.start()
        yield app
    finally:
        app.stop()


def wait_for_end(client: httpx.Client, session_id: str, seconds: float = 120) -> dict:
    """Poll like the old service's JavaScript client, until completed, failed or cancelled."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        body = client.get(f"/sessions/{session_id}/status/").raise_for_status().json()
        if body["status"] in ("completed", "failed", "cancelled"):
            return body
        time.sleep(0.1)
    raise AssertionError(f"not finished after {seconds} s: {body}")


def wait_until_gone(processes: list[psutil.Process], seconds: float = 20) -> list[psutil.Process]:
    """Those that still live after ``seconds``."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
