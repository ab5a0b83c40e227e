"""Parties and the day in papers that name them in no sentence: forms ("Lender: First Bank plc"), lists
under "BETWEEN:", and letters. Lines count here, so the text is that of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from summarizer_core.engines.local_parties import (
    is_company,
    is_role,
    plausible,
    role_names,
    tidy,
)
from summarizer_core.hashing import normalise
from summarizer_core.values import Found, dates

#: Where such things stand, in code points from the beginning, and from the end of a letter.
_HEAD: Final = 4_000
_FOOT: Final = 2_500

_ROLE: Final = rf"(?:(?:Disclosing|Receiving|First|Second|Contracting) Party|{role_names()})(?=\W)"
#: Who bears it stands behind it, in a form.
_LABEL: Final = re.compile(
    rf"^[ \t]*(?:\d{{1,2}}[.)] )?(?:[Tt]he |THE )?(?P<role>{_ROLE})(?:'s)?(?: ?\((?!\d)\w*\))?(?: (?:[Nn]ame|NAME))?"
    r"[ \t]*(?:[:|\t][ \t]*(?:\(\d\)[ \t]*)?|\(\d\)[ \t]+)(?P<rest>(?:the |The )?[A-Z0-9][^\n]{2,160})$",
    re.MULTILINE,
)
#: What begins a list of parties, and its items.
_LIST: Final = re.compile(
    r"^[ \t]*(?:\d[.)]? ?)?(?:(?:THIS|This) [^\n]{0,120} )?(?:is (?:made )?)?(?:BETWEEN|Between|between|PARTIES|Parties|Made between)[ \t]*:?[ \t]*$"
    r"(?P<items>(?:\n[ \t]*)+\(?(?:1|a|A)[.)] ?[^\n]+(?:\n[^\n]*){0,24})",
    re.MULTILINE,
)
_ITEM: Final = re.compile(
    r"^[ \t]*\(?(?P<number>\d|[a-fA-F])[.)][ \t]*(?P<rest>(?:the |The )?[A-Z][^\n]{2,200})",
    re.MULTILINE,
)
_ITEM_ROLE: Final = re.compile(
    r"\((?:hereinafter |the |as )*[\"'\u201c](?:the )?(?P<role>[A-Z][\w -]{1,30})[\"'\u201d]\)"
)
#: What a party is called, right behind its name or what describes it.
_DEFINES: Final = re.compile(
    r"(?:, (?:an?|the) [^()\"\u201c.;]{3,90}?)?,?\s+\((?:hereinafter |together with [^()\"\u201c]{3,60}, |the |as )*[\"'\u201c]"
    r"(?:the )?(?P<role>[\w][\w &-]{1,30})[\"'\u201d](?: or (?:the )?[\"'\u201c][\w ]{1,30}[\"'\u201d])?\)"
)
_NAME_AND_ROLE: Final = re.compile(
    r"(?<![\w.])(?P<name>[A-Z][\w&.'-]*(?:,?(?:[ \t]{1,2}|\n(?!\s*\n))(?:[A-Z][\w&.'-]*|\d{1,3}|of|and|&|de|van|von)){0,8}?)"
    + _DEFINES.pattern
)
_GREETING: Final = re.compile(
    r"^[ \t]*(?:Ladies and Gentlemen|Dear Sirs?|Dear Madams?)\b", re.MULTILINE | re.IGNORECASE
)
_OF_INTENT: Final = re.compile(
    r"^[^\n]{0,60}\b(?:letter of intent|letter agreement|engagement letter|term sheet|heads of terms)\b",
    re.MULTILINE | re.IGNORECASE,
)
#: Where a name ends on its line.
_NAME_ENDS: Final = re.compile(
    r"[ \t]*(?:[|;(\t]|, (?=an? |of |with |whose |having |registered |residing |incorporated |company |born |\d)|"
    r" (?=of \d|residing |\())"
)
_NO_NAME: Final = re.compile(
    r"\b(?:shall|will|may|must|is|are|has|means|agrees?|any|each|to be|see|as set out|name|address|e-?mail|phone|signature|"
    r"attention|notices?|Notices?|agreement|Agreement|Name|Address|Signature)\b|[@_]|\.{3}|:\s*$|\d{3,}"
)
_PERSON: Final = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?[A-Z][\w'-]+(?: (?:[A-Z]\.|[A-Z][\w'-]+|de|van|von|der|la)){1,4}$"
)

_SALUTATION: Final = re.compile(
    r"^[ \t]*(?:Dear|DEAR) (?P<who>[A-Z][^\n,:]{1,60})[,:]?[ \t]*$", re.MULTILINE
)
_CLOSING: Final = re.compile(
    r"^[ \t]*(?:Yours (?:sincerely|faithfully|truly)|Very truly yours|Sincerely(?: yours)?|(?:Kind|Best|With kind) regards|Regards|"
    r"Respectfully)[,.]?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ACCEPTED: Final = re.compile(
    r"^[^\n]{0,60}\b(?:accepted|agreed|accept|acknowledged|acknowledge|confirmed)\b[^\n]{0,80}$",
    re.MULTILINE | re.IGNORECASE,
)
#: A letter that binds both speaks of both.
_BOTH: Final = re.compile(
    r"\byou\b.*\b(?:we|I|us|our|my)\b|\b(?:we|I|us|our|my)\b.*\byou\b", re.DOTALL
)
#: How a letter speaks of its sender and of whom it is to.
_WE: Final = re.compile(r"\b(?:we|us|our)\b", re.IGNORECASE)
_I: Final = re.compile(r"\b(?:I|[Mm]e|[Mm]y)\b")
_YOU: Final = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE)
_SPOKEN: Final = ("we", "I", "you")
_TO_FROM: Final = re.compile(
    r"^[ \t]*(?P<way>To|From|TO|FROM)[ \t]*:[ \t]*(?P<rest>[A-Z][^\n]{2,100})$", re.MULTILINE
)
_FOR: Final = re.compile(
    r"^(?:[Ff]or and on behalf of|FOR AND ON BEHALF OF|By|BY|Signed(?: by)?|Name):? *"
)
_OFFICE: Final = re.compile(
    r"^(?:[\w ]{0,30}\b(?:Director|President|Officer|Manager|Partner|Secretary|CEO|CFO|Chairman|Counsel)),? "
    r"(?:of |for |(?:for and )?on behalf of |(?:For and )?[Oo]n behalf of )?(?P<rest>[A-Z].*)$"
)
_SPEAKER: Final = re.compile(
    r"\b(?P<role>I|[Ww]e|us|[Yy]ou),? (?:the undersigned,? )?(?P<name>[A-Z][\w&.'-]+(?: (?:[A-Z][\w&.'-]*|of|and|&|de|van|von)){0,6})"
    r"(?=, (?:of |residing|an? |and you|born|whose|with |the )|\. |,? and you\b| \()"
)
_OTHER_SIDE: Final = re.compile(
    r"^I, [^.]{3,120}?\b(?:borrow|promise to pay|agree to pay|owe|sell|buy|lend|rent|let|give|hire)\b[^.]{0,80}?\b(?:from|to) "
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][\w'-]+ [A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
)


def form_parties(text: str) -> list[Found]:
    """The parties of a form, a list or a letter, in reading order; fewer than two sides are none.

    Args:
        text: the document's, as it stands.
    """
    head = text[:_HEAD]
    for found in (
        _labelled(head), _listed(head), _speaking(head), _defined(head), _letter(text),
    ):  # fmt: skip
        once: dict[str, Found] = {}
        for one in found:
            once.setdefault(re.sub(r"\W", "", one.value.lower()), one)
        if len(once) > 1:
            return [_called(one, text) for one in sorted(once.values(), key=lambda one: one.start)]
    return []


def _called(party: Found, text: str) -> Found:
    """A party with the role that a letter defines for it further down, if it is called nothing but
    "we" or "you" yet: "to advise Birch Ltd (the "Company")"."""
    if party.role and party.role not in _SPOKEN:
        return party
    for match in re.finditer(rf"(?<!\w){re.escape(party.value)}(?!\w)", text[:_HEAD]):
        role = _DEFINES.match(text, match.end())
        if role is not None and is_role(role["role"]):
            return replace(party, start=match.start(), end=role.end(), role=role["role"])
    return party


def _defined(head: str) -> Iterator[Found]:
    """The companies to which a letter gives roles, whatever it says of them: "Alder LLC ("Alder")
    is engaged by Birch, Inc. (the "Company")"."""
    if not (_SALUTATION.search(head) or _GREETING.search(head) or _OF_INTENT.search(head)):
        return
    for match in _NAME_AND_ROLE.finditer(head):
        name = _name(match["name"])
        if name and is_company(name) and is_role(match["role"]):
            yield Found("Party", name, match.start("name"), match.end(), match["role"])


