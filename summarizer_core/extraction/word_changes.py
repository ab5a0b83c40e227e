"""Counts the tracked changes of a Word document (ECMA-376 Part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from summarizer_core.extraction import blocks
from summarizer_core.extraction.word_styles import W

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_KINDS: Final = {
    "ins": "insertions",
    "cellIns": "insertions",
    "del": "deletions",
    "cellDel": "deletions",
    "moveTo": "moves",
    "moveFrom": "moves away",
    "cellMerge": "merged cells",
}
_TAGS: Final = tuple(W + kind for kind in _KINDS)
#: There a change concerns a number or the look of a formula, not the text.
_FORMAT: Final = (
    W + "numPr",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}ctrlPr",
)


def warning(roots: Iterable[Any]) -> list[dict[str, Any]]:
    """The warning that says how many there are, if there are any.

    Args:
        roots: elements of the parts that were read.
    """
    counts = dict.fromkeys(_KINDS.values(), 0)
    for root in roots:
        for element in root.iter(*_TAGS):
            if _counts(element):
                counts[_KINDS[element.tag[len(W) :]]] += 1
    # What was moved stands in two places, but was moved once.
    moved = max(counts["moves"], counts["moves away"])
    return blocks.tracked_changes(
        counts["insertions"], counts["deletions"], moved=moved, merged=counts["merged cells"]
    )


def _counts(element: Any) -> bool:
    parent = element.getparent()
    if parent is None or parent.tag in _FORMAT:
        return False
    return next(element.iterancestors(_MC + "Fallback"), None) is None
