"""How far a quoted text goes: a statement that it proves must go no further.

"May assign to an affiliate" proves no "may assign", "liability for delay" no "liability", "GBP 900
each" no "GBP 900". What narrows a word of the statement must have a word in it, too. In doubt it
has none: the quoted words are then shown in place of the statement.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.numerals import CARDINALS
from summarizer_core.proof.measures import is_sum, measures
from summarizer_core.proof.wording import WEAK, WORD, concept, telling
from summarizer_core.values import dates

#: Where something holds, and to whom it may be done.
_WHERE: Final = re.compile(
    r"\b(?:in|within|throughout|outside(?: of)?) (?:the )?(?P<what>(?!(?:Section|Article|Clause|"
    r"Schedule|Exhibit|Annex|Appendix|Writing|Agreement|Contract|January|February|March|April|May|"
    r"June|July|August|September|October|November|December)\b)[A-Z]\w+(?: [A-Z]\w+)*)"
)
_TO_WHOM: Final = re.compile(
    r"(?<!according )(?<!pursuant )(?<!right )\bto (?:an?|its|any) "
    r"(?P<what>(?!extent|party|other)\w+(?: (?:of|or) \w+)?)"
)
#: "After the end of the month in which it is received".
_PERIOD: Final = re.compile(
    r"\b(?:end|beginning|start) of (?:an?|the|each|any) (?:calendar )?(?:week|month|quarter)\b",
    re.IGNORECASE,
)
#: What narrows a word that stands before it: "liability for delay", "rent of the first month".
_NARROWING: Final = r"(?:for|of|during|against|under)"
_STOPS: Final = (
    rf"\b(?:{_NARROWING}|in|to|from|within|at|on|with|into|over|by|as|shall|may|must|will|is|are|"
    r"which|that|who|if|unless|and|or|but|less|after|before|until|without)\b"
)
_NARROWED: Final = re.compile(
    rf"\b(?P<word>[a-z][\w-]+) {_NARROWING} (?P<by>(?:(?!{_STOPS})[\w'-]+ ?){{1,6}})"
)
#: They say no more, or are compared as numbers.
_EMPTY: Final = frozenset(
    "the a an this that these those it its his her their any such all each every own said and or "
    "as is are be agreement contract lease hereunder thereof them party parties other both either "
    "written prior s which in of to on state commonwealth".split()
) | frozenset(CARDINALS)
_EACH: Final = re.compile(r"\b(?:each|every|per)\b", re.IGNORECASE)
_RATE: Final = re.compile(r"\b(?:each|every|per|an?|any)\b|ly\b", re.IGNORECASE)
_ONE: Final = re.compile(r"\b(?:one|single)\b", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"\b(?:both|two|all)\b", re.IGNORECASE)
#: Who may assign something of his may not assign the whole.
_WHOLE: Final = re.compile(
    r"\b(?:assign|transfer)\w* (?:this|the) (?:agreement|contract|lease)\b", re.IGNORECASE
)
_PART: Final = re.compile(
    r"\b(?:assign|transfer)\w* (?:its|any|the|such|his) (?!agreement|contract|lease)\w+",
    re.IGNORECASE,
)
#: Before a day, by what it begins or ends something.
_SIDE: Final = re.compile(
    r"\b(?:(?P<begins>from|since|after|as of|starting)|(?P<ends>until|till|to|through|by|before))"
    r" (?:and including )?(?:the )?$",
    re.IGNORECASE,
)


def goes_as_far(said: str, asked: str) -> bool:
    """Whether a statement goes no further than a text, in which parties are marked, that has its
    words."""
    return not (
        _is_wider(said, asked)
        or _is_narrowed(said, _concepts(asked))
        or _is_counted_otherwise(said, asked)
        or (_WHOLE.search(asked) and _PART.search(said) and not _WHOLE.search(said))
        or _is_other_side(said, asked)
    )


def _is_wider(said: str, asked: str) -> bool:
    words = _telling(asked)
    for pattern in (_WHERE, _TO_WHOM):
        for match in pattern.finditer(said):
            what = _telling(match["what"])
            if what and not what & words:
                return True
    return _PERIOD.search(said) is not None and _PERIOD.search(asked) is None


def _is_narrowed(said: str, asked: frozenset[str]) -> bool:
    """Whether a word that is asked about has something behind it that is not told."""
    for match in _NARROWED.finditer(said):
        word = match["word"]
        if word in _EMPTY or word in WEAK or concept(word) not in asked:
            continue
        by = {
            concept(low)
            for one in WORD.findall(match["by"])
            if (low := one.casefold()) not in _EMPTY and not low.startswith("qq")
            if not low.isdigit()
        }
        if by and not by & asked:
            return True
    return False


def _is_counted_otherwise(said: str, asked: str) -> bool:
    """Whether a sum is one of several, or one thing both of them."""
    if _EACH.search(said) and not _RATE.search(asked):
        if any(is_sum(one.kind) for one in measures(asked)):
            return True
    return (
        _ONE.search(asked) is not None
        and _ONE.search(said) is None
        and _SEVERAL.search(said) is not None
    )


def _is_other_side(said: str, asked: str) -> bool:
    """Whether a day ends here what it begins there."""
    mine = _sides(said)
    return any(mine.get(day, side) != side for day, side in _sides(asked).items())


def _sides(text: str) -> dict[str, str]:
    found = {}
    for one in dates(text):
        side = _SIDE.search(text, 0, one.start)
        if side is not None:
            found[one.value] = "begins" if side["begins"] else "ends"
    return found


def _concepts(text: str) -> frozenset[str]:
    return frozenset(concept(word.casefold()) for word in WORD.findall(text))


def _telling(text: str) -> frozenset[str]:
    numbers = {word for word in WORD.findall(text) if word.isdigit()}
    return frozenset(one for one in telling(text) if not one.startswith("qq")) | numbers