def letter_day(text: str) -> Found | None:
    """The day of a letter: on a line of its own above its salutation, or behind "Date:"."""
    head = text[:_HEAD]
    salutation = _SALUTATION.search(head)
    stops = salutation.start() if salutation else 0
    for match in _LINE.finditer(head):
        line = match.group()
        above = match.start() < stops
        label = _DATED.match(line)
        if not above and label is None:
            continue
        said = line[label.end() :] if label else line
        found = dates(normalise(said))
        if len(found) == 1 and len(normalise(said)) <= len(found[0].value) + _AROUND:
            start = match.start() + len(line) - len(line.lstrip())
            return Found(
                "Agreement date", found[0].value, start, match.start() + len(line.rstrip())
            )
    return None


_LINE: Final = re.compile(r"[^\n]+")
_DATED: Final = re.compile(
    r"^[ \t]*(?:Date(?: of (?:this )?(?:agreement|contract|letter|lease|deed))?|DATE|Dated|DATED)[ \t]*[:|\t][ \t]*",
    re.IGNORECASE,
)
#: Characters that a written date has more than its value.
_AROUND: Final = 14


def _name(rest: str) -> str:
    """The name with which a line begins, "" when it is none."""
    said = _NAME_ENDS.split(rest.strip(), maxsplit=1)[0].strip(" \t,;:")
    name = tidy(normalise(said)) if said else ""
    name = name if is_company(name) else name.strip(".")
    if not name or _NO_NAME.search(name) or not plausible(name):
        return ""
    return name if is_company(name) or _PERSON.fullmatch(name) else ""


