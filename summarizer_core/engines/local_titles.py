"""What a document calls itself, and what kind of document that is."""

from __future__ import annotations

import re
from typing import Final

from summarizer_core.values import Found

_PAPERS: Final = (
    "AGREEMENT|CONTRACT|LEASE|TERMS OF SERVICE|TERMS AND CONDITIONS|TERMS OF USE|MEMORANDUM OF "
    "UNDERSTANDING|LICENSE|POLICY|PRIVACY STATEMENT|ADDENDUM|AMENDMENT|STATEMENT OF WORK|DEED|"
    "LETTER OF INTENT|HEADS OF TERMS|TERM SHEET|LETTER|ORDER FORM|GUARANTY|PROMISSORY NOTE|ADDITIONAL TERMS|PLAN"
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
    r"TABLE OF CONTENTS|\bBETWEEN\b|\bARTICLE\b|ENTIRE AGREEMENT|\bEXHIBIT\b|OF AGREEMENT$|"
    r"\bthis (?:agreement|contract|lease)\b|\bpage (?:\d|of)\b|"
    # A part of a document, in a table of contents or as its appendix.
    r"^(?:APPENDIX|ANNEX|SCHEDULE|ATTACHMENT|SECTION|PART) ?\S{0,4}$",
    re.IGNORECASE,
)
#: What is printed before a title, and the sentence that begins behind it.
_BEFORE_TITLE: Final = re.compile(
    # The last line of a table of contents, with its page.
    r"^(?:(?:EXHIBIT|SCHEDULE|APPENDIX|ANNEX|ARTICLE) [A-Z0-9]{1,4}\b.{3,80} \d{1,3}(?= [A-Z]{3})|"
    r"(?:EXECUTION|CONFORMED|EXECUTED) (?:COPY|VERSION)|(?:EXHIBIT|SCHEDULE|ATTACHMENT|APPENDIX|"
    r"ANNEX) [A-Z0-9]{1,4}(?: HERETO)?|DRAFT(?:.{0,40}\))?|CONFIDENTIAL|PLEASE READ THIS|THIS|"
    r".* PUBLICLY DISCLOSED)[ :.-]+(?=\w)",
    re.IGNORECASE,
)
_BEHIND_TITLE: Final = re.compile(
    r" (?:THIS|This) (?=[A-Z])|,? (?:DATED|Dated|dated)(?=$| (?:AS OF|As of|as of|THIS|this|\d|[A-Z]))"
)

_ORDINAL: Final = (
    r"(?:FIRST|SECOND|THIRD|FOURTH|FIFTH|SIXTH|SEVENTH|EIGHTH|NINTH|TENTH|ELEVENTH|TWELFTH|"
    r"\d{1,2}(?:ST|ND|RD|TH))"
)
#: "AMENDMENT NO. 2 TO THE SUPPLY AGREEMENT", on one line or several.
_AMENDMENT: Final = re.compile(
    rf"\b(?P<order>{_ORDINAL}\s+)?(?:AMENDMENT|ADDENDUM|SUPPLEMENT)\b"
    r"(?P<number>\s*(?:NO\b\.?|N°|N[oº]\b\.?|NUMBER|#)?\s*\d{1,3}\b)?"
    r"(?:\s+AND\s+(?:RESTATEMENT|TERMINATION|WAIVER|CONSENT|EXTENSION))?"
    r"(?P<of>\s+(?:TO|OF)\b[^;:\"]{0,140}?\b(?-i:AGREEMENT|Agreement|CONTRACT|Contract|LEASE|Lease|"
    r"LICEN[CS]E(?!\s+AGREEMENT)|DEED|Deed|NOTE|INDENTURE|Indenture|STATEMENT\s+OF\s+WORK)\b)?",
    re.IGNORECASE,
)
#: How far from its beginning an amendment says that it is one.
_AMENDMENT_WITHIN: Final = 700
#: "Re: Letter of Intent: purchase of the mill": what it is about stands behind it in its line.
_TITLE_ABOUT: Final = re.compile(
    r"(?m)^[ \t]*(?:(?:Re|RE|Subject): )?(?P<title>(?i:letter of intent|heads of terms|term sheet))"
    r"(?::| [-\u2013\u2014]) [^\n]{3,120}$"
)
#: Before a title there is no sentence.
_SENTENCE: Final = re.compile(
    r"\b(?:this|This|THIS|hereby|shall|between|WHEREAS|Whereas|pursuant)\b|[a-z]{3}\.\s"
)
#: A line that goes on with the one before it.
_GOES_ON: Final = re.compile(r"^(?:TO|OF|FOR|AND)\b", re.IGNORECASE)


#: "SUPPLY AGREEMENT SUPPLY AGREEMENT": the title page and the head of the text.
_TWICE: Final = re.compile(r"^(.{8,}?) \1$|(?<= AGREEMENT)() AGREEMENT$")


def _tidy(value: str) -> tuple[int, str]:
    """Where in some words a title begins, and the title."""
    start = 0
    while before := _BEFORE_TITLE.match(value, start):
        start = before.end()
    title = _BEHIND_TITLE.split(value[start:], maxsplit=1)[0].strip()
    return start, _TWICE.sub(r"\1", title)


def _amendment(text: str) -> Found | None:
    """The title of a text that begins by saying what it amends."""
    for match in _AMENDMENT.finditer(text[:_AMENDMENT_WITHIN]):
        if not match.group()[0].isupper() or _SENTENCE.search(text, 0, match.start()):
            return None
        if match["of"] or match["order"] or match["number"]:
            value = " ".join(match.group().split())
            return Found("Document title", value, match.start(), match.end())
    return None


def title_lines(text: str) -> list[Found]:
    """Lines of a *raw* text that read like the title of a legal document, best candidates first
    as they come; the title of an amendment may run over several."""
    amendment = _amendment(text)
    found = [amendment] if amendment else []
    for match in _TITLE_LINE.finditer(text):
        line = match.group("title")
        at, value = _tidy(" ".join(line.split()))
        if value and not _TITLE_NOT.search(value) and not _GOES_ON.match(value):
            start = match.start("title") + (line.find(value.split()[0]) if at else 0)
            found.append(Found("Document title", value, start, match.end("title")))
    for match in _TITLE_ABOUT.finditer(text):
        found.append(Found("Document title", match["title"], *match.span("title")))
    return found


def titles(text: str) -> list[Found]:
    """Titles in normalised text: shouted ones, then ``This Supply Agreement``."""
    found = []
    for pattern, group in ((_TITLE_SHOUTED, 0), (_TITLE_THIS, "title")):
        for match in pattern.finditer(text[:1_500]):
            at, value = _tidy(match.group(group).rstrip())
            if not _TITLE_NOT.search(value) and " " in value and not _GOES_ON.match(value):
                start = match.start(group) + at
                found.append(Found("Document title", value, start, start + len(value)))
                break
    return found


#: Kinds of documents by words of their titles; what is more special comes first.
_TYPES: Final = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), kind)
    for words, kind in (
        (r"amendment|addendum|supplement", "amendment"),
        (r"letter of intent|heads of terms|term sheet", "letter of intent"),
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
        (r"(?:capital|income) maintenance|keep-? ?well", "capital maintenance agreement"),
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
        (r"licen[sc]\w*", "license agreement"),
        (r"intellectual property|patent|trade ?marks?", "intellectual property agreement"),
        (r"shareholders?|stockholders?|subscription|share purchase|stock purchase",
         "share agreement"),
        (r"sales?|purchases?", "purchase agreement"),
        (r"data processing|data protection", "data processing agreement"),
        (r"servic(?:e|es|ing)", "services agreement"),
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
