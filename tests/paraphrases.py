"""Nine contracts with what may be said of them in other words, and with lies about them.

All are made up. The lies take a contract's own words and turn who does what, whether it is so,
how
much, how long or of what; the true sentences are those that a careful reader would write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Paraphrased:
    text: str
    true: tuple[str, ...]
    lies: tuple[str, ...]


HOSTING: Final = Paraphrased(
    """MANAGED HOSTING AGREEMENT

This Managed Hosting Agreement is made on 4 February 2025 between Kestrel Hosting Ltd. (the
"Provider") and Marlow Foods plc (the "Client").

1. Services
1.1 The Provider shall host the Client's web shop and keep it available for 99.5% of each month.
1.2 The Provider shall back up the Client's data every night and keep each copy for thirty (30)
days.
1.3 Before it moves the data out of the United Kingdom the Provider shall obtain the Client's
written
consent.

2. Fees
2.1 The Client shall pay GBP 4,200 per month, within twenty-one (21) days of the date of an
invoice.
2.2 The Provider may raise the fee once in each calendar year, by no more than 3%, on three
months'
written notice.
2.3 If availability falls below the level in clause 1.1, the Provider shall credit 5% of the
monthly
fee to the Client.

3. Liability
3.1 The total liability of the Provider under this Agreement shall not exceed GBP 60,000 in any
contract year.
3.2 Nothing in this Agreement limits liability for death or personal injury caused by negligence.
3.3 Neither party is liable to the other for indirect or consequential loss.

4. Term
4.1 This Agreement runs for twenty-four months from its date and then continues until either party
gives ninety (90) days' written notice.
4.2 The Client may end this Agreement at once if availability falls below 95% in two successive
months.
4.3 On termination the Provider shall return all data of the Client within ten days and delete its
copies.
4.4 The Provider shall not be obliged to help the Client move to another host free of charge.

5. Law
5.1 This Agreement is governed by the laws of England and Wales. The courts of Manchester have
exclusive jurisdiction.
""",
    (
        "Kestrel hosts Marlow's web shop and must keep it available 99.5% of the time each month.",
        "Backups are made nightly by the Provider and each is kept for 30 days.",
        "The Provider needs the Client's written consent before moving data outside the United "
        "Kingdom.",
        "The monthly fee of GBP 4,200 is payable within 21 days of the invoice date.",
        "The Provider can increase the fee by up to 3% once a year with three months' notice.",
        "The Provider's total liability is capped at GBP 60,000 per contract year.",
        "Liability for death or personal injury caused by negligence is not limited.",
        "All of the Client's data must be returned by the Provider within ten days of termination.",
        "Neither party answers for indirect or consequential loss.",
        "The Client may terminate immediately if availability falls below 95% in two "
        "successive months.",
        "Manchester courts have exclusive jurisdiction, under the laws of England and Wales.",
        "Each copy of a backup is kept for thirty days.",
        "The Provider must delete its copies on termination.",
    ),
    (
        "Liability is unlimited.",
        "The Client's liability is capped at GBP 60,000 per contract year.",
        "The Provider may end the agreement at once if availability falls below 95% in two "
        "successive months.",
        "The Client must return all data to the Provider within ten days of termination.",
        "The Client may raise the fee once in each calendar year.",
        "The Provider must help the Client move to another host free of charge.",
        "The Client shall credit 5% of the monthly fee to the Provider.",
        "The Provider may end this Agreement at once if availability falls below 95%.",
        "The Client is not liable for indirect loss, but the Provider is.",
        "The Provider may raise the fee by at least 3%.",
        "Data may be moved out of the United Kingdom without consent.",
        "Liability for death or personal injury is limited.",
        "Each party's liability is limited to GBP 60,000.",
        "The Client shall return all data of the Provider within ten days.",
        "The Client must delete its copies on termination.",
        "Either party may end the agreement at once.",
    ),
)

LEASE: Final = Paraphrased(
    """COMMERCIAL LEASE

