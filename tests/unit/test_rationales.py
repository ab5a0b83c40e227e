"""What the built-in playbook says of a clause must be true of the clause's words."""

from __future__ import annotations

import pytest

from summarizer_core.models import Severity
from summarizer_core.playbook import load
from summarizer_core.playbook_elsewhere import Elsewhere
from summarizer_core.sides import Party, Sides

HIGH, MEDIUM, LOW, INFO = Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFO
PARTIES = (Party("Marlow Weavers Ltd", "Weaver"), Party("Tarn Looms plc", "Maker"))


def judged(
    category: str, quote: str, side: str | None = None, text: str = ""
) -> tuple[Severity, str]:
    """What is said of a quote, alone or in a text."""
    sides = Sides(PARTIES, side)
    found = load().judge(category, quote, quote, sides, Elsewhere(text or quote, sides))
    return found.severity, found.rationale


# --- liability -------------------------------------------------------------------------------

CAP = "The total liability of the Weaver under this Contract is limited to GBP 70,000."
LOSSES = "The Maker is not liable for loss of profit or any consequential loss."


@pytest.mark.parametrize(
    ("side", "quote", "risk"), [("Weaver", LOSSES, MEDIUM), ("Maker", CAP, HIGH)]
)
def test_no_side_is_said_to_answer_in_full_where_a_clause_limits_what_it_answers_for(
    side, quote, risk
):
    severity, rationale = judged("Cap on Liability", quote, side, f"8.1 {CAP} 8.2 {LOSSES}")
    assert severity is risk
    assert "said elsewhere" in rationale
    assert "full" not in rationale


@pytest.mark.parametrize("quote", [CAP, LOSSES])
def test_without_a_side_too_a_limit_of_another_kind_counts(quote):
    _, rationale = judged("Cap on Liability", quote, None, f"8.1 {CAP} 8.2 {LOSSES}")
    assert "without limit" not in rationale


def test_a_limit_of_one_side_alone_is_of_high_risk_to_the_other():
    severity, rationale = judged("Cap on Liability", CAP, "Maker")
    assert severity is HIGH
    assert "check whether one protects the client" in rationale
    assert "exceptions" in rationale


# --- indemnities -----------------------------------------------------------------------------


def test_a_duty_that_no_party_otherwise_has_is_not_one_of_both():
    quote = (
        "The Weaver shall indemnify the Maker for tax. No party shall otherwise indemnify another."
    )
    assert "Both sides" not in judged("Indemnification", quote)[1]
    none = "Neither party shall have an obligation to indemnify the other for its own faults."
    assert "no indemnity is owed" in judged("Indemnification", none)[1]


def test_an_indemnity_that_a_duty_to_defend_answers_is_not_said_to_have_none_in_return():
    quote = "The Maker shall indemnify the Weaver against all claims from the use of the looms."
    back = "The Weaver shall defend the Maker against claims that the cloth infringes a design."
    assert judged("Indemnification", quote, None, f"7.1 {quote} 7.2 {back}")[0] is MEDIUM
    assert judged("Indemnification", quote)[0] is HIGH


@pytest.mark.parametrize(
    "none",
    [
        "The Maker has no obligation to indemnify the Weaver for claims out of misuse.",
        "The Maker shall not be obliged to indemnify the Weaver for its own faults.",
    ],
)
def test_who_need_not_indemnify_gives_no_indemnity_in_return(none):
    quote = f"The Weaver shall indemnify the Maker against all losses. {none}"
    severity, rationale = judged("Indemnification", quote)
    assert severity is HIGH
    assert "check whether it gets an indemnity in return" in rationale
    assert "no indemnity is owed" in judged("Indemnification", none)[1]


@pytest.mark.parametrize(
    ("quote", "every"),
    [
        ("The Maker indemnifies the Weaver for all claims that a loom infringes a patent.", False),
        ("The Maker indemnifies the Weaver for all losses from claims of third parties.", False),
        ("Maker indemnifies Weaver for all losses, costs and damages out of the delivery.", True),
    ],
)
def test_an_indemnity_for_what_third_parties_claim_is_not_said_to_cover_every_loss(quote, every):
    assert ("losses of every kind" in judged("Indemnification", quote)[1]) is every


