"""Sentences that deny what their category is about, and those that only look like it."""

from __future__ import annotations

import pytest

from summarizer_core.negation import beside_freedoms, denies, denies_term, passage

DENIED = [
    (
        "Change of Control",
        "Article 7 - Change of owners. A change of control of the Mill does not entitle the Farm "
        "to terminate. Article 8 - Storage.",
    ),
    (
        "Change of Control",
        "SECTION IV. MERGERS. No party may terminate this Lease because of a change in control.",
    ),
    ("Change of Control", "A sale of the shares of the Mill is no ground for termination."),
    ("Unilateral Amendment", "The Board may advise, but has no power to modify this Contract."),
    (
        "Non-Compete",
        "The Dealer shall keep the price secret and shall not tell it. Nothing in this Contract "
        "prevents the Dealer from competing with the Maker.",
    ),
    ("Liquidated Damages", "If the Tenant leaves early, no termination fee shall be payable."),
    ("Exclusivity", "9. Exclusive use. The use of the yard by the Tenant shall not be exclusive."),
    ("Renewal Term", "4.1 Renewal of the lease. This Lease does not renew automatically."),
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
    ("Governing Law", "The parties agree that New York law does not govern this Agreement."),
    (
        "Governing Law",
        "This Agreement is not governed by, and shall not be construed under, the law of New York.",
    ),
    ("Governing Law", "In no event shall the laws of New York govern this Agreement."),
    ("Indemnification", "Neither party is obligated to defend or indemnify the other."),
    ("Indemnification", "There shall be no indemnification of either party by the other."),
    (
        "Indemnification",
        "The parties waive any right of indemnity; no party owes the other any indemnity.",
    ),
    ("Indemnification", "Supplier does not agree to indemnify, defend or hold harmless Customer."),
    ("Indemnification", "Under no circumstances will Supplier indemnify Customer."),
    ("Indemnification", "Nothing in this Agreement obliges either party to indemnify the other."),
    ("Liquidated Damages", "Supplier shall not be liable for liquidated damages."),
    ("Liquidated Damages", "Customer waives any liquidated damages."),
    ("Liquidated Damages", "No penalty or liquidated damages will apply to a delay."),
    ("Liquidated Damages", "There is no early termination fee."),
    ("Liquidated Damages", "Customer may terminate without paying any termination fee."),
    ("Liquidated Damages", "Liquidated damages are excluded."),
    (
        "Anti-Assignment",
        "Each party may assign or transfer this Agreement at any time to any person "
        "without the other party's consent.",
    ),
    ("Anti-Assignment", "This Agreement may be assigned freely by either party."),
    ("Anti-Assignment", "Consent to an assignment is not required."),
    ("Anti-Assignment", "Nothing in this Agreement restricts either party from assigning it."),
    ("Minimum Commitment", "Customer is under no obligation to buy any minimum volume."),
    (
        "Minimum Commitment",
        "Nothing in this Agreement obligates Customer to purchase any minimum quantity.",
    ),
    ("Minimum Commitment", "This Agreement contains no minimum purchase commitment."),
    ("Minimum Commitment", "Customer makes no commitment to any minimum volume."),
    ("Minimum Commitment", "There are no minimum purchase requirements."),
    ("Minimum Commitment", "Customer shall not be required to meet any minimum."),
    ("Audit Rights", "Neither party may audit or inspect the other's books."),
    ("Audit Rights", "Supplier is not obliged to permit any audit of its records."),
    ("Audit Rights", "There are no audit rights under this Agreement."),
    ("Audit Rights", "Customer waives any right to audit."),
    ("Insurance", "Supplier need not carry any insurance."),
    ("Insurance", "Neither party is required to obtain or maintain insurance."),
    ("Insurance", "Supplier has no obligation to insure the goods."),
    ("Exclusivity", "Supplier is not Customer's exclusive supplier."),
    ("Exclusivity", "This is not an exclusive agreement."),
    ("Exclusivity", "Nothing herein shall be construed as granting exclusivity."),
    ("Exclusivity", "The relationship between the parties is nonexclusive."),
    ("Exclusivity", "Customer may buy flour from others."),
    ("Renewal Term", "This Agreement will not automatically renew."),
    ("Renewal Term", "The Term shall not be extended automatically."),
    ("Renewal Term", "No automatic renewal applies."),
    ("Renewal Term", "Upon expiry the Agreement ends and does not renew."),
    ("Cap on Liability", "Neither party's liability is capped."),
    ("Cap on Liability", "Nothing in this Agreement limits the liability of either party."),
    ("Cap on Liability", "No limitation of liability applies."),
    ("Cap on Liability", "The parties have agreed no limit of liability."),
    ("Irrevocable or Perpetual License", "The license is not perpetual and may be revoked."),
    (
        "Irrevocable or Perpetual License",
        "The licence granted is revocable and shall not be perpetual.",
    ),
    ("Termination for Convenience", "Neither party may terminate this Agreement for convenience."),
    (
        "Termination for Convenience",
        "This Agreement may not be terminated for convenience by either party.",
    ),
    ("Termination for Convenience", "There is no right to terminate this Agreement without cause."),
    ("Termination for Convenience", "Customer waives any right to terminate for convenience."),
    ("License Grant", "Supplier grants no license to Customer."),
    ("License Grant", "Nothing in this Agreement grants Customer a license."),
    ("License Grant", "Customer receives no license or other right in the Marks."),
    ("Warranty Duration", "Supplier provides no warranty."),
    ("Warranty Duration", "Supplier does not warrant the Products for any period."),
    ("Warranty Duration", "There is no warranty period."),
    ("Revenue/Profit Sharing", "The parties shall not share revenue."),
    ("Revenue/Profit Sharing", "No portion of revenue will be shared with Customer."),
    ("Revenue/Profit Sharing", "No commission or royalty is due to Agent."),
    ("Rofr/Rofo/Rofn", "No right of first refusal is granted."),
    ("Rofr/Rofo/Rofn", "Supplier has no right of first offer."),
    ("Most Favored Nation", "Customer is not entitled to most favored nation pricing."),
    ("Source Code Escrow", "There will be no source code escrow."),
    (
        "Non-Compete",
        "Nothing in this Agreement shall restrict Supplier from competing with Customer.",
    ),
    ("Non-Compete", "There is no non-compete."),
    (
        "No-Solicit of Employees",
        "Nothing herein prohibits either party from hiring employees of the other.",
    ),
    ("Joint IP Ownership", "There is no joint ownership of any intellectual property."),
    (
        "IP Ownership Assignment",
        "Nothing in this Agreement transfers ownership of any intellectual property.",
    ),
    (
        "IP Ownership Assignment",
        "Supplier does not assign any intellectual property rights to Customer.",
    ),
    ("Change of Control", "A change of control does not require consent."),
    ("Confidentiality", "Neither party owes the other any duty of confidentiality."),
    ("Confidentiality", "No obligation of confidentiality is created by this Agreement."),
    ("Force Majeure", "Force majeure shall not excuse performance."),
    ("Third Party Beneficiary", "This Agreement does not confer any rights on third parties."),
    ("Unilateral Amendment", "Supplier may not change these terms unilaterally."),
    ("Price Restrictions", "Supplier may set its prices freely."),
    ("Post-Termination Services", "Supplier has no obligation to provide transition services."),
    ("Volume Restriction", "There is no limit on the number of users."),
    ("Data Protection", "Supplier does not process personal data."),
    ("Dispute Resolution", "Disputes shall not be submitted to arbitration."),
    (
        "Covenant Not to Sue",
        "Nothing in this Agreement prevents Customer from challenging the patents.",
    ),
]