def _found(name: str, role: str, start: int, text: str, end: int) -> Found:
    """A party whose name ends somewhere before ``end``."""
    last = name.split()[-1]
    at = text.rfind(last, start, end)
    return Found("Party", name, start, at + len(last) if at >= 0 else end, role)


def _labelled(text: str) -> Iterator[Found]:
    roles: set[str] = set()
    for match in _LABEL.finditer(text):
        name = _name(match["rest"])
        role = match["role"].title() if match["role"].isupper() else match["role"]
        if name and role not in roles:
            roles.add(role)
            yield _found(name, role, match.start("role"), text, match.end())


def _listed(text: str) -> Iterator[Found]:
    match = _LIST.search(text)
    if match is None:
        return
    expected = 0
    for item in _ITEM.finditer(text, match.start("items"), match.end("items")):
        number = item["number"].lower()
        place = int(number) if number.isdigit() else ord(number) - ord("a") + 1
        if place != expected + 1:
            return
        name = _name(item["rest"])
        if not name:
            return
        expected = place
        role = _ITEM_ROLE.search(text, item.start("rest"), item.end())
        found = _found(name, "", item.start("rest"), text, item.end())
        yield Found("Party", name, found.start, role.end(), role["role"]) if role else found


def _speaking(text: str) -> Iterator[Found]:
    """ "between us, Alder Ltd, and you, Jane Doe"; "I, Peter Brown, of ..."."""
    for match in _SPEAKER.finditer(text):
        name = _name(match["name"])
        if name:
            role = {"us": "us", "i": "I"}.get(match["role"].lower(), match["role"].lower())
            yield Found("Party", name, match.start(), match.end("name"), role)
    for line in _LINE.finditer(text):
        other = _OTHER_SIDE.match(line.group())
        if other is not None and _PERSON.fullmatch(other["name"]):
            yield Found(
                "Party",
                other["name"],
                line.start() + other.start("name"),
                line.start() + other.end("name"),
            )


