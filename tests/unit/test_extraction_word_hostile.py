"""Damaged and hostile Word files: an answer or a refusal, soon, and nothing left behind."""

from __future__ import annotations

import random
import struct
import time
import zipfile
from pathlib import Path

import pytest

from summarizer_core import errors, extraction
from summarizer_core.extraction import DOCX, Limits
from summarizer_core.models import ExtractedDocument
from tests import samples
from tests.word_files import p, part, r, rewrite, table, word_file

OPEN, SHUT = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"


def extract(path: Path, limits: Limits | None = None) -> ExtractedDocument:
    return extraction.extract(path, DOCX, limits or Limits())


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "contract.docx"


@pytest.fixture(autouse=True)
def nothing_stays(tmp_path):
    yield
    assert all(entry.is_file() for entry in tmp_path.iterdir())


def refusal(path: Path, limits: Limits | None = None) -> errors.DocumentError:
    with pytest.raises(errors.DocumentError) as caught:
        extract(path, limits)
    return caught.value


# --- nesting ---------------------------------------------------------------------------------


def test_tables_in_tables_are_read_down_to_the_limit(path):
    depth = (Limits().max_nesting - 6) // 3
    assert extract(word_file(path, OPEN * depth + p(r("deep")) + SHUT * depth)).text == "deep"


@pytest.mark.parametrize("depth", [70, 5_000, 300_000])
def test_deeper_nesting_is_refused(path, depth):
    error = refusal(word_file(path, OPEN * depth + p(r("deep")) + SHUT * depth))
    assert (type(error), error.code) == (errors.LimitExceeded, "nested_too_deeply")


def test_the_limit_on_nesting_is_the_one_given(path):
    word_file(path, OPEN * 5 + p(r("deep")) + SHUT * 5)
    assert extract(path, Limits(max_nesting=25)).text == "deep"
    assert refusal(path, Limits(max_nesting=12)).code == "nested_too_deeply"


# --- expansion -------------------------------------------------------------------------------


def test_a_bomb_is_refused_by_what_it_declares_and_by_what_it_holds(path):
    word_file(path, p(r("text")), parts={"big.bin": ("image", b"\0" * (12 << 20))})
    small = Limits(expanded_bytes=10 << 20)
    assert refusal(path, small).code == "expands_too_much"
    # The same with sizes that lie: 100 bytes in the directory and in front of the member.
    data = bytearray(path.read_bytes())
    size = struct.pack("<I", 12 << 20)
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 100)
    path.write_bytes(data)
    # zipfile believes them, then the checksum fails; what is salvaged is counted as it unpacks.
    assert refusal(path, small).code == "expands_too_much"


def test_a_bomb_in_a_cut_off_file_is_refused_too(path):
    word_file(path, p(r("text")), parts={"big.bin": ("image", b"\0" * (12 << 20))})
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"PK\x01\x02")])
    assert refusal(path, Limits(expanded_bytes=10 << 20)).code == "expands_too_much"


def test_members_that_overlap_cost_no_more_than_the_limit(path):
    word_file(path, p(r("text")), parts={"big.bin": ("image", b"\0" * (1 << 20))})
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    directory = data[at:end]
    count, size, offset = struct.unpack_from("<HII", data, end + 10)
    entries = b"".join(
        directory.replace(b"word/big.bin", f"word/b{n:02}.bin".encode()) for n in range(60)
    )
    forged = data[:at] + entries + data[end : end + 8]
    forged += struct.pack("<HHIIH", count * 60, count * 60, len(entries), offset, 0)
    path.write_bytes(forged)
    assert size == len(directory)
    assert refusal(path, Limits(expanded_bytes=10 << 20)).code == "expands_too_much"


@pytest.mark.parametrize(
    "block",
    [
        "<w:p/>" * (12 << 20),
        "<w:p>" + "<w:r><w:t>word </w:t></w:r>" * 2_000_000 + "</w:p>",
    ],
)
def test_text_that_needs_too_much_memory_is_refused(path, block):
    assert refusal(word_file(path, block), Limits(memory_bytes=600 << 20)).code in (
        "too_much_memory",
        "too_slow",
    )


