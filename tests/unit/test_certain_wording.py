"""Short sentences that say a clause in so many words are found, though the model has not learnt
them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from summarizer_core import categories
from summarizer_core.chunking import chunk
from summarizer_core.engines import local_certain
from summarizer_core.engines.base import Candidate, ChunkInput
from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_certain import LONGEST, certain
from summarizer_core.hashing import normalise
from summarizer_core.models import ExtractedDocument, Page
from tests.local_views import analysed_view
from tests.short_clauses import FIRST, FRAME, NOT_SAID, SECOND, THIRD

#: A contract has one law and one day of each kind.
_ONCE = ("Governing Law", "Effective Date", "Expiration Date")


def _clauses(sentence: str) -> list[Candidate]:
    """The clauses that a contract is shown to have in one of its sentences."""
    found = LocalEngine().refine(analysed_view(FRAME.format(sentence=sentence)))
    return [
        one
        for one in found
        if one.kind == "clause" and (sentence in one.quote or one.quote in sentence)
    ]


@pytest.mark.parametrize("sentences", [FIRST, SECOND, THIRD], ids=["first", "second", "third"])
def test_a_short_clause_that_no_reader_would_doubt_is_found(
    sentences: tuple[tuple[str, str], ...],
) -> None:
    text = FRAME.format(sentence="\n\n".join(sentence for _, sentence in sentences))
    found = [one for one in LocalEngine().refine(analysed_view(text)) if not one.doubtful]
    missing = [
        (category, sentence)
        for category, sentence in sentences
        if category not in _ONCE
        and not any(
            one.name == category and (sentence in one.quote or one.quote in sentence)
            for one in found
        )
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("category", "sentence"), [one for one in (*FIRST, *SECOND, *THIRD) if one[0] in _ONCE]
)
def test_what_a_contract_says_once_is_found_in_a_short_sentence(
    category: str, sentence: str
) -> None:
    assert any(one.name == category and not one.doubtful for one in _clauses(sentence))


@pytest.mark.parametrize(("category", "sentence"), NOT_SAID)
def test_words_that_deny_a_clause_or_speak_of_something_else_are_not_taken_for_it(
    category: str, sentence: str
) -> None:
    assert category not in [found for _, _, found, _ in certain(normalise(sentence))]


def test_what_is_said_in_many_words_is_left_to_the_model() -> None:
    sentence = "The Supplier's liability under this Agreement shall be unlimited."
    assert [*certain(sentence)] == [(0, len(sentence), "Uncapped Liability", 0.5)]
    assert [*certain(f"{'x' * LONGEST} {sentence}")] == []


def test_it_is_kept_with_its_chunk_and_judged_anew_for_each_document() -> None:
    text = FRAME.format(sentence="Alder's liability is not limited.")
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = [one for one in chunk(document) if "not limited" in one.text]
    (known,) = (
        LocalEngine()
        .analyze([ChunkInput(one.sha256, normalise(one.text)) for one in chunks])
        .analyses.values()
    )
    assert [one.category for one in known.findings] == ["Uncapped Liability"]


def test_a_clause_is_shown_once_though_the_model_and_the_wording_show_it() -> None:
    found = _clauses("Neither party may assign this Agreement.")
    assert [one.name for one in found if one.name == "Anti-Assignment"] == ["Anti-Assignment"]


def test_a_sentence_that_experts_seldom_mark_is_less_certain() -> None:
    found = _clauses("The limit does not apply to breaches of confidentiality.")
    assert [one.doubtful for one in found if one.name == "Uncapped Liability"] == [True]


def test_the_ways_that_are_kept_as_data_are_of_known_kinds_and_were_counted():
    data = Path(local_certain.__file__).with_suffix(".toml")
    told = tomllib.loads(data.read_text("utf-8"))
    names = {name for way in told["way"] for name in re.findall(r"\{([a-z]+)\}", str(way["says"]))}
    assert names <= told["words"].keys()
    for way in told["way"]:
        assert way["category"] in categories.ALL
        assert way["needs"]
        assert 0 <= way["cuad"]["marked"] <= way["cuad"]["read"]
