from __future__ import annotations

import threading
import time

import pytest
import redis

from summarizer_core import keys
from summarizer_core.cache import Cache, ForgivingCache
from summarizer_core.errors import Unavailable
from summarizer_core.redis_client import connect

pytestmark = pytest.mark.redis


def make(client: redis.Redis, *, cap: int = 100, ttl: int = 60) -> Cache:
    return Cache(client, max_entries=cap, ttl=ttl)


def test_what_is_put_is_found_and_the_rest_is_missing(redis_client):
    cache = make(redis_client)
    cache.put_many("chunk", "e1", {"a": b"1", "b": b"2"})
    assert cache.get_many("chunk", "e1", ["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_engines_and_kinds_do_not_see_each_others_entries(redis_client):
    cache = make(redis_client)
    cache.put_many("chunk", "e1", {"a": b"1"})
    assert cache.get_many("chunk", "e2", ["a"]) == {}
    assert cache.get_many("focus", "e1", ["a"]) == {}


def test_the_least_recently_used_entry_is_evicted_first(redis_client):
    cache = make(redis_client, cap=3)
    for name in "abc":
        cache.put_many("chunk", "e", {name: b"x"})
    cache.get_many("chunk", "e", ["a"])
    cache.put_many("chunk", "e", {"d": b"x"})
    assert set(cache.get_many("chunk", "e", list("abcd"))) == {"a", "c", "d"}
    assert cache.stats().evictions == 1


def test_the_cap_holds_at_every_look_under_concurrent_writers(redis_url, redis_client):
    cap = 50
    over = []
    stop = threading.Event()

    def write(number: int) -> None:
        cache = make(connect(redis_url), cap=cap)
        for i in range(40):
            cache.put_many("chunk", "e", {f"{number}-{i}-{j}": b"x" for j in range(7)})

    def look() -> None:
        client = connect(redis_url)
        while not stop.is_set():
            count = client.zcard(keys.CACHE_RECENCY)
            if count > cap:
                over.append(count)

    watcher = threading.Thread(target=look)
    watcher.start()
    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stop.set()
    watcher.join()
    assert over == []
    assert make(redis_client, cap=cap).stats().entries == cap


def test_an_expired_entry_leaves_the_count(redis_client):
    cache = make(redis_client, ttl=1)
    cache.put_many("chunk", "e", {"a": b"1"})
    assert cache.stats().entries == 1
    time.sleep(1.1)
    stats = cache.stats()
    assert (stats.entries, stats.expiries) == (0, 1)
    assert cache.get_many("chunk", "e", ["a"]) == {}


def test_a_hit_does_not_prolong_the_life_of_an_entry(redis_client):
    cache = make(redis_client, ttl=60)
    cache.put_many("chunk", "e", {"a": b"1"})
    name = keys.cache_entry_prefix("chunk", "e") + "a"
    redis_client.pexpire(name, 5_000)
    cache.get_many("chunk", "e", ["a"])
    assert redis_client.pttl(name) <= 5_000


def test_thousands_of_keys_travel_in_one_call(redis_client):
    cache = make(redis_client, cap=20_000)
    values = {f"{i:064x}": b"x" for i in range(9_000)}
    cache.put_many("chunk", "e", values)
    assert cache.get_many("chunk", "e", list(values)) == values


def test_hits_and_misses_are_counted(redis_client):
    cache = make(redis_client)
    cache.put_many("chunk", "e", {"a": b"1"})
    cache.get_many("chunk", "e", ["a", "b", "c"])
    stats = cache.stats()
    assert (stats.hits, stats.misses, stats.writes) == (1, 2, 1)
    assert stats.hit_rate == pytest.approx(1 / 3)


def test_clearing_removes_every_entry_and_says_how_many(redis_client):
    cache = make(redis_client)
    cache.put_many("chunk", "e", {str(i): b"x" for i in range(25)})
    assert cache.clear() == 25
    assert cache.stats().entries == 0
    assert not list(redis_client.scan_iter(match="*:entry:*"))


def test_every_entry_has_a_lifetime(redis_client):
    make(redis_client).put_many("chunk", "e", {"a": b"1"})
    entry = next(redis_client.scan_iter(match="*:entry:*"))
    assert 0 < redis_client.ttl(entry) <= 60


def test_a_cache_that_is_away_never_fails_the_caller(tmp_path):
    cache = ForgivingCache(make(connect(f"unix://{tmp_path}/nobody.sock")))
    assert cache.get_many("chunk", "e", ["a"]) == {}
    cache.put_many("chunk", "e", {"a": b"1"})
    assert cache.troubled


def test_a_cache_that_is_away_is_reported_as_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        make(connect(f"unix://{tmp_path}/nobody.sock")).stats()
