"""What the table formats share: columns, rows and the cleaning of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from summarizer_core.models import AnalysisResult, Severity

Cell = str | int | float
Row = Sequence[Cell]

CLAUSE_COLUMNS: Final = (
    "Severity", "Category", "Title", "Quote", "Page", "Start", "End", "Confidence", "Heading",
    "Rationale", "Recommendation",
)  # fmt: skip

SEVERITY_NAMES: Final = {
    Severity.HIGH: "High",
    Severity.MEDIUM: "Medium",
    Severity.LOW: "Low",
    Severity.INFO: "Info",
}

#: Characters that XML 1.0 cannot carry (https://www.w3.org/TR/xml/#charsets), lone surrogates
#: included.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

#: What makes a spreadsheet read a cell as a formula when it comes first, the full-width forms
#: included (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def clean(text: str) -> str:
    """Without characters that XML cannot carry."""
    return _NOT_XML.sub("", text)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def clause_rows(result: AnalysisResult) -> list[Row]:
    """One row per clause, in the order of the result, as ``CLAUSE_COLUMNS`` name them."""
    return [
        (
            clause.severity.value,
            clause.category,
            clause.title,
            clause.quote,
            clause.page,
            clause.start,
            clause.end,
            round(clause.confidence, 3),
            clause.heading,
            clause.rationale,
            clause.recommendation,
        )
        for clause in result.clauses
    ]


def severity_counts(result: AnalysisResult) -> dict[Severity, int]:
    """How many clauses there are of each severity, worst first."""
    counts = dict.fromkeys(Severity, 0)
    for clause in result.clauses:
        counts[clause.severity] += 1
    return counts


def coverage_share(result: AnalysisResult) -> float:
    """Share of the text's characters that were analysed, now or before (from cache), 0 to 1."""
    coverage = result.coverage
    if not coverage.characters:
        return 0.0
    return min(1.0, (coverage.analyzed + coverage.cached) / coverage.characters)


def percent(share: float) -> str:
    """A share as whole percent, rounded down: "100%" means nothing is left out."""
    return f"{int(share * 100 + 1e-9)}%"
