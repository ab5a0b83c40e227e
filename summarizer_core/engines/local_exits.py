"""Passages that let somebody end a contract, in its own words: first those without a cause.

A right is told in plain English where one sentence of a known form gives it: a party or either of
them, one notice, no condition, and none in the sentences around it. Where no sentence says how the
contract ends, the heading of a section on it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.chunking import HEADING_SEPARATOR, sentence_spans
from summarizer_core.endings import (
    ENDS_ITSELF,
    MAY_BE_ENDED,
    MAY_END,
    NOT_TO_END,
    RIGHT,
    cases,
    conditional,
    denies_before,
    ends_else,
    is_free,
    lets_end,
    spans_of,
    speaks_of_it,
)
from summarizer_core.engines.base import DocumentView
from summarizer_core.engines.local_causes import CURED_WITHIN, UNCURED, causes
from summarizer_core.engines.local_exit_plain import in_plain_words
from summarizer_core.engines.local_exit_sentences import Piece, numbered, pieces
from summarizer_core.excerpts import GAP
from summarizer_core.hashing import normalise
from summarizer_core.models import Chunk
from summarizer_core.sides import Party

#: Chunk index, quote, and the words of the quote that count, in their normal form.
Passage = tuple[int, str, str]


@dataclass(frozen=True)
class Way:
    """A passage on how a contract can be ended.

    Args:
        said: its words in their normal form.
        proofs: (chunk index, quote) pairs.
        freely: whether it is on an end without a cause; None where that is not plain.
        plain: the same in plain English, "" where it is not of a known form.
    """

    said: str
    proofs: tuple[tuple[int, str], ...]
    freely: bool | None
    plain: str = ""


def ways(
    view: DocumentView,
    parties: Sequence[Party],
    freely: Sequence[Passage],
    caused: Sequence[Passage] = (),
    *,
    changes: bool = False,
) -> list[Way]:
    """The passages on how it can be ended: first those on an end without a cause, and of these those
    that were found as such, then those for a cause.

    Args:
        freely: passages found to let somebody leave without a cause, or to deny it.
        caused: passages found to let somebody leave for one.
        changes: the document is an amendment; what it takes away is not told.
    """
    marked = [said for _, _, said in freely]
    found: list[Way] = []
    sure: set[str] = set()
    for piece in pieces(view, changes=changes):
        words = f"{piece.lead} {piece.said}" if piece.lead else piece.said
        if not lets_end(words):
            continue
        is_marked = any(_overlap(piece.said, said) for said in marked)
        for way in _ways(piece, parties, is_marked=is_marked):
            found.append(way)
            if is_marked and way.freely:
                sure.add(way.said)
    known = [way.said for way in found]
    free = [way.said for way in found if way.freely]
    for passage in freely:
        told = _of_passage(view, passage)
        added = [way for way in told if not _known(way.said, free if way.freely else known)]
        found += added
        sure |= {way.said for way in added}
    for index, quote, said in caused:
        if _known(said, known) or NOT_TO_END.search(said):
            continue
        if (lets_end(said) or ENDS_ITSELF.search(said)) and not ends_else(said):
            found.append(Way(said, ((index, quote),), False))
    return sorted(_unique(found), key=lambda way: _rank(way, sure=way.said in sure))


def _rank(way: Way, *, sure: bool) -> tuple[int, bool]:
    if way.freely:
        return 0, not sure
    return (1, not causes(way.said)) if way.freely is False else (2, True)


def _ways(piece: Piece, parties: Sequence[Party], *, is_marked: bool) -> Iterator[Way]:
    """A sentence as one passage, or, where the cases of its list are not alike, each as one."""
    proof = piece.chunk, piece.own
    if piece.lead:
        proofs = ((piece.led_from, piece.lead), proof)
        said = _joined(piece.lead, piece.said)
        yield Way(said, proofs, _freely(piece.said, is_marked=is_marked))
        return
    parts = cases(piece.said)
    kinds = [_freely(f"{lead}{case}", is_marked=False) for lead, case in parts]
    if len(set(kinds)) < 2 or not (parts[0][0].strip() and lets_end("".join(parts[0]))):
        freely = _freely(piece.said, is_marked=is_marked)
        plain = in_plain_words(piece.said, piece.before[1], piece.behind[1], parties)
        plain = "" if plain and _limit_behind(piece.behind[1]) else plain
        # What the next sentence takes from a right is shown with it, and what it refers back to.
        limit = "" if plain else _limit_behind(piece.behind[1])
        lead = _referred_to(piece)
        said = " ".join(filter(None, (lead, piece.said, limit)))
        rest = piece.said[len(piece.own) :].strip()
        around = [(piece.before[0], lead), proof, (piece.chunk + 1, rest), (piece.behind[0], limit)]
        kept = tuple(one for one in around if one[1])
        yield Way(said, kept, True if plain else freely, plain)
        return
    if any(_lacks_who(lead, case) for lead, case in parts):
        yield Way(piece.said, (proof,), True in kinds or None)
        return
    for number, ((lead, case), freely) in enumerate(zip(parts, kinds, strict=True)):
        yield Way(_joined(lead, case) if number else f"{lead}{case}", (proof,), freely)


_PASSIVE: Final = re.compile(
    r"\b(?:terminable|be (?:\w+ )?(?:terminated|cancell?ed))\b", re.IGNORECASE
)
_BY: Final = re.compile(r"\b(?:by|mutual\w*)\b", re.IGNORECASE)


def _lacks_who(lead: str, case: str) -> bool:
    """Whether a case of a list, told alone, would not say who may end the contract."""
    return _PASSIVE.search(lead) is not None and _BY.search(f"{lead} {case}") is None


#: The first item of a list, before which nothing is left out.
_FIRST: Final = re.compile(r"\W{0,2}(?:a|i|1|A)[.)]")


def _joined(lead: str, case: str) -> str:
    """What leads to a list, and one of its cases."""
    lead = lead.rstrip()
    if _FIRST.match(case) and lead.endswith(":"):
        return f"{lead} {case}"
    return f"{lead.rstrip(' :')}{GAP} {case}"


def _freely(said: str, *, is_marked: bool) -> bool | None:
    freely = is_free(said)
    return True if is_marked and freely is None else freely


def _of_passage(view: DocumentView, passage: Passage) -> Iterator[Way]:
    """The sentences of a passage, found as one on an end without a cause, that speak of it; an item
    with what leads to its list. The passage may go on in the next chunk."""
    index, quote, said = passage
    near = view.chunks[index : index + 2]
    for start, end in spans_of(said):
        words = said[start:end]
        if speaks_of_it(words) and not ends_else(words):
            places = (one.index for one in near if words in normalise(one.text))
            at = next(places, None)
            proof = (index, quote) if at is None else (at, words)
            lead = None if RIGHT.search(words) or at is None else _lead_to(view, at, words)
            if lead is None:
                limit = "" if at is None else _limit_behind(_text_behind(view.chunks, at, words))
                yield Way(f"{words} {limit}".strip(), (proof,), not conditional(words))
            else:
                yield Way(_joined(lead[1], words), (lead, proof), not conditional(words))


def _text_behind(chunks: Sequence[Chunk], at: int, words: str) -> str:
    """The text of a chunk, and of the next one, behind some words of it."""
    text = " ".join(normalise(one.text) for one in chunks[at : at + 2])
    return text[text.find(words) + len(words) :]


#: Chunks in which the words that lead to a list stand before its item, and characters of its head.
_LED: Final = 6
_HEAD: Final = 160


def _lead_to(view: DocumentView, at: int, words: str) -> tuple[int, str] | None:
    """The chunk and the words of the right whose list an item goes on."""
    for index in range(at, max(-1, at - _LED), -1):
        text = normalise(view.chunks[index].text)
        text = text[: text.find(words)] if index == at else text
        for start, end in reversed(sentence_spans(text)):
            right = RIGHT.search(text, start, end)
            colon = text.find(":", right.end(), right.end() + _HEAD) if right is not None else -1
            if colon >= 0:
                return index, text[start:colon]
    return None


_LIMITS: Final = re.compile(
    r"\W*(?:however|provided|but|except|notwithstanding the foregoing|such (?:right|termination|notice)|this right|"
    r"the foregoing|in no event|no such|it may only|neither)\b",
    re.IGNORECASE,
)
#: What an end costs, or what it brings.
_PRICE: Final = re.compile(
    r"^\W*(?:\(?[\w.]{1,5}[.)] )?(?:[^.;]{0,60}\b(?:such|that|this|the|any|early|so) terminat\w+|"
    r"(?:if|where|in the event|upon|should)\b[^.;]{0,80}\bterminat\w+|"
    r"(?:in|upon) (?:such|that|this|any such) (?:event|case))\b"
    r"[^;]{0,200}\b(?:pay\w*|fees?|penalt\w+|reimburs\w+|refund\w*|compensat\w+|severance)\b",
    re.IGNORECASE,
)
_LONGEST_LIMIT: Final = 60
#: "After that day", "in such event": of what the sentence before tells.
_REFERS: Final = re.compile(
    r"\W*(?:\(?(?:\d[\d.]*|[a-z])[.)]? )?(?:(?:after|from|following|as of|in|upon|on|during) (?:any )?(?:that|such|each such|"
    r"either) (?:day|date|time|period|year|month|events?|cases?|circumstances?|occurrences?)\b|thereafter\b|"
    r"afterwards?\b|from then on\b)",
    re.IGNORECASE,
)


def _referred_to(piece: Piece) -> str:
    """The sentence before one that refers to it; "" where it does not, or that one is long."""
    if _REFERS.match(piece.said) is None:
        return ""
    before = piece.before[1].rstrip()
    spans = sentence_spans(before)
    said = before[slice(*spans[-1])] if spans else ""
    whole = said[:1].isupper() or said[:1] in ("(", '"') or said[:1].isdigit()
    return said if whole and len(said.split()) <= _LONGEST_LIMIT else ""


def _limit_behind(behind: str) -> str:
    """The sentence right behind a right that limits it, or says what it costs; else ""."""
    spans = sentence_spans(behind.lstrip())
    said = behind.lstrip()[slice(*spans[0])] if spans else ""
    return said if _LIMITS.match(said) or _PRICE.search(said) else ""


def _overlap(one: str, other: str) -> bool:
    one, other = one.rstrip(" .;,"), other.rstrip(" .;,")
    return one in other or other in one


def _known(said: str, known: Iterable[str]) -> bool:
    return any(_overlap(said, one) for one in known)


def _unique(found: Sequence[Way]) -> list[Way]:
    """Each passage once; one that is told in the same plain words is the same, and what another one
    says in more words is left out."""
    kept: dict[str, Way] = {}
    for way in found:
        alike = (one for one in found if one.freely is way.freely)
        if not any(len(one.said) > len(way.said) and _overlap(way.said, one.said) for one in alike):
            kept.setdefault(way.plain or way.said, way)
    return list(kept.values())


# --- why ---------------------------------------------------------------------------------------


def grounds(view: DocumentView, *, changes: bool = False) -> Iterator[tuple[int, str, list[str]]]:
    """The sentences that let somebody end the contract for a cause: number of the chunk, the
    sentence in its normal form, and the causes.

    Args:
        changes: the document is an amendment; what it takes away is not told.
    """
    for index, sentence in numbered(view, changes=changes):
        may = MAY_END.search(sentence) or MAY_BE_ENDED.search(sentence)
        if may is None or denies_before(sentence, may.start()) or is_free(sentence) is not False:
            continue
        found = causes(sentence)
        if found:
            yield index, sentence, found


def telling(found: Iterable[str]) -> tuple[str, ...]:
    """Causes without those that another one says more exactly: "breach" beside "breach not cured
    within 30 days"."""
    named = list(found)
    return tuple(one for one in named if not any(_says_more(other, one) for other in named))


