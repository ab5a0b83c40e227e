"""Who may end a contract, how, and on what notice, in the contract's sentences.

Looked for in the clauses that were found and in every other sentence that says so plainly: a party,
named or by a role, that "may terminate". A right on notice alone is one without a cause; a sentence
with words of breach, default or insolvency, or with a condition, is one for cause. Where no sentence says who, the heading
of a section on termination is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from summarizer_core.amendments import without_old
from summarizer_core.chunking import HEADING_SEPARATOR, sentence_spans
from summarizer_core.endings import (
    BUT_NOT,
    CASE,
    END,
    ENDS_HERE,
    ENDS_IT,
    FOR_A_PRICE,
    FREELY,
    IT,
    LATER,
    MAY,
    MAY_END,
    MAYBE_FREELY,
    MORE_CASES,
    OPEN,
    WISHES,
    cases,
    conditional,
    is_free,
    notice_of,
    pieces,
    without_proviso,
)
from summarizer_core.endings import speaks_of_it as speaks_of_it  # for those who use exits
from summarizer_core.engines.base import DocumentView
from summarizer_core.engines.local_causes import CURED_WITHIN, UNCURED, causes
from summarizer_core.hashing import normalise
from summarizer_core.negation import passage as passage_of
from summarizer_core.sides import Party

EITHER: Final = "either side"

_EITHER: Final = (
    r"(?:[Ee]ither|[Ee]ach|[Aa]ny|EITHER|EACH)(?: one| of them| of us)?(?: of)?(?: the)? "
    r"[Pp](?:arty|arties|ARTY|ARTIES)(?: hereto)?|EITHER PARTY|[Tt]he [Pp]arties|[Bb]oth [Pp]arties|"
    r"[Ee]ither(?= ?$)|"  # alone before its verb
    r"[Ee]ach of (?:the )?[A-Z][\w&'-]* and (?:the )?[A-Z][\w.&'-]*|"
    r"[Ee]ither (?:the )?(?:you|[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}) or (?:the )?[A-Z][\w.&'-]*"
)
#: Parties that are told by what comes before.
_ANAPHOR: Final = (
    r"(?:[Ss]uch|[Tt]hat|[Tt]he|[Oo]ther|[Nn]on-?\w{4,12}|[Tt]erminating|[Ii]nnocent|[Aa]ggrieved)"
    r"(?: (?:other|non-?\w{4,12}))? [Pp]arty"
)
#: "If either party breaches, the other party may": so may either.
_OF_ALL: Final = re.compile(
    r"\b(?:either|any|one|each|a|both)(?: of the)?(?: other)? part(?:y|ies)\b", re.IGNORECASE
)
#: Roles that a party may have without having been found as one.
_ROLES: Final = (
    "Landlord|Tenant|Lessor|Lessee|Sublessor|Sublessee|Lender|Borrower|Licensor|Licensee|Franchisor|"
    "Franchisee|Supplier|Customer|Seller|Buyer|Purchaser|Owner|Operator|Contractor|Subcontractor|"
    "Company|Distributor|Reseller|Manufacturer|Agent|Principal|Employer|Employee|Executive|"
    "Consultant|Client|Provider|Vendor|Bank|Trustee|Fund|Adviser|Advisor|Manager|Developer|"
    "Sponsor|Publisher|Shipper|Transporter|Carrier|Producer|Partner|Host|Merchant|Affiliate"
)
_NOT_TO_END: Final = re.compile(BUT_NOT, re.IGNORECASE)
#: It may do something by which the contract ends: "may buy the mill, whereupon this Lease ends".
_MAY_SO_END: Final = re.compile(
    rf"(?<!\w){MAY}\b[^.;]{{0,240}}?\b(?:whereupon|upon which|in which (?:case|event)|(?:and|,) thereupon) "
    rf"(?:{IT})[^.;]{{0,30}}?\b(?:ends?|terminates?|ceases?|be (?:terminated|cancell?ed))\b",
    re.IGNORECASE,
)
#: Those who resign from an office; the contract goes on with whoever comes next.
_OFFICE: Final = re.compile(
    r"\b(?:agent|trustee|custodian|depositary|depository|registrar|administrator|receiver|arbitrator|expert|"
    r"director|officer|chair\w*)\b",
    re.IGNORECASE,
)
_RESIGNS: Final = re.compile(r"\bresign$", re.IGNORECASE)
_SUCCEEDED: Final = re.compile(r"\b(?:replace[sd]?|replacement|successor)\b", re.IGNORECASE)
#: "If X wishes to end it, it shall give 60 days' notice": so it may.
_WISHES_TO_END: Final = re.compile(
    rf"{WISHES} (?:{END})[^.;]{{0,120}}?\b(?:shall|must|will|should|may) "
    r"(?:first )?(?:give|provide|deliver|send|serve|notify|do so)\b[^.;]{0,120}?\b(?:notice|notify)",
    re.IGNORECASE,
)
#: "shall continue until terminated by either party on 30 days' notice"
_UNTIL: Final = r"\b(?:until|unless)(?: [\w']+){0,4}? (?:terminated|cancell?ed) by (?:the )?"
_RENEWS: Final = re.compile(r"\b(?:renew|successive|exten[ds])", re.IGNORECASE)
_UNTIL_THEN: Final = re.compile(rf"{_UNTIL}$", re.IGNORECASE)
#: Characters between a subject and its verb.
_SUBJECT: Final = 90
_TWO: Final = 2
_JOINED: Final = re.compile(r",? (?:and|or|and/or)(?: the)? | ?/ ?", re.IGNORECASE)
#: Characters behind a right in which somebody else's follows without its verb.
_ELIDED: Final = 120
_ROLE: Final = re.compile(_ROLES)
#: A member of a list of cases, and whoever a termination is by.
_BY: Final = re.compile(
    r"(?:(?:^\W*|[:;] (?:or |and )?)(?:\(?[\w.]{1,8}[.)]? ){0,2}?|\b(?:terminat\w+|cancel\w*) )[Bb]y "
)
_NOBODY: Final = re.compile(r"\b(?:neither|no|nor|not)\b[^,;]*$", re.IGNORECASE)
#: "The Expert may": right before its verb, so called by the contract alone.
_STRANGER: Final = re.compile(
    r"\b[Tt]he (?P<who>(?!Agreement|Contract|Term|Lease|Licen[cs]e|Court|Parties)[A-Z][a-z]{3,15}) ?$"
)
_PASSIVE: Final = (
    rf"\b(?:{IT})[^.;]{{0,80}}?\b(?:(?:may|can) (?:also |only )?be (?:\w+ )?(?:terminated|cancell?ed)|"
    r"(?:(?:may|shall|will) be|is) terminable)[^;.]{0,120}?\bby "
)
#: Somebody who is not known to be a party, after "by", in a list beside one that is.
_SOMEBODY: Final = (
    r"(?:[Tt]he )?(?P<called>(?!Section|Article|Clause|Paragraph|Exhibit|Schedule|Law|Court|Order|Notice|Agreement|"
    r"Mutual|Giving|Written|Operation)[A-Z][\w&'\u2019-]*(?: (?:of(?: the)? )?[A-Z][\w&'\u2019-]*){0,6})(?![\w'])|"
    r"(?P<said>(?:(?:a|an|the) )?(?:affirmative )?(?:vote|majority|resolution|consent)\b of [^,;.()]{3,110}?[^,;.() ])"
    r"(?=,| (?:or|and) by\b| (?:up)?on\b| at\b| with\b| without\b|[;.]| ?\(|$)"
)
#: From one member of such a list to the next, and to the next case: "; or by the Buyer if".
_ALSO_BY: Final = re.compile(r"(?:,? (?:or|and|and/or)|,(?= by\b))(?: by)? ")
_THEN_BY: Final = re.compile(r"; (?:(?:or|and) )?(?:\(?\w{1,4}\) )?by ")
_MUTUALLY: Final = re.compile(
    r"\bmutual(?:ly)?\b|\b(?:agreement|consent) (?:of|between|by) (?:both|all|the) parties\b",
    re.IGNORECASE,
)
#: "The Board or the Sponsor may": right before a party, somebody else who is not known.
_OR_SOMEBODY: Final = re.compile(r"\b[A-Z][\w&'\u2019-]*(?:,? (?:or|and/or)(?: the)? ?|/)$")
_MAY_BE_ENDED: Final = re.compile(_PASSIVE, re.IGNORECASE)
#: A condition whose cases a semicolon parts, before what it is a condition for.
_WAITING: Final = re.compile(
    r"(?:^|[.:;] )\W*(?:(?:\(?(?:\d[\d.]*|[a-zA-Z]|[ivx]{1,4})[.)]|and|or|that|however,?) ){0,3}"
    r"(?:if|in (?:the )?event|should|where|upon|in case|when(?:ever)?)\b",
    re.IGNORECASE,
)
_DATE: Final = (
    r"(?:\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December),? (?:19|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December) \d{1,2},? (?:19|20)\d\d)"
)
_ORDINAL: Final = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|eighteenth|twenty-?\w{4,7}|"
    r"thirtieth|thirty-?\w{4,7}|thirty[- ]sixth|forty-?\w{4,7}|sixtieth|\d{1,2}(?:st|nd|rd|th))"
)
#: A right that exists at a time only.
_ONLY: Final = re.compile(
    r"\b(?P<only>(?:(?:prior to|before|until|after|following|during)"
    rf"(?! (?:the )?(?:Effective|Term\b|Commencement|Section|Article|Agreement))(?: the(?: \w+)?)? (?:{_DATE}|"
    r"[A-Z][a-z]+(?: (?:Date|Period|Term|Year|Time))?(?: \d{1,2}\b)?|anniversary|initial (?:term|period)|"
    rf"(?:initial |first )year|{_ORDINAL} (?:(?:contract|lease|calendar|full) )?(?:month|year|anniversary))\b"
    rf"|{LATER}"
    rf"|(?:Prior to|Before|Until|After|Following|During)(?: the(?: \w+)?)? (?:{_DATE}|anniversary|initial (?:term|period)|"
    rf"(?:initial |first )year|{_ORDINAL} (?:(?:contract|lease|calendar|full) )?(?:month|year|anniversary))\b"
    rf"|(?:only |alone )?on (?:or (?:after|before) )?(?:the )?{_DATE}"
    r"|(?:effective )?(?:at|as of|only upon) the (?:end|expiration|expiry|conclusion) of (?:the|its|any|each|such)"
    r"(?: [\w-]+){0,3}? (?:term|period|year)\b"
    r"|(?:only )?within [\w() -]{1,25} (?:of|after|following) (?:the )?[A-Z][a-z]+))(?! notice)"
)
#: A notice that counts back from the end of the term is one to that end.
_TO_THE_END: Final = re.compile(
    r"\b(?:(?:at least|not? (?:less|later|fewer|sooner) than|within) )?(?:[\w-]+ )?\(?\d{1,3}\)? (?:\w+ )?"
    r"(?:days?|months?)['\u2019]?(?: (?:prior|advance|written|notice))* (?:prior to|before|preceding) (?:the )?"
    r"(?:(?:expiration|expiry|end)(?: date)? of (?:the|its|any|each|such)(?: [\w-]+){0,3}? (?:term|period|year)\b|"
    r"(?:any |each )?anniversary\b(?: date\b)?)",
    re.IGNORECASE,
)
_ANY_TIME: Final = re.compile(r"\bany time\b", re.IGNORECASE)
#: Where the next lettered paragraph begins.
_NEXT_LETTER: Final = r"(?<=[a-z)]{2})\. \(?(?:[a-z]|[ivx]{1,4})[.)] (?=(?-i:[A-Z]))"
#: What stands before it is another statement.
_PROVIDED: Final = re.compile(
    r"; |[,:] provided,? (?:however,? )?that | \d{1,2}\.\d{1,2}[.)]? (?=(?-i:[A-Z]))|"
    rf"{_NEXT_LETTER}",
    re.IGNORECASE,
)
#: What stands before a time that a notice must be given, and is no limit.
_TO_SPARE: Final = re.compile(
    r"\b(?:days?|weeks?|months?|years?|notice|advance|effective|expir\w+|ending)['\u2019]?(?: \w+){0,3} (?<!any time )$",
    re.IGNORECASE,
)
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
_ENDS: Final = re.compile(r"\b(?:terminat|cancel|expir)", re.IGNORECASE)
#: A numbered title, on a line of its own or before its sentence, or a line in capitals.
_TITLE: Final = re.compile(
    r"^[ \t]*(?:(?:ARTICLE|Article|SECTION|Section|Clause)[ \t]+)?"
    r"(?:(?:\d[\d.]*|[IVX]{1,5})[.):]*[ \t]*(?P<title>[A-Z][^\n.:;]{3,60})(?:[.:]|[ \t]*$)|"
    r"(?P<shouted>[A-Z][A-Z ,&/-]{6,60})[.:]?[ \t]*$)",
    re.MULTILINE,
)
_WORDS: Final = (
    "terminat", "cancel", "end this", "end the", "end it", "re-enter", "reenter", "forfeit",
    "determine th", "rescind", " account", "terminable", "resign ", "withdraw ", "whereupon", "upon which",
    "until either", "in which case", "in which event", "thereupon",
)  # fmt: skip
_HAPPENS: Final = re.compile(r"\b(?:shall|will|may|must|agrees?)\b", re.IGNORECASE)
#: Words that end a contract, whoever says them.
_ABOUT_IT: Final = re.compile(
    rf"\b(?:terminat|cancel|resign|rescind|determine\b)\w*|\b(?:end|ending|withdraw)\b[^.;]{{0,60}}?(?:{IT})|"
    rf"(?:{IT})[^.;]{{0,60}}\bends?\b|(?<![\w])(?:[Bb]y|BY) ",
    re.IGNORECASE,
)
#: What somebody does who will not have a renewal.
_SAYS_NO: Final = (
    r"(?:has |shall have |first |earlier )*(?:g[ia]ves?|given|notif(?:y|ies|ied)|elects?|sends?|sent|serves?|"
    r"delivers?|provides?|terminates?|cancels?|objects?|declines?|informs?|states?)\b"
)
#: A chunk that ends within a sentence, and how much of the next one may end that, in characters.
_CUT: Final = re.compile(r"[:;,](?: and| or)?\s*$")
_TAIL: Final = 900
#: Characters in which a list of causes goes on, and those in which a sentence before another stands.
_LIST: Final = 1_500
_BACK: Final = 400
#: A case that gives a right without a cause, or to somebody who is named.
_GIVES_MORE: Final = re.compile(
    rf"{FREELY.pattern}|{MAYBE_FREELY.pattern}|^\W*(?:\w{{1,4}}[.)] )?by |\bmutual|{MAY_END.pattern}",
    re.IGNORECASE,
)
#: "This Agreement may be terminated: (a) by A if ...; (b) by B on ..."
_ENDED_BY: Final = re.compile(
    rf"(?:{IT})[^.;]{{0,80}}?\b(?:may|can) (?:also |only )?be (?:\w+ )?(?:terminated|cancell?ed)\b[^.;]{{0,120}}:\s*$",
    re.IGNORECASE,
)
_BY_CASE: Final = re.compile(
    r"\s*(?:(?:or|and) )?\(?(?:i{1,3}|iv|vi{0,3}|[a-h]|[1-9]|\d{1,2}(?:\.\d{1,2}){1,3})[).]{1,2} (?:(?:or|and) )?(?P<by>[Bb]y )?"
)
#: "After that day X may end it": after a time that the sentence before bars.
_AFTER_THAT: Final = re.compile(
    r"\W*(?:\(?(?:\d[\d.]*|[a-z])[.)]? )?(?:(?:after|from|following|as of) (?:that|such) (?:day|date|time|period|year|"
    r"month)\b|thereafter\b|afterwards?\b|from then on\b)",
    re.IGNORECASE,
)
_BARS: Final = re.compile(
    r"\b(?:neither|no|not|nor|cannot)\b[^.;]{0,120}?\b(?:terminat|cancel|end\b|resign|withdraw)",
    re.IGNORECASE,
)
_BARRED: Final = re.compile(
    rf"\b(?:before|until|prior to|during|within|for)(?: the)? (?:{_DATE}|(?:first|initial) [^.;,]{{3,40}}|"
    rf"{_ORDINAL} (?:month|year|anniversary)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Exit:
    """A way out: for whom ("" when nobody is named, ``EITHER`` for all), without a cause or for
    one, on which notice ("" when none is said), and at which time only ("" when at any), in the
    contract's words; the time at which it may not be used (``barred``), likewise; whether it asks for more that is no cause ("provided that all rent is paid"); and
    for which ``causes``, as ``local_causes`` calls them."""

    who: str
    freely: bool
    notice: str
    only: str = ""
    conditions: bool = False
    barred: str = ""
    causes: tuple[str, ...] = field(default=(), compare=False)


def exits(
    view: DocumentView,
    parties: Sequence[Party],
    freely: Sequence[str],
    caused: Sequence[str],
    *,
    changes: bool = False,
) -> list[Exit]:
    """The ways out, each once, in reading order of their kinds.

    Args:
        freely: passages found to let somebody leave without a cause.
        caused: passages found to let somebody leave for one.
        changes: the document is an amendment; what it takes away is not told.
    """
    named = _Named(parties)
    found = _Ways()
    for passage in freely:
        found.add(_found_free(view, named, passage))
    for passage in caused:
        words = normalise(passage)
        told = list(named.exits(words, freely=False))
        if told or not _NOT_TO_END.search(words):
            found.add(told or [Exit("", False, "", causes=_named_causes(words))])
    for before, sentence in _sentences(view, changes=changes):
        found.add(_since(before, sentence, named.exits(sentence, freely=None)))
    return _merged(found.all())


def grounds(view: DocumentView, *, changes: bool = False) -> Iterator[tuple[int, str, list[str]]]:
    """The sentences that let somebody end the contract for a cause: number of the chunk, the
    sentence in its normal form, and the causes.

    Args:
        changes: the document is an amendment; what it takes away is not told.
    """
    for index, sentence in _numbered(view, changes=changes):
        may = MAY_END.search(sentence) or _MAY_BE_ENDED.search(sentence)
        if (
            may is None
            or _NOBODY.search(sentence, 0, may.start())
            or is_free(sentence) is not False
        ):
            continue
        found = causes(sentence)
        if found:
            yield index, sentence, found


def _named_causes(words: str) -> tuple[str, ...]:
    return tuple(causes(words))


class _Ways:
    """Ways out, each once with all of its causes."""

    def __init__(self) -> None:
        self._causes: dict[Exit, dict[str, None]] = {}

    def add(self, ways: Iterable[Exit]) -> None:
        for way in ways:
            self._causes.setdefault(way, {}).update(dict.fromkeys(way.causes))

    def all(self) -> list[Exit]:
        return [replace(way, causes=telling(found)) for way, found in self._causes.items()]


def telling(found: Iterable[str]) -> tuple[str, ...]:
    """Causes without those that another one says more exactly: "breach" beside "breach not cured
    within 30 days"."""
    causes = list(found)
    return tuple(one for one in causes if not any(_says_more(other, one) for other in causes))


