from __future__ import annotations

import pytest

from summarizer_core import outline, recognition
from summarizer_core.attention import look_first
from summarizer_core.chunking import chunk
from summarizer_core.engines.base import ChunkInput, DocumentView
from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_summary import compose
from summarizer_core.hashing import normalise
from summarizer_core.language import NAMES, guess_language, languages
from summarizer_core.models import (
    Clause,
    Coverage,
    ExtractedDocument,
    MissingClause,
    Page,
    Severity,
)
from summarizer_core.recognition import recognise
from tests.chunk_list import ask_directly
from tests.foreign_texts import FOREIGN, UNLISTED
from tests.legal_texts import CONTRACTS, LEGAL_TEXTS, SELF_TOLD
from tests.other_texts import BILINGUAL, FRENCH, GERMAN, NOT_CONTRACTS, NOVEL
from tests.samples import contract_text, long_contract_text


def document_of(text: str) -> ExtractedDocument:
    return ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))


def codes(text: str, *, local: bool = True) -> list[str]:
    return [one.code for one in recognition.warnings(recognise(text), local=local)]


def summarised(text: str) -> tuple[DocumentView, str]:
    document = document_of(text)
    pieces = chunk(document)
    engine = LocalEngine()
    batch = [ChunkInput(piece.sha256, normalise(piece.text)) for piece in pieces]
    view = DocumentView(document, pieces, engine.analyze(batch).analyses, recognise(text))
    return view, engine.summarize(view, engine.refine(view), ask_directly).summary


# --- what it is ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOT_CONTRACTS)
def test_what_is_no_contract_is_recognised(name):
    found = recognise(NOT_CONTRACTS[name])
    assert found.contract is False
    assert codes(NOT_CONTRACTS[name]) == ["not_a_contract"]


@pytest.mark.parametrize("kind", LEGAL_TEXTS)
def test_what_only_speaks_like_a_contract_is_told_by_its_kind(kind):
    found = recognise(LEGAL_TEXTS[kind])
    assert found.contract is False
    assert codes(LEGAL_TEXTS[kind]) == ["not_a_contract"]
    (told,) = recognition.warnings(found, local=True)
    assert f"does not read like a contract, but like {kind.strip()}, so" in told.message


@pytest.mark.parametrize(("kind", "text"), SELF_TOLD)
def test_what_calls_itself_something_else_is_no_contract(kind, text):
    found = recognise(text)
    assert (found.contract, found.kind) == (False, kind)


@pytest.mark.parametrize("name", CONTRACTS)
def test_contracts_that_mention_courts_policies_and_invoices_stay_contracts(name):
    assert recognise(CONTRACTS[name]).contract is True
    assert codes(CONTRACTS[name]) == []


@pytest.mark.parametrize("text", [contract_text(), long_contract_text(pages=3), BILINGUAL])
def test_a_contract_is_recognised(text):
    assert recognise(text).contract is True


def test_an_order_under_other_terms_is_told_to_leave_the_rest_to_them():
    order = contract_text()[:3_000] + "\nThe Standard Terms of Alder are part of this Agreement.\n"
    assert codes(order) == ["rest_elsewhere"]
    assert codes(contract_text()[:3_000]) == []


def test_the_beginning_of_a_contract_is_recognised():
    assert recognise(contract_text()[:1_500]).contract is True


