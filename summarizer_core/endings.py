"""What a sentence says of the end of a contract: whether it lets somebody end it, on which notice, and
whether for a cause.

A right on notice alone is one without a cause; words of breach, default or insolvency, or a
condition, make it one for a cause. The local engine quotes what it finds so (``engines.local_exits``);
whether a clause that was found as a right to leave freely is one, ``meant`` asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.hashing import normalise
from summarizer_core.values import COUNT, HALF, period

_MAY: Final = (
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
_END: Final = (
    rf"(?:terminat|cancel|end(?! of\b))(?:e|ing)? (?:or (?:suspend|amend|modify) )?(?:(?:(?!\b{_ELSE})[^.;]){{0,60}}?)?(?:{IT})|terminate(?=[,;.]| (?:up)?on\b| "
    r"with\b| by\b| at\b| for\b| immediately\b| if\b| forthwith\b| only\b|"
    r" without\b| in writing\b| early\b)|"
    r"resign(?=[,;.]| (?:only|(?:up)?on|at|by|for|without|from)\b)|"
    r"withdraw(?= (?:only )?(?:(?:up)?on|at any time|from (?:this|the) (?:agreement|contract))\b)|"
    r"re-?enter\b(?=[^.;]{0,90}\b(?:end|terminat|determin|cease|forfeit))|"
    r"(?:delete|close|deactivate) (?:your|the|its|their) (?:\w+ )?account\b|"
    rf"(?:forfeit|determine|rescind) (?:[^.;]{{0,30}}?)?(?:{IT})"
)
#: "May suspend it, but not end it".
_BUT_NOT: Final = (
    r"\b(?:not|never|nor|rather than|instead of|in lieu of|short of) "
    r"(?:(?:may|can|shall|will|also|thereby|yet|to|it|be entitled|have|the|right) ){0,4}"
    r"(?:terminat|cancel|end\b|ending|resign|rescind|determin)"
)
MAY_END: Final = re.compile(
    rf"(?<!\w){_MAY}\b(?:(?!{_BUT_NOT})[^.;]){{0,90}}?\b(?:{_END})", re.IGNORECASE
)
NOT_TO_END: Final = re.compile(_BUT_NOT, re.IGNORECASE)
#: It may do something by which the contract ends: "may buy the mill, whereupon this Lease ends".
_MAY_SO_END: Final = re.compile(
    rf"(?<!\w){_MAY}\b[^.;]{{0,240}}?\b(?:whereupon|upon which|in which (?:case|event)|(?:and|,) thereupon) "
    rf"(?:{IT})[^.;]{{0,30}}?\b(?:ends?|terminates?|ceases?|be (?:terminated|cancell?ed))\b",
    re.IGNORECASE,
)
#: Those who resign from an office; the contract goes on with whoever comes next.
_OFFICE: Final = re.compile(
    r"\b(?:agent|trustee|custodian|depositary|depository|registrar|administrator|receiver|arbitrator|expert|"
    r"director|officer|chair\w*)\b",
    re.IGNORECASE,
)
_RESIGNS: Final = re.compile(r"\bresign$", re.IGNORECASE)
_SUCCEEDED: Final = re.compile(r"\b(?:replace[sd]?|replacement|successor)\b", re.IGNORECASE)
_WISHES: Final = r"\b(?:desires?|wish(?:es)?|elects?|chooses?|intends?|decides?) to\b"
#: "If X wishes to end it, it shall give 60 days' notice": so it may.
_WISHES_TO_END: Final = re.compile(
    rf"{_WISHES} (?:{_END})[^.;]{{0,120}}?\b(?:shall|must|will|should|may) "
    r"(?:first )?(?:give|provide|deliver|send|serve|notify|do so)\b[^.;]{0,120}?\b(?:notice|notify)",
    re.IGNORECASE,
)
#: Its own wish is no condition.
_IF_IT_WISHES: Final = re.compile(
    r"\b(?:if|should|where|when(?:ever)?|in (?:the )?(?:event|case)(?: that)?) "
    rf"(?:(?!(?:breach|fail|default|violat)\w*)[\w.&'-]+ ){{1,5}}?{_WISHES} (?=terminat|cancel|end\b)",
    re.IGNORECASE,
)
#: "shall continue until terminated by either party on 30 days' notice"
_UNTIL: Final = r"\b(?:until|unless)(?: [\w']+){0,4}? (?:terminated|cancell?ed) by (?:the )?"
_RENEWS: Final = re.compile(r"\b(?:renew|successive|exten[ds])", re.IGNORECASE)
_NOBODY: Final = re.compile(r"\b(?:neither|no|nor|not)\b[^,;]*$", re.IGNORECASE)
_PASSIVE: Final = (
    rf"\b(?:{IT})[^.;]{{0,80}}?\b(?:(?:may|can) (?:also |only )?be (?:\w+ )?(?:terminated|cancell?ed)|"
    r"(?:(?:may|shall|will) be|is) terminable)[^;.]{0,120}?\bby "
)
_MUTUALLY: Final = re.compile(
    r"\bmutual(?:ly)?\b|\b(?:agreement|consent) (?:of|between|by) (?:both|all|the) parties\b",
    re.IGNORECASE,
)
MAY_BE_ENDED: Final = re.compile(_PASSIVE, re.IGNORECASE)
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
_LATER: Final = (
    rf"(?:[Aa]fter|[Ff]ollowing|[Oo]nce) (?:the (?:first |initial )?)?(?:(?:{COUNT})(?: \(\d{{1,3}}\))?|\d{{1,3}}) (?:months?|years?)"
    r"(?: (?:(?:following|after|from|of|since)(?: (?:the|its|this))?(?: [\w-]+){0,2}? (?:date|commencement|signature|"
    r"execution|agreement|contract|lease|term|closing|launch|start|hereof)\b|have (?:passed|elapsed))|"
    r"(?=[.,;]| (?:up)?on\b| by\b| with(?:out)?\b| in writing\b|$))"
)
_LATER_RIGHT: Final = re.compile(rf"\b{_LATER}", re.IGNORECASE)
#: A price of leaving, which is no cause.
_FOR_A_PRICE: Final = re.compile(
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
_ENDS_IT: Final = re.compile(
    rf"\b(?:{IT})[^.;]{{0,80}}?\b(?:(?:may|can|shall|will) (?:\w+ )?(?:be (?:\w+ )?(?:terminated|cancell?ed|terminable)|end\b)|"
    rf"is terminable)|\b(?:terminat|cancel)(?:ion|lation|ing|e) (?:of )?(?:{IT})[^.;]{{0,60}}\bnotice|"
    r"\bterminat(?:e|ion) (?:up)?on\b",
    re.IGNORECASE,
)
#: What cases follow, or what condition, is not to be seen.
OPEN: Final = re.compile(r"[:,]\s*$|\bas follows[.:]?\s*$", re.IGNORECASE)
#: "terminable by A if ...; by B on ...; or by either": each for itself.
_BY_AGAIN: Final = re.compile(r"; (?:(?:or|and) )?(?:\(?\w{1,4}\) )?(?P<by>by )", re.IGNORECASE)
_UNTIL_ENDED: Final = re.compile(_UNTIL, re.IGNORECASE)
#: "goes on until either party gives 30 days' notice"
_UNTIL_TOLD: Final = re.compile(
    rf"(?:{IT})[^.;]{{0,80}}?\b(?:continues?|runs?|remains?|goes on)\b[^.;]{{0,80}}?\buntil [^.;,]{{2,60}}? "
    r"(?:(?:shall|has|have) )?(?:gives?|given|serves?|served|sends?|sent) (?=[^.;]{3,60}\bnotice)",
    re.IGNORECASE,
)
#: Characters between a subject and its verb.
_SUBJECT: Final = 90
_TWO: Final = 2
_BE_ENDED: Final = re.compile(r"\b(?:terminable|be (?:terminated|cancell?ed)) ", re.IGNORECASE)
_NEXT_BY: Final = re.compile(r"(?:(?:or|and) )?by ")
#: A sentence that goes on after its end: in a list, or where it was torn.
_GOES_ON: Final = re.compile(r"[^.;!?\"\u201d)]\s*$|\bas follows[.:]\s*$")
_ENDS_HERE: Final = re.compile(r"[.;!?][\"\u201d)]?(?: and| or)?\s*$")
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


#: Words that let somebody end it.
RIGHT: Final = re.compile(
    "|".join(
        one.pattern
        for one in (
            MAY_END, _WISHES_TO_END, _MAY_SO_END, MAY_BE_ENDED, _UNTIL_ENDED, _UNTIL_TOLD
        )
    ),
    re.IGNORECASE,
)  # fmt: skip


#: It ends without anybody's doing.
ENDS_ITSELF: Final = re.compile(
    r"\b(?:(?:this|the) (?:agreement|contract|lease)|licen[cs]es?|rights?)\b[^.;:]{0,60}\b(?:will|shall) "
    r"(?:(?:also|then|thereupon|immediately|automatically|forthwith) )*"
    r"(?:be (?:terminated|cancell?ed)|terminate|end)\b",
    re.IGNORECASE,
)
#: "Terminate your right to serve a customer", "cancel any order".
_ENDS_ELSE: Final = re.compile(
    r"\b(?:terminat|cancel|end)(?:e|ing)? (?:the|your|our|its|their|such|any|an?|all|[A-Z][\w.&-]+'s?) (?:[\w-]+ ){0,3}?"
    r"(?:rights?|orders?|statements? of work|SOWs?|work orders?|tasks?|subscriptions?|schedules?|access|"
    r"accounts?|exclusivity|plans?|schemes?|benefits?|projects?|stud(?:y|ies)|shipments?|sublicen[cs]es?|territor(?:y|ies)|appointment of)\b"
    r"(?! or (?:this|the) agreement)[^.;]{0,120}",
    re.IGNORECASE,
)


def lets_end(said: str) -> bool:
    """Whether a sentence lets somebody end the contract, other than both together."""
    for match in RIGHT.finditer(said):
        if not (denies_before(said, match.start()) or _is_else(said, match)):
            return True
    return False


def ends_else(said: str) -> bool:
    """Whether words let somebody end a thing within the contract alone: a right to serve one
    customer, an order, somebody's access."""
    return _ENDS_ELSE.search(said) is not None and not lets_end(_ENDS_ELSE.sub(" ", said))


