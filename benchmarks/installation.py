"""What the benchmarks of the running product share: a fresh installation with the Gemini stand-in
as its engine, documents, and a verdict against the targets.

Programs that use it take files or folders as arguments; without any, contracts are written.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import re
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

import httpx
import redis

from summarizer_core.embedded import recorded_redis_url
from summarizer_core.models import Role, User, utcnow
from summarizer_core.services import build_accounts, build_stores, operator
from summarizer_core.settings import Settings
from tests.gemini_server import GeminiServer
from tests.running_app import RunningApp, wait_for_end
from tests.samples import long_contract_text, write_pdf

_READABLE: Final = frozenset({".pdf", ".docx", ".txt", ".odt", ".rtf", ".html"})
#: So that neither rate limit nor cap shows in figures that are not about them.
_UNLIMITED: Final = "1000000"


_SENTENCE_END: Final = re.compile(r"(?<=[a-z)])\.(?=\s)")


class Document(NamedTuple):
    name: str
    data: bytes


class Ended(NamedTuple):
    """How a session ended. ``seconds`` count from the upload's first byte to the final status."""

    session_id: str
    seconds: float
    status: dict[str, Any]


# --- documents -------------------------------------------------------------------------------


def distinct_text(number: int, pages: int) -> str:
    """A contract of about ``pages`` pages that shares no sentence with those of other numbers."""
    place = itertools.count()
    return _SENTENCE_END.sub(
        lambda _: f" under item {number}-{next(place)}.", long_contract_text(pages)
    )


