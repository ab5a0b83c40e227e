"""What a document calls itself, and what kind of document that is."""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.values import Found

_PAPERS: Final = (
    "AGREEMENT|CONTRACT|LEASE|TERMS OF SERVICE|TERMS AND CONDITIONS|TERMS OF USE|MEMORANDUM OF "
    "UNDERSTANDING|LICENSE|POLICY|PRIVACY STATEMENT|ADDENDUM|AMENDMENT|STATEMENT OF WORK|DEED|"
    "LETTER|ORDER FORM|GUARANTY|PROMISSORY NOTE|ADDITIONAL TERMS|PLAN"
)
_TITLE_SHOUTED: Final = re.compile(
    rf"(?:[A-Z][A-Z&/,'-]* ){{0,9}}(?:{_PAPERS})\b(?: (?:NO|FOR|OF|AND|ON|RE)\b"
    r"(?: [A-Z][A-Z&/-]+){1,6})?"
)
_TITLE_THIS: Final = re.compile(
    r"\b(?:This|THIS) (?P<title>(?:[A-Z][\w&/,'-]* |and |of |for |on |to |the ){0,9}"
    rf"(?:Agreement|Contract|Lease|Addendum|Amendment|Policy|Deed|License|{_PAPERS}))\b"
)
_TITLE_LINE: Final = re.compile(
    rf"(?m)^[ \t]*(?:\#+ |title: )?(?P<title>[A-Z][^\n.;:]{{2,90}}?\b(?:{_PAPERS})|(?:{_PAPERS}))"
    r"[ \t*]*(?:\n|$)",
    re.IGNORECASE,
)
_TITLE_NOT: Final = re.compile(
    r"^(?:THIS|THE|ENTIRE|CONFIDENTIAL)? ?(?:AGREEMENT|CONTRACT|TERMS|POLICY|PLAN|LICENSE|LETTER)$|"
    r"TABLE OF CONTENTS|\bBETWEEN\b|\bARTICLE\b|ENTIRE AGREEMENT|\bEXHIBIT\b|OF AGREEMENT$",
    re.IGNORECASE,
)


def title_lines(text: str) -> list[Found]:
    """Lines of a *raw* text that read like the title of a legal document, best candidates first
    as they come."""
    return [
        Found(
            "Document title", " ".join(m.group("title").split()), m.start("title"), m.end("title")
        )
        for m in _TITLE_LINE.finditer(text)
        if not _TITLE_NOT.search(m.group("title").strip())
    ]


def titles(text: str) -> list[Found]:
    """Titles in normalised text: shouted ones, then ``This Supply Agreement``."""
    found = []
    for pattern, group in ((_TITLE_SHOUTED, 0), (_TITLE_THIS, "title")):
        for match in pattern.finditer(text[:1_500]):
            value = match.group(group).strip()
            if not _TITLE_NOT.search(value) and " " in value:
                found.append(Found("Document title", value, match.start(group), match.end(group)))
                break
    return found


#: Kinds of documents by words of their titles; what is more special comes first.
_TYPES: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), kind)
    for words, kind in (
        (r"amendment|addendum|supplement", "amendment"),
        (r"statement of work|work order|order form", "order or statement of work"),
        (r"non-? ?disclosure|confidentiality", "non-disclosure agreement"),
        (r"non-? ?compet\w+|non-? ?solicit\w+", "non-compete agreement"),
        (r"joint filing", "joint filing agreement"),
        (r"joint venture", "joint venture agreement"),
        (r"co-? ?brand\w+", "co-branding agreement"),
        (r"franchise", "franchise agreement"),
        (r"resell\w+|reseller|value added", "reseller agreement"),
        (r"distribut\w+", "distribution agreement"),
        (r"promotion\w*|co-? ?promotion", "promotion agreement"),
        (r"marketing", "marketing agreement"),
        (r"sponsor\w*", "sponsorship agreement"),
        (r"endorse\w+", "endorsement agreement"),
        (r"affiliate", "affiliate agreement"),
        (r"agency|sales representative", "agency agreement"),
        (r"hosting", "hosting agreement"),
        (r"maintenance", "maintenance agreement"),
        (r"development", "development agreement"),
        (r"collaborat\w+|co-? ?operation|cooperative", "collaboration agreement"),
        (r"alliance", "strategic alliance agreement"),
        (r"outsourc\w+", "outsourcing agreement"),
        (r"manufactur\w+", "manufacturing agreement"),
        (r"suppl(?:y|ier)", "supply agreement"),
        (r"transport\w*|shipping|carriage", "transportation agreement"),
        (r"consult\w+", "consulting agreement"),
        (r"employment|executive", "employment agreement"),
        (r"loan|credit|promissory note", "loan agreement"),
        (r"guarant\w+", "guaranty"),
        (r"leases?|tenancy", "lease"),
        (r"intellectual property|patent|trade ?marks?", "intellectual property agreement"),
        (r"licen[sc]\w*", "license agreement"),
        (r"shareholders?|stockholders?|subscription|share purchase|stock purchase",
         "share agreement"),
        (r"sales?|purchases?", "purchase agreement"),
        (r"data processing|data protection", "data processing agreement"),
        (r"services?", "services agreement"),
        (r"terms (?:of (?:service|use)|and conditions)", "terms and conditions"),
        (r"settlement|release", "settlement agreement"),
        (r"letter", "letter agreement"),
        (r"partnership", "partnership agreement"),
        (r"operat(?:ing|ions?)|management", "operating agreement"),
    )
)  # fmt: skip


def document_type(title: str) -> str | None:
    """What kind of document a title announces, in lower case, such as ``supply agreement``."""
    return next((kind for words, kind in _TYPES if words.search(title)), None)
