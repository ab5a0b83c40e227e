"""Reading an upload: to disk, with the size limit enforced while reading."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

from summarizer_core.errors import InvalidRequest
from summarizer_core.usecases.submit import too_large

#: Room for the form's other fields and its boundaries.
_OVERHEAD: Final = 1 << 20
_MAX_FIELDS: Final = 10
#: What is read and thrown away after a refusal, so that a client that is still sending gets to
#: read the answer instead of a broken connection.
_DRAIN: Final = 512 << 20


class _TooMuch(Exception):
    pass


class _Bounded:
    """Counts what comes in; raises once it is more than allowed, then only throws away."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._seen = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self._seen > self._limit:
            await self._drain(message)
            raise _TooMuch
        return message

    async def _drain(self, message: Message) -> None:
        while message.get("more_body") and self._seen < self._limit + _DRAIN:
            message = await self._receive()
            self._seen += len(message.get("body", b""))


@asynccontextmanager
async def read_form(request: Request, max_bytes: int) -> AsyncIterator[FormData]:
    """The request's multipart form; files are spooled to disk and closed afterwards.

    Raises:
        TooLarge: more than ``max_bytes`` (plus the form's own overhead) came in.
        InvalidRequest: it is not a multipart form.
    """
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise InvalidRequest(
            "Send the document as multipart/form-data with a file field named 'document'."
        )
    bounded = Request(request.scope, _Bounded(request.receive, max_bytes + _OVERHEAD))
    try:
        form = await bounded.form(max_files=2, max_fields=_MAX_FIELDS)
    except _TooMuch:
        raise too_large(max_bytes) from None
    except HTTPException as error:
        raise InvalidRequest(f"The form cannot be read: {error.detail}") from error
    try:
        yield form
    finally:
        await form.close()


def document_of(form: FormData) -> UploadFile:
    """The field ``document``. Raises ``InvalidRequest`` when there is not exactly one file."""
    files = [value for value in form.getlist("document") if isinstance(value, UploadFile)]
    if len(files) != 1:
        raise InvalidRequest("Send exactly one file in the form field 'document'.")
    return files[0]


def text_of(form: FormData, name: str) -> str | None:
    """A text field, None when absent or blank. Raises ``InvalidRequest`` for a file."""
    value = form.get(name)
    if isinstance(value, UploadFile):
        raise InvalidRequest(f"The form field {name!r} must be text, not a file.")
    return value if value and value.strip() else None


def flag_of(form: FormData, name: str) -> bool:
    """A boolean field, False when absent. Raises ``InvalidRequest`` for other words."""
    value = (text_of(form, name) or "false").strip().lower()
    if value in {"true", "1", "yes", "on"}:
        return True
    if value in {"false", "0", "no", "off"}:
        return False
    raise InvalidRequest(f"The form field {name!r} must be true or false.")