THIS LEASE is dated June 1, 2024 and made between Harbor Point Properties LLC ("Landlord") and
Juniper
Bakery Inc. ("Tenant").

1. PREMISES AND TERM. Landlord leases to Tenant the ground floor of 18 Quay Street for a term of
five
(5) years commencing on July 1, 2024. Tenant may renew this Lease once for a further three years
by
giving notice at least six months before the term ends.
2. RENT. Tenant shall pay rent of $6,500 per month, in advance, on the first day of each month.
Rent that
is more than ten days late bears a late charge of 4%.
3. DEPOSIT. Tenant has paid a security deposit of $13,000. Landlord shall refund the deposit to
Tenant
within 45 days after the Lease ends, less the cost of repairs for which Tenant is responsible.
4. REPAIRS. Landlord shall maintain the roof, the foundation and the outer walls. Tenant shall
keep the
interior in good repair and shall clean the windows.
5. USE. Tenant shall use the premises as a bakery and for no other purpose. Tenant shall not store
hazardous materials in the premises.
6. ASSIGNMENT. Tenant shall not assign this Lease or sublet the premises without the prior written
consent of Landlord, which shall not be unreasonably withheld.
7. INSURANCE. Tenant shall carry liability insurance of at least $1,000,000 and shall name
Landlord as an
additional insured.
8. ENTRY. Landlord may enter the premises to inspect them after giving Tenant 24 hours' notice,
except
in an emergency.
9. DEFAULT. If Tenant fails to pay rent within ten days after written notice, Landlord may
terminate
this Lease.
10. TAXES. Real estate taxes shall be paid by Landlord. Utilities shall be paid by Tenant.
11. LAW. This Lease is governed by the laws of the State of Oregon.
""",
    (
        "The lease runs for five years from July 1, 2024, and the Tenant may renew it once "
        "for three "
        "more years.",
        "Rent is $6,500 a month, payable in advance on the first day of the month.",
        "The deposit of $13,000 must be refunded by the Landlord within 45 days after the "
        "lease ends.",
        "The Landlord looks after the roof, foundation and outer walls.",
        "The Tenant pays for utilities and the Landlord pays the real estate taxes.",
        "Subletting requires the Landlord's prior written consent.",
        "The Landlord may enter to inspect on 24 hours' notice, except in an emergency.",
        "The tenant must keep the interior in good repair and clean the windows.",
        "Late rent bears a 4% charge after ten days.",
        "Oregon law governs the lease.",
        "The premises may only be used as a bakery.",
        "Hazardous materials may not be stored on the premises.",
    ),
    (
        "The deposit is refunded by the Tenant within 45 days after the lease ends.",
        "Real estate taxes are paid by the Tenant.",
        "The Tenant may terminate the lease if rent is not paid within ten days after written"
        " notice.",
        "The roof is maintained by the Tenant.",
        "The Landlord must name the Tenant as an additional insured.",
        "The Tenant may enter the premises on 24 hours' notice.",
        "The Landlord shall keep the interior in good repair.",
        "The Landlord has paid a security deposit of $13,000.",
        "The Landlord may assign this Lease without the consent of the Tenant.",
        "Utilities are paid by the Landlord.",
        "The Tenant leases the ground floor to the Landlord.",
        "The Landlord may renew the lease for a further three years.",
        "The Tenant may store hazardous materials in the premises.",
        "Rent is due after the first day of each month.",
        "Refund of the deposit is due within 45 days before the Lease ends.",
    ),
)

CONSULTANCY: Final = Paraphrased(
    """CONSULTING AGREEMENT

This Consulting Agreement (this "Agreement") is entered into as of January 15, 2025 by and between
Solway Instruments Inc., a Delaware corporation (the "Company"), and Dr. Ines Ferrer (the
"Consultant").

