"""Ranking of sentences and passages, by word statistics alone, for all engines.

``rarity`` and ``relevance``: weight of a word by rarity, less for each repetition, as in BM25
(Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), without its length term:
chunks are alike in length.
``central``: centrality as cosine to the TF-IDF centroid (Radev, Jing, Stys, Tam, "Centroid-based
summarization of multiple documents", 2004).

Words are compared by their first six letters, which joins "terminate", "termination" and
"terminating" without a dictionary.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

_STEM: Final = 6
#: How fast a repeated word counts for less.
_SATURATION: Final = 1.2
_WORD: Final = re.compile(r"[^\W_]+(?:'[a-z]+)?")

STOP_WORDS: Final = frozenset(
    "a about above after all also am an and any are as at be been before being below between both "
    "but by can could did do does doing down during each few for from further had has have having "
    "he her here hereby herein hereof hereto hereunder him his how i if in into is it its itself "
    "let may me more most much must my no nor not of off on once only or other our out over own "
    "per please same shall she should so some such tell than that the their them then there "
    "thereof these they this those through to too under until up upon us very was we were what "
    "when where which while who whom whose why will with within without would you your "
    "agreement agreements contract contracts document documents party parties say says said many "
    "long happen happens provide provides one someone somebody anyone anybody anything something "
    "else ever still really need".split()
)


def stems(text: str) -> list[str]:
    """Words of a text, shortened, without those that say nothing."""
    words = (word.partition("'")[0] for word in _WORD.findall(text.lower()))
    return [
        (w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w)[:_STEM]
        for w in words
        if w not in STOP_WORDS and (len(w) > 1 or w.isdigit())
    ]


def _vector(counts: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    raw = {stem: (1 + math.log(count)) * weights[stem] for stem, count in counts.items()}
    norm = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {stem: value / norm for stem, value in raw.items()}


def central(texts: Sequence[str]) -> list[float]:
    """How close each text is to what all of them are about, 0..1."""
    counted = [Counter(stems(text)) for text in texts]
    having = Counter(stem for counts in counted for stem in counts)
    weights = {stem: math.log(1 + len(texts) / n) for stem, n in having.items()}
    vectors = [_vector(counts, weights) for counts in counted]
    centre: dict[str, float] = {}
    for vector in vectors:
        for stem, value in vector.items():
            centre[stem] = centre.get(stem, 0.0) + value
    norm = math.sqrt(sum(value * value for value in centre.values())) or 1.0
    return [sum(v * centre[stem] for stem, v in vector.items()) / norm for vector in vectors]


def rarity(having: int, total: int) -> float:
    """What a word weighs that ``having`` of ``total`` texts have: the fewer, the more."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def relevance(texts: Sequence[str], wanted: Collection[str]) -> list[float]:
    """How much each text says of the wanted stems, from 0."""
    counted = [Counter(stems(text)) for text in texts]
    having = Counter(stem for counts in counted for stem in counts.keys() & wanted)
    # In one order, so that the sums are the same in every run.
    weights = {stem: rarity(having[stem], len(texts)) for stem in sorted(having)}
    return [
        sum(
            weight * counts[stem] / (counts[stem] + _SATURATION)
            for stem, weight in weights.items()
            if stem in counts
        )
        for counts in counted
    ]
