"""The local engine's executive summary: plain sentences made of what was found and proved.

It says what the document is, between whom, since when and for how long, what each side must do,
about how much money, who carries which risk, how one gets out and under which law; then says in one
line what could not be told. Of a text that is no contract, or not in English, it says so first, and
so of an amendment. What a clause denies is told as denied. Each of the standard questions is answered
or named among what could not be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from summarizer_core.amendments import (
    CHANGES_ANOTHER,
    amendment,
    old_words,
    taken_away,
    without_old,
)
from summarizer_core.chunking import sentence_spans
from summarizer_core.denials import DENIALS
from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.local_causes import is_quoted
from summarizer_core.engines.local_duties import duties, shortened
from summarizer_core.engines.local_exits import (
    EITHER,
    Exit,
    denied_to,
    exits,
    headed,
    speaks_of_it,
    stopper,
    telling,
    unread,
)
from summarizer_core.engines.local_liability import PERSONS
from summarizer_core.engines.local_parties import may_be_more
from summarizer_core.engines.local_periods import how_often
from summarizer_core.engines.local_sums import left_out, limited, unlimited
from summarizer_core.engines.local_terms import sentence_terms
from summarizer_core.grounding import before_title
from summarizer_core.hashing import normalise
from summarizer_core.language import NAMES
from summarizer_core.meant import means
from summarizer_core.negation import (
    denied_throughout,
    denies,
    exclusive_by_exception,
    of_one_kind,
    only_denies,
    passage,
)
from summarizer_core.recognition import NO_CONTRACT
from summarizer_core.sides import Party, Sides
from summarizer_core.values import amount_size, amounts, parse_date, period

_MAX_WORDS: Final = 250
#: Kinds of clauses; what has fewer, no title and no parties is no contract, unless its words are
#: those of one.
_FEW: Final = 3
#: Parties whose duties are told.
_SIDES: Final = 2

#: Words of a clause that is told in its own words.
_CITED: Final = 32
#: Characters of a preamble, and those before its first party: "(1) ".
_PREAMBLE: Final = 3_000
_BEFORE_PARTIES: Final = 5
#: Characters before them in which another one may stand.
_LEAD: Final = 600
#: Parties that are named; more are counted.
_PARTIES: Final = 6

Terms = Mapping[str, Sequence[Candidate]]


@dataclass(frozen=True)
class _Facts:
    """What is known of a document.

    Args:
        clauses: by category, those that say the thing.
        denied: by category, those that deny it, where no clause says it.
        changes: the title of an amendment, None of any other document.
    """

    view: DocumentView
    terms: Terms
    clauses: Terms
    denied: Terms
    changes: str | None

    @property
    def parties(self) -> list[Party]:
        return [Party(party.value, party.role) for party in self.terms.get("Party", ())]

    def standing(self, clause: Candidate) -> str:
        """A clause's words, without those that an amendment takes away."""
        return without_old(clause.quote) if self.changes else clause.quote


_LIABILITY: Final = {
    "Cap on Liability": "liability is limited",
    "Uncapped Liability": "some liability is carved out of a limit or unlimited",
    "Indemnification": "there is a duty to indemnify",
    "Liquidated Damages": "a fixed sum or fee is due on certain breaches or an early end",
    "Warranty Disclaimer": "warranties are disclaimed",
    "Insurance": "insurance must be kept",
}
_FREE: Final = "Uncapped Liability"
_RESTRICTIONS: Final = {
    "Exclusivity": "exclusive dealing",
    "Non-Compete": "a non-compete",
    "No-Solicit of Employees": "a ban on soliciting employees",
    "No-Solicit of Customers": "a ban on soliciting customers",
    "Anti-Assignment": "limits on assignment",
    "Change of Control": "rules on a change of control",
    "Minimum Commitment": "a minimum commitment",
    "Most Favored Nation": "most-favoured terms",
    "Rofr/Rofo/Rofn": "a right of first refusal, offer or negotiation",
    "Confidentiality": "duties of confidentiality",
    "Non-Disparagement": "a ban on disparagement",
    "Unilateral Amendment": "a right to change terms from one side",
    "Price Restrictions": "limits on prices",
}
_RIGHTS: Final = {
    "License Grant": "grants a licence",
    "Irrevocable or Perpetual License": "makes a licence irrevocable or perpetual",
    "IP Ownership Assignment": "assigns intellectual property",
    "Joint IP Ownership": "provides for joint intellectual property",
    "Revenue/Profit Sharing": "shares revenue or profit",
    "Audit Rights": "allows audits or inspections",
    "Source Code Escrow": "puts source code in escrow",
    "Data Protection": "deals with personal data",
    "Post-Termination Services": "has duties that go on after the end",
}


