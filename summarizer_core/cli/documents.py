"""``analyze``, ``extract`` and ``chunks``: documents without server, queue or Redis."""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer_core import chunking, extraction
from summarizer_core.cli.output import (
    Commands,
    Progress,
    add_command,
    argument_text,
    complain,
    password_from_stdin,
    print_json,
    printable,
)
from summarizer_core.cli.report import describe_chunks, describe_result
from summarizer_core.engines.base import Engine
from summarizer_core.errors import (
    DocumentError,
    NotFound,
    NothingAnalyzed,
    SummarizerError,
    describe,
)
from summarizer_core.estimates import describe_estimate, estimate, nothing_known
from summarizer_core.judging import clean_side
from summarizer_core.models import (
    AnalysisResult,
    Chunk,
    ChunkTotals,
    Comment,
    DocumentInfo,
    DocumentWarning,
    ErrorInfo,
    ExtractedDocument,
    Furniture,
    Heading,
    Model,
    Page,
    SessionStatus,
    Usage,
    utcnow,
)
from summarizer_core.pipeline import Pipeline, Request
from summarizer_core.playbook import load
from summarizer_core.prices import priced, spent
from summarizer_core.processes import is_running
from summarizer_core.services import (
    build_engines,
    build_pipeline,
    choose_engine,
    extraction_limits,
)
from summarizer_core.settings import Settings
from summarizer_core.usecases.submit import clean_filename, too_large

log = logging.getLogger(__name__)

_BLOCK: Final = 1 << 20
_PREFIX: Final = "summarizer-"
_FILE_HELP: Final = "PDF, DOCX, DOC, ODT, RTF, HTML, EML or text"
_NO_CACHE: Final = "Counted without a cache: what the app has analysed before costs nothing there."
_UNKNOWN: Final = DocumentInfo(sha256="", bytes=0, pages=0, characters=0, language=None, title=None)


class ExtractOutput(Model):
    """What ``extract --json`` prints."""

    text: str
    pages: tuple[Page, ...]
    furniture: tuple[Furniture, ...]
    warnings: tuple[DocumentWarning, ...]
    unreadable_pages: tuple[int, ...]
    ocr_pages: tuple[int, ...]
    headings: tuple[Heading, ...]
    comments: tuple[Comment, ...]


class ChunksOutput(Model):
    """What ``chunks --json`` prints."""

    chunks: tuple[Chunk, ...]


