from __future__ import annotations

import dataclasses
import itertools
import json
import random
import threading

import numpy as np
import pytest

from summarizer_core.categories import CUAD
from summarizer_core.chunking import chunk
from summarizer_core.engines import local_document, local_model, local_spans
from summarizer_core.engines.base import Candidate, ChunkInput, DocumentView
from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_features import Vocabulary, tokens
from summarizer_core.engines.local_trees import Trees
from summarizer_core.grounding import ground
from summarizer_core.hashing import normalise
from summarizer_core.models import ExtractedDocument, Page
from tests.samples import contract_text, long_contract_text

SENTENCES = [
    "This Agreement shall be governed by and construed in accordance with the laws of the State of "
    "Ohio, without regard to its conflict of laws rules.",
    "Neither party may assign this Agreement without the prior written consent of the other party.",
    "In no event shall either party be liable for any indirect or consequential damages.",
    "The weather was fine.",
]


def view_of(text: str) -> DocumentView:
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    pieces = chunk(document)
    batch = [ChunkInput(piece.sha256, normalise(piece.text)) for piece in pieces]
    return DocumentView(document, pieces, LocalEngine().analyze(batch).analyses)


def clauses(view: DocumentView) -> list[Candidate]:
    return [c for c in LocalEngine().refine(view) if c.kind == "clause"]


def test_numbers_are_seen_by_their_kind():
    assert tokens("On 5 May 2020, 30 days, 1,000 and 99") == [
        "on", "#5", "may", "#year", ",", "#30", "days", ",", "#large", "and", "#small"
    ]  # fmt: skip


def test_ngrams_do_not_reach_from_one_text_into_the_next():
    words = ["a", "b"]
    together = 1 * 3 + 2  # "a b"
    vocabulary = Vocabulary(words, np.array([1, 2, together], np.int64))
    columns, starts = vocabulary.rows([["a"], ["b"], ["a", "b", "a"], []])
    rows = [columns[i:j].tolist() for i, j in itertools.pairwise(starts)]
    assert rows == [[0], [1], [0, 1, 2], []]


def test_a_tree_sends_each_row_to_its_leaf():
    trees = Trees(
        roots=np.array([0], np.int32),
        feature=np.array([0, 1, 0, 0, 0], np.int16),
        threshold=np.array([0.5, 0, np.inf, np.inf, np.inf], np.float64),
        members=np.array([0, 0b1010, 0, 0, 0], np.uint64),  # of 1 and 3
        left=np.array([1, 3, 2, 3, 4], np.int32),
        value=np.array([0, 0, 30.0, 10.0, 20.0]),
        depth=2,
    )
    rows = np.array([[0.5, 1], [0.5, 3], [0.5, 2], [0.6, 1]])
    assert trees.scores(rows, np.array([1, 3, 2, 1])).tolist() == [10, 10, 20, 30]


def test_a_row_that_is_hopeless_early_is_not_looked_at_further():
    leaf = np.array([0, 1], np.int32)
    trees = Trees(
        roots=np.repeat(leaf, [64, 1]),
        feature=np.zeros(2, np.int16),
        threshold=np.full(2, np.inf),
        members=np.zeros(2, np.uint64),
        left=leaf,
        value=np.array([-0.1, 5.0]),
        depth=1,
    )
    row = np.zeros((1, 1))
    assert trees.scores(row) == pytest.approx(-6.4 + 5)
    assert dataclasses.replace(trees, hopeless=(-6.0,)).scores(row) == pytest.approx(-6.4)
    assert dataclasses.replace(trees, hopeless=(-7.0,)).scores(row) == pytest.approx(-6.4 + 5)


def test_evidence_survives_the_cache():
    evidence = local_model.load().evidence(SENTENCES)
    back = local_model.unpack(local_model.pack(evidence))
    assert np.abs(back.match - evidence.match).max() <= 1 / 16
    assert np.abs(back.part - evidence.part).max() <= 1 / 16
    assert np.abs(back.rules - evidence.rules).max() <= 1 / 400 + 1e-6


def test_what_is_no_evidence_is_refused():
    for text in ("?", "AAAA", ""):
        with pytest.raises(ValueError, match=r"evidence|reshape|buffer|base64|padding"):
            local_model.unpack(text)


def test_a_sentence_is_judged_alike_whatever_stands_beside_it():
    model = local_model.load()
    together = model.evidence(SENTENCES)
    for number, sentence in enumerate(SENTENCES):
        alone = model.evidence([sentence])
        assert np.allclose(alone.match[0], together.match[number], atol=1e-4)


