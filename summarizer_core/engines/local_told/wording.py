"""How the sentences of a summary are put."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from summarizer_core.chunking import HEADING_SEPARATOR
from summarizer_core.engines.base import Stated
from summarizer_core.excerpts import GAP, MOST, depends, excerpt, quoted
from summarizer_core.hashing import normalise
from summarizer_core.values import parse_date, period

#: Words of a heading that is named, and what heads a paper or a page, no passage.
_STATED: Final = 10
_NO_HEADING: Final = re.compile(
    r"\b(?:exhibit|form of|page|\d{1,2}/\d{1,2}/\d{2,4})\b", re.IGNORECASE
)
#: Words of a period without more ("30 business days").
LENGTH: Final = 4

#: Chunk index and quote.
Proof = tuple[int, str]


def listed(parts: Sequence[str]) -> str:
    """``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(text: str) -> str:
    """Words as a sentence, from its capital to its stop."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def told(text: str, proofs: Iterable[Proof] = ()) -> Stated:
    """A sentence with what proves it, each quote once."""
    return Stated(sentence(text), tuple(dict.fromkeys(one for one in proofs if one[1])))


def day(value: str, before: str = "") -> str:
    """A date in words, with what goes before it. One that is none ("upon signature") is told as it
    stands, in quotes: engines may give it so."""
    iso = parse_date(normalise(value))
    if iso is None:
        return stated(value)
    when = date.fromisoformat(iso)
    return f"{before}{when.day} {when:%B %Y}"


def stated(value: str) -> str:
    """A value as it stands, in quotes."""
    return quoted(normalise(value).replace('"', "").rstrip(" .;,"))


def cited(said: str, most: int = MOST, key: re.Pattern[str] | None = None) -> str:
    """Whole sentences of normalised words in quotes; "" where none can be quoted by itself."""
    words = excerpt(said, most, key)
    return quoted(words) if words and not depends(words) else ""


def saying(
    lead: str, said: str, see: str, key: re.Pattern[str] | None = None, *, english: bool = True
) -> str:
    """A sentence that quotes a passage, or says only where it is.

    Args:
        lead: what it is on: "On its renewal".
        said: in its normal form.
        see: its place, as ``place`` names it.
        english: else it is not known where a statement ends, and the first words are quoted.
    """
    words = cited(said, key=key)
    if not (words or english):
        first = said.split()
        words = quoted(" ".join(first[:MOST]).rstrip(" .;,") + (GAP if len(first) > MOST else ""))
    return f"{lead} it says: {words}" if words else f"{lead} see {see}"


def place(heading: str) -> str:
    """A passage that cannot be quoted by itself, by its heading or by what is shown of it."""
    title = normalise(heading.rpartition(HEADING_SEPARATOR)[2]).rstrip(" .:")
    if title and len(title.split()) <= _STATED and not _NO_HEADING.search(title):
        return f"{quoted(title)}, whose words are shown with this sentence"
    return "the passage shown with this sentence"


def titled(title: str) -> str:
    """A title in small letters where all of it is in capitals."""
    return title.title() if title.isupper() else title


#: Words of a value that names something; a longer one says it in a sentence.
_NAMED: Final = 8
_SENTENCE: Final = re.compile(r"[;:!?]|[a-z]{3}\. ")


def names(value: str) -> bool:
    """Whether a value is a name, of a land or of courts, rather than words that speak of one."""
    said = normalise(value)
    return (
        len(said.split()) <= _NAMED
        and any(word[0].isupper() for word in said.split())
        and not _SENTENCE.search(said)
    )


def is_length(value: str) -> bool:
    """Whether a value is a period and nothing more."""
    return len(value.split()) <= LENGTH and period(normalise(value)) is not None