def pdf_of(text: str, name: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        return Document(name, write_pdf(Path(folder) / "written.pdf", text).read_bytes())


def given(paths: Sequence[Path]) -> list[Document]:
    """The files of the paths, and those in folders among them, by name."""
    files = [
        file
        for path in paths
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.suffix.lower() in _READABLE
    ]
    return [Document(file.name, file.read_bytes()) for file in files]


def documents(paths: Sequence[Path], count: int, pages: int) -> list[Document]:
    """``count`` documents: the given ones (again from the first, if they are fewer), or written
    ones of about ``pages`` pages that share no clause."""
    found = given(paths)
    if found:
        return list(itertools.islice(itertools.cycle(found), count))
    return [pdf_of(distinct_text(n, pages), f"contract-{n}.pdf") for n in range(count)]


# --- the installation ------------------------------------------------------------------------


@dataclass
class Installation:
    """An app that runs on an empty data directory, and the stand-in that it asks."""

    app: RunningApp
    gemini: GeminiServer
    token: str
    opened: list[httpx.Client] = field(default_factory=list)

    def client(self, token: str | None = None) -> httpx.Client:
        """A client of the API, closed with the installation; of the administrator by default."""
        client = self.app.client(token or self.token)
        self.opened.append(client)
        return client

    def redis(self) -> redis.Redis:
        """A client of the Redis that the app brought."""
        url = recorded_redis_url(self.app.data_dir)
        if url is None:
            raise SystemExit("The app has no Redis of its own: unset REDIS_URL.")
        return redis.Redis.from_url(url)

    def accounts(self, count: int) -> list[str]:
        """Tokens of that many new accounts. Nobody logs in with them: they have no passwords,
        which would take a quarter of a second each."""
        settings = Settings(_env_file=None, data_dir=self.app.data_dir)
        store, accounts, tokens = build_stores(settings).accounts, build_accounts(settings), []
        for number in range(count):
            user = User(
                username=f"user-{number}",
                name=f"User {number}",
                password_hash="none",
                roles=frozenset({Role.STAFF}),
                created_at=utcnow(),
            )
            store.add_user(user)
            secret, _ = accounts.create_token(operator(), user.username)
            tokens.append(secret)
        return tokens

    def calls(self) -> dict[str, int]:
        """Calls so far that the stand-in counted, by task."""
        return dict(self.gemini.stats()["tasks"])


@contextlib.contextmanager
def installation(
    *,
    latency: float = 0.0,
    fault_rate: float = 0.0,
    invent_rate: float = 0.0,
    seed: int = 0,
    on_chunks: Callable[[Sequence[str]], None] = lambda _: None,
    **environment: str,
) -> Iterator[Installation]:
    """A fresh installation, gone afterwards, also after SIGTERM; ``environment`` are further
    settings."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with (
        tempfile.TemporaryDirectory(prefix="benchmark-") as folder,
        GeminiServer(
            latency=latency,
            fault_rate=fault_rate,
            invent_rate=invent_rate,
            seed=seed,
            keep_requests=False,
            on_chunks=on_chunks,
        ) as gemini,
    ):
        settings = {
            "ANALYSIS_ENGINE": "gemini",
            "GEMINI_API_KEY": "a-key-for-the-stand-in",
            "GEMINI_API_ENDPOINT": gemini.url,
            "GEMINI_REQUESTS_PER_MINUTE": _UNLIMITED,
            "CACHE_MAX_ENTRIES": _UNLIMITED,
        }
        app = RunningApp(Path(folder) / "data", **{**settings, **environment})
        opened: list[httpx.Client] = []
        try:
            app.start()
            app.wait_for_workers(int(environment.get("WORKER_COUNT", "2")))
            yield Installation(app, gemini, app.token(), opened)
        finally:
            for client in opened:
                client.close()
            app.stop()


def upload(
    client: httpx.Client,
    document: Document,
    engine: str | None = None,
    focus: str | None = None,
) -> str:
    """Hand a document in, with a question; returns its session's id."""
    given = {"engine": engine, "focus": focus}
    fields = {"async": "true"} | {name: value for name, value in given.items() if value}
    answer = client.post("/summarize/", files={"document": tuple(document)}, data=fields)
    return str(answer.raise_for_status().json()["session_id"])


def analysed(client: httpx.Client, document: Document, engine: str | None = None) -> Ended:
    """Hand a document in and look 50 times a second until it has ended."""
    begin = time.perf_counter()
    session_id = upload(client, document, engine)
    while True:
        status = client.get(f"/sessions/{session_id}/status/").raise_for_status().json()
        if status["status"] in ("completed", "failed", "cancelled"):
            return Ended(session_id, time.perf_counter() - begin, status)
        time.sleep(0.02)


def result(client: httpx.Client, session_id: str) -> dict[str, Any]:
    """The result object of a session that has ended."""
    return dict(client.get(f"/sessions/{session_id}/").raise_for_status().json())


def results(
    client: httpx.Client, session_ids: Collection[str], seconds: float = 300
) -> list[dict[str, Any]]:
    """Results of all sessions, once they have ended, however they did."""
    for session_id in session_ids:
        wait_for_end(client, session_id, seconds)
    return [result(client, session_id) for session_id in session_ids]


# --- the verdict -----------------------------------------------------------------------------


class Verdict:
    """Prints figures as they come; those with a target say whether it is met."""

    def __init__(self, title: str) -> None:
        self._missed = 0
        print(f"== {title}", flush=True)

    def show(self, what: str, value: object) -> None:
        print(f"   {what}: {value}", flush=True)

    def check(self, what: str, measured: object, target: str, met: bool) -> None:
        self._missed += not met
        print(f"{'ok' if met else 'MISSED':>6} {what}: {measured} (target: {target})", flush=True)

    def end(self) -> NoReturn:
        """Exit with 1 when a target was missed."""
        print("all targets met" if not self._missed else f"{self._missed} targets missed")
        raise SystemExit(1 if self._missed else 0)


def parser(description: str | None, *, files: bool = True) -> argparse.ArgumentParser:
    """A parser of arguments; with ``files``, of the documents to use instead of written ones."""
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if files:
        made.add_argument("files", nargs="*", type=Path, help="files or folders of documents")
    return made
