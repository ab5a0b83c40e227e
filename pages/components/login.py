"""Who is there: log-in form, cookie and log-out of streamlit-authenticator, accounts of ours.

The library brings its form, its cookie and its log-out. Users live in the store: the library gets
to see one user, by name, at the moment it needs him. Checking a password is ``Accounts.log_in``,
which throttles. The cookie's token also carries the user's epoch, so that a password change or a
disabled account ends it.

The classes below lean on internals of streamlit-authenticator 0.4.2, which is pinned exactly.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from typing import Any, Final

import extra_streamlit_components as stx  # type: ignore[import-untyped]
import jwt
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit_authenticator.controllers import AuthenticationController, CookieController
from streamlit_authenticator.models import AuthenticationModel, CookieModel
from streamlit_authenticator.views import Authenticate

from pages.components.backend import services
from pages.components.format import escape
from summarizer_core.accounts.service import Accounts
from summarizer_core.errors import InvalidRequest, NotAuthenticated, SummarizerError
from summarizer_core.models import Actor, User

COOKIE_NAME: Final = "document_summarizer"
COOKIE_DAYS: Final = 7

_EPOCH: Final = "epoch"
_ERRAND: Final = "cookie_errand"
_ERRANDS: Final = "cookie_errands"
_NOTICE: Final = "login_notice"
_PROBLEM: Final = "login_problem"
#: What outlives a log-out: the errand that deletes the cookie, and the library's own flag, which
#: keeps it from trusting the cookie that this connection began with.
_KEPT: Final = {_ERRAND, _ERRANDS, _NOTICE, "logout"}


class _Cookie(CookieModel):  # type: ignore[misc]
    """The library's cookie with the user's epoch in its token.

    The parent mounts its browser component on every run; this one leaves an errand in the browser
    session that ``run_errand`` does, and mounts it only then.
    """

    def __init__(self, accounts: Accounts, key: str) -> None:
        self._accounts = accounts
        self.cookie_name = COOKIE_NAME
        self.cookie_key = key
        self.cookie_expiry_days = COOKIE_DAYS
        self.token: Any = None
        self.exp_date = None

    def get_cookie(self) -> dict[str, Any] | None:
        token: dict[str, Any] | None = super().get_cookie() or None
        if (
            token is None
            or self._accounts.current(token["username"], token.get(_EPOCH, -1)) is None
        ):
            return None
        return token

    def set_cookie(self) -> None:
        self.exp_date = self._set_exp_date()
        _leave_errand(self._token_encode())

    def delete_cookie(self) -> None:
        _leave_errand(None)

    def _token_decode(self) -> dict[str, Any] | bool:
        try:
            decoded: dict[str, Any] = jwt.decode(self.token, self.cookie_key, algorithms=["HS256"])
        except jwt.PyJWTError:
            return False
        return decoded

    def _token_encode(self) -> str:
        return jwt.encode(
            {
                "username": st.session_state["username"],
                "exp_date": self.exp_date,
                _EPOCH: st.session_state[_EPOCH],
            },
            self.cookie_key,
            algorithm="HS256",
        )


class _Model(AuthenticationModel):  # type: ignore[misc]
    """The library's log-in over our accounts."""

    def __init__(self, accounts: Accounts, key: str) -> None:
        super().__init__({"usernames": {}}, auto_hash=False, secret_key=key)
        self._accounts = accounts

    def check_credentials(self, username: str, password: str) -> bool:
        self.introduce(self._accounts.log_in(username, password))
        return True

    def login(
        self,
        username: str | None,
        password: str | None,
        max_concurrent_users: int | None = None,
        max_login_attempts: int | None = None,
        token: dict[str, Any] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> bool | None:
        if token is not None:
            user = self._accounts.current(token["username"], token[_EPOCH])
            if user is None:
                return None
            self.introduce(user)
        elif not (username and password):
            raise NotAuthenticated("Enter your user name and your password.")
        result: bool | None = super().login(
            username, password, max_concurrent_users, max_login_attempts, token, *args, **kwargs
        )
        return result

    def introduce(self, user: User) -> None:
        """Tell the library of a user; it keeps no password."""
        self.credentials["usernames"][user.username] = {"name": user.name}
        st.session_state[_EPOCH] = user.epoch


class _Authenticator(Authenticate):  # type: ignore[misc]
    """The library's front, with our cookie and accounts behind it."""

    def __init__(self, accounts: Accounts, key: str) -> None:
        # Not the parent's: it would mount the cookie component on every run.
        self.api_key = None
        self.path = None
        self.attrs = {"login_sleep_time": 0}
        self.secret_key = key
        self.cookie_controller = CookieController.__new__(CookieController)
        self.cookie_controller.cookie_model = _Cookie(accounts, key)
        self.authentication_controller = AuthenticationController(
            {"usernames": {}}, auto_hash=False, secret_key=key
        )
        self.model = _Model(accounts, key)
        self.authentication_controller.authentication_model = self.model

    def enter(self, user: User) -> None:
        """Log a user in whose password was checked elsewhere, and renew the cookie."""
        self.model.introduce(user)
        st.session_state["authentication_status"] = True
        st.session_state["username"] = user.username
        st.session_state["name"] = user.name
        self.cookie_controller.set_cookie()


def _authenticator() -> _Authenticator:
    return _Authenticator(services().accounts, services().cookie_key)


# --- who is there ----------------------------------------------------------------------------


def current_user() -> User | None:
    """The user of this browser session as the store knows him now, None when nobody is logged in.

    A user who was disabled, or whose password was changed elsewhere, is logged out by this.
    """
    if not st.session_state.get("authentication_status"):
        return None
    username, epoch = st.session_state["username"], st.session_state.get(_EPOCH, -1)
    user = services().accounts.current(username, epoch)
    if user is None:
        log_out(notice="You have been signed out. Please log in again.")
    return user


def actor() -> Actor:
    """Who asks, for use cases. Pages and every repeat of a fragment ask anew; without a user the
    app starts over, at the log-in form."""
    user = current_user()
    if user is None:
        st.rerun()
    return Actor(username=user.username, roles=user.roles, via="browser")


def renew(user: User) -> None:
    """Keep this browser logged in after its user's epoch has grown (a password change)."""
    _authenticator().enter(user)


def log_out(notice: str | None = None) -> None:
    """End this browser session's log-in and forget everything it held."""
    _authenticator().logout(location="unrendered")
    for key in set(st.session_state) - _KEPT:
        del st.session_state[key]
    if notice:
        st.session_state[_NOTICE] = notice


# --- the gate --------------------------------------------------------------------------------


def gate(place: DeltaGenerator) -> User | None:
    """The logged-in user, else draws what is needed to become one.

    Args:
        place: an ``st.empty``; it is empty again when somebody is logged in.
    """
    user = current_user()
    if user is not None:
        return user
    authenticator = _authenticator()
    authenticator.login(location="unrendered")  # by cookie
    if st.session_state.get("authentication_status"):
        return current_user()
    with place.container():
        _, middle, _ = st.columns([1, 1.4, 1])
        with middle:
            st.title("Document Summarizer", anchor=False)
            if services().accounts.is_new_installation():
                _first_visit(authenticator)
            else:
                _form(authenticator)
    if not st.session_state.get("authentication_status"):
        return None
    place.empty()
    return current_user()


def _form(authenticator: _Authenticator) -> None:
    problem = st.container()
    try:
        authenticator.login(
            key="Log in",
            fields={
                "Form name": "Log in",
                "Username": "User name",
                "Password": "Password",
                "Login": "Log in",
            },
        )
    except SummarizerError as error:
        # Kept until the next attempt: the cookie's errand may draw the form once more.
        st.session_state[_PROBLEM] = error.message
        st.session_state.pop(_NOTICE, None)
    if st.session_state.get("authentication_status"):
        st.session_state.pop(_PROBLEM, None)
        st.session_state.pop(_NOTICE, None)
    elif _PROBLEM in st.session_state:
        problem.error(escape(st.session_state[_PROBLEM]), icon=":material/error:")
    elif _NOTICE in st.session_state:
        problem.info(escape(st.session_state[_NOTICE]), icon=":material/info:")


def _first_visit(authenticator: _Authenticator) -> None:
    st.write("Welcome. Create the administrator's account; it can do everything here.")
    problem = st.container()
    with st.form("first visit"):
        username = st.text_input("User name", max_chars=64, autocomplete="username")
        name = st.text_input("Full name", max_chars=100, autocomplete="name")
        password = st.text_input(
            "Password",
            type="password",
            autocomplete="new-password",
            help="At least 8 characters.",
        )
        repeated = st.text_input(
            "Password, once more", type="password", autocomplete="new-password"
        )
        if not st.form_submit_button("Create the account", type="primary"):
            return
    try:
        if password != repeated:
            raise InvalidRequest("The two passwords are not the same. Type them again.")
        user = services().accounts.create_first_administrator(username, name, password)
    except SummarizerError as error:
        problem.error(escape(error.message), icon=":material/error:")
        return
    authenticator.enter(user)


# --- the cookie's errand ---------------------------------------------------------------------


def _leave_errand(value: str | None) -> None:
    number = st.session_state.get(_ERRANDS, 0) + 1
    st.session_state[_ERRANDS] = number
    st.session_state[_ERRAND] = (number, value)


def run_errand() -> None:
    """Have the browser set or delete the cookie, if that is still to be done.

    The component is drawn in every run until the browser has answered, because a run may end
    before the component has loaded.
    """
    errand = st.session_state.get(_ERRAND)
    if errand is None:
        return
    number, value = errand
    key = f"{_ERRAND}_{number}"
    if st.session_state.get(key):
        del st.session_state[_ERRAND]
        return
    manager = stx.CookieManager(key=f"{key}_all")
    if value is None:
        with contextlib.suppress(KeyError):  # raised after the component was drawn
            manager.delete(COOKIE_NAME, key=key)
        return
    manager.set(
        COOKIE_NAME,
        value,
        key=key,
        expires_at=datetime.now() + timedelta(days=COOKIE_DAYS),
        secure=str(st.context.url).startswith("https://"),
        same_site="strict",
    )
