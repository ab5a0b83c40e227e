"""The embedded store: one SQLite database and a directory of files under the data directory.

Durability: write-ahead log with ``synchronous=FULL``. What a method has written when it returns
survives a killed process and a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous;
``NORMAL`` may lose the last commits at a power cut). Erasure: ``secure_delete`` overwrites what
is deleted, and a delete empties the log, so that an erased text is not left in the file.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import json
import os
import shutil
import sqlite3
import threading
import time
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, TypeVar

from pydantic import BaseModel

from summarizer_core.errors import Conflict, NotFound, Unavailable
from summarizer_core.models import (
    AnalysisResult,
    ApiToken,
    AuditEvent,
    ExtractedDocument,
    FocusAnswer,
    FocusRequest,
    FocusState,
    Session,
    SessionStatus,
    User,
    utcnow,
)
from summarizer_core.stores import codec
from summarizer_core.stores.base import SessionPage
from summarizer_core.stores.migrations import migrate

ModelT = TypeVar("ModelT", bound=BaseModel)

BUSY_TIMEOUT: Final = 10.0
#: Seconds that emptying the log after a delete may wait for readers.
CHECKPOINT_TIMEOUT_MS: Final = 500
#: The log is cut back to this many bytes after a checkpoint.
LOG_SIZE_LIMIT: Final = 64 * 1024 * 1024
#: Seconds that a fork waits for open connections; longer than any of them waits for a lock.
FORK_WAIT: Final = BUSY_TIMEOUT + 5.0

_JSON_COLUMNS: Final = frozenset({"error", "roles", "usage"})
_UNFINISHED: Final = (SessionStatus.PENDING, SessionStatus.PROCESSING)


class _ForkGuard:
    """Keeps forks apart from open connections.

    SQLite keeps per-process tables of the locks it holds. A child that is forked while another
    thread has a connection open inherits those entries and trusts them: it finds the database
    locked for ever, or writes without a lock and damages it
    (https://www.sqlite.org/howtocorrupt.html, section 2.6). Measured with two writing threads:
    32 of 40 forked children failed, some with a damaged database. So a fork waits for open
    connections, and new ones wait for the fork.
    """

    def __init__(self) -> None:
        self._reset()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(
                before=self._before, after_in_parent=self._after, after_in_child=self._reset
            )

    def _reset(self) -> None:
        self._condition = threading.Condition()
        self._open = 0
        self._forks = 0

    def _before(self) -> None:
        self._condition.acquire()
        self._forks += 1
        self._condition.wait_for(lambda: self._open == 0, timeout=FORK_WAIT)

    def _after(self) -> None:
        self._forks -= 1
        self._condition.notify_all()
        self._condition.release()

    def __enter__(self) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._forks == 0, timeout=FORK_WAIT)
            self._open += 1

    def __exit__(self, *_: object) -> None:
        with self._condition:
            self._open -= 1
            self._condition.notify_all()


_fork_guard = _ForkGuard()


def _explain(exc: sqlite3.Error | OSError) -> str:
    code = getattr(exc, "sqlite_errorcode", 0) & 0xFF  # extended codes carry the cause above it
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "The document store is busy. Try again in a few seconds."
    if code == sqlite3.SQLITE_FULL or getattr(exc, "errno", None) == errno.ENOSPC:
        return "The disk of the document store is full. Free some space and try again."
    return (
        "The document store cannot be opened or written. Ask the administrator to check the "
        "data directory, its disk and its permissions."
    )


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as exc:
        raise Unavailable(_explain(exc)) from exc


class _Database:
    """Opens a connection per operation: processes fork, so none is kept."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.path = data_dir / "documents.db"
        self._ready = False
        self._preparing = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection whose statements all see one state of the database."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection that holds the write lock; commits at the end, else changes nothing."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with _translated():
            self.prepare()
            with self._connection() as connection:
                connection.execute(begin)
                try:
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        # mode=rw: a database that vanished while we run is an error, not an empty new one.
        uri = f"{self.path.absolute().as_uri()}?mode=rw"
        with _fork_guard:
            connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT, isolation_level=None)
            try:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(f"PRAGMA journal_size_limit = {LOG_SIZE_LIMIT}")
                yield connection
            finally:
                connection.close()

    def prepare(self) -> None:
        """Create directory, database and schema, once per object."""
        if self._ready:
            return
        with _translated(), self._preparing:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Created by us for its permissions; the log files inherit them from it. Never opened
            # otherwise: closing it would drop the locks of this process's other connections.
            with contextlib.suppress(FileExistsError):
                _open_private(self.path, "xb").close()
            with self._connection() as connection:
                _use_log(connection)
                migrate(connection)
            self._ready = True

    def empty_log(self) -> None:
        """Move the log into the database and empty it, if no reader prevents it."""
        with contextlib.suppress(sqlite3.OperationalError), self._connection() as connection:
            connection.execute(f"PRAGMA busy_timeout = {CHECKPOINT_TIMEOUT_MS}")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _use_log(connection: sqlite3.Connection) -> None:
    # Switching the journal mode needs the file alone and does not always wait for it, so that
    # of two processes that start at once one is refused: retried here.
    deadline = time.monotonic() + BUSY_TIMEOUT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as exc:
            busy = exc.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _open_private(path: Path, mode: str) -> IO[bytes]:
    """Open a binary file; one that is created can be read by this user alone."""
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600))


