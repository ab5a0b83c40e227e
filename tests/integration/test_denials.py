"""Through the command line: contracts whose clauses deny, and amendments."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer_core.cli.main import main
from tests.gemini_server import GeminiServer

DENYING = """\
FLOUR SUPPLY AGREEMENT

This Flour Supply Agreement is made as of March 4, 2024 between Tamsin Foods, Inc. ("Customer") and
Orrin Millworks LLC ("Supplier").

1. Term

This Agreement begins on April 1, 2024 and ends on March 31, 2027.

2. Liability

Neither party shall indemnify the other against any claim of a third party. No liquidated damages
shall be payable for late delivery.

3. Records

Customer shall have no right to audit the books or records of Supplier.

4. Termination

Customer may terminate this Agreement on sixty (60) days' written notice. Supplier may terminate
this Agreement on ten (10) days' written notice.

5. Governing Law

This Agreement shall not be governed by the laws of the State of New York.
"""

AMENDMENT = """\
AMENDMENT NO. 2 TO LICENSE AGREEMENT

This Amendment No. 2 (this "Amendment") is made as of May 4, 2001 between Tamsin Foods, Inc.
("Licensor") and Orrin Millworks LLC ("Licensee") and amends the License Agreement dated January 8,
1999 between them (the "License Agreement").

1. Term. The expiration date in Section 2.1 of the License Agreement is hereby changed from
June 30, 2001 to December 31, 2002.

2. Liability. In Section 7 the words "the total liability of Licensor shall not exceed USD 50,000"
are hereby deleted and replaced by "the total liability of Licensor shall not exceed USD 90,000".

3. Law. Section 12 is amended by deleting the sentence "This Agreement shall be governed by the laws
of the State of New York." and inserting the sentence "This Agreement shall be governed by the laws
of the State of Ohio." in its place.

4. Except as amended hereby, the License Agreement remains in full force and effect.
"""


@pytest.fixture
def analysed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    def analyse(text: str, engine: str = "local", *options: str) -> dict[str, Any]:
        path = tmp_path / "document.txt"
        path.write_text(text, encoding="utf-8")
        assert main(["analyze", str(path), "--json", "--engine", engine, *options]) == 0
        return json.loads(capsys.readouterr().out)

    return analyse


def values(result: dict[str, Any], name: str) -> list[str]:
    return [term["value"] for term in result["key_terms"] if term["name"] == name]


def test_what_a_contract_denies_is_told_as_denied_everywhere(analysed):
    result = analysed(DENYING)
    assert {one["category"] for one in result["high_risk_clauses"]} <= {
        "Termination for Convenience"
    }
    found = {clause["category"]: clause for clause in result["clauses"]}
    for category in ("Liquidated Damages", "Indemnification", "Governing Law"):
        assert found[category]["severity"] == "low"
        assert found[category]["rationale"].startswith("The clause says that this does not apply")
    assert not values(result, "Governing law")
    for category in ("Governing Law", "Indemnification"):
        assert found[category]["quote"].rstrip(".") in result["summary"]
    gaps = {gap["category"]: gap for gap in result["missing_clauses"]}
    assert gaps["Governing Law"]["clause_id"] == found["Governing Law"]["id"]
    assert "Customer may end it on notice of 60 days." in result["summary"]
    assert "Supplier may end it on notice of 10 days." in result["summary"]


def test_gemini_findings_are_judged_alike(analysed, monkeypatch):
    with GeminiServer(api_key="key") as server:
        monkeypatch.setenv("GEMINI_API_KEY", "key")
        monkeypatch.setenv("GEMINI_API_ENDPOINT", server.url)
        result, amended = analysed(DENYING, "gemini"), analysed(AMENDMENT, "gemini")
    denied = [
        clause
        for clause in result["clauses"]
        if clause["category"] in ("Liquidated Damages", "Indemnification", "Governing Law")
    ]
    assert denied
    assert {clause["severity"] for clause in denied} == {"low"}
    assert not values(result, "Governing law")
    assert amended["summary"].startswith("This changes an earlier agreement;")
    assert not amended["missing_clauses"]
    assert "New York" not in values(amended, "Governing law")


def test_an_amendment_is_told_by_what_it_puts_in_place(analysed):
    result = analysed(AMENDMENT)
    assert result["summary"].startswith("This changes an earlier agreement;")
    assert 'titled "Amendment No. 2 To License Agreement"' in result["summary"]
    assert values(result, "Governing law") == ["Ohio"]
    assert values(result, "Expiration date") == ["2002-12-31"]
    assert values(result, "Amount") == ["USD 90,000.00"]
    assert not result["missing_clauses"]
    for old in ("New York", "50,000", "June 2001", "June 30, 2001"):
        assert old not in result["summary"]


def test_an_answer_tells_what_is_denied(analysed):
    result = analysed(DENYING, "local", "--focus", "Does one party indemnify the other?")
    (answer,) = result["focus"]
    assert answer["answer"] == "The document says in terms: no indemnity is owed."
    assert "Neither party shall indemnify" in answer["quotes"][0]["quote"]
