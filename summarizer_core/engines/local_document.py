"""From sentences to clauses: what the trained model makes of a whole document.

Candidates are single sentences, runs of neighbouring ones that seem to be about the same thing,
and dates and titles within a sentence. Each (candidate, category) is described by a row of
numbers (``FEATURES``): how well its own text fits, what stands around it, under which heading and
where in the document it stands, and how it compares with the best that the document has to offer.
Boosted trees make a probability of it. Everything here is cheap and computed afresh.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from summarizer_core.categories import CUAD
from summarizer_core.engines.local_features import Floats, Ints

CATEGORIES: Final = len(CUAD)
NAME: Final = CUAD.index("Document Name")
AGREEMENT_DATE: Final = CUAD.index("Agreement Date")
EFFECTIVE_DATE: Final = CUAD.index("Effective Date")
PARTIES: Final = CUAD.index("Parties")
#: Categories of spans within a sentence, in the order of their scores.
WITHIN: Final = (AGREEMENT_DATE, EFFECTIVE_DATE, NAME)

#: Log-odds are kept between these.
LOWEST: Final = -12.0
HIGHEST: Final = 8.0

_SHORT: Final = 25  # characters; shorter pieces are numbers and headings
_TAKE_FROM: Final = 0.001  # probability
_TAKE_RULE: Final = 0.3
_TAKE_BEST: Final = 70
_TAKE_NAMES: Final = 4
_TAKE_WITHIN: Final = 0.002
_PARTIES_UNTIL: Final = 60  # sentences
_RUN_LEVELS: Final = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7)
_LONGEST_RUN: Final = 14
_LEAD_REACH: Final = 12
_WINDOW: Final = 5
_NEVER_RUN: Final = (PARTIES, NAME, AGREEMENT_DATE)
_WITHIN_TYPE: Final = 20


@dataclass(frozen=True)
class Within:
    """A date or title within a sentence; ``scores`` are its log-odds for ``WITHIN``."""

    sentence: int
    start: int
    end: int
    text: str
    scores: tuple[float, float, float]


@dataclass(frozen=True)
class Sentences:
    """The sentences of a document, in order, and what is known of each.

    The arrays have a row per sentence and a column per category of CUAD: log-odds that the
    sentence is what a reviewer would mark (``match``), or part of it (``part``), and the evidence
    by rule (0..1); ``heading`` are log-odds by its heading alone.
    """

    texts: Sequence[str]
    chunk: Ints
    match: Floats
    part: Floats
    rules: Floats
    heading: Floats
    within: Sequence[Within]


@dataclass(frozen=True)
class Table:
    """Candidates: sentences ``first`` to ``last`` for a category, or the ``within`` of that number
    (-1: none); and their features."""

    first: Ints
    last: Ints
    category: Ints
    within: Ints
    features: npt.NDArray[np.float64]


def odds_to_probability(odds: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """The logistic function."""
    return 1.0 / (1.0 + np.exp(-np.asarray(odds, np.float64)))


# --- candidates ------------------------------------------------------------------------------


def _ranks(scores: Floats) -> Ints:
    order = np.argsort(-scores, axis=0, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(len(scores))[:, None], axis=0)
    return ranks


def _shifted(values: npt.NDArray[np.floating], by: int, fill: float) -> npt.NDArray[np.floating]:
    """What stands ``by`` sentences before (after, if negative)."""
    moved = np.full_like(values, fill)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def _singles(sentences: Sentences, ranks: Ints) -> tuple[Ints, Ints]:
    likely = odds_to_probability(np.maximum(sentences.match, sentences.part)) > _TAKE_FROM
    take = likely | (sentences.rules > _TAKE_RULE) | (ranks < _TAKE_BEST)
    take[_PARTIES_UNTIL:, PARTIES] = False
    take[:, NAME] &= ranks[:, NAME] < _TAKE_NAMES
    sentence, category = np.nonzero(take)
    return sentence, category


def _runs(sentences: Sentences) -> list[tuple[int, int, int]]:
    """(first, last, category) of neighbouring sentences that may be one clause together."""
    part = odds_to_probability(sentences.part)
    near = np.maximum(_shifted(part, 1, 0.0), _shifted(part, -1, 0.0))
    short = np.array([len(text) < _SHORT for text in sentences.texts], bool)
    part[short] = np.maximum(part[short], near[short])
    found: set[tuple[int, int, int]] = set()
    for category in range(CATEGORIES):
        column = part[:, category]
        if category in _NEVER_RUN or len(column) < 2 or column.max() <= _RUN_LEVELS[0]:
            continue
        for first, last in _stretches(column):
            found.add((first, last, category))
        pairs = (np.maximum(column[:-1], column[1:]) > 0.05) & (
            np.minimum(column[:-1], column[1:]) > 0.003
        )
        found.update((int(at), int(at) + 1, category) for at in np.nonzero(pairs)[0])
    return sorted(found)


def _stretches(column: npt.NDArray[np.floating]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for level in _RUN_LEVELS:
        above = np.nonzero(column > level)[0]
        if not len(above):
            break
        breaks = np.nonzero(np.diff(above) > 1)[0]
        starts = above[np.concatenate([[0], breaks + 1])]
        ends = above[np.concatenate([breaks, [len(above) - 1]])]
        for first, last in zip(starts.tolist(), ends.tolist(), strict=True):
            if 0 < last - first < _LONGEST_RUN:
                found.add((first, last))
            if last - first >= 2:
                for more in (1, 2):
                    for at in range(first, min(last - more + 1, first + 12)):
                        if column[at : at + more + 1].max() > 0.05:
                            found.add((at, at + more))
    return found


# --- features --------------------------------------------------------------------------------


def _lead(texts: Sequence[str], part: Floats) -> Floats:
    """The scores of the words that introduce the list in which a sentence stands."""
    found = np.full_like(part, LOWEST)
    lead = -1
    for at, text in enumerate(texts):
        if 0 <= at - lead <= _LEAD_REACH and lead >= 0:
            found[at] = part[lead]
        if text.rstrip().endswith((":", "-")):
            lead = at
    return found


def _end_kind(text: str) -> int:
    if text.endswith("."):
        return 0
    if text.endswith((";", "; and", "; or")):
        return 1
    return 2 if text.endswith(":") else 3


class _Rows:
    """Computes the features of all candidates of a document at once."""

    def __init__(
        self, sentences: Sentences, first: Ints, last: Ints, category: Ints, within: Ints
    ) -> None:
        self._s = sentences
        self._first, self._last, self._category, self._within = first, last, category, within
        self._count = len(sentences.texts)

    def aggregates(self, values: Floats) -> tuple[Floats, Floats, Floats]:
        """Highest, mean and lowest value over the sentences of each candidate."""
        highest = values[self._first, self._category].astype(np.float32)
        total, lowest = highest.copy(), highest.copy()
        length = self._last - self._first
        for step in range(1, _LONGEST_RUN + 1):
            more = np.nonzero(length >= step)[0]
            if not len(more):
                break
            value = values[self._first[more] + step, self._category[more]]
            highest[more] = np.maximum(highest[more], value)
            lowest[more] = np.minimum(lowest[more], value)
            total[more] += value
        return highest, total / (length + 1), lowest

    def beside(self, values: Floats, place: Ints, by: int) -> npt.NDArray[np.floating]:
        at = place + by
        inside = (at >= 0) & (at < self._count)
        return np.where(inside, values[np.clip(at, 0, self._count - 1), self._category], LOWEST)

    def of_within(self, value: Callable[[Within, int], float]) -> npt.NDArray[np.float64]:
        """A number for each candidate within a sentence; ``MISSING`` for all others."""
        found = np.full(len(self._first), MISSING)
        for row in np.nonzero(self._within >= 0)[0]:
            found[row] = value(self._s.within[self._within[row]], int(self._category[row]))
        return found


#: Stands for "does not apply".
MISSING: Final = -30.0


def table(sentences: Sentences) -> Table:
    """All candidates of a document with their features; none for an empty document."""
    ranks = _ranks(sentences.match)
    single, category = _singles(sentences, ranks)
    runs = np.array(_runs(sentences), np.int64).reshape(-1, 3)
    inner = [
        (number, WITHIN[column])
        for number, one in enumerate(sentences.within)
        for column in range(len(WITHIN))
        if odds_to_probability(np.array(one.scores[column])) > _TAKE_WITHIN
    ]
    places = np.array([sentences.within[number].sentence for number, _ in inner], np.int64)
    first = np.concatenate([single, runs[:, 0], places])
    last = np.concatenate([single, runs[:, 1], places])
    categories = np.concatenate([category, runs[:, 2], np.array([c for _, c in inner], np.int64)])
    within = np.full(len(first), -1, np.int64)
    within[len(first) - len(inner) :] = [number for number, _ in inner]
    rows = _Rows(sentences, first, last, categories, within)
    features = _features(sentences, ranks, rows, first, last, categories, within)
    return Table(first, last, categories, within, features)


def _features(
    s: Sentences, ranks: Ints, rows: _Rows, first: Ints, last: Ints, category: Ints, within: Ints
) -> npt.NDArray[np.float64]:
    lengths = np.array([len(text) for text in s.texts])
    before = np.cumsum(lengths) - lengths
    size = max(1, int(lengths.sum()))
    words = np.concatenate([[0], np.cumsum([len(text.split()) for text in s.texts])])
    match, part = odds_to_probability(s.match), odds_to_probability(s.part)
    best = s.match.max(axis=0)
    many = part.sum(axis=0)
    summed = np.concatenate([np.zeros((1, CATEGORIES)), np.cumsum(part, axis=0)])
    window = np.full_like(s.part, LOWEST)
    for by in range(1, _WINDOW + 1):
        for way in (by, -by):
            window = np.maximum(window, _shifted(s.part, way, LOWEST))
    fit, fit_mean, fit_low = rows.aggregates(s.match)
    share, share_mean, share_low = rows.aggregates(s.part)
    rule, rule_mean, _ = rows.aggregates(s.rules)
    others = s.part[first].astype(np.float64)
    others[np.arange(len(first)), category] = LOWEST
    ends = np.array([_end_kind(text) for text in s.texts])
    columns = [
        fit, fit_mean, fit_low, share, share_mean, share_low,
        s.match[first, category], s.match[last, category],
        s.part[first, category], s.part[last, category],
        rows.beside(s.part, first, -1), rows.beside(s.part, first, -2),
        rows.beside(s.part, last, 1), rows.beside(s.part, last, 2),
        rows.beside(s.match, first, -1), rows.beside(s.match, last, 1),
        best[category], fit - best[category],
        np.log(match.sum(axis=0)[category] + 1e-3), np.log(many[category] + 1e-3),
        (summed[last + 1, category] - summed[first, category]) / (many[category] + 1e-3),
        ranks[first, category], window[first, category],
        _lead(s.texts, s.part)[first, category],
        s.heading[first, category], s.heading[first].max(axis=1),
        np.log1p(before[first]), before[first] / size, np.full(len(first), math.log(size)),
        np.log1p(words[last + 1] - words[first]),
        np.array([text.startswith("(") for text in s.texts])[first], ends[first], ends[last],
        np.where(within >= 0, _WITHIN_TYPE, last - first), s.chunk[last] - s.chunk[first],
        *_of_within(s, rows),
        first, s.chunk[first], others.max(axis=1), share - others.max(axis=1),
        (lengths < _SHORT)[first],
        rule, rule_mean, s.rules.max(axis=0)[category], s.rules[first].max(axis=1),
        category,
    ]  # fmt: skip
    table = np.column_stack([np.asarray(c, np.float64) for c in columns])
    return np.column_stack([table, s.part[first]])


#: The column that holds the number of the category.
CATEGORY_COLUMN: Final = 49


def _of_within(s: Sentences, rows: _Rows) -> list[npt.NDArray[np.float64]]:
    scores = np.array([one.scores for one in s.within]).reshape(-1, len(WITHIN))
    best = scores.max(axis=0) if len(scores) else np.zeros(len(WITHIN))
    counts = Counter(one.text.lower() for one in s.within)

    def other(one: Within, category: int) -> float:
        return MISSING if category == NAME else one.scores[1 - WITHIN.index(category)]

    return [
        rows.of_within(lambda one, category: one.scores[WITHIN.index(category)]),
        rows.of_within(other),
        rows.of_within(
            lambda one, category: (
                float(best[WITHIN.index(category)]) - one.scores[WITHIN.index(category)]
            )
        ),
        rows.of_within(lambda one, _: counts[one.text.lower()]),
        rows.of_within(lambda one, _: len(one.text)),
    ]


# --- choice ----------------------------------------------------------------------------------


def chosen(table: Table, probability: npt.NDArray[np.float64], least: float) -> list[int]:
    """The candidates with at least that probability of which no likelier one of the same category
    covers a part, the likeliest first."""
    order = np.argsort(-probability, kind="stable")
    taken: set[tuple[int, int]] = set()
    inside: set[tuple[int, int]] = set()
    kept = []
    for row in order.tolist():
        if probability[row] < least:
            break
        category = int(table.category[row])
        places = [(category, at) for at in range(table.first[row], table.last[row] + 1)]
        if any(place in taken or place in inside for place in places):
            continue
        (inside if table.within[row] >= 0 else taken).update(places)
        kept.append(row)
    return kept
