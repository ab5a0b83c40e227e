from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from summarizer_core.chunking import MAX_CHARACTERS, chunk, sentence_spans
from summarizer_core.hashing import normalise, sha256_of
from summarizer_core.models import ExtractedDocument, Heading, Page
from tests.samples import contract_text, long_contract_text


def document(text: str) -> ExtractedDocument:
    return ExtractedDocument(text=text, pages=(Page(number=1, start=0, end=len(text)),))


def hashes(text: str) -> list[str]:
    return [piece.sha256 for piece in chunk(document(text))]


def reflow(text: str, seed: int) -> str:
    """The same words with other line and paragraph breaks."""
    rng = random.Random(seed)
    return re.sub(r"\s+", lambda _: rng.choice([" ", " ", "\n", "\n\n", "  \n "]), text)


@pytest.fixture(scope="module")
def long_text() -> str:
    return long_contract_text(pages=30)


@pytest.mark.parametrize("text", [contract_text(), long_contract_text(pages=8), "\n \n", "x", ""])
def test_chunks_cover_the_text_exactly_once(text):
    pieces = chunk(document(text))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.index for piece in pieces] == list(range(len(pieces)))
    for piece in pieces:
        assert text[piece.start : piece.end] == piece.text
        assert piece.sha256 == sha256_of(piece.text)


@pytest.mark.parametrize("seed", range(5))
def test_a_reflow_moves_no_boundary(long_text, seed):
    assert hashes(reflow(long_text, seed)) == hashes(long_text)


def test_another_typography_moves_no_boundary(long_text):
    changed = long_text.replace("’", "'").replace("“", '"').replace("”", '"').replace("fi", "ﬁ")
    assert changed != long_text
    assert hashes(changed) == hashes(long_text)


def test_an_inserted_paragraph_changes_only_its_surroundings(long_text):
    at = long_text.index("\n\n", len(long_text) // 5)
    added = "The Supplier shall number all crates and shall photograph each before it is closed."
    before, after = hashes(long_text), hashes(long_text[:at] + "\n\n" + added + long_text[at:])
    assert len(set(after) - set(before)) <= 3
    assert len(set(before) - set(after)) <= 3


def test_edits_anywhere_cost_only_a_few_chunks(long_text):
    words = long_text.split(" ")
    before = set(hashes(long_text))
    for at in range(50, len(words), len(words) // 25):
        edited = " ".join([*words[:at], "hereinafter", *words[at + 1 :]])
        assert len(set(hashes(edited)) - before) <= 3


def test_a_new_title_page_leaves_every_clause_alone(long_text):
    front = "COVER SHEET\n\nPrepared for the file of the purchasing department.\n\n"
    kept = set(hashes(front + long_text)) & set(hashes(long_text))
    assert len(kept) >= len(hashes(long_text)) - 2


# --- every kind of text -----------------------------------------------------------------------

WORDS = re.findall(r"[a-z]{3,}", contract_text())
IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x4E00 + 600)]
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def kinds() -> dict[str, str]:
    """About 12,000 characters of each kind of text that contracts are made of."""
    rng = random.Random(3)

    def words(least: int, most: int) -> str:
        return " ".join(rng.choices(WORDS, k=rng.randint(least, most)))

    return {
        "no blank lines": re.sub(r"\s+", " ", long_contract_text(pages=5)),
        "all caps": long_contract_text(pages=5).upper(),
        "table": "\n".join(f"| {words(1, 3)} | {rng.randint(1, 9999)}.00 |" for _ in range(450)),
        "definitions": "\n".join(f'"{w.title()}" means {words(5, 60)}.' for w in WORDS[:60]),
        "no sentence ends": words(2_000, 2_000),
        "commas": ", ".join(words(2, 8) for _ in range(400)),
        "repeats": "The Supplier shall bear the cost of every lot. " * 250,
        "signature blocks": "By: ______ Name: ______ Title: ______ Date: ______\n" * 240,
        "Chinese": "".join(
            "".join(rng.choices(IDEOGRAPHS, k=rng.randint(8, 60))) + rng.choice("，，。；")
            for _ in range(350)
        ),
        "Chinese without marks": "".join(rng.choices(IDEOGRAPHS, k=12_000)),
        "Arabic": " ".join(
            "".join(rng.choices(ARABIC, k=rng.randint(2, 9))) + rng.choice(["", "", "", "،", "."])
            for _ in range(2_000)
        ),
        "no spaces": "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=12_000)),
    }


