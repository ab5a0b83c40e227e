"""A right to end a contract in plain English, where one sentence of a known form gives it.

"Either party may terminate this Agreement at any time, without cause, upon thirty (30) days' prior
written notice to the other party." says who, on which notice, and nothing else; any other word in
it, or a limit in the sentences around it, and it is not told so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.sides import Party
from summarizer_core.titles import untitled
from summarizer_core.values import period

_EITHER: Final = (
    r"(?:either|each|any) (?:of the )?part(?:y|ies)(?: hereto)?|(?:both|either) of the parties"
)
_MAY: Final = r"(?:may|can|shall have the (?:\w+ )?right to|has the (?:\w+ )?right to|shall be entitled to|is entitled to)"
_IT: Final = r"(?:this|the) (?:agreement|contract|lease|engagement|licen[cs]e agreement)(?: in its entirety)?"
_FREE: Final = (
    r"(?:,? (?:or )?(?:at any time|at will|for any or no reason|for any reason(?: or no reason)?|for no reason|"
    r"for (?:its |their )?convenience|without (?:any )?(?:cause|reason)|with or without (?:cause|reason)|"
    r"during the term(?: of this agreement| hereof)?|in its (?:sole|absolute) discretion))*,?"
)
_NOTICE: Final = (
    r" (?:(?:up)?on|by|with)(?: (?:giving|providing|serving))?(?: (?:to )?the other(?: party)?)?"
    r"(?: (?:at least|not less than|no less than|no fewer than|a minimum of))?"
    r" (?P<period>[\w-]+(?: ?\(\d{1,3}\))? (?:calendar |business )?(?:days?|weeks?|months?|years?))['\u2019]?"
    r"(?: (?:advance|prior|written))* (?:notice|notification)(?: in writing)?(?: of termination)?"
)
_CAUSELESS: Final = re.compile(
    r"any or no reason|any reason|no reason|convenience|without (?:any )?(?:cause|reason)|"
    r"with or without|at will",
    re.IGNORECASE,
)
_TITLE: Final = r"(?:(?:[A-Z][\w/&-]*|of|and|for|the|without)(?: (?:[A-Z][\w/&-]*|of|and|for|the|without)){0,6}[.:] ?-{0,2} ?)?"
_SIDES: Final = 2
#: The next sentence takes from the right; the one before bars or introduces it.
_GOES_ON: Final = re.compile(
    r"\W*(?:\(?\w{1,3}[.)] )?(?:however|provided|but|except|notwithstanding|such|this right|the foregoing|in (?:that|such|no|the)|"
    r"it (?:is|shall|does|applies)|only|this (?:shall|is|does|applies)|these|if|unless|no|neither|nothing|upon (?:any )?such|subject|for (?:the )?(?:purposes?|clarity|avoidance))\b",
    re.IGNORECASE,
)
_BARS: Final = re.compile(
    r"\b(?:neither|no|not|nor|cannot)\b[^.;]{0,120}?\b(?:terminat|cancel|end\b|resign|withdraw)|"
    r"\b(?:following|below|these) (?:terms|conditions|provisions|rules)\b|:\s*$|"
    r"\b(?:only|thereafter|after that|until then)\b",
    re.IGNORECASE,
)


def in_plain_words(said: str, before: str, behind: str, parties: Sequence[Party]) -> str:
    """Who may end a contract, and on which notice; "" where a sentence does not say so in one of the
    known forms.

    Args:
        said: a sentence in its normal form; ``before`` and ``behind`` is what stands around it.
        parties: of the contract.
    """
    names = {alias: party.label for party in parties for alias in party.aliases}
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)"
    other = rf"(?: (?:to|by) (?:the )?(?:other(?: party)?(?: hereto)?|{known}))?"
    both = rf"(?:either )?(?:the )?(?P<one>{known}) (?:or|and) (?:the )?(?P<two>{known})"
    who = rf"(?:{both}|(?:the )?(?P<who>{_EITHER}|{known}))"
    active = rf"{who},? {_MAY} (?:also )?(?:terminate|cancel|end) {_IT}{_FREE}{_NOTICE}{other}"
    passive = (
        rf"{_IT} (?:may|can) (?:also )?be (?:terminated|cancell?ed) by {who}"
        rf"{_FREE}{_NOTICE}{other}"
    )
    words = re.sub(rf"^{_TITLE}", "", untitled(said))
    match = None
    for form in (active, passive):
        match = match or re.fullmatch(rf"{form}{_FREE}\.", words, re.IGNORECASE)
    if match is None or _GOES_ON.match(behind.strip()) or _BARS.search(_last(before)):
        return ""
    notice = period(match["period"])
    if notice is None:
        return ""
    if match["one"]:
        pair = {names[match["one"].lower()], names[match["two"].lower()]}
        if len(pair) != _SIDES or {party.label for party in parties} != pair:
            return ""
    name = names.get((match["who"] or "").lower(), "Either side")
    cause = " without a cause," if _CAUSELESS.search(words) else ""
    return f"{name} may end it{cause} on notice of {notice}."


def _last(before: str) -> str:
    said = before.rstrip()
    spans = sentence_spans(said)
    return said[slice(*spans[-1])] if spans else ""
