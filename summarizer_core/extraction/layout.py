"""Lines on pages to running text: pure functions, no PDF library.

A page comes as lines with their places, its furniture set apart. They are put in order and joined
to paragraphs that run on over page breaks.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from summarizer_core.extraction.cleaning import too_much_text
from summarizer_core.extraction.columns import arrange, stacked
from summarizer_core.extraction.lines import Line, PageLines, tolerance, usual_distance

_ITEM: Final = re.compile(
    r"\(?(?:[a-z]{1,2}|[A-Z]|[ivxlc]{1,6}|\d{1,3})\)"
    r"|\d{1,3}(?:\.\d{1,3}){0,5}\.(?=\s|$|[A-Z“\"])"
    r"|\d{1,3}(?:\.\d{1,3}){1,5}(?=\s*[A-Z“\"\[(]|\s*$)"
    r"|(?:[A-Za-z]|[ivx]{2,5})\.(?=\s|$)"
    r"|(?:[a-z]|[ivx]{2,5})\)"
    r"|(?:ARTICLE|Article|SECTION|Section|SCHEDULE|Schedule|EXHIBIT|Exhibit|ANNEX|Annex"
    r"|APPENDIX|Appendix|PART|Part)\s+[\dIVXLA-Z]+(?:[.:]|\s|$)"
    r"|§|[•●○▪■◦‣·☐☒☑✓]"
    r"|[-–—*]\s"
)
_LIST_END: Final = re.compile(r"(?:[.:;,!?—–-]|\b(?:and|or|und|oder))[”’\"')\]]*$", re.I)
_SENTENCE_END: Final = re.compile(r"[.:;!?][”’\"')\]]*$")
_HYPHEN_END: Final = re.compile(r"(\w(?:[\w’']|-(?=\w))*)-$")
_CELL_GAP: Final = 14.0  # points
_LONG: Final = 60  # characters of a line that is no heading
_FIRST_WORD: Final = re.compile(r"\S+")
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_HYPHENATING: Final = frozenset(
    "non self co ex anti multi cross third well inter intra semi quasi pre post sub pro "
    "long short high low full half all so one two three four five six seven eight nine ten "
    "first second fourth fifth".split()
)


@dataclass(slots=True)
class _Measures:
    """Usual distance of lines and right edge of the page, in the page's units."""

    leading: float
    right: float


def set_in_order(pages: Sequence[PageLines]) -> None:
    """Put the lines of pages into reading order, where the file's own order is not (in place)."""
    for page in pages:
        if page.ordered:
            continue
        stretches = arrange(page.lines) if page.height > 0 else None
        if stretches is None:
            page.lines = stacked(page.lines) if page.height > 0 else page.lines
            continue
        page.lines = [line for lines in stretches for line in lines]
        for number, lines in enumerate(stretches):
            for line in lines:
                line.stretch = number


class _Words:
    """Which words and hyphenated words the document uses, for breaks that could be either."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.counts: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line)
            # Halves of broken words must not pass for words.
            if words and line.endswith("-"):
                words.pop()
            self.counts.update(word.lower() for word in words)

    def join(self, left: str, right: str) -> str:
        """``left`` (without its hyphen) and ``right``, as one word or a hyphenated one."""
        left_low, right_low = left.lower(), right.lower()
        solid, hyphened = self.counts[left_low + right_low], self.counts[f"{left_low}-{right_low}"]
        if solid != hyphened:
            return left + ("-" if hyphened > solid else "") + right
        compound = (
            "-" in left
            or any(c.isdigit() for c in left)
            or left_low in _HYPHENATING
            or (
                len(right) > 2
                and len(left) > 2
                and self.counts[left_low]
                and self.counts[right_low]
            )
        )
        return left + ("-" if compound else "") + right


class Composer:
    """Writes lines one after the other as running text and remembers where pages begin.

    Args:
        pages: in order; their furniture has been taken off.
        max_characters: of text in all.
    """

    def __init__(self, pages: Sequence[PageLines], max_characters: int) -> None:
        self._pages = pages
        self._max = max_characters
        self._parts: list[str] = []
        self._length = 0
        self._words = _Words(line.text for page in pages for line in page.lines)
        rights = [_ninth_tenth(page.lines) for page in pages]
        self._usual_right = statistics.median([r for r in rights if r] or [0.0])
        self._flowing = False  # the last line was joined to the one before

    def compose(self) -> dict[str, Any]:
        """``text`` and ``pages`` of an ``ExtractedDocument``, in plain types.

        Raises:
            LimitExceeded: more than ``max_characters``.
        """
        starts: list[int | None] = []
        previous: Line | None = None
        measures = _Measures(12.0, 0.0)
        for page in self._pages:
            starts.append(None)
            joined = _same_baseline_joined(page)
            for _, stretch in itertools.groupby(joined, key=lambda line: line.stretch):
                lines = list(stretch)
                before = measures
                # A column has an edge of its own; a page's is that of the document.
                usual = self._usual_right if joined[-1].stretch == 0 else 0.0
                measures = _measure(lines, measures, usual)
                for at, line in enumerate(lines):
                    if previous is not None:
                        # On a new page, or up at the next column.
                        turned = at == 0 and (starts[-1] is None or previous.y < line.y)
                        line = self._separate(
                            previous, line, lines, at, before if turned else measures, turned=turned
                        )
                    if starts[-1] is None:
                        starts[-1] = self._length
                    self._write(line.text)
                    previous = line
        return {"text": "".join(self._parts), "pages": self._spans(starts)}

    def _spans(self, starts: Sequence[int | None]) -> list[dict[str, int]]:
        spans: list[dict[str, int]] = []
        end = self._length
        for page, start in zip(reversed(self._pages), reversed(starts), strict=True):
            begin = end if start is None else start
            spans.append({"number": page.number, "start": begin, "end": end})
            end = begin
        spans.reverse()
        if spans:
            spans[0]["start"] = 0
        return spans

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > self._max:
            raise too_much_text(self._max)

    def _separate(
        self,
        before: Line,
        line: Line,
        lines: Sequence[Line],
        at: int,
        measures: _Measures,
        *,
        turned: bool,
    ) -> Line:
        """Write what stands between two lines; a broken word is mended at once."""
        separator = _separator(
            before, line, lines, at, measures, turned=turned, flowing=self._flowing
        )
        self._flowing = separator == " "
        broken = _HYPHEN_END.search(before.text)
        if not broken or not line.text[:1].isalnum() or separator == "\n\n":
            self._write(separator)
            return line
        following = _FIRST_WORD.match(line.text)
        word = re.match(r"\w+", line.text)
        if not word or not following or not line.text[0].islower():
            return line  # the hyphen belongs to the word: X-\nRay
        mended = self._words.join(broken.group(1), word.group())
        if not mended.startswith(broken.group(1) + "-"):
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        return line


def _same_baseline_joined(page: PageLines) -> list[Line]:
    """Neighbours on one baseline are one line: a clause's number and its text, cells of a row."""
    joined: list[Line] = []
    for line in page.lines:
        last = joined[-1] if joined else None
        if (
            last
            and abs(last.y - line.y) <= tolerance(page)
            and line.x0 >= last.x1 - 1.0
            and line.stretch == last.stretch
        ):
            joined[-1] = replace(
                last,
                text=f"{last.text} {line.text}",
                x1=line.x1,
                row=last.row or line.cut or _is_cell(last, line),
            )
        else:
            joined.append(line)
    return joined


