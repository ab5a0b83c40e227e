"""Words and figures for the screens."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pages.components import format as words
from summarizer_core.accuracy import CategoryFigures
from summarizer_core.cache_figures import Savings
from summarizer_core.errors import DocumentError
from summarizer_core.keys import KINDS
from summarizer_core.models import (
    ChunkProgress,
    Clause,
    Coverage,
    KeyTerm,
    Session,
    SessionStatus,
    Severity,
    Stage,
    TaskStatus,
)
from summarizer_core.queue import RunningJob

NOW = datetime(2026, 11, 24, 8, 51, tzinfo=UTC)


@pytest.mark.parametrize(
    ("recommendation", "parts"),
    [
        ("Ask for X. Fallback: half of it.", ("Ask for X.", "Half of it.")),
        ("Ask for X.", ("Ask for X.", "")),
        ("", ("", "")),
    ],
)
def test_a_recommendation_is_told_apart_from_its_fallback(recommendation, parts):
    assert words.advice_parts(recommendation) == parts


def session(**changes):
    base = Session(
        id="s",
        owner="stella",
        filename="contract.pdf",
        sha256="0",
        bytes=1,
        media_type="application/pdf",
        engine="local",
        created_at=NOW,
        updated_at=NOW,
    )
    return base.model_copy(update=changes)


def status(**changes):
    base = TaskStatus(session_id="s", status=SessionStatus.PROCESSING, updated_at=NOW)
    return base.model_copy(update=changes)


def as_markdown_reads_it(escaped: str) -> str:
    """Backslash escapes of CommonMark 0.31, section 2.4, undone."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", escaped)


@pytest.mark.parametrize(
    "text",
    [
        "fees of $5 and $1,000 a month",
        "*bold* _italic_ `code` ~~gone~~",
        "# 1. Heading",
        "[link](https://example.com) ![image](x)",
        "<b>html</b> &amp; more",
        "a | b",
        r"C:\contracts\final",
        ":red[text] :material/home: :smile:",
    ],
)
def test_escaped_text_reads_as_it_was_written(text):
    escaped = words.escape(text)
    assert as_markdown_reads_it(escaped).replace("\u2060", "") == text


@pytest.mark.parametrize("mark", list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
def test_no_punctuation_reaches_markdown_unescaped(mark):
    assert words.escape(f"a {mark} b") == rf"a \{mark} b"


@pytest.mark.parametrize("text", [":smile:", "a -> b", "a <- b", "a <-> b", "a -- b", "a >= b"])
def test_what_streamlit_replaces_after_parsing_is_broken_up(text):
    assert text not in as_markdown_reads_it(words.escape(text))


@pytest.mark.parametrize("text", ["10:51", "high-risk", "a--b"])
def test_plain_text_gets_no_invisible_characters(text):
    assert "\u2060" not in words.escape(text)


def test_addresses_do_not_become_links():
    escaped = as_markdown_reads_it(words.escape("www.example.com or me@example.com, http://x.org"))
    assert "www." not in escaped
    assert "me@example" not in escaped
    assert "http://" not in escaped


def test_escaped_text_stays_on_one_line():
    assert words.escape("one\n\n# two\r\nthree") == r"one \# two three"


def test_a_long_text_is_cut_at_a_word():
    assert words.shorten("The Supplier shall indemnify, defend and hold", 30) == (
        "The Supplier shall indemnify…"
    )
    assert words.shorten("short", 30) == "short"
    assert words.shorten("x" * 50, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1,023 bytes"),
        (1024, "1.0 KB"),
        (150 * 1024, "150 KB"),
        (1023 * 1024, "1.0 MB"),
        (50 * 1024 * 1024, "50.0 MB"),
        (3 * 1024**3, "3.0 GB"),
    ],
)
def test_sizes_are_read_in_the_unit_that_fits(count, expected):
    assert words.size(count) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.2, "1 s"), (20, "20 s"), (200, "3 min"), (7200, "2 h"), (86_400 * 3, "3 days")],
)
def test_lengths_of_time_are_rough(seconds, expected):
    assert words.span(seconds) == expected


def test_age_understands_times_without_a_zone_as_utc():
    assert words.age(NOW.replace(tzinfo=None) - timedelta(seconds=5), NOW) == "5 s ago"
    assert words.age(NOW, NOW) == "just now"
    assert words.age(None, NOW) == "never"


