"""The cap on liability, when to pay, and in which money, from sentences of normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.local_liability import about, each_time, then_each, whose
from summarizer_core.values import COUNT, Found, amounts

_CAPPED: Final = re.compile(
    r"\bliab(?:ility|ilities|le)\b.{0,400}?\b(?:"
    r"limited to,? (?:and|but) (?:\w+ ){0,3}?(?:not|never|no event) exceed,?|exceed(?:s|ing)?|limited to|in excess of|"
    r"(?:greater|more) than|capped at|cap of)\b ?(?P<cap>[^;]{3,260})",
    re.IGNORECASE,
)
_NO_CAP: Final = re.compile(
    r"\b(?:insur|coverage|deductible|trade liabilit|per occurrence|including,? but not|not be limited to|"
    r"shall not (?:apply|limit)|not limited to|unlimited|without limit)",
    re.IGNORECASE,
)
#: What a cap is measured by, when it is no sum.
_MEASURED: Final = re.compile(
    r"\b(?:amounts?|fees?|payments?|sums?|price|charges|consideration|compensation|royalt\w+|"
    r"revenues?|commissions?|proceeds|purchase price|value)\b",
    re.IGNORECASE,
)
_CAP_ENDS: Final = re.compile(
    r"[.;:](?= |$)|,? (?:whether|regardless|except|provided|unless|even if|and (?:neither|in no)|"
    r"nor|but(?! (?:(?:is |be )?(?:at most|not more|no more|up to|limited|capped)|in no (?:event|case) (?:more|exceed)))|"
    r"notwithstanding|for any|arising|irrespective|under any)\b|, (?:and|or|if|which|in no)\b",
    re.IGNORECASE,
)
#: Blacked out, or one of several cases.
_NOT_PLAIN: Final = re.compile(r"[\[*]|\([ivx]{1,3}\)|\b[Tt]axes\b")
_LONGEST_CAP: Final = 30


def caps(sentence: str, at: int) -> Iterator[Found]:
    """The most that somebody is liable for: a sum, else the words that measure it; whose liability
    that is stands in ``role``."""
    match = _CAPPED.search(sentence)
    if match is None or _NO_CAP.search(sentence, match.start(), match.start("cap")):
        return
    ends = _CAP_ENDS.search(match.group("cap"))
    said = match.group("cap")[: ends.start() if ends else None].strip(" ,:")
    if _NO_CAP.search(said) or _NOT_PLAIN.search(said):
        return
    sums = amounts(said)
    if len(sums) == 1 and not _MEASURED.search(said[sums[0].end :]):
        value = sums[0].value
        whole = match.group("cap")
        behind = then_each(whole, sums[0].end)
        if behind > sums[0].end:  # so much in each year is not so much in all
            value = whole[sums[0].start : behind]
    elif (sums or _MEASURED.search(said)) and len(said.split()) <= _LONGEST_CAP:
        value = said
    else:
        return
    yield Found("Liability cap", value, at, at + len(sentence), whose(sentence, match.start()))


def limited(sentence: str) -> tuple[str, str]:
    """Whose liability a sentence limits, and for what alone; "" what is not to be told."""
    match = _CAPPED.search(sentence)
    if match is None:
        return "", ""
    what_for = about(sentence, match.start())
    return (
        whose(sentence, match.start()),
        what_for or each_time(sentence, match.start(), match.start("cap")),
    )


#: An exception before a limit.
_BUT_FOR: Final = re.compile(
    r"\b(?:except(?!ional)|save|other than|excluding)\b[^;.]{8,260}?(?=, (?:in no event|under no circumstances|"
    r"neither|each|either|the (?:total|aggregate|maximum|cumulative)|[\w.&-]+'s? ))",
    re.IGNORECASE,
)
_SOME_STATES: Final = re.compile(r"\bsome (?:states|jurisdictions|countries)\b", re.IGNORECASE)
#: What takes a limit away again, in the sentence of the limit and behind it.
_LEFT_OUT: Final = re.compile(
    r"\b(?:except(?!ional)(?: (?:for|in|that|as|to|where|with))?|save (?:for|that|as|in|where)|other than|but not) [^.;]{8,}",
    re.IGNORECASE,
)
_LIFTED: Final = re.compile(
    r"\b(?:limit(?:ation|ations|s)?|caps?|ceiling)\b[^.;]{0,60}?\b(?:not apply|not (?:be )?applicable|not cover|not limit|"
    r"not extend)\b|\bnone of (?:these|the|such)\b[^.;]{0,30}?\blimit\w*[^.;]{0,20}?\b(?:appl|cover|extend)|"
    r"\bnothing\b[^.;]{0,60}?\b(?:limits?|excludes?|restricts?)\b[^.;]{0,40}?\bliab",
    re.IGNORECASE,
)


def left_out(cap: str, behind: str) -> str:
    """The words that take something out of a limit of liability: an exception in its own sentence,
    else a sentence behind it; "" where there is none.

    Args:
        cap: the sentence of the limit.
        behind: the text that follows.
    """
    match = _CAPPED.search(cap)
    same = _LEFT_OUT.search(cap, match.start("cap")) if match else None
    same = same or (_BUT_FOR.search(cap, 0, match.start("cap")) if match else None)
    if same is not None:
        return same.group()
    for start, end in sentence_spans(behind)[:_BEHIND]:
        if _LIFTED.search(behind, start, end) and not _SOME_STATES.search(behind, start, end):
            return behind[start:end]
    return ""


#: Sentences behind a limit that may speak of it.
_BEHIND: Final = 4


_UNLIMITED: Final = re.compile(
    r"\bliabilit(?:y|ies)\b(?: to (?!be\b)[\w']+)?(?: (?:under|hereunder)(?: this [\w ]{3,30}?)?)? "
    r"(?:is|shall be|will be|remains) (?:not limited|unlimited|uncapped|without (?:any )?limit)"
    r"(?= ?(?:[.;]|in amount|$))",
    re.IGNORECASE,
)


def unlimited(text: str) -> list[str]:
    """Whose liability a text says to have no limit at all."""
    found = (whose(text[: match.end()], match.start()) for match in _UNLIMITED.finditer(text))
    return [who for who in dict.fromkeys(found) if who]


_PAID: Final = re.compile(
    r"\b(?:pay(?:s|able|ments?)?|paid|remit\w*|due|invoic\w+|settle)\b", re.IGNORECASE
)
_DUE: Final = re.compile(
    rf"\b(?P<due>(?:within|not later than|no later than) (?:(?:{COUNT}) ?)?(?:\(? ?\d{{1,3}} ?\)? ?)?"
    r"(?:calendar |business |working )?days?'? (?:of|after|from|following|upon) "
    r"(?:(?:the|its|an?|such|each|any|date|day|of|customer's|client's|receipt|receiving|delivery|"
    r"issuance|presentation|by|\w+'s) ){0,7}(?:invoices?|statements?|bills? of lading|bills?(?! of))\b(?: date)?|"
    rf"net (?:(?:{COUNT}) ?)?\(?\d{{1,3}}\)? days?|net (?:{COUNT}) days|"
    r"(?:due|payable) (?:up)?on (?:receipt|presentation) of (?:the |an |each |such |any )?"
    r"(?:invoice|statement)|due (?:up)?on receipt(?=[.,;]| and payable))",
    re.IGNORECASE,
)
_NOT_PAYMENT: Final = re.compile(
    r"\b(?:disput\w*|object\w*|audit|interest|overdue|late|late payment|past due|default|terminat\w+)\b",
    re.IGNORECASE,
)


_AUDITED: Final = re.compile(r"\b(?:audit|deductible|indemnif)", re.IGNORECASE)


def payments(sentence: str, at: int) -> Iterator[Found]:
    """When invoices are due, in the sentence's words."""
    match = _DUE.search(sentence)
    if match is None or not _PAID.search(sentence) or _AUDITED.search(sentence):
        return
    if _NOT_PAYMENT.search(sentence[max(0, match.start() - 120) : match.start()]):
        return
    if _SOME_PAYMENT.search(sentence, 0, match.start()):
        return
    yield Found("Payment terms", match.group("due"), at, at + len(sentence))


