"""Sentences that deny what their category is about, and those that only look like it."""

from __future__ import annotations

import pytest

from summarizer_core.negation import denies, passage

DENIED = [
    ("Governing Law", "This Agreement shall not be governed by the laws of the State of Ohio."),
    ("Governing Law", "The laws of Spain shall not apply to this Agreement."),
    ("Indemnification", "Neither party shall indemnify the other against claims of strangers."),
    ("Indemnification", "The Carrier shall have no obligation to indemnify or defend the Shipper."),
    ("Indemnification", "In no event shall the Dealer be required to hold the Maker harmless."),
    ("Indemnification", "No indemnity is given by either side."),
    (
        "Indemnification",
        "Nothing is owed between them. The Carrier will not indemnify the Shipper.",
    ),
    ("Liquidated Damages", "No liquidated damages shall be payable for a late delivery."),
    ("Liquidated Damages", "Liquidated damages shall not be due under this Contract."),
    ("Liquidated Damages", "The Tenant may leave on 30 days' notice without penalty."),
    ("Liquidated Damages", "The Shipper is not liable for any termination fee."),
    ("Anti-Assignment", "Either party may freely assign this Contract without consent."),
    ("Anti-Assignment", "The Carrier may assign its rights without the consent of the Shipper."),
    ("Anti-Assignment", "This Contract is freely assignable."),
    ("Minimum Commitment", "The Buyer has no obligation to purchase any minimum quantity of tin."),
    ("Minimum Commitment", "There is no minimum order."),
    ("Minimum Commitment", "The Buyer shall not be obliged to order any crates at all."),
    ("Audit Rights", "The Owner shall have no right to audit the accounts of the Agent."),
    ("Audit Rights", "The Owner may not inspect the books of the Agent."),
    ("Insurance", "The Carrier is not required to maintain insurance."),
    ("Insurance", "No insurance need be carried by the Carrier, and no insurance is required."),
    ("Exclusivity", "The appointment of the Dealer shall not be exclusive."),
    ("Exclusivity", "The Dealer is appointed on a non-exclusive basis."),
    ("Exclusivity", "The Maker is free to appoint other dealers in Peru."),
    ("Renewal Term", "This Contract does not renew automatically."),
    ("Renewal Term", "There shall be no automatic renewal."),
    ("Renewal Term", "The Lease ends in May without any right of renewal."),
    ("Notice Period to Terminate Renewal", "This Contract does not renew automatically."),
    ("Cap on Liability", "There is no cap on liability under this Contract."),
    ("Cap on Liability", "The liability of the Carrier shall be unlimited."),
    ("Cap on Liability", "Neither side's liability shall be limited, and it is without limit."),
    ("Irrevocable or Perpetual License", "The licence shall not be irrevocable or perpetual."),
    ("Irrevocable or Perpetual License", "The licence is neither irrevocable nor perpetual."),
    (
        "Termination for Convenience",
        "No party shall have the right to terminate this Lease for convenience.",
    ),
    ("Termination for Convenience", "The Tenant may not terminate this Lease without cause."),
    ("License Grant", "No licence is granted under any patent of the Maker."),
    ("License Grant", "This Contract does not grant the Dealer any licence."),
    ("Warranty Duration", "No warranty is given for the crates."),
    ("Warranty Duration", "The Maker gives no guarantee and makes no warranty."),
    ("Revenue/Profit Sharing", "There is no revenue share between the parties."),
    ("Revenue/Profit Sharing", "The Dealer shall not share its profit with the Maker."),
    ("Revenue/Profit Sharing", "No royalties shall be payable."),
    ("Rofr/Rofo/Rofn", "The Tenant shall not have any right of first refusal."),
    ("Most Favored Nation", "The Buyer is not entitled to most favoured customer treatment."),
    ("Source Code Escrow", "The Maker is not required to deposit the source code in escrow."),
    ("Non-Compete", "Nothing in this Contract prevents the Dealer from competing with the Maker."),
    ("Non-Compete", "The Dealer shall be free to compete with the Maker."),
    ("No-Solicit of Employees", "Each party may freely solicit and hire employees of the other."),
    ("Change of Control", "A change of control shall not entitle either party to terminate."),
    ("Confidentiality", "Neither party has a duty to keep what it learns confidential."),
    ("Data Protection", "The Carrier will not process any personal data."),
    ("Dispute Resolution", "No dispute shall be submitted to arbitration."),
    ("Third Party Beneficiary", "There are no third party beneficiaries of this Contract."),
    ("Joint IP Ownership", "The parties shall not jointly own any invention."),
    ("IP Ownership Assignment", "No title to the drawings is transferred to the Buyer."),
    ("Payment Terms", "No fees are payable under this Contract."),
    ("Unilateral Amendment", "Neither party may amend these terms alone."),
]

