"""Whom a clause binds or favours, and how that changes what the playbook says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer_core.categories import ALL
from summarizer_core.models import KeyTerm, Severity
from summarizer_core.playbook import PlaybookError, load
from summarizer_core.sides import Party, Sides, parties_of

HIGH, MEDIUM, LOW, INFO = Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO

PARTIES = (Party("Acme Holdings, Inc.", "Customer"), Party("Birch Lane GmbH", "Supplier"))


def sides(side: str | None) -> Sides:
    return Sides(PARTIES, side)


def test_parties_come_from_the_key_terms_each_once() -> None:
    values = ["Acme Holdings, Inc. (Customer)", "Birch Lane GmbH", "ACME HOLDINGS, INC."]
    terms = [
        KeyTerm(name=name, value=value, quote=value, page=1, start=0, end=1)
        for value in values
        for name in ("Party", "Amount")
    ]
    assert parties_of(terms) == (PARTIES[0], Party("Birch Lane GmbH"))


@pytest.mark.parametrize(
    ("sentence", "bearer"),
    [
        ("Supplier shall indemnify Customer.", "theirs"),
        ("Customer shall pay Supplier.", "ours"),
        ("If Customer is in breach, the Supplier may terminate.", "theirs"),
        ("Supplier may, at Customer's request, extend the term.", "theirs"),
        ("In no event shall Supplier be liable to Customer.", "theirs"),
        ("The Customer's liability is unlimited.", "ours"),
        ("The liability of Birch Lane shall be limited to what Acme Holdings paid.", "theirs"),
        ("Either party may terminate for convenience.", "both"),
        ("Neither Party shall assign this Agreement.", "both"),
        ("This Agreement is governed by the laws of New York.", None),
    ],
)  # fmt: skip
def test_the_subject_of_a_sentence_tells_whom_it_binds_or_favours(sentence, bearer) -> None:
    assert sides("Customer").bearer(sentence) == bearer
    swapped = {"ours": "theirs", "theirs": "ours"}.get(bearer, bearer)
    assert sides("Supplier").bearer(sentence) == swapped


@pytest.mark.parametrize(
    "side", ["Customer", "the Customer", "acme holdings", "Acme Holdings, Inc."]
)
def test_a_side_is_known_by_name_short_name_and_role(side: str) -> None:
    assert sides(side).bearer("Customer shall pay.") == "ours"
    assert sides(side).bearer("Birch Lane shall deliver.") == "theirs"


def test_a_role_that_faces_the_readers_is_the_other_side_though_no_party_was_found() -> None:
    reader = Sides((), "Licensee")
    assert reader.bearer("Licensor may terminate at any time.") == "theirs"
    assert reader.bearer("Licensee may terminate at any time.") == "ours"
    assert reader.bearer("Warehouse may terminate at any time.") is None


def test_without_a_side_nobody_is_ours() -> None:
    assert sides(None).bearer("Supplier shall indemnify Customer.") is None


@pytest.mark.parametrize(
    ("category", "quote", "ours", "theirs"),
    [
        ("Uncapped Liability", "Supplier's liability shall be unlimited.", HIGH, LOW),
        ("Cap on Liability", "Supplier shall not be liable for more than the fees.", INFO, HIGH),
        ("Termination for Convenience", "Supplier may terminate on five days' notice.", INFO, HIGH),
        ("Non-Compete", "Supplier shall not compete in the Territory.", HIGH, LOW),
        ("Indemnification", "Supplier shall indemnify Customer against all claims.", HIGH, LOW),
        ("Unilateral Amendment", "Supplier may change these terms by posting them.", LOW, HIGH),
        ("Liquidated Damages", "Supplier shall pay $5,000 for each day of delay.", HIGH, LOW),
        ("IP Ownership Assignment", "Supplier hereby assigns all Inventions.", HIGH, LOW),
        ("Confidentiality", "Supplier shall keep Customer's information secret.", MEDIUM, INFO),
    ],
)
def test_the_side_that_the_reader_represents_changes_the_judgement(
    category: str, quote: str, ours: Severity, theirs: Severity
) -> None:
    assert load().judge(category, quote, sides=sides("Supplier")).severity is ours
    assert load().judge(category, quote, sides=sides("Customer")).severity is theirs


@pytest.mark.parametrize("category", ALL)
def test_a_mutual_clause_is_judged_alike_for_both_sides(category: str) -> None:
    quote = "Each party shall do so, and either party may terminate on 60 days' written notice."
    judged = {load().judge(category, quote, sides=sides(who)) for who in ("Customer", "Supplier")}
    assert judged == {load().judge(category, quote)}


def house(tmp_path: Path, condition: str) -> Path:
    file = tmp_path / "house.yaml"
    file.write_text(
        "version: 1\ncategories:\n  Insurance:\n    title: Insurance\n    explanation: Cover.\n"
        "    severity: low\n    rationale: Usual.\n    recommendation: Keep it.\n"
        f"    conditions:\n      - {condition}\n        severity: high\n        rationale: Odd.\n",
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize(
    ("condition", "quote", "holds"),
    [
        ("when: {amount_over: 'USD 1,000,000'}", "cover of $2 million per claim", True),
        ("when: {amount_over: 'USD 1,000,000'}", "cover of US$1,000,000 per claim", False),
        ("when: {amount_over: 'USD 1,000,000'}", "cover of EUR 2,000,000 per claim", False),
        ("when: {amount_under: 5 million euros}", "cover of 4.5 million Euro per claim", True),
        ("when: {amount_under: '$500', near: deductible}", "a deductible of $200", True),
        ("when: {amount_under: '$500', near: deductible}", "a premium of $200", False),
        ("when: {notice_under: 30 days}", "on ten (10) days' notice of cancellation", True),
        ("when: {notice_under: 30 days}", "pays within 10 days", False),
        ("when: {one_sided: true}", "Supplier shall hold insurance", True),
        ("when: {one_sided: true}", "Each party shall hold insurance", False),
        ("when: {one_sided: false}", "Each party shall hold insurance", True),
        ("side: ours", "Customer shall hold insurance", True),
        ("side: ours", "Supplier shall hold insurance", False),
        ("side: theirs\n        when: flood", "Supplier shall insure against flood", True),
        ("side: theirs\n        when: flood", "Supplier shall insure against fire", False),
        ("side: either\n        when: flood", "Customer shall insure against flood", True),
    ],
)
def test_amounts_notices_and_one_sidedness_can_be_conditions(
    tmp_path: Path, condition: str, quote: str, holds: bool
) -> None:
    book = load(house(tmp_path, condition))
    judged = book.judge("Insurance", quote, sides=sides("Customer"))
    assert (judged.severity is HIGH) is holds


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ("when: {amount_over: much}", "line 10: 'much' is no amount; write for example 'USD 100"),
        ("when: {amount_over: 100}", "line 10: 100 is no amount"),
        ("when: {amount_over: $5, amount_under: $9}", "line 10: give amount_under or amount_over"),
        ("when: {amount_over: $5, nearby: x}", "line 10: unknown key 'nearby' beside an amount"),
        ("when: {one_sided: perhaps}", "line 10: one_sided is true or false"),
        ("look_in: quote", "line 10: a condition needs 'when', or a 'side' of ours or theirs"),
        ("side: mine\n        when: x", "line 10: 'side'"),
    ],
)
def test_a_mistake_in_a_condition_is_named_with_its_line(
    tmp_path: Path, condition: str, sentence: str
) -> None:
    with pytest.raises(PlaybookError) as caught:
        load(house(tmp_path, condition))
    assert sentence in caught.value.message
