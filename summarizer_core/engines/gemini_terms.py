"""Whether a quote that has the value of a key term says it of that term, and of whom it says it.

One sentence may tell when a contract begins and when it ends; "sixty days" of a notice are no term.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.hashing import normalise
from summarizer_core.values import dates, period

_BEGINS: Final = (
    r"\b(?:begin\w*|began|commenc\w*|start\w*|effective|effect|from|since|beginn\w*|ab|vom|seit|"
    r"compter|débute|desde|partir|inicia\w*)\b"
)
_ENDS: Final = (
    r"\b(?:(?:end(?:s|ed|ing)?|expir\w*|terminat\w*)(?: effective)?|until|till|through|endet|bis|"
    r"jusqu\w*|hasta|finaliza)\b|\bto $"
)
_MADE: Final = (
    r"\b(?:dated|date|made|entered|signed|executed|concluded|as of|vom|am|le|el|day of|on this)\b"
)
#: What stands last before a date tells what it is the date of.
_CUE: Final = re.compile(
    rf"(?P<made>{_MADE})|(?P<begins>{_BEGINS})|(?P<ends>{_ENDS})", re.IGNORECASE
)
#: Of which kind a term's date cannot be.
_NEVER: Final = {
    "Effective date": ("ends",),
    "Expiration date": ("begins",),
    "Agreement date": ("begins", "ends"),
}
#: What is made "effective March 1" is made that day.
_IS_MADE: Final = re.compile(r"\b(?:made|entered|dated|signed|executed)\b", re.IGNORECASE)
#: Whose days these are: of a notice, or of something that is to be done within them.
_OF_NOTICE: Final = re.compile(
    r"^[)\]]?(?:'|'s)? ?(?:\w+ ){0,4}?(?:notice|notification)\b|^[)\]]? (?:after|of|from) "
    r"(?:\w+ ){0,2}(?:receipt|delivery|invoice|it receives|notice)",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(r"\b(?:within|no later than|not later than)\b[^.;,]{0,40}$", re.I)
_COUNTED: Final = re.compile(
    r"(?:\(\d+\)|\b\d+|\b\w+)[ -](?:(?:business|working|calendar|consecutive) )?"
    r"(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)


def is_of_another(name: str, value: str, quote: str) -> bool:
    """Whether a quote says a term's value of something else.

    Args:
        name: one of ``terms.ALL``.
        value: of the term, as it is told.
    """
    said = normalise(quote)
    if name in _NEVER:
        return _is_another_date(name, normalise(value), said)
    return name == "Term" and _is_another_period(normalise(value), said)


def _is_another_date(name: str, value: str, said: str) -> bool:
    asked = {one.value for one in dates(value)}
    kinds = set()
    begin = 0
    for one in dates(said):
        if one.value in asked:
            cues = list(_CUE.finditer(said, begin, one.start))
            kind = cues[-1].lastgroup if cues else None
            made = kind == "begins" and _IS_MADE.search(said, 0, one.start) is not None
            kinds.add("made" if made and name == "Agreement date" else kind)
        begin = one.end
    return bool(kinds) and kinds <= set(_NEVER[name])


def _is_another_period(value: str, said: str) -> bool:
    asked = period(value)
    if asked is None:
        return False
    places = [one for one in _COUNTED.finditer(said) if period(one.group()) == asked]
    return bool(places) and all(
        _OF_NOTICE.search(said[one.end() :]) or _WITHIN.search(said[: one.start()])
        for one in places
    )


def is_only_a_day(value: str) -> bool:
    """Whether a value is a date and nothing more."""
    text = normalise(value)
    found = list(dates(text))
    return (
        len(found) == 1
        and not text[: found[0].start].strip()
        and not text[found[0].end :].strip(" .")
    )


_DEFINES: Final = re.compile(r"\([^()]*\)")
_QUOTED: Final = re.compile(r"[\"\u201c\u201d\u201e\u00ab]")


def calls(quote: str, party: str, role: str) -> bool:
    """Whether a quote that has both calls a party so: of what is defined in brackets behind a
    party, the first counts."""
    said, name = normalise(quote), normalise(party)
    at = said.casefold().find(name.casefold())
    if at < 0:
        return True
    for one in _DEFINES.finditer(said, at + len(name)):
        if _QUOTED.search(one.group()):
            return normalise(role).casefold() in one.group().casefold()
    return True


def is_liability_of(quote: str, role: str) -> bool:
    """Whether a quote limits the liability of somebody, or of nobody who is named right there."""
    said = normalise(quote)
    who = re.escape(normalise(role))
    if re.search(
        rf"\b{who}(?: ?'s?)? (?:\w+ ){{0,4}}?(?:liab|be liable|responsib)|"
        rf"\bliab\w+ (?:\w+ ){{0,2}}?(?:of|on the part of) (?:the )?{who}\b|"
        rf"\b(?:shall|will|may|does|is|in no event) (?:the )?{who} (?:\w+ )*?be liable",
        said,
        re.IGNORECASE,
    ):
        return True
    return re.search(r"\b\w+ ?'s? (?:\w+ ){0,3}?liab|\bliab\w+ of \w+", said, re.IGNORECASE) is None
