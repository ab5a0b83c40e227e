from __future__ import annotations

import pytest

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import Candidate
from summarizer_core.grounding import ground
from summarizer_core.models import ExtractedDocument, Page
from tests.samples import contract_text


def document_of(text: str) -> ExtractedDocument:
    return ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))


def chunks_of(text: str):
    return chunk(document_of(text))


def placed(text: str, quote: str):
    document, chunks = document_of(text), chunks_of(text)
    end = " ".join(quote.split()[-3:])
    index = next(c.index for c in chunks if end in " ".join(c.text.split()))
    grounded = ground(document, chunks, [Candidate("clause", "Insurance", "", quote, index, 0.9)])
    assert grounded.rejected == 0
    (found,) = grounded.clauses
    assert text[found.start : found.end] == found.quote
    return found


def test_a_heading_line_is_no_part_of_the_quote_but_of_the_heading_path():
    sentence = "The Provider shall maintain insurance of two million dollars at all times."
    found = placed(f"Insurance\n\n{sentence}\n", f"Insurance {sentence}")
    assert found.quote == sentence
    assert found.heading.endswith("Insurance")


@pytest.mark.parametrize(
    "text",
    [
        "Provider shall insure the goods against\nall risks of loss and damage in transit to us.",
        "EXCEPT IN THE EVENT OF A\nBREACH OF SECTION 11, NEITHER PARTY SHALL BE LIABLE FOR IT.",
        "The Insurance Policy\nshall be kept in force by the Provider at its own expense always.",
    ],
)
def test_a_line_that_merely_wraps_stays_in_the_quote(text):
    assert placed(text, " ".join(text.split())).quote == text


def test_a_clause_stands_under_its_own_heading_though_its_chunk_begins_in_the_section_before():
    text = contract_text()
    paragraphs = text.split("\n\n")
    for number, heading in (("11.3", "11. Limitation of Liability"), ("12.1", "12. Liquidated")):
        quote = next(part for part in paragraphs if part.startswith(number))
        found = placed(text, quote)
        assert found.heading.startswith(f"SERVICES AGREEMENT › {heading}")
    # Both are in one chunk.
    assert any("11.3" in one.text and "12.1" in one.text for one in chunks_of(text))


@pytest.mark.parametrize(
    "title",
    ["8. Indemnification.", "8 Duties of the Provider", "8.1 Notices.", "SECTION 8. Notices"],
)
def test_the_title_of_the_next_clause_is_no_part_of_a_quote_that_runs_into_it(title):
    sentence = "The Provider shall maintain insurance of not less than $250,000."
    text = f"7. Insurance. {sentence} {title} The Provider pays for what it breaks."
    assert placed_across(text, f"{sentence} {title}") == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The Provider shall maintain the insurance that is named in Section 8.",
        "The Provider shall maintain insurance as the Customer asks. See Article IV.",
        "The Provider maintains insurance against these: 1. Fire. 2. Theft.",
    ],
)
def test_a_reference_or_an_item_at_the_end_of_a_quote_stays(sentence):
    assert placed_across(f"{sentence}\n\nThe Provider pays.", sentence) == sentence


def placed_across(text: str, quote: str) -> str:
    """What is shown of a quote that may reach over all chunks of a text."""
    document, chunks = document_of(text), chunks_of(text)
    candidate = Candidate("clause", "Insurance", "", quote, 0, 0.9, len(chunks) - 1)
    (found,) = ground(document, chunks, [candidate]).clauses
    assert text[found.start : found.end] == found.quote
    return found.quote
