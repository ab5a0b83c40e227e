"""Lies about contracts are not shown whatever sentence is quoted for them, and true sentences in
other words are shown by theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from typing import Final

import pytest

from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.gemini_summary import _BACK
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
        self._proofs: dict[tuple[str, ...], Proof] = {}

    @cached_property
    def _whole(self) -> Proof:
        return Proof(self._text)

    @cached_property
    def _sentences(self) -> list[str]:
        return [self._text[start:end] for start, end in sentence_spans(self._text)]

    def nearest(self, statement: str) -> list[str]:
        """The sentences that have the most words and numbers of a statement, in their order."""
        words = _words(statement)
        best = sorted(self._sentences, key=lambda one: -len(words & _words(one)))[:_MOST]
        return sorted(best, key=self._sentences.index)

    def each(self) -> Iterator[tuple[str, ...]]:
        yield from ((one,) for one in self._sentences)

    def shows(self, statement: str, quotes: tuple[str, ...]) -> bool:
        if quotes not in self._proofs:
            self._proofs[quotes] = self._whole.of(quotes, back=_BACK)
        return self._proofs[quotes].shows(statement)


def _words(text: str) -> set[str]:
    return {*telling(text), *re.findall(r"\d+", text)}


def _together(nearest: list[str]) -> Iterator[tuple[str, ...]]:
    for count in range(1, _MOST + 1):
        yield from combinations(nearest, count)


@pytest.fixture(scope="module")
def contracts() -> dict[str, Quoting]:
    return {name: Quoting(one.text) for name, one in PARAPHRASED.items()}


@pytest.mark.parametrize(("contract", "lie"), LIES)
def test_no_sentence_of_the_contract_proves_a_lie_in_its_own_words(contracts, contract, lie):
    quoting = contracts[contract]
    together = _together(quoting.nearest(lie))
    assert not [quotes for quotes in quoting.each() if quoting.shows(lie, quotes)]
    assert not [quotes for quotes in together if quoting.shows(lie, quotes)]


def test_half_of_the_true_sentences_in_other_words_are_shown_by_their_quotes(contracts):
    """The others give way to what they quote: they leave out something of it."""
    shown = [
        said
        for contract, said in TRUE
        if any(
            contracts[contract].shows(said, quotes)
            for quotes in _together(contracts[contract].nearest(said))
        )
    ]
    assert len(shown) >= len(TRUE) / 2
