"""An answer shows only what the document says, whatever the engine claims."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from summarizer_core import jobs
from summarizer_core.engines.base import FocusReply
from summarizer_core.engines.local import LocalEngine
from tests.samples import contract_text

pytestmark = pytest.mark.redis

INVENTED = "The Supplier waives every claim against the Customer for all time."


class _Claiming(LocalEngine):
    """Answers every question with given quotes of given chunks."""

    def __init__(self, quotes: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._claimed = quotes

    def answer(self, view, passage, question, ask):
        return FocusReply("The Supplier has waived its claims.", self._claimed)


def ask(services, staff, quotes):
    services.engines["local"] = _Claiming(quotes)
    data = io.BytesIO(contract_text().encode())
    session = services.submit(staff, "contract.txt", data, focus="Who waives what?")
    jobs.Job(services, session.id, 1).run()
    return services.read.result(staff, session.id), services.read.document(staff, session.id)


def rejected(result) -> list[str]:
    return [w.message for w in result.warnings if w.code == "answer_quotes_rejected"]


def test_an_invented_quote_of_an_answer_is_left_out_and_counted(services, staff):
    true = contract_text().split("\n\n")[1].strip()[:80].rsplit(" ", 1)[0]
    quotes = [(index, quote) for index in range(3) for quote in (true, INVENTED)]
    result, document = ask(services, staff, [*quotes, (999, true), (-1, true)])
    (answer,) = result.focus
    assert answer.quotes
    assert all(document.text[q.start : q.end] == q.quote for q in answer.quotes)
    assert answer.answer == "The Supplier has waived its claims."
    assert rejected(result)[0].startswith(f"{8 - len(answer.quotes)} quotes ")


def test_an_answer_without_any_proven_quote_is_left_out(services, staff):
    result, _ = ask(services, staff, [(0, INVENTED)])
    (answer,) = result.focus
    assert answer.quotes == ()
    assert "waived" not in answer.answer
    assert "nothing that it quotes occurs in the document" in answer.answer
    assert rejected(result)


def test_an_answer_that_quotes_nothing_is_left_out(services, staff):
    result, _ = ask(services, staff, [])
    assert "waived" not in result.focus[0].answer
    assert not rejected(result)
