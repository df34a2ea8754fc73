"""A user in front of the viewer: opens it on real pictures and drags over them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.casework import marks
from app.domain.evidence import Evidence, EvidenceId
from app.domain.marks import MarkKind, Markup
from app.gui.viewer.page import ViewerPage
from app.gui.viewer.room import ViewerRoom
from tests.gui.sitting import LEFT, NONE, Sitting

WIDTH, HEIGHT = 540, 1200


def screenshot(path: Path, *, width: int = WIDTH, height: int = HEIGHT, colour: str = "#5B3CC4") -> Path:
    """Draw something like a phone's page: a coloured head, and lines."""
    image = Image.new("RGB", (width, height), "#FFFFFF")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, width, min(200, height // 3)), fill=colour)
    for y in range(220, height, 60):
        pen.rectangle((40, y, width - 40, y + 20), fill="#333333")
    image.save(path)
    return path


class Looking:
    """The viewer of a window."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting

    @property
    def room(self) -> ViewerRoom:
        return self.sitting.window.gallery.room(self.sitting.window)

    @property
    def page(self) -> ViewerPage:
        return self.room.page

    def open(self, row: int = 0) -> Looking:
        """Choose an item in the grid and press Space."""
        self.sitting.click_row(self.sitting.parts.order_page.evidence.grid, row)
        self.sitting.key(Qt.Key.Key_Space)
        self.sitting.wait(lambda: self.room.is_open)
        self.settle()
        return self

    def settle(self) -> None:
        self.sitting.wait(lambda: self.page.canvas.tiles.is_settled)
        self.sitting.idle()

    def at(self, x: float, y: float) -> QPoint:
        """Return where a pixel of the picture is; it has to be in sight."""
        place = self.page.canvas.to_view(x, y).toPoint()
        assert self.page.canvas.viewport().rect().contains(place), place
        return place

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag with the left button over pixels of the picture."""
        drag(self.page.canvas.viewport(), self.at(*start), self.at(*end))

    def click(self, x: float, y: float) -> None:
        QTest.mouseClick(self.page.canvas.viewport(), LEFT, NONE, self.at(x, y))

    def tool(self, key: Qt.Key) -> None:
        self.page.canvas.setFocus()
        self.sitting.key(key)

    def item(self) -> Evidence:
        assert self.page.item is not None
        return self.page.item

    def stored(self, item: EvidenceId | None = None) -> Markup:
        """Return the marks as they lie in the vault."""
        self.sitting.idle()
        with self.sitting.look() as vault:
            return marks.load_marks(vault, item or self.item().id)

    def kinds(self) -> list[MarkKind]:
        return [mark.kind for mark in self.stored().marks]


def drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    """Press, move in steps with the button down, and release."""
    QTest.mousePress(widget, LEFT, NONE, start)
    for step in range(1, 5):
        place = start + (end - start) * step / 4
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(place),
            QPointF(widget.mapToGlobal(place)),
            Qt.MouseButton.NoButton,
            LEFT,
            NONE,
        )
        QApplication.sendEvent(widget, moved)
    QTest.mouseRelease(widget, LEFT, NONE, end)
