"""Key terms of the local engine: parties, title, dates, amounts, law, term.

Everything here works on normalised text (see ``hashing``): one space for all white space, ASCII
quotes and dashes. Values are parsed into forms a program can use: ISO 8601 dates, amounts as
``USD 12,000.00`` (ISO 4217 code, dot before the decimals), periods as ``3 years``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.values import COUNT, Found, amounts, dates, period

# --- dates ---------------------------------------------------------------------------------------

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
    r"(?:expir\w+|terminat\w+|\bends?\b|ending|until|through|conclud\w+|no later than)"
    r"[^.;]{0,40}$",
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


# --- courts ----------------------------------------------------------------------------------

#: Large places of business and of arbitration that name no state or country.
_CITIES: Final = (
    "New York City|New York|London|Paris|Geneva|Zurich|Stockholm|Vienna|Munich|Berlin|Frankfurt|"
    "Hamburg|Amsterdam|Rotterdam|Brussels|Madrid|Barcelona|Milan|Rome|Dublin|Edinburgh|Toronto|"
    "Vancouver|Montreal|Sydney|Melbourne|Tokyo|Osaka|Seoul|Beijing|Shanghai|Shenzhen|Guangzhou|"
    "Mumbai|New Delhi|Delhi|Bangalore|Dubai|Tel Aviv|Jerusalem|Haifa|Johannesburg|Cape Town|Lagos|"
    "Nairobi|Boston|Chicago|Houston|Dallas|Austin|Los Angeles|San Francisco|San Jose|San Diego|"
    "Seattle|Portland|Denver|Phoenix|Las Vegas|Salt Lake City|Atlanta|Miami|Tampa|Orlando|"
    "Philadelphia|Pittsburgh|Baltimore|Washington|Detroit|Cleveland|Columbus|Cincinnati|"
    "Indianapolis|Minneapolis|Milwaukee|St\\. Louis|Kansas City|Nashville|Charlotte|Wilmington|"
    "Santa Clara|Palo Alto|Oakland|Sacramento|Copenhagen|Oslo|Helsinki|Warsaw|Prague|Budapest|"
    "Athens|Istanbul|Moscow|Lisbon|Luxembourg|Bermuda|Panama|Mexico City|Sao Paulo|Buenos Aires"
)
_SEAT: Final = (
    r"(?:(?:the )?(?:[A-Z][\w.'-]+ ){0,3}(?:County|Counties|Parish|District|City|Borough|State|"
    r"Commonwealth|Province)(?: and County)?(?: of)? )?"
    rf"(?:(?:[A-Z][\w.'-]+ ){{0,2}}County,? )?(?:(?:[A-Z][\w.'-]+ ?){{1,3}}, )?(?:the )?"
    rf"(?:(?:State|Commonwealth|Province|City|County|Republic) of )?"
    rf"(?:{_STATES}|{_COUNTRIES}|{_CITIES})\b(?:, (?:the )?(?:{_STATES}|{_COUNTRIES}|U\.?S\.?A?\.?)\b)?"
)
_COURT: Final = re.compile(
    r"\b(?:(?:courts?|jurisdiction|venue|forum)\b(?:(?!\blaws?\b)[^;]){0,80}?"
    rf"\b(?:of|in|for|within|at)|[Vv]enue (?:shall|will) be) (?:the )?(?P<place>{_SEAT})"
)
_ARBITRATED: Final = re.compile(
    r"\b(?:(?:arbitrat\w+|hearings?|seat|place)\b(?:(?!\blaws?\b|\brules\b|\bcourts?\b)[^;]){0,90}?"
    r"\b(?:held|conducted|take place|seated|occur|sit|situated|located|be)|"
    r"(?:seat|place|venue|location|site) of (?:the )?arbitration[^;.]{0,30}?\b(?:be|is)|"
    r"(?:arbitration|arbitrated)) ?(?:exclusively |only )?(?:in|at)? ?(?:the )?"
    rf"(?P<place>{_SEAT})"
)
_FORUM: Final = re.compile(
    r"\bjurisdiction|\bvenue\b|\barbitrat|\b(?:brought|litigated|instituted|resolved|commenced|heard)\b"
    r"[^.;]{0,80}\bcourts?\b|\bcourts?\b[^.;]{0,120}\b(?:competent|exclusive|submit|settle|decide)"
)
_NO_FORUM: Final = re.compile(
    r"\b(?:regulatory|governmental|tax(?:ing)?|any|each|every|such|other) (?:\w+ )?jurisdictions?\b|"
    r"\bduly (?:organized|qualified|incorporated)|\bgood standing\b|"
    r"\b(?:bankruptcy|probate|probation) court|\bexport\b|\blegislation\b|\bhome venue\b|"
    r"\bjudgment (?:up)?on (?:the|any|an|such) (?:\w+ )?award",
    re.IGNORECASE,
)


_NAMES_COURTS: Final = re.compile(r"\bcourts?\b|\bjurisdiction\b", re.IGNORECASE)
#: Two places, of which one would be said.
_OR_ELSE: Final = re.compile(r" or [A-Z]")


def _venues(sentence: str, at: int) -> Iterator[Found]:
    """Where disputes are decided: courts of a place, or arbitration in one."""
    if not _FORUM.search(sentence) or _NO_FORUM.search(sentence):
        return
    court, arbitration = _COURT.search(sentence), _ARBITRATED.search(sentence)
    first = min((m for m in (court, arbitration) if m), key=lambda m: m.start(), default=None)
    if first is None:
        return
    place = first.group("place").removeprefix("the ").strip(" ,")
    if place.startswith("United States") or _OR_ELSE.match(sentence, first.end()):
        return
    # "The venue of the arbitration is ..."
    arbitrated = first is arbitration or (
        "arbitra" in sentence and not _NAMES_COURTS.search(first.group())
    )
    value = f"arbitration in {place}" if arbitrated else f"courts of {place}"
    yield Found("Venue", value, at, at + len(sentence))


# --- money -----------------------------------------------------------------------------------

_CAPPED: Final = re.compile(
    r"\bliab(?:ility|ilities|le)\b.{0,260}?\b(?:exceed(?:s|ing)?|limited to|in excess of|"
    r"(?:greater|more) than|capped at|cap of)\b ?(?P<cap>[^;]{3,260})",
    re.IGNORECASE,
)
_NO_CAP: Final = re.compile(
    r"\b(?:insur|coverage|deductible|trade liabilit|per occurrence|including,? but not|not be limited to|"
    r"shall not (?:apply|limit)|not limited to|unlimited|without limit)",
    re.IGNORECASE,
)
#: What a cap is measured by, when it is no sum.
_MEASURED: Final = re.compile(
    r"\b(?:amounts?|fees?|payments?|sums?|price|charges|consideration|compensation|royalt\w+|"
    r"revenues?|commissions?|proceeds|purchase price|value)\b",
    re.IGNORECASE,
)
_CAP_ENDS: Final = re.compile(
    r"[.;:](?= |$)|,? (?:whether|regardless|except|provided|unless|even if|and (?:neither|in no)|"
    r"nor|but|notwithstanding|for any|arising|irrespective|under any)\b|, (?:and|or|if|which|in no)\b",
    re.IGNORECASE,
)
#: Blacked out, or one of several cases.
_NOT_PLAIN: Final = re.compile(r"[\[*]|\([ivx]{1,3}\)|\b[Tt]axes\b")
_LONGEST_CAP: Final = 30


def _caps(sentence: str, at: int) -> Iterator[Found]:
    """The most that somebody is liable for: a sum, else the words that measure it."""
    match = _CAPPED.search(sentence)
    if match is None or _NO_CAP.search(sentence, match.start(), match.start("cap")):
        return
    ends = _CAP_ENDS.search(match.group("cap"))
    said = match.group("cap")[: ends.start() if ends else None].strip(" ,:")
    if _NO_CAP.search(said) or _NOT_PLAIN.search(said):
        return
    sums = amounts(said)
    if len(sums) == 1 and not _MEASURED.search(said[sums[0].end :]):
        value = sums[0].value
    elif (sums or _MEASURED.search(said)) and len(said.split()) <= _LONGEST_CAP:
        value = said
    else:
        return
    yield Found("Liability cap", value, at, at + len(sentence))


_PAID: Final = re.compile(
    r"\b(?:pay(?:s|able|ments?)?|paid|remit\w*|due|invoic\w+|settle)\b", re.IGNORECASE
)
_DUE: Final = re.compile(
    rf"\b(?P<due>(?:within|not later than|no later than) (?:(?:{COUNT}) ?)?(?:\(? ?\d{{1,3}} ?\)? ?)?"
    r"(?:calendar |business |working )?days?'? (?:of|after|from|following|upon) "
    r"(?:(?:the|its|an?|such|each|any|date|day|of|customer's|client's|receipt|receiving|delivery|"
    r"issuance|presentation|by|\w+'s) ){0,7}(?:invoices?|statements?|bills?)\b(?: date)?|"
    rf"net (?:(?:{COUNT}) ?)?\(?\d{{1,3}}\)? days?|net (?:{COUNT}) days|"
    r"(?:due|payable) (?:up)?on (?:receipt|presentation) of (?:the |an |each |such |any )?"
    r"(?:invoice|statement)|due (?:up)?on receipt(?=[.,;]| and payable))",
    re.IGNORECASE,
)
_NOT_PAYMENT: Final = re.compile(
    r"\b(?:dispute|object|audit|interest|overdue|late|late payment|past due|default|terminat\w+)\b",
    re.IGNORECASE,
)


_AUDITED: Final = re.compile(r"\b(?:audit|deductible|indemnif)", re.IGNORECASE)


def _payments(sentence: str, at: int) -> Iterator[Found]:
    """When invoices are due, in the sentence's words."""
    match = _DUE.search(sentence)
    if match is None or not _PAID.search(sentence) or _AUDITED.search(sentence):
        return
    if _NOT_PAYMENT.search(sentence[max(0, match.start() - 120) : match.start()]):
        return
    yield Found("Payment terms", match.group("due"), at, at + len(sentence))


