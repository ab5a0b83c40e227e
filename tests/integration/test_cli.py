"""The command line: in this process where that is faster, as a real command where it matters."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import logging
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer_core.accounts.passwords import verify_password
from summarizer_core.cache import Entry
from summarizer_core.cache_figures import Savings
from summarizer_core.cli import accounts as cli_accounts
from summarizer_core.cli.main import build_parser, main
from summarizer_core.cli.output import print_json, printable
from summarizer_core.models import AnalysisResult, ErrorInfo, Role, SessionStatus, Stage
from summarizer_core.pipeline import Pipeline
from summarizer_core.stores.sqlite import SqliteStores
from tests import samples
from tests.by_hand import HandWorker
from tests.running_app import ROOT, clean_environment

PASSWORD = "correct horse"
#: A port that nothing can listen on.
NO_REDIS = "redis://127.0.0.1:1/0"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sample documents; tests only read it."""
    folder = tmp_path_factory.mktemp("documents")
    text = samples.contract_text()
    samples.write_pdf(folder / "contract.pdf", text)
    samples.write_docx(folder / "contract.docx", text)
    samples.write_pdf(folder / "locked.pdf", text, password="geheim")
    samples.write_scanned_pdf(folder / "scan.pdf")
    (folder / "contract.txt").write_text(text, encoding="utf-8")
    (folder / "program.pdf").write_bytes(b"MZ" + bytes(500))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "large.txt").write_text("The Supplier shall deliver. " * 80_000)
    return folder


class Result:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.split("\n") if line]


