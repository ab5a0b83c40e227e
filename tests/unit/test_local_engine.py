from __future__ import annotations

import pytest

from summarizer_core.categories import ALL
from summarizer_core.chunking import chunk
from summarizer_core.engines.base import Candidate, ChunkInput, DocumentView, Engine
from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_parties import parties
from summarizer_core.engines.local_rules import BY_CATEGORY, detect
from summarizer_core.grounding import ground, locate
from summarizer_core.hashing import normalise, sha256_of
from summarizer_core.models import ChunkAnalysis, ExtractedDocument, Page, Usage
from summarizer_core.values import amounts, dates, period
from tests.chunk_list import ask_directly
from tests.local_views import view_of
from tests.samples import contract_text, long_contract_text


def look(text: str) -> DocumentView:
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    pieces = chunk(document)
    batch = [ChunkInput(piece.sha256, normalise(piece.text)) for piece in pieces]
    return DocumentView(document, pieces, LocalEngine().analyze(batch).analyses)


def refined(text: str) -> tuple[DocumentView, list[Candidate]]:
    view = look(text)
    return view, list(LocalEngine().refine(view))


def analysed(text: str) -> ChunkAnalysis:
    batch = [ChunkInput("one", text)]
    return LocalEngine().analyze(batch).analyses["one"]


def shown(text: str) -> set[str]:
    """What the rules say, which the model weighs as one sign among others."""
    return {category for category, confidence in detect(text) if confidence >= 0.5}


