"""The standard questions that a summary does not answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.engines.base import DocumentView, Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.identity import title_of
from summarizer_core.engines.local_told.term import says_how_long
from summarizer_core.engines.local_told.wording import told
from summarizer_core.sides import Party
from summarizer_core.values import amounts

#: Parties whose duties are told.
SIDES: Final = 2
#: An amendment may change a limit of liability without saying the clause.
_LIMITS: Final = re.compile(
    r"\b(?:limit\w*|cap(?:ped)?|exceed)\b[^.;]{0,60}\bliabilit|\bliabilit\w+[^.;]{0,60}\b(?:limit|cap\b|exceed)",
    re.IGNORECASE,
)


#: Where disputes go, as words on the law tell it besides.
_COURTS: Final = re.compile(
    r"\bsubmits? to\b[^.;]{0,60}\b(?:courts?|jurisdiction|arbitration)\b|\bjurisdiction of\b|"
    r"\bexclusive (?:\w+ )?jurisdiction\b|\bcourts? (?:\w+ ){1,4}(?:shall|will) have\b|"
    r"\b(?:settled|resolved|determined|decided) (?:\w+ )?by (?:\w+ )?arbitration\b",
    re.IGNORECASE,
)
#: A right to leave on a notice ...
_MAY_LEAVE: Final = re.compile(
    r"\bmay (?:\w+ ){0,3}?(?:end|terminate|cancel|determine|break|withdraw from)\b[^.;:]{0,120}?\bnotice\b",
    re.IGNORECASE,
)
#: ... for one of these.
_CAUSE: Final = re.compile(
    r"\b(?:breach\w*|default\w*|fail\w*|insolven\w+|bankrupt\w*|violat\w+|if|should|in the (?:event|case)|unless|"
    r"where|when|because|due to|for (?:good )?cause|material\w*|exceeds?|upon the)\b",
    re.IGNORECASE,
)
_MUST: Final = (
    r"(?:shall|must|will|agrees? to|undertakes? to|is (?:required|obliged|obligated) to)\b"
    r"(?! (?:\w+ )?(?:not|have|be (?:entitled|paid|reimbursed|liable)|receive|retain|own)\b)"
)
#: A duty for a case is none that is told.
_IN_CASE: Final = re.compile(
    r"\b(?:if|unless|until|when|where|that|which|should|event|case)\b[^,.;]{0,40}$", re.IGNORECASE
)


def untold(
    facts: Facts,
    *,
    ends: bool,
    freely: bool,
    lawful: bool,
    disputes: bool,
    bound: Sequence[Party],
    shown: Sequence[Stated],
) -> Iterator[Stated]:
    """One sentence that names them, where there are any.

    Args:
        shown: the sentences above it; what one of them tells by the way is not named.
        ends: whether it was told how the contract can be ended, and ``freely`` whether a passage on
            an end without a cause was among that.
        lawful: whether it was told which law governs, and ``disputes`` where these go.
        bound: parties whose duties were found.
    """
    terms, clauses, denied = facts.terms, facts.clauses, facts.denied
    parties = len(terms.get("Party", ()))
    said = [one.text for one in shown]
    bound = [
        *bound,
        *(one for one in facts.parties if one not in bound and _must(facts, one, said)),
    ]
    answers = {
        "the title": bool(title_of(facts)),
        "the parties": parties > 0,
        "the other party": parties != 1,
        "its date": bool(terms.get("Agreement date") or terms.get("Effective date")),
        "how long it runs": says_how_long(facts),
        "the governing law": lawful
        and bool(terms.get("Governing law") or "Governing Law" in clauses),
        "where disputes go": disputes or any(map(_COURTS.search, said)),
        "any sum of money": bool(terms.get("Amount"))
        or "Payment Terms" in denied
        or any(amounts(one) for one in said),
        "a cap on liability": bool(terms.get("Liability cap"))
        or "Cap on Liability" in clauses
        or "Cap on Liability" in denied
        or (facts.changes is not None and _LIMITS.search(facts.view.document.text) is not None),
        "how it can be ended": ends,
        "whether it can be ended without a cause": freely
        or not ends
        or facts.changes is not None
        or any(map(_may_leave, said)),
    }
    duties = _duties(facts, bound)
    answers |= {duties: False} if duties else {}
    gone = [asked for asked, answered in answers.items() if not answered]
    if gone:
        yield told(f"What could not be told from the text: {', '.join(gone)}")


def _may_leave(said: str) -> bool:
    """Whether a sentence tells of an end by notice without a cause."""
    for match in _MAY_LEAVE.finditer(said):
        before = said[said.rfind(". ", 0, match.start()) + 1 : match.start()]
        if not (_CAUSE.search(before) or _CAUSE.search(match.group())):
            return True
    return False


def _must(facts: Facts, party: Party, said: Sequence[str]) -> bool:
    """Whether one of the sentences tells what a party must do, or of two parties that something is
    paid to the other one."""
    parties = facts.parties
    others = [one for one in parties if one != party]
    begins = rf"\b{_named(party)} {_MUST}"
    paid = rf"\b(?:paid|payable) to {_named(others[0])}" if len(others) == 1 else None
    for text in said:
        for words in (begins, paid):
            found = re.finditer(words, text, re.IGNORECASE) if words else ()
            if any(not _IN_CASE.search(text[: match.start()]) for match in found):
                return True
    return False


def _named(party: Party) -> str:
    """A pattern for the names of a party."""
    names = sorted(party.aliases, key=len, reverse=True)
    return rf"(?:the )?(?:{'|'.join(map(re.escape, names))})\b"


def _duties(facts: Facts, bound: Sequence[Party]) -> str:
    """Whose duties could not be told; "" when those of two sides were. What an amendment does not
    mention stays as it was."""
    if facts.changes is not None or len(bound) >= SIDES:
        return ""
    others = [party.label for party in facts.parties if party not in bound]
    if bound and len(others) == 1:
        return f"what {others[0]} must do"
    return f"what the {'other side' if bound else 'sides'} must do"


def failed(view: DocumentView) -> Iterator[Stated]:
    """What nobody could analyse."""
    count = sum(1 for chunk in view.chunks if chunk.sha256 not in view.analyses)
    if count:
        yield told(
            f"{count} of {len(view.chunks)} parts could not be analysed and are not covered here"
        )
