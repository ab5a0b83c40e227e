"""The store for teams and several machines: MongoDB, with files, texts and results in GridFS.

Every collection's name starts with ``summarizer_``; others are never touched. Nothing needs
multi-document transactions, which a standalone server does not have:

- A result is written first, under a name of its own; one compare-and-set of the session then
  makes it visible by naming it. A writer that loses deletes what it wrote.
- GridFS ids are ``<session id>:<ObjectId>``, so that a session's blobs, also those that a killed
  writer left half written, are one range of the index and can be erased together.

Writes are acknowledged by a majority, and all reads go to the primary.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import parse_qsl

from bson import ObjectId
from gridfs import GridFSBucket
from gridfs.errors import CorruptGridFile, NoFile
from pymongo import ASCENDING, DESCENDING, IndexModel, MongoClient, ReturnDocument
from pymongo.collection import Collection as MongoCollection
from pymongo.database import Database
from pymongo.errors import ConfigurationError, DuplicateKeyError, PyMongoError

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

Record = dict[str, Any]

PREFIX: Final = "summarizer_"
DEFAULT_DATABASE: Final = "summarizer"
#: Options of the client unless the URI sets them. ``retryWrites`` stays pymongo's default: on,
#: where the server supports it. ``timeoutMS`` is not set: with it, pymongo 4.20 repeats the
#: search for a server that is away until that time is over (measured: 20 s instead of 3).
_DEFAULTS: Final[Mapping[str, Any]] = {
    "serverSelectionTimeoutMS": 3000,
    "connectTimeoutMS": 3000,
    "socketTimeoutMS": 20000,
    "waitQueueTimeoutMS": 5000,
    "appName": "document-summarizer",
}
#: What the promises of this store rest on, whatever the URI says.
_REQUIRED: Final[Mapping[str, Any]] = {"w": "majority", "readPreference": "primary"}

_UNFINISHED: Final = (SessionStatus.PENDING, SessionStatus.PROCESSING)
_RESULT_REF: Final = "result_ref"

_INDEXES: Final[Mapping[str, Sequence[IndexModel]]] = {
    "sessions": (
        IndexModel([("owner", ASCENDING), ("created_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("created_at", DESCENDING), ("_id", DESCENDING)]),
        IndexModel([("status", ASCENDING), ("created_at", ASCENDING), ("_id", ASCENDING)]),
        IndexModel([("sha256", ASCENDING), ("created_at", DESCENDING)]),
    ),
    "focus": (
        IndexModel([("session_id", ASCENDING), ("focus_id", ASCENDING)], unique=True),
        IndexModel([("state", ASCENDING)]),
    ),
    # Only the user that add_first_user adds has the field: there is room for one.
    "users": (IndexModel([("first", ASCENDING)], unique=True, sparse=True),),
    "tokens": (
        IndexModel([("sha256", ASCENDING)], unique=True),
        IndexModel([("username", ASCENDING), ("created_at", ASCENDING)]),
    ),
    "audit": (IndexModel([("at", DESCENDING), ("_id", DESCENDING)]),),
}


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except PyMongoError as exc:
        raise Unavailable(
            "The document store (MongoDB) cannot be reached or refused the operation. Try again "
            "in a few seconds, or ask the administrator to check MONGO_URI and the server."
        ) from exc


class _Connection:
    """The client of this process, made when first needed: a client does not survive a fork."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._client: MongoClient[Record] | None = None
        self._indexed = False
        # Clients of a parent process: kept, because collecting one would act on its sockets.
        self._inherited: list[MongoClient[Record]] = []

    def database(self) -> Database[Record]:
        """The database, with its indexes created."""
        if self._pid != os.getpid():
            self._forget()
        with self._lock:
            if self._client is None:
                self._client = self._new_client()
            client = self._client
        database = client.get_default_database(DEFAULT_DATABASE)
        if not self._indexed:
            # Outside the lock: it may wait for the server, and doing it twice does no harm.
            for name, indexes in _INDEXES.items():
                database[PREFIX + name].create_indexes(list(indexes))
            self._indexed = True
        return database

    def _forget(self) -> None:
        # A child starts with one thread, so nobody else is here; the lock may have been held
        # by a thread that the child does not have.
        self._lock = threading.Lock()
        self._pid = os.getpid()
        if self._client is not None:
            self._inherited.append(self._client)
            self._client = None

    def _new_client(self) -> MongoClient[Record]:
        """A client; no connection is opened yet."""
        given = {name.lower() for name, _ in parse_qsl(self._uri.partition("?")[2])}
        defaults = {name: v for name, v in _DEFAULTS.items() if name.lower() not in given}
        try:
            return MongoClient(self._uri, **{**defaults, **_REQUIRED})
        except ValueError as exc:  # pymongo raises it for some unreadable addresses
            raise ConfigurationError("MONGO_URI cannot be read.") from exc

    def collection(self, name: str) -> MongoCollection[Record]:
        return self.database()[PREFIX + name]

    def close(self) -> None:
        if self._pid == os.getpid() and self._client is not None:
            self._client.close()
            self._client = None


