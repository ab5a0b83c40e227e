"""Text in the graphics of a Word document: boxes, shapes, SmartArt, charts, WordArt.

Alternative texts of pictures are descriptions, not text of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from summarizer_core.extraction.marks import harmless
from summarizer_core.extraction.word_package import Package, R
from summarizer_core.extraction.word_styles import W

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/"
_A: Final = f"{{{_DRAWING}main}}"
_CHART: Final = f"{{{_DRAWING}chart}}"
_DIAGRAM: Final = f"{{{_DRAWING}diagram}}"
_VML_TEXT: Final = "{urn:schemas-microsoft-com:vml}textpath"
_EMBEDDED: Final = ("{urn:schemas-microsoft-com:office:office}OLEObject", W + "control")
#: Extensions that current programs draw are in these namespaces.
_UNDERSTOOD: Final = ("http://schemas.microsoft.com/office/", _DRAWING[:35])


def chosen(alternative: Any) -> Any | None:
    """The branch of an ``mc:AlternateContent`` that a current program shows; the others hold the
    same content again, for older ones (ECMA-376 Part 3, 7.5)."""
    for choice in alternative.findall(MC + "Choice"):
        needed = (choice.get("Requires") or "").split()
        if all((choice.nsmap.get(n) or "").startswith(_UNDERSTOOD) for n in needed):
            return choice
    return alternative.find(MC + "Fallback")


@dataclass
class Graphics:
    """Reads the text of drawings.

    Args:
        package: the file.
        part: name of the part in which the drawings stand.
        box: gives the blocks of a ``w:txbxContent``.
    """

    package: Package
    part: str
    box: Callable[[Any], list[str]]
    #: Objects of other programs, such as spreadsheets; their content is not read.
    embedded: int = 0

    def texts(self, drawing: Any) -> Iterator[str]:
        """Texts of a ``w:drawing``, ``w:pict`` or ``w:object``, in order, one a box."""
        for child in drawing:
            tag = child.tag
            if tag == W + "txbxContent":
                yield "\n".join(self.box(child))
            elif tag == MC + "AlternateContent":
                branch = chosen(child)
                if branch is not None:
                    yield from self.texts(branch)
            elif tag == _A + "p":
                yield _paragraph(child)
            elif tag == _VML_TEXT:
                yield harmless(child.get("string") or "")
            elif tag == _DIAGRAM + "relIds":
                yield "\n".join(self._other(child.get(R + "dm"), _diagram))
            elif tag == _CHART + "chart":
                yield "\n".join(self._other(child.get(R + "id"), _chart))
            else:
                self.embedded += tag in _EMBEDDED
                yield from self.texts(child)

    def _other(self, identifier: str | None, read: Callable[[Any], Iterator[str]]) -> Iterator[str]:
        relation = self.package.relations(self.part).get(identifier or "")
        root = None if relation is None else self.package.xml(relation.target or "")
        if root is not None:
            yield from (text for text in read(root) if text.strip())


def _paragraph(paragraph: Any) -> str:
    return "".join(
        "\n" if element.tag == _A + "br" else harmless(element.text or "")
        for element in paragraph.iter(_A + "t", _A + "br")
    )


def _diagram(root: Any) -> Iterator[str]:
    for point in root.iter(_DIAGRAM + "t"):
        yield from (_paragraph(paragraph) for paragraph in point.iter(_A + "p"))


def _chart(root: Any) -> Iterator[str]:
    """Titles, then the names of series and categories, which the legend and the axes show."""
    yield from (_paragraph(paragraph) for paragraph in root.iter(_A + "p"))
    named = (value.text or "" for cache in root.iter(_CHART + "strCache")
             for value in cache.iter(_CHART + "v"))  # fmt: skip
    yield from dict.fromkeys(harmless(name) for name in named)
