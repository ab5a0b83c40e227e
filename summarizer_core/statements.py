"""Whether a text proves a statement that a model makes about it, as far as can be told without
understanding either.

A statement names nothing that the text does not: each number with its unit, each sum with its
currency, each date and percentage, in figures or in words; each name, as a whole. What belongs to
a subject (a law to "governed by", a place to "courts", a sum to liability, a period to notice,
renewal or payment) must stand with that subject in one sentence of the text, or in the one before
it. Where the text has a sentence of the same words, it must not say the opposite ("may" and "may
not"), nor the same of another party.

What passes need not be true: a paraphrase without names and numbers cannot be checked so;
``assertions`` checks whole sentences. What fails is not proved.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.hashing import normalise
from summarizer_core.numerals import Number, numbers
from summarizer_core.support import CURRENCIES, PEOPLES, has_date
from summarizer_core.values import dates

# --- numbers ---------------------------------------------------------------------------------

_UNITS: Final = {
    **dict.fromkeys(("hour", "hours"), ("hour", 1)),
    **dict.fromkeys(("day", "days"), ("day", 1)),
    **dict.fromkeys(("week", "weeks"), ("day", 7)),
    **dict.fromkeys(("month", "months"), ("month", 1)),
    **dict.fromkeys(("quarter", "quarters"), ("month", 3)),
    **dict.fromkeys(("year", "years"), ("month", 12)),
    **dict.fromkeys(("%", "percent", "pct"), ("percent", 1)),
}
#: "Sixty (60) calendar days", "30 days'", "12-month".
_UNIT: Final = re.compile(
    r"[)\]]?[ -]?(?:(?P<adds>calendar|consecutive|full|additional|further|more|successive|"
    r"(?P<working>business|working|banking))[ -])?"
    r"(?P<unit>hours?|days?|weeks?|months?|quarters?|years?|%|percent|pct|per ?cent(?:um)?)"
    r"(?!\w)",
    re.IGNORECASE,
)
_CURRENCY_BEFORE: Final = re.compile(r"(?:[$€£¥₹₪₩]|\b[A-Z]{3}\b|\bRs\.?|\bCHF\b) ?$")
_CURRENCY_AFTER: Final = re.compile(
    r"[)\]]? ?(?:U\.?S\.? |US |Canadian |Australian |Swiss )?"
    r"(?:[$€£¥₹₪₩]|[A-Z]{3}\b|dollars?\b|euros?\b|pounds?\b|sterling\b|yen\b|yuan\b|renminbi\b|"
    r"rupees?\b|francs?\b|shekels?\b|pesos?\b)",
    re.IGNORECASE,
)
_DATE_WORDS: Final = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_MONTH_AND_YEAR: Final = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December),? (?P<year>(?:19|20)\d\d)\b"
)
_REFERENCE: Final = re.compile(
    r"\b(?P<kind>sections?|clauses?|articles?|paragraphs?|schedules?|exhibits?|annex(?:es)?|"
    r"appendix|attachments?) (?P<number>\d+(?:\.\d+)*|[A-Z])\b",
    re.IGNORECASE,
)
_CLAUSE_WORDS: Final = ("section", "clause", "article", "paragraph")
#: Numbers that words of everyday speech name without counting anything of the contract.
_SAID_OF_ANYTHING: Final = frozenset({Decimal(0), Decimal(1)})


@dataclass(frozen=True)
class Measure:
    """A number with its unit: ``kind`` is "day", "percent", a currency, "" for a bare number."""

    values: frozenset[Decimal]
    kind: str
    start: int
    in_words: bool
    ordinal: bool


def measures(text: str) -> Iterator[Measure]:
    """The numbers of a text with their units, in order."""
    for number in numbers(text):
        kind, factor = _kind(text, number)
        values = frozenset(value * factor for value in number.values)
        yield Measure(values, kind, number.start, number.in_words, number.ordinal)


def _kind(text: str, number: Number) -> tuple[str, int]:
    before, after = text[max(0, number.start - 5) : number.start], text[number.end :][:40]
    if found := _CURRENCY_BEFORE.search(before):
        if code := _currency(found.group()):
            return code, 1
    if after.startswith(" (") and (shut := after.find(")")) > 0:  # "sixty (60) days"
        after = after[shut:]
    if unit := _UNIT.match(after):
        name = re.sub(r"per ?cent(?:um)?", "percent", unit["unit"].casefold())
        kind, factor = _UNITS[name]
        return (f"working {kind}" if unit["working"] else kind), factor
    if found := _CURRENCY_AFTER.match(after):
        if code := _currency(found.group()):
            return code, 1
    return "", 1


def _currency(written: str) -> str:
    """Codes that a sign or word may stand for, "" when it is no currency."""
    return " ".join(
        code for code, words in CURRENCIES.items() if re.search(words, written, re.IGNORECASE)
    )


def _is_sum(kind: str) -> bool:
    return kind.isupper() and bool(kind)


def same_kind(one: str, other: str) -> bool:
    """Whether two units are one; of sums whether they may be of one currency."""
    if _is_sum(one) and _is_sum(other):
        return not set(one.split()).isdisjoint(other.split())
    return one == other


# --- names -----------------------------------------------------------------------------------

_TOKEN: Final = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}|[^\W_]+(?:['&-][^\W_]+)*")
#: Written in several ways.
_ALIKE: Final = {
    "limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co",
    "u.s": "us", "u.s.a": "us", "usa": "us", "u.k": "uk", "&": "and", "saint": "st",
}  # fmt: skip
_LONG: Final = {"us": ("united states",), "uk": ("united kingdom", "england", "great britain")}
#: Words with a capital that name nothing.
_GENERIC: Final = frozenset(
    "agreement contract document section sections clause clauses article articles schedule exhibit "
    "annex appendix attachment party parties i ii iii iv v vi".split()
)
#: Words with which sentences begin, though the text may not have them.
_OPENERS: Final = frozenset(
    "a about above according accordingly additional additionally after all also although among an "
    "and any are as at aside based because before besides between beyond both but by certain "
    "commercially compensation concerning confidentiality consequently conversely costs damages "
    "dates despite disputes during duties each early either else ending every exceptions "
    "exclusions except exit exits finally financially first following for from further "
    "furthermore general generally given governance how however if in including indemnities "
    "initially instead it its key late lastly law legal legally liability likewise main major "
    "material meanwhile money monetary moreover most neither no none nor not notable notably "
    "notice obligations of on once one only open or other others otherwise overall parties "
    "payment payments per performance please pricing prior regarding regardless remedies renewal "
    "respectively restrictions rights risk risks second separately several should similarly since "
    "so some specifically subject such summary termination terms that the their them then there "
    "thereafter therefore these they this those though through throughout thus to together two "
    "under unless unlike until unusual unusually upon ways what when where whether which while "
    "who with within without yes you".split()
)
_NO_NAME: Final = frozenset(
    "the a an this that these those it its in on at by of for to and or if each either both "
    "neither any all no such under upon as when where while with without unless but not "
    "only".split()
)


def _plain(word: str) -> str:
    """A word as it is compared: without case, possessive and full stops of abbreviations."""
    word = word.casefold().removesuffix("'s").rstrip(".")
    return _ALIKE.get(word, word)


@dataclass(frozen=True)
class _Name:
    """Words with a capital that follow each other; the first of a sentence has one anyway."""

    words: tuple[str, ...]
    start: int
    begins: bool


_BEGINS: Final = re.compile(r"(?:^|[.:;!?])[\"'(\s]*$")


def _names(text: str) -> Iterator[_Name]:
    run: list[str] = []
    start, last, begins = 0, -1, False
    for match in [*_TOKEN.finditer(text), None]:
        joined = match is not None and bool(run) and text[last : match.start()] in (" ", " & ")
        capital = match is not None and any(c.isupper() for c in match.group())
        if run and not (joined and capital):
            yield _Name(tuple(run), start, begins)
            run = []
        if match is None or not capital or match.group()[0].isdigit():
            continue
        word, first = match.group(), not run
        if first:
            begins = bool(_BEGINS.search(text, 0, match.start()))
            start = match.start()
        if first and begins and word.casefold() in _NO_NAME:
            continue
        run.append(word)
        last = match.end()


# --- what the text says ----------------------------------------------------------------------

#: What a measure or name is said of: words of a statement's clause, and words that the sentence of
#: the text must then have, or the one before it.
_SUBJECTS: Final = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(proof, re.IGNORECASE))
    for said, proof in (
        (r"\bliab|\bcap(?:ped|s)?\b", r"liab|exceed|aggregate|damages|limit|\bcap"),
        (r"\brenew", r"renew|exten|success|prolong"),
        (r"\bnotice\b|\bnotif", r"notice|notif|written|writing|advance|prior"),
        (r"\binterest\b|\blate\b|\boverdue\b", r"\binterest|\blate\b|overdue|per annum|unpaid"),
        (
            r"\binvoice|\bpay(?:s|ment|able|ments)?\b|\bfees?\b|\bprice",
            r"invoice|pay|fee|price|charge|due|cost|rate|royalt|sum|amount|remunerat|compensat|rent"
            r"|salary|purchase",
        ),
        (r"\binsur", r"insur|coverage|policy|indemnity"),
        (r"\bterminat|\bcancel", r"terminat|cancel|\bcure|remed|breach"),
        (r"\bwarrant", r"warrant|guarant|defect|conform"),
        (r"\bconfidential", r"confiden|secre|disclos|surviv"),
        (r"\binitial (?:term|period)\b", r"initial|\bterm\b"),
        (
            r"\bterm\b|\bruns? for\b|\blasts?\b|\bexpires?\b",
            r"\bterm\b|\bperiod\b|initial|expir|effective|duration|until|surviv|"
            r"(?:agreement|contract)\b.{0,60}\b(?:continu|remain)",
        ),
    )
)
_PLACE: Final = r"(?P<place>[A-Z]\w+(?: [A-Z]\w+)*)"
_LAND: Final = r"(?:the )?(?:(?:State|Commonwealth|Republic|Province|City|County) of )?"
_ABOUT_LAW: Final = (
    re.compile(rf"\blaws? (?:of|in) {_LAND}{_PLACE}"),
    re.compile(rf"\bgoverned by {_LAND}{_PLACE}"),
    re.compile(rf"{_PLACE} laws?\b"),
)
_LAW: Final = re.compile(r"\blaws?\b|\bgovern|\brecht|\bdroit|\bley\b|\blegge|\bconstru", re.I)
_ABOUT_COURTS: Final = (
    re.compile(
        r"\b(?:[Cc]ourts?|[Jj]urisdiction|[Vv]enue|[Ss]eat|[Ss]eated|[Aa]rbitration|[Aa]rbitrated|"
        r"[Mm]ediation)\b(?: (?:is|are|lies|sitting|located|to be held|takes? place))? "
        rf"(?:of|in|at) {_LAND}{_PLACE}"
    ),
    re.compile(rf"{_PLACE} [Cc]ourts?\b"),
)
_COURTS: Final = re.compile(
    r"\bcourts?\b|jurisdiction|\bvenue|\bforum|arbitra|mediat|tribunal|\bseat|gericht|\bjuzgado|"
    r"\bforo\b|\bicc\b|\blcia\b",
    re.IGNORECASE,
)
_CLAUSES: Final = re.compile(r"[;,] |\band\b|\bbut\b|\bwhile\b")


@dataclass(frozen=True)
class _Sentence:
    text: str
    stems: frozenset[str]


class Evidence:
    """A text as the proof of statements about it. Each form of it is computed once, when needed.

    Args:
        text: in whatever form; it is normalised here.
    """

    def __init__(self, text: str) -> None:
        self._text = normalise(text)

    @property
    def text(self) -> str:
        """The text, normalised."""
        return self._text

    def proves(self, statement: str) -> bool:
        """Whether the text has all that the statement names, where it belongs, and nothing that
        contradicts it."""
        said = normalise(statement)
        return self.has_numbers(said) and self.has_names(said) and self.agrees(said)

    def agrees(self, statement: str) -> bool:
        """Whether the laws and courts that a statement names are the text's, and the text has no
        sentence that says the opposite, or the same of another party."""
        said = normalise(statement)
        return (
            self._has_places(said) and self._has_same_numbers(said) and not self._contradicts(said)
        )

    # -- numbers ---------------------------------------------------------------------------

    def has_numbers(self, statement: str) -> bool:
        """Whether every number, sum, period, percentage and date of a statement occurs."""
        rest = normalise(statement)
        for found in dates(rest):
            if not self._has_date(found.value):
                return False
            rest = rest[: found.start] + " " * (found.end - found.start) + rest[found.end :]
        for match in list(_MONTH_AND_YEAR.finditer(rest)):
            if match.group().casefold() not in self._text.casefold():
                return False
            rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
        for match in list(_REFERENCE.finditer(rest)):
            if not self._has_reference(match["kind"], match["number"]):
                return False
            rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
        return all(self._has(one, _clause_at(rest, one.start)) for one in measures(rest))

    def _has_reference(self, kind: str, number: str) -> bool:
        """Whether the text names a part of itself so, or has a clause of that number."""
        named = rf"\b{kind[:6]}\w*\.? {re.escape(number)}(?![\w.]*\d)"
        if re.search(named, self._text, re.IGNORECASE):
            return True
        numbered = rf"(?:^|[\s(]){re.escape(number)}[.)\s]"
        return kind.casefold().startswith(_CLAUSE_WORDS) and bool(re.search(numbered, self._text))

    def _has_date(self, iso: str) -> bool:
        if iso in self._dates:
            return True
        year, month, day = map(int, iso.split("-"))
        return any(
            has_date(one.text, year, month, day)
            for one in self._sentences
            if _DATE_WORDS.search(one.text) or str(year) in one.text
        )

    def _has(self, measure: Measure, clause: str) -> bool:
        if measure.in_words and not measure.kind and measure.values <= _SAID_OF_ANYTHING:
            return True  # "one of the parties"
        if measure.ordinal and measure.in_words and not measure.kind:
            return measure.values <= {Decimal(1), Decimal(2)} or self._places(measure) != []
        places = self._places(measure)
        subjects = [proof for said, proof in _SUBJECTS if said.search(clause)]
        if not subjects or not measure.kind:
            return bool(places)
        around = {self._around(at) for at in places}
        return any(all(proof.search(text) for proof in subjects) for text in around)

    def _places(self, measure: Measure) -> list[int]:
        """Where the text has a number with the same unit; one without a unit stands for any, and
        for a sum in a text that names its currency elsewhere."""
        found = [
            (at, kind) for value in measure.values for at, kind in self._numbers.get(value, ())
        ]
        if not measure.kind:
            return [at for at, _ in found]
        exact = [at for at, kind in found if same_kind(kind, measure.kind)]
        if exact or not _is_sum(measure.kind):
            return exact
        named = any(
            re.search(CURRENCIES[code], self._text, re.IGNORECASE) for code in measure.kind.split()
        )
        return [at for at, kind in found if not kind] if named else []

    @cached_property
    def _numbers(self) -> dict[Decimal, list[tuple[int, str]]]:
        found: dict[Decimal, list[tuple[int, str]]] = defaultdict(list)
        for one in measures(self._text):
            for value in one.values:
                found[value].append((one.start, one.kind))
        for match in _SINGLE.finditer(self._text):  # "a year", "per month", "annual"
            kind, factor = _SINGLES[(match["unit"] or match["adverb"]).casefold()]
            found[Decimal(factor)].append((match.start(), kind))
        return found

    @cached_property
    def _dates(self) -> frozenset[str]:
        return frozenset(found.value for found in dates(self._text))

    # -- names -----------------------------------------------------------------------------

    def has_names(self, statement: str) -> bool:
        """Whether every name of a statement occurs, as a whole where it has several words."""
        return all(self._has_name(one) for one in _names(normalise(statement)))

    def _has_name(self, name: _Name) -> bool:
        words = [_plain(word) for word in name.words]
        if name.begins and self._begins_with_no_name(words[0], name.words[0]):
            words = words[1:]
        if _is_month_or_code(words, name.words):
            return True
        return not words or self._pieces(words)

    def _begins_with_no_name(self, word: str, written: str) -> bool:
        """Whether the first word of a sentence has its capital for that alone."""
        if word in self._vocabulary:
            return word in self._in_lower_case or word in _OPENERS
        return not written[1:].isupper() and (
            word in _OPENERS or (word[:6] in self._stems_in_lower_case and len(word) > 4)
        )

    def _pieces(self, words: Sequence[str]) -> bool:
        """Whether the text has these words together, or in parts that each stand for themselves."""
        if self._has_phrase(words):
            return True
        if len(words) == 1:
            return self._has_word(words[0])
        for cut in range(len(words) - 1, 0, -1):
            head = words[:cut]
            fits = self._stands_alone(head[0]) if cut == 1 else self._has_phrase(head)
            if fits and (
                self._stands_alone(words[cut])
                if cut == len(words) - 1
                else self._pieces(words[cut:])
            ):
                return True
        return False

    def _has_phrase(self, words: Sequence[str]) -> bool:
        return f" {' '.join(words)} " in self._joined

    def _has_word(self, word: str) -> bool:
        if word in self._vocabulary or word in _GENERIC or word.isdigit():
            return True
        if any(self._has_phrase(long.split()) for long in _LONG.get(word, ())):
            return True
        lands = PEOPLES.get(word, "").split()
        if any(land in self._vocabulary for land in lands):
            return True
        peoples = [people for people, lands in PEOPLES.items() if word in lands.split()]
        if any(people in self._vocabulary for people in peoples):
            return True
        parts = re.split(r"[-&.]", word)
        return len(parts) > 1 and all(self._has_word(part) for part in parts if part)

    def _stands_alone(self, word: str) -> bool:
        """Whether a word is no part of a longer name alone: "Smith" where there is "Adam Smith"."""
        return (
            word in self._alone
            or word in _GENERIC
            or not self._vocabulary.isdisjoint(PEOPLES.get(word, "").split())
        )

    @cached_property
    def _tokens(self) -> list[tuple[str, str, int, int]]:
        return [
            (_plain(match.group()), match.group(), match.start(), match.end())
            for match in _TOKEN.finditer(self._text)
        ]

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(word for word, _, _, _ in self._tokens)} "

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        words = {word for word, _, _, _ in self._tokens}
        return frozenset(
            words | {part for word in words if "-" in word for part in word.split("-")}
        )

    @cached_property
    def _in_lower_case(self) -> frozenset[str]:
        return frozenset(word for word, written, _, _ in self._tokens if written.islower())

    @cached_property
    def _stems_in_lower_case(self) -> frozenset[str]:
        return frozenset(word[:6] for word in self._in_lower_case)

    @cached_property
    def _alone(self) -> frozenset[str]:
        """Words in lower case, and those with a capital that have no neighbour with one."""
        found = set(self._in_lower_case)
        tokens = self._tokens
        for at, (word, written, start, end) in enumerate(tokens):
            if word in found or not written[0].isupper():
                continue
            left = (
                at > 0
                and self._text[tokens[at - 1][3] : start] == " "
                and _names_on(tokens[at - 1])
            )
            right = (
                at + 1 < len(tokens)
                and self._text[end : tokens[at + 1][2]] == " "
                and _names_on(tokens[at + 1])
            )
            if not left and not right:
                found.add(word)
        return frozenset(found)

    # -- laws and courts -------------------------------------------------------------------

    def _has_places(self, statement: str) -> bool:
        """Whether a law or court that a statement names is one in the text, not a place that the
        text names for something else."""
        for about, proof in ((_ABOUT_LAW, _LAW), (_ABOUT_COURTS, _COURTS)):
            for match in (found for one in about for found in one.finditer(statement)):
                words = [_plain(word) for word in match["place"].split()]
                words = [word for word in words if word not in _NO_NAME and word not in _GENERIC]
                if words and not self._together(words, proof):
                    return False
        return True

    def _together(self, words: Sequence[str], proof: re.Pattern[str]) -> bool:
        """Whether a sentence of the text, or it and the one before, has words and subject."""
        last = words[-1]
        forms = {last, *PEOPLES.get(last, "").split(), *(_LONG.get(last, ()))}
        forms |= {people for people, lands in PEOPLES.items() if last in lands.split()}
        wanted = re.compile("|".join(rf"\b{re.escape(form)}\b" for form in sorted(forms)))
        if last in self._in_lower_case:  # "applicable law", "the competent courts"
            return True
        return any(
            wanted.search(one.text.casefold().replace("u.s.", "us"))
            and proof.search(self._window(at))
            for at, one in enumerate(self._sentences)
        )

    # -- the opposite ----------------------------------------------------------------------

    def _has_same_numbers(self, statement: str) -> bool:
        """Whether the numbers of a statement are those of the sentences that have its words, where
        there are such sentences: "thirty days" of another clause is no proof."""
        counted = [one for one in measures(statement) if one.kind]
        words = frozenset(stem for stem in _stems(statement) if not stem[0].isdigit())
        if not counted or len(words) < _FEWEST:
            return True
        alike = [
            at
            for at, one in enumerate(self._sentences)
            if len(words & one.stems) >= _SAME * len(words)
        ]
        around = {near for at in alike for near in (at - 1, at, at + 1)}
        return not alike or all(
            any(self._sentence_of(place) in around for place in self._places(one))
            for one in counted
        )

    def _sentence_of(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def _contradicts(self, statement: str) -> bool:
        """Whether the text's own sentence says the opposite, or says it of another party."""
        for clause in _said(statement):
            alike = [
                one
                for one in self._sentences
                if clause.verb in one.stems
                and len(clause.stems & one.stems) >= _SAME * len(clause.stems)
            ]
            theirs = [said for one in alike for said in _said(one.text) if said.verb == clause.verb]
            if not theirs or len(clause.stems) < _FEWEST:
                continue
            if all(one.negated != clause.negated for one in theirs):
                return True
            same = [one for one in theirs if one.negated == clause.negated]
            if all(_another(clause.subject, one.subject) for one in same):
                return True
        return False

    # -- sentences -------------------------------------------------------------------------

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return sentence_spans(self._text)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._spans]

    @cached_property
    def _sentences(self) -> list[_Sentence]:
        texts = [self._text[start:end] for start, end in self._spans]
        return [_Sentence(text, _stems(text)) for text in texts]

    def _around(self, place: int) -> str:
        return self._window(self._sentence_of(place))

    def _window(self, at: int) -> str:
        """A sentence with the one before it, which may be its heading."""
        start = self._spans[max(0, at - 1)][0]
        return self._text[start : self._spans[at][1]]