class _Blobs:
    """A GridFS bucket of its own, addressed by session."""

    def __init__(self, connection: _Connection, name: str) -> None:
        self._connection = connection
        self._name = PREFIX + name

    def bucket(self) -> GridFSBucket:
        return GridFSBucket(self._connection.database(), bucket_name=self._name)

    def _collections(self) -> tuple[MongoCollection[Record], MongoCollection[Record]]:
        database = self._connection.database()
        return database[f"{self._name}.files"], database[f"{self._name}.chunks"]

    def write(self, blob_id: str, source: BinaryIO) -> None:
        """Store all that ``source`` yields; nothing remains when it or the server fails."""
        stream = self.bucket().open_upload_stream_with_id(blob_id, blob_id)
        try:
            # Piece by piece: given the source, GridFS takes a short read for its end (pymongo
            # 4.20) and would store the beginning of a file as the whole.
            while piece := source.read(1024 * 1024):
                stream.write(piece)
            stream.close()
        except BaseException:
            with contextlib.suppress(PyMongoError):
                self.remove([blob_id])
            raise

    def ids(self, session_id: str) -> list[str]:
        """Ids of the session's blobs that were written to the end, in the order they began."""
        files, _ = self._collections()
        found = files.find({"_id": _of_session(session_id)}, {"_id": 1}).sort("_id", ASCENDING)
        return [str(record["_id"]) for record in found]

    def erase(self, session_id: str) -> bool:
        """Remove the session's blobs, half written ones too; True when a whole one was there."""
        return self._delete(_of_session(session_id))

    def remove(self, blob_ids: Sequence[str]) -> None:
        if blob_ids:
            self._delete({"$in": list(blob_ids)})

    def _delete(self, condition: Record) -> bool:
        files, chunks = self._collections()
        # Files first: a reader then finds none, rather than one that lacks chunks.
        deleted = files.delete_many({"_id": condition}).deleted_count
        chunks.delete_many({"files_id": condition})
        return deleted > 0

    def remove_orphans(self, older_than: datetime, wanted: Callable[[str, str], bool]) -> int:
        """Remove blobs begun before ``older_than`` that were not written to the end or that
        ``wanted`` (session id, blob id) refuses; returns how many."""
        files, chunks = self._collections()
        whole = {str(record["_id"]) for record in files.find({}, {"_id": 1})}
        begun = {str(record["files_id"]) for record in chunks.find({"n": 0}, {"files_id": 1})}
        count = 0
        for blob_id in whole | begun:
            session_id, _, rest = blob_id.partition(":")
            old = ObjectId(rest[:24]).generation_time < older_than
            if old and not (blob_id in whole and wanted(session_id, blob_id)):
                self.remove([blob_id])
                count += 1
        return count


def _of_session(session_id: str) -> Record:
    return {"$gte": f"{session_id}:", "$lt": f"{session_id};"}  # ";" follows ":" in ASCII


def _session(record: Record | None) -> Session | None:
    if record is None:
        return None
    fields = {name: value for name, value in record.items() if name not in ("_id", _RESULT_REF)}
    return Session.model_validate({"id": record["_id"], **fields})


def _sessions(records: Sequence[Record]) -> list[Session]:
    return [session for record in records if (session := _session(record)) is not None]


