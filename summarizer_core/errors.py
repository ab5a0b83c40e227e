"""One error tree. Every message is a sentence that a user may read.

::

    SummarizerError
    ├── SettingsError            a variable has an invalid value; stops the start
    ├── StartupError             the app cannot start (no Redis, data directory in use)
    ├── RequestError             the caller asked for something we refuse
    │   ├── InvalidRequest       400
    │   ├── NotAuthenticated     401
    │   ├── Forbidden            403
    │   ├── NotFound             404
    │   ├── Conflict             409
    │   ├── TooLarge             413
    │   ├── UnsupportedType      415
    │   └── Throttled            429, with retry_after
    ├── DocumentError            the document cannot be analysed (422), with a code of its own
    │   ├── EmptyDocument
    │   ├── PasswordRequired
    │   ├── DamagedDocument
    │   ├── NoReadableText
    │   ├── LimitExceeded
    │   └── NothingAnalyzed      every chunk failed; with the engine's own sentence and code
    ├── EngineError              an engine call failed; ``retryable`` says whether a retry can help
    ├── Unavailable              Redis or the store is away (503, retryable)
    └── JobAborted               ends a running job without failing its session
        ├── Cancelled
        └── StaleAttempt         another attempt owns the session

``code`` is a stable slug for programs, ``retryable`` says whether the same call can succeed
later. Adapters translate their library's errors into these and raise ``from`` the original.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


class SummarizerError(Exception):
    """Root of all errors of this product.

    Args:
        message: sentence for the user; says what is wrong and what to do.
        code: slug that replaces the class's own.
    """

    code: str = "error"
    retryable: bool = False

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class SettingsError(SummarizerError):
    code = "invalid_setting"


class StartupError(SummarizerError):
    code = "startup_failed"


class RequestError(SummarizerError):
    code = "invalid_request"
    http_status: int = 400


class InvalidRequest(RequestError):
    pass


class NotAuthenticated(RequestError):
    code = "not_authenticated"
    http_status = 401


class Forbidden(RequestError):
    code = "forbidden"
    http_status = 403


class NotFound(RequestError):
    code = "not_found"
    http_status = 404


class Conflict(RequestError):
    code = "conflict"
    http_status = 409


class TooLarge(RequestError):
    code = "too_large"
    http_status = 413


class UnsupportedType(RequestError):
    code = "unsupported_type"
    http_status = 415


class Throttled(RequestError):
    """Too many attempts.

    Args:
        retry_after: seconds until the next attempt is allowed.
    """

    code = "too_many_requests"
    http_status = 429
    retryable = True

    def __init__(self, message: str, *, retry_after: int, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.retry_after = retry_after


class DocumentError(SummarizerError):
    code = "unreadable_document"


class EmptyDocument(DocumentError):
    code = "empty_document"


class PasswordRequired(DocumentError):
    code = "password_required"


class DamagedDocument(DocumentError):
    code = "damaged_document"


class NoReadableText(DocumentError):
    code = "no_readable_text"


class LimitExceeded(DocumentError):
    code = "limit_exceeded"


class NothingAnalyzed(DocumentError):
    """No part of a document could be analysed.

    Args:
        spent: fields of ``models.Usage``, of the calls that were made in vain.
        chunks: how many the document has.
    """

    code = "nothing_analyzed"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        spent: Mapping[str, int] = MappingProxyType({}),
        chunks: int = 0,
    ) -> None:
        super().__init__(message, code=code)
        self.spent = spent
        self.chunks = chunks


#: Codes of engine failures that concern what was asked about: less of it can succeed, the same
#: cannot.
CONTENT_CODES: Final = frozenset(
    {"output_truncated", "blocked", "recitation", "empty_answer", "request_refused"}
)
#: Of those that pass by themselves: the same can succeed later, with a quota per day tomorrow.
PASSING_CODES: Final = frozenset(
    {
        "connection_failed",
        "engine_busy",
        "engine_failed",
        "engine_timeout",
        "engine_unavailable",
        "invalid_answer",
        "quota_exhausted",
        "rate_limited",
    }
)
#: Of those that an administrator mends in a setting or in the provider's account: until then
#: nothing can succeed.
SETTING_CODES: Final = frozenset(
    {"account_refused", "bad_endpoint", "key_refused", "request_refused", "unknown_model"}
)


class EngineError(SummarizerError):
    """An engine call failed.

    Args:
        retryable: whether the same call can succeed later.
        retry_after: seconds that the provider asked us to wait, if it did.
        spent: fields of ``models.Usage``: the tokens of an answer that came and was of no use.
    """

    code = "engine_failed"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        retryable: bool = False,
        retry_after: float | None = None,
        spent: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        super().__init__(message, code=code)
        self.retryable = retryable
        self.retry_after = retry_after
        self.spent = spent


class Unavailable(SummarizerError):
    code = "unavailable"
    retryable = True
    retry_after: int = 5


class JobAborted(SummarizerError):
    code = "aborted"


class Cancelled(JobAborted):
    code = "cancelled"


class StaleAttempt(JobAborted):
    code = "stale_attempt"


def describe(error: BaseException) -> str:
    """Type and place of an error without its message, which could quote the document."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
    return f"{type(error).__name__} at {place}"
