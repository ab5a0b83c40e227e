"""Whom a clause binds or favours, and how that changes what the playbook says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer_core.categories import ALL
from summarizer_core.models import KeyTerm, Severity
from summarizer_core.playbook import PlaybookError, load
from summarizer_core.playbook_elsewhere import Elsewhere
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
    ("sentence", "bound"),
    [
        ("Supplier shall indemnify Customer.", "theirs"),
        ("Supplier may terminate at any time.", "ours"),
        ("Supplier may not assign this Agreement.", "theirs"),
        ("Supplier shall permit Customer to inspect its books.", "theirs"),
        ("Supplier shall be entitled to inspect the books of Customer.", "ours"),
        ("Supplier shall have the exclusive right to sell the Goods.", "ours"),
        ("Customer hereby grants Supplier the exclusive right to sell the Goods.", "ours"),
        ("Supplier is hereby granted a licence to use the Marks.", "ours"),
        ("Grant of Rights. Supplier hereby grants Customer a licence.", "theirs"),
        ("In no event shall Supplier be liable to Customer.", "ours"),
        ("IN NO EVENT WILL SUPPLIER'S TOTAL LIABILITY EXCEED THE FEES.", "ours"),
        ("Supplier's sole liability and Customer's sole remedy is limited to a refund.", "ours"),
        ("Neither Supplier nor its affiliates shall be liable to Customer.", "ours"),
        ("Supplier disclaims all warranties.", "ours"),
        ("Supplier will solely own all results.", "ours"),
        ("All results will be owned by Customer.", "theirs"),
        ("Fees shall be paid by Customer within 30 days.", "ours"),
        ("The goods shall be returned to Customer.", "theirs"),
        ("This Agreement may be terminated by Supplier.", "ours"),
        ("No action may be brought by Supplier after one year.", "theirs"),
        ("Supplier agrees that Customer shall provide the premises.", "ours"),
        ("If Supplier elects to exercise its option, it shall notify Customer.", "ours"),
        ("Information that Supplier obtains from Customer shall be kept secret.", "theirs"),
        ("Customer or Supplier may terminate for any reason.", "both"),
        ("No party may assign this Agreement.", "both"),
        ("Birch and Acme each agree not to hire the other's staff.", "both"),
        ("The consultant may not assign without Customer's consent.", None),
        ("An insurance company has the duty to defend.", None),
    ],
)  # fmt: skip
def test_who_is_bound_is_the_subject_of_a_duty_or_the_other_side_of_a_right(sentence, bound):
    assert sides("Customer").bound(sentence) == bound
    swapped = {"ours": "theirs", "theirs": "ours"}.get(bound, bound)
    assert sides("Supplier").bound(sentence) == swapped


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        # The subject stands behind a condition, a passive, a preposition, or in a list's beginning.
        ("If Supplier shall so request, Customer shall provide certificates.", "ours"),
        ("Where Supplier fails to deliver and Customer gave notice, Customer may leave.", "theirs"),
        ("Insurance of at least USD 2 million shall be maintained by Customer.", "ours"),
        ("Supplier shall be named as additional insured in all policies of Customer.", "ours"),
        ("Customer shall maintain insurance that covers Supplier's liability.", "ours"),
        ("Customer, at its own expense, shall carry liability insurance.", "ours"),
        ("Supplier may require Customer to hold insurance.", "ours"),
        ("Supplier shall be Customer's sole and exclusive provider of cleaning.", "ours"),
        ("During the Term, Supplier shall be the exclusive supplier to Customer.", "ours"),
        ("Customer's employees shall not be solicited by Supplier.", "theirs"),
        ("Improvements which Supplier may develop shall be owned by Customer.", "theirs"),
        ("Supplier shall: (a) deliver; (b) indemnify Customer against claims.", "theirs"),
        ("Supplier shall indemnify Customer against claims of any party.", "theirs"),
        ("Upon termination by either party Supplier shall return the tools.", "theirs"),
        ("This Agreement may not be assigned by Customer.", "ours"),
        ("No licence is granted by Supplier.", "ours"),
        # Rights that are denied, and limits that do not apply.
        ("Customer shall have no right to audit Supplier.", "ours"),
        ("Customer is not entitled to audit Supplier.", "ours"),
        ("Customer's liability shall not be limited.", "ours"),
        ("Nothing in this Agreement limits Customer's liability for late payment.", "ours"),
        ("The limits of Section 5 shall not apply to Customer's obligations under it.", "ours"),
        ("Subject to Section 3, the liability of Customer is without limit.", "ours"),
        ("Each of Customer and Supplier shall keep secrets.", "both"),
        ("The parties hereby waive trial by jury.", "both"),
        # Nothing is guessed.
        ("Title to the Goods shall remain with Supplier.", None),
        ("All notices to Customer shall be sent to its seat.", None),
        ("The failure of Customer to give notice shall not end the duties of it.", None),
        ("All of Customer's needs shall be met.", None),
        ("Customer Data shall be kept secret.", None),
        ("Supplier Affiliates may use the Goods.", None),
        ("If Supplier is late, Carrier shall pay a fee.", None),
        ("Customer Data shall be kept secret by Supplier.", "theirs"),
        ("Supplier and its Affiliates shall keep the Data secret.", "theirs"),
        ("Supplier, under this Agreement, shall keep the Data secret.", "theirs"),
    ],
)
def test_the_grammar_of_the_sentence_tells_who_is_bound(sentence, bound) -> None:
    assert sides("Customer").bound(sentence) == bound
    swapped = {"ours": "theirs", "theirs": "ours"}.get(bound, bound)
    assert sides("Supplier").bound(sentence) == swapped


CAPS = (
    "Supplier's liability shall not exceed the fees; Customer's liability is unlimited.",
    "Supplier's liability shall not exceed the fees, and Customer's liability shall be unlimited.",
    "Supplier's liability is limited to the fees. Customer shall be liable without limit.",
)


@pytest.mark.parametrize("quote", CAPS)
def test_of_several_statements_those_on_the_subject_count(quote: str) -> None:
    for who, capped, unlimited in (("Customer", HIGH, HIGH), ("Supplier", LOW, LOW)):
        judged = load().judge("Cap on Liability", quote, sides=sides(who))
        assert judged.severity is capped
        assert ("client's own" if who == "Customer" else "other side's") in judged.rationale
        judged = load().judge("Uncapped Liability", quote, sides=sides(who))
        assert judged.severity is unlimited


def elsewhere(text: str, side: str | None = None) -> Elsewhere:
    return Elsewhere(text, sides(side))


INDEMNITY = "Supplier shall indemnify Customer against claims of third parties."


@pytest.mark.parametrize(
    "rest",
    [
        "Customer shall indemnify Supplier against claims that arise from its data.",
        "Each party shall indemnify the other against claims for bodily injury.",
        "9.2 Acme Holdings will hold Supplier harmless from all fines.",
        "The Customer agrees to defend, indemnify and hold harmless the Supplier.",
    ],
)
@pytest.mark.parametrize("side", [None, "Customer", "Supplier"])
def test_a_clause_whose_mirror_stands_elsewhere_is_judged_as_mutual(rest, side) -> None:
    text = f"9.1 {INDEMNITY}\n\n{rest}"
    judged = load().judge(
        "Indemnification", INDEMNITY, INDEMNITY, sides(side), elsewhere(text, side)
    )
    assert judged.severity is MEDIUM
    assert "Both sides indemnify" in judged.rationale


@pytest.mark.parametrize(
    ("one", "other", "mutual"),
    [
        ("Harbour shall indemnify Quay against loss.", "Quay shall indemnify Harbour.", True),
        ("Harbour shall indemnify Quay against loss.", "Dock shall indemnify Quay.", False),
        ("Acme shall indemnify Quay against loss.", "Quay agrees to indemnify Acme.", True),
        ("You agree to indemnify Birch Lane.", "Birch Lane shall indemnify You.", True),
        ("Harbour shall indemnify Quay against loss.", "Section 4 shall indemnify Harbour.", False),
    ],
)
def test_the_mirror_is_seen_though_the_parties_are_not_known(one, other, mutual) -> None:
    judged = load().judge("Indemnification", one, one, sides(None), elsewhere(f"{one} {other}"))
    assert ("Both sides indemnify" in judged.rationale) is mutual


@pytest.mark.parametrize(
    "rest",
    [
        "Supplier shall also indemnify the affiliates of Customer.",
        "Customer shall give prompt notice of each claim.",
        "Customer has no obligation to indemnify Supplier.",
        "Customer shall not indemnify Supplier.",
        "Customer shall pay the fees.",
    ],
)
def test_what_is_no_mirror_does_not_make_a_clause_mutual(rest) -> None:
    text = f"9.1 {INDEMNITY}\n\n{rest}"
    judged = load().judge("Indemnification", INDEMNITY, INDEMNITY, sides(None), elsewhere(text))
    assert judged.severity is HIGH
    assert "an indemnity in return" in judged.rationale


def test_a_cap_is_no_mirror_of_an_exclusion_of_indirect_loss() -> None:
    cap = "In no event shall Supplier's total liability exceed the fees of one year."
    rest = " Neither party shall be liable for indirect damages."
    judged = load().judge(
        "Cap on Liability", cap, cap, sides("Customer"), elsewhere(cap + rest, "Customer")
    )
    assert judged.severity is HIGH
    both = " Customer's total liability shall not exceed one million dollars."
    judged = load().judge(
        "Cap on Liability", cap, cap, sides("Customer"), elsewhere(cap + both, "Customer")
    )
    assert judged.severity is LOW


def test_a_right_to_leave_that_both_have_by_turns_is_nobodys_alone() -> None:
    quote = "Customer may terminate this Agreement without cause on 60 days' notice."
    rest = " Supplier may terminate this Agreement without cause on 10 days' notice."
    for side in ("Customer", "Supplier", None):
        judged = load().judge(
            "Termination for Convenience", quote, quote, sides(side), elsewhere(quote + rest, side)
        )
        assert judged.severity is LOW


@pytest.mark.parametrize(
    "rest",
    [
        "Either party may terminate this Agreement on notice if the other is in breach.",
        "Supplier may terminate this Agreement for any default of Customer on 10 days' notice.",
        "This Agreement may not be terminated except as both parties agree.",
    ],
)
def test_a_right_to_leave_for_cause_is_no_mirror_of_one_without(rest: str) -> None:
    quote = "Customer may terminate this Agreement without cause on 10 days' notice."
    around = elsewhere(f"{quote} {rest}", "Supplier")
    judged = load().judge("Termination for Convenience", quote, quote, sides("Supplier"), around)
    assert judged.severity is HIGH


def test_a_letter_calls_the_parties_you_and_we() -> None:
    letter = (Party("Acme Holdings, Inc.", "Company"),)
    assert Sides(letter, "Employee").bound("You shall not compete with us.") == "ours"
    assert Sides(letter, "Company").bound("You shall not compete with us.") == "theirs"
    assert Sides(letter, "Employee").bound("We may end this engagement.") == "ours"


def test_a_role_without_a_party_is_that_of_the_only_party_without_a_role() -> None:
    known = (Party("Birch Lane GmbH", "Supplier"), Party("Heron Trading Ltd"))
    reader = Sides(known, "Distributor")
    assert reader.bound("Heron shall buy the goods.") == "ours"
    assert reader.bound("Distributor shall buy the goods.") == "ours"
    assert reader.bound("Supplier shall deliver.") == "theirs"


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


@pytest.mark.parametrize(
    ("side", "known"),
    [
        ("Customer", True),
        ("the supplier", True),
        ("Acme Holdings, Inc.", True),
        ("Acme Holdings, Inc. (Customer)", True),
        ("Vendor", True),  # as another contract calls a supplier
        ("Licensee", True),  # a role that the text names
        ("Depot", True),  # a term that it defines
        ("Carrier X", True),  # who acts in it
        (None, True),
        ("Martian", False),
        ("Tenant", False),
        ("Acme Galactic", False),
    ],
)
def test_a_side_is_known_when_the_document_has_it(side: str | None, known: bool) -> None:
    text = 'Each licensee pays the store (the "Depot"). Carrier X shall deliver. Martians land.'
    assert sides(side).known_in(text) is known


def test_a_role_of_the_same_kind_is_the_partys() -> None:
    assert sides("Vendor").bound("Supplier shall deliver.") == "ours"
    assert sides("Client").bound("Supplier shall deliver.") == "theirs"


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
        ("Audit Rights", "Supplier may inspect Customer's books at any time.", INFO, MEDIUM),
        ("Audit Rights", "Customer shall permit Supplier to inspect its books.", INFO, LOW),
        ("Exclusivity", "Supplier shall have the exclusive right to sell here.", LOW, HIGH),
        ("License Grant", "Supplier shall have the exclusive right to use the Marks.", LOW, MEDIUM),
        ("Rofr/Rofo/Rofn", "Customer grants Supplier a right of first offer.", LOW, MEDIUM),
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
        ("when: {period_over: 90 days, followed_by: prior}", "six months prior to it", True),
        ("when: {period_over: 90 days, followed_by: prior}", "prior to the two years", False),
        ("when: {notice_under: 30 days}", "pays within 10 days", False),
        ("when: {notice_under: 30 days}", "pays in 10 days, ends on 90 days' notice", False),
        ("when: {notice_under: 30 days}", "notice of 60 days or, if unpaid, of 9 days", True),
        ("when: {notice_under: 30 days}", "on 60 days' or, if unpaid, 9 days' notice", True),
        ("when: {one_sided: true}", "Supplier shall hold insurance", True),
        ("when: {one_sided: true}", "Each party shall hold insurance", False),
        ("when: {one_sided: false}", "Each party shall hold insurance", True),
        ("when: {mutual: true}", "Customer and Supplier shall hold insurance", True),
        ("when: {mutual: true}", "Supplier shall hold insurance", False),
        ("bound: theirs", "Supplier shall hold insurance", True),
        ("bound: theirs", "Supplier may demand insurance", False),
        ("favoured: theirs", "Supplier may demand insurance", True),
        ("favoured: ours", "Supplier shall hold insurance", True),
        ("side: ours", "Customer shall hold insurance", True),
        ("side: ours", "Supplier shall hold insurance", False),
        ("side: theirs\n        when: flood", "Supplier shall insure against flood", True),
        ("side: theirs\n        when: flood", "Supplier shall insure against fire", False),
        (
            "bound: ours\n        about: flood",
            "Supplier insures. Customer shall insure flood",
            True,
        ),
        ("bound: ours\n        about: fire", "Supplier shall insure fire. Customer may", False),
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
        ("when: {in_document: '(oak'}", "line 10: the pattern '(oak' is not a regular expression"),
        ("about: '(oak'\n        when: x", "line 10: the pattern '(oak'"),
        ("when: {mutual: 1}", "line 10: mutual is true or false"),
        ("bound: ours\n        favoured: ours", "line 11: give bound or favoured"),
        ("bound: both\n        when: x", "line 10: 'bound'"),
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


def judged(category: str, quote: str, side: str | None, text: str = "") -> tuple[Severity, str]:
    """What is said of a quote of a document, whose beginning is the clause."""
    around = f"{text} {quote}" if text else quote
    found = load().judge(category, quote, around, sides(side), elsewhere(around, side))
    return found.severity, found.rationale


@pytest.mark.parametrize("side", [None, "Customer", "Supplier"])
def test_what_no_limit_takes_away_from_nobody_is_not_said_of_whom_the_limit_is(side) -> None:
    quote = (
        "Customer's total liability shall not exceed EUR 40,000. Nothing in these terms excludes "
        "liability for fraud or death."
    )
    severity, rationale = judged(
        "Uncapped Liability", quote, side, "Supplier's liability is not limited."
    )
    assert severity is MEDIUM
    assert "other side" not in rationale and "client" not in rationale
    numbered = f"4.2 {quote.replace('Nothing', '4.3 Nothing')}"
    assert judged("Uncapped Liability", numbered, side)[1] == rationale
    severity, rationale = judged(
        "Uncapped Liability", "Supplier is not liable for loss of profit except in fraud.", side
    )
    assert "has no limit here" not in rationale


def test_a_fixed_sum_in_a_list_is_owed_by_whom_the_list_begins_with() -> None:
    lead = "Supplier shall pay a fee for an early end, as follows: (i) in the first year EUR 9,000;"
    quote = "(ii) in the second year, a fee of six times what Customer is charged by Supplier."
    assert judged("Liquidated Damages", quote, "Customer", lead)[0] is LOW
    assert judged("Liquidated Damages", quote, "Supplier", lead)[0] is HIGH


WRITTEN = (Party("Acme Holdings, Inc.", "we"), Party("Birch Lane GmbH", "you"))


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("We may leave whenever we like.", "you"),
        ("You may not leave.", "you"),
        ("YOUR LIABILITY TO US IS UNLIMITED.", "you"),
        ("OUR LIABILITY TO YOU IS CAPPED AT ONE YEAR'S FEES.", "you"),
        ("You shall hold us harmless from claims over your photographs.", "you"),
        ("We shall hold you harmless from claims over our patents.", "we"),
        ("The tools shall be kept in order by us.", "we"),
        ("The US government may inspect the plant.", None),
    ],
)
def test_we_and_you_are_whom_the_contract_says(sentence, bound) -> None:
    for side, own in (
        ("us", "we"),
        ("Acme Holdings", "we"),
        ("you", "you"),
        ("Birch Lane GmbH", "you"),
    ):
        expected = None if bound is None else "ours" if bound == own else "theirs"
        assert Sides(WRITTEN, side).bound(sentence) == expected, side


def test_we_and_you_face_each_other_though_no_party_is_known() -> None:
    loud = "YOUR LIABILITY TO US IS UNLIMITED. WE ARE NOT LIABLE FOR LOST DATA."
    for side, severity in (("you", HIGH), ("us", LOW)):
        found = load().judge("Cap on Liability", loud, loud, Sides((), side))
        assert found.severity is severity
    one, other = "We shall indemnify you against fines.", "You shall indemnify us against theft."
    for side in (None, "you", "we"):
        known = Sides((), side)
        found = load().judge("Indemnification", one, one, known, Elsewhere(f"{one} {other}", known))
        assert "Both sides indemnify" in found.rationale


def test_nobody_is_we_where_the_roles_do_not_tell() -> None:
    known = Sides((Party("Acme Holdings, Inc."), Party("Birch Lane GmbH")), "Acme")
    assert known.bound("We may leave at any time.") is None


@pytest.mark.parametrize(
    "rest",
    [
        "Supplier may terminate this Agreement only for unpaid fees, 20 days after notice.",
        "Supplier may terminate on notice where Customer has not paid for two months.",
        "Supplier may only terminate at any time that the plant stands still.",
    ],
)
@pytest.mark.parametrize("side", [None, "Customer", "Supplier"])
def test_a_right_to_leave_on_a_ground_does_not_balance_one_without(rest, side) -> None:
    quote = "Customer may terminate this Agreement without cause on 45 days' notice."
    severity, rationale = judged("Termination for Convenience", quote, side, rest)
    assert "Both sides" not in rationale
    assert severity is (INFO if side == "Customer" else MEDIUM)


def test_words_that_tie_leaving_to_a_ground_are_no_right_to_leave_without_one() -> None:
    quote = "Supplier may terminate this Agreement only for unpaid fees, 20 days after notice."
    assert judged("Termination for Convenience", quote, None)[0] is LOW


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("None of Supplier, Customer or any of their members shall be liable for delay.", "both"),
        ("The obligations of each of Supplier and Customer shall end on that day.", "both"),
        ("Supplier agrees that it will not sue any member of the Customer Group.", "theirs"),
        ("To the extent permitted by law Supplier hereby waives its rights, all moral rights that "
         "it may have and others.", "theirs"),
        ("Each of the Heron Parties jointly and severally agrees to indemnify Customer.", "theirs"),
        ("The Heron Parties shall indemnify Customer for all that Customer may lose.", "theirs"),
        ("The Heron Parties hereby appoint Customer as their exclusive agent.", "theirs"),
        ("The Heron Mills agrees to indemnify Customer against loss.", "theirs"),
        ("The Contracting Parties agree to indemnify Customer.", None),
        ("Supplier may sell to others on terms no better than those given to Customer.", "theirs"),
        ("Supplier may leave on not less than 30 days' notice.", "ours"),
        ("Supplier may leave at any time, and Customer on 30 days' notice.", "both"),
        ("The lease may be ended by Supplier, but by Customer only after May.", "both"),
        ("Supplier can cancel the order.", "ours"),
        ("Supplier's and Customer's total liability is limited to EUR 900.", "both"),
        ("The total liability of Supplier and of Customer is limited to EUR 900.", "both"),
        ("No claim, in contract or tort (or otherwise), may be brought by Supplier after May.",
         "theirs"),
        ("Supplier cannot cancel the order.", "theirs"),
        ("If Supplier is late, Supplier owes Customer a fee.", "theirs"),
        ("Supplier may sublicense only with the consent of Customer.", "theirs"),
    ],
)  # fmt: skip
def test_whom_a_longer_sentence_binds(sentence, bound) -> None:
    assert sides("Customer").bound(sentence) == bound


def test_an_indemnity_of_a_group_is_mirrored_by_one_to_it() -> None:
    one = "Each of the Heron Parties jointly agrees to indemnify and hold harmless the Supplier."
    other = (
        "The Supplier agrees to indemnify and hold harmless the Heron Parties against liability, "
        "in sum limited to EUR 900."
    )
    for side in (None, "Supplier"):
        assert "Both sides" in judged("Indemnification", one, side, other)[1]
        assert "Both sides" in judged("Indemnification", other, side, one)[1]


def test_what_an_exception_names_is_no_mirror() -> None:
    rest = (
        "Section 6.3. Except with respect to Supplier's indemnification obligations, neither party "
        "shall be liable for lost profits. Customer shall notify Supplier of an indemnified claim."
    )
    assert "Both sides" not in judged("Indemnification", INDEMNITY, "Supplier", rest)[1]
    quote = "Customer shall notify Supplier of an indemnified claim."
    assert "protected" not in judged("Indemnification", quote, "Supplier", INDEMNITY)[1]


def test_who_may_not_do_better_for_others_is_bound_by_it() -> None:
    quote = "Supplier may offer the parts to others on terms no more favourable than Customer's."
    assert judged("Most Favored Nation", quote, "Customer")[0] is LOW
    severity, rationale = judged("Most Favored Nation", quote, "Supplier")
    assert severity is HIGH and "other side" not in rationale


def test_who_may_sublicense_with_consent_only_is_not_the_other_side_to_itself() -> None:
    quote = "Supplier may sublicense the right only with the prior written consent of Customer."
    assert "other side" not in judged("Non-Transferable License", quote, "Supplier")[1]
    assert judged("Non-Transferable License", quote, "Customer")[0] is INFO


def test_without_a_side_nobody_is_told_to_be_barred_from_a_challenge() -> None:
    quote = "Supplier will not contest the validity of the mark."
    assert "client" not in judged("Covenant Not to Sue", quote, None)[1].lower()
    assert "client may not" in judged("Covenant Not to Sue", quote, "Supplier")[1]


def test_fees_of_a_year_before_a_claim_are_no_time_limit() -> None:
    quote = "Liability is capped at the fees paid in the 12 months before the claim."
    assert "brought" not in judged("Cap on Liability", quote, None)[1]
    quote = "No claim may be brought more than six months after the cause of action arose."
    assert "brought" in judged("Cap on Liability", quote, None)[1]


def test_a_whole_sentence_is_not_about_whom_the_one_before_it_is() -> None:
    lead = "Supplier shall do as follows: keep the site clean; "
    book, known = load(), sides("Customer")
    for quote, told in (("(b) insure the site.", INFO), ("Insurance shall be kept up.", LOW)):
        found = book.judge("Insurance", quote, lead + quote, known, before=lead)
        assert found.severity is told
    heading = "9. SUPPLIER'S DUTIES\n"
    found = book.judge("Insurance", "Insurance is kept up.", "", known, before=heading)
    assert found.severity is LOW


def test_who_may_raise_prices_within_a_limit_is_not_told_to_be_favoured_by_the_limit() -> None:
    quote = "Supplier may raise the price once a year by no more than 2%."
    assert "favours the client" not in judged("Price Restrictions", quote, "Supplier")[1]


def test_a_ban_on_leaving_gives_the_other_side_no_right_to_leave() -> None:
    quote = "Supplier shall not terminate without cause before May."
    assert judged("Termination for Convenience", quote, "Customer")[0] is MEDIUM


def test_words_that_take_a_limit_away_are_no_limit_that_protects() -> None:
    quote = "Nothing in this section limits Supplier's liability to repair the roof."
    for side in ("Customer", "Supplier"):
        said = judged("Cap on Liability", quote, side)[1]
        assert "protects" not in said and "is limited" not in said


@pytest.mark.parametrize("side", [None, "Customer", "Supplier"])
def test_what_limits_one_side_says_nothing_of_the_other_that_a_limit_of_another_kind_would_belie(
    side,
):
    cap = "Supplier's total liability under this Agreement is limited to EUR 40,000."
    loss = "Customer is not liable for loss of profit."
    for quote, rest in ((cap, loss), (loss, cap)):
        _, rationale = judged("Cap on Liability", quote, side, rest)
        for claim in ("in full", "without limit", "Only the other"):
            assert claim not in rationale


@pytest.mark.parametrize("side", [None, "Customer", "Supplier"])
def test_a_right_to_resign_on_notice_is_one_to_leave(side) -> None:
    quote = "Customer may terminate this Agreement without cause on 14 days' notice."
    rest = "Supplier may resign only on twelve months' written notice."
    _, rationale = judged("Termination for Convenience", quote, side, rest)
    assert "check whether" not in rationale


@pytest.mark.parametrize(
    "quote",
    [
        "Customer may renew it for five years if it gives Supplier written notice at "
        "least nine (9) "
        "months before the end of the term.",
        "This Agreement ends then unless Customer gives Supplier written notice of "
        "renewal at least "
        "six (6) months before the end of the term.",
        "The term may be extended from year to year at Customer's sole choice, with renewal notice "
        "to Supplier no later than nine (9) months before its end (the Later Term); provided that "
        "unless otherwise agreed all terms are no more than eight (8) years.",
        "It is renewed only if Customer gives notice at least nine (9) months before its end.",
    ],
)
def test_a_notice_that_renews_is_not_judged_as_one_that_stops_a_renewal(quote) -> None:
    severity, rationale = judged("Notice Period to Terminate Renewal", quote, None)
    assert severity is MEDIUM
    assert "a missed date ends it" in rationale
    stops = (
        "It renews unless Customer gives notice of non-renewal at least 120 days before its end."
    )
    assert "a missed date renews it" in judged("Notice Period to Terminate Renewal", stops, None)[1]
