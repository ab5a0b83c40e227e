"""Whose turn it is: RQ's rate limit per owner, on a real Redis, with RQ's own steps."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from rq.registry import clean_registries

from summarizer_core import keys
from summarizer_core.lanes import Turn
from summarizer_core.models import Session, SessionStatus, utcnow
from summarizer_core.queue import JobQueue, job_id_for
from summarizer_core.redis_client import connect
from tests.by_hand import HandWorker

pytestmark = pytest.mark.redis


@pytest.fixture
def make(services):
    """Creates sessions in the store, each a second younger than the one before."""
    start = utcnow() - timedelta(hours=1)
    count = iter(range(1_000_000))

    def call(owner: str) -> Session:
        number = next(count)
        # Later ones get smaller ids: an order by id would be the wrong one.
        session = Session(
            id=f"{999_999 - number:06d}",
            owner=owner,
            filename=f"{number}.txt",
            sha256="0" * 64,
            bytes=1,
            media_type="text/plain",
            engine="local",
            created_at=start + timedelta(milliseconds=number),
            updated_at=start,
        )
        services.stores.sessions.create(session)
        return session

    return call


@pytest.fixture
def upload(services, make):
    def call(owner: str, count: int = 1, turn: Turn = Turn.IN_ORDER) -> list[Session]:
        sessions = [make(owner) for _ in range(count)]
        for session in sessions:
            assert services.queue.enqueue(session, turn)
        return sessions

    return call


def ids(sessions: list[Session]) -> list[str]:
    return [session.id for session in sessions]


def work_off(*workers: HandWorker) -> list[str]:
    """Let the workers work until nothing is left; returns the session ids in the order in which
    they began."""
    begun, running = [], []
    while True:
        for worker in workers:
            if not any(busy is worker for busy, _ in running) and (taken := worker.take()):
                begun.append(taken.session_id)
                running.append((worker, taken))
        if not running:
            return begun
        worker, taken = running.pop(0)
        worker.end(taken)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_document_is_next_behind_two_hundred_of_somebody_else(services, upload, count):
    workers = [HandWorker(services, f"w{number}") for number in range(count)]
    upload("anna", 200)
    running = [worker.take() for worker in workers]
    (single,) = upload("ben")
    assert services.queue.position(single.id, 1) == 1
    workers[0].end(running[0])
    assert workers[0].take().session_id == single.id


def test_an_owner_alone_uses_all_workers_in_the_order_of_upload(services, upload):
    workers = [HandWorker(services, f"w{number}") for number in range(3)]
    sessions = upload("anna", 20)
    first = [worker.take() for worker in workers]
    assert [taken.session_id for taken in first] == ids(sessions[:3])
    for worker, taken in zip(workers, first, strict=True):
        worker.end(taken)
    assert work_off(*workers) == ids(sessions[3:])


def test_owners_take_turns_whoever_was_first_with_many(services, upload):
    worker = HandWorker(services, "w")
    anna, ben, cleo = upload("anna", 4), upload("ben", 2), upload("cleo", 1)
    a, b, c = ids(anna), ids(ben), ids(cleo)
    assert work_off(worker) == [a[0], b[0], c[0], a[1], b[1], a[2], a[3]]


def test_documents_let_through_while_others_work_do_not_pile_up_before_a_single_one(
    services, upload
):
    workers = [HandWorker(services, f"w{number}") for number in range(2)]
    upload("cleo", 2)
    running = [worker.take() for worker in workers]
    anna, ben = upload("anna", 200), upload("ben", 1)
    order = []
    for worker, taken in zip(workers, running, strict=True):
        worker.end(taken)
        order.append(worker.take().session_id)
    assert order == [anna[0].id, ben[0].id]


def test_workers_that_join_later_are_used_by_an_owner_alone(services, upload):
    sessions = upload("anna", 5)
    workers = [HandWorker(services, "first")]
    assert workers[0].take().session_id == sessions[0].id
    assert workers[0].take() is None, "the limit is the number of workers"
    workers.append(HandWorker(services, "second"))
    services.reconciler.run()
    assert workers[1].take().session_id == sessions[1].id


def test_the_position_counts_what_really_comes_before(services, upload):
    workers = [HandWorker(services, "w")]
    anna, ben, cleo = upload("anna", 6), upload("ben", 3), upload("cleo", 1)
    everyone = [*anna, *ben, *cleo]
    positions = {s.id: services.queue.position(s.id, 1) for s in everyone}
    order = work_off(*workers)
    assert [positions[name] for name in order] == list(range(1, 11))


def test_the_position_is_right_with_running_documents_too(services, upload):
    worker = HandWorker(services, "w")
    anna = upload("anna", 5)
    taken = worker.take()
    ben = upload("ben", 3)
    waiting = [*anna[1:], *ben]
    positions = {s.id: services.queue.position(s.id, 1) for s in waiting}
    worker.end(taken)
    assert [positions[name] for name in work_off(worker)] == list(range(1, 8))


def test_a_request_that_somebody_waits_for_goes_first(services, upload):
    worker = HandWorker(services, "w")
    upload("anna", 5)
    upload("ben", 5)
    (waited_for,) = upload("anna", 1, Turn.WAITED_FOR)
    assert services.queue.position(waited_for.id, 1) == 1
    assert worker.take().session_id == waited_for.id


def test_requests_of_several_users_that_are_waited_for_go_in_the_order_they_came(services, upload):
    upload("anna", 5)
    first, second, third = (upload(name, 1, Turn.WAITED_FOR)[0] for name in ("bo", "cy", "di"))
    places = [services.queue.position(one.id, one.attempt) for one in (first, second, third)]
    assert places == [1, 2, 3]


def test_a_flood_of_such_requests_takes_turns_with_everybody_else(services, upload):
    worker = HandWorker(services, "w")
    flood = upload("anna", 50, Turn.WAITED_FOR)
    (single,) = upload("ben")
    order = work_off(worker)
    assert order[:2] == [flood[0].id, single.id]
    assert order[2:] == ids(flood[1:])


def test_a_lost_attempt_resumes_first_and_a_retried_one_is_its_owners_next(services, upload, make):
    worker = HandWorker(services, "w")
    anna, ben = upload("anna", 4), upload("ben", 2)
    retried, resumed = make("anna"), make("anna")
    services.queue.enqueue(retried, Turn.NEXT)
    services.queue.enqueue(resumed, Turn.RESUMED)
    order = work_off(worker)
    assert order[0] == resumed.id
    assert [name for name in order if name not in ids(ben)][1:4] == [
        anna[0].id,
        retried.id,
        anna[1].id,
    ]


def test_many_processes_that_enqueue_the_same_attempt_queue_it_once(services, make, redis_url):
    session, barrier, answers = make("anna"), threading.Barrier(8), []

    def enqueue() -> None:
        queue = JobQueue(connect(redis_url))
        barrier.wait()
        answers.append(queue.enqueue(session, replace=True))

    threads = [threading.Thread(target=enqueue) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 7 + [True]
    assert services.queue.depth() == 1


def test_a_dead_job_is_replaced_and_a_waiting_one_is_not(services, upload, make):
    waiting, held = upload("anna", 2)
    assert not services.queue.enqueue(waiting, replace=True)
    assert not services.queue.enqueue(held, replace=True)
    taken = HandWorker(services, "w").take()
    assert taken.session_id == waiting.id
    assert not services.queue.enqueue(waiting), "it exists"
    assert services.queue.enqueue(waiting, replace=True)
    assert services.queue.depth() == 2


@pytest.mark.parametrize("place", ["queued", "held"])
def test_a_forgotten_job_is_gone_wherever_it_stood_and_the_next_moves_up(services, upload, place):
    sessions = upload("anna", 3)
    gone = sessions[0 if place == "queued" else 1]
    assert services.queue.is_waiting(gone.id, 1)
    services.queue.forget(gone.id, 1)
    assert not services.queue.is_waiting(gone.id, 1)
    assert services.queue.position(gone.id, 1) is None
    kept = [session.id for session in sessions if session is not gone]
    assert work_off(HandWorker(services, "w")) == kept


def test_the_slot_of_a_job_that_is_forgotten_while_it_runs_is_free_at_once(services, upload):
    worker = HandWorker(services, "w")
    first, second = upload("anna", 2)
    assert worker.take().session_id == first.id
    services.queue.forget(first.id, 1)
    assert worker.take().session_id == second.id


def test_the_slot_of_a_killed_worker_comes_back(services, upload):
    workers = [HandWorker(services, f"w{number}") for number in range(2)]
    first, second, third = upload("anna", 3)
    assert [worker.take().session_id for worker in workers] == [first.id, second.id]
    (lost,) = services.queue.bury_worker("w0")
    assert lost == job_id_for(first.id, 1)
    services.stores.sessions.update(
        first.id,
        attempt=1,
        statuses=(SessionStatus.PENDING,),
        changes={"status": SessionStatus.PROCESSING, "reached": 1},
    )
    assert services.reconciler.recover_now(first.id, 1)
    replacement = HandWorker(services, "w2")
    assert replacement.take().job.id == job_id_for(first.id, 2)
    assert services.queue.position(third.id, 1) == 1


def test_a_slot_whose_session_has_ended_is_freed_by_the_second_pass(services, upload):
    worker = HandWorker(services, "w")
    first, second = upload("anna", 2)
    worker.take()  # and dies, after it has stored its result
    services.stores.sessions.update(
        first.id,
        attempt=1,
        statuses=(SessionStatus.PENDING,),
        changes={"status": SessionStatus.COMPLETED},
    )
    services.reconciler.run()
    assert worker.take() is None
    services.reconciler.run()
    assert worker.take().session_id == second.id


def test_a_slot_whose_job_was_deleted_behind_our_back_is_freed(services, upload, redis_client):
    worker = HandWorker(services, "w")
    first, second = upload("anna", 2)
    redis_client.delete(f"rq:job:{first.id}-1")
    services.reconciler.run()
    assert worker.take().session_id == second.id


def test_a_wiped_redis_gets_all_documents_back_in_their_order(services, upload, redis_client):
    anna = upload("anna", 4)
    redis_client.flushall()
    assert services.queue.position(anna[0].id, 1) is None
    services.reconciler.run(at_once=True)
    assert work_off(HandWorker(services, "w")) == ids(anna)


def test_rqs_own_maintenance_lets_nobody_through_beyond_the_turn(services, upload):
    worker = HandWorker(services, "w")
    upload("anna", 5)
    upload("ben", 5)
    clean_registries(worker.queue)
    assert len(services.queue.waiting().queued) == 2


def test_an_empty_lane_leaves_no_key_without_a_lifetime(services, upload, redis_client):
    worker = HandWorker(services, "w")
    upload("anna", 3)
    work_off(worker)
    services.reconciler.run()
    worker.worker.register_death()
    eternal = {key.decode() for key in redis_client.keys() if redis_client.ttl(key) == -1}
    assert eternal <= {"rq:queues", f"rq:finished:{keys.QUEUE_NAME}"}


def test_owner_names_of_any_kind_make_keys_of_one_kind(services, upload, redis_client):
    names = ["anna", "AN NA", "a:allowed", "*", "ö" * 400, "\ud800", "x\r\nSET y 1"]
    assert len({keys.lane(name) for name in names}) == len(names)
    assert all(keys.lane(name).isascii() and len(keys.lane(name)) < 50 for name in names)
