"""Files built to hang, fill, crash or trick a reader; all are written by code, always the same.

``python -m tests.hostile FOLDER`` writes them into a folder, to look at one by one.
"""

from __future__ import annotations

from typing import Final

from tests.hostile import packages, pdf_content, pdf_structure, texts
from tests.hostile.kinds import Hostile, Trap

__all__ = ["SAMPLES", "Hostile", "Trap"]

SAMPLES: Final[dict[str, Hostile]] = {
    hostile.name: hostile
    for module in (pdf_structure, pdf_content, packages, texts)
    for hostile in module.COLLECTION.samples
}
