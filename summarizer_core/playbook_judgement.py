"""What a playbook says of one clause: the first condition that holds, else the default."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from summarizer_core.models import MissingClause, Model, Severity
from summarizer_core.playbook_conditions import Check, Passage
from summarizer_core.playbook_elsewhere import NOWHERE, Elsewhere
from summarizer_core.playbook_gaps import DocumentType, DocumentTypes
from summarizer_core.playbook_text import normalise
from summarizer_core.sides import Sides

_MAX_CLAUSE_CHARACTERS: Final = 20_000
_NOBODY: Final = Sides()
#: Characters before a quote in which the beginning of its sentence or list is looked for.
_LEAD: Final = 1_200


class Judgement(Model):
    """What the playbook says of one clause."""

    title: str
    severity: Severity
    rationale: str
    recommendation: str


@dataclass(frozen=True)
class Condition:
    check: Check
    whole_clause: bool
    about: re.Pattern[str] | None
    side: str | None
    bound: str | None
    judgement: Judgement


@dataclass(frozen=True)
class Category:
    explanation: str
    default: Judgement
    about: re.Pattern[str] | None
    mirror: re.Pattern[str] | None
    evidence: re.Pattern[str] | None
    conditions: tuple[Condition, ...]


class _Once:
    """A text whose normal form is made when somebody wants it; most conditions do not."""

    def __init__(self, raw: str) -> None:
        self._raw = raw

    @cached_property
    def text(self) -> str:
        return normalise(self._raw)


def _led_to(words: str, clause: str) -> str:
    """The text up to the end of a quote; the quote where it does not stand in the clause."""
    at = clause.find(words)
    return words if at < 0 else clause[max(0, at - _LEAD) : at] + words


class Playbook:
    """A compiled playbook of a name. Immutable; built by ``load``."""

    def __init__(
        self, name: str, categories: Mapping[str, Category], types: Mapping[str, DocumentType]
    ) -> None:
        self.name = name
        self._categories = dict(categories)
        self._types = DocumentTypes(types)

    def judge(
        self,
        category: str,
        quote: str,
        context: str = "",
        sides: Sides = _NOBODY,
        elsewhere: Elsewhere = NOWHERE,
    ) -> Judgement:
        """Judge one clause: the first condition that holds decides, else the category's default.

        Args:
            category: one of ``categories.ALL``; any other is judged ``info``.
            quote: the words that were found.
            context: text of the clause around them, for conditions with ``look_in: clause``.
            sides: the parties, and the one that the reader represents.
            elsewhere: what the rest of the document says on such subjects.
        """
        known = self._categories.get(category)
        if known is None:
            return Judgement(
                title=category,
                severity=Severity.INFO,
                rationale="The playbook does not judge clauses of this kind.",
                recommendation="Read the clause and decide whether it needs a change.",
            )
        words = normalise(quote[:_MAX_CLAUSE_CHARACTERS])
        clause = _Once(context[:_MAX_CLAUSE_CHARACTERS]) if context else None
        for condition in known.conditions:
            about = condition.about or known.about
            if condition.side is not None or condition.bound is not None:
                if sides.side is None:
                    continue
                # Who is meant may be named before the quote only, in the sentence that it ends.
                telling, within = words, ""
                if clause is not None and sides.bearer(words, about) is None:
                    telling, within = _led_to(words, clause.text), words
                if condition.side not in (None, sides.bearer(telling, about, within)):
                    continue
                if condition.bound not in (None, sides.bound(telling, about, within)):
                    continue
            text = clause.text if condition.whole_clause and clause is not None else words
            if condition.check(Passage(text, sides, category, about, known.mirror, elsewhere)):
                return condition.judgement
        return known.default

    def title(self, category: str) -> str:
        """Display title of a category; of an unknown one, its name."""
        known = self._categories.get(category)
        return known.default.title if known else category

    def explanation(self, category: str) -> str:
        """What a clause of this category is, in a sentence; empty for an unknown one."""
        known = self._categories.get(category)
        return known.explanation if known else ""

    def missing(
        self, present: Collection[str], title: str | None, opening: str, text: str
    ) -> tuple[MissingClause, ...]:
        """Clauses that such a document should have and does not; see ``DocumentTypes.missing``."""
        return self._types.missing(present, title, opening, text)

    def document_type(self, title: str | None, opening: str) -> str:
        """Key of the document's type; see ``DocumentTypes.document_type``."""
        return self._types.document_type(title, opening)