class MongoSessions:
    """``SessionStore`` on MongoDB."""

    def __init__(self, connection: _Connection, blobs: _Blobs) -> None:
        self._connection = connection
        self._blobs = blobs

    def _collection(self) -> MongoCollection[Record]:
        return self._connection.collection("sessions")

    def create(self, session: Session) -> None:
        record = codec.to_record(session)
        with _translated():
            try:
                self._collection().insert_one({"_id": record.pop("id"), **record})
            except DuplicateKeyError as exc:
                raise Conflict("A document with this id exists already.") from exc

    def get(self, session_id: str) -> Session | None:
        with _translated():
            return _session(self._collection().find_one({"_id": session_id}))

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
        query: Record = {}
        if owner is not None:
            query["owner"] = owner
        if cursor is not None:
            created_at, session_id = codec.from_cursor(cursor)
            query["$or"] = [
                {"created_at": {"$lt": created_at}},
                {"created_at": created_at, "_id": {"$lt": session_id}},
            ]
        if statuses is not None:
            query["status"] = {"$in": [status.value for status in statuses]}
        if created_before is not None:
            query["$and"] = [{"created_at": {"$lt": codec.timestamp(created_before)}}]
        if dismissed is not None:
            query["dismissed"] = _dismissed(dismissed)
        with _translated():
            found = self._collection().find(query).limit(limit + 1)
            records = found.sort([("created_at", DESCENDING), ("_id", DESCENDING)]).to_list()
        items = _sessions(records[:limit])
        return SessionPage(items, codec.to_cursor(items[-1]) if len(records) > limit else None)

    def count(self, *, statuses: Collection[SessionStatus], dismissed: bool | None = None) -> int:
        query: Record = {"status": {"$in": [status.value for status in statuses]}}
        if dismissed is not None:
            query["dismissed"] = _dismissed(dismissed)
        with _translated():
            return self._collection().count_documents(query)

    def unfinished(self) -> Sequence[Session]:
        query = {"status": {"$in": [status.value for status in _UNFINISHED]}}
        with _translated():
            found = self._collection().find(query).sort([("created_at", 1), ("_id", 1)])
            return _sessions(found.to_list())

    def update(
        self,
        session_id: str,
        *,
        attempt: int,
        statuses: Collection[SessionStatus],
        changes: Mapping[str, Any],
    ) -> Session | None:
        with _translated():
            return self._compare_and_set(session_id, attempt, statuses, changes)

    def complete(
        self,
        session_id: str,
        *,
        attempt: int,
        result: AnalysisResult,
        document: ExtractedDocument,
        changes: Mapping[str, Any],
    ) -> Session | None:
        return self._save(session_id, attempt, SessionStatus.PROCESSING, result, document, changes)

    def replace_result(
        self,
        session_id: str,
        *,
        attempt: int,
        result: AnalysisResult,
        document: ExtractedDocument,
        changes: Mapping[str, Any],
    ) -> Session | None:
        return self._save(session_id, attempt, SessionStatus.COMPLETED, result, document, changes)

    def _save(
        self,
        session_id: str,
        attempt: int,
        status: SessionStatus,
        result: AnalysisResult,
        document: ExtractedDocument,
        changes: Mapping[str, Any],
    ) -> Session | None:
        ref = f"{session_id}:{ObjectId()}"
        condition = {"_id": session_id, "attempt": attempt, "status": status.value}
        record = _changes(changes)
        # The attempt after the change: a result is read only while it is the session's.
        record[_RESULT_REF] = {"id": ref, "attempt": record.get("attempt", attempt)}
        sessions = self._collection
        with _translated():
            if sessions().find_one(condition, {"_id": 1}) is None:
                return None  # lost already: spares writing what would be deleted
            self._blobs.write(f"{ref}:result", BytesIO(codec.pack(result)))
            self._blobs.write(f"{ref}:document", BytesIO(codec.pack(document)))
            # When this raises, whether it took effect is unknown: then the blobs must stay.
            before = sessions().find_one_and_update(condition, {"$set": record})
            unused = ref if before is None else (before.get(_RESULT_REF) or {}).get("id")
            # Nothing but blobs known by name: another attempt may be writing its own by now.
            with contextlib.suppress(PyMongoError):  # what remains goes with the orphans
                if unused is not None:
                    self._blobs.remove([f"{unused}:result", f"{unused}:document"])
        return None if before is None else _session({**before, **record})

    def _compare_and_set(
        self,
        session_id: str,
        attempt: int | None,
        statuses: Collection[SessionStatus],
        changes: Mapping[str, Any],
    ) -> Session | None:
        """One ``findAndModify`` that holds condition and change; ``attempt`` None means any."""
        query: Record = {
            "_id": session_id,
            "status": {"$in": [status.value for status in statuses]},
        }
        if attempt is not None:
            query["attempt"] = attempt
        return _session(
            self._collection().find_one_and_update(
                query, {"$set": _changes(changes)}, return_document=ReturnDocument.AFTER
            )
        )

    def request_cancel(self, session_id: str) -> Session | None:
        with _translated():
            return self._compare_and_set(session_id, None, _UNFINISHED, {"cancel_requested": True})

    def delete(self, session_id: str) -> bool:
        with _translated():
            # The session first: nothing can become visible after it, and what a killed process
            # leaves is found by calling this again.
            existed = self._collection().delete_one({"_id": session_id}).deleted_count > 0
            self._connection.collection("focus").delete_many({"session_id": session_id})
            self._blobs.erase(session_id)
        return existed


