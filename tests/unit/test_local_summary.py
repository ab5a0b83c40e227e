"""What the local engine's summary says of clauses that deny, of amendments, and of all sides."""

from __future__ import annotations

import re

import pytest

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.local_summary import compose, stated
from summarizer_core.grounding import locate
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
    said = [one.rstrip(".") for one in (damages, indemnity, audit)]
    assert f'It says in terms: "{said[0]}", "{said[1]}" and "{said[2]}".' in summary
    assert "clauses on" not in summary


def test_a_law_that_does_not_govern_is_no_governing_law():
    law = "This Agreement shall not be governed by the laws of the State of New York."
    summary = told(OPENING + law, ("Governing Law", law))
    assert f'On the law that governs it says: "{law.rstrip(".")}".' in summary
    assert "the governing law" in unknown(summary)


def test_a_right_to_leave_that_is_denied_is_told_so():
    none = "No party shall have the right to terminate this Agreement for convenience."
    summary = told(OPENING + none, ("Termination for Convenience", none))
    assert f'On how it can be ended it says: "{none.rstrip(".")}".' in summary
    assert "may end it" not in summary


def test_a_clause_that_says_it_beside_one_that_denies_it_counts():
    one, other = "Neither party shall indemnify the other.", "Supplier shall indemnify Customer."
    summary = told(
        f"{OPENING}{one} But here: {other}", ("Indemnification", one), ("Indemnification", other)
    )
    assert "clauses on indemnities" in summary


