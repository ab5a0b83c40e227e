"""Engines can be exchanged: results look alike, and what one has said is never taken for the
other's."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

import pytest

from summarizer_core import jobs, keys
from summarizer_core.models import Actor
from summarizer_core.services import Services
from tests.gemini_server import GeminiServer
from tests.proofs import misquoted, quoting, unlike
from tests.samples import contract_text

pytestmark = pytest.mark.redis

QUESTION = "Against which claims must the Provider indemnify the Customer?"
#: A contract without what it should have: confidentiality, and a limit of liability.
TEXT = "\n\n".join(
    part for part in contract_text().split("\n\n") if not part.startswith(("1.2", "7.", "11."))
)


class Product(NamedTuple):
    services: Services
    gemini: GeminiServer
    staff: Actor

    def analysed(self, engine: str) -> dict[str, Any]:
        """The result of the contract, as programs receive it."""
        file = io.BytesIO(TEXT.encode())
        session = self.services.submit(
            self.staff, "contract.txt", file, engine=engine, focus=QUESTION
        )
        jobs.Job(self.services, session.id, 1).run()
        found = self.services.read.result(self.staff, session.id)
        assert found.error is None
        return found.model_dump(mode="json")

    def entries(self) -> set[str]:
        """Keys of the cache's entries."""
        return {key.decode() for key in self.services.redis.keys(f"{keys.CACHE_TAG}:entry:*")}

    def hits(self, engine: str) -> int:
        groups = self.services.cache.stats().groups
        return sum(group.total.hits for group in groups if group.engine.startswith(engine))


@pytest.fixture
def product(services_at, staff):
    with GeminiServer() as gemini:
        yield Product(services_at(gemini), gemini, staff)


def test_results_of_both_engines_have_the_same_fields_at_every_level(product):
    local, gemini = product.analysed("local"), product.analysed("gemini")
    assert (local["engine"], gemini["engine"]) == ("local", "gemini")
    for name in ("clauses", "high_risk_clauses", "key_terms", "missing_clauses", "focus"):
        assert local[name] and gemini[name], name  # else nothing would be compared
    assert local["focus"][0]["quotes"] and gemini["focus"][0]["quotes"]
    assert unlike(local, gemini) == []
    assert local["document"] == gemini["document"] | {"title": local["document"]["title"]}


def test_every_quote_of_both_engines_is_the_documents(product):
    for engine in ("local", "gemini"):
        found = product.analysed(engine)
        session = found["session_id"]
        text = product.services.stores.results.document(session).text
        assert len(list(quoting(found))) > 20
        assert misquoted(found, text) == []


@pytest.mark.parametrize("order", [("local", "gemini"), ("gemini", "local")])
def test_what_one_engine_has_said_is_never_taken_for_the_others(product, order):
    first, second = order
    before = product.analysed(first)
    of_first = product.entries()
    switched = product.analysed(second)
    of_second = product.entries() - of_first

    assert of_first and of_second
    assert all(f":{first}-" in key for key in of_first)
    assert all(f":{second}-" in key for key in of_second)
    assert switched["chunks"]["cached"] == 0
    assert switched["coverage"]["cached"] == 0
    assert product.hits(first) == product.hits(second) == 0

    # Back again: all of the first engine's answers are still there, and nothing is asked.
    calls = product.gemini.stats()["calls"]
    again = product.analysed(first)
    assert product.gemini.stats()["calls"] == calls
    assert again["chunks"]["cached"] == again["chunks"]["total"]
    assert again["clauses"] == before["clauses"]
    assert again["clauses"] != switched["clauses"]
    assert product.entries() == of_first | of_second