class Terminal(io.TextIOWrapper):
    """Standard input with somebody in front of it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def cli(monkeypatch, capsys, tmp_path) -> Iterator[Any]:
    """Runs a command in this process, in an empty folder and with its own data directory."""
    for name in set(os.environ) - set(clean_environment()):
        monkeypatch.delenv(name)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    log = logging.getLogger("summarizer_core")
    before = log.handlers[:], log.level, log.propagate

    def run(*arguments: object, stdin: bytes = b"", terminal: bool = False) -> Result:
        kind = Terminal if terminal else io.TextIOWrapper
        monkeypatch.setattr(sys, "stdin", kind(io.BytesIO(stdin)))
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    yield run
    log.handlers[:], log.level, log.propagate = before


@pytest.fixture
def stores(tmp_path) -> SqliteStores:
    return SqliteStores(tmp_path / "data")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "summarizer_core", *map(str, arguments)]


def environment(tmp_path: Path, **extra: str) -> dict[str, str]:
    return clean_environment(
        DATA_DIR=str(tmp_path / "data"), PYTHONPATH=str(ROOT), TMPDIR=str(tmp_path), **extra
    )


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith((".\n", "?\n")) and "Traceback" not in text


# --- analyze ---------------------------------------------------------------------------------


def test_results_come_one_per_line_in_the_order_of_the_files(cli, files):
    names = ["contract.docx", "contract.pdf", "contract.txt"]
    ran = cli("analyze", *[files / name for name in names], "--json")
    assert (ran.status, ran.err) == (0, "")
    results = [AnalysisResult.model_validate(line) for line in ran.lines()]
    assert [result.filename for result in results] == names
    assert {result.status for result in results} == {"completed"}
    assert {result.engine for result in results} == {"local"}
    assert len({result.session_id for result in results}) == 3
    assert all(result.high_risk_clauses and result.summary for result in results)


def test_every_quote_stands_at_its_place_in_the_extracted_text(cli, files):
    text = cli("extract", files / "contract.pdf", "--json").lines()[0]["text"]
    question = "How much does the customer pay?"
    ran = cli("analyze", files / "contract.pdf", "--focus", question, "--json")
    (result,) = ran.lines()
    assert [answer["question"] for answer in result["focus"]] == [question]
    quotes = result["clauses"] + result["key_terms"] + result["focus"][0]["quotes"]
    assert len(quotes) > 10
    assert all(text[item["start"] : item["end"]] == item["quote"] for item in quotes)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.pdf", "file_not_found"),
        ("", "unreadable_file"),
        ("scan.pdf", "no_readable_text"),
        ("program.pdf", "unsupported_type"),
        ("empty.txt", "empty_document"),
        ("locked.pdf", "password_required"),
        ("large.txt", "too_large"),
    ],
)
def test_a_failed_file_is_a_result_too_and_stops_no_other(cli, files, monkeypatch, name, code):
    monkeypatch.setenv("MAX_UPLOAD_MB", "1")
    path = files / name
    ran = cli("analyze", path, files / "contract.txt", "--json")
    assert (ran.status, ran.err) == (1, "")
    failed, done = (AnalysisResult.model_validate(line) for line in ran.lines())
    assert done.status == "completed"
    assert failed.status == "failed"
    assert failed.error is not None
    assert failed.error.code == code
    assert failed.error.message.endswith(".")
    assert failed.finished_at is not None
    assert failed.finished_at >= failed.created_at
    if code not in {"file_not_found", "unreadable_file", "too_large"}:
        data = path.read_bytes()
        assert failed.document.sha256 == hashlib.sha256(data).hexdigest()
        assert failed.document.bytes == len(data)
    else:
        assert failed.document.sha256 == ""


def test_in_plain_output_a_failed_file_is_one_sentence_on_standard_error(cli, files):
    ran = cli("analyze", files / "scan.pdf")
    assert (ran.status, ran.out) == (1, "")
    assert is_one_sentence(ran.err)
    assert ran.err.startswith("scan.pdf: ")


def test_plain_output_shows_what_matters_within_80_columns(cli, files):
    ran = cli("analyze", files / "contract.pdf", "--focus", "Which law applies?")
    (result,) = cli("analyze", files / "contract.pdf", "--json").lines()
    assert ran.status == 0
    assert max(map(len, ran.out.split("\n"))) <= 80
    for title in ("SUMMARY", "KEY TERMS", "HIGH-RISK CLAUSES", "MISSING CLAUSES", "ANSWER"):
        assert f"\n{title}" in ran.out
    flat = " ".join(ran.out.split())
    unnumbered = re.sub(r" \[\d+(?:, \d+)*\]", "", flat)
    assert " ".join(result["summary"].split()) in unnumbered
    first = result["summary_sentences"][0]
    assert f"{first['text']} [1]" in flat
    assert f"[1] “{' '.join(first['quotes'][0]['quote'].split())[:300]}" in flat
    # Quotes stand in a column of a table, beside the titles.
    column = " ".join(line[28:] for line in ran.out.split("\n") if len(line) > 28)
    squeezed = re.sub(r"\s", "", column)
    for clause in result["high_risk_clauses"]:
        assert re.sub(r"\s", "", clause["quote"])[:300] in squeezed
    for missing in result["missing_clauses"]:
        assert " ".join(missing["recommendation"].split())[:30] in flat


def test_a_playbook_of_ones_own_judges_the_clauses(cli, files, tmp_path):
    playbook = tmp_path / "mine.yaml"
    playbook.write_text(
        "version: 1\ncategories:\n  Governing Law:\n    title: Our law\n    explanation: Law.\n"
        "    severity: high\n    rationale: Foreign law.\n    recommendation: Ask for ours.\n"
    )
    ran = cli("analyze", files / "contract.txt", "--playbook", playbook, "--json")
    (result,) = ran.lines()
    laws = [c for c in result["high_risk_clauses"] if c["category"] == "Governing Law"]
    assert laws
    assert {(law["title"], law["recommendation"]) for law in laws} == {("Our law", "Ask for ours.")}


@pytest.mark.parametrize(
    "arguments",
    [("--playbook", "nowhere.yaml"), ("--engine", "gemini")],
)
def test_an_option_that_cannot_work_is_told_before_any_file_is_read(cli, files, arguments):
    ran = cli("analyze", files / "contract.txt", *arguments, "--json")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "nowhere.yaml" in ran.err or "GEMINI_API_KEY" in ran.err


def test_an_encrypted_pdf_opens_with_the_password_and_stays_as_it_is(cli, files):
    locked = files / "locked.pdf"
    before = locked.read_bytes()
    ran = cli("analyze", locked, "--json", "--password-stdin", stdin=b"geheim\n")
    assert ran.status == 0
    assert ran.lines()[0]["document"]["sha256"] == hashlib.sha256(before).hexdigest()
    assert locked.read_bytes() == before
    refused = cli("extract", locked)
    assert is_one_sentence(refused.err)
    assert "--password-stdin" in refused.err
    wrong = cli("extract", locked, "--password-stdin", stdin=b"falsch\n")
    assert wrong.status == 1
    assert is_one_sentence(wrong.err)
    nothing = cli("extract", locked, "--password-stdin")
    assert nothing.status == 1
    assert is_one_sentence(nothing.err)


@pytest.mark.parametrize("level", [None, "ERROR"])
def test_an_unexpected_error_is_a_sentence_without_document_text(cli, files, monkeypatch, level):
    def broken(*_: object) -> None:
        raise RuntimeError("the secret clause")

    if level:
        monkeypatch.setenv("LOG_LEVEL", level)
    monkeypatch.setattr(Pipeline, "run", broken)
    ran = cli("analyze", files / "contract.txt", files / "contract.docx", "--json")
    assert ran.status == 1
    assert [line["error"]["code"] for line in ran.lines()] == ["internal_error"] * 2
    assert "secret" not in ran.out + ran.err
    assert ("RuntimeError at" in ran.err) == (level is not None)


# --- extract, chunks -------------------------------------------------------------------------


def test_extract_prints_text_pages_furniture_and_warnings(cli, files):
    ran = cli("extract", files / "contract.pdf", "--json")
    (answer,) = ran.lines()
    assert {"text", "pages", "furniture", "warnings", "comments", "headings"} <= set(answer)
    assert set(answer["pages"][0]) == {"number", "start", "end"}
    assert answer["pages"][0]["start"] == 0
    assert answer["pages"][-1]["end"] == len(answer["text"])
    assert samples.HEADER in {item["text"] for item in answer["furniture"]}
    plain = cli("extract", files / "contract.pdf")
    assert plain.out == answer["text"] + "\n"


def test_chunks_cover_the_extracted_text_exactly_once(cli, files):
    text = cli("extract", files / "contract.docx", "--json").lines()[0]["text"]
    (answer,) = cli("chunks", files / "contract.docx", "--json").lines()
    assert set(answer) == {"chunks"}
    chunks = answer["chunks"]
    assert "".join(chunk["text"] for chunk in chunks) == text
    assert all(text[chunk["start"] : chunk["end"]] == chunk["text"] for chunk in chunks)
    keys = {"index", "start", "end", "page", "heading", "sha256", "text"}
    assert all(set(chunk) == keys for chunk in chunks)
    plain = cli("chunks", files / "contract.docx").out
    assert plain.count("\n") == 2 * len(chunks)
    assert max(map(len, plain.split("\n"))) <= 80


@pytest.mark.parametrize("name", ["extract", "chunks"])
@pytest.mark.parametrize("file", ["missing.pdf", "scan.pdf", "program.pdf", "empty.txt"])
def test_a_refusal_is_one_sentence_and_nothing_on_standard_output(cli, files, name, file):
    ran = cli(name, files / file, "--json")
    assert (ran.status, ran.out) == (1, "")
    # The sentence about a missing file names its path.
    assert ran.err.count("\n") == 1
    assert ran.err.rstrip().endswith(".")
    assert "Traceback" not in ran.err


def test_text_cannot_act_on_the_terminal_and_keeps_its_length():
    text = "pay\x1b[2J nothing\u202e evil\x9b1m\ttab\nline"
    shown = printable(text)
    assert len(shown) == len(text)
    assert not re.search(r"[\x1b\x9b\u202e]", shown)
    assert shown.endswith("\ttab\nline")


def test_a_line_of_json_stays_one_line_for_every_reader(capsys):
    error = ErrorInfo(code="x", message="one\u2028two\u2029three\x85four")
    print_json(error)
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 1
    assert ErrorInfo.model_validate_json(out) == error


# --- users, tokens ---------------------------------------------------------------------------


def test_an_account_is_created_with_the_roles_and_the_password_given(cli, stores):
    ran = cli(
        *("users", "add", "Stella", "--name", "Stella Ümlaut", "--password-stdin"),
        *("--role", "staff", "--role", "analyst"),
        stdin=PASSWORD.encode() + b"\nmore",
    )
    assert ran.status == 0
    user = stores.accounts.user("stella")
    assert user is not None
    assert (user.name, user.roles) == ("Stella Ümlaut", {Role.STAFF, Role.ANALYST})
    assert verify_password(PASSWORD, user.password_hash)
    (event,) = stores.accounts.audit(10)
    assert (event.actor, event.action, event.target) == ("command line", "user.create", "stella")
    assert "--role admin" in ran.err  # nobody can administer yet
    admin = cli("users", "add", "root", "--role", "admin", "--password-stdin", stdin=b"long enough")
    assert (admin.status, admin.err) == (0, "")
    listed = cli("users", "list").out
    assert re.search(r"^stella +Stella Ümlaut +analyst, staff +active", listed, re.M)
    assert re.search(r"^root ", listed, re.M)


@pytest.mark.parametrize(
    ("name", "stdin"),
    [("new", b"short\n"), ("new", b""), ("new", b"\xff\xfe\xfa long enough"), ("ünal", b"x" * 12)],
)
def test_an_account_that_could_not_log_in_is_not_created(cli, stores, name, stdin):
    ran = cli("users", "add", name, "--role", "staff", "--password-stdin", stdin=stdin)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
    assert stores.accounts.users() == []


def test_without_a_terminal_no_password_is_asked_for(cli, stores):
    ran = cli("users", "add", "new", "--role", "staff", stdin=b"correct horse\n")
    assert ran.status == 1
    assert "--password-stdin" in ran.err
    assert stores.accounts.users() == []


def test_the_password_is_asked_for_twice_and_must_agree(cli, stores, monkeypatch):
    typed = [PASSWORD, "correct house", PASSWORD, PASSWORD]
    monkeypatch.setattr(cli_accounts.getpass, "getpass", lambda prompt: typed.pop(0))
    differs = cli("users", "add", "new", "--role", "staff", terminal=True)
    assert differs.status == 1
    assert "differ" in differs.err
    assert stores.accounts.users() == []
    assert cli("users", "add", "new", "--role", "staff", terminal=True).status == 0
    assert stores.accounts.user("new") is not None


def test_disabling_locks_out_and_enabling_lets_in_again(cli, stores):
    cli("users", "add", "colin", "--role", "staff", "--password-stdin", stdin=b"long enough")
    assert cli("users", "disable", "Colin").status == 0
    disabled = stores.accounts.user("colin")
    assert disabled is not None
    assert (disabled.disabled, disabled.epoch) == (True, 1)
    assert "disabled" in cli("users", "list").out
    assert cli("users", "enable", "colin").status == 0
    enabled = stores.accounts.user("colin")
    assert enabled is not None
    assert not enabled.disabled
    unknown = cli("users", "disable", "nobody")
    assert unknown.status == 1
    assert is_one_sentence(unknown.err)


def test_accounts_and_tokens_are_managed_while_redis_is_away(cli, stores, monkeypatch):
    monkeypatch.setenv("REDIS_URL", NO_REDIS)
    cli("users", "add", "colin", "--role", "staff", "--password-stdin", stdin=b"long enough")
    created = cli("tokens", "create", "colin")
    assert (created.status, created.err) == (0, "")
    (token,) = stores.accounts.tokens()
    assert token.sha256 == hashlib.sha256(created.out.strip().encode()).hexdigest()
    listed = cli("tokens", "list").out
    assert re.search(rf"^{token.id} +colin ", listed, re.M)
    assert created.out.strip() not in listed
    assert cli("tokens", "revoke", token.id).status == 0
    assert stores.accounts.tokens() == []
    again = cli("tokens", "revoke", token.id)
    assert again.status == 1
    assert is_one_sentence(again.err)


@pytest.mark.redis
def test_a_printed_token_opens_the_api(cli, services):
    cli("users", "add", "colin", "--role", "staff", "--password-stdin", stdin=b"long enough")
    token = cli("tokens", "create", "colin").out.removesuffix("\n")
    assert services.accounts.authenticate(token, "127.0.0.1").username == "colin"


def test_an_empty_list_says_where_it_looked(cli, tmp_path):
    for name in ("users", "tokens"):
        ran = cli(name, "list")
        assert (ran.status, ran.out) == (0, "")
        assert str(tmp_path / "data") in ran.err


# --- cache, queue ----------------------------------------------------------------------------


@pytest.fixture
def filled_cache(services, redis_url, monkeypatch):
    monkeypatch.setenv("REDIS_URL", redis_url)
    saves = Savings(calls=0.5, input_tokens=1200, output_tokens=30, text_bytes=400)
    services.cache.put_many("chunk", "engine", {"a": Entry(b"1", saves), "b": b"2"})
    services.cache.put_many("focus", "engine", {"a": b"3"})
    services.cache.get_many("chunk", "engine", ["a", "c"])
    return services.cache


@pytest.mark.redis
def test_the_cache_shows_its_figures_in_aligned_tables(cli, filled_cache):
    figures = cli("cache", "stats").out
    assert re.search(r"^entries +3 of 10,000$", figures, re.M)
    assert re.search(r"^oldest entry +written \d s ago$", figures, re.M)
    assert re.search(r"^memory +about [\d,]+ bytes$", figures, re.M)
    for period in ("last 15 minutes", "last 24 hours", "in total"):
        assert re.search(rf"^{period} +50\.0% +1 +1 +3 +0 +0$", figures, re.M), period
        assert re.search(rf"^{period} +0\.5 +1,200 +30 +400$", figures, re.M), period
    assert re.search(r"^chunk +engine +2 +50\.0% +1 +1 +2 +0 +0$", figures, re.M)
    assert re.search(r"^focus +engine +1 +- +0 +0 +1 +0 +0$", figures, re.M)
    for block in figures.split("\n\n"):
        lines = block.rstrip().split("\n")
        if not lines[0].startswith("FIGURE"):  # numbers end below the end of their heading
            assert len({len(line) for line in lines}) == 1, block


@pytest.mark.redis
def test_the_figures_of_the_cache_are_there_for_programs(cli, filled_cache):
    (figures,) = cli("cache", "stats", "--json").lines()
    assert (figures["entries"], figures["max_entries"], figures["ttl_seconds"]) == (
        3,
        10_000,
        86_400,
    )
    assert figures["memory_bytes"] > 0
    assert 0 <= figures["oldest_seconds"] < 60
    for period in ("last_15_minutes", "last_24_hours", "total"):
        assert figures[period] == {
            "hits": 1,
            "misses": 1,
            "hit_rate": 0.5,
            "writes": 3,
            "evictions": 0,
            "expiries": 0,
            "saved": {"calls": 0.5, "input_tokens": 1200, "output_tokens": 30, "text_bytes": 400},
        }
    groups = {(group["kind"], group["engine"]): group for group in figures["groups"]}
    assert {name: group["entries"] for name, group in groups.items()} == {
        ("chunk", "engine"): 2,
        ("focus", "engine"): 1,
    }
    assert groups["focus", "engine"]["total"]["hit_rate"] is None


@pytest.mark.redis
def test_one_kind_of_the_cache_or_all_of_it_can_be_emptied(cli, services, filled_cache):
    assert cli("cache", "clear", "--kind", "focus").out == "Removed 1 entry.\n"
    assert cli("cache", "clear").out == "Removed 2 entries.\n"
    assert filled_cache.stats().entries == 0
    events = services.stores.accounts.audit(2)
    assert {(event.actor, event.action, event.detail) for event in events} == {
        ("command line", "cache.clear", "focus: 1"),
        ("command line", "cache.clear", "all: 2"),
    }


@pytest.fixture
def waiting(cli, services, staff, redis_url, monkeypatch):
    """Ids of three documents that wait."""
    monkeypatch.setenv("REDIS_URL", redis_url)
    return [
        services.submit(staff, f"{number}.txt", io.BytesIO(samples.contract_text().encode())).id
        for number in range(3)
    ]


def fail(services, session_id: str, code: str) -> None:
    services.queue.forget(session_id, 1)
    services.stores.sessions.update(
        session_id,
        attempt=1,
        statuses=(SessionStatus.PENDING,),
        changes={
            "status": SessionStatus.FAILED,
            "error": ErrorInfo(code=code, message=f"It failed ({code})."),
        },
    )


@pytest.mark.redis
def test_the_queue_shows_what_waits_runs_and_works(cli, services, waiting):
    taken = HandWorker(services, "worker-1").take()
    services.stores.sessions.update(
        taken.session_id,
        attempt=1,
        statuses=(SessionStatus.PENDING,),
        changes={"status": SessionStatus.PROCESSING, "stage": Stage.ANALYZING, "progress": 33},
    )
    shown = cli("queue", "stats").out
    assert re.search(r"^waiting +2$", shown, re.M)
    assert re.search(r"^of these held back +2$", shown, re.M)
    assert re.search(r"^workers +1$", shown, re.M)
    assert re.search(r"^stella +2 +1$", shown, re.M)
    line = rf"^{taken.session_id} +stella +0\.txt +analyzing +33% +1 +0:00 +worker-1$"
    assert re.search(line, shown, re.M)
    figures = json.loads(cli("queue", "stats", "--json").out)
    assert (figures["queued"], figures["started"]) == (2, 1)
    assert figures["workers"][0]["state"] == "busy"
    assert figures["running"][0]["session_id"] == taken.session_id


@pytest.mark.redis
def test_failed_documents_are_listed_retried_and_dropped(cli, services, waiting):
    helped, refused, dropped = waiting
    for session_id, code in zip(
        waiting, ("set_aside", "no_readable_text", "set_aside"), strict=True
    ):
        fail(services, session_id, code)
    listed = cli("queue", "failed").out
    assert re.search(rf"^{helped} .* helps +It failed \(set_aside\)\.$", listed, re.M)
    assert re.search(rf"^{refused} .* does not help ", listed, re.M)
    assert "Dropped" in cli("queue", "drop", dropped).out
    items = json.loads(cli("queue", "failed", "--json").out)["items"]
    assert [item["session_id"] for item in items] == [refused, helped]
    ran = cli("queue", "retry-failed")
    assert ran.out == "Queued 1 document again.\n"
    assert "1 document" in ran.err
    assert services.queue.is_waiting(helped, 2)
    assert cli("queue", "retry", refused).out == f"Queued {refused} again.\n"
    ran = cli("queue", "retry", dropped)
    assert (ran.status, ran.out) == (1, "")
    assert "no document" in ran.err


@pytest.mark.redis
def test_purging_asks_first(cli, services, waiting):
    ran = cli("queue", "purge")
    assert (ran.status, ran.out) == (1, "")
    assert "--yes" in ran.err
    ran = cli("queue", "purge", stdin=b"no\n", terminal=True)
    assert (ran.status, ran.out) == (1, "Nothing was cancelled.\n")
    assert "Cancel 3 documents" in ran.err
    assert cli("queue", "purge", stdin=b"y\n", terminal=True).out == "Cancelled 3 documents.\n"
    assert cli("queue", "purge", "--yes").out == "Cancelled 0 documents.\n"
    assert services.queue.depth() == 0


@pytest.mark.parametrize("url", [None, NO_REDIS])
def test_without_redis_the_operations_fail_with_a_sentence(cli, monkeypatch, url):
    if url:
        monkeypatch.setenv("REDIS_URL", url)
    for arguments in (
        ("cache", "stats"),
        ("cache", "clear"),
        ("queue", "stats"),
        ("queue", "retry-failed"),
        ("queue", "purge", "--yes"),
    ):
        ran = cli(*arguments)
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.count("\n") == 1
        assert "Redis" in ran.err


# --- the command as such ---------------------------------------------------------------------


def test_an_invalid_variable_is_one_sentence_that_names_it(cli, files, monkeypatch):
    monkeypatch.setenv("WORKER_COUNT", "many")
    ran = cli("extract", files / "contract.txt")
    assert (ran.status, ran.out) == (1, "")
    assert "WORKER_COUNT" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nothing",),
        ("users",),
        ("analyze",),
        ("analyze", "x.pdf", "--engine", "other"),
        ("analyze", "x.pdf", "--js"),
        ("users", "add", "new"),
        ("users", "add", "new", "--role", "boss"),
    ],
)
def test_wrong_usage_exits_with_2(cli, arguments):
    with pytest.raises(SystemExit) as caught:
        cli(*arguments)
    assert caught.value.code == 2


def test_output_is_utf8_also_when_the_locale_is_c(files, tmp_path):
    ran = subprocess.run(
        command("analyze", files / "contract.pdf", files / "none.pdf"),
        env=environment(tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert "“" in ran.stdout.decode("utf-8")
    assert is_one_sentence(ran.stderr.decode())
    assert not (tmp_path / "data").exists()  # analysing leaves nothing behind
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_shows_progress_and_json_stays_clean(files, tmp_path):
    ours, theirs = pty.openpty()
    with open(ours, "rb", buffering=0) as screen:
        ran = subprocess.run(
            command("analyze", files / "contract.txt", "--json"),
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
            stderr=theirs,
            timeout=60,
            check=False,
        )
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how Linux reports the end of a terminal
            while block := screen.read(4096):
                shown += block
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["status"] == "completed"
    percents = [int(found) for found in re.findall(rb"(\d+)% \[", shown)]
    assert percents == sorted(percents)
    assert percents[0] < 10 < 80 < percents[-1]
    assert shown.endswith(b"\r")  # the line is wiped


def test_a_reader_that_leaves_early_is_no_error(files, tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        command("extract", files / "contract.txt"),
        env=environment(tmp_path),
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_quietly_and_leaves_no_copy(tmp_path, number, status):
    pipe, folder = tmp_path / "contract.txt", tmp_path / "temporary"
    folder.mkdir()
    os.mkfifo(pipe)
    process = subprocess.Popen(
        command("analyze", pipe),
        env=environment(tmp_path) | {"TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # Opening waits until the command reads: it is in the middle of its work then.
    with pipe.open("wb"):
        assert list(folder.iterdir())
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (status, b"", b"")
    assert list(folder.iterdir()) == []


# --- documentation ---------------------------------------------------------------------------


def leaves(parser: argparse.ArgumentParser, path: str = "") -> Iterator[tuple[str, Any]]:
    """All commands with their parsers."""
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        yield path.strip(), parser
    for group in groups:
        for name, child in group.choices.items():
            yield from leaves(child, f"{path} {name}")


def test_every_command_and_option_is_documented_and_none_is_made_up():
    text = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^### `([^`]+)`\n(.*?)(?=^##|\Z)", text, re.M | re.S))
    commands = dict(leaves(build_parser()))
    documented = {
        re.sub(r" [A-Z_.]+$", "", title): (title, body) for title, body in sections.items()
    }
    assert set(documented) == set(commands)
    for name, parser in commands.items():
        title, body = documented[name]
        options = {o for a in parser._actions for o in a.option_strings} - {"-h", "--help"}
        assert options == set(re.findall(r"^\| `(--[a-z-]+)", body, re.M)), name
        positional = [a.metavar for a in parser._actions if not a.option_strings]
        assert all(metavar in title for metavar in positional), name


@pytest.mark.skipif(os.name != "posix", reason="processes cannot be asked on Windows")
def test_copies_that_a_killed_run_left_are_removed_by_the_next(cli, files, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    left, other = tmp_path / f"summarizer-{ended.pid}-x", tmp_path / f"summarizer-{os.getpid()}-y"
    for folder in (left, other):
        folder.mkdir()
        (folder / "document").write_text("secret")
    cli("extract", files / "contract.txt")
    assert not left.exists()
    assert other.exists()


def test_the_side_that_one_represents_changes_what_counts_as_high_risk(cli, tmp_path):
    contract = tmp_path / "services.txt"
    contract.write_text(
        "MASTER SERVICES AGREEMENT\n\nThis Master Services Agreement is made as of March 1, 2024 "
        'between Acme Holdings, Inc. ("Customer") and Birch Lane Software LLC ("Supplier").\n\n'
        "1. Termination\n\nSupplier may terminate this Agreement at any time without cause on five "
        "(5) days' written notice.\n\n2. Governing Law\n\nThis Agreement is governed by the laws "
        "of the State of New York.\n"
    )
    severities = {}
    for side in ("Customer", "Supplier"):
        result = json.loads(cli("analyze", contract, "--side", side, "--json").out)
        assert (result["side"], result["playbook"]) == (side, "default")
        severities[side] = {c["category"]: c["severity"] for c in result["clauses"]}
    category = "Termination for Convenience"
    assert severities["Customer"][category] == "high"
    assert severities["Supplier"][category] == "info"