_SINGLE: Final = re.compile(
    r"\b(?:an?|per|each|every|any|month to|year to|one full) (?:calendar |full )?"
    r"(?P<unit>hour|day|week|month|quarter|year|annum)\b|"
    r"\b(?P<adverb>annual|annually|yearly|monthly|weekly|daily|quarterly)\b",
    re.IGNORECASE,
)
_SINGLES: Final = {
    "hour": ("hour", 1), "day": ("day", 1), "week": ("day", 7), "month": ("month", 1),
    "quarter": ("month", 3), "year": ("month", 12), "annum": ("month", 12),
    "annual": ("month", 12), "annually": ("month", 12), "yearly": ("month", 12),
    "monthly": ("month", 1), "weekly": ("day", 7), "daily": ("day", 1), "quarterly": ("month", 3),
}  # fmt: skip


def _names_on(token: tuple[str, str, int, int]) -> bool:
    """Whether a neighbour may be the rest of a name."""
    word, written, _, _ = token
    return written[0].isupper() and word not in _NO_NAME and word not in _GENERIC


def _is_month_or_code(words: Sequence[str], written: Sequence[str]) -> bool:
    """Months and currencies are checked with their numbers."""
    return len(words) == 1 and (
        _DATE_WORDS.fullmatch(words[0]) is not None or written[-1] in CURRENCIES
    )


