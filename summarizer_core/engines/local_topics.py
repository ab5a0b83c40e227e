"""What readers ask about contracts, and how contracts say it, in legal and in plain words.

A topic knows the words of questions that ask for it and the phrases of sentences that answer, which
share few of them: "Can they raise prices?" and "shall be entitled to adjust the charges". What else
a question names ("the fee for storage") must be in the sentence besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from summarizer_core.ranking import stems


@dataclass(frozen=True)
class Topic:
    """Args:
    asks: of questions; only what matches is about the topic.
    says: of sentences that answer by themselves.
    avoid: of sentences that do not, whatever else they say.
    words: stems that the topic explains: a sentence need not have them.
    heading: of headings above sentences that answer.
    measured: whether a question for a period or a sum is answered by nothing else.
    named: whether a sentence must name the party that the question asks about: what one side must do
        says nothing of the other.
    holder: whether it is about a right, which one side has and the other has not.
    owner: whether it is about a liability, which is one side's.
    bound: whether it is about a duty, which one side has and the other has not.
    less: of sentences that answer only where no other does.
    needs: without which no sentence answers, whatever else it says.
    """

    asks: re.Pattern[str]
    says: re.Pattern[str]
    avoid: re.Pattern[str] | None
    words: frozenset[str]
    heading: re.Pattern[str]
    measured: bool
    named: bool = False
    holder: bool = False
    owner: bool = False
    bound: bool = False
    less: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None


def _topic(
    asks: str,
    says: str,
    words: str,
    *,
    heading: str,
    avoid: str = "",
    measured: bool = True,
    named: bool = False,
    holder: bool = False,
    owner: bool = False,
    bound: bool = False,
    less: str = "",
    needs: str = "",
) -> Topic:
    return Topic(
        re.compile(asks, re.IGNORECASE),
        re.compile(says, re.IGNORECASE),
        re.compile(avoid, re.IGNORECASE) if avoid else None,
        frozenset(stems(words)),
        re.compile(heading, re.IGNORECASE),
        measured,
        named,
        holder,
        owner,
        bound,
        re.compile(less, re.IGNORECASE) if less else None,
        re.compile(needs, re.IGNORECASE) if needs else None,
    )


#: Sentences that state nothing by themselves: definitions, and what parties wish.
STATES_NOTHING: Final = re.compile(
    r"^\W*(?:\d[\d.]* |\(?\w{1,4}[.)] ?)?[\"'][^\"']{1,80}[\"'][^\"']{0,30}?\b(?:means?|shall mean|has the meaning|"
    r"have the meaning|shall have the meaning|refers? to)\b|^\W*WHEREAS\b"
)


_MONEY: Final = r"(?:prices?|pricing|fees?|charges?|rates?|costs?|rents?|retainer|subscription)"
_UP: Final = r"(?:rais|increas|adjust|escalat|rise|risen|hike|go(?:es)? up|higher|revis|uplift)\w*"
_SUM: Final = (
    r"(?:[$€£¥] ?\d|\b(?:USD|EUR|GBP|CHF|CAD|AUD) ?\d|\d[\d,.]* ?(?:dollars|euros?|pounds))"
)
_STAFF: Final = (
    r"(?:employees?|staff|personnel|individuals?|persons?|people|anyone|anybody|workers?|team|"
    r"consultants?|contractors?)"
)
_HIRE: Final = (
    r"(?:hir(?:e|es|ed|ing)|solicit\w*|poach\w*|recruit\w*|employ(?:s|ed|ing)?|entic\w+|induc\w+)"
)
_MAY: Final = (
    r"(?:may|can|could|shall have the right|has the right|have the right|is entitled|are entitled|"
    r"shall be entitled|right|option|elects?|reserves? the right)"
)
#: Other words for ending a contract than "terminate".
_LEAVE: Final = r"(?:determine (?:this|the|it)|resign)\b"
#: Of limits of liability, and of liability itself.
_LIMIT_WORDS: Final = (
    "liability liable cap capped limit limits limited limitation maximum ceiling most owe claim "
    "damages unlimited uncapped"
)
_LIMIT_HEADING: Final = r"liab|limitation|go wrong|damages"
_NO_LIMIT: Final = (
    r"limited liability (?:company|partnership)(?!.*\bexceed)|insur|settlement of any|"
    r"\b(?:states?|sets? (?:out|forth)|constitutes?|is|are)\b.{0,20}\b(?:entire|sole) (?:and exclusive )?liabilit(?!.*\bexceed)|"
    r"\bagrees? to indemnify\b(?!.*\bexceed)"
)
_FREELY: Final = r"\b(?:without (?:a |any |giving (?:a )?)?(?:reason|cause)|no reason|convenience|at will|any ?time|early)\b"
_FOR_CAUSE: Final = r"\bbreach|\bdefault|\binsolv|\bbankrupt|\bfail(?:s|ed|ure)?\b|\bfor cause\b"
#: An end for causes alone says that there is none without.
_FOR_CAUSE_ALONE: Final = (
    rf"\b(?:terminat|cancel|withdraw|end\b|ended\b)\w*.{{0,60}}\b(?:only|solely|exclusively|except|other than)\b"
    rf".{{0,60}}(?:{_FOR_CAUSE})|\bonly (?:be )?(?:terminat|cancel|withdraw|end\b|ended\b)\w*.{{0,80}}(?:{_FOR_CAUSE})"
)
#: What somebody did or left undone, and that he cannot pay: an end for the one is none for the other.
_FAULT: Final = (
    r"\bbreach|\bdefault|\bfail(?:s|ed|ing|ure)?\b|\bviolat|\b(?:for|with) (?:just |good |due )?cause\b|\bcur(?:e|ed|ing)\b|\bremed(?:y|ied)\b|\bnon-?payment\b|"
    r"\bunpaid\b|\boverdue\b|\bmisconduct\b|\bnot\b.{0,25}\b(?:pa(?:y|id|ys|ying)|perform\w*|compl(?:y|ied|ies)|obser\w+|"
    r"do(?:es|ne)?|keep|kept|meet|met|fulfil\w*|deliver\w*)\b"
)
_BROKE: Final = (
    r"\binsolv|\bbankrupt|\breceiver(?:s|ship)?\b|\bliquidat(?:or|ion)\b|\bwinding[- ]up\b|\bwound up\b|"
    r"\bdebts as they\b|\bfor the benefit of (?:its |his )?creditors\b|\bgo(?:es)? bust\b"
)
_ENDS: Final = r"\b(?:terminat|cancel|end (?:it|this|the)|ended|stop)"
_PERIOD: Final = r"(?:years?|months?|days?|weeks?)"
#: Who sells for another, and that others may, too.
_DEALER: Final = r"\b(?:distribut|appoint|resell|re-?sale|dealer|agency|agents?\b|supplier|franchis|representative)\w*"
_SHARED: Final = r"\b(?:non[-\s]{0,3}|not (?:an? |be )?)exclusive\b"
#: Rights to buy shares: no warranty.
WARRANTS: Final = r"\b(?:how many|number of)\b.{0,20}\bwarrants\b|\bwarrants?\b.{0,30}\b(?:vest|exercis|shares?\b|stock\b)"
_LAWYERS: Final = (
    r"(?:attorneys?|lawyers?|legal|counsel|court|litigation)(?:'s?|s')?(?: and \w+)?(?:'s?|s')?"
)

_CAUSE_WORDS: Final = (
    "terminate terminated termination cancel end ended stop breach default insolvent insolvency "
    "bankrupt bankruptcy fail fails cause cure cured remedy non payment"
)

TOPICS: Final = (
    _topic(
        r"\b(?:which|what|whose|governing|applicable|choice of) laws?\b|\bgovern(?:s|ed|ing)\b|"
        r"\blaws? (?:appl|govern)",
        r"\bgovern(?:s|ed)?\b.{0,90}\blaws?\b|\blaws? of\b.{0,80}\b(?:governs?|shall apply|applies)\b|"
        r"\bconstrued\b.{0,80}\blaws? of|\b(?-i:by (?:the )?[A-Z]\w+(?: [A-Z]\w+)? law)\b|"
        r"\b(?-i:[A-Z]\w+ law) (?:governs|applies|shall)|\bsubject to the laws? of",
        "law laws govern governs governed governing applicable apply choice state country",
        heading=r"governing law|applicable law|choice of law",
    ),
    _topic(
        r"\bcourts?\b|\barbitra|\bjurisdiction|\bvenue|\bmediat|\bdisputes?\b|\bsue\b|\bsued\b|"
        r"\bargu(?:e|ment)|\blitigat|\blawsuit|"
        r"\bfight\b|\bwhere\b.{0,30}\b(?:decided|settled)\b",
        r"\bcourts?\b.{0,120}\b(?:jurisdiction|decide|exclusive|hear|venue|brought)|\bjurisdiction\b|"
        r"\barbitrat\w+|\bmediat\w+|\bvenue\b|\bdisput\w+\b.{0,80}\b(?:resol|settl|submit|refer)|"
        r"\bcontrovers\w+\b.{0,80}\b(?:resol|settl|submit|refer)|"
        r"\b(?:actions?|suits?|proceedings?|claims?)\b.{0,60}\b(?:brought|commenced|instituted|filed|tried)\b.{0,40}\bin (?-i:[A-Z])",
        "court courts sue sued dispute disputes decide decides resolve resolved settle settled argue "
        "argument fight litigation lawsuit brought filed jurisdiction venue place go going arbitration arbitrate mediate "
        "mediation agreed exclusive",
        heading=r"disput|jurisdiction|venue|arbitra|argument",
    ),
    _topic(
        rf"^(?=.*{_FREELY}).*\b(?:terminat|cancel|leave\b|quit\b|exit\b|get out|walk away|stop\b|end\b|ended\b|resign)|"
        r"\bfor convenience\b",
        rf"\b{_MAY}\b.{{0,120}}\b(?:(?:terminat|cancel|withdraw|end|stop)\w*|{_LEAVE}).{{0,160}}\b(?:convenience|"
        r"without (?:any )?(?:cause|reason)|(?:any|no) reason|any time|at will|notice|(?:days|months) ahead)|"
        r"\bmay be (?:terminated|cancel?led)\b.{0,160}\b(?:convenience|without|any (?:time|reason)|notice)|"
        r"\b(?:for (?:its |their )?convenience|without (?:any )?(?:cause|reason))\b.{0,100}\bterminat|"
        r"\bterminable\b.{0,300}\b(?:notice|any time|at will)|"
        r"\b(?:may not|cannot|can not|no right to|neither party may|no party may|not be entitled to)\b.{0,40}"
        rf"\b(?:(?:terminate|cancel|withdraw|end)\b|{_LEAVE})|"
        rf"\b{_MAY} (?:terminate|cancel|end) (?:this|the) (?:\w+ )?(?:agreement|contract|lease|licen[cs]e) (?:at any time )?"
        rf"(?:after|from|(?:on or|at any time) after|at the end of) (?!.{{0,20}}\b(?:event|date on which)\b).{{0,30}}(?:\b{_PERIOD}\b|\b(?:19|20)\d\d\b)|"
        rf"{_FOR_CAUSE_ALONE}",
        "terminate terminated termination cancel cancelled leave quit exit end ended stop stopped walk way "
        "notice convenience reason cause early anytime right rights determine break resign",
        heading=r"convenience|without cause|terminat|stopping",
        holder=True,
        avoid=rf"^(?!.*(?:{_FOR_CAUSE_ALONE})).*(?:{_FOR_CAUSE})|\b(?:up)?on (?:any |the |such )?termination\b|\bshould this\b|\bforce majeure\b|\bas a result of\b|\bsurviv|"
        r"\bbeyond\b.{0,30}\bcontrol\b|\bsuch (?:condition|event|delay|prevention|circumstance)s? (?:continu|persist|last)",
    ),
    _topic(
        rf"^(?=.*\bfor cause\b).*{_ENDS}",
        rf"\bterminat\w*\b.{{0,250}}(?:{_FOR_CAUSE})|(?:{_FOR_CAUSE}).{{0,250}}\bterminat|"
        r"\bcan stop\b.{0,60}\bnot pay",
        _CAUSE_WORDS,
        heading=r"terminat|default|breach",
        holder=True,
    ),
    _topic(
        rf"^(?!.*\bfor cause\b)(?=.*(?:\bbreach|\bdefault|\bfail(?:s|ed|ure)?\b)).*{_ENDS}",
        rf"\bterminat\w*\b.{{0,250}}(?:{_FAULT})|(?:{_FAULT}).{{0,250}}\bterminat|"
        r"\bcan stop\b.{0,60}\bnot pay",
        _CAUSE_WORDS,
        heading=r"terminat|default|breach",
        holder=True,
        needs=_FAULT,
    ),
    _topic(
        rf"^(?=.*(?:{_BROKE})).*{_ENDS}",
        _BROKE,
        _CAUSE_WORDS,
        heading=r"terminat|default|insolv|bankrupt",
        holder=True,
        needs=_BROKE,
    ),
    _topic(
        rf"^(?!.*{_FREELY})(?!.*(?:{_FOR_CAUSE})).*\b(?:terminat|cancel|leave\b|quit\b|exit\b|get out|walk away|way out|stop (?:it|this|the|working)|resign\b|"
        r"be (?:ended|stopped)|end (?:it|this|the (?:agreement|contract|deal))|give notice)",
        rf"\b{_MAY}\b.{{0,90}}\b(?:(?:terminat|cancel|withdraw|rescind)\w*|{_LEAVE}|re-?enter\b)|"
        r"\b(?:is|be) terminable\b|"
        rf"\b{_MAY}\b.{{0,40}}\b(?:end|stop|leave)\b.{{0,30}}\b(?:agreement|contract|it|once|time)\b|"
        r"\bmay be (?:terminated|cancel?led|ended|stopped)|"
        r"\bterminat\w*\b.{0,60}\b(?:by|upon|on|with|giving)\b.{0,60}\bnotice|"
        r"\b(?:agreement|contract)\b.{0,40}\bshall (?:automatically |immediately )?terminate\b",
        "terminate terminated termination cancel cancelled leave quit exit end ended stop stopped way "
        "notice convenience reason cause early anytime right rights determine break resign",
        heading=r"terminat|cancell|stopping|\bexit|\bending",
        holder=True,
        avoid=r"^\W*(?:[\d.]+ )?[^.;]{0,60}\b(?:option|right)s?,? (?:up)?on (?:any )?termination\b",
    ),
    _topic(
        r"\bhow (?:much|long|many)\b.{0,40}\bnotice\b|\bnotice periods?\b|\bwhat notice\b|"
        r"\bnotice\b.{0,40}\b(?:give|given|needed|required|necessary)\b",
        rf"\b(?:terminat|cancel|withdraw|resign|end|stop|leave|quit)\w*\b.{{0,160}}\b{_PERIOD}\b.{{0,30}}"
        rf"\bnotice\b|\b(?:terminat|cancel|withdraw|resign|end|stop|leave|quit)\w*\b.{{0,120}}\bnotice\b"
        rf".{{0,40}}\b{_PERIOD}\b|\b{_PERIOD}\b.{{0,30}}\bnotice\b.{{0,80}}\b(?:terminat|cancel|withdraw|"
        rf"resign|end|stop|leave)\w*|\bcontinu\w*\b.{{0,80}}\b(?:until|unless)\b.{{0,60}}\b{_PERIOD}\b.{{0,30}}\bnotice\b",
        "notice notices period periods long many much days months weeks give given needed required must "
        "terminate terminated termination end ended leave quit cancel stop contract agreement",
        heading=r"terminat|cancell|notice|ending|stopping",
        avoid=r"\brenew|\baudit|\binspect|\bbreach|\bdefault|\bcure|\binsurance\b",
        named=True,
    ),
    _topic(
        r"\bpre-?pay|\b(?:re-?pay|paid? (?:back|off)|redeem)\w*\b.{0,40}\b(?:early|earlier|before|ahead|"
        r"advance|any ?time|sooner)|\bearly (?:re-?payment|redemption)",
        r"\bpre-?pa(?:y|id|yments?)\b|\b(?:re-?pay|redeem)\w*\b.{0,100}\b(?:early|in advance|any time|prior to|"
        r"before|in whole or in part|without premium)",
        "repay repaid repayment repays prepay prepaid prepayment pay paid back off early earlier before "
        "ahead advance loan anytime redeem redemption sooner penalty premium",
        heading=r"pre-?pay|re-?pay|redemption",
        named=True,
    ),
    _topic(
        r"\bhow long\b.{0,50}\b(?:contract|agreement|deal|it|term|bound)\b.{0,30}$|"
        r"\bhow long (?:does|is|will|do)\b.{0,30}\b(?:run|last|valid|in force|go on|bind)|"
        r"\b(?:initial )?term\b(?!s)|\bduration\b|\bwhen\b.{0,40}\b(?:end|ends|expire|expires|over)\b|"
        r"\bexpir(?:y|ation|e)\b|\buntil when\b",
        rf"\bterm\b.{{0,160}}\b(?:{_PERIOD}|until|through|expire|commence\w*)\b|\benters? into force\b|"
        rf"\b(?:remain|continue|run|goes on|go on|last|stay|in effect|in (?:full )?force|effective)\w*\b"
        rf".{{0,80}}\b(?:for|of|until|through)\b.{{0,40}}\b(?:{_PERIOD}|(?:19|20)\d\d)\b|"
        r"\b(?:agreement|contract|term)\b.{0,60}\b(?:expires?|ends?|shall (?:expire|end))\b",
        "term initial duration long run runs last lasts valid force end ends expire expires expiry "
        "expiration date over bound",
        heading=r"\bterm\b(?! of payment)|duration|start and end|\bperiod\b",
        avoid=r"^(?!.*\b(?:term of (?:this|the) (?:\w+ )?(?:agreement|contract|lease)"
        r"(?: shall| will| is| begins| commences)|this (?:\w+ )?(?:agreement|"
        r"contract|amendment|lease) (?:shall|will|is|begins|commences))\b).*(?:confiden|secre|warrant|compet|"
        r"solicit|indemn|insur|invoice|surviv|payment term|renew|this obligation)",
        measured=False,
    ),
    _topic(
        r"\brenew|\bextend|\bextension|\bprolong|\broll(?:s)? over",
        r"\brenew\w*\b.{0,80}\b(?:terms?|agreement|periods?|contract|years?|automatic\w*|successive)|"
        r"\b(?:terms?|agreement|periods?|contract|automatic\w*|it|successive)\b.{0,80}\brenew\w*|"
        r"\bextend\w*\b.{0,60}\b(?:term\b|agreement|period|contract)|"
        r"\b(?:term|agreement|contract)\b.{0,60}\bextended\b|"
        r"\bextension\b.{0,60}\b(?:term\b|agreement|requires|period)|\bmonth to month|"
        r"\bcontinues? (?:from|month)|\b(?:not|refuse|decline|right|free|need not)(?: to)? renew\b|\bnon-?renewal\b|"
        r"\b(?:refus|declin)\w*\b.{0,30}\brenew",
        "renew renews renewal renewed automatically automatic extend extended extension prolong notice "
        "stop prevent avoid cancel refuse decline",
        heading=r"renew|extension|\bterm\b",
        holder=True,
    ),
    _topic(
        rf"\b(?:how much|what)\b.{{0,50}}\b(?:{_MONEY}|pay|salary|compensation|owed|remuneration)\b|"
        rf"\b(?:monthly|annual|yearly|purchase|quarterly) {_MONEY}|\bhow much (?:is|does|do|must|are)",
        rf"\b(?:pay|pays|paid|payable|fees?|charges?|price|remit|rent|compensation|salary|cost|costs|"
        rf"retainer|royalt\w+)\b.{{0,120}}{_SUM}|{_SUM}.{{0,80}}\b(?:fees?|charges?|price|per|each|every|"
        r"monthly|annual|rent|payable)\b|\b(?:price|fees?|rent|charges?)\b.{0,60}\b(?:payable|shall be|will be)\b",
        "much fee fees price prices charge charges cost costs pay paid payable monthly month annual "
        "yearly year quarterly rate rates amount sum compensation remuneration owe",
        heading=r"fee|charge|price|pricing|payment|compensation|money|consideration|remuneration|rent",
        avoid=r"\bliabil|\binsur|\bexceed\b.{0,40}\bliab|\blate\b|\bextra\b",
        measured=False,
    ),
    _topic(
        r"\bwhen\b.{0,50}\b(?:pay|paid|payable|payments?|invoices?|fees?)\b|\bhow soon\b.{0,40}\bpa(?:y|id)|"
        r"\bpayment (?:terms?|deadline|period)|\binvoices? (?:due|be paid)|\bdeadline\b.{0,30}\bpay|"
        r"^\W*payments?\W*$",
        r"\b(?:pay|pays|paid|payable|payment|settled|due|remit\w*|invoice\w*)\b.{0,140}\b(?:within|"
        r"net \d+|days|first (?:day )?of|upon receipt|in advance|in arrears|every month|each month|"
        r"last day|no later than)\b",
        "pay paid payable payment payments due invoice invoices bill fee fees term terms deadline soon "
        "period day days",
        heading=r"payment|invoic|fee|charge|money|price|compensation",
        avoid=r"\binsolven|\bterminat|\binsur|\baudit",
    ),
    _topic(
        r"\blate\b|\boverdue\b|\binterest\b|\bunpaid\b|\b(?:not|n't|without) pay",
        r"\binterest\b.{0,80}\b(?:per|rate|%|cent|month|annum|overdue|late|accru)|\baccrue interest|"
        r"\blate (?:fee|charge|payment)|\bnot (?:paid|settled|received)\b.{0,80}\b(?:when due|costs?|"
        r"within|interest|extra)|\boverdue\b|\bdoes not pay\b",
        "late later overdue interest unpaid pay paid payment payments fee rate due delay happens",
        heading=r"late|interest|payment|charge|fee|money",
        avoid=r"right, title|title and interest|interests? of\b",
    ),
    _topic(
        rf"\b(?:{_UP}|put up|chang\w+)\b.{{0,50}}\b{_MONEY}\b|\b{_MONEY}\b.{{0,50}}\b(?:{_UP}|put up|"
        r"chang\w+|go up)\b|\bprice (?:increase|adjust)",
        rf"\b(?:{_UP}|put|chang\w+|modif\w+)\b.{{0,80}}\b{_MONEY}\b|\b{_MONEY}\b.{{0,80}}\b(?:{_UP}|"
        r"up once|chang(?:e|ed)\b)",
        "raise raised increase increased increases adjust adjusted change changed put higher hike price "
        "prices pricing fee fees charge charges rate rates cost costs rent up go rise",
        heading=r"price|fee|charge|adjust|increase|rate|money|rent|compensation",
        avoid=r"\bliabilit",
        holder=True,
    ),
    _topic(
        r"\b(?:cap|limit|maximum|ceiling|capped|limited|limitation)\b|\bat most\b|\bhow much\b.{0,40}\b(?:owe|lose|claim|sue|liab)",
        r"\bliab\w*\b.{0,200}\b(?:exceed|limited to|more than|capped|in excess)|\b(?:exceed|limited to)\b.{0,120}\bliab|"
        r"\b(?:aggregate|total|maximum|cumulative|entire) (?:aggregate )?(?:liab|obligation)|"
        r"\bnever pays?\b.{0,40}\bmore than|\bin no event\b.{0,200}\bexceed|\bdamages\b.{0,120}\b(?:not|never) exceed|"
        r"\bliab\w*\b.{0,120}\b(?:unlimited|without (?:any )?limit)\b|\blimits?\b.{0,60}\bnot apply\b.{0,60}\bliab",
        _LIMIT_WORDS,
        heading=_LIMIT_HEADING,
        owner=True,
        avoid=_NO_LIMIT,
        measured=False,
    ),
    _topic(
        r"^(?!.*\b(?:personal|individual)ly\b).*\bliab(?!.*\b(?:cap|limit|maximum|ceiling|at most)\b)",
        r"\bliab\w*\b.{0,160}\b(?:exceed|limited|more than|capped|in excess)|"
        r"\b(?:aggregate|total|maximum|cumulative) liab|\bnever pays?\b.{0,40}\bmore than|"
        r"\bin no event\b.{0,160}\b(?:exceed|liable)|\bnot (?:be )?liable\b|\bneither\b.{0,30}\bliable\b",
        _LIMIT_WORDS,
        heading=_LIMIT_HEADING,
        owner=True,
        avoid=_NO_LIMIT,
        measured=False,
    ),
    _topic(
        r"\b(?:lost|loss of|los(?:e|es|ing)(?: \w+){0,2}) (?:profits?|revenue|sales|business|data)|\bconsequential|\bindirect",
        r"\bconsequential|\bindirect\b|\b(?:lost|loss of) (?:profits?|revenue|sales|business|data)|"
        r"\bsales that\b.{0,30}\blost",
        "lost lose loses losing loss much made data profit profits revenue sales business consequential indirect damage damages liable "
        "liability pay",
        heading=r"liab|limitation|damages|go wrong",
        owner=True,
        measured=False,
    ),
    _topic(
        r"\bindemn|\bharmless\b|\bthird[- ]part(?:y|ies)\b.{0,20}\bclaims?|\bclaims?\b.{0,40}\bthird|"
        r"\bthird[- ]part(?:y|ies)\b.{0,20}\bsues?\b",
        r"\bindemnif\w+|\bhold\b.{0,20}\bharmless|\bdefend\b.{0,80}\b(?:claims?|against)",
        "indemnify indemnity indemnities indemnification harmless hold claims claim third defend against "
        "protect protected sue sues",
        heading=r"indemn",
        bound=True,
    ),
    _topic(
        r"\binsur|\bcoverage\b",
        r"\binsur\w+|\b(?:liability|indemnity) cover\b|\bcoverage of\b|\bpolic(?:y|ies) of\b",
        "insurance insured insure insurer cover coverage policy hold carry keep maintain kind amount",
        heading=r"insur",
        bound=True,
        # What is withheld from wages, and what staff get.
        avoid=r"\b(?:unemployment|disability|social)(?: or \w+)? (?:insurance|security)|\bwithholding tax|"
        r"\bnot (?:be )?(?:entitled|eligible)\b.{0,240}\binsurance\b.{0,30}\bbenefits",
    ),
    _topic(
        r"\bconfiden|\bsecre(?:t|cy|ts)\b|\bnon-?disclos|\bnda\b|\bkeep\b.{0,20}\bquiet|"
        r"\btell\b.{0,20}\b(?:others|anyone|anybody|third)",
        r"\bconfiden\w+\b.{0,160}\b(?:shall|must|will|not|period|years?|strict|hold|keep|disclos)|"
        r"\b(?:shall|must|will|agrees?)\b.{0,100}\bconfiden|\bsecret\b|\bnot disclose\b|\bkeeps? quiet",
        "confidential confidentiality confidence secret secrets secrecy disclose disclosed disclosure "
        "nda quiet keep kept information long last lasts tell allowed",
        heading=r"confiden|secre|disclos",
        bound=True,
    ),
    _topic(
        r"\bnon-?compet|\bcompet(?:e|es|ing|itor|itors|ition)\b|\brivals?\b",
        r"\b(?:not|never|neither|refrain)\b.{0,120}\b(?:compet(?:e|es|ing|itors?)\b|competitive (?:with|business|product))"
        r"|\b(?:not|never|neither)\b.{0,40}\b(?:work|supply|provide|sell|engage|serve)\b.{0,50}\b(?:another|"
        r"similar|other)\b|\bnon-?compet",
        "compete competes competing competitor competitors competition compet rival rivals restrict "
        "forbidden work ban sell products product business",
        heading=r"compet|loyal",
        bound=True,
    ),
    _topic(
        r"\bexclusiv",
        r"(?<!non-)(?<!non)\bexclusiv\w*\b.{0,100}\b(?:right|supplier|distribut|licen|territor|provider|"
        r"basis|agent|from|appoint|deal)|\bappoints?\b.{0,60}(?<!non-)\bexclusive\b|\bsole (?:supplier|"
        r"distributor|agent|provider)|\b(?:not|nor|neither|no)\b.{0,80}\bnegotiat\w*\b.{0,40}\b(?:anyone|anybody|other|others|another|third)\b",
        "exclusive exclusively exclusivity sole right rights",
        heading=r"exclusiv",
        avoid=r"exclusive (?:jurisdiction|venue|remed|property|owner)|exclusive of|non-?exclusive|right, but not",
    ),
    _topic(
        rf"^(?!.*\bhow (?:long|much|soon)\b)(?!.*\blicen[cs]).*(?:{_DEALER}|\b(?:agreement|contract|territor\w+)\b).*\bexclusive|"
        rf"^(?!.*\bhow (?:long|much|soon)\b)(?!.*\blicen[cs]).*\bexclusive\b.*{_DEALER}",
        rf"{_DEALER}.{{0,100}}{_SHARED}|{_SHARED}.{{0,60}}{_DEALER}|{_SHARED} basis\b|"
        rf"{_SHARED} right to (?:sell|market|promote|offer)",
        "exclusive exclusively exclusivity sole right rights distributorship dealership appointment appoint territory",
        heading=r"exclusiv|appoint|grant|distribut",
        avoid=r"exclusive (?:jurisdiction|venue|remed)|^(?!.*\bappoint).*\blicen[cs]es?\b",
        less=r"\b(?:intend|wish|desire)s?\b",
        measured=False,
    ),
    _topic(
        r"^(?!.*\bhow (?:long|much|soon)\b)(?=.*\blicen[cs]|.*\bright to use\b).*\bexclusive",
        rf"{_SHARED}.{{0,120}}\blicen[cs]|\blicen[cs]\w*\b.{{0,80}}{_SHARED}",
        "exclusive exclusively exclusivity sole right rights license licence licensed grant granted use",
        heading=r"licen[cs]e|grant|exclusiv",
        avoid=r"exclusive (?:jurisdiction|venue|remed)",
        less=r"\b(?:intend|wish|desire)s?\b",
        measured=False,
    ),
    _topic(
        rf"\b(?:{_HIRE}|take on)\b.{{0,50}}\b{_STAFF}\b|\b{_STAFF}\b.{{0,50}}\b(?:{_HIRE}|hired away)\b|"
        r"\bnon-?solicit|\bsolicitation\b",
        rf"\b(?:not|neither|no|refrain|without)\b.{{0,120}}\b{_HIRE}\b.{{0,80}}\b{_STAFF}\b",
        "hire hired solicit solicitation poach recruit employ employee employees staff personnel people "
        "person persons individual individuals worker workers team prohibited away take non",
        heading=r"solicit|hir(?:e|ing)|poach|loyal|employees",
        avoid=r"^\W*(?:\d[\d.]*)?\W*employees? of",
    ),
    _topic(
        r"\b(?:solicit|approach|poach)\w*\b.{0,40}\b(?:customer|client)",
        r"\b(?:solicit|approach|poach|entice|divert)\w*\b.{0,80}\b(?:customers?|clients?)\b",
        "solicit approach poach customer customers client clients",
        heading=r"solicit",
    ),
    _topic(
        r"\bassign|\btransfer\w*\b.{0,40}\b(?:agreement|contract|rights?|it|deal)\b|\bnovat|"
        r"\b(?:hand|pass|sell)\b.{0,40}\b(?:agreement|contract|it|deal)\b.{0,30}\b(?:over|on|to)\b|"
        r"\b(?:agreement|contract)\b.{0,30}\b(?:assigned|transferred|passed|handed)\b",
        r"\b(?:assign|transfer|novat|delegat)\w*\b.{0,80}\b(?:agreement|contract|rights?|obligations?|"
        r"interests?|duties)\b|\b(?:agreement|contract|rights?)\b.{0,60}\b(?:assigned|transferred|assignable)"
        r"|\bnot to assign\b|\b(?:may|can|free to) (?:not )?(?:freely )?assign(?: freely)?(?: (?:it|this))?(?: to\b| without\b|[.,;]|$)|\bhand\b.{0,30}\bover\b|\bpass\b.{0,30}\bon\b.{0,20}\bto\b",
        "assign assigned assignment assignable transfer transferred novate hand handed pass passed over "
        "another company somebody affiliate consent permission sell",
        heading=r"assign|transfer|passing it on|success",
        holder=True,
        avoid=r"hereby assigns?\b|right, title|moral rights|"
        r"^(?!.*\b(?:may|not|neither|without)\b.{0,80}\b(?:assign|transfer)).*\b(?:inure|successors)\b",
    ),
    _topic(
        r"\bchange (?:of|in) control|\bmerger|\btakeover|\bacquired?\b|\b(?:is|are|was|gets?) sold\b|"
        r"\bbought by\b",
        r"\bchange (?:of|in) (?:control|ownership)|\bmerg(?:er|es|ed)\b|\bacquired by\b|\btakeover|"
        r"\bsale of (?:all|substantially)",
        "change control merger takeover acquire acquired sold bought happens ownership",
        heading=r"change (?:of|in) control|assign",
    ),
    _topic(
        r"\bsubcontract|\bsub-contract|\bhelpers?\b|\boutsourc",
        r"\bsub-?contract\w*|\buse helpers?\b|\boutsourc\w*|\bdelegate\b.{0,60}\bperformance",
        "subcontract subcontractor subcontractors helper helpers outsource use",
        heading=r"sub-?contract|assign|passing it on",
        holder=True,
    ),
    _topic(
        r"\bown(?:s|er|ers|ership|ed)?\b|\bbelongs?\b|\bintellectual property\b|\bcopyrights?\b|^\W*ip\W*$|"
        r"\bip rights\b|\bkeeps? the rights",
        r"\bowns?\b|\bowned by\b|\bownership\b|\bbelongs? to\b|\bright, title\b|\btitle and interest\b|"
        r"\bvests? in\b|\bvested in\b|\b(?:sole|exclusive) property of\b|\bproperty of\b|"
        r"\bassigns? (?:to|and)\b.{0,60}\b(?:rights?|title)",
        "own owns owner owned ownership belong belongs intellectual property ip copyright copyrights "
        "right rights title keep keeps develop developed create created results work",
        heading=r"intellectual|ownership|proprietary|owns|\bip\b|title|property",
        avoid=r"own(?:s)? (?:expense|cost)|at its own|wholly[- ]owned",
    ),
    _topic(
        r"\blicen[cs]e|\bright to use\b|\ballowed to use\b",
        r"\bgrants?\b.{0,120}\blicen[cs]e|\blicen[cs]e (?:to|for|is)\b|\bright to use\b|\bhereby licens",
        "license licence licensed grant granted use allowed right",
        heading=r"licen[cs]e|grant",
    ),
    _topic(
        rf"^(?!.*(?:{WARRANTS})).*\b(?:warrant(?:y|ies|s|ed)?\b|guarantee|defect|broken\b|breaks\b|faulty\b|(?:not|n't) work\b)|n't work\b",
        r"\bwarrant(?:s|y|ies|ed)?\b.{0,160}\b(?:free|conform|defect|period|months?|years?|shall|that|repair)"
        r"|\bguarantees?\b|\bdefect\w*\b.{0,100}\b(?:repair|replace|free|month|year)|\brepair or replace",
        "warranty warranties warrant warrants guarantee guarantees defect defects defective broken breaks faulty "
        "work long last lasts repair fault",
        heading=r"warrant|guarantee|defect",
        avoid=r"disclaim|as is\b|\brepresent\w*,? (?:and )?warrant|guarantor|"
        r"warrants? that it has (?:full|the) (?:right|power|authority)",
    ),
    _topic(
        r"\bas[ -]is\b|\bdisclaim",
        r"\bas[ -]is\b|\bdisclaim\w*|\bno (?:other )?warrant|\bwithout (?:any )?warrant",
        "disclaim disclaimed disclaimer warranty warranties implied",
        heading=r"disclaim|warrant",
    ),
    _topic(
        r"\baudit|\binspect|\b(?:check|examine|see|look (?:at|into))\b.{0,30}\b(?:books|records|accounts)\b",
        r"\baudit\w*\b.{0,100}\b(?:right|may|shall|records|books)|\b(?:may|right to|entitled to|shall)\b"
        r".{0,80}\b(?:audit|inspect|examine)|\b(?:inspect\w*|examin\w*|access to)\b.{0,80}\b(?:books|records|"
        r"accounts)",
        "audit audits audited inspect inspected inspection examine check look see books records accounts "
        "often",
        heading=r"audit|record|inspect|books",
        holder=True,
    ),
    _topic(
        rf"^(?!.*{_ENDS}).*(?:\bbankrupt|\binsolv|\bgo(?:es)? bust\b|\breceivership)",
        r"\bbankrupt\w*|\binsolven\w*|\breceivership",
        "bankrupt bankruptcy insolvent insolvency bust go goes terminate end receivership",
        heading=r"bankrupt|insolv|terminat|default",
    ),
    _topic(
        r"\bforce majeure|\bacts? of god|\b(?:earthquake|strike|flood|pandemic|war)s?\b",
        r"\bforce majeure\b|\bbeyond\b.{0,30}\bcontrol|\bacts? of god",
        "force majeure act god control event events",
        heading=r"force majeure",
    ),
    _topic(
        r"\bpersonal (?:data|information)|\bdata (?:protection|privacy|processing)|\bgdpr\b|\bprivacy",
        r"\bpersonal (?:data|information)|\bdata protection|\bgdpr\b|\bprivacy\b|\bdata subject",
        "personal data information protection privacy processing process processed gdpr deal",
        heading=r"data|privacy",
    ),
    _topic(
        r"\b(?:after|on|upon|at|following)\b.{0,30}\b(?:terminat|the end\b|expir|it ends)|\bwhen it(?:'s| is) over|"
        r"\bsurviv|\bget\b.{0,30}\bback\b",
        r"\b(?:upon|after|on|following) (?:the )?(?:\w+ ){0,3}(?:termination|expir\w+|the end)\b.{0,160}"
        r"\b(?:shall|must|will)\b|\bshall\b.{0,160}\b(?:upon|after|following) (?:the )?(?:\w+ ){0,3}"
        r"(?:termination|expir\w+)|\bsurviv\w+\b.{0,60}\b(?:terminat|expir|end)",
        "after upon termination terminate end ends expiry expiration expire over survive happens return "
        "back get",
        heading=r"consequences|effects? of|surviv|post-?termination",
        avoid=r"may terminate|right to terminate|terminated by|entitled to terminate|cure",
    ),
    _topic(
        r"\bliquidated|\bpenalt",
        r"\bliquidated damages|\b(?:as a|pay a|pays a|contractual) penalty|\bpenalty of\b|"
        r"\bfor each (?:day|week) of delay|"
        r"\bper (?:day|week) of delay",
        "liquidated damages penalty penalties delay owe",
        heading=r"liquidated|penalt|delay",
        avoid=r"civil penalt|criminal",
    ),
    _topic(
        r"\bminimum\b",
        r"\bminimum\b.{0,80}\b(?:order|purchase|quantit|commit|volume|amount|annual|payment|royalt|units?)|"
        r"\b(?:purchase|order|buy|take)s?\b(?! orders?\b| to\b).{0,40}\bat least\b(?!.{0,12}\b(?:days?|weeks?|months?)\b)|\b(?:buy|purchase|order|take|commit)\w*\b.{0,40}\bminimum\b|"
        r"\b(?:no|any) (?:obligation|duty|commitment)\b.{0,60}\bminimum\b",
        "minimum least commitment commit buy purchase order take quantity quantities volume volumes",
        heading=r"minimum",
    ),
    _topic(
        r"\bmost[- ]favou?red|\bmfn\b|\b(?:better|lowest|best|cheapest) (?:price|term|deal|condition)",
        r"\bmost[- ]favou?red|\blowest\b.{0,60}\b(?:prices?|granted|offered|charged|given)\b|"
        r"\bprices?\b.{0,60}\b(?:lowest|as low as)\b|\b(?:no|not) less favou?rable\b.{0,120}\b(?:other|third|any)|"
        r"\bmore favou?rable\b.{0,120}\b(?:other|third|any)",
        "most favoured favored nation better best lowest cheapest price prices terms deal conditions mfn "
        "guarantee grant offer",
        heading=r"most favou?red|pricing",
    ),
    _topic(
        r"\bfirst (?:refusal|offer|negotiation)|\brofr\b|\bpre-?empt",
        r"\bright of first\b|\bfirst (?:refusal|offer|negotiation)|\bpre-?empti",
        "first refusal offer negotiation right",
        heading=r"first (?:refusal|offer|negotiation)",
    ),
    _topic(
        r"\bescrow\b",
        r"\bescrow\b",
        "escrow held deposit hold kept",
        heading=r"escrow",
    ),
    _topic(
        r"\bamend|\bmodif|\bchang\w*\b.{0,40}\b(?:terms|agreement|contract|conditions)\b|"
        r"\b(?:terms|agreement|contract)\b.{0,30}\bchang|"
        r"\bit be (?:changed|altered)\b",
        r"\b(?:amend|modif|vari|chang)\w*\b.{0,120}\b(?:writ|sign|consent|executed|instrument|both)|"
        r"\bnothing\b.{0,40}\bchanges unless",
        "amend amended amendment modify modified change changed changes vary terms alone unilateral "
        "unilaterally conditions consent email writing orally",
        heading=r"amend|modif|change|entire|variation",
    ),
    _topic(
        r"\b(?:where|address|how (?:must|are|should|do|shall))\b.{0,40}\bnotices?\b|\bnotices?\b.{0,40}\b(?:sent|given|served|address)",
        r"\bnotices?\b.{0,100}\b(?:sent|given|delivered|served|addressed|in writing|deemed)",
        "notice notices sent send given served address addresses",
        heading=r"notice",
    ),
    _topic(
        r"\broyalt|\bcommission|\b(?:revenue|profit)[- ]shar|\bshare of (?:the )?(?:revenue|profit)",
        r"\broyalt\w*\b.{0,120}(?:\d|per ?cent|pay)|\bcommission\b.{0,80}(?:\d|per ?cent|pay|of)|"
        r"\bshare of\b.{0,30}\b(?:revenue|profit|net)|\bpercent\w*\b.{0,60}\b(?:revenue|net sales|profit)",
        "royalty royalties commission commissions revenue profit share sharing rate",
        heading=r"royalt|commission|revenue|compensation",
    ),
    _topic(
        r"\bthird[- ]part(?:y|ies)\b.{0,30}\b(?:right|benefi|enforce)",
        r"\bthird[- ]part(?:y|ies)\b.{0,80}\b(?:benefi|enforce)|\bnot a party\b.{0,60}\benforce",
        "third parties rights enforce beneficiary beneficiaries benefit",
        heading=r"third[- ]part",
    ),
    _topic(
        r"\bdisparag|\bspeak ill|\bbad[- ]?mouth",
        r"\bdisparag\w*|\bspeak ill",
        "disparage disparagement non speak ill",
        heading=r"disparag",
    ),
    _topic(
        r"\bwhen\b.{0,40}\b(?:start|begin|effective|commence|signed|take effect)|\b(?:effective|start|"
        r"commencement) date\b",
        r"\b(?:start|begin|commenc|effective|dated|made|entered into|signed)\w*\b.{0,60}\b(?:19|20)\d\d\b|"
        r"\bcommence on\b",
        "start starts begin begins effective commence commences commencement date signed take effect",
        heading=r"term|start|effective|commence",
    ),
    _topic(
        r"\brefund|\bmoney back|\breimburse|\b(?:fees?|payments?|money)\b.{0,30}\b(?:back|returned)",
        r"\b(?:non-?)?refund\w*|\breimburs\w*|\b(?:fees?|amounts?|payments?|sums?)\b.{0,80}\b(?:returned|repaid|"
        r"credited)\b|\breturn\b.{0,40}\b(?:fees?|payments?|amounts? paid)",
        "refund refunds refunded money back reimburse reimbursed fee fees paid payment return returned get "
        "terminate termination breach end cancel",
        heading=r"refund|fee|payment",
        measured=False,
    ),
    _topic(
        r"\b(?:rent|fee|price|charge|rate)s?\b.{0,40}\b(?:go(?:es)? down|reduc|lower|decreas|fall|drop)|"
        r"\b(?:reduc|lower|decreas)\w*\b.{0,30}\b(?:rent|fee|price|charge|rate)s?\b",
        rf"\b{_MONEY}\b.{{0,120}}\b(?:reduc|decreas|lower(?:ed)?\b|higher of|fall)\w*|\b(?:reduc|decreas|lower)\w*\b.{{0,60}}\b{_MONEY}\b|"
        r"\bupwards?[- ]only",
        "rent rents fee fees price prices charge charges rate rates go down reduce reduced reduction lower "
        "lowered decrease decreased fall review",
        heading=r"rent|review|price|fee|charge",
        measured=False,
    ),
    _topic(
        r"\bsub-?l(?:et|ease|etting)|\bunder-?l(?:et|ease)",
        r"\b(?:sub-?let|under-?let|sub-?leas|under-?leas)\w*|\bpart(?:ing)? with possession",
        "sublet sublets subletting sublease underlet underletting let premises whole part",
        heading=r"assign|sublet|underlet|transfer|alienation",
    ),
    _topic(
        r"\brebuild|\breinstat|\brepairs?\b|\bburn|\bdestroy",
        r"\b(?:rebuild|reinstat)\w*|\b(?:damage|destruct|destroy)\w*\b.{0,80}\b(?:premises|building|property)|"
        r"\bkeep\b.{0,60}\brepair",
        "rebuild rebuilt rebuilding reinstate reinstatement repair repairs burn burns burnt down destroy "
        "destroyed building premises property pay pays",
        heading=r"repair|damage|destruction|insur|covenants",
        measured=False,
    ),
    _topic(
        r"\brent[- ]free|\brent holiday",
        r"\bno rent\b.{0,40}\b(?:payable|due|paid|owed)|\brent[- ]free|\bfree of rent|\brent holiday",
        "rent free holiday period month months long",
        heading=r"rent",
    ),
    _topic(
        r"\bwhistle|\breport\w*\b.{0,40}\b(?:authorit|agenc|government|regulator|violation|crime|police)",
        r"\breport\w*\b.{0,60}\b(?:violation|unlawful|wrongdoing|government|regulator|authorit)|\bwhistle",
        "whistle blowing blow blower whistleblowing whistleblower report reporting authority authorities "
        "agency government violation violations",
        heading=r"confiden|whistle|disclos",
    ),
    _topic(
        r"\bbonus\b",
        r"\bbonus\b.{0,160}\b(?:discretion|eligible|target|payable|pay|paid|may|shall|refuse)",
        "bonus bonuses guaranteed guarantee discretion discretionary paid pay get earned",
        heading=r"compensation|bonus|salary|remuneration",
        measured=False,
    ),
    _topic(
        r"\b(?:buy|purchase|source|order|obtain|get)\b.{0,60}\b(?:someone|somebody|anyone|anybody|elsewhere|"
        r"others?|another|third)\b",
        r"\b(?:buy|purchase|source|order|obtain|acquire)\w*\b.{0,120}\b(?:exclusively|solely|only) from\b|"
        r"\ball (?:of )?(?:its|their) (?:\w+ ){0,4}requirements\b|\bexclusively from\b|\bapproved suppliers?\b|"
        r"\bfrom (?:no|any) other\b",
        "buy buys purchase purchases source sources order obtain get elsewhere other others another third",
        heading=r"purchas|exclusiv|suppl|sourc|requirement",
    ),
    _topic(
        r"\bhow long\b.{0,30}\b(?:sue|claim|bring)|\btime (?:limit|bar)|\blimitation period|"
        r"\b(?:deadline|until when)\b.{0,40}\b(?:sue|claim)",
        r"\b(?:actions?|claims?|suits?|proceedings?)\b.{0,160}\b(?:commenced|brought|made|filed|notified|barred|"
        r"instituted)\b.{0,60}\b(?:within|after|later than|unless)\b",
        "sue claim claims bring time limit bar barred limitation deadline period long suit action",
        heading=r"limit|claims|law|liab",
    ),
    _topic(
        r"\b(?:set|fix|choose|decide|determine)s?\b.{0,40}\bprices?\b|\bresale prices?\b",
        r"\bprices?\b.{0,60}\b(?:above|below|maximum|minimum|prescrib\w*|set by|suggested|recommended)\b|"
        r"\b(?:maximum|minimum|set|fix|establish|determine|suggested)s?\b.{0,60}\b(?:resale |retail |selling )?prices?\b",
        "set sets fix choose decide determine own price prices resale retail free",
        heading=r"pric|duties|resale",
        measured=False,
    ),
    _topic(
        rf"\b{_LAWYERS} (?:fees?|costs?|expenses?|bills?)|\bpay\w*\b.{{0,30}}\b(?:attorneys?|lawyers?)\b",
        rf"\b(?:non-?prevailing|prevailing|losing|winning|successful|unsuccessful)(?: \w+)? (?:party|side)\b.{{0,200}}"
        rf"\b(?:fees?|costs?|expenses?)\b|\b{_LAWYERS} (?:fees?|costs?|expenses?)\b|"
        rf"\bown (?:\w+ ){{0,3}}(?:attorneys?|lawyers?|legal|counsel)\W+(?:\w+ ){{0,3}}(?:fees?|costs?|expenses?)\b",
        "attorney attorneys lawyer lawyers legal counsel court litigation fee fees cost costs expense expenses bill bills pay "
        "pays bear bears recover side winner loser",
        heading=r"attorney|legal (?:fees|costs)|costs",
        avoid=r"^\W*(?:(?:[\d.]+|\(?\w{1,3}[.)]) ?)?(?-i:(?:(?:[A-Z][\w';,&]*|and|of|on)(?: |(?=\.$)))+)\.$",  # a title
        less=r"\bindemnif|\bharmless\b|\bwithholding\b|\bcollect|\bparticipat|\bnegotiation\b",
        measured=False,
    ),
    _topic(
        r"\baccept\w*\b.{0,60}\boffers?\b|\boffers?\b.{0,40}\b(?:be )?accept",
        r"\b(?:obligation|duty|obliged|bound|required|free|need not|discretion|must|shall|may)\b.{0,60}\b(?:accept|reject|refuse|decline)(?:s|ed|ing)?\b",
        "accept accepts accepted next new book work reject refuse decline obliged bound free",
        heading=r"offer|option|first (?:refusal|offer|negotiation)",
        avoid=r"\baccept\w* (?:by|of|the) (?:the )?(?:goods|products?|deliver\w+|deliverables?|services?|returns?)\b",
        measured=False,
    ),
    _topic(
        r"\b(?:how many|number of)\b.{0,30}\b(?:warrants|shares|options|units)\b",
        r"\d,?\d{2,}\)? (?:\w+ ){0,4}(?:warrants|shares|options|units)\b|"
        r"\b(?:warrants?|options?)\b.{0,40}\b(?:purchase|acquire|subscribe for)\b.{0,60}\d,?\d{2,}",
        "stock common issue issued grant granted receive receives get gets number",
        heading=r"shares|equity|securities",
        less=r"\b(?:authori[sz]ed|outstanding|per share|each share)\b(?!.*\b(?:issue|grant|sell|purchase)\b)",
        measured=False,
        named=True,
    ),
    _topic(
        r"\bguarantors?\b|\bguarant(?:y|ies)\b|\b(?:personal|parent) guarantees?\b|\bsuret(?:y|ies)\b|"
        r"\b(?:personal|individual)(?:ly)? (?:liab|responsib|bound|vouch)|\bvouch",
        r"\bguarant(?:y|ies)\b|\bguarantees? (?:to|the|that)\b.{0,80}\b(?:pay|perform|oblig|tenant|borrower|principal)|"
        r"\bprincipal debtor\b|\bpersonal guarant|\bliab\w* of the guarantor\b|"
        r"\b(?:personal|individual)(?:ly)?,? (?:and \w+ly )?(?:liab|responsib|bound|undertak)|"
        r"\b(?:undertak\w+|vouch\w*|liable|responsible|bound)\b.{0,15}\b(?:personally|individually)\b",
        "guarantee guarantees guaranteed guarantor guarantors guaranty guaranties personal parent surety give "
        "sign owe owes liable liability responsible anyone anybody someone person personally individually bound vouch",
        heading=r"guarant|suret",
        measured=False,
    ),
)  # fmt: skip

#: Words of questions that name nothing to look for, and what parties are called.
_EMPTY: Final = frozenset(
    stems(
        "clause clauses provision exist exists forbid forbidden allow allowed permit permitted require "
        "required obligation obligations duty oblige must need have happen happens case way possible "
        "possibly kind sort far time times set regulate regulated rule rules deal deals make made "
        "give given take contain include included mention tell regarding about concerning we us they "
        "still apply applies applied obliged remain remains "
        "our their them it anybody somebody else other side sides whole part total ever try want "
        "wants either neither lease tenancy deed employment subscription bring let say others like come comes long often soon much many able cannot cover covers covered"
    )
)
_ROLES: Final = frozenset(
    stems(
        "supplier purchaser customer client provider seller buyer vendor licensor licensee landlord "
        "tenant lessor lessee company party parties contractor consultant distributor manufacturer "
        "recipient discloser guarantor "
        "franchisor franchisee agent principal employer lender borrower studio owner operator "
        "service services firm partner"
    )
)


def topics_of(question: str) -> list[Topic]:
    """Topics that a question asks for; none when its words name none."""
    return [topic for topic in TOPICS if topic.asks.search(question)]


#: "Section 9 (Non-Competition) is deleted": what an amendment does to a clause answers for it.
_CHANGED: Final = re.compile(
    r"\b(?:section|clause|article|paragraph|schedule|exhibit)s? [\w.()]{1,12} ?\((?P<title>[^()]{3,60})\)"
    r"[^.;]{0,80}?\b(?:is|are|be)\b[^.;]{0,20}?\b(?:deleted|removed|struck|stricken|replaced|amended|waived|"
    r"suspended|terminated|reinstated)\b",
    re.IGNORECASE,
)


def changes_clause(sentence: str, topic: Topic) -> bool:
    """Whether a sentence changes or deletes a clause whose title names a topic."""
    changed = _CHANGED.search(sentence)
    return changed is not None and topic.heading.search(changed["title"]) is not None


def roles_in(question: frozenset[str]) -> frozenset[str]:
    """Of a question's stems, those by which it calls a party; not "party" itself."""
    return (question & _ROLES) - _ANY_ROLE


_ANY_ROLE: Final = frozenset(stems("company party parties service services firm partner"))


def specifics(question: frozenset[str], topic: Topic) -> frozenset[str]:
    """Of a question's stems, those that a topic does not explain."""
    return question - topic.words - _EMPTY - _ROLES
