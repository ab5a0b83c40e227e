from __future__ import annotations

import pytest

from summarizer_core import terms
from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_addresses import notice_addresses
from summarizer_core.engines.local_dates import end_date
from summarizer_core.engines.local_parties import parties
from summarizer_core.engines.local_periods import notice_to_stop
from summarizer_core.engines.local_terms import sentence_terms
from summarizer_core.engines.local_titles import document_type, title_lines, titles
from summarizer_core.support import supports
from summarizer_core.values import data_of, dates, period
from tests.local_views import analysed_view


def told(name: str, sentence: str) -> list[str]:
    return [found.value for found in sentence_terms(sentence, 0) if found.name == name]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "The courts of London have exclusive jurisdiction over all disputes.",
            ["courts of London"],
        ),
        (
            "Each party submits to the jurisdiction of the state and federal courts located in "
            "Kent County, Delaware.",
            ["courts of Kent County, Delaware"],
        ),
        (
            "Any dispute is settled by arbitration held in Geneva, Switzerland.",
            ["arbitration in Geneva, Switzerland"],
        ),
        (
            "Venue for proceedings not subject to arbitration shall be in the courts of Ohio.",
            ["courts of Ohio"],
        ),
        ("The place of jurisdiction is Geneva.", ["courts of Geneva"]),
        ("The Supplier obeys the export rules of any court of the United States.", []),
        ("Judgment upon the award may be entered in any court, such as those of Texas.", []),
        ("It is in good standing in each jurisdiction of Canada where it does business.", []),
        ("The exclusive venue is the courts of Boston or San Mateo County, California.", []),
    ],
)
def test_the_venue_is_where_disputes_are_decided(sentence, values):
    assert told("Venue", sentence) == values


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("The courts of Ohio have non-exclusive jurisdiction.", ["courts of Ohio (non-exclusive)"]),
        (
            "Baker irrevocably consents to the jurisdiction of the courts located in Kent County, "
            "Delaware.",
            ["courts of Kent County, Delaware (Baker consents)"],
        ),
        (
            "Any suit under this contract may be brought in the courts of Ohio.",
            ["courts of Ohio (may be brought there)"],
        ),
        (
            "The courts of Ohio have exclusive jurisdiction, except that the rent is set by an "
            "expert.",
            ["courts of Ohio, except that the rent is set by an expert"],
        ),
        (
            "If the dispute is not resolved by the managers, it is settled by arbitration in "
            "Geneva, but either party may seek an injunction in court.",
            [
                "arbitration in Geneva, if the dispute is not resolved, but either party may seek "
                "an injunction in court"
            ],
        ),
        (
            "Except for claims on unpaid rent, disputes are settled by arbitration in Geneva.",
            ["arbitration in Geneva, except for claims on unpaid rent"],
        ),
        (
            "Any dispute may be brought in a District Court of the mill's state, or if such court "
            "does not accept jurisdiction, in any court in the State of Texas.",
            [],
        ),
        # Of these nothing is limited.
        (
            "The courts of Ohio have exclusive jurisdiction, but no party may plead that the forum "
            "is inconvenient.",
            ["courts of Ohio"],
        ),
        (
            "Each party consents to the exclusive jurisdiction of the courts of Ohio, to the "
            "extent permitted by applicable law.",
            ["courts of Ohio"],
        ),
    ],
)
def test_a_venue_is_told_with_what_limits_it(sentence, values):
    assert told("Venue", sentence) == values
    for value in values:
        assert supports(sentence, value)
        assert data_of(value) == {}


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "This contract is governed by the laws of Ohio, save that title to the mill is "
            "governed by the laws of Kansas.",
            ["Ohio, save that title to the mill is governed by the laws of Kansas"],
        ),
        (
            "This contract is governed by the laws of Ohio, except for its conflict of laws rules.",
            ["Ohio"],
        ),
        (
            "This contract is governed by the laws of Ohio, and the parties submit to its courts, "
            "except that an injunction may be sought elsewhere.",
            ["Ohio"],
        ),
    ],
)
def test_a_law_is_told_with_what_limits_it(sentence, values):
    assert told("Governing law", sentence) == values
    assert all(supports(sentence, value) for value in values)