RULES_OF_A_GAME = (
    "Marbles in the yard\n\nEach child shall bring nine marbles and shall not lend them to anybody "
    "without prior written consent of the captain, which shall not be unreasonably withheld. A "
    "marble may be assigned to a brother. Whoever breaches the ring is liable for one marble. "
    "The game may be terminated at any time by rain, subject to a vote, and agreement between "
    "captains governs the rest.\n"
)
NEWS = (
    "Mill and dock sign a deal\n\nLEITH, 9 May 2024 - Corrie Mills said on Tuesday that it had "
    'agreed to ship its flour through Leith until 2031. "This contract shall secure four hundred '
    "jobs in the town,\" chief executive Ada Reid said. Either party may terminate on a year's "
    "notice, and liability is limited. Analysts expect the rate to fall. Pursuant to the deal the "
    "dock shall keep two berths free, provided that dues are paid.\n"
)
MEMO = (
    "MEMORANDUM\n\nTo: Everyone in sales\nFrom: Noor Haddad, legal\nSubject: The new form\n"
    "\nPlease use our standard form from Monday. Under it the Reseller shall pay in 20 days and "
    "either party may terminate on 60 days' notice. Liability is limited to the fees. The form is "
    "governed by the laws of Malta. Ask me before you change a word, and tell the team.\n"
)
LOAN = (
    "Date: 4 May 2024\nLender: Corrie Bank\nBorrower: Leith Mills\n\n1. The Lender makes available "
    "a loan of EUR 90,000. 2. The Borrower shall repay it by 4 May 2029, with 4% a year. "
    "3. The Borrower may not assign. 4. Governed by the laws of Scotland, subject to prior written "
    "notice of any breach.\n"
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [(RULES_OF_A_GAME, None), (NEWS, "a news report"), (MEMO, "an internal memorandum")],
)
def test_what_speaks_of_duties_but_binds_nobody_is_no_contract(text, kind):
    found = recognise(text)
    assert (found.contract, found.kind) == (False, kind)


def test_a_contract_without_an_opening_is_one_by_its_roles():
    assert recognise(LOAN).contract is True


def test_a_few_words_are_not_judged():
    assert recognise("The rent is due on the first day of each month.").contract is None
    assert recognise("").contract is None
    assert codes("") == []


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (FRENCH, "fr")])
def test_other_languages_are_recognised_and_not_judged(text, code):
    found = recognise(text)
    assert found.languages[0] == code
    assert found.contract is None
    assert codes(text) == ["not_english"]


@pytest.mark.parametrize("code", FOREIGN)
def test_a_contract_in_another_language_is_told_by_its_language_and_not_judged(code):
    found = recognise(FOREIGN[code])
    assert found.languages[0] == code
    assert found.contract is None
    assert codes(FOREIGN[code]) == ["not_english"]
    (told,) = recognition.warnings(found, local=True)
    assert NAMES[code] in told.message


@pytest.mark.parametrize("text", [UNLISTED, "ಕರಾರು ಇಂದು ಮಾಡಲಾಗಿದೆ ಮತ್ತು ಸಹಿ ಹಾಕಲಾಗಿದೆ " * 5])
def test_a_text_in_a_language_of_no_list_is_not_taken_for_english(text):
    found = recognise(text)
    assert (found.languages, found.english, found.contract) == (("und",), False, None)
    (told,) = recognition.warnings(found, local=True)
    assert told.code == "not_english"
    assert "in a language that this engine does not know, not in English" in told.message


@pytest.mark.parametrize(
    "text",
    [
        "Kowalski 12 Lindqvist 48 Obermeier 7 Santorini 96 Zabriskie 3 " * 20,
        "a1b2c3d = f00(b4r, qux_9); zzt |= 0x7f; // ok\n" * 30,
        "Aalto, Bohr, Curie, Dirac, Euler, Fermi, Gauss, Hertz, Ising, Joule, Kelvin, " * 10,
    ],
)
def test_lists_and_programs_are_in_no_language(text):
    assert recognise(text).languages == ()


def test_the_advice_depends_on_the_engine():
    (local,) = recognition.warnings(recognise(GERMAN), local=True)
    (other,) = recognition.warnings(recognise(GERMAN), local=False)
    assert "German" in local.message and "German" in other.message
    assert "built-in engine" in local.message
    assert "built-in engine" not in other.message