# --- licences --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "exclusive"),
    [
        ("Maker grants Weaver a non- exclusive licence to use the Patterns in Wales.", False),
        (
            "Maker has granted the exclusive rights to license the Patterns to Ode, and the grant "
            "to Weaver of the right to use them is subject to the exclusive rights of Ode.",
            False,
        ),
        ("Maker is the sole and exclusive owner of the Patterns that it licenses here.", False),
        ("This licence is subject to the exclusive rights that Maker has granted to Ode.", False),
        ("Maker grants a licence to use the Patterns and keeps an exclusive right to sell.", False),
        ("Maker grants Weaver an exclusive licence to use the Patterns in Wales.", True),
        ("Maker hereby grants to Weaver the sole and exclusive right to use the Patterns.", True),
        ("The licence granted to Weaver is exclusive.", True),
    ],
)  # fmt: skip
def test_a_licence_is_called_exclusive_only_where_an_exclusive_one_is_granted(quote, exclusive):
    assert ("exclusive" in judged("License Grant", quote)[1]) is exclusive


def test_a_non_exclusive_right_is_not_said_to_bind_the_other_side_exclusively():
    quote = "Maker grants Weaver the non-exclusive right to sell the looms in Wales."
    assert "keeps nobody" in judged("Exclusivity", quote, "Weaver")[1]


# --- directions ------------------------------------------------------------------------------

BAN = (
    "Weaver shall not assign this Contract, by merger, change of control or otherwise, without the "
    "consent of Maker, which Maker may withhold in its sole discretion. Maker may assign it freely."
)


def test_whoever_may_sell_its_business_freely_is_not_told_that_it_needs_consent():
    severity, rationale = judged("Change of Control", BAN, "Maker")
    assert severity is LOW
    assert "the other side that needs consent" in rationale
    assert "of the client needs" in judged("Change of Control", BAN, "Weaver")[1]
    assert "client" not in judged("Change of Control", BAN)[1]


def test_whoever_is_paid_is_not_told_that_its_money_is_gone():
    quote = "Weaver shall pay Maker a fee of GBP 900 for setting up, which is non-refundable."
    assert judged("Payment Terms", quote, "Maker")[0] is LOW
    assert "client keeps it" in judged("Payment Terms", quote, "Maker")[1]
    assert "What the client pays" in judged("Payment Terms", quote, "Weaver")[1]
    assert "client" not in judged("Payment Terms", quote)[1]
    unsure = "All fees are non-refundable, also on termination by Maker."
    assert "whoever paid it" in judged("Payment Terms", unsure, "Weaver")[1]


def test_a_renewal_that_one_side_alone_must_stop_is_not_said_to_bind_the_other():
    quote = "This Contract renews automatically unless Weaver gives 180 days' prior notice."
    severity, rationale = judged("Renewal Term", quote, "Maker")
    assert severity is HIGH
    assert "client" not in rationale


def test_what_renews_unless_somebody_says_no_renews_by_itself():
    quote = "Support renews for terms of 24 months unless Weaver gives notice in time."
    assert "renews by itself" in judged("Renewal Term", quote)[1]


def test_without_a_side_no_words_are_said_to_be_the_other_sides():
    """Some conditions speak of a client that is bound, favoured or sold, and say so."""
    said = {
        judged(category, quote)[1]
        for category, quote in (
            (
                "Termination for Cause",
                "Maker may terminate if in its sole discretion it is unhappy.",
            ),
            ("Anti-Assignment", "Maker may assign this freely without consent. Weaver may not."),
            ("Minimum Commitment", "Weaver shall take or pay for 900 bolts."),
            ("Non-Compete", "Weaver shall not compete for five years."),
            ("Data Protection", "Maker may use personal data for any purpose."),
        )
    }
    assert len(said) == 5
    assert not [one for one in said if "client" in one or "the other side" in one]


# --- ends ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        "Maker may terminate at once, without opportunity to cure, if Weaver is late.",
        "Maker may end this Contract on a breach without giving Weaver any chance to remedy it.",
        "Maker may terminate for default; Weaver has no right to cure.",
    ],
)
def test_an_end_without_a_chance_to_cure_is_told_as_one(quote):
    severity, rationale = judged("Termination for Cause", quote)
    assert severity is MEDIUM
    assert "without a chance to put it right" in rationale


