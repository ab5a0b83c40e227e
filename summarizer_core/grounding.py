"""Quotes to offsets: nothing is shown that the document does not say.

An engine quotes from normalised text, and a language model may quote loosely. A quote is looked
for as it is, then in normalised form (white space, quotes, dashes, ligatures), then without spaces
and hyphens (words broken at line ends), then by alignment, which forgives slips but no other word
(``alignment`` states what, and the minimum score). It always begins and ends with a whole word:
"limited" is no quote of "unlimited", nor "500" of "1,500". What is found so is replaced by the
document's own words; what is not found is rejected.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Final
from unicodedata import combining

from summarizer_core.alignment import align, negations, numbers
from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import Candidate
from summarizer_core.hashing import CJK, normalise, normalise_with_map
from summarizer_core.headings import Outline
from summarizer_core.models import Chunk, ExtractedDocument
from summarizer_core.support import supports
from summarizer_core.titles import after_heading, before_title

#: Shorter quotes are not looked for without their spaces: too many words contain them.
_SQUEEZE_FROM: Final = 12
_LOOSE: Final = frozenset(" -")
_UNPARTED: Final = re.compile(f"[{CJK}]")
#: A point or comma within a number.
_NUMBER_JOINT: Final = re.compile(r"\d[.,]\d")


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
        for at in _occurrences(quote, self._text):
            if _whole_words(self._text, at, at + len(quote)):
                return at, at + len(quote)
        wanted = normalise(quote)
        if not wanted:
            return None
        for at in _occurrences(wanted, self._normal[0]):
            if _whole_words(self._normal[0], at, at + len(wanted)):
                return self._raw(at, at + len(wanted) - 1)
        return self._find_squeezed(wanted) or self._align(wanted)

    def _find_squeezed(self, quote: str) -> tuple[int, int] | None:
        wanted = "".join(c for c in quote if c not in _LOOSE)
        if len(wanted) < _SQUEEZE_FROM:
            return None
        squeezed, kept = self._squeezed
        for at in _occurrences(wanted, squeezed):
            first, last = kept[at], kept[at + len(wanted) - 1]
            said = self._normal[0][first : last + 1]
            # "5-10 days" is not "510 days", nor "not able" "notable".
            same = numbers(said) == numbers(quote) and negations(said) == negations(quote)
            if same and _whole_words(self._normal[0], first, last + 1):
                return self._raw(first, last)
        return None

    def _align(self, wanted: str) -> tuple[int, int] | None:
        place = align(wanted, self._normal[0])
        return None if place is None else self._raw(place.start, place.end - 1)

    def _raw(self, first: int, last: int) -> tuple[int, int]:
        offsets = self._normal[1]
        end = offsets[last] + 1
        while end < len(self._text) and combining(self._text[end]):
            end += 1
        return offsets[first], end


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _whole_words(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins and ends where words and numbers do."""
    return not (_inside(text, start) or _inside(text, end))


def _inside(text: str, at: int) -> bool:
    """Whether a place is within a word or a number."""
    before, after = text[max(0, at - 1) : at], text[at : at + 1]
    if before.isalnum() and after.isalnum():
        # Chinese and Japanese do not part words.
        return not (_UNPARTED.match(before) or _UNPARTED.match(after))
    return any(at >= back and _NUMBER_JOINT.match(text, at - back) for back in (1, 2))


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text.

    Returns:
        Code-point offsets ``(start, end)`` of its first occurrence, None when it does not occur.
    """
    return _Haystack(text).find(quote)


# --- what is proof -----------------------------------------------------------------------------

#: In words: a shorter quote proves nothing, unless it is a whole sentence, list item or heading.
#: Scripts that do not part words need so many letters.
PROOF_WORDS: Final = 4
_PROOF_LETTERS: Final = 8
#: What turns or limits what follows it in a sentence, and what goes before it.
_TURNS: Final = re.compile(
    r"\b(?:not|no|neither|nor|never|nothing|none|cannot|without|unless|except|excluding|provided|"
    r"if|only|subject to|other than|save|until)\b|\bnon-$",
    re.IGNORECASE,
)
_LIMITS: Final = re.compile(
    r"[\s,;(]*(?:\w+ )?(?:unless|except|provided|only|if|subject to|other than|save|excluding|"
    r"without|to the extent|as long as|so long as|until)\b",
    re.IGNORECASE,
)
_GOES_ON: Final = (";", ",", "; or", "; and", ", or", ", and")


def proof_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, as the proof of an answer.

    Returns:
        Offsets like those of ``locate``; from the beginning of its sentence where the words before
        it there turn it round or make a condition ("Supplier shall not [quote]"), and up to its end
        where those right behind it limit it. None for a quote that does not occur, or that has
        fewer words than ``PROOF_WORDS`` and is no whole sentence.
    """
    place = locate(quote, text)
    if place is None:
        return None
    said = text[slice(*place)]
    long = len(said.split()) >= PROOF_WORDS or (
        _UNPARTED.search(said) is not None and len(said) >= _PROOF_LETTERS
    )
    return widened(text, *place) if long or _is_whole(text, *place) else None


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """A place in a text with what its sentence says before and right behind it that changes its
    meaning, as in ``proof_of``."""
    normal, offsets, spans = sentences_of(text)
    first, last = bisect_left(offsets, start), bisect_right(offsets, end - 1)
    at = max(0, bisect_right(spans, first, key=itemgetter(0)) - 1)
    if not spans or not normal[first:last].strip():
        return start, end
    begin, stop = spans[at]
    introduced = _introduction(normal, spans, at)
    if _TURNS.search(normal[begin:first]):
        start = offsets[begin]
    if introduced is not None and _TURNS.search(normal[introduced:begin]):
        start = offsets[introduced]
    if last < stop and _LIMITS.match(normal, last, stop):
        end = max(end, offsets[stop - 1] + 1)
    return start, end