def denies_before(said: str, at: int) -> bool:
    """Whether a denial stands in a sentence's clause before a place."""
    return _NOBODY.search(said, 0, at) is not None


def _is_else(said: str, match: re.Match[str]) -> bool:
    """Whether words of an end are of a renewal that is refused, an office that is left, or an end
    that both agree on."""
    words = match.group().lower()
    if words.startswith("unless") and _RENEWS.search(said):
        return True
    if _RESIGNS.search(words):
        before = said[max(0, match.start() - _SUBJECT) : match.start()]
        return bool(_SUCCEEDED.search(said) or _OFFICE.search(before))
    return _MUTUALLY.search(said[match.start() : match.end() + _SUBJECT]) is not None


def conditional(said: str) -> bool:
    """Whether a right to leave needs a cause, waits for something, or is told by a list of cases."""
    if FREELY.search(said):
        return False
    head, proviso = _without_proviso(_FOR_A_PRICE.sub(" ", _IF_IT_WISHES.sub(" ", said)))
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


def cases(said: str) -> list[tuple[str, str]]:
    """What leads to the cases of a right, and each case; one pair with "" where it has none."""
    parted = [one.start("by") for one in _BY_AGAIN.finditer(said)]
    first = MAY_BE_ENDED.search(said) if parted else None
    if first is not None:
        begins = [first.end() - len("by "), *(at for at in parted if at > first.end())]
        lead = said[: begins[0]]
        ends = [*begins[1:], len(said)]
        return [
            (lead, said[begin:end].removesuffix(" or ").removesuffix(" and ").rstrip(" ,;"))
            for begin, end in zip(begins, ends, strict=True)
        ]
    right = RIGHT.search(said)
    marks = list(CASE.finditer(said, right.start() if right is not None else 0))
    if len(marks) < _TWO or not _OR.search(said, 0, marks[-1].start()):
        return [("", said)]
    lead = said[: marks[0].start()]
    ends = [*(mark.start() for mark in marks[1:]), len(said)]
    return [
        (lead, said[mark.start() : end].removesuffix(" or ").rstrip(" ,;"))
        for mark, end in zip(marks, ends, strict=True)
    ]


def speaks_of_it(passage: str) -> bool:
    """Whether a passage speaks of a right to end the contract, or goes on a list of such rights."""
    words = normalise(passage)
    free = FREELY.search(words) or MAYBE_FREELY.search(words)
    return (
        MAY_END.search(words) is not None
        or _ENDS_IT.search(words) is not None
        or (free is not None and notice_of(words) is not None)
    )


def _without_proviso(said: str) -> tuple[str, str]:
    """A right, and what it is subject to."""
    match = _PROVISO.search(said)
    return (said[: match.start()], said[match.end() :]) if match else (said, "")


def notice_of(text: str) -> str | None:
    """The notice that a passage asks for, such as ``60 days``."""
    match = NOTICE.search(text)
    return period(match.group()) if match else None


def spans_of(text: str, own: int | None = None) -> Iterator[tuple[int, int]]:
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
                if _ENDS_HERE.search(text, start, end):
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


def needs_cause(text: str) -> bool:
    """Whether each sentence of a normalised text that tells of an end tells of one for a cause, and
    one of them does."""
    told = [
        is_free(words) for start, end in spans_of(text) if speaks_of_it(words := text[start:end])
    ]
    return False in told and True not in told and None not in told
