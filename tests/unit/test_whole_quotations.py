"""The local summary quotes whole sentences with what limits them, and tells plainly only what
nothing limits."""

from __future__ import annotations

import pytest

from summarizer_core.engines.base import Candidate
from summarizer_core.engines.local_summary import compose
from tests.unit.test_local_summary import OPENING, view_of_text

FILLER = "which the elders of the Guild of Millers have approved in the hall at the river"
#: Too much to be quoted.
MUCH = ", ".join([FILLER] * 6)


def told(
    text: str,
    terms: tuple[tuple[str, str, str], ...] = (),
    clauses: tuple[tuple[str, str], ...] = (),
) -> str:
    """The summary of a text with terms as (name, value, quote) and clauses as (category, quote)."""
    view = view_of_text(text)
    found = [
        *(("term", name, value, quote) for name, value, quote in terms),
        *(("clause", name, "", quote) for name, quote in clauses),
    ]
    candidates = []
    for kind, name, value, quote in found:
        start = text.index(quote)
        at = next(one.index for one in view.chunks if one.start <= start < one.end)
        candidates.append(Candidate(kind, name, value, quote, at, 0.9))
    return compose(view, candidates)


def law(said: str, place: str = "Ohio") -> str:
    quote = said.partition(". ")[0].removesuffix(".") + "."
    return told(f"{OPENING}9. Law. {said}", (("Governing law", place, quote),))


def courts(said: str, place: str = "courts of Ohio", before: str = "") -> str:
    quote = said.partition(". ")[0].removesuffix(".") + "."
    return told(f"{OPENING}{before}\n\n9. Disputes. {said}", (("Venue", place, quote),))


# --- law and courts --------------------------------------------------------------------------


def test_a_law_that_nothing_limits_is_told_in_plain_words():
    assert "The law of Ohio governs." in law("The laws of Ohio govern this Agreement.")


@pytest.mark.parametrize(
    "said",
    [
        "The laws of Ohio govern this Agreement, save that patents are governed by Swiss law.",
        "The laws of Ohio may govern this Agreement.",
        "This Agreement shall not be governed by Swiss law but by the laws of Ohio.",
        "The laws of Ohio govern this Agreement unless the mill is in Utah.",
    ],
)
def test_a_law_that_is_limited_is_quoted_whole(said):
    summary = law(said)
    assert f'On the law that governs it says: "{said.rstrip(".")}".' in summary
    assert "The law of Ohio governs." not in summary


def test_what_a_law_is_named_instead_of_stays_with_it():
    said = (
        "This Agreement is NOT GOVERNED BY the Convention of the Sea. RATHER IT IS GOVERNED BY the "
        "laws of the State of Ohio."
    )
    summary = told(f"{OPENING}{said}", (("Governing law", "Ohio", said),))
    assert said.rstrip(".") in summary


def test_courts_that_nothing_limits_are_told_in_plain_words():
    assert "Disputes go to courts of Ohio." in courts(
        "The courts of Ohio shall have exclusive jurisdiction."
    )


@pytest.mark.parametrize(
    "said",
    [
        "The courts of Ohio have non-exclusive jurisdiction.",
        "Any action may be brought in the courts of Ohio.",
        "The courts of Ohio have jurisdiction, except that the rent is set by a surveyor.",
        "Disputes shall first go to the elders, then to the courts of Ohio.",
    ],
)
def test_courts_with_a_limit_are_quoted_whole(said):
    summary = courts(said)
    assert f'On disputes it says: "{said.rstrip(".")}".' in summary
    assert "Disputes go to" not in summary


@pytest.mark.parametrize(
    "before",
    [
        "4. The price of the year is set by an independent expert in case of doubt.",
        "4. A dispute on tin shall be escalated to the elders of both parties.",
        "4. Disputes on the colour of the mill are settled by arbitration.",
    ],
)
def test_courts_are_quoted_where_another_clause_names_another_way(before):
    summary = courts("The courts of Ohio shall have exclusive jurisdiction.", before=before)
    assert "Disputes go to" not in summary
    assert 'On disputes it says: "The courts of Ohio shall have exclusive jurisdiction".' in summary


