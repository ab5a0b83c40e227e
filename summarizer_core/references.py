"""The passages that prove a summary, numbered as they are referred to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.models import AnalysisResult, Quote, SummarySentence


@dataclass(frozen=True)
class Referring:
    """A sentence with the numbers of the passages that prove it, counted from 1."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Referenced:
    """A summary in paragraphs of sentences, and the ``passages`` that they refer to: number 1 is
    the first."""

    paragraphs: tuple[tuple[Referring, ...], ...]
    passages: tuple[Quote, ...]


def referenced(result: AnalysisResult) -> Referenced:
    """The summary with numbered references; a passage that proves several sentences has one number.
    A result of an earlier version tells no sentences: its paragraphs stand as they are."""
    if not result.summary_sentences:
        lines = filter(str.strip, result.summary.splitlines())
        return Referenced(tuple((Referring(line.strip(), ()),) for line in lines), ())
    numbers: dict[Quote, int] = {}
    paragraphs: dict[int, list[Referring]] = {}
    for one in result.summary_sentences:
        paragraphs.setdefault(one.paragraph, []).append(_referring(one, numbers))
    return Referenced(tuple(map(tuple, paragraphs.values())), tuple(numbers))


def _referring(sentence: SummarySentence, numbers: dict[Quote, int]) -> Referring:
    told = [numbers.setdefault(quote, len(numbers) + 1) for quote in sentence.quotes]
    return Referring(sentence.text, tuple(sorted(told)))


_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(numbers: Sequence[int]) -> str:
    """Numbers of references as small raised figures, for text without markup: ``¹ ¹²``."""
    return " ".join(str(number).translate(_RAISED) for number in numbers)
