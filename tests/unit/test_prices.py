from __future__ import annotations

from datetime import date

import pytest

from summarizer_core.models import Usage
from summarizer_core.prices import FREE, Price, dollars, parse_prices, price_of, priced, spent
from summarizer_core.settings import load_settings

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    "model",
    ["gemini-2.0-flash", "models/gemini-2.0-flash", " Gemini-2.0-Flash", "gemini-2.0-flash-001"],
)
def test_a_model_has_its_price_however_it_is_written(model):
    assert price_of(model, {}, DAY) == Price(input=0.10, output=0.40)


def test_an_unknown_model_has_no_price_and_a_document_then_no_cost():
    assert price_of("gemini-99-ultra", {}, DAY) is None
    assert priced(Usage(calls=1, input_tokens=5, output_tokens=5), None).cost_usd is None


def test_the_firms_own_prices_come_before_the_built_in_ones(monkeypatch):
    monkeypatch.setenv("GEMINI_PRICES", '{"models/gemini-2.0-flash": {"input": 3, "output": 6}}')
    own = load_settings(env_file=None).gemini_prices
    assert price_of("gemini-2.0-flash", own, DAY) == Price(input=3, output=6)
    assert price_of("gemini-2.5-pro", own, DAY) == Price(input=1.25, output=10)


def test_a_price_for_a_time_ends_on_its_day_and_yields_to_the_firms_own():
    model, last, next_day = "gemini-3.8-flash", date(2026, 12, 31), date(2027, 1, 1)
    assert price_of(model, {}, last) == Price(input=0.75, output=3.75)
    assert price_of(model, {}, next_day) == Price(input=1.50, output=7.50)
    own = {model: Price(input=1, output=5)}
    assert price_of(model, own, last) == price_of(model, own, next_day) == own[model]


def test_tokens_in_and_out_are_paid_at_their_own_price():
    usage = Usage(calls=3, input_tokens=2_000_000, output_tokens=500_000)
    assert priced(usage, Price(input=1, output=10)).cost_usd == 7.0
    assert priced(usage, FREE).cost_usd == 0.0


def test_a_bad_table_is_told_in_a_sentence_that_does_not_repeat_it():
    with pytest.raises(ValueError, match="US dollars per million tokens") as caught:
        parse_prices('{"secret": "x"}')
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "$0.00"),
        (0.00003, "less than $0.0001"),
        (0.000234, "$0.00023"),
        (0.0063, "$0.0063"),
        (0.012, "$0.012"),
        (0.0999, "$0.100"),
        (0.1, "$0.10"),
        (1234.5, "$1,234.50"),
    ],
)
def test_small_amounts_keep_figures_that_tell_something(amount, text):
    assert dollars(amount) == text


def test_what_an_analysis_cost_is_a_sentence():
    usage = Usage(calls=13, input_tokens=41_200, output_tokens=5_300, cost_usd=0.00624)
    assert spent(usage) == (
        "The engine was asked in 13 calls with 41,200 tokens in and 5,300 out, about $0.0062."
    )
    assert "GEMINI_PRICES" in spent(Usage(calls=1, input_tokens=1, output_tokens=1))
    assert spent(Usage(cost_usd=0.0)) == ""


def test_calls_that_failed_are_told_too():
    usage = Usage(calls=1, input_tokens=10, output_tokens=5, cost_usd=0.5, failed_calls=2)
    assert spent(usage).endswith("about $0.50. 2 calls failed and were made again or given up.")
    assert spent(Usage(failed_calls=1)) == "1 call to the engine failed."
    cut = Usage(failed_calls=2, input_tokens=900, output_tokens=40, cost_usd=0.25)
    assert spent(cut) == (
        "2 calls to the engine failed after 900 tokens in and 40 out, about $0.25."
    )
