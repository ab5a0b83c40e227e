"""Whether a key term of Gemini is one by the product's own reading of the same sentences.

The rules of the built-in engine read a sentence without asking anybody. Where they read a term of
that name in it, Gemini's must be the same; where they read its value as another term, it is none.
Where they read nothing (unusual words, another language), the sentence has to say it in words that
make it such a term, and of the contract: not of secrets, goods, a warranty or another part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from summarizer_core import terms
from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import Candidate, DocumentView
from summarizer_core.engines.local_dates import dated, defined_ends, end_date, labelled
from summarizer_core.engines.local_forms import letter_day
from summarizer_core.engines.local_law import laws, of_another, venues
from summarizer_core.engines.local_periods import length, notice_to_stop, periods
from summarizer_core.engines.local_subject import names_it, of_another_paper, of_the_whole
from summarizer_core.engines.local_sums import caps, payments
from summarizer_core.hashing import normalise
from summarizer_core.values import amounts, dates, parse_date, period

#: Whether a value is what it is called, by its name and the sentences that its quote is in.
_Check = Callable[[str, str, Sequence[str]], bool]


def as_read(found: Sequence[Candidate], view: DocumentView) -> list[Candidate]:
    """Candidates without the terms that are none by what their sentences say. The day of a letter
    is the one at its head, and no law is the contract's that only another paper has."""
    head = letter_day(view.document.text)
    texts: dict[int, str] = {}
    kept = []
    for one in found:
        if one.kind != "term":
            kept.append(one)
            continue
        at = one.chunk_index
        if at not in texts:
            texts[at] = normalise(view.chunks[at].text)
        if one.name == "Agreement date" and (
            (head is not None and head.value == one.value) or _opens(one, view)
        ):
            kept.append(one)
        elif not _of_another(one, view) and (term := _as_read(one, texts[at])) is not None:
            kept.append(term)
    return kept


#: Where a paper can bear its date without more, in characters from its start.
_OPENING: Final = 3_000


def _opens(day: Candidate, view: DocumentView) -> bool:
    """Whether a day stands by itself in the opening of a paper: it is no day of another paper, nor
    one by which or since when something is done."""
    text, chunk = view.document.text, view.chunks[day.chunk_index]
    at = text.find(day.quote, chunk.start, chunk.end)
    if not 0 <= at < _OPENING or len(day.quote) > _BARE:
        return False
    before = normalise(text[max(0, at - _CONTEXT) : at])
    last = re.split(r"[.;] ", before)[-1][-_BEFORE:]
    return not (
        _BY_OR_SINCE.search(last)
        or _DONE.search(last)
        or _FOOTER.search(last)
        or of_another_paper(f"{before} ")
    )


#: Characters of a day without more, and of the text before it that tells of which paper it is.
_BARE: Final = 40
_CONTEXT: Final = 300
_BY_OR_SINCE: Final = re.compile(
    r"\b(?:by|before|until|till|since|after|than|through|expir\w+|ends?|ending|begin\w*|commenc\w*|"
    r"start\w*)\b",
    re.IGNORECASE,
)
#: Who filed a document, and when, at the foot of its pages.
_FOOTER: Final = re.compile(r"\bSource:")


def _of_another(term: Candidate, view: DocumentView) -> bool:
    if term.name not in ("Governing law", "Venue"):
        return False
    return of_another(normalise(term.quote), view.document.text)


def _as_read(term: Candidate, text: str) -> Candidate | None:
    """The term, or None.

    Args:
        text: of its chunk, normalised.
    """
    quote = normalise(term.quote)
    said = _around(text, quote)
    if not said:  # it is for others to say that it does not occur
        return term
    if term.name == terms.GROUND:
        return _ground(term, said)
    check = _CHECKS.get(term.name)
    value = normalise(term.value)
    if term.name == "Currency" and value == quote:  # it has no code, so it is none
        return None
    if (
        check is None
        or (value == quote and term.name not in _BY_WORDS)
        or check(term.name, value, said)
    ):
        return term
    return None


def _around(text: str, quote: str) -> list[str]:
    """The sentences that a quote is in, wherever it stands in a text."""
    found: dict[str, None] = {}
    spans = sentence_spans(text)
    start = text.find(quote) if quote else -1
    while start >= 0:
        stop = start + len(quote)
        found |= dict.fromkeys(text[a:b] for a, b in spans if a < stop and start < b)
        start = text.find(quote, stop)
    return list(found)


