"""The engine that needs no network: a trained model for the clauses of CUAD (``local_model``),
rules for other clauses and for terms, word statistics for the rest.

Of a chunk, ``analyze`` keeps what its sentences show by themselves; ``refine`` weighs that over the
whole document. A clause's confidence is the probability that a reviewer would mark it. Nothing is
random and nothing leaves the process; ``usage`` stays zero.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from summarizer_core.categories import CUAD, FACTS
from summarizer_core.chunking import HEADING_SEPARATOR, sentence_spans
from summarizer_core.engines import (
    local_answers,
    local_choice,
    local_document,
    local_model,
    local_summary,
)
from summarizer_core.engines.base import (
    Ask,
    BatchResult,
    Candidate,
    ChunkInput,
    DocumentView,
    FocusReply,
    Reply,
    SummaryReply,
    Work,
)
from summarizer_core.engines.local_addresses import notice_addresses
from summarizer_core.engines.local_certain import certain
from summarizer_core.engines.local_dates import labelled
from summarizer_core.engines.local_law import of_another, states_law
from summarizer_core.engines.local_parties import parties
from summarizer_core.engines.local_rules import HEADINGS, REPORT_FROM, detect
from summarizer_core.engines.local_terms import sentence_terms
from summarizer_core.engines.local_titles import titles
from summarizer_core.hashing import Normalised, normalise, normalised
from summarizer_core.models import ChunkAnalysis, ChunkFinding, ChunkTerm, Usage
from summarizer_core.prices import FREE
from summarizer_core.recognition import Recognition
from summarizer_core.values import Found

#: Raised with every change of what ``analyze`` gives for a text.
_VERSION: Final = 9

#: Findings by rule below this confidence are not shown.
SHOW_FROM: Final = 0.5
_HEADING_DOUBT: Final = 0.7
_PER_CATEGORY: Final = 15

#: Confidence of what a sentence says in plain words though the model does not mark it.
_STATED: Final = 0.8
_MIN_SENTENCE: Final = 25
_MAX_QUOTE: Final = 900
_MAX_LEAD: Final = 400
_DEFINITION: Final = re.compile(
    r"^\W*(?:\d[\d.]* )?[\"'][^\"']{1,60}[\"'][ *_]*(?:means|shall mean|has the meaning|refers to)"
)
#: Categories that a definition can show.
_DEFINED: Final = frozenset(
    ("Change of Control", "Confidentiality", "Data Protection", "Expiration Date", "Force Majeure")
)
_DEFINITION_KEEPS: Final = 0.6
_TRAINED: Final = frozenset(CUAD)
_ITEM: Final = re.compile(r"\(?[a-zA-Z0-9]{1,4}[).] ?")
_DUTY: Final = re.compile(r"\b(?:shall|must|agrees? to|may not|will not|is entitled|undertakes?)\b")


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    confidence: float


# --- one chunk -------------------------------------------------------------------------------


def _readable(sentence: str) -> bool:
    """Whether this is a sentence rather than a line of a table of contents or a stray number."""
    return len(sentence) >= _MIN_SENTENCE and "...." not in sentence and ". . ." not in sentence


def _hits(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, _Hit]]:
    lead: tuple[int, int] | None = None
    for start, end in spans:
        sentence = text[start:end]
        if _readable(sentence):
            defines = _DEFINITION.match(sentence) is not None
            alone: set[str] = set()
            for category, confidence in detect(sentence):
                keeps = _DEFINITION_KEEPS if defines and category not in _DEFINED else 1.0
                if confidence * keeps >= REPORT_FROM:
                    alone.add(category)
                    yield category, _Hit(start, end, confidence * keeps)
            if lead and _ITEM.match(sentence) and end - lead[0] <= _MAX_QUOTE:
                yield from _joined(text, lead, (start, end), alone)
        if sentence.endswith(":"):
            lead = (start, end) if end - start <= _MAX_LEAD else None
        elif lead and not _ITEM.match(sentence):
            lead = None


def _joined(
    text: str, lead: tuple[int, int], item: tuple[int, int], known: set[str]
) -> Iterator[tuple[str, _Hit]]:
    """What a list item shows only together with the words that introduce its list."""
    introduction = text[lead[0] : lead[1]]
    introduced = {category for category, _ in detect(introduction)}
    for category, confidence in detect(f"{introduction} {text[item[0] : item[1]]}"):
        if category not in known and category not in introduced:
            yield category, _Hit(lead[0], item[1], confidence)


def _merged(hits: Sequence[_Hit]) -> list[_Hit]:
    """Neighbouring and overlapping hits of one category become one quote, up to a length."""
    merged: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, h.end)):
        last = merged[-1] if merged else None
        if last and hit.start <= last.end + 1 and hit.end - last.start <= _MAX_QUOTE:
            merged[-1] = _Hit(
                last.start, max(last.end, hit.end), max(last.confidence, hit.confidence)
            )
        else:
            merged.append(hit)
    return merged


def _findings(text: str, spans: Sequence[tuple[int, int]]) -> tuple[ChunkFinding, ...]:
    by_category: dict[str, list[_Hit]] = defaultdict(list)
    for category, hit in _hits(text, spans):
        by_category[category].append(hit)
    placed = [
        (hit.start, category, hit)
        for category, hits in by_category.items()
        for hit in _merged(hits)
    ]
    return tuple(
        ChunkFinding(
            category=category,
            quote=text[hit.start : hit.end],
            confidence=round(min(hit.confidence, 0.99), 3),
        )
        for _, category, hit in sorted(placed, key=lambda p: (p[0], p[1]))
    )


def _certain(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[ChunkFinding]:
    """Clauses of the model's kinds that a short sentence says in so many words."""
    for start, end, category, confidence in certain(text, spans):
        yield ChunkFinding(
            category=category, quote=text[start:end], confidence=round(confidence, 3)
        )


