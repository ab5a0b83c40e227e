"""Foreign programs in the child's place: bounds, home, network, and their end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer_core.errors import LimitExceeded
from summarizer_core.extraction import programs
from summarizer_core.extraction.limits import Limits
from summarizer_core.extraction.workshop import Workshop

LIMITS = Limits()
SHELL = shutil.which("sh") or ""
pytestmark = pytest.mark.skipif(not SHELL, reason="needs a shell")


def test_a_program_is_found_on_the_path_or_in_its_place(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs.find(["tool"]) is None
    elsewhere = tmp_path / "elsewhere"
    for path in (elsewhere, tmp_path / "tool"):
        path.write_text("#!/bin/sh\n")
        path.chmod(0o700)
    assert programs.find(["absent"], [str(tmp_path / "no"), str(elsewhere)]) == str(elsewhere)
    assert programs.find(["absent", "tool"], [str(elsewhere)]) == str(tmp_path / "tool")


def test_a_program_lives_in_the_private_folder_and_its_status_comes_back(tmp_path):
    shop = Workshop(tmp_path, LIMITS, 10)
    script = 'printf %s "$HOME:$WORD:$SECRET" > "$HOME/out"; exit 7'
    os.environ["SECRET"] = "not for programs"
    try:
        assert shop.program([SHELL, "-c", script], LIMITS, {"WORD": "given"}) == 7
    finally:
        del os.environ["SECRET"]
    assert (tmp_path / "out").read_text() == f"{tmp_path}:given:"


def test_a_program_that_takes_too_long_is_ended_with_what_it_started(tmp_path):
    shop = Workshop(tmp_path, LIMITS, 1)
    script = f"echo $$ > {tmp_path}/pid; sleep 60 & echo $! >> {tmp_path}/pid; wait"
    with pytest.raises(LimitExceeded) as caught:
        shop.program([SHELL, "-c", script], LIMITS, {"PATH": os.environ["PATH"]})
    assert caught.value.code == "too_slow"
    for pid in (tmp_path / "pid").read_text().split():
        assert _ends(int(pid))


def test_a_program_has_the_limits_of_its_call(tmp_path):
    shop = Workshop(tmp_path, LIMITS, 20)
    with pytest.raises(LimitExceeded) as caught:
        shop.program([SHELL, "-c", "while :; do :; done"], replace(LIMITS, cpu_seconds=1), {})
    assert caught.value.code == "too_slow"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's signal is Linux's")
def test_a_program_ends_when_the_one_who_waits_is_killed(tmp_path):
    code = (
        "from pathlib import Path\n"
        "from summarizer_core.extraction.limits import Limits\n"
        "from summarizer_core.extraction.workshop import Workshop\n"
        f"shop = Workshop(Path({str(tmp_path)!r}), Limits(), 60)\n"
        f"shop.program([{SHELL!r}, '-c', 'echo $$ > pid; exec sleep 60'], Limits(),"
        f" {{'PATH': {os.environ['PATH']!r}}})\n"
    )
    waiting = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    try:
        pid = _pid(tmp_path / "pid")
    finally:
        waiting.send_signal(signal.SIGKILL)
        waiting.wait()
    assert _ends(pid)


def _pid(path: Path) -> int:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if path.exists() and (text := path.read_text().strip()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError("the program did not start")


def _ends(pid: int) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
