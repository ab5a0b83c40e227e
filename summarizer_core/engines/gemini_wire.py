"""Gemini's wire: one model behind one key and endpoint, over REST.

The SDK is ``google-generativeai`` 0.8.6. Its support has ended, so all that knows it stands here; a
successor replaces this module and nothing else. Facts about the protocol are those of the Gemini
API reference (https://ai.google.dev/api/generate-content) and of Google's error model
(https://google.aip.dev/193), or were seen with the pinned SDK where a comment says so.
"""

from __future__ import annotations

import logging
import math
import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

from summarizer_core.engines.base import Reply
from summarizer_core.errors import EngineError
from summarizer_core.models import Usage
from summarizer_core.retrying import MAX_RETRY_AFTER

#: Connections kept open; ``ANALYSIS_CONCURRENCY`` is 64 at most.
_CONNECTIONS: Final = 64
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class GeminiConfig:
    """Args:
    api_key: secret; not part of the object's ``repr``.
    model: such as ``gemini-2.0-flash``, with or without ``models/``.
    endpoint: address of a proxy or test server, None for Google's.
    timeout: seconds for one call.
    reserve: takes a place under the rate limit, at most so many seconds away; seconds until the
        call may be made, infinity when there is none.
    """

    api_key: str = field(repr=False)
    model: str
    endpoint: str | None
    timeout: float = 60.0
    reserve: Callable[[float], float] = lambda _within: 0.0


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


class Wire:
    """One model behind one key and endpoint: prompt in, checked text out, errors sorted."""

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
        failure: Exception | None = None
        try:
            response = self._call(instruction, prompt, schema)
        except Exception as error:
            failure = error
        # Raised outside the handler, so that an original which repeats the key is not even the
        # error's context.
        if failure is not None:
            self._raise(failure)
        return _read(response)

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
        endpoint = _endpoint(self._config.endpoint)
        if endpoint is not None:
            options["api_endpoint"] = endpoint
        client = client_library.GenerativeServiceClient(transport="rest", client_options=options)
        session = client.transport._session
        # An API key cannot be refreshed: by default each 401 is asked again twice.
        session._max_refresh_attempts = 0
        adapter = HTTPAdapter(pool_maxsize=_CONNECTIONS)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        # requests would carry the key's header along to wherever a redirect points.
        session.max_redirects = 0
        if endpoint is not None and urlsplit(endpoint).hostname in _LOOPBACK:
            # A proxy named in the environment cannot reach this machine's own ports.
            session.trust_env = False
        return client

    def _raise(self, original: Exception) -> NoReturn:
        translated = _translate(original, self._config.model)
        if translated is None:
            raise original
        if self._config.api_key in f"{original} {original!r}":
            raise translated
        raise translated from original


def _endpoint(given: str | None) -> str | None:
    """The endpoint with scheme and port: the client library appends ``:443`` to any address
    without a colon, even behind a path."""
    if given is None:
        return None
    try:
        parts = urlsplit(given if "://" in given else f"https://{given}")
        port = parts.port or (80 if parts.scheme == "http" else 443)
    except ValueError as error:
        raise _bad_endpoint() from error
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}"


# --- answers and errors ----------------------------------------------------------------------

_BLOCKED: Final = frozenset({"SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY"})


def _read(response: Any) -> Reply:
    """The text of a complete answer, else the error that says why there is none."""
    if not response.candidates:
        if response.prompt_feedback.block_reason:
            raise _blocked()
        raise _empty()
    candidate = response.candidates[0]
    reason = getattr(candidate.finish_reason, "name", "")
    if reason in _BLOCKED:
        raise _blocked()
    if reason == "RECITATION":
        raise EngineError(
            "Gemini stopped because its answer repeated published text at length. Analyse this "
            "part with the local engine.",
            code="recitation",
        )
    if reason == "MAX_TOKENS":
        raise EngineError(
            "Gemini's answer was longer than the model can write. Choose another model in "
            "GEMINI_MODEL if this goes on.",
            code="output_truncated",
        )
    text = "".join(part.text for part in candidate.content.parts)
    if reason not in ("STOP", "FINISH_REASON_UNSPECIFIED") or not text.strip():
        raise _empty()
    spent = response.usage_metadata
    # The total also counts tokens of thought, which this SDK has no field for.
    output = max(spent.candidates_token_count, spent.total_token_count - spent.prompt_token_count)
    return Reply(text, Usage(calls=1, input_tokens=spent.prompt_token_count, output_tokens=output))


def _blocked() -> EngineError:
    return EngineError(
        "Gemini's safety filter refused a part of the document. Analyse it with the local engine.",
        code="blocked",
    )


def _empty() -> EngineError:
    return EngineError(
        "Gemini sent an empty answer for a part of the document. Analyse it with the local engine "
        "if this goes on.",
        code="empty_answer",
    )


