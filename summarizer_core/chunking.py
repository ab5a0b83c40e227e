"""Text to clause-level chunks whose boundaries depend only on the text around them.

All decisions are made on the *normalised* text (one space wherever there is white space), so a
re-flow that moves line, paragraph or page breaks moves no boundary. Three steps:

1. *Atoms.* The text is cut wherever an article, a numbered clause, a list item, a definition, a
   signature block or a sentence begins. Each cut looks at a few words on both sides.
2. *Joining.* Atoms are too short to be clauses (legal sentences, list items, headings). A cut
   between two atoms stays with a likelihood that grows with their joint length and the rank of
   the cut; what decides is a checksum of the words behind it, as in content-defined chunking
   (Muthitacharoen, Chen, Mazières, "A Low-bandwidth Network File System", SOSP 2001). So the
   decision depends on two atoms only, and an edit moves no cut beyond its neighbours.
3. *Splitting.* A piece above ``MAX_CHARACTERS`` is split at its best inner cut (highest rank, then
   lowest checksum), again and again, the way a treap is built: an edit inside changes few splits.

Nothing is counted from the start of the document. For example::

    "... in writing. 7.2 Notices. Any notice shall ..."   cut before "7.2"
    "... as set out in Section 7.2 of this Agreement"       no cut: a reference
    "... Acme Inc. Delaware ..."                            no cut: an abbreviation
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from summarizer_core.hashing import normalise_with_map, sha256_of
from summarizer_core.models import Chunk, ExtractedDocument, Heading

#: No chunk's *normalised* text is longer, in characters; 1,600 are promised, the rest is room for
#: line breaks in the raw text. A table padded with spaces can be longer raw: its layout must not
#: move a boundary.
MAX_CHARACTERS: Final = 1_540

HEADING_SEPARATOR: Final = " › "


class Rank(IntEnum):
    """What begins behind a cut, most important first."""

    HEADING = 0  # article, exhibit, signature block, Markdown heading
    CLAUSE = 1  # 7.2, Section 4, a definition
    ITEM = 2  # (a), (iii), a bullet
    SENTENCE = 3
    PART = 4  # behind a semicolon or colon
    PHRASE = 5  # behind a comma
    WORD = 6


#: Joint length of two atoms, in characters, from which a cut between them always stays.
_ALWAYS_FROM: Final = {Rank.HEADING: 60, Rank.CLAUSE: 330, Rank.ITEM: 1_200, Rank.SENTENCE: 950}
#: An atom shorter than this before a cut of its own rank or a lower one is a heading or a number
#: standing alone: it goes with what follows.
_LEAD: Final = 60

_ROMAN: Final = r"[IVXLC]{1,7}"
_NUMBER: Final = r"\d{1,3}(?:\.\d{1,3}){0,4}"
_BREAK: Final = re.compile(
    r" (?:"
    rf"(?P<heading>(?:ARTICLE|Article|EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|APPENDIX|"
    rf"Appendix|ATTACHMENT|Attachment|ADDENDUM|PART|CHAPTER|Chapter)"
    rf" (?:{_ROMAN}|\d{{1,3}}|[A-Z])(?:-\d{{1,2}})?(?![\w.]\w)"
    r"|\#{1,6} |IN WITNESS WHEREOF|In [Ww]itness [Ww]hereof|RECITALS|WITNESSETH|"
    r"NOW,? THEREFORE|Now,? [Tt]herefore|SIGNATURE PAGE|TABLE OF CONTENTS)"
    rf"|(?P<section>(?:SECTION|Section|CLAUSE|Clause|§) ?{_NUMBER}[.:]? )"
    rf"|(?P<number>(?:{_NUMBER}\.?|{_ROMAN}\.|[A-Z]\.) (?=[A-Z\"'\[(*_]))"
    r"|(?P<definition>[*_]{0,3}[\"'][*_]{0,3}[A-Z][^\"']{1,60}[\"'][*_]{0,3} "
    r"(?:means|shall mean|has the meaning|have the meaning|is defined|refers to|shall have the))"
    r"|(?P<item>\([a-z]{1,4}\)|\([A-Z]\)|\(\d{1,2}\)|[a-z]\)|[ivx]{1,4}\)|[•▪●◦·*+-] )"
    r"|(?P<blank>(?:By|Name|Title|Signature|Date):? ?_{3,}|_{6,})"
    r"|(?<=[.?!\"')\]*_] )(?P<sentence>(?=[A-Z\"'(\[*_]|\d))"
    r")"
)
_INNER: Final = re.compile(r"(?P<part>[;:] )|(?P<phrase>, )| ")

#: Abbreviations whose full stop ends no sentence (lower case, without the stop).
_ABBREVIATIONS: Final = frozenset(
    "inc corp co ltd llc plc l.l.c l.p n.a s.a b.v n.v gmbh no nos art sec sect para pp vol ed "
    "mr mrs ms dr prof st ave blvd rd jr sr vs v e.g i.e etc cf al approx attn tel fax ext u.s "
    "u.s.a u.k d.c p.o a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec fig est dept "
    "gov gen hon rev assn bros mfg".split()
)
#: These often do end a sentence, too; then what follows starts like one.
_ENDING: Final = frozenset("inc corp co ltd llc plc l.l.c l.p etc u.s a.m p.m".split())
_STARTERS: Final = re.compile(
    r"[\"'(]?(?:The|This|That|These|Those|Any|All|Each|Every|No|In|If|It|Such|For|Upon|Except|"
    r"Neither|Either|Both|Notwithstanding|Subject|Unless|To|As|At|On|By|When|Where|"
    r"WHEREAS|NOW|THE|IN)\b"
)
_SUBCLAUSE: Final = re.compile(r"\d{1,3}\.\d")
_LAST_WORD: Final = re.compile(r"[\"'(\[*_]*([^\s\"'(\[*_]+)[.\"')\]*_]*$")
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
_CLOSED: Final = (".", ";", ":", "?", "!")


@dataclass(frozen=True)
class _Cut:
    at: int
    rank: Rank
    checksum: int


def _checksum(text: str, at: int) -> int:
    """32 bits from the words behind a cut; digits left out, so that renumbering a clause moves
    nothing."""
    words = "".join(c for c in text[at : at + 48] if c.isalpha())
    return zlib.crc32(words[:24].encode("utf-8", "surrogatepass"))


# --- where atoms begin -----------------------------------------------------------------------


def _word_before(text: str, at: int) -> str:
    match = _LAST_WORD.search(text[max(0, at - 32) : at].rstrip())
    return match.group(1).rstrip(".;:,?!") if match else ""


def _closed(text: str, at: int) -> bool:
    """Whether the text before ``at`` ends a sentence or a part of one."""
    before = text[max(0, at - 6) : at].rstrip(" \"')]*_")
    return before.endswith(_CLOSED)


def _ends_sentence(text: str, at: int) -> bool:
    """Whether a sentence ends just before ``at``."""
    before = text[max(0, at - 6) : at].rstrip(" \"')]*_")
    if not before.endswith((".", "?", "!")) or before.endswith(".."):
        return False
    if not before.endswith("."):
        return True
    if _LABEL.search(text, max(0, at - 16), at):
        return False
    word = _word_before(text, at).lower()
    if word in _ABBREVIATIONS:
        return word in _ENDING and _STARTERS.match(text, at) is not None
    initial = len(word) == 1 and word.isalpha()
    return not initial


def _shouted(text: str, at: int) -> bool:
    """Whether the two words before ``at`` are capitals, as in a heading without full stop."""
    words = text[max(0, at - 40) : at].split()[-2:]
    return len(words) == 2 and all(w.isupper() for w in words) and len(words[1]) > 1


def _refers(text: str, at: int) -> bool:
    return _word_before(text, at).lower() in _REFERRING


def _rank_heading(text: str, match: re.Match[str]) -> Rank | None:
    at = match.start() + 1
    if match.group("heading")[0] == "#" or _closed(text, at):
        return Rank.HEADING
    word = match.group("heading").split()[0]
    return Rank.HEADING if word.isupper() and not _refers(text, at) else None


def _rank_section(text: str, match: re.Match[str]) -> Rank | None:
    at = match.start() + 1
    shouts = match.group("section").split()[0].isupper()
    fits = _closed(text, at) or (_shouted(text, at) and not _refers(text, at))
    return Rank.CLAUSE if fits and (shouts or not _refers(text, at)) else None


def _rank_number(text: str, match: re.Match[str]) -> Rank | None:
    at = match.start() + 1
    if _refers(text, at):
        return None
    if _ends_sentence(text, at) or text[max(0, at - 2)] in ";:?!":
        return Rank.CLAUSE
    # "Limitation of Liability 11.1 Neither party": a heading without a stop of its own.
    titled = _SUBCLAUSE.match(match.group("number")) and _word_before(text, at)[:1].isupper()
    dotted = "." in match.group("number")
    return Rank.CLAUSE if titled or (dotted and _shouted(text, at)) else None


def _rank_item(text: str, match: re.Match[str]) -> Rank | None:
    at = match.start() + 1
    before = text[max(0, at - 8) : at].rstrip()
    if before.endswith((".", ";", ":")):
        return Rank.ITEM
    joined = before.endswith(("and", "or")) and text[max(0, at - 10) : at].count(";") > 0
    return Rank.ITEM if joined else None


def _rank_sentence(text: str, match: re.Match[str]) -> Rank | None:
    return Rank.SENTENCE if _ends_sentence(text, match.start() + 1) else None


def _rank_definition(text: str, match: re.Match[str]) -> Rank | None:
    return Rank.CLAUSE if _closed(text, match.start() + 1) else None


def _rank_blank(text: str, match: re.Match[str]) -> Rank | None:  # noqa: ARG001
    return Rank.ITEM


_RANKERS: Final = {
    "heading": _rank_heading,
    "section": _rank_section,
    "number": _rank_number,
    "definition": _rank_definition,
    "item": _rank_item,
    "blank": _rank_blank,
    "sentence": _rank_sentence,
}


def _cuts(text: str) -> list[_Cut]:
    """Where atoms begin in a normalised text, in order, the start itself left out."""
    found: list[_Cut] = []
    at = 0
    while (match := _BREAK.search(text, at)) is not None:
        at = match.start() + 1
        kind = match.lastgroup
        assert kind is not None  # noqa: S101 - every branch of the pattern is named
        rank = _RANKERS[kind](text, match)
        if rank is None and kind != "sentence" and _ends_sentence(text, at):
            rank = Rank.SENTENCE
        if rank is not None:
            found.append(_Cut(at, rank, _checksum(text, at)))
    return found


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences, list items and numbered clauses of a *normalised* text.

    Returns:
        ``(start, end)`` spans in order, without the space between them.
    """
    starts = [0, *(cut.at for cut in _cuts(text))]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


