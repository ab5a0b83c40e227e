"""Lies about contracts are not shown whatever sentence is quoted for them."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import combinations
from typing import Final

import pytest

from summarizer_core.chunking import sentence_spans
from summarizer_core.hashing import normalise
from summarizer_core.proof import Proof
from summarizer_core.proof.wording import telling
from tests.paraphrases import PARAPHRASED

TRUE: Final = [(name, said) for name, one in PARAPHRASED.items() for said in one.true]
LIES: Final = [(name, said) for name, one in PARAPHRASED.items() for said in one.lies]
#: Sentences that one statement is proved by at most.
_MOST: Final = 3


class Quoting:
    """A contract of which sentences are quoted as the proof of statements."""

    def __init__(self, text: str) -> None:
        self._text = normalise(text)
        self._proof = Proof(self._text)

    @cached_property
    def _sentences(self) -> list[str]:
        return [self._text[start:end] for start, end in sentence_spans(self._text)]

    def shows(self, statement: str) -> bool:
        """Whether any sentence, or the nearest together, are the proof of a statement."""
        words = _words(statement)
        nearest = sorted(self._sentences, key=lambda one: -len(words & _words(one)))[:_MOST]
        nearest.sort(key=self._sentences.index)
        together = (some for n in range(2, _MOST + 1) for some in combinations(nearest, n))
        proofs = [*([one] for one in self._sentences), *map(list, together)]
        return any(self._proof.proves(statement, quotes) for quotes in proofs)


def _words(text: str) -> set[str]:
    return {*telling(text), *re.findall(r"\d+", text)}


@pytest.fixture(scope="module")
def contracts() -> dict[str, Quoting]:
    return {name: Quoting(one.text) for name, one in PARAPHRASED.items()}


@pytest.mark.parametrize(("contract", "lie"), LIES)
def test_no_sentence_of_the_contract_proves_a_lie_in_its_own_words(contracts, contract, lie):
    assert not contracts[contract].shows(lie)


def test_true_sentences_that_follow_the_contract_are_shown(contracts):
    """The others, in freer words, give way to what they quote."""
    shown = [said for contract, said in TRUE if contracts[contract].shows(said)]
    assert "Licensee must not reverse engineer the Software." in shown
    assert "Seller can suspend deliveries while an undisputed invoice is overdue." in shown
