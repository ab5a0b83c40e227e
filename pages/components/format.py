"""Words and figures for the screens: pure functions, no Streamlit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from traceback import extract_tb
from typing import Final
from zoneinfo import ZoneInfo

from summarizer_core.accuracy import Accuracy, CategoryFigures, Grade, Overall
from summarizer_core.cache_figures import Savings
from summarizer_core.language import NAMES
from summarizer_core.models import (
    AnalysisResult,
    Clause,
    Coverage,
    KeyTerm,
    Session,
    SessionStatus,
    Severity,
    TaskStatus,
)
from summarizer_core.playbook_shelf import DEFAULT
from summarizer_core.queue import RunningJob
from summarizer_core.status import STAGE_MESSAGE
from summarizer_core.terms import ALL, GROUPS, group_of
from summarizer_core.usecases.administer_queue import FailedJob
from summarizer_core.values import written_day

#: Severities are told apart by word and shape, never by colour alone.
SEVERITY_WORD: Final[Mapping[Severity, str]] = {
    Severity.HIGH: "High",
    Severity.MEDIUM: "Medium",
    Severity.LOW: "Low",
    Severity.INFO: "Info",
}
SEVERITY_SHAPE: Final[Mapping[Severity, str]] = {
    Severity.HIGH: "▲",
    Severity.MEDIUM: "◆",
    Severity.LOW: "●",
    Severity.INFO: "○",
}

ENGINE_NAME: Final[Mapping[str, str]] = {"local": "Built-in engine", "gemini": "Google Gemini"}
ANALYSE_WITH: Final[Mapping[str, str]] = {
    "local": "Analyse with the built-in engine",
    "gemini": "Analyse with Google Gemini",
}

#: Kinds of cache entries.
KIND_NAME: Final[Mapping[str, str]] = {
    "chunk": "Clauses",
    "focus": "Questions",
    "reduce": "Summaries",
}

#: How reliably a kind of clause is found.
GRADE_WORD: Final[Mapping[Grade, str]] = {
    Grade.HIGH: "High",
    Grade.GOOD: "Good",
    Grade.FAIR: "Fair",
    Grade.LOW: "Low",
    Grade.UNKNOWN: "Not measured",
}

_MARKUP: Final = re.compile(r"([!-/:-@\[-`{-~])")
_JOINER: Final = "\u2060"  # word joiner: no width, no line break
#: What is replaced in text that is parsed already, where a backslash no longer protects: ``:name:``
#: becomes an emoji or icon, `` -> `` and its like one character, addresses become links.
_REPLACED: Final = re.compile(
    r"(?<=:)(?=[A-Za-z_+/])"
    r"|(?<=(?<!\S)[<>~-])(?=[-=>]{1,2}(?!\S))"
    r"|(?<=www)(?=\.)"
    r"|(?<=\w)(?=@\w)",
    re.IGNORECASE,
)


def escape(text: str) -> str:
    """The text for a place that reads Markdown, so that it shows as it is, on one line.

    Backslashes keep Markdown, LaTeX and HTML out; word joiners, which have no width, keep out
    Streamlit's own replacements. What must stay word for word is shown with ``st.text`` instead.
    """
    flat = " ".join(text.split())
    return _MARKUP.sub(r"\\\1", _REPLACED.sub(_JOINER, flat))


def shorten(text: str, length: int) -> str:
    """The text on one line, cut at a word with "…" when it is longer than ``length``."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    head, blank, _ = flat[:length].rpartition(" ")
    kept = head if blank and len(head) > length // 2 else flat[: length - 1]
    return kept.rstrip(" ,;:.") + "…"


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 clause``, ``1,200 clauses``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def size(count: int) -> str:
    """A number of bytes for people, in units of 1024: ``812 bytes``, ``1.4 MB``."""
    if count < 1024:
        return plural(count, "byte")
    value = float(count)
    for unit in ("KB", "MB"):
        value /= 1024
        if value < 999.5:
            return f"{value:.0f} {unit}" if value >= 99.5 else f"{value:.1f} {unit}"
    return f"{value / 1024:.1f} GB"