# --- which cuts stay -------------------------------------------------------------------------


def _stays(leading: Rank, before: int, cut: _Cut, after: int) -> bool:
    """Whether a cut between the atoms ``before..cut`` (of rank ``leading``) and ``cut..after``
    stays."""
    left, right = cut.at - before, after - cut.at
    if left < _LEAD and leading <= cut.rank:
        return False
    return (left + right) * 10_000 >= cut.checksum % 10_000 * _ALWAYS_FROM[cut.rank]


def _inner_cuts(text: str, start: int, end: int) -> list[_Cut]:
    ranks = {"part": Rank.PART, "phrase": Rank.PHRASE, None: Rank.WORD}
    return [
        _Cut(match.end(), ranks[match.lastgroup], _checksum(text, match.end()))
        for match in _INNER.finditer(text, start, end)
        if start < match.end() < end
    ]


def _best(start: int, end: int, cuts: Sequence[_Cut]) -> int | None:
    """The inner cut to split a span at; None when none leaves two pieces worth having.

    Of equal cuts the one nearest the middle is taken, so that text which repeats itself without
    end is halved rather than peeled.
    """
    margin, middle = MAX_CHARACTERS // 8, (start + end) // 2
    inside = [c for c in cuts if start + margin <= c.at <= end - margin]
    if not inside:
        return None
    return min(inside, key=lambda c: (c.rank, c.checksum, abs(c.at - middle))).at


