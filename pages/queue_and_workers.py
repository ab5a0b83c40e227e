"""Queue and workers: what waits, runs and failed; retrying, dropping, purging."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from pages.components import login, notice, paging
from pages.components.backend import services
from pages.components.boundary import boundary, sentence
from pages.components.figures import metrics, no_worker
from pages.components.format import (
    age,
    chance_line,
    document_label,
    escape,
    moment,
    plural,
    retried_line,
    running_line,
    shorten,
    worker_label,
    worker_state,
)
from summarizer_core.models import Actor, utcnow
from summarizer_core.queue import QueueStats
from summarizer_core.usecases.administer_queue import FailedJob

#: Seconds between two looks.
_EVERY: Final = 5.0

_PAGE: Final = 20
_CURSORS: Final = "failed_cursors"


def _depth(stats: QueueStats) -> None:
    metrics(
        {
            "Waiting": f"{stats.queued:,}",
            "Of these held back": f"{stats.held:,}",
            "Running": f"{stats.started:,}",
            "Failed": f"{stats.failed:,}",
            "Workers": f"{len(stats.workers):,}",
        },
        width=150,
    )
    if not stats.workers:
        no_worker()
    if stats.held:
        st.caption(
            "Owners take turns: what is held back comes when the documents before it, of the same "
            "owner, have been taken."
        )


def _owners(stats: QueueStats) -> None:
    if not stats.queued:
        return
    st.header("Waiting, by owner", anchor=False)
    st.dataframe(
        [
            {"Owner": owner.owner, "Waiting": owner.waiting, "Running": owner.running}
            for owner in stats.owners
        ],
        hide_index=True,
        column_config=_COLUMNS,
        alt="Waiting and running documents by owner",
    )


def _running(stats: QueueStats) -> None:
    st.header("Running", anchor=False)
    if not stats.running:
        st.caption("Nothing is being analysed at the moment.")
        return
    machines = {worker.name: worker_label(worker.host, worker.pid) for worker in stats.workers}
    for job in stats.running:
        with st.container(border=True, gap="xsmall", key=f"running-{job.session_id}"):
            name = document_label(job.filename, job.session_id)
            st.text(shorten(name, 120), width="stretch", wrap=False)
            line = running_line(job, machines.get(job.worker or ""))
            st.progress(job.progress / 100, text=escape(line))
            st.caption(escape(f"owner {job.owner}"))


def _workers(stats: QueueStats) -> None:
    if not stats.workers:
        return
    st.header("Workers", anchor=False)
    now = utcnow()
    names = {job.session_id: job.filename for job in stats.running}
    st.dataframe(
        [
            {
                "Worker": worker_label(worker.host, worker.pid),
                "State": worker_state(worker.state),
                "Works on": document_label(names.get(session), session) if session else "–",
                "Done": worker.completed,
                "Broke off": worker.failed,
                "Last sign of life": age(worker.last_heartbeat, now),
            }
            for worker in stats.workers
            for session in [worker.current_session]
        ],
        hide_index=True,
        column_config=_COLUMNS,
        alt="Workers",
    )


#: Long names must not push the other columns out of sight; pixels.
_COLUMNS: Final[dict[str, Any]] = {
    "Works on": st.column_config.TextColumn(width=260),
    **{
        name: st.column_config.NumberColumn(format="localized")
        for name in ("Waiting", "Running", "Done", "Broke off")
    },
}


@st.fragment(run_every=_EVERY)
def _live() -> None:
    with boundary(polling=True):
        stats = services().administer_queue.stats(login.actor())
        _depth(stats)
        _running(stats)
        _owners(stats)
        _workers(stats)


# -- what failed -----------------------------------------------------------------------------------


@st.fragment(run_every=_EVERY)
def _failed(some: bool) -> None:
    """``some``: whether anything had failed when the buttons above were drawn."""
    with boundary(polling=True):
        actor = login.actor()
        cursor = paging.cursor(_CURSORS)
        page = services().administer_queue.failed(actor, limit=_PAGE, cursor=cursor)
        if cursor is None and bool(page.items) is not some:
            st.rerun()
        if not page.items:
            if paging.first(_CURSORS):  # the last one of its page is gone
                st.rerun()
            st.caption("No failed documents.")
            return
        for job in page.items:
            _failed_row(actor, job)
        paging.turn(_CURSORS, page.next_cursor)


def _failed_row(actor: Actor, job: FailedJob) -> None:
    queue = services().administer_queue
    with st.container(border=True, gap="xsmall", key=f"failed-{job.session_id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="stretch", gap=None):
                name = document_label(job.filename, job.session_id)
                st.text(shorten(name, 120), width="stretch", wrap=False)
            if st.button("Retry", icon=":material/refresh:", key=f"retry-{job.session_id}"):
                _act(queue.retry, actor, job)
            if st.button("Drop", icon=":material/close:", key=f"drop-{job.session_id}"):
                _act(queue.drop, actor, job)
        st.markdown(f":material/error: {escape(job.reason)}")
        facts = [
            f"owner {job.owner}",
            f"failed {moment(job.failed_at, st.context.timezone)}",
            plural(job.attempts, "attempt"),
            chance_line(job),
        ]
        st.caption(escape(" · ".join(facts)))


def _act(action: Callable[[Actor, str], object], actor: Actor, job: FailedJob) -> None:
    try:
        action(actor, job.session_id)
    except Exception as error:
        st.toast(escape(sentence(error)), icon=":material/error:", duration="long")
        return
    st.rerun()


# -- questions -------------------------------------------------------------------------------------


@st.dialog("Purge the queue?")
def _confirm_purge() -> None:
    with boundary():
        actor = login.actor()
        queue = services().administer_queue
        waiting = queue.stats(actor).queued
        st.write(
            f"This cancels {plural(waiting, 'waiting document')}, whoever uploaded them. What is "
            "running goes on. Owners see theirs as cancelled and can try again."
        )
        with st.container(horizontal=True):
            if st.button("Purge", type="primary", key="purge-yes", disabled=not waiting):
                notice.leave(f"Cancelled {plural(queue.purge(actor), 'document')}.")
                st.rerun()
            if st.button("Keep them", key="purge-no"):
                st.rerun()


@st.dialog("Retry all failed documents?")
def _confirm_retry() -> None:
    with boundary():
        actor = login.actor()
        queue = services().administer_queue
        failed = queue.stats(actor).failed
        st.write(
            f"Of {plural(failed, 'failed document')}, those are queued again whose cause may be "
            "gone: an engine that gave no answer, an analysis that was set aside. What was "
            "answered before comes from the cache and costs nothing. Documents that cannot be "
            "read stay on the list."
        )
        mended = st.checkbox(
            "Also those that failed for a setting (key, model, address), which is mended now"
        )
        with st.container(horizontal=True):
            if st.button("Retry", type="primary", key="retry-all-yes", disabled=not failed):
                done = queue.retry_failed(actor, mended=mended)
                notice.leave(retried_line(done.retried, done.left))
                st.rerun()
            if st.button("Leave them", key="retry-all-no"):
                st.rerun()


notice.show()
st.title("Queue and workers", anchor=False)
_live()
if st.button("Purge the queue", icon=":material/delete_sweep:"):
    _confirm_purge()
st.header("Failed documents", anchor=False)
st.caption("Dropping one takes it off this list only; its owner still has it, and can try again.")
some_failed = False
with boundary():
    some_failed = bool(services().administer_queue.failed(login.actor(), limit=1).items)
if st.button("Retry all", icon=":material/refresh:", disabled=not some_failed):
    _confirm_retry()
_failed(some_failed)
