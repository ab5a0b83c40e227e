"""Results as plain text for people, 80 columns wide. Programs read ``--json``."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer_core.cli.output import WIDTH, printable
from summarizer_core.models import (
    AnalysisResult,
    Chunk,
    Clause,
    DocumentWarning,
    FirstLook,
    KeyTerm,
    MissingClause,
    Section,
    Severity,
)
from summarizer_core.prices import spent
from summarizer_core.recognition import MISSING_UNTOLD, missing_is_told
from summarizer_core.references import Referenced, Referring, referenced
from summarizer_core.values import written_day

_NAME: Final = 22  # columns of the left column in the tables
_LONGEST_QUOTE: Final = 400


def describe_result(result: AnalysisResult) -> str:
    """A completed result: summary with the passages that prove it, key terms, high-risk and missing
    clauses, warnings."""
    told = referenced(result)
    parts = [
        _heading(result),
        _section("SUMMARY", _summary(told)),
        _section("WHERE THE DOCUMENT SAYS SO", _proofs(told)),
        _section("LOOK AT FIRST", _look_first(result.look_first)),
        _section("SECTION BY SECTION", _sections(result.sections)),
        _section("KEY TERMS", _key_terms(result.key_terms)),
        _section(
            f"HIGH-RISK CLAUSES ({len(result.high_risk_clauses)})",
            _high_risk(result.high_risk_clauses),
        ),
        _section(f"MISSING CLAUSES ({len(result.missing_clauses)})", _missing(result)),
        _section("ANSWER", _answers(result)),
        _section("WARNINGS", _warnings(result.warnings)),
        _closing(result),
    ]
    return printable("\n\n".join(part for part in parts if part) + "\n")


def describe_chunks(chunks: Sequence[Chunk]) -> str:
    """Two lines for each chunk: where it is, and how it begins."""
    lines = []
    for chunk in chunks:
        place = f"{chunk.index}  page {chunk.page}  {chunk.start}-{chunk.end}  {chunk.heading}"
        lines.append(_shorten(place, WIDTH))
        lines.append("    " + _shorten(chunk.text, WIDTH - 4))
    return printable("\n".join(lines))


def _heading(result: AnalysisResult) -> str:
    facts = [
        result.document.title,
        _count(result.document.pages, "page"),
        _count(result.document.characters, "character"),
        f"engine: {result.engine}",
        f"playbook: {result.playbook}",
        f"for: {result.side}" if result.side else "",
    ]
    line = ", ".join(fact for fact in facts if fact)
    return "\n".join([result.filename, "=" * min(len(result.filename), WIDTH), *_wrap(line)])


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _section(title: str, lines: Iterator[str]) -> str:
    body = list(lines)
    return "\n".join([title, *body]) if body else ""


def _paragraphs(text: str) -> Iterator[str]:
    for number, paragraph in enumerate(part for part in text.split("\n") if part.strip()):
        if number:
            yield ""
        yield from _wrap(paragraph)


def _summary(told: Referenced) -> Iterator[str]:
    for at, sentences in enumerate(told.paragraphs):
        if at:
            yield ""
        yield from _wrap(" ".join(map(_sentence, sentences)))


def _sentence(sentence: Referring) -> str:
    numbers = ", ".join(map(str, sentence.numbers))
    return f"{sentence.text} [{numbers}]" if numbers else sentence.text


def _proofs(told: Referenced) -> Iterator[str]:
    for number, passage in enumerate(told.passages, start=1):
        quote = f"“{_shorten(passage.quote, _LONGEST_QUOTE)}” (p. {passage.page})"
        margin = f"[{number}] "
        lines = _wrap(quote, WIDTH - len(margin))
        yield from (f"{'' if at else margin:{len(margin)}}{one}" for at, one in enumerate(lines))


def _look_first(items: Sequence[FirstLook]) -> Iterator[str]:
    for item in items:
        yield from _bullet(item.text + (f" (p. {item.page})" if item.page else ""))


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield from _wrap(section.heading or "Before the first heading")
        for quote in section.sentences:
            yield from _bullet(f"“{_shorten(quote.quote, _LONGEST_QUOTE)}” (p. {quote.page})")


def _key_terms(terms: Sequence[KeyTerm]) -> Iterator[str]:
    for term in terms:
        role = f", {term.role}" if term.role else ""
        value = written_day(term.value) or term.quote
        yield from _row(term.name, f"{value}{role} (p. {term.page})")


def _high_risk(clauses: Sequence[Clause]) -> Iterator[str]:
    if not clauses:
        yield "None found."
        return
    yield f"{'Clause':{_NAME}}Page  Quote"
    yield f"{'-' * (_NAME - 2)}  ----  {'-' * (WIDTH - _NAME - 6)}"
    for clause in clauses:
        names = _wrap(clause.title, _NAME - 2) or [clause.category]
        quote = _shorten(clause.quote, _LONGEST_QUOTE)
        right = _wrap(f"“{quote}”", WIDTH - _NAME - 6)
        for label, text in (("Why", clause.rationale), ("Advice", clause.recommendation)):
            right += _wrap(f"{label}: {text}", WIDTH - _NAME - 6) if text else []
        for line in range(max(len(names), len(right))):
            name = names[line] if line < len(names) else ""
            page = str(clause.page) if line == 0 else ""
            text = right[line] if line < len(right) else ""
            yield f"{name:{_NAME}}{page:>4}  {text}".rstrip()


def _judged(item: Clause | MissingClause) -> str:
    return f"[{item.severity.value}] {item.rationale} {item.recommendation}".rstrip()


def _missing(result: AnalysisResult) -> Iterator[str]:
    if not result.missing_clauses:
        nothing = "None of those that the playbook expects."
        yield nothing if missing_is_told(result) else MISSING_UNTOLD
    for item in result.missing_clauses:
        yield from _row(item.title, _judged(item))


def _answers(result: AnalysisResult) -> Iterator[str]:
    for answer in result.focus:
        yield from _wrap(f"Question: {answer.question or answer.passage or ''}")
        yield from _paragraphs(answer.answer)
        for quote in answer.quotes:
            yield from _bullet(f"“{_shorten(quote.quote, _LONGEST_QUOTE)}” (p. {quote.page})")
        bearing, lacking = result.bearing_on(answer), result.lacking_for(answer)
        for title, points in (("Bearing on it:", bearing), ("Missing:", lacking)):
            if points:
                yield ""
                yield title
            for point in points:
                yield from _row(point.title, _judged(point))


def _warnings(warnings: Sequence[DocumentWarning]) -> Iterator[str]:
    for warning in warnings:
        pages = f" (pages {', '.join(map(str, warning.pages))})" if warning.pages else ""
        yield from _bullet(warning.message + pages)


def _closing(result: AnalysisResult) -> str:
    counted = Counter(clause.severity for clause in result.clauses)
    others = [
        f"{counted[severity]} {severity.value}"
        for severity in (Severity.MEDIUM, Severity.LOW, Severity.INFO)
        if counted[severity]
    ]
    lines = []
    if others:
        lines += _wrap(f"Other clauses by severity: {', '.join(others)} (--json lists them).")
    coverage = result.coverage
    read = coverage.analyzed + coverage.cached
    lines += _wrap(f"Analysed {read:,} of {_count(coverage.characters, 'character')}.")
    lines += _wrap(spent(result.usage))
    return "\n".join(lines)


def _row(name: str, text: str) -> list[str]:
    """A name on the left, wrapped text on the right."""
    left = _wrap(name, _NAME - 2) or [""]
    right = _wrap(text, WIDTH - _NAME) or [""]
    height = max(len(left), len(right))
    left += [""] * (height - len(left))
    right += [""] * (height - len(right))
    return [f"{a:{_NAME}}{b}".rstrip() for a, b in zip(left, right, strict=True)]


def _wrap(text: str, width: int = WIDTH) -> list[str]:
    # Not at hyphens: a quote that is copied from here should be found in the document.
    return textwrap.wrap(text, width, break_on_hyphens=False)


def _bullet(text: str) -> list[str]:
    return [("  " if number else "- ") + line for number, line in enumerate(_wrap(text, WIDTH - 2))]


def _shorten(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 2].rstrip() + " …"