@pytest.mark.parametrize(
    "block",
    [
        p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') * 30_000,
        p(r("a"), "<w:rPr><w:del/></w:rPr>") * 30_000,
        p(r("a"), "<w:rPr><w:vanish/></w:rPr>") * 30_000,
        "".join(p(f'<w:commentRangeStart w:id="{n}"/>') for n in range(30_000)),
        p("", '<w:sectPr><w:headerReference r:id="h.xml"/></w:sectPr>') * 30_000,
        p('<w:r><w:footnoteReference w:id="2"/></w:r>') * 30_000,
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"'
           "/></w:r>") * 20_000 + p(r("x")) * 20_000
         + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>') * 20_000),
    ],
    ids=["fields", "deleted-ends", "hidden-ends", "comments", "sections", "notes", "nested-fields"],
)  # fmt: skip
def test_time_grows_with_the_file_and_no_faster(path, block):
    note = f'<w:footnote w:id="2">{p(r("word " * 5_000))}</w:footnote>'
    word_file(
        path,
        p(r("Body")),
        block,
        parts={
            "h.xml": ("header", part("w:hdr", p(r("head " * 2_000)))),
            "footnotes.xml": ("footnotes", part("w:footnotes", note)),
        },
    )
    started = time.monotonic()
    assert extract(path).text.startswith("Body")
    assert time.monotonic() - started < 10


# --- what reaches outside --------------------------------------------------------------------


def test_names_and_references_that_leave_the_package_lead_nowhere(path, tmp_path):
    secret = tmp_path / "secret.htm"
    secret.write_text("<p>secret</p>")
    word_file(path, p(r("Body")), *(f'<w:altChunk r:id="r{n}"/>' for n in range(4)))
    targets = ["../../secret.htm", f"file://{secret}", str(secret), "%2e%2e/%2e%2e/secret.htm"]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    added = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="{target}" '
        f'TargetMode="{"External" if n == 1 else "Internal"}"/>'
        for n, target in enumerate(targets)
    )

    def change(name: str, data: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            space = b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            return data.replace(space, space + added.encode())
        return data

    changed = rewrite(path, change)
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr("../../escaped.txt", "x")
        archive.writestr("/absolute.txt", "x")
    read = extract(changed)
    assert read.text == "Body"
    assert [warning.code for warning in read.warnings] == ["document_parts_not_read"]
    assert not (tmp_path.parent.parent / "escaped.txt").exists()


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
def test_entities_are_refused_in_every_part(path, member):
    word_file(path, p(r("Body")), parts={"styles.xml": ("styles", part("w:styles", ""))})
    bomb = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]>'
    changed = rewrite(path, lambda name, data: bomb + data if name == member else data)
    error = refusal(changed)
    assert (type(error), error.code) == (errors.DamagedDocument, "xml_entities")


def test_entities_in_a_part_with_another_ending_are_refused_too(path):
    word_file(
        path,
        p(r("Body")),
        parts={"styles.bin": ("styles", "<!DOCTYPE a>" + part("w:styles", ""))},
    )
    assert refusal(path).code == "xml_entities"


# --- damage ----------------------------------------------------------------------------------


def test_encrypted_members_are_named(path):
    word_file(path, p(r("Body")))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    error = refusal(path)
    assert (type(error), error.code) == (errors.PasswordRequired, "encrypted_word_file")


def test_a_file_without_its_main_part_is_damaged(path):
    word_file(path, p(r("Body")))
    error = refusal(rewrite(path, lambda name, data: data if "document" not in name else None))
    assert (type(error), error.code) == (errors.DamagedDocument, "damaged_document")


@pytest.mark.parametrize("lost", ["_rels/.rels", "[Content_Types].xml"])
def test_the_text_is_found_without_the_parts_that_point_to_it(path, lost):
    word_file(path, p(r("Body")))
    assert extract(rewrite(path, lambda name, data: None if name == lost else data)).text == "Body"


def test_references_to_missing_parts_do_no_harm(path):
    samples.write_docx(path, samples.contract_text())
    kept = (
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
    )
    read = extract(rewrite(path, lambda name, data: data if name in kept else None))
    assert read.text.splitlines()[0] == samples.contract_text().strip().splitlines()[0]
    assert len(read.text) > 0.9 * len(samples.contract_text())
    assert read.furniture == ()


def test_a_part_that_stands_twice_is_read_once_with_a_warning(path):
    word_file(path, p(r("First")))
    with zipfile.ZipFile(path) as archive:
        second = archive.read("word/document.xml").replace(b"First", b"Second")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/document.xml", second)
    read = extract(path)
    assert read.text == "Second"
    assert [warning.code for warning in read.warnings] == ["damaged_file"]


