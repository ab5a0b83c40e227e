"""Whether the words of a clause bear the heading that it would stand under by themselves.

``meant`` asks whether words can mean what their category is about; here they must have what a
reader looks for under its name. So a summary names a subject only where a clause speaks of it, and
what is doubted is looked at first only where its words bear it out. Written for English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from summarizer_core.hashing import normalise
from summarizer_core.language import guess_language

#: By category, words without which a clause is not on it.
_NEEDED: Final[Mapping[str, str]] = {
    "Cap on Liability": (
        r"\bexceed|\blimit|\bcap(?:ped)?\b|\b(?:not|neither|no|nor)\b[^.;]{0,160}\bliab|"
        r"\bnot be responsible\b"
    ),
    "Uncapped Liability": (r"\bliab|\bdamages\b|\blimit|\bexclu"),
    "Indemnification": (r"\bindemni|\bhold\w* \w*\s?harmless|\bdefend"),
    "Liquidated Damages": (r"\bliquidated\b|\bfees?\b|\bsum\b|\bpenalt|\bpay|[$\u20ac\u00a3]"),
    "Warranty Disclaimer": (
        r"\bdisclaim|\bas[- ]is\b|\bin lieu of\b|\bexclud|\b(?:no|not|neither|nor|without|"
        r"except)\b[^.;]{0,120}\b(?:warrant(?:y|ies)|representations?)\b"
    ),
    "Insurance": (r"\binsur"),
    "Exclusivity": (
        r"\bexclusiv|\bsole(?:ly)?\b|\bonly\b|\b(?:no|any) other\b|\bnot\b|"
        r"\ball (?:of )?(?:its|their)\b|\brequirements\b"
    ),
    "Non-Compete": (
        r"\bcompet(?:e[sd]?|ing|itive|itions?|itors?)\b|\bnon-?compet|\b(?:similar|same|"
        r"like) (?:\w+ )?(?:business|products?|services?)\b|"
        r"\bengag\w* in\b[^.;]{0,60}\bbusiness\b"
    ),
    "No-Solicit of Employees": (r"\bsolicit|\bhir(?:e|ing)|\bemploy|\binduc|\brecruit|\bentic"),
    "No-Solicit of Customers": (
        r"\bsolicit|\binduc|\bdivert|\bapproach|\bcontact|\bentic|\bcustomers?\b|\bclients?\b"
    ),
    "Anti-Assignment": (r"\bassign(?:s|ed|able|ment|ing)?\b|\btransfer|\bdelegat|\bnovat"),
    "Change of Control": (
        r"\bcontrol\b|\bmerge|\bacqui|\bsales? of\b|\bownership\b|\boperation of law\b"
    ),
    "Minimum Commitment": (
        r"\bminimum|\bat least\b|\b(?:not|no) (?:less|fewer) than\b|\bcommit|\btargets?\b|"
        r"\bquotas?\b|\bmilestones?\b|\bshortfall|\btake[- ]or[- ]pay\b|\bless than\b"
    ),
    "Most Favored Nation": (
        r"\bfavou?r|\bno (?:less|worse|higher)\b|\blower|\bbetter\b|\bcomparable\b|"
        r"\bas (?:low|good)\b|\bother (?:customers|licensees|parties)"
    ),
    "Rofr/Rofo/Rofn": (
        r"\bfirst (?:\w+ ){0,2}(?:right|refusal|offer|option|negotiat\w+|opportunity|look)|"
        r"\bright of first\b|\brefusal\b|\bfirst(?:ly)? (?:offer|present|give|grant|notify)|"
        r"\bpre-?empt|\bmatch(?:es|ing)?\b|\bwithout first\b|\bnegotiat\w+"
    ),
    "Confidentiality": (
        r"\bconfiden|\bsecre|\bproprietary|\bnon-?disclos|\bnot (?:\w+,? ){0,4}disclos"
    ),
    "Non-Disparagement": (
        r"\bdisparag|\bdefam|\bderogat|\bdiscredit|\breputation|\bnegative|\bill repute|"
        r"\bcritici[sz]"
    ),
    "Unilateral Amendment": (
        r"^(?=.*?\b(?:may|can|rights? to|reserves?|entitled to|free to|discretion|"
        r"permitted to)\b[^.;]{0,120}\b(?:amend|modif|chang|revis|updat|alter|adjust|increas|"
        r"rais|replac|supplement|var[yi])).*?\b(?:amend|modif|chang|revis|updat|alter|adjust|"
        r"increas|rais|vary)\w*\b(?! (?:of|in) control)(?![^.;]{0,30}\baddress)"
        r"[^.;]{0,100}\b(?:terms|conditions|agreement|"
        r"polic\w+|prices?|pricing|fees?|rates?|charges?|commissions?|programs?|services?|"
        r"maintenance)\b"
    ),
    "Price Restrictions": (r"\bpric|\brates?\b|\bfees?\b|\bcharge"),
    "License Grant": (r"\blicen[cs]|\bright to\b|\brights to\b|\bpermission"),
    "Irrevocable or Perpetual License": (
        r"\birrevocabl|\bperpetu|\bindefinite|\bunlimited in time|\bnot be revoked"
    ),
    "IP Ownership Assignment": (r"\bown|\bassign|\btitle\b|\bvest|\bproperty of\b"),
    "Joint IP Ownership": (r"\bjoint|\bco-?own|\bboth parties\b"),
    "Revenue/Profit Sharing": (r"%|\bpercent|\bshare|\broyalt|\bcommission"),
    "Audit Rights": (r"\baudit|\binspect|\bexamin|\bbooks\b|\brecords\b|\baccess to\b"),
    "Source Code Escrow": (r"\bescrow|\bdeposit\w*\b[^.;]{0,80}\b(?:source|code|materials?)\b"),
    "Data Protection": (r"\bpersonal|\bprivacy|\bdata\b|\bPII\b|\bHIPAA\b"),
    "Covenant Not to Sue": (
        r"\b(?:not|never|nor|no|neither|refrain\w*|releas\w*|waiv\w*|"
        r"discharg\w*)\b[^.;]{0,160}\b(?:su(?:e|es|ed|its?)|contest\w*|challeng\w*|attack\w*|"
        r"disput\w*|claims?|actions?|assert\w*|proceedings?|litigat\w*|oppos\w*|invalid\w*|"
        r"question\w*|prosecut\w*)\b"
    ),
}
#: ... words that make it one on something else, or say the opposite.
_OTHER_THING: Final[Mapping[str, str]] = {
    "Cap on Liability": (r"\bevidence of (?:an )?indebtedness\b"),
    "Minimum Commitment": (r"\b(?:vendor|supplier|manufacturer)'s minimum\b"),
    "Anti-Assignment": (r"\bfor the benefit of (?:its |his |their |the )?creditors\b"),
    "Warranty Disclaimer": (
        r"\bnot (?:be )?repeated\b|\bnot a determination\b|^(?!.*(?:disclaim|\bas[- ]is\b|"
        r"\bmakes? no\b)).*\bbreach of\b[^.;]{0,60}\bwarrant"
    ),
    "Rofr/Rofo/Rofn": (
        r"\bhave not\b[^.;]{0,200}\bgranted\b|\bno (?:third party|person|one) has\b"
    ),
    "Exclusivity": (
        r"\bno (?:\w+ ){0,3}exclusiv|\bnon-?exclusiv(?!.*[^-]\bexclusiv)|^\W*pursuant to the\b"
    ),
    "Unilateral Amendment": (
        r"\b(?:advertising copy|artwork|copy displayed)\b|\bchanges? (?:\w+ ){0,3}address|"
        r"\bin no event (?:may|shall|will)\b|\b(?:may|shall|will) not (?:\w+ )?(?:amend|modif|"
        r"chang|revis|alter)"
    ),
    "Confidentiality": (r"^(?!.*\b(?:keep|hold|disclos(?:e|ed|ing|ure to))\b).*\bexecute\b"),
    "Non-Compete": (
        r"\bnot agreed\b|\bno (?:\w+ ){0,2}(?:prohibition|restriction|ban|covenant|"
        r"obligation)\b|\bfree to compete\b|\b(?:more|less|as) \w+ (?:than|"
        r"""as) [^.;]*\bcompetitors?\b|^\W*[\"'\u201c](?:\w+ )*competit|^(?!.*\b(?:compete[sd]?|"""
        r"competing|competitive|competitors?)\b).*\bunfair compet"
    ),
    "Non-Disparagement": (r"^(?!.*\b(?:disparag|defam|derogat)).*\b(?:insolv|bankrupt|terminat)"),
    "Change of Control": (
        r"^(?!.*(?:\bcontrol\b.*\bchange|\bchange\w* (?:of|in) (?:\w+ )?control|merge|acqui|"
        r"sale of|operation of law|ownership))"
    ),
}
#: ... and words that name it, but only by the way; what is left must still speak of it.
_BY_THE_WAY: Final[Mapping[str, str]] = {
    "Indemnification": (
        r"\b(?:not|nothing|without)\b[^.;]{0,80}\b(?:affect|limit|prejudice|"
        r"relieve)\w*\b[^.;]*\bindemni\w*"
    ),
    "Minimum Commitment": (
        r"\bminimum (?:\w+ ){0,2}balance\b|\baccounts?\b[^;]{0,160}\bat least\b|\b(?:no|"
        r"without (?:any|a)|free of any) (?:\w+ ){0,2}minimum\b[^.;]*|\b(?:reject|declin|"
        r"waiv)\w*\b[^.;]{0,40}\bminimum\b[^.;]*|\b(?:employ|hire|retain|appoint|staff|"
        r"designate)\w*\b[^.;]{0,40}\b(?:at least|(?:no|not) (?:less|fewer) than|"
        r"minimum)\b[^.;]{0,40}\b(?:individuals?|persons?|employees?|people|staff|managers?|"
        r"engineers?|workers?|representatives?|technicians?)\b|\b(?:at least|(?:no|"
        r"not) (?:less|fewer) than)\b[^.;]{0,30}\b(?:visits?|meetings?|copies|"
        r"days?'? (?:\w+ ){0,2}notice)\b"
    ),
    "Revenue/Profit Sharing": (
        r"\bshares?\b[^.;]{0,40}\b(?:stock|capital)\b|\b(?:[\d,]+|unregistered|restricted|"
        r"common|ordinary|preferred|preference|issued|outstanding) (?:\w+ )?shares\b|"
        r"\b(?:certificates?|payment|issue|transfer|number|classes?|class) (?:for|"
        r"of) (?:\w+ )?shares\b|\bshareholders?\b"
    ),
    "Source Code Escrow": (
        r"\bescrow (?:agents?|providers?|holders?|companies)\b|"
        r"\bother than to\b[^.;]*\bescrow\w*|\bexcept (?:to|that|for|"
        r"as)\b[^.;]*\bescrow\w*[^.;]*"
    ),
}
#: Of words too few to tell their language, so many are English.
_ENGLISH: Final = re.compile(r"\b(?:the|shall|will|of|and|any|by|not|have|from)\b", re.IGNORECASE)
_FEW: Final = 3


def _compiled(table: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.IGNORECASE) for name, words in table.items()}


_WORDS_NEEDED: Final = _compiled(_NEEDED)
_WORDS_OF_OTHERS: Final = _compiled(_OTHER_THING)
_WORDS_BY_THE_WAY: Final = _compiled(_BY_THE_WAY)


def speaks_of(category: str, quote: str) -> bool:
    """Whether words in English speak of what a category is about; true of categories without words
    that need be.

    Args:
        category: one of ``categories.ALL``.
        quote: as it stands in the document.
    """
    said = normalise(quote)
    needed, other = _WORDS_NEEDED.get(category), _WORDS_OF_OTHERS.get(category)
    aside = _WORDS_BY_THE_WAY.get(category)
    own = said if aside is None else aside.sub(" ", said)
    if needed is not None and not needed.search(own):
        return False
    return other is None or not other.search(said)


def bears(category: str, quote: str) -> bool:
    """Whether words may bear the heading of a category: they speak of it, or are not known to be
    English."""
    if speaks_of(category, quote):
        return True
    said = normalise(quote)
    language = guess_language(said)
    short = language is None and len(_ENGLISH.findall(said)) >= _FEW
    return not (short or language == "en")
