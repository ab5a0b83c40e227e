"""What words say, so that two sentences can be compared: the same thing in the field's other words,
what turns a sentence round, and what kind of duty or leave it gives.

Written for English; ``foreign`` makes English of what it knows of other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from summarizer_core.numerals import ORDINALS
from summarizer_core.support import PEOPLES

#: Consent that somebody has to give, in whatever words.
_CONSENT: Final = (
    r"(?:consents?|approv(?:al|es?|ed)|permission|agrees?|authori[sz](?:ation|ed|es?))\b"
)
_ENDS_THERE: Final = r"(?:(?!, (?:and|but) )[^.;:])"
#: "Shall not ... without consent", "may ... only with consent", "needs consent": all the same.
_NEEDS_CONSENT: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:not|never|neither|no|nor)\b(?P<what>{_ENDS_THERE}{{0,160}}?)"
        rf"\b(?:without|unless|except with|until)\b(?P<whose>[^.;:,]{{0,60}}?\b{_CONSENT})",
        rf"\bonly (?:with|upon|after|if|on|where)\b(?P<whose>[^.;:,]{{0,60}}?\b{_CONSENT})",
        rf"(?<!not )\b(?:requires?|needs?|is subject to|are subject to|must (?:first )?obtain|"
        rf"shall (?:first )?obtain)\b(?P<whose>[^.;:,]{{0,60}}?\b{_CONSENT})",
    )
)
#: Stands for such a need.
_GATED: Final = "gatedby"
#: What is said in other words before it is compared: bounds hold no "not".
_REWRITTEN: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), other)
    for pattern, other in (
        (
            r"\b(?:shall|may|will|must|can|do|does|is|are)? ?(?:not|never) (?:to )?exceed\b",
            "capped",
        ),
        (r"\bno more than\b|\bnot more than\b|\bat most\b|\bup to\b|\bmaximum\b", "capped"),
        (
            r"\bno less than\b|\bnot less than\b|\bat least\b|\bno fewer than\b|"
            r"\b(?:a|the) minimum(?: of)?\b",
            "minimum",
        ),
        (
            r"\b(?:not|non-?) ?(?=(?:exclusive|transferable|assignable|sublicensable)(?:ly)?\b)",
            "non",
        ),
        (r"\bnon-?refundable\b", "not refunded"),
        (r"\bat any time\b", "anytime"),
        (r"\b(?:at once|forthwith|without delay|with immediate effect)\b", "immediately"),
        (r"\bnon-?(?=[a-z]{5})(?!exclusive|transferable|assignable|sublicensable)", "not "),
        (r"\bun(?=limited|capped)", "not "),
        (r"\b(?:cannot|can't)\b", "can not"),
        (r"n't\b", " not"),
        (r"\bintellectual property\b|\bIP\b", "property"),
        (r"\bthird[ -]part(?:y|ies)\b", "thirdly"),
        (r"\b(?:a|one) dozen\b|\bdozens? of\b|\bdozen\b", "12"),
        (r"\b(?:a|one) fortnight\b|\bfortnight\b", "14 days"),
        (r"\b(?:a )?couple of\b", "2"),
        (r"\bhalf a year\b", "6 months"),
        (r"\b(?:a|one) decade\b", "10 years"),
        (r"\b(\w+) excepted\b", r"except \1"),
        (r"\bi\.e\.,?|\be\.g\.,?", ","),
        (r"\bback(?:s|ed|ing)? up\b", "backup"),
        (
            r"\b(?:shall|does|do|will|may) not (?:prevent|preclude|prohibit|restrict|stop|bar|"
            r"hinder)\b",
            "may",
        ),
        (r"\bfail(?:s|ed)? to\b", "not"),
        # Else it tells when an agreement begins.
        (r"\bmade\b(?! (?:as of|on|and|effective|this|between|by and|in|among)\b)", ""),
        (r"\b(?:once|after) (?=(?:\w+ ){1,3}(?:has|have|is|are) )", "upon "),
        (
            r"\b(?:lasts?|runs?|has an? (?:duration|term) of|(?:is|are) (?:concluded|entered into|"
            r"made) for|continues?(?: in (?:force|effect))? for|remains? in (?:force|effect) for)"
            r"(?: for)?(?= (?:an? )?(?:period of )?(?:[\w-]+ )?(?:\(?\d+\)? )?"
            r"(?:days?|weeks?|months?|years?)\b)",
            "has the term of",
        ),
    )
)

# --- words -----------------------------------------------------------------------------------

#: Words of the field that stand for each other, by how they begin; "=" for a whole word.
_CONCEPTS: Final = {
    start: name
    for name, starts in (
        ("limit", "limit capped =cap =caps restrict ceiling"),
        ("liable", "liabl liabil"),
        ("end", "terminat =end =ends =ended =ending =leave =leaves =exit cancel expir =expiry"),
        ("begin", "begin =began start commenc effective =effect =dated =made =signed"),
        ("pay", "=pay =pays =paid payab payment"),
        ("fee", "=fee =fees =price =prices charge =cost =costs remunerat =sum =sums amount"),
        ("late", "=late overdue unpaid delay"),
        ("secret", "confiden secre"),
        ("insure", "insur"),
        ("total", "=total aggregate overall"),
        ("hire", "=hire =hires =hired recruit"),
        ("employee", "employee =staff personnel"),
        ("write", "written writing"),
        ("agree", "=agrees =agreed consent approv permission permit"),
        ("notice", "notice notif"),
        ("court", "court jurisdiction =disputes =dispute"),
        ("cure", "=cure =cured =cures remed"),
        ("infringe", "infring"),
        ("indemnify", "indemn harmless"),
        ("supply", "provid suppl =deliver =delivers"),
        ("renew", "renew extend extension prolong"),
        ("assign", "assign"),
        ("subcontract", "subcontract"),
        ("profit", "profit"),
        ("loss", "=loss =losses =lost"),
        ("law", "=law =laws"),
        ("govern", "govern appl"),
        ("company", "=company =corporation =corp incorporat organi"),
        ("forbid", "forbid prohibit =barred =banned"),
        ("exclude", "=except excepting exclud"),
        ("third", "thirdly"),
        ("raise", "=raise =raises =raised increas"),
        ("maintain", "maintain maintenance"),
        ("lend", "=lend =lends =lent =lending =loan =loans"),
        ("show", "=show =shows =shown reveal"),
        ("buy", "=buy =buys =bought purchas"),
        ("sell", "=sell =sells =sold"),
        ("keep", "=keep =keeps =kept retain"),
        ("use", "=use =uses =used =using"),
        ("bear", "=bear =bears =borne =bore"),
        ("give", "=give =gives =given"),
        ("hold", "=hold =holds =held"),
        ("take", "=take =takes =taken"),
        ("licence", "licenc licens"),
        ("repay", "repay repaid"),
        ("backup", "=backup =backups"),
        ("installment", "instalment installment"),
        ("early", "=early =earlier"),
    )
    for start in starts.split()
}
_WHOLE: Final = {start[1:]: name for start, name in _CONCEPTS.items() if start[0] == "="}
_BEGINNINGS: Final = tuple(
    sorted(
        ((start, name) for start, name in _CONCEPTS.items() if start[0] != "="),
        key=lambda one: -len(one[0]),
    )
)
_SUFFIX: Final = re.compile(
    r"(?:ations?|ings?|ments?|als?|ies|ied|ed|es|s|ly|ity|ances?|ences?|e)$"
)
#: Words that a sentence may have or lack without saying anything else.
WEAK: Final = frozenset(
    "a an the of to in on at by for from with and or as is are be been being was were it its this "
    "that these those any each such other both also only their his her has have had having do does "
    "did which who whom whose if then than under upon into agreement agreements contract contracts "
    "document party parties side sides either neither there here shall may must can will would "
    "should could need needs not no nor never nothing none without unless required require duty "
    "duties obligation obligations obliged entitled right rights allowed free he she they "
    "them but while so between during within against per own itself yes about where when "
    "hereunder thereof hereof one per clause clauses section sections says said say states "
    "including includes include every all due after before prior following run runs last lasts "
    "continue continues continued survive survives remain remains period time more further "
    "additional additionally another hereby therefore thereafter once first obtain obtains "
    "whole part entire sole stay stays".split()
)
#: Numbers, units and months are compared as such.
_COUNTS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion day days week weeks month months quarter quarters year years "
    "annum hour hours night percent cent pct annual annually yearly monthly weekly daily nightly "
    "quarterly usd eur gbp dollar dollars euro euros pounds january february march april june july "
    "august september october november december calendar s".split()
)
WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


@lru_cache(maxsize=20_000)
def concept(word: str) -> str:
    """What a word in lower case stands for: its stem, or the name of those that mean the same."""
    if word in _WHOLE:
        return _WHOLE[word]
    if word in PEOPLES:
        return PEOPLES[word].split()[0][:6]
    for start, name in _BEGINNINGS:
        if word.startswith(start):
            return name
    if word.startswith("qq"):
        return word
    short = _SUFFIX.sub("", word) if len(word) > 4 else word.removesuffix("s")
    return (short if len(short) > 2 else word)[:6]


def telling(text: str) -> Iterator[str]:
    """What the words of a text stand for that tell something, in order; numbers are not among
    them."""
    for word in WORD.findall(text):
        low = word.casefold()
        for piece in [low] if low.replace("-", "") in _WHOLE else low.split("-"):
            if piece not in WEAK and not piece.isdigit() and piece not in _COUNTS:
                yield concept(piece)


#: What may stand before a place or person, and what is checked otherwise.
PLACELESS: Final = frozenset(
    {concept(one) for one in "section clause article schedule exhibit annex ms mr mrs dr".split()}
    | {"jan", "januar", "februa", "march", "april", "may", "june", "july", "august"}
    | {"septem", "octobe", "novemb", "decemb", "usd", "eur", "gbp"}
)

# --- sentences -------------------------------------------------------------------------------

_STRONG: Final = frozenset(
    "only solely exclusive exclusively perpetual irrevocable unconditional freely always minimum "
    "automatic automatically anyone sole mutual double doubles twice half quarter third anytime "
    "permanent permanently forever immediately immediate whenever wherever worldwide".split()
)
#: What narrows a clause, which ends where the next one begins.
_ALONE: Final = re.compile(r"\b(?:only|solely)\b", re.IGNORECASE)
_NEXT: Final = re.compile(
    r"[;,] |\band (?=(?:shall|may|must|will|is|are|has|have)\b)", re.IGNORECASE
)
#: Share of a statement's words that such a clause has.
_HALF: Final = 0.5
_DUTY: Final = re.compile(
    r"\b(?:shall|must|will|has to|have to|(?:is|are) (?:required|obliged)|needs? to|duty to)\b",
    re.IGNORECASE,
)
_LEAVE: Final = re.compile(
    r"\b(?:may|can|(?:is|are) (?:entitled|allowed|permitted|free) to|right to)\b", re.IGNORECASE
)
_NO_DUTY: Final = re.compile(
    r"\bnot (?:be )?(?:required|obliged)|\bneed not\b|\bnot (?:need|have) to\b|"
    r"\bno (?:duty|obligation)\b",
    re.IGNORECASE,
)
_FORBIDS: Final = re.compile(
    r"\b(?:shall|must|may|can|will) (?:\w+ly )?not\b|\bneither\b|\bno party\b|\bmust never\b",
    re.IGNORECASE,
)
#: What is carved out of a sentence; a whole clause stands for itself.
_CARVED: Final = re.compile(
    r"\b(?:except(?:ing)?(?: for| in| as to)?|excluding|other than|save for|apart from)\b"
    r"(?! that\b)[^,;.]*",
    re.IGNORECASE,
)
_DENYING: Final = frozenset("not no neither nor never nothing none nobody".split())
#: What makes an exception of what follows it.
_EXEMPTING: Final = frozenset("without unless unlike".split())


def rewritten(text: str) -> str:
    """A normalised text in plainer words: a need of consent is named, bounds hold no "not"."""
    for pattern, other in _REWRITTEN:
        text = pattern.sub(other, text)
    for pattern in _NEEDS_CONSENT:
        text = pattern.sub(_consent, text)
    return text


#: Of what nobody may do without consent, anybody may do it with that.
_FREED: Final = {"neither": "either", "no": "any"}


def _consent(match: re.Match[str]) -> str:
    what = match.groupdict().get("what") or ""
    lead = _FREED.get(match.group().split(" ", 1)[0].casefold(), "")
    return f"{lead}{what} {_GATED}{match['whose']}"


def is_gated(text: str) -> bool:
    """Whether somebody's consent is needed."""
    return _GATED in text


