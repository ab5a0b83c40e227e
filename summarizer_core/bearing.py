"""Whether words that are doubted bear the heading that they would stand under.

A finding that is less sure than others is shown "perhaps"; without the words that its kind cannot
do without, there is no perhaps about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from summarizer_core.hashing import normalise
from summarizer_core.language import guess_language

#: By category, words without which a clause is none of it.
_NEEDED: Final[Mapping[str, str]] = {
    "Unilateral Amendment": (
        r"\b(?:may|can|rights? to|reserves?|entitled to|free to|discretion|permitted to)\b"
        r"[^.;]{0,120}\b(?:amend|modif|chang|revis|updat|alter|adjust|increas|rais|replac|"
        r"supplement|var[yi])"
    ),
    "Non-Compete": (
        r"\bcompet(?:e[sd]?|ing|itive|itions?|itors?)\b|\bnon-?compet|"
        r"\b(?:similar|same|like) (?:\w+ )?(?:business|products?|services?)\b|"
        r"\bengag\w* in\b[^.;]{0,60}\bbusiness\b"
    ),
    "Covenant Not to Sue": (
        r"\b(?:not|never|nor|no|neither|refrain\w*|releas\w*|waiv\w*|discharg\w*)\b[^.;]{0,160}"
        r"\b(?:su(?:e|es|ed|its?)|contest\w*|challeng\w*|attack\w*|disput\w*|claims?|actions?|"
        r"assert\w*|proceedings?|litigat\w*|oppos\w*|invalid\w*|question\w*|prosecut\w*)\b"
    ),
    "Exclusivity": (
        r"\bexclusiv|\bsole(?:ly)?\b|\bonly\b|\b(?:no|any) other\b|\bnot\b|"
        r"\ball (?:of )?(?:its|their)\b|\brequirements\b"
    ),
    "Rofr/Rofo/Rofn": (
        r"\bfirst\b|\brefusal\b|\bpre-?empt|\bmatch|\bpriorit|\bbefore (?:offering|any other)\b"
    ),
    "Most Favored Nation": (
        r"\bfavou?r|\bno (?:less|worse|higher)\b|\blower|\bbetter\b|\bcomparable\b|"
        r"\bas (?:low|good)\b"
    ),
    "Irrevocable or Perpetual License": (
        r"\birrevocabl|\bperpetu|\bindefinite|\bunlimited in time|\bnot be revoked"
    ),
    "No-Solicit of Employees": r"\bsolicit|\bhir(?:e|ing)|\bemploy|\binduc|\brecruit|\bentic",
    "No-Solicit of Customers": (
        r"\bsolicit|\binduc|\bdivert|\bapproach|\bcontact|\bentic|\bcustomers?\b|\bclients?\b"
    ),
    "Source Code Escrow": r"\bescrow|\bdeposit",
    "Change of Control": (
        r"\bcontrol\b|\bmerge|\bacqui|\bsales? of\b|\bownership\b|\boperation of law\b"
    ),
}
#: ... and words that say another thing, or the opposite.
_OTHER_THING: Final[Mapping[str, str]] = {
    "Unilateral Amendment": (
        r"\bin no event (?:may|shall|will)\b|"
        r"\b(?:may|shall|will) not (?:\w+ )?(?:amend|modif|chang|revis|alter)"
    ),
    "Non-Compete": (
        r"\bnot agreed\b|\bfree to compete\b|"
        r"\bno (?:\w+ ){0,2}(?:prohibition|restriction|ban|covenant|obligation)\b"
    ),
    "Source Code Escrow": r"\bother than to\b[^.;]*\bescrow",
}
#: Of words too few to tell their language, so many are English.
_ENGLISH: Final = re.compile(r"\b(?:the|shall|will|of|and|any|by|not|have|from)\b", re.IGNORECASE)
_FEW: Final = 3
_WORDS_NEEDED: Final = {name: re.compile(said, re.IGNORECASE) for name, said in _NEEDED.items()}
_WORDS_OF_OTHERS: Final = {
    name: re.compile(said, re.IGNORECASE) for name, said in _OTHER_THING.items()
}


def bears(category: str, quote: str) -> bool:
    """Whether words may bear the heading of a category. Those that are not known to be English
    may, and those of a category without words that need be.

    Args:
        category: one of ``categories.ALL``.
        quote: as it stands in the document.
    """
    needed, other = _WORDS_NEEDED.get(category), _WORDS_OF_OTHERS.get(category)
    if needed is None:
        return True
    said = normalise(quote)
    if needed.search(said) and not (other and other.search(said)):
        return True
    language = guess_language(said)
    short = language is None and len(_ENGLISH.findall(said)) >= _FEW
    return not (short or language == "en")
