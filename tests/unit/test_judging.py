"""What judging makes of clauses that deny, and of documents that change others."""

from __future__ import annotations

import pytest

from summarizer_core import chunking
from summarizer_core.judging import judge
from summarizer_core.models import (
    AnalysisResult,
    Clause,
    DocumentInfo,
    ExtractedDocument,
    Page,
    Severity,
    utcnow,
)
from summarizer_core.playbook import load

TITLE = "SUPPLY AGREEMENT"
DENYING = (
    f"{TITLE}\n\nThis Supply Agreement is between Anso, Inc. and Bexley LLC.\n\n"
    "1. Damages\n\nNo liquidated damages shall be payable.\n\n"
    "2. Claims\n\nNeither party shall indemnify the other.\n\n"
    "3. Assignment\n\nEither party may freely assign this Agreement without consent.\n\n"
    "4. Liability\n\nThere is no cap on liability under this Agreement.\n"
)


def judged(text: str, found: dict[str, str], doubtful: dict[str, str] | None = None, title=TITLE):
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))

    def clauses(named: dict[str, str]) -> tuple[Clause, ...]:
        return tuple(
            Clause(
                id=category, category=category, title=category, severity=Severity.INFO,
                confidence=0.9, quote=quote, page=1, start=text.index(quote),
                end=text.index(quote) + len(quote), heading="", rationale="", recommendation="",
            )
            for category, quote in named.items()
        )  # fmt: skip

    result = AnalysisResult(
        session_id="s", filename="f", status="completed", engine="local", created_at=utcnow(),
        document=DocumentInfo(
            sha256="0", bytes=1, pages=1, characters=len(text), language="en", title=title
        ),
        clauses=clauses(found), possible_clauses=clauses(doubtful or {}),
    )  # fmt: skip
    return judge(result, document, chunking.chunk(document), load(None), None)


def of(result: AnalysisResult, category: str) -> Clause:
    return next(one for one in (*result.clauses, *result.possible_clauses) if one.id == category)


def test_a_clause_that_denies_is_of_low_risk_and_says_so():
    result = judged(
        DENYING,
        {
            "Liquidated Damages": "No liquidated damages shall be payable.",
            "Indemnification": "indemnify the other",
        },
    )
    assert not result.high_risk_clauses
    damages, indemnity = of(result, "Liquidated Damages"), of(result, "Indemnification")
    assert damages.severity is indemnity.severity is Severity.LOW
    assert damages.rationale.startswith("The clause says that this does not apply:")
    assert "no indemnity is owed" in indemnity.rationale
    assert "Fallback:" in damages.recommendation
    assert not any("Liquidated" in look.text for look in result.look_first)


def test_a_clause_that_says_the_thing_is_judged_by_the_playbook():
    text = f"{TITLE}\n\nCarrier shall pay liquidated damages of USD 900 for each day of delay."
    result = judged(text, {"Liquidated Damages": text.splitlines()[-1]})
    assert of(result, "Liquidated Damages").severity is Severity.HIGH


def test_a_clause_that_denies_is_named_where_the_clause_would_be_missing():
    result = judged(
        DENYING,
        {"Anti-Assignment": "Either party may freely assign this Agreement without consent."},
        {"Cap on Liability": "There is no cap on liability under this Agreement."},
    )
    gaps = {gap.category: gap for gap in result.missing_clauses}
    assert gaps["Anti-Assignment"].rationale.startswith("Excluded by a clause on page 1:")
    assert gaps["Cap on Liability"].clause_id == "Cap on Liability"
    assert gaps["Governing Law"].clause_id is None
    told = [look.text for look in result.look_first]
    assert "Limit of liability: Excluded by a clause on page 1: liability has no limit." in told


def test_what_only_resembles_a_clause_does_not_count_as_the_one_that_should_be_there():
    severed = "If a court of competent jurisdiction voids a clause, the rest of it stays in force."
    text = f"Services Agreement\n\nBetween Anso, Inc. and Bexley LLC.\n\n{severed}\n"
    for result in (
        judged(text, {"Dispute Resolution": severed}, title="Services Agreement"),
        judged(text, {}, {"Dispute Resolution": severed}, title="Services Agreement"),
    ):
        assert "Dispute Resolution" in {gap.category for gap in result.missing_clauses}
        assert of(result, "Dispute Resolution").rationale.startswith("The engine takes this for")


def test_a_clause_beside_one_that_only_resembles_it_is_there():
    severed = "If a court of competent jurisdiction voids a clause, the rest of it stays in force."
    forum = "Whoever sues the other does so before the courts of Leeds."
    text = f"Services Agreement\n\nBetween Anso, Inc. and Bexley LLC.\n\n{severed}\n\n{forum}\n"
    result = judged(text, {"Dispute Resolution": severed}, title="Services Agreement")
    assert "Dispute Resolution" not in {gap.category for gap in result.missing_clauses}


