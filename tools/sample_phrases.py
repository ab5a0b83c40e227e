"""Sample the phrases of the contracts that the local engine's model was trained on.

    pip install -r tools/requirements.txt
    python -m tools.sample_phrases TRAIN_JSON [--output DIRECTORY]

``TRAIN_JSON`` is the file that ``tools.train_local`` was given. Written is ``local_seen.npz``, by
which ``evaluate`` tells contracts that the model knows under small changes; run it after each
training on other contracts. Same input: the same bytes.
"""

from __future__ import annotations

import argparse
import json
import lzma
from pathlib import Path

import numpy as np

from summarizer_core.engines import local_model, local_seen
from tools.train_local import write


def main() -> None:
    parser = argparse.ArgumentParser(description="Sample the phrases of the training contracts.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--output", type=Path, default=local_model.MODEL_FILE.parent)
    options = parser.parse_args()
    raw = options.data.read_bytes()
    data = json.loads(lzma.decompress(raw) if options.data.suffix == ".xz" else raw)["data"]
    texts = [item["paragraphs"][0]["context"] for item in data]
    phrases = local_seen.sample(texts)
    arrays = {
        "trained_on": np.array(sorted(map(local_model.fingerprint, texts)), np.uint64),
        # Steps from one to the next are small numbers, which pack better.
        "steps": np.diff(phrases, prepend=np.uint32(0)),
    }
    path = options.output / local_seen.PHRASES_FILE.name
    write(path, arrays)
    print(f"{len(phrases):,} phrases of {len(texts):,} contracts, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
