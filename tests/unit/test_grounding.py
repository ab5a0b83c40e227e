from __future__ import annotations

import pytest

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import Candidate
from summarizer_core.grounding import ground, locate, proof_of
from summarizer_core.hashing import normalise, sha256_of
from summarizer_core.models import Chunk, ExtractedDocument, Page
from tests.samples import contract_text


def document(text: str) -> ExtractedDocument:
    half = len(text) // 2
    return ExtractedDocument(
        text=text,
        pages=(Page(number=1, start=0, end=half), Page(number=2, start=half, end=len(text))),
    )


def single(text: str) -> tuple[ExtractedDocument, tuple[Chunk, ...]]:
    """A document of one chunk."""
    whole = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    piece = Chunk(
        index=0,
        start=0,
        end=len(text),
        page=1,
        heading="",
        sha256=sha256_of(text),
        text=text,
    )
    return whole, (piece,)


def clause(quote: str, index: int = 0, name: str = "Insurance", confidence: float = 0.5):
    return Candidate("clause", name, "", quote, index, confidence)


@pytest.mark.parametrize(
    ("quote", "text", "said"),
    [
        ("the rent is due", "Thus the rent is due now.", "the rent is due"),
        ("the rent is due", "Thus the\n  rent is\u00a0due now.", "the\n  rent is\u00a0due"),
        ('the "Lessee\'s" duty', "so the “Lessee’s” duty ends", "the “Lessee’s” duty"),
        ("an office-based fix", "has an of\ufb01ce–based \ufb01x.", "an of\ufb01ce–based \ufb01x"),
        ("terminates this agreement", "he termi-\nnates this agreement.", None),
        ("the termination of it", "by the termi-\nnation of it.", "the termi-\nnation of it"),
        ("ag\u00adreement", "the agreement", "agreement"),
        ("Café", "the Cafe\u0301 there", "Cafe\u0301"),
        ("a gift", "a \ufb01gift a gi\ufb05", None),
        ("rent is dues", "the rent is due", None),
        ("limited liability", "an unlimited liability", None),
        ("500 days", "within 1,500 days", None),
        ("for 5", "for 5.25 per cent", None),
        ("510 days", "within 5-10 days", None),
        ("notable to terminate", "is not able to terminate", None),
        ("三十日", "收到发票后三十日内付清", "三十日"),
        ("", "anything", None),
        (" \n", "anything", None),
    ],
)
def test_a_quote_is_found_in_the_documents_own_words(quote, text, said):
    place = locate(quote, text)
    if said is None and quote != "terminates this agreement":
        assert place is None
    elif said is None:
        assert place is not None and text[place[0] : place[1]] == "termi-\nnates this agreement"
    else:
        assert place is not None
        assert text[place[0] : place[1]] == said


def test_a_quote_without_its_spaces_matches_whole_words_only():
    assert locate("the party liable herein", "the partyliable hereinafter called") is None
    assert locate("nation-wide services", "international nation-wide servic-\nes") is not None


def test_every_normalised_sentence_of_a_document_is_found_again():
    text = contract_text()
    for piece in chunk(document(text)):
        place = locate(normalise(piece.text), piece.text)
        assert place is not None
        assert piece.text[place[0] : place[1]] == piece.text.strip()


def test_what_is_placed_quotes_the_document():
    text = contract_text()
    whole = document(text)
    pieces = chunk(whole)
    candidates = [
        clause(" ".join(normalise(piece.text).split(" ")[2:12]), piece.index)
        for piece in pieces
        if len(piece.text) > 99
    ]
    grounded = ground(whole, pieces, candidates)
    assert grounded.rejected == 0
    assert len(grounded.clauses) == len(candidates) > 10
    for placed in grounded.clauses:
        assert text[placed.start : placed.end] == placed.quote
        assert placed.page == (1 if placed.start < len(text) // 2 else 2)


def test_a_quote_that_does_not_occur_in_its_chunk_is_rejected():
    whole, pieces = single("The rent is due monthly.")
    wrong = [clause("The rent is due weekly."), clause("The rent", 7), clause("rent", -1)]
    grounded = ground(whole, pieces, [*wrong, clause("due monthly")])
    assert grounded.rejected == 3
    assert [placed.quote for placed in grounded.clauses] == ["due monthly"]


def test_of_two_findings_in_one_place_the_surer_stays():
    whole, pieces = single("The rent is due monthly.")
    pair = [clause("rent is due", confidence=0.5), clause("rent  is due", confidence=0.9)]
    grounded = ground(whole, pieces, pair)
    assert [placed.candidate.confidence for placed in grounded.clauses] == [0.9]
    assert grounded.rejected == 0


def test_terms_and_clauses_are_kept_apart():
    whole, pieces = single("Rent of $5 a day.")
    term = Candidate("term", "Amount", "USD 5.00", "$5", 0, 0.7)
    grounded = ground(whole, pieces, [term, clause("a day")])
    assert [placed.quote for placed in grounded.terms] == ["$5"]
    assert [placed.quote for placed in grounded.clauses] == ["a day"]


# --- what is proof ---------------------------------------------------------------------------

CLAUSES = (
    "Licence. The Provider grants a non-exclusive licence to the tools.\n"
    "Neither party shall assign this Agreement.\n"
    "The Customer may end this Agreement at any time, unless fees are overdue.\n"
    "Except for death, liability is limited to EUR 5.\n"
    "The Supplier shall not: (a) sell the goods to others; (b) lend the goods to any others.\n"
    "The Supplier insures the goods and stores the goods in Bremen.\n"
    "Silence binds."
)


@pytest.mark.parametrize(
    ("quote", "proof"),
    [
        ("grants a non-exclusive licence", "grants a non-exclusive licence"),
        (
            "exclusive licence to the tools",
            "The Provider grants a non-exclusive licence to the tools",
        ),
        ("party shall assign this Agreement", "Neither party shall assign this Agreement"),
        (
            "The Customer may end this Agreement at any time",
            "The Customer may end this Agreement at any time, unless fees are overdue.",
        ),
        ("liability is limited to EUR 5", "Except for death, liability is limited to EUR 5"),
        ("insures the goods and stores", "insures the goods and stores"),
        ("stores the goods in Bremen", "stores the goods in Bremen"),
        ("Silence binds.", "Silence binds."),
        ("Silence", None),
        ("the goods in", None),
        ("EUR 5", None),
        ("sells all of the goods", None),
    ],
)
def test_a_quote_proves_with_what_turns_it_round_and_if_it_is_long_enough(quote, proof):
    place = proof_of(quote, CLAUSES)
    assert (place and CLAUSES[slice(*place)]) == proof


def test_an_item_of_a_list_is_shown_with_the_words_that_forbid_it():
    place = proof_of("lend the goods to any others", CLAUSES)
    assert place is not None
    assert CLAUSES[slice(*place)].startswith("The Supplier shall not: (a) sell")


def test_scripts_without_spaces_count_letters():
    text = "本合同适用中华人民共和国法律。双方同意。"
    assert proof_of("适用中华人民共和国", text) is not None
    assert proof_of("中华", text) is None
