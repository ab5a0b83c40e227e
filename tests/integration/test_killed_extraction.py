"""Killed while a file is being read: no child stays, no copy of the file stays."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil
import pytest

from summarizer_core import jobs
from summarizer_core.extraction import Limits, extract
from tests.hostile import SAMPLES, Trap
from tests.running_app import ROOT, RunningApp, wait_for_end, wait_until_gone

T = TypeVar("T")
#: Opens at once, and takes long to read.
SLOW = "hundred-thousand-words-anywhere.pdf"


def until(condition: Callable[[], T], seconds: float = 30) -> T:
    give_up = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < give_up, "it never came to that"
        time.sleep(0.02)
    return value


def slow_file(path: Path) -> Path:
    path.write_bytes(SAMPLES[SLOW].build(Trap(path, "http://127.0.0.1:9/", path)))
    return path


def readers_below(process: psutil.Process) -> list[psutil.Process]:
    found = []
    for child in process.children(recursive=True):
        try:
            if "summarizer_core.extraction.child" in child.cmdline():
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a child ends within a second")
def test_the_child_ends_with_a_killed_caller_and_its_folder_goes_with_the_attempt(services):
    folder = services.temporary / f"{jobs.folder_prefix('a-session', 1)}x"
    folder.mkdir(parents=True)
    path = slow_file(folder / "document")
    code = (
        "import sys, pathlib; from summarizer_core.extraction import PDF, Limits, extract;"
        "extract(pathlib.Path(sys.argv[1]), PDF, Limits())"
    )
    caller = psutil.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT)
    children = until(lambda: readers_below(caller))
    caller.kill()
    caller.wait()
    assert wait_until_gone(children, 5) == []
    # What the killed process could not do, whoever takes the session up does.
    assert [entry.name.startswith("extract-") for entry in folder.iterdir()].count(True) == 1
    jobs.remove_leftovers(services, "a-session", 1)
    assert list(services.temporary.iterdir()) == []


def test_sixty_files_leave_the_calling_process_as_it_was(tmp_path):
    path = tmp_path / "contract.txt"
    path.write_text("1. Fees\n\n1.1 The Buyer shall pay the price within thirty days.\n" * 2000)
    process = psutil.Process()

    def state() -> tuple[int, int, int, int]:
        memory = process.memory_info().rss
        return memory, process.num_fds(), process.num_threads(), len(process.children())

    for _ in range(5):
        extract(path, "text/plain", Limits())
    memory, *others = state()
    for _ in range(60):
        extract(path, "text/plain", Limits())
    memory_after, *others_after = state()
    assert others_after == others
    assert memory_after - memory < 5 << 20
    assert [entry.name for entry in tmp_path.iterdir()] == ["contract.txt"]


@pytest.mark.redis
def test_a_kill_in_the_running_app_leaves_neither_processes_nor_copies(tmp_path, redis_url):
    app = RunningApp(tmp_path / "data")
    app.start()
    family = app.wait_for_workers()
    try:
        token = app.token()
        path = slow_file(tmp_path / "slow.pdf")
        with app.client(token) as client, path.open("rb") as file:
            answer = client.post(
                "/summarize/", files={"document": (path.name, file)}, data={"async": "true"}
            )
            session = answer.raise_for_status().json()["session_id"]
            (child,) = until(lambda: readers_below(psutil.Process(app.process.pid)))
            work_horse = child.parent()
            assert work_horse is not None
            # Its death is noticed, the session is taken up again, what it left is removed.
            first_copies = names_in(app.data_dir / "tmp")
            work_horse.kill()
            assert wait_until_gone([child], 5) == []
            assert "document" in first_copies
            until(lambda: readers_below(psutil.Process(app.process.pid)), 60)
            copies = until(lambda: list((app.data_dir / "tmp").iterdir()))
            assert [p.name.split("-")[0] for p in copies] == ["job"], copies

        # Now the whole app: the next start clears the folder before anything else.
        everyone = app.family()
        app.send(signal.SIGKILL)
        assert wait_until_gone(everyone) == []
        assert names_in(app.data_dir / "tmp") != []
    finally:
        app.destroy(family)
    again = RunningApp(app.data_dir)
    again.start()
    try:
        with again.client(token) as client:
            # It is read once more, which takes long; its owner has seen enough.
            until(lambda: readers_below(psutil.Process(again.process.pid)), 60)
            client.post(f"/sessions/{session}/cancel/").raise_for_status()
            assert wait_for_end(client, session)["status"] == "cancelled"
        until(lambda: names_in(app.data_dir / "tmp") == [])
    finally:
        again.stop()
