"""A pool of real workers in a process of its own, with parts that can be made to hang."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil

from summarizer_core.models import SessionStatus
from summarizer_core.services import Services
from tests.running_app import ROOT, clean_environment, wait_until_gone

T = TypeVar("T")

#: The chunker never ends for documents with one of these words: in Python, or in one call of the
#: regular expression engine, which holds the interpreter's lock all the time.
BUSY, LOCKED = "XBUSYX", "XLOCKEDX"
#: For documents with this word it waits until there is a file "go" in the data directory.
WAITING = "XWAITINGX"

_POOL = f"""
import os, re, sys, time
import worker
from summarizer_core import chunking
real = chunking.chunk
def chunk(document):
    while {BUSY!r} in document.text:
        pass
    while {WAITING!r} in document.text and not os.path.exists(os.environ["DATA_DIR"] + "/go"):
        time.sleep(0.01)
    if {LOCKED!r} in document.text:
        re.match("(a+)+$", "a" * 60 + "b")
    return real(document)
chunking.chunk = chunk
sys.argv = ["worker.py", *sys.argv[1:]]
sys.exit(worker.main())
"""


def until(condition: Callable[[], T], seconds: float = 30) -> T:
    give_up = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < give_up, "it never came to that"
        time.sleep(0.02)
    return value


class WorkerPool:
    """Args:
    data_dir, redis_url: of the installation.
    workers: how many.
    environment: more variables.
    """

    def __init__(
        self, data_dir: Path, redis_url: str, *, workers: int = 1, **environment: str
    ) -> None:
        self._log = data_dir.with_name(f"{data_dir.name}-workers.log")
        self._workers = workers
        self._environment = clean_environment(
            DATA_DIR=str(data_dir.resolve()), REDIS_URL=redis_url, **environment
        )

    def __enter__(self) -> WorkerPool:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _POOL, "--workers", str(self._workers)],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.pool = psutil.Process(self._process.pid)
        return self

    def __exit__(self, *_: object) -> None:
        family = [self.pool, *self.pool.children(recursive=True)] if self.pool.is_running() else []
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(20)
        assert wait_until_gone(family) == []

    def output(self) -> str:
        return self._log.read_text(errors="replace")

    def workers(self) -> list[psutil.Process]:
        return self.pool.children()

    def work_horses(self) -> list[psutil.Process]:
        found = []
        for worker in self.workers():
            try:
                found += worker.children()
            except psutil.NoSuchProcess:
                continue
        return found


def status_of(services: Services, session_id: str) -> SessionStatus:
    session = services.stores.sessions.get(session_id)
    assert session is not None
    return session.status
