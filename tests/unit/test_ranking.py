"""Passages are ranked by their rare words, less for each repetition."""

from __future__ import annotations

from summarizer_core.ranking import central, rarity, relevance, stems

TEXTS = [
    "The tenant pays the rent each month.",
    "The tenant keeps the roof of the mill dry.",
    "The tenant tells the landlord of each leak in the roof.",
    "The tenant pays for water.",
]


def ranked(question: str, texts: list[str] = TEXTS) -> list[int]:
    scores = relevance(texts, frozenset(stems(question)))
    return sorted(range(len(texts)), key=lambda at: -scores[at])


def test_a_rare_word_counts_for_more_than_one_that_all_have():
    assert ranked("Does the tenant tell of a leak?")[0] == 2
    assert rarity(1, 100) > rarity(50, 100) > rarity(100, 100) > 0


def test_words_are_compared_by_their_beginnings():
    assert ranked("Who is paying the rents?")[0] == 0


def test_a_word_that_is_repeated_counts_less_each_time():
    once, twice, often = relevance(
        ["roof", "roof roof", "roof " * 9, "mill"], frozenset(stems("roof"))
    )[:3]
    assert 0 < once < twice < often
    assert twice - once > (often - twice) / 7


def test_two_words_count_for_more_than_one_of_them_many_times():
    texts = ["roof and rent", "roof roof roof roof", "mill", "water"]
    assert ranked("roof rent", texts)[0] == 0


def test_what_shares_no_word_counts_nothing():
    assert relevance(TEXTS, frozenset(stems("arbitration"))) == [0.0] * len(TEXTS)
    assert relevance([], frozenset({"rent"})) == []


def test_the_text_that_is_about_what_all_are_about_is_central():
    weights = central([*TEXTS, "A bird sang."])
    assert min(weights) == weights[-1]
