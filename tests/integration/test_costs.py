"""What an analysis costs: in its result, and before the run. The Gemini adapter, over real HTTP."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial

import pytest

from summarizer_core import jobs, keys
from summarizer_core.cli.report import describe_result
from summarizer_core.errors import (
    DocumentError,
    EmptyDocument,
    InvalidRequest,
    Throttled,
    UnsupportedType,
)
from summarizer_core.estimates import describe_estimate
from summarizer_core.focus_job import FocusJob
from summarizer_core.models import AnalysisResult, Estimate, FocusStatus, SessionStatus
from summarizer_core.services import Services, operator
from tests.gemini_server import GeminiServer
from tests.running_app import ROOT, clean_environment
from tests.samples import contract_text, long_contract_text, write_pdf

pytestmark = pytest.mark.redis


@pytest.fixture
def gemini() -> Iterator[GeminiServer]:
    with GeminiServer() as server:
        yield server


@pytest.fixture
def services_with(services_at, gemini):
    """Builds services with the Gemini engine against the stand-in."""
    return partial(services_at, gemini)


def analyse(services: Services, staff, text: str, engine: str | None = None) -> AnalysisResult:
    file = io.BytesIO(text.encode())
    session = services.submit(staff, "contract.txt", file, engine=engine)
    jobs.Job(services, session.id, 1).run()
    return services.read.result(staff, session.id)


def test_a_result_tells_its_tokens_and_its_cost_and_a_repeat_costs_nothing(services_with, staff):
    own = {"gemini-made-up": {"input": 2.0, "output": 8.0}}
    services = services_with(gemini_model="gemini-made-up", gemini_prices=own)
    usage = analyse(services, staff, contract_text()).usage
    assert usage.calls > 1
    paid = usage.input_tokens * 2 / 1e6 + usage.output_tokens * 8 / 1e6
    assert usage.cost_usd == pytest.approx(paid, abs=1e-6)
    again = analyse(services, staff, contract_text())
    assert (again.usage.calls, again.usage.cost_usd) == (0, 0.0)


def test_calls_that_failed_are_counted_apart(services_with, staff, gemini):
    services = services_with(analysis_concurrency=1)
    whole = analyse(services, staff, contract_text()).usage
    assert whole.failed_calls == 0
    gemini.fail("500", count=2)
    usage = analyse(services, staff, long_contract_text(pages=2)).usage
    assert usage.failed_calls == 2
    asked = gemini.stats()
    assert whole.calls + usage.calls == asked["calls"] - sum(asked["faults"].values())


def test_calls_for_the_summary_that_failed_are_counted_too(services_with, staff, gemini):
    services = services_with()
    analyse(services, staff, contract_text())
    services.administer.clear_cache(operator(), "reduce")
    gemini.fail("503", retry_after=0.1)
    usage = analyse(services, staff, contract_text()).usage
    assert (usage.calls, usage.failed_calls) == (1, 1)


def test_a_failed_document_tells_the_calls_that_were_made_in_vain(services_with, staff, gemini):
    services = services_with()
    gemini.fail("401", count=50)
    result = analyse(services, staff, contract_text())
    assert result.status == SessionStatus.FAILED.value
    assert result.usage.failed_calls == gemini.stats()["calls"] > 0
    assert result.usage.calls == 0


@pytest.mark.parametrize("fault", ["broken_json", "max_tokens", "recitation", "safety", "other"])
def test_the_tokens_of_answers_that_are_of_no_use_are_told_too(services_with, staff, gemini, fault):
    services = services_with(gemini_model="gemini-2.5-pro")
    gemini.fail(fault, count=3)
    usage = analyse(services, staff, contract_text()).usage
    paid = gemini.stats()["tokens"]
    assert usage.failed_calls == 3
    assert (usage.input_tokens, usage.output_tokens) == (paid["in"], paid["out"])
    assert usage.cost_usd == pytest.approx(paid["in"] * 1.25e-6 + paid["out"] * 10e-6, abs=1e-6)


@pytest.mark.parametrize("fault", ["broken_json", "empty"])
def test_so_are_those_of_a_summary_and_of_a_failed_document(services_with, staff, gemini, fault):
    services = services_with()
    whole = analyse(services, staff, contract_text()).usage
    services.administer.clear_cache(operator(), "reduce")
    gemini.fail(fault)
    usage = analyse(services, staff, contract_text()).usage
    services.administer.clear_cache(operator())
    gemini.fail("max_tokens", count=100)
    failed = analyse(services, staff, contract_text())
    assert failed.status == SessionStatus.FAILED.value
    told = [whole, usage, failed.usage]
    paid = gemini.stats()["tokens"]
    assert sum(one.input_tokens for one in told) == paid["in"]
    assert sum(one.output_tokens for one in told) == paid["out"]


def test_what_a_question_asked_later_costs_is_told_with_its_answer_and_in_the_total(
    services_with, staff, gemini
):
    services = services_with(gemini_model="gemini-2.5-pro")
    result = analyse(services, staff, contract_text())
    assert result.total_usage == result.usage
    before = gemini.stats()["tokens"]
    asked = services.focus.ask(staff, result.session_id, question="Which law governs?")
    assert asked.usage is None
    gemini.fail("max_tokens")
    FocusJob(services, result.session_id, asked.focus_id, 1).run()
    failed = services.focus.answer(staff, result.session_id, asked.focus_id)
    assert failed.status is FocusStatus.FAILED
    assert failed.usage is not None and failed.usage.failed_calls == 1
    services.focus.ask(staff, result.session_id, question="Which law governs?")
    FocusJob(services, result.session_id, asked.focus_id, 2).run()
    after, paid = services.read.result(staff, result.session_id), gemini.stats()["tokens"]
    (answer,) = after.focus
    assert answer.status is FocusStatus.COMPLETED
    assert answer.usage is not None
    assert (answer.usage.calls, answer.usage.failed_calls) == (1, 1)
    assert answer.usage.input_tokens == paid["in"] - before["in"]
    assert answer.usage.output_tokens == paid["out"] - before["out"]
    assert after.usage == result.usage
    assert after.total_usage == result.usage.with_priced(answer.usage)
    assert after.total_usage.cost_usd == pytest.approx(
        paid["in"] * 1.25e-6 + paid["out"] * 10e-6, abs=2e-6
    )
    again = AnalysisResult.model_validate_json(after.model_dump_json())
    assert again == after


def test_a_question_asked_with_the_document_is_in_the_cost_of_its_run(services_with, staff):
    services = services_with()
    file = io.BytesIO(contract_text().encode())
    session = services.submit(staff, "contract.txt", file, focus="Which law governs?")
    jobs.Job(services, session.id, 1).run()
    result = services.read.result(staff, session.id)
    assert result.focus[0].usage is None
    assert result.total_usage == result.usage


def test_a_model_without_a_price_has_tokens_but_no_cost(services_with, staff):
    result = analyse(services_with(gemini_model="gemini-99-ultra"), staff, contract_text())
    assert result.usage.input_tokens > 0
    assert result.usage.cost_usd is None
    assert "GEMINI_PRICES" in describe_result(result)


def test_the_local_engine_costs_nothing(services_with, staff):
    result = analyse(services_with(), staff, contract_text(), engine="local")
    assert (result.usage.calls, result.usage.cost_usd) == (0, 0.0)
    assert "The engine was asked" not in describe_result(result)


# --- before the run --------------------------------------------------------------------------


def estimate(services: Services, staff, text: str, **options) -> Estimate:
    return services.estimate(staff, "contract.txt", io.BytesIO(text.encode()), **options)


def test_an_estimate_asks_nobody_and_comes_near_what_is_paid(services_with, staff, gemini):
    services = services_with()
    expected = estimate(services, staff, long_contract_text(pages=30))
    assert gemini.stats()["calls"] == 0
    assert not services.read.sessions(staff, limit=5).items
    result = analyse(services, staff, long_contract_text(pages=30))
    assert expected.chunks.total == expected.chunks.to_pay == result.chunks.total
    assert expected.calls == result.usage.calls
    assert 0.7 < expected.input_tokens / result.usage.input_tokens < 1.5
    assert expected.cost_usd is not None and expected.cost_usd > 0


def test_an_estimate_counts_only_what_the_cache_does_not_know(services_with, staff):
    services = services_with()
    text = contract_text()
    analyse(services, staff, text)
    known = estimate(services, staff, text)
    assert (known.chunks.to_pay, known.calls, known.cost_usd) == (0, 0, 0.0)
    assert "costs nothing" in describe_estimate(known)
    more = estimate(services, staff, text + "\n\n99. Zebras. Each party keeps one zebra.\n")
    assert 0 < more.chunks.to_pay < more.chunks.total
    assert more.calls == 2, "one for what is new, one for the summary"


def test_a_known_document_with_a_new_question_pays_for_the_answer_alone(services_with, staff):
    services = services_with()
    text = contract_text()
    analyse(services, staff, text)
    asked = estimate(services, staff, text, focus="Which law governs?")
    assert (asked.chunks.to_pay, asked.calls) == (0, 1)


def test_a_known_document_whose_summary_is_not_known_pays_for_that_alone(services_with, staff):
    services = services_with()
    analyse(services, staff, contract_text())
    services.cache.clear("reduce")
    assert estimate(services, staff, contract_text()).calls == 1


def test_looking_for_an_estimate_changes_neither_order_nor_figures_of_the_cache(
    services_with, staff, redis_client
):
    services = services_with()
    analyse(services, staff, contract_text())

    def state():
        names = (keys.CACHE_RECENCY, keys.CACHE_EXPIRY)
        orders = [redis_client.zrange(name, 0, -1, withscores=True) for name in names]
        return orders, redis_client.hgetall(keys.CACHE_STATS)

    before = state()
    estimate(services, staff, contract_text(), focus="Which law governs?")
    assert state() == before


def test_the_local_engine_is_estimated_at_nothing(services_with, staff):
    expected = estimate(services_with(), staff, contract_text(), engine="local")
    assert (expected.engine, expected.calls, expected.cost_usd) == ("local", 0, 0.0)
    assert "costs nothing" in describe_estimate(expected)


def test_a_locked_document_is_estimated_with_its_password_only(services_with, staff, tmp_path):
    services = services_with()
    write_pdf(tmp_path / "locked.pdf", contract_text(), password="open sesame")
    data = (tmp_path / "locked.pdf").read_bytes()
    with pytest.raises(DocumentError) as caught:
        services.estimate(staff, "locked.pdf", io.BytesIO(data))
    assert caught.value.code == "password_required"
    expected = services.estimate(staff, "locked.pdf", io.BytesIO(data), password="open sesame")
    assert expected.chunks.total > 1
    assert list(services.temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "options", "error"),
    [
        (b"", {}, EmptyDocument),
        (b"MZ" + bytes(500), {}, UnsupportedType),
        (b"text", {"engine": "oracle"}, InvalidRequest),
        (b"text", {"focus": "x" * 2_001}, InvalidRequest),
    ],
)
def test_what_cannot_be_submitted_cannot_be_estimated(services_with, staff, data, options, error):
    with pytest.raises(error):
        services_with().estimate(staff, "contract.pdf", io.BytesIO(data), **options)


def test_estimates_take_turns_and_whoever_waits_too_long_is_told(services_with, staff, monkeypatch):
    services = services_with()
    monkeypatch.setattr("summarizer_core.usecases.estimate._PATIENCE", 0.01)
    services.estimate._turns = threading.BoundedSemaphore(1)
    with services.estimate._turns, pytest.raises(Throttled, match="Try again"):
        estimate(services, staff, contract_text())
    assert estimate(services, staff, contract_text()).chunks.total > 1


def test_the_command_line_estimates_each_file_and_analyses_none(tmp_path, gemini):
    (tmp_path / "a.txt").write_text(contract_text(), encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"MZ" + bytes(500))
    environment = clean_environment() | {
        "GEMINI_API_KEY": "key",
        "GEMINI_API_ENDPOINT": gemini.url,
        "DATA_DIR": str(tmp_path / "data"),
    }

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "summarizer_core", "analyze", "--estimate", *options]
        files = [str(tmp_path / "a.txt"), str(tmp_path / "b.pdf")]
        return subprocess.run(
            [*command, *files],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )

    done = run("--json")
    first, second = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert first["engine"] == "gemini"
    assert first["chunks"]["to_pay"] == first["chunks"]["total"] > 1
    assert first["cost_usd"] > 0
    assert (second["filename"], second["error"]["code"]) == ("b.pdf", "unsupported_type")
    plain = run("--engine", "local")
    assert "a.txt: " in plain.stdout and "costs nothing" in plain.stdout
    assert "Counted without a cache" in run("--engine", "gemini").stdout
    assert plain.stderr.count("\n") == 1
    assert gemini.stats()["calls"] == 0
