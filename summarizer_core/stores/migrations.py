"""Schema of the SQLite store, as numbered steps. Steps are only ever appended, never edited.

Each step is a tuple of single statements, so that all of them run in one transaction
(``executescript`` would commit first).
"""

from __future__ import annotations

import sqlite3
from typing import Final

from summarizer_core.errors import StartupError
from summarizer_core.models import utcnow
from summarizer_core.stores.codec import timestamp

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        """CREATE TABLE sessions (
            id TEXT PRIMARY KEY,
            owner TEXT NOT NULL,
            filename TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            media_type TEXT NOT NULL,
            engine TEXT NOT NULL,
            focus TEXT,
            status TEXT NOT NULL,
            stage TEXT NOT NULL,
            progress INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            stalled_attempts INTEGER NOT NULL,
            reached INTEGER NOT NULL,
            reached_before INTEGER NOT NULL,
            cancel_requested INTEGER NOT NULL,
            error TEXT,
            high_risk_count INTEGER NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            finished_at TEXT
        )""",
        "CREATE INDEX sessions_by_owner ON sessions (owner, created_at, id)",
        "CREATE INDEX sessions_by_time ON sessions (created_at, id)",
        "CREATE INDEX sessions_by_status ON sessions (status, created_at, id)",
        """CREATE TABLE results (
            session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
            attempt INTEGER NOT NULL,
            result BLOB NOT NULL,
            document BLOB NOT NULL
        )""",
        """CREATE TABLE focus_answers (
            position INTEGER PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            focus_id TEXT NOT NULL,
            answer BLOB NOT NULL,
            UNIQUE (session_id, focus_id)
        )""",
        """CREATE TABLE users (
            username TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            roles TEXT NOT NULL,
            disabled INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            created_at TEXT NOT NULL
        )""",
        """CREATE TABLE tokens (
            id TEXT PRIMARY KEY,
            username TEXT NOT NULL,
            sha256 TEXT NOT NULL UNIQUE,
            created_at TEXT NOT NULL,
            expires_at TEXT,
            last_used_at TEXT
        )""",
        "CREATE INDEX tokens_by_user ON tokens (username, created_at)",
        """CREATE TABLE audit (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            target TEXT NOT NULL,
            detail TEXT NOT NULL
        )""",
        "CREATE INDEX audit_by_time ON audit (at, position)",
        "CREATE TABLE health (id INTEGER PRIMARY KEY CHECK (id = 1), checked_at TEXT NOT NULL)",
    ),
    ("CREATE INDEX sessions_by_file ON sessions (sha256, created_at)",),
    ("ALTER TABLE sessions ADD COLUMN dismissed INTEGER NOT NULL DEFAULT 0",),
    (
        "ALTER TABLE sessions ADD COLUMN playbook TEXT NOT NULL DEFAULT 'default'",
        "ALTER TABLE sessions ADD COLUMN side TEXT",
    ),
    (
        "ALTER TABLE focus_answers ADD COLUMN state TEXT NOT NULL DEFAULT 'settled'",
        "ALTER TABLE focus_answers ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE focus_answers ADD COLUMN tries INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE focus_answers ADD COLUMN asked_by TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE focus_answers ADD COLUMN asked_at TEXT",
        "CREATE INDEX focus_unsettled ON focus_answers (state) WHERE state <> 'settled'",
    ),
    ("ALTER TABLE sessions ADD COLUMN usage TEXT",),
    ("ALTER TABLE sessions ADD COLUMN failed_chunks INTEGER NOT NULL DEFAULT 0",),
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database up to the newest schema; safe when several processes start at once.

    Args:
        connection: in autocommit mode (``isolation_level=None``), with a busy timeout.

    Raises:
        StartupError: when a newer version of the product has written the database.
        sqlite3.Error: when it cannot be read or written; then nothing has changed.
    """
    # The write lock comes first: whoever waits for it then finds the work done.
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_version"
            " (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)"
        )
        row = connection.execute("SELECT max(version) FROM schema_version").fetchone()
        version = row[0] or 0
        if version > len(MIGRATIONS):
            raise StartupError(
                "The data directory was written by a newer version of this program. "
                "Install that version again, or use another DATA_DIR."
            )
        for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
            for statement in statements:
                connection.execute(statement)
            connection.execute(
                "INSERT INTO schema_version VALUES (?, ?)", (number, timestamp(utcnow()))
            )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