def _listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _sentence(text: str) -> str:
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


#: Words of a value that is told as it stands.
_STATED: Final = 12


def _day(value: str, before: str = "") -> str:
    """A date in words, with what goes before it. One that is none ("upon signature") is told as it
    stands, in quotes: engines may give it so."""
    iso = parse_date(normalise(value))
    if iso is None:
        return _stated(value)
    day = date.fromisoformat(iso)
    return f"{before}{day.day} {day:%B %Y}"


def _stated(value: str) -> str:
    """A value as it stands, in quotes."""
    return _quoted(shortened(normalise(value).replace('"', ""), _STATED))


def _title(title: str) -> str:
    return title.title() if title.isupper() else title


def _name(facts: _Facts) -> str:
    """The title; of an amendment one that says so."""
    said = facts.terms.get("Document title")
    title = said[0].value if said else ""
    if facts.changes and "amend" not in title.lower():
        title = facts.changes
    return _title(title) if title else ""


def _more_parties(facts: _Facts) -> bool:
    """Whether the preamble may name others besides the parties that were read."""
    found = facts.terms.get("Party", ())
    text = facts.view.document.text
    starts = [at for party in found if (at := text.find(party.quote)) >= 0]
    if not starts:
        return False
    begin = max(0, min(starts) - _BEFORE_PARTIES)
    return may_be_more(
        normalise(text[begin : min(starts) + _PREAMBLE]),
        [(party.value, party.role) for party in found],
        normalise(text[max(0, begin - _LEAD) : begin]),
    )


def _identity(facts: _Facts) -> str:
    terms = facts.terms
    title = _name(facts)
    parties = [
        f"{party.value} ({party.role})" if party.role else party.value
        for party in terms.get("Party", ())
    ]
    by_other_signs = facts.view.recognition.contract is True
    if not title and not parties and len(facts.clauses) < _FEW and not by_other_signs:
        return NO_CONTRACT
    more = _more_parties(facts)
    if len(parties) > _PARTIES:
        parties = [*parties[:_PARTIES], f"{len(parties) - _PARTIES} more"]
    unbound = _unbound(facts)
    kind = "document" if unbound else "contract"
    said = f"This {kind} bears no title that could be recognised"
    if title:
        said = f'This document is titled "{title}"'
    if parties and more:
        said += f" and names {_listed(parties)} among its parties"
    elif len(parties) > 1:
        said += f" and is between {_listed(parties)}"
    elif parties:
        said += f" and names {parties[0]} as a party"
    made = terms.get("Agreement date")
    identity = _sentence(said + (f", dated {_day(made[0].value)}" if made else ""))
    return f"{identity} {_sentence(f'It says of itself: {unbound}')}" if unbound else identity


_PRELIMINARY: Final = (
    r"\b(?:this|the) (?:letter(?: of intent)?|term sheet|loi|memorandum(?: of understanding)?|mou|"
    r"document|proposal|heads of terms|outline of terms|summary of terms)\b"
)
#: A paper that says of itself that it binds nobody, at least by most of its words.
_UNBOUND: Final = re.compile(
    rf"{_PRELIMINARY}(?:[^.;]{{0,80}}\b(?:not|no)\b[^.;]{{0,50}}\bbinding\b|"
    r"[^.;]{0,40}\bnon-?binding\b)(?! until\b| unless\b| upon\b)",
    re.IGNORECASE,
)


def _unbound(facts: _Facts) -> str:
    """The words of a letter of intent or the like that say that it does not bind, quoted; "" of
    every other document."""
    text = facts.view.document.text
    if "binding" not in text.lower():
        return ""
    for chunk in facts.view.chunks:
        said = normalise(chunk.text)
        for start, end in sentence_spans(said) if _UNBOUND.search(said) else ():
            if _UNBOUND.search(said, start, end):
                return _beginning(said[start:end])
    return ""


#: Of a term without an end.
_OPEN_ENDED: Final = {
    "indefinite": "for an indefinite time",
    "perpetual": "without an end",
    "in perpetuity": "without an end",
}


_UNTIL: Final = "until terminated"
#: Words of a period without more ("30 business days").
_LENGTH: Final = 4


