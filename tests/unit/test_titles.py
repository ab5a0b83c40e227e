from __future__ import annotations

import pytest

from summarizer_core.titles import before_title, untitled, without_titles

RIGHT = "Either party may terminate this Agreement."
DUTY = "The Tenant shall pay the rent."


@pytest.mark.parametrize(
    ("said", "bare"),
    [
        (f"8. Termination. {RIGHT}", RIGHT),
        (f"ARTICLE IX - Termination. {RIGHT}", RIGHT),
        (f"8.2 {RIGHT}", RIGHT),
        (f"Termination for Convenience {RIGHT}", RIGHT),
        (f"TERM AND TERMINATION {RIGHT}", RIGHT),
        (f"(b) {DUTY}", DUTY),
        (f"(ee) {DUTY}", DUTY),
        (f"Rent and Charges 4.1 {DUTY}", DUTY),
        (f"4. Rent and Charges 4.1 {DUTY}", DUTY),
        ("GOVERNING LAW This Agreement is governed by the laws of Ohio.",
         "This Agreement is governed by the laws of Ohio."),
    ],
)  # fmt: skip
def test_number_and_title_are_taken_off_the_words_behind_them(said, bare):
    assert untitled(said) == bare


@pytest.mark.parametrize(
    "said",
    [
        DUTY,
        "Notwithstanding Section 7.1 above, this Agreement may be terminated.",
        "THE WARRANTIES SET OUT IN SECTIONS 13.1 AND 13.2 ARE THE SOLE WARRANTIES.",
        '"Affiliate" means a company under common control.',
        "(In the event of a sale, the fee is due.)",
        "1 September 2014",
        "30 Business Days after receipt the fee is due.",
        "I am pleased to offer you this post.",
        "8. Termination.",
        "",
    ],
)
def test_words_of_the_sentence_itself_stay(said):
    assert untitled(said) == said


def test_a_line_of_its_own_is_no_part_of_the_sentence_nor_is_the_next_title():
    text = f"Rent\n\n{DUTY} 5. Repairs"
    start, end = without_titles(text, 0, len(text))
    assert text[start:end] == DUTY
    assert before_title(text, 0, len(text)) == text.index(" 5.")
