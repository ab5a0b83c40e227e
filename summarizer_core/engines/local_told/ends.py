"""How a contract can be ended: told where one short sentence of a known form gives the right, in
the contract's own words otherwise.

Who may end it, for what, and when, hangs on so many words that no reading of them is certain; a
whole sentence shows all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.chunking import HEADING_SEPARATOR
from summarizer_core.endings import ends_else
from summarizer_core.engines.base import Candidate, Stated
from summarizer_core.engines.local_exits import Passage, Way, headed, ways
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import place, told
from summarizer_core.excerpts import entire, hangs, quoted
from summarizer_core.titles import untitled

#: Passages on an end without a cause, and on any other, that are told.
_EACH: Final = 2


#: A heading above words on an end.
_HEADED: Final = re.compile(
    r"\b(?:terminat\w*|cancel\w*|terms?|default|breach|break|expir\w*|end)", re.IGNORECASE
)
#: What is told of is that it does not end.
_GOES_ON: Final = re.compile(
    r"\b(?:agreement|contract|lease)\b[^.;]{0,30}\b(?:shall|will|does) not (?:automatically )?(?:terminate|end)\b",
    re.IGNORECASE,
)


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
    found = [way for way in found if not (ends_else(way.said) or _GOES_ON.search(way.said))]
    if found:
        free = [way for way in found if way.freely]
        other = [way for way in found if not way.freely]
        return [*_told(facts, [*_best(free), *_best(other)])], bool(free)
    section = headed(facts.view)
    if section is None:
        return [], False
    index, title = section
    return [told(f"Its section {quoted(title)} says how it can be ended", [(index, title)])], True


def _best(found: Sequence[Way]) -> list[Way]:
    """The first ones that can be told or quoted whole; without any the first."""
    whole = [way for way in found if way.plain or _words(way)]
    return (whole or [*found])[: _EACH if whole else 1]


def _told(facts: Facts, found: list[Way]) -> Iterator[Stated]:
    """The plain ones, then the words of the others, then where those are that are too long."""
    shown: set[str] = set()
    for way in sorted(found, key=lambda one: (not one.plain, not _words(one))):
        if way.plain:
            yield told(way.plain, way.proofs)
            continue
        words = _words(way)
        lead = "On how it can be ended"
        if words and words not in shown:
            says = "It also says" if shown else f"{lead} it says"
            yield told(f"{says}: {quoted(words)}", way.proofs)
        elif not words:
            heading = facts.view.chunks[way.proofs[0][0]].heading
            where = place(
                heading if _HEADED.search(heading.rpartition(HEADING_SEPARATOR)[2]) else ""
            )
            if where not in shown:
                yield told(f"{lead} see {'also ' if shown else ''}{where}", way.proofs)
            shown.add(where)
        shown.add(words)


def _words(way: Way) -> str:
    """All words of a passage: its condition, its list of causes, and the price of leaving."""
    return "" if hangs(way.said) else entire(untitled(way.said))


def _passages(facts: Facts, found: Sequence[Candidate]) -> list[Passage]:
    proofs = facts.proofs(found)
    return [(*proof, facts.standing(one)) for one, proof in zip(found, proofs, strict=True)]
