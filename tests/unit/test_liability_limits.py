"""Whose liability is limited, and what is said of it in the key terms and in the summary."""

from __future__ import annotations

import pytest

from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_liability import whose
from summarizer_core.engines.local_sums import caps, left_out, limited, unlimited
from summarizer_core.support import supports
from summarizer_core.values import data_of
from tests.chunk_list import ask_directly
from tests.local_views import analysed_view


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The Miller's total liability under this Deed shall not exceed EUR 40,000.", "Miller"),
        ("In no event shall Anso's aggregate liability exceed the fees paid.", "Anso"),
        ("IN NO EVENT SHALL MILLER'S TOTAL LIABILITY EXCEED THE FEES PAID.", "MILLER"),
        ("The aggregate liability of the Miller to Anso shall not exceed $5,000.", "Miller"),
        (
            "The liability of Orrin Mills Ltd under this Deed is limited to $5,000.",
            "Orrin Mills Ltd",
        ),
        (
            "The Provost of Yarrow College shall not be liable for more than $9.",
            "Provost of Yarrow College",
        ),
        ("Neither party shall be liable to the other for more than EUR 9,000.", "each party"),
        ("The total liability of each party is limited to EUR 9,000.", "each party"),
        ("Either party's liability shall not exceed EUR 9,000.", "each party"),
        ("OUR TOTAL LIABILITY TO YOU IS CAPPED AT THE FEES PAID.", "our"),
        ("Your liability shall not exceed the fees paid.", "your"),
        ("We are not liable for more than $100.", "we"),
        ("Neither the Miller nor the Baker shall be liable for more than $100.", ""),
        ("The Miller's and the Baker's liability shall not exceed $100.", ""),
        ("Its total liability shall not exceed $100.", ""),
        ("The total liability hereunder shall not exceed $100.", ""),
        ("In no event shall the liability exceed the fees paid.", ""),
        ("As set out in this Deed, the Miller's liability shall not exceed $100.", "Miller"),
        ("Anso, Bexley's liability shall not exceed $100.", ""),
        ("A party's liability shall not exceed $100.", ""),
    ],
)
def test_whose_liability_is_limited_is_told_where_that_is_plain(sentence, who):
    assert limited(sentence)[0] == who
    assert supports(sentence, who)


def test_what_alone_a_liability_is_for_is_told():
    said = "MK's liability for the warranties shall not exceed $300 in total."
    assert limited(said) == ("MK", "for the warranties")


@pytest.mark.parametrize(
    ("sentence", "what_for"),
    [
        (
            "The liability of Miller in respect of all claims under the Warranties shall "
            "not exceed $9.",
            "in respect of all claims under the Warranties",
        ),
        ("Miller's liability for all claims under this Deed shall not exceed $9.", ""),
        (
            "Miller's liability under this Deed in any calendar year shall not exceed $9.",
            "in any calendar year",
        ),
    ],
)
def test_a_limit_for_some_claims_or_a_year_is_not_told_as_one_for_all(sentence, what_for):
    assert limited(sentence) == ("Miller", what_for)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        (
            "Miller's liability shall not exceed EUR 10,000 in any one year.",
            "EUR 10,000 in any one year",
        ),
        ("Miller's liability is limited to $9,000 per claim.", "$9,000 per claim"),
        ("Miller's liability is limited to $9,000 for any one claim.", "$9,000 for any one claim"),
        ("Miller's liability is limited to $9,000 for any loss.", "USD 9,000.00"),
    ],
)
def test_a_sum_for_each_year_or_claim_is_told_with_it(sentence, value):
    (cap,) = caps(sentence, 0)
    assert cap.value == value
    assert data_of(value)["amount"] in (9_000, 10_000)
    assert supports(sentence, value)