def _dismissed(wanted: bool) -> Record:
    # Sessions that an earlier version wrote lack the field.
    return {"$eq": True} if wanted else {"$ne": True}


def _changes(changes: Mapping[str, Any]) -> Record:
    return codec.to_changes(
        Session, {"updated_at": utcnow(), **changes}, fixed=("id", "created_at")
    )


class MongoResults:
    """``ResultStore`` on MongoDB."""

    def __init__(self, connection: _Connection, blobs: _Blobs) -> None:
        self._connection = connection
        self._blobs = blobs

    def result(self, session_id: str, *, earlier: bool = False) -> AnalysisResult | None:
        with _translated():
            data = self._read(session_id, "result", earlier)
            if data is None:
                return None
            found = self._connection.collection("focus").find({"session_id": session_id})
            records = found.sort([("added_at", 1), ("_id", 1)]).to_list()
        return codec.with_focus(
            codec.unpack(AnalysisResult, data),
            [codec.unpack(FocusAnswer, record["answer"]) for record in records],
        )

    def document(self, session_id: str, *, earlier: bool = False) -> ExtractedDocument | None:
        with _translated():
            data = self._read(session_id, "document", earlier)
        return None if data is None else codec.unpack(ExtractedDocument, data)

    def document_of(self, sha256: str, media_type: str) -> ExtractedDocument | None:
        query = {
            "sha256": sha256,
            "media_type": media_type,
            "status": SessionStatus.COMPLETED.value,
        }
        with _translated():
            found = self._connection.collection("sessions").find(query, {"_id": 1})
            newest = found.sort([("created_at", DESCENDING)]).limit(1).to_list()
        return self.document(newest[0]["_id"]) if newest else None

    def _read(self, session_id: str, part: str, earlier: bool) -> bytes | None:
        try:
            return self._read_once(session_id, part, earlier)
        except (NoFile, CorruptGridFile):
            # Replaced or erased since its name was read; the name is new, or gone, by now.
            return self._read_once(session_id, part, earlier)

    def _read_once(self, session_id: str, part: str, earlier: bool) -> bytes | None:
        session = self._connection.collection("sessions").find_one(
            {"_id": session_id}, {"attempt": 1, _RESULT_REF: 1}
        )
        ref = (session or {}).get(_RESULT_REF)
        if session is None or ref is None:
            return None
        if ref["attempt"] != session["attempt"] and not earlier:
            return None
        with self._blobs.bucket().open_download_stream(f"{ref['id']}:{part}") as stream:
            return bytes(stream.read())

    def put_focus(self, session_id: str, answer: FocusAnswer) -> None:
        """Insert or replace one focus answer by its id.

        Raises:
            NotFound: when there is no such session.
        """
        key = {"session_id": session_id, "focus_id": answer.focus_id}
        with _translated():
            change = {
                "$set": {"answer": codec.pack(answer), "state": FocusState.SETTLED.value},
                "$setOnInsert": {"added_at": codec.timestamp(utcnow())},
            }
            collection = self._connection.collection("focus")
            try:
                collection.update_one(key, change, upsert=True)
            except DuplicateKeyError:  # another upsert of the same id was first: now it updates
                collection.update_one(key, change, upsert=True)
            self._forget_without_session(session_id)

    def _forget_without_session(self, session_id: str) -> None:
        # Looked at after writing, so that a session erased meanwhile leaves nothing behind.
        sessions = self._connection.collection("sessions")
        if sessions.find_one({"_id": session_id}, {"_id": 1}) is None:
            self._connection.collection("focus").delete_many({"session_id": session_id})
            raise NotFound("There is no document with this id.")

    def add_focus(self, request: FocusRequest) -> bool:
        record = {
            **codec.focus_changes(
                {
                    name: getattr(request, name)
                    for name in ("answer", "state", "attempt", "tries", "asked_by", "asked_at")
                }
            ),
            "session_id": request.session_id,
            "focus_id": request.focus_id,
            "added_at": codec.timestamp(utcnow()),
        }
        with _translated():
            try:
                self._connection.collection("focus").insert_one(record)
            except DuplicateKeyError:
                return False
            self._forget_without_session(request.session_id)
        return True

    def focus(self, session_id: str, focus_id: str) -> FocusRequest | None:
        key = {"session_id": session_id, "focus_id": focus_id}
        with _translated():
            record = self._connection.collection("focus").find_one(key)
        return None if record is None else codec.focus_request(record)

    def unsettled_focus(self) -> Sequence[FocusRequest]:
        query = {"state": {"$in": [FocusState.WAITING.value, FocusState.RUNNING.value]}}
        with _translated():
            found = self._connection.collection("focus").find(query)
            records = found.sort([("asked_at", ASCENDING), ("_id", ASCENDING)]).to_list()
        return [codec.focus_request(record) for record in records]

    def update_focus(
        self,
        session_id: str,
        focus_id: str,
        *,
        attempt: int,
        states: Collection[FocusState],
        changes: Mapping[str, Any],
    ) -> FocusRequest | None:
        query = {
            "session_id": session_id,
            "focus_id": focus_id,
            "attempt": attempt,
            "state": {"$in": [state.value for state in states]},
        }
        with _translated():
            record = self._connection.collection("focus").find_one_and_update(
                query,
                {"$set": codec.focus_changes(changes)},
                return_document=ReturnDocument.AFTER,
            )
        return None if record is None else codec.focus_request(record)


