"""Texts in the words of the law that are no contracts, written for these tests, by their kind."""

from __future__ import annotations

from typing import Final

JUDGMENT: Final = """IN THE HIGH COURT OF ELDMARK
COMMERCIAL DIVISION
Case No. 2023/417

Between
HARROW MILLS LIMITED, Claimant
and
TARN SHIPPING COMPANY LIMITED, Defendant

JUDGMENT

1. This is a claim for damages for breach of a contract of carriage dated 4 March 2021 (the
"Agreement"). The claimant says that the defendant failed to deliver the goods in accordance with
clause 7 of the Agreement and that the limitation of liability in clause 12 does not apply.

2. The defendant denies liability. It contends that the claimant was itself in breach, that it gave
no written notice of the loss within the period set forth in clause 14, and that in any event its
liability is limited to the freight. Both parties called evidence from surveyors.

3. I find that the goods were damaged before the vessel left the port. I accept the evidence of
Captain Ober, who was an honest witness. The parties must be taken to have known that the cargo was
perishable. The defendant's submission that the obligation was one of reasonable care only is
contrary to the words of the Agreement, and I reject it.

4. In Orrin v Vale the Court of Appeal held that a clause which excludes liability shall be read
against the party which relies upon it. I respectfully agree. Clause 12 does not protect the
defendant from its own default.

5. There shall be judgment for the claimant in the sum of 212,400 marks with interest. The defendant
shall pay the costs of the claimant. Leave to appeal is refused.

Dated this 9th day of June 2023
Mrs Justice Lindahl
"""

STATUTE: Final = """HARBOURS (SAFETY) ACT 2018

An Act to make provision for the safety of harbours; to establish the Harbours Authority; and for
connected purposes.

BE IT ENACTED by the Parliament of Eldmark as follows:

PART 1. PRELIMINARY

1. Short title and commencement
(1) This Act may be cited as the Harbours (Safety) Act 2018.
(2) This Act shall come into force on such day as the Minister may by order appoint.

2. Interpretation
In this Act, unless the context otherwise requires, "harbour" includes any dock, pier or jetty;
"master" means the person having charge of a vessel; "prescribed" means prescribed by regulations
made under section 9.

PART 2. DUTIES OF HARBOUR OWNERS

3. Licence required
(1) No person shall operate a harbour except under and in accordance with a licence granted by the
Authority pursuant to this section.
(2) A licence shall not be assigned or transferred without the written consent of the Authority.
(3) The Authority may revoke a licence if the holder is in breach of any condition thereof or fails
to comply with a notice in writing served under subsection (4).

4. Offences
(1) A person who contravenes section 3 commits an offence and shall be liable on conviction to a
fine not exceeding level 5 or to imprisonment for a term not exceeding two years.
(2) Notwithstanding subsection (1), no liability shall attach to a person who proves that the breach
occurred without his knowledge.

9. Regulations
The Minister may make regulations for carrying this Act into effect.

SCHEDULE. Repeals: the Piers Act 1911 is hereby repealed.
"""

WILL: Final = """LAST WILL AND TESTAMENT OF MARGARET ANNE LOVELL

I, MARGARET ANNE LOVELL, of 4 Quarry Lane, Ashby, being of sound mind, hereby declare this to be my
last Will and revoke all former wills and codicils heretofore made by me.

1. I appoint my brother Thomas Lovell and my solicitor Ines Harker to be the executors and trustees
of this my Will (hereinafter called "my Trustees").

2. I give and bequeath to my niece Clara Lovell my piano and the sum of five thousand pounds, free
of tax, provided that she shall survive me by thirty days.

3. I devise my house known as Quarry Cottage, together with all fixtures therein, to my Trustees
upon trust to permit my said brother to reside there during his life, he keeping it in good repair
and insured, and thereafter upon trust for the Ashby Lifeboat Fund.

4. I give all the residue of my estate, both real and personal, to such of my nephews as shall
attain the age of twenty-one years, and if more than one in equal shares.

5. My Trustees shall have power to invest, and shall not be liable for any loss not arising from
their own fraud. No beneficiary may assign any interest hereunder before it vests.

IN WITNESS WHEREOF I have hereunto set my hand this 12th day of May 2019.

SIGNED by the above-named testatrix in our joint presence and then by us in hers:
Witness: P. Rowe. Witness: L. Adeleke.
"""

