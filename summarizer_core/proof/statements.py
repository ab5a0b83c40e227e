"""A text as the proof of statements about it.

A statement is proved where it follows sentences of the text (``following``). Of what is not shown,
such as a model's notes for itself, it is only asked whether all that it names occurs: names as
wholes, numbers with their units and beside their subject, laws and courts as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from summarizer_core.chunking import sentence_spans
from summarizer_core.hashing import normalise
from summarizer_core.language import guess_language
from summarizer_core.proof.following import Word, follows, words
from summarizer_core.proof.foreign import KNOWN, Glossary
from summarizer_core.proof.mentions import Mentions
from summarizer_core.proof.parties import Parties
from summarizer_core.proof.sentences import Sentences
from summarizer_core.titles import untitled


class Proof:
    """Each form of the text is computed once, when needed.

    Args:
        text: in whatever form.
        roles: of the parties, by name.
        language: of the text, by its code (ISO 639-1).
    """

    def __init__(
        self, text: str, roles: Mapping[str, str] | None = None, *, language: str = "en"
    ) -> None:
        self._text = normalise(text)
        self._roles = roles
        self._language = language

    def proves(self, statement: str, passages: Sequence[str]) -> bool:
        """Whether each sentence of a statement follows one of the passages, or all of it one.

        Args:
            passages: whole sentences of the text, each with those that limit it.
        """
        said = normalise(statement)
        told = [normalise(one) for one in passages]
        language = guess_language(" ".join(told)) or self._language
        english = language == "en"
        proofs = [self._words(untitled(one), english=english) for one in told]
        sentences = [
            self._words(said[start:end], english=english) for start, end in sentence_spans(said)
        ]
        if not sentences or not proofs:
            return False
        if all(any(follows(one, proof) for proof in proofs) for one in sentences):
            return True
        whole = self._words(untitled(said), english=english)
        return any(follows(whole, proof) for proof in proofs)

    def _words(self, text: str, *, english: bool) -> tuple[Word, ...]:
        return words(self._parties.marked(text), english=english)

    @cached_property
    def _parties(self) -> Parties:
        return Parties(self._text, self._roles)

    # -- what is named ----------------------------------------------------------------------

    def has_numbers(self, statement: str) -> bool:
        """Whether every number, sum, period, percentage and date of a statement occurs."""
        return self._mentions.has_numbers(self._in_english(statement))

    def has_places(self, statement: str) -> bool:
        """Whether the laws and courts that a statement names are the text's."""
        said = self._in_english(statement)
        return self._mentions.has_places(said) and self._mentions.has_numbers_nearby(said)

    def _in_english(self, statement: str) -> str:
        """A statement, normalised; where it is in the language of the text, its known words are
        made English as those of the text are."""
        said = normalise(statement)
        if self._glossary and self._glossary.is_spoken_in(said):
            return self._glossary.in_english(said)
        return said

    @cached_property
    def _glossary(self) -> Glossary | None:
        return Glossary(self._language) if self._language in KNOWN else None

    @cached_property
    def _mentions(self) -> Mentions:
        read = self._glossary.in_english(self._text) if self._glossary else self._text
        return Mentions(read, Sentences(read))