def _says_more(other: str, one: str) -> bool:
    return other.startswith(f"{one} ") or (one.endswith(UNCURED) and CURED_WITHIN in other)


def unread(view: DocumentView, parties: Sequence[Party], freely: Sequence[str]) -> list[str]:
    """The passages found to let somebody leave without a cause that ``exits`` could tell nothing of,
    as they stand: those that speak of the end of the contract first."""
    named = _Named(parties)
    found = [passage for passage in freely if not _found_free(view, named, passage)]
    return sorted(found, key=lambda passage: not speaks_of_it(passage))


def denied_to(passage: str, parties: Sequence[Party]) -> str:
    """The party to whom alone a passage denies a right to end the contract; "" where it denies it to
    all, or to nobody who is named."""
    text = normalise(passage)
    for party in parties:
        names = "|".join(map(re.escape, sorted(party.aliases, key=len, reverse=True)))
        if re.search(rf"(?<![\w'])(?i:{names}),? (?:{_NO_RIGHT})", text):
            return "" if _OF_ALL.search(text) else party.label
    other = _OF_SOMEBODY.search(text)
    return "" if other is None or _OF_ALL.search(text) else other["who"]


_NO_RIGHT: Final = (
    r"(?:may|shall|can|will|does|is)(?: \w+)? not\b|(?:has|have|shall have) no\b|cannot\b"
)