def _is_cell(last: Line, line: Line) -> bool:
    """Whether there is more room between two pieces of a row than between words."""
    return line.x0 - last.x1 >= _CELL_GAP


def _measure(lines: Sequence[Line], usual: _Measures, usual_right: float) -> _Measures:
    return _Measures(
        leading=usual_distance(lines) or usual.leading,
        # A table of contents is narrower than its page: the document's edge holds there.
        right=max(_ninth_tenth(lines), usual_right) or _furthest(lines),
    )


def _furthest(lines: Sequence[Line]) -> float:
    """Right end of a text too short to have a usual one."""
    return max((line.x1 for line in lines if len(line.text) > 20), default=0.0)


def _ninth_tenth(lines: Sequence[Line]) -> float:
    """Right end of long lines, the outliers aside; 0 for too few of them."""
    rights = sorted(line.x1 for line in lines if len(line.text) > 20)
    return rights[int(len(rights) * 0.9)] if len(rights) >= 5 else 0.0


def _separator(
    before: Line,
    line: Line,
    lines: Sequence[Line],
    at: int,
    measures: _Measures,
    *,
    turned: bool,
    flowing: bool,
) -> str:
    """What stands between two lines: a space (the sentence goes on), a line or a paragraph end.

    ``turned``: a new page or column begins; ``measures`` are those of the one before.
    ``flowing``: ``before`` itself continued a sentence.
    """
    gap = before.y - line.y
    apart = not turned and (gap > measures.leading * 1.4 or gap < -measures.leading / 2)
    full = not _fits(before, line, _right_edge(before, lines, at, measures, turned=turned))
    open_end = not _SENTENCE_END.search(before.text)
    item = _ITEM.match(line.text) is not None
    continues = open_end and not item and bool(re.match(r"[“\"'(\[]*[a-z]", line.text))
    if apart and not (continues and (full or 0 < gap < measures.leading * 2)):
        return "\n\n"
    if before.row and line.row:
        return "\n"
    if _is_rule(before.text) or _is_rule(line.text):
        return "\n"
    if item and (not full or _LIST_END.search(before.text)):
        return "\n"
    if not open_end and line.text.isupper() and len(line.text) < _LONG:
        return "\n"
    flows = flowing and open_end and len(before.text) >= _LONG // 2
    return " " if full or continues or flows else "\n"


def _is_rule(text: str) -> bool:
    """A drawn line, such as one to sign on."""
    return not any(c.isalnum() for c in text)


def _right_edge(
    before: Line, lines: Sequence[Line], at: int, measures: _Measures, *, turned: bool
) -> float:
    """Where the lines around end: the page's edge, or that of an indented block of long lines."""
    if turned or len(before.text) < 40:
        return measures.right
    near = [
        other.x1
        for other in lines[max(0, at - 4) : at + 3]
        if abs(other.x0 - before.x0) <= 45 and len(other.text) >= 40
    ]
    return min(measures.right, max(near)) if len(near) >= 3 else measures.right


def _fits(before: Line, line: Line, right: float) -> bool:
    """Would the first word of ``line`` have fitted behind ``before``? Then the break was wanted."""
    word = _FIRST_WORD.match(line.text)
    width = (line.x1 - line.x0) / max(1, len(line.text))
    needed = (len(word.group()) + 1 if word else 1) * width
    return before.x1 + needed < right - width
