"""Which law governs, and where disputes go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import cited, listed, names, told
from summarizer_core.hashing import normalise

#: Words of a clause on disputes that are quoted.
_QUOTED: Final = 30
_LAW: Final = re.compile(r"\blaws?\b", re.IGNORECASE)
#: A value that is the words for a law, not for whose it is.
_LEGAL: Final = re.compile(
    r"\b(?:laws?|\w*recht\w*|droit|lois?|ley(?:es)?|derecho|legge|diritto)\b", re.IGNORECASE
)
#: Beside courts, and how it is said.
_WAYS: Final = (
    ("arbitration", re.compile(r"\barbitrat(?:ion|ed|ors?)\b", re.IGNORECASE)),
    ("mediation", re.compile(r"\bmediat(?:ion|ed|ors?)\b", re.IGNORECASE)),
)


def law(facts: Facts) -> Iterator[Stated]:
    """Which law governs."""
    found = facts.terms.get("Governing law", ())
    named = [one for one in found if names(one.value) and not _LEGAL.search(one.value)]
    if named:
        yield told(
            f"The law of {listed([one.value for one in named])} governs", facts.proofs(named)
        )
    elif found:
        words = cited(normalise(found[0].value), _QUOTED)
        yield told(f"On the law that governs it says: {words}", facts.proofs(found[:1]))
    elif "Governing Law" in facts.clauses:
        yield from _cited(facts, "Governing Law", "On the law that governs it says")
    elif "Governing Law" in facts.denied:
        clause = facts.denied["Governing Law"][0]
        words = cited(facts.standing(clause))
        yield told(f"On the law that governs it says: {words}", facts.proofs([clause]))


def disputes(facts: Facts) -> Iterator[Stated]:
    """The courts or the arbitration, or the words on how disputes are settled."""
    venue = facts.terms.get("Venue", ())
    if venue and not any(names(one.value) for one in venue):
        words = cited(normalise(venue[0].value), _QUOTED)
        yield told(f"On disputes it says: {words}", facts.proofs(venue[:1]))
    elif venue:
        venue = [one for one in venue if names(one.value)]
        places = [one.value for one in venue]
        yield told(f"Disputes go to {listed(places)}", facts.proofs(venue))
        ways = _other_ways(facts, places)
        if ways:
            proofs = facts.proofs(facts.clauses.get("Dispute Resolution", ()))
            yield told(f"It also speaks of {listed(ways)}", [*proofs, *facts.proofs(venue)])
    else:
        yield from _how(facts)


def _cited(facts: Facts, name: str, lead: str) -> Iterator[Stated]:
    """The surest clause of a category, in its own words."""
    best = facts.surest(name)
    words = cited(facts.standing(best), _QUOTED, _LAW)
    yield told(f"{lead}: {words}", facts.proofs([best]))


#: What a clause says that tells how disputes are settled.
_SETTLES: Final = re.compile(
    r"\b(?:arbitrat(?:ion|ed)|mediation|(?:disputes?|controvers(?:y|ies)|claims?|differences?|dispute resolution)\b"
    r"[^.;]{0,160}\b(?:settled?|resol\w+|referred|submitted|decided|determined|brought)|jurisdiction of|"
    r"submits? to|venue|exclusive jurisdiction)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:invalid|unenforceab\w+|sever\w+|indemnif\w+|infring\w+|service of process|award)\b",
    re.IGNORECASE,
)


def _how(facts: Facts) -> Iterator[Stated]:
    """The words of the surest clause that tells how disputes are settled."""
    found = facts.clauses.get("Dispute Resolution", ())
    for clause in sorted(found, key=lambda one: -one.confidence):
        said = facts.standing(clause)
        for start, end in sentence_spans(said):
            if _SETTLES.search(said, start, end) and not _ASIDE.search(said, start, end):
                words = cited(said[start:], _QUOTED, _SETTLES)
                yield told(f"On disputes it says: {words}", facts.proofs([clause]))
                return


def _other_ways(facts: Facts, venue: Sequence[str]) -> list[str]:
    """How clauses say that disputes are settled besides what the venue tells."""
    clauses = facts.clauses.get("Dispute Resolution", ())
    said = [facts.standing(one) for one in (*clauses, *facts.terms.get("Venue", ()))]
    return [
        way
        for way, words in _WAYS
        if not any(way in one for one in venue) and any(map(words.search, said))
    ]
