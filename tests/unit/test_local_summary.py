"""What the local engine's summary says of clauses that deny, of amendments, and of all sides."""

from __future__ import annotations

import re

import pytest

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.local_summary import compose
from summarizer_core.models import ChunkAnalysis, ExtractedDocument, Page
from summarizer_core.recognition import Recognition

OPENING = 'SUPPLY AGREEMENT\n\nBetween Anso, Inc. ("Customer") and Bexley LLC ("Supplier").\n\n'
ENGLISH = Recognition(("en",), True)


def view_of_text(text: str) -> DocumentView:
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = chunk(document)
    analyses = {one.sha256: ChunkAnalysis() for one in chunks}
    return DocumentView(document, chunks, analyses, recognition=ENGLISH)


def told(text: str, *found: tuple[str, str], **terms: str | tuple[str, ...]) -> str:
    """The summary of a text with clauses as (category, quote) and terms by name."""
    view = view_of_text(text)
    chunks = view.chunks

    def at(quote: str) -> int:
        start = text.index(quote)
        return next(one.index for one in chunks if one.start <= start < one.end)

    candidates = [Candidate("clause", name, "", quote, at(quote), 0.9) for name, quote in found]
    for name, values in terms.items():
        for value in (values,) if isinstance(values, str) else values:
            said = Candidate("term", name.replace("_", " "), value, "", 0, 0.9)
            candidates.append(said)
    return compose(view, candidates)


def unknown(summary: str) -> str:
    return summary.rpartition("could not be told from the text:")[2]


def test_what_a_clause_denies_is_told_as_denied():
    damages = "No liquidated damages shall be payable for late tin."
    indemnity = "Neither party shall indemnify the other."
    audit = "Customer shall have no right to audit the books of Supplier."
    summary = told(
        f"{OPENING}{damages} {indemnity} {audit}",
        ("Liquidated Damages", damages),
        ("Indemnification", indemnity),
        ("Audit Rights", audit),
    )
    assert (
        "It says in terms: no liquidated damages, penalty or fee is due; no indemnity is owed."
        in (summary)
    )
    assert f'It also says: "{audit.rstrip(".")}".' in summary
    for claim in ("there is a duty to indemnify", "a fixed sum", "allows audits"):
        assert claim not in summary


def test_a_law_that_does_not_govern_is_no_governing_law():
    law = "This Agreement shall not be governed by the laws of the State of New York."
    summary = told(OPENING + law, ("Governing Law", law))
    assert "It is not governed by the law of New York." in summary
    assert "the governing law" in unknown(summary)


def test_a_right_to_leave_that_is_denied_is_told_so():
    none = "No party shall have the right to terminate this Agreement for convenience."
    summary = told(OPENING + none, ("Termination for Convenience", none))
    assert "A clause says that nobody may end it without a cause." in summary
    assert "can be ended" not in summary


def test_a_clause_that_says_it_beside_one_that_denies_it_counts():
    one, other = "Neither party shall indemnify the other.", "Supplier shall indemnify Customer."
    summary = told(
        f"{OPENING}{one} But here: {other}", ("Indemnification", one), ("Indemnification", other)
    )
    assert "there is a duty to indemnify" in summary


def test_the_ways_out_of_both_sides_are_told():
    text = (
        f"{OPENING}Customer may terminate this Agreement on 60 days' notice. "
        "Supplier may terminate this Agreement on 10 days' notice. "
        "Supplier may terminate this Agreement at once if Customer defaults."
    )
    summary = told(text, Party=("Customer", "Supplier"))
    assert (
        "It can be ended without a cause, by Customer, on notice of 60 days, and by Supplier, on "
        "notice of 10 days; also for a cause that it names, by Supplier (breach)."
    ) in summary


def test_the_section_that_says_how_it_ends_is_named_where_its_sentences_say_little():
    text = (
        f"{OPENING}7. Termination\n\nThis Agreement terminates when the mill at the river burns.\n"
    )
    summary = told(text)
    assert 'Its section "Termination" says how it can be ended.' in summary
    assert "how it can be ended" not in unknown(summary)


@pytest.mark.parametrize(
    ("category", "clause", "lead"),
    [
        (
            "Expiration Date",
            "4. Term. This Agreement runs as long as the mill at the river does.",
            'On how long it runs it says: "This Agreement runs as long as the mill',
        ),
        (
            "Governing Law",
            "9. This Agreement is governed by the law of the place of the mill.",
            'On the law that governs it says: "This Agreement is governed by the law of the place',
        ),
    ],
)
def test_a_clause_without_a_value_is_told_in_its_own_words(category, clause, lead):
    assert lead in told(OPENING + clause, (category, clause))


def test_each_standard_question_is_answered_or_named():
    summary = told("The tin is in the mill. The mill is at the river. It rains.")
    for question in (
        "the title",
        "the parties",
        "its date",
        "how long it runs",
        "the governing law",
        "where disputes go",
        "any sum of money",
        "a cap on liability",
        "how it can be ended",
    ):
        assert question in unknown(summary)
    assert "the other party" in unknown(told(OPENING, Party="Anso, Inc."))
    assert "party" not in unknown(told(OPENING, Party=("Anso, Inc.", "Bexley LLC")))