# --- days --------------------------------------------------------------------------------------

_DAYS: Final = ("Agreement date", "Effective date", "Expiration date")
#: Words near a day without which no reader would take it for such a one.
_MADE: Final = (
    r"\b(?:dated|date|made|entered|signed|executed|concluded|as of|day of|on this|this|vom|datum|"
    r"geschlossen|unterzeichnet|den|fait|le|sign\w+|conclu|fecha|firmad\w+|a los|data|addì)\b"
)
_BEGUN: Final = (
    r"\b(?:effective|effect|in force|commenc\w*|beg[iau]n\w*|start\w*|as of|dated|made|entered|"
    r"from|beginn\w*|ab|seit|kraft|inkraft\w*|débute|vigueur|compter|effet|partir|vigor|inicia\w*|"
    r"comienza|decorr\w+|ingang)\b"
)
_ENDED: Final = (
    r"\b(?:expir\w*|terminat\w*|ends?|ended|ending|until|till|through|up to|conclu\w+|to|endet|"
    r"bis|ablauf|läuft|laufzeit|jusqu\w*|échéance|terme|hasta|finaliza|vence|vencimiento|scad\w*|"
    r"fino)\b"
)
_NEAR: Final[Mapping[str, re.Pattern[str]]] = {
    name: re.compile(words, re.IGNORECASE)
    for name, words in zip(_DAYS, (_MADE, _BEGUN, _ENDED), strict=True)
}
_BEFORE: Final = 90
_AFTER: Final = 60
#: What is done by a day, or since one, other than that a contract begins and ends.
_DONE: Final = re.compile(
    r"\b(?:deliver\w*|ship\w*|pa(?:y|id|yments?|yable)|invoic\w*|complet\w+|install\w*|launch\w*|"
    r"report\w*|filed|submit\w*|provid\w+|incorporat\w+|organi[sz]ed|purchas\w+|order\w*|notif\w+|"
    r"liefer\w*|gezahlt|zahl\w+|rechnung\w*|livr\w+|payé\w*|facture\w*|entreg\w+|pag(?:o|ar\w*))\b",
    re.IGNORECASE,
)
#: The contract, or that it is made, begins or ends, in some languages.
_OF_IT: Final = re.compile(
    r"\b(?:agreements?|contracts?|lease|deed|licen[cs]e|terms?|effective|amendment|addendum|"
    r"memorandum|engagement|appointment|commencement|expir\w+|policy|statement of work|"
    r"(?:\w*vertr(?:ag|ags|ages)|vereinbarung|laufzeit|mietverhältnis)|contrat|convention|bail|"
    r"durée|contrato|acuerdo|contratto|accordo|overeenkomst)\b",
    re.IGNORECASE,
)


_CALLED: Final = re.compile(r"[\"'](?:effective|agreement|execution) date[\"']", re.IGNORECASE)


def _is_day(name: str, value: str, said: Sequence[str]) -> bool:
    day = parse_date(value)
    if day is None:
        return True
    read = list(chain.from_iterable(map(_days_read, said)))
    if (name, day) in read:
        return True
    if any(other == name for other, _ in read):
        return False
    others = {other for other, when in read if when == day}
    # "Made as of" a day is often all that is said of when it begins, and the "Effective Date" of
    # when it was made.
    if name == "Agreement date" and others == {"Effective date"}:
        return any(_CALLED.search(one) for one in said)
    if others and not (name == "Effective date" and others == {"Agreement date"}):
        return False
    return any(_is_told(name, day, one) for one in said)


def _days_read(sentence: str) -> Iterator[tuple[str, str]]:
    for found in (*dated(sentence, 0), *defined_ends(sentence, 0), *labelled(sentence)):
        yield found.name, found.value
    ends = end_date(sentence)
    if ends is not None:
        yield "Expiration date", ends.value