def _clause_at(text: str, place: int) -> str:
    """The part of a sentence, between commas and conjunctions, that a place is in."""
    start = 0
    for match in _CLAUSES.finditer(text):
        if match.start() >= place:
            return text[start : match.start()]
        start = match.end()
    return text[start:]


# --- who may or may not do what --------------------------------------------------------------

#: Share of a clause's telling words that a sentence has which says the same or its opposite, and
#: how many there must be.
_SAME: Final = 0.75
_FEWEST: Final = 3
_WORD: Final = re.compile(r"[^\W_]+|[.;:,]")
_MODAL: Final = frozenset("shall may must can will cannot should would".split())
_NOT: Final = frozenset("not no neither never nor nothing none cannot nobody".split())
_WEAK: Final = frozenset(
    "a an the of to in on at by for from with and or as is are be been was were it its this that "
    "these those any all each such other shall may must can will would should not no neither never "
    "nor nothing cannot either both only also their his her has have had do does which who if then "
    "than under upon into agreement contract party parties".split()
)
_BE: Final = frozenset("be have do also only then in at its their the".split())
_ANYBODY: Final = frozenset("each either both any neither no it they parties party all".split())


@dataclass(frozen=True)
class _Said:
    """That somebody shall, may or must do something, or not."""

    verb: str
    negated: bool
    subject: frozenset[str]
    stems: frozenset[str]