#: Somebody who is not known to be a party, and to whom something is denied.
_OF_SOMEBODY: Final = re.compile(
    r"(?<![\w'])(?P<who>(?!(?:The|This|That|Such|Neither|No|Nothing|Each|Either|Any|Agreement|Contract|Lease|Term|"
    r"Section|Article|Clause|Party|Parties|It|They)\b)"
    rf"[A-Z][\w&.'-]*(?: (?!Party|Agreement|Contract|Lease)[A-Z][\w&.'-]*){{0,3}}),? (?:{_NO_RIGHT})"
)


def stopper(passage: str, parties: Sequence[Party]) -> str:
    """The party that alone may stop a renewal by its notice, by a passage that says how it is
    stopped; "" where both may or it is not to be told."""
    text = normalise(passage)
    for party in parties:
        names = "|".join(map(re.escape, sorted(party.aliases, key=len, reverse=True)))
        alone = rf"(?i:\bunless,? (?:the )?(?:{names}))(?! (?:or|and)\b)(?: \([^()]{{1,40}}\))?,? {_SAYS_NO}"
        if re.search(alone, text):
            return party.label
    return ""


def headed(view: DocumentView) -> str:
    """The heading of a section on how the contract ends, "" when there is none."""
    for chunk in view.chunks:
        if chunk.sha256 not in view.analyses or not _ENDS.search(chunk.text):
            continue
        above = chunk.heading.rpartition(HEADING_SEPARATOR)[2]
        for title in (
            above,
            *(match["title"] or match["shouted"] for match in _TITLE.finditer(chunk.text)),
        ):
            if _HEADED.search(title) and not _NO_EXIT_HEADED.search(title):
                return " ".join(title.split())
    return ""


