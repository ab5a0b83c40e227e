"""How long a contract runs and which dates are its own: no period or day of a part, a case or of
another paper."""

from __future__ import annotations

import pytest

from summarizer_core.engines.local import LocalEngine
from summarizer_core.engines.local_dates import another_day, end_date, labelled
from summarizer_core.engines.local_periods import length, notice_to_stop
from summarizer_core.engines.local_subject import of_another_paper
from summarizer_core.engines.local_terms import sentence_terms
from summarizer_core.support import supports
from summarizer_core.values import data_of
from tests.chunk_list import ask_directly
from tests.local_views import analysed_view, view_of


@pytest.mark.parametrize(
    ("passage", "value"),
    [
        ("The initial term of this Agreement shall be for a period of five (5) years.", "5 years"),
        ("This Contract expires ten (10) years from the date of signature.", "10 years"),
        ("This Agreement will be in effect for three (3) years from the Start Date.", "3 years"),
        ("It shall have a duration of two years.", "2 years"),
        ("Term: twelve (12) months from the date of this Lease.", "12 months"),
        (
            "This Agreement continues until the fifth (5th) anniversary of the Effective Date.",
            "5 years",
        ),
        ("This Lease shall terminate on the date six (6) years from its signature.", "6 years"),
        (
            "The term of this Agreement begins today and shall extend for four (4) years.",
            "4 years",
        ),
        ("This Agreement shall continue in effect until terminated.", "until terminated"),
        (
            "This Agreement shall remain in force until terminated by either party on sixty (60) "
            "days' notice.",
            "until terminated",
        ),
        (
            "This Agreement shall remain in force until terminated pursuant to Section 9.",
            "until terminated",
        ),
        (
            "The term starts on the Start Date and ends two (2) years after the Start Date.",
            "2 years",
        ),
        ("This Agreement shall continue indefinitely.", "indefinitely"),
        ("This Agreement shall be in force for half a year from today.", "half a year"),
        ("It shall have a duration of one and a half years.", "one and a half years"),
        # The longest is not how long it runs.
        (
            "This Agreement continues until the mill is sold, but for no more than thirty years.",
            "no more than thirty years",
        ),
        ("This Agreement is in force for at least two (2) years.", "at least two (2) years"),
        (
            "The term will not be shorter than two (2) years after the mill opens.",
            "not shorter than two (2) years",
        ),
        (
            "This Agreement remains in effect until the later of (a) the fourth (4th) anniversary "
            "of its date, or (b) the sale of it.",
            "the later of (a) the fourth (4th) anniversary of its date, or (b) the sale of it",
        ),
        (
            '"Term" means the earlier of: (a) the end of the two year period from today or (b) the '
            "sale of the mill.",
            "the earlier of: (a) the end of the two year period from today or (b) the sale of the "
            "mill",
        ),
    ],
)
def test_the_term_is_how_long_the_contract_runs(passage, value):
    found = length(passage)
    assert found is not None and found.value == value
    assert supports(passage, value)


@pytest.mark.parametrize(
    "passage",
    [
        "The term of this Agreement starts when the Maker signs with a mill within thirty (30) "
        "days of today and ends when the works are done.",
        "The right to show the film clip shall expire ten (10) months after its release.",
        "The breach must be cured within forty-five (45) days, or this Agreement ends.",
        "The warranty shall continue for two (2) years from delivery.",
        "The provisions of this Article survive this Agreement and remain in effect for 3 years.",
        "If the plant is not built, this Agreement shall terminate after one (1) year.",
        "At least six (6) months from the end of the Initial Term the Buyer tells the Seller "
        "whether it extends the Initial Term by another twelve (12) months.",
        "During the Term of this Agreement the Buyer buys ten tons in each period of 6 months.",
        "After the Initial Term, this Agreement shall continue on a month to month basis.",
        '"Cure Period" means a period of ninety (90) days.',
        "This Agreement remains in force for the Service Period unless terminated earlier.",
        # An end that is left open, or that counts from something else than the beginning.
        "This Agreement shall continue, unless earlier terminated, for a period of [***] years.",
        "This Agreement remains in force, unless terminated earlier, until the mill is built.",
        "The term of this Agreement begins today and ends eight (8) months after the Opening.",
    ],
)
def test_a_period_of_something_else_is_no_term(passage):
    assert length(passage) is None