def test_a_moment_is_told_in_the_time_of_the_browser():
    assert words.moment(NOW, "Europe/Berlin") == "24 Nov 2026, 09:51"
    assert words.moment(NOW, "America/New_York") == "24 Nov 2026, 03:51"


@pytest.mark.parametrize("zone", [None, "Mars/Olympus", "../../etc/passwd", ""])
def test_without_a_known_zone_the_time_says_utc(zone):
    assert words.moment(NOW, zone) == "24 Nov 2026, 08:51 UTC"


def test_a_waiting_document_says_where_it_stands_in_the_queue():
    line = words.status_line(status(message="Waiting for a worker", queue_position=3))
    assert line == "Waiting for a worker · 0% · number 3 in the queue"


def test_a_running_document_says_what_is_done_known_and_left():
    line = words.status_line(
        status(
            message="Analysing the clauses",
            stage=Stage.ANALYZING,
            progress=45,
            chunks=ChunkProgress(total=1310, done=620, cached=80, failed=2),
            eta_seconds=21,
        )
    )
    assert line == (
        "Analysing the clauses · 45% · 620 of 1,310 sections, 80 known already · 2 failed · "
        "about 21 s left"
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"status": SessionStatus.COMPLETED, "high_risk_count": 1},
            "Completed · 1 high-risk clause",
        ),
        (
            {"status": SessionStatus.COMPLETED, "high_risk_count": 3},
            "Completed · 3 high-risk clauses",
        ),
        ({"status": SessionStatus.COMPLETED}, "Completed · no high-risk clauses"),
        ({"status": SessionStatus.FAILED}, "Failed"),
        ({"status": SessionStatus.CANCELLED}, "Cancelled"),
    ],
)
def test_the_outcome_is_told_in_a_few_words(changes, expected):
    assert words.outcome(session(**changes)) == expected


def test_runs_of_pages_are_joined():
    assert words.pages_list((7, 3, 5, 6, 12)) == "3, 5–7, 12"
    assert words.pages_list(tuple(range(1, 100, 2)), limit=2) == "1, 3 …"


def test_the_receipt_of_a_partly_failed_document_never_claims_all_of_it():
    lines = words.coverage_lines(
        Coverage(characters=100_000, analyzed=99_990, failed=10, unreadable_pages=(2, 3))
    )
    assert lines == [
        "The text has 100,000 characters.",
        "99,990 analysed now (99.9%).",
        "10 not analysed because the engine failed (under 0.1%).",
        "Pages without readable text: 2–3.",
    ]


def test_the_receipt_of_a_document_from_the_cache_says_so():
    lines = words.coverage_lines(Coverage(characters=500, cached=500))
    assert "0 analysed now (0%)." in lines
    assert "500 known from earlier analyses of the same words (100%)." in lines
    assert "Every page could be read." in lines


def test_a_deletion_lists_what_was_removed():
    lines = words.receipt_lines(
        {"session_id": "s", "session": True, "file": True, "result": False, "status_keys": 1}
    )
    assert lines == [
        "Removed: the entry in the list of documents",
        "Removed: the uploaded file",
        "There was none of: the analysis and the extracted text",
        "Removed: 1 live status entry",
    ]


def test_an_exception_in_the_log_holds_no_document_text():
    try:
        raise DocumentError("the parties agree to keep this secret")
    except DocumentError as error:
        told = words.describe(error)
    assert told.startswith("DocumentError at test_format.py:")
    assert "secret" not in told


@pytest.mark.parametrize(
    ("rate", "expected"),
    [(None, "–"), (0, "0%"), (1, "100%"), (0.824, "82%"), (0.9999, "99%"), (0.0001, "1%")],
)
def test_a_rate_is_rounded_but_never_to_all_or_nothing(rate, expected):
    assert words.percent(rate) == expected


def test_an_engine_is_named_in_words_with_its_version():
    assert words.engine_label("gemini-gemini-2.5-flash-p3-s2") == (
        "Google Gemini (gemini-2.5-flash-p3-s2)"
    )
    assert words.engine_label("local-rules-1") == "Built-in engine (rules-1)"
    assert words.engine_label("something") == "something"


def test_every_kind_of_cache_entry_has_a_name():
    assert set(words.KIND_NAME) == set(KINDS)