def test_the_ways_out_of_both_sides_are_told():
    text = (
        f"{OPENING}Customer may terminate this Agreement on 60 days' notice. "
        "Supplier may terminate this Agreement on 10 days' notice. "
        "Supplier may terminate this Agreement at once if Customer defaults."
    )
    summary = told(text, Party=("Customer", "Supplier"))
    assert (
        "Customer may end it on notice of 60 days. Supplier may end it on notice of 10 days. "
        'On how it can be ended it says: "Supplier may terminate this Agreement at once if '
        'Customer defaults".'
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
    assert "It names USD 900.00 and USD 20.00." in summary
    assert "clauses on insurance" in summary


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
    assert "clauses on indemnities" in summary


def test_a_way_out_that_an_amendment_takes_away_is_not_told():
    text = AMENDMENT + (
        "2. Section 9, which currently reads \"Customer may terminate this Agreement on 90 days' "
        'notice.", '
        'is amended to read: "Customer may terminate this Agreement on 180 days\' notice."\n'
    )
    summary = told(text, ("Termination for Convenience", text.splitlines()[-1]))
    assert "180 days" in summary
    assert "90 days" not in summary


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
    assert 'On its renewal it says: "renewed as agreed".' in summary


def test_what_is_denied_for_one_side_is_not_told_as_denied_for_both():
    none = "Supplier grants Customer no exclusive territory."
    text = f"{OPENING}{none} Customer shall buy all tin exclusively from Supplier."
    summary = told(text, ("Exclusivity", none))
    assert "there is no exclusivity" not in summary
    assert f'It says in terms: "{none.rstrip(".")}".' in summary
    runs_on = f"{none} 2. TERM"
    later = "\n\nCustomer shall buy exclusively here."
    more = told(OPENING + runs_on + later, ("Exclusivity", runs_on))
    assert f'It says in terms: "{none.rstrip(".")}".' in more


def test_a_ban_on_hiring_is_not_told_as_one_on_approaching_customers():
    ban = "For two years neither party shall induce any employee to leave the other party."
    summary = told(
        OPENING + ban, ("No-Solicit of Customers", ban), ("No-Solicit of Employees", ban)
    )
    assert "clauses on approaching staff" in summary
    assert "customers" not in summary
    ban = "For two years Supplier shall not solicit any customer of the Customer."
    summary = told(
        OPENING + ban, ("No-Solicit of Customers", ban), ("No-Solicit of Employees", ban)
    )
    assert "clauses on approaching customers" in summary
    assert "staff" not in summary


def test_a_service_charge_is_not_told_as_a_share_of_revenue():
    charge = "Customer shall pay a service charge, being 34% of what Supplier spends on the hall."
    costs = "Customer shall pay 34% of the total expenditure of Supplier on the hall."
    for said in (charge, costs):
        assert "shares of revenue" not in told(OPENING + said, ("Revenue/Profit Sharing", said))


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
    assert "without a cause" not in summary
    assert f'On how it can be ended it says: "{free.rstrip(".")}".' in summary


def test_that_an_end_without_a_cause_was_not_found_is_named_as_untold_and_not_denied():
    cause = "Supplier may terminate this Agreement for breach."
    summary = told(OPENING + cause, Party=("Customer", "Supplier"))
    assert "whether it can be ended without a cause" in unknown(summary)
    free = " Customer may terminate this Agreement on 9 days' notice."
    summary = told(OPENING + cause + free, Party=("Customer", "Supplier"))
    assert "without a cause" not in unknown(summary)


def test_a_renewal_and_the_notice_about_it_are_quoted():
    renews = "It renews for successive periods of 5 years."
    notice = "A renewal is stopped by notice of Customer six months before."
    text = f"{OPENING}{renews} It rains. {notice}"
    assert f'On its renewal it says: "{renews.rstrip(".")}".' in told(
        text, ("Renewal Term", renews)
    )
    candidates = [
        Candidate("term", "Renewal", "5 years", renews, 0, 0.9),
        Candidate("term", "Notice to stop renewal", "6 months", notice, 0, 0.9),
    ]
    summary = compose(view_of_text(text), candidates)
    assert f'On its renewal it says: "{renews.rstrip(".")}".' in summary
    assert f'On its renewal it also says: "{notice.rstrip(".")}".' in summary


def test_a_title_alone_does_not_tell_how_long_it_runs():
    summary = told(f"{OPENING}4. Term.\n\nIt rains.", ("Expiration Date", "4. Term."))
    assert "On how long" not in summary
    assert "how long it runs" in unknown(summary)


@pytest.mark.parametrize(
    ("value", "quote", "told_plainly"),
    [
        ("3 years", "This Agreement has a term of 3 years from the Effective Date.", True),
        ("3 years", "It runs for 3 years from the Launch Date.", False),
        ("3 years", "It runs for 3 years following the first delivery of tin.", False),
        ("1 year", "It runs for the longer of 1 year or the life of the Mill.", False),
        ("until terminated", "It remains effective until terminated.", True),
        (
            "until terminated",
            "It goes on, unless earlier terminated, until the patents end.",
            False,
        ),
    ],
)
def test_a_length_is_told_where_it_is_the_contracts_own_and_quoted_otherwise(
    value, quote, told_plainly
):
    text = OPENING + quote
    summary = compose(view_of_text(text), [Candidate("term", "Term", value, quote, 0, 0.9)])
    assert (f'On how long it runs it says: "{quote.rstrip(".")}".' in summary) is not told_plainly
    assert (f"It runs {value}." in summary or f"It runs for {value}." in summary) is told_plainly


def test_sides_whose_duties_are_not_found_are_named():
    one = "Supplier shall deliver the tin to the mill each week without delay."
    text = OPENING + one
    assert "what Customer must do" in unknown(told(text, Party=("Customer", "Supplier")))
    assert "what the sides must do" in unknown(told(OPENING, Party=("Customer", "Supplier")))


def test_nothing_is_untold_that_a_sentence_above_tells():
    law = (
        "This Agreement is governed by the law of Fife and the parties submit to its courts, save "
        "that the Guild may seek an injunction elsewhere."
    )
    leave = "The Customer may end this Agreement on 3 May by giving 60 days' notice in writing."
    pay = "For the tin, if it is clean, the fee shall be paid to Supplier on 4 June in 900 parts."
    breach = "Supplier may terminate this Agreement for a breach on 30 days' notice."
    clauses = (("Governing Law", law), ("Termination for Cause", leave))
    summary = told(f"{OPENING}{leave} {law}", *clauses, Party=("Customer", "Supplier"))
    assert "submit to its courts" in summary
    assert "where disputes go" not in unknown(summary)
    assert "without a cause" not in unknown(summary)
    caused = told(OPENING + breach, ("Termination for Cause", breach))
    assert "without a cause" in unknown(caused)
    priced = told(OPENING + pay, ("Non-Compete", pay), Party=("Customer", "Supplier"))
    assert "what the sides must do" in unknown(priced)  # the sentence is not shown


def test_a_duty_to_pay_that_is_told_as_the_price_is_not_untold():
    fee = "The annual fee of USD 9,000 is payable to Supplier on 4 June of each year of the term."
    text = OPENING + fee
    found = [Candidate("term", "Party", name, "", 0, 0.9) for name in ("Customer", "Supplier")]
    view = view_of_text(text)
    amount = Candidate("term", "Amount", "USD 9,000", "USD 9,000", len(view.chunks) - 1, 0.9)
    summary = compose(view, [*found, amount])
    assert "On money it says" in summary
    assert "what Supplier must do" in unknown(summary)
    assert "Customer" not in unknown(summary)


def test_a_title_on_the_law_above_words_on_courts_names_no_law():
    courts = "GOVERNING LAW Any lawsuit may be brought in the courts of Fife."
    assert "the governing law" in unknown(told(OPENING + courts, ("Governing Law", courts)))
    law = "GOVERNING LAW This Agreement is governed by the laws of Fife."
    assert "the governing law" not in unknown(told(OPENING + law, ("Governing Law", law)))


@pytest.mark.parametrize(
    ("sentence", "told_so"),
    [
        ("This Agreement is effective as of 3 May 2021.", True),
        ("The First Memorandum was effective from 3 May 2021.", False),
        ("It ends if the Effective Date has not occurred on or prior to 3 May 2021.", False),
    ],
)
def test_a_day_on_which_something_else_began_is_not_told_as_the_beginning(sentence, told_so):
    text = OPENING + sentence
    candidates = [Candidate("term", "Effective date", "2021-05-03", "3 May 2021", 0, 0.9)]
    summary = compose(view_of_text(text), candidates)
    assert ("takes effect on 3 May 2021" in summary) is told_so


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
            "clauses on exclusivity",
            "exclusive dealing",
        ),
        (
            "Warranty Disclaimer",
            "All Confidential Information is disclosed as is, without any warranty.",
            "clauses on the exclusion of warranties",
            "warranties are",
        ),
        (
            "Insurance",
            "If requested by Customer, Supplier shall arrange for insurance of the load.",
            "clauses on insurance",
            "must be kept",
        ),
        (
            "Minimum Commitment",
            "This licence does not include a minimum yearly royalty.",
            'It says in terms: "This licence does not include a minimum yearly royalty".',
            "no minimum is owed",
        ),
        (
            "Unilateral Amendment",
            "Supplier may change its policies at any time.",
            "",
            "changes of terms",
        ),
        (
            "Unilateral Amendment",
            "(b) send Customer a proposal that may include a change in price.",
            "",
            "changes of terms",
        ),
        (
            "Unilateral Amendment",
            "Supplier may change its address by notice.",
            "",
            "changes of terms",
        ),
        (
            "Unilateral Amendment",
            "Supplier may end it on notice for a Change of Control subject to the fees.",
            "",
            "changes of terms",
        ),
        (
            "Rofr/Rofo/Rofn",
            "Customer is given an option to acquire 900 shares of the mill.",
            "",
            "who is asked first",
        ),
        (
            "Minimum Commitment",
            "Customer shall list the mill in the places that Supplier names.",
            "",
            "minimum amounts",
        ),
        (
            "Dispute Resolution",
            "A clause that a court of competent jurisdiction holds void is severed.",
            "where disputes go",
            "On disputes",
        ),
    ],
)
def test_a_clause_is_told_for_no_more_than_it_says(category, clause, said, not_said):
    summary = told(f"{OPENING}Supplier may move its mill. {clause}", (category, clause))
    assert said in summary
    assert not_said not in summary