def _is_length(value: str) -> bool:
    """Whether a value is a period and nothing more."""
    return len(value.split()) <= _LENGTH and period(normalise(value)) is not None


def _runs(length: str) -> str:
    """How long it runs; a contract need not say an end."""
    if length in _OPEN_ENDED:
        return f"runs {_OPEN_ENDED[length]}"
    if _is_length(length):
        return f"runs for {length}"
    return f"runs {length if length == _UNTIL else _stated(length)}"


def _time(facts: _Facts) -> Iterator[str]:
    terms, clauses = facts.terms, facts.clauses
    begins, ends = terms.get("Effective date"), terms.get("Expiration date")
    length, renewal = terms.get("Term"), terms.get("Renewal")
    parts = []
    if begins:
        parts.append(f"takes effect {_day(begins[0].value, 'on ')}")
    if length:
        parts.append(_runs(length[0].value))
    if ends:
        parts.append(f"names {_day(ends[0].value)} as an end date")
    if parts:
        yield _sentence(f"It {_listed(parts)}")
    runs = (
        ""
        if length or ends or "Expiration Date" not in clauses
        else _cited(facts, "Expiration Date")
    )
    said = "" if begins else _start(facts)
    start = _beginning(said) if said else ""
    if start and start != runs:
        yield _sentence(f"On when it takes effect it says: {start}")
    if runs:
        yield _sentence(f"On how long it runs it says: {runs}")
    if renewal or "Renewal Term" in clauses:
        by = renewal[0].value if renewal else ""
        often = how_often(renewal[0].quote) if renewal else ""
        every = f", by {by}" if _is_length(by) else ""
        every = f", once{every}" if often == "once" else f"{every} {often}".rstrip()
        notice = terms.get("Notice to stop renewal")
        stop = ""
        if notice:
            who = stopper(notice[0].quote, facts.parties)
            stop = f"; notice of {notice[0].value}{f' by {who}' if who else ''} stops it"
        yield _sentence(f"It can renew or be extended{every}{stop}")


#: What a clause says that names a day or an event on which the contract begins to bind.
_STARTS: Final = re.compile(
    r"(?:\b(?:this|the|such) (?:[\w'-]+ ){0,3}?(?:agreement|contract|lease|deed|amendment|engagement|term)\b"
    r"(?: \([^()]*\))?(?: of (?:this|the) (?:[\w'-]+ ){0,2}?(?:agreement|contract|lease))?|(?:^|\. )it)"
    r"(?: (?:shall|will|only|first|hereby|be|is)){0,3} "
    r"(?:takes? effect|(?:come|enter)s? into (?:force|effect)|becomes? (?:effective|binding)|"
    r"effective|commences?|begins?)\b(?! as of that date)",
    re.IGNORECASE,
)
#: ... as it says of itself elsewhere, or of its copies.
_AS_DATED: Final = re.compile(
    r"\b(?:above|hereof|date of (?:this|the) (?:\w+ )?(?:agreement|contract|lease)|today|this \d|"
    r"counterparts?)\b",
    re.IGNORECASE,
)


def _start(facts: _Facts) -> str:
    """The words of the clauses on the entry into force that say more than the date of the contract."""
    for clause in facts.clauses.get("Effective Date", ()):
        said = normalise(facts.standing(clause))
        for start, end in sentence_spans(said):
            if _STARTS.search(said, start, end) and not _AS_DATED.search(said, start, end):
                return said[start:end]
    return ""


#: The number and title of a section before its sentence.
_HEAD: Final = re.compile(
    r"\W{0,3}(?:(?:ARTICLE|Article|SECTION|Section) )?[\dIVX][\dIVX.]{0,6}[.):]? (?:[A-Z][\w,/&-]*"
    r"(?: (?:[A-Z][\w,/&-]*|of|and|the|for)){0,5}?(?:[.:] ?-{0,2} ?|(?= (?:This|The|Unless|Subject|"
    r"Except|Either|It|Upon|These)\b)))? ?"
)


def _unheaded(said: str) -> str:
    head = _HEAD.match(said)
    return said[head.end() :] if head and head.end() < len(said) else said


def _cited(facts: _Facts, name: str) -> str:
    """The beginning of the surest clause of a category, in its own words."""
    best = max(facts.clauses[name], key=lambda clause: clause.confidence)
    return _beginning(facts.standing(best))


def _beginning(words: str) -> str:
    """The first words of a clause, quoted."""
    return _quoted(shortened(_unheaded(normalise(words)), _CITED))


