"""Who is who in a text, so that a party is one whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from summarizer_core.grammar import ROLE_NOUNS
from summarizer_core.hashing import normalise

#: Stands for a party. Without figures, so that it is not counted.
ONE: Final = r"qqp[a-z]+"

#: Where a text defines what somebody is called.
DEFINED: Final = re.compile(
    r"\((?:[^()\"]{0,40}?)\"(?:the )?(?P<role>[A-Z][\w -]{1,30})\"[^()]{0,40}\)", re.IGNORECASE
)
_BEFORE_ROLE: Final = re.compile(r"(?:(?:[A-Z][\w.&'-]*|plc|ApS|e\.V\.),?(?: |$)){1,7}")
_LEGAL: Final = re.compile(
    r",? (?:Ltd|Limited|Inc|Incorporated|LLC|L\.L\.C|Corp|Corporation|GmbH|PLC|plc|AG|S\.A|B\.V|"
    r"Co|Company|LLP|L\.P|LP|S\.p\.A|SpA|N\.V|AS|A/S|ApS|AB|Oy|SE|KG|SAS|S\.A\.S|Pty|NV|BV|SA)\b\.?",
)
_ROLES: Final = frozenset(word.casefold() for word in ROLE_NOUNS)
#: With a capital, a role is somebody's though no text says whose.
_ROLE: Final = re.compile(rf"\b(?:{'|'.join(ROLE_NOUNS)})\b")
#: Letters; the first word of a name that has no more names nobody alone.
_SHORTEST: Final = 3
#: Characters before a role that its name is looked for in, and those in which parties are named.
_NAME_REACH: Final = 160
_NAMED_WITHIN: Final = 20_000


#: "Alder Works (the Supplier)": one party, by name and role.
_CALLED: Final = re.compile(rf"\b({ONE}) \( ?\1 ?\)")


class Parties:
    """By name, by name without legal form, and by role.

    Args:
        text: normalised.
        roles: of the parties, by name, as far as they are known.
        called: what else a role is called, by the role in lower case.
    """

    def __init__(
        self,
        text: str,
        roles: Mapping[str, str] | None = None,
        called: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        known: dict[str, set[str]] = {}
        for name, role in (roles or {}).items():
            known.setdefault(role.casefold() or name.casefold(), set()).update({name, role})
        for role, name in _defined(text[:_NAMED_WITHIN]):
            known.setdefault(role.casefold(), set()).update({role, name})
        for role, names in called.items():
            known.setdefault(role, set()).update(names)
        forms: dict[str, str] = {}
        for number, names in enumerate(known.values()):
            forms |= dict.fromkeys(_forms(names), _mark(number))
        exact: dict[str, str] = {}
        others = [one for one in dict.fromkeys(_ROLE.findall(text)) if one.casefold() not in forms]
        for number, role in enumerate(others, start=len(known)):
            # "The company" of a text that has "the Company", too, is no party.
            if role.casefold() in text:
                exact[role] = _mark(number)
            else:
                forms[role.casefold()] = _mark(number)
        self._named = {**forms, **exact}
        self._patterns = [
            _any_of(words, flags)
            for words, flags in ((forms, re.IGNORECASE), (exact, re.RegexFlag(0)))
            if words
        ]

    def marked(self, text: str) -> str:
        """A text with a mark in place of each mention of a party."""
        for pattern in self._patterns:
            text = pattern.sub(self._mark_of, text)
        text = re.sub(rf"\b(?:the|an?) +(?={ONE}\b)", "", text, flags=re.IGNORECASE)
        text = re.sub(r"  +", " ", text)
        return _CALLED.sub(r"\1", text)

    def _mark_of(self, match: re.Match[str]) -> str:
        name = match.group()
        return f" {self._named.get(name) or self._named[name.casefold()]} "


def _any_of(words: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    """The words, the longest first."""
    longest = sorted(words, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", flags)


def _forms(names: Iterable[str]) -> set[str]:
    """What somebody of these names is called, in lower case."""
    forms = {normalise(form) for form in names if form.strip()}
    bare = {_LEGAL.sub("", form).strip(" ,.") for form in forms}
    first = {form.split()[0].rstrip(",") for form in bare if len(form.split()) > 1}
    called = forms | bare | {one for one in first if len(one) > _SHORTEST}
    return {one.casefold() for one in called if one}


def _mark(number: int) -> str:
    tens, ones = divmod(number, 26)
    return f"qqp{chr(ord('a') + tens % 26) if tens else ''}{chr(ord('a') + ones)}"


def _defined(text: str) -> Iterator[tuple[str, str]]:
    """What a text defines parties to be called, each with its name, "" where that is not told."""
    last = 0
    for match in DEFINED.finditer(text):
        role = match["role"].strip()
        before = text[max(last, match.start() - _NAME_REACH) : match.start()]
        last = match.end()
        names = list(_BEFORE_ROLE.finditer(before))
        companies = [
            one.group()[: form.end()].strip(" ,")
            for one in names
            if (form := _LEGAL.search(one.group()))
        ]
        if companies:
            yield role, companies[-1]
        elif names and _is_short_for(role, names[-1], before):
            yield role, names[-1].group().strip(" ,")
        elif role.split()[-1].casefold() in _ROLES:
            person = names[-1].group().strip(" ,") if names else ""
            beside = bool(names) and names[-1].end() == len(before) and len(person.split()) > 1
            yield role, person if beside else ""


#: What stands before a party's name in the sentence that names the parties.
_JOINING: Final = re.compile(
    r"(?:\b(?:between|among|and|by|with|of)|[,:]|\(\w{1,3}\)) ?(?:the |The )?$"
)


def _is_short_for(role: str, name: re.Match[str], before: str) -> bool:
    """Whether somebody without a legal form is called by a part of the name that stands right
    before: 'between ... and Hallett University Hospital ("Hallett")'."""
    if name.end() < len(before.rstrip(" ,")) or not _JOINING.search(before[: name.start()]):
        return False
    words = [word.strip(",.").casefold() for word in name.group().split()]
    initials = "".join(word[0] for word in words if word)
    called = role.casefold().split()
    return len(words) > 1 and (set(called) <= set(words) or called == [initials])
