"""Which kinds of clauses a question asks for, told by its words."""

from __future__ import annotations

import re
from typing import Final

_CATEGORIES: Final = tuple(
    (category, re.compile(words, re.IGNORECASE))
    for category, words in (
        ("Governing Law", r"\b(?:which|what|whose|governing|applicable) laws?\b|\bgovern(?:s|ed)\b"),
        ("Termination for Convenience", r"^\W*(?:early )?termination\W*$|\b(?:terminat|cancel|end(?:ed)?\b|leave|quit|get out|exit|walk away).{0,60}\b(?:early|without|convenience|any ?time|reason|at will|notice)|\b(?:who|can|may|how)\b.{0,30}\b(?:terminat|cancel|end the|leave|quit|get out)|\bconvenience\b"),
        ("Termination for Cause", r"^\W*(?:early )?termination\W*$|\bterminat.{0,60}\b(?:breach|default|cause|non-?payment|insolv|bankrupt)|\b(?:breach|default|insolven\w*|bankrupt\w*)\b.{0,40}\bterminat|\bcure period\b"),
        ("Cap on Liability", r"^\W*liabilit\w{1,3}\W*$|\b(?:cap|limit|limits|limited|limitation|maximum|ceiling)\b.{0,40}\bliab|\bliab\w*\b.{0,40}\b(?:cap|limit|exceed|maximum)|\b(?:lost|loss of) profits?\b|\b(?:consequential|indirect) (?:damage|loss)|(?<!personally )\bliable\b"),
        ("Uncapped Liability", r"\bunlimited\b|\buncapped\b|\bwithout limit"),
        ("Renewal Term", r"\brenew|\bextend|\bextension|\bprolong"),
        ("Notice Period to Terminate Renewal", r"\b(?:stop|prevent|avoid|against|notice of|non-?)\b.{0,20}\brenew"),
        ("Expiration Date", r"\b(?:when|how long)\b.{0,40}\b(?:end|ends|expire|expires|last|lasts|run|runs)\b.{0,20}(?:agreement|contract|term)?|\b(?:term|duration|expir\w*|initial term|end date)\b"),
        ("Anti-Assignment", r"\bassign|\btransfer.{0,30}\b(?:agreement|contract|rights?)"),
        ("Change of Control", r"\bchange (?:of|in) control|\bmerger|\btakeover|\b(?:party|company|it|they|customer|supplier) (?:is|are|was) (?:sold|acquired|bought)"),
        ("Indemnification", r"\bindemn|\bhold harmless|\bharmless\b"),
        ("Confidentiality", r"\bconfiden|\bsecre(?:t|cy|ts)\b|\bnon-?disclos"),
        ("Non-Compete", r"\bnon-?compet|\bcompet(?:e|es|ing|itor|itors|ition|itive)\b"),
        ("Exclusivity", r"\bexclusiv"),
        ("No-Solicit of Employees", r"\b(?:hire|hired|solicit|poach|recruit)\w*\b.{0,40}\b(?:employee|staff|personnel|people)|\b(?:employee|staff|personnel)s?'?s?\b.{0,40}\b(?:hire|solicit|poach|recruit)"),
        ("No-Solicit of Customers", r"\b(?:solicit|approach|poach)\w*\b.{0,40}\b(?:customer|client)"),
        ("Insurance", r"\binsur"),
        ("Payment Terms", r"^\W*(?:payments?|fees?|prices?)\W*$|\b(?:when|how soon|due)\b.{0,50}\b(?:pay|paid|payable|payment|invoice|fees?)|\b(?:invoice|payment|fee)s?\b.{0,30}\b(?:due|paid|payable)|\blate payment|\binterest\b|\bpayment terms"),
        ("Dispute Resolution", r"\bcourts?\b|\barbitra|\bjurisdiction|\bvenue|\bmediat|\b(?:resolv|decid|settl|where|how)\w*\b.{0,40}\bdisputes?\b|\bdisputes? (?:resol|settl|be)"),
        ("Audit Rights", r"\baudit|\binspect|\bbooks\b|\brecords\b"),
        ("Warranty Duration", r"^(?!.*(?:how many|number of) warrants\b|.*\bwarrants?\b.{0,30}\b(?:vest|exercis)).*\bwarrant(?:y|ies|s|ed)?\b|\bguarantee|\bdefects?\b"),
        ("Warranty Disclaimer", r"\bas[ -]is\b|\bdisclaim"),
        ("Liquidated Damages", r"\bliquidated|\bpenalt"),
        ("Minimum Commitment", r"\bminimum\b|\bat least\b"),
        ("Most Favored Nation", r"\bmost[- ]favou?red|\bbetter (?:price|term|benefit|deal|condition)"),
        ("Rofr/Rofo/Rofn", r"\bfirst (?:refusal|offer|negotiation)|\bpre-?empt"),
        ("License Grant", r"\blicen[cs]|\bright to use\b|\bmay\b.{0,30}\buse\b"),
        ("Non-Transferable License", r"\bsub-?licen[cs]|\btransfer.{0,20}\blicen[cs]"),
        ("Affiliate License-Licensee", r"\baffiliat|\bsubsidiar|\bgroup compan"),
        ("Source Code Escrow", r"\bsource code|\bescrow"),
        ("IP Ownership Assignment", r"^\W*(?:ip|intellectual property)(?: rights)?\W*$|\b(?:own|owns|owner|ownership|keeps?)\b.{0,40}\b(?:ip|intellectual|results?|deliverables?|inventions?|works?|improvements?|trade ?marks?|rights)"),
        ("Force Majeure", r"\bforce majeure|\bacts? of god"),
        ("Data Protection", r"\bpersonal (?:data|information)|\bdata (?:protection|privacy|processing)|\bgdpr\b|\bprivacy"),
        ("Unilateral Amendment", r"\b(?:change|raise|increase)\w*\b.{0,40}\b(?:prices?|terms|fees)|\bunilateral|\b(?:alone|by itself|without (?:our|my|the|its)? ?(?:\w+'s )?consent)\b.{0,40}\b(?:change|amend|modif)|\b(?:change|amend|modif)\w*\b.{0,60}\b(?:alone|by itself|without)\b"),
        ("Third Party Beneficiary", r"\bthird[- ]part(?:y|ies)\b.{0,30}\b(?:right|benefi|enforce)"),
        ("Revenue/Profit Sharing", r"\broyalt|\bcommission|\b(?:revenue|profit)[- ]shar|\bshare of (?:the )?(?:revenue|profit)"),
        ("Price Restrictions", r"\bprices?\b.{0,30}\b(?:increase|raise|cap|limit|change)|\b(?:increase|raise|change)\w*\b.{0,20}\bprices?"),
        ("Post-Termination Services", r"\b(?:after|at|on|upon|following)\b.{0,20}\b(?:termination|the end|expiry|expiration)|\bsurviv|\binventory\b"),
        ("Covenant Not to Sue", r"\bcontest\b|\bchallenge\b|\bnot to sue"),
        ("Non-Disparagement", r"\bdisparag|\bspeak ill|\bcritici[sz]"),
    )
)  # fmt: skip
_OF_THE_WHOLE: Final = re.compile(r"\b(?:agreement|contract|term)\b", re.IGNORECASE)


