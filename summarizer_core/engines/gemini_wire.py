"""The seam between the ``gemini`` engine and Google's SDKs: what a wire is, and what its answers
and errors mean, whichever SDK brought them.

Facts about the protocol are those of the Gemini API reference
(https://ai.google.dev/api/generate-content), of Google's error model (https://google.aip.dev/193)
and of ``google.rpc``'s error details
(https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, Protocol, TypeVar
from urllib.parse import urlsplit

from summarizer_core.engines.base import Reply
from summarizer_core.errors import EngineError
from summarizer_core.models import Usage
from summarizer_core.prices import Price
from summarizer_core.retrying import MAX_RETRY_AFTER

T = TypeVar("T")

#: What a header can carry over either SDK: one of them would send letters with accents as Latin-1.
_KEY: Final = re.compile(r"[\x21-\x7e]+")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class GeminiConfig:
    """Args:
    api_key: secret; not part of the object's ``repr``.
    model: such as ``gemini-3.8-flash``, with or without ``models/``.
    endpoint: address of a proxy or test server, None for Google's.
    timeout: seconds for one call.
    reserve: takes a place under the rate limit, at most so many seconds away; seconds until the
        call may be made, infinity when there is none.
    concurrency: calls that a summary may have in flight at once.
    price: tells that of the model's tokens at the moment, None when it is not known.
    """

    api_key: str = field(repr=False)
    model: str
    endpoint: str | None
    timeout: float = 60.0
    reserve: Callable[[float], float] = lambda _within: 0.0
    concurrency: int = 8
    price: Callable[[], Price | None] = lambda: None


class Wire(Protocol):
    """One model behind one key and endpoint: prompt in, checked text out, errors sorted. Calls may
    come from several threads."""

    def prepare(self) -> None:
        """Make ready for calls. Raises ``EngineError`` when the endpoint makes no sense."""
        ...

    def generate(self, instruction: str, prompt: str, schema: Mapping[str, Any]) -> Reply:
        """One call, never repeated by the SDK.

        Args:
            schema: of the answer, in the API's own words (``{"type": "OBJECT", ...}``).

        Raises:
            EngineError: it failed, or brought no complete text.
        """
        ...


def address_of(given: str | None) -> str | None:
    """The endpoint with its port, without a slash at its end. Raises ``EngineError`` when it is no
    address that begins with ``https://`` or ``http://``."""
    if given is None:
        return None
    try:
        parts = urlsplit(given)
        port = parts.port or (80 if parts.scheme == "http" else 443)
    except ValueError as error:
        raise bad_endpoint() from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_endpoint()
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}"


def is_local(address: str) -> bool:
    """Whether it is this machine's own: a proxy named in the environment cannot reach it."""
    return urlsplit(address).hostname in _LOOPBACK


def called(
    call: Callable[[], T],
    translate: Callable[[Exception, str], EngineError | None],
    config: GeminiConfig,
) -> T:
    """What an SDK's call gives.

    Args:
        translate: what an SDK's error means for a model's name, None when it is a mistake in this
            program.

    Raises:
        EngineError: the call failed. The original is its cause, unless it repeats the key. A key
            that no header can carry is refused without a call.
    """
    if not _KEY.fullmatch(config.api_key):
        raise refused_key()
    failure: Exception | None = None
    try:
        return call()
    except Exception as error:
        failure = error
    # Raised outside the handler, so that an original which repeats the key is not even the
    # error's context.
    translated = translate(failure, config.model)
    if translated is None:
        raise failure
    if config.api_key in f"{failure} {failure!r}":
        raise translated
    raise translated from failure


# --- answers ---------------------------------------------------------------------------------

