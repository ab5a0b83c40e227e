"""Signs of English grammar that several readers of sentences share. Pure patterns, no names."""

from __future__ import annotations

import re
from typing import Final

#: Words for what a party is in its contract.
ROLE_NOUNS: Final = (
    "Supplier Customer Client Provider Vendor Seller Buyer Purchaser Licensor Licensee Lessor "
    "Lessee Landlord Tenant Owner Operator Manager Contractor Subcontractor Consultant Advisor "
    "Adviser Agent Principal Distributor Reseller Dealer Manufacturer Franchisor Franchisee "
    "Sponsor Lender Borrower Guarantor Issuer Depositor Servicer Trustee Administrator Custodian "
    "Underwriter Employer Employee Executive Assignor Assignee Transferor Transferee Shipper "
    "Carrier Transporter Repairer Developer Publisher Host Affiliate Recipient Discloser Company "
    "Investor Parent Merchant Marketer Endorser Player Artist Author Processor Controller "
    "Counterparty Grantor Grantee Pledgor Insurer Insured Bailor Bailee Mortgagor Mortgagee"
).split()

#: What stands before somebody who is no subject.
OBJECT: Final = (
    r"to|from|with|against|by|for|upon|between|of|under|in|on|than|via|through|towards?|"
    r"including|concerning|regarding"
)
#: What stands before the subject of a subordinate clause.
UNDER: Final = (
    r"that|which|whom|whose|what|as|if|when|whenever|where|unless|until|because|while|before|after|"
    r"once|than|whether|extent|provided that|such time as"
)
#: "Shall be paid promptly by": so many words may stand between the verb and who does it.
PASSIVE_BY: Final = (
    r"\b(?:(?<!to )be|is|are|been)\b(?:-\w{2,12})?"
    r"(?:,? [\w'’-]+(?: \([^()]{1,20}\))?){1,10}?,? by (?:the )?$"
)


def ends_with(pattern: re.Pattern[str], text: str, at: int, reach: int) -> bool:
    """Whether a pattern that ends with "$" ends right before a place; looks ``reach`` characters
    back at most."""
    return pattern.search(text, max(0, at - reach), at) is not None
