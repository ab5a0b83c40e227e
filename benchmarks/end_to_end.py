"""How long documents take through the running app, from upload to completed.

``python -m benchmarks.end_to_end [FILE ...]``: each file once on an empty cache and once again,
then 30 different documents at once with 2 workers, with the page's answer time meanwhile. Without
files, a 30-page sample is written. Figures are seconds on this machine; the ratios (again / first,
busy / idle) compare across machines.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.running_app import RunningApp, running_app, wait_for_end
from tests.samples import contract_text, long_contract_text, write_pdf


def once(client: httpx.Client, path: Path) -> tuple[float, float, dict]:
    """Seconds to the first progress and to the end, and the final status."""
    begin = time.perf_counter()
    with path.open("rb") as file:
        started = client.post(
            "/summarize/", files={"document": (path.name, file)}, data={"async": "true"}
        )
    session_id = started.raise_for_status().json()["session_id"]
    first = None
    while True:
        body = client.get(f"/sessions/{session_id}/status/").json()
        if first is None and body["progress"] > 0:
            first = time.perf_counter() - begin
        if body["status"] in ("completed", "failed"):
            return first or 0.0, time.perf_counter() - begin, body
        time.sleep(0.02)


def page_seconds(url: str, stop: threading.Event) -> list[float]:
    taken = []
    while not stop.wait(0.2):
        begin = time.perf_counter()
        httpx.get(url + "/_stcore/health").raise_for_status()
        taken.append(time.perf_counter() - begin)
    return taken


def thirty_at_once(app: RunningApp, client: httpx.Client) -> tuple[float, list[float]]:
    texts = [
        f"{contract_text()}\nAnnex {n}. Item {n} is delivered by day {n}.\n" for n in range(30)
    ]

    def submit(number: int) -> str:
        file = (f"contract-{number}.txt", texts[number].encode())
        answer = client.post("/summarize/", files={"document": file}, data={"async": "true"})
        return answer.raise_for_status().json()["session_id"]

    stop = threading.Event()
    with ThreadPoolExecutor(31) as pool:
        pages = pool.submit(page_seconds, app.url, stop)
        begin = time.perf_counter()
        ids = list(pool.map(submit, range(30)))
        ends = {wait_for_end(client, name, 300)["status"] for name in ids}
        seconds = time.perf_counter() - begin
        stop.set()
        assert ends == {"completed"}, ends
        return seconds, pages.result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = options.files
        if not files:
            files = [Path(folder) / "thirty-pages.pdf"]
            write_pdf(files[0], long_contract_text(pages=30))
        begin = time.perf_counter()
        with running_app(Path(folder) / "data") as app:
            print(f"ready after {time.perf_counter() - begin:.1f} s")
            with app.client(app.token()) as client:
                print("file | first progress s | completed s | again s | again/first")
                for path in files:
                    first, whole, body = once(client, path)
                    _, again, _ = once(client, path)
                    print(
                        f"{path.name[:50]} ({body['status']}, {body['chunks']['total']} chunks) | "
                        f"{first:.2f} | {whole:.2f} | {again:.2f} | {again / whole:.2f}"
                    )
                seconds, pages = thirty_at_once(app, client)
                print(
                    f"30 at once: {seconds:.1f} s; server answers meanwhile: "
                    f"median {statistics.median(pages):.3f} s, worst {max(pages):.3f} s"
                )


if __name__ == "__main__":
    main()
