"""The administrators' screens in a browser. All tests share one app: they look after themselves."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable

import httpx
import pytest

from summarizer_core.accuracy import shipped
from summarizer_core.cache import Entry
from summarizer_core.cache_figures import Savings
from summarizer_core.evaluation import Contract, Prediction, evaluate
from summarizer_core.models import Actor, Role, SessionStatus
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
    settings = Settings(
        _env_file=None, data_dir=app.data_dir, analysis_engine="gemini", gemini_api_key="key"
    )
    services = build_services(settings)
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


def wait_until(fulfilled: Callable[[], bool], seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while not fulfilled():
        assert time.monotonic() < give_up
        time.sleep(0.1)


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


def press_until_gone(row, name: str) -> None:
    """Press a row's button until the row is gone: the page refreshes itself every few seconds, and
    a click in that very moment is lost."""
    for patience in (8_000, 8_000, driver.PATIENCE):
        button = row.get_by_role("button", name=name)
        if button.count():
            button.click()
        try:
            expect(row).to_have_count(0, timeout=patience)
            return
        except AssertionError:
            if patience == driver.PATIENCE:
                raise


def test_the_queue_page_lists_what_failed_runs_and_waits_and_acts_on_it(page, product, gemini):
    stella = Actor(username="stella", roles=frozenset({Role.STAFF}))

    def submit(name: str, text: str | None = None) -> str:
        text = text or f"1. Term\n\nAgreement {name} ends on notice of thirty days.\n"
        return product.submit(stella, name, io.BytesIO(text.encode())).id

    def status(session_id: str) -> SessionStatus:
        return product.stores.sessions.get(session_id).status

    # Two documents fail for good; one is dropped, the other one retried.
    gemini.fail("403", count=100)
    hostile = "<b>Lease **$5** [x](y).txt"
    retried, dropped = submit(hostile), submit("NDA.txt")
    driver.visit(page, "Queue and workers")
    retry_all = page.get_by_role("button", name="Retry all")
    expect(retry_all).to_be_enabled(timeout=driver.PATIENCE)
    row = page.locator(".st-key-failed-" + retried)
    expect(row).to_be_visible(timeout=driver.PATIENCE)
    expect(row.get_by_test_id("stText").first).to_have_text(hostile)
    expect(row).to_contain_text("owner stella")
    expect(row).to_contain_text("1 attempt")
    other = page.locator(".st-key-failed-" + dropped)
    expect(other).to_be_visible(timeout=driver.PATIENCE)
    press_until_gone(other, "Drop")
    expect(figure(page, "Failed")).to_contain_text("1")
    httpx.delete(f"{gemini.url}/__faults").raise_for_status()
    press_until_gone(row, "Retry")
    expect(figure(page, "Failed")).to_contain_text("0", timeout=driver.PATIENCE)
    expect(retry_all).to_be_disabled(timeout=driver.PATIENCE)

    wait_until(lambda: status(retried) is SessionStatus.COMPLETED)

    # One runs, two wait; the queue is purged, and what runs goes on.
    gemini.fail("hang", count=100, seconds=60)
    running, *waiting = submit("Running.txt"), submit("Second.txt"), submit("Third.txt")
    at_work = page.locator(".st-key-running-" + running)
    expect(at_work).to_contain_text("Running.txt", timeout=driver.PATIENCE)
    expect(at_work).to_contain_text(
        re.compile(r"Analysing the clauses · \d+% · for \d+ s · .+, process")
    )
    expect(at_work).to_contain_text("owner stella")
    expect(figure(page, "Waiting")).to_contain_text("2", timeout=driver.PATIENCE)
    expect(figure(page, "Running")).to_contain_text("1")
    page.get_by_role("button", name="Purge the queue").click()
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("This cancels 2 waiting documents")
    question.get_by_role("button", name="Purge", exact=True).click()
    expect(page.get_by_text("Cancelled 2 documents.")).to_be_visible()
    expect(figure(page, "Waiting")).to_contain_text("0")
    assert [status(one) for one in waiting] == [SessionStatus.CANCELLED] * 2
    assert status(running) is SessionStatus.PROCESSING
    assert status(dropped) is SessionStatus.FAILED
    product.control.cancel(stella, running)


def test_the_accuracy_page_shows_what_was_measured_and_how_to_measure_the_rest(page, product):
    measured = shipped()
    driver.visit(page, "Engine accuracy")
    expect(driver.heading(page, "Built-in engine")).to_be_visible()
    expect(figure(page, "Passages found (AUPR)")).to_contain_text(f"{measured.aupr:.1%}")
    low, high = measured.intervals["aupr"]
    expect(page.get_by_text(f"({100 * low:.1f} to {100 * high:.1f})")).to_be_visible()
    expect(page.get_by_text(f"Measured on {measured.contracts} contracts")).to_contain_text(
        "CC BY 4.0"
    )
    grid = page.get_by_test_id("stDataFrame").first
    expect(grid).to_contain_text("Termination for Convenience")
    expect(driver.heading(page, "Google Gemini")).to_be_visible()
    expect(page.get_by_text("Not measured here.")).to_be_visible()
    expect(page.get_by_text("evaluate CUAD_JSON --engine gemini --save")).to_be_visible()

    # Once it is measured, its figures are there.
    found = [Prediction("Insurance", "a policy of insurance", 0.999)]
    contracts = [Contract({"Insurance": ["a policy of insurance"]}, found)] * 20
    gemini = product.engines["gemini"]
    product.accuracy.save(gemini, evaluate(contracts, resamples=10), "ours.json")
    driver.visit(page, "Account")
    driver.visit(page, "Engine accuracy")
    expect(page.get_by_text("Measured on 20 contracts (ours.json) on")).to_be_visible()
    expect(page.get_by_text("Not measured here.")).to_have_count(0)


def test_staff_neither_see_nor_reach_the_screens_of_administrators(browser, app, product):
    page = driver.open_page(browser, f"{app.url}/cache")
    driver.login(page, "stella", PASSWORD)
    links = page.get_by_test_id("stSidebarNav").get_by_role("link")
    expect(links).to_have_text([re.compile(name) for name in ("Upload", "Documents", "Account")])
    for path in ("cache", "queue_and_workers", "administration", "accuracy"):
        if not page.url.endswith(path):
            page.goto(f"{app.url}/{path}")
        expect(page.get_by_text("Your account may not open this page.")).to_be_visible(
            timeout=driver.PATIENCE
        )
        expect(page.get_by_role("heading")).to_have_count(0)
    page.context.close()
