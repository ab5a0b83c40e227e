"""From chunks to analyses: what the cache knows comes from there, what another job is asking for is
waited for, and the rest goes to the engine in batches, several in flight; each batch's results are
cached as it returns.

A batch claims its chunks just before it flies, so that jobs with the same clauses at the same
moment share the work: each takes what nobody else has taken. Batches are packed in the document's
order, so that two jobs with the same document cut it into the same batches.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import secrets
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from pydantic import ValidationError

from summarizer_core import keys
from summarizer_core.batches import Batch, Line
from summarizer_core.cache import Entry, Look
from summarizer_core.cache_figures import Savings
from summarizer_core.engines.base import (
    BatchResult,
    ChunkInput,
    Engine,
    Reply,
    tokens_of,
)
from summarizer_core.errors import CONTENT_CODES, EngineError
from summarizer_core.hashing import normalise
from summarizer_core.keys import Kind
from summarizer_core.models import Chunk, ChunkAnalysis, ChunkProgress, Usage
from summarizer_core.retrying import (
    TICK,
    Calls,
    is_final,
    pause_before_next,
    pause_before_second_look,
    persistently,
)

log = logging.getLogger(__name__)

#: A model may leave chunks out of its answer; they are asked for again this often.
_MAX_OMISSIONS: Final = 2

#: A job asks no more when all its first calls were refused for their contents, when so many in a
#: row failed for a reason that no waiting can mend (a second try among them), or after so many
#: seconds of failures alone.
_HOPELESS_CALLS: Final = 100
_HOPELESS_FINAL: Final = 3
_HOPELESS_TRIES: Final = 5
_HOPELESS_SECONDS: Final = 240.0
#: Seconds that a question about the whole document may be asked again and again.
_PATIENCE: Final = 200.0

#: Seconds that a call which began at the last moment may take; who waits for it waits as long.
_LAST_CALL: Final = 60.0 + keys.CLAIM_TTL
#: Seconds in which a job that ends tries to keep what it has paid for.
_SAVE_PATIENCE: Final = 5.0

#: Chunks that are made ready for their calls while others are in flight.
_AHEAD: Final = 500
#: Seconds between two looks at chunks that another job is asking for.
_LOOK_EVERY: Final = 0.1


class CacheLike(Protocol):
    """What the dispatcher needs of a cache; see ``cache.Cache``. ``troubled`` once it failed."""

    @property
    def troubled(self) -> bool: ...

    def peek(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> Look: ...

    def claim(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> Look: ...

    def put_many(
        self, kind: Kind, fingerprint: str, values: Mapping[str, bytes | Entry]
    ) -> None: ...

    def renew(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> None: ...

    def release(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> None: ...

    def flush(self) -> bool: ...


class NoCache:
    """For analyses without Redis: knows nothing, keeps nothing."""

    troubled = False

    def peek(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> Look:  # noqa: ARG002
        return Look(free=tuple(hashes))

    claim = peek

    def put_many(self, kind: Kind, fingerprint: str, values: Mapping[str, bytes | Entry]) -> None:
        pass

    def renew(self, kind: Kind, fingerprint: str, hashes: Sequence[str], owner: str) -> None:
        pass

    release = renew

    def flush(self) -> bool:
        return True


def encode(analysis: ChunkAnalysis) -> bytes:
    """Compact JSON for the cache."""
    return analysis.model_dump_json(exclude_defaults=True).encode()


def decode(data: bytes) -> ChunkAnalysis | None:
    """The analysis, or None when the bytes are not one (then it counts as unknown)."""
    try:
        return ChunkAnalysis.model_validate_json(data)
    except ValidationError:
        return None


def name_of(identity: str) -> str:
    """The hash under which the cache keeps the answer to a question."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass
class Dispatched:
    """What is known of the chunks, by hash. ``problem`` is the last engine error that cost
    something."""

    analyses: dict[str, ChunkAnalysis] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    usage: Usage = field(default_factory=Usage)
    problem: EngineError | None = None