def test_a_long_summary_keeps_its_answers():
    duties = " ".join(
        f"Customer shall {verb} the tin of the mill at the river with all the care that a miller "
        "takes of all the tin of all the mills of all the rivers of the land."
        for verb in ("deliver", "keep", "paint", "count")
    )
    duties += duties.replace("Customer", "Supplier")
    names = tuple(f"Anso {'Holdings ' * 12}Number {number}, Inc." for number in range(9))
    risk = "The Supplier shall maintain insurance."
    summary = told(
        f"{OPENING}{duties} {risk}",
        ("Insurance", risk),
        Party=("Customer", "Supplier", *names),
        Amount=("USD 900.00", "USD 20.00"),
        Currency="USD",
    )
    assert "5 more" in summary
    assert "The largest sums it names are USD 900.00 and USD 20.00." in summary
    assert "insurance must be kept" in summary


AMENDMENT = (
    'AMENDMENT NO. 2 TO SUPPLY AGREEMENT\n\nThis Amendment is between Anso, Inc. ("Customer") and '
    'Bexley LLC ("Supplier").\n\n1. The words "Supplier shall maintain insurance." are hereby '
    'deleted and replaced by "Supplier shall indemnify Customer."\n'
)


def test_an_amendment_says_so_and_tells_nothing_that_it_takes_away():
    summary = told(
        AMENDMENT,
        ("Insurance", "Supplier shall maintain insurance."),
        ("Indemnification", "Supplier shall indemnify Customer."),
        Document_title="To Supply Agreement",
    )
    assert summary.startswith("This changes an earlier agreement; what it does not mention stays")
    assert 'titled "Amendment No. 2 To Supply Agreement"' in summary
    assert "insurance" not in summary
    assert "there is a duty to indemnify" in summary


def test_a_way_out_that_an_amendment_takes_away_is_not_told():
    text = AMENDMENT + (
        "2. Section 9, which currently reads \"Customer may terminate this Agreement on 90 days' "
        'notice.", '
        'is amended to read: "Customer may terminate this Agreement on 180 days\' notice."\n'
    )
    summary = told(text, ("Termination for Convenience", text.splitlines()[-1]))
    assert "without a cause, by Customer, on notice of 180 days." in summary


def test_a_contract_that_may_be_amended_is_no_amendment():
    text = OPENING + "11. Amendment. This Agreement may be amended in writing."
    assert not re.search("earlier agreement", told(text))


@pytest.mark.parametrize("value", ["upon signature", "March 2025", "2025-02-31", "Effective Date"])
def test_a_date_that_is_none_is_told_as_it_stands(value):
    summary = told("1. Term\nIt begins soon.", Effective_date=value, Expiration_date=value)
    assert f'takes effect "{value}"' in summary
    assert f'names "{value}" as an end date' in summary


def test_values_in_the_documents_words_are_told_as_they_stand():
    summary = told(
        "1. Term\nIt begins soon.",
        Effective_date="March 3, 2025",
        Term="continues for an initial term of six months",
        Amount=("a sum to be agreed by the parties", "USD 400"),
        Renewal="renewed as agreed",
    )
    assert "takes effect on 3 March 2025" in summary
    assert 'runs "continues for an initial term of six months"' in summary
    assert 'USD 400 and "a sum to be agreed by the parties"' in summary
    assert "It can renew or be extended." in summary


def test_what_is_denied_for_one_side_is_not_told_as_denied_for_both():
    none = "Supplier grants Customer no exclusive territory."
    text = f"{OPENING}{none} Customer shall buy all tin exclusively from Supplier."
    summary = told(text, ("Exclusivity", none))
    assert "there is no exclusivity" not in summary
    assert f'It also says: "{none.rstrip(".")}".' in summary
    runs_on = f"{none} 2. TERM"
    later = "\n\nCustomer shall buy exclusively here."
    more = told(OPENING + runs_on + later, ("Exclusivity", runs_on))
    assert f'It also says: "{none.rstrip(".")}".' in more


def test_what_a_sentence_denies_and_another_says_is_not_told_as_denied_throughout():
    none = "No exclusive rights are granted under this Agreement."
    text = f"{OPENING}{none}"
    assert "It says in terms: there is no exclusivity" in told(text, ("Exclusivity", none))
    text += " All tin shall be bought exclusively from Supplier."
    assert "there is no exclusivity" not in told(text, ("Exclusivity", none))


def test_an_indemnity_that_is_denied_within_limits_is_not_told_as_a_duty():
    none = "Supplier has no obligation to indemnify Customer for claims arising from its use."
    assert "duty to indemnify" not in told(OPENING + none, ("Indemnification", none))
    given = "Supplier shall indemnify Customer for claims. "
    summary = told(OPENING + given + none, ("Indemnification", given.strip()))
    assert "there is a duty to indemnify" in summary


