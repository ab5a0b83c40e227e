"""What a sentence says of the end of a contract: whether it lets somebody end it, on which notice, and
whether for a cause.

Who may, when and for which causes the local engine tells from this (``engines.local_exits``); whether a
clause that was found as a right to leave freely is one, ``meant`` asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.hashing import normalise
from summarizer_core.values import COUNT, HALF, period

MAY: Final = (
    r"(?:may|can|shall have the (?:\w+ )?(?:right|option|power)|has the (?:\w+ )?(?:right|option|power)|"
    r"have the (?:\w+ )?(?:right|option)|shall be entitled|(?:is|are) entitled|"
    r"reserves? the right|shall have (?:a|an) (?:right|option)|will have the (?:\w+ )?right)"
    r"(?! not\b| only if\b)"
)
#: The contract, what one calls it, or the engagement: ending a part of it is no way out.
IT: Final = (
    r"(?:\bthis (?:[\w-]+ ){0,4}?|\b(?:the|your|his|her|such|said) )"
    r"(?:agreement|contract|lease|sublease|engagement|appointment|employment|term|deed|arrangement|"
    r"addendum|mou|loi|letter(?! of credit)|term sheet|talks|negotiations|alliance|relationship|services)\b|\bthis licen[cs]e\b|"
    r"\bthe [\w.&-]+['\u2019]s? (?:employment|engagement|appointment)\b|"
    r"\bit\b|\bhereunder\b"
)
#: Between the verb and the contract: what ends is something else, or another verb follows.
_ELSE: Final = (
    r"(?:suspend\w*|orders?|amend\w*|modif\w+|assign\w*|renew\w*|exten[ds]\w*|under|pursuant|accordance|"
    r"statements? of work|except|provided)\b"
)
END: Final = (
    rf"(?:terminat|cancel|end(?! of\b))(?:e|ing)? (?:(?:(?!\b{_ELSE})[^.;]){{0,60}}?)?(?:{IT})|terminate(?=[,;.]| (?:up)?on\b| "
    r"with\b| by\b| at\b| for\b| immediately\b| if\b| forthwith\b| only\b|"
    r" without\b| in writing\b| early\b)|"
    r"resign(?=[,;.]| (?:only|(?:up)?on|at|by|for|without|from)\b)|"
    r"withdraw(?= (?:only )?(?:(?:up)?on|at any time|from (?:this|the) (?:agreement|contract))\b)|"
    r"re-?enter\b(?=[^.;]{0,90}\b(?:end|terminat|determin|cease|forfeit))|"
    r"(?:delete|close|deactivate) (?:your|the|its|their) (?:\w+ )?account\b|"
    rf"(?:forfeit|determine|rescind) (?:[^.;]{{0,30}}?)?(?:{IT})"
)
#: "May suspend it, but not end it".
BUT_NOT: Final = (
    r"\b(?:not|never|nor|rather than|instead of|in lieu of|short of) "
    r"(?:(?:may|can|shall|will|also|thereby|yet|to|it|be entitled|have|the|right) ){0,4}"
    r"(?:terminat|cancel|end\b|ending|resign|rescind|determin)"
)
MAY_END: Final = re.compile(
    rf"(?<!\w){MAY}\b(?:(?!{BUT_NOT})[^.;]){{0,90}}?\b(?:{END})", re.IGNORECASE
)
WISHES: Final = r"\b(?:desires?|wish(?:es)?|elects?|chooses?|intends?|decides?) to\b"
#: Its own wish is no condition.
_IF_IT_WISHES: Final = re.compile(
    r"\b(?:if|should|where|when(?:ever)?|in (?:the )?(?:event|case)(?: that)?) "
    rf"(?:(?!(?:breach|fail|default|violat)\w*)[\w.&'-]+ ){{1,5}}?{WISHES} (?=terminat|cancel|end\b)",
    re.IGNORECASE,
)
_TWO: Final = 2
_BE_ENDED: Final = re.compile(r"\b(?:terminable|be (?:terminated|cancell?ed)) ", re.IGNORECASE)
_NEXT_BY: Final = re.compile(r"(?:(?:or|and) )?by ")
_CAUSE: Final = re.compile(
    r"\b(?:breach\w*|default\w*|insolven\w*|bankrupt\w*|fails?|failure|violat\w*|cured?|remed(?:y|ied)|"
    r"for cause|with cause|receiver|liquidat\w*|misconduct|non-?payment|condemn\w*|casualty|"
    r"destr(?:oyed|uction)|force majeure|change (?:of|in) control|infring\w*|illegal)\b",
    re.IGNORECASE,
)
FREELY: Final = re.compile(
    r"\bwithout (?:any )?(?:cause|reason)\b|\bany (?:reason )?or (?:for )?no reason\b|\bat will\b|"
    r"\bwith or without (?:good )?cause\b|\bfor (?:its |their )?convenience\b",
    re.IGNORECASE,
)
#: Beside words of a cause these say little.
MAYBE_FREELY: Final = re.compile(
    r"\bfor any (?:reason|cause)\b|\b(?:sole|absolute) discretion\b|\bat any time\b",
    re.IGNORECASE,
)
#: A right that waits for something else is none without a cause.
_WAITS: Final = re.compile(
    r"(?:\b|(?<=\d))(?:if|in (?:the )?event|should|where|upon (?:the )?(?:occurrence|happening)|in case|"
    r"unless(?! (?:it is |this \w+ is )?(?:sooner |earlier |otherwise |previously )?(?:terminat|cancel|extend|renew))|"
    r"(?:upon|on|after|following) (?:an?|the|any) (?:\w+ ){0,3}?(?:merger|sale|acquisition|take-?over)|"
    r"when|because|due to|as a result|(?:in|upon|on|during|after)(?: \w+){0,3}? such (?:an? )?(?:\w+ )?"
    r"(?:events?|cases?|conditions?|circumstances?|occurrences?|failures?|delays?|instances?|situations?))\b",
    re.IGNORECASE,
)
#: So many months or years after it began.
LATER: Final = (
    rf"(?:[Aa]fter|[Ff]ollowing|[Oo]nce) (?:the (?:first |initial )?)?(?:(?:{COUNT})(?: \(\d{{1,3}}\))?|\d{{1,3}}) (?:months?|years?)"
    r"(?: (?:(?:following|after|from|of|since)(?: (?:the|its|this))?(?: [\w-]+){0,2}? (?:date|commencement|signature|"
    r"execution|agreement|contract|lease|term|closing|launch|start|hereof)\b|have (?:passed|elapsed))|"
    r"(?=[.,;]| (?:up)?on\b| by\b| with(?:out)?\b| in writing\b|$))"
)
_LATER_RIGHT: Final = re.compile(rf"\b{LATER}", re.IGNORECASE)
#: A price of leaving, which is no cause.
FOR_A_PRICE: Final = re.compile(
    r"\b(?:if|provided(?: that)?|so long as) (?:it|he|she|they|such party) (?:(?:first|also|then) )?(?:pays?|has paid|"
    r"have paid|refunds?|reimburses?)\b|\b(?:up)?on (?:the )?payment of\b|\bsubject to (?:the )?pay(?:ment|ing)\b",
    re.IGNORECASE,
)
#: What a right is subject to, where it does not go on to what happens then.
_PROVISO: Final = re.compile(
    r",? (?:provided|on condition)\b,? (?:however,? |further,? |always,? )?that\b", re.IGNORECASE
)
_NO_FAULT: Final = re.compile(
    r"\b(?:no|not|nor|without)\b[^.;]{0,90}?\b(?:breach|default|violation)\w*", re.IGNORECASE
)
#: "(i) upon a breach or (ii) on 90 days' notice": each case for itself.
CASE: Final = re.compile(r"(?<![\w.])\(?(?:i{1,3}|iv|vi{0,3}|[a-h]|[1-6])\) ")
_OR: Final = re.compile(r"\bor $")
ENDS_IT: Final = re.compile(
    rf"\b(?:{IT})[^.;]{{0,80}}?\b(?:(?:may|can|shall|will) (?:\w+ )?(?:be (?:\w+ )?(?:terminated|cancell?ed|terminable)|end\b)|"
    rf"is terminable)|\b(?:terminat|cancel)(?:ion|lation|ing|e) (?:of )?(?:{IT})[^.;]{{0,60}}\bnotice|"
    r"\bterminat(?:e|ion) (?:up)?on\b",
    re.IGNORECASE,
)
#: A sentence that goes on after its end: in a list, or where it was torn.
_GOES_ON: Final = re.compile(r"[^.;!?\"\u201d)]\s*$|\bas follows[.:]\s*$")
#: What cases follow, or what condition, is not to be seen.
OPEN: Final = re.compile(r"[:,]\s*$|\bas follows[.:]?\s*$", re.IGNORECASE)
ENDS_HERE: Final = re.compile(r"[.;!?][\"\u201d)]?(?: and| or)?\s*$")
MORE_CASES: Final = re.compile(r";(?: and| or)?\s*$")
#: Pieces that belong to it at most.
_PIECES: Final = 4
#: A notice with its length.
NOTICE: Final = re.compile(
    rf"{HALF}(?:\b(?:{COUNT}|one hundred (?:and )?(?:twenty|eighty)) ?)?(?:\(? ?\d{{1,3}} ?\)?)? ?"
    r"(?:calendar |business )?(?:day|month|week|year)s?\W{0,3}(?:'?s? )?(?:advance |prior\b|written "
    r"|before\b|in advance|notice|preceding|of the (?:expir|end|term))",
    re.IGNORECASE,
)


def notice_of(text: str) -> str | None:
    """The notice that a passage asks for, such as ``60 days``."""
    match = NOTICE.search(text)
    return period(match.group()) if match else None


def speaks_of_it(passage: str) -> bool:
    """Whether a passage speaks of a right to end the contract, or goes on a list of such rights."""
    words = normalise(passage)
    free = FREELY.search(words) or MAYBE_FREELY.search(words)
    return (
        MAY_END.search(words) is not None
        or ENDS_IT.search(words) is not None
        or (free is not None and notice_of(words) is not None)
    )


def pieces(text: str, own: int | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of the sentences of a normalised text, each with the list that it opens.

    Args:
        own: characters in which a sentence must begin; what is behind them only ends one.
    """
    spans = sentence_spans(text)
    for number, (start, end) in enumerate(spans):
        if own is not None and start >= own:
            return
        if MAY_END.search(text, start, end) and _GOES_ON.search(text, start, end):
            for _, later in spans[number + 1 : number + _PIECES]:
                end = later
                if ENDS_HERE.search(text, start, end):
                    break
            listed = _list_from(text, spans, number, end)
            end = listed if len(cases(text[start:listed])) > 1 else end
        elif _BE_ENDED.search(text, start, end):
            end = _more_by(text, spans, number)
        yield start, end