KINDS = kinds()


def edits(text: str, count: int) -> list[tuple[int, int, str]]:
    """Places, lengths of what goes, and what comes instead."""
    rng = random.Random(len(text))
    added = [
        "",
        "x",
        " The ",
        " hereinafter ",
        " 12.4 Crates. The Supplier shall count all crates. ",
    ]
    return [
        (rng.randrange(len(text)), rng.choice([0, 1, 6, 40, 300]), rng.choice(added))
        for _ in range(count)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_costs_its_own_chunk_and_at_most_two_on_either_side(kind):
    text = KINDS[kind]
    before = Counter(hashes(text))
    for at, length, added in edits(text, 10):
        after = Counter(hashes(text[:at] + added + text[at + length :]))
        assert (after - before).total() <= 5


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"repeats", "signature blocks"}))
def test_an_edit_moves_no_boundary_that_is_not_near(kind):
    text, near = KINDS[kind], 800
    before = {piece.start for piece in chunk(document(text))}
    for at, length, added in edits(text, 6):
        grown = len(added) - length
        edited = text[:at] + added + text[at + length :]
        after = {piece.start for piece in chunk(document(edited))}
        ahead = {start for start in before | after if start < at - near}
        behind = {start for start in before if start > at + length + near}
        assert ahead <= before & after
        assert {start + grown for start in behind} <= after


@pytest.mark.parametrize("kind", KINDS)
def test_chunks_of_every_kind_of_text_have_the_size_of_clauses(kind):
    text = KINDS[kind]
    pieces = chunk(document(text))
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.sha256 == sha256_of(piece.text) for piece in pieces)
    assert 250 <= len(text) / len(pieces) <= 450
    assert max(len(piece.text) for piece in pieces) <= MAX_CHARACTERS


def test_no_chunk_is_too_long_however_often_its_lines_are_broken():
    for text in (KINDS["no sentence ends"], KINDS["repeats"], "twenty-four " * 900, "漢字" * 4_000):
        broken = re.sub("[ -]|(?<=漢)", lambda m: m[0].strip() + "\n\n", text)
        pieces = chunk(document(broken))
        assert max(len(piece.text) for piece in pieces) <= MAX_CHARACTERS
        assert [piece.sha256 for piece in pieces] == hashes(text)


def test_a_heading_goes_with_its_clause():
    text = long_contract_text(pages=8) + contract_text()
    titles = {match[0] for match in re.finditer(r"(?m)^\d+\. [A-Z][\w ]+$", contract_text())}
    assert len(titles) > 15
    for piece in chunk(document(text)):
        assert piece.text.strip().rpartition("\n")[2] not in titles


def test_a_numbered_title_goes_with_the_definition_behind_it():
    entry = '2.{n} {w}. "{w}" means {rest}.\n'
    rng = random.Random(2)
    text = "".join(
        entry.format(n=n, w=word.title(), rest=" ".join(rng.choices(WORDS, k=rng.randint(9, 50))))
        for n, word in enumerate(WORDS[:50], 1)
    )
    assert not [piece for piece in chunk(document(text)) if piece.text.startswith('"')]


def test_a_heading_in_capitals_goes_with_the_clause_behind_it():
    text = "".join(
        f"{n}. The tenant keeps barrel {n} dry and clean and reports every leak at once. {BODY}\n"
        "ON THE BARRELS OF THE UPPER AND THE LOWER CELLAR\n"
        for n in range(1, 20)
    )
    for piece in chunk(document(text))[:-1]:
        assert not piece.text.strip().endswith("CELLAR")


