"""Every Redis key of this product and how long it lives.

RQ's own keys start with ``rq:``. Without a lifetime are of these: the queue's list, the hashes of
jobs that wait, the sets of queues, workers and finished jobs, and per lane (see ``lane``) its
configuration and its two sets, which go when the lane is empty.

Times are in seconds. Keys without a lifetime are the cache's indexes and counters
(``{chunk_cache}:recency``, ``:expiry``, ``:stats``), which the cache's own scripts bound.
"""

from __future__ import annotations

import hashlib
from typing import Final, Literal, get_args

#: RQ queue that carries all analysis jobs. One queue only: with several, a worker killed at the
#: moment of a pop loses the job (RQ 3.0).
QUEUE_NAME: Final = "documents"

#: How long a worker owns a session without renewing, and how often it renews.
LEASE_TTL: Final = 10.0
LEASE_RENEW_EVERY: Final = 2.5

#: A session without lease and queue entry must stay so for this long before it is re-enqueued.
#: The lifetime spans two passes: what was suspected earlier than that was found well since.
SUSPECT_AFTER: Final = 3.0
SUSPECT_TTL: Final = 15

#: Short, because whoever is killed while holding it keeps everybody else from recovering. Two
#: passes at once do no harm.
RECONCILE_LOCK_TTL: Final = 10
EXCUSED_TTL: Final = 3600
SPEED_TTL: Final = 7 * 86_400
THROTTLE_TTL: Final = 300
#: Longer than a night, so that the record of a rate limit outlives the quiet times.
PACE_TTL: Final = 86_400

#: Kinds of cache entries: a chunk's analysis, an answer to a question, a call that joins the notes
#: on chunks into a summary.
Kind = Literal["chunk", "focus", "reduce"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

CACHE_TAG: Final = "{chunk_cache}"
CACHE_RECENCY: Final = f"{CACHE_TAG}:recency"
CACHE_EXPIRY: Final = f"{CACHE_TAG}:expiry"
CACHE_STATS: Final = f"{CACHE_TAG}:stats"

#: Counters of one minute; its number since 1970 follows. Kept for 24 h and a little more.
CACHE_MINUTE_PREFIX: Final = f"{CACHE_TAG}:minute:"
CACHE_MINUTE_TTL: Final = 25 * 3600

#: How long a claim on a cache entry holds without being renewed, and how often it is renewed.
CLAIM_TTL: Final = 6.0
CLAIM_RENEW_EVERY: Final = 1.5


def task_status(session_id: str) -> str:
    """Status of one session; lives ``TASK_STATUS_TTL``."""
    return f"task_status:{session_id}"


def cancel_flag(session_id: str) -> str:
    """The attempt that the user cancelled; lives ``TASK_STATUS_TTL``."""
    return f"cancel:{session_id}"


def lease(session_id: str) -> str:
    """Held by the worker that runs the session; lives ``LEASE_TTL``."""
    return f"lease:{session_id}"


def suspect(session_id: str, attempt: int) -> str:
    """First time that reconcile saw this attempt without an owner; lives ``SUSPECT_TTL``."""
    return f"suspect:{session_id}:{attempt}"


def excused(session_id: str, attempt: int) -> str:
    """Set when an attempt ended for a reason outside the document; lives ``EXCUSED_TTL``."""
    return f"excused:{session_id}:{attempt}"


def excuses(session_id: str) -> str:
    """Attempts excused since the last progress; lives ``EXCUSED_TTL`` beyond the last."""
    return f"excuses:{session_id}"


def speed(engine: str) -> str:
    """Moving averages of the seconds that things take with an engine; lives ``SPEED_TTL``."""
    return f"speed:{engine}"


def lane(owner: str, *, waited_for: bool = False) -> str:
    """Name under which RQ's rate limit holds back an owner's jobs (``rq:rl:<lane>``, ``:allowed``,
    ``:rate_limited``). Owner names are anybody's text, so their hash stands in it.

    Args:
        owner: user name.
        waited_for: the lane of requests whose answer somebody waits for.
    """
    digest = hashlib.sha256(owner.encode(errors="surrogatepass")).hexdigest()[:32]
    return f"owner:{digest}:now" if waited_for else f"owner:{digest}"


def reconcile_lock() -> str:
    return "reconcile:lock"


def throttle(kind: str, who: str) -> str:
    """Counter of failures (logins, tokens) by name; lives ``THROTTLE_TTL``."""
    return f"throttle:{kind}:{who}"


def pace(name: str) -> str:
    """Record of a rate limit: its next free moment, the time of the last look and its beginning, in
    microseconds, and the places taken since; lives ``PACE_TTL`` beyond the free moment."""
    return f"pace:{name}"


def cache_entry_prefix(kind: Kind, fingerprint: str) -> str:
    """Prefix of cache entries; the SHA-256 follows. Entries live ``CHUNK_CACHE_TTL``."""
    return f"{CACHE_TAG}:entry:{kind}:{fingerprint}:"


def cache_claim_prefix(kind: Kind, fingerprint: str) -> str:
    """Prefix of claims on cache entries; the SHA-256 follows. They live ``CLAIM_TTL``."""
    return f"{CACHE_TAG}:claim:{kind}:{fingerprint}:"
