"""A document section by section: of each, the sentences that carry its meaning, word for word.

A sentence's weight is its closeness to what its section is about (``ranking.central``: Radev,
Jing, Stys, Tam, "Centroid-based summarization of multiple documents", 2004); what says a duty or a
right weighs more. No engine is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.hashing import normalised
from summarizer_core.headings import all_headings
from summarizer_core.models import Chunk, ExtractedDocument, Quote, Section
from summarizer_core.ranking import central

#: Sections; of more, the longest are told.
_SECTIONS: Final = 20
#: So many headings make an outline, if no section is most of the text; else those one level
#: further down count, too.
_ENOUGH: Final = 4
_MOST_OF_IT: Final = 0.3
_HEADING_LETTERS: Final = 4
#: A short document has room for two sentences of each long section.
_SHORT: Final = 12
_LONG_SECTION: Final = 6
#: Characters of one section whose sentences are compared.
_COMPARED: Final = 30_000
_MIN_LETTERS: Final = 40
_MAX_WORDS: Final = 60
_DUTY: Final = re.compile(
    r"\b(?:shall|must|will|may|agrees?|undertakes?|is entitled|grants?|warrants?|means)\b"
)
_DUTY_WEIGHT: Final = 0.15
_NUMBERING: Final = re.compile(r"^\W*(?:\d+\.[\d.]*|\d+\))\s")
_DIGIT: Final = re.compile(r"\d")
_PLACE: Final = re.compile(
    r"\b(?:Floor|Suite|Tower|Room|Unit|Street|Road|Avenue|Boulevard|Drive|Lane|Square|Plaza|"
    r"Building|House|Way|Box|Park|Province|County|District|City|St|Ave|Rd|Blvd)\b",
    re.IGNORECASE,
)
#: What a sentence is numbered with.
_LABEL: Final = re.compile(r"^\W*(?:(?:\d[\d.]*|[a-zA-Z]|[ivx]{1,5})[.)]{1,2}\s)?\W*")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class _Sentence:
    """``text`` in its normal form; ``start`` and ``end`` are offsets into the document's text."""

    start: int
    end: int
    text: str


def sections(document: ExtractedDocument, chunks: Sequence[Chunk]) -> tuple[Section, ...]:
    """The document's sections in order, each with one or two of its sentences.

    Args:
        chunks: of the document, in order.
    """
    told = [
        (heading, found)
        for heading, start, end in _spans(document, chunks)
        if (found := _sentences(document.text, start, end))
    ]
    if len(told) > _SECTIONS:
        longest = sorted(told, key=lambda part: -sum(len(one.text) for one in part[1]))
        kept = {found[0].start for _, found in longest[:_SECTIONS]}
        told = [(heading, found) for heading, found in told if found[0].start in kept]
    sections = []
    for heading, found in told:
        many = 2 if len(told) <= _SHORT and len(found) >= _LONG_SECTION else 1
        quotes = tuple(_quote(document, one) for one in _best(found, many))
        sections.append(Section(heading=heading, page=quotes[0].page, sentences=quotes))
    return tuple(sections)


def _spans(document: ExtractedDocument, chunks: Sequence[Chunk]) -> list[tuple[str, int, int]]:
    """Heading, start and end of each section's body; "" is the heading of what stands first."""
    text = document.text
    found = all_headings(text, [chunk.start for chunk in chunks], document.headings)
    named = [one for one in found if _names_something(one[3])]
    best: list[tuple[str, int, int]] = [("", 0, len(text))]
    for deepest in sorted({level for _, _, level, _ in named}):
        heads = [(start, end, title) for start, end, level, title in named if level <= deepest]
        bounds = [(0, 0, ""), *heads, (len(text), len(text), "")]
        spans = [
            (title, start, end)
            for (_, start, title), (end, _, _) in pairwise(bounds)
            if start < end
        ]
        if _longest(spans) < _longest(best):
            best = spans
        if len(heads) >= _ENOUGH and _longest(best) <= _MOST_OF_IT * len(text):
            break
    return best


def _longest(spans: Sequence[tuple[str, int, int]]) -> int:
    return max(end - start for _, start, end in spans)


def _names_something(title: str) -> bool:
    """Whether words make a heading, not a row of a table that only looks like one."""
    letters = sum(map(str.isalpha, title))
    return (
        letters >= _HEADING_LETTERS
        and letters > 0.6 * len(title.replace(" ", ""))
        and not _address(title)
    )


def _address(title: str) -> bool:
    """Whether a line is a street's address: a number, commas, and words that name places."""
    words = _NUMBERING.sub("", title)
    places = len(_PLACE.findall(words))
    return (
        _DIGIT.search(words) is not None
        and "," in words
        and (places > 1 or (places == 1 and words.count(",") > 1))
    )


def _sentences(text: str, start: int, end: int) -> list[_Sentence]:
    body = text[start : min(end, start + _COMPARED)]
    normal = normalised(body)
    return [
        _Sentence(
            start + normal.origin(first),
            start + normal.origin(last - 1) + 1,
            normal.text[first:last],
        )
        for first, last in sentence_spans(normal.text)
        if _readable(normal.text[first:last])
    ]


def _readable(text: str) -> bool:
    """Whether this is a whole sentence, not a heading, a row of a table or a line of contents."""
    letters = sum(map(str.isalpha, text))
    return (
        letters >= _MIN_LETTERS
        and letters > 0.6 * len(text)
        and len(text.split()) <= _MAX_WORDS
        and text[-1] in ".;!?\"'”)"
        and "...." not in text
        and ". . ." not in text
    )


def _best(sentences: Sequence[_Sentence], many: int) -> list[_Sentence]:
    weights = central([one.text for one in sentences])
    scores = [
        weight + (_DUTY_WEIGHT if _DUTY.search(one.text) else 0.0)
        for one, weight in zip(sentences, weights, strict=True)
    ]
    # What a section says twice is told once.
    unique: dict[str, int] = {}
    for at in sorted(range(len(sentences)), key=lambda at: (-scores[at], at)):
        unique.setdefault(_LABEL.sub("", sentences[at].text).casefold(), at)
    return [sentences[at] for at in sorted([*unique.values()][:many])]


def _quote(document: ExtractedDocument, sentence: _Sentence) -> Quote:
    """The sentence in the document's own words, without a heading that runs into it."""
    start, end = sentence.start, sentence.end
    for gap in _BLANK_LINE.finditer(document.text, start, end):
        rest = document.text[gap.end() : end].lstrip()
        if sum(map(str.isalpha, rest)) >= _MIN_LETTERS:
            start = end - len(rest)
    return Quote(quote=document.text[start:end], page=document.page_at(start), start=start, end=end)
