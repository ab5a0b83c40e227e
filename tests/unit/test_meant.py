"""What is said of words that only resemble the clause that they were taken for."""

from __future__ import annotations

import pytest

from summarizer_core.meant import means
from tests.unit.test_judging import judged, of
from tests.unit.test_local_summary import OPENING, told

RESEMBLES = [
    ("Change of Control", "This Agreement shall end if Anso no longer advises Bexley."),
    ("Irrevocable or Perpetual License", "Anso grants Bexley a licence to use the program."),
    ("Unilateral Amendment", "The board may advise Bexley and vote on what it is told."),
    ("Unilateral Amendment", "An order of the county that may require a change in the tin."),
    (
        "Dispute Resolution",
        "If a court of competent jurisdiction finds a clause invalid, the rest stands.",
    ),
    ("Dispute Resolution", "A clause held illegal or void is severed in that jurisdiction alone."),
    ("Warranty Disclaimer", "There are no warrants or options for shares of Bexley outstanding."),
    ("Warranty Disclaimer", "Bexley carries cover of the amounts that its trade asks for."),
    ("Warranty Disclaimer", "Bexley keeps such cover as is usual in its trade."),
    ("Minimum Commitment", "The label must have a minimum width of 30 millimetres."),
    ("Minimum Commitment", "Each banner shall be at least 300x250 pixels."),
    ("Minimum Commitment", "Either party shall give at least 20 days' written notice."),
    ("Non-Compete", "If Anso makes a film for a competitor, Anso agrees to talk with Bexley."),
    ("Revenue/Profit Sharing", "Anso shall pay Bexley $42,000 within 15 days."),
    ("Revenue/Profit Sharing", "For delay Anso shall pay 0.3% of the price per week."),
    ("Revenue/Profit Sharing", "Overdue sums bear interest of 4% a year."),
    ("Unlimited/All-You-Can-Eat-License", "ANSO'S LIABILITY TO US IS UNLIMITED."),
    ("Rofr/Rofo/Rofn", "You will be granted an option under the Share Option Plan."),
    ("Revenue/Profit Sharing", "Anso issues a warrant to purchase 10% of the shares of its stock."),
    ("Exclusivity", "however, no rights may be conveyed to diners for any other than a tin pan."),
    ("Parties", "The Painter shall keep the liability as limited as it can."),
    ("Parties", "Section 4 - Colours."),
    ("Termination for Convenience", "Anso may terminate only if Bexley fails to pay for 40 days."),
    (
        "Termination for Convenience",
        "This Agreement shall automatically terminate if the Mill Lease ends for any reason set "
        "out in it.",
    ),
    ("Source Code Escrow", "Bexley pays EUR 900 into the escrow account of the bank."),
    ("Source Code Escrow", "The shares are released from escrow when the mill is built."),
]
MEANS = [
    ("Exclusivity", "Bexley shall buy its tins only from Anso."),
    ("Revenue/Profit Sharing", "Anso pays a share of 10% of the price."),
    ("Change of Control", "Bexley may end this Agreement if Anso merges with a rival."),
    ("Irrevocable or Perpetual License", "Anso grants Bexley a perpetual licence."),
    ("Unilateral Amendment", "Anso may change the prices by a note on its door."),
    ("Unilateral Amendment", "Anso may propose changes and may then change the prices alone."),
    ("Dispute Resolution", "Who sues goes to the courts of Leeds."),
    (
        "Dispute Resolution",
        "Any dispute whether a clause is invalid goes to a court of competent jurisdiction.",
    ),
    ("Dispute Resolution", "Exclusive jurisdiction lies in Cork."),
    ("Warranty Disclaimer", "Anso makes no warranty of fitness for a purpose."),
    ("Warranty Disclaimer", "Anso warrants nothing about the tin."),
    ("Warranty Disclaimer", "The tin is sold as is."),
    ("Warranty Disclaimer", "The tin is sold on an “as-is” basis."),
    ("Warranty Disclaimer", "Bexley takes the tin as is and where it lies."),
    ("Minimum Commitment", "Bexley shall buy at least 900 tins a year."),
    ("Minimum Commitment", "The minimum purchase is 900 tins of a minimum weight of 2 kg."),
    ("Non-Compete", "Anso shall not sell tin in Kent."),
    ("Revenue/Profit Sharing", "Anso shall pay 4% of net sales."),
    ("Revenue/Profit Sharing", "Anso receives 12% of each ticket."),
    ("Revenue/Profit Sharing", "Late royalties of 5% of sales bear interest."),
    ("Unlimited/All-You-Can-Eat-License", "Any number of users may use the program."),
    ("Rofr/Rofo/Rofn", "Bexley holds the right of first refusal for the mill."),
    ("Parties", "Corrie Mills Limited"),
    ("Parties", "Painter"),
    ("Parties", "This Lease is made between Ada Reid and Noor Haddad."),
    ("Termination for Convenience", "Anso may terminate on 40 days' notice."),
    ("Termination for Convenience", "Anso may cancel at any time, Bexley only for cause."),
    (
        "Termination for Convenience",
        "It automatically ends in 2031, but Anso may terminate it on 40 days' notice.",
    ),
    ("Source Code Escrow", "Anso deposits the source code of the mill with Bexley for EUR 900."),
    ("Source Code Escrow", "What is in escrow is released if Anso ceases to trade."),
    ("Agreement Date", "Tin is a metal."),
    ("Indemnification", "Tin is a metal."),
    ("Anti-Assignment", "Bexley may not sublet the mill without leave."),
    ("Cap on Liability", "No action may be brought more than two years after its cause arose."),
    ("Change of Control", "Anso may end this Agreement if Bexley merges with a rival."),
    ("Governing Law", "This Agreement is construed under the statutes of Kent."),
    ("Insurance", "Bexley shall keep cover for the mill at its own cost."),
    ("Minimum Commitment", "If Bexley buys less than 90 tins, Anso may end it on 9 days' notice."),
    ("No-Solicit of Customers", "Anso shall sell no cover to anybody who was among the insureds."),
    ("Non-Disparagement", "Neither side shall ridicule the other."),
    ("Source Code Escrow", "Anso shall leave the codes with an agent."),
    ("Price Restrictions", "Anso shall not charge more than last year."),
    ("Third Party Beneficiary", "No other person may enforce this Agreement."),
]
#: No clause of any kind.
PLAIN = "Ada and Noor met twice in the spring."
LEAVE = "Termination for Convenience"
OPPOSITES = [
    ("Exclusivity", "Bexley remains free to have the tin rolled by others."),
    ("Exclusivity", "Anso stays free to sell spare parts to others."),
    (LEAVE, "Either party may terminate this Agreement if the other becomes insolvent."),
    (
        LEAVE,
        "Anso may terminate this Agreement on sixty days' notice if Bexley has not paid two "
        "consecutive invoices.",
    ),
    ("License Grant", "After termination Anso shall not use the recipe of Bexley."),
    ("Non-Compete", "The parties have not agreed on any prohibition of competition."),
    ("Non-Compete", "For clarity, a Competitive Deal shall not include a sale of spare parts."),
    (
        "Non-Compete",
        "Bexley shall have the right, without violating this Agreement, to deal with a competitor "
        "of Anso.",
    ),
    ("Non-Compete", "The area of delivery does not grant any territorial rights to Bexley."),
    ("Exclusivity", "Anso shall have the sole and exclusive right to file patents on the mill."),
    ("Liquidated Damages", "Anso may terminate this Agreement at once if Bexley fails to pay."),
    ("Unilateral Amendment", "We may modify the offer of our mills to other franchisees."),
    (
        "Unilateral Amendment",
        "If Anso is unable to supply tins after a change of the law, Bexley shall be entitled, in "
        "its sole discretion, to source its requirements from a third party.",
    ),
    (
        "Unilateral Amendment",
        "In no event may a new requirement in any update of the manual make Bexley break its "
        "contracts with others.",
    ),
    ("Unilateral Amendment", "No amendment of the manual may reduce the fees of Bexley."),
    ("Covenant Not to Sue", "Bexley shall not decompile the program or impose marks on it."),
    ("Covenant Not to Sue", "Bexley shall not reverse engineer the right-hand module."),
    ("Non-Compete", "The parties have deliberately not agreed on any non-competition duty."),
    (
        "Non-Compete",
        "Anso shall not be required to divulge to Bexley any secret of a possible competitor.",
    ),
    ("Change of Control", "A sale at the exchange shall not constitute a change of control."),
    (
        "Rofr/Rofo/Rofn",
        "We have the right to withhold our consent, except under Section 14 [Our Right of First "
        "Refusal].",
    ),
    ("Expiration Date", "If a provision is invalid, the rest remains in force."),
    ("Most Favored Nation", "Anso shall not enter into like commitments with any other mill."),
    (
        "Anti-Assignment",
        "Bexley becomes insolvent or assigns its business for the benefit of its creditors.",
    ),
    ("Warranty Disclaimer", "The warranties are not repeated on the day of the sale."),
    ("Warranty Disclaimer", "Bexley is not authorised to give warranties on behalf of Anso."),
]
NO_OPPOSITES = [
    ("Exclusivity", "Bexley shall buy only from Anso, but is free to sell to others."),
    ("Non-Compete", "Anso shall not sell lathes of another maker."),
    (LEAVE, "Either party may terminate this Agreement on sixty days' notice."),
    (LEAVE, "Bexley may terminate for breach or (ii) for any reason on ten days' notice."),
    (
        LEAVE,
        "Bexley may terminate if Anso is in breach. Bexley may also terminate at any time on "
        "sixty days' notice.",
    ),
    ("License Grant", "Anso shall not use the recipe except under the licence granted."),
    ("Insurance", "Bexley remains free to insure the tin."),
    (
        "Non-Compete",
        '"Rival" means whoever rolls tin, and Bexley shall not sell to a Rival in Kent.',
    ),
    ("Exclusivity", "Anso has the sole right to file patents and is the exclusive seller of tin."),
    ("Liquidated Damages", "Anso may terminate this Agreement against a fee of 900 pounds."),
    ("Unilateral Amendment", "We may change the terms of this Agreement, as other mills do."),
    (
        "Unilateral Amendment",
        "Anso may change the manual, but no change may reduce the fees of Bexley.",
    ),
    (
        "Unilateral Amendment",
        "If it is unable to supply tins, Anso may replace them by tins of others and increase "
        "the price.",
    ),
    ("Covenant Not to Sue", "Bexley shall not decompile the program or contest its validity."),
    (
        "Non-Compete",
        "Anso shall not be required to disclose its prices, but shall not deal with a competitor.",
    ),
    ("Change of Control", "Bexley shall not lease the mill on a change of control of Anso."),
    (
        "Change of Control",
        "Bexley may terminate on a change of control; a sale to a parent shall not constitute a "
        "change of control.",
    ),
    ("Rofr/Rofo/Rofn", "We may refuse our consent and have a right of first refusal."),
    ("Expiration Date", "This Agreement runs for two years, even if a provision is invalid."),
    ("Most Favored Nation", "Anso shall not enter into a contract at a lower price with others."),
    (
        "Anti-Assignment",
        "Bexley may not assign this Agreement, other than for the benefit of its creditors.",
    ),
    ("Warranty Disclaimer", "The warranties are not repeated, and no other warranty is given."),
]


