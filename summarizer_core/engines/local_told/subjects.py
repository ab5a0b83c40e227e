"""What a contract has clauses on, in neutral words, and what it denies, in its own.

Whom a clause binds, and how far, is for its words to say: the list of clauses shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summarizer_core.bearing import speaks_of
from summarizer_core.engines.base import Candidate, Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import cited, listed, told

RISKS: Final[Mapping[str, str]] = {
    "Cap on Liability": "limits of liability",
    "Uncapped Liability": "what no limit of liability covers",
    "Indemnification": "indemnities",
    "Liquidated Damages": "sums or fees that are fixed beforehand",
    "Warranty Disclaimer": "the exclusion of warranties",
    "Insurance": "insurance",
}
RESTRICTIONS: Final[Mapping[str, str]] = {
    "Exclusivity": "exclusivity",
    "Non-Compete": "competing",
    "No-Solicit of Employees": "approaching staff",
    "No-Solicit of Customers": "approaching customers",
    "Anti-Assignment": "assignment",
    "Change of Control": "a change of control",
    "Minimum Commitment": "minimum amounts",
    "Most Favored Nation": "terms no worse than those of others",
    "Rofr/Rofo/Rofn": "who is asked first",
    "Confidentiality": "confidentiality",
    "Non-Disparagement": "disparagement",
    "Unilateral Amendment": "changes of terms",
    "Price Restrictions": "limits on prices",
}
RIGHTS: Final[Mapping[str, str]] = {
    "License Grant": "licences",
    "Irrevocable or Perpetual License": "irrevocable or perpetual licences",
    "IP Ownership Assignment": "who owns intellectual property",
    "Joint IP Ownership": "joint intellectual property",
    "Revenue/Profit Sharing": "shares of revenue, commissions or royalties",
    "Audit Rights": "audits or inspections",
    "Source Code Escrow": "source code in escrow",
    "Data Protection": "personal data",
    "Post-Termination Services": "what goes on after the end",
}
#: Told by the law, and by the ways out.
_TOLD_ELSEWHERE: Final = ("Governing Law", "Termination for Convenience")
#: Clauses that deny something that are quoted, each by one sentence.
_MOST_DENIALS: Final = 3


def risks(facts: Facts, told_by_words: Sequence[str] = ()) -> Iterator[Stated]:
    """Args:
    told_by_words: categories that are told otherwise.
    """
    named = {name: said for name, said in RISKS.items() if name not in told_by_words}
    yield from _clauses_on(facts, "On risk it has clauses on", named)


def bounds(facts: Facts) -> Iterator[Stated]:
    """What restricts the parties, then what rights pass."""
    yield from _clauses_on(facts, "It has clauses on", RESTRICTIONS)
    yield from _clauses_on(facts, "It also has clauses on", RIGHTS)


def _clauses_on(facts: Facts, lead: str, named: Mapping[str, str]) -> Iterator[Stated]:
    found = {name: one for name in named if (one := _telling(facts, name)) is not None}
    if found:
        proofs = facts.proofs(list(found.values()))
        yield told(f"{lead} {listed([named[name] for name in found])}", proofs)


#: A document that says so has no clause on confidentiality, whatever else it keeps secret.
_NOT_SECRET: Final = re.compile(
    r"\binformation\b[^.;]{0,80}\b(?:is|are|be|as) (?:\w+ ){0,3}non-?\s?confidential\b",
    re.IGNORECASE,
)


def _telling(facts: Facts, name: str) -> Candidate | None:
    """The surest clause of a category whose own words speak of its subject; None without one."""
    if name == "Confidentiality" and _NOT_SECRET.search(facts.view.document.text):
        return None
    found = [one for one in facts.clauses.get(name, ()) if speaks_of(name, facts.standing(one))]
    return max(found, key=lambda one: one.confidence, default=None)


def denials(facts: Facts) -> Iterator[Stated]:
    """What it denies, in its own words: of whom, and how far, is for these to say."""
    said: dict[str, None] = {}
    proofs = []
    for name, clauses in facts.denied.items():
        if name in _TOLD_ELSEWHERE or len(said) == _MOST_DENIALS:
            continue
        whole, shown = facts.passage(clauses[0])
        words = cited(whole, 1)
        if words and words not in said:
            said[words] = None
            proofs += shown
    if said:
        yield told(f"It says in terms: {listed([*said])}", proofs)
