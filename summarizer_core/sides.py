"""Who is who in a contract, and whom a clause binds or favours.

The parties come from the key terms: Acme Holdings, Inc., with the role of Supplier, is called by
its name, the name without its legal form, and its role. Whom the statements of a clause are about,
and whether they bind or favour that party, is told by ``subjects``; the other side is the
opposite. Of several statements those count that hold the words of the clause's subject matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from summarizer_core.models import KeyTerm
from summarizer_core.subjects import Name, Statement, Subject, statements
from summarizer_core.terms import PARTY

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
#: "Customer Data" and "Supplier Affiliates" are not the party.
_PART_OF_MORE: Final = re.compile(
    r" (?!Shall\b|Will\b|May\b|Must\b|Agrees\b|Hereby\b|And\b|Or\b|Has\b|Is\b)[A-Z][a-z]{2,}\b"
)
#: Who is called "you" in letters and terms of use; whoever wrote them is "we".
_YOU: Final = frozenset(
    "employee executive consultant customer client user subscriber licensee contractor".split()
)
_WE: Final = frozenset(
    "employer company supplier vendor provider licensor manufacturer franchisor lender bank "
    "landlord lessor".split()
)
#: Each of two that face each other, by what it may be called as a party.
_PERSON: Final = {
    "we": "we", "us": "we", "our": "we", "ours": "we",
    "you": "you", "your": "you", "yours": "you",
}  # fmt: skip
_OTHER: Final = {"we": "you", "you": "we"}
#: Other forms of a name in a text.
_FORMS: Final = {"we": ("our", "us"), "you": ("your",)}


#: Called so in some contracts, and facing nobody in particular.
_MORE_ROLES: Final = frozenset(
    "sponsor adviser advisor manager trust fund underwriter operator owner developer publisher "
    "author artist transporter shipper servicer administrator broker parent shareholder investor "
    "issuer carrier merchant producer athlete talent player club team university institution "
    "hospital depositor trustee custodian transferor transferee assignor assignee".split()
)
_ANY_ROLE: Final = _ROLES | _MORE_ROLES
#: Texts whose statements are kept: the same few are asked about again and again.
_KEPT: Final = 64
#: Stands for both sides.
_ALL: Final = "*"
#: Marks the label of somebody who is not known to be a party.
_UNKNOWN: Final = "?"
_STRANGER: Final = re.compile(
    r"(?:^|[.;:),] |\b[Tt]he )(?P<name>(?!The )(?:[A-Z][\w&'’-]*)(?: [A-Z][\w&'’-]*){0,3})"
    r"(?: and its \w+(?: \w+)?)?(?: (?:hereby|further|also|each|jointly|and|severally)){0,4} "
    r"(?:shall|will|must|agrees?|(?<=hereby )(?:appoint|grant|assign|waive|release)s?)\b"
)
_NO_PARTY: Final = re.compile(
    r"\b(?:This|These|Such|Any|All|No|Each|Section|Article|Agreement|Services?|Products?|Exhibit|"
    r"Part(?:y|ies)|Information|Software|Fees?|Term|It|They)\b"
)
#: "The Delmar Parties" are somebody, "the Receiving Party" is either.
_GROUP: Final = re.compile(
    r"(?!(?:\w+ing|\w+ed|Third|Other|Both|Either|Neither|Each|All|Such|No|Any)\b)(?P<name>[A-Z].*) "
    r"(?:Part(?:y|ies)|Entit(?:y|ies)|Group|Companies)"
)
#: "US" among capitals, and no sum of dollars.
_SHOUTED: Final = re.compile(r"[.,;:]?(?:$| [A-Z]{2,}\b(?! ?[$€£\d]))(?!.{0,8}[a-z])")
#: What one side owes the other, be it called as it may.
_OWES: Final = re.compile(
    r"\b(?:shall|will|must|agrees?|hereby)\b(?! be\b)[^.;:]{0,40}?"
    r"\b(?:indemnify|hold harmless|save harmless|appoints?|grants?|assigns?|waives?|releases?|"
    r"reimburse|pay)\b"
)
#: Characters of a statement's end by which it is found, and those in which a duty's object is.
_TAIL: Final = 30
_OWED: Final = 160
#: Words of a statement at least, and letters of a small word at most.
_FEWEST_WORDS: Final = 5
_LONGEST_SMALL: Final = 3
#: Parties by their labels, each with whether it is favoured (else bound).
Meets = frozenset[tuple[str, bool]]


@dataclass(frozen=True)
class Party:
    """A party by its name and its defined role, "" when it has none."""

    name: str
    role: str = ""

    @property
    def label(self) -> str:
        """As a person chooses it."""
        return self.name if _called(self.role) in _OTHER else self.role or self.name

    @cached_property
    def aliases(self) -> frozenset[str]:
        """Lower-case names by which a sentence may call it."""
        short = self.name
        while (bare := _FORM.sub("", short)) != short:
            short = bare
        names = {_called(alias) for alias in (self.name, short, self.role) if alias}
        # "Exxonmobil Research and Engineering Company" is ExxonMobil where nothing else is defined.
        begin = _plain(short).partition(" ")[0]
        if (
            self.label == self.name
            and len(begin) >= _SHORTEST
            and begin.isalpha()
            and begin not in _COMMON
        ):
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


_WORD: Final = re.compile(r"\w+")


class _Names:
    """Finds names in lower-case texts, the longest at each place. Most words begin none, so their
    first words are looked up before anything is matched."""

    def __init__(self, names: frozenset[str]) -> None:
        written = names.union(*(_FORMS.get(name, ()) for name in names))
        longest = sorted(written, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
        begins = [_WORD.match(name) for name in written]
        self._first = {begin.group() for begin in begins if begin is not None}
        self._all_words = None not in begins

    def found_in(self, lower: str) -> Iterator[re.Match[str]]:
        if not self._all_words:
            yield from self._pattern.finditer(lower)
            return
        done = 0
        for word in _WORD.finditer(lower):
            if word.group() in self._first and word.start() >= done:
                match = self._pattern.match(lower, word.start())
                if match is not None:
                    done = match.end()
                    yield match


@dataclass(frozen=True)
class Sides:
    """The parties of a contract and the one that the reader represents.

    Args:
        parties: that are known.
        side: name or role of the reader's party, None when the reader takes no side.
    """

    parties: tuple[Party, ...] = ()
    side: str | None = None
    _cache: dict[frozenset[str], _Names] = field(default_factory=dict, compare=False, repr=False)
    _read: dict[tuple[str, frozenset[str]], list[Statement]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _meetings: dict[tuple[str, re.Pattern[str] | None, bool], Meets] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def _wanted(self) -> str:
        return _called(self.side or "")

    @cached_property
    def _persons(self) -> dict[str, Party]:
        """Who "we" and "you" are: as the contract says, else by their roles."""
        found: dict[str, Party] = {}
        for person in _OTHER:
            said = [party for party in self.parties if person in party.aliases]
            by_role = [party for party in self.parties if _person(party.aliases) == person]
            for known in (said, by_role):
                if len(known) == 1 and known[0] not in found.values():
                    found.setdefault(person, known[0])
        if len(found) == 1 and len(self.parties) == 2:
            ((person, party),) = found.items()
            found[_OTHER[person]] = next(one for one in self.parties if one is not party)
        return found

    @cached_property
    def _we_or_you(self) -> str | None:
        """What the reader is called in a letter, None when that is not to be told."""
        if self._own is None:
            return self._wanted if self._wanted in _OTHER else _person({self._wanted})
        return next((one for one, party in self._persons.items() if party is self._own), None)

    @cached_property
    def _own(self) -> Party | None:
        """The party that the reader represents, where it is among those known."""
        wanted = self._wanted
        for party in self.parties:
            if wanted in party.aliases or wanted == _plain(f"{party.name} ({party.role})"):
                return party
        # A role that no party was found to have belongs to the only one that has none.
        bare = [party for party in self.parties if not party.role]
        if wanted in _ROLES and len(bare) == 1 < len(self.parties):
            return bare[0]
        if wanted in _OTHER:
            return self._persons.get(wanted)
        # A supplier is what the contract calls a provider.
        alike = frozenset(
            role for pair in _FACING for half in pair if wanted in half for role in half
        )
        called = [party for party in self.parties if party.aliases & alike]
        return called[0] if len(called) == 1 else None

    @cached_property
    def ours(self) -> frozenset[str]:
        """Names of the reader's party, in lower case."""
        if self.side is None:
            return frozenset()
        names = frozenset({self._wanted})
        if self._own is not None:
            names = self._own.aliases | self._typed
        person = () if self._we_or_you is None else (self._we_or_you,)
        return names.union(person)

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
        if self._we_or_you is not None:
            others.add(_OTHER[self._we_or_you])
        return frozenset(others) - self.ours

    def known_in(self, text: str) -> bool:
        """Whether the reader's side is a party of the document, a role that it names, or a term
        that it defines."""
        wanted = self._wanted
        if not wanted or self._own is not None:
            return True
        name = re.escape(wanted)
        if wanted in _ROLES or wanted in _MORE_ROLES:
            return re.search(rf"\b{name}s?\b", text, re.IGNORECASE) is not None
        defined = rf"[\"“'‘(](?:the |each an? |an? )?{name}[\"”'’)]"
        acting = rf"\b{name} (?:shall|will|may|must|agrees|hereby|is)\b"
        return re.search(f"{defined}|{acting}", text, re.IGNORECASE) is not None

    @property
    def choices(self) -> tuple[str, ...]:
        """The sides that can be taken, as a person reads them."""
        return tuple(f"{p.label} ({p.name})" if p.label != p.name else p.name for p in self.parties)

    def bearer(
        self, text: str, about: re.Pattern[str] | None = None, within: str = ""
    ) -> str | None:
        """Whom the text binds or favours: ``ours``, ``theirs``, ``both``, or None when that is
        not to be told or nobody's side is taken.

        Args:
            about: words of the statements that count, if there are such statements.
            within: the end of the text that counts, where the rest only leads to it; else all.
        """
        return _joint({self._whose(one) for one in self._met(text, about, within)})

    def bound(
        self, text: str, about: re.Pattern[str] | None = None, within: str = ""
    ) -> str | None:
        """Whom the text puts under a duty, as ``bearer``: of two sides, the one that it does not
        favour."""
        found = set()
        for one in self._met(text, about, within):
            whose = self._whose(one)
            if one.subject is not None and one.subject.favoured and whose != "both":
                whose = "theirs" if whose == "ours" else "ours"
            found.add(whose)
        return _joint(found)

    def one_sided(self, text: str, about: re.Pattern[str] | None = None) -> bool:
        """Whether the text binds or favours one party, named by name or role, alone."""
        met = {label for label, _ in self.meets(text, about)}
        return len(met) == 1 and _ALL not in met

    def mutual(self, text: str, about: re.Pattern[str] | None = None) -> bool:
        """Whether the text binds or favours both sides: "either party", "Customer or Supplier"."""
        if any(label == _ALL for label, _ in self.meets(text, about)):
            return True
        # Two that are bound by statements on other matters are not bound alike.
        met = () if about is None else self.meets(text, about, only=True)
        labels = {label for label, _ in met}
        return len(labels) > 1 and any(not label.startswith(_UNKNOWN) for label in labels)

    def meets(
        self, text: str, about: re.Pattern[str] | None = None, *, only: bool = False
    ) -> Meets:
        """Who is bound (False) or favoured (True), by one label for each party, whatever it is
        called.

        Args:
            only: nobody is met where no statement holds the words ``about``; who is called by a
                name that is not known counts, marked.
        """
        key = (text, about, only)
        if key not in self._meetings:
            if len(self._meetings) >= _KEPT:
                self._meetings.clear()
            self._meetings[key] = self._meets(text, about, only)
        return self._meetings[key]

    def _meets(self, text: str, about: re.Pattern[str] | None, only: bool) -> Meets:
        whole = self._statements(text, self._everybody)
        found = _that_count([self._seen(one) for one in whole], about)
        if only and about is not None:
            # What an exception speaks of is not what the statement does.
            found = [one for one in found if about.search(one.core)]
            if not found:
                return self._strangers(one.core for one in whole if about.search(one.core))
        duties = [one for one in found if one.subject is None or not one.subject.favoured]
        # Of duties and rights, the duties tell who is bound.
        return frozenset(self._label(one) for one in duties or found)

    def _met(self, text: str, about: re.Pattern[str] | None, within: str = "") -> list[Statement]:
        if self.side is None:
            return []
        found: Iterable[Statement] = self._statements(text, self._known)
        if within:
            found = (
                one
                for one in found
                if one.text[-_TAIL:].strip() in within or one.text.endswith(within)
            )
        return _that_count([self._seen(one) for one in found], about)

    def _seen(self, one: Statement) -> Statement:
        """A statement about somebody unknown who owes the reader something: the other side's."""
        if one.told:
            return one
        match = _STRANGER.search(one.core)
        name = _stranger(match["name"]) if match is not None else ""
        if match is None or not name or self._named(name, self._everybody):
            return one
        if not _GROUP.fullmatch(name) and not _OWES.search(
            one.core, match.start(), match.end() + 60
        ):
            return one
        owed = self._named(one.core[match.end() : match.end() + _OWED], self._known)
        if not owed or owed[0].name not in self.ours or owed[0].owning:
            return one
        return replace(one, subject=Subject(_UNKNOWN + name.lower(), favoured=False))

    def _statements(self, text: str, names: frozenset[str]) -> Sequence[Statement]:
        key = (text, names)
        if key not in self._read:
            if len(self._read) >= _KEPT:
                self._read.clear()
            self._read[key] = statements(text, lambda part: self._named(part, names))
        return self._read[key]

    def _strangers(self, texts: Iterable[str]) -> Meets:
        """Who stands where the subject of a duty does, called by a name that is not known."""
        found = set()
        for text in texts:
            match = _STRANGER.search(text)
            name = _stranger(match["name"]) if match is not None else ""
            if name and not self._named(name, self._everybody):
                found.add((_UNKNOWN + name.lower(), False))
        return frozenset(found)

    @cached_property
    def _known(self) -> frozenset[str]:
        return self.ours | self.theirs

    @cached_property
    def _everybody(self) -> frozenset[str]:
        known = frozenset(alias for party in self.parties for alias in party.aliases)
        return known | self.ours | _ANY_ROLE | frozenset(_OTHER)

    def _label(self, one: Statement) -> tuple[str, bool]:
        if one.subject is None:
            return _ALL, False
        name = one.subject.name
        if self._beside(one.subject) is not None:
            return _ALL, one.subject.favoured
        named = [party for party in self.parties if name in party.aliases]
        if not named and name in self._persons:
            named.append(self._persons[name])
        if named:
            return _plain(named[0].label), one.subject.favoured
        return _plain(self.side or "") if name in self.ours else name, one.subject.favoured

    def _whose(self, one: Statement) -> str:
        found = one.subject
        if found is None:
            return "both"
        whose = "ours" if found.name in self.ours else "theirs"
        beside = self._beside(found)
        if beside is not None and (beside in self.ours) is not (found.name in self.ours):
            return "both"
        return whose

    def _beside(self, found: Subject) -> str | None:
        """Another party that shares the verb with the subject: "Customer or Supplier may"."""
        other = found.beside
        if other is None or other == found.name:
            return None
        same = (p for p in self.parties if {other, found.name} <= p.aliases)
        return other if next(same, None) is None else None

    def _named(self, text: str, names: frozenset[str]) -> list[Name]:
        """Each name in the text, in its order."""
        if not names:
            return []
        known = self._cache.get(names)
        if known is None:
            known = self._cache[names] = _Names(names)
        lower = text.lower()
        if len(lower) != len(text):  # a few letters become two
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        found = []
        for match in known.found_in(lower):
            name, start, end = match.group(), match.start(), match.end()
            if name in _ANY_ROLE and not text[start].isupper():
                continue
            if _PART_OF_MORE.match(text, end):
                continue
            owning = text[end : end + 2] in ("'s", "’s", "'S", "’S")
            person = _PERSON.get(name) if name not in names else None
            if person is not None:
                if name == "us" and text[start] == "U" and not _SHOUTED.match(text, end):
                    continue  # the country
                found.append(Name(person, start, end, name != "us", object=name == "us"))
                continue
            found.append(Name(name, start, end, owning))
        return found


