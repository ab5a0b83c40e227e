"""A sentence stands only where it follows the document's sentence, with what limits that."""

from __future__ import annotations

from typing import Final

import pytest

from summarizer_core.engines.gemini_answers import FocusAnswer
from summarizer_core.proof import Proof
from summarizer_core.wholes import wholes

PARTIES: Final = (
    'Made between Kestrel Machinery Ltd. (the "Supplier") and Brook Dairy plc (the "Buyer").\n\n'
)
#: What a contract says, and what was said of it by somebody who wanted to be believed.
LIES: Final = {
    "The Supplier shall deliver five filling machines and twelve conveyor units.": (
        "The Supplier shall deliver twelve filling machines and five conveyor units."
    ),
    "The Buyer shall pay the import duties and the Supplier shall pay the export duties.": (
        "The Buyer shall pay the export duties and the Supplier shall pay the import duties."
    ),
    "Risk passes to the Buyer on delivery and title passes on full payment.": (
        "Risk passes to the Buyer on full payment and title passes on delivery."
    ),
    "If more than ten percent of the bottles are damaged, the Buyer may reject the machine.": (
        "If less than ten percent of the bottles are damaged, the Buyer may reject the machine."
    ),
    "The price is GBP 480,000, of which thirty percent falls due on signature and seventy percent "
    "on acceptance.": (
        "The price is GBP 480,000, of which seventy percent falls due on signature and thirty "
        "percent on acceptance."
    ),
    "The English version of this Agreement prevails over the Polish version.": (
        "The Polish version of this Agreement prevails over the English version."
    ),
    "The maintenance fee covers inspections and lubricants but does not cover wear parts.": (
        "The maintenance fee does not cover inspections and lubricants but covers wear parts."
    ),
    "The Supplier shall repair a defective machine within five working days after receipt of the "
    "Buyer's written report.": (
        "The Supplier shall ignore a defective machine within five working days after receipt of "
        "the Buyer's written report."
    ),
    "The Supplier shall repair a machine within five working days after receipt of a report.": (
        "The Supplier shall repair a machine within five days after receipt of a report."
    ),
    "Either party may terminate this Agreement if the other party commits a material breach and "
    "does not remedy it within thirty days.": (
        "Either party may terminate this Agreement if the other party commits a material breach."
    ),
    "Substantially all of the money shall be used for research.": (
        "All of the money shall be used for research."
    ),
    "The Supplier shall use reasonable endeavours to deliver.": (
        "The Supplier shall use endeavours to deliver."
    ),
    "The Buyer shall pay GBP 400 on demand.": "The Buyer shall be paid GBP 400 on demand.",
    "The Buyer shall inspect the machines within ten days.": (
        "The Buyer inspected the machines within ten days."
    ),
    "The fee is payable by the Buyer in advance.": "The fee is payable to the Buyer in advance.",
    "Each party shall keep the drawings confidential.": (
        "Neither party shall keep the drawings confidential."
    ),
    "The Supplier may sell to others in Leeds or York.": (
        "The Supplier may sell to others in Leeds and York."
    ),
    "The deposit of GBP 6,000 shall be paid before the handover.": (
        "The deposit of GBP 6,000 was paid before the handover."
    ),
    "The staff shall have completed the training.": "The staff have completed the training.",
    "Notices to the Supplier shall be sent by post.": (
        "Notices of the Supplier shall be sent by post."
    ),
    "The rent is raised to GBP 800.": "The rent is raised of GBP 800.",
    "The Supplier shall clean the machines; if the Buyer is in default, the Supplier may stop.": (
        "The Supplier shall clean the machines if the Buyer is in default; the Supplier may stop."
    ),
    "The Buyer shall pay A$ 9,000 on demand.": "The Buyer shall pay USD 9,000 on demand.",
    "Orders may be cancelled provided the Supplier is paid.": (
        "Orders may be cancelled supplies the Supplier is paid."
    ),
    "The coffee shall be stored at -18 degrees.": "The coffee shall be stored at 18 degrees.",
    "The term of that agreement is nine years.": "The term of this Agreement is nine years.",
    "The employees of the Supplier shall clean the machines.": (
        "The Supplier shall clean the machines."
    ),
}
TRUE: Final = {
    "The Supplier shall deliver five (5) filling machines by 30 June 2025.": (
        "Kestrel must deliver 5 filling machines by June 30, 2025."
    ),
    "4.1 The Buyer may not assign this Agreement without the prior consent of the Supplier.": (
        "The Buyer must not assign the contract without the prior consent of the Supplier."
    ),
    "The Supplier shall be entitled to suspend deliveries at a price of £ 4,000.": (
        "The Supplier may suspend deliveries at the price of GBP 4,000."
    ),
    "The Supplier's liability shall not exceed GBP 60,000 in each year.": (
        "The Supplier's liability is limited to GBP 60,000 per year."
    ),
}


