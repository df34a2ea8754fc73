"""Pictures of originals: thumbnails for the grid, drawn aside, and the viewer for a closer look."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

from app.casework.steps import Steps
from app.casework.thumbnails import thumbnail_bitmap
from app.domain.evidence import Evidence
from app.gui.bitmaps import image_of
from app.gui.desk import Desk
from app.gui.evidence.delegate import THUMBNAIL_EDGE
from app.gui.tasks import TaskRunner
from app.gui.unhurried import Unhurried
from app.gui.viewer.desk import ReadingCases
from app.gui.viewer.room import ViewerRoom
from app.gui.window.layout import WindowLayout


class Host(Protocol):
    """The window in which the viewer opens."""

    parts: WindowLayout
    desk: Desk


class Gallery(QObject):
    """Draws pictures of a vault's originals without touching its database."""

    def __init__(
        self,
        runner: TaskRunner,
        vault_folder: Path,
        *,
        readings: ReadingCases | None = None,
        is_editable: bool = True,
        made: Callable[[ViewerRoom], None] = lambda _room: None,
    ) -> None:
        super().__init__()
        self._made = made
        self._runner = runner
        self._folder = vault_folder
        self._readings = readings
        self._is_editable = is_editable
        self._room: ViewerRoom | None = None
        self._unhurried: Unhurried | None = None

    def draw(self, sha256: str, show: Callable[[str, QPixmap | None], None]) -> None:
        """Draw a thumbnail and show it; None where the picture cannot be drawn."""

        def work(steps: Steps) -> QImage:
            # Decoded here, so that the window has nothing to do but to draw it.
            return image_of(thumbnail_bitmap(self._folder, sha256, steps, edge=THUMBNAIL_EDGE))

        self._runner.aside(
            work,
            lambda image: show(sha256, QPixmap.fromImage(image)),
            failed=lambda _error: show(sha256, None),
        )

    def room(self, parent: Host) -> ViewerRoom:
        """Return the viewer of a window; it is made when it is first needed."""
        if self._room is None:
            self._room = ViewerRoom(
                parent.parts,
                self._runner,
                parent.desk,
                self._folder,
                readings=self._readings,
                is_editable=self._is_editable,
            )
            self._made(self._room)
        return self._room

    @property
    def is_open(self) -> bool:
        """Whether the viewer is what the window shows."""
        return self._room is not None and self._room.is_open

    def prepare(self, parent: Host) -> None:
        """Dress the order's page and make the viewer while nobody waits for them, a little at a time."""
        if self._unhurried is None:
            self._unhurried = Unhurried(parent.parts)
            self._unhurried.dress(parent.parts.order_page)
            self._unhurried.add(partial(self._make, parent, self._unhurried))

    def _make(self, parent: Host, unhurried: Unhurried) -> None:
        self.room(parent).polish(unhurried)

    def look(self, item: Evidence, parent: Host, items: Sequence[Evidence] = ()) -> None:
        """Look closely at an item; `items` are those one can step to, else all that the window's grid shows."""
        self.room(parent).look(item, items or parent.parts.order_page.evidence.model.items)

    def flush(self) -> None:
        """Save what is typed or moved in the viewer and not saved yet."""
        if self._room is not None:
            self._room.flush()
