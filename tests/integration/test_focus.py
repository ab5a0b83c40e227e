"""Asking about a finished document: requests, jobs, recovery, cache."""

from __future__ import annotations

import io

import httpx
import pytest
from pydantic import SecretStr

from summarizer_core import jobs
from summarizer_core.answering import bearing
from summarizer_core.errors import Conflict, EngineError, InvalidRequest, NotFound
from summarizer_core.focus_job import FocusJob
from summarizer_core.models import Actor, FocusAnswer, FocusState, FocusStatus, Role
from summarizer_core.queue import focus_work_id
from summarizer_core.reconcile import MAX_STALLED_ATTEMPTS
from summarizer_core.services import Services
from summarizer_core.settings import Settings
from tests.gemini_server import GeminiServer
from tests.samples import contract_text
from tests.worker_pool import WorkerPool, until

pytestmark = pytest.mark.redis

ANNA = Actor(username="anna", roles=frozenset({Role.STAFF}))
KEY = "AIza-a-key-for-tests"
LAW = "Which law governs the agreement?"


@pytest.fixture
def document(services, staff):
    session = services.submit(staff, "contract.txt", io.BytesIO(contract_text().encode()))
    jobs.Job(services, session.id, 1).run()
    return session


def work(services, document, answer, attempt: int = 1) -> None:
    FocusJob(services, document.id, answer.focus_id, attempt).run()


def waits(services, document, answer, attempt: int = 1) -> bool:
    return services.queue.is_waiting(focus_work_id(document.id, answer.focus_id), attempt)


def begin(services, document, answer, attempt: int = 1):
    """What a worker leaves behind that is killed in the middle."""
    services.queue.forget(focus_work_id(document.id, answer.focus_id), attempt)
    return services.stores.results.update_focus(
        document.id,
        answer.focus_id,
        attempt=attempt,
        states=(FocusState.WAITING,),
        changes={"state": FocusState.RUNNING},
    )


def test_a_question_about_a_finished_document_is_answered_by_a_worker(services, staff, document):
    asked = services.focus.ask(staff, document.id, question=LAW)
    assert asked.status is FocusStatus.PENDING
    assert waits(services, document, asked)
    work(services, document, asked)
    answer = services.focus.answer(staff, document.id, asked.focus_id)
    assert answer.status is FocusStatus.COMPLETED
    text = services.read.document(staff, document.id).text
    assert answer.quotes
    assert all(text[q.start : q.end] == q.quote for q in answer.quotes)
    result = services.read.result(staff, document.id)
    assert answer in result.focus
    clauses = {clause.id: clause for clause in result.clauses}
    bearing = [clauses[name] for name in answer.clause_ids]
    assert "Governing Law" in [clause.category for clause in bearing]


def test_a_passage_is_explained_with_the_clauses_that_stand_in_it(services, staff, document):
    clause = services.read.result(staff, document.id).high_risk_clauses[0]
    loose = "  " + clause.quote.replace(" ", "\n ")
    asked = services.focus.ask(staff, document.id, passage=loose)
    assert asked.passage == clause.quote, "in the document's own words"
    work(services, document, asked)
    answer = services.focus.answer(staff, document.id, asked.focus_id)
    assert answer.status is FocusStatus.COMPLETED
    assert answer.quotes
    assert clause.id in answer.clause_ids


def test_a_passage_of_ones_own_choosing_is_told_its_risk_and_what_to_ask_for(services, staff):
    raised = "Supplier may increase the fees at its sole discretion on ten (10) days' notice."
    text = contract_text() + f"\n\n31. Fees. The fees are paid in advance. {raised}\n"
    session = services.submit(staff, "contract.txt", io.BytesIO(text.encode()))
    jobs.Job(services, session.id, 1).run()
    asked = services.focus.ask(staff, session.id, passage=raised)
    work(services, session, asked)
    result = services.read.result(staff, session.id)
    bearing = result.bearing_on(services.focus.answer(staff, session.id, asked.focus_id))
    assert raised in bearing[0].quote
    assert all(clause.rationale and clause.recommendation for clause in bearing)


