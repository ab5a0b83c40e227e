"""The result of an analysis: what a lawyer reads."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from pages.components import clauses, focus, judgement, measured, summary
from pages.components.backend import services
from pages.components.format import (
    counts_by_severity,
    coverage_lines,
    escape,
    judged_by,
    likely,
    origin,
    pages_list,
    plural,
)
from summarizer_core.export import filename_for
from summarizer_core.models import Actor, AnalysisResult
from summarizer_core.prices import spent
from summarizer_core.recognition import MISSING_UNTOLD, missing_is_told

_EXPORTS: Final = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "json": ("JSON", "application/json"),
}


def _export(actor: Actor, session_id: str, fmt: str) -> bytes:
    return services().read.export(actor, session_id, fmt)[1]


def _downloads(actor: Actor, result: AnalysisResult) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for fmt, (label, media_type) in _EXPORTS.items():
            st.download_button(
                label,
                # Made when the button is pressed.
                partial(_export, actor, result.session_id, fmt),
                file_name=filename_for(result, fmt),
                mime=media_type,
                key=f"download-{fmt}",
                icon=":material/download:",
                on_click="ignore",
            )


def _summary(result: AnalysisResult) -> None:
    st.header("Summary", anchor=False)
    summary.told(result)
    summary.look_first(result.look_first)
    summary.sections(result.sections)


def _clauses(result: AnalysisResult) -> None:
    high = result.high_risk_clauses
    figures = measured.categories(result.engine)
    beside = partial(focus.ask_about, result.session_id)
    st.header(f"High-risk clauses ({len(high)})", anchor=False)
    if high:
        clauses.overview(high, figures)
        clauses.cards(high, figures, key="high", beside=beside)
    else:
        st.write("No clause was found that the playbook rates as high risk.")
    everything, possible, missing = st.tabs(
        [
            f"All clauses ({len(result.clauses)})",
            f"Less certain ({len(likely(result.possible_clauses))})",
            f"Missing clauses ({len(result.missing_clauses)})",
        ]
    )
    with everything:
        if result.clauses:
            clauses.browser(result.clauses, figures, key="all-clauses", beside=beside)
        else:
            st.write("No clauses were recognised.")
    with possible:
        st.caption(
            "Passages that may be such a clause, but less likely are. Look here when a clause that "
            "you expect is not among the others."
        )
        if result.possible_clauses:
            clauses.uncertain(
                result.possible_clauses, figures, key="possible-clauses", beside=beside
            )
        else:
            st.write("There are none.")
    with missing:
        if result.missing_clauses:
            clauses.missing(result.missing_clauses)
        elif missing_is_told(result):
            st.write("Nothing that a contract of this kind should have is missing.")
        else:
            st.write(MISSING_UNTOLD)


def _warnings(result: AnalysisResult) -> None:
    for warning in result.warnings:
        if warning.code == summary.QUOTED:
            continue
        where = f" Pages: {pages_list(warning.pages)}." if warning.pages else ""
        st.warning(escape(warning.message + where), icon=":material/warning:")


def _comments(result: AnalysisResult) -> None:
    st.header(f"Comments in the document ({len(result.comments)})", anchor=False)
    st.caption("Remarks that somebody attached to the document; not part of it, and not analysed.")
    for number, comment in enumerate(result.comments):
        with st.container(border=True, gap="xxsmall", key=f"comment-{number}"):
            st.text(comment.text)
            st.caption(escape(f"{comment.author or 'Author unknown'} · page {comment.page}"))


def _coverage(result: AnalysisResult) -> None:
    st.header("Coverage", anchor=False)
    with st.container(gap="xxsmall"):
        for line in coverage_lines(result.coverage):
            st.text(line)
    chunks = result.chunks
    st.caption(
        f"{plural(chunks.total, 'section')}: {chunks.analyzed:,} analysed, "
        f"{chunks.cached:,} from the cache, {chunks.failed:,} failed."
    )
    if cost := spent(result.total_usage):
        st.caption(escape(cost))


def draw(actor: Actor, result: AnalysisResult, *, own: bool = False) -> None:
    """The whole result, top down: what matters most comes first.

    Args:
        own: the actor may have it judged anew.
    """
    title = result.document.title or result.filename
    st.title(escape(title), anchor=False)
    if title != result.filename:
        st.text(result.filename, width="stretch")
    st.caption(escape(origin(result, st.context.timezone)))
    if own:
        judgement.draw(actor, result)
    st.caption(escape(judged_by(result)))
    _downloads(actor, result)
    clauses.severity_counts(result, counts_by_severity(result))
    _warnings(result)
    _summary(result)
    focus.draw(result)
    _clauses(result)
    if result.key_terms:
        st.header("Key terms", anchor=False)
        summary.key_terms(result.key_terms)
    if result.comments:
        _comments(result)
    _coverage(result)
