"""Train the local engine's model on CUAD and say how good it is on contracts it has not seen.

    pip install -r tools/requirements.txt
    python -m tools.train_local TRAIN_JSON [--folds 10] [--output DIRECTORY]

``TRAIN_JSON`` is CUAD v1 in its published SQuAD form (The Atticus Project,
https://www.atticusprojectai.org/cuad, licence CC BY 4.0), plain or compressed with xz. Written are
``local_model.npz`` and ``local_accuracy.json`` (the figures by cross-validation over contracts).
Same input, same versions of the packages, same kind of processor: the same bytes.

Stages: (1) linear models over the n-grams of a sentence: would a reviewer mark it (``match``), or
more that it is a part of (``part``); of its heading; and of the words around a date or title.
(2) boosted trees over ``local_document.table``, trained on log-odds that stage 1 gave for
contracts it was not trained on. (3) a threshold per category from the same predictions.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import lzma
import math
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import lightgbm
import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from summarizer_core import chunking, extraction
from summarizer_core.categories import CUAD
from summarizer_core.engines import local_document, local_model
from summarizer_core.engines.local_document import CATEGORIES, NAME, PARTIES, WITHIN
from summarizer_core.engines.local_features import Linear, Vocabulary, tokens
from summarizer_core.engines.local_model import LEAST
from summarizer_core.engines.local_trees import trees_from
from summarizer_core.evaluation import Contract, Prediction, evaluate, words
from summarizer_core.hashing import normalise

SEED: Final = 1
WORD_IN: Final = 3  # sentences, at least
GRAM_IN: Final = 8
HEADING_IN: Final = 15
AROUND_IN: Final = 3
PENALTY: Final = 0.75
SCALE: Final = 8.0
PART_WORDS: Final = 8  # an answer needs so many for another sentence to be part of it
TREES: Final = {
    "objective": "binary", "learning_rate": 0.04, "num_leaves": 31, "max_depth": 9,
    "min_data_in_leaf": 40, "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1,
    "lambda_l2": 10, "cat_smooth": 10, "verbose": -1, "num_threads": 1, "deterministic": True,
    "force_row_wise": True, "seed": SEED, "use_missing": False,
}  # fmt: skip
ROUNDS: Final = 500
#: Share of what would be told that may be given up early, and which rows say so (each n-th).
HOPELESS_LOSS: Final = 0.001
HOPELESS_SAMPLE: Final = 4
PARTY_TREES: Final = TREES | {"objective": "regression", "num_leaves": 15, "feature_fraction": 0.5}
PARTY_ROUNDS: Final = 150
RELIABILITY: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass
class Labelled:
    """A contract as the engine sees it, and what experts marked."""

    texts: list[str]
    chunk: np.ndarray
    headings: list[str]
    answers: dict[str, list[str]]
    places: dict[str, list[float]]  # share of the text before each answer
    size: int
    fingerprint: int


# --- reading -----------------------------------------------------------------------------------


def read(path: Path) -> list[Labelled]:
    """Contracts, read and cut into sentences as the product does."""
    raw = path.read_bytes()
    data = json.loads(lzma.decompress(raw) if path.suffix == ".xz" else raw)["data"]
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_labelled, data))


def _labelled(item: dict[str, Any]) -> Labelled:
    paragraph = item["paragraphs"][0]
    text = paragraph["context"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "contract.txt"
        file.write_text(text, encoding="utf-8", newline="")
        document = extraction.extract(
            file, extraction.TEXT, extraction.Limits(), filename=file.name
        )
    texts, numbers, headings = [], [], []
    for chunk in chunking.chunk(document):
        normal = normalise(chunk.text)
        for start, end in chunking.sentence_spans(normal):
            texts.append(normal[start:end])
            numbers.append(chunk.index)
            headings.append(chunk.heading)
    answers: dict[str, list[str]] = {}
    places: dict[str, list[float]] = {}
    for question in paragraph["qas"]:
        category = question["id"].rpartition("__")[2]
        answers[category] = [answer["text"] for answer in question["answers"]]
        places[category] = [a["answer_start"] / len(text) for a in question["answers"]]
    return Labelled(
        texts,
        np.array(numbers, np.int64),
        headings,
        answers,
        places,
        len(text),
        local_model.fingerprint(text),
    )


# --- labels ------------------------------------------------------------------------------------


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both > 0 and 2 * both >= len(one | other)


def sentence_labels(contract: Labelled) -> tuple[np.ndarray, np.ndarray]:
    """``match`` and ``part`` of each sentence."""
    sets = [words(text) for text in contract.texts]
    lengths = np.array([len(text) for text in contract.texts])
    place = (np.cumsum(lengths) - lengths) / max(1, lengths.sum())
    match = np.zeros((len(sets), CATEGORIES), np.float32)
    part = np.zeros_like(match)
    for category, answers in contract.answers.items():
        column = CUAD.index(category)
        for answer, at in zip(answers, contract.places[category], strict=True):
            wanted, plain = words(answer), " ".join(answer.split())
            reach = max(0.02, 4_000 / contract.size) + len(answer) / contract.size
            for row, found in enumerate(sets):
                if column == PARTIES:
                    hit = row < 80 and (same(found, wanted) or plain in contract.texts[row])
                else:
                    hit = same(found, wanted)
                if hit:
                    match[row, column] = part[row, column] = 1
                elif (
                    column != PARTIES
                    and len(wanted) >= PART_WORDS
                    and 4 <= len(found) < len(wanted)
                    and abs(place[row] - at) < reach
                    and len(found & wanted) >= 0.88 * len(found)
                ):
                    part[row, column] = 1
    return match, part


# --- linear models -----------------------------------------------------------------------------


def vocabulary(texts: list[list[str]], word_in: int, gram_in: int) -> Vocabulary:
    count = Counter(word for text in texts for word in set(text))
    known = sorted(word for word, n in count.items() if n >= word_in)
    bare = Vocabulary(known, np.zeros(0, np.int64))
    row, keys, _ = bare.occurrences(texts)
    pairs = np.unique(np.column_stack([row, keys]), axis=0)
    unique, n = np.unique(pairs[:, 1], return_counts=True)
    return Vocabulary(known, unique[n >= gram_in])


def matrix(vocab: Vocabulary, texts: list[list[str]]) -> tuple[sparse.csr_matrix, np.ndarray]:
    """TF-IDF rows of length 1, and the IDF of each column."""
    columns, starts = vocab.rows(texts)
    count = np.bincount(columns, minlength=len(vocab.keys))
    idf = (np.log((len(texts) + 1) / (count + 1)) + 1).astype(np.float16).astype(np.float32)
    x = sparse.csr_matrix((idf[columns], columns, starts), (len(texts), len(vocab.keys)))
    length = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    x = sparse.diags((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ x
    return x.tocsr().astype(np.float32), idf


def logistic(
    x: sparse.csr_matrix, y: np.ndarray, *, penalty: float, steps: int, scale: float = SCALE
) -> tuple[np.ndarray, np.ndarray]:
    """Weights and biases of one logistic regression per column of ``y``, by L-BFGS on all."""
    turned = x.T.tocsr()
    shape = (x.shape[1], y.shape[1])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat[: -shape[1]].reshape(shape).astype(np.float32)
        odds = scale * (x @ weights) + flat[-shape[1] :].astype(np.float32)
        value = np.sum(np.logaddexp(0, odds) - y * odds, dtype=np.float64)
        value += 0.5 * penalty * np.sum(weights * weights, dtype=np.float64)
        wrong = 1 / (1 + np.exp(-np.clip(odds, -60, 60))) - y
        gradient = scale * (turned @ wrong) + penalty * weights
        return value, np.concatenate([gradient.ravel(), wrong.sum(axis=0)]).astype(np.float64)

    start = np.concatenate([np.zeros(shape[0] * shape[1]), np.log(y.mean(axis=0) + 1e-5)])
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 8}
    ).x
    return (found[: -shape[1]].reshape(shape) * scale).astype(np.float32), found[
        -shape[1] :
    ].astype(np.float32)


def quantised(weights: np.ndarray, bias: np.ndarray, idf: np.ndarray) -> Linear:
    scale = (np.abs(weights).max(axis=0) / 127 + 1e-12).astype(np.float32)
    return Linear(idf, np.rint(weights / scale).astype(np.int8), scale, bias)


def clipped(linear: Linear, x: sparse.csr_matrix) -> np.ndarray:
    """Log-odds as the engine will see them, in the steps in which they are cached."""
    odds = (x @ linear.weights.astype(np.float32)) * linear.scale + linear.bias
    return np.clip(odds, local_document.LOWEST, local_document.HIGHEST)


def stepped(odds: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(odds * 8), -128, 127).astype(np.float32) / 8


# --- spans within sentences --------------------------------------------------------------------


@dataclass
class Spans:
    owner: np.ndarray  # contract
    place: list[tuple[int, int, int, bool]]
    x: sparse.csr_matrix
    y: np.ndarray
    known: list[str]


def spans_of(contracts: list[Labelled]) -> Spans:
    owner, place, features, labels = [], [], [], []
    for number, contract in enumerate(contracts):
        wanted = [[words(a) for a in contract.answers.get(CUAD[c], [])] for c in WITHIN]
        for span in local_model.spans_within(contract.texts):
            sentence, start, end, title = span
            found = words(contract.texts[sentence][start:end])
            owner.append(number)
            place.append(span)
            features.append(local_model.context(contract.texts, span))
            labels.append(
                [
                    float((c == NAME) == title and any(same(found, a) for a in answers))
                    for c, answers in zip(WITHIN, wanted, strict=True)
                ]
            )
    count = Counter(f for one in features for f in one)
    known = sorted(f for f, n in count.items() if n >= AROUND_IN)
    column = {f: n for n, f in enumerate(known)}
    rows = [[column[f] for f in one if f in column] for one in features]
    starts = np.cumsum([0, *map(len, rows)])
    flat = np.array([c for row in rows for c in row], np.int64)
    x = sparse.csr_matrix((np.ones(len(flat), np.float32), flat, starts), (len(rows), len(known)))
    return Spans(np.array(owner), place, x, np.array(labels, np.float32), known)


def span_weights(spans: Spans, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    weights, bias = logistic(spans.x[rows] * 0.25, spans.y[rows], penalty=1.0, steps=40, scale=4.0)
    return (weights * 0.25).astype(np.float16), bias


# --- trees -------------------------------------------------------------------------------------


def grow(params: dict[str, Any], rounds: int, x: np.ndarray, y: np.ndarray) -> lightgbm.Booster:
    data = lightgbm.Dataset(x, y, categorical_feature=[local_document.CATEGORY_COLUMN])
    return lightgbm.train(params, data, rounds)


_LEAF: Final = (0, math.inf, 0, 0, 0.0)


def flattened(
    booster: lightgbm.Booster, prefix: str, hopeless: Sequence[float] = ()
) -> dict[str, np.ndarray]:
    """The trees as the arrays of ``local_trees.Trees``."""
    nodes: list[tuple[int, float, int, int, float]] = []
    roots, depth = [], 1
    for tree in booster.dump_model()["tree_info"]:
        roots.append(len(nodes))
        nodes.append(_LEAF)
        waiting = [(roots[-1], tree["tree_structure"], 0)]
        while waiting:
            at, node, level = waiting.pop(0)
            depth = max(depth, level)
            if "split_feature" not in node:
                nodes[at] = (0, math.inf, 0, at, float(node["leaf_value"]))
                continue
            members, threshold = 0, 0.0
            if node["decision_type"] == "==":
                members = sum(1 << int(number) for number in node["threshold"].split("||"))
            else:
                threshold = float(node["threshold"])
            left = len(nodes)
            nodes += [_LEAF, _LEAF]
            nodes[at] = (int(node["split_feature"]), threshold, members, left, 0.0)
            waiting.append((left, node["left_child"], level + 1))
            waiting.append((left + 1, node["right_child"], level + 1))
    feature, threshold, members, left, value = zip(*nodes, strict=True)
    return {
        f"{prefix}_roots": np.array(roots, np.int32),
        f"{prefix}_feature": np.array(feature, np.int16),
        f"{prefix}_threshold": np.array(threshold, np.float64),
        f"{prefix}_members": np.array(members, np.uint64),
        f"{prefix}_left": np.array(left, np.int32),
        f"{prefix}_value": np.array(value, np.float64),
        f"{prefix}_depth": np.array(depth, np.int32),
        f"{prefix}_hopeless": np.array(hopeless, np.float64),
    }


def hopeless(booster: lightgbm.Booster, x: np.ndarray) -> list[float]:
    """Sums after 64, 128 and 192 trees below which hardly any candidate will be told."""
    least = math.log(LEAST / (1 - LEAST))
    told = x[booster.predict(x, raw_score=True) >= least]
    if not len(told):
        return []
    sums = (booster.predict(told, raw_score=True, num_iteration=n) for n in (64, 128, 192))
    # Never above what is told, or a candidate that ends early would be told with its sum so far.
    return [min(least, float(np.quantile(one, HOPELESS_LOSS))) for one in sums]


class Grown:
    """Trees as the engine evaluates them, and their arrays for the model file."""

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self.arrays = arrays
        self.clauses = trees_from(arrays, "trees")
        self.parties = trees_from(arrays, "parties")


def text_of(contract: Labelled, table: local_document.Table, sentences: Any, row: int) -> str:
    if table.within[row] >= 0:
        return str(sentences.within[table.within[row]].text)
    return " ".join(contract.texts[table.first[row] : table.last[row] + 1])


def table_labels(contract: Labelled, sentences: Any, table: local_document.Table) -> np.ndarray:
    """Whether a candidate is an answer; for Parties, the share of up to four answers in it."""
    sets = [words(text) for text in contract.texts]
    wanted = {CUAD.index(c): [words(a) for a in answers] for c, answers in contract.answers.items()}
    lengths = np.array([len(text) for text in contract.texts])
    place = (np.cumsum(lengths) - lengths / 2) / max(1, lengths.sum())
    labels = np.zeros(len(table.first))
    for row in range(len(labels)):
        category = int(table.category[row])
        if category == PARTIES:
            labels[row] = _parties_in(contract, int(table.first[row]), place)
            continue
        answers = wanted.get(category, [])
        if not answers:
            continue
        if table.within[row] >= 0:
            found = words(sentences.within[table.within[row]].text)
        else:
            found = frozenset().union(*sets[table.first[row] : table.last[row] + 1])
        labels[row] = any(same(found, answer) for answer in answers)
    return labels


def _parties_in(contract: Labelled, row: int, place: np.ndarray) -> float:
    text = contract.texts[row]
    found = words(text)
    near = (len(text) / 2 + 300) / contract.size + 0.02
    count = sum(
        abs(place[row] - at) < near and (" ".join(a.split()) in text or same(found, words(a)))
        for a, at in zip(contract.answers["Parties"], contract.places["Parties"], strict=True)
    )
    return min(count, 4) / 4


# --- everything --------------------------------------------------------------------------------


class Training:
    def __init__(self, contracts: list[Labelled], folds: int) -> None:
        self.contracts = contracts
        self.folds = folds
        self.fold = np.random.default_rng(SEED).permutation(len(contracts)) % folds
        self.first = np.cumsum([0, *(len(c.texts) for c in contracts)])
        self.owner = np.repeat(np.arange(len(contracts)), np.diff(self.first))
        labels = [sentence_labels(c) for c in contracts]
        self.match = np.concatenate([m for m, _ in labels])
        both = np.concatenate([np.concatenate(pair, axis=1) for pair in labels])
        self.y = both
        say("labels")
        texts = [tokens(text) for c in contracts for text in c.texts]
        self.vocab = vocabulary(texts, WORD_IN, GRAM_IN)
        self.x, self.idf = matrix(self.vocab, texts)
        heads = [local_model.heading_tokens(h) for c in contracts for h in c.headings]
        self.heading_vocab = vocabulary(heads, HEADING_IN, HEADING_IN)
        self.heading_x, self.heading_idf = matrix(self.heading_vocab, heads)
        self.rules = (
            np.rint(local_model.by_rule(text for c in contracts for text in c.texts) * 200).astype(
                np.float32
            )
            / 200
        )
        self.spans = spans_of(contracts)
        say(
            f"{self.x.shape[0]} sentences, {self.x.shape[1]} n-grams, {len(self.spans.place)} spans"
        )

    def stage_one(self, rows: np.ndarray, spans: np.ndarray) -> tuple[Linear, Linear, Any]:
        """Models of the sentences, headings and spans that are given."""
        clauses = quantised(
            *logistic(self.x[rows], self.y[rows], penalty=PENALTY, steps=70), self.idf
        )
        headings = quantised(
            *logistic(self.heading_x[rows], self.match[rows], penalty=1.0, steps=25, scale=4.0),
            self.heading_idf,
        )
        return clauses, headings, span_weights(self.spans, spans)

    def sentences(
        self, number: int, clauses: Linear, headings: Linear, around: Any
    ) -> local_document.Sentences:
        """A contract as the document pass sees it."""
        contract = self.contracts[number]
        rows = slice(self.first[number], self.first[number + 1])
        odds = stepped(clipped(clauses, self.x[rows]))
        mine = np.nonzero(self.spans.owner == number)[0]
        scores = self.spans.x[mine] @ around[0].astype(np.float32) + around[1]
        within = []
        for span, score in zip(mine, scores, strict=True):
            sentence, start, end, title = self.spans.place[span]
            kept = [
                float(s) if (c == NAME) == title else -9.0
                for c, s in zip(WITHIN, score, strict=True)
            ]
            text = contract.texts[sentence][start:end]
            within.append(
                local_document.Within(sentence, start, end, text, (kept[0], kept[1], kept[2]))
            )
        return local_document.Sentences(
            texts=contract.texts,
            chunk=contract.chunk,
            match=odds[:, :CATEGORIES],
            part=odds[:, CATEGORIES:],
            rules=self.rules[rows],
            heading=clipped(headings, self.heading_x[rows]).astype(np.float32),
            within=within,
        )

    def unseen(self, among: np.ndarray, fold: np.ndarray) -> dict[int, local_document.Sentences]:
        """Each contract as models see it that were trained on the other folds ``among`` them."""
        found = {}
        for part in sorted(set(fold[among].tolist())):
            train = among[fold[among] != part]
            rows = np.isin(self.owner, train)
            models = self.stage_one(rows, np.isin(self.spans.owner, train))
            for number in among[fold[among] == part].tolist():
                found[number] = self.sentences(number, *models)
            say(f"  stage 1 without part {part}")
        return found

    def tables(self, seen: dict[int, local_document.Sentences]) -> dict[int, Any]:
        result = {}
        for number, sentences in seen.items():
            table = local_document.table(sentences)
            result[number] = (table, table_labels(self.contracts[number], sentences, table))
        return result

    def stage_two(self, tables: dict[int, Any], among: np.ndarray) -> Grown:
        x = np.concatenate([tables[n][0].features for n in among.tolist()])
        y = np.concatenate([tables[n][1] for n in among.tolist()])
        party = np.concatenate([tables[n][0].category == PARTIES for n in among.tolist()])
        clauses = grow(TREES, ROUNDS, x[~party], y[~party])
        parties = grow(PARTY_TREES, PARTY_ROUNDS, x[party], y[party])
        return Grown(
            flattened(clauses, "trees", hopeless(clauses, x[~party][::HOPELESS_SAMPLE]))
            | flattened(parties, "parties")
        )


def say(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", flush=True)


def cross_validated(training: Training, seen: dict[int, Any], tables: dict[int, Any]) -> list[Any]:
    """(contract, category, text, probability, label) of what is chosen in unseen contracts."""
    everything = np.arange(len(training.contracts))
    found: list[Any] = []
    for part in range(training.folds):
        trees = training.stage_two(tables, everything[training.fold != part])
        for number in everything[training.fold == part].tolist():
            table, labels = tables[number]
            probability = local_model.probabilities(table, trees.clauses, trees.parties)
            for row in local_document.chosen(table, probability, 0.0005):
                text = text_of(training.contracts[number], table, seen[number], row)
                found.append(
                    (
                        number,
                        int(table.category[row]),
                        text,
                        float(probability[row]),
                        float(labels[row]),
                    )
                )
        say(f"  stage 2 without part {part}")
    return found


def best_thresholds(found: list[Any], contracts: list[Labelled], among: np.ndarray) -> np.ndarray:
    """The probability from which a category is best said to be in a contract, by F1."""
    highest = np.zeros((len(contracts), CATEGORIES))
    for number, category, _, probability, _ in found:
        highest[number, category] = max(highest[number, category], probability)
    there = np.array([[bool(c.answers.get(name)) for name in CUAD] for c in contracts])
    levels = np.arange(0.05, 0.86, 0.01)
    result = np.full(CATEGORIES, 0.5)
    for category in range(CATEGORIES):
        score, truth = highest[among, category], there[among, category]
        f1 = [
            2 * (truth & (score >= t)).sum() / max(1, truth.sum() + (score >= t).sum())
            for t in levels
        ]
        smooth = np.convolve(np.pad(f1, 3, mode="edge"), np.ones(7) / 7, mode="valid")
        result[category] = levels[int(np.argmax(smooth))]
    return result


def figures(training: Training, found: list[Any]) -> dict[str, Any]:
    """Accuracy on unseen contracts; thresholds, too, are those of the other folds."""
    everything = np.arange(len(training.contracts))
    thresholds = {
        part: best_thresholds(found, training.contracts, everything[training.fold != part])
        for part in range(training.folds)
    }
    contracts = [Contract(c.answers, []) for c in training.contracts]
    predictions: list[list[Prediction]] = [[] for _ in contracts]
    for number, category, text, probability, _ in found:
        shown = probability >= thresholds[training.fold[number]][category]
        predictions[number].append(Prediction(CUAD[category], text, probability, bool(shown)))
    return evaluate(
        [Contract(c.answers, p) for c, p in zip(contracts, predictions, strict=True)]
    ) | {"reliability": reliability(found)}


def reliability(found: list[Any]) -> list[dict[str, float]]:
    """How often findings of each range of confidence are right."""
    kept = [(p, label) for _, category, _, p, label in found if category != PARTIES]
    rows = []
    for low, high in itertools.pairwise(RELIABILITY):
        inside = [(p, label) for p, label in kept if low <= p < high]
        if inside:
            rows.append(
                {
                    "from": low,
                    "to": high,
                    "findings": len(inside),
                    "mean_confidence": round(float(np.mean([p for p, _ in inside])), 3),
                    "right": round(float(np.mean([label for _, label in inside])), 3),
                }
            )
    return rows


def write(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """An .npz whose bytes depend on the arrays alone: ``numpy.savez`` writes the time into it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(arrays):
            content = io.BytesIO()
            np.lib.format.write_array(content, arrays[name], allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content.getvalue(), compresslevel=9)


