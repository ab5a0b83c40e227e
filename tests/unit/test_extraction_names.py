"""The package's names come from where they live, and a child does not pay for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from summarizer_core import extraction


@pytest.mark.parametrize("name", extraction.__all__)
def test_every_public_name_is_there(name):
    assert getattr(extraction, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing_like_it"):
        extraction.nothing_like_it  # noqa: B018


def test_a_child_does_not_load_what_only_its_caller_needs():
    program = "import sys, summarizer_core.extraction.child; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"summarizer_core.extraction.sandbox", "pydantic", "pypdf"} & set(loaded)