def _duties(facts: _Facts) -> list[tuple[Party, list[str]]]:
    """What each of two sides must do."""
    return duties(facts.view, facts.parties, changes=facts.changes is not None)[:_SIDES]


def _bound(party: Party, stated: Sequence[str]) -> str:
    return _sentence(f"{party.label} {_listed([_quoted(duty) for duty in stated])}")


def _quoted(words: str) -> str:
    return f'"{words}"'


def _size(value: str) -> Decimal:
    """The figure of a sum, 0 for one that is told in other words."""
    found = amounts(normalise(value))
    return amount_size(found[0].value) if found else Decimal(0)


def _money(terms: Terms) -> Iterator[str]:
    sums = sorted(terms.get("Amount", ()), key=lambda c: -_size(c.value))
    if sums:
        values = [found.value for found in sums[:3]]
        named = _listed([one if len(one.split()) <= _LENGTH else _stated(one) for one in values])
        lead = "The largest sums it names are" if len(sums) > 1 else "The sum it names is"
        yield _sentence(f"{lead} {named}")
    due = terms.get("Payment terms")
    if due:
        yield _sentence(f"On when to pay it says: {_stated(due[0].value)}")
    currency = terms.get("Currency")
    if currency:
        yield _sentence(f"Payments are made in {currency[0].value}")


def _law(facts: _Facts) -> Iterator[str]:
    terms, clauses = facts.terms, facts.clauses
    law = [found.value for found in terms.get("Governing law", ())]
    if law:
        yield _sentence(f"The law of {_listed(law)} governs")
    elif "Governing Law" in clauses:
        yield _sentence(f"On the law that governs it says: {_cited(facts, 'Governing Law')}")
    elif "Governing Law" in facts.denied:
        yield _sentence(f"It is not governed by {_denied_law(facts.denied['Governing Law'])}")
    venue = [found.value for found in terms.get("Venue", ())]
    if venue:
        yield _sentence(f"Disputes go to {_listed(venue)}")
        ways = _other_ways(facts, venue)
        if ways:
            yield _sentence(f"It also speaks of {_listed(ways)}")
    elif "Dispute Resolution" in clauses:
        yield "It says how disputes are settled."


#: Beside courts, and how it is said.
_WAYS: Final = (
    ("arbitration", re.compile(r"\barbitrat(?:ion|ed|ors?)\b", re.IGNORECASE)),
    ("mediation", re.compile(r"\bmediat(?:ion|ed|ors?)\b", re.IGNORECASE)),
)


def _other_ways(facts: _Facts, venue: Sequence[str]) -> list[str]:
    """How clauses say that disputes are settled besides what the venue tells."""
    clauses = facts.clauses.get("Dispute Resolution", ())
    said = [facts.standing(one) for one in (*clauses, *facts.terms.get("Venue", ()))]
    return [
        way
        for way, words in _WAYS
        if not any(way in one for one in venue) and any(map(words.search, said))
    ]


def _denied_law(clauses: Sequence[Candidate]) -> str:
    for clause in clauses:
        for term in sentence_terms(normalise(clause.quote), 0):
            if term.name == "Governing law":
                return f"the law of {term.value}"
    return "the law that it names"


#: Characters behind a limit of liability in which something may be taken out of it, and words of it.
_BEHIND: Final = 900
_EXCEPTED: Final = 16


def _excepted(facts: _Facts, cap: Candidate) -> str:
    """What is taken out of a limit, in the contract's words."""
    text = facts.view.document.text
    at = text.find(cap.quote, facts.view.chunks[cap.chunk_index].start)
    end = at + len(cap.quote)
    words = left_out(normalise(cap.quote), normalise(text[end : end + _BEHIND]) if at >= 0 else "")
    return f", but {_quoted(shortened(_unheaded(words), _EXCEPTED))}" if words else ""


def _cap(cap: Candidate) -> str:
    """A limit of liability with whose and what for it is: of one side it is none of the other."""
    value = cap.value if _is_sum(cap.value) else _quoted(cap.value)
    _, what_for = limited(normalise(cap.quote))
    scope = f" {_quoted(what_for)}" if what_for else ""
    if not cap.role:
        return f"liability{scope} is limited to {value} (whose, the clause must tell)"
    return f"the liability of {_who(cap.role)}{scope} is limited to {value}"


def _who(role: str) -> str:
    return _quoted(PERSONS[role]) if role in PERSONS else role


