"""The result as a Word report that a partner can send on: summary, what to look at first, key
terms, each high-risk clause with its quote, missing clauses, other risks and questions; behind
them, to look up, the passages that prove the summary, the sections and the coverage."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from summarizer_core.export.tables import (
    SEVERITY_NAMES,
    clean,
    coverage_share,
    percent,
    severity_counts,
)
from summarizer_core.models import (
    AnalysisResult,
    Clause,
    FocusAnswer,
    FocusStatus,
    MissingClause,
    Severity,
)
from summarizer_core.recognition import MISSING_UNTOLD, missing_is_told
from summarizer_core.references import Referenced, referenced
from summarizer_core.values import written_day

_FONT: Final = "Calibri"
_NAVY: Final = RGBColor(0x1F, 0x38, 0x64)
_GREY: Final = RGBColor(0x59, 0x59, 0x59)
_HEADER_FILL: Final = "1F3864"
_FILLS: Final = {
    Severity.HIGH: "F8CBAD",
    Severity.MEDIUM: "FFE699",
    Severity.LOW: "E2EFDA",
    Severity.INFO: "EDEDED",
}
_EXCERPT: Final = 180
#: Points of what is looked up rather than read.
_SMALL: Final = 9.0
#: Widths, in inches, of the columns risk, clause, why it matters, what to ask for.
_JUDGED: Final = (0.8, 1.3, 2.1, 2.5)
_PROOFS: Final = "Where the document says so"


def write(result: AnalysisResult) -> bytes:
    """The report as DOCX."""
    report = docx.Document()
    _prepare(report, result)
    told = referenced(result)
    _head(report, result)
    _summary(report, result, told)
    _key_terms(report, result)
    _high_risk(report, result)
    _missing(report, result)
    _other_risks(report, result)
    _focus(report, result)
    _proofs(report, told)
    _sections(report, result)
    _coverage(report, result)
    target = io.BytesIO()
    report.save(target)
    return target.getvalue()


# --- parts of the report ---------------------------------------------------------------------


def _prepare(report: Document, result: AnalysisResult) -> None:
    when = result.finished_at or result.created_at
    properties = report.core_properties
    properties.title = f"Contract review: {_line(_title(result))}"[:255]
    properties.author = properties.last_modified_by = "Document Summarizer"
    properties.comments = ""
    properties.created = properties.modified = when.replace(tzinfo=None)
    section = report.sections[0]
    section.left_margin = section.right_margin = Inches(0.9)
    section.top_margin = section.bottom_margin = Inches(0.8)
    section.different_first_page_header_footer = True
    _styles(report)
    header = section.header.paragraphs[0]
    _add(header, f"Contract review · {result.filename}", size=9, color=_GREY)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add(footer, "Page ", size=9, color=_GREY)
    _field(footer, "PAGE")
    _add(footer, " of ", size=9, color=_GREY)
    _field(footer, "NUMPAGES")


def _head(report: Document, result: AnalysisResult) -> None:
    """What was reviewed, how and for whom, above the summary: a report has no page without news."""
    kicker = report.add_paragraph()
    kicker.paragraph_format.space_after = Pt(0)
    _add(kicker, "CONTRACT REVIEW", bold=True, size=10, color=_GREY)
    report.add_paragraph(_line(_title(result)), style="Title")
    when = result.finished_at or result.created_at
    facts = [
        result.filename,
        f"{result.document.pages} page{'' if result.document.pages == 1 else 's'}",
        f"reviewed {when.day} {when:%B %Y}",
        f"for {result.side or 'nobody in particular'}",
        f"playbook: {result.playbook}",
        f"engine: {result.engine}",
    ]
    _add(report.add_paragraph(), " · ".join(map(_line, facts)), size=9, color=_GREY)
    _note(
        report,
        "Prepared by automated analysis to assist a lawyer's review; it is not legal advice. "
        "Every quotation was checked against the document and carries its page.",
    )


def _summary(report: Document, result: AnalysisResult, told: Referenced) -> None:
    report.add_heading("Summary", level=1)
    if not told.paragraphs:
        report.add_paragraph("No summary was written for this document.")
    for sentences in told.paragraphs:
        paragraph = report.add_paragraph()
        for number, sentence in enumerate(sentences):
            _add(paragraph, f"{' ' if number else ''}{_line(sentence.text)}")
            if sentence.numbers:
                _raise(paragraph, ", ".join(map(str, sentence.numbers)))
    if told.passages:
        _note(report, f"The small numbers refer to the passages under “{_PROOFS}”, at the end.")
    if result.look_first:
        report.add_heading("What to look at first", level=1)
    for item in result.look_first:
        page = f" (page {item.page})" if item.page else ""
        _bullet(report, _line(item.text) + page)


def _proofs(report: Document, told: Referenced) -> None:
    """The passages that the summary's numbers refer to."""
    if told.passages:
        report.add_heading(_PROOFS, level=1)
    for number, passage in enumerate(told.passages, start=1):
        _quote(report, passage.quote, page=passage.page, number=number, size=_SMALL)


