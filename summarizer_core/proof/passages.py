"""A sentence or a part of one, and whether it says what another one says.

It does when it has nearly all of the other's telling words (by their stems, or another word of the
field for the same), all of its numbers with units and rates, all of its names, as many words that
turn it round ("not", "without", "unless"), the same kind of leave or duty, the same need of
consent, and the same parties doing the same. In doubt it does not: a true statement in quite other
words fails, too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from summarizer_core.proof import acts, wording
from summarizer_core.proof.conditions import are_told, conditions
from summarizer_core.proof.measures import measures, period_of, rates, same_kind
from summarizer_core.proof.opposites import is_mispaired, is_opposite
from summarizer_core.proof.parties import ANY, MARK, ONE
from summarizer_core.proof.scope import goes_as_far
from summarizer_core.values import dates

#: Share of a part's telling words that a passage must have.
_SHARE: Final = 0.75
#: Telling words, numbers, names and parties that a part must have in common with a passage.
_FEWEST: Final = 2
#: Of a passage on what has no limit, the share of its words that a statement must have.
_SCOPE: Final = 0.6
#: Share of the words of two sentences that are nearly the same.
_ALIKE: Final = 0.8
_OWN: Final = re.compile(r"\bown\b", re.IGNORECASE)
_ONE_OR_NONE: Final = frozenset({Decimal(0), Decimal(1)})


@dataclass(frozen=True)
class Passage:
    """Args:
    text: normalised, in plainer words, parties marked.
    before: telling words of the sentence before it, which a pronoun may stand for.
    under: conditions of the whole sentence that it is a part of.
    common: telling words that many sentences have, so that they tell of no condition.
    """

    text: str
    before: frozenset[str] = frozenset()
    under: tuple[frozenset[str], ...] = ()
    common: frozenset[str] = frozenset()

    @cached_property
    def _split(self) -> tuple[str, frozenset[str]]:
        return wording.carved(self.text)

    @property
    def carved(self) -> frozenset[str]:
        return self._split[1]

    @cached_property
    def words(self) -> Counter[str]:
        """Telling words, without parties and numbers."""
        return Counter(
            one
            for one in wording.telling(self._split[0])
            if not one.startswith("qq") and not one[0].isdigit()
        )

    @property
    def weight(self) -> int:
        """How much it tells: words, numbers and dates, parties aside."""
        return sum(self.words.values()) + len(self.measures) + len(self.dates)

    @cached_property
    def names(self) -> frozenset[str]:
        """Words with a capital that begin no sentence."""
        found = set()
        for match in wording.WORD.finditer(self.text):
            word = match.group()
            if word[0].isupper() and match.start() > 0 and word.casefold() not in wording.WEAK:
                found.add(wording.concept(word.casefold()))
        return frozenset(found)

    @cached_property
    def measures(self) -> tuple[tuple[frozenset[Decimal], str], ...]:
        rest = self.text
        for found in dates(rest):
            rest = rest[: found.start] + " " * (found.end - found.start) + rest[found.end :]
        return tuple(
            (one.values, one.kind)
            for one in measures(rest)
            if one.kind or not (one.in_words and one.values <= _ONE_OR_NONE)
        )

    @cached_property
    def dates(self) -> frozenset[str]:
        return frozenset(found.value for found in dates(self.text))

    @cached_property
    def rates(self) -> frozenset[str]:
        return rates(self.text)

    @cached_property
    def turns(self) -> tuple[int, int]:
        return wording.turns(self.text)

    @cached_property
    def mood(self) -> str:
        return "" if self.gated else wording.mood(self.text)

    @cached_property
    def gated(self) -> bool:
        return wording.is_gated(self.text)

    @cached_property
    def strong(self) -> frozenset[str]:
        return wording.strong(self.text)

    @cached_property
    def conditions(self) -> tuple[frozenset[str], ...]:
        """The telling words of each condition that it stands under."""
        found = self.under + conditions(self.text)
        return tuple(words - self.common or words for words in found)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        return tuple(re.findall(rf"\b{MARK}\b", self.text))

    @cached_property
    def acts(self) -> tuple[acts.Act, ...]:
        return acts.acts(self.text)

    @cached_property
    def actor(self) -> str:
        """The party that acts: behind "by" in the passive, else the first that is named."""
        passive = re.search(rf"\b(?:by|of) ({MARK})\b", self.text)
        if passive and self.text[: passive.start()].count("qq") == 0:
            return passive[1]
        return self.parties[0] if self.parties else ""

    @cached_property
    def holders(self) -> frozenset[tuple[str, str]]:
        """(what, whose): "qqp1 's aggregate liability", "employee of qqp0"."""
        found = set()
        for match in re.finditer(rf"\b({ONE}) ?'s? ((?:\w+ ?){{1,3}})", self.text):
            found |= {(wording.concept(word.casefold()), match[1]) for word in match[2].split()}
        for match in re.finditer(rf"\b(\w+) of ({ONE})\b", self.text):
            found.add((wording.concept(match[1].casefold()), match[2]))
        return frozenset(found)

    def says(self, part: Passage, *, brief: bool = False, back: float = 0.0) -> bool:
        """Whether this says what a part of a statement says. Where this is quoted as its proof
        (``brief``), a number alone is said, and nothing that goes further; ``back`` is the share of
        what this tells that the statement must tell, too."""
        if not self._has_words(part, brief=brief):  # of most passages that is enough to know
            return False
        if not self._is_turned_like(part) or not self.counts_like(part):
            return False
        if not part.names - wording.PLACELESS <= frozenset(self.words) | self.names | self.carved:
            return False
        if is_opposite(self.text, part.text) or is_mispaired(self.text, part.text):
            return False
        if brief and not goes_as_far(self.text, part.text):
            return False
        if back and self._told_by(part) < back * self.weight:
            return False
        return are_told(self.conditions, part.text) and self._has_parties(part)

    def _has_words(self, part: Passage, *, brief: bool) -> bool:
        common = sum((self.words & part.words).values())
        total = sum(part.words.values())
        if not total:  # "sixty days", which a question asked for
            return brief and bool(part.measures or part.dates or part.rates)
        if self.before and common < total and wording.points_back(self.text):
            common += min(1, len((set(part.words) - set(self.words)) & self.before))
        known = common + len(part.measures) + len(part.dates) + len(set(part.parties))
        return known >= _FEWEST and common > 0 and common >= _SHARE * total

    def _told_by(self, part: Passage) -> int:
        """How much of what this tells a part of a statement tells, too; see ``weight``."""
        counted = sum(
            any(not values.isdisjoint(its) and same_kind(kind, unit) for its, unit in part.measures)
            for values, kind in self.measures
        )
        return sum((self.words & part.words).values()) + counted + len(self.dates & part.dates)

    def is_about(self, part: Passage, fewest: int) -> bool:
        """Whether this has nearly all telling words of a part, of which there are enough."""
        total = sum(part.words.values())
        common = sum((self.words & part.words).values())
        return total >= fewest and common >= _SHARE * total

    def turns_round(self, part: Passage) -> bool:
        """Whether this, which is about the same, says the opposite or says it of others."""
        if self.gated != part.gated:
            return "leave" in (self.mood, part.mood)
        if self._is_denied != part._is_denied or acts.conflict(part.acts, self.acts):
            return True
        # Of nearly the same words each that denies counts.
        common = sum((self.words & part.words).values())
        alike = common >= _ALIKE * max(sum(self.words.values()), sum(part.words.values()))
        return alike and self.turns[0] % 2 != part.turns[0] % 2

    @cached_property
    def _is_bounded(self) -> bool:
        """Whether it says that something goes no further: "by up to sixty days"."""
        return wording.is_bounded(self.text)

    @cached_property
    def _is_denied(self) -> bool:
        return wording.is_denied(self.text)

    def _is_turned_like(self, part: Passage) -> bool:
        if part.turns != self.turns or part.gated != self.gated or not part.carved <= self.carved:
            return False
        if set(part.words) & self.carved - set(self.words):  # it says what is carved out
            return False
        if part.mood and self.mood and part.mood != self.mood:
            return False
        if wording.is_other_side(self.text, part.text) or not part.strong <= self.strong:
            return False
        if wording.is_widened(self.text, part.text):
            return False
        if self._is_bounded and self.mood != "duty" and not (part._is_bounded or part.measures):
            return False
        if not part.strong and wording.is_narrower(self.text, frozenset(part.words)):
            return False
        if not wording.is_without_limit(frozenset(part.words), part.turns[0]):
            return True
        common = sum((self.words & part.words).values())
        whose = set(self.parties) == set(part.parties)
        return whose and common >= _SCOPE * sum(self.words.values())

    def counts_like(self, part: Passage) -> bool:
        """Whether this has all numbers, dates and rates of a part."""
        return (
            part.dates <= self.dates
            and all(self._has(values, kind) for values, kind in part.measures)
            and all(self._has_rate(rate) for rate in part.rates)
        )

    def _has(self, values: frozenset[Decimal], kind: str) -> bool:
        if any(
            not values.isdisjoint(mine) and (same_kind(kind, its) or not kind)
            for mine, its in self.measures
        ):
            return True
        if kind not in ("day", "month"):
            return False
        return any(period_of(rate)[1] in values for rate in self.rates)

    def _has_rate(self, rate: str) -> bool:
        kind, count = period_of(rate)
        return rate in self.rates or any(
            kind == its and count in mine for mine, its in self.measures
        )

    def _has_parties(self, part: Passage) -> bool:
        mine, theirs = set(self.parties), set(part.parties)
        if not theirs:
            return True
        if ANY in theirs and ANY not in mine:
            return False
        if not theirs - {ANY} <= mine and ANY not in mine:
            return False
        if acts.conflict(part.acts, self.acts):
            return False
        if self.actor == ANY != part.actor and bool(_OWN.search(self.text)) != bool(
            _OWN.search(part.text)
        ):
            return False  # what each bears of its own, nobody bears of all
        if part.actor != self.actor and self.actor != ANY and len(mine | theirs) > 1:
            owners = {who for what, who in part.holders if (what, who) in self.holders}
            only_owners = theirs <= owners and not any(one.by or one.to for one in part.acts)
            if not only_owners and not acts.is_settled(part.acts, self.acts):
                return False
        known = {what for what, _ in self.holders}
        return all((what, who) in self.holders for what, who in part.holders if what in known)


@dataclass(frozen=True)
class Introduction(Passage):
    """The sentence that names the parties: it says nothing of one of them alone."""

    def says(self, part: Passage, *, brief: bool = False, back: float = 0.0) -> bool:
        return len(set(part.parties)) != 1 and super().says(part, brief=brief, back=back)
