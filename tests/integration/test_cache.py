from __future__ import annotations

import random
import threading
import time

import pytest
import redis

from summarizer_core import keys
from summarizer_core.cache import Cache, Entry, ForgivingCache, Look
from summarizer_core.cache_figures import Counters, Savings
from summarizer_core.errors import Unavailable
from summarizer_core.models import utcnow
from summarizer_core.redis_client import connect

pytestmark = pytest.mark.redis


def make(client: redis.Redis, *, cap: int = 100, ttl: int = 60) -> Cache:
    return Cache(client, max_entries=cap, ttl=ttl)


def test_what_is_put_is_found_and_the_rest_is_missing(redis_client):
    cache = make(redis_client)
    cache.put_many("chunk", "e1", {"a": b"1", "b": b"2"})
    assert cache.get_many("chunk", "e1", ["a", "b", "c"]) == {"a": b"1", "b": b"2"}


def test_what_is_looked_up_without_a_trace_is_found_and_stays_the_next_to_go(redis_client):
    cache = make(redis_client, cap=2)
    cache.put_many("chunk", "e", {"a": b"1"})
    cache.put_many("chunk", "e", {"b": b"2" * 1_000})
    before = cache.stats().total
    assert cache.known("chunk", "e", ["a", "b", "c"]) == {"a": b"1", "b": b"2" * 1_000}
    assert cache.known("chunk", "e", []) == {}
    assert cache.stats().total == before
    cache.put_many("chunk", "e", {"c": b"3"})
    assert set(cache.known("chunk", "e", ["a", "b", "c"])) == {"b", "c"}


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
    assert cache.stats().total.evictions == 1


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
    assert (stats.entries, stats.total.expiries) == (0, 1)
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
    total = cache.stats().total
    assert (total.hits, total.misses, total.writes) == (1, 2, 1)
    assert total.hit_rate == pytest.approx(1 / 3)


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


def test_clearing_one_kind_leaves_the_others(redis_client):
    cache = make(redis_client)
    cache.put_many("chunk", "e", {"a": b"1", "b": b"2"})
    cache.put_many("focus", "e", {"a": b"3"})
    assert cache.clear("chunk") == 2
    assert cache.get_many("focus", "e", ["a"]) == {"a": b"3"}
    assert [(g.kind, g.entries) for g in cache.stats().groups] == [("chunk", 0), ("focus", 1)]


def test_the_entries_of_each_kind_and_engine_add_up(redis_client):
    cache = make(redis_client, cap=5)
    cache.put_many("chunk", "e1", {"a": b"1", "b": b"2"})
    cache.put_many("chunk", "e1", {"a": b"again"})
    cache.put_many("reduce", "e2", {"x": b"1"})
    cache.put_many("chunk", "e2", {str(i): b"2" for i in range(4)})
    groups = {(g.kind, g.engine): g.entries for g in cache.stats().groups}
    # Seven distinct entries against a cap of five: the two used least recently are gone, "b" and
    # then "a", which was written again later.
    assert groups == {("chunk", "e1"): 0, ("reduce", "e2"): 1, ("chunk", "e2"): 4}
    assert cache.stats().entries == 5


def test_within_one_call_the_first_keys_are_the_oldest(redis_client):
    cache = make(redis_client, cap=3)
    cache.put_many("chunk", "e", {"a": b"1", "b": b"2", "c": b"3"})
    cache.put_many("chunk", "e", {"d": b"4", "e": b"5"})
    assert set(cache.get_many("chunk", "e", list("abcde"))) == {"c", "d", "e"}


def test_hits_add_up_what_they_saved(redis_client):
    cache = make(redis_client)
    saves = Savings(calls=0.25, input_tokens=100, output_tokens=20, text_bytes=400)
    cache.put_many("chunk", "e", {"a": Entry(b"1", saves), "b": Entry(b"2", saves)})
    cache.get_many("chunk", "e", ["a", "b"])
    cache.get_many("chunk", "e", ["a"])
    assert cache.stats().total.saved == Savings(0.75, 300, 60, 1200)
    assert cache.stats().recent.saved == Savings(0.75, 300, 60, 1200)


