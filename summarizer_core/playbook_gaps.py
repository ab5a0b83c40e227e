"""Which document it is, and which clauses a document of its type should have and does not."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.models import MissingClause, Severity
from summarizer_core.playbook_conditions import Check, Passage
from summarizer_core.playbook_text import normalise
from summarizer_core.sides import Sides

#: Type of a contract that is of no more special type.
ANY_TYPE: Final = "any"
#: Type of a document that looks like no contract, or like none in the playbook's language.
OTHER_TYPE: Final = "other"

#: A short document like this leaves the rest to terms that are not part of it.
_REST_ELSEWHERE: Final = re.compile(
    r"\b(?:standard|general) terms(?: and conditions)?\b.{0,200}\b(?:attached|incorporated|annexed|"
    r"part of|posted|available|exhibit|schedule|appendix|tariff)\b"
    r"|\b(?:ordinance|tariff|(?:master|"
    r"framework) (?:\w{1,12} )?agreement)\b.{0,160}\bincorporated\b"
    r"|\b(?:incorporat\w{1,4}|annexed|attached)\b.{0,80}\b(?:standard|general) terms",
    re.IGNORECASE,
)
_SHORT: Final = 20_000
_NOBODY: Final = Sides()


@dataclass(frozen=True)
class Expected:
    categories: frozenset[str]
    evidence: tuple[re.Pattern[str], ...]
    when: Check | None
    missing: MissingClause


@dataclass(frozen=True)
class DocumentType:
    """``patterns`` are what its title or opening says; ``opening`` is what its opening alone says,
    whatever the title."""

    patterns: tuple[re.Pattern[str], ...]
    opening: tuple[re.Pattern[str], ...]
    expected: tuple[Expected, ...]


class DocumentTypes:
    """The document types of a playbook, with ``any`` among them."""

    def __init__(self, types: Mapping[str, DocumentType]) -> None:
        self._types = dict(types)

    def missing(
        self, present: Collection[str], title: str | None, opening: str, text: str
    ) -> tuple[MissingClause, ...]:
        """Clauses that such a document should have and does not, worst first.

        A clause counts as there when its category was found, or when the category's ``evidence``
        occurs anywhere in the text, headings among it: a wrong "missing" costs more trust than it
        is worth. Nothing is missed in a short document that leaves the rest to general terms.

        Args:
            present: categories that were found.
            title: the document's title, if known.
            opening: how the text begins; about a page.
            text: the whole text.
        """
        found = self._types.get(self.document_type(title, opening))
        if found is None:
            return ()
        words = normalise(text)
        if len(words) < _SHORT and _REST_ELSEWHERE.search(words) is not None:
            return ()
        have = frozenset(present)
        gaps = [item.missing for item in found.expected if _is_missing(item, have, words)]
        order = list(Severity)
        return tuple(sorted(gaps, key=lambda gap: order.index(gap.severity)))

    def document_type(self, title: str | None, opening: str) -> str:
        """Key of the document type: by title if it says enough, else by the first type that the
        opening names; ``any`` for other contracts, ``other`` for what looks like no contract."""
        name, begin = normalise(title or ""), normalise(opening)
        special = {key: kind for key, kind in self._types.items() if key != ANY_TYPE}
        for key, kind in special.items():
            if _first(kind.patterns, name) is not None or _first(kind.opening, begin) is not None:
                return key
        general = self._types[ANY_TYPE].patterns
        # "Joint Venture Agreement" says what it is; "Agreement" does not.
        telling = len(name.split()) > 1 and _first(general, name) is not None
        if not telling:
            places = {key: _first(kind.patterns, begin) for key, kind in special.items()}
            named = [(place, key) for key, place in places.items() if place is not None]
            if named:
                return min(named, key=lambda pair: pair[0])[1]
        if telling or _first(general, begin) is not None:
            return ANY_TYPE
        return OTHER_TYPE


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> int | None:
    """Where the earliest match of any pattern begins."""
    starts = [match.start() for pattern in patterns if (match := pattern.search(text))]
    return min(starts, default=None)


def _is_missing(item: Expected, present: frozenset[str], text: str) -> bool:
    if item.categories & present:
        return False
    if item.when is not None and not item.when(Passage(text, _NOBODY)):
        return False
    return not any(pattern.search(text) for pattern in item.evidence)