def _more_by(text: str, spans: Sequence[tuple[int, int]], number: int) -> int:
    """Where a sentence ends with those behind it that go on with whom else it is ended by."""
    end = spans[number][1]
    for begin, later in spans[number + 1 : number + _PIECES]:
        if not (MORE_CASES.search(text, 0, end) and _NEXT_BY.match(text, begin)):
            break
        end = later
    return end


def _list_from(text: str, spans: Sequence[tuple[int, int]], number: int, end: int) -> int:
    """Where the list of cases ends that a sentence opens, whose first case ends at ``end``."""
    for begin, later in spans[number + 1 : number + 2 * _PIECES]:
        if begin < end:
            continue
        if not (MORE_CASES.search(text, 0, end) and CASE.match(text, begin)):
            break
        end = later
    return end


def without_proviso(said: str) -> tuple[str, str]:
    """A right, and what it is subject to."""
    match = _PROVISO.search(said)
    return (said[: match.start()], said[match.end() :]) if match else (said, "")


def cases(said: str) -> list[str]:
    """The cases that a right is told by, each with what leads to them all; else the words alone."""
    marks = list(CASE.finditer(said))
    if len(marks) < _TWO or not _OR.search(said, 0, marks[-1].start()):
        return [said]
    lead = said[: marks[0].start()]
    ends = [*(mark.start() for mark in marks[1:]), len(said)]
    return [
        lead + said[mark.end() : end].removesuffix(" or ").rstrip(" ,;")
        for mark, end in zip(marks, ends, strict=True)
    ]


def conditional(said: str) -> bool:
    """Whether a right to leave needs a cause, waits for something, or is told by a list of cases."""
    if FREELY.search(said):
        return False
    head, proviso = without_proviso(FOR_A_PRICE.sub(" ", _IF_IT_WISHES.sub(" ", said)))
    if proviso and _CAUSE.search(proviso) and not _NO_FAULT.search(proviso):
        return True
    return bool(_CAUSE.search(head) or _WAITS.search(head) or OPEN.search(said))


def is_free(said: str) -> bool | None:
    """Whether a sentence that lets somebody leave does so without a cause; None where it is not
    plain."""
    if FREELY.search(said):
        return True
    if conditional(said):
        return False
    free = notice_of(said) or MAYBE_FREELY.search(said) or _LATER_RIGHT.search(said)
    return True if free else None


def needs_cause(text: str) -> bool:
    """Whether each sentence of a normalised text that tells of an end tells of one for a cause, and
    one of them does."""
    said = (text[start:end] for start, end in pieces(text))
    told = [is_free(piece) for piece in said if speaks_of_it(piece)]
    return False in told and True not in told and None not in told
