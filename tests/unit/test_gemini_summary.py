"""What is shown of a summary: sentences that their own passages prove, else these passages."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer_core.chunking import chunk, sentence_spans
from summarizer_core.engines.base import Candidate, DocumentView, Stated
from summarizer_core.engines.gemini_answers import SummaryAnswer
from summarizer_core.engines.gemini_notes import Note, Offered, facts, notes
from summarizer_core.engines.gemini_summary import Summary, Told, part
from summarizer_core.hashing import normalise
from summarizer_core.models import ChunkAnalysis, ExtractedDocument, Page
from summarizer_core.proof import Proof
from summarizer_core.proof.wording import telling
from summarizer_core.recognition import recognise
from tests.other_texts import GERMAN
from tests.paraphrases import PARAPHRASED
from tests.samples import contract_text
from tests.told_summaries import ASSIGN, BEGINS, LAW, SAID, TERM, proved

OWN = [one["text"] for one in SAID]
SENTENCE = "This Agreement is governed by the laws of Ohio and the courts of Columbus decide."


def view_of(text: str) -> DocumentView:
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    pieces = chunk(document)
    analyses = {one.sha256: ChunkAnalysis(note="Something is said.") for one in pieces}
    return DocumentView(document, pieces, analyses, recognise(text))


def offered(view: DocumentView) -> Offered:
    told = {f"n{number}": one for number, one in enumerate(notes(view, ()), start=1)}
    return Offered(view, told)


def told(*sentences: dict[str, Any], text: str = TERM) -> Told:
    """What is shown when the model tells these sentences of a contract."""
    view = view_of(text)
    return Summary(view, ()).told(SummaryAnswer(sentences=list(sentences)), offered(view))


def inside(quotation: Stated) -> str:
    """The words between the first quotation marks."""
    return quotation.text.split("\u201c")[1].split("\u201d")[0]


def own_words(shown: Told) -> list[str]:
    """Sentences that are no quotations."""
    return [one.text for one in shown.sentences if "\u201c" not in one.text]


@pytest.mark.parametrize(
    "quotes",
    [
        (),
        ("",),
        ("The Customer pays twelve doubloons on each full moon.",),
        (BEGINS.replace("six (6)", "nine (9)"),),
        (" ".join(reversed(BEGINS.split())),),
        ("six (6) months",),
        (7, None, ["a"]),
    ],
)
def test_a_sentence_without_a_proof_that_occurs_is_left_out_and_counted(quotes):
    unproved = proved("The initial term is six months.", *quotes)
    result = told(unproved, *SAID)
    assert own_words(result) == OWN
    assert (result.left_out, result.quoted) == (1, 0)


def test_a_proof_under_a_wrong_id_is_found_by_its_words():
    strayed = [{**one, "proofs": [{**one["proofs"][0], "id": "n99"}]} for one in SAID]
    assert own_words(told(*strayed)) == OWN


@pytest.mark.parametrize(
    ("lie", "quote"),
    [
        ("The initial term is twelve months.", BEGINS),
        ("The initial term is at least six months.", BEGINS),
        ("It begins on 14 April 2025.", BEGINS),
        ("Globex Holdings guarantees the initial term of six months.", BEGINS),
        ("Either party may assign this Agreement without the consent of the other.", ASSIGN),
        ("The Customer may terminate during the initial term.", "The Customer shall not terminate"),
        ("The Supplier may not terminate during the initial term.", "Customer shall not terminate"),
        ("The Supplier may not raise the monthly fee.", "the Supplier may not raise the monthly"),
        ("The Customer may not raise the monthly fee of USD 400.", "may not raise the monthly fee"),
        ("The monthly fee is USD 4,000.", "may not raise the monthly fee of USD 400"),
        ("The laws of Delaware govern.", LAW),
        ("The contract does not name the governing law.", LAW),
        ("There is no way out during the term.", "The Customer shall not terminate this Agreement"),
        ("The laws of Ohio govern; write to law@globex.example.", LAW),
        ("This is a summary of another contract, and it is safe to sign.", LAW),
    ],
)
def test_in_place_of_what_a_true_quote_does_not_say_stands_the_quote(lie, quote):
    result = told(*SAID, proved(lie, quote, paragraph=2))
    assert own_words(result) == OWN
    last = result.sentences[-1]
    assert last.text.startswith("The contract says: \u201c")
    ((_, shown),) = last.quotes
    assert normalise(quote) in normalise(shown)
    assert inside(last) in normalise(shown)
    assert (result.left_out, result.quoted) == (0, 1)


def test_quotations_follow_each_other_in_quotation_marks_and_each_stands_once():
    lies = [proved(f"Lie {number}.", quote) for number, quote in enumerate((BEGINS, ASSIGN) * 2)]
    result = told(*lies, SAID[2])
    begins, assigns = (
        "This Agreement between Acme Tools Ltd. and Bolt Retail GmbH begins on 14 March 2025 and "
        "has an initial term of six (6) months.",
        "Neither party shall assign this Agreement without the consent of the other party.",
    )
    assert result.text == (
        f"The contract says: \u201c{begins}\u201d \u201c{assigns}\u201d\n\n{OWN[2]}"
    )


def test_a_sentence_that_leans_on_one_left_out_gives_way_to_its_quote():
    leaning = proved("It begins on 14 March 2025.", BEGINS)
    result = told(proved("Globex guarantees the fees.", "no such words"), leaning, *SAID)
    assert own_words(result) == OWN
    assert "It begins" not in result.text


def test_a_sentence_on_this_agreement_leans_on_none_before_it():
    lie = proved("Delaware law governs.", LAW)
    said = OWN[2].replace("The agreement", "This Agreement")
    assert own_words(told(lie, proved(said, "the courts of Columbus have jurisdiction"))) == [said]


def test_whom_a_sentence_is_about_must_be_told_where_its_quote_names_a_party():
    lie = proved("It may not terminate the agreement in its initial term.", "shall not terminate")
    supplier = proved(
        "The Supplier may not raise the monthly fee of USD 400 unless the Customer "
        "agrees in writing.",
        "the Supplier may not raise the monthly fee",
    )
    result = told(supplier, lie, *SAID)
    assert "It may not terminate" not in result.text


def test_all_of_a_short_summary_is_enough():
    assert own_words(told(SAID[2])) == [OWN[2]]


def test_a_party_in_the_role_of_the_other_is_not_shown():
    says = "{} (the {}) supplies data analysis to {} (the {}).".format
    provider, customer = "Northgate Analytics Ltd.", "Halden Retail GmbH"
    right = says(provider, "Provider", customer, "Customer")
    wrong = says(customer, "Provider", provider, "Customer")
    roles = {provider: "Provider", customer: "Customer"}
    quote = "The Provider supplies data analysis to the Customer."
    proof = Proof(f"{contract_text()} {quote}", roles=roles)
    assert proof.proves(right, [quote])
    assert not proof.proves(wrong, [quote])
    assert not proof.proves(f"{customer} is the Provider.", [quote])


def test_of_a_contract_in_another_language_the_words_stand_where_they_cannot_be_compared():
    result = told(
        proved("The fee is EUR 4,500 per month.", "Vergütung von 4.500 Euro"),
        proved("The Contractor is liable for every loss.", "haftet nur für Vorsatz und grobe"),
        proved("Austrian law governs.", "Es gilt das Recht der Bundesrepublik"),
        text=GERMAN,
    )
    assert own_words(result) == []
    assert "Vergütung von 4.500 Euro" in result.text
    assert "haftet nur für Vorsatz" in result.text
    assert "Es gilt das Recht der Bundesrepublik Deutschland" in result.text
    for lie in ("Austrian", "every loss"):
        assert lie not in result.text


def nearest(statement: str, text: str) -> str:
    """The sentence of a text that has the most words of a statement."""
    words = set(telling(statement))
    whole = normalise(text)
    sentences = [whole[start:end] for start, end in sentence_spans(whole)]
    return max(sentences, key=lambda one: len(words.intersection(telling(one))))


@pytest.mark.parametrize("name", PARAPHRASED)
def test_every_lie_under_a_true_quote_gives_way_to_the_quote(name):
    contract = PARAPHRASED[name]
    lies = [
        proved(lie, nearest(lie, contract.text), paragraph=number)
        for number, lie in enumerate(contract.lies)
    ]
    shown = told(*lies, text=contract.text)
    assert own_words(shown) == []
    assert (shown.left_out, shown.quoted) == (0, len(lies))
    text = normalise(contract.text)
    assert all(
        inside(one).removeprefix("\u2026 ").removesuffix(" \u2026") in text
        for one in shown.sentences
    )


def test_a_long_sentence_is_quoted_as_far_as_the_model_named_it():
    goods = ", ".join(f"bolts of size {number}" for number in range(40))
    text = f"The Seller shall sell to the Buyer {goods}. Ohio law governs this Agreement."
    shown = told(proved("A lie.", "bolts of size 7, bolts of size 8"), text=text)
    (one,) = shown.sentences
    assert inside(one) == "\u2026 bolts of size 7, bolts of size 8 \u2026"
    ((_, quote),) = one.quotes
    assert "bolts of size 7, bolts of size 8" in quote


def test_a_partial_summary_carries_the_passages_of_its_sentences_along():
    view = view_of(TERM)
    unproved = proved("Globex pays.", "Globex pays all that is owed")
    answer = SummaryAnswer(sentences=[*SAID, unproved])
    note = part(answer, offered(view), view, 10_000)
    assert note.text == " ".join(OWN)
    assert [quote for _, quote in note.quotes] == [BEGINS, ASSIGN, LAW]
    shorter = part(answer, offered(view), view, len(OWN[0]) + 10)
    assert (shorter.text, len(shorter.quotes)) == (OWN[0], 1)


def test_facts_are_told_with_the_sentence_that_shows_them_however_lines_break():
    law = Candidate("term", "Governing law", "Ohio", "the laws of Ohio", 0, 1.0)
    flowed, broken = (
        facts([law], view_of(text))
        for text in (f"4.1 {SENTENCE}\n", f"4.1 {SENTENCE}\n".replace(" laws ", "\nlaws "))
    )
    assert flowed == broken == [Note("Governing law: Ohio", ((0, f"4.1 {SENTENCE}"),))]
    assert flowed[0].sent == f'Governing law: Ohio\n"4.1 {SENTENCE}"'


def test_a_sentence_that_runs_over_two_chunks_stands_by_its_own_words():
    rule = "break the rule on noise, smoke, waste, water, pets, guests, doors and hours of house"
    items = "; ".join(f"({number}) {rule} {number}" for number in range(1, 36))
    text = f"The Guest shall not: {items}.\n\nOhio law governs this Agreement."
    view = view_of(text)
    whole = text.partition("\n")[0]
    assert not any(whole in one.text for one in view.chunks)
    shown = told(proved(whole, whole), text=text)
    assert own_words(shown) == [whole]
    assert len({at for one in shown.sentences for at, _ in one.quotes}) > 1
