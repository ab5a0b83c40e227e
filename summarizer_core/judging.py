"""A playbook's judgement of a result: pure, so that a finished document can be judged anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Final, TypeAlias

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
from summarizer_core.negation import (
    beside_freedoms,
    denied_throughout,
    denies,
    of_one_kind,
    passage,
)
from summarizer_core.playbook import Playbook
from summarizer_core.playbook_elsewhere import Elsewhere
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
    the category, and does not count as the clause that a document should have. So is one that can
    hardly mean what its category is about, and words that an amendment takes away. What is missing
    is not said of a text that is no contract, that the engine could not read, or that only changes
    another agreement.

    Args:
        chunks: of the document, in order.
        side: name or role of the party that the reader represents.
    """
    sides = Sides(parties_of(result.key_terms), side)
    warnings = [one for one in result.warnings if one.code != UNKNOWN_SIDE]
    if not sides.known_in(document.text):
        warnings.append(_unknown_side(sides))
        sides = Sides(sides.parties)
    case = _Case(document.text, chunks, result.document.title, sides)
    clauses = tuple(case.judged(clause, playbook) for clause in result.clauses)
    possible = tuple(case.judged(clause, playbook) for clause in result.possible_clauses)
    missing: tuple[MissingClause, ...] = ()
    if missing_is_told(result) and not case.is_amendment:
        found = (*clauses, *possible)
        # What may well be a clause is not called missing.
        holding = {clause.id for clause in (*clauses, *_likely(possible))}
        holding -= case.denied | case.doubted
        missing = _missing(result, document.text, found, holding, case, playbook)
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


class _Case:
    """A document whose clauses are judged one after the other.

    Attributes:
        is_amendment: whether it only changes another agreement.
        denied: ids of the clauses, of those judged so far, that deny what their category is about.
        denied_to_one: those of them that say so of one party alone.
        doubted: ids of those that can hardly mean what their category is about.
    """

    def __init__(self, text: str, chunks: Sequence[Chunk], title: str | None, sides: Sides) -> None:
        self._text = text
        self._chunks = chunks
        self._starts = [chunk.start for chunk in chunks]
        self._sides = sides
        self._elsewhere = Elsewhere(text, sides)
        self._passages: dict[tuple[int, int], str] = {}
        self.is_amendment = amendment(title, text) is not None
        self._gone = old_words(text) if self.is_amendment else []
        self.denied: set[str] = set()
        self.denied_to_one: set[str] = set()
        self.doubted: set[str] = set()

    def judged(self, clause: Clause, playbook: Playbook) -> Clause:
        """The clause as the playbook judges it, or as of low risk where it is doubted."""
        at = bisect_right(self._starts, clause.start) - 1
        found = playbook.judge(
            clause.category,
            beside_freedoms(clause.category, clause.quote),
            self._chunks[at].text if at >= 0 else "",
            self._sides,
            self._elsewhere,
            self._text[max(0, clause.start - _BEFORE) : clause.start],
        )
        # The first doubt decides.
        for doubt in (self._taken_away, self._denying, self._hardly_meant):
            told = doubt(clause, found.title)
            if told is not None:
                rationale, advice = told
                lowest = Severity.INFO if found.severity is Severity.INFO else Severity.LOW
                found = found.model_copy(
                    update={"severity": lowest, "rationale": rationale, "recommendation": advice}
                )
                break
        return clause.model_copy(update=dict(found))

    # --- doubts: rationale and recommendation, None where there is none ----------------------

    def _taken_away(self, clause: Clause, title: str) -> _Told | None:  # noqa: ARG002
        gone = taken_away(self._text, clause.start, clause.end, self._gone)
        return (_TAKEN_AWAY, _TAKEN_AWAY_ADVICE) if gone else None

    def _denying(self, clause: Clause, title: str) -> _Told | None:  # noqa: ARG002
        said = self._passage(clause.start, clause.end)
        if not denies(clause.category, said):
            return None
        self.denied.add(clause.id)
        denial = DENIALS[clause.category]
        # "Customer may not leave without cause" leaves open whether Supplier may.
        if self._sides.one_sided(" ".join(said.split())):
            self.denied_to_one.add(clause.id)
            return _DENIED_TO_ONE, denial.advice
        if of_one_kind(clause.category, said):
            return _DENIED_KIND, denial.advice
        if not denied_throughout(clause.category, self._text):
            return _DENIED_HERE, denial.advice
        return f"{_DENIED} {denial.said}.", denial.advice

    def _hardly_meant(self, clause: Clause, title: str) -> _Told | None:
        if means(clause.category, self._text, clause.start, clause.end):
            return None
        self.doubted.add(clause.id)
        return _HARDLY_MEANT.format(title), _HARDLY_MEANT_ADVICE

    def _passage(self, start: int, end: int) -> str:
        """The sentences that words stand in; many are looked at for several categories."""
        if (start, end) not in self._passages:
            self._passages[start, end] = passage(self._text, start, end)
        return self._passages[start, end]


#: Rationale and recommendation.
_Told: TypeAlias = tuple[str, str]
_DENIED: Final = "The clause says that this does not apply:"
_DENIED_TO_ONE: Final = (
    "The clause says that this does not apply, but speaks of one party alone; what holds for the "
    "other must be said beside it or elsewhere."
)
_DENIED_KIND: Final = (
    "The clause says that what it names does not apply; whether something else of the kind does, "
    "must be said elsewhere."
)
_DENIED_HERE: Final = (
    "The clause says that this does not apply, as far as its words go; others in the document "
    "speak of it, too, and must be read with them."
)
_TAKEN_AWAY: Final = "These words are among those that this amendment deletes or replaces."
_TAKEN_AWAY_ADVICE: Final = (
    "Read what the amendment puts in their place, and check the agreement that it changes. "
    "Fallback: ask for a consolidated text."
)
_HARDLY_MEANT: Final = 'The engine takes this for "{}", but it may well be something else; check.'
_HARDLY_MEANT_ADVICE: Final = (
    "Read the words for what they say. Fallback: if they may mean more, ask that they say it."
)


def _missing(
    result: AnalysisResult,
    text: str,
    found: Sequence[Clause],
    holding: Collection[str],
    case: _Case,
    playbook: Playbook,
) -> tuple[MissingClause, ...]:
    """What the document should have and does not. A clause that denies its category is not there
    for it, nor are its words a sign of another one; where nothing else is, it is named.

    Args:
        found: all clauses, less certain ones among them.
        holding: ids of those that count as there.
        case: which of them deny.
    """
    present = {clause.category for clause in found if clause.id in holding}
    excluding: dict[str, Clause] = {}
    kept, at = [], 0
    for clause in sorted(found, key=lambda clause: clause.start):
        if clause.id in case.denied and clause.category not in present:
            excluding.setdefault(clause.category, clause)
            kept.append(text[at : max(at, _with_heading(text, clause.start))])
            at = max(at, clause.end)
    rest = "".join([*kept, text[at:]])
    gaps = playbook.missing(present, result.document.title, text[:_OPENING], rest)
    return tuple(
        _excluded(gap, excluding[gap.category], case) if gap.category in excluding else gap
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


def _excluded(gap: MissingClause, by: Clause, case: _Case) -> MissingClause:
    told = f"Excluded by a clause on page {by.page}: {DENIALS[gap.category].said}."
    if by.id in case.denied_to_one:
        told = (
            f"A clause on page {by.page} excludes it for one party; for the other none was found."
        )
    return gap.model_copy(update={"rationale": told, "clause_id": by.id})