def test_what_stands_behind_a_proviso_is_apart():
    passage = (
        'The rights granted shall expire on May 31, 2026 (the "Term"); provided, however, that for '
        "each film all licenses granted herein will continue for eighteen (18) months."
    )
    ends = end_date(passage)
    assert length(passage) is None
    assert ends is not None and ends.value == "2026-05-31"


@pytest.mark.parametrize(
    ("passage", "day"),
    [
        (
            "This Lease takes effect on May 1, 2020 and shall expire on April 30, 2021.",
            "2021-04-30",
        ),
        ("Term: May 1, 2020 to April 30, 2022", "2022-04-30"),
        ("The term of this Contract runs up to and including 31 March 2030.", "2030-03-31"),
        ("This Agreement shall continue until December 31, 2027.", "2027-12-31"),
        (
            "The term of this Agreement begins upon acceptance of the file by the office no later "
            "than June 2, 2019 and shall end upon its termination.",
            None,
        ),
        ("The exclusivity for the video clips shall expire on October 1, 2005.", None),
        (
            "During the Term of this Agreement, the Buyer orders so much for the period "
            "that begins on July 1, 2018 and ends on June 30, 2019.",
            None,
        ),
        ('"Contract Year" means a year, the first of which ends on May 31, 2020.', None),
        # Somebody may end it then.
        ("The Weaver may end this Lease on 3 May 2029 by six months' notice.", None),
        ("The Weaver has the right to terminate this Lease early on 3 May 2029.", None),
        # One of several ends.
        ("This Agreement ends on the earlier of 3 May 2029 and the sale of the mill.", None),
        ("This Agreement ends on 3 May 2029 or with the mill's sale, whichever is first.", None),
        ("This Agreement ends on 3 May 2029, unless Maker's permit lapses earlier.", None),
        ("This Agreement ends on 3 May 2029, unless terminated earlier by Maker.", "2029-05-03"),
        ("This Agreement ends on 3 May 2029 or upon earlier termination.", "2029-05-03"),
    ],
)
def test_the_end_is_that_of_the_contract(passage, day):
    found = end_date(passage)
    assert (found.value if found else None) == day


@pytest.mark.parametrize(
    ("before", "other"),
    [
        ("Subject to the Building Agreement between Anso Inc. and Bexley L.P. dated ", True),
        ("pursuant to a Share Purchase Agreement, dated as of ", True),
        ('"Sales Terms" means that certain Agreement and Plan of Merger, dated ', True),
        ("as set out in the agreement executed between the Parties on ", True),
        ('THIS SUPPLY AGREEMENT (the "Agreement") is made and entered into as of ', False),
        ("SUPPLY AGREEMENT dated as of ", False),
        ("The parties have signed this Agreement on ", False),
        ("This is part of the Master Agreement between the Parties (Effective Date: ", False),
    ],
)
def test_a_date_of_another_paper_is_told_from_ones_own(before, other):
    assert of_another_paper(before) is other


def test_a_date_of_another_paper_is_no_date_of_this_one():
    said = "Rents follow the Ground Lease between Anso Inc. and Bexley Ltd dated March 3, 2015."
    names = {found.name for found in sentence_terms(said, 0)}
    assert not names & {"Agreement date", "Effective date"}


def test_the_summary_says_that_a_contract_has_no_end():
    text = (
        "SUPPLY AGREEMENT\n\nThis Supply Agreement is made as of May 1, 2020 by and between Anso "
        'Inc. ("Seller") and Bexley Ltd ("Buyer").\n\n2. Term\n\nThe term of this Agreement '
        "shall commence on the Effective Date and shall continue in effect until terminated by "
        "either party upon sixty (60) days' prior written notice.\n\n3. Law\n\nThis Agreement is "
        "governed by the laws of Ohio.\n"
    )
    view = view_of(text)
    candidates = LocalEngine().refine(view)
    assert [one.value for one in candidates if one.name == "Term"] == ["until terminated"]
    assert (
        "runs until terminated" in LocalEngine().summarize(view, candidates, ask_directly).summary
    )


