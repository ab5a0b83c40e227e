"""``python -m summarizer_core``: the command line (see docs/cli.md)."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def _end(number: int, _: FrameType | None) -> None:
    # Unwinds, so that private copies of documents are removed.
    raise SystemExit(128 + number)


def run() -> int:
    try:
        signal.signal(signal.SIGTERM, _end)
        # Imported here: a Ctrl-C while modules are still loading ends quietly too.
        from summarizer_core.cli.main import main

        return main()
    except KeyboardInterrupt:
        # Not sys.exit: it would wait for threads that wait for an engine's answer.
        os._exit(128 + signal.SIGINT)


if __name__ == "__main__":
    sys.exit(run())
