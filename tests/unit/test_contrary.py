"""Words on a subject that say the opposite of it are doubted, whichever engine found them."""

from __future__ import annotations

import pytest

from summarizer_core.contrary import says_otherwise

LEAVE = "Termination for Convenience"


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("Exclusivity", "The Owner remains free to have the Beer brewed by others."),
        ("Non-Compete", "Nothing in this clause prevents the Agent from selling spare parts."),
        (LEAVE, "Either party may terminate this Agreement if the other becomes insolvent."),
        (
            LEAVE,
            "The Brewer may terminate this Agreement on sixty days' notice if the Owner has not "
            "paid two consecutive invoices.",
        ),
        ("License Grant", "After termination the Brewer shall not use the Owner's recipe."),
    ],
)
def test_the_opposite_is_told(category, words):
    assert says_otherwise(category, words)


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("Exclusivity", "The Owner shall buy only from the Brewer, but is free to sell to others."),
        ("Non-Compete", "The Agent shall not sell lathes of another maker."),
        (LEAVE, "Either party may terminate this Agreement on sixty days' notice."),
        (LEAVE, "The Owner may terminate for breach or (ii) for any reason on ten days' notice."),
        (
            LEAVE,
            "The Owner may terminate if the Brewer is in breach. The Owner may also terminate at "
            "any time on sixty days' notice.",
        ),
        ("License Grant", "The Brewer shall not use the recipe except under the licence granted."),
        ("Insurance", "The Owner remains free to insure the Beer."),
    ],
)
def test_what_may_be_a_clause_is_left_alone(category, words):
    assert not says_otherwise(category, words)
