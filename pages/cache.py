"""Cache: how much it holds and saves; clearing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from pages.components import figures, login, notice
from pages.components.backend import services
from pages.components.boundary import boundary
from pages.components.format import (
    KIND_NAME,
    engine_label,
    percent,
    plural,
    refilling_lines,
    size,
    span,
)
from summarizer_core.accounts.permissions import Permission, may
from summarizer_core.cache_figures import CacheStats, Counters, Span, total_of
from summarizer_core.keys import KINDS, Kind
from summarizer_core.models import Actor

#: Seconds between two looks.
_EVERY: Final = 10.0

#: What the charts can show: minutes per bar, and how many bars.
_RANGES: Final = {"2 hours": (5, 24), "24 hours": (15, 96)}
_DAY: Final = "24 hours"
_RANGE: Final = "cache_range"


def _nothing(actor: Actor) -> None:
    st.info(
        "The cache is empty. It fills by itself: every document that is analysed leaves its "
        "clauses here.",
        icon=":material/inventory_2:",
    )
    if may(actor, Permission.UPLOAD):
        st.page_link("upload.py", label="Upload a contract", icon=":material/upload_file:")


def _room(stats: CacheStats, day: Counters) -> None:
    share = min(1.0, stats.entries / stats.max_entries)
    st.progress(share, text=f"{stats.entries:,} of {plural(stats.max_entries, 'entry', 'entries')}")
    figures.metrics(
        {
            "Hit rate, 15 minutes": percent(stats.recent.hit_rate),
            "Hit rate, 24 hours": percent(day.hit_rate),
            "Memory, about": size(stats.memory_bytes),
            "Oldest entry": "–" if stats.oldest_seconds is None else span(stats.oldest_seconds),
            "Engine calls saved": f"{stats.total.saved.calls:,.0f}",
            "Text not sent": size(stats.total.saved.text_bytes),
            "Pushed out, 24 hours": f"{day.evictions:,}",
            "Expired, 24 hours": f"{day.expiries:,}",
        }
    )
    st.caption(
        f"An entry is kept for {span(stats.ttl_seconds)} after it was written. When there are more "
        f"than {stats.max_entries:,}, those that were unused for longest are pushed out."
    )
    if day.evictions:
        st.info(
            "The cache is too small for what passes through it. If Redis has memory to spare, "
            "raise CACHE_MAX_ENTRIES.",
            icon=":material/info:",
        )


def _charts(spans: Sequence[Span], range_name: str) -> None:
    total = total_of(one.total for one in spans)
    asked = total.hits + total.misses
    if not asked:
        st.info(f"Nothing was looked up in the last {range_name}.", icon=":material/info:")
        return
    width, _ = _RANGES[range_name]
    told = (
        f"In the last {range_name}, {total.hits:,} of {plural(asked, 'text')} were known "
        f"({percent(total.hit_rate)}), {total.misses:,} had to be asked of an engine."
    )
    st.write(told)
    st.markdown(f"**Texts looked up, per {width} minutes**")
    figures.look_ups(spans, alt=f"Bars of texts looked up. {told}")
    st.markdown(f"**Share that was known, per {width} minutes**")
    figures.hit_rate(spans, alt=f"Line of the share that was known. {told}")


def _savings(stats: CacheStats, day: Counters) -> None:
    st.header("What it saved", anchor=False)
    st.dataframe(
        [
            {
                "": period,
                "Calls saved": round(of.saved.calls),
                "Tokens to the engine": of.saved.input_tokens,
                "Tokens from it": of.saved.output_tokens,
                "Text not sent": size(of.saved.text_bytes),
                "Hits": of.hits,
                "Misses": of.misses,
                "Written": of.writes,
            }
            for period, of in (
                ("15 minutes", stats.recent),
                ("24 hours", day),
                ("In total", stats.total),
            )
        ],
        hide_index=True,
        column_config=_NUMBERS,
        alt="What the cache saved",
    )


def _groups(stats: CacheStats) -> None:
    st.header("By kind and engine", anchor=False)
    st.dataframe(
        [
            {
                "Kind": KIND_NAME.get(group.kind, group.kind),
                "Engine": engine_label(group.engine),
                "Entries": group.entries,
                "Hit rate": percent(group.total.hit_rate),
                "Hits": group.total.hits,
                "Misses": group.total.misses,
                "Calls saved": round(group.total.saved.calls),
                "Written": group.total.writes,
                "Pushed out": group.total.evictions,
                "Expired": group.total.expiries,
            }
            for group in stats.groups
        ],
        hide_index=True,
        column_config=_NUMBERS,
        alt="Cache entries by kind and engine",
    )


_NUMBERS: Final[dict[str, Any]] = {
    name: st.column_config.NumberColumn(format="localized")
    for name in (
        "Entries",
        "Hits",
        "Misses",
        "Written",
        "Pushed out",
        "Expired",
        "Calls saved",
        "Tokens to the engine",
        "Tokens from it",
    )
}


@st.fragment(run_every=_EVERY)
def _live() -> None:
    with boundary(polling=True):
        actor = login.actor()
        administer = services().administer
        stats = administer.cache_stats(actor)
        if not stats.groups:
            _nothing(actor)
            return
        width, count = _RANGES[_DAY]
        spans = administer.cache_history(actor, width=width, count=count)
        day = total_of(one.total for one in spans)
        _room(stats, day)
        st.header("Use", anchor=False)
        name = (
            st.segmented_control(
                "Time shown", list(_RANGES), default=_DAY, key=_RANGE, label_visibility="collapsed"
            )
            or _DAY
        )
        if name != _DAY:
            width, count = _RANGES[name]
            spans = administer.cache_history(actor, width=width, count=count)
        _charts(spans, name)
        _savings(stats, day)
        _groups(stats)


def _name_of(kind: Kind | None) -> str:
    return KIND_NAME[kind] if kind else "Everything"


@st.dialog("Clear the cache?")
def _confirm_clearing() -> None:
    with boundary():
        actor = login.actor()
        administer = services().administer
        stats = administer.cache_stats(actor)
        choices: list[Kind | None] = [None, *KINDS]
        kind = st.radio(
            "What to clear",
            choices,
            format_func=_name_of,
            captions=[plural(stats.entries_of(one), "entry", "entries") for one in choices],
        )
        for line in refilling_lines(stats.entries_of(kind), kind, stats.refilling(kind)):
            st.write(line)
        with st.container(horizontal=True):
            if st.button(
                "Clear",
                type="primary",
                icon=":material/delete_sweep:",
                key="clear-yes",
                disabled=not stats.entries_of(kind),
            ):
                removed = administer.clear_cache(actor, kind)
                notice.leave(f"Removed {plural(removed, 'entry', 'entries')}.")
                st.rerun()
            if st.button("Keep it", key="clear-no"):
                st.rerun()


notice.show()
st.title("Cache", anchor=False)
st.caption("What an engine found is kept here, so that the same text is never paid for twice.")
_live()
st.divider()
if st.button("Clear the cache", icon=":material/delete_sweep:"):
    _confirm_clearing()
