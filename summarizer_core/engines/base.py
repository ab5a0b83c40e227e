"""The seam between the pipeline and whatever analyses text.

An engine works in two steps. ``analyze`` looks at chunks alone: what it returns for a chunk
depends only on that chunk's normalised text, so it is cached under the chunk's hash and the
engine's ``fingerprint``. ``refine`` then looks at the whole document (headings, neighbours,
positions), is cheap, and is computed fresh each time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from summarizer_core.keys import Kind
from summarizer_core.models import Chunk, ChunkAnalysis, ExtractedDocument, Usage
from summarizer_core.prices import Price
from summarizer_core.recognition import NOT_LOOKED_AT, Recognition


@dataclass(frozen=True)
class ChunkInput:
    """What ``analyze`` may see of a chunk: its identity and its normalised text."""

    sha256: str
    text: str


@dataclass(frozen=True)
class BatchResult:
    """Answers by chunk hash; a chunk without an answer is asked about again."""

    analyses: Mapping[str, ChunkAnalysis]
    usage: Usage = Usage()


@dataclass(frozen=True)
class DocumentView:
    """A whole document with what is known of its chunks; failed chunks have no analysis.
    ``recognition`` says what the text is, as far as somebody looked."""

    document: ExtractedDocument
    chunks: Sequence[Chunk]
    analyses: Mapping[str, ChunkAnalysis]
    recognition: Recognition = NOT_LOOKED_AT


@dataclass(frozen=True)
class Candidate:
    """A finding or key term before grounding: a quote that should occur in one chunk, or in that
    one and those up to ``last_chunk`` together. A ``doubtful`` clause is not certain enough for
    its category by the engine's own measure: readers see it apart."""

    kind: str  # "clause" or "term"
    name: str  # category of a clause, name of a term
    value: str  # parsed value of a term, else ""
    quote: str
    chunk_index: int
    confidence: float
    last_chunk: int | None = None
    doubtful: bool = False
    role: str = ""  # of a party, or whose a notice address is


@dataclass(frozen=True)
class Reply:
    """The text of an answer, checked, in the engine's own form; costs nothing when cached."""

    text: str
    usage: Usage = Usage()


class Ask(Protocol):
    """How an engine makes calls that concern more than one chunk: the answer comes from the cache
    where it is known, from another job that is asking the same, or from the call. Several threads
    may ask at once."""

    def __call__(self, kind: Kind, identity: str, call: Callable[[], Reply]) -> Reply:
        """The answer of ``call``; ``identity`` is all that it depends on, besides the engine's
        fingerprint. Raises ``errors.EngineError``."""
        ...


#: Bytes of UTF-8 in one token, and tokens around each chunk in a prompt. "A token is equivalent to
#: about 4 characters" of English (https://ai.google.dev/gemini-api/docs/tokens); other scripts
#: take fewer characters, and more bytes for each.
_BYTES_PER_TOKEN: Final = 4
_TOKENS_AROUND: Final = 40


def tokens_of(text: str) -> int:
    """Tokens that a chunk takes in a prompt, estimated."""
    return len(text.encode("utf-8", "surrogatepass")) // _BYTES_PER_TOKEN + _TOKENS_AROUND


@dataclass(frozen=True)
class FocusReply:
    """An answer to a question or passage; ``quotes`` are (chunk index, quote) pairs. An answer that
    was ``found`` is as good as its quotes; "the document does not say" needs none."""

    answer: str
    quotes: Sequence[tuple[int, str]]
    usage: Usage = Usage()
    found: bool = True


@dataclass(frozen=True)
class Stated:
    """A sentence of a summary and what proves it: (chunk index, quote) pairs. A sentence that says
    what could not be told has none."""

    text: str
    quotes: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class SummaryReply:
    """A summary, and its ``sentences`` in order. ``left_out`` statements of the engine's had no
    proof and are not in it; in place of ``quoted`` others stand the document's words. It is
    ``composed`` from the findings when that left too little, or when there was a ``problem``, told
    in a sentence: the engine gave none."""

    summary: str
    usage: Usage = Usage()
    left_out: int = 0
    composed: bool = False
    problem: str = ""
    sentences: Sequence[Stated] = ()
    quoted: int = 0


@dataclass(frozen=True)
class Work:
    """What an analysis would have to ask for.

    Args:
        unknown: chunks, each once.
        distinct: chunks that differ, known ones included.
        summarizes: whether the summary is to be written.
        view, question: of a question to answer, None without one.
    """

    unknown: Sequence[ChunkInput]
    distinct: int
    summarizes: bool
    view: DocumentView | None = None
    question: str | None = None


class Engine(Protocol):
    """What the pipeline needs of an engine. Failures are ``errors.EngineError``."""

    @property
    def name(self) -> str:
        """Short name for users and results, such as ``local``."""
        ...

    @property
    def fingerprint(self) -> str:
        """Identity of engine, model, prompt and schema; a part of every cache key (no ':')."""
        ...

    @property
    def price(self) -> Price | None:
        """Of its tokens; None when it is not known."""
        ...

    @property
    def batch_tokens(self) -> int:
        """How many tokens (``tokens_of``) of chunks one ``analyze`` call should carry at most."""
        ...

    def load(self) -> None:
        """Load what takes time, before processes fork that shall share it."""
        ...

    def reserve(self, within: float = math.inf) -> float:
        """Take a place under the rate limit: seconds until the call may be made; infinity, and
        nothing is taken, when that would be more than ``within`` seconds."""
        ...

    def expect(self, work: Work) -> Usage:
        """Calls and tokens that the work would take, estimated; asks nobody."""
        ...

    def analyze(self, batch: Sequence[ChunkInput]) -> BatchResult:
        """Analyse chunks, each by its text alone, in one call."""
        ...

    def refine(self, view: DocumentView) -> Sequence[Candidate]:
        """Findings and key terms of the document, in reading order, before grounding."""
        ...

    def summarize(
        self, view: DocumentView, candidates: Sequence[Candidate], ask: Ask
    ) -> SummaryReply:
        """A summary for a person who has not read the document."""
        ...

    def answer(
        self, view: DocumentView, passage: str | None, question: str | None, ask: Ask
    ) -> FocusReply:
        """Answer a question, or explain a passage, from the document alone."""
        ...
