"""Clauses on screen: severity, quote word for word, why it matters, what to ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, Protocol

import streamlit as st

from pages.components.format import (
    LIKELY_FROM,
    LIKELY_STEPS,
    SEVERITY_SHAPE,
    SEVERITY_WORD,
    advice_parts,
    escape,
    likely,
    plural,
    reliability,
    reliability_line,
    shorten,
    trust_line,
)
from summarizer_core.accuracy import CategoryFigures
from summarizer_core.models import AnalysisResult, Clause, MissingClause, Quote, Severity

Colour = Literal["red", "orange", "blue", "gray"]

_COLOUR: Final[dict[Severity, Colour]] = {
    Severity.HIGH: "red",
    Severity.MEDIUM: "orange",
    Severity.LOW: "blue",
    Severity.INFO: "gray",
}
#: As many cards as a page draws at once.
_CARDS: Final = 20
_PREVIEW: Final = 160


def badge(severity: Severity) -> None:
    """The severity as a word with a shape."""
    st.badge(f"{SEVERITY_SHAPE[severity]} {SEVERITY_WORD[severity]}", color=_COLOUR[severity])


def label(severity: Severity) -> str:
    return f"{SEVERITY_SHAPE[severity]} {SEVERITY_WORD[severity]}"


def quote(text: str) -> None:
    """A quote, word for word: never read as markup, line breaks kept."""
    with st.container(border=True, gap=None):
        st.text(text, width="stretch")


#: What was measured of a kind of clause; None for those that nobody has measured.
Measured = Mapping[str, CategoryFigures]

_RELIABILITY_HELP: Final = (
    "Reliability: how well the engine tells whether a contract has this kind of clause, as "
    "measured on contracts that experts had marked."
)


def overview(clauses: Sequence[Clause], measured: Measured) -> None:
    """A table of clauses with the beginning of each quote."""
    st.table(
        [
            {
                "Severity": label(clause.severity),
                "Clause": escape(clause.title),
                "Reliability": reliability(measured.get(clause.category)),
                "Page": str(clause.page),
                "Quote": escape(shorten(clause.quote, _PREVIEW)),
            }
            for clause in clauses
        ],
        border="horizontal",
        hide_index=True,
    )
    st.caption(_RELIABILITY_HELP)


class Beside(Protocol):
    """Draws what can be done with one clause; ``key`` tells the places on the page apart."""

    def __call__(self, clause: Clause, /, *, key: str) -> None: ...


def cards(clauses: Sequence[Clause], measured: Measured, *, key: str, beside: Beside) -> None:
    """Each clause in full, to be unfolded."""
    everything = st.session_state.get(f"{key}-all", False)
    for clause in clauses if everything else clauses[:_CARDS]:
        name = f"**{escape(clause.title)}** · page {clause.page}"
        with st.expander(f"{label(clause.severity)} · {name}", key=f"{key}-{clause.id}"):
            body(clause, measured)
            beside(clause, key=key)
    hidden = len(clauses) - _CARDS
    if hidden > 0 and not everything:
        if st.button(f"Show the other {hidden}", key=f"{key}-more"):
            st.session_state[f"{key}-all"] = True
            st.rerun()


def body(clause: Clause, measured: Measured) -> None:
    """All there is to say about one clause."""
    quote(clause.quote)
    place = f"Page {clause.page}"
    st.caption(escape(f"{place} · {clause.heading}" if clause.heading else place))
    if clause.rationale:
        st.markdown("**Why it matters**")
        st.text(clause.rationale)
    advice(clause.recommendation)
    figures = measured.get(clause.category)
    st.caption(trust_line(clause.confidence, figures), help=reliability_line(figures))


def advice(recommendation: str) -> None:
    """What to ask for, and what to settle for."""
    ask, fallback = advice_parts(recommendation)
    for heading, text in (("What to ask for", ask), ("Fallback", fallback)):
        if text:
            st.markdown(f"**{heading}**")
            st.text(text)


def uncertain(clauses: Sequence[Clause], measured: Measured, *, key: str, beside: Beside) -> None:
    """Passages that may be clauses: the likeliest first, by how likely and of which kind."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=240):
            least = st.selectbox(
                "At least this likely",
                LIKELY_STEPS,
                index=LIKELY_STEPS.index(LIKELY_FROM),
                format_func=lambda share: f"{share:.0%}" if share else "All",
                key=f"{key}-least",
            )
        with st.container(width="stretch"):
            kinds = st.multiselect(
                "Kinds of clauses",
                sorted({clause.title for clause in clauses}),
                placeholder="All kinds",
                key=f"{key}-kinds",
            )
    shown = likely(clauses, least, kinds)
    st.caption(f"{plural(len(shown), 'passage')} of {len(clauses):,}, the likeliest first.")
    if shown:
        # Another grid for another choice: a row that was chosen before is another one now.
        browser(
            shown, measured, key=f"{key}-{least}-{'-'.join(kinds)}", beside=beside, confidence=True
        )


def browser(
    clauses: Sequence[Clause],
    measured: Measured,
    *,
    key: str,
    beside: Beside,
    confidence: bool = False,
) -> None:
    """All clauses in a grid that sorts and searches; the chosen one in full below."""
    st.caption("Choose a row to read the clause in full.")
    chosen = st.dataframe(
        [
            {
                **({"Likely": clause.confidence} if confidence else {}),
                "Severity": label(clause.severity),
                "Clause": clause.title,
                "Reliability": reliability(measured.get(clause.category)),
                "Page": clause.page,
                "Quote": " ".join(clause.quote.split()),
                "Section": clause.heading,
            }
            for clause in clauses
        ],
        height=min(420, 38 + 35 * len(clauses)),
        hide_index=True,
        column_config={
            "Likely": st.column_config.NumberColumn(width=70, format="percent"),
            "Severity": st.column_config.TextColumn(width=90),
            "Clause": st.column_config.TextColumn(width="medium"),
            "Reliability": st.column_config.TextColumn(width=100, help=_RELIABILITY_HELP),
            "Page": st.column_config.NumberColumn(width=60),
            "Quote": st.column_config.TextColumn(width="large"),
            "Section": st.column_config.TextColumn(width="medium"),
        },
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        alt="All clauses with severity, page and quote",
    )
    rows = chosen["selection"]["rows"]
    if rows and rows[0] < len(clauses):
        clause = clauses[rows[0]]
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                badge(clause.severity)
                st.markdown(f"**{escape(clause.title)}**")
            body(clause, measured)
            beside(clause, key=key)


def missing(items: Sequence[MissingClause]) -> None:
    """Protective clauses that the document does not have."""
    for item in items:
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                badge(item.severity)
                st.markdown(f"**{escape(item.title)}**")
            st.markdown("**The risk**")
            st.text(item.rationale)
            advice(item.recommendation)


def quotes(items: Sequence[Quote]) -> None:
    for item in items:
        quote(item.quote)
        st.caption(f"Page {item.page}")


def severity_counts(result: AnalysisResult, counts: dict[Severity, int]) -> None:
    """How many clauses of each severity, and how many are missing, in a row."""
    with st.container(horizontal=True, gap="small"):
        for severity, count in counts.items():
            st.metric(label(severity), count, border=True, width=110)
        st.metric("Missing", len(result.missing_clauses), border=True, width=110)
