"""What the commands share: printing, tables, progress, passwords from standard input."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final, TextIO, TypeAlias

from pydantic import BaseModel
from pydantic_core import to_json

from summarizer_core.errors import InvalidRequest
from summarizer_core.models import ChunkProgress, Stage
from summarizer_core.settings import Settings
from summarizer_core.status import STAGE_MESSAGE, STAGE_PROGRESS, recognising

#: What ``add_subparsers`` returns.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

Handler = Callable[[argparse.Namespace, Settings], int]

#: Columns of the plain output.
WIDTH: Final = 80

# Control characters and direction overrides could move the cursor, recolour the terminal or show
# a text in another order than it has. Each is replaced by one character: offsets stay.
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Line ends for str.splitlines() that JSON need not escape.
_LINE_ENDS: Final = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def printable(text: str) -> str:
    """The text without characters that act on a terminal; as long as before."""
    return _UNSAFE.sub("\ufffd", text)


def complain(sentence: str) -> None:
    """One line on standard error."""
    print(printable(" ".join(sentence.split())), file=sys.stderr, flush=True)


def print_json(value: object) -> None:
    """A model or dataclass as one JSON object on one line, written at once."""
    line = value.model_dump_json() if isinstance(value, BaseModel) else to_json(value).decode()
    for raw, escaped in _LINE_ENDS.items():
        line = line.replace(raw, escaped)
    print(line, flush=True)


def add_command(
    commands: Commands, name: str, handler: Handler, text: str
) -> argparse.ArgumentParser:
    """A command with its one-sentence help."""
    parser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    parser.set_defaults(handler=handler)
    return parser


def add_group(commands: Commands, name: str, text: str) -> Commands:
    """A command that only has commands of its own, such as ``users``."""
    parser = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
    return parser.add_subparsers(dest="action", metavar="COMMAND", required=True)


def argument_text(raw: str) -> str:
    """An argument as valid text: bytes that are not UTF-8 are replaced."""
    return raw.encode(errors="surrogateescape").decode(errors="replace").strip()


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], *, words: int | None = None
) -> str:
    """Columns two spaces apart: the first ``words`` of them (all without it) aligned to the left,
    the others, which hold numbers, to the right."""
    lines = [headings, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    left = len(headings) if words is None else words

    def aligned(line: Sequence[str]) -> Iterator[str]:
        for column, (cell, width) in enumerate(zip(line, widths, strict=True)):
            yield cell.ljust(width) if column < left else cell.rjust(width)

    return "\n".join("  ".join(aligned(line)).rstrip() for line in lines)


def moment(at: datetime | None) -> str:
    """A time to the minute in UTC, ``-`` for never."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if at else "-"


def span(seconds: int | None) -> str:
    """A span of time such as ``1:02:03`` or ``0:07``, ``-`` for none."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether to go on: ``yes`` was given as an option, or a terminal says so.

    Raises:
        InvalidRequest: there is nobody to ask.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise InvalidRequest("There is no terminal to confirm on. Add the option --yes.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def password_from_stdin() -> str:
    """The first line of standard input.

    Raises:
        InvalidRequest: there is none, or it is not UTF-8.
    """
    line = sys.stdin.buffer.readline()
    try:
        password = line.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            "The password on standard input is not UTF-8 text. Check the terminal's encoding."
        ) from error
    if not password:
        raise InvalidRequest("Standard input holds no password: write it there as one line.")
    return password


class Progress:
    """A progress bar in one line of a terminal; on anything else it is silent.

    Implements ``pipeline.Reporter``; used with ``with``, it wipes its line at the end.
    """

    def __init__(self, label: str, stream: TextIO) -> None:
        self._label = printable(label)
        self._stream = stream
        self._shown = stream.isatty()
        self._percent = 0
        self._message = STAGE_MESSAGE[Stage.QUEUED]

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def stage(self, stage: Stage) -> None:
        self._message = STAGE_MESSAGE[stage]
        self._move(STAGE_PROGRESS[stage])

    def recognised(self, done: int, total: int) -> None:
        self._message, percent = recognising(done, total)
        self._move(percent)

    def chunks(self, progress: ChunkProgress) -> None:
        begin, end = STAGE_PROGRESS[Stage.ANALYZING], STAGE_PROGRESS[Stage.GROUNDING]
        share = progress.done / progress.total if progress.total else 1.0
        self._move(begin + int((end - begin) * share))

    def tick(self) -> None:
        """The bar shows no time, so waiting is no news."""

    def _move(self, percent: int) -> None:
        self._percent = max(self._percent, percent)
        bar = ("#" * (self._percent // 5)).ljust(20, ".")
        self._write(f"{self._percent:3d}% [{bar}] {self._label}: {self._message}")

    def _write(self, line: str) -> None:
        if not self._shown:
            return
        # One column less than there are: a full line would wrap, and stay.
        room = self._columns() - 1
        self._stream.write(f"\r{' ' * room}\r{line[:room]}")
        self._stream.flush()

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or WIDTH
        except OSError:
            return WIDTH
