"""Choosing playbook and side, and judging a finished document anew, on real stores and Redis."""

from __future__ import annotations

import io

import pytest

from summarizer_core import jobs
from summarizer_core.errors import Conflict, InvalidRequest, NotFound
from summarizer_core.models import SessionStatus, Severity
from summarizer_core.services import Services

pytestmark = pytest.mark.redis

CONTRACT = """\
MASTER SERVICES AGREEMENT

This Master Services Agreement is made as of March 1, 2024 between Acme Holdings, Inc. ("Customer")
and Birch Lane Software LLC ("Supplier").

1. Termination

Supplier may terminate this Agreement at any time without cause on five (5) days' written notice.

2. Governing Law

This Agreement is governed by the laws of the State of New York.
"""

STRICT = """\
version: 1
categories:
  Governing Law:
    title: Our law
    explanation: Law.
    severity: high
    rationale: It is a foreign law.
    recommendation: 'Ask for ours. Fallback: a neutral one.'
"""
TERMINATION = "Termination for Convenience"


@pytest.fixture
def shelf(services: Services):
    folder = services.settings.data_dir / "playbooks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "strict.yaml").write_text(STRICT)
    (folder / "broken.yaml").write_text("version: 1\ncategories: 7\n")
    return folder


@pytest.fixture
def submit(services, staff, shelf):
    def call(**options):
        return services.submit(staff, "contract.txt", io.BytesIO(CONTRACT.encode()), **options)

    return call


@pytest.fixture
def finished(services, submit):
    session = submit()
    jobs.Job(services, session.id, 1).run()
    return session


def severity(result, category: str) -> Severity:
    return next(c.severity for c in result.clauses if c.category == category)


def stored(services: Services, session_id: str):
    return services.stores.sessions.get(session_id)


def test_a_document_is_judged_by_the_playbook_and_for_the_side_it_was_handed_in_with(
    services, staff, submit
):
    session = submit(playbook="strict", side="  Supplier ")
    assert (session.playbook, session.side) == ("strict", "Supplier")
    jobs.Job(services, session.id, 1).run()
    result = services.read.result(staff, session.id)
    assert (result.playbook, result.side) == ("strict", "Supplier")
    assert severity(result, "Governing Law") is Severity.HIGH
    assert severity(result, TERMINATION) is Severity.INFO


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"playbook": "nowhere"}, "There is no playbook 'nowhere'"),
        ({"playbook": "broken"}, "line 2"),
        ({"side": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_document_with_a_wrong_choice_is_refused_and_makes_no_session(
    services, staff, submit, options, sentence
):
    with pytest.raises(InvalidRequest, match=sentence):
        submit(**options)
    assert services.read.sessions(staff).items == []


def test_a_playbook_that_is_gone_when_the_work_begins_ends_it_with_a_sentence(
    services, submit, shelf
):
    session = submit(playbook="strict")
    (shelf / "strict.yaml").unlink()
    jobs.Job(services, session.id, 1).run()
    failed = stored(services, session.id)
    assert failed.status is SessionStatus.FAILED
    assert "There is no playbook 'strict'" in failed.error.message


def test_a_side_that_the_document_does_not_have_is_told_with_those_that_it_has(
    services, staff, submit, finished
):
    session = submit(side="Martian")
    jobs.Job(services, session.id, 1).run()
    result = services.read.result(staff, session.id)
    (told,) = [one for one in result.warnings if one.code == "unknown_side"]
    assert "'Martian' is no party of this document" in told.message
    assert "Customer (Acme Holdings, Inc.); Supplier (Birch Lane Software LLC)" in told.message
    assert result.side is None
    assert severity(result, TERMINATION) is severity(
        services.judge(staff, finished.id), TERMINATION
    )
    with pytest.raises(InvalidRequest, match="Choose one of: Customer"):
        services.judge(staff, session.id, side="Venusian")
    assert services.judge(staff, session.id, playbook="strict").playbook == "strict"
    healed = services.judge(staff, session.id, side="Supplier")
    assert (healed.side, codes_of(healed)) == ("Supplier", set())


def codes_of(result) -> set[str]:
    return {one.code for one in result.warnings if one.code == "unknown_side"}


def test_judging_anew_asks_no_engine_and_no_queue(services, staff, finished, monkeypatch):
    before = services.read.result(staff, finished.id)

    def refuse(*_args, **_options):
        raise AssertionError("an engine or the queue was asked")

    for engine in services.engines.values():
        for name in ("analyze", "refine", "summarize", "answer", "reserve", "load"):
            monkeypatch.setattr(engine, name, refuse)
    monkeypatch.setattr(type(services.queue), "enqueue", refuse)
    monkeypatch.setattr(services, "pipeline", refuse)
    after = services.judge(staff, finished.id, playbook="strict", side="Customer")
    assert services.queue.depth() == 0 or not services.queue.is_waiting(finished.id, 2)
    assert severity(before, "Governing Law") is not Severity.HIGH
    assert severity(after, "Governing Law") is Severity.HIGH
    assert [c.id for c in after.clauses] == [c.id for c in before.clauses]
    assert (after.usage, after.chunks, after.summary) == (
        before.usage,
        before.chunks,
        before.summary,
    )


def test_the_stored_result_the_exports_and_the_counts_follow(services, staff, finished):
    services.judge(staff, finished.id, side="Supplier")
    mild = services.read.result(staff, finished.id)
    assert (mild.playbook, mild.side) == ("default", "Supplier")
    assert severity(mild, TERMINATION) is Severity.INFO
    strict = services.judge(staff, finished.id, playbook="strict")
    assert strict.side == "Supplier", "what is not named stays"
    assert services.read.result(staff, finished.id) == strict
    session = stored(services, finished.id)
    assert (session.playbook, session.side) == ("strict", "Supplier")
    assert session.high_risk_count == len(strict.high_risk_clauses) > 0
    assert b"Our law" in services.read.export(staff, finished.id, "csv")[1]
    neutral = services.judge(staff, finished.id, side=None)
    assert neutral.side is None
    assert services.judge(staff, finished.id, playbook="default").playbook == "default"
    assert stored(services, finished.id).high_risk_count > 0


def test_judging_for_the_other_side_turns_the_judgement_round(services, staff, finished):
    ours = services.judge(staff, finished.id, side="Birch Lane Software LLC")
    theirs = services.judge(staff, finished.id, side="Acme Holdings")
    assert severity(ours, TERMINATION) is Severity.INFO
    assert severity(theirs, TERMINATION) is Severity.HIGH


def test_judging_is_audited_without_the_partys_name(services, staff, finished):
    services.judge(staff, finished.id, playbook="strict", side="Acme Holdings")
    event = services.stores.accounts.audit(1)[0]
    assert (event.action, event.target, event.detail) == ("document.judge", finished.id, "strict")
    assert "Acme" not in event.model_dump_json()


def test_only_the_owner_may_judge(services, analyst, finished):
    with pytest.raises(NotFound):
        services.judge(analyst, finished.id, playbook="strict")


def test_a_document_that_is_not_analysed_cannot_be_judged(services, staff, submit):
    session = submit()
    with pytest.raises(Conflict, match="not analysed yet"):
        services.judge(staff, session.id, side="Customer")


def test_a_wrong_choice_leaves_the_judgement_as_it_was(services, staff, finished):
    before = services.read.result(staff, finished.id)
    for choice in ({"playbook": "broken"}, {"playbook": "nowhere"}, {"side": "x" * 300}):
        with pytest.raises(InvalidRequest):
            services.judge(staff, finished.id, **choice)
    assert services.read.result(staff, finished.id) == before