#: Prohibitions that are the substance, limits that are no denials, negations turned round, and
#: denials beside which the thing itself is said.
SAID = [
    (
        "Change of Control",
        "A merger of the Mill does not entitle the Farm to a fee. Upon a change of control of the "
        "Mill the Farm may terminate this Lease.",
    ),
    ("Unilateral Amendment", "The Agent may not amend the terms, but the Bank may change prices."),
    (
        "Non-Compete",
        "The Dealer shall not compete in Peru. Elsewhere nothing prevents it from competing.",
    ),
    (
        "Termination for Cause",
        "If the option is used, the Tenant may not terminate this Lease for a breach.",
    ),
    ("Indemnification", "7. Duty to indemnify. The Tenant shall do so, and none shall object."),
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
    ("Insurance", "The Carrier must hold fire insurance. The Shipper is not required to insure."),
    (
        "Insurance",
        "Anso has to take out cover with an insurer, and Bexley need not insure the mill.",
    ),
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
    ("Indemnification", "Supplier shall not be relieved from its duty to indemnify."),
    (
        "Indemnification",
        "No termination of this Agreement shall relieve Supplier of its obligation to "
        "indemnify Customer.",
    ),
    (
        "Indemnification",
        "Nothing in this Agreement shall limit Supplier's obligation to indemnify Customer.",
    ),
    (
        "Indemnification",
        "Supplier shall not settle any claim for which Customer is indemnified without consent.",
    ),
    (
        "Indemnification",
        "The indemnifying party shall not be liable for any settlement made without its consent.",
    ),
    (
        "Indemnification",
        "Supplier shall indemnify Customer from any claim that the Products do not conform.",
    ),
    ("Indemnification", "No later than ten days after notice, Supplier shall indemnify Customer."),
    (
        "Indemnification",
        "Supplier shall indemnify Customer and shall not be entitled to contribution.",
    ),
    ("Indemnification", "No party shall fail to indemnify the other."),
    ("Indemnification", "The indemnity in this section shall not be limited by insurance."),
    ("Indemnification", "The indemnity shall not apply to claims caused by Customer."),
    (
        "Liquidated Damages",
        "Payment of liquidated damages shall not relieve Supplier of its other duties.",
    ),
    ("Liquidated Damages", "Liquidated damages shall not exceed USD 5,000."),
    (
        "Liquidated Damages",
        "If Supplier does not deliver on time, it shall pay liquidated damages.",
    ),
    ("Liquidated Damages", "Supplier shall pay a termination fee of USD 500 and not a penalty."),
    ("Anti-Assignment", "No assignment is valid without consent."),
    (
        "Anti-Assignment",
        "Supplier may not assign this Agreement without Customer's consent, and Customer "
        "may assign freely.",
    ),
    (
        "Anti-Assignment",
        "Neither party may, without the consent of the other, assign this Agreement.",
    ),
    ("Anti-Assignment", "This Agreement is not assignable."),
    ("Anti-Assignment", "Licensee may not freely assign this Agreement without consent."),
    ("Minimum Commitment", "Customer shall purchase no less than 500 units a year."),
    ("Minimum Commitment", "If Distributor does not meet the minimum, Supplier may terminate."),
    (
        "Minimum Commitment",
        "Failure to buy the minimum quantity shall not be a breach but Supplier may end "
        "exclusivity.",
    ),
    ("Minimum Commitment", "Distributor shall not purchase less than the minimum quantity."),
    ("Audit Rights", "Licensor may audit the books, but not more than once a year."),
    ("Audit Rights", "No audit shall take place without ten days' notice."),
    ("Audit Rights", "Licensee shall not hinder any audit."),
    ("Audit Rights", "Licensee shall not refuse an inspection."),
    ("Insurance", "Supplier shall not cancel its insurance."),
    ("Insurance", "No insurance maintained by Supplier shall limit its liability."),
    ("Insurance", "Supplier shall not commence work until it has obtained insurance."),
    ("Exclusivity", "Supplier shall not sell the Products to any third party in the Territory."),
    ("Exclusivity", "Customer shall not buy from others."),
    ("Exclusivity", "During the term no other distributor shall be appointed."),
    ("Exclusivity", "Licensor grants an exclusive, non-transferable licence."),
    ("Exclusivity", "Distributor's exclusive right shall not be affected by online sales."),
    (
        "Renewal Term",
        "This Agreement renews for one year unless either party gives notice that it "
        "does not wish to renew.",
    ),
    ("Renewal Term", "This Agreement shall not renew unless both parties agree in writing."),
    ("Renewal Term", "If neither party gives notice, the term shall be extended for one year."),
    ("Cap on Liability", "Neither party shall be liable for consequential damages."),
    ("Cap on Liability", "Liability shall not be unlimited and is capped at USD 500."),
    ("Cap on Liability", "The limits on liability shall not apply to fraud."),
    ("Cap on Liability", "Nothing in this Agreement limits liability for death."),
    ("Uncapped Liability", "There is no cap on liability under this Agreement."),
    ("Uncapped Liability", "The limit of liability shall not apply to breach of confidentiality."),
    ("Irrevocable or Perpetual License", "The perpetual licence shall not be terminated."),
    (
        "Irrevocable or Perpetual License",
        "A non-exclusive, perpetual, irrevocable licence that is not transferable.",
    ),
    ("Termination for Convenience", "Customer may terminate without cause and without penalty."),
    (
        "Termination for Convenience",
        "Supplier may not terminate, but Customer may terminate at any time.",
    ),
    (
        "Termination for Convenience",
        "Termination shall not affect accrued rights; either party may terminate on 30 "
        "days' notice.",
    ),
    (
        "License Grant",
        "Licensor hereby grants a licence, which shall not include the right to sublicense.",
    ),
    ("License Grant", "Licensee shall not use the licence outside the Territory."),
    (
        "Warranty Duration",
        "Supplier warrants that the Products shall have no defects for 12 months.",
    ),
    ("Warranty Duration", "The warranty shall not apply to misuse. It lasts 12 months."),
    ("Warranty Duration", "Supplier warrants for 90 days that the Software will not fail."),
    ("Revenue/Profit Sharing", "Licensee shall pay a royalty of not less than 5% of net sales."),
    ("Revenue/Profit Sharing", "In no event shall the royalty be less than USD 500."),
    ("Revenue/Profit Sharing", "No deduction shall be made from the royalties."),
    (
        "Rofr/Rofo/Rofn",
        "Owner shall not sell the shares without first offering them to Holder, who has "
        "a right of first refusal.",
    ),
    ("Most Favored Nation", "Supplier shall not sell to others at a lower price than to Customer."),
    ("Source Code Escrow", "Licensor shall not remove the source code from escrow."),
    ("Non-Compete", "Supplier shall not be free to compete with Customer."),
    ("Non-Compete", "Neither party may compete with the other."),
    ("No-Solicit of Employees", "Neither party may solicit or hire the other's employees."),
    ("Joint IP Ownership", "Jointly owned patents shall not be licensed without consent."),
    ("IP Ownership Assignment", "Supplier assigns all rights and shall not retain any title."),
    ("Change of Control", "No change of control may occur without consent."),
    (
        "Confidentiality",
        "Neither party shall disclose confidential information, and each shall keep it secret.",
    ),
    ("Confidentiality", "Confidential information does not include what is public."),
    ("Third Party Beneficiary", "Affiliates are third party beneficiaries; no other person is."),
    ("Unilateral Amendment", "Supplier may change these terms; Customer may not."),
    ("Price Restrictions", "Distributor shall not sell below the minimum price."),
    ("Volume Restriction", "Licensee shall not exceed 40 users."),
    ("Governing Law", "This Agreement is governed by Ohio law and not by the law of New York."),
    (
        "Governing Law",
        "This Agreement shall be governed by New York law, and the CISG shall not apply.",
    ),
    ("Governing Law", "Nothing herein shall prevent suit in Ohio; New York law governs."),
    (
        "Dispute Resolution",
        "Disputes not settled by negotiation shall be submitted to arbitration.",
    ),
    ("Dispute Resolution", "Neither party may sue before arbitration."),
    ("Payment Terms", "No payment shall be made later than 30 days after invoice."),
    ("Payment Terms", "Customer shall not withhold payment."),
    ("Data Protection", "Supplier shall not disclose personal data."),
    (
        "Post-Termination Services",
        "Termination shall not relieve Supplier of its duty to provide transition services.",
    ),
    ("Covenant Not to Sue", "Licensee shall not contest the validity of the patents."),
    (
        "Force Majeure",
        "Neither party is liable for force majeure; lack of funds is no force majeure.",
    ),
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


@pytest.mark.parametrize(
    ("name", "words", "denied"),
    [
        ("Governing law", "It shall not be governed by the laws of Ohio.", True),
        ("Governing law", "It shall be governed by the laws of Ohio.", False),
        ("Venue", "The courts of Ohio shall not have jurisdiction.", True),
        ("Expiration date", "This Lease shall not expire on May 4, 2027.", True),
        ("Expiration date", "This Lease ends on May 4, 2027 and shall not expire earlier.", False),
        ("Expiration date", "This Lease shall not continue beyond May 4, 2027.", False),
        ("Renewal", "It does not renew for a year.", True),
        ("Party", "Anso, Inc. is not a party.", False),
    ],
)
def test_a_term_that_is_denied_is_known(name, words, denied):
    assert denies_term(name, words) is denied


def test_white_space_and_quotes_make_no_difference():
    assert denies("Indemnification", "Neither party\n  shall indemnify\tthe other\u2019s agents.")


def test_who_is_left_free_is_not_read_with_who_is_bound():
    bound = "The Maker shall not sell crates in Peru through others."
    free = "The Dealer shall not be restricted from selling competing crates."
    assert beside_freedoms("Non-Compete", f"{bound} {free}") == bound
    assert beside_freedoms("Non-Compete", free) == free
    assert beside_freedoms("Indemnification", f"{bound} {free}") == f"{bound} {free}"