def _letter(text: str) -> Iterator[Found]:
    """Whom a letter is from and to, where it speaks of both."""
    head = text[:_HEAD]
    if not (_BOTH.search(head) or _OF_INTENT.search(head)):
        return
    ways = {match["way"].lower(): match for match in _TO_FROM.finditer(head)}
    if len(ways) == 2:
        for match in ways.values():
            name = _name(match["rest"])
            if name:
                role = _ITEM_ROLE.search(match["rest"])
                found = _found(name, "", match.start("rest"), text, match.end())
                yield replace(found, end=match.end(), role=role["role"]) if role else found
        return
    salutation = _SALUTATION.search(head)
    if salutation is None:
        return
    closing = next(_CLOSING.finditer(text, max(salutation.end(), len(text) - _FOOT)), None)
    body = text[salutation.end() : closing.start() if closing else len(text)]
    for one in _sender(text, salutation.start()):
        yield replace(one, role="we" if _WE.search(body) else "I" if _I.search(body) else "")
    for one in _addressee(text, salutation):
        yield replace(one, role="you" if _YOU.search(body) else "")


def _lines(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Lines that are not blank, with their places."""
    return [
        (match.start() + len(match.group()) - len(match.group().lstrip()), match.group().strip())
        for match in _LINE.finditer(text, start, end)
        if match.group().strip()
    ]


def _signed(text: str, start: int) -> Iterator[Found]:
    """Who signs below a place: a company before its officer."""
    people = []
    for at, line in _lines(text, start, start + 500)[:5]:
        if _ACCEPTED.match(line):
            break
        before = _FOR.match(line)
        said = line[before.end() :] if before else line
        office = _OFFICE.match(said)
        place = at + (before.end() if before else 0) + (office.start("rest") if office else 0)
        name = _name(office["rest"] if office else said)
        if name and is_company(name):
            yield Found("Party", name, place, place + len(name))
            return
        if name and not office:
            people.append(Found("Party", name, place, place + len(name)))
    yield from people[:1]


def _sender(text: str, above: int) -> Iterator[Found]:
    letterhead = _lines(text, 0, above)[:1]
    closings = list(_CLOSING.finditer(text, max(0, len(text) - _FOOT)))
    signed = next(_signed(text, closings[0].end()), None) if closings else None
    if signed is not None and is_company(signed.value):
        yield signed
        return
    for at, line in letterhead:
        name = _name(line)
        if name and is_company(name):
            yield Found("Party", name, at, at + len(name))
            return
    if signed is not None:
        yield signed


def _addressee(text: str, salutation: re.Match[str]) -> Iterator[Found]:
    """Above the salutation: the first name of the block nearest to it that is no sender's; else who
    accepts at the end."""
    blocks = re.split(r"\n[ \t]*\n", text[: salutation.start()])
    at = salutation.start()
    for block in reversed(blocks):
        at = text.rfind(block, 0, at) if block else at
        named = [
            (place, name)
            for place, line in _lines(text, at, at + len(block))
            if (name := _name(line))
        ]
        if named and block is not blocks[0]:
            place, name = next(
                ((place, name) for place, name in named if is_company(name)), named[0]
            )
            yield Found("Party", name, place, place + len(name))
            return
    accepted = list(_ACCEPTED.finditer(text, max(0, len(text) - _FOOT)))
    if accepted:
        yield from _signed(text, accepted[-1].end())
