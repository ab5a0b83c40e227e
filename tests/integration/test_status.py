from __future__ import annotations

import pytest

from summarizer_core import keys
from summarizer_core.models import ChunkProgress, SessionStatus, Stage, TaskStatus, utcnow
from summarizer_core.status import Leases, StatusBoard

pytestmark = pytest.mark.redis


def status(progress: int, message: str = "") -> TaskStatus:
    return TaskStatus(
        session_id="s1",
        status=SessionStatus.PROCESSING,
        stage=Stage.ANALYZING,
        progress=progress,
        message=message,
        updated_at=utcnow(),
    )


def read(board: StatusBoard) -> TaskStatus:
    return board.read_many(["s1"])["s1"]


def test_progress_never_falls(redis_client):
    board = StatusBoard(redis_client, ttl=60)
    board.write(status(50), attempt=1)
    board.write(status(20, "later"), attempt=2)
    assert (read(board).progress, read(board).message) == (50, "later")


def test_a_message_that_looks_like_a_progress_field_is_left_alone(redis_client):
    board = StatusBoard(redis_client, ttl=60)
    board.write(status(50), attempt=1)
    odd = 'say "progress":7 please'
    board.write(status(20, odd), attempt=1)
    assert (read(board).progress, read(board).message) == (50, odd)


def test_who_tells_of_the_end_without_counts_keeps_those_that_are_known(redis_client):
    board = StatusBoard(redis_client, ttl=60)
    counts = ChunkProgress(total=30, done=12, cached=5, failed=2)
    board.write(status(50).model_copy(update={"chunks": counts}), attempt=1)
    board.write(status(50, "Cancelled"), attempt=1)
    assert (read(board).chunks, read(board).message) == (counts, "Cancelled")
    board.write(status(0), attempt=2, reset=True)
    assert read(board).chunks == ChunkProgress()


def test_an_older_attempt_writes_nothing(redis_client):
    board = StatusBoard(redis_client, ttl=60)
    board.write(status(50, "new"), attempt=2)
    assert not board.write(status(90, "old"), attempt=1)
    assert read(board).message == "new"


def test_a_fresh_start_may_lower_the_progress(redis_client):
    board = StatusBoard(redis_client, ttl=60)
    board.write(status(50), attempt=1)
    board.write(status(0), attempt=2, reset=True)
    assert read(board).progress == 0


def test_a_status_lives_as_long_as_configured(redis_client):
    StatusBoard(redis_client, ttl=3600).write(status(1), attempt=1)
    assert 3590 < redis_client.ttl("task_status:s1") <= 3600


def test_a_lease_belongs_to_one_process(redis_client):
    leases = Leases(redis_client)
    assert leases.hold("s1", 2, "a")
    assert leases.hold("s1", 2, "a"), "its holder renews it"
    assert not leases.hold("s1", 2, "b"), "the same attempt twice"
    assert not leases.hold("s1", 1, "c"), "an older attempt"
    leases.release("s1", 2, "b")
    assert leases.holder("s1") == 2, "only its holder releases it"
    leases.release("s1", 2, "a")
    assert leases.hold("s1", 2, "b")


def test_a_newer_attempt_takes_the_lease_from_an_orphan_that_still_renews_it(redis_client):
    leases = Leases(redis_client)
    leases.hold("s1", 1, "orphan")
    assert leases.hold("s1", 2, "successor")
    assert not leases.hold("s1", 1, "orphan")
    leases.release("s1", 1, "orphan")
    assert leases.holders(["s1", "s2"]) == {"s1": 2}


def test_the_lease_of_a_dead_process_is_revoked_and_that_of_its_successor_is_not(redis_client):
    leases = Leases(redis_client)
    leases.hold("s1", 2, "successor")
    leases.revoke("s1", 1)
    assert leases.holder("s1") == 2
    leases.revoke("s1", 2)
    assert leases.holder("s1") is None


def test_a_lease_runs_out_by_itself(redis_client):
    Leases(redis_client).hold("s1", 1)
    assert 0 < redis_client.pttl(keys.lease("s1")) <= keys.LEASE_TTL * 1000
