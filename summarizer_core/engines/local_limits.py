"""What limits a law or a forum that a sentence names, in the sentence's words, from normalised text."""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.values import amounts, dates, period

_OPENS: Final = (
    r"(?:save|except|other than|excluding|provided,? (?:however,? )?that|but|unless|although|"
    r"however)"
)
#: An exception right behind a law, or behind a forum.
_BEHIND_LAW: Final = re.compile(
    r"^[^.;]{0,40}?,? (?P<limit>(?:save|except|other than|unless|provided,? (?:however,? )?that)\b[^.;]*)",
    re.IGNORECASE,
)
_BEHIND_FORUM: Final = re.compile(
    rf",? (?P<limit>(?:{_OPENS}|to the extent)\b[^.;]*)", re.IGNORECASE
)
#: "Except for actions for an injunction, ..."
_BEFORE: Final = re.compile(
    r"^\W*(?:[\d.()a-zA-Z]{1,6} )?(?:[A-Z][\w ]{2,40}[.:] )?(?P<limit>(?:except|save)\b"
    r"(?! (?:as )?(?:to the extent )?(?:otherwise |expressly |specifically )*(?:provided|set forth|stated|agreed))"
    r"[^.;,]{5,120}),",
    re.IGNORECASE,
)
#: Rules on which law applies are left aside by most clauses; that limits nothing.
_NO_LIMIT: Final = re.compile(
    r"\b(?:conflicts?|choice)(?:[- ]of[- ](?:the )?|\b)|\bprinciples\b|\brules that would\b|"
    r"\b(?:convention|CISG)\b|\b(?:aforementioned|aforesaid|such|said|these|those|foregoing) (?:courts?|forum|jurisdictions?)\b|\binconvenient\b|\bnon conveniens\b|\bprovisions thereof\b|"
    r"\b(?:not prohibited|permitted|allowed|prohibited) (?:by|under) (?:\w+ )?laws?\b",
    re.IGNORECASE,
)
_NOT_OF_LAW: Final = re.compile(
    r"\bcourts?\b|\bjurisdiction\b(?! to which)|\bdisput|\barbitrat", re.IGNORECASE
)
#: Words of a limit; of a longer one its first word is told.
_LONGEST: Final = 25
_NON_EXCLUSIVE: Final = re.compile(
    r"\bnon-? ?exclusive,? (?:[\w-]+,? ){0,3}?(?:jurisdiction|venue|forum)|"
    r"\b(?:jurisdiction|venue)\b[^.;]{0,60}\b(?:non-? ?exclusive|not (?:be )?exclusive)\b",
    re.IGNORECASE,
)
#: ... which is said of one party alone.
_NON_EXCLUSIVE_FOR_ONE: Final = re.compile(
    r"\b(?:as )?(?:against|regards|to|for|towards) (?:the )?[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2} (?:only|alone),? "
    r"(?:it )?(?:is|are|shall be|being) (?i:non-? ?exclusive|not exclusive)\b|"
    r"\b(?i:non-? ?exclusive|not exclusive) (?:as )?(?:against|regards|to|for|towards) "
    r"(?:the )?[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,2} (?:only|alone)\b"
)
#: One that submits to courts, of which alone the sentence tells it.
_ONE_SUBMITS: Final = re.compile(
    r"(?:^|[.;:,)] |\d )(?:[Tt]he )?(?P<who>(?!(?:Each|Either|Both|Any|Every|Such|The|This|It|They|"
    r"Part(?:y|ies)|Agreement|Contract|Venue|Jurisdiction|Court)\b)[A-Z][\w&-]*(?: (?!Part)[A-Z][\w&-]*){0,2}) "
    r"(?:hereby |also |further |expressly )?(?:\w+ly )?(?:and \w+ly )?(?P<verb>consents|submits)\b"
    r"[^.;]{0,120}\b(?:jurisdiction|venue|courts?)\b"
)
_MAY: Final = re.compile(
    r"\bmay be (?P<what>brought|instituted|commenced|filed|heard|litigated|initiated)\b"
    r"(?! (?:only|solely|exclusively))(?! against)",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(
    r"(?<!non-)(?<!non )\bexclusiv|\bonly\b|\bsole(?:ly)?\b|\bno (?:action|suit|proceeding|claim)",
    re.IGNORECASE,
)
#: Courts that decide only where others do not.
_SECOND: Final = re.compile(
    r"\bor,? (?:else,? )?(?:if|where|in the event|to the extent)(?: that)? (?:any |the |such |that |said |neither |no )?"
    r"[^.;]{0,80}?\bcourts?\b[^.;]{0,80}?\b(?:not|declin\w*|lacks?|lacking|refus\w*|unavailable|without)\b",
    re.IGNORECASE,
)
#: A try to agree comes first.
_UNRESOLVED: Final = re.compile(
    r"\b(?P<limit>if (?:\w+ ){0,4}?(?:not|cannot be|unable to be) (?:\w+ )?(?:resolved|settled))\b",
    re.IGNORECASE,
)


def limited_law(value: str, said: str, end: int) -> str:
    """A law with what limits it, in the words of the part of a sentence that names it.

    Args:
        value: the law.
        said: the part.
        end: where the law ends in it.
    """
    before = _BEFORE.match(said)
    if before is not None and not _aside(before["limit"]):
        return f"{value}, {_short(before['limit'])}"
    behind = _BEHIND_LAW.match(said[end:])
    if behind is None or _aside(behind["limit"]):
        return value
    if _NOT_OF_LAW.search(said[end:], 0, behind.end("limit")):
        return value
    return f"{value}, {_short(behind['limit'])}"


def limited_forum(value: str, said: str, start: int, end: int) -> str | None:
    """Courts or an arbitration with what limits them, in the words of the part of a sentence that
    names them; None where they decide only if others do not.

    Args:
        value: the forum.
        said: the part.
        start: where its place begins.
        end: where that ends.
    """
    if _SECOND.search(said, 0, start) is not None:
        return None
    notes = []
    if value.startswith("courts"):
        if (for_one := _NON_EXCLUSIVE_FOR_ONE.search(said)) is not None:
            notes.append(for_one.group())
        elif _NON_EXCLUSIVE.search(said):
            notes.append("non-exclusive")
        elif (may := _MAY.search(said, 0, start)) is not None and not _ONLY.search(said):
            notes.append(f"may be {may['what'].lower()} there")
        one = _ONE_SUBMITS.search(said)
        if one is not None:
            notes.append(f"{one['who']} {one['verb']}")
    told = f"{value} ({'; '.join(notes)})" if notes else value
    first = _UNRESOLVED.search(said, 0, start)
    if first is not None:
        told += f", {_short(first['limit'])}"
    before = _BEFORE.match(said)
    behind = _BEHIND_FORUM.search(said, end)
    for limit in (before, behind):
        if limit is not None and not _aside(limit["limit"]):
            told += f", {_short(limit['limit'])}"
    return told


def _aside(limit: str) -> bool:
    return _NO_LIMIT.search(limit) is not None


def _short(limit: str) -> str:
    """A limit as it is told: its words, or the first one where they are many or name a day, a sum or
    a period, which the value is not."""
    limit = limit.strip(" ,")
    if len(limit.split()) > _LONGEST or dates(limit) or amounts(limit) or period(limit):
        return f"{' '.join(limit.split()[:2]).strip(',')} ..."
    return limit[0].lower() + limit[1:]
