"""A playbook's judgement of a result: pure, so that a finished document can be judged anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from summarizer_core.attention import look_first
from summarizer_core.errors import InvalidRequest
from summarizer_core.models import (
    AnalysisResult,
    Chunk,
    Clause,
    DocumentWarning,
    ExtractedDocument,
    MissingClause,
    Severity,
)
from summarizer_core.playbook import Playbook
from summarizer_core.playbook_elsewhere import Elsewhere
from summarizer_core.recognition import missing_is_told
from summarizer_core.sides import Sides, parties_of

_OPENING: Final = 3_000
_LIKELY: Final = 0.2
#: Code of the warning on a side that the document does not have.
UNKNOWN_SIDE: Final = "unknown_side"
_MOST_CHOICES: Final = 10
_LONGEST_SIDE: Final = 200


def clean_side(side: str | None) -> str | None:
    """The party that the reader represents, None when none is named.

    Raises:
        InvalidRequest: it is too long to be a party's name or role.
    """
    name = " ".join((side or "").split())
    if len(name) > _LONGEST_SIDE:
        raise InvalidRequest(
            f"The side may have at most {_LONGEST_SIDE} characters. Give a party's name or role, "
            "such as Customer."
        )
    return name or None


def _unknown_side(sides: Sides) -> DocumentWarning:
    known = "; ".join(sides.choices[:_MOST_CHOICES])
    choose = f"Choose one of: {known}." if known else "Choose the name of a party."
    return DocumentWarning(
        code=UNKNOWN_SIDE,
        message=f"The side {sides.side!r} is no party of this document and no role that it names, "
        f"so it is judged for no side in particular. {choose}",
    )


def judge(
    result: AnalysisResult,
    document: ExtractedDocument,
    chunks: Sequence[Chunk],
    playbook: Playbook,
    side: str | None,
) -> AnalysisResult:
    """The result with severities, rationales, recommendations, missing clauses and what to look at
    first, by a playbook.

    A side that the document does not have is told in a warning, and not taken.
    What is missing is not said of a text that is no contract, or that the engine could not read.

    Args:
        chunks: of the document, in order.
        side: name or role of the party that the reader represents.
    """
    sides = Sides(parties_of(result.key_terms), side)
    warnings = [one for one in result.warnings if one.code != UNKNOWN_SIDE]
    if not sides.known_in(document.text):
        warnings.append(_unknown_side(sides))
        sides = Sides(sides.parties)
    quotes: dict[str, list[str]] = {}
    for clause in (*result.clauses, *result.possible_clauses):
        quotes.setdefault(clause.category, []).append(clause.quote)
    elsewhere = Elsewhere(document.text, quotes, sides)
    starts = [chunk.start for chunk in chunks]

    def judged(clause: Clause) -> Clause:
        at = bisect_right(starts, clause.start) - 1
        around = chunks[at].text if at >= 0 else ""
        found = playbook.judge(clause.category, clause.quote, around, sides, elsewhere)
        return clause.model_copy(update=dict(found))

    clauses = tuple(judged(clause) for clause in result.clauses)
    possible = tuple(judged(clause) for clause in result.possible_clauses)
    text = document.text
    missing: tuple[MissingClause, ...] = ()
    if missing_is_told(result):
        # What may well be a clause is not called missing.
        likely = (clause for clause in possible if clause.confidence >= _LIKELY)
        missing = playbook.missing(
            {clause.category for clause in (*clauses, *likely)},
            result.document.title,
            text[:_OPENING],
            text,
        )
    return result.model_copy(
        update={
            "clauses": clauses,
            "possible_clauses": possible,
            "high_risk_clauses": tuple(c for c in clauses if c.severity is Severity.HIGH),
            "missing_clauses": missing,
            "look_first": look_first(clauses, missing, result.coverage),
            "warnings": tuple(warnings),
            "playbook": playbook.name,
            "side": sides.side,
        }
    )
