"""What a question asks for: its telling words with what contracts say instead, the kinds of clauses
that would answer it, and whether the answer must hold a period or an amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from summarizer_core.engines.local_topics import Topic, roles_in, specifics, topics_of
from summarizer_core.questions import categories_of
from summarizer_core.ranking import stems

#: Words that stand for each other in questions and contracts, each group for itself; those behind ">"
#: stand for those before it, but not the other way round.
_GROUPS: Final = (
    "end ends ended cancel cancelled terminate terminated termination expire expires expiry expiration quit leave over exit",
    "renew renewal renewed renewable extend extended extension prolong",
    "stop prevent > intention elect unless notice",
    "pay paid payment payable invoice due remit unpaid settle settled",
    "fee fees price cost costs charge compensation remuneration amount rate",
    "late overdue delay",
    "refund refunded reimburse reimbursement repay repaid repayment return credit",
    "open opens opened operate operates establish",
    "nearby vicinity near adjacent location",
    "buy bought purchase purchased acquire order",
    "sell sold sale sales resale resell distribute",
    "sources source",
    "lawyer lawyers attorney attorneys counsel legal",
    "expense expenses cost costs",
    "court courts jurisdiction venue forum",
    "dispute disputes litigation sue > arbitration jurisdiction",
    "arbitration arbitrate arbitrator arbitrators",
    "law laws govern governed governing",
    "assign assigned assignment assignable transfer transferred delegate",
    "secret secrecy confidential confidentiality confidence disclose disclosure",
    "trademark trademarks mark marks logo logos brand",
    "infringe infringes infringing infringement",
    "patent patents > intellectual",
    "amend amended amendment modify modified modification change changed vary",
    "insure insurance insured coverage cover policy",
    "audit audited inspect inspection examine records books",
    "record records books accounts",
    "compete competes competing competitor competitors competition competitive",
    "keep keeps kept retain retains maintain preserve",
    "employee employees staff personnel worker",
    "hire hired solicit recruit poach",
    "warranty warranties warrant warrants guarantee defect defects",
    "liability liable damages",
    "cap limit limits limited limitation maximum exceed aggregate capped ceiling",
    "behave behaves behaviour behavior badly conduct morality misconduct misbehave scandal",
    "better favorable favourable greater favored favoured preferential",
    "sublicense sublicensed sublicence sublicenced sublicensing",
    "license licence licensed grant granted",
    "affiliate affiliates affiliated subsidiary subsidiaries group",
    "minimum least",
    "breach breaches default violate violates violation fails failure",
    "cure cured remedy remedied",
    "convenience reason cause",
    "early prior before earlier",
    "start starts begin begins commence commences commencement effective",
    "own owns owner owned ownership > title property retains",
    "territory territories region country geographic",
    "indemnify indemnity indemnification indemnifies harmless",
    "privacy personal data",
    "notice notify notified notification",
    "subcontract subcontractor subcontractors",
    "merger acquisition takeover",
    "transport transportation freight carriage > ship shipped shipping shipment",
    "old > previous prior earlier former",
    "deliver delivery delivered ship shipped shipment",
    "inventory stock",
    "period > term duration",
    "last lasts duration > period during years year months survive",
    "direct directly",
    "consequential indirect incidental",
    "profit profits",
    "acceptance accept accepted testing",
    "exclusive exclusively exclusivity sole",
    "penalty penalties liquidated",
    "royalty royalties commission",
)  # fmt: skip

#: Phrases that mean a word.
_PHRASES: Final = (
    (re.compile(r"\bmoney back\b", re.I), "refund"),
    (re.compile(r"\bnext door\b", re.I), "vicinity"),
    (re.compile(r"\bnon-?payment\b", re.I), "pay fails"),
    (re.compile(r"\b(?:somebody|someone|anybody|anyone) else\b|\belsewhere\b", re.I), "sources"),
    (re.compile(r"\bget out\b|\bwalk away\b|\bgiven? up\b", re.I), "terminate"),
    (re.compile(r"\bwithout (?:cause|a reason|reason)\b|\bfor no reason\b", re.I), "reason"),
    (re.compile(r"\bhow (?:long|soon|often|many|much)\b|\bany\b|\banother\b|\bwhat happens\b|\bgets?\b|\bgetting\b|\bneed(?:s|ed)?\b|\baway\b|\bnon\b", re.I), " "),
    (re.compile(r"\b(?:take|taking|takes|took) place\b|\bcount(?:s|ed)? as\b", re.I), " "),
    (re.compile(r"\bthere\b|\ballowed\b|\bpermitted\b|\brequired\b|\bcovered\b|\bagreed\b", re.I), " "),
    (re.compile(r"\bclauses?\b|\bprovisions?\b|\bduty\b|\bobligations?\b", re.I), " "),
)  # fmt: skip

_LENGTH: Final = re.compile(
    r"\bhow much (?:\w+ ){0,2}?(?:notice|time|warning)\b|"
    r"\bhow (?:long|soon|often|quickly|late)\b|\bwhen\b.{0,40}\b(?:due|paid|pay|payable|end|ends|expire|expires|start|starts|begin|begins|effective|deliver(?:ed)?)\b|\buntil when\b|\bcure period\b|"
    r"\bby when\b|\bnotice period\b|\bwhat period\b|\bhow many (?:days|weeks|months|years)\b",
    re.IGNORECASE,
)
_SUM: Final = re.compile(
    r"\bhow much\b(?! (?:\w+ ){0,2}?(?:notice|time|warning)\b)|\bin (?:dollars|euros?)\b|\bwhat (?:is|are) the (?:\w+ ){0,3}(?:fee|fees|price|amount|rate|salary|rent)\b",
    re.IGNORECASE,
)
_HAS_LENGTH: Final = re.compile(
    r"\bhow much (?:\w+ ){0,2}?(?:notice|time|warning)\b|"
    r"\b(?:days?|weeks?|months?|years?|hours?|quarter(?:ly)?|annual(?:ly)?|monthly|weekly)\b|\b(?:19|20)\d\d\b|\bas long as\b|\bimmediately\b|\bupon receipt\b|\bon demand\b|\bin advance\b|\bpromptly\b|\bforthwith\b|\bfirst of\b|\bperpetu|\bindefinit|\bsurviv",
    re.IGNORECASE,
)
_HAS_SUM: Final = re.compile(
    r"[$€£¥]|\b(?:USD|EUR|GBP|dollars?|euros?|pounds)\b|\d ?(?:%|per ?cent)|\bamount paid\b",
    re.IGNORECASE,
)


#: How often, and who bears a cost.
_OFTEN: Final = re.compile(r"\bhow (?:often|frequently|many times)\b", re.IGNORECASE)
_HAS_OFTEN: Final = re.compile(
    r"\b(?:once|twice|annual(?:ly)?|quarterly|monthly|weekly|yearly|daily|times)\b|\b(?:each|every|per|a|any) (?:calendar )?(?:day|week|month|quarter|year)\b",
    re.IGNORECASE,
)
_PAYER: Final = re.compile(r"\bwho (?:pays|bears|has to pay|must pay)\b", re.IGNORECASE)
_HAS_PAYER: Final = re.compile(
    r"\b(?:paid|borne) by\b|\b(?:pays|bears)\b|\b(?:shall|will|must|agrees? to) (?:\w+ )?(?:pay|bear|reimburse)\b|\bexpenses?\b|\bown costs?\b|\bcosts? of\b|\brecover\b|\bresponsib",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    r"\bhow many\b(?! (?:\w+ )?(?:times|days|weeks|months|years|hours|parties|people)\b)",
    re.IGNORECASE,
)
_HAS_COUNT: Final = re.compile(
    r"\d|\b(?:no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand)\b",
    re.IGNORECASE,
)
#: What somebody pays for.
_PAID_FOR: Final = re.compile(
    r"\bwho (?:pays|bears|has to pay|must pay)(?: for)?(?: the)?(?: costs?| expenses?)?(?: of| for)?(?: the)? "
    r"(?P<what>[^?,.;]+?)(?= (?:at|if|when|after|upon|on|in|under|of|during|to|by|for|from|before|until|while)\b|[?,.;]|$)",
    re.IGNORECASE,
)
_COSTS: Final = frozenset(
    stems("cost costs expense expenses fee fees charge charges bill bills money price")
)
#: "after the initial term": a stretch of the contract's time, and whether it lies in or behind it.
_STAGE: Final = re.compile(
    r"\b(?P<when>in|for|during|within|throughout|before|after|following|beyond|from|until)(?P<end> the end of)? (?:the|its) "
    r"(?P<which>initial|first|second|third|renewal|last|final)(?: contract)? (?P<what>term|period|year|month|quarter)s?\b",
    re.IGNORECASE,
)
_BEHIND: Final = frozenset({"after", "following", "beyond", "from"})
#: Where a second question begins.
_SECOND: Final = re.compile(
    r",? (?:and|or|but) (?=(?:does|do|is|are|can|may|must|will|shall|has|have|who|what|when|where|which|how)\b)",
    re.IGNORECASE,
)
#: What a question asks for by its first words, and what a sentence that answers then holds.
_KINDS: Final = (
    (_SUM, _HAS_SUM),
    (_COUNT, _HAS_COUNT),
    (_OFTEN, _HAS_OFTEN),
    (_PAYER, _HAS_PAYER),
    (_LENGTH, _HAS_LENGTH),
)
#: Asks for no cause, though it names one.
_WITHOUT_CAUSE: Final = re.compile(
    r"\bwithout (?:a |any |giving (?:a |any )?)?(?:cause|reason)\b|\bfor no (?:cause|reason)\b|\bconvenience\b",
    re.IGNORECASE,
)
_DEFINES: Final = re.compile(
    r"\bmean(?:s|t|ing)?\b|\bdefin|\bwhat is an?\b|\bwhat counts as\b|\bwhy\b|\bpurpose\b|\bbackground\b",
    re.IGNORECASE,
)
_ENDINGS: Final = (
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("es", ""),
    ("es", "e"),
    ("d", ""),
)


@dataclass(frozen=True)
class Asked:
    """A question, read.

    Args:
        concepts: each telling word's stem with those that may stand for it.
        categories: kinds of clauses that would answer it.
        kind: what the answer must hold; None when any words will do.
        topics: what it asks about contracts, where that is known, each with the stems of the
            question that it does not explain.
        roles: stems by which it calls a party.
        defines: whether it asks for the meaning of a word or for what the parties wish.
        first: of the topics those that it asks for before any "if".
        later: stems that stand behind an "if" alone.
        words: of the question, in lower case.
        holding: those of them that may name who has the right or the duty, in their order: what
            stands behind an "if", or is in default, has none, nor whom something is done to.
        paid_for: stems of which one must be in the answer, as it is what somebody pays for.
        stages: stretches of the contract's time that it asks for, as of ``stages``.
    """

    concepts: dict[str, frozenset[str]]
    categories: frozenset[str]
    kind: re.Pattern[str] | None
    topics: tuple[tuple[Topic, frozenset[str]], ...] = ()
    roles: frozenset[str] = frozenset()
    defines: bool = False
    first: tuple[Topic, ...] = ()
    later: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    holding: tuple[str, ...] = ()
    paid_for: frozenset[str] = frozenset()
    stages: frozenset[tuple[str, str, bool]] = frozenset()


def stages(text: str) -> frozenset[tuple[str, str, bool]]:
    """Stretches of time that a text names, such as "the first year", and whether it speaks of what
    lies behind them: ``("initial", "term", True)`` for "after the initial period"."""
    return frozenset(
        (
            "initial" if one["which"].lower() == "first" else one["which"].lower(),
            "term" if one["what"].lower() == "period" else one["what"].lower(),
            one["when"].lower() in _BEHIND,
        )
        for one in _STAGE.finditer(text)
    )


def parts(question: str) -> list[str]:
    """The questions that one is made of, in their order: "How long is it, and who may end it?"."""
    return [part.strip(" ?") for part in _SECOND.split(question) if part.strip(" ?")]


def _plain(question: str) -> str:
    """A question with words for its phrases."""
    for phrase, meaning in _PHRASES:
        question = phrase.sub(f" {meaning} ", question)
    return question


def read(question: str) -> Asked:
    """What a question asks for."""
    words = _plain(question)
    concepts = {stem: _alternatives(stem) for stem in stems(words)}
    kinds = (answer for asking, answer in _KINDS if asking.search(question))
    said = frozenset(concepts)
    # When a right may be used is told by other words: "before 1 April".
    timeless = _STAGE.sub(" ", question)
    apart = said - frozenset(stems(_plain(timeless)))
    paid_for = _PAID_FOR.search(question)
    asked_first = _IF.split(question)[0]
    # "After the initial term" asks for no term where something else is asked for.
    asked_for = timeless if topics_of(timeless) else question
    categories = categories_of(asked_for)
    if _WITHOUT_CAUSE.search(question):
        categories -= {"Termination for Cause"}
    return Asked(
        concepts=concepts,
        categories=categories,
        kind=next(kinds, None),
        topics=tuple(
            (topic, specifics(said, topic) - (apart if topic.holder or topic.named else _NONE))
            for topic in topics_of(asked_for)
        ),
        roles=roles_in(said),
        defines=_DEFINES.search(question) is not None,
        first=tuple(topics_of(asked_first)),
        later=said - frozenset(stems(_plain(asked_first))),
        words=frozenset(_WORD.findall(question.lower())),
        holding=_acting(_FAULT_OF.sub(" ", asked_first).lower()),
        paid_for=frozenset(stems(paid_for["what"])) - _COSTS if paid_for else frozenset(),
        stages=stages(question),
    )


_IF: Final = re.compile(
    r"\b(?:if|when|where|in case|should|after)\b(?<!^if)(?<!^when)(?<!^where)(?<!^should)",
    re.IGNORECASE,
)
_NONE: Final[frozenset[str]] = frozenset()
_FAULT_OF: Final = re.compile(
    r"\b(?:breach|default|insolvency|bankruptcy|failure|fault)\w*(?: by| of) (?:the )?[\w.&-]+|"
    r"\b[\w.&-]+(?:'s|') (?:\w+ )?(?:breach|default|insolvency|bankruptcy|failure|fault)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W_]+")


#: "Who may audit Shop?", "Is Maker indemnified?": whom they name does nothing.
_ASKS_WHO: Final = re.compile(r"^\W*(?:by )?(?:who|whom|which (?:party|side|company))\b")
_PASSIVE: Final = re.compile(
    r"\b(?:be|get|gets|being|been) \w+(?:ed|en)\b(?! to\b)|"
    r"^\W*(?:is|are|was|were) (?:the )?(?:[\w.&'-]+ ){1,4}?\w+ed\b(?! to\b)"
)


def _acting(question: str) -> tuple[str, ...]:
    """Of a question in lower case, the words that may name who does what it asks for, in their
    order: of "Can Shop be audited by Maker?" those behind "by"."""
    if _ASKS_WHO.search(question) is not None:
        return ()
    passive = _PASSIVE.search(question)
    if passive is not None:
        question = question[passive.end() :].partition(" by ")[2]
    return tuple(_WORD.findall(question))


def with_names(asked: Asked, parties: Sequence[tuple[str, str]]) -> Asked:
    """A question that also finds the parties that it names by what the contract calls them.

    Args:
        parties: name and role of each, such as ``Acme, Inc.`` and ``Supplier``.
    """
    concepts, roles = dict(asked.concepts), asked.roles
    for name, role in parties:
        called, known = frozenset(stems(role)), frozenset(stems(name)) - _FORMS
        roles |= called & concepts.keys()
        if called and known & concepts.keys() and next(iter(stems(name)), "") in concepts:
            for stem in known & concepts.keys():
                concepts[stem] |= called
    names = frozenset(stem for pair in parties for name in pair for stem in stems(name))
    # In whose case it is so need not be said where it is.
    topics = tuple(
        (topic, specific - (names & asked.later) if topic in asked.first else specific)
        for topic, specific in asked.topics
    )
    return replace(asked, concepts=concepts, roles=roles, topics=topics)


_FORMS: Final = frozenset(
    stems(
        "inc corp corporation company ltd limited llc plc gmbh group holdings international the of and"
    )
)


def _alternatives(stem: str) -> frozenset[str]:
    """A stem with those that may stand for it: "issued" is "issue", too."""
    forms = {stem}
    for ending, instead in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) > 2:
            forms.add(stem.removesuffix(ending) + instead)
    return frozenset(forms | {other for form in forms for other in _ALIKE.get(form, ())})


def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _GROUPS:
        both, _, further = group.partition(">")
        members = frozenset(stems(both))
        for stem in members:
            found[stem] = found.get(stem, frozenset()) | members | frozenset(stems(further))
    return found


_ALIKE: Final = _alike()
