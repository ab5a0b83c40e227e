"""What both stores share: how models become stored values, page cursors, and session ids.

Timestamps are stored as text of fixed width, ISO 8601 in UTC with microseconds, because that
sorts as time does, reads back exactly (BSON dates keep milliseconds only), and is the same in
both databases.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import BaseModel, TypeAdapter

from summarizer_core.errors import InvalidRequest, NotFound
from summarizer_core.models import AnalysisResult, FocusAnswer, FocusRequest, FocusState, Session

ModelT = TypeVar("ModelT", bound=BaseModel)

# RFC 9562: version nibble 4, variant bits 10.
_UUID4: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_CURSOR_ID: Final = re.compile(r"[!-~]{1,100}")

#: Below this many bytes compression saves less than a database page.
COMPRESS_ABOVE: Final = 4096


def checked_session_id(session_id: str) -> str:
    """The id itself when it is a canonical UUID version 4.

    Raises:
        NotFound: for anything else, so that no other text ever becomes a part of a path.
    """
    if _UUID4.fullmatch(session_id) is None:
        raise NotFound("There is no document with this id.")
    return session_id


def timestamp(value: datetime) -> str:
    """Text of fixed width that sorts as time does.

    Raises:
        ValueError: when ``value`` has no time zone.
    """
    if value.tzinfo is None:
        raise ValueError("A stored time needs a time zone.")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return timestamp(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, frozenset):
        return sorted(_plain(item) for item in value)
    return value


def to_record(model: BaseModel) -> dict[str, Any]:
    """Fields of a flat model as JSON values, timestamps in the stored form."""
    return {name: _plain(getattr(model, name)) for name in type(model).model_fields}


@cache
def _adapter(model: type[BaseModel], field: str) -> TypeAdapter[Any]:
    annotation: Any = model.model_fields[field].annotation
    return TypeAdapter(annotation)


def to_changes(
    model: type[BaseModel], changes: Mapping[str, Any], *, fixed: Iterable[str]
) -> dict[str, Any]:
    """Changed fields as stored values, each validated against its field's type.

    Args:
        fixed: names of fields that never change.

    Raises:
        ValueError: for a name that is no field or may not change, or a value of the wrong type
            (pydantic's ``ValidationError``).
    """
    for name in changes:
        if name not in model.model_fields or name in fixed:
            raise ValueError(f"{model.__name__}.{name} cannot be changed.")
    return {
        name: _plain(_adapter(model, name).validate_python(value))
        for name, value in changes.items()
    }


def pack(model: BaseModel) -> bytes:
    """A model as JSON in UTF-8, compressed when that is worth it."""
    data = model.model_dump_json().encode()
    return zlib.compress(data) if len(data) > COMPRESS_ABOVE else data


def unpack(model: type[ModelT], data: bytes) -> ModelT:
    """The model that ``pack`` was given. JSON objects start with ``{``, zlib streams never do."""
    return model.model_validate_json(data if data[:1] == b"{" else zlib.decompress(data))


_FOCUS_FIELDS: Final = frozenset({"answer", "state", "attempt", "tries", "asked_by", "asked_at"})


def focus_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """New values of fields of a ``FocusRequest`` in stored form; an unknown name is an error."""
    unknown = set(changes) - _FOCUS_FIELDS
    if unknown:
        raise ValueError(f"not fields of a focus request: {sorted(unknown)}")
    return {
        name: pack(value) if isinstance(value, FocusAnswer) else _plain(value)
        for name, value in changes.items()
    }


def focus_request(record: Any) -> FocusRequest:
    """The request that a row or record holds; what an earlier version stored is settled."""
    there = dict(record)
    fields = {
        name: there[name]
        for name in ("session_id", "state", "attempt", "tries", "asked_by", "asked_at")
        if name in there
    }
    return FocusRequest.model_validate(
        {"state": FocusState.SETTLED, **fields, "answer": unpack(FocusAnswer, there["answer"])}
    )


def with_focus(result: AnalysisResult, answers: Iterable[FocusAnswer]) -> AnalysisResult:
    """The result with ``answers`` in it; they replace those of the same id."""
    merged = {answer.focus_id: answer for answer in result.focus}
    merged.update((answer.focus_id, answer) for answer in answers)
    return result.model_copy(update={"focus": tuple(merged.values())})


def to_cursor(session: Session) -> str:
    """Opaque text that names the place after ``session`` in a list, newest first."""
    place = json.dumps([timestamp(session.created_at), session.id], separators=(",", ":"))
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def from_cursor(cursor: str) -> tuple[str, str]:
    """Creation time (stored form) and id that ``to_cursor`` put into the cursor.

    Raises:
        InvalidRequest: when the text is no such cursor.
    """
    try:
        # Strict decoding: the lenient default skips foreign characters.
        text = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        place = json.loads(base64.b64decode(text, altchars=b"-_", validate=True))
        created_at, session_id = place
        if timestamp(datetime.fromisoformat(created_at)) != created_at:
            raise ValueError("not a stored time")
        if _CURSOR_ID.fullmatch(session_id) is None:
            raise ValueError("not an id")
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as exc:
        raise InvalidRequest(
            "The page cursor is not valid. Use the next_cursor of the page before, or none to "
            "start from the beginning."
        ) from exc
    return created_at, session_id


def checked_limit(limit: int) -> int:
    """The page length itself.

    Raises:
        InvalidRequest: when it is below 1.
    """
    if limit < 1:
        raise InvalidRequest("A page has at least one entry. Ask for a limit of 1 or more.")
    return limit
