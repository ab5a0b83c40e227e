"""Runs of damaged files in processes of their own."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from summarizer_core.extraction import child

ROOT = Path(__file__).resolve().parents[2]


def readable_types() -> list[str]:
    """Media types that the product reads now."""
    return [*child._READERS]


def chance_of(media_type: str, seed: int, number: int) -> random.Random:
    """The same for the same file, whatever was made before it."""
    return random.Random(f"{media_type} {seed} {number}")


@dataclass(frozen=True)
class Outcome:
    """What came of one damaged file; fields as in ``reading.Answer``."""

    number: int
    outcome: str
    seconds: float
    faults: tuple[str, ...]
    message: str


def run(
    media_type: str,
    *,
    count: int,
    seed: int,
    processes: int = 2,
    options: Sequence[str | Path] = (),
) -> list[Outcome]:
    """Damage and send ``count`` files in ``processes`` processes.

    Raises:
        AssertionError: a process ended early; the message names the file that it was at.
    """
    started = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.fuzzing", media_type),
                *(f"--count={count}", f"--seed={seed}", f"--part={part}", f"--parts={processes}"),
                *options,
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in range(processes)
    ]
    found: list[Outcome] = []
    outputs = [process.communicate()[0] for process in started]
    for part, (process, output) in enumerate(zip(started, outputs, strict=True)):
        lines = [json.loads(line) for line in output.splitlines()]
        found += [Outcome(**line | {"faults": tuple(line["faults"])}) for line in lines]
        at = part + len(lines) * processes
        assert process.returncode == 0, f"{media_type}: ended at seed {seed}, number {at}"
    return sorted(found, key=lambda outcome: outcome.number)