def test_a_long_limit_is_told_by_its_first_words():
    sentence = (
        "The courts of Ohio have exclusive jurisdiction, except that each of the parties may, "
        "where it holds that its recipes or those of its licensors are in danger, ask for an "
        "injunction in whatever court it thinks fit."
    )
    assert told("Venue", sentence) == ["courts of Ohio, except that ..."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Baker must pay all other amounts or, if no time is specified, upon receipt of an invoice.",
        "Baker uses all diligence to make payment within 45 days of receipt of the invoice.",
        "Baker shall reimburse out-of-pocket expenses within 30 days of receipt of an invoice.",
        "Mill shall ensure that Baker is invoiced no later than 10 days after receipt of the bill.",
    ],
)
def test_a_time_for_some_payments_alone_is_no_payment_term(sentence):
    assert told("Payment terms", sentence) == []


@pytest.mark.parametrize(
    ("sums", "values"),
    [
        ("All dollar amounts in this contract are expressed in Canadian dollars.", "CAD"),
        ("All payments are made in U.S. dollars.", "USD"),
    ],
)
def test_the_currency_of_the_contract_is_that_of_its_dollars(sums, values):
    text = (
        'MILL CONTRACT\n\nThis contract is between Corvane Mills Ltd (the "Mill") and Delmar '
        f'Inc. (the "Baker").\n\n1. The Baker pays $9,000 a month and US$70 at once.\n\n2. {sums}'
    )
    found = [one for one in LocalEngine().refine(analysed_view(text)) if one.name == "Amount"]
    assert [one.value for one in found] == [f"{values} 9,000.00", "USD 70.00"]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "The total liability of either party is limited to EUR 250,000 in each year.",
            ["EUR 250,000 in each year"],
        ),
        (
            "In no event shall its liability exceed the fees paid in the six (6) months before the "
            "claim, whether in contract or tort.",
            ["the fees paid in the six (6) months before the claim"],
        ),
        (
            "The liability of either party is limited to, and will not exceed, the amounts to be "
            "paid by Baker hereunder.",
            ["the amounts to be paid by Baker hereunder"],
        ),
        (
            "Its liability is limited to the typical damage, but at most to EUR 250.000,00 per "
            "calendar year.",
            ["EUR 250.000,00 per calendar year"],
        ),
        (
            "Its total liability, whether under the express or implied terms of this contract, in "
            "tort (including negligence) or at common law, for any loss or damage suffered by the "
            "Baker, whether direct, indirect or special, or any other like damage that arises from "
            "a breach by it and its directors, officers or agents, shall be limited to the amount "
            "of the cost of the tins.",
            ["the amount of the cost of the tins"],
        ),
        ("Its liability shall not exceed an amount equal to [***].", []),
        ("It keeps liability insurance of not more than $5,000,000 per occurrence.", []),
        ("Nothing in this contract limits the liability for fraud.", []),
        ("Neither party is liable for loss of profit or for indirect damage.", []),
    ],
)
def test_the_cap_on_liability_is_a_sum_or_the_words_that_measure_it(sentence, values):
    assert told("Liability cap", sentence) == values


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        (
            "The Buyer shall pay each invoice within ten (10) days from the bill of lading date.",
            ["within ten (10) days from the bill of lading date"],
        ),
        (
            "The Client shall pay each invoice within thirty (30) days of receipt of the invoice.",
            ["within thirty (30) days of receipt of the invoice"],
        ),
        ("Invoices are payable net 45 days.", ["net 45 days"]),
        ("Net Sales 24 shall be paid each quarter.", []),
        ("The Client may dispute it within ten days after receipt of the invoice and pay.", []),
        ("After an audit it is paid within ten days of receipt of an invoice.", []),
    ],
)
def test_payment_terms_say_when_invoices_are_due(sentence, values):
    assert told("Payment terms", sentence) == values


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("All payments shall be made in U.S. dollars by wire.", ["USD"]),
        ("All dollar amounts herein are in Canadian dollars.", ["CAD"]),
        ("Amounts are converted at the exchange rate and paid in euros.", []),
    ],
)
def test_the_currency_is_the_one_that_all_is_paid_in(sentence, values):
    assert told("Currency", sentence) == values
    assert all(supports(sentence, value) for value in values)


