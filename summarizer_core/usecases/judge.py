"""Judging a finished document anew: other playbook, other side; no engine, no queue."""

from __future__ import annotations

from enum import Enum
from typing import Final

from summarizer_core import chunking
from summarizer_core.errors import Conflict, InvalidRequest
from summarizer_core.judging import UNKNOWN_SIDE, clean_side, judge
from summarizer_core.models import (
    Actor,
    AnalysisResult,
    AuditEvent,
    Session,
    SessionStatus,
    utcnow,
)
from summarizer_core.playbook_shelf import PlaybookShelf
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.access import find_own_session


class Kept(Enum):
    """Stands for a choice that stays as it is; None is "no side"."""

    KEPT = "kept"


KEPT: Final = Kept.KEPT


class JudgeDocument:
    """Args:
    stores: where results are, and replaced.
    shelf: the playbooks that can be chosen.
    """

    def __init__(self, stores: Stores, shelf: PlaybookShelf) -> None:
        self._stores = stores
        self._shelf = shelf

    def __call__(
        self,
        actor: Actor,
        session_id: str,
        *,
        playbook: str | None = None,
        side: str | Kept | None = KEPT,
    ) -> AnalysisResult:
        """Judge by another playbook, or for another side; the stored result is replaced.

        Args:
            playbook: its name; None keeps the one that judged.
            side: name or role of the party that the reader represents, None for no side.

        Returns:
            The result as it is stored from now on.

        Raises:
            NotFound: not the actor's document.
            InvalidRequest: no such playbook, a faulty one, or no such side.
            Conflict: the document is not analysed, or was analysed anew meanwhile.
        """
        session = find_own_session(self._stores.sessions, actor, session_id)
        book = self._shelf.get(session.playbook if playbook is None else playbook)
        chosen = session.side if isinstance(side, Kept) else clean_side(side)
        if session.status is not SessionStatus.COMPLETED:
            raise _not_ready()
        result = self._stores.results.result(session_id)
        document = self._stores.results.document(session_id)
        if result is None or document is None:
            raise _not_ready()
        judged = judge(result, document, chunking.chunk(document), book, chosen)
        unknown = [one.message for one in judged.warnings if one.code == UNKNOWN_SIDE]
        if unknown and not isinstance(side, Kept):
            raise InvalidRequest(unknown[0])
        replaced = self._stores.sessions.replace_result(
            session_id,
            attempt=session.attempt,
            result=judged,
            document=document,
            changes={
                "playbook": judged.playbook,
                "side": judged.side,
                "high_risk_count": len(judged.high_risk_clauses),
            },
        )
        if replaced is None:
            raise _not_ready()
        self._record(actor, replaced)
        return judged

    def _record(self, actor: Actor, session: Session) -> None:
        # The side is a party of the contract, so it is not for the trail.
        self._stores.accounts.record(
            AuditEvent(
                at=utcnow(),
                actor=actor.username,
                action="document.judge",
                target=session.id,
                detail=session.playbook,
            )
        )


def _not_ready() -> Conflict:
    return Conflict(
        "The document is not analysed yet, so there is nothing to judge. Wait until its analysis "
        "has ended, then try again."
    )
