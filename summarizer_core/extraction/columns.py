"""Text set in columns: where the gutters are, and the order in which a reader takes the lines.

Pure functions on lines with places. A page is cut the way "recursive X-Y cuts" do it (Nagy, Seth,
"Hierarchical Representation of Optically Scanned Documents", ICPR 1984), with one difference:
what stands side by side is taken for columns only if each side fills its width like prose. Rows
of a table, whose cells stand side by side too, stay rows.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

_SIDE_LINES: Final = 5  # lines that a column has at least
_SAME_EDGE: Final = 2.0  # points between left edges that are one edge
_MIN_GUTTER: Final = 6.0  # points
_MARGIN: Final = 0.18  # of the width: a gutter is not nearer to the text's edges
_FILLED: Final = 0.55  # of a column's width: what its usual line takes at least
_OVERLAP: Final = 0.5  # of the lower side's height: what stands side by side at least
_FLOWING: Final = 0.3  # of the lines: those that go on in lower case, in wrapped prose
_INTERLEAVED: Final = 0.6  # of the possible changes of side, when drawn row by row
_APART: Final = 1.8  # usual distances of lines
_SAME_BASELINE: Final = 2.0  # points
_STACKED: Final = 5.0  # points between lines that stand one below the other
_DEPTH: Final = 4
_MAX_PIECES: Final = 4_000  # more are no page that somebody reads in columns


class Placed(Protocol):
    """A piece of a line: ends and baseline in points, ``y`` growing upwards."""

    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def y(self) -> float: ...


class PlacedText(Placed, Protocol):
    @property
    def text(self) -> str: ...


P = TypeVar("P", bound=Placed)
T = TypeVar("T", bound=PlacedText)


@dataclass(frozen=True)
class Gutter:
    """A vertical strip without text between ``x0`` and ``x1``, from ``top`` down to ``bottom``."""

    x0: float
    x1: float
    top: float
    bottom: float


def find_gutter(pieces: Sequence[Placed]) -> Gutter | None:
    """The gutter with most lines at its sides, None where the text has one column."""
    if not 2 * _SIDE_LINES <= len(pieces) <= _MAX_PIECES:
        return None
    left = min(piece.x0 for piece in pieces)
    right = max(piece.x1 for piece in pieces)
    margin = (right - left) * _MARGIN
    best: tuple[int, Gutter] | None = None
    for edge in _edges(pieces, left + margin, right - margin):
        for run in _runs(pieces, edge):
            gutter = _gutter(_without_title(run), edge)
            if gutter is not None and (best is None or len(run) > best[0]):
                best = len(run), gutter
    return best[1] if best else None


def _edges(pieces: Sequence[Placed], low: float, high: float) -> list[float]:
    """Left edges that several pieces share: a column's lines begin there."""
    counts = Counter(round(piece.x0 / _SAME_EDGE) for piece in pieces if low < piece.x0 < high)
    shared = [
        slot
        for slot, count in counts.items()
        if count + counts.get(slot + 1, 0) >= _SIDE_LINES and counts.get(slot - 1, 0) <= count
    ]
    return [(slot - 0.5) * _SAME_EDGE for slot in sorted(shared)]


def _runs(pieces: Sequence[P], edge: float) -> Iterator[list[P]]:
    """Pieces one below the other none of which crosses ``edge``."""
    run: list[P] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        if piece.x0 < edge - 1.0 and piece.x1 > edge:
            if run:
                yield run
            run = []
        else:
            run.append(piece)
    if run:
        yield run


