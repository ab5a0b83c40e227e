"""Upload: contracts in, live progress below."""

from __future__ import annotations

from typing import Final

import streamlit as st

from pages.components import estimate, judgement, login
from pages.components.backend import services
from pages.components.boundary import boundary
from pages.components.intake import Intake, Options
from pages.components.progress import Look, live

_ENGINES: Final = {
    "local": "Built-in engine (nothing leaves this machine)",
    "gemini": "Google Gemini (the text is sent to Google)",
}
#: Of file names, for the browser's dialog; what a file is, its content says.
_ENDINGS: Final = (
    "pdf docx docm dotx dotm doc dot odt ott fodt rtf html htm xhtml eml mht mhtml "
    "txt .text md markdown"  # with its dot: "text" alone would stand for all that is text
).split()
_RECENT: Final = 10
_MOST: Final = 50


def _form() -> None:
    state = st.session_state
    # A new number makes a new, empty form.
    number = state.setdefault("upload_number", 0)
    settings = services().settings
    with st.form(f"upload-{number}"):
        files = st.file_uploader(
            "Contracts: PDF, Word, ODT, RTF, HTML, EML, TXT or MD",
            type=_ENDINGS,
            accept_multiple_files=True,
            max_upload_size=settings.max_upload_mb,
            key=f"files-{number}",
        )
        focus = st.text_input(
            "Is there something to look at in particular? (optional)",
            placeholder="For example: What happens if we deliver late?",
            max_chars=2000,
            key=f"focus-{number}",
        )
        side = st.text_input(
            "Whom do you represent? (optional)",
            placeholder="For example: Customer, or the name of a party",
            max_chars=200,
            help="What binds the other side then weighs less than what binds yours.",
            key=f"side-{number}",
        )
        playbook = judgement.playbook_field(f"playbook-{number}")
        engine = _engine(number)
        with st.expander(
            "The PDF is protected by a password", icon=":material/lock:", key=f"encrypted-{number}"
        ):
            password = st.text_input(
                "Password of the PDF",
                type="password",
                help="Used once to open the file; never stored.",
                autocomplete="off",
                key=f"password-{number}",
            )
        with st.container(horizontal=True, vertical_alignment="center"):
            analyse = st.form_submit_button("Analyse", type="primary", icon=":material/play_arrow:")
            ask = "gemini" in services().engines and st.form_submit_button(
                "Estimate cost", icon=":material/calculate:"
            )
            if engine is None:
                st.caption(_ENGINES[settings.default_engine], width="content")
    if not analyse and not ask:
        return
    if not files:
        st.warning("Choose at least one document first.", icon=":material/upload_file:")
        return
    if not analyse:
        estimate.show(login.actor(), files, engine=engine, focus=focus, password=password)
        return
    options = Options(engine, focus, playbook, side)
    _intake().start(services(), login.actor(), files, options, password=password)
    state["upload_shown"] = min(_MOST, max(_RECENT, len(files)))
    state["upload_number"] = number + 1
    st.rerun()


def _intake() -> Intake:
    intake: Intake = st.session_state.setdefault("upload_intake", Intake())
    return intake


def _engine(number: int) -> str | None:
    names = sorted(services().engines)
    default = services().settings.default_engine
    if len(names) == 1:
        return None
    return st.selectbox(
        "Engine",
        names,
        index=names.index(default),
        format_func=lambda name: _ENGINES.get(name, name),
        key=f"engine-{number}",
    )


def _nothing_yet() -> None:
    st.info(
        "Nothing here yet. Choose one or more contracts above and press Analyse.",
        icon=":material/upload_file:",
    )


st.title("Upload", anchor=False)
with boundary():
    _form()
st.header("In progress and recent", anchor=False)
with boundary():
    live(
        lambda actor: (
            services()
            .read.sessions(
                actor, limit=st.session_state.get("upload_shown", _RECENT), own_only=True
            )
            .items
        ),
        Look(),
        _nothing_yet,
        _intake(),
    )
