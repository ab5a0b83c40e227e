"""Processes that must not outlive the one that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from typing import Final

_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h
_POLL_SECONDS: Final = 1.0


def tie_to_parent(parent_pid: int | None = None) -> None:
    """End this process (SIGKILL on Linux, ``os._exit`` elsewhere) when its parent ends.

    On Linux the kernel does it at once (``prctl(PR_SET_PDEATHSIG)``; it follows the *thread* that
    started this process, so start children from threads that live as long as they should). A
    watching thread does the same on every platform within a second.

    Args:
        parent_pid: pid of the expected parent; the process ends now if the parent already went.
    """
    expected = parent_pid if parent_pid is not None else os.getppid()
    set_parent_death_signal()
    if os.getppid() != expected:
        os._exit(1)
    threading.Thread(target=_watch, args=(expected,), name="parent-watch", daemon=True).start()


def set_parent_death_signal() -> None:
    """Linux: have the kernel kill this process when its parent's thread ends. Else: nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _watch(expected: int) -> None:
    while os.getppid() == expected:
        time.sleep(_POLL_SECONDS)
    os._exit(1)


def is_running(pid: int) -> bool:
    """Whether there is a process of that number. On Windows it is always taken for running: there
    the question would end it."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def guard(parent_pid: int, command: list[str]) -> int:
    """Run a foreign program so that it ends with our parent; returns its exit status.

    On Linux this process becomes the program (the death signal survives ``execv``). Elsewhere it
    stays, waits for end-of-file on standard input, which the parent holds open, and then
    terminates the program.
    """
    if sys.platform == "linux":
        set_parent_death_signal()
        if os.getppid() != parent_pid:
            return 1
        os.execv(command[0], command)  # noqa: S606
    return _supervise(command)


def _supervise(command: list[str]) -> int:
    import subprocess

    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())

    def stop_at_end_of_file() -> None:
        sys.stdin.buffer.read()
        child.terminate()

    threading.Thread(target=stop_at_end_of_file, daemon=True).start()
    return child.wait()


if __name__ == "__main__":
    sys.exit(guard(int(sys.argv[1]), sys.argv[2:]))