def values(candidates: list[Candidate]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for candidate in candidates:
        if candidate.kind == "term":
            found.setdefault(candidate.name, []).append(candidate.value)
    return found


@pytest.fixture(scope="module")
def services() -> tuple[DocumentView, list[Candidate]]:
    return refined(contract_text())


def test_it_is_an_engine_that_costs_nothing():
    engine: Engine = LocalEngine()
    result = engine.analyze([ChunkInput("x", "The rent is due.")])
    assert engine.name == "local"
    assert ":" not in engine.fingerprint
    assert result.usage == Usage()
    assert engine.batch_tokens > 10_000


def test_its_categories_are_known_ones():
    assert len(BY_CATEGORY) >= 30
    assert BY_CATEGORY.keys() <= set(ALL)


@pytest.mark.parametrize(
    ("category", "sentence"),
    [
        ("Governing Law", "This Lease is governed by the laws of the State of Ohio."),
        ("Anti-Assignment", "Neither party may assign this Agreement without prior consent."),
        ("Cap on Liability", "The total liability of the Carrier shall not exceed USD 4,000."),
        ("Uncapped Liability", "Nothing in this contract limits the liability for fraud."),
        ("Indemnification", "The Carrier shall indemnify the Shipper against all claims."),
        ("Non-Compete", "The Seller shall not compete with the Buyer within fifty miles."),
        ("Exclusivity", "The Maker appoints the Dealer as its exclusive distributor in Peru."),
        ("No-Solicit of Employees", "The Client shall not solicit or hire employees of the Firm."),
        ("No-Solicit of Customers", "The Agent shall not solicit customers of the Company."),
        ("Termination for Convenience", "Either party may terminate this Lease without cause."),
        ("Termination for Cause", "The Owner may terminate upon a material breach by the Crew."),
        ("Renewal Term", "The term renews automatically for successive one-year periods."),
        ("Liquidated Damages", "For each day of delay it pays liquidated damages of $50."),
        ("Most Favored Nation", "Prices are no less favorable than those of any other customer."),
        ("Audit Rights", "The Licensor may inspect the books and records of the Licensee."),
        ("Insurance", "The Tenant shall maintain fire insurance at its own expense."),
        ("License Grant", "The Owner hereby grants the User a licence to use the Software."),
        ("Irrevocable or Perpetual License", "It receives an irrevocable, perpetual license."),
        ("IP Ownership Assignment", "The Author hereby assigns all right, title and interest."),
        ("Joint IP Ownership", "All improvements shall be jointly owned by the parties."),
        ("Change of Control", "Upon a change of control the Bank may end the facility."),
        ("Covenant Not to Sue", "Licensee shall not contest the validity of the trademarks."),
        ("Non-Disparagement", "The Artist shall not disparage the Label or its officers."),
        ("Minimum Commitment", "The Buyer shall purchase at least 500 crates in each year."),
        ("Revenue/Profit Sharing", "The Studio receives twelve percent of the net revenues."),
        ("Rofr/Rofo/Rofn", "The Tenant has a right of first refusal to buy the premises."),
        ("Source Code Escrow", "The source code is deposited with an escrow agent."),
        ("Third Party Beneficiary", "The Lender is an intended third party beneficiary hereof."),
        ("Warranty Duration", "The warranty period for the engine is two years."),
        ("Warranty Disclaimer", "The seller makes no warranty of merchantability."),
        ("Confidentiality", "Each party shall keep the other's plans strictly confidential."),
        ("Unilateral Amendment", "Alder may increase the fees on ten days' notice."),
        ("Force Majeure", "Neither is in default during an event of force majeure."),
        ("Force Majeure", "Alder is not liable for delay by causes beyond its control."),
        ("Dispute Resolution", "Any dispute shall be settled by binding arbitration in Rome."),
        ("Payment Terms", "The Client shall pay each invoice within thirty days."),
        ("Data Protection", "The Processor processes personal data only as told."),
        ("Unilateral Amendment", "We may change these terms at any time without notice."),
        ("Expiration Date", "The term of this Lease shall end on the fifth anniversary."),
        ("Price Restrictions", "The Baker shall not increase the prices by more than 2%."),
    ],
)
def test_a_sentence_shows_its_category(category, sentence):
    assert category in shown(sentence)


@pytest.mark.parametrize(
    ("category", "sentence"),
    [
        ("Exclusivity", "The courts of Vienna have exclusive jurisdiction over all disputes."),
        ("Exclusivity", "The Owner grants a non-exclusive licence to use the manual."),
        ("Third Party Beneficiary", "There are no third party beneficiaries of this contract."),
        ("Termination for Convenience", "Sections 4 and 5 survive termination for any reason."),
        ("Termination for Convenience", "It may terminate if the breach is not cured in time."),
        ("Non-Compete", "Nothing prevents the Agent from competing with the Company."),
        ("Insurance", "Acme Life Insurance Company is a party to the other agreement."),
        ("Unilateral Amendment", "This may be amended only in writing signed by both parties."),
        ("Force Majeure", "Not covered: problems by misuse or causes beyond the control of Alder."),
        ("Force Majeure", "The parties have met at the office in Lyon on a sunny day."),
        ("IP Ownership Assignment", "Nobody may assign this lease without written consent."),
        ("Governing Law", "The Company is in good standing under all governmental rules."),
    ],
)
def test_a_sentence_that_only_looks_like_it_does_not(category, sentence):
    assert category not in shown(sentence)


def test_the_clauses_of_a_services_agreement_are_found(services):
    clauses = [candidate for candidate in services[1] if candidate.kind == "clause"]
    found = {candidate.name for candidate in clauses if not candidate.doubtful}
    assert found >= {
        "Renewal Term",
        "Notice Period to Terminate Renewal",
        "Termination for Convenience",
        "Termination for Cause",
        "Confidentiality",
        "IP Ownership Assignment",
        "Warranty Disclaimer",
        "Indemnification",
        "Cap on Liability",
        "Uncapped Liability",
        "Liquidated Damages",
        "Exclusivity",
        "Non-Compete",
        "No-Solicit of Employees",
        "Insurance",
        "Audit Rights",
        "Anti-Assignment",
        "Change of Control",
        "Force Majeure",
        "Governing Law",
        "Dispute Resolution",
        "Payment Terms",
    }
    assert not found & {"Source Code Escrow", "Most Favored Nation", "Joint IP Ownership"}


def test_the_key_terms_of_a_services_agreement_are_parsed(services):
    terms = values(services[1])
    assert terms["Document title"] == ["SERVICES AGREEMENT"]
    assert terms["Document type"] == ["services agreement"]
    assert terms["Party"] == ["Northgate Analytics Ltd.", "Halden Retail GmbH"]
    roles = [candidate.role for candidate in services[1] if candidate.name == "Party"]
    assert roles == ["Provider", "Customer"]
    assert terms["Agreement date"] == ["2025-03-14"]
    assert terms["Effective date"] == ["2025-03-14"]
    assert terms["Governing law"] == ["England and Wales"]
    assert terms["Term"] == ["3 years"]
    assert terms["Renewal"] == ["12 months"]
    assert terms["Notice to stop renewal"] == ["90 days"]
    assert terms["Venue"] == ["courts of London"]
    assert terms["Liability cap"] == ["EUR 250,000 in each contract year"]
    assert terms["Payment terms"] == ["within thirty (30) days of receipt of each invoice"]
    assert set(terms["Amount"]) == {"EUR 18,500.00", "EUR 250,000.00"}


def test_every_finding_quotes_the_document(services):
    view, candidates = services
    grounded = ground(view.document, view.chunks, candidates)
    assert grounded.rejected == 0
    assert grounded.clauses and grounded.terms
    for placed in (*grounded.clauses, *grounded.terms):
        assert view.document.text[placed.start : placed.end] == placed.quote


def test_a_list_item_counts_with_the_words_that_introduce_it():
    text = (
        "The Customer shall indemnify the Carrier and its staff against claims arising from: "
        "(a) goods that are packed badly; (b) papers that are wrong."
    )
    lead = "The Agent shall not, directly or indirectly:"
    item = "(b) disclose confidential information of the Company."
    findings = analysed(f"{lead} (a) sleep on duty at any time; {item}").findings
    assert any(item in f.quote and f.category == "Confidentiality" for f in findings)
    assert any(f.category == "Indemnification" for f in analysed(text).findings)


def test_a_table_of_contents_shows_nothing():
    text = "12. Limitation of Liability in no event liable for damages .................... 14"
    assert analysed(text).findings == ()


def test_a_definition_counts_for_less_than_a_duty():
    definition = '"Payment" means that the Customer shall pay each invoice within 30 days.'
    duty = "It is agreed that the Customer shall pay each invoice within 30 days."

    def payment(text: str) -> float:
        found = [f for f in analysed(text).findings if f.category == "Payment Terms"]
        return max((f.confidence for f in found), default=0.0)

    assert payment(definition) < payment(duty)


def test_a_fitting_heading_raises_confidence():
    body = "The engine is covered for two years, and the warranty period ends then.\n"
    plain = refined(f"4. Miscellaneous\n\n{body}")[1]
    named = refined(f"4. Warranty\n\n{body}")[1]

    def sure(candidates: list[Candidate]) -> float:
        return max(c.confidence for c in candidates if c.name == "Warranty Duration")

    assert sure(named) > sure(plain)


def test_results_depend_on_the_normalised_text_alone():
    text = contract_text()
    spread = text.replace(" ", "\n   ").replace("’", "'")
    assert analysed(text[:1_500]) == analysed(normalise(text[:1_500]))
    assert look(text).analyses == look(spread).analyses


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("as of January 13, 2005 between", "2005-01-13"),
        ("this 1st day of September 2004", "2004-09-01"),
        ("on 24 OCT 2011", "2011-10-24"),
        ("on 2017-04-28", "2017-04-28"),
        ("on 4/28/2017", "2017-04-28"),
        ("on 31/12/2024", "2024-12-31"),
    ],
)
def test_dates_become_iso(text, iso):
    (found,) = dates(text)
    assert found.value == iso


