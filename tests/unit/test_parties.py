"""Who the parties of a contract are, from preambles as they are written."""

from __future__ import annotations

import pytest

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import ChunkInput, DocumentView
from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_parties import may_be_more, parties
from summarizer_core.hashing import normalise
from summarizer_core.models import ExtractedDocument, Page
from tests.chunk_list import ask_directly
from tests.local_views import analysed_view


def told(text: str) -> list[str]:
    return [f"{one.value} ({one.role})" if one.role else one.value for one in parties(text)]


@pytest.mark.parametrize(
    "name",
    [
        "Corvane Cloud S.à r.l.",
        "Corvane Énergie S.A.S.",
        "Corvane GmbH & Co. KG",
        "Corvane A/S",
        "Corvane Oy",
        "Corvane AB",
        "Corvane SpA",
        "Corvane S.p.A.",
        "Corvane B.V.",
        "Corvane N.V.",
        "Corvane (Perth) Pty Ltd",
        "Corvane K.K.",
        "Corvane Trading Co., Ltd.",
        "Corvane plc",
        "Corvane LLP",
        "Corvane Sp. z o.o.",
        "Corvane S.A. de C.V.",
        "CORVANE, S.A. DE C.V.",
        "Corvane S. de R.L. de C.V.",
        "Corvane Pvt. Ltd.",
        "Łódź Corvane S.A.",
        "Corvane / Delmar Income Fund",
    ],
)
def test_companies_of_all_lands_are_parties(name):
    text = f'This Supply Agreement is between Bexley LLC ("Buyer") and {name} ("Seller").'
    assert told(text) == ["Bexley LLC (Buyer)", f"{name} (Seller)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'MILL DEED between the PARTIES (1) Ada Corvane ("AC"); (2) The Wardens of the Delmar '
            'Gift 1911 ("the Gift"); (3) Bexley Fund LP, acting by its manager Bexley GP LLP ("the '
            'Investor"); and (4) Corvane Mills Limited (the "Company").',
            [
                "Ada Corvane (AC)",
                "Wardens of the Delmar Gift 1911 (Gift)",
                "Bexley Fund LP (Investor)",
                "Corvane Mills Limited (Company)",
            ],
        ),
        (
            "This Settlement Agreement is between Claimant, Ada Corvane, and Respondent, Delmar "
            "Mills LLC, a company of Ohio.",
            ["Ada Corvane (Claimant)", "Delmar Mills LLC (Respondent)"],
        ),
        (
            "Contract of 4 May 2020 between Delmar S.p.A. (Client) and Ada Corvane trading as "
            'Corvane Sound (the "Expert").',
            ["Delmar S.p.A. (Client)", "Ada Corvane (Expert)"],
        ),
        (
            "This Agreement is made between Corvane Cloud S.à r.l. (Supplier) and Delmar Ltd "
            "(Customer).",
            ["Corvane Cloud S.à r.l. (Supplier)", "Delmar Ltd (Customer)"],
        ),
        (
            'This Licence Agreement is made between Corvane Ltd ("we" or "us") and Delmar Inc. '
            '("you").',
            ["Corvane Ltd (we)", "Delmar Inc. (you)"],
        ),
        (
            "SERVICING AGREEMENT among CORVANE TRUST 2021-B, as Issuer, DELMAR ABS LLC, as "
            "Depositor and BEXLEY PARTNERSHIP d/b/a BEXLEY LOANS, as Servicer",
            [
                "CORVANE TRUST 2021-B (Issuer)",
                "DELMAR ABS LLC (Depositor)",
                "BEXLEY PARTNERSHIP d/b/a BEXLEY LOANS (Servicer)",
            ],
        ),
        (
            "by and between Corvane S.A. whose address is 9 Quai Sud, Lyon (hereinafter referred "
            "to as CORVA) and Delmar Corporation, 1 Fifth Street (hereinafter Delmar)",
            ["Corvane S.A. (CORVA)", "Delmar Corporation (Delmar)"],
        ),
        (
            'Ladies and Gentlemen: Corvane Bancorp, Inc., a Maryland corporation (the "Company"), '
            'hereby confirms its agreement with Hale, Brook & Moor, Inc. (the "Agent") as follows:',
            ["Corvane Bancorp, Inc. (Company)", "Hale, Brook & Moor, Inc. (Agent)"],
        ),
        (
            'This Guaranty is given by Corvane Holdings LLC ("Guarantor") in favor of Delmar '
            'Bank, a state bank ("Lender").',
            ["Corvane Holdings LLC (Guarantor)", "Delmar Bank (Lender)"],
        ),
        (
            'This Agreement is between OICA Limited, a company of Cyprus ("OICA" and, with its '
            'Affiliates, the "Group"), and CORVA plc, a public company ("CORVA").',
            ["OICA Limited (OICA)", "CORVA plc (CORVA)"],
        ),
    ],
)
def test_both_sides_are_told_with_their_roles(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'This Agreement is between Corvane LLC ("Vendor") and Delmar Inc. ("Buyer"). It '
            'includes Masts and Payments (the "Mast Addendum"), and Upkeep (the "Upkeep '
            'Addendum"). It replaces the letter between Vendor and Delmar Inc.',
            ["Corvane LLC (Vendor)", "Delmar Inc. (Buyer)"],
        ),
        (
            'This contract is between Corvane Motors Ltd ("Racing") and Delmar Inc. ("Sponsor"). '
            'Racing runs a team of cars (the "Racing Team").',
            ["Corvane Motors Ltd (Racing)", "Delmar Inc. (Sponsor)"],
        ),
        (
            "JOINT STUDY AGREEMENT between CORVANE ENERGY, INC. and DELMAR RESEARCH COMPANY TABLE "
            "OF CONTENTS ARTICLE 1 - DEFINITIONS 1",
            ["CORVANE ENERGY, INC.", "DELMAR RESEARCH COMPANY"],
        ),
        (
            "CAPITAL SUPPORT AGREEMENT BETWEEN CORVANE GROUP, INC. AND DELMAR LIFE INSURANCE "
            "COMPANY OF OHIO This Capital Support Agreement is dated today",
            ["CORVANE GROUP, INC.", "DELMAR LIFE INSURANCE COMPANY OF OHIO"],
        ),
        (
            'BETWEEN: CORVANE ROUTES, INC. ("CORVANE") AND DELMAR SPRINGS LIMITED ("DELMAR")',
            ["CORVANE ROUTES, INC. (CORVANE)", "DELMAR SPRINGS LIMITED (DELMAR)"],
        ),
        (
            'by and between corvane.com, Inc., a Utah corporation ("corvane"), and Delmar Ltd, '
            'referred to in this Agreement as "Host"',
            ["corvane.com, Inc. (corvane)", "Delmar Ltd (Host)"],
        ),
        (
            "This Agreement is between Corvane Inc., 1 Palm Road, Ocala, Florida 34470 "
            '("Corvane") and Delmar Inc. ("Delmar")',
            ["Corvane Inc. (Corvane)", "Delmar Inc. (Delmar)"],
        ),
    ],
)
def test_what_only_stands_near_is_no_party(text, expected):
    assert told(text) == expected


