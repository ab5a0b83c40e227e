"""Files on their way from the browser to the queue."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from pages.components.boundary import sentence
from summarizer_core.models import Actor
from summarizer_core.services import Services


@dataclass
class Item:
    """One file. ``problem`` is the sentence with which it was refused."""

    name: str
    handed_in: bool = False
    problem: str | None = None


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
    def refused(self) -> list[tuple[str, str]]:
        """Name and sentence of each file that was refused."""
        return [(item.name, item.problem) for item in self._items if item.problem is not None]

    def dismiss(self) -> None:
        """Forget the refusals."""
        self._items = [item for item in self._items if not item.handed_in]

    def start(
        self,
        services: Services,
        actor: Actor,
        files: Sequence[BinaryIO],
        *,
        engine: str | None,
        focus: str,
        password: str,
    ) -> threading.Thread:
        """Begin to hand in; returns the thread, which ends with the last file.

        Args:
            engine, focus, password: as for ``SubmitDocument``; the same for all files.
        """
        self.dismiss()
        items = [Item(file.name) for file in files]
        self._items += items

        def work() -> None:
            for item, file in zip(items, files, strict=True):
                try:
                    services.submit(
                        actor,
                        item.name,
                        file,
                        engine=engine,
                        focus=focus,
                        password=password or None,
                    )
                except Exception as error:
                    item.problem = sentence(error)
                finally:
                    item.handed_in = True

        # A daemon: stopping the app does not wait for a long line of files.
        thread = threading.Thread(target=work, name="intake", daemon=True)
        thread.start()
        return thread