def test_a_ban_on_hiring_is_not_told_as_one_on_approaching_customers():
    ban = "For two years neither party shall induce any employee to leave the other party."
    summary = told(
        OPENING + ban, ("No-Solicit of Customers", ban), ("No-Solicit of Employees", ban)
    )
    assert "a ban on soliciting employees" in summary
    assert "customers" not in summary
    ban = "For two years Supplier shall not solicit any customer of the Customer."
    summary = told(
        OPENING + ban, ("No-Solicit of Customers", ban), ("No-Solicit of Employees", ban)
    )
    assert "a ban on soliciting customers" in summary
    assert "employees" not in summary


def test_a_service_charge_is_not_told_as_a_share_of_revenue():
    charge = "Customer shall pay a service charge, being 34% of what Supplier spends on the hall."
    costs = "Customer shall pay 34% of the total expenditure of Supplier on the hall."
    for said in (charge, costs):
        assert "shares revenue" not in told(OPENING + said, ("Revenue/Profit Sharing", said))


def test_a_right_to_leave_that_is_denied_to_one_side_is_not_told_as_denied_to_all():
    none = "Customer has no right to terminate this Agreement for convenience."
    parties = "Anso, Inc.", "Bexley LLC"
    summary = told(OPENING + none, ("Termination for Convenience", none), Party=parties)
    assert "nobody" not in summary


def test_a_right_to_leave_that_is_not_understood_is_quoted():
    free = "It may be brought to an end, as the Guild sees fit, on 9 days' notice at any time."
    cause = "Supplier may terminate this Agreement for breach."
    summary = told(
        f"{OPENING}{free} {cause}",
        ("Termination for Convenience", free),
        Party=("Customer", "Supplier"),
    )
    assert "no right to end it at will was found" not in summary
    assert 'on leaving without a cause it says: "It may be brought to an end' in summary


def test_how_often_it_renews_is_not_told_where_it_is_not_said():
    once = "Customer may renew it for one additional term of 5 years."
    again = "It renews for successive periods of 5 years."
    for clause, said in ((once, "extended, once, by 5 years."), (again, "by 5 years at a time.")):
        summary = told(OPENING + clause, ("Renewal Term", clause))
        assert "It can renew or be extended." in summary
        candidates = [Candidate("term", "Renewal", "5 years", clause, 0, 0.9)]
        assert said in compose(view_of_text(OPENING + clause), candidates)


def test_sides_whose_duties_are_not_found_are_named():
    one = "Supplier shall deliver the tin to the mill each week without delay."
    text = OPENING + one
    assert "what Customer must do" in unknown(told(text, Party=("Customer", "Supplier")))
    assert "what the sides must do" in unknown(told(OPENING, Party=("Customer", "Supplier")))


def test_an_entry_into_force_without_a_date_is_quoted():
    start = "It takes effect upon the first delivery of tin."
    summary = told(OPENING + start, ("Effective Date", start))
    assert 'On when it takes effect it says: "It takes effect upon the first delivery' in summary
    copies = "This Agreement shall become effective when counterparts have been signed."
    assert "On when" not in told(OPENING + copies, ("Effective Date", copies))
    assert "On when" not in told(OPENING)


@pytest.mark.parametrize(
    ("category", "clause", "said", "not_said"),
    [
        (
            "Exclusivity",
            "The agency is not exclusive, save that Supplier shall name no other in Fife in 2027.",
            "exclusive dealing only where it makes an exception",
            "exclusive dealing and",
        ),
        (
            "Warranty Disclaimer",
            "All Confidential Information is disclosed as is, without any warranty.",
            "warranties on information that is disclosed are excluded",
            "warranties are disclaimed",
        ),
        (
            "Insurance",
            "If requested by Customer, Supplier shall arrange for insurance of the load.",
            "insurance must be kept where it is asked for",
            "insurance must be kept.",
        ),
        (
            "Minimum Commitment",
            "This licence does not include a minimum yearly royalty.",
            'It also says: "This licence does not include a minimum yearly royalty".',
            "no minimum is owed",
        ),
        (
            "Unilateral Amendment",
            "Supplier may change its policies at any time.",
            "",
            "to change terms",
        ),
        (
            "Unilateral Amendment",
            "(b) send Customer a proposal that may include a change in price.",
            "",
            "to change terms",
        ),
        (
            "Dispute Resolution",
            "A clause that a court of competent jurisdiction holds void is severed.",
            "where disputes go",
            "how disputes are settled",
        ),
    ],
)
def test_a_clause_is_told_for_no_more_than_it_says(category, clause, said, not_said):
    summary = told(f"{OPENING}Supplier may move its mill. {clause}", (category, clause))
    assert said in summary
    assert not_said not in summary


def test_insurance_and_disclaimers_without_such_a_scope_are_told_as_ever():
    insured = "Supplier shall maintain insurance and upon request send a certificate of insurance."
    none = "Supplier disclaims all warranties on the products and on Confidential Information."
    terms = "Supplier may change the terms at any time by a proposal that binds."
    summary = told(
        f"{OPENING}{insured} {none} {terms}",
        ("Insurance", insured),
        ("Warranty Disclaimer", none),
        ("Unilateral Amendment", terms),
    )
    assert "warranties are disclaimed and insurance must be kept." in summary
    assert "a right to change terms from one side" in summary
