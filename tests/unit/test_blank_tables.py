"""Tables in plain text: empty cells count, and no chunk grows with them."""

from __future__ import annotations

import pytest

from summarizer_core.chunking import MAX_CHARACTERS, chunk
from summarizer_core.hashing import sha256_of
from summarizer_core.models import ExtractedDocument, Page

HEAD = "| Cost | Borne by Supplier | Borne by Customer |\n|---|---|---|\n"
ONE = HEAD + "| Import duties | 100% | |\n| Insurance | | 100% |\n"
OTHER = HEAD + "| Import duties | | 100% |\n| Insurance | 100% | |\n"


def chunks_of(text: str):
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    return chunk(document)


def test_an_amount_that_changes_its_column_is_another_text():
    assert {c.sha256 for c in chunks_of(ONE)} != {c.sha256 for c in chunks_of(OTHER)}


@pytest.mark.parametrize(("columns", "rows"), [(10, 80), (30, 100)])
def test_no_chunk_of_a_blank_form_is_too_long(columns, rows):
    text = "Schedule of services\n\n" + ("|" + " |" * columns + "\n") * rows
    chunks = chunks_of(text)
    assert max(len(one.text) for one in chunks) <= MAX_CHARACTERS
    assert "".join(one.text for one in chunks) == text


def test_the_hash_of_each_chunk_of_a_table_is_that_of_its_text():
    rows = "".join(f"| Item {n} | {n * 7} days | | EUR {n}00 |\n" for n in range(200))
    for one in chunks_of(HEAD + rows):
        assert one.sha256 == sha256_of(one.text)
