"""What a worker runs: one attempt at one session."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from summarizer_core import keys
from summarizer_core.errors import (
    Cancelled,
    StaleAttempt,
    SummarizerError,
    Unavailable,
    describe,
)
from summarizer_core.logs import configure_logging
from summarizer_core.models import (
    ChunkProgress,
    ErrorInfo,
    Session,
    SessionStatus,
    Stage,
    TaskStatus,
    utcnow,
)
from summarizer_core.pipeline import Request
from summarizer_core.services import Services, build_services, choose_engine
from summarizer_core.settings import load_settings
from summarizer_core.status import STAGE_MESSAGE, STAGE_PROGRESS, recognising, status_of

log = logging.getLogger(__name__)

_UNFINISHED: Final = (SessionStatus.PENDING, SessionStatus.PROCESSING)
_PUBLISH_EVERY: Final = 0.25
_PERSIST_EVERY: Final = 1.0
_STORE_TRIES: Final = 6

_services: Services | None = None

T = TypeVar("T")


def use_services(services: Services) -> None:
    """Set the services that jobs of this process use (workers do it before they fork)."""
    global _services
    _services = services


def current_services() -> Services:
    if _services is None:  # a spawned work-horse starts from nothing
        settings = load_settings()
        configure_logging(settings)
        use_services(build_services(settings))
    assert _services is not None  # noqa: S101
    return _services


def run(session_id: str, attempt: int) -> None:
    """Entry point of RQ. Failures end in the session, never as an exception in RQ's log, which
    would show the traceback's message."""
    Job(current_services(), session_id, attempt).run()


def folder_prefix(session_id: str, attempt: int) -> str:
    """How the names of an attempt's temporary folders begin."""
    return f"job-{session_id}-{attempt}-"


def remove_leftovers(services: Services, session_id: str, attempt: int) -> None:
    """Remove the temporary folders of an attempt whose process was killed."""
    for folder in services.temporary.glob(f"{folder_prefix(session_id, attempt)}*"):
        shutil.rmtree(folder, ignore_errors=True)


def patiently(call: Callable[[], T], *, tries: int = _STORE_TRIES) -> T:
    """Call, and again with growing pauses while the store is away (about 15 s in all)."""
    for attempt in range(tries):
        try:
            return call()
        except Unavailable:
            if attempt == tries - 1:
                raise
            time.sleep(0.5 * 2**attempt)
    raise AssertionError("unreachable")


