"""What a model's notes name must be in the contract, where it belongs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from summarizer_core.numerals import numbers
from summarizer_core.proof import Proof
from tests.samples import contract_text

TRUE = (
    "This is a services agreement between Northgate Analytics Ltd. (the Provider) and Halden "
    "Retail GmbH (the Customer), made on 14 March 2025.",
    "Northgate Analytics Limited provides data analysis services to Halden Retail.",
    "It is dated 2025-03-14 and takes effect on the same day.",
    "The Agreement was made in March 2025.",
    "The initial term is three years and renews for successive periods of twelve months unless "
    "a party gives ninety days' notice.",
    "It renews by 12 months at a time; 90 days' notice stops it.",
    "The Customer pays a monthly fee of EUR 18,500 plus value added tax within 30 days of receipt "
    "of each invoice.",
    "The monthly fee is €18,500.",
    "Overdue amounts bear interest at 4% above the Bank of England base rate.",
    "Liability is capped at EUR 250,000 in each contract year, with no limit for fraud.",
    "The total liability of either party is limited to two hundred fifty thousand euros.",
    "The Customer may terminate for convenience on 60 days' written notice.",
    "Either party may terminate for material breach that is not remedied within thirty days.",
    "Neither party may assign the Agreement without consent.",
    "Confidentiality obligations continue for five years after the end.",
    "English law governs, and the courts of London have exclusive jurisdiction.",
    "The agreement is governed by the laws of England and Wales.",
    "Notably, the Provider must not supply similar services to a direct competitor in Germany for "
    "twelve months after the end.",
    "Liquidated damages are 1% of the monthly fee per day of delay, up to 15%.",
    "Professional indemnity insurance of at least EUR 250,000 per claim is required.",
    "The document does not say how disputes are escalated.",
    "Both sides must keep Confidential Information secret.",
    "The Provider grants a non-exclusive licence.",
    "The Provider shall indemnify the Customer against claims that the Deliverables infringe "
    "rights of a third party.",
)
FALSE = (
    "The initial term is five years.",
    "It renews for twenty-four months.",
    "It renews for successive periods of 30 days.",
    "The initial term is three months.",
    "The Customer pays EUR 19,500 per month.",
    "The Customer pays USD 18,500 per month.",
    "The Customer pays eighteen thousand dollars.",
    "Overdue amounts bear interest at 6%.",
    "Overdue amounts bear interest at fifteen per cent.",
    "Liability is capped at EUR 18,500.",
    "Liability is capped at EUR 500,000.",
    "The agreement was made on 15 March 2025.",
    "The agreement was made on April 14, 2025.",
    "It was signed in June 2024.",
    "The Customer may terminate on twelve months' notice.",
    "The Customer may terminate on 60 business days' notice.",
    "The agreement is governed by the laws of Delaware.",
    "New York law governs.",
    "German law governs.",
    "The courts of Hamburg have exclusive jurisdiction.",
    "Disputes go to arbitration in Geneva.",
    "Schedule 7 sets the prices.",
    "Each party shall keep the other party's Confidential Information secret for three years.",
    "The Customer shall pay each invoice within sixty days of receipt.",
    "The Customer may audit the Provider's records once a calendar year on 30 days' notice.",
)


def mentions(proof: Proof, statement: str) -> bool:
    """Whether a text has what a statement names, where it belongs."""
    return proof.has_numbers(statement) and proof.has_places(statement)


@pytest.fixture(scope="module")
def contract() -> Proof:
    return Proof(contract_text())


@pytest.mark.parametrize("statement", TRUE)
def test_what_the_contract_says_may_be_named_in_other_words(contract, statement):
    assert mentions(contract, statement)


@pytest.mark.parametrize("statement", FALSE)
def test_what_the_contract_does_not_name_is_told(contract, statement):
    assert not mentions(contract, statement)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("sixty (60) days", [60, 60]),
        ("one hundred and eighty days", [180]),
        ("two hundred fifty thousand dollars", [250_000]),
        ("One Million Two Hundred Thousand", [1_200_000]),
        ("$1.5 million, 3m and USD 18.500,00", [1_500_000, 3_000_000, 18_500]),
        ("two and three, twenty-five, a hundred", [2, 3, 25, 100]),
        ("two thousand twenty-four", [2024]),
        ("the 3rd, the twenty-first", [3, 21]),
        ("1 000 000", [1_000_000]),
    ],
)
def test_a_number_is_read_as_a_whole_in_figures_and_words(text, values):
    found = [one.values for one in numbers(text)]
    assert found == [{Decimal(value)} for value in values]


def test_a_point_may_part_thousands_or_decimals():
    (found,) = numbers("1.500")
    assert found.values == {Decimal("1.5"), Decimal(1500)}
