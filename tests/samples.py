"""Sample contracts, written for these tests, and functions that write them to files.

Everything is deterministic: the same call writes the same text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pikepdf
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

HEADER: Final = "Northgate / Halden – Confidential draft"


def contract_text(
    *,
    provider: str = "Northgate Analytics Ltd.",
    customer: str = "Halden Retail GmbH",
    day: str = "14 March 2025",
    fee: str = "EUR 18,500",
    cap: str = "EUR 250,000",
    law: str = "England and Wales",
) -> str:
    """A services agreement of 20 numbered clauses; paragraphs are separated by blank lines."""
    return f"""SERVICES AGREEMENT

This Services Agreement (the “Agreement”) is made on {day} (the “Effective Date”) between {provider}, a company with its registered office at 12 Quay Street, Bristol (the “Provider”), and {customer}, a company with its registered office at Lindenallee 40, Hamburg (the “Customer”).

WHEREAS the Customer wishes to receive data analysis services and the Provider is willing to supply them, the parties agree as follows:

1. Definitions

1.1 “Services” means the analysis, reporting and consulting services described in Schedule 1.

1.2 “Confidential Information” means all information that a party marks as confidential or that a reasonable person would understand to be confidential.

1.3 “Deliverables” means the reports, models and dashboards that the Provider creates for the Customer.

2. Services

2.1 The Provider shall supply the Services with reasonable skill and care and in accordance with Schedule 1.

2.2 The Provider may use subcontractors, provided that it remains liable for their acts and omissions as for its own.

3. Fees and Payment

3.1 The Customer shall pay a monthly fee of {fee}, plus value added tax, within thirty (30) days of receipt of each invoice.

3.2 Overdue amounts bear interest at four per cent (4%) above the base rate of the Bank of England.

4. Term and Renewal

4.1 This Agreement begins on the Effective Date and continues for an initial term of three (3) years.

4.2 After the initial term this Agreement renews automatically for successive periods of twelve (12) months, unless either party gives notice of non-renewal at least ninety (90) days before the end of the current period.

5. Termination for Convenience

5.1 The Customer may terminate this Agreement at any time for convenience by giving sixty (60) days’ written notice to the Provider.

6. Termination for Cause

6.1 Either party may terminate this Agreement with immediate effect if the other party commits a material breach and fails to remedy it within thirty (30) days after written notice.

7. Confidentiality

7.1 Each party shall keep the other party’s Confidential Information secret and shall use it only to perform this Agreement.

7.2 The obligations in Section 7.1 continue for five (5) years after the end of this Agreement.

8. Intellectual Property

8.1 The Provider hereby assigns to the Customer all right, title and interest in the Deliverables upon payment in full.

8.2 The Provider grants the Customer a non-exclusive, non-transferable licence to use the Provider’s tools to the extent needed to use the Deliverables.

9. Warranties

9.1 The Provider warrants for a period of twelve (12) months from delivery that the Deliverables conform to Schedule 1.

9.2 EXCEPT AS STATED IN THIS AGREEMENT, THE SERVICES ARE PROVIDED “AS IS” AND ALL IMPLIED WARRANTIES ARE DISCLAIMED.

10. Indemnification

10.1 The Provider shall indemnify, defend and hold harmless the Customer from and against all losses, damages and costs arising out of any claim that the Deliverables infringe the rights of a third party.

10.2 The Customer shall indemnify the Provider against claims that arise from:

(a) data that the Customer supplies in breach of law;

(b) use of the Deliverables contrary to the Provider’s written instructions; and

(c) any breach of Section 7 by the Customer.

11. Limitation of Liability

11.1 Neither party is liable for loss of profit or for indirect or consequential damage.

11.2 The total liability of either party under this Agreement is limited to {cap} in each contract year.

11.3 Nothing in this Agreement limits liability for fraud, for death or personal injury caused by negligence, or under Section 10.

12. Liquidated Damages

12.1 If the Provider misses a delivery date in Schedule 1, it shall pay liquidated damages of one per cent (1%) of the monthly fee for each day of delay, up to fifteen per cent (15%).

13. Exclusivity

13.1 During the term the Customer shall obtain retail demand forecasts exclusively from the Provider.

14. Non-Compete

14.1 For twelve (12) months after the end of this Agreement the Provider shall not supply similar services to a direct competitor of the Customer in Germany.

15. Non-Solicitation

15.1 Neither party shall solicit or hire employees of the other party during the term and for twelve (12) months thereafter.

