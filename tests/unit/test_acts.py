"""Who does what to whom is told by position, and not guessed."""

from __future__ import annotations

import pytest

from summarizer_core.proof.acts import Act, acts, conflict


def act(what: str, by: str = "", to: str = "", away: str = "") -> Act:
    return Act(what, *(frozenset(names.split()) for names in (by, to, away)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("qqpa shall refund qqpb the money.", act("refund", "qqpa", "qqpb")),
        ("The money is refunded to qqpb by qqpa.", act("refund", "qqpa", "qqpb")),
        ("qqpa hereby assigns all title to qqpb.", act("assign", "qqpa", "qqpb")),
        ("qqpa, at its own cost, shall maintain the roof.", act("maintain", "qqpa")),
        ("qqpa and qqpb shall negotiate.", act("negoti", "qqpa qqpb")),
        ("If qqpb is late, qqpa may terminate the lease.", act("end", "qqpa")),
        ("qqpa grants qqpb the right to operate a shop.", act("operat", "qqpb")),
        ("qqpa shall defend and indemnify qqpb.", act("indemnify", "qqpa", "qqpb")),
        ("qqpa may recover the sum from qqpb.", act("recove", "qqpa", "", "qqpb")),
        ("The consent of qqpa shall suffice.", act("suffic")),
        ("The rent shall increase.", act("raise")),
    ],
)
def test_who_acts_is_told(text, told):
    assert told in acts(text)


@pytest.mark.parametrize(
    ("asked", "said", "is_one"),
    [
        ("qqpb refunds the money.", "The money is refunded by qqpa.", True),
        ("qqpa refunds the money.", "The money is refunded by qqpa.", False),
        ("qqpb assigns the title to qqpa.", "qqpa shall assign the title to qqpb.", True),
        ("The title is assigned to qqpa.", "qqpa shall assign the title to qqpb.", True),
        ("qqpa may terminate the lease.", "qqany may terminate the lease.", False),
        ("qqpb may terminate.", "If qqpb is late, qqpa may terminate.", True),
        ("qqpb pays the rent.", "The rent is due on Monday.", False),
    ],
)
def test_what_is_done_by_others_or_to_others_conflicts(asked, said, is_one):
    assert conflict(acts(asked), acts(said)) is is_one
