"""What a contract has clauses on, in neutral words, and what it denies, in its own.

Whom a clause binds, and how far, is for its words to say: the list of clauses shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summarizer_core.engines.base import Candidate, Stated
from summarizer_core.engines.local_told.facts import Facts
from summarizer_core.engines.local_told.wording import cited, listed, told

RISKS: Final[Mapping[str, str]] = {
    "Cap on Liability": "limits of liability",
    "Uncapped Liability": "what no limit of liability covers",
    "Indemnification": "indemnities",
    "Liquidated Damages": "sums or fees that are fixed beforehand",
    "Warranty Disclaimer": "the exclusion of warranties",
    "Insurance": "insurance",
}
RESTRICTIONS: Final[Mapping[str, str]] = {
    "Exclusivity": "exclusivity",
    "Non-Compete": "competing",
    "No-Solicit of Employees": "approaching staff",
    "No-Solicit of Customers": "approaching customers",
    "Anti-Assignment": "assignment",
    "Change of Control": "a change of control",
    "Minimum Commitment": "minimum amounts",
    "Most Favored Nation": "terms no worse than those of others",
    "Rofr/Rofo/Rofn": "who is asked first",
    "Confidentiality": "confidentiality",
    "Non-Disparagement": "disparagement",
    "Unilateral Amendment": "changes of terms",
    "Price Restrictions": "limits on prices",
}
RIGHTS: Final[Mapping[str, str]] = {
    "License Grant": "licences",
    "Irrevocable or Perpetual License": "irrevocable or perpetual licences",
    "IP Ownership Assignment": "who owns intellectual property",
    "Joint IP Ownership": "joint intellectual property",
    "Revenue/Profit Sharing": "shares of revenue, commissions or royalties",
    "Audit Rights": "audits or inspections",
    "Source Code Escrow": "source code in escrow",
    "Data Protection": "personal data",
    "Post-Termination Services": "what goes on after the end",
}
#: Told by the law, and by the ways out.
_TOLD_ELSEWHERE: Final = ("Governing Law", "Termination for Convenience")
#: Clauses that deny something that are quoted, each by one sentence.
_MOST_DENIALS: Final = 3


def risks(facts: Facts, told_by_words: Sequence[str] = ()) -> Iterator[Stated]:
    """Args:
    told_by_words: categories that are told otherwise.
    """
    named = {name: said for name, said in RISKS.items() if name not in told_by_words}
    yield from _clauses_on(facts, "On risk it has clauses on", named)


def bounds(facts: Facts) -> Iterator[Stated]:
    """What restricts the parties, then what rights pass."""
    yield from _clauses_on(facts, "It has clauses on", RESTRICTIONS)
    yield from _clauses_on(facts, "It also has clauses on", RIGHTS)


def _clauses_on(facts: Facts, lead: str, named: Mapping[str, str]) -> Iterator[Stated]:
    found = {name: one for name in named if (one := _telling(facts, name)) is not None}
    if found:
        proofs = facts.proofs(list(found.values()))
        yield told(f"{lead} {listed([named[name] for name in found])}", proofs)


#: Words without which a clause is not on its subject, and words that make it one on another.
_NEEDED: Final[Mapping[str, str]] = {
    "Cap on Liability": r"\bexceed|\blimit|\bcap(?:ped)?\b|\b(?:not|neither|no|nor)\b[^.;]{0,160}\bliab|\bnot be responsible\b",
    "Uncapped Liability": r"\bliab|\bdamages\b|\blimit|\bexclu",
    "Indemnification": r"\bindemni|\bhold\w* \w*\s?harmless|\bdefend",
    "Liquidated Damages": r"\bliquidated\b|\bfees?\b|\bsum\b|\bpenalt|\bpay|[$\u20ac\u00a3]",
    "Warranty Disclaimer": r"\bdisclaim|\bas[- ]is\b|\bin lieu of\b|\bexclud|\b(?:no|not|neither|nor|without|except)\b"
    r"[^.;]{0,120}\b(?:warrant(?:y|ies)|representations?)\b",
    "Insurance": r"\binsur",
    "Exclusivity": r"\bexclusiv|\bsole\b|\bsolely\b|\bonly\b|\bno other\b|\bany other\b|\bnot\b",
    "Non-Compete": r"\bcompet(?:e|es|ing|itive|ition|itors?)\b",
    "No-Solicit of Employees": r"\bsolicit|\bhir|\bemploy|\binduc|\brecruit",
    "No-Solicit of Customers": r"\bsolicit|\binduc|\bdivert|\bapproach|\bcontact|\bcustomers?\b|\bclients?\b",
    "Anti-Assignment": r"\bassign(?:s|ed|able|ment|ing)?\b|\btransfer|\bdelegat|\bnovat",
    "Change of Control": r"\bcontrol\b|\bmerge|\bacqui|\bsale of\b|\bownership\b|\boperation of law",
    "Minimum Commitment": r"\bminimum|\bat least\b|\b(?:no|not) (?:less|fewer)\b|\btarget|\bquota|\bcommit",
    "Most Favored Nation": r"\bfavou?r|\bno less\b|\blower\b|\bbetter\b|\bcomparable\b|\bother (?:customers|licensees|parties)",
    "Rofr/Rofo/Rofn": r"\bfirst\b|\brefusal\b|\bpre-?empt|\bmatch",
    "Confidentiality": r"\bconfiden|\bsecre|\bproprietary|\bnon-?disclos|\bnot (?:\w+,? ){0,4}disclos",
    "Non-Disparagement": r"\bdisparag|\bdefam|\bderogat|\bdiscredit|\breputation|\bnegative|\bill repute|\bcritici[sz]",
    "Unilateral Amendment": r"\b(?:amend|modif|chang|revis|updat|alter|adjust|increas|var[yi])",
    "Price Restrictions": r"\bpric|\brates?\b|\bfees?\b|\bcharge",
    "License Grant": r"\blicen[cs]|\bright to\b|\brights to\b|\bpermission",
    "Irrevocable or Perpetual License": r"\birrevocabl|\bperpetu|\bunlimited in time|\bindefinite",
    "IP Ownership Assignment": r"\bown|\bassign|\btitle\b|\bvest|\bproperty of\b",
    "Joint IP Ownership": r"\bjoint|\bco-?own|\bboth parties\b",
    "Revenue/Profit Sharing": r"%|\bpercent|\bshare|\broyalt|\bcommission",
    "Audit Rights": r"\baudit|\binspect|\bexamin|\bbooks\b|\brecords\b|\baccess to\b",
    "Source Code Escrow": r"\bescrow",
    "Data Protection": r"\bpersonal|\bprivacy|\bdata\b|\bPII\b|\bHIPAA\b",
}
_OTHER_THING: Final[Mapping[str, str]] = {
    "Cap on Liability": r"\bevidence of (?:an )?indebtedness\b",
    "Minimum Commitment": r"\b(?:vendor|supplier|manufacturer)'s minimum\b",
    "Anti-Assignment": r"\bfor the benefit of (?:its |his |their |the )?creditors\b",
    "Warranty Disclaimer": r"\bnot (?:be )?repeated\b|\bnot a determination\b|"
    r"^(?!.*(?:disclaim|\bas[- ]is\b|\bmakes? no\b)).*\bbreach of\b[^.;]{0,60}\bwarrant",
    "Rofr/Rofo/Rofn": r"\bhave not\b[^.;]{0,200}\bgranted\b|\bno (?:third party|person|one) has\b",
    "Exclusivity": r"\bno (?:\w+ ){0,3}exclusiv|\bnon-?exclusiv(?!.*[^-]\bexclusiv)|^\W*pursuant to the\b",
    "Unilateral Amendment": r"\b(?:advertising copy|artwork|copy displayed)\b|\bchanges? (?:\w+ ){0,3}address",
    "Confidentiality": r"^(?!.*\b(?:keep|hold|disclos(?:e|ed|ing|ure to))\b).*\bexecute\b",
    "Non-Compete": r"\bnot agreed\b|\bno (?:prohibition|restriction|ban|covenant)\b|\bfree to compete\b|"
    r"\b(?:more|less|as) \w+ (?:than|as) [^.;]*\bcompetitors?\b|^\W*[\"'\u201c](?:\w+ )*competit|"
    r"^(?!.*\b(?:compete[sd]?|competing|competitive|competitors?)\b).*\bunfair compet",
    "Non-Disparagement": r"^(?!.*\b(?:disparag|defam|derogat)).*\b(?:insolv|bankrupt|terminat)",
    "Change of Control": r"^(?!.*(?:\bcontrol\b.*\bchange|\bchange\w* (?:of|in) (?:\w+ )?control|merge|acqui|sale of|"
    r"operation of law|ownership))",
}
#: Words that name a subject and are on something else; what is left must still speak of it.
_BY_THE_WAY: Final[Mapping[str, str]] = {
    "Indemnification": r"\b(?:not|nothing|without)\b[^.;]{0,80}\b(?:affect|limit|prejudice|relieve)\w*\b[^.;]*\bindemni\w*",
    "Minimum Commitment": r"\bminimum (?:\w+ ){0,2}balance\b|\baccounts?\b[^;]{0,160}\bat least\b|"
    r"\b(?:no|without (?:any|a)|free of any) (?:\w+ ){0,2}minimum\b[^.;]*|"
    r"\b(?:reject|declin|waiv)\w*\b[^.;]{0,40}\bminimum\b[^.;]*|"
    r"\b(?:employ|hire|retain|appoint|staff|designate)\w*\b[^.;]{0,40}\b(?:at least|(?:no|not) (?:less|fewer) than|minimum)\b"
    r"[^.;]{0,40}\b(?:individuals?|persons?|employees?|people|staff|managers?|engineers?|workers?|representatives?|"
    r"technicians?)\b|"
    r"\b(?:at least|(?:no|not) (?:less|fewer) than)\b[^.;]{0,30}\b(?:visits?|meetings?|copies|days?'? (?:\w+ ){0,2}notice)\b",
    "Revenue/Profit Sharing": r"\bshares?\b[^.;]{0,40}\b(?:stock|capital)\b|"
    r"\b(?:[\d,]+|unregistered|restricted|common|ordinary|preferred|preference|issued|outstanding) (?:\w+ )?shares\b|"
    r"\b(?:certificates?|payment|issue|transfer|number|classes?|class) (?:for|of) (?:\w+ )?shares\b|\bshareholders?\b",
    "Source Code Escrow": r"\bescrow (?:agents?|providers?|holders?|companies)\b|"
    r"\bother than to\b[^.;]*\bescrow\w*|\bexcept (?:to|that|for|as)\b[^.;]*\bescrow\w*[^.;]*",
}
_WORDS_BY_THE_WAY: Final = {
    name: re.compile(words, re.IGNORECASE) for name, words in _BY_THE_WAY.items()
}
#: A document that says so has no clause on confidentiality, whatever else it keeps secret.
_NOT_SECRET: Final = re.compile(
    r"\binformation\b[^.;]{0,80}\b(?:is|are|be|as) (?:\w+ ){0,3}non-?\s?confidential\b",
    re.IGNORECASE,
)
_WORDS_NEEDED: Final = {name: re.compile(words, re.IGNORECASE) for name, words in _NEEDED.items()}
_WORDS_OF_OTHERS: Final = {
    name: re.compile(words, re.IGNORECASE) for name, words in _OTHER_THING.items()
}


def _telling(facts: Facts, name: str) -> Candidate | None:
    """The surest clause of a category whose own words speak of its subject; None without one."""
    if name == "Confidentiality" and _NOT_SECRET.search(facts.view.document.text):
        return None
    needed, other = _WORDS_NEEDED.get(name), _WORDS_OF_OTHERS.get(name)
    found = [
        one
        for one in facts.clauses.get(name, ())
        if (needed is None or needed.search(_of_its_own(name, facts.standing(one))))
        and (other is None or not other.search(facts.standing(one)))
    ]
    return max(found, key=lambda one: one.confidence, default=None)


def _of_its_own(name: str, said: str) -> str:
    """A clause without the words that name its subject only by the way."""
    aside = _WORDS_BY_THE_WAY.get(name)
    return said if aside is None else aside.sub(" ", said)


def denials(facts: Facts) -> Iterator[Stated]:
    """What it denies, in its own words: of whom, and how far, is for these to say."""
    said: dict[str, None] = {}
    proofs = []
    for name, clauses in facts.denied.items():
        if name in _TOLD_ELSEWHERE or len(said) == _MOST_DENIALS:
            continue
        whole, shown = facts.passage(clauses[0])
        words = cited(whole, 1)
        if words and words not in said:
            said[words] = None
            proofs += shown
    if said:
        yield told(f"It says in terms: {listed([*said])}", proofs)
