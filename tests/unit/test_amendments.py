"""Amendments are known as such, and what they take away is told apart from what they say."""

from __future__ import annotations

import pytest

from summarizer_core.amendments import amendment, old_words, taken_away, without_old

BODY = (
    " This Amendment is made as of May 4, 2001 between Tamsin Foods, Inc. and Orrin Mills LLC. The "
    "Agreement is hereby amended as follows."
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("AMENDMENT NO. 2 TO LICENSE AGREEMENT\n\n", "AMENDMENT NO. 2 TO LICENSE AGREEMENT"),
        ("Exhibit 10.4\n\nFirst Amendment to the Lease\n\n", "First Amendment to the Lease"),
        ("AMENDMENT NO. 3\nDated as of May 4, 2001\n", "AMENDMENT NO. 3"),
        ("Amendment #1 to Mill Supply Agreement\n", "Amendment #1 to Mill Supply Agreement"),
        ("Addendum to Services Contract\n", "Addendum to Services Contract"),
    ],
)
def test_an_amendment_is_known_by_its_title(text, title):
    assert amendment(None, text + BODY) == title


def test_the_title_that_is_known_is_kept_where_it_says_that_it_amends():
    text = "Some mill papers of the year." + BODY
    assert amendment("Second Amendment to Supply Agreement", text) == (
        "Second Amendment to Supply Agreement"
    )
    assert amendment("To License Agreement", "AMENDMENT NO. 2 TO LICENSE AGREEMENT" + BODY) == (
        "AMENDMENT NO. 2 TO LICENSE AGREEMENT"
    )


@pytest.mark.parametrize(
    "text",
    [
        "AMENDED AND RESTATED SUPPLY AGREEMENT\nThe Agreement is hereby amended and restated.",
        "SUPPLY AGREEMENT\n1. Supply. 2. Amendments. This Agreement may be amended in writing.",
        "SUPPLY AGREEMENT between A and B, as amended by the Amendment of May 4, 2001.",
        "",
    ],
)
def test_other_documents_are_none(text):
    assert amendment(None, text) is None


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("The date is changed from\nJune 30, 2001 to May 4, 2002.", ["June 30, 2001"]),
        ("The date in 2.1 is changed from June 30, 2001 to May 4, 2002.", ["June 30, 2001"]),
        ('by deleting the words "four tons" and inserting "six tons".', ["four tons"]),
        ("“The law of Ohio governs.” is hereby deleted and replaced by “Utah.”",
         ["The law of Ohio governs."]),
        ('inserting "USD 900" in place of "USD 500" in 4.2', ["USD 500"]),
        ("Section 3, which currently reads: “Two years.”, is amended to read “Six.”",
         ["Two years."]),
        ('"Ohio" is hereby deleted and the word "Utah" is substituted therefor.', ["Ohio"]),
        ('that previously read: "It rains." It now reads: "It snows."', ["It rains."]),
        ("It is scheduled to expire on June 30, 2020, and they extend it.", ["June 30, 2020"]),
        ("the cap of $500,000 is replaced by $900,000", ["$500,000"]),
        ('Section 3.1 is deleted and replaced by the following: "The mill runs."', []),
        ("Rent is paid from Monday to Friday.", []),
        ("A. Section 4.2 (Least Orders) of the Lease is hereby deleted in its entirety. It rains.",
         ["Section 4.2 (Least Orders) of the Lease is hereby deleted in its entirety"]),
        ('Clause 9 is deleted and replaced with "Reserved". It rains.',
         ['Clause 9 is deleted and replaced with "Reserved"']),
        ("Section 5 is deleted and replaced by a new one that the parties sign.", []),
    ],
)  # fmt: skip
def test_what_is_taken_away_is_found(text, old):
    assert [text[start:end] for start, end in old_words(text)] == old


def test_a_passage_that_says_no_more_than_what_is_gone_is_told_from_one_that_does():
    text = "C. Section 9 (Least Orders) is deleted. D. The Mill buys ten tons a year at least."
    gone, at = old_words(text), text.index("D.")
    assert taken_away(text, 0, at, gone)
    assert not taken_away(text, 0, len(text), gone)
    assert not taken_away(text, at, len(text), gone)


def test_a_text_can_be_read_without_it():
    text = 'The term "two years" is hereby replaced by "four years".'
    assert "two" not in without_old(text)
    assert "four years" in without_old(text)
