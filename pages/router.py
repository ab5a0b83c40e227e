"""What each browser session runs: log-in gate, navigation by role, then one screen."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from pages.components import login
from pages.components.boundary import boundary
from summarizer_core.accounts.permissions import Permission, may
from summarizer_core.models import Actor, User

#: A file of ours: for a Material icon the browser would ask Google's servers.
_ICON: Final = Path(__file__).with_name("icon.svg")

#: File, title, icon, permission that it takes (None: everyone), whether the menu shows it.
_SCREENS: Final = (
    ("upload.py", "Upload", "upload_file", Permission.UPLOAD, True),
    ("documents.py", "Documents", "folder_open", Permission.UPLOAD, True),
    ("document.py", "Document", "article", Permission.UPLOAD, False),
    ("administration.py", "Administration", "monitoring", Permission.ADMINISTER, True),
    ("queue_and_workers.py", "Queue and workers", "list_alt", Permission.ADMINISTER, True),
    ("cache.py", "Cache", "database", Permission.ADMINISTER, True),
    ("accuracy.py", "Engine accuracy", "target", Permission.ADMINISTER, True),
    ("account.py", "Account", "person", None, True),
)


def _allowed(user: User | None, permission: Permission | None) -> bool:
    if user is None:
        return False
    actor = Actor(username=user.username, roles=user.roles)
    return permission is None or may(actor, permission)


def _choose_page(user: User | None) -> tuple[st.Page, bool]:
    """The page to run, and whether this user may see it.

    Every page is registered for everybody, hidden where there is no right to it: a page that is
    not known before the log-in would lose its path and query, and with them deep links.
    """
    pages, allowed = {}, {}
    for file, title, icon, permission, in_menu in _SCREENS:
        allowed[file] = _allowed(user, permission)
        pages[file] = st.Page(
            file,
            title=title,
            icon=f":material/{icon}:",
            default=file == "upload.py",
            visibility="visible" if in_menu and allowed[file] else "hidden",
        )
    page = st.navigation(list(pages.values()), position="sidebar" if user else "hidden")
    file = next(name for name, known in pages.items() if known.url_path == page.url_path)
    if file == "upload.py" and user and not allowed[file]:
        st.switch_page(pages["administration.py" if allowed["administration.py"] else "account.py"])
    return page, allowed[file]


def _sidebar(user: User) -> None:
    with st.sidebar:
        st.text(user.name)
        st.caption(", ".join(sorted(user.roles)))
        if st.button("Log out", icon=":material/logout:"):
            login.log_out()
            st.rerun()


def main() -> None:
    st.set_page_config(page_title="Document Summarizer", page_icon=_ICON, layout="wide")
    # The same places in every run, whoever is there: fragments are known by their place.
    front, body, errand = st.empty(), st.container(), st.container()
    user = None
    with boundary():
        user = login.gate(front)
    page, allowed = _choose_page(user)
    with errand:
        login.run_errand()
    if user is None:
        return
    _sidebar(user)
    with body, boundary():
        if allowed:
            page.run()
        else:
            st.error(
                "Your account may not open this page. Ask an administrator for the role you need."
            )


main()
