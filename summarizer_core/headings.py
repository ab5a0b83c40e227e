"""Heading paths of chunks: what stands above a clause, for readers and engines.

They are no part of a chunk's identity, so line breaks may serve here.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.models import Heading

HEADING_SEPARATOR: Final = " › "

_LONGEST_TITLE: Final = 91
_HEADING_LINE: Final = re.compile(
    r"(?:(?P<hashes>\#{1,6}) +)?"
    r"(?P<label>(?P<article>(?:ARTICLE|Article|EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex|"
    r"APPENDIX|Appendix|PART|CHAPTER|Chapter) (?:[IVXLC]{1,7}|\d{1,3}|[A-Z])\b)"
    r"|(?P<section>(?:SECTION|Section|CLAUSE|Clause|§) ?\d{1,3}(?:\.\d{1,3}){0,4})"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}(?=[.):]? ))"
    r"|(?P<letter>[A-Z]|[IVX]{1,5})(?=\. ))?"
    r"[.):]?(?: *[-:] *| *)"
    r"(?P<title>[A-Z\"'(](?:[^.:!?]++|[.:](?=[^\s.*_]))*+)?(?P<stop>[.:!?]|$)"
)
#: How every line begins that ``_HEADING_LINE`` and what is asked of it may find a heading in.
_BEGIN: Final = (
    r"[ \t]*(?:[#§\d]|[\"'(]*[A-Z](?![a-z])|Article|Exhibit|Schedule|Annex|Appendix|Chapter|Section"
    r"|Clause)"
)
_HEADING_BEGINS: Final = re.compile(_BEGIN)
_LINE_BEGINS: Final = re.compile(f"(?m)^{_BEGIN}")
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
    title = match.group("title") or ""
    if len(title) > _LONGEST_TITLE:
        return None
    title = title.strip(" *_-")
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


def all_headings(
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
    lines = {match.start() for match in _LINE_BEGINS.finditer(text)}
    runs_in = (at for at in starts if _HEADING_BEGINS.match(text, at))
    done = 0
    for at in sorted(lines.union(runs_in)):
        line = text[at : at + 160].partition("\n")[0]
        indent = len(line) - len(line.lstrip())
        contents = ".." in line or "\u2026" in line or ". . ." in line  # a table of contents
        found = None if contents or at < done else _heading(line.strip())
        if found is not None:
            level, title, length = found
            done = at + indent + length
            yield at + indent, done, level, title


def paths(
    text: str, bounds: Sequence[tuple[int, int]], headings: Sequence[tuple[int, int, int, str]]
) -> list[str]:
    """Heading path of each chunk: those above it and those it begins with."""
    stack: list[tuple[int, str]] = []
    found = []
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
        found.append(HEADING_SEPARATOR.join(entry[1] for entry in stack[-4:]))
        while position < len(headings) and headings[position][0] < end:
            _, _, level, title = headings[position]
            stack = [entry for entry in stack if entry[0] < level]
            stack.append((level, title))
            position += 1
    return found


class Outline:
    """The headings of a document, for places within chunks: a chunk may hold the end of one section
    and the beginning of the next."""

    def __init__(self, text: str, starts: Sequence[int], declared: Sequence[Heading]) -> None:
        """Args:
        starts: where chunks begin; headings without a line of their own are looked for there.
        declared: those that the file itself marks.
        """
        self._text = text
        self._headings = all_headings(text, starts, declared)
        self._begins = [heading[0] for heading in self._headings]
        self._paths = list(_running_paths(self._headings))

    def path_within(self, start: int, place: int) -> str | None:
        """The path above a place in the chunk that begins at ``start``; None when no heading stands
        between them but those that the chunk begins with, whose path is the chunk's own."""
        leading = start
        for number in range(bisect_left(self._begins, start), bisect_right(self._begins, place)):
            begin, stop, _, _ = self._headings[number]
            if self._text[leading:begin].strip():
                return self._paths[bisect_right(self._begins, place) - 1]
            leading = max(leading, stop)
        return None


def _running_paths(headings: Sequence[tuple[int, int, int, str]]) -> Iterator[str]:
    """After each heading, the path of those that are in force."""
    stack: list[tuple[int, str]] = []
    for _, _, level, title in headings:
        stack = [entry for entry in stack if entry[0] < level]
        stack.append((level, title))
        yield HEADING_SEPARATOR.join(entry[1] for entry in stack[-4:])
