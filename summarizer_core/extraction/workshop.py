"""Children that parse: limits, a clock, a private folder, and sentences for what went wrong."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from summarizer_core import errors
from summarizer_core.errors import DamagedDocument, DocumentError, LimitExceeded
from summarizer_core.extraction import ocr
from summarizer_core.extraction.limits import Limits

log = logging.getLogger(__name__)

_PACKAGE_PARENT: Final = Path(__file__).resolve().parents[2]
#: How much longer than its processor time a page may take where others work, too.
_BUSY: Final = 4
_SLOW: Final = (
    "The file takes too long to read. Print it to a new PDF, or split it, and upload that."
)
_LARGE: Final = (
    "The file needs more memory than a document may use here. Split it and upload the parts, or "
    "print it to a new PDF and upload that."
)
_CRASHED: Final = (
    "The file cannot be read: it is damaged, or built in a way that makes the reader fail. Open "
    "it in the program that made it, save it anew and upload that."
)


@contextmanager
def open_workshop(path: Path, limits: Limits, seconds: float) -> Iterator[Workshop]:
    """A workshop for the file at ``path``; its folder is gone afterwards."""
    # In the file's own folder: whoever removes that after a kill removes this too, and a new
    # version of the file takes its place in one step.
    with tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix="extract-") as folder:
        yield Workshop(Path(folder), limits, seconds)


class Workshop:
    """A private folder in which children work on one file, all on one clock.

    Args:
        folder: where they may write.
        limits: of each child.
        seconds: what all of them may take together.
    """

    def __init__(self, folder: Path, limits: Limits, seconds: float) -> None:
        self.folder = folder
        self.limits = limits
        self._seconds = seconds
        self.restart()

    def restart(self, seconds: float | None = None) -> None:
        """Give what follows the whole time again, or ``seconds`` of it."""
        self._end = time.monotonic() + min(self._seconds, seconds or self._seconds)

    def recognise(
        self,
        path: Path,
        pages: Sequence[int],
        recogniser: ocr.Recogniser,
        report: Callable[[int, int], None],
    ) -> Path:
        """Recognise pages, each on a clock of its own; returns the folder with the tables."""
        tables = self.folder / "ocr"
        tables.mkdir()

        def open_workshop(folder: Path, limits: Limits) -> Workshop:
            return Workshop(folder, limits, limits.ocr_page_seconds * _BUSY)

        ocr.recognise(path, pages, recogniser, open_workshop, self.limits, tables, report)
        return tables

    def run(self, path: Path, task: str, *, ocr: Path | None = None, **arguments: Any) -> Any:
        """The answer of a child to ``task``.

        Args:
            ocr: folder with what was recognised on pages of the file.

        Raises:
            DocumentError: what the child refused, or the sentence for how it ended.
        """
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=f"{task}-") as name:
            folder = Path(name)
            request = {
                "task": task,
                "path": str(path.resolve()),
                "limits": self.limits.plain(),
                "folder": name,
                "ocr": str(ocr) if ocr else None,
                "answer": str(folder / "answer.json"),
                "parent": os.getpid(),
                "arguments": arguments,
            }
            status = self._finish(folder, request)
            if status != 0:
                raise _failure(status)
            try:
                answer = json.loads((folder / "answer.json").read_bytes())
            except (OSError, ValueError) as error:
                raise DamagedDocument(_CRASHED, code="reader_failed") from error
        if "place" in answer:
            log.warning("the reader of a file gave up: %s", answer["place"])
        if "error" in answer:
            raise _refusal(answer["error"])
        return answer["ok"]

    def program(
        self, command: Sequence[str], limits: Limits, environment: Mapping[str, str]
    ) -> int:
        """The exit status of a foreign program, which has the child's bounds, this folder as
        home and for temporary files, and no network where the system allows that.

        Args:
            command: absolute path and arguments; what it writes goes below ``folder``.
            limits: memory, processor time and size of files.
            environment: variables besides ``HOME`` and ``TMPDIR``.

        Raises:
            LimitExceeded: it took too long, or ran out of processor time or memory.
        """
        private = dict.fromkeys(("HOME", "TMPDIR", "TMP", "TEMP"), str(self.folder))
        request = {
            "task": "program",
            "limits": limits.plain(),
            "parent": os.getpid(),
            "arguments": {"command": list(command), "environment": private | dict(environment)},
        }
        status = self._finish(self.folder, request)
        failure = _failure(status) if status < 0 else None
        if isinstance(failure, LimitExceeded):
            raise failure
        return status

    def _finish(self, folder: Path, request: Mapping[str, Any]) -> int:
        seconds = max(0.0, self._end - time.monotonic())
        return _wait(_start(folder), json.dumps(request).encode(), seconds)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    # Not the caller's environment: it may hold keys. The caller's import path: that is where the
    # parsers are. -P keeps the working directory off that path.
    search = dict.fromkeys([str(_PACKAGE_PARENT), *(p for p in sys.path if Path(p).is_absolute())])
    return subprocess.Popen(
        [sys.executable, "-P", "-B", "-X", "utf8", "-m", "summarizer_core.extraction.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"PYTHONPATH": os.pathsep.join(search), "TMPDIR": str(folder), "TEMP": str(folder)},
        # Ctrl-C reaches the whole group of a terminal; the caller decides what ends.
        start_new_session=True,
    )


def _wait(child: subprocess.Popen[bytes], request: bytes, seconds: float) -> int:
    """The child's exit status. Neither it nor what it started outlives this call, whatever is
    raised in it."""
    try:
        child.communicate(request, timeout=seconds)
        return child.returncode
    except subprocess.TimeoutExpired as error:
        log.warning("a file was not read in time")
        raise LimitExceeded(_SLOW, code="too_slow") from error
    finally:
        if child.poll() is None:
            _kill(child)
            child.wait()
        if child.stdin:
            child.stdin.close()


def _kill(child: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        # It leads a session of its own: programs that it started go with it.
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:
        child.kill()


def _failure(status: int) -> DocumentError:
    log.warning("the reader of a file ended with status %d", status)
    # SIGXCPU comes from the limit on processor time, SIGKILL from the system short of memory.
    if -status == getattr(signal, "SIGXCPU", None):
        return LimitExceeded(_SLOW, code="too_slow")
    # pdfium ends itself (SIGABRT) when it gets no memory.
    if -status in (getattr(signal, "SIGKILL", None), getattr(signal, "SIGABRT", None)):
        return LimitExceeded(_LARGE, code="too_much_memory")
    return DamagedDocument(_CRASHED, code="reader_failed")


def _refusal(error: dict[str, str]) -> DocumentError:
    kind = getattr(errors, error["type"], DocumentError)
    if not (isinstance(kind, type) and issubclass(kind, DocumentError)):
        kind = DocumentError
    return kind(error["message"], code=error["code"])