@pytest.mark.parametrize(("written", "lie"), LIES.items())
def test_a_lie_in_the_words_of_its_quote_does_not_follow_it(written, lie):
    proof = Proof(PARTIES + written)
    assert not proof.proves(lie, [written])
    assert proof.proves(written, [written])


@pytest.mark.parametrize(("written", "said"), TRUE.items())
def test_numbers_days_parties_and_equal_words_may_be_written_otherwise(written, said):
    assert Proof(PARTIES + written).proves(said, [written])


@pytest.mark.parametrize(
    ("written", "lie"),
    [
        (
            "Die Gewährleistung beträgt 24 Monate auf Pumpen und 12 Monate auf Arbeiten.",
            "Die Gewährleistung beträgt 12 Monate auf Pumpen und 24 Monate auf Arbeiten.",
        ),
        (
            "Le Distributeur paie les factures dans un délai de plus de soixante jours.",
            "Le Distributeur paie les factures dans un délai de moins de soixante jours.",
        ),
    ],
)
def test_the_same_holds_in_every_language(written, lie):
    language = "de" if "Die " in written else "fr"
    proof = Proof(written, language=language)
    assert proof.proves(written, [written])
    assert not proof.proves(lie, [written])


TEXT: Final = """1. The Seller shall store the devices free of charge. This does not apply to \
devices of more than fifty kilograms. The Buyer pays in advance.

2. The parties have considered but not agreed on the following:

(a) the Seller takes back used devices;

(b) the Buyer receives a discount of five percent.

3. The following are examples of clauses that the parties have rejected. The Buyer shall buy all \
devices from the Seller.

4. Clauses 1 and 2 survive the end. Clause 1 does not survive a breach.

5. Unless the Buyer objects, the Seller may deliver in parts.
"""


@pytest.mark.parametrize(
    ("words", "begins", "ends"),
    [
        ("store the devices", "1. The Seller", "fifty kilograms."),
        ("more than fifty", "1. The Seller", "fifty kilograms."),
        ("pays in advance", "The Buyer pays", "in advance."),
        ("takes back", "2. The parties", "five percent."),
        ("shall buy all", "3. The following", "from the Seller."),
        ("survive the end", "4. Clauses", "a breach."),
        ("deliver in parts", "5. Unless", "in parts."),
    ],
)
def test_a_sentence_stands_with_those_that_limit_it(words, begins, ends):
    at = TEXT.index(words)
    ((start, end),) = wholes(TEXT, at, at + len(words))
    assert TEXT[start:end].startswith(begins)
    assert TEXT[start:end].endswith(ends)


def test_signs_that_change_how_text_is_shown_are_removed_from_what_a_model_writes():
    told = {"found": True, "answer": "It is GBP \u202e480,000\u202c\u200b.", "quotes": ["a\u2066b"]}
    answer = FocusAnswer.model_validate(told)
    assert (answer.answer, answer.quotes) == ("It is GBP 480,000.", ["ab"])
