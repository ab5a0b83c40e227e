"""What is about the subject of a category, in its own words, and is yet something else.

Who may alone file patents is not bound exclusively, what is excepted from a ban bans nothing, an
end for breach costs no sum fixed in advance. All functions take a normalised text in English: the
sentences in which the words of a clause stand.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.meant.opposites import frees

#: A duty not to do something.
_BAN: Final = re.compile(
    r"\b(?:shall|will|may|must|can|agrees?|undertakes?|covenants?|promises?) (?:\w+ ){0,3}?"
    r"(?:not|never|neither|nor)\b(?! (?:include|apply|limit|require|be (?:deemed|construed|"
    r"interpreted|considered|implied)|prevent|prohibit|restrict|preclude|constitute|mean)\b)|"
    r"\bcannot\b|\b(?:neither|none|nor|no)\b[^.;]{0,120}\b(?:shall|will|may|can)\b(?! require)|"
    r"\brefrain|"
    r"\bprohibited from\b|\b(?:cease|desist|exclusiv|forbid|forbidden)|\bnot (?:to )?(?:compete|"
    r"engage)\b|"
    r"\bnon-?compet|\bonly (?:from|to|with|for)\b|\bsolely\b",
    re.IGNORECASE,
)
_EXCEPTS: Final = re.compile(
    r"\bCompetit\w+ (?:[A-Z]\w+ )?(?:shall|will|does|do) not include\b|"
    r"\bright, without (?:violating|breaching|being in breach of)\b",
    re.IGNORECASE,
)
_NOTHING_AGREED: Final = re.compile(
    r"\b(?:have|has) (?:\w+ly )?(?:not (?:\w+ly )?agreed (?:(?:up)?on|to) any|agreed (?:up)?on no|"
    r"agreed no)\b[^.;]{0,40}"
    r"\b(?:compet|exclusiv)",
    re.IGNORECASE,
)
_NO_TERRITORY: Final = re.compile(
    r"\b(?:does|do|shall|will) not (?:grant|confer|give|create)\b[^.;]{0,80}\bterritorial\b",
    re.IGNORECASE,
)


#: Who need not tell secrets is not forbidden anything, though they be a competitor's.
_NEED_NOT_TELL: Final = re.compile(
    r"\b(?:shall|will|is|are) not (?:be )?(?:required|obliged|obligated|bound)\b[^.;]{0,120}?"
    r"\bto (?:divulge|disclose|reveal)\b",
    re.IGNORECASE,
)


def bans_nothing(text: str) -> bool:
    """Whether a text on competitors forbids nobody to compete: a freedom, what is excepted from a
    ban, that none was agreed, or that somebody need not tell what is a competitor's."""
    if _NEED_NOT_TELL.search(text) and _BAN.search(_NEED_NOT_TELL.sub(" ", text)) is None:
        return True
    if frees(text) or _NOTHING_AGREED.search(text) or _NO_TERRITORY.search(text):
        return True
    return _EXCEPTS.search(text) is not None and _BAN.search(text) is None


#: Who alone looks after registered rights.
_LOOKS_AFTER: Final = re.compile(
    r"\b(?:sole|exclusive|first)(?:(?:,| and|,? but not the)? (?:sole|exclusive|"
    r"obligation))? (?:right|responsibility|control|authority|"
    r"discretion|option)s?\b[^.;]{0,80}?\b(?:to|for|of|over) (?:\w+,? (?:and |"
    r"or )?){0,3}?(?:fil(?:e|ing)|prosecut\w+|"
    r"maint[ae]\w+|enforc\w+|appl(?:y|ying))\b",
    re.IGNORECASE,
)
_REGISTERED: Final = re.compile(r"\bpatent|\btrade-?marks?\b|\bregistration", re.IGNORECASE)
_EXCLUSIVE: Final = re.compile(
    r"(?<!non-)(?<!non )\bexclusiv|\bsole(?:ly)?\b|\bonly\b|\bcompet|\bthird part|\bnot\b",
    re.IGNORECASE,
)


def binds_nobody_alone(text: str) -> bool:
    """Whether a text leaves somebody free, says that nothing exclusive was agreed, or makes
    exclusive only who files, keeps or enforces patents and the like."""
    if frees(text) or _NOTHING_AGREED.search(text):
        return True
    match = _LOOKS_AFTER.search(text)
    if match is None or _REGISTERED.search(text) is None:
        return False
    return _EXCLUSIVE.search(text[: match.start()] + text[match.end() :]) is None


_ENDS: Final = re.compile(
    r"\b(?:may|right to|entitled to|shall have the right to) (?:\w+ ){0,3}?(?:terminate|cancel)\b",
    re.IGNORECASE,
)
_SUM: Final = re.compile(
    r"[$%\u20ac\u00a3]|\b(?:liquidated|penalt\w+|fees?|pa(?:y|id|ys|yments?|yable)|damages|"
    r"credits?|deposits?|"
    r"refund\w*|forfeit\w*|compensat\w+|amounts?|costs?|charges?|sums?|reimburs\w+|deduct\w*|"
    r"price|dollars?|royalt\w+)\b",
    re.IGNORECASE,
)


