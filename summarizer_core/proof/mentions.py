"""What a statement mentions: whether a text has it, and beside the subject that it is said of.

Each number with its unit, each sum with its currency, each date and percentage, in figures or in
words. What belongs to a subject (a law to "governed by", a place to "courts", a sum to liability, a
period to notice, renewal or payment) must stand with that subject in one sentence of the text, or
in the one before it. What is mentioned so need not be true.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

from summarizer_core.proof.measures import Measure, is_sum, measures, same_kind, single_periods
from summarizer_core.proof.names import GENERIC, LONG, NO_NAME, plain
from summarizer_core.proof.sentences import Sentences
from summarizer_core.proof.wording import telling
from summarizer_core.support import CURRENCIES, PEOPLES, has_date
from summarizer_core.values import dates

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

#: Of the telling words of a statement, the share that a sentence about the same has, and how many
#: there must be.
_SAME: Final = 0.75
_FEWEST: Final = 3


_WORD: Final = re.compile(r"[^\W_]+(?:['&-][^\W_]+)*")


class Mentions:
    """A text, by what it mentions. Each form of it is computed once, when needed.

    Args:
        text: normalised.
        sentences: of it.
    """

    def __init__(self, text: str, sentences: Sentences) -> None:
        self._text = text
        self._sentences = sentences

    @cached_property
    def _in_lower_case(self) -> frozenset[str]:
        """Words that name nothing."""
        return frozenset(one for one in _WORD.findall(self._text) if one.islower())

    def has_numbers(self, statement: str) -> bool:
        """Whether every number, sum, period, percentage and date of a statement occurs."""
        rest = statement
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
            has_date(one, year, month, day)
            for one in self._sentences.texts
            if _DATE_WORDS.search(one) or str(year) in one
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
        around = {self._sentences.window(self._sentences.at(at)) for at in places}
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
        if exact or not is_sum(measure.kind):
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
        for at, kind, count in single_periods(self._text):
            found[count].append((at, kind))
        return found

    @cached_property
    def _dates(self) -> frozenset[str]:
        return frozenset(found.value for found in dates(self._text))

    # -- laws and courts -------------------------------------------------------------------

    def has_places(self, statement: str) -> bool:
        """Whether a law or court that a statement names is one in the text, not a place that the
        text names for something else."""
        for about, proof in ((_ABOUT_LAW, _LAW), (_ABOUT_COURTS, _COURTS)):
            for match in (found for one in about for found in one.finditer(statement)):
                words = [plain(word) for word in match["place"].split()]
                words = [word for word in words if word not in NO_NAME and word not in GENERIC]
                if words and not self._together(words, proof):
                    return False
        return True

    def _together(self, words: Sequence[str], proof: re.Pattern[str]) -> bool:
        """Whether a sentence of the text, or it and the one before, has words and subject."""
        last = words[-1]
        forms = {last, *PEOPLES.get(last, "").split(), *(LONG.get(last, ()))}
        forms |= {people for people, lands in PEOPLES.items() if last in lands.split()}
        wanted = re.compile("|".join(rf"\b{re.escape(form)}\b" for form in sorted(forms)))
        if last in self._in_lower_case:  # "applicable law", "the competent courts"
            return True
        return any(
            wanted.search(one.casefold().replace("u.s.", "us"))
            and proof.search(self._sentences.window(at))
            for at, one in enumerate(self._sentences.texts)
        )

    def has_numbers_nearby(self, statement: str) -> bool:
        """Whether the numbers of a statement are those of the sentences that have its words, where
        there are such sentences: "thirty days" of another clause is no proof."""
        counted = [one for one in measures(statement) if one.kind]
        # Names say who, not what: the sentence that introduces the parties has most of them.
        named = (word for word in statement.split() if not word[:1].isupper())
        words = frozenset(telling(" ".join(named)))
        if not counted or len(words) < _FEWEST:
            return True
        alike = [at for at, one in enumerate(self._words) if len(words & one) >= _SAME * len(words)]
        around = {near for at in alike for near in (at - 1, at, at + 1)}
        return not alike or all(
            any(self._sentences.at(place) in around for place in self._places(one))
            for one in counted
        )

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [frozenset(telling(one)) for one in self._sentences.texts]


def _clause_at(text: str, place: int) -> str:
    """The part of a sentence, between commas and conjunctions, that a place is in."""
    start = 0
    for match in _CLAUSES.finditer(text):
        if match.start() >= place:
            return text[start : match.start()]
        start = match.end()
    return text[start:]
