"""Whether one passage of a text says what a statement says, in nearly the same words.

``statements`` asks whether what a statement names occurs where it belongs; here the whole of it
must be said in one place. A statement is cut into parts ("..., and ..."), a text into sentences
and their parts. A part is said by a passage that has nearly all of its telling words (by their
stems, or another word of the field for the same), all of its numbers with units and rates, all
of its names, as many words that turn it round ("not", "without", "unless"), the same kind of leave
or duty, and the parties in the same places. In doubt it is not said: a true statement in quite
other words fails, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.grounding import PROOF_WORDS, widened
from summarizer_core.hashing import normalise
from summarizer_core.statements import measures, same_kind
from summarizer_core.support import PEOPLES
from summarizer_core.values import dates

#: Share of a part's telling words that a passage must have.
_SHARE: Final = 0.75
#: Telling words, numbers, names and parties that a part must have in common with a passage.
_FEWEST: Final = 2

# --- words -----------------------------------------------------------------------------------

#: What is said in other words before it is compared: bounds hold no "not", consent does.
_REWRITTEN: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), other)
    for pattern, other in (
        (
            r"\b(?:shall|may|will|must|can|do|does|is|are)? ?(?:not|never) (?:to )?exceed\b",
            "capped",
        ),
        (r"\bno more than\b|\bnot more than\b|\bat most\b|\bup to\b|\bmaximum\b", "capped"),
        (r"\bno less than\b|\bnot less than\b|\bat least\b|\bno fewer than\b", "minimum"),
        (
            r"\b(?:requires?|needs?)\b(?= .{0,40}\b(?:consent|approval|permission)\b)",
            "shall not without",
        ),
        (r"\bnon-?(?=[a-z])", "not "),
        (r"\bun(?=limited|capped)", "not "),
        (r"\b(?:cannot|can't)\b", "can not"),
        (r"n't\b", " not"),
        (r"\bintellectual property\b|\bIP\b", "property"),
        (r"\bthird[ -]part(?:y|ies)\b", "thirdly"),
        (r"\b(?:a|one) dozen\b|\bdozens? of\b|\bdozen\b", "12"),
        (r"\b(?:a|one) fortnight\b|\bfortnight\b", "14 days"),
        (r"\b(?:a )?couple of\b", "2"),
        (r"\bhalf a year\b", "6 months"),
        (r"\b(?:a|one) decade\b", "10 years"),
        (r"\b(\w+) excepted\b", r"except \1"),
        (r"\bi\.e\.,?|\be\.g\.,?", ","),
    )
)
#: Words of the field that stand for each other, by how they begin; "=" for a whole word.
_CONCEPTS: Final = {
    start: name
    for name, starts in (
        ("limit", "limit capped =cap =caps restrict ceiling"),
        ("liable", "liabl liabil"),
        ("end", "terminat =end =ends =ended =ending =leave =leaves =exit cancel expir =expiry"),
        ("begin", "begin =began start commenc effective =effect =dated =made =signed"),
        ("pay", "=pay =pays =paid payab payment"),
        ("fee", "=fee =fees =price =prices charge =cost =costs remunerat =sum =sums amount"),
        ("late", "=late overdue unpaid"),
        ("secret", "confiden secre"),
        ("insure", "insur"),
        ("total", "=total aggregate overall"),
        ("hire", "=hire =hires =hired recruit"),
        ("employee", "employee =staff personnel"),
        ("write", "written writing"),
        ("agree", "=agrees =agreed consent approv permission permit"),
        ("notice", "notice notif"),
        ("court", "court jurisdiction =disputes =dispute"),
        ("cure", "=cure =cured =cures remed"),
        ("infringe", "infring"),
        ("indemnify", "indemn harmless"),
        ("supply", "provid suppl =deliver =delivers"),
        ("renew", "renew extend extension prolong"),
        ("assign", "assign"),
        ("subcontract", "subcontract"),
        ("profit", "profit"),
        ("loss", "=loss =losses =lost"),
        ("law", "=law =laws"),
        ("govern", "govern appl"),
        ("company", "=company =corporation =corp incorporat organi"),
        ("forbid", "forbid prohibit =barred =banned"),
        ("exclude", "=except excepting exclud"),
        ("third", "thirdly"),
    )
    for start in starts.split()
}
_WHOLE: Final = {start[1:]: name for start, name in _CONCEPTS.items() if start[0] == "="}
_BEGINNINGS: Final = tuple(
    sorted(
        ((start, name) for start, name in _CONCEPTS.items() if start[0] != "="),
        key=lambda one: -len(one[0]),
    )
)
_SUFFIX: Final = re.compile(
    r"(?:ations?|ings?|ments?|als?|ies|ied|ed|es|s|ly|ity|ances?|ences?|e)$"
)
_WEAK: Final = frozenset(
    "a an the of to in on at by for from with and or as is are be been being was were it its this "
    "that these those any each such other both also only their his her has have had having do does "
    "did which who whom whose if then than under upon into agreement agreements contract contracts "
    "document party parties side sides either neither there here shall may must can will would "
    "should could need needs not no nor never nothing none without unless required require duty "
    "duties obligation obligations obliged entitled right rights allowed free he she they "
    "them but while so between during within against per own itself yes about where when "
    "hereunder thereof hereof one per clause clauses section sections says said say states "
    "including includes include every all due after before prior following run runs last lasts "
    "continue continues continued survive survives remain remains period".split()
)
_TURNS: Final = frozenset("not no neither nor never nothing none without unless nobody".split())
_STRONG: Final = frozenset(
    "only solely exclusive exclusively perpetual irrevocable unconditional freely always minimum "
    "automatic automatically anyone sole mutual double doubles twice half quarter third".split()
)
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_RATE: Final = re.compile(
    r"\b(?:(?P<lead>per|each|every|an?) (?P<unit>day|week|month|quarter|year|annum)|"
    r"(?P<adverb>annual|annually|yearly|monthly|weekly|daily|quarterly))\b",
    re.IGNORECASE,
)
_RATES: Final = {
    "day": "day", "daily": "day", "week": "week", "weekly": "week", "month": "month",
    "monthly": "month", "quarter": "quarter", "quarterly": "quarter", "year": "year",
    "annum": "year", "annual": "year", "annually": "year", "yearly": "year",
}  # fmt: skip
_MONTHS: Final = {
    "day": Decimal(1), "week": Decimal(7), "month": Decimal(1), "quarter": Decimal(3),
    "year": Decimal(12),
}  # fmt: skip
_DUTY: Final = re.compile(
    r"\b(?:shall|must|will|has to|have to|(?:is|are) (?:required|obliged)|needs? to|duty to)\b",
    re.IGNORECASE,
)
_LEAVE: Final = re.compile(
    r"\b(?:may|can|(?:is|are) (?:entitled|allowed|permitted|free) to|right to)\b", re.IGNORECASE
)
_NO_DUTY: Final = re.compile(
    r"\bnot (?:be )?(?:required|obliged)|\bneed not\b|\bnot (?:need|have) to\b|"
    r"\bno (?:duty|obligation)\b",
    re.IGNORECASE,
)
_FORBIDS: Final = re.compile(
    r"\b(?:shall|must|may|can|will) (?:\w+ly )?not\b|\bneither\b|\bno party\b|\bmust never\b",
    re.IGNORECASE,
)
#: What is carved out of a sentence; a whole clause stands for itself.
_CARVED: Final = re.compile(
    r"\b(?:except(?:ing)?(?: for| in| as to)?|excluding|other than|save for|apart from)\b"
    r"(?! that\b)[^,;.]*",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(r",? \b(?:except|save|provided,?(?: however,?)?) that\b", re.IGNORECASE)
_PARTS: Final = re.compile(
    r"; |,? \bbut |,? \bwhile |,? \bwhereas |, (?=and |with |or )|"
    r"(?<=\w) and (?=[^,;.]*\b(?:is|are|may|shall|must|can|will|have|need|pay|end|[a-z]+s)\b)",
    re.IGNORECASE,
)
_DEFINED: Final = re.compile(
    r"\((?:[^()\"]{0,40}?)\"(?:the )?(?P<role>[A-Z][\w -]{1,30})\"[^()]{0,40}\)", re.IGNORECASE
)
_BEFORE_ROLE: Final = re.compile(r"(?:[A-Z][\w.&'-]*,?(?: |$)){1,7}")
_LEGAL: Final = re.compile(
    r",? (?:Ltd|Limited|Inc|Incorporated|LLC|L\.L\.C|Corp|Corporation|GmbH|PLC|plc|AG|S\.A|B\.V|"
    r"Co|Company|LLP|L\.P|LP)\b\.?",
)
_ANYBODY: Final = re.compile(
    r"\b(?:(?:either|each|both|neither|any|no|all)(?: of the)? (?:other )?(?:part(?:y|ies)|sides?)"
    r"|(?<!third )(?:the )?(?:parties|both|sides)|(?:each|both|either|neither) of them)\b(?! to\b)",
    re.IGNORECASE,
)
_ANY: Final = "qqany"


def _concept(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    if word in PEOPLES:
        return PEOPLES[word].split()[0][:6]
    for start, name in _BEGINNINGS:
        if word.startswith(start):
            return name
    if word.startswith("qq"):
        return word
    short = _SUFFIX.sub("", word) if len(word) > 4 else word.removesuffix("s")
    return (short if len(short) > 2 else word)[:6]


# --- parties ---------------------------------------------------------------------------------


class Parties:
    """Who is who in a text: by name, by name without legal form, and by role.

    Args:
        text: normalised.
        roles: of the parties, by name, as far as they are known.
    """

    def __init__(self, text: str, roles: Mapping[str, str] | None = None) -> None:
        known: dict[str, set[str]] = {}
        for name, role in (roles or {}).items():
            known.setdefault(role.casefold() or name.casefold(), set()).update({name, role})
        for match in _DEFINED.finditer(text[:20_000]):
            role = match["role"].strip()
            before = text[max(0, match.start() - 160) : match.start()]
            names = [one.group().strip(" ,") for one in _BEFORE_ROLE.finditer(before)]
            names = [one for one in names if _LEGAL.search(one)]
            if not names:
                continue
            known.setdefault(role.casefold(), set()).update({role, names[-1]})
        self._forms: list[tuple[re.Pattern[str], str]] = []
        for number, called in enumerate(known.values()):
            forms = {normalise(form) for form in called if form.strip()}
            bare = {_LEGAL.sub("", form).strip(" ,.") for form in forms}
            first = {form.split()[0] for form in bare if len(form.split()) > 1}
            self._add(forms | bare | {one for one in first if len(one) > 3}, f"qqp{number}")
        self._forms.sort(key=lambda one: -len(one[0].pattern))

    def _add(self, forms: Iterable[str], entity: str) -> None:
        for form in forms:
            if form:
                pattern = rf"(?<!\w){re.escape(form)}(?!\w)"
                self._forms.append((re.compile(pattern, re.IGNORECASE), entity))

    def marked(self, text: str) -> str:
        """A text with a mark in place of each mention of a party."""
        for pattern, entity in self._forms:
            text = pattern.sub(f" {entity} ", text)
        text = _ANYBODY.sub(lambda m: f"{_turn(m.group())} {_ANY} ", text)
        return re.sub(r"  +", " ", text)


def _turn(words: str) -> str:
    first = words.split()[0].casefold()
    return first if first in ("neither", "no") else ""


# --- a passage -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Passage:
    """What a sentence or a part of one says."""

    text: str  # normalised, in plain words, parties marked

    @cached_property
    def _plain(self) -> str:
        return _CARVED.sub(" ", self.text)

    @cached_property
    def carved(self) -> frozenset[str]:
        said = " ".join(match.group() for match in _CARVED.finditer(self.text))
        return frozenset(_telling(said)) - {"exclude"}

    @cached_property
    def words(self) -> Counter[str]:
        """Telling words, without parties and numbers."""
        return Counter(
            one
            for one in _telling(self._plain)
            if not one.startswith("qq") and not one[0].isdigit()
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Words with a capital that begin no sentence."""
        found = set()
        for match in _WORD.finditer(self.text):
            word = match.group()
            if word[0].isupper() and match.start() > 0 and word.casefold() not in _WEAK:
                found.add(_concept(word.casefold()))
        return frozenset(found)

    @cached_property
    def measures(self) -> tuple[tuple[frozenset[Decimal], str], ...]:
        rest = self.text
        for found in dates(rest):
            rest = rest[: found.start] + " " * (found.end - found.start) + rest[found.end :]
        return tuple(
            (one.values, one.kind)
            for one in measures(rest)
            if one.kind or not (one.in_words and one.values <= {Decimal(0), Decimal(1)})
        )

    @cached_property
    def dates(self) -> frozenset[str]:
        return frozenset(found.value for found in dates(self.text))

    @cached_property
    def rates(self) -> frozenset[str]:
        return frozenset(
            _RATES[(m["unit"] or m["adverb"]).casefold()] for m in _RATE.finditer(self.text)
        )

    @cached_property
    def turns(self) -> int:
        return sum(word.casefold() in _TURNS for word in _WORD.findall(self.text))

    @cached_property
    def mood(self) -> str:
        if _NO_DUTY.search(self.text):
            return "no duty"
        if _FORBIDS.search(self.text):
            return "forbidden"
        if _DUTY.search(self.text):
            return "duty"
        return "leave" if _LEAVE.search(self.text) else ""

    @cached_property
    def parties(self) -> tuple[str, ...]:
        return tuple(re.findall(r"\bqq(?:p\d+|any)\b", self.text))

    @cached_property
    def actor(self) -> str:
        """The party that acts: behind "by" in the passive, else the first that is named."""
        passive = re.search(r"\b(?:by|of) (?:the )?(qqp\d+|qqany)\b", self.text)
        if passive and self.text[: passive.start()].count("qq") == 0:
            return passive[1]
        return self.parties[0] if self.parties else ""

    @cached_property
    def holders(self) -> frozenset[tuple[str, str]]:
        """(what, whose): "qqp1 's aggregate liability", "employee of qqp0"."""
        found = set()
        for match in re.finditer(r"\b(qqp\d+) ?'s? ((?:\w+ ?){1,2})", self.text):
            found |= {(_concept(word.casefold()), match[1]) for word in match[2].split()}
        for match in re.finditer(r"\b(\w+) of (?:the )?(qqp\d+)\b", self.text):
            found.add((_concept(match[1].casefold()), match[2]))
        return frozenset(found)

    @property
    def strong(self) -> frozenset[str]:
        return frozenset(
            word[:6] for one in _WORD.findall(self.text) if (word := one.casefold()) in _STRONG
        )

    def says(self, part: Passage, *, brief: bool = False) -> bool:
        """Whether this says what a part of a statement says; of a ``brief`` one, which may be a
        number alone."""
        said = self.words
        asked = part.words
        if part.turns != self.turns or not part.carved <= self.carved:
            return False
        if part.mood and self.mood and part.mood != self.mood:
            return False
        if not (part.strong <= self.strong and part.dates <= self.dates):
            return False
        if not all(self._has(values, kind) for values, kind in part.measures):
            return False
        if not all(self._has_rate(rate) for rate in part.rates):
            return False
        if not part.names - _PLACELESS <= frozenset(said) | self.names | self.carved:
            return False
        if not self._has_parties(part):
            return False
        common = sum((said & asked).values())
        total = sum(asked.values())
        if not total:  # "sixty days", which a question asked for
            return brief and bool(part.measures or part.dates or part.rates)
        known = common + len(part.measures) + len(part.dates) + len(set(part.parties))
        return known >= _FEWEST and common > 0 and common >= _SHARE * total

    def _has(self, values: frozenset[Decimal], kind: str) -> bool:
        if any(
            not values.isdisjoint(mine) and (same_kind(kind, its) or not kind)
            for mine, its in self.measures
        ):
            return True
        unit = {"day": "day", "month": "month"}.get(kind)
        return unit is not None and any(_MONTHS[rate] in values for rate in self.rates)

    def _has_rate(self, rate: str) -> bool:
        if rate in self.rates:
            return True
        kind = "day" if rate in ("day", "week") else "month"
        return any(kind == its and _MONTHS[rate] in mine for mine, its in self.measures)

    def _has_parties(self, part: Passage) -> bool:
        mine, theirs = set(self.parties), set(part.parties)
        if not theirs:
            return True
        if _ANY in theirs and _ANY not in mine:
            return False
        if not theirs - {_ANY} <= mine and _ANY not in mine:
            return False
        if part.actor != self.actor and self.actor != _ANY and len(mine | theirs) > 1:
            return False
        whose = dict(self.holders)
        return all(whose.get(what, who) == who for what, who in part.holders)


