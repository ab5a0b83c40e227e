"""Every error of the API has the shape ``{"detail": sentence, "code": slug}``."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from summarizer_core.errors import (
    DocumentError,
    NotAuthenticated,
    RequestError,
    SummarizerError,
    Throttled,
    Unavailable,
    describe,
)

log = logging.getLogger(__name__)

_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}


def error_response(status: int, detail: str, code: str, **extra: Any) -> JSONResponse:
    headers = extra.pop("headers", None)
    return JSONResponse({"detail": detail, "code": code, **extra}, status, headers=headers)


def not_found() -> JSONResponse:
    """The answer at an address that does not exist."""
    return error_response(
        404, "There is nothing at this address. See /docs for the addresses there are.", "not_found"
    )


def install_error_handlers(api: FastAPI) -> None:
    """Turn our errors, FastAPI's and unexpected ones into the one shape."""
    api.add_exception_handler(SummarizerError, _ours)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(Exception, _unexpected)


def _status_of(error: SummarizerError) -> int:
    if isinstance(error, RequestError):
        return error.http_status
    if isinstance(error, DocumentError):
        return 422
    return 503 if isinstance(error, Unavailable) else 500


async def _ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, SummarizerError)  # noqa: S101
    headers: dict[str, str] = {}
    if isinstance(error, Unavailable | Throttled):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    return error_response(_status_of(error), error.message, error.code, headers=headers)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101
    code = _CODES.get(error.status_code, "invalid_request")
    detail = str(error.detail)
    if error.status_code == 404:
        return not_found()
    if error.status_code == 405:
        detail = (
            f"This address does not take {request.method} requests. See /docs for what it takes."
        )
    return error_response(error.status_code, detail, code, headers=error.headers)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    problem = error.errors()[0]
    field = ".".join(str(part) for part in problem["loc"][1:]) or "request"
    return error_response(
        400, f"The value of {field!r} is not valid: {problem['msg']}.", "invalid_request"
    )


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("%s %s: unexpected %s", request.method, request.url.path, describe(error))
    return error_response(
        500, "Something went wrong on our side. Please try again.", "internal_error"
    )
