"""What an upload would cost, before it is one: reads the document and looks into the cache."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from summarizer_core import chunking, extraction
from summarizer_core.accounts.permissions import Permission, require
from summarizer_core.engines.base import Engine
from summarizer_core.errors import Throttled
from summarizer_core.estimates import Known, estimate
from summarizer_core.models import Actor, Estimate, ExtractedDocument
from summarizer_core.usecases.submit import chosen_engine, clean_filename, clean_focus, receive

#: Documents that are read at once in this process, and seconds that another one waits for its turn:
#: estimates must not take the machine from those who analyse.
_AT_ONCE: Final = 2
_PATIENCE: Final = 20.0


class EstimateCost:
    """Args:
    engines: those that can be asked for, by name.
    default_engine: the one used when none is named.
    limits: of extraction.
    max_bytes: size of a document at most.
    temporary: private folder for the file while it is read.
    known: looks into the cache without a trace.
    earlier: what was read from a file of this SHA-256 and type before, if that is known.
    """

    def __init__(
        self,
        engines: Mapping[str, Engine],
        *,
        default_engine: str,
        limits: extraction.Limits,
        max_bytes: int,
        temporary: Path,
        known: Known,
        earlier: Callable[[str, str], ExtractedDocument | None],
    ) -> None:
        self._engines = engines
        self._default_engine = default_engine
        self._limits = limits
        self._max_bytes = max_bytes
        self._temporary = temporary
        self._known = known
        self._earlier = earlier
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    def __call__(
        self,
        actor: Actor,
        filename: str,
        source: BinaryIO,
        *,
        engine: str | None = None,
        focus: str | None = None,
        password: str | None = None,
    ) -> Estimate:
        """What ``SubmitDocument`` with the same arguments would cost now; of a message, without its
        attachments. Nothing is stored.

        Raises:
            Forbidden, InvalidRequest, TooLarge, UnsupportedType, DocumentError, Unavailable
            Throttled: others are having documents estimated.
        """
        require(actor, Permission.UPLOAD)
        chosen = self._engines[chosen_engine(engine, self._engines, self._default_engine)]
        question = clean_focus(focus)
        name = clean_filename(filename)
        self._temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._temporary, prefix="estimate-") as folder:
            path = Path(folder) / "document"
            sha256, _ = receive(source, path, self._max_bytes)
            document = self._read(path, name, sha256, password)
        chunks = chunking.chunk(document)
        return estimate(name, document, chunks, chosen, self._known, question)

    def _read(self, path: Path, name: str, sha256: str, password: str | None) -> ExtractedDocument:
        media_type = extraction.identify(path, name)
        if not self._turns.acquire(timeout=_PATIENCE):
            raise Throttled(
                "Other documents are being estimated. Try again in a minute.",
                retry_after=60,
                code="busy",
            )
        try:
            # Before anything that was read earlier: whoever lacks the password learns nothing.
            extraction.prepare(path, media_type, password=password, limits=self._limits)
            known = self._earlier(sha256, media_type)
            if known is not None and known.reader == extraction.reader_identity(self._limits):
                return extraction.renamed(known, media_type, name)
            return extraction.extract(path, media_type, self._limits, filename=name)
        finally:
            self._turns.release()
