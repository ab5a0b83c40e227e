"""The app as a law office meets it: a browser, from the first visit to a quote."""

from __future__ import annotations

import time

import pytest

from tests.gemini_server import GeminiServer
from tests.running_app import ADMIN, running_app
from tests.running_app import PASSWORD as ADMIN_PASSWORD
from tests.samples import (
    contract_text,
    long_contract_text,
    write_docx,
    write_pdf,
    write_picture_pdf,
)

try:
    from playwright.sync_api import expect

    from tests.e2e import driver
except ImportError:
    driver = None  # type: ignore[assignment]

pytestmark = [pytest.mark.browser, pytest.mark.redis]

NAME, PASSWORD = "maria", "correct horse battery"


# redis_url: skips, or fails in CI, where there is no redis-server


@pytest.fixture
def new_app(tmp_path, redis_url):
    """An installation that nobody has visited yet."""
    with driver.start_app(tmp_path / "data") as started:
        yield started


@pytest.fixture(scope="module")
def gemini():
    with GeminiServer() as server:
        yield server


@pytest.fixture(scope="module")
def app(tmp_path_factory, browser, redis_url, gemini):
    """One with both engines, of which the built-in one is chosen unless a user says otherwise."""
    with running_app(
        tmp_path_factory.mktemp("browser") / "data",
        ANALYSIS_ENGINE="local",
        GEMINI_API_KEY="key",
        GEMINI_API_ENDPOINT=gemini.url,
    ) as started:
        yield started


@pytest.fixture
def page(browser, app):
    """A browser in which the administrator is logged in."""
    opened = driver.open_page(browser, app.url)
    driver.login(opened, ADMIN, ADMIN_PASSWORD)
    yield opened
    opened.context.close()


@pytest.fixture
def files(tmp_path):
    word, pdf = tmp_path / "Services Agreement $5.docx", tmp_path / "Framework.pdf"
    write_docx(word, contract_text())
    write_pdf(pdf, long_contract_text(pages=30))
    program = tmp_path / "program.pdf"
    program.write_bytes(b"MZ\x90\x00" + b"\x00" * 200)
    return word, pdf, program


def watch(page, filename: str, seconds: float = 60) -> list[str]:
    """Texts over a document's bar, in the order they were seen, and how it ended."""
    seen: list[str] = []
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        texts = page.evaluate(
            """name => [...document.querySelectorAll(
                 '[class*="st-key-document-"], [class*="st-key-incoming-"]')]
                 .filter(row => row.innerText.includes(name))
                 .map(row => row.querySelector('[data-testid="stProgress"]')?.innerText
                      ?? (row.innerText.includes('Completed') ? 'Completed' : ''))""",
            filename,
        )
        for text in texts:
            if text and (not seen or text != seen[-1]):
                seen.append(text)
        if seen and seen[-1] == "Completed":
            return seen
        page.wait_for_timeout(50)
    raise AssertionError(f"{filename} did not finish: {seen}")


def test_from_the_first_visit_to_a_quote(browser, new_app, files):
    app = new_app
    word, pdf, program = files
    page = driver.open_page(browser, app.url)

    # The first visit makes the administrator, who is logged in at once.
    driver.create_administrator(page, NAME, "Maria Example", PASSWORD)
    expect(driver.heading(page, "Upload")).to_be_visible(timeout=driver.PATIENCE)
    driver.logout(page)

    driver.try_login(page, NAME, "wrong password")
    expect(page.get_by_text("User name or password is wrong.")).to_be_visible()
    driver.login(page, NAME, PASSWORD)
    expect(driver.heading(page, "Upload")).to_be_visible()

    # Several files at once: one is refused with a reason, the others are analysed.
    driver.upload(page, [program, word, pdf])
    told = watch(page, pdf.name)
    assert len(told) >= 2, told
    assert told[-1] == "Completed"
    driver.finish(page, word.name)
    refused = page.locator(".st-key-refused-0")
    expect(refused).to_contain_text("program.pdf")
    expect(refused).to_contain_text("is a program")

    # A high-risk clause, word for word.
    driver.open_document(page, word.name)
    expect(driver.heading(page, "Summary")).to_be_visible()
    card = page.locator("[class*='st-key-high-']").first
    card.locator("summary").click()
    quote = card.get_by_test_id("stText").first
    expect(quote).to_be_visible()
    assert squeeze(quote.inner_text()) in squeeze(app_text(app, page))
    expect(card.get_by_text("Reliability of this kind of clause:")).to_be_visible()

    # All of the page is there, less certain clauses among it, each with how reliable its kind is.
    expect(page.get_by_role("columnheader", name="Reliability")).to_have_count(1)
    page.get_by_role("tab", name="Less certain").click()
    expect(page.get_by_text("Passages that may be such a clause")).to_be_visible()
    expect(driver.heading(page, "Coverage")).to_be_visible()

    # A reload keeps page and log-in; another browser, logged in, sees the same documents.
    page.reload()
    expect(driver.heading(page, "Summary")).to_be_visible()
    other = driver.open_page(browser, f"{app.url}/documents")
    driver.login(other, NAME, PASSWORD)
    expect(driver.heading(other, "Documents")).to_be_visible()
    expect(driver.row(other, word.name)).to_contain_text("Completed")
    expect(driver.row(other, pdf.name)).to_contain_text("Completed")
    assert "Traceback" not in app.output()
    assert "Warning" not in app.output()
    page.context.close()
    other.context.close()


