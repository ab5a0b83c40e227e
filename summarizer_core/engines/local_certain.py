"""Short sentences that say a clause in so many words, from normalised text.

The trained model has learnt from long sentences and gives "Alder's liability is not limited." 3%. What
no reader would doubt is read here, by a pattern for each way to say it. A pattern speaks of sentences of at
most ``LONGEST`` characters alone, and none of its words may be taken back in the same sentence.

How sure a way to say it is was counted on the contracts of CUAD v1 (The Atticus Project, CC BY 4.0): of the
sentences of 408 contracts that it matches, the share that the experts marked, with one right and one wrong
added; where it matches none, that leaves it at a half (``python -m benchmarks.certain_wording`` counts).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

#: Characters of a sentence.
LONGEST: Final = 240

_MUST: Final = r"\b(?:shall|must|will|agrees? to|undertakes? to|is to|has to)"
_NOT: Final = (
    r"\b(?:(?:shall|may|must|will|can) (?:not|never)|cannot|agrees? not to|undertakes? not to|"
    r"neither (?:of (?:the )?)?(?:part(?:y|ies)|side|us|them) (?:shall|may|will|can|must)|"
    r"no party (?:shall|may|will|can)|(?:is|are) not (?:allowed|permitted|entitled) to)\b"
)
_LICENCE: Final = r"\b(?:sub-?)?licen[cs]es?\b"
_PERIOD: Final = (
    r"(?:\d{1,3}|one|two|three|four|five|six|nine|ten|twelve|fifteen|eighteen|twenty|twenty-four|thirty|"
    r"thirty-six|forty-five|sixty|ninety|an?)(?: ?\(\d{1,3}\))?(?: calendar| business| working| full)? "
    r"(?:days?|weeks?|months?|years?)\b"
)


@dataclass(frozen=True)
class _Way:
    """One way to say a clause.

    Args:
        needs: literals of which a lower-case sentence must have one.
        read: how many sentences of CUAD it matches.
        marked: how many of these experts marked.
        but: what takes it back.
    """

    category: str
    needs: tuple[str, ...]
    says: re.Pattern[str]
    but: re.Pattern[str] | None
    read: int
    marked: int

    @property
    def sure(self) -> float:
        """The share of sentences that are what they seem."""
        return (self.marked + 1) / (self.read + 2)


def _way(category: str, needs: str, says: str, but: str = "", *, cuad: tuple[int, int]) -> _Way:
    return _Way(
        category,
        tuple(needs.split("|")),
        re.compile(says),
        re.compile(but) if but else None,
        *cuad,
    )


#: No sentence of its own: a title, the beginning of a list, a definition, a wish, part of a list of promises.
_NO_SENTENCE: Final = re.compile(
    r"[:,-]$|^\W*(?:[\"']|(?:[\dIVX.()]+ )?[A-Z][\w'&-]*(?:[,;]? (?:of|and|the|for|to|in|on|by|or|[A-Z][\w'&-]*)){0,12}\.$)|\b(?i:whereas|desires?|wishes|means|shall mean|defined|"
    r"represents? and warrants?|reasonable efforts|attempt to|referred to|described in|in respect of the)\b|[.]{4}|\[",
)
_CONDITION: Final = (
    r"\b(?:if|in the event|in case|where|when|unless|should|upon|following|until|once|provided|pursuant|subsection|"
    r"section|article)\b"
)

_WAYS: Final[tuple[_Way, ...]] = (
    _way(
        "Uncapped Liability", "liab",
        r"\bliabilit(?:y|ies)\b[^.;]{0,80}\b(?:(?:is|are|remains?|shall|will|may)(?: \w+)? "
        r"(?:not|never)(?: be)? (?:limited|capped)|"
        r"(?:is|are|(?:shall|will) be|remains?) (?:unlimited|uncapped|without (?:any )?limit(?:ation)?|"
        r"not subject to any (?:cap|limit(?:ation)?)))(?! to\b)",
        r"\binsurance\b|\bpolic(?:y|ies)\b",
        cuad=(0, 0),
    ),
    _way(
        "Uncapped Liability", "liab",
        r"^(?:\W|\d)*no (?:cap|limit|limitation) applies to (?:[\w']+ ){0,4}liabilit|"
        r"\b(?:there is|has|have|bears?|accepts?) (?:no (?:cap|limit|limitation) (?:on|of|to) (?:[\w']+ ){0,4}|(?:unlimited|uncapped) )liabilit",
        r"\binsurance\b",
        cuad=(0, 0),
    ),
    _way(
        "Cap on Liability", "liab",
        r"\bliabilit(?:y|ies)\b[^.;]{0,120}\b(?:is|are|(?:shall|will) be) (?:\w+ )?(?:limited|capped|restricted) "
        r"(?:to|at)\b",
        r"\binsurance\b|\bincludes\b|\bwarranty\b|\bpurchase order\b",
        cuad=(12, 10),
    ),
    _way(
        "Cap on Liability", "liab",
        r"\bliabilit(?:y|ies)\b[^.;]{0,120}\b(?:(?:shall|will|may|does|can)(?: not| never| in no event)|cannot) exceed\b",
        r"\binsurance\b",
        cuad=(12, 10),
    ),
    _way(
        "Cap on Liability", "liable",
        r"\b(?:neither (?:of the )?part(?:y|ies)|no party|not (?:be )?|in no event)\b[^.;]{0,60}\bliable\b[^.;]{0,60}\bfor (?:any )?"
        r"(?:\w+,? (?:or |and )?){0,3}(?:indirect|consequential|incidental|special|punitive|lost profits?|loss of profits?)",
        cuad=(30, 27),
    ),
    _way(
        "Insurance", "insurance",
        rf"{_MUST} (?:\w+,? ){{0,4}}?(?:hold|carry|maintain|keep|take out|procure|have|effect|obtain)\b "
        rf"(?:in force |and maintain |and keep )?(?:[\w'-]+,? ){{0,6}}?insurance\b",
        r"\bnot\b|\bno\b|\b(?:life|title) insurance\b|\bif\b|\binformed\b|\binsurers?\b|\ball insurance\b|"
        r"\bfollowing\b|\bapprovals\b|\bright to\b",
        cuad=(20, 18),
    ),
    _way(
        "Termination for Convenience", "notice",
        r"\b(?:may|can|is entitled to|has the right to|shall have the right to|shall be entitled to) (?:\w+ )?"
        r"(?:terminate|end|cancel)\b(?: (?:this|the) (?:\w+ )?(?:agreement|contract|licen[cs]e|lease|engagement|"
        r"arrangement))?(?: at any time)?(?: \w+)?,? (?:on|upon|by giving|by|with|giving|subject to)\b[^.;]{0,60}\bnotice\b",
        rf"(?<!any ){_CONDITION}(?<!terminate upon)(?<!agreement upon)(?<!cancel upon)(?<!time upon)|\b(?:breach\w*|default\w*|insolven\w*|"
        r"bankrupt\w*|fail\w*|cured?|not|neither|no|majeure|control|immediately|forthwith|mutual|employ\w*|after|other reason)\b|"
        r"\bstatement of work\b|\bany (?:order|schedule|work|sow)\b|(?<!without )\bcause\b",
        cuad=(21, 19),
    ),
    _way(
        "Termination for Convenience", "terminate|cancel|end ",
        r"\b(?:may|can|is entitled to|has the right to|shall have the right to|shall be entitled to) (?:\w+ )?"
        r"(?:terminate|end|cancel) (?:this|the) (?:agreement|contract|lease|engagement)\b[^.;]{0,60}\b(?:without (?:any )?(?:cause|reason)|"
        r"for (?:its )?convenience|for any reason|at any time)",
        rf"{_CONDITION}(?<!agreement upon)(?<!time upon)|\b(?:breach\w*|default\w*|insolven\w*|bankrupt\w*|fail\w*|cured?|not|neither|no(?! reason)|"
        r"majeure|control|mutual|employ\w*|after)\b|(?<!without )(?<!any )\bcause\b",
        cuad=(23, 23),
    ),
    _way(
        "Notice Period to Terminate Renewal", "unless",
        rf"\b(?:renew|extend)\w*\b[^.;]{{0,120}}\bunless\b[^.;]{{0,90}}\b(?:{_PERIOD}[^.;]{{0,60}}\bnotice|notice[^.;]{{0,80}}\b{_PERIOD})",
        cuad=(10, 10),
    ),
    _way(
        "Notice Period to Terminate Renewal", "renew",
        rf"\b(?:give|giving|gives|by|on|upon|with) (?:[\w']+ ){{0,3}}?{_PERIOD}'?(?: [\w']+){{0,4}} notice\b[^.;]{{0,50}}\b(?:not (?:to )?(?:be )?renew|non-?renewal|"
        r"prevent (?:the |its )?renewal|stop (?:the |its )?renewal)|"
        rf"\b(?:prevent|stop|avoid) (?:the |its |this |any )?(?:automatic )?renewal (?:by|with|on)\b[^.;]{{0,30}}\bnotice\b[^.;]{{0,10}}\b{_PERIOD}",
        r"\bcoverage\b|\bpolic(?:y|ies)\b|\binsurance\b",
        cuad=(0, 0),
    ),
    _way(
        "Renewal Term", "renew|extend",
        r"\b(?:agreement|contract|term|licen[cs]e|lease|it)\b (?:shall |will )?(?:then |thereafter |be )?(?:automatically )?"
        r"(?:renews?|renewed|extends?|extended|is (?:automatically )?(?:renewed|extended))(?: itself)?(?: automatically)? (?:for|each|every|by|from)\b",
        r"\bnot\b|\bevery business\b|\bfrom the date\b",
        cuad=(18, 18),
    ),
    _way(
        "Exclusivity", " from",
        rf"{_MUST} (?:\w+ )?(?:buy|purchase|obtain|order|source|procure|acquire)\b[^.;]{{0,80}}\b(?:only|exclusively|solely) from\b",
        r"\bnot\b|\bapproved\b|\bdesignated\b|\binsurance\b",
        cuad=(2, 2),
    ),
    _way(
        "Exclusivity", "exclusive",
        r"\b(?:is|be|shall be|will be|as|appoints?) (?:[\w'-]+ ){0,6}?(?<!non-)(?<!non )exclusive (?:\w+ )?"
        r"(?:distributor|supplier|agent|reseller|dealer|representative|provider|licensee|manufacturer|sponsor)\b",
        r"\bnot\b|\bno\b|\bnon-?exclusive\b|\bceases?\b|\bno longer\b|\bauthorized\b",
        cuad=(11, 9),
    ),
    _way(
        "Non-Compete", "compet",
        rf"{_NOT}[^.;]{{0,60}}\bcompete (?:with|against)\b",
        r"\b(?:nothing|except|prevent|preclude|notwithstanding)\b",
        cuad=(1, 1),
    ),
    _way(
        "Non-Compete", "compet",
        rf"{_NOT}[^.;]{{0,60}}\b(?:sell|market|distribute|promote|manufacture|develop|offer|handle|represent)\b[^.;]{{0,50}}"
        r"\bcompet(?:ing|itive) (?:products?|goods|services?)\b",
        r"\b(?:nothing|except|prevent|preclude|notwithstanding)\b",
        cuad=(2, 2),
    ),
    _way(
        "No-Solicit of Employees", "employee|staff|personnel|workers",
        rf"{_NOT}(?: \w+,?){{0,6}}? (?:solicit|recruit|hire|employ|poach|entice)\b[^.;]{{0,70}}\b(?:employees?|staff|personnel|workers)\b",
        r"\b(?:prevent|except|child|discriminat\w*)\b",
        cuad=(8, 8),
    ),
    _way(
        "No-Solicit of Customers", "customer|client",
        rf"{_NOT}(?: \w+,?){{0,6}}? (?:solicit|approach|divert|entice)\b[^.;]{{0,50}}\b(?:customers?|clients?)\b(?! employee)",
        r"\b(?:prevent|outside|employees?|property)\b",
        cuad=(2, 2),
    ),
    _way(
        "Non-Disparagement", "disparage",
        rf"{_NOT}(?: \w+,?){{0,6}}? disparage\b|{_NOT}[^.;]{{0,40}}\b(?:make|publish)\b[^.;]{{0,40}}\b(?:disparaging|derogatory)\b",
        r"\bmarks?\b|\bmaterials?\b",
        cuad=(3, 3),
    ),
    _way(
        "Change of Control", "control",
        r"\b(?:may|can|shall have the right to|has the right to|is entitled to) (?:\w+ )?(?:terminate|end|cancel)\b[^.;]{0,90}"
        r"\b(?:change (?:of|in) (?:the )?control\b|control of [^.;]{1,40}\b(?:changes|passes)\b)",
        r"\bmay not\b|\bafter the change\b",
        cuad=(3, 3),
    ),
    _way(
        "Change of Control", "control",
        r"\b(?:change (?:of|in) (?:the )?control\b|control of [^.;]{1,40}\b(?:changes|passes)\b)[^.;]{0,60}\b(?:may (?:\w+ )?(?:terminate|end|"
        r"cancel)|needs|requires|is subject to|is deemed|shall be deemed)\b",
        cuad=(3, 3),
    ),
    _way(
        "Audit Rights", "audit|inspect|examine",
        r"\b(?:may|right to|entitled to) (?:\w+,? ){0,6}?(?:audit|inspect|examine)\b[^.;]{0,60}\b(?:books|records|accounts)\b",
        r"\bmay not\b|\bnot be\b|\bno right\b|\bdenie",
        cuad=(17, 16),
    ),
    _way(
        "License Grant", "grant",
        r"\b(?<!to )(?:grants|(?:shall|will) grant)\b (?:to )?(?:[\w'.]+,? ){0,5}?(?:an?|the) (?:[\w-]+,? (?:and )?){0,7}licen[cs]e (?:to|under|for|of)\b",
        r"\bnot\b|\bno\b|\bnothing\b|\bneither\b|\bability\b",
        cuad=(28, 28),
    ),
    _way(
        "Non-Transferable License", "transfer|assign",
        r"^(?:\W|\d)*(?:the|this|such|each|licensee's|its) (?:\w+ ){0,3}?licen[cs]es? (?:\w+ ){0,5}?(?:is|are|shall be|may)\b[^.;]{0,60}\b"
        r"(?:not (?:be )?(?:sub-?licensed or )?(?:transferr?able|assignable|transferred|assigned)|non-?transferr?able)\b",
        cuad=(2, 2),
    ),
    _way(
        "Irrevocable or Perpetual License", "perpetual|irrevocabl",
        r"\blicen[cs]es?\b (?:[\w,]+ ){0,8}?(?:is|are|shall be)\b[^.;]{0,40}\b(?:perpetual|irrevocable)\b|"
        r"\bgrants?\b[^.;]{0,90}\b(?:perpetual|irrevocable)\b[^.;]{0,60}\blicen[cs]e\b",
        r"\bnot\b|\bno\b",
        cuad=(18, 18),
    ),
    _way(
        "Affiliate License-Licensee", "affiliates|subsidiaries|group companies",
        rf"{_LICENCE}[^.;]{{0,60}}\b(?:extends? to|covers?|benefits?|(?:may|can) (?:also )?be (?:used|exercised) by)\b[^.;]{{0,40}}\b"
        r"(?:affiliates|subsidiaries|group companies)\b|"
        r"\b(?:affiliates|subsidiaries|group companies) (?:may|can) (?:also )?use the (?:software|licen\w+|products?|system|materials|marks?|technology)\b",
        r"\bnot\b",
        cuad=(0, 0),
    ),
    _way(
        "Affiliate License-Licensee", "affiliates|subsidiaries|group companies",
        rf"\bgrants (?:to )?(?:the )?[\w'.]+(?: [\w'.]+)?,? and (?:its|their) (?:affiliates|subsidiaries|group companies)\b[^.;]{{0,60}}{_LICENCE}",
        r"\bnot\b",
        cuad=(0, 0),
    ),
    _way(
        "Affiliate License-Licensor", "affiliates|subsidiaries",
        rf"\band (?:on behalf of )?(?:its|their) (?:affiliates|subsidiaries),?(?: hereby)? grants?\b[^.;]{{0,80}}{_LICENCE}",
        cuad=(0, 0),
    ),
    _way(
        "IP Ownership Assignment", "assign",
        r"\b(?:assigns|agrees to assign|(?:shall|will|must) assign)\b[^.;]{0,60}\b(?:intellectual property|copyrights?|inventions|"
        r"work product|patents?|title and interest (?:in|to))\b[^.;]{0,110}\bto\b",
        r"\bnot\b|\bconsent\b|\bsuccessors?\b|\brefund\b",
        cuad=(7, 6),
    ),
    _way(
        "IP Ownership Assignment", "work product|deliverables",
        r"\b(?:work product|deliverables)\b[^.;]{0,60}\b(?:belongs? to|"
        r"(?:is|are|shall be|will be) (?:the )?(?:\w+ )?(?:and exclusive )?(?:owned by|property of)|vests? in|"
        r"(?:is|are|shall be) works? (?:made )?for hire)\b",
        r"\bnot\b|\bjoint|\bretain|\bsubcontract",
        cuad=(1, 1),
    ),
    _way(
        "Joint IP Ownership", "joint|co-own",
        r"\b(?:inventions?|patents?|intellectual property|improvements|results|developments|know-how|copyrights?)\b[^.;]{0,60}\b(?:is|are|shall be|will be) "
        r"(?:\w+ )?(?:jointly owned|owned jointly|co-owned|(?:the )?joint property)\b|"
        r"\b(?:jointly own|co-own|own jointly)\b[^.;]{0,50}\b(?:inventions?|patents?|intellectual property|improvements|results|developments|copyrights?)\b",
        r"\bventure\b|\bnot\b|\bsubject\b|\bdeemed\b",
        cuad=(2, 1),
    ),
    _way(
        "Most Favored Nation", "price|rates|favo",
        r"\b(?:offers?|gives?|grants?|charges?|sells?|receives?|gets?|is entitled to|provides?)\b[^.;]{0,60}\b(?:(?:its|their|the) (?:lowest|best|most favou?red) (?:[\w-]+ )?"
        r"(?:prices?|rates?)|no less favou?rable than\b[^.;]{0,60}\b(?:other|another|any) (?:\w+ )?(?:customers?|clients?|buyers?|licensees?))",
        r"\bnot\b",
        cuad=(0, 0),
    ),
    _way(
        "Rofr/Rofo/Rofn", " of first ",
        r"\b(?:has|have|hold|grants?|gives?|granted|given|enjoys?)\b[^.;]{0,50}\b(?:right|option)s? of first (?:\w+ )?(?:refusal|offer|negotiation)\b",
        r"\bno\b|\bnot\b|\bexercised?\b",
        cuad=(1, 1),
    ),
    _way(
        "Warranty Duration", "warranty",
        rf"\b(?:the|this|each|its|supplier's|seller's) (?:\w+ )?warranty(?: period)? (?:for (?:[\w']+ ){{1,4}})?(?:lasts?|runs?|is|(?:shall|will) be|expires?|ends?|applies|"
        rf"continues?)[^.;]{{0,40}}\b{_PERIOD}",
        r"\bbreach\b|\bmaintenance\b",
        cuad=(0, 0),
    ),
    _way(
        "Warranty Duration", "warrants",
        rf"\bwarrants (?:that|the|its|each|all)\b[^.;]{{0,90}}\bfor (?:a period of )?{_PERIOD}",
        cuad=(1, 1),
    ),
    _way(
        "Competitive Restriction Exception", "compet|solicit|exclusivity",
        r"\b(?:non-?compet\w*|exclusivity|non-?solicit\w*)\b[^.;)]{0,40}\b(?:does|do|shall|will) not (?:apply|extend|prevent|preclude|prohibit)\b",
        cuad=(1, 0),
    ),
    _way(
        "Minimum Commitment", "order|buy|purchase",
        r"\b(?:shall|must|will|agrees? to|undertakes? to) (?:\w+ )?(?:order|buy|purchase)\b[^.;]{0,40}"
        r"\b(?:at least|a minimum of|no (?:less|fewer) than|not less than)\b",
        r"\bnotice\b|\bprior\b|\bif\b",
        cuad=(2, 2),
    ),
    _way(
        "Volume Restriction", "exceed",
        rf"{_NOT}[^.;]{{0,50}}\bexceed \d[\d,.]* (?:users|seats|copies|units|transactions|calls|devices)\b",
        cuad=(0, 0),
    ),
    _way(
        "Price Restrictions", "price|fees|charges",
        rf"{_NOT}[^.;]{{0,40}}\b(?:raise|increase)\b[^.;]{{0,40}}\b(?:prices?|fees?|charges)\b[^.;]{{0,60}}\b(?:more than|exceed|above|before|"
        r"until|during|more often|unless)\b",
        cuad=(1, 0),
    ),
    _way(
        "Source Code Escrow", "escrow",
        r"\b(?:deposits?|places?|puts?|keeps?|holds?|held|kept|deposited|placed|lodges?|lodged)\b[^.;]{0,50}\bsource code\b[^.;]{0,60}\bescrow\b|"
        r"\bsource code\b[^.;]{0,60}\b(?:held|kept|deposited|placed|put|lodged)\b[^.;]{0,40}\bescrow\b",
        r"\bnot\b|\bno\b|\brequiring\b",
        cuad=(2, 2),
    ),
    _way(
        "Liquidated Damages", "liquidated damages",
        r"\b(?:pays?|paid|payable|as|liable for|owes?)\b[^.;]{0,40}\bliquidated damages\b",
        r"\bnot\b|\bunless\b|\bdiscovery\b",
        cuad=(8, 8),
    ),
    _way(
        "Covenant Not to Sue", "validity|sue",
        rf"{_NOT}(?: \w+,?){{0,8}}? (?:contest|challenge|attack|dispute|question)\b[^.;]{{0,60}}\bvalidity\b|\bcovenants? not to sue [a-z]|"
        r"\b(?:shall|will) not sue\b",
        cuad=(9, 6),
    ),
    _way(
        "Anti-Assignment", "assign|transfer",
        rf"{_NOT}(?: \w+){{0,3}} (?:assign|transfer)(?:,? (?:or|and) \w+)?\b[^.;]{{0,60}}\b(?:agreement|contract|its rights?|obligations|licen[cs]e)\b|"
        r"\b(?:agreement|contract)\b[^.;]{0,30}\b(?:(?:is|are) not (?:assignable|transferable)|(?:may|shall|can) ?not be assigned)\b",
        cuad=(107, 98),
    ),
    _way(
        "Third Party Beneficiary", "beneficiar",
        r"\b(?:is|are|shall be|will be) (?:an? )?(?:intended |express |intended and express )*third[- ]party beneficiar(?:y|ies) (?:of|to|under) this\b",
        r"\bnot?\b|\bnone\b",
        cuad=(8, 8),
    ),
    _way(
        "Uncapped Liability", "liab",
        r"\bliable (?:\w+ ){0,4}?(?:without (?:any )?limit(?:ation)?|without a cap|for an unlimited amount)(?= ?$|[.;,]| (?:in amount|for|under)\b)",
        r"\bnot\b|\bno\b|\bneither\b|\binclud",
        cuad=(0, 0),
    ),
    _way(
        "Uncapped Liability", "limit|cap",
        r"^(?:\W|\d)*(?:the|this|that|these|no) (?:\w+ )?(?:limits?|limitations?|caps?)(?: (?:of|on) liability)?(?: in [^.;,]{1,40})? (?:does|do|shall|will) not apply (?:to|in case of)\b[^.;]{0,60}"
        r"\b(?:breach\w*|fraud|negligence|misconduct|infringement|indemnit\w+|death|injury|confidentiality)\b",
        cuad=(3, 0),
    ),
    _way(
        "Cap on Liability", "liab",
        r"\b(?:maximum|total|aggregate|overall|entire) (?:aggregate )?liability\b[^.;]{0,50} is (?:[a-z]{3} |[$\u20ac\u00a3]) ?\d",
        r"\binsurance\b",
        cuad=(0, 0),
    ),
    _way(
        "Anti-Assignment", "assign|transfer",
        r"\b(?:agreement|contract|licen[cs]e|lease)\b[^.;,]{0,30}\b(?:may|shall|can|must) ?not be (?:assigned|transferred)\b|"
        r"^(?:\W|\d)*no (?:assignment|transfer)\b[^.;]{0,60}\b(?:is|shall be) (?:allowed|permitted|valid|effective)\b|"
        rf"{_NOT}(?: \w+){{0,3}} (?:assign|transfer)(?:,? (?:or|and) \w+)? (?:any of )?(?:your|their|our|the|his|her) (?:rights?|obligations|duties|claims|position)\b|"
        r"\b(?:assignment|transfer) of (?:this|the) (?:agreement|contract|lease)\b[^.;]{0,40}\b(?:requires?|needs?|is (?:not|only|subject))\b",
        cuad=(30, 28),
    ),
    _way(
        "Insurance", "insur",
        rf"{_MUST} insure (?:the|his|her|their|itself|against)\b|{_MUST} be (?:adequately |fully )?insured\b|"
        r"\bkeeps? the [\w ]{3,30} insured\b",
        r"\b(?:not|if|should|unless|agreed|agree)\b|\brisk of\b",
        cuad=(0, 0),
    ),
    _way(
        "Termination for Convenience", "notice|terminat|cancel",
        r"\b(?:may|can) (?:leave|exit|withdraw|give up this \w+|end this \w+)\b[^.;]{0,40}\b(?:on|upon|by giving|by|with|giving)\b[^.;]{0,40}\bnotice\b|"
        r"\b(?:this|the) (?:agreement|contract|lease|engagement) (?:may|can) be (?:terminated|ended|cancelled|canceled) (?:at any time )?by (?:either|any|each) (?:party|side)(?: at any time)? "
        r"(?:on|upon|by giving|by|with|giving)\b[^.;]{0,40}\bnotice\b",
        r"\b(?:if|neither|breach\w*|default\w*|insolven\w*|cause|fails?|failure|unless|not|when|should|following|control)\b",
        cuad=(0, 0),
    ),
    _way(
        "Exclusivity", "sole |nobody else|no one else|anyone else|exclusiv|any other|any third",
        r"(?<!not )\b(?:appoints?|engages?)\b[^.;]{0,60}\bas (?:its|the|their|his) (?:sole|only) (?:[\w-]+ )?(?:distributor|supplier|agent|reseller|dealer|"
        r"representative|provider|licensee|manufacturer)\b|"
        rf"{_MUST} (?:sell|supply|deliver|license|provide)\b[^.;]{{0,60}}\b(?:to nobody else|to no one else|only to|exclusively to)\b|"
        rf"{_NOT}(?: \w+){{0,2}} (?:appoint|engage)\b[^.;]{{0,40}}\b(?:any other|another|any third) (?:party |person )?(?:as )?(?:an? )?(?:distributor|supplier|agent|reseller|dealer|"
        r"representative)\b|"
        r"\bis (?!not\b)(?:[\w']+ ){1,3}(?:sole|only) (?:[\w-]+ )?(?:distributor|supplier|agent|reseller|dealer|representative|licensee)\b|"
        rf"{_NOT}(?: \w+)? (?:sell|distribute|stock|buy|use)\b[^.;]{{0,30}}\b(?:of|from|by) any other (?:brand|supplier|manufacturer|maker|producer|distributor)\b|"
        r"\bexclusivity (?:applies|is granted|is agreed|lasts)\b",
        r"\bnon-exclusive\b|\bonly to the extent\b|\bonly to those\b|\bemployees\b|\bconfidential\b",
        cuad=(0, 0),
    ),
    _way(
        "No-Solicit of Employees", "employ|offer work",
        rf"{_NOT}(?: \w+){{0,3}} (?:offer|give) (?:employment|work|a job|jobs)\b[^.;]{{0,40}}\b(?:employees?|staff|personnel|workers|consultants)\b",
        cuad=(0, 0),
    ),
    _way(
        "Non-Disparagement", "negative|derogatory|disparaging|badly of|ill of",
        rf"{_NOT}(?: \w+,?){{0,5}}? (?:make|publish|say|issue)\b[^.;]{{0,40}}\b(?:negative|derogatory|disparaging|defamatory) (?:\w+ )?(?:statements?|remarks?|comments?)\b|"
        rf"{_NOT}(?: \w+){{0,3}} speak (?:badly|ill) of\b",
        cuad=(1, 1),
    ),
    _way(
        "Change of Control", "shares|control|ownership|merger",
        r"\b(?:sale|transfer|acquisition) of (?:a |the )?(?:majority|control)\b[^.;]{0,60}\b(?:counts as|is|shall be|constitutes)\b[^.;]{0,30}\b(?:an )?assignment\b|"
        r"\b(?:change (?:of|in) (?:control|ownership)|merger)\b[^.;]{0,60}\b(?:counts as|constitutes|is treated as|is deemed|shall be deemed) (?:to be )?(?:an )?assignment\b",
        r"\bmeans\b",
        cuad=(2, 2),
    ),
    _way(
        "License Grant", "licence|license",
        r"\b(?:receives?|is granted|are granted|shall have|is given) (?:hereby )?(?:an?|the) (?:[\w-]+,? (?:and )?){0,6}licen[cs]e (?:to|under|for)\b",
        r"\bnot\b|\bno\b|\bneither\b|\bif\b|\bupon\b|\bthird part",
        cuad=(1, 1),
    ),
    _way(
        "Non-Transferable License", "transfer|assign|sublicen|sub-licen",
        rf"{_NOT}(?: \w+){{0,2}} (?:sub-?licen[cs]e|transfer|assign)(?:,? (?:or|and) [\w-]+)? (?:the|this|its|such|that) licen[cs]e\b",
        r"\bunless\b",
        cuad=(0, 0),
    ),
    _way(
        "Irrevocable or Perpetual License", "licen",
        r"\blicen[cs]e (?:cannot|can never|may not|shall not|may never) be (?:revoked|terminated|withdrawn)\b|"
        r"\blicen[cs]e (?:has no end|never ends|does not (?:end|expire)|continues? (?:forever|in perpetuity))\b",
        r"\bexcept\b|\bunless\b|\bduring\b|\bonly\b",
        cuad=(0, 0),
    ),
    _way(
        "IP Ownership Assignment", "own|pass|transfer|vest|belong",
        r"\b(?:owns?|shall own|will own) (?:everything|all (?:\w+ ){0,4}?(?:results|works?|materials|deliverables|software|inventions|rights))\b[^.;]{0,50}\b(?:creates?|created|produced?|"
        r"makes|made|developed|develops)\b|"
        r"\b(?:copyrights?|title|ownership|all rights|intellectual property rights)\b (?:in|to) (?:the |all )?(?:works?|results|deliverables|software|inventions|materials|designs?|texts?) "
        r"(?:shall |will )?(?:passes|pass|transfers?|is transferred|are transferred|vests?|belongs?) (?:to|in|with)\b",
        r"\bnot\b|\bjoint|\bretain|\bremain|\bits own\b",
        cuad=(1, 0),
    ),
    _way(
        "Joint IP Ownership", "both parties|together|equal",
        r"\b(?:inventions?|patents?|intellectual property|improvements|results|developments|works|copyrights?)\b[^.;]{0,60}\bbelongs? to (?:both|the parties|them)\b[^.;]{0,30}"
        r"\b(?:parties|together|equal|jointly)\b",
        cuad=(0, 0),
    ),
    _way(
        "Most Favored Nation", "better|lower",
        r"\bno (?:other|third) (?:\w+ )?(?:customer|client|buyer|licensee|party|distributor)\b[^.;]{0,30}\b(?:gets?|receives?|be (?:given|offered|granted)|is (?:given|offered))\b[^.;]{0,20}\b(?:better|lower) "
        r"(?:prices?|terms?|rates?|conditions?)\b|"
        rf"{_NOT}[^.;]{{0,40}}\b(?:offer|give|grant|sell)\b[^.;]{{0,50}}\b(?:better|lower|more favou?rable) (?:prices?|terms?|rates?|conditions?)\b",
        r"\bprospectus\b",
        cuad=(0, 0),
    ),
    _way(
        "Rofr/Rofo/Rofn", "first right|first refusal|first offer|first opportunity",
        r"\b(?:has|have|shall have|gets|is given) (?:the|a) (?:first (?:right|opportunity|option) to (?:buy|purchase|acquire|negotiate|licen[cs]e|match)|(?:right of )?first (?:refusal|offer))\b",
        r"\bno\b|\bnot\b",
        cuad=(0, 0),
    ),
    _way(
        "Volume Restriction", "at most|no more than|not more than|up to|more than",
        r"^(?:\W|\d)*(?:at most|no more than|not more than|up to) \d[\d,.]* (?:named |concurrent )?(?:users|seats|copies|devices|employees|machines|installations) (?:may|can)\b|"
        r"\bmay be (?:used|installed|accessed) (?:by|on) (?:at most|no more than|not more than|up to) \d[\d,.]* (?:named |concurrent )?(?:users|seats|devices|employees|machines)\b|"
        rf"{_NOT}(?: \w+){{0,2}} (?:use|install|run|access|make|order)\b[^.;]{{0,40}}\b(?:on|by|for|with)? ?more than \d[\d,.]* (?:users|seats|copies|devices|machines|units)\b",
        cuad=(0, 0),
    ),
    _way(
        "Price Restrictions", "price|fees|charges|rates",
        r"\b(?:the )?(?:prices?|fees|charges|rates) (?:is|are|shall be|will be|stays?|remains?|shall remain|will remain) (?:fixed|firm|unchanged|frozen|the same) (?:for|during|until|through)\b",
        r"\binterest\b|\bpurchase price\b|\bexchange\b",
        cuad=(0, 0),
    ),
    _way(
        "Revenue/Profit Sharing", "share|split",
        r"\b(?:parties|they|we|each party|supplier|customer|partners?|distributor|licensee)\b (?:shall |will |agree to )?(?:share|split)s? (?:in )?(?:the |all |any |its )?(?:\w+ )?(?:profits?|revenues?|proceeds|income|net income)\b"
        r"(?! and loss)",
        r"\bnot\b|\binformation\b",
        cuad=(2, 2),
    ),
    _way(
        "Liquidated Damages", "penalty",
        r"\bpenalty of (?:[a-z]{3} |[$\u20ac\u00a3]) ?\d[^.;]{0,40}\b(?:is|becomes|shall be|falls) (?:due|payable|owed)\b|"
        r"\b(?:pays?|owes?|shall pay|must pay|will pay) (?:to (?:the )?\w+ )?a (?:contractual )?penalty of\b",
        r"\bnot\b",
        cuad=(0, 0),
    ),
    _way(
        "Warranty Duration", "warrant|guarantee",
        r"\b(?:gives?|provides?|grants?|offers?)\b[^.;]{0,40}\ba (?:limited )?(?:\d{1,3}|one|two|three|five|six|ten|twelve|twenty-four)[- ](?:year|month|day)s? (?:limited )?(?:warranty|guarantee)\b|"
        rf"\bunder (?:warranty|guarantee) for {_PERIOD}|"
        rf"\b(?:a|the) (?:limited )?(?:warranty|guarantee) (?:period )?(?:of|for) {_PERIOD}",
        cuad=(1, 1),
    ),
    _way(
        "Post-Termination Services", "after|end of",
        rf"{_MUST} (?:hand over|return|deliver|transfer|provide|assist|help|support|continue to)\b[^.;]{{0,60}}\b(?:within|for) {_PERIOD} (?:after|following|of) (?:the )?(?:(?:end|expiry|expiration) of (?:this|the) (?:agreement|contract|term|lease)|"
        r"termination|expiry|expiration)\b",
        r"\bconfidential|\bpayment\b|\bproperty\b|\bnotice\b",
        cuad=(0, 0),
    ),
)  # fmt: skip


#: Literals with the numbers of the ways that need them.
Literals: TypeAlias = Sequence[tuple[str, tuple[int, ...]]]


def _by_literal() -> Literals:
    """The numbers of the ways that each literal is needed for: a literal is looked for once."""
    found: dict[str, list[int]] = {}
    for number, way in enumerate(_WAYS):
        for literal in way.needs:
            found.setdefault(literal, []).append(number)
    return tuple((literal, tuple(numbers)) for literal, numbers in found.items())


_BY_LITERAL: Final = _by_literal()


def which(sentence: str, literals: Literals = _BY_LITERAL) -> Iterator[tuple[str, int]]:
    """The ways in which a short sentence says a clause, by category and number.

    Args:
        sentence: normalised.
        literals: those that may stand in it.
    """
    if len(sentence) > LONGEST:
        return
    low = sentence.lower()
    numbers = {number for literal, ways in literals if literal in low for number in ways}
    looked = False
    for number in sorted(numbers):
        way = _WAYS[number]
        if way.says.search(low) is None:
            continue
        if not looked and _NO_SENTENCE.search(sentence):
            return
        looked = True
        if way.but is None or way.but.search(low) is None:
            yield way.category, number


def certain(
    text: str, spans: Sequence[tuple[int, int]] | None = None
) -> Iterator[tuple[int, int, str, float]]:
    """The clauses that short sentences say in plain words: where the sentence begins and ends, the
    category, and how sure it is (0..1).

    Args:
        text: normalised.
        spans: of its sentences; None where it is one.
    """
    low = text.lower()
    literals = [one for one in _BY_LITERAL if one[0] in low]
    for start, end in spans if spans is not None else [(0, len(text))]:
        found: dict[str, float] = {}
        for category, number in which(text[start:end], literals):
            found[category] = max(found.get(category, 0.0), _WAYS[number].sure)
        for category, sure in found.items():
            yield start, end, category, sure
