"""Web pages: lxml parses, the tree is walked in order, what a browser shows is read.

Nothing is fetched, no script runs; of style sheets only what hides elements is looked at. Lists and
tables follow the HTML Standard (4.4.5, 4.9), the encoding its "sniffing algorithm" (13.2.3). Runs
in the child only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from lxml import etree

from summarizer_core.errors import DamagedDocument, NoReadableText
from summarizer_core.extraction import blocks, encodings
from summarizer_core.extraction.cleaning import clean_line, too_deep
from summarizer_core.extraction.html_looks import Looks, rules
from summarizer_core.extraction.limits import ReadJob
from summarizer_core.extraction.numbering import render

_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.I
)
_DECLARED_WITHIN: Final = 4096
_PROLOGUE: Final = re.compile(r"[\s\ufeff]*<\?xml[^>]*>")
_ENDS: Final = re.compile(r"</(?:body|html)\s*>", re.I)
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")

_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre search section summary table ul tr td th caption".split()
)
_SILENT: Final = frozenset(
    "script style noscript template head object embed audio video canvas svg colgroup "
    "datalist map noframes noembed".split()
)
_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d])"
    r"|opacity\s*:\s*0(?![.\d])",
    re.I,
)
_PAGE_BEFORE: Final = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)", re.I)
_PAGE_AFTER: Final = re.compile(r"(?:page-)?break-after\s*:\s*(?:always|page)", re.I)
_SIMPLE: Final = re.compile(r"[.#][\w-]+")
_PRE: Final = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_NUMBERS: Final = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "decimal": "decimal", "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter", "lower-latin": "lowerLetter", "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
}  # fmt: skip
_BULLETS: Final = ("disc", "circle", "square")
_LIST_STYLE: Final = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)
#: Fields whose value is shown as it is.
_SHOWN_INPUTS: Final = frozenset(
    "text search tel url email number date month week time datetime-local".split()
)


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """The page as an ``ExtractedDocument`` in plain types.

    Raises:
        LimitExceeded: nested without measure (code ``nested_too_deeply``), or too much text.
        DamagedDocument: nothing of it can be parsed.
        NoReadableText: it shows no text.
    """
    page = Page(path.read_bytes(), None, job.limits.max_nesting)
    out = blocks.Blocks(job.limits)
    for text, level in page.blocks():
        out.add(text, level=level)
    document = out.document()
    if not any(c.isalnum() for c in document["text"]):
        raise NoReadableText(
            "The web page holds no text. If a script writes its text in the browser, open it "
            "there, print it to PDF and upload that."
        )
    return document | {
        "title": page.title,
        "furniture": page.furniture,
        "warnings": page.warnings(),
    }


def _decode(data: bytes, declared: str | None) -> tuple[str, str | None]:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    inside = found[1].decode("ascii", errors="replace") if found else None
    return encodings.decode(data, declared, inside)


class Page:
    """One page.

    Args:
        data: its bytes.
        declared: encoding that stands outside the page.
        max_nesting: of elements.
    """

    def __init__(self, data: bytes, declared: str | None, max_nesting: int) -> None:
        text, self.guessed = _decode(data, declared)
        self._max_nesting = max_nesting
        self._root = _parse(text)
        self._hiding = self._hiding_names()
        self._looks = Looks(self._root)
        self._text: list[str] = []
        self._depth = 0
        self._pre = 0
        self._pending = ""  # number of a list item whose text comes
        self._inserted = self._deleted = self._hidden = self._framed = 0
        self.furniture: list[dict[str, Any]] = []
        self._special: dict[str, Callable[[Any], Iterator[_Block]]] = {
            "table": self._table,
            "ol": self._list,
            "ul": self._list,
            "menu": self._list,
            "br": self._break,
            "pre": self._preformatted,
            "del": self._deletion,
            "ins": self._insertion,
            "q": self._quotation,
            "iframe": self._frame,
            "input": self._field,
            "textarea": self._preformatted,
            "select": self._choice,
        }

    @property
    def title(self) -> str | None:
        """What the browser's tab says."""
        found = self._root.find(".//head/title")
        return None if found is None else blocks.title("".join(found.itertext()))

    def blocks(self) -> Iterator[_Block]:
        """Paragraphs, rows of tables and list items, with the level of headings."""
        body = self._root.find("body")
        if body is not None:
            self._looks.enter(self._root)
        yield from self._element(self._root if body is None else body)
        yield from self._flush(None)

    def warnings(self) -> list[dict[str, Any]]:
        """What a reader should know, after ``blocks``."""
        guessed = blocks.guessed("web page", self.guessed)
        changes = blocks.tracked_changes(self._inserted, self._deleted)
        unseen = blocks.invisible_text(self.invisible)
        return [*guessed, *changes, *blocks.hidden_text(self._hidden), *unseen]

    @property
    def hidden(self) -> int:
        """Places with text that a browser does not show, after ``blocks``."""
        return self._hidden

    @property
    def invisible(self) -> int:
        """Places with text that is there and cannot be seen, after ``blocks``."""
        return self._looks.invisible + self._framed

    # elements

    def _element(self, element: Any) -> Iterator[_Block]:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT:
            return
        if self._hides(element):
            self._hidden += any(text.strip() for text in element.itertext())
            return
        self._depth += 1
        if self._depth > self._max_nesting:
            raise too_deep()
        self._looks.enter(element)
        style = element.get("style") or ""
        if _PAGE_BEFORE.search(style):
            yield from self._flush(None)
            self._text.append("\f")
        if tag in _BLOCKS:
            yield from self._block(element)
        elif tag in self._special:
            yield from self._special[tag](element)
        else:
            yield from self._inside(element)
        if _PAGE_AFTER.search(style):
            self._text.append("\f")
        self._looks.leave()
        self._depth -= 1

    def _block(self, element: Any) -> Iterator[_Block]:
        tag = element.tag
        yield from self._flush(None)
        pre = bool(_PRE.search(element.get("style") or ""))
        self._pre += pre
        if tag == "div" and element.get("title") in ("header", "footer"):
            yield from self._margin(element)
        elif tag in self._special:
            yield from self._special[tag](element)
        else:
            yield from self._inside(element)
        self._pre -= pre
        yield from self._flush(int(tag[1]) if re.fullmatch("h[1-6]", tag) else None)

    def _inside(self, element: Any) -> Iterator[_Block]:
        self._say(element.text)
        for child in element:
            yield from self._element(child)
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        if text:
            self._looks.say(text)
            self._text.append(blocks.own(text) if self._pre else blocks.own(_SPACE.sub(" ", text)))

    def _flush(self, level: int | None) -> Iterator[_Block]:
        text = "".join(self._text)
        self._text.clear()
        if text.strip():
            turned = len(text) - len(text.lstrip())
            label, self._pending = self._pending, ""
            yield text[:turned] + label + text[turned:], level
        elif "\f" in text:
            self._text.append("\f")

    def _margin(self, element: Any) -> Iterator[_Block]:
        """LibreOffice writes headers and footers as divisions with such titles."""
        lines = [clean_line(blocks.unmarked(text)) for text, _ in self._nested(element)]
        entry = {"page": 1, "text": "\n".join(line for line in lines if line)}
        if entry["text"] and entry not in self.furniture:
            self.furniture.append(entry)
        yield from ()

    def _nested(self, element: Any) -> list[_Block]:
        """Blocks of an element that is put together apart."""
        before, self._text = self._text, []
        pending, self._pending = self._pending, ""
        found = [*self._inside(element), *self._flush(None)]
        turned = "".join(self._text)
        self._text, self._pending = [*before, turned], pending
        return found

    # hiding

    def _hiding_names(self) -> frozenset[str]:
        """Classes and ids that style sheets of the page hide on every medium."""
        names: set[str] = set()
        for selectors, declarations in rules(self._root):
            if _HIDING.search(declarations):
                names.update(name for name in selectors if _SIMPLE.fullmatch(name))
        return frozenset(names)

    def _hides(self, element: Any) -> bool:
        if element.get("hidden") is not None or _HIDING.search(element.get("style") or ""):
            return True
        if not self._hiding:
            return False
        names = {f".{name}" for name in (element.get("class") or "").split()}
        return bool(self._hiding & (names | {f"#{element.get('id')}"}))

    # particular elements

    def _break(self, _: Any) -> Iterator[_Block]:
        self._text.append("\n")
        yield from ()

    def _preformatted(self, element: Any) -> Iterator[_Block]:
        self._pre += 1
        yield from self._inside(element)
        self._pre -= 1

    def _deletion(self, element: Any) -> Iterator[_Block]:
        self._deleted += any(text.strip() for text in element.itertext())
        yield from ()

    def _insertion(self, element: Any) -> Iterator[_Block]:
        self._inserted += any(text.strip() for text in element.itertext())
        yield from self._inside(element)

    def _quotation(self, element: Any) -> Iterator[_Block]:
        self._text.append("“")
        yield from self._inside(element)
        self._text.append("”")

    def _field(self, element: Any) -> Iterator[_Block]:
        kind = (element.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            self._text.append("[x] " if element.get("checked") is not None else "[ ] ")
        elif kind in _SHOWN_INPUTS:
            self._say(element.get("value"))
        yield from ()

    def _choice(self, element: Any) -> Iterator[_Block]:
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        for option in chosen or options[:1]:
            self._say(" ".join(option.itertext()))
        yield from ()

    def _frame(self, element: Any) -> Iterator[_Block]:
        """A page within the page is read when the page itself holds it; nothing is fetched."""
        source = element.get("srcdoc") or ""
        if not source.strip():
            return
        yield from self._flush(None)
        try:
            page = Page(source.encode("utf-8", "replace"), "utf-8", self._max_nesting - self._depth)
        except (DamagedDocument, NoReadableText):
            return
        yield from page.blocks()
        self._inserted += page._inserted
        self._deleted += page._deleted
        self._hidden += page.hidden
        self._framed += page.invisible
        self.furniture += page.furniture

    # lists

    def _list(self, element: Any) -> Iterator[_Block]:
        yield from self._flush(None)
        numbered = element.tag == "ol"
        items = [child for child in element if child.tag == "li"]
        backwards = numbered and element.get("reversed") is not None
        number = _integer(element.get("start"), len(items) if backwards else 1)
        for child in element:
            if child.tag != "li":
                yield from self._element(child)
                self._say(child.tail)
                continue
            number = _integer(child.get("value"), number)
            if not self._hides(child):
                self._pending = _label(element, child, number)
            yield from self._element(child)
            self._pending = ""
            number += -1 if backwards else 1

    # tables

    def _table(self, table: Any) -> Iterator[_Block]:
        rows: list[str] = []
        for row in self._rows(table):
            self._looks.enter(row)
            cells = [self._cell(cell) for cell in row if cell.tag in ("td", "th")]
            self._looks.leave()
            filled = [cell for cell in cells if any(text.strip() for text, _ in cell)]
            if len(filled) == 1 and (len(filled[0]) > 1 or filled[0][0][1] is not None):
                # A table for the layout: what is in its cell stands for itself.
                yield "\n".join(rows), None
                rows = []
                yield from filled[0]
            else:
                text = blocks.row(["\n".join(text.strip() for text, _ in cell) for cell in filled])
                rows.extend([text] if text else ())
        yield "\n".join(rows), None

    def _rows(self, table: Any) -> Iterator[Any]:
        for child in table:
            if not isinstance(child.tag, str):
                continue
            if self._hides(child):
                self._hidden += any(text.strip() for text in child.itertext())
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from self._rows(child)
            elif child.tag == "tr":
                yield child
            elif child.tag == "caption":
                # Read as a row of its own, above.
                row = etree.Element("tr")
                cell = etree.SubElement(row, "td")
                cell.text = " ".join("".join(child.itertext()).split())
                yield row

    def _cell(self, cell: Any) -> list[_Block]:
        if self._hides(cell):
            self._hidden += any(text.strip() for text in cell.itertext())
            return []
        self._looks.enter(cell)
        found = self._nested(cell)
        self._looks.leave()
        return found


_Block = tuple[str, int | None]


def _parse(text: str) -> Any:
    # The text of elements may be long (pictures are inlined); depth is limited all the same.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    # What follows the end of the body is shown all the same; libxml2 would drop it.
    prologue = _PROLOGUE.match(text)
    shown = _ENDS.sub("", text[prologue.end() :] if prologue else text).replace("\x00", "")
    data = shown.encode("utf-8", errors="replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument(
            "The web page cannot be read. Open it in a browser, print it to PDF and upload that."
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise too_deep()
    if root is None:
        raise NoReadableText("The web page holds no text.")
    return root


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,9}\s*", text) else default


def _label(listing: Any, item: Any, number: int) -> str:
    kind = None
    for element in (item, listing):
        styled = _LIST_STYLE.search(element.get("style") or "")
        kind = kind or (styled[1].lower() if styled else None) or element.get("type")
    if kind == "none":
        return ""
    if listing.tag != "ol" and kind not in _NUMBERS:
        return "• "
    if kind in _BULLETS:
        return "• "
    return f"{render(number, _NUMBERS.get(kind or '1', 'decimal'))}. "
