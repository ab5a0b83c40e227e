"""A page of the original with a quote marked, as the screens ask for it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from summarizer_core import errors
from summarizer_core.jobs import Job
from tests.samples import contract_text, write_docx, write_pdf

pytestmark = pytest.mark.redis


def analysed(services, actor, path):
    with path.open("rb") as file:
        session = services.submit(actor, path.name, file)
    Job(services, session.id, session.attempt).run()
    return session.id


@pytest.fixture
def contract(services, staff, tmp_path):
    return analysed(services, staff, write_pdf(tmp_path / "contract.pdf", contract_text()))


def test_every_high_risk_clause_is_marked_on_its_page(services, staff, contract):
    clauses = services.read.result(staff, contract).high_risk_clauses
    assert clauses
    for clause in clauses:
        shown = services.view_page(staff, contract, clause.page, (clause.start, clause.end))
        marked = "".join(c for word in shown.marked for c in word.text if c.isalnum())
        assert marked == "".join(c for c in clause.quote if c.isalnum())
        picture = Image.open(io.BytesIO(shown.page.picture))
        assert picture.width / shown.page.width == pytest.approx(
            picture.height / shown.page.height, rel=0.01
        )
    assert not any(services.temporary.iterdir())


def test_a_page_of_somebody_elses_document_does_not_exist(services, colleague, analyst, contract):
    with pytest.raises(errors.NotFound):
        services.view_page(colleague, contract, 1)
    assert services.view_page(analyst, contract, 1).page.number == 1


@pytest.mark.parametrize("number", [0, 99])
def test_pages_that_do_not_exist_are_refused(services, staff, contract, number):
    with pytest.raises(errors.InvalidRequest) as caught:
        services.view_page(staff, contract, number)
    assert caught.value.code == "no_such_page"


def test_only_pdfs_have_pages_to_draw(services, staff, tmp_path):
    session_id = analysed(services, staff, write_docx(tmp_path / "c.docx", contract_text()))
    with pytest.raises(errors.InvalidRequest) as caught:
        services.view_page(staff, session_id, 1)
    assert caught.value.code == "no_pages"