def _found_free(view: DocumentView, named: _Named, passage: str) -> list[Exit]:
    """What a passage that was found to let somebody leave without a cause says; nothing where its
    words are not understood."""
    words = normalise(_whole(view, passage))
    before = _before(view, passage)
    told: list[Exit] = []
    for start, end in pieces(words):
        said = words[start:end]
        found = named.exits(said, freely=True, plainly=False)
        told += _since(before + words[:start], said, found)
    if told or not _ABOUT_IT.search(words):
        return told
    if conditional(words):
        return [Exit("", False, "", causes=_named_causes(words))]
    if _NOT_TO_END.search(words):
        return []
    if ENDS_IT.search(words) and not _MUTUALLY.search(words):
        return [_way("", words, words, freely=True)]
    return []


def _whole(view: DocumentView, quote: str) -> str:
    """A quote to the end of its sentence."""
    text = view.document.text
    start = text.find(quote)
    if start < 0 or ENDS_HERE.search(quote):
        return quote
    told = passage_of(text, start, start + len(quote))
    return told[told.find(quote) :] if quote in told else quote


def _before(view: DocumentView, quote: str) -> str:
    """What stands right before a quote, in its normal form."""
    at = view.document.text.find(quote)
    return f"{normalise(view.document.text[max(0, at - _BACK) : at])} " if at > 0 else ""


