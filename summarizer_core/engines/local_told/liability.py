"""Limits of liability: told where a plain sentence limits one party's to a sum, quoted otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import Candidate, Stated
from summarizer_core.engines.local_liability import PERSONS
from summarizer_core.engines.local_sums import left_out, limited, unlimited
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import cited, told
from summarizer_core.excerpts import entire, quoted
from summarizer_core.hashing import normalise
from summarizer_core.values import amounts

#: Limits that are told or quoted.
_MOST: Final = 2
#: Characters behind a limit of liability in which something may be taken out of it.
_BEHIND: Final = 900
#: What the next words of the paragraph say of the same.
_NEXT: Final = 200
_MORE: Final = re.compile(
    r"\b(?:liab\w+|limit\w*|exceed\w*|foregoing|in addition|cap)\b", re.IGNORECASE
)
#: A limit that is for a part, for each time, or tied to something else.
_TIED: Final = re.compile(
    r"\b(?:section|article|clause|paragraph|exhibit|schedule)\b(?!s? \w+ (?:of )?this)|\b(?:except|other than|unless|"
    r"provided|if|subject to|in (?:any|each|every)|per|each|greater|lesser|lower|higher|notwithstanding|"
    r"in addition|indirect|consequential|for (?!any\b|all\b)\w+)\b",
    re.IGNORECASE,
)


#: A limit in a contract with others.
_ANOTHERS: Final = re.compile(
    r"\b(?:contracts?|agreements?|tariffs?|terms) (?:of carriage )?with (?:its|their|his|any|the) "
    r"(?:\w+ )?(?:customers?|suppliers?|subcontractors?|carriers?|insurers?)\b",
    re.IGNORECASE,
)


def limits(facts: Facts) -> Iterator[Stated]:
    """Each limit, and whose liability is said to have none."""
    for cap in facts.terms.get("Liability cap", ())[:_MOST]:
        said = normalise(cap.quote)
        if _ANOTHERS.search(said):
            continue
        behind = left_out(said, normalise(_behind(facts, cap, _BEHIND)))
        lead = "On a limit of liability it says"
        goes_on = _MORE.search(_behind(facts, cap, _NEXT).partition("\n\n")[0]) is not None
        if not (behind or goes_on) and _is_plain(cap, said):
            yield told(
                f"The liability of {_who(cap.role)} is limited to {cap.value}", facts.proofs([cap])
            )
            continue
        whole, proofs = facts.passage(cap)
        words = cited(_limiting(whole), key=_MOST_LIABLE) if whole else quoted(cap.value)
        taken = entire(behind) if behind and behind not in whole else ""
        if not words or (behind and behind not in whole and not taken):
            yield told(f"On a limit of liability see {facts.place(cap)}", proofs)
            continue
        yield told(f"{lead}: {words}", proofs)
        if taken and taken not in words:
            yield told(f"And behind it: {quoted(taken)}", [(cap.chunk_index, behind)])
    if facts.changes is None:
        yield from _without_limit(facts)


def _without_limit(facts: Facts) -> Iterator[Stated]:
    said: dict[str, None] = {}
    for chunk in facts.view.chunks:
        if "liabilit" not in chunk.text.lower():
            continue
        text = normalise(chunk.text)
        for start, end in sentence_spans(text) if unlimited(text) else ():
            words = text[start:end]
            if unlimited(words) and words not in said and len(said) < _MOST:
                said[words] = None
                lead = "On a liability without a limit it says"
                shown = cited(words)
                if shown:
                    yield told(f"{lead}: {shown}", [(chunk.index, words)])


def _is_plain(cap: Candidate, said: str) -> bool:
    """Whether a sentence limits a party's liability to a sum, and says no more."""
    whose, what_for = limited(said)
    return bool(
        cap.role
        and whose
        and not what_for
        and _is_sum(cap.value)
        and not _TIED.search(said)
        and len(amounts(said)) == 1
        and len(_LIABLE.findall(said)) == 1
    )


def _is_sum(value: str) -> bool:
    found = amounts(value)
    return len(found) == 1 and found[0].value == value


def _behind(facts: Facts, cap: Candidate, most: int) -> str:
    """So many characters of the text behind a limit."""
    at, end = facts.span(cap)
    return facts.view.document.text[end : end + most] if at >= 0 else ""


_MOST_LIABLE: Final = re.compile(
    r"\b(?:exceed\w*|limited to|in excess of|(?:greater|more) than|capped at|cap of)\b",
    re.IGNORECASE,
)
_LIABLE: Final = re.compile(r"\bliab", re.IGNORECASE)


def _limiting(said: str) -> str:
    """Of a passage the sentences from the first one on that speaks of liability."""
    for start, end in sentence_spans(said):
        if _LIABLE.search(said, start, end):
            return said[start:]
    return said


def _who(role: str) -> str:
    return quoted(PERSONS[role]) if role in PERSONS else role
