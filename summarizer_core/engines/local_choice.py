"""Which of the facts that a document's chunks state are the document's own.

A contract names many dates, periods and laws. Where the model marks the passage that a reviewer
would mark (``Expiration Date``, ``Governing Law`` ...), the term is read from that passage; where
it marks none, rules alone must be sure. A wrong term is worse than a missing one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from summarizer_core.amendments import amendment, without_old
from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.local_dates import another_day, end_date
from summarizer_core.engines.local_exits import grounds, telling
from summarizer_core.engines.local_forms import form_parties, letter_day
from summarizer_core.engines.local_law import laws, of_another
from summarizer_core.engines.local_parties import OTHER_PAPER, RECITALS, is_company, parties
from summarizer_core.engines.local_periods import STATED, length, notice_to_stop
from summarizer_core.engines.local_subject import of_a_part, of_another_paper
from summarizer_core.engines.local_terms import sentence_terms
from summarizer_core.engines.local_titles import document_type, title_lines
from summarizer_core.grounding import locate
from summarizer_core.hashing import normalise, normalise_with_map
from summarizer_core.models import Chunk, ChunkTerm
from summarizer_core.negation import denies_term
from summarizer_core.terms import GROUND, TITLE, TYPE
from summarizer_core.values import Found, amount_size, dates, day_first, reads_either_way

_AMOUNTS: Final = 10
_CAPS: Final = 3
_PARTIES: Final = 8
#: A contract has so many sides, at the least.
_SIDES: Final = 2
_ADDRESSES: Final = 6
_GROUNDS: Final = 6
#: Passages about the end of a contract that are looked at.
_PASSAGES: Final = 5
#: Characters before a date that tell of which paper it is.
_CONTEXT: Final = 300
#: Where a preamble can stand, in characters from the start.
_PREAMBLE_END: Final = 12_000
#: How far one preamble reaches from its first party.
_PREAMBLE_REACH: Final = 2_500
_TITLE_END: Final = 4_000
#: A passage that the model is less sure of does not say which parties there are.
_SURE: Final = 0.5
#: Where the rules see nothing.
_VERY_SURE: Final = 0.8
#: ... unless it stands beside one that it is sure of.
_BESIDE: Final = 0.35
#: What it is even less sure of says nothing, whatever the rules see there.
_LIKELY: Final = 0.2
#: Who filed a document, and when, at the foot of its pages.
_FOOTER: Final = re.compile(r"\bSource:")

#: A section whose sums are only made up.
_EXAMPLES: Final = re.compile(r"\b(?:examples?|illustrat\w+|hypothetical)\b", re.IGNORECASE)

Said = Sequence[tuple[Chunk, ChunkTerm]]


def key_terms(view: DocumentView, clauses: Sequence[Candidate]) -> list[Candidate]:
    """The document's key terms, in reading order.

    Args:
        clauses: of the same document, as the model sees them.
    """
    return sorted(_Choice(view, clauses).all(), key=lambda term: term.chunk_index)


def title(view: DocumentView) -> list[Candidate]:
    """The title of a document, and the type that it announces, each where there is one."""
    choice = _Choice(view, ())
    found = choice.title()
    return [*found, *choice.type_of(found)]


def without_other_days(view: DocumentView, clauses: Sequence[Candidate]) -> list[Candidate]:
    """Clauses without those of a date that its own words call another one: an end is no date of the
    agreement, and the date of another paper is none of this one."""
    return [
        one
        for one in clauses
        if one.name not in _DAYS or not _is_other(view, one, normalise(one.quote), _DAYS[one.name])
    ]


_DAYS: Final = {"Agreement Date": "Agreement date", "Effective Date": "Effective date"}


def _is_other(view: DocumentView, clause: Candidate, said: str, name: str) -> bool:
    """Whether the words before the date of a passage tell it of another day or paper."""
    found = _only_date(said)
    if found is None:
        return False
    text = view.document.text
    at = text.find(clause.quote, view.chunks[clause.chunk_index].start)
    before = normalise(text[max(0, at - _CONTEXT) : at]) + " " if at > 0 else ""
    return of_another_paper(before) or another_day(name, before + said, found.value)


class _Choice:
    def __init__(self, view: DocumentView, clauses: Sequence[Candidate]) -> None:
        self._view = view
        self._starts = [chunk.start for chunk in view.chunks]
        self._changes = amendment(None, view.document.text) is not None
        self._terms: dict[str, list[tuple[Chunk, ChunkTerm]]] = defaultdict(list)
        for chunk in view.chunks:
            analysis = view.analyses.get(chunk.sha256)
            for term in analysis.terms if analysis else ():
                self._terms[term.name].append((chunk, term))
        self._clauses: dict[str, list[Candidate]] = defaultdict(list)
        for clause in sorted(clauses, key=lambda clause: -clause.confidence):
            self._clauses[clause.name].append(clause)

    def all(self) -> Iterator[Candidate]:
        title = self.title()
        yield from title
        if self._view.recognition.contract is False:  # it has no parties, and nothing to run
            yield from self._amounts()
            return
        yield from self.type_of(title)
        yield from self._parties()
        made = self._as_written(
            self._day("Agreement date", "Agreement Date") or self._day_of_letter()
        )
        ends = [
            one
            for one in self._as_written(self._ends())
            if all(one.value > first.value for first in made)
        ]
        lasts = self._length()
        if not ends and not lasts and not self._changes:
            ends, lasts = self._stated("Expiration date", end_date), self._stated("Term", length)
        yield from made
        begins = self._as_written(self._effective())
        yield from (one for one in begins if all(one.value < end.value for end in ends))
        yield from ends
        yield from lasts
        yield from self._marked("Renewal", "Renewal Term", _read("Renewal"))
        yield from self._marked(
            "Notice to stop renewal",
            "Notice Period to Terminate Renewal",
            notice_to_stop,
        )
        yield from _limited_once(self._marked("Governing law", "Governing Law", self._law, limit=3))
        yield from self._venues()
        yield from self._grounds()
        yield from self._cap()
        yield from _first(self._terms["Payment terms"])
        yield from _first(self._terms["Currency"])
        yield from _first(self._terms["Notice address"], limit=_ADDRESSES)
        yield from self._amounts()

    def _end(self, text: str) -> Found | None:
        """When it ends; what an amendment puts in an old date's place stands by itself."""
        return end_date(text) or (
            _only_date(text) if self._changes and not of_a_part(text) else None
        )

    def _law(self, text: str) -> Found | None:
        """The first law that a clause names, other than for another paper."""
        document = self._view.document.text
        return next(
            (
                found
                for start, end in sentence_spans(text)
                for found in laws(text[start:end], start)
                if not of_another(text[found.start : found.end], document)
            ),
            None,
        )

    def _venues(self) -> list[Candidate]:
        text = self._view.document.text
        said = [one for one in self._terms["Venue"] if not of_another(one[1].quote, text)]
        return _limited_once(_first(said, limit=3))[:2]

    def _said(self, clause: Candidate) -> str:
        """What a clause says now: without the words that an amendment takes away."""
        return normalise(without_old(clause.quote) if self._changes else clause.quote)

    # --- what the model marks ----------------------------------------------------------------

    def _marked(
        self, name: str, category: str, read: Callable[[str], Found | None], *, limit: int = 1
    ) -> list[Candidate]:
        """A term from the passages that the model marks, the surest first."""
        found: dict[str, Candidate] = {}
        for clause in self._clauses[category]:
            if clause.doubtful or len(found) == limit:
                break
            term = read(self._said(clause))
            if term is not None:
                found.setdefault(term.value, _from_clause(name, term.value, clause))
        return list(found.values())

    def _day(self, name: str, category: str) -> list[Candidate]:
        """A date that the model is sure of, or that it sees as the rules do."""
        said = {term.value for _, term in self._terms[name]}
        for clause in self._clauses[category]:
            if clause.confidence < _LIKELY:
                break
            found = _only_date(self._said(clause))
            if _is_other(self._view, clause, self._said(clause), name):
                continue
            if found is None:
                if clause.confidence >= _SURE:
                    break  # the date was left open
            elif clause.confidence >= _SURE or found.value in said:
                return [_from_clause(name, found.value, clause)]
        return []

    def _effective(self) -> list[Candidate]:
        """What the rules read near the beginning, else a date that the model is very sure of."""
        said = self._terms["Effective date"]
        early = [one for one in said if one[0].start < _PREAMBLE_END]
        return _first(early) or [
            term
            for term in self._day("Effective date", "Effective Date")
            if term.confidence >= _VERY_SURE
        ]

    def _length(self) -> list[Candidate]:
        """A period, if any passage about it says one, rather than that it has no end."""
        found = self._marked("Term", "Expiration Date", length, limit=_PASSAGES)
        return sorted(found, key=lambda one: not one.value[0].isdigit())[:1]

    def _ends(self) -> list[Candidate]:
        """From the passage about it, else where the expiry date is defined."""
        name = "Expiration date"
        return self._marked(name, "Expiration Date", self._end) or _first(self._terms[name])

    def _as_written(self, days: Sequence[Candidate]) -> list[Candidate]:
        """Days with those in figures read in the order in which the document writes its dates, and
        without those whose order it does not show."""
        read = [(one, self._in_order(one.value) if _unclear(one) else one.value) for one in days]
        return [replace(one, value=value) for one, value in read if value is not None]

    def _in_order(self, day: str) -> str | None:
        return day_first(normalise(self._view.document.text), day)

    def _stated(self, name: str, read: Callable[[str], Found | None]) -> list[Candidate]:
        """What sentences about the contract itself say plainly, where the model marks none; nothing
        when they say different things."""
        found: dict[str, Candidate] = {}
        for match in self._plain_words:
            term = read(normalise(match.group()))
            if term is not None and not denies_term(name, match.group()):
                first, last = (bisect_right(self._starts, at) - 1 for at in match.span())
                quoted = Candidate("term", name, term.value, match.group(), first, 0.6, last)
                found.setdefault(term.value, quoted)
        return list(found.values()) if len(found) == 1 else []

    @cached_property
    def _plain_words(self) -> list[re.Match[str]]:
        return list(STATED.finditer(self._view.document.text))

    # --- what the document is ----------------------------------------------------------------

    def title(self) -> list[Candidate]:
        """The title: a line of its own near the beginning, else words that read like one there."""
        for line in title_lines(self._view.document.text[:_TITLE_END])[:1]:
            for chunk in self._view.chunks:
                if chunk.start <= line.start < chunk.end and locate(line.value, chunk.text):
                    return [Candidate("term", line.name, line.value, line.value, chunk.index, 0.9)]
        early = [said for said in self._terms[TITLE] if said[0].start < _TITLE_END]
        if early:
            return [_candidate(*early[0], 0.7)]
        for clause in self._clauses["Document Name"][:1]:
            start = self._view.chunks[clause.chunk_index].start
            if clause.confidence >= _VERY_SURE and start < _TITLE_END:
                return [_from_clause(TITLE, " ".join(clause.quote.split()), clause)]
        return []

    def type_of(self, title: Sequence[Candidate]) -> Iterator[Candidate]:
        """What kind of document a title announces, if any."""
        for one in title:
            kind = document_type(one.value)
            if kind:
                yield Candidate("term", TYPE, kind, one.quote, one.chunk_index, 0.8)

    def _parties(self) -> list[Candidate]:
        told, said = self._parties_marked(), self._parties_said()
        chosen = told if _told_well(told) >= _told_well(said) else said
        read = self._parties_of_preamble(said)
        if len(chosen) < len(read) and len(chosen) < _SIDES:
            chosen = read
        if len(chosen) < _SIDES:
            text = self._view.document.text
            told = [self._placed_raw(one) for one in form_parties(text)[:_PARTIES]]
            if len(told) >= _SIDES:
                return told
        together = self._with_parted(chosen, said)
        return _each_once([self._with_role(party, read) for party in together])

    def _with_parted(
        self, chosen: Sequence[Candidate], said: Sequence[Candidate]
    ) -> Sequence[Candidate]:
        """With those of the same preamble that chunks parted from "between", from their form or
        from their role, and without those of the paper that it speaks of next."""
        whole = self._preamble(said) if chosen else []
        if len(whole) < _SIDES:
            return chosen
        chosen = [_unparted(one, whole) for one in chosen]
        text = self._view.document.text
        places = {_key(one.value): self._place(one) for one in [*whole, *chosen]}
        read = {_key(one.value) for one in whole}
        ours = [one for one in chosen if any(_same_name(one.value, key) for key in read)]
        if not ours:
            return chosen
        last = max(places[_key(one.value)] for one in ours)
        begin = min(places[key] for key in read)
        another = OTHER_PAPER.search(text, begin, begin + _PREAMBLE_REACH)
        stop = another.start() if another and another.start() > last else len(text)
        roles = {one.role for one in chosen if one.role}
        parted = [
            one
            for one in whole
            if places[_key(one.value)] < last
            and (one.role or is_company(one.value))
            and one.role not in roles
            # The same one, or a title that names several at once.
            and not any(_key(other.value) in _key(one.value) for other in ours if _whole(other))
        ]
        kept = [
            one
            for one in chosen
            if places[_key(one.value)] < stop
            and not any(_begins(one.value, more.value) for more in parted)
        ]
        if not parted:
            return kept
        return sorted([*kept, *parted], key=lambda one: places[_key(one.value)])[:_PARTIES]

    def _place(self, party: Candidate) -> int:
        start = self._view.chunks[party.chunk_index].start
        return max(start, self._view.document.text.find(party.quote, start))

    def _day_of_letter(self) -> list[Candidate]:
        """The day at the head of a letter or form, where no passage tells one."""
        found = letter_day(self._view.document.text)
        return [self._placed_raw(found)] if found else []

    def _parties_of_preamble(self, said: Sequence[Candidate]) -> list[Candidate]:
        """The companies of the first preamble read in one piece: chunks may part a name from its
        role."""
        return [one for one in self._preamble(said) if is_company(one.value)]

    def _preamble(self, said: Sequence[Candidate]) -> list[Candidate]:
        """All whom the first preamble names, read in one piece."""
        if not said:
            return []
        first = max(0, min(party.chunk_index for party in said) - 1)
        reach = self._view.chunks[first].start + _PREAMBLE_REACH
        last = max(first + 1, bisect_right(self._starts, reach) - 1)
        window = self._view.chunks[first : last + 1]
        if any(chunk.sha256 not in self._view.analyses for chunk in window):
            return []
        normal, raw = normalise_with_map(self._view.document.text[window[0].start : window[-1].end])
        return [self._placed(one, window[0].start, raw) for one in parties(normal)][:_PARTIES]

    def _with_role(self, party: Candidate, read: Sequence[Candidate]) -> Candidate:
        """A party as it is named with its role, if it is so near the beginning: a title page names
        parties without."""
        if party.role:
            return party
        for chunk, term in self._terms["Party"]:
            if chunk.start < _PREAMBLE_END and term.role and _key(term.value) == _key(party.value):
                return _candidate(chunk, term, party.confidence)
        again = (one for one in read if one.role and _key(one.value) == _key(party.value))
        return next(again, party)

    def _parties_marked(self) -> list[Candidate]:
        """Those named in the passages near the beginning that the model marks."""
        chunks = self._view.chunks
        marked = sorted(
            (clause.chunk_index, clause.confidence)
            for clause in self._clauses["Parties"]
            if chunks[clause.chunk_index].start < _PREAMBLE_END
        )
        sure = [at for at, confidence in marked if confidence >= _SURE]
        if not sure:
            return []
        left = chunks[sure[0]].start
        near = [
            at
            for at, confidence in marked
            if confidence >= _BESIDE and 0 <= chunks[at].start - left <= _PREAMBLE_REACH
        ]
        right = chunks[near[-1]].end
        normal, raw = normalise_with_map(self._view.document.text[left:right])
        return [self._placed(found, left, raw) for found in parties(normal)][:_PARTIES]

    def _placed(self, found: Found, left: int, raw: Sequence[int]) -> Candidate:
        start, end = left + raw[found.start], left + raw[found.end - 1] + 1
        return self._placed_raw(replace(found, start=start, end=end))

    def _placed_raw(self, found: Found) -> Candidate:
        """A term with its place in the document's text."""
        start, end = found.start, found.end
        first, last = (bisect_right(self._starts, at) - 1 for at in (start, end - 1))
        return Candidate(
            kind="term",
            name=found.name,
            value=found.value,
            quote=self._view.document.text[start:end],
            chunk_index=first,
            confidence=0.9,
            last_chunk=last,
            role=found.role,
        )

    def _parties_said(self) -> list[Candidate]:
        """Those of the first preamble: from its first party on, only so far."""
        early = [said for said in self._terms["Party"] if said[0].start < _PREAMBLE_END]
        if not early:
            return []
        roles = Counter(chunk.start for chunk, term in early if term.role)
        counts = Counter(chunk.start for chunk, _ in early)
        several = [start for start, count in counts.items() if count > 1]
        roled = [start for start in several if roles[start] > 1]
        first = min(roled or several or roles or counts)
        recitals = RECITALS.search(self._view.document.text, first)
        last = min(first + _PREAMBLE_REACH, recitals.start() if recitals else _PREAMBLE_END)
        unique: dict[str, Candidate] = {}
        for chunk, term in early:
            if first <= chunk.start <= last:
                unique.setdefault(_key(term.value), _candidate(chunk, term, 0.8))
        return list(unique.values())[:_PARTIES]

    def _grounds(self) -> list[Candidate]:
        """For which causes it can be ended, from the passages that let somebody end it."""
        unique: dict[str, Candidate] = {}
        for index, sentence, causes in grounds(self._view, changes=self._changes):
            for cause in causes:
                unique.setdefault(cause, Candidate("term", GROUND, cause, sentence, index, 0.7))
        kept = [unique[cause] for cause in telling(unique)]
        return kept[:_GROUNDS]

    # --- money -------------------------------------------------------------------------------

    def _cap(self) -> list[Candidate]:
        """The cap on liability, from a chunk in which the model sees one before all others; one of
        each whose liability is limited, where that is told."""
        marked = {clause.chunk_index for clause in self._clauses["Cap on Liability"]}
        caps = [said for said in self._terms["Liability cap"] if said[0].index in marked]
        if not caps or not caps[0][1].role:
            return _first(caps)
        unique: dict[str, Candidate] = {}
        for chunk, term in caps:
            if term.role and len(unique) < _CAPS:
                unique.setdefault(_key(term.role), _candidate(chunk, term, 0.7))
        text = self._view.document.text.lower()
        return [replace(cap, role=_named_again(cap.role, text)) for cap in unique.values()]

    def _dollars(self) -> str:
        """The code of the dollars that are meant by "$", where the contract says that it counts in
        others than those of the United States; else ""."""
        said = {term.value for _, term in self._terms["Currency"]}
        return next(iter(said)) if len(said) == 1 and said <= _DOLLARS else ""

    def _amounts(self) -> list[Candidate]:
        said = [one for one in self._terms["Amount"] if not _EXAMPLES.search(one[0].heading)]
        dollars = self._dollars()
        said = [(chunk, _in_dollars(term, dollars)) for chunk, term in said] if dollars else said
        unique = {term.value: (chunk, term) for chunk, term in reversed(said)}
        largest = sorted(unique.values(), key=lambda said: -amount_size(said[1].value))[:_AMOUNTS]
        return [_candidate(chunk, term, 0.7) for chunk, term in largest]


