"""Documents: everything one may see, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.components import login, paging
from pages.components.backend import services
from pages.components.boundary import boundary
from pages.components.progress import Look, live
from summarizer_core.accounts.permissions import Permission, may
from summarizer_core.models import Actor
from summarizer_core.usecases.read import SessionView

_PAGE: Final = 20
_CURSORS: Final = "documents_cursors"


def _nothing() -> None:
    st.info("There are no documents yet.", icon=":material/folder_open:")
    st.page_link("upload.py", label="Upload your first contract", icon=":material/upload_file:")


st.title("Documents", anchor=False)
with boundary():
    everybodys = may(login.actor(), Permission.READ_ALL)
    if everybodys:
        st.caption("You see everybody's documents; only owners can cancel or delete them.")
    following: list[str | None] = [None]

    def load(actor: Actor) -> Sequence[SessionView]:
        page = services().read.sessions(actor, limit=_PAGE, cursor=paging.cursor(_CURSORS))
        following[0] = page.next_cursor
        return page.items

    live(load, Look(owner=everybodys, delete=True), _nothing)
    paging.turn(_CURSORS, following[0])