@pytest.mark.parametrize(("category", "words"), RESEMBLES)
def test_words_without_what_such_a_clause_needs_do_not_mean_it(category, words):
    text = f"{OPENING}{words} Anso shall deliver the tin."
    assert not means(category, text, len(OPENING), len(OPENING) + len(words))


@pytest.mark.parametrize(("category", "words"), MEANS)
def test_a_clause_in_its_own_words_means_what_it_says(category, words):
    assert means(category, words, 0, len(words))


@pytest.mark.parametrize(
    "category", ["Anti-Assignment", "Governing Law", "Joint IP Ownership", "Insurance"]
)
def test_a_sentence_about_nothing_of_the_kind_does_not_mean_it(category):
    assert not means(category, PLAIN, 0, len(PLAIN))


@pytest.mark.parametrize(("category", "words"), OPPOSITES)
def test_what_says_the_opposite_does_not_mean_it(category, words):
    assert not means(category, words, 0, len(words))


@pytest.mark.parametrize(("category", "words"), NO_OPPOSITES)
def test_what_may_be_a_clause_beside_a_freedom_or_a_cause_means_it(category, words):
    assert means(category, words, 0, len(words))


@pytest.mark.parametrize(("category", "words"), OPPOSITES)
def test_of_the_opposite_nothing_is_claimed(category, words):
    told = of(judged(f"{OPENING}{words}", {category: words}), category)
    assert told.severity in ("info", "low")
    assert told.rationale.startswith(("The engine takes this for", "The clause says that this"))


