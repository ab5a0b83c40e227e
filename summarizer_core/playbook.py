"""The playbook: how bad a clause is, why, what to ask for, and which clauses are missing.

A playbook is plain YAML (``playbooks/default.yaml`` is the one that ships and shows every
feature). Engines say *which* clauses are there; everything said *about* them comes from here,
computed fresh, so that editing a playbook costs no engine call. A file of one's own needs only
what differs: categories, tests and document types that it does not name come from the default.

``when`` is one of

======================================  ========================================================
``'perpetual|irrevocabl[ey]'``          regular expression, searched without regard to case
``{test: worldwide}``                   a named expression from the section ``tests``
``{period_under: 30 days}``             some period in the text is shorter
``{period_over: 2 years}``              some period in the text is longer
``{period_over: 90 days, near: RE}``    the same, at most 40 characters before or after ``RE``
``{period_over: 90 days,``               the same, at most 30 characters before ``RE``
``followed_by: RE}``
``{notice_under: 30 days}``             the same as ``period_under`` near words of notice
``{amount_over: 'USD 100,000'}``        some amount of that currency is greater; ``near`` as above
``{amount_under: 'EUR 5,000'}``         some amount of that currency is smaller; ``near`` as above
``{one_sided: true}``                   one party alone is bound or favoured
``{mutual: true}``                      both sides are bound or favoured
``{in_document: RE}``                   a regular expression occurs anywhere in the document
``{all: [...]}``, ``{any: [...]}``,     combinations of the above
``{not: ...}``
======================================  ========================================================

A condition with ``bound: ours`` (or ``theirs``) counts only where the reader represents a party and
the clause binds that party (or the other one); ``favoured`` where it favours that party; ``side``
where the sentence is about it; see ``sides``. Without them it counts for everyone.

Text is matched with every run of white space as one blank, and typographic quotes and dashes in
their ASCII forms. A pattern that could be tried in more than a million ways at one place of the
text is refused when the file is read, so that no document can hold up the judging of it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from summarizer_core.playbook_compiler import Compiler
from summarizer_core.playbook_file import FileSpec, PlaybookError, Source
from summarizer_core.playbook_judgement import Judgement, Playbook

__all__ = ["DEFAULT_FILE", "Judgement", "Playbook", "PlaybookError", "load"]

DEFAULT_FILE: Final = Path(__file__).parent / "playbooks" / "default.yaml"


def load(path: Path | None = None) -> Playbook:
    """Read a playbook; None gives the default, which is parsed once per process.

    Raises:
        PlaybookError: the file cannot be read or is not a valid playbook; names file and line.
    """
    default = _default()
    if path is None:
        return default[1]
    return Compiler(Source(path), default[0]).playbook()


@cache
def _default() -> tuple[FileSpec, Playbook]:
    compiler = Compiler(Source(DEFAULT_FILE), None)
    return compiler.spec, compiler.playbook()