def worded(words_: Any) -> np.ndarray:
    return np.frombuffer(json.dumps(list(words_), ensure_ascii=False).encode(), np.uint8)


def linear_arrays(linear: Linear, prefix: str) -> dict[str, np.ndarray]:
    return {
        f"{prefix}_idf": linear.idf.astype(np.float16),
        f"{prefix}_weights": linear.weights,
        f"{prefix}_scale": linear.scale,
        f"{prefix}_bias": linear.bias,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the local engine on CUAD.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--output", type=Path, default=local_model.MODEL_FILE.parent)
    parser.add_argument("--first", type=int, help="only so many contracts, to try the program")
    options = parser.parse_args()
    contracts = read(options.data)[: options.first]
    say(f"{len(contracts)} contracts")
    training = Training(contracts, options.folds)
    everything = np.arange(len(contracts))
    seen = training.unseen(everything, training.fold)
    tables = training.tables(seen)
    say(f"{sum(len(t.first) for t, _ in tables.values())} candidates")
    found = cross_validated(training, seen, tables)
    measured = figures(training, found)
    print(json.dumps({k: v for k, v in measured.items() if k != "categories"}, indent=1))
    clauses, headings, around = training.stage_one(
        np.ones(len(training.owner), bool), np.ones(len(training.spans.owner), bool)
    )
    trees = training.stage_two(tables, everything)
    arrays = {
        "words": worded(training.vocab.words),
        "keys": training.vocab.keys,
        "heading_words": worded(training.heading_vocab.words),
        "heading_keys": training.heading_vocab.keys,
        "around_words": worded(training.spans.known),
        "around_weights": around[0],
        "around_bias": around[1],
        "thresholds": best_thresholds(found, contracts, everything).round(2),
        "trained_on": np.array(sorted(c.fingerprint for c in contracts), np.uint64),
        **linear_arrays(clauses, "clauses"),
        **linear_arrays(headings, "headings"),
        **trees.arrays,
    }
    write(options.output / "local_model.npz", arrays)
    (options.output / "local_accuracy.json").write_text(
        json.dumps(measured, indent=1) + "\n", encoding="utf-8"
    )
    say(f"{(options.output / 'local_model.npz').stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
