"""What stands among what to look at first, and what does not bear its heading."""

from __future__ import annotations

import pytest

from summarizer_core.attention import look_first
from summarizer_core.bearing import bears
from summarizer_core.models import Clause, Coverage, Severity


def clause(category: str, quote: str, confidence: float) -> Clause:
    return Clause(
        id="c1",
        category=category,
        title=category,
        quote=quote,
        start=0,
        end=len(quote),
        page=1,
        heading="",
        severity=Severity.HIGH,
        rationale="It ties.",
        recommendation="Ask.",
        confidence=confidence,
    )


def shown(category: str, quote: str, confidence: float = 0.5) -> bool:
    coverage = Coverage(characters=len(quote), analyzed=len(quote), failed=0)
    return bool(look_first([clause(category, quote, confidence)], [], coverage))


@pytest.mark.parametrize(
    ("category", "quote"),
    [
        (
            "Unilateral Amendment",
            "In no event may an update of the rules require the Buyer to break another contract.",
        ),
        (
            "Unilateral Amendment",
            "If the mill cannot supply the tin, the Buyer shall be entitled to buy it elsewhere.",
        ),
        ("Non-Compete", "The parties have not agreed on any obligation of non-competition at all."),
        ("Non-Compete", "The Buyer will not seek to acquire the tin from the owners of the mine."),
        (
            "Covenant Not to Sue",
            "The Buyer shall not take apart the machines of the mill by itself.",
        ),
        (
            "Rofr/Rofo/Rofn",
            "The Seller shall have the right to show the tin to all of its clients.",
        ),
        ("Irrevocable or Perpetual License", "The Seller grants the Buyer a licence of the marks."),
    ],
)
def test_doubted_words_that_do_not_bear_their_heading_are_left_out(category, quote):
    assert not shown(category, quote)


@pytest.mark.parametrize(
    ("category", "quote"),
    [
        ("Unilateral Amendment", "The Seller may raise the price of the tin at the end of a year."),
        ("Non-Compete", "The Buyer shall not be engaged in the business of a competitor of it."),
        ("Covenant Not to Sue", "The Buyer shall not contest the ownership of the marks of it."),
        ("Rofr/Rofo/Rofn", "The Buyer shall have the right of first refusal for all of the tin."),
        (
            "Exclusivity",
            "Der Käufer darf das Zinn nur bei dem Verkäufer und nicht anderswo kaufen.",
        ),
        ("Non-Compete", "Der Käufer darf dem Verkäufer in den nächsten Jahren nicht schaden."),
        ("Force Majeure", "The Buyer shall be excused for as long as the mine is under water."),
    ],
)
def test_doubted_words_that_bear_it_are_shown(category, quote):
    assert shown(category, quote)


def test_words_that_are_not_doubted_are_shown_whatever_they_are():
    quote = "The Buyer will not seek to acquire the tin from the owners of the mine."
    assert shown("Non-Compete", quote, confidence=0.9)


NEW_ADDRESS = "Supplier may change the address for notices by notice to the Buyer, and shall do so."


def test_a_right_to_raise_the_fee_bears_its_heading():
    assert bears("Unilateral Amendment", "Supplier may raise the fee once in each year by 3%.")
    assert not bears("Unilateral Amendment", NEW_ADDRESS)
