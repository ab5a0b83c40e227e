from __future__ import annotations

import math
import time

import pytest

from summarizer_core import keys
from summarizer_core.pacing import Pacer
from summarizer_core.redis_client import connect

pytestmark = pytest.mark.redis


@pytest.fixture
def used(redis_client):
    """A Redis whose record says that the last call was long ago."""
    now, micro = redis_client.time()
    before = (int(now) - 3600) * 1_000_000 + int(micro)
    redis_client.set(keys.pace("engine"), f"{before} {before} {before} 1")
    return redis_client


def waits(client, count: int, per_minute: int) -> list[float]:
    pacers = [Pacer(client, name="engine", per_minute=per_minute) for _ in range(2)]
    asked = [pacers[number % 2].reserve() for number in range(count)]
    return [seconds for seconds in asked if seconds]


class Moments:
    """When calls may be made, in seconds, by reservations that nobody waits for."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self.all: list[float] = []

    def reserve(self, *pacers: Pacer) -> None:
        for pacer in pacers:
            now = time.monotonic() - self._begin
            self.all.append(now + pacer.reserve())

    def most_in_a_minute(self) -> int:
        # More than a minute, since one call follows its reservation sooner than another.
        return max(sum(first <= moment < first + 60.8 for moment in self.all) for first in self.all)


def test_calls_beyond_a_small_burst_are_spaced_over_all_workers(used):
    waited = waits(used, 9, per_minute=60)
    assert len(waited) == 4
    for number, seconds in enumerate(waited, start=1):
        assert seconds == pytest.approx(number, abs=0.5)


def test_one_call_a_minute_has_no_burst(used):
    assert waits(used, 2, per_minute=1) == [pytest.approx(61, abs=0.5)]


@pytest.mark.parametrize("per_minute", [1, 2, 6, 12, 30, 60, 600])
def test_no_minute_has_more_calls_than_allowed(used, per_minute):
    pacer = Pacer(used, name="engine", per_minute=per_minute)
    moments = Moments()
    moments.reserve(*[pacer] * (per_minute + per_minute // 2 + 2))
    assert 0.98 * per_minute <= moments.most_in_a_minute() <= per_minute


def test_without_a_record_there_is_no_burst_since_it_may_be_lost(redis_client):
    waited = waits(redis_client, 4, per_minute=60)
    assert waited == [pytest.approx(number * 61 / 56, abs=0.5) for number in (1, 2, 3)]


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("per_minute", [1, 6, 24, 60, 600])
def test_a_redis_that_was_emptied_learns_again_what_was_reserved(used, per_minute, workers):
    pacers = [Pacer(used, name="engine", per_minute=per_minute) for _ in range(workers)]
    moments = Moments()
    rounds = per_minute // workers // 2 + 1
    moments.reserve(*pacers * rounds)
    used.flushall()
    moments.reserve(*pacers * rounds * 2)
    assert moments.most_in_a_minute() <= per_minute


def test_places_that_others_have_taken_meanwhile_are_made_up_for(used):
    """Who speaks first after the loss may have heard of no more than its own places."""
    alone, *others = [Pacer(used, name="engine", per_minute=60) for _ in range(4)]
    moments = Moments()
    moments.reserve(alone, *others * 10)
    used.flushall()
    moments.reserve(*[alone] * 10)
    twice = len(moments.all)
    moments.reserve(others[-1], alone)
    # As if there had been one record all along, but for the distance that was kept.
    assert moments.all[twice] == pytest.approx((twice - 4) * 61 / 56, abs=5.5 * 61 / 56)
    assert max(moments.all[:twice]) < moments.all[twice] < moments.all[twice + 1]


def test_who_knows_of_no_call_begins_without_a_burst_in_a_redis_that_was_emptied(used):
    moments = Moments()
    moments.reserve(*[Pacer(used, name="engine", per_minute=60)] * 9)
    used.flushall()
    moments.reserve(*[Pacer(used, name="engine", per_minute=60) for _ in range(5)])
    assert sum(moment < 1 for moment in moments.all[9:]) == 1


def test_a_record_from_an_older_backup_is_mended(used):
    pacer = Pacer(used, name="engine", per_minute=60)
    pacer.reserve()
    older = used.get(keys.pace("engine"))
    waited = [pacer.reserve() for _ in range(20)]
    used.set(keys.pace("engine"), older)
    assert pacer.reserve() == pytest.approx(waited[-1] + 61 / 56, abs=0.5)


def test_a_place_that_is_too_far_away_is_not_taken(used):
    pacer = Pacer(used, name="engine", per_minute=6)
    assert pacer.reserve(within=1.0) == 0
    assert [pacer.reserve(within=5.0) for _ in range(20)] == [math.inf] * 20
    assert pacer.reserve() == pytest.approx(10, abs=0.5)


def test_without_redis_calls_pass(tmp_path):
    assert waits(connect(f"unix://{tmp_path}/nobody.sock"), 4, per_minute=1) == []


def test_a_clock_that_is_set_back_stops_nobody(redis_client):
    ahead = (int(redis_client.time()[0]) + 3600) * 1_000_000
    redis_client.set(keys.pace("engine"), f"{ahead + 60_000_000} {ahead} {ahead} 1")
    assert Pacer(redis_client, name="engine", per_minute=60).reserve() == 0
