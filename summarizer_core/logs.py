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
    # RQ brings handlers of its own unless its loggers have one; it logs every job at INFO.
    for name, level in (
        ("summarizer_core", settings.log_level),
        ("rq", max(logging.WARNING, logging.getLevelNamesMapping()[settings.log_level])),
    ):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False
