"""What a worker runs for a focus request: one attempt at one answer."""

from __future__ import annotations

import logging
import os
import threading
import time
import uuid
from typing import Any, Final

from summarizer_core import jobs, keys
from summarizer_core.errors import StaleAttempt, SummarizerError, Unavailable, describe
from summarizer_core.models import FocusRequest, FocusState, FocusStatus
from summarizer_core.queue import focus_work_id
from summarizer_core.services import Services, choose_engine

log = logging.getLogger(__name__)

_WATCH_EVERY: Final = 0.5
_UNEXPECTED: Final = "Something went wrong while the answer was being written. Ask again."


def run(session_id: str, focus_id: str, attempt: int) -> None:
    """Entry point of RQ. Failures end in the answer, never as an exception in RQ's log."""
    FocusJob(jobs.current_services(), session_id, focus_id, attempt).run()


class FocusJob:
    """One attempt. Holds the lease while it works; writes nothing once it was overtaken."""

    def __init__(self, services: Services, session_id: str, focus_id: str, attempt: int) -> None:
        self._services = services
        self._session_id = session_id
        self._focus_id = focus_id
        self._attempt = attempt
        self._work_id = focus_work_id(session_id, focus_id)
        self._holder = uuid.uuid4().hex

    def run(self) -> None:
        if not self._services.leases.hold(self._work_id, self._attempt, self._holder):
            log.info("%s: attempt %d is not needed any more", self._work_id, self._attempt)
            return
        try:
            request = self._change({"state": FocusState.RUNNING}, FocusState.WAITING)
            if request is None:
                log.info("%s: attempt %d is stale", self._work_id, self._attempt)
                return
            with _Lease(self._services, self._work_id, self._attempt, self._holder) as lease:
                self._work(request, lease)
        except Unavailable:
            # The store stayed away: reconcile takes the attempt up once the lease is free.
            log.error("%s: the store is away, will be tried again", self._work_id)
            self._excuse()
        finally:
            self._release()

    def _work(self, request: FocusRequest, lease: _Lease) -> None:
        changes: dict[str, Any]
        try:
            changes = self._answer(request, lease)
        except (StaleAttempt, Unavailable) as error:
            if isinstance(error, Unavailable):
                raise
            log.warning("%s: attempt %d was overtaken", self._work_id, self._attempt)
            return
        except SummarizerError as error:
            log.info("%s: failed (%s)", self._work_id, error.code)
            changes = {"status": FocusStatus.FAILED, "answer": error.message}
        except Exception as error:
            log.error("%s: unexpected %s", self._work_id, describe(error))
            changes = {"status": FocusStatus.FAILED, "answer": _UNEXPECTED}
        answer = request.answer.model_copy(update=changes)
        self._change({"state": FocusState.SETTLED, "answer": answer}, FocusState.RUNNING)

    def _answer(self, request: FocusRequest, lease: _Lease) -> dict[str, Any]:
        services = self._services
        session = jobs.patiently(lambda: services.stores.sessions.get(self._session_id))
        results = services.stores.results
        result = jobs.patiently(lambda: results.result(self._session_id, earlier=True))
        document = jobs.patiently(lambda: results.document(self._session_id, earlier=True))
        if session is None or result is None or document is None:
            raise StaleAttempt("the document was erased")
        engine = choose_engine(services.engines, session.engine)
        pipeline = services.pipeline(self._work_id, self._attempt)
        answer = pipeline.answer(request.answer, result, document, engine, lease.tick)
        return {
            name: getattr(answer, name)
            for name in ("status", "answer", "quotes", "clause_ids", "missing", "usage")
        }

    def _change(self, changes: dict[str, Any], state: FocusState) -> FocusRequest | None:
        return jobs.patiently(
            lambda: self._services.stores.results.update_focus(
                self._session_id,
                self._focus_id,
                attempt=self._attempt,
                states=(state,),
                changes=changes,
            )
        )

    def _excuse(self) -> None:
        try:
            self._services.leases.excuse(self._work_id, self._attempt)
        except Unavailable:
            log.debug("attempt %d of %s counts, Redis is away", self._attempt, self._work_id)

    def _release(self) -> None:
        try:
            self._services.leases.release(self._work_id, self._attempt, self._holder)
        except Unavailable:
            log.debug("lease of %s runs out by itself", self._work_id)


class _Lease:
    """Renews the lease in a thread; notices its loss and an answer that takes for ever."""

    def __init__(self, services: Services, work_id: str, attempt: int, holder: str) -> None:
        self._services = services
        self._name = (work_id, attempt, holder)
        self._lost = threading.Event()
        self._over = threading.Event()
        self._end = time.monotonic() + services.settings.job_timeout
        self._thread = threading.Thread(target=self._keep, name="lease", daemon=True)

    def __enter__(self) -> _Lease:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(timeout=2 * keys.LEASE_RENEW_EVERY)

    def tick(self) -> None:
        if self._lost.is_set():
            raise StaleAttempt("the lease was lost")

    def _keep(self) -> None:
        renewed = time.monotonic()
        while not self._over.wait(_WATCH_EVERY):
            now = time.monotonic()
            if now > self._end:
                self._give_up()
                return
            if now - renewed < keys.LEASE_RENEW_EVERY:
                continue
            renewed = now
            try:
                held = self._services.leases.hold(*self._name)
            except Unavailable:
                continue  # Redis restarts: the store's compare-and-set still protects
            if not held:
                self._lost.set()
                return

    def _give_up(self) -> None:
        """No answer within ``JOB_TIMEOUT``: end this process; reconcile counts the attempt."""
        log.error("%s: no answer in time, attempt %d ends", self._name[0], self._name[1])
        self._lost.set()
        try:
            self._services.leases.release(*self._name)
        finally:
            if jobs.is_work_horse():
                os._exit(jobs.GIVEN_UP)