def _in_dollars(term: ChunkTerm, code: str) -> ChunkTerm:
    """A sum in the dollars of the contract, where its words leave open whose they are."""
    if not term.value.startswith("USD ") or _WHOSE.search(term.quote):
        return term
    return term.model_copy(update={"value": f"{code} {term.value.removeprefix('USD ')}"})


#: Dollars that a contract may mean by "$" alone.
_DOLLARS: Final = frozenset(("CAD", "AUD", "NZD", "HKD", "SGD"))
_WHOSE: Final = re.compile(r"U\.?S\b|USD|United States|American", re.IGNORECASE)


def _same_name(name: str, key: str) -> bool:
    """Whether a name is the one of a key, or what a chunk's end left of it."""
    mine = _key(name)
    return mine == key or key.startswith(mine)


def _whole(party: Candidate) -> bool:
    """Whether a name is not what a chunk's end left of one."""
    return bool(party.role) or is_company(party.value)


def _unparted(party: Candidate, whole: Sequence[Candidate]) -> Candidate:
    """A party by its whole name, where a chunk began within it: "Beauty, Inc." of "e.l.f. Beauty,
    Inc."."""
    mine = _key(party.value)
    named = (one for one in whole if one.role == party.role and one.role)
    return next((one for one in named if _key(one.value).endswith(mine)), party)


