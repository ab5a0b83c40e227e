"""The playbook: its schema, its judgements, and what it says is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from summarizer_core import playbook
from summarizer_core.categories import ALL, CUAD
from summarizer_core.errors import InvalidRequest
from summarizer_core.models import MissingClause, Severity
from summarizer_core.playbook import PlaybookError, load
from summarizer_core.playbook_elsewhere import Elsewhere
from summarizer_core.playbook_gaps import leaves_the_rest
from summarizer_core.sides import Party, Sides

HIGH, MEDIUM, LOW, INFO = Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO

ENTRY = """\
    title: Non-compete
    explanation: No competing.
    severity: {severity}
    rationale: It closes markets.
    recommendation: Ask for deletion.
"""


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "house.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def own(tmp_path: Path, body: str = "", severity: str = "low") -> playbook.Playbook:
    entry = ENTRY.format(severity=severity)
    return load(write(tmp_path, f"version: 1\ncategories:\n  Non-Compete:\n{entry}{body}"))


# --- the default -----------------------------------------------------------------------------


def test_the_default_judges_every_category_in_full() -> None:
    raw = yaml.safe_load(playbook.DEFAULT_FILE.read_text(encoding="utf-8"))
    assert set(raw["categories"]) == set(ALL)
    for category in ALL:
        judged = load().judge(category, "")
        assert judged.title == load().title(category)
        assert load().explanation(category).endswith(".")
        assert len(judged.rationale) > 40
        assert len(judged.recommendation) > 20


def expected_clauses(raw: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = raw["document_types"].values()
    return [*raw["general"], *(item for kind in kinds for item in kind.get("clauses", ()))]


def test_the_default_never_asks_for_wording_without_a_fallback() -> None:
    raw = yaml.safe_load(playbook.DEFAULT_FILE.read_text(encoding="utf-8"))
    entries = list(raw["categories"].values()) + expected_clauses(raw)
    entries += [item for entry in entries for item in entry.get("conditions", ())]
    asks = [entry["recommendation"] for entry in entries if "recommendation" in entry]
    assert len(asks) > 100
    assert [ask for ask in asks if ask.startswith("Ask for") and "Fallback:" not in ask] == []


def test_the_default_is_complete() -> None:
    """Every judgement has its reason, its wording and a fallback; only facts have one severity."""
    raw = yaml.safe_load(playbook.DEFAULT_FILE.read_text(encoding="utf-8"))
    facts = {"Document Name", "Parties", "Agreement Date"}
    for name, entry in raw["categories"].items():
        assert entry.get("conditions") or name in facts, name
        for judged in (entry, *entry.get("conditions", ())):
            assert "Fallback:" in judged.get("recommendation", entry["recommendation"]), name
            assert len(judged["rationale"]) > 20, name
    for item in expected_clauses(raw):
        assert "Fallback:" in item["recommendation"], item
        assert item["rationale"], item
    silent = {key for key, kind in raw["document_types"].items() if not kind.get("clauses")}
    assert silent == {"amendment", "letter_of_intent"}, "they rest on another contract"


def test_every_clause_that_can_be_missing_can_also_be_seen_in_the_text() -> None:
    """Engines do not know all categories: without evidence, such a clause is always missing."""
    raw = yaml.safe_load(playbook.DEFAULT_FILE.read_text(encoding="utf-8"))
    engines_may_not_know = {item["category"] for item in expected_clauses(raw)} - set(CUAD)
    assert engines_may_not_know
    assert all("evidence" in raw["categories"][name] for name in engines_may_not_know)


def test_the_default_is_parsed_once() -> None:
    assert load() is load()


@pytest.mark.parametrize(
    ("category", "quote", "severity"),
    [
        # Facts are never a risk.
        ("Parties", "Acme Corp. and Borealis Ltd.", INFO),
        ("Document Name", "Master Services Agreement", INFO),
        ("Agreement Date", "3 May 2024", INFO),
        ("Expiration Date", "This Agreement ends on 31 December 2026.", INFO),
        ("Expiration Date", "The term is twenty (20) years.", MEDIUM),
        # Liability
        ("Uncapped Liability", "Supplier's liability under this clause is unlimited.", HIGH),
        ("Uncapped Liability", "The cap does not apply to fraud or wilful misconduct, except"
         " where waived.", MEDIUM),
        ("Cap on Liability", "Neither party's total liability exceeds the fees paid.", LOW),
        ("Cap on Liability", "In no event shall Vendor be liable for more than $50.", MEDIUM),
        ("Liquidated Damages", "Supplier pays $5,000 for each day of delay.", HIGH),
        # Competition
        ("Non-Compete", "Consultant shall not compete anywhere in the world.", HIGH),
        ("Non-Compete", "Consultant shall not compete for five years.", HIGH),
        ("Non-Compete", "For six (6) months Agent shall not compete within the Territory.", MEDIUM),
        ("Exclusivity", "Buyer shall purchase exclusively from Seller.", HIGH),
        ("Exclusivity", "The appointment is non-exclusive.", LOW),
        ("Exclusivity", "The appointment is non-exclusive in Asia and exclusive in Europe.", HIGH),
        ("Covenant Not to Sue", "Licensee releases and shall never sue Licensor.", HIGH),
        ("Most Favored Nation", "Prices shall be no less favorable than those of others.", HIGH),
        ("Rofr/Rofo/Rofn", "Anso shall not sell its shares without offering them to Bexley, who"
         " holds a right of first refusal.", HIGH),
        ("Rofr/Rofo/Rofn", "Bexley may match any bid for the sale of all or substantially all of"
         " the business.", HIGH),
        ("Rofr/Rofo/Rofn", "Bexley holds a first right to negotiate to paint the Cans, which it"
         " may use within ten business days.", MEDIUM),
        ("Rofr/Rofo/Rofn", "Anso and its business partner shall give Bexley a right of first"
         " refusal to supply the lids.", MEDIUM),
        ("Cap on Liability", "Any claim must be brought within six months after it arose.",
         MEDIUM),
        ("Cap on Liability", "No action may be commenced more than one year after it accrued.",
         MEDIUM),
        ("Cap on Liability", "Each party's liability is capped at the fees paid in the 12 months"
         " before the claim.", LOW),
        # Intellectual property
        ("License Grant", "Licensor grants a non-exclusive right to use the Software.", LOW),
        ("License Grant", "Licensor grants an exclusive right to use the Software.", MEDIUM),
        ("License Grant", "a perpetual, irrevocable right to use the Software", HIGH),
        ("Irrevocable or Perpetual License", "a perpetual licence to all Materials", HIGH),
        ("Irrevocable or Perpetual License",
         "a non-exclusive perpetual licence for internal use", MEDIUM),
        ("IP Ownership Assignment", "Consultant hereby assigns all Inventions.", HIGH),
        ("IP Ownership Assignment", "Rights pass to Client upon full payment.", MEDIUM),
        # Term
        ("Renewal Term", "The term renews by written agreement.", LOW),
        ("Renewal Term", "This Agreement automatically renews for one month.", MEDIUM),
        ("Renewal Term", "It shall renew automatically unless notice is given 10 days before the"
         " end of the term.", HIGH),
        ("Renewal Term", "It automatically renews unless notice is given six months prior to the"
         " end.", HIGH),
        ("Notice Period to Terminate Renewal", "on thirty (30) days' prior written notice", LOW),
        ("Notice Period to Terminate Renewal", "on ten (10) days' prior notice", HIGH),
        ("Notice Period to Terminate Renewal",
         "renews for one (1) year unless notice is given sixty (60) days prior", LOW),
        ("Termination for Convenience", "Client may terminate on five (5) days' notice.", HIGH),
        ("Termination for Convenience", "Client may terminate on 60 days' notice.", MEDIUM),
        ("Termination for Convenience", "Either party may terminate on 60 days' notice.", LOW),
        ("Change of Control", "Bank may terminate upon a merger of Borrower.", HIGH),
        ("Change of Control", "A merger of Borrower must be notified.", MEDIUM),
        # Beyond CUAD
        ("Indemnification", "Supplier shall indemnify Customer against all claims.", HIGH),
        ("Indemnification", "Each party shall indemnify the other against claims.", MEDIUM),
        ("Unilateral Amendment", "Provider may change these terms by posting them.", HIGH),
        ("Unilateral Amendment", "Amendments must be signed by both parties.", INFO),
        ("Warranty Disclaimer", "THE SOFTWARE IS PROVIDED “AS IS”.", MEDIUM),
        ("Warranty Disclaimer", "THE MODEL COMES AS IS, WITH ALL FAULTS.", MEDIUM),
        ("Payment Terms", "Invoices are due within 30 days of receipt.", LOW),
        ("Payment Terms", "Invoices are payable within 90 days of receipt.", MEDIUM),
        ("Payment Terms", "Overdue sums bear interest at 1.5% per month.", MEDIUM),
    ],
)  # fmt: skip
def test_the_words_of_a_clause_decide_how_bad_it_is(
    category: str, quote: str, severity: Severity
) -> None:
    assert load().judge(category, quote).severity is severity


@pytest.mark.parametrize(
    ("category", "quote", "severity"),
    [
        # Each of these was judged by a period, a word or a part that says something else.
        ("Notice Period to Terminate Renewal",
         "renews unless a party gives notice thirty (30) days prior to the end of the five (5) "
         "year term", LOW),
        ("Termination for Convenience",
         "Mill may terminate under the immediately preceding sentence on six months' notice",
         MEDIUM),
        ("Termination for Convenience", "Mill or Farm may terminate at any time on 60 days' notice",
         LOW),
        ("Force Majeure", "Force majeure shall not include a change of market prices", LOW),
        ("Indemnification", "Nothing here shall obligate Seller to indemnify Buyer", LOW),
        ("Indemnification", "the breaching party will indemnify the other from its loss", MEDIUM),
        ("Warranty Duration", "Seller warrants the logs. Seller confirms orders within three days",
         LOW),
        ("Uncapped Liability",
         "Except under sections 15 and 16, in no event will either party be liable for lost profit",
         MEDIUM),
        ("Uncapped Liability", "the liability of a party shall be limited to the price", MEDIUM),
        ("Change of Control", "if your employment ends within a year of a change of control you "
         "receive severance pay", MEDIUM),
        ("Unilateral Amendment", "Either party may change its address for notices", INFO),
        ("Irrevocable or Perpetual License", "an irrevocable license during the Option Period",
         MEDIUM),
        ("Covenant Not to Sue", "Buyer acknowledges Seller's exclusive ownership of the marks",
         MEDIUM),
        ("Confidentiality", "Confidential Information will not include what is public", LOW),
        ("Confidentiality", "The price shall be kept confidential by the parties", LOW),
        ("Minimum Commitment", "Mill is not subject to any minimum purchase requirement", LOW),
        ("Audit Rights", "Mill may audit the books at any time upon reasonable notice", LOW),
        ("Post-Termination Services", "Mill keeps its books for three years after the end", LOW),
        ("Non-Compete", "Notwithstanding the above, Mill may sell logs of a competitor", LOW),
        ("Non-Compete", "Farm shall not be restricted from selling rival logs", LOW),
        ("Non-Compete", "Farm shall not compete with Mill, save that nothing here shall prevent it "
         "from holding 2% of the shares of a rival", HIGH),
        ("Termination for Convenience",
         "Either party may terminate with immediate effect if the other becomes insolvent. Mill "
         "may in addition terminate for convenience upon 180 days' notice; Farm may not.", MEDIUM),
        ("Termination for Convenience", "Mill may terminate for any reason with immediate effect",
         HIGH),
        ("Termination for Convenience",
         "Either you or the Mill may terminate by not less than six months' notice. The Mill may "
         "terminate forthwith and pay wages in lieu of notice.", LOW),
        ("Termination for Convenience",
         "Mill may terminate on 90 days' notice. Farm returns the saw within ten days.", MEDIUM),
        ("Termination for Convenience",
         "Mill may terminate on 90 days' notice. Farm shall stop immediately upon termination.",
         MEDIUM),
        ("Change of Control", "This lease shall terminate if Farm no longer advises Mill", LOW),
        ("Change of Control", "These provisions shall terminate a year after a merger", MEDIUM),
        ("Change of Control", "The lease shall terminate upon a sale of Mill", HIGH),
        ("Change of Control", "If Mill is sold, Farm has the right to terminate", HIGH),
        ("Unilateral Amendment", "Amendments of this lease are recommended by the board", LOW),
        ("Irrevocable or Perpetual License",
         "a perpetual, irrevocable (except as stated in clause 9) licence to use the saw", MEDIUM),
        ("Irrevocable or Perpetual License", "9.2 (Default)) right and licence to the saw", LOW),
        ("License Grant", "a right, irrevocable except for a breach, to use the saw", LOW),
    ],
)  # fmt: skip
def test_what_a_clause_says_is_not_taken_for_what_it_only_mentions(category, quote, severity):
    parties = (Party("Mill Ltd", "Mill"), Party("Farm Ltd", "Farm"))
    assert load().judge(category, quote, sides=Sides(parties)).severity is severity


def test_a_licence_without_an_end_is_not_said_to_survive_a_breach() -> None:
    judged = load().judge("Irrevocable or Perpetual License", "a perpetual licence to the saw")
    assert judged.severity is HIGH
    assert "outlast breach" not in judged.rationale
    judged = load().judge("Irrevocable or Perpetual License", "an irrevocable licence to the saw")
    assert "outlast breach" in judged.rationale


def test_line_breaks_and_typography_do_not_change_a_judgement() -> None:
    flat = load().judge("Cap on Liability", "Neither party's total liability exceeds the fees.")
    torn = load().judge(
        "Cap on Liability", "Neither\n   party’s\u00a0total\tliability\nexceeds the fees."
    )
    assert flat == torn
    hyphens = load().judge("Exclusivity", "The appointment is non\u2011exclusive.")
    assert hyphens.severity is LOW


def test_a_clause_is_one_sided_only_if_nothing_around_the_quote_gives_it_back() -> None:
    quote = "Supplier shall indemnify Customer against third-party claims"
    back = f"Each party protects the other: {quote}, and Customer does likewise."
    assert load().judge("Indemnification", quote).severity is HIGH
    assert load().judge("Indemnification", quote, back).severity is MEDIUM


def test_an_unknown_category_is_information_under_its_own_name() -> None:
    judged = load().judge("Force Field", "Shields up.")
    assert (judged.title, judged.severity) == ("Force Field", INFO)


# --- missing clauses -------------------------------------------------------------------------

SERVICES = "This Services Agreement is made between Alder Inc. and Birch LLC. Alder cleans offices."


def names(found: tuple[MissingClause, ...]) -> list[str]:
    return [clause.category for clause in found]


def test_a_bare_services_contract_lacks_its_cap_first() -> None:
    missing = load().missing((), "Services Agreement", SERVICES, SERVICES)
    assert (missing[0].category, missing[0].severity) == ("Cap on Liability", HIGH)
    assert {"Governing Law", "Confidentiality", "Termination for Cause"} <= set(names(missing))
    order = list(Severity)
    assert [order.index(m.severity) for m in missing] == sorted(
        order.index(m.severity) for m in missing
    )


def test_a_clause_that_was_found_is_not_missing() -> None:
    missing = load().missing({"Cap on Liability"}, "Services Agreement", SERVICES, SERVICES)
    assert "Cap on Liability" not in names(missing)


def test_a_clause_that_the_engine_overlooked_but_the_text_has_is_not_missing() -> None:
    text = (
        SERVICES
        + "\nThis agreement is governed\nby the laws of Ohio. Force\nMajeure excuses delay."
    )
    before = names(load().missing((), "Services Agreement", SERVICES, SERVICES))
    after = names(load().missing((), "Services Agreement", SERVICES, text))
    assert "Force Majeure" in before
    assert "Force Majeure" not in after


def test_what_support_leaves_out_excuses_nobody() -> None:
    left_out = f"{SERVICES} Repairs of damage by misuse or causes beyond its control cost extra."
    excused = f"{SERVICES} Alder is not liable for delay by causes beyond its control."
    assert "Force Majeure" in names(load().missing((), None, left_out, left_out))
    assert "Force Majeure" not in names(load().missing((), None, excused, excused))


def test_one_way_out_is_enough() -> None:
    missing = load().missing({"Termination for Convenience"}, None, SERVICES, SERVICES)
    assert "Termination for Cause" not in names(missing)


def test_data_protection_is_missed_only_where_there_is_personal_data() -> None:
    with_data = SERVICES + " Birch passes on customer data of its shops."
    assert "Data Protection" not in names(load().missing((), None, SERVICES, SERVICES))
    missing = load().missing((), None, with_data, with_data)
    assert ("Data Protection", HIGH) in [(m.category, m.severity) for m in missing]


@pytest.mark.parametrize(
    "mention",
    [
        "Birch keeps records of Customer data and of each Customer's orders.",
        "Customer records show the stock. CUSTOMER DATA is stored by Alder.",
        # There is such a clause.
        "9. CONFIDENTIALITY AND USER DATA. Birch obtains user data of Alder's visitors.",
        "Alder receives personal information. Its privacy statement applies to it.",
    ],
)
def test_data_of_a_party_called_customer_is_no_personal_data(mention: str) -> None:
    text = f"{SERVICES} {mention}"
    assert "Data Protection" not in names(load().missing((), None, text, text))


PRESENT = [
    ("Governing Law", "Its construction follows the laws of Ohio."),
    ("Governing Law", "The law of Scotland shall apply to this paper."),
    ("Termination for Cause", "Landlord may re-enter the Premises if rent is late."),
    ("Termination for Cause", "The landlord shall have the right to cancel this lease."),
    ("Termination for Cause", "This Agreement shall terminate if a party is wound up."),
    ("Termination for Cause", "Alder has the option of cancelling after ten days."),
    ("Payment Terms", "Rent: $2,400, to be handed over on the first of each month in advance."),
    ("Payment Terms", "Tenant pays the landlord the sum of USD 900 each quarter."),
    ("Cap on Liability", "Alder will not be liable to Birch for any injury."),
    ("Cap on Liability", "13. LIMITATION ON DAMAGES"),
    ("Insurance", "INSURANCE. Alder is covered."),
    ("License Grant", "1. GRANT. Alder hereby grants Birch the right to sell the Goods."),
    ("IP Ownership Assignment", "All inventions made here shall belong to Alder."),
    ("Anti-Assignment", "Birch shall not, without leave, transfer any part of it."),
    ("Anti-Assignment", "It shall bind the heirs, successors and assigns of both."),
    ("Confidentiality", "Birch shall not disclose what it learns."),
    ("Force Majeure", "Nobody answers for strikes or floods that delay the performance."),
    ("Dispute Resolution", "The courts of Oslo decide."),
    ("Dispute Resolution", "Disputes are first referred to the directors of both."),
    ("Warranty Duration", "Work is done in a workmanlike manner."),
    ("Expiration Date", "It shall remain in force until the works are done."),
]


@pytest.mark.parametrize(("category", "wording"), PRESENT)
@pytest.mark.parametrize("title", ["Services Agreement", "Lease Agreement", "Licence Agreement"])
def test_what_the_text_says_in_its_own_words_is_not_missing(title, category, wording) -> None:
    opening = f"This {title} is made between Alder Inc. and Birch LLC."
    text = f"{opening}\n\n{wording}"
    assert category not in names(load().missing((), title, opening, text))


@pytest.mark.parametrize(
    ("category", "wording"),
    [
        ("Governing Law", "Portuguese law applies to this Agreement."),
        ("Governing Law", "Texas law governs it."),
        ("Governing Law", "These terms are subject to Irish law."),
        ("Governing Law", "Danish law shall exclusively apply."),
        ("Governing Law", "The laws of Queensland apply."),
        ("Termination for Cause", "The Painter may end it on two months' notice."),
        ("Termination for Cause", "You can close your account whenever you like."),
        ("Termination for Cause", "The Tenant may determine this lease in its third year."),
        ("Termination for Cause", "The Painter may revoke this agreement within nine days."),
        ("Payment Terms", "The Gallery settles the sum within ten days of invoice."),
        ("Payment Terms", "The Gallery pays the Painter SEK 900 for each picture."),
        ("Payment Terms", "The larger plan costs €7.50 a month."),
        ("Payment Terms", "The larger plan is billed yearly."),
        ("Dispute Resolution", "The place of jurisdiction is Geneva."),
        ("Dispute Resolution", "Each side submits to Irish jurisdiction."),
        ("Dispute Resolution", "The Danish courts have jurisdiction."),
        ("Dispute Resolution", "You may sue us before the courts where you live."),
        (
            "Dispute Resolution",
            "Disputes are brought to a court of competent jurisdiction in Cork.",
        ),
    ],
)
def test_what_is_said_in_plain_words_is_not_missing(category: str, wording: str) -> None:
    text = f"Services Agreement. Anso advises Bexley on paint. {wording}"
    opening = "Services Agreement. Anso advises Bexley on paint."
    assert category in names(load().missing((), "Services Agreement", opening, opening))
    assert category not in names(load().missing((), "Services Agreement", opening, text))


@pytest.mark.parametrize(
    ("category", "wording"),
    [
        ("Governing Law", "Anso is a company under Danish law."),
        ("Governing Law", "Anso does what Applicable Law applies to its trade."),
        ("Termination for Cause", "The two may end the day with a walk."),
        ("Dispute Resolution", "Anso plays tennis on the courts behind the hall."),
        (
            "Dispute Resolution",
            "If a court of competent jurisdiction voids a clause, the rest stays.",
        ),
        ("Dispute Resolution", "Anso tells secrets if an order of any court of law asks for them."),
    ],
)
def test_words_that_only_sound_like_a_clause_do_not_hide_that_it_is_missing(
    category: str, wording: str
) -> None:
    text = f"Services Agreement. Anso advises Bexley on paint. {wording}"
    assert category in names(load().missing((), "Services Agreement", text, text))


@pytest.mark.parametrize(
    "opening",
    [
        "The parties to the Licence Agreement of 3 May agree to modify it as follows: 1. Term.",
        "Alder and Birch agree to remove Section 2(c) in its entirety and replace it.",
        "The Supply Agreement of 1 May is hereby amended as follows:",
        "Clause 4.1 of the Supply Agreement is deleted.",
    ],
)
def test_what_changes_another_contract_misses_nothing_whatever_its_title(opening: str) -> None:
    assert load().document_type("SUPPLY AGREEMENT", opening) == "amendment"
    assert load().missing((), "SUPPLY AGREEMENT", opening, opening) == ()


def test_a_contract_that_replaces_an_older_one_is_no_amendment() -> None:
    opening = "The Supply Agreement of 2019 is hereby amended and restated as follows."
    assert load().document_type("SUPPLY AGREEMENT", opening) == "supply"


@pytest.mark.parametrize(
    "rest",
    [
        "The Standard Terms and Conditions that are attached as Exhibit B are part of it.",
        "It incorporates by reference the general terms of Alder.",
        "The Franchise Ordinance of the town is incorporated herein.",
        "The terms of the Master Services Agreement of 3 May are hereby incorporated by reference.",
        "It is subject to the general terms of Alder, which are available at alder.example.",
    ],
)
def test_nothing_is_missed_where_the_rest_stands_in_terms_that_are_not_here(rest: str) -> None:
    text = f"{SERVICES} {rest}"
    assert load().missing((), None, text, text) == ()
    long = text + " Alder cleans one more office." * 700
    assert load().missing((), None, text, long) != ()


@pytest.mark.parametrize(
    "rest",
    [
        "This Master Services Agreement is made by Alder Ltd, a company incorporated in England.",
        "Alder is the party to a framework agreement with Cole SA, incorporated in France.",
        "All orders under this Master Supply Agreement are incorporated herein by reference.",
        "Alder's standard terms and conditions do not become part of it.",
        "It prevails over the general terms of either party that are attached to an order.",
        "Alder keeps to the standard terms of its trade. The schedule below has more.",
    ],
)
def test_clauses_are_missed_where_nothing_else_is_part_of_the_document(rest: str) -> None:
    text = f"{SERVICES} {rest}"
    assert load().missing((), None, text, text) == load().missing((), None, SERVICES, SERVICES)


def test_general_terms_themselves_leave_nothing_to_general_terms() -> None:
    assert not leaves_the_rest(
        "General Terms and Conditions\n\n1. The general terms are part of every order of Alder."
    )


def test_a_cure_period_elsewhere_is_seen() -> None:
    quote = "If Alder terminates for Birch's default, this Agreement shall terminate immediately."
    judged = load().judge("Termination for Cause", quote)
    assert judged.severity is MEDIUM
    rest = " A party is in default when a breach is not cured within 30 days of notice."
    around = Elsewhere(quote + rest, Sides())
    judged = load().judge("Termination for Cause", quote, quote, Sides(), around)
    assert judged.severity is LOW


def test_force_majeure_is_missed_only_where_something_is_delivered() -> None:
    goods = (
        "Agency Agreement. Anso sells the tins of Bexley; the goods are shipped to its customers."
    )
    none = "Agency Agreement. Anso finds insurance clients for Bexley and earns a fee."
    shares = (
        "Agency Agreement. Anso agrees to act as agent of Bexley in the offering to the public of "
        "900 shares, and delivers a certificate that the goods of Bexley are insured."
    )
    title = "Agency Agreement"
    assert "Force Majeure" in names(load().missing((), title, goods, goods))
    for text in (none, shares):
        found = names(load().missing((), title, text, text))
        assert "Force Majeure" not in found
        assert "Warranty Duration" not in found
        assert "Governing Law" in found


def test_an_nda_needs_no_cap_and_a_lease_no_secrecy() -> None:
    nda = "Mutual Non-Disclosure Agreement between Alder Inc. and Birch LLC."
    assert "Cap on Liability" not in names(load().missing((), nda, nda, nda))
    lease = "Office Lease Agreement between Alder Inc. and Birch LLC."
    assert "Confidentiality" not in names(load().missing((), lease, lease, lease))


def test_an_amendment_and_a_letter_miss_nothing() -> None:
    amendment = "First Amendment to Services Agreement"
    assert load().missing((), amendment, amendment, amendment) == ()
    letter = "Dear Ms. Pine, thank you for lunch on Tuesday."
    assert load().missing((), None, letter, letter) == ()


@pytest.mark.parametrize(
    ("title", "opening", "kind"),
    [
        ("MASTER SERVICES AGREEMENT", "", "services"),
        ("Exclusive Distribution\nAgreement", "", "supply"),
        ("Software License and Support Agreement", "", "license"),
        ("Consulting Agreement", "", "employment"),
        ("Mutual Non‑Disclosure Agreement", "", "nda"),
        ("Commercial Lease", "", "lease"),
        ("Amendment No. 2 to the Supply Agreement", "", "amendment"),
        ("Letter of Intent", "The purchase agreement would hold a cap.", "letter_of_intent"),
        ("Supply Agreement", "It takes the place of the letter of intent.", "supply"),
        ("Joint Venture Agreement", "refers to a license agreement of 2019", "any"),
        ("Agreement", "This supply agreement ... a license agreement", "supply"),
        ("Microsoft Word - scan0001", "EMPLOYMENT AGREEMENT between", "employment"),
        (None, "This agreement is made by the parties.", "any"),
        (None, "Minutes of the meeting of 3 May", "other"),
        (None, "", "other"),
    ],
)
def test_the_document_type_comes_from_the_title_or_else_the_opening(
    title: str | None, opening: str, kind: str
) -> None:
    assert load().document_type(title, opening) == kind


# --- playbooks of one's own --------------------------------------------------------------------


def test_a_house_playbook_changes_what_it_names_and_inherits_the_rest(tmp_path: Path) -> None:
    house = own(tmp_path)
    assert house.judge("Non-Compete", "nowhere in the world").severity is LOW
    assert house.judge("Exclusivity", "exclusively") == load().judge("Exclusivity", "exclusively")
    assert house.missing((), None, SERVICES, SERVICES) == load().missing(
        (), None, SERVICES, SERVICES
    )
    assert load().judge("Non-Compete", "anywhere in the world").severity is HIGH


def test_a_category_may_say_its_severity_alone_and_inherits_the_rest(tmp_path: Path) -> None:
    text = "version: 1\ncategories:\n  Governing Law:\n    severity: high\n"
    house, built_in = load(write(tmp_path, text)), load()
    law = "This Agreement is governed by the laws of New York."
    judged, before = house.judge("Governing Law", law), built_in.judge("Governing Law", law)
    assert (judged.severity, before.severity) == (HIGH, LOW)
    assert judged.model_copy(update={"severity": LOW}) == before
    where = "The laws of the state in which the defendant is located apply."
    assert house.judge("Governing Law", where).severity is MEDIUM
    assert house.explanation("Governing Law") == built_in.explanation("Governing Law")


@pytest.mark.parametrize(
    ("body", "severity", "rationale"),
    [
        ("    severity: high\n    conditions: []\n", HIGH, "The governing law decides"),
        ("    title: Law\n", MEDIUM, "The law depends on where"),
        ("    rationale: Ours.\n    conditions: []\n", LOW, "Ours."),
        ("    conditions:\n      - {when: law, severity: info, rationale: R.}\n", INFO, "R."),
    ],
)
def test_what_a_category_leaves_out_comes_from_the_built_in_one(
    tmp_path: Path, body: str, severity: Severity, rationale: str
) -> None:
    house = load(write(tmp_path, f"version: 1\ncategories:\n  Governing Law:\n{body}"))
    judged = house.judge("Governing Law", "the law of the state in which it is located")
    assert judged.severity is severity
    assert judged.rationale.startswith(rationale)
    assert judged.title == ("Law" if "title" in body else "Governing law")


def test_the_first_condition_that_holds_decides_and_the_last_word_is_the_default(
    tmp_path: Path,
) -> None:
    house = own(
        tmp_path,
        """\
    conditions:
      - {when: oak, severity: high, rationale: Oak., recommendation: Fell it.}
      - {when: {any: [oak, {all: [elm, {not: ash}]}]}, severity: medium, rationale: Elm.}
      - {when: {test: worldwide}, look_in: clause, severity: info, rationale: World.}
