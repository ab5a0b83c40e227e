"""Names in a statement, and whether a text has them: as a whole where they have several words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from summarizer_core.support import CURRENCIES, PEOPLES

_MONTH: Final = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}|[^\W_]+(?:['&-][^\W_]+)*")
#: Written in several ways.
_ALIKE: Final = {
    "limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co",
    "u.s": "us", "u.s.a": "us", "usa": "us", "u.k": "uk", "&": "and", "saint": "st",
}  # fmt: skip
#: Countries that are abbreviated, in full.
LONG: Final = {"us": ("united states",), "uk": ("united kingdom", "england", "great britain")}
#: Words with a capital that name nothing.
GENERIC: Final = frozenset(
    "agreement contract document section sections clause clauses article articles schedule exhibit "
    "annex appendix attachment party parties i ii iii iv v vi".split()
)
#: Words with which sentences begin, though the text may not have them.
_OPENERS: Final = frozenset(
    "a about above according accordingly additional additionally after all also although among an "
    "and any are as at aside based because before besides between beyond both but by certain "
    "commercially compensation concerning confidentiality consequently conversely costs damages "
    "dates despite disputes during duties each early either else ending every exceptions "
    "exclusions except exit exits finally financially first following for from further "
    "furthermore general generally given governance how however if in including indemnities "
    "initially instead it its key late lastly law legal legally liability likewise main major "
    "material meanwhile money monetary moreover most neither no none nor not notable notably "
    "notice obligations of on once one only open or other others otherwise overall parties "
    "payment payments per performance please pricing prior regarding regardless remedies renewal "
    "respectively restrictions rights risk risks second separately several should similarly since "
    "so some specifically subject such summary termination terms that the their them then there "
    "thereafter therefore these they this those though through throughout thus to together two "
    "under unless unlike until unusual unusually upon ways what when where whether which while "
    "who with within without yes you".split()
)
NO_NAME: Final = frozenset(
    "the a an this that these those it its in on at by of for to and or if each either both "
    "neither any all no such under upon as when where while with without unless but not "
    "only".split()
)


def plain(word: str) -> str:
    """A word as it is compared: without case, possessive and full stops of abbreviations."""
    word = word.casefold().removesuffix("'s").rstrip(".")
    return _ALIKE.get(word, word)


@dataclass(frozen=True)
class _Name:
    """Words with a capital that follow each other; the first of a sentence has one anyway."""

    words: tuple[str, ...]
    start: int
    begins: bool


_BEGINS: Final = re.compile(r"(?:^|[.:;!?])[\"'(\s]*$")


def _names(text: str) -> Iterator[_Name]:
    run: list[str] = []
    start, last, begins = 0, -1, False
    for match in [*_TOKEN.finditer(text), None]:
        joined = match is not None and bool(run) and text[last : match.start()] in (" ", " & ")
        capital = match is not None and any(c.isupper() for c in match.group())
        if run and not (joined and capital):
            yield _Name(tuple(run), start, begins)
            run = []
        if match is None or not capital or match.group()[0].isdigit():
            continue
        word, first = match.group(), not run
        if first:
            begins = bool(_BEGINS.search(text, 0, match.start()))
            start = match.start()
        if first and begins and word.casefold() in NO_NAME:
            continue
        run.append(word)
        last = match.end()


class Names:
    """The names of a text. Each form of it is computed once, when needed.

    Args:
        text: normalised.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def are_all_here(self, statement: str) -> bool:
        """Whether every name of a normalised statement occurs."""
        return all(self._has_name(one) for one in _names(statement))

    def is_common(self, word: str) -> bool:
        """Whether the text has a word in lower case, so that it names nothing."""
        return word in self._in_lower_case

    def _has_name(self, name: _Name) -> bool:
        words = [plain(word) for word in name.words]
        while len(words) > 1 and _is_month_or_code(words[-1:], name.words[len(words) - 1 :][:1]):
            words.pop()  # "pays Supplier EUR 5,000"
        if name.begins and self._begins_with_no_name(words[0], name.words[0]):
            words = words[1:]
        if _is_month_or_code(words, name.words):
            return True
        return not words or self._pieces(words)

    def _begins_with_no_name(self, word: str, written: str) -> bool:
        """Whether the first word of a sentence has its capital for that alone."""
        if word in self._vocabulary:
            return word in self._in_lower_case or word in _OPENERS
        return not written[1:].isupper() and (
            word in _OPENERS or (word[:6] in self._stems_in_lower_case and len(word) > 4)
        )

    def _pieces(self, words: Sequence[str]) -> bool:
        """Whether the text has these words together, or in parts that each stand for themselves."""
        if self._has_phrase(words):
            return True
        if len(words) == 1:
            return self._has_word(words[0])
        for cut in range(len(words) - 1, 0, -1):
            head = words[:cut]
            fits = self._stands_alone(head[0]) if cut == 1 else self._has_phrase(head)
            if fits and (
                self._stands_alone(words[cut])
                if cut == len(words) - 1
                else self._pieces(words[cut:])
            ):
                return True
        return False

    def _has_phrase(self, words: Sequence[str]) -> bool:
        return f" {' '.join(words)} " in self._joined

    def _has_word(self, word: str) -> bool:
        if word in self._vocabulary or word in GENERIC or word.isdigit():
            return True
        if any(self._has_phrase(long.split()) for long in LONG.get(word, ())):
            return True
        lands = PEOPLES.get(word, "").split()
        if any(land in self._vocabulary for land in lands):
            return True
        peoples = [people for people, lands in PEOPLES.items() if word in lands.split()]
        if any(people in self._vocabulary for people in peoples):
            return True
        parts = re.split(r"[-&.]", word)
        return len(parts) > 1 and all(self._has_word(part) for part in parts if part)

    def _stands_alone(self, word: str) -> bool:
        """Whether a word is no part of a longer name alone: "Smith" where there is "Adam Smith"."""
        return (
            word in self._alone
            or word in GENERIC
            or not self._vocabulary.isdisjoint(PEOPLES.get(word, "").split())
        )

    @cached_property
    def _tokens(self) -> list[tuple[str, str, int, int]]:
        return [
            (plain(match.group()), match.group(), match.start(), match.end())
            for match in _TOKEN.finditer(self._text)
        ]

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(word for word, _, _, _ in self._tokens)} "

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        words = {word for word, _, _, _ in self._tokens}
        return frozenset(
            words | {part for word in words if "-" in word for part in word.split("-")}
        )

    @cached_property
    def _in_lower_case(self) -> frozenset[str]:
        return frozenset(word for word, written, _, _ in self._tokens if written.islower())

    @cached_property
    def _stems_in_lower_case(self) -> frozenset[str]:
        return frozenset(word[:6] for word in self._in_lower_case)

    @cached_property
    def _alone(self) -> frozenset[str]:
        """Words in lower case, and those with a capital that have no neighbour with one."""
        found = set(self._in_lower_case)
        tokens = self._tokens
        for at, (word, written, start, end) in enumerate(tokens):
            if word in found or not written[0].isupper():
                continue
            left = (
                at > 0
                and self._text[tokens[at - 1][3] : start] == " "
                and _names_on(tokens[at - 1])
            )
            right = (
                at + 1 < len(tokens)
                and self._text[end : tokens[at + 1][2]] == " "
                and _names_on(tokens[at + 1])
            )
            if not left and not right:
                found.add(word)
        return frozenset(found)


def _names_on(token: tuple[str, str, int, int]) -> bool:
    """Whether a neighbour may be the rest of a name."""
    word, written, _, _ = token
    return written[0].isupper() and word not in NO_NAME and word not in GENERIC


def _is_month_or_code(words: Sequence[str], written: Sequence[str]) -> bool:
    """Months and currencies are checked with their numbers."""
    return len(words) == 1 and (_MONTH.fullmatch(words[0]) is not None or written[-1] in CURRENCIES)
