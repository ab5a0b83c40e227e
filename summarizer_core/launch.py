"""What the web process does before and after serving: settings, lock, embedded services."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from filelock import FileLock

from summarizer_core.embedded import (
    EmbeddedRedis,
    EmbeddedWorkers,
    clean_temporary,
    lock_data_dir,
)
from summarizer_core.errors import StartupError, Unavailable
from summarizer_core.logs import configure_logging
from summarizer_core.services import Services, build_services, operator
from summarizer_core.settings import load_settings

log = logging.getLogger(__name__)

_WATCH_EVERY = 2.0
#: What requests that are under way have left when the app stops.
_FAREWELL_SECONDS = 5


def _bound_the_farewell() -> None:
    """Have the server end although a client holds on to its connection.

    Streamlit 1.67 leaves uvicorn's ``timeout_graceful_shutdown`` unset, so that one client who
    does not finish a request keeps the app from stopping. The server is found as the owner of the
    handler of SIGTERM, which uvicorn sets before the lifespan begins.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    config = getattr(server, "config", None)
    if config is not None and getattr(config, "timeout_graceful_shutdown", 0) is None:
        config.timeout_graceful_shutdown = _FAREWELL_SECONDS


class Launch:
    """A started installation. ``begin`` starts Redis; ``lifespan`` the workers, and stops both."""

    def __init__(
        self,
        services: Services,
        lock: FileLock | None = None,
        redis: EmbeddedRedis | None = None,
        workers: EmbeddedWorkers | None = None,
    ) -> None:
        self.services = services
        self._lock = lock
        self._redis = redis
        self._workers = workers

    @classmethod
    def begin(cls) -> Launch:
        """Read settings, claim the data directory, start the built-in Redis if it is needed.

        Raises:
            SettingsError, StartupError, Unavailable: one sentence that says what to do.
        """
        settings = load_settings()
        configure_logging(settings)
        alone = settings.embedded or settings.mongo_uri is None
        lock = lock_data_dir(settings.data_dir) if alone else None
        if settings.embedded:
            redis = EmbeddedRedis(settings.data_dir)
            atexit.register(redis.stop)  # for an end between here and the lifespan
            services = build_services(settings, redis.start())
            clean_temporary(services.temporary)
            launch = cls(services, lock, redis, EmbeddedWorkers(settings.worker_count, os.getpid()))
        else:
            services = build_services(settings)
            launch = cls(services, lock)
            launch.warn_of_eviction()
        services.stores.check()
        if settings.admin_username and settings.admin_password:
            services.accounts.ensure_administrator(
                settings.admin_username, settings.admin_password.get_secret_value()
            )
        return launch

    @asynccontextmanager
    async def lifespan(self, _app: Any) -> AsyncIterator[dict[str, Any] | None]:
        """For ``st.App``: workers run while the app serves."""
        _bound_the_farewell()
        if self._workers is not None:
            self._workers.start()
        watcher = asyncio.create_task(self._watch())
        try:
            yield None
        finally:
            watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watcher
            self.stop()

    def stop(self) -> None:
        """Stop workers, then Redis."""
        if self._workers is not None:
            self._workers.stop()
        if self._redis is not None:
            self._redis.stop()
        if self._lock is not None:
            self._lock.release()

    async def _watch(self) -> None:
        """Start again what dies on its own (this coroutine runs in the main thread, whose life
        the children are tied to)."""
        while True:
            await asyncio.sleep(_WATCH_EVERY)
            try:
                if self._redis is not None:
                    self._redis.ensure_running()
                if self._workers is not None:
                    self._workers.ensure_running()
            except StartupError as error:
                log.error("%s", error.message)

    def warn_of_eviction(self) -> None:
        """A Redis that evicts keys when memory runs short would throw away jobs."""
        try:
            figures = self.services.administer.redis_figures(operator())
        except Unavailable as error:
            log.warning("%s", error.message)
            return
        if figures.evicts_jobs:
            log.warning(
                "Redis has maxmemory-policy %s, which can evict queued jobs: set it to noeviction",
                figures.policy,
            )