""",
    )
    assert house.judge("Non-Compete", "OAK and elm").recommendation == "Fell it."
    elm = house.judge("Non-Compete", "elm")
    assert (elm.severity, elm.recommendation) == (MEDIUM, "Ask for deletion.")
    assert house.judge("Non-Compete", "elm and ash").rationale == "It closes markets."
    assert house.judge("Non-Compete", "pine", "pine, worldwide").severity is INFO
    assert house.judge("Non-Compete", "worldwide pine", "pine").severity is LOW


@pytest.mark.parametrize(
    ("limit", "text", "holds"),
    [
        ("period_under: 30 days", "on 29 days' notice", True),
        ("period_under: 30 days", "on thirty (30) days' notice", False),
        ("period_under: 30 days", "on one month's notice", False),
        ("period_under: 30 days", "on four weeks' notice", True),
        ("period_under: 30 days", "on 20 business days' notice", True),
        ("period_under: 30 days", "on 25 business days' notice", False),
        ("period_under: 30 days", "on twenty-five days' notice", True),
        ("period_over: 2 years", "for 24 months", False),
        ("period_over: 2 years", "for twenty-five months", True),
        ("period_over: 2 years", "a three-year period", True),
        ("period_over: 100 days", "one hundred and eighty days", True),
        ("period_over: 100 days", "one hundred (100) days", False),
        ("period_over: 1 day", "no period at all, in 2024", False),
        ("period_over: 1 year, near: notice", "notice of two years", True),
        ("period_over: 1 year, near: notice", "notice. " + "word " * 20 + "two years", False),
    ],
)
def test_periods_are_compared_however_they_are_written(
    tmp_path: Path, limit: str, text: str, holds: bool
) -> None:
    house = own(
        tmp_path,
        f"    conditions:\n      - {{when: {{{limit}}}, severity: high, rationale: Period.}}\n",
    )
    assert (house.judge("Non-Compete", text).severity is HIGH) is holds


@pytest.mark.parametrize("fold", [">", "|"])
def test_a_pattern_may_be_written_over_several_lines(tmp_path: Path, fold: str) -> None:
    when = f"{fold}\n          for all\n          time\n"
    conditions = f"    conditions:\n      - when: {when}        severity: high\n"
    house = own(tmp_path, conditions + "        rationale: Long.\n")
    assert house.judge("Non-Compete", "binds for all time.").severity is HIGH


def test_an_executives_service_agreement_is_employment_whatever_its_title() -> None:
    book = load()
    assert (
        book.document_type("SERVICE AGREEMENT", "The terms of your employment are:") == "employment"
    )
    assert book.document_type("SERVICE AGREEMENT", "Provider hosts the website.") == "services"


def test_what_a_house_asks_of_every_contract_is_asked_of_built_in_types_too(
    tmp_path: Path,
) -> None:
    house = load(
        write(
            tmp_path,
            "version: 1\ngeneral:\n"
            "  - {category: Confidentiality, severity: high, rationale: R., recommendation: A.}\n"
            "document_types:\n"
            "  barter:\n    patterns: [barter]\n    without: [Confidentiality]\n",
        )
    )
    body = "The tenant takes the barn. " * 9
    for title in ("Commercial Lease", "Share Purchase Agreement", "Supply Agreement"):
        found = house.missing((), title, title, body)
        assert HIGH in [gap.severity for gap in found if gap.category == "Confidentiality"]
    assert not house.missing((), "Barter Agreement", "", body)
    assert not house.missing((), "Amendment No. 1", "", body)


@pytest.mark.parametrize(
    ("title", "opening", "kind"),
    [
        ("Master Cloud Subscription Agreement", "", "services"),
        ("Subscription Agreement", "subscribes for 900 shares of common stock", "securities"),
        ("Share Subscription Agreement", "", "securities"),
        ("Units Subscription Agreement", "", "securities"),
        ("Subscription Agreement", "grants access to the hosted service", "services"),
    ],
)
def test_a_subscription_is_one_for_shares_only_where_shares_are_named(title, opening, kind) -> None:
    assert load().document_type(title, opening) == kind


def test_a_company_that_is_called_an_insurer_is_no_duty_to_insure() -> None:
    text = "Supply Agreement between Orle Mutual Insurance Company and Tarn Looms plc. " * 3
    assert "Insurance" in {gap.category for gap in load().missing((), "Supply Agreement", "", text)}
    held = text + "Tarn holds insurance of GBP 900,000."
    assert "Insurance" not in {
        gap.category for gap in load().missing((), "Supply Agreement", "", held)
    }


def test_a_house_may_add_a_document_type_of_its_own(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """\
version: 1
document_types:
  charter:
    patterns: ['\\bcharter ?party\\b']
    general: false
    clauses:
      - category: Insurance
        severity: high
        rationale: A ship without cover.
        recommendation: Add cover.
