"""Rich Text Format: the file is one stream of words and groups, read in order.

Tables of destinations and character sets come from striprtf. Its own walk would lose headers,
notes, text boxes, code pages and pages, and keep hidden and deleted text, hence ours. Rules: Rich
Text Format Specification 1.9.1 (Microsoft, 2008). Runs in the child only.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from striprtf.striprtf import charset_map, destinations

from summarizer_core.errors import DamagedDocument, NoReadableText
from summarizer_core.extraction import blocks
from summarizer_core.extraction.cleaning import clean_line, too_deep
from summarizer_core.extraction.limits import ReadJob

_TOKEN: Final = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\x00]+"
    r"|([^\\{}\r\n\x00]+)"
)
_SYMBOL_CHARSET: Final = 2
_CODECS: Final = charset_map | {
    78: "cp932", 79: "cp950", 80: "cp949", 81: "mac_arabic", 82: "cp1255", 85: "gb18030",
    86: "mac_romanian", 87: "mac_cyrillic", 88: "cp874", 89: "mac_latin2", 130: "johab",
    134: "gb18030", 254: "cp437",
}  # fmt: skip
#: Those whose characters may have two bytes, the second one an ordinary letter.
_WIDE: Final = ("cp932", "cp949", "cp950", "gb18030", "johab", "cp936")

_CHARACTERS: Final = {
    "tab": " ", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "—", "endash": "–",
    "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "page": "\f", "softpage": "\f", "column": "\n",
}  # fmt: skip
_SIGNS: Final = {"~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\"}
_CODE_PAGES: Final = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
#: Groups with text of their own; the others that striprtf knows hold none for readers.
_MARGINS: Final = tuple(kind + side for kind in ("header", "footer") for side in ("", *"lrf"))
_SILENT: Final = destinations - {"footnote", "annotation", "shptxt", "dptxbxtext", "info", "g"}
#: Inside groups without text, these hold what the reader sees after all.
_SHOWN_AGAIN: Final = ("ud", "result", "mr", "shptxt", "dptxbxtext")
#: Groups that go on with the text around them: numbers of lists, the ends of inner rows.
_TRANSPARENT: Final = ("listtext", "pntext", "nesttableprops")
_LEVELS: Final = 50  # of nested tables
_BODY_TEXT: Final = 9  # \outlinelevel of paragraphs that are no headings


def read(path: Path, job: ReadJob) -> dict[str, Any]:
    """The RTF file as an ``ExtractedDocument`` in plain types.

    Raises:
        DamagedDocument: no RTF.
        LimitExceeded: nested without measure (code ``nested_too_deeply``), or too much text.
        NoReadableText: no text in it.
    """
    reader = _Reader(job.limits.max_nesting, blocks.Blocks(job.limits))
    reader.run(path.read_bytes().decode("latin-1"))
    document = reader.finish()
    if not any(c.isalnum() for c in document["text"]):
        raise NoReadableText(
            "The RTF file holds no text. If it shows pictures of pages, recognise their text "
            "first (OCR), or upload the original."
        )
    return document


@dataclass
class _Story:
    """A stream of paragraphs: the body, a note, a header, a text box."""

    add: Callable[[str, int | None], None]
    done: Callable[[], None] | None = None
    text: list[str] = field(default_factory=list)
    cells: dict[int, list[str]] = field(default_factory=dict)  # finished cells, by table level
    cell: dict[int, list[str]] = field(default_factory=dict)  # paragraphs of the open cell
    rows: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    def paragraph(self, table: int, level: int | None) -> None:
        """End a paragraph, in a cell (``table`` from 1) or outside tables (0)."""
        text = "".join(self.text)
        self.text.clear()
        if table:
            self.cell.setdefault(table, []).extend([text, *self.boxes])
        else:
            self.table()
            self.add(text, level)
            for box in self.boxes:
                self.add(box, None)
        self.boxes = []

    def end_cell(self, table: int) -> None:
        self.paragraph(table, None)
        texts = [text.strip(" \n") for text in self.cell.pop(table, [])]
        self.cells.setdefault(table, []).append("\n".join(text for text in texts if text))

    def end_row(self, table: int) -> None:
        text = blocks.row(self.cells.pop(table, []))
        if not text:
            return
        if table > 1:
            self.cell.setdefault(table - 1, []).append(text)
        else:
            self.rows.append(text)

    def table(self) -> None:
        """A table ends where a paragraph outside follows."""
        if self.rows:
            self.add("\n".join(self.rows), None)
            self.rows = []

    def end(self) -> None:
        """What is open goes out, also from tables that lost their end."""
        self.paragraph(max({0, *self.cells, *self.cell}), None)
        while self.cells or self.cell:
            table = max({*self.cells, *self.cell})
            self.end_cell(table)
            self.end_row(table)
        self.table()
        if self.done:
            self.done()


@dataclass
class _State:
    """What a group inherits from the one around it."""

    story: _Story
    silent: bool = False  # nothing in this group is text
    sink: str = ""  # a destination that we collect: "title", "fonttbl", "stylesheet" ...
    starred: bool = False
    skip_after_unicode: int = 1
    font: int | None = None
    hidden: bool = False
    deleted: bool = False
    moved: bool = False
    inserted: bool = False
    math: bool = False
    style: int | None = None
    level: int | None = None  # of an outline, from 0
    table: int = 0  # nesting of tables that the paragraph says it is in
    in_table: bool = False
    outer: _Story | None = None  # where the text around a silent group goes
    close: Callable[[], None] | None = None


class _Reader:
    """Reads one file.

    Args:
        max_nesting: of groups.
        out: where the body goes.
    """

    def __init__(self, max_nesting: int, out: blocks.Blocks) -> None:
        self._max_nesting = max_nesting
        self._out = out
        self._body = _Story(lambda text, level: out.add(text, level=level))
        self._state = _State(self._body)
        self._stack: list[_State] = []
        self._skip = 0  # characters left that only older programs show
        self._high = 0  # first half of a character beyond 16 bits
        self._bytes = bytearray()  # characters of a code page, not decoded yet
        self._encoding = "cp1252"
        self._fonts: dict[int, int] = {}
        self._default_font: int | None = None
        self._styles: dict[int, int] = {}  # heading levels
        self._new_page = True  # how the section at hand begins
        self._collected: dict[str, list[str]] = {}
        self._notes: list[list[str]] = []
        self._comments: list[dict[str, Any]] = []
        self._ranges: dict[str, list[int]] = {}  # marks where a comment's text starts and ends
        self._marks = 0
        self._furniture: list[dict[str, Any]] = []
        self._changes = {"inserted": 0, "deleted": 0, "hidden": 0}
        self._running = dict.fromkeys(self._changes, False)
        self._complete = False
        self._words = self._handlers()

    def _handlers(self) -> dict[str, Callable[[int | None], None]]:
        return {
            "par": lambda _: self._paragraph(),
            "sect": lambda _: self._section(),
            "sectd": lambda _: setattr(self, "_new_page", True),
            "sbknone": lambda _: setattr(self, "_new_page", False),
            "sbkcol": lambda _: setattr(self, "_new_page", False),
            "pagebb": lambda number: self._emit("" if number == 0 else "\f"),
            "pard": lambda _: self._plain_paragraph(),
            "plain": lambda _: self._plain(),
            "intbl": lambda _: setattr(self._state, "in_table", True),
            "itap": lambda number: setattr(self._state, "table", min(number or 0, _LEVELS)),
            "cell": lambda _: self._cell(1),
            "nestcell": lambda _: self._cell(max(self._state.table, 2)),
            "row": lambda _: self._row(1),
            "nestrow": lambda _: self._row(max(self._state.table, 2)),
            "s": lambda number: setattr(self._state, "style", number),
            "outlinelevel": self._outline,
            "u": self._unicode,
            "uc": self._unicode_skip,
            "f": self._font,
            "deff": lambda number: setattr(self, "_default_font", number),
            "fcharset": self._charset,
            "ansicpg": self._code_page,
            "v": lambda number: setattr(self._state, "hidden", number != 0),
            "deleted": lambda number: setattr(self._state, "deleted", number != 0),
            "mvf": lambda number: setattr(self._state, "moved", number != 0),
            "revised": lambda number: setattr(self._state, "inserted", number != 0),
        }

    # the stream

    def run(self, data: str) -> None:
        """Read the whole stream; ``data`` has one character per byte."""
        if not data.lstrip("\xef\xbb\xbf \r\n\t").startswith("{\\rtf"):
            raise DamagedDocument("The file begins like RTF, but is none. Save it anew as RTF.")
        at = 0
        while found := _TOKEN.match(data, at):
            at = found.end()
            word, number, code, sign, brace, text = found.groups()
            if word:
                at += self._word(word, None if number is None else int(number))
            elif brace:
                self._flush()
                if self._brace(brace):
                    self._complete = True
                    return
            elif text:
                self._text(text)
            elif code:
                self._byte(int(code, 16))
            elif sign:
                self._sign(sign)

    def _brace(self, brace: str) -> bool:
        """Whether that was the end of the document."""
        self._skip = 0
        if brace == "{":
            if len(self._stack) >= self._max_nesting:
                raise too_deep()
            self._stack.append(self._state)
            self._state = replace(self._state, starred=False, close=None)
            return False
        if not self._stack:
            return True
        if self._state.close:
            self._state.close()
        self._state = self._stack.pop()
        return not self._stack

    def _word(self, word: str, number: int | None) -> int:
        """Act on a control word; returns how many bytes of binary data follow."""
        if word == "bin":
            return max(number or 0, 0)
        self._flush()
        if self._skip:
            self._skip -= 1
            return 0
        if self._destination(word) or self._state.starred:
            self._state.starred = False
            return 0
        handler = self._words.get(word)
        if handler:
            handler(number)
        elif word in _CHARACTERS:
            self._emit(_CHARACTERS[word])
        elif word in _CODE_PAGES and len(self._stack) == 1:
            self._encoding = _CODE_PAGES[word]
        return 0

    def _text(self, text: str) -> None:
        if self._skip:
            dropped = min(self._skip, len(text))
            self._skip -= dropped
            text = text[dropped:]
        if self._bytes:
            while text and self._half_character():
                self._bytes += text[0].encode("latin-1")
                text = text[1:]
            if text:
                self._flush()
        if not text.isascii():
            self._bytes += text.encode("latin-1")
            return
        self._flush()
        self._emit(text)

    def _half_character(self) -> bool:
        encoding = self._font_encoding()
        if encoding not in _WIDE:
            return False
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        decoder.decode(bytes(self._bytes))
        return bool(decoder.getstate()[0])

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(byte)

    def _sign(self, sign: str) -> None:
        if self._skip:
            self._skip -= 1
        elif sign == "*":
            self._state.starred = True
        elif sign in "\r\n":
            self._flush()
            self._paragraph()
        elif sign in _SIGNS:
            self._flush()
            self._emit(_SIGNS[sign])

    def _flush(self) -> None:
        """Decode what was collected of a code page."""
        if not self._bytes:
            return
        data = bytes(self._bytes)
        self._bytes.clear()
        if self._fonts.get(self._current_font(), 0) == _SYMBOL_CHARSET:
            # The number says nothing without the font: mostly it is a bullet.
            self._emit("•")
            return
        self._emit(data.decode(self._font_encoding(), errors="replace"))

    def _current_font(self) -> int:
        font = self._state.font if self._state.font is not None else self._default_font
        return -1 if font is None else font

    def _font_encoding(self) -> str:
        # Set 0 is "ANSI", 1 is "default": both mean the code page of the file.
        charset = self._fonts.get(self._current_font(), 0)
        return self._encoding if charset in (0, 1) else _known(_CODECS.get(charset, ""))

    def _unicode_skip(self, number: int | None) -> None:
        self._state.skip_after_unicode = min(max(number or 0, 0), 100)

    def _unicode(self, number: int | None) -> None:
        self._skip = self._state.skip_after_unicode
        code = (number or 0) & 0xFFFF
        high, self._high = self._high, 0
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if high:
                self._emit(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00))
        elif 0xF000 <= code <= 0xF0FF:  # a symbol font's character
            self._emit("•")
        else:
            self._emit(chr(code))

    def _emit(self, text: str) -> None:
        state = self._state
        if state.sink:
            self._collected.setdefault(state.sink, []).append(text)
            return
        if state.silent:
            return
        gone = "deleted" if state.deleted else "moved" if state.moved else ""
        kind = gone or ("hidden" if state.hidden else "inserted" if state.inserted else "")
        self._count(kind, text)
        if not gone and not state.hidden:
            state.story.text.append(blocks.own(text))

    def _count(self, kind: str, text: str) -> None:
        """Count stretches of text, not the words that they are cut into."""
        if not text.strip():
            return
        for name in self._changes:
            if name == kind and not self._running[name]:
                self._changes[name] += 1
            self._running[name] = name == kind

    # groups with a purpose

    def _destination(self, word: str) -> bool:
        """Whether ``word`` opens a group of its own kind, which is now set up."""
        state = self._state
        if word in _SHOWN_AGAIN and state.outer is not None:
            return self._show_again(word)
        if state.silent:
            if word == "shprslt":  # the same box again, for older programs
                state.outer = None
            return word in _SILENT or state.starred
        if word in _TRANSPARENT:
            return True
        if word in ("title", "atnauthor", "atnid", "fonttbl", "stylesheet", "atrfstart", "atrfend"):
            return self._collect(word)
        if word in _MARGINS:
            return self._open(_margin_story(self._furniture))
        if word == "footnote":
            return self._footnote()
        if word == "annotation":
            return self._annotation()
        if word in _SILENT or state.starred:
            state.outer = state.story
            state.silent = True
            state.math = word in ("mmath", "mmathPara")
            return True
        return False

    def _show_again(self, word: str) -> bool:
        state = self._state
        outer = state.outer
        if outer is None or (word == "mr" and not state.math):
            return True
        if word in ("shptxt", "dptxbxtext"):
            return self._open(_box_story(outer))
        state.silent = False
        state.outer = None
        state.story = outer
        return True

    def _collect(self, word: str) -> bool:
        state = self._state
        state.sink = word
        state.outer = None
        self._collected[word] = []
        ends = {"atrfstart": 0, "atrfend": 1}
        if word in ends:
            at = ends[word]
            state.close = lambda: self._range(word, at)
        return True

    def _open(self, story: _Story) -> bool:
        """Text of this group goes to ``story``, which ends with it."""
        self._plain_paragraph()
        self._state.story = story
        self._state.silent = False
        self._state.outer = None
        self._state.hidden = self._state.deleted = False
        self._state.close = story.end
        return True

    def _footnote(self) -> bool:
        lines: list[str] = []
        self._notes.append(lines)
        self._state.story.text.append(f"[{len(self._notes)}]")
        return self._open(_Story(lambda text, _: lines.append(text)))

    def _annotation(self) -> bool:
        lines: list[str] = []
        author = clean_line("".join(self._collected.get("atnauthor", ()))) or None
        here = self._mark()
        comment = {"author": author, "text": "", "start": here, "end": here}
        self._comments.append(comment)
        self._open(_Story(lambda text, _: lines.append(text)))
        end = self._state.close

        def close() -> None:
            if end:
                end()
            comment["text"] = "\n".join(filter(None, map(clean_line, map(blocks.unmarked, lines))))
            if self._ranges:
                # Its text was marked just before.
                last = self._ranges.pop(next(reversed(self._ranges)))
                comment["start"], comment["end"] = last[0], last[-1]

        self._state.close = close
        return True

    def _range(self, word: str, at: int) -> None:
        name = "".join(self._collected.pop(word, ())).strip()
        if at == 0 or name in self._ranges:
            self._ranges.setdefault(name, []).append(self._mark())

    def _mark(self) -> int:
        self._marks += 1
        self._stack[-1].story.text.append(blocks.mark(self._marks))
        return self._marks

    # paragraphs

    def _at_table(self) -> int:
        state = self._state
        return max(state.table, 1) if state.in_table or state.table > 1 else 0

    def _paragraph(self) -> None:
        state = self._state
        if state.silent or state.sink:
            return
        if state.deleted:
            # As Word does on accepting: the next paragraph goes on here.
            self._count("deleted", "¶")
            return
        state.story.paragraph(self._at_table(), self._heading())

    def _heading(self) -> int | None:
        level = self._state.level
        if level is None:
            level = self._styles.get(self._state.style or 0)
        return None if level is None or not 0 <= level < _BODY_TEXT else level + 1

    def _section(self) -> None:
        self._paragraph()
        if self._new_page:
            self._emit("\f")

    def _cell(self, table: int) -> None:
        if not self._state.silent and not self._state.sink:
            self._state.story.end_cell(table)

    def _row(self, table: int) -> None:
        if not self._state.silent and not self._state.sink:
            self._state.story.end_row(table)

    def _plain_paragraph(self) -> None:
        state = self._state
        state.in_table, state.table = False, 0
        state.style = state.level = None

    def _plain(self) -> None:
        state = self._state
        state.font = None
        state.hidden = state.deleted = state.inserted = state.moved = False

    # tables at the start of the file

    def _outline(self, number: int | None) -> None:
        level = _BODY_TEXT if number is None else number
        if self._state.sink != "stylesheet":
            self._state.level = level
        elif self._state.style is not None:
            self._styles[self._state.style] = level

    def _font(self, number: int | None) -> None:
        self._state.font = number

    def _charset(self, number: int | None) -> None:
        if self._state.sink == "fonttbl" and self._state.font is not None:
            self._fonts[self._state.font] = number or 0

    def _code_page(self, number: int | None) -> None:
        self._encoding = _known("utf-8" if number == 65001 else f"cp{number}")

    # the result

    def finish(self) -> dict[str, Any]:
        """The document, after ``run``."""
        self._flush()
        while self._stack:
            if self._state.close:
                self._state.close()
            self._state = self._stack.pop()
        self._body.end()
        for number, lines in enumerate(self._notes, 1):
            text = "\n".join(line for line in lines if line.strip())
            self._out.add(f"[{number}] {text.strip()}")
        changes = self._changes
        comments = [comment for comment in self._comments if comment["text"]]
        return self._out.document() | {
            "comments": self._out.comments(comments),
            "title": blocks.title("".join(self._collected.get("title", ()))),
            "furniture": self._furniture,
            "warnings": [
                *blocks.tracked_changes(changes["inserted"], changes["deleted"]),
                *blocks.commented(len(comments)),
                *blocks.hidden_text(changes["hidden"]),
                *([] if self._complete else blocks.damaged_file()),
            ],
        }


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name if encoding else "cp1252"
    except LookupError:
        return "cp1252"


def _margin_story(furniture: list[dict[str, Any]]) -> _Story:
    """Headers and footers; RTF does not store which pages they are laid on, so they are listed
    with the first."""
    lines: list[str] = []

    def done() -> None:
        text = "\n".join(line for line in lines if line)
        if text and all(entry["text"] != text for entry in furniture):
            furniture.append({"page": 1, "text": text})

    return _Story(lambda text, _: lines.append(clean_line(blocks.unmarked(text))), done)


def _box_story(outer: _Story) -> _Story:
    lines: list[str] = []

    def done() -> None:
        text = "\n".join(line.strip(" \n") for line in lines if line.strip())
        if text:
            outer.boxes.append(text)

    return _Story(lambda text, _: lines.append(text), done)
