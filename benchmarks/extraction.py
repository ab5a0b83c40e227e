"""What each reader finds in the same files: characters, words, time, failures.

``python -m benchmarks.extraction [--docling-python PATH] FILE_OR_FOLDER ...``: PDFs are read by
our extraction, bare pypdf and bare pdfium, Word files by our extraction and by the paragraphs of
python-docx, both by docling where it runs (in this interpreter, or in the one given). What could be
found is, for PDFs, the union of all readers, which has each word as often as the reader that finds
it most often; for Word files, the text of the XML itself: every ``w:t`` that is not deleted, of
body, notes, headers, footers (equal ones once) and comments. A reader's words beyond that are given
too: automatic numbers, which no XML spells out, and what came twice. Our text is counted with its
furniture and comments.
Our times include the start of the child; theirs leave out the import of their library.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean
from typing import Final

from lxml import etree

from summarizer_core import extraction
from summarizer_core.extraction import DOCX, PDF, Limits

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OURS: Final = "ours"
_XML: Final = "the XML"
_PARTS: Final = re.compile(r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_GONE: Final = (
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)


@dataclass(frozen=True)
class Reading:
    """One reader on one file. ``error`` says why there is no text."""

    text: str = ""
    seconds: float = 0.0
    error: str = ""

    @property
    def letters(self) -> int:
        return sum(map(str.isalnum, self.text))


def words(text: str) -> Counter[str]:
    """Words as readers can agree on them: letters and digits, without case, ligatures and hyphens
    at line ends."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "-").replace("\x02", "-")
    plain = plain.replace("\ufffe", "-")
    joined = re.sub(r"(?<=\w)[-‐]\s*\n\s*(?=\w)", "", plain)
    return Counter(re.findall(r"[^\W_]+", joined.casefold()))


def by_us(path: Path) -> str:
    media_type = extraction.identify(path, path.name)
    document = extraction.extract(path, media_type, Limits(wall_seconds=120, cpu_seconds=120))
    aside = [entry.text for entry in document.furniture] + [c.text for c in document.comments]
    return "\n".join([document.text, *aside])


def by_pypdf(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def by_pdfium(path: Path) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_python_docx(path: Path) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def by_xml(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        texts = {
            name: "\n".join(
                "".join(live_runs(paragraph))
                for paragraph in etree.fromstring(archive.read(name)).iter(f"{_W}p")
            )
            for name in archive.namelist()
            if _PARTS.fullmatch(name)
        }
    # Sections repeat headers and footers; each counts once.
    return "\n".join(dict.fromkeys(texts.values()))


def live_runs(paragraph: etree._Element) -> Iterable[str]:
    for text in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        around = []
        for ancestor in text.iterancestors():
            around.append(ancestor.tag)
            if ancestor.tag == f"{_W}p":
                break
        # A paragraph in a text box belongs to its own paragraph, not to the one around it.
        if ancestor is paragraph and not set(around) & set(_GONE):
            yield text.text or "" if text.tag == f"{_W}t" else " "


_READERS: Final[dict[str, dict[str, Callable[[Path], str]]]] = {
    PDF: {_OURS: by_us, "pypdf": by_pypdf, "pdfium": by_pdfium},
    DOCX: {_OURS: by_us, "python-docx": by_python_docx, _XML: by_xml},
}


def timed(read: Callable[[Path], str], path: Path) -> Reading:
    begin = time.perf_counter()
    try:
        text = read(path)
    except Exception as error:  # whatever a library raises is a failure to count
        return Reading(error=type(error).__name__)
    return Reading(text, time.perf_counter() - begin)


def by_docling(python: str, paths: list[Path]) -> dict[Path, Reading]:
    script = Path(__file__).with_name("docling_reader.py")
    done = subprocess.run(
        [python, str(script)],
        input="\n".join(str(path.resolve()) for path in paths),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    answers += [{"error": "ended early"}] * (len(paths) - len(answers))
    for how, count in Counter(a["how"] for a in answers if "how" in a).items():
        print(f"docling, pipeline {how}: {count} files", file=sys.stderr)
    return {
        path: Reading(a.get("text", ""), a.get("seconds", 0.0), a.get("error", ""))
        for path, a in zip(paths, answers, strict=True)
    }


def collect(given: list[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {PDF: [], DOCX: []}
    for start in given:
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if path.suffix.lower() in (".pdf", ".docx"):
                found[extraction.identify(path, path.name)].append(path)
    return found


def shares(readings: dict[str, Reading]) -> dict[str, tuple[float, float]]:
    """Of what could be found, the share that each reader has, and what it has beyond."""
    counts = {name: words(reading.text) for name, reading in readings.items()}
    there: Counter[str] = counts.get(_XML, Counter())
    if _XML not in counts:
        for count in counts.values():
            there |= count
    total = there.total() or 1
    return {
        name: ((count & there).total() / total, (count - there).total() / total)
        for name, count in counts.items()
    }


def title(path: Path) -> str:
    return re.sub(r"[_-]+", " ", path.stem)[-60:].strip()


def table(kind: str, files: dict[Path, dict[str, Reading]]) -> None:
    names = list(next(iter(files.values())))
    found = {path: shares(readings) for path, readings in files.items()}
    print(f"\n### {kind}, {len(files)} files\n")
    print(
        "| reader | letters and digits | words found | worst file | beyond | s in all | failures |"
    )
    print("|---|---|---|---|---|---|---|")
    for name in names:
        readings = [readings[name] for readings in files.values()]
        good = [found[path][name] for path in files if not files[path][name].error]
        errors = Counter(reading.error for reading in readings if reading.error)
        reasons = ", ".join(f"{count} {error}" for error, count in errors.items())
        print(
            f"| {name} | {sum(r.letters for r in readings):,} | "
            + (
                f"{fmean(g for g, _ in good):.2%} | {min(good)[0]:.2%} | "
                f"{fmean(b for _, b in good):.2%}"
                if good
                else "– | – | –"
            )
            + f" | {sum(r.seconds for r in readings):.1f} | {reasons or 0} |"
        )
    print(f"\n| file | {' | '.join(names)} |\n|---|{'---|' * len(names)}")
    for path, readings in files.items():
        cells = (
            r.error or f"{r.letters:,} ({found[path][name][0]:.1%}, {r.seconds:.2f} s)"
            for name, r in readings.items()
        )
        print(f"| {title(path)} | {' | '.join(cells)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--docling-python", help="an interpreter that has docling")
    options = parser.parse_args()
    python = options.docling_python or (sys.executable if find_spec("docling") else None)
    if python is None:
        print("docling does not run: it is not installed", file=sys.stderr)
    for media_type, paths in collect(options.files).items():
        if not paths:
            continue
        files = {
            path: {name: timed(read, path) for name, read in _READERS[media_type].items()}
            for path in paths
        }
        if python:
            for path, reading in by_docling(python, paths).items():
                files[path]["docling"] = reading
        table("PDF" if media_type == PDF else "Word", files)


if __name__ == "__main__":
    main()
