"""Looking at one original closely: as wide as the window, scrolled like a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.domain.evidence import Evidence


class Preview(QDialog):
    """Shows a reduced picture of an original; Space, Escape or Enter close it."""

    def __init__(self, item: Evidence, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("证据{} · {}").format(item.number, item.name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(parent.size() * 0.85)
        self._picture = QPixmap()
        self._label = QLabel(self.tr("正在打开…"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._label.setAccessibleName(item.name)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setWidget(self._label)
        self._area.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def show_picture(self, data: bytes) -> None:
        """Show the picture once it is drawn."""
        self._picture.loadFromData(data)
        self._fit()

    def show_problem(self, words: str) -> None:
        """Say why there is no picture."""
        self._label.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Space as well as on Escape."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.accept()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Close on Space even where the scroll area has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self.accept()
            return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        room = self._area.viewport().size()
        is_tall = self._picture.height() > 1.2 * self._picture.width()
        width = min(self._picture.width(), room.width() - 4, 760 if is_tall else room.width())
        self._label.setPixmap(self._picture.scaledToWidth(max(width, 50), Qt.TransformationMode.SmoothTransformation))