def span(seconds: float) -> str:
    """A rough length of time: ``5 s``, ``3 min``, ``2 h``, ``4 days``."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    if seconds < 90 * 60:
        return f"{round(seconds / 60)} min"
    if seconds < 36 * 3600:
        return f"{round(seconds / 3600)} h"
    return f"{round(seconds / 86_400)} days"


def age(since: datetime | None, now: datetime) -> str:
    """How long ago: ``3 min ago``; ``never`` for None."""
    if since is None:
        return "never"
    if since.tzinfo is None:  # RQ's heartbeats are naive UTC
        since = since.replace(tzinfo=UTC)
    seconds = (now - since).total_seconds()
    return "just now" if seconds < 2 else f"{span(seconds)} ago"


def zone(name: str | None) -> tzinfo:
    """The time zone of that IANA name; UTC when it is unknown here."""
    try:
        return ZoneInfo(name or "UTC")
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return UTC


def moment(at: datetime | None, timezone: str | None) -> str:
    """Date and time in a time zone: ``24 Nov 2026, 09:51``; names UTC when that is the zone."""
    if at is None:
        return "–"
    where = zone(timezone)
    local = at.astimezone(where)
    suffix = " UTC" if where is UTC or str(where) == "UTC" else ""
    return f"{local.day} {local:%b %Y, %H:%M}{suffix}"


def status_line(status: TaskStatus) -> str:
    """What a running analysis is doing, for the text over its bar."""
    parts = [status.message, f"{status.progress}%"]
    if status.queue_position is not None:
        parts.append(f"number {status.queue_position} in the queue")
    chunks = status.chunks
    if chunks.total:
        done = f"{chunks.done:,} of {plural(chunks.total, 'section')}"
        parts.append(done + (f", {chunks.cached:,} known already" if chunks.cached else ""))
        if chunks.failed:
            parts.append(f"{chunks.failed:,} failed")
    if status.eta_seconds is not None and status.eta_seconds > 0:
        parts.append(f"about {span(status.eta_seconds)} left")
    return " · ".join(part for part in parts if part)


def percent(rate: float | None) -> str:
    """A share of 0..1 for a figure: ``82%``, ``–`` when there is none. Only all of it is 100%, only
    none of it 0%."""
    if rate is None:
        return "–"
    return f"{rate if rate in (0, 1) else min(max(rate, 0.01), 0.99):.0%}"


def whole_percent(value: float | None) -> int | None:
    """The same as a number that sorts."""
    return None if value is None else int(percent(value).rstrip("%"))


def engine_label(fingerprint: str) -> str:
    """An engine with its version, from the fingerprint that its cache entries carry."""
    name, _, version = fingerprint.partition("-")
    return f"{ENGINE_NAME.get(name, name)} ({version})" if version else ENGINE_NAME.get(name, name)


def worker_label(host: str | None, pid: int | None) -> str:
    """Where a worker is: ``server1, process 4711``."""
    return f"{host or 'unknown machine'}, process {pid or 'unknown'}"


def worker_state(state: str) -> str:
    """RQ's word for what a worker does, in ours."""
    return {"busy": "working", "started": "starting", "suspended": "paused"}.get(state, state)


def document_label(filename: str | None, session_id: str) -> str:
    """A document's name, or what those call it who may not know its name."""
    return session_id if filename is None else filename


def running_line(job: RunningJob, worker: str | None) -> str:
    """How far a running document is, for the text over its bar.

    Args:
        job: the document.
        worker: where its worker is; None when that is not known (any more).
    """
    parts = [STAGE_MESSAGE[job.stage], f"{job.progress}%"]
    if job.age_seconds is not None:
        parts.append(f"for {span(job.age_seconds)}")
    if job.attempt > 1:
        parts.append(f"attempt {job.attempt}")
    parts.append(worker or "worker not known")
    return " · ".join(parts)


def chance_line(job: FailedJob) -> str:
    """What a retry of a failed document can do."""
    if job.setting:
        return "a retry helps once the setting is mended"
    return (
        "a retry may help" if job.retry_helps else "a retry hardly helps: the cause is in the file"
    )


def retried_line(retried: int, left: int) -> str:
    """What became of failed documents that were to be retried."""
    line = f"Queued {plural(retried, 'document')} again."
    return f"{line} Left {left:,} alone: a retry does not help them." if left else line


