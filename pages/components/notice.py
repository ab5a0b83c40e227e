"""What was done, told in the run that follows: a toast just before ``st.rerun`` may be lost."""

from __future__ import annotations

from typing import Final

import streamlit as st

from pages.components.format import escape

_NOTICE: Final = "notice"


def leave(text: str) -> None:
    """Have ``show`` tell it."""
    st.session_state[_NOTICE] = text


def show() -> None:
    """Tell what was left, once."""
    text = st.session_state.pop(_NOTICE, None)
    if text is not None:
        st.toast(escape(text), icon=":material/check:", duration="long")