_IN_MONEY: Final = re.compile(
    r"\b(?:pa(?:id|y|yments?|yable)|amounts?|invoiced?|prices?|fees?|sums?|stated|expressed|"
    r"denominated|quoted|made|remitted|references?|dollar|\"?\$\"?)\b[^.;]{0,100}?"
    r"\b(?:in|to|are) (?:the )?(?:(?:lawful|legal) (?:money|currency|tender) of (?:the )?)?"
    r"(?:currency of (?:the )?)?(?P<money>U\.?S\.? (?:dollars?|currency|funds)|"
    r"United States(?: of America)?(?: dollars?| currency| funds)|USD|US ?\$|euros?|EUR|"
    r"pounds sterling|sterling|GBP|Canadian (?:dollars?|currency|funds)|"
    r"Australian (?:dollars?|currency)|Swiss francs?|Japanese yen|RMB|renminbi)\b",
    re.IGNORECASE,
)
_MONEY_WORDS: Final = (
    "dollar", "currency", "funds", "usd", "us$", "us $", "euro", "eur", "sterling", "gbp", "franc",
    "yen", "rmb", "renminbi", "united states",
)  # fmt: skip
_MONIES: Final = (
    ("USD", re.compile(r"U\.?S\.?\b|United States|USD", re.IGNORECASE)),
    ("EUR", re.compile(r"euro|EUR\b", re.IGNORECASE)),
    ("GBP", re.compile(r"sterling|GBP", re.IGNORECASE)),
    ("CAD", re.compile(r"Canadian", re.IGNORECASE)),
    ("AUD", re.compile(r"Australian", re.IGNORECASE)),
    ("CHF", re.compile(r"Swiss", re.IGNORECASE)),
    ("JPY", re.compile(r"yen", re.IGNORECASE)),
    ("CNY", re.compile(r"RMB|renminbi", re.IGNORECASE)),
)


