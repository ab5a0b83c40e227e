"""What a contract has clauses on, in neutral words, and what it denies, in its own.

Whom a clause binds, and how far, is for its words to say: the list of clauses shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summarizer_core.engines.base import Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import cited, listed, told
from summarizer_core.titles import before_title

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
#: Clauses that deny something that are quoted, and words of each.
_MOST_DENIALS: Final = 3
_DENIAL: Final = 30


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
    found = [name for name in named if name in facts.clauses]
    if found:
        proofs = facts.proofs([facts.surest(name) for name in found])
        yield told(f"{lead} {listed([named[name] for name in found])}", proofs)


def denials(facts: Facts) -> Iterator[Stated]:
    """What it denies, in its own words: of whom, and how far, is for these to say."""
    said: dict[str, None] = {}
    proofs = []
    for name, clauses in facts.denied.items():
        if name in _TOLD_ELSEWHERE or len(said) == _MOST_DENIALS:
            continue
        words = facts.standing(clauses[0])
        words = cited(words[: before_title(words, 0, len(words))], _DENIAL)
        if words not in said:
            said[words] = None
            proofs += facts.proofs(clauses[:1])
    if said:
        yield told(f"It says in terms: {listed([*said])}", proofs)
