"""What is said of a contract in German, French or Spanish, in its language and in English."""

from __future__ import annotations

from typing import Final

import pytest

from summarizer_core.engines.gemini_answers import can_come_from
from summarizer_core.proof import Proof
from tests.other_texts import FRENCH, GERMAN

SPANISH: Final = """Contrato de arrendamiento

Entre Inmuebles Sierra S.L., con domicilio en Toledo (en adelante, el "Arrendador"), y doña Lucía
Navas (en adelante, la "Arrendataria").

1. El Arrendador entrega el local por una duración de cinco años a partir del 1 de junio de 2025.
2. El Arrendatario pagará una renta de 900 euros al mes, dentro de los diez días de cada mes.
3. El Arrendatario no podrá ceder el contrato sin el consentimiento escrito del Arrendador.
4. La fianza de 1.800 euros será devuelta por el Arrendador en un plazo de treinta días.
5. El Arrendador no responde de los daños causados por terceros.
6. Este contrato se rige por la ley española.
"""
TEXTS: Final = {"de": GERMAN, "fr": FRENCH, "es": SPANISH}
SHOWN: Final = {
    "de": """The fee is EUR 4,500 per month.
Invoices are due within 30 days.
The contract begins on 1 March 2025.
Kranich Logistik pays Birkenfeld Beratung a fee of EUR 4,500 per month.
Either party may terminate it with three months' notice.
Liability is limited to EUR 50,000.
German law governs.
Der Auftraggeber zahlt eine Vergütung von 4.500 Euro im Monat.""",
    "fr": """The Client pays the Provider EUR 3,200 per month within thirty days.
The term is two years.
Either party may terminate it with three months' notice.
French law governs, and the courts of Nantes have jurisdiction.""",
    "es": """The term is five years from 1 June 2025.
Spanish law governs.""",
}
NOT_SHOWN: Final = {
    "de": """The fee is EUR 5,500 per month.
The contract begins on 1 April 2025.
Austrian law governs.
Invoices are due within 60 days.""",
    "fr": """The Client pays EUR 3,200 per month within sixty days.
The term is three years.
German law governs.""",
    "es": """French law governs.""",
}


def each(said: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, line) for code, lines in said.items() for line in lines.splitlines()]


def names(proof: Proof, statement: str) -> bool:
    """Whether a text has what a statement names."""
    return proof.has_numbers(statement) and proof.has_places(statement)


@pytest.fixture(scope="module")
def proofs() -> dict[str, Proof]:
    return {code: Proof(text, language=code) for code, text in TEXTS.items()}


@pytest.mark.parametrize(("language", "statement"), each(SHOWN))
def test_what_it_names_may_stand_in_the_contracts_own_language(proofs, language, statement):
    assert names(proofs[language], statement)


@pytest.mark.parametrize(("language", "statement"), each(NOT_SHOWN))
def test_what_the_contract_does_not_name_is_told(proofs, language, statement):
    assert not names(proofs[language], statement)


(FEE,) = [one for one in GERMAN.split("\n\n") if "Vergütung von" in one]


@pytest.mark.parametrize(
    ("answer", "proved"),
    [
        (FEE, True),
        (FEE.replace("4.500", "5.500"), False),
        (FEE.replace("Auftraggeber", "Auftragnehmer"), False),
        (FEE.replace("eine Vergütung", "keine Vergütung"), False),
        ("The Client pays the Contractor a fee of EUR 4,500 per month.", False),
    ],
)
def test_an_answer_in_the_contracts_language_is_compared_word_by_word(answer, proved):
    assert Proof(GERMAN, language="de").proves(answer, [FEE]) is proved


def test_an_english_note_on_a_german_chunk_may_tell_its_period():
    (chunk,) = [one for one in GERMAN.split("\n\n") if "Die Rechnung" in one]
    assert can_come_from("The invoice is due within 30 days of receipt.", chunk, ())
    assert not can_come_from("The invoice is due within 60 days of receipt.", chunk, ())