@pytest.mark.parametrize("text", ["February 30, 2020", "Section 12.3.2004", "in the year 2020"])
def test_what_is_no_date_is_not_read_as_one(text):
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$12,000", "USD 12,000.00"),
        ("US$ 5 million", "USD 5,000,000.00"),
        ("EUR 250,000.50", "EUR 250,000.50"),
        ("£99.95", "GBP 99.95"),
        ("1,500 dollars", "USD 1,500.00"),
        ("1.5 billion euros", "EUR 1,500,000,000.00"),
    ],
)
def test_amounts_become_code_and_figure(text, value):
    (found,) = amounts(f"a fee of {text} is due")
    assert found.value == value
    assert f"a fee of {text} is due"[found.start : found.end] == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("three (3) years", "3 years"),
        ("a one-year period", "1 year"),
        ("ninety (90) days", "90 days"),
        ("one hundred twenty (120) days", "120 days"),
        ("many years", None),
    ],
)
def test_periods_become_number_and_unit(text, value):
    assert period(text) == value


@pytest.mark.parametrize(
    ("preamble", "names"),
    [
        (
            'This Lease is made by and between Anso, Inc., a Delaware corporation ("Landlord"), '
            'and Bexley & Sons LLC, a Texas company ("Tenant").',
            ["Anso, Inc. (Landlord)", "Bexley & Sons LLC (Tenant)"],
        ),
        (
            "This Contract is between Corvane Ltd and Delmar S.A. for the sale of tin.",
            ["Corvane Ltd", "Delmar S.A"],
        ),
        (
            'entered into between professional golfer, ANNA LIND, (hereinafter "PLAYER") and '
            'FAIRWAY GOLF, LTD. (hereinafter "SPONSOR"). WHEREAS the Hole Group Inc. ("Hole") won',
            ["ANNA LIND (PLAYER)", "FAIRWAY GOLF, LTD. (SPONSOR)"],
        ),
        ('All notices are sent to the Registry (the "Register") within the term.', []),
    ],
)
def test_parties_are_read_from_the_preamble(preamble, names):
    told = [
        f"{found.value} ({found.role})" if found.role else found.value
        for found in parties(preamble)
    ]
    assert [name.rstrip(".") for name in told] == [name.rstrip(".") for name in names]


