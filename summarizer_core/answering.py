"""The clauses of a finished review that bear on an answer to a question or a passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from summarizer_core.attention import of_the_whole
from summarizer_core.categories import FACTS
from summarizer_core.grounding import locate
from summarizer_core.meant import means
from summarizer_core.models import (
    AnalysisResult,
    Chunk,
    Clause,
    ExtractedDocument,
    FocusAnswer,
    FocusStatus,
    Quote,
    Severity,
)
from summarizer_core.questions import asks_of_all, categories_of

#: More clauses than these beside one answer would not be read.
_MOST_BEARING: Final = 6
_BY_RISK: Final = tuple(Severity)
#: What a passage may be, where nothing in it is certain.
_MOST_POSSIBLE: Final = 2


def bearing(
    answer: FocusAnswer,
    result: AnalysisResult,
    chunks: Sequence[Chunk],
    document: ExtractedDocument,
) -> FocusAnswer:
    """The answer with the clauses that bear on it: those that stand where it quotes, or in the
    passage; where there are none, those in the same section. A passage by itself is also met by
    what may well be a clause in it, where none is certain, and by clauses of the same kinds
    elsewhere. Where the document says nothing, with the missing clauses that the question asks for.
    What is asked of the contract as a whole, and was not answered, is answered by what to look at
    first."""
    clauses = result.clauses
    if not answer.quotes and answer.status is FocusStatus.COMPLETED and not answer.passage:
        answer = _of_the_whole(answer, result)
    spans = [(quote.start, quote.end) for quote in answer.quotes]
    place = None
    if answer.status is FocusStatus.COMPLETED and answer.passage:
        place = locate(answer.passage, document.text)
        spans += [place] if place else []
    sections = [
        (chunk.start, chunk.end)
        for chunk in chunks
        if any(chunk.start < end and start < chunk.end for start, end in spans)
    ]
    found = _within(clauses, spans) or _within(clauses, sections)
    asked = categories_of(answer.question or "")
    if place is not None and not answer.question:
        met = _meeting(place, result, document.text)
        if met:
            ids = tuple(clause.id for clause in met[:_MOST_BEARING])
            return answer.model_copy(update={"clause_ids": ids, "missing": ()})
    # Facts stand in many sentences, and bear on an answer only where they are asked for.
    telling = [clause for clause in found if clause.category not in FACTS - asked]
    telling.sort(
        key=lambda clause: (
            clause.category not in asked,
            _BY_RISK.index(clause.severity),
            clause.start,
        )
    )
    ids = tuple(clause.id for clause in telling[:_MOST_BEARING])
    gaps = () if answer.quotes else result.missing_clauses
    missing = tuple(gap.category for gap in gaps if gap.category in asked)
    return answer.model_copy(update={"clause_ids": ids, "missing": missing})


def _meeting(place: tuple[int, int], result: AnalysisResult, text: str) -> list[Clause]:
    """Clauses that bear on a passage: those in it, else what may be one there by its words, the
    likeliest first; then those of the same kinds elsewhere, the riskiest first."""

    def by_risk(clause: Clause) -> tuple[int, int]:
        return _BY_RISK.index(clause.severity), clause.start

    told = [clause for clause in result.clauses if clause.category not in FACTS]
    inside = sorted(_within(told, [place]), key=by_risk)
    if not inside:
        likely = [
            clause
            for clause in _within(result.possible_clauses, [place])
            if clause.category not in FACTS
            and means(clause.category, text, clause.start, clause.end)
        ]
        likely.sort(key=lambda clause: -clause.confidence)
        inside = likely[:_MOST_POSSIBLE]
    kinds, known = {clause.category for clause in inside}, {clause.id for clause in inside}
    elsewhere = [one for one in told if one.category in kinds and one.id not in known]
    return [*inside, *sorted(elsewhere, key=by_risk)]


def _of_the_whole(answer: FocusAnswer, result: AnalysisResult) -> FocusAnswer:
    if not asks_of_all(answer.question or ""):
        return answer
    told, shown = of_the_whole(result.look_first, result.clauses)
    quotes = tuple(
        Quote(quote=one.quote, page=one.page, start=one.start, end=one.end) for one in shown
    )
    return answer.model_copy(update={"answer": told, "quotes": quotes})


def _within(clauses: Sequence[Clause], spans: Sequence[tuple[int, int]]) -> list[Clause]:
    return [c for c in clauses if any(c.start < end and start < c.end for start, end in spans)]
