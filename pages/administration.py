"""Administration: health, queue, workers, cache, Redis."""

from __future__ import annotations

import streamlit as st

from pages.components import login
from pages.components.backend import services
from pages.components.boundary import boundary
from pages.components.format import age, escape, plural, size, span
from summarizer_core.cache_figures import CacheStats
from summarizer_core.models import Actor, utcnow
from summarizer_core.queue import QueueStats
from summarizer_core.usecases.administer import RedisFigures

_EVERY = 5.0


def _figures(figures: dict[str, str]) -> None:
    with st.container(horizontal=True, gap="small"):
        for name, value in figures.items():
            st.metric(name, value, border=True, width=150)


def _health() -> None:
    health = services().health()
    if health.ready:
        st.success("Redis and the store answer.", icon=":material/check_circle:")
    else:
        st.error(escape(health.problem or "Not ready."), icon=":material/error:")


def _queue(stats: QueueStats) -> None:
    st.header("Queue", anchor=False)
    _figures(
        {
            "Waiting": f"{stats.queued:,}",
            "Running": f"{stats.started:,}",
            "Failed jobs": f"{stats.failed:,}",
            "Workers": f"{len(stats.workers):,}",
        }
    )
    if not stats.workers:
        st.warning(
            "No worker is running: documents wait. Start one with: python worker.py",
            icon=":material/warning:",
        )
        return
    now = utcnow()
    st.dataframe(
        [
            {
                "Worker": worker.name[:12],
                "State": worker.state,
                "Machine": f"{worker.host or '–'}, process {worker.pid or '–'}",
                "Works on": worker.current_session or "–",
                "Done": worker.completed,
                "Failed": worker.failed,
                "Last sign of life": age(worker.last_heartbeat, now),
            }
            for worker in stats.workers
        ],
        hide_index=True,
        alt="Workers",
    )


def _cache(stats: CacheStats) -> None:
    st.header("Cache", anchor=False)
    total = stats.total
    rate = total.hit_rate
    _figures(
        {
            "Entries": f"{stats.entries:,}",
            "Hit rate": "–" if rate is None else f"{rate:.0%}",
            "Hits": f"{total.hits:,}",
            "Misses": f"{total.misses:,}",
            "Evicted": f"{total.evictions:,}",
            "Expired": f"{total.expiries:,}",
        }
    )
    st.caption(
        f"At most {plural(stats.max_entries, 'entry', 'entries')}, each kept for "
        f"{span(stats.ttl_seconds)} after it was written."
    )


def _redis(figures: RedisFigures) -> None:
    st.header("Redis", anchor=False)
    _figures(
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


@st.dialog("Empty the cache?")
def _confirm_clearing(actor: Actor) -> None:
    st.write("The next analyses start from nothing: they take longer, and calls are paid again.")
    with boundary():
        if st.button("Empty it", type="primary"):
            removed = services().administer.clear_cache(actor)
            st.success(f"Removed {plural(removed, 'entry', 'entries')}.")


st.title("Administration", anchor=False)
_live()
st.divider()
if st.button("Empty the cache", icon=":material/delete_sweep:"):
    with boundary():
        _confirm_clearing(login.actor())
