"""Submission: checks the file, stores it, creates the session, queues the job."""

from __future__ import annotations

import hashlib
import logging
import re
import tempfile
import time
import unicodedata
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from summarizer_core import extraction
from summarizer_core.accounts.permissions import Permission, require
from summarizer_core.errors import (
    DocumentError,
    EmptyDocument,
    InvalidRequest,
    LimitExceeded,
    RequestError,
    TooLarge,
    Unavailable,
)
from summarizer_core.hashing import sha256_file
from summarizer_core.judging import clean_side
from summarizer_core.lanes import Turn
from summarizer_core.models import (
    Actor,
    AuditEvent,
    ErrorInfo,
    Session,
    SessionStatus,
    utcnow,
)
from summarizer_core.playbook_shelf import PlaybookShelf
from summarizer_core.queue import JobQueue
from summarizer_core.status import StatusBoard, status_of
from summarizer_core.stores.base import Stores

log = logging.getLogger(__name__)

_BLOCK: Final = 1 << 20
_MAX_NAME: Final = 200
_MAX_FOCUS: Final = 2_000
_MAX_DEPTH: Final = 3  # of messages attached to messages as files
_LEAST_SECONDS: Final = 1.0  # in which a file can be checked
_UNKNOWN: Final = "application/octet-stream"


def clean_filename(name: str) -> str:
    """The last part of a file name as text: no folders, no control characters, 200 at most."""
    last = re.split(r"[\\/]", name)[-1]
    printable = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    stem, dot, extension = printable.rpartition(".")
    if dot and len(printable) > _MAX_NAME:
        printable = stem[: _MAX_NAME - len(extension) - 1] + "." + extension[:20]
    return printable[:_MAX_NAME] or "document"


@dataclass(frozen=True)
class _Order:
    """What holds for a file and for all that it carries."""

    actor: Actor
    engine: str
    focus: str | None
    playbook: str
    side: str | None
    password: str | None


@dataclass
class _Allowance:
    """What the attachments of one upload may still cost, all of them together.

    Args:
        files: that are looked at, whether they are accepted or not.
        until: end, by the monotonic clock.
    """

    files: int
    until: float

    def within(self, limits: extraction.Limits) -> extraction.Limits:
        """``limits`` with no more time than is left."""
        left = max(self.until - time.monotonic(), 0.0)
        return replace(limits, wall_seconds=min(limits.wall_seconds, left))