def test_a_numbered_section_rather_than_its_parts_begins_a_chunk():
    duty = "The tenant keeps the barrel dry."
    text = "".join(f"{n}. Barrels\n{n}.1 {duty}\n{n}.2 {duty}\n" for n in range(1, 60))
    starts = [piece.text.split()[0] for piece in chunk(document(text))]
    assert len(starts) > 10
    assert all(re.fullmatch(r"\d+\.", start) for start in starts)


def test_sentences_end_at_the_marks_of_other_scripts():
    found = [
        "甲方交付货物。",
        "乙方支付价款，双方签字。",
        "يدفع المشتري الثمن۔",
        "يسلم البائع البضاعة.",
        "Über alles wird berichtet.",
    ]
    text = found[0] + " ".join(found[1:])
    assert sentences(normalise(text)) == [normalise(sentence) for sentence in found]


def test_chunks_have_the_size_of_clauses(long_text):
    sizes = [len(normalise(piece.text)) for piece in chunk(document(long_text))]
    assert 250 <= sum(sizes) / len(sizes) <= 500
    assert max(sizes) <= MAX_CHARACTERS <= 1_600


@pytest.mark.parametrize(
    "unit",
    [
        "word ",
        "Aa, ",
        "(a) ",
        "1.1 ",
        "x",
        "### ",
        ". ",
        "\ud800",
        "ﬁ",
        'Aa ("Bb") ',
        "_",
        "\u0301",
        "A. ",
    ],
)
def test_text_that_repeats_itself_without_end_is_still_cut_small(unit):
    text = unit * (60_000 // len(unit))
    pieces = chunk(document(text))
    assert "".join(piece.text for piece in pieces) == text
    assert max(len(normalise(piece.text)) for piece in pieces) <= MAX_CHARACTERS


def test_an_edit_in_a_table_without_sentences_leaves_most_of_it_alone():
    rng = random.Random(8)
    rows = [f"item {rng.choice('abcdefgh') * 3}{n} qty {n * 7 % 93} lot" for n in range(2_000)]
    before = set(hashes("\n".join(rows)))
    rows[400] = "item replaced by hand"
    after = hashes("\n".join(rows))
    assert sum(h in before for h in after) >= len(after) - 4


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Acme Inc. Delaware is bound by Sec. 4 of the U.S. Code as amended.",
        "The duties in Section 7.2 and in Article IV of this Agreement remain.",
        "Mr. J. Smith paid approx. 40 dollars to Brown & Co. for the goods.",
        "see Exhibit B and paragraph 3.1 for the price of No. 5 coal",
        "Der Mietvertrag beginnt am 1. März 2025 und endet am 15. April 2027.",
        "Die Miete ist am 3. Werktag nach § 573 Abs. 2 Nr. 3 BGB fällig, siehe Ziff. 4 der Anlage.",
    ],
)
def test_references_and_abbreviations_end_no_sentence(text):
    assert sentences(text) == [text]


def test_numbers_items_and_definitions_begin_a_sentence():
    text = (
        "ARTICLE V TERM 5.1 Duration. This lasts a year. 5.2 End. It ends when: (a) the rent is "
        'unpaid; or (b) the roof falls in. "Roof" means the upper cover. Section 6. Keys are due.'
    )
    assert sentences(text) == [
        "ARTICLE V TERM",
        "5.1 Duration.",
        "This lasts a year.",
        "5.2 End.",
        "It ends when:",
        "(a) the rent is unpaid; or",
        "(b) the roof falls in.",
        '"Roof" means the upper cover.',
        "Section 6. Keys are due.",
    ]


def test_a_company_name_at_a_sentence_end_ends_it():
    text = "The goods go to Acme Inc. The price is due at once."
    assert sentences(text) == ["The goods go to Acme Inc.", "The price is due at once."]


def test_the_heading_path_names_the_articles_above():
    text = (
        "ARTICLE I\nDEFINITIONS\n\n1.1 Terms. Words have their meaning as used in trade. "
        + "They keep it throughout. " * 30
        + "\n\nARTICLE II TERMINATION\n\n2.1 Notice. "
        + "Each notice is to be given in writing and takes effect on receipt. " * 20
    )
    paths = [piece.heading for piece in chunk(document(text))]
    assert any("ARTICLE I" in path and "1.1 Terms" in path for path in paths)
    last = paths[-1]
    assert "ARTICLE II TERMINATION" in last and last.endswith("2.1 Notice")
    assert "1.1" not in last and " › " in last