def _monies(sentence: str, at: int) -> Iterator[Found]:
    """The currency in which the contract says that all is paid."""
    match = _IN_MONEY.search(sentence)
    if match is None or re.search(r"\bconver(?:t|sion)|\bexchange rate", sentence, re.IGNORECASE):
        return
    said = match.group("money")
    code = next((code for code, words in _MONIES if words.search(said)), None)
    if code:
        yield Found("Currency", code, at, at + len(sentence))


# --- notices ---------------------------------------------------------------------------------

_NOTICE_TO: Final = re.compile(
    r"\b(?:[Ii]f|IF|[Nn]otices?(?: shall be (?:sent|given))?|As|AS)"
    r"(?: (?:notice|given|directed|addressed|sent|is))*? (?:to|TO):? (?:the )?"
    r"(?P<who>[A-Z][\w&.,' -]{1,60}?)(?: at)? ?[:,] ?(?:to |at )?(?P<address>[A-Z0-9].{15,400})"
)
_POSTCODE: Final = re.compile(
    rf"\b(?:[A-Z]{{2}}|[A-Z]\.[A-Z]\.|{_STATES})\.?,? ?\d{{5}}(?:-\d{{4}})?\b|"
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


# --- periods -------------------------------------------------------------------------------------

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
    rf"(?:\b(?:{COUNT}|one hundred (?:and )?(?:twenty|eighty)) ?)?(?:\(? ?\d{{1,3}} ?\)?)? ?"
    r"(?:calendar |business )?(?:day|month|week|year)s?\W{0,3}(?:'?s? )?(?:advance |prior |written "
    r"|before |in advance|notice)",
    re.IGNORECASE,
)


