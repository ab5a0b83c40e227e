"""Composition root: builds everything from settings, once per process.

The UI, the API, workers, the command line and the tests all get their parts from here. Building
opens no connection; the first use does.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import redis

from summarizer_core import extraction, playbook
from summarizer_core.accounts.service import Accounts
from summarizer_core.accounts.throttle import Throttle
from summarizer_core.accuracy import MeasuredAccuracy
from summarizer_core.cache import Cache, ForgivingCache
from summarizer_core.dispatch import CacheLike, Dispatcher, NoCache
from summarizer_core.embedded import recorded_redis_url
from summarizer_core.engines.base import Engine
from summarizer_core.engines.gemini import GeminiEngine
from summarizer_core.engines.gemini_wire import GeminiConfig
from summarizer_core.engines.local import LocalEngine
from summarizer_core.errors import InvalidRequest, StartupError, Unavailable
from summarizer_core.models import Actor, Role, utcnow
from summarizer_core.pacing import Pacer
from summarizer_core.pipeline import Earlier, Pipeline
from summarizer_core.playbook import Playbook
from summarizer_core.playbook_shelf import PlaybookShelf
from summarizer_core.prices import price_of
from summarizer_core.queue import JobQueue
from summarizer_core.reconcile import Reconciler
from summarizer_core.redis_client import connect
from summarizer_core.settings import Settings
from summarizer_core.speeds import Speeds
from summarizer_core.status import Leases, StatusBoard
from summarizer_core.stores.base import Stores
from summarizer_core.stores.mongo import MongoStores
from summarizer_core.stores.sqlite import SqliteStores
from summarizer_core.usecases.administer import Administer
from summarizer_core.usecases.administer_queue import AdministerQueue
from summarizer_core.usecases.control import ControlAnalysis
from summarizer_core.usecases.erase import EraseDocument
from summarizer_core.usecases.estimate import EstimateCost
from summarizer_core.usecases.focus import FocusOnDocument
from summarizer_core.usecases.judge import JudgeDocument
from summarizer_core.usecases.read import ReadDocuments
from summarizer_core.usecases.submit import SubmitDocument
from summarizer_core.usecases.view import ViewPage

log = logging.getLogger(__name__)

_LOGIN_FAILURES = 10
_TOKEN_FAILURES = 50
#: A socket that does not exist: a client for it connects to nothing, whoever uses it.
_NO_REDIS = "unix:///nonexistent/redis.sock"


@dataclass(frozen=True)
class Health:
    """``problem`` is a sentence for the operator, None when all is well."""

    ready: bool
    problem: str | None = None


class Services:
    """Everything the product consists of, wired.

    Args:
        settings: settings in force.
        redis_url: where Redis is; overrides ``settings.redis_url`` (the embedded server's socket).
    """

    def __init__(self, settings: Settings, redis_url: str) -> None:
        self.settings = settings
        self.redis_url = redis_url

    # -- adapters ------------------------------------------------------------------------------

    @cached_property
    def redis(self) -> redis.Redis:
        return connect(self.redis_url)

    @cached_property
    def stores(self) -> Stores:
        return build_stores(self.settings)

    @cached_property
    def cache(self) -> Cache:
        return Cache(
            self.redis,
            max_entries=self.settings.cache_max_entries,
            ttl=self.settings.chunk_cache_ttl,
        )

    @cached_property
    def board(self) -> StatusBoard:
        return StatusBoard(self.redis, ttl=self.settings.task_status_ttl)

    @cached_property
    def leases(self) -> Leases:
        return Leases(self.redis)

    @cached_property
    def speeds(self) -> Speeds:
        return Speeds(self.redis)

    @cached_property
    def queue(self) -> JobQueue:
        return JobQueue(self.redis)

    @cached_property
    def reconciler(self) -> Reconciler:
        return Reconciler(
            self.redis,
            self.queue,
            self.leases,
            self.board,
            self.stores.sessions,
            self.stores.results,
        )

    @cached_property
    def engines(self) -> Mapping[str, Engine]:
        per_minute = self.settings.gemini_requests_per_minute
        pacer = Pacer(self.redis, name="gemini", per_minute=per_minute)
        return build_engines(self.settings, reserve_gemini_call=pacer.reserve)

    @cached_property
    def accuracy(self) -> MeasuredAccuracy:
        return build_accuracy(self.settings)

    @cached_property
    def playbooks(self) -> PlaybookShelf:
        return PlaybookShelf(self.settings.data_dir / "playbooks")

    def pipeline(self, session_id: str, attempt: int, playbook_name: str | None = None) -> Pipeline:
        """A pipeline for one job (its cache remembers whether Redis was away).

        Raises:
            InvalidRequest: there is no such playbook (any more), or it is faulty.
        """
        return build_pipeline(
            self.settings,
            ForgivingCache(self.cache),
            judge=self.playbooks.get(playbook_name),
            owner=f"{session_id}:{attempt}",
            earlier=self.stores.results.document_of,
        )

    # -- use cases -----------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> Accounts:
        return _accounts(self.stores, self.redis)

    @cached_property
    def submit(self) -> SubmitDocument:
        return SubmitDocument(
            self.stores,
            self.queue,
            self.board,
            engines=set(self.engines),
            default_engine=self.settings.default_engine,
            limits=extraction_limits(self.settings),
            max_bytes=self.settings.max_upload_bytes,
            temporary=self.temporary,
            shelf=self.playbooks,
        )

    @cached_property
    def estimate(self) -> EstimateCost:
        return EstimateCost(
            self.engines,
            default_engine=self.settings.default_engine,
            limits=extraction_limits(self.settings),
            max_bytes=self.settings.max_upload_bytes,
            temporary=self.temporary,
            known=self.cache.known,
            earlier=self.stores.results.document_of,
        )

    @cached_property
    def judge(self) -> JudgeDocument:
        return JudgeDocument(self.stores, self.playbooks)

    @cached_property
    def read(self) -> ReadDocuments:
        return ReadDocuments(self.stores, self.board, self.queue, self.speeds)

    @cached_property
    def focus(self) -> FocusOnDocument:
        return FocusOnDocument(self.stores, self.queue)

    @cached_property
    def view_page(self) -> ViewPage:
        return ViewPage(self.stores, extraction_limits(self.settings), self.temporary)

    @cached_property
    def control(self) -> ControlAnalysis:
        return ControlAnalysis(self.stores, self.board, self.queue, set(self.engines))

    @cached_property
    def erase(self) -> EraseDocument:
        return EraseDocument(self.stores, self.board, self.queue)

    @cached_property
    def administer(self) -> Administer:
        return Administer(self.stores, self.redis, self.cache, self.engines, self.accuracy)

    @cached_property
    def administer_queue(self) -> AdministerQueue:
        return AdministerQueue(self.stores, self.board, self.queue)

    # -- the rest ------------------------------------------------------------------------------

    @property
    def temporary(self) -> Path:
        """Private folder for files that are being worked on."""
        return self.settings.data_dir / "tmp"

    @cached_property
    def cookie_key(self) -> str:
        """Secret that signs log-in cookies: the setting, else one kept in the data directory."""
        if self.settings.auth_cookie_key:
            return self.settings.auth_cookie_key.get_secret_value()
        return _kept_secret(self.settings.data_dir / "cookie.key")

    def health(self) -> Health:
        """Whether jobs can be accepted: Redis and the store answer."""
        try:
            self.queue.check()
            self.stores.check()
        except Unavailable as error:
            return Health(False, error.message)
        return Health(True)


def build_services(settings: Settings, redis_url: str | None = None) -> Services:
    """Services over ``redis_url``, else ``REDIS_URL``, else the running app's embedded server.

    Raises:
        StartupError: there is none of these.
    """
    if redis_url is None and settings.redis_url is not None:
        redis_url = settings.redis_url.get_secret_value()
    if redis_url is None:
        redis_url = recorded_redis_url(settings.data_dir)
    if redis_url is None:
        raise StartupError(
            "No Redis to work with: set REDIS_URL, or start the app first "
            "(streamlit run streamlit_app.py), which brings its own."
        )
    return Services(settings, redis_url)


def build_stores(settings: Settings) -> Stores:
    """The store that settings name: MongoDB with ``MONGO_URI``, else SQLite in ``DATA_DIR``."""
    if settings.mongo_uri is not None:
        return MongoStores(settings.mongo_uri.get_secret_value())
    return SqliteStores(settings.data_dir)


def build_accounts(settings: Settings) -> Accounts:
    """Accounts for the command line: users and tokens need the store alone, so this works while
    Redis is away or was never started. Log-ins do need Redis: they go through ``Services``."""
    return _accounts(build_stores(settings), connect(_NO_REDIS))


def _accounts(stores: Stores, client: redis.Redis) -> Accounts:
    return Accounts(
        stores.accounts,
        Throttle(client, kind="login", limit=_LOGIN_FAILURES),
        Throttle(client, kind="token", limit=_TOKEN_FAILURES),
    )


def build_engines(
    settings: Settings, reserve_gemini_call: Callable[[float], float] = lambda _within: 0.0
) -> Mapping[str, Engine]:
    """Engines that can be used with these settings, by name."""
    engines: dict[str, Engine] = {"local": LocalEngine()}
    if settings.gemini_api_key is not None:
        engines["gemini"] = GeminiEngine(
            GeminiConfig(
                api_key=settings.gemini_api_key.get_secret_value(),
                model=settings.gemini_model,
                endpoint=settings.gemini_api_endpoint,
                reserve=reserve_gemini_call,
                concurrency=settings.analysis_concurrency,
                price=lambda: price_of(
                    settings.gemini_model, settings.gemini_prices, utcnow().date()
                ),
            ),
            besides=engines["local"],
        )
    return engines


def choose_engine(engines: Mapping[str, Engine], name: str) -> Engine:
    """Raises ``InvalidRequest`` when the engine is not available (any more)."""
    engine = engines.get(name)
    if engine is None:
        raise InvalidRequest(
            f"The engine {name!r} is not available: "
            + ("set GEMINI_API_KEY." if name == "gemini" else "choose local or gemini.")
        )
    return engine


def build_accuracy(settings: Settings) -> MeasuredAccuracy:
    """What is known of the engines' accuracy; no Redis, no store."""
    return MeasuredAccuracy(settings.data_dir / "accuracy")


def build_pipeline(
    settings: Settings,
    cache: CacheLike | None = None,
    judge: Playbook | None = None,
    owner: str | None = None,
    earlier: Earlier = lambda _sha256, _media_type: None,
) -> Pipeline:
    """A pipeline; without a cache it remembers nothing. By default the built-in playbook judges."""
    dispatcher = Dispatcher(
        cache or NoCache(),
        concurrency=settings.analysis_concurrency,
        owner=owner,
        # Summary and answer, one after the other, end well within the time of a standstill.
        patience=settings.job_timeout / 5,
    )
    return Pipeline(dispatcher, judge or playbook.load(), extraction_limits(settings), earlier)


def extraction_limits(settings: Settings) -> extraction.Limits:
    return extraction.Limits(max_pages=settings.max_pages, ocr_languages=settings.ocr_languages)


def operator() -> Actor:
    """Who acts on the command line: whoever may read the data directory may do everything."""
    return Actor(username="command line", roles=frozenset(Role), via="cli")


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret
