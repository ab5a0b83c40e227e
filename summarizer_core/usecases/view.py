"""Looking at a page of the original with a quote marked in it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from summarizer_core import extraction
from summarizer_core.errors import InvalidRequest, NotFound
from summarizer_core.extraction.highlight import highlighted
from summarizer_core.models import Actor, ExtractedDocument
from summarizer_core.stores.base import Stores
from summarizer_core.usecases.access import find_session


@dataclass(frozen=True)
class MarkedPage:
    """A page and those of its words that a quote consists of."""

    page: extraction.PageView
    marked: tuple[extraction.WordBox, ...]


class ViewPage:
    """Draws single pages of PDFs, when somebody looks at them.

    Args:
        stores: where originals and texts are.
        limits: of the reading.
        temporary: private folder for the original while its page is drawn.
    """

    def __init__(self, stores: Stores, limits: extraction.Limits, temporary: Path) -> None:
        self._stores = stores
        self._limits = limits
        self._temporary = temporary

    def __call__(
        self, actor: Actor, session_id: str, number: int, quote: tuple[int, int] | None = None
    ) -> MarkedPage:
        """Page ``number`` (from 1), with the words of ``quote`` (a span of the extracted text).

        Raises:
            NotFound: no such document, or its text is not there yet.
            InvalidRequest: the document is no PDF, or has no such page.
            DocumentError: the page cannot be drawn.
        """
        session = find_session(self._stores.sessions, actor, session_id)
        if session.media_type != extraction.PDF:
            raise InvalidRequest("Only pages of PDF files can be drawn.", code="no_pages")
        document = self._stores.results.document(session_id)
        if document is None:
            raise NotFound("The text of this document is not available yet.")
        if not 1 <= number <= len(document.pages):
            raise InvalidRequest(f"The document has no page {number}.", code="no_such_page")
        self._temporary.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._temporary, prefix="view-") as folder:
            path = Path(folder) / "document"
            self._stores.files.copy_to(session_id, path)
            page = extraction.view_page(
                path, number, self._limits, recognised=number in document.ocr_pages
            )
        return MarkedPage(page, _marked(document, page, quote))


def _marked(
    document: ExtractedDocument, page: extraction.PageView, quote: tuple[int, int] | None
) -> tuple[extraction.WordBox, ...]:
    if quote is None:
        return ()
    span = document.pages[page.number - 1]
    return tuple(highlighted(document.text, (span.start, span.end), quote, page.words))
