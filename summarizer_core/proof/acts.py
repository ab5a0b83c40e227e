"""Who does what to whom in a sentence, told by position and without a parser.

An *act* is a word that stands where a verb does: behind a modal or a form of "be", behind a party
("Supplier pays"), behind another act that it is joined to, or before "by Supplier". Who does it is
the party right before it, or behind "by" in the passive; who it is done to is named right behind
it, behind "to", or is the subject of the passive. Where neither can be told, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.grammar import FORMS_OF_BE, MODALS, OBJECT, UNDER
from summarizer_core.proof.parties import ANY
from summarizer_core.proof.wording import WEAK, concept

_TOKEN: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*|'s?(?!\w)|[.,;:()]")
_MODAL: Final = frozenset(MODALS)
_BE: Final = frozenset(FORMS_OF_BE)
_HAVE: Final = frozenset("has have had do does did".split())
_BETWEEN: Final = frozenset(
    "not never also only then hereby thereby promptly immediately otherwise further each both "
    "jointly severally always first again itself themselves either together as in turn at its own "
    "expense cost".split()
)
_PREPOSITION: Final = frozenset(re.sub(r"[?()]", "", OBJECT).split("|"))
_UNDER: Final = frozenset(UNDER.split("|"))
_STOPS: Final = frozenset(". ; :".split())
#: Who is entitled or bound to do something does it.
_TO_DO: Final = frozenset(
    "entitled obliged obligated required allowed permitted free able right option agrees agree "
    "undertakes fails fail failed need needs has have duty obligation wishes elects willing".split()
)
#: "Shall have the right to inspect".
_BEFORE_RIGHT: Final = frozenset("the a no sole exclusive".split())
#: Behind an act, how many words its "by" and "to" may stand away.
_REACH: Final = 14
_BY_REACH: Final = 12


@dataclass(frozen=True)
class Act:
    """What is done, by whom and to whom; empty where that is not told. A party that something is
    taken or got from is in ``away``."""

    what: str
    by: frozenset[str]
    to: frozenset[str] = frozenset()
    away: frozenset[str] = frozenset()


def acts(text: str) -> tuple[Act, ...]:
    """The acts of a text in which parties are marked, in order."""
    words = [match.group().casefold() for match in _TOKEN.finditer(text)]
    found: list[Act] = []
    subject: frozenset[str] = frozenset()
    last = -1
    for at, word in enumerate(words):
        if word in _STOPS:
            subject, last = frozenset(), -1
            continue
        if not _may_be_act(word):
            continue
        lead, passive = _lead(words, at)
        if lead is not None:
            who = _subject(words, lead)
            if who is None:  # "... and shall keep"
                who = subject
        elif last >= 0 and _is_joined(words, last, at):
            who, passive = subject, _is_passive(words, last)
        elif by := _by(words, at, near=True):  # "approval by Customer"
            found.append(Act(concept(word), by))
            continue
        else:
            continue
        subject, last = who, at
        found.append(_act(words, at, who, passive))
    return tuple(found)


def _act(words: Sequence[str], at: int, who: frozenset[str], passive: bool) -> Act:
    to, away = _behind(words, at)
    if passive:
        return Act(concept(words[at]), _by(words, at), to | who, away)
    return Act(concept(words[at]), who, to, away)


def _may_be_act(word: str) -> bool:
    return (
        word[0].isalpha()
        and not word.startswith("qq")
        and word not in WEAK
        and word not in _BETWEEN
        and word not in _UNDER
    )


def _lead(words: Sequence[str], at: int) -> tuple[int | None, bool]:
    """Where what leads to an act begins (a modal, a form of "be" or nothing but adverbs behind a
    party), and whether the act is passive; None where no such thing stands before it."""
    back = at - 1
    passive = False
    led = False
    while back >= 0:
        word = words[back]
        if word in _BE:
            passive = passive or (words[at].endswith(("ed", "en")) or words[at] in _PARTICIPLES)
            led = True
        elif word in _MODAL or word in _HAVE:
            led = True
        elif word == "to" and back > 0 and words[back - 1] in _TO_DO:
            led = True
            back -= 1
            if words[back] == "right" and back > 1 and words[back - 1] in _BEFORE_RIGHT:
                back -= 1
        elif word in _BETWEEN or (word.endswith("ly") and len(word) > 4):
            pass
        else:
            break
        back -= 1
    if led:
        return back, passive
    if back >= 0 and _is_party(words[back]) and _is_finite(words[at]) and _is_subject(words, back):
        return back, False
    return None, False


_PARTICIPLES: Final = frozenset(
    "paid kept borne held sold bought sent met made taken given lent done put set let built "
    "brought left lost found told read".split()
)


def _is_party(word: str) -> bool:
    return word.startswith("qq")


def _is_finite(word: str) -> bool:
    return word.endswith(("s", "ed"))


def _is_subject(words: Sequence[str], at: int) -> bool:
    """Whether a party stands where a subject does."""
    before = words[at - 1] if at else "."
    return (
        before in _STOPS
        or before in ",()"
        or before in _UNDER
        or before in ("and", "or", "but", "neither", "no", "nor")
    )


def _subject(words: Sequence[str], at: int) -> frozenset[str] | None:
    """Whoever stands at a place as a subject, with those joined to him. Empty for a thing; None
    where the sentence goes on with the subject before."""
    if at < 0 or words[at] in ("and", "or", "but", ",", "then"):
        closed = at >= 1 and words[at] == "," and _parenthesis(words, at)
        return closed or None
    if words[at] == "the" and at >= 1 and _is_party(words[at - 1]):
        return frozenset({words[at - 1]})  # "grants Customer the right to use"
    if not _is_party(words[at]):
        return frozenset()
    if at >= 1 and words[at - 1] in _PREPOSITION:
        return frozenset()  # "the consent of Customer shall"
    found = {words[at]}
    if at >= 2 and words[at - 1] in ("and", "or") and _is_party(words[at - 2]):
        found.add(words[at - 2])
    return frozenset(found)


def _parenthesis(words: Sequence[str], at: int) -> frozenset[str]:
    """The party before something between commas: "Tenant, at its own cost, shall"."""
    for back in range(at - 1, max(-1, at - 12), -1):
        if words[back] == "," and back >= 1:
            return frozenset({words[back - 1]}) if _is_party(words[back - 1]) else frozenset()
    return frozenset()


def _is_joined(words: Sequence[str], last: int, at: int) -> bool:
    """Whether a word is one more act beside the last one: "shall defend and indemnify", "shall
    maintain the roof and repair the walls"."""
    if at - last == 2 and words[last + 1] in ("and", "or", ",", "nor"):
        return True
    return at - last == 3 and words[last + 1] == "," and words[last + 2] in ("and", "or")


