"""Text to clause-level chunks whose boundaries depend only on the text around them.

All decisions are made on the *flowing* text (``hashing.flowing``: one space wherever there is
white space), so a re-flow that moves line, paragraph or page breaks moves no boundary. Two steps:

1. *Candidates.* A chunk may begin wherever an article, a numbered clause, a list item, a
   definition, a signature block or a sentence begins; where two of these are far apart, also
   behind semicolons, then commas, then words. Each candidate looks at a few words on both sides.
   A candidate is as strong as its rank, then as the checksum of the words behind it.
2. *Choice.* A candidate becomes a boundary if none within ``_LEFT`` characters before it and
   ``_RIGHT`` behind it is stronger, as in content-defined chunking by local extremes (Bjørner,
   Blass, Gurevich, "Content-dependent chunking for differential compression, the local maximum
   approach", J. Comput. Syst. Sci. 76, 2010). So boundaries are never close together, and an edit
   moves none that is further away than that.

Nothing is counted from the start of the document. For example::

    "... in writing. 7.2 Notices. Any notice shall ..."   candidate before "7.2"
    "... as set out in Section 7.2 of this Agreement"       none: a reference
    "... Acme Inc. Delaware ..."                            none: an abbreviation
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from summarizer_core.hashing import (
    BEFORE_HYPHEN,
    BEHIND_HYPHEN,
    CJK,
    Normalised,
    flowing,
    normalise_flowing,
    sha256_bytes,
    sha256_of,
)
from summarizer_core.headings import HEADING_SEPARATOR, all_headings, paths
from summarizer_core.models import Chunk, ExtractedDocument

__all__ = ["HEADING_SEPARATOR", "MAX_CHARACTERS", "Rank", "chunk", "sentence_spans"]

#: No chunk of a text that extraction gave (at most two breaks or one space in a row) is longer, in
#: characters. More white space, as in a table padded with spaces, is not counted: its layout must
#: not move a boundary.
MAX_CHARACTERS: Final = 1_600


class Rank(IntEnum):
    """What begins at a candidate, strongest first."""

    HEADING = 0  # article, exhibit, signature block, Markdown heading
    CLAUSE = 1  # 7, Section 4
    SUBCLAUSE = 2  # 7.2
    DEFINITION = 3
    ITEM = 4  # (a), (iii), a bullet
    SENTENCE = 5
    PART = 6  # behind a semicolon or colon
    PHRASE = 7  # behind a comma
    WORD = 8
    CHARACTER = 9


#: A boundary has no stronger candidate within so many characters before and behind it. Measured
#: (docs/chunking.md): a little over 300 characters a chunk on average, in every kind of text.
_LEFT: Final = 195
_RIGHT: Final = 135
#: What is shorter, before a candidate of a lower rank, is a heading or a number standing alone: it
#: goes with what follows. The first holds for headings and clauses, the second for the others.
_LEAD: Final = 90
_SHORT_LEAD: Final = 40
_NUMBERED: Final = (Rank.CLAUSE, Rank.SUBCLAUSE)
#: Candidates further apart than this get finer ones between them.
_GAPS: Final = ((300, Rank.PART), (700, Rank.PHRASE), (1_000, Rank.WORD), (1_200, Rank.CHARACTER))
#: Finer candidates keep this distance from the others.
_APART: Final = 20

_ROMAN: Final = r"[IVXLC]{1,7}"
_NUMBER: Final = r"\d{1,3}(?:\.\d{1,3}){0,4}"
#: What may begin a chunk, looked for behind every space. The first line leaves out most words.
_BREAK: Final = re.compile(
    r" (?=[^a-z]|[a-z]{1,4}\))(?:"
    rf"(?=(?P<heading>(?:ARTICLE|Article|EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|APPENDIX|"
    rf"Appendix|ATTACHMENT|Attachment|ADDENDUM|PART|CHAPTER|Chapter)"
    rf" (?:{_ROMAN}|\d{{1,3}}|[A-Z])(?:-\d{{1,2}})?(?![\w.]\w)"
    r"|\#{1,6} |IN WITNESS WHEREOF|In [Ww]itness [Ww]hereof|RECITALS|WITNESSETH|"
    r"NOW,? THEREFORE|Now,? [Tt]herefore|SIGNATURE PAGE|TABLE OF CONTENTS))"
    rf"|(?=(?P<section>(?:SECTION|Section|CLAUSE|Clause|§) ?{_NUMBER}[.:]? ))"
    rf"|(?=(?P<number>(?:{_NUMBER}\.?|{_ROMAN}\.|[A-Z]\.) (?=[A-Z\"'\[(*_])))"
    r"|(?=(?P<definition>[*_]{0,3}[\"'][*_]{0,3}[A-Z][^\"']{1,60}[\"'][*_]{0,3} "
    r"(?:means|shall mean|has the meaning|have the meaning|is defined|refers to|shall have the)))"
    r"|(?=(?P<item>\([a-z]{1,4}\)|\([A-Z]\)|\(\d{1,2}\)|[a-z]\)|[ivx]{1,4}\)|[•▪●◦·*+-] ))"
    r"|(?=(?P<blank>(?:By|Name|Title|Signature|Date):? ?_{3,}|_{6,}))"
    r"|(?<=[.?!\"')\]*_؟۔।。] )(?P<sentence>(?=[A-Z\"'(\[*_\d]|[^\x00-\x7f]))"
    r")"
)
_IDEOGRAPH: Final = re.compile(f"[{CJK}]")
#: Where sentences end in scripts that put no space there.
_CJK_BREAK: Final = re.compile(
    rf"(?:[。｡]|(?<=[{CJK}])[!?])[\"')\]」』】》〉]*(?=[^\s。｡!?;\"')\]」』】》〉])"
)
_FINER: Final = {
    Rank.PART: re.compile(rf"[;:؛] |[;:](?=[{CJK}])"),
    Rank.PHRASE: re.compile(rf"[,،] |、|,(?=[{CJK}])"),
    Rank.WORD: re.compile(" "),
    # Any rule will do that looks at one character and takes about one in sixteen.
    Rank.CHARACTER: re.compile(
        f"(?=[{''.join(re.escape(chr(c)) for c in range(0x27, 0xD800, 16))}])"
    ),
}

#: Abbreviations whose full stop ends no sentence (lower case, without the stop).
_ABBREVIATIONS: Final = frozenset(
    "inc corp co ltd llc plc l.l.c l.p n.a s.a b.v n.v gmbh no nos art sec sect para pp vol ed "
    "mr mrs ms dr prof st ave blvd rd jr sr vs v e.g i.e etc cf al approx attn tel fax ext u.s "
    "u.s.a u.k d.c p.o a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec fig est dept "
    "gov gen hon rev assn bros mfg".split()
)
_LONGEST_ABBREVIATION: Final = max(map(len, _ABBREVIATIONS))
#: These often do end a sentence, too; then what follows starts like one.
_ENDING: Final = frozenset("inc corp co ltd llc plc l.l.c l.p etc u.s a.m p.m".split())
_STARTERS: Final = re.compile(
    r"[\"'(]?(?:The|This|That|These|Those|Any|All|Each|Every|No|In|If|It|Such|For|Upon|Except|"
    r"Neither|Either|Both|Notwithstanding|Subject|Unless|To|As|At|On|By|When|Where|"
    r"WHEREAS|NOW|THE|IN)\b"
)
_SUBCLAUSE: Final = re.compile(r"\d{1,3}\.\d")
#: Words before a number that make it a reference rather than the start of a clause.
_REFERRING: Final = frozenset(
    "section sections article articles clause clauses paragraph paragraphs subsection exhibit "
    "schedule annex appendix part of in to under and or with by this the per see through from "
    "than least about page no number rule chapter title item note".split()
)
#: "7.2." or "B." standing where a clause begins: the stop belongs to the number.
_LABEL: Final = re.compile(
    r"(?:^|[#.;:?!\"')\]*_] |\# |\b(?:Section|SECTION|Clause|CLAUSE|Article|ARTICLE) )"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Z]|[ivxIVX]{1,5})\. $"
)
#: German: "am 15. Mai", "am 3. Werktag", "Abs. 2 Nr. 3"; a month's name that is English, too, with
#: its year.
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}\. $")
_MONTH: Final = re.compile(
    r"(?:Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b|"
    r"(?:April|August|September|November) \d{4}\b"
)
_ORDINAL: Final = re.compile(
    r"\b(?:Abs|Ziff|Rn)\. $|(?<=\d )Nr\. $|\b(?:am|zum|vom|ab|jeden|jedes|des|dem|den) \d{1,2}\. $"
)
_STOPS: Final = (".", "?", "!", "؟", "۔", "।", "。")
_CLOSING: Final = (*_STOPS, ";", ":")
_NO_LETTERS: Final = re.compile(r"[\W\d_]+")


# --- where a chunk may begin -----------------------------------------------------------------


def _word_before(text: str, at: int) -> str:
    before = text[max(0, at - 32) : at].rstrip()
    return before[before.rfind(" ") + 1 :].lstrip("\"'([*_").rstrip(".;:,?!\"'*_")


def _closed(text: str, at: int) -> bool:
    """Whether the text before ``at`` ends a sentence or a part of one."""
    before = text[max(0, at - 6) : at].rstrip(" \"')]*_")
    return before.endswith(_CLOSING)


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a sentence ends just before ``at``."""
    before = text[max(0, at - 6) : at].rstrip(" \"')]*_")
    if not before.endswith(_STOPS) or before.endswith(".."):
        return False
    if not before.endswith("."):
        return True
    word = _word_before(text, at).lower()
    if len(word) > _LONGEST_ABBREVIATION and word.isalpha():
        return True
    if _LABEL.search(text, max(0, at - 16), at):
        return False
    if _is_number_of_something(text, at):
        return False
    if word in _ABBREVIATIONS:
        return word in _ENDING and _STARTERS.match(text, at) is not None
    initial = len(word) == 1 and word.isalpha()
    return not initial


