"""Who may end a contract is told for every side."""

from __future__ import annotations

import pytest

from summarizer_core.chunking import chunk
from summarizer_core.engines.base import DocumentView
from summarizer_core.engines.local_exits import EITHER, Exit, exits, headed, stopper, unread
from summarizer_core.models import ChunkAnalysis, ExtractedDocument, Page
from summarizer_core.sides import Party

CUSTOMER, SUPPLIER = Party("Anso, Inc.", "Customer"), Party("Bexley LLC", "Supplier")


def view(text: str) -> DocumentView:
    document = ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))
    chunks = chunk(document)
    return DocumentView(document, chunks, {one.sha256: ChunkAnalysis() for one in chunks})


def ways(text: str, freely: tuple[str, ...] = (), caused: tuple[str, ...] = ()) -> list[Exit]:
    return exits(view(text), [CUSTOMER, SUPPLIER], freely, caused)


def test_both_sides_are_told_each_with_its_notice():
    text = (
        "Customer may terminate this Agreement on sixty (60) days' written notice. It rains. "
        "Supplier may terminate this Agreement on 10 days' written notice."
    )
    assert ways(text) == [Exit("Customer", True, "60 days"), Exit("Supplier", True, "10 days")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Customer may end this Agreement at will on 9 days' notice, and Supplier may terminate "
            "this Agreement on 90 days' notice.",
            [Exit("Customer", True, "9 days"), Exit("Supplier", True, "90 days")],
        ),
        (
            "Either party may terminate this Agreement without cause on 90 days' prior notice.",
            [Exit(EITHER, True, "90 days")],
        ),
        (
            "Customer or Supplier may terminate this Agreement on 20 days' notice.",
            [Exit(EITHER, True, "20 days")],
        ),
        (
            "Landlord may terminate this Lease if Tenant defaults in paying the rent.",
            [Exit("Landlord", False, "")],
        ),
        (
            "If Customer is in breach, Supplier may terminate this Agreement at once.",
            [Exit("Supplier", False, "")],
        ),
        (
            "The Lender shall have the right to cancel this Agreement upon a default.",
            [Exit("Lender", False, "")],
        ),
        (
            "This Agreement may be terminated by Supplier upon a material breach.",
            [Exit("Supplier", False, "")],
        ),
        ("Neither party may terminate this Agreement for convenience.", []),
        ("Customer may terminate the Mill Lease Agreement on 3 days' notice.", []),
        ("It renews each year unless terminated by either party 60 days before.", []),
        ("Customer may cancel a single order on 3 days' notice.", []),
        ("Customer may not terminate this Agreement on 3 days' notice.", []),
        (
            "If the mill closes, Customer may terminate this Agreement on 3 days' notice.",
            [Exit("Customer", False, "")],
        ),
        (
            "Either Customer or Supplier may terminate the Term at once when any of these occurs:",
            [Exit(EITHER, False, "")],
        ),
        (
            "Supplier may end this Agreement on 9 days' notice as follows: (a) if the mill burns.",
            [Exit("Supplier", False, "")],
        ),
        (
            "Supplier may terminate this Agreement at any time on 9 days' notice, without a fee, "
            "\n\n1.2 if Customer undergoes a change of control.",
            [Exit("Supplier", False, "")],
        ),
        (
            "Either party may terminate this Agreement: (a) for convenience on 40 days' notice; or "
            "(b) for a breach.",
            [Exit(EITHER, True, "40 days"), Exit(EITHER, False, "")],
        ),
        (
            "This Agreement may be terminated by Supplier at any time, prior to the Closing.",
            [Exit("Supplier", True, "", "prior to the Closing")],
        ),
        (
            "Customer alone may end this Agreement on 25 March 2031 by six months' notice.",
            [Exit("Customer", True, "6 months", "on 25 March 2031")],
        ),
        (
            "Customer may end this Agreement on 40 days' notice before 25 March 2031.",
            [Exit("Customer", True, "40 days")],
        ),
        (
            "If either party materially breaches this Agreement, the other party may terminate it.",
            [Exit(EITHER, False, "")],
        ),
        (
            "Either may terminate forthwith for a material breach.",
            [Exit(EITHER, False, "")],
        ),
        ("The Expert may end it on 40 days' notice.", [Exit("Expert", True, "40 days")]),
        (
            "It lasts a year unless terminated earlier, provided that Supplier may terminate this "
            "Agreement at any time during the Term upon 15 days' notice.",
            [Exit("Supplier", True, "15 days")],
        ),
        (
            "It ends on December 31, 2031, unless terminated earlier under Section 3.2. 3.2 Each "
            "of the Recipient and the Provider may terminate this Agreement at any time.",
            [Exit(EITHER, True, "")],
        ),
        (
            "At any time after Contract Year 2, Supplier may terminate this Agreement.",
            [Exit("Supplier", True, "", "after Contract Year 2")],
        ),
        ("Supplier may close your account at any time.", [Exit("Supplier", True, "")]),
        ("Supplier may end it on 40 days' notice.", [Exit("Supplier", True, "40 days")]),
        (
            "If the rent is unpaid, Supplier may re-enter the mill and this Lease shall end.",
            [Exit("Supplier", False, "")],
        ),
        (
            "If all goes well it is on until terminated by either party on 30 days' prior notice.",
            [Exit(EITHER, True, "30 days")],
        ),
        # Of a list each member counts, and each with its own case.
        (
            "This Agreement may be cancelled by Supplier or Customer on 50 days' notice.",
            [Exit(EITHER, True, "50 days")],
        ),
        (
            "This Agreement shall be terminable by Supplier at once in the event that "
            "the mill burns; "
            "by Supplier or Customer upon fifty (50) days' notice; or by Customer at any "
            "time in the "
            "event of a flood.",
            [
                Exit("Supplier", False, ""),
                Exit(EITHER, True, "50 days"),
                Exit("Customer", False, ""),
            ],
        ),
        (
            "Either Supplier or Customer may terminate this Agreement (i) upon a breach "
            "by the other "
            "or (ii) for any reason on ninety (90) days' notice.",
            [Exit(EITHER, False, ""), Exit(EITHER, True, "90 days")],
        ),
        # Who is no party that is known is told in the words of the contract.
        (
            "This Agreement may be terminated at any time by the Council of Elders of "
            "the Guild, or by "
            "the Supplier, on 70 days' written notice.",
            [
                Exit("Council of Elders of the Guild", True, "70 days"),
                Exit("Supplier", True, "70 days"),
            ],
        ),
        (
            "This Agreement may be terminated upon 70 days' notice by a vote of most "
            "members of the "
            "Guild or by the Supplier.",
            [
                Exit('"a vote of most members of the Guild"', True, "70 days"),
                Exit("Supplier", True, "70 days"),
            ],
        ),
        (
            "The Millers' Guild or Supplier may end it on 40 days' notice.",
            [Exit("", True, "40 days")],
        ),
        # Other words for leaving.
        (
            "Supplier may resign only on eleven months' written notice.",
            [Exit("Supplier", True, "11 months")],
        ),
        (
            "Supplier may terminate the Customer's employment at any time without Cause on nine "
            "days' written notice.",
            [Exit("Supplier", True, "9 days")],
        ),
        (
            "If Customer wishes to end this Agreement before its expiry, it shall give Supplier at "
            "least 80 days' prior written notice.",
            [Exit("Customer", True, "80 days")],
        ),
        (
            "Customer may terminate only if more than EUR 900 remain unpaid for 100 days.",
            [Exit("Customer", False, "")],
        ),
        # A condition that a notice must meet is no cause.
        (
            "Customer may determine this Lease on 25 March 2031 by giving not less than "
            "ten months' "
            "notice, provided that on that date all rent is paid and there is no breach of its "
            "covenants.",
            [Exit("Customer", True, "10 months", "on 25 March 2031", conditions=True)],
        ),
        (
            "Customer may end this Agreement on 9 days' notice, provided that Supplier "
            "is in breach.",
            [Exit("Customer", False, "")],
        ),
        # A notice to the end of the term is none to any day.
        (
            "This Agreement may be terminated by Supplier at the expiration of its term or of any "
            "renewal term upon 30 days' notice.",
            [Exit("Supplier", True, "30 days", "at the expiration of its term")],
        ),
        (
            "This Agreement may be terminated by either party upon written notice no later than "
            "ninety (90) days prior to the expiration of the current term.",
            [
                Exit(
                    EITHER,
                    True,
                    "",
                    "no later than ninety (90) days prior to the expiration of the current term",
                )
            ],
        ),
        (
            "Customer may terminate this Agreement after two years following its date.",
            [Exit("Customer", True, "", "after two years following its date")],
        ),
        (
            "During the initial period Customer may terminate this Agreement for convenience on 60 "
            "days' notice, if it pays half of the fees.",
            [Exit("Customer", True, "60 days", "During the initial period", conditions=True)],
        ),
        (
            "Customer may, after the eighteenth month, buy the mill on 40 days' notice, whereupon "
            "this Lease ends.",
            [Exit("Customer", True, "40 days", "after the eighteenth month", conditions=True)],
        ),
        (
            "Supplier may terminate this Agreement by notice (i) for a breach, or (ii) at any time "
            "after 1 May 2031 on 40 days' notice.",
            [Exit("Supplier", False, ""), Exit("Supplier", True, "40 days", "after 1 May 2031")],
        ),
        (
            "After the initial period this Agreement continues from month to month until either "
            "party gives 20 days' notice.",
            [Exit(EITHER, True, "20 days", "After the initial period")],
        ),
        (
            "This Agreement may be terminated: (a) by mutual consent; (b) by Supplier if Customer "
            "is insolvent; (c) by either party on 20 days' notice.",
            [Exit("Supplier", False, ""), Exit(EITHER, True, "20 days")],
        ),
        # What a notice is given after, or a condition that is told before, is no right at will.
        (
            "Neither party may end this Agreement before 3 May 2031. After that day Customer may "
            "end it on 20 days' notice and Supplier on 40 days' notice.",
            [
                Exit("Customer", True, "20 days", barred="before 3 May 2031"),
                Exit("Supplier", True, "40 days", barred="before 3 May 2031"),
            ],
        ),
        (
            "It lasts for as long as the river flows. Thereafter Customer may end this Agreement "
            "on 20 days' notice.",
            [Exit("Customer", True, "20 days", conditions=True)],
        ),
        (
            "If either party is kept from milling by a storm; a flood; or want of wood, and that "
            "lasts for four months, either party may terminate this Agreement on 15 days' notice.",
            [Exit(EITHER, False, "")],
        ),
        (
            "In such event Customer may terminate this Agreement on 15 days' notice.",
            [Exit("Customer", False, "")],
        ),
        # Who may do something else may not end it, and who leaves an office is followed.
        (
            "If Customer does not pay, Supplier may stop the mill, but not cancel this Agreement.",
            [],
        ),
        (
            "If Customer does not pay, Supplier may stop the mill, but may not end this Agreement.",
            [],
        ),
        ("The Escrow Agent may resign at any time on 15 days' notice.", []),
        (
            "Supplier may resign on 15 days' notice, and Customer shall name its successor.",
            [],
        ),
        # What ends is something else, or takes both.
        (
            "Supplier may act, in its sole discretion, to cancel any part of the order, or suspend "
            "this Agreement.",
            [],
        ),
        ("This Agreement may be terminated by both parties by mutual consent at any time.", []),
        (
            "Supplier may, by notice given 30 days before the end of the term of this "
            "Agreement, extend "
            "it for a year.",
            [],
        ),
    ],
)
def test_who_may_leave_and_how_is_read_from_a_sentence(sentence, told):
    assert ways(sentence) == told


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        (
            "If a breach is not cured within ten days, this Agreement ends. c. This Agreement may "
            "be terminated by Supplier in any of the following cases: (a) if Customer is "
            "insolvent; (b) if Customer loses its permits. d. Upon a merger "
            "Customer shall tell Supplier so.",
            ("insolvency", "loss of a licence or permit"),
        ),
        (
            "Supplier may terminate this Agreement by notice to Customer, (a)in the event of its "
            "insolvency; and (b) if Customer materially defaults.",
            ("insolvency", "breach"),
        ),
        (
            "If Customer is kept from milling by storms; floods; or causes beyond such party's "
            "control, and such condition lasts for three months, Supplier may terminate "
            "this Agreement.",
            ("force majeure over 3 months",),
        ),
    ],
)
def test_the_causes_of_a_list_are_those_of_its_own_right(text, causes):
    (one,) = ways(text, caused=(text,))
    assert (one.who, one.freely, one.causes) == ("Supplier", False, causes)


