"""Names in a statement, and whether a text has them: as a whole where they have several words."""

from __future__ import annotations

from typing import Final

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
NO_NAME: Final = frozenset(
    "the a an this that these those it its in on at by of for to and or if each either both "
    "neither any all no such under upon as when where while with without unless but not "
    "only".split()
)


def plain(word: str) -> str:
    """A word as it is compared: without case, possessive and full stops of abbreviations."""
    word = word.casefold().removesuffix("'s").rstrip(".")
    return _ALIKE.get(word, word)