#: Clauses that are told by their scope where all of them have it.
_SCOPED: Final[Mapping[str, tuple[re.Pattern[str], str]]] = {
    "Warranty Disclaimer": (
        re.compile(
            r"^(?!.*\b(?:products?|services?|goods|software|licen[sc]\w*|web ?site|materials?|equipment|"
            r"deliverables?|system|property|premises|works?|marks?|patents?|programs?)\b).*"
            r"\b(?:confidential information\b|information\b.{0,30}\bdisclos)",
            re.IGNORECASE,
        ),
        "warranties on information that is disclosed are excluded",
    ),
    "Insurance": (
        re.compile(
            r"^\W*(?:[\w.]{1,6}\)? )?(?:if|where|when|upon|on|at) (?:so )?(?:[\w' ]{1,30} )?request(?:ed)?\b[^.;]{0,80}"
            r"\b(?:arrange|obtain|procure|take out|insur)",
            re.IGNORECASE,
        ),
        "insurance must be kept where it is asked for",
    ),
}


def _scoped(name: str, said: str, clauses: Terms) -> str:
    """What is said of clauses of a category, or of their scope where all of them have a narrow one."""
    scope = _SCOPED.get(name)
    if scope is None:
        return said
    pattern, narrow = scope
    return narrow if all(pattern.search(normalise(one.quote)) for one in clauses[name]) else said


def _risk(facts: _Facts) -> Iterator[str]:
    terms, clauses = facts.terms, facts.clauses
    liability = [
        _scoped(name, said, clauses) for name, said in _LIABILITY.items() if name in clauses
    ]
    caps = terms.get("Liability cap", ())
    free = unlimited(normalise(facts.view.document.text)) if facts.changes is None else []
    if caps or free:
        taken_out = [_excepted(facts, cap) for cap in caps]
        told = [_cap(cap) + words for cap, words in zip(caps, taken_out, strict=True)]
        if any(taken_out):
            liability = [said for said in liability if said != _LIABILITY["Uncapped Liability"]]
        told += [f"the liability of {_who(one)} has no limit" for one in free]
        if caps:
            liability = [said for said in liability if said != _LIABILITY["Cap on Liability"]]
        if free and all(unlimited(normalise(one.quote)) for one in clauses.get(_FREE, ())):
            liability = [said for said in liability if said != _LIABILITY[_FREE]]
        liability = [*told, *liability]
    if liability:
        yield _sentence(f"On risk: {_listed(liability)}")


#: Told elsewhere: by the law, and by the ways out.
_TOLD_ELSEWHERE: Final = ("Governing Law", "Termination for Convenience")


#: Clauses that deny something for one side, or besides others, and are quoted.
_MOST_DENIALS: Final = 3


def _denied(facts: _Facts) -> Iterator[str]:
    """What it denies: told where it does so for all and throughout, else in its own words."""
    said: dict[str, None] = {}
    quoted: dict[str, None] = {}
    sides = Sides(tuple(facts.parties))
    text = facts.view.document.text
    for name, clauses in facts.denied.items():
        if name in _TOLD_ELSEWHERE:
            continue
        words = normalise(clauses[0].quote)
        words = words[: before_title(words, 0, len(words))]
        narrow = sides.one_sided(words) or of_one_kind(name, words)
        if narrow or not denied_throughout(name, text):
            quoted[_quoted(shortened(_unheaded(words), _STATED + _STATED))] = None
        else:
            said[DENIALS[name].said] = None
    if said:
        yield _sentence(f"It says in terms: {'; '.join(said)}")
    if quoted:
        yield _sentence(f"It also says: {_listed([*quoted][:_MOST_DENIALS])}")


def _bounds(clauses: Terms) -> Iterator[str]:
    bound = [
        _restricts(name, said, clauses) for name, said in _RESTRICTIONS.items() if name in clauses
    ]
    if bound:
        yield _sentence(f"It binds the parties by {_listed(bound)}")
    rights = [said for name, said in _RIGHTS.items() if name in clauses]
    if rights:
        yield _sentence(f"It also {_listed(rights)}")


def _restricts(name: str, said: str, clauses: Terms) -> str:
    """What is said of a restriction: "not exclusive, save that" makes little of the dealing exclusive."""
    if name != "Exclusivity":
        return said
    excepted = all(exclusive_by_exception(one.quote) for one in clauses[name])
    return f"{said} only where it makes an exception" if excepted else said


def _is_sum(value: str) -> bool:
    found = amounts(value)
    return len(found) == 1 and found[0].value == value