def test_words_of_another_language_are_not_doubted():
    words = "Der Lieferant deckt die Gefahr der Haftung auf eigene Kosten bei der Bank."
    text = (
        f"{words} Dieser Vertrag ist von den Parteien zu dem Tag, mit dem er beginnt, und nicht "
        "vor der Zahlung auf das Konto des Lieferanten zu erfüllen."
    )
    assert means("Insurance", text, 0, len(words))
    told = of(judged(text, {"Insurance": words}), "Insurance")
    assert not told.rationale.startswith("The engine takes this for")


def test_a_short_quote_with_letters_of_another_language_is_not_doubted():
    words = "Le client n'achète rien ailleurs."
    assert means("Insurance", words, 0, len(words))


@pytest.mark.parametrize(
    "words", ["You must:", "[***] of the [***] in any [***] year.", "The tin."]
)
def test_what_tells_nothing_by_itself_is_not_doubted(words):
    assert means("Insurance", words, 0, len(words))


def test_one_word_made_unreadable_does_not_make_a_sentence_unreadable():
    words = "Anso shall bind each of its people to hold in confidence the [***] recipe of the tin."
    assert not means("Insurance", words, 0, len(words))


def test_part_of_a_sentence_is_read_with_what_stands_around_it():
    words = "fire, flood and theft of the tin"
    for before, meant in (("Bexley shall insure against ", True), ("Anso tells Bexley of ", False)):
        assert means("Insurance", before + words, len(before), len(before + words)) is meant