1. Engagement. The Consultant shall advise the Company on the design of pressure sensors for up
to eight
days per month.
2. Compensation. The Company shall pay the Consultant $1,400 for each day worked and shall
reimburse
travel expenses that it approved in advance.
3. Intellectual Property. The Consultant hereby assigns to the Company all right, title and
interest in
the work product. The Consultant retains ownership of the tools that she made before the date of
this
Agreement and grants the Company a non-exclusive licence to use them in the work product.
4. Confidentiality. The Consultant shall keep the Company's confidential information secret
during the
term and for three years thereafter. This duty does not apply to information that is public.
5. Non-Solicitation. During the term and for one year thereafter the Consultant shall not
solicit any
employee of the Company.
6. No Exclusivity. The Consultant may work for other clients, but not for a competitor of the
Company.
7. Independent Contractor. The Consultant is an independent contractor and not an employee of the
Company. The Consultant is responsible for her own taxes.
8. Indemnity. The Company shall indemnify the Consultant against claims of third parties that
arise from
the use of the work product.
9. Term. This Agreement ends on December 31, 2025. The Company may terminate it earlier on
fifteen (15)
days' notice; the Consultant may terminate it only for non-payment.
10. Law. This Agreement is governed by the laws of the Commonwealth of Massachusetts.
""",
    (
        "The Consultant advises the Company on pressure sensor design for up to eight days a "
        "month.",
        "Compensation is $1,400 per day worked, and travel expenses are reimbursed if approved in "
        "advance.",
        "All rights in the work product are assigned to the Company by the Consultant.",
        "Confidential information must be kept secret for three years after the term.",
        "The Consultant may not solicit the Company's employees during the term and for one "
        "year after.",
        "The Consultant can only terminate for non-payment.",
        "The Company indemnifies the Consultant against third-party claims arising from use of the "
        "work product.",
        "The Consultant keeps ownership of her pre-existing tools and licenses them to the "
        "Company.",
        "The agreement ends on December 31, 2025.",
        "The Consultant is not an employee but an independent contractor.",
        "The Company may terminate early on 15 days' notice.",
    ),
    (
        "The Company assigns to the Consultant all right, title and interest in the work product.",
        "The Company assigns all rights in the work product to the Consultant.",
        "The Consultant indemnifies the Company against third-party claims arising from use of the "
        "work product.",
        "The Consultant may terminate the agreement on 15 days' notice.",
        "The Consultant may work for a competitor of the Company.",
        "The Company retains ownership of the tools.",
        "The Consultant grants the Company an exclusive licence to use the tools.",
        "The Company grants the Consultant a non-exclusive licence.",
        "The Consultant shall pay the Company $1,400 for each day worked.",
        "The Company shall not solicit any employee of the Consultant.",
        "The Company may terminate only for non-payment.",
        "Work product belongs to the Consultant.",
        "Travel expenses are reimbursed by the Consultant.",
    ),
)

DISTRIBUTION: Final = Paraphrased(
    """EXCLUSIVE DISTRIBUTION AGREEMENT

between Orlando Vini S.p.A., Verona (the "Manufacturer") and Fjordhandel AS, Bergen (the
"Distributor"),
dated 10 September 2024.