def test_talks_are_not_quoted_without_the_arbitration_behind_them():
    talks = "All disputes shall be resolved by the parties through friendly consultation."
    last = "If none is reached in 30 days, the dispute shall be referred to arbitration in Perth."
    summary = told(f"{OPENING}{talks} {last}", (), (("Dispute Resolution", talks),))
    assert f'On disputes it says: "{talks} {last.rstrip(".")}".' in summary
    long = last.replace("in Perth", f"in Perth, {MUCH}")
    more = told(f"{OPENING}{talks} {long}", (), (("Dispute Resolution", f"{talks} {long}"),))
    assert "On disputes see " in more
    assert "friendly" not in more


# --- ways out, time --------------------------------------------------------------------------


def test_a_way_out_is_quoted_with_its_condition_its_causes_and_its_price():
    said = (
        "Supplier may terminate this Agreement immediately upon giving notice if any one of the "
        "following occurs: (a) fraud; (b) a strike of the millers; or (c) the sale of the mill."
    )
    price = "If Supplier so terminates this Agreement, it shall pay a fee of $900 to Customer."
    summary = told(f"{OPENING}7. Termination. {said} {price}")
    assert f'"{said} {price.rstrip(".")}".' in summary


def test_a_way_out_that_is_too_long_to_be_quoted_is_shown_where_it_is():
    said = (
        f"Supplier may terminate this Agreement at once upon notice to Customer, {MUCH}, if "
        "Customer is in breach."
    )
    summary = told(f"{OPENING}7. Termination by Supplier\n\n{said}\n")
    assert "On how it can be ended see " in summary
    assert "shown with this sentence" in summary
    assert "may terminate" not in summary


def test_a_case_of_a_list_is_not_told_without_who_may_end_it():
    said = (
        "This Agreement shall be terminable (a) by Supplier (i) at any time upon a claim of a "
        "guild or (ii) upon sixty days' notice by Supplier or (b) by Customer if it rains."
    )
    summary = told(OPENING + said)
    assert "terminable: (i)" not in summary
    assert "terminable ... (i)" not in summary


def test_a_limit_in_the_contracts_with_others_is_not_told_as_one_here():
    said = "The contract of carriage with their customers limits all liability to $4 for each ton."
    assert "$4" not in told(OPENING + said, (("Liability cap", "USD 4.00", said),))


def test_what_an_end_costs_is_quoted_with_a_clause_that_was_found():
    said = "Customer may in its discretion terminate this Agreement at any time by notice."
    price = "If Customer terminates it in this way, it will make a payment of $900 in 30 days."
    summary = told(f"{OPENING}{said} {price}", (), (("Termination for Convenience", said),))
    assert f'"{said} {price.rstrip(".")}".' in summary


def test_what_does_not_end_the_contract_and_what_ends_a_plan_are_no_ways_out():
    stays = "If Supplier resigns, this Agreement shall not terminate unless Customer may end it."
    plan = "Customer reserves the right to terminate the Plan at any time on 30 days' notice."
    summary = told(f"{OPENING}{stays} {plan}", (), (("Termination for Convenience", plan),))
    assert "Plan" not in summary
    assert "shall not terminate" not in summary


def test_a_heading_on_something_else_is_not_named_for_a_way_out():
    said = f"Supplier may terminate this Agreement on notice, {MUCH}, if Customer is in breach."
    summary = told(f"{OPENING}6. Waiver of Claims\n\n{said}\n")
    assert "On how it can be ended see the passage shown with this sentence" in summary


def test_one_side_that_submits_to_courts_does_not_send_all_disputes_there():
    summary = courts("Customer agrees to submit to the jurisdiction of the State of Ohio.")
    assert "Disputes go to" not in summary


