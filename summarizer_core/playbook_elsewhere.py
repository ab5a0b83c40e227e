"""What the rest of a document says on the subject of a clause: who else is bound or favoured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from summarizer_core.playbook_text import normalise
from summarizer_core.sides import Meets, Sides, all_meet, is_strange, mirrored

_SENTENCE: Final = re.compile(r"(?<=[.;?!])[\"')]* +(?=[\"'(]?[A-Z(\d])")
#: Characters of a document that are looked at, and passages on one subject.
_LONGEST: Final = 2_000_000
_MOST: Final = 120
#: Of these, what limits a sum is mirrored by what limits a sum alone.
_SUM: Final = re.compile(
    r"\bliab.{0,200}\b(?:exceed|(?<!not )limited to)\b|\bexceed\b.{0,200}\bliab", re.IGNORECASE
)
_LIMITS: Final = frozenset({"Cap on Liability", "Uncapped Liability"})


class Elsewhere:
    """The passages of one document, by the subject of a category. What was found is kept.

    Args:
        text: of the whole document.
        sides: the parties.
    """

    def __init__(self, text: str, sides: Sides) -> None:
        self._text = text
        self._sides = sides
        self._sentences: Sequence[str] | None = None
        self._said: dict[re.Pattern[str], bool] = {}
        self._met: dict[str, dict[bool, list[tuple[Meets, str]]]] = {}

    def mirrors(
        self,
        category: str,
        about: re.Pattern[str] | None,
        mirror: re.Pattern[str] | None,
        passage: str,
        *,
        any_kind: bool = False,
    ) -> bool:
        """Whether another passage does to the other side what this one does to one, or binds
        both.

        Args:
            about: words of the statements that count.
            mirror: words of the passages that count; ``about`` where None.
            any_kind: what limits kinds of losses counts beside what limits a sum, too.
        """
        if about is None:
            return False
        if category not in self._met:
            self._met[category] = self._read(about, self._passages(mirror or about))
        known = self._met[category]
        alike = known[_SUM.search(passage) is not None]
        alone = category in _LIMITS and not any_kind
        there = alike if alone else [*known[False], *known[True]]
        here = self._sides.meets(passage, about, only=True)
        # What only says how the duty is carried out names nobody who has it.
        if mirror is None and not here and about.search(passage) is None:
            return all_meet(met for met, _ in there)
        return mirrored(here, passage, there)

    def _read(
        self, about: re.Pattern[str], passages: Iterator[str]
    ) -> dict[bool, list[tuple[Meets, str]]]:
        """Whom passages meet, by whether they limit a sum; of those that meet the same, one."""
        found: dict[bool, dict[Meets | str, tuple[Meets, str]]] = {True: {}, False: {}}
        for passage in passages:
            met = self._sides.meets(passage, about, only=True)
            if met:
                key = passage if is_strange(met) else met
                found[_SUM.search(passage) is not None].setdefault(key, (met, passage))
        return {limits: list(told.values()) for limits, told in found.items()}

    def says(self, wanted: re.Pattern[str]) -> bool:
        """Whether a pattern occurs anywhere in the document."""
        if wanted not in self._said:
            self._said[wanted] = wanted.search(self._words) is not None
        return self._said[wanted]

    @cached_property
    def _words(self) -> str:
        return normalise(self._text[:_LONGEST])

    def _passages(self, words: re.Pattern[str]) -> Iterator[str]:
        """The sentences that hold such words."""
        if self._sentences is None:
            self._sentences = _SENTENCE.split(self._words)
        found = (sentence for sentence in self._sentences if words.search(sentence))
        return islice(found, _MOST)


#: Of a clause that stands for itself.
NOWHERE: Final = Elsewhere("", Sides())