Article 1. The Manufacturer appoints the Distributor as its exclusive distributor of the
Products in
Norway. The Manufacturer shall not sell the Products in Norway itself or through others.
Article 2. The Distributor shall purchase at least 20,000 bottles in each calendar year. If it
buys
fewer, the Manufacturer may make the appointment non-exclusive.
Article 3. Prices are those of the price list. The Manufacturer may change the price list on
sixty days'
notice. The Distributor sets its own resale prices.
Article 4. The Distributor shall pay each invoice within 60 days after delivery. Title passes to
the
Distributor upon payment in full. The risk passes upon delivery to the carrier.
Article 5. The Distributor shall spend at least 5% of its yearly purchases on advertising. The
Manufacturer shall contribute half of the cost of trade fairs.
Article 6. The Manufacturer warrants that the Products conform to European food law for eighteen
months
after delivery. The Distributor shall notify defects within fourteen days of delivery.
Article 7. The Distributor shall not distribute competing wines without the Manufacturer's
approval.
Article 8. This Agreement is concluded for four years. It renews automatically for periods of
two years
unless one party objects six months before the end.
Article 9. Upon termination the Manufacturer shall buy back the Distributor's unsold stock at
cost. The
Distributor is not entitled to any goodwill compensation.
Article 10. Italian law applies. Disputes are settled by arbitration in Milan under the rules of
the
Milan Chamber of Arbitration.
""",
    (
        "Fjordhandel is the exclusive distributor of the Products in Norway.",
        "The Distributor must buy a minimum of 20,000 bottles per calendar year.",
        "Invoices are due 60 days after delivery.",
        "Title passes to the Distributor once payment has been made in full.",
        "The agreement lasts four years and renews automatically for two-year periods unless "
        "a party "
        "objects six months before it ends.",
        "Unsold stock must be bought back at cost by the Manufacturer upon termination.",
        "Disputes go to arbitration in Milan, and Italian law applies.",
        "The Manufacturer may change its price list on 60 days' notice.",
        "The Products are warranted for eighteen months after delivery.",
        "Defects must be notified within 14 days of delivery.",
        "The Distributor needs approval to distribute competing wines.",
    ),
    (
        "The Distributor shall buy back unsold stock at cost upon termination.",
        "The Manufacturer sets the resale prices.",
        "The Distributor is entitled to goodwill compensation.",
        "The Distributor must contribute half of the cost of trade fairs.",
        "The price list may be changed by the Distributor on sixty days' notice.",
        "The Manufacturer may sell the Products in Norway.",
        "The Manufacturer must purchase at least 20,000 bottles a year.",
        "The Distributor warrants that the Products conform to European food law.",
        "The risk passes to the Distributor upon payment.",
        "The Distributor must spend at most 5% of its yearly purchases on advertising.",
        "The Manufacturer shall pay each invoice within 60 days after delivery.",
        "The agreement does not renew automatically.",
        "The Distributor is appointed as exclusive distributor by Fjordhandel.",
    ),
)

LOAN: Final = Paraphrased(
    """TERM LOAN AGREEMENT

This Term Loan Agreement dated as of 2 May 2025 is made by and among Castleford Bank plc, as
lender (the
"Lender"), Wrenfield Engineering Limited, as borrower (the "Borrower"), and Mr. Tobias Wren, as
guarantor
(the "Guarantor").