def _is_passive(words: Sequence[str], at: int) -> bool:
    return _lead(words, at)[1]


def _by(words: Sequence[str], at: int, *, near: bool = False) -> frozenset[str]:
    """Who stands behind "by"."""
    for ahead in range(at + 1, min(len(words), at + (3 if near else _BY_REACH))):
        word = words[ahead]
        if word in _STOPS or word in _MODAL:
            break
        if word == "by" and ahead + 1 < len(words) and _is_party(words[ahead + 1]):
            owning = ahead + 2 < len(words) and words[ahead + 2].startswith("'")
            return frozenset() if owning else frozenset({words[ahead + 1]})
    return frozenset()


def _behind(words: Sequence[str], at: int) -> tuple[frozenset[str], frozenset[str]]:
    """Whom an act is done to, and whom it takes something from."""
    to, away = set(), set()
    for ahead in range(at + 1, min(len(words), at + _REACH)):
        word = words[ahead]
        if word in _STOPS or word in _MODAL or word in _UNDER:
            break
        if not _is_party(word) or (ahead + 1 < len(words) and words[ahead + 1].startswith("'")):
            continue
        if ahead == at + 1 or (ahead == at + 2 and words[at + 1] in ("and", "or")):
            to.add(word)
        elif words[ahead - 1] == "to":
            to.add(word)
        elif words[ahead - 1] == "from":
            away.add(word)
    return frozenset(to), frozenset(away)


def doers(told: Sequence[Act]) -> frozenset[str]:
    """All who do something."""
    return frozenset().union(*(act.by for act in told))


def conflict(asked: Sequence[Act], said: Sequence[Act]) -> bool:
    """Whether what is asked is done in what is said by others or to others."""
    return any(_conflicts(one, [act for act in said if act.what == one.what]) for one in asked)


def _conflicts(one: Act, same: Sequence[Act]) -> bool:
    doers = [act for act in same if act.by]
    if one.by and doers and not any(one.by <= act.by or ANY in act.by for act in doers):
        return True
    for mine, theirs in (
        (one.to, [act.to for act in same if act.to]),
        (one.away, [act.away for act in same if act.away]),
    ):
        if mine and theirs and not any(mine <= its or ANY in its for its in theirs):
            return True
    # "Company assigns to Consultant" of what Consultant assigns, to whomever.
    return bool(one.to) and bool(doers) and all(one.to & act.by and not one.by for act in doers)


def is_settled(asked: Sequence[Act], said: Sequence[Act]) -> bool:
    """Whether it is told of each act that is asked about who does it, and of one at least."""
    told = [one for one in asked if one.by or one.to]
    return bool(told) and all(
        any(act.what == one.what and (act.by or act.to) for act in said) for one in told
    )