""",
    )
    house = load(file)
    text = "Charter Party for MV Heron"
    assert house.document_type(text, "") == "charter"
    assert names(house.missing((), text, text, text)) == ["Insurance"]


# --- mistakes ----------------------------------------------------------------------------------

GOOD = "version: 1\ncategories:\n  Non-Compete:\n" + ENTRY.format(severity="low")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD + "    severty: low\n", 9, "unknown key 'severty'"),
        ("version: 1\ngeneral:\n  - category: Insurance\n    rationale: R.\n"
         "    recommendation: A.\n", 3, "the key 'severity' is missing"),
        (GOOD.replace("low", "terrible"), 6, "high, medium, low, info"),
        (GOOD.replace("Non-Compete:", "Noncompete:"), 3, "'Noncompete' is not a clause category"),
        (GOOD + "    evidence: '(oak'\n", 9, "not a regular expression"),
        (GOOD + "    evidence: 'x*'\n", 9, "matches everything"),
        (GOOD + "    title: Twice\n", 9, "a second time"),
        (GOOD + "    conditions:\n      - {when: [oak], severity: low, rationale: R}\n", 10,
         "a condition is a pattern"),
        (GOOD + "    conditions:\n      - {when: {test: none}, severity: low, rationale: R}\n", 10,
         "there is no test 'none'"),
        (GOOD + "    conditions:\n      - {when: {period_over: x}, severity: low, rationale: R}\n",
         10, "is no period"),
        (GOOD + "    conditions:\n      - {when: {sounds: odd}, severity: low, rationale: R}\n", 10,
         "unknown condition 'sounds'"),
        (GOOD + "    conditions:\n      - {when: oak, look_in: it, severity: low, rationale: R}\n",
         10, "'look_in'"),
        ("version: 2\n", 1, "'version'"),
        ("", 1, "'version' is missing"),
        ("version: 1\nrules: []\n", 2, "unknown key 'rules'"),
        ("- just\n- a list\n", 1, "keys with values below it"),
        (GOOD.replace("title", "titel").replace("low", "lo"), 4, "unknown key 'titel'"),
        (GOOD.replace("severity: low", "severity: lo").replace("title: N", "title: yes #"),
         4, "'title' in categories › Non-Compete must be text; put it in quotes"),
        (GOOD + "    conditions: oak\n", 9, "must be a list"),
        (GOOD + "    conditions:\n      - {when: oak, severity: low, rationale: R}\n"
         "      - {when: elm, severity: low}\n", 11, "'rationale' is missing"),
        (GOOD.replace("title: ", "title: '"), 9, "begun in line 4"),
        (GOOD + "    conditions:\n      - {when: {test: [a]}, severity: low, rationale: R}\n", 10,
         "there is no test ['a']"),
        ("version: 1\n? [a, b]\n: c\n", 2, "a key is a word"),
        ("version: 1\n? {a: b}\n: c\n", 2, "a key is a word"),
        ("version: 1\ntests:\n  1: oak\n", 3, "'1' in tests must be text"),
        ("version: 1\ntests: {}\x00\n", 2, "control character"),
        ("version: 1\n---\nversion: 1\n", 2, "another document"),
        ("version: 1\n  bad: [\n", 2, "mapping values"),
        ("version: 1\ntests: &a {}\ncategories: *a\n", 3, "aliases"),
        ("version: 1\ngeneral:\n  - {category: Nope, severity: low, rationale: R., "
         "recommendation: A.}\n", 3, "'Nope' is not a clause category"),
        ("version: 1\ndocument_types:\n  barter:\n    patterns: []\n", 4, "'patterns'"),
        ("version: 1\ncategories:\n  Insurance:\n    severity:\n", 4,
         "'severity' in categories › Insurance is left blank; give it a value"),
        ("version: 1\ncategories:\n  Insurance:\n    conditions:\n", 4, "is left blank"),
        (GOOD + "    conditions:\n      - when: oak\n        severity:\n        rationale: R\n", 11,
         "is left blank"),
        ("version: 1\ngeneral:\n", 2, "'general' is left blank"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(PlaybookError) as caught:
        load(write(tmp_path, text))
    message = caught.value.message
    assert message.startswith(f"The playbook house.yaml cannot be used: line {line}: ")
    assert words in message
    assert message.endswith(".")


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(\w+\s?)*:",
        r"(?:a|a){0,40}b",
        r"(?:a?){0,60}b",
        r"(?:(?:ab?){1,30}){1,30}c",
        "party.*shall.*not",
        ".{0,200}x.{0,200}y.{0,200}z",
    ],
)
def test_a_pattern_that_could_hang_on_a_hostile_document_is_refused(
    tmp_path: Path, pattern: str
) -> None:
    with pytest.raises(PlaybookError, match="could take too long"):
        load(write(tmp_path, GOOD + f"    evidence: '{pattern}'\n"))


def test_ordinary_patterns_are_accepted(tmp_path: Path) -> None:
    pattern = r"\b(?:oak|elm)s?\b.{0,120}\b(?:shall|will) not\b.{0,80}(?<!non-)felled"
    load(write(tmp_path, GOOD + f"    evidence: '{pattern}'\n"))


def test_a_file_that_is_not_there_or_not_text_is_a_bad_request(tmp_path: Path) -> None:
    with pytest.raises(InvalidRequest, match=r"house\.yaml cannot be read"):
        load(tmp_path / "house.yaml")
    file = tmp_path / "house.yaml"
    file.write_bytes(b"version: 1\n# \xff\xfe\n")
    with pytest.raises(PlaybookError, match="line 2: this is not UTF-8"):
        load(file)
    file.write_text("version: " + "[" * 5_000, encoding="utf-8")
    with pytest.raises(PlaybookError, match=r"house\.yaml"):
        load(file)
