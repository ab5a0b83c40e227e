"""Which law governs and who decides disputes, from sentences of normalised text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from summarizer_core.engines.local_limits import limited_forum, limited_law
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


#: Where a sentence goes on to something else: behind a semicolon, or behind the next one's number.
_NEXT: Final = re.compile(r"; |(?<=[a-z)\"'\d]{2})\. (?=[A-Z\d(\"'])")
#: "The laws of the United States and the State of Florida".
_AND_STATE: Final = re.compile(
    r"(?: of America)?,? and (?:(?:of|under|by) )?(?:the laws? of )?(?:the )?"
    rf"(?:(?:State|Commonwealth|Province) of )?(?P<place>{STATES})\b",
    re.IGNORECASE,
)
#: Of a paper that is yet to be made.
_WOULD: Final = re.compile(r"\bwould (?:\w+ )?be (?:governed|construed|subject)\b", re.IGNORECASE)
_UNIONS: Final = frozenset(("United States", "United States of America", "Canada"))


def laws(sentence: str, at: int) -> Iterator[Found]:
    """Which law governs, by each part of a sentence that says so; found is the part."""
    if not _LAW_SENTENCE.search(sentence):
        return
    places = [
        (start, end, place)
        for start, end in _parts(sentence)
        if _LAW_SENTENCE.search(sentence, start, end)
        and (place := _law_of(sentence[start:end])) is not None
    ]
    whole = None if places else _law_of(sentence)
    if whole is not None:
        places = [(0, len(sentence), whole)]
    for start, end, place in _whole(sentence, places):
        if not _WOULD.search(sentence, start, end):
            said = sentence[start:end]
            value = limited_law(place, said, _law_end(said))
            yield Found("Governing law", value, at + start, at + end)


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    at = 0
    for gap in _NEXT.finditer(sentence):
        yield at, gap.start()
        at = gap.end()
    yield at, len(sentence)


def _whole(sentence: str, places: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Start, end and place; of a single one the whole sentence, unless its part speaks of a paper
    of its own."""
    for start, end, place in places:
        alone = len(places) == 1 and not _apart(sentence[start:end])
        yield (0, len(sentence), place) if alone else (start, end, place)


def _apart(part: str) -> bool:
    return _WOULD.search(part) is not None or _GOVERNED_PAPER.search(part) is not None


def _law_end(words: str) -> int:
    """Where the law that a part of a sentence names ends in it."""
    match = _PLACE.search(words)
    if match is None:
        return len(words)
    state = _AND_STATE.match(words, match.end())
    return match.end() if state is None else state.end()


def _law_of(words: str) -> str | None:
    match = _PLACE.search(words)
    if match is None:
        return None
    raw = (match.group("place") or match.group("adjective")).lower()
    value = _ADJECTIVES.get(raw) or _CANONICAL.get(raw, raw.title())
    state = _AND_STATE.match(words, match.end()) if value in _UNIONS else None
    return value if state is None else f"{value} and {_CANONICAL[state['place'].lower()]}"


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


# --- of which paper --------------------------------------------------------------------------

#: A paper by its name or by its initials, which may be another one than that in which it is named.
_NAMED_PAPER: Final = (
    r"\b(?:[Tt]he|[Tt]hat|[Ss]uch) (?P<{0}>(?!AAA|FAA|USA|UAA|FDA|EEA|UCITA)(?:[A-Z]{{1,4}}A|MOU|LOI)\b|"
    r"(?!(?:[Ee]ntire|[Ww]hole|[Pp]resent|[Ss]aid|[Ff]oregoing|[Aa]bove|[Pp]arties'?|[Ff]inal|[Tt]erms?) )"
    r"(?:(?!(?:of|and|or|to|in|under|with|for|by|this|between) )[\w&/'-]+ ){{1,4}}"
    r"(?:[Aa]greements?|AGREEMENTS?|[Cc]ontracts?|CONTRACTS?|[Ll]eases?|[Dd]eeds?)\b)"
)
_GOVERNED_PAPER: Final = re.compile(
    rf"{_NAMED_PAPER.format('governed')}(?: itself)? (?:is|are|shall|will|would|must)\b[^.;]{{0,40}}?"
    r"(?:govern|constru|interpret|subject to)|"
    r"\b(?:[Dd]isputes?|[Cc]laims?|[Cc]ontrovers\w+|[Dd]ifferences?|[Aa]ctions?|[Pp]roceedings?)\b"
    r"[^.;]{0,80}?\b(?:under|out of|from|concerning|regarding|relating to|in connection with) "
    rf"{_NAMED_PAPER.format('disputed')}"
)
_OWN_WORDS: Final = re.compile(
    rf"{_THIS}|\b(?:hereof|hereto|hereunder|herein|herewith)\b", re.IGNORECASE
)


