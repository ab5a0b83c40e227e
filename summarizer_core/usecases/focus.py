"""Asking about a finished document: a passage of it, a question, or both."""

from __future__ import annotations

import logging
from typing import Final

from summarizer_core.errors import Conflict, InvalidRequest, NotFound, Unavailable
from summarizer_core.grounding import locate
from summarizer_core.hashing import focus_id
from summarizer_core.models import (
    Actor,
    AnalysisResult,
    AuditEvent,
    FocusAnswer,
    FocusRequest,
    FocusState,
    FocusStatus,
    utcnow,
)
from summarizer_core.queue import JobQueue
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.access import find_session

log = logging.getLogger(__name__)

MAX_QUESTION: Final = 2_000
MAX_PASSAGE: Final = 8_000
#: A shorter passage stands in too many places to mean one of them.
MIN_PASSAGE: Final = 4


class FocusOnDocument:
    """Whoever may read a document may ask about it; workers answer."""

    def __init__(self, stores: Stores, queue: JobQueue) -> None:
        self._stores = stores
        self._queue = queue

    def ask(
        self,
        actor: Actor,
        session_id: str,
        *,
        passage: str | None = None,
        question: str | None = None,
    ) -> FocusAnswer:
        """Have a question answered; asking what is known already gives the known answer, and one
        that failed is tried again.

        Args:
            passage: text of the document, white space and the form of quotes aside.
            question: a question or topic.

        Returns:
            The answer, which is pending until a worker has written it.

        Raises:
            NotFound: there is no such document for the actor.
            InvalidRequest: there is nothing asked, too much, or the passage is not in the document.
            Conflict: the document is not analysed yet.
        """
        find_session(self._stores.sessions, actor, session_id)
        passage, question = _cleaned(passage, MAX_PASSAGE), _cleaned(question, MAX_QUESTION)
        _check(passage, question)
        result = self._stores.results.result(session_id, earlier=True)
        if result is None:
            raise Conflict("The document is not analysed yet: ask once its result is there.")
        identity = focus_id(passage, question)
        known = _known(result, identity)
        if known is not None and known.status is not FocusStatus.FAILED:
            return known
        if passage is not None:
            passage = self._placed(session_id, passage)
        asked = FocusAnswer(focus_id=identity, passage=passage, question=question)
        request = self._store(actor, session_id, asked)
        if request.state is FocusState.WAITING:
            self._enqueue(request)
        return request.answer

    def answer(self, actor: Actor, session_id: str, focus_id: str) -> FocusAnswer:
        """The answer as it is now. Raises ``NotFound``."""
        find_session(self._stores.sessions, actor, session_id)
        request = self._stores.results.focus(session_id, focus_id)
        if request is not None:
            return request.answer
        result = self._stores.results.result(session_id, earlier=True)
        known = None if result is None else _known(result, focus_id)
        if known is None:
            raise NotFound("Nothing with this id was asked about this document.")
        return known

    def _placed(self, session_id: str, passage: str) -> str:
        """The passage in the document's own words."""
        document = self._stores.results.document(session_id, earlier=True)
        place = None if document is None else locate(passage, document.text)
        if document is None or place is None:
            raise InvalidRequest(
                "The passage does not occur in the document. Copy it from the document's own text."
            )
        return document.text[place[0] : place[1]]

    def _store(self, actor: Actor, session_id: str, asked: FocusAnswer) -> FocusRequest:
        request = FocusRequest(
            session_id=session_id, answer=asked, asked_by=actor.username, asked_at=utcnow()
        )
        results = self._stores.results
        if not results.add_focus(request):
            request = self._renew(request)
        self._stores.accounts.record(
            AuditEvent(
                at=utcnow(), actor=actor.username, action="document.focus", target=session_id
            )
        )
        return request

    def _renew(self, request: FocusRequest) -> FocusRequest:
        """The request of that id that is stored, begun again if it had failed."""
        found = self._stores.results.focus(request.session_id, request.focus_id)
        if found is None:  # erased this moment
            raise NotFound("There is no document with this id, or it is not yours to see.")
        if found.answer.status is not FocusStatus.FAILED:
            return found
        renewed = self._stores.results.update_focus(
            request.session_id,
            request.focus_id,
            attempt=found.attempt,
            states=(FocusState.SETTLED,),
            changes={
                # What the tries before cost was spent all the same.
                "answer": request.answer.model_copy(update={"usage": found.answer.usage}),
                "state": FocusState.WAITING,
                "attempt": found.attempt + 1,
                "tries": 1,
                "asked_by": request.asked_by,
                "asked_at": request.asked_at,
            },
        )
        # None: somebody else was faster, and it waits by now.
        return renewed or self._renew(request)

    def _enqueue(self, request: FocusRequest) -> None:
        try:
            self._queue.enqueue_focus(request)
        except Unavailable:
            log.warning(
                "session %s: asked but not queued, reconcile will do it", request.session_id
            )


def _cleaned(text: str | None, most: int) -> str | None:
    cleaned = (text or "").replace("\x00", "").strip()
    if len(cleaned) > most:
        what = "passage" if most == MAX_PASSAGE else "question"
        raise InvalidRequest(f"The {what} may have at most {most:,} characters. Shorten it.")
    return cleaned or None


def _check(passage: str | None, question: str | None) -> None:
    if passage is None and question is None:
        raise InvalidRequest(
            "Nothing is asked. Give a question, a passage of the document or both."
        )
    if passage is not None and len(passage) < MIN_PASSAGE:
        raise InvalidRequest("The passage is too short to be found. Choose a longer one.")


def _known(result: AnalysisResult, identity: str) -> FocusAnswer | None:
    return next((answer for answer in result.focus if answer.focus_id == identity), None)