16. Insurance and Audit

16.1 The Provider shall maintain professional indemnity insurance of at least {cap} per claim.

16.2 The Customer may audit the Provider’s records relating to the fees once in each calendar year on ten (10) days’ notice.

17. Assignment and Change of Control

17.1 Neither party may assign this Agreement without the prior written consent of the other party.

17.2 The Customer may terminate this Agreement within ninety (90) days after a change of control of the Provider.

18. Force Majeure

18.1 A party is not in breach while an event beyond its reasonable control prevents it from performing.

19. Governing Law and Disputes

19.1 This Agreement is governed by the laws of {law}.

19.2 The courts of London have exclusive jurisdiction over all disputes that arise out of this Agreement.

20. General

20.1 This Agreement, with its schedules, is the entire agreement between the parties and may be amended only in writing signed by both.

20.2 A person who is not a party to this Agreement has no right to enforce any of its terms.

IN WITNESS WHEREOF the parties have signed this Agreement on the Effective Date.
"""  # noqa: E501


_TOPICS: Final = (
    "Delivery of the {good}",
    "Acceptance of the {good}",
    "Storage in {city}",
    "Prices of the {good}",
    "Records kept in {city}",
    "Limitation of Liability for the {good}",
    "Indemnification for {city}",
    "Confidentiality of {good} Data",
    "Termination of {good} Orders",
    "Insurance of the {city} Site",
)
_GOODS: Final = (
    "Pumps",
    "Valves",
    "Gauges",
    "Compressors",
    "Filters",
    "Turbines",
    "Sensors",
    "Couplings",
    "Bearings",
    "Actuators",
    "Manifolds",
)
_CITIES: Final = (
    "Rotterdam",
    "Aberdeen",
    "Houston",
    "Stavanger",
    "Calgary",
    "Antwerp",
    "Perth",
    "Bilbao",
    "Gdansk",
    "Trieste",
    "Halifax",
    "Bremen",
    "Odense",
)
_SENTENCES: Final = (
    "The Supplier shall deliver {count} {good} to the site in {city} no later than {days} days "
    "after the date of order number {order}, and shall notify the Buyer in writing of any delay.",
    "The Buyer shall pay USD {amount} for each lot of {good}, subject to a deduction of "
    "{percent} per cent for every week of delay attributable to the Supplier.",
    "If a defect in the {good} appears within {months} months of commissioning in {city}, the "
    "Supplier shall at its own expense repair or replace the defective parts.",
    "The aggregate liability of the Supplier in respect of order {order} shall not exceed USD "
    "{amount}, except in cases of wilful misconduct or gross negligence.",
    "The Supplier shall indemnify the Buyer against third-party claims arising from the operation "
    "of the {good} in {city}, up to a limit of USD {amount} per event.",
    "Either party may terminate order {order} for convenience on {days} days’ written notice, "
    "whereupon the Buyer shall pay for all {good} already manufactured.",
    "All drawings of the {good} are confidential for {months} months and shall not be disclosed "
    "outside the {city} project team without prior written consent.",
    "The Supplier shall keep insurance of at least USD {amount} for the site in {city} and shall "
    "present the policy within {days} days of a request.",
    "Risk in the {good} passes to the Buyer on unloading in {city}; title passes on payment of "
    "invoice {order} in full.",
)


def long_contract_text(pages: int = 30) -> str:
    """A supply agreement that fills about ``pages`` pages of ``write_pdf``. Clauses differ in
    wording, names and numbers, so that no two are the same."""
    parts = [
        "MASTER SUPPLY AGREEMENT",
        "This Master Supply Agreement is made on 2 June 2025 between Corvane Industrial Supply "
        "Inc., a Delaware corporation (the “Supplier”), and Brightwater Energy plc, a company "
        "registered in England and Wales (the “Buyer”).",
    ]
    for article in range(1, round(pages * 1.9) + 1):
        good, city = _GOODS[article % len(_GOODS)], _CITIES[(article * 5) % len(_CITIES)]
        topic = _TOPICS[(article * 3) % len(_TOPICS)]
        parts.append(f"{article}. " + topic.format(good=good, city=city))
        for clause in range(1, 5):
            seed = article * 37 + clause * 11
            sentences = [
                _SENTENCES[(seed + step * 2) % len(_SENTENCES)].format(
                    good=_GOODS[(seed + step) % len(_GOODS)],
                    city=_CITIES[(seed + step * 3) % len(_CITIES)],
                    count=3 + seed % 90,
                    days=10 + (seed * 7 + step) % 110,
                    months=6 + (seed + step) % 54,
                    percent=1 + (seed + step) % 9,
                    order=f"{article:03d}-{clause}{step}",
                    amount=f"{(seed * 1_375 + step * 411) % 900_000 + 12_000:,}",
                )
                for step in range(2 + seed % 3)
            ]
            parts.append(f"{article}.{clause} " + " ".join(sentences))
    parts.append("This Agreement is governed by the laws of the State of New York.")
    return "\n\n".join(parts) + "\n"


_BODY: Final = ParagraphStyle(
    "body", fontName="Times-Roman", fontSize=11, leading=14, alignment=TA_JUSTIFY, spaceAfter=8
)
_HEADING: Final = ParagraphStyle(
    "heading", fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=6, spaceAfter=6
)


def _is_heading(paragraph: str) -> bool:
    return paragraph.isupper() or bool(re.fullmatch(r"\d+\. [^.;:]{1,60}", paragraph))


def write_pdf(
    path: Path,
    text: str,
    *,
    password: str | None = None,
    pages: int | None = None,
    owner_password: str | None = None,
    title: str | None = "Sample agreement",
) -> Path:
    """Lay out a text (blank lines separate paragraphs, form feeds pages) with a running header
    and "Page n" below.

    Args:
        password: needed to open the file.
        pages: cut off after this many.
        owner_password: restricts the file without hindering its opening.
    """
    encryption = None
    if password is not None or owner_password is not None:
        encryption = StandardEncryption(password or "", ownerPassword=owner_password, strength=128)
    document = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        topMargin=80,
        bottomMargin=70,
        title=title,
        encrypt=encryption,
        invariant=True,
    )
    story: list[object] = []
    for number, sheet in enumerate(text.split("\f")):
        if number:
            story.append(PageBreak())
        for paragraph in filter(None, (p.strip() for p in sheet.split("\n\n"))):
            escaped = paragraph.replace("&", "&amp;").replace("<", "&lt;")
            story.append(Paragraph(escaped, _HEADING if _is_heading(paragraph) else _BODY))
    story.append(Spacer(1, 1))

    def furnish(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, A4[1] - 45, HEADER)
        canvas.drawCentredString(A4[0] / 2, 35, f"Page {template.page}")

    document.build(story, onFirstPage=furnish, onLaterPages=furnish)
    if pages is not None:
        _keep_pages(path, pages)
    return path


def _keep_pages(path: Path, pages: int) -> None:
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(path)
    writer = PdfWriter()
    for page in reader.pages[:pages]:
        writer.add_page(page)
    writer.write(path)


def write_scanned_pdf(path: Path, pages: int = 2) -> Path:
    """Pages that show lines of "writing" as drawn shapes; none of it is text."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for page in range(pages):
        draw_writing(canvas, page)
        canvas.showPage()
    canvas.save()
    return path


