"""One contract for both stores: what the protocols in ``stores/base.py`` promise.

The MongoDB half runs against SecantusDB, started here as a process of its own, or against the
server that ``MONGO_TEST_URI`` names, in databases of its own that are dropped afterwards.
"""

from __future__ import annotations

import io
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pymongo
import pytest

from summarizer_core.errors import (
    Conflict,
    InvalidRequest,
    NotFound,
    StartupError,
    Unavailable,
)
from summarizer_core.models import (
    AnalysisResult,
    ApiToken,
    AuditEvent,
    Clause,
    DocumentInfo,
    ErrorInfo,
    ExtractedDocument,
    FocusAnswer,
    FocusRequest,
    FocusState,
    FocusStatus,
    Page,
    Quote,
    Role,
    Session,
    SessionStatus,
    Severity,
    Stage,
    User,
)
from summarizer_core.stores import sqlite
from summarizer_core.stores.codec import to_record
from summarizer_core.stores.migrations import MIGRATIONS, migrate
from summarizer_core.stores.mongo import MongoStores
from summarizer_core.stores.sqlite import SqliteStores

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
PROCESSING = (SessionStatus.PROCESSING,)
DONE = {"status": SessionStatus.COMPLETED, "stage": Stage.DONE, "progress": 100}

AnyStores = SqliteStores | MongoStores


# --- servers and stores ----------------------------------------------------------------------


@dataclass
class MongoServer:
    """A running server: its URI without a database name, and its process if we started it."""

    uri: str

    def database_uri(self, name: str) -> str:
        return urlsplit(self.uri)._replace(path=f"/{name}").geturl()


def _start_secantus(directory: Path) -> tuple[subprocess.Popen[str], int]:
    config = directory / "secantusd.toml"  # empty, so that none of the machine's is found
    config.write_text("")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "secantus", "--config", str(config), "--port", "0"),
            *("--storage-path", str(directory / "data"), "--cache-size", "256M"),
        ],
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:  # ends when the process does
        said.append(line)
        if match := re.search(r"listening on \S+:(\d+)", line):
            return process, int(match[1])
    process.wait()
    process.stdout.close()
    raise RuntimeError("SecantusDB did not start: " + "".join(said)[-500:])


@pytest.fixture(scope="session")
def mongo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MongoServer]:
    if uri := os.environ.get("MONGO_TEST_URI"):
        yield MongoServer(uri)
        return
    try:
        process, port = _start_secantus(tmp_path_factory.mktemp("secantus"))
    except (RuntimeError, OSError) as exc:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(exc))
    # What the server says afterwards must not fill the pipe and stop it.
    drain = threading.Thread(target=lambda: [None for _ in process.stdout or ()])
    drain.start()
    yield MongoServer(f"mongodb://127.0.0.1:{port}")
    process.terminate()
    process.wait(timeout=20)
    drain.join()
    assert process.stdout is not None
    process.stdout.close()


@dataclass
class Place:
    """Where a store is, so that other objects and processes can open the same one."""

    kind: str
    location: str

    def open(self) -> AnyStores:
        if self.kind == "sqlite":
            return SqliteStores(Path(self.location))
        return MongoStores(self.location)

    def python(self, code: str, *arguments: str) -> subprocess.Popen[str]:
        """Run ``code`` in another process; ``stores`` is open there, ``args`` are given."""
        opener = (
            "import os, sys, threading\nfrom pathlib import Path\n"
            "from summarizer_core.models import *\n"
            "kind, location, *args = sys.argv[1:]\n"
            "if kind == 'sqlite':\n"
            "    from summarizer_core.stores.sqlite import SqliteStores\n"
            "    stores = SqliteStores(Path(location))\n"
            "else:\n"
            "    from summarizer_core.stores.mongo import MongoStores\n"
            "    stores = MongoStores(location)\n"
        )
        return subprocess.Popen(
            [sys.executable, "-c", opener + code, self.kind, self.location, *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def mongo_place(mongo_server: MongoServer) -> Iterator[Place]:
    name = f"summarizer_test_{uuid.uuid4().hex[:12]}"
    yield Place("mongo", mongo_server.database_uri(name))
    with pymongo.MongoClient[dict[str, Any]](mongo_server.uri) as client:
        client.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("mongo", marks=pytest.mark.mongo)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "mongo":
        found: Place = request.getfixturevalue("mongo_place")
        return found
    return Place("sqlite", str(tmp_path / "data"))


@pytest.fixture
def stores(place: Place) -> Iterator[AnyStores]:
    opened = place.open()
    yield opened
    opened.close()


# --- samples ---------------------------------------------------------------------------------


def a_session(**fields: Any) -> Session:
    base: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "owner": "alice",
        "filename": "Lease – Hafenstraße 4.pdf",
        "sha256": "ab" * 32,
        "bytes": 48_213,
        "media_type": "application/pdf",
        "engine": "local",
        "created_at": START,
        "updated_at": START,
    }
    return Session(**{**base, **fields})


def a_document(
    text: str = "The tenant pays rent on the first day of each month. 地主",
) -> ExtractedDocument:
    return ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))


def a_result(session: Session, **fields: Any) -> AnalysisResult:
    clause = Clause(
        id="c1",
        category="Termination for Convenience",
        title="Termination for convenience",
        severity=Severity.HIGH,
        confidence=0.93,
        quote="may terminate at any time",
        page=1,
        start=3,
        end=28,
        heading="7 › 7.2",
        rationale="One-sided.",
        recommendation="Ask for notice of 90 days.",
    )
    base: dict[str, Any] = {
        "session_id": session.id,
        "filename": session.filename,
        "status": "completed",
        "engine": "local",
        "created_at": session.created_at,
        "finished_at": START + timedelta(microseconds=123_456),
        "document": DocumentInfo(
            sha256="ab" * 32, bytes=1, pages=1, characters=52, language="en", title=None
        ),
        "summary": "A lease.",
        "clauses": (clause,),
        "high_risk_clauses": (clause,),
        "timings": {"extracting": 0.25},
    }
    return AnalysisResult(**{**base, **fields})


def a_user(username: str = "alice", **fields: Any) -> User:
    base: dict[str, Any] = {
        "username": username,
        "name": "Alice Example",
        "password_hash": "$2b$12$not-a-real-hash",
        "roles": frozenset({Role.ADMIN, Role.STAFF}),
        "created_at": START,
    }
    return User(**{**base, **fields})


