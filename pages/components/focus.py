"""Questions about a document: asking, waiting, and what the document says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.components import clauses, login, measured
from pages.components.backend import services
from pages.components.boundary import boundary, sentence
from pages.components.format import escape
from pages.components.progress import EVERY
from summarizer_core.models import (
    Actor,
    AnalysisResult,
    Clause,
    FocusAnswer,
    FocusStatus,
    MissingClause,
)

_NUMBER: Final = "focus-form"


def draw(result: AnalysisResult) -> None:
    """The form, and all that was asked, the latest first."""
    st.header("Questions", anchor=False)
    _form(result.session_id)
    _answers(result)


def ask_about(session_id: str, clause: Clause, *, key: str) -> None:
    """The button beside a clause that asks about it."""
    if st.button("Ask about this clause", icon=":material/help:", key=f"ask-{key}-{clause.id}"):
        _ask_about(session_id, clause)


@st.dialog("Ask about this clause", width="medium")
def _ask_about(session_id: str, clause: Clause) -> None:
    clauses.quote(clause.quote)
    with boundary(), st.form(f"ask-about-{clause.id}", border=False):
        question = st.text_input(
            "Question (leave empty to have the clause explained)", max_chars=2_000
        )
        if st.form_submit_button("Ask", type="primary", icon=":material/send:"):
            services().focus.ask(login.actor(), session_id, passage=clause.quote, question=question)
            st.toast("Asked. The answer stands under “Questions”.", icon=":material/send:")
            st.rerun()


def _form(session_id: str) -> None:
    number = st.session_state.setdefault(_NUMBER, 0)
    with st.form(f"focus-{number}", border=True):
        question = st.text_input(
            "Question or topic",
            placeholder="Who may end the agreement early?",
            max_chars=2_000,
            key=f"focus-question-{number}",
        )
        with st.expander("About a passage of the document"):
            passage = st.text_area(
                "Passage, copied from the document",
                help="Without a question, the passage is explained.",
                max_chars=8_000,
                key=f"focus-passage-{number}",
            )
        asked = st.form_submit_button("Ask", icon=":material/send:")
    if asked and _ask(login.actor(), session_id, passage, question):
        st.session_state[_NUMBER] = number + 1  # an empty form
        st.rerun()


def _ask(actor: Actor, session_id: str, passage: str | None, question: str | None) -> bool:
    try:
        services().focus.ask(actor, session_id, passage=passage, question=question)
    except Exception as error:
        st.error(escape(sentence(error)), icon=":material/error:")
        return False
    return True


def _answers(result: AnalysisResult) -> None:
    waiting = any(answer.status is FocusStatus.PENDING for answer in result.focus)

    @st.fragment(run_every=EVERY if waiting else None)
    def follow() -> None:
        with boundary(polling=waiting):
            actor = login.actor()
            answers = [_now(actor, result.session_id, answer) for answer in result.focus]
            if waiting and all(answer.status is not FocusStatus.PENDING for answer in answers):
                st.rerun()
            for answer in reversed(answers):
                _answer(actor, result, answer)

    follow()


def _now(actor: Actor, session_id: str, answer: FocusAnswer) -> FocusAnswer:
    if answer.status is not FocusStatus.PENDING:
        return answer
    return services().focus.answer(actor, session_id, answer.focus_id)


def _answer(actor: Actor, result: AnalysisResult, answer: FocusAnswer) -> None:
    with st.container(border=True, key=f"focus-answer-{answer.focus_id}"):
        st.markdown(f"**{escape(answer.question or 'What does this passage say?')}**")
        if answer.passage:
            with st.expander("The passage"):
                clauses.quote(answer.passage)
        if answer.status is FocusStatus.PENDING:
            st.caption(":material/hourglass_top: The answer is being written.")
        elif answer.status is FocusStatus.FAILED:
            st.warning(escape(answer.answer), icon=":material/error:")
            if st.button("Ask again", key=f"focus-retry-{answer.focus_id}"):
                if _ask(actor, result.session_id, answer.passage, answer.question):
                    st.rerun()
        else:
            st.text(answer.answer)
            clauses.quotes(answer.quotes)
            _bearing(result.bearing_on(answer), result.lacking_for(answer), result.engine)


def _bearing(found: Sequence[Clause], lacking: Sequence[MissingClause], engine: str) -> None:
    """Risk, and what to ask for, by the clauses that bear on an answer or are missing for one."""
    if found:
        st.markdown("**Clauses that bear on it: the risk, and what to ask for**")
    for clause in found:
        name = f"**{escape(clause.title)}** · page {clause.page}"
        with st.expander(f"{clauses.label(clause.severity)} · {name}"):
            clauses.body(clause, measured.categories(engine))
    if lacking:
        st.markdown("**Missing, though such a contract should have it**")
        clauses.missing(lacking)
