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
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from summarizer_core import categories, terms
from summarizer_core.engines.base import Reply
from summarizer_core.engines.gemini_notes import shortened
from summarizer_core.engines.gemini_terms import (
    calls,
    is_liability_of,
    is_of_another,
    is_only_a_day,
)
from summarizer_core.errors import EngineError
from summarizer_core.grounding import locate, passage_of, proof_of, sentence_at
from summarizer_core.hashing import normalise
from summarizer_core.language import guess_language
from summarizer_core.models import ChunkAnalysis, ChunkFinding, ChunkTerm
from summarizer_core.numerals import CARDINALS, MULTIPLES, ORDINALS
from summarizer_core.proof import Proof
from summarizer_core.support import supports
from summarizer_core.values import dates, period

log = logging.getLogger(__name__)

NOTE_LIMIT: Final = 400
#: Passages that are kept of those that a note rests on.
_NOTE_QUOTES: Final = 2

_CATEGORY_BY_NAME: Final = {name.casefold(): name for name in categories.ALL}
_TERM_BY_NAME: Final = {name.casefold(): name for name in terms.ALL}


def _between_0_and_1(value: object) -> object:
    return min(1.0, max(0.0, value)) if isinstance(value, int | float) else value


def _seen(value: object) -> object:
    """A string, or those of a list, without marks of direction, zero-width characters and the
    like."""
    if isinstance(value, str):
        return "".join(c for c in value if unicodedata.category(c) != "Cf")
    return [_seen(one) for one in value] if isinstance(value, list) else value


class _Loose(BaseModel):
    """Part of a model's answer: fields that nobody asked for are dropped, and signs that nobody
    sees but that may show text in another order."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _seen(cls, told: object) -> object:
        return (
            {key: _seen(value) for key, value in told.items()} if isinstance(told, dict) else told
        )


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
    note_quotes: list[Any] = []


class BatchAnswer(_Loose):
    chunks: list[Any]


class ChunkQuote(_Loose):
    id: str
    quote: str


class SentenceAnswer(_Loose):
    text: str
    paragraph: int = 1
    proofs: list[Any] = []


class SummaryAnswer(_Loose):
    sentences: list[Any]


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


def parse(model: type[_M], reply: Reply) -> _M:
    """What an answer says. Raises ``EngineError``, with the tokens that it took, when it cannot be
    read."""
    text = reply.text
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
        spent=reply.usage.tokens,
    )


# --- what is kept ----------------------------------------------------------------------------

_WORD: Final = re.compile(r"[^\W\d_]+")
_BEGIN: Final = re.compile(r"(?:^|[.:;!?])[\"'(\s]*$")
_MAY_ADDRESS: Final = re.compile(r"@|://|www\.")
_ADDRESS: Final = re.compile(r"\S+(?:@|://|www\.)\S+")
#: Of a statement in a script without capitals, the share of its letters that its text must have.
_SHARED: Final = 0.6


def _has_letters(statement: str, text: str) -> bool:
    """For scripts without capitals, where names cannot be told: the letters are the text's own."""
    if statement.isascii():
        return True
    letters = [c for c in statement if c.isalpha() and c.lower() == c.upper()]
    return sum(c in text for c in letters) >= _SHARED * len(letters)


