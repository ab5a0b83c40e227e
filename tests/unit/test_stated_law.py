"""Which law governs, where a contract says it in a few plain words."""

from __future__ import annotations

import pytest

from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_law import states_law
from summarizer_core.engines.local_terms import sentence_terms
from summarizer_core.support import supports
from tests.chunk_list import ask_directly
from tests.local_views import analysed_view

MADE = (
    "MILL CONTRACT\n\nThis Mill Contract is made on 3 March 2021 between Anso Ltd (the "
    '"Miller") and Bexley Inc. (the "Baker").\n\n1. The Miller shall mill the grain of the Baker. '
    "The Baker shall pay each invoice within 30 days of receipt.\n\n2. "
)


@pytest.mark.parametrize(
    ("sentence", "land"),
    [
        ("Austrian law applies to this Contract.", "Austria"),
        ("Finnish law applies.", "Finland"),
        ("Ohio law governs this letter, although the mill stands in Iowa.", "Ohio"),
        ("This Deed is subject to Scots law.", "Scotland"),
        ("The laws of New Zealand apply.", "New Zealand"),
        ("Governed by Singapore law; the courts of Singapore decide.", "Singapore"),
        ("Law. Danish law applies, to the exclusion of the UN Convention.", "Denmark"),
        ("The law of Portugal governs these Terms.", "Portugal"),
        ("This Contract shall be governed exclusively by Korean law.", "Korea"),
    ],
)
def test_a_law_that_is_named_in_a_few_words_governs(sentence, land):
    assert states_law(sentence)
    told = [one.value for one in sentence_terms(sentence, 0) if one.name == "Governing law"]
    assert told == [land]
    assert supports(sentence, land)
    view = analysed_view(MADE + sentence)
    candidates = LocalEngine().refine(view)
    laws = [one for one in candidates if one.name == "Governing Law" and not one.doubtful]
    assert len(laws) == 1 and laws[0].quote.removeprefix("2. ") in sentence
    summary = LocalEngine().summarize(view, candidates, ask_directly).summary
    assert f"The law of {land} governs." in summary


@pytest.mark.parametrize(
    "sentence",
    [
        "Texas law applies to the pledge of the shares.",
        "The Miller's staff are subject to German law.",
        "If German law applies, the Baker bears the tax.",
        "The Share Plan is governed by Texas law.",
        "This Contract is not governed by Texas law.",
        "This Contract provides that the deposit is subject to Texas law.",
        "Texas law applies only to clause 4.",
    ],
)
def test_the_law_of_a_part_or_of_another_paper_is_not_taken_for_that_of_the_contract(sentence):
    assert not states_law(sentence)


FOR_ANOTHER = (
    "The loan agreement is governed by Norwegian law. This Contract is governed by Irish law."
)


@pytest.mark.parametrize(
    ("text", "law"),
    [
        (FOR_ANOTHER, "Ireland"),
        ("The bill of sale would be governed by Greek law.\n\n3. Irish law governs.", "Ireland"),
        (
            "The Mill Contract is governed by Irish law. The SPA is governed by Greek law.",
            "Ireland",
        ),
        (
            "This Contract is governed by the laws of the United States and the State of Ohio.",
            "United States and Ohio",
        ),
    ],
)
def test_the_law_of_another_paper_is_not_told_beside_that_of_the_contract(text, law):
    view = analysed_view(MADE + text)
    found = LocalEngine().refine(view)
    assert [one.value for one in found if one.name == "Governing law"] == [law]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        (
            "Disputes under the SPA go to arbitration in Vienna. Disputes under this Contract go "
            "to the courts of Cardiff.",
            ["courts of Cardiff"],
        ),
        (
            "Disputes between them under the loan agreement go to arbitration in Vienna; all "
            "disputes on the mill go to the High Court of Guernsey.",
            ["courts of Guernsey"],
        ),
        ("Disputes under the loan agreement go to arbitration in Vienna.", []),
        (
            "Disputes under the Mill Contract go to arbitration in Vienna.",
            ["arbitration in Vienna"],
        ),
    ],
)
def test_disputes_of_another_paper_say_nothing_of_those_of_the_contract(text, venue):
    found = LocalEngine().refine(analysed_view(MADE + text))
    assert [one.value for one in found if one.name == "Venue"] == venue


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        # Courts that only enforce what others decided, or only grant injunctions.
        (
            "A final judgment in a suit brought in those courts may be enforced by Mill in the "
            "courts of Israel.",
            [],
        ),
        ("The award is final, and judgment on it may be entered in the courts of Ohio.", []),
        (
            "Each party consents to jurisdiction for any injunction sought in the courts of Rome.",
            [],
        ),
        (
            "Either party may apply to any court of competent jurisdiction in Cork, Ireland for an "
            "injunction without ending the arbitration.",
            [],
        ),
        (
            "They submit to the jurisdiction of the courts of Ohio for the sole purpose of "
            "enforcing an award.",
            [],
        ),
        (
            "They submit to the jurisdiction of the courts of Ohio, and either may apply to any "
            "court for an injunction.",
            ["courts of Ohio"],
        ),
        (
            "They submit to the exclusive jurisdiction of the courts of Ohio for any suit to "
            "enforce this Contract.",
            ["courts of Ohio"],
        ),
        (
            "The courts of Scotland have jurisdiction, which as against the Surety only is "
            "non-exclusive.",
            ["courts of Scotland (as against the Surety only is non-exclusive)"],
        ),
        (
            "The courts of Scotland have non-exclusive jurisdiction.",
            ["courts of Scotland (non-exclusive)"],
        ),
    ],
)
def test_a_venue_decides_disputes_and_keeps_whom_it_is_not_exclusive_for(text, venue):
    said = [one.value for one in sentence_terms(text, 0) if one.name == "Venue"]
    assert said == venue


def test_courts_are_not_told_alone_where_a_clause_speaks_of_arbitration():
    view = analysed_view(
        f"{MADE}Disputes shall be settled by binding arbitration by the rules of the ICC.\n\n"
        "3. Venue shall be in the courts located in Cook County, Illinois."
    )
    summary = LocalEngine().summarize(view, LocalEngine().refine(view), ask_directly).summary
    assert "Disputes go to" not in summary
    assert '"Venue shall be in the courts located in Cook County, Illinois"' in summary
    assert "shall be settled by binding arbitration by the rules of the ICC" in summary


def test_a_mediation_that_comes_before_the_courts_is_told_with_them():
    view = analysed_view(
        f"{MADE}A dispute goes first to mediation, then to the courts of Victoria."
    )
    summary = LocalEngine().summarize(view, LocalEngine().refine(view), ask_directly).summary
    words = "A dispute goes first to mediation, then to the courts of Victoria"
    assert f'On disputes it says: "{words}".' in summary
