"""Conditions of a playbook (``when``): from the file's data to checks of a text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from summarizer_core.money import amounts
from summarizer_core.playbook_elsewhere import NOWHERE, Elsewhere
from summarizer_core.playbook_file import Loc, Problem
from summarizer_core.playbook_patterns import pattern
from summarizer_core.playbook_text import normalise, periods
from summarizer_core.sides import Sides

_NEAR_CHARACTERS: Final = 40
_BEHIND_CHARACTERS: Final = 30
_NOTICE: Final = r"\b(?:notice|notif|prior|before|in advance)"
#: Between two periods of one thing: "notice of 60 days or, for late payment, of 10 days".
_OR_ELSE: Final = re.compile(
    r"'?,? (?:or|but|and)\b,?(?: (?:if|where|for|in case of)\b[^.;\d]{0,30})?"
    r"(?: (?:of|on|by|at least)\b)? "
)
_ANYWHERE: Final = sys.maxsize
_KNOWN: Final = (
    "test, period_under, period_over, notice_under, amount_under, amount_over, one_sided, "
    "mutual, counterpart, in_document, all, any, not"
)


def _between_others(text: str, found: Sequence[tuple[int, int, int]], at: int) -> tuple[int, int]:
    """Where the words about one of several periods stand, those of the others aside."""
    _, start, end = found[at]
    left = found[at - 1][2] if at else 0
    if at and _OR_ELSE.fullmatch(text, left, start):
        left = 0
    right = found[at + 1][1] if at + 1 < len(found) else _ANYWHERE
    return left, _ANYWHERE if _OR_ELSE.fullmatch(text, end, min(right, len(text))) else right


@dataclass(frozen=True)
class Passage:
    """A normalised text to check conditions on, and who is who in it.

    Args:
        category: of the clause.
        about: words of the statements that tell whom such a clause meets.
        mirror: words of passages that may give back what this one takes; ``about`` where None.
        elsewhere: what the rest of the document says.
    """

    text: str
    sides: Sides
    category: str = ""
    about: re.Pattern[str] | None = None
    mirror: re.Pattern[str] | None = None
    elsewhere: Elsewhere = NOWHERE

    @property
    def one_sided(self) -> bool:
        """Whether one party alone is bound or favoured, here and elsewhere."""
        return self.sides.one_sided(self.text, self.about) and not self._mirrored

    @property
    def mutual(self) -> bool:
        """Whether both sides are bound or favoured, here or by another passage."""
        return self.sides.mutual(self.text, self.about) or self._mirrored

    @property
    def counterpart(self) -> bool:
        """Whether another passage on the subject, of whatever kind, does the like to the other
        party: a limit of a sum here, of kinds of losses there."""
        return self.elsewhere.mirrors(
            self.category, self.about, self.mirror, self.text, any_kind=True
        )

    @property
    def _mirrored(self) -> bool:
        return self.elsewhere.mirrors(self.category, self.about, self.mirror, self.text)


#: Conditions on whom a text meets, by their names.
_BETWEEN: Final[Mapping[str, Callable[[Passage], bool]]] = {
    "one_sided": lambda passage: passage.one_sided,
    "mutual": lambda passage: passage.mutual,
    "counterpart": lambda passage: passage.counterpart,
}
#: Says whether a condition holds.
Check: TypeAlias = Callable[[Passage], bool]
#: Says whether a measure that stands from start to end of a text counts.
_Placed: TypeAlias = Callable[[str, int, int, int, int], bool]


class Conditions:
    """Turns conditions into checks; knows the named tests that were added so far."""

    def __init__(self) -> None:
        self._tests: dict[str, Check] = {}

    def add_tests(self, tests: Mapping[str, Any]) -> None:
        """In the order of the file: a test may use those above it, so none can go in circles."""
        for name, when in tests.items():
            self._tests[name] = self.check(when, ("tests", name))

    def check(self, when: Any, loc: Loc) -> Check:
        """The check of one condition, which stands at ``loc`` of the file. Raises ``Problem``."""
        if isinstance(when, str):
            search = pattern(when, loc).search
            return lambda passage: search(passage.text) is not None
        if not isinstance(when, dict) or not when:
            raise Problem(
                loc,
                f"a condition is a pattern in quotes, or one of {_KNOWN}",
            )
        measured = self._measure(when, loc)
        if measured is not None:
            return measured
        if len(when) != 1:
            raise Problem(loc, "a condition has one key; combine several with all or any")
        ((key, value),) = when.items()
        if key in ("all", "any"):
            return self._several(key, value, (*loc, key))
        if key == "not":
            inner = self.check(value, (*loc, key))
            return lambda passage: not inner(passage)
        if key in _BETWEEN:
            return self._between(key, value, (*loc, key))
        if key == "in_document":
            wanted = pattern(value, (*loc, key))
            return lambda passage: passage.elsewhere.says(wanted)
        if key == "test":
            return self._named(value, (*loc, key))
        raise Problem((*loc, key), f"unknown condition {key!r}; known are {_KNOWN}")

    def _measure(self, when: Mapping[str, Any], loc: Loc) -> Check | None:
        """The check of a condition on periods or amounts, None for another condition."""
        if "notice_under" in when:
            others = {key: value for key, value in when.items() if key != "notice_under"}
            near = {"period_under": when["notice_under"], "near": _NOTICE}
            return self._period({**others, **near}, loc, own=True)
        if "period_under" in when or "period_over" in when:
            return self._period(when, loc)
        if "amount_under" in when or "amount_over" in when:
            return self._amount(when, loc)
        return None

    @staticmethod
    def _between(key: str, value: Any, loc: Loc) -> Check:
        if not isinstance(value, bool):
            raise Problem(loc, f"{key} is true or false")
        asked = _BETWEEN[key]
        return lambda passage: asked(passage) is value

    def _several(self, key: str, value: Any, loc: Loc) -> Check:
        if not isinstance(value, list) or not value:
            raise Problem(loc, f"{key!r} needs a list of conditions")
        asked = [
            (_effort(item), self.check(item, (*loc, index))) for index, item in enumerate(value)
        ]
        # The order says nothing: what is quickly told is asked first.
        checks = [check for _, check in sorted(asked, key=lambda one: one[0])]
        combine = all if key == "all" else any
        return lambda passage: combine(check(passage) for check in checks)

    def _named(self, name: Any, loc: Loc) -> Check:
        if not isinstance(name, str) or name not in self._tests:
            known = ", ".join(sorted(self._tests)) or "none"
            raise Problem(loc, f"there is no test {name!r} above this line; known are: {known}")
        return self._tests[name]

    def _period(self, when: Mapping[str, Any], loc: Loc, *, own: bool = False) -> Check:
        """The check of a condition on periods; ``own``: what is near must be nearer to no other
        one."""
        key, placed = self._measured(when, "period", loc)
        given = list(periods(normalise(str(when[key]))))
        if len(given) != 1:
            raise Problem(
                (*loc, key), f"{when[key]!r} is no period; write for example '30 days' or '2 years'"
            )
        limit = given[0][0]

        def check(passage: Passage) -> bool:
            found = periods(passage.text)
            return any(
                (length < limit if key == "period_under" else length > limit)
                and placed(
                    passage.text,
                    start,
                    end,
                    *(_between_others(passage.text, found, at) if own else (0, _ANYWHERE)),
                )
                for at, (length, start, end) in enumerate(found)
            )

        return check

    def _amount(self, when: Mapping[str, Any], loc: Loc) -> Check:
        key, placed = self._measured(when, "amount", loc)
        given = list(amounts(normalise(str(when[key]))))
        if len(given) != 1:
            raise Problem(
                (*loc, key), f"{when[key]!r} is no amount; write for example 'USD 100,000'"
            )
        currency, limit = given[0][:2]

        def check(passage: Passage) -> bool:
            return any(
                code == currency
                and (value < limit if key == "amount_under" else value > limit)
                and placed(passage.text, start, end, 0, _ANYWHERE)
                for code, value, start, end in amounts(passage.text)
            )

        return check

    @staticmethod
    def _measured(when: Mapping[str, Any], what: str, loc: Loc) -> tuple[str, _Placed]:
        """The key of a condition on periods or amounts, and whether one stands where it counts."""
        under, over = f"{what}_under", f"{what}_over"
        extra = sorted(map(str, set(when) - {under, over, "near", "followed_by"}))
        if extra:
            article = "an" if what == "amount" else "a"
            raise Problem((*loc, extra[0]), f"unknown key {extra[0]!r} beside {article} {what}")
        if under in when and over in when:
            raise Problem(loc, f"give {under} or {over}; combine both with all")
        near, behind = (
            pattern(when[key], (*loc, key)) if key in when else None
            for key in ("near", "followed_by")
        )

        def placed(text: str, start: int, end: int, left: int, right: int) -> bool:
            begin, stop = max(left, start - _NEAR_CHARACTERS), min(right, end + _NEAR_CHARACTERS)
            if near is not None and not near.search(text, begin, stop):
                return False
            return behind is None or behind.search(text, end, end + _BEHIND_CHARACTERS) is not None

        return (under if under in when else over), placed


def _effort(when: Any) -> int:
    """How long a condition takes, by rank: a pattern, a measure or another, whom a text meets."""
    if isinstance(when, str):
        return 0
    if isinstance(when, dict):
        slow = _BETWEEN.keys() & when.keys()
        return 2 if slow else max(map(_effort, when.values()), default=1)
    if isinstance(when, list):
        return max(map(_effort, when), default=1)
    return 1
