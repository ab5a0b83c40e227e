"""What says the opposite of a category, though nothing in it denies it.

"The Owner remains free to have it made by others" is taken for exclusivity, an end for insolvency
for one without a reason, "shall not use the recipe" for a licence: what the words are about is
right, what they say of it is not. All functions take a normalised text in English.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.endings import needs_cause

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


def frees(text: str) -> bool:
    """Whether a text leaves somebody free and binds nobody."""
    return _FREE.search(text) is not None and _BINDS.search(text) is None


def forbids_use(text: str) -> bool:
    """Whether a text forbids a use and grants none."""
    return _FORBIDS_USE.search(text) is not None and _GRANTS.search(text) is None


def waits_for_a_cause(text: str) -> bool:
    """Whether a text lets somebody end a contract for a cause alone."""
    return _MAY_BE_FREE.search(text) is None and needs_cause(text)