def a_token(**fields: Any) -> ApiToken:
    base: dict[str, Any] = {
        "id": uuid.uuid4().hex,
        "username": "alice",
        "sha256": uuid.uuid4().hex * 2,
        "created_at": START,
    }
    return ApiToken(**{**base, **fields})


def completed(stores: AnyStores, **fields: Any) -> Session:
    """A session that has been completed with a result and a text."""
    session = a_session(status=SessionStatus.PROCESSING, **fields)
    stores.sessions.create(session)
    done = stores.sessions.complete(
        session.id,
        attempt=session.attempt,
        result=a_result(session),
        document=a_document(),
        changes=DONE,
    )
    assert done is not None
    return done


# --- sessions --------------------------------------------------------------------------------


def test_a_session_reads_back_as_it_was_stored(stores: AnyStores) -> None:
    plain = a_session()
    full = a_session(
        focus="Who may terminate?",
        playbook="house rules",
        side="Müller & Söhne GmbH",
        status=SessionStatus.FAILED,
        stage=Stage.ANALYZING,
        progress=41,
        attempt=3,
        stalled_attempts=2,
        reached=41,
        reached_before=12,
        cancel_requested=True,
        dismissed=True,
        error=ErrorInfo(code="no_readable_text", message="The pages hold pictures only."),
        high_risk_count=7,
        created_at=START + timedelta(microseconds=1),
        updated_at=(START + timedelta(days=1)).astimezone(),
        finished_at=START + timedelta(days=1, microseconds=999_999),
    )
    stores.sessions.create(plain)
    stores.sessions.create(full)
    assert stores.sessions.get(plain.id) == plain
    assert stores.sessions.get(full.id) == full
    assert stores.sessions.get(str(uuid.uuid4())) is None


def test_dismissed_sessions_can_be_told_apart_and_counted(stores: AnyStores) -> None:
    failed = [a_session(status=SessionStatus.FAILED, dismissed=n == 1) for n in range(3)]
    for session in (*failed, a_session()):
        stores.sessions.create(session)
    kept = {failed[0].id, failed[2].id}
    statuses = (SessionStatus.FAILED,)

    def ids(dismissed: bool | None) -> set[str]:
        page = stores.sessions.list(owner=None, limit=9, statuses=statuses, dismissed=dismissed)
        assert stores.sessions.count(statuses=statuses, dismissed=dismissed) == len(page.items)
        return {session.id for session in page.items}

    assert ids(False) == kept
    assert ids(True) == {failed[1].id}
    assert ids(None) == kept | {failed[1].id}
    assert stores.sessions.count(statuses=()) == 0


def test_an_id_can_be_created_once(stores: AnyStores) -> None:
    session = a_session()
    stores.sessions.create(session)
    with pytest.raises(Conflict):
        stores.sessions.create(session.model_copy(update={"owner": "mallory"}))
    assert stores.sessions.get(session.id) == session


def test_a_change_applies_only_to_the_named_attempt_and_statuses(stores: AnyStores) -> None:
    session = a_session(attempt=2)
    stores.sessions.create(session)

    def change(attempt: int, *statuses: SessionStatus) -> Session | None:
        return stores.sessions.update(
            session.id, attempt=attempt, statuses=statuses, changes={"progress": 50}
        )

    assert change(1, SessionStatus.PENDING) is None
    assert change(3, SessionStatus.PENDING) is None
    assert change(2, SessionStatus.PROCESSING, SessionStatus.COMPLETED) is None
    assert change(2) is None
    assert stores.sessions.get(session.id) == session
    changed = change(2, SessionStatus.PENDING, SessionStatus.PROCESSING)
    assert changed is not None
    assert changed.progress == 50
    assert changed.updated_at > session.updated_at
    assert stores.sessions.get(session.id) == changed


def test_changes_may_be_enums_objects_and_none(stores: AnyStores) -> None:
    session = a_session()
    stores.sessions.create(session)
    error = ErrorInfo(code="damaged_document", message="The file is damaged.")
    failed = stores.sessions.update(
        session.id,
        attempt=1,
        statuses=(SessionStatus.PENDING,),
        changes={"status": SessionStatus.FAILED, "error": error, "finished_at": START},
    )
    assert failed is not None
    assert (failed.status, failed.error, failed.finished_at) == ("failed", error, START)
    retried = stores.sessions.update(
        session.id,
        attempt=1,
        statuses=(SessionStatus.FAILED,),
        changes={"attempt": 2, "status": "pending", "error": None, "finished_at": None},
    )
    assert retried is not None
    assert (retried.status, retried.error, retried.finished_at) == ("pending", None, None)
    assert retried.attempt == 2
    assert stores.sessions.get(session.id) == retried


@pytest.mark.parametrize(
    "changes", [{"id": "x"}, {"no_such_field": 1}, {"status": "sleeping"}, {"progress": None}]
)
def test_a_change_that_no_session_could_hold_is_refused(
    stores: AnyStores, changes: dict[str, Any]
) -> None:
    session = a_session()
    stores.sessions.create(session)
    with pytest.raises(ValueError, match=r"cannot be changed|validation error"):
        stores.sessions.update(
            session.id, attempt=1, statuses=(SessionStatus.PENDING,), changes=changes
        )
    assert stores.sessions.get(session.id) == session


def test_cancelling_marks_an_unfinished_session_whatever_its_attempt(stores: AnyStores) -> None:
    running = a_session(attempt=4, status=SessionStatus.PROCESSING)
    finished = a_session(status=SessionStatus.COMPLETED)
    stores.sessions.create(running)
    stores.sessions.create(finished)
    marked = stores.sessions.request_cancel(running.id)
    assert marked is not None
    assert marked.cancel_requested
    assert stores.sessions.request_cancel(finished.id) is None
    assert stores.sessions.request_cancel(str(uuid.uuid4())) is None
    assert stores.sessions.get(finished.id) == finished


def test_unfinished_sessions_come_oldest_first(stores: AnyStores) -> None:
    for number, status in enumerate(SessionStatus):
        for day in (2, 1):
            stores.sessions.create(
                a_session(status=status, owner=str(number), created_at=START + timedelta(days=day))
            )
    found = stores.sessions.unfinished()
    assert [session.status for session in found].count(SessionStatus.PENDING) == 2
    assert {session.status for session in found} == {"pending", "processing"}
    assert [s.created_at for s in found] == sorted(s.created_at for s in found)
    assert len(found) == 4


