"""Answers of the local engine: sentences of the document that fit a question or a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.engines.base import DocumentView, FocusReply
from summarizer_core.engines.local_rules import detect
from summarizer_core.engines.local_text import Index, stems
from summarizer_core.hashing import normalise
from summarizer_core.models import Chunk

NOT_SAID: Final = "The document does not say."
_CHUNKS: Final = 6
_SENTENCES: Final = 3
#: Share of the question's weight that an answering chunk must have.
_COVERED: Final = 0.45
#: A further sentence is quoted only when it scores at least this share of the best.
_NEXT_BEST: Final = 0.6
#: The same for a chunk that shows what kind of clause is asked for.
_COVERED_BY_KIND: Final = 0.25
_CATEGORY_BONUS: Final = 1.0
_SHOWN: Final = 420
_SURELY_A_SENTENCE: Final = 80

#: What people ask and how contracts say it; stems as in ``local_text``.
_ALSO: Final = {
    "cancel": ("termin",),
    "early": ("termin", "prior"),
    "cap": ("limit", "limite", "limita", "exceed", "maximu"),
    "limit": ("limite", "limita", "exceed", "cap"),
    "end": ("termin", "expire", "expira"),
    "ends": ("termin", "expire", "expira"),
    "expire": ("expira", "term"),
    "quit": ("termin",),
    "leave": ("termin",),
    "cost": ("fee", "price", "pay", "paymen"),
    "pay": ("paymen", "fee", "invoic", "payabl"),
    "paid": ("paymen", "fee", "invoic", "pay"),
    "sue": ("disput", "court", "jurisd", "arbitr"),
    "court": ("jurisd", "venue"),
    "law": ("govern",),
    "sell": ("assign", "transf"),
    "transf": ("assign",),
    "secret": ("confid",),
    "liable": ("liabil", "damage"),
    "liabil": ("liable", "damage"),
    "durati": ("term",),
    "start": ("commen", "effect"),
    "begin": ("commen", "effect"),
    "privac": ("person", "data"),
    "compen": ("fee", "pay"),
    "damage": ("liabil", "liable"),
    "fire": ("termin",),
    "renew": ("extend", "extens"),
    "extend": ("renew", "renewa"),
    "notice": ("notify", "notifi"),
}
_DEFINES: Final = re.compile(
    r"[\"'](?P<term>[A-Z][^\"']{1,60})[\"'][ *_]*(?:means|shall mean|refers)"
)
_CAPITALS: Final = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){0,3}\b")


@dataclass(frozen=True)
class _Sentence:
    chunk: int
    text: str


def _sentences(chunk: Chunk) -> list[_Sentence]:
    text = normalise(chunk.text)
    spans = ((a, b) for a, b in sentence_spans(text) if b - a > 20)
    return [
        _Sentence(chunk.index, text[a:b])
        for a, b in spans
        if b - a > _SURELY_A_SENTENCE or text[b - 1] in ".;?!\"')"  # no heading
    ]


def _covered(index: Index, position: int, query: Sequence[str]) -> float:
    """Share of the question's weight in one text; a word counts when a synonym is there."""
    total = sum(index.weight(stem) for stem in query) or 1.0
    there = 0.0
    for stem in query:
        if any(index.has(position, other) for other in (stem, *_ALSO.get(stem, ()))):
            there += index.weight(stem)
    return there / total


def _widened(query: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*query, *(o for stem in query for o in _ALSO.get(stem, ()))]))


def _shows(view: DocumentView, chunk: Chunk, asked: set[str]) -> bool:
    analysis = view.analyses.get(chunk.sha256)
    return analysis is not None and any(f.category in asked for f in analysis.findings)


def _best(view: DocumentView, chunks: Sequence[Chunk], question: str) -> list[_Sentence]:
    """The sentences that answer a question, best first; none when nothing fits."""
    query = list(dict.fromkeys(stems(question)))
    if not query or not chunks:
        return []
    index = Index([chunk.text for chunk in chunks])
    wide = _widened(query)
    asked = {category for category, _ in detect(question)} | _named(question)
    ranked = sorted(range(len(chunks)), key=lambda i: -index.score(i, wide))[:_CHUNKS]
    needed = {i: _COVERED_BY_KIND if _shows(view, chunks[i], asked) else _COVERED for i in ranked}
    fitting = [i for i in ranked if _covered(index, i, query) >= needed[i]]
    sentences = [s for i in fitting for s in _sentences(chunks[i])]
    if not sentences:
        return []
    inner = Index([sentence.text for sentence in sentences])
    scored = []
    for position, sentence in enumerate(sentences):
        score = inner.score(position, wide) * (0.4 + _covered(inner, position, query))
        if asked and asked & {category for category, _ in detect(sentence.text)}:
            score *= 1 + _CATEGORY_BONUS
        scored.append((score, -position, sentence))
    scored.sort(key=lambda s: (-s[0], -s[1]))
    top = scored[0][0]
    return [s for score, _, s in scored[:_SENTENCES] if score > 0 and score >= top * _NEXT_BEST]