def _begins(name: str, whole: str) -> bool:
    return _key(name) != _key(whole) and _key(whole).startswith(_key(name))


def _limited_once(found: Sequence[Candidate]) -> list[Candidate]:
    """Laws and forums, each once: of one that is told with a limit, too, the limited one."""
    return [
        one
        for one in found
        if not any(other.value.startswith((f"{one.value}, ", f"{one.value} (")) for other in found)
    ]


_AND: Final = re.compile(r",? and ", re.IGNORECASE)


def _each_once(parties: Sequence[Candidate]) -> list[Candidate]:
    """Parties without those that only name two others at once: "Seller and Buyer"."""
    known = {_key(name) for party in parties for name in (party.role, party.value) if name}
    return [
        party
        for party in parties
        if party.role
        or len(named := _AND.split(party.value)) == 1
        or not all(_key(part) in known for part in named)
    ]


def _told_well(found: Sequence[Candidate]) -> tuple[int, int, int]:
    """How well parties are told: both sides, then both roles, then the number of parties."""
    roles = sum(1 for party in found if party.role)
    return min(2, len(found)), min(2, roles), len(found)


def _key(name: str) -> str:
    return re.sub(r"\W", "", name.lower())


def _from_clause(name: str, value: str, clause: Candidate) -> Candidate:
    return Candidate(
        kind="term",
        name=name,
        value=value,
        quote=clause.quote,
        chunk_index=clause.chunk_index,
        confidence=clause.confidence,
        last_chunk=clause.last_chunk,
    )


