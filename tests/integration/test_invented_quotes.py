"""A model that invents a share of its quotes: none of them is shown."""

from __future__ import annotations

import io

import pytest

from summarizer_core import jobs
from tests.gemini_server import GeminiServer
from tests.proofs import misquoted, passed, quoting
from tests.samples import contract_text, long_contract_text

pytestmark = pytest.mark.redis

QUESTION = "Against which claims must the Provider indemnify the Customer?"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_a_model_that_invents_quotes_only_the_documents_own_words_are_shown(
    services_at, staff, seed
):
    with GeminiServer(invent_rate=0.3, seed=seed) as server:
        services = services_at(server)
        text = contract_text() + long_contract_text(pages=5)
        session = services.submit(staff, "contract.txt", io.BytesIO(text.encode()), focus=QUESTION)
        jobs.Job(services, session.id, 1).run()
        result = services.read.result(staff, session.id)
        document = services.stores.results.document(session.id)
        invented = server.invented()
    assert document is not None
    told = result.model_dump(mode="json")
    shown = {place for place, _ in quoting(told)}
    assert shown >= {"clauses", "high_risk_clauses", "key_terms", "sections", "focus"}
    assert misquoted(told, document.text) == []
    assert len(invented) >= 5
    assert not {item["quote"] for _, item in quoting(told)} & {one.told for one in invented}
    # Nor was one taken for a slip of what it was made from.
    let_pass = {item["quote"] for item in passed(told)}
    assert len(let_pass) > 10
    assert not let_pass & {one.original for one in invented}
    assert any(warning.code == "quotes_rejected" for warning in result.warnings)
