"""How much of a Word file's text does extraction give back, in order, and does it double any?

    python -m benchmarks.docx_text FOLDER_OR_FILES...

The other side of the comparison is the file's own XML, read here with ``zipfile`` and ``lxml``
alone and independently of the extraction: every ``w:t`` that is shown (not deleted, not moved
away, not hidden, not in a fallback, not in a merged cell's continuation) in the body, in text
boxes, in notes that are referred to, in headers and footers. White space is left out on both
sides, and so are numbers and marks that the XML does not hold: automatic numbers, " | " between
cells, "[1]" of notes. Characters are compared word by word in document order.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lxml import etree

from summarizer_core.extraction import DOCX, Limits, extract
from summarizer_core.extraction.cleaning import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {W + "del", W + "moveFrom", MC + "Fallback", W + "rt"}


def _part(archive: zipfile.ZipFile, name: str) -> Any | None:
    return etree.fromstring(archive.read(name)) if name in archive.namelist() else None


def _shown(element: Any) -> bool:
    for ancestor in element.iterancestors():
        if ancestor.tag in _SKIPPED:
            return False
        if ancestor.tag == W + "r" and ancestor.find(f"{W}rPr/{W}vanish") is not None:
            return False
        if ancestor.tag == W + "tc":
            merge = ancestor.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(W + "val") != "restart":
                return False
        if ancestor.tag == W + "tr" and ancestor.find(f"{W}trPr/{W}del") is not None:
            return False
    return True


def _paragraphs(root: Any) -> Iterator[str]:
    """Texts of paragraphs; a text box after the paragraph in which it is anchored."""
    for paragraph in root.iter(W + "p"):
        texts = []
        for element in paragraph.iter(W + "t", W + "tab", W + "br", W + "noBreakHyphen"):
            if next(element.iterancestors(W + "p")) is not paragraph or not _shown(element):
                continue
            if element.tag == W + "noBreakHyphen":
                texts.append("-")
            else:
                texts.append(element.text or "" if element.tag == W + "t" else " ")
        yield "".join(texts)


def live_text(path: Path) -> tuple[str, str]:
    """The XML's own text: of body and notes, and of headers and footers (each part once)."""
    with zipfile.ZipFile(path) as archive:
        document = _part(archive, "word/document.xml")
        body = list(_paragraphs(document))
        for kind in ("footnote", "endnote"):
            notes = _part(archive, f"word/{kind}s.xml")
            by_id = {n.get(W + "id"): n for n in ([] if notes is None else notes)}
            for reference in document.iter(f"{W}{kind}Reference"):
                body += _paragraphs(by_id[reference.get(W + "id")])
        relations = _part(archive, "word/_rels/document.xml.rels")
        targets = {r.get("Id"): r.get("Target") for r in ([] if relations is None else relations)}
        seen: dict[str, str] = {}
        for reference in document.iter(W + "headerReference", W + "footerReference"):
            name = "word/" + targets[reference.get(R + "id")].lstrip("/").removeprefix("word/")
            if name not in seen:
                seen[name] = "\n".join(_paragraphs(_part(archive, name)))
        # Extraction lists equal headers of several sections once.
        headers = dict.fromkeys("\n".join(clean(t).split()) for t in seen.values())
    return "\n".join(body), "\n".join(headers)


def _words(text: str) -> list[str]:
    return [word for word in re.sub(r"\[\w+\]|[•☐|]", " ", clean(text)).split() if word]


def compare(own: str, read: str) -> tuple[float, int, list[str], list[str]]:
    """Share of the own characters that were read in order, characters read too often, and the
    words lost and gained."""
    ours, theirs = _words(read), _words(own)
    matcher = SequenceMatcher(a=theirs, b=ours, autojunk=False)
    lost, gained = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        # Words may be cut otherwise: "1." and "1.Term". Compare the letters of such places.
        if "".join(theirs[a:b]) == "".join(ours[c:d]):
            continue
        lost += theirs[a:b]
        gained += ours[c:d]
    total = sum(map(len, theirs)) or 1
    doubled = Counter(gained) & Counter(theirs)
    doubled -= Counter(lost)
    numbers = re.compile(r"\(?[\divxlcIVXLC]{1,5}[.)]?|\(?\w[.)]|(?:\d+\.)+\d*|Section|Article")
    too_often = sum(len(w) * n for w, n in doubled.items() if not numbers.fullmatch(w))
    return 1 - sum(map(len, lost)) / total, too_often, lost, gained


def main() -> int:
    """Print a line a file; the exit status is 1 when one misses the target."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--differences", action="store_true", help="print the words that differ")
    arguments = parser.parse_args()
    files = [f for p in arguments.paths for f in (sorted(p.glob("*.docx")) if p.is_dir() else [p])]
    missed = False
    for path in files:
        body, headers = live_text(path)
        started = time.perf_counter()
        document = extract(path, DOCX, Limits())
        seconds = time.perf_counter() - started
        furniture = "\n".join(entry.text for entry in document.furniture)
        read = document.text + "\n" + furniture
        share, doubled, lost, gained = compare(body + "\n" + headers, read)
        missed |= share < 0.995 or doubled > 0
        print(f"{share:8.3%} in order, {doubled:4} doubled, {seconds:5.2f} s  {path.name}")
        if arguments.differences:
            print("   lost:", lost, "\n   gained:", gained)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
