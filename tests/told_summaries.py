"""A contract, and what a model may say of it in a summary."""

from __future__ import annotations

from typing import Any, Final

TERM: Final = (
    "1. Term\n\n1.1 This Agreement between Acme Tools Ltd. and Bolt Retail GmbH begins on 14 March "
    "2025 and has an initial term of six (6) months.\n\n2. Assignment\n\n2.1 Neither party shall "
    "assign this Agreement without the consent of the other party.\n\n3. Exit\n\n3.1 The Customer "
    "shall not terminate this Agreement during the initial term.\n\n3.2 Unless the Customer agrees "
    "in writing, the Supplier may not raise the monthly fee of USD 400.\n\n4. Law\n\n4.1 This "
    "Agreement is governed by the laws of Ohio and the courts of Columbus have jurisdiction.\n"
)


def proved(text: str, *quotes: str, paragraph: int = 1, identity: str = "n1") -> dict[str, Any]:
    """A sentence as the model tells it."""
    proofs = [{"id": identity, "quote": quote} for quote in quotes]
    return {"text": text, "paragraph": paragraph, "proofs": proofs}


BEGINS: Final = "begins on 14 March 2025 and has an initial term of six (6) months"
ASSIGN: Final = "Neither party shall assign this Agreement without the consent"
LAW: Final = "is governed by the laws of Ohio"
SAID: Final = (
    proved(
        "The agreement between Acme Tools Ltd. and Bolt Retail GmbH begins on March 14, 2025 and "
        "has an initial term of 6 months.",
        BEGINS,
    ),
    proved("Neither party may assign the agreement without the consent of the other.", ASSIGN),
    proved(
        "The agreement is governed by the laws of Ohio and the courts of Columbus have "
        "jurisdiction.",
        LAW,
        paragraph=2,
    ),
)