@pytest.mark.parametrize(
    ("category", "quote", "never"),
    [
        ("License Grant", "Weaver shall not pass on its rights to the Patterns.", "grants"),
        (
            "Irrevocable or Perpetual License",
            "Weaver shall not assign its perpetual rights.",
            "gets a right",
        ),
        ("Minimum Commitment", "Weaver shall confirm each purchase order.", "commits to a minimum"),
        (
            "Warranty Duration",
            "Weaver shall return defective looms under the warranty within 30 days.",
            "gives the warranty",
        ),
        ("Audit Rights", "Weaver shall keep accurate records for three years.", "holds the right"),
    ],
)
def test_what_the_other_side_must_do_is_told_for_no_more_than_its_words(category, quote, never):
    assert never not in judged(category, quote, "Maker")[1]


# --- restrictions ----------------------------------------------------------------------------


def test_a_relation_that_is_exclusive_by_exception_alone_is_told_as_that():
    severity, rationale = judged(
        "Exclusivity",
        "The agency is not exclusive, save that in 2027 Maker shall name no other agent in Wales.",
    )
    assert severity is MEDIUM
    assert "not exclusive" in rationale
    bound = "Non-exclusive as it is, Weaver shall buy no yarn but from Maker."
    assert judged("Exclusivity", bound)[0] is not MEDIUM
    bound = "The agency is not exclusive, but in Wales Weaver is the exclusive agent."
    assert judged("Exclusivity", bound)[0] is HIGH


@pytest.mark.parametrize(
    ("quote", "banned"),
    [
        ("Weaver shall not recruit any dyer so that he leaves the Maker's employ.", False),
        ("Weaver shall not solicit any dyer to leave the employ of the Maker.", False),
        ("Weaver shall not solicit for hire any dyer of the Maker.", False),
        ("Weaver shall not entice staff and engage in what competes with the Maker.", False),
        ("Weaver shall not solicit or hire any dyer of the Maker.", True),
        ("Neither party shall employ the other's dyers.", True),
    ],
)
def test_hiring_is_said_to_be_banned_only_where_it_is(quote, banned):
    told = judged("No-Solicit of Employees", quote)[1]
    assert ("The words speak of hiring itself" in told) is banned


@pytest.mark.parametrize(
    "quote",
    [
        "Each side shall keep the other's information secret for two years.",
        "Both sides must hold what they are told in confidence.",
        "Neither side shall disclose the other side's patterns.",
    ],
)
def test_a_duty_of_each_side_is_one_of_both(quote):
    for side in (None, "Weaver", "Maker"):
        assert "no such duty" not in judged("Confidentiality", quote, side)[1]


# --- grants and changes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "risk"),
    [
        ("", HIGH),
        (" outside the Field", MEDIUM),
        (" for research purposes only", MEDIUM),
    ],
)
def test_an_exclusive_grant_in_a_field_is_told_for_that_field(scope, risk):
    severity, rationale = judged(
        "License Grant",
        f"Maker grants Weaver an exclusive, worldwide licence to use the Patterns{scope}.",
    )
    assert severity is risk
    assert ("field" in rationale) is (risk is MEDIUM)


@pytest.mark.parametrize(
    ("quote", "risk"),
    [
        ("Maker may change its policies and procedures for orders at any time.", MEDIUM),
        ("Maker may change its terms of sale and policies at any time.", HIGH),
        ("Maker may change its policies, and Weaver must comply with these.", HIGH),
        ("Maker may raise its fees once a year, by not more than 4%.", MEDIUM),
        ("Maker may raise its fees once a year.", HIGH),
        ("Maker may change the terms of this Contract and its fees, by up to 4%.", HIGH),
        ("Weaver sends a proposal that may include a change in price.", LOW),
    ],
)
def test_a_right_to_change_the_terms_is_told_where_there_is_one(quote, risk):
    assert judged("Unilateral Amendment", quote)[0] is risk


def test_a_limit_that_falls_away_is_not_said_to_leave_none():
    quote = "Section 8 does not apply to fraud or breach of confidence, except as Section 9 says."
    assert "without limit" not in judged("Uncapped Liability", quote)[1]