def terms_of(text: str) -> dict[str, list[str]]:
    """Key terms of a text by name."""
    found: dict[str, list[str]] = {}
    for one in LocalEngine().refine(analysed_view(text)):
        if one.kind == "term":
            found.setdefault(one.name, []).append(one.value)
    return found


@pytest.mark.parametrize(
    ("name", "text", "other"),
    [
        (
            "Agreement date",
            "The job starts on May 4, 2020 and ends on May 3, 2021 by itself.",
            True,
        ),
        (
            "Effective date",
            "The job starts on May 4, 2020 and ends on May 3, 2021 by itself.",
            True,
        ),
        ("Agreement date", "This Contract enters into force on May 3, 2021.", True),
        ("Effective date", "This Contract enters into force on May 3, 2021.", False),
        ("Agreement date", "This Contract, dated May 3, 2021, runs until May 3, 2021.", False),
        ("Agreement date", "This Contract is made as of May 3, 2021.", False),
        ("Agreement date", "Nobody may end this Contract at will before May 3, 2021.", True),
    ],
)
def test_a_day_of_the_end_or_of_the_beginning_is_not_the_one_on_which_it_was_made(
    name, text, other
):
    assert another_day(name, text, "2021-05-03") is other


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "This Contract enters into force on March 1, 2021 and remains so until May 3, 2022.",
            {"Effective date": "2021-03-01"},
        ),
        (
            "MILL CONTRACT between Anso Oy and Bexley Ltd. Signed in Turku on May 3, 2021.",
            {"Agreement date": "2021-05-03"},
        ),
        ("The plan was signed by the Minister on May 3, 2021.", {}),
    ],
)
def test_signature_and_entry_into_force_are_told_apart(sentence, told):
    found = {one.name: one.value for one in sentence_terms(sentence, 0)}
    assert found == told


AMENDMENT = (
    "AMENDMENT NO. 2 TO FILM CONTRACT\n\nThis Amendment No. 2 is made as of March 9, 2021 by and "
    'between Anso Films, Inc. ("Anso") and Bexley LLC ("Bexley"). The Film Contract is hereby '
    "amended as follows.\n\n"
)


@pytest.mark.parametrize(
    ("clause", "days"),
    [
        ("1. Bexley's term of exclusivity for the clips shall expire on June 30, 2022.", []),
        ("1. Bexley has the exclusive right to show the second film until June 30, 2022.", []),
        ("1. The term of the Film Contract is extended until June 30, 2022.", ["2022-06-30"]),
        ("1. The term of the Film Contract ended on June 30, 2020.", []),
    ],
)
def test_the_end_of_a_part_or_one_before_the_paper_is_no_end_of_it(clause, days):
    assert terms_of(AMENDMENT + clause).get("Expiration date", []) == days


SHORT = (
    "ROAD CONTRACT\n\nThis Road Contract is made on 3 March 2021 between Anso Ltd (the "
    '"Carrier") and Bexley Inc. (the "Mill").\n\n1. The Carrier shall carry the flour of the '
    "Mill.\n\n2. "
)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Period of carriage: this Contract is valid for an indefinite term.", ["indefinite"]),
        (
            "The engagement starts on 2 April 2021 and ends on 1 April 2022 by itself.",
            ["2022-04-01"],
        ),
        ("The licence for the map ends on 1 April 2022.", []),
        ("The warranty remains in force for two years.", []),
        ("This Contract may be terminated if the Mill stands still for two months.", []),
    ],
)
def test_a_short_sentence_tells_how_long_the_contract_runs(sentence, told):
    found = terms_of(SHORT + sentence)
    assert found.get("Term", []) + found.get("Expiration date", []) == told


def test_two_ends_that_differ_are_not_told():
    text = "This Contract ends on 1 April 2022.\n\n3. The Contract ends on 1 May 2023."
    assert "Expiration date" not in terms_of(SHORT + text)


def test_days_behind_a_label_are_told():
    text = SHORT.replace(" is made on 3 March 2021", " is") + (
        "Term.\n\nCommencement Date: 1 July 2021. Date of signature: 18 May 2021."
    )
    found = {one.name: one.value for one in labelled(text)}
    assert found == {"Effective date": "2021-07-01", "Agreement date": "2021-05-18"}


