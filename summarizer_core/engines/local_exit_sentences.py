"""The sentences of a document that speak of the end of the contract, each with the list that it
opens, with what stands around it, and with the number of its chunk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from summarizer_core.amendments import without_old
from summarizer_core.chunking import sentence_spans
from summarizer_core.endings import (
    CASE,
    FREELY,
    IT,
    MAY_BE_ENDED,
    MAY_END,
    MAYBE_FREELY,
    MORE_CASES,
    OPEN,
    RIGHT,
    is_free,
    notice_of,
    spans_of,
)
from summarizer_core.engines.base import DocumentView
from summarizer_core.hashing import normalise

#: Where the next lettered paragraph begins.
_NEXT_LETTER: Final = r"(?<=[a-z)]{2})\. \(?(?:[a-z]|[ivx]{1,4})[.)] (?=(?-i:[A-Z]))"
_WORDS: Final = (
    "terminat", "cancel", "end this", "end the", "end it", "re-enter", "reenter", "forfeit",
    "determine th", "rescind", " account", "terminable", "resign ", "withdraw ", "whereupon", "upon which",
    "until either", "in which case", "in which event", "thereupon",
)  # fmt: skip
#: A chunk that ends within a sentence, and how much of the next one may end that, in characters.
_CUT: Final = re.compile(r"[:;,](?: and| or)?\s*$")
_TAIL: Final = 900
#: Characters in which a list of causes goes on.
_LIST: Final = 1_500
#: A case that gives a right without a cause, or to somebody who is named.
_GIVES_MORE: Final = re.compile(
    rf"{FREELY.pattern}|{MAYBE_FREELY.pattern}|^\W*(?:\w{{1,4}}[.)] )?by |\bmutual|{MAY_END.pattern}",
    re.IGNORECASE,
)
#: "This Agreement may be terminated: (a) by A if ...; (b) by B on ..."
_ENDED_BY: Final = re.compile(
    rf"(?:{IT})[^.;]{{0,80}}?\b(?:may|can) (?:also |only )?be (?:\w+ )?(?:terminated|cancell?ed)\b[^.;]{{0,120}}:\s*$",
    re.IGNORECASE,
)
_BY_CASE: Final = re.compile(
    r"\s*(?:(?:or|and) )?\(?(?:i{1,3}|iv|vi{0,3}|[a-h]|[1-9]|\d{1,2}(?:\.\d{1,2}){1,3})[).]{1,2} (?:(?:or|and) )?(?P<by>[Bb]y )?"
)
#: How an item of a list begins.
_ITEM: Final = re.compile(
    r"\W{0,2}(?:(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\)?)\s"
)
_PROVIDED: Final = re.compile(r"\W*(?:and |or |but )?(?:provided|except|unless)\b", re.IGNORECASE)
#: Characters in which the sentences before and behind another stand.
_AROUND: Final = 700


@dataclass(frozen=True)
class Piece:
    """A sentence that speaks of an end, in its normal form.

    Args:
        chunk: in which it begins; ``own`` is the part of it that stands there.
        before, behind: chunk and words of what stands right before and right behind it.
        lead: of one case of a list, the words that open the list, in the chunk ``led_from``.
    """

    chunk: int
    said: str
    own: str
    before: tuple[int, str] = (0, "")
    behind: tuple[int, str] = (0, "")
    lead: str = ""
    led_from: int = 0


def pieces(view: DocumentView, *, changes: bool) -> Iterator[Piece]:
    """Each sentence; a list that a chunk cuts goes on in the next one, and a list of causes is taken
    to its end. Behind "may be terminated: (a) by A if ...; (b) by B on ..." comes each case."""
    chunks = {chunk.index: chunk for chunk in view.chunks}
    for index, text in _speaking(view, changes=changes):
        own = len(text)
        before, behind = chunks.get(index - 1), chunks.get(index + 1)
        if behind is not None and _CUT.search(text):
            text = f"{text} {normalise(behind.text[:_TAIL])}"
        around = (
            normalise(before.text[-_AROUND:]) if before is not None else "",
            normalise(behind.text[:_AROUND]) if behind is not None else "",
        )
        for start, end in spans_of(text, own):
            end = _with_causes(text, start, end)
            said = text[start:end]
            by_each = list(_by_each(text, start, end))
            runs = [] if by_each else _runs(text, start, end)
            if by_each:
                yield from (_item(index, text, span, own, said) for span in by_each)
            elif runs:
                first, *others = runs
                yield _piece(index, text, (start, first[1]), own, around)
                yield from (_item(index, text, span, own, said) for span in others)
            elif any(word in said.lower() for word in _WORDS):
                yield _piece(index, text, (start, end), own, around)


def _piece(
    index: int, text: str, span: tuple[int, int], own: int, around: tuple[str, str]
) -> Piece:
    """A sentence of a chunk of ``own`` characters, between the ends of the chunks around it."""
    start, end = span
    before = (index, text[max(0, start - _AROUND) : start]) if start else (index - 1, around[0])
    rest = text[end : end + _AROUND]
    behind = (index, rest) if end < own else (index + 1, rest or around[1])
    return Piece(index, text[start:end], text[start : min(end, own)], before, behind)


def _item(index: int, text: str, span: tuple[int, int], own: int, lead: str) -> Piece:
    """A case of a list, which may stand in the next chunk."""
    start, end = span
    if start >= own:
        return Piece(index + 1, text[start:end], text[start:end], lead=lead, led_from=index)
    return Piece(index, text[start:end], text[start : min(end, own)], lead=lead, led_from=index)


def _runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the items of the list stand that a right opens, those of one kind in a row together; none
    where it opens no list."""
    if not (OPEN.search(text, start, end) and RIGHT.search(text, start, end)):
        return []
    runs: list[tuple[int, int]] = []
    free: bool | None = None
    for begin, later in sentence_spans(text[end : end + _LIST]):
        said = text[end + begin : end + later]
        if runs and _PROVIDED.match(said):
            runs[-1] = (runs[-1][0], end + later)
            if not MORE_CASES.search(said):
                break
            continue
        if _ITEM.match(said) is None:
            break
        if runs and (is_free(said) is True) is free:
            runs[-1] = (runs[-1][0], end + later)
        else:
            runs.append((end + begin, end + later))
        free = is_free(said) is True
        if not MORE_CASES.search(said):
            break
    return runs