class MongoFiles:
    """``FileStore`` on GridFS. An upload is visible once whole and then replaces the one before."""

    def __init__(self, blobs: _Blobs) -> None:
        self._blobs = blobs

    def put(self, session_id: str, source: BinaryIO) -> None:
        blob_id = f"{codec.checked_session_id(session_id)}:{ObjectId()}"
        with _translated():
            before = self._blobs.ids(session_id)
            self._blobs.write(blob_id, source)
            self._blobs.remove(before)

    def copy_to(self, session_id: str, target: Path) -> None:
        codec.checked_session_id(session_id)
        try:
            with _translated():
                blob_ids = self._blobs.ids(session_id)
                if not blob_ids:
                    raise NotFound("The file of this document is no longer stored.")
                with open(target, "wb", opener=_private) as file:
                    self._blobs.bucket().download_to_stream(blob_ids[-1], file)
        except OSError as exc:
            raise Unavailable(
                "The document cannot be copied to the working directory. Ask the administrator "
                "to check the free space of the disk."
            ) from exc

    def exists(self, session_id: str) -> bool:
        codec.checked_session_id(session_id)
        with _translated():
            return bool(self._blobs.ids(session_id))

    def delete(self, session_id: str) -> bool:
        with _translated():
            return self._blobs.erase(codec.checked_session_id(session_id))


def _private(name: str, flags: int) -> int:
    """Opener for files that this user alone can read."""
    return os.open(name, flags, 0o600)


