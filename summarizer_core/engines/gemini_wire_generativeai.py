"""Gemini's wire over ``google-generativeai`` 0.8.6, for installations without its successor.

All that knows this SDK stands here. Its support has ended. Where a comment says so, a fact was seen
with the pinned version.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Mapping
from typing import Any, Final

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

#: Connections kept open; ``ANALYSIS_CONCURRENCY`` is 64 at most.
_CONNECTIONS: Final = 64

_import_lock = threading.Lock()

#: These log whole requests, hence document text, on level DEBUG.
_TALKATIVE: Final = (
    "google.ai.generativelanguage_v1beta.services.generative_service",
    "google.auth.transport.requests",
)


def _import_sdk() -> tuple[Any, Any]:
    """The SDK and its client library, without their notices of the end of support.

    Imported on first use: it takes 0.6 s and most processes never call Gemini.
    """
    with _import_lock, warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=FutureWarning)
        import google.ai.generativelanguage as client_library
        import google.generativeai as sdk
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)
    return sdk, client_library


class GenerativeAiWire:
    """``gemini_wire.Wire`` over REST transport."""

    def __init__(self, config: GeminiConfig) -> None:
        self._config = config
        self._lock = threading.Lock()
        self._connected: tuple[Any, Any] | None = None

    def prepare(self) -> None:
        """Make ready for calls. Raises ``EngineError`` when the endpoint makes no sense."""
        self._client()

    def generate(self, instruction: str, prompt: str, schema: Mapping[str, Any]) -> Reply:
        """One call.

        Raises:
            EngineError: it failed, or brought no complete text.
        """
        response = called(lambda: self._call(instruction, prompt, schema), _translate, self._config)
        return complete(_written(response))

    def _call(self, instruction: str, prompt: str, schema: Mapping[str, Any]) -> Any:
        sdk, client = self._client()
        model = sdk.GenerativeModel(self._config.model.strip(), system_instruction=instruction)
        # The SDK keeps key and endpoint in one global client; given a client of its own, a model
        # leaves that alone.
        model._client = client
        return model.generate_content(
            prompt,
            generation_config={
                "temperature": 0.0,
                "candidate_count": 1,
                "response_mime_type": "application/json",
                "response_schema": dict(schema),
            },
            # Without "retry": None the SDK repeats a 503 for minutes on its own.
            request_options={"retry": None, "timeout": self._config.timeout},
        )

    def _client(self) -> tuple[Any, Any]:
        with self._lock:
            if self._connected is None:
                sdk, client_library = _import_sdk()
                self._connected = sdk, self._connect(client_library)
            return self._connected

    def _connect(self, client_library: Any) -> Any:
        from requests.adapters import HTTPAdapter

        options = {"api_key": self._config.api_key}
        # With its port: the client library appends ":443" to any address without a colon, even
        # behind a path.
        endpoint = address_of(self._config.endpoint)
        if endpoint is not None:
            options["api_endpoint"] = endpoint
        client = client_library.GenerativeServiceClient(transport="rest", client_options=options)
        session = client.transport._session
        # An API key cannot be refreshed: by default each 401 is asked again twice.
        session._max_refresh_attempts = 0
        adapter = HTTPAdapter(pool_maxsize=_CONNECTIONS)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        # requests would carry the key's header along to wherever a redirect points, and takes one
        # that points nowhere for an answer.
        session.hooks["response"].append(_refuse_redirect)
        if endpoint is not None and is_local(endpoint):
            session.trust_env = False
        return client


def _refuse_redirect(response: Any, **_: object) -> None:
    if 300 <= response.status_code < 400:
        response.close()
        raise bad_endpoint()


def _written(response: Any) -> Written:
    spent = response.usage_metadata
    usage = usage_of(
        spent.prompt_token_count, spent.candidates_token_count, spent.total_token_count
    )
    blocked = bool(response.prompt_feedback.block_reason)
    if not response.candidates:
        return Written("", None, blocked, usage)
    candidate = response.candidates[0]
    text = "".join(part.text for part in candidate.content.parts)
    return Written(text, getattr(candidate.finish_reason, "name", ""), blocked, usage)


def _translate(error: Exception, model: str) -> EngineError | None:
    """The error for users, None for one that is a mistake in this program."""
    import requests
    from google.api_core.exceptions import GoogleAPICallError
    from google.auth.exceptions import GoogleAuthError
    from google.protobuf.json_format import ParseError

    if isinstance(error, EngineError):  # the endpoint is none
        return error
    if isinstance(error, GoogleAPICallError):
        return refused(_refusal(error), model)
    if isinstance(error, requests.exceptions.Timeout):
        return timed_out()
    if isinstance(error, requests.exceptions.InvalidURL):
        return bad_endpoint()
    if isinstance(error, requests.exceptions.InvalidHeader):
        return refused_key()
    if isinstance(error, requests.exceptions.RequestException):
        return connection_failed()
    if isinstance(error, ParseError | UnicodeDecodeError):
        return unreadable()
    if isinstance(error, GoogleAuthError | UnicodeEncodeError):  # headers are Latin-1
        return refused_key()
    if isinstance(error, ValueError) and "HTTP binding" in str(error):  # not a name of a model
        return unknown_model(model)
    return None


def _refusal(error: Any) -> Refusal:
    # Its own ``reason`` cannot be used: over REST it raises AttributeError (google-api-core 2.x
    # keeps the details as plain dicts there).
    return Refusal(
        status=int(error.code or 0),
        message=str(error.message),
        name=_name_of(error.response),
        details=mappings(error.details),
        retry_after=getattr(error.response, "headers", {}).get("Retry-After"),
    )


def _name_of(response: Any) -> str:
    """What an error's body calls it; the SDK does not keep that over REST."""
    try:
        return str(response.json()["error"]["status"])
    except (AttributeError, LookupError, TypeError, ValueError):
        return ""
