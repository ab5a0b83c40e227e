from __future__ import annotations

import math
import time

import pytest

from summarizer_core import keys
from summarizer_core.pacing import Pacer
from summarizer_core.redis_client import connect

pytestmark = pytest.mark.redis


def waits(client, count: int, per_minute: int) -> list[float]:
    pacers = [Pacer(client, name="engine", per_minute=per_minute) for _ in range(2)]
    asked = [pacers[number % 2].reserve() for number in range(count)]
    return [seconds for seconds in asked if seconds]


def test_calls_beyond_a_small_burst_are_spaced_over_all_workers(redis_client):
    waited = waits(redis_client, 9, per_minute=60)
    assert len(waited) == 4
    for number, seconds in enumerate(waited, start=1):
        assert seconds == pytest.approx(number, abs=0.5)


def test_one_call_a_minute_has_no_burst(redis_client):
    assert waits(redis_client, 2, per_minute=1) == [pytest.approx(60, abs=0.5)]


@pytest.mark.parametrize("per_minute", [1, 2, 6, 12, 30, 60, 600])
def test_no_minute_has_more_calls_than_allowed(redis_client, per_minute):
    pacer = Pacer(redis_client, name="engine", per_minute=per_minute)
    begin = time.monotonic()
    moments = [
        time.monotonic() - begin + pacer.reserve() for _ in range(per_minute + per_minute // 2 + 2)
    ]
    for first in moments:
        assert sum(first <= moment < first + 59.9 for moment in moments) <= per_minute


def test_a_place_that_is_too_far_away_is_not_taken(redis_client):
    pacer = Pacer(redis_client, name="engine", per_minute=6)
    assert pacer.reserve(within=1.0) == 0
    assert [pacer.reserve(within=5.0) for _ in range(20)] == [math.inf] * 20
    assert pacer.reserve() == pytest.approx(10, abs=0.5)


def test_without_redis_calls_pass(tmp_path):
    assert waits(connect(f"unix://{tmp_path}/nobody.sock"), 4, per_minute=1) == []


def test_a_clock_that_is_set_back_stops_nobody(redis_client):
    ahead = (int(redis_client.time()[0]) + 3600) * 1_000_000
    redis_client.set(keys.pace("engine"), f"{ahead + 60_000_000} {ahead}")
    assert Pacer(redis_client, name="engine", per_minute=60).reserve() == 0
