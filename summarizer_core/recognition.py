"""What a text is, before anything is read from it: its languages, and whether it is a contract.

Whether a text reads like a contract is a weighted sum of how often the words of contracts, of
narratives and of programs occur in it. The weights are those of a logistic regression over 408
contracts of CUAD and 713 other texts (``docs/key_terms.md`` says which, and how often it errs).
Only English texts are judged so. What sounds like a contract may still be a judgment, a law or
another of the ``kinds`` of texts that speak so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.kinds import other_kind
from summarizer_core.language import NAMES, UNKNOWN, guess_language, is_foreign, languages
from summarizer_core.language_scripts import SCRIPTS, is_written_in
from summarizer_core.models import AnalysisResult, DocumentWarning
from summarizer_core.playbook_gaps import leaves_the_rest

ENGLISH: Final = "en"
NOT_ENGLISH: Final = "not_english"
SEVERAL_LANGUAGES: Final = "several_languages"
NOT_A_CONTRACT: Final = "not_a_contract"
REST_ELSEWHERE: Final = "rest_elsewhere"
#: The engine that knows English alone.
BUILT_IN: Final = "local"
#: What is said instead of missing clauses.
MISSING_UNTOLD: Final = "What is missing is not told: see the warnings on this document."

#: How a summary begins of what is none.
NO_CONTRACT: Final = "This document does not read like a contract."

_LONGEST: Final = 200_000
_FEWEST_WORDS: Final = 40
_HEAD: Final = 3_000
_WORD: Final = re.compile(r"[^\W\d_]+")
#: Weight of the logarithm of how many there are in a thousand words.
_SIGNS: Final = tuple(
    (weight, re.compile(pattern))
    for weight, pattern in (
        (0.43, r"\bshall\b"),
        (0.78, r"\b(?:party|parties)\b"),
        (
            1.20,
            r"\b(?:(?:this|said|such) (?:[a-z]+ ){0,2}(?:agreement|contract|lease|amendment)|"
            r"the (?:agreement|contract|lease)|undersigned)\b",
        ),
        (
            0.89,
            r"\b(?:here|there)(?:by|in|of|to|under|with|after|inafter|inabove|inbefore)\b|"
            r"\bwhereas\b|\bwitnesseth\b",
        ),
        (
            0.92,
            r"\b(?:terminat\w+|indemnif\w+|liabilit\w+|warrant\w+|breach\w*|confidential\w*|"
            r"govern(?:ed|ing)|obligations?|assign\w*)\b",
        ),
        (
            1.11,
            r"\b(?:in writing|written (?:notice|consent)|pursuant to|notwithstanding|set forth|"
            r"provided,? (?:however,? )?that|subject to|including,? (?:without|but not) limit\w+)",
        ),
        (-0.76, r"\b(?:he|she|his|her|i|my|was|were|had|what|how|why|people)\b"),
        (-0.64, r"[{}<>=_\\|]|\(\)|->|::"),
    )
)
_OPENS: Final = re.compile(
    r"\b(?:by and )?between\b|\bamong\b|"
    r"\bthis [\w ]{0,40}(?:agreement|contract|lease|amendment)\b|"
    r"\b(?:agreement|contract|lease|terms of (?:service|use)|terms and conditions)\s*\n"
)
_STATES: Final = re.compile(
    r"\bthis is an? (?:[\w-]+ ){0,6}(?:agreement|contract|lease) (?:by and )?(?:between|among)\b"
)
#: In the opening of a long one whose lists of what is bought count for more than its clauses.
_MADE: Final = re.compile(
    r"\bthis (?:[\w&-]+ ){0,4}?(?:agreement|contract|lease|deed)(?: \([^()]{0,60}\))? is "
    r"(?:hereby )?(?:made|entered into|concluded)\b[^.]{0,160}?\b(?:between|among)\b"
)
_OFFER: Final = re.compile(
    r"\b(?:pleased|delighted|happy) to (?:offer|confirm)\b|\bthis letter (?:confirms|"
    r"sets (?:out|forth))\b|"
    r"\b(?:our|this|the) offer\b"
)
_ACCEPT: Final = re.compile(
    r"\b(?:sign|signing|countersign|execute|return)\w{0,3}\b[^.]{0,120}\b(?:accept|agree|acknowledg|"
    r"copy|below)|\b(?:accepted|agreed) (?:and (?:agreed|accepted)|to|by)\b"
)
_OPENING_WEIGHT: Final = 1.49
_BIAS: Final = -2.20


@dataclass(frozen=True)
class Recognition:
    """Args:
    languages: ISO 639-1 codes, the most frequent first; none when no language is known.
    contract: whether the text reads like a contract; None when that cannot be said.
    kind: what it is instead, with its article, where that is known.
    rest_elsewhere: whether general terms that are not in it are part of it.
    """

    languages: tuple[str, ...] = ()
    contract: bool | None = None
    kind: str | None = None
    rest_elsewhere: bool = False

    @property
    def english(self) -> bool:
        """Whether it is mostly in English, or in no language that could be told."""
        return not self.languages or self.languages[0] == ENGLISH


#: Of a text that nobody has looked at.
NOT_LOOKED_AT: Final = Recognition()


def recognise(text: str) -> Recognition:
    """What a text is."""
    spoken = languages(text)
    main = guess_language(text)
    if main in SCRIPTS:
        main = next((code for code in spoken if is_written_in(code, main)), main)
    if main is not None:
        spoken = (main, *(code for code in spoken if code != main))
    elif is_foreign(text):
        spoken = spoken or (UNKNOWN,)
    score = contract_score(text)
    if score is None or (spoken and spoken[0] != ENGLISH):
        return Recognition(spoken)
    kind = other_kind(text)
    contract = kind is None and _binds(text) and (score >= 0 or _says_so(text))
    return Recognition(spoken, contract, kind, contract and leaves_the_rest(text))


def _says_so(text: str) -> bool:
    """Whether it calls itself a contract between parties, or is a letter that becomes one when it
    is signed."""
    flat = " ".join(text[:_LONGEST].casefold().split())
    if _STATES.search(flat[:_HEAD]) or _MADE.search(flat[:_HEAD]):
        return True
    return _OFFER.search(flat) is not None and _ACCEPT.search(flat) is not None


#: Somebody is bound by it: a paper that speaks of itself, of its parties, or of roles.
_BINDS: Final = re.compile(
    r"\b(?:this|the present|these|said) (?:[\w&,'\u2019/-]+ ){0,6}?(?:agreement|contract|lease|"
    r"deed|letter|amendment|addendum|undertakings?|memorandum|covenants?|terms|licen[cs]e|order|policy|"
    r"guarant(?:y|ee)|note|plan|exhibit|schedule|statement|offer|engagement|release|settlement|"
    r"conditions|facility|mortgage|arrangement|document|instrument|indenture|charter|section|"
    r"article|clause)\b"
    r"|\b(?:the|each|either|neither|both|other|no|third|such|any|a) part(?:y|ies)\b|\bparties\b"
    r"|\b(?:hereby|hereto|herein|hereof|hereunder|hereinafter|hereafter|undersigned|whereas)\b"
    r"|\((?:(?:hereinafter|each|together|collectively|the|an?|individually)[ ,]*){0,4}"
    r"[\"'\u201c\u2018]"
    r"|\b(?:i|we|you)(?: (?:hereby|also))? (?:agree|undertake|accept|promise|covenant)\b"
    r"|\b(?:sellers?|buyers?|purchasers?|customers?|suppliers?|vendors?|landlords?|lessors?|"
    r"lessees?|tenants?|licen[cs](?:ors?|ees?)|lenders?|borrowers?|guarantors?|contractors?|consultants?|"
    r"clients?|employers?|employees?|distributors?|franchis(?:ors?|ees?)|providers?|the company|"
    r"executives?|principals?|agents?|manufacturers?|owners?|shareholders?|investors?|assign(?:ors?|"
    r"ees?)|trustees?|receiving party|recipients?|users?|operators?|carriers?|shippers?)\b"
)


def _binds(text: str) -> bool:
    """Whether it names anything or anybody that a contract is made of or binds."""
    return _BINDS.search(text[:_LONGEST].casefold()) is not None


def contract_score(text: str) -> float | None:
    """Log-odds that an English text is a contract, at equal odds before; None when it is too short
    to say."""
    low = text[:_LONGEST].casefold()
    words = len(_WORD.findall(low))
    if words < _FEWEST_WORDS:
        return None
    score = _BIAS + (_OPENING_WEIGHT if _OPENS.search(low[:_HEAD]) else 0.0)
    for weight, pattern in _SIGNS:
        score += weight * math.log1p(1000 * len(pattern.findall(low)) / max(60, words))
    return score


def _listed(codes: Sequence[str]) -> str:
    names = [NAMES.get(code, code) for code in codes]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def warnings(found: Recognition, *, local: bool) -> list[DocumentWarning]:
    """What the reader should know of it.

    Args:
        local: the built-in engine analyses, which knows English contracts alone.
    """
    told = []
    if not found.english:
        advice = (
            "The built-in engine was made for English contracts, so most clauses, key terms and "
            "missing clauses go unnoticed. Have it translated, or analyse it with Gemini."
            if local
            else "Severities and missing clauses are judged by rules for English contracts, so "
            "check them in the document."
        )
        message = f"The document is in {_listed(found.languages[:1])}, not in English. {advice}"
        told.append(DocumentWarning(code=NOT_ENGLISH, message=message))
    elif len(found.languages) > 1:
        others = _listed(found.languages[1:])
        advice = (
            f"The built-in engine reads the English part; check that the part in {others} says the "
            "same, and which of them prevails."
            if local
            else "Check that both say the same, and which of them prevails."
        )
        message = f"The document is in {_listed(found.languages)}. {advice}"
        told.append(DocumentWarning(code=SEVERAL_LANGUAGES, message=message))
    if found.contract is False:
        instead = f", but like {found.kind}" if found.kind else ""
        message = (
            f"The document does not read like a contract{instead}, so parties, clauses and missing "
            "clauses mean little here. If it is one, read it yourself: it is an unusual one."
        )
        told.append(DocumentWarning(code=NOT_A_CONTRACT, message=message))
    if found.rest_elsewhere:
        message = (
            "The document leaves the rest to general terms, or to an agreement above it, that are "
            "not in it, so missing clauses are not told. Read these terms, too."
        )
        told.append(DocumentWarning(code=REST_ELSEWHERE, message=message))
    return told


def missing_is_told(result: AnalysisResult) -> bool:
    """Whether it can be said what a document lacks: not of a text that is no contract, nor of one
    that leaves the rest to terms that are not in it, nor of one in a language that its engine does
    not know."""
    codes = {warning.code for warning in result.warnings}
    untold = {NOT_A_CONTRACT, REST_ELSEWHERE} & codes
    return not untold and not (NOT_ENGLISH in codes and result.engine == BUILT_IN)
