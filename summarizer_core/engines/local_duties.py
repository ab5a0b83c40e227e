"""What each party must do, in the contract's own words.

A duty is a sentence that begins with a party's name or role and goes on with "shall", "must",
"will", "agrees to" or the like. None is cut, and none is told that hangs on words around it. Of
each party's duties those count that are closest to what all of them are about, first of all those
that pay the price, deliver or perform.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer_core.amendments import without_old
from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import DocumentView
from summarizer_core.excerpts import is_whole, takes_from
from summarizer_core.hashing import normalise
from summarizer_core.ranking import central
from summarizer_core.sides import Party
from summarizer_core.titles import untitled

_EACH: Final = 2
_COMPARED: Final = 150
#: Words of a duty; a longer one is not told, as none is cut.
_LONGEST: Final = 45
_LABEL: Final = r"\W{0,3}(?:(?:[\d.]{1,8}|[a-zA-Z]|[ivx]{1,5})[.)]{0,2} )?"
_VERB: Final = r"(?:shall|must|will|agrees? to|undertakes? to|covenants? to|is (?:required|obliged|obligated) to)"
_NO_DUTY: Final = re.compile(
    rf"{_VERB} (?:also |only |hereby |at all times |for all purposes |,? ?in addition to [^.;]{{0,60}}, )?(?:be (?:acknowledged|named|limited|available|bound|the |an? |entitled|permitted|allowed|free|deemed|reimbursed|paid|compensated|given|liable|responsible for any|under no)|"
    # Who has which copy says nothing of what is done.
    r"(?:have|hold|keep|retain|receive|get|sign|execute) (?:one|two|three|four|five|six|\d{1,2}|each) "
    r"(?:\w+ ){0,2}(?:cop(?:y|ies)|originals?|counterparts?)\b|"
    r"have (?:the|no|sole|a|any|full|such|unrestricted|in addition)\b|determine\b|decide\b|control\b|mean\b|include\b|not (?:be|have)\b|receive\b|in no\b|under no\b|never be\b|retain|own\b|survive)",
    re.IGNORECASE,
)
_CORE: Final = re.compile(
    rf"{_VERB} (?:\w+ly |be )?(?:pay|deliver|supply|provide|perform|manufacture|produce|purchase|buy|sell|lease|let|"
    r"license|grant|develop|ship|transport|distribute|market and|render|furnish|carry|operate|host|employed|"
    r"administer|manage|act as|serve as|construct|build|install|design|process)\b",
    re.IGNORECASE,
)
#: What a contract is made for, before what it also asks: the price, and what it is paid for.
_CORE_WEIGHT: Final = 0.5
_PRICED: Final = re.compile(
    rf"{_VERB} (?:\w+ly )?pay\b[^.;]{{0,120}}\b(?:rents?|fees?|price|salary|royalt(?:y|ies)|commissions?|"
    r"consideration|compensation|charges|retainer)\b|"
    rf"{_VERB} (?:\w+ly )?(?:provide|perform|supply|sell|deliver|manufacture|render)\b[^.;]{{0,60}}\b(?:services?|products?|"
    r"goods|works?|system|software|equipment|premises)\b",
    re.IGNORECASE,
)
_PRICED_WEIGHT: Final = 0.4
_ALSO: Final = re.compile(
    rf"{_VERB} (?:\w+ly )?(?:maintain|keep|indemnify|promote|market|use (?:its|all|commercially|"
    r"reasonable|best)|comply|ensure)\b",
    re.IGNORECASE,
)
_ALSO_WEIGHT: Final = 0.1
#: A side issue, a duty for a case, and one on what is told elsewhere.
_ASIDE: Final = re.compile(
    rf"{_VERB} (?:\w+ly )?(?:notify|inform|advise|cooperate|co-operate|assist|invoice|give (?:written )?notice|promptly|"
    r"provide (?:\w+ ){0,6}(?:notice|copies|copy|access|evidence|certificates?|information|updates?|reports?)|"
    r"not\b|report|obtain|follow|cause|allow|permit|be (?:solely )?responsible|only|maintain|remove|return|\w*erase|destroy|cease|discontinue|execute|sign|reimburse|indemnify|pay (?:\w+ ){0,6}(?:expenses|costs|taxes|interest|late charge|penalt\w+)|endeavou?r|use)\b",
    re.IGNORECASE,
)
_FOR_A_CASE: Final = re.compile(
    r"\b(?:if|in the event|in case|upon|when|whenever|where|should|after|following|unless|until|terminat\w+|expir\w+|"
    r"breach|default|claims?|dispute)\b",
    re.IGNORECASE,
)
_LESS: Final = 0.3
#: From here on it is of what the contract is made for.
_MAIN: Final = 0.2
#: What hangs on words that would not be told with it.
_HANGS: Final = re.compile(
    r"\bsuch (?!as\b)|\b(?:the )?(?:foregoing|aforesaid|aforementioned)\b|\bthereof\b|\bthereto\b|\btherein\b|\btherefor\b|"
    r"\bin (?:this|that|which) (?:event|case)\b|\bonly (?:if|to the extent|when|where)\b|\bso (?:long|notified)\b|"
    r"\baccordingly\b|\bthereafter\b|\b(?:shall|will|must|agrees? to) (?:\w+ly )?then\b|\bnon-?infringing\b|"
    r"\bth(?:is|ese) (?!(?:[\w-]+ ){0,3}?(?:agreement|contract|lease|letter|deed|addendum|amendment|attachment|exhibit|"
    r"schedule|licen[cs]e|article|annex|appendix|engagement|project|property)\b)|"
    r"\bthe same\b|\bin th(?:is|at) (?:respect|regard)\b|\btherefrom\b|\bin addition\b|\bthose\b|\b(?:shall|will|must) also\b|\b(?:its|their) doing so\b|\bthis Section\b",
    re.IGNORECASE,
)
#: The words that open a list for a case, and a rule that is about another one.
_LEADS: Final = re.compile(
    r"(?:\b(?:if|upon|event|case|cases|terminat\w+|expir\w+|following|where|when|breach)\b[^.]*:\s*$)",
    re.IGNORECASE,
)
_BEFORE: Final = 700
#: "If it rains, Seller shall ..., and Buyer shall pay": a duty for that case.
_IN_CASE: Final = re.compile(
    r"\W*(?:\S{1,6} )?(?:if|in the|where|when|unless|should|subject|except|after|before|during|upon|until|for|on)\b",
    re.IGNORECASE,
)


#: Looks for the words before a duty between two places of a text.
_Find = Callable[[str, int, int], re.Match[str] | None]


@dataclass(frozen=True)
class Duty:
    """A duty from its verb on, or its whole sentence, and the sentence that says so with the index of its chunk."""

    words: str
    chunk: int
    sentence: str
    #: The words are the whole sentence: something stands before its party.
    whole: bool = False


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
            if not _is_alone(text, start, end, duty):
                continue
            sentence = text[start:end]
            # "For the tin, Buyer shall pay ...": what stands before it may limit it.
            whole = match.start() > start and not (
                match.group().lstrip(",; ").startswith("and ") and _IN_CASE.match(sentence) is None
            )
            if not whole:
                found.setdefault(duty, Duty(duty, index, sentence))
            elif len(sentence.split()) <= _LONGEST and not _HANGS.search(sentence):
                found.setdefault(duty, Duty(duty, index, sentence, whole=True))
        if len(found) >= _COMPARED:
            break
    return list(found.values())


def _is_alone(text: str, start: int, end: int, duty: str) -> bool:
    """Whether a duty can be told without the words around its sentence."""
    if duty[-1] not in ".;" or not 4 < len(duty.split()) <= _LONGEST or _HANGS.search(duty):
        return False
    if not is_whole(text[start:end].rstrip(" ;")) or takes_from(text[end:].lstrip()[:_BEFORE]):
        return False
    if _ABBREVIATED.search(duty):
        return False
    return _LEADS.search(_list_before(text, start)) is None


#: The sentence goes on: "300,000 U.S."
_ABBREVIATED: Final = re.compile(r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Inc|Ltd|Corp|Co|No)\.)$")


def _list_before(text: str, start: int) -> str:
    """The words that open the list in which a sentence is an item; "" where it is none."""
    before = text[max(0, start - _BEFORE) : start]
    colon = before.rfind(":")
    if colon < 0 or re.search(r"\. (?=[A-Z])", before[colon:]):
        return ""
    opened = before[: colon + 1]
    return opened[opened.rfind(". ") + 1 :]


def _best(stated: Sequence[Duty]) -> list[Duty]:
    said = [duty.words for duty in stated]
    weights = [_weight(duty) for duty in said]
    scores = [near + weight for near, weight in zip(central(said), weights, strict=True)]
    order = sorted(range(len(said)), key=lambda at: (-scores[at], at))
    main = [at for at in order if weights[at] >= _MAIN]
    # Without one of what it is made for one other is told, but no side issue.
    chosen: list[int] = []
    for at in main or [at for at in order if weights[at] >= 0][:1]:
        # "shall pay" twice tells less than "shall pay" and "shall keep".
        if all(_verb(said[at]) != _verb(said[other]) for other in chosen):
            chosen.append(at)
        if len(chosen) == _EACH:
            break
    return [_ended(stated[at]) for at in sorted(chosen)]


def _ended(duty: Duty) -> Duty:
    words = untitled(duty.sentence) if duty.whole else duty.words
    return replace(duty, words=words.rstrip(" .;"))


def _weight(duty: str) -> float:
    """How much a duty is of what the contract is made for."""
    weight = _CORE_WEIGHT if _CORE.match(duty) else _ALSO_WEIGHT if _ALSO.match(duty) else 0.0
    if _PRICED.match(duty):
        weight += _PRICED_WEIGHT
    if _ASIDE.match(duty):
        weight = -_LESS
    return weight - (_LESS if _FOR_A_CASE.search(duty) else 0.0)


def _verb(duty: str) -> str:
    words = duty.lower().split()
    return next((word for word in words[1:] if word not in ("to", "be") and len(word) > 2), "")
