"""The sums of a contract, what each is for, when to pay, and in which money.

A sum is told with its whole sentence: what it is for, and when it is owed, stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from summarizer_core.engines.base import Candidate, Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import listed, stated, told
from summarizer_core.excerpts import entire, hangs, quoted, statements
from summarizer_core.hashing import normalise
from summarizer_core.values import amount_size, amounts

#: Sentences on sums that are quoted, sums that are looked at, and words of each.
_MOST: Final = 2
_SUMS: Final = 12
_WORDS: Final = 50
#: What is paid for what a contract is made for, and what a sum is only a bound or a risk of.
_PRICE: Final = re.compile(
    r"\b(?:rents?|fees?|price|salary|wages?|consideration|purchase price|royalt(?:y|ies)|commissions?|"
    r"retainer|compensation|remuneration|charges?|subscription|sponsorship|instal?ments?|deposit|loan|"
    r"principal|pays?|paid|payable|payments?)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:insur\w+|coverage|policy|policies|per occurrence|aggregate limit|umbrella|liabilit\w+|liable|damages|penalt\w+|"
    r"fines?|terminat\w+|interest|late|default\w*|breach\w*|threshold|deductible|expenses?|indemnif\w+|"
    r"reimburs\w+|in excess of|exceed\w*|audit|estimated|authori[sz]ed capital|par value|disputes?|arbitrat\w+|small claims|courts?|exercise price|warrants?|surcharge|in addition|additionally)\b",
    re.IGNORECASE,
)
_INSURED: Final = re.compile(
    r"\b(?:insur(?:ance|ed|er|ers)|coverage|per occurrence|aggregate limit|umbrella|underinsured|policies|deductible)\b",
    re.IGNORECASE,
)
#: A sum of another paper, or one that was paid by others.
_ELSEWHERE: Final = re.compile(
    r"\b(?:under|pursuant to|in|of) (?:the|that certain|such) (?:[A-Z][\w-]+ ){1,5}(?:Agreement|Lease|Note|Contract|Policy)\b|"
    r"\b(?:was|were|has been|have been|had been|previously) (?:\w+ )?(?:paid|issued|sold|raised|received)\b"
)
#: "Annual Rent: £38,500"
_LABELLED: Final = re.compile(r"[A-Z][\w' -]{2,40}: \S")
_SHORT: Final = 50
#: Labels of a form, or a row of prices, within a sentence.
_COLUMN: Final = re.compile(
    r"\S [A-Z]{4,}(?: [A-Z]{3,})*: |[$\u20ac\u00a3][\d,.]+ \d+% [$\u20ac\u00a3]"
)
#: A row of several.
_LABELS: Final = 2
#: What pays, and for what, hangs on the words before.
_REFERS: Final = re.compile(
    r"\W*(?:such|this|that|these|those|it|in (?:such|that|this)|if so|otherwise|however|provided)\b",
    re.IGNORECASE,
)


def money(facts: Facts, told_already: Sequence[str] = ()) -> Iterator[Stated]:
    """Up to two sentences on the price, and the terms of payment.

    Args:
        told_already: words of duties that need not be told again.
    """
    terms = facts.terms
    said = _priced(facts, told_already)
    if said:
        lead = "On money it says"
        words = listed([quoted(words) for words, _ in said])
        yield told(f"{lead}: {words}", [proof for _, proofs in said for proof in proofs])
    elif sums := [one for one in terms.get("Amount", ()) if not one.quote]:
        named = sorted(sums, key=lambda one: -_size(one.value))[:_MOST]
        yield told(f"It names {listed([_named(one.value) for one in named])}")
    due = terms.get("Payment terms", ())[:1]
    if due:
        whole, proofs = facts.passage(due[0])
        words = entire(whole) if due[0].quote else due[0].value
        if words and not any(words in shown or shown in words for shown, _ in said):
            yield told(f"On when to pay it says: {quoted(words)}", proofs)
    currency = terms.get("Currency", ())[:1]
    if currency:
        yield told(f"Payments are made in {currency[0].value}", facts.proofs(currency))


def _priced(facts: Facts, told_already: Sequence[str]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Sentences that say what a sum is for, with their proofs; those on the price first."""
    found: dict[str, tuple[int, int, list[tuple[int, str]]]] = {}
    sums = [one for one in facts.terms.get("Amount", ()) if one.quote]
    for number, one in enumerate(sorted(sums, key=lambda one: -_size(one.value))[:_SUMS]):
        whole, proofs = facts.passage(one)
        words = _sentence_of(whole, one)
        if any(duty in words for duty in told_already):
            continue
        if not words or words in found or _INSURED.search(whole) or _ELSEWHERE.search(words):
            continue
        weight = 2 * (_PRICE.search(words) is not None) - 2 * (_ASIDE.search(words) is not None)
        proof = [(index, quote) for index, quote in proofs if words in quote] or proofs
        found[words] = (-weight, number, proof)
    best = sorted(found.items(), key=lambda one: one[1][:2])
    prices = [(words, proofs) for words, (weight, _, proofs) in best if weight < 0]
    others = [(words, proofs) for words, (weight, _, proofs) in best if weight == 0]
    return prices[:_MOST] or others[:1]


def _sentence_of(whole: str, one: Candidate) -> str:
    """The sentence that names a sum; "" where it says too little or too much."""
    for start, end in statements(whole):
        said = whole[start:end]
        if normalise(one.quote) not in said or _REFERS.match(said) or hangs(said):
            continue
        bare = said.rstrip(" .;,")
        if _LABELLED.match(bare) and bare.count(":") == 1 and len(bare.split()) <= _SHORT:
            return bare
        torn = said.count(":") >= _LABELS or _COLUMN.search(said) is not None
        return "" if torn else entire(said, _WORDS)
    return ""


def _named(value: str) -> str:
    return value if amounts(value) else stated(value)


def _size(value: str) -> Decimal:
    """The figure of a sum, 0 for one that is told in other words."""
    found = amounts(normalise(value))
    return amount_size(found[0].value) if found else Decimal(0)
