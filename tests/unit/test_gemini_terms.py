"""A key term's value is the quote's, and the quote says it of that term and of that party."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer_core.engines.gemini_answers import ChunkAnswer, checked

TEXT = (
    'Between Tamworth Brewhouse Limited, a company of Scotland (the "Brewer"), and Osprey Drinks '
    'plc (the "Owner"). This Agreement begins on 1 April 2024 and ends on 31 March 2027. The '
    "Brewer may leave on sixty days' notice. The Brewer shall deliver within 14 days after it "
    "receives the order. The Owner may extend it by one year by notice given no later than 30 "
    "September 2026. The Brewer's liability is limited to GBP 250,000. The initial term is three "
    "years. This Agreement was made and entered into effective March 12, 2024."
)


def kept(name: str, value: str, quote: str, role: str = "") -> list[tuple[str, str]]:
    """(value, role) of what is kept of one term."""
    told: dict[str, Any] = {"name": name, "value": value, "quote": quote, "role": role}
    answer = ChunkAnswer(id="c1", terms=[told])
    return [(one.value, one.role) for one in checked(answer, TEXT, ()).terms]


BOTH = "This Agreement begins on 1 April 2024 and ends on 31 March 2027."


@pytest.mark.parametrize(
    ("name", "value", "quote"),
    [
        ("Expiration date", "2024-04-01", BOTH),
        ("Effective date", "2027-03-31", BOTH),
        ("Agreement date", "2024-04-01", BOTH),
        ("Term", "60 days", "The Brewer may leave on sixty days' notice."),
        ("Term", "14 days", "The Brewer shall deliver within 14 days after it receives the order."),
    ],
)
def test_a_value_that_the_quote_says_of_something_else_is_dropped(name, value, quote):
    assert kept(name, value, quote) == []


@pytest.mark.parametrize(
    ("name", "value", "quote"),
    [
        ("Expiration date", "2027-03-31", BOTH),
        ("Effective date", "2024-04-01", BOTH),
        (
            "Agreement date",
            "2024-03-12",
            "This Agreement was made and entered into effective March 12, 2024.",
        ),
        ("Term", "3 years", "The initial term is three years."),
    ],
)
def test_a_value_that_the_quote_says_of_the_term_is_kept(name, value, quote):
    assert [one for one, _ in kept(name, value, quote)] == [value]


def test_a_day_for_a_notice_is_no_renewal_but_its_sentence_tells_of_one():
    quote = "The Owner may extend it by one year by notice given no later than 30 September 2026."
    assert kept("Renewal", "30 September 2026", quote) == [(quote, "")]


@pytest.mark.parametrize(
    ("name", "value", "quote", "role", "shown"),
    [
        ("Party", "Tamworth Brewhouse Limited", TEXT[: TEXT.index(" This")], "Owner", ""),
        ("Party", "Tamworth Brewhouse Limited", TEXT[: TEXT.index(" This")], "Brewer", "Brewer"),
        ("Party", "Osprey Drinks plc", TEXT[: TEXT.index(" This")], "Owner", "Owner"),
        (
            "Liability cap",
            "GBP 250,000",
            "The Brewer's liability is limited to GBP 250,000.",
            "Brewer",
            "Brewer",
        ),
    ],
)
def test_a_role_is_the_partys_own(name, value, quote, role, shown):
    assert kept(name, value, quote, role) == [(value, shown)]
