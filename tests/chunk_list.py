"""Chunks made by hand, and engines asked without a dispatcher."""

from __future__ import annotations

from collections.abc import Callable

from summarizer_core.engines.base import Reply
from summarizer_core.hashing import sha256_of
from summarizer_core.keys import Kind
from summarizer_core.models import Chunk


def chunks(*texts: str) -> list[Chunk]:
    """One chunk for each text, one after the other on one page."""
    made, offset = [], 0
    for index, text in enumerate(texts):
        made.append(
            Chunk(
                index=index,
                start=offset,
                end=offset + len(text),
                page=1,
                heading="",
                sha256=sha256_of(text),
                text=text,
            )
        )
        offset += len(text)
    return made


def ask_directly(kind: Kind, identity: str, call: Callable[[], Reply]) -> Reply:
    """``engines.base.Ask`` without cache and without further tries."""
    return call()
