"""What stands for the passages that a model names: their sentences, with those that limit them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from summarizer_core.engines.base import DocumentView
from summarizer_core.grounding import locate, proof_of, sentence_at
from summarizer_core.titles import without_titles
from summarizer_core.wholes import wholes

#: Characters. Longer sentences that belong together are quoted as the model quoted them.
_LONG: Final = 1_000


def quoted(view: DocumentView, quotes: Iterable[tuple[int, str]], passage: str) -> list[str]:
    """The sentences that quotes (chunk, words) and a passage are in, each with those that belong
    to it."""
    text = view.document.text
    spans = [span for at, quote in quotes if (span := _span(view, at, quote)) is not None]
    if passage and (place := locate(passage, text)) is not None:
        spans.append(place)
    found = dict.fromkeys(whole for span in spans for whole in wholes(text, *span))
    return [text[slice(*without_titles(text, *whole))] for whole in found]


def together(view: DocumentView, quotes: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Quotes (chunk, words), each with the sentences of its chunk that limit it."""
    for at, quote in quotes:
        text = view.chunks[at].text
        place = proof_of(quote, text)
        if place is None:
            yield at, quote
            continue
        bound = [one for one in wholes(text, *place) if one != sentence_at(text, one[0])]
        start = min([place[0], *(begin for begin, _ in bound)])
        end = max([place[1], *(stop for _, stop in bound)])
        wider = bound and end - start <= _LONG
        yield at, text[start:end] if wider else quote


def _span(view: DocumentView, at: int, quote: str) -> tuple[int, int] | None:
    chunk = view.chunks[at]
    place = proof_of(quote, chunk.text)
    return None if place is None else (chunk.start + place[0], chunk.start + place[1])