def categories_of(question: str) -> frozenset[str]:
    """Clause categories that would answer a question; none when its words name none."""
    found = {name for name, pattern in _CATEGORIES if pattern.search(question)}
    if len(found) > 1 and not _OF_THE_WHOLE.search(question):
        found.discard("Expiration Date")  # "How long does secrecy last?"
    return frozenset(found)


#: Words of questions about a contract as a whole: what is bad about it, and whether it is good.
_JUDGES: Final = frozenset(
    "unusual usual strange odd weird fair unfair balanced risk risks risky problem problems problematic worry worries "
    "worried worrying concern concerns concerned concerning flag flags issue issues sign signing ok okay fine good bad "
    "danger dangers dangerous careful beware watch trap traps catch pitfall pitfalls hidden surprise surprises "
    "surprising normal standard reasonable unreasonable safe acceptable onerous harmful weak weakness weaknesses negative "
    "alarming harsh critical serious important matter matters dealbreaker dealbreakers attention sided worst".split()
)
#: Words that go with them and ask for nothing by themselves.
_EMPTY: Final = frozenset(
    "a about all an and any anything are as at be being biggest can clause clauses contract agreement document could do "
    "does else especially everything find first for from give greatest have here how i in into is it its key know look "
    "looking main make me mention most my need of on one or our out over overall paper please point points provision "
    "provisions red see should show so something speaking tell term terms that the them there these thing things this "
    "those to too top us very was we what whats where which why will with would you your s deal special general "
    "generally particularly particular".split()
)


def asks_of_all(question: str) -> bool:
    """Whether a question names nothing but how good or bad the contract is: "Anything unusual?", "Is
    this fair?"."""
    words = re.findall(r"[a-z]+", question.lower())
    judged = [word for word in words if word in _JUDGES]
    return bool(judged) and all(word in _JUDGES or word in _EMPTY for word in words)