def turns(text: str) -> tuple[int, int]:
    """How many words deny what a text says, and how many make an exception of something."""
    words = [word.casefold() for word in WORD.findall(text)]
    return sum(word in _DENYING for word in words), sum(word in _EXEMPTING for word in words)


#: The first verb of a sentence, with what denies it.
_FIRST_VERB: Final = re.compile(
    r"^(?P<lead>.*?)\b(?:(?:shall|may|must|can|will|does|do|is|are|has|have)\b"
    r"(?P<denied> (?:\w+ly |in any event |at any time )?(?:not|never)\b)?)",
    re.IGNORECASE | re.DOTALL,
)
_DENIES: Final = re.compile(
    r"\b(?:neither|no|nor|nothing|none|never|nobody|in no event)\b", re.IGNORECASE
)


def is_denied(text: str) -> bool:
    """Whether the first verb of a text is denied: "shall not", "neither party may"."""
    verb = _FIRST_VERB.match(text)
    if verb is None:
        return _DENIES.search(text) is not None
    return verb["denied"] is not None or _DENIES.search(verb["lead"]) is not None


def mood(text: str) -> str:
    """The kind of duty or leave that a sentence gives, "" where it tells none."""
    if _NO_DUTY.search(text):
        return "no duty"
    if _FORBIDS.search(text):
        return "forbidden"
    if _DUTY.search(text):
        return "duty"
    return "leave" if _LEAVE.search(text) else ""


