"""How a contract can be ended is told in its own words, in plain English where that is certain."""

from __future__ import annotations

import pytest

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import DocumentView
from summarizer_core.engines.local_causes import causes
from summarizer_core.engines.local_exits import Way, headed, ways
from summarizer_core.hashing import normalise
from summarizer_core.models import ChunkAnalysis, ExtractedDocument, Page
from summarizer_core.sides import Party

CUSTOMER, SUPPLIER = Party("Anso, Inc.", "Customer"), Party("Bexley LLC", "Supplier")


def view(text: str) -> DocumentView:
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = chunk(document)
    return DocumentView(document, chunks, {one.sha256: ChunkAnalysis() for one in chunks})


def found(text: str, freely: tuple[str, ...] = (), caused: tuple[str, ...] = ()) -> list[Way]:
    told = ways(
        view(text),
        [CUSTOMER, SUPPLIER],
        [(0, quote, normalise(quote)) for quote in freely],
        [(0, quote, normalise(quote)) for quote in caused],
    )
    for way in told:
        for _, quote in way.proofs:
            assert quote in normalise(text)
    return told


def plain(sentence: str, before: str = "It rains.", behind: str = "It pours.") -> str:
    told = found(f"{before} {sentence} {behind}")
    return " ".join(way.plain for way in told)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Either party may terminate this Agreement at any time with 30 days written notice.",
            "Either side may end it on notice of 30 days.",
        ),
        (
            "Each party shall have the right to terminate this Agreement, without cause, upon not "
            "less than ninety (90) days' prior written notice to the other party.",
            "Either side may end it without a cause, on notice of 90 days.",
        ),
        (
            "7.2 Termination for Convenience. Customer may terminate this Agreement for any reason "
            "upon sixty (60) days' written notice to Supplier.",
            "Customer may end it without a cause, on notice of 60 days.",
        ),
        (
            "C) Either Supplier or the Customer may terminate this Agreement on 90 days' notice.",
            "Either side may end it on notice of 90 days.",
        ),
        (
            "4. Termination Customer may terminate this Agreement on sixty (60) days' notice.",
            "Customer may end it on notice of 60 days.",
        ),
        (
            "This Agreement may be terminated by Supplier on two months' notice.",
            "Supplier may end it on notice of 2 months.",
        ),
        (
            "11.1 TERMINATION WITHOUT CAUSE Either Party may terminate this Agreement at any time "
            "during the term of this Agreement for any reason upon two weeks written notice.",
            "Either side may end it without a cause, on notice of 2 weeks.",
        ),
    ],
)
def test_a_sentence_of_a_known_form_is_told_in_plain_english(sentence, told):
    assert plain(sentence) == told


@pytest.mark.parametrize(
    "sentence",
    [
        # A condition, a time, a price, a part of the contract, somebody else, another act.
        "If Supplier is in breach, Customer may terminate this Agreement on 30 days' notice.",
        "After the first year, either party may terminate this Agreement on 30 days' notice.",
        "Customer may terminate this Agreement on 30 days' notice before 25 March 2031.",
        "Customer may terminate this Agreement on 30 days' notice, if it pays half of the fees.",
        "Customer may terminate this Agreement on 30 days' notice at the end of its term.",
        "Either party may terminate its participation in this Agreement on 30 days' notice.",
        "The Expert may terminate this Agreement on 30 days' notice.",
        "Customer or Customer may terminate this Agreement on 30 days' notice.",
        "Customer or the Expert may terminate this Agreement on 30 days' notice.",
        "Customer may terminate or amend this Agreement on 30 days' notice.",
        "Customer may terminate this Agreement on 30 days' notice and Supplier on 60 days' notice.",
        "Customer may terminate this Agreement upon a breach on 30 days' notice.",
        "Customer alone may terminate this Agreement on 30 days' notice.",
        "Customer may terminate this Agreement for cause on 30 days' notice.",
        "Customer may terminate this Agreement immediately.",
        "Neither party may terminate this Agreement on 30 days' notice.",
    ],
)
def test_a_sentence_with_any_other_word_is_not(sentence):
    assert plain(sentence) == ""


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("It rains.", "However, Customer may not do so before 2031."),
        ("It rains.", "Such right is lost once the mill burns."),
        ("It rains.", "It is applicable only while the mill is not built."),
        ("It rains.", "No such notice may be given in the first year."),
        ("Neither party may end this Agreement before 3 May 2031.", "It pours."),
        ("In the years from 2031 on the following terms apply.", "It pours."),
    ],
)
def test_a_right_that_the_sentences_around_it_limit_is_not(before, behind):
    right = "Either party may terminate this Agreement on 30 days' notice."
    assert plain(right, before, behind) == ""
    assert plain(right) == "Either side may end it on notice of 30 days."


def test_a_limit_in_the_next_sentence_is_shown_with_the_right():
    right = "Either party may terminate this Agreement on 30 days' notice."
    limit = "However, Customer may not do so before 2031."
    (way,) = found(f"{right} {limit} It pours.")
    assert way.said == f"{right} {limit}"