def _terms(text: str, spans: Sequence[tuple[int, int]]) -> tuple[ChunkTerm, ...]:
    found: list[Found] = [*titles(text), *parties(text), *notice_addresses(text), *labelled(text)]
    for start, end in spans:
        found.extend(sentence_terms(text[start:end], start))
    unique = {(f.name, f.value): f for f in reversed(found)}
    return tuple(
        ChunkTerm(name=f.name, value=f.value, quote=text[f.start : f.end], role=f.role)
        for f in sorted(unique.values(), key=lambda f: (f.start, f.name))
    )


def _note(text: str, spans: Sequence[tuple[int, int]], found: Sequence[ChunkFinding]) -> str:
    if found:
        return max(found, key=lambda f: f.confidence).quote
    duties = (text[a:b] for a, b in spans if _DUTY.search(text, a, b) and _readable(text[a:b]))
    return next(duties, "")


def _analyse(
    text: str, spans: Sequence[tuple[int, int]], evidence: local_model.Evidence
) -> ChunkAnalysis:
    findings = _findings(text, spans)
    return ChunkAnalysis(
        # The model's categories are decided in ``refine``: from the evidence, and where the model
        # is not sure, from what is said in so many words.
        findings=(
            *(f for f in findings if f.category not in _TRAINED),
            *_certain(text, spans),
        ),
        terms=_terms(text, spans),
        note=_note(text, spans, findings),
        evidence=local_model.pack(evidence),
    )


# --- the whole document ----------------------------------------------------------------------


def _under_heading(category: str, confidence: float, heading: str) -> float:
    names = HEADINGS.get(category)
    near = HEADING_SEPARATOR.join(heading.split(HEADING_SEPARATOR)[-2:]).lower()
    if names is not None and names.search(near):
        confidence = 1.0 - (1.0 - confidence) * _HEADING_DOUBT
    return round(min(confidence, 0.99), 3)


def _clauses_by_rule(view: DocumentView) -> list[Candidate]:
    """Clauses of the kinds that the model was not trained on."""
    seen: set[tuple[str, str]] = set()
    found: dict[str, list[Candidate]] = defaultdict(list)
    for chunk in view.chunks:
        analysis = view.analyses.get(chunk.sha256)
        for finding in analysis.findings if analysis else ():
            if finding.category in _TRAINED:
                continue
            confidence = _under_heading(finding.category, finding.confidence, chunk.heading)
            key = (finding.category, finding.quote)
            if confidence < SHOW_FROM or key in seen:
                continue
            seen.add(key)
            found[finding.category].append(
                Candidate("clause", finding.category, "", finding.quote, chunk.index, confidence)
            )
    return [
        candidate
        for candidates in found.values()
        for candidate in sorted(candidates, key=lambda c: -c.confidence)[:_PER_CATEGORY]
    ]