PRIVACY_POLICY: Final = """PRIVACY POLICY
Last updated: 3 March 2024

Lumen Gardens Ltd ("we", "us") respects your privacy. This policy explains what personal information
we collect about you when you use our website, how we use it, and what rights you have.

What we collect. When you place an order, we collect your name, address, e-mail address and payment
details. When you visit our website, our servers record your IP address, and we place cookies on
your device. You can refuse cookies in the settings of your browser.

How we use your personal data. We process your data in order to fulfil our contract with you, to
send you our newsletter where you have given your consent, and to comply with our legal obligations.
We do not sell your personal data to third parties. We may share it with service providers who
process it on our behalf and who must keep it confidential, and with authorities where the law
requires it.

How long we keep it. We retain personal data for as long as it is necessary, and seven years for
invoices. Thereafter it is deleted.

Your rights. Subject to applicable law you have the right to access, correct or delete your personal
data, to object to processing and to withdraw your consent at any time. You may also complain to the
data protection authority. To exercise these rights, write to privacy@lumen.example.

Changes. We may update this policy from time to time by posting a new version on this page.
"""

HANDBOOK: Final = """EMPLOYEE HANDBOOK
Corvid Robotics, Inc.

Welcome to Corvid. This handbook tells you about our policies and benefits. It is not a contract of
employment, and the company may change any policy in it at any time with or without notice.

Working hours. Our offices are open from 7 a.m. to 7 p.m. Employees shall record their time by
Friday evening. Overtime must be approved in writing by your supervisor before it is worked.

Paid time off. Full-time employees earn fifteen days of vacation in a year. Requests should be made
to your manager at least two weeks ahead. Employees who are ill must call in before their shift
begins.

Confidentiality. Employees learn confidential information about our products and customers. You must
not disclose it to anybody outside the company. Employees who breach this policy are subject to
discipline up to and including termination of employment.

Conduct. Harassment is not tolerated. Any employee who experiences harassment should report it to
Human Resources. The company will investigate each report promptly. Retaliation is prohibited.

Equipment. Laptops remain the property of the company and must be returned upon termination.
Employees are responsible for equipment that is assigned to them and shall report its loss without
delay.

Benefits. Eligible employees may enroll in our health plan within thirty days of hire, subject to
the terms of the plan. Questions? Ask Human Resources.

I have received the employee handbook and understand that I am responsible for reading it.
Employee signature: ____________ Date: ________
"""

NEWS: Final = """Shipyard and union reach agreement after nine weeks

PORT ELDER, 14 May - The Elder Shipyard and the metal workers' union signed an agreement on Tuesday
that ends the longest strike in the city's history, both parties said.

Under the contract, which has a term of three years, wages will rise by 11 percent, and the company
shall not terminate any worker without cause before 2026, according to a person who has read it. The
liability of the yard for unpaid bonuses, which had been the subject of a lawsuit, was settled for
an amount that was not disclosed.

"This was never about money alone," union leader Rosa Imhof said in front of the gates, where some
four hundred people had gathered in the rain. "It was about respect." The yard's chief executive,
Pavel Dorn, told reporters that the terms of the agreement were fair to all. He declined to say
whether the order for two ferries, which the government had threatened to cancel, was safe.

The strike began in March after talks about the old contract, which expired in December, broke down.
Analysts said that the yard had lost about 40 million crowns. Its shares rose 6 percent on Tuesday.
"""

PAPER: Final = """Do Limitation Clauses Change Behaviour? Evidence from 1,204 Supply Contracts
A. Whitlock and N. Osei

Abstract. We study whether clauses that limit liability change how suppliers perform. Using a data
set of 1,204 contracts between 2009 and 2019, we estimate the effect of a cap on late delivery. We
find that caps below the contract price are associated with 14% more delay. The effect disappears
where the parties have dealt with each other before.

1 Introduction
A contract allocates risk. Economic theory predicts that a party whose liability is limited will
take less care (Shavell, 1980). Whether that holds in practice is not known. Earlier studies relied
on surveys (Macaulay, 1963; Bernstein et al., 2001) and could not observe performance.

2 Data and method
Our sample consists of all contracts that a buyer of machine parts terminated or renewed in the
period. We coded each clause on indemnification, warranty and termination by hand; two coders agreed
in 93% of cases. Table 2 shows summary statistics. We estimate a linear model with fixed effects for
suppliers.

3 Results
Figure 1 shows the main result. The coefficient of the cap is 0.14 (p < 0.01).

4 Conclusion
Our results suggest that parties should not regard the cap as a mere allocation of loss.

References
Macaulay, S. (1963). Non-contractual relations in business. American Sociological Review 28, 55-67.
"""