def test_two_roles_that_are_named_together_are_no_third_party():
    text = (
        'SUPPLY AGREEMENT\n\nThis Supply Agreement is between Corvane LLC ("Vendor") and Delmar '
        'Inc. ("Buyer").\n\n1. Purpose. The Vendor shall deliver and the Buyer shall pay for the '
        "goods under this Agreement. The letter of intent made by and between Buyer and Vendor, of "
        "which each has a copy, terminates.\n\n2. Law. This Agreement is governed by the laws of "
        "Ohio, and either party may terminate it for breach.\n"
    )
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    pieces, engine = chunk(document), LocalEngine()
    batch = [ChunkInput(piece.sha256, normalise(piece.text)) for piece in pieces]
    view = DocumentView(document, pieces, engine.analyze(batch).analyses)
    named = [one.value for one in engine.refine(view) if one.name == "Party"]
    assert named == ["Corvane LLC", "Delmar Inc."]


@pytest.mark.parametrize(
    ("text", "parties", "more"),
    [
        (
            "(1) Ada Corvane; (2) the heirs; (3) Delmar LLC.",
            [("Ada Corvane", ""), ("Delmar LLC", "")],
            True,
        ),
        ("(1) Ada Corvane; (2) Delmar LLC.", [("Ada Corvane", ""), ("Delmar LLC", "")], False),
        ('Delmar LLC and its chairman (together, "Sellers").', [("Delmar LLC", "Sellers")], True),
        ('Delmar LLC ("Seller").', [("Delmar LLC", "Seller")], False),
    ],
)
def test_further_parties_of_a_preamble_are_not_passed_over(text, parties, more):
    assert may_be_more(text, parties) is more