def _candidate(chunk: Chunk, term: ChunkTerm, confidence: float) -> Candidate:
    return Candidate(
        "term", term.name, term.value, term.quote, chunk.index, confidence, role=term.role
    )


def _first(said: Said, *, limit: int = 1) -> list[Candidate]:
    """The first different values."""
    unique: dict[str, Candidate] = {}
    for chunk, term in said:
        unique.setdefault(term.value, _candidate(chunk, term, 0.7))
    return list(unique.values())[:limit]


def _named_again(who: str, text: str) -> str:
    """Somebody without the words of a heading before the name: a party is named more than once.

    Args:
        text: of the whole document, in lower case.
    """
    words = who.split()
    while words and words[0][0].isupper() and text.count(" ".join(words).lower()) < _NAMED:
        words.pop(0)
    return " ".join(words)


_NAMED: Final = 2


def _unclear(day: Candidate) -> bool:
    return reads_either_way(normalise(day.quote), day.value)


def _only_date(text: str) -> Found | None:
    """The date of a passage that names one, or the same one twice."""
    found = [] if _FOOTER.search(text) else dates(text)
    return found[0] if len({one.value for one in found}) == 1 else None


def _read(name: str) -> Callable[[str], Found | None]:
    def read(text: str) -> Found | None:
        return next((found for found in sentence_terms(text, 0) if found.name == name), None)

    return read