def _to_row(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: json.dumps(value) if isinstance(value, dict | list) else value
        for name, value in record.items()
    }


def _from_row(model: type[ModelT], row: sqlite3.Row) -> ModelT:
    record = {name: row[name] for name in model.model_fields}
    for name in _JSON_COLUMNS & record.keys():
        record[name] = None if record[name] is None else json.loads(record[name])
    return model.model_validate(record)


def _insert(connection: sqlite3.Connection, table: str, model: BaseModel, **override: str) -> None:
    row = _to_row(codec.to_record(model) | override)
    # Table and columns are names from this package, values are bound.
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({_marks(len(row))})",  # noqa: S608
        tuple(row.values()),
    )


def _marks(count: int) -> str:
    return ", ".join("?" * count)


class SqliteSessions:
    """``SessionStore`` on SQLite."""

    def __init__(self, database: _Database) -> None:
        self._database = database

    def create(self, session: Session) -> None:
        with self._database.write() as connection:
            try:
                _insert(connection, "sessions", session)
            except sqlite3.IntegrityError as exc:
                raise Conflict("A document with this id exists already.") from exc

    def get(self, session_id: str) -> Session | None:
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT * FROM sessions WHERE id = ?", (session_id,)
            ).fetchone()
        return None if row is None else _from_row(Session, row)

    def list(
        self,
        *,
        owner: str | None,
        limit: int,
        cursor: str | None = None,
        statuses: Collection[SessionStatus] | None = None,
        created_before: datetime | None = None,
        dismissed: bool | None = None,
    ) -> SessionPage:
        codec.checked_limit(limit)
        conditions, values = ["1"], builtins.list[Any]()
        if owner is not None:
            conditions.append("owner = ?")
            values.append(owner)
        if cursor is not None:
            conditions.append("(created_at, id) < (?, ?)")
            values.extend(codec.from_cursor(cursor))
        if statuses is not None:
            conditions.append(f"status IN ({_marks(len(statuses))})")
            values.extend(status.value for status in statuses)
        if created_before is not None:
            conditions.append("created_at < ?")
            values.append(codec.timestamp(created_before))
        if dismissed is not None:
            conditions.append("dismissed = ?")
            values.append(dismissed)
        where = " AND ".join(conditions)
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT * FROM sessions WHERE {where}"  # noqa: S608 - fixed conditions
                " ORDER BY created_at DESC, id DESC LIMIT ?",
                (*values, limit + 1),
            ).fetchall()
        items = [_from_row(Session, row) for row in rows[:limit]]
        return SessionPage(items, codec.to_cursor(items[-1]) if len(rows) > limit else None)

    def count(self, *, statuses: Collection[SessionStatus], dismissed: bool | None = None) -> int:
        with self._database.read() as connection:
            row = connection.execute(
                f"SELECT count(*) FROM sessions WHERE status IN ({_marks(len(statuses))})"  # noqa: S608
                " AND dismissed = coalesce(?, dismissed)",
                (*(status.value for status in statuses), dismissed),
            ).fetchone()
        return int(row[0])

    def unfinished(self) -> Sequence[Session]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM sessions WHERE status IN (?, ?) ORDER BY created_at, id",
                _UNFINISHED,
            ).fetchall()
        return [_from_row(Session, row) for row in rows]

    def update(
        self,
        session_id: str,
        *,
        attempt: int,
        statuses: Collection[SessionStatus],
        changes: Mapping[str, Any],
    ) -> Session | None:
        with self._database.write() as connection:
            return _compare_and_set(connection, session_id, attempt, statuses, changes)

    def complete(
        self,
        session_id: str,
        *,
        attempt: int,
        result: AnalysisResult,
        document: ExtractedDocument,
        changes: Mapping[str, Any],
    ) -> Session | None:
        processing = (SessionStatus.PROCESSING,)
        return self._save(session_id, attempt, processing, result, document, changes)

    def replace_result(
        self,
        session_id: str,
        *,
        attempt: int,
        result: AnalysisResult,
        document: ExtractedDocument,
        changes: Mapping[str, Any],
    ) -> Session | None:
        completed = (SessionStatus.COMPLETED,)
        return self._save(session_id, attempt, completed, result, document, changes)

    def _save(
        self,
        session_id: str,
        attempt: int,
        statuses: Collection[SessionStatus],
        result: AnalysisResult,
        document: ExtractedDocument,
        changes: Mapping[str, Any],
    ) -> Session | None:
        packed = codec.pack(result), codec.pack(document)  # before the write lock is taken
        with self._database.write() as connection:
            session = _compare_and_set(connection, session_id, attempt, statuses, changes)
            if session is not None:
                connection.execute(
                    "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)",
                    (session_id, session.attempt, *packed),
                )
        return session

    def request_cancel(self, session_id: str) -> Session | None:
        with self._database.write() as connection:
            return _compare_and_set(
                connection, session_id, None, _UNFINISHED, {"cancel_requested": True}
            )

    def delete(self, session_id: str) -> bool:
        with self._database.write() as connection:
            deleted = connection.execute("DELETE FROM sessions WHERE id = ?", (session_id,))
            existed = deleted.rowcount > 0
        if existed:
            self._database.empty_log()
        return existed