def test_many_threads_get_the_same_answer_as_one():
    model, expected = local_model.load(), local_model.load().evidence(SENTENCES)
    wrong: list[int] = []

    def work(seed: int) -> None:
        order = random.Random(seed).sample(range(len(SENTENCES)), len(SENTENCES))
        for _ in range(20):
            found = model.evidence([SENTENCES[n] for n in order])
            if not np.allclose(found.match, expected.match[order], atol=1e-4):
                wrong.append(seed)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("made as of March 15, 2019 by", "March 15, 2019"),
        ("this 7th day of June, 2010 (the", "this 7th day of June, 2010"),
        ("entered into on 15 March 2019 by", "15 March 2019"),
        ("dated 08/19/2019.", "08/19/2019"),
        ("as of August __, 2019,", "August __, 2019"),
    ],
)
def test_dates_are_found_complete_or_with_blanks(text, expected):
    assert expected in [text[a:b] for a, b in local_spans.dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EXHIBIT 10.1 DISTRIBUTOR AGREEMENT This agreement", "DISTRIBUTOR AGREEMENT"),
        ("This Strategic Alliance Agreement is made", "Strategic Alliance Agreement"),
        ("AMENDMENT NO. 2 TO THE LEASE AGREEMENT of", "AMENDMENT NO. 2 TO THE LEASE AGREEMENT"),
    ],
)  # fmt: skip
def test_titles_are_found_with_every_beginning(text, expected):
    assert expected in [text[a:b] for a, b in local_spans.titles(text)]


def test_spans_are_looked_for_in_linear_time_also_in_hostile_text():
    for text in ("Agreement " * 3_000, "_" * 30_000, "May " * 8_000, "A, " * 9_000, "1 " * 9_000):
        local_spans.dates(text)
        local_spans.titles(text)


def test_features_have_their_category_where_the_trees_expect_it():
    view = view_of(contract_text())
    model = local_model.load()
    texts = [s for piece in view.chunks for s in [normalise(piece.text)] if s]
    evidence = model.evidence(texts)
    table = local_document.table(
        local_document.Sentences(
            texts=texts,
            chunk=np.arange(len(texts)),
            match=evidence.match,
            part=evidence.part,
            rules=evidence.rules,
            heading=model.heading_odds(["1. Term"] * len(texts)),
            within=model.within(texts),
        )
    )
    column = table.features[:, local_document.CATEGORY_COLUMN]
    assert column.tolist() == table.category.tolist()
    assert np.isfinite(table.features).all()


def test_a_contract_shows_its_common_clauses():
    text = "\n\n".join(
        [
            "SUPPLY AGREEMENT",
            'This Supply Agreement is made as of March 15, 2019 between Acme Corp. ("Supplier") '
            'and Globex Inc. ("Customer").',
            "1. Governing Law. " + SENTENCES[0],
            "2. Assignment. " + SENTENCES[1],
            "3. Liability. " + SENTENCES[2],
        ]
    )
    found = {c.name: c for c in clauses(view_of(text)) if not c.doubtful}
    assert {"Governing Law", "Anti-Assignment", "Cap on Liability", "Parties"} <= found.keys()
    assert found["Document Name"].quote.upper() == "SUPPLY AGREEMENT"
    assert found["Agreement Date"].quote == "March 15, 2019"
    assert "Ohio" in found["Governing Law"].quote


def test_every_clause_is_quoted_from_the_text():
    view = view_of(long_contract_text())
    found = clauses(view)
    grounded = ground(view.document, view.chunks, found)
    assert grounded.rejected == 0
    assert len(grounded.clauses) > 10
    for placed in grounded.clauses:
        assert view.document.text[placed.start : placed.end] == placed.quote


def test_confidences_are_probabilities_and_doubt_follows_the_threshold():
    thresholds = local_model.load().thresholds
    for candidate in clauses(view_of(contract_text())):
        assert 0 < candidate.confidence <= 1
        if candidate.name in CUAD:
            below = candidate.confidence < thresholds[candidate.name] + 1e-4
            assert below or not candidate.doubtful


def test_clauses_of_one_category_do_not_overlap():
    view = view_of(long_contract_text())
    placed = ground(view.document, view.chunks, clauses(view)).clauses
    for category in {one.candidate.name for one in placed} & set(CUAD):
        spans = sorted((p.start, p.end) for p in placed if p.candidate.name == category)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_a_reflow_changes_no_evidence():
    plain = view_of(contract_text())
    narrow = view_of(contract_text().replace(" the ", "\nthe "))
    assert {a.evidence for a in plain.analyses.values()} == {
        a.evidence for a in narrow.analyses.values()
    }


def test_a_document_without_words_has_no_clauses():
    assert clauses(view_of("\n")) == []
    assert clauses(view_of("....")) == []


def test_the_model_says_where_it_comes_from_and_how_good_it_is():
    accuracy = json.loads(
        local_model.MODEL_FILE.with_name("local_accuracy.json").read_text(encoding="utf-8")
    )
    assert set(accuracy["categories"]) == set(CUAD)
    assert local_model.MODEL_FILE.stat().st_size < 10_000_000
