"""What of an engine's findings and terms stands: its quotes prove it, and nothing takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer_core.amendments import amendment, old_words
from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.grounding import Grounded, Placed, ground
from summarizer_core.meant import means
from summarizer_core.models import ExtractedDocument
from summarizer_core.negation import denies_term, passage
from summarizer_core.recognition import Recognition
from summarizer_core.support import supports
from summarizer_core.terms import PARTY, TITLE


@dataclass(frozen=True)
class Standing:
    """Args:
    grounded: all with their places, the less certain marked.
    proved: those on which a summary may rest, in the engine's order.
    """

    grounded: Grounded
    proved: Sequence[Candidate]


def standing(view: DocumentView, candidates: Sequence[Candidate]) -> Standing:
    """What of an engine's candidates stands in a document."""
    document = view.document
    claimed = _claimed(candidates, view.recognition)
    grounded = _standing(ground(document, view.chunks, claimed), document)
    return Standing(_sorted_out(grounded, document), _proved(grounded, claimed))


def changes_another(grounded: Grounded, document: ExtractedDocument) -> bool:
    """Whether the document changes an earlier one."""
    return amendment(title_of(grounded) or document.title, document.text) is not None


def title_of(grounded: Grounded) -> str | None:
    """The title that was read, None without one."""
    for placed in grounded.terms:
        if placed.candidate.name == TITLE:
            return placed.candidate.value or placed.quote
    return None


def _standing(grounded: Grounded, document: ExtractedDocument) -> Grounded:
    """Without terms that the document denies ("shall not be governed by"), or that an amendment
    takes away. They were proved, so they do not count as rejected."""
    text = document.text
    gone = old_words(text) if changes_another(grounded, document) else []

    def stands(term: Placed) -> bool:
        if denies_term(term.candidate.name, passage(text, term.start, term.end)):
            return False
        inside = [span for span in gone if span[0] < term.end and term.start < span[1]]
        if not inside:
            return True
        left, at = [], term.start
        for start, end in inside:
            left.append(text[at : max(at, start)])
            at = max(at, end)
        return supports(" ".join([*left, text[at : term.end]]), term.candidate.value)

    return replace(grounded, terms=tuple(term for term in grounded.terms if stands(term)))


def _sorted_out(grounded: Grounded, document: ExtractedDocument) -> Grounded:
    """With clauses whose words can hardly mean what their category is about ("Customer's liability
    is unlimited" as a licence) among the less certain."""

    def meant(clause: Placed) -> bool:
        return means(clause.candidate.name, document.text, clause.start, clause.end)

    clauses = tuple(
        one
        if one.candidate.doubtful or meant(one)
        else replace(one, candidate=replace(one.candidate, doubtful=True))
        for one in grounded.clauses
    )
    return replace(grounded, clauses=clauses)


def _claimed(candidates: Sequence[Candidate], known: Recognition) -> Sequence[Candidate]:
    """What an engine found; where there is no contract, without parties, and clauses as less
    certain."""
    if known.contract is not False:
        return candidates
    return [
        replace(one, doubtful=True) if one.kind == "clause" else one
        for one in candidates
        if one.kind != "term" or one.name != PARTY
    ]


def _proved(grounded: Grounded, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that have their place in the document, in their own order."""
    kept = {
        id(placed.candidate)
        for placed in (*grounded.clauses, *grounded.terms)
        if not placed.candidate.doubtful
    }
    return [candidate for candidate in candidates if id(candidate) in kept]
