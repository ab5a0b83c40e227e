"""Quotes to offsets: nothing is shown that the document does not say.

An engine quotes from normalised text, and a language model may quote loosely. A quote is looked
for as it is, then in normalised form (white space, quotes, dashes, ligatures), then without spaces
and hyphens between whole words (words broken at line ends). What is found so is replaced by the
document's own words; what is not found is rejected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from unicodedata import combining

from summarizer_core.chunking import HEADING_SEPARATOR
from summarizer_core.engines.base import Candidate
from summarizer_core.hashing import normalise, normalise_with_map
from summarizer_core.models import Chunk, ExtractedDocument

#: Shorter quotes are not looked for without their spaces: too many words contain them.
_SQUEEZE_FROM: Final = 12
_LOOSE: Final = frozenset(" -")
#: In characters; a longer line is a sentence, not a heading.
_LONGEST_HEADING: Final = 80


@dataclass(frozen=True)
class Placed:
    """A candidate in its place: ``document.text[start:end] == quote``."""

    candidate: Candidate
    page: int
    start: int
    end: int
    quote: str
    heading: str


@dataclass(frozen=True)
class Grounded:
    """Candidates in their places, in the order given; ``rejected`` counts those without one."""

    clauses: tuple[Placed, ...]
    terms: tuple[Placed, ...]
    rejected: int


class _Haystack:
    """A text to look for quotes in; each form of it is computed once, when needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _normal(self) -> tuple[str, list[int]]:
        return normalise_with_map(self._text)

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        kept = [i for i, c in enumerate(self._normal[0]) if c not in _LOOSE]
        return "".join(self._normal[0][i] for i in kept), kept

    def find(self, quote: str) -> tuple[int, int] | None:
        quote = quote.strip()
        if not quote:
            return None
        at = self._text.find(quote)
        if at >= 0:
            return at, at + len(quote)
        wanted = normalise(quote)
        if not wanted:
            return None
        at = self._normal[0].find(wanted)
        if at >= 0:
            return self._raw(at, at + len(wanted) - 1)
        return self._find_squeezed("".join(c for c in wanted if c not in _LOOSE))

    def _find_squeezed(self, wanted: str) -> tuple[int, int] | None:
        if len(wanted) < _SQUEEZE_FROM:
            return None
        squeezed, kept = self._squeezed
        at = squeezed.find(wanted)
        while at >= 0:
            first, last = kept[at], kept[at + len(wanted) - 1]
            if self._whole_words(first, last):
                return self._raw(first, last)
            at = squeezed.find(wanted, at + 1)
        return None

    def _whole_words(self, first: int, last: int) -> bool:
        normal = self._normal[0]
        inside_start = first > 0 and normal[first - 1].isalnum() and normal[first].isalnum()
        after = normal[last + 1 : last + 2]
        return not inside_start and not (after.isalnum() and normal[last].isalnum())

    def _raw(self, first: int, last: int) -> tuple[int, int]:
        offsets = self._normal[1]
        end = offsets[last] + 1
        while end < len(self._text) and combining(self._text[end]):
            end += 1
        return offsets[first], end


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text.

    Returns:
        Code-point offsets ``(start, end)`` of its first occurrence, None when it does not occur.
    """
    return _Haystack(text).find(quote)


def _after_heading(text: str, start: int, end: int, heading: str) -> tuple[int, str]:
    """Where a quote begins without the heading line it starts with, and the heading path with
    that line as its last part. Normalised text has no lines, so engines cannot tell them apart."""
    line, _, rest = text[start:end].partition("\n")
    title = line.strip(" *_#\t")
    following = rest.lstrip()
    if (
        not title
        or len(title) > _LONGEST_HEADING
        or title[-1] in ",;:.-"
        or not title[0].isalnum()
        or title.islower()
        or len(following) <= len(title)
        or not (following[0].isupper() or following[0].isdigit() or following[0] in '("“')
        # A line that merely wraps is no heading: a blank line or a number must follow.
        or not rest.startswith(("\n", "(", *"0123456789"))
    ):
        return start, heading
    parents = heading.split(HEADING_SEPARATOR)[:-1] if heading else []
    return end - len(following), HEADING_SEPARATOR.join([*parents, title])


def ground(
    document: ExtractedDocument, chunks: Sequence[Chunk], candidates: Sequence[Candidate]
) -> Grounded:
    """Give every candidate its place in the document.

    A candidate is looked for in its own chunk only. Of candidates of one name in one place the
    most confident stays; the others are no loss and do not count as rejected.
    """
    haystacks: dict[int, _Haystack] = {}
    placed: dict[tuple[str, str, str, int, int], Placed] = {}
    rejected = 0
    for candidate in candidates:
        index = candidate.chunk_index
        if not 0 <= index < len(chunks):
            rejected += 1
            continue
        chunk = chunks[index]
        place = haystacks.setdefault(index, _Haystack(chunk.text)).find(candidate.quote)
        if place is None:
            rejected += 1
            continue
        start, end = chunk.start + place[0], chunk.start + place[1]
        heading = chunk.heading
        if candidate.kind == "clause":
            start, heading = _after_heading(document.text, start, end, heading)
        value = candidate.value if candidate.kind == "term" else ""
        key = (candidate.kind, candidate.name, value, start, end)
        if key in placed and placed[key].candidate.confidence >= candidate.confidence:
            continue
        placed[key] = Placed(
            candidate=candidate,
            page=document.page_at(start),
            start=start,
            end=end,
            quote=document.text[start:end],
            heading=heading,
        )
    return Grounded(
        clauses=tuple(p for p in placed.values() if p.candidate.kind == "clause"),
        terms=tuple(p for p in placed.values() if p.candidate.kind == "term"),
        rejected=rejected,
    )
