"""``evaluate`` and ``analyze --json`` on the same contracts tell of the same accuracy."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from summarizer_core.services import build_accuracy, build_engines
from summarizer_core.settings import Settings
from tests.gemini_server import GeminiServer
from tests.labelled import MARKED, contract, cuad_of
from tests.running_app import ROOT, clean_environment

CONTRACTS = {
    "first": contract("Northgate Analytics Ltd.", "Halden Retail GmbH"),
    "second": contract("Copper Lane Inc.", "Bluewater Foods LLC", without=("11.3",)),
    "third": contract("Quillon Systems S.A.", "Tarn & Fell Ltd.", without=("16.2",)),
    "fourth": contract(
        "Merrow Logistics plc", "Askew Printing Oy", without=("13.1", "17.1"), law="Finland"
    ),
    "fifth": contract(
        "Dunmore Steel Ltd.", "Fenwick Mills AG", without=("5.1", "16.1"), cap="EUR 90,000"
    ),
}


# --- the definitions, once more and without numpy ----------------------------------------------


def words(text: str) -> set[str]:
    return set(text.lower().translate(str.maketrans("/", " ", ".,;:")).split())


def is_match(answer: str, found: str, category: str) -> bool:
    if category == "Parties" and " ".join(answer.split()) in " ".join(found.split()):
        return True
    one, other = words(answer), words(found)
    return len(one & other) / len(one | other) >= 0.5


Pairs = list[tuple[list[str], dict[str, float], str]]


def points(pairs: Pairs) -> list[tuple[float, float]]:
    """(recall, precision) at each threshold, from the highest to the lowest."""
    total = sum(len(answers) for answers, _, _ in pairs)
    measured = []
    for threshold in [*(1 - n / 100 for n in range(1, 100)), 0.001, 0.0]:
        right = wrong = 0
        for answers, found, category in pairs:
            above = [text for text, confidence in found.items() if confidence > threshold]
            right += sum(any(is_match(a, text, category) for text in above) for a in answers)
            wrong += sum(not any(is_match(a, text, category) for a in answers) for text in above)
        measured.append((right / total, right / (right + wrong) if right + wrong else 1.0))
    return measured


def figures(pairs: Pairs) -> dict[str, float]:
    curve = [(0.0, 1.0), *points(pairs)]
    monotone = [(recall, max(p for _, p in curve[n:])) for n, (recall, _) in enumerate(curve)]
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in pairwise(monotone))

    def at(share: float) -> float:
        return next((p for recall, p in monotone if recall >= share), 0.0)

    return {
        "aupr": area,
        "precision_at_80_recall": at(0.8),
        "precision_at_90_recall": at(0.9),
    }


def pairs_of(results: dict[str, dict[str, Any]], category: str) -> Pairs:
    """Of each contract, what the expert marked and what the result tells, with confidences."""
    pairs: Pairs = []
    for name, one in CONTRACTS.items():
        found: dict[str, float] = {}
        for item in results[name]["clauses"] + results[name]["possible_clauses"]:
            if item["category"] == category:
                found[item["quote"]] = max(found.get(item["quote"], 0.0), item["confidence"])
        pairs.append((one.answers[category], found, category))
    return pairs


def presence(results: dict[str, dict[str, Any]], category: str) -> dict[str, float | None]:
    there = {name for name, one in CONTRACTS.items() if one.answers[category]}
    shown = {
        name
        for name in CONTRACTS
        if any(clause["category"] == category for clause in results[name]["clauses"])
    }
    right = len(there & shown)
    return {
        "presence_f1": 2 * right / (len(there) + len(shown)),
        "presence_precision": right / len(shown) if shown else None,
        "presence_recall": right / len(there),
    }


# --- the tests ----------------------------------------------------------------------------------


def check_saved(data_dir: Path, engine: str, evaluated: dict[str, Any]) -> None:
    """What ``--save`` keeps is what the administrators' page shows."""
    settings = Settings(_env_file=None, data_dir=data_dir, gemini_api_key="key")
    known = build_accuracy(settings).of(engine, build_engines(settings)[engine])
    assert known is not None
    assert (known.aupr, known.source) == (evaluated["aupr"], "labelled.json")
    for category, figures in evaluated["categories"].items():
        assert (
            known.categories[category].model_dump().items()
            >= {
                name: figures[name]
                for name in ("answers", "aupr", "presence_f1", "presence_recall")
            }.items()
        )


@pytest.fixture(scope="module", params=["local", "gemini"])
def outputs(request, tmp_path_factory) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What ``evaluate`` prints of the contracts, and the results that ``analyze`` prints, by
    contract; both as real commands."""
    folder: Path = tmp_path_factory.mktemp("evaluate")
    file = folder / "labelled.json"
    file.write_text(json.dumps(cuad_of(CONTRACTS)), encoding="utf-8")
    documents = []
    for name, one in CONTRACTS.items():
        documents.append(folder / f"{name}.txt")
        documents[-1].write_bytes(one.text.encode())
    with GeminiServer() as server:
        environment = clean_environment(
            DATA_DIR=str(folder / "data"),
            PYTHONPATH=str(ROOT),
            GEMINI_API_KEY="key",
            GEMINI_API_ENDPOINT=server.url,
            GEMINI_REQUESTS_PER_MINUTE="10000",
        )

        def run(*arguments: object) -> str:
            command = [sys.executable, "-m", "summarizer_core", *map(str, arguments)]
            engine = ["--engine", request.param, "--json"]
            done = subprocess.run(
                [*command, *engine], env=environment, cwd=folder, capture_output=True, text=True
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        evaluated = json.loads(run("evaluate", file, "--save"))
        check_saved(folder / "data", request.param, evaluated)
        results = [json.loads(line) for line in run("analyze", *documents).splitlines()]
    assert {one["engine"] for one in results} == {request.param}
    yield evaluated, {Path(one["filename"]).stem: one for one in results}


def test_the_figures_of_evaluate_are_those_of_what_analyze_tells(outputs):
    evaluated, results = outputs
    for whole, categories in (
        (evaluated, list(MARKED)),
        (evaluated["without_parties"], [c for c in MARKED if c != "Parties"]),
    ):
        pooled = figures([pair for c in categories for pair in pairs_of(results, c)])
        areas = [figures(pairs_of(results, c))["aupr"] for c in categories]
        pooled["macro_aupr"] = sum(areas) / len(areas)
        shares = [presence(results, c)["presence_f1"] or 0 for c in categories]
        pooled["macro_presence_f1"] = sum(shares) / len(shares)
        assert {name: whole[name] for name in pooled} == pytest.approx(pooled, abs=5.1e-5)
        assert 0.2 < pooled["aupr"] < 1


def test_each_categorys_figures_are_those_of_what_analyze_tells(outputs):
    evaluated, results = outputs
    assert set(evaluated["categories"]) == set(MARKED)
    for category, told in evaluated["categories"].items():
        expected = figures(pairs_of(results, category)) | presence(results, category)
        expected["answers"] = sum(len(one.answers[category]) for one in CONTRACTS.values())
        expected["contracts_with"] = sum(bool(one.answers[category]) for one in CONTRACTS.values())
        assert told == pytest.approx(expected, abs=5.1e-5), category


def test_every_figure_has_an_interval_that_is_in_order(outputs):
    evaluated, _ = outputs
    for whole in (evaluated, evaluated["without_parties"]):
        assert set(whole["intervals"]) == {
            name for name, value in whole.items() if isinstance(value, float)
        }
        assert all(0 <= low <= high <= 1 for low, high in whole["intervals"].values())
    assert evaluated["contracts"] == len(CONTRACTS)
