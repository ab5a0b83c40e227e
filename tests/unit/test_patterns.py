"""The regular expressions of the core, which meet whatever a document holds."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import signal

import pytest

import summarizer_core
from summarizer_core import playbook

#: Nothing that a pattern is meant to find, over and over: what tries one split of it after another
#: takes longer with each repetition.
REPEATED = (
    "A", "a", "1", "A ", "a ", "Aa ", "ab-", "(a) ", "- ", "Aa, ", "1.", "1 ", "the ", "or ",
    "and the ", "A. ", " ", "AND ", "a'b ", "$1,000 ", "A&B ", "Company and Supplier ", "not ",
    "if ", "of the Agreement ", "shall ", "ten ", "Section 1.1, ",
)  # fmt: skip
LENGTH = 240
#: Seconds; a pattern that is not done by then will not be this year.
PATIENCE = 20


def _patterns() -> list[re.Pattern[str]]:
    for module in pkgutil.walk_packages(summarizer_core.__path__, "summarizer_core."):
        if not module.name.endswith(("__main__", "_genai", "_generativeai")):
            importlib.import_module(module.name)
    playbook.load()
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, re.Pattern) and isinstance(one.pattern, str)
    ]


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="no alarm on this system")
def test_no_pattern_hangs_on_words_that_are_repeated():
    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    hanging = []
    try:
        for pattern in set(_patterns()):
            signal.alarm(PATIENCE)
            try:
                for words in REPEATED:
                    text = (words * LENGTH)[:LENGTH]
                    pattern.search(text)
                    pattern.fullmatch(text)
            except TimeoutError:
                hanging.append(pattern.pattern)
            finally:
                signal.alarm(0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert hanging == []
