"""Writes all hostile files into a folder: ``python -m tests.hostile FOLDER``."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.hostile import SAMPLES, Trap


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--secret", type=Path, default=Path("/etc/hostname"))
    parser.add_argument("--url", default="http://127.0.0.1:9/")
    parser.add_argument("--outside", type=Path, default=Path("/escaped.txt"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    trap = Trap(options.secret, options.url, options.outside)
    for hostile in SAMPLES.values():
        (options.folder / hostile.name).write_bytes(hostile.build(trap))


if __name__ == "__main__":
    main()