def _is_number_of_something(text: str, at: int) -> bool:
    """Whether the stop before ``at`` makes a number an ordinal, or is that of "Abs."."""
    month = _MONTH.match(text, at) is not None
    pattern = _DAY if month else _ORDINAL
    return pattern.search(text, max(0, at - 12), at) is not None


def _shouted(text: str, at: int) -> bool:
    """Whether the two words before ``at`` are capitals, as in a heading without full stop."""
    words = text[max(0, at - 40) : at].split()[-2:]
    return len(words) == 2 and all(w.isupper() for w in words) and len(words[1]) > 1


def _refers(text: str, at: int) -> bool:
    return _word_before(text, at).lower() in _REFERRING


def _rank_heading(text: str, at: int, words: str) -> Rank | None:
    if words[0] == "#" or _closed(text, at):
        return Rank.HEADING
    word = words.split()[0]
    return Rank.HEADING if word.isupper() and not _refers(text, at) else None


def _rank_section(text: str, at: int, words: str) -> Rank | None:
    shouts = words.split()[0].isupper()
    fits = _closed(text, at) or (_shouted(text, at) and not _refers(text, at))
    return Rank.CLAUSE if fits and (shouts or not _refers(text, at)) else None


def _rank_number(text: str, at: int, words: str) -> Rank | None:
    rank = Rank.SUBCLAUSE if _SUBCLAUSE.match(words) else Rank.CLAUSE
    if _ends_sentence(text, at):
        return rank
    if _refers(text, at):
        return None
    if text[max(0, at - 2)] in ";:?!":
        return rank
    # "Limitation of Liability 11.1 Neither party": a heading without a stop of its own.
    titled = rank == Rank.SUBCLAUSE and _word_before(text, at)[:1].isupper()
    dotted = "." in words
    return rank if titled or (dotted and _shouted(text, at)) else None


