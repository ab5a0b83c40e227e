"""Fixtures: real services, started for the tests and stopped with them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
import redis

from summarizer_core.embedded import EmbeddedRedis
from summarizer_core.errors import StartupError
from summarizer_core.extraction import ocr
from summarizer_core.models import Role, utcnow
from summarizer_core.services import Services
from summarizer_core.settings import Settings
from tests.gemini_server import GeminiServer

#: Modules whose tests share something that is dear to make: one process runs them all.
TOGETHER = {
    "test_admin_pages.py",
    "test_api.py",
    "test_app_lifecycle.py",
    "test_browser.py",
    "test_evaluate.py",
    "test_extraction_doc.py",
    "test_hostile_files.py",
    "test_train_local.py",
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Modules that stay together go first, the largest before all; every other test goes where
    there is room. (Groups made with xdist's own marker are lost on pytest 9.2: xdist 3.8 writes
    them into ``Item._nodeid``, which is not there any more.)"""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            path = nodeid.partition("::")[0]
            return path if path.rpartition("/")[2] in TOGETHER else nodeid

    return Scheduling(config, log)


def skip_or_fail(reason: str) -> NoReturn:
    """Skip on a bare machine; in CI the missing part is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """A command that runs in this process sets up logging; the next test must not notice."""
    loggers = [logging.getLogger(name) for name in ("summarizer_core", "rq")]
    before = [(one.handlers[:], one.level, one.propagate) for one in loggers]
    yield
    for one, (handlers, level, propagate) in zip(loggers, before, strict=True):
        one.handlers[:], one.propagate = handlers, propagate
        one.setLevel(level)


@pytest.fixture(scope="session")
def tesseract() -> None:
    """Skips, or fails in CI, where scanned pages cannot be recognised."""
    if isinstance(ocr.find_recogniser("eng"), str):
        skip_or_fail("Tesseract with English is not installed (Debian: apt install tesseract-ocr).")


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis server of our own, on a private unix socket."""
    server = EmbeddedRedis(tmp_path_factory.mktemp("redis"))
    try:
        url = server.start()
    except StartupError as error:
        skip_or_fail(error.message)
    yield url
    server.stop()


@pytest.fixture
def redis_client(redis_url: str) -> Iterator[redis.Redis]:
    """A client of that server, whose database is empty before each test."""
    client = redis.Redis.from_url(redis_url)
    client.flushall()
    yield client
    client.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path / "data")


@pytest.fixture
def services(settings: Settings, redis_url: str, redis_client: redis.Redis) -> Iterator[Services]:
    """Everything, wired to the test's own Redis and SQLite."""
    built = Services(settings, redis_url)
    yield built
    built.redis.close()


@pytest.fixture
def services_at(
    settings: Settings, redis_url: str, redis_client: redis.Redis
) -> Iterator[Callable[..., Services]]:
    """Builds services whose Gemini engine, the default one, talks to a stand-in; takes further
    settings by name."""
    built: list[Services] = []

    def build(server: GeminiServer, **more: Any) -> Services:
        values = {
            "data_dir": settings.data_dir,
            "gemini_api_key": "key",
            "gemini_api_endpoint": server.url,
            "analysis_engine": "gemini",
            "gemini_requests_per_minute": 10_000,
        }
        built.append(Services(Settings(_env_file=None, **values | more), redis_url))
        return built[-1]

    yield build
    for one in built:
        one.redis.close()


@pytest.fixture
def staff(services: Services):
    return _actor(services, "stella", Role.STAFF)


@pytest.fixture
def colleague(services: Services):
    return _actor(services, "colin", Role.STAFF)


@pytest.fixture
def analyst(services: Services):
    return _actor(services, "anna", Role.STAFF, Role.ANALYST)


def _actor(services: Services, username: str, *roles: Role):
    from summarizer_core.models import Actor, User

    user = User(
        username=username,
        name=username.title(),
        password_hash="not a hash: nobody logs in with it",
        roles=frozenset(roles),
        created_at=utcnow(),
    )
    services.stores.accounts.add_user(user)
    return Actor(username=username, roles=user.roles)