class Dispatcher:
    """Args:
    cache: where answers are looked up and kept.
    concurrency: engine calls in flight at once.
    owner: in whose name chunks are claimed, ``NAME:NUMBER``: a higher number takes over the claims
        of a lower one, as an attempt does from the one before.
    patience: seconds within which the last try of a question about a whole document begins.
    """

    def __init__(
        self,
        cache: CacheLike,
        *,
        concurrency: int,
        owner: str | None = None,
        patience: float = _PATIENCE,
    ) -> None:
        self._patience = patience
        self._last_call = min(_LAST_CALL, patience)
        self._cache = cache
        self._concurrency = concurrency
        self._owner = owner or f"{secrets.token_hex(8)}:1"

    @property
    def uncached(self) -> bool:
        """Whether the cache failed on the way, so that some answers may have been paid again."""
        return self._cache.troubled

    def run(
        self,
        engine: Engine,
        chunks: Sequence[Chunk],
        report: Callable[[ChunkProgress], None],
    ) -> Dispatched:
        """Analyse all chunks. ``report`` hears of each step, several times a second, and may raise
        to stop the work."""
        claim = self._claim("chunk", engine)
        return _Run(self._cache, self._concurrency, engine, chunks, report, claim).run()

    def _claim(self, kind: Kind, engine: Engine) -> _Claim:
        return _Claim(self._cache, kind, engine.fingerprint, self._owner)

    def ask(
        self,
        engine: Engine,
        kind: Kind,
        identity: str,
        call: Callable[[], Reply],
        tick: Callable[[], None],
    ) -> Reply:
        """The answer to a question that concerns more than one chunk: from the cache, from another
        job that is asking the same, or from ``call``, made again while its failures can pass.

        Args:
            identity: all that the answer depends on, besides the engine's fingerprint.
            tick: called several times a second while this waits; may raise to stop.

        Raises:
            EngineError: the call failed for good.
        """
        name = name_of(identity)
        end = time.monotonic() + self._patience
        claim = self._claim(kind, engine)
        while True:
            look = claim.ask([name])
            if name in look.found:
                return Reply(look.found[name].decode())
            if not look.held:
                break
            if time.monotonic() > end + self._last_call:
                raise EngineError(
                    "Another analysis of the same document is still waiting for the engine. Retry "
                    "later.",
                    code="engine_busy",
                    retryable=True,
                )
            time.sleep(_LOOK_EVERY)
            tick()
        claim.take([name])
        # Who takes over late from an asker that died has a try, too.
        end = max(end, time.monotonic() + self._last_call / 2)

        def keep_and_tick() -> None:
            claim.keep()
            tick()

        def ask_and_keep() -> Reply:
            reply = call()
            value = Entry(reply.text.encode("utf-8", "replace"), _savings(reply.usage, identity))
            self._cache.put_many(kind, engine.fingerprint, {name: value})
            return reply

        try:
            reply = persistently(
                ask_and_keep, reserve=engine.reserve, tick=keep_and_tick, until=end
            )
            _keep_what_was_paid(self._cache, keep_and_tick)
        finally:
            self._cache.flush()
            claim.give_back()
        return reply


class _Claim:
    """The chunks that one job is asking for at the moment."""

    def __init__(self, cache: CacheLike, kind: Kind, fingerprint: str, owner: str) -> None:
        self._cache = cache
        self._kind: Kind = kind
        self._fingerprint = fingerprint
        self._owner = owner
        self._held: set[str] = set()
        self._renewed = time.monotonic()

    def peek(self, hashes: Sequence[str]) -> Look:
        return self._cache.peek(self._kind, self._fingerprint, hashes, self._owner)

    def ask(self, hashes: Sequence[str]) -> Look:
        """Look, and claim what is free; ``take`` those that are going to be asked for."""
        return self._cache.claim(self._kind, self._fingerprint, hashes, self._owner)

    def take(self, hashes: Iterable[str]) -> None:
        self._held.update(hashes)

    def settle(self, hashes: Iterable[str]) -> None:
        """These are answered: putting them in the cache has ended the claim."""
        self._held.difference_update(hashes)

    def drop(self, hashes: Sequence[str]) -> None:
        """These failed: others may try."""
        self._held.difference_update(hashes)
        self._cache.release(self._kind, self._fingerprint, hashes, self._owner)

    def keep(self) -> None:
        """Renew the claims when it is time."""
        now = time.monotonic()
        if self._held and now - self._renewed >= keys.CLAIM_RENEW_EVERY:
            self._renewed = now
            self._cache.renew(self._kind, self._fingerprint, sorted(self._held), self._owner)

    def give_back(self) -> None:
        if self._held:
            self.drop(sorted(self._held))


