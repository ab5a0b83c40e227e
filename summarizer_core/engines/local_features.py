"""What the trained model sees of a text: its tokens and n-grams, and linear scores over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]

#: Longer texts are judged by their beginning, in tokens.
_LOOK_AT: Final = 250
_TOKEN: Final = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|\S")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LAST_DAY: Final = 31


def tokens(text: str) -> list[str]:
    """Words in lower case, marks, and numbers by their kind: a small one, a year, any other."""
    return [_number(t) if t[0].isdecimal() else t for t in _TOKEN.findall(text.lower())]


def _number(token: str) -> str:
    if _YEAR.fullmatch(token):
        return "#year"
    if len(token) > 2:
        return "#large"
    return f"#{int(token)}" if int(token) <= _LAST_DAY else "#small"


class Vocabulary:
    """The n-grams (of one to three tokens) that a model knows; each has a column.

    Args:
        words: the tokens, in the order of their numbers, which begin at 1.
        keys: sorted keys of the known n-grams (``key``); their order is that of the columns.
    """

    def __init__(self, words: Sequence[str], keys: Ints) -> None:
        self.words = tuple(words)
        self.keys = keys
        self._numbers = {word: number for number, word in enumerate(words, 1)}
        self._base = len(words) + 1

    def rows(self, texts: Iterable[Sequence[str]]) -> tuple[Ints, Ints]:
        """The columns of each text, each once and in order, as the two index arrays of a
        compressed sparse matrix: columns, and where each text's columns begin and end."""
        row, keys, count = self.occurrences(texts)
        column = np.searchsorted(self.keys, keys)
        column[column == len(self.keys)] = 0
        known = self.keys[column] == keys if len(self.keys) else np.zeros(len(keys), bool)
        unique = np.unique(row[known] * len(self.keys) + column[known])
        starts = np.searchsorted(unique, np.arange(count + 1) * len(self.keys))
        return unique % max(1, len(self.keys)), starts

    def occurrences(self, texts: Iterable[Sequence[str]]) -> tuple[Ints, Ints, int]:
        """Text number and key of every n-gram whose tokens are all known, also of those that have
        no column; and the number of texts."""
        number = self._numbers.get
        ids: list[int] = []
        rows: list[int] = []
        count = 0
        for text in texts:
            part = [number(token, 0) for token in text[:_LOOK_AT]]
            ids += part
            ids.append(0)  # no n-gram reaches into the next text
            rows += [count] * (len(part) + 1)
            count += 1
        one = np.array(ids, np.int64)
        row = np.array(rows, np.int64)
        two = np.where((one[:-1] > 0) & (one[1:] > 0), one[:-1] * self._base + one[1:], 0)
        three = np.where((two[:-1] > 0) & (one[2:] > 0), two[:-1] * self._base + one[2:], 0)
        keys = np.concatenate([one, two, three])
        owner = np.concatenate([row, row[:-1][: len(two)], row[:-2][: len(three)]])
        return owner[keys > 0], keys[keys > 0], count


@dataclass(frozen=True)
class Linear:
    """A linear model over columns: TF-IDF (each column once), rows of length 1, whole numbers of
    eight bits as weights.

    ``weights`` has a row per column and a column per output; ``scale`` turns them into numbers.
    """

    idf: Floats
    weights: npt.NDArray[np.int8]
    scale: Floats
    bias: Floats

    def scores(self, columns: Ints, starts: Ints) -> Floats:
        """Log-odds of each output for each text (as ``Vocabulary.rows`` gives them)."""
        count = len(starts) - 1
        found = np.zeros((count, len(self.bias)), np.float32)
        filled = np.nonzero(np.diff(starts) > 0)[0]
        if len(filled):
            weight = self.idf[columns]
            begins = starts[:-1][filled]
            length = np.sqrt(np.add.reduceat(weight * weight, begins))
            terms = self.weights[columns] * weight[:, None]
            found[filled] = np.add.reduceat(terms, begins, axis=0) / length[:, None]
        return np.asarray(found * self.scale + self.bias, np.float32)


def linear_from(arrays: Any, prefix: str) -> Linear:
    """A linear model from the arrays of a model file."""
    return Linear(
        idf=arrays[f"{prefix}_idf"].astype(np.float32),
        weights=arrays[f"{prefix}_weights"],
        scale=arrays[f"{prefix}_scale"],
        bias=arrays[f"{prefix}_bias"],
    )
