"""The parties that a preamble names, with their roles, from normalised text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summarizer_core.grammar import ROLE_NOUNS
from summarizer_core.values import Found

#: Capitals, also with accents.
_CAPITAL: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽȘȚ"

#: Forms that end a company's name; those of several words first.
_FORM: Final = re.compile(
    r",? ?(?<![\w.])(?:Inc|INC|Incorporated|INCORPORATED|Corp|CORP|Corporation|CORPORATION|"
    r"(?:Co|CO)\.?,? ?(?:Ltd|LTD|Limited|LIMITED|Inc|INC|LLC|L\.P|LP)|(?:Pvt|PVT|Pte|PTE|Pty|PTY)\.?,? ?(?:Ltd|LTD|Limited|"
    r"LIMITED)|(?i:gmbh)(?: ?& ?(?i:co)\.? ?(?i:kg(?:aa)?))?|(?:Co\.? )?KG(?:aA)?|KGAA|"
    r"(?i:S\.? ?A\.?(?: ?P\.? ?I\.?)?(?: ?B\.?)?,? ?de ?C\. ?V|SA de CV|S\.? ?de ?R\.? ?L\.?(?: de C\.?V)?)|S\. ?A\. ?S|SAS|S\.A\.R\.L|SARL|[Ss]\. ?[àaÀA] ?\. ?r\. ?l|S\.? ?[àÀ] ?[rR]\.? ?[lL]|"
    r"S\.p\.A|S\.P\.A|SpA|SPA|S\.r\.l|S\.R\.L|Srl|S\.L|S\.A|SA|SE|"
    r"[Ss][Pp]\.? ?[Zz] ?\.?[Oo]\.?[Oo]|s\.r\.o|a\.s|d\.o\.o|"
    r"L\.L\.C|LLC|Llc|LLLP|L\.L\.P|LLP|L\.P|LP|P\.L\.C|PLC|plc|Plc|ULC|PLLC|P\.C|"
    r"LTD|Ltd|Limited|LIMITED|Ltda|LTDA|Lda|"
    r"B\. ?V|BV|N\. ?V|NV|AG|AB|ASA|AS|A/S|ApS|APS|Oyj|OYJ|Oy|OY|K\.K|KK|Kft|Zrt|Nyrt|G\.I\.E|"
    r"(?:Sdn\.? )?(?:Bhd|BHD)|OJSC|PJSC|JSC|OOO|OAO|Pty|PTY|Pte|PTE|N\.A|S/A|Co|CO)(?!\w)\.?"
    r"(?=[\s,.;:()\"']|$)"
)
#: Words that make a name an organisation's though they need not end it.
_ORGANISATION: Final = re.compile(
    r"\b(?:Company|COMPANY|Trust|TRUST|Bank|BANK|Foundation|FOUNDATION|University|UNIVERSITY|"
    r"Association|ASSOCIATION|Partnership|PARTNERSHIP|Partners|PARTNERS|Holdings|HOLDINGS|Group|GROUP|"
    r"Fund|FUND|City|CITY|Town|County|COUNTY|State|Department|Institute|Authority|AUTHORITY|College|"
    r"Hospital|Society|Club|CLUB)\b"
)
_ROLE_NOUN: Final = rf"(?:{'|'.join(ROLE_NOUNS)})"
_ROLES: Final = rf"(?:[A-Z][a-z]+ )?(?:{_ROLE_NOUN}|(?i:{_ROLE_NOUN})(?<=[A-Z]))"
_CALLED: Final = (
    r"(?:[Hh]ereinafter|[Hh]ereafter|[Hh]erein|referred)(?: (?:referred|to|called|known|also|as|be|"
    r"the|in|this|Agreement|Contract|Lease)){0,8}"
)
_ROLE: Final = re.compile(
    rf"\((?:[^()\"']{{0,60}}?)[\"'](?:the )?"
    rf"(?P<role>(?:[{_CAPITAL}]|[a-z](?=[\w.]{{2,30}}[\"'])|[uw](?=[se][,.]?[\"']))(?:[\w&., /-]|'(?=\w)){{0,40}}?)[,.]?[\"']"
    r"[^()]{0,140}\)"
    rf"|,? ?\b{_CALLED}:? [\"'](?:the )?(?P<called>[{_CAPITAL}][\w&., -]{{0,40}}?)[,.]?[\"']"
    rf"|\({_CALLED}:? (?P<plainly>[{_CAPITAL}][\w&-]*(?: [{_CAPITAL}][\w&-]*){{0,2}})\)"
    rf"|\((?:as )?(?:the )?(?P<bare>{_ROLES})\)"
    rf"|,? as (?:an? |the )?(?P<acting>{_ROLES})(?=[,;.)]| and\b| \(|$)"
)
_WORD: Final = rf"(?:[{_CAPITAL}0-9][\w&.'/-]*|[a-z]{{1,12}}[{_CAPITAL}.][\w.]*)"
#: Small words within a name, and forms in small letters.
_SMALL: Final = (
    r"(?:of|and|the|for|de|del|di|du|des|la|le|y|et|und|van|von|d/b/a|&|/|\+|plc|z o\.o\.?|"
    r"à r\.l\.?)"
)
_NAME: Final = (
    rf"(?:the |The )?(?P<name>{_WORD}"
    rf"(?:,? (?:{_WORD}|\([A-Z][\w ]{{1,20}}\)|{_SMALL})){{0,11}})"
)
_NAMED: Final = re.compile(_NAME)
#: A few words may stand between "between" and a name: "between professional golfer, A. Smith".
_NAMED_LATE: Final = re.compile(rf"(?:[a-z][a-z-]* ?,? ){{0,6}}{_NAME}")
_BETWEEN: Final = re.compile(
    r"(?:\b(?:(?:made|entered into|given|granted|executed) by(?: and (?:between|among))?|"
    r"by and (?:between|amongst?)|"
    r"(?:is |are |made )?between|among|BETWEEN|AMONG|BY AND BETWEEN|BY AND AMONG|Between|Among|"
    r"By and Between|their agreement with|its agreement with|in favou?r of|"
    r"Parties(?=:)|PARTIES(?=:)|Ladies and Gentlemen|LADIES AND GENTLEMEN|Dear Sirs|Party [A-D]|PARTY [A-D])\b:?[ ,]*|"
    r"(?<![\w.])(?=\([1i]\) [A-Z]))"
    r"(?:on the one hand, ?)?(?:\(?[1iA]\) ?)?"
)
#: "Party A:" says at once who it is and what it is called.
_LABEL: Final = re.compile(r"Party [A-D]\b", re.IGNORECASE)
_JOINING: Final = re.compile(
    r"(?:[,;)] |\b)(?:and|AND|And|&|- and -)(?: between)?:?,? (?:on the other hand, ?)?"
    r"(?:\(?[2-9iIvVB]{1,3}\)\.? ?)?"
)
#: "(2) The Trustees of ..." in a list of parties.
_NUMBERED: Final = re.compile(r"\(?\d{1,2}\)\.? (?=[A-Z])")
_CASE_ROLE: Final = (
    rf"(?:{_ROLE_NOUN}|Claimant|Respondent|Plaintiff|Defendant|Petitioner|Releasor|Releasee)s?"
)
#: "between Claimant, A. Smith, and Respondent, B. Jones": what they are stands before their names.
_AS_CALLED: Final = re.compile(
    r"(?:\b(?:[Bb]etween|BETWEEN|[Aa]mong|AMONG)|, and|;)\b:?,? (?:the )?"
    rf"(?P<role>{_CASE_ROLE}), (?P<name>[A-Z][^,;(]{{2,90}}(?:, (?:Inc|LLC|Ltd|Corp|L\.P|LP)\b\.?)?)"
)
_STARTS_CALLED: Final = re.compile(rf"^{_CASE_ROLE}, |, and (?:the )?{_CASE_ROLE}, ")
_NOT_A_PARTY: Final = frozenset(
    "agreement contract effective date parties party whereas recitals term section article the "
    "this state exhibit schedule services products product it we service website site program "
    "territory affiliate affiliates act board shares closing company corporation trust "
    "bank group fund partners partnership customer supplier licensor licensee distributor seller "
    "buyer client provider vendor contractor consultant any each either neither all such inc llc "
    "ltd whose by its in on of and for as if at to or is be both".split()
)
_MONTH: Final = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_NO_NAME: Final = re.compile(
    r"\b(?:Agreement|Amendment|Committee|Commission|Board|Exhibit|Schedule|Proposal|Section|"
    r"Article|Act|WHEREAS|Whereas|Date|Request|Laws?|United States|Effective|Restated|Terms|"
    r"AGREEMENT|AMENDMENT|EXHIBIT|SCHEDULE|SECTION|ARTICLE|APPENDIX|Appendix|ANNEX|Annex|Officer|WOULD|HEREBY|PARTIES|"
    r"Addendum|ADDENDUM|Stock Exchange|NASDAQ)\b|(?:^|,? )[A-Z][A-Za-z]+,? \d{5}(?:,? U\.?S\.?A\.?)?$|^P\.?O\.? B(?:ox|OX)|^[A-Za-z]+ \d{1,2}$|"
    rf"^{_MONTH}\b|\b{_MONTH} \d|"
    r"^\d+$"
)
_DESCRIBED: Final = re.compile(
    r",? ?(?:\(|an? |organized|incorporated|having|with |whose|located|a/k/a|of |duly|on behalf|"
    r"acting|for itself|trading as|doing business as|t/a |$)"
)
#: Where a preamble is over.
RECITALS: Final = re.compile(
    r"\b(?:WHEREAS|Whereas|RECITALS|Recitals|WITNESSETH|W I T N E S S|BACKGROUND|NOW,? THEREFORE)\b"
)


#: In normalised text a title runs into the name behind it.
_TITLE_BEFORE: Final = re.compile(r"^.*\b(?:AGREEMENT|Agreement|CONTRACT|PREAMBLE)\b\W*(?=[A-Z])")


#: ... and a name into what is printed behind it.
_RUNS_ON: Final = re.compile(
    r"[ ,]+(?:(?:TABLE OF CONTENTS?|Table of Contents?|CONTENTS|THIS|This|DATED|Dated|WITNESSETH|"
    r"RECITALS|WHEREAS|NOW,? THEREFORE|AGREEMENT)\b|(?:ARTICLE|Article|EXHIBIT|Exhibit|SECTION|Section|"
    r"Page) ?\d|(?:ARTICLE|EXHIBIT) [A-Z]\b|Source:|\d{1,2}/\d{1,2}/\d\d)"
)
#: ... and the word that joins it to the one before.
_JOINED: Final = re.compile(r"^(?:AND|And|BETWEEN|Between|BY|By|FROM|From) (?=\w)")


#: ... and into its address: "CORVANE MILLS HOFSTRAAT 5 1234 AB DELFT".
_STREET: Final = (
    r"(?:[A-Z][\w'-]*? ?(?i:laan|straat|stra(?:ss|ß)e|str\.|weg|gasse|gracht|kade|plein|platz|allee|gatan|vej)"
    r" \d{1,4}\b|"
    r"(?:of |at )?(?:No\. ?)?\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'.-]* ){1,3}?(?i:street|avenue|road|boulevard|"
    r"lane|drive|parkway|square|highway|quay)\b)"
)
_ADDRESS: Final = re.compile(rf"(?:(?<=\w\w)|(?<=\w\.)),? (?={_STREET})")
#: Behind the form of one company stands another one.
_ANOTHER: Final = re.compile(r"(?:,| (?:and|And|AND|/)) (?=\w)")


def tidy(name: str) -> str:
    """A name up to its last corporate form, without stray words and stops around it."""
    name = _TITLE_BEFORE.sub("", name)
    name = _JOINED.sub("", _RUNS_ON.split(name, maxsplit=1)[0])
    name = _ADDRESS.split(name, maxsplit=1)[0]
    forms = [form for form in _FORM.finditer(name) if form.start()]
    if forms:
        end = forms[0].end()
        for form in forms[1:]:
            if _ANOTHER.match(name[end : form.start()]):
                break
            end = form.end()
        return name[:end].strip(" ,;:")
    name = re.split(r",? (?:(?:organized|with|having|whose)\b|of \d)", name)[0].strip(" ,;:.")
    return re.sub(r"(?: (?:and|of|the|for|&))+$", "", name)


def plausible(name: str) -> bool:
    """Whether a name may be one of a party."""
    words = [w for w in re.split(r"\W+", name.lower()) if w]
    if _STARTS_CALLED.search(name):
        return False
    if re.match(r"\d+[.)]", name) or (name[:1].isdigit() and not _FORM.search(name)):
        return False  # a numbered heading, an address
    if not words or len(name) < 2 or all(w in _NOT_A_PARTY or w.isdigit() for w in words):
        return False
    return not _NO_NAME.search(name)


def _is_name(name: str, after: str) -> bool:
    """Whether a name is one of a party, by its form or by what follows it."""
    if not plausible(name):
        return False
    formed = _FORM.search(name) or _ORGANISATION.search(name)
    described = _DESCRIBED.match(after) or _ADDRESS.match(f"xx{after}", 2)
    return formed is not None or described is not None


def _named_in(text: str, late: bool) -> tuple[int, str] | None:
    """Offset and name of the party that a text begins with."""
    named = (_NAMED_LATE if late else _NAMED).match(text)
    if named is None:
        return None
    name = tidy(named.group("name"))
    at = named.start("name") + max(0, named.group("name").find(name))
    return (at, name) if _is_name(name, text[at + len(name) :]) else None


#: "... and the individual identified on the cover page ("Franchisee")": the role is that one's.
_ANOTHER_UNNAMED: Final = re.compile(
    r"[,;]? and (?:the|an?|any|each|every|such|those|all) (?:[a-z]+ ){0,4}?"
    r"(?:individuals?|persons?|entit(?:y|ies)|party|parties|compan(?:y|ies)|undersigned|purchasers?|"
    r"sellers?|shareholders?|stockholders?|investors?|holders?|others)\b[^()]{0,120}$"
)
#: What several are called together, in words that fit no one of them.
_SEVERAL: Final = re.compile(
    r"^\((?:\w+ ){0,2}(?:together|collectively|jointly)\b[^()]{0,80}"
    r" (?:Parties|Entities|Persons|Companies|Group|Funds)[,.]?[\"']",
)
_GROUP: Final = re.compile(r"\w (?:Parties|Entities|Persons|Companies|Group|Funds)$")


def _roled(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Names that a defined role follows: ``Acme, Inc., a Delaware corporation ("Seller")``."""
    done = 0
    for match in _ROLE.finditer(text):
        role = next(filter(None, match.groups())).strip()
        adjacent = match.lastgroup in ("bare", "acting")
        begin = max(done, match.start() - 400)
        openings = list(_BETWEEN.finditer(text, begin, match.start()))
        if openings:
            begin = openings[-1].end()
        starts = [begin, *(j.end() for j in _JOINING.finditer(text, begin, match.start()))]
        done = match.end()
        for at in starts:
            while at < match.start() and text[at] in " ,;":
                at += 1
            number = _NUMBERED.match(text, at, match.start())
            at = number.end() if number else at
            found = _named_in(text[at : match.start()], late=bool(openings))
            if found is not None and _ANOTHER_UNNAMED.search(
                text, at + found[0] + len(found[1]), match.start()
            ):
                yield at + found[0], at + found[0] + len(found[1]), found[1], ""
                break
            if found is not None and adjacent and at + found[0] + len(found[1]) < match.start() - 1:
                found = None
            if found is not None:
                bears = _SEVERAL.search(match.group()) is None
                yield at + found[0], match.end(), found[1], role if bears else ""
                break


