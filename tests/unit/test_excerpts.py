"""Words of a document are cut at the end of a clause, and never without what limits them."""

from __future__ import annotations

import re

import pytest

from summarizer_core.excerpts import excerpt, quoted

RIGHT = re.compile(r"\bmay end\b")
FILLER = "which the elders of the Guild of Millers have approved in the hall at the river"


def test_a_short_sentence_stands_whole_without_its_number_and_stop():
    assert excerpt("7.2 Term. This Agreement runs for a year.") == "This Agreement runs for a year"
    assert excerpt("(b) Either party may end it.") == "Either party may end it"
    assert (
        excerpt("In this case either party may end it.") == "In this case either party may end it"
    )


def test_a_long_sentence_is_cut_at_the_end_of_a_clause_with_a_sign():
    said = f"Supplier shall deliver the tin, {FILLER}, and count it, {FILLER}, {FILLER}, {FILLER}."
    cut = excerpt(said, 30)
    assert cut == f"Supplier shall deliver the tin, {FILLER}, and count it ..."


@pytest.mark.parametrize(
    "limit",
    [
        "unless Customer has paid the rent",
        "except where the mill has burnt",
        "provided that all rent is paid",
        "but only after the first year",
        "so long as the river flows",
    ],
)
def test_what_limits_a_long_sentence_stays(limit):
    said = f"Supplier may end it, {FILLER}, {FILLER}, {FILLER}, {limit}."
    cut = excerpt(said, 20)
    assert cut.startswith("Supplier may end it")
    assert cut.endswith(limit)
    assert " ... " in cut


def test_a_proviso_is_not_cut_off_at_its_first_comma():
    said = f"Supplier may end it, {FILLER}, provided, however, that all rent is paid, {FILLER}."
    assert "provided, however, that all rent is paid" in excerpt(said, 22)


def test_an_intended_list_without_its_items_shows_that_it_goes_on():
    assert excerpt("Supplier may end it if:") == "Supplier may end it if ..."
    assert excerpt("including, but not limited to, tin") == "including, but not limited to, tin"


def test_what_stands_before_the_words_that_matter_gives_way_but_for_a_condition():
    aside = f"Without prejudice to its rights, {FILLER}, {FILLER}, Supplier may end it at once."
    assert excerpt(aside, 20, RIGHT) == "... Supplier may end it at once"
    condition = f"If Customer does not pay rent, {FILLER}, {FILLER}, Supplier may end it at once."
    cut = excerpt(condition, 20, RIGHT)
    assert cut.startswith("If Customer does not pay rent")
    assert cut.endswith("... Supplier may end it at once")


def test_the_words_that_matter_are_not_cut_off():
    said = f"Supplier, being kept from milling, {FILLER}, may end it, {FILLER}, {FILLER}."
    assert "may end it" in excerpt(said, 24, RIGHT)


def test_the_foot_of_a_page_and_the_next_title_are_no_part_of_it():
    assert excerpt("M&S contract ---------- It is renewed each year.") == "It is renewed each year"
    assert excerpt("It ends then, as said in Article 5. 5.2 Termination") == (
        "It ends then, as said in Article 5"
    )


def test_quotes_within_a_quote_are_single_ones():
    assert quoted('the "Mill"') == "\"the 'Mill'\""
