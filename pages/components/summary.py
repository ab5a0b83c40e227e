"""The parts of a summary on screen: what to look at first, the sections, the key terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.components.clauses import quote
from pages.components.format import escape, plural, shorten, term_groups
from summarizer_core.models import AnalysisResult, FirstLook, KeyTerm, Section
from summarizer_core.references import raised, referenced

#: A warning that is told beside the summary, not above everything: nothing is lost.
QUOTED: Final = "summary_statements_quoted"
_VALUE: Final = 200
_PREVIEW: Final = 160


def told(result: AnalysisResult) -> None:
    """The summary, its sentences with small numbers, and the passages that these stand for."""
    summary = referenced(result)
    if not summary.paragraphs:
        st.caption("There is no summary.")
    for paragraph in summary.paragraphs:
        st.text(" ".join(f"{one.text}{raised(one.numbers)}" for one in paragraph))
    for warning in result.warnings:
        if warning.code == QUOTED:
            st.caption(escape(warning.message))
    if summary.passages:
        name = f"**Where the document says so** · {plural(len(summary.passages), 'passage')}"
        with st.expander(name, key="summary-proofs"):
            for number, passage in enumerate(summary.passages, start=1):
                st.markdown(f"**{number}** · page {passage.page}")
                quote(passage.quote)


def look_first(items: Sequence[FirstLook]) -> None:
    """What a reader should look at first."""
    if not items:
        return
    st.subheader("What to look at first", anchor=False)
    lines = [
        f"- {escape(item.text)}" + (f" · page {item.page}" if item.page else "") for item in items
    ]
    st.markdown("\n".join(lines))


def sections(items: Sequence[Section]) -> None:
    """The sentences that carry the meaning of each section, to be unfolded."""
    if not items:
        return
    name = f"**Section by section** · {plural(len(items), 'section')} in the document's own words"
    with st.expander(name, key="sections"):
        for section in items:
            heading = section.heading or "Before the first heading"
            st.markdown(f"**{escape(heading)}** · page {section.page}")
            for sentence in section.sentences:
                quote(sentence.quote)


def key_terms(terms: Sequence[KeyTerm]) -> None:
    """Tables of what belongs together, each term with where it stands."""
    for group, members in term_groups(terms):
        st.subheader(group, anchor=False)
        st.table(
            [
                {
                    "Term": escape(term.name),
                    "Value": escape(shorten(term.value or term.quote, _VALUE)),
                    **(
                        {"Role": escape(term.role or "")}
                        if any(one.role for one in members)
                        else {}
                    ),
                    "Page": str(term.page),
                    "Where it says so": escape(shorten(term.quote, _PREVIEW)),
                }
                for term in members
            ],
            border="horizontal",
            hide_index=True,
        )