def _as_called(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Names behind what they are: ``between Claimant, A. Smith, and ...``."""
    for match in _AS_CALLED.finditer(text):
        found = _named_in(match["name"], late=False)
        if found is not None:
            start = match.start("name") + found[0]
            yield match.start("role"), start + len(found[1]), found[1], match["role"]


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
    r"\b(?:between|among|by and|entered into|BETWEEN|AMONG|made|undersigned|hereinafter|in favou?r of|"
    r"Party [A-D]|corporation|company|limited liability|organized|located at|place of business|and|AND)\b"
)
_NO_ROLE: Final = re.compile(
    r"^(?:agreement|effective date|parties|party|term|services?|products?|territor(?:y|ies)|site|"
    r"execution date|commencement date|prc|irs|fdic|cards|commercial|markets|.*(?:agreement|date|"
    r"program|act|plan|software|propert(?:y|ies)|period|fees?|marks?|website|offering|shares|stock|"
    r"contract|lease|terms|amendment|addendum|exhibit|schedule|annex|appendix|board|meeting|"
    r"committee|proposal|sec|securities|transaction|designee|director|nominees?|subscribers|"
    r"conditions?|clearances?|approvals?|consents?|merger|offering))$",
    re.IGNORECASE,
)


#: Whose parties need not be those of this one.
OTHER_PAPER: Final = re.compile(r"\bthat\s+certain\b|\bas\s+an\s+amendment\s+to\b")


def role_names() -> str:
    """A pattern of the words for what a party is in its contract, capitalised or in capitals."""
    return rf"(?:{_ROLE_NOUN}|(?i:{_ROLE_NOUN})(?<=[A-Z]))"


def is_company(name: str) -> bool:
    """Whether a name shows by itself that it is an organisation's."""
    return bool(_FORM.search(name) or _ORGANISATION.search(name))


def is_role(words: str) -> bool:
    """Whether what somebody is called may be a party's role: no "Target", no "Property"."""
    return _NO_ROLE.match(words) is None and _NO_SIDE.match(words) is None


#: What a letter speaks of, though it is a company.
_NO_SIDE: Final = re.compile(
    r"^(?:target|project|business|subsidiar(?:y|ies)|affiliates?|parent|group|bank|escrow agent|acquisition)\b",
    re.IGNORECASE,
)


def parties(text: str) -> list[Found]:
    """Parties named in a piece of text that looks like a preamble, with their defined roles;
    recitals are left out."""
    over = RECITALS.search(text)
    text = text[: over.start()] if over else text
    other = OTHER_PAPER.search(text)
    if other and len(_ROLE.findall(text[: other.start()])) > 1:
        text = text[: other.start()]
    if not _PREAMBLE.search(text) or not (_ROLE.search(text) or _BETWEEN.search(text)):
        return []
    found: dict[str, Found] = {}
    for start, end, name, role in [*_as_called(text), *_roled(text), *_between(text)]:
        key = _key(name)
        if key in found or (role and _NO_ROLE.match(role)):
            continue
        told = role if role.lower() != name.lower() else ""
        found[key] = Found("Party", name, start, end, told)
    return sorted(_without_repeats(found), key=lambda f: f.start)


#: Several that bear one role.
_TOGETHER: Final = re.compile(
    r"\((?:together|collectively|jointly)\b[^()\"']{0,60}[\"'](?:the )?(?P<role>[^\"']{2,40})[\"']",
    re.I,
)
_ITEM: Final = re.compile(r"(?:^|[\s;])\((?P<number>\d{1,2})\) (?=[A-Z]|the )")
_LIST_REACH: Final = 2_500
#: Somebody whom the preamble defines.
_DEFINED: Final = re.compile(
    r"\((?:the |as |each,? (?:an? )?)?[\"'](?!Agreement|Effective)[A-Z][\w ]{1,30}[\"']"
    r"(?: and (?:together|collectively),? (?:the )?[\"'][^\"'()]{2,40}[\"'])?\)"
)
#: ... by what it is in such a contract.
_ROLE_ALONE: Final = re.compile(rf"\((?:the )?[\"'](?P<role>{_ROLE_NOUN})[\"']\)")
#: Characters behind the last name in which somebody else may be told.
_BESIDE: Final = 250
#: The list begins with the first party, in characters.
_AT_ONCE: Final = 10


def may_be_more(text: str, parties: Sequence[tuple[str, str]], before: str = "") -> bool:
    """Whether a preamble may name further parties than those that were read.

    Args:
        text: normalised, from the first party on.
        parties: name and role of each that was read.
        before: the normalised text before the first party.
    """
    begin = _NUMBERED.match(text.lstrip())
    if begin is not None and not begin.group().lstrip("(").startswith("1"):
        return True  # "(2)": somebody is the first
    openings = list(_BETWEEN.finditer(before))
    if openings and _DEFINED.search(before, openings[-1].end()) is not None:
        return True
    over = RECITALS.search(text[:_LIST_REACH])
    text = text[: over.start() if over else _LIST_REACH]
    number = 0
    for item in _ITEM.finditer(text):  # the parties' own list counts on from one
        if int(item["number"]) == number + 1 and (number or item.start() < _AT_ONCE):
            number += 1
    if number > len(parties):
        return True
    bearers = Counter(role for _, role in parties)
    called = {_key(word) for party in parties for word in party}
    last = max((text.find(name) + len(name) for name, _ in parties), default=0)
    beside = _ROLE_ALONE.finditer(text[: last + _BESIDE])
    if any(_key(one["role"]) not in called for one in beside):
        return True
    together = [one["role"].strip(",.") for one in _TOGETHER.finditer(text)]
    return any(bearers[role] == 1 or _GROUP.search(role) for role in together)


def _key(name: str) -> str:
    return re.sub(r"\W", "", name.lower())


def _without_repeats(found: Mapping[str, Found]) -> Iterator[Found]:
    """Those that do not only say another one again: "Vendor", "Vendor and Delmar Corp."."""
    roles = {_key(one.role): key for key, one in found.items() if one.role}
    for key, one in found.items():
        parts = [_key(part) for part in re.split(r",? and (?:the )?", one.value)]
        if roles.get(key, key) != key:
            continue
        if len(parts) > 1 and (
            parts[0] in _NOT_A_PARTY or any(part in roles or part in found for part in parts)
        ):
            continue
        yield one
