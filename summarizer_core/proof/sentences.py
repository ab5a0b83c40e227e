"""The sentences of a text, and which of them a place is in."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from summarizer_core.chunking import sentence_spans


class Sentences:
    """Args:
    text: normalised.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return sentence_spans(self._text)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._spans]

    @cached_property
    def texts(self) -> list[str]:
        return [self._text[start:end] for start, end in self._spans]

    def at(self, place: int) -> int:
        """The number of the sentence that a place is in."""
        return max(0, bisect_right(self._starts, place) - 1)

    def window(self, number: int) -> str:
        """A sentence with the one before it, which may be its heading."""
        start = self._spans[max(0, number - 1)][0]
        return self._text[start : self._spans[number][1]]