# --- lists -----------------------------------------------------------------------------------


def _all_pages(
    stores: AnyStores, limit: int, between: Callable[[], None] = lambda: None, **filters: Any
) -> list[Session]:
    items: list[Session] = []
    cursor = None
    while True:
        page = stores.sessions.list(**{"owner": None, **filters}, limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        items.extend(page.items)
        if page.next_cursor is None:
            return items
        assert len(page.items) == limit
        cursor = page.next_cursor
        between()


def test_lists_are_newest_first_and_filter_by_owner_and_status(stores: AnyStores) -> None:
    sessions = [
        a_session(
            owner=("alice", "bob")[number % 2],
            status=list(SessionStatus)[number % 5],
            # Some with a fraction of a second, some without: text order must be time order.
            created_at=START + timedelta(milliseconds=250 * number),
        )
        for number in range(10)
    ]
    for session in sessions:
        stores.sessions.create(session)
    newest = list(reversed(sessions))
    assert _all_pages(stores, 100) == newest
    assert _all_pages(stores, 2, owner="bob") == [s for s in newest if s.owner == "bob"]
    wanted = (SessionStatus.FAILED, SessionStatus.PENDING)
    assert _all_pages(stores, 1, statuses=wanted) == [s for s in newest if s.status in wanted]
    assert _all_pages(stores, 3, statuses=()) == []
    assert _all_pages(stores, 3, owner="nobody") == []


def test_pages_have_no_gaps_or_doubles_while_sessions_are_added(stores: AnyStores) -> None:
    # Only three different times for 23 sessions: the id must break ties.
    first = [a_session(created_at=START + timedelta(hours=n % 3)) for n in range(23)]
    for session in first:
        stores.sessions.create(session)

    def add() -> None:
        stores.sessions.create(a_session(created_at=START + timedelta(hours=9)))
        stores.sessions.create(a_session(created_at=START + timedelta(hours=1)))
        stores.sessions.create(a_session(created_at=START - timedelta(hours=1)))

    seen = [session.id for session in _all_pages(stores, 5, add)]
    assert len(seen) == len(set(seen))
    assert {session.id for session in first} <= set(seen)


def test_an_exactly_full_page_is_the_last(stores: AnyStores) -> None:
    for _ in range(4):
        stores.sessions.create(a_session())
    assert stores.sessions.list(owner=None, limit=4).next_cursor is None
    assert stores.sessions.list(owner=None, limit=3).next_cursor is not None


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "ümlaut",
        "\ud800",
        "e30",  # {}
        "W10",  # []
        "WzEsMl0",  # [1,2]
        "bnVsbA",  # null
        "WyIyMDI2IiwiYSJd",  # a time that is not in the stored form
        "WyIyMDI2LTAzLTAxVDA5OjMwOjAwLjAwMDAwMCswMDowMCIsIiJd",  # an empty id
        "WyIyMDI2LTAzLTAxVDA5OjMwOjAwLjAwMDAwMCswMDowMCIseyIkZ3QiOiIifV0",  # an operator
        "eyIkZ3QiOiAiIn0",
        "//8",
        "W" * 20_000,
    ],
)
def test_a_cursor_that_did_not_come_from_here_is_refused(stores: AnyStores, cursor: str) -> None:
    with pytest.raises(InvalidRequest):
        stores.sessions.list(owner=None, limit=5, cursor=cursor)


def test_a_page_of_nothing_is_refused(stores: AnyStores) -> None:
    with pytest.raises(InvalidRequest):
        stores.sessions.list(owner=None, limit=0)


# --- results ---------------------------------------------------------------------------------


def test_a_completed_session_has_its_result_and_text(stores: AnyStores) -> None:
    session = a_session(status=SessionStatus.PROCESSING)
    stores.sessions.create(session)
    assert stores.results.result(session.id) is None
    assert stores.results.document(session.id) is None
    # Long enough for several GridFS chunks even when compressed.
    text = "".join(uuid.uuid4().hex + " §\n" for _ in range(40_000))
    result = a_result(session, summary=text[:5000])
    done = stores.sessions.complete(
        session.id,
        attempt=1,
        result=result,
        document=a_document(text),
        changes={**DONE, "high_risk_count": 1, "finished_at": START},
    )
    assert done is not None
    assert (done.status, done.stage, done.high_risk_count) == ("completed", "done", 1)
    assert done.updated_at > session.updated_at
    assert stores.sessions.get(session.id) == done
    assert stores.results.result(session.id) == result
    assert stores.results.document(session.id) == a_document(text)


def test_a_completed_sessions_result_can_be_replaced_together_with_its_fields(
    stores: AnyStores,
) -> None:
    session = completed(stores)
    other = a_result(session, playbook="house", side="Tenant", high_risk_clauses=())

    def replace(attempt: int) -> Session | None:
        return stores.sessions.replace_result(
            session.id,
            attempt=attempt,
            result=other,
            document=a_document(),
            changes={"playbook": "house", "side": "Tenant", "high_risk_count": 0},
        )

    assert replace(2) is None
    assert stores.results.result(session.id) == a_result(session)
    assert stores.sessions.get(session.id) == session
    replaced = replace(1)
    assert replaced is not None
    assert (replaced.playbook, replaced.side, replaced.status) == ("house", "Tenant", "completed")
    assert stores.sessions.get(session.id) == replaced
    assert stores.results.result(session.id) == other
    assert stores.results.document(session.id) == a_document()


def test_the_result_of_a_session_that_is_not_completed_is_not_replaced(stores: AnyStores) -> None:
    session = a_session(status=SessionStatus.PROCESSING)
    stores.sessions.create(session)
    assert (
        stores.sessions.replace_result(
            session.id, attempt=1, result=a_result(session), document=a_document(), changes={}
        )
        is None
    )
    assert stores.results.result(session.id) is None


def test_what_was_read_from_a_file_is_found_by_its_bytes_and_type(stores: AnyStores) -> None:
    same = {"status": SessionStatus.PROCESSING, "sha256": "cd" * 32}
    older = a_session(**same)
    newer = a_session(**same, created_at=START + timedelta(seconds=1))
    running = a_session(**same, created_at=START + timedelta(seconds=2))
    other_type = a_session(**same, media_type="text/plain")
    for session in (older, newer, running, other_type):
        stores.sessions.create(session)
        if session is not running:
            stores.sessions.complete(
                session.id,
                attempt=1,
                result=a_result(session),
                document=a_document(f"text of {session.id}"),
                changes=DONE,
            )
    found = stores.results.document_of("cd" * 32, "application/pdf")
    assert found == a_document(f"text of {newer.id}")
    assert stores.results.document_of("ef" * 32, "application/pdf") is None
    stores.sessions.delete(newer.id)
    found = stores.results.document_of("cd" * 32, "application/pdf")
    assert found == a_document(f"text of {older.id}")


