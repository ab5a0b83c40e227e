"""What callers use: files are prepared, read, unpacked and drawn, each in a workshop of its own."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from summarizer_core.extraction import ocr
from summarizer_core.extraction.highlight import WordBox
from summarizer_core.extraction.limits import Limits
from summarizer_core.extraction.old_word import CONVERTED, convert
from summarizer_core.extraction.sniff import DOC, DOCX, EML, PDF, name_mismatch
from summarizer_core.extraction.workshop import Workshop, open_workshop

if TYPE_CHECKING:
    from summarizer_core.models import ExtractedDocument

#: Of ``Limits.wall_seconds``: what checking a file at submission may take at most.
_PREPARE_SHARE: Final = 0.4

_MISMATCH: Final = "name_mismatch"


def prepare(path: Path, media_type: str, *, password: str | None, limits: Limits) -> None:
    """Check a file at submission, so that what can be refused at once is refused at once.

    An encrypted PDF that opens (with ``password``, or with none) is *replaced* at ``path`` by a
    copy without encryption: give a private copy of the user's file. The password goes to the
    child over standard input and is kept nowhere. Other types need nothing.

    Raises:
        PasswordRequired: code ``password_required`` (none given) or ``wrong_password``.
        LimitExceeded: too many pages, too slow, too large.
        DamagedDocument: cannot be opened.
    """
    if media_type != PDF:
        return
    with open_workshop(path, limits, limits.wall_seconds * _PREPARE_SHARE) as workshop:
        decrypted = workshop.folder / "decrypted"
        if workshop.run(path, "prepare", password=password, decrypted=str(decrypted)):
            shutil.copymode(path, decrypted)
            decrypted.replace(path)


def extract(
    path: Path,
    media_type: str,
    limits: Limits,
    *,
    filename: str | None = None,
    report: Callable[[int, int], None] | None = None,
) -> ExtractedDocument:
    """The text of a file, with pages, furniture and warnings.

    Args:
        path: file to read; it is not changed.
        media_type: what ``identify`` said.
        filename: the name that the user gave it; a warning names a disagreement with its content.
        report: called while scanned pages are recognised, with how many of how many are done;
            what it raises ends the work.

    Raises:
        DocumentError: one of its subclasses; the sentence says what to do.
    """
    from summarizer_core.models import ExtractedDocument

    with open_workshop(path, limits, limits.wall_seconds) as workshop:
        if media_type == PDF:
            answer = _read_pdf(workshop, path, report or _unreported)
        elif media_type == DOC:
            answer = workshop.run(convert(path, workshop), "read", media_type=DOCX)
            answer["warnings"] = [CONVERTED, *answer.get("warnings", ())]
        else:
            answer = workshop.run(path, "read", media_type=media_type)
    return renamed(ExtractedDocument.model_validate(answer), media_type, filename)


def renamed(
    document: ExtractedDocument, media_type: str, filename: str | None
) -> ExtractedDocument:
    """What ``extract`` reads from the same bytes under another name: names of files are looked at
    for one warning only."""
    from summarizer_core.models import DocumentWarning

    warnings = [one for one in document.warnings if one.code != _MISMATCH]
    mismatch = name_mismatch(filename, media_type) if filename else None
    if mismatch:
        warnings.insert(0, DocumentWarning(code=_MISMATCH, message=mismatch))
    return document.model_copy(update={"warnings": tuple(warnings)})


def _unreported(_done: int, _total: int) -> None:
    pass


def _read_pdf(workshop: Workshop, path: Path, report: Callable[[int, int], None]) -> Any:
    recogniser = ocr.find_recogniser(workshop.limits.ocr_languages)
    advice = recogniser if isinstance(recogniser, str) else None
    begin = time.monotonic()
    answer = workshop.run(path, "read", media_type=PDF, advice=advice)
    taken = time.monotonic() - begin
    if isinstance(recogniser, str) or "recognise" not in answer:
        return answer
    tables, whole = workshop.recognise(path, answer["recognise"], recogniser, report)
    # Reading it again takes as long as the first time; on a machine that got busy, longer.
    workshop.restart(4.0 * taken + 2.0)
    return workshop.run(path, "read", ocr=tables, media_type=PDF, given_up=not whole)


@dataclass(frozen=True)
class PageView:
    """A page for the screen.

    Args:
        number: from 1.
        width, height: in points.
        picture: PNG.
        words: each with its box in points from the picture's top left corner, in reading order.
    """

    number: int
    width: float
    height: float
    picture: bytes
    words: tuple[WordBox, ...]


def view_page(
    path: Path, number: int, limits: Limits, *, dpi: int = 110, recognised: bool = False
) -> PageView:
    """One page of a PDF; no other is loaded.

    Args:
        path: the PDF, as it was prepared.
        number: from 1.
        recognised: whether the page's text was recognised (``ExtractedDocument.ocr_pages``): its
            words are then recognised again.

    Raises:
        DocumentError: code ``no_such_page``, or one of those of ``extract``.
    """
    with open_workshop(path, limits, limits.wall_seconds) as workshop:
        tables: Path | None = None
        recogniser = ocr.find_recogniser(limits.ocr_languages) if recognised else ""
        if not isinstance(recogniser, str):
            tables, _ = workshop.recognise(path, [number], recogniser, _unreported)
        picture = workshop.folder / "page.png"
        answer = workshop.run(path, "view", ocr=tables, number=number, dpi=dpi, target=str(picture))
        return PageView(
            number,
            answer["width"],
            answer["height"],
            picture.read_bytes(),
            tuple(WordBox(*word) for word in answer["words"]),
        )


@dataclass(frozen=True)
class Attachment:
    """A file that another carries.

    Args:
        name: as the message gives it: for people, not for paths.
        path: of a private copy, which may be changed.
    """

    name: str
    path: Path


@contextmanager
def unpack(path: Path, media_type: str, limits: Limits) -> Iterator[Sequence[Attachment]]:
    """The attachments of a message, as files that are gone afterwards; none of other types.

    Raises:
        DocumentError: one of its subclasses; the sentence says what to do.
    """
    if media_type != EML:
        yield ()
        return
    with open_workshop(path, limits, limits.wall_seconds * _PREPARE_SHARE) as workshop:
        folder = workshop.folder / "attachments"
        folder.mkdir()
        found = workshop.run(path, "unpack", folder=str(folder))
        yield [Attachment(entry["name"], folder / entry["file"]) for entry in found]