PROSPECTUS: Final = """PROSPECTUS

4,000,000 Shares of Common Stock
Tidewell Energy, Inc.

This is the initial public offering of our common stock. We are offering 4,000,000 shares. We expect
that the initial public offering price will be between $14.00 and $16.00 per share. We have applied
to list our common stock under the symbol "TDWL".

Investing in our common stock involves a high degree of risk. See "Risk Factors" beginning on page
11.

Neither the Securities and Exchange Commission nor any state securities commission has approved or
disapproved of these securities or determined if this prospectus is truthful or complete. Any
representation to the contrary is a criminal offense.

The underwriters may also purchase up to 600,000 additional shares from us at the offering price,
less the underwriting discount, within 30 days from the date of this prospectus to cover
over-allotments.

You should rely only on the information contained in this prospectus. We have not authorized anyone
to provide you with information that is different. This prospectus contains forward-looking
statements that are subject to risks and uncertainties.

Risk Factors
Our agreements with customers may be terminated on short notice. If one of our three largest
customers terminates its agreement, our revenues would decline. We may be liable under
indemnification obligations and warranties in our contracts, and our insurance may not cover such
liabilities.

Use of Proceeds
We intend to use the net proceeds of this offering to repay indebtedness and for working capital.
"""

INVOICE_WITH_TERMS: Final = """TAX INVOICE 88213

Orchard Pumps Pty Ltd, ABN 12 345 678 901
Sold to: Dune Resorts, 14 Bay Road
Invoice date: 2 August 2024    Due date: 1 September 2024    Customer no. 4410

Item   Description                  Qty   Unit price    Total
101    Pump, 2 kW, stainless          2      $640.00   $1,280.00
102    Installation, per hour         6       $95.00     $570.00
       Freight                                           $45.00
       Subtotal                                        $1,895.00
       GST 10%                                           $189.50
       Amount due                                      $2,084.50

Payment is due within 30 days of the invoice date. Interest of 1.5% per month is charged on overdue
accounts. Goods remain the property of the seller until paid for in full. Claims must be made in
writing within 7 days of delivery. Warranty: 12 months, parts only. Please quote the invoice number.
Bank: Coastal Bank, BSB 012-345, account 6789 0123. Remittance advice to accounts@orchard.example
"""

CODE_OF_CONDUCT: Final = """CODE OF BUSINESS CONDUCT AND ETHICS

Our company expects all employees, officers and directors to act with integrity. Employees must
comply with all laws. Conflicts of interest must be disclosed to the legal department in writing.
Employees shall protect confidential information and company assets, and this obligation continues
after termination. Violations of this code may result in disciplinary action. Whoever knows of a
breach must report it to a supervisor or to the hotline. Waivers may be made by the board only.
"""

LEGAL_TEXTS: Final = {
    "a court's decision": JUDGMENT,
    "a law": STATUTE,
    "a will": WILL,
    "a policy": PRIVACY_POLICY,
    "a handbook": HANDBOOK,
    "a news report": NEWS,
    "a scientific paper": PAPER,
    "a prospectus": PROSPECTUS,
    "an invoice": INVOICE_WITH_TERMS,
    "a policy ": CODE_OF_CONDUCT,
}

