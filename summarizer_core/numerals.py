"""Numbers in English words: one vocabulary for all who read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()

#: Words that stand for a number below a hundred, which others are added to.
CARDINALS: Final[Mapping[str, int]] = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
ORDINALS: Final[Mapping[str, int]] = {
    **{word: number for number, word in enumerate(_ORDINALS, 1)},
    **{word[:-1] + "ieth": 10 * number for number, word in enumerate(_TENS, 2)},
}
#: Words that multiply what stands before them.
SCALES: Final[Mapping[str, int]] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
