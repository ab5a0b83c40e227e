"""On what a sentence depends: "if ...", "unless ...", "only when ...", "provided that ..."."""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.proof.wording import WORD, telling

#: That something depends on nothing in particular is no condition.
_CUSTOMARY: Final = re.compile(
    r"\bif (?:any|applicable|so|necessary|required)\b|"
    r"\b(?:unless|except as|except where) (?:otherwise )?(?:\w+ )?(?:otherwise )?"
    r"(?:agreed|provided|stated|set|specified|permitted|required|indicated|expressly)\b[^,;.]*",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    r"^\W*(?:and |but )?(?:if|unless|where|except|save|provided|subject to|only (?:if|when)|"
    r"so long as|as long as|in case|in the event|during|until|after|once|upon)\b(?P<what>[^,;]+),",
    re.IGNORECASE,
)
_INNER: Final = re.compile(
    r"\b(?:(?:only |and |or )?(?:if|when|where)|unless|except(?: for| in| as to| where)?|save for|"
    r"other than|so long as|as long as|in case|in the event|subject to|until|"
    r"(?<!days )(?<!weeks )(?<!months )(?<!years )before|"
    r"(?:after|upon)(?= (?:\w+ ){1,3}(?:has|have|is|are) | the end | (?:giving|having|receiving) )|"
    r"(?:against|on|upon|in (?:return|exchange) for)(?= (?:the |an? )?(?:payment|fee|price) ?)|"
    r"(?:on|upon|for|following)(?= (?:an? |the |any |its )?(?:\w+ ){0,2}(?:breach|default|insolven|"
    r"bankrupt|failure|non-?payment|violation))|"
    r"provided(?: that)?(?=,? (?:that|it|he|they|such|qq))|to the extent|at the request|"
    r"whom (?=(?:qq|it |the |they ))|"
    r"(?:that|who) (?=(?:it |qq\w+ )?(?:is|are|was|were|has|have) ))\b(?P<what>[^,;]+)",
    re.IGNORECASE,
)
#: Share of the words of a condition that a statement must have.
_SHARE: Final = 0.3


def conditions(text: str) -> tuple[frozenset[str], ...]:
    """The telling words of each condition of a text in which parties are marked."""
    text = _CUSTOMARY.sub(" ", text)
    rest, found = text, []
    if lead := _LEADING.match(text):
        found.append(lead["what"])
        text = rest = text[lead.end() :]
    for match in _INNER.finditer(text):
        found.append(match["what"])
        rest = rest.replace(match.group(), " ")
    # What the rest says, too, a statement of the rest alone says.
    said = _words(rest)
    return tuple(words for one in found if (words := _words(one) - said or _words(one)))


def _words(text: str) -> frozenset[str]:
    numbers = {word for word in WORD.findall(text) if word.isdigit()}
    return frozenset(one for one in telling(text) if not one.startswith("qq")) | numbers


def are_told(asked: tuple[frozenset[str], ...], statement: str) -> bool:
    """Whether a statement tells of each of these conditions."""
    words = _words(statement)
    return all(len(one & words) >= _SHARE * len(one) for one in asked)
