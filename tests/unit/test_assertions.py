"""A statement stands only where one passage of the text says the whole of it."""

from __future__ import annotations

import pytest

from summarizer_core.proof import Proof
from tests.samples import contract_text

CONTRACT = """SERVICES AGREEMENT

This Services Agreement (the "Agreement") is made as of March 3, 2025 between Alder Works Ltd., a
company incorporated in England (the "Supplier"), and Birch Inc., a Delaware corporation (the
"Customer").

1.1 Supplier shall provide the support services to Customer.
1.2 Supplier shall not subcontract the services without the written consent of Customer.
2.1 This Agreement has an initial term of six months. It shall not renew automatically.
2.2 Customer may terminate this Agreement for convenience on sixty (60) days' notice to Supplier.
3.1 Customer shall pay Supplier a monthly fee of USD 12,500, within forty-five days of an invoice.
3.2 Late payments bear interest of 2 per cent per month.
3.3 The total fees shall not exceed USD 75,000.
4.1 Except for fraud, Supplier's aggregate liability shall not exceed USD 100,000.
4.2 Neither party shall be liable for loss of profit.
4.3 Supplier is not required to maintain insurance.
5.1 Neither party may assign this Agreement without the consent of the other, except that Supplier
may assign it to an affiliate.
5.2 Customer shall not hire any employee of Supplier for twelve months after the end.
"""
SAID = """Alder provides support services to Birch.
Alder Works Ltd. is the Supplier and Birch Inc. the Customer.
The Supplier may not subcontract the services unless the Customer agrees in writing.
The initial term is six months and there is no automatic renewal.
Customer can end it for convenience with 60 days' notice.
Customer pays USD 12,500 a month within 45 days of invoice.
Late payments carry interest of 2% a month.
Total fees are capped at USD 75,000.
Supplier's liability is limited to USD 100,000 except for fraud.
Neither side is liable for lost profits.
Supplier need not maintain insurance.
Assignment needs consent, but Supplier may assign to an affiliate.
The Supplier is an English company and the Customer a Delaware corporation.
Customer may not hire Supplier's employees for twelve months.""".splitlines()
NOT_SAID = """The Agreement renews automatically.
Supplier must maintain insurance.
Supplier is required to maintain insurance.
Supplier may subcontract the services freely.
Each party is liable for loss of profit.
Birch provides the support services to Alder.
Supplier pays Customer a monthly fee of USD 12,500.
Birch Inc. is the Supplier and Alder Works Ltd. is the Customer.
The Supplier is a Delaware corporation.
The annual fee is USD 12,500.
The fee is USD 12,500 per week.
Late payments bear interest of 2 per cent per year.
The total fees are at least USD 75,000.
The initial term is a dozen months.
The notice of termination for convenience is a fortnight.
Either party may terminate for convenience on sixty days' notice.
Supplier's liability for fraud is limited to USD 100,000.
Supplier's liability is unlimited.
There is no cap on liability.
Supplier may not assign to an affiliate.
Both parties may assign to affiliates.
It is the customer's employees who may not be hired.
The contract is safe and needs no review.
The agreement grants the customer a perpetual licence.
The agreement includes a non-compete obligation on the supplier.
Both sides waive jury trial.""".splitlines()


@pytest.fixture(scope="module")
def text() -> Proof:
    return Proof(CONTRACT, ["Effective date: March 3, 2025", "Party: Alder Works Ltd. (Buyer)"])


@pytest.mark.parametrize("statement", SAID)
def test_what_a_passage_says_in_nearly_the_same_words_is_said(text, statement):
    assert text.says(statement)


@pytest.mark.parametrize("statement", NOT_SAID)
def test_what_no_passage_says_is_not_said(text, statement):
    assert not text.says(statement)


def test_a_proved_fact_is_said(text):
    assert text.shows("The effective date is March 3, 2025.")
    assert not text.shows("The effective date is March 4, 2025.")


def test_the_texts_own_words_are_said_unless_they_are_cut_from_what_turns_them(text):
    assert text.says("Customer shall not hire any employee of Supplier")
    assert not text.says("hire any employee of Supplier for twelve months")
    assert not text.says("either party may assign this Agreement")


def test_a_number_alone_answers_a_question():
    quote = "Late payments bear interest of 2 per cent per month."
    answer = Proof(CONTRACT).of([quote])
    assert answer.says("2% per month.")
    assert not answer.says("2% per year.")
    assert not answer.says("Customer.")
    assert not Proof(quote).says("2% per month.")


def test_a_contract_of_another_kind_is_read_alike():
    contract = Proof(contract_text())
    assert contract.says("The monthly fee is EUR 18,500.")
    assert not contract.says("The weekly fee is EUR 18,500.")
