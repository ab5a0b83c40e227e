"""What a document is, between whom, and since when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import DocumentView, Stated
from summarizer_core.engines.local_parties import may_be_more
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import Proof, cited, day, listed, titled, told
from summarizer_core.excerpts import quoted
from summarizer_core.hashing import normalise
from summarizer_core.language import NAMES
from summarizer_core.recognition import NO_CONTRACT

#: Kinds of clauses; what has fewer, no title and no parties is no contract, unless its words are
#: those of one.
_FEW: Final = 3
#: Characters of a preamble, and those before its first party: "(1) ".
_PREAMBLE: Final = 3_000
_BEFORE_PARTIES: Final = 5
#: Characters before them in which another one may stand.
_LEAD: Final = 600
#: Parties that are named; more are counted.
_PARTIES: Final = 6


def foreign(view: DocumentView, *, any_language: bool = False) -> str:
    """What stands before all else: that it is no contract, or not in English; "" when it is.

    Args:
        any_language: whether the engine reads more than English.
    """
    known = view.recognition
    if known.contract is False:
        return NO_CONTRACT
    if not known.english:
        language = NAMES.get(known.languages[0], known.languages[0])
        if any_language:
            return f"This document is in {language}; what is quoted from it is in its own words."
        return (
            f"This document is in {language}; the built-in engine reads English alone, so what "
            "follows may be little."
        )
    if len(known.languages) > 1:
        others = listed([NAMES.get(code, code) for code in known.languages[1:]])
        if any_language:
            return f"Parts of this document are in {others}."
        return f"Parts of this document are in {others}; what follows comes from the English part."
    return ""


def title_of(facts: Facts) -> str:
    """The title; of an amendment one that says so."""
    said = facts.terms.get("Document title")
    title = said[0].value if said else ""
    if facts.changes and "amend" not in title.lower():
        title = facts.changes
    return titled(title) if title else ""


def identity(facts: Facts) -> Iterator[Stated]:
    """Title, parties and date; of a paper that binds nobody its words that say so."""
    terms = facts.terms
    title = title_of(facts)
    found = terms.get("Party", ())
    parties = [f"{one.value} ({one.role})" if one.role else one.value for one in found]
    by_other_signs = facts.view.recognition.contract is True
    if not title and not parties and len(facts.clauses) < _FEW and not by_other_signs:
        yield told(NO_CONTRACT)
        return
    more = _more_parties(facts)
    if len(parties) > _PARTIES:
        parties = [*parties[:_PARTIES], f"{len(parties) - _PARTIES} more"]
    unbound = _unbound(facts.view)
    said = f"This {'document' if unbound else 'contract'} bears no title that could be recognised"
    if title:
        said = f"This document is titled {quoted(title)}"
    if parties and more:
        said += f" and names {listed(parties)} among its parties"
    elif len(parties) > 1:
        said += f" and is between {listed(parties)}"
    elif parties:
        said += f" and names {parties[0]} as a party"
    made = terms.get("Agreement date", ())[:1]
    dated = f", dated {day(made[0].value)}" if made else ""
    proofs = facts.proofs([*terms.get("Document title", ())[:1], *found[:_PARTIES], *made])
    yield told(said + dated, proofs)
    if unbound:
        yield told(f"It says of itself: {cited(unbound[1])}", [unbound])


def _more_parties(facts: Facts) -> bool:
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


def _unbound(view: DocumentView) -> Proof | None:
    """The sentence of a letter of intent or the like that says that it does not bind; None of every
    other document."""
    if "binding" not in view.document.text.lower():
        return None
    for chunk in view.chunks:
        said = normalise(chunk.text)
        for start, end in sentence_spans(said) if _UNBOUND.search(said) else ():
            if _UNBOUND.search(said, start, end):
                return chunk.index, said[start:end]
    return None
