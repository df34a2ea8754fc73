"""Pictures of originals: thumbnails for the grid and a closer look, drawn aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.casework.thumbnails import PREVIEW_EDGE, draw_thumbnail
from app.domain.evidence import Evidence
from app.gui import errors
from app.gui.evidence.delegate import THUMBNAIL_EDGE
from app.gui.evidence.preview import Preview
from app.gui.tasks import TaskRunner


class Gallery(QObject):
    """Draws pictures of a vault's originals without touching its database."""

    def __init__(self, runner: TaskRunner, vault_folder: Path) -> None:
        super().__init__()
        self._runner = runner
        self._folder = vault_folder

    def draw(self, sha256: str, show: Callable[[str, QPixmap | None], None]) -> None:
        """Draw a thumbnail and show it; None where the picture cannot be drawn."""

        def drawn(data: bytes) -> None:
            picture = QPixmap()
            picture.loadFromData(data)
            show(sha256, picture)

        self._runner.aside(
            lambda steps: draw_thumbnail(self._folder, sha256, steps, edge=THUMBNAIL_EDGE),
            drawn,
            failed=lambda _error: show(sha256, None),
        )

    def look(self, item: Evidence, parent: QWidget) -> None:
        """Open a closer look at an item."""
        preview = Preview(item, parent)
        sha256 = item.original.sha256
        drawing = self._runner.aside(
            lambda steps: draw_thumbnail(self._folder, sha256, steps, edge=PREVIEW_EDGE, whole=True),
            preview.show_picture,
            failed=lambda error: preview.show_problem(errors.sentence(error)),
        )
        # The dialog is gone once it is closed, and must not be drawn on.
        preview.finished.connect(lambda _result: drawing.cancel())
        preview.open()
