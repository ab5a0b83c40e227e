"""What every result must hold, whoever analysed: quotes are the document's own words, and results
of all engines look alike. Works on result objects as programs receive them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

#: Lists of a result whose items have a quote.
QUOTING = ("clauses", "possible_clauses", "high_risk_clauses", "key_terms")
#: What proves the summary, whoever wrote it.
SUMMARY = "summary"
#: Sentences that the product itself picks from the document, whichever engine analysed it.
PICKED = "sections"


def quoting(result: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(place in the result, what has ``quote``, ``start`` and ``end``) of all that it quotes."""
    for name in QUOTING:
        yield from ((name, item) for item in result[name])
    for sentence in result["summary_sentences"]:
        yield from ((SUMMARY, item) for item in sentence["quotes"])
    for section in result.get("sections", ()):
        yield from ((PICKED, item) for item in section["sentences"])
    for answer in result["focus"]:
        yield from (("focus", item) for item in answer["quotes"])


def passed(result: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What of ``quoting`` an engine told and the proof let pass; of a summary whole sentences are
    shown, whatever was told of them."""
    return (item for place, item in quoting(result) if place not in (PICKED, SUMMARY))


def misquoted(result: Mapping[str, Any], text: str) -> list[tuple[str, dict[str, Any]]]:
    """Those of ``quoting`` that are not the document's words where they say they are."""
    return [
        (place, item)
        for place, item in quoting(result)
        if not item["quote"] or text[item["start"] : item["end"]] != item["quote"]
    ]


def rejected(result: Mapping[str, Any], code: str) -> int:
    """How many quotes a warning of this code says were left out: ``quotes_rejected`` of findings,
    ``answer_quotes_rejected`` of the answer."""
    counts = (w["message"].split(" ", 1)[0] for w in result["warnings"] if w["code"] == code)
    return sum(int(count) for count in counts)


def unlike(one: Any, other: Any, path: str = "result") -> list[str]:
    """Where two values of JSON have different keys or kinds of value. An empty list says nothing
    of its items, nor null of what could stand there; all items of a list count."""
    if one is None or other is None:
        return []
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        differing = sorted(set(one) ^ set(other))
        found = [f"{path}.{key} only in one" for key in differing]
        for key in sorted(set(one) & set(other)):
            found += unlike(one[key], other[key], f"{path}.{key}")
        return found
    if _is_list(one) and _is_list(other):
        items = [*one, *other]
        return [d for item in items[1:] for d in unlike(items[0], item, f"{path}[]")]
    return [] if _kind(one) == _kind(other) else [f"{path}: {_kind(one)}, {_kind(other)}"]


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, int | float):
        return "number"
    return type(value).__name__