#: A cause for which a contract may be ended: what was not paid is no sum of damages.
_UNPAID: Final = re.compile(
    r"\b(?:fail(?:s|ed|ure)?|neglects?|refus\w+|default\w*) (?:\w+ ){0,2}?(?:to|"
    r"in) (?:\w+ )?(?:pay|paying|making? (?:\w+ )?payments?)\b"
    r"[^.;]{0,300}|\bnon-?payment\b[^.;]{0,60}",
    re.IGNORECASE,
)


def ends_for_no_sum(text: str) -> bool:
    """Whether a text lets somebody end a contract and names nothing that is then to be paid."""
    return _ENDS.search(text) is not None and _SUM.search(_UNPAID.sub(" ", text)) is None


#: A right to change something, in the words of who has it.
_MAY_CHANGE: Final = re.compile(
    r"\b(?:may|can|rights? to|reserves?|entitled to|free to|discretion)\b"
    r"(?! (?:not|a|an|any|no|such)\b)[^.;]{0,80}?"
    r"\b(?:amend|modify|change|revise|update|alter|vary|increase|adjust|add|remove|discontinue|"
    r"suspend|replace|supplement|substitute|reduce)\b",
    re.IGNORECASE,
)
_NO_SUPPLY: Final = re.compile(
    r"\b(?:unable|fail(?:s|ed|ure)?|inability|cannot|not able|shortage)\b[^.;]{0,40}?"
    r"\b(?:suppl(?:y|ies)|deliver(?:y|ies)?|manufacture)\b",
    re.IGNORECASE,
)
_FROM_OTHERS: Final = re.compile(
    r"\b(?:source|purchase|buy|obtain|procure|order)\b[^.;]{0,240}?"
    r"\b(?:third part|others?\b|another\b|second source|elsewhere|alternat)",
    re.IGNORECASE,
)
#: What changes must not do.
_LIMITS_CHANGES: Final = re.compile(
    r"\bin no (?:event|case|circumstances) (?:may|shall|will|can)\b[^.;]{0,120}?"
    r"\b(?:requirements?|updates?|changes?|amendments?|modifications?|revisions?)\b|"
    r"\bno (?:such )?(?:updates?|changes?|amendments?|modifications?|revisions?) "
    r"(?:(?:to|of|in) [^.;]{0,60}? )?(?:may|shall|will|can) "
    r"(?:require|oblige|impose|reduce|diminish|affect|apply|restrict|impair)\b",
    re.IGNORECASE,
)


def changes_nothing_alone(text: str) -> bool:
    """Whether a text gives nobody a right to change the contract: it speaks of what is offered to
    others, lets somebody buy elsewhere where supply fails, or only limits what changes may do."""
    if changes_other_contracts(text):
        return True
    rest = _LIMITS_CHANGES.sub(" ", text)
    if _MAY_CHANGE.search(rest) is not None:
        return False
    elsewhere = _NO_SUPPLY.search(text) and _FROM_OTHERS.search(text)
    return bool(elsewhere) or rest != text


#: How a thing must not be used.
_USE_OF_A_THING: Final = re.compile(
    r"\breverse[- ]?engineer|\bdecompil|\bdisassembl|\bservice bureau\b|\btime[- ]?sharing\b",
    re.IGNORECASE,
)
_ATTACKS: Final = re.compile(
    r"\b(?:contest|challeng|su(?:e|ed|ing|it|its)\b|disput|attack|oppos|cancel|validity|invalid|infring|title|"
    r"owner|regist|releas|waive|waiving|claim|court|petition|interfer|adverse|impair|jeopard|goodwill|"
    r"disparag|harm|assert|litigat|proceeding)",
    re.IGNORECASE,
)


def only_forbids_uses(text: str) -> bool:
    """Whether a text forbids to take a thing apart or to lend it out, and no attack on a right."""
    return _USE_OF_A_THING.search(text) is not None and _ATTACKS.search(text) is None


_NO_CHANGE_OF_CONTROL: Final = re.compile(
    r"\b(?:shall|will|does|do|is|are) not (?:be )?"
    r"(?:deemed|considered|treated as|constitute|regarded as|include|mean|an?)\b"
    r"(?: to (?:be|constitute))?[^.;]{0,40}?\bchange (?:of|in) (?:\w+ )?control\b",
    re.IGNORECASE,
)
_ON_A_CHANGE: Final = re.compile(
    r"\b(?:terminat|consent|assign|notice|notif|cancel|accelerat|approv|merge|acqui|means|"
    r"purchase price|sale of|sells?\b|transfer)",
    re.IGNORECASE,
)


def is_no_change_of_control(text: str) -> bool:
    """Whether a text only says what is no change of control, and nothing of one."""
    rest = _NO_CHANGE_OF_CONTROL.sub(" ", text)
    return rest != text and "control" not in rest.lower() and _ON_A_CHANGE.search(rest) is None


