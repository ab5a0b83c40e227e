"""Gemini's findings are looked at once more by the model that ships."""

from __future__ import annotations

import pytest

from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.gemini import GeminiEngine
from summarizer_core.engines.gemini_second import HIGHEST, LEAST, SecondLook
from summarizer_core.engines.gemini_wire import GeminiConfig
from summarizer_core.hashing import normalise
from summarizer_core.models import ChunkAnalysis, ChunkFinding, ExtractedDocument, Page
from summarizer_core.recognition import Recognition
from tests.chunk_list import chunks

TEXT = (
    "Orders of the Dairy prevail over offers of the Smith. Title to the vats passes to the Dairy "
    "on delivery and risk passes on payment. The yearly fee covers oil and travel of the fitters "
    "but not worn gaskets. The Smith shall not assign this Agreement without the prior written "
    "consent of the Dairy. The Smith shall maintain commercial general liability insurance with "
    "limits of at least GBP 900,000. The Smith shall sell vats exclusively to the Dairy and shall "
    "not sell vats to any other person. This Agreement is governed by the laws of Scotland. "
    "Scots law applies. The Dairy may audit:\n(a) the books;\n(b) the records of the Smith."
)
ORDERS = "Orders of the Dairy prevail over offers of the Smith."


def doubted(category: str, quote: str) -> bool:
    text = normalise(TEXT)
    return SecondLook([(category, text, quote)]).doubts(category, text, quote)


@pytest.mark.parametrize(
    ("category", "quote"),
    [
        ("Most Favored Nation", ORDERS),
        ("Exclusivity", ORDERS),
        ("Anti-Assignment", "Title to the vats passes to the Dairy on delivery"),
        ("Insurance", "The yearly fee covers oil and travel of the fitters but not worn gaskets."),
        ("Governing Law", ORDERS),
    ],
)
def test_words_that_are_hardly_a_clause_of_the_kind_are_doubted(category: str, quote: str) -> None:
    assert doubted(category, quote)


@pytest.mark.parametrize(
    ("category", "quote"),
    [
        ("Anti-Assignment", "shall not assign this Agreement without the prior written consent"),
        ("Insurance", "shall maintain commercial general liability insurance with limits"),
        ("Exclusivity", "The Smith shall sell vats exclusively to the Dairy"),
        ("Governing Law", "This Agreement is governed by the laws of Scotland."),
        ("Governing Law", "Scots law applies."),
        ("Audit Rights", "(b) the records of the Smith."),
    ],
)
def test_a_clause_of_the_kind_is_not_doubted(category: str, quote: str) -> None:
    assert not doubted(category, quote)


def test_kinds_that_the_model_has_not_learnt_are_never_doubted() -> None:
    assert not doubted("Confidentiality", ORDERS)


def test_no_limit_is_higher_than_is_said() -> None:
    assert max(LEAST.values()) <= HIGHEST


def refined(recognition: Recognition) -> Candidate:
    finding = ChunkFinding(category="Most Favored Nation", quote=ORDERS, confidence=0.95)
    document = ExtractedDocument(text=TEXT, pages=(Page(number=1, start=0, end=len(TEXT)),))
    listed = chunks(TEXT)
    analyses = {listed[0].sha256: ChunkAnalysis(findings=(finding,))}
    engine = GeminiEngine(GeminiConfig("key", "gemini-2.0-flash", "http://127.0.0.1:9"))
    found = engine.refine(DocumentView(document, listed, analyses, recognition))
    return next(one for one in found if one.kind == "clause")


def test_gemini_is_not_believed_where_the_model_doubts() -> None:
    found = refined(Recognition(("en",), contract=True))
    assert found.doubtful
    assert found.confidence <= 0.1


@pytest.mark.parametrize(
    "recognition",
    [Recognition(("de",)), Recognition(("en",), contract=False), Recognition()],
)
def test_the_model_says_nothing_of_texts_that_it_has_not_learnt(recognition: Recognition) -> None:
    found = refined(recognition)
    assert not found.doubtful or found.confidence == 0.95
