"""Who may see a session. Other people's sessions look like sessions that do not exist."""

from __future__ import annotations

from summarizer_core.accounts.permissions import Permission, may
from summarizer_core.errors import NotFound
from summarizer_core.models import Actor, Session
from summarizer_core.stores.base import SessionStore


def find_session(sessions: SessionStore, actor: Actor, session_id: str) -> Session:
    """The session, if it exists and the actor may read it. Raises ``NotFound`` otherwise."""
    session = sessions.get(session_id)
    if session is None or (session.owner != actor.username and not may(actor, Permission.READ_ALL)):
        raise NotFound("There is no document with this id, or it is not yours to see.")
    return session


def find_own_session(sessions: SessionStore, actor: Actor, session_id: str) -> Session:
    """Like ``find_session``, for changes: only the owner may make them."""
    session = find_session(sessions, actor, session_id)
    if session.owner != actor.username:
        raise NotFound("There is no document of yours with this id.")
    return session
