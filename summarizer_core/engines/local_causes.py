"""For which causes a contract can be ended, in the words of a passage that lets somebody end it."""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.values import period

_COUNT: Final = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|twenty[- ]one|"
    r"thirty|forty[- ]five|sixty|ninety|one hundred(?: and)?(?: \w+)?|hundred)"
)
_PERIOD: Final = (
    rf"(?P<period>{_COUNT}(?: ?\(\d{{1,3}}\))?(?: consecutive| calendar| business| working| full| continuous)* "
    r"(?:days?|weeks?|months?|years?))\b"
)
_CURES: Final = (
    r"(?:un)?(?:cur(?:e|ed|ing)|remed(?:y|ied|ying)|rectif(?:y|ied|ying)|correct(?:ed|ing)?)"
)
#: How long a breach may last.
_CURE: Final = (
    re.compile(
        rf"\b{_CURES}\b[^.;]{{0,90}}?\b(?:within|for|in|during|before)(?: a period of| the)? {_PERIOD}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:within|for|after)(?: a period of| the)? {_PERIOD}[^.;]{{0,90}}?\b{_CURES}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\buncured (?:for |within )?{_PERIOD}", re.IGNORECASE),
    re.compile(rf"\b{_PERIOD}'? (?:\w+ ){{0,3}}to {_CURES}\b", re.IGNORECASE),
)
_UNCURED: Final = re.compile(
    rf"\b(?:not|without|fails? to|failure to|failed to|unless|until)\b[^.;]{{0,60}}\b{_CURES}\b|\buncured\b",
    re.IGNORECASE,
)
#: Nobody gets a chance to cure it.
_NO_CURE: Final = re.compile(
    rf"\b(?:without|no|nor|not)\b[^.;,]{{0,60}}\b(?:opportunity|chance|right|possibility|period|entitled)"
    rf" (?:to|of|for) (?:\w+ )?{_CURES}",
    re.IGNORECASE,
)
#: How long something lasts before it is a cause.
_LASTS: Final = re.compile(
    rf"\b(?:for|more than|longer than|exceed(?:s|ing)?|over|beyond|within|lasts?|at least)(?: a)?(?: (?:continuous|consecutive|period|of|than|more))* {_PERIOD}",
    re.IGNORECASE,
)

#: What is told of a breach that may be cured, with and without a time.
CURED_WITHIN: Final = " not cured within "
UNCURED: Final = " that is not cured"