def test_the_summary_does_not_call_two_of_three_parties_all_of_them():
    text = (
        "SHARE AGREEMENT\n\nThis Share Agreement is made on 4 May 2020 between:\n\n(1) Ada "
        'Corvane ("AC");\n\n(2) the heirs of Ida Delmar; and\n\n(3) Delmar LLC ("Delmar").\n\n'
        "1. AC shall sell her shares to Delmar. Delmar shall pay $40,000.\n"
    )
    view = analysed_view(text)
    engine = LocalEngine()
    summary = engine.summarize(view, engine.refine(view), ask_directly).summary
    assert "names Ada Corvane (AC) and Delmar LLC (Delmar) among its parties" in summary


OFFICE = "whose registered office is at 9 Marlow Row, Leeds LS1 4QD"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            # One chunk ends behind the first of a list.
            "GUARANTEED MILL LOAN\n\nTHIS DEED is made the 14th day of June 2024\n\nBETWEEN\n\n"
            f'(1) MARLOW ESTATES LIMITED (company number 04418812) {OFFICE} (the "Lender");\n\n'
            f'(2) BEXLEY FOODS LIMITED (company number 11820934) {OFFICE} (the "Borrower"); and\n\n'
            "(3) MARGARET ELEANOR TARN of 17 Marlow Green, Halifax HX3 0RR "
            '(the "Guarantor").\n\n1. The Lender shall lend the Borrower GBP 900.\n',
            ["Lender", "Borrower", "Guarantor"],
        ),
        (
            # One ends behind the point of "Pte." or "INC.".
            "JOINT MILL AGREEMENT\n\nTHIS AGREEMENT is entered into on 18 November 2024, by "
            "and among Delmar Mills Pte. Ltd., a company organised under the laws of Singapore "
            '("Delmar"), PT Bexley Energi Tbk, an Indonesian company ("Bexley"), and Corvane '
            'Capital LP, a limited partnership of Delaware ("Corvane").\n\n1. '
            'Delmar shall pay USD 900.\n',
            ["Delmar", "Bexley", "Corvane"],
        ),
        (
            "PROMOTION DEED\n\nTHIS DEED is entered into by and among DELMAR, INC. "
            "(The \"Company\" "
            'or "Delmar"), ADA W. CORVANE III ("Corvane") and CORVANE SOUND, INC. ("Corvane '
            'Sound"), '
            "as of June 1, 2018.\n\nWHEREAS, the Company wants to retain Corvane;\n",
            ["Company", "Corvane", "Corvane Sound"],
        ),
        (
            "SECRECY AGREEMENT\n\nDate: 30 April 2025\n\nParties:\nDelmar Pharma AG, Bahnweg 12, "
            '6300 Zug, Switzerland ("Discloser")\nand\nBexley Limited, 4 Row, Dublin, Ireland '
            '("Recipient")\n\n1. The Recipient shall keep the recipes secret.\n',
            ["Discloser", "Recipient"],
        ),
    ],
)  # fmt: skip
def test_a_party_that_chunks_part_from_the_others_is_told_with_them(text, expected):
    found = [one for one in LocalEngine().refine(analysed_view(text)) if one.name == "Party"]
    assert [one.role for one in found] == expected
    assert not [one for one in found if "Marlow Green" in one.value]


def test_the_parties_of_the_paper_that_is_changed_are_not_those_of_the_one_that_changes_it():
    text = (
        "AMENDMENT OF MILL VENTURE\n\nThis AMENDMENT is made as of May 3, 2019 by and among (1) "
        'Tarn AB, a Swedish corporation ("Tarn") and Tarn US, Inc., a Delaware '
        'corporation ("Tarn US" '
        'and together the "Tarn Parties"), and (2) Bexley Co., Ltd., a '
        'Japanese corporation ("Bexley"), '
        "as an amendment to that certain Venture Agreement dated March 7, 2016 by and among "
        'Delmar ASP, Inc. ("Delmar ASP"), Delmar Holding, Inc. ("Delmar Holding") and Bexley.\n\n'
        "1. The Venture Agreement is amended as follows.\n"
    )
    found = [one for one in LocalEngine().refine(analysed_view(text)) if one.name == "Party"]
    assert [one.value for one in found] == ["Tarn AB", "Tarn US, Inc.", "Bexley Co., Ltd."]


