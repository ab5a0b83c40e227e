"""What Gemini is told of a whole document, so that it can sum it up: facts, and notes on the
chunks, each with the passages that show it. What a summary says is looked up in them."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.denials import DENIALS
from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.grounding import (
    PROOF_WORDS,
    locate,
    passage_of,
    proof_of,
    sentence_at,
    sentences_of,
)
from summarizer_core.hashing import normalise
from summarizer_core.negation import denies, passage
from summarizer_core.proof.wording import telling

_FACTS: Final = 80
_FACT_LIMIT: Final = 160
#: Passages of a note, and characters of one.
_QUOTES: Final = 4
_QUOTE_LIMIT: Final = 320


@dataclass(frozen=True)
class Place:
    """A passage: a chunk, and offsets into the chunk's text."""

    chunk: int
    start: int
    end: int


@dataclass(frozen=True)
class Note:
    """Something told of a document, with passages that show it: (chunk index, words)."""

    text: str
    quotes: tuple[tuple[int, str], ...] = ()

    @property
    def sent(self) -> str:
        """As the model reads it: each passage on a line of its own, in quotation marks."""
        lines = [self.text, *(f'"{quote}"' for _, quote in self.quotes)]
        return "\n".join(filter(None, lines))


def shortened(text: str, limit: int) -> str:
    """Text on one line, cut where it is longer than so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


# --- facts and notes -------------------------------------------------------------------------


def fact(term: Candidate) -> str:
    return f"{term.name}: {term.value}" + (f" ({term.role})" if term.role else "")


def facts(candidates: Sequence[Candidate], view: DocumentView) -> list[Note]:
    """One line per term and clause category, in document order, within bounds; terms with the
    sentence that shows them."""
    found: dict[str, Note] = {}
    for one in candidates:
        line = fact(one) if one.kind == "term" else _clause(one, view)
        if line not in found:
            quotes = [_told_in(one, view)] if one.kind == "term" else []
            told = tuple((one.chunk_index, quote) for quote in quotes if quote)
            found[line] = Note(shortened(line, _FACT_LIMIT), told)
    return list(found.values())[:_FACTS]


def _told_in(term: Candidate, view: DocumentView) -> str:
    """The sentence that a term's quote is in; of a long one the quote alone. Without looking at
    line breaks, as ``notes``."""
    text = normalise(view.chunks[term.chunk_index].text)
    place = locate(term.quote, text)
    if place is None:
        return ""
    sentence = text[slice(*sentence_at(text, place[0]))]
    whole = len(sentence) <= _QUOTE_LIMIT and locate(term.quote, sentence) is not None
    return sentence if whole else _cut(term.quote)


def _clause(found: Candidate, view: DocumentView) -> str:
    if _denied(found, view):
        return f"Clause that denies {found.name}: {DENIALS[found.name].said}"
    return f"Clause found: {found.name}"


def _denied(found: Candidate, view: DocumentView) -> bool:
    """Whether a clause denies what its category is about, read with its whole sentence."""
    text = normalise(view.chunks[found.chunk_index].text)
    quote = normalise(found.quote)
    start = text.find(quote)
    return denies(found.name, passage(text, start, start + len(quote)) if start >= 0 else quote)


def notes(view: DocumentView, candidates: Sequence[Candidate]) -> list[Note]:
    """All notes in document order, each with the passages that the model named, those of clauses
    that were found beside it, or else the sentence of the chunk that is nearest to it.

    Without headings: these are seen by line breaks, too, and what was only re-flowed must not be
    paid again.
    """
    clauses: dict[int, list[str]] = {}
    for one in candidates:
        if one.kind == "clause":
            clauses.setdefault(one.chunk_index, []).append(one.quote)
    found: list[Note] = []
    for at, chunk in enumerate(view.chunks):
        analysis = view.analyses.get(chunk.sha256)
        said = analysis.note if analysis is not None else ""
        named = analysis.note_quotes if analysis is not None else ()
        quotes = _distinct([*named, *clauses.get(at, ())])
        if said and not quotes:
            quotes = _nearest(said, chunk.text)
        if said or quotes:
            found.append(Note(said, tuple((at, quote) for quote in quotes)))
    return found


def _distinct(quotes: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for quote in map(_cut, quotes):
        if quote and not any(quote in one for one in kept):
            kept.append(quote)
    return kept[:_QUOTES]


def _cut(quote: str) -> str:
    """A passage on one line; of a long one its beginning, in whole words."""
    text = normalise(quote)
    return text if len(text) <= _QUOTE_LIMIT else text[:_QUOTE_LIMIT].rpartition(" ")[0]


def _nearest(said: str, text: str) -> list[str]:
    whole = normalise(text)
    words = frozenset(telling(said))
    sentences = [whole[start:end] for start, end in sentence_spans(whole)]
    best = max(sentences, key=lambda one: len(words.intersection(telling(one))), default="")
    return [_cut(best)] if best.strip() else []


# --- groups ----------------------------------------------------------------------------------


def size_of(told: Iterable[Note]) -> int:
    """Characters that notes take in a prompt."""
    return sum(len(one.sent) for one in told)


def groups(told: Sequence[Note], budget: int) -> list[list[Note]]:
    """Neighbouring notes in groups of ``budget`` characters at most, a single one excepted.

    From half the budget on, a group ends where a note's own hash says so, one in eight: a changed
    note then changes its own group and seldom the next, and the others' answers are still known.
    """
    found: list[list[Note]] = []
    group: list[Note] = []
    size = 0
    for note in told:
        sent = note.sent
        if group and size + len(sent) > budget:
            found.append(group)
            group, size = [], 0
        group.append(note)
        size += len(sent)
        if size >= budget // 2 and _ends_a_group(sent):
            found.append(group)
            group, size = [], 0
    return [*found, group] if group else found


def _ends_a_group(sent: str) -> bool:
    return hashlib.sha256(sent.encode("utf-8", "surrogatepass")).digest()[0] % 8 == 0


# --- where a proof stands --------------------------------------------------------------------


def parted(view: DocumentView, start: int, end: int) -> list[Place]:
    """A place of the document as places of the chunks that it runs over."""
    chunks = view.chunks
    first = max(0, bisect_right(chunks, start, key=lambda one: one.start) - 1)
    found = []
    for chunk in chunks[first:]:
        if chunk.start >= end:
            break
        begin, stop = max(start, chunk.start), min(end, chunk.end)
        words = view.document.text[begin:stop]
        lead = len(words) - len(words.lstrip())
        if words.strip():
            found.append(
                Place(
                    chunk.index,
                    begin + lead - chunk.start,
                    begin + len(words.rstrip()) - chunk.start,
                )
            )
    return found


class Offered:
    """What a call was told, by id, to look up the passages that its answer names.

    Args:
        told: by the ids that the prompt gave them. The same prompt may have been made of another
            document, so that ids stand for passages of this one.
    """

    def __init__(self, view: DocumentView, told: Mapping[str, Note]) -> None:
        self._view = view
        self._told = told

    def place(self, identity: str, quote: str) -> Place | None:
        """Where a passage stands that an answer gives as proof; None where it is not the
        document's words, or too short to prove anything.

        It is looked for in the chunks of what it names. Where these do not have it, a chunk that
        has the very words will do: models mistake ids.
        """
        wanted = normalise(quote)
        if not wanted:
            return None
        offered = any(words == wanted for one in self._told.values() for _, words in one.quotes)
        look = passage_of if offered else proof_of  # what is offered may be short
        for chunk in self._chunks(identity.strip(), wanted):
            found = look(quote, self._view.chunks[chunk].text)
            if found is not None:
                return Place(chunk, *found)
        return None

    def places(self, identity: str, quote: str) -> list[Place]:
        """The same, and in several chunks where a passage runs over them in its very words."""
        place = self.place(identity, quote)
        if place is not None:
            return [place]
        normal, offsets, _ = sentences_of(self._view.document.text)
        wanted = normalise(quote)
        at = normal.find(wanted) if len(wanted.split()) >= PROOF_WORDS else -1
        if at < 0:
            return []
        start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
        return parted(self._view, start, end)

    def _chunks(self, identity: str, wanted: str) -> Iterator[int]:
        named = self._told.get(identity)
        quotes = named.quotes if named else ()
        yield from dict.fromkeys(chunk for chunk, words in quotes if wanted in words)
        yield from dict.fromkeys(chunk for chunk, _ in quotes)
        yield from (at for at, text in enumerate(self._texts) if wanted in text)

    @cached_property
    def _texts(self) -> list[str]:
        return [normalise(chunk.text) for chunk in self._view.chunks]
