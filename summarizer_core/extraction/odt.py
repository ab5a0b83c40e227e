"""OpenDocument texts: odfdo opens the package, the body is walked as XML, in order, nothing twice.

Deleted text stands apart in the file, so tracked changes are read as if all were accepted. Rules:
OpenDocument 1.3 Part 3. Runs in the child only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from lxml import etree
from odfdo.container import Container
from odfdo.security import security

from summarizer_core.errors import DamagedDocument, NoReadableText, PasswordRequired
from summarizer_core.extraction import blocks, safe_xml, zip_package
from summarizer_core.extraction.cleaning import clean_line
from summarizer_core.extraction.limits import ReadJob
from summarizer_core.extraction.odt_fields import (
    FIELD,
    MATH,
    controls,
    drop_down,
    field_mark,
    formula,
)
from summarizer_core.extraction.odt_lists import STYLE, TEXT, Lists, OpenList, integer

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_XLINK: Final = "{http://www.w3.org/1999/xlink}"
_PRESENTATION: Final = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_MAX_STYLE_CHAIN: Final = 20
_WHITE: Final = "#ffffff"
_TINY: Final = 2.0  # points
_SIZE: Final = re.compile(r"(\d{1,5}(?:\.\d{1,9})?)pt")

_DAMAGED: Final = (
    "The OpenDocument file is damaged and cannot be opened. Open it in LibreOffice, let it be "
    "repaired, save it anew and upload that."
)
_KIND: Final = zip_package.Kind("OpenDocument file", "LibreOffice", _DAMAGED)

#: Hold text that is not shown where they stand.
_SILENT: Final = frozenset(
    {
        TEXT + "tracked-changes",
        TEXT + "note-citation",
        TEXT + "ruby-text",
        TEXT + "sequence-decls",
        TEXT + "variable-decls",
        TEXT + "user-field-decls",
        TEXT + "dde-connection-decls",
        _OFFICE + "forms",
        _OFFICE + "binary-data",
        _OFFICE + "event-listeners",
        _OFFICE + "annotation-end",
        _SVG + "title",
        _SVG + "desc",
        _PRESENTATION + "notes",
        _TABLE + "title",
        _TABLE + "desc",
        *(
            f"{TEXT}{index}-source"
            for index in (
                "table-of-content", "illustration-index", "table-index", "object-index",
                "user-index", "alphabetical-index", "bibliography",
            )
        ),
    }
)  # fmt: skip
_ROW_GROUPS: Final = (
    _TABLE + "table-header-rows",
    _TABLE + "table-rows",
    _TABLE + "table-row-group",
)


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """The OpenDocument text, packed or flat, as an ``ExtractedDocument`` in plain types.

    Raises:
        LimitExceeded: a zip bomb, nested without measure, or more text than can be analysed.
        PasswordRequired: encrypted (code ``encrypted_odf_file``).
        DamagedDocument: no OpenDocument text, or one that declares entities.
        NoReadableText: no text in it.
    """
    content, styles, meta, formulas = _parts(path, job)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise DamagedDocument(_DAMAGED)
    _drop_deletions(body)
    walker = _Walker([root for root in (styles, content) if root is not None], formulas)
    out = blocks.Blocks(job.limits)
    for text, level in walker.document(body):
        out.add(text, level=level)
    document = out.document()
    if not any(c.isalnum() for c in document["text"]):
        raise NoReadableText(
            "The OpenDocument file holds no text. If it shows pictures of pages, recognise their "
            "text first (OCR), or upload the original."
        )
    titles = [] if meta is None else list(meta.iter(_DC + "title"))
    return document | {
        "title": blocks.title(titles[0].text if titles else None),
        "comments": out.comments(walker.comments),
        "furniture": walker.margins(styles),
        "warnings": [
            *blocks.tracked_changes(*_changes(body)),
            *blocks.commented(len(walker.comments)),
            *blocks.hidden_text(walker.hidden),
            *blocks.invisible_text(walker.invisible),
        ],
    }


# --- the package -----------------------------------------------------------------------------


def _parts(path: Path, job: ReadJob) -> tuple[Any, Any, Any, dict[str, str]]:
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
    if not packed:
        data = path.read_bytes()
        zip_package.refuse_entities(data.replace(b"\x00", b""), _KIND)
        root = _parse(data, job)
        return root, root, root, {}
    zip_package.check(path, job.limits.expanded_bytes, _KIND)
    security.max_compression_ratio = 1 << 30  # the sizes were counted just now
    try:
        package = Container(path)
        if b"encryption-data" in _part(package, "META-INF/manifest.xml"):
            raise PasswordRequired(
                "The OpenDocument file is protected by a password. Open it in LibreOffice, save "
                "it without the password (File, Save As, “Save with password” off) and upload "
                "that.",
                code="encrypted_odf_file",
            )
        content = _parse(_part(package, "content.xml"), job)
        styles = _part(package, "styles.xml")
        meta = _part(package, "meta.xml")
        formulas = dict(_formulas(package, content, job))
    except (KeyError, ValueError, TypeError, FileNotFoundError) as error:
        raise DamagedDocument(_DAMAGED) from error
    return (
        content,
        _parse(styles, job) if styles else None,
        _parse(meta, job) if meta else None,
        formulas,
    )


def _formulas(package: Container, content: Any, job: ReadJob) -> Iterator[tuple[str, str]]:
    """Formulas are documents in the package: their text by the address in the content."""
    for place in {e.get(_XLINK + "href") or "" for e in content.iter(_DRAW + "object")}:
        name = place.removeprefix("./") + "/content.xml"
        data = _part(package, name) if name in package.parts else b""
        found = next(_parse(data, job).iter(MATH + "math"), None) if data else None
        if found is not None:
            yield place, formula(found)


def _part(package: Container, name: str) -> bytes:
    try:
        data = package.get_part(name)
    except KeyError:
        if name == "content.xml":
            raise
        return b""
    return data if isinstance(data, bytes) else (data or "").encode()


def _parse(data: bytes, job: ReadJob) -> Any:
    try:
        return safe_xml.parse(data, _KIND, job.limits.max_nesting)
    except etree.XMLSyntaxError as error:
        raise DamagedDocument(_DAMAGED) from error


def _changes(body: Any) -> tuple[int, int]:
    """Insertions and deletions that nobody accepted yet."""
    regions = [list(region) for region in body.iter(TEXT + "changed-region")]
    kinds = [region[0].tag for region in regions if region]
    return kinds.count(TEXT + "insertion"), kinds.count(TEXT + "deletion")


def _drop_deletions(body: Any) -> None:
    """Take out deleted text that stands where it stood (LibreOffice writes flat files so), between
    the start and the end of its change (in place)."""
    deleted = {
        region.get(TEXT + "id")
        for region in body.iter(TEXT + "changed-region")
        if region.find(TEXT + "deletion") is not None
    }
    # One without an end would take the rest of the text with it.
    deleted &= {end.get(TEXT + "change-id") for end in body.iter(TEXT + "change-end")}
    inside: set[str | None] = set()
    for event, element in etree.iterwalk(body, events=("start", "end")) if deleted else ():
        if event == "start" and element.tag == TEXT + "change-start":
            inside |= {element.get(TEXT + "change-id")} & deleted
        elif event == "start" and element.tag == TEXT + "change-end":
            inside.discard(element.get(TEXT + "change-id"))
        if inside and event == "start":
            element.text = None
        elif inside:
            element.tail = None


# --- styles ----------------------------------------------------------------------------------


class _Styles:
    """Properties that styles of paragraphs and of text give."""

    def __init__(self, roots: list[Any]) -> None:
        self._styles: dict[tuple[str, str], Any] = {}
        for root in roots:
            for style in root.iter(STYLE + "style"):
                key = (style.get(STYLE + "family") or "", style.get(STYLE + "name") or "")
                self._styles[key] = style

    def _chain(self, family: str, name: str | None) -> Iterator[Any]:
        for _ in range(_MAX_STYLE_CHAIN):
            style = self._styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name")

    def hides(self, family: str, name: str | None) -> bool:
        for style in self._chain(family, name):
            properties = style.find(STYLE + "text-properties")
            display = None if properties is None else properties.get(TEXT + "display")
            if display is not None:
                return bool(display == "none")
        return False

    def first(self, family: str, name: str | None, attribute: str) -> str | None:
        """What a style, or one that it is made from, says about letters."""
        for style in self._chain(family, name):
            properties = style.find(STYLE + "text-properties")
            if properties is not None and properties.get(attribute) is not None:
                value: str = properties.get(attribute)
                return value
        return None

    def shades(self, family: str, name: str | None) -> bool:
        """Whether a style gives a background other than white."""
        return any(_shaded(style) for style in self._chain(family, name))

    def breaks(self, name: str | None) -> tuple[bool, bool]:
        """Whether a paragraph begins a page, and whether it ends one."""
        before = after = None
        for at, style in enumerate(self._chain("paragraph", name)):
            if at == 0 and style.get(STYLE + "master-page-name"):
                before = "page"
            properties = style.find(STYLE + "paragraph-properties")
            if properties is not None:
                before = before or properties.get(_FO + "break-before")
                after = after or properties.get(_FO + "break-after")
        return before == "page", after == "page"


def _shaded(style: Any) -> bool:
    """Whether any kind of properties of a style, or of a page, has a background."""
    colours = {part.get(_FO + "background-color") for part in style}
    filled = any(part.get(_DRAW + "fill") not in (None, "none") for part in style)
    return filled or bool(colours - {None, "transparent", _WHITE})


@dataclass(frozen=True)
class _Look:
    """How the letters at hand look."""

    white: bool = False
    tiny: bool = False
    shaded: bool = False

    @property
    def unseen(self) -> bool:
        return self.tiny or (self.white and not self.shaded)

    def with_style(self, styles: _Styles, family: str, name: str | None) -> _Look:
        """How letters of a style in text of this look."""
        colour = styles.first(family, name, _FO + "color")
        size = _SIZE.fullmatch(styles.first(family, name, _FO + "font-size") or "")
        return _Look(
            self.white if colour is None else colour.lower() == _WHITE,
            self.tiny if size is None else float(size[1]) <= _TINY,
            self.shaded or styles.shades(family, name),
        )


# --- the text --------------------------------------------------------------------------------

_Block = tuple[str, int | None]


class _Walker:
    """Walks one document. Blocks come out as text with the level of headings.

    Args:
        roots: elements that hold the document's styles.
        formulas: their text by address.
    """

    def __init__(self, roots: list[Any], formulas: dict[str, str]) -> None:
        self._styles = _Styles(roots)
        self._lists = Lists(roots)
        self._notes: list[Any] = []
        self._boxes: list[str] = []  # text boxes of the paragraph at hand
        self._marks = 0
        self._ranges: dict[str, dict[str, Any]] = {}
        self.comments: list[dict[str, Any]] = []
        self.hidden = 0
        self.invisible = 0
        pages = (page for root in roots for page in root.iter(STYLE + "page-layout"))
        self._look = _Look(shaded=any(map(_shaded, pages)))
        self._unseen = False  # whether the text before the text at hand could not be seen
        self._formulas = formulas
        self._controls: dict[str, str] = {}
        self._inline: dict[str, Callable[[Any], str]] = {
            TEXT + "s": lambda _: " ",
            TEXT + "tab": lambda _: " ",
            TEXT + "line-break": lambda _: "\n",
            TEXT + "soft-page-break": lambda _: "\f",
            TEXT + "span": self._span,
            TEXT + "note": self._note,
            TEXT + "hidden-text": self._hidden,
            TEXT + "hidden-paragraph": self._hidden,
            TEXT + "drop-down": lambda element: self._own(drop_down(element)),
            FIELD + "fieldmark": lambda e: self._own(field_mark(e)) + self._children(e),
            FIELD + "fieldmark-start": lambda _: "",
            _OFFICE + "annotation": self._annotation,
            _OFFICE + "annotation-end": self._annotation_end,
            _DRAW + "frame": self._frame,
        }

    def document(self, body: Any) -> Iterator[_Block]:
        """The body's blocks, then the notes."""
        self._controls = controls(body)
        yield from self._blocks(body)
        number = 0
        while number < len(self._notes):  # a note may hold notes
            text = self._joined(self._notes[number])
            number += 1
            yield f"[{number}] {text}", None

    # blocks

    def _blocks(self, container: Any, place: OpenList | None = None) -> Iterator[_Block]:
        for child in container:
            tag = child.tag
            if tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(child, "", in_list=place is not None)
            elif tag == TEXT + "list":
                yield from self._list(child, place)
            elif tag == _TABLE + "table":
                yield "\n".join(self._rows(child)), None
            elif tag == TEXT + "soft-page-break":
                yield "\f", None
            elif tag.startswith(_DRAW):
                yield self._frame(child), None
                yield from self._pop_boxes()
            elif tag not in _SILENT:
                yield from self._group(child, place)

    def _group(self, element: Any, place: OpenList | None) -> Iterator[_Block]:
        """Sections, indexes, and what stands around blocks without a meaning for us."""
        if element.tag == TEXT + "numbered-paragraph":
            label = self._lists.label(self._lists.open(element, None))
            for inner in element:
                yield from self._paragraph(inner, label, in_list=True)
        elif element.get(TEXT + "display") == "none" or element.get(TEXT + "is-hidden") == "true":
            self.hidden += any(text.strip() for text in element.itertext())
        else:
            yield from self._blocks(element, place)

    def _paragraph(self, element: Any, label: str, *, in_list: bool) -> Iterator[_Block]:
        style = element.get(TEXT + "style-name")
        before, after = self._styles.breaks(style)
        level = None
        if element.tag == TEXT + "h":
            level = max(integer(element.get(TEXT + "outline-level"), 1), 1)
            if not in_list and element.get(TEXT + "is-list-header") != "true":
                label = self._lists.heading(level, _restart(element))
        with self._looking(self._look.with_style(self._styles, "paragraph", style)):
            text = self._children(element)
        if self._styles.hides("paragraph", style):
            self.hidden += bool(blocks.unmarked(text).strip())
            text = label = ""
        turned = len(text) - len(text.lstrip("\f"))
        page, end = "\f" if before else "", "\f" if after else ""
        yield f"{page}{text[:turned]}{label}{text[turned:]}{end}", level
        yield from self._pop_boxes()

    def _pop_boxes(self) -> Iterator[_Block]:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield box, None

    def _list(self, element: Any, outer: OpenList | None) -> Iterator[_Block]:
        place = self._lists.open(element, outer)
        for item in element:
            numbered = item.tag == TEXT + "list-item"
            if not numbered and item.tag != TEXT + "list-header":
                continue
            for inner in item:
                if inner.tag in (TEXT + "p", TEXT + "h"):
                    label = ""
                    if numbered:
                        label = self._lists.label(place, item.get(TEXT + "start-value"))
                        numbered = False
                    yield from self._paragraph(inner, label, in_list=True)
                elif inner.tag == TEXT + "list":
                    yield from self._list(inner, place)
                elif inner.tag not in _SILENT:
                    yield from self._blocks([inner], place)

    def _rows(self, table: Any) -> Iterator[str]:
        for child in table:
            if child.tag in _ROW_GROUPS:
                yield from self._rows(child)
            elif child.tag == TEXT + "soft-page-break":
                yield "\f"
            elif child.tag == _TABLE + "table-row":
                # What a merged cell covers is stored as covered cells.
                text = blocks.row([self._cell(c) for c in child.findall(_TABLE + "table-cell")])
                if text:
                    yield text

    def _cell(self, cell: Any) -> str:
        tables = [cell, *cell.iterancestors(_TABLE + "table-row", _TABLE + "table")]
        shaded = any(
            self._styles.shades(e.tag.removeprefix(_TABLE), e.get(_TABLE + "style-name"))
            for e in tables
        )
        with self._looking(replace(self._look, shaded=self._look.shaded or shaded)):
            return self._joined(cell)

    @contextmanager
    def _looking(self, look: _Look) -> Iterator[None]:
        outer, self._look = self._look, look
        yield
        self._look = outer

    def _joined(self, container: Any) -> str:
        texts = (text.strip(" \n") for text, _ in self._blocks(container))
        return "\n".join(text for text in texts if text).strip(" \n")

    # inside a paragraph

    def _children(self, element: Any) -> str:
        parts = [self._own(element.text)]
        for child in element:
            handler = self._inline.get(child.tag)
            if handler:
                parts.append(handler(child))
            elif child.tag.startswith(_DRAW) and child.tag != _DRAW + "a":
                parts.append(self._frame(child))
            elif child.tag not in _SILENT:
                parts.append(self._children(child))  # links, fields, marks
            parts.append(self._own(child.tail))
        return "".join(parts)

    def _own(self, text: str | None) -> str:
        """The document's own text; passages that cannot be seen are counted."""
        said = blocks.own(_flow(text))
        if said.strip():
            self.invisible += self._look.unseen and not self._unseen
            self._unseen = self._look.unseen
        return said

    def _span(self, element: Any) -> str:
        style = element.get(TEXT + "style-name")
        with self._looking(self._look.with_style(self._styles, "text", style)):
            text = self._children(element)
        if self._styles.hides("text", style):
            self.hidden += bool(blocks.unmarked(text).strip())
            return "\f" * text.count("\f")
        return text

    def _hidden(self, element: Any) -> str:
        self.hidden += bool(element.get(TEXT + "string-value") or element.text)
        return ""

    def _note(self, element: Any) -> str:
        body = element.find(TEXT + "note-body")
        if body is None:
            return ""
        self._notes.append(body)
        return f"[{len(self._notes)}]"

    def _annotation(self, element: Any) -> str:
        author = element.find(_DC + "creator")
        lines = [clean_line("".join(p.itertext())) for p in element.iter(TEXT + "p")]
        self._marks += 1
        comment = {
            "author": None if author is None else clean_line(author.text or "") or None,
            "text": "\n".join(line for line in lines if line),
            "start": self._marks,
            "end": self._marks,
        }
        name = element.get(_OFFICE + "name")
        if name:
            self._ranges[name] = comment
        if comment["text"]:
            self.comments.append(comment)
        return blocks.mark(self._marks)

    def _annotation_end(self, element: Any) -> str:
        comment = self._ranges.pop(element.get(_OFFICE + "name"), None)
        if comment is None:
            return ""
        self._marks += 1
        comment["end"] = self._marks
        return blocks.mark(self._marks)

    def _frame(self, element: Any) -> str:
        """Texts in frames and shapes come after the paragraph that they are anchored in, fields of
        forms and formulas stand in it."""
        inline = []
        for box in [element] if element.tag != _DRAW + "frame" else element:
            if box.tag in _SILENT:
                continue
            if box.tag in (_DRAW + "control", _DRAW + "object"):
                inline.append(self._own(self._object(box)))
            outer, self._boxes = self._boxes, []
            # What colour a shape has is not looked at.
            with self._looking(replace(self._look, shaded=True)):
                text = self._joined(box)
            inner, self._boxes = self._boxes, outer
            self._boxes.extend(part for part in (text, *inner) if part)
        return "".join(inline)

    def _object(self, element: Any) -> str:
        """A field of a form or a formula, as one line."""
        if element.tag == _DRAW + "control":
            return self._controls.get(element.get(_DRAW + "control") or "", "")
        inside = element.find(MATH + "math")
        if inside is not None:
            return formula(inside)
        return self._formulas.get(element.get(_XLINK + "href") or "", "")

    # headers, footers

    def margins(self, styles: Any | None) -> list[dict[str, Any]]:
        """Headers and footers. The file does not store which pages they are laid on, so they are
        listed with the first."""
        found: dict[str, None] = {}
        masters = [] if styles is None else styles.iter(STYLE + "master-page")
        for master in masters:
            for margin in master:
                kind = margin.tag.removeprefix(STYLE)
                if not kind.startswith(("header", "footer")):
                    continue
                if margin.get(STYLE + "display") != "false":
                    lines = (clean_line(blocks.unmarked(t)) for t, _ in self._blocks(margin))
                    found["\n".join(line for line in lines if line)] = None
        return [{"page": 1, "text": text} for text in found if text]


def _restart(heading: Any) -> str | None:
    if heading.get(TEXT + "restart-numbering") != "true":
        return None
    start: str | None = heading.get(TEXT + "start-value")
    return start or "1"


def _flow(text: str | None) -> str:
    """White space in the file is one space (OpenDocument 1.3 Part 3, 6.1.2)."""
    return (text or "").replace("\n", " ").replace("\t", " ").replace("\r", " ")