def test_a_question_and_a_clause_are_answered_on_the_document_page(app, page, files):
    word = files[0]
    driver.upload(page, [word])
    driver.finish(page, word.name)
    driver.open_document(page, word.name)
    expect(driver.heading(page, "Questions")).to_be_visible()

    # Nothing asked: a sentence says so, and the form stays.
    ask = page.get_by_role("button", name="Ask", exact=True)
    ask.click()
    expect(page.get_by_text("Nothing is asked.")).to_be_visible()

    page.get_by_label("Question or topic").fill("Which law governs the agreement?")
    ask.click()
    answers = page.locator("[class*='st-key-focus-answer-']")
    expect(answers).to_have_count(1, timeout=driver.PATIENCE)
    expect(answers.first).to_contain_text("The document speaks of it", timeout=driver.PATIENCE)
    expect(answers.first).to_contain_text("governed by")
    expect(answers.first).to_contain_text("Governing law", ignore_case=True)

    # From a clause: what it says, and the risk with what to ask for.
    card = page.locator("[class*='st-key-high-']").first
    card.locator("summary").click()
    quote = squeeze(card.get_by_test_id("stText").first.inner_text())
    card.get_by_role("button", name="Ask about this clause").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Ask", exact=True).click()
    expect(answers).to_have_count(2, timeout=driver.PATIENCE)
    expect(answers.first).to_contain_text("What the passage says", timeout=driver.PATIENCE)
    assert quote[:60] in squeeze(answers.first.text_content())
    answers.first.locator("summary").last.click()
    expect(answers.first.get_by_text("What to ask for").last).to_be_visible()
    assert "Traceback" not in app.output()


def test_a_locked_file_asks_for_its_password_and_a_scan_tells_its_progress(
    app, page, tmp_path, tesseract
):
    locked = write_pdf(tmp_path / "Locked.pdf", contract_text(), password="open sesame")
    scan = write_picture_pdf(tmp_path / "Scan.pdf", contract_text())
    driver.upload(page, [locked, scan])
    refused = page.locator(".st-key-refused-0")
    expect(refused).to_contain_text("protected by a password")
    driver.unlock(page, "open barley")
    expect(refused).to_contain_text("does not open")
    driver.unlock(page, "open sesame")
    expect(refused).to_have_count(0, timeout=driver.PATIENCE)
    driver.finish(page, locked.name)
    driver.finish(page, scan.name)
    driver.open_document(page, scan.name)
    expect(page.get_by_text("was recognised from pictures (OCR)")).to_be_visible()
    assert "open sesame" not in app.output()
    assert "Traceback" not in app.output()


def squeeze(text: str) -> str:
    return " ".join(text.split())


def app_text(app, page) -> str:
    """The extracted text of the document that the page shows, from the store."""
    from summarizer_core.stores.sqlite import SqliteStores

    session_id = page.url.partition("session=")[2]
    document = SqliteStores(app.data_dir).results.document(session_id)
    assert document is not None
    return document.text


def test_the_cost_is_told_before_the_run_and_the_choice_of_files_stays(page, gemini, files):
    word, pdf, program = files
    chooser = page.locator('input[type="file"]').first
    chooser.set_input_files([str(word), str(pdf), str(program)])
    for path in files:
        chosen = page.get_by_role("button", name=f"Remove {path.name}", exact=True)
        expect(chosen).to_be_visible()
    page.get_by_role("combobox", name="Engine").click()
    page.get_by_role("option", name="Google Gemini").click()
    page.get_by_role("button", name="Estimate cost").click()
    told = page.locator(".st-key-estimate")
    expect(told).to_contain_text("of them to pay for; about")
    expect(told).to_contain_text("Services Agreement $5.docx")
    expect(told).to_contain_text("Together")
    expect(told).to_contain_text("program.pdf")
    assert gemini.stats()["calls"] == 0
    page.get_by_role("button", name="Analyse", exact=True).click()
    watch(page, "Framework.pdf")
    page.get_by_text("Framework.pdf").first.wait_for()


def test_the_summary_shows_where_the_document_says_so(app, page, files):
    word = files[0]
    page.get_by_role("combobox", name="Engine").click()
    page.get_by_role("option", name="Google Gemini").click()
    driver.upload(page, [word])
    driver.finish(page, word.name)
    driver.open_document(page, word.name)
    expect(driver.heading(page, "Summary")).to_be_visible()
    expect(page.get_by_test_id("stText").filter(has_text="\u00b9").first).to_be_visible()
    proofs = page.locator(".st-key-summary-proofs")
    proofs.locator("summary").click()
    expect(proofs.get_by_text("page 1").first).to_be_visible()
    passages = proofs.get_by_test_id("stText").all_inner_texts()
    text = squeeze(app_text(app, page))
    assert passages
    assert all(squeeze(passage) in text for passage in passages)
    assert "Traceback" not in app.output()


def test_what_gemini_cannot_analyse_the_built_in_engine_is_offered_for(browser, tmp_path, files):
    word, _, _ = files
    with (
        GeminiServer() as gemini,
        driver.start_app(
            tmp_path / "data", GEMINI_API_KEY="key", GEMINI_API_ENDPOINT=gemini.url
        ) as app,
    ):
        gemini.fail("400_key", count=500)
        page = driver.open_page(browser, app.url)
        driver.create_administrator(page, NAME, "Maria Example", PASSWORD)
        driver.upload(page, [word])
        row = driver.row(page, "Services Agreement $5.docx")
        expect(row).to_contain_text("key was refused", timeout=60_000)
        row.get_by_role("link", name="Open").click()
        page.get_by_role("button", name="Analyse with the built-in engine").click()
        expect(page.get_by_text("Built-in engine").first).to_be_visible(timeout=60_000)
        expect(page.get_by_text("Summary").first).to_be_visible(timeout=60_000)
