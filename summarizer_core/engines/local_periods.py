"""How long a contract runs, how it renews and how that is stopped, from normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.values import COUNT, Found, period

_TERM_AT: Final = re.compile(
    r"(?:initial term|\bterm (?:of|for) (?:this|the)|term of|"
    r"(?:agreement|contract|lease)[^.]{0,60}(?:shall|will) (?:be effective|continue|remain|"
    r"commence)|(?:continue|remain) in (?:full )?(?:force|effect))",
    re.IGNORECASE,
)
_TERM_NOT: Final = re.compile(r"confiden|warrant|patent|surviv|notice of|insurance|cure", re.I)
_RENEWAL_AT: Final = re.compile(
    r"(?:renew\w*|extend\w*|extension)[^.]{0,80}?(?:for|successive|additional|further|consecutive|"
    r"periods? of|terms? of)|(?:successive|additional|further) (?=[^.]{0,40}(?:renew|term|period))",
    re.IGNORECASE,
)
_RENEWS: Final = re.compile(r"\b(?:renew|exten[ds])\w*", re.IGNORECASE)
_NOTICE_PERIOD: Final = re.compile(
    rf"(?:\b(?:{COUNT}|one hundred (?:and )?(?:twenty|eighty)) ?)?(?:\(? ?\d{{1,3}} ?\)?)? ?"
    r"(?:calendar |business )?(?:day|month|week|year)s?\W{0,3}(?:'?s? )?(?:advance |prior |written "
    r"|before |in advance|notice)",
    re.IGNORECASE,
)


_STOPS: Final = re.compile(
    rf"(?:\b(?:{COUNT}|one hundred (?:and )?(?:twenty|eighty)) ?)?(?:\(? ?\d{{1,3}} ?\)?)? ?"
    r"(?:calendar |business )?(?:day|month|week|year)s?\W{0,3}(?:'?s? )?(?:advance |prior\b|written "
    r"|before\b|in advance|notice|preceding|of the (?:expir|end|term))",
    re.IGNORECASE,
)


_STOPPING: Final = re.compile(
    r"\bunless\b|\bnon-? ?renew|\bnot (?:to )?(?:be )?(?:renew|exten)|\bterminat|\bcancel|\bdeclin|"
    r"\bnot (?:wish|desire|intend|elect)|\bnever\b|\babsent\b|\bdiscontinu",
    re.IGNORECASE,
)
_RENEWING: Final = re.compile(
    r"\brenew|\bexten(?:d|sion)|\bexpir|\b(?:initial|current|then|any|each|the) term\b|"
    r"\banniversary|\bend of\b|\bsay(?:s|ing)? no\b",
    re.IGNORECASE,
)


def notice_to_stop(text: str) -> Found | None:
    """How long before a renewal it must be stopped, in a passage that is about that; one about an
    option to renew says the opposite."""
    if not _STOPPING.search(text) or not _RENEWING.search(text):
        return None
    match = _STOPS.search(text)
    value = period(match.group()) if match else None
    return Found("Notice to stop renewal", value, 0, len(text)) if value else None


def notice_of(text: str) -> str | None:
    """The notice that a passage asks for, such as ``60 days``."""
    match = _STOPS.search(text)
    return period(match.group()) if match else None


def periods(sentence: str, at: int) -> Iterator[Found]:
    start, end = at, at + len(sentence)
    where = _TERM_AT.search(sentence)
    if where and not _TERM_NOT.search(sentence):
        value = period(sentence[where.end() : where.end() + 200])
        if value:
            yield Found("Term", value, start, end)
    if not _RENEWS.search(sentence):
        return
    renewal = _RENEWAL_AT.search(sentence)
    if renewal:
        value = period(sentence[renewal.end() : renewal.end() + 80])
        if value and not value.endswith(("day", "days")):
            yield Found("Renewal", value, start, end)
            notice = _NOTICE_PERIOD.search(sentence)
            notice_value = period(notice.group(0)) if notice else None
            if notice_value:
                yield Found("Notice to stop renewal", notice_value, start, end)
