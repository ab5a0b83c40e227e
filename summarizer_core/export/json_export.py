"""The result object of the contract as JSON, UTF-8."""

from __future__ import annotations

import json

from summarizer_core.models import AnalysisResult


def write(result: AnalysisResult) -> bytes:
    """The same object that the REST interface answers with, indented for people."""
    text = json.dumps(result.model_dump(mode="json"), ensure_ascii=False, indent=2)
    return (text + "\n").encode("utf-8")
