"""Text files that do not say how their letters are encoded."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer_core import errors, extraction
from summarizer_core.extraction import TEXT, Limits
from summarizer_core.extraction.encodings import guess
from summarizer_core.models import ExtractedDocument
from tests.legal_sentences import CLAUSES

FILES = [
    (language, encoding, size)
    for language, (_, _, encodings) in CLAUSES.items()
    for encoding in encodings
    for size in ("short", "long", "in English text")
]


def read(path: Path, data: bytes) -> ExtractedDocument:
    path.write_bytes(data)
    assert extraction.identify(path, "contract.txt") == TEXT
    return extraction.extract(path, TEXT, Limits())


def text_of(language: str, size: str) -> str:
    short, long, _ = CLAUSES[language]
    if size == "in English text":
        return "This Agreement is made between the parties named below.\n" * 3 + short
    return short if size == "short" else long


@pytest.mark.parametrize(("language", "encoding", "size"), FILES)
def test_a_clause_reads_the_same_in_the_encodings_of_its_language(language, encoding, size):
    text = text_of(language, size)
    data = text.encode(encoding)
    found = encoding if encoding == "iso2022_jp" else guess(data)
    assert data.decode(found) == text


@pytest.mark.parametrize(
    "text",
    [
        "costs 5 €.", "§ 4", "clause § 4(a)", "é", "© 2020 Acme", "½ of it", "word—word", "ª º",
        "the party’s", "• item", "25° C", "£100", "Société Générale S.A.", "naïve", "Ça va",
        "Il venditore è tenuto, perché è così già", "Åse Ødegård", "São Paulo", "Señor Núñez",
        "¿Qué?", "Übergabe", "«bonjour»", "5 µm", "±3 %", "cœur", "don’t – can’t", "Škoda Auto",
    ],
)  # fmt: skip
def test_a_few_western_letters_are_not_taken_for_something_exotic(text):
    assert guess(text.encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(
    ("encoding", "language", "name"),
    [
        ("cp1252", "French", "Windows Western European"),
        ("cp1250", "Polish", "Windows Central European"),
        ("koi8-r", "Russian", "KOI8 Cyrillic"),
        ("cp932", "Japanese", "Japanese (Shift-JIS)"),
        ("big5", "Chinese (traditional)", "Traditional Chinese (Big5)"),
    ],
)
def test_the_warning_names_the_encoding(tmp_path, encoding, language, name):
    text = text_of(language, "long")
    document = read(tmp_path / "x", text.encode(encoding))
    assert document.text == text
    (warning,) = document.warnings
    assert warning.code == "encoding_guessed"
    assert f"read as {name}." in warning.message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
@pytest.mark.parametrize("language", ["English", "Russian", "Greek", "Chinese (simplified)"])
def test_unicode_without_a_mark_is_read_without_a_warning(tmp_path, encoding, language):
    text = f"1. {text_of(language, 'long')}"
    document = read(tmp_path / "x", text.encode(encoding))
    assert (document.text, document.warnings) == (text, ())


def test_japanese_with_escape_sequences_is_read(tmp_path):
    text = text_of("Japanese", "long")
    assert read(tmp_path / "x", text.encode("iso2022_jp")).text == text


def test_letters_that_come_late_in_a_file_decide_on_its_encoding(tmp_path):
    text = "A plain clause.\n" * 6000 + text_of("Czech", "long")
    assert read(tmp_path / "x", text.encode("cp1250")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("place", [0, 9, 10, -1])
def test_a_few_nul_bytes_in_a_text_are_dropped(tmp_path, encoding, place):
    text = "Clause 1. Käufer and Verkäufer agree. " * 3
    data = text.encode(encoding)
    place %= len(data)
    path = tmp_path / "contract.txt"
    path.write_bytes(data[:place] + b"\x00" + data[place:])
    assert extraction.identify(path, path.name) == TEXT
    document = extraction.extract(path, TEXT, Limits(), filename=path.name)
    assert document.text == text.strip()


def test_many_nul_bytes_are_no_text(tmp_path):
    path = tmp_path / "contract.txt"
    path.write_bytes(b"Clause 1.\x00\x00 The parties agree.\x00" * 20)
    with pytest.raises(errors.UnsupportedType):
        extraction.identify(path, path.name)


def test_chinese_text_in_utf_16_keeps_its_spaces_and_lines(tmp_path):
    text = ("合同双方同意本协议，" * 60 + "\n" + "甲方应当向乙方支付价款。" * 60).strip()
    path = tmp_path / "contract.txt"
    path.write_bytes(text.encode("utf-16-le"))
    assert extraction.identify(path, path.name) == TEXT
    assert extraction.extract(path, TEXT, Limits(), filename=path.name).text == text
