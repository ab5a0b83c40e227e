"""What an engine's failures leave of a session, and what a retry of it costs."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator

import pytest

from summarizer_core import dispatch, jobs, retrying
from summarizer_core.errors import InvalidRequest
from summarizer_core.models import AnalysisResult, ErrorInfo, SessionStatus
from summarizer_core.services import Services, operator
from tests.gemini_server import GeminiServer
from tests.running_app import ROOT, clean_environment
from tests.samples import contract_text

pytestmark = pytest.mark.redis


@pytest.fixture
def gemini() -> Iterator[GeminiServer]:
    with GeminiServer() as server:
        yield server


@pytest.fixture
def paid(services_at, gemini, monkeypatch) -> Services:
    """Services with the Gemini engine against the stand-in, one call at a time."""
    monkeypatch.setattr(retrying, "BACKOFF_BASE", 0.001)
    monkeypatch.setattr(retrying, "SECOND_LOOK", 0.001)
    return services_at(gemini, analysis_concurrency=1)


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
    assert (after.status, after.error.code) == ("failed", "key_refused")
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


@pytest.mark.parametrize(
    ("fault", "code", "advice", "chance"),
    [
        ("400_key", "key_refused", "set GEMINI_API_KEY", "once mended"),
        ("404", "unknown_model", "set GEMINI_MODEL", "once mended"),
        ("400", "account_refused", "region and billing", "once mended"),
        ("400_argument", "request_refused", "check GEMINI_MODEL", "once mended"),
        ("safety", "blocked", "The document was refused by Gemini's safety filter", "no"),
        ("429_day", "quota_exhausted", "after midnight, Pacific time", "helps"),
    ],
)
def test_a_session_of_which_nothing_could_be_analysed_fails_with_the_engines_own_words(
    paid, staff, gemini, fault, code, advice, chance
):
    gemini.fail(fault, count=200)
    session = paid.stores.sessions.get(analyse(paid, staff, contract_text()))
    assert session.status is SessionStatus.FAILED
    assert session.error.code == code
    assert advice in session.error.message
    assert "Retry later" not in session.error.message
    told = paid.read.result(staff, session.id).chunks
    assert told.failed == told.total == paid.read.view(staff, session.id).status.chunks.failed > 0
    if fault not in ("safety", "400_argument"):  # these may be about the contents
        assert gemini.stats()["calls"] <= 3
    (job,) = paid.administer_queue.failed(operator()).items
    assert {"helps": job.retry_helps, "once mended": job.setting}.get(chance, True)
    assert (job.retry_helps, job.setting).count(True) == (chance != "no")
    left = paid.administer_queue.retry_failed(operator())
    assert (left.retried, left.left) == ((1, 0) if chance == "helps" else (0, 1))
    mended = paid.administer_queue.retry_failed(operator(), mended=True)
    assert mended.retried == (chance == "once mended")


def test_what_failed_under_gemini_can_be_analysed_by_the_built_in_engine(paid, staff, gemini):
    gemini.fail("400_key", count=200)
    session_id = analyse(paid, staff, contract_text())
    assert paid.read.view(staff, session_id).other_engine == "local"
    before = gemini.stats()["calls"]
    renewed = paid.control.retry(staff, session_id, engine="local")
    assert paid.read.view(staff, session_id).other_engine is None
    jobs.Job(paid, session_id, renewed.attempt).run()
    result = paid.read.result(staff, session_id)
    assert (result.status, result.engine) == ("completed", "local")
    assert result.clauses
    assert gemini.stats()["calls"] == before


def test_another_engine_is_not_offered_for_what_no_engine_reads(paid, staff):
    session = paid.submit(staff, "contract.txt", io.BytesIO(contract_text().encode()))
    paid.stores.sessions.update(
        session.id,
        attempt=1,
        statuses=(SessionStatus.PENDING,),
        changes={
            "status": SessionStatus.FAILED,
            "error": ErrorInfo(code="no_readable_text", message="It has no text."),
        },
    )
    assert paid.read.view(staff, session.id).other_engine is None
    with pytest.raises(InvalidRequest, match="not available here"):
        paid.control.retry(staff, session.id, engine="other")


def test_a_server_that_is_out_of_order_is_told_as_what_passes(paid, staff, gemini, monkeypatch):
    monkeypatch.setattr(dispatch, "_HOPELESS_SECONDS", 0.0)
    gemini.fail("503", count=200)
    session = paid.stores.sessions.get(analyse(paid, staff, contract_text()))
    assert session.error.code == "engine_unavailable"
    assert "Try again later" in session.error.message
    assert paid.administer_queue.failed(operator()).items[0].retry_helps


def test_the_command_line_says_why_and_how_many_calls_it_made(gemini, tmp_path):
    gemini.fail("400_key", count=50)
    path = tmp_path / "contract.txt"
    path.write_text(contract_text())
    environment = clean_environment(
        GEMINI_API_KEY="key", GEMINI_API_ENDPOINT=gemini.url, DATA_DIR=str(tmp_path / "data")
    )
    options = ("--json", "--engine", "gemini")
    done = subprocess.run(
        [sys.executable, "-m", "summarizer_core", "analyze", str(path), *options],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        env=environment,
        check=False,
    )
    result = AnalysisResult.model_validate_json(done.stdout)
    assert done.returncode == 1
    assert (result.status, result.error.code) == ("failed", "key_refused")
    assert (result.usage.calls, result.usage.failed_calls) == (0, gemini.stats()["calls"])
    assert result.usage.failed_calls > 0