1. The Lender shall make available to the Borrower a loan of GBP 750,000 (the "Loan").
2. The Borrower shall repay the Loan in thirty-six equal monthly instalments. The Borrower may
prepay
the Loan in whole or in part without penalty on ten business days' notice.
3. The Loan bears interest at 6.25% per annum. Overdue sums bear interest at 2% above that rate.
4. The Borrower shall pay an arrangement fee of 1% of the Loan to the Lender. Each party bears
its own
legal costs.
5. The Borrower shall deliver audited accounts to the Lender within 120 days after the end of each
financial year.
6. The Borrower shall not pay dividends while any instalment is overdue. The Borrower shall not
grant
security over its assets without the consent of the Lender.
7. The Guarantor guarantees the obligations of the Borrower. The liability of the Guarantor is
limited
to GBP 300,000.
8. If the Borrower fails to pay an instalment within five business days of its due date, the
Lender may
declare the Loan immediately due.
9. The Lender may assign its rights to another bank without the consent of the Borrower. The
Borrower
may not assign any of its rights.
10. This Agreement is governed by English law.
""",
    (
        "Castleford Bank lends Wrenfield Engineering GBP 750,000, to be repaid in 36 equal monthly "
        "instalments.",
        "The loan may be prepaid by the Borrower without penalty on ten business days' notice.",
        "Interest is 6.25% a year, with an additional 2% on overdue sums.",
        "Each side bears its own legal costs.",
        "Dividends may not be paid while an instalment is overdue.",
        "The Guarantor's liability is limited to GBP 300,000.",
        "The Borrower must provide audited accounts within 120 days after each financial year.",
        "English law governs the agreement.",
        "The Lender can assign its rights to another bank without the Borrower's consent.",
        "The Borrower pays a 1% arrangement fee.",
    ),
    (
        "The Borrower may assign its rights to another bank without the consent of the Lender.",
        "The Borrower's liability is limited to GBP 300,000.",
        "The Lender guarantees the obligations of the Borrower.",
        "The arrangement fee of 1% of the loan is paid by the Lender.",
        "The Guarantor's liability is not limited.",
        "The Lender shall repay the Loan in thirty-six instalments.",
        "The Guarantor may prepay the Loan.",
        "The Lender may not assign its rights.",
        "The Borrower may declare the Loan immediately due.",
        "The Lender needs the Borrower's consent to assign its rights.",
        "The Borrower may grant security over its assets without consent.",
        "The Lender shall deliver audited accounts to the Borrower.",
        "All legal costs are borne by the Borrower.",
    ),
)

LICENCE: Final = Paraphrased(
    """SOFTWARE LICENSE AND SUPPORT AGREEMENT

This Agreement is between Tidewater Software GmbH, Hamburg ("Licensor") and Pinecrest Hospitals,
Inc.
("Licensee"), effective as of October 1, 2024.

1. License. Licensor grants to Licensee a non-exclusive, non-transferable license to use the
Software for
up to 250 users. Licensee shall not reverse engineer the Software.
2. Fees. Licensee shall pay an annual license fee of EUR 88,000, due on October 1 of each year.
Fees are
non-refundable.
3. Support. Licensor shall answer critical incidents within four hours and other incidents
within two
business days.
4. Audit. Licensor may audit Licensee's use of the Software once per year upon thirty days'
notice. The
cost of an audit shall be borne by Licensor unless the audit shows an underpayment of more than
5%.
5. Improvements. Licensee assigns to Licensor all rights in improvements of the Software that
Licensee
makes.
6. Warranty. Licensor warrants that the Software will perform substantially as documented for
ninety days
after delivery. Licensor disclaims all other warranties.
7. Indemnity. Licensor shall defend and indemnify Licensee against claims that the Software
infringes a
patent or copyright of a third party. Licensee shall indemnify Licensor against claims that
arise from
Licensee's data.
8. Limitation. Except for the indemnities in Section 7, neither party's liability shall exceed
the fees
paid in the twelve months before the claim.
9. Source Code. Licensor shall deposit the source code with an escrow agent. The escrow agent
releases
it to Licensee if Licensor becomes insolvent.
10. Termination. Either party may terminate this Agreement if the other party commits a material
breach
and does not cure it within thirty days. Licensee may not terminate for convenience. Upon
termination
Licensee shall cease to use the Software.
11. Law. This Agreement is governed by German law.
""",
    (
        "Licensor grants Licensee a non-exclusive, non-transferable licence for up to 250 users.",
        "The annual licence fee of EUR 88,000 is due each October 1 and cannot be refunded.",
        "Critical incidents must be answered within four hours.",
        "Licensor bears the cost of an audit unless it reveals an underpayment of more than 5%.",
        "Neither party's liability may exceed the fees paid in the twelve months before the claim, "
        "except for the indemnities.",
        "Licensee must not reverse engineer the Software.",
        "Licensor indemnifies Licensee against patent and copyright claims.",
        "The source code is deposited with an escrow agent and released to Licensee if "
        "Licensor becomes insolvent.",
        "German law governs.",
    ),
    (
        "Licensor assigns to Licensee all rights in improvements of the Software.",
        "The cost of an audit is borne by Licensee.",
        "Licensee may audit Licensor once per year upon thirty days' notice.",
        "Licensee may terminate for convenience.",
        "Licensee indemnifies Licensor against claims that the Software infringes a patent.",
        "The source code is released to Licensor if Licensee becomes insolvent.",
        "Licensee shall deposit the source code with an escrow agent.",
        "Licensor may reverse engineer the Software.",
        "Licensor may not terminate for convenience.",
        "Upon termination Licensor shall cease to use the Software.",
        "The fees are refundable.",
        "Licensor pays an annual license fee of EUR 88,000.",
        "Licensee warrants that the Software performs as documented for ninety days.",
        "The license is exclusive.",
    ),
)

FRANCHISE: Final = Paraphrased(
    """FRANCHISE AGREEMENT

