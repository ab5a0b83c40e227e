"""What the documentation promises exists, and what exists is documented."""

from __future__ import annotations

import json
import re
from pathlib import Path

from summarizer_core.api import PREFIX, create_api
from summarizer_core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
API = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_readme_and_every_one_there_exists():
    table = README.split("## Configure it")[1].split("###")[0]
    documented = set(re.findall(r"`([A-Z][A-Z_]{3,})`", table)) - {
        "DEBUG",
        "INFO",
        "WARNING",
        "ERROR",
    }
    assert documented == {name.upper() for name in Settings.model_fields}


def test_the_readme_tells_the_defaults_in_force():
    for name, field in Settings.model_fields.items():
        row = re.search(rf"^\| `{name.upper()}` \| `([^`]+)`", README, re.MULTILINE)
        if row:
            assert row[1] == str(field.default), name


def test_every_endpoint_stands_in_the_api_page():
    paths = create_api(lambda: None).openapi()["paths"]  # type: ignore[arg-type,return-value]
    for path in paths:
        shown = path.replace("{session_id}", "<id>").replace("{fmt}", "<csv, xlsx, docx or json>")
        shown = shown.replace("{focus_id}", "<focus_id>")
        assert shown in API, shown
    assert PREFIX in API


def test_links_to_files_lead_somewhere():
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def modules(package: str) -> set[str]:
    """What a package holds: modules, and packages with a slash behind."""
    folder = ROOT / package
    inner = {f"{part.parent.name}/" for part in folder.glob("*/__init__.py")}
    return inner | {part.stem for part in folder.glob("*.py")} - {"__init__"}


def test_every_module_of_the_core_and_of_the_engines_has_a_room():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = page.split("## Rooms")[1].split("\n## ")[0]
    named = {name.removesuffix(".py") for name in re.findall(r"`([\w./]+)`", rooms)}
    engines = {name.removesuffix("/") for name in modules("summarizer_core/engines")}
    assert modules("summarizer_core") | engines <= named
    # And none that is gone.
    gone = [name for name in named if re.fullmatch(r"(local|gemini|playbook)_\w+", name)]
    assert set(gone) <= modules("summarizer_core") | engines


def test_every_benchmark_stands_in_the_docs():
    pages = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md"))
    programs = [
        path
        for path in (ROOT / "benchmarks").glob("*.py")
        if 'if __name__ == "__main__":' in path.read_text(encoding="utf-8")
    ]
    assert len(programs) >= 10
    missing = [p.name for p in programs if f"benchmarks.{p.stem}" not in pages]
    # Started by another program's command line, or named by its file.
    assert [name for name in missing if f"benchmarks/{name}" not in pages] == ["docling_reader.py"]


def test_the_table_of_lasting_keys_names_those_that_the_benchmark_allows():
    from benchmarks.memory import LASTING

    table = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \|", table.split("## Keys in Redis without")[1], re.MULTILINE)
    assert sorted(re.findall(r"`(.+?)`", " ".join(rows))) == sorted(LASTING)


def test_the_accuracy_page_gives_the_figures_of_the_model_that_ships():
    measured = json.loads(
        (ROOT / "summarizer_core" / "engines" / "local_accuracy.json").read_text(encoding="utf-8")
    )
    page = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    without = measured["without_parties"]
    for figure in ("aupr", "precision_at_80_recall", "macro_aupr", "macro_presence_f1"):
        assert f"| {measured[figure]:.3f} |" in page
        assert f"| {without[figure]:.3f} |" in page
    for category, one in measured["categories"].items():
        assert re.search(rf"^\| {re.escape(category)} \|.*\| {one['aupr']:.3f} \|", page, re.M)