def test_a_bilingual_contract_names_both_languages():
    assert languages(BILINGUAL) == ("en", "de")
    (warning,) = recognition.warnings(recognise(BILINGUAL), local=True)
    assert warning.code == "several_languages"
    assert "English and German" in warning.message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Договор вступает в силу с момента подписания его сторонами и действует один год.", "ru"),
        ("本合同自双方签字盖章之日起生效，有效期为三年。甲方应当按照本合同的约定支付价款。", "zh"),
        ("本契約は、署名した日に発効し、三年間有効とします。買主は代金を支払うものとする。", "ja"),
        ("Umowa wchodzi w życie z dniem podpisania i jest zawarta na czas nieokreślony, a strony "
         "mogą ją wypowiedzieć za trzy miesiące, o czym należy powiadomić do końca roku.", "pl"),
    ],
)  # fmt: skip
def test_more_languages_are_known(text, code):
    assert guess_language(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Цей договір набирає чинності з моменту його підписання сторонами та "
         "діє протягом одного року. "
         "Якщо жодна із сторін не повідомить про припинення, що має бути "
         "зроблено письмово, договір є "
         "продовженим на наступний рік, або до його розірвання.", "uk"),
        ("Гэты дагавор уступае ў сілу з моманту яго падпісання бакамі і "
         "дзейнічае на працягу аднаго "
         "года. Калі ні адзін бок не паведаміць, што ён спыняе дагавор, ён "
         "працягваецца, як і раней, "
         "на наступны год або да яго скасавання.", "be"),
        ("Настоящият договор влиза в сила от датата на подписването му от "
         "страните и е със срок от една "
         "година. Ако някоя от страните не го прекрати с писмено предизвестие, "
         "което да се изпрати чрез "
         "поща, договорът се продължава за още една година.", "bg"),
        ("Овај уговор ступа на снагу даном потписивања и важи годину дана. Ако "
         "ниједна страна не обавести "
         "другу, што се мора учинити писмено, сматра се да је уговор продужен "
         "за још годину дана, или "
         "док га једна од страна не раскине. Трошкове сноси купац, који ће их "
         "платити међу првима.", "sr"),
        ("Овој договор стапува во сила со денот на потпишувањето и важи една "
         "година. Ако ниту една страна "
         "не ја извести другата, што мора да се направи писмено, се смета дека "
         "договорот ќе продолжи на "
         "уште една година. Куќата и меѓуградбата ги плаќа купувачот.", "mk"),
        ("این قرارداد از تاریخ امضا توسط طرفین لازم‌الاجرا است و برای مدت یک "
         "سال معتبر است. هر یک از "
         "طرفین که بخواهد قرارداد را فسخ کند باید به طرف دیگر اطلاع دهد.", "fa"),
        ("یہ معاہدہ فریقین کے دستخط کی تاریخ سے نافذ ہوگا اور ایک سال کے لیے "
         "مؤثر رہے گا۔ اگر کوئی فریق "
         "معاہدہ ختم کرنا چاہے تو وہ دوسرے فریق کو تحریری نوٹس دے گا۔", "ur"),
        ("يدخل هذا العقد حيز التنفيذ من تاريخ توقيعه من الطرفين ويسري لمدة سنة "
         "واحدة، على أن يجوز لأي "
         "طرف إنهاء العقد في أي وقت أو عند الإخلال.", "ar"),
        ("यह अनुबंध दोनों पक्षों के हस्ताक्षर की तारीख से लागू होगा और एक वर्ष "
         "की अवधि के लिए मान्य है।", "hi"),
        ("हा करार दोन्ही पक्षांच्या सहीच्या तारखेपासून लागू होईल आणि एका "
         "वर्षासाठी वैध आहे. तो करार संपवणे किंवा "
         "वाढवणे शक्य आहे.", "mr"),
        ("यो सम्झौता दुवै पक्षले हस्ताक्षर गरेको मितिदेखि लागू हुने छ र एक "
         "वर्षको लागि मान्य हुने छ।", "ne"),
        ("הסכם זה ייכנס לתוקף ביום חתימתו על ידי הצדדים ויעמוד בתוקפו לתקופה של "
         "שנה, אם לא יבוטל על "
         "ידי אחד הצדדים.", "he"),
        ("דער קאָנטראַקט איז גילטיק פון דעם טאָג ווען די צדדים חתמענען און "
         "בלײַבט אין קראַפט אויף איין יאָר, "
         "און די צדדים קענען אים נישט בטל מאַכן.", "yi"),
        # Kazakh and Sorani are told by their scripts alone.
        ("Осы шарт тараптар қол қойған күннен бастап күшіне енеді және бір жыл бойы қолданылады.",
         "und-Cyrl"),
        ("ئەم گرێبەستە لە ڕۆژی واژۆکردنییەوە دەچێتە بواری جێبەجێکردنەوە و بۆ "
         "ماوەی ساڵێک دەمێنێتەوە.",
         "und-Arab"),
    ],
)  # fmt: skip
def test_languages_that_share_a_script_are_told_apart_where_that_is_certain(text, code):
    assert guess_language(text) == code
    assert code in NAMES