def _split(text: str, start: int, end: int, cuts: Sequence[_Cut]) -> Iterator[int]:
    """Starts of the pieces of a span that is too long, without the span's own start."""
    waiting = [(start, end, list(cuts), False)]
    while waiting:
        begin, stop, inner, fine = waiting.pop()
        if stop - begin <= MAX_CHARACTERS:
            continue
        at = _best(begin, stop, inner)
        if at is None and not fine:
            inner, fine = _inner_cuts(text, begin, stop), True
            at = _best(begin, stop, inner)
        if at is None:
            at = begin + MAX_CHARACTERS  # a single word longer than a chunk
        yield at
        waiting.append((begin, at, [c for c in inner if c.at < at], fine))
        waiting.append((at, stop, [c for c in inner if c.at > at], fine))


def _boundaries(text: str) -> list[int]:
    """Starts of the chunks in a normalised text, the first 0."""
    cuts = _cuts(text)
    edges = [0, *(cut.at for cut in cuts), len(text)]
    kept = [0]
    inside: list[_Cut] = []
    for position, cut in enumerate(cuts):
        beyond = position + 2
        while edges[beyond] - cut.at < _LEAD and beyond < len(edges) - 1:
            beyond += 1  # a heading goes with what follows: count both
        leading = cuts[position - 1].rank if position else Rank.HEADING
        if _stays(leading, edges[position], cut, edges[beyond]):
            kept.extend(sorted(_split(text, kept[-1], cut.at, inside)))
            kept.append(cut.at)
            inside = []
        else:
            inside.append(cut)
    kept.extend(sorted(_split(text, kept[-1], len(text), inside)))
    return kept


