"""What a worker runs: one attempt at one session."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from summarizer_core import keys
from summarizer_core.errors import (
    Cancelled,
    NothingAnalyzed,
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
    Usage,
    utcnow,
)
from summarizer_core.pipeline import Request
from summarizer_core.prices import priced
from summarizer_core.services import Services, build_services, choose_engine
from summarizer_core.settings import load_settings
from summarizer_core.speeds import Speed
from summarizer_core.status import (
    STAGE_MESSAGE,
    STAGE_PROGRESS,
    reach,
    recognising,
    status_of,
)

log = logging.getLogger(__name__)

_UNFINISHED: Final = (SessionStatus.PENDING, SessionStatus.PROCESSING)
_TELL_EVERY: Final = 0.1
_PUBLISH_EVERY: Final = 0.25
_PERSIST_EVERY: Final = 1.0
_STORE_TRIES: Final = 6
#: How often the keeper's thread looks for a cancel, and how long it gives the work to end itself.
_WATCH_EVERY: Final = 0.5
_GRACE: Final = 1.0
#: Exit status of a process that ends itself: RQ takes it for a failure, ``recover`` does the rest.
GIVEN_UP: Final = 75

_services: Services | None = None
#: Whether this process runs one job and then ends, so that it may end at any time.
_work_horse = False

T = TypeVar("T")


def use_services(services: Services) -> None:
    """Set the services that jobs of this process use (workers do it before they fork)."""
    global _services
    _services = services


def become_work_horse() -> None:
    """Say that this process runs one job only (workers do it after they forked)."""
    global _work_horse
    _work_horse = True


def is_work_horse() -> bool:
    return _work_horse


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
        self._holder = uuid.uuid4().hex

    def run(self) -> None:
        services = self._services
        if not services.leases.hold(self._id, self._attempt, self._holder):
            log.info("session %s: attempt %d is not needed any more", self._id, self._attempt)
            return
        try:
            session = self._update(
                {"status": SessionStatus.PROCESSING}, statuses=(SessionStatus.PENDING,)
            )
            if session is None:
                log.info("session %s: attempt %d is stale", self._id, self._attempt)
                return
            with _Keeper(services, session, self._holder) as keeper:
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
            log.error("session %s: the store is away, will be tried again", self._id)
            self._excuse()
        except NothingAnalyzed as error:
            log.info("session %s: failed (%s)", self._id, error.code)
            price = choose_engine(self._services.engines, session.engine).price
            usage = priced(Usage(**error.spent), price)
            info = ErrorInfo(code=error.code, message=error.message)
            self._fail(info, usage=usage, failed_chunks=error.chunks)
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
                side=session.side,
            )
            analysis = services.pipeline(session.id, self._attempt, session.playbook).run(
                request, path, engine, keeper
            )
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
                    "finished_at": finished,
                    "high_risk_count": len(result.high_risk_clauses),
                },
            )
        )
        if completed is None:
            raise StaleAttempt("another attempt owns the session")
        self._announce(completed)
        keeper.learn()
        log.info("session %s: completed", session.id)

    def _fail(
        self, error: ErrorInfo, *, usage: Usage | None = None, failed_chunks: int = 0
    ) -> None:
        self._end(
            {
                "status": SessionStatus.FAILED,
                "error": error,
                "usage": usage,
                "failed_chunks": failed_chunks,
            }
        )

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

    def _excuse(self) -> None:
        try:
            self._services.leases.excuse(self._id, self._attempt)
        except Unavailable:
            log.debug("attempt %d of %s counts, Redis is away", self._attempt, self._id)

    def _release(self) -> None:
        try:
            self._services.leases.release(self._id, self._attempt, self._holder)
        except Unavailable:
            log.debug("lease of %s runs out by itself", self._id)


class _Keeper:
    """Keeps the lease, publishes progress, notices cancel, a lost attempt, and a standstill.

    What is published is never ahead of what the store knows, so that progress does not fall when
    Redis loses everything or another worker takes over.
    """

    def __init__(self, services: Services, session: Session, holder: str) -> None:
        self._services = services
        self._session = session
        self._holder = holder
        self._stage = Stage.QUEUED
        self._message = STAGE_MESSAGE[Stage.QUEUED]
        self._pages = (0, 0)
        self._chunks = ChunkProgress()
        self._progress = session.progress
        self._stored_progress = session.progress
        self._reached = session.reached
        self._speed = Speed()
        self._began = self._stage_began = time.monotonic()
        self._taken: dict[Stage, float] = {}
        self._first_done: int | None = None
        self._moved = time.monotonic()
        self._told = 0.0
        self._published = 0.0
        self._persisted = 0.0
        self._lost = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def __enter__(self) -> _Keeper:
        try:
            self._speed = self._services.speeds.of(self._session.engine)
        except Unavailable:
            log.debug("no estimate for %s: Redis is away", self._session.id)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(timeout=2 * keys.LEASE_RENEW_EVERY)

    # -- Reporter ------------------------------------------------------------------------------

    def stage(self, stage: Stage) -> None:
        now = time.monotonic()
        self._taken[self._stage] = now - self._stage_began
        self._stage = stage
        self._message = STAGE_MESSAGE[stage]
        self._stage_began = now
        self._move(STAGE_PROGRESS[stage])
        self._persist()
        self._publish()
        self._check()

    def recognised(self, done: int, total: int) -> None:
        self._message, progress = recognising(done, total)
        if done > self._pages[0] or total != self._pages[1]:
            self._pages = (done, total)
            self._move(progress, done)
        self._tell(at_once=done == total)

    def chunks(self, progress: ChunkProgress) -> None:
        if self._first_done is None:
            self._first_done = progress.done
        news = progress.done > self._chunks.done or progress.total != self._chunks.total
        self._chunks = progress
        if news:
            begin, end = STAGE_PROGRESS[Stage.ANALYZING], STAGE_PROGRESS[Stage.GROUNDING]
            share = progress.done / progress.total if progress.total else 1.0
            self._move(begin + int((end - begin) * share), progress.done)
        self._tell(at_once=news and progress.done == progress.total)

    def tick(self) -> None:
        self._tell(at_once=False)

    # -- inside --------------------------------------------------------------------------------

    def learn(self) -> None:
        """Note how long the document took, for the estimates of those to come."""
        now = time.monotonic()
        taken = {**self._taken, self._stage: now - self._stage_began}
        taken.pop(Stage.QUEUED, None)
        asked = self._chunks.done - (self._first_done or 0)
        chunk = taken[Stage.ANALYZING] / asked if asked else None
        measured = Speed(stages=taken, chunk=chunk, job=now - self._began)
        try:
            self._services.speeds.learn(self._session.engine, measured)
        except Unavailable:
            log.debug("speed of %s not noted: Redis is away", self._session.id)

    def _tell(self, *, at_once: bool) -> None:
        now = time.monotonic()
        if not at_once and now - self._told < _TELL_EVERY:
            return
        self._told = now
        if at_once or now - self._persisted >= _PERSIST_EVERY:
            self._persist()
        if at_once or now - self._published >= _PUBLISH_EVERY:
            self._publish()
        self._check()

    def _move(self, progress: int, done: int = 0) -> None:
        """Something new happened: to be called for nothing else, a standstill is known by it."""
        self._progress = max(self._progress, progress)
        self._reached = max(self._reached, reach(self._stage, done))
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
                    "reached": self._reached,
                },
            )
        )
        if changed is None:
            raise StaleAttempt("another attempt owns the session")
        self._stored_progress = changed.progress
        if changed.cancel_requested:
            raise Cancelled("cancelled by the user")

    def _publish(self) -> None:
        self._published = time.monotonic()
        status = TaskStatus(
            session_id=self._session.id,
            status=SessionStatus.PROCESSING,
            progress=self._stored_progress,
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
        elapsed = time.monotonic() - self._stage_began
        return self._speed.until_done(self._stage, elapsed, self._own(elapsed), self._chunks)

    def _own(self, elapsed: float) -> float | None:
        """Seconds that the stage still takes, by the speed of this job's own pages and chunks."""
        if self._stage is Stage.EXTRACTING and self._pages[0]:
            done, total = self._pages
            return (total - done) * elapsed / done
        if self._stage is not Stage.ANALYZING or self._first_done is None:
            return None
        done = self._chunks.done - self._first_done
        left = self._chunks.total - self._chunks.done
        if done:
            return left * elapsed / done
        return 0.0 if not left else None

    def _check(self) -> None:
        if self._lost.is_set():
            raise StaleAttempt("the lease was lost")
        if self._is_cancelled():
            raise Cancelled("cancelled by the user")

    def _is_cancelled(self) -> bool:
        try:
            return self._services.board.cancel_requested(self._session.id, self._session.attempt)
        except Unavailable:
            log.debug("cancel flag of %s not readable: Redis is away", self._session.id)
            return False

    # -- the thread ----------------------------------------------------------------------------

    def _keep(self) -> None:
        renewed = time.monotonic()
        while not self._over.wait(_WATCH_EVERY):
            now = time.monotonic()
            if self._is_cancelled():
                self._enforce_cancel()
                return
            if now - self._moved > self._services.settings.job_timeout:
                self._stand_still()
            if now - renewed < keys.LEASE_RENEW_EVERY:
                continue
            renewed = now
            if not self._renew():
                self._lost.set()
                return

    def _renew(self) -> bool:
        try:
            return self._services.leases.hold(self._session.id, self._session.attempt, self._holder)
        except Unavailable:
            return True  # Redis restarts: the store's compare-and-set still protects

    def _enforce_cancel(self) -> None:
        """End a cancelled session whose work does not come to look at the flag: it may be waiting
        for a slow answer, or be deep in a single computation."""
        if self._over.wait(_GRACE):
            return
        self._lost.set()
        try:
            ended = self._services.stores.sessions.update(
                self._session.id,
                attempt=self._session.attempt,
                statuses=_UNFINISHED,
                changes={"status": SessionStatus.CANCELLED, "finished_at": utcnow()},
            )
            if ended is not None:
                self._services.board.write(status_of(ended), attempt=ended.attempt)
            self._services.leases.release(self._session.id, self._session.attempt, self._holder)
        except Unavailable:
            log.warning("session %s: cancelled, but not noted yet", self._session.id)
        if _work_horse:
            os._exit(GIVEN_UP)

    def _stand_still(self) -> None:
        """No progress for ``JOB_TIMEOUT``: end this process; reconcile counts the attempt."""
        log.error(
            "session %s: no progress for %d s, attempt %d ends",
            self._session.id,
            self._services.settings.job_timeout,
            self._session.attempt,
        )
        try:
            self._services.leases.release(self._session.id, self._session.attempt, self._holder)
        finally:
            os._exit(GIVEN_UP)
