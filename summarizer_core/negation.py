"""Whether a passage denies what its category is about: "Neither party shall indemnify the other" is
found as an indemnity, and says that there is none.

Told by rules, for each category by its own words, sentence by sentence. A passage denies when a
sentence of it denies without a limit ("except", "unless", "more than once a year") and nothing else
in it says the thing itself. Categories whose substance is a prohibition are denied by a freedom
("may freely assign without consent"), never by their "shall not". In doubt a passage does not
deny: it is then judged as if it said the thing, which a reader will check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.playbook_text import normalise

_AUX: Final = r"(?:shall|will|does|do|did|is|are|was|may|must|can|has|have|should|would|need|be)"
_NOT: Final = (
    rf"(?:\b{_AUX} (?:(?:also|therefore|hereby|otherwise) )?(?:not|never)|\bcannot|\b{_AUX}n't|"
    r"\bshall,? (?:in no (?:event|case|way)|under no circumstances|at no time),?)"
)
#: Words that turn a negation round, or begin another statement: "shall not be relieved of".
_TURNS: Final = (
    r"(?:reliev|releas|excus|fail|refus|unreasonab|limit|waiv|affect|prejudic|impair|restrict|"
    r"prevent|prohibit|preclud|withh|avoid|diminish|reduc|exclud|only\b|less\b|fewer\b|later\b|"
    r"more\b|earlier\b|exceed|ceas|delay|discharg|exempt|depriv|without\b|disclaim|deny|denied|"
    r"object|contest|challeng|cancel|terminat|modif|alter|amend|revok|laps|expir|breach|interfer|"
    r"shall\b|will\b|must\b|may\b|agree[sd]?\b|and\b|but\b|merely|just\b|solely|event\b|case\b|"
    r"circumst|terms? of\b|cured?\b|longer\b|hinder|obstruct|"
    r"frustrat|resist|conceal)"
)
_W: Final = rf"(?:(?!{_TURNS})[\w'&/-]+ )"
#: "Nothing in this Agreement obliges either party to"
_NOTHING: Final = (
    rf"\bnothing (?:{_W}|shall |will ){{1,9}}?(?:oblig|requir|commit|entitl|permit|allow|giv|grant|confer|"
    rf"creat|constru|deem|impos|contain)\w* (?:as )?{_W}{{0,8}}?"
)
#: "No indemnity is limited" denies a limit, and no indemnity.
_UNTURNED: Final = (
    r"(?!(?: [\w'-]+){0,6}? (?:reliev|releas|excus|limit|waiv|affect|prejudic|impair|restrict|reduc|"
    r"diminish|cancel|modif|amend|interfer|exceed|terminat|revok|assign|transfer))"
)


def _acts(act: str) -> Iterator[str]:
    """Ways to say that nobody does, must do or may do something."""
    yield rf"{_NOT} (?:be |agree to )?{_W}{{0,5}}?(?:{act})"
    yield rf"{_NOTHING}(?:{act})"
    yield rf"\bwaives? (?:any|all|its|the) (?:such )?(?:rights?|claims?) (?:to|of|for) {_W}{{0,3}}?(?:{act})"
    yield rf"\b(?:neither|no) {_W}{{1,6}}?{_AUX} (?:be )?{_W}{{0,5}}?(?:{act})"
    yield (
        r"\b(?:in no (?:event|case)|under no circumstances|at no time),? "
        rf"{_AUX} (?:be )?{_W}{{0,8}}?(?:{act})"
    )
    yield (
        r"\b(?:no|nor any|not (?:have |be under |under )?(?:an?|any|the)) "
        r"(?:such |express |legal |further )?(?:obligations?|dut(?:y|ies)|requirements?|rights?|"
        r"responsibilit(?:y|ies)|commitments?|power|authority|option|entitlement|promise|"
        rf"undertaking)(?: or \w+)?(?: whatsoever)? (?:on [\w' ]{{1,30}} )?(?:to|of|for) {_W}{{0,4}}?(?:{act})"
    )


def _things(thing: str) -> Iterator[str]:
    """Ways to say that there is no such thing."""
    yield rf"\b(?:no|nor any|neither) {_W}{{0,5}}?(?:{thing})\b{_UNTURNED}"
    yield (
        rf"{_NOT} (?:be (?:construed|deemed|interpreted|read|taken|intended) (?:as|to) )?{_W}{{0,2}}?"
        r"(?:be|grant|creat|constitut|includ|contain|provid|impos|requir|confer|convey|giv|"
        r"establish|carr|entail|appl|have|entitl|pay|ow|liable|subject|charg|mak|receiv|offer)\w* "
        rf"(?:to |for |as )?{_W}{{0,4}}?(?:{thing})\b"
    )
    yield (
        rf"\b(?:{thing}) {_W}{{0,6}}?{_NOT} (?:be )?{_W}{{0,2}}?(?:payable|due|owed|paid|grant|creat|"
        r"given|made|required|intended|included|provided|available|implied|charge|aris|exist|"
        r"allowed|permitted|agreed|appl(?:y|ies|icable)(?! (?:to(?! this| the agreement)|in|with)))\w*"
    )
    yield rf"{_NOTHING}(?:{thing})\b"
    yield rf"\bwaives? (?:any|all|its|the) {_W}{{0,4}}?(?:{thing})\b"
    yield (
        rf"\b(?:{thing}) (?:is|are|shall be|will be) (?:hereby |expressly )?"
        r"(?:excluded|waived|negated|ruled out)\b"
    )


_LICENCE: Final = r"licen[cs]es?"
_PROHIBITS: Final = (
    r"\b(?:shall|will|may|must|can) (?:\w+ ){0,3}?not\b|\bnot to\b|\bneither\b|\brefrain|"
    r"\bagrees? (?:\w+ ){0,3}?not\b|\bno party\b|\bcannot\b|\bprohibited\b"
)
_OPEN: Final = r"(?:free|may|can|entitled|permitted|at liberty|the right)(?! not\b)(?: freely)? (?:to )?(?:freely )?"


def _unbarred(act: str, free: str = "") -> str:
    """Ways to say that nobody is kept from something, or (of ``free``) that somebody may do it."""
    may = rf"|\b{_OPEN}(?:{free})" if free else ""
    return (
        rf"\bnothing [^.;]{{0,100}}?(?:prevent|restrict|prohibit|preclud|limit|bar)\w* [^.;]{{0,80}}?"
        rf"(?:{act})|{_NOT} be (?:prohibited|restricted|prevented|precluded|barred|restrained) from "
        rf"(?:\w+ ){{0,3}}?(?:{act})|\bno (?:restriction|prohibition|ban)s? on "
        rf"(?:\w+ ){{0,3}}?(?:{act}){may}"
    )


#: Beside these a denial is none of the whole.
_LIMIT: Final = (
    r"\b(?:except(?!ion)|unless|other than|save (?:for|as|that|to|in)|more (?:than|often|frequently)|"
    r"until|before|prior to|only|solely|to the extent|if|in (?:the )?event|so long as|as long as|"
    r"in excess of|beyond|provided|subject to|where|when|during|within|after|following|"
    r"arising|caused|result(?:s|ing)? from|attributable|due to the|in the case of)\b"
)
_NO_CONSENT: Final = (
    r"\bwithout (?:[\w']+ ){0,6}?(?:consent|approval|notice|permission|authori[sz]ation)\b"
)
#: Wherever in the sentence these stand.
_LIMIT_ANYWHERE: Final = re.compile(
    r"\b(?:except(?!ion)|unless|other than|save (?:for|as|that|to|in)|subject to|failure)\b",
    re.IGNORECASE,
)
#: "If the option is used, neither party may terminate": at other times it may.
_AT_TIMES: Final = re.compile(
    r"^\W{0,3}(?:[\w.()]{1,8} )?(?:if|where|when|in the event that)\b", re.IGNORECASE
)
#: "9. Exclusive use." before its sentence.
_NUMBER: Final = (
    r"(?:(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause|Art|Sec|\u00a7)[.]? ?(?:\d[\d.]{0,8}|[IVXLC]{1,7})|"
    r"\d[\d.]{0,8})[.):]?(?: ?[-\u2013\u2014]{1,3})?"
)
_NUMBERED_HEADING: Final = re.compile(rf"^\W{{0,2}}{_NUMBER} [A-Z][\w ,'/&-]{{2,50}}[.:] (?=[A-Z])")
#: A denial that is itself a condition: "If Supplier does not maintain insurance, ...".
_CONDITION: Final = re.compile(
    r"\b(?:if|when|where|whether|unless|until|provided|event|extent|which|who|because|since|as)\b"
    r"[^,;:]*$",
    re.IGNORECASE,
)
#: "Services that are not covered by a warranty".
_THAT: Final = re.compile(r"\bthat (?:\w+ly )?$", re.IGNORECASE)
_BEGINS: Final = re.compile(_AUX, re.IGNORECASE)
#: "Neither party may assign without consent" is no freedom.
_FORBIDDEN: Final = re.compile(r"\b(?:neither|no|not|nor|never)\b[^.;:]*$", re.IGNORECASE)
#: Where what is denied ends and something else may be said.
_STATEMENT_ENDS: Final = re.compile(
    r"[.;](?= |$)|,? (?:but|however|provided|whereas|while)\b|"
    r",? and (?=[^.;,]{0,50}\b(?:shall|will|must|may|agrees?|hereby)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Topic:
    """``denies`` finds denials, ``holds`` what says the thing itself beside them. Compiled when first
    asked for: there are many, and most processes need none."""

    denials: str
    held: str
    limits: str
    freedom: bool  # its substance is a prohibition, which a freedom denies
    whole: bool  # a denial reaches to the end of its statement

    @cached_property
    def denies(self) -> re.Pattern[str]:
        return re.compile(self.denials, re.IGNORECASE)

    @cached_property
    def holds(self) -> re.Pattern[str]:
        return re.compile(self.held, re.IGNORECASE)

    @cached_property
    def limit(self) -> re.Pattern[str]:
        return re.compile(self.limits, re.IGNORECASE)

    def compile(self) -> None:
        """All of it now."""
        for name in ("denies", "holds", "limit"):
            getattr(self, name)


def _topic(
    *denies: str,
    acts: str = "",
    things: str = "",
    holds: str = "",
    limit: str = _NO_CONSENT,
    freedom: bool = False,
    whole: bool = True,
) -> _Topic:
    forms = [*denies, *(_acts(acts) if acts else ()), *(_things(things) if things else ())]
    holds = holds or "|".join(rf"\b(?:{one})" for one in (acts, things) if one)
    return _Topic(
        "|".join(forms),
        holds,
        f"{_LIMIT}|{limit}",
        freedom,
        whole,
    )


_FEE: Final = (
    r"(?:early |contract )?(?:termination|cancellation|break|exit|breakage) (?:fees?|charges?)"
)
_RENEW: Final = r"(?:renew|exten[ds])\w*"
_OTHERS: Final = (
    r"(?:deal|purchas|buy|procur|sell|appoint|engag|contract)\w* (?:\w+ ){0,4}?"
    r"(?:others?|third|additional|further|anyone|elsewhere)"
)
_CHANGES: Final = r"(?:amend|modif|chang|alter|vary|revis|updat|increas)\w*"
_SOLD: Final = r"(?:change (?:of|in) control|merger|sale of (?:the|its|all)(?: \w+){0,3}? (?:shares|stock|business|assets))"
#: A ban on competition, and not on any other thing.
_NO_COMPETING: Final = (
    rf"(?:{_PROHIBITS})[^.;]{{0,200}}?\b(?:compet|business|similar|engag|interest(?:ed)? in|sell|market|"
    r"develop|manufactur|distribut|produc|own|carry on|deal|handle|offer|provid|servic)"
)
_ENDS: Final = _topic(
    acts=r"(?:terminated?|cancel(?:l?ed)?)\b",
    holds=r"\b(?:may|can|rights?|entitled|option)\b[^.;]{0,80}?\b(?:terminat|cancel)|"
    r"\bterminat\w+ by\b|\bshall terminate\b",
)
_RENEWS: Final = _topic(
    rf"\b(?:agreement|contract|lease|licen[cs]e|terms?|subscription|it|order|and) {_NOT} "
    rf"(?:be )?(?:automatically )?(?:be )?{_RENEW}(?: (?:itself )?automatically| by itself)?",
    rf"\bno (?:automatic |tacit |right (?:to|of) |option to |provision for )?(?:{_RENEW})",
    rf"\bwithout (?:any )?(?:automatic |tacit |right (?:to|of) |option to )?(?:{_RENEW})",
    rf"\b(?:no|not (?:have )?(?:any|the|a)) (?:right|option)s? (?:to|of) (?:{_RENEW})",
    holds=rf"\b(?:{_RENEW}|successive)",
    limit=r"\b(?:notice|notif\w+|elects?|inten\w+|wish\w*|desires?|decid\w+)\b",
)
_SOLICITS: Final = r"(?:solicit|hir(?:e|ing)|employ|recruit|approach|engag)\w*"
_NO_SOLICIT: Final = _topic(
    _unbarred(_SOLICITS, r"(?:solicit|hire|recruit|approach)\b"),
    rf"\bno (?:\w+ ){{0,2}}?(?:non-?solicit\w*|ban on (?:{_SOLICITS}))",
    holds=_PROHIBITS,
    freedom=True,
    limit=r"\b(?:general|advert\w*|newspapers?|respond\w*|not (?:specifically )?(?:targeted|directed))\b",
)

_TOPICS: Final[Mapping[str, _Topic]] = {
    "Governing Law": _topic(
        rf"{_NOT} (?:be )?(?:\w+ ){{0,2}}?(?:govern|constru|interpret|enforc|subject)\w*"
        r"[^.;]{0,80}?\blaws?\b",
        r"\blaws?(?: of [^.;]{1,60}?)? (?:shall|will|does|do) not (?:govern|appl)\w*",
        r"\b(?:in no event|under no circumstances) [^.;]{0,20}?\blaws? [^.;]{0,60}?\b(?:govern|apply)",
        r"\bno (?:\w+ ){0,2}?laws? (?:is|has been|shall be) (?:chosen|agreed|selected)",
        holds=r"\b(?:govern|constru|interpret|appl)",
    ),
    "Renewal Term": _RENEWS,
    "Notice Period to Terminate Renewal": _RENEWS,
    "Termination for Convenience": _ENDS,
    "Termination for Cause": _ENDS,
    "Post-Termination Services": _topic(
        things=r"(?:transition(?:al)?|post-termination|wind-down|exit|termination)(?: \w+)? "
        r"(?:services?|assistance|support|dut(?:y|ies)|obligations?)",
        holds=r"\b(?:shall|will|must)\b",
    ),
    "Change of Control": _topic(
        rf"\b{_SOLD}(?: [\w']+){{0,6}}? (?:shall|will|does|do|is) not (?:be )?"
        r"(?:\w+ ){0,3}?(?:constitut|deem|consider|giv|entitl|trigger|affect|requir|permit|allow|"
        r"result|terminat)\w*",
        rf"\b{_SOLD}(?: [\w']+){{0,6}}? (?:(?:shall|will) be|is|gives|constitutes) no (?:\w+ ){{0,2}}?"
        r"(?:ground|reason|cause|right|breach|default|assignment|event)",
        rf"(?:{_NOT}|\bno) {_W}{{0,6}}?terminat\w* [^.;]{{0,60}}?\b{_SOLD}",
        rf"\b(?:neither|no) {_W}{{1,4}}?(?:may|shall|can|will) terminate [^.;]{{0,60}}?\b{_SOLD}",
        holds=rf"\b{_SOLD}|\b(?:terminat|consent)",
    ),
    "Anti-Assignment": _topic(
        rf"\b{_OPEN}(?:at any time |in whole or (?:in )?part )*(?:assign|transfer|novat)\w*[^.;]{{0,120}}?"
        r"\bwithout (?:the |any |further |need (?:for|of) |obtaining |prior |written |its |such |"
        r"[\w-]+'s |either |other |party's )*(?:consent|approval|permission)",
        r"\b(?:free|may|can|is|are|be)(?: to)? freely (?:assign|transfer)\w*",
        r"\bfreely assignable",
        r"\bmay be (?:freely (?:assigned|transferred)|(?:assigned|transferred) freely)",
        r"\bconsent (?:to|for) [^.;]{0,30}?(?:assign|transfer)\w* (?:is|shall be) not (?:required|needed)",
        _unbarred(r"(?:assign|transfer)\w*"),
        r"\bno (?:\w+ ){0,4}?(?:consent|approval) (?:is|shall be|will be) (?:required|needed) "
        r"[^.;]{0,40}?assign\w*",
        holds=r"\b(?:not|nor|neither|no)\b[^.;]{0,80}?\b(?:assign|transfer|delegat)|"
        r"\b(?:assign|transfer)\w*[^.;]{0,80}?\b(?:void|prohibited|forbidden)|\bconsent",
        limit=r"\b(?:affiliates?|subsidiar\w+|successors?|parents?|acqui\w+|purchasers?|merger|transaction|"
        r"connection|lenders?|financ\w+|security|controlled|controlling|case|entity|entities|sale)\b",
        freedom=True,
    ),
    "Non-Compete": _topic(
        _unbarred(r"(?:compet|engag|sell|market|develop|manufactur)\w*", r"compet\w*"),
        r"\bno (?:\w+ ){0,2}?(?:non-?compet\w+|ban on compet\w+|covenant not to compete)",
        holds=_NO_COMPETING,
        freedom=True,
    ),
    "Exclusivity": _topic(
        r"\bnon-? ?exclusiv\w*",
        rf"\b(?:is|are|does|do) not {_W}{{0,5}}?exclusiv\w*",
        r"\b(?:shall|will|may) not (?:be|create|constitute|confer|imply|establish) "
        rf"{_W}{{0,4}}?exclusiv\w*",
        r"\b(?:no|without(?: any)?|neither|nor any) (?:right of |form of |\w+ of )?exclusiv\w*",
        _unbarred(_OTHERS, _OTHERS),
        rf"{_NOTHING}exclusiv\w*",
        holds=rf"(?<!non-)(?<!non )\bexclusiv|\bsole(?:ly)?\b(?! (?:discretion|option|cost))|\bonly\b|"
        rf"{_PROHIBITS}|\ball (?:of )?(?:its|their) requirements|\bno other\b",
        whole=False,
    ),
    "No-Solicit of Customers": _NO_SOLICIT,
    "No-Solicit of Employees": _NO_SOLICIT,
    "Non-Disparagement": _topic(
        _unbarred(r"(?:mak|criti|comment|express|disparag|publish)\w*"), holds=_PROHIBITS, freedom=True
    ),
    "Covenant Not to Sue": _topic(
        _unbarred(r"(?:bring|challeng|contest|sue|suing|commenc|assert|claim)\w*"),
        r"\bno (?:\w+ ){0,2}?covenant not to sue",
        holds=_PROHIBITS,
        freedom=True,
    ),
    "Most Favored Nation": _topic(
        things=r"most[- ]favou?red[- ]\w+|most favou?rable|lowest pric\w+|best pric\w+",
    ),
    "Rofr/Rofo/Rofn": _topic(
        things=r"rights? of (?:first|last) \w+|first (?:rights?|refusal|offer|negotiation)|"
        r"pre-?emptive rights?|rights? to match",
    ),
    "Payment Terms": _topic(
        rf"\bno {_W}{{0,3}}?(?:fees?|payments?|compensation|charges?|consideration|remuneration) "
        r"(?:whatsoever )?(?:is|are|shall be|will be) (?:payable|due|owed|owing|paid|charged|made)",
        holds=r"\b(?:pay|paid|invoic|due)",
        limit=r"\b(?:on|for|upon|with respect to|in respect of|later)\b",
    ),
    "Revenue/Profit Sharing": _topic(
        rf"\bno (?:portion|part|share) of {_W}{{0,3}}?(?:revenue|profit|income|proceeds)s?",
        acts=r"share (?:\w+ ){0,4}?(?:revenue|profit|income|proceeds)\w*",
        things=r"(?:revenue|profit)s?(?:(?:/| or | and )(?:revenue|profit)s?)?[ -]shar(?:e|es|ing)\b|"
        r"royalt(?:y|ies)|commissions?|share (?:of|in) (?:\w+ ){0,4}?(?:revenue|profit|income|proceeds)s?",
        holds=r"%|\bpercent|\bshar(?:e|es|ing)\b|\broyalt|\bcommission",
        limit=r"\b(?:on|upon|for|with respect to|in respect of|further|additional|other)\b",
    ),
    "Minimum Commitment": _topic(
        acts=r"(?:purchase|buy|order|take|acquire|pay|place) (?:or \w+ )?(?:for )?"
        r"(?:any|at least|a minimum|minimum|a (?:certain|fixed|specific))\b",
        things=r"minimums?(?: \w+){0,3}? (?:purchas\w+|orders?|quantit\w+|commitments?|volumes?|"
        r"amounts?|payments?|requirements?|guarantees?|royalt\w+|fees?|levels?|spend|sales)|minimums?",
        holds=r"\b(?:minimum|at least|(?:not|no) (?:less|fewer) than|guarantee|take[ -]or[ -]pay|"
        r"shall (?:purchase|order|buy|pay))",
    ),
    "Price Restrictions": _topic(
        rf"\b{_OPEN}(?:\w+ ){{0,3}}?(?:set|fix|determin|establish|chang|rais|increas)\w* "
        r"(?:\w+ ){0,4}?pric\w+",
        r"\bno (?:\w+ ){0,3}?(?:limit|restriction|cap|ceiling)s? (?:on|to|of) (?:\w+ ){0,3}?pric\w+",
        holds=rf"{_PROHIBITS}|\b(?:notice|exceed|maximum|minimum|no (?:more|less)|cap|limit|per ?cent|than)\b|%",
        freedom=True,
    ),
    "Liquidated Damages": _topic(
        r"\b(?:no|without)(?: any)?(?: further)?(?: (?:liability|cost|fee|charge)s? (?:or|and))? "
        r"penalt(?:y|ies)\b",
        rf"\bwithout (?:paying |payment of |any )+(?:liquidated damages|{_FEE})",
        acts=rf"(?:pay|liable (?:to \w+ )?for|owe|claim|charge) {_W}{{0,3}}?(?:liquidated damages|{_FEE})",
        things=rf"liquidated damages|{_FEE}",
        holds=r"\b(?:liquidated|fees?|penalt|pay|sum of|amount)\b|[$€£]|\bUSD\b",
    ),
    "Cap on Liability": _topic(
        r"\bno (?:\w+ ){0,2}?(?:caps?|limits?|limitations?|ceiling|maximum) (?:on|of|to|as to|for|upon) "
        r"(?:\w+'?s? ){0,6}?(?:liab|damages)\w*",
        r"\bliabilit\w+ (?:[\w']+ ){0,8}?(?:is|are|shall be|will be|remains?) "
        r"(?:unlimited|uncapped|without (?:any )?limit)\b",
        r"\bliabilit\w+ (?:[\w']+ ){0,8}?(?:is|are|shall|will) not (?:be )?"
        r"(?:limited|capped|subject to (?:a|any) (?:cap|limit\w*))(?! to\b)",
        r"\bunlimited(?:ly)? liab\w+",
        r"\bnothing [^.;]{0,60}?\blimits? (?:the )?(?:\w+ )?liability of (?:either|any|the) part(?:y|ies)(?! for)",
        rf"\b(?:neither|no) {_W}{{1,4}}?liabilit\w+ (?:is|shall be|will be) (?:limited|capped)\b(?! to\b)",
        holds=r"\bexceed|(?<!un)limited\b|\bin no event\b|\bnot (?:be )?liable|\bno liabilit|"
        r"\bunder no circumst|\bmaximum\b|\b(?:waive|exclud)",
    ),
    "Uncapped Liability": _topic(
        r"\bliabilit\w+ [^.;]{0,60}?(?:shall|will|is|are) not (?:be )?"
        r"(?:unlimited|uncapped|without limit)\b",
        r"\bno (?:\w+ ){0,2}?(?:unlimited|uncapped) liabilit\w+",
        holds=r"\b(?:unlimited|uncapped|without limit|not apply|except)",
    ),
    "Indemnification": _topic(
        acts=r"(?:indemnif|defend)\w*|hold (?:[\w',]+ ){0,8}?harmless",
        things=r"indemnit(?:y|ies)|indemnification",
        limit=rf"{_NO_CONSENT}|\b(?:negligen\w+|misconduct|fraud|results? of|with respect to|"
        r"claims? (?:that|alleging|based))\b",
    ),
    "Insurance": _topic(
        rf"\bno {_W}{{0,2}}?insurance(?: cover\w*| polic\w+)? (?:is|are|shall be|will be|need be) "
        r"(?:required|maintained|provided|held|carried|obtained|taken)",
        acts=r"(?:maintain|carry|obtain|hold|procure|keep|effect|take out|purchase|buy|provide|have) "
        r"(?:\w+ ){0,5}?insur\w*|insure\b",
        holds=r"\b(?:shall|will|must|agrees? to|required to|has to|have to) (?:\w+ ){0,4}?(?:maintain|"
        r"carry|obtain|procure|keep|provide|insure|effect|(?:hold|have|take out|buy|bear)\b[^.;]{0,60}\binsur)|"
        r"\b(?:maintains|carries|holds|takes out)\b[^.;]{0,60}\binsur",
    ),
    "Warranty Duration": _topic(
        acts=r"(?:warrant|guarantee)\b(?! that)",
        things=r"warrant(?:y|ies)|guarantees?",
        holds=r"\b(?:warrant|guarantee|free (?:of|from))",
        limit=r"\bother\b|\bfurther\b|\bclaims?\b",
    ),
    "IP Ownership Assignment": _topic(
        rf"\bno {_W}{{0,6}}?(?:title|ownership|intellectual property|copyrights?|rights?)[^.;]{{0,60}}?"
        r"\b(?:assigned|transferred|conveyed|pass|vest)\w*",
        rf"{_NOT} {_W}{{0,3}}?(?:assign|transfer|convey)\w* {_W}{{0,6}}?(?:title|ownership|"
        r"intellectual property|copyrights?|patents?|rights?)",
        rf"\bnothing (?:{_W}|shall |will ){{1,9}}?(?:transfer|assign|convey)\w* {_W}{{0,6}}?(?:title|"
        r"ownership|intellectual property|rights?)",
        rf"\bno (?:assignment|transfer) of {_W}{{0,6}}?(?:title|ownership|intellectual|rights?)",
        holds=r"\b(?:assigns?|assigned|propert(?:y|ies) of|owned|owns?|for hire|vests?|transfer|"
        r"convey)\b",
    ),
    "Joint IP Ownership": _topic(
        rf"(?:{_NOT}|\bno) (?:be )?{_W}{{0,4}}?joint(?:ly)?\b[^.;]{{0,20}}?own\w*",
        holds=r"\bjoint",
    ),
    "License Grant": _topic(
        rf"\b(?:grants?|gives?|receives?|confers?|conveys?|acquires?|obtains?) {_W}{{0,2}}?no {_W}{{0,4}}?"
        rf"{_LICENCE}\b",
        things=rf"(?<!sub-){_LICENCE}",
        holds=r"\b(?:grants?\b|granted\b|hereby|licensed|shall have)",
        limit=r"\b(?:no (?:other|further|additional)|express\w*|impli\w*|estoppel|assign|transfer|sub-?licen\w+)\b",
    ),
    "Irrevocable or Perpetual License": _topic(
        rf"\bnot (?:be )?{_W}{{0,3}}?(?:irrevocabl\w+|perpetual\w*)"
        r"(?:,? (?:or|and|nor) (?:irrevocabl\w+|perpetual\w*))?",
        r"\bneither (?:irrevocable|perpetual)(?: nor \w+)?",
        rf"\bno {_W}{{0,4}}?(?:irrevocable|perpetual)(?: or \w+)? (?:\w+ )?(?:licen[cs]e|right)s?",
        holds=r"\b(?:irrevocabl|perpetual|perpetuity|forever|indefinite)",
    ),
    "Non-Transferable License": _topic(
        r"(?<!non-)(?<!not )\b(?:freely|fully) transferable",
        rf"\b{_OPEN}(?:transfer|assign) (?:the|its|this|such) {_LICENCE}",
        holds=rf"\bnon-?(?:transfer|assign)|{_PROHIBITS}|\bpersonal\b",
        freedom=True,
    ),
    "Affiliate License-Licensee": _topic(
        rf"{_NOT} {_W}{{0,5}}?(?:extend|apply|include)\w* {_W}{{0,4}}?(?:affiliate|subsidiar)\w*",
        rf"\bno {_W}{{0,6}}?(?:affiliate|subsidiar)\w*[^.;]{{0,60}}?(?:licen[cs]e|use|right)\w*",
        holds=r"\b(?:affiliate|subsidiar)",
    ),
    "Unlimited/All-You-Can-Eat-License": _topic(
        rf"(?:{_NOT}|\bno) (?:be )?{_W}{{0,3}}?unlimited",
        holds=r"\b(?:unlimited|any number|without limit)",
    ),
    "Source Code Escrow": _topic(
        acts=r"(?:deposit|place|put)\w* (?:\w+ ){0,5}?(?:source code|escrow)",
        things=r"(?:source code )?escrow",
        holds=r"\b(?:escrow|deposit|release)",
    ),
    "Volume Restriction": _topic(
        r"\bno (?:\w+ ){0,2}?(?:limit|limitation|restriction|cap|maximum)s? (?:on|to|of|as to) "
        r"(?:the )?(?:number|volume|quantit\w+|amount|use)",
        r"\bunlimited (?:number|users|volume|use|quantit\w+)",
        holds=r"\b(?:exceed|limited to|up to|maximum|(?:not|no) more than)",
    ),
    "Audit Rights": _topic(
        acts=r"(?:audit|inspect|examine|inspection)\b",
        things=r"(?:audit|inspection) rights?|rights? (?:to|of) (?:audit|inspect\w*)",
    ),
    "Third Party Beneficiary": _topic(
        r"\bno (?:\w+ ){0,3}?third[- ]part(?:y|ies)",
        rf"{_NOT} (?:be )?(?:\w+ ){{0,6}}?third[- ]part(?:y|ies)(?: beneficiar\w+)?",
        holds=r"\b(?:is|are|shall be) (?:\w+ ){0,3}?third[- ]party benef|\bmay (?:\w+ )?enforce|"
        r"\bentitled to enforce|\bfor the benefit of",
        limit=r"\bpermitted\b",
    ),
    "Confidentiality": _topic(
        rf"\b(?:has|have|(?:is|are|be) under|there (?:is|shall be)) no {_W}{{0,2}}?(?:obligations?|"
        rf"dut(?:y|ies)) (?:of|to) {_W}{{0,6}}?(?:confiden|secre)\w*",
        rf"\bno {_W}{{0,2}}?(?:obligations?|dut(?:y|ies)) of (?:confiden\w+|secrecy) (?:is|are|shall be)",
        rf"\b(?:neither|no) {_W}{{1,3}}?owes? {_W}{{0,4}}?(?:obligations?|dut(?:y|ies)) of (?:confiden|"
        r"secre)\w*",
        rf"\b(?:neither|no) {_W}{{1,3}}?(?:has|have|is under|shall|will|must) {_W}{{0,5}}?"
        rf"(?:keep|hold|treat|maintain|preserve) {_W}{{0,6}}?(?:confiden|secre)\w*",
        rf"\b(?:is|are|be) not {_W}{{0,3}}?(?:required|obliged|obligated|bound) to {_W}{{0,2}}?"
        rf"(?:keep|hold|treat|maintain|preserve) {_W}{{0,6}}?(?:confiden|secre)\w*",
        holds=r"\b(?:shall|will|must|agrees?) (?:\w+ ){0,4}?(?:keep|hold|maintain|protect|safeguard|"
        r"not\b)|\bdisclos",
    ),
    "Force Majeure": _topic(
        r"\bthere (?:is|are|shall be) no (?:\w+ ){0,3}?force majeure",
        r"\bforce majeure (?:\w+ ){0,4}?(?:shall|will|does|is) not (?:be )?(?:appl\w+|available|"
        r"recogni[sz]ed|excuse (?:\w+ ){0,3}?(?:performance|delays?|failures?|non-?performance))",
        holds=r"\b(?:liable|responsible|in (?:default|breach))\b|\bexcused\b|\bbeyond\b",
    ),
    "Dispute Resolution": _topic(
        r"\bcourts? [^.;]{0,80}?(?:shall|will|do|does) (?:not have|have no) jurisdiction",
        rf"{_NOT} (?:be )?(?:subject|submit) to the jurisdiction",
        acts=r"arbitrat(?:ion|ed|e)\b",
        holds=r"\b(?:courts?|jurisdiction|venue|mediat|arbitrat|negotiat)",
    ),
    "Data Protection": _topic(
        rf"{_NOT} {_W}{{0,3}}?(?:process|receive|access|collect|handle)\w* {_W}{{0,3}}?"
        r"personal (?:data|information)",
        r"\bno personal (?:data|information) (?:is|are|shall be|will be) (?:processed|collected|"
        r"transferred|exchanged|shared|received)",
        holds=r"\b(?:protect|secur|compl|process|privacy|personal (?:data|information))",
    ),
    "Unilateral Amendment": _topic(
        acts=_CHANGES,
        holds=rf"\b(?:may(?! not)|reserves?|entitled|right to|free to)\b[^.;]{{0,100}}?\b{_CHANGES}",
        limit=r"\b(?:consent|agreement of|writing|written|signed|both|mutual\w*)\b",
    ),
}  # fmt: skip


def load() -> None:
    """Compile everything, to be shared with processes that are forked later."""
    for topic in _TOPICS.values():
        topic.compile()


@lru_cache(maxsize=1_024)  # a clause is looked at where it is judged and where it is told
def denies(category: str, passage: str) -> bool:
    """Whether a passage says that what the category is about is not so.

    Args:
        category: one of ``categories.ALL``; of any other nothing is denied.
        passage: the words found, best with their whole sentences; in any form of white space.
    """
    topic = _TOPICS.get(category)
    return topic is not None and _denied(topic, normalise(passage))


#: Categories whose denial may be of one kind alone: "no minimum royalty" leaves a minimum of orders.
_OF_ONE_KIND: Final[Mapping[str, re.Pattern[str]]] = {
    category: re.compile(words, re.IGNORECASE)
    for category, words in (
        (
            "Minimum Commitment",
            r"\bminimum (?:[\w-]+ ){0,3}?(?:royalt|fees?\b|rents?\b|payments?\b|prices?\b|charges?\b|terms?\b|"
            r"advance|sales\b|marketing|spend)",
        ),
    )
}


def of_one_kind(category: str, passage: str) -> bool:
    """Whether words that deny what a category is about speak of one kind of it alone."""
    kind = _OF_ONE_KIND.get(category)
    return kind is not None and kind.search(normalise(passage)) is not None


#: What speaks of a category's subject, in narrower words than what may say it beside a denial.
_SUBJECTS: Final[Mapping[str, re.Pattern[str]]] = {
    category: re.compile(words, re.IGNORECASE)
    for category, words in (
        (
            "Exclusivity",
            r"(?<!non-)(?<!non )\bexclusiv(?!\w* (?:jurisdiction|remed|propert|owner))",
        ),
        ("Insurance", r"\binsur(?:ance|ed?|ing)\b"),
        ("Confidentiality", r"\bconfiden|\bsecre[ct]"),
        ("Force Majeure", r"\bforce majeure|\bbeyond (?:\w+ ){1,4}?control"),
        ("Warranty Duration", r"\bwarrant"),
        ("License Grant", r"\blicen[cs]|\bgrants?\b"),
        ("Non-Compete", r"\bcompet(?:es?|ing|itive|itors?)\b"),
        ("Indemnification", r"\bindemnif|\bindemnit|\bharmless\b"),
        ("Liquidated Damages", r"\bliquidated\b|\bpenalt"),
        ("Audit Rights", r"\baudit|\binspect"),
        ("Minimum Commitment", r"\bminimum\b|\btake[- ]or[- ]pay\b"),
        ("Revenue/Profit Sharing", r"\broyalt|\bcommissions?\b|\bshar(?:e|es|ing) (?:of|in)\b"),
        ("Most Favored Nation", r"\bmost[- ]favou?red\b|\blowest price"),
        ("Rofr/Rofo/Rofn", r"\bfirst (?:refusal|offer|negotiation)\b|\bpre-?empti"),
        ("Source Code Escrow", r"\bescrow"),
    )
}


def denied_throughout(category: str, text: str) -> bool:
    """Whether nothing in a text speaks of what the category is about but what denies it. Of
    categories whose subject has no words of its own nothing else is looked for.

    Args:
        text: of the whole document.
    """
    words = _SUBJECTS.get(category)
    if words is None:
        return True
    topic = _TOPICS[category]
    end = 0
    for match in words.finditer(text):
        if match.start() < end:
            continue
        said = passage(text, match.start(), match.end())
        end = match.start() + len(said)
        plain = normalise(said)
        if not _denied(topic, plain) and _HEADING.fullmatch(plain) is None:
            return False
    return True


def beside_freedoms(category: str, quote: str) -> str:
    """The words found, without sentences that leave somebody free where others of them bind:
    "Maker shall not sell in Peru. Dealer may sell what competes." binds the Maker alone.

    Returns:
        The sentences that are left in normal form, or the quote as it is.
    """
    topic = _TOPICS.get(category)
    if topic is None or not topic.freedom:
        return quote
    text = normalise(quote)
    if topic.denies.search(text) is None:
        return quote
    kept = []
    for start, end in sentence_spans(text):
        left, told = _without_denials(topic, text[start:end])
        if not told or any(topic.holds.search(one) for one in left):
            kept.append(text[start:end])
    said = " ".join(kept)
    return said if topic.holds.search(said) else quote


def _denied(topic: _Topic, text: str) -> bool:
    if topic.denies.search(text) is None:
        return False
    denied, rest = False, []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        left, told = _without_denials(topic, sentence)
        rest += left
        denied = denied or told
    return denied and not any(
        topic.holds.search(one) and not _HEADING.fullmatch(one) for one in rest
    )


#: "8. Governing Law" before a sentence says nothing of the law.
_HEADING: Final = re.compile(
    r"(?!.*(?i:\b(?:shall|will|must|may|agrees?|is|are|hereby|not)\b))"
    r"\W*(?:(?:[A-Z][\w'/&-]*|\d[\d.]*|[a-z](?=[.)])|of|and|or|to|for|the|this|on|in|by|no|without|with)(?!\w)"
    r"[\s,;.:/()-]*){0,12}|"
    r"(?!.*(?i:\b(?:shall|will|must|may|agrees?|is|are|hereby|not)\b))"
    rf"\W{{0,2}}{_NUMBER} [A-Z][\w'/&-]*(?: [\w'/&-]+){{0,4}}[.:]?\s*|"
    r"\W{0,2}[A-Z][\w'/-]*(?: (?:of|and|or|for|by|on|to|in)(?: the| a)? [\w'/-]+){1,2}[.:]\s*"
)


#: Key terms that are read from clauses of a category.
_READ_FROM: Final = {
    "Governing law": "Governing Law",
    "Venue": "Dispute Resolution",
    "Renewal": "Renewal Term",
    "Notice to stop renewal": "Notice Period to Terminate Renewal",
    "Liability cap": "Cap on Liability",
    "Payment terms": "Payment Terms",
}


_OF_TIME: Final = ("Term", "Expiration date")
_ENDS_THEN: Final = _topic(
    rf"{_NOT} (?:automatically )?(?:expire|end|terminate|lapse|run|last|continue)\b",
    holds=r"\b(?:expires?|ends?|terminates?|lapses?|runs?|lasts?|continues?|until|through)\b",
)


def denies_term(name: str, words: str) -> bool:
    """Whether a passage denies the key term that was read from it."""
    if name in _OF_TIME:
        return _denied(_ENDS_THEN, normalise(words))
    category = _READ_FROM.get(name)
    return category is not None and denies(category, words)


def passage(text: str, start: int, end: int) -> str:
    """The whole sentences of a text that its part from ``start`` to ``end`` stands in: a quote may
    begin behind the word that denies it."""
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    for match in _BREAK.finditer(text, left, start):
        left = match.end()
    close = _BREAK.search(text, max(start, end - 1), right)
    return text[left : close.start() if close else right]


#: How far a sentence reaches beyond a quote, in characters.
_AROUND: Final = 400
_BREAK: Final = re.compile(
    r"(?<=[a-z0-9\"')\]][.;:!?])\s+|[\"'\u201d)]\s*\n|\n\s*\n|\n\s*(?=\W?\d)"
)


def _without_denials(topic: _Topic, sentence: str) -> tuple[list[str], bool]:
    """What stands in a sentence before, between and behind its denials that have no limit, and
    whether there are any."""
    kept, at, told = [], 0, False
    sentence = _NUMBERED_HEADING.sub("", sentence)
    for match in topic.denies.finditer(sentence):
        if match.start() < at:
            continue
        stop = _STATEMENT_ENDS.search(sentence, match.end())
        end = stop.start() if stop else len(sentence)
        past = stop.end() if stop else len(sentence)  # "provided" limits, too
        reach = end if topic.whole else match.end()
        if (
            _LIMIT_ANYWHERE.search(sentence)
            or topic.limit.search(sentence, match.start(), past)
            or _CONDITION.search(sentence, 0, match.start())
            or (topic is _ENDS and _AT_TIMES.search(sentence))
            or (topic.freedom and _FORBIDDEN.search(sentence, 0, match.start()))
            or (_BEGINS.match(match.group()) and _THAT.search(sentence, 0, match.start()))
        ):
            continue
        kept.append(sentence[at : match.start()])
        at, told = reach, True
    return [*kept, sentence[at:]], told
