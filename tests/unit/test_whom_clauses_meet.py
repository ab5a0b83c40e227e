"""Whom clauses of turned wording meet, and what is then said of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from summarizer_core.endings import needs_cause
from summarizer_core.engines.local import LocalEngine
from summarizer_core.models import Severity
from summarizer_core.money import amounts
from summarizer_core.playbook import load
from summarizer_core.playbook_elsewhere import Elsewhere
from summarizer_core.playbook_text import periods
from summarizer_core.sides import Party, Sides
from tests.local_views import analysed_view

HIGH, MEDIUM, LOW, INFO = Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO

PARTIES = (Party("Acme Holdings, Inc.", "Customer"), Party("Birch Lane GmbH", "Supplier"))


def judged(category: str, quote: str, side: str | None) -> tuple[Severity, str]:
    sides = Sides(PARTIES, side)
    found = load().judge(category, quote, quote, sides, Elsewhere(quote, sides))
    return found.severity, found.rationale


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        # Who knows something and agrees to something else is bound, not whom it knows of.
        ("Supplier acknowledges that Customer has built a brand and so agrees that it will not "
         "compete with Customer.", "theirs"),
        ("Supplier recognises that Customer has secrets and agrees not to tell them.", "theirs"),
        ("Supplier understands that Customer may be hurt, and hereby undertakes to "
         "stay away from its trade.", "theirs"),
        ("Supplier acknowledges that Customer has low prices and agrees that Customer's liability "
         "shall not exceed the fees.", "theirs"),
        ("Supplier acknowledges that Customer shall own the drawings.", "theirs"),
        ("Supplier acknowledges that Customer shall insure the plant, and Customer agrees to "
         "do so.", "ours"),
        # A limit is whose liability it limits, whoever it is told of.
        ("Supplier's entire liability and Customer's sole remedy shall be a new part.", "ours"),
        ("Customer's only remedy and Supplier's sole obligation shall be a repair.", "ours"),
        ("The total sum for which Customer may hold Supplier liable is limited to $9.", "ours"),
        ("Under no circumstances may Customer claim more than the price from Supplier.", "ours"),
        ("Supplier shall not be liable for claims of others against Customer.", "ours"),
        ("Customer may hold Supplier liable for all that was lost.", "theirs"),
        # Who grants, and who accepts the grant.
        ("Supplier grants to Customer, and Customer hereby accepts, a right to sell.", "theirs"),
        ("Customer hereby accepts the grant by Supplier of a licence.", "theirs"),
        ("Customer hereby receives from Supplier a licence to the Marks.", "theirs"),
        ("Customer hereby accepts the licence terms and shall pay the fee.", "ours"),
        # Who stands behind "by".
        ("Drawings of Customer shall be held in the strictest confidence by Supplier.", "theirs"),
        ("Drawings of Customer shall be-kept in strict confidence by Supplier.", "theirs"),
        ("Supplier's accounts shall be open for inspection once a year by Customer.", "theirs"),
        ("The plant of Supplier is subject to audit at any time by Customer.", "theirs"),
        ("The contract may be assigned by Supplier with Customer's approval only.", "theirs"),
        ("The contract may not be assigned save by a deed signed by Customer's director.", None),
        ("Supplier shall have the right to control a suit for which Supplier is obliged to "
         "indemnify Customer.", "theirs"),
        ("Customer shall be charged by Supplier no more than anybody else.", "theirs"),
        ("Customer shall not be charged more than others.", "theirs"),
        ("Customer shall be charged a fee of 2% a month.", "ours"),
    ],
)  # fmt: skip
def test_turned_wording_tells_who_is_bound(sentence: str, bound: str | None) -> None:
    assert Sides(PARTIES, "Customer").bound(sentence) == bound
    swapped = {"ours": "theirs", "theirs": "ours"}.get(bound or "", bound)
    assert Sides(PARTIES, "Supplier").bound(sentence) == swapped


@pytest.mark.parametrize(
    ("category", "quote", "wrong"),
    [
        ("Audit Rights", "The expense of any audit of Customer's accounts shall be borne by "
         "Supplier.", "holds the right"),
        ("Audit Rights", "Customer shall bear the whole cost of that audit.", "holds the right"),
        ("Termination for Cause", "Customer may only terminate for a grave breach.",
         "client holds the right"),
        ("License Grant", "Customer acknowledges that Supplier shall have the right to grant "
         "licences to whom it likes.", "grants; the client receives"),
        ("License Grant", "Supplier shall not grant such a licence to anybody.", "grants; the"),
        ("Non-Transferable License", "Customer shall not grant that licence to others.",
         "the client grants"),
        ("Change of Control", "Each party may transfer this Agreement without approval if its "
         "business is sold.", "tie a sale"),
        ("Rofr/Rofo/Rofn", "The first Option to purchase 9,000 Shares ends in May.",
         "right to be first"),
        ("Exclusivity", "This Agreement does not give Customer or Supplier an exclusive right to "
         "buy.", "bound exclusively"),
        ("Termination for Convenience", "If Supplier is acquired, Customer may terminate this "
         "Agreement on 40 days' notice.", "may leave without a reason"),
        ("Confidentiality", "Supplier reserves the right in keeping its recipes confidential.",
         "must keep secrets"),
    ],
)  # fmt: skip
def test_nothing_is_said_that_the_words_do_not_tell(category: str, quote: str, wrong: str) -> None:
    for side in ("Customer", "Supplier", None):
        rationale = judged(category, quote, side)[1]
        if wrong == "right to be first":
            assert "scares off bidders" not in rationale
        else:
            assert wrong not in rationale, side


def test_whoever_must_not_transfer_without_consent_is_still_told_so() -> None:
    quote = "Neither party may assign this Agreement without consent in a merger."
    assert "tie a sale" in judged("Change of Control", quote, None)[1]


def test_a_first_option_on_shares_is_still_a_right_to_be_first() -> None:
    quote = "Customer grants Supplier a first option to purchase its shares before they are sold."
    assert judged("Rofr/Rofo/Rofn", quote, "Customer")[0] is HIGH


def test_the_right_to_leave_without_a_reason_is_told_beside_one_on_a_ground() -> None:
    quote = "If Supplier is acquired, Customer may terminate. Customer may terminate at any time."
    assert (
        "may leave without a reason" in judged("Termination for Convenience", quote, "Customer")[1]
    )


def test_a_clause_that_ends_without_a_mark_is_told_apart_from_the_next() -> None:
    quote = (
        "3.2.1 Customer shall have the exclusive right to sell lamps in Spain as set out below "
        "3.2.2 Supplier shall have the exclusive right to sell lamps in Peru."
    )
    for side in ("Customer", "Supplier"):
        assert Sides(PARTIES, side).bound(quote) == "both"
    one = "Customer shall pay as set out in Section 3.2.2 Supplier Fees, on demand."
    assert Sides(PARTIES, "Customer").bound(one) == "ours"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("for a year", [365]),
        ("on a month's notice", [30]),
        ("$5 a year, and once a month", []),
        ("within 48 hours", [2]),
        ("24 hours a day", []),
        ("a fortnight and two fortnights", [14, 28]),
        ("ten (10) business days", [14]),
    ],
)
def test_periods_are_read_as_people_write_them(text: str, days: list[int]) -> None:
    assert [length // 60 for length, _, _ in periods(text)] == days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two (2) million dollars", [("USD", 2_000_000)]),
        ("US Dollars 1,500,000", [("USD", 1_500_000)]),
        ("Euros 20,000 each", [("EUR", 20_000)]),
        ("500 US Dollars 1,200 times", [("USD", 500)]),
        ("paid in US dollars 30 days later", []),
        ("twenty-two (22) million dollars", [("USD", 22_000_000)]),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, expected: list[tuple[str, int]]) -> None:
    found = [(code, value) for code, value, _, _ in amounts(text)]
    assert found == [(code, Decimal(value)) for code, value in expected]


PARKING = (
    "PARKING AGREEMENT\n\nThis Agreement is made on 4 May 2021 by and between Alder Garages LLC "
    '("Alder") and Birch Fleet Corp. ("Birch").\n\n1. Places. Alder shall let ten places to Birch.'
    "\n\n2. Length. The Term is one year. It may be renewed in writing.\n\n3. End. Upon an "
    "acquisition of Alder, Birch may terminate this Agreement on 45 days' notice.\n"
)


def test_a_term_in_a_short_sentence_is_told() -> None:
    found = LocalEngine().refine(analysed_view(PARKING))
    assert [one.value for one in found if one.name == "Term" and one.kind == "term"] == ["1 year"]


def test_an_end_upon_a_sale_is_none_without_a_cause() -> None:
    assert needs_cause("Upon an acquisition of Alder, Birch may terminate on 45 days' notice.")
    assert not needs_cause("Birch may terminate this Agreement on 45 days' notice.")