This Franchise Agreement is made on 12 May 2025 between Copperleaf Coffee Inc. ("Franchisor")
and Dalton Brews LLC ("Franchisee").

1. Grant. Franchisor grants Franchisee the right to operate one coffee shop at 40 Mill Lane.
Franchisor shall not operate or license another shop within two miles of it.
2. Fees. Franchisee shall pay an initial fee of $30,000 upon signing and a royalty of 6% of
gross sales, payable by the tenth day of each month. The initial fee is fully earned when paid.
3. Training. Franchisor will train Franchisee's manager for three weeks before opening. Travel
costs are borne by Franchisee.
4. Advertising. Franchisee shall contribute 2% of gross sales to the brand fund, which
Franchisor administers.
5. Records. Franchisee shall keep books for five years and shall permit Franchisor to audit them
on ten days' notice. If an audit shows an understatement of more than 3%, Franchisee shall
reimburse Franchisor for the audit.
6. Supplies. Franchisee may buy coffee only from suppliers approved by Franchisor.
7. Term. The term is ten years. Franchisee may renew for five years if it is not in default and
pays a renewal fee of $7,500.
8. Transfer. Franchisee may not transfer this Agreement without Franchisor's written consent.
Franchisor may assign this Agreement to anyone who assumes its obligations.
9. Termination. Franchisor may terminate on thirty days' notice if Franchisee fails to pay.
Franchisee may terminate if Franchisor materially breaches and does not cure within sixty days.
10. Covenant. For two years after termination Franchisee shall not operate a coffee business
within five miles of the shop.
11. Indemnity. Franchisee shall indemnify Franchisor against claims arising from the operation
of the shop.
12. Law. Oregon law governs. Disputes are resolved by arbitration in Portland.
""",
    (
        "Dalton Brews may operate one coffee shop at 40 Mill Lane.",
        "The royalty is 6% of gross sales and is payable by the tenth day of each month.",
        "The Franchisee pays an initial fee of $30,000 on signing.",
        "Franchisee bears its own travel costs for training.",
        "Books must be kept for five years and may be audited by Franchisor on ten days' notice.",
        "Coffee may only be bought from suppliers that Franchisor has approved.",
        "The term is ten years, and Franchisee may renew for five years by paying $7,500 if "
        "it is not in default.",
        "A transfer by Franchisee requires Franchisor's written consent.",
        "Franchisor may terminate on 30 days' notice for non-payment.",
        "Franchisee must not run a coffee business within five miles for two years after "
        "termination.",
        "Franchisee indemnifies Franchisor against claims from operating the shop.",
        "Disputes go to arbitration in Portland under Oregon law.",
        "Franchisor trains the manager of Franchisee for three weeks before opening.",
        "Franchisee contributes 2% of gross sales to the brand fund.",
    ),
    (
        "Franchisor shall pay a royalty of 6% of gross sales.",
        "Travel costs are borne by Franchisor.",
        "Franchisee administers the brand fund.",
        "Franchisor shall keep books for five years.",
        "Franchisee may audit Franchisor's books on ten days' notice.",
        "Franchisee may assign this Agreement to anyone who assumes its obligations.",
        "Franchisor may not assign this Agreement without Franchisee's written consent.",
        "Franchisee may terminate on thirty days' notice if Franchisor fails to pay.",
        "Franchisor may renew for five years.",
        "Franchisor shall not operate a coffee business within five miles of the shop for two"
        " years after termination.",
        "Franchisor indemnifies Franchisee against claims arising from the operation of the shop.",
        "Franchisee may operate another shop within two miles.",
        "The initial fee is refundable.",
        "Either party may terminate on thirty days' notice.",
        "Franchisee may buy coffee from any supplier.",
        "The manager of Franchisor is trained by Franchisee for three weeks.",
        "Royalties are payable after the tenth day of each month.",
        "Franchisor reimburses Franchisee for the audit.",
        "Franchisor's consent is not needed for a transfer.",
        "The term is at least ten years.",
        "The renewal is automatic.",
        "The franchise is exclusive.",
    ),
)

SECRECY: Final = Paraphrased(
    """MUTUAL NON-DISCLOSURE AGREEMENT