class Job:
    """One attempt. Holds the lease while it works; writes nothing once it was overtaken."""

    def __init__(self, services: Services, session_id: str, attempt: int) -> None:
        self._services = services
        self._id = session_id
        self._attempt = attempt

    def run(self) -> None:
        services = self._services
        if not services.leases.hold(self._id, self._attempt):
            log.info("session %s: attempt %d is not needed any more", self._id, self._attempt)
            return
        try:
            session = self._update(
                {"status": SessionStatus.PROCESSING}, statuses=(SessionStatus.PENDING,)
            )
            if session is None:
                log.info("session %s: attempt %d is stale", self._id, self._attempt)
                return
            with _Keeper(services, session) as keeper:
                self._work(session, keeper)
        finally:
            self._release()

    def _work(self, session: Session, keeper: _Keeper) -> None:
        log.info("session %s: attempt %d begins", self._id, self._attempt)
        try:
            self._analyze(session, keeper)
        except StaleAttempt:
            log.warning("session %s: attempt %d was overtaken", self._id, self._attempt)
        except Cancelled:
            self._end({"status": SessionStatus.CANCELLED})
        except Unavailable:
            # The store stayed away: give the lease back, reconcile tries again later.
            log.error("session %s: store or Redis away, will be tried again", self._id)
        except SummarizerError as error:
            log.info("session %s: failed (%s)", self._id, error.code)
            self._fail(ErrorInfo(code=error.code, message=error.message))
        except Exception as error:
            log.error("session %s: unexpected %s", self._id, describe(error))
            self._fail(
                ErrorInfo(
                    code="internal_error",
                    message="Something went wrong inside the analysis. Please try again; if it "
                    "happens again, tell your administrator this document's id.",
                )
            )

    def _analyze(self, session: Session, keeper: _Keeper) -> None:
        services = self._services
        engine = choose_engine(services.engines, session.engine)
        services.temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
        for earlier in range(1, self._attempt):
            remove_leftovers(services, session.id, earlier)
        prefix = folder_prefix(session.id, self._attempt)
        with tempfile.TemporaryDirectory(dir=services.temporary, prefix=prefix) as folder:
            path = Path(folder) / "document"
            patiently(lambda: services.stores.files.copy_to(session.id, path))
            request = Request(
                session_id=session.id,
                filename=session.filename,
                sha256=session.sha256,
                bytes=session.bytes,
                media_type=session.media_type,
                created_at=session.created_at,
                focus=session.focus,
            )
            analysis = services.pipeline(session.id).run(request, path, engine, keeper)
        keeper.stage(Stage.SAVING)
        finished = utcnow()
        result = analysis.result.model_copy(update={"finished_at": finished})
        completed = patiently(
            lambda: services.stores.sessions.complete(
                session.id,
                attempt=self._attempt,
                result=result,
                document=analysis.document,
                changes={
                    "status": SessionStatus.COMPLETED,
                    "stage": Stage.DONE,
                    "progress": 100,
                    "reached": 100,
                    "finished_at": finished,
                    "high_risk_count": len(result.high_risk_clauses),
                },
            )
        )
        if completed is None:
            raise StaleAttempt("another attempt owns the session")
        self._announce(completed)
        log.info("session %s: completed", session.id)

    def _fail(self, error: ErrorInfo) -> None:
        self._end({"status": SessionStatus.FAILED, "error": error})

    def _end(self, changes: dict[str, Any]) -> None:
        try:
            ended = self._update({**changes, "finished_at": utcnow()}, statuses=_UNFINISHED)
        except Unavailable:
            log.error("session %s: its end could not be stored, will be tried again", self._id)
            return
        if ended is not None:
            self._announce(ended)

    def _update(
        self, changes: dict[str, Any], *, statuses: tuple[SessionStatus, ...]
    ) -> Session | None:
        return patiently(
            lambda: self._services.stores.sessions.update(
                self._id, attempt=self._attempt, statuses=statuses, changes=changes
            )
        )

    def _announce(self, session: Session) -> None:
        try:
            self._services.board.write(status_of(session), attempt=self._attempt)
        except Unavailable:
            log.warning("session %s: status not published, Redis is away", self._id)

    def _release(self) -> None:
        try:
            self._services.leases.release(self._id, self._attempt)
        except Unavailable:
            log.debug("lease of %s runs out by itself", self._id)


