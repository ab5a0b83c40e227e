"""Patterns of a playbook: refused when one could hold up the judging of a document."""

from __future__ import annotations

import importlib
import math
import re
from collections.abc import Sequence
from typing import Any, Final

from summarizer_core.playbook_file import Loc, Problem

_MAX_WAYS: Final = 1_000_000

# The regular-expression parser of the standard library. It has no public name, but it is the only
# thing that reads a pattern exactly as ``re`` does.
_parser: Final[Any] = importlib.import_module("re._parser")


def pattern(text: Any, loc: Loc) -> re.Pattern[str]:
    """The compiled form of a pattern, which is matched without regard to case.

    Raises:
        Problem: it is no pattern, matches everything, or could take too long.
    """
    if not isinstance(text, str) or not text.strip():
        raise Problem(loc, "a pattern is text in quotes")
    # YAML ends folded text with a line break, and text that is matched has none.
    text = " ".join(text.strip("\r\n").splitlines())
    try:
        tree = _parser.parse(text, re.IGNORECASE)
        compiled = re.compile(text, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise Problem(loc, f"the pattern {text!r} is not a regular expression: {error}") from error
    if compiled.search("") is not None:
        raise Problem(loc, f"the pattern {text!r} matches everything")
    if _ways(tree) > _MAX_WAYS:
        raise Problem(
            loc,
            f"the pattern {text!r} could take too long: give every repeat a small upper limit, "
            "such as .{0,80} for .* and \\w{1,20} for \\w+, and avoid repeats within repeats",
        )
    return compiled


def _ways(tree: Any) -> float:
    """Upper bound of the ways in which a parsed pattern can be tried at one place of a text."""
    product = 1.0
    for operation, value in tree:
        name = str(operation)
        if name.endswith("REPEAT"):
            low, high, body = value
            product *= _ways_of_repeat(low, high, _ways(body))
        elif name == "BRANCH":
            product *= _ways_of_branches(value[1])
        else:
            parts = value if isinstance(value, tuple | list) else (value,)
            for part in parts:
                if isinstance(part, _parser.SubPattern):
                    product *= _ways(part)
    return product


def _ways_of_branches(branches: Sequence[Any]) -> float:
    ways = [_ways(branch) for branch in branches]
    letters = {
        chr(branch[0][1]).lower()
        for branch in branches
        if len(branch) and str(branch[0][0]) == "LITERAL"
    }
    # Branches that begin with different letters exclude each other.
    return max(ways) if len(letters) == len(branches) else sum(ways)


def _ways_of_repeat(low: int, high: int, body: float) -> float:
    if high >= _MAX_WAYS:
        return math.inf
    if body <= 1:
        return high - low + 1
    # body ** 20 is above a million for two ways already.
    return math.inf if high > 20 else sum(body**count for count in range(low, high + 1))
