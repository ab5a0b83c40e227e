"""The local engine's executive summary: plain sentences made of what was found and proved.

It says what the document is, between whom, since when and for how long, what each side must do,
about how much money, who carries which risk, how one gets out and under which law; then says in one
line what could not be told. Of a text that is no contract, or not in English, it says so first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.local_duties import duties
from summarizer_core.engines.local_terms import notice_of
from summarizer_core.hashing import normalise
from summarizer_core.language import NAMES
from summarizer_core.recognition import NO_CONTRACT
from summarizer_core.sides import Party
from summarizer_core.values import amount_size, amounts

_MAX_WORDS: Final = 250
#: Kinds of clauses; what has fewer, no title and no parties is too short to be a contract.
_FEW: Final = 3
#: Parties whose duties are told.
_SIDES: Final = 2

Terms = Mapping[str, Sequence[Candidate]]

_LIABILITY: Final = {
    "Cap on Liability": "liability is limited",
    "Uncapped Liability": "some liability is carved out of a limit or unlimited",
    "Indemnification": "there is a duty to indemnify",
    "Liquidated Damages": "a fixed sum or fee is due on certain breaches or an early end",
    "Warranty Disclaimer": "warranties are disclaimed",
    "Insurance": "insurance must be kept",
}
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


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"


def _title(title: str) -> str:
    return title.title() if title.isupper() else title


def _identity(terms: Terms, clauses: Terms) -> str:
    title = terms.get("Document title")
    parties = [
        f"{party.value} ({party.role})" if party.role else party.value
        for party in terms.get("Party", ())
    ]
    if not title and not parties and len(clauses) < _FEW:
        return NO_CONTRACT
    said = "This contract bears no title that could be recognised"
    if title:
        said = f'This document is titled "{_title(title[0].value)}"'
    if len(parties) > 1:
        said += f" and is between {_listed(parties)}"
    elif parties:
        said += f" and names {parties[0]} as a party"
    made = terms.get("Agreement date")
    return _sentence(said + (f", dated {_day(made[0].value)}" if made else ""))


#: Of a term without an end.
_OPEN_ENDED: Final = {
    "indefinite": "for an indefinite time",
    "perpetual": "without an end",
    "in perpetuity": "without an end",
}


def _runs(length: str) -> str:
    """How long it runs; a contract need not say an end."""
    if length[0].isdigit():
        return f"runs for {length}"
    return f"runs {_OPEN_ENDED.get(length, length)}"


def _time(terms: Terms, clauses: Terms) -> Iterator[str]:
    begins, ends = terms.get("Effective date"), terms.get("Expiration date")
    length, renewal = terms.get("Term"), terms.get("Renewal")
    parts = []
    if begins:
        parts.append(f"takes effect on {_day(begins[0].value)}")
    if length:
        parts.append(_runs(length[0].value))
    if ends:
        parts.append(f"names {_day(ends[0].value)} as an end date")
    if parts:
        yield _sentence(f"It {_listed(parts)}")
    if renewal or "Renewal Term" in clauses:
        every = f", by {renewal[0].value} at a time" if renewal else ""
        notice = terms.get("Notice to stop renewal")
        stop = f"; notice of {notice[0].value} stops it" if notice else ""
        yield _sentence(f"It can renew or be extended{every}{stop}")


def _parties(terms: Terms) -> list[Party]:
    return [Party(party.value, party.role) for party in terms.get("Party", ())]


def _duties(view: DocumentView, terms: Terms) -> Iterator[str]:
    parties = _parties(terms)
    for party, stated in duties(view, parties)[:_SIDES]:
        yield _sentence(f"{party.label} {_listed([_quoted(duty) for duty in stated])}")


def _quoted(words: str) -> str:
    return f'"{words}"'


def _money(terms: Terms) -> Iterator[str]:
    sums = sorted(terms.get("Amount", ()), key=lambda c: -amount_size(c.value))
    if sums:
        named = _listed([found.value for found in sums[:3]])
        lead = "The largest sums it names are" if len(sums) > 1 else "The sum it names is"
        yield _sentence(f"{lead} {named}")
    currency = terms.get("Currency")
    if currency:
        yield _sentence(f"Payments are made in {currency[0].value}")
    due = terms.get("Payment terms")
    if due:
        yield _sentence(f"On when to pay it says: {_quoted(due[0].value)}")


def _law(terms: Terms, clauses: Terms) -> Iterator[str]:
    law = [found.value for found in terms.get("Governing law", ())]
    if law:
        yield _sentence(f"The law of {_listed(law)} governs")
    venue = [found.value for found in terms.get("Venue", ())]
    if venue:
        yield _sentence(f"Disputes go to {_listed(venue)}")
    elif "Dispute Resolution" in clauses:
        yield "It says how disputes are settled."


def _risk(terms: Terms, clauses: Terms) -> Iterator[str]:
    liability = [said for name, said in _LIABILITY.items() if name in clauses]
    cap = terms.get("Liability cap")
    if cap:
        value = cap[0].value if _is_sum(cap[0].value) else _quoted(cap[0].value)
        liability = [
            f"liability is limited to {value}",
            *(said for said in liability if said != _LIABILITY["Cap on Liability"]),
        ]
    if liability:
        yield _sentence(f"On risk: {_listed(liability)}")


def _bounds(clauses: Terms) -> Iterator[str]:
    bound = [said for name, said in _RESTRICTIONS.items() if name in clauses]
    if bound:
        yield _sentence(f"It binds the parties by {_listed(bound)}")
    rights = [said for name, said in _RIGHTS.items() if name in clauses]
    if rights:
        yield _sentence(f"It also {_listed(rights)}")


def _is_sum(value: str) -> bool:
    found = amounts(value)
    return len(found) == 1 and found[0].value == value


#: What follows a party that may end the contract.
_MAY_END: Final = (
    r"[^.;]{0,40}? (?:may|shall have the right to|has the right to|is entitled to|can)\b"
    r"[^.;]{0,60}?\bterminat"
)
_BOTH_LEAVE: Final = re.compile(
    rf"\b(?:either|each|any) (?:of the )?part(?:y|ies){_MAY_END}|\b(?:by|of) either party\b|"
    rf"\bthe parties{_MAY_END}",
    re.IGNORECASE,
)


def _leaves(party: Party, text: str) -> bool:
    """Whether a passage lets a party, called by its name or role, end the contract."""
    names = "|".join(map(re.escape, sorted(party.aliases, key=len, reverse=True)))
    return re.search(rf"(?<!\w)(?:{names}){_MAY_END}", text, re.IGNORECASE) is not None


def _at_will(quotes: Sequence[Candidate], parties: Sequence[Party]) -> str:
    """Leaving without a cause: who may, and on which notice, if the clauses agree on it."""
    texts = [normalise(one.quote) for one in quotes]
    both = any(_BOTH_LEAVE.search(text) for text in texts)
    leaving = {party.label for party in parties if any(_leaves(party, text) for text in texts)}
    notices = {found for text in texts if (found := notice_of(text))}
    who = "either side" if both else _listed(sorted(leaving)) or "one side or both"
    notice = f", on notice of {next(iter(notices))}" if len(notices) == 1 else ""
    return f"without a cause, by {who}{notice}"


def _exits(terms: Terms, clauses: Terms) -> str:
    free, cause = "Termination for Convenience" in clauses, "Termination for Cause" in clauses
    if free:
        way = _at_will(clauses["Termination for Convenience"], _parties(terms))
        also = "; also for breach or the like" if cause else ""
        return f"It can be ended {way}{also}."
    if not cause:
        return ""
    return "It can be ended for breach or the like; no right to end it at will was found."


_EXPECTED: Final = (
    ("the title", "Document title"),
    ("the parties", "Party"),
    ("its date", "Agreement date"),
    ("how long it runs", "Term"),
    ("the governing law", "Governing law"),
    ("where disputes go", "Venue"),
    ("any sum of money", "Amount"),
    ("a cap on liability", "Liability cap"),
)


def _unknown(terms: Terms, clauses: Terms) -> str:
    also = {
        "Term": bool(terms.get("Expiration date")) or "Expiration Date" in clauses,
        "Agreement date": bool(terms.get("Effective date")),
        "Governing law": "Governing Law" in clauses,
        "Venue": "Dispute Resolution" in clauses,
        "Liability cap": "Cap on Liability" in clauses,
    }
    gone = [said for said, name in _EXPECTED if not terms.get(name) and not also.get(name)]
    if not {"Termination for Convenience", "Termination for Cause"} & clauses.keys():
        gone.append("how it can be ended")
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


def compose(view: DocumentView, candidates: Sequence[Candidate]) -> str:
    """Plain text in paragraphs, at most 250 words.

    Args:
        candidates: those that are proved; what is doubtful is not told.
    """
    groups: dict[str, dict[str, list[Candidate]]] = {"clause": {}, "term": {}}
    for candidate in candidates:
        if not candidate.doubtful:
            groups[candidate.kind].setdefault(candidate.name, []).append(candidate)
    terms, clauses = groups["term"], groups["clause"]
    if view.recognition.contract is False:
        title = terms.get("Document title")
        named = f'It is titled "{_title(title[0].value)}".' if title else ""
        nothing = "Parties, duties and missing clauses are therefore not told."
        return " ".join(filter(None, [_foreign(view), named, nothing, _failed(view)]))
    said_of_duties, bounds = [*_duties(view, terms)], [*_bounds(clauses)]
    paragraphs = [
        [
            _foreign(view),
            _identity(terms, clauses) if view.recognition.english else "",
            *_time(terms, clauses),
        ],
        said_of_duties,
        [*_money(terms), *_risk(terms, clauses)],
        [_exits(terms, clauses), *_law(terms, clauses)],
        bounds,
        [_unknown(terms, clauses) if view.recognition.english else "", _failed(view)],
    ]
    # What the clauses' list tells anyway goes first.
    for part in (bounds, paragraphs[2], said_of_duties):
        while part and _words(paragraphs) > _MAX_WORDS:
            part.pop()
    return "\n\n".join(filter(None, (" ".join(filter(None, part)) for part in paragraphs)))