def test_notice_addresses_say_for_whom_they_are():
    text = (
        "Notices are in writing. If to the Supplier: Anso, Inc. 15400 Knoll Trail, Suite 200 "
        "Dallas, Texas 75248 Attention: President If to Buyer, to: Bexley Ltd 4 Mill Road Leeds "
        "LS1 4AP Fax: 12345"
    )
    found = notice_addresses(text)
    assert [(one.role, one.value) for one in found] == [
        ("Supplier", "Anso, Inc. 15400 Knoll Trail, Suite 200 Dallas, Texas 75248"),
        ("Buyer", "Bexley Ltd 4 Mill Road Leeds LS1 4AP"),
    ]
    for one in found:
        assert supports(text[one.start : one.end], one.value)
        assert supports(text[one.start : one.end], one.role)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "To the Supplier: Anso GmbH, Hauptstrasse 4, Bonn To the Customer: Bexley Ltd, 4 Mill "
            "Road, Leeds LS1 4AP",
            [
                ("Supplier", "Anso GmbH, Hauptstrasse 4, Bonn"),
                ("Customer", "Bexley Ltd, 4 Mill Road, Leeds LS1 4AP"),
            ],
        ),
        (
            "Notices go as follows. If to Anso: 12 Quay Street, Galway, Ireland; if to Bexley: 9 "
            "East Avenue, Boston, MA 02110",
            [
                ("Anso", "12 Quay Street, Galway, Ireland"),
                ("Bexley", "9 East Avenue, Boston, MA 02110"),
            ],
        ),
        (
            "If to Anso, in its capacity as Agent: Anso Inc., 15 West Street, Dallas, Texas 75248",
            [("Anso", "Anso Inc., 15 West Street, Dallas, Texas 75248")],
        ),
        (
            "Notices to Seller: 1 Rue Haute, Hall Building, Ghent Buyer: 9 East Avenue, Boston, MA "
            "02110",
            [("Seller", "1 Rue Haute, Hall Building, Ghent")],
        ),
    ],
)
def test_an_address_ends_before_that_of_the_next_party(text, expected):
    assert [(one.role, one.value) for one in notice_addresses(text)] == expected


def test_two_addresses_side_by_side_are_not_mixed():
    text = (
        "If to Anso: If to Bexley: Mr. A Mr. B Anso Inc. Bexley Inc. 15 West Street, Suite 5 24 "
        "East Avenue Boston, MA 02110 Dallas, Texas 75248"
    )
    assert all("If to" not in one.value for one in notice_addresses(text))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("EXCLUSIVE DISTRIBUTION AND SUPPLY AGREEMENT", "distribution agreement"),
        ("Amendment No. 3 to the Manufacturing Agreement", "amendment"),
        ("SERVICES AGREEMENT", "services agreement"),
        ("TRADEMARK LICENSE AGREEMENT", "license agreement"),
        ("INTELLECTUAL PROPERTY AGREEMENT", "intellectual property agreement"),
        ("TRANSFER AND SERVICING AGREEMENT", "services agreement"),
        ("UNCONDITIONAL CAPITAL MAINTENANCE AGREEMENT", "capital maintenance agreement"),
        ("Agreement", None),
    ],
)
def test_the_type_is_what_the_title_announces(title, kind):
    assert document_type(title) == kind


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("AMENDMENT NO. 2\n\nTO\n\nLICENSE AGREEMENT\n", "AMENDMENT NO. 2 TO LICENSE AGREEMENT"),
        (
            "Exhibit 9.1\n\nFIRST AMENDMENT TO\nTHE SUPPLY AGREEMENT\n\nThis is made today.",
            "FIRST AMENDMENT TO THE SUPPLY AGREEMENT",
        ),
        (
            "Amendment No. 3 to Anso Inc. and Bexley LLC Manufacturing Agreement\n\nIt says:",
            "Amendment No. 3 to Anso Inc. and Bexley LLC Manufacturing Agreement",
        ),
        ("EXECUTION COPY\n\nEXHIBIT A LEASE AGREEMENT\n", "LEASE AGREEMENT"),
        ("APPENDIX B\n\nTO THE SUPPLY AGREEMENT\n\nSUPPLY AGREEMENT\n", "SUPPLY AGREEMENT"),
        ("APPENDIX B - FORM OF ORDER 30 JOINT STUDY AGREEMENT\n", "JOINT STUDY AGREEMENT"),
        ("Parties to this agreement\n\nSUPPLY CONTRACT\n", "SUPPLY CONTRACT"),
    ],
)
def test_the_title_of_a_document_is_whole_and_its_own(text, title):
    assert title_lines(text)[0].value == title


