"""Recognises scanned pages (OCR) with Tesseract, several at a time, each with a clock of its own.

A child of ours draws the page, then Tesseract reads the picture and writes words with their
places as a table (its ``tsv`` output), which ``ocr_lines`` takes up when the file is read again.
Runs in the caller's process and parses nothing.
"""

from __future__ import annotations

import logging
import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summarizer_core.errors import DocumentError
from summarizer_core.extraction import programs
from summarizer_core.extraction.limits import Limits

if TYPE_CHECKING:
    from summarizer_core.extraction.workshop import Workshop

log = logging.getLogger(__name__)

_DPI: Final = 300  # what Tesseract's documentation asks for
_AT_ONCE: Final = 4
_LOOK_EVERY: Final = 0.5  # seconds between two reports while pages are being recognised
_FAILURES: Final = 3  # pages that must fail before the rest is given up
_LIST_SECONDS: Final = 10
_WINDOWS: Final = (r"C:\Program Files\Tesseract-OCR\tesseract.exe",)

#: What each program has; asked once.
_LANGUAGES: dict[str, frozenset[str]] = {}

_INSTALL: Final = (
    "Install Tesseract on the server (Debian and Ubuntu: apt install tesseract-ocr; macOS: brew "
    "install tesseract) and upload the document again; or recognise the text with your scanner's "
    "software first."
)


@dataclass(frozen=True)
class Recogniser:
    """Tesseract on this machine.

    Args:
        program: absolute path.
        languages: as Tesseract wants them, such as ``eng+deu``.
        turns: whether it can tell how a page is turned.
    """

    program: str
    languages: str
    turns: bool


def find_recogniser(languages: str) -> Recogniser | str:
    """Tesseract with those of the languages that it has; else a sentence that says what to do.

    Args:
        languages: joined by ``+``.
    """
    program = programs.find(["tesseract"], _WINDOWS)
    if program is None:
        return _INSTALL
    installed = _installed_languages(program)
    wanted = [name for name in languages.split("+") if name in installed]
    if not wanted:
        return (
            f"Tesseract is installed, but without the language {languages} (OCR_LANGUAGES). "
            f"Install it (Debian and Ubuntu: apt install tesseract-ocr-{languages.split('+')[0]}) "
            "and upload the document again."
        )
    return Recogniser(program, "+".join(wanted), "osd" in installed)


def _installed_languages(program: str) -> frozenset[str]:
    if program not in _LANGUAGES:
        try:
            listed = subprocess.run(
                [program, "--list-langs"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_LIST_SECONDS,
                check=True,
                env={},  # as when it recognises: what it finds here it finds there
            )
        except (OSError, subprocess.SubprocessError):
            return frozenset()  # another time, perhaps
        _LANGUAGES[program] = frozenset(listed.stdout.decode("utf-8", "replace").split())
    return _LANGUAGES[program]


def recognise(
    path: Path,
    pages: Sequence[int],
    recogniser: Recogniser,
    open_workshop: Callable[[Path, Limits], Workshop],
    limits: Limits,
    target: Path,
    report: Callable[[int, int], None],
) -> bool:
    """Recognise pages of a PDF; a page that fails is left out.

    Returns:
        Whether all pages were tried and none failed.

    Args:
        pages: their numbers, from 1.
        open_workshop: makes a workshop in a folder, whose clock starts then.
        target: folder for the tables, ``<page>.tsv``, and the pictures' scale, ``<page>.scale``.
        report: called with how many pages of how many are done, again and again; what it raises
            ends the work.
    """
    limits = replace(limits, cpu_seconds=limits.ocr_page_seconds)
    end = time.monotonic() + limits.ocr_seconds
    report(0, len(pages))
    workshops: list[Workshop] = []
    over = threading.Event()

    def open_one(folder: Path, limits: Limits) -> Workshop:
        workshop = open_workshop(folder, limits)
        workshops.append(workshop)
        if over.is_set():
            workshop.stop()
        return workshop

    pool = ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1), "ocr")
    failed = 0
    try:
        waiting = {
            pool.submit(_recognise_page, path, number, recogniser, open_one, limits, target)
            for number in pages
        }
        while waiting:
            done, waiting = wait(waiting, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED)
            failed += sum(not future.result() for future in done)
            ended = len(pages) - len(waiting)
            report(ended, len(pages))
            if _is_hopeless(failed, ended) or time.monotonic() > end:
                log.warning("recognising pages was given up after %d of %d", ended, len(pages))
                return False
        return failed == 0
    finally:
        over.set()
        pool.shutdown(wait=False, cancel_futures=True)
        for workshop in workshops:
            workshop.stop()
        pool.shutdown(wait=True)


def _is_hopeless(failed: int, ended: int) -> bool:
    """Whether the pages are of a kind that only costs time."""
    return failed >= _FAILURES and failed * 2 > ended


def _recognise_page(
    path: Path,
    number: int,
    recogniser: Recogniser,
    open_workshop: Callable[[Path, Limits], Workshop],
    limits: Limits,
    target: Path,
) -> bool:
    """Whether the page was recognised (be it that nothing is written on it)."""
    folder = target / f"page-{number}"
    folder.mkdir()
    # The limit on processor time ends what takes too long; on a busy machine that takes longer.
    workshop = open_workshop(folder, limits)
    picture = folder / "page.png"
    try:
        scale = workshop.run(path, "draw", number=number, dpi=_DPI, target=str(picture))["scale"]
        (target / f"{number}.scale").write_text(repr(scale), encoding="ascii")
        status = workshop.program(
            [
                recogniser.program,
                str(picture),
                str(target / str(number)),
                "-l",
                recogniser.languages,
                # Automatic layout, with a look at how the page is turned where that is possible.
                "--psm",
                "1" if recogniser.turns else "3",
                "--dpi",
                str(max(70, round(72 * scale))),
                "tsv",
            ],
            limits,
            # Pages run side by side already.
            {"OMP_THREAD_LIMIT": "1"},
        )
    except DocumentError as error:
        log.warning("a page could not be recognised (%s)", error.code)
        return False
    finally:
        picture.unlink(missing_ok=True)
    if status != 0:
        log.warning("Tesseract ended with status %d", status)
    return status == 0
