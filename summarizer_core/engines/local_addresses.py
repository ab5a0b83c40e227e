"""Where notices to a party go, from normalised text."""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.engines.local_law import COUNTRIES, STATES
from summarizer_core.values import Found

_NOTICE_TO: Final = re.compile(
    r"(?:\b(?:[Ii]f|IF|[Nn]otices?(?: shall be (?:sent|given))?|As|AS)"
    r"(?: (?:notice|given|directed|addressed|sent|is))*? (?:to|TO)|\b(?:To|TO)"
    r"(?= (?:the )?[A-Z][\w&.,' -]{1,50}:)):? (?:the )?"
    r"(?P<who>[A-Z][\w&.,' -]{1,60}?)(?: at)? ?[:,] ?(?:to |at )?(?P<address>[A-Z0-9].{15,400})"
)
#: "Notices to Customer go to Ms. Jane Doe, 5 High Street": whom they are for ends at the verb.
_GOES: Final = (
    r"(?:go|goes|are|is|shall|must|will|may|can|should)(?: (?:be|go|also|all|only))*(?: (?:sent|addressed|mailed|delivered|given|"
    r"made|directed|submitted)(?: (?:in writing|by \w+))?)?(?: (?:to|at))?"
)
_SENT_TO: Final = re.compile(
    r"\b[Nn]otices?(?: and \w+)? (?:to|for) (?:the )?(?P<who>[A-Z][\w&'-]*(?: [A-Z][\w&.'-]*){0,4}|you|us) "
    rf"(?:{_GOES}|at)(?: the (?:following )?address)?:? (?:the )?(?P<address>[A-Z0-9].{{15,400}})"
)
_VERB: Final = re.compile(rf" {_GOES}(?= |$)")
_POSTCODE: Final = re.compile(
    rf"\b(?:[A-Z]{{2}}|[A-Z]\.[A-Z]\.|{STATES})\.?,? ?\d{{5}}(?:-\d{{4}})?\b|"
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|"
    r"(?<=[a-z]{3}),? \d{5,6}\b(?! [A-Z])"
)
_STREET: Final = re.compile(
    r"\b(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Drive|Dr\.|Lane|Way|Suite|Floor|"
    r"P\.? ?O\.? Box|Parkway|Pkwy|Plaza|Square|Court|Place|Circle|Highway|Building|\w*stra(?:ss|ß)e|Rue|Quay|Via|Calle)\b",
    re.IGNORECASE,
)
_NEXT_NOTICE: Final = re.compile(
    r"(?: (?:and|or|AND|with|With|WITH))? (?:[Ii]f to|IF TO|a copy|copies|A COPY|(?:a )?copy)\b|"
    r"\b(?:Fax|Facsimile|Telephone|Telecopy|Telecopier|Phone|Tel|E-?mail|Email)\b|\bor (?:at|to) such\b|"
    r"[ ,;](?:(?:and )?to|To|TO|For|FOR) (?:the )?(?:[A-Z][\w&.'-]*,? ?){1,5}?(?:at\b|:)|"
    r"[,;]? and (?:if )?to (?:the )?[A-Z]|;|"
    # A label: "Customer: ..."
    r"(?<=[\w.]) (?!Att|Attention|ATT|Re:)(?:The |the )?[A-Z][a-z]{3,20}(?: [A-Z][a-z]{2,20})?:(?= [A-Z0-9])"
)
#: Where an address without a code ends.
_LAND: Final = re.compile(rf"\b(?:{COUNTRIES})\b")
_END: Final = re.compile(r"(?<=[a-z]{3})\.(?: |$)")
_COMPANY: Final = re.compile(r"\b(?:Inc|Corp|LLC|L\.L\.C|Ltd|Limited|GmbH|plc|PLC|LLP|S\.A|B\.V)\b")


