"""Where notices to a party go, from normalised text."""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.engines.local_law import STATES
from summarizer_core.values import Found

_NOTICE_TO: Final = re.compile(
    r"\b(?:[Ii]f|IF|[Nn]otices?(?: shall be (?:sent|given))?|As|AS)"
    r"(?: (?:notice|given|directed|addressed|sent|is))*? (?:to|TO):? (?:the )?"
    r"(?P<who>[A-Z][\w&.,' -]{1,60}?)(?: at)? ?[:,] ?(?:to |at )?(?P<address>[A-Z0-9].{15,400})"
)
_POSTCODE: Final = re.compile(
    rf"\b(?:[A-Z]{{2}}|[A-Z]\.[A-Z]\.|{STATES})\.?,? ?\d{{5}}(?:-\d{{4}})?\b|"
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|"
    r"(?<=[a-z]{3}),? \d{5,6}\b(?! [A-Z])"
)
_STREET: Final = re.compile(
    r"\b(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Drive|Dr\.|Lane|Way|Suite|Floor|"
    r"P\.? ?O\.? Box|Parkway|Pkwy|Plaza|Square|Court|Place|Circle|Highway|Building|stra(?:ss|ß)e)\b",
    re.IGNORECASE,
)
_NEXT_NOTICE: Final = re.compile(
    r"(?: (?:and|or|AND|with|With|WITH))? (?:[Ii]f to|IF TO|a copy|copies|A COPY|(?:a )?copy)\b|"
    r"\b(?:Fax|Facsimile|Telephone|Telecopy|Telecopier|Phone|Tel|E-?mail|Email)\b|\bor (?:at|to) such\b"
)


#: Two addresses side by side, or a form: the words of one are among those of others.
_NO_ADDRESS: Final = re.compile(
    r"\b(?:If to|IF TO|[Aa]ddressed to|Source|Contact|Company Name)\b|\bAddress:"
)
#: The name was cut at its comma.
_FORM_FIRST: Final = re.compile(r"(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|Co|L\.P)\b")
_AT: Final = re.compile(r"(?:,? (?:then|with copy|name|at|to))*,?$", re.IGNORECASE)
_LONGEST_ADDRESS: Final = 260


def notice_addresses(text: str) -> list[Found]:
    """Where notices to a party go; ``role`` says to whom."""
    found: list[Found] = []
    at = 0
    if not any(words in text for words in ("f to", "F TO", "otice", "As to", "AS TO")):
        return found
    while match := _NOTICE_TO.search(text, at):
        at = begin = match.start("address")
        rest = match.group("address")
        stop = _NEXT_NOTICE.search(rest)
        limit = min(stop.start() if stop else len(rest), _LONGEST_ADDRESS)
        codes = _POSTCODE.finditer(rest, 0, limit)
        end = next((code.end() for code in codes if _STREET.search(rest, 0, code.end())), None)
        who = _AT.sub("", match.group("who")).strip(" ,.")
        if (
            end is not None
            and who
            and not _NO_ADDRESS.search(rest, 0, end)
            and not _FORM_FIRST.match(rest)
        ):
            at = begin + end
            value = rest[:end].strip(" ,;.")
            found.append(Found("Notice address", value, match.start("who"), at, who))
    return found
