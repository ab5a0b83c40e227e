"""Amendments: documents that change an earlier one, and the words of it that they take away.

An amendment says little of the deal: what it does not mention stays as it was, elsewhere. What it
deletes or replaces ("from June 30, 2001 to December 31, 2002") is no term of the deal any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer_core.hashing import normalise_with_map
from summarizer_core.playbook_text import normalise
from summarizer_core.values import COUNT

#: What a reader of an amendment must know first.
CHANGES_ANOTHER: Final = (
    "This changes an earlier agreement; what it does not mention stays as it was, and that agreement "
    "is not part of this document."
)

_OPENING: Final = 3_000
#: Where a title can stand, in characters of the opening.
_HEAD: Final = 900
_KIND: Final = (
    r"(?:Amendment|AMENDMENT|Amending|AMENDING|Addendum|ADDENDUM|Modification|MODIFICATION)"
)
_NUMBER: Final = (
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|FIRST|SECOND|THIRD|"
    r"FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH|\d{1,2}(?:st|nd|rd|th|ST|ND|RD|TH))"
)
_COUNTED: Final = (
    r"(?: ?(?:No|NO|Number|NUMBER|Nr|n)?[.\u00b0\u00ba]? ?(?:# ?)?(?:\d{1,3}|I{1,3}|IV|VI{0,3}|One|Two|Three|"
    r"ONE|TWO|THREE)\b)?"
)
_OF_WHAT: Final = (
    r"(?P<of> (?:to|TO|of|OF|and|AND) (?:the |THE |that certain )?"
    r"(?:[A-Z][\w&',()/-]* |and |of |for |the |to ){0,9}?"
    r"(?:Agreement|AGREEMENT|Contract|CONTRACT|Lease|LEASE|License|LICENSE|Deed|DEED|Terms|TERMS|"
    r"Order|ORDER|Memorandum|MEMORANDUM|Plan|PLAN|Note|NOTE)\b(?: (?:Agreement|AGREEMENT))?)"
)
_TITLE: Final = re.compile(
    rf"(?P<title>(?:{_NUMBER} )?{_KIND}(?: (?:Agreement|AGREEMENT|Letter|LETTER))?{_COUNTED})"
    rf"(?:{_OF_WHAT})?"
)
_RESTATES: Final = re.compile(
    r"\b(?:amended and restated|amendment and restatement)\b", re.IGNORECASE
)
_NAMED: Final = re.compile(r"\b(?:amendment|addendum|amending|modification)\b", re.IGNORECASE)
#: Somewhere behind its title an amendment says that it amends.
_AMENDS: Final = re.compile(
    r"\b(?:is|are|be|hereby|as|so)(?: \w+){0,2} (?:amended|modified|deleted|replaced|supplemented|"
    r"terminated)\b|"
    r"\b(?:wish|desire|agree|intend|want)\w*(?: \w+){0,3} to (?:\w+ ){0,2}?(?:amend|modify|extend|change)\b|"
    r"\bamends\b|\bin addition to the terms\b",
    re.IGNORECASE,
)


def amendment(title: str | None, text: str) -> str | None:
    """The title of a document that changes an earlier one, such as "Amendment No. 2 to License
    Agreement"; None of any other. One that restates the whole is no such amendment.

    Args:
        title: that is known for the document, if any.
        text: the whole text.
    """
    opening = normalise(text[:_OPENING])
    name = normalise(title or "")
    if _RESTATES.search(name) or _RESTATES.search(opening[:_HEAD]):
        return None
    found = _told(opening)
    if _NAMED.search(name) and (found is None or _TITLE.search(name)):
        found = name
    return found if found and _AMENDS.search(normalise(text)) else None


def _told(opening: str) -> str | None:
    """The title that an opening gives itself: at its very beginning, or as "this Amendment"."""
    for match in _TITLE.finditer(opening[:_HEAD]):
        before = opening[: match.start()]
        heads = not before or _FRONT.fullmatch(before) is not None
        said = re.search(r"\b(?:This|THIS|this)(?: is the)? (?:\w+ )?$", before) is not None
        if heads or said or (match["of"] or "").lower().startswith(" to "):
            return match.group().strip(" ,")
    return None


#: What may stand before a title: a number of an exhibit, a note on what was left out of a copy.
_FRONT: Final = re.compile(
    r"(?:\W|(?:Exhibit|EXHIBIT|Execution|EXECUTION|version|VERSION|copy|COPY) ?[\d.()a-zA-Z-]{0,12}|"
    r"\d[\d.]*|LOGO)*"
)

_QUOTED: Final = r"[\"\u201c](?P<{0}>[^\"\u201c\u201d]{{1,900}})[\"\u201d]"
_GONE: Final = (
    r"(?:is|are|be|was|were)(?:,? (?:and )?(?:is |are )?hereby,?)? "
    r"(?:deleted|stricken|struck|removed|replaced|substituted(?= (?:by|with))|superseded|changed|omitted)"
)
_OLD: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # deleting the words "..."; by striking out the date "..."
        r"\b(?:delet|strik|remov|replac|omit)(?:ing|e)? (?:out |therefrom )?"
        r"(?:(?:(?!with\b|by\b)[\w,'()-]+[ :]){0,14}?)" + _QUOTED.format("old"),
        # the words "..." are hereby deleted
        r"(?<!with )(?<!by )" + _QUOTED.format("old") + rf"[^\"\u201c\u201d.;]{{0,90}}?\b{_GONE}\b",
        # inserting "..." in place of "..."; instead of "..."
        r"\b(?:in (?:place|lieu|substitution) (?:of|for)|instead of|"
        r"(?:substitut|insert)ing [^.;]{1,200}? for) (?:the )?(?:words?|date|phrase|"
        r"figure|sum|amount|term|reference)?(?:s? to)? ?" + _QUOTED.format("old"),
        # is changed from June 30, 2001 to December 31, 2002
        r"\b(?:chang|extend|amend|increas|decreas|reduc|rais|modif|mov|revis)\w*[^.;,]{0,60}?"
        rf"\bfrom (?P<old>(?=[^.;]{{0,40}}?(?:\d|\b(?:{COUNT})\b))[^;\"\u201c]{{1,60}}?) to\b",
        # which currently reads "..."
        r"\b(?:currently|presently|previously|formerly|originally) (?:reads?|provid\w+|stat\w+)"
        r"(?: as follows)?:? ?" + _QUOTED.format("old"),
        # was to expire on June 30, 2001
        r"\b(?:currently|presently|was (?:due|scheduled|set)? ?to|is (?:due|scheduled|set) to|would "
        r"(?:otherwise|have)) (?:\w+ ){0,2}?(?:expires?|ends?|terminat\w+)(?: on)? (?P<old>[^.;]{1,40}?)"
        r"(?=,? (?:and|but)\b|[.;)]|$)",
        # Section 4 (Orders) is deleted in its entirety and replaced with "Reserved".
        r"(?P<old>\b(?:Sub-?)?(?:Section|Article|Clause|Paragraph|Schedule|Exhibit|Annex)s? [\dA-Z][\w.()-]{0,12}"
        r"(?:,? ?[(\"\u201c][^()\"\u201c\u201d]{1,80}[)\"\u201d])?[^.;\"\u201c]{0,90}?"
        r" (?:is|are|shall be|was|were)(?:,? hereby,?)? (?:deleted|stricken|struck(?: out)?|removed|omitted|"
        r"revoked|cancell?ed)(?: (?:therefrom|from [^.;\"\u201c]{1,40}))?(?:,? in (?:its|their) entirety)?"
        r"(?:,? and (?:is |are )?(?:hereby )?(?:replaced|substituted) (?:with|by) "
        r"(?:the words? )?[\"\u201c\[]{0,2}(?:Reserved|Intentionally \w+(?: blank)?|Not used|Deleted)"
        r"[\]\"\u201d.]{0,3})?)(?=[.;]|$)",
        # $500 is replaced by $900
        rf"(?P<old>(?:[A-Z]{{3}} ?|[$\u20ac\u00a3] ?)[\d.,]+\d|\w+ \d{{1,2}}, (?:19|20)\d\d)"
        rf" {_GONE} (?:by|with)\b",
    )
)


def old_words(text: str) -> list[tuple[int, int]]:
    """Where an amendment's text repeats what it takes away: ``(start, end)`` in code points, in
    order, without overlap. Call it of amendments only."""
    normal, raw = normalise_with_map(text)
    found = sorted(
        (raw[match.start("old")], raw[match.end("old") - 1] + 1)
        for pattern in _OLD
        for match in pattern.finditer(normal)
    )
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def taken_away(text: str, start: int, end: int, gone: Sequence[tuple[int, int]]) -> bool:
    """Whether a passage of an amendment says no more than what the amendment takes away.

    Args:
        gone: of the text, by ``old_words``.
    """
    if not any(left < end and start < right for left, right in gone):
        return False
    kept, at = [], start
    for left, right in gone:
        kept.append(text[at : max(at, min(left, end))])
        at = max(at, min(right, end))
    left_over = sum(map(str.isalnum, "".join([*kept, text[at:end]])))
    return left_over <= _LABEL


#: Letters and digits that may stand around what is taken away: "C. Section 9".
_LABEL: Final = 12


def without_old(text: str) -> str:
    """A text of an amendment without what it takes away."""
    kept, at = [], 0
    for start, end in old_words(text):
        kept.append(text[at:start])
        at = end
    return " ".join([*kept, text[at:]]) if at else text
