"""Seconds that the local engine takes from a document's text to its result, on one core.

``python -m benchmarks.local_engine [FILE...] [--pages 100]``: each document is read once, which
does not count; then it is cut into chunks, analysed, grounded, judged and told as a worker does it,
with an empty cache and loaded before what a worker loads before it
forks. Seconds are those of the processor. Target: 100
pages in under 2 s. Without a file, a contract of so many pages is written; of files, seconds are
given for 100 pages of 2,900 characters each.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from benchmarks.installation import Document, Verdict, distinct_text, given, parser
from summarizer_core import extraction
from summarizer_core.dispatch import Dispatcher, NoCache
from summarizer_core.engines.local import LocalEngine
from summarizer_core.models import AnalysisResult, ChunkProgress, ExtractedDocument, Stage, utcnow
from summarizer_core.pipeline import Pipeline, Request
from summarizer_core.playbook import load
from summarizer_core.workers import preload

_TARGET = 2.0
_CHARACTERS_PER_PAGE = 2_900


class _Silent:
    def stage(self, stage: Stage) -> None:
        pass

    def recognised(self, done: int, total: int) -> None:
        pass

    def chunks(self, progress: ChunkProgress) -> None:
        pass

    def tick(self) -> None:
        pass


def read(document: Document, folder: Path) -> ExtractedDocument:
    path = folder / document.name
    path.write_bytes(document.data)
    return extraction.extract(
        path, extraction.identify(path, document.name), extraction.Limits(), filename=document.name
    )


def analyse(document: ExtractedDocument, engine: LocalEngine) -> tuple[AnalysisResult, float]:
    """The result and the processor seconds that it took."""
    reader = extraction.reader_identity(extraction.Limits())
    known = document.model_copy(update={"reader": reader})
    pipeline = Pipeline(
        Dispatcher(NoCache(), concurrency=1), load(), extraction.Limits(), lambda *_: known
    )
    request = Request("speed", "contract.txt", "0" * 64, 0, extraction.TEXT, utcnow())
    begin = time.process_time()
    analysis = pipeline.run(request, Path(), engine, _Silent())
    return analysis.result, time.process_time() - begin


def main() -> None:
    arguments = parser(__doc__)
    arguments.add_argument("--pages", type=int, default=100)
    options = arguments.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    engine = LocalEngine()
    preload([engine])
    written = distinct_text(1, options.pages)[: options.pages * _CHARACTERS_PER_PAGE]
    documents = given(options.files) or [Document("contract.txt", written.encode())]
    verdict = Verdict("text to result, local engine, one core")
    for document in documents:
        with tempfile.TemporaryDirectory() as folder:
            known = read(document, Path(folder))
        result, taken = analyse(known, engine)
        per_hundred = taken * 100 * _CHARACTERS_PER_PAGE / max(1, len(known.text))
        verdict.show(
            document.name,
            f"{len(known.text):,} characters, {len(result.clauses)} clauses, by stage "
            f"{result.timings}",
        )
        verdict.check(
            "seconds",
            f"{taken:.2f}, for 100 pages {per_hundred:.2f}",
            f"under {_TARGET:g} for 100 pages",
            per_hundred < _TARGET,
        )
    verdict.end()


if __name__ == "__main__":
    main()
