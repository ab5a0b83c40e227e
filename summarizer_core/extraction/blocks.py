"""A document put together from its blocks: text, pages, headings, and places of comments.

Readers of formats that flow (RTF, OpenDocument, web pages) hand over one paragraph or table at a
time. Form feeds inside end pages; ``mark`` makes a sign whose place in the final text is kept.
"""

from __future__ import annotations

import re
from typing import Any, Final

from summarizer_core.extraction.cleaning import check_pages, clean, clean_line, too_much_text
from summarizer_core.extraction.encodings import name_of
from summarizer_core.extraction.limits import Limits

#: Unicode noncharacters: "intended for process-internal uses" (Unicode 16.0, 23.7).
_OPEN: Final = "\ufdd0"
_CLOSE: Final = "\ufdd1"
_MARK: Final = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_MAX_TITLE: Final = 300


def own(text: str) -> str:
    """Text of a document, without characters that could pass for our marks."""
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def mark(number: int) -> str:
    """A sign to put between a block's characters; see ``Blocks.place``."""
    return f"{_OPEN}{number}{_CLOSE}"


def title(text: str | None) -> str | None:
    """A title as one line, or None without one."""
    return clean_line(unmarked(text or ""))[:_MAX_TITLE].strip() or None


def unmarked(text: str) -> str:
    """Text without marks and page ends, for what stands outside the body."""
    return _MARK.sub("", text).replace("\f", " ")


def row(cells: list[str]) -> str:
    """A row of a table as text; empty cells say nothing."""
    filled = [cell for cell in cells if unmarked(cell).strip()]
    several = any("\n" in cell.strip() for cell in filled)
    return ("\n" if several else " | ").join(cell.strip(" \n") for cell in filled)


class Blocks:
    """Collects the blocks of one document.

    Args:
        limits: of the whole text.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parts: list[str] = []
        self._length = 0
        self._breaks: list[int] = []
        self._pending = ""  # marks and page ends that wait for text
        self._headings: list[dict[str, int]] = []
        self._places: dict[int, int] = {}

    def add(self, text: str, *, level: int | None = None, close: bool = False) -> None:
        """Append a block.

        Args:
            text: as the file has it; it is cleaned here.
            level: of a heading, 1 the highest; None for other text.
            close: only a line break before it instead of a blank line.

        Raises:
            LimitExceeded: code ``too_much_text``.
        """
        raw, self._pending = self._pending + text, ""
        plain = _MARK.sub("", raw)
        if not clean(plain).strip():
            # Page ends and comments go to the text that follows.
            self._pending = "".join(re.findall(f"\f|{_MARK.pattern.replace('(', '(?:')}", raw))
            return
        if self._parts:
            self._append("\n" if close else "\n\n")
        start = self._length
        kept = raw.rstrip()
        self._pending = "\f" * raw.count("\f", len(kept))
        self._body(kept)
        if level is not None:
            self._headings.append({"start": start, "end": self._length, "level": level})

    def _body(self, raw: str) -> None:
        """One block, page by page."""
        pages = raw.split("\f")
        filled = [at for at, page in enumerate(pages) if clean(_MARK.sub("", page)).strip()]
        for at, page in enumerate(pages):
            if at and self._length:
                self._breaks.append(self._length)
            space = at < filled[-1] and page[-1:].isspace()
            self._span(page, first=at <= filled[0], last=not space)

    def _span(self, page: str, *, first: bool, last: bool) -> None:
        plain = _MARK.sub("", page)
        cleaned = clean(plain)
        first = first or self._parts[-1][-1:].isspace()
        left = len(cleaned) - len(cleaned.lstrip(" \n")) if first else 0
        kept = cleaned[left:].rstrip(" \n") if last else cleaned[left:]
        seen = 0
        for found in _MARK.finditer(page):
            before = len(clean(plain[: found.start() - seen]).rstrip(" \n")) - left
            seen += len(found.group())
            self._places[int(found[1])] = self._length + min(max(before, 0), len(kept))
        self._append(kept)

    def _append(self, text: str) -> None:
        if not text:
            return
        self._length += len(text)
        if self._length > self._limits.max_characters:
            raise too_much_text(self._limits.max_characters)
        self._parts.append(text)

    def place(self, number: int) -> int:
        """Where in the text the mark stands; the end for one that no text followed."""
        return self._places.get(number, self._length)

    def document(self) -> dict[str, Any]:
        """``text``, ``pages`` and ``headings`` of an ``ExtractedDocument``."""
        text = "".join(self._parts)
        starts = [0]
        for at in self._breaks:
            # The break that a program rendered and the one that the author set are the same one.
            if at < self._length and text[starts[-1] : at].strip():
                starts.append(at)
        check_pages(len(starts), self._limits.max_pages)
        ends = [*starts[1:], self._length]
        return {
            "text": text,
            "pages": [
                {"number": number, "start": start, "end": end}
                for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
            ],
            "headings": self._headings,
        }

    def comments(self, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Comments in the plain form of ``Comment``, in the order of their places.

        Args:
            found: ``author``, ``text``, and ``start`` and ``end`` as numbers of marks.
        """
        document = self.document()
        text, pages = document["text"], document["pages"]
        placed = []
        for comment in found:
            start, end = self.place(comment["start"]), self.place(comment["end"])
            while start < end and text[start].isspace():
                start += 1
            page = next((p["number"] for p in pages if start < p["end"]), len(pages))
            place = {"start": start, "end": max(start, end), "page": page}
            placed.append(comment | place)
        return sorted(placed, key=lambda comment: (comment["start"], comment["end"]))