def mirrored(here: Meets, text: str, elsewhere: Iterable[tuple[Meets, str]]) -> bool:
    """Whether passages elsewhere meet both sides, or do to another party what is done here.

    Whoever is not known to be a party must be named by the one passage, and the other one's party
    by the other: "Studio shall indemnify Fox", "Fox shall indemnify Studio".
    """
    low = text.lower()
    for there, passage in elsewhere:
        if any(label == _ALL for label, _ in there):
            return True
        for favoured in (False, True):
            ours = {label for label, kind in here if kind is favoured}
            others = {label for label, kind in there if kind is favoured} - ours
            if any(_named_by(one, low) for one in others) and any(
                _named_by(one, passage.lower()) for one in ours
            ):
                return True
    return False


def all_meet(found: Iterable[Meets]) -> bool:
    """Whether passages together meet both sides: at once, or one party here and another there."""
    together = frozenset(one for met in found for one in met)
    if any(label == _ALL for label, _ in together):
        return True
    known = [(label, kind) for label, kind in together if not label.startswith(_UNKNOWN)]
    return max(Counter(kind for _, kind in known).values(), default=0) > 1


def is_strange(met: Meets) -> bool:
    """Whether somebody is met who is not known to be a party."""
    return any(label.startswith(_UNKNOWN) for label, _ in met)