def _stems(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text) if word[0].isalnum())
    return frozenset(_stem(word) for word in words if word not in _WEAK)


def _stem(word: str) -> str:
    return (word[:-1] if len(word) > 3 and word.endswith("s") else word)[:6]


def _said(text: str) -> Iterator[_Said]:
    words = [word.casefold() for word in _WORD.findall(text)]
    stems = _stems(text)
    for at, word in enumerate(words):
        if word not in _MODAL:
            continue
        negated = word == "cannot"
        verb = ""
        for following in words[at + 1 : at + 14]:
            if following in _NOT:
                negated = True
            elif following in _MODAL or following in ".;":
                break
            elif following[0].isalpha() and following not in _BE:
                verb = _stem(following)
                if following != "without":
                    break
        begin = at
        while (
            begin > 0
            and at - begin < 10
            and words[begin - 1] not in ".;:,"
            and (words[begin - 1] not in _MODAL)
        ):
            begin -= 1
        lead = words[begin:at]
        negated = negated or not _NOT.isdisjoint(lead)
        subject = frozenset(_stem(one) for one in lead if one not in _WEAK or one in _ANYBODY)
        if verb:
            yield _Said(verb, negated, subject, stems)


def _another(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two subjects are known and have no word in common."""
    anybody = {_stem(word) for word in _ANYBODY}
    if not mine or not theirs or (mine | theirs) & anybody:
        return False
    return mine.isdisjoint(theirs)
