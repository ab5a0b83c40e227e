"""The trained model of the local engine: loading it, and asking it.

It was trained on CUAD v1 (The Atticus Project, https://www.atticusprojectai.org/cuad, licence
CC BY 4.0) by ``tools/train_local.py``, which writes ``local_model.npz``. numpy is all it needs.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from summarizer_core.categories import CUAD
from summarizer_core.engines import local_document, local_spans
from summarizer_core.engines.local_document import CATEGORIES, NAME, PARTIES, WITHIN, Within
from summarizer_core.engines.local_features import (
    Floats,
    Linear,
    Vocabulary,
    linear_from,
    tokens,
)
from summarizer_core.engines.local_rules import detect
from summarizer_core.engines.local_trees import Trees, trees_from

MODEL_FILE: Final = Path(__file__).with_name("local_model.npz")

#: Log-odds are cached in steps of an eighth, evidence by rule in steps of 1/200.
_STEPS: Final = 8.0
_RULE_STEPS: Final = 200.0
_PER_SENTENCE: Final = 3 * CATEGORIES
#: How many dates from the beginning and end of a document, and how many possible titles from its
#: beginning, are looked at.
_FIRST_DATES: Final = 25
_LAST_DATES: Final = 8
_FIRST_TITLES: Final = 60
_HEADING_TOKENS: Final = 40

#: Clauses less likely than this are not told at all.
LEAST: Final = 0.01

_THIS: Final = re.compile(r"(?:^| )this (?=.)", re.IGNORECASE)
_COLUMN: Final = {category: number for number, category in enumerate(CUAD)}


@dataclass(frozen=True)
class Evidence:
    """What the text of a chunk's sentences says by itself; the rows of three arrays as in
    ``local_document.Sentences``."""

    match: Floats
    part: Floats
    rules: Floats

    def parts(self, sizes: Sequence[int]) -> list[Evidence]:
        """Cut into pieces of so many sentences each."""
        cuts = np.cumsum(sizes)[:-1]
        arrays = (np.split(one, cuts) for one in (self.match, self.part, self.rules))
        return [Evidence(*piece) for piece in zip(*arrays, strict=True)]


def fingerprint(text: str) -> int:
    """Tells contracts apart, whatever their white space: 64 bits of the SHA-256 of the words."""
    digest = hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big")


def pack(evidence: Evidence) -> str:
    """Evidence as text for the cache: 123 bytes a sentence, compressed."""
    odds = np.concatenate([evidence.match, evidence.part], axis=1)
    numbers = np.clip(np.rint(odds * _STEPS), -128, 127).astype(np.int8).view(np.uint8)
    rules = np.rint(evidence.rules * _RULE_STEPS).astype(np.uint8)
    raw = np.concatenate([numbers, rules], axis=1).tobytes()
    return base64.b64encode(zlib.compress(raw, 9)).decode("ascii")


def unpack(text: str) -> Evidence:
    """Undo ``pack``.

    Raises:
        ValueError: the text does not come from ``pack``.
    """
    try:
        raw = zlib.decompress(base64.b64decode(text, validate=True))
        rows = np.frombuffer(raw, np.uint8).reshape(-1, _PER_SENTENCE)
    except zlib.error as error:
        raise ValueError("not packed evidence") from error
    odds = rows[:, : 2 * CATEGORIES].copy().view(np.int8).astype(np.float32) / _STEPS
    return Evidence(
        match=odds[:, :CATEGORIES],
        part=odds[:, CATEGORIES:],
        rules=rows[:, 2 * CATEGORIES :].astype(np.float32) / _RULE_STEPS,
    )


def joined(parts: Sequence[Evidence]) -> Evidence:
    """Evidence of several chunks, one behind the other."""
    empty = np.zeros((0, CATEGORIES), np.float32)
    return Evidence(
        match=np.concatenate([empty, *(part.match for part in parts)]),
        part=np.concatenate([empty, *(part.part for part in parts)]),
        rules=np.concatenate([empty, *(part.rules for part in parts)]),
    )


def by_rule(texts: Iterable[str]) -> Floats:
    """Evidence by rule for each sentence, a column per category of CUAD."""
    rows = []
    for text in texts:
        row = np.zeros(CATEGORIES, np.float32)
        for category, confidence in detect(text):
            if category in _COLUMN:
                row[_COLUMN[category]] = confidence
        rows.append(row)
    return np.array(rows, np.float32).reshape(-1, CATEGORIES)


def heading_tokens(heading: str) -> list[str]:
    """What the model sees of a heading path: its last two parts."""
    return tokens(" ".join(heading.split(" › ")[-2:]))[:_HEADING_TOKENS]


def spans_within(texts: Sequence[str]) -> list[tuple[int, int, int, bool]]:
    """(sentence, start, end, is a title) of the dates and titles worth looking at."""

    def dates(number: int) -> list[tuple[int, int, int, bool]]:
        return [(number, start, end, False) for start, end in local_spans.dates(texts[number])]

    first: list[tuple[int, int, int, bool]] = []
    seen = 0
    while seen < len(texts) and len(first) < _FIRST_DATES:
        first += dates(seen)
        seen += 1
    last = first[_FIRST_DATES:]
    behind: list[tuple[int, int, int, bool]] = []
    for number in range(len(texts) - 1, seen - 1, -1):
        if len(behind) >= _LAST_DATES:
            break
        behind = [*dates(number), *behind]
    titles: list[tuple[int, int, int, bool]] = []
    for number, text in enumerate(texts):
        if len(titles) >= _FIRST_TITLES:
            break
        titles += [(number, start, end, True) for start, end in local_spans.titles(text)]
    last = [*last, *behind][-_LAST_DATES:]
    return [*first[:_FIRST_DATES], *last, *titles[:_FIRST_TITLES]]


def context(texts: Sequence[str], span: tuple[int, int, int, bool]) -> list[str]:
    """Features of such a span."""
    number, start, end, is_title = span
    before = texts[number - 1] if number else ""
    return local_spans.around("N" if is_title else "D", texts[number], start, end, before)


@dataclass(frozen=True)
class Verdict:
    """A clause: sentences ``first`` to ``last`` or a part ``within`` one (then start and end in
    it), with the probability that a reviewer would mark it for this category."""

    first: int
    last: int
    category: str
    within: tuple[int, int] | None
    probability: float


class LocalModel:
    """The trained model. Immutable; build it with ``load``."""

    def __init__(self, arrays: dict[str, npt.NDArray[np.generic]]) -> None:
        self._vocabulary = Vocabulary(_words(arrays["words"]), arrays["keys"].astype(np.int64))
        self._clauses: Linear = linear_from(arrays, "clauses")
        self._heading_words = Vocabulary(
            _words(arrays["heading_words"]), arrays["heading_keys"].astype(np.int64)
        )
        self._headings: Linear = linear_from(arrays, "headings")
        self._around = {word: n for n, word in enumerate(_words(arrays["around_words"]))}
        self._around_weights = arrays["around_weights"].astype(np.float32)
        self._around_bias = arrays["around_bias"].astype(np.float32)
        self._trees: Trees = trees_from(arrays, "trees")
        self._party_trees: Trees = trees_from(arrays, "parties")
        self.thresholds = dict(zip(CUAD, arrays["thresholds"].tolist(), strict=True))
        self._trained_on = frozenset(arrays["trained_on"].tolist())

    def has_seen(self, text: str) -> bool:
        """Whether the model was trained on this contract."""
        return fingerprint(text) in self._trained_on

    def evidence(self, texts: Sequence[str]) -> Evidence:
        """What the sentences of a chunk show, each by its text alone."""
        if not texts:
            empty = np.zeros((0, CATEGORIES), np.float32)
            return Evidence(empty, empty, empty)
        odds = self._clauses.scores(*self._vocabulary.rows([tokens(text) for text in texts]))
        odds = np.clip(odds, local_document.LOWEST, local_document.HIGHEST)
        return Evidence(odds[:, :CATEGORIES], odds[:, CATEGORIES:], by_rule(texts))

    def heading_odds(self, headings: Sequence[str]) -> Floats:
        """Log-odds by heading alone, a row per heading path."""
        unique = {heading: number for number, heading in enumerate(dict.fromkeys(headings))}
        if not unique:
            return np.zeros((0, CATEGORIES), np.float32)
        rows = self._heading_words.rows([heading_tokens(heading) for heading in unique])
        odds = np.clip(self._headings.scores(*rows), local_document.LOWEST, local_document.HIGHEST)
        return odds[[unique[heading] for heading in headings]]

    def within(self, texts: Sequence[str]) -> list[Within]:
        """Dates and titles within the sentences of a document, with their log-odds."""
        return [self._within(texts, span) for span in spans_within(texts)]

    def _within(self, texts: Sequence[str], span: tuple[int, int, int, bool]) -> Within:
        number, start, end, is_title = span
        columns = [self._around[f] for f in context(texts, span) if f in self._around]
        odds = self._around_weights[columns].sum(axis=0) + self._around_bias
        scores = [
            float(odds[n]) if (category == NAME) == is_title else -9.0
            for n, category in enumerate(WITHIN)
        ]
        text = texts[number][start:end]
        return Within(number, start, end, text, (scores[0], scores[1], scores[2]))

    def verdicts(self, sentences: local_document.Sentences, least: float) -> list[Verdict]:
        """The clauses of a document with at least that probability, the likeliest first."""
        if not sentences.texts:
            return []
        table = local_document.table(sentences)
        probability = probabilities(table, self._trees, self._party_trees)
        return [
            Verdict(
                first=int(table.first[row]),
                last=int(table.last[row]),
                category=CUAD[table.category[row]],
                within=_place(sentences, int(table.within[row])),
                probability=float(probability[row]),
            )
            for row in local_document.chosen(table, probability, least)
        ]


def probabilities(
    table: local_document.Table, clauses: Trees, parties: Trees
) -> npt.NDArray[np.float64]:
    """How likely each candidate is what a reviewer would mark."""
    party = table.category == PARTIES
    found = np.zeros(len(party))
    found[~party] = local_document.odds_to_probability(
        clauses.scores(table.features[~party], table.category[~party])
    )
    found[party] = np.clip(parties.scores(table.features[party]), 0.0, 0.999)
    return found


def _place(sentences: local_document.Sentences, within: int) -> tuple[int, int] | None:
    if within < 0:
        return None
    one = sentences.within[within]
    # "AGREEMENT This Supply Agreement" names a supply agreement, twice: the fuller name counts.
    this = _THIS.search(one.text)
    if this is None:
        return one.start, one.end
    if this.start() > len(one.text) - this.end():
        return one.start, one.start + this.start()
    return one.start + this.end(), one.end


def _words(array: npt.NDArray[np.generic]) -> list[str]:
    """A list of words, kept as JSON in bytes."""
    words: list[str] = json.loads(array.tobytes().decode("utf-8"))
    return words


def model_from(path: Path) -> LocalModel:
    """Read a model file."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return LocalModel(arrays)


@cache
def identity() -> str:
    """Names the model that ships: a part of the SHA-256 of its file."""
    return hashlib.sha256(MODEL_FILE.read_bytes()).hexdigest()[:10]


@cache
def load() -> LocalModel:
    """The model that ships, read once per process; processes forked later share it."""
    return model_from(MODEL_FILE)
