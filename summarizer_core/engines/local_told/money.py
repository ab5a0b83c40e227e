"""The sums of a contract, when to pay, and in which money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from summarizer_core.engines.base import Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import LENGTH, listed, stated, told
from summarizer_core.hashing import normalise
from summarizer_core.values import amount_size, amounts


def money(facts: Facts) -> Iterator[Stated]:
    """Up to three of the largest sums that were read, and the terms of payment."""
    terms = facts.terms
    sums = sorted(terms.get("Amount", ()), key=lambda one: -_size(one.value))[:3]
    if sums:
        named = listed([_named(one.value) for one in sums])
        lead = "Among the sums it names are" if len(sums) > 1 else "It names the sum of"
        yield told(f"{lead} {named}", facts.proofs(sums))
    due = terms.get("Payment terms", ())[:1]
    if due:
        yield told(f"On when to pay it says: {stated(due[0].value)}", facts.proofs(due))
    currency = terms.get("Currency", ())[:1]
    if currency:
        yield told(f"Payments are made in {currency[0].value}", facts.proofs(currency))


def _named(value: str) -> str:
    return value if len(value.split()) <= LENGTH else stated(value)


def _size(value: str) -> Decimal:
    """The figure of a sum, 0 for one that is told in other words."""
    found = amounts(normalise(value))
    return amount_size(found[0].value) if found else Decimal(0)
