"""How much of a text stands in the contracts that the local model was trained on.

A contract that was changed a little, or cut from a longer one, is as good as known to the model:
figures measured on it would show what the model remembers. ``local_seen.npz`` holds a sample of
the phrases of those contracts, as hashes that give no word away; ``tools.sample_phrases`` wrote it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from summarizer_core.engines.local_model import MODEL_FILE

PHRASES_FILE: Final = MODEL_FILE.with_name("local_seen.npz")

#: From this share of known phrases a text counts as one that the model was trained on.
MOSTLY: Final = 0.5

_WORD: Final = re.compile(r"[^\W_]+")
#: Words of a phrase: fewer are common to contracts that have nothing to do with each other.
_WORDS: Final = 8
#: One phrase of so many is in the sample, by its hash.
_ONE_OF: Final = 32

Hashes = npt.NDArray[np.uint32]


def sample(texts: Iterable[str]) -> Hashes:
    """Hashes of a sample of the phrases of texts, each once, in order. White space, punctuation
    and capitals do not count, and the same phrase is in all samples or in none."""
    return np.array(sorted({one for text in texts for one in _sampled(text)}), np.uint32)


def _sampled(text: str) -> Iterator[int]:
    words = [word.encode() for word in _WORD.findall(text.lower())]
    for start in range(len(words) - _WORDS + 1):
        phrase = b" ".join(words[start : start + _WORDS])
        number = int.from_bytes(hashlib.blake2b(phrase, digest_size=8).digest(), "big")
        if number % _ONE_OF == 0:
            yield number >> 32


@dataclass(frozen=True)
class Seen:
    """Phrases of the contracts that a model was trained on."""

    phrases: Hashes

    def share(self, text: str) -> float:
        """The share, 0 to 1, of a text's sampled phrases that are among them; 0.0 for a text too
        short to have any."""
        asked = sample([text])
        return float(np.isin(asked, self.phrases).mean()) if len(asked) else 0.0

    def mostly(self, text: str) -> bool:
        """Whether at least half of a text is known."""
        return self.share(text) >= MOSTLY


def seen_from(phrases: Path, model: Path) -> Seen:
    """Read a sample of phrases; an empty one when it is of other contracts than those that the
    model was trained on."""
    with np.load(phrases, allow_pickle=False) as file, np.load(model, allow_pickle=False) as other:
        if not np.array_equal(file["trained_on"], other["trained_on"]):
            return Seen(np.zeros(0, np.uint32))
        return Seen(np.cumsum(file["steps"], dtype=np.uint32))


@cache
def load() -> Seen:
    """The sample that ships."""
    return seen_from(PHRASES_FILE, MODEL_FILE)
