"""Dates and titles inside a sentence: candidates that the trained model judges.

A clause is quoted by the sentence; the date of an agreement and the name of a document are
quoted by themselves. Everything that may be one is listed here, generously; which one it is, the
model says from the words around it.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from summarizer_core.engines.local_features import tokens

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
#: A place left open to be filled in.
_BLANK: Final = r"(?:_{1,40}|\[[^\]\n]{0,12}\]|\*{1,9}|·|●|•|\.{3,9})"
_ORDINAL: Final = r"(?: ?(?:st|s t|nd|n d|rd|r d|th|t h)\b)?"
_DAY: Final = (
    rf"(?:\d{{1,2}}{_ORDINAL}|{_BLANK}{_ORDINAL}|(?:first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth|eleventh|twelfth|\w{3,6}teenth|twentieth|twenty[- ]\w{4,7}|thirtieth|"
    r"thirty[- ]first))"
)
_YEAR: Final = (
    rf"(?:(?:19|20)\d\d|(?:19|20)? ?{_BLANK}|'\d\d|two thousand(?: and)?(?: \w{{1,12}}){{0,2}})"
)
_DATE: Final = re.compile(
    rf"(?:\b(?:this |the )?(?:{_BLANK} ?)?day of ?(?:{_MONTH}|{_BLANK})?"
    rf"(?: ?,? ?{_YEAR}| ?, ?\d{{2,4}}))"
    rf"|(?:this )?\b(?:the )?{_DAY} ?(?:day )?(?:of )?,? ?(?:{_MONTH}|{_BLANK})"
    rf"(?: ?,? ?(?:in the year )?(?:of )?{_YEAR})?"
    rf"|\b{_MONTH} ?(?:the )?{_DAY} ?,? ?(?:of )?{_YEAR}"
    rf"|\b{_MONTH} ?(?:of )?,? ?{_YEAR}"
    r"|\b\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:(?:19|20)\d\d|\d\d)\b"
    rf"|\b\d{{1,2}}[- ]{_MONTH}[- ](?:19|20)?\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b"
    rf"|{_BLANK} ?,? ?(?:19|20)\d\d\b"
    r"|, (?:19|20)\d\d\b",
    re.IGNORECASE,
)

#: Every date has one of these: a blank, a year, figures with strokes, or a month behind a day. A
#: look for them is much quicker than one for dates.
_IN_DATES: Final = re.compile(
    r"[_\[*·●•]|\.{3}|day of|(?:19|20)\d\d|'\d\d|two thousand|twenty|"
    r"\d ?[/.-] ?\d{1,2} ?[/.-] ?\d\d|"
    r"[\dtdh] ?(?:day )?(?:of )?,?[- ]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)

_KIND: Final = re.compile(
    r"(?:agreements?|contracts?|amendments?|addendum|licen[cs]e|lease|plan|letter|memorandum|"
    r"supplement|schedule|terms|conditions|deed|undertaking|guarantee|release|statement|"
    r"outsourcing|covenant|note|policy|understanding|protocol|annex)",
    re.IGNORECASE,
)
_CONNECTING: Final = frozenset(
    "of and for to the in on by with or a an & - / n° no. number # non re".split()
)
_WORDS: Final = re.compile(r"\S+")
_AROUND_WORD: Final = ".,;:()[]\"'*_-"
_WORDS_BEFORE: Final = 10
_BEHIND: Final = re.compile(r" ?\([^)]{1,60}\)")
_MARKS: Final = frozenset("&-/#\u2013")


def dates(text: str) -> list[tuple[int, int]]:
    """Spans that may be dates, complete or with blanks."""
    if _IN_DATES.search(text) is None:
        return []
    return [match.span() for match in _DATE.finditer(text)]


def titles(text: str) -> list[tuple[int, int]]:
    """Spans that may name a document: capitalised words that end with a kind of document, with
    every beginning that is possible."""
    places = [match.span() for match in _WORDS.finditer(text)]
    words = [text[start:end] for start, end in places]
    cores = [word.strip(_AROUND_WORD) for word in words]
    found: set[tuple[int, int]] = set()
    for last, core in enumerate(cores):
        if not core or not core[0].isupper() or not _KIND.fullmatch(core):
            continue
        end = places[last][0] + words[last].index(core) + len(core)
        starts = _beginnings(words, cores, last)
        for first in starts:
            found.add((places[first][0] + words[first].index(cores[first]), end))
        behind = _BEHIND.match(text, end)
        if behind and starts:
            first = starts[-1]
            found.add((places[first][0] + words[first].index(cores[first]), behind.end()))
    return sorted(found)


def _beginnings(words: list[str], cores: list[str], last: int) -> list[int]:
    """Where a title that ends with the word ``last`` may begin, the nearest first."""
    starts = [last] if cores[last].isupper() else []
    at = last - 1
    while at >= 0 and last - at <= _WORDS_BEFORE:
        word, core = words[at], cores[at]
        if word[-1] in '.:;"' and word.lower() not in ("no.", "inc."):
            break
        if core and core.lower() not in _CONNECTING:
            if not (core[0].isupper() or core[0].isdecimal() or core[0] == "#"):
                break
            starts.append(at)
        elif not core and word[0] not in _MARKS:
            break
        at -= 1
    return starts


def around(kind: str, text: str, start: int, end: int, before: str) -> list[str]:
    """What tells whether a span is the one: its tokens and those left and right of it.

    Args:
        kind: a letter for the kind of span.
        text: the sentence.
        start, end: the span in it.
        before: the sentence before, looked at when the span begins its own.
    """
    left = tokens(text[max(0, start - 120) : start])[-8:]
    right = tokens(text[end : end + 120])[:8]
    inside = tokens(text[start:end]) or ["?"]
    if start == 0:
        left = ["^", *("P" + token for token in tokens(before[-80:])[-4:])]
    found = ["L" + t for t in left] + ["R" + t for t in right] + ["M" + t for t in inside]
    found += [f"l{n} {' '.join(left[-n:])}" for n in (1, 2, 3)]
    found += [f"r{n} {' '.join(right[:n])}" for n in (1, 2, 3)]
    found += [f"first {inside[0]}", f"last {inside[-1]}"]
    found += [f"mm {a} {b}" for a, b in itertools.pairwise(inside)]
    return [f"{kind}:{feature}" for feature in dict.fromkeys(found)]
