from __future__ import annotations

import hashlib
import random

import pytest

from summarizer_core.hashing import (
    normalise,
    normalise_with_map,
    sha256_bytes,
    sha256_file,
    sha256_of,
)

PARAGRAPH = (
    "The Lessee shall keep the premises in good repair. Twenty-four hours' notice of any visit "
    'is enough; "emergency" means fire, flood or burst pipes.'
)
ODD = list(
    "aZ9 .-|\n\t\u00a0\u00ad\u200b\u2019\u201c\u2014\ufb01\ufb04\u0301e\u00e9²½™…\x00\ud800漢Å"
)


def test_a_reflowed_paragraph_keeps_its_hash():
    broken = PARAGRAPH.replace(" premises", "\npremises").replace("notice ", "notice\n\n   ")
    assert sha256_of(broken) == sha256_of(PARAGRAPH)


def test_a_word_broken_at_its_hyphen_keeps_its_hash():
    assert sha256_of(PARAGRAPH.replace("Twenty-four", "Twenty-\nfour")) == sha256_of(PARAGRAPH)


@pytest.mark.parametrize(
    "whole",
    ["User-Generated Content", "NON-EXCLUSIVE", "an F-16", "2014-2015", "33.08(3)—(a)", '"A"-"B"'],
)
def test_a_line_break_behind_any_hyphen_or_dash_changes_no_hash(whole):
    broken = whole.replace("-", "-\n").replace("—", "—\n")
    assert broken != whole
    assert sha256_of(f"See {broken} there.") == sha256_of(f"See {whole} there.")


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("“quoted”", '"quoted"'),
        ("the Lessee’s", "the Lessee's"),
        ("1990–1995", "1990-1995"),
        ("ofﬁce ﬂoor eﬀort", "office floor effort"),
        ("ag\u00adree\u200bment\ufeff", "agreement"),
        ("agree\u00ad\nment", "agreement"),
        ("five\u00a0\u2003days", "five days"),
        ("ＡＢＣ", "ABC"),
        ("Cafe\u0301", "Café"),
        ("and so on…", "and so on..."),
        ("  \n text \t", "text"),
        ("\u200b\n\u00ad", ""),
        ("Scope ................ 3", "Scope .... 3"),
        ("Scope . . . . . . . . . 3", "Scope .... 3"),
        ("甲方交付\n货物。\n\n乙方付款", "甲方交付货物。乙方付款"),
        ("甲方，\n乙方： （丙方）\n丁方", "甲方,乙方:(丙方)丁方"),
        ("| Term | 5 years |", "Term 5 years"),
        ("Term | 5 years", "Term 5 years"),
        ("| | |", ""),
        ("임대인은 집을\n고친다", "임대인은 집을 고친다"),
        ("f\u2034(x)", "f'''(x)"),
    ],
)
def test_typography_is_not_identity(printed, plain):
    assert normalise(printed) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10² m", "102 m"),
        ("1½ days", "11/2 days"),
        ("May", "may"),
        ("1.5", "15"),
        ("a b", "ab"),
        ("and so on...", "and so on"),
        ("is not", "is"),
        ("| Duties | 100% | |", "| Duties | | 100% |"),
    ],
)
def test_what_changes_the_meaning_changes_the_hash(one, other):
    assert sha256_of(one) != sha256_of(other)


def test_normalising_twice_changes_nothing_more():
    rng = random.Random(4)
    for _ in range(400):
        text = "".join(rng.choices(ODD, k=rng.randint(0, 30)))
        assert normalise(normalise(text)) == normalise(text)


def test_every_normalised_character_knows_where_it_came_from():
    rng = random.Random(5)
    for _ in range(400):
        text = "".join(rng.choices(ODD, k=rng.randint(0, 30))).replace("\u0301", "")
        normal, offsets = normalise_with_map(text)
        assert len(normal) == len(offsets)
        assert offsets == sorted(offsets)
        for character, offset in zip(normal, offsets, strict=True):
            if character == " ":
                assert text[offset].isspace() or text[offset] in ".…"  # leader dots
            elif text[offset].isascii():
                assert text[offset] == character
            else:
                assert character in normalise(text[offset])


def test_the_letters_of_a_ligature_share_an_offset():
    assert normalise_with_map("of\ufb01ce") == ("office", [0, 1, 2, 2, 3, 4])


def test_a_run_of_combining_marks_keeps_its_places():
    normal, offsets = normalise_with_map("e" + "\u0301" * 4)
    assert normal == "\u00e9" + "\u0301" * 3
    assert offsets == [0, 2, 3, 4]


def test_a_file_hashes_like_its_bytes(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"\x00\xff" * 100_000)
    assert sha256_file(path) == sha256_bytes(path.read_bytes())
    assert sha256_bytes(b"abc") == hashlib.sha256(b"abc").hexdigest()
    assert sha256_of("“abc”\n") == hashlib.sha256(b'"abc"').hexdigest()


def test_normalising_what_stands_behind_a_bar_twice_changes_nothing_more():
    for text in ("|.......", "a |....... 4", "| ....... |", "a ....... | b", "|. . . . . . . |"):
        assert normalise(normalise(text)) == normalise(text)
