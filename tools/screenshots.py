"""Make the README's pictures from the running app: ``python -m tools.screenshots``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e import driver
from tests.samples import contract_text, long_contract_text, write_docx, write_pdf

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"


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
        page.screenshot(path=IMAGES / "upload.png")
        driver.finish(page, files[1].name)
        driver.row(page, files[0].name).get_by_role("link", name="Open").click()
        expect(driver.heading(page, "Summary")).to_be_visible(timeout=driver.PATIENCE)
        driver.settle(page)
        page.wait_for_timeout(500)
        page.screenshot(path=IMAGES / "document.png")


if __name__ == "__main__":
    main()
