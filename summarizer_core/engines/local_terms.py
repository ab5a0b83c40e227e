"""Key terms that one sentence states, read by the rules of all subjects.

Everything here works on normalised text (see ``hashing``): one space for all white space, ASCII
quotes and dashes. Values are parsed into forms a program can use: ISO 8601 dates, amounts as
``USD 12,000.00`` (ISO 4217 code, dot before the decimals), periods as ``3 years``.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer_core.engines.local_dates import dated, defined_ends
from summarizer_core.engines.local_law import laws, venues
from summarizer_core.engines.local_periods import periods
from summarizer_core.engines.local_sums import MONEY_WORDS, caps, monies, payments, sums
from summarizer_core.values import Found


def sentence_terms(sentence: str, at: int) -> Iterator[Found]:
    """Dates, law, venue, term, renewal, cap on liability, payment terms, currency and amounts of one
    sentence that begins at offset ``at``."""
    yield from dated(sentence, at)
    low = sentence.lower()
    # Most sentences are none of these, and plain words are found faster than patterns.
    if "law" in low:
        yield from laws(sentence, at)
    if "expir" in low or "termination date" in low:
        yield from defined_ends(sentence, at)
    if "court" in low or "jurisdiction" in low or "venue" in low or "arbitra" in low:
        yield from venues(sentence, at)
    yield from periods(sentence, at)
    if "liab" in low:
        yield from caps(sentence, at)
    if any(word in low for word in ("invoice", "receipt", "net ", "statement", "bill")):
        yield from payments(sentence, at)
    if any(word in low for word in MONEY_WORDS):
        yield from monies(sentence, at)
    yield from sums(sentence, at)
