"""Whether words speak of the contract as a whole, or of a part of it, a case or another paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: The contract, as a contract calls itself.
OWN: Final = (
    r"(?:\b(?:this|the|said|such|present) (?:[\w/'-]+ ){0,4}?(?:agreement|contract|lease|engagement|"
    r"appointment|arrangement|addendum|attachment|exhibit|schedule|cooperation|joint venture|deed)\b|"
    r"\bit shall\b|\bhereof\b|\brights and obligations\b|\bobligations hereunder\b)"
)
_OWN: Final = re.compile(
    rf"{OWN}|\b(?:(?:initial|effective|contract) (?:term|period)|(?:the|our) term)\b", re.I
)
#: Subjects that may begin or end by themselves.
_OF_A_PART: Final = re.compile(
    r"\b(?:licen[sc]es?|rights?|exclusivity|warrant(?:y|ies)|confidential\w*|obligations?|survival|"
    r"surviv\w+|options?|patents?|insurance|cure|clips?|phase|guarant(?:y|ee|ees)|payments?|"
    r"royalt(?:y|ies)|(?:covenants?|restrictions?)|plan|forecast|orders?)\b"
    r"[^.;]{0,90}?\b(?:shall|will|may|is|are|expires?|continues?|remains?|terminates?|ends?)\b",
    re.IGNORECASE,
)
_TO_DO: Final = re.compile(r"\b(?:rights?|licen[sc]es?)\b[^.;]{0,20}? to \w", re.IGNORECASE)
#: The contract is only spoken of by the way.
_ASIDE: Final = re.compile(
    rf"\b(?:during|throughout|under|pursuant to|in accordance with|subject to|as provided in|for "
    rf"purposes of|by|in)\b[^,;.]{{0,40}}?(?:\bterm of )?(?:{OWN}|\bterm\b)",
    re.IGNORECASE,
)
#: What happens only if something else does.
_IN_A_CASE: Final = re.compile(
    r"\bif\b|\bin the (?:event|case)\b|\bin case\b|\bwhere (?:a|the|any|either)\b|\bshould (?:a|the|any|"
    r"either)\b|\bupon (?:the |any |an? )?(?:sale|termination|expir\w+|breach|failure|occurrence|"
    r"change|death)\b|\bfollowing (?:the )?(?:termination|expir\w+)|"
    r"\bmay (?:be )?(?:\w+ )?terminat|\bright to terminat|\bentitled to terminat|\bterminable\b|"
    r"\bnotice of\b|\bsurviv",
    re.IGNORECASE,
)
#: Between two things that are said; a colon or a heading's number is none.
_PARTS: Final = re.compile(
    r";|(?<=[a-z)\"'\d]{2})\. (?=[A-Z(\"'])|,? ?\bprovided,? (?:however|that|further)\b",
    re.IGNORECASE,
)


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what is said one after the other: sentences, and what a semicolon or a
    proviso sets apart."""
    at = 0
    for match in _PARTS.finditer(text):
        yield at, match.start()
        at = match.end()
    yield at, len(text)


_DEFINES: Final = re.compile(
    r"^[^\"]{0,60}\"(?P<what>[^\"]{2,60})\" (?:(?:shall|will) )?(?:means?|refers?)\b", re.IGNORECASE
)
_LENGTH_OF_IT: Final = re.compile(
    r"^(?:(?:initial|contract\w*|agreement|lease|license|licence|full|effective) )?(?:term|period)\b|"
    r"\b(?:expir\w+|termination|end) date\b|\bduration\b",
    re.IGNORECASE,
)


def defines_another(text: str) -> bool:
    """Whether a passage defines something else than how long the contract runs."""
    defines = _DEFINES.match(text)
    return defines is not None and not _LENGTH_OF_IT.search(defines["what"])


def of_the_whole(before: str) -> bool:
    """Whether the words before a date or a period tell it of the contract as a whole."""
    before = _ASIDE.sub(" ", before)
    if _IN_A_CASE.search(before):
        return False
    own = list(_OWN.finditer(before))
    rest = before[own[-1].end() :] if own else before
    return rest.startswith(" and") or not (_OF_A_PART.search(rest) or _TO_DO.search(rest))


#: "The License Agreement" is no licence.
_TITLED: Final = re.compile(r"(?:\b[A-Z][\w'&-]* )+(?:Agreement|Contract)\b")


def of_a_part(text: str) -> bool:
    """Whether a passage says of a right, a warranty or another part when it begins or ends."""
    text = _TITLED.sub("Agreement", text)
    return _OF_A_PART.search(text) is not None or _TO_DO.search(text) is not None


def names_it(before: str) -> bool:
    """Whether the words before name the contract or its term, and not only by the way."""
    return _OWN.search(_ASIDE.sub(" ", before)) is not None


#: "The Supply Agreement between A and B dated as of ...": another paper than this one.
_ANOTHER_PAPER: Final = re.compile(
    r"\b(?:(?:the|an?|that certain|that|certain|original|existing|prior|related)\b,? (?![\"'])"
    r"(?:(?!this\b)(?:[\w&,'/\"-]+|(?:Inc|Corp|Ltd|Co|L\.P|L\.L\.C)\.,?) ){1,7}?"
    r"(?:agreements?|contract|plan of merger|lease|bill of sale|memorandum of understanding|deed|"
    r"indenture|note|letter|plan|amendment|order|statement of work)\b|"
    r"the (?:agreement|contract|lease) (?:executed|entered into|made|signed)\b)"
    r"(?:(?!\bthis\b|\(the [\"']agreement)[^.;]|\.(?=\w|,| [A-Z]\w*[.,]| and| dated| as of| entered| effective)){0,160}?"
    r"\b(?:dated|effective|entered into|made|executed|signed|as of|on)\b(?:(?!\bthis\b)[^.;]){0,22}$",
    re.IGNORECASE,
)


_LABELLED: Final = re.compile(
    r"\b(?:effective|agreement|execution) date[\"')]*:? *$", re.IGNORECASE
)


def of_another_paper(before: str) -> bool:
    """Whether the words right before a date tell it of another paper."""
    return not _LABELLED.search(before) and _ANOTHER_PAPER.search(before[-260:]) is not None