def test_the_history_tells_what_happened_in_each_minute_by_kind(redis_client):
    cache = make(redis_client)
    cache.put_many("chunk", "e", {"a": b"1"})
    cache.get_many("chunk", "e", ["a", "b"])
    cache.get_many("reduce", "e", ["r"])
    minutes = cache.history()
    chunk = sum((m.kinds.get("chunk", Counters()) for m in minutes), Counters())
    assert (chunk.hits, chunk.misses, chunk.writes) == (1, 1, 1)
    assert sum(m.kinds["reduce"].misses for m in minutes if "reduce" in m.kinds) == 1
    assert abs((minutes[-1].at - utcnow()).total_seconds()) < 120


def test_memory_and_age_are_measured(redis_client):
    cache = make(redis_client, ttl=60)
    assert cache.stats().oldest_seconds is None
    cache.put_many("chunk", "e", {str(i): random.Random(i).randbytes(2_000) for i in range(80)})
    stats = cache.stats()
    assert stats.oldest_seconds is not None
    assert 0 <= stats.oldest_seconds < 30
    assert 80 * 2_000 < stats.memory_bytes < 80 * 4_000


def test_long_values_are_stored_compressed_and_read_as_they_were(redis_client):
    cache = make(redis_client)
    long = b"the same words again and again " * 100
    cache.put_many("chunk", "e", {"a": long, "b": b"short"})
    assert cache.get_many("chunk", "e", ["a", "b"]) == {"a": long, "b": b"short"}
    assert redis_client.strlen(keys.cache_entry_prefix("chunk", "e") + "a") < len(long) / 10


@pytest.mark.parametrize("rubbish", [b"", b"x", b"j" + b"{" * 40, b"\x01" + b"\0" * 16 + b"no"])
def test_a_damaged_entry_counts_as_unknown(redis_client, rubbish):
    cache = make(redis_client)
    cache.put_many("chunk", "e", {"a": b"1"})
    redis_client.set(keys.cache_entry_prefix("chunk", "e") + "a", rubbish, keepttl=True)
    assert cache.get_many("chunk", "e", ["a"]) == {}
    assert cache.claim("chunk", "e", ["a"], "me").free == ("a",)


def test_a_claim_is_held_by_one_until_the_answer_is_there(redis_client):
    cache = make(redis_client)
    assert cache.claim("chunk", "e", ["a", "b"], "first").free == ("a", "b")
    assert cache.claim("chunk", "e", ["b", "c"], "second") == Look({}, ("c",), ("b",))
    cache.put_many("chunk", "e", {"b": b"2"})
    assert cache.claim("chunk", "e", ["b"], "second") == Look({"b": b"2"}, (), ())
    total = cache.stats().total
    assert (total.hits, total.misses) == (1, 3)


def test_a_claim_that_is_given_back_is_free_and_nobody_elses_is_touched(redis_client):
    cache = make(redis_client)
    cache.claim("chunk", "e", ["a", "b"], "first")
    cache.release("chunk", "e", ["a"], "stranger")
    assert cache.peek("chunk", "e", ["a", "b"], "second").held == ("a", "b")
    cache.release("chunk", "e", ["a"], "first")
    assert cache.peek("chunk", "e", ["a", "b"], "second") == Look({}, ("a",), ("b",))


def test_a_claim_that_nobody_renews_runs_out(redis_client):
    cache = make(redis_client)
    cache.claim("chunk", "e", ["a", "b"], "first")
    for name in ("a", "b"):
        redis_client.pexpire(keys.cache_claim_prefix("chunk", "e") + name, 80)
    cache.renew("chunk", "e", ["b"], "first")
    time.sleep(0.1)
    assert cache.claim("chunk", "e", ["a", "b"], "second") == Look({}, ("a",), ("b",))


def test_everything_but_the_documented_indexes_has_a_lifetime(redis_client):
    cache = make(redis_client)
    cache.claim("chunk", "e", ["a", "b"], "first")
    cache.put_many("chunk", "e", {"a": b"1"})
    cache.get_many("chunk", "e", ["a", "c"])
    forever = {name for name in redis_client.scan_iter() if redis_client.ttl(name) == -1}
    indexes = {keys.CACHE_RECENCY, keys.CACHE_EXPIRY, keys.CACHE_STATS}
    assert forever == {name.encode() for name in indexes}