@pytest.mark.parametrize(
    ("before", "text", "more"),
    [
        ("", '(2) Bexley Ltd (the "Buyer") and (3) Corvane Ltd (the "Agent")', True),
        ('between Tarn & Sons (the "Seller"), ', 'Bexley Ltd (the "Buyer")', True),
        ("This Deed is between ", 'Bexley Ltd (the "Buyer") and Tarn Ltd', False),
        ('This Deed ("Deed") is between ', 'Bexley Ltd (the "Buyer") and Tarn Ltd', False),
    ],
)
def test_somebody_before_the_first_party_may_be_another_one(before, text, more):
    found = [("Bexley Ltd", "Buyer"), ("Corvane Ltd", "Agent")]
    assert may_be_more(text, found, before) is more


# --- who is none, and what is nobody's role -----------------------------------------------------


def test_the_role_of_somebody_unnamed_is_not_given_to_whom_is_named_before():
    text = (
        "This Franchise Agreement is made between Delmar Bread Inc., an Ohio corporation, and the "
        'individual or entity named on the cover page ("Franchisee").'
    )
    assert told(text) == ["Delmar Bread Inc."]
    assert may_be_more(text[text.index("Delmar") :], [("Delmar Bread Inc.", "")])


def test_what_several_are_called_together_is_no_role_of_one():
    text = (
        'This Agreement is between Bexley Inc. (the "Company"), Corvane LLC ("Corvane") and '
        'Corvane Fund L.P. and Ada Corvane (collectively, the "Corvane Parties").'
    )
    assert told(text)[-1] == "Corvane Fund L.P."
    known = [("Bexley Inc.", "Company"), ("Corvane LLC", "Corvane"), ("Corvane Fund L.P.", "")]
    assert may_be_more(text[text.index("Bexley") :], known)


def test_a_role_beside_a_name_for_several_stays_its_bearers():
    text = (
        'This Agreement is between Delmar Ltd ("Buyer") and Corvane plc (the "Company" and, '
        'together with its affiliates, the "Corvane Group").'
    )
    assert told(text) == ["Delmar Ltd (Buyer)", "Corvane plc (Company)"]


def test_a_condition_is_no_party():
    text = 'The sale is made on clearance by the Mills and Bakers Authority (the "Condition").'
    assert told(text) == []


def test_a_title_that_names_both_is_no_third_party():
    text = (
        "SERVICE AGREEMENT BETWEEN CORVANE MILLS LTD AND DELMAR BREAD, LLC This Agreement is made "
        'by and between CORVANE MILLS LTD, a company of Kent (the "Mill"), and DELMAR BREAD, LLC, '
        'a Delaware company (the "Baker"). The Mill shall mill grain for the Baker.'
    )
    found = [one for one in LocalEngine().refine(analysed_view(text)) if one.name == "Party"]
    assert [one.value for one in found] == ["CORVANE MILLS LTD", "DELMAR BREAD, LLC"]


def test_a_name_that_begins_with_points_is_whole():
    text = (
        'This Agreement ("Agreement") is entered into as of July 1, 2020, by and between k.m.b. '
        'Corvane, Inc., a Delaware corporation (the "Company"), and Delmar Partners, LLC '
        '("Delmar"). The Company shall supply Delmar with bread.'
    )
    found = [one for one in LocalEngine().refine(analysed_view(text)) if one.name == "Party"]
    assert [one.value for one in found] == ["k.m.b. Corvane, Inc.", "Delmar Partners, LLC"]


def test_who_signs_for_a_company_is_not_part_of_its_name():
    text = (
        "Corvane Surveyors Limited\n\n17 January 2025\n\nMs Ada Delmar\n8 Hill Road\n\nDear Ada\n\n"
        "We are pleased to employ you as a surveyor. You will be paid monthly by us.\n\n"
        "Yours sincerely\n\nPeter Bexley\nDirector, for Corvane Surveyors Limited\n"
    )
    found = [one for one in LocalEngine().refine(analysed_view(text)) if one.name == "Party"]
    assert [one.value for one in found] == ["Ms Ada Delmar", "Corvane Surveyors Limited"]


def test_an_address_behind_a_name_is_no_part_of_it():
    text = (
        "MILL AGREEMENT BETWEEN: CORVANE MILLS INTERNATIONAL HOFSTRAAT 5 1234 AB DELFT THE "
        'NETHERLANDS (HEREINAFTER "CMI") AND DELMAR BREAD, INC. 20 Harbour Street Leeds '
        '(HEREINAFTER "DELMAR"). CMI shall mill grain for DELMAR.'
    )
    found = [one for one in LocalEngine().refine(analysed_view(text)) if one.name == "Party"]
    assert [(one.value, one.role) for one in found] == [
        ("CORVANE MILLS INTERNATIONAL", "CMI"),
        ("DELMAR BREAD, INC.", "DELMAR"),
    ]
