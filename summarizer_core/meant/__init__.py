"""Whether words that were taken for a clause can mean what their category is about.

What finds clauses, whichever engine it is, may take words for a clause that they only resemble:
"There are no outstanding warrants" for a disclaimer of warranties, a title alone, "remains free to
buy from others" for exclusivity. Of such a finding nothing is claimed, and it is not the clause
that a document should have.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.categories import FACTS
from summarizer_core.hashing import normalise
from summarizer_core.language import guess_language
from summarizer_core.meant.table import WORDS, Words
from summarizer_core.negation import passage

#: The number of a paragraph.
_LABEL: Final = re.compile(r"^\W{0,2}(?:(?:\d[\d.]{0,8}|[a-zA-Z]|[ivx]{1,5})[.)]{0,2} )?\W*")
#: What was made unreadable on purpose.
_REDACTED: Final = re.compile(r"\[\s*\*+\s*\]|\*\*\*")
#: Words to one that was made unreadable, below which those that are left tell nothing.
_READABLE: Final = 8
#: Words; a shorter quote tells nothing by itself.
_FEWEST: Final = 4
#: Characters around a part of a sentence that are looked at with it.
_AROUND: Final = 400
#: Characters around a quote by which its language is told.
_WRITTEN: Final = 1_000

#: A title by itself, and lines of a table of contents.
_TITLE: Final = re.compile(
    r"\W{0,3}(?:(?:[Ss]ection|[Aa]rticle|[Cc]lause|SECTION|ARTICLE|CLAUSE) )?"
    r"(?:[\dIVX][\dIVX.]{0,8}[.):]? ?-? ?)?"
    r"\(?(?:[A-Z][\w/&'\u2019-]*,?|of|and|the|or|to|for|on|in|by|upon|with)"
    r"(?: (?:[A-Z&/][\w/&'\u2019-]*,?|of|and|the|or|to|for|on|in|by|upon|with)){0,9}\)?[.;:]?"
)
_VERB: Final = re.compile(
    r"\b(?:shall|will|may|must|can|is|are|was|were|has|have|does|do|be|makes?|pays?|grants?|"
    r"agrees?|applies|apply)\b",
    re.IGNORECASE,
)
_CONTENTS: Final = re.compile(r"(?:\d{1,2}\.\d{1,2}\.?[^.;]{4,120}? \d{1,3} ){2}|(?: ?\.){6}")

#: A line of contents has more; in characters, a longer line is no title.
_FEW_STOPS: Final = 3
_LONGEST_TITLE: Final = 150


def _is_heading(quote: str, text: str, start: int, end: int) -> bool:
    """Whether words are no more than the title of a clause, or part of a table of contents."""
    if quote.count(".") > _FEW_STOPS and _CONTENTS.search(quote) is not None:
        return True
    if len(quote) > _LONGEST_TITLE or " " not in quote:
        return False
    if _TITLE.fullmatch(quote) is None or _VERB.search(quote) is not None:
        return False
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end : end + _AROUND].partition("\n")[0]
    return not any(map(str.isalpha, before + after))


def means(category: str, text: str, start: int, end: int) -> bool:
    """Whether words of a document can mean what a category is about. What is not in English can.

    Args:
        category: one of ``categories.ALL``; of those without words that need be, all may.
        text: of the document, or of the part of it that the words are in.
        start: of the words in it.
        end: of the words in it.
    """
    quote = normalise(text[start:end])
    if category not in FACTS and _is_heading(quote, text, start, end):
        return False
    words = WORDS.get(category)
    if words is None or _has_words(words, quote, text, start, end):
        return True
    return _is_foreign(quote, text[max(0, start - _WRITTEN) : end + _WRITTEN])


def _is_foreign(quote: str, around: str) -> bool:
    """Whether a quote is in another language than English, by itself or by what stands around."""
    language = guess_language(quote) or guess_language(around)
    if language is None:
        return any(char.isalpha() and not char.isascii() for char in quote)
    return language != "en"


def _has_words(words: Words, quote: str, text: str, start: int, end: int) -> bool:
    """Whether a quote has the words of a category, and does not say the opposite."""
    if words.opposite is not None and words.opposite(normalise(passage(text, start, end))):
        return False
    if words.found_in(quote):
        return True
    if words.made_another_by(quote):
        return False
    if _tells_nothing(quote) and not words.spoken_against_by(quote):
        return True
    # A part of a sentence, or the beginning of a list, may be what it is by the rest.
    begins = _LABEL.sub("", quote)[:1]
    whole = (begins.isupper() or not begins.isalpha()) and quote[-1:] in ".;"
    return not whole and words.found_in(normalise(text[max(0, start - _AROUND) : end + _AROUND]))


def _tells_nothing(quote: str) -> bool:
    """Whether words by themselves leave open what they are about: they open a list, are few, or
    were made unreadable."""
    count = len(quote.split())
    gone = len(_REDACTED.findall(quote))
    return quote.endswith(":") or count < _FEWEST or count < gone * _READABLE