def test_names_in_the_body_are_no_parties():
    text = contract_text() + '\n\n21. Other\n\nThe report of Zeta Audit Inc. ("Zeta") is attached.'
    assert len(values(refined(text)[1])["Party"]) == 2


def test_the_summary_tells_what_was_found(services):
    view, candidates = services
    summary = LocalEngine().summarize(view, candidates, ask_directly).summary
    assert 120 <= len(summary.split()) <= 450
    for part in (
        "Services Agreement",
        "Northgate Analytics Ltd. (Provider)",
        "Halden Retail GmbH (Customer)",
        "14 March 2025",
        "3 years",
        "England and Wales",
        "EUR 250,000",
        "The total liability of either party under this Agreement is limited to",
        "Customer may end it without a cause, on notice of 60 days.",
    ):
        assert part in summary


def test_the_summary_says_what_it_could_not_tell():
    view, candidates = refined("The parties will meet each spring and talk about the weather.")
    summary = LocalEngine().summarize(view, candidates, ask_directly).summary
    assert "does not read like a contract" in summary
    assert "could not be told from the text" in summary
    assert "the governing law" in summary


def test_the_summary_admits_parts_that_failed(services):
    view, candidates = services
    known = dict(list(view.analyses.items())[2:])
    summary = (
        LocalEngine()
        .summarize(DocumentView(view.document, view.chunks, known), candidates, ask_directly)
        .summary
    )
    assert f"2 of {len(view.chunks)} parts could not be analysed" in summary


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Which law governs?", "England and Wales"),
        ("Can the customer cancel early?", "sixty (60) days"),
        ("Is there a cap on liability?", "EUR 250,000"),
        ("How much is the monthly fee?", "EUR 18,500"),
        ("May it be assigned to someone else?", "may assign"),
        ("How long does the non-compete last?", "competitor"),
    ],
)
def test_a_question_is_answered_in_the_documents_words(question, part):
    view = view_of(contract_text())
    reply = LocalEngine().answer(view, None, question, ask_directly)
    assert any(part in quote for _, quote in reply.quotes)
    for index, quote in reply.quotes:
        assert locate(quote, view.chunks[index].text) is not None


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who owns the moon base?", "The document does not say."),
        ("What is the salary of the chief executive?", "The document does not say."),
        ("?", "The question names nothing"),
        ("", "The question names nothing"),
    ],
)
def test_what_the_document_does_not_say_is_not_answered(services, question, sentence):
    reply = LocalEngine().answer(services[0], None, question, ask_directly)
    assert reply.answer.startswith(sentence)
    assert not reply.quotes
    assert not reply.found


def test_a_passage_is_explained_by_its_sentence(services):
    view, _ = services
    passage = "The total liability of either party under this Agreement is limited to EUR 250,000"
    reply = LocalEngine().answer(view, passage, None, ask_directly)
    assert any(passage in quote for _, quote in reply.quotes)


def test_a_passage_from_elsewhere_is_said_to_be_missing(services):
    passage = "Zebras graze quietly near volcanic lakes while astronauts juggle pineapples."
    reply = LocalEngine().answer(services[0], passage, None, ask_directly)
    assert "does not occur" in reply.answer


def test_failed_chunks_do_not_disturb_the_rest():
    text = long_contract_text(pages=3)
    view = look(text)
    gone = view.chunks[3].sha256
    rest = {key: value for key, value in view.analyses.items() if key != gone}
    candidates = LocalEngine().refine(DocumentView(view.document, view.chunks, rest))
    assert candidates
    assert all(view.chunks[c.chunk_index].sha256 != gone for c in candidates)


def test_an_empty_document_has_no_findings_but_a_summary():
    view, candidates = refined("\n \n")
    assert candidates == []
    assert LocalEngine().summarize(view, candidates, ask_directly).summary
    assert sha256_of(" ") in {piece.sha256 for piece in view.chunks}