#: Before a time for payment: it is that of some sums alone, or only striven for.
_SOME_PAYMENT: Final = re.compile(
    r"\breimburs\w+\b(?![^.;]*\bfees\b)|\b(?:all|any) other (?:\w+ )?(?:amounts?|sums?|fees|charges|payments?)\b|"
    r"\bif no (?:time|date|term|period)\b|\bpass-? ?through\b|\b(?:diligence|efforts|endeavou?rs) to\b|"
    r"\b(?:is|are) (?:invoiced|billed) ?$|"
    r"(?<!fees and )(?<!fees or )(?<!charges and )(?<!costs and )\b(?:travel|approved|out-of-pocket) (?:\w+ )?(?:costs|expenses)\b(?! and (?:\w+ )?fees)",
    re.IGNORECASE,
)


_IN_MONEY: Final = re.compile(
    r"\b(?:pa(?:id|y|yments?|yable)|amounts?|invoiced?|prices?|fees?|sums?|stated|expressed|"
    r"denominated|quoted|made|remitted|references?|dollar|\"?\$\"?)\b[^.;]{0,100}?"
    r"\b(?:in|to|are) (?:the )?(?:(?:lawful|legal) (?:money|currency|tender) of (?:the )?)?"
    r"(?:currency of (?:the )?)?(?P<money>U\.?S\.? (?:dollars?|currency|funds)|"
    r"United States(?: of America)?(?: dollars?| currency| funds)|USD|US ?\$|euros?|EUR|"
    r"pounds sterling|sterling|GBP|Canadian (?:dollars?|currency|funds)|"
    r"Australian (?:dollars?|currency)|Swiss francs?|Japanese yen|RMB|renminbi)\b",
    re.IGNORECASE,
)
MONEY_WORDS: Final = (
    "dollar", "currency", "funds", "usd", "us$", "us $", "euro", "eur", "sterling", "gbp", "franc",
    "yen", "rmb", "renminbi", "united states",
)  # fmt: skip
_MONIES: Final = (
    ("USD", re.compile(r"U\.?S\.?\b|United States|USD", re.IGNORECASE)),
    ("EUR", re.compile(r"euro|EUR\b", re.IGNORECASE)),
    ("GBP", re.compile(r"sterling|GBP", re.IGNORECASE)),
    ("CAD", re.compile(r"Canadian", re.IGNORECASE)),
    ("AUD", re.compile(r"Australian", re.IGNORECASE)),
    ("CHF", re.compile(r"Swiss", re.IGNORECASE)),
    ("JPY", re.compile(r"yen", re.IGNORECASE)),
    ("CNY", re.compile(r"RMB|renminbi", re.IGNORECASE)),
)