#: Each cause with its words, the most telling first; those that may last a time say so.
_CAUSES: Final = tuple(
    (name, re.compile(words, re.IGNORECASE))
    for name, words in (
        ("non-payment",
         r"\bnon-?payment\b|\bfail(?:s|ed|ure|ing)?(?: \w+){0,3} (?:to (?:\w+ )?(?:pay|make (?:\w+ )?payments?)\b(?![^.;]{0,80}\bdebts\b)|in the payment)|"
         r"\b(?:payments?|amounts?|sums?|rent|fees?|instal?ments?|invoices?)\b[^.;]{0,50}?\b(?:overdue|past due|unpaid|in arrears|late|not paid)\b|"
         r"\bdoes not pay\b|\bdefault(?:s|ed)? (?:in|on) (?:the |any |its |paying )?(?:\w+ )?(?:payments?|paying|rent)\b|\bin arrears\b"),
        ("insolvency",
         r"\binsolven|\bbankrupt|\breceiver(?!s? of)|\bliquidation\b|\bliquidator|\bwinding[- ]up\b|\bwound up\b|"
         r"\bbenefit of (?:its |the )?creditors\b|\b(?:unable|inability)(?: \w+)? to pay (?:its |their |his )?debts\b|\bdissol(?:ved|ution)\b|\badministrator is appointed\b"),
        ("change of control",
         r"\bchange (?:of|in) (?:the )?(?:\w+ )?(?:control|ownership)\b|\bcontrol of [^.;]{1,40}\b(?:changes|passes)\b|"
         r"\bmerger or consolidation\b|\b(?:acquired by|merges? with|merger with|sold to) (?:an? |any )?(?:\w+ )?(?:competitor|third party|another)\b"),
        ("force majeure", r"\bforce majeure\b|\bacts? of god\b|\bbeyond (?:its|the|their|(?:such|that|either) party(?:'s)?) (?:\w+ )?(?:reasonable )?control\b"),
        ("loss of a licence or permit",
         r"\b(?:licen[cs]es?|permits?|authori[sz]ations?|registrations?|approvals?|accreditations?)\b[^.;]{0,40}?\b(?:is|are|been|be) (?:\w+ )?"
         r"(?:revoked|withdrawn|suspended|lost|cancel+ed)\b|\b(?:loses?|loss of|revocation of|suspension of|withdrawal of) (?:its |his |her |any |the |an? )?"
         r"(?:\w+ ){0,2}(?:licen[cs]es?|permits?|authori[sz]ations?|registrations?|approvals?|accreditations?)\b"),
        ("a missed minimum",
         r"\bfail(?:s|ed|ure)? (?:\w+ )?to (?:purchase|order|meet|achieve|reach|attain|sell)\b[^.;]{0,50}\b(?:minimum|targets?|quotas?)\b"),
        ("misconduct", r"\bmisconduct\b|\bdishonest|\bfraud|\bfelony\b|\bconvicted\b|\bcrim(?:e|inal)\b|\bmoral turpitude\b"),
        ("death or incapacity", r"\b(?:death|disability|incapacity|permanently disabled|dies)\b"),
        ("destruction or condemnation", r"\bcondemn(?:ed|ation)\b|\bcasualty\b|\bdestr(?:oyed|uction) of\b|\b(?:is|are) destroyed\b"),
        ("a challenge of rights", r"\b(?:challeng|contest)(?:es|e|ed|ing)\b[^.;]{0,60}\b(?:validity|ownership|patents?|trade ?marks?|marks?|rights?|title)\b"),
        ("infringement", r"\binfring(?:es|ed|ing|ement)\b"),
        ("a change of law", r"\bchange (?:in|of) (?:the |any |applicable )?laws?\b|\bbecomes? (?:illegal|unlawful)\b|\bunlawful\b|\billegal\b"),
        ("breach",
         r"\bbreach(?:es|ed|ing)?\b|\bdefaults?\b|\bviolat(?:e|es|ed|ion|ions)\b|"
         r"\bfail(?:s|ed|ure)? (?:\w+ )?to (?:perform|comply|observe|fulfil+|carry out|keep|cure)\b|\bnon-?compliance\b"),
    )
)  # fmt: skip
#: What a cause that is none of these is told by.
_CONDITION: Final = re.compile(
    r"\b(?:if|when|where|should|in the event (?:that|of)|upon the occurrence of)\b [^.;,:]{8,160}",
    re.IGNORECASE,
)
#: It leans on words elsewhere.
_SAYS_LITTLE: Final = re.compile(
    r"\b(?:following|foregoing|above|below|such|options?|done so|conditions|thereof|section|it is|this would|event of default|termination events?)\b|"
    r"[\[\]]|X{4}",
    re.IGNORECASE,
)
_WORDS: Final = 14
_FEWEST: Final = 5
_LASTING: Final = frozenset(("non-payment", "force majeure"))
#: Between a cause and how long it must last, in characters.
_NEAR: Final = 110


def causes(said: str) -> list[str]:
    """The causes that a passage names, the same words for the same: ``breach not cured within 30
    days``, ``insolvency``, ``force majeure over 90 days``.

    Args:
        said: normalised; lets somebody end the contract.
    """
    found: list[tuple[int, str]] = []
    for name, words in _CAUSES:
        match = words.search(said)
        if match is None:
            continue
        if name == "breach":
            told = _breach(said)
        elif name in _LASTING:
            told = name + _lasting(said, match)
        else:
            told = name
        found.append((match.start(), told))
    if not found:
        condition = _CONDITION.search(said)
        told = condition.group() if condition else ""
        return [] if len(told.split()) < _FEWEST or _SAYS_LITTLE.search(told) else [_cut(told)]
    return [told for _, told in sorted(found)]


def _cut(words: str) -> str:
    """At most so many words of a condition."""
    cut = words.split()
    return " ".join(cut) if len(cut) <= _WORDS else f"{' '.join(cut[:_WORDS])} ..."


def _breach(said: str) -> str:
    said = _NO_CURE.sub("", said)
    for pattern in _CURE:
        match = pattern.search(said)
        if match is not None:
            length = period(match["period"])
            if length is not None:
                return f"breach{CURED_WITHIN}{length}"
    return f"breach{UNCURED}" if _UNCURED.search(said) else "breach"


def _lasting(said: str, cause: re.Match[str]) -> str:
    near = re.split(r"[.;]| or (?=\()", said[cause.start() : cause.end() + _NEAR], maxsplit=1)[0]
    match = _LASTS.search(near)
    length = period(match["period"]) if match else None
    return f" over {length}" if length else ""
