"""Accuracy on labelled contracts, measured the way CUAD's authors do.

All (contract, category) questions are pooled. A prediction is a text span with a confidence; it
matches an expert's answer when the Jaccard index of their word sets is at least 0.5, for the
category Parties also when it contains the answer. At each confidence threshold (0.99 down to 0.01
in steps of 0.01, then 0.001 and 0) answers with a match above it are true positives, predictions
above it that match nothing false ones. Precision is made monotone over recall; AUPR is the area
below by trapezoids.

Source: Hendrycks, Burns, Chen, Ball, "CUAD: An Expert-Annotated NLP Dataset for Legal Contract
Review", NeurIPS 2021 Datasets and Benchmarks, and its published evaluation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from summarizer_core.categories import CUAD

Counts: TypeAlias = npt.NDArray[np.integer[Any]]
Curves: TypeAlias = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]

PARTIES: Final = "Parties"
_THRESHOLDS: Final = np.concatenate([np.arange(0.99, 0, -0.01), [0.001, 0.0]])
_SAME: Final = 0.5
_MARKS: Final = re.compile(r"[.,;:]")
#: Seed of the bootstrap: the same figures each time.
_SEED: Final = 20_240_501
_RESAMPLES: Final = 1_000
#: Names of the figures over several categories.
_FIGURES: Final = (
    "aupr",
    "precision_at_80_recall",
    "precision_at_90_recall",
    "macro_aupr",
    "macro_presence_f1",
)


@dataclass(frozen=True)
class Prediction:
    """A span that an engine found for a category; ``shown`` when users see it as a finding."""

    category: str
    text: str
    confidence: float
    shown: bool = True


@dataclass(frozen=True)
class Contract:
    """One contract: experts' answers by category (an empty list: the category is not there) and
    what an engine found."""

    answers: Mapping[str, Sequence[str]]
    predictions: Sequence[Prediction]


def words(text: str) -> frozenset[str]:
    """The set of words that the Jaccard index compares."""
    return frozenset(_MARKS.sub("", text.lower().replace("/", " ")).split())


def matches(answer: str, prediction: str, *, parties: bool) -> bool:
    """Whether a predicted span is an expert's answer."""
    one, other = words(answer), words(prediction)
    if parties and " ".join(answer.split()) in " ".join(prediction.split()):
        return True
    return bool(one | other) and len(one & other) / len(one | other) >= _SAME


@dataclass(frozen=True)
class Curve:
    """Area under the precision-recall curve, and the precision where recall reaches a share."""

    aupr: float
    precision_at_80_recall: float
    precision_at_90_recall: float


def curve(answers: Sequence[float], wrong: Sequence[float]) -> Curve:
    """Args:
    answers: for each expert's answer the best confidence of a match, -1 without one.
    wrong: confidences of predictions that match nothing.
    """
    if not answers:
        return Curve(0.0, 0.0, 0.0)
    found = _curves(_above(answers), _above(wrong), np.array(len(answers)))
    return Curve(*(float(one) for one in found))


def _above(confidences: Sequence[float]) -> Counts:
    """How many are above each threshold."""
    ordered = np.sort(np.asarray(confidences, np.float64))
    return len(ordered) - np.searchsorted(ordered, _THRESHOLDS, side="right")


def _curves(hits: Counts, fails: Counts, answers: Counts) -> Curves:
    """The area, and the precision at 80% and 90% recall, along the last axis; 0 without answers."""
    given = hits + fails
    precision = np.where(given > 0, hits / np.maximum(given, 1), 1.0)
    recall = hits / np.maximum(answers, 1)[..., None]
    precision = np.concatenate([np.ones_like(precision[..., :1]), precision], axis=-1)
    recall = np.concatenate([np.zeros_like(recall[..., :1]), recall], axis=-1)
    precision = np.maximum.accumulate(precision[..., ::-1], axis=-1)[..., ::-1]

    def at(share: float) -> npt.NDArray[np.float64]:
        reached = recall >= share
        first = np.take_along_axis(precision, reached.argmax(axis=-1)[..., None], axis=-1)[..., 0]
        return np.where(reached.any(axis=-1), first, 0.0)

    return np.trapezoid(precision, recall, axis=-1), at(0.8), at(0.9)


