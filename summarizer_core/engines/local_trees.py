"""Boosted decision trees, evaluated with numpy. They are grown by ``tools/train_local.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

#: Trees looked at together; bounds the memory.
_AT_ONCE: Final = 64


@dataclass(frozen=True)
class Trees:
    """All nodes of all trees, one behind the other.

    A row goes ``left`` where its ``feature`` is at most ``threshold``, or, where ``members`` is
    not 0, where the bit of that number is set in it. The two sides of a leaf are the leaf itself.
    """

    roots: npt.NDArray[np.int32]
    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float64]
    members: npt.NDArray[np.uint64]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: npt.NDArray[np.float64]
    depth: int

    def scores(self, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The sum of the leaves that each row reaches."""
        total = np.zeros(len(rows))
        at = np.arange(len(rows))[:, None]
        for begin in range(0, len(self.roots), _AT_ONCE):
            roots = self.roots[begin : begin + _AT_ONCE]
            node = np.repeat(roots[None, :], len(rows), axis=0)
            for _ in range(self.depth):
                seen = rows[at, self.feature[node]]
                members = self.members[node]
                number = np.clip(seen, 0, 63).astype(np.uint64)
                inside = (members >> number) & np.uint64(1) == 1
                left = np.where(members > 0, inside, seen <= self.threshold[node])
                node = np.where(left, self.left[node], self.right[node])
            total += self.value[node].sum(axis=1)
        return total


def trees_from(arrays: Any, prefix: str) -> Trees:
    """Trees from the arrays of a model file."""
    names = ("roots", "feature", "threshold", "members", "left", "right", "value")
    return Trees(
        **{name: arrays[f"{prefix}_{name}"] for name in names}, depth=int(arrays[f"{prefix}_depth"])
    )
