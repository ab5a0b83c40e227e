"""Hostile files: each ends in time with a result or a refusal, and leaves nothing behind."""

from __future__ import annotations

import ctypes
import gc
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
import pytest

from summarizer_core.extraction import Limits
from tests import hostile, reading

#: Tighter than the product's, so that bombs which use all their time do not use ours.
LIMITS = Limits(wall_seconds=2, ocr_page_seconds=1)
ROOT = Path(__file__).resolve().parents[2]
SECRET = "the-combination-is-8371"
MIB = 1 << 20
MAX_GROWTH = 50 * MIB


class Listener:
    """A server that counts who calls."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.calls = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def close(self) -> None:
        self._socket.close()


@dataclass
class Run:
    """What came of all files, and the state of the process and the disk afterwards."""

    answers: dict[str, reading.Answer] = field(default_factory=dict)
    growth: int = 0
    children: list[psutil.Process] = field(default_factory=list)
    calls: int = 0
    strangers: set[Path] = field(default_factory=set)


def _send(source: Path, folder: Path) -> reading.Answer:
    folder.mkdir(parents=True)
    path = folder / "document"
    shutil.copy(source, path)
    answer = reading.send(path, source.name, LIMITS)
    if answer.outcome == "too_slow" and "too_slow" not in hostile.SAMPLES[source.name].outcomes:
        # Other tests run beside these: with the product's own time it must come to its end.
        shutil.copy(source, path)
        answer = reading.send(path, source.name, Limits())
    path.unlink()
    told = answer.message + (answer.document.model_dump_json() if answer.document else "")
    if SECRET in told:
        answer = replace(answer, faults=(*answer.faults, "told the secret"))
    return replace(answer, document=None)


@pytest.fixture(scope="module")
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Sends the files that the chosen tests ask for, one after another: other tests run beside
    these, and a file that gets no processor in time is a failure."""
    base = tmp_path_factory.mktemp("hostile")
    secret, outside = base / "secret.txt", base / "outside.txt"
    secret.write_text(SECRET)
    listener = Listener()
    # In a process of its own: what writing bombs costs would hide what reading them costs.
    subprocess.run(
        [
            *(sys.executable, "-m", "tests.hostile", base / "samples"),
            *(f"--secret={secret}", f"--url={listener.url}", f"--outside={outside}"),
        ],
        cwd=ROOT,
        check=True,
    )
    asked = [
        item.callspec.params["name"]
        for item in request.session.items
        if item.parent is request.node and hasattr(item, "callspec")
    ]
    names = asked or list(hostile.SAMPLES)
    # Deep enough that "../" nine times over ends below the root of the disk.
    work = base.joinpath("work", *"abcdefghi")
    process = psutil.Process()
    before, seen = None, _files(base.parent)
    others = {child.pid for child in process.children(recursive=True)}
    result = Run()
    for name in names:
        result.answers[name] = _send(base / "samples" / name, work / name)
        # The first file pays for imports.
        before = before or _memory(process)
    result.growth = _memory(process) - (before or 0)
    result.children = [
        child
        for child in process.children(recursive=True)
        if child.pid not in others  # servers of other tests
    ]
    result.calls = listener.calls
    result.strangers = {path for path in _files(base.parent) - seen if work not in path.parents}
    result.strangers |= {path for path in work.rglob("*") if path.is_file()}
    listener.close()
    yield result
    shutil.rmtree(base)


def _memory(process: psutil.Process) -> int:
    """Bytes in use, without those that are free but kept for later (malloc_trim(3))."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    return process.memory_info().rss


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", list(hostile.SAMPLES))
def test_a_hostile_file_ends_with_a_result_or_a_refusal(run: Run, name: str):
    answer = run.answers[name]
    assert answer.faults == ()
    assert answer.outcome in hostile.SAMPLES[name].outcomes, answer.message


@pytest.mark.skipif(os.name == "nt", reason="children are not counted alike")
def test_the_calling_process_is_the_same_afterwards(run: Run):
    assert run.children == []
    assert run.growth < MAX_GROWTH


def test_nothing_is_written_outside_and_nobody_is_called(run: Run):
    assert run.strangers == set()
    assert run.calls == 0
