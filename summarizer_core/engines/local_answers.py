"""Answers of the local engine: sentences of the document that fit a question or a passage."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.amendments import amendment
from summarizer_core.chunking import HEADING_SEPARATOR, sentence_spans
from summarizer_core.denials import DENIALS
from summarizer_core.engines.base import DocumentView, FocusReply
from summarizer_core.engines.local_liability import whose
from summarizer_core.engines.local_parties import parties
from summarizer_core.engines.local_questions import Asked, parts, read, stages, with_names
from summarizer_core.engines.local_rules import detect
from summarizer_core.engines.local_topics import STATES_NOTHING, Topic, changes_clause
from summarizer_core.engines.passages import DEFINES, around, defining, used_terms
from summarizer_core.hashing import normalise, sha256_bytes
from summarizer_core.models import Chunk
from summarizer_core.negation import denies
from summarizer_core.questions import asks_of_all
from summarizer_core.ranking import rarity, stems

#: Raised with every change of what ``reply`` gives: it is a part of what answers are cached under.
_VERSION: Final = 9
NOT_SAID: Final = "The document does not say."
TOO_GENERAL: Final = (
    "The question names nothing that the built-in engine could look for. Ask for a kind of clause, or "
    "with words of the document."
)
#: What is to be looked at first follows from the playbook, which the engine does not know.
OF_ALL: Final = "The question is about the whole contract. Ask for a kind of clause, or with words of the document."
_FIRST_ALONE: Final = "This answers the first part of the question alone: ask one thing at a time."
_CHANGED_BY: Final = "This amendment changes it in the passage quoted here."
_SENTENCES: Final = 3
#: Share of the question's weight that an answering sentence must have; less where it was found to be
#: a clause of the kind that is asked for, more where the kind is known and no clause of it was found.
_COVERED: Final = 0.62
_COVERED_BY_KIND: Final = 0.34
_COVERED_WITHOUT_KIND: Final = 0.8
#: What a heading or the sentence before adds of a word that the sentence lacks.
_NEARBY: Final = 0.55
#: What another word for it adds.
_ALIKE: Final = 0.9
_LEAST_WORDS: Final = 2
_KIND_BONUS: Final = 0.3
#: What is left of a sentence without the period or amount that is asked for.
_NO_MEASURE: Final = 0.55
#: A further sentence is quoted only when it scores at least this share of the best.
_NEXT_BEST: Final = 0.72
#: The same beside one that was found to be a clause of the kind that is asked for.
_OTHER_KIND: Final = 0.76
_DEFINITIONS: Final = 2
_SURE: Final = 0.5
_SURELY_A_SENTENCE: Final = 80
_SHORTEST: Final = 20
#: "10. Force Majeure." before the sentence that it heads.
_RUN_IN: Final = re.compile(
    r"\W{0,6}(?:\d[\d.]*\W{0,4})?[A-Z][\w'-]*(?:,? (?:[A-Z][\w'-]*|of|and|the|for|to|in|by|or)){0,6}\.? ?"
)
#: The title of a numbered clause that goes on in the same line.
_NUMBERED: Final = re.compile(r"\W{0,6}(?:\d[\d.]*\W{0,4})(?P<title>[A-Z][^.:;]{0,60})[.:]")
_LISTED: Final = re.compile(r":(?: |$)")
_LONGEST_LIST: Final = 700
_FEW_NUMBERS: Final = 5
_NUMBERS: Final = 0.22

#: A sentence that answers a topic: by its words; as a clause of the kind that was found; by what
#: stands above it; with the period or amount that is asked for; by the words of the question. Those
#: that reach the least answer.
_SAYS: Final = 0.8
_IS_FOUND: Final = 0.55
_IS_FOUND_TOO: Final = 0.3
_IS_UNDER: Final = 0.3
_MEASURES: Final = 0.35
_SHARES: Final = 0.3
#: ... of a topic that is asked for before any "if".
_FIRST: Final = 0.35
_ENOUGH: Final = 0.8
#: ... at the time that is asked for, and of one that answers only where no other does.
_THEN: Final = 0.35
_LESS: Final = 0.6
#: Characters from which a sentence says so much besides that it answers less well, and how fast.
_LONG: Final = 450
_LENGTHY: Final = 0.4
#: Share of the weight of what the question names besides its topics that must be in the sentence.
_SPECIFIC: Final = 0.5

#: Where the parties are named, in characters from the start.
_PREAMBLE: Final = 4_000
_EACH_PARTY: Final = re.compile(
    r"\b(?:either|each|any|neither|both|no) (?:of the )?part(?:y|ies)\b|\beither of (?:us|them)\b",
    re.I,
)
#: One of them, whichever it will be.
_WHOEVER: Final = re.compile(
    r"\b(?:non-?prevailing|prevailing|losing|winning|successful|unsuccessful|defaulting|breaching) (?:party|side)\b",
    re.I,
)
#: A party, or several, as they are named.
_WHO: Final = (
    r"(?P<who>[A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,4}"
    r"(?:,? (?:and|or) (?:the )?[A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,4})?)"
)
#: Who has a right, or has none.
_HOLDER: Final = re.compile(
    rf"(?:^|(?<=[\s(\"'])){_WHO},? (?:alone |only |also )?"
    r"(?:may|can|cannot|shall (?:also |alone |only )?have|has|have|reserves?|is entitled|"
    r"shall be entitled|is free|wishes|desires|elects|(?:shall|will|must) not (?:be entitled|have|assign|"
    r"transfer|delegate|terminate|cancel|sub-?contract|renew|extend|audit|inspect|increase|raise))\b"
)
#: Who has a duty.
_BOUND: Final = re.compile(
    rf"(?:^|(?<=[\s(\"'])){_WHO},? (?:(?:shall|will|must)(?! be \w+ed\b)|agrees?|undertakes?|is obliged|"
    r"is bound|indemnif(?:y|ies)|holds?|keeps?|defends?|may not|cannot)\b"
)
#: Roles that either side may have.
_EITHER: Final = frozenset(
    "recipient discloser indemnitor indemnitee indemnifying indemnified receiving disclosing".split()
)
#: Who gives notice that it shall not be renewed.
_GIVES_NOTICE: Final = re.compile(
    rf"(?:^|(?<=[\s(\"'])){_WHO},? (?:gives?|shall give|has given|provides?|notif(?:y|ies)|"
    r"delivers?|sends?)\b(?=.{0,60}\b(?:notice|notif)|.{0,20}[A-Z])"
)
#: "Vendor may end it on 90 days' notice and Reseller on 30".
_AND_HE: Final = re.compile(
    r"\band (?:the )?(?P<who>[A-Z][\w&.'-]*(?: [A-Z][\w&.'-]*){0,4}) (?:on|with|upon|by giving|at any time)\b"
)
_ENDED_BY: Final = re.compile(
    r"\b(?:terminated|terminable|cancell?ed|assigned|assignable|transferred|sub-?contracted|renewed|"
    r"extended|increased|raised|audited|inspected) by\b"
)
_BY: Final = re.compile(
    r"\bby (?:the )?(?P<who>[A-Z][\w&.'-]*(?:,? (?:or |and )?(?:by )?(?:the )?[A-Z][\w&.'-]*){0,5})"
)
#: "The Author need not accept it": what the sentence before speaks of.
_OF_IT: Final = re.compile(
    r"\b(?:accept|reject|refuse|decline) (?:it|them|this|that|such)\b", re.IGNORECASE
)
#: No right before some day: what is so at the beginning.
_BEFORE_A_DAY: Final = re.compile(
    r"\b(?:not|neither|no)\b.{0,120}\b(?:before|until|prior to)\b.{0,40}(?:\b(?:19|20)\d\d\b|anniversary)",
    re.IGNORECASE,
)
_LIABLE: Final = re.compile(r"\bliab(?:ility|ilities|le)\b", re.IGNORECASE)
#: "There is no breach" is no cause.
_NO_FAULT: Final = re.compile(
    r"\b(?:no|not in|without)(?: \w+){0,2} (?:breach|default)\w*\b", re.IGNORECASE
)
#: Words that are no limit of liability.
_COMPANY: Final = re.compile(
    r"\blimited liability (?:company|partnership)\b|\bwithout (?:limitation|limiting)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Sentence:
    chunk: int
    text: str


def _sentences(chunk: Chunk) -> list[_Sentence]:
    """The sentences of a chunk: with the heading that stands before one on its line, and with the
    items of a list that one introduces."""
    text = normalise(chunk.text)
    spans = sentence_spans(text)
    found: list[_Sentence] = []
    begin: int | None = None
    number = 0
    while number < len(spans):
        start, end = spans[number]
        number += 1
        begin = start if begin is None else begin
        if _RUN_IN.fullmatch(text, start, end) and number < len(spans):
            continue
        while (
            number < len(spans)
            and _LISTED.search(text, start, end)
            and text[start:end].endswith((":", ";", "; or", "; and"))
            and spans[number][1] - begin <= _LONGEST_LIST
        ):
            end = spans[number][1]
            number += 1
        if end - begin > _SHORTEST and (
            end - begin > _SURELY_A_SENTENCE or text[end - 1] in ".;:?!\"')"  # no heading
        ):
            if not _is_contents(text[begin:end]):
                found.append(_Sentence(chunk.index, text[begin:end]))
        begin = None
    return found


def _title_at_the_end(chunk: Chunk) -> set[str]:
    """Stems of the title with which a chunk ends: what follows stands under it."""
    text = normalise(chunk.text)
    start, end = (sentence_spans(text) or [(0, 0)])[-1]
    return set(stems(text[start:end])) if _RUN_IN.fullmatch(text, start, end) else set()


def _is_contents(text: str) -> bool:
    """Whether this is a piece of a table of contents: as good as every fourth word is a number."""
    words = text.split()
    return sum(word[0].isdigit() for word in words) > max(_FEW_NUMBERS, _NUMBERS * len(words))


@dataclass(frozen=True)
class _Sides:
    """Words, in lower case, by which all parties are called, those whom a question names, and of
    these those about whose right it asks."""

    all: frozenset[str]
    asked: frozenset[str]
    holding: frozenset[str]


def _sides(asked: Asked, called: Sequence[tuple[str, str]]) -> _Sides:
    known, wanted = _ROLE_WORDS, asked.words & _ROLE_WORDS
    acting = [(frozenset({word}), frozenset({word})) for word in _ROLE_WORDS]
    for name, role in called:
        begins = frozenset(next(iter(one.lower().split()), "") for one in (name, role)) - _SMALL
        words = (_words(name) - _FORMS) | _words(role)
        known |= words
        wanted |= words if asked.words & begins else frozenset()
        acting.append((begins, words))
    return _Sides(known, wanted, _first_of(acting, asked.holding))


def _first_of(
    sides: Sequence[tuple[frozenset[str], frozenset[str]]], named: Sequence[str]
) -> frozenset[str]:
    """The words of the side that is named first: "Can Shop audit Maker?" asks of Shop.

    Args:
        sides: of each the words that its name and role begin with, and all of them.
    """
    for word in named:
        found = [words for begins, words in sides if word in begins]
        if found:
            return frozenset[str]().union(*found)
    return frozenset()


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.lower())) - {"the"}


#: Words of names that tell nobody.
_FORMS: Final = frozenset(
    "inc corp corporation company ltd limited llc plc gmbh group holdings international the of and co lp".split()
)
#: Words of any question, that are a company's short name in capitals ("BE") at most.
_SMALL: Final = frozenset(
    {
        "",
        *"a an any are as at be by can do does for he i in is it may me no of or our she the to us was we who".split(),
    }
)
_ROLE_WORDS: Final = frozenset(
    "supplier purchaser customer client provider seller buyer vendor licensor licensee landlord tenant lessor "
    "lessee contractor consultant distributor manufacturer recipient discloser guarantor franchisor franchisee "
    "agent principal employer employee executive lender borrower studio owner operator subscriber reseller".split()
)


class _Search:
    """The sentences of some chunks, and how well each answers a question."""

    def __init__(
        self, view: DocumentView, chunks: Sequence[Chunk], asked: Asked, sides: _Sides
    ) -> None:
        self._asked = asked
        self._sides = sides
        self.sentences: list[_Sentence] = []
        self._near: list[set[str]] = []
        self._headings: list[set[str]] = []
        self._kind: list[bool] = []
        self._words: list[set[str]] = []
        title: set[str] = set()
        titles: list[str] = []
        for chunk in chunks:
            heading = title | set(stems(chunk.heading.rpartition(HEADING_SEPARATOR)[2]))
            above = set(stems(chunk.heading))
            quotes = _quotes(view, chunk, asked.categories)
            before: set[str] = set()
            for sentence in _sentences(chunk):
                words = set(stems(_COMPANY.sub(" ", sentence.text)))
                if _OF_IT.search(sentence.text):
                    words |= before
                self.sentences.append(sentence)
                self._words.append(words)
                self._near.append(above | before)
                numbered = _NUMBERED.match(sentence.text)
                own = set(stems(numbered["title"])) if numbered else set()
                titles.append(" ".join((chunk.heading, numbered["title"] if numbered else "")))
                title = title if numbered is None else own
                self._headings.append(heading | own)
                self._kind.append(_overlaps(sentence.text, quotes))
                before = words
            title = _title_at_the_end(chunk) or title
        self._titles = titles
        self._weights = {stem: self._weight(alike) for stem, alike in asked.concepts.items()}
        self._total = sum(self._weights.values()) or 1.0

    def _weight(self, alike: frozenset[str]) -> float:
        """Inverse document frequency over sentences; highest for what none of them says."""
        having = sum(not alike.isdisjoint(words) for words in self._words)
        return rarity(having, len(self._words))

    def best(self) -> list[_Sentence]:
        """Those that answer, best first; none when nothing fits."""
        scored = self._about() or [
            (score, -position)
            for position in range(len(self.sentences))
            if self._may_fit(position) and (score := self._score(position)) > 0
        ]
        scored.sort(reverse=True)
        unique = {self.sentences[-at].text: (score, at) for score, at in reversed(scored)}
        scored = sorted(unique.values(), reverse=True)
        if not scored:
            return []
        top, first = scored[0]
        return [
            self.sentences[-at]
            for score, at in scored[:_SENTENCES]
            if score >= top * (_NEXT_BEST if self._kind[-at] >= self._kind[-first] else _OTHER_KIND)
        ]

    def _about(self) -> list[tuple[float, int]]:
        """Sentences that answer one of the question's topics, with their scores and places."""
        if not self._asked.topics:
            return []
        found = [
            (score, -position)
            for position in range(len(self.sentences))
            if (score := self._topical(position)) > 0
        ]
        measure = self._asked.kind
        if measure is None:
            return found
        # Those with the period or sum that is asked for, where there are any.
        measured = [one for one in found if measure.search(self.sentences[-one[1]].text)]
        return measured or found

    def _may_fit(self, position: int) -> bool:
        """Whether a sentence that answers no topic may answer by its words: where a topic explains
        all that the question says, only a clause of the kind that was found, or one under its
        heading."""
        text = self.sentences[position].text
        if self._of_another_matter(position) or any(
            self._of_another(topic, text) for topic, _ in self._asked.topics
        ):
            return False
        needed = [topic.needs for topic, _ in self._asked.topics if topic.needs is not None]
        if needed and not any(one.search(text) for one in needed):
            return False
        if all(specific for _, specific in self._asked.topics):
            return True
        avoided = any(topic.avoid and topic.avoid.search(text) for topic, _ in self._asked.topics)
        title = self._titles[position]
        headed = any(topic.heading.search(title) for topic, _ in self._asked.topics)
        return (self._kind[position] or headed) and not avoided

    def _topical(self, position: int) -> float:
        text = self.sentences[position].text
        if STATES_NOTHING.search(text):
            return 0.0
        measure = self._asked.kind
        measures = measure is not None and measure.search(text) is not None
        best, best_topic = 0.0, None
        for topic, specific in self._asked.topics:
            if measure is not None and not measures and topic.measured:
                continue
            score = self._on(topic, specific, position)
            if score > best:
                best, best_topic = score, topic
        if best + _SHARES * self._share(frozenset(self._weights), position) < _ENOUGH:
            return 0.0
        score = best + _SHARES * self._share(frozenset(self._weights), position)
        score += _FIRST if best_topic in self._asked.first else 0.0
        score += _MEASURES if measures else 0.0
        if self._at_the_time(text):
            score += _THEN
        if best_topic is not None and best_topic.less and best_topic.less.search(text):
            score *= _LESS
        return score * math.pow(_LONG / max(_LONG, len(text)), _LENGTHY)

    def _on(self, topic: Topic, specific: frozenset[str], position: int) -> float:
        """How well a sentence answers a topic, 0 when it does not.

        Args:
            specific: stems of the question that the topic does not explain.
        """
        text = self.sentences[position].text
        said = topic.says.search(text) is not None or changes_clause(text, topic)
        if (
            not (said or self._kind[position])
            or (topic.named and not self._names_who(specific, position))
            or (topic.avoid is not None and topic.avoid.search(_NO_FAULT.sub(" ", text)))
            or (topic.needs is not None and not topic.needs.search(text))
            or self._of_another(topic, text)
            or self._of_another_matter(position)
        ):
            return 0.0
        wanted = specific
        if _EACH_PARTY.search(text) or _WHOEVER.search(text):
            wanted = specific - self._asked.roles
        named = self._share(wanted, position)
        if named < _SPECIFIC:
            return 0.0
        score = _SAYS if said else _IS_FOUND
        score += _IS_FOUND_TOO if said and self._kind[position] else 0.0
        score += _IS_UNDER if topic.heading.search(self._titles[position]) else 0.0
        return score * named

    def _of_another(self, topic: Topic, text: str) -> bool:
        """Whether a sentence gives a right, or limits a liability, of one party alone, where the
        question asks about another."""
        asked = self._sides.holding if topic.holder or topic.bound else self._sides.asked
        if not asked or _EACH_PARTY.search(text):
            return False
        named: list[str] = []
        if topic.holder:
            named = [one["who"] for one in _HOLDER.finditer(text)]
            named += [one["who"] for one in _GIVES_NOTICE.finditer(text)]
            named += [one["who"] for one in _AND_HE.finditer(text)] if named else []
            if _ENDED_BY.search(text):
                named += [one["who"] for one in _BY.finditer(text)]
        elif topic.bound:
            named = [one["who"] for one in _BOUND.finditer(text)]
            named += [one["who"] for one in _BY.finditer(text)]
        elif topic.owner:
            named = [whose(text, one.start()) for one in _LIABLE.finditer(text)]
        met = [words for one in named if (words := _words(one)) & self._sides.all]
        if any(words & _EITHER for words in met):
            return False
        return bool(met) and not any(words & asked for words in met)

    def _at_the_time(self, text: str) -> bool:
        """Whether a sentence speaks of the stretch of time that the question asks for."""
        asked = self._asked.stages
        if not asked:
            return False
        early = not any(behind for _, _, behind in asked)
        return bool(asked & stages(text)) or (early and _BEFORE_A_DAY.search(text) is not None)

    def _of_another_matter(self, position: int) -> bool:
        """Whether a sentence speaks of another time than the question asks for, or lacks what it
        asks the payer of."""
        asked = self._asked
        if asked.paid_for:
            said = self._words[position] | self._headings[position]
            if all(_alike_in(asked.concepts, stem).isdisjoint(said) for stem in asked.paid_for):
                return True
        if not asked.stages:
            return False
        told = stages(self.sentences[position].text)
        others = {(which, what, not behind) for which, what, behind in asked.stages}
        return bool(told & others) and not told & asked.stages

    def _names_who(self, specific: frozenset[str], position: int) -> bool:
        """Whether a sentence names itself whom the question asks about, or speaks of each party."""
        who = self._asked.roles | specific
        words = self._words[position]
        return _EACH_PARTY.search(self.sentences[position].text) is not None or all(
            not self._asked.concepts[stem].isdisjoint(words) for stem in who
        )

    def _share(self, wanted: frozenset[str], position: int) -> float:
        """The part of some of the question's stems, by weight, that a sentence has, or what stands
        above it; 1 when there are none."""
        total = sum(self._weights[stem] for stem in wanted)
        if not total:
            return 1.0
        words, near = self._words[position], self._near[position]
        have = 0.0
        for stem in wanted:
            alike = self._asked.concepts[stem]
            if not alike.isdisjoint(words):
                have += self._weights[stem]
            elif not alike.isdisjoint(near):
                have += _NEARBY * self._weights[stem]
        return have / total

    def _score(self, position: int) -> float:
        if STATES_NOTHING.search(self.sentences[position].text) and not self._asked.defines:
            return 0.0
        words, near = self._words[position], self._near[position]
        # Nothing of the kind was found, so that words must make the case alone.
        strict = bool(self._asked.categories) and not any(self._kind)
        covered = 0.0
        matched = 0
        free = set(words)  # no word answers for two
        concepts = self._asked.concepts
        # The very word says more than one that may stand for it.
        for stem in sorted(concepts, key=lambda one: one not in words):
            share = 0.0
            if stem in free:
                share, taken = 1.0, stem
            elif there := sorted(concepts[stem] & free):
                share, taken = _ALIKE, there[0]
            elif not strict and not concepts[stem].isdisjoint(near):
                share, taken = _NEARBY, ""
            if share:
                free.discard(taken)
                matched += 1
            covered += self._weights[stem] * share
        covered /= self._total
        of_kind = self._kind[position]
        measure = self._asked.kind
        if measure is not None and measure.search(self.sentences[position].text) is None:
            covered *= _NO_MEASURE
        if covered < self._needed(of_kind=of_kind):
            return 0.0
        # A single word is about anything, "competitive" makes no ban on competition; not so under
        # a heading of that word.
        if strict and matched < _LEAST_WORDS and not self._headed(position):
            return 0.0
        return covered + (_KIND_BONUS if of_kind else 0.0)

    def _headed(self, position: int) -> bool:
        headings = self._headings[position]
        return any(not alike.isdisjoint(headings) for alike in self._asked.concepts.values())

    def _needed(self, *, of_kind: bool) -> float:
        if of_kind:
            return _COVERED_BY_KIND
        return _COVERED if any(self._kind) or not self._asked.categories else _COVERED_WITHOUT_KIND


