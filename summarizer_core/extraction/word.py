"""DOCX: python-docx opens the package, the body is walked as XML, in order, nothing twice.

Tracked changes are read as if all were accepted. Rules: ECMA-376 Part 1, WordprocessingML. Runs
in the child only.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.parser import parse_xml
from docx.package import Package

from summarizer_core.errors import DamagedDocument, NoReadableText
from summarizer_core.extraction import zip_package
from summarizer_core.extraction.cleaning import assemble, clean, clean_line
from summarizer_core.extraction.limits import ReadJob
from summarizer_core.extraction.numbering import Numbering, Styles, W, value_of

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_STRICT: Final = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_MAX_TITLE: Final = 300
#: Ends a page. XML 1.0 cannot hold this character, so no document can forge it.
_PAGE: Final = "\f"

_DAMAGED: Final = (
    "The Word file is damaged and cannot be opened. Open it in Word, let Word repair it, save it "
    "anew and upload that."
)
_KIND: Final = zip_package.Kind(
    file="Word file",
    program="Word",
    damaged=_DAMAGED,
    refused={
        _STRICT: "The Word file is saved as “Strict Open XML”. In Word, save it as “Word document "
        "(.docx)” and upload that."
    },
)
_OFF: Final = ("0", "false", "off", "none")


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """The DOCX as an ``ExtractedDocument`` in plain types.

    Raises:
        LimitExceeded: a zip bomb, or more text than can be analysed.
        DamagedDocument: no Word document, or one that declares entities.
        NoReadableText: no text in it.
    """
    zip_package.check(path, job.limits.expanded_bytes, _KIND)
    try:
        package = Package.open(str(path))
        main = package.main_document_part
        root = _root(main)
        body = root.find(W + "body")
    except (KeyError, ValueError, SyntaxError, AttributeError, zlib.error) as error:
        raise DamagedDocument(_DAMAGED) from error
    if body is None:
        raise DamagedDocument(_DAMAGED)
    walker = _Walker(main)
    text = walker.document(body)
    if not any(c.isalnum() for c in text):
        raise NoReadableText(
            "The Word file holds no text. If it shows pictures of pages, recognise their text "
            "first (OCR), or upload the original."
        )
    return assemble(text, job.limits.max_characters) | {
        "title": _title(package),
        "furniture": walker.furniture,
        "warnings": walker.warnings(),
    }


def _title(package: Any) -> str | None:
    try:
        return clean_line(package.core_properties.title or "")[:_MAX_TITLE] or None
    except (AttributeError, KeyError, ValueError):
        return None


def _root(part: Any) -> Any:
    # python-docx parses the parts it knows; a template's or a macro file's body it does not.
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


# --- the text --------------------------------------------------------------------------------


def _on(properties: Any | None, name: str) -> bool:
    """Whether a switch such as ``w:vanish`` is set among the properties."""
    element = None if properties is None else properties.find(W + name)
    return element is not None and (element.get(W + "val") or "1").lower() not in _OFF


class _Walker:
    """Walks one document. Blocks (paragraphs, rows of tables) come out as strings."""

    def __init__(self, main: Any) -> None:
        self._main = main
        styles = Styles(self._related(RT.STYLES))
        self._numbering = Numbering(self._related(RT.NUMBERING), styles)
        self._notes: list[tuple[str, str]] = []  # kind and id, in order of their references
        self._boxes: list[str] = []  # text boxes of the paragraph at hand
        self._unfinished = ""  # text of paragraphs whose end was deleted
        self._inserted = self._deleted = self._hidden = 0
        self.furniture: list[dict[str, Any]] = []
        self._inline: dict[str, Callable[[Any], str]] = {
            W + "r": self._run,
            W + "ins": self._insertion,
            W + "moveTo": self._insertion,
            W + "del": self._deletion,
            W + "moveFrom": self._deletion,
            W + "sdt": self._control,
            _MC + "AlternateContent": self._alternative,
            _MATH_TEXT: lambda element: element.text or "",
        }
        self._in_run: dict[str, Callable[[Any], str]] = {
            W + "t": lambda element: element.text or "",
            W + "tab": lambda _: " ",
            W + "ptab": lambda _: " ",
            W + "cr": lambda _: "\n",
            W + "br": self._break,
            W + "lastRenderedPageBreak": lambda _: _PAGE,
            W + "noBreakHyphen": lambda _: "-",
            W + "sym": self._symbol,
            W + "footnoteReference": lambda e: self._note("footnote", e),
            W + "endnoteReference": lambda e: self._note("endnote", e),
            W + "drawing": self._collect_boxes,
            W + "pict": self._collect_boxes,
            W + "object": self._collect_boxes,
            _MC + "AlternateContent": self._alternative_in_run,
        }

    def _related(self, kind: str) -> Any | None:
        try:
            return _root(self._main.part_related_by(kind))
        except (KeyError, ValueError, SyntaxError):
            return None

    def document(self, body: Any) -> str:
        """The body's blocks, then the notes; form feeds end pages."""
        blocks = list(self._blocks(body))
        if self._unfinished:
            blocks.append(self._unfinished)
        section = body.find(W + "sectPr")
        if section is not None:
            self._headers(section)
        blocks.extend(self._note_texts())
        text = clean("\n\n".join(blocks))
        # A break that Word rendered and the one that the author set are one and the same.
        return re.sub(r"\f(?:[\s\f]*\f)", lambda m: m.group().replace(_PAGE, "") + _PAGE, text)

    def warnings(self) -> list[dict[str, Any]]:
        found = []
        if self._inserted or self._deleted:
            found.append(
                {
                    "code": "tracked_changes",
                    "message": f"The document holds tracked changes: {self._inserted} insertions "
                    f"and {self._deleted} deletions. It was read as if all were accepted.",
                }
            )
        if self._hidden:
            found.append(
                {
                    "code": "hidden_text",
                    "message": f"The document holds hidden text in {self._hidden} places, which "
                    "was not analysed. Show hidden text in Word to see it.",
                }
            )
        return found

    # blocks

    def _blocks(self, container: Any) -> Iterator[str]:
        for child in container:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child)
            elif tag == W + "tbl":
                rows = "\n".join(self._rows(child))
                if rows:
                    yield rows
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    yield from self._blocks(content)
            elif tag in (W + "ins", W + "moveTo", W + "customXml", W + "smartTag"):
                yield from self._blocks(child)
            elif tag == _MC + "AlternateContent":
                chosen = _chosen(child)
                if chosen is not None:
                    yield from self._blocks(chosen)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        properties = paragraph.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        if _on(properties, "pageBreakBefore"):
            self._unfinished += _PAGE
        text = self._children(paragraph)
        deleted_end = mark is not None and (
            mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None
        )
        if deleted_end:
            # As Word does on accepting: the next paragraph goes on here.
            self._unfinished += text
        else:
            yield from self._finished(properties, text)
        section = None if properties is None else properties.find(W + "sectPr")
        if section is not None:
            self._headers(section)
            if value_of(section, "type") not in ("continuous", "nextColumn"):
                self._unfinished += _PAGE

    def _finished(self, properties: Any | None, text: str) -> Iterator[str]:
        text, self._unfinished = self._unfinished + text, ""
        # An empty paragraph that only carries a section break has no number in Word (seen in
        # real templates, whose references to sections fit only so).
        breaks = properties is not None and properties.find(W + "sectPr") is not None
        empty = breaks and not text.strip()
        label = "" if empty else self._numbering.label(properties)
        turned = len(text) - len(text.lstrip("\f \n"))
        if text.strip():
            yield text[:turned] + label + text[turned:]
        elif _PAGE in text:
            self._unfinished = text.strip(" \n")
        boxes, self._boxes = self._boxes, []
        yield from boxes

    def _rows(self, table: Any) -> Iterator[str]:
        for row in self._flat(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                self._deleted += 1
                continue
            if properties is not None and properties.find(W + "ins") is not None:
                self._inserted += 1
            cells = [text for cell in self._flat(row, W + "tc") if (text := self._cell(cell))]
            if cells:
                several = any("\n" in cell for cell in cells)
                yield ("\n" if several else " | ").join(cells)

    def _flat(self, element: Any, tag: str) -> Iterator[Any]:
        """Rows of a table or cells of a row, also those in content controls."""
        for child in element:
            if child.tag == tag:
                yield child
            elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
                yield from self._flat(child, tag)

    def _cell(self, cell: Any) -> str:
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        sideways = cell.find(f"{W}tcPr/{W}hMerge")
        for kind in (merge, sideways):
            # A merged cell's text is in the cell that starts it.
            if kind is not None and kind.get(W + "val") != "restart":
                return ""
        return "\n".join(block.strip(" \n") for block in self._blocks(cell))

    # inside a paragraph

    def _children(self, element: Any) -> str:
        return "".join(self._one(child) for child in element)

    def _one(self, child: Any) -> str:
        if not isinstance(child.tag, str) or child.tag == W + "pPr":  # comments have no tag
            return ""
        handler = self._inline.get(child.tag)
        # Hyperlinks, simple fields, smart tags, formulas: what is inside counts.
        return handler(child) if handler else self._children(child)

    def _run(self, run: Any) -> str:
        text = "".join(handler(child) for child in run if (handler := self._in_run.get(child.tag)))
        if _on(run.find(W + "rPr"), "vanish"):
            self._hidden += bool(text.strip())
            return _PAGE * text.count(_PAGE)
        return text

    def _insertion(self, element: Any) -> str:
        text = self._children(element)
        self._inserted += bool(text.strip()) and element.tag == W + "ins"
        return text

    def _deletion(self, element: Any) -> str:
        self._deleted += element.tag == W + "del" and any(True for _ in element.iter(W + "delText"))
        return ""

    def _control(self, control: Any) -> str:
        content = control.find(W + "sdtContent")
        return "" if content is None else self._children(content)

    def _alternative(self, element: Any) -> str:
        chosen = _chosen(element)
        return "" if chosen is None else self._children(chosen)

    def _alternative_in_run(self, element: Any) -> str:
        chosen = _chosen(element)
        if chosen is None:
            return ""
        return "".join(
            handler(child) for child in chosen if (handler := self._in_run.get(child.tag))
        )

    def _break(self, element: Any) -> str:
        return _PAGE if element.get(W + "type") == "page" else "\n"

    def _symbol(self, element: Any) -> str:
        try:
            code = int(element.get(W + "char") or "", 16)
        except ValueError:
            return ""
        # Symbol fonts sit in the private use area, where the number says nothing without the font.
        if 0xE000 <= code <= 0xF8FF:
            return "•"
        return chr(code) if 0x20 <= code < 0xD800 else ""

    def _note(self, kind: str, element: Any) -> str:
        self._notes.append((kind, element.get(W + "id") or ""))
        return f"[{len(self._notes)}]"

    def _collect_boxes(self, drawing: Any) -> str:
        for box in drawing.iter(W + "txbxContent"):
            around = {up.tag for up in _up_to(box, drawing)}
            # Found through the box around it; or the same box again, for older programs.
            if W + "txbxContent" in around or _MC + "Fallback" in around:
                continue
            outer, self._boxes = self._boxes, []
            blocks = [block for block in self._blocks(box) if block.strip()]
            self._boxes = [*outer, "\n".join(blocks)] if blocks else outer
        return ""

    # notes, headers, footers

    def _note_texts(self) -> Iterator[str]:
        texts: dict[tuple[str, str], Any] = {}
        for kind, relation in (("footnote", RT.FOOTNOTES), ("endnote", RT.ENDNOTES)):
            root = self._related(relation)
            for note in [] if root is None else root.findall(W + kind):
                texts[kind, note.get(W + "id") or ""] = note
        for number, place in enumerate(self._notes, 1):
            if place in texts:
                text = "\n".join(b for b in self._blocks(texts[place]) if b.strip())
                yield f"[{number}] {text.strip()}"

    def _headers(self, section: Any) -> None:
        """Headers and footers of a section. Word does not store which pages it lays them on, so
        they are listed with the first."""
        for kind in ("headerReference", "footerReference"):
            for reference in section.findall(W + kind):
                text = self._header(reference)
                known = {entry["text"] for entry in self.furniture}
                if text and text not in known:
                    self.furniture.append({"page": 1, "text": text})

    def _header(self, reference: Any) -> str:
        identifier = next((v for k, v in reference.attrib.items() if k.endswith("}id")), "")
        try:
            root = _root(self._main.related_parts[identifier])
        except (KeyError, ValueError, SyntaxError):
            return ""
        unfinished, self._unfinished = self._unfinished, ""
        blocks = [clean_line(block) for block in self._blocks(root)]
        self._unfinished = unfinished
        return "\n".join(block for block in blocks if block)


def _chosen(alternative: Any) -> Any | None:
    """The branch that a current program shows; the fallback holds the same content again."""
    choice = alternative.find(_MC + "Choice")
    return alternative.find(_MC + "Fallback") if choice is None else choice


def _up_to(element: Any, top: Any) -> Iterator[Any]:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return
        yield ancestor