def test_the_end_of_something_else_is_no_way_out():
    said = "We may terminate your right to serve a Major Account at any time on 30 days' notice."
    summary = told(f"{OPENING}{said}", (), (("Termination for Convenience", said),))
    assert "Major Account" not in summary


def test_a_right_that_the_sentence_before_explains_is_not_quoted_alone():
    said = "This option to terminate this Agreement may be used on 30 days' notice by Customer."
    assert "This option" not in told(OPENING + said)


def test_what_is_void_tells_no_length():
    said = "If any part of this paper is held to be indefinite or invalid, the rest shall not fail."
    summary = told(OPENING + said, (), (("Expiration Date", said),))
    assert "On how long it runs" not in summary


def test_a_renewal_is_quoted_with_what_then_happens():
    said = (
        "If no notice of renewal is given in the thirty days before the end of the term, this "
        "Agreement shall terminate at the end of those thirty days."
    )
    summary = told(
        f"{OPENING}{said}", (("Renewal", "notice of renewal", "If no notice of renewal"),)
    )
    assert f'On its renewal it says: "{said.rstrip(".")}".' in summary


# --- money, subjects, purpose ----------------------------------------------------------------


def test_a_sum_is_told_with_what_it_is_for():
    said = "Customer shall pay a monthly fee of $42,000 for the tin."
    insured = "Supplier shall hold insurance of $5,000,000 per occurrence with a good company."
    summary = told(
        f"{OPENING}{said}\n\n{insured}",
        (("Amount", "USD 42,000.00", "$42,000"), ("Amount", "USD 5,000,000.00", "$5,000,000")),
    )
    assert f'On money it says: "{said.rstrip(".")}".' in summary
    assert "5,000,000" not in summary


def test_when_to_pay_is_told_with_the_whole_sentence():
    said = "Customer shall pay approved expenses within 30 days of an invoice."
    summary = told(OPENING + said, (("Payment terms", "within 30 days of an invoice", said),))
    assert f'On when to pay it says: "{said.rstrip(".")}".' in summary


@pytest.mark.parametrize(
    ("category", "said", "subject"),
    [
        (
            "Anti-Assignment",
            "It ends if Supplier assigns its goods for the benefit of its creditors.",
            "assignment",
        ),
        (
            "Warranty Disclaimer",
            "The Warranties are not repeated at Completion of the sale.",
            "warranties",
        ),
        ("Warranty Disclaimer", "Our approval is not a determination or warranty.", "warranties"),
        ("Exclusivity", "No marketing exclusivity is conferred by this paper.", "exclusivity"),
        ("Confidentiality", "Supplier shall sign all papers and disclosures for it.", "confiden"),
        ("Unilateral Amendment", "Customer may change its advertising copy at will.", "changes"),
        ("Non-Compete", "The parties have not agreed on any ban on competition.", "competing"),
        ("Non-Disparagement", "It ends at once upon a fraud or a crime of Supplier.", "disparage"),
    ],
)
def test_a_subject_is_named_only_where_the_words_of_the_clause_have_it(category, said, subject):
    line = told(OPENING + said, (), ((category, said),))
    assert f"clauses on {subject}" not in line
    assert f"and {subject}" not in line


@pytest.mark.parametrize(
    "said",
    [
        "Customer hereby appoints Supplier as its agent for the sale of tin in the north.",
        "Supplier wishes to sell its tin to Customer for the mills of the north.",
        "This Agreement sets out the terms on which Supplier sells tin to Customer.",
    ],
)
def test_a_sentence_that_says_what_it_is_about_is_quoted(said):
    summary = told(
        f"{OPENING}{said}\n\n1. Law. The river is long.",
        (("Party", "Anso, Inc.", "Anso, Inc."), ("Party", "Customer", "Customer")),
    )
    assert f'On what it is about it says: "{said.rstrip(".")}".' in summary


