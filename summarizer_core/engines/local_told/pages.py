"""Numbers of pages that stand within a sentence, taken out of what is quoted.

A text without pages of its own may have "29" on a line between "all other" and "rights and
remedies". In the normal form of the words that reads as 29 rights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summarizer_core.engines.base import Stated
from summarizer_core.excerpts import quoted
from summarizer_core.hashing import normalise

#: A number alone on a line, blank lines around it.
_ALONE: Final = re.compile(r"\n[ \t\f]*\n[ \t\f]*(?P<number>\d{1,3})[ \t]*\n\s*(?:\n|\f)")
#: Numbers in a row without which a number is none of a page.
_FEWEST: Final = 3
#: Words on either side by which its place is known, and characters in which these stand.
_WORDS: Final = 3
_NEAR: Final = 120

#: Words with a number in their midst, and without it, as both are quoted.
Mark = tuple[str, str]


def marks(text: str) -> list[Mark]:
    """The places where a page's number stands within a sentence.

    Only a number with its neighbours in the count of pages, each in its turn, is one of a page;
    a figure in a form that stands alone is none.
    """
    found = [(int(one["number"]), one) for one in _ALONE.finditer(text)]
    if len(found) < _FEWEST:
        return []
    marked = []
    for at, (number, one) in enumerate(found):
        after_it = any(other == number + 1 for other, _ in found[at + 1 : at + 2])
        before_it = any(other == number - 1 for other, _ in found[max(0, at - 1) : at])
        if not (after_it or before_it):
            continue
        before = normalise(text[max(0, one.start() - _NEAR) : one.start()]).split()[-_WORDS:]
        behind = normalise(text[one.end() : one.end() + _NEAR]).split()[:_WORDS]
        if not (before and behind and _goes_on(before[-1], behind[0])):
            continue
        lead, rest = " ".join(before), " ".join(behind)
        marked.append((f"{lead} {number} {rest}", f"{lead} {rest}"))
    return [(_inner(words), _inner(bare)) for words, bare in marked]


def unpaged(said: Stated, found: Sequence[Mark]) -> Stated:
    """A sentence whose quotations have no number of a page within them; its proofs keep it, as
    they are the document's own characters."""
    text = said.text
    for words, bare in found:
        text = text.replace(words, bare)
    return said if text == said.text else replace(said, text=text)


def _goes_on(before: str, behind: str) -> bool:
    """Whether a sentence goes on from one word to the next."""
    return (before[-1].isalpha() or before[-1] == ",") and behind[0].islower()


def _inner(words: str) -> str:
    """Words as they stand within a quotation."""
    return quoted(words)[1:-1]
