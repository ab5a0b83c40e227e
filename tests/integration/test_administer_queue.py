"""What administrators see of the queue and do with it."""

from __future__ import annotations

import io

import pytest

from summarizer_core import jobs
from summarizer_core.errors import Conflict, Forbidden, NotFound
from summarizer_core.models import Actor, ErrorInfo, Role, SessionStatus
from tests.by_hand import HandWorker
from tests.samples import contract_text

pytestmark = pytest.mark.redis

ADMIN = Actor(username="ada", roles=frozenset({Role.ADMIN}))
EVERYTHING = Actor(username="eve", roles=frozenset(Role))


@pytest.fixture
def admin(services):
    return services.administer_queue


@pytest.fixture
def submit(services, staff, colleague):
    people = {"stella": staff, "colin": colleague}

    def call(owner: str, count: int = 1):
        data = contract_text().encode()
        return [
            services.submit(people[owner], f"secret-{n}.txt", io.BytesIO(data))
            for n in range(count)
        ]

    return call


def begin(services, session_id: str) -> None:
    services.stores.sessions.update(
        session_id,
        attempt=1,
        statuses=(SessionStatus.PENDING,),
        changes={"status": SessionStatus.PROCESSING},
    )


def fail(services, session, code: str = "set_aside") -> None:
    services.queue.forget(session.id, session.attempt)
    services.stores.sessions.update(
        session.id,
        attempt=session.attempt,
        statuses=(SessionStatus.PENDING,),
        changes={
            "status": SessionStatus.FAILED,
            "error": ErrorInfo(code=code, message="It failed."),
        },
    )


def actions(services) -> list[tuple[str, str, str, str]]:
    found = services.stores.accounts.audit(50)
    return [
        (event.actor, event.action, event.target, event.detail)
        for event in found
        if event.action.startswith("queue.")
    ]


def test_only_administrators_see_or_change_anything(admin, staff, analyst):
    for actor in (staff, analyst):
        for call in (admin.stats, admin.failed, admin.retry_failed, admin.purge):
            with pytest.raises(Forbidden):
                call(actor)
        for call in (admin.retry, admin.drop):
            with pytest.raises(Forbidden):
                call(actor, "id")


def test_the_depth_counts_held_back_ones_and_is_told_by_owner(services, admin, submit):
    submit("stella", 5)
    submit("colin", 2)
    taken = HandWorker(services, "w").take()
    begin(services, taken.session_id)
    stats = admin.stats(ADMIN)
    assert (stats.queued, stats.held, stats.started) == (6, 5, 1)
    owners = [(depth.owner, depth.waiting, depth.running) for depth in stats.owners]
    assert owners == [("stella", 4, 1), ("colin", 2, 0)]
    (job,) = stats.running
    assert (job.session_id, job.owner, job.worker, job.attempt) == (
        taken.session_id,
        "stella",
        "w",
        1,
    )
    assert job.age_seconds >= 0


def test_file_names_are_for_those_who_may_read_documents(services, admin, submit):
    running, failed = submit("stella", 2)
    begin(services, running.id)
    fail(services, failed)
    assert admin.stats(ADMIN).running[0].filename is None
    assert admin.failed(ADMIN).items[0].filename is None
    assert "secret" not in repr((admin.stats(ADMIN), admin.failed(ADMIN)))
    assert admin.stats(EVERYTHING).running[0].filename == "secret-0.txt"
    assert admin.failed(EVERYTHING).items[0].filename == "secret-1.txt"


def test_failed_documents_come_newest_first_and_in_pages(services, admin, submit):
    sessions = submit("stella", 5)
    for session in sessions:
        fail(services, session)
    first = admin.failed(ADMIN, limit=3)
    rest = admin.failed(ADMIN, limit=3, cursor=first.next_cursor)
    names = [job.session_id for job in (*first.items, *rest.items)]
    assert names == [session.id for session in reversed(sessions)]
    assert rest.next_cursor is None
    assert (first.items[0].code, first.items[0].reason) == ("set_aside", "It failed.")


def test_a_failed_document_can_be_analysed_again_by_an_administrator(services, admin, submit):
    (session,) = submit("stella")
    fail(services, session)
    renewed = admin.retry(ADMIN, session.id)
    assert (renewed.status, renewed.attempt) == (SessionStatus.PENDING, 2)
    jobs.Job(services, session.id, 2).run()
    assert services.stores.sessions.get(session.id).status is SessionStatus.COMPLETED
    with pytest.raises(NotFound):
        admin.retry(ADMIN, session.id)
    assert actions(services) == [("ada", "queue.retry", session.id, "")]


def test_a_document_that_was_not_taken_is_not_retried(services, admin, submit):
    (session,) = submit("stella")
    services.stores.files.delete(session.id)
    fail(services, session)
    with pytest.raises(Conflict):
        admin.retry(ADMIN, session.id)
    done = admin.retry_failed(ADMIN)
    assert (done.retried, done.left) == (0, 1)


def test_all_are_retried_that_a_retry_can_help(services, admin, submit):
    helped, refused, dropped, _waiting = submit("stella", 4)
    fail(services, helped, "nothing_analyzed")
    fail(services, refused, "no_readable_text")
    fail(services, dropped)
    admin.drop(ADMIN, dropped.id)
    done = admin.retry_failed(ADMIN)
    assert (done.retried, done.left) == (1, 1)
    assert services.queue.is_waiting(helped.id, 2)
    assert actions(services)[0] == ("ada", "queue.retry_failed", "", "1 queued, 1 left")
    assert admin.retry_failed(ADMIN).retried == 0


def test_a_dropped_document_leaves_the_list_and_stays_with_its_owner(
    services, admin, submit, staff
):
    (session,) = submit("stella")
    fail(services, session)
    assert admin.stats(ADMIN).failed == 1
    admin.drop(ADMIN, session.id)
    assert admin.stats(ADMIN).failed == 0
    assert admin.failed(ADMIN).items == []
    assert services.read.view(staff, session.id).status.status is SessionStatus.FAILED
    with pytest.raises(NotFound):
        admin.drop(ADMIN, session.id)
    assert actions(services) == [("ada", "queue.drop", session.id, "")]
    # What fails again is news.
    fail(services, services.control.retry(staff, session.id))
    assert [job.session_id for job in admin.failed(ADMIN).items] == [session.id]


def test_purging_cancels_what_waits_and_lets_the_running_ones_go_on(
    services, admin, submit, staff, colleague
):
    running, *waiting = submit("stella", 4)
    others = submit("colin", 2)
    worker = HandWorker(services, "w")
    taken = worker.take()
    assert taken.session_id == running.id
    begin(services, running.id)
    assert admin.purge(ADMIN) == 5
    assert services.queue.depth() == 0
    assert services.stores.sessions.get(running.id).status is SessionStatus.PROCESSING
    for session, owner in [(waiting[0], staff), (others[0], colleague)]:
        assert services.read.view(owner, session.id).status.status is SessionStatus.CANCELLED
    services.reconciler.run(at_once=False)
    assert services.queue.depth() == 0
    assert actions(services) == [("ada", "queue.purge", "", "5 cancelled")]
    worker.end(taken)
    services.control.retry(staff, waiting[0].id)
    assert worker.take().session_id == waiting[0].id


def test_looking_at_the_workers_leaves_the_timeouts_of_our_connections_alone(services, admin):
    HandWorker(services, "w")
    pool = services.redis.connection_pool
    before = pool.connection_kwargs["socket_timeout"]
    (worker,) = admin.stats(ADMIN).workers
    assert worker.name == "w"
    assert pool.connection_kwargs["socket_timeout"] == before