_PLACELESS: Final = frozenset(
    {_concept(one) for one in "section clause article schedule exhibit annex ms mr mrs dr".split()}
    | {"jan", "januar", "februa", "march", "april", "may", "june", "july", "august"}
    | {"septem", "octobe", "novemb", "decemb", "usd", "eur", "gbp"}
)


def _telling(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        low = word.casefold()
        for piece in [low] if low.replace("-", "") in _WHOLE else low.split("-"):
            if piece not in _WEAK and not piece.isdigit() and piece not in _COUNTS:
                yield _concept(piece)


#: Numbers and units are compared as such.
_COUNTS: Final = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion day days week weeks month months quarter quarters year years "
    "annum hour hours percent cent pct annual annually yearly monthly weekly daily quarterly usd "
    "eur gbp dollar dollars euro euros pounds january february march april june july august "
    "september october november december calendar s".split()
)


# --- a text ----------------------------------------------------------------------------------


class Assertions:
    """What a text says, as the proof of whole statements.

    Args:
        text: in whatever form.
        facts: that are proved, each in a line ("Effective date: March 3, 2025"): they prove, too.
        roles: of the parties, by name.
        whole: what the text is a part of, when it is one that was quoted to answer a question: it
            names the parties, and a number alone is an answer.
    """

    def __init__(
        self,
        text: str,
        facts: Sequence[str] = (),
        roles: Mapping[str, str] | None = None,
        whole: str = "",
    ) -> None:
        self._text = normalise(text)
        self._brief = bool(whole)
        self._facts = frozenset(_bare(one) for one in facts)
        self._lines = tuple(facts)
        self._parties = Parties(normalise(whole) or self._text, roles)

    def say(self, statement: str) -> bool:
        """Whether each part of a statement is a fact, or said by one passage of the text."""
        said = normalise(statement)
        if self.lists(said):
            return True
        if self._is_copied(said) or self._is_said(self._passage(said)):
            return True
        pieces = (one for part in _TAIL.split(said) for one in _PARTS.split(part))
        parts = [self._passage(one) for one in pieces if one.strip(" .")]
        return len(parts) > 1 and all(self._is_said(one) for one in parts)

    def lack(self, statement: str) -> bool:
        """Whether no passage speaks of what a statement says is missing."""
        asked = [
            Counter(_telling(one))
            for one in re.split(r",|\band\b|\bor\b|\bnor\b", _ABSENT.sub(" ", normalise(statement)))
        ]
        asked = [one for one in asked if one]
        return bool(asked) and all(
            max((_share(one, passage.words) for passage in self._passages), default=0.0) <= _SPOKEN
            for one in asked
        )

    def lists(self, said: str) -> bool:
        """Whether a sentence lists proved facts and says no more."""
        parts = [_bare(one) for one in said.split(";")]
        return _bare(said) in self._facts or all(one in self._facts for one in parts)

    def _is_copied(self, said: str) -> bool:
        """Whether the words are the text's own, and nothing beside them there changes them."""
        said = said.rstrip(" .")
        start = self._text.find(said)
        end = start + len(said)
        return (
            start >= 0
            and not self._text[max(0, start - 1) : start].isalnum()
            and not self._text[end : end + 1].isalnum()
            and len(said.split()) >= PROOF_WORDS
            and widened(self._text, start, end) == (start, end)
        )

    def _is_said(self, part: Passage) -> bool:
        if _IDENTITIES.fullmatch(part.text.strip(" .,")):  # who is called what
            return all(one[1] == one[2] for one in _IDENTITY.finditer(part.text))
        return any(passage.says(part, brief=self._brief) for passage in self._passages)

    def _passage(self, text: str) -> Passage:
        for pattern, other in _REWRITTEN:
            text = pattern.sub(other, text)
        return Passage(self._parties.marked(text).strip())

    @cached_property
    def _passages(self) -> list[Passage]:
        found: list[Passage] = [self._passage(normalise(one)) for one in self._lines]
        for start, end in sentence_spans(self._text):
            sentence = _NUMBERED.sub("", self._text[start:end])
            pieces = [one for one in _TAIL.split(sentence) if one.strip()]
            for piece in pieces:
                found.extend(self._pieces(piece))
        return found

    def _pieces(self, sentence: str) -> Iterator[Passage]:
        whole = self._passage(sentence)
        introduced = _DEFINED.search(sentence) is not None
        if not introduced:
            yield whole
        else:
            # Who is what must stand beside the party, not anywhere in the sentence.
            for piece in re.split(r"(?<=\)),? ", sentence):
                yield self._passage(piece)
            yield Introduction(whole.text)
        for piece in re.split(r"; |,? \bbut |, and ", sentence):
            if piece != sentence and not introduced:
                yield self._passage(piece)


