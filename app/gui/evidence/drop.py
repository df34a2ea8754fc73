"""A place to drop files and images: it lights up and says what will happen before the mouse is released."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.domain.times import Clock
from app.gui import theme
from app.gui.evidence.incoming import can_take, incoming

_ROW = 80
"""Under this height, in pixels, a target is a row, and its words take one line."""


class DropTarget(QObject):
    """Makes a widget take drops; `dropped` carries what brings the files or the image in."""

    dropped = Signal(object)

    def __init__(self, widget: QWidget, clock: Clock, promise: Callable[[int], str]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._clock = clock
        self._promise = promise
        self._light = DropLight(widget)
        self.is_enabled = True
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags over the widget."""
        if watched is not self._widget or not self.is_enabled:
            return super().eventFilter(watched, event)
        match event.type():
            case QEvent.Type.DragEnter | QEvent.Type.DragMove if isinstance(event, QDropEvent):
                self._on_over(event)
                return True
            case QEvent.Type.DragLeave:
                self._light.hide()
                return True
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                self._on_drop(event)
                return True
            case _:
                return super().eventFilter(watched, event)

    def _on_over(self, event: QDropEvent) -> None:
        if not can_take(event.mimeData()):
            event.ignore()
            return
        # Copy, whatever the other program would like: a move would take the original away.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragEnterEvent):
            files = sum(url.isLocalFile() for url in event.mimeData().urls())
            self._light.show_promise(self._promise(max(files, 1)))

    def _on_drop(self, event: QDropEvent) -> None:
        self._light.hide()
        bring = incoming(event.mimeData(), self._clock.now())
        if bring is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(bring)


class DropLight(QWidget):
    """The light over a drop target, with the words that say what releasing will do."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def show_promise(self, words: str) -> None:
        """Light up."""
        self._words = words
        self.setGeometry(self._target.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.tokens()
        veil = QColor(colours.surface)
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(colours.accent), 2, Qt.PenStyle.DashLine))
        is_row = self.height() < _ROW
        margin = 1 if is_row else 8
        painter.drawRoundedRect(self.rect().adjusted(margin, margin, -margin, -margin), 4 if is_row else 10, 10)
        font = QFont(painter.font())
        font.setPixelSize(theme.BODY if is_row else theme.TITLE - 4)
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        inner = self.rect().adjusted(8, 2, -8, -2) if is_row else self.rect().adjusted(24, 24, -24, -24)
        painter.drawText(inner, flags, self._words)