def monies(sentence: str, at: int) -> Iterator[Found]:
    """The currency in which the contract says that all is paid."""
    match = _IN_MONEY.search(sentence)
    if match is None or re.search(r"\bconver(?:t|sion)|\bexchange rate", sentence, re.IGNORECASE):
        return
    said = match.group("money")
    code = next((code for code, words in _MONIES if words.search(said)), None)
    if code:
        yield Found("Currency", code, at, at + len(sentence))


#: What is said only to explain, not owed.
_EXAMPLE: Final = re.compile(
    r"\bfor (?:example|instance)\b|\be\. ?g\.|\bexamples?:|\bby way of (?:illustration|example)\b|"
    r"\b(?:as an|an|following) (?:example|illustration)\b|\billustrative|\bto illustrate\b|"
    r"\bhypothetical|\bassum(?:ing|e that)\b|\bsuppose\b",
    re.IGNORECASE,
)
#: What somebody or something is worth is not paid.
_WORTH: Final = re.compile(
    r"\b(?:market (?:value|cap\w*|price)|capitali[sz]ation|par value|net worth|(?:total|gross|net) "
    r"assets|enterprise value|net asset value|stated value|book value)\b[^.;$)]{0,60}$",
    re.IGNORECASE,
)
_WORTH_AFTER: Final = re.compile(
    r"(?:,? (?:in|of)?,? ?(?:par|stated|book|market) value|,? (?:in|of) (?:market|total|net|gross) "
    r"(?:cap\w*|assets|value))\b",
    re.IGNORECASE,
)


#: What was spoken of and not agreed on.
_REJECTED: Final = re.compile(
    r"\b(?:considered|discussed|negotiated|proposed|parties|we|they|both)\b[^.;]{0,80}?"
    r"\b(?:(?:but|and|have|has|had|was|were|,|parties|they|we|it),? )(?:\w+ly )?"
    r"(?:rejected|dismissed|discarded|ruled out|abandoned|dropped|decided against|did not agree (?:up)?on|"
    r"not agreed (?:up)?on),? (?!(?:goods|products?|units?|shipments?|deliver\w+|orders?|items?)\b)[^.;]{0,80}$",
    re.IGNORECASE,
)
_REJECTED_AFTER: Final = re.compile(
    r"[^.;,]{0,40},? (?:(?:which|that|but|and) )?(?:was|were|has been|have been) "
    r"(?:considered|discussed|proposed)(?:,? (?:and|but))?(?: (?:was|were))?(?: then)? "
    r"(?:rejected|dismissed|discarded|ruled out|abandoned|dropped|not agreed)\b",
    re.IGNORECASE,
)


def sums(sentence: str, at: int) -> Iterator[Found]:
    """The sums of money that the parties agree on: none of an example, none that they rejected, nor
    what a thing is worth."""
    for found in amounts(sentence):
        before = sentence[: found.start]
        if not (
            _EXAMPLE.search(before)
            or _WORTH.search(before)
            or _REJECTED.search(before)
            or _REJECTED_AFTER.match(sentence, found.end)
            or _WORTH_AFTER.match(sentence, found.end)
        ):
            yield Found("Amount", found.value, at + found.start, at + found.end)