_STOPS: Final = re.compile(
    rf"(?:\b(?:{COUNT}|one hundred (?:and )?(?:twenty|eighty)) ?)?(?:\(? ?\d{{1,3}} ?\)?)? ?"
    r"(?:calendar |business )?(?:day|month|week|year)s?\W{0,3}(?:'?s? )?(?:advance |prior\b|written "
    r"|before\b|in advance|notice|preceding|of the (?:expir|end|term))",
    re.IGNORECASE,
)


_STOPPING: Final = re.compile(
    r"\bunless\b|\bnon-? ?renew|\bnot (?:to )?(?:be )?(?:renew|exten)|\bterminat|\bcancel|\bdeclin|"
    r"\bnot (?:wish|desire|intend|elect)|\bnever\b|\babsent\b|\bdiscontinu",
    re.IGNORECASE,
)
_RENEWING: Final = re.compile(
    r"\brenew|\bexten(?:d|sion)|\bexpir|\b(?:initial|current|then|any|each|the) term\b|"
    r"\banniversary|\bend of\b|\bsay(?:s|ing)? no\b",
    re.IGNORECASE,
)


def notice_to_stop(text: str) -> Found | None:
    """How long before a renewal it must be stopped, in a passage that is about that; one about an
    option to renew says the opposite."""
    if not _STOPPING.search(text) or not _RENEWING.search(text):
        return None
    match = _STOPS.search(text)
    value = period(match.group()) if match else None
    return Found("Notice to stop renewal", value, 0, len(text)) if value else None


def notice_of(text: str) -> str | None:
    """The notice that a passage asks for, such as ``60 days``."""
    match = _STOPS.search(text)
    return period(match.group()) if match else None


