"""The measured accuracy of an engine, drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from pages.components.backend import services
from pages.components.figures import metrics
from pages.components.format import (
    ENGINE_NAME,
    GRADE_WORD,
    escape,
    measured_on,
    share,
    share_with_range,
    whole_percent,
)
from summarizer_core.accuracy import Accuracy, Calibration, CategoryFigures
from summarizer_core.usecases.administer import EngineAccuracy

#: Figures over all categories: name in the measurement, name on screen, what it means.
_OVERALL: Final = (
    (
        "macro_presence_f1",
        "Clauses told right",
        "Whether a contract has a kind of clause at all, by what users are shown: F1, which "
        "weighs what was missed and what was wrongly shown; the mean over all kinds.",
    ),
    (
        "aupr",
        "Passages found (AUPR)",
        "The area below the precision-recall curve over all passages that experts marked: how well "
        "the exact passages are found, whatever confidence one asks for.",
    ),
    (
        "macro_aupr",
        "AUPR, mean over kinds",
        "That area for each kind of clause by itself, rare ones counting as much as others.",
    ),
    (
        "precision_at_80_recall",
        "Right when 80% are found",
        "When one looks at as many passages as it takes to see 80% of those that experts marked, "
        "this share of them is right.",
    ),
)

#: Numbers, so that they sort as such.
_PERCENT: Final = "%d%%"

_COLUMNS: Final[Mapping[str, Any]] = {
    "Kind of clause": st.column_config.TextColumn(width=250),
    "Reliability": st.column_config.TextColumn(
        help="By the share told right: high from 90%, good from 75%, fair from 50%."
    ),
    "Contracts": st.column_config.NumberColumn(
        format="localized", help="Contracts in which experts marked such a clause."
    ),
    "Passages": st.column_config.NumberColumn(
        format="localized", help="Passages that experts marked in them."
    ),
    "Told right": st.column_config.NumberColumn(
        format=_PERCENT, help="Whether a contract has such a clause: F1 of what users are shown."
    ),
    "Found": st.column_config.NumberColumn(
        format=_PERCENT, help="Of the contracts that have such a clause, those where it is shown."
    ),
    "Right": st.column_config.NumberColumn(
        format=_PERCENT, help="Of the contracts where such a clause is shown, those that have one."
    ),
    "AUPR": st.column_config.NumberColumn(
        format="%.3f", help="How well the exact passages are found, whatever the confidence."
    ),
    "Shown from": st.column_config.NumberColumn(
        format=_PERCENT,
        help="Confidence from which a finding is shown as a clause; below it is less certain.",
    ),
}


def categories(engine: str) -> Mapping[str, CategoryFigures]:
    """What was measured of the kinds of clauses that an engine of this name finds."""
    known = services().accuracy.of(engine, services().engines.get(engine))
    return known.categories if known else {}


def engine(one: EngineAccuracy) -> None:
    """All that is known of one engine."""
    st.header(ENGINE_NAME.get(one.engine, one.engine), anchor=False)
    if one.measured is None:
        _unknown(one)
        return
    _overall(one.measured)
    st.caption(escape(measured_on(one.measured, st.context.timezone)))
    _categories(one.measured.categories, one.engine)
    if one.measured.reliability:
        _calibration(one.measured.reliability)


def _unknown(one: EngineAccuracy) -> None:
    if not one.available:
        st.write("This engine is not set up here.")
    st.write(
        "Not measured here. Measure it on labelled contracts (each is analysed, which costs what "
        "analyses cost), and the figures appear here and beside its findings:"
    )
    st.code(
        f"python -m summarizer_core evaluate CUAD_JSON --engine {one.engine} --save", language=None
    )


def _overall(measured: Accuracy) -> None:
    metrics({name: share(getattr(measured, key)) for key, name, _ in _OVERALL})
    other = measured.without_parties
    st.table(
        [
            {
                "Figure": name,
                "All kinds": share_with_range(measured, key),
                "Without the kind Parties": share_with_range(other, key),
                "What it means": escape(meaning),
            }
            for key, name, meaning in _OVERALL
        ],
        border="horizontal",
        hide_index=True,
    )


def _categories(categories: Mapping[str, CategoryFigures], name: str) -> None:
    st.subheader("By kind of clause", anchor=False)
    rows = [
        {
            "Kind of clause": category,
            "Reliability": GRADE_WORD[figures.grade],
            "Contracts": figures.contracts_with,
            "Passages": figures.answers,
            "Told right": whole_percent(figures.presence_f1),
            "Found": whole_percent(figures.presence_recall),
            "Right": whole_percent(figures.presence_precision),
            "AUPR": figures.aupr,
            "Shown from": whole_percent(figures.threshold),
        }
        for category, figures in categories.items()
    ]
    # A column that this measurement does not have would only be empty.
    filled = [column for column in _COLUMNS if any(row[column] is not None for row in rows)]
    st.dataframe(
        rows,
        hide_index=True,
        column_order=filled,
        column_config=dict(_COLUMNS),
        height=38 + 35 * len(rows),
        key=f"categories-{name}",
        alt="Accuracy by kind of clause",
    )


def _calibration(rows: tuple[Calibration, ...]) -> None:
    st.subheader("Confidence", anchor=False)
    st.caption(
        "What is said with a confidence of 70% should be right seven times in ten. Findings in "
        "unseen contracts, by their confidence:"
    )
    st.dataframe(
        [
            {
                "Confidence": f"{row.low:.0%} to {row.high:.0%}",
                "Findings": row.findings,
                "Mean confidence": row.mean_confidence,
                "Right": row.right,
            }
            for row in rows
        ],
        hide_index=True,
        column_config={
            "Findings": st.column_config.NumberColumn(format="localized"),
            "Mean confidence": st.column_config.NumberColumn(format="percent"),
            "Right": st.column_config.NumberColumn(format="percent"),
        },
        height=38 + 35 * len(rows),
        alt="How often findings are right, by their confidence",
    )
