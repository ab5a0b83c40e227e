"""Parser of all commands, and the one place where errors become sentences and exit statuses."""

from __future__ import annotations

import argparse
import contextlib
import io
import logging
import os
import signal
import sys
from collections.abc import Sequence

from summarizer_core.cli import accounts, cache, documents, evaluate, operations
from summarizer_core.cli.output import complain
from summarizer_core.errors import SummarizerError, describe
from summarizer_core.logs import configure_logging
from summarizer_core.settings import Settings, load_settings

log = logging.getLogger(__name__)

OK, FAILED = 0, 1
#: What a shell reports of a program that wrote into a closed pipe: 128 + SIGPIPE.
_BROKEN_PIPE = 141
#: 128 + SIGHUP.
_HANGUP = 129


def build_parser() -> argparse.ArgumentParser:
    """The parser; each command's ``handler`` takes the options and the settings and returns the
    exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m summarizer_core",
        description="Contract review on the command line.",
        epilog="Exit status: 0 done, 1 failed (a sentence says why), 2 wrong usage.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    documents.add_commands(commands)
    accounts.add_commands(commands)
    cache.add_commands(commands)
    evaluate.add_commands(commands)
    operations.add_commands(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status.

    Raises:
        SystemExit: help (0) or wrong usage (2), from argparse.
        KeyboardInterrupt: Ctrl-C; output so far is written.
    """
    _write_utf8()
    if hasattr(signal, "SIGHUP"):
        # Closing the terminal: leave like on Ctrl-C, with everything tidied up.
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(_HANGUP))
    options = build_parser().parse_args(argv)
    try:
        settings = load_settings()
        _configure_logging(settings)
        status = int(options.handler(options, settings))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        _discard_output()
        return _BROKEN_PIPE
    except SummarizerError as error:
        complain(error.message)
    except Exception as error:
        log.error("unexpected %s", describe(error))
        complain(
            "Something went wrong inside the program. Try again; if it happens again, run the "
            "command with LOG_LEVEL=ERROR and report the place that it names."
        )
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    return FAILED


def _write_utf8() -> None:
    """UTF-8 whatever the locale says: programs read this output, and contracts quote "§"."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _configure_logging(settings: Settings) -> None:
    configure_logging(settings)
    if "log_level" not in settings.model_fields_set:
        # The sentences on standard error say what matters; who wants the log sets LOG_LEVEL.
        logging.getLogger("summarizer_core").setLevel(logging.CRITICAL)


def _discard_output() -> None:
    """The reader is gone (``... | head``): keep the interpreter from complaining at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
