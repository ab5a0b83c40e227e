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
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from summarizer_core import errors
from summarizer_core.errors import DamagedDocument, DocumentError, LimitExceeded
from summarizer_core.extraction.sniff import PDF

if TYPE_CHECKING:
    from summarizer_core.models import ExtractedDocument

log = logging.getLogger(__name__)

_PACKAGE_PARENT: Final = Path(__file__).resolve().parents[2]
_SLOW: Final = (
    "The file takes too long to read. Print it to a new PDF, or split it, and upload that."
)
_CRASHED: Final = (
    "The file cannot be read: it is damaged, or built in a way that makes the reader fail. Open "
    "it in the program that made it, save it anew and upload that."
)


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost.

    Args:
        max_pages: of a PDF.
        wall_seconds: from start to end.
        cpu_seconds: of the child (where the platform has resource limits).
        memory_bytes: address space of the child (likewise).
        expanded_bytes: of a DOCX when unpacked, and of any file that the child writes.
    """

    max_pages: int = 2000
    wall_seconds: float = 60.0
    cpu_seconds: int = 60
    memory_bytes: int = 1 << 30
    expanded_bytes: int = 300 << 20


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
    # In the file's own folder, so that the copy takes its place in one step.
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="prepare-") as folder:
        decrypted = Path(folder) / "decrypted"
        request = {"task": "prepare", "password": password, "decrypted": str(decrypted)}
        if _run(path, media_type, limits, request, Path(folder)):
            shutil.copymode(path, decrypted)
            decrypted.replace(path)


def extract(path: Path, media_type: str, limits: Limits) -> ExtractedDocument:
    """The text of a file, with pages, furniture and warnings.

    Args:
        path: file to read; it is not changed.
        media_type: what ``identify`` said.

    Raises:
        DocumentError: one of its subclasses; the sentence says what to do.
    """
    from summarizer_core.models import ExtractedDocument

    # Beside the file: whoever removes the file's private folder after a kill removes this too.
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="extract-") as folder:
        answer = _run(path, media_type, limits, {"task": "extract"}, Path(folder))
    return ExtractedDocument.model_validate(answer)


def _run(path: Path, media_type: str, limits: Limits, request: dict[str, Any], folder: Path) -> Any:
    answer_file = folder / "answer.json"
    request |= {
        "path": str(path.resolve()),
        "media_type": media_type,
        "limits": asdict(limits),
        "answer": str(answer_file),
        "parent": os.getpid(),
    }
    status = _wait(_start(folder), json.dumps(request).encode(), limits)
    if status != 0:
        raise _failure(status)
    try:
        answer = json.loads(answer_file.read_bytes())
    except (OSError, ValueError) as error:
        raise DamagedDocument(_CRASHED) from error
    if "error" in answer:
        raise _refusal(answer["error"])
    return answer["ok"]


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


def _wait(child: subprocess.Popen[bytes], request: bytes, limits: Limits) -> int:
    """The child's exit status. It never outlives this call, whatever is raised in it."""
    try:
        child.communicate(request, timeout=limits.wall_seconds)
        return child.returncode
    except subprocess.TimeoutExpired as error:
        log.warning("a file was not read within %.0f s", limits.wall_seconds)
        raise LimitExceeded(_SLOW) from error
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        if child.stdin:
            child.stdin.close()


def _failure(status: int) -> DocumentError:
    log.warning("the reader of a file ended with status %d", status)
    # SIGXCPU comes from the limit on processor time, SIGKILL from the system short of memory.
    if -status == getattr(signal, "SIGXCPU", None):
        return LimitExceeded(_SLOW)
    if -status == getattr(signal, "SIGKILL", None):
        return LimitExceeded(
            "The file needs more memory than a document may use here. Split it and upload the "
            "parts, or print it to a new PDF and upload that."
        )
    return DamagedDocument(_CRASHED)


def _refusal(error: dict[str, str]) -> DocumentError:
    kind = getattr(errors, error["type"], DocumentError)
    if not (isinstance(kind, type) and issubclass(kind, DocumentError)):
        kind = DocumentError
    return kind(error["message"], code=error["code"])
