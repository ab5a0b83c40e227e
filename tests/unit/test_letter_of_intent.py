"""What is told of a letter of intent, which binds only in part and promises another contract."""

from __future__ import annotations

import pytest

from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_titles import title_lines
from summarizer_core.playbook import load
from tests.chunk_list import ask_directly
from tests.local_views import analysed_view

LETTER = (
    "Anso Capital LLP\n1 Mill Lane, Leeds\n\n3 March 2024\n\nLetter of Intent: purchase of the "
    "Bexley mill\n\nDear Ms. Bexley,\n\n"
    'Anso Capital LLP ("Anso") would buy the mill from Bexley Ltd ("Seller").\n\n'
    "1. Price. We envisage GBP 900,000. The purchase agreement would be governed by Irish law and "
    "cap the Seller's liability at the price.\n\n"
    "2. {binding} The Seller shall not negotiate with anyone else before 1 May 2024.\n\n"
    "3. Either side may end the talks at any time.\n\n"
    "4. This letter is governed by English law.\n"
)


def summary(text: str) -> str:
    view = analysed_view(text)
    return LocalEngine().summarize(view, LocalEngine().refine(view), ask_directly).summary


@pytest.mark.parametrize(
    "binding",
    [
        "Apart from clauses 2 to 4, this letter is not legally binding on either side.",
        "This letter does not create any legally binding obligation, save for clauses 2 to 4.",
        "This Letter of Intent is non-binding, but clauses 2 to 4 bind.",
    ],
)
def test_a_letter_of_intent_is_told_with_its_own_words_on_what_binds(binding):
    said = summary(LETTER.format(binding=binding))
    assert 'titled "Letter of Intent"' in said
    assert f'It says of itself: "{binding.rstrip(".")}' in said
    assert "The law of England and Wales governs." in said
    assert "contract bears no title" not in said


def test_both_sides_of_a_letter_of_intent_are_told_with_their_roles():
    said = summary(LETTER.format(binding="This letter is not binding."))
    assert "between Anso Capital LLP (Anso) and Bexley Ltd (Seller)" in said


@pytest.mark.parametrize(
    "it", ["this LOI", "this letter of intent", "the talks", "this Term Sheet"]
)
def test_how_a_letter_of_intent_can_be_ended_is_told(it):
    text = LETTER.format(binding="This letter is not binding.").replace(
        "Either side may end the talks at any time.",
        f"Either party may terminate {it} on ten days' notice.",
    )
    said = (
        f'On how it can be ended it says: "Either party may terminate {it} on ten days\' notice".'
    )
    assert said in summary(text)


@pytest.mark.parametrize(
    "binding",
    ["This letter is legally binding.", "This letter is not binding until both have signed it."],
)
def test_nothing_is_said_on_it_where_a_letter_binds(binding):
    assert "It says of itself" not in summary(LETTER.format(binding=binding))


def test_no_right_to_terminate_is_missed_in_a_letter_of_intent():
    text = LETTER.format(binding="This letter is not binding.")
    title = title_lines(text)[0].value
    missing = {gap.category for gap in load().missing((), title, text[:3_000], text)}
    assert not missing & {"Termination for Cause", "Cap on Liability", "Anti-Assignment"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Re: Term Sheet - sale of the mill\n\nDear Sirs,\n", "Term Sheet"),
        ("LETTER OF INTENT\n\nBetween Anso and Bexley\n", "LETTER OF INTENT"),
        ("Heads of Terms: lease of the mill\n", "Heads of Terms"),
    ],
)
def test_the_title_of_a_letter_of_intent_is_read(text, title):
    assert [one.value for one in title_lines(text)] == [title]
