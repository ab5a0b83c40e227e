"""Starts the parsing child by a fork of this process, whose parsers are loaded already.

Starting Python and importing parsers is nearly all the time that a small file takes. What the
child does, its limits and its end stay those of the product. Linux only, and only in a process
that has no threads.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from summarizer_core.extraction import child, workshop


class Forked:
    """What the workshop needs of a ``subprocess.Popen``."""

    def __init__(self, folder: Path) -> None:
        self.returncode: int | None = None
        self.stdin = None
        self._read, self._write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            status = 1
            try:
                status = self._become_child(folder)
            finally:
                os._exit(status)
        os.close(self._read)

    def _become_child(self, folder: Path) -> int:
        os.setsid()
        os.chdir(folder)
        os.close(self._write)
        with os.fdopen(self._read, "rb") as pipe:
            sys.stdin = io.TextIOWrapper(io.BytesIO(pipe.read()), "utf-8")
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.environ.clear()
        os.environ |= {"TMPDIR": str(folder), "TEMP": str(folder)}
        return child.main()

    def communicate(self, request: bytes, timeout: float) -> None:
        with os.fdopen(self._write, "wb") as pipe:
            pipe.write(request)
        end = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired("child", timeout)
            time.sleep(0.001)

    def poll(self) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self) -> int:
        while self.poll() is None:
            time.sleep(0.001)
        assert self.returncode is not None
        return self.returncode


def use_forks() -> None:
    """From here on this process forks its children."""
    for name in {*child._READERS.values()}:
        import_module(f"summarizer_core.extraction.{name}")
    for name in ("pypdf", "pikepdf"):
        import_module(name)
    start: Any = Forked
    assert callable(workshop._start)
    workshop._start = start
