"""What an analysis would cost, before it runs: chunks, calls, tokens and dollars. Nothing is asked
of an engine, and the cache does not notice that it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from summarizer_core.dispatch import decode, name_of
from summarizer_core.engines.base import ChunkInput, DocumentView, Engine, Reply, Work
from summarizer_core.errors import EngineError
from summarizer_core.hashing import normalise
from summarizer_core.keys import Kind
from summarizer_core.models import (
    Chunk,
    Estimate,
    EstimatedChunks,
    ExtractedDocument,
)
from summarizer_core.prices import dollars, priced
from summarizer_core.recognition import recognise
from summarizer_core.standing import standing

#: Values of those of some hashes that the cache knows.
Known = Callable[[Kind, str, Sequence[str]], Mapping[str, bytes]]


def nothing_known(_kind: Kind, _fingerprint: str, _hashes: Sequence[str]) -> Mapping[str, bytes]:
    """For analyses without a cache."""
    return {}


class _Unknown(Exception):
    """An answer that the cache does not hold."""


def estimate(
    filename: str,
    document: ExtractedDocument,
    chunks: Sequence[Chunk],
    engine: Engine,
    known: Known,
    focus: str | None = None,
) -> Estimate:
    """What the analysis of a document would cost now.

    Chunks that occur twice are paid once. Whether the summary is known can be told only when all
    chunks are, because it rests on what is said of them.
    """
    inputs = {chunk.sha256: ChunkInput(chunk.sha256, normalise(chunk.text)) for chunk in chunks}
    values = known("chunk", engine.fingerprint, list(inputs))
    analyses = {name: found for name, data in values.items() if (found := decode(data))}
    unknown = [item for name, item in inputs.items() if name not in analyses]
    # The summary depends on what the document is.
    view = DocumentView(document, chunks, analyses, recognise(document.text))
    summarizes, answers = True, focus is not None
    if not unknown:
        summarizes, answers = _open_questions(view, engine, known, focus)
    work = Work(
        unknown=unknown,
        distinct=len(inputs),
        summarizes=summarizes and bool(inputs),
        view=view if answers else None,
        question=focus if answers else None,
    )
    usage = priced(engine.expect(work), engine.price)
    paid = {item.sha256 for item in unknown}
    to_pay = sum(chunk.sha256 in paid for chunk in chunks)
    return Estimate(
        filename=filename,
        engine=engine.name,
        pages=len(document.pages),
        characters=len(document.text),
        chunks=EstimatedChunks(total=len(chunks), cached=len(chunks) - to_pay, to_pay=to_pay),
        calls=usage.calls,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=usage.cost_usd,
    )


def describe_estimate(expected: Estimate) -> str:
    """An estimate in a sentence for people."""
    chunks = expected.chunks
    parts = f"{chunks.total:,} section{'' if chunks.total == 1 else 's'}"
    if not expected.calls:
        if chunks.to_pay or not chunks.total:
            return f"{parts}; the analysis runs on this machine and costs nothing."
        return f"{parts}, all known from earlier analyses; the analysis costs nothing."
    calls = "1 call" if expected.calls == 1 else f"{expected.calls:,} calls"
    cost = (
        "at a price that is not known here (GEMINI_PRICES can tell it)"
        if expected.cost_usd is None
        else f"about {dollars(expected.cost_usd)}"
    )
    return (
        f"{parts}, {chunks.to_pay:,} of them to pay for; about {calls} with "
        f"{expected.input_tokens:,} tokens in and {expected.output_tokens:,} out, {cost}."
    )


def describe_total(expected: Sequence[Estimate]) -> str:
    """Several estimates together, in a sentence."""
    costs = [one.cost_usd for one in expected]
    known = [cost for cost in costs if cost is not None]
    chunks = sum(one.chunks.to_pay for one in expected if one.calls)
    text = f"Together {chunks:,} sections to pay for, about {dollars(sum(known))}"
    return f"{text}, and what has no price." if len(known) < len(costs) else f"{text}."


def _open_questions(
    view: DocumentView, engine: Engine, known: Known, focus: str | None
) -> tuple[bool, bool]:
    """Whether summary and answer would have to be asked for, all chunks being known."""

    def ask(kind: Kind, identity: str, call: Callable[[], Reply]) -> Reply:  # noqa: ARG001
        name = name_of(identity)
        found = known(kind, engine.fingerprint, [name])
        if name not in found:
            raise _Unknown("The cache does not know the answer.")
        return Reply(found[name].decode("utf-8", "replace"))

    def is_open(question: Callable[[], object]) -> bool:
        try:
            question()
        except (_Unknown, EngineError):
            return True
        return False

    candidates = standing(view, engine.refine(view)).proved
    summarizes = is_open(lambda: engine.summarize(view, candidates, ask))
    answers = focus is not None and is_open(lambda: engine.answer(view, None, focus, ask))
    return summarizes, answers