#: Words in a question that name a category.
_NAMES: Final = {
    "Governing Law": ("govern", "law"),
    "Termination for Convenience": ("termin", "cancel", "quit"),
    "Cap on Liability": ("liabil", "liable"),
    "Renewal Term": ("renew", "renewa"),
    "Expiration Date": ("expire", "durati", "term"),
    "Anti-Assignment": ("assign", "transf"),
    "Indemnification": ("indemn",),
    "Confidentiality": ("confid", "secret"),
    "Non-Compete": ("compet",),
    "Insurance": ("insura",),
    "Payment Terms": ("pay", "paymen", "invoic"),
    "Dispute Resolution": ("court", "arbitr", "disput"),
}


def _named(question: str) -> set[str]:
    asked = set(stems(question))
    return {name for name, words in _NAMES.items() if asked & set(words)}


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " ..."


def _quoted(view: DocumentView, sentence: _Sentence) -> str:
    chunk = view.chunks[sentence.chunk]
    where = f"page {chunk.page}"
    if chunk.heading:
        where = f"{chunk.heading}, {where}"
    return f'"{_shown(sentence.text)}" ({where})'


def _reply(view: DocumentView, lead: str, found: Sequence[_Sentence]) -> FocusReply:
    body = "\n\n".join(_quoted(view, sentence) for sentence in found)
    return FocusReply(f"{lead}\n\n{body}", [(s.chunk, s.text) for s in found])


def _around(view: DocumentView, passage: str) -> list[Chunk]:
    """Chunks that a passage stands in, or that stand in the passage."""
    wanted = normalise(passage)
    if not wanted:
        return []
    found = []
    for chunk in view.chunks:
        text = normalise(chunk.text)
        if text and (wanted in text or text in wanted):
            found.append(chunk)
    if found:
        return found
    index = Index([chunk.text for chunk in view.chunks])
    query = list(dict.fromkeys(stems(passage)))
    ranked = sorted(range(len(view.chunks)), key=lambda i: -index.score(i, query))[:2]
    return [view.chunks[i] for i in ranked if _covered(index, i, query) >= _COVERED]


def _definitions(view: DocumentView, passage: str) -> list[_Sentence]:
    """Definitions, elsewhere in the document, of terms that a passage uses."""
    used = set(_CAPITALS.findall(normalise(passage)))
    here = normalise(passage)
    found: list[_Sentence] = []
    for chunk in view.chunks:
        if not _DEFINES.search(normalise(chunk.text)):
            continue
        for sentence in _sentences(chunk):
            match = _DEFINES.search(sentence.text)
            if match and match.group("term") in used and sentence.text not in here:
                found.append(sentence)
    return found[:2]


def _explain(view: DocumentView, passage: str) -> FocusReply:
    text = normalise(passage)
    subjects: dict[str, float] = {}
    for start, end in sentence_spans(text):
        for category, confidence in detect(text[start:end]):
            subjects[category] = max(confidence, subjects.get(category, 0.0))
    names = [n for n, c in sorted(subjects.items(), key=lambda s: -s[1]) if c >= 0.5][:4]
    sentences = [s for chunk in _around(view, passage) for s in _sentences(chunk)]
    if not sentences:
        return FocusReply("This passage does not occur in the document.", [])
    key = [s for s in sentences if {c for c, _ in detect(s.text)} & set(names)][:2]
    lead = (
        f"This passage concerns: {', '.join(names)}."
        if names
        else "This passage shows none of the clause types that the local engine knows."
    )
    found = list(dict.fromkeys([*(key or sentences[:1]), *_definitions(view, passage)]))
    return _reply(view, f"{lead} It says, with the definitions it uses:", found)


def reply(view: DocumentView, passage: str | None, question: str | None) -> FocusReply:
    """Answer from the document alone, in its own words.

    A question about a passage is answered from the passage first, then from the document.
    """
    asked = (question or "").strip()
    if passage and passage.strip():
        if not asked:
            return _explain(view, passage)
        found = _best(view, _around(view, passage), asked)
        if found:
            return _reply(view, "The passage says:", found)
    found = _best(view, view.chunks, asked)
    return _reply(view, "The document says:", found) if found else FocusReply(NOT_SAID, [])
