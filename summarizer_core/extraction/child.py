"""The process in which files are parsed; started by ``sandbox``, one per file.

Reads a request (JSON) from standard input, lowers its own limits, writes the answer (JSON) to the
file that the request names. Standard output and error are not used: parsers write to them.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from summarizer_core.errors import DamagedDocument, DocumentError, LimitExceeded
from summarizer_core.extraction.sniff import DOCX, PDF, TEXT
from summarizer_core.processes import tie_to_parent

#: 2,000 pages have about 6 million; beyond this neither store nor browser stay usable.
_MAX_CHARACTERS: Final = 20_000_000

_TOO_LARGE: Final = (
    "The file needs more memory or space than a document may use here. Split it and upload the "
    "parts, or print it to a new PDF and upload that."
)


def main() -> int:
    """Answer one request; the exit status is 0 when there is an answer, also a refusal."""
    request = json.load(sys.stdin)
    tie_to_parent(request["parent"])
    _lower_limits(request["limits"])
    try:
        answer = {"ok": _answer(request)}
    except DocumentError as error:
        answer = _refusal(error)
    except MemoryError:
        answer = _refusal(LimitExceeded(_TOO_LARGE))
    except Exception as error:  # parsers raise nearly anything on damaged files
        answer = _refusal(_translated(error))
    Path(request["answer"]).write_text(json.dumps(answer), encoding="utf-8")
    return 0


def _refusal(error: DocumentError) -> dict[str, Any]:
    return {"error": {"type": type(error).__name__, "code": error.code, "message": error.message}}


def _translated(error: Exception) -> DocumentError:
    if isinstance(error, OSError) and error.errno in (errno.EFBIG, errno.ENOSPC, errno.ENOMEM):
        return LimitExceeded(_TOO_LARGE)
    return DamagedDocument(
        "The file is damaged and cannot be read. Open it in the program that made it, save it "
        "anew and upload that."
    )


def _answer(request: Mapping[str, Any]) -> Any:
    path, limits, kind = Path(request["path"]), request["limits"], request["media_type"]
    if request["task"] == "prepare":
        from summarizer_core.extraction import pdf

        return pdf.prepare(
            path, request["password"], limits["max_pages"], Path(request["decrypted"])
        )
    if kind == PDF:
        from summarizer_core.extraction import pdf

        return pdf.read(path, limits["max_pages"], _MAX_CHARACTERS)
    if kind == DOCX:
        from summarizer_core.extraction import word

        return word.read(path, limits["expanded_bytes"], _MAX_CHARACTERS)
    if kind == TEXT:
        from summarizer_core.extraction import plain

        return plain.read(path, _MAX_CHARACTERS)
    raise DocumentError(f"Files of type {kind} cannot be read here.")


def _lower_limits(limits: Mapping[str, Any]) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only limit
        return
    for name, value in (
        ("RLIMIT_CORE", 0),  # a core dump would hold the document
        ("RLIMIT_AS", limits["memory_bytes"]),
        ("RLIMIT_CPU", limits["cpu_seconds"]),
        ("RLIMIT_FSIZE", limits["expanded_bytes"]),
    ):
        kind = getattr(resource, name, None)
        if kind is None:
            continue
        hard = resource.getrlimit(kind)[1]
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (ceiling, hard))
        except (ValueError, OSError):  # macOS refuses RLIMIT_AS
            continue


if __name__ == "__main__":
    sys.exit(main())