def _translate(error: Exception, model: str) -> EngineError | None:
    """The error for users, None for one that is a mistake in this program."""
    import requests
    from google.api_core.exceptions import GoogleAPICallError
    from google.auth.exceptions import GoogleAuthError
    from google.protobuf.json_format import ParseError

    if isinstance(error, GoogleAPICallError):
        return _translate_status(error, model)
    if isinstance(error, requests.exceptions.Timeout):
        return _timeout()
    if isinstance(error, requests.exceptions.TooManyRedirects | requests.exceptions.InvalidURL):
        return _bad_endpoint()
    if isinstance(error, requests.exceptions.InvalidHeader):
        return _refused_key()
    if isinstance(error, requests.exceptions.RequestException):
        return EngineError(
            "The connection to Gemini failed or broke off. Try again; if this goes on, check this "
            "server's connection to the internet.",
            code="connection_failed",
            retryable=True,
        )
    if isinstance(error, ParseError | UnicodeDecodeError):
        return EngineError(
            "Gemini sent an answer that could not be read. Try again.",
            code="invalid_answer",
            retryable=True,
        )
    if isinstance(error, GoogleAuthError):
        return _refused_key()
    if isinstance(error, ValueError) and "HTTP binding" in str(error):  # not a name of a model
        return _unknown_model(model)
    return None


def _translate_status(error: Any, model: str) -> EngineError:
    status = int(error.code or 0)
    wait = _retry_after(error)
    if status == 429 and wait is not None and wait > MAX_RETRY_AFTER:
        return EngineError(
            f"Gemini's quota is used up: it asks to wait {math.ceil(wait / 60):,} minutes. Retry "
            "then, or ask your administrator to raise the quota.",
            code="rate_limited",
            retryable=True,
            retry_after=wait,
        )
    if status == 429:
        return EngineError(
            "Gemini's quota is used up for the moment. The analysis goes on when it allows; if "
            "this lasts, ask your administrator to raise the quota.",
            code="rate_limited",
            retryable=True,
            retry_after=wait,
        )
    if status in (408, 504):
        return _timeout(_retry_after(error))
    if status >= 500:
        return EngineError(
            f"Gemini is out of order at the moment (HTTP {status}). Try again later.",
            code="engine_unavailable",
            retryable=True,
            retry_after=_retry_after(error),
        )
    if status in (401, 403) or _names_key(error):
        return _refused_key()
    if status == 404:
        return _unknown_model(model)
    return EngineError(
        f"Gemini did not accept the request (HTTP {status}). Ask your administrator to check "
        "GEMINI_MODEL and the account's region and billing.",
        code="request_refused",
    )


def _names_key(error: Any) -> bool:
    """Whether a 400 is about the key: by its ErrorInfo, else (a proxy may drop that) its message.

    The error's own ``reason`` cannot be used: over REST it raises AttributeError (google-api-core
    2.x keeps the details as plain dicts there).
    """
    reasons = {one.get("reason") for one in _details(error, ".ErrorInfo")}
    return error.code == 400 and (
        "API_KEY_INVALID" in reasons or "api key" in str(error.message).lower()
    )


def _details(error: Any, kind: str) -> list[Mapping[str, Any]]:
    return [
        one
        for one in error.details or ()
        if isinstance(one, Mapping) and str(one.get("@type", "")).endswith(kind)
    ]


def _timeout(retry_after: float | None = None) -> EngineError:
    return EngineError(
        "Gemini did not answer in time. Try again.",
        code="engine_timeout",
        retryable=True,
        retry_after=retry_after,
    )


def _refused_key() -> EngineError:
    return EngineError(
        "The Gemini API key was refused. Ask your administrator to check GEMINI_API_KEY.",
        code="key_refused",
    )


def _bad_endpoint() -> EngineError:
    return EngineError(
        "The address for Gemini does not lead to its API. Ask your administrator to check "
        "GEMINI_API_ENDPOINT.",
        code="bad_endpoint",
    )


def _unknown_model(model: str) -> EngineError:
    return EngineError(
        f"Gemini does not know the model {model!r}. Ask your administrator to check GEMINI_MODEL.",
        code="unknown_model",
    )


def _retry_after(error: Any) -> float | None:
    """Seconds that the provider asked us to wait: header ``Retry-After`` (RFC 9110, 10.2.3: seconds
    or a date), else ``RetryInfo`` in the body (google.rpc.RetryInfo: ``"34.5s"``)."""
    header = getattr(error.response, "headers", {}).get("Retry-After")
    delays = [header] if header else []
    delays += [
        str(one.get("retryDelay", "")).removesuffix("s") for one in _details(error, ".RetryInfo")
    ]
    return next((seconds for one in delays if (seconds := _seconds(one)) is not None), None)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - datetime.now(UTC)).total_seconds()
    return max(0.0, seconds) if math.isfinite(seconds) else None