def test_a_part_of_a_sentence_is_read_with_the_rest():
    text = "Bexley shall buy at least the following amounts: 900 tins in the first year."
    start = text.index("900")
    assert means("Minimum Commitment", text, start, len(text) - 1)


def test_the_number_of_a_paragraph_does_not_make_it_a_part_of_another():
    words = "4. There are no outstanding warrants or options to buy shares of Bexley."
    text = f"{words}\n\n5. Neither party shall be liable for storms."
    assert not means("Warranty Disclaimer", text, 0, len(words))


@pytest.mark.parametrize(
    "line",
    [
        "7. Disclaimer of Warranties",
        "ARTICLE VII - DISCLAIMER OF WARRANTIES",
        "Section 7.2 (Disclaimer of Warranties);",
        "7.1 Defects 21 7.2 Disclaimer of Warranties 22 7.3 Recall 23 8.1 Tin 24",
    ],
)
def test_a_title_alone_says_nothing(line):
    text = f"{OPENING}{line}\n\nAnso shall deliver the tin."
    assert not means("Warranty Disclaimer", text, len(OPENING), len(OPENING) + len(line))


@pytest.mark.parametrize(
    "line", ["NO WARRANTY IS GIVEN.", "7. No Warranty. The tin is sold as is."]
)
def test_a_sentence_in_capitals_or_behind_its_title_says_something(line):
    text = f"{OPENING}{line}\n\nAnso shall deliver the tin."
    assert means("Warranty Disclaimer", text, len(OPENING), len(OPENING) + len(line))


def test_a_title_that_runs_into_its_sentence_is_part_of_it():
    text = f"{OPENING}Disclaimer of Warranties. Anso makes none.\n"
    assert means("Warranty Disclaimer", text, len(OPENING), len(OPENING) + 25)


@pytest.mark.parametrize(("category", "words"), RESEMBLES)
def test_of_such_words_nothing_is_claimed_and_nobody_is_sent_to_them(category, words):
    result = judged(f"{OPENING}{words}", {category: words})
    found = of(result, category)
    assert found.severity in ("info", "low")
    assert found.rationale.startswith("The engine takes this for")
    assert all(one.clause_id != found.id for one in result.look_first)


def test_a_summary_does_not_tell_what_only_resembles_a_clause():
    warrants, size, late, unlimited = (
        next(words for name, words in RESEMBLES if name == category)
        for category in (
            "Warranty Disclaimer",
            "Minimum Commitment",
            "Revenue/Profit Sharing",
            "Non-Compete",
        )
    )
    summary = told(
        f"{OPENING}{warrants} {size} {late} {unlimited}",
        ("Warranty Disclaimer", warrants),
        ("Minimum Commitment", size),
        ("Revenue/Profit Sharing", late),
        ("Non-Compete", unlimited),
    )
    for claim in ("disclaimed", "minimum", "shares revenue", "non-compete"):
        assert claim not in summary


@pytest.mark.parametrize(
    "words",
    [
        "Bexley grants no licence to Anso except the right to read the plans.",
        "Nothing in this Agreement grants Anso a licence beyond the use of the plans.",
        "No right or licence is granted to Anso, save to read the plans.",
    ],
)
def test_a_summary_does_not_call_it_a_licence_where_none_but_a_little_is_granted(words):
    assert "licences" not in told(f"{OPENING}{words}", ("License Grant", words))


def test_a_grant_stays_one_beside_what_is_not_granted():
    words = "Bexley grants Anso a licence to the plans; no right to the models is granted."
    assert "licences" in told(f"{OPENING}{words}", ("License Grant", words))
