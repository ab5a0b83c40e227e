"""What an analysis costs: in its result, and before the run. The Gemini adapter, over real HTTP."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from summarizer_core import jobs
from summarizer_core.cli.report import describe_result
from summarizer_core.models import AnalysisResult
from summarizer_core.services import Services
from tests.gemini_server import GeminiServer
from tests.samples import contract_text

pytestmark = pytest.mark.redis


@pytest.fixture
def gemini() -> Iterator[GeminiServer]:
    with GeminiServer() as server:
        yield server


@pytest.fixture
def services_with(settings, redis_url, redis_client, gemini):
    """Builds services with the Gemini engine against the stand-in."""
    built: list[Services] = []

    def build(**more) -> Services:
        changes = {
            "data_dir": settings.data_dir,
            "gemini_api_key": "key",
            "gemini_api_endpoint": gemini.url,
            "analysis_engine": "gemini",
            "gemini_requests_per_minute": 10_000,
        } | more
        built.append(Services(type(settings)(_env_file=None, **changes), redis_url))
        return built[-1]

    yield build
    for one in built:
        one.redis.close()


def analyse(services: Services, staff, text: str, engine: str | None = None) -> AnalysisResult:
    file = io.BytesIO(text.encode())
    session = services.submit(staff, "contract.txt", file, engine=engine)
    jobs.Job(services, session.id, 1).run()
    return services.read.result(staff, session.id)


def test_a_result_tells_its_tokens_and_its_cost_and_a_repeat_costs_nothing(services_with, staff):
    services = services_with(gemini_prices={"gemini-2.0-flash": {"input": 2.0, "output": 8.0}})
    usage = analyse(services, staff, contract_text()).usage
    assert usage.calls > 1
    paid = usage.input_tokens * 2 / 1e6 + usage.output_tokens * 8 / 1e6
    assert usage.cost_usd == pytest.approx(paid, abs=1e-6)
    again = analyse(services, staff, contract_text())
    assert (again.usage.calls, again.usage.cost_usd) == (0, 0.0)


def test_a_model_without_a_price_has_tokens_but_no_cost(services_with, staff):
    result = analyse(services_with(gemini_model="gemini-99-ultra"), staff, contract_text())
    assert result.usage.input_tokens > 0
    assert result.usage.cost_usd is None
    assert "GEMINI_PRICES" in describe_result(result)


def test_the_local_engine_costs_nothing(services_with, staff):
    result = analyse(services_with(), staff, contract_text(), engine="local")
    assert (result.usage.calls, result.usage.cost_usd) == (0, 0.0)
    assert "The engine was asked" not in describe_result(result)
