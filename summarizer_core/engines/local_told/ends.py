"""How a contract can be ended: told where one short sentence of a known form gives the right, in
the contract's own words otherwise.

Who may end it, for what, and when, hangs on so many words that no reading of them is certain; a
whole sentence shows all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.endings import ENDING
from summarizer_core.engines.base import Candidate, Stated
from summarizer_core.engines.local_exits import Passage, Way, headed, ways
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import cited, told
from summarizer_core.excerpts import quoted
from summarizer_core.titles import untitled

#: Passages on an end without a cause, and on any other, that are told, and words of each.
_FREE: Final = 2
_OTHER: Final = 2
_WORDS: Final = 36
#: Characters in which two of them are alike.
_ALIKE: Final = 120


def ends(facts: Facts) -> tuple[list[Stated], bool]:
    """The sentences on how it can be ended, and whether one of them is on an end without a cause."""
    free_or_not = "Termination for Convenience"
    said = [*facts.clauses.get(free_or_not, ()), *facts.denied.get(free_or_not, ())]
    found = ways(
        facts.view,
        facts.parties,
        _passages(facts, said),
        _passages(facts, facts.clauses.get("Termination for Cause", ())),
        changes=facts.changes is not None,
    )
    free = [way for way in found if way.freely][:_FREE]
    other = [way for way in found if not way.freely][:_OTHER]
    if free or other:
        return [*_told([*free, *other])], bool(free)
    section = headed(facts.view)
    if section is None:
        return [], False
    index, title = section
    return [told(f"Its section {quoted(title)} says how it can be ended", [(index, title)])], True


def _told(found: list[Way]) -> Iterator[Stated]:
    """The plain ones, then the words of the others."""
    shown: set[str] = set()
    for way in sorted(found, key=lambda one: not one.plain):
        if way.plain:
            yield told(way.plain, way.proofs)
            continue
        words = cited(untitled(way.said), _WORDS, ENDING)
        if words[:_ALIKE] not in shown:
            lead = "It also says" if shown else "On how it can be ended it says"
            yield told(f"{lead}: {words}", way.proofs)
        shown.add(words[:_ALIKE])


def _passages(facts: Facts, found: Sequence[Candidate]) -> list[Passage]:
    proofs = facts.proofs(found)
    return [(*proof, facts.standing(one)) for one, proof in zip(found, proofs, strict=True)]
