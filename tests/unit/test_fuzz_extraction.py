"""Files damaged at random: 100 of each type that is read. The benchmark sends 2,000 and more."""

from __future__ import annotations

import json
import os
from collections import Counter

import pytest

from summarizer_core.extraction import Limits
from tests.fuzzing.runs import readable_types, run
from tests.fuzzing.seeds import seeds

SEED = 20250314
COUNT = 100
#: No installed language has this name: recognising scanned pages has tests of its own.
LIMITS = json.dumps(Limits(wall_seconds=10, ocr_languages="zxx").plain())


def test_every_type_that_is_read_has_a_sound_file_to_damage():
    assert set(readable_types()) <= set(seeds())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="starts its children by a fork")
@pytest.mark.parametrize("media_type", readable_types())
def test_damaged_files_are_read_or_refused_in_a_sentence(media_type: str):
    outcomes = run(media_type, count=COUNT, seed=SEED, options=[f"--limits={LIMITS}"])
    assert [outcome.number for outcome in outcomes] == list(range(COUNT))
    bad = [outcome for outcome in outcomes if outcome.faults]
    assert not bad, f"seed {SEED}: {bad[:3]}"
    counts = Counter(outcome.outcome for outcome in outcomes)
    # Damage that always or never matters would test nothing.
    assert 10 < counts["read"] < COUNT, counts