def strong(text: str) -> frozenset[str]:
    """Words that no paraphrase may add: "only", "automatically"."""
    return frozenset(word[:6] for one in WORD.findall(text) if (word := one.casefold()) in _STRONG)


def is_widened(said: str, asked: str) -> bool:
    """Whether a statement leaves out the "only" of the clause that it has its words from."""
    if _ALONE.search(asked) is not None:
        return False
    words = frozenset(telling(asked))
    return any(
        len(words & frozenset(telling(clause))) >= _HALF * len(words)
        for clause in _NEXT.split(said)
        if _ALONE.search(clause) is not None
    )


_BOUNDED: Final = re.compile(
    r"\bcapped (?:[A-Z$€£]{0,4} ?\d|(?:\S+ ){1,2}(?:days|weeks|months|years)\b)"
)


def is_bounded(text: str) -> bool:
    """Whether a text in plainer words bounds a number from above."""
    return _BOUNDED.search(text) is not None


def carved(text: str) -> tuple[str, frozenset[str]]:
    """A sentence without what is carved out of it, and the telling words of that."""
    said = " ".join(match.group() for match in _CARVED.finditer(text))
    return _CARVED.sub(" ", text), frozenset(telling(said)) - {"exclude"}


#: What bounds a number from above or below, and what lies before, on or after a day. What has one
#: of these is not what has another.
_SIDES: Final = tuple(
    tuple(re.compile(one, re.IGNORECASE) for one in group)
    for group in (
        (r"\bcapped\b|\blimited to\b", r"\bminimum\b"),
        (
            r"\b(?:before|prior to|in advance|preceding|by)\b(?! qq)",
            r"\bon (?:the )?(?:first|last|\d+(?:st|nd|rd|th))\b",
            r"\b(?:after|following|upon|from|thereafter)\b",
        ),
    )
)