def test_a_passage_without_a_certain_clause_is_met_by_what_may_be_one(services, staff, document):
    result = services.read.result(staff, document.id)
    first = result.clauses[-1]
    possible = first.model_copy(update={"id": "maybe", "confidence": 0.02})
    unsure = result.model_copy(
        update={
            "possible_clauses": (possible,),
            "clauses": tuple(one for one in result.clauses if one.end <= first.start),
        }
    )
    answer = FocusAnswer(focus_id="f", passage=first.quote, status=FocusStatus.COMPLETED)
    text = services.stores.results.document(document.id)
    met = bearing(answer, unsure, [], text)
    assert [one.id for one in unsure.bearing_on(met)] == ["maybe"]


def test_a_passage_is_also_met_by_clauses_of_its_kind_elsewhere(services, staff):
    ends = "Customer may terminate this Agreement at any time on sixty days' written notice."
    text = contract_text() + f"\n\n31. More. {ends}\n"
    session = services.submit(staff, "contract.txt", io.BytesIO(text.encode()))
    jobs.Job(services, session.id, 1).run()
    asked = services.focus.ask(staff, session.id, passage=ends)
    work(services, session, asked)
    result = services.read.result(staff, session.id)
    bearing = result.bearing_on(services.focus.answer(staff, session.id, asked.focus_id))
    kinds = {clause.category for clause in bearing}
    assert "Termination for Convenience" in kinds
    assert any(clause.quote not in ends for clause in bearing)


def test_where_the_document_says_nothing_the_missing_clause_tells_the_risk(services, staff):
    text = contract_text().replace("force majeure", "trouble").replace("Force Majeure", "Trouble")
    text = text.replace("FORCE MAJEURE", "TROUBLE").replace("beyond its reasonable control", "")
    session = services.submit(staff, "contract.txt", io.BytesIO(text.encode()))
    jobs.Job(services, session.id, 1).run()
    asked = services.focus.ask(staff, session.id, question="Is there a data protection clause?")
    work(services, session, asked)
    result = services.read.result(staff, session.id)
    answer = services.focus.answer(staff, session.id, asked.focus_id)
    assert answer.answer == "The document does not say."
    gaps = {gap.category for gap in result.missing_clauses}
    assert set(answer.missing) == gaps & {"Data Protection"}
    asked = services.focus.ask(staff, session.id, question="Is there a force majeure clause?")
    work(services, session, asked)
    answer = services.focus.answer(staff, session.id, asked.focus_id)
    assert [gap.category for gap in result.lacking_for(answer)] == ["Force Majeure"]


@pytest.mark.parametrize("question", ["Anything unusual?", "Is this fair?", "What about risk?"])
def test_what_is_asked_of_the_whole_contract_is_answered_by_its_riskiest_clauses(
    services, staff, document, question
):
    asked = services.focus.ask(staff, document.id, question=question)
    work(services, document, asked)
    answer = services.focus.answer(staff, document.id, asked.focus_id)
    result = services.read.result(staff, document.id)
    risky = {(clause.start, clause.end): clause for clause in result.high_risk_clauses}
    assert answer.answer.startswith("Look at these first")
    assert answer.quotes
    assert all((quote.start, quote.end) in risky for quote in answer.quotes)
    first = risky[answer.quotes[0].start, answer.quotes[0].end]
    assert f"{first.title} (high, page {first.page})" in answer.answer


def test_clauses_of_the_kind_asked_for_come_first_and_facts_do_not_bear(services, staff, document):
    asked = services.focus.ask(staff, document.id, question="Who may terminate for convenience?")
    work(services, document, asked)
    answer = services.focus.answer(staff, document.id, asked.focus_id)
    bearing = services.read.result(staff, document.id).bearing_on(answer)
    assert bearing[0].category == "Termination for Convenience"
    assert not {clause.category for clause in bearing} & {"Parties", "Agreement Date"}


