"""Made-up contracts with an expert's marks, in the form in which CUAD is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from tests.samples import contract_text

#: By category, how the passages begin that an expert would mark; sentences are paragraphs here.
MARKED: Final[dict[str, list[str]]] = {
    "Agreement Date": [],
    "Anti-Assignment": ["17.1"],
    "Audit Rights": ["16.2"],
    "Cap on Liability": ["11.1", "11.2"],
    "Exclusivity": ["13.1", "19.2"],
    "Governing Law": ["19.1"],
    "Insurance": ["16.1"],
    "Most Favored Nation": ["3.1"],
    "Parties": [],
    "Termination for Convenience": ["5.1"],
    "Third Party Beneficiary": ["20.2"],
    "Uncapped Liability": ["11.3"],
}


class Contract(NamedTuple):
    text: str
    answers: dict[str, list[str]]


def contract(
    provider: str, customer: str, *, without: Sequence[str] = (), **terms: str
) -> Contract:
    """A contract between these two with an expert's marks.

    Args:
        without: numbers of clauses that are not in it.
        terms: as ``contract_text`` takes them.
    """
    terms = {"law": "the State of Ohio", "day": "14 March 2025", **terms}
    whole = contract_text(provider=provider, customer=customer, **terms)
    left_out = tuple(f"{number} " for number in without)
    parts = [part for part in whole.split("\n\n") if not part.startswith(left_out)]
    answers = {
        category: [part for part in parts for begin in begins if part.startswith(begin + " ")]
        for category, begins in MARKED.items()
    }
    answers["Parties"] = [provider, customer]
    answers["Agreement Date"] = [terms["day"]]
    return Contract("\n\n".join(parts), answers)


def cuad_of(contracts: Mapping[str, Contract]) -> dict[str, Any]:
    """The contracts by name, as one file of CUAD has them."""
    return {
        "version": "made up",
        "data": [
            {
                "title": name,
                "paragraphs": [
                    {
                        "context": one.text,
                        "qas": [
                            {
                                "id": f"{name}__{category}",
                                "question": f"What is said of {category}?",
                                "is_impossible": not answers,
                                "answers": [
                                    {"text": text, "answer_start": one.text.index(text)}
                                    for text in answers
                                ],
                            }
                            for category, answers in one.answers.items()
                        ],
                    }
                ],
            }
            for name, one in contracts.items()
        ],
    }