class _Keeper:
    """Keeps the lease, publishes progress, notices cancel, a lost attempt, and a standstill."""

    def __init__(self, services: Services, session: Session) -> None:
        self._services = services
        self._session = session
        self._stage = Stage.QUEUED
        self._message = STAGE_MESSAGE[Stage.QUEUED]
        self._pages = (0, 0)
        self._chunks = ChunkProgress()
        self._progress = session.reached
        self._stage_began = time.monotonic()
        self._first_done: int | None = None
        self._moved = time.monotonic()
        self._published = 0.0
        self._persisted = 0.0
        self._lost = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def __enter__(self) -> _Keeper:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(timeout=2 * keys.LEASE_RENEW_EVERY)

    # -- Reporter ------------------------------------------------------------------------------

    def stage(self, stage: Stage) -> None:
        self._stage = stage
        self._message = STAGE_MESSAGE[stage]
        self._stage_began = time.monotonic()
        self._move(STAGE_PROGRESS[stage])
        self._persist()
        self._publish()
        self._check()

    def recognised(self, done: int, total: int) -> None:
        self._message, progress = recognising(done, total)
        if done > self._pages[0] or total != self._pages[1]:
            self._pages = (done, total)
            self._move(progress)
        self._tell(at_once=done == total)

    def chunks(self, progress: ChunkProgress) -> None:
        if self._first_done is None:
            self._first_done = progress.done
        if progress.done > self._chunks.done:
            self._moved = time.monotonic()
        self._chunks = progress
        begin, end = STAGE_PROGRESS[Stage.ANALYZING], STAGE_PROGRESS[Stage.GROUNDING]
        share = progress.done / progress.total if progress.total else 1.0
        self._move(begin + int((end - begin) * share))
        self._tell(at_once=progress.done == progress.total)

    def tick(self) -> None:
        self._tell(at_once=False)

    # -- inside --------------------------------------------------------------------------------

    def _tell(self, *, at_once: bool) -> None:
        now = time.monotonic()
        if now - self._persisted >= _PERSIST_EVERY:
            self._persist()
        if at_once or now - self._published >= _PUBLISH_EVERY:
            self._publish()
        self._check()

    def _move(self, progress: int) -> None:
        if progress > self._progress:
            self._progress = progress
        self._moved = time.monotonic()

    def _persist(self) -> None:
        """Note the state in the store. Finding that the attempt is stale ends the work."""
        self._persisted = time.monotonic()
        changed = patiently(
            lambda: self._services.stores.sessions.update(
                self._session.id,
                attempt=self._session.attempt,
                statuses=(SessionStatus.PROCESSING,),
                changes={
                    "stage": self._stage,
                    "progress": self._progress,
                    "reached": max(self._progress, self._session.reached),
                },
            )
        )
        if changed is None:
            raise StaleAttempt("another attempt owns the session")
        if changed.cancel_requested:
            raise Cancelled("cancelled by the user")

    def _publish(self) -> None:
        self._published = time.monotonic()
        status = TaskStatus(
            session_id=self._session.id,
            status=SessionStatus.PROCESSING,
            progress=self._progress,
            stage=self._stage,
            message=self._message,
            chunks=self._chunks,
            eta_seconds=self._eta(),
            updated_at=utcnow(),
        )
        try:
            self._services.board.write(status, attempt=self._session.attempt)
        except Unavailable:
            log.debug("status of %s not published: Redis is away", self._session.id)

    def _eta(self) -> int | None:
        """Seconds left, from the measured speed of this job's own pages and chunks."""
        if self._stage is Stage.EXTRACTING and self._pages[0]:
            done, total = self._pages
            return round((total - done) * (time.monotonic() - self._stage_began) / done) + 1
        if self._stage is not Stage.ANALYZING or self._first_done is None:
            return None
        done = self._chunks.done - self._first_done
        left = self._chunks.total - self._chunks.done
        elapsed = time.monotonic() - self._stage_began
        return round(left * elapsed / done) + 1 if done else None

    def _check(self) -> None:
        if self._lost.is_set():
            raise StaleAttempt("the lease was lost")
        try:
            if self._services.board.cancel_requested(self._session.id):
                raise Cancelled("cancelled by the user")
        except Unavailable:
            log.debug("cancel flag of %s not readable: Redis is away", self._session.id)

    def _keep(self) -> None:
        while not self._over.wait(keys.LEASE_RENEW_EVERY):
            try:
                held = self._services.leases.hold(self._session.id, self._session.attempt)
            except Unavailable:
                continue  # Redis restarts: the store's compare-and-set still protects
            if not held:
                self._lost.set()
                return
            if time.monotonic() - self._moved > self._services.settings.job_timeout:
                self._stand_still()

    def _stand_still(self) -> None:
        """No progress for ``JOB_TIMEOUT``: end this process; reconcile counts the attempt."""
        log.error(
            "session %s: no progress for %d s, attempt %d ends",
            self._session.id,
            self._services.settings.job_timeout,
            self._session.attempt,
        )
        try:
            self._services.leases.release(self._session.id, self._session.attempt)
        finally:
            os._exit(75)