def test_a_disclaimer_for_information_is_told_for_that_alone():
    severity, rationale = judged(
        "Warranty Disclaimer", 'All Confidential Information is given "as is".'
    )
    assert severity is LOW
    assert "information" in rationale
    both = 'Confidential Information and the looms, being goods, are given "as is".'
    assert judged("Warranty Disclaimer", both)[0] is MEDIUM


# --- what is said of words that have the sound of a clause ---------------------------------------


@pytest.mark.parametrize(
    ("quote", "part"),
    [
        ('"Weaving Rival" means whoever weaves wool in Leeds.', "counts as a competitor"),
        (
            "The Maker will show the Weaver's cloth more prominently than a competitor's.",
            "forbid nobody to compete",
        ),
    ],
)
def test_a_definition_or_a_place_in_front_is_not_called_a_ban_on_competing(quote, part):
    severity, rationale = judged("Non-Compete", quote)
    assert severity is LOW
    assert part in rationale


def test_a_definition_beside_a_ban_stays_a_ban():
    quote = '"Rival" means a weaver of wool; the Maker shall not serve a Rival.'
    assert judged("Non-Compete", quote)[0] is HIGH


def test_a_most_is_not_called_a_minimum_of_that_sum():
    quote = (
        "The Maker commits to funding in an amount not to exceed $14,000,000, and a minimum of ten "
        "looms."
    )
    severity, rationale = judged("Minimum Commitment", quote)
    assert severity is MEDIUM
    assert "million" not in rationale
    least = "The Maker commits to funding of at least $14,000,000."
    assert "more than a million" in judged("Minimum Commitment", least)[1]


def test_an_injunction_is_not_called_liability_without_a_limit():
    quote = "The Maker may seek an injunction against such a breach, and specific performance."
    severity, rationale = judged("Uncapped Liability", quote)
    assert severity is LOW
    assert "nothing of how much" in rationale


def test_words_that_go_on_a_sentence_do_not_tell_that_both_sides_indemnify():
    quote = "agents of the Weaver) and hold them harmless from all damages of the Weaver"
    text = f"The Maker shall indemnify the Weaver. The Maker shall defend the {quote}."
    assert "Both sides" not in judged("Indemnification", quote, text=text)[1]


def test_a_ban_on_better_prices_for_others_is_not_called_a_discount_for_the_favoured():
    quote = "The Maker shall not provide prices to rivals that are better than the Weaver's."
    assert "others may not be given" in judged("Most Favored Nation", quote)[1]


def test_words_that_compare_nothing_are_no_promise_of_equal_treatment():
    severity, _ = judged("Most Favored Nation", "The Maker shall make no such deal with others.")
    assert severity is LOW


@pytest.mark.parametrize("category", ["License Grant", "Irrevocable or Perpetual License"])
def test_a_licence_that_is_perpetual_and_for_a_term_is_not_said_to_have_no_end(category):
    quote = (
        "The Maker grants the Weaver a perpetual licence to the plans for the period of Annex A."
    )
    severity, rationale = judged(category, quote)
    assert severity is HIGH
    assert "as well" in rationale


def test_an_area_of_advertising_is_not_called_a_ban_on_competing():
    quote = "The Weaver agrees not to advertise its cloth outside the Delivery Area."
    severity, rationale = judged("Non-Compete", quote)
    assert severity is MEDIUM
    assert "do not forbid a competing business" in rationale


def test_a_short_time_for_claims_is_not_said_to_be_about_a_year():
    quote = "No action may be brought by the Weaver more than six months after its cause arose."
    _, rationale = judged("Cap on Liability", quote)
    assert "within a year or less" in rationale


@pytest.mark.parametrize("side", [None, "Weaver", "Maker"])
def test_a_use_that_is_forbidden_gives_up_no_claim(side):
    quote = (
        "Weaver agrees that it will not impair the rights of Maker in the Patterns, nor use them "
        "on a service bureau or time sharing basis."
    )
    assert "no claim is given up" in judged("Covenant Not to Sue", quote, side)[1]
    released = f"{quote[:-1]} and releases Maker from all claims."
    assert "no claim is given up" not in judged("Covenant Not to Sue", released, side)[1]