def of_another(said: str, text: str) -> bool:
    """Whether words on a law or on disputes speak of another paper alone: one that the document
    neither is by its title nor calls itself.

    Args:
        said: normalised.
        text: of the whole document.
    """
    named = [one["governed"] or one["disputed"] for one in _GOVERNED_PAPER.finditer(said)]
    if not named or _OWN_WORDS.search(said):
        return False
    return not any(_calls_itself(paper, text) for paper in named)


def _calls_itself(paper: str, text: str) -> bool:
    name = r"\s+".join(map(re.escape, paper.split()))
    return (
        re.search(
            rf"\bthis\s+(?:[\w&/'-]+\s+){{0,6}}?{name}\b|"
            rf"\bthis\b[^.;]{{0,300}}\([^()]{{0,40}}[\"“']{name}[\"”']|"
            rf"^[^\n.]{{0,60}}{name}\W*$",
            text,
            re.IGNORECASE | re.MULTILINE,
        )
        is not None
    )


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
    "Leeds|Manchester|Birmingham|Bristol|Liverpool|Glasgow|Cardiff|Belfast|Athens|Istanbul|Moscow|Lisbon|Luxembourg|Bermuda|Panama|Mexico City|Sao Paulo|Buenos Aires"
)
_SEAT: Final = (
    r"(?:(?:the )?(?:[A-Z][\w.'-]+ ){0,3}(?:County|Counties|Parish|District|City|Borough|State|"
    r"Commonwealth|Province)(?: and County)?(?: of)? )?"
    rf"(?:(?:[A-Z][\w.'-]+ ){{0,2}}County,? )?(?:(?:[A-Z][\w.'-]+ ?){{1,3}}, )?(?:the )?"
    rf"(?:(?:State|Commonwealth|Province|City|County|Republic) of )?"
    rf"(?:{STATES}|{COUNTRIES}|{_CITIES})\b(?:, (?:the )?(?:{STATES}|{COUNTRIES}|U\.?S\.?A?\.?)\b)?"
)
_COURT_OF: Final = (
    r"\b(?:(?:COURTS|jurisdiction|venue|forum)\b(?:(?!\blaws?\b)[^;]){0,80}?"
    r"\b(?:of|in|for|within|at)|[Vv]enue (?:shall|will) be|"
    rf"(?:[Pp]lace|[Ss]eat) of jurisdiction (?:is|shall be)) (?:the )?(?P<place>{_SEAT})"
)
_COURT: Final = re.compile(_COURT_OF.replace("COURTS", "courts?"))
#: "The Royal Court of Jersey", where nothing is said of courts in small letters or of another one.
_ONE_COURT: Final = re.compile(_COURT_OF.replace("COURTS", "Courts?"))
_OR_COURT: Final = re.compile(r"\bor\b[^;]{0,120}\b(?:[Cc]ourts?|forum)\b")
_ARBITRATED: Final = re.compile(
    r"\b(?:(?:arbitrat\w+|hearings?|seat|place)\b(?:(?!\blaws?\b|\brules\b|\bcourts?\b)[^;]){0,90}?"
    r"\b(?:held|conducted|take place|seated|occur|sit|situated|located|be)|"
    r"(?:seat|place|venue|location|site) of (?:the )?arbitration[^;.]{0,30}?\b(?:be|is)|"
    r"(?:arbitration|arbitrated)) ?(?:exclusively |only )?(?:in|at)? ?(?:the )?"
    rf"(?P<place>{_SEAT})"
)
_FORUM: Final = re.compile(
    r"\bjurisdiction|\b[Vv]enue\b|\barbitrat|\b(?:brought|litigated|instituted|resolved|commenced|heard)\b"
    r"[^.;]{0,80}\bcourts?\b|\b[Dd]isputes?\b[^.;]{0,100}\bcourts?\b|\bcourts?\b[^.;]{0,120}\b(?:competent|exclusive|submit|settle|decide)"
)
_NO_FORUM: Final = re.compile(
    r"\b(?:regulatory|governmental|tax(?:ing)?|any|each|every|such|other) (?:\w+ )?jurisdictions?\b|"
    r"\bduly (?:organized|qualified|incorporated)|\bgood standing\b|"
    r"\b(?:bankruptcy|probate|probation) court|\bexport\b|\blegislation\b|\bhome venue\b|"
    r"\bsummons\b[^.;]{0,100}\bmay be (?:delivered|served|made)\b|"
    r"\b(?:chief|presiding) judge\b|\brevok\w+ (?:an|any|the) arbitra|"
    r"\bjudgment (?:up)?on (?:the|any|an|such) (?:\w+ )?award",
    re.IGNORECASE,
)


