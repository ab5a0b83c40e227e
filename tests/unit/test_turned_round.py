"""A sentence with one word turned round, or without its condition, is proved by no quote."""

from __future__ import annotations

import pytest

from summarizer_core.engines.gemini_answers import without_yes
from summarizer_core.proof import Proof

PARTIES = (
    "SUPPLY AGREEMENT\n\nThis Supply Agreement is made on 3 May 2024 between Alder Works Ltd. (the "
    '"Supplier") and Birch Foods plc (the "Customer").\n\n1. '
)
TURNED = {
    "The rent excludes heating.": "The rent includes heating.",
    "The cap is the higher of EUR 10,000 and the yearly fees.": (
        "The cap is the lower of EUR 10,000 and the yearly fees."
    ),
    "The Supplier's liability is limited to the higher of EUR 10,000 and the yearly fees.": (
        "The Supplier's liability is limited to EUR 10,000."
    ),
    "Risk passes on delivery; title passes only when the price has been paid.": (
        "Risk passes only when the price has been paid."
    ),
    "Disputes are settled by arbitration in Geneva.": (
        "Disputes are settled by the courts of Geneva."
    ),
    "The goods are deemed accepted unless the Customer objects within ten days.": (
        "The goods are deemed rejected unless the Customer objects within ten days."
    ),
    "The Customer shall pay EUR 100 on signature and EUR 900 on delivery.": (
        "The Customer shall pay EUR 900 on signature."
    ),
    "This Agreement begins on 1 April 2024 and ends on 31 March 2027.": (
        "This Agreement ends on 1 April 2024."
    ),
    "The Supplier shall deliver the first batch by 1 June 2024 and the last by 1 May 2025.": (
        "The Supplier shall deliver the last batch by 1 June 2024."
    ),
    "The Customer shall return defective goods at the Supplier's cost.": (
        "The Customer shall return defective goods at its own cost."
    ),
    "The Supplier may not sell. This does not prevent the Supplier from storing goods.": (
        "The Supplier shall not store goods."
    ),
}
UNDER_A_CONDITION = {
    "The Customer may terminate if the Supplier becomes insolvent.": "The Customer may terminate.",
    "If the Customer pays late, it shall pay interest of 4% per year.": (
        "The Customer shall pay interest of 4% per year."
    ),
    "The Customer remains free to buy from others, provided that it first orders 400 units.": (
        "The Customer is free to buy from others."
    ),
    "Neither party may sue in any court before the presidents of both parties have met.": (
        "Neither party may sue in any court."
    ),
    "Designs made solely by employees of the Supplier belong to the Supplier.": (
        "Designs made by employees of the Supplier belong to the Supplier."
    ),
    "The Customer may publish the results after it has given the Supplier ten days to read them.": (
        "The Customer may publish the results."
    ),
    "The Supplier may enter the premises after giving two days' notice.": (
        "The Supplier may enter the premises."
    ),
    "Either party may end this Agreement on a material breach by the other.": (
        "Either party may end this Agreement."
    ),
    "The Customer may return goods early against a fee of EUR 300.": (
        "The Customer may return goods early."
    ),
    "The Supplier's liability is limited to the fees paid, except for fraud.": (
        "The Supplier's liability is limited to the fees paid, including for fraud."
    ),
    "The Customer may buy the machine for EUR 40,000 at the end of the term.": (
        "The Customer may buy the machine for EUR 40,000 at any time."
    ),
    "The Supplier may delay delivery by up to sixty days in order to repair its plant.": (
        "The Supplier may delay delivery."
    ),
}
PAIRS = [*TURNED.items(), *UNDER_A_CONDITION.items()]


@pytest.mark.parametrize(("written", "lie"), PAIRS)
def test_a_sentence_turned_round_or_cut_from_its_condition_is_not_proved(written, lie):
    assert not Proof(PARTIES + written).proves(lie, [written])


@pytest.mark.parametrize("written", [written for written, _ in PAIRS])
def test_the_contracts_own_sentence_is_proved(written):
    assert Proof(PARTIES + written).proves(written, [written])


def test_a_party_without_a_legal_form_is_known_by_its_short_name():
    quote = "1. Corvane may terminate this Agreement for any reason on thirty days' notice."
    proof = Proof(
        'This Agreement is made between Corvane Biologics, Inc. ("Corvane"), and Hallett '
        f'University Hospital ("Hallett").\n\n{quote}'
    )
    said = "{} can terminate the agreement for any reason on 30 days' notice.".format
    assert proof.proves(said("Corvane Biologics"), [quote])
    assert not proof.proves(said("Hallett"), [quote])


AGENCY = (
    'Pendle Ltd ("Principal") appoints Ferreira Lda ("Agent"). The Agent bears its own expenses.'
)


@pytest.mark.parametrize(
    ("answer", "proved"),
    [
        ("The Agent bears its own expenses.", True),
        ("Yes, Ferreira must bear its own expenses.", False),
        ("Yes, Ferreira bears its own expenses.", True),
        ("The Principal bears all expenses of the Agent without any limit (\u00a7 4).", False),
        ("The Principal bears all expenses of the Agent, up to any \u20ac amount.", False),
        ("The Principal bears all expenses \u2022 always.", False),
        ("Der Auftraggeber tr\u00e4gt alle Kosten des Vertreters.", False),
        (
            "der vertreter tr\u00e4gt keinerlei kosten und darf alles von dem anderen fordern.",
            False,
        ),
        ("Oui, il est libre de vendre tout et une indemnit\u00e9 lui est toujours due.", False),
    ],
)
def test_no_sign_and_no_other_language_gets_an_answer_past_its_quotes(answer, proved):
    quote = "The Agent bears its own expenses."
    assert Proof(AGENCY).proves(without_yes(answer), [quote]) is proved
