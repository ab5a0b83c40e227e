"""Make the README's pictures from the running app: ``python -m tools.screenshots``."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e import driver
from tests.samples import contract_text, long_contract_text, write_docx, write_pdf

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"


def shoot(page: Page, name: str) -> None:
    """Save what the window shows once all of it is drawn and nothing is faded or pointed at."""
    page.mouse.move(0, 0)
    driver.settle(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    expect(page.locator("[data-stale='true']")).to_have_count(0)
    page.screenshot(path=IMAGES / name)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        driver.start_app(Path(folder) / "data") as app,
        driver.start_browser() as browser,
    ):
        files = [
            Path(folder) / name for name in ("Services agreement.docx", "Supply agreement.pdf")
        ]
        write_docx(files[0], contract_text())
        write_pdf(files[1], long_contract_text(pages=200))
        page = driver.open_page(browser, app.url)
        driver.create_administrator(page, "maria", "Maria Example", "correct horse")
        expect(driver.heading(page, "Upload")).to_be_visible(timeout=driver.PATIENCE)
        driver.settle(page)
        driver.upload(page, files)
        driver.finish(page, files[0].name)
        shoot(page, "upload.png")
        driver.finish(page, files[1].name)
        driver.row(page, files[0].name).get_by_role("link", name="Open").click()
        expect(driver.heading(page, "Summary")).to_be_visible(timeout=driver.PATIENCE)
        shoot(page, "document.png")
        risks = driver.heading(page, re.compile("High-risk clauses"))
        page.locator("[class*='st-key-high-']").first.locator("summary").click()
        expect(page.get_by_text("Why it matters").first).to_be_visible()
        risks.evaluate("heading => heading.scrollIntoView()")
        shoot(page, "clauses.png")


if __name__ == "__main__":
    main()