def test_a_passage_that_only_says_what_is_no_way_out_gives_none():
    quote = "If Customer does not pay, Supplier may stop the mill, but not terminate."
    assert ways(quote, caused=(quote,)) == []


def test_a_list_that_a_chunk_cuts_is_told_to_its_end():
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
    (one,) = exits(cut_view, [CUSTOMER, SUPPLIER], (), ())
    assert one.causes == ("insolvency", "breach")


def test_a_clause_that_was_found_counts_though_it_names_nobody():
    quote = "This Agreement can end on 30 days' notice."
    assert ways(quote, freely=(quote,)) == [Exit("", True, "30 days")]
    quote = "(b) By either Customer or Supplier upon 60 days' notice; or"
    assert ways(quote, freely=(quote,)) == [Exit(EITHER, True, "60 days")]
    quote = "13.1.3 By Supplier for any reason by sending six (6) months' written notice."
    assert ways(quote, freely=(quote,)) == [Exit("Supplier", True, "6 months")]
    assert ways(quote, caused=("It ends upon a breach.",)) == [Exit("", False, "")]


def test_a_clause_that_does_not_end_the_contract_gives_no_way_out():
    quote = "Supplier may at any time cease giving the help that it has agreed to give to Customer."
    assert ways(quote, freely=(quote,)) == []