def test_short_pieces_of_which_the_script_alone_is_known_belong_to_the_language_of_the_text():
    piece = "Покупець сплачує вартість товару постачальнику протягом десяти днів.\n"
    whole = (
        "Цей договір набирає чинності з моменту його підписання сторонами та діє протягом одного "
        "року, якщо його не розірвано, що має бути зроблено письмово.\n"
    )
    assert languages((whole * 3 + piece) * 8) == ("uk",)


# --- the summary -----------------------------------------------------------------------------


def test_the_summary_of_no_contract_says_so_first_and_claims_nothing():
    view, summary = summarised(NOVEL)
    assert summary.startswith("This document does not read like a contract.")
    assert "could not be told" not in summary
    found = LocalEngine().refine(view)
    assert not [one for one in found if one.name in ("Party", "Parties", "Effective Date")]
    assert all(one.doubtful for one in found if one.kind == "clause")


def test_a_contract_of_which_nothing_was_found_is_called_one_by_its_words():
    document = document_of(contract_text())
    view = DocumentView(document, chunk(document), {}, recognise(document.text))
    summary = compose(view, [])
    assert "does not read like a contract" not in summary
    assert summary.startswith("This contract bears no title that could be recognised.")
    assert "could not be analysed" in summary


def test_the_summary_of_a_foreign_contract_says_so_first():
    assert summarised(GERMAN)[1].startswith("This document is in German;")


def test_the_summary_of_a_bilingual_contract_says_which_part_it_tells():
    summary = summarised(BILINGUAL)[1]
    assert summary.startswith("Parts of this document are in German;")
    assert "Kranich Logistik GmbH (Supplier)" in summary


def test_the_duties_of_each_side_are_quoted():
    summary = summarised(contract_text())[1]
    assert 'Provider "shall ' in summary
    assert 'Customer "shall pay a monthly fee of EUR 18,500' in summary
    assert "Customer may end it without a cause, on notice of 60 days." in summary
    assert len(summary.split()) <= 450


# --- section by section ----------------------------------------------------------------------


@pytest.mark.parametrize("text", [contract_text(), GERMAN, NOVEL, long_contract_text(pages=40)])
def test_sections_quote_the_document(text):
    document = document_of(text)
    found = outline.sections(document, chunk(document))
    assert found
    assert len(found) <= 20
    for section in found:
        for quote in section.sentences:
            assert text[quote.start : quote.end] == quote.quote


def test_each_section_has_its_own_sentence():
    document = document_of(contract_text())
    told = {one.heading: one.sentences for one in outline.sections(document, chunk(document))}
    assert "liability of either party" in told["11. Limitation of Liability"][0].quote
    assert "courts of London" in told["19. Governing Law and Disputes"][0].quote
    assert "convenience" in told["5. Termination for Convenience"][0].quote


def test_a_sentence_that_stands_twice_in_a_section_is_told_once():
    twice = "The Seller shall bear the loss of the tin until it lies safely on the quay of Leith."
    other = (
        "Rain fell upon ninety meadows while grey horses slept beneath old chestnut trees. "
        "Violins were heard across seven valleys whenever musicians rehearsed quietly indoors. "
        "Bakers kneaded dough before sunrise using flour from distant windmills every morning. "
        "Astronomers counted comets through brass telescopes on frosty evenings last winter."
    )
    text = f"1. Risk\n\n{twice} {other} {twice}\n\n2. Price\n\nThe Buyer shall pay on delivery.\n"
    document = document_of(text)
    for section in outline.sections(document, chunk(document)):
        quotes = [quote.quote for quote in section.sentences]
        assert len(quotes) == len(set(quotes))


@pytest.mark.parametrize(
    "line",
    [
        "14 Floor, Harbour Tower, Salamander Street, Leith",
        "Unit 7, 21 Bernard Street, Edinburgh",
        "9 Mill Lane, Corrie, County Bute",
    ],
)
def test_an_address_is_no_sections_heading(line):
    assert not outline._names_something(line)


@pytest.mark.parametrize(
    "line",
    [
        "14. Streets, Roads and Drains",
        "3. Building, Fixtures and Fittings",
        "2.1 Use of the Building, the Road and the Square",
        "Section 9 Insurance",
    ],
)
def test_a_heading_that_speaks_of_places_stays_one(line):
    assert outline._names_something(line)