def _compare_and_set(
    connection: sqlite3.Connection,
    session_id: str,
    attempt: int | None,
    statuses: Collection[SessionStatus],
    changes: Mapping[str, Any],
) -> Session | None:
    """One ``UPDATE`` that holds condition and change; ``attempt`` None means any."""
    record = _to_row(
        codec.to_changes(Session, {"updated_at": utcnow(), **changes}, fixed=("id", "created_at"))
    )
    assignments = ", ".join(f"{name} = ?" for name in record)  # names were checked
    rows = connection.execute(
        f"UPDATE sessions SET {assignments}"  # noqa: S608
        f" WHERE id = ? AND attempt = coalesce(?, attempt) AND status IN ({_marks(len(statuses))})"
        " RETURNING *",
        (*record.values(), session_id, attempt, *(status.value for status in statuses)),
    ).fetchall()
    return _from_row(Session, rows[0]) if rows else None


class SqliteResults:
    """``ResultStore`` on SQLite. A result is read only while its attempt is the session's, unless
    an earlier one is asked for."""

    def __init__(self, database: _Database) -> None:
        self._database = database

    def result(self, session_id: str, *, earlier: bool = False) -> AnalysisResult | None:
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT result FROM results JOIN sessions ON id = session_id"
                " WHERE session_id = ? AND (results.attempt = sessions.attempt OR ?)",
                (session_id, earlier),
            ).fetchone()
            answers = connection.execute(
                "SELECT answer FROM focus_answers WHERE session_id = ? ORDER BY position",
                (session_id,),
            ).fetchall()
        if row is None:
            return None
        return codec.with_focus(
            codec.unpack(AnalysisResult, row["result"]),
            [codec.unpack(FocusAnswer, answer["answer"]) for answer in answers],
        )

    def document(self, session_id: str, *, earlier: bool = False) -> ExtractedDocument | None:
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT document FROM results JOIN sessions ON id = session_id"
                " WHERE session_id = ? AND (results.attempt = sessions.attempt OR ?)",
                (session_id, earlier),
            ).fetchone()
        return None if row is None else codec.unpack(ExtractedDocument, row["document"])

    def document_of(self, sha256: str, media_type: str) -> ExtractedDocument | None:
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT document FROM sessions JOIN results USING (attempt)"
                " WHERE sha256 = ? AND media_type = ? AND status = ? AND session_id = id"
                " ORDER BY created_at DESC LIMIT 1",
                (sha256, media_type, SessionStatus.COMPLETED.value),
            ).fetchone()
        return None if row is None else codec.unpack(ExtractedDocument, row["document"])

    def put_focus(self, session_id: str, answer: FocusAnswer) -> None:
        """Insert or replace one focus answer by its id.

        Raises:
            NotFound: when there is no such session.
        """
        with self._database.write() as connection:
            try:
                connection.execute(
                    "INSERT INTO focus_answers (session_id, focus_id, answer) VALUES (?, ?, ?)"
                    " ON CONFLICT (session_id, focus_id)"
                    " DO UPDATE SET answer = excluded.answer, state = 'settled'",
                    (session_id, answer.focus_id, codec.pack(answer)),
                )
            except sqlite3.IntegrityError as exc:
                raise NotFound("There is no document with this id.") from exc

    def add_focus(self, request: FocusRequest) -> bool:
        with self._database.write() as connection:
            try:
                added = connection.execute(
                    "INSERT INTO focus_answers"
                    " (session_id, focus_id, answer, state, attempt, tries, asked_by, asked_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (session_id, focus_id) DO NOTHING",
                    (
                        request.session_id,
                        request.focus_id,
                        codec.pack(request.answer),
                        request.state.value,
                        request.attempt,
                        request.tries,
                        request.asked_by,
                        request.asked_at and codec.timestamp(request.asked_at),
                    ),
                )
            except sqlite3.IntegrityError as exc:
                raise NotFound("There is no document with this id.") from exc
            return added.rowcount > 0

    def focus(self, session_id: str, focus_id: str) -> FocusRequest | None:
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT * FROM focus_answers WHERE session_id = ? AND focus_id = ?",
                (session_id, focus_id),
            ).fetchone()
        return None if row is None else codec.focus_request(row)

    def unsettled_focus(self) -> Sequence[FocusRequest]:
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM focus_answers WHERE state <> 'settled' ORDER BY asked_at, position"
            ).fetchall()
        return [codec.focus_request(row) for row in rows]

    def update_focus(
        self,
        session_id: str,
        focus_id: str,
        *,
        attempt: int,
        states: Collection[FocusState],
        changes: Mapping[str, Any],
    ) -> FocusRequest | None:
        record = codec.focus_changes(changes)
        assignments = ", ".join(f"{name} = ?" for name in record)  # names were checked
        with self._database.write() as connection:
            rows = connection.execute(
                f"UPDATE focus_answers SET {assignments}"  # noqa: S608
                " WHERE session_id = ? AND focus_id = ? AND attempt = ?"
                f" AND state IN ({_marks(len(states))}) RETURNING *",
                (*record.values(), session_id, focus_id, attempt, *(s.value for s in states)),
            ).fetchall()
        return codec.focus_request(rows[0]) if rows else None