def refilling_lines(entries: int, kind: str | None, cost: Savings) -> list[str]:
    """What clearing the cache means, a sentence per line.

    Args:
        entries: how many go.
        kind: what kind they are, None for all.
        cost: what asking for them again takes, as far as known.
    """
    what = {
        "chunk": "clause that was analysed before",
        "focus": "question that was answered before",
        "reduce": "summary that was made before",
    }.get(kind or "", "clause, question and summary that was known")
    lines = [
        f"This removes {plural(entries, 'entry', 'entries')}. Documents and results stay.",
        f"The next time, every {what} goes to the engine again: that takes longer, and a provider "
        "that charges for calls charges again.",
    ]
    if cost.calls >= 1:
        tokens = cost.input_tokens + cost.output_tokens
        price = plural(round(cost.calls), "engine call")
        if tokens:
            price += f" and {plural(tokens, 'token')}"
        lines.append(f"Judged by what they have saved so far, that is about {price}.")
    return lines


def outcome(session: Session) -> str:
    """How a finished analysis ended, in a few words."""
    if session.status is SessionStatus.COMPLETED:
        if session.high_risk_count == 0:
            return "Completed · no high-risk clauses"
        return f"Completed · {plural(session.high_risk_count, 'high-risk clause')}"
    if session.status is SessionStatus.FAILED:
        return "Failed"
    if session.status is SessionStatus.CANCELLED:
        return "Cancelled"
    return session.status.value.capitalize()


def origin(result: AnalysisResult, timezone: str | None) -> str:
    """File name aside, what the head of a document says: pages, engine, date."""
    parts = [
        plural(result.document.pages, "page"),
        size(result.document.bytes),
        ENGINE_NAME.get(result.engine, result.engine),
        f"analysed {moment(result.finished_at, timezone)}",
    ]
    if result.document.language and result.document.language != "en":
        language = result.document.language
        parts.append(f"language: {NAMES.get(language, language)}")
    return " · ".join(parts)


def term_groups(terms: Sequence[KeyTerm]) -> list[tuple[str, list[KeyTerm]]]:
    """Key terms by what they are about, in the order and with dates as people read them."""
    groups: dict[str, list[KeyTerm]] = {name: [] for name in (*GROUPS, "Other")}
    for term in terms:
        read = term.model_copy(update={"value": written_day(term.value)})
        groups[group_of(term.name)].append(read)
    order = {name: at for at, name in enumerate(ALL)}
    return [
        (name, sorted(members, key=lambda term: order.get(term.name, len(order))))
        for name, members in groups.items()
        if members
    ]


def playbook_label(name: str) -> str:
    """A playbook as people call it."""
    return "Built-in playbook" if name == DEFAULT else name


def judged_by(result: AnalysisResult) -> str:
    """By which playbook, and for whom."""
    side = f" for {result.side}" if result.side else " for no side in particular"
    return f"Judged by: {playbook_label(result.playbook)},{side}."


def advice_parts(recommendation: str) -> tuple[str, str]:
    """What to ask for, and what to settle for ("" where the playbook gives no fallback)."""
    ask, _, fallback = recommendation.partition("Fallback:")
    fallback = fallback.strip()
    return ask.strip(), fallback[:1].upper() + fallback[1:]


#: Passages less likely a clause than this are shown on demand only: most are none.
LIKELY_FROM: Final = 0.05
LIKELY_STEPS: Final = (0.2, 0.1, LIKELY_FROM, 0.0)


def likely(
    clauses: Sequence[Clause], least: float = LIKELY_FROM, titles: Collection[str] = ()
) -> list[Clause]:
    """Those of at least that confidence, and of these titles if any are named; likeliest first."""
    found = [
        clause
        for clause in clauses
        if clause.confidence >= least and (not titles or clause.title in titles)
    ]
    return sorted(found, key=lambda clause: (-clause.confidence, clause.start))


def counts_by_severity(result: AnalysisResult) -> dict[Severity, int]:
    """How many clauses there are of each severity, worst first."""
    return {
        severity: sum(clause.severity is severity for clause in result.clauses)
        for severity in Severity
    }


