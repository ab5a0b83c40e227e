"""Boosted decision trees, evaluated with numpy. They are grown by ``tools/train_local.py``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from summarizer_core.engines.local_features import Ints

#: Trees looked at together; bounds the memory.
_AT_ONCE: Final = 64


@dataclass(frozen=True)
class Trees:
    """All nodes of all trees, one behind the other.

    A row goes on to the node ``left`` where its ``feature`` is at most ``threshold``, or, where
    ``members`` is not 0, where the bit with the number of the row's kind is set in it; else to the
    node behind that one. A leaf leads to itself: its ``threshold`` is infinite.

    A row whose sum is below ``hopeless[n]`` after ``(n + 1) * 64`` trees goes no further: what most
    candidates turn out to be is clear early.
    """

    roots: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float64]
    members: npt.NDArray[np.uint64]
    left: npt.NDArray[np.int32]
    value: npt.NDArray[np.float64]
    depth: int
    hopeless: tuple[float, ...] = ()

    def scores(
        self, rows: npt.NDArray[np.float64], kinds: Ints | None = None
    ) -> npt.NDArray[np.float64]:
        """The sum of the leaves that each row reaches.

        Args:
            kinds: number of each row's kind, 0 to 63; 0 for all without it.
        """
        found = np.zeros(len(rows))
        kinds = np.zeros(len(rows), np.int64) if kinds is None else kinds
        feature, left = self.feature.astype(np.intp), self.left.astype(np.intp)
        for kind in np.unique(kinds).tolist():
            # For rows of one kind, a node that asks for it is decided beforehand.
            inside = (self.members >> np.uint64(kind)) & np.uint64(1) == 1
            decided = np.where(inside, np.inf, -np.inf)
            threshold = np.where(self.members > 0, decided, self.threshold)
            mine = np.nonzero(kinds == kind)[0]
            found[mine] = self._sums(rows[mine], feature, threshold, left)
        return found

    def _sums(
        self,
        rows: npt.NDArray[np.float64],
        feature: npt.NDArray[np.intp],
        threshold: npt.NDArray[np.float64],
        left: npt.NDArray[np.intp],
    ) -> npt.NDArray[np.float64]:
        total = np.zeros(len(rows))
        flat = rows.ravel()
        alive = np.arange(len(rows))
        for roots, floor in self._stages():
            at = (alive * rows.shape[1])[:, None]
            node = np.repeat(roots.astype(np.intp)[None, :], len(alive), axis=0)
            for _ in range(self.depth):
                right = flat.take(at + feature.take(node)) > threshold.take(node)
                node = left.take(node) + right
            total[alive] += self.value.take(node).sum(axis=1)
            alive = alive[total[alive] >= floor]
        return total

    def _stages(self) -> Iterator[tuple[npt.NDArray[np.int32], float]]:
        """Roots of the trees that are looked at together, and the sum below which a row ends."""
        for number, begin in enumerate(range(0, len(self.roots), _AT_ONCE)):
            floor = self.hopeless[number] if number < len(self.hopeless) else -np.inf
            yield self.roots[begin : begin + _AT_ONCE], floor


def trees_from(arrays: Any, prefix: str) -> Trees:
    """Trees from the arrays of a model file."""
    names = ("roots", "feature", "threshold", "members", "left", "value")
    return Trees(
        **{name: arrays[f"{prefix}_{name}"] for name in names},
        depth=int(arrays[f"{prefix}_depth"]),
        hopeless=tuple(arrays[f"{prefix}_hopeless"].tolist()),
    )
