"""A key term of Gemini is one by what its own sentence says, as the product reads it."""

from __future__ import annotations

import pytest

from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.gemini_reading import as_read
from summarizer_core.models import ExtractedDocument, Page
from tests.chunk_list import chunks

TEXT = (
    'This Agreement is made on 9 March 2025 between Ferrow Tools Ltd. (the "Smith") and Dairy '
    'Lune plc (the "Dairy"). The Smith shall deliver six vats to the works of the Dairy in Hull '
    "by 31 August 2025. This Agreement takes effect on 1 April 2025 and remains in force for three "
    "years. The Smith warrants for eighteen months from acceptance that the vats are sound. Each "
    "party shall keep the recipes secret for six years after the end of this Agreement. The Smith "
    "shall mend a faulty vat within four working days after receipt of the report. Invoices are "
    "paid within 40 days. This Agreement is governed by the laws of England, and the courts of "
    "Hull have exclusive jurisdiction. Either party may terminate this Agreement if the other "
    "commits a material breach. If more than a tenth of the milk is spoilt, the Dairy may reject "
    "the vat. The liability of the Smith shall not exceed GBP 70,000. A penalty of up to GBP 2,000 "
    "is due for each day of delay. The Smith is a company organized under the laws of Jersey."
)
FOREIGN = (
    "Der Vertrag beginnt am 1. Mai 2025 und läuft vier Jahre. Die Gewährleistung beträgt 18 Monate "
    "ab Abnahme. Der Vertrag verlängert sich um ein Jahr. Es gilt deutsches Recht; Gerichtsstand "
    "ist Hagen. Bei Verzug zahlt er eine Vertragsstrafe von höchstens 900 Euro. Die Haftung ist "
    "auf 80.000 Euro begrenzt. Die Rechnung ist binnen 14 Tagen zu zahlen."
)


def sentence(part: str, text: str = TEXT) -> str:
    spare = text.replace("Ltd. (", "Ltd, (")
    return next(text[slice(*at)] for at in _spans(spare) if part in text[slice(*at)])


def _spans(text: str) -> list[tuple[int, int]]:
    begins = [0, *(at + 2 for at in range(len(text) - 2) if text[at : at + 2] == ". ")]
    return list(zip(begins, [*(one - 1 for one in begins[1:]), len(text)], strict=True))


def read(name: str, value: str, part: str, text: str = TEXT) -> list[str]:
    """The value, if the term stands."""
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    term = Candidate("term", name, value, sentence(part, text), 0, 1.0)
    return [one.value for one in as_read([term], DocumentView(document, chunks(text), {}))]


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("Agreement date", "2025-08-31", "deliver six"),
        ("Effective date", "2025-08-31", "deliver six"),
        ("Expiration date", "2025-08-31", "deliver six"),
        ("Term", "18 months", "warrants"),
        ("Term", "6 years", "secret"),
        ("Term", "4 years", "remains in force"),
        ("Renewal", "6 years", "secret"),
        ("Notice to stop renewal", "40 days", "Invoices"),
        ("Payment terms", "within 4 working days", "mend"),
        ("Payment terms", "within 30 days", "Invoices"),
        ("Governing law", "Hull", "governed by"),
        ("Governing law", "Jersey", "organized"),
        ("Venue", "England", "governed by"),
        ("Liability cap", "GBP 2,000.00", "penalty"),
        ("Termination ground", "spoilt milk", "reject"),
        ("Notice address", "Hull", "deliver six"),
        ("Payment terms", sentence("deliver six"), "deliver six"),
        ("Currency", "Invoices are paid within 40 days.", "Invoices"),
    ],
)
def test_what_a_sentence_says_of_something_else_is_no_term(
    name: str, value: str, part: str
) -> None:
    assert read(name, value, part) == []


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("Agreement date", "2025-03-09", "is made on"),
        ("Effective date", "2025-04-01", "takes effect"),
        ("Term", "3 years", "remains in force"),
        ("Payment terms", "within 40 days", "Invoices"),
        ("Governing law", "England", "governed by"),
        ("Governing law", "England and Wales", "governed by"),
        ("Venue", "courts of Hull", "governed by"),
        ("Liability cap", "GBP 70,000.00", "liability of the Smith"),
        ("Amount", "GBP 70,000.00", "liability of the Smith"),
    ],
)
def test_what_a_sentence_says_of_the_contract_is_kept(name: str, value: str, part: str) -> None:
    assert read(name, value, part) == [value]


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("Effective date", "2025-05-01", "beginnt"),
        ("Term", "4 years", "beginnt"),
        ("Renewal", "1 year", "verlängert"),
        ("Governing law", "deutsches Recht", "deutsches"),
        ("Venue", "Hagen", "deutsches"),
        ("Liability cap", "EUR 80,000.00", "Haftung"),
        ("Payment terms", "14 Tagen", "Rechnung"),
    ],
)
def test_a_term_in_another_language_is_kept_for_its_words(name: str, value: str, part: str) -> None:
    assert read(name, value, part, FOREIGN) == [value]


def test_a_cause_is_told_with_how_grave_it_has_to_be() -> None:
    assert read("Termination ground", "breach", "material breach") == ["material breach"]


def test_a_penalty_in_another_language_caps_no_liability() -> None:
    assert read("Liability cap", "EUR 900.00", "Vertragsstrafe", FOREIGN) == []


def test_the_day_at_the_head_of_a_letter_is_its_date() -> None:
    text = "12 May 2025\n\nDear Ms Roe,\n\nthis letter confirms the terms on which you will work."
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    term = Candidate("term", "Agreement date", "2025-05-12", "12 May 2025", 0, 1.0)
    assert as_read([term], DocumentView(document, chunks(text), {})) == [term]


def test_a_quote_that_does_not_occur_is_left_to_who_looks_for_it() -> None:
    term = Candidate("term", "Governing law", "Ohio", "the laws of Ohio", 0, 1.0)
    document = ExtractedDocument(text=TEXT, pages=(Page(number=1, start=0, end=len(TEXT)),))
    assert as_read([term], DocumentView(document, chunks(TEXT), {})) == [term]