def test_a_clause_that_is_not_understood_is_left_to_the_reader():
    quote = "Termination of this Agreement is a matter for the Guild at any time, as it sees fit."
    assert ways(quote, freely=(quote,)) == []
    assert unread(view(quote), [CUSTOMER, SUPPLIER], [quote]) == [quote]
    quote = "Either party may terminate this Agreement on 9 days' notice."
    assert unread(view(quote), [CUSTOMER, SUPPLIER], [quote]) == []


def test_a_clause_found_as_free_is_not_told_so_where_it_names_a_condition():
    quote = (
        "Either party may terminate this Agreement at once if the other becomes insolvent. "
        "Supplier may terminate for convenience upon 90 days' notice."
    )
    assert ways(quote, freely=(quote,)) == [
        Exit(EITHER, False, ""), Exit("Supplier", True, "90 days")
    ]  # fmt: skip
    quote = (
        "If it is plain to either party that the mill cannot be built for want of wood or money, "
        "such party may terminate this Agreement upon 90 days' notice."
    )
    assert ways(quote, freely=(quote,)) == [Exit(EITHER, False, "")]


@pytest.mark.parametrize(
    ("passage", "who"),
    [
        (
            "It is renewed unless Customer (but not Supplier) gives notice 6 months before.",
            "Customer",
        ),
        ("It is renewed unless Bexley has notified the other of its wish to end it.", "Supplier"),
        ("It is renewed unless Customer or Supplier gives notice 6 months before.", ""),
        ("It is renewed unless either party gives notice 6 months before.", ""),
        ("It is renewed unless notice is given 6 months before.", ""),
    ],
)
def test_a_notice_that_only_one_party_may_give_is_told_as_its_own(passage, who):
    assert stopper(passage, [CUSTOMER, SUPPLIER]) == who


def test_the_heading_of_a_section_on_the_end_is_known():
    text = (
        "1. Goods\n\nThe Supplier shall deliver tin to the mill of the Customer each week.\n\n"
        "2. Termination\n\nThe term terminates when the mill at the river has burnt to ashes.\n"
    )
    assert headed(view(text)).endswith("Termination")
    assert headed(view(text.replace("2. Termination", "2. Effects of Termination"))) == ""
    assert headed(view("The Supplier shall deliver tin to the mill of the Customer.")) == ""
