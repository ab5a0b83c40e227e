"""Runs the parsing child: limits, a clock, a private folder, and sentences for what went wrong."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from summarizer_core import errors
from summarizer_core.errors import DamagedDocument, DocumentError, LimitExceeded
from summarizer_core.extraction.limits import Limits
from summarizer_core.extraction.old_word import CONVERTED, convert
from summarizer_core.extraction.sniff import DOC, DOCX, EML, PDF, name_mismatch

if TYPE_CHECKING:
    from summarizer_core.models import ExtractedDocument

log = logging.getLogger(__name__)

_PACKAGE_PARENT: Final = Path(__file__).resolve().parents[2]
#: Of ``Limits.wall_seconds``: what checking a file at submission may take at most.
_PREPARE_SHARE: Final = 0.4
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


def prepare(path: Path, media_type: str, *, password: str | None, limits: Limits) -> None:
    """Check a file at submission, so that what can be refused at once is refused at once.

    An encrypted PDF that opens (with ``password``, or with none) is *replaced* at ``path`` by a
    copy without encryption: give a private copy of the user's file. The password goes to the
    child over standard input and is kept nowhere. Other types need nothing.

    Raises:
        PasswordRequired: code ``password_required`` (none given) or ``wrong_password``.
        LimitExceeded: too many pages, too slow, too large.
        DamagedDocument: cannot be opened.
    """
    if media_type != PDF:
        return
    with _workshop(path, limits, limits.wall_seconds * _PREPARE_SHARE) as workshop:
        decrypted = workshop.folder / "decrypted"
        if workshop.run(path, "prepare", password=password, decrypted=str(decrypted)):
            shutil.copymode(path, decrypted)
            decrypted.replace(path)


def extract(
    path: Path, media_type: str, limits: Limits, *, filename: str | None = None
) -> ExtractedDocument:
    """The text of a file, with pages, furniture and warnings.

    Args:
        path: file to read; it is not changed.
        media_type: what ``identify`` said.
        filename: the name that the user gave it; a warning names a disagreement with its content.

    Raises:
        DocumentError: one of its subclasses; the sentence says what to do.
    """
    from summarizer_core.models import ExtractedDocument

    with _workshop(path, limits, limits.wall_seconds) as workshop:
        if media_type == DOC:
            answer = workshop.run(convert(path, workshop), "read", media_type=DOCX)
            answer["warnings"] = [CONVERTED, *answer.get("warnings", ())]
        else:
            answer = workshop.run(path, "read", media_type=media_type)
    mismatch = name_mismatch(filename, media_type) if filename else None
    if mismatch:
        answer["warnings"] = [
            {"code": "name_mismatch", "message": mismatch},
            *answer.get("warnings", ()),
        ]
    return ExtractedDocument.model_validate(answer)


@dataclass(frozen=True)
class Attachment:
    """A file that another carries.

    Args:
        name: as the message gives it: for people, not for paths.
        path: of a private copy, which may be changed.
    """

    name: str
    path: Path


@contextmanager
def unpack(path: Path, media_type: str, limits: Limits) -> Iterator[Sequence[Attachment]]:
    """The attachments of a message, as files that are gone afterwards; none of other types.

    Raises:
        DocumentError: one of its subclasses; the sentence says what to do.
    """
    if media_type != EML:
        yield ()
        return
    with _workshop(path, limits, limits.wall_seconds * _PREPARE_SHARE) as workshop:
        folder = workshop.folder / "attachments"
        folder.mkdir()
        found = workshop.run(path, "unpack", folder=str(folder))
        yield [Attachment(entry["name"], folder / entry["file"]) for entry in found]


@contextmanager
def _workshop(path: Path, limits: Limits, seconds: float) -> Iterator[Workshop]:
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
        self._end = time.monotonic() + seconds

    def run(self, path: Path, task: str, **arguments: Any) -> Any:
        """The answer of a child to ``task``.

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
    if -status == getattr(signal, "SIGKILL", None):
        return LimitExceeded(_LARGE, code="too_much_memory")
    return DamagedDocument(_CRASHED, code="reader_failed")


def _refusal(error: dict[str, str]) -> DocumentError:
    kind = getattr(errors, error["type"], DocumentError)
    if not (isinstance(kind, type) and issubclass(kind, DocumentError)):
        kind = DocumentError
    return kind(error["message"], code=error["code"])