_NAMES_COURTS: Final = re.compile(r"\bcourts?\b|\bjurisdiction\b", re.IGNORECASE)
#: Two places, of which one would be said.
_OR_ELSE: Final = re.compile(r" or [A-Z]")


def venues(sentence: str, at: int) -> Iterator[Found]:
    """Where disputes are decided: courts of a place, or arbitration in one; found is the part of a
    sentence that says so. Behind one for disputes of another paper comes the next one."""
    if not _FORUM.search(sentence) or _NO_FORUM.search(sentence):
        return
    places = [
        (start, end, place)
        for start, end in _parts(sentence)
        if (place := _forum(sentence[start:end], "arbitra" in sentence)) is not None
    ]
    for start, end, place in _whole(sentence, places):
        said = sentence[start:end]
        value = None if _only_helps(place, said) else _with_limits(place, said)
        if value is not None:
            yield Found("Venue", value, at + start, at + end)
        if not _apart(sentence[start:end]):
            return


def _with_limits(value: str, said: str) -> str | None:
    """A forum with what limits it, None where it is only the second one."""
    return limited_forum(value, said, *_place_in(value, said))


def _place_in(value: str, said: str) -> tuple[int, int]:
    """Where the place of a forum stands in the words that name it."""
    name = value.removeprefix("courts of ").removeprefix("arbitration in ")
    start = said.find(name)
    return start, start + len(name)


_INTERIM: Final = (
    r"(?:injuncti\w+|restraining|interim|conservatory|provisional|equitable|interlocutory)\b"
)
#: Before a place whose courts only enforce what others decided, or only help meanwhile.
_HELPS_BEFORE: Final = re.compile(
    r"\b(?:judge?ments?|awards?)\b[^;]{0,160}?\b(?:may|shall|can|will) be (?:enforced|entered|confirmed|recogni[sz]ed)\b"
    r"[^;]{0,80}$|"
    rf"\b(?:jurisdiction|venue|court) (?:for|over) [^.;,]{{0,30}}?{_INTERIM}[^.;,]{{0,60}}$|"
    rf"\b{_INTERIM}[^.;,]{{0,60}}\b(?:sought|brought|obtained|requested) (?:only )?(?:in|from|before)\b[^.;,]{{0,60}}$",
    re.IGNORECASE,
)
_APPLIES: Final = re.compile(
    r"\b(?:appl(?:y|ies)|application|resort|recourse|petition) to (?:any|an?|the)\b[^.;,]{0,80}$",
    re.I,
)
_APPLIES_FOR: Final = re.compile(rf"[^.;]{{0,40}}?\bfor\b[^.;]{{0,60}}?{_INTERIM}", re.I)
#: ... and behind it.
_HELPS_BEHIND: Final = re.compile(
    r"[^.;]{0,40}?\b(?:(?:solely|only|exclusively),? )?(?:to|for (?:the )?(?:(?:sole|limited|only|exclusive) )?"
    r"(?:purposes? of )?)(?:the )?(?:enforc\w+|compel\w*|confirm\w*)(?: of)?"
    r" (?:(?:an?|any|the|such|its|this) )?(?:arbitra\w+ )?(?:awards?|arbitrat\w+|judge?ments?|section|article|clause)\b"
    r"(?![^.;]*\b(?:disputes?|controvers\w+|claims?)\b)",
    re.IGNORECASE,
)


def _only_helps(value: str, said: str) -> bool:
    """Whether the courts of a place only enforce an award or a judgment of others, or only grant
    injunctions: they decide no dispute."""
    if not value.startswith("courts of "):
        return False
    start, end = _place_in(value, said)
    if _HELPS_BEFORE.search(said, 0, start) or _HELPS_BEHIND.match(said, end):
        return True
    return bool(_APPLIES.search(said, 0, start) and _APPLIES_FOR.match(said, end))


def _forum(words: str, arbitrates: bool) -> str | None:
    court, arbitration = _COURT.search(words), _ARBITRATED.search(words)
    if court is None and arbitration is None and not _OR_COURT.search(words):
        court = _ONE_COURT.search(words)
    first = min((m for m in (court, arbitration) if m), key=lambda m: m.start(), default=None)
    if first is None:
        return None
    place = first.group("place").removeprefix("the ").strip(" ,")
    if place.startswith("United States") or _OR_ELSE.match(words, first.end()):
        return None
    # "The venue of the arbitration is ..."
    arbitrated = first is arbitration or (arbitrates and not _NAMES_COURTS.search(first.group()))
    return f"arbitration in {place}" if arbitrated else f"courts of {place}"
