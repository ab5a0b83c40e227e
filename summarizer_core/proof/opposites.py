"""What turns a sentence round without denying it: a word's opposite, or another one's share.

"Includes" for "excludes", "the lower of" for "the higher of", "courts" for "arbitration", "at its
own cost" for "at the other's"; and, where a sentence tells several sums or days, one of them with
what belongs to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.proof.measures import measures, same_kind
from summarizer_core.proof.parties import MARK
from summarizer_core.proof.wording import concept
from summarizer_core.values import dates

#: Words that are each other's opposite, by how they begin. What a statement has of one side, what
#: proves it must have, too, where it has any of the other.
_OPPOSITES: Final = tuple(
    (re.compile(rf"\b(?:{one})", re.IGNORECASE), re.compile(rf"\b(?:{other})", re.IGNORECASE))
    for one, other in (
        (r"inclu[ds]|plus\b", r"exclud|exclusive of|without|net of|exempt"),
        (r"higher\b|highest|greater\b|greatest|larger\b|more of", r"lower\b|lowest|less(?:er)?\b"),
        (r"accept|approv", r"reject|refus"),
        (r"net\b", r"gross\b"),
        (r"hidden|latent", r"visible|apparent|obvious|patent\b"),
        (r"first\b|initial\b", r"last\b|final\b"),
        (r"earlier\b|earliest", r"later\b|latest"),
        (r"increas|raise[sd]?\b|rais", r"decreas|reduc|lower(?:s|ed|ing)\b"),
        (r"arbitra", r"courts?\b|judge"),
        (r"risks?\b", r"title\b|ownership\b"),
        (r"direct(?:ly)?\b", r"indirect"),
        (r"definite\b|fixed\b", r"indefinite|unlimited|perpetual"),
        (r"begin|began|start|commenc|takes? effect", r"end(?:s|ed|ing)?\b|expir|terminat"),
        (r"order", r"paid|pays?\b|payment"),
        (r"immediate|at once|forthwith", r"annual|yearly|monthly"),
        (r"voluntar", r"involuntar|mandator|compulsor"),
        (r"buy|bought|purchas", r"s[eo]ll|sold"),
        (r"lends?\b|lent\b", r"borrow"),
        (r"disclosing\b", r"receiving\b"),
        (r"gain|profit", r"loss"),
        (r"public\b", r"private\b|secret|confiden"),
        (r"advance\b|beforehand|in advance", r"arrears|afterwards"),
        (r"joint", r"several(?:ly)?\b"),
        (r"within\b", r"after (?:\w+ |\(\d+\) ){1,2}(?:days|weeks|months)"),
    )
)
#: What a bound is the greater or lesser of; named alone, one of them is no bound.
_OF_TWO: Final = re.compile(
    r"\b(?:higher|greater|lower|lesser|less|larger|smaller|earlier|later|more|fewer) of\b",
    re.IGNORECASE,
)
_ORDINAL: Final = re.compile(r"\b(?:first|second|third|fourth|last)\b", re.IGNORECASE)
_COST: Final = re.compile(
    rf"\b(?:at|bears?|bear|for|pays?)\b (?:\w+ ){{0,2}}?(?P<whose>own|{MARK} ?'s?) (?:sole |own )?"
    r"(?:cost|expense|charge|risk)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_EMPTY: Final = frozenset(
    "a an the of to in on at by for from with and or as is are be been it its this that these "
    "shall may must will further when if upon until then each any no not between".split()
)


def is_opposite(said: str, asked: str) -> bool:
    """Whether one text has a word's opposite where the other has the word."""
    for pair in _OPPOSITES:
        for mine, other in (pair, pair[::-1]):
            if mine.search(asked) and other.search(said) and not mine.search(said):
                return True
    if not _ordinals(asked).issubset(_ordinals(said) or _ordinals(asked)):
        return True
    if _OF_TWO.search(said) and not _OF_TWO.search(asked) and _has_amount(asked):
        return True
    return _whose_cost(asked) not in ("", _whose_cost(said))


def _ordinals(text: str) -> frozenset[str]:
    return frozenset(map(str.casefold, _ORDINAL.findall(text)))


def _has_amount(text: str) -> bool:
    return any(one.kind for one in measures(text)) or bool(list(dates(text)))


def _whose_cost(text: str) -> str:
    found = _COST.search(text)
    return re.sub(r"\W.*", "", found["whose"].casefold()) if found else ""


def is_mispaired(said: str, asked: str) -> bool:
    """Whether a statement gives a sum, period or day what a sentence that has several of the kind
    gives another one."""
    for told, wanted in ((_amounts(said), _amounts(asked)), (_days(said), _days(asked))):
        if len(told) > 1 and any(_is_anothers(one, told, wanted, said, asked) for one in wanted):
            return True
    return False


#: What something measures, its unit, and where it begins and ends.
_Place = tuple[frozenset[str], str, int, int]


def _amounts(text: str) -> list[_Place]:
    return [
        (frozenset(map(str, one.values)), one.kind, one.start, one.start)
        for one in measures(_without_days(text))
        if one.kind
    ]


def _days(text: str) -> list[_Place]:
    return [(frozenset({one.value}), "", one.start, one.end) for one in dates(text)]


def _without_days(text: str) -> str:
    for one in dates(text):
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _is_anothers(
    one: _Place, told: Sequence[_Place], wanted: Sequence[_Place], said: str, asked: str
) -> bool:
    told = [place for place in told if same_kind(place[1], one[1])]
    at = [number for number, place in enumerate(told) if not place[0].isdisjoint(one[0])]
    if len(told) < 2 or len(at) != 1:
        return False
    named = [value for place in wanted for value in place[0]]
    parts = list(_segments(said, told))
    own = parts[at[0]]
    words = _words(asked)
    for number, (place, (lead, tail)) in enumerate(zip(told, parts, strict=True)):
        if number == at[0] or not place[0].isdisjoint(named):
            continue
        theirs = _words(tail) | (_words(lead) if number > at[0] else frozenset())
        mine = _words(own[0]) | _words(own[1])
        if words & (theirs - mine):
            return True
        if number < at[0] and is_opposite(" ".join(own), asked):
            return True
    return False


_JOINT: Final = re.compile(r"[;,] |\b(?:and|or|but)\b", re.IGNORECASE)


def _segments(text: str, places: Sequence[_Place]) -> Iterator[tuple[str, str]]:
    """What stands before and after each of several sums or days, up to what joins them."""
    begin = 0
    for number, (_, _, start, stop) in enumerate(places):
        end = len(text)
        if number + 1 < len(places):
            following = places[number + 1][2]
            joints = [found.start() for found in _JOINT.finditer(text, stop, following)]
            end = joints[-1] if joints else following
        yield text[begin:start], text[stop:end]
        begin = end


def _words(text: str) -> frozenset[str]:
    return frozenset(
        concept(low)
        for word in _WORD.findall(text)
        if (low := word.casefold()) not in _EMPTY and not low.startswith("qq")
    )
