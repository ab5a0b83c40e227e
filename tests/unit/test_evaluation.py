from __future__ import annotations

import pytest

from summarizer_core.evaluation import Contract, Prediction, curve, evaluate, matches

LAW = "This Agreement is governed by the laws of the State of Ohio."


def contract(answers: dict[str, list[str]], *predictions: Prediction) -> Contract:
    return Contract(answers, predictions)


def test_half_of_the_words_in_common_are_a_match():
    assert matches("a b c d", "c d a b", parties=False)
    assert matches("a b c d", "a b", parties=False)
    assert not matches("a b c d e", "a b", parties=False)


def test_marks_case_and_slashes_do_not_count():
    assert matches("Audit, and/or: Inspection.", "audit and or inspection", parties=False)


def test_a_party_may_stand_within_a_longer_prediction_and_nothing_else_may():
    sentence = "Between Acme Corp. and a dozen of other companies that are named in Annex A"
    assert matches("Acme  Corp.", sentence, parties=True)
    assert not matches("Acme Corp.", sentence, parties=False)
    assert not matches("ACME CORP.", sentence, parties=True)


def test_all_answers_found_with_certainty_are_an_area_of_one():
    found = curve([0.999, 0.999], [])
    assert (found.aupr, found.precision_at_80_recall, found.precision_at_90_recall) == (1, 1, 1)


def test_what_was_never_found_limits_the_area():
    found = curve([0.999, -1.0], [])
    assert found.aupr == 0.5
    assert found.precision_at_80_recall == 0


def test_precision_does_not_fall_and_rise_again():
    # One wrong prediction above the only right one: half of what is predicted is right.
    assert curve([0.5], [0.9]).aupr == pytest.approx(0.5)


def test_a_prediction_exactly_at_a_threshold_is_not_above_it():
    assert curve([0.0], []).aupr == 0


def test_several_matches_of_one_answer_count_once_and_are_not_wrong():
    figures = evaluate(
        [
            contract(
                {"Governing Law": [LAW]},
                Prediction("Governing Law", LAW, 0.999),
                Prediction("Governing Law", LAW + " Always.", 0.999),
            )
        ],
        resamples=10,
    )
    assert figures["aupr"] == 1


def test_the_same_words_predicted_twice_are_one_prediction():
    twice = [Prediction("Insurance", "nothing", 0.9), Prediction("Insurance", "nothing", 0.8)]
    one = evaluate([contract({"Insurance": ["x"]}, twice[0])], resamples=2)
    assert evaluate([contract({"Insurance": ["x"]}, *twice)], resamples=2) == one


def test_presence_counts_only_what_users_are_shown():
    answers = {"Insurance": ["a b"], "Governing Law": []}
    shown = contract(answers, Prediction("Insurance", "a b", 0.9))
    doubtful = contract(answers, Prediction("Insurance", "a b", 0.9, shown=False))
    figures = evaluate([shown, doubtful], resamples=10)
    assert figures["categories"]["Insurance"]["presence_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["categories"]["Governing Law"]["presence_f1"] is None
    assert figures["macro_presence_f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_parties_are_left_out_where_it_says_so():
    one = contract(
        {"Parties": ["Acme"], "Insurance": ["a b"]}, Prediction("Parties", "Acme Corp.", 0.999)
    )
    figures = evaluate([one], resamples=10)
    assert figures["aupr"] == 0.5
    assert figures["without_parties"]["aupr"] == 0


def test_intervals_hold_the_figure_and_repeat():
    contracts = [
        contract({"Insurance": ["a b"]}, Prediction("Insurance", text, 0.9))
        for text in ("a b", "c d", "a b", "a b", "e f", "a b")
    ]
    first, second = evaluate(contracts, resamples=200), evaluate(contracts, resamples=200)
    assert first == second
    low, high = first["intervals"]["aupr"]
    assert low <= first["aupr"] <= high
    assert low < high


def test_a_category_that_no_contract_has_gets_no_figure_and_counts_in_no_mean():
    false_alarm = Prediction("Insurance", "c d", 0.9)
    law = Prediction("Governing Law", LAW, 0.999)
    answers = {"Governing Law": [LAW], "Insurance": [], "Audit Rights": []}
    figures = evaluate([contract(answers, law, false_alarm)], resamples=10)
    absent = {"answers": 0, "contracts_with": 0, "aupr": None, "precision_at_80_recall": None,
              "precision_at_90_recall": None, "presence_f1": None, "presence_precision": None,
              "presence_recall": None}  # fmt: skip
    assert figures["categories"]["Audit Rights"] == absent
    assert figures["categories"]["Insurance"] == absent | {"presence_precision": 0.0}
    assert (figures["macro_aupr"], figures["macro_presence_f1"]) == (1.0, 1.0)


def test_where_there_is_nothing_to_find_there_is_no_figure_and_no_interval():
    nothing = evaluate([contract({"Parties": ["Acme"], "Insurance": []})], resamples=10)
    assert nothing["aupr"] == 0
    without = nothing["without_parties"]
    assert without.pop("intervals") == {}
    assert set(without.values()) == {None}


def test_draws_of_contracts_with_nothing_to_find_do_not_lower_the_interval():
    found = contract({"Insurance": ["a b"]}, Prediction("Insurance", "a b", 0.999))
    figures = evaluate([found, contract({"Insurance": []})], resamples=100)
    assert figures["intervals"]["aupr"] == [1.0, 1.0]
