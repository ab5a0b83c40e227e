"""The local engine's summary: plain sentences made of what was found.

It says what the document is, between whom, for how long, under which law, about how much money,
who carries which risk and how one gets out; then quotes the sentences that the text turns on; then
says in one line what could not be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.local_text import central
from summarizer_core.values import amount_size

_MAX_WORDS: Final = 285
_TELLING: Final = 4
_TELLING_WORDS: Final = 60
_MIN_TELLING: Final = 60
_MAX_NOTES: Final = 400

Terms = Mapping[str, Sequence[Candidate]]

_LIABILITY: Final = {
    "Cap on Liability": "liability is limited",
    "Uncapped Liability": "some liability is carved out of that limit or unlimited",
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
    if not title and not parties and len(clauses) < 3:
        return "This document does not read like a contract."
    said = "This contract bears no title that could be recognised"
    if title:
        said = f'This document is titled "{_title(title[0].value)}"'
    if len(parties) > 1:
        said += f" and is between {_listed(parties)}"
    elif parties:
        said += f" and names {parties[0]} as a party"
    made = terms.get("Agreement date")
    return _sentence(said + (f", dated {_day(made[0].value)}" if made else ""))


def _time(terms: Terms, clauses: Terms) -> Iterator[str]:
    begins, ends = terms.get("Effective date"), terms.get("Expiration date")
    length, renewal = terms.get("Term"), terms.get("Renewal")
    parts = []
    if begins:
        parts.append(f"takes effect on {_day(begins[0].value)}")
    if length:
        parts.append(f"runs for {length[0].value}")
    if ends:
        parts.append(f"names {_day(ends[0].value)} as an end date")
    if parts:
        yield _sentence(f"It {_listed(parts)}")
    if renewal or "Renewal Term" in clauses:
        every = f", by {renewal[0].value} at a time" if renewal else ""
        notice = terms.get("Notice to stop renewal")
        stop = f"; notice of {notice[0].value} stops it" if notice else ""
        yield _sentence(f"It can renew or be extended{every}{stop}")


def _law_and_money(terms: Terms, clauses: Terms) -> Iterator[str]:
    law = [found.value for found in terms.get("Governing law", ())]
    if law:
        forum = "; it also says how disputes are settled" if "Dispute Resolution" in clauses else ""
        yield _sentence(f"The law of {_listed(law)} governs{forum}")
    amounts = sorted(terms.get("Amount", ()), key=lambda c: -amount_size(c.value))
    if amounts:
        named = _listed([found.value for found in amounts[:3]])
        lead = "The largest sums it names are" if len(amounts) > 1 else "The sum it names is"
        yield _sentence(f"{lead} {named}")


def _risk(clauses: Terms) -> Iterator[str]:
    liability = [said for name, said in _LIABILITY.items() if name in clauses]
    if liability:
        yield _sentence(f"On risk: {_listed(liability)}")
    bound = [said for name, said in _RESTRICTIONS.items() if name in clauses]
    if bound:
        yield _sentence(f"It binds the parties by {_listed(bound)}")
    rights = [said for name, said in _RIGHTS.items() if name in clauses]
    if rights:
        yield _sentence(f"It also {_listed(rights)}")


def _exits(clauses: Terms) -> str:
    free, cause = "Termination for Convenience" in clauses, "Termination for Cause" in clauses
    if free and cause:
        return "It can be ended without a cause as well as for breach or the like."
    if free:
        return "It can be ended without a cause."
    return "It can be ended for breach or the like, not at will." if cause else ""


_EXPECTED: Final = (
    ("the title", "Document title"),
    ("the parties", "Party"),
    ("its date", "Agreement date"),
    ("how long it runs", "Term"),
    ("the governing law", "Governing law"),
    ("any sum of money", "Amount"),
)


def _unknown(terms: Terms, clauses: Terms) -> str:
    also = {
        "Term": bool(terms.get("Expiration date")) or "Expiration Date" in clauses,
        "Agreement date": bool(terms.get("Effective date")),
        "Governing law": "Governing Law" in clauses,
    }
    gone = [said for said, name in _EXPECTED if not terms.get(name) and not also.get(name)]
    if not {"Termination for Convenience", "Termination for Cause"} & clauses.keys():
        gone.append("how it can be ended")
    if not gone:
        return ""
    return _sentence(f"What could not be told from the text: {', '.join(gone)}")


def _telling(view: DocumentView) -> list[str]:
    """Sentences that the text turns on: notes of chunks by centrality, in reading order."""
    notes: dict[str, int] = {}
    for chunk in view.chunks:
        analysis = view.analyses.get(chunk.sha256)
        if analysis and len(analysis.note) >= _MIN_TELLING:
            notes.setdefault(analysis.note, chunk.index)
    texts = list(notes)[:_MAX_NOTES]
    fitting = [t for t in texts if len(t.split()) <= _TELLING_WORDS]
    scores = dict(zip(fitting, central(fitting), strict=True))
    best = sorted(fitting, key=lambda t: -scores[t])[:_TELLING]
    return sorted(best, key=lambda t: notes[t])


def _within(words: int, sentences: Sequence[str]) -> Iterator[str]:
    for sentence in sentences:
        words -= len(sentence.split())
        if words < 0:
            return
        yield sentence


def _failed(view: DocumentView) -> str:
    failed = sum(1 for chunk in view.chunks if chunk.sha256 not in view.analyses)
    if not failed:
        return ""
    return f"{failed} of {len(view.chunks)} parts could not be analysed and are not covered here."


def compose(view: DocumentView, candidates: Sequence[Candidate]) -> str:
    """Plain text in paragraphs, at most 300 words."""
    groups: dict[str, dict[str, list[Candidate]]] = {"clause": {}, "term": {}}
    for candidate in candidates:
        groups[candidate.kind].setdefault(candidate.name, []).append(candidate)
    terms, clauses = groups["term"], groups["clause"]
    opening = [_identity(terms, clauses), *_time(terms, clauses), *_law_and_money(terms, clauses)]
    middle = [*_risk(clauses), _exits(clauses)]
    closing = [_unknown(terms, clauses), _failed(view)]
    paragraphs = [" ".join(filter(None, part)) for part in (opening, middle)]
    end = " ".join(filter(None, closing))
    used = sum(len(part.split()) for part in (*paragraphs, end)) + 5
    telling = [f'"{sentence}"' for sentence in _within(_MAX_WORDS - used, _telling(view))]
    if telling:
        paragraphs.append(f"In its own words: {' '.join(telling)}")
    return "\n\n".join(filter(None, [*paragraphs, end]))