_BY_WHOM: Final = " (by whom, the clause must tell)"


def _at_will(ways: Sequence[Exit]) -> str:
    """Leaving without a cause: who may, each on which notice."""
    notices: dict[tuple[str, str, str, bool], list[str]] = {}
    for way in ways:
        kept = notices.setdefault((way.who, way.only, way.barred, way.conditions), [])
        if way.notice and way.notice not in kept:
            kept.append(way.notice)
    told = [
        (f", by {who}" if who else "")
        + (f", on notice of {' or '.join(kept)}" if kept else "")
        + (f", but only {_quoted(only)}" if only else "")
        + (f", but not {_quoted(barred)}" if barred else "")
        + (", on conditions that it names" if conditions else "")
        + ("" if who else _BY_WHOM)
        for (who, only, barred, conditions), kept in sorted(notices.items())
    ]
    return f"without a cause{', and'.join([told[0], *(one.removeprefix(',') for one in told[1:])])}"


def _for_cause(ways: Sequence[Exit]) -> str:
    who = sorted({way.who for way in ways if way.who})
    by = f", by {EITHER}" if EITHER in who else f", by {_listed(who)}" if who else ""
    return f"for a cause that it names{by}{_causes(ways)}"


#: Causes that are told.
_TOLD_CAUSES: Final = 4


def _causes(ways: Sequence[Exit]) -> str:
    """The causes, and who alone has them where others may leave, too; those in the contract's own
    words only where there is no other."""
    by_who: dict[str, list[str]] = {}
    known = any(not is_quoted(one) for way in ways for one in way.causes)
    for way in ways:
        told = [one for one in way.causes if not (known and is_quoted(one))]
        by_who.setdefault(way.who, []).extend(
            _quoted(one) if is_quoted(one) else one for one in told
        )
    everybody = by_who.pop(EITHER, None)
    if everybody is None and len({frozenset(causes) for causes in by_who.values()}) == 1:
        by_who = {"": next(iter(by_who.values()))}
    parts = [_listed(everybody[:_TOLD_CAUSES])] if everybody else []
    for who, causes in by_who.items():
        all_have = everybody or []
        own = [one for one in telling(causes) if one not in all_have]
        own = [one for one in own if one in telling([*all_have, one])]
        if own:
            parts.append(f"{f'{_who(who)}: ' if who else ''}{_listed(own[:_TOLD_CAUSES])}")
    return f" ({'; '.join(parts)})" if parts else ""


def _exits(facts: _Facts) -> str:
    """How it can be ended, and by whom; "" when that is not to be told."""
    quotes = {
        name: [facts.standing(clause) for clause in facts.clauses.get(name, ())]
        for name in ("Termination for Convenience", "Termination for Cause")
    }
    ways = exits(
        facts.view,
        facts.parties,
        quotes["Termination for Convenience"],
        quotes["Termination for Cause"],
        changes=facts.changes is not None,
    )
    not_read = unread(facts.view, facts.parties, quotes["Termination for Convenience"])
    quoted = _beginning(not_read[0]) if not_read and speaks_of_it(not_read[0]) else ""
    freely = [way for way in ways if way.freely]
    caused = [way for way in ways if not way.freely]
    if freely:
        also = f"; also {_for_cause(caused)}" if caused else ""
        return _sentence(f"It can be ended {_at_will(freely)}{also}")
    barred = _barred(facts)
    if caused:
        none = "no right to end it at will was found"
        if barred:
            none = barred
        elif not_read:
            none = f"on leaving without a cause it says: {quoted}" if quoted else ""
        return _sentence("; ".join(filter(None, (f"It can be ended {_for_cause(caused)}", none))))
    if barred:
        return _sentence(barred)
    if quoted:
        return _sentence(f"On how it can be ended it says: {quoted}")
    section = headed(facts.view)
    return f'Its section "{section}" says how it can be ended.' if section else ""


def _barred(facts: _Facts) -> str:
    """That a clause denies a right to leave without a cause, to all or to those whom it names."""
    denied = facts.denied.get("Termination for Convenience", ())
    who = [denied_to(facts.standing(clause), facts.parties) for clause in denied]
    if not who:
        return ""
    if not all(who):
        return "a clause says that nobody may end it without a cause"
    return f"a clause gives {_listed(list(dict.fromkeys(who)))} no right to end it without a cause"


