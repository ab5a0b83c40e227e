"""The names of key terms that engines report, in the order and groups in which people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

TITLE: Final = "Document title"
TYPE: Final = "Document type"
PARTY: Final = "Party"
ADDRESS: Final = "Notice address"
CAP: Final = "Liability cap"
GROUND: Final = "Termination ground"

GROUPS: Final[Mapping[str, Sequence[str]]] = {
    "Document": (TITLE, TYPE),
    "Parties": (PARTY,),
    "Dates and term": (
        "Agreement date",
        "Effective date",
        "Expiration date",
        "Term",
        "Renewal",
        "Notice to stop renewal",
    ),
    "Termination": (GROUND,),
    "Money": (CAP, "Payment terms", "Currency", "Amount"),
    "Law and notices": ("Governing law", "Venue", ADDRESS),
}

#: Groups whose values are dates, sums and periods.
MEASURED: Final = ("Dates and term", "Money")

ALL: Final[tuple[str, ...]] = tuple(name for names in GROUPS.values() for name in names)

_GROUP: Final = {name: group for group, names in GROUPS.items() for name in names}


def group_of(name: str) -> str:
    """The group of a term; of one that is not known here, ``Other``."""
    return _GROUP.get(name, "Other")