#: Texts that are told by their title, or by their own word that they are no contract.
SELF_TOLD: Final = (
    (
        "a handbook",
        """STAFF GUIDE

Corrie Library. This guide tells you how the library is run and what is expected of those who work
here.

Opening. Staff shall open the reading room at nine. Whoever opens must sign the register.
Leave. Each member of staff has 28 days of leave and shall agree the dates with the head librarian
in writing.
Secrets. What readers borrow is confidential and shall not be disclosed to anybody.
Leaving. Notice is one month on either side. The library may end employment without notice for
theft.
Nothing in this guide creates a contract of employment, and the trustees may change it at any
time.
""",
    ),
    (
        "a handbook",
        """VOLUNTEER HANDBOOK

Dear volunteer, thank you for giving your time to the Tarn Hospice. Volunteers shall wear a badge
and shall keep confidential what they learn of patients. Expenses are reimbursed within thirty
days of a claim in writing. The Hospice is not liable for loss of personal property. Either the
volunteer or the Hospice may end the arrangement at any time. This handbook does not form part of
any agreement. Volunteers must be over eighteen. The Hospice holds insurance for volunteers.
""",
    ),
    (
        "a manual",
        """Operating Instructions
Electric Kettle KT-17

Keep these instructions. Before first use, fill the kettle to the maximum mark and boil the water
twice. Never immerse the base in water. Risk of electric shock! Children shall be supervised.
Descale every two months.
Guarantee: We guarantee this appliance for 24 months from the date of purchase. The guarantee does
not cover damage from improper use; liability for consequential loss is excluded. Your statutory
rights are not affected. In the event of a defect, return it to the dealer with the receipt.
Technical data: 220-240 V, 50 Hz, 2200 W. Capacity 1.7 l.
""",
    ),
    (
        "a manual",
        """OWNER'S MANUAL

Read this manual carefully before riding your Falke e-bike. WARNING: failure to follow the
instructions may cause injury. Charge the battery with the supplied charger only. The battery must
be removed before transport. Check the brakes before each ride. The rider shall obey local laws.
Limited warranty: Falke warrants the frame to the original purchaser for five years. This warranty
is not assignable and does not cover wear. Falke's liability shall be limited to repair or
replacement. Claims must be notified in writing to an authorised dealer within thirty days. Torque
values: 5 Nm for the stem, 40 Nm for the axle.
""",
    ),
    (
        "a request for bids",
        """INVITATION TO TENDER

The Harbour Board invites tenders for dredging. Tenderers shall submit a sealed tender by noon of
4 May. The Board is not bound to accept the lowest or any tender. A tender shall remain open for
ninety days. The contractor shall provide a bond of 10%. The contract will be governed by the law
of Malta. Disputes shall be settled by arbitration. Costs of tendering are borne by the tenderer.
""",
    ),
    (
        "a policy",
        """SAFETY POLICY STATEMENT

Anso Foundry is committed to the safety of its workers. Managers shall assess risks each year.
Employees must report accidents in writing. Contractors shall comply with the site rules and hold
insurance. A contractor who breaches the rules may be removed from the site at any time. The works
council shall be consulted. Signed: the managing director.
""",
    ),
    (
        "a brochure",
        """Corrie Insurance - Travel Plus

Why travel unprotected? Our policy covers your luggage up to EUR 3,000 and medical costs without
limit. You may cancel within fourteen days. Premiums are payable in advance. The insurer is not
liable where the insured has acted with gross negligence. Claims shall be notified in writing
without delay. Call us today or visit our website. This brochure is for information only and is
not a contract; the terms of the policy prevail.
""",
    ),
    (
        "an article",
        """What is a limitation of liability?

It is a clause that says that the liability of one party shall not exceed a certain sum. How
should
it be drafted? First, the clause should say whose liability is limited. Second, it should carve
out
indemnification and breach of confidentiality. Third, it shall be in writing. In this article we
look at three examples and at what courts have said about them. Read our next one on termination
for
convenience.
""",
    ),
    (
        "a booklet",
        """Working at Corrie Mills

Everybody shall sign in at the gate. Overtime is paid at one and a half times the rate, within
thirty days of its approval in writing. What you learn of recipes is confidential. Either the mill
or the worker may terminate employment on a month's notice. Nothing in this booklet shall be
construed as creating an employment contract.
""",
    ),
    (
        "a manual",
        """AquaLift 40

Read these instructions before using the pump. Do not operate it without water. The warranty is
void if the seal is broken, and the manufacturer is not liable for misuse. The manufacturer
warrants the pump for two years. Once a month remove the filter and rinse it. Troubleshooting: if
the pump does not start, check the fuse. Technical data: 300 W, 230 V, 50 Hz.
""",
    ),
)