class _Reading:
    """A document's sentences, and where each stands in the text."""

    def __init__(self, view: DocumentView) -> None:
        self._view = view
        self._places: list[tuple[int, int, int]] = []  # chunk, start and end in its normal form
        self._maps: dict[int, Normalised] = {}
        self.texts: list[str] = []
        evidence = []
        for position, chunk in enumerate(view.chunks):
            analysis = view.analyses.get(chunk.sha256)
            known = (
                local_model.unpack(analysis.evidence) if analysis and analysis.evidence else None
            )
            if known is None:
                continue
            normal = normalise(chunk.text)
            spans = sentence_spans(normal)
            if len(spans) == len(known.match):
                evidence.append(known)
                self.texts += [normal[start:end] for start, end in spans]
                self._places += [(position, start, end) for start, end in spans]
        self.evidence = local_model.joined(evidence)

    def sentences(self, model: local_model.LocalModel) -> local_document.Sentences:
        chunks = [self._view.chunks[position] for position, _, _ in self._places]
        return local_document.Sentences(
            texts=self.texts,
            chunk=np.array([chunk.index for chunk in chunks], np.int64),
            match=self.evidence.match,
            part=self.evidence.part,
            rules=self.evidence.rules,
            heading=model.heading_odds([chunk.heading for chunk in chunks]),
            within=model.within(self.texts),
        )

    def candidate(self, verdict: local_model.Verdict, *, doubtful: bool) -> Candidate:
        """A verdict with the document's own words as its quote."""
        first, start, _ = self._places[verdict.first]
        last, begin, end = self._places[verdict.last]
        if verdict.within is not None:
            start, end = begin + verdict.within[0], begin + verdict.within[1]
        chunks = self._view.chunks
        left = chunks[first].start + self._map(first).origin(start)
        right = chunks[last].start + self._map(last).origin(end - 1) + 1
        return Candidate(
            kind="clause",
            name=verdict.category,
            value="",
            quote=self._view.document.text[left:right],
            chunk_index=chunks[first].index,
            confidence=round(verdict.probability, 4),
            last_chunk=chunks[last].index,
            doubtful=doubtful,
        )

    def _map(self, position: int) -> Normalised:
        if position not in self._maps:
            self._maps[position] = normalised(self._view.chunks[position].text)
        return self._maps[position]


def _with_stated_law(view: DocumentView, found: Sequence[Candidate]) -> list[Candidate]:
    """With the sentence that says in plain words which law governs, where the model is sure of
    none: it has learnt few that are as short as "Swiss law applies"."""
    law = "Governing Law"
    if any(one.name == law and not one.doubtful for one in found):
        return [*found]
    for chunk in view.chunks:
        analysis = view.analyses.get(chunk.sha256)
        for term in analysis.terms if analysis else ():
            if (
                term.name == "Governing law"
                and states_law(term.quote)
                and not of_another(term.quote, view.document.text)
            ):
                stated = Candidate("clause", law, "", term.quote, chunk.index, _STATED)
                others = [one for one in found if one.name != law or one.quote not in term.quote]
                return [*others, stated]
    return [*found]


def _with_certain(
    view: DocumentView, found: Sequence[Candidate], thresholds: Mapping[str, float]
) -> list[Candidate]:
    """With what short sentences say in so many words where the model shows no clause of the kind:
    it has learnt from longer ones."""
    stated = [
        (chunk.index, finding)
        for chunk in view.chunks
        if (analysis := view.analyses.get(chunk.sha256)) is not None
        for finding in analysis.findings
        if finding.category in _TRAINED
    ]
    names = {finding.category for _, finding in stated}
    known: dict[tuple[str, int], list[_Known]] = defaultdict(list)
    for one in found:
        if one.name in names:
            last = one.chunk_index if one.last_chunk is None else one.last_chunk
            same = _Known(one, normalise(one.quote))
            for index in range(one.chunk_index, last + 1):
                known[one.name, index].append(same)
    replaced: set[int] = set()
    told: dict[tuple[str, str], Candidate] = {}
    for index, finding in stated:
        name, quote = finding.category, finding.quote
        here = [one for one in known[name, index] if quote in one.said or one.said in quote]
        if (name, quote) in told or any(not one.clause.doubtful for one in here):
            continue
        replaced |= {id(one.clause) for one in here}
        sure = max([finding.confidence, *(one.clause.confidence for one in here)])
        told[name, quote] = Candidate(
            "clause", name, "", quote, index, sure, doubtful=sure < thresholds[name]
        )
    return [*(one for one in found if id(one) not in replaced), *told.values()]