def test_an_empty_document_has_no_sections():
    document = document_of("")
    assert outline.sections(document, chunk(document)) == ()


# --- what to look at first -------------------------------------------------------------------


def clause(title: str, severity: Severity, page: int, confidence: float = 0.9) -> Clause:
    return Clause(
        id=f"{title}{page}", category=title, title=title, severity=severity,
        confidence=confidence, quote="", page=page, start=0, end=0, heading="",
        rationale=f"{title} is a risk.", recommendation="",
    )  # fmt: skip


def gap(title: str, severity: Severity) -> MissingClause:
    return MissingClause(
        category=title, title=title, severity=severity, rationale="None was found.",
        recommendation="",
    )  # fmt: skip


def test_high_risks_come_first_each_kind_once():
    found = look_first(
        [
            clause("Indemnity", Severity.HIGH, 3, 0.8),
            clause("Indemnity", Severity.HIGH, 2, 0.95),
            clause("Exclusivity", Severity.HIGH, 5, 0.7),
            clause("Audit", Severity.MEDIUM, 1),
        ],
        [gap("Cap", Severity.HIGH)],
        Coverage(),
    )
    assert [one.clause_id for one in found] == ["Indemnity2", "Exclusivity5", None]
    assert "Also on page 3." in found[0].text
    assert found[2].text.startswith("Missing: Cap.")


def test_a_clause_is_told_with_its_words_and_with_a_doubt_where_it_may_be_none():
    words = "Miller shall buy all its grain exclusively from Baker."
    sure = clause("Exclusivity", Severity.HIGH, 1, 0.9).model_copy(update={"quote": words})
    doubtful = clause("Non-Compete", Severity.HIGH, 2, 0.4).model_copy(update={"quote": words})
    first, second = look_first([sure, doubtful], [], Coverage())
    assert first.text == f'Exclusivity: "{words.rstrip(".")}". Exclusivity is a risk.'
    assert second.text == (
        f'Non-Compete, perhaps: "{words.rstrip(".")}". Check whether it is that. If so: '
        "Non-Compete is a risk."
    )


def test_the_sentence_that_names_a_kind_is_quoted_of_a_long_clause():
    aside = "The elders of the Guild of Millers have said so in the hall at the river at noon."
    words = f"{aside} {aside} {aside} Without prejudice to its rights, Baker buys exclusively here."
    long = clause("Exclusivity", Severity.HIGH, 1, 0.9).model_copy(update={"quote": words})
    (found,) = look_first([long], [], Coverage())
    assert ': "Without prejudice to its rights, Baker buys exclusively here".' in found.text


def test_a_clause_that_cannot_be_quoted_whole_is_not_quoted_in_part():
    words = f"Baker shall buy exclusively here, {'as the elders have said, ' * 30}if it rains."
    long = clause("Exclusivity", Severity.HIGH, 1, 0.9).model_copy(update={"quote": words})
    torn = long.model_copy(update={"quote": "exclusive right to the tin of the mill if it rains."})
    for one in (long, torn):
        (found,) = look_first([one], [], Coverage())
        assert "read its words in the document" in found.text
        assert "Baker" not in found.text


def test_medium_risks_are_named_where_there_is_little_else():
    found = look_first([clause("Audit", Severity.MEDIUM, 1)], [], Coverage())
    assert [one.clause_id for one in found] == ["Audit1"]
    assert look_first([clause("Dates", Severity.INFO, 1)], [], Coverage()) == ()


def test_pages_that_nobody_could_read_are_named():
    (found,) = look_first([], [], Coverage(unreadable_pages=(4, 7)))
    assert "pages 4 and 7" in found.text
    assert found.page == 4


def test_a_contract_of_hundreds_of_items_is_one_by_its_opening():
    opening = (
        "SUPPLY AGREEMENT\n\nThis Agreement is made on 3 May 2025 between Ferrow Ltd. (the "
        '"Supplier") and Lune plc (the "Buyer").\n\n'
    )
    items = "\n\n".join(
        f"{n}. The Supplier delivers module {n} to hall {n} and trains {n} people there. The Buyer "
        f"had asked for {n} rooms and was given {n} keys when the module was shown."
        for n in range(1, 400)
    )
    assert recognise(opening + items).contract
    assert not recognise(items).contract
