"""Short sentences that say a clause in so many words, from normalised text.

The trained model has learnt from long sentences and gives "Alder's liability is not limited." 3%. What
no reader would doubt is read here, by a pattern for each way to say it (``local_certain.toml``). A pattern
speaks of sentences of at most ``LONGEST`` characters alone, and none of its words may be taken back in the
same sentence.

How sure a way to say it is was counted on the contracts of CUAD v1 (The Atticus Project, CC BY 4.0): of the
sentences of 408 contracts that it matches, the share that the experts marked, with one right and one wrong
added; where it matches none, that leaves it at a half (``python -m benchmarks.certain_wording`` counts).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

#: Characters of a sentence.
LONGEST: Final = 240

#: The ways to say a clause.
_FILE: Final = Path(__file__).with_suffix(".toml")
_NAME: Final = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class _Way:
    """One way to say a clause.

    Args:
        needs: literals of which a lower-case sentence must have one.
        read: how many sentences of CUAD it matches.
        marked: how many of these experts marked.
        but: what takes it back.
    """

    category: str
    needs: tuple[str, ...]
    says: re.Pattern[str]
    but: re.Pattern[str] | None
    read: int
    marked: int

    @property
    def sure(self) -> float:
        """The share of sentences that are what they seem."""
        return (self.marked + 1) / (self.read + 2)


#: No sentence of its own: a title, the beginning of a list, a definition, a wish, part of a list of promises.
_NO_SENTENCE: Final = re.compile(
    r"[:,-]$|^\W*(?:[\"']|(?:[\dIVX.()]+ )?[A-Z][\w'&-]*(?:[,;]? (?:of|and|the|for|to|in|on|by|or|[A-Z][\w'&-]*)){0,12}\.$)|\b(?i:whereas|desires?|wishes|means|shall mean|defined|"
    r"represents? and warrants?|reasonable efforts|attempt to|referred to|described in|in respect of the)\b|[.]{4}|\[",
)


def _read() -> Iterator[_Way]:
    """The ways of the file, in its order."""
    told = tomllib.loads(_FILE.read_text("utf-8"))
    words = told["words"]

    def pattern(said: str | list[str]) -> re.Pattern[str]:
        alternatives = said if isinstance(said, str) else "|".join(said)
        return re.compile(_NAME.sub(lambda name: words[name[1]], alternatives))

    for way in told["way"]:
        yield _Way(
            way["category"],
            tuple(way["needs"]),
            pattern(way["says"]),
            pattern(way["but"]) if "but" in way else None,
            **way["cuad"],
        )


_WAYS: Final = tuple(_read())

#: Literals with the numbers of the ways that need them.
Literals: TypeAlias = Sequence[tuple[str, tuple[int, ...]]]


def _by_literal() -> Literals:
    """The numbers of the ways that each literal is needed for: a literal is looked for once."""
    found: dict[str, list[int]] = {}
    for number, way in enumerate(_WAYS):
        for literal in way.needs:
            found.setdefault(literal, []).append(number)
    return tuple((literal, tuple(numbers)) for literal, numbers in found.items())


_BY_LITERAL: Final = _by_literal()


def which(sentence: str, literals: Literals = _BY_LITERAL) -> Iterator[tuple[str, int]]:
    """The ways in which a short sentence says a clause, by category and number.

    Args:
        sentence: normalised.
        literals: those that may stand in it.
    """
    if len(sentence) > LONGEST:
        return
    low = sentence.lower()
    numbers = {number for literal, ways in literals if literal in low for number in ways}
    looked = False
    for number in sorted(numbers):
        way = _WAYS[number]
        if way.says.search(low) is None:
            continue
        if not looked and _NO_SENTENCE.search(sentence):
            return
        looked = True
        if way.but is None or way.but.search(low) is None:
            yield way.category, number


def certain(
    text: str, spans: Sequence[tuple[int, int]] | None = None
) -> Iterator[tuple[int, int, str, float]]:
    """The clauses that short sentences say in plain words: where the sentence begins and ends, the
    category, and how sure it is (0..1).

    Args:
        text: normalised.
        spans: of its sentences; None where it is one.
    """
    low = text.lower()
    literals = [one for one in _BY_LITERAL if one[0] in low]
    for start, end in spans if spans is not None else [(0, len(text))]:
        found: dict[str, float] = {}
        for category, number in which(text[start:end], literals):
            found[category] = max(found.get(category, 0.0), _WAYS[number].sure)
        for category, sure in found.items():
            yield start, end, category, sure