This Agreement is made as of July 7, 2025 between Tessellate Robotics AB ("Tessellate") and
Umber Optics Ltd. ("Umber").

1. Each party may disclose confidential information to the other to evaluate a joint
development.
2. The receiving party shall keep confidential information secret for five years after its
receipt and shall use it only for the evaluation.
3. The receiving party may disclose it to employees who need to know it, and remains liable for
them.
4. These duties do not apply to information that the receiving party already knew or that
becomes public without its breach.
5. Tessellate will lend Umber two prototypes. Umber shall not reverse engineer them and shall
return them within ten days of a request. Umber shall insure the prototypes for SEK 400,000.
6. Neither party is obliged to enter into a further agreement.
7. Nothing in this Agreement grants a licence to a patent of the other party.
8. Either party may end this Agreement by thirty days' written notice. The duties of secrecy
survive.
9. Swedish law governs. The courts of Gothenburg have exclusive jurisdiction.
""",
    (
        "Confidential information must be kept secret for five years after receipt.",
        "Tessellate lends two prototypes to Umber, who must return them within ten days of a "
        "request.",
        "Umber may not reverse engineer the prototypes.",
        "Neither side has to enter into a further agreement.",
        "No patent licence is granted.",
        "Either party can end the agreement with 30 days' written notice.",
        "The courts of Gothenburg have exclusive jurisdiction and Swedish law governs.",
        "Umber must insure the prototypes for SEK 400,000.",
    ),
    (
        "Umber will lend Tessellate two prototypes.",
        "Tessellate shall insure the prototypes for SEK 400,000.",
        "Tessellate must return the prototypes within ten days of a request.",
        "Only Umber may end this Agreement by thirty days' notice.",
        "Umber may reverse engineer the prototypes.",
        "The agreement grants a licence to patents.",
        "The duties of secrecy end with the agreement.",
        "Each party is obliged to enter into a further agreement.",
        "Confidential information must be kept secret for five years before its receipt.",
        "The receiving party may use the information freely.",
    ),
)

SUPPLY: Final = Paraphrased(
    """SUPPLY AGREEMENT

This Supply Agreement (the "Agreement") is entered into as of 3 April 2025 by and between
Ostrava Castings s.r.o., a company organised under the laws of the Czech Republic (hereinafter
"Seller"), and Greyfield Pumps Limited, a company registered in England (hereinafter "Buyer").