def test_what_a_right_refers_back_to_is_shown_with_it():
    bar = "Neither party may end this Agreement before 3 May 2031."
    right = "After that day Customer may end it on 20 days' notice."
    (way,) = found(f"It rains. {bar} {right}")
    assert way.said == f"{bar} {right}"
    assert [quote for _, quote in way.proofs] == [bar, right]


@pytest.mark.parametrize(
    ("sentence", "freely"),
    [
        (
            "Customer may end this Agreement at will on 9 days' notice, and Supplier may terminate "
            "this Agreement on 90 days' notice.",
            [True],
        ),
        ("Customer or Supplier may terminate this Agreement on 20 days' notice.", [True]),
        ("Landlord may terminate this Lease if Tenant defaults in paying the rent.", [False]),
        ("If Customer is in breach, Supplier may terminate this Agreement at once.", [False]),
        ("The Lender shall have the right to cancel this Agreement upon a default.", [False]),
        ("This Agreement may be terminated by Supplier upon a material breach.", [False]),
        ("If the mill closes, Customer may terminate this Agreement on 3 days' notice.", [False]),
        (
            "Supplier may end this Agreement on 9 days' notice as follows: (a) if the mill burns.",
            [False],
        ),
        (
            "Supplier may terminate this Agreement at any time on 9 days' notice, without a fee, "
            "\n\n1.2 if Customer undergoes a change of control.",
            [False],
        ),
        ("At any time after Contract Year 2, Supplier may terminate this Agreement.", [True]),
        ("Supplier may close your account at any time.", [True]),
        ("If the rent is unpaid, Supplier may re-enter and this Lease shall end.", [False]),
        (
            "This Agreement may be terminated upon 70 days' notice by a vote of most members of "
            "the Guild or by the Supplier.",
            [True],
        ),
        ("Supplier may resign only on eleven months' written notice.", [True]),
        (
            "If Customer wishes to end this Agreement before its expiry, it shall give Supplier at "
            "least 80 days' prior written notice.",
            [True],
        ),
        ("Customer may terminate only if more than EUR 900 remain unpaid for 100 days.", [False]),
        (
            "Customer may determine this Lease on 25 March 2031 by giving not less than ten "
            "months' notice, provided that on that date all rent is paid and there is no breach.",
            [True],
        ),
        (
            "Customer may end this Agreement on 9 days' notice, provided that Supplier is in "
            "breach.",
            [False],
        ),
        (
            "Customer may, after the eighteenth month, buy the mill on 40 days' notice, whereupon "
            "this Lease ends.",
            [True],
        ),
        (
            "After the initial period this Agreement continues from month to month until either "
            "party gives 20 days' notice.",
            [True],
        ),
        (
            "If either party is kept from milling by a storm; a flood; or want of wood, and that "
            "lasts for four months, either party may terminate this Agreement on 15 days' notice.",
            [False],
        ),
        ("In such event Customer may terminate or suspend this Agreement on notice.", [False]),
        # What is no right to end it.
        ("Neither party may terminate this Agreement for convenience.", []),
        ("Customer may terminate the Mill Lease Agreement on 3 days' notice.", []),
        ("It renews each year unless terminated by either party 60 days before.", []),
        ("Customer may cancel a single order on 3 days' notice.", []),
        ("Customer may not terminate this Agreement on 3 days' notice.", []),
        ("If Customer does not pay, Supplier may stop the mill, but not end this Agreement.", []),
        ("The Escrow Agent may resign at any time on 15 days' notice.", []),
        ("Supplier may resign on 15 days' notice, and Customer shall name its successor.", []),
        ("Supplier may, in its discretion, cancel any part of the order, or suspend it.", []),
        ("This Agreement may be terminated by both parties by mutual consent at any time.", []),
        (
            "Supplier may, by notice given 30 days before the end of the term of this Agreement, "
            "extend it for a year.",
            [],
        ),
    ],
)
def test_a_sentence_that_lets_somebody_end_it_is_found_whole(sentence, freely):
    told = found(sentence)
    assert [way.freely for way in told] == freely
    assert all(way.said == normalise(sentence) for way in told)


@pytest.mark.parametrize(
    ("sentence", "free", "other"),
    [
        (
            "Either party may terminate this Agreement: (a) for convenience on 40 days' notice; or "
            "(b) for a breach.",
            "Either party may terminate this Agreement: (a) for convenience on 40 days' notice",
            "Either party may terminate this Agreement ... (b) for a breach.",
        ),
        (
            "Either Supplier or Customer may terminate this Agreement (i) upon a breach by the "
            "other or (ii) for any reason on ninety (90) days' notice.",
            "Either Supplier or Customer may terminate this Agreement ... (ii) for any reason on "
            "ninety (90) days' notice.",
            "Either Supplier or Customer may terminate this Agreement (i) upon a breach by the "
            "other",
        ),
        (
            "This Agreement may be terminated: (a) by mutual consent; (b) by Supplier if Customer "
            "is insolvent; (c) by either party on 20 days' notice.",
            "This Agreement may be terminated ... (c) by either party on 20 days' notice.",
            "This Agreement may be terminated ... (b) by Supplier if Customer is insolvent;",
        ),
    ],
)
def test_the_cases_of_a_list_that_differ_in_kind_are_shown_each_with_its_lead(
    sentence, free, other
):
    first, second = ways(view(sentence), [CUSTOMER, SUPPLIER], [])
    assert (first.said, first.freely) == (free, True)
    assert (second.said, second.freely) == (other, False)