def _is_told(name: str, day: str, sentence: str) -> bool:
    """Whether the words around a day make it such a one, and none makes it another. Days in other
    languages are not read, but what their sentence is about is."""
    if not _ENGLISH.search(sentence):
        return bool(_NEAR[name].search(sentence)) and not _DONE.search(sentence)
    for one in dates(sentence):
        if one.value != day:
            continue
        before, after = sentence[: one.start], sentence[one.end : one.end + _AFTER]
        near = f"{before[-_BEFORE:]} {after}"
        if (
            _NEAR[name].search(near) is None
            or of_another_paper(before)
            or _FOOTER.search(before[-_BEFORE:])
        ):
            continue
        if name == "Agreement date" and _DONE.search(before[-_BEFORE:]) is None:
            return True
        if name != "Agreement date" and _OF_IT.search(sentence) and of_the_whole(before):
            last = before[-_BEFORE:]
            cue = [match.end() for match in _NEAR[name].finditer(last)]
            done = [match.end() for match in _DONE.finditer(last)]
            if not done or (cue and cue[-1] > done[-1]):
                return True
    return False


# --- periods -----------------------------------------------------------------------------------

_COUNTED: Final = re.compile(
    r"(?:\(\d+\)|\b\d+|\b[^\W\d_][\w-]*)[ -](?:(?:business|working|calendar|consecutive) )?"
    r"(?:days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
#: Periods of something else than the contract, in the words before and behind them.
_ANOTHERS: Final = re.compile(
    r"\b(?:confiden\w+|secre\w+|warrant\w+|guarantee\w*|surviv\w+|insur\w+|deliver\w*|repair\w*|"
    r"remed\w+|cure\w*|notice|notif\w*|invoice\w*|pay(?:s|able|ments?)?|paid|audit\w*|records|"
    r"retain\w*|preserve|compet\w+|solicit\w*|forecast\w*|orders?|inspect\w*|acceptance|"
    r"limitation|defect\w*|after the (?:end|termination|expir\w+)|following (?:the )?(?:"
    r"termination|expir\w+)|renew\w*|exten[ds]\w*|additional|successive|each|every|per|within|"
    r"gewährleist\w*|garantie\w*|geheim\w*|vertraulich\w*|verschwiegen\w*|kündig\w*|frist\w*|"
    r"liefer\w*|verjähr\w*|verlänger\w*|nach (?:ende|beendigung|ablauf)|confidenti\w*|préavis|"
    r"délai\w*|livraison|renouvel\w*|reconduit\w*|preaviso|confidenc\w*|garantía\w*|plazo de "
    r"entrega|prórrog\w*|entrega)\b",
    re.IGNORECASE,
)
#: That a contract in another language lasts.
_LASTING: Final = re.compile(
    r"\b(?:laufzeit|dauer\w*|läuft|gilt|\w*vertrag\w*|geschlossen|durée|contrat|conclu\w*|bail|"
    r"duración|contrato|vigencia|vigente|durata|contratto|looptijd|prazo)\b",
    re.IGNORECASE,
)
#: Where one thing ends in other languages and another one begins.
_CLAUSES: Final = re.compile(r"[;,] | (?:und|oder|et|ou|y|o|e|en) ")
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|shall|and|this|for|are|by|within|with|be|to|under|after|from|on)\b", re.IGNORECASE
)
#: Days are the term of a contract only where it says so.
_NAMED: Final = re.compile(r"\b(?:term|period|duration)\b", re.IGNORECASE)


def _is_length(name: str, value: str, said: Sequence[str]) -> bool:  # noqa: ARG001
    asked = period(value)
    whole = length(" ".join(said))
    read = {found.value for one in said if (found := length(one)) is not None}
    read |= {whole.value} if whole else set()
    if not asked:
        return True
    if read:
        return any(period(one) == asked for one in read) or read <= {"until terminated"}
    return any(_lasts(asked, one) for one in said)


def _lasts(asked: str, sentence: str) -> bool:
    """Whether a sentence tells a period of the contract in words that the rules do not know."""
    if not _ENGLISH.search(sentence):
        return any(
            _LASTING.search(part) and not _ANOTHERS.search(part)
            for part in _CLAUSES.split(sentence)
        )
    for match in _COUNTED.finditer(sentence):
        if period(match.group()) != asked:
            continue
        begin = max(sentence.rfind(mark, 0, match.start()) for mark in (";", ". ", ": ")) + 1
        before, after = (
            sentence[begin : match.start()],
            sentence[match.end() : match.end() + _AFTER],
        )
        if _ANOTHERS.search(before + after) or not of_the_whole(before):
            continue
        if names_it(before) and ("day" not in asked or _NAMED.search(before)):
            return True
    return False


