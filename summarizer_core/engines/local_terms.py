"""Key terms of the local engine: parties, title, dates, amounts, law, term.

Everything here works on normalised text (see ``hashing``): one space for all white space, ASCII
quotes and dashes. Values are parsed into forms a program can use: ISO 8601 dates, amounts as
``USD 12,000.00`` (ISO 4217 code, dot before the decimals), periods as ``3 years``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final


@dataclass(frozen=True)
class Found:
    """A term in a text: ``text[start:end]`` shows it."""

    name: str
    value: str
    start: int
    end: int


# --- dates -----------------------------------------------------------------------------------

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"(?P<day>\d{1,2})(?: ?(?:st|nd|rd|th))?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\.? {_DAY} ?,? ?{_YEAR}\b",
        rf"\b{_DAY}(?: day)?(?: of)?,? {_MONTH}\.?,? {_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>\d{2})-(?P<day>\d{2})\b",
        r"\b(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)\b",
    )
)


def _month_number(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    start = str(groups["month"]).lower()[:3]
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(start))


def _iso(match: re.Match[str]) -> str | None:
    month, day = _month_number(match), int(match.group("day"))
    if month > 12 >= day and match.group(0).count("/") == 2:
        month, day = day, month  # 31/12/2024: the day comes first
    try:
        return date(int(match.group("year")), month, day).isoformat()
    except ValueError:
        return None


def dates(text: str) -> list[Found]:
    """Full dates in reading order; ``value`` is ISO 8601.

    ``01/02/2024`` is read month first, as contracts of the United States write it, unless only
    the other order is a date.
    """
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            value = _iso(match)
            if value is not None:
                found.append(Found("Date", value, match.start(), match.end()))
    return sorted(found, key=lambda f: f.start)


def parse_date(text: str) -> str | None:
    """The first full date in a text as ISO 8601, None when there is none."""
    found = dates(text)
    return found[0].value if found else None


_MADE: Final = re.compile(
    r"\b(?:dated|made|entered into|executed|is effective|as of|on this|this)\b", re.IGNORECASE
)
_SUBJECT: Final = re.compile(
    r"agreement|contract|lease|license|terms|deed|memorandum|amendment|addendum|statement of work|"
    r"policy|note|indenture|order",
    re.IGNORECASE,
)
_OTHER_PAPER: Final = re.compile(
    r"(?:that certain|prior|previous|original|pursuant to the|under the|existing|act of|amended by|"
    r"regulation|directive|registration|patent|filed|issued)",
    re.IGNORECASE,
)
_EFFECTIVE_BEFORE: Final = re.compile(
    r"(?:effective(?: date)?|commenc\w+(?: on| date)?|begin\w*(?: on)?|in force from|takes? effect|"
    r"effect from)[^.;]{0,40}$",
    re.IGNORECASE,
)
_EFFECTIVE_AFTER: Final = re.compile(
    r"^[^.;\"']{0,12}\(?(?:the |hereinafter )?[\"'](?:effective|commencement|start)", re.IGNORECASE
)
_ENDS_BEFORE: Final = re.compile(
    r"(?:expir\w+|terminat\w+|\bends?\b|ending|until|through|no later than)[^.;]{0,40}$",
    re.IGNORECASE,
)
_ENDS_AFTER: Final = re.compile(
    r"^[^.;\"']{0,12}\(?(?:the )?[\"'](?:expir|end|terminat)", re.IGNORECASE
)
_OWN_TERM: Final = re.compile(r"\b(?:agreement|contract|lease|term|licen[cs]e|terms)\b", re.I)


def _dated(sentence: str, at: int) -> Iterator[Found]:
    for found in dates(sentence):
        before, after = sentence[max(0, found.start - 90) : found.start], sentence[found.end :]
        start, end = at + found.start, at + found.end
        names = []
        if _ENDS_AFTER.match(after) or (_ENDS_BEFORE.search(before) and _OWN_TERM.search(sentence)):
            names.append("Expiration date")
        elif _EFFECTIVE_AFTER.match(after) or _EFFECTIVE_BEFORE.search(before):
            names.append("Effective date")
        context = sentence[max(0, found.start - 200) : found.start]
        other = _OTHER_PAPER.search(before)
        made = _MADE.search(before[-50:]) and _SUBJECT.search(context or after[:60])
        if made and not other and "Expiration date" not in names:
            names.append("Agreement date")
        for name in names:
            yield Found(name, found.value, start, end)


# --- money -----------------------------------------------------------------------------------

_CURRENCY: Final = {
    "$": "USD",
    "us$": "USD",
    "u.s.$": "USD",
    "u.s. $": "USD",
    "usd": "USD",
    "€": "EUR",
    "eur": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "¥": "JPY",
    "jpy": "JPY",
    "rmb": "CNY",
    "cny": "CNY",
    "chf": "CHF",
    "cad": "CAD",
    "c$": "CAD",
    "aud": "AUD",
    "a$": "AUD",
    "inr": "INR",
    "hk$": "HKD",
    "dollars": "USD",
    "pounds": "GBP",
}
_SCALE: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "m": 10**6, "k": 10**3}
_FIGURE: Final = r"(?P<figure>\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)"
_SCALES: Final = r"(?: ?(?P<scale>thousand|million|billion|[mMkK])\b)?"
_MONEY: Final = (
    re.compile(
        r"(?<![\w$])(?P<unit>U\.S\. ?\$|US ?\$|HK\$|C\$|A\$|\$|€|£|¥|(?:USD|EUR|GBP|JPY|RMB|CNY|"
        rf"CHF|CAD|AUD|INR)\b) ?{_FIGURE}{_SCALES}(?![\d%])"
    ),
    re.compile(
        rf"(?<![\w$.,]){_FIGURE}{_SCALES} ?(?:U\.?S\.? )?(?P<unit>dollars|euros?|pounds|USD|EUR|"
        r"GBP|CHF)\b",
        re.IGNORECASE,
    ),
)


def _amount(match: re.Match[str]) -> tuple[str, Decimal] | None:
    unit = match.group("unit").lower()
    code = _CURRENCY.get(unit) or _CURRENCY.get(unit.replace(" ", "").replace(".", ""))
    try:
        figure = Decimal(match.group("figure").replace(",", ""))
    except InvalidOperation:
        return None
    scale = _SCALE.get((match.group("scale") or "").lower(), 1)
    return (code, figure * scale) if code and figure else None


def amounts(text: str) -> list[Found]:
    """Sums of money in reading order; ``value`` such as ``USD 12,000.00``."""
    found: dict[int, Found] = {}
    for pattern in _MONEY:
        for match in pattern.finditer(text):
            parsed = _amount(match)
            if parsed is not None:
                value = f"{parsed[0]} {parsed[1]:,.2f}"
                found.setdefault(
                    match.start("figure"), Found("Amount", value, match.start(), match.end())
                )
    return sorted(found.values(), key=lambda f: f.start)


def amount_size(value: str) -> Decimal:
    """The figure of a value that ``amounts`` made, whatever its currency."""
    return Decimal(value.partition(" ")[2].replace(",", "") or "0")


# --- governing law ---------------------------------------------------------------------------

_STATES: Final = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    "Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|"
    "New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    "Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming|District of Columbia|Puerto Rico|"
    "Ontario|Quebec|British Columbia|Alberta|Manitoba|Nova Scotia|Saskatchewan|New Brunswick"
)
_COUNTRIES: Final = (
    "People's Republic of China|PRC|England and Wales|England|Scotland|Northern Ireland|"
    "United Kingdom|Ireland|"
    "United States of America|United States|Canada|Australia|New South Wales|Victoria|New Zealand|"
    "Germany|France|Switzerland|Austria|Italy|Spain|Portugal|Netherlands|Belgium|Luxembourg|"
    "Denmark|Sweden|Norway|Finland|Poland|Czech Republic|Hungary|Greece|Turkey|Israel|India|China|"
    "Hong Kong|Taiwan|Japan|Korea|Singapore|Malaysia|Thailand|Indonesia|Philippines|Vietnam|"
    "South Africa|Nigeria|Kenya|Egypt|United Arab Emirates|Brazil|Mexico|Argentina|Chile|Colombia|"
    "Bermuda|Cayman Islands|British Virgin Islands|Jersey|Guernsey|Cyprus|Malta|Russia|Ukraine"
)
_LAW_SENTENCE: Final = re.compile(
    r"(?:govern|constru|interpret|enforce|applicable law|subject to).{0,200}\blaws?\b|"
    r"\blaws? of .{0,120}(?:govern|apply|control)",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"\blaws? (?:in force |then in effect )?(?:of|in)\b.{0,90}?"
    rf"\b(?P<place>{_STATES}|{_COUNTRIES})\b|"
    rf"\b(?P<adjective>{_STATES}|English|German|Swiss|French|Dutch|Israeli|Chinese|PRC) laws?\b",
    re.IGNORECASE,
)
_ADJECTIVES: Final = {
    "english": "England and Wales",
    "german": "Germany",
    "swiss": "Switzerland",
    "french": "France",
    "dutch": "Netherlands",
    "israeli": "Israel",
    "chinese": "China",
    "prc": "China",
    "people's republic of china": "China",
}
_CANONICAL: Final = {name.lower(): name for name in f"{_STATES}|{_COUNTRIES}".split("|")}


def _laws(sentence: str, at: int) -> Iterator[Found]:
    if not _LAW_SENTENCE.search(sentence):
        return
    match = _PLACE.search(sentence)
    if match is None:
        return
    raw = (match.group("place") or match.group("adjective")).lower()
    value = _ADJECTIVES.get(raw) or _CANONICAL.get(raw, raw.title())
    yield Found("Governing law", value, at, at + len(sentence))


# --- periods ---------------------------------------------------------------------------------

_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90, "an": 1, "a": 1}
_COUNT: Final = "|".join(sorted((re.escape(w) for w in _NUMBERS), key=len, reverse=True))
_PERIOD: Final = re.compile(
    rf"(?:\b(?P<word>{_COUNT}|one hundred (?:and )?twenty|one hundred (?:and )?eighty)\b[ -]?)?"
    r"(?:\(? ?(?P<digits>\d{1,3}) ?\)?[ -]?)?"
    r"(?:calendar |business |consecutive |full |successive )?(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)


def period(text: str) -> str | None:
    """The first period of time in a text, such as ``3 years``; None when there is none."""
    for match in _PERIOD.finditer(text):
        word, digits = match.group("word"), match.group("digits")
        if digits:
            number = int(digits)
        elif word:
            spoken = word.lower()
            number = _NUMBERS.get(spoken, 120 if "twenty" in spoken else 180)
        else:
            continue
        unit = match.group("unit").lower()
        return f"{number} {unit}{'' if number == 1 else 's'}"
    return None


_TERM_AT: Final = re.compile(
    r"(?:initial term|\bterm (?:of|for) (?:this|the)|term of|"
    r"(?:agreement|contract|lease)[^.]{0,60}(?:shall|will) (?:be effective|continue|remain|"
    r"commence)|(?:continue|remain) in (?:full )?(?:force|effect))",
    re.IGNORECASE,
)
_TERM_NOT: Final = re.compile(r"confiden|warrant|patent|surviv|notice of|insurance|cure", re.I)
_RENEWAL_AT: Final = re.compile(
    r"(?:renew\w*|extend\w*|extension)[^.]{0,80}?(?:for|successive|additional|further|consecutive|"
    r"periods? of|terms? of)|(?:successive|additional|further) (?=[^.]{0,40}(?:renew|term|period))",
    re.IGNORECASE,
)
_RENEWS: Final = re.compile(r"\b(?:renew|exten[ds])\w*", re.IGNORECASE)
_NOTICE_PERIOD: Final = re.compile(
    rf"(?:\b(?:{_COUNT}|one hundred (?:and )?(?:twenty|eighty)) ?)?(?:\(? ?\d{{1,3}} ?\)?)? ?"
    r"(?:calendar |business )?(?:day|month|week|year)s?\W{0,3}(?:'?s? )?(?:advance |prior |written "
    r"|before |in advance|notice)",
    re.IGNORECASE,
)


def _periods(sentence: str, at: int) -> Iterator[Found]:
    start, end = at, at + len(sentence)
    where = _TERM_AT.search(sentence)
    if where and not _TERM_NOT.search(sentence):
        value = period(sentence[where.end() : where.end() + 200])
        if value:
            yield Found("Term", value, start, end)
    if not _RENEWS.search(sentence):
        return
    renewal = _RENEWAL_AT.search(sentence)
    if renewal:
        value = period(sentence[renewal.end() : renewal.end() + 80])
        if value and not value.endswith(("day", "days")):
            yield Found("Renewal", value, start, end)
            notice = _NOTICE_PERIOD.search(sentence)
            notice_value = period(notice.group(0)) if notice else None
            if notice_value:
                yield Found("Notice to stop renewal", notice_value, start, end)


# --- parties and title -----------------------------------------------------------------------

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
    r"\((?:[^()\"']{0,60}?)[\"'](?P<role>[A-Z][\w&., -]{0,40}?)[,.]?[\"'][^()]{0,140}\)"
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
    r"\b(?:by and (?:between|amongst?)|(?:is |are |made )?between|among|BETWEEN|BY AND BETWEEN|"
    r"BY AND AMONG|Between|By and Between|Party [A-D]|PARTY [A-D])\b:?[ ,]*"
    r"(?:on the one hand, ?)?(?:\(?[1iA]\) ?)?"
)
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
    "ltd whose by its in on of and for".split()
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


def _tidy(name: str) -> str:
    """A name up to its last corporate form, without stray words and stops behind it."""
    forms = list(_FORM.finditer(name))
    if forms:
        joint = re.search(r"[\w.,] and (?=\w)", name[forms[0].end() - 1 :])
        name = name[: forms[0].end() if joint else forms[-1].end()]
        return name.strip(" ,;:")
    name = re.split(r",? (?:organized|with|having|whose)\b", name)[0].strip(" ,;:.")
    return re.sub(r"(?: (?:and|of|the|for|&))+$", "", name)


def _plausible(name: str) -> bool:
    words = [w for w in re.split(r"\W+", name.lower()) if w]
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
    at = named.start("name")
    return (at, name) if _is_name(name, text[at + len(name) :]) else None


def _roled(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Names that a defined role follows: ``Acme, Inc., a Delaware corporation ("Seller")``."""
    done = 0
    for match in _ROLE.finditer(text):
        role = match.group("role").strip()
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
    for opening in list(_BETWEEN.finditer(text))[:3]:
        first = _named_in(text[opening.end() : opening.end() + 200], late=False)
        if first is None:
            continue
        at = opening.end() + first[0]
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
    """Parties named in a piece of text that looks like a preamble; recitals are left out.

    ``value`` is the name, with the defined role in brackets when there is one.
    """
    over = RECITALS.search(text)
    text = text[: over.start()] if over else text
    if not _PREAMBLE.search(text) or not (_ROLE.search(text) or _BETWEEN.search(text)):
        return []
    found: dict[str, Found] = {}
    for start, end, name, role in [*_roled(text), *_between(text)]:
        key = re.sub(r"\W", "", name.lower())
        if key in found or (role and _NO_ROLE.match(role)):
            continue
        value = f"{name} ({role})" if role and role.lower() != name.lower() else name
        found[key] = Found("Party", value, start, end)
    return sorted(found.values(), key=lambda f: f.start)


