"""Engine accuracy: how often each engine is right, as measured on contracts that experts marked."""

from __future__ import annotations

import streamlit as st

from pages.components import login, measured
from pages.components.backend import services
from pages.components.boundary import boundary

st.title("Engine accuracy", anchor=False)
st.caption(
    "How often the engines find what experts marked in contracts. Beside each finding in a "
    "document stands how reliably its kind of clause is found."
)
with boundary():
    for one in services().administer.engine_accuracy(login.actor()):
        measured.engine(one)