def write_columns(
    path: Path,
    *columns: Sequence[str],
    title: str = "",
    row_by_row: bool = False,
    rows: int = 45,
) -> Path:
    """Columns of lines side by side; each continues on the next page.

    Args:
        columns: their lines, top down.
        title: a line across all columns of the first page.
        row_by_row: draw what stands on one baseline one after the other, as some programs do.
    """
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    width = (A4[0] - 100) / len(columns)
    for start in range(0, max(map(len, columns)), rows):
        if title and start == 0:
            canvas.setFont("Times-Bold", 14)
            canvas.drawCentredString(A4[0] / 2, 790, title)
        canvas.setFont("Times-Roman", 9)
        places = [
            (50 + at * width, 760 - row * 13, lines[start + row])
            for at, lines in enumerate(columns)
            for row in range(rows)
            if start + row < len(lines)
        ]
        if row_by_row:
            places.sort(key=lambda place: (-place[1], place[0]))
        for place in places:
            canvas.drawString(*place)
        canvas.showPage()
    canvas.save()
    return path


def write_picture_pdf(path: Path, text: str) -> Path:
    """Pages of ``write_pdf`` as a scanner makes them: pictures without text."""
    printed = write_pdf(path.with_suffix(".printed.pdf"), text)
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    with PdfDocument(printed) as document:
        for page in document:
            picture = page.render(scale=2.5, grayscale=True).to_pil()
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
            canvas.showPage()
    canvas.save()
    printed.unlink()
    return path