def test_whoever_a_contract_is_ended_by_in_turn_is_shown_each_with_the_case():
    text = (
        "This Agreement shall be terminable by Supplier at once in the event that the mill burns; "
        "by Supplier or Customer upon fifty (50) days' notice; or by Customer in the event of a "
        "flood."
    )
    first, *others = found(text)
    assert first.said == (
        "This Agreement shall be terminable ... by Supplier or Customer upon fifty (50) days' "
        "notice"
    )
    assert first.freely
    assert [way.freely for way in others] == [False, False]


def test_a_passage_that_is_free_within_a_conditional_sentence_is_shown_by_itself():
    free = "13.2 By either party for any reason by giving six (6) months' notice to end it."
    text = f"13.1 If a party is insolvent, the other party may terminate this Agreement; or {free}"
    first, second = found(text, freely=(free,))
    assert (first.said, first.freely) == (free, True)
    assert second.freely is False


def test_the_causes_of_a_list_stand_with_the_right_that_opens_it():
    text = (
        "It rains. Supplier may terminate this Agreement upon any of these events: (a) Customer is "
        "insolvent; (b) Customer does not cure a breach within ten days after notice. It pours."
    )
    (way,) = found(text)
    assert way.said.endswith("within ten days after notice.")
    assert causes(way.said) == ["insolvency", "breach not cured within 10 days"]


def test_a_list_that_a_chunk_cuts_is_shown_to_its_end_and_proved_by_both_parts():
    lead = "Supplier may terminate this Agreement by notice if (a) Customer is insolvent; and"
    text = f"{lead}\n\n(b) Customer materially defaults.\n"
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    (whole,) = chunk(document)
    cut = len(lead)
    chunks = (
        whole.model_copy(update={"end": cut, "text": text[:cut], "sha256": "a"}),
        whole.model_copy(update={"index": 1, "start": cut, "text": text[cut:], "sha256": "b"}),
    )
    cut_view = DocumentView(document, chunks, {"a": ChunkAnalysis(), "b": ChunkAnalysis()})
    (way,) = ways(cut_view, [CUSTOMER, SUPPLIER], [])
    assert way.said.endswith("(b) Customer materially defaults.")
    assert way.proofs == ((0, lead), (1, "(b) Customer materially defaults."))


def test_passages_on_an_end_without_a_cause_come_first_and_found_ones_before_others():
    breach = "Supplier may terminate this Agreement for breach."
    free = "Customer may terminate this Agreement on 9 days' notice at the end of a year."
    marked = "The Guild may terminate this Agreement on 3 days' notice."
    told = found(f"{breach} {free} {marked}", freely=(marked,))
    assert [way.said for way in told] == [marked, free, breach]


def test_a_passage_that_was_found_counts_though_no_rule_reads_it():
    quote = "This Agreement can end on 30 days' notice."
    (way,) = found(quote, freely=(quote,))
    assert (way.said, way.freely) == (quote, True)
    denied = "No party may terminate this Agreement for convenience."
    (way,) = found(denied, freely=(denied,))
    assert way.said == denied
    itself = "This Agreement shall terminate at once if Customer does not pay."
    (way,) = found(itself, caused=(itself,))
    assert (way.said, way.freely) == (itself, False)


def test_a_passage_that_does_not_end_the_contract_is_not_shown():
    quote = "Supplier may at any time cease giving the help that it has agreed to give to Customer."
    assert found(quote, freely=(quote,)) == []
    quote = "If Customer does not pay, Supplier may stop the mill, but not terminate."
    assert found(quote, caused=(quote,)) == []


def test_one_passage_is_shown_once():
    right = "Either party may terminate this Agreement on 30 days' notice."
    assert len(found(f"{right} It rains. {right}", freely=(right,), caused=(right,))) == 1


def test_the_heading_of_a_section_on_the_end_is_known():
    text = (
        "1. Goods\n\nThe Supplier shall deliver tin to the mill of the Customer each week.\n\n"
        "2. Termination\n\nThe term terminates when the mill at the river has burnt to ashes.\n"
    )
    told = headed(view(text))
    assert told is not None
    assert told[1].endswith("Termination")
    assert headed(view(text.replace("2. Termination", "2. Effects of Termination"))) is None
    assert headed(view("The Supplier shall deliver tin to the mill of the Customer.")) is None