def _since(before: str, said: str, ways: Iterable[Exit]) -> Iterator[Exit]:
    """Ways out of a sentence that begins with "after that day", with the time that the sentence
    before it bars; on conditions where it tells none."""
    if _AFTER_THAT.match(said) is None:
        yield from ways
        return
    barred = ""
    spans = sentence_spans(before.rstrip())
    last = before[slice(*spans[-1])] if spans else ""
    if _BARS.search(last):
        times = [match.group() for match in _BARRED.finditer(last)]
        barred = times[-1] if times else ""
    for way in ways:
        yield replace(way, barred=barred, conditions=not barred) if way.freely else way


def _sentences(view: DocumentView, *, changes: bool) -> Iterator[tuple[str, str]]:
    """The sentences that speak of an end, each with what stands right before it; a list that a chunk
    cuts goes on in the next one, and a list of causes is taken to its end."""
    texts = dict(_speaking(view, changes=changes))
    chunks = {chunk.index: chunk for chunk in view.chunks}
    for index, text in texts.items():
        own = len(text)
        behind = chunks.get(index + 1)
        if behind is not None and _CUT.search(text):
            text = f"{text} {normalise(behind.text[:_TAIL])}"
        for start, end in pieces(text, own):
            end = _with_causes(text, start, end)
            if any(word in text[start:end].lower() for word in _WORDS):
                yield text[max(0, start - _BACK) : start], text[start:end]
            for said in _by_each(text, start, end):
                yield "", said