def _renews(name: str, value: str, said: Sequence[str]) -> bool:
    asked = period(value)
    read = {period(found.value) for one in said for found in periods(one, 0) if found.name == name}
    if name == "Notice to stop renewal":
        read |= {found.value for one in said if (found := notice_to_stop(one)) is not None}
    if not asked or asked in read:
        return True
    return not read and any(_tells_renewal(name, asked, one) for one in said)


_AGAIN: Final = re.compile(
    r"\b(?:renew\w*|exten[ds]\w*|extension\w*|success\w*|prolong\w*|(?:additional|further) "
    r"(?:terms?|periods?|years?))\b",
    re.IGNORECASE,
)


def _tells_renewal(name: str, asked: str, sentence: str) -> bool:
    """Whether a sentence tells a period of a renewal, or of the notice that stops one, in words
    that the rules do not know."""
    if not _ENGLISH.search(sentence):
        return True
    for match in _COUNTED.finditer(sentence):
        if period(match.group()) != asked:
            continue
        before, after = sentence[: match.start()][-_FAR:], sentence[match.end() :][:_FAR]
        of_notice = _NOTICE.search(before[-_AFTER:] + after[:_AFTER]) is not None
        wanted = name == "Notice to stop renewal"
        again = _AGAIN.search(before + after) or (wanted and _EXPIRES.search(before + after))
        if again and of_notice is wanted and (wanted or "day" not in asked):
            return True
    return False


_EXPIRES: Final = re.compile(r"\b(?:expir\w*|end of)\b", re.IGNORECASE)
#: Characters around a period of a renewal.
_FAR: Final = 160
_NOTICE: Final = re.compile(r"\b(?:notice|notif\w*|non-?renew\w*)\b", re.IGNORECASE)


# --- law and courts ----------------------------------------------------------------------------

_LAW: Final = (
    r"(?:laws?|legislation|recht\w*|droit|lois?|ley(?:es)?|derecho|legislación|legge|diritto|"
    r"leggi|wet\w*)"
)
_LEGAL: Final = re.compile(rf"\b{_LAW}\b|\u6cd5", re.IGNORECASE)
_PLACE_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NO_PLACE: Final = frozenset(
    "the laws law state commonwealth courts court and for city county province republic kingdom "
    "arbitration seat".split()
)


def _places(value: str) -> frozenset[str]:
    words = {word.casefold() for word in _PLACE_WORD.findall(value)}
    return frozenset(words - _NO_PLACE)


def _is_law(name: str, value: str, said: Sequence[str]) -> bool:  # noqa: ARG001
    read = {found.value for one in said for found in laws(one, 0)}
    if read:
        asked = {found.value for found in laws(f"This contract is governed by {value} law.", 0)}
        asked |= {
            found.value for found in laws(f"This contract is governed by the laws of {value}.", 0)
        }
        return any(_places(one) & _places(value) for one in read) or bool(asked & read)
    return any(
        _GOVERNS.search(one)
        and not _FOUNDED.search(one)
        and _is_near(_LEGAL, value, one, _LAW_REACH)
        for one in said
    )


#: What a law does to a contract.
_GOVERNS: Final = re.compile(
    r"\b(?:govern\w*|constru\w*|interpret\w*|appl(?:y|ies|icable)|controls?|subject to|choice of "
    r"law|enforce\w*|gilt|gelten|unterlieg\w*|unterworfen|anwendbar\w*|anwendung|maßgeb\w*|"
    r"régi\w*|soumis\w*|applicables?|rige\w*|regir\w*|regid\w*|someti\w*|aplica\w*|regola\w*|"
    r"disciplina\w*|applica\w*|toepass\w*|beheers\w*|reg(?:e|ido|ida))\b|\u9002\u7528|\u7ba1\u8f96",
    re.IGNORECASE,
)
#: A company's law.
_FOUNDED: Final = re.compile(
    r"\b(?:organi[sz]ed|incorporated|existing|formed|registered|good standing|qualified|felony|"
    r"export\w*|securities|bankruptcy|tax\w*|gegründet\w*|constituée?|constituida)\b",
    re.IGNORECASE,
)
#: Characters between the word "law", or "court", and the place.
_LAW_REACH: Final = 60
_COURT_REACH: Final = 140
_DECIDES: Final = re.compile(
    r"\b(?:courts?|jurisdiction|venue|forum|arbitra\w*|tribuna\w*|seat|\w*gericht\w*|juzgado\w*|"
    r"foro|fuero|rechtbank|compéten\w*|schieds\w*|mediat\w*)\b|\u6cd5\u9662|\u4ef2\u88c1",
    re.IGNORECASE,
)


