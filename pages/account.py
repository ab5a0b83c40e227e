"""Account: one's own password and API tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import streamlit as st

from pages.components import login
from pages.components.backend import services
from pages.components.boundary import boundary, sentence
from pages.components.format import age, escape, moment
from summarizer_core.errors import InvalidRequest
from summarizer_core.models import Actor, utcnow

_LIFETIMES: Final = {"30 days": 30, "90 days": 90, "1 year": 365, "No end": None}
_NEW_TOKEN: Final = "account_new_token"  # noqa: S105
_PASSWORD_FORM: Final = "account_password_form"  # noqa: S105


def _password(actor: Actor) -> None:
    st.header("Password", anchor=False)
    number = st.session_state.setdefault(_PASSWORD_FORM, 0)
    if number:
        st.success(
            "Your password is changed. Other browsers are signed out.",
            icon=":material/check_circle:",
        )
    with st.form(f"password-{number}", width=460):
        current = st.text_input(
            "Current password", type="password", autocomplete="current-password"
        )
        new = st.text_input(
            "New password",
            type="password",
            autocomplete="new-password",
            help="At least 8 characters.",
        )
        again = st.text_input(
            "New password, once more", type="password", autocomplete="new-password"
        )
        if not st.form_submit_button("Change the password"):
            return
    try:
        if new != again:
            raise InvalidRequest("The two new passwords are not the same. Type them again.")
        login.renew(services().accounts.change_password(actor, current, new))
    except Exception as error:
        st.error(escape(sentence(error)), icon=":material/error:")
        return
    st.session_state[_PASSWORD_FORM] = number + 1
    st.rerun()


def _tokens(actor: Actor) -> None:
    st.header("API tokens", anchor=False)
    st.write("A token lets another program work in your name. Treat it like a password.")
    _new_token()
    with st.form("token", width=460):
        lifetime = st.selectbox("Valid for", list(_LIFETIMES), index=1)
        if st.form_submit_button("Create a token", icon=":material/key:"):
            days = _LIFETIMES[lifetime]
            expires = utcnow() + timedelta(days=days) if days else None
            secret, _ = services().accounts.create_token(actor, actor.username, expires_at=expires)
            st.session_state[_NEW_TOKEN] = secret
            st.rerun()
    tokens = services().accounts.tokens(actor, actor.username)
    if not tokens:
        st.caption("You have no tokens.")
    now = utcnow()
    for token in tokens:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch", gap=None):
                st.text(token.id)
                expired = token.expires_at is not None and token.expires_at <= now
                end = moment(token.expires_at, st.context.timezone) if token.expires_at else "never"
                st.caption(
                    escape(
                        f"Created {moment(token.created_at, st.context.timezone)} · "
                        f"last used: {age(token.last_used_at, now)} · "
                        f"{'expired' if expired else 'expires'}: {end}"
                    )
                )
            if st.button("Revoke", key=f"revoke-{token.id}", icon=":material/delete:"):
                services().accounts.revoke_token(actor, token.id)
                st.rerun()


def _new_token() -> None:
    secret = st.session_state.get(_NEW_TOKEN)
    if secret is None:
        return
    with st.container(border=True):
        st.markdown("**Your new token. It is shown this once: copy it now.**")
        st.code(secret, language=None, wrap_lines=True)
        if st.button("I have copied it", type="primary"):
            del st.session_state[_NEW_TOKEN]
            st.rerun()


st.title("Account", anchor=False)
with boundary():
    someone = login.actor()
    _password(someone)
    _tokens(someone)