def test_a_table_of_contents_gives_no_headings():
    text = (
        "ARTICLE 1 - SCOPE ........ 3\nARTICLE 2 - WAGES ........ 9\n\n"
        "The parties agree on what follows and sign it gladly on the day below."
    )
    assert all(piece.heading == "" for piece in chunk(document(text)))


def test_markdown_headings_nest():
    body = " ".join(f"You pay {n} euros in arrears for lot {n * 7}." for n in range(90))
    text = f"# Terms\n\nSome words here.\n\n## B. Payment\n\n{body}\n"
    assert chunk(document(text))[-1].heading == "Terms › B. Payment"


def test_the_page_is_that_of_the_first_word():
    first, second = "One sentence stands here. " * 30, "\n\n2. Another thing. " + "It is so. " * 30
    text = first + second
    cut = len(first)
    pages = (Page(number=1, start=0, end=cut), Page(number=2, start=cut, end=len(text)))
    pieces = chunk(ExtractedDocument(text=text, pages=pages))
    for piece in pieces:
        start = piece.start + len(piece.text) - len(piece.text.lstrip())
        assert piece.page == (1 if start < cut else 2)
    assert {piece.page for piece in pieces} == {1, 2}


# --- headings that the file declares ---------------------------------------------------------

BODY = " ".join(
    f"the tenant keeps barrel number {n} dry and reports every leak." for n in range(60)
)


def declared(text: str, *headings: tuple[str, int]) -> ExtractedDocument:
    found = [(text.index(title), title, level) for title, level in headings]
    return document(text).model_copy(
        update={
            "headings": tuple(
                Heading(start=at, end=at + len(title), level=level) for at, title, level in found
            )
        }
    )


def test_declared_headings_give_the_path_where_nothing_looks_like_one():
    text = f"rules of the house\n\n{BODY}\n\nabout barrels\n\n{BODY}\n\nfees\n\n{BODY}"
    assert {piece.heading for piece in chunk(document(text))} == {""}
    pieces = chunk(declared(text, ("rules of the house", 1), ("about barrels", 2), ("fees", 1)))
    paths = list(dict.fromkeys(piece.heading for piece in pieces))
    assert paths == ["rules of the house", "rules of the house › about barrels", "fees"]


def test_declared_levels_outrank_guessed_ones():
    text = f"SUNDRY MATTERS\n\n{BODY}\n\n1. Barrels\n\n{BODY}\n\nannual fees\n\n{BODY}"
    pieces = chunk(declared(text, ("1. Barrels", 3), ("annual fees", 3)))
    paths = list(dict.fromkeys(piece.heading for piece in pieces))
    assert paths == ["SUNDRY MATTERS", "1. Barrels", "annual fees"]


def test_a_whole_clause_in_a_heading_style_gives_only_the_heading_it_begins_with():
    text = f"2. Cellar\n\n2.1 Barrels. {BODY}\n\nany barrel {BODY}"
    pieces = chunk(declared(text, ("2. Cellar", 1), (f"2.1 Barrels. {BODY}", 2)))
    assert pieces[-1].heading == "2. Cellar › 2.1 Barrels"
    assert max(len(piece.heading) for piece in pieces) < 60


def test_declared_headings_move_no_boundary_and_change_no_hash(long_text):
    plain = chunk(document(long_text))
    lines = random.Random(4).sample(list(re.finditer(r"(?m)^.{9,90}$", long_text)), 40)
    headings = tuple(
        Heading(start=line.start(), end=line.end(), level=1 + n % 9) for n, line in enumerate(lines)
    )
    given = chunk(document(long_text).model_copy(update={"headings": headings}))
    cuts = [(piece.start, piece.end, piece.sha256) for piece in plain]
    assert [(piece.start, piece.end, piece.sha256) for piece in given] == cuts
    assert [piece.heading for piece in given] != [piece.heading for piece in plain]
