"""Figures of the cache, added up for administrators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from summarizer_core.cache_figures import (
    CacheStats,
    Counters,
    GroupStats,
    Minute,
    Savings,
    spans,
    total_of,
)

NOW = datetime(2026, 11, 24, 8, 51, 30, tzinfo=UTC)


def minute(ago: int, hits: int = 1, misses: int = 0) -> Minute:
    at = NOW.replace(second=0) - timedelta(minutes=ago)
    return Minute(at, {"chunk": Counters(hits=hits), "reduce": Counters(misses=misses)})


def test_spans_without_any_minute_are_all_there_and_empty():
    found = spans([], width=15, count=96, now=NOW)
    assert len(found) == 96
    assert found[0].begin == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert (found[-1].begin, found[-1].end) == (
        datetime(2026, 11, 24, 8, 45, tzinfo=UTC),
        datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    )
    assert total_of(span.total for span in found) == Counters()
    assert {span.total.hit_rate for span in found} == {None}


def test_minutes_are_added_up_in_their_span_over_all_kinds():
    minutes = [minute(7, 5), minute(6, 1, 1), minute(2, 3, 1), minute(0, 0, 4)]
    earlier, before, last = spans(minutes, width=5, count=3, now=NOW)
    assert earlier.total == Counters(hits=5)  # 8:44
    assert before.total == Counters(hits=4, misses=2)  # 8:45 and 8:49
    assert last.total == Counters(misses=4)  # 8:51


def test_minutes_before_the_first_span_are_left_out():
    assert spans([minute(40), minute(12)], width=5, count=2, now=NOW)[0].total == Counters()


def test_a_minute_that_is_ahead_of_this_clock_is_not_lost():
    found = spans([minute(-6)], width=5, count=3, now=NOW)
    assert found[-1].total == Counters(hits=1)


def stats(*groups: GroupStats) -> CacheStats:
    return CacheStats(0, 100, 60, 0, None, Counters(), Counters(), groups)


def test_what_refilling_costs_is_estimated_from_what_hits_saved():
    saved = Savings(calls=2.0, input_tokens=4000, output_tokens=400, text_bytes=8000)
    figures = stats(
        GroupStats("chunk", "gemini", 30, Counters(hits=20, saved=saved)),
        GroupStats("focus", "gemini", 3, Counters()),
        GroupStats("reduce", "gemini", 1, Counters(hits=2, saved=saved)),
    )
    assert figures.entries_of("chunk") == 30
    assert figures.refilling("chunk") == Savings(3.0, 6000, 600, 12_000)
    assert figures.refilling("focus") == Savings()
    assert figures.entries_of(None) == 34
    assert figures.refilling(None).calls == pytest.approx(4.0)