def _sections(report: Document, result: AnalysisResult) -> None:
    if not result.sections:
        return
    report.add_heading("Section by section", level=1)
    _note(report, "Of each section the sentences that carry its meaning, word for word.")
    table = _table(report, (1.6, 4.5, 0.6), header=("Section", "Words", "Page"))
    for section in result.sections:
        heading = section.heading or "Before the first heading"
        for number, quote in enumerate(section.sentences):
            shown = "" if number else heading
            _row(table, (shown, f"“{_line(quote.quote)}”", str(quote.page)), bold_first=True)


def _other_risks(report: Document, result: AnalysisResult) -> None:
    report.add_heading("Other risks", level=1)
    told = (Severity.MEDIUM, Severity.LOW)
    risks = sorted(
        (clause for clause in result.clauses if clause.severity in told),
        key=lambda clause: (told.index(clause.severity), clause.start),
    )
    if not risks:
        report.add_paragraph("No clause was rated medium or low.")
    else:
        table = _table(report, (0.8, 1.6, 3.7, 0.6), header=("Risk", "Clause", "Words", "Page"))
        for clause in risks:
            name, words = SEVERITY_NAMES[clause.severity], _excerpt(clause.quote)
            _row(
                table,
                (name, clause.title, words, str(clause.page)),
                fill=_FILLS[clause.severity],
            )
    facts = severity_counts(result)[Severity.INFO]
    if facts:
        _note(
            report,
            f"{facts} findings that state facts, such as parties and dates, are left out here.",
        )


def _glance(report: Document, result: AnalysisResult) -> None:
    """How many findings there are of each severity, in a line."""
    counts = severity_counts(result)
    parts = [f"{counts[severity]} {SEVERITY_NAMES[severity].lower()}" for severity in Severity]
    parts.append(f"{len(result.missing_clauses)} missing")
    _labelled(report, "Clauses by risk", ", ".join(parts))


def _high_risk(report: Document, result: AnalysisResult) -> None:
    report.add_heading("High-risk clauses", level=1)
    _glance(report, result)
    if not result.high_risk_clauses:
        report.add_paragraph("No clause was rated high.")
    shown: dict[tuple[int, int], int] = {}
    for number, clause in enumerate(result.high_risk_clauses, 1):
        first = shown.setdefault((clause.start, clause.end), number)
        _clause(report, number, clause, same_as=first if first != number else None)


def _clause(report: Document, number: int, clause: Clause, same_as: int | None) -> None:
    """Args:
    same_as: the number of the clause whose words these are, too; they are told there.
    """
    title = report.add_heading(_line(f"{number}. {clause.title}"), level=2)
    place = [f"Page {clause.page}"]
    if clause.heading:
        place.append(clause.heading)
    place.append(f"Confidence {percent(clause.confidence)}")
    if same_as is not None:
        place.append(f"Same words as {same_as}")
    _add(title, f"   {' · '.join(place)}", bold=False, size=_SMALL, color=_GREY)
    if same_as is None:
        _quote(report, clause.quote)
    paragraph = report.add_paragraph()
    for label, text in (
        ("Why it matters", clause.rationale),
        ("What to ask for", clause.recommendation),
    ):
        _add(paragraph, f"{' ' if paragraph.text else ''}{label}: ", bold=True, color=_NAVY)
        _add(paragraph, _line(text))


