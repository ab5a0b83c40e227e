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

#: Parties whose duties are told.
SIDES: Final = 2
#: An amendment may change a limit of liability without saying the clause.
_LIMITS: Final = re.compile(
    r"\b(?:limit\w*|cap(?:ped)?|exceed)\b[^.;]{0,60}\bliabilit|\bliabilit\w+[^.;]{0,60}\b(?:limit|cap\b|exceed)",
    re.IGNORECASE,
)


def untold(
    facts: Facts, *, ends: bool, freely: bool, disputes: bool, bound: Sequence[Party]
) -> Iterator[Stated]:
    """One sentence that names them, where there are any.

    Args:
        ends: whether it was told how the contract can be ended, and ``freely`` whether a passage on
            an end without a cause was among that.
        disputes: whether it was told where these go.
        bound: parties whose duties were found.
    """
    terms, clauses, denied = facts.terms, facts.clauses, facts.denied
    parties = len(terms.get("Party", ()))
    answers = {
        "the title": bool(title_of(facts)),
        "the parties": parties > 0,
        "the other party": parties != 1,
        "its date": bool(terms.get("Agreement date") or terms.get("Effective date")),
        "how long it runs": says_how_long(facts),
        "the governing law": bool(terms.get("Governing law") or "Governing Law" in clauses),
        "where disputes go": disputes,
        "any sum of money": bool(terms.get("Amount")) or "Payment Terms" in denied,
        "a cap on liability": bool(terms.get("Liability cap"))
        or "Cap on Liability" in clauses
        or "Cap on Liability" in denied
        or (facts.changes is not None and _LIMITS.search(facts.view.document.text) is not None),
        "how it can be ended": ends,
        "whether it can be ended without a cause": freely or not ends or facts.changes is not None,
    }
    duties = _duties(facts, bound)
    answers |= {duties: False} if duties else {}
    gone = [said for said, answered in answers.items() if not answered]
    if gone:
        yield told(f"What could not be told from the text: {', '.join(gone)}")


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
