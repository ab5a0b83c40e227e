"""What the chosen documents would cost, below the upload form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import streamlit as st

from pages.components.backend import services
from pages.components.boundary import sentence
from pages.components.format import escape
from summarizer_core.estimates import describe_estimate, describe_total
from summarizer_core.models import Actor, Estimate


def show(
    actor: Actor, files: Sequence[BinaryIO], *, engine: str | None, focus: str, password: str
) -> None:
    """Estimate each file and show a sentence for it, and one for all of them."""
    found: list[Estimate] = []
    with st.container(border=True, gap="xxsmall", key="estimate"):
        for file in files:
            with st.spinner("Reading the document …"):
                line = _line(actor, file, found, engine, focus, password)
            st.markdown(f"**{escape(file.name)}**: {escape(line)}")
        if len(found) > 1:
            st.markdown(escape(describe_total(found)))
        st.caption("An estimate: what an engine writes is known only afterwards.")


def _line(
    actor: Actor,
    file: BinaryIO,
    found: list[Estimate],
    engine: str | None,
    focus: str,
    password: str,
) -> str:
    try:
        file.seek(0)
        expected = services().estimate(
            actor, file.name, file, engine=engine, focus=focus, password=password or None
        )
    except Exception as error:
        return sentence(error)
    found.append(expected)
    return describe_estimate(expected)
