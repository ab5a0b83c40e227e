"""``queue``: what waits, runs and failed in a running installation."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from summarizer_core.cli.output import (
    Commands,
    add_command,
    add_group,
    complain,
    confirmed,
    moment,
    print_json,
    printable,
    span,
    table,
)
from summarizer_core.queue import RunningJob, WorkerFigures
from summarizer_core.services import build_services, operator
from summarizer_core.settings import Settings
from summarizer_core.usecases.administer_queue import AdministerQueue, FailedJob


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to the parser."""
    queue = add_group(commands, "queue", "The queue of documents that wait for a worker.")
    stats = add_command(queue, "stats", _queue_stats, "Print what waits, runs and works.")
    failed = add_command(queue, "failed", _list_failed, "List documents that failed, with reasons.")
    failed.add_argument("--limit", type=int, default=50, help="how many at most (default: 50)")
    failed.add_argument("--cursor", help="where the page before ended: its next_cursor")
    for parser in (stats, failed):
        parser.add_argument("--json", action="store_true", help="print one JSON object")
    retry = add_command(queue, "retry", _retry, "Analyse one failed document again.")
    retry.add_argument("session_id", metavar="ID", help="as 'queue failed' shows it")
    again = add_command(
        queue, "retry-failed", _retry_failed, "Analyse all again whose failure a retry can help."
    )
    again.add_argument(
        "--mended",
        action="store_true",
        help="also those that failed for a setting (key, model, address), which is mended now",
    )
    drop = add_command(
        queue, "drop", _drop, "Take one off the list of failed documents; its owner keeps it."
    )
    drop.add_argument("session_id", metavar="ID", help="as 'queue failed' shows it")
    purge = add_command(queue, "purge", _purge, "Cancel all documents that wait.")
    purge.add_argument("--yes", action="store_true", help="do not ask")


def _queue(settings: Settings) -> AdministerQueue:
    return build_services(settings).administer_queue


def _queue_stats(options: argparse.Namespace, settings: Settings) -> int:
    stats = _queue(settings).stats(operator())
    if options.json:
        print_json(stats)
        return 0
    figures = [
        ("waiting", f"{stats.queued:,}"),
        ("of these held back", f"{stats.held:,}"),
        ("running", f"{stats.started:,}"),
        ("failed", f"{stats.failed:,}"),
        ("workers", f"{len(stats.workers):,}"),
    ]
    parts: list[tuple[Sequence[str], Sequence[Sequence[str]]]] = [
        (("FIGURE", "VALUE"), figures),
        (
            ("OWNER", "WAITING", "RUNNING"),
            [(printable(o.owner), str(o.waiting), str(o.running)) for o in stats.owners],
        ),
        (
            ("RUNNING", "OWNER", "FILE", "STAGE", "DONE", "ATTEMPT", "AGE", "WORKER"),
            [_running(job) for job in stats.running],
        ),
        (
            ("WORKER", "HOST", "PID", "STATE", "DONE", "FAILED", "SEEN (UTC)"),
            [_worker(worker) for worker in stats.workers],
        ),
    ]
    print("\n\n".join(table(headings, rows) for headings, rows in parts if rows))
    return 0


def _running(job: RunningJob) -> tuple[str, ...]:
    return (
        job.session_id,
        printable(job.owner),
        printable(job.filename or "-"),
        job.stage.value,
        f"{job.progress}%",
        str(job.attempt),
        span(job.age_seconds),
        printable(job.worker or "-"),
    )


def _worker(worker: WorkerFigures) -> tuple[str, ...]:
    return (
        printable(worker.name),
        printable(worker.host or "-"),
        str(worker.pid or "-"),
        worker.state,
        str(worker.completed),
        str(worker.failed),
        moment(worker.last_heartbeat),
    )


def _list_failed(options: argparse.Namespace, settings: Settings) -> int:
    page = _queue(settings).failed(operator(), limit=options.limit, cursor=options.cursor)
    if options.json:
        print_json(page)
        return 0
    if not page.items:
        complain("There are no failed documents.")
        return 0
    rows = [
        (
            job.session_id,
            printable(job.owner),
            printable(job.filename or "-"),
            moment(job.failed_at),
            _chance(job),
            printable(" ".join(job.reason.split())),
        )
        for job in page.items
    ]
    print(table(("ID", "OWNER", "FILE", "FAILED (UTC)", "RETRY", "REASON"), rows))
    if page.next_cursor:
        complain(f"There are more: add --cursor {page.next_cursor}")
    return 0


def _chance(job: FailedJob) -> str:
    """What a retry of a failed document can do."""
    if job.setting:
        return "once mended"
    return "helps" if job.retry_helps else "does not help"


def _retry(options: argparse.Namespace, settings: Settings) -> int:
    session = _queue(settings).retry(operator(), options.session_id)
    print(f"Queued {session.id} again.")
    return 0


def _retry_failed(options: argparse.Namespace, settings: Settings) -> int:
    done = _queue(settings).retry_failed(operator(), mended=options.mended)
    print(f"Queued {_documents(done.retried)} again.")
    if done.left:
        complain(f"Left {_documents(done.left)} alone: a retry does not help them.")
    return 0


def _drop(options: argparse.Namespace, settings: Settings) -> int:
    _queue(settings).drop(operator(), options.session_id)
    print(f"Dropped {options.session_id} from the list of failed documents.")
    return 0


def _purge(options: argparse.Namespace, settings: Settings) -> int:
    queue = _queue(settings)
    waiting = queue.stats(operator()).queued
    if not confirmed(f"Cancel {_documents(waiting)} that wait?", yes=options.yes):
        print("Nothing was cancelled.")
        return 1
    print(f"Cancelled {_documents(queue.purge(operator()))}.")
    return 0


def _documents(count: int) -> str:
    return f"{count:,} {'document' if count == 1 else 'documents'}"
