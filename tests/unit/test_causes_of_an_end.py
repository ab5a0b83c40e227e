"""A way out for a cause names the cause."""

from __future__ import annotations

import pytest

from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_causes import causes
from summarizer_core.engines.local_exits import telling
from summarizer_core.hashing import normalise
from summarizer_core.terms import GROUND
from summarizer_core.titles import untitled
from tests.chunk_list import ask_directly
from tests.local_views import analysed_view
from tests.short_clauses import FRAME


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Either party may terminate this Agreement if the other party commits a material "
            "breach "
            "and fails to remedy it within thirty (30) days of notice, or becomes insolvent.",
            ["breach not cured within 30 days", "insolvency"],
        ),
        (
            "If a breach remains uncured 15 days after notice, Alder may end this Agreement.",
            ["breach not cured within 15 days"],
        ),
        (
            "Alder may cancel this Agreement if Birch defaults and has not within 10 business days "
            "cured the default.",
            ["breach not cured within 10 business days"],
        ),
        (
            "If force majeure lasts for more than 90 days, either party may terminate this "
            "Agreement.",
            ["force majeure over 90 days"],
        ),
        (
            "Alder may terminate this Agreement if Birch fails to pay an invoice for 15 days.",
            ["non-payment over 15 days"],
        ),
        ("Alder may end this Agreement if the rent is unpaid.", ["non-payment"]),
        (
            "Alder may end this Agreement if Birch breaches it and does not remedy the breach.",
            ["breach that is not cured"],
        ),
        (
            "Alder may end this Agreement if Birch becomes insolvent or fails to pay its debts.",
            ["insolvency"],
        ),
        ("If the fees are past due, Alder may terminate this Agreement.", ["non-payment"]),
        (
            "Alder may end this Agreement if Birch is dissolved or admits its inability to pay "
            "its debts.",
            ["insolvency"],
        ),
        ("Alder may end this Agreement if any of the following occurs:", []),
        (
            "Alder may terminate this Agreement if Birch's banking licence is revoked.",
            ["loss of a licence or permit"],
        ),
        (
            "Alder may terminate this Agreement on a change of control of Birch.",
            ["change of control"],
        ),
        (
            "Alder may terminate this Agreement if Birch fails to meet the minimum.",
            ["a missed minimum"],
        ),
        (
            "Alder may terminate this Agreement if the mill burns down.",
            ["if the mill burns down"],
        ),
        ("Alder may terminate this Agreement on 30 days' notice.", []),
    ],
)
def test_the_cause_is_named(said: str, told: list[str]) -> None:
    assert causes(said) == told


def test_a_cause_that_another_one_says_more_exactly_is_not_told_besides() -> None:
    assert telling(
        ["breach", "breach that is not cured", "insolvency", "breach not cured within 9 days"]
    ) == ("insolvency", "breach not cured within 9 days")
    assert telling(["breach", "breach that is not cured"]) == ("breach that is not cured",)


CONTRACT = FRAME.format(
    sentence=(
        "Either party may terminate this Agreement if the other party commits a material breach "
        "and "
        "fails to remedy it within 30 days of written notice, or becomes insolvent.\n\n"
        "4. The Customer may also terminate this Agreement on a change of control of the "
        "Supplier.\n\n"
        "5. The Supplier may not terminate this Agreement if the Customer is insolvent."
    )
)


def test_the_summary_and_the_key_terms_name_the_causes_with_their_quotes() -> None:
    view, engine = analysed_view(CONTRACT), LocalEngine()
    found = engine.refine(view)
    grounds = [one for one in found if one.name == GROUND]
    assert [one.value for one in grounds] == [
        "breach not cured within 30 days",
        "insolvency",
        "change of control",
    ]
    assert all(one.quote in CONTRACT and "may" in one.quote for one in grounds)
    summary = engine.summarize(view, found, ask_directly).summary
    for one in grounds:
        assert untitled(normalise(one.quote)).rstrip(".") in summary


@pytest.mark.parametrize(
    "said",
    [
        "Maker may terminate at once without giving Weaver any opportunity to remedy its breach.",
        "Maker may terminate for breach; Weaver has no right to cure it.",
    ],
)
def test_a_breach_that_nobody_may_cure_is_not_told_as_one_that_is_not_cured(said):
    assert not [one for one in causes(said) if "cured" in one]
