"""Whose liability a sentence speaks of, from normalised text: a limit of one side is none of both."""

from __future__ import annotations

import re
from typing import Final

_LIABILITY: Final = re.compile(r"\bliab(?:ility|ilities|le)\b", re.IGNORECASE)
#: Between whose it is and the word itself.
_HOW_MUCH: Final = re.compile(
    r"(?:[ ,]*\b(?:total|aggregate|maximum|entire|cumulative|overall|combined|collective|sole|full|"
    r"annual|and|or|monetary|financial|contractual|legal)\b)*[ ,]*$",
    re.IGNORECASE,
)
_POSSESSIVE: Final = re.compile(r"(?:'s|(?<=s)'|(?<=S)'|'S)$")
#: "X shall not be liable", "shall X be liable".
_BE: Final = re.compile(
    r"(?:,? (?:shall|will|can|may|is|are))?(?:,? (?:not|never|in no event|under no circumstances|in no case))?"
    r"(?:,? (?:be|become))?(?: held)?(?: either)?$",
    re.IGNORECASE,
)
_EVERYBODY: Final = re.compile(
    r"(?P<who>\b(?:(?:either|neither|each|any|no|one|a|both|the) (?:of the )?part(?:y|ies)|"
    r"(?:either|neither|each) of (?:us|them))"
    r"(?:,? (?:or|nor|and) (?:any of )?(?:its|their) [^.;]{2,80}?)?)$",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(r"\b(?P<who>our|your|we|you)$", re.IGNORECASE)
_ITS_OWN: Final = re.compile(r",? (?:or|nor|and) (?:any of )?(?:its|their)\b[^.;]*$", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Z][\w&./-]*(?:,? (?:Inc|Ltd|LLC|Corp|Co|INC|LTD|CORP)\.?)?$")
#: The stop behind a word that is no abbreviation ends a clause's title.
_ENDS_TITLE: Final = re.compile(r"[A-Za-z]{5,}\.$|^(?:Term|Caps?|Risk|Fees?|Law)\.$")
_SMALL: Final = re.compile(r"\b(?:of|and|&)$")
_JOINS: Final = re.compile(r"\b(?:and|or|nor)(?: the| any| its)?$", re.IGNORECASE)
#: A name and a comma; a comma behind other words ends no name.
_LISTED: Final = re.compile(
    r"(?<!this )(?<!This )(?<!THIS )\b(?!Agreement|AGREEMENT|Contract|CONTRACT)[A-Z][\w&'.-]*,$"
)
#: Capitalised, but nobody.
_NOBODY: Final = frozenset(
    "a an the in no not nor neither either each if all any every except save subject to under such this "
    "that these those notwithstanding however event circumstances case shall will be of and or for "
    "it its his her their agreement contract section clause article liability total aggregate "
    "maximum entire cumulative overall limitation limit cap party parties furthermore therefore "
    "moreover provided further respective contrary herein anything law".split()
)
_LONGEST: Final = 6
#: Behind "liability of": where its owner ends.
_OF: Final = re.compile(
    r"^liabilit(?:y|ies)(?:,? if any,?)? of (?:the )?(?P<who>(?:either|each|any|neither|both|a) (?:of the )?"
    r"part(?:y|ies)|[A-Z][\w&./-]*(?: (?:[A-Z][\w&./-]*|of|and|&)){0,5}?)"
    r"(?= (?:to|under|for|arising|shall|will|in|with|hereunder|is|and its|or its|whether|towards?|"
    r"pursuant|may|exceed|be|howsoever)\b|,)",
)
_OF_CAPITALS: Final = re.compile(
    r"^LIABILIT(?:Y|IES)(?:,? IF ANY,?)? OF (?:THE )?(?P<who>[A-Z][\w&./-]*(?: [A-Z][\w&./-]*){0,3}?)"
    r"(?= (?:TO|UNDER|FOR|ARISING|SHALL|WILL|IN|WITH|HEREUNDER|IS|AND ITS|OR ITS|WHETHER)\b|,)"
)
_ABOUT: Final = re.compile(
    r"^liabilit(?:y|ies)(?: of [\w ]{2,40}?)? (?P<about>(?:for|in respect of|with respect to|in connection with|relating "
    r"to|resulting from) (?!any\b|all\b|damages\b|loss)[^.;,]{2,60}?) "
    r"(?:shall|will|is|are|may|can|does|do|must)\b",
    re.IGNORECASE,
)
#: "In respect of all claims under the Warranties"; claims under the contract are all of them.
_ABOUT_CLAIMS: Final = re.compile(
    r"^liabilit(?:y|ies)(?: of [\w ]{2,40}?)? (?P<about>(?:for|in respect of|with respect to|in connection with|relating "
    r"to|under) (?:(?:any |all )?(?:such )?(?:claims?|losses|loss or damage|damages?)(?: or \w+)? (?:under|for|"
    r"in respect of|relating to|based (?:up)?on|arising (?:under|from|out of)) |(?=(?:the )?(?:warrant|indemnit)))"
    r"[^.;,]{2,80}?) (?:shall|will|is|are|may|can|does|do|must)\b",
    re.IGNORECASE,
)
_THE_WHOLE: Final = re.compile(
    r"\b(?:this|the|our|your) (?:[\w-]+ ){0,3}?(?:agreement|contract|lease|deed|terms|order)\b|\bhereunder\b|\bor otherwise\b",
    re.IGNORECASE,
)
#: For each year, or each claim, anew.
_EACH: Final = (
    r"(?!in any event\b)(?:(?:in|during|for|within) (?:any|each|every)(?: (?:one|single|given|calendar|contract|twelve|12|\(12\)|consecutive))*"
    r"|per|in an?(?: (?:calendar|contract))?)(?: (?:calendar|contract))?[ -]"
    r"(?:year|month(?: period)?|quarter|occurrence|claim|event|incident|consignment|shipment|order)\b"
)
_EACH_TIME: Final = re.compile(rf"\b{_EACH}", re.IGNORECASE)
_THEN_EACH: Final = re.compile(
    rf",? (?:in aggregate |in the aggregate |in total )?{_EACH}", re.IGNORECASE
)


def each_time(sentence: str, start: int, end: int) -> str:
    """The year or the claim that a limit is for, as the words of a part of a sentence tell it."""
    match = _EACH_TIME.search(sentence, start, end)
    return match.group() if match else ""


def then_each(sentence: str, at: int) -> int:
    """Where the words end that tell, right behind a sum at ``at``, for what each it is the most."""
    match = _THEN_EACH.match(sentence, at)
    return match.end() if match else at


def whose(sentence: str, at: int) -> str:
    """Whose the liability is that a sentence speaks of at ``at``: a name or role as it stands there,
    ``each party``, or one of ``PERSONS``; "" where that cannot be told.

    Args:
        at: where "liability" or "liable" begins.
    """
    word = _LIABILITY.match(sentence, at)
    if word is None:
        return ""
    before = sentence[:at]
    if word.group().lower() == "liable":
        return _named(_BE.sub("", before.rstrip()), capitals=word.group().isupper())
    behind = _OF.match(sentence[at:]) or _OF_CAPITALS.match(sentence[at:])
    if behind is not None:
        return _plain(behind["who"])
    before = _HOW_MUCH.sub("", before)
    person = re.search(r"\b(?P<who>our|your)$", before, re.IGNORECASE)
    if person is not None:
        return _plain(person["who"])
    if _POSSESSIVE.search(before) is None:
        return ""
    return _named(_POSSESSIVE.sub("", before), capitals=word.group().isupper())


def about(sentence: str, at: int) -> str:
    """What alone a liability is for, in the sentence's words; "" when it is for everything."""
    match = _ABOUT.match(sentence[at:])
    if match is None:
        match = _ABOUT_CLAIMS.match(sentence[at:])
        if match is not None and _THE_WHOLE.search(match["about"]):
            return ""
    return match["about"] if match else ""


def _named(before: str, *, capitals: bool) -> str:
    """The party that some words end with."""
    before = before.rstrip(" ,")
    everybody = _EVERYBODY.search(before) or _EVERYBODY.search(_ITS_OWN.sub("", before))
    if everybody is not None:
        return _plain(everybody["who"])
    before = _ITS_OWN.sub("", before)
    person = _PERSON.search(before)
    if person is not None:
        return _plain(person["who"])
    words: list[str] = []
    while len(words) < (_LONGEST // 2 if capitals else _LONGEST):
        match = _WORD.search(before) or (_SMALL.search(before) if words else None)
        if match is None or (match.start() and before[match.start() - 1] != " "):
            break
        if words and _ENDS_TITLE.search(match.group()):  # "Liability. Supplier's liability"
            break
        if match.group().lower() in _NOBODY and not _SMALL.fullmatch(match.group()):
            break
        words.insert(0, match.group())
        before = before[: match.start()].rstrip()
    while words and words[0].lower() in _NOBODY:
        words.pop(0)
    before = re.sub(r"\bthe$", "", before, flags=re.IGNORECASE).rstrip()
    # One of several is not all of them.
    if not words or _JOINS.search(before) or _LISTED.search(before):
        return ""
    if " and " in f" {' '.join(words)} ".lower():
        return ""
    return _plain(" ".join(words))


#: Whom a contract speaks to, with the word that stands for itself.
PERSONS: Final = {"our": "we", "we": "we", "your": "you", "you": "you"}
_SIDES: Final = re.compile(r"\bpart(?:y|ies)\b|\bof (?:us|them)\b", re.IGNORECASE)


def _plain(who: str) -> str:
    low = who.lower()
    if low in PERSONS:
        return low
    if _SIDES.search(low):
        return "" if low.startswith(("a ", "one ", "the part", "any ")) else "each party"
    return who.strip(" ,")