def test_clearing_the_cache_tells_what_it_costs():
    unknown = words.refilling_lines(1, "focus", Savings())
    assert unknown[0] == "This removes 1 entry. Documents and results stay."
    assert "every question that was answered before goes to the engine again" in unknown[1]
    assert len(unknown) == 2
    known = words.refilling_lines(
        1234, None, Savings(calls=12.4, input_tokens=900, output_tokens=99)
    )
    assert known[-1].endswith("about 12 engine calls and 999 tokens.")
    without_tokens = words.refilling_lines(5, "chunk", Savings(calls=1))
    assert without_tokens[-1].endswith("about 1 engine call.")


def test_a_running_document_says_how_far_since_when_and_where():
    job = RunningJob("id", "stella", None, 1, Stage.ANALYZING, 42, 130, "w")
    assert words.running_line(job, "vm, process 7") == (
        "Analysing the clauses · 42% · for 2 min · vm, process 7"
    )
    taken_up = replace(job, attempt=3, age_seconds=None)
    assert words.running_line(taken_up, None) == (
        "Analysing the clauses · 42% · attempt 3 · worker not known"
    )


def test_a_document_whose_name_one_may_not_read_goes_by_its_id():
    assert words.document_label(None, "1a2b") == "1a2b"
    assert words.document_label("", "1a2b") == ""


def test_workers_are_told_in_words():
    assert words.worker_label("vm", 7) == "vm, process 7"
    assert words.worker_label(None, None) == "unknown machine, process unknown"
    assert [words.worker_state(state) for state in ("busy", "idle")] == ["working", "idle"]


def test_retrying_tells_what_was_left_alone():
    assert words.retried_line(1, 0) == "Queued 1 document again."
    assert words.retried_line(1200, 3) == (
        "Queued 1,200 documents again. Left 3 alone: a retry does not help them."
    )


def test_passages_that_may_be_clauses_come_likeliest_first_above_a_limit_and_of_a_kind():
    def clause(confidence: float, title: str) -> Clause:
        return Clause(
            id=f"{title}{confidence}", category=title, title=title, severity=Severity.LOW,
            confidence=confidence, quote="q", page=1, start=0, end=1, heading="",
            rationale="", recommendation="",
        )  # fmt: skip

    found = [clause(0.02, "Audit"), clause(0.07, "Audit"), clause(0.3, "Licence")]
    assert [one.confidence for one in words.likely(found)] == [0.3, 0.07]
    assert [one.confidence for one in words.likely(found, 0.0)] == [0.3, 0.07, 0.02]
    assert [one.confidence for one in words.likely(found, 0.0, ["Audit"])] == [0.07, 0.02]
    assert words.LIKELY_FROM in words.LIKELY_STEPS


def kind(**changes):
    figures = CategoryFigures(answers=70, contracts_with=49, aupr=0.7, presence_f1=0.92)
    return figures.model_copy(update=changes)


def test_how_reliable_a_kind_of_clause_is_stands_in_words():
    assert words.reliability(kind()) == "High"
    assert words.reliability(kind(presence_f1=0.4)) == "Low"
    assert words.reliability(None) == "Not measured"
    assert "has not been measured" in words.reliability_line(None)
    assert "has not been measured" in words.reliability_line(kind(contracts_with=3))
    assert "49 contracts" in words.reliability_line(kind())
    assert "92% (F1" in words.reliability_line(kind())
    both = words.reliability_line(kind(presence_recall=0.95, presence_precision=0.9))
    assert "found in 95% of them" in both
    assert "in 90% of the cases" in both


def test_beside_a_finding_stands_how_sure_it_is_and_how_often_its_kind_is_found():
    sure = "Confidence 80% · Reliability of this kind of clause: "
    assert words.trust_line(0.8, kind()) == sure + "high"
    assert words.trust_line(0.8, None) == sure + "not measured"
    assert words.trust_line(0.8, kind(presence_recall=0.95)) == (
        sure + "high, found in 95% of the contracts that have one"
    )


def test_key_terms_come_in_groups_with_their_days_written_out():
    def term(name: str, value: str) -> KeyTerm:
        return KeyTerm(name=name, value=value, quote="q", page=1, start=0, end=1)

    told = words.term_groups(
        [
            term("Term", "2 years"),
            term("Effective date", "2026-03-01"),
            term("Party", "2026-03-01 Holdings LLC"),
            term("Expiration date", "2026-02-30"),
        ]
    )
    assert [(name, [one.value for one in members]) for name, members in told] == [
        ("Parties", ["2026-03-01 Holdings LLC"]),
        ("Dates and term", ["1 March 2026", "2026-02-30", "2 years"]),
    ]
