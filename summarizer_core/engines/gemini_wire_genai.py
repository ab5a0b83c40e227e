"""Gemini's wire over ``google-genai`` 3.x, the SDK that succeeded ``google-generativeai``.

All that knows this SDK stands here. The SDK sends the request; the body of the answer is read here
from what came over HTTP, because the SDK's own types warn of every value that is newer than they.
"""

from __future__ import annotations

import copy
import logging
import sys
import threading
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from summarizer_core.engines.base import Reply
from summarizer_core.engines.gemini_wire import (
    GeminiConfig,
    Refusal,
    Written,
    address_of,
    bad_endpoint,
    called,
    complete,
    connection_failed,
    is_local,
    mappings,
    refused,
    refused_key,
    timed_out,
    unknown_model,
    unreadable,
    usage_of,
)
from summarizer_core.errors import EngineError

_GOOGLE: Final = "https://generativelanguage.googleapis.com"
_VERSION: Final = "v1beta"

_import_lock = threading.Lock()

#: These tell of every request; on level DEBUG some of its contents.
_TALKATIVE: Final = ("google_genai", "httpx", "httpcore", "httpx2", "httpcore2")


def _import_sdk() -> Any:
    """The SDK. Imported on first use: it takes 0.6 s and most processes never call Gemini."""
    with _import_lock:
        from google import genai
    for name in _TALKATIVE:
        logger = logging.getLogger(name)
        if logger.level < logging.WARNING:
            logger.setLevel(logging.WARNING)
    return genai


class GenaiWire:
    """``gemini_wire.Wire`` over the SDK's synchronous client."""

    def __init__(self, config: GeminiConfig) -> None:
        self._config = config
        self._lock = threading.Lock()
        self._connected: tuple[Any, Any] | None = None

    def prepare(self) -> None:
        """Make ready for calls. Raises ``EngineError`` when the endpoint makes no sense."""
        sdk, _ = self._client()
        # The SDK builds its models' validators on first use, which takes a call's beginning.
        for model in (
            sdk.types.GenerateContentConfig,
            sdk.types.GenerateContentResponse,
            sdk.types.UserContent,
            sdk.types.Part,
            sdk.types.Schema,
        ):
            model.model_rebuild()

    def generate(self, instruction: str, prompt: str, schema: Mapping[str, Any]) -> Reply:
        """One call.

        Raises:
            EngineError: it failed, or brought no complete text.
        """
        body = called(lambda: self._call(instruction, prompt, schema), _translate, self._config)
        return complete(_written(body))

    def _call(self, instruction: str, prompt: str, schema: Mapping[str, Any]) -> _Body:
        sdk, client = self._client()
        response = client.models.generate_content(
            model=self._config.model.strip(),
            contents=prompt,
            config=sdk.types.GenerateContentConfig(
                system_instruction=instruction,
                temperature=0.0,
                candidate_count=1,
                response_mime_type="application/json",
                # The SDK writes the order of properties into what it is given.
                response_schema=copy.deepcopy(dict(schema)),
                automatic_function_calling=sdk.types.AutomaticFunctionCallingConfig(disable=True),
                # One call is one request: what is cut is split by the dispatcher.
                automatic_continuation=False,
                should_return_http_response=True,
            ),
        )
        return _Body.model_validate_json(response.sdk_http_response.body or "")

    def _client(self) -> tuple[Any, Any]:
        with self._lock:
            if self._connected is None:
                sdk = _import_sdk()
                self._connected = sdk, self._connect(sdk)
            return self._connected

    def _connect(self, sdk: Any) -> Any:
        address = address_of(self._config.endpoint) or _GOOGLE
        # All that the SDK would else look for in the environment is named.
        return sdk.Client(
            vertexai=False,
            api_key=self._config.api_key,
            http_options=sdk.types.HttpOptions(
                base_url=address,
                api_version=_VERSION,
                timeout=round(self._config.timeout * 1000),
                # Without this the SDK repeats nothing today, but its documentation promises five
                # attempts.
                retry_options=sdk.types.HttpRetryOptions(attempts=1),
                # The key's header would go along to wherever a redirect points.
                client_args={"follow_redirects": False, "trust_env": not is_local(address)},
            ),
        )


# --- answers and errors ----------------------------------------------------------------------


class _Loose(BaseModel):
    """Part of an answer of the API; fields that are not needed here are dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True, alias_generator=to_camel)


class _Part(_Loose):
    text: str = ""
    thought: bool = False


class _Content(_Loose):
    parts: tuple[_Part, ...] = ()


class _Candidate(_Loose):
    content: _Content = _Content()
    finish_reason: str = ""


class _Feedback(_Loose):
    block_reason: str = ""


class _Spent(_Loose):
    prompt_token_count: int = 0
    candidates_token_count: int = 0
    total_token_count: int = 0


class _Body(_Loose):
    candidates: tuple[_Candidate, ...] = ()
    prompt_feedback: _Feedback = _Feedback()
    usage_metadata: _Spent = _Spent()


def _written(body: _Body) -> Written:
    spent = body.usage_metadata
    usage = usage_of(
        spent.prompt_token_count, spent.candidates_token_count, spent.total_token_count
    )
    blocked = bool(body.prompt_feedback.block_reason)
    if not body.candidates:
        return Written("", None, blocked, usage)
    candidate = body.candidates[0]
    text = "".join(part.text for part in candidate.content.parts if not part.thought)
    return Written(text, candidate.finish_reason, blocked, usage)


def _translate(error: Exception, model: str) -> EngineError | None:
    """The error for users, None for one that is a mistake in this program."""
    from google.genai.errors import APIError

    if isinstance(error, EngineError):  # the endpoint is none
        return error
    if isinstance(error, APIError):
        return refused(_refusal(error), model)
    if isinstance(error, ValidationError):
        return unreadable()
    if isinstance(error, UnicodeEncodeError):  # headers are ASCII
        return refused_key()
    if isinstance(error, UnicodeDecodeError):
        return unreadable()
    if isinstance(error, ValueError) and "model" in str(error):  # not a name of a model
        return unknown_model(model)
    return _translate_transport(error)


def _translate_transport(error: Exception) -> EngineError | None:
    # The SDK works with either library, whichever is installed.
    for library in (sys.modules.get("httpx2"), sys.modules.get("httpx")):
        if library is None:
            continue
        if isinstance(error, library.TimeoutException):
            return timed_out()
        if isinstance(error, library.InvalidURL | library.UnsupportedProtocol):
            return bad_endpoint()
        if isinstance(error, library.LocalProtocolError):  # a header that cannot be sent
            return refused_key()
        if isinstance(error, library.HTTPError):
            return connection_failed()
    return None


def _refusal(error: Any) -> Refusal:
    body = error.details if isinstance(error.details, Mapping) else {}
    inner = body.get("error")
    headers = getattr(error.response, "headers", None) or {}
    return Refusal(
        status=int(error.code or 0),
        message=str(error.message or ""),
        name=str(error.status or ""),
        details=mappings(inner.get("details")) if isinstance(inner, Mapping) else (),
        retry_after=headers.get("Retry-After"),
    )
