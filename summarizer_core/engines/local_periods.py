"""How long a contract runs, how it renews and how that is stopped, from normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.endings import NOTICE
from summarizer_core.engines.local_subject import OWN, defines_another, of_the_whole, parts
from summarizer_core.values import BOUND, COUNT, HALF, Found, dates, period

#: Where a passage begins to say how long.
_RUNS: Final = re.compile(
    rf"\b(?:(?:initial|effective|basic|primary|original|first) (?:\w+ )?(?:term|period)|term|duration)\b|"
    rf"{OWN}|\b(?:continues?|remains?|expires?|terminates?|ends?|runs?|lasts?|commences?|begins?|"
    r"(?:is|be|are) (?:in (?:full )?(?:force|effect)|effective|valid))\b|\b(?:engagement|appointment|"
    r"employment)\b",
    re.IGNORECASE,
)
#: Before these words: a time that the passage only refers to.
_REFERRED: Final = re.compile(
    r"\b(?:during|end of|expiration of|expiry of|after|prior to|before|renewal|renew\w* for|each|any|extend\w*|"
    r"beyond|throughout|of such)(?: the| its| such| this| an?| said| then| current| subsequent| additional| successive| further)*[ -]+$",
    re.IGNORECASE,
)
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_LASTS: Final = re.compile(
    rf"{HALF}(?:\b(?:{COUNT}|one hundred (?:and )?(?:twenty|eighty))\b[ -]?)?(?:\(? ?\d{{1,3}} ?\)?[ -]?)?"
    r"\b(?:calendar |consecutive |full |successive |contract )?(?:day|week|month|year)s?\b(?! (?:old|end|to (?:month|year|week)))|"
    rf"\b(?P<nth>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))(?: \(\d{{1,2}} ?\w{{0,2}} ?\w?\))?"
    r"(?: annual| year)? (?:anniversary|contract year)",
    re.IGNORECASE,
)
#: Between its beginning and a period: the period is another one.
_STRAY: Final = re.compile(
    r"\b(?:renew\w*|extends?\b(?! for)|extended (?:automatically|by)\b|extension|notice|cure|warrant|confiden|surviv|insur|additional|"
    r"successive|further|another|within|each|every|per|giving|option|minimum of)\b",
    re.IGNORECASE,
)
_STRAY_AFTER: Final = re.compile(
    r"^'?s?\)?'?,? ?(?:(?:prior|advance|written|previous|before|in advance|of (?:the )?(?:receipt|"
    r"notice)|following (?:receipt|notice|termination)|(?:renewal|extension)s?)\b|notice|"
    r"after (?:the |any |its )?(?:closing|sale|termination|expir|receipt|notice|death))",
    re.IGNORECASE,
)
#: "Ends 12 months after the launch": that is no length unless it began with the launch.
_TO_AN_END: Final = re.compile(
    r"\b(?:ends?|ending|expires?|expiring|terminates?|terminating|until|through)\b[^.;,]{0,40}$",
    re.IGNORECASE,
)
_FROM_AN_EVENT: Final = re.compile(
    r"'?s?\)?'?,? (?:after|following|from) (?:the |its |such )?(?!(?:[\w-]+ ){0,3}?(?:effective|commence\w*|start\w*|begin\w*|"
    r"execution|executed|sign\w*|dates?|dated|agreement|contract|lease|hereof|thereof|term|above|day|today|that|which|it)\b)"
    r"(?=[\w-]+ ?)",
    re.IGNORECASE,
)
_FAR: Final = 260
#: Days are the term of a contract only where it says so.
_NAMED_TERM: Final = re.compile(r"\b(?:term|period|duration)\b", re.IGNORECASE)

#: It runs until somebody ends it.
_OPEN: Final = re.compile(
    r"\b(?:continu\w+|remain\w*|in (?:full )?(?:force|effect)|effective(?! date)|valid)\b(?P<between>[^.;]{0,90}?)"
    r"\b(?:until|unless and until|unless) (?:and unless )?(?:it is |duly |otherwise |sooner |earlier |or )*"
    r"(?:terminated|cancell?ed|revoked|(?:either|one|any) (?:of the )?part(?:y|ies) (?:\w+ )?(?:terminat|giv|"
    r"cancel))",
    re.IGNORECASE,
)
_INDEFINITE: Final = re.compile(
    r"\b(?:continu\w+|remain\w*|term|period)\b[^.;]{0,40}?\bindefinite(?:ly)?\b|\bindefinite (?:term|"
    r"period|duration)\b|\bin perpetuity\b|\bperpetual (?:term|duration)\b",
    re.IGNORECASE,
)
_ENDLESS: Final = re.compile(r"indefinite(?:ly)?|in perpetuity|perpetual", re.IGNORECASE)
#: ... unless it says an end as well.
_END_SAID: Final = re.compile(
    r"\b(?:for (?:the|a|an|such|its|so)|as long as|until the|earlier of|later of|earlier to|"
    r"anniversary|completion|expir\w+ of)\b",
    re.IGNORECASE,
)
#: "... unless earlier terminated, for a period of so many years", whether the number is told or not.
_END_BEHIND: Final = re.compile(
    r"[^.;]{0,80}?\b(?:for (?:(?:a|an|the|its) (?:[\w-]+ ){0,2}?(?:period|term|duration)\b|[\[_*X\d]|"
    r"(?:[\w-]+ ){1,3}?(?:\(\d+\) )?(?:years?|months?)\b)|until (?:the\b|[\[_*\dA-Z])|"
    r"(?:ends?|expires?|terminates?) (?:automatically )?(?:up)?(?:on|at|with) (?!(?:\w+ )?notice\b))"
)


def length(text: str) -> Found | None:
    """How long the contract runs, in a passage about that: ``3 years``, or ``until terminated`` or
    ``indefinite`` where it says no end. Periods of anything else are not it."""
    if defines_another(text):
        return None
    for start, end in parts(text):
        value = _lasts(text[start:end])
        if value:
            return Found("Term", value, 0, len(text))
    for start, end in parts(text):
        part = text[start:end]
        open_ = _OPEN.search(part)
        if (
            open_
            and not _END_BEHIND.match(part, open_.end())
            and not _END_SAID.search(open_["between"])
            and not dates(open_["between"])
            and of_the_whole(part[: open_.start()])
        ):
            return Found("Term", "until terminated", 0, len(text))
        endless = _INDEFINITE.search(part)
        if endless and of_the_whole(part[: endless.start()]):
            said = _ENDLESS.search(endless.group())
            return Found("Term", said.group().lower() if said else "indefinite", 0, len(text))
    return None


#: A sentence whose subject is the contract and whose verb tells of its time; in text as it stands.
STATED: Final = re.compile(
    r"(?:(?<=[.;:]\s)|(?<=\n)|(?<=\d[.)]\s)|(?<=\d\s))(?:This\s+(?:[\w'/-]+\s+){0,4}?|The\s+|(?<=:\s)this\s+)"
    r"(?:(?:initial\s+)?term(?:\s+of\s+this\s+(?:agreement|contract|lease|deed))?\s+(?:is|(?:shall|will)\s+be)\b|"
    r"(?:agreement|contract|lease|deed|engagement|appointment|tenancy)\b(?:\s+(?:shall|will|is|be|hereby)\b){0,3}"
    r"\s+(?:valid|effective|in\s+(?:full\s+)?force|remains?|continues?|runs?|lasts?|starts?|begins?|commences?|"
    r"made|concluded|entered\s+into|enters?\s+into\s+force|comes?\s+into\s+force|takes?\s+effect|expires?|ends?)\b)"
    r"[^.;\n]{4,220}[.;]",
    re.IGNORECASE,
)


def _lasts(part: str) -> str | None:
    begins = [one for one in _RUNS.finditer(part) if not _referred(part, one.start())]
    for match in _LASTS.finditer(part):
        value = _years(match["nth"]) if match["nth"] else period(match.group())
        near = [one for one in begins if one.end() <= match.start() + 1]
        if value and "day" in value and not _NAMED_TERM.search(part[: match.start()]):
            continue
        if value is None or not near or match.start() - near[-1].end() > _FAR:
            continue
        if (
            not _STRAY.search(part, near[-1].end(), match.start())
            and not _STRAY_AFTER.match(part[match.end() :])
            and not (
                _TO_AN_END.search(part, near[-1].start(), match.start())
                and _FROM_AN_EVENT.match(part, match.end())
            )
            and of_the_whole(part[: match.start()])
        ):
            either = _OF_SEVERAL.search(part, near[-1].end(), match.start()) or (
                _FIRST_OF_SEVERAL.search(part[: match.start()])
            )
            if either is not None:
                return _in_words(part[either.start() :])
            bound = _BOUND.search(part, 0, match.start())
            return value if bound is None else f"{_plain(bound.group())}{match.group()}".lower()
    return None


#: A period that is one of several, of which the first or the last counts.
_OF_SEVERAL: Final = re.compile(
    r"\b(?:the )?(?:later|earlier|earliest|latest|sooner|longer|shorter|greater|lesser)(?: to occur)? of\b|"
    r"\bwhichever\b",
    re.IGNORECASE,
)
#: ... in the first of these: "the earlier of (a) the end of the two year period".
_FIRST_OF_SEVERAL: Final = re.compile(
    r"\b(?:the )?(?:later|earlier|earliest|latest|sooner)(?: to occur)? of:? ?(?:\((?:a|i|1|A)\) ?)?"
    r"[^.;,()]{0,60}$",
    re.IGNORECASE,
)
#: Words of these that are told.
_TOLD: Final = 25


#: Behind them, what they are called: "(the "Term")".
_CALLED: Final = re.compile(r" ?\((?:the |each,? an? )?\"[^\"]{2,40}\"\)\W*$")
_SECOND: Final = re.compile(r"\b(?:or|and)\b|\((?:b|ii|2)\)")


def _in_words(said: str) -> str:
    """A period that is one of several in its words, with a sign where some are left out."""
    said = _CALLED.sub("", said).rstrip(" .;,")
    if _SECOND.search(said) is None:
        said += " ..."
    words = said.split()
    return " ".join(words) if len(words) <= _TOLD else f"{' '.join(words[:_TOLD]).rstrip(',')} ..."


#: The contract may end sooner or run longer.
_BOUND: Final = re.compile(rf"\b{BOUND} (?:the )?$", re.IGNORECASE)


def _plain(bound: str) -> str:
    return bound.replace(" be ", " ")


def _referred(part: str, at: int) -> bool:
    return _REFERRED.search(part[max(0, at - 60) : at]) is not None


def _years(nth: str) -> str:
    number = int(nth[:-2]) if nth[0].isdigit() else _ORDINALS.index(nth.lower()) + 1
    return f"{number} year{'' if number == 1 else 's'}"


_RENEWAL_AT: Final = re.compile(
    r"(?:renew\w*|extend\w*|extension)[^.]{0,80}?(?:for|successive|additional|further|consecutive|"
    rf"(?<!notice )periods? of|terms? of|\bby(?= (?:{COUNT}|(?:another|\d{{1,2}})) (?:\w+ )?(?:year|month)))|"
    r"(?:successive|additional|further) (?=[^.]{0,40}(?:renew|term|period))",
    re.IGNORECASE,
)
_RENEWS: Final = re.compile(r"\b(?:renew|exten[ds])\w*", re.IGNORECASE)
_NOTICE_PERIOD: Final = re.compile(
    rf"{HALF}(?:\b(?:{COUNT}|one hundred (?:and )?(?:twenty|eighty)) ?)?(?:\(? ?\d{{1,3}} ?\)?)? ?"
    r"(?:calendar |business )?(?:day|month|week|year)s?\W{0,3}(?:'?s? )?(?:advance |prior |written "
    r"|before |in advance|notice)",
    re.IGNORECASE,
)


_STOPPING: Final = re.compile(
    r"\bunless\b|\bnon-? ?renew|\bnot (?:to )?(?:be )?(?:renew|exten)|\bterminat|\bcancel|\bdeclin|"
    r"\bnot (?:wish|desire|intend|elect)|\bnever\b|\babsent\b|\bdiscontinu",
    re.IGNORECASE,
)
_RENEWING: Final = re.compile(
    r"\brenew|\bexten(?:d|sion)|\bexpir|\b(?:initial|current|then|any|each|the) term\b|"
    r"\banniversary|\bend of\b|\bsay(?:s|ing)? no\b",
    re.IGNORECASE,
)


#: "Unless it is terminated or extended, it runs for ...": the period is no extension.
_UNLESS: Final = re.compile(r"\bunless\b(?:(?! renew)[^,;.]){0,90}$", re.IGNORECASE)
#: An option must be used to go on, not to stop.
_OPTION: Final = re.compile(
    r"\boption to (?:renew|extend)|\bmay,? by [^.;]{0,60}notice[^.;]{0,120}\bextend", re.IGNORECASE
)
_AGAINST: Final = re.compile(
    r"\bunless\b|\bnot (?:to )?(?:be )?(?:renew|exten)|\bnon-? ?renew", re.I
)


#: A notice without which it is not renewed: its end is what comes by itself.
_TO_RENEW: Final = re.compile(
    r"\b(?:ends?|expires?|terminates?|lapses?)\b(?![^.;]*\b(?:automatic|non-?renew|not (?:to )?renew))"
    r"[^.;]{0,60}?\bunless\b(?! (?:sooner |earlier )?terminated)[^.;]{0,160}?\b(?:renew|exten[ds])|"
    r"\bnotice of (?:(?!non|not|termination|cancell?ation)\w+ ){0,3}?(?:renewal|extension)\b|"
    r"(?<!non-)(?<!non )\b(?:renewal|extension) notices?\b|"
    r"\b(?:renew|exten[ds])\w*\b[^.;]{0,60}?\bonly (?:if|upon|on|by|where|when)\b[^.;]{0,120}?\bnotice\b|"
    r"\b(?:may|can) be (?:renewed|extended)\b(?![^.;]*\b(?:unless|automatic|non-?renew|not (?:to )?(?:be )?"
    r"(?:renew|exten)))(?:(?!\bterminat|\bcancel)[^.;]){0,240}?\b(?:notice|notif)|"
    r"\b(?:notice|notif\w+)[^.;]{0,60}?\b(?:inten\w+|desire|wish|elect\w*|decision|exercise)\b"
    r"(?: (?:of|its|the|such|this|for|an?|option|right|election)){0,5} (?:to )?(?:renew|exten[ds])|"
    r"\b(?:may|can|shall have the (?:right|option)|has the (?:right|option)|option)\b(?! not)"
    r"(?![^.;]*\b(?:unless|automatic|non-?renew|not (?:to )?(?:be )?(?:renew|exten)))"
    r"[^.;]{0,60}?\b(?:renew|exten[ds])\b[^.;]{0,240}?\b(?:notice|notif)",
    re.IGNORECASE,
)


def renews_by_notice(text: str) -> bool:
    """Whether a sentence tells of a notice that renews a contract, rather than of one that stops a
    renewal."""
    return _TO_RENEW.search(text) is not None


def notice_to_stop(text: str) -> Found | None:
    """How long before a renewal it must be stopped, in a passage that is about that; what is about a
    notice that renews says the opposite."""
    kept = [text[a:b] for a, b in sentence_spans(text) if not renews_by_notice(text[a:b])]
    text = " ".join(kept)
    if not _STOPPING.search(text) or not _RENEWING.search(text):
        return None
    if _OPTION.search(text) and not _AGAINST.search(text):
        return None
    match = NOTICE.search(text)
    value = period(match.group()) if match else None
    return Found("Notice to stop renewal", value, 0, len(text)) if value else None


def periods(sentence: str, at: int) -> Iterator[Found]:
    start, end = at, at + len(sentence)
    if not _RENEWS.search(sentence):
        return
    renewal = _RENEWAL_AT.search(sentence)
    if renewal and not _UNLESS.search(sentence[: renewal.start()]):
        value = period(sentence[renewal.end() : renewal.end() + 80])
        if value and not value.endswith(("day", "days")):
            yield Found("Renewal", value, start, end)
            notice = _NOTICE_PERIOD.search(sentence)
            notice_value = period(notice.group(0)) if notice else None
            if notice_value:
                yield Found("Notice to stop renewal", notice_value, start, end)