def addresses(statement: str) -> list[str]:
    """Addresses of mail and of the web that a statement names."""
    if not _MAY_ADDRESS.search(statement):
        return []
    return [one.strip(".,;:()[]") for one in _ADDRESS.findall(statement)]


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, as they are written."""
    return frozenset(word for text in texts for word in _WORD.findall(text))


def _proof(text: str) -> Proof:
    """A text, in whatever language, as proof."""
    return Proof(text, language=guess_language(text) or "en")


def can_come_from(statement: str, text: str, everything: Collection[str]) -> bool:
    """Whether a statement names nothing but what a text names.

    Its numbers must occur in the text, in figures or words, as ``proof`` says, and so must its
    names: words with a capital. The first word of a sentence has one anyway; it counts when the
    text lacks it and ``everything``, all that the model has read, has it with a capital or in
    capitals. So must addresses.
    """
    known = {word.casefold() for word in _WORD.findall(text)}
    proof = _proof(text)
    if not (proof.has_numbers(statement) and proof.has_places(statement)):
        return False
    if not _has_letters(statement, text):
        return False
    if any(one not in text for one in addresses(statement)):
        return False
    for match in _WORD.finditer(statement):
        word = match.group()
        if not word[0].isupper() or word.casefold() in known:
            continue
        begins = _BEGIN.search(statement, 0, match.start())
        if not begins or word in everything or word.upper() in everything:
            return False
    return True


def _value(name: str, value: str, quote: str) -> str:
    """A term's value, or the document's own words where it says more than they do."""
    says = supports(quote, value) and Proof(quote).has_numbers(value)
    return value if says and (name == "Currency" or _has_words(value, quote)) else quote


#: Letters of a word's beginning that make it the same word.
_SAME: Final = 5


def _has_words(value: str, quote: str) -> bool:
    """Whether a quote has the words of a value, those of dates, numbers and units excepted."""
    said = {word.casefold()[:_SAME] for word in _WORD.findall(normalise(quote))}
    return all(
        word[:_SAME] in said or len(word) < _SAME - 1 or word in _MEASURING
        for word in map(str.casefold, _WORD.findall(normalise(value)))
        if word.isascii()
    )


#: Words of dates, numbers, periods and lands, which are compared as such.
_MEASURING: Final = frozenset(
    "january february march april june july august september october november december days weeks "
    "month months year years business calendar percent state commonwealth wales england scotland "
    "ireland france germany switzerland netherlands italy spain china india japan canada".split()
) | frozenset([*CARDINALS, *ORDINALS, *MULTIPLES])


def _role(name: str, value: str, role: str, quote: str) -> str:
    """What a party is called, or whose a term is, where the quote says so; a party's is not its
    name as given."""
    if not role or role.casefold() == value.casefold() or not supports(quote, role):
        return ""
    if name == terms.PARTY:
        return role if calls(quote, value, role) else ""
    return role if name != terms.CAP or is_liability_of(quote, role) else ""


def _shown(quote: str, text: str) -> str:
    """The passage that shows a finding, "" when it does not occur: with what turns it round, and
    all of its sentence where it is too short to show anything."""
    place = passage_of(quote, text)
    if place is None:
        return ""
    return quote if place == locate(quote, text) else text[slice(*place)]


def _shown_alone(quote: str, text: str) -> str:
    """A passage that a note rests on, as the proof that it is; "" where it is none."""
    place = proof_of(quote, text)
    return text[slice(*place)] if place is not None else ""


#: Words that a term's quote must have, in English and some other languages, since a date by itself
#: is no date of expiry, nor a town a venue.
_WORDS_OF: Final = {
    name: re.compile(words, re.IGNORECASE)
    for name, words in (
        (
            "Venue",
            r"\bcourts?\b|jurisdiction|\bvenue|\bforum|arbitra|tribunal|\bseat|gericht|juzgad|"
            r"\bforo\b|rechtbank|\u6cd5\u9662|\u4ef2\u88c1|\u88c1\u5224\u6240",
        ),
        (
            "Governing law",
            r"\blaws?\b|govern|constru|recht|\bdroit\b|\blois?\b|\bley|legg[ei]|\u6cd5",
        ),
        ("Liability cap", r"liab|damages|indemni|responsib|haft|responsab|\u8d23\u4efb"),
        (
            "Renewal",
            r"renew|exten|success|prolong|evergreen|automatic|verl\u00e4nger|renouvel|\u7eed",
        ),
        (
            "Notice to stop renewal",
            r"renew|exten|success|prolong|evergreen|automatic|verl\u00e4nger|renouvel|\u7eed|"
            r"\bend of the (?:then|current|initial|term)",
        ),
        (
            "Expiration date",
            r"expir|terminat|until|\bend(?:s|ing|ed)?\b|\bterm\b|through|continu|remain|"
            r"\bfor a period|conclu|\bendet|\bbis\b|laufzeit|jusqu|dur\u00e9e|hasta|vigen|scad|"
            r"\u81f3|\u671f",
        ),
        (
            "Term",
            r"\bterm\b(?! of (?:payment|credit))|\bperiod\b|duration|continu|\bremain|\bruns?\b|"
            r"\blasts?\b|perpetu|indefinit|until|expir|\bend(?:s|ing)?\b|commenc|begin|initial|"
            r"\bfor (?:an? )?\S+ (?:\(\S+\) )?years?\b|effective|laufzeit|dauer|\bbis\b|jahre?|"
            r"monat|dur\u00e9e|\bans?\b|\bmois\b|duraci\u00f3n|plazo|vigencia|a\u00f1os?|hasta|durata|"
            r"\banni?\b|looptijd|jaar|prazo|\banos?\b|\u671f|\u5e74",
        ),
    )
}
#: A term that is always true of a contract without an end.
_WITHOUT_END: Final = re.compile(r"perpetu|indefinit|until (?:it is )?terminated", re.IGNORECASE)


def _term(name: str, told: _Term, text: str) -> ChunkTerm | None:
    """A term with its proof; None when its quote does not occur, or does not show such a term."""
    quote = told.quote.strip()
    place = locate(quote, text)
    if place is None:
        return None
    value = _value(name, told.value.strip(), quote)
    if name in (terms.TYPE, terms.TITLE) and not _has_words(told.value, quote):
        return None
    role = _role(name, value, " ".join(told.role.split()), quote)
    words = _WORDS_OF.get(name)
    if words is not None and not words.search(quote):
        quote = text[slice(*sentence_at(text, place[0]))]
        if not words.search(quote) or locate(told.quote, quote) is None:
            return None
    if not _is_of_kind(name, value) or is_of_another(name, value, quote):
        return None
    if name == "Renewal" and is_only_a_day(value):  # until when notice is given
        value = quote
    begin, stop = sentence_at(text, place[0])
    if name == terms.PARTY and not _is_party(value, text[begin : max(stop, place[1])]):
        return None
    return ChunkTerm(name=name, value=value, quote=quote, role=role)


_COMPANY: Final = re.compile(
    r"\b(?:Ltd|Limited|Inc|Incorporated|LLC|L\.L\.C|Corp|Corporation|Company|GmbH|PLC|AG|SE|SA|S\.A|"
    r"SAS|SpA|S\.p\.A|B\.?V|N\.?V|Co|LLP|L\.?P|Pty|KG|Oy|AB|A/S|Trust|Bank|University|Foundation|"
    r"Association|Partnership|Holdings?|Group|Institute|Authority|Ministry|Government)\b",
    re.IGNORECASE,
)


def _is_party(value: str, quote: str) -> bool:
    """Whether words name somebody as a party: in a company's form, before a role in brackets or
    what the party is, or behind "between" and the like; a place of a company is none."""
    name, said = normalise(value), normalise(quote)
    if not name.isascii() or _COMPANY.search(name):
        return True
    called = re.escape(name)
    if re.search(
        rf"(?<![\w-])(?:in|of|an?|from|at|the laws of) {called}(?!\w)", said, re.IGNORECASE
    ):
        return False
    named = (
        rf"\b(?:between|among|amongst|and|by|with|parties|party)\b:? ?(?:\(\w+\) ?)?"
        rf"(?:the )?(?:Mr|Ms|Mrs|Dr)?\.? ?{called}(?!\w)"
    )
    behind = (
        rf"(?<!\w){called},? ?(?:\(|, (?:an?|the|whose|with|having|residing|acting|of)\b|[\"'])"
    )
    return bool(re.search(f"{named}|{behind}", said, re.IGNORECASE))


def _is_of_kind(name: str, value: str) -> bool:
    """Whether a value can be what it is called: a place, a day or period."""
    if name == "Venue":
        return any(c.isupper() or c.lower() == c.upper() for c in value if c.isalpha())
    if name != "Expiration date":
        return True
    text = normalise(value)
    return bool(dates(text) or period(text) or _WITHOUT_END.search(text) or not text.isascii())


# --- what is shown of an answer -----------------------------------------------------------------


#: What an answer begins with; what it says yes to cannot be compared.
_YES: Final = re.compile(r"^(?:Yes|No|Correct|Indeed)\b[,.;:-]* ?(?=\w)")


def without_yes(answer: str) -> str:
    """An answer without the "Yes," or "No," that it begins with, which no passage says."""
    rest = _YES.sub("", answer.strip())
    return rest[:1].upper() + rest[1:]


def checked(answer: ChunkAnswer, text: str, everything: Collection[str]) -> ChunkAnalysis:
    """What of a chunk's answer is well formed, was asked for, and can come from its text.

    Args:
        text: of the chunk, normalised.
        everything: the words of all chunks that the model has read with it.
    """
    found = [
        (category, one)
        for one in valid(_Finding, answer.findings)
        if (category := _CATEGORY_BY_NAME.get(one.category.strip().casefold()))
        and one.quote.strip()
    ]
    told = [
        (name, one)
        for one in valid(_Term, answer.terms)
        if (name := _TERM_BY_NAME.get(one.name.strip().casefold()))
        and one.value.strip()
        and one.quote.strip()
    ]
    findings = tuple(
        ChunkFinding(category=category, quote=quote, confidence=one.confidence)
        for category, one in found
        if (quote := _shown(one.quote.strip(), text))
    )
    stated = tuple(term for name, one in told if (term := _term(name, one, text)) is not None)
    note = (
        shortened(answer.note, NOTE_LIMIT) if can_come_from(answer.note, text, everything) else ""
    )
    shown = (_shown_alone(one, text) for one in answer.note_quotes if isinstance(one, str))
    quotes = tuple(dict.fromkeys(filter(None, shown)))[:_NOTE_QUOTES] if note else ()
    dropped = len(answer.findings) + len(answer.terms) - len(findings) - len(stated)
    if dropped:
        log.info("gemini: %d findings or terms of a chunk were not valid", dropped)
    rejected = len(found) + len(told) - len(findings) - len(stated)
    return ChunkAnalysis(
        findings=findings, terms=stated, note=note, note_quotes=quotes, rejected=rejected
    )


def joined(before: ChunkAnalysis | None, after: ChunkAnalysis) -> ChunkAnalysis:
    if before is None:
        return after
    return ChunkAnalysis(
        findings=tuple(dict.fromkeys(before.findings + after.findings)),
        terms=tuple(dict.fromkeys(before.terms + after.terms)),
        note=before.note or after.note,
        note_quotes=before.note_quotes if before.note else after.note_quotes,
        rejected=before.rejected + after.rejected,
    )
