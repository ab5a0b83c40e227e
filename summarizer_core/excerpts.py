"""Words of a document that may be quoted alone: whole sentences, never without what limits them.

"A may end it on 60 days' notice, provided that all rent is paid" is an excerpt; "A may end it on
60 days' notice ..." is none. A sentence that is too long is cut only where what is left out cannot
turn or limit the rest; else nothing is quoted, and whoever asks must say where the words are.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.chunking import sentence_spans
from summarizer_core.titles import SHORT, before_title, untitled

#: Words of whole sentences, and of one sentence with what limits it in the next one.
MOST: Final = 60
LONGEST: Final = 90
GAP: Final = " ..."

_RULE: Final = re.compile(r"^.{0,160}[-_=]{8,} ?(?=\S)|^[^.;]{0,60}, \d{1,2}/\d{1,2}/\d{4} (?=\S)")
#: The number of a page within a sentence, and behind one.
_PAGE: Final = re.compile(
    r"(?<=[a-z,])(?<! on)(?<! at)(?<! see)(?<! of)(?<! to)(?<! in)(?<! or)(?<! and)(?<! from) "
    r"Page \d{1,3}(?: of \d{1,3})?(?= [a-z])|"
    r"(?<=[a-z,]) -\d{1,3}-(?= [a-z])|"
    r"(?<=[a-z)][.;]) -\d{1,3}- ?\d{0,3}(?: \d{1,2})?\.?$"
)
_DASHES: Final = re.compile(r" ?-{3,} ?")

#: Where a sentence ends.
_STOP: Final = re.compile(r"[.!?][\"'\u201d\u2019)\]]{0,2}$")
_ANEW: Final = re.compile(
    r"\W{0,2}(?:The|This|These|That|Those|In|If|Each|Either|Neither|No|Any|All|Upon|Unless|Such|"
    r"Notwithstanding|Subject|For|It|We|You|Both|As|At|To|\d+\.\d*)\b"
)
#: A numbered paragraph begins.
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,3}\.)+\d{0,3}\)?\W{0,2} ?[A-Z\"(]|(?:ARTICLE|SECTION) ")
_OPEN: Final = re.compile(
    r"(?:[:,;]|\b(?:as follows|the following(?: \w+){0,2}|and|or|but|if|that|whether|including|by|"
    r"to|of|from|with|upon|than|"
    r"provided|however|further|unless|except|nor|save|the|an?|in|for|such|any|each|its|their|which|"
    r"shall|will|may|must))[.:]?$",
    re.IGNORECASE,
)
#: Whole sentences have one of these.
_VERB: Final = re.compile(
    r"\b(?:shall|will|may|must|can|cannot|should|would|is|are|was|were|be|has|have|had|does|do|"
    r"agree[sd]?|"
    r"(?:acknowledge|acquire|appl(?:y|ie)|appoint|assign|authori[sz]e|become|begin|bear|buy|"
    r"commence|comprise|consent|constitute|continue|cover|desire|employ|end|engage|establish|"
    r"exceed|excuse|exist|"
    r"expire|give|go|govern|grant|guarantee|hold|include|intend|keep|lapse|lease|let|licen[cs]e|"
    r"last|limit|make|mean|"
    r"need|own|owe|pay|permit|prevail|promise|provide|purchase|receive|remain|renew|represent|"
    r"require|reserve|retain|"
    r"run|sell|settle|set|start|state|supply|surviv|take|terminate|undertake|vest|waive|warrant|wish)(?:e?s)?)\b",
    re.IGNORECASE,
)
#: The foot of a page in the midst of a sentence.
_FOOT: Final = re.compile(
    r"\*{3,} ?Confidential|\bconfidential (?:treatment|materials? omitted)|"
    r"\bomitted and filed separately|\bSource: [A-Z]",
    re.IGNORECASE,
)
#: A list of which only the title of the first item is there.
_TITLE_ALONE: Final = re.compile(
    r": \((?:a|i|1)\) [A-Z][\w-]*(?: (?!shall|will|may|must|is|are|has)[\w-]+){0,5}[.;]?$"
)
_BEGINS: Final = re.compile(r"[\"'\u201c\u2018(\[]{0,2}[A-Z$\u00a7\u20ac\u00a3]")
#: A sentence that only the one before it explains, and one that takes from the one before it.
_REFERS: Final = re.compile(
    r"\W*(?:(?:in|upon|on|after|following|during|from|as of|for) (?:any )?(?:such|that|this|which|"
    r"either|these|those)\b|"
    r"such\b|thereafter\b|afterwards?\b|otherwise\b|in which\b|the foregoing\b|if so\b|any such\b|"
    r"(?:this|that|these|those|said) "
    r"(?:option|right|termination|notice|amount|payment|sum|fee|event)s?\b|"
    r"notwithstanding the (?:foregoing|above)\b|accordingly\b|if such\b|"
    # "It is then extended": no condition of its own stands before it.
    r"(?!(?:if|when|where|upon|after|once|should|unless|until)\b)"
    r"(?:(?!\b(?:shall|will|may|must|is|are)\b)[^.;,]){1,60}"
    r"\b(?:shall|will|may|must|is|are) (?:be )?"
    r"(?:then(?![- ]current)|thereafter|accordingly)\b)",
    re.IGNORECASE,
)
#: ... that goes on with what the one before it says.
_AFTERWARDS: Final = re.compile(
    r"\W*(?:thereafter\b|afterwards?\b|accordingly\b|if such\b|"
    r"it (?:shall|will|is|may) (?:be )?(?:then|thereafter)\b)",
    re.IGNORECASE,
)
_TAKES: Final = re.compile(
    r"\W*(?:however|provided|but|except|notwithstanding the (?:foregoing|above|preceding)|"
    r"the foregoing|"
    r"this (?:clause|section|paragraph|provision|right|limit\w*|sentence|obligation|exclusion|"
    r"restriction)"
    r"[^.;]{0,40} (?:not|only)|"
    r"(?:such|no such) (?:right|termination|notice|limit\w*|consent|licen[cs]e)|in (?:no|such|"
    r"that|this) (?:event|case)|"
    r"(?:nothing|none)\b|"
    r"(?:(?:clause|section|paragraph) )?[\d.]+ does not apply)",
    re.IGNORECASE,
)
#: What has one of these cannot be left out.
_LIMITS: Final = re.compile(
    r"\b(?:if|events?|cases?|provided|providing|unless|until|except\w*|exclud\w+|save|only|solely|"
    r"sole|after|before|"
    r"prior|upon|subject|when\w*|where\w*|while|during|within|following|follows|but|however|"
    r"notwithstanding|without|other than|rather|instead|extent|long as|limit\w*|not|no|nor|never|"
    r"none|exceed\w*|"
    r"less|more|most|least|maximum|minimum|greater|lesser|later|earlier|pay\w*|paid|fees?|"
    r"refund\w*|"
    r"reimburs\w*|compensat\w*|first|condition\w*|should|because|due|unable|fail\w*|breach\w*|"
    r"default\w*|"
    r"arbitrat\w*|courts?|expire\w*|terminat\w*|years?|months?|days?|cure\w*)\b|"
    r"\((?:[a-z]|[ivx]{1,4}|\d{1,2})\) ",
    re.IGNORECASE,
)
_HARMLESS: Final = re.compile(
    r"\b(?:without limitation|(?:but )?not limited to|without limiting)\b", re.IGNORECASE
)
#: Where what follows may be left out: another statement, or examples.
_CUT: Final = re.compile(
    r"; (?=(?:and )?(?:the |each |either )?[A-Z\"])|"
    r", (?=and (?:the |each |either )?[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,4} (?:shall|will|"
    r"agrees?|must)\b)|"
    r",? (?=including\b|such as\b|whether or not\b|regardless of\b)"
)
_IN_CASE: Final = re.compile(
    r"\W*(?:if|in the|in case|upon|where|when|unless|should|subject|notwithstanding|except|after|"
    r"before|for so|so long|as long|during|following|until|while|once|within|on)\b",
    re.IGNORECASE,
)
_THEN: Final = re.compile(
    r", [^;]{2,160}?\b(?:shall|will|may|must|is|are|has|have|agrees?)\b", re.IGNORECASE
)
#: Words of a statement at least.
_FEWEST: Final = 4


def statements(text: str) -> list[tuple[int, int]]:
    """Start and end of the sentences of a normalised text, each with the whole list that it opens;
    no sentence ends at "U.S." or "Inc."."""
    found: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if found and _goes_on(text, *found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def excerpt(said: str, most: int = MOST, key: re.Pattern[str] | None = None) -> str:
    """Whole sentences of a passage; "" where none can be quoted without leaving out what limits it.

    Args:
        said: in its normal form.
        most: words, which one sentence with what limits it may go beyond, up to 90.
        key: words that it is quoted for; sentences without them give way.
    """
    said = _bare(said)
    spans = statements(said)
    parts = [said[start:end] for start, end in spans]
    at = 0
    if key is not None:
        at = next((number for number, part in enumerate(parts) if key.search(part)), 0)
        if at and hangs(parts[at]):
            at -= 1
    else:
        at = next((number for number, part in enumerate(parts) if is_whole(part)), 0)
    if not parts:
        return ""
    last = _last_taken(parts, at, most, key)
    words = untitled(said[spans[at][0] : spans[last][1]]).strip()
    if len(words.split()) > LONGEST:
        limited = last > at and takes_from(parts[last])
        words = "" if limited else _cut(untitled(parts[at]).strip())
    return _ended(words) if is_whole(words) else ""


def entire(said: str, most: int = LONGEST) -> str:
    """All of a passage, if it is of whole sentences and at most so many words; else ""."""
    words = untitled(_bare(said)).strip()
    return _ended(words) if len(words.split()) <= most and is_whole(words) else ""


def is_whole(said: str) -> bool:
    """Whether normalised words begin and end as a sentence does and have a verb; they may lack the
    full stop."""
    words = untitled(said).strip()
    if len(words.split()) < _FEWEST or _BEGINS.match(words) is None or _VERB.search(words) is None:
        return False
    if _FOOT.search(words) or _TITLE_ALONE.search(words):
        return False
    return _OPEN.search(words.rstrip(" \"'\u201d\u2019")) is None and _balanced(words)


def hangs(said: str) -> bool:
    """Whether a sentence is about what only the one before it names: "This option ends then"."""
    return _REFERS.match(untitled(said)) is not None


def depends(said: str) -> bool:
    """Whether a sentence tells what comes after what only the one before it says: "Thereafter"."""
    return _AFTERWARDS.match(said) is not None


def takes_from(said: str) -> bool:
    """Whether a sentence limits what the one before it says, or takes something out of it."""
    return _TAKES.match(untitled(said)) is not None


def quoted(said: str) -> str:
    """Words in quotes; quotes within them become single ones."""
    return f'"{said.replace(chr(34), chr(39))}"'


def _bare(said: str) -> str:
    """A passage without the foot of a page before, in or behind it and the next title behind it."""
    said = _PAGE.sub("", _RULE.sub("", said[: before_title(said, 0, len(said))]))
    return _DASHES.sub(" ", said).strip()


def _ended(words: str) -> str:
    """Without the stop, which whoever quotes it sets."""
    kept = words.rstrip(" ;,")
    return kept if kept.endswith(GAP) or SHORT.search(kept) else kept.rstrip(" .")


def _last_taken(parts: list[str], at: int, most: int, key: re.Pattern[str] | None) -> int:
    """The number of the last sentence that is quoted from one on: those that take from it, and what
    else there is room for where all is quoted."""
    last = at
    count = len(parts[at].split())
    for number in range(at + 1, len(parts)):
        part = parts[number]
        referred = number == at + 1 and key is not None and not key.search(parts[at])
        count += len(part.split())
        wanted = count <= most and is_whole(part) and (key is None or key.search(part))
        if not (takes_from(part) or referred or wanted):
            break
        last = number
    return last


def _goes_on(text: str, start: int, end: int, then: int) -> bool:
    """Whether a sentence that seems to end goes on in the next words."""
    said = text[start:end].rstrip()
    if SHORT.search(said):
        return _ANEW.match(text, then) is None
    if _STOP.search(said):
        # "as follows. (a) ...", and a number alone: "9.1."
        return re.search(r"\b(?:as follows|the following)\W*$", said) is not None
    title = _VERB.search(said) is None and not said.endswith((":", ",", ";"))
    return not (title or _NUMBERED.match(text, then))


def _cut(said: str) -> str:
    """The first words of a long sentence that say something whole, where the others limit nothing;
    else ""."""
    for pause in reversed(list(_CUT.finditer(said))):
        head, tail = said[: pause.start()], _HARMLESS.sub("", said[pause.end() :])
        if len(head.split()) > LONGEST or _LIMITS.search(tail):
            continue
        said_all = _IN_CASE.match(head) is None or _THEN.search(head) is not None
        if said_all and is_whole(head):
            return f"{head.rstrip(' ,;:.(')}{GAP}"
    return ""


def _balanced(words: str) -> bool:
    return words.count("(") <= len(re.findall(r"\)", words)) and words.count('"') % 2 == 0
