"""What to say of a clause that denies what its category is about.

``negation`` tells which do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Denial:
    """``said`` is what the clause says, in the field's words; ``advice`` what to ask for."""

    said: str
    advice: str


DENIALS: Final[Mapping[str, Denial]] = {
    "Governing Law": Denial(
        "the law that it names does not govern",
        'Ask for the law that does: "This Agreement is governed by the laws of [your state]."'
        " Fallback: a neutral law.",
    ),
    "Renewal Term": Denial(
        "there is no automatic renewal",
        "Enter the end in the calendar, and agree on a successor in time. Fallback: an option"
        " to extend, to be used in writing.",
    ),
    "Notice Period to Terminate Renewal": Denial(
        "there is no automatic renewal, so no notice is needed to stop one",
        "Enter the end in the calendar. Fallback: a reminder by the other side.",
    ),
    "Termination for Convenience": Denial(
        "it gives no right to end it without a cause",
        'Check that the term is one that your client can live with. Ask for: "Either party '
        "may terminate on 90 days' written notice.\" Fallback: such a right after the first "
        "year.",
    ),
    "Termination for Cause": Denial(
        "it cannot be ended for that cause",
        'Ask for: "if the other party commits a material breach and does not cure it within '
        '30 days of written notice". Fallback: 60 days to cure.',
    ),
    "Post-Termination Services": Denial(
        "no service or help is owed after the end",
        "If your client depends on the service, ask for transition of up to 6 months at "
        "current prices. Fallback: 90 days.",
    ),
    "Change of Control": Denial(
        "a change of control has no such effect",
        "Keep it if your client may be sold. Else ask for a right to terminate if a "
        "competitor takes over. Fallback: a duty to tell of it.",
    ),
    "Anti-Assignment": Denial(
        "it may be assigned without consent",
        "If your client needs to know its partner, ask for consent, not to be unreasonably "
        "withheld. Fallback: notice of an assignment, and none to a competitor.",
    ),
    "Non-Compete": Denial(
        "there is no ban on competing",
        "Keep it if your client would be bound. Fallback: the same words for its existing "
        "business.",
    ),
    "Exclusivity": Denial(
        "there is no exclusivity",
        "Keep it if your client would be bound; if it pays for being the only one, ask for "
        "exclusivity by product and territory. Fallback: a right of first negotiation.",
    ),
    "No-Solicit of Customers": Denial(
        "customers may be approached",
        "If your client's customers need protection, ask for a ban on active solicitation for"
        " 12 months. Fallback: named customers.",
    ),
    "No-Solicit of Employees": Denial(
        "the other side's staff may be hired",
        "If your client's staff needs protection, ask for a ban on active solicitation for 12"
        " months. Fallback: staff who worked on the project.",
    ),
    "Non-Disparagement": Denial(
        "statements about the other side are not barred",
        "Keep it, and mind the law on untrue statements. Fallback: a mutual ban on untrue ones.",
    ),
    "Covenant Not to Sue": Denial(
        "claims and challenges are not barred",
        "Keep it if your client may need to sue. Fallback: a duty to negotiate first.",
    ),
    "Most Favored Nation": Denial(
        "there are no most-favoured terms",
        "If your client buys, ask for a review of prices once a year. Fallback: a ceiling on "
        "increases.",
    ),
    "Rofr/Rofo/Rofn": Denial(
        "there is no right of first refusal, offer or negotiation",
        "Keep it if your client would be bound; else ask for a right of first negotiation of "
        "30 days. Fallback: a duty to tell of a planned sale.",
    ),
    "Payment Terms": Denial(
        "no payment is due",
        "Check that nothing else in the document asks for money. Fallback: say in one "
        "sentence who bears which cost.",
    ),
    "Revenue/Profit Sharing": Denial(
        "no revenue, profit or royalty is shared",
        "Check that the price pays for all that your client gives. Fallback: a share above a "
        "threshold.",
    ),
    "Minimum Commitment": Denial(
        "no minimum is owed",
        "If your client buys, keep it. If it sells and must invest, ask for a yearly minimum."
        " Fallback: a forecast, and a price that falls with volume.",
    ),
    "Price Restrictions": Denial(
        "prices may be set freely",
        "If your client pays them, ask for indexation with a ceiling of 3% a year. Fallback: "
        "notice of 90 days and a right to terminate.",
    ),
    "Liquidated Damages": Denial(
        "no liquidated damages, penalty or fee is due",
        "If your client would receive them, ask for a fixed sum for each week of delay. "
        "Fallback: keep the claim for damages that are proved.",
    ),
    "Cap on Liability": Denial(
        "liability has no limit",
        "Ask for: \"Neither party's total liability exceeds [amount, such as the price of 12 "
        'months], except for fraud and wilful misconduct." Fallback: twice that amount.',
    ),
    "Uncapped Liability": Denial(
        "liability is not unlimited",
        "Find the limit that applies, and check amount and exceptions. Fallback: state one in"
        " figures.",
    ),
    "Indemnification": Denial(
        "no indemnity is owed",
        "If third parties may sue your client for what the other side does, ask for a mutual "
        "indemnity against such claims. Fallback: rely on damages for breach.",
    ),
    "Insurance": Denial(
        "no insurance need be held",
        "If a claim may be larger than the other side can pay, ask for liability cover with a"
        " certificate. Fallback: existing cover, evidenced on request.",
    ),
    "Warranty Duration": Denial(
        "no warranty is given",
        'If your client receives the goods or services, ask for: "conforms to specification '
        'for 12 months". Fallback: 90 days with repair or replacement.',
    ),
    "IP Ownership Assignment": Denial(
        "no intellectual property passes to the other side",
        "If your client pays for results, ask for their assignment. Fallback: a perpetual licence.",
    ),
    "Joint IP Ownership": Denial(
        "nothing is owned jointly",
        "Check who owns improvements. Fallback: ownership by one with a licence to the other.",
    ),
    "License Grant": Denial(
        "no licence is granted",
        "Check that your client needs none for what the contract is about. Fallback: a "
        "licence for that purpose and the term.",
    ),
    "Irrevocable or Perpetual License": Denial(
        "no licence is irrevocable or perpetual",
        "If your client depends on it, ask for a right that ends for uncured breach only. "
        "Fallback: 12 months of notice.",
    ),
    "Non-Transferable License": Denial(
        "the licence may be transferred",
        "If your client grants it, ask for consent. Fallback: no transfer to a competitor.",
    ),
    "Affiliate License-Licensee": Denial(
        "the licence does not cover affiliates",
        "If your client's group uses it, ask for use by named affiliates. Fallback: on notice"
        " and for a fee.",
    ),
    "Unlimited/All-You-Can-Eat-License": Denial(
        "use is not unlimited",
        "Check the limits against the use that is planned. Fallback: price steps fixed in advance.",
    ),
    "Source Code Escrow": Denial(
        "no source code is put in escrow",
        "If your client depends on the software, ask for release on insolvency or end of "
        "support. Fallback: a copy on request at that time.",
    ),
    "Volume Restriction": Denial(
        "use has no limit in number or volume",
        "If your client pays a fixed fee, keep it. Fallback: a review when use doubles.",
    ),
    "Audit Rights": Denial(
        "there is no right to audit or inspect",
        "If your client's income depends on the other side's accounts, ask for an audit once "
        "a year. Fallback: a yearly certificate of an auditor.",
    ),
    "Third Party Beneficiary": Denial(
        "nobody but the parties has rights under it",
        "Keep it. Fallback: name the group companies that may enforce.",
    ),
    "Confidentiality": Denial(
        "there is no duty of secrecy",
        "If your client discloses anything, ask for a mutual duty of 3 years. Fallback: a "
        "separate non-disclosure agreement.",
    ),
    "Force Majeure": Denial(
        "events beyond control excuse nothing",
        "Ask for an excuse for events beyond reasonable control. Fallback: a longer time to "
        "perform.",
    ),
    "Dispute Resolution": Denial(
        "disputes do not go to arbitration",
        "Check which courts decide. Fallback: the courts at the defendant's seat.",
    ),
    "Data Protection": Denial(
        "no personal data is handled",
        "Check that this is true in fact; if not, a data processing agreement is needed. "
        "Fallback: a duty to tell before any is handled.",
    ),
    "Unilateral Amendment": Denial(
        "it gives no right to change the terms alone",
        "Keep it. Fallback: changes on 60 days' notice with a right to terminate.",
    ),
}
