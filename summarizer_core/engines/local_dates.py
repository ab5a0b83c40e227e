"""When a contract was made, takes effect and ends, from sentences of normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.engines.local_subject import (
    defines_another,
    names_it,
    of_another_paper,
    of_the_whole,
    parts,
)
from summarizer_core.values import Found, dates

_MADE: Final = re.compile(
    r"\b(?:dated|made|entered into|executed|is effective|as of|on this|this)\b", re.IGNORECASE
)
_SUBJECT: Final = re.compile(
    r"agreement|contract|lease|license|terms|deed|memorandum|amendment|addendum|statement of work|"
    r"policy|note|indenture|order",
    re.IGNORECASE,
)
_OTHER_PAPER: Final = re.compile(
    r"(?:that certain|prior|previous|original|pursuant to the|under the|existing|act of|amended by|"
    r"regulation|directive|registration|patent|filed|issued)",
    re.IGNORECASE,
)
_EFFECTIVE_BEFORE: Final = re.compile(
    r"(?:effective(?: date)?|commenc\w+(?: on| date)?(?: means)?|begin\w*(?: on)?|in force from|takes? effect|"
    r"effect from)[^.;]{0,40}$",
    re.IGNORECASE,
)
_EFFECTIVE_AFTER: Final = re.compile(
    r"^[^.;\"']{0,12}\(?(?:the |hereinafter )?[\"'](?:effective|commencement|start)", re.IGNORECASE
)
_ENDS_BEFORE: Final = re.compile(
    r"(?:expir\w+|terminat\w+|\bends?\b|ending|until|through|up to|conclud\w+)"
    r"[^.;]{0,40}$",
    re.IGNORECASE,
)
_ENDS_AFTER: Final = re.compile(
    r"^[^.;\"']{0,12}\(?(?:the )?[\"'](?:expir|end|terminat)", re.IGNORECASE
)
#: "By the FDA no later than May 1": a day by which something must have happened.
_BY_THEN: Final = re.compile(
    r"\b(?:accept\w+|approv\w+|executed|deliver\w*|complet\w+|receiv\w+|paid|given|by the [\w ]+?)\b"
    r"[^.;]{0,40}?\b(?:no later than|on or before|prior to)[^.;]{0,12}$",
    re.IGNORECASE,
)
_OWN_TERM: Final = re.compile(r"\b(?:agreement|contract|lease|term|licen[cs]e|terms)\b", re.I)


#: A year or a quarter that is counted from its beginning, and is not the contract's.
_OF_ACCOUNTS: Final = re.compile(
    r"\b(?:fiscal|financial|calendar|contract|licen[cs]e|royalty|accounting|agreement|tax|production|season)"
    r" ?(?:years?|quarters?|months?|periods?)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
#: The contract that begins, or its date.
_OWN_START: Final = re.compile(
    r"\b(?:this|the) (?:[\w'-]+ ){0,4}?(?:agreement|contract|lease|addendum|amendment|exhibit|term)\b|"
    r"\b(?:effective|commencement) date\b|\beffective (?:as of|from|on|\w+ \d)|\binitial term\b|"
    r"(?:^|[.;] )\W?(?:[\d.]+ )?it (?:shall |will )?(?:takes?|enters?|comes?|becomes?|starts?|begins?|commences?)\b|"
    r"\bappointment\b|\b(?:the|this) engagement\b|\bcontract(?:ed)? period\b",
    re.IGNORECASE,
)
#: "Signed at Bergen on May 1, 2020", with nobody named who alone would have signed.
_SIGNED: Final = re.compile(
    r"(?:^|[.;:\"')] ?|\b[A-Z]{3,} )(?:Signed|SIGNED|Executed|EXECUTED)"
    r"(?: (?:in|at) (?:[A-Z][\w.'-]*,? ?){1,4})?,? ?(?:on|this|dated)? ?(?:the )?$"
)
#: Who filed a document, and when, at the foot of its pages.
_FOOTER: Final = re.compile(r"\bSource:")


#: Right before a date that is no day on which a contract was made: of its beginning and its end.
_IN_FORCE: Final = re.compile(
    r"\b(?:(?:enters?|enter(?:ed|ing)|comes?|coming) into (?:force|effect)|takes? effect|"
    r"starts?|begins?|commences?)(?: (?!made\b|executed\b|signed\b|dated\b)[\w,]+){0,6} ?$",
    re.IGNORECASE,
)
_OVER: Final = re.compile(
    r"\b(?:expir(?:e|es|ed|ing)|ends?|ended|ending|until|through|up to|before|prior to|later than|"
    r"(?:terminates?|terminated) (?:on|as of))(?: (?!made\b|executed\b|signed\b|dated\b)"
    r"[\w,]+){0,3} ?$",
    re.IGNORECASE,
)


#: Right before a date that only bounds when something happens.
_BOUNDS: Final = re.compile(
    r"\b(?:before|prior to|later than|earlier than|after|since|by|until|till|through)(?: the)? ?$",
    re.IGNORECASE,
)


def dated(sentence: str, at: int) -> Iterator[Found]:
    for found in dates(sentence):
        before, after = sentence[max(0, found.start - 90) : found.start], sentence[found.end :]
        start, end = at + found.start, at + found.end
        names = []
        ends = _ENDS_AFTER.match(after) or (
            _ENDS_BEFORE.search(before) and _OWN_TERM.search(sentence)
        )
        if ends or of_another_paper(sentence[: found.start]) or _FOOTER.search(before):
            continue
        if _EFFECTIVE_AFTER.match(after) or (
            (_EFFECTIVE_BEFORE.search(before) or _IN_FORCE.search(before))
            and not _OF_ACCOUNTS.search(before)
            and _OWN_START.search(sentence)
        ):
            names.append("Effective date")
        context = sentence[max(0, found.start - 200) : found.start]
        other = _OTHER_PAPER.search(before)
        made = _SIGNED.search(before) or (
            _MADE.search(before[-50:]) and _SUBJECT.search(context or after[:60])
        )
        if made and not (other or _IN_FORCE.search(before) or _BOUNDS.search(before)):
            names.append("Agreement date")
        for name in names:
            yield Found(name, found.value, start, end)


def another_day(name: str, text: str, day: str) -> bool:
    """Whether the words right before a date, wherever it stands in a text, tell it of another day
    than the one that is looked for: an end is none of both, the entry into force no day on which a
    contract was made."""
    before = [text[max(0, one.start - 90) : one.start] for one in dates(text) if one.value == day]
    other = [
        words
        for words in before
        if _OVER.search(words) or (name == "Agreement date" and _IN_FORCE.search(words))
    ]
    return bool(before) and len(other) == len(before)


#: A passage so short speaks of nothing else.
_SHORT: Final = 120
_MEANWHILE: Final = re.compile(r"\W*(?:during|throughout)\b", re.IGNORECASE)
#: "From May 1, 2020 to ...", with the first date cut off.
_FROM_TO: Final = re.compile(
    r"^,? ?(?:to|-|through|until|up to)(?: and including)? (?:the )?$", re.I
)
#: Nearer to a date than any word of an end.
_BEGINS: Final = re.compile(
    r"\b(?:effective|effect|commenc\w+|begin\w*|start\w*|from|in force|(?<!end )(?<!expire )(?<!terminate )as of|dated|signed)\b[^.;]{0,25}$",
    re.IGNORECASE,
)
#: ``(the "Term")``.
_IS_THE_TERM: Final = re.compile(
    r"^[^.;\"']{0,12}\(?(?:the |such )?[\"'](?:initial |contract )?(?:term|period)[\"']",
    re.IGNORECASE,
)


#: Before a date on which somebody may end the contract, if he likes.
_MAY_END: Final = re.compile(
    r"\b(?:may|can|could|(?:rights?|entitled|options?|free|able) to)\b (?!not\b)"
    r"(?:(?!shall\b|will\b|and\b)[^.;:]){0,60}?"
    r"\b(?:end|terminate|determine|cancel|break|quit|leave|surrender)(?:ed)?\b"
    r"(?:(?!\b(?:which|that|shall|will|ends|expires|expir\w+|until|through)\b)[^.;:]){0,60}$|"
    r"\bbreak (?:date|clause|option|right)s?\b[^.;]{0,30}$",
    re.IGNORECASE,
)
#: A date that is one of several ends, of which the first or the last counts.
_ONE_OF_SEVERAL: Final = re.compile(
    r"\b(?:earlier|earliest|later|latest|sooner|soonest|first|last) (?:to (?:occur|happen) )?of\b[^.;]{0,120}$",
    re.IGNORECASE,
)
#: Behind a date: what may happen sooner by itself. That somebody may end it sooner is always so.
_UNLESS_SOONER: Final = re.compile(
    r"^[^.;]{0,60}?\bwhichever\b|"
    r"^[^.;]{0,20}?(?:\bor,? |\bunless\b)(?:(?!\b(?:terminat|cancel|renew|exten[ds]|revok|rescind|agree)\w*)[^.;]){0,100}?"
    r"\b(?:earlier|sooner|before (?:then|that (?:date|day)))\b"
    r"(?! (?:terminat|cancel|renew|exten[ds]|revok|rescind))",
    re.IGNORECASE,
)


def _alone(before: str, after: str) -> bool:
    """Whether a date is the end, and not one that may be chosen or one of several."""
    return not (
        _MAY_END.search(before[-150:])
        or _ONE_OF_SEVERAL.search(before[-150:])
        or _UNLESS_SOONER.match(after)
    )


def end_date(text: str) -> Found | None:
    """When a contract ends, in a passage that is about that; no day by which something else must
    happen or on which somebody may end it, nor the end of a part, nor one of several ends of which
    the first or the last counts."""
    ends: list[Found] = []
    if defines_another(text):
        return None
    for start, end in parts(text):
        part, last = text[start:end], 0
        for found in dates(part):
            before, after = part[: found.start], part[found.end :]
            told = _ends_at(before, after) or (last and _FROM_TO.match(part[last : found.start]))
            last = found.end
            if told and not _BY_THEN.search(before[-90:]) and _of_it(before, after):
                if not _alone(before, after):
                    return None
                ends.append(found)
    return ends[0] if len({found.value for found in ends}) == 1 else None


def _ends_at(before: str, after: str) -> bool:
    if _ENDS_AFTER.match(after):
        return True
    said = _ENDS_BEFORE.search(before[-90:])
    begins = _BEGINS.search(before[-90:])
    return said is not None and (begins is None or begins.start() < said.start())


def _of_it(before: str, after: str) -> bool:
    """Whether a date is one of the contract as a whole."""
    if _IS_THE_TERM.match(after):
        return True
    short = len(before) <= _SHORT and not _MEANWHILE.match(before)
    return (short or names_it(before)) and of_the_whole(before)


#: ``Expiration Date: May 1, 2020``.
_END_DEFINED: Final = re.compile(
    r"\b(?:expiration|expiry|scheduled termination) date[\"')]{0,3}(?: (?:means|is|shall (?:be|mean))|:)"
    r"[ :,]*$",
    re.IGNORECASE,
)


def defined_ends(sentence: str, at: int) -> Iterator[Found]:
    """A date that a sentence calls the expiry date."""
    for found in dates(sentence):
        if _END_DEFINED.search(sentence[max(0, found.start - 60) : found.start]):
            yield Found("Expiration date", found.value, at, at + len(sentence))


#: ``Commencement Date: May 1, 2020``, on a cover or in a form; a colon ends a sentence elsewhere.
_LABEL: Final = re.compile(
    r"(?:^|[\s(])(?:(?P<begins>(?:Effective|EFFECTIVE|Commencement|COMMENCEMENT|Start|START) (?:Date|DATE))|"
    r"(?:Date|DATE) (?:of|OF) (?:(?:this|THIS|the|THE) )?(?:Signature|signature|SIGNATURE|Agreement|agreement|"
    r"AGREEMENT|Contract|contract|CONTRACT)|(?:Agreement|AGREEMENT|Contract|CONTRACT|Signature) (?:Date|DATE))"
    r" ?: ?"
)


def labelled(text: str) -> Iterator[Found]:
    """Dates behind a label, in a text of several sentences."""
    for label in _LABEL.finditer(text):
        at = label.end()
        for found in dates(text[at : at + _LONGEST_DATE])[:1]:
            if found.start == 0:
                name = "Effective date" if label["begins"] else "Agreement date"
                yield Found(name, found.value, at, at + found.end)


_LONGEST_DATE: Final = 40