def test_a_damaged_picture_costs_no_text(path):
    picture = bytes(range(256)) * 40
    word_file(path, p(r("Body.")), parts={"image.png": ("image", picture)})
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("word/image.png")
    data = bytearray(path.read_bytes())
    data[member.header_offset + 30 + len("word/image.png") + member.compress_size // 2] ^= 0xFF
    path.write_bytes(data)
    read = extract(path)
    assert read.text == "Body."
    assert "read in full" in read.warnings[0].message


def test_a_directory_that_points_nowhere_is_done_without(path):
    word_file(path, p(r("Body.")))
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 12 : end + 20] = struct.pack("<II", 0xFFFFFF, 0xFFFFFF)
    path.write_bytes(data)
    read = extract(path)
    assert read.text == "Body."
    assert [warning.code for warning in read.warnings] == ["damaged_file"]


def test_a_part_whose_beginning_is_damaged_is_missed(path):
    note = f'<w:footnote w:id="2">{p(r("Note."))}</w:footnote>'
    block = p(r("Body.") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    word_file(path, block, parts={"footnotes.xml": ("footnotes", part("w:footnotes", note))})
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("word/footnotes.xml").header_offset
    data = bytearray(path.read_bytes())
    data[at : at + 4] = b"\0\0\0\0"
    path.write_bytes(data)
    read = extract(path)
    assert read.text == "Body."
    assert "text may be missing" in read.warnings[0].message


def test_xml_that_breaks_off_is_read_up_to_there_with_a_warning(path):
    word_file(path, p(r("First.")), p(r("Second.")), p(r("Third.")))

    def change(name: str, data: bytes) -> bytes:
        return data[: data.index(b"Third")] if name == "word/document.xml" else data

    read = extract(rewrite(path, change))
    assert read.text == "First.\n\nSecond."
    assert [warning.code for warning in read.warnings] == ["damaged_file"]


def test_broken_styles_cost_only_the_styles(path):
    word_file(path, p(r("Body.")), parts={"styles.xml": ("styles", "<w:styles <<<")})
    read = extract(path)
    assert read.text == "Body."
    assert [warning.code for warning in read.warnings] == ["damaged_file"]


def test_styles_that_are_based_on_each_other_end(path):
    loop = (
        '<w:style w:styleId="A" w:type="paragraph"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B" w:type="paragraph"><w:basedOn w:val="A"/></w:style>'
    )
    block = p(r("Body."), '<w:pStyle w:val="A"/>')
    word_file(path, block, parts={"styles.xml": ("styles", part("w:styles", loop))})
    assert extract(path).text == "Body."


def test_a_document_that_holds_itself_ends(path, tmp_path):
    chunk = '<w:altChunk r:id="a.docx"/>'
    inner = word_file(tmp_path / "inner.docx", p(r("level")))
    for _ in range(6):
        data = inner.read_bytes()
        word_file(inner, p(r("level")), chunk, parts={"a.docx": ("aFChunk", data)})
    read = extract(inner)
    assert read.text.split() == ["level"] * 4
    assert [warning.code for warning in read.warnings] == ["document_parts_not_read"]


@pytest.mark.parametrize("part_of", range(3))
def test_mutated_files_are_read_or_refused(tmp_path, part_of):
    """30 files, each read by a child that is started as in the product (100 more, whose children
    are forked, are damaged in test_fuzz_extraction): bits flipped, pieces cut, doubled or
    overwritten, in zip and in XML."""
    rng = random.Random(part_of)
    whole = samples.write_docx(tmp_path / "whole.docx", samples.contract_text())
    word_file(
        tmp_path / "rich.docx",
        p(r("Body") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        table((p(r("a")), p(r("b")))),
        parts={"footnotes.xml": ("footnotes", part("w:footnotes", p(r("note"))))},
    )
    for n in range(10):
        source = whole if n % 2 else tmp_path / "rich.docx"
        target = tmp_path / "mutated.docx"
        if n % 3:
            target.write_bytes(_mutated(rng, source.read_bytes()))
        else:
            member = rng.choice(zipfile.ZipFile(source).namelist())
            changed = rewrite(
                source,
                lambda name, data, member=member: _mutated(rng, data) if name == member else data,
            )
            changed.replace(target)
        started = time.monotonic()
        try:
            read = extract(target)
            assert read.pages[-1].end == len(read.text)
        except errors.DocumentError as error:
            assert error.message.endswith(".") and error.code != "reader_failed"
        assert time.monotonic() - started < 25


def _mutated(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 8])):
        at, length = rng.randrange(len(changed)), rng.randrange(1, 200)
        kind = rng.randrange(4)
        if kind == 0:
            changed[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length]
        else:
            changed[at : at + length] = rng.randbytes(length)
        if not changed:
            return b""
    return bytes(changed)
