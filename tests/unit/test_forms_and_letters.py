"""Parties and days of papers that name them in no sentence: forms, lists and letters."""

from __future__ import annotations

import pytest

from summarizer_core.engines.base import Candidate
from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_addresses import notice_addresses
from summarizer_core.engines.local_forms import form_parties, letter_day
from tests.chunk_list import ask_directly
from tests.local_views import analysed_view


def _terms(text: str) -> list[Candidate]:
    return [one for one in LocalEngine().refine(analysed_view(text)) if one.kind == "term"]


FACILITY = """FACILITY LETTER

Lender: First Bank plc
Borrower: Marlow Foods Ltd
Date: 3 March 2024
Loan amount: GBP 250,000

1. The Lender shall lend the Borrower the loan amount on the terms of this letter.

2. The Borrower shall repay the loan within three years of the date above.
"""
LEASE = """LEASE

Date: 14 May 2023

PARTIES

Landlord (1) Harbour Estates Limited
Tenant (2) Jane Mary Doe

1. The Landlord lets the Premises to the Tenant for a term of five years.
"""
LIST = """SHAREHOLDERS AGREEMENT

BETWEEN:
(1) Alder Timber Limited
(2) Birch Homes plc (the "Investor")
(3) Mr John Carter

Date of agreement: 2024-06-01

1. The parties shall hold the shares as set out below.
"""
TABLE = """ORDER FORM

Customer | Birch Media Inc.
Supplier | Alder Software GmbH
Term | 24 months

1. The Supplier shall provide the Software to the Customer under this Order Form.
"""
OFFER = """Alder Consulting Ltd
12 High Street, London

3 March 2024

Ms Jane Doe
5 Low Road, Leeds

Dear Ms Doe,

We are pleased to offer you the position of analyst. We will pay you GBP 40,000 a year.

You agree to keep our secrets. Either of us may end this agreement on one month's notice.

Yours sincerely,

John Carter
Director, Alder Consulting Ltd

I accept the terms of this letter.

Jane Doe
"""
IOU = """LOAN AGREEMENT

I, Peter Brown, of 4 Elm Street, Bath, borrow GBP 3,000 from Susan Green. I will repay it by 1 May
2025. I agree to pay interest of 4% a year. This agreement is dated 1 May 2024.
"""
TENANCY = """TENANCY AGREEMENT

This agreement is between us, Harbour Estates Limited, and you, Jane Doe. It is dated 3 March 2024.
We let the flat to you. You pay GBP 900 each month.
"""

ENGAGEMENT = """Alder Partners LLP
12 Kings Road, Bristol

12 April 2025

Mr Tom Hale
Birch Foods Ltd
4 Quay Street, Bristol

Dear Tom,

Engagement letter

Thank you for asking us to advise Birch Foods Ltd (the "Company") on the sale of its bakery.

1. The Company shall pay us GBP 300 per hour. You may end this engagement at any time.

Yours sincerely,

Jane Norwood
Alder Partners LLP
"""
PLACEMENT = """September 3, 2024

Marlow Biotech, Inc.
200 Main Street, Boston

Ladies and Gentlemen:

This letter agreement confirms the terms under which Alder, Birch &
Co. LLC ("Alder") is engaged by Marlow Biotech, Inc., a Delaware corporation (the "Company"), to
place the shares of Reed Mills LLC (the "Target").

1. The Company shall pay Alder a fee of 6% of the proceeds.
"""
INTENT = """LETTER OF INTENT

Date: 4 June 2025

From: Corvid Energy GmbH, Hamburg ("Buyer")
To: Alder Wind AS, Oslo ("Seller")

1. Buyer would buy all shares in Alder Wind Park 3 AS.
"""


