"""A playbook's judgement of a result: pure, so that a finished document can be judged anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from summarizer_core.amendments import amendment, old_words, taken_away
from summarizer_core.attention import look_first
from summarizer_core.denials import DENIALS
from summarizer_core.errors import InvalidRequest
from summarizer_core.meant import means
from summarizer_core.models import (
    AnalysisResult,
    Chunk,
    Clause,
    DocumentWarning,
    ExtractedDocument,
    MissingClause,
    Severity,
)
from summarizer_core.negation import beside_freedoms, denies, passage
from summarizer_core.playbook import Playbook
from summarizer_core.playbook_elsewhere import Elsewhere
from summarizer_core.playbook_judgement import Judgement
from summarizer_core.recognition import missing_is_told
from summarizer_core.sides import Sides, parties_of

_OPENING: Final = 3_000
#: Characters before a clause in which the list that it goes on may begin.
_BEFORE: Final = 1_500
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


def _likely(possible: Iterable[Clause]) -> list[Clause]:
    return [clause for clause in possible if clause.confidence >= _LIKELY]


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
    A clause that denies what its category is about is of low risk, whatever the playbook says of
    the category, and does not count as the clause that a document should have. So are words that an
    amendment takes away. What is missing is not said of a text that is no contract, that the
    engine could not read, or that only changes another agreement.

    Args:
        chunks: of the document, in order.
        side: name or role of the party that the reader represents.
    """
    sides = Sides(parties_of(result.key_terms), side)
    warnings = [one for one in result.warnings if one.code != UNKNOWN_SIDE]
    if not sides.known_in(document.text):
        warnings.append(_unknown_side(sides))
        sides = Sides(sides.parties)
    elsewhere = Elsewhere(document.text, sides)
    starts = [chunk.start for chunk in chunks]
    text = document.text
    changes = amendment(result.document.title, text) is not None
    gone = old_words(text) if changes else []
    denied: set[str] = set()

    def judged(clause: Clause) -> Clause:
        at = bisect_right(starts, clause.start) - 1
        around = chunks[at].text if at >= 0 else ""
        said = beside_freedoms(clause.category, clause.quote)
        before = text[max(0, clause.start - _BEFORE) : clause.start]
        found = playbook.judge(clause.category, said, around, sides, elsewhere, before)
        if taken_away(text, clause.start, clause.end, gone):
            found = _lowered(found, _TAKEN_AWAY, _TAKEN_AWAY_ADVICE)
        elif denies(clause.category, passage(text, clause.start, clause.end)):
            denied.add(clause.id)
            denial = DENIALS[clause.category]
            found = _lowered(found, f"{_DENIED} {denial.said}.", denial.advice)
        elif not means(clause.category, text, clause.start, clause.end):
            found = _lowered(found, _HARDLY_MEANT.format(found.title), _HARDLY_MEANT_ADVICE)
        return clause.model_copy(update=dict(found))

    clauses = tuple(judged(clause) for clause in result.clauses)
    possible = tuple(judged(clause) for clause in result.possible_clauses)
    missing: tuple[MissingClause, ...] = ()
    if missing_is_told(result) and not changes:
        found = (*clauses, *possible)
        # What may well be a clause is not called missing.
        holding = {clause.id for clause in (*clauses, *_likely(possible))} - denied
        missing = _missing(result, text, found, holding, denied, playbook)
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


_DENIED: Final = "The clause says that this does not apply:"
_TAKEN_AWAY: Final = "These words are among those that this amendment deletes or replaces."
_TAKEN_AWAY_ADVICE: Final = (
    "Read what the amendment puts in their place, and check the agreement that it changes. "
    "Fallback: ask for a consolidated text."
)
_HARDLY_MEANT: Final = 'The engine takes this for "{}", but it may well be something else; check.'
_HARDLY_MEANT_ADVICE: Final = (
    "Read the words for what they say. Fallback: if they may mean more, ask that they say it."
)


def _lowered(found: Judgement, rationale: str, advice: str) -> Judgement:
    severity = Severity.INFO if found.severity is Severity.INFO else Severity.LOW
    return found.model_copy(
        update={"severity": severity, "rationale": rationale, "recommendation": advice}
    )


def _missing(
    result: AnalysisResult,
    text: str,
    found: Sequence[Clause],
    holding: Collection[str],
    denied: Collection[str],
    playbook: Playbook,
) -> tuple[MissingClause, ...]:
    """What the document should have and does not. A clause that denies its category is not there
    for it, nor are its words a sign of another one; where nothing else is, it is named.

    Args:
        found: all clauses, less certain ones among them.
        holding: ids of those that count as there.
        denied: ids of those that deny.
    """
    present = {clause.category for clause in found if clause.id in holding}
    excluding: dict[str, Clause] = {}
    kept, at = [], 0
    for clause in sorted(found, key=lambda clause: clause.start):
        if clause.id in denied and clause.category not in present:
            excluding.setdefault(clause.category, clause)
            kept.append(text[at : max(at, _with_heading(text, clause.start))])
            at = max(at, clause.end)
    rest = "".join([*kept, text[at:]])
    gaps = playbook.missing(present, result.document.title, text[:_OPENING], rest)
    return tuple(
        _excluded(gap, excluding[gap.category]) if gap.category in excluding else gap
        for gap in gaps
    )


#: In characters; a longer line is no heading.
_LONGEST_HEADING: Final = 80


def _with_heading(text: str, start: int) -> int:
    """Where a clause begins together with the heading above it, or before it in its line."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        return line if start - line <= _LONGEST_HEADING else start
    above = text[:line].rstrip()
    begin = above.rfind("\n") + 1
    heading = above[begin:].strip()
    return begin if len(heading) <= _LONGEST_HEADING and heading[-1:] not in ".;:," else start


def _excluded(gap: MissingClause, by: Clause) -> MissingClause:
    told = f"Excluded by a clause on page {by.page}: {DENIALS[gap.category].said}."
    return gap.model_copy(update={"rationale": told, "clause_id": by.id})
