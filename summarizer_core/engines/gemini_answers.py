"""What Gemini's answers may look like, and what of them is kept.

An answer is trusted no more than the document: ids, categories and names that were not offered
are dropped. A batch holds chunks of one document, and what is kept for a chunk is shown to
everybody whose document has the same clause: quotes, names, numbers and dates that its own text
lacks are not kept for it. What a model says of a neighbour without any of these cannot be told
from a paraphrase.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from summarizer_core import categories, terms
from summarizer_core.errors import EngineError
from summarizer_core.grounding import locate
from summarizer_core.models import ChunkAnalysis, ChunkFinding, ChunkTerm
from summarizer_core.numerals import CARDINALS, SCALES
from summarizer_core.support import supports

log = logging.getLogger(__name__)

NOTE_LIMIT: Final = 400

_CATEGORY_BY_NAME: Final = {name.casefold(): name for name in categories.ALL}
_TERM_BY_NAME: Final = {name.casefold(): name for name in terms.ALL}


def _between_0_and_1(value: object) -> object:
    return min(1.0, max(0.0, value)) if isinstance(value, int | float) else value


class _Loose(BaseModel):
    """Part of a model's answer: fields that nobody asked for are dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Finding(_Loose):
    category: str
    quote: str
    confidence: Annotated[float, BeforeValidator(_between_0_and_1)]


class _Term(_Loose):
    name: str
    value: str
    quote: str
    role: str = ""


class ChunkAnswer(_Loose):
    # Lists of anything: one bad finding must not cost the chunk's others.
    id: str
    findings: list[Any] = []
    terms: list[Any] = []
    note: str = ""


class BatchAnswer(_Loose):
    chunks: list[Any]


class SummaryAnswer(_Loose):
    summary: str


class ChunkQuote(_Loose):
    id: str
    quote: str


class FocusAnswer(_Loose):
    found: bool
    answer: str = ""
    quotes: list[Any] = []


_M = TypeVar("_M", bound=BaseModel)


def valid(model: type[_M], items: Iterable[object]) -> Iterator[_M]:
    for item in items:
        try:
            yield model.model_validate(item)
        except ValidationError:
            continue


def parse(model: type[_M], text: str) -> _M:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        problem = str(error.errors(include_input=False)[0]["type"])
    # Raised here, not above: pydantic's error carries the model's answer, hence document text.
    log.info("gemini: an answer of %d characters is not valid (%s)", len(text), problem)
    raise EngineError(
        "Gemini sent an answer that could not be read. Try again.",
        code="invalid_answer",
        retryable=True,
    )


# --- what is kept ----------------------------------------------------------------------------

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(r"[^\W\d_]+")
_BEGIN: Final = re.compile(r"(?:^|[.:;!?])[\"'(\s]*$")
_MAY_ADDRESS: Final = re.compile(r"@|://|www\.")
_ADDRESS: Final = re.compile(r"\S+(?:@|://|www\.)\S+")
#: "One" is left out: it is a pronoun, too.
_IN_WORDS: Final = {word: n for word, n in {**CARDINALS, **SCALES}.items() if n > 1}
#: Of a statement in a script without capitals, the share of its letters that its text must have.
_SHARED: Final = 0.6


def _numbers(text: str) -> set[str]:
    return {one.replace(",", "") for one in _NUMBER.findall(text)}


def _has_amounts(statement: str, words: set[str], numbers: set[str]) -> bool:
    """Whether numbers in words occur in a text, in words or digits; "million" also as zeros."""
    for word in _WORD.findall(statement.casefold()):
        value = _IN_WORDS.get(word)
        if value is None or word in words or str(value) in numbers:
            continue
        zeros = str(value)[1:]
        if value < 100 or not any(one.endswith(zeros) for one in numbers):
            return False
    return True


def _has_letters(statement: str, text: str) -> bool:
    """For scripts without capitals, where names cannot be told: the letters are the text's own."""
    if statement.isascii():
        return True
    letters = [c for c in statement if c.isalpha() and c.lower() == c.upper()]
    return sum(c in text for c in letters) >= _SHARED * len(letters)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, as they are written."""
    return frozenset(word for text in texts for word in _WORD.findall(text))


def can_come_from(statement: str, text: str, everything: Collection[str]) -> bool:
    """Whether a statement names nothing but what a text names.

    Its numbers must occur in the text, and so must its names: words with a capital. The first word
    of a sentence has one anyway; it counts when the text lacks it and ``everything``, all that the
    model has read, has it with a capital or in capitals. So must numbers in words, and addresses.
    """
    known = {word.casefold() for word in _WORD.findall(text)}
    numbers = _numbers(text)
    if not _numbers(statement) <= numbers:
        return False
    if not _has_amounts(statement, known, numbers) or not _has_letters(statement, text):
        return False
    if _MAY_ADDRESS.search(statement) and any(
        one.strip(".,;:()") not in text for one in _ADDRESS.findall(statement)
    ):
        return False
    for match in _WORD.finditer(statement):
        word = match.group()
        if not word[0].isupper() or word.casefold() in known:
            continue
        begins = _BEGIN.search(statement, 0, match.start())
        if not begins or word in everything or word.upper() in everything:
            return False
    return True


def _value(value: str, quote: str) -> str:
    """A term's value, or the document's own words where it says more than they do."""
    known = {word.casefold() for word in _WORD.findall(quote)}
    says = supports(quote, value) and _has_amounts(value, known, _numbers(quote))
    return value if says else quote


def _role(role: str, quote: str) -> str:
    """What a party is called, where the quote says so."""
    return role if role and supports(quote, role) else ""


def checked(answer: ChunkAnswer, text: str, everything: Collection[str]) -> ChunkAnalysis:
    """What of a chunk's answer is well formed, was asked for, and can come from its text.

    Args:
        text: of the chunk, normalised.
        everything: the words of all chunks that the model has read with it.
    """
    found = [
        ChunkFinding(category=category, quote=one.quote.strip(), confidence=one.confidence)
        for one in valid(_Finding, answer.findings)
        if (category := _CATEGORY_BY_NAME.get(one.category.strip().casefold()))
        and one.quote.strip()
    ]
    told = [
        ChunkTerm(
            name=name,
            value=_value(one.value.strip(), quote),
            quote=quote,
            role=_role(" ".join(one.role.split()), quote),
        )
        for one in valid(_Term, answer.terms)
        if (name := _TERM_BY_NAME.get(one.name.strip().casefold()))
        and one.value.strip()
        and (quote := one.quote.strip())
    ]
    findings = tuple(one for one in found if locate(one.quote, text) is not None)
    stated = tuple(one for one in told if locate(one.quote, text) is not None)
    note = (
        shortened(answer.note, NOTE_LIMIT) if can_come_from(answer.note, text, everything) else ""
    )
    dropped = len(answer.findings) + len(answer.terms) - len(findings) - len(stated)
    if dropped:
        log.info("gemini: %d findings or terms of a chunk were not valid", dropped)
    rejected = len(found) + len(told) - len(findings) - len(stated)
    return ChunkAnalysis(findings=findings, terms=stated, note=note, rejected=rejected)


def joined(before: ChunkAnalysis | None, after: ChunkAnalysis) -> ChunkAnalysis:
    if before is None:
        return after
    return ChunkAnalysis(
        findings=tuple(dict.fromkeys(before.findings + after.findings)),
        terms=tuple(dict.fromkeys(before.terms + after.terms)),
        note=before.note or after.note,
        rejected=before.rejected + after.rejected,
    )


def shortened(text: str, limit: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