def write_unmapped_pdf(path: Path, *pages: Sequence[str]) -> Path:
    """Lines in a font that names its glyphs by number and does not say what they mean: a reader
    sees the words, a program does not."""
    font = TTFont("Vera", "Vera.ttf").face
    program = Path(font.filename).read_bytes()
    with pikepdf.new() as document:
        embedded = pikepdf.Stream(document, program)
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name.Vera,
            Flags=4,
            FontBBox=[-183, -236, 1287, 928],
            ItalicAngle=0,
            Ascent=928,
            Descent=-236,
            CapHeight=729,
            StemV=80,
            FontFile2=document.make_indirect(embedded),
        )

        def glyph(letter: str) -> str:
            return f"{font.charToGlyph[ord(letter)]:04x}"

        letters = sorted({ord(c) for page in pages for c in "".join(page)})
        widths = pikepdf.Array()
        for letter in letters:
            widths.extend([font.charToGlyph[letter], [round(font.charWidths[letter])]])
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=pikepdf.Name.Vera,
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=document.make_indirect(descriptor),
            CIDToGIDMap=pikepdf.Name.Identity,
            W=widths,
        )
        type0 = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name.Vera,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[document.make_indirect(descendant)],
        )
        for lines in pages:
            page = document.add_blank_page(page_size=A4)
            shown = [
                f"1 0 0 1 60 {780 - at * 18} Tm <{''.join(map(glyph, line))}> Tj"
                for at, line in enumerate(lines)
            ]
            page.Contents = pikepdf.Stream(
                document, ("BT /F 11 Tf " + "\n".join(shown) + " ET").encode()
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=type0))
        document.save(path, static_id=True)
    return path


def draw_writing(canvas: Canvas, seed: int = 0) -> None:
    """Fill the page at hand with shapes that look like lines of text from afar."""
    for row in range(40):
        x = 72.0
        while x < 500:
            width = 14 + (row * 31 + int(x) * 7 + seed * 13) % 40
            canvas.rect(x, 760 - row * 17, width, 7, stroke=0, fill=1)
            x += width + 6


def write_docx(path: Path, text: str) -> Path:
    """The text as a Word file whose clause numbers are automatic: "1." for headings, "1.1" for
    clauses, "(a)" for items. Adds a table of contacts, a header and a footer."""
    document = Document()
    document.core_properties.title = "Sample agreement"
    number = _numbering(document)
    for paragraph in filter(None, (p.strip() for p in text.split("\n\n"))):
        level, rest = _split_number(paragraph)
        if level is None:
            style = "Title" if paragraph.isupper() else None
            document.add_paragraph(paragraph, style=style)
        else:
            added = document.add_paragraph(rest, style="Heading 1" if level == 0 else None)
            _number_paragraph(added, number, level)
    document.add_paragraph("Schedule 1: Contacts")
    table = document.add_table(rows=3, cols=3)
    for row, values in zip(
        table.rows,
        (
            ("Party", "Contact", "Telephone"),
            ("Provider", "Imogen Castle", "+44 117 555 0101"),
            ("Customer", "Jonas Petersen", "+49 40 555 0102"),
        ),
        strict=True,
    ):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    section = document.sections[0]
    section.header.paragraphs[0].text = HEADER
    section.footer.paragraphs[0].text = "Sample agreement, for tests only"
    document.save(str(path))
    return path


def _split_number(paragraph: str) -> tuple[int | None, str]:
    for level, pattern in enumerate((r"\d+\. ", r"\d+\.\d+ ", r"\([a-z]\) ")):
        match = re.match(pattern, paragraph)
        if match:
            return level, paragraph[match.end() :]
    return None, paragraph


def _numbering(document: Document) -> int:
    """Add a list of three levels to the document; returns its id."""
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    for level, (form, text) in enumerate(
        (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    ):
        element = OxmlElement("w:lvl")
        element.set(qn("w:ilvl"), str(level))
        for name, value in (("start", "1"), ("numFmt", form), ("lvlText", text)):
            child = OxmlElement(f"w:{name}")
            child.set(qn("w:val"), value)
            element.append(child)
        abstract.append(element)
    # Word wants abstract lists before lists.
    root.insert(0, abstract)
    use = OxmlElement("w:num")
    use.set(qn("w:numId"), "90")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "90")
    use.append(link)
    root.append(use)
    return 90


def _number_paragraph(paragraph: object, number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number