def test_what_is_denied_of_one_party_is_not_said_to_be_denied_of_both():
    said = "Customer may not terminate this Agreement for convenience."
    text = f'{TITLE}\n\nBetween Anso, Inc. ("Customer") and Bexley LLC ("Supplier").\n\n{said}\n'
    clause = of(judged(text, {"Termination for Convenience": said}), "Termination for Convenience")
    assert clause.severity is Severity.LOW
    assert "nobody" not in clause.rationale
    assert "one party alone" in clause.rationale


def test_what_a_clause_denies_and_another_says_is_not_said_to_be_denied_altogether():
    said = "No exclusive territory is granted."
    text = f"{TITLE}\n\n1. {said}\n"
    clause = of(judged(text, {"Exclusivity": said}), "Exclusivity")
    assert "there is no exclusivity" in clause.rationale
    text += "\n2. Buyer shall buy all its tin exclusively from Seller.\n"
    clause = of(judged(text, {"Exclusivity": said}), "Exclusivity")
    assert clause.severity is Severity.LOW
    assert "as far as its words go" in clause.rationale


@pytest.mark.parametrize(
    ("said", "none"),
    [
        ("This Licence does not provide for a minimum yearly royalty.", False),
        ("No minimum monthly fee is payable.", False),
        ("There is no minimum order.", True),
    ],
)
def test_what_is_denied_of_one_kind_is_not_said_to_be_denied_of_all(said, none):
    clause = of(
        judged(f"{TITLE}\n\n1. {said}\n", {"Minimum Commitment": said}), "Minimum Commitment"
    )
    assert clause.severity is Severity.LOW
    assert ("no minimum is owed" in clause.rationale) is none


def test_insurance_that_one_side_must_hold_is_not_missing_where_the_other_need_hold_none():
    said = "The Carter must hold insurance of EUR 3 million. The Miller need not insure the barn."
    result = judged(f"{TITLE}\n\n1. {said}\n", {"Insurance": said})
    assert "does not apply" not in of(result, "Insurance").rationale
    assert "Insurance" not in {gap.category for gap in result.missing_clauses}


def test_one_that_denies_beside_one_that_says_it_makes_nothing_missing():
    text = DENYING + "\n5. Transfer\n\nSeller shall not assign this Agreement.\n"
    result = judged(
        text,
        {
            "Anti-Assignment": "Seller shall not assign this Agreement.",
        },
    )
    assert "Anti-Assignment" not in {gap.category for gap in result.missing_clauses}


AMENDMENT = (
    "AMENDMENT NO. 2 TO SUPPLY AGREEMENT\n\nThis Amendment is between Anso, Inc. and Bexley "
    "LLC.\n\n"
    '1. In Section 7 the words "Anso shall pay liquidated damages of USD 900 a day" are hereby '
    'deleted and replaced by "Anso shall pay liquidated damages of USD 200 a day".\n'
)


def test_nothing_is_claimed_to_be_missing_from_an_amendment():
    result = judged(AMENDMENT, {}, title="To Supply Agreement")
    assert not result.missing_clauses


def test_words_that_an_amendment_takes_away_are_of_low_risk():
    result = judged(
        AMENDMENT,
        {"Liquidated Damages": "Anso shall pay liquidated damages of USD 900 a day"},
        {"Insurance": "Anso shall pay liquidated damages of USD 200 a day"},
    )
    old = of(result, "Liquidated Damages")
    assert old.severity is Severity.LOW
    assert "deletes or replaces" in old.rationale
    assert "deletes" not in of(result, "Insurance").rationale


@pytest.mark.parametrize(
    ("clause", "endless"),
    [
        ("This Agreement continues in perpetuity.", True),
        (
            "The duties last for three years from today, except that recipes remain secret without "
            "limit in time.",
            False,
        ),
    ],
)
def test_a_contract_with_a_term_is_not_said_to_have_no_end(clause, endless):
    result = judged(f"{TITLE}\n\n{clause}", {"Expiration Date": clause})
    assert ("no end of its own" in of(result, "Expiration Date").rationale) is endless


def test_a_section_that_an_amendment_deletes_is_of_low_risk():
    deletes = "2. Section 4.2 (Minimum Purchases) of the Agreement is deleted in its entirety."
    result = judged(AMENDMENT + deletes + "\n", {"Minimum Commitment": deletes})
    assert of(result, "Minimum Commitment").severity is Severity.LOW
    assert not result.look_first
