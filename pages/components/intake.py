"""Files on their way from the browser to the queue."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from pages.components.boundary import sentence
from summarizer_core.errors import DocumentError
from summarizer_core.models import Actor
from summarizer_core.services import Services

#: Refusals that end when the right password is given.
_LOCKED: Final = ("password_required", "wrong_password")


@dataclass(frozen=True)
class Options:
    """How files are analysed; the same for all files of one upload."""

    engine: str | None = None
    focus: str = ""
    playbook: str | None = None
    side: str | None = None


_PLAIN: Final = Options()


@dataclass
class Item:
    """One file. ``problem`` is the sentence with which it was refused; ``locked``: it opens with
    a password, and waits for it. ``key``: its own among all files."""

    name: str
    file: BinaryIO | None
    options: Options
    handed_in: bool = False
    problem: str | None = None
    locked: bool = False
    key: int = field(default_factory=itertools.count().__next__)


class Intake:
    """Hands in files one after the other, each on its own: a refused one stops no other.

    It works in a thread of its own, because a run of a page is given up at the next click, and
    with it all files that were not handed in yet. Screens only read ``waiting`` and ``refused``.
    """

    def __init__(self) -> None:
        self._items: list[Item] = []

    @property
    def waiting(self) -> list[str]:
        """Names of the files that are still to be handed in."""
        return [item.name for item in self._items if not item.handed_in]

    @property
    def refused(self) -> list[Item]:
        """The files that were refused, those that wait for a password among them."""
        return [item for item in self._items if item.problem is not None]

    def dismiss(self) -> None:
        """Forget the refusals."""
        self._items = [item for item in self._items if not item.handed_in]

    def start(
        self,
        services: Services,
        actor: Actor,
        files: Sequence[BinaryIO],
        options: Options = _PLAIN,
        *,
        password: str = "",
    ) -> threading.Thread:
        """Begin to hand in; returns the thread, which ends with the last file. Earlier refusals
        are forgotten, but not the files that wait for a password.

        Args:
            options, password: as for ``SubmitDocument``; the same for all files.
        """
        items = [Item(file.name, file, options) for file in files]
        kept = [item for item in self._items if not item.handed_in or item.locked]
        self._items = kept + items
        return self._hand_in(services, actor, items, password)

    def unlock(
        self, services: Services, actor: Actor, item: Item, password: str
    ) -> threading.Thread:
        """Hand in a refused file once more, with its password."""
        item.handed_in, item.problem = False, None
        return self._hand_in(services, actor, [item], password)

    def _hand_in(
        self, services: Services, actor: Actor, items: Sequence[Item], password: str
    ) -> threading.Thread:
        def work() -> None:
            for item in items:
                _submit(services, actor, item, password)

        # A daemon: stopping the app does not wait for a long line of files.
        thread = threading.Thread(target=work, name="intake", daemon=True)
        thread.start()
        return thread


def _submit(services: Services, actor: Actor, item: Item, password: str) -> None:
    assert item.file is not None  # noqa: S101 - it is dropped only once it is handed in
    item.locked = False
    try:
        item.file.seek(0)
        services.submit(
            actor,
            item.name,
            item.file,
            engine=item.options.engine,
            focus=item.options.focus,
            playbook=item.options.playbook,
            side=item.options.side,
            password=password or None,
        )
    except Exception as error:
        item.locked = isinstance(error, DocumentError) and error.code in _LOCKED
        item.problem = sentence(error)
    finally:
        if not item.locked:
            item.file = None  # refused files must not stay in memory
        item.handed_in = True
