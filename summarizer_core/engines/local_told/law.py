"""Which law governs, and where disputes go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.engines.base import Candidate, Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import Proof, cited, listed, names, saying, told
from summarizer_core.excerpts import LONGEST, hangs, statements
from summarizer_core.hashing import normalise
from summarizer_core.titles import untitled

_LAW: Final = re.compile(r"\blaws?\b|\bgovern", re.IGNORECASE)
#: A title before a sentence.
_CAPITALS: Final = re.compile(r"^(?:[A-Z]{2,}\W+){1,8}(?=[A-Z][a-z])")
#: What makes a law or a court one of several, or one for a case.
_LIMITED: Final = re.compile(
    r"\b(?:except|save|non-?exclusive|may|provided|rather|first|unless|other than|however|but|only|"
    r"to the extent|notwithstanding|elects?|either|if|respectively|federal law|prior to)\b|"
    r"\b(?:shall|will|is|are) not\b|\bsubject to (?!the (?:exclusive )?(?:jurisdiction|laws?)\b|\w+ law\b)",
    re.IGNORECASE,
)
#: Other ways to settle a dispute than the one that is told.
_OTHERWISE: Final = re.compile(
    r"\b(?:arbitrat(?:e|ion|ed|ors?)|mediat(?:e|ion|ed|ors?)|experts?|escalat\w+|negotiat(?:e|ion|ions)|conciliat\w+|"
    r"adjudicat(?:ion|or)|consultations?|injunct\w+|equitable relief|dispute resolution|ombuds\w+|senior (?:executives|management))\b",
    re.IGNORECASE,
)
#: ... and such as count wherever they stand.
_ELSEWHERE: Final = re.compile(
    r"\barbitrat(?:e|ion|ed|ors?)\b|\bmediat(?:e|ion|ed|or)\b|\bescalat(?:e|ed|ion)\b|"
    r"\b(?:as|by|to|of) an? (?:independent )?(?:expert|accountant|surveyor|valuer)\b|"
    r"\b(?:independent|the|an) (?:expert|accountant|surveyor|valuer) (?:shall|will|is|to be|appointed|who)\b",
    re.IGNORECASE,
)
_COURTS: Final = re.compile(r"\bcourts?\b|\bjurisdiction\b|\bvenue\b", re.IGNORECASE)
#: Quoted passages on disputes.
_MOST: Final = 2


#: A value that is the words for a law, not for whose it is.
_LEGAL: Final = re.compile(
    r"\b(?:laws?|\w*recht\w*|droit|lois?|ley(?:es)?|derecho|legge|diritto)\b", re.IGNORECASE
)


def _is_words(one: Candidate) -> bool:
    """Whether the value of a law is a sentence on it rather than a name."""
    return not names(one.value) or _LEGAL.search(one.value) is not None


def law(facts: Facts) -> Iterator[Stated]:
    """Which law governs: in plain words where nothing limits it, else quoted."""
    found = facts.terms.get("Governing law", ())
    lead = "On the law that governs"
    if found and not any(_is_words(one) or _limited(facts, one) for one in found):
        yield told(
            f"The law of {listed([one.value for one in found])} governs", facts.proofs(found)
        )
        return
    name = "Governing Law"
    rest = facts.clauses.get(name) or facts.denied.get(name) or ()
    one = found[0] if found else max(rest, key=lambda said: said.confidence, default=None)
    if one is not None:
        said, proofs = facts.passage(one)
        if facts.english and _LAW.search(untitled(_CAPITALS.sub("", said))) is None:
            return  # only its title speaks of a law
        yield told(saying(lead, said, facts.place(one), _LAW, english=facts.english), proofs)


def _limited(facts: Facts, one: Candidate) -> bool:
    """Whether the sentence of a law says more of it than that it governs, or the next one does."""
    said, _ = facts.passage(one)
    behind = facts.around(one)[1][:_NEXT]
    more = re.search(r"\b(?:govern\w*|law) by\b|\bgoverned\b", behind[: behind.find(". ") + 1])
    return (
        bool(_LIMITED.search(said))
        or any(len(one.findall(said)) > 1 for one in _LAWS)
        or more is not None
    )


#: Characters behind a sentence that are looked at.
_NEXT: Final = 300
_GOVERNED: Final = re.compile(r"\bgoverned\b", re.IGNORECASE)
_LAWS_OF: Final = re.compile(r"\b(?:[Ll]aws?|LAWS?) (?:of|OF) (?:(?:the|THE) )?(?=[A-Z])")
_LAWS: Final = (_GOVERNED, _LAWS_OF)


def disputes(facts: Facts) -> Iterator[Stated]:
    """The courts or the arbitration in plain words where they are all there is, else the words on how
    disputes are settled."""
    venue = facts.terms.get("Venue", ())
    if venue and not any(not names(one.value) or _one_of_several(facts, one) for one in venue):
        places = [one.value for one in venue]
        yield told(f"Disputes go to {listed(places)}", facts.proofs(venue))
        return
    yield from _how(facts, venue)


#: That disputes go there, and not only that one party does not mind.
_EXCLUSIVE: Final = re.compile(
    r"\bexclusive|\b(?:shall|will|must) (?:\w+ )?be (?:\w+ly )?(?:\w+ and )?(?:brought|resolved|settled|decided|litigated|"
    r"determined|submitted|heard|referred|instituted|adjudicated|held|conducted|tried|commenced|filed|in|before|subject|by)\b|"
    r"\b(?:is|are) (?:settled|resolved|decided|heard|brought|referred)\b",
    re.IGNORECASE,
)


def _one_of_several(facts: Facts, venue: Candidate) -> bool:
    """Whether a court or an arbitration is told with a limit, or beside another way."""
    said, _ = facts.passage(venue)
    other = _COURTS if venue.value.startswith("arbitration") else _OTHERWISE
    before, behind = facts.around(venue)
    if _EXCLUSIVE.search(said) is None:
        return True
    if _LIMITED.search(said) or (other.search(said) and other is _OTHERWISE):
        return True
    near = f"{before} {behind}"
    if venue.value.startswith("arbitration"):
        return _COURTS.search(near) is not None or _BEFORE_ARBITRATION.search(near) is not None
    whole = facts.view.document.text
    return bool(_OTHERWISE.search(near) or _ELSEWHERE.search(whole) or _SPLIT.search(near))


#: Steps that come first.
_BEFORE_ARBITRATION: Final = re.compile(
    r"\b(?:mediat\w+|experts?|escalat\w+|negotiat\w+|consultations?|injunct\w+)\b", re.IGNORECASE
)
#: The same courts otherwise: "non-exclusive", "in any other court".
_SPLIT: Final = re.compile(
    r"\b(?:non-?exclusive|any other (?:court|jurisdiction)|other courts|supreme court|jury|small claims)\b",
    re.IGNORECASE,
)


#: What a clause says that tells how disputes are settled.
_SETTLES: Final = re.compile(
    r"\b(?:arbitrat(?:ion|ed)|mediation|(?:disputes?|controvers(?:y|ies)|claims?|differences?|dispute resolution)\b"
    r"[^.;]{0,160}\b(?:settled?|resol\w+|referred|submitted|decided|determined|brought)|jurisdiction of|"
    r"submits? to|venue|exclusive jurisdiction)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:invalid|unenforceab\w+|sever\w+|indemnif\w+|infring\w+|service of process|award|"
    r"select(?:s|ed|ion)?|chief|"
    r"chairman|same manner as|mediation (?:process|shall be conducted)|arbitrators? (?:shall|will) (?:be|have)|costs?|expenses)\b",
    re.IGNORECASE,
)
#: Steps that follow one another are quoted together.
_ON_DISPUTES: Final = re.compile(
    f"{_SETTLES.pattern}|{_OTHERWISE.pattern}|{_COURTS.pattern}|"
    r"\b(?:disputes?|settlements?|consultations?)\b",
    re.IGNORECASE,
)
#: Who decides in the end.
_DECIDES: Final = re.compile(
    r"\barbitrat(?:ion|ed|ors?)\b|\bcourts?\b|\bjurisdiction\b", re.IGNORECASE
)


_SETTLED: Final = re.compile(
    r"\b(?:disputes?|controvers(?:y|ies)|claims?|differences?|actions?|proceedings?|matters?)\b[^.;]{0,260}?"
    r"\b(?:settled|resolved|referred|submitted|determined|decided|brought|instituted|refer the|submit the)\b|"
    r"\bexclusive (?:personal )?jurisdiction\b|\bsubmits? to\b|\bconsents? to\b|\bvenue\b|\bjurisdiction of\b",
    re.IGNORECASE,
)


#: Of any dispute, not of one kind alone.
_ANY: Final = re.compile(
    r"\b(?:any|all|every|each) (?:(?:and|or|other|such|legal) ){0,3}(?:\w+,? ){0,3}?(?:disputes?|controvers\w+|claims?|suits?|actions?|proceedings?|"
    r"differences?)\b|\bexclusive (?:personal )?jurisdiction\b|\b(?:under|out of|with|from|to) this agreement\b|"
    r"\bdisputes?(?: that| which)? (?:aris|between the parties)",
    re.IGNORECASE,
)


def _rank(said: str) -> int:
    """0 for words that say who decides any dispute, 1 for those that do so of some or name steps
    before that, 2 for what else."""
    if _SETTLED.search(said) is None:
        return 2
    return 0 if _DECIDES.search(said) and _ANY.search(said) else 1


def _how(facts: Facts, venue: Sequence[Candidate]) -> Iterator[Stated]:
    """The words of the passages that tell how disputes are settled."""
    if not facts.english:
        for one in venue[:1]:
            said, proofs = facts.passage(one)
            yield told(saying("On disputes", said, facts.place(one), english=False), proofs)
        return
    clauses = facts.clauses.get("Dispute Resolution", ())
    found = [*sorted(clauses, key=lambda one: -one.confidence), *venue]
    ranked: list[tuple[int, str, Candidate, list[Proof]]] = []
    for one in found:
        whole, proofs = facts.passage(one)
        parts = [whole[start:end] for start, end in statements(whole)]
        kept = [part for part in parts if _SETTLES.search(part) and not _ASIDE.search(part)]
        if (kept or one in venue) and not hangs(kept[0] if kept else whole):
            said = whole[whole.find(kept[0]) :] if kept else whole
            said, proofs = _to_the_end(facts, one, said, proofs)
            ranked.append((_rank(said), said, one, proofs))
    ranked.sort(key=lambda one: one[0])
    shown: list[str] = []
    decided = False
    for rank, said, _, proofs in ranked:
        words = cited(said, LONGEST, _ON_DISPUTES)
        if _DECIDES.search(said) and not _DECIDES.search(words):
            # No talks without what follows them.
            words = cited(said, LONGEST, _DECIDES)
        if not words or len(shown) == _MOST or (shown and rank > 1):
            continue
        if not any(words[1:-1] in other or other[1:-1] in words for other in shown):
            lead = "On disputes it also says" if shown else "On disputes it says"
            shown.append(words)
            decided = decided or _DECIDES.search(words) is not None
            yield told(f"{lead}: {words}", proofs)
    if ranked and not decided and (not shown or _decides_elsewhere(facts, ranked[0][2])):
        one = ranked[0][2]
        also = "also " if shown else ""
        yield told(f"On disputes see {also}{facts.place(one)}", facts.proofs([one]))


def _to_the_end(
    facts: Facts, one: Candidate, said: str, proofs: list[Proof]
) -> tuple[str, list[Proof]]:
    """Words on disputes with the next sentence where only that says who decides in the end."""
    behind = facts.around(one)[1]
    spans = statements(behind) if _DECIDES.search(said) is None else []
    then = behind[slice(*spans[0])] if spans else ""
    if _DECIDES.search(then) is None:
        return said, proofs
    own = normalise(facts.view.chunks[one.chunk_index].text)
    at = one.chunk_index if then in own else one.chunk_index + 1
    return f"{said} {then}", [*proofs, (at, then)]


def _decides_elsewhere(facts: Facts, one: Candidate) -> bool:
    """Whether words around a passage say who decides."""
    return _DECIDES.search(" ".join(facts.around(one))) is not None
