"""The playbooks of a house: the built-in one, and the files ``*.yaml`` or ``*.yml`` in one folder.

A file's name without its ending is the playbook's name. Files are read when somebody looks, so
that an edit counts from the next document or judgement on; a faulty file is listed with the
sentence that says what is wrong, and cannot be chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer_core import playbook
from summarizer_core.errors import InvalidRequest
from summarizer_core.playbook import Playbook, PlaybookError

#: Name of the playbook that ships.
DEFAULT: Final = "default"

_LONGEST_NAME: Final = 100
_MOST: Final = 200
_ENDINGS: Final = (".yaml", ".yml")


@dataclass(frozen=True)
class Listed:
    """A playbook by name; ``problem`` says why it cannot be chosen."""

    name: str
    problem: str | None = None


class PlaybookShelf:
    """Args:
    folder: of the house's own playbooks; need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[tuple[int, int], Playbook | PlaybookError]] = {}

    def listed(self) -> Sequence[Listed]:
        """The built-in playbook, then the house's by name, faulty ones among them."""
        files = self._files()
        own = [self._listed(name, path) for name, path in sorted(files.items())]
        others = [path for path in self._paths() if files.get(path.stem, path) != path]
        return [Listed(DEFAULT), *own, *(_second(path, files[path.stem]) for path in others)]

    def get(self, name: str | None) -> Playbook:
        """The playbook of a name; None or "" is the built-in one.

        Raises:
            InvalidRequest: there is none of this name, or its file is faulty (``PlaybookError``).
        """
        if not name or name == DEFAULT:
            return playbook.load()
        path = self._files().get(name)
        if path is None:
            known = ", ".join(item.name for item in self.listed() if item.problem is None)
            raise InvalidRequest(
                f"There is no playbook {name[:_LONGEST_NAME]!r}. Choose one of: {known}."
            )
        found = self._load(path)
        if isinstance(found, PlaybookError):
            raise found
        return found

    def _files(self) -> dict[str, Path]:
        """By name; of several files with one name the first counts: ``house.yaml`` before
        ``house.yml``."""
        named: dict[str, Path] = {}
        for path in self._paths():
            named.setdefault(path.stem, path)
        return dict(list(named.items())[:_MOST])

    def _paths(self) -> list[Path]:
        try:
            paths = [path for path in self._folder.iterdir() if path.suffix.lower() in _ENDINGS]
        except OSError:
            return []
        return [
            path
            for path in sorted(paths)
            if path.is_file() and len(path.stem) <= _LONGEST_NAME and path.stem.isprintable()
        ]

    def _listed(self, name: str, path: Path) -> Listed:
        if name == DEFAULT:
            return Listed(
                name,
                f"The playbook {path.name} cannot be used: the built-in one has this name. "
                "Rename the file.",
            )
        found = self._load(path)
        return Listed(name, found.message if isinstance(found, PlaybookError) else None)

    def _load(self, path: Path) -> Playbook | PlaybookError:
        """What the file holds, or what is wrong with it; read again only when it has changed."""
        try:
            state = path.stat()
            stamp = (state.st_mtime_ns, state.st_size)
        except OSError:
            stamp = (0, 0)
        known = self._read.get(path.name)
        if known is not None and known[0] == stamp:
            return known[1]
        try:
            found: Playbook | PlaybookError = playbook.load(path)
        except PlaybookError as error:
            found = error
        self._read[path.name] = (stamp, found)
        return found


def _second(path: Path, first: Path) -> Listed:
    """A file whose name another one has, too."""
    return Listed(
        path.stem,
        f"The playbook {path.name} cannot be used: {first.name} has the same name. "
        "Rename one of them.",
    )