@pytest.mark.parametrize(
    ("category", "clause", "named", "subject"),
    [
        (
            "Revenue/Profit Sharing",
            "Customer shall pay in the form of 4,000 unregistered shares of common stock.",
            False,
            "shares of revenue",
        ),
        (
            "Revenue/Profit Sharing",
            "Customer shall pay Supplier a tenth share of what the mill earns.",
            True,
            "shares of revenue",
        ),
        (
            "Minimum Commitment",
            "Supplier shall employ at least two (2) individuals in the tin shop.",
            False,
            "minimum amounts",
        ),
        (
            "Minimum Commitment",
            "The Tin Account shall hold at least what is due (the 'Minimum Balance').",
            False,
            "minimum amounts",
        ),
        (
            "Minimum Commitment",
            "Supplier shall make not less than two visits a year to the mill.",
            False,
            "minimum amounts",
        ),
        (
            "Minimum Commitment",
            "The parties weighed, and rejected, a minimum yearly commitment of 900 tons.",
            False,
            "minimum amounts",
        ),
        (
            "Minimum Commitment",
            "Customer shall order at least 900 tons of tin and employ at least two persons.",
            True,
            "minimum amounts",
        ),
        (
            "Source Code Escrow",
            "Supplier shall show the source code to nobody other than to an escrow provider.",
            False,
            "source code in escrow",
        ),
        (
            "Source Code Escrow",
            "Supplier shall place the source code in escrow with an escrow agent.",
            True,
            "source code in escrow",
        ),
        (
            "Indemnification",
            "This Section on expenses shall not affect the duty to indemnify for the Mill Losses.",
            False,
            "indemnities",
        ),
        (
            "Indemnification",
            "Supplier shall indemnify Customer; this shall not limit other rights.",
            True,
            "indemnities",
        ),
        (
            "Confidentiality",
            "All information exchanged is non-confidential. Nobody shall disclose the plans.",
            False,
            "confidentiality",
        ),
    ],
)
def test_a_subject_is_named_only_where_words_speak_of_it_itself(category, clause, named, subject):
    summary = told(f"{OPENING}Supplier may move its mill. {clause}", (category, clause))
    assert (f"clauses on {subject}" in summary) is named


