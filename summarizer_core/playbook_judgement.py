"""What a playbook says of one clause: the first condition that holds, else the default."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from summarizer_core.models import MissingClause, Model, Severity
from summarizer_core.playbook_conditions import Check, Passage
from summarizer_core.playbook_elsewhere import NOWHERE, Elsewhere
from summarizer_core.playbook_gaps import DocumentType, DocumentTypes
from summarizer_core.playbook_text import normalise
from summarizer_core.sides import Sides
from summarizer_core.subjects import is_item

_MAX_CLAUSE_CHARACTERS: Final = 20_000
_NOBODY: Final = Sides()
#: A text that begins as a sentence does, maybe with a number.
_CAPITAL: Final = re.compile(r"[\W\d]*[A-Z]")
#: Characters before a quote in which the beginning of its sentence or list is looked for.
_LEAD: Final = 1_500


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
    """A text that is made when somebody wants it; most conditions do not."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    @cached_property
    def text(self) -> str:
        return self._make()


def _led_to(words: str, before: str) -> str:
    """A quote with the text before it where it goes on a sentence or a list, else the quote."""
    begins = _CAPITAL.match(words) is not None and not is_item(words)
    ended = before.rstrip(" ")[-1:] in (*".;:!?\n", "") or before.endswith(".)")
    return words if begins and ended else f"{normalise(before)} {words}"


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
        before: str = "",
    ) -> Judgement:
        """Judge one clause: the first condition that holds decides, else the category's default.

        Args:
            category: one of ``categories.ALL``; any other is judged ``info``.
            quote: the words that were found.
            context: text of the clause around them, for conditions with ``look_in: clause``.
            sides: the parties, and the one that the reader represents.
            elsewhere: what the rest of the document says on such subjects.
            before: text right before the quote, in which a list that it goes on may begin; of the
                context where it is empty.
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
        clause = _Once(lambda: normalise(context[:_MAX_CLAUSE_CHARACTERS])) if context else None
        lead = _Once(lambda: _led_to(words, before or context.partition(quote)[0][-_LEAD:]))
        for condition in known.conditions:
            about = condition.about or known.about
            if condition.side is not None or condition.bound is not None:
                if sides.side is None:
                    continue
                # Who is meant may be named before the quote only, in the sentence that it ends.
                telling, within = words, ""
                if clause is not None and sides.bearer(words, about) is None:
                    telling, within = lead.text, words
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
