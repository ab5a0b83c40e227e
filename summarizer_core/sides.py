"""Who is who in a contract, and whom a sentence binds or favours.

The parties come from the key terms: Acme Holdings, Inc., with the role of Supplier, is called by
its name, the name without its legal form, and its role. The subject of a sentence is found by
position, without grammar: the last party named before the first verb of duty or right, else the
first named after it ("in no event shall Supplier ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from summarizer_core.models import KeyTerm
from summarizer_core.terms import PARTY

MUTUAL: Final = re.compile(
    r"\b(?:each|either|both|neither|any) (?:of the )?part(?:y|ies)\b"
    r"|\bthe parties (?:shall|may|will|must|each|both)\b|\bmutual(?:ly)?\b"
    r"|\bone party\b.{0,80}\bthe other\b|\beach other\b",
    re.IGNORECASE,
)
_VERB: Final = re.compile(
    r"\b(?:shall|may|will|must|agrees?|covenants?|undertakes?|grants?|assigns?|warrants?|"
    r"represents?|indemnif(?:y|ies)|reserves?|disclaims?|acknowledges?|waives?|hereby|"
    r"is (?:not )?(?:entitled|liable|obliged|required|responsible|unlimited|"
    r"limited)|has the right)\b",
    re.IGNORECASE,
)
_FORM: Final = re.compile(
    r",? (?:inc|incorporated|corp|corporation|co|company|llc|l\.l\.c|ltd|limited|llp|lp|plc|gmbh|"
    r"ag|s\.?a|n\.?v|b\.?v|pty|kg|se|sarl|oy|ab|as)\.?$",
    re.IGNORECASE,
)
#: Results of earlier versions have the role behind the name.
_VALUE: Final = re.compile(r"(?P<name>.+?)(?: \((?P<role>[^()]{1,60})\))?")
_QUOTED: Final = re.compile(r"[\"'“”‘’]")
#: Roles that face each other. Who is told to be one may meet the other under any of these names.
_FACING: Final[tuple[tuple[frozenset[str], frozenset[str]], ...]] = tuple(
    (frozenset(ours.split()), frozenset(theirs.split()))
    for ours, theirs in (
        (
            "customer client subscriber user",
            "supplier vendor provider contractor consultant company",
        ),
        ("licensee sublicensee franchisee", "licensor franchisor"),
        ("lessee tenant subtenant", "lessor landlord sublandlord"),
        ("buyer purchaser", "seller vendor supplier manufacturer"),
        ("employee executive consultant", "employer company"),
        ("distributor reseller dealer agent", "supplier manufacturer principal company"),
        ("recipient", "discloser"),
        ("borrower", "lender bank"),
        ("guarantor", "beneficiary"),
    )
)


@dataclass(frozen=True)
class Party:
    """A party by its name and its defined role, "" when it has none."""

    name: str
    role: str = ""

    @property
    def label(self) -> str:
        """As a person chooses it."""
        return self.role or self.name

    @cached_property
    def aliases(self) -> frozenset[str]:
        """Lower-case names by which a sentence may call it."""
        short = self.name
        while (bare := _FORM.sub("", short)) != short:
            short = bare
        return frozenset(_plain(alias) for alias in (self.name, short, self.role) if alias)


def parties_of(terms: Iterable[KeyTerm]) -> tuple[Party, ...]:
    """The parties that the key terms name, each once, in their order."""
    found: dict[str, Party] = {}
    for term in terms:
        match = _VALUE.fullmatch(term.value.strip()) if term.name == PARTY else None
        if match is not None:
            party = Party(match["name"].strip(), (term.role or match["role"] or "").strip())
            found.setdefault(_plain(party.name), party)
    return tuple(found.values())


@dataclass(frozen=True)
class Sides:
    """The parties of a contract and the one that the reader represents.

    Args:
        parties: that are known.
        side: name or role of the reader's party, None when the reader takes no side.
    """

    parties: tuple[Party, ...] = ()
    side: str | None = None
    _cache: dict[frozenset[str], re.Pattern[str]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def ours(self) -> frozenset[str]:
        """Names of the reader's party, in lower case."""
        if self.side is None:
            return frozenset()
        wanted = _plain(self.side)
        for party in self.parties:
            if wanted in party.aliases or wanted == _plain(f"{party.name} ({party.role})"):
                return party.aliases
        return frozenset({wanted})

    @cached_property
    def theirs(self) -> frozenset[str]:
        """Names of all others, in lower case: known parties, else roles that face the reader's."""
        if self.side is None:
            return frozenset()
        others = {a for p in self.parties if not p.aliases & self.ours for a in p.aliases}
        for one, other in _FACING:
            if one & self.ours:
                others |= other
            if other & self.ours:
                others |= one
        return frozenset(others) - self.ours

    def bearer(self, text: str) -> str | None:
        """Whom the text binds or favours: ``ours``, ``theirs``, ``both``, or None when that is
        not to be told or nobody's side is taken."""
        if MUTUAL.search(text):
            return "both"
        name = self._subject(text, self.ours | self.theirs)
        if name is None:
            return None
        return "ours" if name in self.ours else "theirs"

    def one_sided(self, text: str) -> bool:
        """Whether the text binds or favours one party, named by name or role, alone."""
        if MUTUAL.search(text):
            return False
        known = frozenset(alias for party in self.parties for alias in party.aliases)
        roles = frozenset(role for pair in _FACING for half in pair for role in half)
        return self._subject(text, known | self.ours | roles) is not None

    def _subject(self, text: str, names: frozenset[str]) -> str | None:
        named = list(self._named(text, names))
        verb = _VERB.search(text)
        at = verb.start() if verb else len(text)
        before = [one for one in named if one[0] < at]
        doing = [name for _, name, owning in before if not owning]
        if doing or before:
            return doing[-1] if doing else before[-1][1]
        return named[0][1] if named else None

    def _named(self, text: str, names: frozenset[str]) -> Iterator[tuple[int, str, bool]]:
        """(place, name, whether it is a possessive) of each name in the text."""
        if not names:
            return
        pattern = self._cache.get(names)
        if pattern is None:
            longest = sorted(names, key=lambda name: (-len(name), name))
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
            self._cache[names] = pattern
        for match in pattern.finditer(text.lower()):
            yield match.start(), match.group(), text[match.end() : match.end() + 2] in ("'s", "’s")


def _plain(name: str) -> str:
    words = _QUOTED.sub("", name).lower().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "our") else words)
