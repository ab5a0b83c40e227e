"""Which cells of a Word table are covered by a merged one (ECMA-376 Part 1, 17.4.17, 17.4.84).

A cell that goes on with a merged one shows nothing of its own. One that has nothing to go on with,
because no cell above or beside it starts the merged one, is shown by Word and LibreOffice.
"""

from __future__ import annotations

from typing import Any

from summarizer_core.extraction.word_styles import W, integer, value_of


class Cells:
    """Follows one table, row by row and cell by cell, in order."""

    def __init__(self) -> None:
        self._open: set[int] = set()  # columns where a merged cell may go on below
        self._column = 0
        self._beside = False  # whether a merged cell may go on to the right

    def row(self, properties: Any | None) -> None:
        """Begin a row, given its ``w:trPr``."""
        self._column = _number(properties, "gridBefore", 0)
        self._beside = False

    def covered(self, properties: Any | None) -> bool:
        """Whether the row's next cell, given its ``w:tcPr``, is covered by a merged one."""
        column = self._column
        self._column += max(_number(properties, "gridSpan", 1), 1)
        below, right = _merge(properties, "vMerge"), _merge(properties, "hMerge")
        from_above = below == "continue" and column in self._open
        from_beside = right == "continue" and self._beside
        if below:
            self._open.add(column)
        else:
            self._open.discard(column)
        self._beside = bool(right)
        return from_above or from_beside or _accepted(properties)


def _number(properties: Any | None, name: str, default: int) -> int:
    return integer(value_of(properties, name), default)


def _merge(properties: Any | None, name: str) -> str:
    """``restart``, ``continue``, or "" for a cell that is not merged this way."""
    merge = None if properties is None else properties.find(W + name)
    if merge is None:
        return ""
    return "restart" if merge.get(W + "val") == "restart" else "continue"


def _accepted(properties: Any | None) -> bool:
    """Whether a tracked change merges the cell into the one above."""
    change = None if properties is None else properties.find(W + "cellMerge")
    return change is not None and change.get(W + "vMerge") == "cont"
