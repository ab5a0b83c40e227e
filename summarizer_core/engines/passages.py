"""Where a passage stands in a document, and where the terms that it uses are defined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer_core.engines.base import DocumentView
from summarizer_core.grounding import locate
from summarizer_core.hashing import normalise

#: More definitions than these would bury the passage.
MOST_DEFINITIONS: Final = 4
DEFINES: Final = re.compile(
    r"[\"'](?P<term>[A-Z][^\"']{1,60})[\"'][ *_]*(?:means|shall mean|refers|has the meaning)"
)
_CAPITALS: Final = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}\b")


def around(view: DocumentView, passage: str) -> list[int]:
    """Positions of the chunks that a passage stands in, wholly or in part, in their order; none
    when it does not occur."""
    place = locate(passage, view.document.text) if passage.strip() else None
    if place is not None:
        start, end = place
        return [
            at
            for at, chunk in enumerate(view.chunks)
            if chunk.start < end and start < chunk.end and chunk.text.strip()
        ]
    wanted = normalise(passage)
    texts = [normalise(chunk.text) for chunk in view.chunks]
    return [at for at, text in enumerate(texts) if wanted and text and wanted in text]


def used_terms(passage: str) -> frozenset[str]:
    """Words with a capital, such as a defined term has; single ones and what they make together."""
    phrases = _CAPITALS.findall(normalise(passage))
    return frozenset(phrases) | {word for phrase in phrases for word in phrase.split()}


def defining(view: DocumentView, passage: str, apart_from: Sequence[int]) -> list[int]:
    """Positions of other chunks that define what a passage names, the first few in their order."""
    used, known = used_terms(passage), frozenset(apart_from)
    found = [
        at
        for at, chunk in enumerate(view.chunks)
        if at not in known
        and any(match["term"] in used for match in DEFINES.finditer(normalise(chunk.text)))
    ]
    return found[:MOST_DEFINITIONS]
