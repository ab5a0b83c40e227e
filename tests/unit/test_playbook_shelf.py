"""The playbooks that can be chosen: the built-in one and the files of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer_core import playbook
from summarizer_core.errors import InvalidRequest
from summarizer_core.playbook import PlaybookError
from summarizer_core.playbook_shelf import Listed, PlaybookShelf

GOOD = "version: 1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "house.yaml").write_text(GOOD)
    (tmp_path / "banking.yaml").write_text("version: 1\ncategories: [\n")
    (tmp_path / "notes.txt").write_text("not a playbook")
    (tmp_path / "folder.yaml").mkdir()
    return tmp_path


def test_the_built_in_playbook_comes_first_and_a_faulty_file_says_why(folder: Path) -> None:
    first, faulty, good = PlaybookShelf(folder).listed()
    assert (first, good) == (Listed("default"), Listed("house"))
    assert faulty.name == "banking"
    assert faulty.problem is not None
    assert "banking.yaml cannot be used: line " in faulty.problem


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path: Path) -> None:
    assert PlaybookShelf(tmp_path / "nowhere").listed() == [Listed("default")]


def test_a_playbook_is_found_by_its_name(folder: Path) -> None:
    shelf = PlaybookShelf(folder)
    assert shelf.get("house").name == "house"
    assert shelf.get("house") is shelf.get("house")
    for name in (None, "", "default"):
        assert shelf.get(name) is playbook.load()


def test_a_faulty_playbook_cannot_be_chosen(folder: Path) -> None:
    with pytest.raises(PlaybookError, match="line "):
        PlaybookShelf(folder).get("banking")


@pytest.mark.parametrize("name", ["other", "../house", "house.yaml", "/etc/hosts", "folder", "x\0"])
def test_a_name_that_is_not_on_the_list_is_refused_with_those_that_are(
    folder: Path, name: str
) -> None:
    with pytest.raises(InvalidRequest, match="Choose one of: default, house"):
        PlaybookShelf(folder).get(name)


def test_an_edited_file_counts_from_then_on(folder: Path) -> None:
    shelf = PlaybookShelf(folder)
    assert shelf.listed()[1].problem is not None
    (folder / "banking.yaml").write_text(GOOD)
    assert shelf.listed()[1].problem is None
    (folder / "house.yaml").write_text("version: 2\n")
    with pytest.raises(PlaybookError):
        shelf.get("house")
    (folder / "house.yaml").unlink()
    with pytest.raises(InvalidRequest, match="There is no playbook"):
        shelf.get("house")


def test_a_file_named_like_the_built_in_playbook_does_not_replace_it(folder: Path) -> None:
    (folder / "default.yaml").write_text(GOOD)
    shelf = PlaybookShelf(folder)
    assert shelf.get("default") is playbook.load()
    problems = [item.problem for item in shelf.listed() if item.name == "default"]
    assert problems[0] is None
    assert "Rename the file" in str(problems[1])


def test_a_file_that_ends_in_yml_is_a_playbook_too(tmp_path: Path) -> None:
    (tmp_path / "house.yml").write_text(GOOD)
    shelf = PlaybookShelf(tmp_path)
    assert shelf.listed() == [Listed("default"), Listed("house")]
    assert shelf.get("house").name == "house"


def test_of_two_files_with_one_name_the_second_says_why_it_cannot_be_chosen(folder: Path) -> None:
    (folder / "house.yml").write_text("version: 7\n")
    shelf = PlaybookShelf(folder)
    assert shelf.get("house").name == "house"
    problems = [item.problem for item in shelf.listed() if item.name == "house"]
    assert problems == [
        None,
        "The playbook house.yml cannot be used: house.yaml has the same name. Rename one of them.",
    ]
