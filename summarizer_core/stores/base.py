"""Protocols of the store, one per aggregate.

All methods may raise ``errors.Unavailable`` when the database is away. Sessions change by
compare-and-set: a write names the attempt it belongs to, and one that lost the race returns
``None`` and changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from summarizer_core.models import (
    AnalysisResult,
    ApiToken,
    AuditEvent,
    ExtractedDocument,
    FocusAnswer,
    FocusRequest,
    FocusState,
    Session,
    SessionStatus,
    User,
)


@dataclass(frozen=True)
class SessionPage:
    """A page of sessions, newest first; ``next_cursor`` is None on the last page."""

    items: Sequence[Session]
    next_cursor: str | None


class SessionStore(Protocol):
    def create(self, session: Session) -> None:
        """Store a new session. Raises ``Conflict`` when the id exists."""
        ...

    def get(self, session_id: str) -> Session | None: ...

    def list(
        self,
        *,
        owner: str | None,
        limit: int,
        cursor: str | None = None,
        statuses: Collection[SessionStatus] | None = None,
        created_before: datetime | None = None,
        dismissed: bool | None = None,
    ) -> SessionPage:
        """Sessions of an owner (None: of everyone), newest first; with ``dismissed`` only those
        that are, or are not.

        Raises ``InvalidRequest`` for a cursor that did not come from here.
        """
        ...

    def count(self, *, statuses: Collection[SessionStatus], dismissed: bool | None = None) -> int:
        """How many sessions ``list`` would give in all."""
        ...

    def unfinished(self) -> Sequence[Session]:
        """All sessions that are pending or processing, oldest first."""
        ...

    def update(
        self,
        session_id: str,
        *,
        attempt: int,
        statuses: Collection[SessionStatus],
        changes: Mapping[str, Any],
    ) -> Session | None:
        """Change fields if the session is at ``attempt`` and in one of ``statuses``.

        ``changes`` are field names of ``Session`` with new values; ``updated_at`` is set too.
        Returns the session after the change, or None when the condition did not hold.
        """
        ...

    def complete(
        self,
        session_id: str,
        *,
        attempt: int,
        result: AnalysisResult,
        document: ExtractedDocument,
        changes: Mapping[str, Any],
    ) -> Session | None:
        """Save result and text, then change the session, all only if ``attempt`` still holds it
        and it is processing. A session whose status is completed can always be read."""
        ...

    def replace_result(
        self,
        session_id: str,
        *,
        attempt: int,
        result: AnalysisResult,
        document: ExtractedDocument,
        changes: Mapping[str, Any],
    ) -> Session | None:
        """Put another result in the place of a completed session's, and change the session, both
        or neither, only if ``attempt`` still holds it. ``document`` is the one that is stored."""
        ...

    def request_cancel(self, session_id: str) -> Session | None:
        """Set ``cancel_requested`` on an unfinished session, whatever its attempt."""
        ...

    def delete(self, session_id: str) -> bool:
        """Remove the session, its result, text and focus answers; True when it existed."""
        ...


class ResultStore(Protocol):
    def result(self, session_id: str, *, earlier: bool = False) -> AnalysisResult | None:
        """The saved result with the session's focus answers in it; with ``earlier`` also one that
        an attempt before the current one saved."""
        ...

    def document(self, session_id: str, *, earlier: bool = False) -> ExtractedDocument | None: ...

    def document_of(self, sha256: str, media_type: str) -> ExtractedDocument | None:
        """What was read last from a file of these bytes, of whatever completed session."""
        ...

    def put_focus(self, session_id: str, answer: FocusAnswer) -> None:
        """Insert or replace one focus answer by its id; it is settled."""
        ...

    def add_focus(self, request: FocusRequest) -> bool:
        """Store a request; False, and nothing changes, when there is one of its id. Raises
        ``NotFound`` when there is no such session."""
        ...

    def focus(self, session_id: str, focus_id: str) -> FocusRequest | None: ...

    def unsettled_focus(self) -> Sequence[FocusRequest]:
        """All requests that wait or are being worked on, in the order they were asked."""
        ...

    def update_focus(
        self,
        session_id: str,
        focus_id: str,
        *,
        attempt: int,
        states: Collection[FocusState],
        changes: Mapping[str, Any],
    ) -> FocusRequest | None:
        """Change fields if the request is at ``attempt`` and in one of ``states``.

        Returns the request after the change, or None when the condition did not hold.
        """
        ...


class FileStore(Protocol):
    def put(self, session_id: str, source: BinaryIO) -> None:
        """Store the bytes that ``source`` yields from its current position."""
        ...

    def copy_to(self, session_id: str, target: Path) -> None:
        """Write the stored bytes to ``target``. Raises ``NotFound``."""
        ...

    def exists(self, session_id: str) -> bool:
        """Whether bytes are stored, whole."""
        ...

    def delete(self, session_id: str) -> bool: ...


class AccountStore(Protocol):
    def add_user(self, user: User) -> None:
        """Raises ``Conflict`` when the name is taken. Names are unique, lower case."""
        ...

    def add_first_user(self, user: User) -> bool:
        """Add the user only if there is none yet, atomically; False when someone was first."""
        ...

    def user(self, username: str) -> User | None: ...

    def users(self) -> Sequence[User]: ...

    def update_user(self, username: str, changes: Mapping[str, Any]) -> User | None: ...

    def add_token(self, token: ApiToken) -> None: ...

    def token_by_hash(self, sha256: str) -> ApiToken | None: ...

    def tokens(self, username: str | None = None) -> Sequence[ApiToken]: ...

    def touch_token(self, token_id: str, at: datetime) -> None: ...

    def delete_token(self, token_id: str) -> bool: ...

    def record(self, event: AuditEvent) -> None: ...

    def audit(self, limit: int) -> Sequence[AuditEvent]:
        """The latest events, newest first."""
        ...


class Stores(Protocol):
    """All aggregates of one database."""

    @property
    def name(self) -> str:
        """``sqlite`` or ``mongo``."""
        ...

    @property
    def sessions(self) -> SessionStore: ...

    @property
    def results(self) -> ResultStore: ...

    @property
    def files(self) -> FileStore: ...

    @property
    def accounts(self) -> AccountStore: ...

    def check(self) -> None:
        """Raises ``Unavailable`` when the database cannot be reached or written."""
        ...

    def remove_orphans(self, *, older_than: datetime) -> int:
        """Delete what killed processes left behind before that time; returns how much."""
        ...
