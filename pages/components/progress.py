"""Documents as rows: a live bar while one is being analysed, its outcome afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from pages.components import login
from pages.components.backend import services
from pages.components.boundary import boundary, sentence
from pages.components.format import (
    ANALYSE_WITH,
    ENGINE_NAME,
    escape,
    moment,
    outcome,
    receipt_lines,
    shorten,
    size,
    status_line,
)
from pages.components.intake import Intake, Item
from summarizer_core.models import Actor, Session, SessionStatus
from summarizer_core.usecases.read import SessionView

#: Seconds between two looks at what is running.
EVERY: Final = 1.0

DOCUMENT_PAGE: Final = "document.py"

_DELETING: Final = "deleting"


@dataclass(frozen=True)
class Look:
    """What the rows of a screen show besides name and state."""

    owner: bool = False
    open: bool = True
    delete: bool = False


def live(
    load: Callable[[Actor], Sequence[SessionView]],
    look: Look,
    empty: Callable[[], object],
    intake: Intake | None = None,
) -> None:
    """Draw documents, and follow those that are being analysed.

    Everything is read at once, every second, and only while something runs: when the last one has
    ended, the whole page is drawn again without repeating.

    Args:
        load: the documents, as the actor may see them.
        look: what the rows show.
        empty: draws what stands here when there are none.
        intake: files on their way in, drawn first.
    """
    first = [load(login.actor())]
    running = _is_running(first[0], intake)

    @st.fragment(run_every=EVERY if running else None)
    def draw() -> None:
        with boundary(polling=running):
            actor = login.actor()
            still = intake.waiting if intake else []
            views = first.pop() if first else load(actor)
            if running and not still and not _is_running(views, None):
                st.rerun()
            if intake:
                _incoming(intake, still)
            for view in views:
                _row(view, actor, look)
            if not views and not still:
                empty()

    draw()
    if _DELETING in st.session_state:
        _confirm_deletion(*st.session_state[_DELETING])


def _is_running(views: Sequence[SessionView], intake: Intake | None) -> bool:
    return bool(intake and intake.waiting) or any(
        not view.session.status.finished for view in views
    )


def _incoming(intake: Intake, waiting: Sequence[str]) -> None:
    """Files that are not documents yet: refused ones with the reason, others with an empty bar."""
    refused = intake.refused
    for number, item in enumerate(refused):
        with st.container(border=True, gap="xsmall", key=f"refused-{number}"):
            st.text(item.name, wrap=False, width="stretch")
            if item.locked:
                _ask_password(intake, item)
            else:
                st.error(escape(item.problem or ""), icon=":material/block:")
    if refused and st.button("Dismiss", icon=":material/close:", key="dismiss-refused"):
        intake.dismiss()
        st.rerun()
    for number, name in enumerate(waiting):
        with st.container(border=True, gap="xsmall", key=f"incoming-{number}"):
            st.text(name, wrap=False, width="stretch")
            st.progress(0.0, text="Checking the file" if number == 0 else "Waiting to be checked")


def _ask_password(intake: Intake, item: Item) -> None:
    """The way on for a file that opens with a password."""
    st.warning(escape(item.problem or ""), icon=":material/lock:")
    with (
        st.form(f"unlock-{item.key}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        password = st.text_input(
            "Password of this file",
            type="password",
            help="Used once to open the file; never stored.",
            autocomplete="off",
            key=f"unlock-password-{item.key}",
        )
        if st.form_submit_button("Open", icon=":material/lock_open:") and password:
            intake.unlock(services(), login.actor(), item, password)
            st.rerun()


def _row(view: SessionView, actor: Actor, look: Look) -> None:
    session = view.session
    with st.container(border=True, gap="xsmall", key=f"document-{session.id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="stretch", gap=None):
                st.text(session.filename, width="stretch", wrap=False)
            _actions(view, actor, look)
        if not session.status.finished:
            st.progress(view.status.progress / 100, text=escape(status_line(view.status)))
        else:
            _ended(session)
        st.caption(escape(_facts(session, look)))


def _ended(session: Session) -> None:
    if session.status is SessionStatus.FAILED:
        reason = session.error.message if session.error else "The analysis failed."
        st.error(escape(reason), icon=":material/error:", title="Failed")
        return
    icon = {
        SessionStatus.COMPLETED: "check_circle" if not session.high_risk_count else "report",
        SessionStatus.CANCELLED: "cancel",
    }[session.status]
    st.markdown(f":material/{icon}: {escape(outcome(session))}")


def _facts(session: Session, look: Look) -> str:
    facts = [
        moment(session.created_at, st.context.timezone),
        size(session.bytes),
        ENGINE_NAME.get(session.engine, session.engine),
    ]
    if look.owner:
        facts.insert(0, f"uploaded by {session.owner}")
    return " · ".join(facts)


def _actions(view: SessionView, actor: Actor, look: Look) -> None:
    session = view.session
    mine = session.owner == actor.username
    if look.open:
        st.page_link(
            DOCUMENT_PAGE,
            label="Open",
            icon=":material/article:",
            query_params={"session": session.id},
        )
    if mine:
        control(view, actor)
    if mine and look.delete:
        if st.button("Delete", key=f"delete-{session.id}", icon=":material/delete:"):
            st.session_state[_DELETING] = (session.id, session.filename)
            st.rerun()


def control(view: SessionView, actor: Actor) -> None:
    """The button that cancels what runs, or repeats what ended badly; also with another engine
    where that can help."""
    session, other = view.session, view.other_engine
    if not session.status.finished:
        if st.button(
            "Cancel",
            key=f"cancel-{session.id}",
            icon=":material/close:",
            disabled=session.cancel_requested,
        ):
            _act(services().control.cancel, actor, session)
    elif session.status is not SessionStatus.COMPLETED:
        if st.button("Try again", key=f"retry-{session.id}", icon=":material/refresh:"):
            _act(services().control.retry, actor, session)
        if other is not None and st.button(
            ANALYSE_WITH[other],
            key=f"other-engine-{session.id}",
            icon=":material/swap_horiz:",
        ):
            _act(partial(services().control.retry, engine=other), actor, session)


def offer_completion(session: Session, actor: Actor) -> None:
    """The button that analyses what is missing from a result."""
    if st.button("Analyse the missing parts", icon=":material/refresh:"):
        _act(services().control.retry, actor, session)
    st.caption("Only what is missing is asked for again; the rest is known.")


def _act(action: Callable[[Actor, str], Session], actor: Actor, session: Session) -> None:
    try:
        action(actor, session.id)
    except Exception as error:
        st.toast(escape(sentence(error)), icon=":material/error:", duration="long")
        return
    st.rerun()


def ask_to_delete(session_id: str, filename: str) -> None:
    """Open the question whether to delete, from outside a list."""
    _confirm_deletion(session_id, filename)


def _forget_deletion() -> None:
    st.session_state.pop(_DELETING, None)


@st.dialog("Delete this document?", on_dismiss=_forget_deletion)
def _confirm_deletion(session_id: str, filename: str) -> None:
    receipt_key = f"receipt-{session_id}"
    receipt = st.session_state.get(receipt_key)
    st.text(shorten(filename, 120))
    if receipt is None:
        st.write("The file, its analysis and its text are removed for good.")
        with boundary(), st.container(horizontal=True):
            if st.button("Delete", type="primary", icon=":material/delete:", key="delete-yes"):
                st.session_state[receipt_key] = services().erase(login.actor(), session_id)
                st.rerun(scope="fragment")
            if st.button("Keep it", key="delete-no"):
                _forget_deletion()
                st.rerun()
        return
    st.success("Deleted.", icon=":material/check_circle:")
    for line in receipt_lines(receipt):
        st.text(line)
    st.caption(
        "What an engine said of its clauses leaves the cache by itself, within a day as a rule."
    )
    if st.button("Done", type="primary", key="delete-done"):
        del st.session_state[receipt_key]
        _forget_deletion()
        st.rerun()
