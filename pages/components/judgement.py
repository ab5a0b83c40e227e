"""Which playbook judges, and for which side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from pages.components.backend import services
from pages.components.boundary import sentence
from pages.components.format import escape, playbook_label
from summarizer_core.models import Actor, AnalysisResult
from summarizer_core.playbook_shelf import DEFAULT
from summarizer_core.sides import parties_of

_NO_SIDE: Final = "Nobody in particular"


def playbook_field(key: str, current: str = DEFAULT) -> str:
    """A choice among the playbooks that can be used; a faulty one says why it cannot, several say
    so folded."""
    listed = services().playbooks.listed()
    names = [item.name for item in listed if item.problem is None]
    if current not in names:
        names.append(current)
    chosen = current
    if len(names) > 1:
        chosen = st.selectbox(
            "Playbook",
            names,
            index=names.index(current),
            format_func=playbook_label,
            help="It says how bad a clause is, and what to ask for.",
            key=key,
        )
    problems = [item.problem for item in listed if item.problem is not None]
    if len(problems) > 1:
        with st.expander(f"{len(problems)} playbooks cannot be used"):
            for problem in problems:
                st.caption(escape(problem))
    elif problems:
        st.caption(escape(problems[0]))
    return chosen


def side_field(key: str, parties: Mapping[str, str], current: str | None) -> str | None:
    """A choice among the parties that were found, or any other that is typed."""
    names = [_NO_SIDE, *parties]
    if current is not None and current not in names:
        names.append(current)
    chosen = st.selectbox(
        "You represent",
        names,
        index=names.index(current) if current is not None else 0,
        format_func=lambda name: parties.get(name, name),
        accept_new_options=True,
        help="What binds the other side weighs less than what binds yours. "
        "Choose a party, or type its name or role.",
        key=key,
    )
    return None if chosen in (None, "", _NO_SIDE) else chosen


def _parties(result: AnalysisResult) -> dict[str, str]:
    """What to call each party that was found, and how to show it."""
    return {
        party.label: f"{party.role} ({party.name})" if party.role else party.name
        for party in parties_of(result.key_terms)
    }


def draw(actor: Actor, result: AnalysisResult) -> None:
    """The judgement's playbook and side; another choice judges the document anew at once."""
    # New keys with each new judgement: the fields show what is stored, not what was chosen before.
    name = f"{result.session_id}-{result.playbook}-{result.side}"
    with st.container(horizontal=True, key="judgement", vertical_alignment="top"):
        with st.container(width=300):
            playbook = playbook_field(f"playbook-{name}", result.playbook)
        with st.container(width=300):
            side = side_field(f"side-{name}", _parties(result), result.side)
    if (playbook, side) == (result.playbook, result.side):
        return
    try:
        services().judge(actor, result.session_id, playbook=playbook, side=side)
    except Exception as error:
        st.error(escape(sentence(error)), icon=":material/error:")
        return
    st.rerun()