class _Run:
    """One job's way through its chunks."""

    def __init__(
        self,
        cache: CacheLike,
        concurrency: int,
        engine: Engine,
        chunks: Sequence[Chunk],
        report: Callable[[ChunkProgress], None],
        claim: _Claim,
    ) -> None:
        self._cache = cache
        self._concurrency = concurrency
        self._engine = engine
        self._chunks = chunks
        self._report = report
        self._claim = claim
        self._outcome = Dispatched()
        self._texts = {chunk.sha256: chunk.text for chunk in chunks}
        self._new: deque[str] = deque()
        self._line = Line(concurrency, self._next_batch, self._turn)
        self._held: list[str] = []
        self._calls: Calls[int, BatchResult] = Calls()
        self._flying: dict[int, Batch] = {}
        self._number = 0
        self._looked = 0.0
        self._failures = 0
        self._finals = 0
        self._insisted = False
        self._failing_since: float | None = None
        self._times = Counter(chunk.sha256 for chunk in chunks)
        self._done = self._cached = self._failed = 0

    def run(self) -> Dispatched:
        look = self._claim.peek(list(self._texts))
        held = set(look.held)
        self._learn(look)
        for name in self._texts:
            if name in held:
                self._held.append(name)
            elif name not in self._outcome.analyses:
                self._new.append(name)
        try:
            while self._new or self._line or self._flying or self._held:
                self._tell()  # may stop the work, before another call begins
                self._launch()
                self._claim.keep()
                outcomes = self._calls.take(self._patience())
                if not outcomes:
                    self._get_ready()
                for number, outcome in outcomes:
                    self._settle(self._flying.pop(number), outcome)
                self._look_at_others()
            self._tell()
            _keep_what_was_paid(self._cache, self._tell)
        finally:
            self._cache.flush()
            self._claim.give_back()
        return self._outcome

    def _tell(self) -> None:
        self._report(
            ChunkProgress(
                total=len(self._chunks), done=self._done, cached=self._cached, failed=self._failed
            )
        )

    def _patience(self) -> float:
        """Seconds to wait for an answer before looking around again."""
        patience = _LOOK_EVERY if self._held else TICK
        soon = self._line.wake_up(len(self._flying)) - time.monotonic()
        return max(0.0, min(patience, soon))

    # -- what is asked -------------------------------------------------------------------------

    def _launch(self) -> None:
        while (batch := self._line.next(time.monotonic(), len(self._flying))) is not None:
            self._fly(batch)

    def _turn(self) -> float:
        """When the next call may fly, counted from now: packing its batch took time."""
        wait = self._engine.reserve()
        return time.monotonic() + wait if wait else 0.0

    def _fly(self, batch: Batch) -> None:
        self._number += 1
        self._flying[self._number] = batch
        self._calls.start(self._number, lambda: self._call(batch.items))

    def _call(self, items: Sequence[ChunkInput]) -> BatchResult:
        """Ask, and keep the answer, before anything else can go wrong."""
        result = self._engine.analyze(items)
        answered = [item for item in items if item.sha256 in result.analyses]
        entries = {
            item.sha256: Entry(
                encode(result.analyses[item.sha256]),
                _savings(result.usage, item.text, parts=len(answered)),
            )
            for item in answered
        }
        self._cache.put_many("chunk", self._engine.fingerprint, entries)
        return result

    def _next_batch(self) -> Batch | None:
        """Chunks that nobody else is asking for, up to the budget; None when none is left."""
        items: list[ChunkInput] = []
        room = self._engine.batch_tokens
        while self._new:
            wanted = self._take(room, alone=not items)
            if not wanted:
                break
            look = self._claim.ask([item.sha256 for item in wanted])
            self._learn(look)
            held = set(look.held)
            for item in wanted:
                if item.sha256 in held:
                    self._held.append(item.sha256)
                elif item.sha256 not in self._outcome.analyses:
                    items.append(item)
                    room -= tokens_of(item.text)
        if not items:
            return None
        self._claim.take(item.sha256 for item in items)
        return Batch.fresh(items)

    def _take(self, room: int, *, alone: bool) -> list[ChunkInput]:
        taken: list[ChunkInput] = []
        while self._new:
            # Normalised as its turn comes, so that the first call does not wait for all.
            item = ChunkInput(self._new[0], normalise(self._texts[self._new[0]]))
            tokens = tokens_of(item.text)
            if tokens > room and not (alone and not taken):
                break
            room -= tokens
            taken.append(item)
            self._new.popleft()
        return taken

    def _get_ready(self) -> None:
        """While calls are in flight, do what else would hold up the next ones: ``normalise``
        remembers."""
        for name in itertools.islice(self._new, _AHEAD):
            normalise(self._texts[name])

    # -- what comes back -----------------------------------------------------------------------

    def _learn(self, look: Look) -> None:
        for name, data in look.found.items():
            analysis = decode(data)
            if analysis is not None and name not in self._outcome.analyses:
                self._outcome.analyses[name] = analysis
                self._outcome.cached.add(name)
                self._cached += self._times[name]
                self._done += self._times[name]

    def _settle(self, batch: Batch, outcome: BatchResult | BaseException) -> None:
        if isinstance(outcome, EngineError):
            self._failures += 1
            self._outcome.usage = self._outcome.usage + Usage.of_failed(outcome.spent)
            self._failing_since = self._failing_since or time.monotonic()
            self._retry(batch, outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            self._failures = 0
            self._failing_since = None
            self._forget_finals()
            self._line.seeking = False
            self._accept(batch, outcome)

    def _accept(self, batch: Batch, result: BatchResult) -> None:
        answered = [name for name in batch.hashes if name in result.analyses]
        self._outcome.analyses.update({name: result.analyses[name] for name in answered})
        self._done += sum(self._times[name] for name in answered)
        self._outcome.usage = self._outcome.usage + result.usage
        self._claim.settle(answered)
        left_out = [item for item in batch.items if item.sha256 not in result.analyses]
        if not left_out:
            return
        log.info("engine %s left out %d chunks", self._engine.name, len(left_out))
        if batch.omissions < _MAX_OMISSIONS:
            self._queue(Batch.fresh(left_out, omissions=batch.omissions + 1), 0.0)
        else:
            error = EngineError(
                "The engine left a part of the document unanswered. Analyse it with the local "
                "engine if this goes on."
            )
            self._give_up([item.sha256 for item in left_out], error)

    def _retry(self, batch: Batch, error: EngineError) -> None:
        batch.tries += 1
        if is_final(error):
            self._doubt(batch, error)
            return
        if error.code in CONTENT_CODES:  # so calls do get through
            self._forget_finals()
        pause = pause_before_next(error, batch.tries)
        if self._hopeless(error):
            self._stop(batch, error)
        elif pause is not None and batch.tries < batch.max_tries:
            self._queue(batch, pause)
        elif len(batch.items) > 1 and (pause is not None or error.code in CONTENT_CODES):
            log.info("%s: batch of %d split (%s)", self._engine.name, len(batch.items), error.code)
            for half in batch.halves():
                self._queue(half, 0.0)
        else:
            self._give_up(batch.hashes, error)

    def _doubt(self, batch: Batch, error: EngineError) -> None:
        """Ask once more for what met a final error, unless there is no doubt that all calls do."""
        pause = None if batch.doubted else pause_before_second_look(error)
        batch.doubted = True
        self._finals += 1
        self._insisted = self._insisted or pause is None
        if self._insisted and self._finals >= _HOPELESS_FINAL:
            self._stop(batch, error)
        elif pause is not None:
            self._queue(batch, pause)
        else:
            self._give_up(batch.hashes, error)

    def _forget_finals(self) -> None:
        self._finals = 0
        self._insisted = False

    def _hopeless(self, error: EngineError) -> bool:
        """Whether asking for anything else would only fail as well."""
        if error.code in CONTENT_CODES:
            return self._line.seeking and self._failures >= _HOPELESS_CALLS
        silent = time.monotonic() - (self._failing_since or time.monotonic())
        return self._failures >= _HOPELESS_TRIES and silent >= _HOPELESS_SECONDS

    def _queue(self, batch: Batch, pause: float) -> None:
        self._line.add(batch, time.monotonic() + pause)

    def _stop(self, batch: Batch, error: EngineError) -> None:
        """Ask no more. What is in flight may still answer, and what others ask for may come."""
        waiting = [name for one in self._line.clear() for name in one.hashes]
        rest = [*batch.hashes, *self._new, *waiting]
        self._new.clear()
        self._give_up(rest, error)

    def _give_up(self, hashes: Sequence[str], error: EngineError) -> None:
        log.warning("engine %s: %d chunks failed (%s)", self._engine.name, len(hashes), error.code)
        self._outcome.problem = error
        self._outcome.failed.update(hashes)
        lost = sum(self._times[name] for name in hashes)
        self._failed += lost
        self._done += lost
        self._claim.drop(hashes)

    # -- what others ask -----------------------------------------------------------------------

    def _look_at_others(self) -> None:
        """Take over answers that arrived, and questions whose asker is gone."""
        now = time.monotonic()
        if not self._held or now - self._looked < _LOOK_EVERY:
            return
        self._looked = now
        look = self._claim.peek(self._held)
        self._learn(look)
        held = set(look.held)
        free = [name for name in self._held if name not in held]
        self._held = [name for name in self._held if name in held]
        self._new.extend(name for name in free if name not in self._outcome.analyses)


def _keep_what_was_paid(cache: CacheLike, tick: Callable[[], None]) -> None:
    """Give a cache that failed some time to come back before the job ends."""
    until = time.monotonic() + _SAVE_PATIENCE
    while not cache.flush() and time.monotonic() < until:
        tick()
        time.sleep(TICK)


def _savings(usage: Usage, text: str, *, parts: int = 1) -> Savings:
    """What one of ``parts`` answers of a call saves when it is not asked for again."""
    return Savings(
        calls=1 / parts,
        input_tokens=usage.input_tokens // parts,
        output_tokens=usage.output_tokens // parts,
        text_bytes=len(text.encode("utf-8", "surrogatepass")),
    )
