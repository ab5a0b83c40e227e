"""Foreign programs (LibreOffice, Tesseract): found, bounded, and started so that a kill reaches
them. Imports no parser.

On Linux the child process *becomes* the program: its limits, its session and its parent-death
signal stay in force, so the one who waits for the child waits for the program.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from summarizer_core.extraction.limits import Limits
from summarizer_core.processes import set_parent_death_signal

_CLONE_NEWUSER: Final = 0x10000000  # linux/sched.h
_CLONE_NEWNET: Final = 0x40000000
_POLL_SECONDS: Final = 0.1


def find(names: Iterable[str], places: Iterable[str] = ()) -> str | None:
    """Absolute path of the first program that is installed, or None.

    Args:
        names: looked for on the PATH, in this order.
        places: absolute paths where installers put it without telling the PATH.
    """
    for name in names:
        found = shutil.which(name)
        if found:
            return str(Path(found).resolve())
    return next((place for place in places if os.access(place, os.X_OK)), None)


def lower_limits(limits: Limits) -> None:
    """Bound this process and what it becomes: memory, processor time, size of files."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for name, value in (
        ("RLIMIT_CORE", 0),  # a core dump would hold the document
        ("RLIMIT_AS", limits.memory_bytes),
        ("RLIMIT_CPU", limits.cpu_seconds),
        ("RLIMIT_FSIZE", limits.expanded_bytes),
    ):
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (ceiling, hard))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


def become(parent: int, command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run ``command`` in place of this process, without network where the system allows that.

    Args:
        parent: pid of the process that waits; the program ends with it.
        command: absolute path and arguments.
        environment: all variables that the program sees.

    Returns:
        Its exit status, where a process cannot become a program; else this does not return.
    """
    if sys.platform != "linux":
        return _supervise(parent, command, environment)
    _leave_network()  # before the signal is set: new credentials clear it (prctl(2))
    set_parent_death_signal()
    if os.getppid() != parent:
        return 1
    os.execve(command[0], list(command), dict(environment))  # noqa: S606


def _leave_network() -> None:
    """Move to a network of our own that has no connections (unshare(2)); some systems and
    containers forbid it."""
    user, group = os.getuid(), os.getgid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        libc.unshare(_CLONE_NEWNET)  # root may without a user namespace
        return
    for name, text in (
        ("setgroups", "deny"),  # user_namespaces(7) wants it before the group map
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with suppress(OSError):
            Path(f"/proc/self/{name}").write_text(text, encoding="ascii")


def _supervise(parent: int, command: Sequence[str], environment: Mapping[str, str]) -> int:
    child = subprocess.Popen(
        list(command),
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while child.poll() is None:
        if os.getppid() != parent:
            child.kill()
        time.sleep(_POLL_SECONDS)
    return child.returncode
