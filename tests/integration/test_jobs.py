"""Jobs, leases, attempts and reconcile on a real Redis and a real store."""

from __future__ import annotations

import io
import threading
from datetime import timedelta

import pytest

from summarizer_core import jobs, keys
from summarizer_core.errors import Conflict, InvalidRequest, TooLarge, Unavailable
from summarizer_core.models import SessionStatus, Stage
from summarizer_core.reconcile import MAX_STALLED_ATTEMPTS
from summarizer_core.services import Services
from summarizer_core.status import MAX_EXCUSES
from tests.samples import contract_text

pytestmark = pytest.mark.redis


@pytest.fixture
def submit(services, staff):
    def call(text: str | None = None, name: str = "contract.txt", **options):
        data = (contract_text() if text is None else text).encode()
        return services.submit(staff, name, io.BytesIO(data), **options)

    return call


def work(services: Services, session_id: str, attempt: int = 1) -> None:
    jobs.Job(services, session_id, attempt).run()


def state(services: Services, session_id: str):
    return services.stores.sessions.get(session_id)


def test_a_submitted_document_waits_in_the_queue_with_a_live_status(services, staff, submit):
    session = submit()
    view = services.read.view(staff, session.id)
    assert view.status.status is SessionStatus.PENDING
    assert view.status.queue_position == 1
    assert services.queue.is_waiting(session.id, 1)


def test_job_arguments_are_ids_in_json(services, redis_client, submit):
    session = submit(focus="Which law governs?")
    stored = redis_client.hgetall(f"rq:job:{session.id}-1")
    body = b" ".join(stored.values())
    assert b"governs" not in body
    assert b"INDEMNI" not in body.upper()


def test_the_result_is_stored_before_the_status_says_completed(services, staff, submit):
    session = submit()
    done = threading.Event()
    early = []

    def watch() -> None:
        while not done.is_set():
            found = services.board.read_many([session.id]).get(session.id)
            if found and found.status is SessionStatus.COMPLETED:
                early.append(services.stores.results.result(session.id) is None)

    watcher = threading.Thread(target=watch)
    watcher.start()
    work(services, session.id)
    done.set()
    watcher.join()
    assert not any(early)
    result = services.read.result(staff, session.id)
    assert result.status == "completed"
    assert result.clauses
    assert services.leases.holder(session.id) is None


def test_a_stale_attempt_writes_nothing(services, submit):
    session = submit()
    services.stores.sessions.update(
        session.id, attempt=1, statuses=(SessionStatus.PENDING,), changes={"attempt": 2}
    )
    work(services, session.id, attempt=1)
    assert state(services, session.id).status is SessionStatus.PENDING
    assert services.stores.results.result(session.id) is None


def test_only_one_of_two_workers_with_the_same_job_does_it(services, submit):
    session = submit()
    services.leases.hold(session.id, 7)
    work(services, session.id, attempt=1)
    assert state(services, session.id).status is SessionStatus.PENDING


def test_a_lost_queue_entry_is_brought_back(services, redis_client, submit):
    session = submit()
    redis_client.flushall()
    assert services.reconciler.run() == 0, "first it is only noticed"
    assert services.reconciler.run(at_once=True) == 1
    assert services.queue.is_waiting(session.id, 1)
    work(services, session.id)
    assert state(services, session.id).status is SessionStatus.COMPLETED


def begin(services: Services, session_id: str, attempt: int, reached: int = 0):
    """What a worker leaves behind that is killed in the middle."""
    services.queue.forget(session_id, attempt)
    return services.stores.sessions.update(
        session_id,
        attempt=attempt,
        statuses=(SessionStatus.PENDING,),
        changes={
            "status": SessionStatus.PROCESSING,
            "stage": Stage.ANALYZING,
            "progress": reached,
            "reached": reached,
        },
    )


def test_a_session_of_a_dead_worker_becomes_a_new_attempt(services, submit):
    session = submit()
    begin(services, session.id, 1, reached=40)
    assert services.reconciler.run(at_once=True) == 1
    renewed = state(services, session.id)
    assert (renewed.attempt, renewed.status) == (2, SessionStatus.PENDING)
    assert services.queue.is_waiting(session.id, 2)
    assert renewed.progress == 40, "progress never falls"


def test_a_session_whose_worker_lives_is_left_alone(services, submit):
    session = submit()
    begin(services, session.id, 1)
    services.leases.hold(session.id, 1)
    assert services.reconciler.run() == 0
    assert state(services, session.id).attempt == 1


def test_a_job_between_queue_and_lease_is_given_time(services, redis_client, submit):
    session = submit()
    begin(services, session.id, 1)
    assert services.reconciler.run() == 0
    assert redis_client.exists(keys.suspect(session.id, 1))
    assert services.reconciler.run() == 0, "not yet overdue"


def test_a_document_that_never_gets_anywhere_is_set_aside(services, staff, submit):
    session = submit()
    for attempt in range(1, MAX_STALLED_ATTEMPTS + 1):
        begin(services, session.id, attempt)
        services.reconciler.recover_now(session.id, attempt)
    ended = services.read.view(staff, session.id)
    assert ended.session.status is SessionStatus.FAILED
    assert ended.session.error.code == "set_aside"
    assert "set aside" in ended.status.message


def test_stopping_the_whole_app_is_not_held_against_the_document(services, submit):
    session = submit()
    for attempt in range(1, MAX_EXCUSES + 1):
        begin(services, session.id, attempt)
        services.reconciler.run(at_once=True)
    assert state(services, session.id).status is SessionStatus.PENDING