def _is_near(cue: re.Pattern[str], value: str, sentence: str, reach: int) -> bool:
    """Whether a place stands so near to a word that makes it what it is; in scripts without words
    that cannot be told."""
    if not value.isascii() and not _places(value):
        return True
    at = sentence.casefold().find(value.casefold())
    if at < 0:  # in another form, such as "English" for England
        return cue.search(sentence) is not None
    stop = at + len(value)
    return cue.search(sentence[max(0, at - reach) : stop + reach // 2]) is not None


def _is_venue(name: str, value: str, said: Sequence[str]) -> bool:  # noqa: ARG001
    read = {found.value for one in said for found in venues(one, 0)}
    if any(_places(one) & _places(value) for one in read):
        return True
    if read:
        return False
    lawful = {place for one in said for found in laws(one, 0) for place in _places(found.value)}
    if _places(value) and _places(value) <= lawful:  # the land of the law, unless a court is in it
        return any(_is_behind(_DECIDES, value, one) for one in said)
    return any(_is_near(_DECIDES, value, one, _COURT_REACH) for one in said)


def _is_behind(cue: re.Pattern[str], value: str, sentence: str) -> bool:
    """Whether a place stands behind such a word, with no law between them."""
    low, wanted = sentence.casefold(), value.casefold()
    at = low.find(wanted)
    while at >= 0:
        cues = list(cue.finditer(sentence, max(0, at - _COURT_REACH), at))
        if cues and not _LEGAL.search(sentence, cues[-1].end(), at):
            return True
        at = low.find(wanted, at + 1)
    return False


# --- money -------------------------------------------------------------------------------------

_LIMITS: Final = re.compile(
    r"\b(?:exceed\w*|limit\w*|cap(?:ped)?|maxim\w*|more than|greater than|in excess of|up to|"
    r"aggregate|at most|höchst\w*|begrenz\w*|beschränk\w*|übersteig\w*|maximal|bis zu|plafon\w*|"
    r"dépass\w*|excéd\w*|limité\w*|exced\w*|supera\w*|massim\w*)\b",
    re.IGNORECASE,
)
#: Sums that are the most of something else than a liability.
_NO_LIABILITY: Final = re.compile(
    r"\b(?:insur\w+|coverage|deductible|penalt\w+|liquidated|late fee|interest|vertragsstrafe\w*|"
    r"versicher\w+|pénalité\w*|assurance|pena(?:l|lidad\w*)|seguro)\b",
    re.IGNORECASE,
)
_UNLIMITED: Final = re.compile(
    r"\bunlimited\b|\bwithout (?:any )?limit|\bnot limited\b|\bunbe(?:grenzt|schränkt)",
    re.IGNORECASE,
)


def _is_cap(name: str, value: str, said: Sequence[str]) -> bool:  # noqa: ARG001
    if _UNLIMITED.search(value):
        return False
    read = [found.value for one in said for found in caps(one, 0)]
    asked = {one.value for one in amounts(value)}
    if asked and read:
        told = {one.value for words in read for one in amounts(words)}
        if told:
            return bool(asked & told)
    if not asked:
        return True
    for one in said:
        for sum_ in amounts(one):
            begin = one.rfind(";", 0, sum_.start) + 1
            part = one[begin : sum_.end + _AFTER]
            if sum_.value in asked and _LIMITS.search(part) and not _NO_LIABILITY.search(part):
                return True
    return False


_OWED: Final = re.compile(
    r"\b(?:pa(?:y|ys|id|yable|yments?|ying)|invoice\w*|due|fees?|price|remit\w*|bill(?:s|ed|ing)?|"
    r"rent|net|settle\w*|instal\w+|statement|zahl\w+|bezahl\w*|\w*rechnung\w*|fällig\w*|miete|"
    r"pa(?:ie|ye)\w*|factur\w*|loyer|pag(?:o|os|ar|ará|ado|amento)\w*|renta|fattur\w*|betal\w*|"
    r"factuur)\b|\u652f\u4ed8|\u4ed8\u6b3e",
    re.IGNORECASE,
)


#: What else is done within days after a bill.
_NOT_OWED: Final = re.compile(
    r"\b(?:fail\w*|default|breach\w*|notice|cure\w*|remed\w+|terminat\w*|renew\w*|late|overdue|"
    r"interest|disput\w*|object\w*|audit\w*|repair\w*|deliver\w*|reimburs\w*|refund\w*)\b",
    re.IGNORECASE,
)
_PAY_REACH: Final = 120


def _is_due(name: str, value: str, said: Sequence[str]) -> bool:  # noqa: ARG001
    read = {period(found.value) for one in said for found in payments(one, 0)} - {None}
    asked = period(value)
    if asked is None:
        return any(_OWED.search(one) for one in said)
    if read:
        return asked in read
    for one in said:
        for match in _COUNTED.finditer(one):
            if period(match.group()) == asked:
                before = one[max(0, match.start() - _PAY_REACH) : match.start()]
                near = before + one[match.end() : match.end() + _PAY_REACH]
                if _OWED.search(near) and not _NOT_OWED.search(before):
                    return True
    # A period in another language is not read, but the quote has its number.
    return any(_OWED.search(one) and not _ENGLISH.search(one) for one in said)


# --- an end, and notices -----------------------------------------------------------------------

_MAY_END: Final = re.compile(
    r"\b(?:terminat\w*|ends?|ended|ending|cancel\w*|rescind\w*|rescission|withdraw\w*|dissol\w*|"
    r"discontinu\w*|expir\w*|revok\w*|leave|quit|kündig\w*|\w*kündigung\w*|beend\w*|rücktritt\w*|"
    r"zurücktreten|auflös\w*|résili\w*|résol\w*|dénonc\w*|rescind\w*|resolver|resolución|termina\w*|"
    r"recedere|recesso|risol\w*|opzeg\w*|opgezegd|ontbind\w*)\b|\u7ec8\u6b62|\u89e3\u9664",
    re.IGNORECASE,
)
#: How grave something has to be.
_GRAVE: Final = re.compile(
    r"(?:\b(?:material|substantial|serious|persistent|repeated|continuing|fundamental|uncured|"
    r"gross|wilful|willful|significant|schwerwiegende\w*|wesentliche\w*|grave|grobe\w*)[ ,]+"
    r"(?:(?:or|and|oder|und|ou|et) )?)+$",
    re.IGNORECASE,
)


_ITEM: Final = re.compile(r"\((?:[a-z]{1,4}|\d{1,2})\) |[a-z]{1,3}[.)] ", re.IGNORECASE)


def _ground(term: Candidate, said: Sequence[str]) -> Candidate | None:
    """A cause for an end, with how grave it has to be; None where the words speak of no end.

    A list of causes may stand under words that speak of it.
    """
    listed = _ITEM.match(said[0]) is not None
    if not listed and not any(_MAY_END.search(one) for one in said):
        return None
    value = normalise(term.value)
    for one in said:
        at = one.casefold().find(value.casefold())
        grave = _GRAVE.search(one, 0, at) if at > 0 else None
        if grave is not None:
            return replace(term, value=f"{grave.group()}{value}")
    return term


_ADDRESS: Final = re.compile(
    r"\b(?:address\w*|notices?|attention|attn|e-?mail|fax|facsimile|telephone|located|registered "
    r"office|place of business|headquarter\w*|street|road|avenue|floor|suite|box|\w*anschrift|"
    r"adresse\w*|mitteilung\w*|\w*stra(?:ß|ss)e|sitz|rue|siège|domicili\w*|dirección|calle|via|"
    r"indirizzo)\b|@|\b(?!(?:19|20)\d\d\b)\d{4,6}\b",
    re.IGNORECASE,
)


def _is_address(name: str, value: str, said: Sequence[str]) -> bool:  # noqa: ARG001
    return any(_ADDRESS.search(one) for one in (value, *said))


#: Terms whose sentence is looked at even where it stands for the value.
_BY_WORDS: Final = frozenset(("Payment terms", "Governing law", "Venue"))
_CHECKS: Final[Mapping[str, _Check]] = {
    **dict.fromkeys(_DAYS, _is_day),
    "Term": _is_length,
    "Renewal": _renews,
    "Notice to stop renewal": _renews,
    "Governing law": _is_law,
    "Venue": _is_venue,
    terms.CAP: _is_cap,
    "Payment terms": _is_due,
    terms.ADDRESS: _is_address,
}
