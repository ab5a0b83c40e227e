"""What a document says in two ways that differ, for whoever reads it to ask about."""

from __future__ import annotations

from typing import Final

from summarizer_core.models import DocumentWarning, ExtractedDocument
from summarizer_core.money import differing

#: Sums that are quoted in one warning.
_QUOTED: Final = 5


def warnings(document: ExtractedDocument) -> list[DocumentWarning]:
    """A warning ``sums_differ`` with its pages where words and figures of a sum differ."""
    found = list(differing(document.text))
    if not found:
        return []
    quotes = [" ".join(document.text[one.start : one.end].split()) for one in found]
    said = ", ".join(f'"{quote}"' for quote in dict.fromkeys(quotes[:_QUOTED]))
    more = f" and {len(found) - _QUOTED} more" if len(found) > _QUOTED else ""
    return [
        DocumentWarning(
            code="sums_differ",
            message=(
                f"Words and figures of a sum differ: {said}{more}. Ask which one is meant; courts "
                "often follow the words. Key terms show the figures."
            ),
            pages=tuple(sorted({document.page_at(one.start) for one in found})),
        )
    ]
