"""The parties that a preamble names, with their roles, from normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.values import Found

#: Forms that end a company's name.
_FORM: Final = re.compile(
    r",? ?\b(?:Inc|INC|Incorporated|Corp|CORP|Corporation|CORPORATION|Co\.,? Ltd|CO\.,? LTD|LLC|"
    r"L\.L\.C|Llc|LTD|Ltd|Limited|LIMITED|LLP|L\.L\.P|LP|L\.P|PLC|plc|Plc|GmbH|AG|S\.A|SA|SE|B\.V|BV|"
    r"N\.V|NV|S\.p\.A|S\.r\.l|Pty|PTY|Pte|PTE|N\.A|AB|KG|Oy|A/S|Co)\b\.?(?=[\s,.;()]|$)"
)
#: Words that make a name an organisation's though they need not end it.
_ORGANISATION: Final = re.compile(
    r"\b(?:Company|COMPANY|Trust|TRUST|Bank|BANK|Foundation|FOUNDATION|University|UNIVERSITY|"
    r"Association|ASSOCIATION|Partnership|Partners|Holdings|Group|GROUP|Fund|FUND|City|Town|County|"
    r"State|Department|Institute|Authority|College|Hospital|Society|Club)\b"
)
_ROLE: Final = re.compile(
    r"\((?:[^()\"']{0,60}?)[\"'](?:the )?(?P<role>[A-Z][\w&., -]{0,40}?)[,.]?[\"'][^()]{0,140}\)"
    r"|,? ?\b(?:hereinafter|hereafter|herein)(?: (?:referred|to|called|known|also|as|be|the)){0,6}:? "
    r"[\"'](?:the )?(?P<called>[A-Z][\w&., -]{0,40}?)[,.]?[\"']"
)
_WORD: Final = r"(?:[A-Z0-9][\w&.'/-]*|[a-z]{1,12}[A-Z.][\w.]*)"
_NAME: Final = (
    rf"(?:the |The )?(?P<name>{_WORD}"
    rf"(?:,? (?:{_WORD}|\([A-Z][\w ]{{1,20}}\)|of|and|the|for|de|d/b/a|&)){{0,9}})"
)
_NAMED: Final = re.compile(_NAME)
#: A few words may stand between "between" and a name: "between professional golfer, A. Smith".
_NAMED_LATE: Final = re.compile(rf"(?:[a-z][a-z-]* ?,? ){{0,6}}{_NAME}")
_BETWEEN: Final = re.compile(
    r"(?:\b(?:(?:made|entered into) by(?: and (?:between|among))?|by and (?:between|amongst?)|"
    r"(?:is |are |made )?between|among|BETWEEN|BY AND BETWEEN|BY AND AMONG|Between|By and Between|"
    r"Party [A-D]|PARTY [A-D])\b:?[ ,]*|(?<![\w.])(?=\([1i]\) [A-Z]))"
    r"(?:on the one hand, ?)?(?:\(?[1iA]\) ?)?"
)
#: "Party A:" says at once who it is and what it is called.
_LABEL: Final = re.compile(r"Party [A-D]\b", re.IGNORECASE)
_JOINING: Final = re.compile(
    r"(?:[,;)] |\b)(?:and|AND|And|&|- and -)(?: between)?:?,? (?:on the other hand, ?)?"
    r"(?:\(?[2-9iIvVB]{1,3}\)\.? ?)?"
)
_NOT_A_PARTY: Final = frozenset(
    "agreement contract effective date parties party whereas recitals term section article the "
    "this state exhibit schedule services products product it we service website site program "
    "territory affiliate affiliates act board shares closing company corporation trust "
    "bank group fund partners partnership customer supplier licensor licensee distributor seller "
    "buyer client provider vendor contractor consultant any each either neither all such inc llc "
    "ltd whose by its in on of and for as if at to or is be both".split()
)
_NO_NAME: Final = re.compile(
    r"\b(?:Agreement|Amendment|Committee|Commission|Board|Exhibit|Schedule|Proposal|Section|"
    r"Article|Act|WHEREAS|Whereas|Date|Request|Laws?|United States|Effective|Restated|Terms)\b|"
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"^\d+$"
)
_DESCRIBED: Final = re.compile(
    r",? ?(?:\(|an? |organized|incorporated|having|with |whose|located|a/k/a|of |duly|on behalf|"
    r"acting|for itself|$)"
)
#: Where a preamble is over.
RECITALS: Final = re.compile(
    r"\b(?:WHEREAS|Whereas|RECITALS|Recitals|WITNESSETH|W I T N E S S|BACKGROUND|NOW,? THEREFORE)\b"
)


#: In normalised text a title runs into the name behind it.
_TITLE_BEFORE: Final = re.compile(r"^.*\b(?:AGREEMENT|Agreement|CONTRACT)\b\W*(?=[A-Z])")


def _tidy(name: str) -> str:
    """A name up to its last corporate form, without stray words and stops behind it."""
    name = _TITLE_BEFORE.sub("", name)
    forms = list(_FORM.finditer(name))
    if forms:
        joint = re.search(r"[\w.,] and (?=\w)", name[forms[0].end() - 1 :])
        name = name[: forms[0].end() if joint else forms[-1].end()]
        return name.strip(" ,;:")
    name = re.split(r",? (?:organized|with|having|whose)\b", name)[0].strip(" ,;:.")
    return re.sub(r"(?: (?:and|of|the|for|&))+$", "", name)


def _plausible(name: str) -> bool:
    words = [w for w in re.split(r"\W+", name.lower()) if w]
    if re.match(r"\d+[.)]", name) or (name[:1].isdigit() and not _FORM.search(name)):
        return False  # a numbered heading, an address
    if not words or len(name) < 2 or all(w in _NOT_A_PARTY or w.isdigit() for w in words):
        return False
    return not _NO_NAME.search(name)


def _is_name(name: str, after: str) -> bool:
    """Whether a name is one of a party, by its form or by what follows it."""
    if not _plausible(name):
        return False
    formed = _FORM.search(name) or _ORGANISATION.search(name)
    return formed is not None or _DESCRIBED.match(after) is not None


def _named_in(text: str, late: bool) -> tuple[int, str] | None:
    """Offset and name of the party that a text begins with."""
    named = (_NAMED_LATE if late else _NAMED).match(text)
    if named is None:
        return None
    name = _tidy(named.group("name"))
    at = named.start("name") + max(0, named.group("name").find(name))
    return (at, name) if _is_name(name, text[at + len(name) :]) else None


def _roled(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Names that a defined role follows: ``Acme, Inc., a Delaware corporation ("Seller")``."""
    done = 0
    for match in _ROLE.finditer(text):
        role = (match.group("role") or match.group("called")).strip()
        begin = max(done, match.start() - 400)
        openings = list(_BETWEEN.finditer(text, begin, match.start()))
        if openings:
            begin = openings[-1].end()
        starts = [begin, *(j.end() for j in _JOINING.finditer(text, begin, match.start()))]
        done = match.end()
        for at in starts:
            while at < match.start() and text[at] in " ,;":
                at += 1
            found = _named_in(text[at : match.start()], late=bool(openings))
            if found is not None:
                yield at + found[0], match.end(), found[1], role
                break


