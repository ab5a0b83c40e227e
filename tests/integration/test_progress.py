"""What is told of a job: progress, time left, place in the queue, and what it is measured by."""

from __future__ import annotations

import io

import pytest

from summarizer_core import jobs
from summarizer_core.errors import Cancelled, Conflict
from summarizer_core.models import ChunkProgress, SessionStatus, Stage
from summarizer_core.reconcile import MAX_STALLED_ATTEMPTS
from summarizer_core.speeds import Speed
from summarizer_core.status import STAGE_PROGRESS
from tests.by_hand import HandWorker
from tests.samples import contract_text

pytestmark = pytest.mark.redis

PENDING, PROCESSING = SessionStatus.PENDING, SessionStatus.PROCESSING


@pytest.fixture
def submit(services, staff):
    def call(text: str = "", **options):
        data = (contract_text() + text).encode()
        return services.submit(staff, "contract.txt", io.BytesIO(data), **options)

    return call


@pytest.fixture
def keeper(services):
    """The part of a running job that reports, without the work."""
    kept = []

    def call(session):
        begun = services.stores.sessions.update(
            session.id,
            attempt=session.attempt,
            statuses=(PENDING,),
            changes={"status": PROCESSING},
        )
        services.leases.hold(session.id, session.attempt, "test")
        kept.append(jobs._Keeper(services, begun, "test").__enter__())
        return kept[-1]

    yield call
    for each in kept:
        each.__exit__()


def current(services, session):
    return services.stores.sessions.get(session.id)


def lose(services, session):
    """The process that ran it is killed; returns the session as it is then."""
    known = current(services, session)
    services.reconciler.recover_now(known.id, known.attempt)
    return current(services, session)


def status(services, staff, session):
    return services.read.view(staff, session.id).status


def test_single_chunks_of_a_large_document_count_as_progress(services, keeper, submit):
    session = submit()
    for attempt in range(1, 3 * MAX_STALLED_ATTEMPTS):
        report = keeper(session)
        report.stage(Stage.ANALYZING)
        report.chunks(ChunkProgress(total=5_000, done=attempt))
        report.stage(Stage.ANALYZING)
        session = lose(services, session)
        assert (session.status, session.attempt) == (PENDING, attempt + 1)


def test_reaching_the_same_chunk_again_is_no_progress(services, keeper, submit):
    session = submit()
    for _ in range(MAX_STALLED_ATTEMPTS + 1):
        report = keeper(session)
        report.stage(Stage.ANALYZING)
        report.chunks(ChunkProgress(total=5_000, done=7))
        report.stage(Stage.ANALYZING)
        session = lose(services, session)
    assert session.error.code == "set_aside"


def test_reports_without_news_are_no_progress(services, keeper, submit):
    report = keeper(submit())
    report.stage(Stage.ANALYZING)
    report.chunks(ChunkProgress(total=10, done=3))
    moved = report._moved
    report.chunks(ChunkProgress(total=10, done=3))
    report.tick()
    assert report._moved == moved
    report.chunks(ChunkProgress(total=10, done=4))
    assert report._moved > moved


def test_progress_does_not_fall_when_redis_is_emptied_or_the_worker_dies(
    services, staff, keeper, submit, redis_client
):
    session = submit()
    shown = []

    def look() -> None:
        found = status(services, staff, session).progress
        shown.append(found)
        assert isinstance(found, int)

    for _ in range(3):
        report = keeper(current(services, session))
        for stage in (Stage.EXTRACTING, Stage.CHUNKING, Stage.ANALYZING):
            report.stage(stage)
            look()
        for done in range(0, 101, 20):
            report.chunks(ChunkProgress(total=100, done=done))
            report._publish()
            look()
            redis_client.flushall()
            look()
        lose(services, session)
        look()
    assert shown == sorted(shown)
    assert shown[-1] >= STAGE_PROGRESS[Stage.ANALYZING]


def test_waiting_without_news_costs_next_to_nothing_and_keeps_publishing(
    services, staff, keeper, submit, redis_client
):
    session = submit()
    report = keeper(session)
    report.stage(Stage.ANALYZING)
    before = redis_client.info("stats")["total_commands_processed"]
    for _ in range(2_000):
        report.tick()
    after = redis_client.info("stats")["total_commands_processed"]
    assert after - before < 200
    seen = status(services, staff, session).updated_at
    while status(services, staff, session).updated_at == seen:
        report.tick()


def test_waiting_without_news_notices_a_cancel(services, staff, keeper, submit):
    session = submit()
    report = keeper(session)
    report.stage(Stage.ANALYZING)
    services.control.cancel(staff, session.id)
    with pytest.raises(Cancelled):
        while True:
            report.tick()


def test_a_cancel_is_carried_out_where_the_work_never_looks_at_it(services, staff, keeper, submit):
    session = submit()
    report = keeper(session)
    services.control.cancel(staff, session.id)
    report._thread.join(10)
    assert status(services, staff, session).status is SessionStatus.CANCELLED
    assert services.leases.holder(session.id) is None


