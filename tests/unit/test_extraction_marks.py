"""Marks keep their place exactly, whatever cleaning does to the text around them."""

from __future__ import annotations

import random
import sys
import unicodedata

import pytest

from summarizer_core.extraction.cleaning import assemble, clean
from summarizer_core.extraction.limits import Limits
from summarizer_core.extraction.marks import Marks, harmless, joins, locate, without

#: Whatever cleaning drops, joins, expands or composes.
PIECES = [
    "a", "B", "7", " ", "  ", "\n", "\r\n", "\r", "\n\n\n", "\t", "\xa0", "\u200b", "\xad",
    "\ufb03", "e", "\u0301", "\u0323", "\u1100", "\u1161", "\u11a8", "\u212b", "\u0958",
    "\u2028", "\x07", "\ufeff", "\U0001f600", "\f",
]  # fmt: skip


def visible(text: str) -> str:
    return "".join(text.translate({32: None, 10: None, 12: None}))


@pytest.mark.parametrize("seed", range(400))
def test_a_mark_is_found_where_it_was_put(seed):
    rng, marks = random.Random(seed), Marks()
    parts, numbers = [], []
    for _ in range(rng.randrange(1, 60)):
        if rng.random() < 0.25:
            number, mark = marks.new()
            numbers.append(number)
            parts.append(mark)
        else:
            parts.append(rng.choice(PIECES))
    marked = "".join(parts)
    text = assemble(clean(without(marked)), Limits())["text"]
    places = locate(marked, text)
    assert sorted(places) == numbers
    for number in numbers:
        start, end = places[number]
        assert not text[end:start].strip(" \n\f")
        before, after = (without(part) for part in marked.split(f"\x01{number}\x02"))
        # What joins a letter is one with it: the mark lies behind both.
        bare = clean(after).lstrip(" \n\f") if not clean(after)[:1].strip() else clean(after)
        moved = 0
        while moved < len(bare) and clean(after)[:1].strip() and joins(bare[moved]):
            moved += 1
        before = clean(before) + bare[:moved]
        assert visible(text[:end]) == visible(unicodedata.normalize("NFC", before))
        assert visible(text[:start]) == visible(text[:end])


def test_every_character_that_can_compose_with_the_one_before_it_is_known():
    seconds = set()
    for code in range(sys.maxunicode + 1):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            pair = "".join(chr(int(part, 16)) for part in parts)
            if unicodedata.normalize("NFC", pair) != pair:
                seconds.add(pair[1])
    seconds |= {chr(code) for code in range(0x1161, 0x1176)}
    assert len(seconds) > 60
    assert all(joins(character) for character in seconds)


def test_no_text_of_a_file_is_taken_for_a_mark_or_a_page_break():
    assert harmless("a\x011\x02b\fc") == "a1bc"
    assert locate(harmless("x\x015\x02y"), "x5y") == {}


def test_marks_at_both_ends_lie_at_both_ends():
    marks = Marks()
    (first, start), (last, end) = marks.new(), marks.new()
    places = locate(f" {start}\n word  \u200b{end} ", "word")
    assert places == {first: (0, 0), last: (4, 4)}