_PAPERS: Final = (
    "AGREEMENT|CONTRACT|LEASE|TERMS OF SERVICE|TERMS AND CONDITIONS|TERMS OF USE|MEMORANDUM OF "
    "UNDERSTANDING|LICENSE|POLICY|PRIVACY STATEMENT|ADDENDUM|AMENDMENT|STATEMENT OF WORK|DEED|"
    "LETTER|ORDER FORM|GUARANTY|PROMISSORY NOTE|ADDITIONAL TERMS|PLAN"
)
_TITLE_SHOUTED: Final = re.compile(
    rf"(?:[A-Z][A-Z&/,'-]* ){{0,9}}(?:{_PAPERS})\b(?: (?:NO|FOR|OF|AND|ON|RE)\b"
    r"(?: [A-Z][A-Z&/-]+){1,6})?"
)
_TITLE_THIS: Final = re.compile(
    r"\b(?:This|THIS) (?P<title>(?:[A-Z][\w&/,'-]* |and |of |for |on |to |the ){0,9}"
    rf"(?:Agreement|Contract|Lease|Addendum|Amendment|Policy|Deed|License|{_PAPERS}))\b"
)
_TITLE_LINE: Final = re.compile(
    rf"(?m)^[ \t]*(?:\#+ |title: )?(?P<title>[A-Z][^\n.;:]{{2,90}}?\b(?:{_PAPERS})|(?:{_PAPERS}))"
    r"[ \t*]*(?:\n|$)",
    re.IGNORECASE,
)
_TITLE_NOT: Final = re.compile(
    r"^(?:THIS|THE|ENTIRE|CONFIDENTIAL)? ?(?:AGREEMENT|CONTRACT|TERMS|POLICY|PLAN|LICENSE|LETTER)$|"
    r"TABLE OF CONTENTS|\bBETWEEN\b|\bARTICLE\b|ENTIRE AGREEMENT|\bEXHIBIT\b|OF AGREEMENT$",
    re.IGNORECASE,
)


def title_lines(text: str) -> list[Found]:
    """Lines of a *raw* text that read like the title of a legal document, best candidates first
    as they come."""
    return [
        Found(
            "Document title", " ".join(m.group("title").split()), m.start("title"), m.end("title")
        )
        for m in _TITLE_LINE.finditer(text)
        if not _TITLE_NOT.search(m.group("title").strip())
    ]


def titles(text: str) -> list[Found]:
    """Titles in normalised text: shouted ones, then ``This Supply Agreement``."""
    found = []
    for pattern, group in ((_TITLE_SHOUTED, 0), (_TITLE_THIS, "title")):
        for match in pattern.finditer(text[:1_500]):
            value = match.group(group).strip()
            if not _TITLE_NOT.search(value) and " " in value:
                found.append(Found("Document title", value, match.start(group), match.end(group)))
                break
    return found


def sentence_terms(sentence: str, at: int) -> Iterator[Found]:
    """Dates, law, term, renewal and amounts of one sentence that begins at offset ``at``."""
    yield from _dated(sentence, at)
    yield from _laws(sentence, at)
    yield from _periods(sentence, at)
    for found in amounts(sentence):
        yield Found("Amount", found.value, at + found.start, at + found.end)
