"""What an engine's failures leave of a session, and what a retry of it costs."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from summarizer_core import jobs, retrying
from summarizer_core.models import AnalysisResult, SessionStatus
from summarizer_core.services import Services
from tests.gemini_server import GeminiServer
from tests.samples import contract_text

pytestmark = pytest.mark.redis


@pytest.fixture
def gemini() -> Iterator[GeminiServer]:
    with GeminiServer() as server:
        yield server


@pytest.fixture
def paid(settings, redis_url, redis_client, gemini, monkeypatch) -> Iterator[Services]:
    """Services with the Gemini engine against the stand-in, one call at a time."""
    monkeypatch.setattr(retrying, "BACKOFF_BASE", 0.001)
    monkeypatch.setattr(retrying, "SECOND_LOOK", 0.001)
    changes = {
        "data_dir": settings.data_dir,
        "gemini_api_key": "key",
        "gemini_api_endpoint": gemini.url,
        "analysis_engine": "gemini",
        "analysis_concurrency": 1,
        "gemini_requests_per_minute": 10_000,
    }
    built = Services(type(settings)(_env_file=None, **changes), redis_url)
    yield built
    built.redis.close()


def analyse(services: Services, staff, text: str) -> str:
    session = services.submit(staff, "contract.txt", io.BytesIO(text.encode()))
    jobs.Job(services, session.id, 1).run()
    return session.id


def again(services: Services, staff, session_id: str) -> AnalysisResult:
    renewed = services.control.retry(staff, session_id)
    jobs.Job(services, session_id, renewed.attempt).run()
    return services.read.result(staff, session_id)


def test_a_retry_of_a_session_with_gaps_pays_for_the_gaps_alone(paid, staff, gemini):
    # Contents that are refused: the batch of all, then its halves in turn, until one clause is
    # refused by itself.
    gemini.fail("safety", count=35)
    session_id = analyse(paid, staff, contract_text())
    result = paid.read.result(staff, session_id)
    failed = result.chunks.failed
    assert result.status == "completed"
    assert 0 < failed < result.chunks.total
    assert result.coverage.failed > 0
    assert result.has_gaps
    assert "chunks_failed" in {warning.code for warning in result.warnings}
    before = gemini.stats()["chunks"]
    mended = again(paid, staff, session_id)
    assert (mended.chunks.failed, mended.coverage.failed, mended.has_gaps) == (0, 0, False)
    assert mended.chunks.analyzed == gemini.stats()["chunks"] - before == failed
    assert mended.chunks.cached == mended.chunks.total - failed


def test_a_summary_that_could_not_be_written_is_all_that_a_retry_pays(paid, staff, gemini):
    text = "1. Law. This Agreement is governed by the laws of the State of Delaware."
    gemini.fail("reply", text='{"chunks": [{"id": "c1", "note": "Delaware law governs."}]}')
    gemini.fail("safety")
    session_id = analyse(paid, staff, text)
    assert paid.read.result(staff, session_id).has_gaps
    before = gemini.stats()["calls"]
    mended = again(paid, staff, session_id)
    assert gemini.stats()["calls"] - before == mended.usage.calls == 1
    assert mended.summary
    assert not mended.has_gaps


def test_a_retry_that_fails_leaves_the_result_there_was(paid, staff, gemini, redis_client):
    session_id = analyse(paid, staff, contract_text())
    before = paid.read.result(staff, session_id)
    redis_client.flushall()
    gemini.fail("400_key", count=50)
    renewed = paid.control.retry(staff, session_id)
    assert paid.read.result(staff, session_id).clauses == ()
    jobs.Job(paid, session_id, renewed.attempt).run()
    after = paid.read.result(staff, session_id)
    assert (after.status, after.error.code) == ("failed", "nothing_analyzed")
    assert after.clauses == before.clauses
    assert after.warnings[0].code == "earlier_result"
    assert paid.read.document(staff, session_id).text.strip() == contract_text().strip()
    assert paid.read.export(staff, session_id, "csv")[1]


def test_a_second_upload_of_the_same_text_costs_no_call(paid, staff, gemini):
    first = paid.read.result(staff, analyse(paid, staff, contract_text()))
    before = gemini.stats()["calls"]
    # The same words with other line breaks: a re-flow.
    second = paid.read.result(
        staff, analyse(paid, staff, contract_text().replace(". ", ".\n").replace("\n\n", "\n"))
    )
    assert gemini.stats()["calls"] == before
    assert second.usage.calls == 0
    assert second.summary == first.summary
    assert second.chunks.cached == second.chunks.total
    saved = paid.cache.stats().total.saved
    assert saved.calls == pytest.approx(before, abs=0.01)
    assert saved.input_tokens > 1_000


def test_a_session_of_which_nothing_could_be_analysed_fails_and_says_why(paid, staff, gemini):
    gemini.fail("400_key", count=50)
    session = paid.stores.sessions.get(analyse(paid, staff, contract_text()))
    assert session.status is SessionStatus.FAILED
    assert "GEMINI_API_KEY" in session.error.message
    assert gemini.stats()["calls"] <= 2
