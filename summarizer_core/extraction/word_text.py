"""Walks the XML of a Word document: everything that a reader sees, in order, nothing twice.

Tracked changes are read as if all were accepted. Rules: ECMA-376 Part 1, WordprocessingML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from summarizer_core.extraction.cleaning import clean_line
from summarizer_core.extraction.marks import Marks, harmless, without
from summarizer_core.extraction.numbering import Numbering
from summarizer_core.extraction.word_cells import Cells
from summarizer_core.extraction.word_fields import Fields, whole_fields
from summarizer_core.extraction.word_foreign import foreign_text
from summarizer_core.extraction.word_graphics import MC, Graphics, chosen
from summarizer_core.extraction.word_math import M, forms
from summarizer_core.extraction.word_notes import COMMENT_PLACES, Comment, Comments, Notes
from summarizer_core.extraction.word_package import Package, R
from summarizer_core.extraction.word_styles import Styles, W, integer, shaded, switch, value_of
from summarizer_core.extraction.word_symbols import in_font, is_symbol_font, symbol

#: Ends a page. XML 1.0 cannot hold this character, so no document can forge it.
_PAGE: Final = "\f"
_LEAD: Final = re.compile("(?:[\f \n]|\x01[0-9]+\x02)*")
_KEPT: Final = re.compile("\f|\x01[0-9]+\x02")
_GONE: Final = (W + "del", W + "moveFrom")
_WRAPPERS: Final = (W + "ins", W + "moveTo", W + "customXml", W + "smartTag", W + "sdtContent")
_TINY: Final = 4  # half-points; nobody reads letters of two points
_MAX_FOREIGN_DEPTH: Final = 3


@dataclass
class Found:
    """What a walk came across besides the text; shared with documents in the document."""

    marks: Marks = field(default_factory=Marks)
    furniture: list[dict[str, Any]] = field(default_factory=list)
    headings: list[tuple[int, int, int]] = field(default_factory=list)  # two marks and the level
    comments: list[Comment] = field(default_factory=list)
    roots: list[Any] = field(default_factory=list)
    hidden: int = 0
    invisible: int = 0
    embedded: int = 0
    unread: int = 0  # other documents that belong to this one
    unnumbered: int = 0  # fields that show a number which is not in the file


def _blank(text: str) -> bool:
    return not without(text).strip()


def _kept(text: str) -> str:
    """What stays of text that is not shown: where pages end and where marks are."""
    return "".join(_KEPT.findall(text))


class _Carried:
    """Text that waits for the next paragraph. In pieces: there may be very many."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.visible = False

    def add(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self.visible = self.visible or not _blank(text)

    def take(self) -> str:
        text = "".join(self._pieces)
        self._pieces, self.visible = [], False
        return text


class Walker:
    """Walks one document. Blocks (paragraphs, tables) come out as strings with marks.

    Args:
        package: the file.
        part: name of its main part.
        found: is filled.
        open_package: opens a document in the document; None when it cannot be read.
        depth: of this document in others.
    """

    def __init__(
        self,
        package: Package,
        part: str,
        found: Found,
        open_package: Callable[[bytes], Package | None],
        depth: int = 0,
    ) -> None:
        self._package, self._part, self._found = package, part, found
        self._open_package, self._depth = open_package, depth
        self._styles = Styles(self._related("styles"))
        lists = self._related("numbering")
        self._numbering = Numbering(lists, self._styles)
        self._apart_numbering = Numbering(lists, self._styles)
        settings = self._related("settings")
        notes = {"footnote": self._related("footnotes"), "endnote": self._related("endnotes")}
        self._notes = Notes(notes, settings)
        self._comments = Comments(found.marks)
        self._graphics = Graphics(package, part, self._box)
        self._seen_headers: set[str] = set()
        self._whole_fields: set[Any] = set()
        # State of the text at hand; the texts of boxes, notes and headers have their own.
        self._fields = self._new_fields()
        self._boxes: list[str] = []  # text boxes of the paragraph at hand
        self._unfinished = _Carried()  # text of paragraphs whose end was deleted
        self._run_in = _Carried()  # headings that share the line with the next paragraph
        self._style: str | None = None  # of the paragraph at hand
        self._backgrounds = 0  # how many of cell, paragraph, box are not white
        self._inline: dict[str, Callable[[Any], str]] = {
            W + "r": self._run,
            W + "sdt": self._control,
            MC + "AlternateContent": self._alternative,
            M + "t": lambda element: self._seen(harmless(element.text or "")),
            W + "pPr": lambda _: "",
            W + "rt": lambda _: "",  # pronunciation above a word
            W + "subDoc": self._sub_document,
            **forms(self._children),
            **dict.fromkeys(_GONE, self._deletion),
            **dict.fromkeys(COMMENT_PLACES, self._comments.place),
        }
        self._in_run: dict[str, Callable[[Any], str]] = {
            W + "t": self._text,
            W + "tab": lambda _: self._seen(" "),
            W + "ptab": lambda _: self._seen(" "),
            W + "cr": lambda _: self._seen("\n"),
            W + "br": self._break,
            W + "lastRenderedPageBreak": lambda _: _PAGE,
            W + "noBreakHyphen": lambda _: self._seen("-"),
            W + "sym": self._symbol,
            W + "fldChar": lambda element: self._fields.character(element),
            W + "instrText": lambda element: self._fields.instruction(element),
            W + "footnoteReference": lambda e: self._notes.reference("footnote", e),
            W + "endnoteReference": lambda e: self._notes.reference("endnote", e),
            W + "commentReference": self._comments.place,
            W + "drawing": self._drawing,
            W + "pict": self._drawing,
            W + "object": self._drawing,
            W + "ruby": self._children,
            MC + "AlternateContent": self._alternative_in_run,
        }

    def _related(self, kind: str) -> Any | None:
        names = self._package.related(self._part, kind)
        return self._package.xml(names[0]) if names else None

    # whole texts

    def document(self, root: Any) -> str:
        """The body's blocks, then the notes; form feeds end pages."""
        self._learn(root)
        for kind in ("footnotes", "endnotes", "comments"):
            part = self._related(kind)
            if part is not None:
                self._learn(part)
        self._backgrounds += _dark_page(root)
        body = root.find(W + "body")
        blocks = list(self._blocks(body))
        blocks.append(self._left())
        section = body.find(W + "sectPr")
        if section is not None:
            self._headers(section)
        blocks.extend(self._notes.texts(self._aside))
        self._found.comments += self._comments.read(
            self._related("comments"), self._related("commentsExtended"), self._aside
        )
        self._found.embedded += self._graphics.embedded
        return "\n\n".join(filter(None, blocks))

    def _left(self) -> str:
        """What still waits for a paragraph at the end of a text."""
        return self._run_in.take() + self._unfinished.take()

    def _new_fields(self) -> Fields:
        def count() -> None:
            self._found.unnumbered += 1

        return Fields(self._whole_fields, count)

    def _learn(self, root: Any) -> None:
        self._whole_fields |= whole_fields(root)
        self._found.roots.append(root)

    @contextmanager
    def _other_text(self) -> Iterator[None]:
        saved = self._fields, self._boxes, self._unfinished, self._run_in, self._style
        self._fields, self._boxes = self._new_fields(), []
        self._unfinished, self._run_in = _Carried(), _Carried()
        yield
        self._fields, self._boxes, self._unfinished, self._run_in, self._style = saved

    def _story(self, element: Any) -> list[str]:
        """Blocks of a text of its own that lies on one page."""
        with self._other_text():
            blocks = [*self._blocks(element), self._left()]
        blocks = [block.replace(_PAGE, "").strip(" \n") for block in blocks]
        return [block for block in blocks if block]

    def _box(self, element: Any) -> list[str]:
        self._backgrounds += 1  # what colour it has is not looked at
        blocks = self._story(element)
        self._backgrounds -= 1
        return blocks

    def _aside(self, element: Any) -> list[str]:
        """Like ``_story`` for notes, headers and comments, whose lists count apart."""
        own, self._numbering = self._numbering, self._apart_numbering
        blocks = self._story(element)
        self._numbering = own
        return [block for block in blocks if not _blank(block)]

    def _headers(self, section: Any) -> None:
        """Headers and footers of a section. Word does not store which pages it lays them on, so
        they are listed with the first."""
        for reference in section.iterchildren(W + "headerReference", W + "footerReference"):
            relation = self._package.relations(self._part).get(reference.get(R + "id") or "")
            name = relation.target if relation else None
            root = self._package.xml(name) if name and name not in self._seen_headers else None
            if name is None or root is None:
                continue
            self._seen_headers.add(name)
            self._learn(root)
            graphics, self._graphics = self._graphics, Graphics(self._package, name, self._box)
            lines = [clean_line(without(block)) for block in self._aside(root)]
            graphics.embedded += self._graphics.embedded
            self._graphics = graphics
            text = "\n".join(line for line in lines if line)
            if text and all(text != entry["text"] for entry in self._found.furniture):
                self._found.furniture.append({"page": 1, "text": text})

    # blocks

    def _blocks(self, container: Any) -> Iterator[str]:
        for child in container:
            tag = child.tag
            if tag == W + "p":
                yield from self._paragraph(child)
            elif tag == W + "tbl":
                yield from self._table(child)
            elif tag == W + "altChunk":
                yield from self._foreign(child)
            elif tag in COMMENT_PLACES:
                self._unfinished.add(self._comments.place(child))
            else:
                inner = _inside(child)
                if inner is not None:
                    yield from self._blocks(inner)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        properties = paragraph.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        if switch(properties, "pageBreakBefore"):
            self._unfinished.add(_PAGE)
        self._style = value_of(properties, "pStyle") or self._styles.default
        dark = shaded(properties)
        self._backgrounds += dark
        text = self._children(paragraph)
        self._backgrounds -= dark
        if mark is not None and any(mark.find(tag) is not None for tag in _GONE):
            # As Word does on accepting: the next paragraph goes on here.
            self._unfinished.add(text)
        elif switch(mark, "vanish"):
            # A hidden end: Word shows the next paragraph on the same line ("style separator").
            self._run_in.add(self._finished(properties, text))
        else:
            finished = self._finished(properties, text)
            if finished:
                yield self._run_in.take() + finished
        if not (self._unfinished.visible or self._run_in.visible):
            boxes, self._boxes = self._boxes, []
            yield from boxes
        section = None if properties is None else properties.find(W + "sectPr")
        if section is not None:
            self._headers(section)
            if value_of(section, "type") not in ("continuous", "nextColumn"):
                self._unfinished.add(_PAGE)

    def _finished(self, properties: Any | None, text: str) -> str:
        """A paragraph with its number, "" for one without text."""
        blank = not self._unfinished.visible and _blank(text)
        # An empty paragraph that only carries a section break has no number in Word (seen in
        # real templates, whose references to sections fit only so), and a hidden one none.
        mark = None if properties is None else properties.find(W + "rPr")
        breaks = properties is not None and properties.find(W + "sectPr") is not None
        label = "" if blank and (breaks or switch(mark, "vanish")) else self._label(properties)
        if blank:
            self._unfinished.add(text.strip(" \n"))
            return ""
        text = self._unfinished.take() + text
        lead = _LEAD.match(text)
        turned = lead.end() if lead else 0
        line = self._heading(properties, label + text[turned:])
        return text[:turned] + line

    def _label(self, properties: Any | None) -> str:
        return harmless(self._numbering.label(properties))

    def _heading(self, properties: Any | None, line: str) -> str:
        return self._marked(line, self._styles.heading_level(properties))

    def _marked(self, line: str, level: int | None) -> str:
        if level is None:
            return line
        (first, start), (last, end) = self._found.marks.new(), self._found.marks.new()
        self._found.headings.append((first, last, level))
        return start + line + end

    def _table(self, table: Any) -> Iterator[str]:
        if self._run_in.visible or self._unfinished.visible:
            yield self._left()
        # Colours may come from the table's style, part by part.
        styled = self._styles.shades(value_of(table.find(W + "tblPr"), "tblStyle"))
        self._backgrounds += styled
        rows = "\n".join(self._rows(table))
        self._backgrounds -= styled
        if rows:
            yield rows

    def _rows(self, table: Any) -> Iterator[str]:
        merged = Cells()
        for row in self._flat(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            merged.row(properties)
            cells: list[str] = []
            for cell in self._flat(row, W + "tc"):
                text = self._cell(cell, merged)
                if _blank(text):
                    self._unfinished.add(text)
                else:
                    cells.append(text)
            if cells:
                several = any("\n" in cell for cell in cells)
                yield ("\n" if several else " | ").join(cells)

    def _flat(self, element: Any, tag: str) -> Iterator[Any]:
        """Rows of a table or cells of a row, also those in content controls."""
        for child in element:
            if child.tag == tag:
                yield child
            elif child.tag in COMMENT_PLACES:
                self._unfinished.add(self._comments.place(child))
            else:
                inner = _inside(child)
                if inner is not None:
                    yield from self._flat(inner, tag)

    def _cell(self, cell: Any, merged: Cells) -> str:
        properties = cell.find(W + "tcPr")
        covered = merged.covered(properties)
        if properties is not None and properties.find(W + "cellDel") is not None:
            return ""
        if covered:
            self._found.hidden += any((text.text or "").strip() for text in cell.iter(W + "t"))
            return ""
        dark = shaded(properties)
        self._backgrounds += dark
        text = "\n".join(block.strip(" \n") for block in self._blocks(cell))
        self._backgrounds -= dark
        if self._run_in.visible or self._unfinished.visible:
            text = "\n".join(filter(None, (text, self._left())))
        return text

    def _foreign(self, element: Any) -> Iterator[str]:
        """A document in another format that Word takes in when it opens the file (17.17.2)."""
        relation = self._package.relations(self._part).get(element.get(R + "id") or "")
        data = self._package.data(relation.target or "") if relation else None
        if data is None or relation is None:
            self._found.unread += 1
            return
        if data.startswith(b"PK"):
            text = self._inner_document(data)
        else:
            text = self._foreign_text(data, relation.target or "")
        if text is None:
            self._found.unread += 1
        elif not _blank(text):
            yield text

    def _foreign_text(self, data: bytes, name: str) -> str | None:
        kind = self._package.content_type(name)
        found = foreign_text(data, kind, self._package.max_nesting)
        if found is None:
            return None
        self._found.hidden += found.hidden
        return "\n\n".join(self._marked(text, level) for text, level in found.blocks)

    def _inner_document(self, data: bytes) -> str | None:
        package = self._open_package(data) if self._depth < _MAX_FOREIGN_DEPTH else None
        part = package.main() if package else None
        root = package.xml(part) if package and part else None
        if package is None or part is None or root is None or root.find(W + "body") is None:
            return None
        inner = Walker(package, part, self._found, self._open_package, self._depth + 1)
        text = inner.document(root)
        self._package.damaged |= package.damaged
        return text

    # inside a paragraph

    def _children(self, element: Any) -> str:
        return "".join([self._one(child) for child in element])

    def _one(self, child: Any) -> str:
        handler = self._inline.get(child.tag)
        # Hyperlinks, simple fields, smart tags, formulas: what is inside counts.
        return handler(child) if handler else self._children(child)

    def _seen(self, text: str) -> str:
        return "" if self._fields.hides else text

    def _run(self, run: Any) -> str:
        text = "".join(
            [handler(child) for child in run if (handler := self._in_run.get(child.tag))]
        )
        if not text:
            return ""
        properties = run.find(W + "rPr")
        style = value_of(properties, "rStyle")
        own = switch(properties, "vanish")
        if self._styles.hides(self._style, style) if own is None else own:
            self._found.hidden += not _blank(text)
            return _kept(text)
        self._found.invisible += self._unseen(properties, style) and not _blank(text)
        return text

    def _unseen(self, properties: Any | None, style: str | None) -> bool:
        """Whether a run's letters are white on white, or too small to be seen."""
        if integer(self._look(properties, style, "sz"), 24) <= _TINY:
            return True
        colour = self._look(properties, style, "color") or ""
        if colour.lower() != "ffffff" or self._backgrounds or shaded(properties):
            return False
        return not (self._styles.shades(self._style) or self._styles.shades(style))

    def _look(self, properties: Any | None, style: str | None, name: str) -> str | None:
        own = value_of(properties, name)
        if own is None and style is not None:
            own = self._styles.run_value(style, name)
        return self._styles.run_value(self._style, name) if own is None else own

    def _text(self, element: Any) -> str:
        # White space is a space, whatever it is in the file (17.3.3.31).
        text = harmless(element.text or "").replace("\n", " ")
        fonts = element.getparent().find(f"{W}rPr/{W}rFonts")
        return self._seen(text if fonts is None else in_font(text, _font(fonts)))

    def _break(self, element: Any) -> str:
        return _PAGE if element.get(W + "type") == "page" else self._seen("\n")

    def _symbol(self, element: Any) -> str:
        try:
            code = int(element.get(W + "char") or "", 16)
        except ValueError:
            return ""
        return self._seen(symbol(code, element.get(W + "font")))

    def _drawing(self, drawing: Any) -> str:
        outer, self._boxes = self._boxes, []
        boxes = [*self._graphics.texts(drawing), *self._boxes]
        self._boxes = [*outer, *(box for box in boxes if box)]
        return ""

    def _deletion(self, element: Any) -> str:
        return "".join(self._comments.place(place) for place in element.iter(*COMMENT_PLACES))

    def _control(self, control: Any) -> str:
        content = control.find(W + "sdtContent")
        return "" if content is None else self._children(content)

    def _sub_document(self, _: Any) -> str:
        self._found.unread += 1  # a file of its own, next to this one
        return ""

    def _alternative(self, element: Any) -> str:
        branch = chosen(element)
        return "" if branch is None else self._children(branch)

    def _alternative_in_run(self, element: Any) -> str:
        branch = chosen(element)
        if branch is None:
            return ""
        return "".join(
            [handler(child) for child in branch if (handler := self._in_run.get(child.tag))]
        )


def _inside(element: Any) -> Any | None:
    """What a wrapper among blocks, rows or cells holds; None for anything else."""
    if element.tag == W + "sdt":
        return element.find(W + "sdtContent")
    if element.tag == MC + "AlternateContent":
        return chosen(element)
    return element if element.tag in _WRAPPERS else None


def _font(fonts: Any) -> str | None:
    names: list[str | None] = [fonts.get(W + name) for name in ("ascii", "hAnsi")]
    return next((name for name in names if is_symbol_font(name)), names[0])


def _dark_page(root: Any) -> bool:
    background = root.find(W + "background")
    colour = "ffffff" if background is None else background.get(W + "color") or "ffffff"
    return bool(colour.lower() not in ("auto", "ffffff"))