class _Tally:
    """What was found, counted by contract, category and threshold: adding up contracts, also
    several times, is all that the figures take."""

    def __init__(self, contracts: Sequence[Contract], categories: Sequence[str]) -> None:
        shape = (len(contracts), len(categories))
        self.answers = np.zeros(shape, np.int64)
        self.shown = np.zeros(shape, bool)
        self.hits = np.zeros((*shape, len(_THRESHOLDS)), np.int32)
        self.fails = np.zeros_like(self.hits)
        for row, contract in enumerate(contracts):
            for column, category in enumerate(categories):
                if category in contract.answers:
                    self._count(row, column, contract, category)
        self.there = self.answers > 0
        self.right = self.there & self.shown

    def _count(self, row: int, column: int, contract: Contract, category: str) -> None:
        best: dict[str, Prediction] = {}
        for prediction in contract.predictions:
            if prediction.category == category:
                known = best.get(prediction.text)
                if known is None or known.confidence < prediction.confidence:
                    best[prediction.text] = prediction
        answers = contract.answers[category]
        matched, wrong = [-1.0] * len(answers), []
        for prediction in best.values():
            hits = [
                number
                for number, answer in enumerate(answers)
                if matches(answer, prediction.text, parties=category == PARTIES)
            ]
            for number in hits:
                matched[number] = max(matched[number], prediction.confidence)
            if not hits:
                wrong.append(prediction.confidence)
        self.answers[row, column] = len(answers)
        self.shown[row, column] = any(one.shown for one in best.values())
        self.hits[row, column] = _above(matched)
        self.fails[row, column] = _above(wrong)

    def figures(self, times: Counts, columns: Sequence[int]) -> dict[str, float | None]:
        """Means over the categories that these contracts have; None where they have none of them.

        Args:
        times: how often each contract counts.
        columns: the categories that count.
        """
        hits, fails, answers = self._sums(times, columns)
        area, _, _ = _curves(hits, fails, answers)
        there = answers > 0
        if not there.any():
            return dict.fromkeys(_FIGURES)
        whole = _curves(hits.sum(axis=0), fails.sum(axis=0), answers.sum())
        f1 = _f1(*(times @ one[:, columns] for one in (self.there, self.shown, self.right)))
        return {
            "aupr": float(whole[0]),
            "precision_at_80_recall": float(whole[1]),
            "precision_at_90_recall": float(whole[2]),
            "macro_aupr": float(area[there].mean()),
            "macro_presence_f1": float(f1[there].mean()),
        }

    def of_category(self, column: int) -> dict[str, Any]:
        once = np.ones(len(self.answers), np.int64)
        hits, fails, answers = self._sums(once, [column])
        area, at_80, at_90 = (float(one[0]) for one in _curves(hits, fails, answers))
        there, shown, right = (
            int(one[:, column].sum()) for one in (self.there, self.shown, self.right)
        )
        # Nothing can be found of what is not there: no figure, which is not the figure 0.
        return {
            "answers": int(answers[0]),
            "contracts_with": there,
            "aupr": _share(area if there else None),
            "precision_at_80_recall": _share(at_80 if there else None),
            "precision_at_90_recall": _share(at_90 if there else None),
            "presence_f1": _share(2 * right / (there + shown) if there else None),
            "presence_precision": _share(right / shown if shown else None),
            "presence_recall": _share(right / there if there else None),
        }

    def _sums(self, times: Counts, columns: Sequence[int]) -> tuple[Counts, Counts, Counts]:
        kept = np.nonzero(times)[0]
        hits, fails = (
            np.tensordot(times[kept], one[kept][:, columns], axes=1)
            for one in (self.hits, self.fails)
        )
        return hits, fails, times @ self.answers[:, columns]


def _f1(there: Counts, shown: Counts, right: Counts) -> npt.NDArray[np.float64]:
    """Of the question "does this contract have the category?"."""
    return np.asarray(2 * right / np.maximum(there + shown, 1), np.float64)


def evaluate(contracts: Sequence[Contract], resamples: int = _RESAMPLES) -> dict[str, Any]:
    """The figures of the command ``evaluate``.

    Args:
        contracts: at least one.
        resamples: how often contracts are drawn, with replacement, for the 95% intervals.
    """
    asked = {category for one in contracts for category in one.answers}
    everything = [category for category in CUAD if category in asked]
    tally = _Tally(contracts, everything)
    all_columns = list(range(len(everything)))
    others = [column for column in all_columns if everything[column] != PARTIES]
    rng = np.random.default_rng(_SEED)
    draws = [rng.integers(0, len(contracts), len(contracts)) for _ in range(resamples)]
    return {
        **_with_intervals(tally, all_columns, draws),
        "without_parties": _with_intervals(tally, others, draws),
        "categories": {name: tally.of_category(at) for at, name in enumerate(everything)},
        "contracts": len(contracts),
    }


def _with_intervals(
    tally: _Tally, columns: Sequence[int], draws: Sequence[npt.NDArray[np.int64]]
) -> dict[str, Any]:
    count = len(tally.answers)
    once = tally.figures(np.ones(count, np.int64), columns)
    figures: dict[str, Any] = {name: _share(value) for name, value in once.items()}
    drawn = [tally.figures(np.bincount(draw, minlength=count), columns) for draw in draws]
    figures["intervals"] = {
        name: [round(float(q), 4) for q in np.percentile(values, [2.5, 97.5])]
        for name in list(figures)
        # A draw of contracts with nothing to find says nothing.
        if (values := [value for one in drawn if (value := one[name]) is not None])
    }
    return figures


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
