"""A text PDF of 500 pages: how long does extraction take, and how much memory?

``python -m benchmarks.large_pdf [--pages 500] [--repeat 3] [FILE]``: seconds of ``extract`` (the
best of the repeats) and the largest resident set of its child, beside bare pdfium, which reads the
text of each page in a process of its own. The ratios compare across machines.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from summarizer_core.extraction import Limits, extract, identify
from tests.samples import long_contract_text, write_pdf

#: Reads all pages as the simplest program would.
_BARE = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
print(sum(len(page.get_textpage().get_text_bounded()) for page in document))
"""


def measured(work: Callable[[], object]) -> tuple[float, int]:
    """Seconds that ``work`` takes, and the largest resident set among the processes that it
    starts, in bytes, looked at every 2 ms."""
    done, peak = threading.Event(), 0
    me = psutil.Process()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.002):
            for process in me.children(recursive=True):
                try:
                    peak = max(peak, process.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    begin = time.perf_counter()
    try:
        work()
    finally:
        seconds = time.perf_counter() - begin
        done.set()
        watcher.join()
    return seconds, peak


def best(work: Callable[[], object], repeat: int) -> tuple[float, int]:
    runs = [measured(work) for _ in range(repeat)]
    return min(seconds for seconds, _ in runs), max(peak for _, peak in runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or write_pdf(
            Path(folder) / "large.pdf",
            long_contract_text(round(options.pages * 1.1)),
            pages=options.pages,
        )
        limits = Limits(wall_seconds=600, cpu_seconds=600)
        media_type = identify(path, path.name)
        document = extract(path, media_type, limits)
        ours = best(lambda: extract(path, media_type, limits), options.repeat)
        bare = best(
            lambda: subprocess.run(
                [sys.executable, "-c", _BARE, str(path)], check=True, stdout=subprocess.DEVNULL
            ),
            options.repeat,
        )
        print(f"{len(document.pages)} pages, {len(document.text):,} characters")
        print("| reader | s | MB at most |\n|---|---|---|")
        for name, (seconds, peak) in (("extract", ours), ("bare pdfium", bare)):
            print(f"| {name} | {seconds:.2f} | {peak / 2**20:.0f} |")
        print(f"| ratio | {ours[0] / bare[0]:.1f} | {ours[1] / bare[1]:.1f} |")


if __name__ == "__main__":
    main()