def _without_title(run: list[P]) -> list[P]:
    """A run less a line at its top that stands alone and apart: a heading over all columns that is
    short enough to cross no gutter."""
    if len(run) < 2 * _SIDE_LINES:
        return run
    gaps = sorted(a.y - b.y for a, b in itertools.pairwise(run) if a.y - b.y > 1.0)
    apart = gaps[len(gaps) // 2] * _APART if gaps else 0.0
    first, second = run[0], run[1]
    return run[1:] if first.y - second.y > apart > 0 else run


def _gutter(run: Sequence[Placed], edge: float) -> Gutter | None:
    lefts = [piece for piece in run if piece.x0 < edge - 1.0]
    rights = [piece for piece in run if piece.x0 >= edge - 1.0]
    if min(len(lefts), len(rights)) < _SIDE_LINES:
        return None
    top = min(max(p.y for p in lefts), max(p.y for p in rights))
    bottom = max(min(p.y for p in lefts), min(p.y for p in rights))
    lower = min(_height(lefts), _height(rights))
    if top - bottom < lower * _OVERLAP:
        return None
    begin, end = max(p.x1 for p in lefts), min(p.x0 for p in rights)
    if end - begin < _MIN_GUTTER or not (_fills(_last(lefts), end) and _fills(_first(rights))):
        return None
    return Gutter(begin, end, max(p.y for p in run), min(p.y for p in run))


def _height(side: Sequence[Placed]) -> float:
    return max(p.y for p in side) - min(p.y for p in side)


def _last(side: Sequence[P]) -> list[P]:
    """Of what stands left of a gutter, the column beside it (or its indented lines)."""
    edges = _edges(side, min(p.x0 for p in side) + _SAME_EDGE, max(p.x1 for p in side))
    return [p for p in side if not edges or p.x0 >= edges[-1] - 1.0]


def _first(side: Sequence[P]) -> list[P]:
    """Of what stands right of a gutter, the column beside it (or its lines without indent)."""
    edges = _edges(side, min(p.x0 for p in side) + 2 * _SAME_EDGE, max(p.x1 for p in side))
    return [p for p in side if not edges or p.x0 < edges[0] - 1.0]


def _fills(side: Sequence[Placed], until: float | None = None) -> bool:
    """Whether the usual line takes most of its column's width."""
    if not side:
        return False
    low = min(p.x0 for p in side)
    high = max(p.x1 for p in side) if until is None else until
    return statistics.median(p.x1 - p.x0 for p in side) >= (high - low) * _FILLED


def arrange(pieces: Sequence[T], depth: int = _DEPTH) -> list[list[T]] | None:
    """Pieces of lines in reading order, a list for each stretch that reads on as one column.

    Args:
        pieces: in the order in which the file draws them, cut at gutters.

    Returns:
        None where the order of the file is the best there is.
    """
    gutter = find_gutter(pieces) if depth else None
    if gutter is None:
        return None
    above = [p for p in pieces if p.y > gutter.top]
    below = [p for p in pieces if p.y < gutter.bottom]
    zone = [p for p in pieces if gutter.bottom <= p.y <= gutter.top]
    lefts = [p for p in zone if p.x0 < gutter.x1 - 1.0]
    rights = [p for p in zone if p.x0 >= gutter.x1 - 1.0]
    if not _are_columns(zone, lefts, rights, gutter):
        return None
    stretches: list[list[T]] = []
    for part in (above, lefts, rights, below):
        if part:
            stretches += arrange(part, depth - 1) or [part]
    return stretches


def stacked(pieces: Sequence[T]) -> list[T]:
    """Lines one below the other from the top down, whatever the order in which they were drawn; as
    they are where lines stand side by side, because then the file's order may mean something."""
    rows: list[list[T]] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        if (
            last is not None
            and abs(last.y - piece.y) <= _SAME_BASELINE
            and piece.x0 >= last.x1 - 1.0
        ):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    ordered = sorted(rows, key=lambda row: -row[0].y)
    if any(a[0].y - b[0].y < _STACKED for a, b in itertools.pairwise(ordered)):
        return list(pieces)
    return [piece for row in ordered for piece in row]


def _are_columns(zone: Sequence[T], lefts: list[T], rights: list[T], gutter: Gutter) -> bool:
    """Columns rather than cells: drawn one after the other, or row by row but flowing down."""
    sides = [p.x0 >= gutter.x1 - 1.0 for p in zone]
    changes = sum(a != b for a, b in itertools.pairwise(sides))
    if changes <= 2:
        return True
    possible = 2 * min(len(lefts), len(rights)) - 1
    if changes < possible * _INTERLEAVED:
        return False
    lefts.sort(key=lambda p: -p.y)
    rights.sort(key=lambda p: -p.y)
    return _flows(lefts) and _flows(rights)


def _flows(side: Sequence[PlacedText]) -> bool:
    going_on = sum(1 for p in side[1:] if p.text[:1].islower())
    return going_on >= (len(side) - 1) * _FLOWING
