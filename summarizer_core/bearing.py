"""Whether a passage that a model takes for a clause has a word that such a clause needs.

The lists are long, so that they leave what is labelled alone: of the passages that CUAD's lawyers
labelled, at most 3 in 1,000 of each category have none of its words. Categories are left out for
which no list does so and still tells anything ("shall not" may be exclusive dealing), and those
that are facts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from summarizer_core.hashing import normalise

#: By category, words of which its clauses have one, by how they begin or within others.
_WORDS: Final[Mapping[str, str]] = {
    "Affiliate License-Licensee": (
        r"affiliat|subsidiar|sublicen|group|parent|related|licen[cs]|associat|partner|"
        r"corporation|successor"
    ),
    "Affiliate License-Licensor": (
        r"affiliat|subsidiar|sublicen|group|parent|related|licen[cs]|associat"
    ),
    "Anti-Assignment": (
        r"assign|transfer|delegat|subcontract|sub-?licen|successor|consent|convey|encumb|"
        r"control|sell|sale|dispos|sub-?let|sub-?contract|third part|personal|\bvoid|"
        r"merger|title"
    ),
    "Audit Rights": (
        r"audit|inspect|examin|record|books|access|review|verif|visit|account|report|"
        r"observ|copy|copies|test|enter|monitor|inventor|disclos|discrepan|underpa|"
        r"balance sheet|certificate|discuss|statement"
    ),
    "Cap on Liability": (
        r"liab|damage|exceed|limit|loss|remed|indemn|responsib|cap\b|maximum|waive|"
        r"recover|claim|refund|amount|obligat|action|recourse|warrant"
    ),
    "Change of Control": (
        r"control|merge|acqui|consolidat|sale|s[eo]l[ld]|shares?\b|stock|equity|owner|"
        r"reorgani|successor|transfer|assign|assets|competitor|amalgam|subsidiar|interest|"
        r"spin|affiliat|securit"
    ),
    "Covenant Not to Sue": (
        r"contest|challeng|sue|claim|disput|attack|oppose|infring|validity|title|"
        r"ownership|right|releas|adverse|interfere|register|action|impair|waive|goodwill|"
        r"invalid|mark|disparag|jeopard|apply|encumb|inconsist|harm|petition|court"
    ),
    "Expiration Date": (
        r"term\b|terminat|expir|year|month|until|effect|continu|end|day|date|remain|"
        r"period|perpetu|complet|anniversar|force|commenc|duration"
    ),
    "Governing Law": (r"law|govern|constru|jurisd|statut|code|rules"),
    "IP Ownership Assignment": (
        r"assign|own|title|property|intellectual|right|vest|work|belong|transfer|convey|"
        r"invention|copyright|patent|interest|goodwill|protection|terminat|perfect|"
        r"document"
    ),
    "Insurance": (
        r"insur|coverage|polic|underwrit|certificate|cover|bond|liability|occurrence|"
        r"compensation|premium|operations"
    ),
    "Irrevocable or Perpetual License": (
        r"irrevocabl|perpetu|licen[cs]|forever|indefinit|permanent|surviv|term|revo|right|"
        r"non-?terminable|grant|incorporated"
    ),
    "Joint IP Ownership": (
        r"joint|own|co-own|equal|share|both|undivided|together|title|co-?develop|each|"
        r"terminat|join"
    ),
    "License Grant": (
        r"licen[cs]|grant|right|\buse\b|permi|authori|sublic|appoint|\bmay\b|provide|"
        r"distribut|allow|deemed|connect|\busing\b|\bcovenants\b|incorporat|content|"
        r"knowledge"
    ),
    "Liquidated Damages": (
        r"liquidat|damage|penalt|fee|pay|paid|credit|refund|forfeit|compensat|amount|cost|"
        r"charge|sum|\$|%|reimburs|deduct|deposit"
    ),
    "Most Favored Nation": (
        r"favou?r|price|pricing|better|lower|lowest|other|terms|less|most|than|equal|third"
    ),
    "No-Solicit of Customers": (
        r"solicit|divert|induc|customer|client|entic|business|account|compet|member|"
        r"supplier|deal|canvass|approach|interfer|subscrib|contact|patient|insured|sell"
    ),
    "No-Solicit of Employees": (
        r"solicit|hir|employ|recruit|induc|entic|engag|staff|personnel|agent|consultant|"
        r"offer"
    ),
    "Non-Disparagement": (
        r"disparag|derogat|defam|damag|negativ|injur|harm|detriment|critic|reput|image|"
        r"goodwill|adverse|unfavo|mislead|false|embarrass|tarnish|ridicul|disrepute|"
        r"reflect|dignity|honor|prestige|scandal|moral|ethic|offen|denigrat|bad|material|"
        r"statement|impair|public|announce|proposal"
    ),
    "Non-Transferable License": (
        r"transferabl|assign|transfer|sublicens|non-?assign|licen[cs]|personal|convey|"
        r"\bnot\b|resel|approval|consent|subcontract|right|use|content"
    ),
    "Notice Period to Terminate Renewal": (
        r"notice|notif|renew|writ|prior|extend|exten|terminat|inform|advis|days|intent|"
        r"elect|months"
    ),
    "Post-Termination Services": (
        r"terminat|expir|surviv|after|end|upon|follow|return|cease|continu|sell|inventory|"
        r"days|remain|complet|period|wind|transition|cancel|effect|year|destroy|"
        r"discontinu|month|support|access|account|assign|cooperat|transaction|provid"
    ),
    "Price Restrictions": (r"pric|increas|fee|rate|cost|charge|%|discount|amount|adjust|percent"),
    "Renewal Term": (
        r"renew|exten|success|addition|automatic|option|further|term|continu|year|period|"
        r"anniversar|effective|data|services"
    ),
    "Revenue/Profit Sharing": (
        r"royalt|commission|shar|split|proceeds|revenue|profit|margin|gross|net|earn|"
        r"income|portion|half|rebate|sales|%|percent|fee|pay|amount|receiv|equal|\bper\b|"
        r"\$|sum|entitl|cost|grants"
    ),
    "Rofr/Rofo/Rofn": (
        r"first|refus|pre-?empt|match|negotiat|offer|third|prior|right|option|purchas|"
        r"opportun|elect|notice|propos|accept|before|prefer|priority|last|desire|intend|"
        r"reject|free to|rofr|void|respon"
    ),
    "Source Code Escrow": (r"escrow|source|code|deposit|releas|agent|verif"),
    "Termination for Convenience": (
        r"terminat|cancel|end|withdraw|notice|discontinu|resign|cease|convenien|option|"
        r"without cause|discretion|opt|revoke|any reason"
    ),
    "Third Party Beneficiary": (
        r"third|beneficiar|benefit|rely|enforce|part(?:y|ies)|person|assign"
    ),
    "Uncapped Liability": (
        r"liab|damage|limit|exceed|exclu|except|loss|indemn|breach|\bnot\bapply|cap|"
        r"responsib|neglig|claim|unlimited|foregoing|remed|relie|waive|obligat|amount"
    ),
    "Unlimited/All-You-Can-Eat-License": (
        r"licen[cs]|unlimit|use|right|user|cop(?:y|ies)|access|install|download|all-you|"
        r"enterprise|any number|seat|site|calls?|episode|support|irrevocabl"
    ),
    "Warranty Duration": (
        r"warrant|guarant|defect|conform|period|year|month|day|repair|replac|free|comply|"
        r"complian|workmanship|accept|reject|claim|correct|fault|perform|specif|deliver|"
        r"ensure"
    ),
}
_PATTERNS: Final = {
    category: re.compile(words, re.IGNORECASE) for category, words in _WORDS.items()
}
#: The number of a paragraph.
_LABEL: Final = re.compile(r"^\W{0,2}(?:(?:\d[\d.]{0,8}|[a-zA-Z]|[ivx]{1,5})[.)]{0,2} )?\W*")
#: What was made unreadable on purpose.
_REDACTED: Final = re.compile(r"\[\s*\*|\*\*\*")
#: Words; a shorter quote tells nothing by itself.
_FEWEST: Final = 4
#: Characters around a part of a sentence that are looked at with it.
_AROUND: Final = 400


def can_bear(category: str, text: str, start: int, end: int) -> bool:
    """Whether words of an English text can be a clause of a category.

    Args:
        category: one of ``categories.ALL``; of one without a list all words can.
        text: of the document, or of the part of it that the words are in.
        start: of the words in it.
        end: of the words in it.
    """
    pattern = _PATTERNS.get(category)
    if pattern is None:
        return True
    quote = normalise(text[start:end])
    if pattern.search(quote) is not None:
        return True
    if quote.endswith(":") or len(quote.split()) < _FEWEST or _REDACTED.search(quote):
        return True
    begins = _LABEL.sub("", quote)[:1]
    if (begins.isupper() or not begins.isalpha()) and quote[-1:] in ".;":
        return False
    around = normalise(text[max(0, start - _AROUND) : end + _AROUND])
    return pattern.search(around) is not None