def _rank_item(text: str, at: int, words: str) -> Rank | None:  # noqa: ARG001
    before = text[max(0, at - 8) : at].rstrip()
    if before.endswith((".", ";", ":")):
        return Rank.ITEM
    joined = before.endswith(("and", "or")) and text[max(0, at - 10) : at].count(";") > 0
    return Rank.ITEM if joined else None


def _rank_sentence(text: str, at: int, words: str) -> Rank | None:  # noqa: ARG001
    return Rank.SENTENCE if not text[at].islower() and _ends_sentence(text, at) else None


def _rank_definition(text: str, at: int, words: str) -> Rank | None:  # noqa: ARG001
    return Rank.DEFINITION if _closed(text, at) else None


def _rank_blank(text: str, at: int, words: str) -> Rank | None:  # noqa: ARG001  # noqa: ARG001
    return Rank.ITEM


_RANKERS: Final[dict[str, Callable[[str, int, str], Rank | None]]] = {
    "heading": _rank_heading,
    "section": _rank_section,
    "number": _rank_number,
    "definition": _rank_definition,
    "item": _rank_item,
    "blank": _rank_blank,
    "sentence": _rank_sentence,
}


class _Candidate(NamedTuple):
    at: int
    rank: Rank


def _candidates(text: str) -> list[_Candidate]:
    """Where a chunk may begin in a flowing text, in order, the start itself left out."""
    found = []
    for match in _BREAK.finditer(text):
        at, kind = match.end(), match.lastgroup
        assert kind is not None  # noqa: S101 - every branch of the pattern is named
        rank = _RANKERS[kind](text, at, match.group(kind))
        if rank is None and kind != "sentence" and _ends_sentence(text, at):
            rank = Rank.SENTENCE
        if rank is not None:
            found.append(_Candidate(at, rank))
    if _IDEOGRAPH.search(text):
        known = {candidate.at for candidate in found}
        ends = (match.end() for match in _CJK_BREAK.finditer(text))
        found += [_Candidate(at, Rank.SENTENCE) for at in ends if at not in known]
        found.sort(key=lambda candidate: candidate.at)
    return found


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences, list items and numbered clauses of a *normalised* text.

    Returns:
        ``(start, end)`` spans in order, without the space between them.
    """
    return list(_known_spans(text) if len(text) <= _REMEMBERED_LENGTH else _spans(text))


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    starts = [0, *(candidate.at for candidate in _candidates(text))]
    ends = [*(at - (text[at - 1] == " ") for at in starts[1:]), len(text)]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start < end)


#: A chunk is cut into its sentences where it is analysed and where its document is; in characters.
_REMEMBERED_LENGTH: Final = 2_000
_known_spans: Final = lru_cache(maxsize=2_048)(_spans)


def _with_finer(text: str, coarse: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates, and finer ones between those that are far apart."""
    found = list(coarse)
    for gap, rank in _GAPS:
        wider, found, start = found, [], 0
        for candidate in [*wider, _Candidate(len(text), rank)]:
            if candidate.at - start > gap:
                matches = _FINER[rank].finditer(text, start + _APART, candidate.at - _APART)
                found += [_Candidate(match.end(), rank) for match in matches]
            found.append(candidate)
            start = candidate.at
        found.pop()
    return found