def end_date(text: str) -> Found | None:
    """When a contract ends, in a passage that is about that."""
    ends = [
        found
        for found in dates(text)
        if _ENDS_AFTER.match(text[found.end :])
        or _ENDS_BEFORE.search(text[max(0, found.start - 90) : found.start])
    ]
    return ends[0] if len({found.value for found in ends}) == 1 else None


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
    """Dates, law, venue, term, renewal, cap on liability, payment terms, currency and amounts of one
    sentence that begins at offset ``at``."""
    yield from _dated(sentence, at)
    yield from _laws(sentence, at)
    low = sentence.lower()
    # Most sentences are none of these, and plain words are found faster than patterns.
    if "court" in low or "jurisdiction" in low or "venue" in low or "arbitra" in low:
        yield from _venues(sentence, at)
    yield from _periods(sentence, at)
    if "liab" in low:
        yield from _caps(sentence, at)
    if any(word in low for word in ("invoice", "receipt", "net ", "statement", "bill")):
        yield from _payments(sentence, at)
    if any(word in low for word in _MONEY_WORDS):
        yield from _monies(sentence, at)
    for found in amounts(sentence):
        yield Found("Amount", found.value, at + found.start, at + found.end)


#: Kinds of documents by words of their titles; what is more special comes first.
_TYPES: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), kind)
    for words, kind in (
        (r"amendment|addendum|supplement", "amendment"),
        (r"statement of work|work order|order form", "order or statement of work"),
        (r"non-? ?disclosure|confidentiality", "non-disclosure agreement"),
        (r"non-? ?compet\w+|non-? ?solicit\w+", "non-compete agreement"),
        (r"joint filing", "joint filing agreement"),
        (r"joint venture", "joint venture agreement"),
        (r"co-? ?brand\w+", "co-branding agreement"),
        (r"franchise", "franchise agreement"),
        (r"resell\w+|reseller|value added", "reseller agreement"),
        (r"distribut\w+", "distribution agreement"),
        (r"promotion\w*|co-? ?promotion", "promotion agreement"),
        (r"marketing", "marketing agreement"),
        (r"sponsor\w*", "sponsorship agreement"),
        (r"endorse\w+", "endorsement agreement"),
        (r"affiliate", "affiliate agreement"),
        (r"agency|sales representative", "agency agreement"),
        (r"hosting", "hosting agreement"),
        (r"maintenance", "maintenance agreement"),
        (r"development", "development agreement"),
        (r"collaborat\w+|co-? ?operation|cooperative", "collaboration agreement"),
        (r"alliance", "strategic alliance agreement"),
        (r"outsourc\w+", "outsourcing agreement"),
        (r"manufactur\w+", "manufacturing agreement"),
        (r"suppl(?:y|ier)", "supply agreement"),
        (r"transport\w*|shipping|carriage", "transportation agreement"),
        (r"consult\w+", "consulting agreement"),
        (r"employment|executive", "employment agreement"),
        (r"loan|credit|promissory note", "loan agreement"),
        (r"guarant\w+", "guaranty"),
        (r"leases?|tenancy", "lease"),
        (r"intellectual property|patent|trade ?marks?", "intellectual property agreement"),
        (r"licen[sc]\w*", "license agreement"),
        (r"shareholders?|stockholders?|subscription|share purchase|stock purchase",
         "share agreement"),
        (r"sales?|purchases?", "purchase agreement"),
        (r"data processing|data protection", "data processing agreement"),
        (r"services?", "services agreement"),
        (r"terms (?:of (?:service|use)|and conditions)", "terms and conditions"),
        (r"settlement|release", "settlement agreement"),
        (r"letter", "letter agreement"),
        (r"partnership", "partnership agreement"),
        (r"operat(?:ing|ions?)|management", "operating agreement"),
    )
)  # fmt: skip


def document_type(title: str) -> str | None:
    """What kind of document a title announces, in lower case, such as ``supply agreement``."""
    return next((kind for words, kind in _TYPES if words.search(title)), None)
