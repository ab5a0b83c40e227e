"""Lists in pages: cursors of the pages so far, in the browser session."""

from __future__ import annotations

import streamlit as st


def cursor(key: str) -> str | None:
    """Where the page begins that is looked at; None for the first one."""
    cursors: list[str | None] = st.session_state.setdefault(key, [None])
    return cursors[-1]


def first(key: str) -> bool:
    """Go back to the first page; False when it is the one that is looked at."""
    was = st.session_state.get(key, [None])
    st.session_state[key] = [None]
    return len(was) > 1


def turn(key: str, next_cursor: str | None) -> None:
    """Buttons to the pages before and after, where there are several."""
    cursors: list[str | None] = st.session_state[key]
    if len(cursors) == 1 and next_cursor is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            "Newer", icon=":material/chevron_left:", disabled=len(cursors) == 1, key=f"{key}-newer"
        ):
            st.session_state[key] = cursors[:-1]
            st.rerun()
        st.text(f"Page {len(cursors)}")
        if st.button(
            "Older",
            icon=":material/chevron_right:",
            disabled=next_cursor is None,
            key=f"{key}-older",
        ):
            st.session_state[key] = [*cursors, next_cursor]
            st.rerun()