#: An amendment may change a limit of liability without saying the clause.
_LIMITS: Final = re.compile(
    r"\b(?:limit\w*|cap(?:ped)?|exceed)\b[^.;]{0,60}\bliabilit|\bliabilit\w+[^.;]{0,60}\b(?:limit|cap\b|exceed)",
    re.IGNORECASE,
)


def _untold_duties(facts: _Facts, bound: Sequence[Party]) -> str:
    """Whose duties could not be told; "" when those of two sides were. What an amendment does not
    mention stays as it was."""
    if facts.changes is not None or len(bound) >= _SIDES:
        return ""
    others = [party.label for party in facts.parties if party not in bound]
    if bound and len(others) == 1:
        return f"what {others[0]} must do"
    return f"what the {'other side' if bound else 'sides'} must do"


def _unknown(facts: _Facts, ways_out: str, bound: Sequence[Party]) -> str:
    """The standard questions that the summary does not answer.

    Args:
        bound: parties whose duties were found.
    """
    terms, clauses, denied = facts.terms, facts.clauses, facts.denied
    parties = len(terms.get("Party", ()))
    answers = {
        "the title": bool(_name(facts)),
        "the parties": parties > 0,
        "the other party": parties != 1,
        "its date": bool(terms.get("Agreement date") or terms.get("Effective date")),
        "how long it runs": bool(
            terms.get("Term") or terms.get("Expiration date") or "Expiration Date" in clauses
        ),
        "the governing law": bool(terms.get("Governing law") or "Governing Law" in clauses),
        "where disputes go": bool(terms.get("Venue") or "Dispute Resolution" in clauses),
        "any sum of money": bool(terms.get("Amount")) or "Payment Terms" in denied,
        "a cap on liability": bool(terms.get("Liability cap"))
        or "Cap on Liability" in clauses
        or "Cap on Liability" in denied
        or (facts.changes is not None and _LIMITS.search(facts.view.document.text) is not None),
        "how it can be ended": bool(ways_out),
    }
    untold = _untold_duties(facts, bound)
    answers |= {untold: False} if untold else {}
    gone = [said for said, answered in answers.items() if not answered]
    if not gone:
        return ""
    return _sentence(f"What could not be told from the text: {', '.join(gone)}")


def _failed(view: DocumentView) -> str:
    failed = sum(1 for chunk in view.chunks if chunk.sha256 not in view.analyses)
    if not failed:
        return ""
    return f"{failed} of {len(view.chunks)} parts could not be analysed and are not covered here."


def _foreign(view: DocumentView) -> str:
    known = view.recognition
    if known.contract is False:
        return NO_CONTRACT
    if not known.english:
        language = NAMES.get(known.languages[0], known.languages[0])
        return (
            f"This document is in {language}; the built-in engine reads English alone, so what "
            "follows may be little."
        )
    if len(known.languages) > 1:
        others = _listed([NAMES.get(code, code) for code in known.languages[1:]])
        return f"Parts of this document are in {others}; what follows comes from the English part."
    return ""


def _words(paragraphs: Sequence[Sequence[str]]) -> int:
    return sum(len(said.split()) for part in paragraphs for said in part)


def _facts(view: DocumentView, candidates: Sequence[Candidate]) -> _Facts:
    terms: dict[str, list[Candidate]] = {}
    clauses: dict[str, list[Candidate]] = {}
    denied: dict[str, list[Candidate]] = {}
    told = [one for one in candidates if not one.doubtful]
    for one in told:
        if one.kind == "term":
            terms.setdefault(one.name, []).append(one)
    title = terms["Document title"][0].value if "Document title" in terms else None
    text = view.document.text
    changes = amendment(title, text)
    gone = old_words(text) if changes else []
    for one in told:
        if one.kind != "clause":
            continue
        start = text.find(one.quote, view.chunks[one.chunk_index].start)
        end = start + len(one.quote)
        if start >= 0 and taken_away(text, start, end, gone):
            continue
        if start >= 0 and not _told(one.name, text, start, end):
            continue
        said = passage(text, start, end) if start >= 0 else one.quote
        (denied if denies(one.name, said) else clauses).setdefault(one.name, []).append(one)
    none = {name: found for name, found in denied.items() if name not in clauses}
    return _Facts(view, terms, clauses, none, changes)


