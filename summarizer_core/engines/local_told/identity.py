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
from summarizer_core.excerpts import entire, quoted
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
    if unbound and (words := cited(unbound[1])):
        yield told(f"It says of itself: {words}", [unbound])


#: Sentences that say what a contract is about, by how plainly they do.
_PURPOSES: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        # "This Agreement sets out the terms on which ..."
        r"\bthis (?:[\w-]+ ){0,3}?(?:agreement|contract|letter|lease|deed|licen[cs]e) (?:sets? (?:out|forth)|governs|covers|concerns|"
        r"provides for|describes|records|contains) (?:the )?(?:[\w ]{0,40}?)(?:terms|conditions|sale|supply|provision|use|lease|services?|"
        r"arrangements?)\b.{0,60}\b(?:under|on|upon|by|for|of|between) ",
        r"\b(?:hereby )(?:(?:\w+ )?(?:appoints?|engages?|retains?|leases?|lets?|employs?|hires?)) |"
        r"\b(?:appoints|engages|retains) [^.;,]{2,60} (?:as|to (?:provide|perform|act|serve)) ",
        r"\b(?:desires?|wish(?:es)?|intends?|(?:has|have) agreed|agrees?)\b(?: \w+){0,3} to "
        r"(?:(?:\w+ )?(?:sell|buy|purchase|supply|provide|engage|retain|appoint|license|lease|employ|"
        r"acquire|develop|collaborate|distribute|manufacture|grant|obtain|procure|market|promote|outsource|sponsor|"
        r"cooperate|co-?brand|perform|form|establish|amend|be appointed|act as|serve as|set forth|set out|contract|hire))\b",
        r"\bhereby (?:\w+ )?(?:grants?(?! [^.;]{0,80}\b(?:trade ?marks?|logos?|names?|marks))|sells?|agrees? to (?:sell|buy|purchase|provide|supply|perform))\b",
        r"^\W*(?:[\d.]+ )?(?:(?:The )?[A-Z][\w&'-]*,? ){1,6}(?:shall|will|agrees to) (?:sell|provide|perform|supply|lease|let)\b"
        r"[^.;]{0,60}\b(?:services?|shares|products?|premises|property|goods|business|software)\b",
    )
)
#: Before a recital.
_RECITAL: Final = re.compile(
    r"\W*(?:(?:RECITALS?|BACKGROUND|Recitals?|Background|PREAMBLE|WITNESSETH)\b[:;]? ?)?(?:\(?[A-Z0-9]{1,2}[.)] ?)?(?=[A-Z])"
)
_NO_PURPOSE: Final = re.compile(
    r"\b(?:such (?!as\b)|foregoing|indemnif\w+|arbitrat\w+|confidential\w*|terminat\w+|jurisdiction|warrant\w*|insurance|notice|"
    r"proxy|counsel|auditors?|courts?|attorney|dispute|waiver?s?|release|in addition|"
    r"forecasts?|reports?|may|pursuant to the|further|so long as|except|records?|monthly|notify|sub-?licen[cs]\w+|"
    r"information(?! technology| systems?| services?)|as a condition (?:to|of)|training|certificates?|evidence)\b|"
    # ... and what says no more than that there is a contract.
    r"\bprovide (?:the|such|these|certain) services(?: as)? (?:set forth|described|set out|specified) (?:in|herein)\b",
    re.IGNORECASE,
)
#: From here on a sentence is one of the operative part: it grants, or must do, one thing of many,
#: and is what the contract is about only where the title speaks of the same.
_OPERATIVE: Final = 3
_OF_THE_TITLE: Final = tuple(
    (re.compile(title, re.IGNORECASE), re.compile(words, re.IGNORECASE))
    for title, words in (
        (
            r"licen[cs]|franchis|intellectual|patent|trade ?mark|distribut|resell|content|software|technology",
            r"\b(?:grants?|licen[cs]es?)\b",
        ),
        (
            r"suppl|sale|purchase|distribut|resell|manufactur|product|stock|share|asset|business",
            r"\b(?:sells?|suppl(?:y|ies)|products?|goods|shares|business|property)\b",
        ),
        (
            r"servic|consult|hosting|maint|outsourc|support|transport|advis|manage|employ|agency",
            r"\bservices?\b",
        ),
        (r"lease|rent|tenan|premises", r"\b(?:lease|let|premises|property)\b"),
        (r"loan|credit|note|facility", r"\b(?:lends?|loans?)\b"),
        (r"option|concession|easement|sponsor|promotion|right", r"\bgrants?\b"),
    )
)
#: Characters from the beginning in which it is said, and words of it.
_EARLY: Final = 9_000
_ABOUT: Final = 60


def about(facts: Facts) -> Iterator[Stated]:
    """One sentence of the contract that says what it is about, where one does."""
    view = facts.view
    if facts.changes is not None or view.recognition.contract is False:
        return
    best: tuple[int, int, str] | None = None
    for chunk in view.chunks:
        if chunk.start > _EARLY or (best is not None and best[0] == 0):
            break
        said = normalise(chunk.text)
        for start, end in sentence_spans(said):
            rank = _purpose(said[start:end], facts)
            if rank is not None and (best is None or rank < best[0]):
                best = rank, chunk.index, said[start:end]
    if best is not None:
        _, index, words = best
        yield told(f"On what it is about it says: {quoted(_recited(words))}", [(index, words)])


def _purpose(said: str, facts: Facts) -> int | None:
    """How plainly a sentence says it, 0 the plainest; None where it does not."""
    if _NO_PURPOSE.search(said):
        return None
    rank = next((at for at, words in enumerate(_PURPOSES) if words.search(said)), None)
    if rank is None or not _recited(said) or (rank >= _OPERATIVE and not _titled_so(said, facts)):
        return None
    names = [name for party in facts.parties for name in party.aliases]
    by_name = any(re.search(rf"\b{re.escape(name)}\b", said, re.IGNORECASE) for name in names)
    return (
        rank
        if rank == 0 or by_name or re.search(r"\bparties\b|\bwe\b", said, re.IGNORECASE)
        else None
    )


def _titled_so(said: str, facts: Facts) -> bool:
    """Whether the title names what a sentence grants, sells or does."""
    title = title_of(facts)
    return any(named.search(title) and words.search(said) for named, words in _OF_THE_TITLE)


def _recited(said: str) -> str:
    """A recital or another sentence, whole; "" where it is none or too long."""
    recital = _RECITAL.match(said)
    words = said[recital.end() :] if recital else said
    return entire(re.sub(r"[;,](?: and)?$", "", words.strip()), _ABOUT)


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
