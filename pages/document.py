"""One document: progress while it is analysed, then the result."""

from __future__ import annotations

import streamlit as st

from pages.components import login, result
from pages.components.backend import services
from pages.components.boundary import boundary
from pages.components.format import escape
from pages.components.progress import Look, ask_to_delete, live, offer_completion
from summarizer_core.errors import NotFound
from summarizer_core.models import SessionStatus


def _nothing() -> None:
    st.info("No document is chosen.", icon=":material/article:")
    st.page_link("documents.py", label="Choose one from your documents")


def main() -> None:
    session_id = st.query_params.get("session")
    if not session_id:
        _nothing()
        return
    actor = login.actor()
    try:
        session = services().read.view(actor, session_id).session
    except NotFound as error:
        st.title("Document", anchor=False)
        st.error(escape(error.message), icon=":material/error:")
        st.page_link("documents.py", label="Go to your documents", icon=":material/folder_open:")
        return
    if session.status is not SessionStatus.COMPLETED:
        st.title("Document", anchor=False)
        live(
            lambda actor: [services().read.view(actor, session_id)],
            Look(open=False, delete=True),
            _nothing,
        )
    found = services().read.result(actor, session_id)
    if not found.coverage.characters:
        return
    if session.status is not SessionStatus.COMPLETED:
        result.draw(actor, found)
        return
    if found.has_gaps and session.owner == actor.username:
        offer_completion(session, actor)
    result.draw(actor, found, own=session.owner == actor.username)
    if session.owner == actor.username:
        st.divider()
        if st.button("Delete this document", icon=":material/delete:"):
            ask_to_delete(session.id, session.filename)


with boundary():
    main()
