"""Who is who in a contract, and whom a sentence binds or favours.

The parties come from the key terms: Acme Holdings, Inc., with the role of Supplier, is called by
its name, the name without its legal form, and its role. The subject of a sentence is found by
position, without grammar: the last party named before the first verb of duty or right, else the
first named after it ("in no event shall Supplier ..."). Whether it is bound or favoured is told by
the verb: who "shall" is bound and who "may" is favoured, and the other side is the opposite.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from summarizer_core.models import KeyTerm
from summarizer_core.terms import PARTY

MUTUAL: Final = re.compile(
    r"\b(?:each|either|both|neither|any|no) (?:of the )?part(?:y|ies)\b"
    r"|\bthe parties (?:shall|may|will|must|each|both|agree)\b|\bmutual(?:ly)?\b"
    r"|\bone party\b.{0,80}\bthe other\b|\beach other\b"
    r"|\beach (?:agrees?|shall|will|may|must|covenants?|represents?|warrants?)\b"
    r"|\b(?:non-?)?(?:breaching|defaulting|prevailing|terminating|affected) part(?:y|ies)\b"
    r"|\bindemnif(?:ied|ying) part(?:y|ies)\b|\b(?:disclosing|receiving) part(?:y|ies)\b",
    re.IGNORECASE,
)
_BE: Final = r"(?:is|are|be|been)"
#: Verb phrases that favour their subject.
_RIGHT: Final = (
    r"may(?! not\b| only\b| in no\b)"
    r"|(?:(?:shall|will|may) )?(?:at all times |also |further |only )?"
    r"(?:ha(?:ve|s)|retains?|reserves?|receives?|enjoys?) (?:\w+,? ){0,5}?"
    r"(?:rights?|options?|discretion|licen[sc]es?|title|ownership|"
    r"no (?:\w+ ){0,3}(?:liabilit|obligation|responsibilit|dut))\w{0,3}"
    rf"|(?:(?:shall|will) )?(?:not )?{_BE} (?:hereby |also |fully )?(?:entitled|granted|licensed|"
    r"permitted|free to|authori[sz]ed|indemnified|held harmless|reimbursed|compensated)"
    rf"|(?:(?:shall|will|does|do|can) )?(?:not |in no event )+(?:{_BE} )?(?:held )?"
    r"(?:liable|responsible|obligated|obliged|required|bound|assume)"
    rf"|(?:(?:shall|will) )?(?:in no event |not )?(?:{_BE} )?(?:exceed|limited(?! liabil))"
    r"|(?:hereby )?(?:specifically |expressly )?disclaims?|makes? no (?:\w+,? ){0,6}warrant\w{0,3}"
    r"|assumes? no|(?:shall|will) (?:exclusively |solely )?own|owns?"
)
#: Verb phrases that bind their subject.
_DUTY: Final = (
    r"may (?:not|only)|shall|will|must|agrees?|undertakes?|covenants|grants|assigns|warrants|"
    r"represents|indemnif(?:y|ies)|acknowledges|waives|appoints|guarantees|hereby|"
    r"is (?:liable|obliged|obligated|required|responsible|unlimited)"
)
_VERB: Final = re.compile(rf"\b(?:(?P<right>{_RIGHT})|(?:{_DUTY}))\b", re.IGNORECASE)
#: Before the subject, what turns a duty into freedom from it.
_FREED: Final = re.compile(
    r"\b(?:in no event|under no circumstances|at no time|nothing|neither(?! party))\b"
    r"(?=.{0,200}\b(?:liable|liabilit|damages|obligat|requir|prevent|restrict|limit|prohibit|preclude))",
    re.IGNORECASE,
)
#: What somebody agrees to is told by the sentence behind it.
_THAT: Final = re.compile(
    r"\b(?:agrees?|acknowledges?|understands?|confirms?)\b[^.;:]{0,40}?\bthat (?:the )?",
    re.IGNORECASE,
)
_JOINED: Final = re.compile(r",? (?:and|or|and/or|nor),? (?:the )?", re.IGNORECASE)
_OWNED_LIABILITY: Final = re.compile(r"['’]s? (?:\w+ ){0,3}?liabilit", re.IGNORECASE)
_LIABILITY_OF: Final = re.compile(
    r"\b(?:liabilit(?:y|ies) (?:\w+ ){0,2}?of|damages for which) (?:the )?$",
    re.IGNORECASE,
)
_CAPPED: Final = re.compile(
    r"\b(?:not (?:to )?exceed|(?<!un)limited to|no more than)\b", re.IGNORECASE
)
_REMEDY_OF: Final = re.compile(r"['’]s?,? (?:\w+,? ){0,4}?remed", re.IGNORECASE)
_NO_MORE: Final = re.compile(
    r"\bno (?!event\b|circumst)(?:\w+,? ){1,6}?(?:may|shall be entitled)\b", re.IGNORECASE
)
_OWNED_BY: Final = re.compile(
    r"\b(?:owned|retained|reserved) (?:\w+ ){0,2}by (?:the )?$", re.IGNORECASE
)
_BY: Final = re.compile(r"\bby (?:the )?$", re.IGNORECASE)
_OBJECT: Final = re.compile(
    r"\b(?:to|from|with|against|by|for|upon|between) (?:the )?$", re.IGNORECASE
)
_TO: Final = re.compile(r"\bto (?:the )?$", re.IGNORECASE)
#: How far behind its verb a subject may stand: "shall Supplier be".
_BEHIND: Final = 25
_REACH: Final = 80
#: Whom a clause is about is told early; what follows would only take time.
_LONGEST: Final = 4_000
#: Whoever wants to use a right has it, whatever must be done for it.
_USES: Final = re.compile(
    r"[^.;]{0,10}\b(?:desires?|elects?|wish(?:es)?|intends?|chooses?|decides?|exercis\w{1,3})\b"
    r"[^.;]{0,40}\b(?:rights?|options?)\b",
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
#: Beginnings of names that do not tell one party.
_COMMON: Final = frozenset(
    "american british national united first general international global north south east west "
    "northern southern eastern western great central pacific atlantic european royal advanced "
    "applied allied associated standard universal state city county bank university hospital "
    "beijing shanghai shenzhen hong london paris tokyo delaware nevada california texas florida "
    "canada china japan india germany france company corporation the new".split()
)
_SHORTEST: Final = 5
#: Words for parties that mean a party only with a capital.
_ROLES: Final = frozenset(role for pair in _FACING for half in pair for role in half)
#: Who is called "you" in letters and terms of use; whoever wrote them is "we".
_YOU: Final = frozenset(
    "employee executive consultant customer client user subscriber licensee contractor".split()
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
        names = {_plain(alias) for alias in (self.name, short, self.role) if alias}
        # "Exxonmobil Research and Engineering Company" is ExxonMobil where nothing else is defined.
        begin = _plain(short).partition(" ")[0]
        if not self.role and len(begin) >= _SHORTEST and begin.isalpha() and begin not in _COMMON:
            names.add(begin)
        return frozenset(names)


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
    def _own(self) -> Party | None:
        """The party that the reader represents, where it is among those known."""
        wanted = _plain(self.side or "")
        for party in self.parties:
            if wanted in party.aliases or wanted == _plain(f"{party.name} ({party.role})"):
                return party
        # A role that no party was found to have belongs to the only one that has none.
        bare = [party for party in self.parties if not party.role]
        return bare[0] if wanted in _ROLES and len(bare) == 1 < len(self.parties) else None

    @cached_property
    def ours(self) -> frozenset[str]:
        """Names of the reader's party, in lower case."""
        if self.side is None:
            return frozenset()
        names = {_plain(self.side)} if self._own is None else self._own.aliases | self._typed
        return frozenset(names | _persons(names, _YOU))

    @property
    def _typed(self) -> frozenset[str]:
        typed = _plain(self.side or "")
        return frozenset({typed} if typed in _ROLES else ())

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
        if self._own is not None and self._own.role and not self.ours & _ROLES:
            # Called by its name throughout: a role is then the other side's.
            others |= _ROLES - {"user", "agent", "bank", "beneficiary", "company"}
        return frozenset(others | _persons(others, _YOU)) - self.ours

    def bearer(self, text: str) -> str | None:
        """Whom the text binds or favours: ``ours``, ``theirs``, ``both``, or None when that is
        not to be told or nobody's side is taken."""
        if MUTUAL.search(text):
            return "both"
        found = self._subject(text, self.ours | self.theirs)
        return None if found is None else self._whose(found)

    def bound(self, text: str) -> str | None:
        """Whom the text puts under a duty, as ``bearer``: of two sides, the one that it does not
        favour."""
        whose = self.bearer(text)
        found = self._subject(text, self.ours | self.theirs)
        if whose in (None, "both") or found is None or not found.favoured:
            return whose
        return "theirs" if whose == "ours" else "ours"

    def one_sided(self, text: str) -> bool:
        """Whether the text binds or favours one party, named by name or role, alone."""
        if MUTUAL.search(text):
            return False
        found = self._anybody(text)
        return found is not None and self._beside(found) is None

    def mutual(self, text: str) -> bool:
        """Whether the text binds or favours both sides: "either party", "Customer or Supplier"."""
        if MUTUAL.search(text):
            return True
        found = self._anybody(text)
        return found is not None and self._beside(found) is not None

    def _anybody(self, text: str) -> _Subject | None:
        known = frozenset(alias for party in self.parties for alias in party.aliases)
        return self._subject(text, known | self.ours | _ROLES)

    def _whose(self, found: _Subject) -> str:
        whose = "ours" if found.name in self.ours else "theirs"
        beside = self._beside(found)
        if beside is not None and (beside in self.ours) is not (found.name in self.ours):
            return "both"
        return whose

    def _beside(self, found: _Subject) -> str | None:
        """Another party that shares the verb with the subject: "Customer or Supplier may"."""
        other = found.beside
        if other is None or other == found.name:
            return None
        same = (p for p in self.parties if {other, found.name} <= p.aliases)
        return other if next(same, None) is None else None

    def _subject(self, text: str, names: frozenset[str]) -> _Subject | None:
        if not names:
            return None
        text = text[:_LONGEST]
        that = _THAT.search(text)
        if that is not None and any(one.start == that.end() for one in self._named(text, names)):
            text = text[that.end() :]
        named = list(self._named(text, names))
        limited = _VERB.search(text)
        for one in named:
            if _OWNED_LIABILITY.match(text, one.end) or _ends(_LIABILITY_OF, text, one.start):
                capped = _CAPPED.search(text, one.end) is not None
                return _Subject(one.name, capped or _favours(text, _VERB.search(text, one.end)))
            if _REMEDY_OF.match(text, one.end):
                return _Subject(one.name, False)
        at = limited.start() if limited else len(text)
        before = [one for one in named if one.start < at]
        if before:
            actors = [one for one in before if not one.owning]
            doing = [one for one in actors if not _ends(_OBJECT, text, one.start)]
            doing = doing or actors or before
            last = doing[-1]
            beside = doing[-2] if len(doing) > 1 else None
            if beside is not None and not _JOINED.fullmatch(text, beside.end, last.start):
                beside = None
            favoured = _favours(text, limited) or _USES.match(text, last.end) is not None
            return _Subject(last.name, favoured, beside.name if beside else None)
        return self._after(text, named, limited)

    @staticmethod
    def _after(text: str, named: Sequence[_Name], verb: re.Match[str] | None) -> _Subject | None:
        """The subject behind its verb: "may be terminated by Supplier", "shall Supplier be"."""
        for one in named:
            if _ends(_BY, text, one.start):
                owned = _ends(_OWNED_BY, text, one.start)
                return _Subject(one.name, owned or _favours(text, verb))
        # "Without Customer's consent" says nothing of Customer.
        first = next((one for one in named if not one.owning), None)
        if first is None:
            return None
        if _ends(_TO, text, first.start):  # it is done to this one
            return _Subject(first.name, True)
        if verb is not None and first.start - verb.end() > _BEHIND:
            return None
        # "In no event shall Supplier be liable": the verb goes on behind its subject.
        return _Subject(first.name, _favours(text, verb) or _FREED.search(text) is not None)

    def _named(self, text: str, names: frozenset[str]) -> Iterator[_Name]:
        """Each name in the text, in its order."""
        if not names:
            return
        pattern = self._cache.get(names)
        if pattern is None:
            longest = sorted(names, key=lambda name: (-len(name), name))
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
            self._cache[names] = pattern
        lower = text.lower()
        if len(lower) != len(text):  # a few letters become two
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        for match in pattern.finditer(lower):
            name, start, end = match.group(), match.start(), match.end()
            if name in _ROLES and not text[start].isupper():
                continue
            yield _Name(name, start, end, text[end : end + 2] in ("'s", "’s", "'S", "’S"))


@dataclass(frozen=True)
class _Name:
    """A party's name in a text, and whether it is a possessive."""

    name: str
    start: int
    end: int
    owning: bool


@dataclass(frozen=True)
class _Subject:
    """Who a sentence is about, whether it favours (else binds) that party, and another one that
    shares the verb."""

    name: str
    favoured: bool
    beside: str | None = None


def _ends(pattern: re.Pattern[str], text: str, at: int) -> bool:
    """Whether a pattern that ends with "$" ends right before a place; looks no further back than
    such words reach."""
    return pattern.search(text, max(0, at - _REACH), at) is not None


def _favours(text: str, verb: re.Match[str] | None) -> bool:
    if verb is None or _NO_MORE.search(text):
        return False
    freed = _FREED.search(text)
    return verb["right"] is not None or (freed is not None and freed.start() < verb.start())


def _persons(names: Collection[str], you: frozenset[str]) -> frozenset[str]:
    """How a letter calls a party of these names."""
    if you & frozenset(names):
        return frozenset({"you"})
    return frozenset({"we"} if any(names) else ())


def _plain(name: str) -> str:
    words = _QUOTED.sub("", name).lower().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "our") else words)