class MongoAccounts:
    """``AccountStore`` on MongoDB. User names are stored and looked up in lower case."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    def _users(self) -> MongoCollection[Record]:
        return self._connection.collection("users")

    def _tokens(self) -> MongoCollection[Record]:
        return self._connection.collection("tokens")

    def add_user(self, user: User) -> None:
        with _translated():
            try:
                self._users().insert_one(_user_record(user))
            except DuplicateKeyError as exc:
                raise Conflict("This user name is taken. Choose another one.") from exc

    def add_first_user(self, user: User) -> bool:
        record = _user_record(user)
        with _translated():
            if self._users().find_one({}, {"_id": 1}) is not None:
                return False
            try:
                self._users().insert_one({**record, "first": True})
            except DuplicateKeyError:  # the index on "first" lets one of many through
                return False
            # add_user knows nothing of that index. Whoever it added meanwhile was first.
            if self._users().find_one({"_id": {"$ne": record["_id"]}}, {"_id": 1}) is None:
                return True
            self._users().delete_one({"_id": record["_id"], "first": True})
            return False

    def user(self, username: str) -> User | None:
        with _translated():
            return _user(self._users().find_one({"_id": username.lower()}))

    def users(self) -> Sequence[User]:
        """All users by name."""
        with _translated():
            records = self._users().find().sort("_id", ASCENDING).to_list()
        return [user for record in records if (user := _user(record)) is not None]

    def update_user(self, username: str, changes: Mapping[str, Any]) -> User | None:
        record = codec.to_changes(User, changes, fixed=("username", "created_at"))
        if not record:
            return self.user(username)
        with _translated():
            return _user(
                self._users().find_one_and_update(
                    {"_id": username.lower()},
                    {"$set": record},
                    return_document=ReturnDocument.AFTER,
                )
            )

    def add_token(self, token: ApiToken) -> None:
        """Raises ``Conflict`` when the id or the hash exists."""
        record = codec.to_record(token) | {"username": token.username.lower()}
        with _translated():
            try:
                self._tokens().insert_one({"_id": record.pop("id"), **record})
            except DuplicateKeyError as exc:
                raise Conflict("This token exists already. Create a new one.") from exc

    def token_by_hash(self, sha256: str) -> ApiToken | None:
        with _translated():
            record = self._tokens().find_one({"sha256": sha256})
        return None if record is None else _token(record)

    def tokens(self, username: str | None = None) -> Sequence[ApiToken]:
        """Tokens of a user (None: of everyone), oldest first."""
        query = {} if username is None else {"username": username.lower()}
        with _translated():
            records = self._tokens().find(query).sort([("created_at", 1), ("_id", 1)]).to_list()
        return [_token(record) for record in records]

    def touch_token(self, token_id: str, at: datetime) -> None:
        with _translated():
            self._tokens().update_one(
                {"_id": token_id}, {"$set": {"last_used_at": codec.timestamp(at)}}
            )

    def delete_token(self, token_id: str) -> bool:
        with _translated():
            return self._tokens().delete_one({"_id": token_id}).deleted_count > 0

    def record(self, event: AuditEvent) -> None:
        with _translated():
            self._connection.collection("audit").insert_one(codec.to_record(event))

    def audit(self, limit: int) -> Sequence[AuditEvent]:
        codec.checked_limit(limit)
        with _translated():
            found = self._connection.collection("audit").find({}, {"_id": 0}).limit(limit)
            records = found.sort([("at", DESCENDING), ("_id", DESCENDING)]).to_list()
        return [AuditEvent.model_validate(record) for record in records]


def _user_record(user: User) -> Record:
    record = codec.to_record(user)
    return {"_id": record.pop("username").lower(), **record}


def _user(record: Record | None) -> User | None:
    if record is None:
        return None
    fields = {name: value for name, value in record.items() if name not in ("_id", "first")}
    return User.model_validate({"username": record["_id"], **fields})


def _token(record: Record) -> ApiToken:
    fields = {name: value for name, value in record.items() if name != "_id"}
    return ApiToken.model_validate({"id": record["_id"], **fields})


class MongoStores:
    """All aggregates in one MongoDB database. Nothing is opened before the first operation.

    Args:
        uri: connection string; its path names the database (default ``summarizer``), its options
            replace this product's timeouts, but neither write concern nor read preference.
    """

    name: Final = "mongo"

    def __init__(self, uri: str) -> None:
        self._connection = _Connection(uri)
        self._results = _Blobs(self._connection, "results")
        self._files = _Blobs(self._connection, "files")
        self.sessions: Final = MongoSessions(self._connection, self._results)
        self.results: Final = MongoResults(self._connection, self._results)
        self.files: Final = MongoFiles(self._files)
        self.accounts: Final = MongoAccounts(self._connection)

    def check(self) -> None:
        """Write one document, so that a server that only reads is noticed.

        Raises:
            Unavailable: when the database cannot be reached or written.
        """
        with _translated():
            self._connection.collection("meta").update_one(
                {"_id": "health"},
                {"$set": {"checked_at": codec.timestamp(utcnow())}},
                upsert=True,
            )

    def remove_orphans(self, *, older_than: datetime) -> int:
        """Delete what killed processes left: files without a session, uploads that never ended,
        and results that never became visible, if begun before ``older_than``.

        Returns:
            How many blobs were deleted.
        """
        with _translated():
            found = self._connection.collection("sessions").find({}, {_RESULT_REF: 1})
            refs = {record["_id"]: (record.get(_RESULT_REF) or {}).get("id") for record in found}
            return self._files.remove_orphans(
                older_than, lambda session_id, _: session_id in refs
            ) + self._results.remove_orphans(
                older_than,
                lambda session_id, blob_id: blob_id.rpartition(":")[0] == refs.get(session_id),
            )

    def close(self) -> None:
        """Close this process's client; the next operation makes a new one."""
        self._connection.close()