def _missing(report: Document, result: AnalysisResult) -> None:
    report.add_heading("Missing clauses", level=1)
    if not result.missing_clauses:
        nothing = "No clause that the playbook expects was found missing."
        report.add_paragraph(nothing if missing_is_told(result) else MISSING_UNTOLD)
        return
    table = _table(
        report,
        _JUDGED,
        header=("Risk", "Clause", "Why it matters", "What to ask for"),
    )
    for gap in result.missing_clauses:
        _row(table, _gap(gap), fill=_FILLS[gap.severity])


def _gap(gap: MissingClause) -> tuple[str, ...]:
    return (SEVERITY_NAMES[gap.severity], gap.title, gap.rationale, gap.recommendation)


def _key_terms(report: Document, result: AnalysisResult) -> None:
    report.add_heading("Key terms", level=1)
    if not result.key_terms:
        report.add_paragraph("No key terms were found.")
        return
    table = _table(report, (1.6, 4.5, 0.6), header=("Term", "Value", "Page"))
    for term in result.key_terms:
        role = f" ({_line(term.role)})" if term.role else ""
        value = written_day(term.value) or term.quote
        _row(table, (term.name, _line(value) + role, str(term.page)))


def _focus(report: Document, result: AnalysisResult) -> None:
    answered = [item for item in result.focus if item.status is FocusStatus.COMPLETED]
    if not answered:
        return
    report.add_heading("Questions", level=1)
    for item in answered:
        report.add_heading(_excerpt(item.question or item.passage or "Passage"), level=2)
        report.add_paragraph(clean(item.answer))
        for quote in item.quotes:
            _quote(report, quote.quote, page=quote.page)
        _points(report, result, item)


def _points(report: Document, result: AnalysisResult, answer: FocusAnswer) -> None:
    """Risk, and what to ask for, by the clauses that bear on an answer or are missing for one."""
    points: list[tuple[str, Clause | MissingClause]] = []
    points += [(f"{one.title}, page {one.page}", one) for one in result.bearing_on(answer)]
    points += [(f"{one.title} (missing)", one) for one in result.lacking_for(answer)]
    if not points:
        return
    header = ("Risk", "Clause", "Why it matters", "What to ask for")
    table = _table(report, _JUDGED, header=header)
    for title, point in points:
        cells = (SEVERITY_NAMES[point.severity], title, point.rationale, point.recommendation)
        _row(table, cells, fill=_FILLS[point.severity])


def _coverage(report: Document, result: AnalysisResult) -> None:
    report.add_heading("Coverage", level=1)
    coverage, chunks = result.coverage, result.chunks
    report.add_paragraph(
        f"{percent(coverage_share(result))} of the text was analysed: "
        f"{coverage.analyzed + coverage.cached:,} of {coverage.characters:,} characters, in "
        f"{chunks.analyzed + chunks.cached:,} of {chunks.total:,} parts "
        f"({chunks.cached:,} of them known from earlier documents)."
    )
    if coverage.failed:
        _labelled(
            report,
            "Not analysed",
            f"{coverage.failed:,} characters in {chunks.failed:,} parts. Read these parts, or "
            "retry the analysis.",
        )
    if coverage.unreadable_pages:
        pages = ", ".join(map(str, coverage.unreadable_pages))
        _labelled(report, "Pages that could not be read", f"{pages}. Read them in the original.")
    if coverage.ocr_pages:
        pages = ", ".join(map(str, coverage.ocr_pages))
        _labelled(
            report, "Pages recognised from pictures (OCR)", f"{pages}. Their text may hold errors."
        )
    for warning in result.warnings:
        pages = f" (pages {', '.join(map(str, warning.pages))})" if warning.pages else ""
        _bullet(report, clean(warning.message) + pages)
    _labelled(report, "Fingerprint of the file", f"SHA-256 {result.document.sha256}")


# --- text ------------------------------------------------------------------------------------