def test_a_document_that_brings_down_the_app_again_and_again_is_set_aside(services, submit):
    session = submit()
    for attempt in range(1, MAX_EXCUSES + MAX_STALLED_ATTEMPTS + 1):
        assert state(services, session.id).status is SessionStatus.PENDING
        begin(services, session.id, attempt)
        services.reconciler.run(at_once=True)
    assert state(services, session.id).error.code == "set_aside"


def test_a_document_that_gets_further_each_time_is_not_set_aside(services, submit):
    session = submit()
    for attempt in range(1, 6):
        begin(services, session.id, attempt, reached=attempt * 10)
        services.reconciler.run(at_once=True)
    assert state(services, session.id).status is SessionStatus.PENDING


def test_a_waiting_document_is_cancelled_at_once(services, staff, submit):
    session = submit()
    assert services.control.cancel(staff, session.id).status is SessionStatus.CANCELLED
    assert not services.queue.is_waiting(session.id, 1)
    work(services, session.id)
    assert state(services, session.id).status is SessionStatus.CANCELLED
    with pytest.raises(Conflict):
        services.control.cancel(staff, session.id)


def test_a_running_document_stops_at_its_next_step(services, staff, submit):
    session = submit()
    services.stores.sessions.request_cancel(session.id)
    work(services, session.id)
    assert state(services, session.id).status is SessionStatus.CANCELLED
    assert services.stores.results.result(session.id) is None


def test_a_cancelled_document_can_be_tried_again(services, staff, submit):
    session = submit()
    services.control.cancel(staff, session.id)
    renewed = services.control.retry(staff, session.id)
    work(services, session.id, renewed.attempt)
    assert state(services, session.id).status is SessionStatus.COMPLETED


def test_an_unexpected_error_ends_in_a_sentence_and_not_in_the_log(
    services, staff, submit, monkeypatch, caplog
):
    session = submit()

    def explode(*_):
        raise RuntimeError("the parties agree that SECRET CLAUSE")

    monkeypatch.setattr("summarizer_core.pipeline.chunking.chunk", explode)
    with caplog.at_level("DEBUG"):
        work(services, session.id)
    ended = state(services, session.id)
    assert (ended.status, ended.error.code) == (SessionStatus.FAILED, "internal_error")
    assert "SECRET" not in caplog.text
    assert "SECRET" not in ended.error.message


def test_an_erased_document_leaves_nothing_and_its_job_writes_nothing(
    services, staff, submit, settings
):
    marker = "XYLOPHONE-4711"
    session = submit(contract_text() + f"\n{marker} is payable.\n", name="erase-me.txt")
    work(services, session.id)
    receipt = services.erase(staff, session.id)
    assert (receipt["session"], receipt["file"], receipt["result"]) == (True, True, True)
    work(services, session.id)
    for path in settings.data_dir.rglob("*"):
        if path.is_file():
            assert marker.encode() not in path.read_bytes()


def test_the_cache_being_away_does_not_fail_the_job(services, staff, submit, tmp_path):
    from summarizer_core.cache import Cache
    from summarizer_core.redis_client import connect

    session = submit()
    services.cache = Cache(connect(f"unix://{tmp_path}/nobody.sock"), max_entries=10, ttl=10)
    work(services, session.id)
    assert state(services, session.id).status is SessionStatus.COMPLETED


def test_submitting_while_redis_is_away_is_refused_and_leaves_nothing(
    settings, services, staff, tmp_path
):
    away = Services(settings, f"unix://{tmp_path}/nobody.sock")
    with pytest.raises(Unavailable):
        away.submit(staff, "contract.txt", io.BytesIO(b"some text"))
    assert services.read.sessions(staff).items == []


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\contracts\\nda.docx", "nda.docx"),
        ("a\x00b\n.txt", "ab.txt"),
        ("", "document"),
    ],
)
def test_file_names_lose_folders_and_control_characters(submit, name, clean):
    assert submit(name=name).filename == clean


def test_a_very_long_file_name_keeps_its_extension(submit):
    name = submit(name="x" * 500 + ".txt").filename
    assert len(name) == 200
    assert name.endswith(".txt")


def test_too_large_and_unknown_engine_are_refused_before_anything_is_stored(
    services, staff, submit
):
    with pytest.raises(InvalidRequest):
        submit(engine="oracle")
    with pytest.raises(TooLarge):
        services.submit(
            staff, "big.txt", io.BytesIO(b"x" * (services.settings.max_upload_bytes + 1))
        )
    assert services.read.sessions(staff).items == []


def test_analysts_see_all_documents_and_colleagues_only_their_own(
    services, staff, colleague, analyst, submit
):
    session = submit()
    seen = [view.session.id for view in services.read.sessions(analyst).items]
    assert seen == [session.id]
    assert services.read.sessions(colleague).items == []
    assert services.read.result(analyst, session.id).session_id == session.id


def test_documents_older_than_the_retention_are_erased_and_the_others_kept(
    services, staff, submit, monkeypatch
):
    old, recent, running = submit(name="old.txt"), submit(name="recent.txt"), submit(name="run.txt")
    work(services, old.id)
    work(services, recent.id)
    later = recent.created_at + timedelta(days=31)
    monkeypatch.setattr(
        "summarizer_core.usecases.erase.utcnow", lambda: old.created_at + timedelta(days=30.0001)
    )
    services.stores.sessions.delete(recent.id)
    services.stores.sessions.create(recent.model_copy(update={"created_at": later}))
    assert services.erase.expire(days=30) == 1
    names = {view.session.filename for view in services.read.sessions(staff).items}
    assert names == {"recent.txt", "run.txt"}
    assert state(services, running.id).status is SessionStatus.PENDING
