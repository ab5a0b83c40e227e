"""Counts the tracked changes of a Word document (ECMA-376 Part 1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

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


def warning(roots: Iterable[Any]) -> dict[str, str] | None:
    """The warning that says how many there are; None for a document without.

    Args:
        roots: elements of the parts that were read.
    """
    counts = dict.fromkeys(_KINDS.values(), 0)
    for root in roots:
        for element in root.iter(*_TAGS):
            if _counts(element):
                counts[_KINDS[element.tag[len(W) :]]] += 1
    # What was moved stands in two places, but was moved once.
    counts["moves"] = max(counts["moves"], counts.pop("moves away"))
    if not any(counts.values()):
        return None
    said = [f"{counts[kind]} {kind}" for kind in ("insertions", "deletions")]
    said += [f"{counts[kind]} {kind}" for kind in ("moves", "merged cells") if counts[kind]]
    listed = ", ".join(said[:-1]) + " and " + said[-1]
    return {
        "code": "tracked_changes",
        "message": f"The document holds tracked changes: {listed}. It was read as if all were "
        "accepted.",
    }


def _counts(element: Any) -> bool:
    parent = element.getparent()
    if parent is None or parent.tag in _FORMAT:
        return False
    return next(element.iterancestors(_MC + "Fallback"), None) is None
