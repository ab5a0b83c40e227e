"""What a screen shows when something fails: a sentence, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from pages.components.backend import services
from pages.components.format import describe, escape
from summarizer_core.errors import SummarizerError, Unavailable

log = logging.getLogger(__name__)

GENERIC: Final = (
    "Something went wrong on our side. Reload the page; if it happens again, tell your "
    "administrator when it happened."
)
_TICKS: Final = "unavailable_ticks"


def sentence(error: Exception) -> str:
    """What the user may read of an error; the log gets the rest, without document text."""
    if isinstance(error, SummarizerError):
        return error.message
    log.error("unexpected: %s", describe(error))
    return GENERIC


@contextmanager
def boundary(*, polling: bool = False) -> Iterator[None]:
    """Draw the body; an error becomes its sentence in the body's place.

    Args:
        polling: the body is repeated by itself anyway (a live fragment), so that a service which
            is away needs no banner that watches for its return.
    """
    try:
        yield
    except Unavailable as error:
        if polling:
            st.warning(escape(error.message), icon=":material/cloud_off:")
        else:
            st.session_state[_TICKS] = 0
            _until_available(error.message)
    except Exception as error:
        st.error(escape(sentence(error)), icon=":material/error:")


@st.fragment(run_every=Unavailable.retry_after)
def _until_available(message: str) -> None:
    """A banner that goes away when Redis and the store answer again."""
    ticks = st.session_state.get(_TICKS, 0)
    st.session_state[_TICKS] = ticks + 1
    # Not on the first drawing: if the checks pass while the page fails, it would rerun for ever.
    if ticks and services().health().ready:
        st.rerun()
    st.warning(
        escape(f"{message} This page comes back by itself as soon as it can."),
        icon=":material/cloud_off:",
    )
