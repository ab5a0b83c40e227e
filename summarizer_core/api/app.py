"""Routes of the REST API."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi_offline import FastAPIOffline
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Route

from summarizer_core import __version__
from summarizer_core.api import schemas
from summarizer_core.api.errors import error_response, install_error_handlers, not_found
from summarizer_core.api.uploads import document_of, flag_of, read_form, text_of
from summarizer_core.errors import NotAuthenticated
from summarizer_core.export import FORMATS
from summarizer_core.models import (
    Actor,
    AnalysisResult,
    Estimate,
    FocusAnswer,
    Session,
    SessionStatus,
)
from summarizer_core.services import Services
from summarizer_core.usecases.judge import KEPT
from summarizer_core.usecases.read import SessionView

PREFIX: Final = "/api/document-summarizer"

_SYNC_POLL: Final = 0.15

T = TypeVar("T")

_ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": schemas.ErrorBody} for code in (400, 401, 403, 404, 429, 503)
}

_UPLOAD_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    202: {"model": schemas.Accepted},
    413: {"model": schemas.ErrorBody},
    415: {"model": schemas.ErrorBody},
    422: {"model": schemas.ErrorBody},
}

_FILE_FIELDS: Final[dict[str, Any]] = {
    "document": {"type": "string", "format": "binary"},
    "focus": {"type": "string", "description": "Question or topic"},
    "engine": {"type": "string", "enum": ["auto", "local", "gemini"]},
    "password": {"type": "string", "description": "Opens an encrypted PDF"},
}


def _multipart(fields: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "required": ["document"], "properties": fields}
    content = {"multipart/form-data": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


_ASYNC: Final = {"type": "boolean", "default": False}
_JUDGED_BY: Final[dict[str, Any]] = {
    "playbook": {"type": "string", "description": "Name, see /playbooks/"},
    "side": {"type": "string", "description": "Party that you represent"},
}
_UPLOAD_BODY: Final = _multipart({**_FILE_FIELDS, **_JUDGED_BY, "async": _ASYNC})
_ESTIMATE_BODY: Final = _multipart(_FILE_FIELDS)

_bearer = HTTPBearer(auto_error=False, description="API token")

router = APIRouter()


def create_api(services: Callable[[], Services]) -> FastAPI:
    """The API as an application to mount under ``PREFIX``.

    Args:
        services: gives the services of this process; called on each request.
    """
    api = FastAPIOffline(
        title="Document Summarizer",
        version=__version__,
        description="Contract review: upload a document, read its summary and risky clauses.",
        responses=_ERRORS,
    )
    api.state.services = services
    install_error_handlers(api)
    api.include_router(router)
    api.router.routes.extend(create_health_routes(services))
    return api


async def _call(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Run a blocking use case beside the event loop."""
    return await run_in_threadpool(function, *args, **kwargs)


def _services_of(request: Request) -> Services:
    services: Services = request.app.state.services()
    return services


