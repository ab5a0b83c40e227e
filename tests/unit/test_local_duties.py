from __future__ import annotations

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import DocumentView
from summarizer_core.engines.local_duties import duties
from summarizer_core.hashing import normalise
from summarizer_core.models import ChunkAnalysis, ExtractedDocument, Page
from summarizer_core.sides import Party

SELLER, BUYER = Party("Anso, Inc.", "Seller"), Party("Bexley LLC", "Buyer")


def told(text: str) -> dict[str, list[str]]:
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = chunk(document)
    view = DocumentView(document, chunks, {one.sha256: ChunkAnalysis() for one in chunks})
    found = duties(view, [SELLER, BUYER])
    for _, said in found:
        for duty in said:
            assert duty.words.partition(" ...")[0] in normalise(text)
            assert duty.sentence in normalise(chunks[duty.chunk].text)
    return {party.label: [duty.words for duty in said] for party, said in found}


def test_duties_are_told_for_each_party_by_name_or_role():
    text = (
        "1. The Seller shall deliver the goods to the port of Leith. "
        "2. Bexley LLC agrees to pay the price on the first day of each month. "
        "3. Each party shall keep the plans of the other party secret."
    )
    assert told(text) == {
        "Seller": ["shall deliver the goods to the port of Leith"],
        "Buyer": ["agrees to pay the price on the first day of each month"],
    }


def test_rights_and_exclusions_are_no_duties():
    text = (
        "The Seller shall have the right to change the packing. The Seller shall not be liable for "
        "late ships. The Buyer will be entitled to a rebate of one percent. "
        "The Seller shall at all times be the owner of the crates. The Buyer will not have a duty "
        "to take them. The Seller shall in no way be bound to count all of them."
    )
    assert told(text) == {}


def test_what_a_contract_is_made_for_comes_before_what_it_also_asks():
    text = (
        "The Seller shall comply with all laws of the port and of the sea and of the land. "
        "The Seller shall notify the Buyer of strikes in the port and of storms on the sea. "
        "The Seller shall supply four tons of tin. "
        "The Seller shall cooperate with the port and with all who work in the port."
    )
    assert "shall supply four tons of tin" in told(text)["Seller"]


def test_a_duty_that_is_too_long_to_be_quoted_whole_is_not_told():
    words = " ".join(f"crate{number}" for number in range(50))
    text = f"The Seller shall deliver to the warehouse of the Buyer {words}."
    assert told(text) == {}
    assert told(f"{text} The Seller shall supply four tons of tin.") == {
        "Seller": ["shall supply four tons of tin"]
    }


def test_the_price_and_what_it_is_paid_for_come_before_side_issues_and_duties_for_a_case():
    text = (
        "The Buyer shall notify the Seller of strikes in the port of Leith within five days. "
        "The Buyer shall pay the costs of the port if the ship is late. "
        "The Buyer shall pay a monthly fee of EUR 900 for the tin. "
        "The Buyer shall return the crates upon termination of the contract."
    )
    assert told(text) == {"Buyer": ["shall pay a monthly fee of EUR 900 for the tin"]}


def test_what_a_sentence_says_before_its_party_is_not_left_out_of_a_duty():
    text = (
        "During the first month, Seller shall deliver four tons of tin to the port. "
        "If the river is open to all ships of the port in the first month of the year, Buyer "
        "shall come to the port with its ships, and Seller shall deliver tin to them."
    )
    assert told(text) == {
        "Seller": ["During the first month, Seller shall deliver four tons of tin to the port"],
        "Buyer": [
            "If the river is open to all ships of the port in the first month of the year, Buyer "
            "shall come to the port with its ships, and Seller shall deliver tin to them"
        ],
    }


def test_what_a_party_receives_is_no_duty():
    assert told("The Seller will receive $6,000 each month from the Buyer.") == {}


def test_a_duty_that_hangs_on_words_around_it_is_not_told():
    text = (
        "The Seller shall deliver the tin only if the river is open to ships. "
        "The Seller shall assign such mills to the Buyer in the spring. "
        "If this Agreement ends: (a) the Seller shall deliver all crates to the port. "
        "The Buyer shall pay the rent of the mill each month. However, none is due in the spring. "
        "The Buyer shall pay a sum of 300,000 U.S. dollars to Acme, Inc. each year."
    )
    assert told(text) == {
        "Buyer": ["shall pay a sum of 300,000 U.S. dollars to Acme, Inc. each year"]
    }


def test_parts_that_were_not_analysed_are_not_told():
    text = "The Seller shall deliver the goods to the port of Leith."
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    assert duties(DocumentView(document, chunk(document), {}), [SELLER]) == []


def test_who_has_which_copy_is_no_duty():
    text = (
        "The Seller shall have two copies and the Buyer shall have one copy. "
        "The Buyer shall keep one signed original of this paper. "
        "The Seller shall sign three counterparts of this paper. "
        "The Buyer shall keep the tin in a dry place."
    )
    assert told(text) == {"Buyer": ["shall keep the tin in a dry place"]}


def test_a_duty_that_stands_behind_another_ones_is_told_where_there_is_no_other():
    text = "Seller shall sell the tin, and Buyer shall pay EUR 90 for each ton of it."
    assert told(text)["Buyer"] == ["shall pay EUR 90 for each ton of it"]
    more = f"{text} Buyer shall keep the tin dry in its own mill."
    assert told(more)["Buyer"] == ["shall keep the tin dry in its own mill"]