class SqliteFiles:
    """``FileStore`` on a directory: ``files/<session id>``.

    Bytes are written under ``files/incoming`` first and then renamed, so that a file is there
    whole or not at all.
    """

    def __init__(self, database: _Database) -> None:
        self._database = database
        self._directory = database.data_dir / "files"
        self._incoming = self._directory / "incoming"

    def put(self, session_id: str, source: BinaryIO) -> None:
        target = self._directory / codec.checked_session_id(session_id)
        with _translated():
            self._database.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._directory.mkdir(mode=0o700, exist_ok=True)
            self._incoming.mkdir(mode=0o700, exist_ok=True)
            part = self._incoming / f"{session_id}.{uuid.uuid4().hex}"
            try:
                with _open_private(part, "xb") as file:
                    shutil.copyfileobj(source, file, 1024 * 1024)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(part, target)
            finally:
                part.unlink(missing_ok=True)
            _sync_directory(self._directory)

    def copy_to(self, session_id: str, target: Path) -> None:
        with _translated():
            try:
                source = open(self._directory / codec.checked_session_id(session_id), "rb")
            except FileNotFoundError as exc:
                raise NotFound("The file of this document is no longer stored.") from exc
            with source, _open_private(target, "wb") as file:
                shutil.copyfileobj(source, file, 1024 * 1024)

    def exists(self, session_id: str) -> bool:
        with _translated():
            return (self._directory / codec.checked_session_id(session_id)).is_file()

    def delete(self, session_id: str) -> bool:
        path = self._directory / codec.checked_session_id(session_id)
        with _translated():
            for part in self._incoming.glob(f"{session_id}.*"):  # left by a killed process
                part.unlink(missing_ok=True)
            try:
                path.unlink()
            except FileNotFoundError:
                return False
            return True

    def remove_orphans(self, *, older_than: datetime) -> int:
        """Delete files last written before ``older_than`` that belong to no session, such as a
        process leaves that is killed between storing a file and creating its session.

        Returns:
            How many files were deleted.
        """
        with self._database.read() as connection:
            known = {row["id"] for row in connection.execute("SELECT id FROM sessions")}
        count = 0
        with _translated():
            for path in (*self._directory.glob("*-*"), *self._incoming.glob("*-*")):
                with contextlib.suppress(FileNotFoundError):  # renamed or deleted meanwhile
                    old = path.stat().st_mtime < older_than.timestamp()
                    if old and path.name not in known:
                        path.unlink()
                        count += 1
        return count