def _by_each(text: str, start: int, end: int) -> Iterator[str]:
    """The cases of a list of those by whom a contract may be ended, each as a sentence."""
    lead = _ENDED_BY.search(text, start, end)
    if lead is None:
        return
    for begin, later in sentence_spans(text[end : end + _LIST]):
        case = _BY_CASE.match(text, end + begin, end + later)
        if case is None:
            return
        if case["by"]:
            yield f"This Agreement may be terminated {text[case.start('by') : end + later]}"
        if not MORE_CASES.search(text, end + begin, end + later):
            return


def _with_causes(text: str, start: int, end: int) -> int:
    """Where a sentence ends with the list of mere causes that goes on behind it."""
    opens = OPEN.search(text, start, end)
    listed = MORE_CASES.search(text, start, end) and CASE.search(text, start, end)
    if not (opens or listed):
        return end
    taken = 0
    if not (MAY_END.search(text, start, end) or _MAY_BE_ENDED.search(text, start, end)):
        return end
    for begin, later in sentence_spans(text[end : end + _LIST]):
        said = text[end + begin : end + later]
        if not CASE.match(said.lstrip()) or _GIVES_MORE.search(said) or notice_of(said):
            break
        beyond = re.search(_NEXT_LETTER, said)
        taken = begin + beyond.start() + 1 if beyond else later
        if beyond or not MORE_CASES.search(said):
            break
    return end + taken


def _speaking(view: DocumentView, *, changes: bool) -> Iterator[tuple[int, str]]:
    """The chunks that speak of an end, in their normal form, with the number of each."""
    for chunk in view.chunks:
        if chunk.sha256 not in view.analyses:
            continue
        low = chunk.text.lower()
        if any(word in low for word in _WORDS):
            yield chunk.index, normalise(without_old(chunk.text) if changes else chunk.text)


