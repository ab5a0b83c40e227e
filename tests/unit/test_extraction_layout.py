"""Lines on pages to running text."""

from __future__ import annotations

from summarizer_core.extraction.furniture import set_apart_furniture
from summarizer_core.extraction.layout import Composer
from summarizer_core.extraction.lines import Line, PageLines, lines_of_text


def page(number: int, *rows: str, leading: float = 14.0, top: float = 740.0) -> PageLines:
    """A page of rows with 6 points per character; "" leaves a gap."""
    lines = [
        Line(text, 72.0, 72.0 + 6.0 * len(text), top - leading * at)
        for at, text in enumerate(rows)
        if text
    ]
    return PageLines(number, 842.0, lines)


def compose(*pages: PageLines) -> str:
    return Composer(pages, 1_000_000).compose()["text"]


VARIED = [
    [f"{word.title()} is what row {n} of this page is about." for n in "abcdef"]
    for word in ("price", "term", "notice", "cover", "scope")
]
FULL = "The Supplier shall deliver the goods to the place that the Buyer names"


def test_wrapped_lines_become_one_paragraph():
    assert compose(page(1, FULL, FULL, FULL, FULL, FULL, "in the order.")) == " ".join(
        [FULL] * 5 + ["in the order."]
    )


def test_short_lines_stay_lines():
    text = compose(page(1, FULL, FULL, FULL, FULL, FULL + ".", "ACME LIMITED", "By: Jo Smith"))
    assert text.endswith("names.\nACME LIMITED\nBy: Jo Smith")


def test_a_reference_at_a_line_start_is_no_new_clause():
    text = compose(
        page(1, FULL, FULL, FULL, FULL, FULL[:-5] + "under Section", "7.2 Of this Agreement.")
    )
    assert "Section 7.2 Of" in text


def test_numbered_items_start_a_line():
    text = compose(page(1, FULL, FULL, FULL, FULL, FULL + ";", "(b) pay the price."))
    assert text.endswith(";\n(b) pay the price.")


def test_words_broken_at_a_line_end_are_mended():
    lines = [FULL, FULL, FULL, FULL, FULL[:-6] + "indem-", "nify the Buyer."]
    assert "indemnify the Buyer." in compose(page(1, *lines))


def test_a_hyphen_that_belongs_to_the_word_stays():
    lines = [FULL, FULL, FULL, FULL, FULL[:-5] + "non-", "exclusive, X-", "Ray and 45-", "day."]
    text = compose(page(1, *lines))
    assert "non-exclusive" in text
    assert "X-Ray" in text


def test_the_documents_own_spelling_decides_a_broken_word():
    before = "The cooperation is a co-operation or cooperation, says the Agreement here"
    lines = [before, FULL, FULL, FULL, FULL[:-5] + "co-", "operation ends."]
    assert compose(page(1, *lines)).endswith("cooperation ends.")


def test_a_word_broken_over_two_pages_is_mended_and_the_pages_stay_exact():
    composed = Composer(
        [page(1, FULL, FULL, FULL, FULL, FULL, FULL[:-6] + "termi-"), page(2, "nation ends it.")],
        10_000,
    ).compose()
    first, second = composed["pages"]
    assert "termination ends it." in composed["text"]
    assert composed["text"][second["start"] : second["end"]] == "nation ends it."
    assert first["end"] == second["start"]


def test_bare_numbers_in_step_with_the_pages_are_page_numbers():
    pages = [page(n, *VARIED[n], "", "", str(n + 4)) for n in range(1, 4)]
    assert set_apart_furniture(pages) == [["5"], ["6"], ["7"]]


def test_bare_numbers_out_of_step_stay():
    pages = [page(n, *VARIED[n], "", "", str(value)) for n, value in enumerate((17, 4, 250), 1)]
    assert set_apart_furniture(pages) == [[], [], []]


