"""Redis clients, and the one place where redis-py's errors become ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import redis
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from summarizer_core.errors import SettingsError, Unavailable


def connect(url: str, *, timeout: float = 5.0) -> redis.Redis:
    """A client for ``url`` (``redis://``, ``rediss://``, ``unix://``); connects on first use.

    Args:
        timeout: seconds for connecting and for each answer.
    """
    try:
        return redis.Redis.from_url(
            url,
            socket_timeout=timeout,
            socket_connect_timeout=timeout,
            health_check_interval=30,
            # One quick retry bridges a restarted server without hiding a dead one.
            retry=Retry(ExponentialBackoff(cap=0.5, base=0.05), 2),
        )
    except ValueError as error:
        raise SettingsError(
            "REDIS_URL has an invalid value: it should look like redis://:password@host:6379/0."
        ) from error


@contextmanager
def redis_errors() -> Iterator[None]:
    """Translate redis-py errors into ``Unavailable``."""
    try:
        yield
    except (redis.ConnectionError, redis.TimeoutError) as error:
        raise Unavailable(
            "Redis cannot be reached at the moment. Nothing is lost; please try again shortly.",
            code="redis_unavailable",
        ) from error
    except redis.RedisError as error:
        raise Unavailable(
            "Redis refused a request. Ask your administrator to look at its memory and settings.",
            code="redis_error",
        ) from error
