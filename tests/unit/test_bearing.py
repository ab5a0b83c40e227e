"""What a model takes for a clause has a word that such a clause needs."""

from __future__ import annotations

import pytest

from summarizer_core import categories
from summarizer_core.bearing import can_bear

#: No clause of any kind.
PLAIN = "Ada and Noor met twice in the spring."


def bears(category: str, quote: str, before: str = "", after: str = "") -> bool:
    text = f"{before}{quote}{after}"
    return can_bear(category, text, len(before), len(before) + len(quote))


@pytest.mark.parametrize(
    ("category", "quote"),
    [
        ("Anti-Assignment", "Tenant may not sublet the mill without leave."),
        ("Cap on Liability", "No action may be brought more than two years after its cause arose."),
        ("Change of Control", "Anso may end this Agreement if Bexley merges with a rival."),
        ("Governing Law", "This Agreement is construed under the statutes of Kent."),
        ("Insurance", "Bexley shall keep cover for the mill at its own cost."),
        ("Non-Disparagement", "Neither side shall ridicule the other."),
        ("Source Code Escrow", "Anso shall leave the source with an agent."),
        ("Price Restrictions", "Anso shall not charge more than last year."),
        ("Third Party Beneficiary", "No other person may enforce this Agreement."),
    ],
)
def test_words_that_such_a_clause_has_can_be_one(category, quote):
    assert bears(category, quote)
    assert not bears(category, PLAIN)


@pytest.mark.parametrize(
    "category", ["Parties", "Agreement Date", "Non-Compete", "Indemnification"]
)
def test_of_a_category_without_a_list_anything_can_be_one(category):
    assert category in categories.ALL
    assert bears(category, PLAIN)


def test_part_of_a_sentence_is_read_with_what_stands_around_it():
    assert bears("Insurance", "fire, flood and theft of the tin", "Bexley shall insure against ")
    assert not bears("Insurance", "fire, flood and theft of the tin", "Anso shall tell Bexley of ")


@pytest.mark.parametrize(
    "quote", ["You must:", "[***] of the [***] in any [***] year.", "The tin."]
)
def test_what_tells_nothing_by_itself_is_not_doubted(quote):
    assert bears("Insurance", quote)
