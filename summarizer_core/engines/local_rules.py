"""Rules of the local engine: which sentence shows which clause.

A rule has patterns with weights. Weights of the patterns that match are joined as independent
evidence, ``1 - (1-w1)(1-w2)...``; a pattern that speaks against the category takes a share away.
A sentence under a heading that names the category counts for more (``HEADINGS``).

Patterns are matched against one lower-case sentence. All gaps are bounded, so matching is linear
in the length of the text. What the categories mean follows the annotators' descriptions of
CUAD v1 (The Atticus Project, CC BY 4.0); the wording of the patterns was written for this product
and checked against labelled contracts of that data set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: Sentences below this confidence are not reported by ``analyze`` at all.
REPORT_FROM: Final = 0.35
#: Longest part of a sentence that patterns look at, in characters.
_LOOK_AT: Final = 1_600


@dataclass(frozen=True)
class Rule:
    """``needs`` are literals of which one must occur; ``against`` are (pattern, share taken)."""

    category: str
    needs: tuple[str, ...]
    evidence: tuple[tuple[re.Pattern[str], float], ...]
    against: tuple[tuple[re.Pattern[str], float], ...]

    def confidence(self, sentence: str) -> float:
        """Evidence for the category in a lower-case sentence that holds what it needs, 0..1."""
        doubt = 1.0
        for pattern, weight in self.evidence:
            if pattern.search(sentence):
                doubt *= 1.0 - weight
        if doubt == 1.0:
            return 0.0
        kept = 1.0 - doubt
        for pattern, share in self.against:
            if pattern.search(sentence):
                kept *= 1.0 - share
        return kept


def _rule(
    category: str,
    needs: str,
    evidence: Mapping[str, float],
    against: Mapping[str, float] | None = None,
) -> Rule:
    compiled = tuple((re.compile(pattern), weight) for pattern, weight in evidence.items())
    contrary = tuple((re.compile(p), share) for p, share in (against or {}).items())
    return Rule(category, tuple(needs.split("|")), compiled, contrary)


_NOT: Final = r"(?:\bnot\b|\bneither\b|\bnor\b|\bno party\b|n't\b|\brefrain\b|\bnever\b)"
#: What events beyond control excuse.
_EXCUSES: Final = r"\b(?:excus|delay|liab|responsib|perform|default|breach|fail|prevent|suspen|exten[ds]|unable|time)"
_LICENCE: Final = r"(?:licen[cs]e|sublicen[cs]e|right to use|right and licen)"
_PERIOD: Final = r"(?:days?|months?|years?|weeks?)"
_END: Final = r"(?:terminat\w+|expir\w+)"

RULES: Final[tuple[Rule, ...]] = (
    _rule(
        "Governing Law",
        "law|govern",
        {
            r"govern.{0,120}\blaws?\b": 0.85,
            r"\blaws? of .{0,80}(?:govern|shall apply|control)": 0.8,
            r"(?:construed|interpreted|enforced).{0,100}(?:accordance with|under|according to|by)"
            r".{0,30}\blaws? (?:of|in)\b": 0.8,
            r"governing law.{0,40}(?:shall be|is) .{0,30}law": 0.8,
        },
        {r"governing law (?:clause|provision)s? of": 0.5, r"governmental|good standing": 0.3},
    ),
    _rule(
        "Anti-Assignment",
        "assign|transfer|delegat",
        {
            rf"{_NOT}.{{0,80}}\b(?:assign|transfer|delegate|be assigned|be transferred|convey)\b"
            r".{0,160}(?:agreement|contract|rights|obligations|duties|interest|license|hereunder)": 0.7,
            r"(?:assign|transfer|delegat)\w*\b.{0,220}(?:without|prior).{0,60}"
            r"(?:consent|approval|permission)": 0.7,
            r"(?:agreement|contract|rights|license).{0,80}(?:not assignable|non-?assignable|"
            r"not transferable|may be assigned only|not be assign|not be transferred)": 0.7,
            r"(?:attempt|purport)\w* .{0,60}(?:assign|transfer|delegat).{0,120}(?:void|null|breach)": 0.75,
            r"(?:may|shall have the right to) (?:freely )?assign.{0,80}(?:agreement|rights)": 0.4,
        },
        {
            r"assigned to (?:perform|work|the project)|transfer(?:s|red)? (?:of )?(?:data|funds|"
            r"title|risk)|technology transfer|wire transfer|bank transfer": 0.5,
            r"(?:hereby|agrees to) assigns?": 0.5,
            r"successors and (?:permitted )?assigns\W*$": 0.3,
        },
    ),
    _rule(
        "Cap on Liability",
        "liab|damages|consequential",
        {
            r"(?:total|aggregate|maximum|entire|cumulative|overall)\b.{0,80}\bliabilit.{0,200}"
            r"(?:exceed|limited|greater|be the)": 0.9,
            r"liab\w+.{0,200}(?:not exceed|limited to|shall be limited|in excess of|no more than)": 0.8,
            r"(?:in no event|under no circumstances|in no case).{0,160}(?:liab|responsible).{0,200}"
            r"(?:consequential|indirect|special|incidental|punitive|exemplary|lost profit|"
            r"loss of|exceed|damages)": 0.8,
            rf"{_NOT}.{{0,60}}\bliable.{{0,200}}(?:consequential|indirect|incidental|punitive|"
            r"exemplary|lost profit|loss of (?:profit|revenue|business))": 0.8,
            r"waive\w*.{0,120}(?:consequential|punitive|indirect) (?:damages|loss)": 0.6,
            r"sole (?:and exclusive )?(?:liability|remedy).{0,150}(?:refund|replace|repair|credit)": 0.4,
            r"no (?:claim|action).{0,120}(?:may|shall) be (?:brought|made).{0,120}"
            r"(?:year|month)s? (?:after|from)": 0.5,
        },
        {r"limited liability (?:company|partnership)": 0.4, r"insurance": 0.35},
    ),
    _rule(
        "Uncapped Liability",
        "liab|damages|limitation",
        {
            r"\bnothing\b.{0,140}(?:limit|exclude|restrict)\w*.{0,140}"
            r"(?:liab|damages|indemnif|remed)": 0.75,
            r"(?:limitation|exclusion|cap|restriction|limitations of liability)s?\b.{0,160}(?:shall|do|"
            r"does|will|are|is) (?:not|inapplicable).{0,20}(?:appl|limit|extend|be)": 0.6,
            r"(?:except|other than|excluding|save|exception).{0,400}(?:in no event|neither|no party|"
            r"not be liable|liability).{0,300}(?:consequential|indirect|exceed|limited)": 0.65,
            r"(?:consequential|indirect|punitive|exceed).{0,300}(?:except|provided.{0,20}however|"
            r"unless|other than).{0,220}(?:indemnif|confidential|gross negligence|willful|wilful|"
            r"breach|infring|fraud)": 0.6,
            r"unlimited liability|liability.{0,60}(?:shall be|is) unlimited|without limit(?:ation)? "
            r"as to amount": 0.6,
        },
        {r"limited liability company": 0.3, r"insurance": 0.4},
    ),
    _rule(
        "Indemnification",
        "indemnif|hold harmless|held harmless|indemnity",
        {
            r"(?:shall|will|agrees? to|hereby|must|to) .{0,60}(?:indemnif(?:y|ies)|hold .{0,40}"
            r"harmless)": 0.85,
            r"(?:be|been) (?:fully )?indemnified|held harmless": 0.55,
            r"indemnif\w+.{0,120}(?:claims?|losses|liabilit|damages)": 0.5,
        },
        {r"indemnif\w+ (?:section|agreement)": 0.2},
    ),
    _rule(
        "Non-Compete",
        "compet",
        {
            rf"{_NOT}.{{0,220}}\bcompet(?:e|es|ing|itive|itor|itors|ition)\b": 0.6,
            r"\bnon-?\s?compet": 0.55,
            rf"{_NOT}.{{0,120}}(?:engage|participate|invest|own|operate|carry on|market|sell|"
            r"promote|distribute|develop|manufacture|represent|handle).{0,160}\bcompet": 0.4,
            r"directly or indirectly.{0,200}\bcompet": 0.3,
            r"compet(?:ing|itive) (?:product|business|service|activit)": 0.2,
        },
        {
            r"competent|competitive (?:bid|pric|rate|information|advantage|condition)": 0.4,
            r"(?:not|shall not) (?:prevent|preclude|restrict|prohibit|be deemed|be construed)|"
            r"nothing": 0.5,
            r"confidential|proprietary|trade secret|anti-?trust|competition law": 0.4,
        },
    ),
    _rule(
        "Exclusivity",
        "exclusiv|sole |other than|requirements|third part|solely|any other",
        {
            r"(?<!non-)(?<!non )(?<!not )\bexclusive(?:ly)? .{0,60}\b(?:right|licen[cs]e|distribut|"
            r"supplier|provider|agent|represent|sponsor|dealer|territor|manufactur|promot|market|"
            r"sell|appoint|use of)": 0.6,
            r"(?:appoint|grant)\w*.{0,140}(?<!non-)(?<!non )\bexclusive\b": 0.55,
            r"\bexclusivity\b": 0.5,
            r"\b(?:purchase|obtain|buy|source|order)\b.{0,80}(?:exclusively|solely|only) from|"
            r"all of its .{0,40}requirements": 0.65,
            rf"{_NOT}.{{0,80}}(?:appoint|license|engage|grant|supply|sell)\b.{{0,100}}"
            r"(?:any other|any third|another) (?:party|person|entity|distributor|agent|supplier|"
            r"dealer|sponsor)": 0.55,
            r"sole and exclusive (?:right|distributor|licen|agent|supplier|provider)": 0.5,
        },
        {
            r"exclusive (?:jurisdiction|venue|remed|property|own|control|forum|and final)": 0.6,
            r"non-?\s?exclusive": 0.5,
            r"confidential|sole and exclusive (?:property|owner|remed|liab)": 0.4,
            r"exclusive of|mutually exclusive|not exclusive|not create an exclusive|exclusive benefit|"
            r"exclusive use (?:in|of the)": 0.5,
            r"prosecut|inventions|improvement|infring|reverse engineer|represents and warrants|"
            r"intellectual property rights": 0.4,
        },
    ),
    _rule(
        "No-Solicit of Employees",
        "employ|personnel|hire|staff",
        {
            rf"{_NOT}.{{0,160}}(?:solicit|recruit|entice|induce|hire|offer employment)\w*.{{0,160}}"
            r"(?:employ|personnel|staff|consultants?)": 0.75,
            r"(?:solicit|recruit|entice|induce|hire)\w*.{0,120}employees?.{0,200}"
            r"(?:during|for a period|after|without)": 0.25,
        },
        {
            r"advertis|general solicitation": 0.05,
            r"tax|withhold|workers' compensation|discriminat|wages": 0.5,
            r"(?:can|may|has the right to|is free to) (?:hire|employ)|responsible for": 0.4,
        },
    ),
    _rule(
        "No-Solicit of Customers",
        "customer|client|account|supplier|member",
        {
            rf"{_NOT}.{{0,180}}(?:solicit|entice|divert|take away|call (?:up)?on|interfere with)"
            r"\w*.{0,120}(?:customers?|clients?|accounts|suppliers|members)\b": 0.7,
            r"directly or indirectly.{0,100}(?:solicit|divert).{0,100}(?:customer|client)": 0.3,
        },
        {r"employ(?:ee|ment)s?.{0,60}solicit|outside the territory|advertis": 0.15},
    ),
    _rule(
        "Termination for Convenience",
        "terminat|cancel",
        {
            r"(?:terminat|cancel)\w*.{0,160}(?:for (?:its )?convenience|without cause|for any reason|"
            r"with or without|for any or no|no reason|without any reason|sole discretion|"
            r"absolute discretion|for no cause)": 0.8,
            r"(?:terminat|cancel)\w*.{0,60}at any time\b": 0.5,
            r"(?:may|right to|option to|be) (?:also |elect to )?(?:terminated?|cancel(?:led)?)\b"
            r".{0,80}(?:upon|by|on|with|giving|after|provid).{0,60}"
            r"(?:days?|months?|weeks?|years?)\W{0,3}.{0,30}\bnotice": 0.6,
            r"without cause.{0,80}terminat": 0.6,
        },
        {
            r"breach|default|insolven|bankrupt|\bcure[ds]?\b|fail(?:s|ure|ed)? to|force majeure|"
            r"change (?:of|in) control|violat": 0.7,
            r"\bif\b|in the event": 0.4,
            r"employ(?:ee|ment)": 0.2,
            r"(?:upon|after|following|on|the|any|expiration or|notwithstanding|earlier) (?:\w+ ){0,3}"
            r"termination\b|surviv|may not be terminated|should the|be terminated for any reason": 0.5,
        },
    ),
    _rule(
        "Termination for Cause",
        "terminat",
        {
            r"terminat\w*.{0,240}(?:material(?:ly)? breach|breach|default|insolven|bankrupt|"
            r"fails? to|failure to|violat|for cause)": 0.6,
            r"(?:breach|default|insolven|bankrupt|fails? to|failure).{0,240}terminat": 0.5,
            r"(?:terminat).{0,200}(?:cure[ds]?|remed(?:y|ied)).{0,80}days": 0.35,
        },
        {r"without cause|survive": 0.5, rf"upon .{{0,30}}{_END}.{{0,80}}shall (?:return|pay)": 0.5},
    ),
    _rule(
        "Renewal Term",
        "renew|exten",
        {
            r"(?:automatic\w*|thereafter|successive|consecutive|additional|further)\b.{0,100}"
            r"(?:renew|extend|extension)": 0.6,
            r"(?:renew|extend)(?:s|ed|al)?\b.{0,120}(?:successive|additional|further|consecutive|"
            r"another|one|two|three|year|month)[^.]{0,60}(?:terms?|periods?|years?|basis)": 0.6,
            r"(?:option|right|elect) to (?:renew|extend).{0,80}(?:term|agreement|contract|period)": 0.6,
            r"renewal terms?\b": 0.35,
        },
        {
            r"(?:patent|trademark|copyright|registration|permit|insurance|domain|letter of credit)"
            r".{0,80}(?:renew|exten)": 0.6,
            r"extend(?:s|ed)? (?:to|the time|beyond)|credit|extension of time|extent|extensive|"
            r"extends? the benefit": 0.35,
        },
    ),
    _rule(
        "Notice Period to Terminate Renewal",
        "renew|exten",
        {
            rf"(?:renew|exten)\w*.{{0,320}}(?:unless|notice|notif).{{0,240}}{_PERIOD}": 0.55,
            rf"(?:notice|notif).{{0,160}}{_PERIOD}.{{0,160}}(?:renew|not (?:to )?extend)": 0.5,
            r"(?:not to renew|non-?renew|intention not|desire not|not to extend)": 0.45,
        },
        {
            r"(?:patent|trademark|copyright|registration|permit|insurance)": 0.5,
            r"option to (?:renew|extend)": 0.25,
            r"extension of time|extent\b|breach": 0.35,
        },
    ),
    _rule(
        "Liquidated Damages",
        "liquidated|penalt|termination fee|termination charge|cancellation fee|late fee",
        {
            r"liquidated damages?|liquidated and agreed": 0.85,
            r"not (?:as )?a penalty": 0.6,
            r"(?:pay|owe|liable).{0,100}(?:early )?(?:termination|cancellation) (?:fee|charge)": 0.6,
            r"(?:shall|will|must) pay.{0,100}\ba penalty\b|penalty (?:of|equal|in the amount)": 0.55,
        },
        {r"tax|interest and penalties|penalties and interest|fines": 0.6},
    ),
    _rule(
        "Most Favored Nation",
        "favo|lowest|best price|better|lower",
        {
            r"most[- ]favou?red": 0.9,
            r"(?:no|not|at least as|as|more) (?:less )?favou?rable\b.{0,160}(?:other|third|"
            r"similar|customer|licensee|distributor|offered|granted|person)": 0.6,
            r"(?:lowest|best|lower|better) (?:net )?(?:price|pricing|rate|fee|terms).{0,160}"
            r"(?:any other|other (?:customer|buyer|party|distributor|licensee)|third part|offer)": 0.6,
        },
        {
            r"insurance|rating|credit|warrant|confidential|merger|successor": 0.5,
            r"tax|employee|labor": 0.4,
            r"(?:advertis|prominen|position|placement)": 0.1,
        },
    ),
    _rule(
        "Audit Rights",
        "audit|inspect|examin|books|records",
        {
            r"(?:right|entitled|permit|allow|may|shall|access|request|conduct|cause|subject) "
            r".{0,100}\baudit(?:s|ed|or|ors|ing)?\b": 0.55,
            r"\baudit(?:s|ed|ing)?\b.{0,120}(?:books|records|compliance|facilit|statements|"
            r"accounts|royalt|discloses?|reveals?)": 0.5,
            r"(?:inspect|examin|review|access)\w*.{0,100}(?:books|records|accounts)\b": 0.6,
            r"(?:books|records|accounts)\b.{0,160}(?:inspect|examin|audit|available|open)": 0.55,
            r"(?:right|entitled|permit|allow|may).{0,80}(?:inspect|visit|enter)\w*.{0,80}"
            r"(?:facilit|premises|plant|site|location|operations)": 0.5,
        },
        {
            r"audited (?:financial|annual|consolidated)|audit committee|generally accepted audit": 0.5,
            r"confidential|goods|shipment|defect|delivery|reject": 0.25,
        },
    ),
    _rule(
        "Insurance",
        "insur",
        {
            r"(?:maintain|procure|carry|obtain|keep|provide|secure|purchase|effect)\w*.{0,140}"
            r"\binsurance\b": 0.7,
            r"additional(?:ly)? (?:named )?insured": 0.75,
            r"insurance\b.{0,120}(?:coverage|polic(?:y|ies)|limits?|certificate|per occurrence)": 0.45,
            r"(?:general|product|professional|public) liability.{0,60}insur|workers'? compensation "
            r"insur|certificates? of insurance": 0.5,
        },
        {
            r"(?:life|annuit|variable|title|deposit|federal deposit|health) insurance (?:compan|"
            r"product|contract|corporation|polic)|insurance (?:compan|products?|agent|business|"
            r"law|department|commissioner)": 0.5,
            r"indemnif": 0.15,
        },
    ),
    _rule(
        "License Grant",
        "licens|licenc|right to use|grant",
        {
            rf"\bgrants?\b.{{0,200}}\b{_LICENCE}": 0.8,
            rf"(?:hereby|shall|will) (?:licen[cs]es?|grant).{{0,160}}(?:use|right|licen|{_LICENCE})": 0.6,
            rf"(?:is|are|be|been) (?:hereby )?granted.{{0,120}}{_LICENCE}": 0.65,
            r"\bgrants?\b.{0,100}(?:the|a|an) .{0,60}\brights?\b.{0,40}to (?:use|market|sell|"
            r"distribute|manufacture|develop|display|reproduce|promote)": 0.6,
            rf"(?:shall have|has|have|receives?) (?:a|an|the) .{{0,80}}{_LICENCE}.{{0,60}}\bto\b": 0.5,
        },
        {
            r"(?:not|no|nothing|neither).{0,60}(?:grant|construed|licen).{0,60}licen": 0.6,
            r"grant(?:s|ed)? (?:of )?(?:stock|option|security|approval|consent)": 0.4,
            r"software license agreement dated|licen[cs]es? and permits|permits|authori[sz]ations": 0.4,
            rf"upon .{{0,40}}{_END}": 0.3,
        },
    ),
    _rule(
        "Irrevocable or Perpetual License",
        "irrevocabl|perpetual",
        {
            rf"(?:irrevocabl|perpetual)\w*.{{0,200}}{_LICENCE}": 0.75,
            rf"{_LICENCE}.{{0,200}}(?:irrevocabl|perpetual)": 0.7,
            r"grants?.{0,120}(?:irrevocabl|perpetual).{0,80}right": 0.6,
        },
        {
            r"jurisdiction|power of attorney|irrevocably (?:waive|submit|consent|appoint)": 0.6,
            r"not (?:irrevocable|perpetual)|confidential information": 0.3,
        },
    ),
    _rule(
        "Non-Transferable License",
        "transferable|transferrable|assignable",
        {
            rf"(?:non-?\s?|not )(?:transferr?able|assignable).{{0,200}}{_LICENCE}": 0.75,
            rf"{_LICENCE}.{{0,240}}(?:non-?\s?|not )(?:transferr?able|assignable)": 0.7,
            r"grants?.{0,160}non-?\s?transferr?able.{0,100}right": 0.65,
        },
    ),
    _rule(
        "Unlimited/All-You-Can-Eat-License",
        "unlimited|enterprise|site licen|unrestricted",
        {
            rf"unlimited.{{0,60}}(?:use|users?|copies|number of (?:users|copies|seats)|right)"
            rf".{{0,160}}(?:{_LICENCE}|software|use)": 0.45,
            rf"{_LICENCE}.{{0,200}}(?:unlimited (?:number|use|right|user|cop))": 0.65,
            r"(?:enterprise|site|corporate)[- ](?:wide )?licen[cs]e": 0.5,
        },
        {r"not unlimited|unlimited liab": 0.7},
    ),
    _rule(
        "Affiliate License-Licensee",
        "affiliate|subsidiar|related compan|group",
        {
            rf"grants?.{{0,60}}\bto\b.{{0,80}}(?:and|or|, )(?: its| their| such)?.{{0,20}}"
            rf"(?:affiliates|subsidiaries).{{0,200}}{_LICENCE}": 0.75,
            rf"{_LICENCE}.{{0,200}}(?:sublicen[cs]e|extend|available|grant).{{0,100}}"
            r"(?:affiliates?|subsidiar(?:y|ies))": 0.6,
            r"(?:affiliates?|subsidiaries).{0,80}(?:may|shall have the right to|right to) (?:also )?"
            r"(?:use|exercise|access)": 0.5,
            rf"{_LICENCE}.{{0,160}}(?:licensee|customer|company|recipient)(?:'s)? and its "
            r"(?:affiliates|subsidiaries)": 0.5,
        },
    ),
    _rule(
        "Affiliate License-Licensor",
        "affiliate|subsidiar|group",
        {
            r"(?:on behalf of itself|itself) and (?:on behalf of )?(?:its|their).{0,40}"
            r"(?:affiliates|subsidiaries).{0,60}grants?": 0.75,
            r"(?:and|or) (?:its|their) (?:affiliates|subsidiaries).{0,40}(?:hereby )?grants?\b.{0,160}"
            rf"{_LICENCE}": 0.7,
            rf"grants?.{{0,200}}{_LICENCE}.{{0,240}}(?:owned|controlled|held) by.{{0,60}}"
            r"(?:or|and) (?:any of )?(?:its|their) (?:affiliates|subsidiaries)": 0.6,
        },
    ),
    _rule(
        "IP Ownership Assignment",
        "assign|work made for hire|work for hire|works made for hire|works for hire|property of|"
        "title|vest|own",
        {
            r"\b(?:assigns?|hereby assign|agrees to assign|shall assign|will assign|"
            r"transfers? and assigns?|conveys?)\b.{0,200}(?:right,? title|intellectual property|"
            r"copyrights?|patents?|inventions?|work product|developments?|trademarks?)": 0.65,
            r"works?[- ](?:made[- ])?for[- ]hire": 0.7,
            r"(?:deliverables|work product|inventions|developments|improvements|results|works|"
            r"materials|modifications|intellectual property).{0,140}(?:shall|will) (?:be|become|"
            r"remain|vest).{0,60}(?:property of|owned by|vest|belong)": 0.45,
            r"(?:created|developed|conceived|made|produced).{0,140}(?:shall|will) (?:be|become) .{0,40}"
            r"(?:property of|owned (?:solely |exclusively )?by)": 0.45,
        },
        {
            r"consent|successors and assigns|assign this agreement": 0.35,
            r"confidential information|retains?|remain(?:s)? the (?:sole|exclusive)?": 0.4,
            r"jointly": 0.4,
        },
    ),
    _rule(
        "Joint IP Ownership",
        "joint|co-own",
        {
            r"(?:jointly|joint)(?: and (?:equally|severally))? ?(?:own|title|ownership|propert)": 0.6,
            r"(?:own|owned|belong|held|vest)\w* (?:\w+ ){0,3}(?:jointly|in joint)": 0.55,
            r"joint (?:inventions?|patents?|intellectual property|technology|know-how|ip|works?|"
            r"improvements?|results|collaboration ip|developments?)": 0.55,
            r"co-own(?:ed|er|ership)": 0.55,
            r"undivided (?:one-half|half|interest)": 0.4,
        },
        {r"joint venture|jointly and severally|joint stock|joint tenan": 0.5},
    ),
    _rule(
        "Change of Control",
        "control|merg|acqui|consolidat|ownership|substantially all",
        {
            r"change[- ](?:of|in)[- ](?:\w+ )?(?:control|ownership)": 0.65,
            r"(?:merg|consolidat|sale of (?:all or )?substantially all|substantially all of|"
            r"acquisition|acquired by).{0,240}(?:terminat|consent|notice|deemed (?:to be )?an? "
            r"(?:assign|transfer))": 0.4,
            r"(?:terminat|consent|deemed an? assignment).{0,240}(?:merger|consolidat|substantially "
            r"all|acquired by|acquisition of|change (?:in|of))": 0.4,
            r"(?:fifty percent|50%|majority).{0,120}(?:voting|stock|shares|ownership|equity)": 0.3,
        },
        {
            r"affiliate.{0,20} means|\bcontrol\b.{0,20} means|quality control|change control|"
            r"(?:beyond|reasonable) control|under common control": 0.5,
            r"successors|bind": 0.3,
            r"may (?:freely )?(?:assign|transfer)|without (?:such|the|\w+'s) (?:prior )?(?:written )?"
            r"consent": 0.35,
        },
    ),
    _rule(
        "Covenant Not to Sue",
        "sue|contest|challeng|disput|attack|releas|claim|impair|oppos|bring",
        {
            r"covenants?.{0,40}not to (?:sue|assert)|not (?:to )?sue\b": 0.85,
            rf"{_NOT}.{{0,100}}(?:contest|challenge|dispute|attack|oppose|impugn|question)\w*"
            r".{0,140}(?:validity|ownership|title|right|enforceab|trademark|patent|copyright|"
            r"\bmarks?\b|intellectual|registr)": 0.75,
            rf"{_NOT}.{{0,80}}(?:bring|commence|assert|institute|initiate|file).{{0,60}}(?:action|"
            r"claim|suit|proceeding|litigation).{0,60}against": 0.45,
            r"(?:releases?|waives?|discharges?).{0,60}(?:any and )?all claims": 0.4,
        },
        {r"good faith dispute|disputes? (?:arising|resolution)|in dispute": 0.4, r"indemnif": 0.3},
    ),
    _rule(
        "Non-Disparagement",
        "disparag|derogat|disrepute|reputation|goodwill|negative|unfavorabl",
        {
            r"disparag": 0.65,
            r"derogat\w*.{0,80}(?:statement|remark|comment)|(?:make|publish|say).{0,60}"
            r"(?:negative|derogatory|defamatory)": 0.5,
            rf"{_NOT}.{{0,160}}(?:disparag|derogatory|disrepute|(?:adversely|unfavorably|negatively) "
            r"reflect|reflect (?:adversely|unfavorably|negatively)|"
            r"(?:harm|damage|injur|detriment|tarnish)\w*.{0,40}(?:reputation|goodwill|image))": 0.5,
        },
        {
            r"damages for (?:loss of )?(?:goodwill|reputation)|liable|intellectual property": 0.5,
        },
    ),
    _rule(
        "Minimum Commitment",
        "minimum|at least|less than|guarantee|commit",
        {
            r"minimum (?:\w+ ){0,3}(?:purchase|order|quantit|commitment|volume|royalt|guarantee|"
            r"payment|fee|sales|amount|spend|requirement|revenue|number)": 0.55,
            r"(?:shall|will|agrees? to|must|commits? to) (?:\w+ ){0,3}(?:purchase|order|buy|pay|"
            r"spend|sell|appear|acquire)\b.{0,100}(?:at least|"
            r"(?:not|no) (?:less|fewer) than|a minimum|minimum of)": 0.6,
            r"(?:guaranteed|annual) minimum|minimum guarantee|take[- ]or[- ]pay": 0.6,
            r"purchase commitment|committed (?:volume|quantity|amount)": 0.5,
        },
        {
            r"insur|liability|coverage|per occurrence|notice|days? prior|prior written|degree of care|"
            r"no guarantee|expressly disclaims": 0.55,
            r"(?:at least|less than) (?:\w+ )?\(?\d+\)? (?:business |calendar )?(?:days|months)": 0.4,
            r"minimum wage|minimum standards|minimum rating|credit": 0.5,
        },
    ),
    _rule(
        "Revenue/Profit Sharing",
        "royalt|percent|%|revenue|profit|commission|shar",
        {
            r"royalt(?:y|ies).{0,160}(?:percent|%|net sales|gross|revenue|sales)": 0.6,
            r"(?:percent(?:age)?|%)(?: \(?\w+%?\)?)? (?:of|on)\b.{0,80}(?:revenues?|net sales|gross|"
            r"profits?|net income|receipts|proceeds|sales|commission|fees (?:received|collected))": 0.6,
            r"(?:revenue|profit)s?[- ]shar": 0.7,
            r"shar(?:e|ed|ing)\b.{0,60}(?:revenues?|profits?|proceeds)": 0.5,
            r"commissions?.{0,120}(?:percent|%)": 0.55,
            r"(?:pay|paid|receive|retain|entitled)\b.{0,120}(?:percent|%).{0,80}(?:revenue|"
            r"net sales|gross|profit|sales)": 0.3,
        },
        {
            r"audit|understate|underpa|discrepanc|overcharge|interest (?:at|rate)|per annum|late": 0.5,
            r"stock|shares of|voting|ownership|withh|excise|liabilit": 0.35,
            r"\bmeans\b": 0.25,
        },
    ),
    _rule(
        "Rofr/Rofo/Rofn",
        "first|option to|refusal|rofr|rofn|rofo|negotiat",
        {
            r"rights? of first (?:\w+ )?(?:refusal|offer|negotiat|opportunity|look|notice|option)": 0.9,
            r"first (?:right|option|opportunity) (?:to|of|for)|right of first|first refusal|"
            r"first offer|first negotiation": 0.7,
            r"\b(?:rofr|rofn|rofo)\b": 0.6,
            r"exclusive(?:ly)?.{0,40}(?:negotiat|option)|option to (?:purchase|acquire|license|"
            r"obtain|enter)": 0.4,
        },
        {r"refusal of delivery|shall not constitute|no (?:option|right)": 0.7},
    ),
    _rule(
        "Source Code Escrow",
        "escrow|source code",
        {
            r"source code.{0,200}escrow|escrow.{0,200}(?:source code|software|technology|licensed)": 0.8,
            r"escrow (?:agent|agreement|materials|deposit).{0,160}(?:source|software|code|release)": 0.45,
            r"release condition": 0.4,
        },
        {r"escrow account|funds|purchase price": 0.4},
    ),
    _rule(
        "Third Party Beneficiary",
        "beneficiar",
        {
            r"(?:is|are|be|as|an?|intended|express) (?:\w+ ){0,3}third[- ]party beneficiar": 0.65,
            r"third[- ]party beneficiar\w+ (?:of|to|under|hereunder|with)": 0.4,
        },
        {
            r"\bno\b(?: \w+){0,4} third[- ]party beneficiar|no (?:other )?(?:person|party|third)|"
            r"not (?:be|intended|a|an|create|confer|deemed|establish)|nothing|neither|none of|"
            r"there are no|nor ": 0.75,
        },
    ),
    _rule(
        "Warranty Duration",
        "warrant",
        {
            rf"warrant\w*.{{0,300}}(?:for|period of|within|during|until|after).{{0,60}}\b{_PERIOD}\b": 0.5,
            r"warranty period": 0.5,
            rf"for (?:a period of )?.{{0,40}}{_PERIOD}.{{0,120}}warrants? (?:that|the|to)": 0.5,
            rf"(?:warrant).{{0,200}}(?:free from|defects?|conform).{{0,200}}{_PERIOD}": 0.35,
        },
        {
            r"represents? and warrants?|representations and warranties": 0.45,
            r"surviv|indemnif|warrant(?:s)? (?:to purchase|shares|stock)": 0.4,
            r"terminat|invoice|payment": 0.3,
        },
    ),
    _rule(
        "Warranty Disclaimer",
        "warrant|as is|as-is",
        {
            r"(?:disclaims?|excludes?).{0,120}warrant": 0.8,
            r"(?:makes?|made|give[ns]?|are|is|has) no.{0,60}(?:representation|warrant)": 0.65,
            r"merchantability|fitness for a particular": 0.6,
            r"\"?as[- ]is\"?[ ,\"].{0,100}(?:warrant|basis|condition)?": 0.4,
            r"in lieu of (?:all|any) other.{0,40}warrant": 0.7,
        },
        {r"represents and warrants that": 0.4},
    ),
    _rule(
        "Post-Termination Services",
        "terminat|expir|sell-off|wind-down|transition|cancel",
        {
            rf"(?:upon|after|following|on|event of|in case of).{{0,80}}{_END}.{{0,220}}"
            r"(?:continue to|transition|assist|sell[- ]?off|wind[- ]?down|inventory|phase[- ]?out|"
            r"orderly|support|remaining (?:stock|products)|sell (?:any|all|its|off|the))": 0.55,
            rf"{_END}.{{0,160}}(?:repurchase|buy back|sell[- ]?off|wind[- ]?down|transition)": 0.5,
            r"transition (?:services|assistance|period|plan)|sell[- ]?off (?:period|right)|"
            r"wind[- ]?down (?:period|activit)|termination assistance": 0.5,
            rf"(?:for|period of).{{0,60}}{_PERIOD}.{{0,40}}(?:after|following).{{0,60}}{_END}"
            r".{0,160}(?:shall|may|will).{0,60}(?:sell|provide|continue|pay|support|maintain|"
            r"purchase)": 0.55,
            rf"(?:shall|may|will) (?:continue to )?(?:sell|provide|pay|support|maintain|purchase)\b"
            rf".{{0,160}}{_PERIOD}.{{0,30}}(?:after|following).{{0,50}}{_END}": 0.5,
        },
        {
            r"confidential|survive|non-?compet|solicit|insurance|audit|books|records": 0.5,
            r"renewal|unless": 0.2,
        },
    ),
    _rule(
        "Price Restrictions",
        "price|pricing|fee|rate",
        {
            r"(?:prices?|pricing|fees?|rates?)\b.{0,100}(?:not|no|only) .{0,60}(?:increase|raise|"
            r"adjust|change)": 0.35,
            r"(?:increase|raise|adjust)\w*.{0,80}(?:prices?|pricing|fees?|rates?)\b.{0,140}"
            r"(?:exceed|no more than|more than once|only once|not more|limited to)": 0.6,
            r"\bnot\b.{0,40}(?:increase|raise)\w*.{0,40}(?:prices?|pricing|fees|rates)": 0.55,
            r"(?:prices?|pricing|fees|rates).{0,60}(?:remain|be) (?:fixed|firm|unchanged)": 0.5,
        },
        {
            r"interest rate|tax|insur|purchase price|per share|exercise price|prospectus|"
            r"to its customers|corporate": 0.6,
        },
    ),
    _rule(
        "Volume Restriction",
        "exceed|up to|maximum|more than|limit|excess|additional",
        {
            r"(?:not (?:to )?exceed|no more than|not more than|up to|maximum (?:of|number)|"
            r"in excess of|exceeds?|limited to|limit of).{0,60}\b(?:units|users|seats|copies|"
            r"impressions|gb|gigabytes|transactions|calls|subscribers|shipments|"
            r"man-?hours|production days?|appearances|clinics)\b": 0.55,
            r"maximum (?:\w+ ){0,2}(?:quantit|volume|number|capacity)": 0.5,
            r"(?:quantit|volume|number of).{0,80}(?:exceeds?|in excess of|not exceed|greater than)": 0.4,
        },
        {
            r"notice|liab|insur|interest|\bcure\b|terminat|payment|shares|stock": 0.5,
            r"damages|salary|tax|\$": 0.4,
        },
    ),
    _rule(
        "Competitive Restriction Exception",
        "compet|exclusiv|solicit",
        {
            r"(?:notwithstanding|except|provided,? however|other than|nothing|shall not (?:apply|"
            r"prevent|preclude|prohibit|restrict)|however).{0,240}(?:\bcompet(?:e|es|ing|itive|"
            r"itor|itors)\b|(?<!non-)(?<!non)exclusiv(?:e right|ity)|solicit)": 0.45,
            r"(?:\bcompet(?:e|ing|itive|itor|itors)\b|exclusivity|solicit).{0,240}(?:shall not (?:"
            r"apply|prevent|preclude|prohibit|restrict|include)|except|provided.{0,20}however)": 0.4,
        },
        {
            r"jurisdiction|remed|confidential|liab|competent|exclusive property|non-?exclusive": 0.5,
        },
    ),
    _rule(
        "Expiration Date",
        "term|expir|effect|until|anniversary",
        {
            r"\bterm (?:of|for) (?:this|the) .{0,60}(?:shall|will|is|commence|begin|continue|"
            r"\bbe\b).{0,200}(?:year|month|until|anniversary|expir|date|day)": 0.7,
            r"(?:agreement|contract|lease|term).{0,60}(?:shall|will) (?:\w+ ){0,3}(?:commence|begin|"
            r"continue|remain|expire|be effective|become effective|end|terminate|be in|come into)"
            r".{0,220}(?:years?|months?|until|anniversary|expir)": 0.55,
            r"initial term\b.{0,120}(?:year|month|until|anniversary|date)": 0.6,
            r"\b(?:expires?|ends?|terminates?) on .{0,30}(?:\d{4}|anniversary)": 0.5,
            r"(?:remain|continue) in (?:full )?(?:force|effect).{0,80}(?:year|month|until|through)": 0.5,
            r"for a (?:\w+ ){0,2}(?:term|period) of.{0,40}years?.{0,80}(?:from|commencing|"
            r"beginning|effective|after)": 0.35,
            r"(?:agreement|contract).{0,80}(?:continues?|remains?|remain|is) in (?:full )?(?:force|"
            r"effect)|(?:agreement|contract) (?:\w+ ){0,2}(?:shall|will) (?:be valid|apply and|expire|"
            r"have a duration)|shall (?:expire|terminate) (?:up)?on the (?:earlier|earliest|later)": 0.55,
        },
        {
            r"confidential|survive|warrant|insurance|breach|notice of|default|payment": 0.5,
            r"renewal term|each successive": 0.15,
            r"after (?:the )?(?:expiration|termination)|following (?:the )?(?:expir|terminat)|"
            r"patent|royalt": 0.45,
        },
    ),
    _rule(
        "Confidentiality",
        "confiden|disclos|secret|divulge",
        {
            r"(?:hold|keep|kept|maintain|treat|preserve)\w*.{0,80}(?:confiden|secret)": 0.7,
            rf"{_NOT}.{{0,60}}(?:disclose|divulge|reveal|publish).{{0,140}}(?:confidential|"
            r"information|terms|secret)": 0.65,
            r"confidential information\b.{0,120}(?:means|shall mean|includes|shall not|shall be|"
            r"will not|only)": 0.5,
            r"obligations? of confidential|non-?disclosure": 0.45,
        },
        {r"confidential treatment requested|filed separately": 0.9},
    ),
    _rule(
        "Force Majeure",
        "force majeure|act of god|acts of god|beyond|superior force",
        {
            r"force majeure": 0.7,
            r"acts? of god": 0.7,
            # "Problems caused by misuse or causes beyond our control" are no more than left out.
            rf"{_EXCUSES}.{{0,240}}beyond (?:its|the|their|such).{{0,50}}control|"
            rf"beyond (?:its|the|their|such).{{0,50}}control.{{0,240}}{_EXCUSES}": 0.5,
        },
        {r"except .{0,40}force majeure|subject to force majeure": 0.3},
    ),
    _rule(
        "Dispute Resolution",
        "arbitrat|mediat|jurisdiction|venue|courts|dispute",
        {
            r"(?:shall|will|may|must|agree).{0,120}(?:arbitrat|mediat(?:ion|or))": 0.7,
            r"(?:submit|consent|agree)\w*.{0,100}jurisdiction": 0.7,
            r"exclusive (?:jurisdiction|venue|forum)|(?:jurisdiction|venue).{0,60}(?:shall|will) "
            r"(?:be|lie)|courts? (?:of|in|located).{0,100}(?:jurisdiction|venue)": 0.6,
            r"disputes?.{0,120}(?:resolved|settled|referred|negotiat|escalat)": 0.5,
        },
        {r"each jurisdiction|any jurisdiction|jurisdictions? (?:in which|where|of)": 0.5},
    ),
    _rule(
        "Payment Terms",
        "pay|invoice|due",
        {
            r"(?:shall|will|agrees? to|must) (?:\w+ ){0,3}pay\b.{0,160}(?:\$|within|days|monthly|"
            r"invoice|\bfees?\b|quarter|annual)": 0.55,
            r"invoices?\b.{0,120}(?:\bdue\b|payable|paid|within|days)": 0.6,
            r"(?:due and )?payable.{0,80}(?:within|days|upon|monthly|net)": 0.45,
            r"\bnet (?:\w+ )?\(?(?:10|15|30|45|60|90)\)?\b": 0.5,
            r"(?:late|overdue|past due).{0,100}(?:interest|per month|charge)": 0.5,
        },
        {r"indemnif|liquidated|attorneys' fees|premium|judgment|damages": 0.5},
    ),
    _rule(
        "Data Protection",
        "personal|data|privacy|gdpr|hipaa|security",
        {
            r"personal(?:ly)? (?:data|identifiable|information)": 0.55,
            r"data protection|privacy (?:law|act|rule|polic|regulation|statement)|\bgdpr\b|\bhipaa\b|"
            r"\bccpa\b": 0.55,
            r"(?:data|security) (?:breach|incident)|unauthori[sz]ed access.{0,60}data": 0.5,
            r"customer data.{0,160}(?:secur|safeguard|protect|process)": 0.5,
            r"protected health information": 0.6,
        },
        {r"confidential information.{0,20} means": 0.3},
    ),
    _rule(
        "Unilateral Amendment",
        "modif|amend|chang|revis|updat|alter|increas|rais|adjust",
        {
            r"(?:may|reserves? the right|right to|sole discretion|from time to time).{0,80}\b"
            r"(?:modify|amend|change|update|revise|alter)\b.{0,100}(?:terms|agreement|polic|"
            r"fees?|prices?|conditions|manual|specifications|rules|services?)": 0.55,
            r"(?:may|reserves? the right to|has the right to|is entitled to) (?:\w+ )?"
            r"(?:increase|raise|adjust)\b (?:\w+ ){0,3}(?:fees?|prices?|charges?|rates?)\b": 0.5,
            r"(?:modify|amend|change|update|revise).{0,100}(?:at any time|sole discretion|"
            r"in its discretion|without notice|from time to time)": 0.4,
        },
        {
            r"mutual|written agreement|both parties|signed by|in writing|agreement of the parties|"
            r"not be (?:amended|modified|changed)|consent|may not|shall not|parties may": 0.75,
        },
    ),
)

BY_CATEGORY: Final[Mapping[str, Rule]] = {rule.category: rule for rule in RULES}

#: What a heading says when it names a category (lower case).
HEADINGS: Final[Mapping[str, re.Pattern[str]]] = {
    category: re.compile(pattern)
    for category, pattern in {
        "Governing Law": r"governing law|applicable law|choice of law",
        "Anti-Assignment": r"assign|transfer",
        "Cap on Liability": r"limit\w* (?:of|on) (?:liab|damages|remed)|liability|damages",
        "Uncapped Liability": r"limit\w* (?:of|on) liab|liability",
        "Indemnification": r"indemni|hold harmless",
        "Non-Compete": r"non-?compet|compet|restrictive covenant",
        "Exclusivity": r"exclusiv|appointment",
        "No-Solicit of Employees": r"solicit|non-?hire",
        "No-Solicit of Customers": r"solicit",
        "Termination for Convenience": r"convenience|without cause",
        "Termination for Cause": r"terminat|default",
        "Renewal Term": r"renewal|extension|\bterm\b",
        "Notice Period to Terminate Renewal": r"renewal|\bterm\b",
        "Liquidated Damages": r"liquidated|early termination",
        "Most Favored Nation": r"most favou?red|pricing",
        "Audit Rights": r"audit|inspect|records",
        "Insurance": r"insurance",
        "License Grant": r"licen[cs]e|grant",
        "Irrevocable or Perpetual License": r"licen[cs]e|grant",
        "IP Ownership Assignment": r"intellectual property|ownership|inventions|work product",
        "Joint IP Ownership": r"ownership|intellectual property|joint",
        "Change of Control": r"change (?:of|in) control|assign",
        "Covenant Not to Sue": r"covenant not|no challenge|release",
        "Non-Disparagement": r"disparage",
        "Minimum Commitment": r"minimum|commitment|guarantee",
        "Revenue/Profit Sharing": r"royalt|revenue|profit|commission|compensation",
        "Rofr/Rofo/Rofn": r"first|option",
        "Source Code Escrow": r"escrow",
        "Third Party Beneficiary": r"beneficiar",
        "Warranty Duration": r"warrant",
        "Warranty Disclaimer": r"disclaim|warrant",
        "Post-Termination Services": r"effect of|consequence|post-?termination|transition|"
        r"obligations (?:up)?on",
        "Expiration Date": r"^\W*(?:\w+\W+)?(?:term|duration)\b|\bterm(?: of| and|$)",
        "Confidentiality": r"confiden|non-?disclosure",
        "Force Majeure": r"force majeure|act of god",
        "Dispute Resolution": r"arbitrat|dispute|jurisdiction|venue|mediat",
        "Payment Terms": r"payment|invoic|fees|compensation",
        "Data Protection": r"privacy|data|security",
        "Unilateral Amendment": r"amend|modif|changes",
    }.items()
}


def _by_need() -> tuple[tuple[str, int], ...]:
    """Each literal that rules need, and those rules as bits: it is looked for once for all."""
    rules: dict[str, int] = {}
    for number, rule in enumerate(RULES):
        for need in rule.needs:
            rules[need] = rules.get(need, 0) | 1 << number
    return tuple(rules.items())


_BY_NEED: Final = _by_need()


@lru_cache(maxsize=2_048)  # a sentence is looked at for its clauses and for the model
def detect(sentence: str) -> tuple[tuple[str, float], ...]:
    """Categories that a sentence shows, each with its confidence (at least ``REPORT_FROM``)."""
    lowered = sentence[:_LOOK_AT].lower()
    possible = 0
    for need, rules in _BY_NEED:
        if need in lowered:
            possible |= rules
    if not possible:
        return ()
    found = (
        (rule.category, rule.confidence(lowered))
        for number, rule in enumerate(RULES)
        if possible >> number & 1
    )
    return tuple(one for one in found if one[1] >= REPORT_FROM)
