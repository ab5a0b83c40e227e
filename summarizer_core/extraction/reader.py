"""Which reader read a document: equal bytes read by an equal reader need not be read again."""

from __future__ import annotations

import hashlib
import importlib.metadata
from functools import cache
from pathlib import Path
from typing import Final

from summarizer_core.extraction import ocr, old_word
from summarizer_core.extraction.limits import Limits

#: What the readers are built on; with another version they may read something else.
_LIBRARIES: Final = (
    "charset-normalizer",
    "lxml",
    "odfdo",
    "pikepdf",
    "pypdf",
    "pypdfium2",
    "python-docx",
    "striprtf",
)


@cache
def _code() -> str:
    """Digest of the readers' own code and of the versions that they are built on."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name}=={importlib.metadata.version(name)};".encode())
    return digest.hexdigest()


def reader_identity(limits: Limits) -> str:
    """Short digest of all that decides how a file is read, besides its bytes: code, libraries,
    limits, and the foreign programs that are installed."""
    recogniser = ocr.find_recogniser(limits.ocr_languages)
    programs = [recogniser.program] if isinstance(recogniser, ocr.Recogniser) else []
    programs += [name for name in (old_word.office(),) if name]
    digest = hashlib.sha256(_code().encode())
    digest.update(repr((limits, recogniser, [_state(name) for name in programs])).encode())
    return digest.hexdigest()[:16]


def _state(program: str) -> tuple[str, int, int]:
    """Changes when another version is installed."""
    found = Path(program).resolve()
    facts = found.stat()
    return str(found), facts.st_size, facts.st_mtime_ns