async def _actor_of(
    request: Request,
    services: Annotated[Services, Depends(_services_of)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Actor:
    if credentials is None:
        raise NotAuthenticated(
            "Send an API token: 'Authorization: Bearer <token>'. Create one in your account, or "
            "with 'python -m summarizer_core tokens create <user>'."
        )
    client = request.client.host if request.client else "unknown"
    return await _call(services.accounts.authenticate, credentials.credentials, client)


With = Annotated[Services, Depends(_services_of)]
Who = Annotated[Actor, Depends(_actor_of)]


@router.post(
    "/summarize/",
    response_model=AnalysisResult,
    responses=_UPLOAD_ANSWERS,
    openapi_extra=_UPLOAD_BODY,
    summary="Analyse a document",
)
async def summarize(request: Request, services: With, actor: Who) -> Response:
    async with read_form(request, services.settings.max_upload_bytes) as form:
        upload = document_of(form)
        wait = not flag_of(form, "async")
        session = await _call(
            services.submit,
            actor,
            upload.filename or "document",
            upload.file,
            engine=text_of(form, "engine"),
            focus=text_of(form, "focus"),
            playbook=text_of(form, "playbook"),
            side=text_of(form, "side"),
            password=text_of(form, "password"),
            at_front=wait,
        )
    if wait:
        view = await _wait(request, services, actor, session.id)
        if view.session.status.finished:
            return await _call(_finished, services, actor, view)
    return JSONResponse(_accepted(session).model_dump(mode="json"), 202)


@router.post(
    "/estimate/",
    responses={code: _UPLOAD_ANSWERS[code] for code in (413, 415, 422)},
    openapi_extra=_ESTIMATE_BODY,
    summary="What the analysis of a document would cost",
)
async def estimate(request: Request, services: With, actor: Who) -> Estimate:
    async with read_form(request, services.settings.max_upload_bytes) as form:
        upload = document_of(form)
        return await _call(
            services.estimate,
            actor,
            upload.filename or "document",
            upload.file,
            engine=text_of(form, "engine"),
            focus=text_of(form, "focus"),
            password=text_of(form, "password"),
        )


@router.get("/sessions/", summary="List documents")
async def list_sessions(
    services: With,
    actor: Who,
    cursor: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> schemas.SessionList:
    page = await _call(services.read.sessions, actor, limit=limit, cursor=cursor)
    return schemas.SessionList(
        items=[schemas.session_item(view) for view in page.items], next_cursor=page.next_cursor
    )


@router.get(
    "/sessions/{session_id}/status/",
    response_model=schemas.StatusBody,
    summary="How far the analysis is",
)
async def get_status(session_id: str, services: With, actor: Who) -> Response:
    return await _call(_status, services, actor, session_id)


@router.get("/sessions/{session_id}/", summary="The result")
async def get_result(session_id: str, services: With, actor: Who) -> AnalysisResult:
    return await _call(services.read.result, actor, session_id)


@router.delete("/sessions/{session_id}/", summary="Erase the document")
async def erase(session_id: str, services: With, actor: Who) -> schemas.Receipt:
    return schemas.Receipt.model_validate(await _call(services.erase, actor, session_id))


@router.post("/sessions/{session_id}/cancel/", status_code=202, summary="Stop the analysis")
async def cancel(session_id: str, services: With, actor: Who) -> schemas.Accepted:
    return _accepted(await _call(services.control.cancel, actor, session_id))


@router.post("/sessions/{session_id}/retry/", status_code=202, summary="Analyse again")
async def retry(
    session_id: str,
    services: With,
    actor: Who,
    engine: Annotated[str | None, Query(description="By another engine than before")] = None,
) -> schemas.Accepted:
    return _accepted(await _call(services.control.retry, actor, session_id, engine=engine))


@router.post("/sessions/{session_id}/judge/", summary="Judge by another playbook or for a side")
async def judge(
    session_id: str, choice: schemas.JudgeBody, services: With, actor: Who
) -> AnalysisResult:
    side = choice.side if "side" in choice.model_fields_set else KEPT
    return await _call(services.judge, actor, session_id, playbook=choice.playbook, side=side)


@router.get("/playbooks/", summary="Playbooks that can be chosen, and what is wrong with others")
async def list_playbooks(services: With, _: Who) -> schemas.PlaybookList:
    found = await _call(services.playbooks.listed)
    items = [schemas.PlaybookItem(name=item.name, problem=item.problem) for item in found]
    return schemas.PlaybookList(items=items)


@router.post(
    "/sessions/{session_id}/focus/",
    status_code=202,
    responses={409: {"model": schemas.ErrorBody}},
    summary="Ask about a finished document",
)
async def ask(
    session_id: str, asked: schemas.FocusQuestion, services: With, actor: Who
) -> schemas.FocusAccepted:
    answer = await _call(
        services.focus.ask, actor, session_id, passage=asked.passage, question=asked.question
    )
    return schemas.FocusAccepted(
        focus_id=answer.focus_id,
        status=answer.status,
        status_url=f"{PREFIX}/sessions/{session_id}/focus/{answer.focus_id}/",
    )


@router.get("/sessions/{session_id}/focus/{focus_id}/", summary="The answer to what was asked")
async def get_answer(session_id: str, focus_id: str, services: With, actor: Who) -> FocusAnswer:
    return await _call(services.focus.answer, actor, session_id, focus_id)


@router.get(
    "/sessions/{session_id}/export/{fmt}",
    response_class=Response,
    summary="Download the result as csv, xlsx, docx or json",
)
async def export(session_id: str, fmt: str, services: With, actor: Who) -> Response:
    name, data = await _call(services.read.export, actor, session_id, fmt)
    return Response(
        data,
        media_type=FORMATS[fmt].media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _wait(request: Request, services: Services, actor: Actor, session_id: str) -> SessionView:
    """Until the session ends, ``SYNC_TIMEOUT`` passes, or the client is gone."""
    give_up = time.monotonic() + services.settings.sync_timeout
    while True:
        view = await _call(services.read.view, actor, session_id)
        if view.session.status.finished or time.monotonic() >= give_up:
            return view
        if await request.is_disconnected():
            return view
        await asyncio.sleep(_SYNC_POLL)


def _finished(services: Services, actor: Actor, view: SessionView) -> Response:
    session = view.session
    if session.status is SessionStatus.COMPLETED:
        return JSONResponse(services.read.result(actor, session.id).model_dump(mode="json"))
    if session.status is SessionStatus.CANCELLED:
        return error_response(
            409, "The analysis was cancelled.", "cancelled", session_id=session.id
        )
    error = session.error
    return error_response(
        422,
        error.message if error else "The document could not be analysed.",
        error.code if error else "failed",
        session_id=session.id,
    )


def _status(services: Services, actor: Actor, session_id: str) -> Response:
    view = services.read.view(actor, session_id)
    completed = view.session.status is SessionStatus.COMPLETED
    result = services.read.result(actor, session_id) if completed else None
    body = schemas.status_body(view, result)
    absent = {
        name for name in ("summary", "high_risk_clauses", "error") if getattr(body, name) is None
    }
    return JSONResponse(body.model_dump(mode="json", exclude=absent))


def _accepted(session: Session) -> schemas.Accepted:
    return schemas.Accepted(
        session_id=session.id,
        status=session.status,
        status_url=f"{PREFIX}/sessions/{session.id}/status/",
    )


def create_root_routes(services: Callable[[], Services]) -> list[BaseRoute]:
    """What stands beside the mounted API: health at the root, and the bare prefix, which Streamlit
    would answer with the UI."""

    async def bare_prefix(_: Request) -> Response:
        return not_found()

    return [*create_health_routes(services), Route(PREFIX, bare_prefix)]


def create_health_routes(services: Callable[[], Services]) -> list[BaseRoute]:
    """``/health/live``: this process answers. ``/health/ready``: jobs can be accepted."""

    async def live(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_: Request) -> Response:
        health = await _call(services().health)
        if health.ready:
            return JSONResponse({"status": "ok"})
        body = {"status": "unavailable", "detail": health.problem, "code": "not_ready"}
        return JSONResponse(body, 503, headers={"Retry-After": "5"})

    handlers: dict[str, Callable[[Request], Coroutine[Any, Any, Response]]] = {
        "/health/live": live,
        "/health/ready": ready,
    }
    return [Route(path, handler, methods=["GET"]) for path, handler in handlers.items()]