@dataclass(frozen=True)
class Introduction(Passage):
    """The sentence that names the parties: it says nothing of one of them alone."""

    def says(self, part: Passage, *, brief: bool = False) -> bool:
        return len(set(part.parties)) != 1 and super().says(part, brief=brief)


_NUMBERED: Final = re.compile(
    r"^\W*(?:(?:Section|Article|Clause) )?(?:\d+(?:\.\d+)*|\([a-z]\))[.)]? "
)
_NAMED: Final = r"(?:the )?(qqp\d+),? (?:is |being |acts as |as )?(?:the )?(qqp\d+)"
_IDENTITY: Final = re.compile(_NAMED, re.IGNORECASE)
_IDENTITIES: Final = re.compile(rf"(?:(?:,? ?and )?{_NAMED} ?[,;]?)+", re.IGNORECASE)
#: Share of the words of something missing that a passage may have.
_SPOKEN: Final = 0.5
_ABSENT: Final = re.compile(
    r"\b(?:does not|do not|doesn't|is not|are not|nothing|nowhere|not|no|say|says|said|stated?|"
    r"states|specif\w+|mention\w*|address\w*|provided?|contains?|includes?|define[sd]?|set out|"
    r"name[sd]?|identif\w+|found|disclosed|given|there is|silent|leaves?|left|open|absent|missing|"
    r"about|who|how|what|whether|when|where|any|text|provisions?|clauses?|terms? on)\b",
    re.IGNORECASE,
)


def _bare(text: str) -> str:
    return normalise(text).strip(" .").casefold()


def _share(asked: Counter[str], said: Counter[str]) -> float:
    return sum((asked & said).values()) / sum(asked.values())