# --- headings --------------------------------------------------------------------------------

_HEADING_LINE: Final = re.compile(
    r"(?:(?P<hashes>\#{1,6}) +)?"
    r"(?P<label>(?P<article>(?:ARTICLE|Article|EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|"
    r"APPENDIX|Appendix|PART|CHAPTER|Chapter) (?:[IVXLC]{1,7}|\d{1,3}|[A-Z])\b)"
    r"|(?P<section>(?:SECTION|Section|CLAUSE|Clause|§) ?\d{1,3}(?:\.\d{1,3}){0,4})"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}(?=[.):]? ))"
    r"|(?P<letter>[A-Z]|[IVX]{1,5})(?=\. ))?"
    r"[.):]?(?: *[-:] *| *)"
    r"(?P<title>[A-Z\"'(](?:[^.:!?]|[.:](?=[^\s.*_])){0,90})?(?P<stop>[.:!?]|$)"
)
_SMALL: Final = frozenset(
    "of and or the to for in on by a an with from at as per not no & / -".split()
)


def _titled(title: str) -> bool:
    """Whether words read like a title: few, and all but the small ones capitalised."""
    words = title.split()
    if not words or len(words) > 12 or ".." in title or title[-1:] in ",&":
        return False
    return all(w.lower() in _SMALL or not w[0].isalpha() or w[0].isupper() for w in words)


def _level(match: re.Match[str]) -> int:
    if match.group("hashes"):
        return len(match.group("hashes"))
    if match.group("article"):
        return 7
    number = match.group("number") or (match.group("section") or "").partition(" ")[2]
    if number:
        return 9 + number.count(".")
    return 8


def _heading(line: str) -> tuple[int, str, int] | None:
    """Level, text and length of the heading that a line begins with."""
    match = _HEADING_LINE.match(line)
    if match is None or not (match.group("label") or match.group("title")):
        return None
    title = (match.group("title") or "").strip(" *_-")
    alone = match.group("stop") == "" or match.end() >= len(line.rstrip())
    if title and not _titled(title):
        return None
    if not title and not (alone and match.group("article")):
        return None
    if not match.group("label") and not match.group("hashes"):
        shouts = title.isupper() and len(title) > 3 and match.group("stop") in ("", ":")
        if not (alone and shouts):
            return None
    text = line[: match.end()].strip(" #*_.:;")
    return _level(match), " ".join(text.split()), match.end()


#: A paragraph in a heading style is often a whole clause; what is longer is no heading.
_MAX_DECLARED: Final = 160
#: Declared levels lie above all guessed ones, whose levels are 1 or more.
_DECLARED: Final = -100


