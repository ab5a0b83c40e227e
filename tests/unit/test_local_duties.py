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


def test_a_long_duty_is_cut_and_says_so():
    words = " ".join(f"crate{number}" for number in range(40))
    (duty,) = told(f"The Seller shall deliver to the warehouse of the Buyer {words}.")["Seller"]
    assert duty.endswith(" ...")
    assert len(duty.split()) <= 21


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