def test_a_cancel_that_comes_with_the_end_leaves_one_state(services, staff, submit, monkeypatch):
    session = submit()
    complete = services.stores.sessions.complete

    def cancel_first(*args, **options):
        services.control.cancel(staff, session.id)
        return complete(*args, **options)

    monkeypatch.setattr(services.stores.sessions, "complete", cancel_first)
    jobs.Job(services, session.id, 1).run()
    ended = current(services, session)
    assert ended.status is SessionStatus.COMPLETED
    assert status(services, staff, session).status is SessionStatus.COMPLETED
    services.reconciler.run(at_once=True)
    assert current(services, session) == ended
    with pytest.raises(Conflict, match="already ended"):
        services.control.cancel(staff, session.id)


def test_cancelling_twice_says_the_same_while_it_stops_and_then_that_it_has_ended(
    services, staff, keeper, submit
):
    session = submit()
    keeper(session)
    assert services.control.cancel(staff, session.id).status is PROCESSING
    assert services.control.cancel(staff, session.id).status is PROCESSING
    events = [event.action for event in services.stores.accounts.audit(10)]
    assert events.count("document.cancel") == 1
    services.reconciler.recover_now(session.id, 1)
    with pytest.raises(Conflict, match="cancelled already"):
        services.control.cancel(staff, session.id)


def test_a_cancelled_document_is_not_taken_up_again_when_its_worker_dies(
    services, staff, keeper, submit
):
    session = submit()
    keeper(session)
    services.control.cancel(staff, session.id)
    ended = lose(services, session)
    assert (ended.status, ended.attempt, ended.stalled_attempts) == (
        SessionStatus.CANCELLED,
        1,
        0,
    )
    assert services.queue.depth() == 0


def test_an_old_cancel_flag_does_not_stop_a_retry(services, staff, submit, monkeypatch):
    session = submit()
    services.control.cancel(staff, session.id)
    monkeypatch.setattr(services.board, "begin_again", lambda _: None)  # Redis was away
    renewed = services.control.retry(staff, session.id)
    jobs.Job(services, session.id, renewed.attempt).run()
    assert current(services, session).status is SessionStatus.COMPLETED


def test_an_orphan_does_not_recover_the_attempt_that_followed_it(services, submit, keeper):
    session = submit()
    keeper(session)
    renewed = lose(services, session)
    keeper(renewed)
    services.reconciler.recover_now(session.id, 1)
    assert current(services, session).attempt == 2
    assert services.leases.holder(session.id) == 2


def test_the_place_in_the_queue_is_known_while_a_document_waits(
    services, staff, submit, redis_client
):
    sessions = [submit(str(number)) for number in range(3)]
    places = [status(services, staff, session).queue_position for session in sessions]
    assert places == [1, 2, 3]
    taken = HandWorker(services, "w").take()
    assert taken.session_id == sessions[0].id
    places = [status(services, staff, session).queue_position for session in sessions]
    assert places == [1, 1, 2], "the first begins this moment"
    redis_client.flushall()
    places = [status(services, staff, session).queue_position for session in sessions]
    assert places == [1, 1, 1], "its entry is lost, and comes back"


def test_a_running_document_has_an_estimate_from_its_first_moment(services, staff, submit, keeper):
    jobs.Job(services, submit().id, 1).run()  # what is measured
    session = submit("another")
    report = keeper(session)
    for stage in (Stage.EXTRACTING, Stage.CHUNKING, Stage.ANALYZING, Stage.SUMMARIZING):
        report.stage(stage)
        assert status(services, staff, session).eta_seconds is not None, stage


def test_a_waiting_document_is_estimated_by_place_workers_and_average(services, staff, submit):
    sessions = [submit(str(number)) for number in range(4)]
    assert status(services, staff, sessions[0]).eta_seconds is None, "nothing was measured yet"
    services.speeds.learn("local", Speed(job=10.0))
    assert status(services, staff, sessions[0]).eta_seconds is None, "nobody works"
    for number in range(2):
        HandWorker(services, f"w{number}")
    estimates = [status(services, staff, session).eta_seconds for session in sessions]
    assert estimates == [10, 10, 20, 20]


def test_a_moving_average_follows_what_was_measured(services):
    for seconds in (10.0, 20.0, 20.0):
        services.speeds.learn("local", Speed(stages={Stage.EXTRACTING: seconds}, chunk=1.0))
    speed = services.speeds.of("local")
    assert 10 < speed.stages[Stage.EXTRACTING] < 20
    assert (speed.chunk, speed.job) == (1.0, None)
    assert services.redis.ttl("speed:local") > 0


def test_its_own_speed_replaces_the_average():
    speed = Speed(stages={Stage.ANALYZING: 50.0, Stage.SUMMARIZING: 4.0}, chunk=2.0)
    chunks = ChunkProgress(total=30, done=10)
    assert speed.until_done(Stage.ANALYZING, 5.0, None, chunks) == 44
    assert speed.until_done(Stage.ANALYZING, 5.0, 7.5, chunks) == 12
    assert speed.until_done(Stage.ANALYZING, 5.0, None, ChunkProgress()) == 49
    assert Speed().until_done(Stage.ANALYZING, 5.0, None, chunks) is None
