"""Of what a contract must not speak for a statement to be true that it says nothing of it.

That something is missing is said in words that the contract need not have: "no way out" of one that
may be terminated, "no limit" of one whose liability "shall not exceed" a sum. Each subject has the
words by which a statement names it, and those of a passage that speaks of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

#: By subject: how a statement names it, and how a passage speaks of it.
_SUBJECTS: Final = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(said, re.IGNORECASE))
    for asked, said in (
        (
            r"\bway out\b|\bexit|\bleav(?:e|ing)\b|\bend(?:s|ed|ing)?\b|terminat|cancel|rescind|"
            r"withdraw|get out|escape",
            r"terminat|cancel|rescind|withdraw|\bend (?:it|this|the)\b|\bnotice to (?:end|quit)|"
            r"\b(?:days|weeks|months)'? (?:\w+ )?notice\b",
        ),
        (
            r"\blimit|\bcap(?:s|ped)?\b|\bceiling|\bexposure|\buncapped|\bmaximum\b|"
            r"restrict\w* liab",
            r"\bliab[^.;]{0,120}(?:limit|exceed|\bcap(?:ped)?\b|up to|maximum|greater|higher)|"
            r"(?:limit|exceed|\bcap(?:ped)?\b|up to|maximum)[^.;]{0,120}(?:liab|damages)",
        ),
        (
            r"restrain|restrict|compet|\brivals?\b|post-(?:contract|term)|exclusiv|"
            r"\bother brands?\b",
            r"compet|\brivals?\b|exclusiv|solicit|\bany other\b|"
            r"\bnot (?:\w+ )?(?:sell|buy|purchase|offer|distribute|market|brew|make|produce|deal|"
            r"engage|work|act)\b",
        ),
        (
            r"dispute|\bcourts?\b|\bforum\b|\bvenue|jurisdiction|arbitra|litigat|tribunal|mediat",
            r"dispute|\bcourts?\b|\bforum\b|\bvenue|jurisdiction|arbitra|litigat|tribunal|mediat",
        ),
        (r"\blaws?\b|\bgovern", r"\blaws?\b|\bgovern"),
        (
            r"\bpric|\bfees?\b|\bpay|remunerat|compensat|\bcharges?\b|commission|\bwages?\b|salary|"
            r"\bconsideration\b|\brent\b|royalt|indemnity on",
            r"\bpric|\bfees?\b|\bpay|remunerat|compensat|\bcharges?\b|commission|salary|\brent\b|"
            r"royalt|[$€£]|\b(?:EUR|USD|GBP|CHF) ?\d",
        ),
        (
            r"\blate\b|lateness|\bdelay|overdue|default interest|penalt",
            r"\blate\b|\bdelay|overdue|\binterest (?:of|at)\b|penalt|liquidated|past due",
        ),
        (
            r"secre|confiden|disclos",
            r"secre|confiden|non-?disclos",
        ),
        (
            r"\bhow long\b|\bduration|\blength of\b|\bterm\b|\bexpir|\bwhen it ends\b",
            r"\bduration|\bterm of\b|\bexpir|\bindefinite|\bends? on\b|\buntil\b|"
            r"\bfor (?:a period of )?(?:\w+ )?(?:\(\d+\) )?(?:months|years)\b|"
            r"\b(?:days|weeks|months)'? (?:\w+ )?notice\b",
        ),
        (
            r"\brenew|prolong|extend|extension",
            r"\brenew|prolong|extend|extension|successive",
        ),
        (
            r"\bowns?\b|owner|belong|\btitle\b|propert|inventi|discover|copyright|\bIP\b|patent|"
            r"work product",
            r"\bowns?\b|ownership|belong|\btitle (?:to|in|passes)|intellectual|inventi|copyright|"
            r"patent",
        ),
        (r"publi(?:sh|cat)|article|manuscript", r"publi(?:sh|cat)|manuscript"),
        (
            r"\bharm|injur|damage",
            r"injur|\bharm|indemnif|damages? ",
        ),
        (r"reimburs|expenses?\b|out-of-pocket", r"reimburs|expenses?\b"),
        (r"\bnotice\b", r"\bnotice\b|\bnotif"),
        (
            r"minimum|at least|commit",
            r"minimum|at least|not less than|no fewer than|take[- ]or[- ]pay",
        ),
        (r"insur", r"insur"),
        (r"warrant|guarant|defect", r"warrant|guarant|defect"),
        (r"audit|inspect|records", r"audit|inspect|records|\bbooks\b"),
        (r"assign|transfer", r"assign|transfer"),
        (r"sub-?contract", r"sub-?contract"),
        (r"\btax|\bduty on\b|\bduties on\b|\bVAT\b|excise", r"\btax|excise|customs|\bVAT\b"),
        (r"indemni|hold harmless", r"indemni|harmless"),
        (r"force majeure|\bbeyond\b", r"force majeure|beyond (?:its|the|their) (?:\w+ )?control"),
        (r"data protection|personal data|privacy", r"personal data|privacy|data protection"),
        (r"\bdeliver", r"\bdeliver|\bship"),
        (r"\baccept", r"\baccept"),
        (
            r"afterwards|after (?:the )?(?:end|termination|expiry)|what happens (?:to|with|after)",
            r"(?:after|on|upon|following) (?:\w+ )?(?:termination|expir|the end)|return",
        ),
    )
)


def is_spoken_of(asked: str, passages: Iterable[str]) -> bool:
    """Whether one of these passages speaks of a subject that a statement says is missing."""
    wanted = [said for name, said in _SUBJECTS if name.search(asked)]
    return bool(wanted) and any(said.search(one) for one in passages for said in wanted)
