"""Sentences with those that belong to them: none says by itself what another one limits.

A list belongs together with the words that introduce it, a sentence that refers to the one before
("This does not apply to ...", "However, ...") with that one, and what is given as an example or as
rejected ("the following clauses were rejected. ...") with the sentence that says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from summarizer_core.grounding import sentences_of

#: How a sentence begins that limits the one before it or speaks of it.
_REFERS: Final = re.compile(
    r"^\W*(?:(?:\d+(?:\.\d+)*[.)]?|\([a-z]{1,3}\)) )?(?:"
    r"(?:This|These|That|Those)(?! (?:(?-i:[A-Z][\w'-]*) ){0,5}(?:agreement|contract|lease|deed|"
    r"document|licen[cs]e|section|clause|article|amendment|schedule|exhibit)\b)|"
    r"(?:The|Each|All|Any|None) (?:of the )?(?:foregoing|above|preceding|aforesaid|same|former|"
    r"latter)|"
    r"However|Nevertheless|Nonetheless|Otherwise|But|"
    r"(?:Except|Save|Provided)(?:, however,)? that|"
    r"Notwithstanding (?:the (?:foregoing|above|preceding|previous)|this|that|anything)|"
    r"In (?:this|that|such|any such|either|each) (?:case|event)|If so|If not|It|They|He|She|Such|"
    r"An exception|Exceptions?|Excluded|"
    r"Dies(?:e[srmn]?)? (?:gilt|gelten|ist)|Dies\b|Das gilt|Jedoch|Hiervon|Davon|Ausgenommen|"
    r"Vorstehende|Andernfalls|Toutefois|Cependant|Néanmoins|Ceci|Cela|Par exception|Sin embargo"
    r")(?!\w)",
    re.IGNORECASE,
)
#: A sentence behind another one in its paragraph that limits a clause which that may have named.
_NAMES: Final = re.compile(
    r"(?:Clauses?|Sections?|Articles?|Paragraphs?|Sentences?|Items?) \d[\w.()]*,? "
    r"(?:and \d\S* )?(?:do|does|shall|will|may|is|are|applies|apply|survives?)\b"
)
#: What a sentence says of those after it, where it says that they do not hold.
_FOLLOWING: Final = re.compile(
    r"\bthe following\b(?! (?:business |working )?(?:day|week|month|quarter|year))|"
    r"\b(?:as follows|(?:sentences?|clauses?|sections?|provisions?|terms|set out|listed) below|"
    r"folgende\w*|nachstehend\w*|suivantes|siguientes)\b",
    re.IGNORECASE,
)
_UNTRUE: Final = re.compile(
    r"\b(?:not|no|nor|never|none|rejected|examples?|samples?|illustrat\w+|drafts?|deleted|void|"
    r"superseded|former(?:ly)?|nicht|keine?|abgelehnt\w*|beispiel\w*|ne|pas|"
    r"exemples?|rejetée?s?|ejemplos?|rechazad\w+)\b",
    re.IGNORECASE,
)
#: How a sentence ends that goes on in the next item.
_OPEN: Final = re.compile(r"(?:[:;,]|[;,] ?(?:and|or|and/or|und|oder|et|ou|y|o))\s*$")
#: How a sentence introduces a contract, which limits nothing of that.
_AGREED: Final = re.compile(r"\bagrees?d?(?: as follows| that)?:\s*$", re.IGNORECASE)
#: How a clause begins; blank lines do not tell, since they are lost when a text flows anew.
_NUMBER: Final = re.compile(
    r"\W*(?:(?:Section|Article|Clause) )?(?:\d+(?:\.\d+)*[.)]? |\(\w{1,3}\) )"
)
#: Sentences behind the one that says what they are worth.
_NEAR: Final = 4
#: Sentences that belong together at most.
_MOST: Final = 40


def wholes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a text that a place is in, each with those that belong to it.

    Yields:
        Offsets ``(start, end)``, each pair once.
    """
    normal, offsets, spans = sentences_of(text)
    if not spans or end <= start:
        return
    first = _at(spans, bisect_left(offsets, start))
    last = _at(spans, bisect_right(offsets, end - 1) - 1)
    while first <= last:
        begin, stop = _belonging(normal, spans, first)
        yield offsets[spans[begin][0]], offsets[spans[stop][1] - 1] + 1
        first = max(first, stop) + 1


def _at(spans: Sequence[tuple[int, int]], place: int) -> int:
    return max(0, bisect_right(spans, place, key=itemgetter(0)) - 1)


def _belonging(normal: str, spans: Sequence[tuple[int, int]], at: int) -> tuple[int, int]:
    """The first and the last of the sentences that belong to one."""
    said = [slice(*span) for span in spans]
    begin = stop = at
    while begin > 0 and at - begin < _MOST:
        before = normal[said[begin - 1]]
        if not (_is_open(before) or _REFERS.match(normal[said[begin]])):
            break
        begin -= 1
    while stop + 1 < len(spans) and stop - at < _MOST:
        behind = normal[said[stop + 1]]
        limits = _REFERS.match(behind) or _NAMES.match(behind)
        if not (limits or _is_open(normal[said[stop]])):
            break
        stop += 1
    for back in range(begin - 1, max(-1, begin - 1 - _NEAR), -1):
        if _NUMBER.match(normal[said[back + 1]]):
            break
        if _FOLLOWING.search(normal[said[back]]) and _UNTRUE.search(normal[said[back]]):
            begin = back
            break
    return begin, stop


def _is_open(sentence: str) -> bool:
    """Whether a sentence goes on in the next one."""
    return _OPEN.search(sentence) is not None and _AGREED.search(sentence) is None