# --- sentences that several readers share ------------------------------------------------------


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def tracked_changes(
    inserted: int, deleted: int, *, moved: int = 0, merged: int = 0
) -> list[dict[str, Any]]:
    """The warning about changes that nobody accepted yet, if there are any."""
    if not (inserted or deleted or moved or merged):
        return []
    said = [_counted(inserted, "insertion"), _counted(deleted, "deletion")]
    said += [_counted(moved, "move")] if moved else []
    said += [_counted(merged, "merged cell")] if merged else []
    listed = ", ".join(said[:-1]) + " and " + said[-1]
    return [
        {
            "code": "tracked_changes",
            "message": f"The document holds tracked changes: {listed}. It was read as if all were "
            "accepted.",
        }
    ]


def commented(comments: int) -> list[dict[str, Any]]:
    """The warning about remarks of readers, if there are any."""
    if not comments:
        return []
    return [
        {
            "code": "comments",
            "message": f"Comments in the document: {comments}. They are listed apart; they are not "
            "part of its text and were not analysed.",
        }
    ]


def hidden_text(places: int) -> list[dict[str, Any]]:
    """The warning about text that a reader of the document does not see, if there is any."""
    if not places:
        return []
    return [
        {
            "code": "hidden_text",
            "message": f"The document holds hidden text in {_counted(places, 'place')}, which was "
            "not analysed. Open it in the program that made it to see that text.",
        }
    ]


def invisible_text(places: int) -> list[dict[str, Any]]:
    """The warning about text that is there and cannot be seen, if there is any."""
    if not places:
        return []
    return [
        {
            "code": "invisible_text",
            "message": "The document holds text that cannot be seen (white on white, tiny, or "
            f"outside the page) in {_counted(places, 'place')}. It is part of what was analysed: "
            "look at it before you rely on the result.",
        }
    ]


def guessed(kind: str, encoding: str | None) -> list[dict[str, Any]]:
    """The warning about an encoding that was guessed, if one was.

    Args:
        kind: of the file, such as "text file".
        encoding: Python's name for it.
    """
    if encoding is None:
        return []
    return [
        {
            "code": "encoding_guessed",
            "message": f"The {kind} does not say how its letters are encoded; it was read as "
            f"{name_of(encoding)}. Check names with accents and umlauts.",
        }
    ]


def damaged_file() -> list[dict[str, Any]]:
    """The warning about a file that ends too early."""
    return [
        {
            "code": "damaged_file",
            "message": "The file is cut off: its end is missing. What there is was read; ask for "
            "the complete file.",
        }
    ]