_OFFERS_TO_OTHERS: Final = re.compile(
    r"\b(?:modif|chang|vary|alter|revis|negotiat)\w*\b[^.;]{0,60}\b(?:offers?|terms|agreements?|"
    r"contracts?)\b"
    r"[^.;]{0,60}\b(?:to|with|of) other (?:franchisees?|licensees?|customers?|clients?|"
    r"distributors?|"
    r"dealers?|resellers?|tenants?|subscribers?|users?)\b",
    re.IGNORECASE,
)


def changes_other_contracts(text: str) -> bool:
    """Whether a text speaks of changing what is offered to others than the party."""
    return _OFFERS_TO_OTHERS.search(text) is not None


_WITHHOLDS: Final = re.compile(
    r"\b(?:right|discretion) to (?:withhold|refuse|deny) (?:\w+ )?(?:consent|approval)\b",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(
    r"\bfirst\b|\brefusal\b|\boffer|\bmatch|\bnegotiat|\bpre-?empt|\bopportunit", re.IGNORECASE
)
#: The title of a section that is named.
_NAMED: Final = re.compile(r"\[[^\[\]]{0,80}\]|\([^()]{0,80}\)")


def withholds_consent(text: str) -> bool:
    """Whether a text lets somebody refuse its consent, and be first in nothing."""
    return _WITHHOLDS.search(text) is not None and _FIRST.search(_NAMED.sub(" ", text)) is None


_SEVERS: Final = re.compile(
    r"\b(?:invalid|unenforceab|illegal|void\b|severab|severed\b)", re.IGNORECASE
)
_PROVISION: Final = re.compile(
    r"\b(?:provisions?|part|clause|covenant|section|term|paragraph)\b", re.I
)
_RUNS: Final = re.compile(
    r"\bexpir|\b(?:initial |the )term\b(?! (?:or|and) (?:provision|condition))|\byears?\b|"
    r"\bmonths?\b|\bterminat|\banniversar|\bcommenc",
    re.IGNORECASE,
)


def keeps_the_rest(text: str) -> bool:
    """Whether a text says that the rest of a contract stays in force where a part of it is invalid,
    and nothing of its time."""
    return (
        _SEVERS.search(text) is not None
        and _PROVISION.search(text) is not None
        and _RUNS.search(text) is None
    )


_KEEPS_AWAY: Final = re.compile(
    r"\b(?:shall|will|agrees?|may|must) (?:\w+ ){0,5}?not (?:enter into|make|conclude|have)\b",
    re.IGNORECASE,
)
_COMPARES: Final = re.compile(
    r"\bfavou?r|\bpric|\bbetter\b|\blow(?:er|est)\b|\bless\b|\bdiscount|\brates?\b|\bfees?\b|"
    r"\bbest\b",
    re.IGNORECASE,
)


def keeps_others_away(text: str) -> bool:
    """Whether a text forbids contracts with others, and compares no terms with theirs."""
    return _KEEPS_AWAY.search(text) is not None and _COMPARES.search(text) is None


#: An assignment that is a sign of insolvency.
_TO_CREDITORS: Final = re.compile(
    r"\bassign(?:s|ed|ment|ments)?\b[^.;]{0,80}?\bfor (?:the )?(?:general )?benefit of (?:its |"
    r"his |their )?creditors",
    re.IGNORECASE,
)
_ATTEMPTS: Final = re.compile(r"\bassign\w* or attempts? to assign\b", re.IGNORECASE)
_TRANSFER: Final = re.compile(
    r"\b(?:may|shall|must|will) not\b|\bconsent\b|\bassign|\btransfer|\bdelegat|"
    r"\bsub-?(?:contract|licen|let)|\bchange (?:of|in) (?:\w+ )?control",
    re.IGNORECASE,
)


def assigns_to_creditors(text: str) -> bool:
    """Whether the only assignment that a text speaks of is one for the benefit of creditors."""
    said = _ATTEMPTS.sub("assigns", text)
    if _TO_CREDITORS.search(said) is None:
        return False
    return _TRANSFER.search(_TO_CREDITORS.sub(" ", said)) is None


_NOT_REPEATED: Final = re.compile(
    r"\bwarrant(?:y|ies)\b[^.;]{0,60}\b(?:is|are|(?:shall|"
    r"will) (?:not )?be) (?:not )?(?:deemed (?:to be )?)?repeated\b|"
    r"\bnot (?:be )?(?:authori[sz]ed|entitled|permitted|allowed) to (?:make|give|extend|offer) "
    r"(?:any )?(?:\w+ )?(?:warrant|represent)",
    re.IGNORECASE,
)
_DISCLAIMS: Final = re.compile(
    r"\bdisclaim|\bas[- ]is\b|\bimplied\b|\bmerchantab|\bfitness\b|"
    r"\bno (?:other )?(?:\w+ )?warrant|"
    r"\bexclu|\bmakes? no\b|\bgives? no\b|\bneither party (?:makes|gives)",
    re.IGNORECASE,
)


def disclaims_nothing(text: str) -> bool:
    """Whether a text says when warranties are given, or that somebody may give none for another,
    and excludes none."""
    return _NOT_REPEATED.search(text) is not None and _DISCLAIMS.search(text) is None
