"""The parts of a Word file and how they refer to each other (ECMA-376 Part 2).

Read leniently, since real files come from many programs: a missing part is None, a damaged one is
read as far as it goes and noted. Strict files (ISO 29500) are read as transitional ones. Nothing
outside the package is ever looked at.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from lxml import etree

from summarizer_core.errors import LimitExceeded
from summarizer_core.extraction import safe_xml, zip_package

#: What a Word file that cannot be opened is refused with.
DAMAGED: Final = (
    "The Word file is damaged and cannot be opened. Open it in Word, let Word repair it, save it "
    "anew and upload that."
)
KIND: Final = zip_package.Kind(file="Word file", program="Word", damaged=DAMAGED)
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
# In well-formed XML "<" begins a tag: what looks like a declaration in the text is left alone.
_TAG: Final = re.compile(rb"<[A-Za-z_][^<>]*>")
_STRICT_URI: Final = re.compile(
    rb"(xmlns(?::[\w.-]+)?\s*=\s*[\"']|uri\s*=\s*[\"'])http://purl\.oclc\.org/ooxml/(\w+)"
)


@dataclass(frozen=True)
class Relation:
    """One part's reference to another: ``kind`` is the last word of its type, ``target`` the
    other part's name, None for what lies outside the package."""

    kind: str
    target: str | None


class Package:
    """An open Word file whose members have been checked for size and entities.

    Args:
        archive: the zip file.
        max_nesting: of elements.
    """

    def __init__(self, archive: zipfile.ZipFile, max_nesting: int) -> None:
        self._archive = archive
        self.max_nesting = max_nesting
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._roots: dict[str, Any] = {}
        #: Names of parts that were not whole, and of names that stand twice.
        self.damaged: set[str] = set()
        self.doubled: set[str] = set()
        for member in archive.infolist():
            name = _normal(member.filename)
            if name in self._members:
                self.doubled.add(name)
            self._members[name] = member

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._members

    def main(self) -> str | None:
        """Name of the part that holds the document."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self._members:
                return relation.target
        types = self.xml("[content_types].xml")
        for override in [] if types is None else types.iter(_OVERRIDE):
            kind = override.get("ContentType") or ""
            name = _normal(override.get("PartName") or "")
            if ".main+xml" in kind and "word" in kind and name in self._members:
                return name
        return "word/document.xml" if "word/document.xml" in self._members else None

    def content_type(self, name: str) -> str:
        """Content type that the package declares for a part, "" when none."""
        types = self.xml("[content_types].xml")
        found = ""
        for entry in [] if types is None else types:
            if not isinstance(entry.tag, str):
                continue
            if _normal(entry.get("PartName") or "/") == name:
                return (entry.get("ContentType") or "").lower()
            if name.endswith("." + (entry.get("Extension") or "/").lower()):
                found = (entry.get("ContentType") or "").lower()
        return found

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part refers to, by id; ``""`` is the package itself."""
        if name not in self._relations:
            folder, _, own = name.rpartition("/")
            root = self.xml(posixpath.join(folder, "_rels", own + ".rels"))
            self._relations[name] = {} if root is None else _relations(root, folder)
        return self._relations[name]

    def related(self, name: str, kind: str) -> list[str]:
        """Names of the parts to which a part refers as ``kind``."""
        relations = self.relations(name).values()
        return [r.target for r in relations if r.kind == kind and r.target in self._members]

    def data(self, name: str) -> bytes | None:
        """Content of a part, None when it is missing."""
        member = self._members.get(name)
        if member is None or member.is_dir():
            return None
        return self._archive.read(member)

    def xml(self, name: str) -> Any | None:
        """Root element of a part, None when it is missing or nothing in it can be read.

        Raises:
            LimitExceeded: nested too deeply (code ``nested_too_deeply``).
            DamagedDocument: it has a document type declaration (code ``xml_entities``).
        """
        name = _normal(name)
        if name not in self._roots:
            data = self.data(name)
            root = None if data is None else self._parse(name, _transitional(data))
            self._roots[name] = root
        return self._roots[name]

    def _parse(self, name: str, data: bytes) -> Any | None:
        try:
            return safe_xml.parse(data, KIND, self.max_nesting)
        except etree.XMLSyntaxError:
            self.damaged.add(name)
        try:
            return safe_xml.parse(data, KIND, self.max_nesting, recover=True)
        except (etree.XMLSyntaxError, LimitExceeded):
            return None  # lost end tags nest what should stand side by side


def _normal(name: str) -> str:
    # Part names are equal without regard to case (Part 2, 6.2.2.3). Whatever else stands in a
    # name, it is only ever compared: nothing is written under it.
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def _relations(root: Any, folder: str) -> dict[str, Relation]:
    found = {}
    for element in root.iter(_RELATION):
        kind = (element.get("Type") or "").rpartition("/")[2]
        target: str | None = None
        if element.get("TargetMode") != "External":
            target = _normal(posixpath.join("/" + folder, unquote(element.get("Target") or "")))
        found[element.get("Id") or ""] = Relation(kind, target)
    return found


def _transitional(data: bytes) -> bytes:
    """A part with the names of the transitional schemas (ISO 29500-4) in place of the strict."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and _STRICT.encode("utf-16-le")[1:-1] in data:
        text = data.decode("utf-16", "replace")
        data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    if _STRICT.encode() not in data:
        return data
    return _TAG.sub(_renamed_in_tag, data)


def _renamed_in_tag(tag: re.Match[bytes]) -> bytes:
    text = tag.group()
    return _STRICT_URI.sub(_renamed, text) if _STRICT.encode() in text else text


def _renamed(match: re.Match[bytes]) -> bytes:
    return match.group(1) + b"http://schemas.openxmlformats.org/" + match.group(2) + b"/2006"
