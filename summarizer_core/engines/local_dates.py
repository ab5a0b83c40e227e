"""When a contract was made, takes effect and ends, from sentences of normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.values import Found, dates

_MADE: Final = re.compile(
    r"\b(?:dated|made|entered into|executed|is effective|as of|on this|this)\b", re.IGNORECASE
)
_SUBJECT: Final = re.compile(
    r"agreement|contract|lease|license|terms|deed|memorandum|amendment|addendum|statement of work|"
    r"policy|note|indenture|order",
    re.IGNORECASE,
)
_OTHER_PAPER: Final = re.compile(
    r"(?:that certain|prior|previous|original|pursuant to the|under the|existing|act of|amended by|"
    r"regulation|directive|registration|patent|filed|issued)",
    re.IGNORECASE,
)
_EFFECTIVE_BEFORE: Final = re.compile(
    r"(?:effective(?: date)?|commenc\w+(?: on| date)?|begin\w*(?: on)?|in force from|takes? effect|"
    r"effect from)[^.;]{0,40}$",
    re.IGNORECASE,
)
_EFFECTIVE_AFTER: Final = re.compile(
    r"^[^.;\"']{0,12}\(?(?:the |hereinafter )?[\"'](?:effective|commencement|start)", re.IGNORECASE
)
_ENDS_BEFORE: Final = re.compile(
    r"(?:expir\w+|terminat\w+|\bends?\b|ending|until|through|conclud\w+|no later than)"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
_ENDS_AFTER: Final = re.compile(
    r"^[^.;\"']{0,12}\(?(?:the )?[\"'](?:expir|end|terminat)", re.IGNORECASE
)
_OWN_TERM: Final = re.compile(r"\b(?:agreement|contract|lease|term|licen[cs]e|terms)\b", re.I)


def dated(sentence: str, at: int) -> Iterator[Found]:
    for found in dates(sentence):
        before, after = sentence[max(0, found.start - 90) : found.start], sentence[found.end :]
        start, end = at + found.start, at + found.end
        names = []
        if _ENDS_AFTER.match(after) or (_ENDS_BEFORE.search(before) and _OWN_TERM.search(sentence)):
            names.append("Expiration date")
        elif _EFFECTIVE_AFTER.match(after) or _EFFECTIVE_BEFORE.search(before):
            names.append("Effective date")
        context = sentence[max(0, found.start - 200) : found.start]
        other = _OTHER_PAPER.search(before)
        made = _MADE.search(before[-50:]) and _SUBJECT.search(context or after[:60])
        if made and not other and "Expiration date" not in names:
            names.append("Agreement date")
        for name in names:
            yield Found(name, found.value, start, end)


def end_date(text: str) -> Found | None:
    """When a contract ends, in a passage that is about that."""
    ends = [
        found
        for found in dates(text)
        if _ENDS_AFTER.match(text[found.end :])
        or _ENDS_BEFORE.search(text[max(0, found.start - 90) : found.start])
    ]
    return ends[0] if len({found.value for found in ends}) == 1 else None