def _named_by(label: str, text: str) -> bool:
    """Whether a text in lower case names somebody; who is known to be a party need not be named."""
    return not label.startswith(_UNKNOWN) or label[1:] in text


def _that_count(found: Sequence[Statement], about: re.Pattern[str] | None) -> list[Statement]:
    told = [one for one in found if one.told]
    if about is None:
        return told
    on_it = [one for one in found if about.search(one.text) and (one.told or _says(one.text))]
    # What is said on the subject of nobody is not said of whom another statement is about.
    return [one for one in on_it if one.told] if on_it else told


def _says(text: str) -> bool:
    """Whether a text is a statement, and no heading."""
    words = text.split()
    return len(words) >= _FEWEST_WORDS and (
        text.isupper() or any(word[:1].islower() and len(word) > _LONGEST_SMALL for word in words)
    )


def _joint(found: Collection[str]) -> str | None:
    """What several statements say together; "both" where they differ."""
    if not found:
        return None
    return next(iter(found)) if len(found) == 1 else "both"


def _person(names: Collection[str]) -> str | None:
    """How a letter calls a party of these names, None when they do not tell."""
    you, we = not _YOU.isdisjoint(names), not _WE.isdisjoint(names)
    return None if you is we else "you" if you else "we"


def _stranger(name: str) -> str:
    """A name as it stands where somebody's does, "" when it is nobody's."""
    group = _GROUP.fullmatch(name)
    return "" if _NO_PARTY.search(group["name"] if group is not None else name) else name


def _called(name: str) -> str:
    """A name in the form in which it is looked for: "we" for "us"."""
    plain = _plain(name)
    words = re.findall(r"\w+", plain)
    persons = {_PERSON[word] for word in words if word in _PERSON}
    said = len(persons) == 1 and all(word in _PERSON or word == "or" for word in words)
    return persons.pop() if said else plain


def _plain(name: str) -> str:
    words = _QUOTED.sub("", name).lower().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "our") else words)