#: "By the tenth day", "after the 10th".
_DAY_BOUND: Final = re.compile(
    r"\b(?P<side>before|by|on|after|from|until) (?:or before )?(?:the )?"
    rf"(?P<day>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_SAME_SIDE: Final = {"by": "before", "until": "before", "from": "after"}


def _bounds(text: str) -> dict[str, set[str]]:
    """On which side of a day something is, by the day."""
    found: dict[str, set[str]] = {}
    for match in _DAY_BOUND.finditer(text):
        side = match["side"].casefold()
        found.setdefault(match["day"].casefold(), set()).add(_SAME_SIDE.get(side, side))
    return found


def is_other_side(said: str, asked: str) -> bool:
    """Whether one text bounds from above what the other bounds from below, or tells of what comes
    before something where the other tells of what comes after it."""
    mine = _bounds(said)
    if any(day in mine and mine[day].isdisjoint(side) for day, side in _bounds(asked).items()):
        return True
    for group in _SIDES:
        its = {at for at, one in enumerate(group) if one.search(said)}
        theirs = {at for at, one in enumerate(group) if one.search(asked)}
        if its and theirs and its.isdisjoint(theirs):
            return True
    return False


_ONLY: Final = re.compile(
    r"(?P<of>(?:[\w'-]+ ){1,3})(?<!not )(?:only|solely)\b(?P<what>(?: [\w'-]+){1,6})", re.IGNORECASE
)
_PRONOUN: Final = re.compile(r"\b(?:it|them|they|these|those|its|their)\b", re.IGNORECASE)


def is_narrower(said: str, asked: frozenset[str]) -> bool:
    """Whether a text says that what telling words ask about is only something that they do not
    name: "may buy only from suppliers that are approved"."""
    return any(
        not asked.isdisjoint(telling(found["of"])) and not asked.issuperset(telling(found["what"]))
        for found in _ONLY.finditer(said)
    )


def points_back(text: str) -> bool:
    """Whether a text names something by a pronoun, so that its name may stand before."""
    return _PRONOUN.search(text) is not None


_NO_LIMIT: Final = frozenset({"liable", "limit"})


def is_without_limit(words: frozenset[str], denied: int) -> bool:
    """Whether telling words say that liability has no limit, which is true of what it is said of
    alone.

    Args:
        denied: how many words deny it.
    """
    return denied % 2 == 1 and words >= _NO_LIMIT
