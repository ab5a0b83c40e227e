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

#: Terms that many contracts share: general terms, and the agreement over several orders.
_GENERAL: Final = r"(?<!these )(?<!this )\b(?:standard|general) terms(?: (?:and|&) conditions)?\b"
_OVER_IT: Final = (
    r"\b(?:ordinance|tariff|(?<!this )(?<!under the )(?<!to the )(?:master|framework) "
    r"(?:\w{1,12} )?agreement)\b"
)
#: They become part of this document; a company is incorporated in a country.
_INCORPORATED: Final = (
    r"incorporated (?:here(?:in|to|with|of|by)|by (?:this |such )?reference|and made (?:a )?part|"
    r"in(?:to)? (?:this|the present|these|the (?:agreement|contract|order)))\b"
)
#: Within one sentence: "No. 967" ends none.
_NEAR: Final = r"(?:[^.;]|\.(?! (?-i:[A-Z(]))){0,160}?"
#: A short document like this leaves the rest to terms that are not part of it.
_REST_ELSEWHERE: Final = re.compile(
    rf"{_GENERAL}(?:\. )?{_NEAR}\b(?:attached|{_INCORPORATED}|annexed|part of|posted|available|"
    r"tariff|(?:exhibit|schedule|appendix) (?-i:[A-Z0-9]))"
    rf"|{_OVER_IT}{_NEAR}\b(?:is|are|be|being|been|hereby|which|as) (?:\w{{1,12}} )?{_INCORPORATED}"
    rf"|\b(?:incorporates?|incorporating|{_INCORPORATED}|annexed|attached)\b{_NEAR}{_GENERAL}",
    re.IGNORECASE,
)
#: What is refused, or outranked, adds nothing.
_REFUSED: Final = re.compile(
    r"\b(?:no(?!\.)|not|nor|neither|never|none|exclud\w*|reject\w*|instead of|in lieu of|"
    r"prevails? over|supersedes?|replaces?)\b",
    re.IGNORECASE,
)
_OWN_TITLE: Final = re.compile(rf"\W{{0,3}}(?:\w{{1,20}} ){{0,2}}{_GENERAL}", re.IGNORECASE)
_SENTENCE_BEGINS: Final = re.compile(r"[.;] (?=[A-Z(])")
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
        if leaves_the_rest(text):
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


def leaves_the_rest(text: str) -> bool:
    """Whether a short document says that general terms, or an agreement above it, which are not in
    it, are part of it: what it does not say itself may stand there."""
    words = normalise(text)
    if len(words) >= _SHORT or _OWN_TITLE.match(words) is not None:
        return False
    return any(_adds(words, found) for found in _REST_ELSEWHERE.finditer(words))


def _adds(words: str, found: re.Match[str]) -> bool:
    """Whether the sentence of a match does not refuse what it speaks of."""
    before = _SENTENCE_BEGINS.finditer(words, 0, found.start() + 1)
    begin = max((one.end() for one in before), default=0)
    return _REFUSED.search(words, begin, found.end()) is None


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
