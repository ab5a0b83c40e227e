"""What engines charge for tokens. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import Field, TypeAdapter, ValidationError

from summarizer_core.models import Model, Usage

Dollars = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class Price(Model):
    """US dollars for a million tokens; tokens of thought are paid as output."""

    input: Dollars
    output: Dollars


#: For what runs on this machine.
FREE: Final = Price(input=0.0, output=0.0)

#: Google's prices for text on the paid tier, in prompts of up to 200,000 tokens (ours are far
#: smaller). Those of Gemini 3.x as a copy of https://ai.google.dev/gemini-api/docs/pricing of
#: 7 October 2026 had them; those of 2.x from
#: https://github.com/simonw/llm-prices (data/google.json), 2.5's input checked against that copy.
DEFAULT_PRICES: Final[Mapping[str, Price]] = MappingProxyType(
    {
        "gemini-3.8-flash": Price(input=1.50, output=7.50),
        "gemini-3.5-flash": Price(input=1.50, output=9.00),
        "gemini-3.5-flash-lite": Price(input=0.30, output=2.50),
        "gemini-3.1-pro-preview": Price(input=2.00, output=12.00),
        "gemini-2.5-pro": Price(input=1.25, output=10.00),
        "gemini-2.5-flash": Price(input=0.30, output=2.50),
        "gemini-2.5-flash-lite": Price(input=0.10, output=0.40),
        "gemini-2.0-flash": Price(input=0.10, output=0.40),
        "gemini-2.0-flash-lite": Price(input=0.075, output=0.30),
    }
)

#: Prices for a time, and their last day: gemini-3.8-flash costs half of its list price until
#: 31 December 2026 (the same source).
PASSING_PRICES: Final[Mapping[str, tuple[date, Price]]] = MappingProxyType(
    {"gemini-3.8-flash": (date(2026, 12, 31), Price(input=0.75, output=3.75))}
)

_TABLE: Final = TypeAdapter(dict[str, Price])


def parse_prices(text: str) -> dict[str, Price]:
    """A table such as ``{"gemini-2.5-pro": {"input": 1.25, "output": 10}}``, by model.

    Raises:
        ValueError: it is no such table; the message says what it should be.
    """
    try:
        table = _TABLE.validate_python(json.loads(text))
    except (ValidationError, ValueError, RecursionError):
        raise ValueError(
            'must be JSON with US dollars per million tokens, such as {"gemini-2.5-pro": '
            '{"input": 1.25, "output": 10}}'
        ) from None
    return {_plain(model): price for model, price in table.items()}


def price_of(model: str, own: Mapping[str, Price], day: date) -> Price | None:
    """The price of a model, with or without ``models/``, on a day: from the firm's own table, which
    always counts, else the built-in one. None when neither knows it. Versions such as ``-001`` cost
    what the model does.
    """
    name = _plain(model)
    passing = {known: price for known, (last, price) in PASSING_PRICES.items() if day <= last}
    for table in (own, passing, DEFAULT_PRICES):
        for candidate in (name, _without_version(name)):
            if candidate in table:
                return table[candidate]
    return None


def _plain(model: str) -> str:
    return model.strip().removeprefix("models/").lower()


def _without_version(name: str) -> str:
    stem, _, version = name.rpartition("-")
    return stem if len(version) == 3 and version.isdigit() else name


def priced(usage: Usage, price: Price | None) -> Usage:
    """The usage with its cost in US dollars; None where the model has no price."""
    if price is None:
        return usage.model_copy(update={"cost_usd": None})
    dollars = usage.input_tokens * price.input + usage.output_tokens * price.output
    return usage.model_copy(update={"cost_usd": round(dollars / 1_000_000, 6)})


def dollars(amount: float) -> str:
    """An amount for people: cents from ten cents on, else two figures that tell something."""
    if amount == 0:
        return "$0.00"
    if amount < 0.0001:
        return "less than $0.0001"
    if amount >= 0.1:
        return f"${amount:,.2f}"
    digits = 1 - math.floor(math.log10(amount))
    return f"${amount:.{digits}f}"


def spent(usage: Usage) -> str:
    """What an analysis cost, in a sentence; empty when nothing was asked of anybody."""
    failed = "1 call" if usage.failed_calls == 1 else f"{usage.failed_calls:,} calls"
    tokens = f"{usage.input_tokens:,} tokens in and {usage.output_tokens:,} out"
    if usage.cost_usd is None:
        cost = "at a price that is not known here (GEMINI_PRICES can tell it)"
    else:
        cost = f"about {dollars(usage.cost_usd)}"
    if not usage.calls:
        if not usage.failed_calls:
            return ""
        lost = f" after {tokens}, {cost}" if usage.input_tokens or usage.output_tokens else ""
        return f"{failed} to the engine failed{lost}."
    calls = "1 call" if usage.calls == 1 else f"{usage.calls:,} calls"
    besides = f" {failed} failed and were made again or given up." if usage.failed_calls else ""
    return f"The engine was asked in {calls} with {tokens}, {cost}.{besides}"
