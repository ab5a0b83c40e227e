"""Administration: is all well? Health first, then queue, cache and Redis at a glance."""

from __future__ import annotations

import streamlit as st

from pages.components import login
from pages.components.backend import services
from pages.components.boundary import boundary
from pages.components.figures import metrics, no_worker
from pages.components.format import escape, percent, size
from summarizer_core.cache_figures import CacheStats
from summarizer_core.queue import QueueStats
from summarizer_core.usecases.administer import RedisFigures

_EVERY = 5.0


def _health() -> None:
    health = services().health()
    if health.ready:
        st.success("Redis and the store answer.", icon=":material/check_circle:")
    else:
        st.error(escape(health.problem or "Not ready."), icon=":material/error:")


def _queue(stats: QueueStats) -> None:
    st.header("Queue", anchor=False)
    metrics(
        {
            "Waiting": f"{stats.queued:,}",
            "Running": f"{stats.started:,}",
            "Failed": f"{stats.failed:,}",
            "Workers": f"{len(stats.workers):,}",
        }
    )
    if not stats.workers:
        no_worker()
    st.page_link(
        "queue_and_workers.py", label="All about queue and workers", icon=":material/list_alt:"
    )


def _cache(stats: CacheStats) -> None:
    st.header("Cache", anchor=False)
    metrics(
        {
            "Entries": f"{stats.entries:,}",
            "Hit rate, 15 minutes": percent(stats.recent.hit_rate),
            "Hit rate, in total": percent(stats.total.hit_rate),
            "Engine calls saved": f"{stats.total.saved.calls:,.0f}",
        }
    )
    st.page_link("cache.py", label="All about the cache", icon=":material/database:")


def _redis(figures: RedisFigures) -> None:
    st.header("Redis", anchor=False)
    metrics(
        {
            "Memory": size(figures.memory_bytes),
            "Keys": f"{figures.keys:,}",
            "Version": figures.version,
        }
    )
    st.caption(escape(f"Eviction policy: {figures.policy}"))
    if figures.evicts_jobs:
        st.warning(
            "This Redis may throw away queued jobs when memory runs short. "
            "Set its maxmemory-policy to noeviction.",
            icon=":material/warning:",
        )


@st.fragment(run_every=_EVERY)
def _live() -> None:
    with boundary(polling=True):
        actor = login.actor()
        administer = services().administer
        _health()
        _queue(services().administer_queue.stats(actor))
        _cache(administer.cache_stats(actor))
        _redis(administer.redis_figures(actor))


st.title("Administration", anchor=False)
_live()