def _alike_in(concepts: Mapping[str, frozenset[str]], stem: str) -> frozenset[str]:
    """What may stand for a word of the question."""
    return concepts.get(stem, frozenset({stem}))


def _quotes(view: DocumentView, chunk: Chunk, categories: Collection[str]) -> list[str]:
    """The clauses of some kinds that were found in a chunk."""
    analysis = view.analyses.get(chunk.sha256)
    found = analysis.findings if analysis is not None else ()
    return [normalise(one.quote) for one in found if one.category in categories]


def _overlaps(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether a sentence is a good part of a quote, or holds one. A quote may run over chunks."""
    return any(sentence in quote or quote in sentence or quote[:60] in sentence for quote in quotes)


def _called(view: DocumentView) -> list[tuple[str, str]]:
    """The parties of the preamble with what the contract calls them."""
    opening = normalise(view.document.text[:_PREAMBLE])
    return [(one.value, one.role) for one in parties(opening) if one.role]


def _best(view: DocumentView, chunks: Sequence[Chunk], question: str) -> list[_Sentence]:
    """The sentences that answer a question, best first; none when nothing fits."""
    called = _called(view)
    asked = with_names(read(question), called)
    return _Search(view, chunks, asked, _sides(asked, called)).best() if asked.concepts else []


def _reply(lead: str, found: Sequence[_Sentence]) -> FocusReply:
    """The quotes stand beside the answer, with their pages: the text does not repeat them."""
    return FocusReply(lead, [(one.chunk, one.text) for one in found])


def _said(view: DocumentView, what: str, found: Sequence[_Sentence], question: str) -> str:
    for one in sorted(read(question).categories):
        if not denies(one, found[0].text):
            continue
        of = _denied_of(view, found[0].text)
        where = "the passage quoted here" if len(found) == 1 else "the first passage quoted here"
        if of:
            return f"{what} denies it of {of} in {where}; of others it may say something else."
        if all(denies(one, other.text) for other in found) and not _stated(view, one):
            return f"{what} says in terms: {DENIALS[one].said}."
    if len(found) == 1:
        return f"{what} speaks of it in the passage quoted here."
    return f"{what} speaks of it in the {len(found)} passages quoted here; the first fits best."


def _granted_first(
    view: DocumentView, found: Sequence[_Sentence], question: str
) -> list[_Sentence]:
    """With what is denied of one party alone behind what is said of others."""
    for one in sorted(read(question).categories):
        denied = [
            sentence
            for sentence in found
            if denies(one, sentence.text) and _denied_of(view, sentence.text)
        ]
        if denied:
            return [*(sentence for sentence in found if sentence not in denied), *denied]
    return list(found)


#: "Customer may not", "Customer has no right to", with what it is called before.
_DENIES_HIM: Final = r"(?<![\w'])(?P<who>{names}),? (?:(?:may|shall|can|will|must|does|is)(?: \w+)? not\b|(?:has|have|shall have) no\b|cannot\b)"


def _denied_of(view: DocumentView, text: str) -> str:
    """The one party of which a sentence denies something, as it stands there; "" where it denies it
    of all, or nobody is named."""
    if _EACH_PARTY.search(text):
        return ""
    names = [name for pair in _called(view) for name in pair if name]
    if not names:
        return ""
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    match = re.search(_DENIES_HIM.replace("{names}", longest), text)
    return match["who"] if match else ""


def _stated(view: DocumentView, category: str) -> bool:
    """Whether a clause that was found says what another one denies."""
    return any(
        found.category == category and not denies(category, found.quote)
        for analysis in view.analyses.values()
        for found in analysis.findings
    )


#: What a sentence says that changes an earlier contract.
_CHANGES: Final = re.compile(
    r"\b(?:delet\w+|no longer|ceases?|ends?|ended|expires?|replac\w+|becomes?|amended|struck|stricken|removed|withdrawn|revoked|"
    r"waived|suspended|terminated|reinstated|converted)\b",
    re.IGNORECASE,
)
_STILL: Final = re.compile(
    r"\b(?:still|any ?more|any longer|no longer|now|yet|remains?|continues?|deleted|changed?|removed|gone)\b",
    re.I,
)
#: Whether something goes on; nothing by itself.
_GOES_ON: Final = frozenset(
    stems("place force valid apply applies effect exist exists stand stands continue bound")
)
_AS_IT_WAS: Final = re.compile(
    r"\b(?:other(?:wise)?|all|remaining) (?:\w+ ){0,4}(?:remain|stay|continue)", re.I
)
#: Of what a question names, so much must be in a sentence that changes it.
_NAMED: Final = 0.5


def _changed(view: DocumentView, question: str) -> list[_Sentence]:
    """Of an amendment, the sentences that change what a question names: what it takes away is no
    clause that could be found."""
    if amendment(None, view.document.text) is None:
        return []
    called = _called(view)
    names = frozenset(stem for pair in called for words in pair for stem in stems(words))
    asked = read(question)
    wanted = [
        alike
        for stem, alike in asked.concepts.items()
        if stem not in names | asked.roles | _GOES_ON
    ]
    found: list[tuple[float, int, _Sentence]] = []
    for chunk in view.chunks:
        for sentence in _sentences(chunk):
            if not _CHANGES.search(sentence.text) or _AS_IT_WAS.search(sentence.text):
                continue
            words = set(stems(sentence.text))
            having = sum(not alike.isdisjoint(words) for alike in wanted)
            if having and having >= _NAMED * len(wanted):
                found.append((-having, len(found), sentence))
    return [sentence for _, _, sentence in sorted(found, key=lambda one: one[:2])[:_SENTENCES]]


def _around(view: DocumentView, passage: str) -> list[Chunk]:
    return [view.chunks[at] for at in around(view, passage)]


def _definitions(view: DocumentView, passage: str) -> list[_Sentence]:
    """Definitions, elsewhere in the document, of terms that a passage uses."""
    used, here = used_terms(passage), normalise(passage)
    found: list[_Sentence] = []
    for at in defining(view, passage, around(view, passage)):
        for sentence in _sentences(view.chunks[at]):
            match = DEFINES.search(sentence.text)
            if match and match["term"] in used and sentence.text not in here:
                found.append(sentence)
    return found[:_DEFINITIONS]


def _explain(view: DocumentView, passage: str) -> FocusReply:
    chunks = _around(view, passage)
    if not chunks:
        return _reply("This passage does not occur in the document.", [])
    sentences = [s for chunk in chunks for s in _sentences(chunk)]
    if not sentences:
        return _reply("This passage holds no sentences that could be explained.", [])
    here = normalise(passage)
    inside = [s for s in sentences if s.text in here or here in s.text]
    kinds = [s for s in inside if any(c >= _SURE for _, c in detect(s.text))]
    key = (kinds or inside or sentences)[:2]
    defined = _definitions(view, passage)
    lead = "What the passage says is quoted here"
    lead += ", with the definitions of terms that it uses." if defined else "."
    return _reply(lead, list(dict.fromkeys([*key, *defined])))


@dataclass(frozen=True)
class Basis:
    """What an answer depends on: its identity, and the chunks that it can quote."""

    identity: str
    chunks: Sequence[Chunk]


def basis(view: DocumentView, passage: str | None, question: str | None) -> Basis:
    """What the answer of ``reply`` depends on.

    A passage alone is explained from the chunks that it stands in and from the definitions of what
    it names, so that the answer holds for every document with these; a question is answered from
    the whole text. Pages make no difference.
    """
    asked = [normalise(passage or ""), normalise(question or "")]
    chunks: Sequence[Chunk] = view.chunks
    if asked[0] and not asked[1]:
        used = {chunk.index for chunk in _around(view, asked[0])}
        used |= {sentence.chunk for sentence in _definitions(view, asked[0])}
        chunks = [chunk for chunk in view.chunks if chunk.index in used]
        known = [[chunk.sha256] for chunk in chunks]
    else:
        known = [[chunk.sha256, chunk.heading, *sorted(_found(view, chunk))] for chunk in chunks]
    return Basis(json.dumps([_VERSION, *asked, sha256_bytes(json.dumps(known).encode())]), chunks)


def _found(view: DocumentView, chunk: Chunk) -> set[str]:
    analysis = view.analyses.get(chunk.sha256)
    found = analysis.findings if analysis is not None else ()
    return {f"{one.category}|{normalise(one.quote)}" for one in found}


def reply(view: DocumentView, passage: str | None, question: str | None) -> FocusReply:
    """Answer from the document alone, in its own words.

    A question about a passage is answered from the passage first, then from the document.
    """
    asked = (question or "").strip()
    if passage and passage.strip():
        if not asked:
            return _explain(view, passage)
        found = _granted_first(view, _best(view, _around(view, passage), asked), asked)
        if found:
            return _reply(_said(view, "The passage", found, asked), found)
    if asks_of_all(asked):
        return FocusReply(OF_ALL, [], found=False)
    if not read(asked).concepts:
        return _reply(TOO_GENERAL, [])
    changed = _changed(view, asked)
    if changed and _STILL.search(asked):
        return _reply(_CHANGED_BY, changed)
    found = _granted_first(view, _best(view, view.chunks, asked), asked)
    if changed and not found:
        return _reply(_CHANGED_BY, changed)
    if not found:
        return _in_parts(view, asked) or FocusReply(NOT_SAID, [])
    return _reply(_said(view, "The document", found, asked), found)


def _in_parts(view: DocumentView, question: str) -> FocusReply | None:
    """The answer to the first of two questions in one; None where there is one question, or the
    first is not answered."""
    asked = parts(question)
    if len(asked) < 2 or not read(asked[0]).concepts:
        return None
    found = _granted_first(view, _best(view, view.chunks, asked[0]), asked[0])
    if not found:
        return None
    return _reply(f"{_said(view, 'The document', found, asked[0])} {_FIRST_ALONE}", found)
