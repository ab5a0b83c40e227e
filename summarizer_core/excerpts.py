"""Words of a document cut to a readable length: whole clauses of a sentence, with a sign where
something is left out, and never without what turns or limits them.

"A may end it on 60 days' notice ... provided that all rent is paid" is an excerpt of a long
sentence; "A may end it on 60 days' notice" is none.
"""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.titles import before_title, untitled

#: Words of an excerpt, those of a limit behind them that may come on top, and those of a condition
#: that is told before them.
MOST: Final = 40
_LIMIT_WORDS: Final = 24
_CONDITION_WORDS: Final = 14
#: A limit so near is said along with the words before it.
_AT_ONCE: Final = 3
GAP: Final = " ..."

_RULE: Final = re.compile(r"^.{0,160}[-_=]{8,} ?(?=\S)")
_DASHES: Final = re.compile(r" ?-{3,} ?")
_PAUSE: Final = re.compile(r"[,;:](?= )|\.(?= [A-Z(])| (?=\((?:[a-z]|[ivx]{1,4})\) )")
#: Where something begins that turns or limits what is said before it.
_LIMITS: Final = re.compile(
    r"(?<!\()\b(?:unless|except(?!ional)|provided(?:,? (?:however|further))?,? that|"
    r"provided,? however|so long as|as long as|but (?:only|not(?! limited)|in no)|"
    r"only (?:if|when|where|after|upon|to the extent)|save (?:that|as|for|where))\b|"
    r"(?<=[,;:] )(?:subject to|other than|to the extent|however)\b",
    re.IGNORECASE,
)
#: Behind these words a clause goes on.
_DANGLES: Final = re.compile(
    r"\b(?:provided|however|further|unless|except|and|or|but|if|that|whether|including|by|to|of|save|nor)$",
    re.IGNORECASE,
)
_NEAR: Final = 12
#: What what follows it hangs on.
_CONDITION: Final = re.compile(
    r"\b(?:if|in (?:the )?(?:event|case)|should|where|when(?:ever)?|unless|until|subject to|upon|"
    r"after|following|before|prior to|during|only|solely|except|provided that|so long as)\b",
    re.IGNORECASE,
)
#: Words that begin no statement of their own.
_BESIDE: Final = re.compile(
    r"\W*(?:by|upon|on|in|with|without|at|for|as|to|and|or|of|from|under|which|who|that|including|such|"
    r"each|whether|subject|effective|immediately)\b",
    re.IGNORECASE,
)


def excerpt(said: str, most: int = MOST, key: re.Pattern[str] | None = None) -> str:
    """A sentence or more, cut to ``most`` words, and up to 24 more for what limits them.

    Args:
        said: in its normal form.
        key: words that it is quoted for; what stands before their clause may give way.
    """
    said = _RULE.sub("", said[: before_title(said, 0, len(said))])
    said = untitled(_DASHES.sub(" ", said)).strip()
    goes_on = said.endswith((":", ","))
    said = said.rstrip(" .;,:")
    if len(said.split()) <= most:
        return f"{said}{GAP}" if goes_on else said
    match = key.search(said) if key is not None else None
    if match is None:
        return _cut(said, most, 0)
    if len(said[: match.end()].split()) <= most - _AT_ONCE:
        return _cut(said, most, match.end())
    begin = _clause_of(said, match.start())
    if not begin:
        return _cut(said, most, match.end())
    before = _condition(said[:begin])
    left = max(most // 2, most - len(before.split()))
    rest = said[begin:]
    told = rest if len(rest.split()) <= left else _cut(rest, left, match.end() - begin)
    return f"{before}{GAP} {told}".strip()


def quoted(said: str) -> str:
    """Words in quotes; quotes within them become single ones."""
    return f'"{said.replace(chr(34), chr(39))}"'


def _cut(said: str, most: int, least: int) -> str:
    """The first words, up to a clause's end behind ``least``, with what limits them."""
    end = _end_of_clause(said, most, least)
    dangling = _DANGLES.search(said[:end].rstrip(" ,"))
    if dangling is not None and dangling.start() > least:
        end = dangling.start()
    limit = _LIMITS.search(said, end)
    if limit is None:
        return f"{said[:end].rstrip(' ,;:.(')}{GAP}"
    begin = limit.start()
    stop = _end_of_limit(said, begin)
    last = said[begin:stop].rstrip(" ,;:.(")
    near = len(said[end:begin].split()) <= _AT_ONCE
    head = said[:begin].rstrip(" (") if near else f"{said[:end].rstrip(' ,;:.(')}{GAP}"
    behind = "" if stop >= len(said) else GAP
    return f"{head} {last}{behind}"


def _clause_of(said: str, at: int) -> int:
    """Where the statement begins that a place is in, its subject included."""
    starts = [one.end() for one in _PAUSE.finditer(said, 0, at)]
    for start in reversed(starts):
        words = said[start:at].split()
        if len(words) >= 1 and not _BESIDE.match(said, start):
            return start + (said[start] == " ")
    back = len(said[:at].split()) - _CONDITION_WORDS
    return _words_end(said, 0, back) + 1 if back > 0 else 0


def _condition(intro: str) -> str:
    """Of what stands before a statement the words that make it a condition; "" without any."""
    sentence = intro[max(0, *(one.end() for one in re.finditer(r"\. (?=[A-Z])", intro)), 0) :]
    found = _CONDITION.search(sentence)
    if found is None:
        return ""
    words = sentence[found.start() :]
    end = _words_end(words, 0, _CONDITION_WORDS)
    return words[:end].rstrip(" ,;:.(")


def _end_of_clause(said: str, most: int, least: int) -> int:
    """Where the last clause ends that lies within the first words, and behind ``least``; else the
    next one, where that is near, or the last of these words."""
    within = _words_end(said, 0, most)
    least = max(within // 2, least + 1)
    pauses = [one.start() for one in _PAUSE.finditer(said, least, within + 1)]
    pauses = [at for at in pauses if _DANGLES.search(said, max(0, at - _NEAR), at) is None]
    if pauses:
        return pauses[-1]
    behind = _PAUSE.search(said, within, _words_end(said, within, _LIMIT_WORDS))
    return behind.start() if behind else within


def _end_of_limit(said: str, begin: int) -> int:
    """Where a limit that begins at a place ends: at a pause, or the end, or so many words on."""
    within = _words_end(said, begin, _LIMIT_WORDS)
    if within >= len(said):
        return len(said)
    pauses = [one.start() for one in _PAUSE.finditer(said, begin, within + 1)]
    far = [at for at in pauses if len(said[begin:at].split()) > _AT_ONCE]
    return far[-1] if far else within


def _words_end(said: str, begin: int, count: int) -> int:
    """Where the so-and-so-manieth word behind a place ends."""
    end = begin
    for number, word in enumerate(re.finditer(r"\S+", said[begin:])):
        if number == count:
            break
        end = begin + word.end()
    return end
