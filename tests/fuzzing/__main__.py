"""Sends damaged files on the whole way; prints what came of each, one JSON object a line.

``python -m tests.fuzzing MEDIA_TYPE --count 200 [--seed 1] [--part 0 --parts 2] [--spawn]``
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
import warnings
from pathlib import Path

from summarizer_core.extraction import Limits
from tests import reading
from tests.fuzzing.forking import use_forks
from tests.fuzzing.mutations import damaged
from tests.fuzzing.runs import chance_of
from tests.fuzzing.seeds import seeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("media_type")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", type=int, default=0, help="number of this process, from 0")
    parser.add_argument("--parts", type=int, default=1, help="processes that share the files")
    parser.add_argument("--spawn", action="store_true", help="start children as the product does")
    parser.add_argument("--limits", type=json.loads, default={}, help="JSON, fields of Limits")
    parser.add_argument("--keep", type=Path, help="folder for files with faults")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="further seeds")
    options = parser.parse_args()
    logging.disable()
    warnings.simplefilter("ignore", UserWarning)  # zipfile: names that come twice
    sound = seeds()[options.media_type]
    sound |= {path.name: path.read_bytes() for path in options.more}
    if not options.spawn:
        use_forks()
    limits = Limits(**options.limits)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        for number in range(options.part, options.count, options.parts):
            data = damaged(chance_of(options.media_type, options.seed, number), [*sound], sound)
            path.write_bytes(data)
            answer = reading.send(path, next(iter(sound)), limits)
            if options.keep and (answer.faults or answer.outcome == "reader_failed"):
                options.keep.mkdir(parents=True, exist_ok=True)
                kind = options.media_type.rpartition("/")[2][-20:]
                (options.keep / f"{kind}-{options.seed}-{number}").write_bytes(data)
            print(
                json.dumps(
                    {
                        "number": number,
                        "outcome": answer.outcome,
                        "seconds": answer.seconds,
                        "faults": answer.faults,
                        "message": answer.message,
                    }
                ),
                flush=True,
            )


if __name__ == "__main__":
    main()