1. Seller shall manufacture and deliver the Castings in accordance with the drawings. Buyer
shall supply the drawings free of charge and retains title to them.
2. Buyer shall issue a rolling forecast for six months on the first day of each month. The
forecast is not binding, except that Buyer must order at least 80% of the quantity forecast for
the first two months.
3. The price of each casting is EUR 46. Seller may adjust the price every six months if the
price of pig iron has changed by more than 5%.
4. Invoices shall be paid by Buyer within forty-five days. Seller may suspend deliveries while
an undisputed invoice is overdue.
5. Delivery is FCA Ostrava. Risk passes to Buyer when the Castings are loaded. Title remains
with Seller until payment in full.
6. If delivery is more than ten days late, Seller shall pay liquidated damages of 0.5% of the
price for each week of delay, up to 5%.
7. Seller warrants the Castings against defects in material for twenty-four months from
delivery. Buyer shall inspect the Castings within fourteen days of receipt. Seller shall, at its
option, repair or replace defective Castings.
8. Tooling paid for by Buyer belongs to Buyer. Seller shall not use it for others.
9. The liability of Seller for each claim is limited to EUR 500,000, except in cases of wilful
misconduct. Buyer's liability is not limited by this clause.
10. Seller shall maintain product liability insurance of at least EUR 2 million.
11. Neither party may disclose the terms of this Agreement, unless required by law.
12. This Agreement has a term of three years. Buyer may terminate it on six months' notice
without cause. Seller may terminate it only if Buyer is insolvent.
13. Czech law applies. Disputes shall be settled by the courts of Prague.
""",
    (
        "Seller manufactures and delivers castings according to drawings that Buyer supplies "
        "free of charge.",
        "Buyer keeps title to the drawings.",
        "Each casting costs EUR 46.",
        "The price may be adjusted by Seller every six months if pig iron prices change by "
        "more than 5%.",
        "Buyer must pay invoices within 45 days.",
        "Seller can suspend deliveries while an undisputed invoice is overdue.",
        "Risk passes to Buyer on loading.",
        "Title stays with Seller until the price is paid in full.",
        "Liquidated damages are 0.5% of the price per week of delay, capped at 5%.",
        "Castings are warranted against material defects for 24 months from delivery.",
        "Tooling that Buyer paid for belongs to Buyer and may not be used for others.",
        "Seller's liability per claim is limited to EUR 500,000, except for wilful misconduct.",
        "Buyer may terminate without cause on six months' notice.",
        "The term is three years.",
        "Czech law applies and the courts of Prague settle disputes.",
        "Seller must keep product liability insurance of at least EUR 2 million.",
    ),
    (
        "Buyer shall manufacture the Castings.",
        "Seller retains title to the drawings.",
        "The forecast is binding.",
        "Buyer may adjust the price every six months.",
        "Invoices shall be paid by Seller within forty-five days.",
        "Buyer may suspend deliveries while an undisputed invoice is overdue.",
        "Risk passes to Seller when the Castings are loaded.",
        "Title remains with Buyer until payment in full.",
        "Buyer shall pay liquidated damages of 0.5% of the price for each week of delay.",
        "Buyer warrants the Castings against defects.",
        "Buyer's liability for each claim is limited to EUR 500,000.",
        "Seller's liability is not limited.",
        "Seller may terminate it on six months' notice without cause.",
        "Tooling belongs to Seller.",
        "Seller may use the tooling for others.",
        "Defective Castings are repaired or replaced at the option of Buyer.",
        "Buyer must order at most 80% of the quantity forecast for the first two months.",
        "Seller shall inspect the Castings within fourteen days of receipt.",
        "Buyer shall maintain product liability insurance of at least EUR 2 million.",
        "Liability is unlimited.",
        "Either party may terminate on six months' notice.",
        "Each party may disclose the terms of this Agreement.",
    ),
)

PARAPHRASED: Final = {
    "hosting": HOSTING,
    "lease": LEASE,
    "consultancy": CONSULTANCY,
    "distribution": DISTRIBUTION,
    "loan": LOAN,
    "licence": LICENCE,
    "franchise": FRANCHISE,
    "secrecy": SECRECY,
    "supply": SUPPLY,
}
