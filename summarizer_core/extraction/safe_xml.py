"""XML of a document, parsed so that it can do no harm: no entities, nothing fetched, not too deep.

Runs in the child only.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml import etree

from summarizer_core.errors import LimitExceeded
from summarizer_core.extraction.cleaning import too_deep
from summarizer_core.extraction.zip_package import Kind, entities


def parse(data: bytes, kind: Kind, max_nesting: int, *, recover: bool = False) -> Any | None:
    """The root element, without comments and processing instructions.

    Args:
        data: in any encoding that it declares.
        kind: of the file, for the sentences.
        max_nesting: of elements.
        recover: whether to take what can be read of damaged XML; None when that is nothing.

    Raises:
        LimitExceeded: nested too deeply (code ``nested_too_deeply``), or a name, an attribute or
            a text of more than libxml2 takes (10,000,000 bytes; code ``xml_too_large``).
        DamagedDocument: it has a document type declaration (code ``xml_entities``).
        etree.XMLSyntaxError: it is damaged.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise too_deep() from error
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            raise _too_large(kind) from error
        raise
    if root is None:
        return None
    # Asked of the parser, since bytes look different in every encoding.
    if root.getroottree().docinfo.doctype:
        raise entities(kind)
    if _deeper_than(max_nesting)(root):
        raise too_deep()
    return root


def _too_large(kind: Kind) -> LimitExceeded:
    return LimitExceeded(
        f"The {kind.file} holds a single text or picture of more than 10 MB within its XML, so it "
        f"was not read. Open it in {kind.program}, save it anew without large pictures and upload "
        "that.",
        code="xml_too_large",
    )


@lru_cache
def _deeper_than(levels: int) -> Any:
    # One step per level, evaluated by libxml2: much faster than a walk.
    return etree.XPath("boolean(" + "/*" * (levels + 1) + ")")