def _title(result: AnalysisResult) -> str:
    return result.document.title or result.filename


def _line(text: str) -> str:
    """Text on one line: a quote's line breaks are those of the contract's pages."""
    return " ".join(clean(text).split())


def _excerpt(text: str) -> str:
    line = _line(text)
    if len(line) <= _EXCERPT:
        return line
    return line[:_EXCERPT].rsplit(" ", 1)[0] + " …"


# --- Word ------------------------------------------------------------------------------------


def _styles(report: Document) -> None:
    sizes = {"Normal": 10, "Title": 20, "Heading 1": 14, "Heading 2": 11}
    for name, size in sizes.items():
        style: Any = report.styles[name]
        style.font.name = _FONT
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template's theme fonts would win over the name.
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        if name != "Normal":
            style.font.color.rgb = _NAVY
    normal: Any = report.styles["Normal"]
    normal.paragraph_format.space_after = Pt(4)
    for name, before, after in (("Title", 0, 4), ("Heading 1", 12, 4), ("Heading 2", 6, 2)):
        style = report.styles[name]
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)


def _add(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    color: RGBColor | None = None,
) -> None:
    run = paragraph.add_run(clean(text))
    run.bold, run.italic = bold, italic
    if size is not None:
        run.font.size = Pt(size)
    if color is not None:
        run.font.color.rgb = color


def _note(report: Document, text: str) -> None:
    _add(report.add_paragraph(), text, italic=True, size=9, color=_GREY)


def _labelled(report: Document, label: str, text: str) -> None:
    paragraph = report.add_paragraph()
    _add(paragraph, f"{label}: ", bold=True, color=_NAVY)
    _add(paragraph, _line(text))


def _raise(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.superscript = True


def _bullet(report: Document, text: str) -> None:
    paragraph = report.add_paragraph(clean(text), style="List Bullet")
    paragraph.paragraph_format.space_after = Pt(2)


def _quote(
    report: Document,
    text: str,
    page: int | None = None,
    number: int | None = None,
    size: float | None = None,
) -> None:
    paragraph = report.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.left_indent = Inches(0.25)
    paragraph.paragraph_format.right_indent = Inches(0.25)
    if number is not None:
        _add(paragraph, f"{number}  ", bold=True, size=size, color=_NAVY)
    _add(paragraph, f"“{_line(text)}”", italic=True, size=size)
    if page is not None:
        _add(paragraph, f"  (page {page})", size=_SMALL, color=_GREY)
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", "8EA9DB")):
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    # The schema wants borders before spacing and indents.
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _table(report: Document, widths: Sequence[float], header: Sequence[str] = ()) -> Table:
    """An empty table, or one with a header row that repeats on every page. Widths in inches."""
    table: Table = report.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    if header:
        row = _new_row(table)
        repeat = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeat)
        for cell, name in zip(row.cells, header, strict=True):
            _fill(cell, name, bold=True, color=RGBColor(0xFF, 0xFF, 0xFF))
            _shade(cell, _HEADER_FILL)
    return table


def _new_row(table: Any) -> _Row:
    row: _Row = table.add_row()  # python-docx has no type for it
    return row


def _row(
    table: Table, values: Sequence[str], *, fill: str | None = None, bold_first: bool = False
) -> None:
    row = _new_row(table)
    # A row that breaks over two pages is hard to read.
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for index, (cell, value) in enumerate(zip(row.cells, values, strict=True)):
        _fill(cell, value, bold=bold_first and index == 0)
        if fill is not None and index == 0:
            _shade(cell, fill)


def _fill(cell: _Cell, text: str, *, bold: bool = False, color: RGBColor | None = None) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    _add(paragraph, _line(text), bold=bold, size=_SMALL, color=color)


def _shade(cell: _Cell, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _field(paragraph: Paragraph, name: str) -> None:
    """A field that Word fills in, such as PAGE."""
    run = paragraph.add_run()
    run.font.size, run.font.color.rgb = Pt(9), _GREY
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.remove(run._r)
    field.append(run._r)
    text = OxmlElement("w:t")
    text.text = "1"
    run._r.append(text)
    paragraph._p.append(field)