def _sync_directory(path: Path) -> None:
    """Make renames in a directory survive a power cut, where the system has a call for it."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class SqliteAccounts:
    """``AccountStore`` on SQLite. User names are stored and looked up in lower case."""

    def __init__(self, database: _Database) -> None:
        self._database = database

    def add_user(self, user: User) -> None:
        with self._database.write() as connection:
            try:
                _insert(connection, "users", user, username=user.username.lower())
            except sqlite3.IntegrityError as exc:
                raise Conflict("This user name is taken. Choose another one.") from exc

    def add_first_user(self, user: User) -> bool:
        with self._database.write() as connection:  # the write lock makes look and insert one
            if connection.execute("SELECT 1 FROM users LIMIT 1").fetchone() is not None:
                return False
            _insert(connection, "users", user, username=user.username.lower())
            return True

    def user(self, username: str) -> User | None:
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT * FROM users WHERE username = ?", (username.lower(),)
            ).fetchone()
        return None if row is None else _from_row(User, row)

    def users(self) -> Sequence[User]:
        """All users by name."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM users ORDER BY username").fetchall()
        return [_from_row(User, row) for row in rows]

    def update_user(self, username: str, changes: Mapping[str, Any]) -> User | None:
        record = _to_row(codec.to_changes(User, changes, fixed=("username", "created_at")))
        if not record:
            return self.user(username)
        assignments = ", ".join(f"{name} = ?" for name in record)  # names were checked
        with self._database.write() as connection:
            rows = connection.execute(
                f"UPDATE users SET {assignments} WHERE username = ? RETURNING *",  # noqa: S608
                (*record.values(), username.lower()),
            ).fetchall()
        return _from_row(User, rows[0]) if rows else None

    def add_token(self, token: ApiToken) -> None:
        """Raises ``Conflict`` when the id or the hash exists."""
        with self._database.write() as connection:
            try:
                _insert(connection, "tokens", token, username=token.username.lower())
            except sqlite3.IntegrityError as exc:
                raise Conflict("This token exists already. Create a new one.") from exc

    def token_by_hash(self, sha256: str) -> ApiToken | None:
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM tokens WHERE sha256 = ?", (sha256,)).fetchone()
        return None if row is None else _from_row(ApiToken, row)

    def tokens(self, username: str | None = None) -> Sequence[ApiToken]:
        """Tokens of a user (None: of everyone), oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM tokens WHERE username = coalesce(?, username)"
                " ORDER BY created_at, id",
                (None if username is None else username.lower(),),
            ).fetchall()
        return [_from_row(ApiToken, row) for row in rows]

    def touch_token(self, token_id: str, at: datetime) -> None:
        with self._database.write() as connection:
            connection.execute(
                "UPDATE tokens SET last_used_at = ? WHERE id = ?", (codec.timestamp(at), token_id)
            )

    def delete_token(self, token_id: str) -> bool:
        with self._database.write() as connection:
            return connection.execute("DELETE FROM tokens WHERE id = ?", (token_id,)).rowcount > 0

    def record(self, event: AuditEvent) -> None:
        with self._database.write() as connection:
            _insert(connection, "audit", event)

    def audit(self, limit: int) -> Sequence[AuditEvent]:
        codec.checked_limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM audit ORDER BY at DESC, position DESC LIMIT ?", (limit,)
            ).fetchall()
        return [_from_row(AuditEvent, row) for row in rows]


class SqliteStores:
    """All aggregates in one directory. Nothing is opened before the first operation.

    Args:
        data_dir: created with mode 0700 when missing; holds ``documents.db`` (mode 0600) and
            ``files``. Must be on a local disk: SQLite's log does not work over a network.
    """

    name: Final = "sqlite"

    def __init__(self, data_dir: Path) -> None:
        self._database = _Database(data_dir)
        self.sessions: Final = SqliteSessions(self._database)
        self.results: Final = SqliteResults(self._database)
        self.files: Final = SqliteFiles(self._database)
        self.accounts: Final = SqliteAccounts(self._database)

    def check(self) -> None:
        """Write one row, so that a full or read-only disk is noticed.

        Raises:
            Unavailable: when the database cannot be reached or written.
            StartupError: when a newer version of the product has written it.
        """
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO health VALUES (1, ?)", (codec.timestamp(utcnow()),)
            )

    def remove_orphans(self, *, older_than: datetime) -> int:
        """Delete stored files without a session; see ``SqliteFiles.remove_orphans``."""
        return self.files.remove_orphans(older_than=older_than)

    def close(self) -> None:
        """Nothing stays open; here for symmetry with ``MongoStores``."""