class FailedEstimate(Model):
    """What ``analyze --estimate --json`` prints of a file that cannot be read."""

    filename: str
    error: ErrorInfo


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to the parser."""
    analyze = add_command(
        commands, "analyze", _analyze, "Analyse documents: summary, clauses, key terms."
    )
    analyze.add_argument("files", metavar="FILE", nargs="+", type=Path, help=_FILE_HELP)
    analyze.add_argument(
        "--engine", choices=("local", "gemini"), help="what analyses (default: ANALYSIS_ENGINE)"
    )
    analyze.add_argument(
        "--focus", metavar="TEXT", type=argument_text, help="a question to answer besides"
    )
    analyze.add_argument(
        "--playbook", metavar="FILE", type=Path, help="YAML file that judges the clauses"
    )
    analyze.add_argument(
        "--side",
        metavar="PARTY",
        type=argument_text,
        help="name or role of the party that you represent, such as Customer",
    )
    analyze.add_argument(
        "--estimate",
        action="store_true",
        help="analyse nothing: print what it would cost (without a cache)",
    )
    _add_common(analyze, "print one result object per line")
    extract = add_command(commands, "extract", _extract, "Print the text of a document.")
    extract.add_argument("file", metavar="FILE", type=Path, help=_FILE_HELP)
    _add_common(extract, "print text, pages, furniture and warnings")
    chunks = add_command(commands, "chunks", _chunks, "Print the clauses a document is cut into.")
    chunks.add_argument("file", metavar="FILE", type=Path, help=_FILE_HELP)
    _add_common(chunks, "print the chunks with offsets and hashes")


def _add_common(parser: argparse.ArgumentParser, json_help: str) -> None:
    parser.add_argument("--json", action="store_true", help=json_help)
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password of encrypted PDFs from the first line of standard input",
    )


# --- commands --------------------------------------------------------------------------------


def _analyze(options: argparse.Namespace, settings: Settings) -> int:
    if options.estimate:
        return _estimate(options, settings)
    analyst = Analyst(
        settings,
        choose_engine(build_engines(settings), options.engine or settings.default_engine),
        build_pipeline(settings, judge=load(options.playbook)),
        options.focus or None,
        clean_side(options.side),
        _password(options),
    )
    failed = False
    for number, path in enumerate(options.files, 1):
        label = clean_filename(path.name)
        if len(options.files) > 1:
            label = f"({number} of {len(options.files)}) {label}"
        with Progress(label, sys.stderr) as progress:
            result = analyst.analyze(path, progress)
        failed = failed or result.error is not None
        if options.json:
            print_json(result)
        elif result.error is not None:
            told = (f"{result.filename}: {result.error.message}", spent(result.usage))
            complain(" ".join(filter(None, told)))
        else:
            print(describe_result(result), flush=True)
    return int(failed)


def _estimate(options: argparse.Namespace, settings: Settings) -> int:
    """An estimate per file; one that cannot be read does not stop the others."""
    engine = choose_engine(build_engines(settings), options.engine or settings.default_engine)
    password = _password(options)
    failed = False
    for path in options.files:
        name = clean_filename(path.name)
        try:
            document = _read(path, password, settings)
        except SummarizerError as error:
            failed = True
            info = ErrorInfo(code=error.code, message=error.message)
            if options.json:
                print_json(FailedEstimate(filename=name, error=info))
            else:
                complain(f"{name}: {error.message}")
            continue
        chunks = chunking.chunk(document)
        expected = estimate(name, document, chunks, engine, nothing_known, options.focus or None)
        if options.json:
            print_json(expected)
        else:
            told = f"{name}: {describe_estimate(expected)}"
            print(printable(f"{told} {_NO_CACHE}" if expected.calls else told), flush=True)
    return int(failed)


def _extract(options: argparse.Namespace, settings: Settings) -> int:
    document = _read(options.file, _password(options), settings)
    if options.json:
        print_json(
            ExtractOutput(
                text=document.text,
                pages=document.pages,
                furniture=document.furniture,
                warnings=document.warnings,
                unreadable_pages=document.unreadable_pages,
                ocr_pages=document.ocr_pages,
                headings=document.headings,
                comments=document.comments,
            )
        )
        return 0
    print(printable(document.text))
    for warning in document.warnings:
        complain(f"Warning: {warning.message}")
    return 0


def _chunks(options: argparse.Namespace, settings: Settings) -> int:
    chunks = chunking.chunk(_read(options.file, _password(options), settings))
    if options.json:
        print_json(ChunksOutput(chunks=chunks))
    else:
        print(describe_chunks(chunks))
    return 0


def _password(options: argparse.Namespace) -> str | None:
    return password_from_stdin() if options.password_stdin else None


def _read(path: Path, password: str | None, settings: Settings) -> ExtractedDocument:
    with _private_copy(path, settings) as copy:
        media_type = _open(copy.path, path.name, password, settings)
        return extraction.extract(
            copy.path, media_type, extraction_limits(settings), filename=path.name
        )


# --- one document ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Copy:
    path: Path
    sha256: str
    size: int


@contextmanager
def _private_copy(path: Path, settings: Settings) -> Iterator[_Copy]:
    """A copy that may be changed (decrypting replaces the file), removed afterwards.

    Raises:
        NotFound, DocumentError: the file cannot be read.
        TooLarge: it is larger than ``MAX_UPLOAD_MB``.
    """
    _remove_leftovers()
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
        copy = Path(folder) / "document"
        digest = hashlib.sha256()
        size = 0
        with copy.open("wb") as target:
            for block in blocks(path):
                size += len(block)
                if size > settings.max_upload_bytes:
                    raise too_large(settings.max_upload_bytes)
                digest.update(block)
                target.write(block)
        yield _Copy(copy, digest.hexdigest(), size)


def _remove_leftovers() -> None:
    """Remove the copies of earlier runs that were killed, which could not do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not is_running(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def blocks(path: Path) -> Iterator[bytes]:
    """The file's bytes; only what goes wrong in reading it is blamed on it."""
    try:
        with path.open("rb") as source:
            while block := source.read(_BLOCK):
                yield block
    except FileNotFoundError as error:
        raise NotFound(
            f"There is no file {path}. Check its name and folder.", code="file_not_found"
        ) from error
    except IsADirectoryError as error:
        raise DocumentError(
            f"{path} is a folder. Name the documents in it.", code="unreadable_file"
        ) from error
    except OSError as error:
        raise DocumentError(
            f"The file {path} cannot be read ({error.strerror or type(error).__name__}). "
            "Check its permissions, or copy it to another place.",
            code="unreadable_file",
        ) from error


def _open(path: Path, name: str, password: str | None, settings: Settings) -> str:
    """The media type of the copy at ``path``, which is readable without a password afterwards."""
    media_type = extraction.identify(path, name)
    try:
        extraction.prepare(path, media_type, password=password, limits=extraction_limits(settings))
    except DocumentError as error:
        if error.code == "password_required":
            raise DocumentError(
                "The PDF is protected by a password. Write the password to standard input and add "
                "the option --password-stdin.",
                code=error.code,
            ) from error
        raise
    return media_type


class Analyst:
    """Analyses one file after the other, with the same engine, playbook, side and password."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        pipeline: Pipeline,
        focus: str | None,
        side: str | None,
        password: str | None,
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._pipeline = pipeline
        self._focus = focus
        self._side = side
        self._password = password

    def analyze(self, path: Path, progress: Progress) -> AnalysisResult:
        """The result; of a file that cannot be analysed, one with an error."""
        failed = AnalysisResult(
            session_id=str(uuid.uuid4()),
            filename=clean_filename(path.name),
            status=SessionStatus.FAILED.value,
            engine=self._engine.name,
            created_at=utcnow(),
            document=_UNKNOWN,
        )
        try:
            with _private_copy(path, self._settings) as copy:
                known = _UNKNOWN.model_copy(update={"sha256": copy.sha256, "bytes": copy.size})
                failed = failed.model_copy(update={"document": known})
                return self._run(copy, failed, progress)
        except NothingAnalyzed as error:
            info = ErrorInfo(code=error.code, message=error.message)
            usage = priced(Usage(**error.spent), self._engine.price)
            chunks = ChunkTotals(total=error.chunks, failed=error.chunks)
            failed = failed.model_copy(update={"usage": usage, "chunks": chunks})
        except SummarizerError as error:
            info = ErrorInfo(code=error.code, message=error.message)
        except OSError as error:
            log.error("unexpected %s", describe(error))
            info = ErrorInfo(
                code="internal_error",
                message=f"The file could not be worked on ({error.strerror or 'system error'}). "
                "Check that the temporary folder of this computer has space left.",
            )
        except Exception as error:
            # One file's bad luck is not the others'.
            log.error("unexpected %s", describe(error))
            info = ErrorInfo(
                code="internal_error",
                message="Something went wrong inside the analysis. Please try again; if it "
                "happens again, run the command with LOG_LEVEL=ERROR and report the place that "
                "it names.",
            )
        return failed.model_copy(update={"error": info, "finished_at": utcnow()})

    def _run(self, copy: _Copy, draft: AnalysisResult, progress: Progress) -> AnalysisResult:
        request = Request(
            session_id=draft.session_id,
            filename=draft.filename,
            sha256=copy.sha256,
            bytes=copy.size,
            media_type=_open(copy.path, draft.filename, self._password, self._settings),
            created_at=draft.created_at,
            focus=self._focus,
            side=self._side,
        )
        return self._pipeline.run(request, copy.path, self._engine, progress).result
