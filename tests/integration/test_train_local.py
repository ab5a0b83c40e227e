"""Training the local engine's model, as a command: the same bytes each time, and a model that finds
what it was shown in contracts that it was not."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import skip_or_fail
from tests.labelled import Contract, contract, cuad_of
from tests.running_app import ROOT, clean_environment

_PARTIES = (
    "Northgate Analytics", "Copper Lane", "Quillon Systems", "Bluewater Foods", "Tarn & Fell",
    "Merrow Logistics", "Askew Printing", "Dunmore Steel",
)  # fmt: skip
_LAWS = ("the State of Ohio", "England and Wales", "the Republic of Ireland")
#: Clauses that some of the contracts lack, so that there is something to tell apart.
_SOME_LACK = ("11.2", "16.2", "13.1", "5.1", "17.1", "11.3", "16.1")
_SEEN = 6


def made_up(number: int) -> Contract:
    """A contract that differs from those of other numbers in names, terms and clauses."""
    return contract(
        f"{_PARTIES[number]} Ltd.",
        f"{_PARTIES[(5 * number + 3) % len(_PARTIES)]} GmbH",
        without=[c for n, c in enumerate(_SOME_LACK) if (7 * number + 3 * n) % 5 == 0],
        day=f"{number + 1} March 20{10 + number}",
        law=_LAWS[number % len(_LAWS)],
        fee=f"EUR {number + 1},500",
        cap=f"EUR {number + 1}50,000",
    )


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What two runs on the same contracts wrote, a folder each."""
    for package in ("scipy", "lightgbm"):
        try:
            importlib.import_module(package)
        except (ImportError, OSError) as error:  # OSError: a library of the system is missing
            skip_or_fail(f"{package} cannot be used ({error}): see tools/requirements.txt.")
    folder = tmp_path_factory.mktemp("training")
    seen = folder / "seen.json"
    seen.write_text(json.dumps(cuad_of({f"c{n}": made_up(n) for n in range(_SEEN)})))
    runs, outputs = [], []
    # With another order of sets, and as on a machine with more processors: neither may matter.
    for number in (1, 2):
        outputs.append(folder / f"run-{number}")
        outputs[-1].mkdir()
        command = [sys.executable, "-m", "tools.train_local", seen, "--folds", "2"]
        runs.append(
            subprocess.Popen(
                [*map(str, command), "--output", str(outputs[-1])],
                cwd=ROOT,
                env=clean_environment(
                    PYTHONHASHSEED=str(number), OPENBLAS_NUM_THREADS=str(4 * number)
                ),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
    for run in runs:
        told, _ = run.communicate(timeout=100)
        assert run.returncode == 0, told
    return outputs


def test_the_same_contracts_give_the_same_bytes(trained):
    first, second = ({file.name: file.read_bytes() for file in run.iterdir()} for run in trained)
    assert {"local_model.npz", "local_accuracy.json"} <= set(first)
    assert first == second


def test_the_figures_are_of_all_contracts_and_categories(trained):
    figures = json.loads((trained[0] / "local_accuracy.json").read_text(encoding="utf-8"))
    assert figures["contracts"] == _SEEN
    assert set(figures["categories"]) == set(made_up(0).answers)
    assert 0.5 < figures["aupr"] <= 1


def evaluated(
    trained: list[Path], folder: Path, numbers: range, *options: str
) -> subprocess.CompletedProcess[str]:
    """``evaluate`` of the product with this model in place of its own, on such contracts."""
    package = folder / "summarizer_core"
    shutil.copytree(
        ROOT / "summarizer_core",
        package,
        ignore=shutil.ignore_patterns("__pycache__", "local_model.npz"),
    )
    for file in trained[0].iterdir():
        shutil.copy(file, package / "engines" / file.name)
    labelled = folder / "labelled.json"
    labelled.write_text(json.dumps(cuad_of({f"c{n}": made_up(n) for n in numbers})))
    return subprocess.run(
        [sys.executable, "-m", "summarizer_core", "evaluate", str(labelled), *options],
        cwd=folder,
        env=clean_environment(
            PYTHONPATH=str(folder), DATA_DIR=str(folder / "data"), ANALYSIS_ENGINE="local"
        ),
        capture_output=True,
        text=True,
    )


def test_the_model_finds_clauses_in_contracts_that_it_has_not_seen(trained, tmp_path):
    done = evaluated(trained, tmp_path, range(_SEEN, len(_PARTIES)), "--json", "--save")
    assert done.returncode == 0, done.stderr
    assert "was trained on" not in done.stderr
    figures = json.loads(done.stdout)
    assert figures["without_parties"]["aupr"] > 0.7
    assert figures["categories"]["Governing Law"]["presence_recall"] == 1


def test_contracts_that_the_model_was_trained_on_give_no_figures_to_keep(trained, tmp_path):
    done = evaluated(trained, tmp_path, range(_SEEN - 1, len(_PARTIES)), "--json", "--save")
    assert done.returncode == 1
    assert "The local engine was trained on 1 of these 3 contracts" in done.stderr
    assert "without --save" in done.stderr
    assert not (tmp_path / "data" / "accuracy").exists()