#: Contracts with the words of other kinds in them.
CONTRACTS: Final = {
    "terms of service": """TERMS OF SERVICE

These Terms of Service govern your use of our website. By using the services you agree to these
terms and to our Privacy Policy, which explains how we collect and use your personal information and
cookies. You shall not misuse the services. We may terminate your access at any time. THE SERVICES
ARE PROVIDED "AS IS". Our liability is limited to the amount that you paid. These terms are governed
by the laws of Ohio. You have the right to close your account at any time. We may share your data
with our partners.
""",
    "settlement": """SETTLEMENT AGREEMENT AND RELEASE

This Settlement Agreement is entered into by and between Plaintiff Jane Roe and Defendant Borealis
Inc. in Case No. 22-1, pending in the District Court before Judge Kim. Plaintiff alleges a breach of
contract; Defendant denies liability. The parties agree: 1. Defendant shall pay Plaintiff $10,000
within ten days. 2. Plaintiff releases all claims. 3. The judgment of the court shall be vacated. 4.
This Agreement is governed by the laws of Ohio.
""",
    "offer letter": """Dear Ms Doe,

We are pleased to offer you the position of analyst at Crane Ltd, reporting to your manager. Your
salary will be $80,000. You will be eligible for vacation and benefits as set out in our employee
handbook and policies. Your employment is at will. You must comply with the code of conduct. To
accept, please sign the enclosed copy and return it to human resources. Welcome to the team!
""",
    "term sheet": """TERM SHEET

Acquisition of the shares of Foo Inc. Buyer: Alpha LLC. Seller: Beta Ltd. Purchase price: $5
million, subject to adjustment. Exclusivity: the parties shall not negotiate with third parties for
60 days. Confidentiality: each party keeps the negotiations confidential. Governing law: Delaware.
This term sheet is not binding, except for exclusivity, confidentiality and governing law. The
parties shall negotiate a definitive agreement in good faith.
""",
    "short agreement": """Garden Care

This is a garden care agreement between Fern House and Moss Brothers. It runs from 1 March to 30
October.

Every week: mowing, weeding, edges. Every month: hedges. Tools and fuel are included, plants are
not. 240 euros a month, billed on the first. Extra hours are charged at 35 euros. Keys are with the
porter.

/s/ A. Fern      /s/ J. Moss
""",
    "lease": """LEASE

This Lease is made on 1 May 2024 between Elm Court Ltd (the "Landlord") and Ida Roth (the "Tenant").
The Landlord lets the premises to the Tenant for two years. The rent of 900 euros is due on the
first day of each month by invoice. The Tenant shall observe the house rules in the handbook. If the
Tenant is in breach, the Landlord may terminate this Lease; the court of the district has
jurisdiction.
""",
    "licence of a manual": """OPERATIONS MANUAL LICENCE

Alder Ltd ("Licensor") and Birch LLC ("Licensee") have agreed as follows. 1. Licensor licenses its
operating manual to Licensee for five years. 2. Licensee shall keep the manual secret. 3. Licensee
shall pay EUR 900 a year within thirty days of an invoice. 4. Either party may terminate for
breach. 5. The law of Malta governs.
""",
    "employment with a handbook": """EMPLOYMENT AGREEMENT

This Employment Agreement is made between Alder Ltd ("Employer") and Ms Kim Ober ("Employee"). The
Employee shall work as a welder. The Employee Handbook is no contract and does not create rights.
Salary EUR 3,000 a month. Either party may terminate on a month's notice. The law of Malta
governs.
""",
    "guide": """GUIDE SERVICES CONTRACT
Tarn Tours Ltd ("Operator") engages Piet Holl ("Guide") to guide walkers from 1 May to 30
September 2025. Operator shall pay Guide EUR 150 a day. Guide shall carry first aid. Guide holds
insurance of EUR 1,000,000. Operator may cancel a walk on two days' notice. This guide contract is
governed by Scots law. Signed by both.
""",
    "terms of a map service": """TERMS OF SERVICE

These terms are a contract between you and Alder Maps Ltd. By using the service you agree to them.
You shall not copy the maps. We may change the price on thirty days' notice. You may cancel at any
time. Our liability is limited to what you paid. The law of Malta governs.
""",
    "draft": """SERVICE ORDER

Alder Ltd cleans the offices of Birch LLC every week from 1 May 2025 for EUR 400 a month, payable
within ten days of an invoice. Birch may cancel on a month's notice. This policy is not a contract
until both parties have signed it. The parties choose the law of Malta. Alder is liable for keys.
""",
}
