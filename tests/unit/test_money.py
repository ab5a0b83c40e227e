"""Sums of money as contracts of many lands write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from summarizer_core import contradictions, money
from summarizer_core.engines.local_terms import sentence_terms
from summarizer_core.models import ExtractedDocument, Page
from summarizer_core.numerals import figure, spelled
from summarizer_core.support import quantities, supports
from summarizer_core.values import amounts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("CHF 12'500.00", "CHF 12,500.00"),
        ("$ 10 000", "USD 10,000.00"),
        ("SEK 1 250 000,50", "SEK 1,250,000.50"),
        ("USD370,000", "USD 370,000.00"),
        ("RMB200", "CNY 200.00"),
        ("RMB1 million", "CNY 1,000,000.00"),
        ("EUR 1.234,56", "EUR 1,234.56"),
        ("EUR 50.000", "EUR 50,000.00"),
        ("$3.125", "USD 3.125"),
        ("INR 10,00,000", "INR 1,000,000.00"),
        ("INR 5 crore", "INR 50,000,000.00"),
        ("Rs. 10 lakhs", "INR 1,000,000.00"),
        ("Rs. 50,000", "INR 50,000.00"),
        ("Euro 300,000", "EUR 300,000.00"),
        ("(pounds)500,000", "GBP 500,000.00"),
        ("£750", "GBP 750.00"),
        ("750 £", "GBP 750.00"),
        ("12.500 €", "EUR 12,500.00"),
        ("¥5,000", "JPY 5,000.00"),
        ("U.S. $5,000", "USD 5,000.00"),
        ("HK$ 3 million", "HKD 3,000,000.00"),
        ("A$95", "AUD 95.00"),
        ("C$95", "CAD 95.00"),
        ("$1.5 million", "USD 1,500,000.00"),
        ("$20MM", "USD 20,000,000.00"),
        ("12,500 Swiss francs", "CHF 12,500.00"),
        ("two thousand five hundred dollars", "USD 2,500.00"),
        ("one million dollars ($1,000,000)", "USD 1,000,000.00"),
        ("Two Hundred Thousand Euros (200,000 €)", "EUR 200,000.00"),
        ("5 million US Dollars (US$5,000,000)", "USD 5,000,000.00"),
    ],
)
def test_a_sum_is_read_once_and_whole_in_whatever_form(text, value):
    sentence = f"the fee of {text} is due"
    (found,) = amounts(sentence)
    assert found.value == value
    assert sentence[found.start : found.end] == text
    assert supports(text, value)


@pytest.mark.parametrize(
    "text",
    [
        "500 pounds of resin",
        "$1,234,56",
        "a margin of $5%",
        "several hundred dollars",
        "the years 2008 $",
        "($5OO,000)",
    ],
)
def test_what_may_be_another_sum_or_none_is_not_read(text):
    assert amounts(text) == []


def test_the_first_of_two_sums_that_share_a_scale_is_left_out():
    assert [one.value for one in amounts("between $5 and $10 million")] == ["USD 10,000,000.00"]
    both = amounts("between $5 million and $10 million")
    assert [one.value for one in both] == ["USD 5,000,000.00", "USD 10,000,000.00"]


def test_two_sums_stay_two_though_brackets_part_them():
    found = amounts("a rent of $5,000 ($6,000 from the second year)")
    assert [one.value for one in found] == ["USD 5,000.00", "USD 6,000.00"]


def test_words_that_differ_from_their_figures_are_told():
    text = "It pays Five Hundred\nThousand Dollars ($50,000) now and ten dollars ($10.00) later."
    (found,) = money.differing(text)
    assert (found.words, found.figures) == (500_000, Decimal(50_000))
    assert text[found.start : found.end] == "Five Hundred\nThousand Dollars ($50,000)"


def test_figures_that_differ_from_the_words_in_brackets_behind_them_are_told():
    text = (
        "A share costs $70 (seventy cents), the plate $.05 (five cents), all $60 (sixty dollars)."
    )
    (found,) = money.differing(text)
    assert (found.words, found.figures) == (Decimal("0.7"), Decimal(70))
    assert text[found.start : found.end] == "$70 (seventy cents)"


@pytest.mark.parametrize(
    "text",
    [
        "$5 million (five million US dollars)",
        "EUR 1,200 (one thousand two hundred Euros)",
        "$1,500,000 (one and one-half million dollars)",
        "$100.50 (One Hundred and 50/100 Dollars)",
        "$500 (two machines)",
        "Fourteen Million, Eight Hundred Thousand Dollars ($14,800,000)",
        "one and one-half million dollars ($1,500,000)",
        "5 million dollars ($5,000,000)",
        "One Hundred Thousand and 50/100 Dollars ($100,000.50)",
        "Twenty-Five Hundred Dollars ($2,500)",
        "two (2) machines ($500 each)",
    ],
)
def test_words_that_say_what_their_figures_say_are_not_told(text):
    assert list(money.differing(text)) == []


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("For example, on sales of $9,000 the Agent receives $90.", []),
        ("By way of illustration: where the price is EUR 700, the fee is EUR 7.", []),
        ("A rival is a firm with a market capitalization of more than $4 billion.", []),
        ("It buys 500 shares of common stock, par value $0.01, for $20,000.", ["USD 20,000.00"]),
        ("The Agent receives $90 for each sale, for example of a boat.", ["USD 90.00"]),
    ],
)
def test_sums_of_an_example_and_worths_are_not_what_is_agreed(sentence, values):
    found = [one.value for one in sentence_terms(sentence, 0) if one.name == "Amount"]
    assert found == values


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1 234.50", "1234.50"),
        ("10,00,000", "1000000"),
        ("1.234.567", "1234567"),
        ("12,50", "12.50"),
        ("12.3.2004", None),
        ("1,2,3", None),
    ],
)
def test_the_form_of_digits_decides_the_number(digits, number):
    assert figure(digits) == (None if number is None else Decimal(number))


def test_numbers_in_words_are_read_as_far_as_all_words_count():
    assert spelled("two million five hundred and six thousand") == 2_506_000
    assert spelled("twelve hundred") == 1_200
    assert spelled("two boats") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,50 Euro", "1234.50"),
        ("10,00,000 rupees", "1000000"),
        ("CHF 12'500", "12500"),
        ("4,5 per cent", "4.5"),
        ("a dozen", "12"),
        ("twelve hundred", "1200"),
        ("USD 1.5 million", "1500000"),
    ],
)
def test_proofs_and_sums_read_a_number_alike(text, number):
    assert Decimal(number) in set(quantities(text))


def test_part_of_a_number_supports_no_value():
    assert not supports("within twenty-five days", "20 days")
    assert supports("within twenty-five (25) days", "25 days")
    assert supports("USD 1,500,000 in all", "USD 1.5 million")


def test_lists_of_numbers_are_several_numbers():
    assert set(quantities("Sections 1,2,3 and 4.5,6")) >= {Decimal(1), Decimal(2), Decimal(3)}


def test_a_document_warns_of_the_pages_where_words_and_figures_differ():
    first, second = "It pays ten euros (EUR 10).\n", "It pays Ten\nThousand Euros (EUR 1,000) then."
    document = ExtractedDocument(
        text=first + second,
        pages=(
            Page(number=1, start=0, end=len(first)),
            Page(number=2, start=len(first), end=len(first + second)),
        ),
    )
    (warning,) = contradictions.warnings(document)
    assert (warning.code, warning.pages) == ("sums_differ", (2,))
    assert '"Ten Thousand Euros (EUR 1,000)"' in warning.message


@pytest.mark.parametrize(
    ("said", "value", "whole"),
    [
        ("a fee of ($70,000USD) a year", "USD 70,000.00", "$70,000USD"),
        ("a fee of $70,000 USD a year", "USD 70,000.00", "$70,000 USD"),
        ("a fee of $70,000 CAD a year", "CAD 70,000.00", "$70,000 CAD"),
        ("a fee of £70,000GBP a year", "GBP 70,000.00", "£70,000GBP"),
        ("a fee of $70,000.50 CDN a year", "CAD 70,000.50", "$70,000.50 CDN"),
        ("a fee of $0.04 CND (plus tax)", "CAD 0.04", "$0.04 CND"),
        ("a fee of $300Cdn a year", "CAD 300.00", "$300Cdn"),
        ("a fee of Cdn$300 a year", "CAD 300.00", "Cdn$300"),
        ("a fee of CDN $300 a year", "CAD 300.00", "CDN $300"),
        ("a fee of 300 CDN a year", "CAD 300.00", "300 CDN"),
    ],
)
def test_a_currency_that_is_said_before_and_behind_a_sum_is_part_of_it(said, value, whole):
    (found,) = amounts(said)
    assert found.value == value
    assert said[found.start : found.end].strip("()") == whole
    assert supports(said, found.value)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The parties considered, and rejected, a minimum yearly order of $30,000.", []),
        ("They have discussed and decided against a bonus of $4,000.", []),
        ("A bonus of $4,000 was considered and rejected.", []),
        ("The Maker refunds rejected tins at $50 each.", ["USD 50.00"]),
        ("The parties agreed that rejected tins cost the Maker $50 each.", ["USD 50.00"]),
    ],
)
def test_a_sum_that_was_rejected_is_none_that_was_agreed(sentence, told):
    said = [one.value for one in sentence_terms(sentence, 0) if one.name == "Amount"]
    assert said == told
