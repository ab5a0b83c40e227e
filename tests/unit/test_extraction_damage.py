"""Two hundred damaged files of each type without a package: read or refused, and what is read
holds. Others are damaged by ``test_fuzz_extraction``."""

from __future__ import annotations

import random
from email.message import EmailMessage
from importlib import import_module

import pytest

from summarizer_core.errors import DocumentError
from summarizer_core.extraction.cleaning import clean
from summarizer_core.extraction.limits import Limits, ReadJob
from summarizer_core.models import ExtractedDocument
from tests.legal_sentences import CLAUSES

_RTF = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}
{\stylesheet{\s1\outlinelevel0 heading 1;}}{\info{\title T}}{\header\pard Draft\par}
\pard\s1 {\listtext 1.\tab}Fees\par\pard Net{\footnote\pard Note\par} {\deleted ten}{\v x}
{\*\atrfstart 1}cap{\*\atrfend 1}{\*\atnauthor J}{\*\annotation{\*\atnref 1}\pard Why\par} \u8364?
\par\trowd\pard\intbl A\cell\pard\intbl\itap2 in\nestcell{\*\nesttableprops\nestrow}
\pard\intbl B\cell\row
\pard {\f1 \'ca\'ee}{\shp{\*\shpinst{\shptxt\pard Box\par}}}{\pict\bin3 abc}\page Last\par}"""
_PAGE = (
    "<!DOCTYPE html><html><head><title>T</title><style>.x{display:none}</style></head><body>"
    "<h1>Fees</h1><ol start=3><li>One<ol type=a><li>sub</ol><li>Two</ol><table><tr><td>A<td>B</tr>"
    "<tr><td><p>x</p><p>y</p></table><p class=x>no</p><pre>a\n b</pre><del>x</del>&euro; 5</body>"
)


def _mail() -> bytes:
    inner = EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content("Old terms.")
    mail = EmailMessage()
    mail["Subject"] = "Käufer"
    mail["From"] = "Jané <jane@example.org>"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content("The cap is € 500.")
    mail.add_alternative(_PAGE, subtype="html")
    mail.add_attachment(b"%PDF", "application", "pdf", filename="a.pdf")
    mail.add_attachment(inner)
    return mail.as_bytes()


def _seeds(kind: str) -> list[bytes]:
    if kind == "plain":
        return [long.encode(name) for _, long, names in CLAUSES.values() for name in names]
    return [{"rtf": _RTF, "html_page": _PAGE.encode(), "mail": _mail()}[kind]]


def _damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(changed))
        kind = chance.randrange(4)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1 and len(changed) > 100:
            del changed[at : at + chance.randrange(1, 50)]
        elif kind == 2:
            changed[at:at] = changed[: chance.randrange(1, 200)]
        else:
            changed[at:at] = bytes(chance.choices(b"{}\\<>/=;&\x00\xff\x1b\x0c", k=4))
    return bytes(changed[: chance.randrange(1, len(changed))] if chance.random() < 0.1 else changed)


@pytest.mark.parametrize("kind", ["plain", "rtf", "html_page", "mail"])
def test_damaged_files_are_read_or_refused(kind, tmp_path):
    chance = random.Random(kind)
    reader = import_module(f"summarizer_core.extraction.{kind}")
    seeds = _seeds(kind)
    path = tmp_path / "damaged"
    read = 0
    for _ in range(200):
        path.write_bytes(_damaged(chance.choice(seeds), chance))
        try:
            fields = reader.read(path, ReadJob(Limits(), tmp_path))
        except DocumentError:
            continue
        read += 1
        document = ExtractedDocument.model_validate(fields)
        assert clean(document.text) == document.text
        assert [page.start for page in document.pages] == [
            0,
            *(page.end for page in document.pages[:-1]),
        ]
        assert document.pages[-1].end == len(document.text)
        for place in (*document.headings, *document.comments):
            assert 0 <= place.start <= place.end <= len(document.text)
    assert read