class SubmitDocument:
    """Args:
    stores, queue, board: where the session goes.
    engines: names of the engines that can be asked for.
    default_engine: the one used when none is named.
    limits: of extraction.
    max_bytes: size of an upload at most.
    temporary: private folder for files that are being checked.
    shelf: the playbooks that can be chosen.
    """

    def __init__(
        self,
        stores: Stores,
        queue: JobQueue,
        board: StatusBoard,
        *,
        engines: Collection[str],
        default_engine: str,
        limits: extraction.Limits,
        max_bytes: int,
        temporary: Path,
        shelf: PlaybookShelf,
    ) -> None:
        self._stores = stores
        self._queue = queue
        self._board = board
        self._engines = engines
        self._default_engine = default_engine
        self._limits = limits
        self._max_bytes = max_bytes
        self._temporary = temporary
        self._shelf = shelf

    def __call__(
        self,
        actor: Actor,
        filename: str,
        source: BinaryIO,
        *,
        engine: str | None = None,
        focus: str | None = None,
        playbook: str | None = None,
        side: str | None = None,
        password: str | None = None,
        at_front: bool = False,
    ) -> Session:
        """Accept a document for analysis; returns its session, which is queued.

        The attachments of a message become documents of the same owner, queued behind it; those
        that cannot be read are failed ones, which say why. Checking all of them may take as long
        as reading one document.

        Args:
            source: the file's bytes, read from the current position.
            engine: ``local`` or ``gemini``; None for the configured one.
            focus: a question or topic to look at besides.
            playbook: name of the one that judges; None for the built-in one.
            side: name or role of the party that the reader represents; None for no side.
            password: opens an encrypted PDF; used once, never stored.
            at_front: queue before all others (somebody is waiting for the answer), unless another
                such request of the actor is being worked on.

        Raises:
            Forbidden, InvalidRequest, TooLarge, UnsupportedType, DocumentError, Unavailable
        """
        require(actor, Permission.UPLOAD)
        order = _Order(
            actor,
            chosen_engine(engine, self._engines, self._default_engine),
            clean_focus(focus),
            self._shelf.get(playbook).name,
            clean_side(side),
            password,
        )
        self._queue.check()
        self._temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._temporary, prefix="upload-") as folder:
            path = Path(folder) / "document"
            sha256, size = receive(source, path, self._max_bytes)
            session = self._accept(order, filename, path, sha256, size, self._limits, at_front)
            until = time.monotonic() + self._limits.wall_seconds
            allowance = _Allowance(self._limits.max_attachments, until)
            self._accept_attachments(order, session, path, allowance, depth=1)
        return session

    def _accept(
        self,
        order: _Order,
        filename: str,
        path: Path,
        sha256: str,
        size: int,
        limits: extraction.Limits,
        at_front: bool = False,
    ) -> Session:
        name = clean_filename(filename)
        media_type = extraction.identify(path, name)
        extraction.prepare(path, media_type, password=order.password, limits=limits)
        session = _session(order, name, sha256, size, media_type)
        with path.open("rb") as checked:
            self._stores.files.put(session.id, checked)
        self._create(session, "document.upload")
        self._announce(session, at_front)
        return session

    def _create(self, session: Session, action: str) -> None:
        self._stores.sessions.create(session)
        self._stores.accounts.record(
            AuditEvent(at=session.created_at, actor=session.owner, action=action, target=session.id)
        )

    def _accept_attachments(
        self, order: _Order, message: Session, path: Path, allowance: _Allowance, *, depth: int
    ) -> None:
        """Each readable attachment becomes a document of its own, behind its message; what cannot
        be one does not hinder the others. The message's warning names them all."""
        limits = allowance.within(self._limits)
        try:
            with extraction.unpack(path, message.media_type, limits) as attachments:
                for attachment in attachments[: allowance.files]:
                    if allowance.files > 0:  # those within attachments count, too
                        allowance.files -= 1
                        self._accept_attachment(order, attachment, allowance, depth)
        except DocumentError as error:
            log.warning("session %s: attachments not unpacked (%s)", message.id, error.code)

    def _accept_attachment(
        self, order: _Order, attachment: extraction.Attachment, allowance: _Allowance, depth: int
    ) -> None:
        path = attachment.path
        sha256 = sha256_file(path)
        size = path.stat().st_size
        limits = allowance.within(self._limits)
        try:
            if limits.wall_seconds < _LEAST_SECONDS:
                raise LimitExceeded(
                    "Checking the attachments of the message took too long, so this one was not "
                    "taken. Save it and hand it in on its own.",
                    code="attachment_not_taken",
                )
            session = self._accept(order, attachment.name, path, sha256, size, limits)
        except (DocumentError, RequestError) as error:
            self._refuse(_session(order, clean_filename(attachment.name), sha256, size), error)
            return
        if depth < _MAX_DEPTH:
            self._accept_attachments(order, session, path, allowance, depth=depth + 1)

    def _refuse(self, session: Session, error: DocumentError | RequestError) -> None:
        """Keep the record of an attachment that is not taken, without its file."""
        refused = session.model_copy(
            update={
                "status": SessionStatus.FAILED,
                "error": ErrorInfo(code=error.code, message=error.message),
                "finished_at": session.created_at,
            }
        )
        self._create(refused, "document.refuse")
        log.info("session %s: attachment not taken (%s)", session.id, error.code)

    def _announce(self, session: Session, at_front: bool) -> None:
        # From here on the store knows the session: what Redis misses, reconcile brings back.
        try:
            self._board.write(status_of(session), attempt=session.attempt)
            self._queue.enqueue(session, Turn.WAITED_FOR if at_front else Turn.IN_ORDER)
        except Unavailable:
            log.warning("session %s: stored but not queued, reconcile will do it", session.id)


def receive(source: BinaryIO, path: Path, max_bytes: int) -> tuple[str, int]:
    """Write an upload to ``path``; returns its SHA-256 in hex and its size in bytes.

    Raises:
        TooLarge, EmptyDocument
    """
    digest = hashlib.sha256()
    size = 0
    with path.open("wb") as target:
        while block := source.read(_BLOCK):
            size += len(block)
            if size > max_bytes:
                raise too_large(max_bytes)
            digest.update(block)
            target.write(block)
    if size == 0:
        raise EmptyDocument("The file is empty. Choose the document again and upload it.")
    return digest.hexdigest(), size


def chosen_engine(name: str | None, engines: Collection[str], default: str) -> str:
    """The name of the engine that is asked for, ``default`` for None and ``auto``. Raises
    ``InvalidRequest`` when there is no such engine here."""
    if not name or name == "auto":
        return default
    if name not in engines:
        raise InvalidRequest(
            f"The engine {name[:40]!r} is not available here. Choose one of: "
            f"{', '.join(sorted(engines))}."
        )
    return name


def clean_focus(focus: str | None) -> str | None:
    """The question without blanks around it, None when there is none. Raises ``InvalidRequest``
    when it is too long."""
    topic = (focus or "").strip()
    if len(topic) > _MAX_FOCUS:
        raise InvalidRequest(f"The focus may have at most {_MAX_FOCUS} characters.")
    return topic or None


def _session(
    order: _Order, name: str, sha256: str, size: int, media_type: str = _UNKNOWN
) -> Session:
    now = utcnow()
    return Session(
        id=str(uuid.uuid4()),
        owner=order.actor.username,
        filename=name,
        sha256=sha256,
        bytes=size,
        media_type=media_type,
        engine=order.engine,
        focus=order.focus,
        playbook=order.playbook,
        side=order.side,
        created_at=now,
        updated_at=now,
    )


def too_large(max_bytes: int) -> TooLarge:
    """The refusal of a file over the limit."""
    return TooLarge(
        f"The file is larger than {max_bytes // (1024 * 1024)} MB. "
        "Split it, or ask your administrator to raise the limit (MAX_UPLOAD_MB)."
    )