#: "Grants no licence other than": what is granted is not what such a sentence is for.
_NO_GRANT: Final = re.compile(
    r"\bgrants? (?:\w+ ){0,2}no (?:\w+ ){0,3}(?:licen[cs]es?|rights?)\b|"
    r"\bno (?:\w+ ){0,3}(?:licen[cs]es?|rights?)\b[^.;]{0,80}\bgranted\b|"
    r"\b(?:not|nothing)\b[^.;]{0,120}\bgrant(?:s|ed|ing)?\b[^.;]{0,60}\b(?:licen[cs]e|rights?)\b",
    re.IGNORECASE,
)
_GRANTS: Final = re.compile(
    r"\bgrants? (?:(?:to|unto) )?(?!(?:\w+ ){0,3}no\b)[^.;]{0,160}\b(?:licen[cs]e|right)",
    re.IGNORECASE,
)


#: Policies of a party's own are no terms of the contract.
_OWN_POLICIES: Final = re.compile(
    r"^(?!.*\b(?:terms|conditions|agreement|contract|prices?|pricing|fees|rates|obligations|dut(?:y|ies)|"
    r"bind\w*|compl(?:y|iance))\b).*\b(?:amend|modif(?:y|ies)|changes?|revise|update|alter)\b "
    r"(?:any of |and \w+ )?(?:its|their|his|her)(?: own)?(?: [\w-]+){0,3}? "
    r"(?:polic(?:y|ies)|procedures?|practices?|guidelines)\b",
    re.IGNORECASE,
)
#: Who may propose a change may not make it alone.
_PROPOSED: Final = re.compile(
    r"^(?!.*\b(?:may|can|rights? to|reserves?|entitled to|free to)\b(?! (?:include|contain|propose)\b)"
    r"[^.;]{0,80}\b(?:amend|modif|chang|revis|updat|alter|vary|increas|adjust)).*\bpropos(?:als?|e[sd]?)\b",
    re.IGNORECASE,
)
#: Of these a denial within limits is not told as the thing itself.
_NEEDED: Final = frozenset(("Indemnification", "Exclusivity"))


def _told(name: str, text: str, start: int, end: int) -> bool:
    """Whether a summary may say of words what their category is about."""
    if not means(name, text, start, end):
        return False
    if name in _NEEDED:
        return not only_denies(name, passage(text, start, end)) or denies(
            name, passage(text, start, end)
        )
    if name == "Unilateral Amendment":
        said = normalise(text[start:end])
        return _OWN_POLICIES.search(said) is None and _PROPOSED.search(said) is None
    if name != "License Grant":
        return True
    said = normalise(passage(text, start, end))
    return _NO_GRANT.search(said) is None or _GRANTS.search(_NO_GRANT.sub("", said)) is not None


def compose(view: DocumentView, candidates: Sequence[Candidate]) -> str:
    """Plain text in paragraphs, at most 250 words.

    Args:
        candidates: those that are proved; what is doubtful is not told.
    """
    facts = _facts(view, candidates)
    terms, clauses = facts.terms, facts.clauses
    if view.recognition.contract is False:
        title = terms.get("Document title")
        named = f'It is titled "{_title(title[0].value)}".' if title else ""
        nothing = "Parties, duties and missing clauses are therefore not told."
        return " ".join(filter(None, [_foreign(view), named, nothing, _failed(view)]))
    found_duties = _duties(facts)
    said_of_duties = [_bound(party, stated) for party, stated in found_duties]
    bounds, money = [*_bounds(clauses)], [*_money(terms)]
    bound = [party for party, _ in found_duties]
    ways_out = _exits(facts)
    paragraphs = [
        [
            _foreign(view),
            CHANGES_ANOTHER if facts.changes else "",
            _identity(facts) if view.recognition.english else "",
            *_time(facts),
        ],
        said_of_duties,
        money,
        [*_risk(facts), *_denied(facts)],
        [ways_out, *_law(facts)],
        bounds,
        [_unknown(facts, ways_out, bound) if view.recognition.english else "", _failed(view)],
    ]
    # What the clauses' list tells anyway goes first; what answers a question stays.
    while bounds and _words(paragraphs) > _MAX_WORDS:
        bounds.pop()
    for at in reversed(range(len(found_duties))):
        if _words(paragraphs) > _MAX_WORDS:  # one duty a side
            said_of_duties[at] = _bound(found_duties[at][0], found_duties[at][1][:1])
    for part, least in ((said_of_duties, 0), (money, 1)):
        while len(part) > least and _words(paragraphs) > _MAX_WORDS:
            part.pop()
    # Money and risk are read together.
    paragraphs[2:4] = [[*money, *paragraphs[3]]]
    return "\n\n".join(filter(None, (" ".join(filter(None, part)) for part in paragraphs)))