def test_an_amendment_that_is_only_spoken_of_is_no_title():
    text = "SUPPLY AGREEMENT\n\nThis follows Amendment No. 1 to the Sales Agreement of May.\n"
    assert [one.value for one in title_lines(text)] == ["SUPPLY AGREEMENT"]


def test_a_title_that_is_printed_twice_is_told_once():
    (found, *_) = titles("SUPPLY AGREEMENT SUPPLY AGREEMENT, dated as of May 1, 2020")
    assert found.value == "SUPPLY AGREEMENT"


def test_the_sentence_behind_a_title_is_no_part_of_it():
    (found, *_) = titles("EXECUTION VERSION SUPPLY AGREEMENT THIS SUPPLY AGREEMENT is made")
    assert found.value == "SUPPLY AGREEMENT"


def test_a_role_may_be_told_without_brackets():
    found = parties(
        "This Contract is made by and between Anso, Inc., hereinafter referred to as the "
        "'Landlord', and Bexley LLC, hereinafter called the 'Tenant'."
    )
    assert [(one.value, one.role) for one in found] == [
        ("Anso, Inc.", "Landlord"),
        ("Bexley LLC", "Tenant"),
    ]


def test_a_title_before_a_name_is_no_part_of_it():
    found = parties(
        'SUPPLY AGREEMENT Anso, Inc. ("Seller") and Bexley LLC ("Buyer"), both corporations'
    )
    assert [one.value for one in found] == ["Anso, Inc.", "Bexley LLC"]


def test_the_end_is_read_only_from_words_about_an_end():
    ends = end_date("The Contract Period begins on May 31, 1999 and concludes on May 31, 2000.")
    assert ends is not None and ends.value == "2000-05-31"
    assert end_date("It began on May 31, 1999.") is None
    assert end_date("It ends on May 1, 2001 or it ends on June 1, 2002.") is None


def test_notice_to_stop_a_renewal_is_the_time_before_it():
    found = notice_to_stop("unless one says no at least ninety (90) days prior to expiration")
    assert found is not None and found.value == "90 days"
    option = "To use its option to renew it writes at least 90 days before the end of the term"
    assert notice_to_stop(option) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("the twenty-first day of March, 2024", "2024-03-21"),
        ("the first (1st) day of June 2020", "2020-06-01"),
        ("the 16 day of August. 2012", "2012-08-16"),
        ("dated 5/05/98", "1998-05-05"),
        ("dated 1/14/02", "2002-01-14"),
    ],
)
def test_dates_in_words_and_with_short_years_are_read(text, iso):
    (found,) = dates(text)
    assert found.value == iso
    assert supports(text, iso)


@pytest.mark.parametrize(
    ("value", "data"),
    [
        ("2024-03-01", {"date": "2024-03-01"}),
        ("USD 1,500,000.00", {"amount": 1_500_000.0, "currency": "USD"}),
        ("3 years", {"period": "P3Y"}),
        ("within thirty (30) days of receipt of each invoice", {"period": "P30D"}),
        ("England and Wales", {}),
    ],
)
def test_values_are_data_too(value, data):
    assert data_of(value) == data


def test_business_days_are_no_plain_period():
    assert period("within ten (10) business days") == "10 business days"
    assert data_of("10 business days") == {}


def test_every_term_has_its_group():
    assert terms.group_of("Venue") == "Law and notices"
    assert terms.group_of("Something that an engine of tomorrow says") == "Other"
    assert len(set(terms.ALL)) == len(terms.ALL)


def test_a_title_ends_before_its_date():
    text = "LEASE OF PART DATED 14 March 2024 The parties are named below."
    assert [one.value for one in titles(text)] == ["LEASE OF PART"]