def _says_more(other: str, one: str) -> bool:
    return other.startswith(f"{one} ") or (one.endswith(UNCURED) and CURED_WITHIN in other)


# --- where -------------------------------------------------------------------------------------

_HEADED: Final = re.compile(
    r"\b(?:terminat\w+|cancellation|ending (?:this|the)|events? of default|default)\b",
    re.IGNORECASE,
)
_NO_EXIT_HEADED: Final = re.compile(
    r"\b(?:effects?|consequences?|surviv\w+|after|following|upon|post|fees?|obligations?|duties|prior|"
    r"certain|use|rights after)\b|"
    r"terminat\w+ of (?!(?:the |this )?(?:[\w-]+ ){0,2}(?:agreement|contract|lease|licen[cs]e|term)\b)",
    re.IGNORECASE,
)
#: A sentence that looks like a title.
_NO_TITLE: Final = re.compile(r"\b(?:may|shall|will|must|can|is|are|be)\b")
_ENDS: Final = re.compile(r"\b(?:terminat|cancel|expir)", re.IGNORECASE)
#: A numbered title, on a line of its own or before its sentence, or a line in capitals.
_TITLE: Final = re.compile(
    r"^[ \t]*(?:(?:ARTICLE|Article|SECTION|Section|Clause)[ \t]+)?"
    r"(?:(?:\d[\d.]*|[IVX]{1,5})[.):]*[ \t]*(?P<title>[A-Z][^\n.:;]{3,60})(?:[.:]|[ \t]*$)|"
    r"(?P<shouted>[A-Z][A-Z ,&/-]{6,60})[.:]?[ \t]*$)",
    re.MULTILINE,
)


def headed(view: DocumentView) -> tuple[int, str] | None:
    """The heading of a section on how the contract ends, with the number of its chunk; None when
    there is none."""
    for chunk in view.chunks:
        if chunk.sha256 not in view.analyses or not _ENDS.search(chunk.text):
            continue
        above = chunk.heading.rpartition(HEADING_SEPARATOR)[2]
        for title in (
            above,
            *(match["title"] or match["shouted"] for match in _TITLE.finditer(chunk.text)),
        ):
            named = " ".join(title.split())
            # A number behind it is that of a page, in a table of contents.
            if not _HEADED.search(title) or _NO_EXIT_HEADED.search(title) or named[-1:].isdigit():
                continue
            if _NO_TITLE.search(title):
                continue
            place = _place_of(named, view.chunks[: chunk.index + 1])
            if place is not None:
                return place, named
    return None


def _place_of(title: str, chunks: Sequence[Chunk]) -> int | None:
    """The last of some chunks that has a title in its text."""
    return next(
        (one.index for one in reversed(chunks) if title in " ".join(one.text.split())), None
    )
