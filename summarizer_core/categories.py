"""The clause categories that engines report and playbooks judge.

The first 41 are those of CUAD v1 (The Atticus Project, CC BY 4.0,
https://www.atticusprojectai.org/cuad), under the names that its files use; the rest are common
clauses that CUAD does not mark.
"""

from __future__ import annotations

from typing import Final

CUAD: Final[tuple[str, ...]] = (
    "Affiliate License-Licensee",
    "Affiliate License-Licensor",
    "Agreement Date",
    "Anti-Assignment",
    "Audit Rights",
    "Cap on Liability",
    "Change of Control",
    "Competitive Restriction Exception",
    "Covenant Not to Sue",
    "Document Name",
    "Effective Date",
    "Exclusivity",
    "Expiration Date",
    "Governing Law",
    "IP Ownership Assignment",
    "Insurance",
    "Irrevocable or Perpetual License",
    "Joint IP Ownership",
    "License Grant",
    "Liquidated Damages",
    "Minimum Commitment",
    "Most Favored Nation",
    "No-Solicit of Customers",
    "No-Solicit of Employees",
    "Non-Compete",
    "Non-Disparagement",
    "Non-Transferable License",
    "Notice Period to Terminate Renewal",
    "Parties",
    "Post-Termination Services",
    "Price Restrictions",
    "Renewal Term",
    "Revenue/Profit Sharing",
    "Rofr/Rofo/Rofn",
    "Source Code Escrow",
    "Termination for Convenience",
    "Third Party Beneficiary",
    "Uncapped Liability",
    "Unlimited/All-You-Can-Eat-License",
    "Volume Restriction",
    "Warranty Duration",
)

OTHER: Final[tuple[str, ...]] = (
    "Indemnification",
    "Confidentiality",
    "Force Majeure",
    "Dispute Resolution",
    "Payment Terms",
    "Data Protection",
    "Warranty Disclaimer",
    "Termination for Cause",
    "Unilateral Amendment",
)

ALL: Final[tuple[str, ...]] = CUAD + OTHER

#: What every contract has: facts about it rather than terms of it.
FACTS: Final = frozenset(("Agreement Date", "Document Name", "Effective Date", "Parties"))