#: Two addresses side by side, or a form: the words of one are among those of others.
_NO_ADDRESS: Final = re.compile(
    r"\b(?:If to|IF TO|[Aa]ddressed to|Source|Contact|Company Name|To [A-Z]\w+:)|\b(?:rights|shall|cannot|delivered|Use|vs)\b|\bAddress:"
)
#: The name was cut at its comma.
_FORM_FIRST: Final = re.compile(r"(?:Inc|INC|LLC|L\.L\.C|Ltd|LTD|Corp|Co|L\.P)\b")
_AT: Final = re.compile(r"(?:,? (?:then|with copy|name|at|to))*,?$", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d")
#: Names, numbers and commas alone, up to whom it is for the attention of.
_PLAIN_PART: Final = re.compile(
    r"(?:(?!Att|ATT)(?>[A-Z0-9][\w&.'/#-]*|of|and|de|la|du|c/o|[-&]),? ?){3,24}(?<! of)(?<! of )"
)
#: "Anso, in its capacity as Agent", "Anso, notices must be addressed".
_WHO_ENDS: Final = re.compile(r",? (?:in its|in such|notices?|as|with|then|attention|Attention)\b")
_BOX: Final = re.compile(r"\bP\.? ?O\.? Box", re.IGNORECASE)
_PROSE: Final = re.compile(r"(?:\b[a-z]{2,} ){3}|\d(?:th|st|nd|rd)$")
_NOT_WHO: Final = re.compile(r"\b(?:Between|AGREEMENT|Agreement|Schedule|SCHEDULE|Titles)\b")
_LONGEST_ADDRESS: Final = 260


_HINTS: Final = ("f to", "F TO", "otice", "As to", "AS TO", "To ", "TO ")


def notice_addresses(text: str) -> list[Found]:
    """Where notices to a party go; ``role`` says to whom."""
    found: list[Found] = []
    at = 0
    if not any(words in text for words in _HINTS):
        return found
    while match := _next(text, at):
        at = begin = match.start("address")
        rest = match.group("address")
        stop = _NEXT_NOTICE.search(rest)
        limit = min(stop.start() if stop else len(rest), _LONGEST_ADDRESS)
        end = _address_end(rest, limit, stopped=stop is not None and stop.start() <= limit)
        who = _WHO_ENDS.split(_AT.sub("", match.group("who")).strip(" ,."), maxsplit=1)[0]
        if (
            end is not None
            and who
            and not _NOT_WHO.search(who)
            and not _VERB.search(who)
            and not _NO_ADDRESS.search(rest, 0, end)
            and not _FORM_FIRST.match(rest)
            and not _mixed(rest[:end])
        ):
            at = begin + end
            value = rest[:end].strip(" ,;.")
            found.append(Found("Notice address", value, match.start("who"), at, who))
    return found


def _next(text: str, at: int) -> re.Match[str] | None:
    """The next words on where notices go: with a verb, if both begin at once."""
    said = [match for one in (_SENT_TO, _NOTICE_TO) if (match := one.search(text, at)) is not None]
    return min(said, key=lambda match: match.start(), default=None)


def _address_end(rest: str, limit: int, *, stopped: bool) -> int | None:
    """Where an address ends: at its postcode, else its land, else where something else begins."""
    for code in _POSTCODE.finditer(rest, 0, limit):
        if _STREET.search(rest, 0, code.end()):
            return code.end()
    street = _STREET.search(rest, 0, limit)
    if street is None or not _NUMBER.search(rest, 0, limit):
        return None
    land = _LAND.search(rest, street.end(), limit)
    if land:
        return land.end()
    sentence = _END.search(rest, street.end(), limit)
    if sentence:
        return sentence.start()
    if not stopped:
        return None
    plain = _PLAIN_PART.match(rest, 0, limit)
    return plain.end() if plain and plain.end() > street.end() else None


def _mixed(address: str) -> bool:
    """Whether two addresses that stood side by side were read as one, or a sentence as one."""
    if len(_BOX.findall(address)) > 1 or _PROSE.search(address):
        return True
    return (
        len(_COMPANY.findall(address)) > 1
        and len(_STREET.findall(address)) > 2
        and "c/o" not in address
    )