def _between(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Names after "between" and the "and" that follows it, with or without roles."""
    for opening in list(_BETWEEN.finditer(text))[:4]:
        first = _named_in(text[opening.end() : opening.end() + 200], late=False)
        if first is None:
            continue
        at = opening.end() + first[0]
        label = _LABEL.match(opening.group())
        if label is not None:
            yield opening.start(), at + len(first[1]), first[1], label.group().title()
            continue
        yield at, at + len(first[1]), first[1], ""
        for join in _JOINING.finditer(text, at + len(first[1]), at + 500):
            second = _named_in(text[join.end() : join.end() + 200], late=False)
            if second is not None and (_FORM.search(second[1]) or " " in second[1]):
                start = join.end() + second[0]
                yield start, start + len(second[1]), second[1], ""
                break


_PREAMBLE: Final = re.compile(
    r"\b(?:between|among|by and|entered into|BETWEEN|AMONG|made|undersigned|hereinafter|"
    r"Party [A-D]|corporation|company|limited liability|organized|located at|place of business|and|AND)\b"
)
_NO_ROLE: Final = re.compile(
    r"^(?:agreement|effective date|parties|party|term|services?|products?|territory|site|"
    r"execution date|commencement date|.*(?:agreement|date|program|act|plan|software|property|"
    r"period|fees?|marks?|website|offering|shares|stock|contract|lease|terms|amendment|board|"
    r"committee|proposal|sec|transaction|designee|director))$",
    re.IGNORECASE,
)


def parties(text: str) -> list[Found]:
    """Parties named in a piece of text that looks like a preamble, with their defined roles;
    recitals are left out."""
    over = RECITALS.search(text)
    text = text[: over.start()] if over else text
    if not _PREAMBLE.search(text) or not (_ROLE.search(text) or _BETWEEN.search(text)):
        return []
    found: dict[str, Found] = {}
    for start, end, name, role in [*_roled(text), *_between(text)]:
        key = re.sub(r"\W", "", name.lower())
        if key in found or (role and _NO_ROLE.match(role)):
            continue
        told = role if role.lower() != name.lower() else ""
        found[key] = Found("Party", name, start, end, told)
    return sorted(found.values(), key=lambda f: f.start)