_BLOCKED: Final = frozenset(
    {"SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "MODEL_ARMOR"}
)


@dataclass(frozen=True)
class Written:
    """What a call brought. ``finish`` is the first candidate's finish reason by name, "" when it
    has none or one without a name; None when there is no candidate."""

    text: str
    finish: str | None
    prompt_blocked: bool
    usage: Usage


def complete(written: Written) -> Reply:
    """The text of a complete answer, else the error that says why there is none, with the tokens
    that it took all the same."""
    reason, spent = written.finish, written.usage.tokens
    if reason in _BLOCKED or (reason is None and written.prompt_blocked):
        raise _blocked(spent)
    if reason == "RECITATION":
        raise EngineError(
            "Gemini stopped because its answer repeated published text at length. Analyse this "
            "part with the local engine.",
            code="recitation",
            spent=spent,
        )
    if reason == "MAX_TOKENS":
        raise EngineError(
            "Gemini's answer was longer than the model can write. Choose another model in "
            "GEMINI_MODEL if this goes on.",
            code="output_truncated",
            spent=spent,
        )
    if reason not in ("STOP", "FINISH_REASON_UNSPECIFIED") or not written.text.strip():
        raise _empty(spent)
    return Reply(written.text, written.usage)


def usage_of(prompt: int, candidates: int, total: int) -> Usage:
    """One call's usage. The total also counts tokens of thought, which are paid as output."""
    return Usage(calls=1, input_tokens=prompt, output_tokens=max(candidates, total - prompt))


def _blocked(spent: Mapping[str, int]) -> EngineError:
    return EngineError(
        "Gemini's safety filter refused a part of the document. Analyse it with the local engine.",
        code="blocked",
        spent=spent,
    )


def _empty(spent: Mapping[str, int]) -> EngineError:
    return EngineError(
        "Gemini sent an empty answer for a part of the document. Analyse it with the local engine "
        "if this goes on.",
        code="empty_answer",
        spent=spent,
    )


# --- errors ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refusal:
    """An answer with an error's HTTP status.

    Args:
        name: of the error, such as ``FAILED_PRECONDITION``; "" when it is not known.
        details: of its body, each with its ``@type``.
        retry_after: the header ``Retry-After``.
    """

    status: int
    message: str = ""
    name: str = ""
    details: Sequence[Mapping[str, Any]] = ()
    retry_after: str | None = None

    def of_type(self, kind: str) -> list[Mapping[str, Any]]:
        return [one for one in self.details if str(one.get("@type", "")).endswith(kind)]

    def wait(self) -> float | None:
        """Seconds that the provider asked us to wait: header ``Retry-After`` (RFC 9110, 10.2.3:
        seconds or a date), else ``RetryInfo`` in the body (``"34.5s"``)."""
        delays = [self.retry_after] if self.retry_after else []
        delays += [
            str(one.get("retryDelay", "")).removesuffix("s") for one in self.of_type(".RetryInfo")
        ]
        return next((seconds for one in delays if (seconds := _seconds(one)) is not None), None)


def mappings(items: object) -> tuple[Mapping[str, Any], ...]:
    """Those of a list that are objects; none when it is no list."""
    if isinstance(items, str) or not isinstance(items, Iterable):
        return ()
    return tuple(one for one in items if isinstance(one, Mapping))


def refused(refusal: Refusal, model: str) -> EngineError:
    """The error for users, retryable where waiting can mend it."""
    status, wait = refusal.status, refusal.wait()
    if status == 429:
        return _out_of_quota(refusal, wait)
    if status in (408, 504):
        return timed_out(wait)
    if status >= 500:
        return EngineError(
            f"Gemini is out of order at the moment (HTTP {status}). Try again later.",
            code="engine_unavailable",
            retryable=True,
            retry_after=wait,
        )
    if status in (401, 403) or _names_key(refusal):
        return refused_key()
    if status == 404:
        return unknown_model(model)
    if 300 <= status < 400:
        return bad_endpoint()
    if _names_account(refusal):
        return EngineError(
            f"Gemini does not serve this account or region (HTTP {status}). Ask your administrator "
            "to check the account's region and billing.",
            code="account_refused",
        )
    return EngineError(
        f"Gemini did not accept the request (HTTP {status}). Ask your administrator to check "
        "GEMINI_MODEL and the account's region and billing.",
        code="request_refused",
    )


def _out_of_quota(refusal: Refusal, wait: float | None) -> EngineError:
    if _is_daily(refusal):
        # Such answers carry a RetryInfo of seconds, too: it is not what the quota waits for.
        return EngineError(
            "Gemini's quota for today is used up. Retry after midnight, Pacific time, when it "
            "begins anew, or ask your administrator to raise the quota; what was analysed so far "
            "is not paid again.",
            code="quota_exhausted",
        )
    if wait is not None and wait > MAX_RETRY_AFTER:
        return EngineError(
            f"Gemini's quota is used up: it asks to wait {math.ceil(wait / 60):,} minutes. Retry "
            "then, or ask your administrator to raise the quota.",
            code="rate_limited",
            retryable=True,
            retry_after=wait,
        )
    return EngineError(
        "Gemini's quota is used up for the moment. Retry in a few minutes; if this lasts, ask "
        "your administrator to raise the quota.",
        code="rate_limited",
        retryable=True,
        retry_after=wait,
    )


def _is_daily(refusal: Refusal) -> bool:
    """Whether a quota per day is used up. Its ``QuotaFailure`` names the quota, such as
    ``GenerateRequestsPerDayPerProjectPerModel-FreeTier``; those per day begin anew at midnight,
    Pacific time (https://ai.google.dev/gemini-api/docs/rate-limits)."""
    return any(
        "perday" in f"{one.get('quotaId', '')}{one.get('subject', '')}".lower()
        for failure in refusal.of_type(".QuotaFailure")
        for one in mappings(failure.get("violations"))
    )


def _names_key(refusal: Refusal) -> bool:
    """Whether a 400 is about the key: by ErrorInfo, else (a proxy may drop that) its message."""
    reasons = {one.get("reason") for one in refusal.of_type(".ErrorInfo")}
    return refusal.status == 400 and (
        "API_KEY_INVALID" in reasons or "api key" in refusal.message.lower()
    )


def _names_account(refusal: Refusal) -> bool:
    """Whether a 400 is about who asks, or from where: no other request would be served. The API
    calls that ``FAILED_PRECONDITION`` (https://ai.google.dev/gemini-api/docs/troubleshooting); a
    proxy may drop the name, but not the message."""
    return refusal.status == 400 and (
        refusal.name == "FAILED_PRECONDITION" or "location is not supported" in refusal.message
    )


def connection_failed() -> EngineError:
    return EngineError(
        "The connection to Gemini failed or broke off. Try again; if this goes on, check this "
        "server's connection to the internet.",
        code="connection_failed",
        retryable=True,
    )


def unreadable() -> EngineError:
    return EngineError(
        "Gemini sent an answer that could not be read. Try again.",
        code="invalid_answer",
        retryable=True,
    )


def timed_out(retry_after: float | None = None) -> EngineError:
    return EngineError(
        "Gemini did not answer in time. Try again.",
        code="engine_timeout",
        retryable=True,
        retry_after=retry_after,
    )


def refused_key() -> EngineError:
    return EngineError(
        "The Gemini API key was refused. Ask your administrator to set GEMINI_API_KEY to a valid "
        "one.",
        code="key_refused",
    )


def bad_endpoint() -> EngineError:
    return EngineError(
        "The address for Gemini does not lead to its API. Ask your administrator to check "
        "GEMINI_API_ENDPOINT.",
        code="bad_endpoint",
    )


def unknown_model(model: str) -> EngineError:
    return EngineError(
        f"Gemini does not know the model {model!r}. Ask your administrator to set GEMINI_MODEL to "
        "one that it offers.",
        code="unknown_model",
    )


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
