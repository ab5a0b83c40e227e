"""Batches of chunks, and the line in which they wait for their calls. Pure: no clock, no thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from summarizer_core.engines.base import ChunkInput
from summarizer_core.retrying import MAX_TRIES

#: Tries of a batch before it is split; half of one that failed so often is under suspicion, too.
_BATCH_TRIES: Final = 5
_HALF_TRIES: Final = 3


@dataclass(eq=False)
class Batch:
    """Chunks that travel in one call.

    Args:
        max_tries: after which it is split, or given up when it cannot be.
        tries: that failed.
        omissions: how often these chunks were left out of an answer.
        part: whether it is what was left of a batch that failed.
        doubted: whether it met a failure that no waiting mends, and is asked for once more.
        due: when it may fly at the earliest, by the clock of whoever uses the line.
    """

    items: list[ChunkInput]
    max_tries: int
    tries: int = 0
    omissions: int = 0
    part: bool = False
    doubted: bool = False
    due: float = 0.0

    @classmethod
    def fresh(cls, items: list[ChunkInput], *, omissions: int = 0) -> Batch:
        return cls(items, MAX_TRIES if len(items) == 1 else _BATCH_TRIES, omissions=omissions)

    @property
    def hashes(self) -> list[str]:
        return [item.sha256 for item in self.items]

    def halves(self) -> list[Batch]:
        middle = len(self.items) // 2
        return [_part(self.items[:middle]), _part(self.items[middle:])]


def _part(items: list[ChunkInput]) -> Batch:
    return Batch(items, _HALF_TRIES if len(items) > 1 else _BATCH_TRIES, part=True)


class Line:
    """Who flies next: batches that wait for another try, then new ones, then parts of those that
    failed, so that what is refused holds up nothing else.

    As long as nothing has succeeded (``seeking``), parts and new ones take turns, the smallest and
    newest part first: whether each batch has something in it that is refused, or the first batches
    are refused altogether, something else is asked for soon.

    A batch that waits for another try keeps its place among the calls that may be in flight, or a
    job would claim its whole document while the engine is slow. The rate limit is asked for one
    place at a time, for the batch at the ``head`` of the line, so that a job which ends leaves no
    places unused behind it.

    Args:
        places: calls in flight at once.
        fresh: the next new batch, None when there is none.
        reserve: takes a place under the rate limit; the moment from which the call may fly, by the
            clock of ``now``, 0 when it may at once.
    """

    def __init__(
        self, places: int, fresh: Callable[[], Batch | None], reserve: Callable[[], float]
    ) -> None:
        self.seeking = True
        self._sought = False
        self._places = places
        self._fresh = fresh
        self._reserve = reserve
        self._waiting: list[Batch] = []
        self._head: Batch | None = None
        self._looked = 0.0

    def __bool__(self) -> bool:
        return self._head is not None or bool(self._waiting)

    def add(self, batch: Batch, due: float) -> None:
        """Have a batch wait until ``due``."""
        batch.due = due
        self._waiting.append(batch)

    def next(self, now: float, flying: int) -> Batch | None:
        """The batch that flies now, if there is one; ``flying`` calls are in flight."""
        self._looked = now
        if flying >= self._places:
            return None
        if self._head is None:
            self._head = self._choose(now, flying)
            if self._head is None:
                return None
            self._head.due = self._reserve()
        if self._head.due > now:
            return None
        batch, self._head = self._head, None
        return batch

    def _choose(self, now: float, flying: int) -> Batch | None:
        due = sorted((one for one in self._waiting if one.due <= now), key=lambda one: one.due)
        whole = next((one for one in due if not one.part), None)
        if whole is not None:
            self._waiting.remove(whole)
            return whole
        if flying + sum(not one.part for one in self._waiting) >= self._places:
            return None
        part = self._next_part(due)
        self._sought = self.seeking and part is not None and not self._sought
        batch = part if self._sought else self._fresh() or part
        if batch is not None and batch is part:
            self._waiting.remove(batch)
        return batch

    def _next_part(self, due: list[Batch]) -> Batch | None:
        if self.seeking:
            return min(due, key=lambda one: (len(one.items), -one.due), default=None)
        return next(iter(due), None)

    def wake_up(self, flying: int) -> float:
        """When ``next`` may say something else if no call ends before; infinity if never."""
        if flying >= self._places:
            return float("inf")
        if self._head is not None:
            return self._head.due
        # What was due when it was looked at waits for a place, not for its time.
        later = (one.due for one in self._waiting if one.due > self._looked)
        return min(later, default=float("inf"))

    def clear(self) -> list[Batch]:
        """Take all out."""
        everyone = [*self._waiting, *([self._head] if self._head is not None else [])]
        self._waiting, self._head = [], None
        return everyone
