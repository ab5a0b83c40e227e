"""The way of one file through the product, and everything that must hold at its end.

Used by the tests and benchmarks that send hostile and damaged files on that way.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from summarizer_core import chunking, extraction
from summarizer_core.errors import DocumentError, LimitExceeded, SummarizerError, UnsupportedType
from summarizer_core.extraction import Limits
from summarizer_core.models import ExtractedDocument

#: The product's promise: seconds until any file has a result or a refusal.
ANSWER_SECONDS: Final = 30.0
#: Cutting takes up to 5 s for a million characters, at the same rate for more.
_MAX_CHUNKED: Final = 300_000
_SENTENCE: Final = re.compile(r"[A-Z“].{10,600}[.”]", re.DOTALL)
_FORBIDDEN: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]|[ \n] | \n|\n{3}")


@dataclass(frozen=True)
class Answer:
    """What came of a file.

    Args:
        outcome: ``read``, or the code of the refusal, or the name of an exception.
        message: the refusal's sentence.
        seconds: from the first look to the end.
        chunk_seconds: thereof in the calling process, for cutting the text into chunks.
        faults: what must not be, in words; empty if all is well.
        document: the text, when it was read.
    """

    outcome: str
    message: str = ""
    seconds: float = 0.0
    chunk_seconds: float = 0.0
    faults: tuple[str, ...] = ()
    document: ExtractedDocument | None = None


def send(path: Path, name: str, limits: Limits) -> Answer:
    """Identify, prepare, extract and chunk the file, as submission and job do.

    Args:
        path: a private copy, alone in its folder.
        name: as the user named it.
    """
    begin = time.perf_counter()
    try:
        answer = _read(path, name, limits)
    except SummarizerError as error:
        answer = Answer(error.code, error.message, faults=tuple(_faults_of(error)))
    except Exception as error:
        answer = Answer(type(error).__name__, str(error), faults=(f"raised {error!r:.300}",))
    seconds = time.perf_counter() - begin
    faults = [*answer.faults]
    if seconds > ANSWER_SECONDS:
        faults.append(f"took {seconds:.1f} s")
    left = sorted(entry.name for entry in path.parent.iterdir() if entry != path)
    if left:
        faults.append(f"left {left} behind")
    return replace(answer, seconds=seconds, faults=tuple(faults))


def _read(path: Path, name: str, limits: Limits) -> Answer:
    media_type = extraction.identify(path, name)
    extraction.prepare(path, media_type, password=None, limits=limits)
    document = extraction.extract(path, media_type, limits, filename=name)
    faults = [*faults_of_document(document)]
    seconds = 0.0
    if len(document.text) <= _MAX_CHUNKED:
        begin = time.perf_counter()
        if not chunking.chunk(document):
            faults.append("no chunks")
        seconds = time.perf_counter() - begin
    return Answer("read", chunk_seconds=seconds, faults=tuple(faults), document=document)


def _faults_of(error: SummarizerError) -> list[str]:
    faults = []
    if not _SENTENCE.fullmatch(error.message):
        faults.append(f"no sentence: {error.message[:100]!r}")
    if not isinstance(error, DocumentError | UnsupportedType):
        faults.append(f"no refusal of a document: {type(error).__name__}")
    # Their classes stand for several refusals, each of which needs a code of its own.
    if error.code in (DocumentError.code, LimitExceeded.code):
        faults.append(f"only the general code {error.code}: {error.message[:60]}")
    return faults


def faults_of_document(document: ExtractedDocument) -> list[str]:
    """What does not hold of a text, its pages and its places."""
    faults = []
    text = document.text
    if not text.strip():
        faults.append("no text")
    bad = _FORBIDDEN.search(text)
    if bad:
        faults.append(f"text not clean: {bad.group()!r}")
    edges = [(page.start, page.end) for page in document.pages]
    starts, ends = [start for start, _ in edges], [end for _, end in edges]
    if starts != [0, *ends[:-1]] or ends[-1] != len(text):
        faults.append("pages do not cover the text")
    places = [(h.start, h.end) for h in document.headings]
    places += [(c.start, c.end) for c in document.comments if c.start is not None and c.end]
    if any(not 0 <= start <= end <= len(text) for start, end in places):
        faults.append("a heading or comment lies outside the text")
    numbers = {page.number for page in document.pages}
    named = {*document.unreadable_pages, *document.ocr_pages, *(f.page for f in document.furniture)}
    if not named <= numbers:
        faults.append("a page is named that does not exist")
    return faults
