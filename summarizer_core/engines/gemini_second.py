"""A second look at Gemini's findings: what the trained model that ships makes of the same words.

A quote may be the document's and still show no clause of its kind. The built-in engine's model
gives each sentence log-odds for each kind of CUAD. It asks nobody, and no document has to pay for
it. Where it gives the words of a finding less than nearly all passages of that kind have, and no
rule sees the kind in them either, the finding is doubtful.

The least log-odds are those of the passages that lawyers labelled in the 408 contracts of CUAD v1
(The Atticus Project, CC BY 4.0), by models that had not seen the contract (five-fold
cross-validation of the sentence model): of each kind at most 2% of its passages lie below, and are
seen by no rule. A higher limit than ``HIGHEST`` brings nothing where the wording is plain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from summarizer_core.categories import CUAD
from summarizer_core.chunking import sentence_spans
from summarizer_core.engines import local_model
from summarizer_core.engines.local_certain import certain
from summarizer_core.hashing import normalise

#: No limit is higher.
HIGHEST: Final = -7.0
#: By kind, log-odds below which a finding is doubted. The facts of a preamble are no such kinds.
LEAST: Final[Mapping[str, float]] = {
    "Affiliate License-Licensee": -9.75,
    "Affiliate License-Licensor": -10.125,
    "Anti-Assignment": -7.875,
    "Audit Rights": -7.0,
    "Cap on Liability": -10.5,
    "Change of Control": -9.5,
    "Competitive Restriction Exception": -10.0,
    "Covenant Not to Sue": -9.5,
    "Exclusivity": -8.875,
    "Expiration Date": -7.0,
    "Governing Law": -7.0,
    "IP Ownership Assignment": -8.875,
    "Insurance": -7.625,
    "Irrevocable or Perpetual License": -9.375,
    "Joint IP Ownership": -9.25,
    "License Grant": -8.0,
    "Liquidated Damages": -9.375,
    "Minimum Commitment": -9.0,
    "Most Favored Nation": -9.75,
    "No-Solicit of Customers": -11.25,
    "No-Solicit of Employees": -8.0,
    "Non-Compete": -9.375,
    "Non-Disparagement": -9.875,
    "Non-Transferable License": -8.375,
    "Notice Period to Terminate Renewal": -9.375,
    "Post-Termination Services": -8.625,
    "Price Restrictions": -10.625,
    "Renewal Term": -8.5,
    "Revenue/Profit Sharing": -8.625,
    "Rofr/Rofo/Rofn": -8.75,
    "Source Code Escrow": -9.125,
    "Termination for Convenience": -7.375,
    "Third Party Beneficiary": -11.0,
    "Uncapped Liability": -8.375,
    "Unlimited/All-You-Can-Eat-License": -11.5,
    "Volume Restriction": -9.625,
    "Warranty Duration": -9.0,
}
_COLUMN: Final = {category: number for number, category in enumerate(CUAD)}
#: An item of a list, which says its kind together with the words that introduce the list.
_ITEM: Final = re.compile(r"\(?[a-zA-Z0-9]{1,4}[).] ?")
#: How many sentences before an item these words may stand.
_REACH: Final = 12


class SecondLook:
    """The log-odds of the sentences that findings are in.

    Args:
        findings: (category, text of the chunk in its normal form, quote) of each.
    """

    def __init__(self, findings: Sequence[tuple[str, str, str]]) -> None:
        spans = {text: sentence_spans(text) for _, text, _ in findings}
        self._said = {
            (text, quote): _sentences(text, spans[text], normalise(quote))
            for category, text, quote in findings
            if category in LEAST
        }
        told = list(dict.fromkeys(one for them in self._said.values() for one in them))
        self._rows = {one: row for row, one in enumerate(told)}
        self._evidence = local_model.load().evidence(told)

    def doubts(self, category: str, text: str, quote: str) -> bool:
        """Whether the words of a finding hardly are a clause of its kind; never of kinds that the
        model has not learnt."""
        said = self._said.get((text, quote))
        if not said or category not in LEAST:
            return False
        if any(kind == category for one in said for _, _, kind, _ in certain(one)):
            return False
        rows, column = [self._rows[one] for one in said], _COLUMN[category]
        known = self._evidence
        if known.rules[rows, column].any():
            return False
        best = np.maximum(known.match[rows, column], known.part[rows, column]).max()
        return bool(best < LEAST[category])


def _sentences(text: str, spans: Sequence[tuple[int, int]], quote: str) -> list[str]:
    """The sentences that a quote is in, with the introduction of a list that it is an item of."""
    start = text.find(quote)
    if start < 0:
        return [quote]
    within = [
        number
        for number, (begin, end) in enumerate(spans)
        if begin < start + len(quote) and start < end
    ]
    if not within:
        return [quote]
    first = within[0]
    if _ITEM.match(text, spans[first][0]):
        before = range(first - 1, max(-1, first - _REACH - 1), -1)
        lead = next((one for one in before if text[slice(*spans[one])].endswith(":")), None)
        within = within if lead is None else [lead, *within]
    return [text[slice(*spans[one])] for one in within]
