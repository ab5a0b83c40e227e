"""The process in which files are parsed; started by ``workshop``, one per task.

Reads a request (JSON) from standard input, lowers its own limits, writes the answer (JSON) to the
file that the request names. Standard output and error are not used: parsers write to them. For
the task ``program`` it becomes that program, whose exit status is the answer.
"""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from summarizer_core.errors import DamagedDocument, DocumentError, LimitExceeded, describe
from summarizer_core.extraction.cleaning import too_deep
from summarizer_core.extraction.limits import Limits, ReadJob
from summarizer_core.extraction.programs import become, lower_limits
from summarizer_core.extraction.sniff import DOCX, EML, FODT, HTML, ODT, PDF, RTF, TEXT
from summarizer_core.processes import tie_to_parent

#: Module that reads a type: it has ``read(path, job)``, which returns the fields of an
#: ``ExtractedDocument`` in plain types.
_READERS: Final = {
    PDF: "pdf",
    DOCX: "word",
    TEXT: "plain",
    RTF: "rtf",
    EML: "mail",
    HTML: "html_page",
    ODT: "odt",
    FODT: "odt",
}

_MAX_COMMENTS: Final = 2_000
_MAX_COMMENT_CHARACTERS: Final = 1_000_000
_TOO_LARGE: Final = (
    "The file needs more memory or space than a document may use here. Split it and upload the "
    "parts, or print it to a new PDF and upload that."
)


def main() -> int:
    """Answer one request; the exit status is 0 when there is an answer, also a refusal."""
    request = json.load(sys.stdin)
    if request["task"] == "program":
        # No thread may run yet: a process with several cannot leave the network.
        lower_limits(Limits(**request["limits"]))
        return become(request["parent"], **request["arguments"])
    tie_to_parent(request["parent"])
    job = ReadJob(
        Limits(**request["limits"]),
        Path(request["folder"]),
        Path(request["ocr"]) if request.get("ocr") else None,
    )
    lower_limits(job.limits)
    try:
        answer = {"ok": _answer(request, Path(request["path"]), job)}
    except DocumentError as error:
        answer = _refusal(error)
    except MemoryError:
        answer = _refusal(LimitExceeded(_TOO_LARGE, code="too_much_memory"))
    except RecursionError:
        answer = _refusal(too_deep())
    except Exception as error:  # parsers raise nearly anything on damaged files
        answer = _refusal(_translated(error)) | {"place": describe(error)}
    Path(request["answer"]).write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return 0


def _refusal(error: DocumentError) -> dict[str, Any]:
    return {"error": {"type": type(error).__name__, "code": error.code, "message": error.message}}


def _translated(error: Exception) -> DocumentError:
    if isinstance(error, OSError) and error.errno in (errno.EFBIG, errno.ENOSPC, errno.ENOMEM):
        return LimitExceeded(_TOO_LARGE, code="too_much_memory")
    return DamagedDocument(
        "The file is damaged and cannot be read. Open it in the program that made it, save it "
        "anew and upload that."
    )


def _answer(request: Mapping[str, Any], path: Path, job: ReadJob) -> Any:
    task, arguments = request["task"], request["arguments"]
    if task == "prepare":
        return _module("pdf_open").prepare(path, job, **arguments)
    if task == "unpack":
        return _module("mail").unpack(path, job, **arguments)
    if task == "read":
        reader = _READERS.get(arguments.pop("media_type"))
        if reader is None:
            raise DocumentError("Files of this type cannot be read here.")
        return _bounded(_module(reader).read(path, job, **arguments))
    if task in ("draw", "view"):
        return getattr(_module("pdf_view"), task)(path, job, **arguments)
    raise AssertionError(f"no task {task!r}")


def _bounded(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer with as many comments as somebody may read."""
    comments = answer.get("comments", ())
    room = _MAX_COMMENT_CHARACTERS
    kept = []
    for comment in comments[:_MAX_COMMENTS]:
        room -= len(comment["text"])
        if room < 0:
            break
        kept.append(comment)
    if len(kept) == len(comments):
        return answer
    message = f"Only the first {len(kept):,} of {len(comments):,} comments are listed."
    left_out = {"code": "comments_left_out", "message": message}
    return answer | {"comments": kept, "warnings": [*answer.get("warnings", ()), left_out]}


def _module(name: str) -> Any:
    # Only what this file needs is imported: that is most of the time that small files take.
    return import_module(f"summarizer_core.extraction.{name}")


if __name__ == "__main__":
    sys.exit(main())