@pytest.mark.parametrize(
    "passage",
    [
        "This Agreement ends then unless Maker gives notice of renewal at least six months before "
        "the end of the initial term.",
        "Maker may renew it for one additional term of five years if it gives notice at least nine "
        "months before the end of the initial term, unlike before.",
        "It shall expire on that day unless Maker, at least 90 days before, notifies Seller of its "
        "election to extend the term.",
        "After its first term the Contract may be extended from year to year at Maker's choice, "
        "with renewal notice to be given no later than nine (9) months before the end of the term.",
        "The term may be extended by Maker for two years by 60 days' notice before the end of "
        "the term.",
        "It is renewed for a year only if Maker gives notice 60 days before the end of the term.",
    ],
)
def test_a_notice_that_renews_is_none_that_stops_a_renewal(passage):
    assert notice_to_stop(passage) is None
    stops = "It renews each year unless a party gives 40 days' notice before the end of the term."
    both = notice_to_stop(f"{passage} {stops}")
    assert both is not None and both.value == "40 days"


@pytest.mark.parametrize(
    ("passage", "value"),
    [
        (
            "It is then extended by one year at a time unless it is terminated by either party "
            "with a notice period of six months to the end of the term.",
            "1 year",
        ),
        ("It is renewed each time it ends, with a notice period of six months.", None),
        ("The Contract is extended by 2 years each time.", "2 years"),
    ],
)
def test_a_renewal_is_as_long_as_it_is_extended_by_and_no_notice_period(passage, value):
    told = [one.value for one in sentence_terms(passage, 0) if one.name == "Renewal"]
    assert told == ([value] if value else [])


def test_half_a_year_is_no_year():
    (renewal,) = [
        found
        for found in sentence_terms("It is renewed for successive periods of half a year.", 0)
        if found.name == "Renewal"
    ]
    assert renewal.value == "half a year"
    assert supports("successive periods of half a year", renewal.value)
    assert "period" not in data_of(renewal.value)
    assert "period" not in data_of("no more than thirty (30) years")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ('It takes effect on May 1, 2031 (the "First Day").', "2031-05-01"),
        ("This Agreement takes effect on May 1, 2031.", "2031-05-01"),
        ("Under this Agreement EUR 9 are due for the fiscal year beginning May 1, 2031.", None),
        ("This Agreement sets a fee for each contract year commencing on May 1, 2031.", None),
    ],
)
def test_the_day_of_its_entry_into_force_is_none_of_accounts(sentence, day):
    found = [one.value for one in sentence_terms(sentence, 0) if one.name == "Effective date"]
    assert found == ([day] if day else [])


def test_how_long_it_is_extended_by_is_not_how_long_it_runs():
    assert (
        length("This Agreement is extended automatically by two years unless notice is given.")
        is None
    )
    assert length("This Agreement runs for two years.").value == "2 years"


def test_a_day_before_which_a_contract_cannot_be_ended_is_not_that_on_which_it_was_made():
    sentence = "Neither side may leave this Contract without cause before 1 April 2026."
    assert [one for one in sentence_terms(sentence, 0) if one.name == "Agreement date"] == []


@pytest.mark.parametrize(
    ("starts", "day"),
    [
        ("on 1 July 2024", ["2024-07-01"]),
        ("at once, and is paid for until 30/6/2027", ["2024-07-01"]),
        ("on July 1, 2024", ["2024-01-07"]),
        ("at once, and is paid for until 6/30/2027", ["2024-01-07"]),
        ("at once", ["2024-01-07"]),
        ("on 8 August 2024", []),
    ],
)
def test_a_date_in_figures_is_read_as_the_document_writes_its_dates(starts, day):
    view = analysed_view(
        'GARDEN CONTRACT\n\nBetween: Anso Pty Ltd ("Gardener")\nAnd: Bexley Pty Ltd ("Owner")\n'
        f"Date: 1/7/2024\n\n1. The Gardener mows the lawn. This Contract starts {starts}."
    )
    found = LocalEngine().refine(view)
    assert [one.value for one in found if one.name == "Agreement date"] == day


def test_one_of_several_ends_is_no_date_as_data():
    assert data_of("the earlier of: the end of the two year period to 3 May 2029 ...") == {}
    assert data_of("2029-05-03") == {"date": "2029-05-03"}
