"""Words of a document are quoted in whole sentences, and never without what limits them."""

from __future__ import annotations

import re

import pytest

from summarizer_core.excerpts import entire, excerpt, quoted, statements

RIGHT = re.compile(r"\bmay end\b")
FILLER = "which the elders of the Guild of Millers have approved in the hall at the river"
#: Too much to be quoted.
MUCH = ", ".join([FILLER] * 6)


def test_a_short_sentence_stands_whole_without_its_number_and_stop():
    assert excerpt("7.2 Term. This Agreement runs for a year.") == "This Agreement runs for a year"
    assert excerpt("(b) Either party may end it.") == "Either party may end it"
    assert (
        excerpt("In this case either party may end it.") == "In this case either party may end it"
    )


def test_a_long_sentence_is_cut_where_another_statement_begins_that_limits_nothing():
    said = f"Supplier shall deliver the tin, {FILLER}, and Customer shall count it, {MUCH}."
    assert excerpt(said) == f"Supplier shall deliver the tin, {FILLER} ..."
    listed = f"Supplier shall deliver the tin, including {MUCH}."
    assert excerpt(listed) == "Supplier shall deliver the tin ..."


@pytest.mark.parametrize(
    "limit",
    [
        "unless Customer has paid the rent",
        "except where the mill has burnt",
        "provided that all rent is paid",
        "but only after the first year",
        "so long as the river flows",
        "if any of these happens: (a) fire; (b) flood",
        "and Customer shall pay EUR 900 in that event",
    ],
)
def test_a_sentence_stands_with_what_limits_it_or_not_at_all(limit):
    short = f"Supplier may end it, {FILLER}, {FILLER}, {limit}."
    assert excerpt(short, 20) == short.rstrip(".")
    assert excerpt(f"Supplier may end it, {MUCH}, and Customer shall stay, {limit}.") == ""
    assert excerpt(f"Supplier may end it; Customer shall stay, {MUCH}, {limit}.") == ""


def test_a_condition_is_not_quoted_without_what_it_brings():
    assert excerpt(f"If the mill burns, including {MUCH}, Supplier may end it.") == ""


def test_what_takes_from_a_sentence_right_behind_it_stays():
    said = "Supplier may end it. However, the rent of that year is then due. The mill is red."
    assert excerpt(said, 5, RIGHT) == (
        "Supplier may end it. However, the rent of that year is then due"
    )
    assert excerpt(f"Supplier may end it. However, not if it rains, {MUCH}.", 5, RIGHT) == ""


def test_no_sentence_ends_at_a_short_form():
    said = "It pays 300 U.S. Dollars to e.l.f. Beauty, Inc. and to Acme Ltd. each year. It rains."
    assert [said[start:end] for start, end in statements(said)] == [
        "It pays 300 U.S. Dollars to e.l.f. Beauty, Inc. and to Acme Ltd. each year.",
        "It rains.",
    ]


@pytest.mark.parametrize(
    "stump",
    [
        "Supplier may end it if:",
        "It can be ended at any time, as follows.",
        "the Consultant elects to give notice to the Company",
        "The whole price of the tin of the mill",
        "Supplier may end it (if the mill",
    ],
)
def test_words_that_say_nothing_whole_are_not_quoted(stump):
    assert excerpt(stump) == ""
    assert entire(stump) == ""


def test_a_list_belongs_to_the_sentence_that_opens_it():
    said = "Either may end it if: (a) the other is insolvent; or (b) the mill burns. It rains."
    assert excerpt(said, 5) == said.partition(" It rains")[0].rstrip(".")


def test_of_several_sentences_the_one_is_quoted_that_matters():
    said = f"The mill is red. {FILLER.capitalize()} is gone. Supplier may end it at once. It rains."
    assert excerpt(said, 8, RIGHT) == "Supplier may end it at once"


def test_the_foot_of_a_page_and_the_next_title_are_no_part_of_it():
    assert excerpt("M&S contract ---------- It is renewed each year.") == "It is renewed each year"
    assert excerpt("It ends then, as said in Article 5. 5.2 Termination") == (
        "It ends then, as said in Article 5"
    )


def test_quotes_within_a_quote_are_single_ones():
    assert quoted('the "Mill"') == "\"the 'Mill'\""


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "The term runs for nine years unless Page 23 ended before by the mill.",
            "The term runs for nine years unless ended before by the mill",
        ),
        (
            "The mill may end it by giving -7- sixty days notice to all.",
            "The mill may end it by giving sixty days notice to all",
        ),
        (
            "The mill may end it by giving sixty days notice. -3-4 13.",
            "The mill may end it by giving sixty days notice",
        ),
        (
            "The mill may end it as the notice on Page 23 of the book says.",
            "The mill may end it as the notice on Page 23 of the book says",
        ),
    ],
)
def test_the_number_of_a_page_is_no_part_of_a_quotation(said, shown):
    assert excerpt(said) == shown
