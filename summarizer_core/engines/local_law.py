"""Which law governs and who decides disputes, from sentences of normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.values import Found

STATES: Final = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    "Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|"
    "New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    "Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming|District of Columbia|Puerto Rico|"
    "Ontario|Quebec|British Columbia|Alberta|Manitoba|Nova Scotia|Saskatchewan|New Brunswick"
)
COUNTRIES: Final = (
    "People's Republic of China|PRC|England and Wales|England|Scotland|Northern Ireland|"
    "United Kingdom|Ireland|"
    "United States of America|United States|Canada|Australia|New South Wales|Victoria|New Zealand|"
    "Germany|France|Switzerland|Austria|Italy|Spain|Portugal|Netherlands|Belgium|Luxembourg|"
    "Denmark|Sweden|Norway|Finland|Poland|Czech Republic|Hungary|Greece|Turkey|Israel|India|China|"
    "Hong Kong|Taiwan|Japan|Korea|Singapore|Malaysia|Thailand|Indonesia|Philippines|Vietnam|"
    "South Africa|Nigeria|Kenya|Egypt|United Arab Emirates|Brazil|Mexico|Argentina|Chile|Colombia|"
    "Bermuda|Cayman Islands|British Virgin Islands|Jersey|Guernsey|Cyprus|Malta|Russia|Ukraine"
)
_PEOPLES: Final = {
    "English": "England and Wales",
    "Welsh": "Wales",
    "Scottish": "Scotland",
    "Scots": "Scotland",
    "Irish": "Ireland",
    "German": "Germany",
    "Swiss": "Switzerland",
    "Austrian": "Austria",
    "French": "France",
    "Dutch": "Netherlands",
    "Belgian": "Belgium",
    "Italian": "Italy",
    "Spanish": "Spain",
    "Portuguese": "Portugal",
    "Greek": "Greece",
    "Danish": "Denmark",
    "Swedish": "Sweden",
    "Norwegian": "Norway",
    "Finnish": "Finland",
    "Polish": "Poland",
    "Czech": "Czech Republic",
    "Hungarian": "Hungary",
    "Turkish": "Turkey",
    "Israeli": "Israel",
    "Indian": "India",
    "Chinese": "China",
    "PRC": "China",
    "Japanese": "Japan",
    "Korean": "Korea",
    "Singaporean": "Singapore",
    "Canadian": "Canada",
    "Australian": "Australia",
    "Brazilian": "Brazil",
    "Mexican": "Mexico",
    "Californian": "California",
    "Texan": "Texas",
}
#: A law by the name of its people, or of its land: "Swiss law", "Nevada law".
_NAMED_LAW: Final = rf"(?:{'|'.join(_PEOPLES)}|{STATES}|{COUNTRIES})(?:'s)? laws?\b"
_LAW_SENTENCE: Final = re.compile(
    r"(?:govern|constru|interpret|enforce|applicable law|subject to).{0,200}\blaws?\b|"
    r"\blaws? of .{0,120}(?:govern|apply|applies|control)|"
    rf"\b{_NAMED_LAW}.{{0,60}}\b(?:governs?|appl(?:y|ies)|controls?)\b",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"\blaws? (?:in force |then in effect )?(?:of|in)\b.{0,90}?"
    rf"\b(?P<place>{STATES}|{COUNTRIES})\b|"
    rf"\b(?P<adjective>{'|'.join(_PEOPLES)}|{STATES}|{COUNTRIES})(?:'s)? laws?\b",
    re.IGNORECASE,
)
_ADJECTIVES: Final = {
    **{people.lower(): land for people, land in _PEOPLES.items()},
    "people's republic of china": "China",
}
_CANONICAL: Final = {name.lower(): name for name in f"{STATES}|{COUNTRIES}".split("|")}


def laws(sentence: str, at: int) -> Iterator[Found]:
    if not _LAW_SENTENCE.search(sentence):
        return
    match = _PLACE.search(sentence)
    if match is None:
        return
    raw = (match.group("place") or match.group("adjective")).lower()
    value = _ADJECTIVES.get(raw) or _CANONICAL.get(raw, raw.title())
    yield Found("Governing law", value, at, at + len(sentence))


_PAPER: Final = (
    r"(?:agreement|contract|lease|licen[cs]e|deed|letter|terms|undertakings?|amendment|addendum|guarantee|"
    r"guaranty|note|order|settlement|engagement|policy|bond|mortgage|will|offer|arrangements?)\b"
)
_THIS: Final = rf"(?:(?:this|these|the present) (?:[\w&/'-]+ ){{0,4}}?{_PAPER})"
_LAWS_OF: Final = (
    r"(?:the )?(?:substantive |internal |domestic |material |local )?laws? (?:in force )?(?:of|in) "
    r"(?:the )?(?:(?:State|Commonwealth|Province|Republic|Kingdom|Grand Duchy|Canton) of )?"
    rf"(?:{STATES}|{COUNTRIES})\b"
)
_LAW_OF_PLACE: Final = rf"(?:{_LAWS_OF}|(?:the )?{_NAMED_LAW})"
#: Sentences that say of the contract itself, and of nothing beside it, which law governs it.
_STATED: Final = re.compile(
    # "Swiss law applies.", "The laws of Ohio govern this Agreement"
    r"(?:^|[.;:] |\d[.)]? |\b(?:[Ll]aw|LAW)\b[.:] ?|, (?=the laws? ))(?P<law>"
    rf"{_LAW_OF_PLACE})(?: (?:alone|only|exclusively|solely))? (?:(?:shall|will) )?"
    r"(?:(?:exclusively|solely) )?(?:governs?|appl(?:y|ies)|controls?)(?: exclusively| only| alone)?"
    rf"(?:(?: to)? (?:all of )?{_THIS}|(?: to)? (?:everything in|all matters under) {_THIS})?"
    r"(?= ?(?:$|[.;,(]|and\b|without\b|to the exclusion\b|excluding\b|although\b|except\b))|"
    # "This Deed is subject to English law", "Governed by Ohio law"
    rf"(?:{_THIS}(?:(?!\bthat\b|\bprovid|\bwhere\b|\bwhich\b)[^.;]){{0,80}}?\b(?:is|are|be)\b|(?:^|[.;:] |\d[.)]? ))(?: \w+ly)? ?(?:governed(?: \w+ly)? by|"
    r"subject(?: exclusively| only| solely)? to|construed (?:in accordance with|under))"
    rf"(?: and [^.;]{{0,60}}?(?:in accordance with|under|by))? (?P<too>{_LAW_OF_PLACE})",
    re.IGNORECASE,
)


def states_law(sentence: str) -> bool:
    """Whether a sentence says by its words alone that a law governs the contract it stands in."""
    return _STATED.search(sentence) is not None


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
    rf"(?:{STATES}|{COUNTRIES}|{_CITIES})\b(?:, (?:the )?(?:{STATES}|{COUNTRIES}|U\.?S\.?A?\.?)\b)?"
)
_COURT: Final = re.compile(
    r"\b(?:(?:courts?|jurisdiction|venue|forum)\b(?:(?!\blaws?\b)[^;]){0,80}?"
    r"\b(?:of|in|for|within|at)|[Vv]enue (?:shall|will) be|"
    rf"(?:[Pp]lace|[Ss]eat) of jurisdiction (?:is|shall be)) (?:the )?(?P<place>{_SEAT})"
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


def venues(sentence: str, at: int) -> Iterator[Found]:
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