def _without_leads(text: str, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates but those that would part a heading or number from what follows it."""
    found = []
    start, rank = 0, Rank.HEADING
    for candidate in candidates:
        # A heading without a stop: "1. Term 1.1 Start." or "GENERAL TERMS 1. Start."
        open_end = not _closed(text, candidate.at)
        titled = open_end and (rank in _NUMBERED or _shouted(text, candidate.at))
        lead = _LEAD if titled or rank <= Rank.SUBCLAUSE else _SHORT_LEAD
        if candidate.at - start >= lead or (rank >= candidate.rank and not titled):
            found.append(candidate)
        start, rank = candidate.at, candidate.rank
    return found


# --- which candidates become boundaries ------------------------------------------------------


def _checksum(text: str, at: int) -> int:
    """32 bits from the words behind a candidate; digits left out, so that renumbering a clause
    moves nothing."""
    words = _NO_LETTERS.sub("", text[at : at + 48])
    return zlib.crc32(words[:24].encode("utf-8", "surrogatepass"))


def _strength(text: str, candidate: _Candidate) -> int:
    """Less is stronger."""
    return candidate.rank << 32 | _checksum(text, candidate.at)


def _strongest(places: Sequence[int], strengths: Sequence[int]) -> Iterator[int]:
    """Indices of the candidates with no stronger one near. Of equals the first counts, so that
    text which repeats itself is not cut at every repetition."""
    count = len(places)
    for index, (at, strength) in enumerate(zip(places, strengths, strict=True)):
        other = index - 1
        while other >= 0 and at - places[other] < _LEFT and strengths[other] > strength:
            other -= 1
        if other >= 0 and at - places[other] < _LEFT:
            continue
        other = index + 1
        while other < count and places[other] - at < _RIGHT and strengths[other] >= strength:
            other += 1
        if other == count or places[other] - at >= _RIGHT:
            yield index


def _boundaries(text: str, coarse: Sequence[_Candidate]) -> list[int]:
    """Starts of the chunks in a flowing text, the first 0."""
    candidates = _without_leads(text, _with_finer(text, coarse))
    places = [candidate.at for candidate in candidates]
    strengths = [_strength(text, candidate) for candidate in candidates]
    kept = [0, *(places[index] for index in _strongest(places, strengths))]
    found = []
    for start, end in zip(kept, [*kept[1:], len(text)], strict=True):
        found.append(start)
        if _width(text, start, end) > MAX_CHARACTERS:
            found.extend(_split(text, start, end, places, strengths))
    return found


# --- what is left too long: text that repeats itself, or without a seam -----------------------

#: Where white space may have stood that the flowing text no longer shows.
_JOINED: Final = re.compile(
    rf"{BEFORE_HYPHEN}-(?={BEHIND_HYPHEN})|[{CJK}](?=[,.;:!?()\[\]\"']{{0,2}}[{CJK}])"
)
#: A blank line; for a space, also a bar between two cells.
_MOST_BREAKS: Final = 2
#: Lengths of the pieces that are split off. The upper one fits ``MAX_CHARACTERS`` in any script.
_SHORTEST: Final = 310
_LONGEST: Final = MAX_CHARACTERS // (1 + _MOST_BREAKS) - _MOST_BREAKS


def _width(text: str, start: int, end: int) -> int:
    """The length of a piece of flowing text, if it were broken into paragraphs or cells
    everywhere."""
    if not MAX_CHARACTERS / (1 + _MOST_BREAKS) < end - start <= MAX_CHARACTERS:
        return end - start  # short enough or too long in any case
    piece = text[start:end]
    spaces, joints = piece.count(" "), len(_JOINED.findall(piece))
    return len(piece) + _MOST_BREAKS * (spaces + joints)


def _split(
    text: str, start: int, end: int, places: Sequence[int], strengths: Sequence[int]
) -> Iterator[int]:
    """Starts of the pieces of a span that is too long, without the span's own start."""
    while _width(text, start, end) > MAX_CHARACTERS:
        low, high = start + _SHORTEST, min(start + _LONGEST, end - _APART)
        first, last = bisect_left(places, low), bisect_left(places, high)
        if first < last:
            start = places[min(range(first, last), key=strengths.__getitem__)]
        else:
            start = _finest(text, low, high)
        yield start


def _finest(text: str, low: int, high: int) -> int:
    """Where to cut between two places without a candidate between them."""
    for rank in (Rank.PHRASE, Rank.WORD, Rank.CHARACTER):
        ends = [match.end() for match in _FINER[rank].finditer(text, low, high)]
        if ends:
            return min(ends, key=lambda at: _checksum(text, at))
    return high


# --- chunks ----------------------------------------------------------------------------------


def chunk(document: ExtractedDocument) -> tuple[Chunk, ...]:
    """Cut a document into clause-level chunks.

    Returns:
        Chunks in reading order that cover the text exactly once: their texts, joined, are
        ``document.text``. Boundaries and hashes depend on the text alone; ``document.headings``
        serve the heading paths. White space between two chunks belongs to the one before. A text
        without anything to read has one chunk, an empty text none.
    """
    text = document.text
    if not text:
        return ()
    flow = flowing(text)
    coarse = _candidates(flow.text)
    inner = _boundaries(flow.text, coarse)
    starts = [0, *map(flow.origin, inner[1:])]
    bounds = list(zip(starts, [*starts[1:], len(text)], strict=True))
    begins = [0, *(flow.origin(candidate.at) for candidate in coarse)]
    above = paths(text, bounds, all_headings(text, begins, document.headings))
    ends = [*inner[1:], len(flow.text)]
    return tuple(
        _chunk(document, index, bounds[index], above[index], _identity(document, flow, span, raw))
        for index, (span, raw) in enumerate(zip(zip(inner, ends, strict=True), bounds, strict=True))
    )


def _identity(
    document: ExtractedDocument, flow: Normalised, span: tuple[int, int], raw: tuple[int, int]
) -> str:
    """``sha256_of`` the chunk's text, mostly without normalising it once more."""
    line, (start, end) = flow.text, span
    if (start == 0 or line[start - 1] == " ") and (end == len(line) or line[end - 1] == " "):
        normal = normalise_flowing(line[start:end].strip(" "))
        return sha256_bytes(normal.encode("utf-8", "surrogatepass"))
    return sha256_of(document.text[raw[0] : raw[1]])


def _chunk(
    document: ExtractedDocument, index: int, bounds: tuple[int, int], heading: str, sha256: str
) -> Chunk:
    start, end = bounds
    piece = document.text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return Chunk(
        index=index,
        start=start,
        end=end,
        page=document.page_at(first if first < end else start),
        heading=heading,
        sha256=sha256,
        text=piece,
    )
