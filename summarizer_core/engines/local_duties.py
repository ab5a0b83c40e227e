"""What each party must do, in the contract's own words.

A duty is a sentence that begins with a party's name or role and goes on with "shall", "must",
"will", "agrees to" or the like. Of each party's duties those count that are closest to what all of them
are about, first of all those that pay, deliver or perform.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer_core.amendments import without_old
from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import DocumentView
from summarizer_core.excerpts import excerpt
from summarizer_core.hashing import normalise
from summarizer_core.ranking import central
from summarizer_core.sides import Party

_EACH: Final = 2
_COMPARED: Final = 150
_LONGEST: Final = 70
#: Words that are quoted of one duty.
_QUOTED: Final = 20
_LABEL: Final = r"\W{0,3}(?:(?:[\d.]{1,8}|[a-zA-Z]|[ivx]{1,5})[.)]{0,2} )?"
_VERB: Final = r"(?:shall|must|will|agrees? to|undertakes? to|covenants? to|is (?:required|obliged|obligated) to)"
_NO_DUTY: Final = re.compile(
    rf"{_VERB} (?:also |only |hereby |at all times )?(?:be (?:the |an? |entitled|permitted|allowed|free|deemed|reimbursed|paid|compensated|given|liable|responsible for any|under no)|"
    # Who has which copy says nothing of what is done.
    r"(?:have|hold|keep|retain|receive|get|sign|execute) (?:one|two|three|four|five|six|\d{1,2}|each) "
    r"(?:\w+ ){0,2}(?:cop(?:y|ies)|originals?|counterparts?)\b|"
    r"have (?:the|no|sole|a|any|full)\b|mean\b|include\b|not (?:be|have)\b|in no\b|under no\b|never be\b|retain|own\b|survive)",
    re.IGNORECASE,
)
_CORE: Final = re.compile(
    rf"{_VERB} (?:\w+ly )?(?:pay|deliver|supply|provide|perform|manufacture|purchase|buy|sell|lease|"
    r"license|grant|develop|ship|transport|distribute|render|furnish|carry|operate|host)\b",
    re.IGNORECASE,
)
#: What a contract is made for, before what it also asks.
_CORE_WEIGHT: Final = 0.5
_ALSO: Final = re.compile(
    rf"{_VERB} (?:\w+ly )?(?:maintain|keep|indemnify|promote|market|use (?:its|all|commercially|"
    r"reasonable|best)|comply|notify|ensure|cooperate)\b",
    re.IGNORECASE,
)
_ALSO_WEIGHT: Final = 0.2


#: Looks for the words before a duty between two places of a text.
_Find = Callable[[str, int, int], re.Match[str] | None]


@dataclass(frozen=True)
class Duty:
    """A duty from its verb on, cut with " ..." where it is long, and the sentence that says so with
    the index of its chunk."""

    words: str
    chunk: int
    sentence: str


def duties(
    view: DocumentView, parties: Sequence[Party], *, changes: bool = False
) -> list[tuple[Party, list[Duty]]]:
    """Of each party that has any, up to two duties.

    Args:
        changes: the document is an amendment; duties that it takes away are not told.
    """
    texts = [
        (chunk.index, normalise(without_old(chunk.text) if changes else chunk.text))
        for chunk in view.chunks
        if chunk.sha256 in view.analyses
    ]
    found = []
    for party in parties:
        names = "|".join(map(re.escape, sorted(party.aliases, key=len, reverse=True)))
        begins = re.compile(
            rf"{_LABEL}(?:(?:the|each) )?(?:{names}) (?P<duty>{_VERB}\b)", re.IGNORECASE
        )
        # "A shall sell the oil, and B shall pay for it."
        within = re.compile(
            rf"[,;] (?:and )?(?:the )?(?:{names}) (?P<duty>{_VERB}\b)", re.IGNORECASE
        )
        told = _best(_stated(texts, begins.match) or _stated(texts, within.search))
        if told:
            found.append((party, told))
    return found


def _stated(texts: Sequence[tuple[int, str]], find: _Find) -> list[Duty]:
    """A party's duties, each once and uncut."""
    found: dict[str, Duty] = {}
    for index, text in texts:
        for start, end in sentence_spans(text):
            match = find(text, start, end)
            if match is None or _NO_DUTY.match(text, match.start("duty"), end):
                continue
            duty = text[match.start("duty") : end]
            if duty[-1] in ".;" and 4 < len(duty.split()) <= _LONGEST:
                found.setdefault(duty, Duty(duty, index, text[start:end]))
        if len(found) >= _COMPARED:
            break
    return list(found.values())


def _best(stated: Sequence[Duty]) -> list[Duty]:
    said = [duty.words for duty in stated]
    scores = [
        weight + (_CORE_WEIGHT if _CORE.match(duty) else _ALSO_WEIGHT if _ALSO.match(duty) else 0.0)
        for duty, weight in zip(said, central(said), strict=True)
    ]
    order = sorted(range(len(said)), key=lambda at: (-scores[at], at))
    chosen: list[int] = []
    for at in order:
        # "shall pay" twice tells less than "shall pay" and "shall keep".
        if all(_verb(said[at]) != _verb(said[other]) for other in chosen):
            chosen.append(at)
        if len(chosen) == _EACH:
            break
    return [replace(stated[at], words=excerpt(said[at], _QUOTED)) for at in sorted(chosen)]


def _verb(duty: str) -> str:
    words = duty.lower().split()
    return next((word for word in words[1:] if word not in ("to", "be") and len(word) > 2), "")
