"""The summary that stands in place of one that Gemini did not write."""

from __future__ import annotations

from typing import Final

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import Candidate, DocumentView, SummaryReply
from summarizer_core.engines.gemini import GeminiEngine
from summarizer_core.engines.gemini_wire import GeminiConfig
from summarizer_core.engines.local import LocalEngine
from summarizer_core.errors import EngineError
from summarizer_core.hashing import normalise
from summarizer_core.models import ChunkAnalysis, ChunkTerm, ExtractedDocument, Page
from summarizer_core.recognition import recognise

ENGLISH: Final = """SUPPLY AGREEMENT

This Agreement is made on 9 March 2025 between Ferrow Tools Ltd. (the "Supplier") and Dairy Lune
plc (the "Buyer").

1. Delivery

The Supplier shall deliver six vats to the Buyer by 31 August 2025. The Buyer shall pay GBP 90,000
within thirty days after receipt of the invoice.

2. Law

This Agreement is governed by the laws of England. The courts of Leeds have exclusive jurisdiction
over any dispute arising out of this Agreement.
"""
GERMAN: Final = """LIEFERVERTRAG

zwischen der Ferrow Werkzeuge GmbH (nachfolgend "Lieferant") und der Lune Molkerei AG (nachfolgend
"Besteller")

Der Vertrag beginnt am 1. Mai 2025 und läuft vier Jahre, wenn er nicht vorher von einer der
Parteien gekündigt wird.

Es gilt deutsches Recht; Gerichtsstand ist Hagen. Änderungen dieses Vertrages bedürfen der
Schriftform.
"""


def engine() -> GeminiEngine:
    config = GeminiConfig("key", "gemini-2.0-flash", "http://127.0.0.1:9")
    return GeminiEngine(config, besides=LocalEngine())


def view_of(text: str, *terms: ChunkTerm) -> DocumentView:
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = chunk(document)
    analyses = {
        one.sha256: ChunkAnalysis(
            terms=tuple(term for term in terms if term.quote in normalise(one.text))
        )
        for one in chunks
    }
    return DocumentView(document, chunks, analyses, recognise(text))


def refused(*_: object) -> None:
    raise EngineError("Gemini refused it.", code="blocked")


def composed(view: DocumentView, candidates: list[Candidate]) -> SummaryReply:
    reply = engine().summarize(view, candidates, refused)  # type: ignore[arg-type]
    assert reply.composed
    return reply


def test_what_the_text_says_is_not_called_untold_because_gemini_did_not_tell_it() -> None:
    law = ChunkTerm(
        name="Governing law",
        value="England",
        quote="This Agreement is governed by the laws of England.",
    )
    quote = 'between Ferrow Tools Ltd. (the "Supplier")'
    one = ChunkTerm(name="Party", value="Ferrow Tools Ltd.", quote=quote, role="Supplier")
    view = view_of(ENGLISH, law, one)
    reply = composed(view, list(engine().refine(view)))
    untold = reply.summary.partition("What could not be told")[2]
    assert "title" not in untold
    assert "where disputes go" not in untold
    assert "the other party" not in untold
    assert "is between Ferrow Tools Ltd. (Supplier) and Dairy Lune plc (Buyer)" in reply.summary
    assert "Leeds" in reply.summary
    assert "The law of England governs." in reply.summary


def test_title_and_type_need_no_engine() -> None:
    found = engine().refine(view_of(ENGLISH))
    assert [(one.name, one.value) for one in found] == [
        ("Document title", "SUPPLY AGREEMENT"),
        ("Document type", "supply agreement"),
    ]


def test_a_sentence_for_a_value_is_quoted() -> None:
    law = "Es gilt deutsches Recht; Gerichtsstand ist Hagen."
    start = (
        "Der Vertrag beginnt am 1. Mai 2025 und läuft vier Jahre, wenn er nicht vorher von einer "
        "der Parteien gekündigt wird."
    )
    terms = [
        ChunkTerm(name=name, value=words, quote=words)
        for name, words in (
            ("Governing law", law),
            ("Venue", law),
            ("Effective date", start),
            ("Term", start),
        )
    ]
    view = view_of(GERMAN, *terms)
    summary = composed(view, list(engine().refine(view))).summary
    assert "This document is in German; what is quoted from it is in its own words." in summary
    assert "built-in engine" not in summary
    assert 'it says: "Es gilt deutsches Recht; Gerichtsstand ist Hagen".' in summary
    assert "The law of" not in summary
    assert "It takes effect" not in summary
    assert 'On when it takes effect it says: "Der Vertrag beginnt' in summary


def test_chunks_that_were_not_analysed_are_not_told() -> None:
    view = view_of(ENGLISH)
    last = view.chunks[-1]
    known = {key: one for key, one in view.analyses.items() if key != last.sha256}
    part = DocumentView(view.document, view.chunks, known, view.recognition)
    summary = composed(part, [*engine().refine(part)]).summary
    assert "Leeds" not in summary
    assert "1 of" in summary
