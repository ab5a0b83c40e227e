"""Lines with their places, as readers of pages give them: pure values, no PDF library."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_SAME_ROW: Final = 2.0  # points between baselines of one row


@dataclass(slots=True)
class Line:
    """A line of text. ``x0``, ``x1`` and ``y`` (baseline, growing upwards) are in points, or, on a
    page whose places are unknown, in characters and line numbers (negative). ``stretch`` counts
    the stretches of a page that read on as one column, in reading order. ``cut``: it was cut off
    the line before at a gutter; ``row``: it is a row of cells."""

    text: str
    x0: float
    x1: float
    y: float
    stretch: int = 0
    cut: bool = False
    row: bool = False


@dataclass(slots=True)
class PageLines:
    """One page in reading order.

    ``pictured``: it shows something that is not text; ``scanned``: that takes most of the page.
    ``unmapped``: share of its characters whose
    font does not say what they mean. ``hidden``: how many characters on it cannot be seen.
    ``pictures``: images beside its text that could hold text (left, bottom, right, top).
    ``ordered``: its lines are in reading order already.
    ``lost``: its fonts are missing, so that neither its text nor its picture can be trusted.
    """

    number: int
    height: float
    lines: list[Line] = field(default_factory=list)
    pictured: bool = False
    scanned: bool = False
    unmapped: float = 0.0
    hidden: int = 0
    pictures: tuple[tuple[float, float, float, float], ...] = ()
    ordered: bool = False
    lost: bool = False


def lines_of_text(text: str) -> list[Line]:
    """Lines of a text without places: rows of a typewriter."""
    rows = text.split("\n")
    return [
        Line(row.strip(), 0.0, float(len(row.strip())), -float(y))
        for y, row in enumerate(rows)
        if row.strip()
    ]


def usual_distance(lines: Sequence[Line]) -> float:
    """Distance of the lines of one paragraph: a low fifth, because many distances are those of
    paragraphs. 0 where there are too few lines to tell."""
    gaps = sorted(a.y - b.y for a, b in itertools.pairwise(lines) if _near(a.y - b.y))
    return gaps[len(gaps) // 5] if len(gaps) >= 4 else 0.0


def _near(gap: float) -> bool:
    return 6.0 <= gap < 60.0 or gap in (1.0, 2.0, 3.0)  # points; or rows of a typewriter


def tolerance(page: PageLines) -> float:
    """How far the baselines of one row may differ on the page."""
    return _SAME_ROW if page.height > 0 else 0.5