def pages_list(pages: tuple[int, ...], limit: int = 20) -> str:
    """Page numbers with runs joined: ``3, 5–9, 12``; at most ``limit`` runs."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:limit]]
    return ", ".join(shown) + (" …" if len(runs) > limit else "")


def coverage_lines(coverage: Coverage) -> list[str]:
    """The coverage receipt, a sentence per line."""
    total = coverage.characters
    lines = [f"The text has {plural(total, 'character')}."]
    for count, what in (
        (coverage.analyzed, "analysed now"),
        (coverage.cached, "known from earlier analyses of the same words"),
        (coverage.failed, "not analysed because the engine failed"),
    ):
        if count or what == "analysed now":
            lines.append(f"{count:,} {what} ({_share(count, total)}).")
    if coverage.unreadable_pages:
        pages = pages_list(coverage.unreadable_pages)
        noun = "Page" if len(coverage.unreadable_pages) == 1 else "Pages"
        lines.append(f"{noun} without readable text: {pages}.")
    else:
        lines.append("Every page could be read.")
    if coverage.ocr_pages:
        pages = pages_list(coverage.ocr_pages)
        noun = "Page" if len(coverage.ocr_pages) == 1 else "Pages"
        lines.append(f"{noun} recognised from pictures (OCR): {pages}.")
    return lines


def _share(part: int, total: int) -> str:
    if not total:
        return "0%"
    percent = 100 * part / total
    if 0 < percent < 0.1:
        return "under 0.1%"
    if 99.9 < percent < 100:
        return "99.9%"  # never claim all of it when a part is missing
    return f"{percent:.1f}".removesuffix(".0") + "%"


def receipt_lines(receipt: Mapping[str, bool | int | str]) -> list[str]:
    """What an erasure removed, a line each."""
    lines = []
    for key, what in (
        ("session", "the entry in the list of documents"),
        ("file", "the uploaded file"),
        ("result", "the analysis and the extracted text"),
    ):
        lines.append(f"{'Removed' if receipt.get(key) else 'There was none of'}: {what}")
    keys = int(receipt.get("status_keys", 0))
    if keys:
        lines.append(f"Removed: {plural(keys, 'live status entry', 'live status entries')}")
    return lines


def share(value: float | None) -> str:
    """A measured share of 0..1, to a tenth of a per cent."""
    return "–" if value is None else f"{value:.1%}"


def share_with_range(figures: Overall, key: str) -> str:
    """A figure with its 95% interval: ``71.1% (69.3 to 72.8)``."""
    value = share(getattr(figures, key))
    if key not in figures.intervals:
        return value
    low, high = figures.intervals[key]
    return f"{value} ({100 * low:.1f} to {100 * high:.1f})"


def measured_on(measured: Accuracy, timezone: str | None) -> str:
    """On what an engine was measured, and when."""
    text = f"Measured on {plural(measured.contracts, 'contract')} ({measured.source})"
    if measured.measured_at is not None:
        text += f" on {moment(measured.measured_at, timezone)}"
    return f"{text}. In brackets: 95% intervals, by bootstrap over contracts."


def reliability(figures: CategoryFigures | None) -> str:
    """How reliably a kind of clause is found, in a word."""
    return GRADE_WORD[figures.grade if figures else Grade.UNKNOWN]


def trust_line(confidence: float, figures: CategoryFigures | None) -> str:
    """How sure an engine is of a finding, and how often it is right about its kind."""
    line = (
        f"Confidence {confidence:.0%} · Reliability of this kind of clause: "
        f"{reliability(figures).lower()}"
    )
    if figures is None or figures.grade is Grade.UNKNOWN or figures.presence_recall is None:
        return line
    return f"{line}, found in {percent(figures.presence_recall)} of the contracts that have one"


def reliability_line(figures: CategoryFigures | None) -> str:
    """What was measured of a kind of clause, in a sentence for a lawyer."""
    if figures is None or figures.grade is Grade.UNKNOWN:
        return (
            "How reliably this engine finds this kind of clause has not been measured. Look for "
            "others yourself."
        )
    tested = f"Tested on {figures.contracts_with:,} contracts that have such a clause"
    if figures.presence_recall is None or figures.presence_precision is None:
        return (
            f"{tested}: whether a contract has one was told right at a rate of "
            f"{percent(figures.presence_f1)} (F1, which counts misses and false alarms)."
        )
    return (
        f"{tested}: it was found in {percent(figures.presence_recall)} of them, and where one was "
        f"shown, the contract had one in {percent(figures.presence_precision)} of the cases."
    )


def describe(error: BaseException) -> str:
    """An exception for the log: its type and the places it passed, never its message, which may
    hold text of a document."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__} at {' > '.join(places[-6:]) or 'unknown place'}"