@pytest.mark.parametrize(
    "said",
    [
        "Supplier agrees to provide to Customer information that is asked for of directors.",
        "As a condition to the opening, Supplier agrees to sell its old mill to Customer.",
        "Supplier hereby grants Customer a licence to copy the plans of the mill.",
        "Supplier will provide services for the roof of the mill of Customer.",
        "Customer wishes to engage Supplier to provide the services set forth in this Agreement.",
    ],
)
def test_what_is_not_the_main_performance_is_not_what_it_is_about(said):
    parties = (("Party", "Anso, Inc.", "Anso, Inc."), ("Party", "Customer", "Customer"))
    text = f"{OPENING}{said}\n\n1. Law. The river is long."
    title = ("Document title", "SUPPLY AGREEMENT", "SUPPLY AGREEMENT")
    assert "what it is about" not in told(text, (*parties, title))


def test_a_grant_is_what_a_licence_is_about():
    said = "Supplier hereby grants Customer a licence to copy the plans of the mill."
    text = f"LICENCE AGREEMENT {OPENING}{said}\n\n1. Law. The river is long."
    terms = (
        ("Document title", "LICENCE AGREEMENT", "LICENCE AGREEMENT"),
        ("Party", "Customer", "Customer"),
    )
    assert f'On what it is about it says: "{said.rstrip(".")}".' in told(text, terms)


def test_a_rule_on_disputes_is_not_quoted_for_its_sum():
    said = "Disputes go to arbitration, and claims below USD 900 to the small claims court."
    text = OPENING + said
    assert "On money" not in told(text, (("Amount", "USD 900", "USD 900"),))


# --- what only the sentence before it explains -----------------------------------------------


@pytest.mark.parametrize(
    "then",
    [
        "It is then extended by one year at a time unless a party gives notice.",
        "Thereafter it runs for terms of one year unless a party gives notice.",
        "The term shall thereafter run for terms of one year unless a party gives notice.",
    ],
)
def test_what_comes_then_is_quoted_with_the_sentence_before_it(then):
    first = "This Agreement runs until 31 January 2031."
    summary = told(f"{OPENING}{first} {then}", (), (("Renewal Term", then),))
    assert f'On its renewal it says: "{first} {then.rstrip(".")}".' in summary


def test_what_comes_then_is_not_quoted_without_the_sentence_before_it():
    then = "It is then extended by one year at a time unless a party gives notice."
    summary = told(f"{OPENING}The tin of the years: {then}", (), (("Renewal Term", then),))
    assert f'"{then.rstrip(".")}"' not in summary


@pytest.mark.parametrize(
    "duty",
    [
        "Customer agrees to pay accordingly for all of the tin it buys.",
        "Customer will then pay the price for the purchase of the tin.",
        "Customer shall pay the price for the purchase of this technology.",
    ],
)
def test_a_duty_that_hangs_on_the_sentence_before_it_is_not_told(duty):
    summary = told(f"{OPENING}{duty}", (("Party", "Customer", "Customer"),))
    assert "tin" not in summary
    assert "technology" not in summary


def paged(*numbers: int) -> str:
    """A summary of a text whose sentences on renewal and damages go over a page."""
    first, second, third = (f"\n\n            {number}\n\n" for number in numbers)
    renewal = f"This Agreement renews for all other{second}terms of one year that the parties sign."
    text = (
        f"{OPENING}The tin of the mill is sold in{first}bars of ten pounds.\n\n{renewal}\n\n"
        f"The mill is closed{third}in June of each year."
    )
    return told(text, (), (("Renewal Term", renewal),))


def test_a_page_number_within_a_sentence_is_not_quoted():
    assert "for all other terms of one year" in paged(28, 29, 30)


def test_a_figure_that_stands_alone_is_quoted():
    assert "for all other 29 terms of one year" in paged(4, 29, 7)