def sentence_at(text: str, start: int) -> tuple[int, int]:
    """Offsets of the sentence of a text that a place is in."""
    _, offsets, spans = sentences_of(text)
    first = bisect_left(offsets, start)
    begin, stop = spans[max(0, bisect_right(spans, first, key=itemgetter(0)) - 1)]
    return offsets[begin], offsets[stop - 1] + 1


def passage_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, as ``proof_of``; all of its sentence where it is too short to
    prove anything. None for a quote that does not occur."""
    place = locate(quote, text)
    if place is None:
        return None
    start, end = widened(text, *place)
    if len(text[start:end].split()) < PROOF_WORDS:
        begin, stop = sentence_at(text, start)
        start, end = min(start, begin), max(end, stop)
    return start, end


def sentences_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of all sentences of a text that a place is in."""
    _, stop = sentence_at(text, max(start, end - 1))
    return min(start, sentence_at(text, start)[0]), max(end, stop)


# Many places of one text, and of its chunks, are looked at in a row, and texts are up to a document
# long.
@lru_cache(maxsize=8)
def sentences_of(text: str) -> tuple[str, Sequence[int], Sequence[tuple[int, int]]]:
    """A text in its normal form, the map back to it, and its sentences there."""
    normal, offsets = normalise_with_map(text)
    return normal, offsets, sentence_spans(normal)


def _introduction(normal: str, spans: Sequence[tuple[int, int]], at: int) -> int | None:
    """Where the words begin that introduce the list in which a sentence is an item; None when it is
    none."""
    while at > 0:
        before = normal[slice(*spans[at - 1])].rstrip()
        if before.endswith(":"):
            return spans[at - 1][0]
        if not before.endswith(_GOES_ON):
            return None
        at -= 1
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether nothing but signs and numbers of its sentence or line is left outside a place."""
    begin, stop = sentence_at(text, start)
    line = max(begin, text.rfind("\n", 0, start) + 1)
    rest = text[line:start] + (text[end:stop].partition("\n")[0] if end < stop else "")
    return not any(c.isalpha() for c in rest)


def ground(
    document: ExtractedDocument, chunks: Sequence[Chunk], candidates: Sequence[Candidate]
) -> Grounded:
    """Give every candidate its place in the document.

    A candidate is looked for in its own chunks only, and the value of a term must come from the
    words of its quote. Of candidates of one name in one place the
    most confident stays; the others are no loss and do not count as rejected.
    """
    haystacks: dict[tuple[int, int], _Haystack] = {}
    placed: dict[tuple[str, str, str, int, int], Placed] = {}
    outline: Outline | None = None
    rejected = 0
    for candidate in candidates:
        index = candidate.chunk_index
        last = index if candidate.last_chunk is None else candidate.last_chunk
        if not 0 <= index <= last < len(chunks):
            rejected += 1
            continue
        chunk = chunks[index]
        if (index, last) not in haystacks:
            haystacks[index, last] = _Haystack(document.text[chunk.start : chunks[last].end])
        place = haystacks[index, last].find(candidate.quote)
        if place is None:
            rejected += 1
            continue
        start, end = chunk.start + place[0], chunk.start + place[1]
        if candidate.kind == "term" and not supports(document.text[start:end], candidate.value):
            rejected += 1
            continue
        heading = chunk.heading
        if candidate.kind == "clause":
            outline = outline or Outline(
                document.text, [one.start for one in chunks], document.headings
            )
            heading = outline.path_within(chunk.start, start) or heading
            start, heading = after_heading(document.text, start, end, heading)
            end = before_title(document.text, start, end)
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