def test_terms_that_one_side_may_change_are_named():
    terms = "Supplier may change the terms at any time by a proposal that binds."
    assert "clauses on changes of terms" in told(OPENING + terms, ("Unilateral Amendment", terms))


def test_how_disputes_are_settled_is_quoted_from_a_clause_that_tells_it():
    aside = "A clause that a court of competent jurisdiction holds void is severed."
    settled = "Disputes shall be settled by the elders of the Guild."
    text = f"{OPENING}{aside} {settled}"
    summary = told(text, ("Dispute Resolution", f"{aside} {settled}"))
    assert f'On disputes it says: "{settled.rstrip(".")}".' in summary
    assert "where disputes go" not in unknown(summary)


def test_each_sentence_carries_what_proves_it():
    right = "Customer may terminate this Agreement on 60 days' notice."
    duty = "Supplier shall deliver the tin to the mill each week."
    text = f"{OPENING}{duty} {right} Supplier shall indemnify Customer. It is made on 3 May 2021."
    candidates = [
        Candidate(
            "term", "Party", "Anso, Inc.", 'Anso, Inc. ("Customer")', 0, 0.9, role="Customer"
        ),
        Candidate(
            "term", "Party", "Bexley LLC", 'Bexley LLC ("Supplier")', 0, 0.9, role="Supplier"
        ),
        Candidate("term", "Agreement date", "2021-05-03", "3 May 2021", 0, 0.9),
        Candidate("clause", "Indemnification", "", "Supplier shall indemnify Customer.", 0, 0.9),
    ]
    view = view_of_text(text)
    paragraphs = stated(view, candidates)
    assert compose(view, candidates) == "\n\n".join(
        " ".join(said.text for said in part) for part in paragraphs
    )
    for said in (said for part in paragraphs for said in part):
        assert bool(said.quotes) is not said.text.startswith("What could not be told")
        for index, quote in said.quotes:
            assert locate(quote, text) is not None
            assert 0 <= index < len(view.chunks)
    proofs = {
        said.text: [quote for _, quote in said.quotes] for part in paragraphs for said in part
    }
    assert proofs["Customer may end it on notice of 60 days."] == [right]
    assert proofs['Supplier "shall deliver the tin to the mill each week".'] == [duty]


def test_a_quote_that_goes_on_in_the_next_chunk_proves_by_the_part_in_its_own():
    first, second = "Supplier shall indemnify Customer.", "So shall its heirs."
    text = f"{first}\n\n{second}"
    (whole,) = chunk(ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),)))
    cut = len(first) + 2
    chunks = (
        whole.model_copy(update={"end": cut, "text": text[:cut], "sha256": "a"}),
        whole.model_copy(update={"index": 1, "start": cut, "text": text[cut:], "sha256": "b"}),
    )
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    view = DocumentView(document, chunks, {"a": ChunkAnalysis(), "b": ChunkAnalysis()}, ENGLISH)
    clause = Candidate("clause", "Indemnification", "", text, 0, 0.9, last_chunk=1)
    said = [one for part in stated(view, [clause]) for one in part if "indemnities" in one.text]
    assert [one.quotes for one in said] == [((0, first),)]