@pytest.mark.parametrize(
    "state",
    [
        {"attempt": 2, "status": SessionStatus.PROCESSING},
        {"status": SessionStatus.PENDING},
        {"status": SessionStatus.CANCELLED},
        {"status": SessionStatus.COMPLETED},
    ],
)
def test_an_attempt_that_lost_its_session_completes_nothing(
    stores: AnyStores, state: dict[str, Any]
) -> None:
    session = a_session(**state)
    stores.sessions.create(session)
    lost = stores.sessions.complete(
        session.id, attempt=1, result=a_result(session), document=a_document(), changes=DONE
    )
    assert lost is None
    assert stores.sessions.get(session.id) == session
    assert stores.results.result(session.id) is None
    assert stores.results.document(session.id) is None


def test_of_writers_that_race_one_completes_and_its_result_is_read(
    place: Place, stores: AnyStores
) -> None:
    session = a_session(status=SessionStatus.PROCESSING)
    stores.sessions.create(session)
    start = threading.Barrier(6)

    def finish(number: int) -> Session | None:
        with ExitStack() as stack:
            own = place.open()
            stack.callback(own.close)
            own.check()
            start.wait(timeout=30)
            return own.sessions.complete(
                session.id,
                attempt=1,
                result=a_result(session, summary=f"writer {number}"),
                document=a_document(f"text of writer {number}"),
                changes={**DONE, "engine": str(number)},
            )

    with ThreadPoolExecutor(6) as pool:
        winners = [done for done in pool.map(finish, range(6)) if done is not None]
    assert len(winners) == 1
    number = winners[0].engine
    assert stores.sessions.get(session.id) == winners[0]
    result, document = stores.results.result(session.id), stores.results.document(session.id)
    assert result is not None
    assert document is not None
    assert result.summary == f"writer {number}"
    assert document.text == f"text of writer {number}"


def test_the_result_of_an_earlier_attempt_is_not_read(stores: AnyStores) -> None:
    session = completed(stores)
    again = stores.sessions.update(
        session.id,
        attempt=1,
        statuses=(SessionStatus.COMPLETED,),
        changes={"attempt": 2, "status": SessionStatus.PROCESSING},
    )
    assert again is not None
    assert stores.results.result(session.id) is None
    assert stores.results.document(session.id) is None
    second = a_result(session, summary="Second reading.")
    stores.sessions.complete(
        session.id, attempt=2, result=second, document=a_document("Second."), changes=DONE
    )
    assert stores.results.result(session.id) == second
    assert stores.results.document(session.id) == a_document("Second.")