@pytest.mark.parametrize(
    ("passage", "question", "sentence"),
    [
        (None, "  ", "Nothing is asked"),
        ("The moon is made of green cheese.", None, "does not occur in the document"),
        ("ab", None, "too short"),
        (None, "x" * 2_001, "at most 2,000 characters"),
        ("x" * 8_001, None, "at most 8,000 characters"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(
    services, staff, document, passage, question, sentence
):
    with pytest.raises(InvalidRequest, match=sentence):
        services.focus.ask(staff, document.id, passage=passage, question=question)
    assert services.stores.results.unsettled_focus() == []


def test_asking_again_in_other_white_space_gives_the_known_answer(services, staff, document):
    asked = services.focus.ask(staff, document.id, question=LAW)
    work(services, document, asked)
    again = services.focus.ask(staff, document.id, question=LAW.replace(" ", "  ") + "\n")
    assert again.focus_id == asked.focus_id
    assert again.status is FocusStatus.COMPLETED
    assert services.stores.results.unsettled_focus() == []


def test_what_was_asked_at_the_upload_is_not_asked_again(services, staff):
    data = io.BytesIO(contract_text().encode())
    session = services.submit(staff, "contract.txt", data, focus=LAW)
    jobs.Job(services, session.id, 1).run()
    answer = services.focus.ask(staff, session.id, question=LAW)
    assert answer.status is FocusStatus.COMPLETED
    assert services.focus.answer(staff, session.id, answer.focus_id) == answer


def test_an_unfinished_document_cannot_be_asked_about(services, staff):
    session = services.submit(staff, "contract.txt", io.BytesIO(contract_text().encode()))
    with pytest.raises(Conflict, match="not analysed yet"):
        services.focus.ask(staff, session.id, question=LAW)


def test_who_may_read_a_document_may_ask_and_nobody_else(
    services, staff, colleague, analyst, document
):
    asked = services.focus.ask(analyst, document.id, question=LAW)
    with pytest.raises(NotFound):
        services.focus.ask(colleague, document.id, question=LAW)
    with pytest.raises(NotFound):
        services.focus.answer(colleague, document.id, asked.focus_id)
    assert services.focus.answer(staff, document.id, asked.focus_id) == asked
    with pytest.raises(NotFound):
        services.focus.answer(staff, document.id, "unknown")


def test_a_lost_queue_entry_of_a_question_is_brought_back(services, staff, document, redis_client):
    asked = services.focus.ask(staff, document.id, question=LAW)
    redis_client.flushall()
    services.reconciler.run()
    assert not waits(services, document, asked), "first it is only noticed"
    services.reconciler.run(at_once=True)
    assert waits(services, document, asked)
    work(services, document, asked)
    found = services.focus.answer(staff, document.id, asked.focus_id)
    assert found.status is FocusStatus.COMPLETED


def test_a_killed_worker_s_question_is_taken_over_and_its_late_answer_not_kept(
    services, staff, document
):
    asked = services.focus.ask(staff, document.id, question=LAW)
    begin(services, document, asked)
    work_id = focus_work_id(document.id, asked.focus_id)
    assert services.reconciler.recover_now(work_id, 1)
    work(services, document, asked, attempt=1)  # the old one wakes up
    found = services.focus.answer(staff, document.id, asked.focus_id)
    assert found.status is FocusStatus.PENDING
    assert waits(services, document, asked, attempt=2)
    work(services, document, asked, attempt=2)
    found = services.focus.answer(staff, document.id, asked.focus_id)
    assert found.status is FocusStatus.COMPLETED


def test_a_question_that_ends_every_process_fails_with_a_sentence_and_can_be_asked_again(
    services, staff, document
):
    asked = services.focus.ask(staff, document.id, question=LAW)
    work_id = focus_work_id(document.id, asked.focus_id)
    for attempt in range(1, MAX_STALLED_ATTEMPTS + 1):
        begin(services, document, asked, attempt)
        assert services.reconciler.recover_now(work_id, attempt)
    failed = services.focus.answer(staff, document.id, asked.focus_id)
    assert failed.status is FocusStatus.FAILED
    assert "broke off 3 times" in failed.answer
    again = services.focus.ask(staff, document.id, question=LAW)
    assert again.status is FocusStatus.PENDING
    work(services, document, again, attempt=MAX_STALLED_ATTEMPTS + 1)
    found = services.focus.answer(staff, document.id, asked.focus_id)
    assert found.status is FocusStatus.COMPLETED


def test_a_question_that_waits_is_no_stray_in_its_lane(services, staff, document):
    asked = services.focus.ask(staff, document.id, question=LAW)
    for _ in range(3):
        services.reconciler.run()
    assert waits(services, document, asked)


def test_an_engine_that_fails_leaves_a_sentence(services, staff, document, monkeypatch):
    def refuse(*_: object) -> None:
        raise EngineError("The engine refused.", code="blocked")

    monkeypatch.setattr(services.engines["local"], "answer", refuse)
    asked = services.focus.ask(staff, document.id, question=LAW)
    work(services, document, asked)
    found = services.focus.answer(staff, document.id, asked.focus_id)
    assert (found.status, found.answer) == (FocusStatus.FAILED, "The engine refused.")


def test_erasing_a_document_erases_what_was_asked_about_it(services, staff, document):
    asked = services.focus.ask(staff, document.id, question=LAW)
    services.erase(staff, document.id)
    assert services.stores.results.unsettled_focus() == []
    assert not waits(services, document, asked)
    work(services, document, asked)  # a worker that had taken it already
    assert services.stores.results.focus(document.id, asked.focus_id) is None


def test_an_answer_survives_the_loss_of_the_cache(services, staff, document, redis_client):
    redis_client.flushall()
    asked = services.focus.ask(staff, document.id, question=LAW)
    work(services, document, asked)
    found = services.focus.answer(staff, document.id, asked.focus_id)
    assert found.status is FocusStatus.COMPLETED
    assert found.quotes


def test_the_job_carries_ids_and_no_word_of_the_question(services, staff, document, redis_client):
    asked = services.focus.ask(staff, document.id, question=LAW)
    stored = redis_client.hgetall(f"rq:job:{focus_work_id(document.id, asked.focus_id)}-1")
    assert stored
    assert b"governs" not in b" ".join(stored.values())


# --- cache -----------------------------------------------------------------------------------


@pytest.fixture
def gemini_server():
    with GeminiServer(api_key=KEY) as server:
        yield server


@pytest.fixture
def gemini(settings, redis_url, redis_client, gemini_server):
    changes = {
        "gemini_api_key": SecretStr(KEY),
        "gemini_api_endpoint": gemini_server.url,
        "gemini_requests_per_minute": 10_000,
    }
    built = Services(settings.model_copy(update=changes), redis_url)
    yield built
    built.redis.close()


def analysed(services, actor, engine: str):
    data = io.BytesIO(contract_text().encode())
    session = services.submit(actor, "contract.txt", data, engine=engine)
    jobs.Job(services, session.id, 1).run()
    return session


def answered(services, actor, document, **asked):
    answer = services.focus.ask(actor, document.id, **asked)
    work(services, document, answer)
    found = services.focus.answer(actor, document.id, answer.focus_id)
    assert found.status is FocusStatus.COMPLETED, found.answer
    return found


@pytest.mark.parametrize("passage", [None, "governed by"])
def test_the_same_question_about_the_same_document_costs_no_second_call_whoever_asks(
    gemini, gemini_server, staff, colleague, passage
):
    mine, theirs = analysed(gemini, staff, "gemini"), analysed(gemini, colleague, "gemini")
    before = gemini_server.stats()["calls"]
    first = answered(gemini, staff, mine, question=LAW, passage=passage)
    assert gemini_server.stats()["calls"] == before + 1
    second = answered(gemini, colleague, theirs, question=f" {LAW}\n", passage=passage)
    assert gemini_server.stats()["calls"] == before + 1
    assert (first.answer, first.quotes) == (second.answer, second.quotes)
    answered(gemini, staff, mine, question="Who may terminate?")
    assert gemini_server.stats()["calls"] == before + 2


@pytest.mark.parametrize("engine", ["local", "gemini"])
def test_a_passage_alone_is_known_from_another_document_with_the_same_clause(gemini, staff, engine):
    passage = "This Agreement is governed by the laws of England"
    documents = []
    for fee in ("18,500", "19,500"):
        text = contract_text().replace("18,500", fee)
        assert fee in text
        data = io.BytesIO(text.encode())
        session = gemini.submit(staff, "contract.txt", data, engine=engine)
        jobs.Job(gemini, session.id, 1).run()
        documents.append(session)

    def entries() -> int:
        return sum(g.entries for g in gemini.cache.stats().groups if g.kind == "focus")

    first = answered(gemini, staff, documents[0], passage=passage)
    assert entries() == 1
    second = answered(gemini, staff, documents[1], passage=passage)
    assert entries() == 1
    assert first.answer == second.answer
    assert second.quotes
    for document in documents:
        answered(gemini, staff, document, passage=passage, question="Which courts decide?")
    assert entries() == 3


def test_the_answers_of_one_engine_are_not_taken_for_those_of_another(gemini, gemini_server, staff):
    by_rules = answered(gemini, staff, analysed(gemini, staff, "local"), question=LAW)
    document = analysed(gemini, staff, "gemini")
    before = gemini_server.stats()["calls"]
    by_model = answered(gemini, staff, document, question=LAW)
    assert gemini_server.stats()["calls"] == before + 1
    assert by_rules.answer != by_model.answer
    entries = {
        group.engine: group.entries
        for group in gemini.cache.stats().groups
        if group.kind == "focus"
    }
    assert sorted(entries.values()) == [1, 1]


def test_answers_share_the_cap_of_the_cache(settings, redis_url, staff, document):
    small = Services(settings.model_copy(update={"cache_max_entries": 3}), redis_url)
    for number in range(5):
        answered(small, staff, document, question=f"Which law governs clause {number}?")
    small.cache.make_room()
    groups = {group.kind: group.entries for group in small.cache.stats().groups}
    assert groups["focus"] == 3
    assert small.cache.stats().entries == 3
    small.redis.close()


def test_the_quotes_of_an_answer_are_the_document_s_own_words(gemini, staff):
    document = analysed(gemini, staff, "gemini")
    text = gemini.read.document(staff, document.id).text
    answer = answered(gemini, staff, document, question=LAW)
    assert answer.quotes
    assert all(text[q.start : q.end] == q.quote for q in answer.quotes)


# --- with real workers -----------------------------------------------------------------------


def test_a_killed_process_s_question_is_answered_by_the_next_one(tmp_path, redis_url, redis_client):
    with GeminiServer() as server:
        variables = {
            "GEMINI_API_KEY": "key",
            "GEMINI_API_ENDPOINT": server.url,
            "GEMINI_REQUESTS_PER_MINUTE": "100000",
        }
        lower = {name.lower(): value for name, value in variables.items()}
        office = Services(Settings(_env_file=None, data_dir=tmp_path / "data", **lower), redis_url)
        with WorkerPool(tmp_path / "data", redis_url, **variables) as pool:
            data = io.BytesIO(contract_text().encode())
            session = office.submit(ANNA, "contract.txt", data, engine="gemini")
            until(lambda: office.read.view(ANNA, session.id).session.status.finished)
            server.fail("hang", 8, seconds=60)
            asked = office.focus.ask(ANNA, session.id, question=LAW)
            until(lambda: server.stats()["in_flight"])
            httpx.delete(f"{server.url}/__faults")
            (horse,) = until(lambda: pool.work_horses())
            horse.kill()
            results = office.stores.results
            until(lambda: results.focus(session.id, asked.focus_id).attempt == 2)
            answer = until(
                lambda: (
                    (found := office.focus.answer(ANNA, session.id, asked.focus_id)).quotes
                    and found
                )
            )
            assert answer.status is FocusStatus.COMPLETED
            assert "Traceback" not in pool.output()
            assert LAW not in pool.output()
        office.redis.close()