def _declared(text: str, heading: Heading) -> tuple[int, int, int, str] | None:
    """A heading that the file declares as ``_headings`` yields them; of a clause in a heading
    style only the heading that it begins with, and None when it has none."""
    start, end = max(0, heading.start), min(len(text), heading.end)
    line = text[start:end]
    title = " ".join(line.split()).strip(" #*_.:;")
    if not title:
        return None
    if len(title) > _MAX_DECLARED:
        found = _heading(line[:_MAX_DECLARED].partition("\n")[0])
        if found is None:
            return None
        title, end = found[1], start + found[2]
    return start, end, _DECLARED + heading.level, title


def _all_headings(
    text: str, starts: Sequence[int], declared: Sequence[Heading]
) -> list[tuple[int, int, int, str]]:
    """What the file declares, and what else looks like a heading, in order of the text."""
    given = sorted(found for heading in declared if (found := _declared(text, heading)))
    taken = [found[0] for found in given]
    merged = list(given)
    for guess in _headings(text, starts):
        before = bisect_right(taken, guess[0]) - 1
        inside = before >= 0 and guess[0] < given[before][1]
        after = before + 1 < len(given) and given[before + 1][0] < guess[1]
        if not inside and not after:
            merged.append(guess)
    return sorted(merged)


def _headings(text: str, starts: Sequence[int]) -> Iterator[tuple[int, int, int, str]]:
    """Headings that a raw text seems to have, as ``(start, end, level, text)``, in order.

    They are looked for at line starts and at the starts of atoms (run-in headings). Line breaks
    may serve here: the heading path is no part of a chunk's identity.
    """
    lines = {match.start() for match in re.finditer(r"(?m)^[ \t]*(?=\S)", text)}
    done = 0
    for at in sorted(lines | set(starts)):
        line = text[at : at + 160].partition("\n")[0]
        indent = len(line) - len(line.lstrip())
        contents = ".." in line or "\u2026" in line or ". . ." in line  # a table of contents
        found = None if contents or at < done else _heading(line.strip())
        if found is not None:
            level, title, length = found
            done = at + indent + length
            yield at + indent, done, level, title


def _paths(
    text: str, bounds: Sequence[tuple[int, int]], headings: Sequence[tuple[int, int, int, str]]
) -> list[str]:
    """Heading path of each chunk: those above it and those it begins with."""
    stack: list[tuple[int, str]] = []
    paths = []
    position = 0
    for start, end in bounds:
        leading = start
        while position < len(headings) and headings[position][0] < end:
            begin, stop, level, title = headings[position]
            if begin >= start and text[leading:begin].strip():
                break
            stack = [entry for entry in stack if entry[0] < level]
            stack.append((level, title))
            leading = max(leading, stop)
            position += 1
        paths.append(HEADING_SEPARATOR.join(entry[1] for entry in stack[-4:]))
        while position < len(headings) and headings[position][0] < end:
            _, _, level, title = headings[position]
            stack = [entry for entry in stack if entry[0] < level]
            stack.append((level, title))
            position += 1
    return paths


# --- chunks ----------------------------------------------------------------------------------


def chunk(document: ExtractedDocument) -> tuple[Chunk, ...]:
    """Cut a document into clause-level chunks.

    Returns:
        Chunks in reading order that cover the text exactly once: their texts, joined, are
        ``document.text``. Boundaries and hashes depend on the text alone; ``document.headings``
        serve the heading paths. White space between two chunks belongs to the one before. A text
        without anything to read has one chunk, an empty text none. The normalised text of a
        chunk has at most ``MAX_CHARACTERS`` characters.
    """
    text = document.text
    if not text:
        return ()
    normal, offsets = normalise_with_map(text)
    if not normal:
        starts = [0]
        atoms = [0]
    else:
        starts = [0, *(offsets[at] for at in _boundaries(normal)[1:])]
        atoms = [offsets[cut.at] for cut in _cuts(normal)]
    bounds = list(zip(starts, [*starts[1:], len(text)], strict=True))
    paths = _paths(text, bounds, _all_headings(text, atoms, document.headings))
    return tuple(
        _chunk(document, index, start, end, path)
        for index, ((start, end), path) in enumerate(zip(bounds, paths, strict=True))
    )


def _chunk(document: ExtractedDocument, index: int, start: int, end: int, heading: str) -> Chunk:
    piece = document.text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return Chunk(
        index=index,
        start=start,
        end=end,
        page=document.page_at(first if first < end else start),
        heading=heading,
        sha256=sha256_of(piece),
        text=piece,
    )