def test_a_result_outlives_a_process_killed_after_completing(
    place: Place, stores: AnyStores
) -> None:
    session = a_session(status=SessionStatus.PROCESSING)
    stores.sessions.create(session)
    child = place.python(
        "result = AnalysisResult.model_validate_json(args[1])\n"
        "document = ExtractedDocument.model_validate_json(args[2])\n"
        "stores.sessions.complete(args[0], attempt=1, result=result, document=document,\n"
        "                         changes={'status': 'completed'})\n"
        "print('completed', flush=True)\n"
        "sys.stdin.read()\n",
        session.id,
        a_result(session).model_dump_json(),
        a_document().model_dump_json(),
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "completed\n"
        child.kill()
        assert child.wait(timeout=20) == -signal.SIGKILL
    found = stores.sessions.get(session.id)
    assert found is not None
    assert found.status is SessionStatus.COMPLETED
    assert stores.results.result(session.id) == a_result(session)
    assert stores.results.document(session.id) == a_document()


def test_focus_answers_are_part_of_the_result_in_the_order_they_were_asked(
    stores: AnyStores,
) -> None:
    session = completed(stores)
    for name in ("f-b", "f-a", "f-c"):
        stores.results.put_focus(session.id, FocusAnswer(focus_id=name, question=f"{name}?"))
    answered = FocusAnswer(
        focus_id="f-a",
        question="f-a?",
        status=FocusStatus.COMPLETED,
        answer="The tenant.",
        quotes=(Quote(quote="The tenant", page=1, start=0, end=10),),
    )
    stores.results.put_focus(session.id, answered)
    result = stores.results.result(session.id)
    assert result is not None
    assert [answer.focus_id for answer in result.focus] == ["f-b", "f-a", "f-c"]
    assert result.focus[1] == answered


def test_a_focus_answer_replaces_the_one_that_came_with_the_result(stores: AnyStores) -> None:
    session = a_session(status=SessionStatus.PROCESSING)
    stores.sessions.create(session)
    early = FocusAnswer(focus_id="first", passage="clause 7")
    stores.sessions.complete(
        session.id,
        attempt=1,
        result=a_result(session, focus=(early,)),
        document=a_document(),
        changes=DONE,
    )
    late = early.model_copy(update={"status": FocusStatus.COMPLETED, "answer": "It is void."})
    stores.results.put_focus(session.id, late)
    result = stores.results.result(session.id)
    assert result is not None
    assert result.focus == (late,)


def test_a_focus_answer_needs_its_session(stores: AnyStores) -> None:
    with pytest.raises(NotFound):
        stores.results.put_focus(str(uuid.uuid4()), FocusAnswer(focus_id="f"))


def a_request(session: Session, name: str = "f", **fields: Any) -> FocusRequest:
    answer = FocusAnswer(focus_id=name, question=f"{name}?")
    base = {"session_id": session.id, "answer": answer, "asked_by": "alice", "asked_at": START}
    return FocusRequest(**{**base, **fields})


def test_a_focus_request_reads_back_and_its_pending_answer_is_in_the_result(
    stores: AnyStores,
) -> None:
    session = completed(stores)
    request = a_request(session)
    assert stores.results.add_focus(request) is True
    assert stores.results.focus(session.id, "f") == request
    assert stores.results.focus(session.id, "other") is None
    assert stores.results.unsettled_focus() == [request]
    result = stores.results.result(session.id)
    assert result is not None
    assert result.focus == (request.answer,)


def test_the_same_focus_request_is_stored_once(stores: AnyStores) -> None:
    session = completed(stores)
    stores.results.add_focus(a_request(session))
    assert stores.results.add_focus(a_request(session, asked_by="bob")) is False
    found = stores.results.focus(session.id, "f")
    assert found is not None
    assert found.asked_by == "alice"
    with pytest.raises(NotFound):
        stores.results.add_focus(a_request(a_session()))


def test_a_focus_request_changes_only_for_the_attempt_that_holds_it(stores: AnyStores) -> None:
    session = completed(stores)
    stores.results.add_focus(a_request(session))
    waiting, running = (FocusState.WAITING,), (FocusState.RUNNING,)

    def change(at: int, states: tuple[FocusState, ...], **changes: Any) -> FocusRequest | None:
        return stores.results.update_focus(
            session.id, "f", attempt=at, states=states, changes=changes
        )

    assert change(1, running, state=FocusState.SETTLED) is None
    assert change(2, waiting, state=FocusState.RUNNING) is None
    begun = change(1, waiting, state=FocusState.RUNNING, attempt=2, tries=3)
    assert begun is not None
    assert (begun.state, begun.attempt, begun.tries) == (FocusState.RUNNING, 2, 3)
    answer = begun.answer.model_copy(update={"status": FocusStatus.COMPLETED, "answer": "Yes."})
    assert change(2, running, state=FocusState.SETTLED, answer=answer) is not None
    assert stores.results.unsettled_focus() == []
    result = stores.results.result(session.id)
    assert result is not None
    assert result.focus == (answer,)
    with pytest.raises(ValueError, match="session_id"):
        change(2, running, session_id="x")


def test_focus_requests_go_with_their_session_and_cannot_come_back(stores: AnyStores) -> None:
    session = completed(stores)
    stores.results.add_focus(a_request(session))
    stores.sessions.delete(session.id)
    assert stores.results.unsettled_focus() == []
    late = stores.results.update_focus(
        session.id,
        "f",
        attempt=1,
        states=(FocusState.WAITING,),
        changes={"state": FocusState.SETTLED},
    )
    assert late is None
    assert stores.results.focus(session.id, "f") is None


def test_deleting_removes_everything_but_the_audit_trail(stores: AnyStores) -> None:
    session, other = completed(stores), completed(stores)
    for one in (session, other):
        stores.results.put_focus(one.id, FocusAnswer(focus_id="f", question="Why?"))
    event = AuditEvent(at=START, actor="alice", action="delete", target=session.id)
    stores.accounts.record(event)
    assert stores.sessions.delete(session.id) is True
    assert stores.sessions.get(session.id) is None
    assert stores.results.result(session.id) is None
    assert stores.results.document(session.id) is None
    assert stores.sessions.delete(session.id) is False
    assert stores.accounts.audit(10) == [event]
    stores.sessions.create(session)  # the same id again: nothing of the old one comes back
    assert stores.results.result(session.id) is None
    kept = stores.results.result(other.id)
    assert kept is not None
    assert [answer.focus_id for answer in kept.focus] == ["f"]


# --- files -----------------------------------------------------------------------------------


def _stored(stores: AnyStores, session_id: str, tmp_path: Path) -> bytes:
    target = tmp_path / "copy"
    stores.files.copy_to(session_id, target)
    return target.read_bytes()


def test_a_file_reads_back_and_a_second_one_replaces_it(stores: AnyStores, tmp_path: Path) -> None:
    session_id, other = str(uuid.uuid4()), str(uuid.uuid4())
    large = os.urandom(3_000_000)
    source = io.BytesIO(b"skipped" + large)
    source.seek(7)
    stores.files.put(session_id, source)
    stores.files.put(other, io.BytesIO(b""))
    assert _stored(stores, session_id, tmp_path) == large
    assert _stored(stores, other, tmp_path) == b""
    stores.files.put(session_id, io.BytesIO(b"decrypted"))
    assert _stored(stores, session_id, tmp_path) == b"decrypted"
    assert stores.files.exists(session_id) is True
    assert stores.files.delete(session_id) is True
    assert stores.files.exists(session_id) is False
    assert stores.files.delete(session_id) is False
    with pytest.raises(NotFound):
        stores.files.copy_to(session_id, tmp_path / "gone")
    assert _stored(stores, other, tmp_path) == b""


class _BreaksOff(io.RawIOBase):
    """Yields one mebibyte, then fails as a connection that broke off would."""

    def __init__(self) -> None:
        self._left = 1024 * 1024

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._left <= 0:
            raise EOFError("connection closed")
        size = self._left if size < 0 else min(size, self._left)
        self._left -= size
        return b"x" * size


def test_an_upload_that_breaks_off_leaves_the_stored_file_alone(
    stores: AnyStores, tmp_path: Path
) -> None:
    session_id = str(uuid.uuid4())
    stores.files.put(session_id, io.BytesIO(b"whole"))
    with pytest.raises(EOFError):
        stores.files.put(session_id, _BreaksOff())  # type: ignore[arg-type]
    assert _stored(stores, session_id, tmp_path) == b"whole"
    never = str(uuid.uuid4())
    with pytest.raises(EOFError):
        stores.files.put(never, _BreaksOff())  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        stores.files.copy_to(never, tmp_path / "gone")
    assert stores.files.delete(never) is False


@pytest.mark.parametrize(
    "session_id",
    [
        "",
        ".",
        "..",
        "../documents.db",
        "/etc/passwd",
        "incoming",
        "*",
        "9f1c1f5e-3c0b-4a57-9d0e-0d3f5b1f7a11/../x",
        "9f1c1f5e-3c0b-4a57-9d0e-0d3f5b1f7a11\n",
        "9F1C1F5E-3C0B-4A57-9D0E-0D3F5B1F7A11",
        "9f1c1f5e-3c0b-1a57-9d0e-0d3f5b1f7a11",
        "9f1c1f5e-3c0b-4a57-9d0e-0d3f5b1f7a1\u0661",
    ],
)
def test_an_id_that_is_no_session_id_never_reaches_a_path(
    stores: AnyStores, tmp_path: Path, session_id: str
) -> None:
    stores.check()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(NotFound):
        stores.files.put(session_id, io.BytesIO(b"x"))
    with pytest.raises(NotFound):
        stores.files.copy_to(session_id, tmp_path / "copy")
    with pytest.raises(NotFound):
        stores.files.delete(session_id)
    assert sorted(tmp_path.rglob("*")) == before


def test_orphans_are_removed_and_nothing_else(stores: AnyStores, tmp_path: Path) -> None:
    session, orphan = completed(stores), str(uuid.uuid4())
    stores.files.put(session.id, io.BytesIO(b"kept"))
    stores.files.put(orphan, io.BytesIO(b"nobody's"))
    now = datetime.now(UTC)
    assert stores.remove_orphans(older_than=now - timedelta(hours=1)) == 0
    assert _stored(stores, orphan, tmp_path) == b"nobody's"
    assert stores.remove_orphans(older_than=now + timedelta(hours=1)) == 1
    with pytest.raises(NotFound):
        stores.files.copy_to(orphan, tmp_path / "gone")
    assert _stored(stores, session.id, tmp_path) == b"kept"
    assert stores.results.result(session.id) == a_result(session)


# --- accounts --------------------------------------------------------------------------------


def test_user_names_are_lower_case_and_unique(stores: AnyStores) -> None:
    stores.accounts.add_user(a_user("Alice"))
    stores.accounts.add_user(a_user("bob", roles=frozenset({Role.ANALYST}), disabled=True))
    with pytest.raises(Conflict):
        stores.accounts.add_user(a_user("ALICE"))
    assert stores.accounts.user("aLiCe") == a_user("alice")
    assert [user.username for user in stores.accounts.users()] == ["alice", "bob"]
    assert stores.accounts.user("carol") is None


def test_a_user_changes_field_by_field(stores: AnyStores) -> None:
    stores.accounts.add_user(a_user())
    changed = stores.accounts.update_user(
        "Alice", {"disabled": True, "epoch": 4, "roles": frozenset({Role.STAFF})}
    )
    assert changed == a_user(disabled=True, epoch=4, roles=frozenset({Role.STAFF}))
    assert stores.accounts.user("alice") == changed
    assert stores.accounts.update_user("alice", {}) == changed
    assert stores.accounts.update_user("nobody", {"epoch": 1}) is None
    with pytest.raises(ValueError, match="cannot be changed"):
        stores.accounts.update_user("alice", {"username": "root"})


def test_of_many_first_visitors_one_becomes_the_first_user(place: Place, stores: AnyStores) -> None:
    start = threading.Barrier(8)

    def visit(number: int) -> bool:
        with ExitStack() as stack:
            own = place.open()
            stack.callback(own.close)
            own.check()
            start.wait(timeout=30)
            return own.accounts.add_first_user(a_user(f"visitor{number}"))

    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(visit, range(8)))
    assert added.count(True) == 1
    assert [user.username for user in stores.accounts.users()] == [f"visitor{added.index(True)}"]


