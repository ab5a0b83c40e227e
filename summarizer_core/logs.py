"""Logging: text or JSON lines on standard error. Messages carry ids, never document text."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from summarizer_core.settings import Settings


class JsonFormatter(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(
            {
                "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
                "level": record.levelname,
                "logger": record.name,
                "message": record.getMessage(),
            },
            ensure_ascii=False,
        )


def configure_logging(settings: Settings) -> None:
    """Set up logging for this process, once, from ``LOG_LEVEL`` and ``LOG_FORMAT``."""
    handler = logging.StreamHandler(sys.stderr)
    if settings.log_format == "json":
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("summarizer_core")
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    root.propagate = False
    # RQ logs every job with colours and a description; its warnings are enough.
    for name in ("rq.worker", "rq.worker_pool", "rq.job", "rq.scheduler"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
