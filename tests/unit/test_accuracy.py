from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from summarizer_core.accuracy import CategoryFigures, Grade, MeasuredAccuracy, shipped, trained_on
from summarizer_core.categories import CUAD
from summarizer_core.engines import local_model, local_seen
from summarizer_core.errors import Forbidden
from summarizer_core.evaluation import Contract, Prediction, evaluate
from summarizer_core.models import Actor, Role
from summarizer_core.usecases.administer import Administer

LAW = "This Agreement is governed by the laws of the State of Ohio."


def engine(name: str = "gemini", fingerprint: str = "gemini-1") -> Any:
    return SimpleNamespace(name=name, fingerprint=fingerprint)


def figures() -> dict[str, Any]:
    found = Contract({"Governing Law": [LAW]}, [Prediction("Governing Law", LAW, 0.999)])
    return evaluate([found] * 12, resamples=5)


def category(**changes: Any) -> CategoryFigures:
    return CategoryFigures(answers=40, contracts_with=30, aupr=0.5).model_copy(update=changes)


def test_the_local_engine_comes_with_figures_for_all_of_its_trained_categories():
    known = shipped()
    raw = json.loads(
        local_model.MODEL_FILE.with_name("local_accuracy.json").read_text(encoding="utf-8")
    )
    assert set(known.categories) == set(CUAD)
    assert known.aupr == raw["aupr"]
    assert known.intervals["aupr"] == tuple(raw["intervals"]["aupr"])
    assert known.without_parties.macro_aupr == raw["without_parties"]["macro_aupr"]
    assert sum(row.findings for row in known.reliability) > 1000
    assert known.contracts >= 400
    assert "CC BY 4.0" in known.source
    thresholds = {name: one.threshold for name, one in known.categories.items()}
    assert thresholds == local_model.load().thresholds


@pytest.mark.parametrize(
    ("f1", "grade"),
    [(1.0, Grade.HIGH), (0.9, Grade.HIGH), (0.894, Grade.GOOD), (0.746, Grade.GOOD),
     (0.5, Grade.FAIR), (0.494, Grade.LOW), (0.0, Grade.LOW), (None, Grade.UNKNOWN)],
)  # fmt: skip
def test_a_grade_says_how_often_presence_is_told_right(f1, grade):
    assert category(presence_f1=f1).grade is grade


def test_what_a_handful_of_contracts_showed_is_no_grade():
    assert category(presence_f1=1.0, contracts_with=9).grade is Grade.UNKNOWN
    assert category(presence_f1=1.0, contracts_with=10).grade is Grade.HIGH


def test_an_engine_that_was_never_measured_has_no_figures(tmp_path):
    accuracy = MeasuredAccuracy(tmp_path / "accuracy")
    assert accuracy.of("gemini", engine()) is None
    assert accuracy.of("gemini", None) is None
    assert accuracy.of("local", None) is shipped()


def test_saved_figures_count_for_the_version_that_was_measured_alone(tmp_path):
    accuracy = MeasuredAccuracy(tmp_path / "accuracy")
    accuracy.save(engine(), figures(), "ours.json")
    known = accuracy.of("gemini", engine())
    assert known is not None and known.measured_at is not None
    assert (known.aupr, known.contracts, known.source) == (1.0, 12, "ours.json")
    assert known.categories["Governing Law"].presence_recall == 1.0
    assert known.categories["Governing Law"].grade is Grade.HIGH
    assert accuracy.of("gemini", engine(fingerprint="gemini-2")) is None
    assert accuracy.of("gemini", None) is None
    assert [path.name for path in Path(tmp_path / "accuracy").iterdir()] == ["gemini.json"]


def test_figures_measured_here_come_before_those_that_ship(tmp_path):
    accuracy = MeasuredAccuracy(tmp_path)
    local = engine("local", "local-2")
    accuracy.save(local, figures(), "ours.json")
    known = accuracy.of("local", local)
    assert known is not None and known.source == "ours.json"
    assert accuracy.of("local", engine("local", "local-3")) is shipped()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"aupr": 1}'])
def test_a_file_of_figures_that_cannot_be_read_is_as_good_as_none(tmp_path, content):
    (tmp_path / "gemini.json").write_text(content)
    assert MeasuredAccuracy(tmp_path).of("gemini", engine()) is None


def test_only_administrators_see_the_figures_of_all_engines(tmp_path):
    nothing: Any = None
    administer = Administer(
        nothing, nothing, nothing, {"local": engine("local")}, MeasuredAccuracy(tmp_path)
    )
    with pytest.raises(Forbidden):
        administer.engine_accuracy(Actor(username="a", roles=frozenset({Role.ANALYST})))
    known = administer.engine_accuracy(Actor(username="b", roles=frozenset({Role.ADMIN})))
    assert [(one.engine, one.available, one.measured is None) for one in known] == [
        ("local", True, False),
        ("gemini", False, True),
    ]


# --- contracts that the model was trained on ----------------------------------------------------


@pytest.fixture
def seen(tmp_path) -> local_seen.Seen:
    """A sample of the phrases of two made-up contracts, as the tool writes them."""
    texts = [KNOWN, "Another contract. " * 300]
    trained_on = np.array([1, 2], np.uint64)
    steps = np.diff(local_seen.sample(texts), prepend=np.uint32(0))
    np.savez(tmp_path / "phrases.npz", steps=steps, trained_on=trained_on)
    np.savez(tmp_path / "model.npz", trained_on=trained_on)
    return local_seen.seen_from(tmp_path / "phrases.npz", tmp_path / "model.npz")


def prose(seed: int) -> str:
    rng = np.random.default_rng(seed)
    return " ".join(f"word{number}" for number in rng.integers(0, 5_000, 4_000))


KNOWN = prose(1)
_WORDS = KNOWN.split()


@pytest.mark.parametrize(
    "changed",
    [
        KNOWN,
        f"{KNOWN} .",
        KNOWN.upper().replace(" ", ",\n"),
        " ".join(_WORDS[2_000:]),
        " ".join("other" if at % 40 == 0 else word for at, word in enumerate(_WORDS)),
        f"{KNOWN} {prose(2)[: len(KNOWN) // 2]}",
    ],
    ids=["as it is", "a stop added", "other breaks", "its half", "words replaced", "more added"],
)
def test_a_contract_of_the_training_is_known_under_changes(seen, changed):
    assert seen.mostly(changed)


@pytest.mark.parametrize("other", [prose(3), f"{prose(4)} {KNOWN[:9_000]}", "", "Ten words."])
def test_a_contract_with_other_wording_is_not_known(seen, other):
    assert not seen.mostly(other)


def test_a_sample_of_another_models_contracts_is_not_used(seen, tmp_path):
    np.savez(tmp_path / "retrained.npz", trained_on=np.array([1, 3], np.uint64))
    other = local_seen.seen_from(tmp_path / "phrases.npz", tmp_path / "retrained.npz")
    assert seen.share(KNOWN) == 1.0
    assert other.share(KNOWN) == 0.0


def test_the_sample_that_ships_is_of_the_contracts_of_the_model_that_ships():
    assert len(local_seen.load().phrases) > 50_000
    assert trained_on(engine("local"), [KNOWN, ""]) == 0
    assert trained_on(engine("gemini"), [KNOWN]) == 0