def test_page_numbers_that_a_reprint_moved_into_the_pages_are_found():
    rows = [f"Row {n} of the contract says something of its own." for n in range(120)]
    for place, number in ((20, 2), (40, 3), (60, 4), (80, 5), (100, 6)):
        rows[place] = str(number)
    pages = [page(n + 1, *rows[n * 30 : n * 30 + 30]) for n in range(4)]
    for line in (line for sheet in pages for line in sheet.lines if line.text.isdigit()):
        line.x0, line.x1 = 215.0, 221.0
    furniture = set_apart_furniture(pages)
    assert [text for texts in furniture for text in texts] == ["2", "3", "4", "5", "6"]


def test_numbered_rows_of_a_table_are_no_page_numbers():
    pages = [page(1, *(t for n in range(1, 9) for t in (str(n), f"Item {n} has a price.")))]
    assert set_apart_furniture(pages) == [[]]


def test_rows_of_a_price_list_over_several_pages_stay_in_the_text():
    pages = [
        page(n, "Price list", "", *(f"Item {n}{row} costs EUR {n * row},00" for row in range(9)))
        for n in range(1, 5)
    ]
    assert set_apart_furniture(pages) == [["Price list"]] * 4


def test_headers_with_changing_digits_are_furniture():
    pages = [
        page(n, f"Contract 4711, sheet {n}", "", f"Text number {chr(64 + n)}.", FULL)
        for n in range(1, 5)
    ]
    furniture = set_apart_furniture(pages)
    assert [texts[0] for texts in furniture] == [f"Contract 4711, sheet {n}" for n in range(1, 5)]
    assert "sheet" not in compose(*pages)


def test_a_footer_that_counts_pages_of_many_is_furniture_even_close_to_the_text():
    pages = []
    for number in range(1, 6):
        rows = [f"{row} of sheet {number} tells something else." for row in VARIED[number - 1]]
        last = page(number, *rows, f"Contract, page {number} of 5, version 2")
        # From page to page the text ends nearer to the footer, or further from it.
        last.lines[-1].y = 40.0
        last.lines[-2].y = 56.0 if number == 3 else 90.0
        pages.append(last)
    furniture = set_apart_furniture(pages)
    assert [t[-1] for t in furniture] == [
        f"Contract, page {n} of 5, version 2" for n in range(1, 6)
    ]


def test_letters_of_one_pattern_keep_their_text():
    rows = (
        "Bonus agreement",
        "Your salary is EUR {0}000 a year.",
        "Your bonus is EUR {0}00.",
        "The period of notice is {0} months.",
        "This letter is governed by English law.",
    )
    pages = [page(n, *(row.format(n) for row in rows)) for n in range(1, 7)]
    assert set_apart_furniture(pages) == [[]] * 6


def test_amounts_that_differ_from_page_to_page_are_text():
    pages = [
        page(
            n,
            f"Price: EUR {n * 1000} per unit",
            "",
            *VARIED[n - 1],
            "",
            f"Delivery in {n * 10} days",
        )
        for n in range(1, 6)
    ]
    assert set_apart_furniture(pages) == [[]] * 5


def test_titles_of_exhibits_that_begin_a_page_each_are_text():
    pages = [page(n, f"Exhibit {n}", "", *VARIED[n - 1]) for n in range(1, 6)]
    assert set_apart_furniture(pages) == [[]] * 5


def test_a_number_behind_a_footer_counts_the_pages():
    pages = [page(n, *VARIED[n - 1], "", f"Supply agreement {n + 3}") for n in range(1, 6)]
    assert set_apart_furniture(pages) == [[f"Supply agreement {n + 3}"] for n in range(1, 6)]


def test_lines_without_places_are_laid_out_by_their_length():
    rows = [FULL, FULL, FULL, FULL, FULL, "in time.", "", "2. Price"]
    lines = lines_of_text("\n".join(rows))
    assert compose(PageLines(1, 0.0, lines)).endswith("names in time.\n\n2. Price")


def test_a_page_without_text_takes_no_room():
    composed = Composer([page(1, "One."), page(2), page(3, "Two.")], 100).compose()
    assert [(p["start"], p["end"]) for p in composed["pages"]] == [(0, 5), (5, 5), (5, 9)]
