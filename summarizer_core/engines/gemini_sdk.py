"""Which of Google's SDKs carries the ``gemini`` engine's calls: ``google-genai`` where that is
installed, else ``google-generativeai``.

What is cached does not depend on it: both send the same prompt and schema.
"""

from __future__ import annotations

from importlib.util import find_spec

from summarizer_core.engines.gemini_wire import GeminiConfig, Wire
from summarizer_core.engines.gemini_wire_genai import GenaiWire
from summarizer_core.engines.gemini_wire_generativeai import GenerativeAiWire


def wire_for(config: GeminiConfig) -> Wire:
    """A wire that is not connected yet; neither SDK is imported for it."""
    return GenaiWire(config) if _has_genai() else GenerativeAiWire(config)


def _has_genai() -> bool:
    try:
        return find_spec("google.genai") is not None
    except ModuleNotFoundError:  # nothing of Google's at all
        return False
