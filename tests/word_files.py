"""Word files for tests, written part by part."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{_OFFICE}/relationships",
        "m": f"{_OFFICE}/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "x": "urn:example:unknown",
    }.items()
)


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; each cell is XML of blocks, or of ``w:tcPr`` and blocks."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def word_file(
    path: Path,
    *blocks: str,
    parts: Mapping[str, tuple[str, str | bytes]] | None = None,
    main_type: str = _MAIN,
    section: str = "",
    before_body: str = "",
) -> Path:
    """Write a Word file whose body is the given XML.

    Args:
        parts: further parts: name below ``word/`` to relationship type (its last word) and
            content; XML content is wrapped neither way. The relationship's id is the name.
        section: XML of the body's ``w:sectPr``.
    """
    document = (
        f"<w:document {NAMESPACES}>{before_body}<w:body>{''.join(blocks)}"
        f"<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    )
    relations, types = "", ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (kind, content) in (parts or {}).items():
            relations += (
                f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" Target="{name}"/>'
            )
            if name.endswith((".htm", ".txt", ".rtf")):
                kind = {"htm": "text/html", "txt": "text/plain", "rtf": "application/rtf"}[
                    name[-3:]
                ]
                types += f'<Override PartName="/word/{name}" ContentType="{kind}"/>'
            archive.writestr(f"word/{name}", content)
        archive.writestr("word/document.xml", document)
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        archive.writestr(
            "_rels/.rels",
            _relations(
                f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" '
                'Target="word/document.xml"/>'
            ),
        )
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>{types}</Types>',
        )
    return path


def part(tag: str, inner: str) -> str:
    """XML of a part with its namespaces, such as ``part("w:styles", ...)``."""
    return f"<{tag} {NAMESPACES}>{inner}</{tag}>"


def _relations(inner: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'


def rewrite(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy with changed members: ``change`` gets name and content, None drops the member."""
    target = path.with_name("changed.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = change(item.filename, old.read(item))
            if data is not None:
                new.writestr(item.filename, data)
    return target


def strict(path: Path) -> Path:
    """A copy as ISO 29500 strict."""

    def change(_: str, data: bytes) -> bytes:
        # Packages themselves have the same names in both.
        return re.sub(
            rb"http://schemas\.openxmlformats\.org/(?!package|markup)(\w+)/2006",
            rb"http://purl.oclc.org/ooxml/\1",
            data,
        )

    return rewrite(path, change)
