from __future__ import annotations

import random

import pytest

from summarizer_core.batches import Batch, Line
from summarizer_core.engines.base import ChunkInput


def batch(name: str, *, part: bool = False) -> Batch:
    made = Batch.fresh([ChunkInput(name, name)])
    made.part = part
    return made


class Limit:
    """A rate limit that lets one call pass every ``every`` seconds."""

    def __init__(self, every: float) -> None:
        self.every = every
        self.asked = 0
        self.now = 0.0

    def reserve(self) -> float:
        self.asked += 1
        return self.now + self.every


class Timed(Line):
    """A line whose limit sees the same clock."""

    limit: Limit

    def next(self, now: float, flying: int) -> Batch | None:
        self.limit.now = now
        return super().next(now, flying)


def line(places: int, fresh: list[Batch] | None = None, every: float = 0.0) -> tuple[Line, Limit]:
    limit = Limit(every)
    new = fresh if fresh is not None else []
    made = Timed(places, lambda: new.pop(0) if new else None, limit.reserve)
    made.limit = limit
    return made, limit


def test_retries_go_before_new_ones_and_parts_of_failures_come_last():
    part, retry, new = batch("part", part=True), batch("retry"), batch("new")
    waiting, _ = line(3, [new])
    waiting.seeking = False
    waiting.add(part, 0.0)
    waiting.add(retry, 0.0)
    assert [waiting.next(1.0, flying) for flying in range(3)] == [retry, new, part]
    assert not waiting


def test_until_something_succeeds_parts_take_turns_with_new_ones_the_smallest_and_newest_first():
    big = batch("big", part=True)
    big.items *= 2
    older, newer = batch("older", part=True), batch("newer", part=True)
    new = [batch(f"new {number}") for number in range(3)]
    first, second, third = new
    waiting, _ = line(6, new)
    for due, part in enumerate([older, newer, big]):
        waiting.add(part, float(due))
    flown = [waiting.next(5.0, flying) for flying in range(6)]
    assert flown == [newer, first, older, second, big, third]


def test_what_waits_for_another_try_keeps_its_place():
    new = [batch("new")]
    waiting, _ = line(1, new)
    waiting.add(batch("retry"), 5.0)
    assert waiting.next(1.0, 0) is None
    assert new
    assert waiting.wake_up(0) == 5.0


def test_the_rate_limit_is_asked_for_one_place_at_a_time():
    waiting, limit = line(8, [batch(str(number)) for number in range(8)], every=2.0)
    assert waiting.next(0.0, 0) is None
    assert waiting.next(1.0, 0) is None
    assert limit.asked == 1
    assert waiting.wake_up(0) == 2.0
    assert waiting.next(2.0, 0) is not None


def test_a_part_that_waits_for_the_rate_limit_flies_although_new_ones_come():
    new: list[Batch] = []
    part = batch("part", part=True)
    waiting, _ = line(1, new, every=0.3)
    waiting.add(part, 0.0)
    assert waiting.next(0.0, 0) is None  # it has reserved its place
    new.append(batch("given back by another job"))
    assert waiting.next(0.3, 0) is part
    assert waiting.next(0.6, 0) is None
    assert waiting.next(0.9, 0) is not None


def test_a_part_that_may_not_fly_yet_wakes_nobody_up():
    waiting, _ = line(2)
    waiting.add(batch("retry"), 9.0)
    waiting.add(batch("part", part=True), 0.0)
    assert waiting.next(1.0, flying=1) is None
    assert waiting.wake_up(flying=1) == 9.0


def test_with_all_places_taken_only_the_end_of_a_call_changes_anything():
    waiting, limit = line(2, [batch("new")])
    assert waiting.next(0.0, 2) is None
    assert waiting.wake_up(2) == float("inf")
    assert limit.asked == 0


def test_clearing_takes_out_everything_the_head_included():
    waiting, _ = line(2, [batch("head")], every=5.0)
    waiting.add(batch("later"), 9.0)
    waiting.next(0.0, 0)
    assert {one.hashes[0] for one in waiting.clear()} == {"head", "later"}
    assert not waiting


@pytest.mark.parametrize("seed", range(60))
def test_every_batch_flies_in_the_end_whatever_fails_and_without_looking_in_vain(seed):
    chance = random.Random(seed)
    places, every = chance.randint(1, 4), chance.choice([0.0, 0.0, 0.7])
    new = [batch(str(number)) for number in range(12)]
    waiting, _ = line(places, new, every)
    waiting.seeking = seed % 2 == 0
    done: set[str] = set()
    flying: list[tuple[float, Batch]] = []
    now, looks = 0.0, 0
    while new or waiting or flying:
        looks += 1
        assert looks < 1_000
        while (one := waiting.next(now, len(flying))) is not None:
            flying.append((now + chance.uniform(0.1, 2.0), one))
        assert len(flying) <= places
        ends = min((end for end, _ in flying), default=float("inf"))
        then = min(ends, waiting.wake_up(len(flying)))
        assert now <= then < float("inf"), "nothing flies and nothing ever will"
        now = then
        for landed in [one for one in flying if one[0] <= now]:
            flying.remove(landed)
            if chance.random() < 0.4:
                landed[1].part = landed[1].part or chance.random() < 0.5
                waiting.add(landed[1], now + chance.choice([0.0, 0.0, 1.5]))
                if chance.random() < 0.1:
                    new.append(batch(f"given back {len(done)} {looks}"))
            else:
                done.update(landed[1].hashes)
    assert {str(number) for number in range(12)} <= done