def test_nobody_becomes_first_after_another_user(stores: AnyStores) -> None:
    stores.accounts.add_user(a_user("bob"))
    assert stores.accounts.add_first_user(a_user("mallory")) is False
    assert stores.accounts.add_first_user(a_user("bob")) is False
    assert stores.accounts.users() == [a_user("bob")]


def test_a_first_user_is_an_ordinary_user_afterwards(stores: AnyStores) -> None:
    assert stores.accounts.add_first_user(a_user("Alice")) is True
    stores.accounts.add_user(a_user("bob"))
    assert stores.accounts.user("alice") == a_user("alice")
    assert stores.accounts.update_user("alice", {"name": "A."}) == a_user("alice", name="A.")


def test_tokens_are_found_by_hash_and_listed_by_user(stores: AnyStores) -> None:
    first = a_token(expires_at=START + timedelta(days=30))
    second = a_token(created_at=START + timedelta(seconds=1))
    foreign = a_token(username="Bob")
    for token in (second, first, foreign):
        stores.accounts.add_token(token)
    assert stores.accounts.token_by_hash(first.sha256) == first
    assert stores.accounts.token_by_hash("0" * 64) is None
    assert stores.accounts.tokens("ALICE") == [first, second]
    assert [token.username for token in stores.accounts.tokens("bob")] == ["bob"]
    assert len(stores.accounts.tokens()) == 3
    with pytest.raises(Conflict):
        stores.accounts.add_token(a_token(sha256=first.sha256))
    used = START + timedelta(hours=5)
    stores.accounts.touch_token(first.id, used)
    assert stores.accounts.token_by_hash(first.sha256) == first.model_copy(
        update={"last_used_at": used}
    )
    assert stores.accounts.delete_token(first.id) is True
    assert stores.accounts.delete_token(first.id) is False
    assert stores.accounts.token_by_hash(first.sha256) is None