@pytest.mark.parametrize(
    ("text", "parties", "day"),
    [
        (
            ENGAGEMENT,
            [("Birch Foods Ltd", "Company"), ("Alder Partners LLP", "we")],
            "2025-04-12",
        ),
        (
            PLACEMENT,
            [("Alder, Birch & Co. LLC", "Alder"), ("Marlow Biotech, Inc.", "Company")],
            "2024-09-03",
        ),
        (
            INTENT,
            [("Corvid Energy GmbH", "Buyer"), ("Alder Wind AS", "Seller")],
            "2025-06-04",
        ),
        (
            FACILITY,
            [("First Bank plc", "Lender"), ("Marlow Foods Ltd", "Borrower")],
            "2024-03-03",
        ),
        (
            LEASE,
            [("Harbour Estates Limited", "Landlord"), ("Jane Mary Doe", "Tenant")],
            "2023-05-14",
        ),
        (
            LIST,
            [("Alder Timber Limited", ""), ("Birch Homes plc", "Investor"), ("Mr John Carter", "")],
            "2024-06-01",
        ),
        (TABLE, [("Birch Media Inc.", "Customer"), ("Alder Software GmbH", "Supplier")], None),
        (OFFER, [("Alder Consulting Ltd", "we"), ("Ms Jane Doe", "you")], "2024-03-03"),
        (IOU, [("Peter Brown", "I"), ("Susan Green", "")], "2024-05-01"),
        (TENANCY, [("Harbour Estates Limited", "us"), ("Jane Doe", "you")], "2024-03-03"),
    ],
)
def test_parties_and_the_day_are_read_from_labels_lists_and_letters(
    text: str, parties: list[tuple[str, str]], day: str | None
) -> None:
    terms = _terms(text)
    found = [(one.value, one.role) for one in terms if one.name == "Party"]
    assert sorted(found) == sorted(parties)
    assert all(one.quote in text for one in terms if one.name == "Party")
    assert [one.value for one in terms if one.name == "Agreement date"] == ([day] if day else [])


@pytest.mark.parametrize(
    "text",
    [
        "Lender: the person that lends\nBorrower: the person that borrows\n",
        "Customer: Birch Inc.\n",
        "BETWEEN:\n(1) the goods that are sold\n(2) the goods that are bought\n",
        "Dear Ms Doe,\n\nThank you for the report.\n\nRegards,\n\nJohn Carter\n",
        "Supplier: see page 4\nCustomer: Name and address\n",
    ],
)
def test_what_names_fewer_than_two_sides_names_no_parties(text: str) -> None:
    assert form_parties(text) == []


def test_a_letter_tells_what_its_sides_must_do() -> None:
    view = analysed_view(OFFER)
    said = LocalEngine().summarize(view, LocalEngine().refine(view), ask_directly).summary
    assert "Alder Consulting Ltd" in said
    assert "will pay you GBP 40,000 a year" in said
    assert "what the sides must do" not in said


def test_a_day_in_the_text_of_a_letter_is_not_the_day_of_the_letter() -> None:
    assert letter_day("Dear Ms Doe,\n\n3 March 2024\n\nWe met on that day.\n") is None
    assert letter_day("Delivery: 3 March 2024\n") is None


@pytest.mark.parametrize(
    ("text", "role", "address"),
    [
        (
            "Notices to Customer go to Ms. Jane Doe, 5 High Street, London SW1A 1AA.",
            "Customer",
            "Ms. Jane Doe, 5 High Street, London SW1A 1AA",
        ),
        (
            "Notices to Supplier must be sent to: Alder GmbH, Hauptstrasse 5, 10115 Berlin, "
            "Germany.",
            "Supplier",
            "Alder GmbH, Hauptstrasse 5, 10115 Berlin, Germany",
        ),
        (
            "All notices to the Landlord shall be addressed to Harbour Estates Limited, 4 Dock "
            "Road, "
            "Liverpool L3 4AB.",
            "Landlord",
            "Harbour Estates Limited, 4 Dock Road, Liverpool L3 4AB",
        ),
        (
            "Send notices to Customer at Birch Inc., 100 Main Street, Boston, MA 02110.",
            "Customer",
            "Birch Inc., 100 Main Street, Boston, MA 02110",
        ),
        (
            "Notices to you are sent to 5 Low Road, Leeds LS1 4AP.",
            "you",
            "5 Low Road, Leeds LS1 4AP",
        ),
    ],
)
def test_whom_a_notice_address_is_for_ends_at_the_verb(text: str, role: str, address: str) -> None:
    assert [(one.role, one.value) for one in notice_addresses(text)] == [(role, address)]
