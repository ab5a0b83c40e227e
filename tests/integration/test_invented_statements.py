"""A model that lies in summaries and answers: nothing of it is shown."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from summarizer_core import jobs
from summarizer_core.hashing import normalise
from summarizer_core.models import AnalysisResult, FocusAnswer
from tests.gemini_server import Fault, GeminiServer
from tests.samples import contract_text
from tests.told_summaries import ASSIGN, BEGINS, LAW, SAID, TERM, proved

pytestmark = pytest.mark.redis


@pytest.fixture
def analysed(services_at, staff) -> Callable[..., AnalysisResult]:
    """Analyses a text over the real pipeline with the engine at a server."""

    def run(server: GeminiServer, text: str, question: str | None = None) -> AnalysisResult:
        services = services_at(server, analysis_concurrency=1)
        file = io.BytesIO(text.encode())
        session = services.submit(staff, "contract.txt", file, focus=question)
        jobs.Job(services, session.id, 1).run()
        return services.read.result(staff, session.id)

    return run


def warned(result: AnalysisResult, code: str = "summary_statements_left_out") -> list[str]:
    return [one.message for one in result.warnings if one.code == code]


def own_words(result: AnalysisResult) -> list[str]:
    """The sentences of a summary that are no quotations."""
    return [one.text for one in result.summary_sentences if "\u201c" not in one.text]


@pytest.mark.parametrize("seed", range(1, 7))
def test_what_a_summary_invents_is_not_shown(analysed, seed):
    with GeminiServer(lie_rate=0.5, seed=seed) as server:
        result = analysed(server, contract_text())
        lies = [one for one in server.lies() if one.task == "summarize"]
    assert lies
    assert result.summary
    assert not [one for one in lies if normalise(one.told) in normalise(result.summary)]
    assert warned(result, "summary_statements_quoted")


@pytest.mark.parametrize("seed", range(1, 5))
def test_what_its_proofs_invent_is_not_shown(analysed, seed):
    with GeminiServer(invent_rate=0.5, seed=seed) as server:
        result = analysed(server, contract_text())
        invented = [one.told for one in server.invented() if one.task == "summarize"]
    shown = [quote for one in result.summary_sentences for quote in one.quotes]
    assert invented
    text = normalise(contract_text())
    assert all(normalise(quote.quote) in text for quote in shown)
    told = normalise(result.summary + " ".join(quote.quote for quote in shown))
    assert not [one for one in invented if normalise(one) in told]


def told(analysed, *sentences: dict[str, Any], text: str = TERM) -> AnalysisResult:
    """The result of a contract whose summary the model writes so."""
    with GeminiServer(says={"summarize": {"sentences": list(sentences)}}) as server:
        return analysed(server, text)


def test_true_statements_stay_word_for_word_each_with_the_sentence_that_says_it(analysed):
    result = told(analysed, *SAID)
    assert result.summary == (f"{SAID[0]['text']} {SAID[1]['text']}\n\n{SAID[2]['text']}")
    assert warned(result) == warned(result, "summary_statements_quoted") == []
    assert [(one.paragraph, one.text) for one in result.summary_sentences] == [
        (one["paragraph"], one["text"]) for one in SAID
    ]
    for one, quoted in zip(result.summary_sentences, (BEGINS, ASSIGN, LAW), strict=True):
        (quote,) = one.quotes
        assert quoted in quote.quote
        assert TERM[quote.start : quote.end] == quote.quote
        assert quote.quote.endswith(".")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_of_fewer_than_three_sentences_that_are_proved_a_summary_is_composed(analysed, count):
    result = told(analysed, *SAID[:count], proved("Delaware law governs.", "the laws of Delaware"))
    (law,) = [one for one in result.summary_sentences if one.text == "The law of Ohio governs."]
    assert ["the laws of Ohio" in quote.quote for quote in law.quotes] == [True]
    assert "Delaware" not in result.summary
    (message,) = warned(result)
    assert message.startswith("Left out of the summary: ")
    assert message.endswith("composed from the findings instead.")


def test_a_date_in_the_documents_words_costs_no_document(analysed):
    text = TERM.replace("begins on 14 March 2025", "is effective as of March 14, 2025")
    result = told(analysed, proved("The laws of Delaware govern.", "no such words"), text=text)
    assert [one.value for one in result.key_terms if one.name == "Effective date"]
    assert "takes effect on 14 March 2025" in result.summary


@pytest.mark.parametrize("answer", [{"sentences": []}, {"sentences": [{"text": " "}, 7]}])
def test_in_place_of_an_empty_summary_stands_what_is_proved(analysed, answer):
    with GeminiServer(says={"summarize": answer}) as server:
        result = analysed(server, TERM)
    assert "The law of Ohio governs." in result.summary


@pytest.mark.parametrize("fault", ["safety", "max_tokens"])
def test_in_place_of_a_summary_that_is_not_written_stands_what_is_proved(analysed, fault):
    with GeminiServer(says={"summarize": Fault(fault)}) as server:
        result = analysed(server, TERM)
    assert "The law of Ohio governs." in result.summary
    (message,) = warned(result, "no_summary")
    assert message.endswith("What is shown was composed from the findings instead.")


# --- answers ---------------------------------------------------------------------------------


def asked(analysed, answer: str, quote: str) -> FocusAnswer:
    """The answer to a question when the model says this, of each chunk that it was sent."""
    quotes = [{"id": f"c{number}", "quote": quote} for number in range(1, 9)]
    says = {"answer": {"found": True, "answer": answer, "quotes": quotes}}
    with GeminiServer(says=says) as server:
        return analysed(server, TERM, "What about the term, assignment and exit?").focus[0]


LEFT_OUT = "These clauses bear on it:"


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (SAID[0]["text"], True),
        ("Yes. " + SAID[0]["text"], True),
        (SAID[0]["text"].replace("6 months", "six months"), True),
        (SAID[0]["text"].replace("6 months", "12 months"), False),
        (SAID[0]["text"].replace("6 months", "six years"), False),
        (SAID[0]["text"].replace("term of", "term, says Globex, of"), False),
        ("The initial term is six months.", False),
        ("The initial term ends on 14 September 2025.", False),
    ],
)
def test_an_answer_says_only_what_its_quotes_prove(analysed, answer, shown):
    focus = asked(analysed, answer, "has an initial term of six (6) months")
    assert focus.quotes
    # No passage says what "Yes" is said to.
    assert (focus.answer == answer.removeprefix("Yes. ")) is shown
    assert focus.answer.startswith(LEFT_OUT) is not shown


@pytest.mark.parametrize(("verb", "shown"), [("may", False), ("cannot", True), ("must not", True)])
def test_an_answer_that_says_the_opposite_of_its_quote_is_left_out(analysed, verb, shown):
    quote = "The Customer shall not terminate this Agreement during the initial term."
    answer = f"The Customer {verb} terminate this Agreement during the initial term."
    assert (asked(analysed, answer, quote).answer == answer) is shown


@pytest.mark.parametrize("quote", ["Agreement", "the", "initial term", "six (6) months"])
def test_a_few_words_prove_no_answer(analysed, quote):
    focus = asked(analysed, "Everything may be assigned.", quote)
    assert focus.quotes == ()
    assert "nothing that it quotes" in focus.answer


@pytest.mark.parametrize(
    ("quote", "begins"),
    [
        ("terminate this Agreement during the initial term", "3.1 The Customer shall not"),
        ("shall assign this Agreement", "2.1 Neither party shall"),
        ("the Supplier may not raise the monthly fee", "3.2 Unless the Customer agrees"),
        ("shall assign this Agreement", "2.1 Neither party shall assign this Agreement without"),
    ],
)
def test_a_quote_that_was_cut_from_what_turns_it_round_is_shown_with_that(analysed, quote, begins):
    focus = asked(analysed, "The contract speaks of it.", quote)
    assert [one.quote for one in focus.quotes if one.quote.startswith(begins)]


def test_lies_between_true_sentences_cost_an_answer(analysed):
    with GeminiServer(lie_rate=1.0, seed=3) as server:
        result = analysed(server, contract_text(), "Which laws is the agreement governed by?")
        lies = [one.told for one in server.lies() if one.task == "answer"]
    assert lies
    assert result.focus[0].quotes
    assert not [lie for lie in lies if lie in result.focus[0].answer]
