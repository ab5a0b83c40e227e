"""When a failed engine call is made again, and how calls run beside the work that waits for them.

Waiting never blocks the caller for long: whoever waits keeps ticking, so that a cancel is noticed
within a fraction of a second, and no call begins after it.
"""

from __future__ import annotations

import math
import queue
import random
import threading
import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from summarizer_core.errors import CONTENT_CODES, EngineError

T = TypeVar("T")
K = TypeVar("K")

#: Calls in all for work that cannot be made smaller.
MAX_TRIES: Final = 8
#: Seconds; the first wait, doubled each time up to the cap, with full jitter (Brooker,
#: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
BACKOFF_BASE: Final = 0.5
BACKOFF_CAP: Final = 30.0
#: Seconds. A provider that asks for a longer wait is out of quota for now: the job ends with gaps
#: that a later retry fills, rather than holding a worker.
MAX_RETRY_AFTER: Final = 120.0

#: Seconds before a call that failed for a reason which no waiting mends is made once more. A proxy
#: or a provider that is being changed answers with anything for a moment.
SECOND_LOOK: Final = 1.0

#: Seconds between two ticks of whoever waits.
TICK: Final = 0.2


def pause_before_next(error: EngineError, tries: int) -> float | None:
    """Seconds to wait after the ``tries``-th failure; None when waiting does not help."""
    if not error.retryable:
        return None
    asked = error.retry_after or 0.0
    if asked > MAX_RETRY_AFTER:
        return None
    ceiling: float = min(BACKOFF_CAP, BACKOFF_BASE * 2 ** (tries - 1))
    # Jitter on top of what was asked for, or all who were told the same return at once.
    return asked + random.uniform(0, ceiling)  # noqa: S311


def is_final(error: EngineError) -> bool:
    """Whether the failure is about all calls, whatever they ask for, and no waiting mends it: a
    refused key, an unknown model, no quota."""
    return error.code not in CONTENT_CODES and pause_before_next(error, 1) is None


def pause_before_second_look(error: EngineError) -> float | None:
    """Seconds before the call that met a final error is made once more, in case the error was a
    stray one; None when the provider itself said that it would be too early."""
    if error.retry_after is not None and error.retry_after > MAX_RETRY_AFTER:
        return None
    return SECOND_LOOK + random.uniform(0, SECOND_LOOK / 2)  # noqa: S311


class Calls(Generic[K, T]):
    """Calls that run in threads of their own, and their outcomes as they arrive.

    The threads are daemons: a job that ends does not wait for calls that are still in flight.
    """

    def __init__(self) -> None:
        self._outcomes: queue.SimpleQueue[tuple[K, T | BaseException]] = queue.SimpleQueue()

    def start(self, key: K, call: Callable[[], T]) -> None:
        threading.Thread(
            target=self._run, args=(key, call), name="engine call", daemon=True
        ).start()

    def _run(self, key: K, call: Callable[[], T]) -> None:
        try:
            self._outcomes.put((key, call()))
        except BaseException as error:
            self._outcomes.put((key, error))

    def take(self, timeout: float) -> list[tuple[K, T | BaseException]]:
        """Outcomes that have arrived; waits up to ``timeout`` seconds for the first."""
        taken: list[tuple[K, T | BaseException]] = []
        try:
            taken.append(self._outcomes.get(timeout=timeout))
            while True:
                taken.append(self._outcomes.get_nowait())
        except queue.Empty:
            return taken


def persistently(
    call: Callable[[], T],
    *,
    reserve: Callable[[float], float],
    tick: Callable[[], None],
    until: float = float("inf"),
) -> T:
    """Make one call, and again after a wait while its failures can pass; what seems final is tried
    once more.

    Args:
        reserve: takes a place under the rate limit, at most so many seconds away; seconds until
            then, infinity when there is none.
        tick: called several times a second while this waits; may raise to give up.
        until: moment of the monotonic clock after which no try begins.

    Raises:
        EngineError: a final failure, or the last of ``MAX_TRIES`` or before ``until``.
    """
    calls: Calls[None, T] = Calls()
    doubted = False
    for tries in range(1, MAX_TRIES + 1):
        now = time.monotonic()
        turn = now + reserve(max(0.0, until - now))
        if turn == math.inf:
            raise EngineError(
                "The rate limit (GEMINI_REQUESTS_PER_MINUTE) leaves no room for this call for the "
                "time being. Retry later.",
                code="rate_limited",
                retryable=True,
            )
        wait_until(turn, tick)
        calls.start(None, call)
        while not (outcomes := calls.take(TICK)):
            tick()
        outcome = outcomes[0][1]
        if not isinstance(outcome, BaseException):
            return outcome
        if not isinstance(outcome, EngineError):
            raise outcome
        pause = pause_before_next(outcome, tries)
        if is_final(outcome) and not doubted:
            doubted = True
            pause = pause_before_second_look(outcome)
        if pause is None or tries == MAX_TRIES or time.monotonic() + pause > until:
            raise outcome
        wait_until(time.monotonic() + pause, tick)
    raise AssertionError("unreachable")


def wait_until(moment: float, tick: Callable[[], None]) -> None:
    """Wait until the monotonic clock shows ``moment``, ticking."""
    tick()
    while (left := moment - time.monotonic()) > 0:
        time.sleep(min(left, TICK))
        tick()
