"""Whether words that a model takes for a clause say the opposite, though nothing denies them.

"The Owner remains free to have it made by others" is taken for exclusivity, an end for insolvency
for one without a reason, "shall not use the recipe" for a licence: what the words are about is
right, what they say of it is not.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.engines.local_exits import needs_cause
from summarizer_core.hashing import normalise

_FREE: Final = re.compile(
    r"\b(?:remains?|is|are|be|stays?|shall be) (?:entirely |completely |always )?free to\b|"
    r"\bnothing\b[^.;]{0,60}\b(?:prevents?|prohibits?|restricts?|precludes?|limits?)\b|"
    r"\b(?:shall|does|do|will) not (?:prevent|prohibit|restrict|preclude)\b",
    re.IGNORECASE,
)
#: What binds nevertheless.
_BINDS: Final = re.compile(
    r"(?<!non-)(?<!non )\bexclusiv|\b(?:shall|will|may|must|agrees?|undertakes?) (?:\w+ )?not\b"
    r"(?! (?:be (?:deemed|construed|interpreted)|prevent|prohibit|restrict|preclude|limit))|"
    r"\bsole\b|\bsolely\b|\bonly\b|\brefrain|\bprohibited|\bno other\b|\brequirements\b|"
    r"\bneither\b|\bcompet|\bcannot\b|\bunless\b|\bexcept\b|\bfirst refusal\b",
    re.IGNORECASE,
)
_FORBIDS_USE: Final = re.compile(
    r"\b(?:shall|will|may|must|agrees?) (?:\w+ )?not (?:\w+ )?(?:use|copy|exploit|disclose)\b|"
    r"\b(?:has|have|acquires?|obtains?|receives?) no (?:\w+ ){0,3}(?:rights?|licen[cs]e)\b",
    re.IGNORECASE,
)
_GRANTS: Final = re.compile(
    r"\bgrant|\blicen[cs]|\bright\b|\bmay (?!not\b)|\bpermi|\bauthori[sz]|\bentitled\b|\ballow|"
    r"\bappoint|\bexcept\b|\bother than\b|\bunless\b|\bwithout\b|\bonly\b|\bsolely\b",
    re.IGNORECASE,
)


#: Of these, or of the cases of a list, one may need no cause.
_MAY_BE_FREE: Final = re.compile(
    r":|\([a-z\d]{1,4}\)|\bany reason\b|\bno reason\b|\bany time\b|\bdiscretion\b|\bconvenien|"
    r"\bwithout (?:\w+ )?(?:cause|reason)|\bat will\b|\bincluding\b|\bfollow",
    re.IGNORECASE,
)


def _frees(text: str) -> bool:
    return _FREE.search(text) is not None and _BINDS.search(text) is None


def _forbids_use(text: str) -> bool:
    return _FORBIDS_USE.search(text) is not None and _GRANTS.search(text) is None


def says_otherwise(category: str, words: str) -> bool:
    """Whether words in English say the opposite of what a category is about.

    Args:
        category: one of ``categories.ALL``; of most nothing is known.
        words: of the finding, to the end of its sentence.
    """
    text = normalise(words)
    if category in ("Exclusivity", "Non-Compete"):
        return _frees(text)
    if category == "Termination for Convenience":
        return _MAY_BE_FREE.search(text) is None and needs_cause(text)
    if category == "License Grant":
        return _forbids_use(text)
    return False
