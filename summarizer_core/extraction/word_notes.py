"""Footnotes, endnotes and comments of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from summarizer_core.extraction.cleaning import clean
from summarizer_core.extraction.marks import Marks, without
from summarizer_core.extraction.numbering import render
from summarizer_core.extraction.word_styles import W, integer, value_of

_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_FORMATS: Final = {"footnote": "decimal", "endnote": "lowerRoman"}
_MAX_AUTHOR: Final = 200
_PLACES: Final = {
    W + "commentRangeStart": "start",
    W + "commentRangeEnd": "end",
    W + "commentReference": "reference",
}
#: Elements that say where a comment is attached.
COMMENT_PLACES: Final = tuple(_PLACES)


class Notes:
    """Numbers footnotes and endnotes in the order of their references.

    Args:
        parts: the root of the part with the notes, by kind (``footnote``, ``endnote``).
        settings: the ``w:settings`` element, or None.
    """

    def __init__(self, parts: dict[str, Any | None], settings: Any | None) -> None:
        self._notes: dict[tuple[str, str], Any] = {}
        self._labels: dict[tuple[str, str], str] = {}  # in the order of the references
        self._form: dict[str, str] = {}
        self._next: dict[str, int] = {}
        for kind, root in parts.items():
            own = None if settings is None else settings.find(f"{W}{kind}Pr")
            self._form[kind] = value_of(own, "numFmt") or _FORMATS[kind]
            self._next[kind] = integer(value_of(own, "numStart"), 1)
            for note in [] if root is None else root.findall(W + kind):
                self._notes[kind, note.get(W + "id") or ""] = note

    def reference(self, kind: str, element: Any) -> str:
        """What stands in the text for a ``w:footnoteReference`` or ``w:endnoteReference``."""
        place = (kind, element.get(W + "id") or "")
        if place not in self._notes:
            return ""
        if place not in self._labels:
            # A mark that the author chose stands in the text already, and in the note.
            own = (element.get(W + "customMarkFollows") or "0").lower() not in ("0", "false", "off")
            self._labels[place] = "" if own else self._number(kind)
        return self._labels[place]

    def _number(self, kind: str) -> str:
        number = self._next[kind]
        self._next[kind] = number + 1
        return f"[{render(number, self._form[kind])}]"

    def texts(self, story: Callable[[Any], list[str]]) -> Iterator[str]:
        """The notes that are referred to, footnotes first, each once."""
        done: set[tuple[str, str]] = set()
        # A note may refer to another: go on until none is new.
        while waiting := sorted(
            (place for place in self._labels if place not in done), key=lambda p: p[0] != "footnote"
        ):
            for place in waiting:
                done.add(place)
                text = "\n".join(story(self._notes[place])).strip()
                yield f"{self._labels[place]} {text}".strip()


@dataclass
class _Anchor:
    start: int | None = None
    end: int | None = None
    reference: int | None = None


@dataclass(frozen=True)
class Comment:
    """A comment and the marks that delimit what it is about."""

    author: str | None
    text: str
    anchor: _Anchor

    def span(self, places: dict[int, tuple[int, int]]) -> tuple[int, int]:
        """Start and end in the text, from the places of the marks; the beginning of the text for
        a comment that is attached to nothing."""
        anchor = self.anchor
        spot = places.get(anchor.reference or 0, (0, 0))[1]
        if anchor.start is None or anchor.end is None:
            return spot, spot
        start = places.get(anchor.start, (spot, spot))[0]
        end = places.get(anchor.end, (spot, spot))[1]
        return (start, end) if start < end else (end, end)


@dataclass
class Comments:
    """Collects where comments are attached.

    Args:
        marks: of the document.
    """

    marks: Marks
    _anchors: dict[str, _Anchor] = field(default_factory=dict)

    def place(self, element: Any) -> str:
        """A mark for a ``w:commentRangeStart``, ``w:commentRangeEnd`` or ``w:commentReference``;
        only the first of each kind and comment counts."""
        anchor = self._anchors.setdefault(element.get(W + "id") or "", _Anchor())
        kind = _PLACES[element.tag]
        if getattr(anchor, kind) is not None:
            return ""
        number, mark = self.marks.new()
        setattr(anchor, kind, number)
        return mark

    def read(
        self, root: Any | None, extended: Any | None, story: Callable[[Any], list[str]]
    ) -> list[Comment]:
        """The comments of the part, with the marks that delimit what they are about.

        Args:
            root: the ``w:comments`` element, or None.
            extended: the ``w15:commentsEx`` element, which says what answers what, or None.
            story: gives the blocks of a comment.
        """
        parents = _parents(extended)
        by_paragraph: dict[str, _Anchor] = {}
        found = []
        for element in [] if root is None else root.findall(W + "comment"):
            paragraphs = [p.get(_W14 + "paraId") or "" for p in element.iter(W + "p")]
            anchor = self._anchors.get(element.get(W + "id") or "")
            for paragraph in paragraphs:
                if anchor is None:
                    anchor = by_paragraph.get(parents.get(paragraph, ""))
            anchor = anchor or _Anchor()
            by_paragraph |= dict.fromkeys(filter(None, paragraphs), anchor)
            text = clean(without("\n".join(story(element)))).strip()
            author = clean(element.get(W + "author") or "").strip()[:_MAX_AUTHOR]
            if text:
                found.append(Comment(author or None, text, anchor))
        return found


def _parents(extended: Any | None) -> dict[str, str]:
    return {
        entry.get(_W15 + "paraId") or "": entry.get(_W15 + "paraIdParent") or ""
        for entry in ([] if extended is None else extended.iter(_W15 + "commentEx"))
    }
