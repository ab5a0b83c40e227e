"""A model that lies in summaries and answers: nothing of it is shown."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from summarizer_core import jobs
from summarizer_core.engines.gemini_answers import proved
from summarizer_core.hashing import normalise
from summarizer_core.models import AnalysisResult, FocusAnswer
from summarizer_core.proof import Proof
from tests.gemini_server import Fault, GeminiServer
from tests.samples import contract_text

pytestmark = pytest.mark.redis

TERM = (
    "1. Term\n\n1.1 This Agreement between Acme Tools Ltd. and Bolt Retail GmbH begins on 14 March "
    "2025 and has an initial term of six (6) months.\n\n2. Assignment\n\n2.1 Neither party shall "
    "assign this Agreement without the consent of the other party.\n\n3. Exit\n\n3.1 The Customer "
    "shall not terminate this Agreement during the initial term.\n\n3.2 Unless the Customer agrees "
    "in writing, the Supplier may not raise the monthly fee of USD 400.\n\n4. Law\n\n4.1 This "
    "Agreement is governed by the laws of Ohio and the courts of Columbus have jurisdiction.\n"
)


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


def warned(result: AnalysisResult) -> list[str]:
    return [one.message for one in result.warnings if one.code == "summary_statements_left_out"]


@pytest.mark.parametrize("seed", range(1, 7))
def test_what_a_summary_invents_is_left_out_and_counted(analysed, seed):
    with GeminiServer(lie_rate=0.5, seed=seed) as server:
        result = analysed(server, contract_text())
        lies = [one for one in server.lies() if one.task == "summarize"]
    assert lies
    assert result.summary
    assert not [one for one in lies if normalise(one.told) in normalise(result.summary)]
    (message,) = warned(result)
    assert message.startswith("Left out of the summary: ")


def told(analysed, *statements: str) -> AnalysisResult:
    """The result of a contract whose summary the model writes so."""
    with GeminiServer(says={"summarize": {"summary": " ".join(statements)}}) as server:
        return analysed(server, TERM)


def test_true_statements_stay_word_for_word(analysed):
    true = (
        "This agreement between Acme Tools Ltd. and Bolt Retail GmbH begins on March 14, 2025.",
        "Its initial term is six months.",
        "Neither party may assign it without consent.",
        "Ohio law governs.",
    )
    result = told(analysed, *true)
    assert result.summary == " ".join(true)
    assert warned(result) == []


SAID = (
    "The initial term is six months.",
    "Neither party may assign the agreement without the other's consent.",
    "The laws of Ohio govern.",
)


def test_a_sentence_that_leans_on_one_left_out_goes_with_it(analysed):
    result = told(
        analysed,
        "Globex Holdings guarantees the fees.",
        "It may end the guarantee.",
        *SAID,
    )
    assert result.summary == " ".join(SAID)
    assert warned(result) == [
        "Left out of the summary: 2 statements that the document does not prove."
    ]


def test_a_party_in_the_role_of_the_other_is_left_out():
    says = "{} (the {}) supplies data analysis to {} (the {}).".format
    provider, customer = "Northgate Analytics Ltd.", "Halden Retail GmbH"
    right = says(provider, "Provider", customer, "Customer")
    wrong = says(customer, "Provider", provider, "Customer")
    roles = {provider: "Provider", customer: "Customer"}
    proof = Proof(contract_text(), roles=roles)
    assert proved(f"{wrong} {right}", proof, ()) == (right, 1)
    also_wrong = f"{customer} is the Provider."
    assert proved(also_wrong, proof, ()) == ("", 1)


def test_of_a_summary_of_lies_one_is_composed_from_what_is_proved(analysed):
    result = told(
        analysed,
        "The initial term is twelve months.",
        "Either party may assign this Agreement without the consent of the other party.",
        "The laws of Delaware govern.",
        "The document does not name the governing law.",
        "The monthly fee is USD 4,000.",
    )
    assert "The law of Ohio governs." in result.summary
    for lie in ("twelve", "Delaware", "4,000", "does not name"):
        assert lie not in result.summary
    (message,) = warned(result)
    assert "5 statements" in message
    assert "composed from the findings" in message


def test_a_date_in_the_documents_words_costs_no_document(analysed):
    text = TERM.replace("begins on 14 March 2025", "is effective as of March 14, 2025")
    with GeminiServer(says={"summarize": {"summary": "The laws of Delaware govern."}}) as server:
        result = analysed(server, text)
    assert [one.value for one in result.key_terms if one.name == "Effective date"]
    assert "takes effect on 14 March 2025" in result.summary


@pytest.mark.parametrize("fault", ["", "safety", "max_tokens"])
def test_in_place_of_a_summary_that_is_not_written_stands_what_is_proved(analysed, fault):
    said = Fault(fault) if fault else {"summary": " "}
    with GeminiServer(says={"summarize": said}) as server:
        result = analysed(server, TERM)
    assert "The law of Ohio governs." in result.summary
    (message,) = [one.message for one in result.warnings if one.code == "no_summary"]
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
        ("The initial term is six months.", True),
        ("The initial term is 6 months.", True),
        ("The initial term is half of twelve months.", False),
        ("The initial term is twelve months.", False),
        ("The initial term is six years.", False),
        ("The initial term is six months, says Globex.", False),
        ("The initial term ends on 14 September 2025.", False),
    ],
)
def test_an_answer_says_only_what_its_quotes_prove(analysed, answer, shown):
    focus = asked(analysed, answer, "has an initial term of six (6) months")
    assert focus.quotes
    assert (focus.answer == answer) is shown
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