def test_the_audit_trail_is_read_newest_first(stores: AnyStores) -> None:
    events = [
        AuditEvent(
            at=START + timedelta(seconds=number // 2),
            actor="alice",
            action="login",
            target="alice",
            detail=str(number),
        )
        for number in range(6)
    ]
    for event in events:
        stores.accounts.record(event)
    assert stores.accounts.audit(4) == events[:1:-1]
    assert stores.accounts.audit(100) == events[::-1]


# --- processes -------------------------------------------------------------------------------


def test_processes_that_start_at_once_prepare_one_database(place: Place, stores: AnyStores) -> None:
    code = (
        "print('ready', flush=True)\n"
        "sys.stdin.readline()\n"
        "stores.check()\n"
        "stores.accounts.record(AuditEvent(at=utcnow(), actor=args[0], action='start', "
        "target=''))\n"
        "stores.close()\n"
    )
    children = [place.python(code, str(number)) for number in range(3)]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        child.communicate(timeout=60)
    assert [child.returncode for child in children] == [0, 0, 0]
    assert {event.actor for event in stores.accounts.audit(10)} == {"0", "1", "2"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_can_write_while_its_parent_does(place: Place, stores: AnyStores) -> None:
    code = (
        "import warnings\n"
        "warnings.simplefilter('error')  # pymongo warns of a client that is used after a fork\n"
        "warnings.simplefilter('ignore', DeprecationWarning)  # fork with threads, Python 3.12\n"
        "def write(actor):\n"
        "    stores.accounts.record(\n"
        "        AuditEvent(at=utcnow(), actor=actor, action='write', target=''))\n"
        "stop = threading.Event()\n"
        "def work():\n"
        "    while not stop.is_set():\n"
        "        write('parent')\n"
        "write('parent')\n"
        "threads = [threading.Thread(target=work) for _ in range(2)]\n"
        "[thread.start() for thread in threads]\n"
        "codes = []\n"
        "for number in range(8):\n"
        "    pid = os.fork()\n"
        "    if pid == 0:\n"
        "        try:\n"
        "            write('child')\n"
        "            os._exit(0)\n"
        "        except BaseException:\n"
        "            os._exit(1)\n"
        "    codes.append(os.waitpid(pid, 0)[1])\n"
        "stop.set()\n"
        "[thread.join() for thread in threads]\n"
        "stores.close()\n"
        "print(codes)\n"
    )
    child = place.python(code)
    said, _ = child.communicate(timeout=100)
    assert said == f"{[0] * 8}\n"
    actors = [event.actor for event in stores.accounts.audit(100_000)]
    assert actors.count("child") == 8


def test_a_check_passes_on_a_store_that_works(stores: AnyStores) -> None:
    stores.check()
    stores.check()
    assert stores.name in ("sqlite", "mongo")


# --- SQLite alone ----------------------------------------------------------------------------


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_only_the_owner_can_read_the_data_directory(data_dir: Path) -> None:
    stores = SqliteStores(data_dir)
    assert not data_dir.exists()  # nothing is opened before it is needed
    session_id = str(uuid.uuid4())
    stores.files.put(session_id, io.BytesIO(b"secret"))
    stores.check()
    modes = {
        path.relative_to(data_dir).as_posix(): oct(path.stat().st_mode & 0o777)
        for path in (data_dir, *data_dir.rglob("*"))
    }
    assert modes.pop(".") == "0o700"
    assert modes.pop("files") == modes.pop("files/incoming") == "0o700"
    assert {"documents.db", f"files/{session_id}"} <= modes.keys()
    assert set(modes.values()) == {"0o600"}


def test_erased_text_is_not_left_in_the_database_file(data_dir: Path) -> None:
    stores = SqliteStores(data_dir)
    session = a_session(status=SessionStatus.PROCESSING)
    stores.sessions.create(session)
    secret = "the-secret-clause-of-the-client"
    # A connection of another process keeps the log from being removed on close.
    with sqlite3.connect(data_dir / "documents.db") as other:
        other.execute("SELECT count(*) FROM sessions").fetchall()
        stores.sessions.complete(
            session.id,
            attempt=1,
            result=a_result(session, summary=secret),
            document=a_document(secret),
            changes=DONE,
        )
        stores.results.put_focus(session.id, FocusAnswer(focus_id="f", question=secret))

        def holders() -> list[str]:
            return [
                path.name
                for path in data_dir.iterdir()
                if path.is_file() and secret.encode() in path.read_bytes()
            ]

        assert holders() != []
        stores.sessions.delete(session.id)
        assert holders() == []
    other.close()


def test_many_that_open_a_new_directory_at_once_find_one_schema(tmp_path: Path) -> None:
    for round_ in range(5):
        start = threading.Barrier(8)

        def open_it(_: int, data_dir: Path, start: threading.Barrier) -> None:
            stores = SqliteStores(data_dir)
            start.wait(timeout=30)
            stores.check()

        data_dir = tmp_path / str(round_)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(open_it, range(8), [data_dir] * 8, [start] * 8))
        with sqlite3.connect(data_dir / "documents.db") as other:
            versions = other.execute("SELECT version FROM schema_version ORDER BY 1").fetchall()
        other.close()
        assert versions == [(number + 1,) for number in range(len(MIGRATIONS))]


def test_a_database_of_the_first_version_keeps_its_sessions(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir.mkdir()
    with sqlite3.connect(data_dir / "documents.db") as first:
        with monkeypatch.context() as patch:
            patch.setattr("summarizer_core.stores.migrations.MIGRATIONS", MIGRATIONS[:1])
            first.isolation_level = None
            migrate(first)
        session = a_session()
        later = ("dismissed", "playbook", "side", "usage", "failed_chunks")
        row = {name: value for name, value in to_record(session).items() if name not in later}
        first.execute(
            f"INSERT INTO sessions ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
            tuple(row.values()),
        )
    first.close()
    assert SqliteStores(data_dir).sessions.get(session.id) == session


def test_a_database_of_a_newer_version_stops_the_start(data_dir: Path) -> None:
    SqliteStores(data_dir).check()
    with sqlite3.connect(data_dir / "documents.db") as other:
        other.execute("INSERT INTO schema_version VALUES (?, 'later')", (len(MIGRATIONS) + 1,))
    other.close()
    with pytest.raises(StartupError, match="newer version"):
        SqliteStores(data_dir).check()


def test_a_locked_database_is_reported_as_busy(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0.05)
    stores = SqliteStores(data_dir)
    stores.check()
    holder = sqlite3.connect(data_dir / "documents.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="busy") as caught:
        stores.sessions.create(a_session())
    assert isinstance(caught.value.__cause__, sqlite3.OperationalError)
    assert stores.sessions.unfinished() == []  # readers go on
    holder.execute("ROLLBACK")
    holder.close()
    stores.sessions.create(a_session())


def test_a_full_disk_is_reported_and_leaves_the_session_as_it_was(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = SqliteStores(data_dir)
    session = a_session(status=SessionStatus.PROCESSING)
    stores.sessions.create(session)
    connect = sqlite3.connect

    def small_disk(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)
        # SQLite's own limit fails exactly as a full disk does: SQLITE_FULL.
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return connection

    monkeypatch.setattr(sqlite3, "connect", small_disk)
    text = "".join(uuid.uuid4().hex for _ in range(4000))
    with pytest.raises(Unavailable, match="full"):
        stores.sessions.complete(
            session.id,
            attempt=1,
            result=a_result(session),
            document=a_document(text),
            changes=DONE,
        )
    monkeypatch.undo()
    assert stores.sessions.get(session.id) == session
    assert stores.results.result(session.id) is None


def test_a_damaged_or_missing_database_is_unavailable(data_dir: Path) -> None:
    data_dir.mkdir()
    path = data_dir / "documents.db"
    path.write_bytes(b"this is no database" * 1000)
    with pytest.raises(Unavailable):
        SqliteStores(data_dir).check()
    path.unlink()
    stores = SqliteStores(data_dir)
    stores.check()
    path.unlink()
    with pytest.raises(Unavailable):  # and no empty one is made in its place
        stores.sessions.get(str(uuid.uuid4()))
    assert not path.exists()


def test_a_data_directory_that_cannot_be_made_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    stores = SqliteStores(tmp_path / "file" / "data")
    with pytest.raises(Unavailable):
        stores.check()
    with pytest.raises(Unavailable):
        stores.files.put(str(uuid.uuid4()), io.BytesIO(b"x"))


def test_a_killed_upload_is_erased_with_its_session(data_dir: Path) -> None:
    stores = SqliteStores(data_dir)
    session_id = str(uuid.uuid4())
    stores.files.put(session_id, io.BytesIO(b"x"))
    part = data_dir / "files" / "incoming" / f"{session_id}.{uuid.uuid4().hex}"
    part.write_bytes(b"half a contract")
    other = part.with_name(f"{uuid.uuid4()}.{uuid.uuid4().hex}")
    other.write_bytes(b"someone else's")
    stores.files.delete(session_id)
    assert not part.exists()
    assert other.exists()


# --- MongoDB alone ---------------------------------------------------------------------------


@pytest.fixture
def mongo(mongo_place: Place) -> Iterator[tuple[MongoStores, pymongo.database.Database[Any]]]:
    stores = MongoStores(mongo_place.location)
    with pymongo.MongoClient[Any](mongo_place.location) as client:
        yield stores, client.get_default_database()
    stores.close()


@pytest.mark.mongo
def test_lost_and_replaced_results_leave_no_blob(
    mongo: tuple[MongoStores, pymongo.database.Database[Any]],
) -> None:
    stores, database = mongo
    session = completed(stores)
    stores.sessions.update(
        session.id,
        attempt=1,
        statuses=(SessionStatus.COMPLETED,),
        changes={"attempt": 2, "status": "processing"},
    )

    class Overtaken(AnalysisResult):
        """Loses its session while it is being written, after the store has looked."""

        def model_dump_json(self, **options: Any) -> str:
            stores.sessions.update(
                session.id, attempt=2, statuses=PROCESSING, changes={"attempt": 3}
            )
            return super().model_dump_json(**options)

    names = database["summarizer_results.files"].distinct("_id")
    late = Overtaken.model_validate(a_result(session).model_dump())
    assert (
        stores.sessions.complete(
            session.id, attempt=2, result=late, document=a_document(), changes=DONE
        )
        is None
    )
    assert database["summarizer_results.files"].distinct("_id") == names
    assert stores.results.result(session.id) is None
    stores.sessions.complete(
        session.id, attempt=3, result=a_result(session), document=a_document(), changes=DONE
    )
    assert database["summarizer_results.files"].count_documents({}) == 2
    assert len(database["summarizer_results.chunks"].distinct("files_id")) == 2
    assert set(names).isdisjoint(database["summarizer_results.files"].distinct("_id"))


@pytest.mark.mongo
def test_a_session_and_a_result_from_before_playbooks_could_be_chosen_keep_working(
    mongo: tuple[MongoStores, pymongo.database.Database[Any]],
) -> None:
    stores, database = mongo
    session = completed(stores)
    database["summarizer_sessions"].update_one(
        {"_id": session.id}, {"$unset": {"playbook": "", "side": ""}}
    )
    assert stores.sessions.get(session.id) == session
    assert (session.playbook, session.side) == ("default", None)


@pytest.mark.mongo
def test_nothing_of_an_erased_document_stays_in_any_collection(
    mongo: tuple[MongoStores, pymongo.database.Database[Any]],
) -> None:
    stores, database = mongo
    session = completed(stores)
    stores.results.put_focus(session.id, FocusAnswer(focus_id="f"))
    stores.files.put(session.id, io.BytesIO(b"contract"))
    # What a process that was killed while it wrote leaves behind.
    for name in ("files", "results"):
        database[f"summarizer_{name}.chunks"].insert_one(
            {"files_id": f"{session.id}:000000000000000000000000", "n": 0, "data": b"half"}
        )
    database["foreign"].insert_one({"session_id": session.id})
    stores.sessions.delete(session.id)
    stores.files.delete(session.id)
    left = {name: database[name].count_documents({}) for name in database.list_collection_names()}
    assert left.pop("foreign") == 1
    assert all(name.startswith("summarizer_") for name in left)
    assert set(left.values()) == {0}


@pytest.mark.mongo
def test_half_written_blobs_without_a_session_are_orphans(
    mongo: tuple[MongoStores, pymongo.database.Database[Any]],
) -> None:
    stores, database = mongo
    session = completed(stores)
    stores.files.put(session.id, io.BytesIO(b"contract"))
    for name in ("files", "results"):
        database[f"summarizer_{name}.chunks"].insert_one(
            {"files_id": f"{session.id}:000000000000000000000000", "n": 0, "data": b"half"}
        )
    # 24 zeros are an ObjectId of 1970.
    assert stores.remove_orphans(older_than=datetime(1971, 1, 1, tzinfo=UTC)) == 2
    assert stores.results.result(session.id) == a_result(session)


@pytest.mark.mongo
def test_a_newcomer_added_meanwhile_keeps_others_from_being_first(
    mongo: tuple[MongoStores, pymongo.database.Database[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    stores, _ = mongo
    insert = pymongo.collection.Collection.insert_one

    def overtaken(collection: Any, document: Any, *args: Any, **kwargs: Any) -> Any:
        if "first" in document:  # someone else's add_user arrives between look and insert
            monkeypatch.undo()
            stores.accounts.add_user(a_user("bob"))
        return insert(collection, document, *args, **kwargs)

    monkeypatch.setattr(pymongo.collection.Collection, "insert_one", overtaken)
    assert stores.accounts.add_first_user(a_user("alice")) is False
    assert stores.accounts.users() == [a_user("bob")]


def test_a_server_that_is_away_is_unavailable_and_options_of_the_uri_count() -> None:
    # Port 1 (tcpmux) is never a MongoDB server; without the option this would take 3 seconds.
    stores = MongoStores("mongodb://someone:pass-word@127.0.0.1:1/x?serverSelectionTimeoutMS=50")
    for call in (
        stores.check,
        lambda: stores.sessions.get("x"),
        lambda: stores.files.put(str(uuid.uuid4()), io.BytesIO(b"x")),
        lambda: stores.remove_orphans(older_than=START),
    ):
        with pytest.raises(Unavailable) as caught:
            call()
        assert "pass-word" not in f"{caught.value} {caught.value.__cause__}"
    stores.close()


def test_an_unreadable_uri_is_unavailable() -> None:
    with pytest.raises(Unavailable, match="MONGO_URI"):
        MongoStores("mongodb://[::1").check()