@dataclass(frozen=True)
class _Known:
    """A clause that the model shows, and its words in their normal form."""

    clause: Candidate
    said: str


def _clauses(view: DocumentView) -> list[Candidate]:
    model = local_model.load()
    reading = _Reading(view)
    found = [
        reading.candidate(
            verdict, doubtful=verdict.probability < model.thresholds[verdict.category]
        )
        for verdict in model.verdicts(reading.sentences(model), local_model.LEAST)
    ]
    found = [one for one in found if any(map(str.isalpha, one.quote))]
    found = _with_certain(view, _with_stated_law(view, found), model.thresholds)
    found = local_choice.without_other_days(view, found)
    return sorted([*found, *_clauses_by_rule(view)], key=lambda c: (c.chunk_index, c.name))


def _learnt(known: Recognition) -> bool:
    """Whether the model has learnt such texts: English contracts."""
    return known.contract is not False and known.english


def _doubted(view: DocumentView, clauses: Sequence[Candidate]) -> list[Candidate]:
    """What the model sees in a text of a kind that it has not learnt, as less certain; not the
    facts that it has learnt to find in every text, where there is no contract."""
    left_out = FACTS if view.recognition.contract is False else frozenset()
    return [replace(one, doubtful=True) for one in clauses if one.name not in left_out]


class LocalEngine:
    """Implements ``engines.base.Engine`` and raises none of its errors."""

    name = "local"
    batch_tokens = 25_000
    price = FREE

    def expect(self, work: Work) -> Usage:  # noqa: ARG002
        """Nothing: it asks nobody."""
        return Usage()

    @property
    def fingerprint(self) -> str:
        """Of the model file and of the code around it."""
        return f"local-{_VERSION}-{local_model.identity()}"

    def load(self) -> None:
        """Read the model, so that processes forked later share it."""
        local_model.load()

    def reserve(self, within: float = math.inf) -> float:  # noqa: ARG002
        """No limit: it runs here."""
        return 0.0

    def analyze(self, batch: Sequence[ChunkInput]) -> BatchResult:
        """Analyse chunks, each by its text alone."""
        texts = [normalise(item.text) for item in batch]
        spans = [sentence_spans(text) for text in texts]
        # One look at all of them: the model works on whole arrays.
        evidence = local_model.load().evidence(
            [text[a:b] for text, places in zip(texts, spans, strict=True) for a, b in places]
        )
        parts = evidence.parts([len(places) for places in spans])
        return BatchResult(
            {
                item.sha256: _analyse(text, places, part)
                for item, text, places, part in zip(batch, texts, spans, parts, strict=True)
            }
        )

    def refine(self, view: DocumentView) -> Sequence[Candidate]:
        """Findings and key terms of the document, clauses and terms in reading order."""
        clauses = _clauses(view)
        terms = local_choice.key_terms(view, clauses)
        return [*terms, *(clauses if _learnt(view.recognition) else _doubted(view, clauses))]

    def summarize(
        self,
        view: DocumentView,
        candidates: Sequence[Candidate],
        ask: Ask,  # noqa: ARG002
    ) -> SummaryReply:
        """A summary in plain sentences, made of what was found and of what the text repeats."""
        paragraphs = local_summary.stated(view, candidates)
        sentences = tuple(said for part in paragraphs for said in part)
        return SummaryReply(local_summary.as_text(paragraphs), sentences=sentences)

    def answer(
        self, view: DocumentView, passage: str | None, question: str | None, ask: Ask
    ) -> FocusReply:
        """The sentences that answer a question best, or what a passage is about."""
        basis = local_answers.basis(view, passage, question)
        # Numbered among the chunks that matter: the answer holds where only these are alike.
        places = {chunk.index: place for place, chunk in enumerate(basis.chunks)}

        def call() -> Reply:
            found = local_answers.reply(view, passage, question)
            quotes = [(places[index], quote) for index, quote in found.quotes]
            return Reply(json.dumps([found.answer, quotes]))

        answer, quotes = json.loads(ask("focus", basis.identity, call).text)
        found = [(basis.chunks[at].index, quote) for at, quote in quotes]
        return FocusReply(answer, found, found=bool(found))
