"""Judging a finished document for a side and by a playbook of one's own, in a browser."""

from __future__ import annotations

import pytest

try:
    from playwright.sync_api import expect

    from tests.e2e import driver
except ImportError:
    driver = None  # type: ignore[assignment]

from tests.integration.test_judging import CONTRACT, STRICT

pytestmark = [pytest.mark.browser, pytest.mark.redis]


def test_another_playbook_and_side_judge_a_finished_document_at_once(browser, tmp_path, redis_url):
    contract = tmp_path / "contract.txt"
    contract.write_text(CONTRACT)
    house = tmp_path / "data" / "playbooks"
    house.mkdir(parents=True)
    (house / "strict.yaml").write_text(STRICT)
    (house / "broken.yaml").write_text("version: 1\ncategories: 7\n")
    with driver.start_app(tmp_path / "data") as app:
        page = driver.open_page(browser, app.url)
        driver.create_administrator(page, "maria", "Maria Example", "correct horse battery")
        expect(driver.heading(page, "Upload")).to_be_visible(timeout=driver.PATIENCE)
        expect(page.get_by_text("broken.yaml cannot be used: line 2")).to_be_visible()
        driver.upload(page, [contract])
        driver.finish(page, contract.name)
        driver.open_document(page, contract.name)

        def judged(by: str) -> None:
            expect(page.get_by_text(f"Judged by: {by}")).to_be_visible(timeout=driver.PATIENCE)

        def choose(field: str, option: str) -> None:
            page.get_by_role("combobox", name=field).click()
            page.get_by_role("option", name=option).click()

        judged("Built-in playbook, for no side in particular.")
        expect(driver.heading(page, "High-risk clauses (1)")).to_be_visible()
        choose("You represent", "Supplier")
        judged("Built-in playbook, for Supplier.")
        expect(driver.heading(page, "High-risk clauses (0)")).to_be_visible()
        choose("Playbook", "strict")
        judged("strict, for Supplier.")
        page.locator("[class*='st-key-high-'] summary").first.click()
        expect(page.get_by_text("It is a foreign law.", exact=True)).to_be_visible()
        words = '"This Agreement is governed by the laws of the State of New York"'
        first = f"Our law: {words}. It is a foreign law. · page 1"
        expect(page.get_by_text(first)).to_be_visible()
        expect(page.get_by_text("A neutral one.", exact=True)).to_be_visible()
        page.reload()
        judged("strict, for Supplier.")
        page.get_by_role("tab", name="Less certain").click()
        page.get_by_role("combobox", name="At least this likely").click()
        page.get_by_role("option", name="All").click()
        expect(page.get_by_text("the likeliest first")).to_be_visible()
        assert "Traceback" not in app.output()


def test_many_faulty_playbooks_are_one_line_with_the_details_folded(browser, tmp_path, redis_url):
    house = tmp_path / "data" / "playbooks"
    house.mkdir(parents=True)
    for number in range(25):
        (house / f"broken{number}.yaml").write_text("version: 1\ncategories: 7\n")
    with driver.start_app(tmp_path / "data") as app:
        page = driver.open_page(browser, app.url)
        driver.create_administrator(page, "maria", "Maria Example", "correct horse battery")
        line = page.get_by_text("25 playbooks cannot be used")
        expect(line).to_be_visible(timeout=driver.PATIENCE)
        detail = page.get_by_text("broken7.yaml cannot be used: line 2")
        expect(detail).not_to_be_visible()
        line.click()
        expect(detail).to_be_visible()
