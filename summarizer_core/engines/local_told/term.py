"""When a contract begins, how long it runs, and what it says of its renewal.

A length is told where the sentence gives it for the contract from its date on; one that is counted
from another event, or is one of two, is quoted, and so is every renewal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import Candidate, Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import (
    cited,
    day,
    is_length,
    listed,
    saying,
    stated,
    told,
)
from summarizer_core.hashing import normalise

#: Words of a value; a longer one is a sentence.
_VALUE: Final = 8
#: Of a term without an end.
_OPEN_ENDED: Final = {
    "indefinite": "for an indefinite time",
    "perpetual": "without an end",
    "in perpetuity": "without an end",
}
_UNTIL: Final = "until terminated"
_UNTIL_SAID: Final = re.compile(
    r"\buntil (?:it is |this \w+ is )?(?:\w+ )?terminated\b", re.IGNORECASE
)
#: A length that is counted from another day than the contract's, or is the longer of two.
_COUNTED_ELSEWHERE: Final = re.compile(
    r"\b(?!Effective |Agreement |Signing |Execution )[A-Z][\w-]*(?: [A-Z][\w-]*)* [Dd]ate\b|"
    r"(?i:\b(?:longer|shorter|later|earlier|greater|lesser) of\b|"
    r"\b(?:from|following|after|upon|on|of) (?:[\w'-]+ ){0,6}?(?:first|initial|last)? ?(?:acceptance|launch|delivery|"
    r"installation|opening|closing|completion|order|purchase|shipment|sale|approval|commissioning|operation)\b|"
    r"\bfor each\b|\bper (?:order|product|country)\b|\blicen[cs]e (?:granted|shall be for|term)\b)"
)


def says_how_long(facts: Facts) -> bool:
    """Whether ``time`` tells how long the contract runs."""
    return any(_ends(facts))


def _ends(facts: Facts) -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
    """An end date, a length that can be told, and a passage that must be quoted in their place; each
    alone or not at all."""
    terms = facts.terms
    ends = [*terms.get("Expiration date", ())[:1]]
    said = [*terms.get("Term", ())[:1]]
    length = [one for one in said if _is_plain(one) and not (ends and one.value == _UNTIL)]
    if length or ends:
        return ends, length, []
    if not said:
        found = sorted(facts.clauses.get("Expiration Date", ()), key=lambda one: -one.confidence)
        said = [one for one in found if _on_length(facts, one)][:1]
    return [], [], said


def time(facts: Facts) -> Iterator[Stated]:
    """Beginning, length and renewal."""
    terms = facts.terms
    begun = [one for one in terms.get("Effective date", ())[:1] if not _is_past(facts, one)]
    begins = [one for one in begun if len(one.value.split()) <= _VALUE]
    ends, length, unclear = _ends(facts)
    parts = []
    if begins:
        parts.append(f"takes effect {day(begins[0].value, 'on ')}")
    if length:
        parts.append(_runs(length[0].value))
    if ends:
        parts.append(f"names {day(ends[0].value)} as an end date")
    if parts:
        yield told(f"It {listed(parts)}", facts.proofs([*begins, *length, *ends]))
    runs, proofs = facts.passage(unclear[0]) if unclear else ("", [])
    for one in begun if not begins else ():
        said, proofs_of_it = facts.passage(one)
        yield told(
            saying("On when it takes effect", said, facts.place(one), english=facts.english),
            proofs_of_it,
        )
    start = None if begun else _start(facts)
    if start is not None and start[1] not in runs:
        clause, said = start
        words = saying("On when it takes effect", said, facts.place(clause), english=facts.english)
        yield told(words, facts.proofs([clause]))
    if unclear:
        words = saying(
            "On how long it runs", runs, facts.place(unclear[0]), _LASTS, english=facts.english
        )
        yield told(words, proofs)
    yield from _renewal(facts, cited(runs, key=_LASTS))


#: What tells of a length, and what is about something else: that a part is void, what outlives the
#: contract, another paper.
_LASTS: Final = re.compile(
    r"\b(?:terms?|terminat\w+|expir\w+|continu\w+|remain\w*|effect|force|until|commenc\w+|runs?|duration|period|"
    r"perpetu\w+|indefinite(?:ly)?|ends?|begin\w*|last\w*|years?|months?)\b",
    re.IGNORECASE,
)
_NO_LENGTH: Final = re.compile(
    r"\b(?:invalid|illegal|unenforceab\w+|sever(?:ed|able|ability)|voidable|confidential\w*|warrant(?:y|ies)|"
    r"surviv\w+|insurance|invoices?|statute|patents?)\b|"
    r"\b(?:the|that|such) (?!this\b)(?:[A-Z][\w-]+ ){1,4}(?:Agreement|Lease|Contract)\b",
)


_OWN_LENGTH: Final = re.compile(
    r"\b(?:this|the) (?:[\w-]+ ){0,2}?(?:agreement|contract|lease)\b[^.;]{0,80}\b(?:terminates?|expires?|"
    r"continues?|remains?|in effect|in force|commences?)\b",
    re.IGNORECASE,
)


def _on_length(facts: Facts, one: Candidate) -> bool:
    """Whether a passage is on the length of this contract."""
    said = facts.standing(one)
    own = _OWN_LENGTH.search(said) is not None or _NO_LENGTH.search(said) is None
    return own and _LASTS.search(said) is not None


#: Before a day on which another paper was effective, or on which this one need not be.
_PAST: Final = re.compile(
    r"\b(?:was|were|had|has not|have not|not occurred|prior to|on or before|no later than)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_BEFORE: Final = 80


def _is_past(facts: Facts, day_named: Candidate) -> bool:
    """Whether the words before a day tell that the contract does not begin on it."""
    text = facts.view.document.text
    chunk = facts.view.chunks[day_named.chunk_index]
    at = text.find(day_named.quote, chunk.start) if day_named.quote else -1
    before = normalise(text[max(chunk.start, at - _BEFORE) : at]) if at >= 0 else ""
    return _PAST.search(before) is not None


def _is_plain(term: Candidate) -> bool:
    """Whether a term is one that its sentence gives without a condition or another day."""
    said = normalise(term.quote)
    if len(term.value.split()) > _VALUE:
        return False
    if term.value == _UNTIL:
        return not said or _UNTIL_SAID.search(said) is not None
    return _COUNTED_ELSEWHERE.search(said) is None


def _runs(length: str) -> str:
    """How long it runs; a contract need not say an end."""
    if length in _OPEN_ENDED:
        return f"runs {_OPEN_ENDED[length]}"
    if is_length(length):
        return f"runs for {length}"
    return f"runs {length if length == _UNTIL else stated(length)}"


def _renewal(facts: Facts, runs: str) -> Iterator[Stated]:
    """What it says of a renewal, and of a notice about one that stands elsewhere."""
    found = [
        *facts.terms.get("Renewal", ())[:1],
        *facts.terms.get("Notice to stop renewal", ())[:1],
    ]
    if not found and "Renewal Term" in facts.clauses:
        found = [facts.surest("Renewal Term")]
    said: list[str] = []
    for one in found:
        whole, proofs = facts.passage(one) if one.quote else (one.value, [])
        words = cited(whole, key=_RENEWS) if one.quote else stated(one.value)
        shown = words or facts.place(one)
        if any(shown in before or before in shown for before in said) or (runs and words in runs):
            continue
        said.append(shown)
        if words:
            again = "On its renewal it also says" if len(said) > 1 else "On its renewal it says"
            yield told(f"{again}: {words}", proofs)
        else:
            yield told(f"On its renewal see {shown}", proofs)


_RENEWS: Final = re.compile(r"\b(?:renew|exten[ds]|prolong|evergreen|successive)", re.IGNORECASE)


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


def _start(facts: Facts) -> tuple[Candidate, str] | None:
    """The clause on the entry into force that says more than the date of the contract, with its
    sentence."""
    for clause in facts.clauses.get("Effective Date", ()):
        said = facts.standing(clause)
        for start, end in sentence_spans(said):
            if _STARTS.search(said, start, end) and not _AS_DATED.search(said, start, end):
                return clause, said[start:end]
    return None
