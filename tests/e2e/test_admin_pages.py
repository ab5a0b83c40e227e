"""The administrators' screens in a browser. All tests share one app: they look after themselves."""

from __future__ import annotations

import re

import pytest

from summarizer_core.cache import Entry
from summarizer_core.cache_figures import Savings
from summarizer_core.models import Role
from summarizer_core.services import build_services, operator
from summarizer_core.settings import Settings
from tests.gemini_server import GeminiServer
from tests.running_app import ADMIN, PASSWORD, running_app

try:
    from playwright.sync_api import expect

    from tests.e2e import driver
except ImportError:
    driver = None  # type: ignore[assignment]

pytestmark = [pytest.mark.browser, pytest.mark.redis]

ENGINE = "gemini-gemini-2.5-flash-p1-s1"


@pytest.fixture(scope="module")
def gemini():
    with GeminiServer(api_key="key") as server:
        yield server


@pytest.fixture(scope="module")
def app(tmp_path_factory, browser, redis_url, gemini):  # skips before it starts anything
    with running_app(
        tmp_path_factory.mktemp("admin") / "data",
        ANALYSIS_ENGINE="gemini",
        GEMINI_API_KEY="key",
        GEMINI_API_ENDPOINT=gemini.url,
        WORKER_COUNT="1",
    ) as started:
        yield started


@pytest.fixture(scope="module")
def product(app):
    """The product behind the app, as its own processes see it."""
    services = build_services(Settings(_env_file=None, data_dir=app.data_dir))
    services.accounts.add_user(operator(), "stella", "Stella", PASSWORD, [Role.STAFF])
    yield services
    services.redis.close()


@pytest.fixture(scope="module")
def page(browser, app):
    """A browser in which the administrator is logged in."""
    opened = driver.open_page(browser, app.url)
    driver.login(opened, ADMIN, PASSWORD)
    yield opened
    opened.context.close()


def figure(page, name: str):
    """The box of one figure."""
    return page.get_by_test_id("stMetric").filter(has_text=name)


def test_the_cache_page_shows_its_figures_and_clears_one_kind(page, product):
    driver.visit(page, "Cache")
    expect(page.get_by_text("The cache is empty.")).to_be_visible()

    saves = Savings(calls=0.5, input_tokens=1200, output_tokens=30, text_bytes=4096)
    clauses = {str(number): Entry(b"note", saves) for number in range(40)}
    product.cache.put_many("chunk", ENGINE, clauses)
    product.cache.put_many("focus", ENGINE, {"q": b"answer"})
    product.cache.get_many("chunk", ENGINE, [str(number) for number in range(50)])
    driver.visit(page, "Account")
    driver.visit(page, "Cache")
    expect(page.get_by_text("41 of 10,000 entries")).to_be_visible()
    expect(figure(page, "Hit rate, 15 minutes")).to_contain_text("80%")
    expect(figure(page, "Hit rate, 24 hours")).to_contain_text("80%")
    expect(figure(page, "Engine calls saved")).to_contain_text("20")
    told = "In the last 24 hours, 40 of 50 texts were known (80%), 10 had to be asked of an engine."
    expect(page.get_by_text(told)).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart")).to_have_count(2)
    bars = page.locator(".mark-rect [aria-label]")
    expect(bars).to_have_count(2)
    labels = [bar.get_attribute("aria-label") for bar in bars.all()]
    assert "Known (hits); How many: 40" in labels[0]
    assert "Asked of an engine (misses); How many: 10" in labels[1]

    page.get_by_role("button", name="Clear the cache").click()
    question = page.get_by_role("dialog")
    question.get_by_text("Clauses").click()
    expect(question).to_contain_text("This removes 40 entries. Documents and results stay.")
    expect(question).to_contain_text("about 20 engine calls and 49,200 tokens")
    question.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("Removed 40 entries.")).to_be_visible()
    expect(page.get_by_text("1 of 10,000 entries")).to_be_visible()
    assert product.cache.get_many("focus", ENGINE, ["q"]) == {"q": b"answer"}


def test_staff_neither_see_nor_reach_the_screens_of_administrators(browser, app, product):
    page = driver.open_page(browser, f"{app.url}/cache")
    driver.login(page, "stella", PASSWORD)
    expect(page.get_by_text("Your account may not open this page.")).to_be_visible()
    expect(driver.heading(page, re.compile("Cache"))).to_have_count(0)
    links = page.get_by_test_id("stSidebarNav").get_by_role("link")
    expect(links).to_have_text([re.compile(name) for name in ("Upload", "Documents", "Account")])
    page.context.close()
