"""What to look at first: the riskiest clauses, what is missing, what nobody could read.

Made from a result's judgement alone, so that it follows when a document is judged anew. A clause is
told with its own words: what the playbook says of its kind need not be true of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from summarizer_core.bearing import bears
from summarizer_core.excerpts import excerpt, quoted
from summarizer_core.hashing import normalise
from summarizer_core.models import Clause, Coverage, FirstLook, MissingClause, Severity

_MOST: Final = 8
#: Kinds of clauses of one severity.
_CLAUSES: Final = 5
#: With less to see than this, what is of medium risk is named, too.
_FEW: Final = 3
#: Words of a clause that are quoted, unless one sentence is longer.
_WORDS: Final = 40
#: In place of words that would mislead without the others.
_UNQUOTED: Final = "read its words in the document"
#: A clause that is less likely than this to be of its kind is called so only with a doubt.
_SURE: Final = 0.7
#: Letters by which the words that name a kind of clause are known in a clause.
_STEM: Final = 6


def look_first(
    clauses: Sequence[Clause], missing: Sequence[MissingClause], coverage: Coverage
) -> tuple[FirstLook, ...]:
    """What a reader should look at first, the most urgent first.

    Args:
        clauses: of the document, judged.
        missing: clauses that it lacks, worst first.
    """
    known = {clause.id for clause in clauses}
    clauses = [one for one in clauses if one.confidence >= _SURE or bears(one.category, one.quote)]
    found = [
        *_clauses(clause for clause in clauses if clause.severity is Severity.HIGH),
        *(_gap(gap, known) for gap in missing if gap.severity is Severity.HIGH),
        *_unread(coverage),
    ]
    if len(found) < _FEW:
        found += _clauses(clause for clause in clauses if clause.severity is Severity.MEDIUM)
        found += [_gap(gap, known) for gap in missing if gap.severity is Severity.MEDIUM]
        return tuple(found[:_CLAUSES])
    return tuple(found[:_MOST])


def of_the_whole(
    looks: Sequence[FirstLook], clauses: Sequence[Clause]
) -> tuple[str, tuple[Clause, ...]]:
    """The answer to a question about a contract as a whole ("Anything unusual?"): what to look at
    first, in one sentence, and the clauses that prove it.

    Args:
        looks: as ``look_first`` gives them.
        clauses: of the same document, judged.
    """
    by_id = {clause.id: clause for clause in clauses}
    told: list[str] = []
    shown: list[Clause] = []
    for look in looks:
        clause = by_id.get(look.clause_id or "")
        if clause is None:
            told.append(_unended(look.text.partition(". ")[0]))
            continue
        shown.append(clause)
        told.append(f"{clause.title} ({clause.severity.value}, page {clause.page})")
    if not told:
        return f"Nothing of high or medium risk was found, and no clause is missing. {_ASK}", ()
    return f"Look at these first, as the playbook judges: {'; '.join(told)}. {_ASK}", tuple(shown)


_ASK: Final = 'Ask for a kind of clause, such as "How can it be ended?", for more.'


def _unended(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}".rstrip(".")


def _clauses(clauses: Iterable[Clause]) -> list[FirstLook]:
    """The surest clause of each kind; others of its kind by their pages."""
    kinds: dict[str, list[Clause]] = {}
    for clause in clauses:
        kinds.setdefault(clause.title, []).append(clause)
    ordered = sorted(kinds.values(), key=lambda kind: -max(one.confidence for one in kind))
    found = []
    for kind in ordered[:_CLAUSES]:
        first = max(kind, key=lambda one: one.confidence)
        pages = sorted({one.page for one in kind} - {first.page})
        also = f" Also on {_pages(pages)}." if pages else ""
        text = f"{_told(first)}{also}"
        found.append(FirstLook(text=text, clause_id=first.id, page=first.page))
    return found


def _told(clause: Clause) -> str:
    """A clause by its kind, its words, and what the playbook says of such clauses."""
    if not clause.quote:
        return f"{clause.title}: {clause.rationale}"
    said = excerpt(normalise(clause.quote), _WORDS, _key(clause.category))
    words = quoted(said) if said else _UNQUOTED
    if clause.confidence >= _SURE:
        return f"{clause.title}: {words}. {clause.rationale}".rstrip()
    doubt = f"{clause.title}, perhaps: {words}. Check whether it is that."
    return f"{doubt} If so: {clause.rationale}" if clause.rationale else doubt


def _key(category: str) -> re.Pattern[str] | None:
    """The words that name a kind of clause, as its clauses may have them: "licen" for "License"."""
    stems = [
        word[:_STEM].rstrip("aeis").lower()
        for word in re.findall(r"[A-Za-z]+", category)
        if len(word) >= _STEM
    ]
    return re.compile(rf"\b(?:{'|'.join(stems)})\w*", re.IGNORECASE) if stems else None


def _gap(gap: MissingClause, known: Collection[str]) -> FirstLook:
    if gap.clause_id is not None:  # the rationale says that a clause excludes it
        shown = gap.clause_id if gap.clause_id in known else None
        return FirstLook(text=f"{gap.title}: {gap.rationale}", clause_id=shown)
    return FirstLook(text=f"Missing: {gap.title}. {gap.rationale}".strip())


def _unread(coverage: Coverage) -> list[FirstLook]:
    found = []
    if coverage.unreadable_pages:
        pages = _pages(coverage.unreadable_pages)
        found.append(
            FirstLook(
                text=f"Not read: {pages} could not be read. Read them in the original.",
                page=coverage.unreadable_pages[0],
            )
        )
    if coverage.failed:
        text = f"Not analysed: {coverage.failed:,} characters. Retry, or read these parts yourself."
        found.append(FirstLook(text=text))
    return found


def _pages(pages: Sequence[int]) -> str:
    if len(pages) == 1:
        return f"page {pages[0]}"
    shown = [str(page) for page in pages[:6]]
    if len(pages) > len(shown):
        return f"pages {', '.join(shown)} and others"
    return f"pages {', '.join(shown[:-1])} and {shown[-1]}"