#: Prohibitions that are the substance, limits that are no denials, negations turned round, and
#: denials beside which the thing itself is said.
SAID = [
    ("Anti-Assignment", "Neither party shall assign this Contract without consent."),
    ("Anti-Assignment", "The Dealer may assign this Contract without consent to an affiliate."),
    (
        "Anti-Assignment",
        "The Maker may freely assign this Contract. The Dealer shall not assign it.",
    ),
    ("Anti-Assignment", "Consent to an assignment shall not be unreasonably withheld."),
    ("No-Solicit of Employees", "The Client shall not solicit employees of the Firm."),
    ("No-Solicit of Customers", "Neither party may solicit customers of the other."),
    ("Non-Compete", "The Seller shall not compete with the Buyer."),
    ("Non-Compete", "In no event shall the Seller engage in a business like that of the Buyer."),
    ("Covenant Not to Sue", "The Dealer shall not challenge the marks of the Maker."),
    ("Non-Disparagement", "Neither party shall disparage the other."),
    ("Cap on Liability", "In no event shall the liability of the Carrier exceed USD 4,000."),
    ("Cap on Liability", "The Carrier shall not be liable for lost profits."),
    ("Cap on Liability", "Liability is limited to fees, but no limit of liability covers fraud."),
    ("Uncapped Liability", "Nothing in this Contract limits the liability for fraud."),
    ("Exclusivity", "The Maker shall not appoint another dealer in Peru."),
    ("Exclusivity", "The licence is exclusive as to tin and non-exclusive as to lead."),
    ("Minimum Commitment", "The Buyer shall order not less than four tons a year."),
    ("Minimum Commitment", "In no event shall orders fall below the minimum quantity."),
    ("Payment Terms", "Payment is due no later than 30 days after the invoice."),
    ("Insurance", "The Carrier shall maintain insurance, including without limitation for fire."),
    ("Insurance", "If the Carrier does not maintain insurance, the Shipper may buy it."),
    ("Insurance", "The policy shall not be cancelled without 30 days' notice."),
    (
        "Indemnification",
        "The Carrier shall not be relieved from its duty to indemnify the Shipper.",
    ),
    ("Indemnification", "No failure to give notice releases the Carrier from any indemnity."),
    ("Indemnification", "Except as said in section 9, neither party shall indemnify the other."),
    (
        "Indemnification",
        "The Carrier shall not indemnify against hail, but shall indemnify against theft.",
    ),
    (
        "Indemnification",
        "The Carrier has no duty to indemnify to the extent that the Shipper was at fault.",
    ),
    ("Audit Rights", "The Owner may not audit the accounts more than once a year."),
    ("Audit Rights", "No audit shall unreasonably interfere with the business of the Agent."),
    ("Liquidated Damages", "The sum is due as liquidated damages and not as a penalty."),
    ("Liquidated Damages", "The parties agree that the sum does not constitute a penalty."),
    ("Governing Law", "Ohio law governs; the UN Convention shall not govern this Contract."),
    ("Governing Law", "Ohio law governs this Contract without regard to conflicts of laws."),
    ("Renewal Term", "This Lease renews for a year unless a party says that it shall not renew."),
    ("Renewal Term", "It does not renew automatically, but may be renewed in writing."),
    ("Termination for Convenience", "Either party may terminate without cause or penalty."),
    ("Termination for Convenience", "Neither party may terminate before the third year."),
    ("Irrevocable or Perpetual License", "The Maker shall not revoke the perpetual licence."),
    ("License Grant", "The Maker grants a licence; no right to sublicense is given."),
    ("License Grant", "No other licence is granted."),
    ("Non-Transferable License", "The licence is non-transferable and may not be assigned."),
    ("Warranty Duration", "The Maker warrants the crates for a year and makes no other warranty."),
    ("Warranty Disclaimer", "The Maker makes no warranty of any kind."),
    ("Revenue/Profit Sharing", "The Dealer pays 4%; no royalties shall be due on samples."),
    ("Confidentiality", "Neither party shall disclose the secrets of the other."),
    ("Force Majeure", "Neither party shall be liable for delay caused by force majeure."),
    ("Unilateral Amendment", "This Contract may not be amended except in writing."),
    ("Third Party Beneficiary", "The owners are third party beneficiaries of this Contract."),
    ("Price Restrictions", "The Maker shall not raise prices by more than two percent a year."),
    ("Volume Restriction", "The number of users shall not exceed forty."),
    ("Parties", "Neither party is a party to this Contract."),
]


@pytest.mark.parametrize(("category", "sentence"), DENIED)
def test_a_denial_is_told_from_what_it_denies(category, sentence):
    assert denies(category, sentence)


@pytest.mark.parametrize(("category", "sentence"), SAID)
def test_what_is_said_or_forbidden_is_not_denied(category, sentence):
    assert not denies(category, sentence)


def test_a_heading_before_it_says_nothing():
    assert denies(
        "Indemnification", "4.1 Indemnification\n\nNeither party shall indemnify the other."
    )
    assert denies("Indemnification", "4.1 No Indemnity. Neither party shall indemnify the other.")
    assert denies("Governing Law", "9. Governing Law This Deed shall not be governed by Ohio law.")
    assert not denies(
        "Indemnification",
        "THE CARRIER SHALL INDEMNIFY THE SHIPPER. THE SHIPPER SHALL NOT INDEMNIFY THE CARRIER.",
    )


def test_a_quote_is_read_with_its_whole_sentence():
    text = "The rent is due. No party (nor its agents) shall\n  indemnify the other. It rains."
    start = text.index("indemnify")
    words = passage(text, start, start + len("indemnify the other"))
    assert words == "No party (nor its agents) shall\n  indemnify the other."
    assert passage("One. Two. Three.", 5, 8) == "Two."


def test_white_space_and_quotes_make_no_difference():
    assert denies("Indemnification", "Neither party\n  shall indemnify\tthe other\u2019s agents.")