@pytest.mark.parametrize(
    ("cap", "behind", "words"),
    [
        (
            "The liability of Miller is limited to $9.",
            "The limit does not apply to fraud. It rains.",
            "The limit does not apply to fraud.",
        ),
        (
            "The liability of Miller is limited to $9.",
            "Claims are made in writing. None of these limitations applies to title.",
            "None of these limitations applies to title.",
        ),
        (
            "The liability of Miller is limited to $9, except for gross negligence.",
            "",
            "except for gross negligence",
        ),
        (
            "Except for fraud and for clause 7, in no event shall Miller's liability exceed $9.",
            "",
            "Except for fraud and for clause 7",
        ),
        (
            "The liability of Miller is limited to $9.",
            "Some states do not allow it, so that the limit may not apply to you.",
            "",
        ),
        ("The liability of Miller is limited to $9.", "It rains.", ""),
    ],
)
def test_what_is_taken_out_of_a_limit_is_found_in_its_sentence_or_behind_it(cap, behind, words):
    assert left_out(cap, behind) == words


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Miller's liability under this Deed is not limited.", ["Miller"]),
        ("YOUR LIABILITY TO US IS UNLIMITED.", ["your"]),
        ("The Miller's liability is not limited to the fees paid.", []),
        ("The Miller is not liable for unlimited sums.", []),
    ],
)
def test_whose_liability_has_no_limit(text, who):
    assert unlimited(text) == who


MADE = (
    "MILL CONTRACT\n\nThis Mill Contract is made on 3 March 2021 between "
    'Anso Ltd (the "Miller") and Bexley Inc. (the "Baker").\n\n'
    "1. The Miller shall mill the grain of the Baker.\n\n2. "
)


def summary_of(clause: str) -> str:
    view = analysed_view(MADE + clause)
    return LocalEngine().summarize(view, LocalEngine().refine(view), ask_directly).summary


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        (
            "The Baker's total liability under this Contract shall not exceed USD 40,000.\n\n"
            "3. The Miller's liability under this Contract is not limited.",
            "The liability of Baker is limited to USD 40,000.00. On a liability without a limit it "
            'says: "The Miller\'s liability under this Contract is not limited".',
        ),
        (
            "Neither party shall be liable for indirect damages. The aggregate liability of either "
            "party under this Contract shall not exceed USD 40,000.",
            "The liability of each party is limited to USD 40,000.00.",
        ),
        (
            "LIMITATION OF REMEDIES The Baker's total liability under this Contract shall not "
            "exceed USD 40,000.",
            "The liability of Baker is limited to USD 40,000.00.",
        ),
        (
            "The Baker's total liability under Section 7 shall not exceed USD 40,000.",
            "On a limit of liability it says: \"The Baker's total liability under Section 7 shall "
            'not exceed USD 40,000".',
        ),
        (
            "In no event shall the total liability under this Contract exceed USD 40,000.",
            'On a limit of liability it says: "In no event shall the total liability under this '
            'Contract exceed USD 40,000".',
        ),
    ],
)
def test_the_summary_says_whose_liability_is_limited(clause, said):
    assert said in summary_of(clause)


def test_the_summary_tells_what_is_taken_out_of_a_limit():
    text = (
        "SUPPLY AGREEMENT\n\n"
        'This Supply Agreement is made between Anso Ltd ("Miller") and Bexley Ltd ("Baker").\n\n'
        "1. Supply. Miller shall supply flour to Baker for a price.\n\n"
        "2. Liability. The total liability of Miller under this Agreement is limited to "
        "GBP 90,000. The limit does not apply to clause 7 or to gross negligence.\n"
    )
    view = analysed_view(text)
    engine = LocalEngine()
    summary = engine.summarize(view, engine.refine(view), ask_directly).summary
    assert "The liability of Miller is limited" not in summary
    assert (
        'On a limit of liability it says: "The total liability of Miller under this Agreement is '
        'limited to GBP 90,000". And behind it: "The limit does not apply to clause 7 or to gross '
        'negligence".'
    ) in summary


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("2. Liability. Supplier's liability is not limited.", "Supplier"),
        ("9.1 Limits of Liability. The Carrier's liability is unlimited.", "Carrier"),
        ("St. Alban Mills Inc.'s liability is not limited.", "St. Alban Mills Inc."),
    ],
)
def test_the_title_before_a_sentence_is_no_part_of_whose_liability_it_is(words, who):
    assert whose(words, words.index("liability")) == who
