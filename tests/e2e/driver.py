"""Drives the real app in Chromium, for browser tests and for screenshots."""

from __future__ import annotations

import contextlib
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.running_app import RunningApp

CHROMIUM_ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
COOKIE: Final = "document_summarizer"
DESKTOP: Final = (1280, 900)
PHONE: Final = (480, 900)

#: Milliseconds that an expectation waits at most; a cold page of Streamlit takes a few seconds.
PATIENCE: Final = 20_000
expect.set_options(timeout=PATIENCE)


def find_chromium() -> str | None:
    """Path of the system's Chromium or Chrome, None when there is none."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


class FreshApp(RunningApp):
    """An installation that nobody has an account in yet."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        super().__init__(data_dir, **environment)
        for name in ("ADMIN_USERNAME", "ADMIN_PASSWORD"):
            del self._environment[name]


@contextlib.contextmanager
def start_app(data_dir: Path, **environment: str) -> Iterator[FreshApp]:
    """The app on a free port, stopped afterwards; ``environment`` are variables of the product."""
    app = FreshApp(data_dir, **environment)
    try:
        app.start()
        yield app
    finally:
        app.stop()


@contextlib.contextmanager
def start_browser() -> Iterator[Browser]:
    """A headless Chromium. Raises ``RuntimeError`` when there is none."""
    path = find_chromium()
    if path is None:
        raise RuntimeError("There is no Chromium on this machine (Debian: apt install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def open_page(browser: Browser, url: str, size: tuple[int, int] = DESKTOP) -> Page:
    """A browser of its own (no cookies of others) at that address."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, timezone_id="Europe/Berlin", locale="en-GB"
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(url)
    return page


def settle(page: Page) -> None:
    """Wait until the script behind the page is not running."""
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=PATIENCE
    )


def create_administrator(page: Page, username: str, name: str, password: str) -> None:
    """Fill in the form of the first visit; afterwards this browser is logged in."""
    page.get_by_label("User name").fill(username)
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_label("Password, once more").fill(password)
    page.get_by_role("button", name="Create the account").click()
    _arrive(page)


def try_login(page: Page, username: str, password: str) -> None:
    """Fill in the log-in form, whatever comes of it."""
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in", exact=True).click()


def login(page: Page, username: str, password: str) -> None:
    """Log in, with name and password that fit."""
    try_login(page, username, password)
    _arrive(page)


def _arrive(page: Page) -> None:
    expect(page.get_by_role("button", name="Log out")).to_be_visible(timeout=PATIENCE)
    _cookie_settles(page, there=True)


def logout(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible(timeout=PATIENCE)
    _cookie_settles(page, there=False)


def _cookie_settles(page: Page, *, there: bool) -> None:
    """The browser sets and deletes the log-in cookie a moment later, and the page is drawn anew:
    faster than any hand, but not than a test."""
    give_up = time.monotonic() + PATIENCE / 1000
    while any(cookie["name"] == COOKIE for cookie in page.context.cookies()) is not there:
        assert time.monotonic() < give_up, "the log-in cookie was not set or deleted"
        page.wait_for_timeout(50)
    expect(page.locator("iframe")).to_have_count(0, timeout=PATIENCE)
    settle(page)


def visit(page: Page, title: str) -> None:
    """Go to a screen by the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    expect(heading(page, title)).to_be_visible(timeout=PATIENCE)


def heading(page: Page, text: str | re.Pattern[str]) -> Locator:
    exact = isinstance(text, str)
    return page.get_by_role("heading", name=text, exact=exact)


def open_document(page: Page, name: str) -> None:
    """Open a document from the list. A click is lost when the list is drawn anew beneath it; a
    person clicks again."""
    link = row(page, name).get_by_role("link", name="Open")
    tries = 3
    for left in reversed(range(tries)):
        link.click()
        try:
            expect(page).to_have_url(re.compile(r"/document\b"), timeout=PATIENCE / tries)
            return
        except AssertionError:
            if not left:
                raise


def upload(page: Page, paths: Sequence[Path], *, focus: str = "", password: str = "") -> None:
    """Choose files on the screen "Upload" and have them analysed."""
    page.locator("input[type=file]").set_input_files([str(path) for path in paths])
    for path in paths:
        chosen = page.get_by_role("button", name=f"Remove {path.name}", exact=True)
        expect(chosen).to_be_visible(timeout=PATIENCE)
    if focus:
        page.get_by_label("Is there something").fill(focus)
    if password:
        page.get_by_test_id("stExpander").get_by_text("protected by a password").click()
        page.get_by_label("Password of the PDF", exact=True).fill(password)
    page.get_by_role("button", name="Analyse").click()


def unlock(page: Page, password: str) -> None:
    """Give the password of a file that was refused for want of it."""
    page.get_by_label("Password of this file", exact=True).fill(password)
    refused = page.locator("[class*='st-key-refused-']")
    refused.get_by_role("button", name="Open", exact=True).click()


def row(page: Page, filename: str) -> Locator:
    """The row of a document in a list, the newest of that name."""
    return page.locator("[class*='st-key-document-']").filter(has_text=filename).first


def finish(page: Page, filename: str, seconds: float = 60) -> Locator:
    """Wait until the row says that the analysis is completed."""
    found = row(page, filename)
    expect(found).to_contain_text("Completed", timeout=seconds * 1000)
    return found
