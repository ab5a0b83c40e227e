from __future__ import annotations

import pytest

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import Candidate
from summarizer_core.grounding import ground
from summarizer_core.models import ExtractedDocument, Page


def placed(text: str, quote: str):
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = chunk(document)
    index = next(c.index for c in chunks if quote.split()[-1] in c.text)
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
