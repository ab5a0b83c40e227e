"""What words say, so that two texts can be compared: the same thing in the field's other words.

Written for English; ``foreign`` makes English of what it knows of other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from summarizer_core.support import PEOPLES

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


# --- sentences -------------------------------------------------------------------------------

_DENYING: Final = frozenset("not no neither nor never nothing none nobody".split())
#: What makes an exception of what follows it.
_EXEMPTING: Final = frozenset("without unless unlike".split())


def turns(text: str) -> tuple[int, int]:
    """How many words deny what a text says, and how many make an exception of something."""
    words = [word.casefold() for word in WORD.findall(text)]
    return sum(word in _DENYING for word in words), sum(word in _EXEMPTING for word in words)