def _by_each(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the cases stand of a list of those by whom a contract may be ended."""
    if _ENDED_BY.search(text, start, end) is None:
        return
    for begin, later in sentence_spans(text[end : end + _LIST]):
        case = _BY_CASE.match(text, end + begin, end + later)
        if case is None:
            return
        if case["by"]:
            yield end + begin, end + later
        if not MORE_CASES.search(text, end + begin, end + later):
            return


def _with_causes(text: str, start: int, end: int) -> int:
    """Where a sentence ends with the list of mere causes that goes on behind it."""
    opens = OPEN.search(text, start, end)
    listed = MORE_CASES.search(text, start, end) and CASE.search(text, start, end)
    if not (opens or listed):
        return end
    taken = 0
    if not (MAY_END.search(text, start, end) or MAY_BE_ENDED.search(text, start, end)):
        return end
    for begin, later in sentence_spans(text[end : end + _LIST]):
        said = text[end + begin : end + later]
        if not CASE.match(said.lstrip()) or _GIVES_MORE.search(said) or notice_of(said):
            break
        beyond = re.search(_NEXT_LETTER, said)
        taken = begin + beyond.start() + 1 if beyond else later
        if beyond or not MORE_CASES.search(said):
            break
    return end + taken


def _speaking(view: DocumentView, *, changes: bool) -> Iterator[tuple[int, str]]:
    """The chunks that speak of an end, in their normal form, with the number of each."""
    for chunk in view.chunks:
        if chunk.sha256 not in view.analyses:
            continue
        low = chunk.text.lower()
        if any(word in low for word in _WORDS):
            yield chunk.index, normalise(without_old(chunk.text) if changes else chunk.text)


def numbered(view: DocumentView, *, changes: bool) -> Iterator[tuple[int, str]]:
    """The sentences that speak of an end, with the number of the chunk of each."""
    for index, text in _speaking(view, changes=changes):
        for start, end in spans_of(text):
            if any(word in text[start:end].lower() for word in _WORDS):
                yield index, text[start:end]