def _numbered(view: DocumentView, *, changes: bool) -> Iterator[tuple[int, str]]:
    """The sentences that speak of an end, with the number of the chunk of each."""
    for index, text in _speaking(view, changes=changes):
        for start, end in pieces(text):
            if any(word in text[start:end].lower() for word in _WORDS):
                yield index, text[start:end]


def _merged(found: Iterable[Exit]) -> list[Exit]:
    """Without what others say better: a party alone beside either side, one without a notice beside
    the same with one, nobody beside somebody."""
    ways = list(found)
    kept = []
    for one in ways:
        alike = [
            other
            for other in ways
            if other.freely is one.freely
            and other != one
            and other.only in ("", one.only)
            and other.barred in ("", one.barred)
        ]
        if not one.who and any(other.who for other in alike):
            continue
        if not one.notice and any(other.who == one.who and other.notice for other in alike):
            continue
        if one.who not in ("", EITHER) and any(
            other.who == EITHER
            and (not one.notice or one.notice == other.notice or not one.freely)
            and set(one.causes) <= set(other.causes)
            for other in alike
        ):
            continue
        kept.append(one)
    return kept


class _Named:
    """Finds who may end a contract in a sentence."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._labels = {alias: party.label for party in parties for alias in party.aliases}
        names = sorted(self._labels, key=len, reverse=True)
        known = f"(?i:{'|'.join(map(re.escape, names))})" if names else "(?!)"
        who = rf"(?P<who>{_EITHER}|{_ANAPHOR}|{known}|(?:{_ROLES})\b|You|We|you|we)(?![\w'])"
        self._who = re.compile(rf"(?<![\w'])(?:(?:the|The|THE) )?{who}")
        member = rf"(?:(?:the|The|THE) )?{who}|{_SOMEBODY}"
        self._member = re.compile(member)
        self._passive = re.compile(rf"(?i:{_PASSIVE})(?={member})")
        self._and_on = re.compile(
            rf"(?<=notice),? and (?:(?:the|The|THE) )?{who},? (?:up)?on (?=[^.;]{{3,40}}\bnotice)"
        )
        self._until_told = re.compile(
            rf"(?i:(?:{IT})[^.;]{{0,80}}?\b(?:continues?|runs?|remains?|goes on)\b[^.;]{{0,80}}?\buntil (?:the )?)"
            rf"{who} (?:(?:shall|has|have) )?(?:gives?|given|serves?|served|sends?|sent) (?=[^.;]{{3,60}}\bnotice)"
        )
        self._until = re.compile(rf"(?i:{_UNTIL}){who}")

    def exits(self, sentence: str, *, freely: bool | None, plainly: bool = True) -> Iterator[Exit]:
        """Args:
        freely: what kind of right it is; None where only plain words count.
        plainly: not only unless the words name a condition.
        """
        found = sorted(
            [*self._active(sentence), *self._done_to_it(sentence)], key=lambda one: one[1]
        )
        if freely is not None and not found:  # "(d) by either party on 60 days' notice"
            found = [
                (self._listed(sentence, one.end()), one.start()) for one in _BY.finditer(sentence)
            ]
        for number, (names, start) in enumerate(found):
            if _NOBODY.search(sentence, 0, start):
                continue
            end = found[number + 1][1] if number + 1 < len(found) else len(sentence)
            own = sentence[start:end]
            said = own
            if number == 0 and not _UNTIL_THEN.search(sentence, 0, start):
                said = sentence[_statement(sentence, start) : end]
            if end < len(sentence):
                said = said.rstrip(" ,:")
            if _MUTUALLY.search(own):
                continue
            for case in cases(said):
                kind = is_free(case) if freely is None else freely
                if kind and not plainly and conditional(case):
                    kind = False
                if kind is not None:
                    near = own if case == said else case
                    yield from (_way(who, case, near, freely=kind) for who in names)

    def _active(self, sentence: str) -> Iterator[tuple[Sequence[str], int]]:
        """Who "may terminate", and where that party is named: the last one before the verb."""
        for match in (
            *MAY_END.finditer(sentence),
            *_WISHES_TO_END.finditer(sentence),
            *_MAY_SO_END.finditer(sentence),
        ):
            resigns = _RESIGNS.search(match.group()) is not None
            if resigns and _SUCCEEDED.search(sentence):
                continue
            begin = max(0, match.start() - _SUBJECT)
            named = list(self._who.finditer(sentence, begin, match.start()))
            if not named:
                stranger = _STRANGER.search(sentence, begin, match.start())
                if stranger is not None:
                    yield [stranger["who"]], stranger.start()
                continue
            last = named[-1]
            if resigns and _OFFICE.search(last["who"]):
                continue
            label = self._label(last["who"], sentence, last.start())
            before = named[-2] if len(named) > 1 else None
            if before is not None and _JOINED.fullmatch(sentence, before.end(), last.start()):
                other = self._label(before["who"], sentence, before.start())
                yield self._together([other, label]), before.start()
            elif _OR_SOMEBODY.search(sentence, begin, last.start()):
                yield [""], last.start()
            else:
                yield [label], last.start()

    def _done_to_it(self, sentence: str) -> Iterator[tuple[Sequence[str], int]]:
        for match in self._passive.finditer(sentence):
            yield self._listed(sentence, match.end()), match.start()
            for more in _THEN_BY.finditer(sentence, match.end()):
                names = self._listed(sentence, more.end())
                if names:
                    yield names, more.end()
        for first in MAY_END.finditer(sentence):
            # "A may end it on 90 days' notice and B on 180 days' notice"
            for more in self._and_on.finditer(sentence, first.end(), first.end() + _ELIDED):
                yield [self._label(more["who"], sentence, more.start("who"))], more.start("who")
        for match in self._until_told.finditer(sentence):
            if not _RENEWS.search(sentence):
                who = self._label(match["who"], sentence, match.start("who"))
                yield [who], match.start("who")
        for match in self._until.finditer(sentence):
            # Saying no to a renewal is no way out.
            if match.group().lower().startswith("unless") and _RENEWS.search(sentence):
                continue
            yield self._listed(sentence, match.start("who")), match.start("who")

    def _listed(self, sentence: str, at: int) -> Sequence[str]:
        """Those whom a list behind "by" names, from its first member on."""
        names: list[str] = []
        while True:
            one = self._member.match(sentence, at)
            if one is None:
                break
            if one["who"]:
                names.append(self._label(one["who"], sentence, one.start("who")))
            else:
                names.append(one["called"] or f'"{one["said"]}"')
            more = _ALSO_BY.match(sentence, one.end())
            if more is None:
                break
            at = more.end()
        return self._together(names)

    def _together(self, names: Sequence[str]) -> Sequence[str]:
        """Two that are the only parties are either of them."""
        unique = list(dict.fromkeys(names))
        known = {*self._labels.values()}
        others = [one for one in unique if one not in known]
        if EITHER in unique or (len(unique) == _TWO >= len(known) and not others):
            return [EITHER]
        if len(unique) == _TWO and not known and all(_ROLE.fullmatch(one) for one in unique):
            return [EITHER]
        return unique

    def _label(self, who: str, sentence: str, start: int) -> str:
        if re.fullmatch(_ANAPHOR, who):
            return EITHER if _OF_ALL.search(sentence, 0, start) else ""
        label = self._labels.get(who.lower())
        if label is not None:
            return label
        if re.fullmatch(_EITHER, who):
            return EITHER
        return who if who[:1].isupper() and who not in ("You", "We") else f'"{who.lower()}"'


def _way(who: str, said: str, near: str, *, freely: bool) -> Exit:
    """A way out by the words that tell of it; its notice is best read ``near`` who has it."""
    if not freely:
        return Exit(who, False, "", causes=_named_causes(said))
    head, proviso = without_proviso(said)
    bound = (bool(proviso) and not _HAPPENS.search(proviso)) or (
        _MAY_SO_END.search(said) or FOR_A_PRICE.search(said)
    ) is not None
    to_the_end = "" if _ANY_TIME.search(head) else _to_the_end(head)
    if to_the_end:
        return Exit(who, True, "", to_the_end, conditions=bound)
    return Exit(who, True, notice_of(near) or notice_of(said) or "", _only(head), conditions=bound)


def _to_the_end(said: str) -> str:
    match = _TO_THE_END.search(said)
    return match.group() if match else ""


def _statement(sentence: str, start: int) -> int:
    """Where the statement begins that a subject at ``start`` stands in."""
    begin = 0
    for mark in _PROVIDED.finditer(sentence, 0, start + 1):
        said = sentence[begin : mark.start()]
        if mark.group() == "; " and _WAITING.match(said) and not _HAPPENS.search(said):
            continue
        begin = mark.end()
    return begin


def _only(said: str) -> str:
    """The time at which alone a right to leave may be used, in its words; "" when there is none."""
    for match in _ONLY.finditer(said):
        if not _TO_SPARE.search(said, 0, match.start()):
            return match["only"]
    return ""
