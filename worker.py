"""Start RQ workers: ``python worker.py [--workers N] [--burst]``.

They work against ``REDIS_URL``, or against the Redis of an app that runs on this ``DATA_DIR``.
SIGTERM or Ctrl-C lets running jobs finish; a second one ends them (they are taken up again).
"""

from __future__ import annotations

import argparse
import sys

from summarizer_core.errors import SummarizerError
from summarizer_core.logs import configure_logging
from summarizer_core.processes import tie_to_parent
from summarizer_core.services import build_services
from summarizer_core.settings import load_settings
from summarizer_core.workers import Pool


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def main() -> int:
    parser = argparse.ArgumentParser(prog="worker.py", description="Start RQ workers.")
    parser.add_argument("--workers", type=positive, help="how many (default: WORKER_COUNT)")
    parser.add_argument("--burst", action="store_true", help="end when the queue is empty")
    # How the app starts its own workers: they end with the process of that id.
    parser.add_argument("--embedded", type=int, metavar="PID", help=argparse.SUPPRESS)
    options = parser.parse_args()
    try:
        if options.embedded:
            tie_to_parent(options.embedded)
        settings = load_settings()
        configure_logging(settings)
        services = build_services(settings)
        services.queue.check()
        services.stores.check()
        pool = Pool(
            services, options.workers or settings.worker_count, alone=bool(options.embedded)
        )
    except SummarizerError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    pool.run(burst=options.burst)
    return 0


if __name__ == "__main__":
    sys.exit(main())
