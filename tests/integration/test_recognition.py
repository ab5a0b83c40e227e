"""Through the command line and the engines: what becomes of texts that are no English contracts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer_core.cli.main import main
from tests.gemini_server import GeminiServer
from tests.legal_texts import LEGAL_TEXTS
from tests.other_texts import BILINGUAL, GERMAN, INVOICE
from tests.samples import contract_text


@pytest.fixture
def analysed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    def analyse(text: str, *options: str) -> dict[str, Any]:
        path = tmp_path / "document.txt"
        path.write_text(text, encoding="utf-8")
        assert main(["analyze", str(path), "--json", *options]) == 0
        return json.loads(capsys.readouterr().out)

    return analyse


def codes(result: dict[str, Any]) -> set[str]:
    return {warning["code"] for warning in result["warnings"]}


def test_a_contract_has_sections_and_says_what_to_look_at_first(analysed):
    result = analysed(contract_text())
    assert not codes(result) & {"not_a_contract", "not_english", "several_languages"}
    assert len(result["sections"]) > 10
    assert result["look_first"]
    ids = {clause["id"] for clause in result["clauses"]}
    assert all(one["clause_id"] in ids for one in result["look_first"] if one["clause_id"])
    parties = [term for term in result["key_terms"] if term["name"] == "Party"]
    assert [term["role"] for term in parties] == ["Provider", "Customer"]
    cap = next(term for term in result["key_terms"] if term["name"] == "Liability cap")
    assert (cap["amount"], cap["currency"]) == (250_000, "EUR")


def test_nothing_is_missing_in_what_is_no_contract(analysed):
    result = analysed(INVOICE)
    assert "not_a_contract" in codes(result)
    assert result["summary"].startswith("This document does not read like a contract.")
    assert result["missing_clauses"] == []
    assert result["clauses"] == []
    assert not [term for term in result["key_terms"] if term["name"] == "Party"]


@pytest.mark.parametrize("kind", ["a handbook", "a court's decision", "a law"])
def test_what_speaks_like_a_contract_has_no_risks_and_no_gaps(analysed, kind):
    result = analysed(LEGAL_TEXTS[kind])
    (told,) = [one for one in result["warnings"] if one["code"] == "not_a_contract"]
    assert f"but like {kind}" in told["message"]
    assert result["summary"].startswith("This document does not read like a contract.")
    assert (result["missing_clauses"], result["high_risk_clauses"]) == ([], [])
    assert result["look_first"] == []
    assert result["clauses"] == []


def test_gemini_finds_no_sure_clauses_in_a_court_s_decision(analysed, monkeypatch):
    with GeminiServer(api_key="key") as server:
        monkeypatch.setenv("GEMINI_API_KEY", "key")
        monkeypatch.setenv("GEMINI_API_ENDPOINT", server.url)
        text = LEGAL_TEXTS["a court's decision"].replace(
            "Leave to", "The contract is governed by the laws of the State of Ohio. Leave to"
        )
        result = analysed(text, "--engine", "gemini")
    assert result["engine"] == "gemini"
    assert "not_a_contract" in codes(result)
    assert (result["clauses"], result["high_risk_clauses"]) == ([], [])
    assert result["possible_clauses"]


def test_a_german_contract_is_not_judged_by_what_english_rules_miss(analysed):
    result = analysed(GERMAN)
    assert result["document"]["language"] == "de"
    assert codes(result) == {"not_english"}
    assert result["missing_clauses"] == []
    assert result["clauses"] == []


def test_a_bilingual_contract_is_said_to_be_one(analysed):
    result = analysed(BILINGUAL)
    assert result["document"]["language"] == "en"
    assert "several_languages" in codes(result)


def test_gemini_says_first_what_is_no_contract(analysed, monkeypatch):
    with GeminiServer(api_key="key") as server:
        monkeypatch.setenv("GEMINI_API_KEY", "key")
        monkeypatch.setenv("GEMINI_API_ENDPOINT", server.url)
        result = analysed(INVOICE, "--engine", "gemini")
    assert result["engine"] == "gemini"
    assert result["summary"].startswith("This document does not read like a contract.")
    assert result["missing_clauses"] == []
    assert result["sections"]


def test_gemini_gives_roles_and_the_same_names_of_terms(analysed, monkeypatch):
    with GeminiServer(api_key="key") as server:
        monkeypatch.setenv("GEMINI_API_KEY", "key")
        monkeypatch.setenv("GEMINI_API_ENDPOINT", server.url)
        result = analysed(contract_text(), "--engine", "gemini")
    terms = {term["name"]: term for term in result["key_terms"]}
    assert terms["Party"]["role"] in ("Provider", "Customer")
    assert terms["Liability cap"]["amount"] == 250_000
    assert terms["Payment terms"]["period"] == "P30D"
    assert terms["Venue"]["value"] == "courts of London"
