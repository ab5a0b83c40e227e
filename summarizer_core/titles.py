"""Numbers and titles of sections, taken off the words that they stand before or behind.

Lines tell a title from a sentence in the text of a document. In its normal form there are none,
and a title runs into the sentence behind it: "5. Termination Either party may end it".
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.headings import HEADING_SEPARATOR

#: In characters; a longer line is a sentence, not a heading.
_LONGEST_HEADING: Final = 80
#: A title by its number, at the end of a quote: "... in all. 8. Indemnification."
_TITLE_BEHIND: Final = re.compile(
    r"(?<=[a-z0-9)\]\"'%\u201d\u2019][.;:])\s+(?P<title>(?:(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause)\s+)?"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5})[.):]{0,2}\s+"
    r"[A-Z][\w'/&-]*(?:,?\s+(?:[A-Z][\w'/&-]*|of|and|or|the|to|for|on|in|by|with|&)){0,7}[.:]?)$"
)
#: "1. Fire. 2. Theft." is a list.
_FIRST_ITEM: Final = re.compile(r"(?<![.\d])\b(?:1|I)[.)]{1,2}\s")

#: Before a sentence: the number and title of its section; "1 March 2025", "30 Business Days" and
#: "I agree" are none.
_HEAD: Final = re.compile(
    r"(?!\W{0,3}\d+ (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*,? \d{4}|"
    r"\W{0,3}\d+ (?:Business|Calendar|Working|Days?|Weeks?|Months?|Years?|Percent)\b|"
    r"\W{0,3}I [a-z])"
    r"\W{0,3}(?:(?:ARTICLE|Article|SECTION|Section) )?[\dIVX][\dIVX.]{0,6}[.):]?(?: -)? "
    r"(?:[A-Z][\w,/&-]*"
    r"(?: (?:[A-Z][\w,/&-]*|of|and|the|for)){0,5}?(?:[.:] ?-{0,2} ?|(?= (?:This|The|Unless|Subject|"
    r"Except|Either|It|Upon|These)\b)))? ?"
)
#: A letter or number before a list's item, and the foot of a page that ran into a sentence.
_LABEL: Final = re.compile(
    r"\W{0,2}(?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})\) |[^\w\"'\u201c\u2018(\[]{1,3}(?=[A-Z])"
)
#: The title of a section on the end of the contract, without a number or behind it.
_RAN_IN: Final = re.compile(
    r"(?:(?:Early|EARLY) )?(?:(?:Term|TERM|Duration|DURATION) (?:and|AND|&) )?"
    r"(?:Termination|TERMINATION|Cancellation|CANCELLATION)"
    r"(?: (?:[A-Z][\w-]*|of|and|for|by|without|the)){0,5}? (?=(?:(?:The|THE) )?(?:"
    r"(?:Either|EITHER|Each|Any|This|If|In|Upon|Without|Notwithstanding|Subject|At|After|During|"
    r"Except)\b|"
    r"(?!This\b)[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3} (?:may|shall|can|has|reserves|will)\b))"
)
#: A title before the number of its first paragraph; "Notwithstanding Section 7.1 above" has none.
_NUMBERED: Final = re.compile(
    r"\W*(?:\d+(?:\.\d+)*[.)]? |\([a-z]{1,3}\) )?"
    r"(?:(?!(?i:section|clause|article|paragraph|schedule|exhibit|annex|appendix|part)(?i:s|es)?\b)"
    r"[A-Z][\w'&/-]*,? |of |and |or |the |to |for |& ){1,8}"
    r"\d+(?:\.\d+)+\.? +(?=[A-Z\"'(\u201c])"
)
#: A number or label alone, and a title in capitals.
_ALONE: Final = re.compile(
    r"\W*(?:\d+(?:\.\d+)+\.?|\d+[.)]|\([a-z]{1,3}\)) +(?=\S)|"
    r"(?:[A-Z&][A-Z&'/,-]+ ){1,8}(?=(?:This|These|The)\b)"
)
#: A title that ends with a stop: "GOVERNING LAW. The laws".
_TITLED: Final = re.compile(
    r"(?P<title>[A-Z][\w&/-]*(?:,? (?:[A-Z][\w&/-]*|of|and|the|for)){0,6})"
    r"[.:] ?-{0,2} ?(?=[A-Z\d(])"
)
#: A stop that ends no sentence, nor a title: "U.S.", "e.l.f.", "Acme, Inc."
SHORT: Final = re.compile(
    r"(?:(?:\b[A-Za-z]\.){2,}|\b(?:Inc|Ltd|Corp|Co|Cos|No|Nos|Mr|Mrs|Ms|Dr|St|vs?|Sec|Secs|Art|"
    r"Arts|Cl|"
    r"para|approx|etc|cf|ca|Messrs|Bros|Jr|Sr)\.)$"
)
_BEFORE_WORDS: Final = (_HEAD, _LABEL, _RAN_IN, _NUMBERED, _ALONE)


def after_heading(text: str, start: int, end: int, heading: str) -> tuple[int, str]:
    """Where a quote begins without the heading line it starts with, and the heading path with
    that line as its last part. Normalised text has no lines, so engines cannot tell them apart."""
    line, _, rest = text[start:end].partition("\n")
    title = line.strip(" *_#\t")
    following = rest.lstrip()
    if (
        not title
        or len(title) > _LONGEST_HEADING
        or title[-1] in ",;:.-"
        or not title[0].isalnum()
        or title.islower()
        or len(following) <= len(title)
        or not (following[0].isupper() or following[0].isdigit() or following[0] in '("“')
        # A line that merely wraps is no heading: a blank line or a number must follow.
        or not rest.startswith(("\n", "(", *"0123456789"))
    ):
        return start, heading
    parents = heading.split(HEADING_SEPARATOR)[:-1] if heading else []
    return end - len(following), HEADING_SEPARATOR.join([*parents, title])


def before_title(text: str, start: int, end: int) -> int:
    """Where a quote ends without the number and title of the next clause that it runs into."""
    title = _TITLE_BEHIND.search(text, max(start, end - _LONGEST_HEADING), end)
    if title is None or _FIRST_ITEM.search(text, start, title.start() + 1) is not None:
        return end
    return start + len(text[start : title.start()].rstrip())


def without_titles(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without the heading line that it starts with and the title of the next clause that
    it runs into."""
    first, _ = after_heading(text, start, end, "")
    return first, before_title(text, first, end)


def untitled(said: str) -> str:
    """Words in their normal form without the number and title of the section that they begin with,
    and without the label of a list's item. What is nothing but those stays as it is."""
    titled = _TITLED.match(said)
    if titled and titled.end() < len(said) and not SHORT.search(f"{titled['title']}."):
        said = said[titled.end() :]
    for pattern in _BEFORE_WORDS:
        found = pattern.match(said)
        if found is None:
            continue
        if found.end() == len(said):
            break
        said = said[found.end() :]
    return said