def test_a_cache_that_is_away_never_fails_the_caller(tmp_path):
    cache = ForgivingCache(make(connect(f"unix://{tmp_path}/nobody.sock")))
    assert cache.peek("chunk", "e", ["a"], "me") == Look({}, ("a",), ())
    assert cache.claim("chunk", "e", ["a"], "me") == Look({}, ("a",), ())
    cache.put_many("chunk", "e", {"a": b"1"})
    cache.release("chunk", "e", ["a"], "me")
    assert cache.troubled


def test_a_redis_without_memory_left_never_fails_the_caller(redis_client):
    cache = ForgivingCache(make(redis_client), pause=0.0)
    redis_client.config_set("maxmemory", "1")
    try:
        assert cache.claim("chunk", "e", ["a"], "me").free == ("a",)
        cache.put_many("chunk", "e", {"a": b"1"})
        assert cache.troubled
    finally:
        redis_client.config_set("maxmemory", "0")
    # What was to be written then has been paid for, and is written now.
    assert cache.peek("chunk", "e", ["a"], "me").found == {"a": b"1"}


def test_a_cache_that_failed_is_left_alone_for_a_while(redis_client, tmp_path):
    away = make(connect(f"unix://{tmp_path}/nobody.sock"))
    cache = ForgivingCache(away, pause=60.0)
    cache.peek("chunk", "e", ["a"], "me")
    away._look_up = make(redis_client)._look_up  # Redis is back
    make(redis_client).put_many("chunk", "e", {"a": b"1"})
    assert cache.peek("chunk", "e", ["a"], "me").found == {}
    cache._away_until = 0.0
    assert cache.peek("chunk", "e", ["a"], "me").found == {"a": b"1"}


def test_a_cache_that_is_away_is_reported_as_unavailable(tmp_path):
    with pytest.raises(Unavailable):
        make(connect(f"unix://{tmp_path}/nobody.sock")).stats()


def test_in_a_full_redis_the_cache_makes_room_among_its_own_entries(redis_client):
    cache = make(redis_client, cap=10_000)
    for number in range(20):
        cache.put_many("chunk", "e", {f"{number}-{i}": bytes(300) for i in range(100)})
    redis_client.config_set("maxmemory", redis_client.info("memory")["used_memory"] - 50_000)
    try:
        cache.put_many("chunk", "e", {"new": b"1"})
        assert cache.get_many("chunk", "e", ["new", "0-0", "19-99"]).keys() == {"new", "19-99"}
        assert cache.stats().total.evictions >= 100
        redis_client.config_set("maxmemory", redis_client.info("memory")["used_memory"])
        assert cache.make_room() >= 100
    finally:
        redis_client.config_set("maxmemory", "0")
    assert cache.make_room() == 0
    assert cache.stats().entries == redis_client.zcard(keys.CACHE_RECENCY)


def test_an_entry_of_an_earlier_version_is_asked_for_again_by_one(redis_client):
    cache = make(redis_client)
    cache.put_many("chunk", "e", {"a": b"1"})
    redis_client.set(keys.cache_entry_prefix("chunk", "e") + "a", b'j{"note":"of old"}' * 3)
    assert cache.claim("chunk", "e", ["a"], "one:1").free == ("a",)
    assert cache.claim("chunk", "e", ["a"], "two:1").held == ("a",)
    assert cache.stats().total.hits == 0


def test_a_newer_attempt_takes_over_claims_and_the_older_cannot_give_them_away(redis_client):
    cache = make(redis_client)
    cache.claim("chunk", "e", ["a"], "session:1")
    assert cache.claim("chunk", "e", ["a"], "session:2").free == ("a",)
    cache.release("chunk", "e", ["a"], "session:1")
    assert cache.claim("chunk", "e", ["a"], "session:1").held == ("a",)
    assert cache.claim("chunk", "e", ["a"], "other:9").held == ("a",)
